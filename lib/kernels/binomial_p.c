/* P-values of a binomial count, as tails of the beta law. A tail is never taken as 1 minus the other one,
 * which would lose the digits of a small one. */
#include "binomial_p.h"

#include <float.h>
#include <stdint.h>
#include <string.h>

/* x = significand 2^exponent, the significand in [1, 2); by bits, because frexp is libm's. */
typedef struct split {
    double significand;
    int exponent;
} split;

#define FRACTION ((UINT64_C(1) << 52) - 1)

static double power_of_two(int exponent) {
    uint64_t bits = (uint64_t)(1023 + exponent) << 52;
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static split split_of(double x) {
    int lift = x < DBL_MIN ? 64 : 0;
    double normal = x * power_of_two(lift);
    uint64_t bits;
    split s;
    memcpy(&bits, &normal, sizeof bits);
    s.exponent = (int)(bits >> 52) - 1023 - lift;
    bits = (bits & FRACTION) | (UINT64_C(1023) << 52);
    memcpy(&s.significand, &bits, sizeof bits);
    return s;
}

/* a b - product, exactly, for product = a b rounded: Dekker's, by halves of 26 bits. */
static double product_error(double a, double b, double product) {
    double wide = 134217729. * a;
    double a_high = wide - (wide - a), a_low = a - a_high;
    double b_high, b_low;
    wide = 134217729. * b;
    b_high = wide - (wide - b);
    b_low = b - b_high;
    return a_low * b_low - (((product - a_high * b_high) - a_low * b_high) - a_high * b_low);
}

/* All to twice the digits until the one division: a b and a b + c with what they round off, and the remainder
 * of the division. */
hst__unit_point hst__binomial_chance(double a, double b, double c) {
    split f = split_of(a), g = split_of(b), h = split_of(c);
    double first = f.significand * g.significand;
    double first_rest = product_error(f.significand, g.significand, first);
    double second = h.significand * power_of_two(h.exponent - f.exponent - g.exponent);
    int swapped = first > second;
    double part = swapped ? second : first, part_rest = swapped ? 0 : first_rest;
    double larger = swapped ? first : second, total = first + second;
    double total_rest = (larger - total) + part + first_rest;
    double share = part / total, product = share * total;
    double remainder = (part - product) - product_error(share, total, product);
    hst__unit_point at;
    share += (remainder + part_rest - share * total_rest) / total;
    at.x = swapped ? 1 - share : share;
    at.y = swapped ? share : 1 - share;
    return at;
}

double hst__binomial_at_most(double k, double m, double x, double y) {
    return m > 0 ? hst__beta_lower(m, k + 1, y, x) : 1;
}

double hst__binomial_half_at_most(double k, double m, double x, double y) {
    double less = k > 0 ? hst__beta_lower(m + 1, k, y, x) : 0;
    return less + hst__binomial_mass(k, k + m, x, y) / 2;
}

/* The first outcome beyond the mean that is no likelier than k, n + 1 when there is none; k at or below the
 * mean. Probabilities never rise from the mean on, so bisection finds it. R counts from the mean rounded up,
 * so a mean that is a whole number takes part. */
static double far_side(double k, double n, double x, double y) {
    double limit = hst__binomial_mass(k, n, x, y) * (1 + 1e-7);
    double mean = n * x;
    double low = (double)(long long)mean;
    double high = n + 1;
    if (low == mean) {
        low -= 1;
    }
    if (low < k) {
        low = k;
    }
    while (high - low > 1) {
        double middle = (double)(long long)((low + high) / 2);
        if (hst__binomial_mass(middle, n, x, y) <= limit) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return high;
}

double hst__binomial_minlike(double k, double m, double x, double y) {
    double n = k + m;
    double far, p;
    if (k > n * x) {
        double swap = k;
        k = m;
        m = swap;
        swap = x;
        x = y;
        y = swap;
    }
    far = far_side(k, n, x, y);
    p = hst__binomial_at_most(k, m, x, y);
    if (far <= n) {
        p += hst__binomial_at_most(n - far, far, y, x);
    }
    return p < 1 ? p : 1; /* the two tails may round to a little more */
}
