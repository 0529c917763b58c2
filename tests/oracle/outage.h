/* Outages from the definitions: every history is gathered and sorted anew, every episode is put together
 * from pairs of neighbouring alerts. */
#ifndef HASHSTAT_ORACLE_OUTAGE_H
#define HASHSTAT_ORACLE_OUTAGE_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hashstat/outage.h"
#include "hashstat/rate.h"

enum { ORACLE_OUTAGE_MOST = 600 };

static int oracle_outage_less(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The ceil(m/2)-th smallest of m. */
static double oracle_outage_median(double *value, int64_t m) {
    qsort(value, (size_t)m, sizeof *value, oracle_outage_less);
    return value[(m + 1) / 2 - 1];
}

/* The past of a sample: values that stand in it, and the counts of those that stand for themselves. */
typedef struct oracle_past {
    double value[ORACLE_OUTAGE_MOST];
    int64_t count;
    double sum;
    int64_t terms;
    int64_t oldest;
} oracle_past;

static void oracle_past_add(oracle_past *p, int64_t at, double held, double x) {
    if (p->count == 0) {
        p->oldest = at;
    }
    p->value[p->count++] = held;
    if (held == x) {
        p->sum += x;
        ++p->terms;
    }
}

/* Times are small here, so that differences do not overflow. */
static void oracle_past_trailing(oracle_past *p, const hst_outage_options *o, const int64_t *time,
                                 const double *x, const double *held, int64_t start, int64_t i) {
    int64_t j;
    memset(p, 0, sizeof *p);
    for (j = start; j < i; ++j) {
        int is_in = o->flags & HST_OUTAGE_BY_COUNT ? j >= i - o->history : time[j] >= time[i] - o->history;
        if (is_in && !isnan(x[j])) {
            oracle_past_add(p, j, held[j], x[j]);
        }
    }
}

static int64_t oracle_outage_slot(int64_t time, int64_t slot) {
    int64_t rest = time % slot;
    return (time - (rest < 0 ? rest + slot : rest)) / slot;
}

static void oracle_past_seasonal(oracle_past *p, const hst_outage_options *o, const int64_t *time,
                                 const double *x, int64_t i) {
    int64_t here = oracle_outage_slot(time[i], o->slot), slots = o->season / o->slot, j;
    memset(p, 0, sizeof *p);
    for (j = 0; j < i; ++j) {
        int64_t back = here - oracle_outage_slot(time[j], o->slot);
        if (back > 0 && back % slots == 0 && back / slots <= o->seasons && !isnan(x[j])) {
            oracle_past_add(p, j, x[j], x[j]);
        }
    }
}

static double oracle_past_baseline(oracle_past *p, const hst_outage_options *o, const int64_t *time,
                                   int64_t i) {
    int is_seasonal = (o->flags & HST_OUTAGE_SEASONAL) != 0;
    if (p->count < o->min_count || (!is_seasonal && time[i] - time[p->oldest] < o->warmup)) {
        return NAN;
    }
    return oracle_outage_median(p->value, p->count);
}

static double oracle_outage_p(double count, double others, double terms) {
    hst_rate_comparison c;
    (void)hst_rate_ratio_exact(&c, (int64_t)count, 1, (int64_t)others, terms, 1, 0.95);
    return c.p_less;
}

/* One sample held against its past. Returns whether in-painting paints it over. */
static int oracle_outage_judge(const hst_outage_options *o, const oracle_past *past, double x,
                               double baseline, double *p, int32_t *state) {
    int is_told = !isnan(x) && baseline > 0, is_few = 1;
    *p = NAN;
    if (o->flags & HST_OUTAGE_COUNTS && is_told && past->terms > 0) {
        *p = oracle_outage_p(x, past->sum, (double)past->terms);
        is_few = *p <= o->p;
    }
    *state = !is_told                            ? HST_OUTAGE_UNKNOWN
             : x / baseline < o->ratio && is_few ? HST_OUTAGE_ALERT
                                                 : HST_OUTAGE_OK;
    return is_told && x / baseline < o->inpaint && is_few;
}

static void oracle_outage_seasonal(double *baseline, double *p, int32_t *state, const hst_outage_options *o,
                                   const int64_t *time, const double *x, int64_t n) {
    static oracle_past past;
    int64_t i;
    for (i = 0; i < n; ++i) {
        oracle_past_seasonal(&past, o, time, x, i);
        baseline[i] = oracle_past_baseline(&past, o, time, i);
        (void)oracle_outage_judge(o, &past, x[i], baseline[i], p + i, state + i);
    }
}

static void oracle_outage_trailing(double *baseline, double *p, int32_t *state, const hst_outage_options *o,
                                   const int64_t *time, const double *x, int64_t n) {
    static oracle_past past;
    double held[ORACLE_OUTAGE_MOST];
    int64_t start = 0, since = HST_NONE, i;
    for (i = 0; i < n; ++i) {
        int paints, pass;
        for (pass = 0; pass < 2; ++pass) {
            oracle_past_trailing(&past, o, time, x, held, start, i);
            baseline[i] = oracle_past_baseline(&past, o, time, i);
            paints = oracle_outage_judge(o, &past, x[i], baseline[i], p + i, state + i);
            if (pass == 1 || !paints || since == HST_NONE || time[i] - time[since] < o->inpaint_longest) {
                break;
            }
            start = since;
            memcpy(held + since, x + since, (size_t)(i - since) * sizeof *x);
        }
        paints = paints && pass == 0;
        held[i] = paints ? baseline[i] : x[i];
        if (!isnan(x[i])) {
            since = !paints ? HST_NONE : since == HST_NONE ? i : since;
        }
    }
}

static void oracle_outage_find(double *baseline, double *p, int32_t *state, const hst_outage_options *o,
                               const int64_t *time, const double *x, int64_t n) {
    if (o->flags & HST_OUTAGE_SEASONAL) {
        oracle_outage_seasonal(baseline, p, state, o, time, x, n);
    } else {
        oracle_outage_trailing(baseline, p, state, o, time, x, n);
    }
}

/* ---- robust z ------------------------------------------------------------------------------------ */

static double oracle_outage_middle(double *value, int64_t m) {
    double low, high;
    qsort(value, (size_t)m, sizeof *value, oracle_outage_less);
    low = value[(m - 1) / 2];
    high = value[m / 2];
    return low + (high - low) / 2;
}

static double oracle_outage_z(const hst_outage_options *o, const int64_t *time, const double *x, int64_t i) {
    static oracle_past past;
    double middle, distance;
    int64_t k;
    oracle_past_trailing(&past, o, time, x, x, 0, i);
    if (isnan(x[i]) || past.count < o->min_count || time[i] - time[past.oldest] < o->warmup) {
        return NAN;
    }
    middle = oracle_outage_middle(past.value, past.count);
    for (k = 0; k < past.count; ++k) {
        past.value[k] = fabs(past.value[k] - middle);
    }
    distance = oracle_outage_middle(past.value, past.count);
    return x[i] == middle ? 0 : (x[i] - middle) / distance / 1.4826;
}

/* ---- episodes ------------------------------------------------------------------------------------ */

typedef struct oracle_series {
    const int64_t *time;
    const double *x;
    const double *baseline;
    const int32_t *state;
    int64_t n;
} oracle_series;

/* The first sample of a state after i, n if there is none. */
static int64_t oracle_outage_next(const oracle_series *s, int64_t i, int32_t state) {
    do {
        ++i;
    } while (i < s->n && s->state[i] != state);
    return i;
}

static int64_t oracle_outage_seen(const oracle_series *s, int64_t i, int64_t step) {
    int64_t dt = i == s->n - 1 ? step : s->time[i + 1] - s->time[i];
    return step > 0 && step < dt ? step : dt;
}

static void oracle_outage_measure(hst_outage_episode *e, const oracle_series *s,
                                  const hst_outage_options *o) {
    int64_t past = oracle_outage_next(s, e->last, HST_OUTAGE_OK), i;
    double area = 0;
    e->end = past < s->n ? past : HST_NONE;
    for (e->before = e->onset - 1; e->before >= 0 && s->state[e->before] != HST_OUTAGE_OK; --e->before) {
    }
    e->deepest = HST_NONE;
    for (i = e->onset; i < past; ++i) {
        int32_t state = s->state[i];
        double lost = s->baseline[i] - s->x[i];
        e->returned += state == HST_OUTAGE_OK;
        e->unknown += state == HST_OUTAGE_UNKNOWN;
        if (i < s->n - 1) {
            int64_t seen = state == HST_OUTAGE_UNKNOWN ? 0 : oracle_outage_seen(s, i, o->step);
            e->unseen += s->time[i + 1] - s->time[i] - seen;
        }
        if (state == HST_OUTAGE_ALERT) {
            ++e->alerts;
            area += lost * (double)oracle_outage_seen(s, i, o->step);
            if (e->deepest == HST_NONE || lost / s->baseline[i] > e->depth) {
                e->deepest = i;
                e->depth = lost / s->baseline[i];
            }
        }
    }
    e->area = area;
    e->shortest = s->time[e->last] - s->time[e->onset];
    e->longest =
        e->end == HST_NONE || e->before == HST_NONE ? INT64_MAX : s->time[e->end] - s->time[e->before];
}

static int64_t oracle_outage_episodes(hst_outage_episode *out, const oracle_series *s,
                                      const hst_outage_options *o) {
    int64_t found = 0, alert = oracle_outage_next(s, -1, HST_OUTAGE_ALERT);
    while (alert < s->n) {
        hst_outage_episode e;
        int goes_on = 1;
        memset(&e, 0, sizeof e);
        e.onset = alert;
        while (goes_on) {
            int64_t ok = oracle_outage_next(s, alert, HST_OUTAGE_OK);
            e.last = alert;
            alert = oracle_outage_next(s, alert, HST_OUTAGE_ALERT);
            goes_on = alert < s->n && (alert < ok || s->time[alert] - s->time[ok] < o->join);
        }
        oracle_outage_measure(&e, s, o);
        if (e.shortest >= o->least) {
            out[found++] = e;
        }
    }
    return found;
}

#endif
