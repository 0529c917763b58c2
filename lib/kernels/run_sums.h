/* Exact sums of runs of one array with one split (split.h), and means of many at once. */
#ifndef HST_KERNELS_RUN_SUMS_H
#define HST_KERNELS_RUN_SUMS_H

#include "strict.h"

#include <stdint.h>

#include "mean.h"
#include "run_sum_body.h"
#include "split.h"

/* The sum of n values that fit the split, n no more than its terms; HST__RUN_LANES behind them are readable.
 * */
hst__run_parts hst__run_sum_on(int path, const double *x, int64_t n, const hst__split *split);
hst__run_parts hst__run_sum(const double *x, int64_t n, const hst__split *split);

/* The likely mean of each of many sums, by hst__likely_mean and under its conditions; 0 < n. */
void hst__run_means_on(int path, double *mean, double *doubt, const double *high, const double *low,
                       const double *n, int64_t runs);
void hst__run_means(double *mean, double *doubt, const double *high, const double *low, const double *n,
                    int64_t runs);

#endif
