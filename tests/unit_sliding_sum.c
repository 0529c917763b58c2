/* Sums and means of sliding windows against exact sums of each, to the bit, on every path. */
#include "support/sliding_data.h"

#include <float.h>
#include <string.h>

#include "kernels/exact_sum.h"
#include "kernels/fixed_one.h"
#include "kernels/fixed_two.h"
#include "kernels/path.h"
#include "kernels/sliding_bounds.h"
#include "kernels/sliding_sum.h"

static double x[SLIDING_MOST], sum[SLIDING_MOST], mean[SLIDING_MOST], out[SLIDING_MOST];
static int64_t at[SLIDING_MOST];

/* The exact sum of all windows, one sample coming or going at a time. */
static int64_t expect(const hst__sliding *w, int64_t min_count) {
    hst__exact_sum exact = {{0}};
    hst__bounds done = {0, 0}, b = {0, 0};
    int64_t observed = 0, overflows = 0;
    int64_t i;
    for (i = 0; i < w->n; ++i) {
        b = hst__sliding_bounds(w, i, b);
        for (; done.past < b.past; ++done.past) {
            if (!isnan(x[done.past])) {
                hst__exact_sum_add(&exact, x[done.past]);
                ++observed;
            }
        }
        for (; done.first < b.first; ++done.first) {
            if (!isnan(x[done.first])) {
                hst__exact_sum_subtract(&exact, x[done.first]);
                --observed;
            }
        }
        sum[i] = observed < min_count ? NAN : hst__exact_sum_read(&exact);
        mean[i] = observed < min_count ? NAN : hst__exact_sum_mean(&exact, observed);
        overflows += isinf(sum[i]) != 0;
    }
    return overflows;
}

static void assert_answers(const double *expected, int64_t n) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        if (isnan(expected[i])) {
            assert_is_nan(out[i]);
        } else {
            assert_same_bits(out[i], expected[i]);
        }
    }
}

static void assert_windows(const hst__sliding *w, int64_t min_count) {
    int64_t overflows = expect(w, min_count);
    int path;
    for (path = 0; path <= hst__path(); ++path) {
        assert_int_equal(hst__sliding_mean_on(path, out, x, w, min_count), HST__SLID);
        assert_answers(mean, w->n);
        assert_int_equal(hst__sliding_sum_on(path, out, x, w, min_count),
                         overflows ? HST__SLID_INFINITE_ANSWER : HST__SLID);
        if (!overflows) {
            assert_answers(sum, w->n);
        }
    }
}

static void every_kind_of_series_has_exact_sums_and_means(void **unused) {
    static const int64_t widths[] = {1, 2, 3, 7, 64, 144, 300, 1000, 2016, 4000};
    rng r = rng_seed(61);
    int kind;
    size_t k;
    (void)unused;
    for (kind = 0; kind < SLIDING_KINDS; ++kind) {
        for (k = 0; k < sizeof widths / sizeof widths[0]; ++k) {
            int64_t n = kind == SLIDING_WIDE ? 1500 : SLIDING_MOST - (int64_t)rng_below(&r, 600);
            int64_t width = widths[k];
            hst__sliding w = sliding_window_of(k % 3 == 2 ? at : NULL, n, width, (int)rng_below(&r, 2));
            sliding_fill(x, at, n, kind, k % 2 ? 10 : 0, &r);
            assert_windows(&w, rng_below(&r, 2) ? 1 : (width + 1) / 2);
        }
    }
}

/* A window of two has a sum that is a tie half of the time, one of 2^k or 3 x 2^k still often a mean. */
static void ties_go_to_the_even_neighbour(void **unused) {
    static const int64_t widths[] = {2, 4, 6, 8, 12, 16, 48, 128, 1024, 1536};
    rng r = rng_seed(62);
    size_t k;
    (void)unused;
    for (k = 0; k < sizeof widths / sizeof widths[0]; ++k) {
        hst__sliding w = sliding_window_of(NULL, SLIDING_MOST, widths[k], 0);
        int64_t i;
        for (i = 0; i < SLIDING_MOST; ++i) {
            x[i] = ldexp((double)(rng_next(&r) >> 11) + 0x1p53, -53) * (k % 2 && rng_below(&r, 2) ? -1 : 1);
        }
        assert_windows(&w, 1);
    }
}

/* Half of the windows of a wide stretch sum to almost nothing, so that the end of their low part counts. */
static void cancellation_leaves_the_exact_rest(void **unused) {
    static const int64_t widths[] = {2, 10, 144, 1400};
    rng r = rng_seed(63);
    size_t k;
    int64_t i;
    (void)unused;
    for (k = 0; k < 4; ++k) {
        hst__sliding w = sliding_window_of(NULL, SLIDING_MOST, widths[k], 0);
        for (i = 0; i < SLIDING_MOST; ++i) {
            double tiny = ldexp(rng_normal(&r), -30 - (int)rng_below(&r, 10));
            x[i] = i % 2 ? -x[i - 1] + (rng_below(&r, 4) == 0 ? ldexp(rng_normal(&r), -28) : 0)
                   : rng_below(&r, 3) == 0 ? tiny
                                           : 1 + rng_uniform(&r);
        }
        assert_windows(&w, 1);
    }
}

static void a_window_of_all_samples_is_their_sum(void **unused) {
    rng r = rng_seed(64);
    int64_t n;
    (void)unused;
    for (n = 0; n < 70; ++n) {
        hst__sliding w = sliding_window_of(NULL, n, INT64_MAX / 120, (int)(n % 2));
        sliding_fill(x, at, n, SLIDING_MIXED, 10, &r);
        assert_windows(&w, 1);
        assert_windows(&w, 2);
        w.time = at;
        assert_windows(&w, 2);
    }
}

static void an_infinite_sample_is_found_wherever_it_is(void **unused) {
    rng r = rng_seed(65);
    int run;
    (void)unused;
    for (run = 0; run < 60; ++run) {
        int64_t n = 1 + (int64_t)rng_below(&r, SLIDING_MOST);
        hst__sliding w = sliding_window_of(run % 3 ? NULL : at, n, 1 + (int64_t)rng_below(&r, 3000), run % 2);
        int path;
        sliding_fill(x, at, n, SLIDING_LIKE, 10, &r);
        x[rng_below(&r, (uint64_t)n)] = run % 5 ? INFINITY : -INFINITY;
        for (path = 0; path <= hst__path(); ++path) {
            assert_int_equal(hst__sliding_sum_on(path, out, x, &w, 1), HST__SLID_INFINITE_SAMPLE);
            assert_int_equal(hst__sliding_mean_on(path, out, x, &w, 1), HST__SLID_INFINITE_SAMPLE);
        }
    }
}

/* Longer than counts may be in the fast ways; the kernel is told so, and the series is short. */
static void windows_beyond_all_counts_go_the_long_way(void **unused) {
    hst__survey v;
    hst__two two;
    hst__one one;
    (void)unused;
    x[0] = 1;
    x[1] = 1 + DBL_EPSILON;
    v = hst__survey_of(x, 2);
    assert_int_equal(v.top, 1);
    assert_int_equal(v.last, -52);
    assert_true(hst__one_choose(&one, &v, 1024));
    assert_false(hst__one_choose(&one, &v, 1025));
    assert_true(hst__two_choose(&two, &v, INT64_C(1) << 34));
    assert_false(hst__two_choose(&two, &v, (INT64_C(1) << 34) + 1));
    x[0] = x[1] = 0;
    v = hst__survey_of(x, 2);
    assert_true(hst__one_choose(&one, &v, 1024));
    assert_false(hst__one_choose(&one, &v, 1025));
    assert_true(hst__two_choose(&two, &v, INT64_C(1) << 40));
}

/* high + middle + small = 1 + 2^-53 + 2^-100: not a tie, but only by what no double beside it holds. */
static void what_lies_beside_a_tie_is_settled_exactly(void **unused) {
    hst__two_parts p = {1, 0x1p-53, 0x1p-110};
    (void)unused;
    assert_same_bits(hst__two_settle(p, 1), 1 + DBL_EPSILON);
    p.small = 0;
    assert_same_bits(hst__two_settle(p, 1), 1);
    p.middle = 0x1p-53 + DBL_EPSILON;
    assert_same_bits(hst__two_settle(p, 1), 1 + 2 * DBL_EPSILON);
    p.middle = 0;
    assert_same_bits(hst__two_settle(p, 3), 1.0 / 3);
    /* 2^-28 is left of high. Put together with the middle it drops the end of that, or itself: without it, a
     * tie. */
    p = (hst__two_parts){1 + 0x1p-28, 0x1p-53 + 0x1p-82, 0};
    assert_same_bits(hst__two_settle(p, 1), 1 + 0x1p-28 + DBL_EPSILON);
    p = (hst__two_parts){1 + 0x1p-28, 0x1p27 - 3 * 0x1p-26, 0};
    assert_same_bits(hst__two_settle(p, 1), 0x1p27 + 1 - 0x1p-25);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_series_has_exact_sums_and_means),
        cmocka_unit_test(ties_go_to_the_even_neighbour),
        cmocka_unit_test(cancellation_leaves_the_exact_rest),
        cmocka_unit_test(a_window_of_all_samples_is_their_sum),
        cmocka_unit_test(an_infinite_sample_is_found_wherever_it_is),
        cmocka_unit_test(windows_beyond_all_counts_go_the_long_way),
        cmocka_unit_test(what_lies_beside_a_tie_is_settled_exactly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
