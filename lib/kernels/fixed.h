/* Doubles of like size in fixed point, as two integers, whose sums are exact and may be taken back.
 *
 * Let every |x| < 2^E. With the shifter M = 1.5 x 2^(52+E-b), whose unit in the last place is u = 2^(E-b),
 *
 *     y = x + M, as bits           counts units u from M on: bits(y) - bits(M) is x/u rounded to an integer
 *     rest = x - (y - M)           exact by Sterbenz; |rest| <= u/2
 *
 * and the same with the rest and M' = 1.5 x 2^(52+E-2b) counts units 2^(E-2b), exactly if x is a multiple of
 * that. Both integers are below 2^b, b <= 50, and sums of 2^L of them below 2^61 if b + L <= 61. Unlike sums
 * in two doubles (split.h) they may run on for ever: a difference of two running sums is right modulo 2^64,
 * so that it does not matter that they overflow, and an integer addition takes one cycle. */
#ifndef HST_KERNELS_FIXED_H
#define HST_KERNELS_FIXED_H

#include "strict.h"

#include <stdint.h>
#include <string.h>

#include "path.h"
#include "scalar.h"

/* 1.5 x 2^52: added to it, an integer below 2^51 stands in the bits. */
#define HST__WHOLE 0x1.8p52
#define HST__WHOLE_BITS UINT64_C(0x4338000000000000)

/* Makes an integer of magnitude up to 2^62 non-negative, so that it may be shifted on every machine. */
#define HST__BIAS (UINT64_C(1) << 62)

static HST__BODY uint64_t hst__bits(double x) {
    uint64_t u;
    memcpy(&u, &x, sizeof u);
    return u;
}

static HST__BODY double hst__from_bits(uint64_t u) {
    double x;
    memcpy(&x, &u, sizeof x);
    return x;
}

/* An integer of magnitude below 2^51 as a double, and a whole double below 2^51 as an integer modulo 2^64. In
 * instructions that every vector unit has. */
static HST__BODY double hst__whole(uint64_t k) {
    return hst__from_bits(k + HST__WHOLE_BITS) - HST__WHOLE;
}

static HST__BODY uint64_t hst__integer(double whole) {
    return hst__bits(whole + HST__WHOLE) - HST__WHOLE_BITS;
}

/* Any double below 2^51 as the nearest integer, ties to even. */
static HST__BODY double hst__rounded(double x) {
    return (x + HST__WHOLE) - HST__WHOLE;
}

/* Integer part of k/2^shift, rounded down; k of magnitude up to 2^62, 0 < shift <= 62. */
static HST__BODY uint64_t hst__shifted(uint64_t k, int shift) {
    return ((k + HST__BIAS) >> shift) - (HST__BIAS >> shift);
}

/* What hst__shifted leaves. */
static HST__BODY uint64_t hst__remaining(uint64_t k, int shift) {
    return k & ((UINT64_C(1) << shift) - 1);
}

/* The double 2^e, -1022 <= e <= 1023. */
static HST__BODY double hst__two_to(int e) {
    return hst__from_bits((uint64_t)(e + 1023) << 52);
}

/* The least b with 2^b >= n. */
static HST__BODY int hst__bits_for(int64_t n) {
    int bits = 0;
    while ((INT64_C(1) << bits) < n) {
        ++bits;
    }
    return bits;
}

/* 1 for a NaN, else 0; by subtraction, because not every vector unit compares 64-bit integers. */
static HST__BODY uint64_t hst__is_missing(const double *x) {
    return ((UINT64_C(0x7ff) << 52) - (hst__bits_at(x) & (UINT64_MAX >> 1))) >> 63;
}

/* The sample, 0 for a NaN. */
static HST__BODY double hst__or_zero(const double *x) {
    return hst__from_bits(hst__bits_at(x) & (hst__is_missing(x) - 1));
}

#endif
