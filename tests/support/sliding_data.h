/* Series that the kernels of sliding windows take different ways through, and windows over them. */
#ifndef HASHSTAT_TESTS_SLIDING_DATA_H
#define HASHSTAT_TESTS_SLIDING_DATA_H

#include "support.h"

#include <math.h>
#include <stdint.h>

#include "kernels/sliding.h"

enum { SLIDING_MOST = 5000 };

/* Of each kind of series n samples. */
enum {
    SLIDING_LIKE,   /* of one size, as hashrates */
    SLIDING_MIXED,  /* around zero */
    SLIDING_OFFSET, /* a little on top of much */
    SLIDING_WHOLE,  /* small integers, equal ones among them */
    SLIDING_SPARSE, /* mostly zero */
    SLIDING_LEVELS, /* levels far apart, constant for a while */
    SLIDING_SPIKES, /* some beyond all the others */
    SLIDING_WIDE,   /* any size */
    SLIDING_HUGE,   /* near the largest double */
    SLIDING_TINY,   /* denormals */
    SLIDING_ZERO,
    SLIDING_KINDS
};

static inline double sliding_wide(rng *r) {
    return ldexp(rng_normal(r), (int)rng_below(r, 1800) - 900);
}

static inline double sliding_sample(int kind, rng *r, double level) {
    switch (kind) {
    case SLIDING_LIKE: return 1e20 * (1 + 0.3 * rng_uniform(r));
    case SLIDING_MIXED: return rng_normal(r);
    case SLIDING_OFFSET: return 1e15 + rng_uniform(r);
    case SLIDING_WHOLE: return (double)rng_below(r, 4);
    case SLIDING_SPARSE: return rng_below(r, 50) == 0 ? rng_normal(r) : rng_below(r, 2) ? 0 : -0.0;
    case SLIDING_LEVELS: return level;
    case SLIDING_SPIKES: return rng_below(r, 300) == 0 ? 1e9 : 100 + 1e-3 * rng_normal(r);
    case SLIDING_WIDE: return sliding_wide(r);
    case SLIDING_HUGE: return (rng_uniform(r) - 0.5) * 0x1p1022;
    case SLIDING_TINY: return (rng_uniform(r) - 0.5) * 0x1p-1060;
    default: return 0;
    }
}

/* One in `gaps` is missing; none if that is 0. */
static inline void sliding_fill(double *x, int64_t *time, int64_t n, int kind, uint64_t gaps, rng *r) {
    double level = 1;
    int64_t i;
    for (i = 0; i < n; ++i) {
        level = rng_below(r, 400) == 0 ? sliding_wide(r) : level;
        x[i] = gaps > 0 && rng_below(r, gaps) == 0 ? NAN : sliding_sample(kind, r, level);
        time[i] =
            (i > 0 ? time[i - 1] : -1000) + 1 + (int64_t)(rng_below(r, 40) == 0 ? 5000 : rng_below(r, 119));
    }
}

/* By count, or by time if that is no NULL pointer: 60 seconds for a sample. */
static inline hst__sliding sliding_window_of(const int64_t *time, int64_t n, int64_t width, int centred) {
    hst__sliding w = {time, n, 0, 0};
    int64_t seconds = 60 * width;
    w.before = time == NULL ? width - 1 : seconds;
    if (centred) {
        w.before = time == NULL ? width / 2 : seconds - seconds / 2;
        w.after = time == NULL ? width - 1 - width / 2 : seconds / 2;
    }
    return w;
}

#endif
