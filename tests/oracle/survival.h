/* Survival from the definitions: every count anew for every duration, in long double. */
#ifndef HASHSTAT_TESTS_ORACLE_SURVIVAL_H
#define HASHSTAT_TESTS_ORACLE_SURVIVAL_H

#include <math.h>
#include <stdint.h>

/* Observations with duration >= t; of status s (or any, -1) with duration == t; of one group (or any, -2). */
static inline int64_t oracle_at_risk(const double *duration, const int32_t *group, int64_t n, double t,
                                     int32_t g) {
    int64_t count = 0, i;
    for (i = 0; i < n; ++i) {
        count += duration[i] >= t && (g == -2 || group[i] == g);
    }
    return count;
}

static inline int64_t oracle_ended(const double *duration, const int32_t *status, const int32_t *group,
                                   int64_t n, double t, int32_t s, int32_t g) {
    int64_t count = 0, i;
    for (i = 0; i < n; ++i) {
        count += duration[i] == t && status[i] == s && (g == -2 || group[i] == g);
    }
    return count;
}

/* The smallest duration above t; infinite after the last. */
static inline double oracle_next(const double *duration, int64_t n, double t) {
    double next = INFINITY;
    int64_t i;
    for (i = 0; i < n; ++i) {
        next = duration[i] > t && duration[i] < next ? duration[i] : next;
    }
    return next;
}

typedef struct oracle_curve {
    long double survival, greenwood;
} oracle_curve;

static inline oracle_curve oracle_survival(const double *duration, const int32_t *status, int64_t n,
                                           double t) {
    oracle_curve c = {1, 0};
    double at = -1;
    for (at = oracle_next(duration, n, at); at <= t && at < INFINITY; at = oracle_next(duration, n, at)) {
        long double d = (long double)oracle_ended(duration, status, NULL, n, at, 1, -2);
        long double all = (long double)oracle_at_risk(duration, NULL, n, at, -2);
        c.survival *= 1 - d / all;
        c.greenwood += d / (all * (all - d));
    }
    return c;
}

/* Area under S from `from` to `until`, step by step. */
static inline long double oracle_area(const double *duration, const int32_t *status, int64_t n, double from,
                                      double until) {
    long double area = 0;
    while (from < until) {
        double next = oracle_next(duration, n, from);
        next = next < until ? next : until;
        area += oracle_survival(duration, status, n, from).survival * ((long double)next - from);
        from = next;
    }
    return area;
}

/* Two groups: (O - E)^2 / V of the first. */
static inline long double oracle_two_groups(const double *duration, const int32_t *status,
                                            const int32_t *group, int64_t n) {
    long double excess = 0, variance = 0;
    double t = -1;
    for (t = oracle_next(duration, n, t); t < INFINITY; t = oracle_next(duration, n, t)) {
        long double all = (long double)oracle_at_risk(duration, group, n, t, -2);
        long double own = (long double)oracle_at_risk(duration, group, n, t, 0);
        long double d = (long double)oracle_ended(duration, status, group, n, t, 1, -2);
        excess += (long double)oracle_ended(duration, status, group, n, t, 1, 0) - d * own / all;
        variance += all > 1 ? d * (all - d) / (all - 1) * (own / all) * (1 - own / all) : 0;
    }
    return excess * excess / variance;
}

#endif
