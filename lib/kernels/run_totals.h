/* Sums and means of runs of one array, each rounded once. */
#ifndef HST_KERNELS_RUN_TOTALS_H
#define HST_KERNELS_RUN_TOTALS_H

#include "strict.h"

#include <stdint.h>

#include "exact_sum.h"
#include "magnitudes.h"

enum {
    HST__TOTALS_SAMPLES = 2048, /* values that a run may hold */
    HST__TOTALS_RUNS = 64       /* runs at a time */
};

/* A split for up to HST__TOTALS_SAMPLES values of that range, under which the likely mean holds too; 0 if
 * they are too unlike, too large or too small. */
int hst__totals_split(hst__split *split, hst__magnitudes range);

/* Of sums known as two exact parts, by a split of hst__totals_split; count[r] >= 1, runs <=
 * HST__TOTALS_RUNS. */
void hst__totals_of_parts(double *sum, double *mean, const double *high, const double *low,
                          const double *count, int64_t runs);

/* Of any n finite values; HST__RUN_LANES behind them must be readable. The sum is infinite where it lies
 * beyond DBL_MAX; count >= 1 is what it is divided by. */
void hst__totals_alone(double *sum, double *mean, const double *x, int64_t n, int64_t count);

/* Adds n <= HST__TOTALS_SAMPLES values, whose range that is, to an exact sum; readable as above. */
void hst__totals_add(hst__exact_sum *sum, const double *x, int64_t n, hst__magnitudes range);

#endif
