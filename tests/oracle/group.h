/* Groups from their definition: each is asked by itself, looking at all samples. Group -1 is the unknown
 * one. */
#ifndef HASHSTAT_TESTS_ORACLE_GROUP_H
#define HASHSTAT_TESTS_ORACLE_GROUP_H

#include <math.h>
#include <stdint.h>

#include "hashstat/group.h"

/* Copies the samples of one group, and their indexes, missing ones included; returns how many they are. */
static inline int64_t oracle_members(double *member, int64_t *index, const int32_t *id, const double *x,
                                     int64_t n, int32_t group) {
    int64_t found = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        if (id[i] == group) {
            index[found] = i;
            member[found++] = x[i];
        }
    }
    return found;
}

static inline int64_t oracle_observed(const double *x, int64_t n) {
    int64_t observed = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        observed += !isnan(x[i]);
    }
    return observed;
}

/* Of samples that are whole and whose sum stays below 2^63: the integers add without rounding, and the
 * conversion rounds once. */
static inline double oracle_whole_sum(const double *x, int64_t n) {
    int64_t sum = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        sum += isnan(x[i]) ? 0 : (int64_t)x[i];
    }
    return oracle_observed(x, n) > 0 ? (double)sum : NAN;
}

/* The moments of some samples, with keys that are given. */
static inline hst_moments oracle_moments(const double *x, const int64_t *key, int64_t n) {
    hst_moments m = {0, 0, NAN, NAN, NAN, NAN, NAN, HST_NONE, NAN, HST_NONE};
    if (hst_moments_of(&m, x, n) == HST_OK) {
        m.min_key = key[m.min_key];
        m.max_key = key[m.max_key];
    } else {
        m.missing = n;
    }
    return m;
}

/* One sum of products, from the first pool to the last, and the weight that is missing from it. */
static inline double oracle_weighed(double *missing, const double *weight, const double *x, int32_t pools,
                                    int32_t countries, int64_t times, int32_t country, int64_t time) {
    volatile double sum = 0, lost = 0;
    int rests_on_some = 0;
    int32_t p;
    for (p = 0; p < pools; ++p) {
        double w = weight[p * countries + country];
        double value = x[p * times + time];
        if (isnan(value)) {
            lost = lost + w;
        } else {
            volatile double product = w * value;
            sum = sum + product;
            rests_on_some |= w > 0;
        }
    }
    *missing = lost;
    return lost > 0 && !rests_on_some ? NAN : sum;
}

#endif
