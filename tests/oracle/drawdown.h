/* Falls from their definition: every sample is asked by itself, looking at all samples before and after it.
 * */
#ifndef HASHSTAT_TESTS_ORACLE_DRAWDOWN_H
#define HASHSTAT_TESTS_ORACLE_DRAWDOWN_H

#include <math.h>
#include <stdint.h>

#include "hashstat/drawdown.h"

/* max(x[0 .. i]) over the observed ones; -1 where there is none. */
static inline double oracle_maximum(const double *x, int64_t i) {
    double maximum = -1;
    int64_t j;
    for (j = 0; j <= i; ++j) {
        if (!isnan(x[j]) && x[j] > maximum) {
            maximum = x[j];
        }
    }
    return maximum;
}

/* The quotient of the definition, in the two operations that it is written with. */
static inline double oracle_depth(double maximum, double x) {
    volatile double difference = maximum - x;
    volatile double quotient = maximum > 0 ? difference / maximum : 0;
    return quotient;
}

static inline double oracle_underwater(const double *x, int64_t i) {
    return isnan(x[i]) ? x[i] : oracle_depth(oracle_maximum(x, i), x[i]);
}

/* Whether sample i begins a fall: it lies below the maximum before it, and the last observed sample did not.
 * */
static inline int oracle_is_onset(const double *x, int64_t i) {
    int64_t before = i - 1;
    while (before >= 0 && isnan(x[before])) {
        --before;
    }
    return !isnan(x[i]) && before >= 0 && x[before] == oracle_maximum(x, before) && x[i] < x[before];
}

/* The episode of which i is the onset. */
static inline hst_drawdown oracle_episode(const double *x, int64_t n, int64_t onset) {
    double maximum = oracle_maximum(x, onset);
    hst_drawdown fall = {0, HST_NONE, HST_NONE, HST_NONE, HST_NONE};
    int64_t i;
    fall.onset = fall.trough = onset;
    for (i = 0; i < onset; ++i) {
        if (x[i] == maximum) {
            fall.peak = i;
        }
    }
    for (i = n - 1; i > onset; --i) {
        if (x[i] >= maximum) {
            fall.recovery = i;
        }
    }
    for (i = onset; i < (fall.recovery == HST_NONE ? n : fall.recovery); ++i) {
        if (x[i] < x[fall.trough]) {
            fall.trough = i;
        }
    }
    fall.depth = oracle_depth(maximum, x[fall.trough]);
    return fall;
}

/* All episodes into out, which has room for n / 2 of them; returns how many. */
static inline int64_t oracle_episodes(hst_drawdown *out, const double *x, int64_t n) {
    int64_t found = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        if (oracle_is_onset(x, i)) {
            out[found++] = oracle_episode(x, n, i);
        }
    }
    return found;
}

/* The first of the deepest, or the latest maximum if nothing fell; peak HST_NONE if nothing was observed. */
static inline hst_drawdown oracle_deepest(const hst_drawdown *episodes, int64_t found, const double *x,
                                          int64_t n) {
    hst_drawdown fall = {0, HST_NONE, HST_NONE, HST_NONE, HST_NONE};
    int64_t i;
    for (i = 0; i < n; ++i) {
        if (x[i] == oracle_maximum(x, n - 1)) {
            fall.peak = i;
        }
    }
    for (i = 0; i < found; ++i) {
        if (episodes[i].depth > fall.depth) {
            fall = episodes[i];
        }
    }
    return fall;
}

/* ---- noise floor --------------------------------------------------------------------------------- */

enum { ORACLE_COUNTS = 700 };

static inline long double oracle_poisson(int64_t k, long double mean) {
    return expl((long double)k * logl(mean) - mean - lgammal((long double)k + 1));
}

/* Every maximum times every count, in long double; counts up to ORACLE_COUNTS - 1. */
static inline long double oracle_noise(double depth, double mean, int64_t windows) {
    static long double chance[ORACLE_COUNTS], mass[ORACLE_COUNTS], next[ORACLE_COUNTS];
    long double absorbed = 0;
    int64_t m, c;
    for (c = 0; c < ORACLE_COUNTS; ++c) {
        mass[c] = chance[c] = oracle_poisson(c, mean);
    }
    while (--windows > 0) {
        for (m = 0; m < ORACLE_COUNTS; ++m) {
            next[m] = 0;
        }
        for (m = 0; m < ORACLE_COUNTS; ++m) {
            for (c = 0; c < ORACLE_COUNTS; ++c) {
                if (c >= m) {
                    next[c] += mass[m] * chance[c];
                } else if (oracle_depth((double)m, (double)c) >= depth) {
                    absorbed += mass[m] * chance[c];
                } else {
                    next[m] += mass[m] * chance[c];
                }
            }
        }
        for (m = 0; m < ORACLE_COUNTS; ++m) {
            mass[m] = next[m];
        }
    }
    return absorbed;
}

/* Sum over all series of `windows` counts below `counts`, each with the product of its chances, whose
 * textbook maximum drawdown is at least `depth`. Goes on from `windows` before it was left off: maximum and
 * deepest. */
static inline long double oracle_enumerate(double depth, double mean, int64_t windows, int64_t counts,
                                           int64_t maximum, double deepest) {
    long double sum = 0;
    int64_t c;
    if (windows == 0) {
        return deepest >= depth;
    }
    for (c = 0; c < counts; ++c) {
        int64_t m = c > maximum ? c : maximum;
        double fall = oracle_depth((double)m, (double)c);
        sum += oracle_poisson(c, mean) *
               oracle_enumerate(depth, mean, windows - 1, counts, m, fall > deepest ? fall : deepest);
    }
    return sum;
}

#endif
