/* Sum and mean of windows that slide: the exact sum, or that over the count, rounded once. */
#ifndef HST_KERNELS_SLIDING_SUM_H
#define HST_KERNELS_SLIDING_SUM_H

#include "strict.h"

#include <stdint.h>

#include "slide.h"

/* out[i] = NaN where a window holds fewer than min_count >= 1 observed samples. Answers are what they are
 * whatever the path (path.h). */
hst__slid hst__sliding_sum_on(int path, double *out, const double *x, const hst__sliding *w,
                              int64_t min_count);
hst__slid hst__sliding_mean_on(int path, double *out, const double *x, const hst__sliding *w,
                               int64_t min_count);
hst__slid hst__sliding_sum(double *out, const double *x, const hst__sliding *w, int64_t min_count);
hst__slid hst__sliding_mean(double *out, const double *x, const hst__sliding *w, int64_t min_count);

#endif
