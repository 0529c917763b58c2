/* How far a bound moves at each window is up to the times, and where they are irregular a branch on it is
 * guessed wrong every other time. So four samples are looked at at once and counted, and since each window
 * waits for the one before it, the windows of a tile are four series of windows side by side. */
#include "sliding_bounds.h"

#include "ordered.h"

enum { CHAINS = 4, LENGTH = HST__BOUNDS_TILE / CHAINS, LOOK = 4 };

/* First sample from `at` on, up to i, that window i holds. */
static inline int64_t first_of(const hst__sliding *w, int64_t i, int64_t at) {
    const int64_t *time = w->time;
    int64_t t = time[i];
    int64_t moved = LOOK;
    while (moved == LOOK && i - at >= LOOK) {
        int64_t k;
        moved = 0;
        for (k = 0; k < LOOK; ++k) {
            moved += hst__sliding_lapse(time[at + k], t) >= (uint64_t)w->before;
        }
        at += moved;
    }
    while (moved == LOOK && at <= i && hst__sliding_lapse(time[at], t) >= (uint64_t)w->before) {
        ++at;
    }
    return at;
}

/* First sample from `at` > i on that window i does not hold. */
static inline int64_t past_of(const hst__sliding *w, int64_t i, int64_t at) {
    const int64_t *time = w->time;
    int64_t t = time[i];
    int64_t moved = LOOK;
    while (moved == LOOK && w->n - at >= LOOK) {
        int64_t k;
        moved = 0;
        for (k = 0; k < LOOK; ++k) {
            moved += hst__sliding_lapse(t, time[at + k]) <= (uint64_t)w->after;
        }
        at += moved;
    }
    while (moved == LOOK && at < w->n && hst__sliding_lapse(t, time[at]) <= (uint64_t)w->after) {
        ++at;
    }
    return at;
}

/* Where to begin with a series of windows in the middle of a tile: no further on than its first window, and
 * nothing overflows. */
static hst__bounds search(const hst__sliding *w, int64_t i, hst__bounds from) {
    int64_t t = w->time[i];
    hst__bounds found = {i + 1, i + 1};
    if (w->before > 0) {
        int64_t back = w->before - 1;
        int64_t bound = t < INT64_MIN + back ? INT64_MIN : t - back;
        found.first = hst__first_at_least(w->time, from.first, i + 1, bound);
    }
    if (w->after > 0) {
        found.past =
            t >= INT64_MAX - w->after ? w->n : hst__first_at_least(w->time, i + 1, w->n, t + w->after + 1);
    }
    return found;
}

static inline hst__bounds next_of(const hst__sliding *w, int64_t i, hst__bounds from) {
    hst__bounds to;
    to.first = first_of(w, i, from.first);
    to.past = w->after == 0 ? i + 1 : past_of(w, i, hst__most(from.past, i + 1));
    return to;
}

void hst__sliding_bounds_by_time(hst__bounds *window, const hst__sliding *w, int64_t from, int64_t count,
                                 hst__bounds earlier) {
    hst__bounds a = earlier, b, c, d;
    int64_t k = 0;
    if (count == HST__BOUNDS_TILE) {
        b = search(w, from + LENGTH, a);
        c = search(w, from + 2 * LENGTH, b);
        d = search(w, from + 3 * LENGTH, c);
        for (; k < LENGTH; ++k) {
            window[k] = a = next_of(w, from + k, a);
            window[k + LENGTH] = b = next_of(w, from + k + LENGTH, b);
            window[k + 2 * LENGTH] = c = next_of(w, from + k + 2 * LENGTH, c);
            window[k + 3 * LENGTH] = d = next_of(w, from + k + 3 * LENGTH, d);
        }
        return;
    }
    for (; k < count; ++k) {
        window[k] = a = hst__sliding_bounds(w, from + k, a);
    }
}
