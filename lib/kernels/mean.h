/* The mean of values whose sum is known exactly as two doubles (split.h), rounded once. */
#ifndef HST_KERNELS_MEAN_H
#define HST_KERNELS_MEAN_H

#include "strict.h"

#include <stdint.h>

#include "scalar.h"

/* A mean that is almost always the correctly rounded one, and whether that is certain. */
typedef struct hst__likely {
    double value;
    double doubt; /* 0: certain */
} hst__likely;

/* (high + low)/n for exact parts and a whole n, 1 <= n <= 2^26, magnitudes between 2^-900 and 2^1000 or zero.
 *
 * s + e = high + low exactly (Knuth); m = s/n rounded; r = s - m n is exact, because m is cut in two parts of
 * 26 bits whose products with n are exact (Veltkamp); c = (r + e)/n then has a relative error below 2^-51, and
 * m + c rounds to the mean unless c lies that close to a rounding boundary: both ends of its range decide.
 * Without branches, so that a loop over it becomes vector code. */
static inline hst__likely hst__likely_mean(double high, double low, double n) {
    double s = high + low;
    double back = s - high;
    double e = (high - (s - back)) + (low - back);
    double m = s / n;
    double t = m * 134217729.0; /* 2^27 + 1 */
    double upper = t - (t - m);
    double lower = m - upper;
    double r = (s - upper * n) - lower * n;
    double c = (r + e) / n;
    double slack = hst__magnitude(c) * 0x1p-50;
    double one = m + (c - slack);
    double other = m + (c + slack);
    hst__likely mean;
    mean.value = m + c;
    mean.doubt = other - one;
    return mean;
}

/* The same, whatever it takes. */
double hst__mean_of_parts(double high, double low, int64_t n);

#endif
