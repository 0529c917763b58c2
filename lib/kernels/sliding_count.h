/* How many samples of a window by count are there, and blanking the answers that rest on too few.
 *
 * The count follows its window: one sample comes, one goes. Both are looked up for a tile of windows at a time,
 * in loops that become vector code; where as many come as go in each step, as in all tiles without a gap, the
 * steps need not be walked. */
#ifndef HST_KERNELS_SLIDING_COUNT_H
#define HST_KERNELS_SLIDING_COUNT_H

#include "strict.h"

#include <math.h> /* NAN only */
#include <stdint.h>

#include "observed.h"
#include "path.h"
#include "scalar.h"
#include "sliding_bounds.h"

enum { HST__COUNT_TILE = 256 };

/* step[k] += sign where sample from + k is there; there is none before 0 or from n on. */
static HST__BODY void hst__count_steps(int64_t *step, int64_t sign, const double *x, int64_t n, int64_t from,
                                       int64_t count) {
    int64_t begin = hst__least(hst__most(-from, 0), count);
    int64_t end = hst__most(hst__least(n - from, count), begin);
    int64_t k;
    for (k = begin; k < end; ++k) {
        step[k] += sign * hst__is_observed(x + from + k);
    }
}

/* Samples there in the window before the first, as if it lay at i = -1: those that it shares with window 0. */
static HST__BODY int64_t hst__count_before(const double *x, const hst__sliding *w) {
    int64_t until = hst__sliding_after(w);
    int64_t count = 0;
    int64_t i;
    for (i = 0; i < until; ++i) {
        count += hst__is_observed(x + i);
    }
    return count;
}

/* At most a tile of windows, from `from`; `before` is the count of window from - 1, and that of the last one is
 * returned. */
static HST__BODY int64_t hst__blank_tile(double *out, const double *x, const hst__sliding *w, int64_t from,
                                         int64_t count, int64_t min_count, int64_t before) {
    int64_t step[HST__COUNT_TILE];
    int64_t moves = 0;
    int64_t observed = before;
    int64_t k;
    for (k = 0; k < count; ++k) {
        step[k] = 0;
    }
    hst__count_steps(step, 1, x, w->n, from + hst__sliding_after(w), count);
    hst__count_steps(step, -1, x, w->n, from - hst__sliding_before(w) - 1, count);
    for (k = 0; k < count; ++k) {
        moves |= step[k];
    }
    if (moves == 0 && observed >= min_count) {
        return observed;
    }
    for (k = 0; k < count; ++k) {
        observed += step[k];
        out[from + k] = observed < min_count ? NAN : out[from + k];
    }
    return observed;
}

/* out[i] = NaN for each i in [from, until) whose window holds fewer than min_count. */
static HST__BODY int64_t hst__blank_windows(double *out, const double *x, const hst__sliding *w, int64_t from,
                                            int64_t until, int64_t min_count, int64_t before) {
    int64_t observed = before;
    int64_t i;
    for (i = from; i < until; i += HST__COUNT_TILE) {
        observed = hst__blank_tile(out, x, w, i, hst__least(HST__COUNT_TILE, until - i), min_count, observed);
    }
    return observed;
}

#endif
