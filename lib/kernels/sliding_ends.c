/* To step from one window to the next is to pass over no sample, one or a few, and how many a processor
 * guesses wrong half of the time. So up to four are passed over without a branch, by adding comparisons. Each
 * window then waits some ten cycles for the one before it; therefore four stretches of windows go side by
 * side. */
#include "sliding_ends.h"

#include "ordered.h"
#include "sliding_reach.h"

enum { STRETCHES = 4, AT_ONCE = 4 };

/* Samples from `at` on are passed over if they lie before a bound: how many of the next four. */
static inline int64_t passed(const int64_t *t, int64_t bound) {
    return (int64_t)(t[0] < bound) + (t[1] < bound) + (t[2] < bound) + (t[3] < bound);
}

/* bound[k] becomes the first sample at or after it, in stretches of n, each from from[q] on. */
static void walk(int64_t *bound, const hst__sliding *w, int64_t n, const int64_t *from) {
    int64_t at[STRETCHES];
    int64_t k;
    int q;
    for (q = 0; q < STRETCHES; ++q) {
        at[q] = from[q];
    }
    for (k = 0; k < n; ++k) {
        for (q = 0; q < STRETCHES; ++q) {
            int64_t b = bound[q * n + k];
            int64_t p = passed(w->time + at[q], b);
            at[q] += p;
            if (p == AT_ONCE) {
                at[q] = hst__first_at_least(w->time, at[q], w->n, b);
            }
            bound[q * n + k] = at[q];
        }
    }
}

/* from[q] = the bounds of the window that a stretch begins with. */
static void begin_stretches(hst__bounds *from, const hst__sliding *w, int64_t i, int64_t n, hst__bounds at) {
    int q;
    from[0] = at;
    for (q = 1; q < STRETCHES; ++q) {
        from[q] = hst__sliding_window(w, i + q * n, from[q - 1]);
    }
}

/* A window begins with the first time less than `before` seconds back, and ends with the first more than `after`
 * seconds ahead. */
static void walk_all(int64_t *first, int64_t *past, const hst__sliding *w, int64_t i, int64_t n,
                     hst__bounds at) {
    hst__bounds from[STRETCHES];
    int64_t start[STRETCHES];
    int64_t end = STRETCHES * n;
    int64_t k;
    begin_stretches(from, w, i, n, at);
    for (k = 0; k < STRETCHES; ++k) {
        start[k] = from[k].first;
    }
    for (k = 0; k < end; ++k) {
        first[k] = w->time[i + k] - (w->before - 1);
        past[k] = i + k + 1; /* where none counts that comes after */
    }
    walk(first, w, n, start);
    if (w->after > 0) {
        for (k = 0; k < STRETCHES; ++k) {
            start[k] = from[k].past;
        }
        for (k = 0; k < end; ++k) {
            past[k] = w->time[i + k] + w->after + 1;
        }
        walk(past, w, n, start);
    }
}

/* Whether there are always four samples to be passed over, and no bound lies beyond the ends of int64: not
 * ahead, where samples follow after all windows. */
static int is_inside(const hst__sliding *w, int64_t i, hst__bounds last) {
    return last.past <= w->n - AT_ONCE && w->time[i] >= INT64_MIN + (w->before - 1);
}

void hst__sliding_ends(int64_t *first, int64_t *past, const hst__sliding *w, int64_t i, int64_t n,
                       hst__bounds at, hst__bounds last) {
    int64_t each = is_inside(w, i, last) ? n / STRETCHES : 0;
    int64_t done = STRETCHES * each;
    if (each > 0) {
        walk_all(first, past, w, i, each, at);
        at = (hst__bounds){first[done - 1], past[done - 1]};
    }
    for (; done < n; ++done) {
        at = hst__sliding_bounds(w, i + done, at);
        first[done] = at.first;
        past[done] = at.past;
    }
}
