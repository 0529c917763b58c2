/* Series and windows for the tests of what slides. */
#ifndef HASHSTAT_TESTS_SLIDING_CASES_H
#define HASHSTAT_TESTS_SLIDING_CASES_H

#include "support/support.h"

#include <math.h>

#include "kernels/path.h"
#include "kernels/sliding.h"

enum { SLIDING_KINDS = 8 };

/* Series number `kind`, n samples. */
static inline void sliding_series(double *x, int64_t n, int kind, rng *r) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        double d = (double)i;
        switch (kind) {
        case 0: x[i] = rng_normal(r); break;
        case 1: x[i] = rng_below(r, 10) == 0 ? NAN : rng_normal(r); break;
        case 2: x[i] = (double)rng_below(r, 5) - 2; break;
        case 3: x[i] = d; break;
        case 4: x[i] = -d; break;
        case 5: x[i] = 7; break;
        case 6: x[i] = rng_below(r, 10) == 0 ? rng_uniform(r) : NAN; break;
        default: x[i] = rng_below(r, 3) == 0 ? NAN : ldexp(rng_normal(r), (int)rng_below(r, 2000) - 1000);
        }
    }
}

/* Steps of 1 to `most`, and now and then a hundred times that. */
static inline void sliding_times(int64_t *time, int64_t n, uint64_t most, rng *r) {
    int64_t t = -1000;
    int64_t i;
    for (i = 0; i < n; ++i) {
        t += (int64_t)((1 + rng_below(r, most)) * (rng_below(r, 40) == 0 ? 100 : 1));
        time[i] = t;
    }
}

#endif
