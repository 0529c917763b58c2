/* The mean of the largest values of many, where their number may be no whole one. */
#ifndef HST_KERNELS_WORST_SHARE_H
#define HST_KERNELS_WORST_SHARE_H

#include "strict.h"

#include <stdint.h>

/* For each of the levels, 0..1: the smallest value that this fraction of all does not exceed, and the mean of
 * the other fraction, the value in which it begins counted in part; a level that leaves less than one value
 * gives the largest. x holds values >= 0, NaN = missing; work has room for n. 0 if nothing is observed. */
int hst__worst_shares_on(int path, double *least, double *mean, const double *level, int64_t levels,
                         const double *x, int64_t n, double *work);
int hst__worst_shares(double *least, double *mean, const double *level, int64_t levels, const double *x,
                      int64_t n, double *work);

#endif
