/* Doubles as integers and back, by their bits: what fixed_one.h, fixed_two.h and others share.
 *
 * Let |x| < 2^E. The shifter M = 1.5 x 2^(52+E-b) has u = 2^(E-b) for the unit of its last place. So with
 *
 *     y = x + M               bits(y) - bits(M) is x/u, rounded to an integer
 *     rest = x - (y - M)      is exact by Sterbenz; |rest| <= u/2
 *
 * for b <= 51, and the rest may be treated alike with a smaller unit. Unlike sums in doubles (split.h), sums
 * of integers may run on for ever: a difference of two running sums is right modulo 2^64, so that it does not
 * matter that they overflow, and an addition takes one cycle. */
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

/* b where truth is 1, a where it is 0. By masks, because what depends on data is guessed wrong as a branch,
 * and not every vector unit chooses between doubles. */
static HST__BODY double hst__chosen(uint64_t truth, double a, double b) {
    uint64_t mask = 0 - truth;
    return hst__from_bits((hst__bits(a) & ~mask) | (hst__bits(b) & mask));
}

/* 1 where a < b, both finite and not too far apart. */
static HST__BODY uint64_t hst__is_less(double a, double b) {
    return hst__bits(a - b) >> 63;
}

/* 1 for a NaN, else 0; by subtraction, because not every vector unit compares 64-bit integers. */
static HST__BODY uint64_t hst__is_missing(const double *x) {
    return ((UINT64_C(0x7ff) << 52) - (hst__bits_at(x) & (UINT64_MAX >> 1))) >> 63;
}

/* The sample, 0 for a NaN. */
static HST__BODY double hst__or_zero(const double *x) {
    return hst__from_bits(hst__bits_at(x) & (hst__is_missing(x) - 1));
}

/* x[k] becomes x[1] + ... + x[k], modulo 2^64, for k = 1 .. n: four at a time, so that only one addition in
 * four waits for the one before it. */
static HST__BODY void hst__run(uint64_t *x, int64_t n) {
    uint64_t sum = 0;
    int64_t k = 1;
    for (; k + 3 <= n; k += 4) {
        uint64_t a = x[k], b = x[k + 1], c = x[k + 2], d = x[k + 3];
        b += a;
        d += c;
        c += b;
        d += b;
        x[k] = sum + a;
        x[k + 1] = sum + b;
        x[k + 2] = sum + c;
        x[k + 3] = sum += d;
    }
    for (; k <= n; ++k) {
        x[k] = sum += x[k];
    }
}

/* What an array of samples is like, those that are missing left out. */
typedef struct hst__survey {
    int top;      /* every |x| < 2^top; 0 if all are zero */
    int last;     /* every x is a multiple of 2^last; large if all are zero */
    int gaps;     /* whether one is missing */
    int infinite; /* whether one is infinite: the rest then means nothing */
} hst__survey;

static HST__BODY hst__survey hst__survey_of(const double *x, int64_t n) {
    int64_t least = INT64_MAX, most = 0, missing = 0;
    hst__survey v;
    int64_t i;
    for (i = 0; i < n; ++i) {
        int64_t gap = (int64_t)hst__is_missing(x + i);
        int64_t bits = (int64_t)(hst__bits_at(x + i) & (UINT64_MAX >> 1)) & (gap - 1);
        int64_t key = (int64_t)((uint64_t)(bits - 1) & (UINT64_MAX >> 1)); /* zero comes last */
        least = key < least ? key : least;
        most = bits > most ? bits : most;
        missing |= gap;
    }
    v.top = most == 0 ? 0 : (int)(most >> 52) - 1022;
    v.last = (int)(((uint64_t)least + 1) >> 52) - 1023 - 52; /* of denormals a bound that is low enough */
    v.gaps = missing != 0;
    v.infinite = most == INT64_C(0x7ff) << 52;
    return v;
}

#endif
