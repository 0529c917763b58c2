/* The best segments, for a penalty or for a number of changes, and what each of them says. */
#include "internal.h"

#include <math.h> /* sqrt and INFINITY */

#include "hashstat/change.h"
#include "hashstat/rate.h"
#include "kernels/change_search.h"
#include "kernels/special.h"
#include "kernels/student.h"
#include "kernels/weighted.h"

/* one segment ---------------------------------------------------------------------------------- */

/* Sums over the observed samples from .. to - 1 as they were passed. */
static double sum_of(const hst__search *s, const double *x, int64_t from, int64_t to) {
    hst__twofold sum = {0, 0};
    int64_t i;
    if (x == NULL) {
        return (double)(to - from);
    }
    for (i = from; i < to; ++i) {
        hst__twofold next = hst__two_sum(sum.high, x[s->c.index[i]]);
        sum.high = next.high;
        sum.low += next.low;
    }
    return sum.high + sum.low;
}

static double squares_of(const hst__search *s, const hst__change_call *call, double level, int64_t from,
                         int64_t to) {
    int rates = s->c.model == HST__RATES;
    double squares = 0;
    int64_t i;
    for (i = from; i < to && (level > 0 || !rates); ++i) {
        int64_t at = s->c.index[i];
        double mean = call->exposure == NULL ? level : level * call->exposure[at];
        double off = (call->x == NULL ? 1 : call->x[at]) - mean;
        squares += rates ? off * off / mean : off * off;
    }
    return squares;
}

/* z is that of the level, for the common variance. Arrivals and exposures of a series cannot be refused. */
static void interval_of(hst_change_level *out, const hst__search *s, double level, double z) {
    double n = (double)out->samples, half;
    hst_interval exact = {0, 0};
    if (s->c.model == HST__RATES) {
        (void)hst_rate_interval_exact(&exact, (int64_t)out->total, out->exposure, level);
        out->lower = exact.lower;
        out->upper = exact.upper;
        return;
    }
    if (s->c.model == HST__MEANS) {
        half = z * sqrt(s->c.variance / n);
    } else if (out->samples == 1) {
        half = INFINITY;
    } else {
        half = hst__student_quantile(level, n - 1) *
               sqrt(hst__larger(out->squares / (n - 1), s->c.variance) / n);
    }
    out->lower = out->level - half;
    out->upper = out->level + half;
}

static void describe(hst_change_level *out, const hst__search *s, const hst__change_call *call, double level,
                     int64_t from, int64_t to) {
    int whole = to - from == s->c.count;
    out->start = s->c.index[from];
    out->end = s->c.index[to - 1] + 1;
    out->samples = to - from;
    out->total = sum_of(s, call->x, from, to);
    out->exposure = sum_of(s, call->exposure, from, to);
    out->level = out->total / out->exposure;
    out->squares = squares_of(s, call, out->level, from, to);
    out->gain = whole ? 0 : hst__larger(0, -hst__plain_cost(&s->c, from, to));
    interval_of(out, s, level, hst__normal_quantile((1 + level) / 2));
}

/* chains --------------------------------------------------------------------------------------- */

/* The chain of last, whose table moves up a row for each change where it holds one for each number. */
static void write_chain(hst_change_level *out, int64_t cap, int64_t segments, const hst__search *s,
                        const hst__change_call *call, double level, int64_t row) {
    int64_t t = s->c.count, k;
    for (k = segments - 1; k >= 0; --k) {
        int64_t from = s->last[k * row + t];
        if (k < cap) {
            describe(&out[k], s, call, level, from, t);
        }
        t = from;
    }
}

static int are_there(const void *out, int64_t cap, const int64_t *found) {
    return found != NULL && (cap <= 0 || out != NULL);
}

static hst__change_call call_of(const double *x, const double *exposure, int64_t n, int64_t most, void *work,
                                size_t bytes) {
    hst__change_call call;
    call.x = x;
    call.exposure = exposure;
    call.n = n;
    call.most = most;
    call.work = work;
    call.bytes = bytes;
    return call;
}

hst_status hst_change_segment(const hst_change_options *options, hst_change_level *out, int64_t cap,
                              int64_t *found, const double *x, const double *exposure, int64_t n, void *work,
                              size_t bytes) {
    hst__change_call call = call_of(x, exposure, n, 0, work, bytes);
    hst_change_options o;
    hst__search s;
    hst_status status = hst__change_open(&s, &o, options, are_there(out, cap, found), cap >= 0, &call);
    if (status != HST_OK || s.c.count == 0) {
        if (status == HST_OK) {
            *found = 0;
        }
        return status;
    }
    hst__search_penalised(&s, hst__change_penalty(&o, s.c.count));
    *found = hst__search_segments(&s);
    write_chain(out, cap, *found, &s, &call, o.level, 0);
    return HST_OK;
}

/* The fewest changes of the best value. */
static int64_t choose(const double *gain, int64_t most, double penalty) {
    int64_t k, best = 0;
    for (k = 1; k <= most; ++k) {
        if (gain[k] - penalty * (double)k > gain[best] - penalty * (double)best) {
            best = k;
        }
    }
    return best;
}

hst_status hst_change_at_most(const hst_change_options *options, hst_change_level *out, int64_t cap,
                              int64_t *found, double *gain, int64_t most, const double *x,
                              const double *exposure, int64_t n, void *work, size_t bytes) {
    hst__change_call call = call_of(x, exposure, n, most, work, bytes);
    int present = are_there(out, cap, found) && gain != NULL;
    hst_change_options o;
    hst__search s;
    hst_status status = hst__change_open(&s, &o, options, present, cap >= 0 && most >= 0, &call);
    int64_t k;
    if (status != HST_OK) {
        return status;
    }
    *found = 0;
    if (s.c.count == 0) {
        for (k = 0; k <= most; ++k) {
            gain[k] = -INFINITY;
        }
        return HST_OK;
    }
    hst__search_counted(&s, gain, most);
    for (k = 1; k <= most; ++k) {
        gain[k] = 0 - gain[k]; /* and no -0 */
    }
    *found = 1 + choose(gain, most, hst__change_penalty(&o, s.c.count));
    write_chain(out, cap, *found, &s, &call, o.level, n + 1);
    return HST_OK;
}
