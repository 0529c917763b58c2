/* Windows of sliding.h that are not the next one: found by search, where sliding_bounds.h walks. */
#ifndef HST_KERNELS_SLIDING_REACH_H
#define HST_KERNELS_SLIDING_REACH_H

#include "strict.h"

#include <stdint.h>

#include "sliding_bounds.h"

/* Window i, from that of an earlier i. */
hst__bounds hst__sliding_window(const hst__sliding *w, int64_t i, hst__bounds earlier);

/* The first window from i on that does not end by sample `past`; n if all do. */
int64_t hst__sliding_beyond(const hst__sliding *w, int64_t i, int64_t past);

/* The first window from i on that begins after sample `first`; n if none does. */
int64_t hst__sliding_without(const hst__sliding *w, int64_t i, int64_t first);

#endif
