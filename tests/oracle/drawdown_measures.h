/* What is read off falls and off the path under water, from the definitions and from oracle/drawdown.h. */
#ifndef HASHSTAT_TESTS_ORACLE_DRAWDOWN_MEASURES_H
#define HASHSTAT_TESTS_ORACLE_DRAWDOWN_MEASURES_H

#include <stdlib.h>

#include "oracle/drawdown.h"

/* The first observed sample after the trough at theta x peak. */
static inline int64_t oracle_recovery(const hst_drawdown *fall, const double *x, int64_t n, double theta) {
    volatile double enough = theta * x[fall->peak];
    int64_t i;
    for (i = fall->trough + 1; i < n; ++i) {
        if (!isnan(x[i]) && x[i] >= enough) {
            return i;
        }
    }
    return HST_NONE;
}

static inline int oracle_deeper_first(const void *a, const void *b) {
    const hst_drawdown *f = a;
    const hst_drawdown *g = b;
    if (f->depth != g->depth) {
        return f->depth > g->depth ? -1 : 1;
    }
    return (f->peak > g->peak) - (f->peak < g->peak);
}

/* All falls that matter into out, with their ends at full height into end (may be NULL); returns how many. */
static inline int64_t oracle_list(hst_drawdown *out, int64_t *end, const double *x, int64_t n,
                                  double min_depth, double theta) {
    int64_t all = oracle_episodes(out, x, n);
    int64_t kept = 0;
    int64_t k;
    for (k = 0; k < all; ++k) {
        hst_drawdown fall = out[k];
        if (fall.depth >= min_depth) {
            if (end != NULL) {
                end[kept] = fall.recovery;
            }
            fall.recovery = oracle_recovery(&fall, x, n, theta);
            out[kept++] = fall;
        }
    }
    return kept;
}

static inline int oracle_ascending(const void *a, const void *b) {
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The observed fractions under water in ascending order; returns how many. */
static inline int64_t oracle_sorted_path(double *out, const double *x, int64_t n) {
    int64_t count = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        if (!isnan(x[i])) {
            out[count++] = oracle_underwater(x, i);
        }
    }
    qsort(out, (size_t)count, sizeof *out, oracle_ascending);
    return count;
}

/* Mean of the worst (1 - level) m of m ascending values. */
static inline long double oracle_conditional(const double *sorted, int64_t m, double level) {
    volatile double product = (1 - level) * (double)m;
    long double left = product;
    long double sum = 0;
    int64_t k;
    if (left < 1) {
        return sorted[m - 1];
    }
    for (k = m - 1; k >= 0 && left > 0; --k) {
        sum += (left < 1 ? left : 1) * sorted[k];
        left -= 1;
    }
    return sum / product;
}

#endif
