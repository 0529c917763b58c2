/* Every path of this machine counts into the same buckets and refuses the same values. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "kernels/log_sketch.h"
#include "kernels/path.h"

enum { MOST = 2000 };

static double x[MOST];

static void fill(rng *r, int64_t n) {
    static const double odd[] = {(double)NAN, -0.0, 0, DBL_MAX, DBL_MIN, 0x1p-1074, 1, 1e21, 8, 2, 9.5};
    int64_t i;
    for (i = 0; i < n; ++i) {
        x[i] = rng_below(r, 4) == 0 ? odd[rng_below(r, 11)]
                                    : ldexp(1 + rng_uniform(r), (int)rng_below(r, 20) - 10);
    }
}

/* One by one, by comparisons. */
static int64_t counter_of(const hst__log_sketch *s, double value) {
    if (isnan(value)) {
        return HST__LOG_SKETCH_MISSING;
    }
    if (value == 0) {
        return HST__LOG_SKETCH_ZEROS;
    }
    if (value < s->grid.least) {
        return HST__LOG_SKETCH_BELOW;
    }
    return value > s->grid.most ? s->counters - 1
                                : HST__LOG_SKETCH_BUCKETS +
                                      hst__log_grid_index(&s->grid, hst__bits_at(&value)) - s->grid.first;
}

static void every_path_counts_into_the_same_buckets(void **unused) {
    rng r = rng_seed(61);
    int run, path;
    (void)unused;
    for (run = 0; run < 600; ++run) {
        hst__log_grid g;
        hst__log_sketch s;
        int64_t n = (int64_t)rng_below(&r, run % 10 == 0 ? MOST : 300), i;
        size_t bytes;
        uint64_t *expected, *word;
        assert_int_equal(hst__log_grid_make(&g, run % 2 == 0 ? 0.01 : 0.3, run % 3 == 0 ? 0.125 : DBL_MIN,
                                            run % 5 == 0 ? 9.5 : DBL_MAX),
                         1);
        bytes = hst__log_sketch_bytes(&g);
        expected = guarded_alloc(bytes);
        word = guarded_alloc(bytes);
        fill(&r, n);
        hst__log_sketch_begin(expected, &g, n);
        assert_int_equal(hst__log_sketch_open(&s, expected, bytes), HST__LOG_SKETCH_DONE);
        for (i = 0; i < n; ++i) {
            ++expected[HST__LOG_SKETCH_HEAD + counter_of(&s, x[i])];
        }
        assert_int_equal(hst__log_sketch_open_whole(&s, expected, bytes), HST__LOG_SKETCH_DONE);
        for (path = HST__PATH_PORTABLE; path <= hst__path(); ++path) {
            hst__log_sketch_begin(word, &g, 0);
            assert_int_equal(hst__log_sketch_open(&s, word, bytes), HST__LOG_SKETCH_DONE);
            assert_int_equal(hst__log_sketch_takes_on(path, x, n), 1);
            assert_int_equal(hst__log_sketch_add_on(path, word, &s, x, n), HST__LOG_SKETCH_DONE);
            assert_memory_equal(word, expected, bytes);
        }
        guarded_free(expected);
        guarded_free(word);
    }
}

static void one_bad_value_is_seen_wherever_it_stands(void **unused) {
    static const double bad[] = {-1, -0x1p-1074, (double)INFINITY, -(double)INFINITY, -DBL_MAX};
    rng r = rng_seed(62);
    int64_t i;
    int path;
    (void)unused;
    fill(&r, 300);
    for (path = HST__PATH_PORTABLE; path <= hst__path(); ++path) {
        for (i = 0; i < 300; ++i) {
            double good = x[i];
            x[i] = bad[i % 5];
            assert_int_equal(hst__log_sketch_takes_on(path, x, 300), 0);
            x[i] = -(double)NAN;
            assert_int_equal(hst__log_sketch_takes_on(path, x, 300), 1);
            x[i] = good;
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_path_counts_into_the_same_buckets),
        cmocka_unit_test(one_bad_value_is_seen_wherever_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
