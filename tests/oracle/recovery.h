/* A recovery from its definition: every sample is asked whether it is the one, every second whether it was
 * seen. */
#ifndef HASHSTAT_TESTS_ORACLE_RECOVERY_H
#define HASHSTAT_TESTS_ORACLE_RECOVERY_H

#include <math.h>
#include <stdint.h>

#include "hashstat/recovery.h"

typedef struct oracle_series {
    const int64_t *time;
    const double *x;
    int64_t n;
    double level;
} oracle_series;

static inline int oracle_below(const oracle_series *s, int64_t i) {
    return !isnan(s->x[i]) && s->x[i] < s->level;
}

static inline int oracle_reached(const oracle_series *s, int64_t i) {
    return !isnan(s->x[i]) && s->x[i] >= s->level;
}

/* The observed sample next before i but not before `first`, or HST_NONE. */
static inline int64_t oracle_before(const oracle_series *s, int64_t first, int64_t i) {
    for (--i; i >= first; --i) {
        if (!isnan(s->x[i])) {
            return i;
        }
    }
    return HST_NONE;
}

/* The last sample of the run at or above the level that contains i. */
static inline int64_t oracle_run_end(const oracle_series *s, int64_t i) {
    int64_t end = i;
    for (; i < s->n && !oracle_below(s, i); ++i) {
        if (oracle_reached(s, i)) {
            end = i;
        }
    }
    return end;
}

static inline int64_t oracle_first_at(const oracle_series *s, int64_t event) {
    int64_t i = 0;
    while (i < s->n && s->time[i] < event) {
        ++i;
    }
    return i;
}

/* Whether the sample that stands in the second t is observed. */
static inline int oracle_seen(const oracle_series *s, int64_t t) {
    int64_t i, at = 0;
    for (i = 0; i < s->n; ++i) {
        if (s->time[i] <= t) {
            at = i;
        }
    }
    return !isnan(s->x[at]);
}

static inline int64_t oracle_seconds_seen(const oracle_series *s, int64_t from, int64_t until) {
    int64_t seen = 0;
    for (; from < until; ++from) {
        seen += oracle_seen(s, from);
    }
    return seen;
}

/* First sample after the onset that begins a run (the sample before it is below) which is held, or, if `hold`
 * is negative, which reaches the end of the record. */
static inline int64_t oracle_run(const oracle_series *s, int64_t onset, int64_t hold) {
    int64_t i;
    for (i = onset + 1; i < s->n; ++i) {
        if (oracle_reached(s, i) && oracle_below(s, oracle_before(s, onset, i))) {
            int64_t end = oracle_run_end(s, i);
            if (hold < 0 ? oracle_before(s, onset, s->n) == end : s->time[end] - s->time[i] >= hold) {
                return i;
            }
        }
    }
    return HST_NONE;
}

/* What stands between onset and recovery, or the end of the record. */
static inline void oracle_fall(hst_recovery *out, const oracle_series *s, int64_t until) {
    int64_t i;
    out->trough = out->onset;
    for (i = out->onset; i < until; ++i) {
        if (oracle_below(s, i)) {
            out->shortest = s->time[i] - s->time[out->onset];
        }
        if (s->x[i] < s->x[out->trough]) {
            out->trough = i;
        }
    }
    out->lowest = s->x[out->trough];
    for (i = s->n - 1; i > out->onset; --i) {
        if (oracle_reached(s, i)) {
            out->first_touch = i;
        }
    }
}

/* 0 when no sample was observed at or after the event. Times must lie close together. */
static inline int oracle_recovery(hst_recovery *out, const int64_t *time, const double *x, int64_t n,
                                  int64_t event, double baseline, double fraction, int64_t hold) {
    oracle_series s = {time, x, n, fraction * baseline};
    hst_recovery none = {0, NAN, HST_NONE, HST_NONE, HST_NONE, HST_NONE, HST_NONE, 0, 0, 0, 0, 0, 0, 0, 0};
    int64_t first = oracle_first_at(&s, event);
    int64_t i, end, before;
    long double work = 0;
    *out = none;
    out->level = s.level;
    for (i = n - 1; i >= first; --i) {
        out->onset = oracle_below(&s, i) ? i : out->onset;
    }
    if (out->onset == HST_NONE) {
        return oracle_before(&s, first, n) != HST_NONE;
    }
    out->recovery = oracle_run(&s, out->onset, hold);
    out->open = out->recovery == HST_NONE;
    out->pending = out->open ? oracle_run(&s, out->onset, -1) : HST_NONE;
    oracle_fall(out, &s, out->open ? n : out->recovery);
    end = !out->open ? out->recovery : out->pending != HST_NONE ? out->pending : oracle_before(&s, first, n);
    out->from_onset = time[end] - time[out->onset];
    out->from_trough = time[end] - time[out->trough];
    before = oracle_before(&s, first, out->onset);
    if (out->open || (before == HST_NONE && event == INT64_MIN)) {
        out->longest = INT64_MAX;
    } else {
        out->longest = time[end] - (before == HST_NONE ? event : time[before]);
    }
    for (i = out->onset; i < end; ++i) {
        work += isnan(x[i]) ? 0 : ((long double)baseline - x[i]) * (long double)(time[i + 1] - time[i]);
    }
    out->work_lost = (double)work;
    out->seconds_observed = oracle_seconds_seen(&s, time[out->onset], time[end]);
    out->hold_observed = out->open ? 0 : oracle_seconds_seen(&s, time[end], time[end] + hold);
    return 1;
}

#endif
