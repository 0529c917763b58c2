/* Sums and means of runs of one array, each rounded once. */
#ifndef HST_KERNELS_RUN_TOTALS_H
#define HST_KERNELS_RUN_TOTALS_H

#include "strict.h"

#include <stdint.h>

#include "exact_sum.h"
#include "magnitudes.h"

enum {
    HST__TOTALS_RUNS = 64,     /* at a time */
    HST__TOTALS_SAMPLES = 2048 /* of all runs together */
};

/* Runs as in run_sums.h, of finite x, missing ones as zeros; `range` is over all of them. count[r] is by what the
 * sum is divided, >= 1. The sum is infinite where it lies beyond DBL_MAX. */
void hst__run_totals(double *sum, double *mean, const double *x, const int64_t *at, int64_t runs,
                     const double *count, hst__magnitudes range);

/* Adds up to HST__TOTALS_SAMPLES of x, whose range that is, to an exact sum; readable as in run_sums.h. */
void hst__run_add(hst__exact_sum *sum, const double *x, int64_t n, hst__magnitudes range);

#endif
