/* Where the windows of sliding.h begin and end: one after the other, each from the one before it. */
#ifndef HST_KERNELS_SLIDING_BOUNDS_H
#define HST_KERNELS_SLIDING_BOUNDS_H

#include "strict.h"

#include <stdint.h>

#include "scalar.h"
#include "sliding.h"

/* Beyond so many samples no machine has the memory that a window of them takes; far below, sums of sizes
 * stay in 64 bits. */
#define HST__SLIDING_MOST (UINT64_C(1) << 56)

enum { HST__BOUNDS_TILE = 256 };

/* A window, [first, past). */
typedef struct hst__bounds {
    int64_t first;
    int64_t past;
} hst__bounds;

/* No further than the series is long: i - before and i + after then stay far from the ends of int64. */
static inline int64_t hst__sliding_before(const hst__sliding *w) {
    return hst__least(w->before, hst__most(w->n - 1, 0));
}

static inline int64_t hst__sliding_after(const hst__sliding *w) {
    return hst__least(w->after, hst__most(w->n - 1, 0));
}

/* Samples of the longest window by count, those counted in that lie beyond the ends; below 2^64. */
static inline uint64_t hst__sliding_width(const hst__sliding *w) {
    return (uint64_t)hst__sliding_before(w) + (uint64_t)hst__sliding_after(w) + 1;
}

/* From one time on to another, as an unsigned number: no difference of two int64 overflows that. */
static inline uint64_t hst__sliding_lapse(int64_t earlier, int64_t later) {
    return (uint64_t)later - (uint64_t)earlier;
}

static inline hst__bounds hst__sliding_bounds_by_count(const hst__sliding *w, int64_t i) {
    hst__bounds window;
    window.first = hst__most(0, i - hst__sliding_before(w));
    window.past = hst__least(w->n, i + hst__sliding_after(w) + 1);
    return window;
}

/* Window i, from that of an earlier i; {0, 0} serves before the first. By time, a window is empty if
 * before is 0 and no sample follows soon enough: then first = past = i + 1. */
static inline hst__bounds hst__sliding_bounds(const hst__sliding *w, int64_t i, hst__bounds earlier) {
    const int64_t *time = w->time;
    hst__bounds now = earlier;
    if (time == NULL) {
        return hst__sliding_bounds_by_count(w, i);
    }
    while (now.first <= i && hst__sliding_lapse(time[now.first], time[i]) >= (uint64_t)w->before) {
        ++now.first;
    }
    now.past = hst__most(now.past, i + 1);
    while (now.past < w->n && hst__sliding_lapse(time[i], time[now.past]) <= (uint64_t)w->after) {
        ++now.past;
    }
    return now;
}

/* The windows from .. from + count - 1, 1 <= count <= HST__BOUNDS_TILE, of windows by time; `earlier` is
 * that of from - 1, {0, 0} before the first. The same as one after the other, and faster where times are
 * irregular. */
void hst__sliding_bounds_by_time(hst__bounds *window, const hst__sliding *w, int64_t from, int64_t count,
                                 hst__bounds earlier);

#endif
