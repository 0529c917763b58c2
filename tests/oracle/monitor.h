/* Watching for a change from the definitions: every change time, every sum, in long double. */
#ifndef HASHSTAT_TESTS_ORACLE_MONITOR_H
#define HASHSTAT_TESTS_ORACLE_MONITOR_H

#include <math.h>
#include <stdint.h>

enum { ORACLE_WATCH_MOST = 4096 };

/* What was observed, without the missing. */
typedef struct oracle_watch {
    int is_bins;
    int64_t n;
    long double took[2][ORACLE_WATCH_MOST]; /* exposure, on the clocks of falls and of rises */
    int64_t count[ORACLE_WATCH_MOST];
    double known_rate;
    int64_t stride, baseline, shortest; /* none of them 0 but baseline, which is a multiple of stride */
    long double horizon;                /* in strides */
} oracle_watch;

static inline long double oracle_took(const oracle_watch *w, int side, int64_t from, int64_t until) {
    long double sum = 0;
    int64_t i;
    for (i = from; i < until; ++i) {
        sum += w->took[side][i];
    }
    return sum;
}

static inline long double oracle_arrivals(const oracle_watch *w, int64_t from, int64_t until) {
    long double sum = 0;
    int64_t i;
    for (i = from; i < until; ++i) {
        sum += (long double)w->count[i];
    }
    return sum;
}

/* Log likelihood of n arrivals over e at a rate, less what no rate changes. */
static inline long double oracle_likelihood(long double n, long double e, long double rate) {
    return (n > 0 ? n * logl(rate) : 0) - rate * e;
}

static inline long double oracle_best_likelihood(long double n, long double e) {
    return n > 0 ? n * logl(n / e) - n : 0;
}

/* The statistic of a change behind the first tau observed pushes; 0 if it goes the other way. */
static inline long double oracle_statistic(const oracle_watch *w, int side, int64_t tau) {
    long double n1 = oracle_arrivals(w, 0, tau), e1 = oracle_took(w, side, 0, tau);
    long double n2 = oracle_arrivals(w, tau, w->n), e2 = oracle_took(w, side, tau, w->n);
    long double one, two;
    if (w->known_rate > 0) {
        one = oracle_likelihood(n2, e2, w->known_rate);
        two = oracle_best_likelihood(n2, e2);
        return (side == 0) == (n2 / e2 < w->known_rate) ? 2 * (two - one) : 0;
    }
    one = oracle_best_likelihood(n1 + n2, e1 + e2);
    two = oracle_best_likelihood(n1, e1) + oracle_best_likelihood(n2, e2);
    return (side == 0) == (n2 * e1 < n1 * e2) ? 2 * (two - one) : 0;
}

/* The largest, and the earliest change time that has it within rounding; 0 and -1 for none. */
static inline long double oracle_best_statistic(const oracle_watch *w, int side, int64_t *tau) {
    long double best = 0;
    int64_t i;
    *tau = -1;
    for (i = w->known_rate > 0 ? 0 : w->shortest; i <= w->n - w->shortest; ++i) {
        long double s = oracle_statistic(w, side, i);
        if (s > best * (1 + 1e-15L)) {
            best = s;
            *tau = i;
        }
    }
    return best;
}

static const long double ORACLE_RHO[2][6] = {{0.95L, 0.9L, 0.8L, 0.65L, 0.5L, 0.25L},
                                             {1.05L, 1.1L, 1.25L, 1.5L, 2, 4}};

/* Bins: where the first bins from sigma on are over; n + 1 if they are not. */
static inline int64_t oracle_learned(const oracle_watch *w, int64_t sigma) {
    int64_t i;
    for (i = sigma; i <= w->n; ++i) {
        if (oracle_arrivals(w, sigma, i) >= 100) {
            return i;
        }
    }
    return w->n + 1;
}

/* log of e for a change behind tau by rho, compared from sigma on. */
static inline long double oracle_log_e(const oracle_watch *w, int side, int64_t sigma, int64_t tau,
                                       long double rho) {
    long double after = oracle_arrivals(w, tau, w->n), passed = oracle_took(w, side, tau, w->n);
    if (w->known_rate > 0) {
        return after * logl(rho) - (rho - 1) * w->known_rate * passed;
    }
    if (w->is_bins) {
        int64_t first = oracle_learned(w, sigma);
        long double a = oracle_arrivals(w, sigma, first) + 0.5L, b = oracle_took(w, side, sigma, first);
        long double n = oracle_arrivals(w, first, w->n), e = oracle_took(w, side, first, w->n);
        return a * logl(b) - (a + n) * logl(b + e + (rho - 1) * passed) + lgammal(a + n) - lgammal(a) +
               after * logl(rho) - oracle_best_likelihood(n, e);
    } else {
        long double all = oracle_took(w, side, sigma, w->n), x = (all - passed) / all;
        return after * logl(rho) - oracle_arrivals(w, sigma, w->n) * logl(x + rho * (1 - x));
    }
}

/* E of the group of change times that begins at step `group` baselines. */
static inline long double oracle_group(const oracle_watch *w, int side, int64_t group) {
    int64_t steps = w->n / w->stride, long_steps = w->baseline / w->stride, j;
    int64_t first = long_steps > 0 && group > 0 ? (group + 1) * long_steps : 1;
    int64_t end = long_steps > 0 ? (group + 2) * long_steps : INT64_MAX;
    int64_t sigma = group * w->baseline;
    long double sum = 0, h = w->horizon;
    int r;
    for (j = first; j < end && j <= steps; ++j) {
        int64_t tau = j * w->stride;
        if (w->is_bins && !(w->known_rate > 0) && tau < oracle_learned(w, sigma)) {
            continue;
        }
        for (r = 0; r < 6; ++r) {
            long double weight = h / ((j + h - 1) * (j + h)) / 6;
            sum += weight * expl(oracle_log_e(w, side, sigma, tau, ORACLE_RHO[side][r]));
        }
    }
    if (steps + 1 >= first && steps < end) { /* those to come */
        long double rest = h / ((long double)steps + h);
        rest -= long_steps > 0 ? h / ((long double)(end - 1) + h) : 0;
        if (w->is_bins && !(w->known_rate > 0) && oracle_learned(w, sigma) <= w->n) {
            rest *= expl(oracle_log_e(w, side, sigma, w->n, 1));
        }
        sum += rest;
    }
    return sum;
}

/* The largest over groups of the mean of falls and rises, or of one side of them. */
static inline long double oracle_e(const oracle_watch *w, int falls, int rises) {
    int64_t groups = w->baseline > 0 ? w->n / w->baseline + 1 : 1, g;
    long double best = 0;
    for (g = 0; g < groups; ++g) {
        long double e = ((falls ? oracle_group(w, 0, g) : 0) + (rises ? oracle_group(w, 1, g) : 0)) /
                        (falls + rises);
        best = e > best ? e : best;
    }
    return best;
}

#endif
