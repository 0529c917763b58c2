/* Quantiles from their definitions: sort, then look. */
#ifndef HASHSTAT_TESTS_ORACLE_QUANTILE_H
#define HASHSTAT_TESTS_ORACLE_QUANTILE_H

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

static inline int oracle_by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The observed values in order, to v, which has room for n; returns how many. */
static inline int64_t oracle_sorted(double *v, const double *x, int64_t n) {
    int64_t m = 0, i;
    for (i = 0; i < n; ++i) {
        if (!isnan(x[i])) {
            v[m++] = x[i] + 0.0;
        }
    }
    qsort(v, (size_t)m, sizeof *v, oracle_by_value);
    return m;
}

/* Type 7 of m sorted values, in long double but for the position, which is a double by definition. */
static inline long double oracle_linear(const double *v, int64_t m, double p) {
    volatile double h = (double)(m - 1) * p;
    double k = floor(h);
    long double lo = v[(int64_t)k];
    long double hi = h > k ? v[(int64_t)k + 1] : v[(int64_t)k];
    return lo + (long double)(h - k) * (hi - lo);
}

/* The smallest of m sorted values with p m of them at or below it. */
static inline double oracle_nearest(const double *v, int64_t m, double p) {
    volatile double wanted = (double)m * p;
    int64_t i = 0;
    while ((double)(i + 1) < wanted) {
        ++i;
    }
    return v[i];
}

#endif
