/* Filling, several series on one grid, where buckets begin, and months. */
#include "support/series_rows.h"

#include <float.h>
#include <string.h>

#include "kernels/calendar.h"
#include "oracle/series.h"

enum { MOST = 300, SERIES = 4 };

static double x[MOST];
static double out[MOST];

/* ---- filling ----------------------------------------------------------------------------------- */

static void compare_fill(int64_t n, uint32_t method, int64_t longest, double value) {
    int64_t filled = -1;
    int64_t expected = 0;
    int64_t i;
    assert_status(hst_series_fill(out, &filled, x, n, method, longest, value), HST_OK);
    for (i = 0; i < n; ++i) {
        double e = oracle_filled(x, n, i, method, longest, value);
        assert_same(out[i], e);
        expected += isnan(x[i]) && !isnan(e);
    }
    assert_int_equal(filled, expected);
    assert_status(hst_series_fill(x, &filled, x, n, method, longest, value), HST_OK);
    assert_same_all(x, out, n);
}

static void filling_is_that_of_the_definitions(void **unused) {
    rng r = rng_seed(201);
    int round;
    (void)unused;
    for (round = 0; round < 2000; ++round) {
        int64_t n = (int64_t)rng_below(&r, MOST);
        int64_t longest = rng_below(&r, 5) == 0 ? INT64_MAX : (int64_t)rng_below(&r, 8);
        uint64_t rarity = 1 + rng_below(&r, 9);
        int64_t i;
        for (i = 0; i < n; ++i) {
            x[i] = rng_below(&r, 10) < rarity ? (double)rng_below(&r, 2001) - 1000 : NAN;
        }
        compare_fill(n, (uint32_t)rng_below(&r, 4), longest, 7.5);
    }
}

static void every_short_series_is_filled_by_the_definitions(void **unused) {
    int64_t n, code, i, longest;
    uint32_t method;
    (void)unused;
    for (n = 0; n <= 6; ++n) {
        int64_t codes = 1;
        for (i = 0; i < n; ++i) {
            codes *= 5;
        }
        for (code = 0; code < codes; ++code) {
            for (method = 0; method < 4; ++method) {
                for (longest = 0; longest < 4; ++longest) {
                    int64_t rest = code;
                    for (i = 0; i < n; ++i, rest /= 5) {
                        x[i] = rest % 5 == 4 ? NAN : (double)(rest % 5);
                    }
                    compare_fill(n, method, longest, 9);
                }
            }
        }
    }
}

/* Between a and b the points of a line are whole multiples of a part, at both ends of the doubles. */
static void a_line_between_any_values_is_rounded_once(void **unused) {
    static const double units[] = {1, 0x1p60, 0x1p-1074, 0x1p1013, 0x1p-900, -1};
    size_t k;
    int64_t run;
    (void)unused;
    for (k = 0; k < sizeof units / sizeof units[0]; ++k) {
        for (run = 1; run < 12; ++run) {
            int64_t filled, i;
            for (i = 0; i < run + 2; ++i) {
                x[i] = NAN;
            }
            x[0] = 3 * units[k];
            x[run + 1] = (3 + 100 * (double)(run + 1)) * units[k];
            assert_status(hst_series_fill(out, &filled, x, run + 2, HST_SERIES_FILL_LINEAR, run, 0), HST_OK);
            assert_int_equal(filled, run);
            for (i = 0; i < run + 2; ++i) {
                assert_same(out[i], (3 + 100 * (double)i) * units[k]);
            }
        }
    }
}

static void negative_zero_is_filled_as_zero(void **unused) {
    static const double zeros[4] = {-0.0, NAN, NAN, -0.0};
    uint32_t method;
    (void)unused;
    for (method = 1; method < 4; ++method) {
        int64_t filled, i;
        assert_status(hst_series_fill(out, &filled, zeros, 4, method, 9, -0.0), HST_OK);
        assert_int_equal(filled, 2);
        for (i = 0; i < 4; ++i) {
            assert_same_bits(out[i], 0.0);
        }
    }
}

/* ---- several series ---------------------------------------------------------------------------- */

static void series_on_one_grid_are_as_each_by_itself(void **unused) {
    static const uint32_t statistic[SERIES] = {HST_SERIES_LAST, HST_SERIES_LINE_MEAN, HST_SERIES_COUNT,
                                               HST_SERIES_SUM};
    static int64_t times[MOST];
    rng r = rng_seed(202);
    int round;
    (void)unused;
    for (round = 0; round < 300; ++round) {
        hst_series_grid grid = grid_of(10, 20, (int64_t)rng_below(&r, 30));
        uint32_t method = (uint32_t)rng_below(&r, 4);
        int64_t offsets[SERIES + 1], filled[SERIES], i, s;
        static double rows[SERIES * 30];
        offsets[0] = (int64_t)rng_below(&r, 3);
        for (s = 0; s < SERIES; ++s) {
            offsets[s + 1] = offsets[s] + (int64_t)rng_below(&r, 60);
            for (i = offsets[s]; i < offsets[s + 1]; ++i) {
                int64_t before = i > offsets[s] ? times[i - 1] : 0;
                times[i] = before + 1 + (int64_t)rng_below(&r, 30);
                x[i] = rng_below(&r, 10) == 0 ? NAN : rng_normal(&r);
            }
        }
        assert_status(hst_series_align(rows, filled, &grid, statistic, offsets, SERIES, times, x, 40, method,
                                       3, -1),
                      HST_OK);
        for (s = 0; s < SERIES; ++s) {
            int64_t from = offsets[s], once = -1;
            assert_status(hst_series_bucket(out, &grid, times + from, x + from, offsets[s + 1] - from,
                                            statistic[s], 40),
                          HST_OK);
            assert_status(hst_series_fill(out, &once, out, grid.count, method, 3, -1), HST_OK);
            assert_same_all(rows + s * grid.count, out, grid.count);
            assert_int_equal(filled[s], once);
        }
    }
}

static void nothing_to_align_needs_nothing(void **unused) {
    static const uint32_t statistic[2] = {HST_SERIES_MEAN, HST_SERIES_COUNT};
    static const int64_t offsets[3] = {0, 0, 0};
    hst_series_grid grid = grid_of(0, 1, 2);
    hst_series_grid none = grid_of(0, 1, 0);
    int64_t filled[2] = {-1, -1};
    (void)unused;
    assert_status(hst_series_align(NULL, NULL, &grid, NULL, NULL, 0, NULL, NULL, 0, 0, 0, 0), HST_OK);
    assert_status(hst_series_align(NULL, filled, &none, statistic, offsets, 2, NULL, NULL, 0, 3, 9, 4),
                  HST_OK);
    assert_int_equal(filled[1], 0);
    assert_status(hst_series_align(out, filled, &grid, statistic, offsets, 2, NULL, NULL, 0, 3, 9, 4),
                  HST_OK);
    assert_same(out[1], 4);
    assert_same(out[2], 0);
    assert_int_equal(filled[0], 2);
    assert_int_equal(filled[1], 0);
}

/* ---- where buckets begin ----------------------------------------------------------------------- */

static void division_rounds_down(void **unused) {
    int64_t a, b;
    (void)unused;
    for (a = -30; a <= 30; ++a) {
        for (b = 1; b <= 12; ++b) {
            int64_t q = hst__divide_down(a, b);
            assert_true(q * b <= a && a < (q + 1) * b);
        }
    }
    assert_int_equal(hst__divide_down(INT64_MIN, 1), INT64_MIN);
}

static void a_bucket_begins_at_or_before_its_time(void **unused) {
    rng r = rng_seed(203);
    int round;
    (void)unused;
    for (round = 0; round < 20000; ++round) {
        int64_t time = (int64_t)(rng_next(&r) >> (1 + rng_below(&r, 63))) - (int64_t)(rng_next(&r) >> 30);
        int64_t origin = (int64_t)rng_below(&r, 2000000) - 1000000;
        int64_t step = 1 + (int64_t)(rng_next(&r) >> (8 + rng_below(&r, 56)));
        int64_t start = 0;
        assert_status(hst_series_floor(&start, time, origin, step), HST_OK);
        assert_true(start <= time && time - start < step);
        assert_int_equal((start % step - origin % step) % step, 0);
    }
}

static void days_and_weeks_begin_where_the_calendar_says(void **unused) {
    static const int64_t monday = 1641168000; /* 2022-01-03, a Monday */
    int64_t start = 0;
    (void)unused;
    assert_status(hst_series_floor(&start, 1641380400, 0, HST_SERIES_DAY), HST_OK); /* 2022-01-05 11:00 */
    assert_int_equal(start, 1641340800);
    assert_status(hst_series_floor(&start, 1641380400, HST_SERIES_MONDAY, HST_SERIES_WEEK), HST_OK);
    assert_int_equal(start, monday);
    assert_status(hst_series_floor(&start, monday - 1, HST_SERIES_MONDAY, HST_SERIES_WEEK), HST_OK);
    assert_int_equal(start, monday - HST_SERIES_WEEK);
    assert_status(hst_series_floor(&start, -1, 0, HST_SERIES_HOUR), HST_OK);
    assert_int_equal(start, -HST_SERIES_HOUR);
    assert_status(hst_series_floor(&start, INT64_MIN, INT64_MAX, 1), HST_OK);
    assert_int_equal(start, INT64_MIN);
    assert_status(hst_series_floor(&start, INT64_MAX, INT64_MIN, INT64_MAX), HST_OK);
    assert_int_equal(start, INT64_MAX - 1);
}

static void months_begin_where_the_calendar_says(void **unused) {
    golden *g = golden_open("series/months.csv");
    (void)unused;
    while (golden_next(g)) {
        int64_t edges[1] = {0};
        assert_status(hst_series_months(edges, 0, (int32_t)golden_integer(g, "year"),
                                        (int32_t)golden_integer(g, "month")),
                      HST_OK);
        assert_int_equal(edges[0], golden_integer(g, "time"));
    }
    golden_close(g);
}

/* From year -400 on, month by month; 400 years are 146,097 days. */
static void months_follow_one_another(void **unused) {
    static int64_t edges[12 * 3000 + 1];
    int64_t k;
    (void)unused;
    assert_status(hst_series_months(edges, 12 * 3000, -400, 1), HST_OK);
    for (k = 0; k < 12 * 3000; ++k) {
        int64_t days = oracle_days_in(k / 12 - 400, (int)(k % 12) + 1);
        assert_int_equal(edges[k + 1] - edges[k], days * HST_SERIES_DAY);
    }
    assert_int_equal(edges[4800] - edges[0], INT64_C(146097) * HST_SERIES_DAY);
    assert_status(hst_series_months(edges, 1, INT32_MIN, 12), HST_OK);
    assert_int_equal(edges[1] - edges[0], 31 * HST_SERIES_DAY);
    assert_status(hst_series_months(edges, 1, INT32_MAX, 12), HST_OK);
    assert_int_equal(edges[1] - edges[0], 31 * HST_SERIES_DAY);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(filling_is_that_of_the_definitions),
        cmocka_unit_test(every_short_series_is_filled_by_the_definitions),
        cmocka_unit_test(a_line_between_any_values_is_rounded_once),
        cmocka_unit_test(negative_zero_is_filled_as_zero),
        cmocka_unit_test(series_on_one_grid_are_as_each_by_itself),
        cmocka_unit_test(nothing_to_align_needs_nothing),
        cmocka_unit_test(division_rounds_down),
        cmocka_unit_test(a_bucket_begins_at_or_before_its_time),
        cmocka_unit_test(days_and_weeks_begin_where_the_calendar_says),
        cmocka_unit_test(months_begin_where_the_calendar_says),
        cmocka_unit_test(months_follow_one_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
