/* The least and the largest sample of each of the windows of sliding.h, at the same cost for any data. */
#ifndef HST_KERNELS_SLIDING_EXTREME_H
#define HST_KERNELS_SLIDING_EXTREME_H

#include "strict.h"

#include <stddef.h>
#include <stdint.h>

#include "sliding.h"

/* What the functions below need of workspace, aligned to 8 and not initialised; SIZE_MAX if that is more than
 * memory can hold. 4 windows of doubles and a little by count, 2 n by time. */
size_t hst__sliding_extreme_bytes(const hst__sliding *w);

/* out[i] = NaN where a window holds fewer than min_count >= 1 observed samples. Samples are finite or NaN; -0
 * reads as +0. */
void hst__sliding_min(double *out, const double *x, const hst__sliding *w, int64_t min_count, void *work);
void hst__sliding_max(double *out, const double *x, const hst__sliding *w, int64_t min_count, void *work);

/* The same on one path (path.h). */
void hst__sliding_min_on(int path, double *out, const double *x, const hst__sliding *w, int64_t min_count,
                         void *work);
void hst__sliding_max_on(int path, double *out, const double *x, const hst__sliding *w, int64_t min_count,
                         void *work);

#endif
