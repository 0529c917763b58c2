/* What it was before, and where it would have been. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hashstat/recovery.h"

enum { MOST = 200 };

static int64_t at[MOST];
static double x[MOST];
static uint64_t work[2 * MOST];

/* Times and values of the row. */
static int64_t load(const golden *g) {
    static double numbers[MOST];
    int64_t n = golden_series(g, "time", numbers, MOST), i;
    for (i = 0; i < n; ++i) {
        at[i] = (int64_t)numbers[i];
    }
    assert_int_equal(golden_series(g, "x", x, MOST), n);
    return n;
}

/* ---- order ------------------------------------------------------------------------------------- */

static int by_value(const void *a, const void *b) {
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* The observed samples of [from, until) in order. */
static int64_t oracle_sorted(double *out, int64_t n, int64_t from, int64_t until) {
    int64_t m = 0, i;
    for (i = 0; i < n; ++i) {
        if (at[i] >= from && at[i] < until && !isnan(x[i])) {
            out[m++] = x[i];
        }
    }
    qsort(out, (size_t)m, sizeof *out, by_value);
    return m;
}

static double oracle_trimmed(const double *sorted, int64_t m, double trim) {
    int64_t out = (int64_t)floor(trim * (double)m), i;
    long double sum = 0;
    for (i = out; i < m - out; ++i) {
        sum += sorted[i];
    }
    return (double)(sum / (long double)(m - 2 * out));
}

static void random_series(rng *r, int64_t n) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        at[i] = (i > 0 ? at[i - 1] : -500) + 1 + (int64_t)rng_below(r, 20);
        x[i] = rng_below(r, 10) == 0 ? NAN : (double)rng_below(r, 50) * 1e18;
    }
}

static void medians_and_trimmed_means_are_those_of_the_sorted_stretch(void **unused) {
    static double sorted[MOST];
    rng r = rng_seed(41);
    int run;
    (void)unused;
    for (run = 0; run < 500; ++run) {
        int64_t n = (int64_t)rng_below(&r, 60), from, until, m;
        double trim = (double)rng_below(&r, 50) / 100, median = -1, mean = -1;
        random_series(&r, n);
        from = -510 + (int64_t)rng_below(&r, 300);
        until = from + (int64_t)rng_below(&r, 600);
        m = oracle_sorted(sorted, n, from, until);
        if (m == 0) {
            assert_status(hst_recovery_baseline_median(&median, at, x, n, from, until, work, sizeof work),
                          HST_EEMPTY);
            assert_status(
                hst_recovery_baseline_trimmed_mean(&mean, at, x, n, from, until, trim, work, sizeof work),
                HST_EEMPTY);
            continue;
        }
        assert_status(hst_recovery_baseline_median(&median, at, x, n, from, until, work, sizeof work),
                      HST_OK);
        assert_near(median, (sorted[(m - 1) / 2] + sorted[m / 2]) / 2, 0);
        assert_status(
            hst_recovery_baseline_trimmed_mean(&mean, at, x, n, from, until, trim, work, sizeof work),
            HST_OK);
        assert_near(mean, oracle_trimmed(sorted, m, trim), 2e-16);
    }
}

static void without_trimming_it_is_the_mean_and_huge_values_do_not_overflow(void **unused) {
    double mean, median, plain;
    (void)unused;
    at[0] = 0;
    at[1] = 1;
    x[0] = x[1] = DBL_MAX;
    assert_status(hst_recovery_baseline_trimmed_mean(&mean, at, x, 2, 0, 2, 0, work, sizeof work), HST_OK);
    assert_near(mean, DBL_MAX, 0);
    assert_status(hst_recovery_baseline_median(&median, at, x, 2, 0, 2, work, sizeof work), HST_OK);
    assert_near(median, DBL_MAX, 0);
    x[0] = -0.0;
    assert_status(hst_recovery_baseline_median(&median, at, x, 1, 0, 2, work, sizeof work), HST_OK);
    assert_same_bits(median, 0.0);
    x[0] = 3;
    x[1] = 5;
    assert_status(hst_recovery_baseline_mean(&plain, at, x, 2, 0, 2), HST_OK);
    assert_status(hst_recovery_baseline_trimmed_mean(&mean, at, x, 2, 0, 2, 0, work, sizeof work), HST_OK);
    assert_same_bits(mean, plain);
}

static void the_workspace_is_used_to_its_end_and_no_further(void **unused) {
    int64_t n;
    (void)unused;
    for (n = 1; n < 30; n += 7) {
        size_t bytes = hst_recovery_baseline_work_size(n);
        void *room = guarded_alloc(bytes);
        double median;
        int64_t i;
        for (i = 0; i < n; ++i) {
            at[i] = i;
            x[i] = (double)(n - i);
        }
        assert_status(hst_recovery_baseline_median(&median, at, x, n, 0, n, room, bytes), HST_OK);
        assert_near(median, (double)(n + 1) / 2, 0);
        guarded_free(room);
    }
    assert_int_equal(hst_recovery_baseline_work_size(-1), 0);
    assert_true(hst_recovery_baseline_work_size(INT64_MAX) == SIZE_MAX);
}

/* ---- growth ------------------------------------------------------------------------------------ */

static void growth_is_that_of_r(void **unused) {
    golden *g = golden_open("recovery/r_growth.csv");
    (void)unused;
    while (golden_next(g)) {
        int64_t n = load(g);
        hst_recovery_growth out;
        double length = (double)(at[n - 1] - at[0]);
        assert_status(hst_recovery_growth_fit(&out, at, x, n, INT64_MIN, INT64_MAX), HST_OK);
        assert_near(out.level, golden_number(g, "level"), 1e-9);
        assert_near_abs(out.growth * length, golden_number(g, "growth") * length, 1e-9);
        assert_near(out.growth_error, golden_number(g, "growth_error"), 1e-7);
        assert_int_equal(out.origin, at[n - 1]);
        assert_int_equal(out.samples, n);
    }
    golden_close(g);
}

static void exact_growth_is_found_exactly_and_continued(void **unused) {
    hst_recovery_growth out;
    double path[40];
    int64_t i;
    (void)unused;
    for (i = 0; i < 40; ++i) {
        at[i] = 86400 * i;
        x[i] = i == 7 || i == 39 ? NAN : 2e20 * exp(0.01 * (double)i);
    }
    assert_status(hst_recovery_growth_fit(&out, at, x, 40, at[0], at[30]), HST_OK);
    assert_int_equal(out.samples, 29);
    assert_int_equal(out.origin, at[29]);
    assert_near(out.growth * 86400, 0.01, 1e-9);
    assert_near(out.level, 2e20 * exp(0.29), 1e-12);
    assert_near_abs(out.growth_error * 86400, 0, 1e-9);
    assert_status(hst_recovery_growth_path(path, &out, at, 40), HST_OK);
    for (i = 0; i < 40; ++i) {
        assert_near(path[i], 2e20 * exp(0.01 * (double)i), 1e-9);
    }
}

static void two_samples_have_growth_but_no_error(void **unused) {
    hst_recovery_growth out;
    (void)unused;
    at[0] = 0;
    at[1] = 100;
    x[0] = 5;
    x[1] = 10;
    assert_status(hst_recovery_growth_fit(&out, at, x, 2, 0, 101), HST_OK);
    assert_near(out.growth, log(2) / 100, 1e-10);
    assert_near(out.level, 10, 1e-10);
    assert_is_nan(out.growth_error);
}

static void a_growth_that_cannot_be_held_is_said_to_overflow(void **unused) {
    hst_recovery_growth out;
    int64_t i;
    (void)unused;
    fill_untouched(&out, sizeof out);
    for (i = 0; i < 4; ++i) {
        at[i] = i;
        x[i] = i < 2 ? 0x1p-1074 : DBL_MAX;
    }
    x[1] = 0;
    assert_status(hst_recovery_growth_fit(&out, at, x, 4, 0, 3),
                  HST_EOVERFLOW); /* a factor of 2^2098 in 2 s */
    x[0] = 0;
    assert_status(hst_recovery_growth_fit(&out, at, x, 3, 0, 3), HST_EEMPTY); /* one sample above zero */
    x[0] = 0.6 * DBL_MAX;
    x[1] = x[2] = DBL_MAX;
    x[3] = 1.5e308;
    assert_status(hst_recovery_growth_fit(&out, at, x, 3, 0, 3),
                  HST_EOVERFLOW); /* the level of the fit at 2 s */
    assert_untouched(&out, sizeof out);
}

static void a_path_that_leaves_the_range_of_a_double_is_refused(void **unused) {
    hst_recovery_growth g = {1, 1, 0, 0, 2};
    double path[2];
    (void)unused;
    at[0] = 0;
    at[1] = 710;
    assert_status(hst_recovery_growth_path(path, &g, at, 2), HST_EOVERFLOW);
    g.growth = -2;
    assert_status(hst_recovery_growth_path(path, &g, at, 2), HST_EOVERFLOW);
    g.growth = 0x1p-60;
    at[0] = INT64_MIN;
    at[1] = INT64_MAX;
    assert_status(hst_recovery_growth_path(path, &g, at, 2), HST_OK);
    assert_near(path[0], exp(-8), 1e-15);
    assert_near(path[1], exp(8), 1e-15);
}

/* ---- contract ---------------------------------------------------------------------------------- */

static void baselines_by_order_refuse_bad_arguments(void **unused) {
    static const int64_t t[3] = {1, 2, 3}, wrong[3] = {1, 3, 3};
    static const double v[3] = {1, 2, 3}, bad[3] = {1, -2, 3}, endless[3] = {1, 2, INFINITY};
    size_t room = hst_recovery_baseline_work_size(3);
    void *odd = (char *)work + 4;
    double out;
    (void)unused;
    fill_untouched(&out, sizeof out);
    assert_status(hst_recovery_baseline_median(NULL, t, v, 3, 0, 9, work, room), HST_ENULL);
    assert_status(hst_recovery_baseline_median(&out, NULL, v, 3, 0, 9, work, room), HST_ENULL);
    assert_status(hst_recovery_baseline_median(&out, t, NULL, 3, 0, 9, work, room), HST_ENULL);
    assert_status(hst_recovery_baseline_median(&out, t, v, -1, 0, 9, NULL, room), HST_ENULL);
    assert_status(hst_recovery_baseline_median(&out, t, v, -1, 0, 9, odd, 0), HST_ESIZE);
    assert_status(hst_recovery_baseline_median(&out, t, bad, 3, 0, 9, odd, 0), HST_EALIGN);
    assert_status(hst_recovery_baseline_median(&out, t, bad, 3, 0, 9, work, room - 1), HST_ESPACE);
    assert_status(hst_recovery_baseline_median(&out, wrong, bad, 3, 9, 0, work, room), HST_EDOMAIN);
    assert_status(hst_recovery_baseline_median(&out, wrong, endless, 3, 9, 0, work, room), HST_EDOMAIN);
    assert_status(hst_recovery_baseline_median(&out, wrong, v, 3, 0, 9, work, room), HST_EORDER);
    assert_status(hst_recovery_baseline_median(&out, t, v, 3, 9, 0, work, room), HST_EORDER);
    assert_status(hst_recovery_baseline_median(&out, t, v, 3, 9, 9, work, room), HST_EEMPTY);
    assert_status(hst_recovery_baseline_median(&out, NULL, NULL, 0, 0, 9, NULL, 0), HST_EEMPTY);
    assert_status(hst_recovery_baseline_trimmed_mean(NULL, t, v, 3, 0, 9, 0.1, work, room), HST_ENULL);
    assert_status(hst_recovery_baseline_trimmed_mean(&out, t, v, -1, 0, 9, 0.1, odd, 0), HST_ESIZE);
    assert_status(hst_recovery_baseline_trimmed_mean(&out, t, v, 3, 0, 9, 0.1, odd, 0), HST_EALIGN);
    assert_status(hst_recovery_baseline_trimmed_mean(&out, t, v, 3, 0, 9, 0.1, work, room - 1), HST_ESPACE);
    assert_status(hst_recovery_baseline_trimmed_mean(&out, wrong, v, 3, 0, 9, 0.5, work, room), HST_EDOMAIN);
    assert_status(hst_recovery_baseline_trimmed_mean(&out, wrong, v, 3, 0, 9, -0.1, work, room), HST_EDOMAIN);
    assert_status(hst_recovery_baseline_trimmed_mean(&out, wrong, v, 3, 0, 9, NAN, work, room), HST_EDOMAIN);
    assert_status(hst_recovery_baseline_trimmed_mean(&out, wrong, v, 3, 0, 9, 0, work, room), HST_EORDER);
    assert_status(hst_recovery_baseline_trimmed_mean(&out, t, v, 3, 9, 9, 0, work, room), HST_EEMPTY);
    assert_untouched(&out, sizeof out);
}

static void growth_refuses_bad_arguments(void **unused) {
    static const int64_t t[3] = {1, 2, 3}, wrong[3] = {1, 3, 3};
    static const double v[3] = {1, 2, 3}, bad[3] = {1, -2, 3};
    hst_recovery_growth out, g = {1, 0, 0, 0, 2};
    double path[3];
    (void)unused;
    fill_untouched(&out, sizeof out);
    fill_untouched(path, sizeof path);
    assert_status(hst_recovery_growth_fit(NULL, t, v, 3, 0, 9), HST_ENULL);
    assert_status(hst_recovery_growth_fit(&out, NULL, v, 3, 0, 9), HST_ENULL);
    assert_status(hst_recovery_growth_fit(&out, t, NULL, 3, 0, 9), HST_ENULL);
    assert_status(hst_recovery_growth_fit(&out, t, v, -1, 0, 9), HST_ESIZE);
    assert_status(hst_recovery_growth_fit(&out, wrong, bad, 3, 9, 0), HST_EDOMAIN);
    assert_status(hst_recovery_growth_fit(&out, wrong, v, 3, 0, 9), HST_EORDER);
    assert_status(hst_recovery_growth_fit(&out, t, v, 3, 9, 0), HST_EORDER);
    assert_status(hst_recovery_growth_fit(&out, t, v, 3, 0, 2), HST_EEMPTY);
    assert_untouched(&out, sizeof out);
    assert_status(hst_recovery_growth_path(NULL, &g, t, 3), HST_ENULL);
    assert_status(hst_recovery_growth_path(path, NULL, t, 3), HST_ENULL);
    assert_status(hst_recovery_growth_path(path, &g, NULL, 3), HST_ENULL);
    assert_status(hst_recovery_growth_path(path, &g, t, -1), HST_ESIZE);
    g.level = 0;
    assert_status(hst_recovery_growth_path(path, &g, t, 3), HST_EDOMAIN);
    g.level = 1;
    g.growth = NAN;
    assert_status(hst_recovery_growth_path(path, &g, t, 3), HST_EDOMAIN);
    assert_untouched(path, sizeof path);
    g.growth = 0;
    assert_status(hst_recovery_growth_path(NULL, &g, NULL, 0), HST_OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(medians_and_trimmed_means_are_those_of_the_sorted_stretch),
        cmocka_unit_test(without_trimming_it_is_the_mean_and_huge_values_do_not_overflow),
        cmocka_unit_test(the_workspace_is_used_to_its_end_and_no_further),
        cmocka_unit_test(growth_is_that_of_r),
        cmocka_unit_test(exact_growth_is_found_exactly_and_continued),
        cmocka_unit_test(two_samples_have_growth_but_no_error),
        cmocka_unit_test(a_growth_that_cannot_be_held_is_said_to_overflow),
        cmocka_unit_test(a_path_that_leaves_the_range_of_a_double_is_refused),
        cmocka_unit_test(baselines_by_order_refuse_bad_arguments),
        cmocka_unit_test(growth_refuses_bad_arguments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
