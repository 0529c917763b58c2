/* Sliding integral of the reciprocal of a step function.
 *
 * A running sum in double drifts, and prefix sums lose the window in a total that may be 1e16 times as large
 * (early difficulties against late ones). Here the quotients of the runs inside the window stand in an exact
 * sum, from which a run that leaves the window is taken away without a trace. Each run enters and leaves
 * once, so the cost does not depend on how much the windows overlap. */
#include "step_integral.h"

#include <string.h>

#include "ordered.h"

static double quotient(const hst__step_integral *sweep, int64_t step, int64_t from, int64_t until) {
    return (double)(until - from) / sweep->level[step];
}

/* Of a whole run; the first one of all is never asked for, since a window cannot begin before it. */
static double run_quotient(const hst__step_integral *sweep, int64_t first, int64_t end) {
    return quotient(sweep, first, sweep->knot[first - 1], sweep->knot[end - 1]);
}

void hst__step_integral_begin(hst__step_integral *sweep, const int64_t *knot, const double *level) {
    memset(sweep, 0, sizeof *sweep);
    sweep->knot = knot;
    sweep->level = level;
}

static void move_tail(hst__step_integral *sweep, int64_t tail) {
    sweep->tail = tail;
    if (tail >= sweep->head_run) {
        if (sweep->inner_runs > 0) {
            memset(&sweep->inner, 0, sizeof sweep->inner);
            sweep->inner_runs = 0;
        }
        return;
    }
    while (tail >= sweep->tail_end) {
        int64_t first = sweep->tail_end;
        sweep->tail_end = hst__run_end(sweep->level, first, sweep->head_run);
        hst__exact_sum_subtract(&sweep->inner, run_quotient(sweep, first, sweep->tail_end));
        --sweep->inner_runs;
    }
}

/* A run that ends before the tail, because the windows do not touch, is the tail's for a moment and leaves no
 * mark. */
static void move_head(hst__step_integral *sweep, int64_t head) {
    int64_t next = hst__run_end(sweep->level, sweep->head, head + 1);
    while (next <= head) {
        if (sweep->tail >= sweep->head_run) {
            sweep->tail_end = next;
        } else {
            hst__exact_sum_add(&sweep->inner, run_quotient(sweep, sweep->head_run, next));
            ++sweep->inner_runs;
        }
        sweep->head_run = next;
        next = hst__run_end(sweep->level, next, head + 1);
    }
    sweep->head = head;
}

double hst__step_integral_move(hst__step_integral *sweep, int64_t tail, int64_t head, int64_t from,
                               int64_t until) {
    double first;
    double last;
    double whole;
    move_tail(sweep, tail);
    move_head(sweep, head);
    if (tail >= sweep->head_run) {
        return quotient(sweep, tail, from, until);
    }
    first = quotient(sweep, tail, from, sweep->knot[sweep->tail_end - 1]);
    last = quotient(sweep, head, sweep->knot[sweep->head_run - 1], until);
    if (sweep->inner_runs == 0) {
        return first + last; /* one rounding, as the exact sum would give */
    }
    hst__exact_sum_add(&sweep->inner, first);
    hst__exact_sum_add(&sweep->inner, last);
    whole = hst__exact_sum_read(&sweep->inner);
    hst__exact_sum_subtract(&sweep->inner, first);
    hst__exact_sum_subtract(&sweep->inner, last);
    return whole;
}
