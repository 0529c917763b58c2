/* Concentration from the definitions, in long double: sums over all pools and over all pairs of pools, sets
 * of pools by trying each, binomial tails term by term. Slow on purpose. */
#ifndef HASHSTAT_TESTS_ORACLE_CONCENTRATION_H
#define HASHSTAT_TESTS_ORACLE_CONCENTRATION_H

#include <math.h>
#include <stdint.h>

/* A list of pools and blocks of no pool, each of which is a miner of its own in the entropies. */
typedef struct oracle_pools {
    const int64_t *blocks;
    int64_t pools;
    int64_t unknown;
} oracle_pools;

static inline int64_t oracle_listed(const oracle_pools *o) {
    int64_t sum = 0, i;
    for (i = 0; i < o->pools; ++i) {
        sum += o->blocks[i];
    }
    return sum;
}

static inline long double oracle_share(const oracle_pools *o, int64_t i) {
    return (long double)o->blocks[i] / (long double)(oracle_listed(o) + o->unknown);
}

/* sum of p^order, 0^0 = 0 */
static inline long double oracle_powers(const oracle_pools *o, long double order) {
    long double n = (long double)(oracle_listed(o) + o->unknown), sum = 0;
    int64_t i;
    for (i = 0; i < o->pools; ++i) {
        sum += o->blocks[i] > 0 ? powl(oracle_share(o, i), order) : 0;
    }
    return sum + (long double)o->unknown * powl(n, -order);
}

static inline long double oracle_hhi_unbiased(const oracle_pools *o) {
    long double n = (long double)(oracle_listed(o) + o->unknown), sum = 0;
    int64_t i;
    for (i = 0; i < o->pools; ++i) {
        sum += (long double)o->blocks[i] * (long double)(o->blocks[i] - 1);
    }
    return sum / (n * (n - 1));
}

static inline long double oracle_shannon(const oracle_pools *o) {
    long double n = (long double)(oracle_listed(o) + o->unknown), sum = 0;
    int64_t i;
    for (i = 0; i < o->pools; ++i) {
        sum -= o->blocks[i] > 0 ? oracle_share(o, i) * log2l(oracle_share(o, i)) : 0;
    }
    return sum + (long double)o->unknown / n * log2l(n);
}

/* Half the mean difference of all pairs, over the mean. */
static inline long double oracle_gini(const oracle_pools *o) {
    long double sum = 0;
    int64_t i, j;
    for (i = 0; i < o->pools; ++i) {
        for (j = 0; j < o->pools; ++j) {
            sum += fabsl((long double)(o->blocks[i] - o->blocks[j]));
        }
    }
    return sum / (2 * (long double)o->pools * (long double)oracle_listed(o));
}

static inline long double oracle_theil(const oracle_pools *o) {
    long double mean = (long double)oracle_listed(o) / (long double)o->pools, sum = 0;
    int64_t i;
    for (i = 0; i < o->pools; ++i) {
        long double x = (long double)o->blocks[i] / mean;
        sum += x > 0 ? x * logl(x) : 0;
    }
    return sum / (long double)o->pools;
}

/* Most blocks of any set of `size` pools, by trying all sets; pools <= 20. */
static inline int64_t oracle_most(const oracle_pools *o, int64_t size) {
    int64_t most = 0, set, i;
    for (set = 0; set < (int64_t)1 << o->pools; ++set) {
        int64_t members = 0, sum = 0;
        for (i = 0; i < o->pools; ++i) {
            members += set >> i & 1;
            sum += (set >> i & 1) * o->blocks[i];
        }
        most = members <= size && sum > most ? sum : most;
    }
    return most;
}

/* threshold = part / whole, in integers */
static inline int64_t oracle_nakamoto(const oracle_pools *o, int64_t part, int64_t whole, int above) {
    int64_t n = oracle_listed(o) + o->unknown, size;
    for (size = 1; size <= o->pools; ++size) {
        int64_t left = whole * oracle_most(o, size) - part * n;
        if (above ? left > 0 : left >= 0) {
            return size;
        }
    }
    return -1;
}

/* P(X = k), X binomial(n, x) */
static inline long double oracle_binomial(int64_t k, int64_t n, long double x) {
    long double mass = 1;
    int64_t i;
    for (i = 0; i < k; ++i) {
        mass *= (long double)(n - i) / (long double)(k - i) * x;
    }
    return mass * powl(1 - x, (long double)(n - k));
}

static inline long double oracle_at_least(int64_t k, int64_t n, long double x) {
    long double sum = 0;
    for (; k <= n; ++k) {
        sum += oracle_binomial(k, n, x);
    }
    return sum;
}

static inline long double oracle_at_most(int64_t k, int64_t n, long double x) {
    return oracle_at_least(n - k, n, 1 - x);
}

#endif
