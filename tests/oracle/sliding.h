/* Windows that slide, from their definition: each sample is asked whether it lies in the window, those
 * that do are copied and sorted. */
#ifndef HASHSTAT_TESTS_ORACLE_SLIDING_H
#define HASHSTAT_TESTS_ORACLE_SLIDING_H

#include <math.h>
#include <stdint.h>

#include "kernels/sliding.h"

enum { ORACLE_SLIDING_MOST = 4096 };

/* Distances in time as unsigned numbers, because those of int64 may overflow. */
static inline int oracle_in_window(const hst__sliding *w, int64_t i, int64_t j) {
    int64_t from = w->time == NULL ? i : w->time[i];
    int64_t to = w->time == NULL ? j : w->time[j];
    uint64_t away = j > i ? (uint64_t)to - (uint64_t)from : (uint64_t)from - (uint64_t)to;
    if (j > i) {
        return away <= (uint64_t)w->after;
    }
    return w->time == NULL ? away <= (uint64_t)w->before : away < (uint64_t)w->before;
}

/* The observed samples of window i in ascending order, and how many they are. */
static inline int64_t oracle_window(double *sorted, const double *x, const hst__sliding *w, int64_t i) {
    int64_t m = 0, j, k;
    for (j = 0; j < w->n; ++j) {
        if (oracle_in_window(w, i, j) && !isnan(x[j])) {
            for (k = m; k > 0 && sorted[k - 1] > x[j]; --k) {
                sorted[k] = sorted[k - 1];
            }
            sorted[k] = x[j] == 0 ? 0 : x[j];
            ++m;
        }
    }
    return m;
}

/* Type 7, of samples whose distances do not overflow. */
static inline double oracle_quantile(const double *sorted, int64_t m, double p) {
    volatile double place = (double)(m - 1) * p;
    int64_t k = (int64_t)floor(place);
    volatile double fraction = place - (double)k;
    volatile double way;
    if (fraction == 0 || sorted[k + 1] == sorted[k]) {
        return sorted[k];
    }
    way = sorted[k + 1] - sorted[k];
    way = fraction * way;
    return sorted[k] + way;
}

#endif
