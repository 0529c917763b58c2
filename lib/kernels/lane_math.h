/* Logarithm and exponential that a compiler can put into vector code: no branch, no table, no call. For sums
 * over millions of pairs; elsewhere special.h has better ones. */
#ifndef HST_KERNELS_LANE_MATH_H
#define HST_KERNELS_LANE_MATH_H

#include "path.h"

#include <stdint.h>
#include <string.h>

#define HST__LN2_HIGH 6.93147180369123816490e-01
#define HST__LN2_LOW 1.90821492927058770002e-10

static HST__BODY double hst__double_of(uint64_t bits) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* log x to within 1.1 ulp of itself, x normal and > 0. With x = 2^k (1 + f), 1 + f within sqrt(1/2) ..
 * sqrt(2), and s = f/(2 + f): log(1 + f) = 2 s + s^3 (2/3 + ...), the minimax coefficients being those of
 * FreeBSD's e_log.c. k becomes a double by way of the bits of 2^52 + k, as AVX2 converts no 64-bit integers.
 * */
static HST__BODY double hst__lane_log(double x) {
    uint64_t u, high;
    double k, f, s, z, r, half;
    memcpy(&u, &x, sizeof u);
    u += (UINT64_C(0x3ff) << 52) - UINT64_C(0x3fe6a09e667f3bcd);
    high = u >> 52;
    k = hst__double_of(high | UINT64_C(0x4330000000000000)) - (4503599627370496.0 + 1023);
    f = hst__double_of((u & (UINT64_MAX >> 12)) + UINT64_C(0x3fe6a09e667f3bcd)) - 1;
    s = f / (2 + f);
    z = s * s;
    r = z * (6.666666666666735130e-01 +
             z * (3.999999999940941908e-01 +
                  z * (2.857142874366239149e-01 +
                       z * (2.222219843214978396e-01 +
                            z * (1.818357216161805012e-01 +
                                 z * (1.531383769920937332e-01 + z * 1.479819860511658591e-01))))));
    half = 0.5 * f * f;
    return k * HST__LN2_HIGH - ((half - (s * (half + r) + k * HST__LN2_LOW)) - f);
}

/* e^x to within 5e-16 of itself, for -708 <= x <= 1; 3e-308 below that. x = k log 2 + r, and r's series to
 * the twelfth power. */
static HST__BODY double hst__lane_exp(double x) {
    const double shift = 6755399441055744.0; /* 1.5 2^52: the sum is rounded to a whole number */
    double c = x > -708 ? x : -708, moved = c * 1.44269504088896340736 + shift, k = moved - shift, r, e;
    uint64_t u;
    memcpy(&u, &moved, sizeof u);
    r = (c - k * HST__LN2_HIGH) - k * HST__LN2_LOW;
    e = 1.0 / 39916800 + r * (1.0 / 479001600);
    e = 1.0 / 362880 + r * (1.0 / 3628800 + r * e);
    e = 1.0 / 5040 + r * (1.0 / 40320 + r * e);
    e = 1.0 / 120 + r * (1.0 / 720 + r * e);
    e = 1.0 / 6 + r * (1.0 / 24 + r * e);
    e = 1 + r * (1 + r * (0.5 + r * e));
    return e * hst__double_of((u + 1023) << 52);
}

#endif
