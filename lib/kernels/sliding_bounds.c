/* How far a bound moves at each window is up to the times, and where they are irregular a branch on it is
 * guessed wrong every other time. So four samples are looked at at once and counted, and since each window
 * waits for the one before it, the windows of a tile are four series of windows side by side. */
#include "sliding_bounds.h"

#include "ordered.h"

enum { CHAINS = 4, LOOK = 4 };

/* time[k] becomes the first sample at or after it, for CHAINS x length times in their order; no search begins
 * beyond `end`, and one from there on has LOOK samples to look at. */
static void find_all(int64_t *time, const hst__sliding *w, int64_t length, int64_t from, int64_t end) {
    int64_t at[CHAINS];
    int64_t k;
    int c;
    at[0] = from;
    for (c = 1; c < CHAINS; ++c) {
        at[c] = hst__first_at_least(w->time, at[c - 1], end, time[c * length]);
    }
    for (k = 0; k < length; ++k) {
        for (c = 0; c < CHAINS; ++c) {
            const int64_t *t = w->time + at[c];
            int64_t bound = time[c * length + k];
            int64_t moved = (int64_t)(t[0] < bound) + (t[1] < bound) + (t[2] < bound) + (t[3] < bound);
            at[c] += moved;
            if (moved == LOOK) {
                at[c] = hst__first_at_least(w->time, at[c], w->n, bound);
            }
            time[c * length + k] = at[c];
        }
    }
}

/* Windows from .. from + CHAINS x length - 1. One begins with the first time less than `before` back, and
 * ends with the first that is more than `after` ahead. */
static void find_bounds(hst__bounds *window, const hst__sliding *w, int64_t from, int64_t length,
                        hst__bounds earlier) {
    int64_t first[HST__BOUNDS_TILE], past[HST__BOUNDS_TILE];
    int64_t count = CHAINS * length;
    int64_t k;
    for (k = 0; k < count; ++k) {
        first[k] = w->time[from + k] - (w->before - 1);
        past[k] = from + k + 1;
    }
    find_all(first, w, length, earlier.first, from + count);
    if (w->after > 0) {
        for (k = 0; k < count; ++k) {
            past[k] = w->time[from + k] + w->after + 1;
        }
        find_all(past, w, length, hst__most(earlier.past, from + 1), w->n - LOOK);
    }
    for (k = 0; k < count; ++k) {
        window[k].first = first[k];
        window[k].past = past[k];
    }
}

/* Whether there are LOOK samples behind each of these windows, which also says that no bound lies beyond the
 * last second there is, and none before the first. */
static int is_inside(const hst__sliding *w, int64_t from, int64_t count) {
    return w->n - from >= count + LOOK && w->before > 0 && w->time[from] >= INT64_MIN + (w->before - 1) &&
           hst__sliding_lapse(w->time[from + count - 1], w->time[w->n - LOOK]) > (uint64_t)w->after;
}

void hst__sliding_bounds_by_time(hst__bounds *window, const hst__sliding *w, int64_t from, int64_t count,
                                 hst__bounds earlier) {
    int64_t length = is_inside(w, from, count) ? count / CHAINS : 0;
    int64_t k = CHAINS * length;
    if (length > 0) {
        find_bounds(window, w, from, length, earlier);
        earlier = window[k - 1];
    }
    for (; k < count; ++k) {
        window[k] = earlier = hst__sliding_bounds(w, from + k, earlier);
    }
}
