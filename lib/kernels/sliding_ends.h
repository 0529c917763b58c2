/* Where some hundred windows by time (sliding.h) begin and end, one after the other. */
#ifndef HST_KERNELS_SLIDING_ENDS_H
#define HST_KERNELS_SLIDING_ENDS_H

#include "strict.h"

#include <stdint.h>

#include "sliding_bounds.h"

/* Windows i .. i + n - 1, n >= 1, are [first[k], past[k]); the first of them is `at`, the last `last`. */
void hst__sliding_ends(int64_t *first, int64_t *past, const hst__sliding *w, int64_t i, int64_t n,
                       hst__bounds at, hst__bounds last);

#endif
