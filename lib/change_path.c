/* Every fit that is best for some penalty in a range (CROPS). The best value is a concave, piecewise linear
 * function of the penalty, a line for each fit: gain - penalty x changes. Two fits that are best at two
 * penalties cross at a third; what is best there is a new fit between them, or there is none. */
#include "internal.h"

#include "hashstat/change.h"
#include "kernels/change_search.h"

static hst_change_fit fit_at(hst__search *s, double penalty) {
    hst_change_fit fit = {0, -1, 0};
    int64_t t;
    hst__search_penalised(s, penalty);
    for (t = s->c.count; t > 0; t = s->last[t]) {
        fit.gain -= hst__segment_cost(&s->c, s->last[t], t);
        ++fit.changes;
    }
    fit.gain = fit.changes > 0 ? fit.gain : 0; /* not what rounds away */
    fit.penalty = penalty;
    return fit;
}

static double crossing(const hst_change_fit *many, const hst_change_fit *few) {
    return hst__larger(0, (many->gain - few->gain) / (double)(many->changes - few->changes));
}

/* Behind the rows there are, without those that it leaves at most a single penalty. */
static int64_t append(hst_change_fit *row, int64_t rows, hst_change_fit next, double lo, double hi) {
    double from = hst__smaller(hi, crossing(&row[rows - 1], &next));
    while (rows > 0 && from <= row[rows - 1].penalty) {
        --rows;
        from = rows > 0 ? hst__smaller(hi, crossing(&row[rows - 1], &next)) : lo;
    }
    next.penalty = from;
    row[rows] = next;
    return rows + 1;
}

/* Rows grow from the front of the list; from its end, the fits to their right that wait for what lies
 * between. All have different numbers of changes, so that the list is long enough. */
static int64_t find_fits(hst__search *s, double lo, double hi) {
    hst_change_fit *row = s->fits, *end = row + s->n + 2, *waiting = end - 1;
    int64_t rows = 1;
    row[0] = fit_at(s, lo);
    *waiting = fit_at(s, hi);
    while (waiting < end) {
        hst_change_fit left = row[rows - 1], between;
        if (left.changes > waiting->changes + 1) {
            between = fit_at(s, crossing(&left, waiting));
            if (between.changes < left.changes && between.changes > waiting->changes) {
                *--waiting = between;
                continue;
            }
        }
        if (left.changes > waiting->changes) {
            rows = append(row, rows, *waiting, lo, hi);
        }
        ++waiting;
    }
    return rows;
}

hst_status hst_change_path(const hst_change_options *options, hst_change_fit *out, int64_t cap,
                           int64_t *found, const double *x, const double *exposure, int64_t n, double lo,
                           double hi, void *work, size_t bytes) {
    hst__change_call call = {NULL, NULL, 0, 0, NULL, 0};
    hst_change_options o;
    hst__search s;
    hst_status status;
    call.x = x;
    call.exposure = exposure;
    call.n = n;
    call.work = work;
    call.bytes = bytes;
    status = hst__change_open(&s, &o, options, found != NULL && (cap <= 0 || out != NULL), cap >= 0, &call);
    if (status == HST_OK && (!hst__is_not_negative(lo) || !hst__is_finite(hi) || hi < lo)) {
        return HST_EDOMAIN;
    }
    if (status == HST_OK) {
        *found = s.c.count > 0 ? find_fits(&s, lo, hi) : 0;
        if (cap > 0 && *found > 0) {
            memcpy(out, s.fits, (size_t)hst__least(cap, *found) * sizeof *out);
        }
    }
    return status;
}
