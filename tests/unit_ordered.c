/* Scans over arrays against loops that say what they mean. */
#include "support/support.h"

#include <float.h>
#include <math.h>

#include "kernels/ordered.h"

static void ascending_allows_equal_neighbours_and_the_whole_range(void **unused) {
    static const int64_t up[] = {INT64_MIN, INT64_MIN, -1, 0, 0, 7, INT64_MAX, INT64_MAX};
    static const int64_t down[] = {INT64_MAX, INT64_MIN};
    int64_t n;
    (void)unused;
    for (n = 0; n <= 8; ++n) {
        assert_true(hst__is_ascending(up, n));
    }
    assert_true(hst__is_ascending(NULL, 0));
    assert_false(hst__is_ascending(down, 2));
}

static void one_step_down_is_found_wherever_it_is(void **unused) {
    int64_t x[40];
    int64_t n, at, i;
    (void)unused;
    for (n = 2; n <= 40; ++n) {
        for (at = 1; at < n; ++at) {
            for (i = 0; i < n; ++i) {
                x[i] = i >= at ? i - 2 : i;
            }
            assert_false(hst__is_ascending(x, n));
        }
    }
}

static void one_value_out_of_range_is_found_whatever_it_is(void **unused) {
    static const double outside[] = {0.0,
                                     -0.0,
                                     -1.0,
                                     0x1.fffffffffffffp-901,
                                     0x1.0000000000001p900,
                                     DBL_MAX,
                                     -DBL_MAX,
                                     INFINITY,
                                     -INFINITY,
                                     NAN,
                                     -0x1p-900,
                                     -0x1p-1074,
                                     0x1p-1074,
                                     -0x1p900};
    double x[20];
    int64_t n, at, i;
    size_t k;
    (void)unused;
    assert_true(hst__all_within(NULL, 0, 1, 2));
    for (n = 1; n <= 20; ++n) {
        for (i = 0; i < n; ++i) {
            x[i] = i % 3 == 0 ? 0x1p-900 : i % 3 == 1 ? 0x1p900 : 1e23;
        }
        assert_true(hst__all_within(x, n, 0x1p-900, 0x1p900));
        for (at = 0; at < n; ++at) {
            double kept = x[at];
            for (k = 0; k < sizeof outside / sizeof outside[0]; ++k) {
                x[at] = outside[k];
                assert_false(hst__all_within(x, n, 0x1p-900, 0x1p900));
            }
            x[at] = kept;
        }
    }
}

static void ids_and_bounds_are_checked_to_the_last_element(void **unused) {
    int32_t id[9] = {-1, 0, 1, 2, 0, -1, 2, 1, 0};
    int64_t x[9] = {0, 5, 1, 0, INT64_MAX, 3, 2, 1, 0};
    int64_t at;
    (void)unused;
    assert_true(hst__all_ids(id, 9, 3));
    assert_true(hst__all_ids(NULL, 0, 0));
    assert_true(hst__all_at_least(x, 9, 0));
    for (at = 0; at < 9; ++at) {
        int32_t kept = id[at];
        int64_t kept_x = x[at];
        id[at] = 3;
        assert_false(hst__all_ids(id, 9, 3));
        id[at] = -2;
        assert_false(hst__all_ids(id, 9, 3));
        id[at] = kept;
        x[at] = -1;
        assert_false(hst__all_at_least(x, 9, 0));
        x[at] = kept_x;
    }
}

static void a_table_has_columns_and_fits(void **unused) {
    (void)unused;
    assert_true(hst__fits_table(INT64_MAX, 0));
    assert_true(hst__fits_table(INT64_MAX, 1));
    assert_true(hst__fits_table(INT64_MAX / 7, 7));
    assert_false(hst__fits_table(INT64_MAX / 7 + 1, 7));
    assert_false(hst__fits_table(0, -1));
}

static void parts_are_no_more_than_the_whole(void **unused) {
    static const int64_t part[] = {3, 0, 4};
    static const int64_t huge[] = {INT64_MAX, INT64_MAX};
    static const int64_t below[] = {3, -1};
    (void)unused;
    assert_true(hst__are_parts(part, 3, 7));
    assert_true(hst__are_parts(part, 0, 0));
    assert_false(hst__are_parts(part, 3, 6));
    assert_false(hst__are_parts(huge, 2, INT64_MAX));
    assert_false(hst__are_parts(below, 2, 7));
}

static void searches_find_the_first_from_any_start(void **unused) {
    rng r = rng_seed(5);
    int run;
    (void)unused;
    for (run = 0; run < 300; ++run) {
        int64_t x[120];
        int64_t n = (int64_t)rng_below(&r, 121);
        int64_t spread = 1 + (int64_t)rng_below(&r, 6);
        int64_t from, bound, i;
        for (i = 0; i < n; ++i) {
            x[i] = (i > 0 ? x[i - 1] : 0) + (int64_t)rng_below(&r, (uint64_t)spread);
        }
        for (from = 0; from <= n; from += 1 + (int64_t)rng_below(&r, 9)) {
            for (bound = -1; bound <= (n > 0 ? x[n - 1] + 1 : 1); bound += 1 + (int64_t)rng_below(&r, 20)) {
                int64_t expected = from;
                while (expected < n && x[expected] < bound) {
                    ++expected;
                }
                assert_int_equal(hst__first_at_least(x, from, n, bound), expected);
            }
        }
    }
}

static void runs_end_at_the_first_other_value(void **unused) {
    double x[70];
    int64_t n, at, i;
    (void)unused;
    for (n = 1; n <= 70; ++n) {
        for (at = 1; at <= n; ++at) {
            for (i = 0; i < n; ++i) {
                x[i] = i < at ? 1e23 : 2e23;
            }
            assert_int_equal(hst__run_end(x, 0, n), at);
            assert_int_equal(hst__run_end(x, at - 1, n), at);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ascending_allows_equal_neighbours_and_the_whole_range),
        cmocka_unit_test(one_step_down_is_found_wherever_it_is),
        cmocka_unit_test(one_value_out_of_range_is_found_whatever_it_is),
        cmocka_unit_test(ids_and_bounds_are_checked_to_the_last_element),
        cmocka_unit_test(a_table_has_columns_and_fits),
        cmocka_unit_test(parts_are_no_more_than_the_whole),
        cmocka_unit_test(searches_find_the_first_from_any_start),
        cmocka_unit_test(runs_end_at_the_first_other_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
