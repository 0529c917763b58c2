/* Buckets of uneven series with gaps and outliers: what must not change them. */
#include "support/series_rows.h"

enum { MOST = 6000, BUCKETS = 200 };

static int64_t times[MOST];
static double x[MOST];
static double rows[ALL_ROWS * BUCKETS];
static double again[ALL_ROWS * BUCKETS];

static void any_subset_of_statistics_gives_the_same_rows(void **unused) {
    hst_series_grid grid = grid_of(-20000, 300, BUCKETS);
    uint32_t flags, row;
    int64_t at;
    (void)unused;
    fill_series(times, x, MOST, 1);
    assert_status(hst_series_bucket(rows, &grid, times, x, MOST, ALL_STATISTICS, 30), HST_OK);
    for (flags = 1; flags <= ALL_STATISTICS; ++flags) {
        assert_status(hst_series_bucket(again, &grid, times, x, MOST, flags, 30), HST_OK);
        for (row = 0, at = 0; row < ALL_ROWS; ++row) {
            if (flags >> row & 1) {
                assert_same_all(again + at, rows + row * BUCKETS, BUCKETS);
                at += BUCKETS;
            }
        }
    }
}

static void any_cut_of_the_grid_gives_the_same_buckets(void **unused) {
    static const int64_t sizes[] = {1, 2, 3, 5, 7, 13, 100, BUCKETS};
    hst_series_grid grid = grid_of(-20000, 300, BUCKETS);
    size_t k;
    (void)unused;
    fill_series(times, x, MOST, 2);
    assert_status(hst_series_bucket(rows, &grid, times, x, MOST, ALL_STATISTICS, 30), HST_OK);
    for (k = 0; k < sizeof sizes / sizeof sizes[0]; ++k) {
        int64_t from, row;
        for (from = 0; from < BUCKETS; from += sizes[k]) {
            int64_t some = BUCKETS - from < sizes[k] ? BUCKETS - from : sizes[k];
            hst_series_grid part = grid_of(-20000 + 300 * from, 300, some);
            assert_status(hst_series_bucket(again, &part, times, x, MOST, ALL_STATISTICS, 30), HST_OK);
            for (row = 0; row < ALL_ROWS; ++row) {
                assert_same_all(again + row * some, rows + row * BUCKETS + from, some);
            }
        }
    }
}

static void a_grid_is_its_edges(void **unused) {
    hst_series_grid grid = grid_of(-20000, 300, BUCKETS);
    int64_t edges[BUCKETS + 1];
    int64_t b;
    (void)unused;
    fill_series(times, x, MOST, 3);
    for (b = 0; b <= BUCKETS; ++b) {
        edges[b] = grid.start + b * grid.step;
    }
    assert_status(hst_series_bucket(rows, &grid, times, x, MOST, ALL_STATISTICS, 30), HST_OK);
    assert_status(hst_series_bucket_edges(again, edges, BUCKETS, times, x, MOST, ALL_STATISTICS, 30), HST_OK);
    assert_same_all(again, rows, ALL_ROWS * BUCKETS);
}

static void missing_samples_are_as_good_as_none(void **unused) {
    hst_series_grid grid = grid_of(-20000, 300, BUCKETS);
    int64_t i, kept = 0;
    (void)unused;
    fill_series(times, x, MOST, 4);
    assert_status(hst_series_bucket(rows, &grid, times, x, MOST, ALL_STATISTICS, 30), HST_OK);
    for (i = 0; i < MOST; ++i) {
        times[kept] = times[i];
        x[kept] = x[i];
        kept += !isnan(x[i]);
    }
    assert_true(kept < MOST - 500);
    assert_status(hst_series_bucket(again, &grid, times, x, kept, ALL_STATISTICS, 30), HST_OK);
    assert_same_all(again, rows, ALL_ROWS * BUCKETS);
}

static void a_unit_that_is_a_power_of_two_changes_nothing_else(void **unused) {
    hst_series_grid grid = grid_of(-20000, 300, BUCKETS);
    int64_t i;
    (void)unused;
    fill_series(times, x, MOST, 5);
    assert_status(hst_series_bucket(rows, &grid, times, x, MOST, ALL_STATISTICS, 30), HST_OK);
    for (i = 0; i < MOST; ++i) {
        x[i] = ldexp(x[i], -60);
    }
    assert_status(hst_series_bucket(again, &grid, times, x, MOST, ALL_STATISTICS, 30), HST_OK);
    for (i = 0; i < ALL_ROWS * BUCKETS; ++i) {
        int64_t row = i / BUCKETS;
        int is_value = row < 6 || row == 7 || row == 9;
        assert_same(again[i], is_value ? ldexp(rows[i], -60) : rows[i]);
    }
}

/* The same instants and values: only where time is counted from has changed. */
static void a_shift_in_time_changes_nothing(void **unused) {
    static const int64_t shifts[] = {INT64_C(1) << 40, -(INT64_C(1) << 40), INT64_MAX - 200000,
                                     INT64_MIN + 30000};
    hst_series_grid grid = grid_of(-20000, 300, BUCKETS);
    size_t k;
    (void)unused;
    fill_series(times, x, MOST, 6);
    assert_status(hst_series_bucket(rows, &grid, times, x, MOST, ALL_STATISTICS, 30), HST_OK);
    for (k = 0; k < sizeof shifts / sizeof shifts[0]; ++k) {
        hst_series_grid far = grid_of(grid.start + shifts[k], 300, BUCKETS);
        int64_t i;
        fill_series(times, x, MOST, 6);
        for (i = 0; i < MOST; ++i) {
            times[i] += shifts[k];
        }
        assert_status(hst_series_bucket(again, &far, times, x, MOST, ALL_STATISTICS, 30), HST_OK);
        assert_same_all(again, rows, ALL_ROWS * BUCKETS);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_subset_of_statistics_gives_the_same_rows),
        cmocka_unit_test(any_cut_of_the_grid_gives_the_same_buckets),
        cmocka_unit_test(a_grid_is_its_edges),
        cmocka_unit_test(missing_samples_are_as_good_as_none),
        cmocka_unit_test(a_unit_that_is_a_power_of_two_changes_nothing_else),
        cmocka_unit_test(a_shift_in_time_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
