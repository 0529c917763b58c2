/* Simultaneity from its definition: every turn of every group counted out, the first group's too, windows
 * read sample by sample, tails summed mass by mass. */
#ifndef HASHSTAT_TESTS_ORACLE_SIMULTANEITY_H
#define HASHSTAT_TESTS_ORACLE_SIMULTANEITY_H

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { ORACLE_GROUPS = 8, ORACLE_WINDOWS = 64 };

typedef struct oracle_marks {
    const int32_t *mark;
    const int32_t *group;
    int64_t series, n, width;
} oracle_marks;

typedef struct oracle_together {
    int64_t count, groups, watched, series, first, earliest, latest;
    int64_t windows; /* of one group's ring */
    double expected, p, coverage;
} oracle_together;

static inline int64_t oracle_group(const oracle_marks *m, int64_t s) {
    return m->group == NULL ? s : m->group[s];
}

/* The first mark of a group in the window at t, -1 for none. */
static inline int64_t oracle_first_mark(const oracle_marks *m, int64_t g, int64_t t) {
    int64_t s, i;
    for (i = t; i < t + m->width; ++i) {
        for (s = 0; s < m->series; ++s) {
            if (oracle_group(m, s) == g && m->mark[s * m->n + i] == 1) {
                return i;
            }
        }
    }
    return -1;
}

/* Whether a sample of the group is known in from .. until - 1. */
static inline int oracle_is_known(const oracle_marks *m, int64_t g, int64_t from, int64_t until) {
    int64_t s, i;
    for (s = 0; s < m->series; ++s) {
        for (i = from; i < until; ++i) {
            if (oracle_group(m, s) == g && m->mark[s * m->n + i] != -1) {
                return 1;
            }
        }
    }
    return 0;
}

/* Whether any group knows a sample in from .. until - 1. */
static inline int oracle_is_watched(const oracle_marks *m, int64_t from, int64_t until) {
    int64_t g;
    int known = 0;
    for (g = 0; g < m->series; ++g) {
        known |= oracle_is_known(m, g, from, until);
    }
    return known;
}

/* The windows of a ring, NULL: all; periods in which no window is watched are none of it. */
static inline int64_t oracle_ring(int64_t *ring, const oracle_marks *m, int64_t windows, int64_t period) {
    int64_t length = 0, t;
    for (t = 0; t < windows; ++t) {
        int64_t from = t - t % period;
        if (oracle_is_watched(m, from, from + period - 1 + m->width)) {
            ring[length++] = t;
        }
    }
    return length;
}

static inline int64_t oracle_count(const oracle_marks *m, const int64_t *turn, int64_t t, const int64_t *ring,
                                   int64_t length) {
    int64_t g, count = 0;
    for (g = 0; g < m->series; ++g) {
        int64_t at = (t + turn[g]) % length;
        count += oracle_first_mark(m, g, ring == NULL ? at : ring[at]) >= 0;
    }
    return count;
}

static inline int64_t oracle_most(const oracle_marks *m, const int64_t *turn, const int64_t *ring,
                                  int64_t length, int64_t *first) {
    int64_t t, most = -1;
    for (t = 0; t < length; ++t) {
        int64_t here = oracle_count(m, turn, t, ring, length);
        if (here > most) {
            most = here;
            *first = t;
        }
    }
    return most;
}

/* The next of all turns; 0 after the last. */
static inline int oracle_next(int64_t *turn, int64_t groups, int64_t windows, int64_t period) {
    int64_t g;
    for (g = 0; g < groups; ++g) {
        turn[g] += period;
        if (turn[g] < windows) {
            return 1;
        }
        turn[g] = 0;
    }
    return 0;
}

static inline void oracle_describe(oracle_together *out, const oracle_marks *m) {
    int64_t g, s, i, known = 0, all = 0;
    out->groups = out->watched = out->series = 0;
    out->earliest = out->latest = -1;
    for (g = 0; g < m->series; ++g) {
        int64_t at = out->first < 0 ? -1 : oracle_first_mark(m, g, out->first);
        out->groups += oracle_is_known(m, g, 0, m->n);
        out->watched += out->first >= 0 && oracle_is_known(m, g, out->first, out->first + m->width);
        out->earliest = at >= 0 && (out->earliest < 0 || at < out->earliest) ? at : out->earliest;
        out->latest = at > out->latest ? at : out->latest;
    }
    for (s = 0; s < m->series; ++s) {
        int any = 0;
        for (i = 0; oracle_group(m, s) >= 0 && i < m->n; ++i) {
            known += m->mark[s * m->n + i] != -1;
            any |= out->first >= 0 && i >= out->first && i < out->first + m->width &&
                   m->mark[s * m->n + i] == 1;
            ++all;
        }
        out->series += any;
    }
    out->coverage = (double)known / (double)all;
}

/* 0 where there is nothing to answer. */
static inline int oracle_search(oracle_together *out, const oracle_marks *m, int64_t period) {
    int64_t turn[ORACLE_GROUPS] = {0}, ring[ORACLE_WINDOWS];
    int64_t windows = m->n - m->width + 1, hits = 0, turns = 0, first = 0, length;
    double sum = 0;
    windows -= windows > 0 ? windows % period : windows;
    if (windows == 0 || !oracle_is_watched(m, 0, m->n)) {
        return 0;
    }
    out->count = oracle_most(m, turn, NULL, windows, &first);
    out->first = out->count > 0 ? first : -1;
    length = oracle_ring(ring, m, windows, period);
    do {
        int64_t most = length > 0 ? oracle_most(m, turn, ring, length, &first) : 0;
        hits += most >= out->count;
        sum += (double)most;
        ++turns;
    } while (oracle_next(turn, m->series, length, period));
    out->windows = length;
    out->p = (double)hits / (double)turns;
    out->expected = sum / (double)turns;
    oracle_describe(out, m);
    return 1;
}

/* The same for one window: each group's window is any of those of the phase. */
static inline int oracle_known_window(oracle_together *out, const oracle_marks *m, int64_t period,
                                      int64_t first) {
    int64_t turn[ORACLE_GROUPS] = {0}, ring[ORACLE_WINDOWS];
    int64_t windows = m->n - m->width + 1, length = 0, hits = 0, turns = 0, sum = 0, t;
    if (!oracle_is_watched(m, 0, m->n)) {
        return 0;
    }
    out->first = first;
    out->count = oracle_count(m, turn, first, NULL, m->n);
    for (t = first % period; t < windows; t += period) {
        if (t == first || oracle_is_watched(m, t, t + m->width)) {
            ring[length++] = t;
        }
    }
    do {
        int64_t here = oracle_count(m, turn, 0, ring, length);
        hits += here >= out->count;
        sum += here;
        ++turns;
    } while (oracle_next(turn, m->series, length, 1));
    out->windows = length;
    out->p = (double)hits / (double)turns;
    out->expected = (double)sum / (double)turns;
    oracle_describe(out, m);
    return 1;
}

/* ---- blocks ---- */

typedef struct oracle_blocks {
    const int64_t *count;
    const double *exposure;
    const int32_t *group;
    int64_t pools, bins, before, after;
} oracle_blocks;

/* Blocks and exposure of from .. until - 1, bins of unknown exposure left out. */
static inline void oracle_side(const oracle_blocks *b, int64_t pool, int64_t from, int64_t until, int64_t *n,
                               long double *e) {
    int64_t i;
    *n = 0;
    *e = 0;
    for (i = from; i < until; ++i) {
        if (!isnan(b->exposure[i])) {
            *n += b->count[pool * b->bins + i];
            *e += b->exposure[i];
        }
    }
}

/* P(X <= k), X ~ Binomial(n, x), less half of P(X = k) if asked; by Pascal's rule for chances. n < 400. */
static inline long double oracle_at_most(int64_t k, int64_t n, long double x, int half) {
    long double mass[400] = {1}, sum = 0;
    int64_t i, j;
    for (i = 0; i < n; ++i) {
        for (j = i + 1; j > 0; --j) {
            mass[j] = mass[j] * (1 - x) + mass[j - 1] * x;
        }
        mass[0] *= 1 - x;
    }
    for (j = 0; j <= k; ++j) {
        sum += mass[j];
    }
    return half ? sum - mass[k] / 2 : sum;
}

/* NaN where a window is not whole or has no exposure. */
static inline double oracle_fall_p(const oracle_blocks *b, int64_t pool, int64_t t, int half) {
    int64_t n1, n2;
    long double e1, e2;
    if (t < b->before || t + b->after > b->bins) {
        return (double)NAN;
    }
    oracle_side(b, pool, t - b->before, t, &n1, &e1);
    oracle_side(b, pool, t, t + b->after, &n2, &e2);
    return e1 > 0 && e2 > 0 ? (double)oracle_at_most(n2, n1 + n2, e2 / (e1 + e2), half) : (double)NAN;
}

/* The mark of bin t from the p of a whole row: the least p of its run, the earliest of equals. */
static inline int32_t oracle_mark(const double *p, int64_t bins, int64_t t, double alpha) {
    int64_t i;
    if (isnan(p[t])) {
        return -1;
    }
    if (!(p[t] <= alpha)) {
        return 0;
    }
    for (i = t - 1; i >= 0 && p[i] <= alpha; --i) {
        if (p[i] <= p[t]) {
            return 0;
        }
    }
    for (i = t + 1; i < bins && p[i] <= alpha; ++i) {
        if (p[i] < p[t]) {
            return 0;
        }
    }
    return 1;
}

/* The log likelihood ratio of a group's fall at t, in parts of 2^20. */
static inline int64_t oracle_ratio(const oracle_blocks *b, int64_t g, int64_t t) {
    int64_t n1 = 0, n2 = 0, k, n;
    long double e1, e2, r, l;
    for (k = 0; k < b->pools; ++k) {
        if ((b->group == NULL ? k : b->group[k]) == g) {
            oracle_side(b, k, t - b->before, t, &n, &e1);
            n1 += n;
            oracle_side(b, k, t, t + b->after, &n, &e2);
            n2 += n;
        }
    }
    oracle_side(b, 0, t - b->before, t, &n, &e1);
    oracle_side(b, 0, t, t + b->after, &n, &e2);
    if (!(e1 > 0) || !(e2 > 0) || !((long double)n2 * e1 < (long double)n1 * e2)) {
        return 0;
    }
    r = (long double)(n1 + n2) / (e1 + e2);
    l = (long double)n1 * logl((long double)n1 / (e1 * r));
    l += n2 > 0 ? (long double)n2 * logl((long double)n2 / (e2 * r)) : 0;
    return (int64_t)llroundl(l * 1048576);
}

typedef struct oracle_common {
    int64_t statistic, first;
    double p, expected;
    int64_t ratio[ORACLE_GROUPS]; /* at first */
} oracle_common;

static inline int64_t oracle_largest(int64_t ratio[ORACLE_GROUPS][ORACLE_WINDOWS], const int64_t *turn,
                                     int64_t groups, int64_t places, int64_t *first) {
    int64_t t, g, most = -1;
    for (t = 0; t < places; ++t) {
        int64_t sum = 0;
        for (g = 0; g < groups; ++g) {
            sum += ratio[g][(t + turn[g]) % places];
        }
        if (sum > most) {
            most = sum;
            *first = t;
        }
    }
    return most;
}

/* Whether both sides of bin t have exposure. */
static inline int oracle_is_seen(const oracle_blocks *b, int64_t t) {
    long double e1, e2;
    int64_t n;
    oracle_side(b, 0, t - b->before, t, &n, &e1);
    oracle_side(b, 0, t, t + b->after, &n, &e2);
    return e1 > 0 && e2 > 0;
}

/* The chance of the sum at one bin, each group at any bin of its phase that is seen. */
static inline oracle_common oracle_common_at(const oracle_blocks *b, int64_t period, int64_t first) {
    int64_t turn[ORACLE_GROUPS] = {0}, ring[ORACLE_WINDOWS], length = 0, hits = 0, turns = 0, g, t;
    double sum = 0;
    oracle_common out;
    for (t = b->before + (first - b->before) % period; t + b->after <= b->bins; t += period) {
        if (t == first || oracle_is_seen(b, t)) {
            ring[length++] = t;
        }
    }
    out.first = first;
    out.statistic = 0;
    for (g = 0; g < b->pools; ++g) {
        out.ratio[g] = oracle_ratio(b, g, first);
        out.statistic += out.ratio[g];
    }
    do {
        int64_t here = 0;
        for (g = 0; g < b->pools; ++g) {
            here += oracle_ratio(b, g, ring[turn[g]]);
        }
        hits += here >= out.statistic;
        sum += (double)here;
        ++turns;
    } while (oracle_next(turn, b->pools, length, 1));
    out.p = (double)hits / (double)turns;
    out.expected = sum / (double)turns / 1048576;
    return out;
}

static inline oracle_common oracle_common_fall(const oracle_blocks *b, int64_t period) {
    int64_t ratio[ORACLE_GROUPS][ORACLE_WINDOWS], turn[ORACLE_GROUPS] = {0};
    int64_t places = b->bins - b->before - b->after + 1, g, t, i, first = 0, hits = 0, turns = 0;
    int64_t ring[ORACLE_WINDOWS], length = 0;
    double sum = 0;
    oracle_common out;
    places -= places % period;
    for (t = 0; t < places; ++t) {
        int seen = 0;
        for (i = t - t % period; i < t - t % period + period; ++i) {
            seen |= oracle_is_seen(b, b->before + i);
        }
        if (seen) { /* periods in which no place is are none of the ring */
            ring[length++] = b->before + t;
        }
    }
    for (g = 0; g < b->pools; ++g) {
        for (t = 0; t < length; ++t) {
            ratio[g][t] = oracle_ratio(b, g, ring[t]);
        }
    }
    out.statistic = oracle_largest(ratio, turn, b->pools, length, &first);
    for (g = 0; g < b->pools; ++g) {
        out.ratio[g] = ratio[g][first];
    }
    out.first = out.statistic > 0 ? ring[first] : -1;
    do {
        int64_t here = oracle_largest(ratio, turn, b->pools, length, &first);
        hits += here >= out.statistic;
        sum += (double)here;
        ++turns;
    } while (oracle_next(turn, b->pools, length, period));
    out.p = (double)hits / (double)turns;
    out.expected = sum / (double)turns / 1048576;
    return out;
}

#endif
