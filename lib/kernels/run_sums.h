/* Exact sums of many short runs of one array, all with one split (split.h), and their means. */
#ifndef HST_KERNELS_RUN_SUMS_H
#define HST_KERNELS_RUN_SUMS_H

#include "strict.h"

#include <stdint.h>

#include "mean.h"
#include "split.h"

/* So many elements behind the last run must be readable; what they are is no matter. */
enum { HST__RUN_LANES = 32 };

/* Run r is x[at[r]] .. x[at[r+1] - 1]; high[r] + low[r] is its sum, each part exact. Every x must fit the
 * split, and no run be longer than its terms. A run may be empty: 0 and 0. */
void hst__run_sums_on(int path, double *high, double *low, const double *x, const int64_t *at, int64_t runs,
                      const hst__split *split);
void hst__run_sums(double *high, double *low, const double *x, const int64_t *at, int64_t runs,
                   const hst__split *split);

/* The likely mean of each run, by hst__likely_mean and under its conditions; 0 < n. */
void hst__run_means_on(int path, double *mean, double *doubt, const double *high, const double *low,
                       const double *n, int64_t runs);
void hst__run_means(double *mean, double *doubt, const double *high, const double *low, const double *n,
                    int64_t runs);

#endif
