/* Series of the shapes that matter to whoever looks for falls in blocks. */
#ifndef HASHSTAT_TESTS_SHAPED_H
#define HASHSTAT_TESTS_SHAPED_H

#include <float.h>
#include <math.h>

#include "rng.h"

enum { SHAPES = 9 };

/* Noise, walks, trends with a fall in every block, levels that differ in their last places, few values with
 * many ties, falls to next to nothing whose depths all round to 1, denormals. */
static inline double shaped(rng *r, int shape, int64_t i, double before) {
    switch (shape) {
    case 0: return 100 + rng_normal(r);
    case 1: return fabs(before + rng_normal(r));
    case 2: return (double)(i + 1) * (1 - 0.1 * rng_uniform(r));
    case 3: return 1e6 / (double)(i + 1) + rng_uniform(r);
    case 4: return 1 + DBL_EPSILON * (double)rng_below(r, 9);
    case 5: return (double)rng_below(r, 4);
    case 6: return ldexp(1 + rng_uniform(r), -(int)rng_below(r, 1000));
    case 7: return (double)rng_below(r, 1000) * 0x1p-1074;
    default: return ldexp(1 + rng_uniform(r), (int)rng_below(r, 2000) - 1000);
    }
}

/* A tenth is missing. */
static inline void fill_shaped(double *x, int64_t n, rng *r, int shape) {
    double before = 50;
    int64_t i;
    for (i = 0; i < n; ++i) {
        before = shaped(r, shape, i, before);
        x[i] = rng_below(r, 10) == 0 ? (double)NAN : before;
    }
}

#endif
