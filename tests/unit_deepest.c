/* The deepest fall on every path, against its definition: series of several blocks, with what matters
 * placed in each of them. */
#include "support/same_fall.h"
#include "support/shaped.h"

#include <math.h>

#include "kernels/deepest.h"
#include "oracle/drawdown.h"

enum { MOST = 2100, BLOCK = 512 };

static double x[MOST];

static void assert_deepest(int64_t n) {
    static hst_drawdown episodes[MOST / 2];
    int64_t found = oracle_episodes(episodes, x, n);
    hst_drawdown expected = oracle_deepest(episodes, found, x, n);
    int path;
    for (path = HST__PATH_PORTABLE; path <= hst__path(); ++path) {
        hst__deepest fall = {-1, 0, 0, 0, 0};
        hst_drawdown actual;
        assert_true(hst__deepest_on(path, &fall, x, n));
        actual.depth = fall.depth;
        actual.peak = fall.peak;
        actual.onset = fall.onset;
        actual.trough = fall.trough;
        actual.recovery = fall.recovery;
        assert_same_fall(&actual, &expected);
    }
}

static void random_series_are_as_defined_on_every_path(void **unused) {
    rng r = rng_seed(512);
    int k;
    (void)unused;
    for (k = 0; k < 40 * SHAPES; ++k) {
        int64_t n = (int64_t)rng_below(&r, k % 7 == 0 ? MOST : 600);
        fill_shaped(x, n, &r, k % SHAPES);
        assert_deepest(n);
    }
}

/* Climbs with a fall in every block, each deeper than the last, so that every block has to be made out. */
static void series_where_no_block_can_be_passed_over_are_as_defined(void **unused) {
    rng r = rng_seed(144);
    int64_t n, i;
    (void)unused;
    for (n = 1; n <= MOST; n += n < 80 ? 1 : 83) {
        for (i = 0; i < n; ++i) {
            x[i] = (1 + (double)i) * (1 - 0.01 * (double)(i + 1) / MOST * rng_uniform(&r));
        }
        assert_deepest(n);
    }
}

/* Peak, trough and recovery each in every place about the seams between blocks, with lesser falls around. */
static void the_places_may_lie_in_any_blocks(void **unused) {
    static const int64_t places[] = {0, 1, 300, 511, 512, 513, 1000, 1023, 1024, 1500};
    int64_t peak, trough, back, i;
    (void)unused;
    for (peak = 0; peak < 10; ++peak) {
        for (trough = peak + 1; trough < 10; ++trough) {
            for (back = trough + 1; back <= 10; ++back) {
                for (i = 0; i < 1600; ++i) {
                    x[i] = i % 5 == 2 ? NAN : 6 + (double)(i % 3);
                }
                x[places[peak]] = 9;
                x[places[trough]] = 2;
                if (back < 10) {
                    x[places[back]] = 9 + (double)(back % 2);
                    x[places[back] + 1] = 3; /* lower than all but the trough, after the end */
                }
                assert_deepest(1600);
            }
        }
    }
}

/* From 1e20 each of these depths rounds to 1, so the first is the deepest and a later one the lowest. Both
 * come before the recovery or not, in the same block, the next, or the one of the recovery. Of two that are
 * as low it is the first. */
static void the_lowest_sample_of_a_fall_is_its_trough_in_whatever_block(void **unused) {
    static const int64_t places[] = {2, 100, 511, 512, 700, 1023, 1024, 1200, 1599};
    int64_t low, lower, back, i;
    (void)unused;
    for (low = 0; low < 9; ++low) {
        for (lower = low + 1; lower < 9; ++lower) {
            for (back = low + 1; back <= 9; ++back) {
                for (i = 0; i < 1600; ++i) {
                    x[i] = 5e19;
                }
                x[1] = 1e20;
                x[places[low]] = 1e-3;
                x[places[lower]] = 1e-5;
                if (back < 9) {
                    x[places[back] - 1] = 1e20;
                }
                assert_true(oracle_depth(1e20, 1e-3) == 1);
                assert_deepest(1600);
                x[1590] = 1e-5;
                assert_deepest(1600);
            }
        }
    }
}

static void of_equal_depths_the_first_is_found(void **unused) {
    int64_t first, second, i;
    (void)unused;
    for (first = 1; first < 1500; first += 97) {
        for (second = first + 2; second < 1500; second += 211) {
            for (i = 0; i < 1500; ++i) {
                x[i] = i > first ? 8 : 4;
            }
            x[first] = 2;
            x[second] = 4;
            assert_deepest(1500);
        }
    }
}

static void nothing_observed_and_nothing_fallen_are_told_apart(void **unused) {
    int64_t n, i;
    (void)unused;
    for (n = 0; n <= 1100; n += n < 70 ? 1 : 103) {
        for (i = 0; i < n; ++i) {
            x[i] = NAN;
        }
        assert_deepest(n);
        for (i = 0; i < n; ++i) {
            x[i] = 0;
        }
        assert_deepest(n);
        for (i = 0; i < n; ++i) {
            x[i] = (double)(i / 3);
        }
        assert_deepest(n);
    }
}

static void a_sample_out_of_range_is_found_and_nothing_written(void **unused) {
    static const double bad[] = {-1, -0x1p-1074, INFINITY, -INFINITY};
    hst__deepest fall;
    int64_t at, i;
    int path;
    (void)unused;
    fill_untouched(&fall, sizeof fall);
    for (i = 0; i < MOST; ++i) {
        x[i] = (double)(MOST - i);
    }
    for (at = 0; at < MOST; at += 13) {
        double kept = x[at];
        x[at] = bad[at % 4];
        for (path = HST__PATH_PORTABLE; path <= hst__path(); ++path) {
            assert_false(hst__deepest_on(path, &fall, x, MOST));
        }
        x[at] = kept;
    }
    assert_untouched(&fall, sizeof fall);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_series_are_as_defined_on_every_path),
        cmocka_unit_test(series_where_no_block_can_be_passed_over_are_as_defined),
        cmocka_unit_test(the_places_may_lie_in_any_blocks),
        cmocka_unit_test(the_lowest_sample_of_a_fall_is_its_trough_in_whatever_block),
        cmocka_unit_test(of_equal_depths_the_first_is_found),
        cmocka_unit_test(nothing_observed_and_nothing_fallen_are_told_apart),
        cmocka_unit_test(a_sample_out_of_range_is_found_and_nothing_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
