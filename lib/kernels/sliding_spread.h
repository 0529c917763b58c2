/* Standard deviation of windows that slide: the root of the variance with divisor count - 1, rounded once. */
#ifndef HST_KERNELS_SLIDING_SPREAD_H
#define HST_KERNELS_SLIDING_SPREAD_H

#include "strict.h"

#include <stdint.h>

#include "slide.h"

/* out[i] = NaN where a window holds fewer than min_count, or fewer than two, observed samples. */
hst__slid hst__sliding_deviation_on(int path, double *out, const double *x, const hst__sliding *w,
                                    int64_t min_count);
hst__slid hst__sliding_deviation(double *out, const double *x, const hst__sliding *w, int64_t min_count);

#endif
