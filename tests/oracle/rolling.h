/* Sliding windows from their definition: every sample is asked whether it lies in the window, and what does
 * is put side by side. Sums, means and variances are those of plain double arithmetic: exact but for one
 * rounding where samples are small integers, which is what to call them with. */
#ifndef HASHSTAT_TESTS_ORACLE_ROLLING_H
#define HASHSTAT_TESTS_ORACLE_ROLLING_H

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "hashstat/rolling.h"

/* time is NULL by count. */
static inline int oracle_holds(const hst_rolling_window *w, const int64_t *time, int64_t i, int64_t j) {
    int64_t half = w->width / 2;
    if (time == NULL) {
        return w->flags & HST_ROLLING_CENTRED ? j >= i - half && j <= i + (w->width - 1) / 2
                                              : j > i - w->width && j <= i;
    }
    return w->flags & HST_ROLLING_CENTRED ? time[j] > time[i] - (w->width - half) && time[j] <= time[i] + half
                                          : time[j] > time[i] - w->width && time[j] <= time[i];
}

/* What is observed in window i; how many, or 0 if they are too few. */
static inline int64_t oracle_window(double *held, const hst_rolling_window *w, const int64_t *time,
                                    const double *x, int64_t n, int64_t i) {
    int64_t least = w->min_count > 0 ? w->min_count : time == NULL ? w->width : 1;
    int64_t m = 0;
    int64_t j;
    for (j = 0; j < n; ++j) {
        if (oracle_holds(w, time, i, j) && !isnan(x[j])) {
            held[m++] = x[j] + 0.0;
        }
    }
    return m < least ? 0 : m;
}

static inline double oracle_rolling_sum(const double *held, int64_t m) {
    double sum = 0;
    int64_t j;
    for (j = 0; j < m; ++j) {
        sum += held[j];
    }
    return m == 0 ? NAN : sum;
}

static inline double oracle_rolling_mean(const double *held, int64_t m) {
    return oracle_rolling_sum(held, m) / (double)m;
}

static inline double oracle_rolling_deviation(const double *held, int64_t m) {
    double sum = 0, squares = 0;
    double n = (double)m;
    int64_t j;
    for (j = 0; j < m; ++j) {
        sum += held[j];
        squares += held[j] * held[j];
    }
    return m < 2 ? NAN : sqrt((n * squares - sum * sum) / (n * (n - 1)));
}

static inline int oracle_compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static inline double oracle_rolling_quantile(double *held, int64_t m, double p) {
    double h = (double)(m - 1) * p;
    int64_t k = (int64_t)h;
    if (m == 0) {
        return NAN;
    }
    qsort(held, (size_t)m, sizeof *held, oracle_compare);
    return (double)k == h ? held[k] : held[k] + (h - (double)k) * (held[k + 1] - held[k]);
}

/* The recursion as it is written, in long double. */
static inline void oracle_ewm(double *out, const int64_t *time, const double *x, int64_t n,
                              double half_life) {
    long double y = NAN;
    int64_t last = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        if (!isnan(x[i]) && isnan(y)) {
            y = x[i];
            last = time[i];
        } else if (!isnan(x[i])) {
            long double z = (long double)(time[i] - last) / (long double)half_life;
            y += -expm1l(-z * 0.693147180559945309417232121458176568L) * (x[i] - y);
            last = time[i];
        }
        out[i] = (double)y;
    }
}

#endif
