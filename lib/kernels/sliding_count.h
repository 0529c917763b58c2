/* How many samples of a window by count are there, and blanking the answers that rest on too few. */
#ifndef HST_KERNELS_SLIDING_COUNT_H
#define HST_KERNELS_SLIDING_COUNT_H

#include "strict.h"

#include <stdint.h>

#include "sliding.h"

/* out[i] = NaN for each i in [from, until) whose window by count holds fewer than min_count >= 1 observed
 * samples; the others are left as they are. */
void hst__blank_windows_on(int path, double *out, const double *x, const hst__sliding *w, int64_t from,
                           int64_t until, int64_t min_count);

#endif
