/* Quantiles that are values of the sample: the smallest one with at least the fraction p of all at or below
 * it. Type 1 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50,
 * 1996. */
#ifndef HST_KERNELS_NEAREST_RANK_H
#define HST_KERNELS_NEAREST_RANK_H

#include "strict.h"

#include <stdint.h>

/* Its index among m sorted values, max(ceil(p m), 1) - 1, for 1 <= m <= 2^53 and 0 <= p <= 1. p m is rounded
 * once to double, so that of ten values quantile 0.1 is the first although 0.1 is a little more than a tenth
 * as a double. */
static inline int64_t hst__nearest_rank(int64_t m, double p) {
    double h = (double)m * p;
    int64_t whole = (int64_t)h;
    return (double)whole < h || whole == 0 ? whole : whole - 1;
}

#endif
