/* By time each question is one for the first time at or above a bound. A bound beyond either end of int64 is
 * taken back to it, or there is no such time. */
#include "sliding_reach.h"

#include "ordered.h"

/* First j in [from, end) with time[j] >= t - by, by >= 0. */
static int64_t first_back(const hst__sliding *w, int64_t from, int64_t end, int64_t t, int64_t by) {
    int64_t bound = t < INT64_MIN + by ? INT64_MIN : t - by;
    return hst__first_at_least(w->time, from, end, bound);
}

/* First j in [from, n) with time[j] >= t + by, by >= 0; n where that is more than an int64 holds. */
static int64_t first_ahead(const hst__sliding *w, int64_t from, int64_t t, int64_t by) {
    return t > INT64_MAX - by ? w->n : hst__first_at_least(w->time, from, w->n, t + by);
}

/* Only whole seconds exist, so a time above t - before is one at or above t - (before - 1), and before >= 1
 * here: a window by time has a width. */
hst__bounds hst__sliding_window(const hst__sliding *w, int64_t i, hst__bounds earlier) {
    hst__bounds now;
    if (w->time == NULL) {
        return hst__sliding_bounds(w, i, earlier);
    }
    now.first = first_back(w, earlier.first, i + 1, w->time[i], w->before - 1);
    now.past = i + 1;
    if (w->after > 0) {
        now.past = first_ahead(w, hst__most(earlier.past, i + 1), w->time[i], w->after + 1);
    }
    return now;
}

int64_t hst__sliding_beyond(const hst__sliding *w, int64_t i, int64_t past) {
    if (past >= w->n) {
        return w->n;
    }
    if (w->time == NULL) {
        return hst__most(i, past - hst__sliding_after(w));
    }
    return first_back(w, i, w->n, w->time[past], w->after);
}

int64_t hst__sliding_without(const hst__sliding *w, int64_t i, int64_t first) {
    if (first >= w->n) {
        return w->n;
    }
    if (w->time == NULL) {
        return hst__least(w->n, hst__most(i, first + hst__sliding_before(w) + 1));
    }
    return first_ahead(w, i, w->time[first], w->before);
}
