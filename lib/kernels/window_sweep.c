/* Windows over events, each event looked at once however much the windows overlap. Both ends of a window only
 * move forward, so a search starts where the last one ended, and counts by label are carried over from the
 * window before: they are integers, so nothing can drift. */
#include "window_sweep.h"

#include <stddef.h>
#include <string.h>

#include "ordered.h"
#include "scalar.h"

void hst__window_sweep_begin(hst__window_sweep *sweep, const int64_t *time, const double *level, int64_t n) {
    sweep->time = time;
    sweep->last = n - 1;
    sweep->begin = n > 0 ? time[0] : 0;
    sweep->end = n > 0 ? time[n - 1] : 0;
    sweep->from = 0;
    sweep->until = 0;
    hst__step_integral_begin(&sweep->integral, time, level);
}

hst__window hst__window_sweep_move(hst__window_sweep *sweep, int64_t from, int64_t until) {
    int64_t n = sweep->last + 1;
    hst__window w;
    sweep->from = hst__first_at_least(sweep->time, sweep->from, n, from);
    sweep->until = hst__first_at_least(sweep->time, hst__most(sweep->until, sweep->from), n, until);
    w.first = hst__most(sweep->from, 1);
    w.past = hst__most(w.first, hst__least(sweep->until, sweep->last));
    w.seconds = 0;
    w.exposure = 0;
    from = hst__most(from, sweep->begin);
    until = hst__least(until, sweep->end);
    if (from < until) {
        int64_t head = hst__least(sweep->until, sweep->last);
        w.seconds = until - from;
        w.exposure = hst__step_integral_move(&sweep->integral, sweep->from, head, from, until);
    }
    return w;
}

int hst__is_grid(int64_t start, int64_t step, int64_t width, int64_t count) {
    uint64_t room = (uint64_t)INT64_MAX - (uint64_t)start;
    if (step <= 0 || width <= 0) {
        return 0;
    }
    if (count == 0 || (uint64_t)width > room) {
        return count == 0; /* none of them ends anywhere */
    }
    room -= (uint64_t)width;
    return count < 2 || (uint64_t)step <= room / (uint64_t)(count - 1);
}

/* Without a branch, which would be guessed wrong at every other label that is missing: those add 0 to
 * row[0]. */
static void add_labels(int64_t *row, const int32_t *label, int64_t first, int64_t past, int64_t each) {
    int64_t i;
    for (i = first; i < past; ++i) {
        int32_t known = -(label[i] >= 0);
        row[label[i] & known] += each & known;
    }
}

void hst__window_labels(int64_t *row, int32_t labels, const int32_t *label, const hst__window *before,
                        const hst__window *now) {
    size_t bytes = (size_t)labels * sizeof *row;
    if (labels == 0) {
        return;
    }
    if (now->first < before->past) {
        memcpy(row, row - labels, bytes);
        add_labels(row, label, before->first, now->first, -1);
        add_labels(row, label, before->past, now->past, 1);
    } else {
        memset(row, 0, bytes);
        add_labels(row, label, now->first, now->past, 1);
    }
}
