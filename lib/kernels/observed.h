/* Samples that may be missing, as numbers that may be compared. */
#ifndef HST_KERNELS_OBSERVED_H
#define HST_KERNELS_OBSERVED_H

#include "strict.h"

#include <math.h> /* INFINITY only */
#include <stdint.h>
#include <string.h>

#include "scalar.h"

/* 1 where a sample is there, 0 for a NaN. Compared as signed numbers, which vectors can. */
static inline int64_t hst__is_observed(const double *x) {
    return (int64_t)(hst__bits_at(x) & (UINT64_MAX >> 1)) <= (int64_t)(UINT64_C(0x7ff) << 52);
}

/* sign x, sign being 1 or -1, and infinity where x is missing, since a NaN is not less. */
static inline double hst__lifted(const double *x, double sign) {
    return hst__smaller(sign * *x, INFINITY);
}

/* Back again. What is added is 0, which leaves no -0, or the bits of a NaN: compilers would make a branch
 * of a choice. */
static inline double hst__lowered(double lifted, double sign) {
    uint64_t missing = (0 - (uint64_t)(lifted == INFINITY)) & UINT64_C(0x7ff8) << 48;
    double zero;
    memcpy(&zero, &missing, sizeof zero);
    return sign * lifted + zero;
}

#endif
