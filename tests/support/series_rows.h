/* What the tests of the room series share. */
#ifndef HASHSTAT_TESTS_SERIES_ROWS_H
#define HASHSTAT_TESTS_SERIES_ROWS_H

#include "support/support.h"

#include <math.h>
#include <stdlib.h>

#include "hashstat/series.h"

enum { ALL_STATISTICS = 2 * HST_SERIES_LINE_COVERAGE - 1, ALL_ROWS = 11 };

/* The same double, or both undefined. */
static inline void assert_same(double actual, double expected) {
    if (isnan(expected)) {
        assert_is_nan(actual);
    } else {
        assert_same_bits(actual, expected + 0.0);
    }
}

static inline void assert_same_all(const double *actual, const double *expected, int64_t n) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        assert_same(actual[i], expected[i]);
    }
}

static inline hst_series_grid grid_of(int64_t start, int64_t step, int64_t count) {
    hst_series_grid grid;
    grid.start = start;
    grid.step = step;
    grid.count = count;
    return grid;
}

/* Uneven gaps, a tenth missing, and now and then a value far from all others. */
static inline void fill_series(int64_t *times, double *x, int64_t n, uint64_t seed) {
    rng r = rng_seed(seed);
    int64_t time = -20000;
    int64_t i;
    for (i = 0; i < n; ++i) {
        time += 1 + (int64_t)rng_below(&r, 20);
        times[i] = time;
        x[i] = 1e20 * rng_normal(&r);
        x[i] = rng_below(&r, 10) == 0 ? NAN : x[i];
        x[i] = rng_below(&r, 500) == 0 ? 1e-20 * rng_normal(&r) : x[i];
        x[i] = rng_below(&r, 900) == 0 ? 1e300 * rng_normal(&r) : x[i];
    }
}

/* Numbers between spaces. */
static inline int64_t read_times(int64_t *out, const char *text) {
    int64_t n = 0;
    char *end;
    for (;; text = end) {
        int64_t value = strtoll(text, &end, 10);
        if (end == text) {
            return n;
        }
        out[n++] = value;
    }
}

#endif
