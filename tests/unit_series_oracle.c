/* Buckets against the oracle: random series, and every short one. */
#include "support/support.h"

#include <math.h>

#include "hashstat/series.h"
#include "oracle/series.h"

enum { MOST = 200, BUCKETS = 40, ALL = 2047 };

static int64_t times[MOST];
static double x[MOST];
static double out[ORACLE_ROWS * BUCKETS];

static void assert_same(double actual, double expected) {
    if (isnan(expected)) {
        assert_is_nan(actual);
    } else {
        assert_same_bits(actual, expected + 0.0);
    }
}

static void compare(const oracle_series *s, const int64_t *edges, int64_t buckets) {
    int64_t b, row;
    for (b = 0; b < buckets; ++b) {
        double expected[ORACLE_ROWS];
        oracle_bucket(expected, s, edges[b], edges[b + 1]);
        for (row = 0; row < ORACLE_ROWS; ++row) {
            assert_same(out[row * buckets + b], expected[row]);
        }
    }
}

static void compare_grid(const oracle_series *s, int64_t start, int64_t step, int64_t count) {
    hst_series_grid grid;
    int64_t edges[BUCKETS + 1];
    int64_t b;
    grid.start = start;
    grid.step = step;
    grid.count = count;
    for (b = 0; b <= count; ++b) {
        edges[b] = start + b * step;
    }
    assert_status(hst_series_bucket(out, &grid, s->time, s->x, s->n, ALL, s->longest), HST_OK);
    compare(s, edges, count);
}

/* Gaps of 1 to `gap` seconds; a tenth is missing. */
static oracle_series random_series(rng *r, int64_t n, uint64_t gap) {
    oracle_series s;
    int64_t time = -(int64_t)rng_below(r, 500);
    int64_t i;
    for (i = 0; i < n; ++i) {
        time += 1 + (int64_t)rng_below(r, gap);
        times[i] = time;
        x[i] = rng_below(r, 10) == 0 ? NAN : (double)rng_below(r, 2001) - 1000;
    }
    s.time = times;
    s.x = x;
    s.n = n;
    s.longest = rng_below(r, 4) == 0 ? INT64_MAX : (int64_t)rng_below(r, 2 * gap + 1);
    return s;
}

static void grids_are_those_of_the_definitions(void **unused) {
    rng r = rng_seed(101);
    int round;
    (void)unused;
    for (round = 0; round < 600; ++round) {
        oracle_series s = random_series(&r, (int64_t)rng_below(&r, MOST), 1 + rng_below(&r, 12));
        int64_t step = 1 + (int64_t)rng_below(&r, 40);
        compare_grid(&s, (int64_t)rng_below(&r, 600) - 600, step, (int64_t)rng_below(&r, BUCKETS));
    }
}

static void edges_are_those_of_the_definitions(void **unused) {
    rng r = rng_seed(102);
    int round;
    (void)unused;
    for (round = 0; round < 400; ++round) {
        oracle_series s = random_series(&r, (int64_t)rng_below(&r, MOST), 1 + rng_below(&r, 12));
        int64_t edges[BUCKETS + 1];
        int64_t buckets = (int64_t)rng_below(&r, BUCKETS);
        int64_t b;
        edges[0] = -(int64_t)rng_below(&r, 600);
        for (b = 0; b < buckets; ++b) {
            edges[b + 1] = edges[b] + 1 + (int64_t)rng_below(&r, 60);
        }
        assert_status(hst_series_bucket_edges(out, edges, buckets, times, x, s.n, ALL, s.longest), HST_OK);
        compare(&s, edges, buckets);
    }
}

/* Samples on most edges, as a regular series has them. */
static void samples_on_edges_are_those_of_the_definitions(void **unused) {
    rng r = rng_seed(103);
    int round;
    (void)unused;
    for (round = 0; round < 200; ++round) {
        oracle_series s = random_series(&r, MOST, 2);
        int64_t i;
        for (i = 0; i < MOST; ++i) {
            times[i] = 5 * times[i];
        }
        compare_grid(&s, 5 * ((int64_t)rng_below(&r, 100) - 110), 5 * (1 + (int64_t)rng_below(&r, 4)),
                     BUCKETS);
    }
}

/* Every series of up to 6 samples over {missing, 0, 1, 2, 3}, on buckets that cut it in three ways. */
static void every_short_series_is_that_of_the_definitions(void **unused) {
    static const int64_t spread[6] = {0, 1, 3, 4, 8, 10};
    int64_t n, code, i;
    (void)unused;
    for (n = 0; n <= 6; ++n) {
        int64_t codes = 1;
        for (i = 0; i < n; ++i) {
            codes *= 5;
        }
        for (code = 0; code < codes; ++code) {
            int64_t rest = code;
            oracle_series s;
            for (i = 0; i < n; ++i, rest /= 5) {
                times[i] = spread[i];
                x[i] = rest % 5 == 4 ? NAN : (double)(rest % 5);
            }
            s.time = times;
            s.x = x;
            s.n = n;
            s.longest = 3;
            compare_grid(&s, -2, 4, 4);
            compare_grid(&s, 3, 1, 2);
            compare_grid(&s, -1, 13, 1);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grids_are_those_of_the_definitions),
        cmocka_unit_test(edges_are_those_of_the_definitions),
        cmocka_unit_test(samples_on_edges_are_those_of_the_definitions),
        cmocka_unit_test(every_short_series_is_that_of_the_definitions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
