/* A product of two doubles is one of two whole numbers of 53 bits, times a power of two that may lie far
 * outside the range of a double. With its highest bit moved to one place, the power decides, then the 106
 * bits. */
#include "product_order.h"

#include "scalar.h"

/* high 2^64 + low, times 2^power; bit 63 of high is set, except that of 0 all is 0 and the power below every
 * other. */
typedef struct product {
    int power;
    uint64_t high, low;
} product;

enum { LEAST_POWER = -5000 };

/* x = result times 2^*power, x > 0. The mantissa of a denormal has no hidden bit. */
static uint64_t whole_of(double x, int *power) {
    uint64_t bits = hst__bits_at(&x);
    int exponent = (int)(bits >> 52);
    *power = exponent > 0 ? exponent - 1075 : -1074;
    return (bits & ((UINT64_C(1) << 52) - 1)) | (uint64_t)(exponent > 0) << 52;
}

/* By halves of 32 bits: the sum in the middle stays below 2^64. */
static product multiplied(uint64_t a, uint64_t b, int power) {
    uint64_t a0 = (uint32_t)a, a1 = a >> 32, b0 = (uint32_t)b, b1 = b >> 32;
    uint64_t first = a0 * b0, second = a1 * b0 + (first >> 32), third = a0 * b1 + (uint32_t)second;
    product p;
    p.power = power;
    p.high = a1 * b1 + (second >> 32) + (third >> 32);
    p.low = third << 32 | (uint32_t)first;
    return p;
}

static product product_of(double x, double y) {
    product p = {LEAST_POWER, 0, 0};
    int power_x, power_y;
    uint64_t a = whole_of(x, &power_x), b = whole_of(y, &power_y);
    if (a == 0 || b == 0) {
        return p;
    }
    p = multiplied(a, b, power_x + power_y);
    while (p.high >> 63 == 0) {
        p.high = p.high << 1 | p.low >> 63;
        p.low <<= 1;
        --p.power;
    }
    return p;
}

int hst__product_is_less(double a, double b, double c, double d) {
    product p = product_of(a, b), q = product_of(c, d);
    if (p.power != q.power) {
        return p.power < q.power;
    }
    return p.high != q.high ? p.high < q.high : p.low < q.low;
}
