/* Tables, scores, scans and adjusted p from their definitions, every term written out. Slow on purpose. */
#ifndef HASHSTAT_TESTS_ORACLE_IMPACT_MORE_H
#define HASHSTAT_TESTS_ORACLE_IMPACT_MORE_H

#include <math.h>
#include <stdint.h>

#include "hashstat/impact.h"

static inline long double oracle_choose(int n, int k) {
    long double c = 1;
    int i;
    for (i = 0; i < k; ++i) {
        c = c * (n - i) / (i + 1);
    }
    return c;
}

/* P(K <= k), or P(K >= k), of the noncentral hypergeometric law. */
static inline double oracle_table(int n1, int n2, int m, int k, double omega, int upper) {
    long double all = 0, tail = 0;
    int i;
    for (i = m > n2 ? m - n2 : 0; i <= n1 && i <= m; ++i) {
        long double mass = oracle_choose(n1, i) * oracle_choose(n2, m - i) * powl(omega, i);
        all += mass;
        tail += (upper ? i >= k : i <= k) ? mass : 0;
    }
    return (double)(tail / all);
}

/* Weighted excess over its deviation, of outages with this darkness if the share is s. */
static inline double oracle_score(const hst_impact_count *event, const hst_impact_count *base,
                                  const double *dark, const double *weight, int outages, double s) {
    double excess = 0, variance = 0;
    int i;
    for (i = 0; i < outages; ++i) {
        double rate = event[i].exposure * (1 - s * dark[i]);
        double chance = rate / (rate + base[i].exposure);
        double total = (double)(event[i].blocks + base[i].blocks);
        excess += weight[i] * ((double)event[i].blocks - total * chance);
        variance += weight[i] * weight[i] * total * chance * (1 - chance);
    }
    return excess / sqrt(variance);
}

static inline double oracle_chi2(const hst_impact_count *event, const hst_impact_count *base,
                                 const double *dark, int outages, double s) {
    double chi2 = 0;
    int i;
    for (i = 0; i < outages; ++i) {
        double one = 1, score = oracle_score(&event[i], &base[i], &dark[i], &one, 1, s);
        chi2 += score * score;
    }
    return chi2;
}

/* log of the likelihood ratio of a window with fewer blocks than expected against one rate everywhere. */
static inline double oracle_window(const int64_t *blocks, const double *expected, int64_t bins, int64_t from,
                                   int64_t until) {
    double in = 0, all = 0, e_in = 0, e_all = 0, out, ratio = 0;
    int64_t j;
    for (j = 0; j < bins; ++j) {
        double n = expected[j] > 0 ? (double)blocks[j] : 0;
        all += n;
        e_all += expected[j];
        in += j >= from && j < until ? n : 0;
        e_in += j >= from && j < until ? expected[j] : 0;
    }
    out = all - in;
    if (!(in * (e_all - e_in) < out * e_in)) {
        return 0;
    }
    ratio += in > 0 ? in * log(in / e_in) : 0;
    ratio += out * log(out / (e_all - e_in));
    return ratio - all * log(all / e_all);
}

/* Holm: the largest of (number of p not before it) x p over all p up to its own, at most 1. */
static inline double oracle_holm(const double *p, int count, int which) {
    double most = 0;
    int i, k;
    for (i = 0; i < count; ++i) {
        int before = 0;
        double times;
        for (k = 0; k < count; ++k) {
            before += p[k] < p[i] || (p[k] == p[i] && k < i);
        }
        times = p[i] * (count - before) < 1 ? p[i] * (count - before) : 1;
        most = (p[i] <= p[which]) && times > most ? times : most;
    }
    return most;
}

/* Benjamini and Hochberg: the least of count p / (number of p up to it) over all p from its own on. */
static inline double oracle_hochberg(const double *p, int count, int which) {
    double least = 1;
    int i, k;
    for (i = 0; i < count; ++i) {
        int upto = 0;
        for (k = 0; k < count; ++k) {
            upto += p[k] <= p[i];
        }
        least = p[i] >= p[which] && p[i] * count / upto < least ? p[i] * count / upto : least;
    }
    return least;
}

#endif
