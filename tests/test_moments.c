/* Sums, means, variances and extremes of arrays. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hashstat/moments.h"

enum { MOST = 10000 };

static double x[MOST];

/* ---- golden ------------------------------------------------------------------------------------ */

static void assert_same(double actual, double expected) {
    if (isnan(expected)) {
        assert_is_nan(actual);
    } else {
        assert_same_bits(actual, expected + 0.0);
    }
}

/* By the state too, pushed one by one: the same bits. */
static void assert_state_agrees(const hst_moments *whole, int64_t n, hst_status status) {
    hst_moments_state state;
    hst_moments read;
    int64_t i;
    memset(&state, 0, sizeof state);
    for (i = n - 1; i >= 0; --i) {
        assert_status(hst_moments_state_push(&state, x[i], i), HST_OK);
    }
    assert_status(hst_moments_state_read(&read, &state), status);
    if (status == HST_OK) {
        assert_same(read.variance, whole->variance);
        read.variance = whole->variance;
        assert_memory_equal(&read, whole, sizeof read);
    }
}

static void every_figure_is_the_exact_one_rounded_once(void **unused) {
    golden *g = golden_open("moments/exact.csv");
    (void)unused;
    while (golden_next(g)) {
        int64_t n = golden_series(g, "x", x, MOST);
        double sum = golden_number(g, "sum"), population = golden_number(g, "population"), value;
        int fits = isfinite(sum) && isfinite(population) && !isinf(golden_number(g, "variance"));
        hst_moments m;
        hst_moments_extremes e;
        assert_status(hst_moments_of(&m, x, n), fits ? HST_OK : HST_EOVERFLOW);
        assert_status(hst_moments_mean(&value, x, n), HST_OK);
        assert_same(value, golden_number(g, "mean"));
        assert_status(hst_moments_extremes_of(&e, x, n), HST_OK);
        assert_same(e.min, golden_number(g, "min"));
        assert_same(e.max, golden_number(g, "max"));
        assert_int_equal(e.min_index, golden_integer(g, "min_index"));
        assert_int_equal(e.max_index, golden_integer(g, "max_index"));
        assert_status(hst_moments_sum(&value, x, n), isfinite(sum) ? HST_OK : HST_EOVERFLOW);
        assert_state_agrees(&m, n, fits ? HST_OK : HST_EOVERFLOW);
        if (fits) {
            assert_same(value, sum);
            assert_same(m.sum, sum);
            assert_same(m.mean, golden_number(g, "mean"));
            assert_same(m.variance, golden_number(g, "variance"));
            assert_same(m.population_variance, population);
            assert_same(m.min, e.min);
            assert_same(m.max, e.max);
            assert_int_equal(m.min_key, e.min_index);
            assert_int_equal(m.max_key, e.max_index);
            assert_int_equal(m.count, golden_integer(g, "count"));
            assert_int_equal(m.missing, golden_integer(g, "missing"));
            assert_status(hst_moments_variance(&value, x, n), HST_OK);
            assert_same(value, m.variance);
        }
    }
    golden_close(g);
}

/* ---- property ---------------------------------------------------------------------------------- */

/* Long arrays, in which blocks, splits and flushes come and go, against the state, which has none of them. */
static void long_arrays_give_what_a_state_gives(void **unused) {
    rng r = rng_seed(1505);
    int run;
    (void)unused;
    for (run = 0; run < 60; ++run) {
        int64_t n = 1 + (int64_t)rng_below(&r, MOST), i;
        int jumps = run % 4;
        double scale = 1;
        hst_moments m;
        for (i = 0; i < n; ++i) {
            if (jumps > 0 && rng_below(&r, 2000) == 0) {
                scale = ldexp(1, (int)rng_below(&r, jumps == 1 ? 20 : 400) - 10);
            }
            x[i] = rng_below(&r, 10) == 0 && run % 2
                       ? NAN
                       : scale * (jumps == 3 ? rng_normal(&r) : 1 + rng_uniform(&r));
        }
        if (hst_moments_of(&m, x, n) == HST_OK) {
            assert_state_agrees(&m, n, HST_OK);
        }
    }
}

static void equal_samples_have_no_variance_and_their_value_as_mean(void **unused) {
    static const double values[] = {0.1, 1.1e20, -3e-310, DBL_MAX / 16384, 0x1p-1074, 1.0 / 3};
    size_t k;
    (void)unused;
    for (k = 0; k < sizeof values / sizeof values[0]; ++k) {
        hst_moments m;
        int64_t i;
        for (i = 0; i < MOST; ++i) {
            x[i] = values[k];
        }
        assert_status(hst_moments_of(&m, x, MOST), HST_OK);
        assert_same_bits(m.mean, values[k]);
        assert_same_bits(m.variance, 0.0);
        assert_same_bits(m.population_variance, 0.0);
        assert_int_equal(m.max_key, 0);
        assert_int_equal(m.min_key, 0);
    }
}

static void a_power_of_two_scales_every_figure(void **unused) {
    rng r = rng_seed(9);
    hst_moments m, scaled;
    int64_t i;
    (void)unused;
    for (i = 0; i < 3000; ++i) {
        x[i] = rng_normal(&r) + 3;
    }
    assert_status(hst_moments_of(&m, x, 3000), HST_OK);
    for (i = 0; i < 3000; ++i) {
        x[i] = ldexp(x[i], 40);
    }
    assert_status(hst_moments_of(&scaled, x, 3000), HST_OK);
    assert_same_bits(scaled.sum, ldexp(m.sum, 40));
    assert_same_bits(scaled.mean, ldexp(m.mean, 40));
    assert_same_bits(scaled.variance, ldexp(m.variance, 80));
    assert_int_equal(scaled.min_key, m.min_key);
}

/* ---- boundary ---------------------------------------------------------------------------------- */

static void nothing_observed_is_empty(void **unused) {
    hst_moments m;
    hst_moments_extremes e;
    double value;
    int64_t n;
    (void)unused;
    fill_untouched(&m, sizeof m);
    for (n = 0; n < 5000; n += 2499) {
        int64_t i;
        for (i = 0; i < n; ++i) {
            x[i] = NAN;
        }
        assert_status(hst_moments_of(&m, n > 0 ? x : NULL, n), HST_EEMPTY);
        assert_status(hst_moments_sum(&value, x, n), HST_EEMPTY);
        assert_status(hst_moments_mean(&value, x, n), HST_EEMPTY);
        assert_status(hst_moments_variance(&value, x, n), HST_EEMPTY);
        assert_status(hst_moments_extremes_of(&e, x, n), HST_EEMPTY);
    }
    assert_untouched(&m, sizeof m);
}

static void negative_zero_is_zero(void **unused) {
    static const double zeros[] = {-0.0, -0.0, 0.0};
    hst_moments m;
    (void)unused;
    assert_status(hst_moments_of(&m, zeros, 3), HST_OK);
    assert_same_bits(m.sum, 0.0);
    assert_same_bits(m.mean, 0.0);
    assert_same_bits(m.min, 0.0);
    assert_same_bits(m.max, 0.0);
    assert_int_equal(m.max_key, 0);
}

static void a_sum_beyond_the_largest_double_still_has_a_mean(void **unused) {
    static const double large[] = {DBL_MAX, DBL_MAX};
    hst_moments m;
    double value;
    (void)unused;
    fill_untouched(&m, sizeof m);
    fill_untouched(&value, sizeof value);
    assert_status(hst_moments_of(&m, large, 2), HST_EOVERFLOW);
    assert_status(hst_moments_sum(&value, large, 2), HST_EOVERFLOW);
    assert_untouched(&m, sizeof m);
    assert_untouched(&value, sizeof value);
    assert_status(hst_moments_mean(&value, large, 2), HST_OK);
    assert_same_bits(value, DBL_MAX);
    assert_status(hst_moments_variance(&value, large, 2), HST_OK);
    assert_same_bits(value, 0.0);
}

static void a_variance_beyond_the_largest_double_overflows(void **unused) {
    static const double apart[] = {-1e200, 1e200};
    hst_moments m;
    double value;
    (void)unused;
    fill_untouched(&value, sizeof value);
    assert_status(hst_moments_variance(&value, apart, 2), HST_EOVERFLOW);
    assert_untouched(&value, sizeof value);
    assert_status(hst_moments_of(&m, apart, 2), HST_EOVERFLOW);
    assert_status(hst_moments_sum(&value, apart, 2), HST_OK);
    assert_same_bits(value, 0.0);
}

static void arrays_are_read_to_their_end_and_no_further(void **unused) {
    int64_t n;
    (void)unused;
    for (n = 1; n < 5000; n = n < 70 ? n + 1 : n + 509) {
        double *series = guarded_alloc((size_t)n * sizeof *series);
        hst_moments m;
        int64_t i;
        for (i = 0; i < n; ++i) {
            series[i] = (double)(i + 1);
        }
        assert_status(hst_moments_of(&m, series, n), HST_OK);
        assert_near(m.sum, (double)(n * (n + 1) / 2), 0);
        assert_int_equal(m.max_key, n - 1);
        /* n (n + 1)/12: the variance of 1 .. n */
        assert_near(n > 1 ? m.variance : 0, n > 1 ? (double)(n * (n + 1)) / 12 : 0, 0);
        guarded_free(series);
    }
}

/* ---- contract ---------------------------------------------------------------------------------- */

static void bad_arguments_are_refused_and_nothing_is_written(void **unused) {
    hst_moments m;
    hst_moments_extremes e;
    double value;
    (void)unused;
    x[0] = 1;
    fill_untouched(&m, sizeof m);
    fill_untouched(&e, sizeof e);
    fill_untouched(&value, sizeof value);
    assert_status(hst_moments_of(NULL, x, -1), HST_ENULL);
    assert_status(hst_moments_of(&m, NULL, 1), HST_ENULL);
    assert_status(hst_moments_of(&m, x, -1), HST_ESIZE);
    assert_status(hst_moments_sum(NULL, x, -1), HST_ENULL);
    assert_status(hst_moments_sum(&value, NULL, -1), HST_ENULL);
    assert_status(hst_moments_sum(&value, x, -1), HST_ESIZE);
    assert_status(hst_moments_mean(NULL, x, 1), HST_ENULL);
    assert_status(hst_moments_mean(&value, NULL, 1), HST_ENULL);
    assert_status(hst_moments_mean(&value, x, -1), HST_ESIZE);
    assert_status(hst_moments_variance(NULL, x, 1), HST_ENULL);
    assert_status(hst_moments_variance(&value, NULL, 1), HST_ENULL);
    assert_status(hst_moments_variance(&value, x, -1), HST_ESIZE);
    assert_status(hst_moments_extremes_of(NULL, x, 1), HST_ENULL);
    assert_status(hst_moments_extremes_of(&e, NULL, 1), HST_ENULL);
    assert_status(hst_moments_extremes_of(&e, x, -1), HST_ESIZE);
    assert_untouched(&m, sizeof m);
    assert_untouched(&e, sizeof e);
    assert_untouched(&value, sizeof value);
}

static void an_infinite_sample_is_refused_wherever_it_stands(void **unused) {
    static const int64_t places[] = {0, 1, 31, 2047, 2048, 4999};
    size_t k;

    (void)unused;
    for (k = 0; k < 12; ++k) {
        hst_moments m;
        hst_moments_extremes e;
        double value;
        int64_t i;

        for (i = 0; i < 5000; ++i) {
            x[i] = i % 3 ? 1e18 : NAN;
        }
        x[places[k / 2]] = k % 2 ? INFINITY : -INFINITY;
        fill_untouched(&m, sizeof m);
        assert_status(hst_moments_of(&m, x, 5000), HST_EDOMAIN);
        assert_status(hst_moments_sum(&value, x, 5000), HST_EDOMAIN);
        assert_status(hst_moments_mean(&value, x, 5000), HST_EDOMAIN);
        assert_status(hst_moments_variance(&value, x, 5000), HST_EDOMAIN);
        assert_status(hst_moments_extremes_of(&e, x, 5000), HST_EDOMAIN);
        assert_untouched(&m, sizeof m);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_figure_is_the_exact_one_rounded_once),
        cmocka_unit_test(long_arrays_give_what_a_state_gives),
        cmocka_unit_test(equal_samples_have_no_variance_and_their_value_as_mean),
        cmocka_unit_test(a_power_of_two_scales_every_figure),
        cmocka_unit_test(nothing_observed_is_empty),
        cmocka_unit_test(negative_zero_is_zero),
        cmocka_unit_test(a_sum_beyond_the_largest_double_still_has_a_mean),
        cmocka_unit_test(a_variance_beyond_the_largest_double_overflows),
        cmocka_unit_test(arrays_are_read_to_their_end_and_no_further),
        cmocka_unit_test(bad_arguments_are_refused_and_nothing_is_written),
        cmocka_unit_test(an_infinite_sample_is_refused_wherever_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
