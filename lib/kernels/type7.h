/* Quantiles by linear interpolation between order statistics: type 7 of Hyndman and Fan, "Sample Quantiles in
 * Statistical Packages", The American Statistician 50, 1996.
 *
 * Of m sorted values v[0] <= ... <= v[m-1], the quantile p stands at position h = (m - 1) p, between v[k] and
 * v[k+1] with k = floor(h), at the fraction h - k of the way.
 *
 * h is the product in double, rounded once. That moves it by 2^-53 of itself at most, and is what one wants:
 * 0.1 is a little more than a tenth as a double, and yet of eleven values quantile 0.1 is the second itself.
 * k and the fraction are then exact. */
#ifndef HST_KERNELS_TYPE7_H
#define HST_KERNELS_TYPE7_H

#include "strict.h"

#include <stdint.h>

#include "scalar.h"

/* Fraction, 0 <= it < 1, and *k, 0 <= *k < m, for 1 <= m <= 2^53 and 0 <= p <= 1. Where it is above zero,
 * *k + 1 < m: a rounded product never passes m - 1, which is a double. */
static inline double hst__type7_place(int64_t m, double p, int64_t *k) {
    double h = (double)(m - 1) * p;
    *k = (int64_t)h;
    return h - (double)*k;
}

/* The value at a fraction in [0,1) of the way from lo to hi, both finite, lo <= hi; never -0.
 *
 * Exactly lo at 0, and where lo == hi; -0 becomes 0, because d is -0 only where lo is 0. It grows with the
 * fraction, because a rounded product and a rounded sum do, and never leaves [lo, hi]: d = hi - lo may have
 * been rounded up, but a fraction below 1 is 1 - 2^-53 at most, so that the product is at most the double
 * before d, and that one lies below the true difference. Three roundings: off by less than 5.6e-16 of the
 * larger magnitude of the two, and where lo >= 0 by less than 3.4e-16 of the value itself, since fraction * d
 * is then no more than it. A product among denormals is off by 2^-1075 besides; their differences and sums
 * are exact. A d beyond DBL_MAX is taken in halves. */
static inline double hst__type7(double lo, double hi, double fraction) {
    double d = hi - lo;
    double half;
    if (d <= DBL_MAX) {
        return lo + fraction * d;
    }
    half = fraction * (hi / 2 - lo / 2);
    return (lo + half) + half;
}

#endif
