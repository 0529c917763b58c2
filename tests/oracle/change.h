/* Changes of level from the definition: every way to cut, by a dynamic programme over all pairs of places, each
 * segment's likelihood summed sample by sample in long double. */
#ifndef HASHSTAT_TESTS_ORACLE_CHANGE_H
#define HASHSTAT_TESTS_ORACLE_CHANGE_H

#include <math.h>
#include <stdint.h>

#include "hashstat/change.h"

enum { ORACLE_MOST = 64 };

typedef struct oracle_series {
    int32_t model;
    int by_length;
    int64_t least, count;
    long double variance; /* the common one, or the least */
    int64_t index[ORACLE_MOST];
    long double x[ORACLE_MOST], e[ORACLE_MOST];
    long double gain[ORACLE_MOST][ORACLE_MOST + 1];     /* of the samples from .. to - 1 */
    long double best[ORACLE_MOST + 1][ORACLE_MOST + 1]; /* for k changes in t samples */
} oracle_series;

/* x or exposure NULL: 1 each. */
static inline void oracle_read(oracle_series *o, const double *x, const double *exposure, int64_t n) {
    int64_t i;
    o->count = 0;
    for (i = 0; i < n; ++i) {
        double value = x == NULL ? 1 : x[i], e = exposure == NULL ? 1 : exposure[i];
        if (!isnan(value) && !isnan(e) && e > 0) {
            o->index[o->count] = i;
            o->x[o->count] = value;
            o->e[o->count++] = e;
        }
    }
}

typedef struct oracle_level {
    long double level, variance;
} oracle_level;

static inline oracle_level oracle_level_of(const oracle_series *o, int64_t from, int64_t to) {
    oracle_level l = {0, 0};
    long double e = 0;
    int64_t i;
    for (i = from; i < to; ++i) {
        l.level += o->x[i];
        e += o->e[i];
    }
    l.level /= e;
    for (i = from; i < to; ++i) {
        l.variance += (o->x[i] - l.level) * (o->x[i] - l.level) / (long double)(to - from);
    }
    if (o->model == HST_CHANGE_MEAN || l.variance < o->variance) {
        l.variance = o->variance;
    }
    return l;
}

/* Twice the log likelihood of the samples, up to what no level changes. */
static inline long double oracle_twice_log(const oracle_series *o, int64_t from, int64_t to, oracle_level l) {
    long double sum = 0;
    int64_t i;
    for (i = from; i < to; ++i) {
        if (o->model == HST_CHANGE_POISSON) {
            sum += 2 * ((o->x[i] > 0 ? o->x[i] * logl(l.level) : 0) - l.level * o->e[i]);
        } else {
            sum -= logl(l.variance) + (o->x[i] - l.level) * (o->x[i] - l.level) / l.variance;
        }
    }
    return sum;
}

static inline void oracle_gains(oracle_series *o) {
    oracle_level whole = oracle_level_of(o, 0, o->count);
    int64_t from, to;
    for (from = 0; from < o->count; ++from) {
        for (to = from + 1; to <= o->count; ++to) {
            o->gain[from][to] = oracle_twice_log(o, from, to, oracle_level_of(o, from, to)) -
                                oracle_twice_log(o, from, to, whole);
            if (o->by_length) {
                o->gain[from][to] -= logl((long double)(to - from) / (long double)o->count);
            }
        }
    }
}

/* best[k][count] for all k; no change is always a way. */
static inline void oracle_cuts(oracle_series *o) {
    int64_t k, s, t;
    oracle_gains(o);
    for (k = 0; k <= o->count; ++k) {
        for (t = 0; t <= o->count; ++t) {
            o->best[k][t] = -INFINITY;
            if (k == 0 && t > 0 && (t >= o->least || t == o->count)) {
                o->best[k][t] = o->gain[0][t];
            }
            for (s = 1; k > 0 && s <= t - o->least; ++s) {
                if (s >= o->least && o->best[k - 1][s] + o->gain[s][t] > o->best[k][t]) {
                    o->best[k][t] = o->best[k - 1][s] + o->gain[s][t];
                }
            }
        }
    }
}

static inline long double oracle_best(const oracle_series *o, long double penalty) {
    long double best = o->best[0][o->count];
    int64_t k;
    for (k = 1; k < o->count; ++k) {
        best = fmaxl(best, o->best[k][o->count] - penalty * (long double)k);
    }
    return best;
}

/* What the segments of an answer gain; NaN if they do not tile the observed samples. */
static inline long double oracle_value(const oracle_series *o, const hst_change_level *level,
                                       int64_t levels) {
    long double sum = 0;
    int64_t j, at = 0;
    for (j = 0; j < levels; ++j) {
        int64_t to = at + level[j].samples;
        if (level[j].samples < 1 || to > o->count || level[j].start != o->index[at] ||
            level[j].end != o->index[to - 1] + 1 || (levels > 1 && level[j].samples < o->least)) {
            return NAN;
        }
        sum += o->gain[at][to];
        at = to;
    }
    return at == o->count ? sum : (long double)NAN;
}

#endif
