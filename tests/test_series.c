/* Series on grids: what is known of them from elsewhere, and at their bounds. */
#include "support/series_rows.h"

#include <float.h>
#include <string.h>

enum { MOST = 6000, BUCKETS = 200 };

static int64_t times[MOST + 1];
static double x[MOST + 1];
static double rows[ALL_ROWS * BUCKETS];

/* ---- golden ------------------------------------------------------------------------------------ */

/* Lengths beyond 2^53 round before they are divided. */
static void assert_coverage(double actual, double expected, int64_t seconds) {
    assert_near(actual, expected, seconds < INT64_C(1) << 53 ? 0 : 4e-16);
}

static void assert_golden_bucket(const golden *g, int64_t n) {
    int64_t edges[2];
    int64_t longest = golden_integer(g, "longest");
    double sum = golden_number(g, "sum");
    edges[0] = golden_integer(g, "from");
    edges[1] = golden_integer(g, "until");
    assert_status(hst_series_bucket_edges(rows, edges, 1, times, x, n, ALL_STATISTICS - HST_SERIES_SUM,
                                          longest),
                  HST_OK);
    assert_same(rows[0], golden_number(g, "mean"));
    assert_same(rows[6], golden_number(g, "step_mean"));
    assert_coverage(rows[7], golden_number(g, "step_coverage"), edges[1] - edges[0]);
    assert_same(rows[8], golden_number(g, "line_mean"));
    assert_coverage(rows[9], golden_number(g, "line_coverage"), edges[1] - edges[0]);
    assert_status(hst_series_bucket_edges(rows, edges, 1, times, x, n, HST_SERIES_SUM, longest),
                  isinf(sum) ? HST_EOVERFLOW : HST_OK);
    if (!isinf(sum)) {
        assert_same(rows[0], sum);
    }
}

static void means_are_fractions_rounded_once(void **unused) {
    golden *g = golden_open("series/means.csv");
    (void)unused;
    while (golden_next(g)) {
        int64_t missing[16];
        int64_t n = read_times(times, golden_text(g, "times"));
        int64_t holes = golden_is_empty(g, "missing") ? 0 : read_times(missing, golden_text(g, "missing"));
        assert_int_equal(golden_series(g, "values", x, MOST), n);
        while (holes > 0) {
            x[missing[--holes]] = NAN;
        }
        assert_golden_bucket(g, n);
    }
    golden_close(g);
}

static void time_weighted_means_are_those_of_timescale(void **unused) {
    golden *g = golden_open("series/time_weighted.csv");
    (void)unused;
    while (golden_next(g)) {
        int64_t n = read_times(times, golden_text(g, "times"));
        int64_t edges[2];
        assert_int_equal(golden_series(g, "values", x, MOST), n);
        edges[0] = times[0];
        edges[1] = times[n - 1];
        assert_status(hst_series_bucket_edges(rows, edges, 1, times, x, n,
                                              HST_SERIES_STEP_MEAN | HST_SERIES_STEP_COVERAGE, INT64_MAX),
                      HST_OK);
        assert_same(rows[0], golden_number(g, "mean"));
        assert_same(rows[1], 1);
    }
    golden_close(g);
}

/* ---- by hand ----------------------------------------------------------------------------------- */

static const int64_t hand_times[4] = {0, 10, 20, 100};
static const double hand[4] = {1, 3, 5, 9};

static void rows_come_in_the_order_of_their_flags(void **unused) {
    hst_series_grid grid = grid_of(0, 50, 3);
    (void)unused;
    assert_status(hst_series_bucket(rows, &grid, hand_times, hand, 4, HST_SERIES_MEAN | HST_SERIES_COUNT, 0),
                  HST_OK);
    assert_same(rows[0], 3);
    assert_is_nan(rows[1]);
    assert_same(rows[2], 9);
    assert_same(rows[3], 3);
    assert_same(rows[4], 0);
    assert_same(rows[5], 1);
}

/* 1 for 10 s, 3 for 10 s, 5 for 20 s of the 30 s until 50: 140/40. Then nothing until 100, where 9 begins. */
static void a_step_holds_for_the_longest_gap_and_no_longer(void **unused) {
    hst_series_grid grid = grid_of(0, 50, 4);
    (void)unused;
    assert_status(hst_series_bucket(rows, &grid, hand_times, hand, 4,
                                    HST_SERIES_STEP_MEAN | HST_SERIES_STEP_COVERAGE, 20),
                  HST_OK);
    assert_same(rows[0], 3.5);
    assert_same(rows[4], 0.8);
    assert_is_nan(rows[1]);
    assert_same(rows[5], 0);
    assert_same(rows[2], 9);
    assert_same(rows[6], 0.4);
    assert_is_nan(rows[3]);
    assert_same(rows[7], 0);
}

/* From 20 to 100 the line climbs by 1/20 a second: at 50 it is 6.5, at 75 it is 7.75. */
static void a_line_crosses_edges_and_whole_buckets(void **unused) {
    hst_series_grid grid = grid_of(50, 25, 3);
    (void)unused;
    assert_status(hst_series_bucket(rows, &grid, hand_times, hand, 4,
                                    HST_SERIES_LINE_MEAN | HST_SERIES_LINE_COVERAGE, 80),
                  HST_OK);
    assert_same(rows[0], 7.125);
    assert_same(rows[1], 8.375);
    assert_is_nan(rows[2]);
    assert_same(rows[3], 1);
    assert_same(rows[4], 1);
    assert_same(rows[5], 0);
    assert_status(hst_series_bucket(rows, &grid, hand_times, hand, 4, HST_SERIES_LINE_COVERAGE, 79), HST_OK);
    assert_same(rows[0], 0);
}

/* ---- boundary ---------------------------------------------------------------------------------- */

static void assert_empty(const double *answer, int64_t buckets) {
    int64_t i;
    for (i = 0; i < ALL_ROWS * buckets; ++i) {
        int64_t row = i / buckets;
        if (row == 6 || row == 8 || row == 10) {
            assert_same_bits(answer[i], 0.0);
        } else {
            assert_is_nan(answer[i]);
        }
    }
}

static void without_samples_everything_is_missing(void **unused) {
    static const int64_t at[3] = {5, 6, 7};
    static const double none[3] = {NAN, NAN, NAN};
    hst_series_grid grid = grid_of(0, 10, 4);
    (void)unused;
    assert_status(hst_series_bucket(rows, &grid, NULL, NULL, 0, ALL_STATISTICS, 100), HST_OK);
    assert_empty(rows, 4);
    assert_status(hst_series_bucket(rows, &grid, at, none, 3, ALL_STATISTICS, 100), HST_OK);
    assert_empty(rows, 4);
    assert_status(hst_series_bucket(rows, &grid, at, hand, 3, ALL_STATISTICS, 0), HST_OK);
    assert_same(rows[4], 3);
    assert_is_nan(rows[4 * 7]);
    assert_same(rows[4 * 8], 0);
}

static void a_long_bucket_may_hold_only_missing_samples(void **unused) {
    hst_series_grid grid = grid_of(0, MOST - 1, 1);
    int64_t i;
    (void)unused;
    for (i = 0; i < MOST; ++i) {
        times[i] = i;
        x[i] = NAN;
    }
    assert_status(hst_series_bucket(rows, &grid, times, x, MOST, ALL_STATISTICS, 100), HST_OK);
    assert_empty(rows, 1);
    x[MOST - 2] = 7;
    assert_status(hst_series_bucket(rows, &grid, times, x, MOST, ALL_STATISTICS, 100), HST_OK);
    assert_same(rows[0], 7);
    assert_same(rows[1], 7);
    assert_same(rows[6], 1);
}

/* Over 4 years the value is the time; some seconds of them, at either end and in the middle. */
static void a_line_may_be_far_longer_than_its_bucket(void **unused) {
    static const int64_t at[2] = {0, INT64_C(1) << 27};
    static const double values[2] = {0, 0x1p27};
    static const int64_t edges[4] = {-5, 5, 10, (INT64_C(1) << 27) + 3};
    (void)unused;
    assert_status(hst_series_bucket_edges(rows, edges, 3, at, values, 2,
                                          HST_SERIES_LINE_MEAN | HST_SERIES_LINE_COVERAGE, INT64_C(1) << 27),
                  HST_OK);
    assert_same(rows[0], 2.5);
    assert_same(rows[1], 7.5);
    assert_same(rows[2], 0x1p26 + 5);
    assert_same(rows[3], 0.5);
    assert_same(rows[4], 1);
}

static void samples_beside_the_grid_are_in_no_bucket(void **unused) {
    static const int64_t at[2] = {-1, 40};
    hst_series_grid grid = grid_of(0, 10, 4);
    (void)unused;
    assert_status(hst_series_bucket(rows, &grid, at, hand, 2, ALL_STATISTICS, 0), HST_OK);
    assert_empty(rows, 4);
}

static void negative_zero_reads_as_zero(void **unused) {
    static const int64_t at[2] = {0, 1};
    static const double zeros[2] = {-0.0, -0.0};
    hst_series_grid grid = grid_of(0, 2, 1);
    int row;
    (void)unused;
    assert_status(hst_series_bucket(rows, &grid, at, zeros, 2, ALL_STATISTICS, 100), HST_OK);
    for (row = 0; row < ALL_ROWS; ++row) {
        assert_false(signbit(rows[row]));
    }
}

static void equal_values_have_that_mean_exactly(void **unused) {
    static const double values[] = {0, 0.1, 1e21, -1.1e20, DBL_MAX, -DBL_MAX, 0x1p-1074, DBL_MIN};
    hst_series_grid grid = grid_of(-20000, 777, 50);
    size_t k;
    int64_t i;
    (void)unused;
    for (k = 0; k < sizeof values / sizeof values[0]; ++k) {
        fill_series(times, x, MOST, 7);
        for (i = 0; i < MOST; ++i) {
            x[i] = isnan(x[i]) ? NAN : values[k];
        }
        assert_status(hst_series_bucket(rows, &grid, times, x, MOST, ALL_STATISTICS - HST_SERIES_SUM, 100),
                      HST_OK);
        for (i = 0; i < 50; ++i) {
            assert_same(rows[i], values[k]);
            assert_same(rows[6 * 50 + i], values[k]);
            assert_same(rows[8 * 50 + i], values[k]);
        }
    }
}

/* The ends of an int64_t lie further apart than an int64_t can say. */
static void times_may_lie_at_both_ends_of_their_type(void **unused) {
    static const int64_t at[3] = {INT64_MIN, 0, INT64_MAX};
    static const int64_t edges[3] = {INT64_MIN, -1, INT64_MAX};
    static const double values[3] = {1, 2, 3};
    (void)unused;
    assert_status(hst_series_bucket_edges(rows, edges, 2, at, values, 3, ALL_STATISTICS, INT64_MAX), HST_OK);
    assert_same(rows[0], 1);
    assert_same(rows[1], 2);
    assert_same(rows[12], 1);
    assert_same(rows[14], 1);
    assert_same(rows[16], 1);
    assert_near(rows[17], 1, 4e-16);
    assert_same(rows[18], NAN);
    assert_same(rows[19], 2.5);
}

static void series_are_read_to_their_end_and_no_further(void **unused) {
    static const int64_t lengths[] = {0, 1, 2, 7, 8, 31, 32, 33, 63, 64, 65, 2047, 2048, 2049, 5000};
    hst_series_grid grid = grid_of(3, 70, 29);
    size_t k;
    int64_t i;
    (void)unused;
    for (k = 0; k < sizeof lengths / sizeof lengths[0]; ++k) {
        int64_t n = lengths[k];
        int64_t *at = guarded_alloc((size_t)n * sizeof *at);
        double *values = guarded_alloc((size_t)n * sizeof *values);
        double *answer = guarded_alloc(ALL_ROWS * 29 * sizeof *answer);
        int64_t observed = 0;
        for (i = 0; i < n; ++i) {
            at[i] = i;
            values[i] = i % 11 == 5 ? NAN : (double)i;
            observed += i % 11 != 5 && i >= 3 + 70 && i < 3 + 140;
        }
        assert_status(hst_series_bucket(answer, &grid, at, values, n, ALL_STATISTICS, 3), HST_OK);
        assert_same(answer[6 * 29 + 1], (double)observed);
        guarded_free(answer);
        guarded_free(values);
        guarded_free(at);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(means_are_fractions_rounded_once),
        cmocka_unit_test(time_weighted_means_are_those_of_timescale),
        cmocka_unit_test(rows_come_in_the_order_of_their_flags),
        cmocka_unit_test(a_step_holds_for_the_longest_gap_and_no_longer),
        cmocka_unit_test(a_line_crosses_edges_and_whole_buckets),
        cmocka_unit_test(without_samples_everything_is_missing),
        cmocka_unit_test(a_long_bucket_may_hold_only_missing_samples),
        cmocka_unit_test(a_line_may_be_far_longer_than_its_bucket),
        cmocka_unit_test(samples_beside_the_grid_are_in_no_bucket),
        cmocka_unit_test(negative_zero_reads_as_zero),
        cmocka_unit_test(equal_values_have_that_mean_exactly),
        cmocka_unit_test(times_may_lie_at_both_ends_of_their_type),
        cmocka_unit_test(series_are_read_to_their_end_and_no_further),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
