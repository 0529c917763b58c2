/* The running maximum and the underwater series on every path, against the loops that say what they are. */
#include "support/shaped.h"
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "kernels/running_maximum.h"
#include "kernels/underwater.h"
#include "oracle/drawdown.h"

enum { MOST = 2100, LINE = 8 /* doubles */ };

static double x[MOST];
static double maximum[MOST];
static double expected[MOST];

static void fill_maximum(int64_t n, double before) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        before = !isnan(x[i]) && x[i] > before ? x[i] : before;
        maximum[i] = before;
    }
}

static void fill_expected(int64_t n) {
    int64_t i;
    fill_maximum(n, 0);
    for (i = 0; i < n; ++i) {
        expected[i] = isnan(x[i]) ? x[i] : oracle_depth(maximum[i], x[i]);
    }
}

/* Into another array, around the caches, and in place, beginning `at` doubles behind a line of the cache. */
static void assert_underwater(int path, int64_t n, int at) {
    static double memory[MOST + 2 * LINE];
    double *out = memory + at;
    out += (LINE - ((uintptr_t)memory / sizeof *memory) % LINE) % LINE;
    memset(memory, 0, sizeof memory);
    assert_true(hst__underwater_on(path, out, x, n, 0));
    assert_memory_equal(out, expected, (size_t)n * sizeof *out);
    memset(memory, 0, sizeof memory);
    assert_true(hst__underwater_on(path, out, x, n, 1));
    assert_memory_equal(out, expected, (size_t)n * sizeof *out);
    memcpy(out, x, (size_t)n * sizeof *out);
    assert_true(hst__underwater_on(path, out, out, n, 0));
    assert_memory_equal(out, expected, (size_t)n * sizeof *out);
}

static void running_maxima_are_as_defined_on_every_path(void **unused) {
    static const double befores[] = {-1, 0, 1, 1e20};
    double out[100];
    rng r = rng_seed(8);
    int k, path;
    (void)unused;
    for (k = 0; k < 2000; ++k) {
        int64_t n = (int64_t)rng_below(&r, 100);
        int64_t i;
        fill_shaped(x, n, &r, k % SHAPES);
        fill_maximum(n, befores[k % 4]);
        for (path = HST__PATH_PORTABLE; path <= hst__path(); ++path) {
            hst__running_maximum_on(path, out, x, n, befores[k % 4]);
            for (i = 0; i < n; ++i) {
                assert_true(out[i] == maximum[i]);
            }
        }
    }
}

static void one_maximum_is_carried_from_wherever_it_stands(void **unused) {
    double out[40];
    int64_t at, i;
    int path;
    (void)unused;
    for (at = 0; at < 40; ++at) {
        for (i = 0; i < 40; ++i) {
            x[i] = i == at ? 5 : i % 3 == 1 ? NAN : -2;
        }
        fill_maximum(40, -INFINITY);
        for (path = HST__PATH_PORTABLE; path <= hst__path(); ++path) {
            hst__running_maximum_on(path, out, x, 40, -INFINITY);
            assert_memory_equal(out, maximum, sizeof out);
        }
    }
}

static void underwater_is_as_defined_on_every_path_and_way(void **unused) {
    static const int64_t lengths[] = {1, 7, 8, 9, 31, 33, 511, 512, 513, 1024, 1031, 2100};
    rng r = rng_seed(1024);
    int k, path;
    (void)unused;
    for (k = 0; k < 12 * SHAPES * LINE; ++k) {
        int64_t n = lengths[k % 12];
        fill_shaped(x, n, &r, k % SHAPES);
        fill_expected(n);
        for (path = HST__PATH_PORTABLE; path <= hst__path(); ++path) {
            assert_underwater(path, n, k % LINE);
        }
    }
}

/* A signalling one too, and one with a sign: no operation may have touched it. */
static void a_missing_sample_keeps_all_its_bits(void **unused) {
    static const uint64_t missing[] = {UINT64_C(0x7ff0000000000001), UINT64_C(0xfff0000000000001),
                                       UINT64_C(0x7ff8000000000000), UINT64_C(0xffffffffffffffff)};
    int64_t n, i;
    int path;
    (void)unused;
    for (n = 1; n <= 1100; n += n < 40 ? 1 : 53) {
        for (i = 0; i < n; ++i) {
            x[i] = 1 + (double)(i % 600);
            if (i % 7 < 4) {
                memcpy(&x[i], &missing[i % 7], sizeof x[i]);
            }
        }
        fill_maximum(n, 0);
        for (i = 0; i < n; ++i) {
            expected[i] = oracle_depth(maximum[i], x[i]);
            if (isnan(x[i])) {
                memcpy(&expected[i], &x[i], sizeof x[i]);
            }
        }
        for (path = HST__PATH_PORTABLE; path <= hst__path(); ++path) {
            assert_underwater(path, n, 0);
        }
    }
}

/* Nothing but zeros of either sign, then a block that begins so. */
static void zeros_have_nothing_to_fall_from(void **unused) {
    int64_t i;
    int path;
    (void)unused;
    for (i = 0; i < MOST; ++i) {
        x[i] = i % 2 ? -0.0 : 0.0;
    }
    fill_expected(MOST);
    for (path = HST__PATH_PORTABLE; path <= hst__path(); ++path) {
        assert_underwater(path, MOST, 0);
        x[1500] = 1;
        fill_expected(MOST);
        assert_same_bits(expected[1499], 0.0);
        assert_same_bits(expected[1502], 1.0);
        assert_underwater(path, MOST, 0);
        x[1500] = 0;
        fill_expected(MOST);
    }
}

static void a_sample_out_of_range_is_found_wherever_it_is(void **unused) {
    static const double bad[] = {-1, -0x1p-1074, INFINITY, -INFINITY};
    static double out[MOST];
    int64_t at, i;
    int path;
    (void)unused;
    for (i = 0; i < MOST; ++i) {
        x[i] = (double)(MOST - i);
    }
    for (at = 0; at < MOST; at += 13) {
        double kept = x[at];
        x[at] = bad[at % 4];
        for (path = HST__PATH_PORTABLE; path <= hst__path(); ++path) {
            assert_false(hst__underwater_on(path, out, x, MOST, at % 2 == 0));
        }
        x[at] = kept;
    }
}

/* More than goes through the caches: the same as its beginning in pieces that do. */
static void long_answers_are_those_of_short_ones(void **unused) {
    const int64_t n = (INT64_C(1) << 21) + 1001;
    double *series = malloc((size_t)n * sizeof *series);
    double *whole = malloc((size_t)n * sizeof *whole);
    double *piece = malloc((size_t)n * sizeof *piece);
    rng r = rng_seed(21);
    int64_t i;
    (void)unused;
    assert_true(series != NULL && whole != NULL && piece != NULL);
    for (i = 0; i < n; ++i) {
        series[i] = rng_below(&r, 10) == 0 ? (double)NAN : 1 + (double)(i / 1000) * rng_uniform(&r);
    }
    assert_true(hst__underwater(whole, series, n));
    assert_true(hst__underwater(piece, series, n / 2));
    assert_memory_equal(whole, piece, (size_t)(n / 2) * sizeof *whole);
    assert_true(hst__underwater(series, series, n));
    assert_memory_equal(whole, series, (size_t)n * sizeof *whole);
    free(piece);
    free(whole);
    free(series);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(running_maxima_are_as_defined_on_every_path),
        cmocka_unit_test(one_maximum_is_carried_from_wherever_it_stands),
        cmocka_unit_test(underwater_is_as_defined_on_every_path_and_way),
        cmocka_unit_test(a_missing_sample_keeps_all_its_bits),
        cmocka_unit_test(zeros_have_nothing_to_fall_from),
        cmocka_unit_test(a_sample_out_of_range_is_found_wherever_it_is),
        cmocka_unit_test(long_answers_are_those_of_short_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
