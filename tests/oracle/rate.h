/* Rates from the definition: every probability is a sum of Poisson or binomial masses in long double, every
 * interval end a bisection on that sum. Slow on purpose, and good for counts up to some hundreds. */
#ifndef HASHSTAT_TESTS_ORACLE_RATE_H
#define HASHSTAT_TESTS_ORACLE_RATE_H

#include <math.h>
#include <stdint.h>

/* exp(-mean) mean^k / k!, multiplied out */
static inline long double oracle_poisson(int64_t k, long double mean) {
    long double p = expl(-mean);
    int64_t i;
    for (i = 1; i <= k; ++i) {
        p *= mean / (long double)i;
    }
    return p;
}

/* P(X < k) + part P(X = k) */
static inline long double oracle_poisson_below(int64_t k, long double mean, long double part) {
    long double sum = 0;
    int64_t i;
    for (i = 0; i < k; ++i) {
        sum += oracle_poisson(i, mean);
    }
    return sum + part * oracle_poisson(k, mean);
}

/* C(n, k) x^k y^(n - k) */
static inline long double oracle_binomial(int64_t k, int64_t n, long double x) {
    long double p = 1;
    int64_t i;
    for (i = 1; i <= k; ++i) {
        p *= x * (long double)(n - k + i) / (long double)i;
    }
    return p * powl(1 - x, (long double)(n - k));
}

static inline long double oracle_binomial_below(int64_t k, int64_t n, long double x, long double part) {
    long double sum = 0;
    int64_t i;
    for (i = 0; i < k; ++i) {
        sum += oracle_binomial(i, n, x);
    }
    return sum + part * oracle_binomial(k, n, x);
}

/* The mean at which P(X < n) + part P(X = n) has come down to p. */
static inline long double oracle_poisson_mean(int64_t n, long double p, long double part) {
    long double low = 0, high = 1000;
    int i;
    for (i = 0; i < 80; ++i) {
        long double middle = (low + high) / 2;
        if (oracle_poisson_below(n, middle, part) > p) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return high;
}

/* The odds at which P(X < n1) + part P(X = n1) of n trials has come down to p. */
static inline long double oracle_binomial_odds(int64_t n1, int64_t n, long double p, long double part) {
    long double low = 0, high = 1;
    int i;
    for (i = 0; i < 80; ++i) {
        long double middle = (low + high) / 2;
        if (oracle_binomial_below(n1, n, middle, part) > p) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return high / (1 - high);
}

/* Probability of all outcomes at most 1 + 1e-7 times as likely as k. */
static inline long double oracle_minlike(int64_t k, int64_t n, long double x) {
    long double limit = oracle_binomial(k, n, x) * (1 + 1e-7L);
    long double sum = 0;
    int64_t i;
    for (i = 0; i <= n; ++i) {
        long double p = oracle_binomial(i, n, x);
        sum += p <= limit ? p : 0;
    }
    return sum;
}

/* All pairs of counts up to `most`, each tested by itself. */
static inline long double oracle_power(double baseline, double event, double fall, double alpha,
                                       int64_t most) {
    long double x = (long double)event / ((long double)event + baseline);
    long double power = 0;
    int64_t m, k;
    for (m = 0; m <= most; ++m) {
        long double row = 0;
        for (k = 0; k <= most; ++k) {
            if (oracle_binomial_below(k, k + m, x, 1) <= alpha + 1e-9L * alpha * (1 - alpha)) {
                row += oracle_poisson(k, (long double)event * (1 - (long double)fall));
            }
        }
        power += row * oracle_poisson(m, baseline);
    }
    return power;
}

/* Equal windows only: the fall is the plain double (m - k)/m. */
static inline long double oracle_luck(double mean, double fall, int64_t most) {
    long double p = 0;
    int64_t m, k;
    for (m = 1; m <= most; ++m) {
        for (k = 0; k <= most; ++k) {
            if ((double)(m - k) / (double)m >= fall) {
                p += oracle_poisson(m, mean) * oracle_poisson(k, mean);
            }
        }
    }
    return p;
}

#endif
