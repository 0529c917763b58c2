/* Deviations of sliding windows against the long integers of each, to the bit, on every path. */
#include "support/sliding_data.h"

#include <float.h>
#include <string.h>

#include "kernels/exact_spread.h"
#include "kernels/path.h"
#include "kernels/sliding_bounds.h"
#include "kernels/sliding_spread.h"

static double x[SLIDING_MOST], expected[SLIDING_MOST], out[SLIDING_MOST];
static int64_t at[SLIDING_MOST];

/* Of all windows, or of each so manieth: reading one takes some time. */
static void expect(const hst__sliding *w, int64_t min_count, int64_t step) {
    hst__exact_spread exact = {{{0}}, {0}, 0};
    hst__bounds done = {0, 0}, b = {0, 0};
    int64_t i;
    for (i = 0; i < w->n; ++i) {
        b = hst__sliding_bounds(w, i, b);
        for (; done.past < b.past; ++done.past) {
            if (!isnan(x[done.past])) {
                hst__exact_spread_add(&exact, x[done.past]);
            }
        }
        for (; done.first < b.first; ++done.first) {
            if (!isnan(x[done.first])) {
                hst__exact_spread_subtract(&exact, x[done.first]);
            }
        }
        expected[i] = exact.n < min_count || exact.n < 2 ? NAN
                      : i % step == 0                    ? hst__exact_spread_deviation(&exact)
                                                         : -1;
    }
}

static void assert_windows(const hst__sliding *w, int64_t min_count, int64_t step) {
    int path;
    int64_t i;
    expect(w, min_count, step);
    for (path = 0; path <= hst__path(); ++path) {
        assert_int_equal(hst__sliding_deviation_on(path, out, x, w, min_count), HST__SLID);
        for (i = 0; i < w->n; ++i) {
            if (isnan(expected[i])) {
                assert_is_nan(out[i]);
            } else if (expected[i] >= 0) {
                assert_same_bits(out[i], expected[i]);
            } else {
                assert_true(out[i] >= 0);
            }
        }
    }
}

static void every_kind_of_series_has_exact_deviations(void **unused) {
    static const int64_t widths[] = {1, 2, 3, 7, 64, 144, 300, 1000, 2016, 4000};
    rng r = rng_seed(81);
    int kind;
    size_t k;
    (void)unused;
    for (kind = 0; kind < SLIDING_KINDS; ++kind) {
        for (k = 0; k < sizeof widths / sizeof widths[0]; ++k) {
            int is_slow = kind == SLIDING_WIDE || kind == SLIDING_HUGE || kind == SLIDING_TINY;
            int64_t n = is_slow ? 300 : SLIDING_MOST - (int64_t)rng_below(&r, 600);
            int64_t width = widths[k];
            hst__sliding w = sliding_window_of(k % 3 == 2 ? at : NULL, n, width, (int)rng_below(&r, 2));
            sliding_fill(x, at, n, kind, k % 2 ? 10 : 0, &r);
            assert_windows(&w, rng_below(&r, 2) ? 1 : (width + 1) / 2, is_slow ? 1 : 11);
        }
    }
}

/* Equal values in runs, some of which a window spans, and gaps within them. */
static void flat_windows_in_a_lively_series_have_none(void **unused) {
    static const int64_t widths[] = {2, 5, 30, 700, 1500};
    rng r = rng_seed(82);
    size_t k;
    (void)unused;
    for (k = 0; k < sizeof widths / sizeof widths[0]; ++k) {
        hst__sliding w = sliding_window_of(NULL, SLIDING_MOST, widths[k], (int)(k % 2));
        double level = 0.1;
        int64_t i;
        for (i = 0; i < SLIDING_MOST; ++i) {
            level = rng_below(&r, 3 * (uint64_t)widths[k]) == 0 ? rng_uniform(&r) : level;
            x[i] = rng_below(&r, 7) == 0 ? NAN : i % 2000 < 200 ? rng_uniform(&r) : level;
        }
        assert_windows(&w, 1, 7);
    }
}

/* The mean lies far from the centre that the stretch is seen from, and the spread is small beside that. */
static void a_slope_does_not_hide_small_spreads(void **unused) {
    rng r = rng_seed(83);
    int64_t width, i;
    (void)unused;
    for (width = 3; width < 2000; width = 3 * width + 1) {
        hst__sliding w = sliding_window_of(NULL, SLIDING_MOST, width, 0);
        for (i = 0; i < SLIDING_MOST; ++i) {
            x[i] = 1e6 + (double)i * (width % 2 ? 1 : 1000) + 1e-3 * rng_normal(&r);
        }
        assert_windows(&w, 1, 5);
    }
}

/* As large as slices can be, in a window as long as the series. */
static void sums_of_the_largest_squares_do_not_overflow(void **unused) {
    hst__sliding w = sliding_window_of(NULL, SLIDING_MOST, SLIDING_MOST, 0);
    int64_t i;
    (void)unused;
    for (i = 0; i < SLIDING_MOST; ++i) {
        x[i] = i % 3 ? -2 + DBL_EPSILON : 2 - DBL_EPSILON;
    }
    assert_windows(&w, 1, 13);
}

static void a_window_of_all_samples_is_their_deviation(void **unused) {
    rng r = rng_seed(85);
    int64_t n;
    (void)unused;
    for (n = 0; n < 70; ++n) {
        hst__sliding w = sliding_window_of(n % 3 ? NULL : at, n, INT64_MAX / 120, (int)(n % 2));
        sliding_fill(x, at, n, SLIDING_MIXED, 10, &r);
        assert_windows(&w, 1, 1);
        assert_windows(&w, 3, 1);
    }
}

static void an_infinite_sample_is_found_wherever_it_is(void **unused) {
    rng r = rng_seed(84);
    int run;
    (void)unused;
    for (run = 0; run < 60; ++run) {
        int64_t n = 1 + (int64_t)rng_below(&r, SLIDING_MOST);
        hst__sliding w = sliding_window_of(run % 3 ? NULL : at, n, 1 + (int64_t)rng_below(&r, 3000), run % 2);
        int path;
        sliding_fill(x, at, n, SLIDING_LIKE, 10, &r);
        x[rng_below(&r, (uint64_t)n)] = run % 5 ? INFINITY : -INFINITY;
        for (path = 0; path <= hst__path(); ++path) {
            assert_int_equal(hst__sliding_deviation_on(path, out, x, &w, 1), HST__SLID_INFINITE_SAMPLE);
        }
    }
}

static void a_deviation_beyond_the_largest_double_is_told(void **unused) {
    hst__sliding w = sliding_window_of(NULL, 3, 2, 0);
    (void)unused;
    x[0] = DBL_MAX;
    x[1] = DBL_MAX;
    x[2] = -DBL_MAX;
    assert_int_equal(hst__sliding_deviation(out, x, &w, 1), HST__SLID_INFINITE_ANSWER);
    w.n = 2;
    assert_int_equal(hst__sliding_deviation(out, x, &w, 1), HST__SLID);
    assert_same_bits(out[1], 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_series_has_exact_deviations),
        cmocka_unit_test(flat_windows_in_a_lively_series_have_none),
        cmocka_unit_test(a_slope_does_not_hide_small_spreads),
        cmocka_unit_test(sums_of_the_largest_squares_do_not_overflow),
        cmocka_unit_test(a_window_of_all_samples_is_their_deviation),
        cmocka_unit_test(an_infinite_sample_is_found_wherever_it_is),
        cmocka_unit_test(a_deviation_beyond_the_largest_double_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
