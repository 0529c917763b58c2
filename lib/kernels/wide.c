/* Schoolbook arithmetic in base 2^32, so that a product of two digits fits the uint64_t that every compiler
 * has: __int128 would halve the digits, but not every platform has it. Division is Knuth's algorithm D (The
 * Art of Computer Programming 2, 4.3.1): at today's difficulties three digits of quotient, against 80 rounds
 * bit by bit. */
#include "wide.h"

#include <string.h>

enum { LIMBS = HST__WIDE_LIMBS, DIGIT = 32 };

hst__wide hst__wide_from(uint64_t a) {
    hst__wide r = {{(uint32_t)a, (uint32_t)(a >> DIGIT)}};
    return r;
}

hst__wide hst__wide_load(const uint8_t *bytes) {
    hst__wide r = {{0}};
    int i;
    for (i = 0; i < 32; ++i) {
        r.limb[7 - i / 4] = r.limb[7 - i / 4] << 8 | bytes[i];
    }
    return r;
}

void hst__wide_store(uint8_t *bytes, hst__wide a) {
    int i;
    for (i = 0; i < 32; ++i) {
        bytes[i] = (uint8_t)(a.limb[7 - i / 4] >> 8 * (3 - i % 4));
    }
}

/* Digits in use. */
static int count(const uint32_t *limb, int most) {
    while (most > 0 && limb[most - 1] == 0) {
        --most;
    }
    return most;
}

/* a > 0. A double has the length for its exponent; the end of a loop would be mispredicted each time. */
static int bits_of_digit(uint32_t a) {
    double x = a;
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return (int)(bits >> 52) - 1022;
}

int hst__wide_bits(hst__wide a) {
    int n = count(a.limb, LIMBS);
    return n == 0 ? 0 : DIGIT * (n - 1) + bits_of_digit(a.limb[n - 1]);
}

uint64_t hst__wide_low(hst__wide a) {
    return (uint64_t)a.limb[1] << DIGIT | a.limb[0];
}

hst__wide hst__wide_add(hst__wide a, hst__wide b) {
    uint64_t carry = 0;
    int i;
    for (i = 0; i < LIMBS; ++i) {
        carry += (uint64_t)a.limb[i] + b.limb[i];
        a.limb[i] = (uint32_t)carry;
        carry >>= DIGIT;
    }
    return a;
}

hst__wide hst__wide_subtract(hst__wide a, hst__wide b) {
    uint64_t borrow = 0;
    int i;
    for (i = 0; i < LIMBS; ++i) {
        uint64_t digit = (uint64_t)a.limb[i] - b.limb[i] - borrow;
        a.limb[i] = (uint32_t)digit;
        borrow = digit >> 63;
    }
    return a;
}

hst__wide hst__wide_multiply(hst__wide a, uint32_t b) {
    uint64_t carry = 0;
    int i;
    for (i = 0; i < LIMBS; ++i) {
        carry += (uint64_t)a.limb[i] * b;
        a.limb[i] = (uint32_t)carry;
        carry >>= DIGIT;
    }
    return a;
}

/* Two neighbouring digits are shifted as one number: a digit shifted by 32 - k is undefined for k = 0. */
hst__wide hst__wide_shift_left(hst__wide a, int k) {
    hst__wide r = {{0}};
    int whole = k / DIGIT, i;
    for (i = LIMBS - 1; i >= whole; --i) {
        uint64_t pair = (uint64_t)a.limb[i - whole] << DIGIT | (i > whole ? a.limb[i - whole - 1] : 0);
        r.limb[i] = (uint32_t)(pair << k % DIGIT >> DIGIT);
    }
    return r;
}

hst__wide hst__wide_shift_right(hst__wide a, int k) {
    hst__wide r = {{0}};
    int whole = k / DIGIT, i;
    for (i = 0; i + whole < LIMBS; ++i) {
        uint64_t above = i + whole + 1 < LIMBS ? a.limb[i + whole + 1] : 0;
        r.limb[i] = (uint32_t)((above << DIGIT | a.limb[i + whole]) >> k % DIGIT);
    }
    return r;
}

/* u -= q v over n + 1 digits; 1 if that went below zero. */
static uint32_t take_multiple(uint32_t *u, const uint32_t *v, int n, uint64_t q) {
    uint64_t carry = 0, borrow = 0;
    int i;
    for (i = 0; i <= n; ++i) {
        uint64_t product = q * (i < n ? v[i] : 0) + carry;
        uint64_t digit = (uint64_t)u[i] - (uint32_t)product - borrow;
        u[i] = (uint32_t)digit;
        carry = product >> DIGIT;
        borrow = digit >> 63;
    }
    return (uint32_t)borrow;
}

static void give_back(uint32_t *u, const uint32_t *v, int n) {
    uint64_t carry = 0;
    int i;
    for (i = 0; i <= n; ++i) {
        carry += (uint64_t)u[i] + (i < n ? v[i] : 0);
        u[i] = (uint32_t)carry;
        carry >>= DIGIT;
    }
}

/* One digit of the quotient, from three digits of u and two of v: at most 1 too large, and that rarely. */
static uint64_t guess_digit(const uint32_t *u, const uint32_t *v, int n) {
    uint64_t leading = (uint64_t)u[n] << DIGIT | u[n - 1];
    uint64_t q = leading / v[n - 1], rest = leading % v[n - 1];
    while (rest <= UINT32_MAX && (q > UINT32_MAX || q * v[n - 2] > (rest << DIGIT | u[n - 2]))) {
        --q;
        rest += v[n - 1];
    }
    return q;
}

hst__wide hst__wide_divide(hst__wide a, hst__wide b, hst__wide *remainder) {
    hst__wide quotient = {{0}};
    uint32_t u[LIMBS + 2], v[LIMBS + 1];
    int n = count(b.limb, LIMBS), normal = DIGIT - bits_of_digit(b.limb[n - 1]), j;
    /* Both are shifted until the divisor's leading bit is set, and by one digit more, so that there are
     * always the two digits that the guess looks at; the quotient stays the same. */
    hst__wide low = hst__wide_shift_left(a, normal), shifted = hst__wide_shift_left(b, normal);
    u[0] = v[0] = 0;
    memcpy(u + 1, low.limb, sizeof low.limb);
    memcpy(v + 1, shifted.limb, sizeof shifted.limb);
    u[LIMBS + 1] = (uint32_t)((uint64_t)a.limb[LIMBS - 1] << normal >> DIGIT);
    for (j = count(a.limb, LIMBS) - n; j >= 0; --j) {
        uint64_t digit = guess_digit(u + j, v, n + 1);
        if (take_multiple(u + j, v, n + 1, digit)) {
            give_back(u + j, v, n + 1);
            --digit;
        }
        quotient.limb[j] = (uint32_t)digit;
    }
    memcpy(low.limb, u + 1, sizeof low.limb);
    *remainder = hst__wide_shift_right(low, normal);
    return quotient;
}

hst__wide hst__wide_divide_double(uint64_t a, int shift, double x) {
    uint64_t bits, fraction = (UINT64_C(1) << 52) - 1;
    hst__wide rest;
    memcpy(&bits, &x, sizeof bits);
    shift += 1075 - (int)(bits >> 52);
    return hst__wide_divide(hst__wide_shift_left(hst__wide_from(a), shift),
                            hst__wide_from((bits & fraction) | (fraction + 1)), &rest);
}

double hst__wide_double(hst__wide a) {
    int excess = hst__wide_bits(a) - 64;
    uint64_t leading, power;
    double scale;
    if (excess <= 0) {
        return (double)hst__wide_low(a);
    }
    leading = hst__wide_low(hst__wide_shift_right(a, excess));
    /* 64 bits are 11 more than a double keeps: the last can stand for all that are cut off. */
    leading |= hst__wide_bits(hst__wide_shift_left(a, HST__WIDE_BITS - excess)) > 0;
    power = (uint64_t)(1023 + excess) << 52;
    memcpy(&scale, &power, sizeof scale);
    return (double)leading * scale;
}
