/* The smallest and the largest element of many short runs of one array. */
#ifndef HST_KERNELS_RUN_EXTREMES_H
#define HST_KERNELS_RUN_EXTREMES_H

#include "strict.h"

#include <stdint.h>

/* Run r is x[at[r]] .. x[at[r+1] - 1], and HST__RUN_LANES elements behind the last one must be readable. NaN
 * is skipped; over nothing least is infinity and most minus infinity. Which of -0 and 0 an extreme is, is not
 * said. */
void hst__run_extremes_on(int path, double *least, double *most, const double *x, const int64_t *at,
                          int64_t runs);
void hst__run_extremes(double *least, double *most, const double *x, const int64_t *at, int64_t runs);

#endif
