/* Samples that may be missing, as numbers that may be compared. */
#ifndef HST_KERNELS_OBSERVED_H
#define HST_KERNELS_OBSERVED_H

#include "strict.h"

#include <math.h> /* INFINITY and NAN only */
#include <stdint.h>

#include "scalar.h"

/* 1 where a sample is there, 0 for a NaN. Compared as signed numbers, which vectors can. */
static inline int64_t hst__is_observed(const double *x) {
    return (int64_t)(hst__bits_at(x) & (UINT64_MAX >> 1)) <= (int64_t)(UINT64_C(0x7ff) << 52);
}

/* sign x, sign being 1 or -1, and above every sample where x is missing; never -0. */
static inline double hst__lifted(const double *x, double sign) {
    return hst__is_observed(x) ? sign * *x + 0.0 : INFINITY;
}

/* Back again. */
static inline double hst__lowered(double lifted, double sign) {
    return lifted < INFINITY ? sign * lifted + 0.0 : NAN;
}

#endif
