/* The least and the largest sample of windows by time: what sliding_extreme.c does not do itself. */
#ifndef HST_KERNELS_SLIDING_EXTREME_TIME_H
#define HST_KERNELS_SLIDING_EXTREME_TIME_H

#include "strict.h"

#include <stdint.h>

#include "sliding.h"

uint64_t hst__extreme_by_time_doubles(const hst__sliding *w);

/* sign 1 for the least, -1 for the largest. */
void hst__extreme_by_time(double *out, const double *x, const hst__sliding *w, int64_t min_count, double sign,
                          double *work);

#endif
