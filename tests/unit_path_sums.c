/* Means of the path under water and of its squares: each way the same, on every path, and rounded once. */
#include "support/shaped.h"
#include "support/support.h"

#include <math.h>
#include <string.h>

#include "kernels/exact_spread.h"
#include "kernels/path_sums.h"
#include "kernels/underwater.h"

enum { MOST = 9000 };

static double x[MOST];
static double under[MOST];

static void assert_sums(int64_t n, hst__path_sums *out) {
    hst__path_sums each;
    int path;
    assert_true(hst__path_sums_on(hst__path(), out, x, n, 0));
    for (path = HST__PATH_PORTABLE; path <= hst__path(); ++path) {
        int exactly;
        for (exactly = 0; exactly <= 1; ++exactly) {
            assert_true(hst__path_sums_on(path, &each, x, n, exactly));
            assert_int_equal(each.count, out->count);
            assert_same_bits(each.mean, out->mean);
            assert_same_bits(each.mean_square, out->mean_square);
            assert_same_bits(each.most, out->most);
        }
    }
}

static void both_ways_round_the_exact_means_on_every_path(void **unused) {
    static const int64_t lengths[] = {1, 2, 63, 64, 65, 511, 2047, 2048, 2049, 4096, 9000};
    rng r = rng_seed(31);
    int k;
    (void)unused;
    for (k = 0; k < 40 * SHAPES; ++k) {
        int64_t n = lengths[k % 11], i;
        hst__path_sums sums;
        hst__exact_spread exact;
        memset(&exact, 0, sizeof exact);
        fill_shaped(x, n, &r, k % SHAPES);
        assert_sums(n, &sums);
        assert_true(hst__underwater(under, x, n));
        for (i = 0; i < n; ++i) {
            if (!isnan(under[i])) {
                hst__exact_spread_add(&exact, under[i]);
            }
        }
        assert_int_equal(sums.count, exact.n);
        if (exact.n > 0) {
            assert_same_bits(sums.mean, hst__exact_sum_mean(&exact.sum, exact.n));
            assert_same_bits(sums.mean_square, hst__exact_spread_mean_square(&exact, exact.n));
        }
    }
}

/* Two depths whose mean lies between two doubles: only the long way can tell to which it goes. */
static void a_tie_is_decided_the_long_way(void **unused) {
    hst__path_sums sums;
    (void)unused;
    x[0] = 1;
    x[1] = 0.5;
    x[2] = 0.5 - 0x1p-53;
    x[3] = NAN;
    assert_sums(4, &sums);
    assert_int_equal(sums.count, 3);
    x[0] = 1;
    x[1] = 1 - 0x1p-53;
    assert_sums(2, &sums);
    assert_same_bits(sums.mean, 0x1p-54);
    assert_same_bits(sums.mean_square, 0x1p-107);
    x[2] = 0; /* the mean of four is (1 + 2^-53)/4, half way between two doubles: the even one is 1/4 */
    x[3] = 1;
    assert_sums(4, &sums);
    assert_same_bits(sums.mean, 0.25);
    assert_same_bits(sums.mean_square, 0.25);
}

static void short_series_round_as_the_long_way_does(void **unused) {
    rng r = rng_seed(32);
    int k;
    (void)unused;
    for (k = 0; k < 20000; ++k) {
        hst__path_sums nearly, exact;
        int64_t n = 3 + (int64_t)rng_below(&r, 4), i;
        x[0] = 1;
        for (i = 1; i < n; ++i) {
            x[i] = rng_uniform(&r);
        }
        assert_true(hst__path_sums_on(hst__path(), &nearly, x, n, 0));
        assert_true(hst__path_sums_on(HST__PATH_PORTABLE, &exact, x, n, 1));
        assert_same_bits(nearly.mean, exact.mean);
        assert_same_bits(nearly.mean_square, exact.mean_square);
    }
}

static void nothing_under_water_and_nothing_at_all_sum_to_zero(void **unused) {
    hst__path_sums sums;
    int64_t i;
    (void)unused;
    for (i = 0; i < MOST; ++i) {
        x[i] = i % 3 == 0 ? (double)NAN : (double)(i / 5);
    }
    assert_sums(MOST, &sums);
    assert_int_equal(sums.count, MOST - MOST / 3);
    assert_same_bits(sums.mean + sums.mean_square + sums.most, 0.0);
    for (i = 0; i < MOST; ++i) {
        x[i] = NAN;
    }
    assert_sums(MOST, &sums);
    assert_int_equal(sums.count, 0);
    assert_sums(0, &sums);
    assert_int_equal(sums.count, 0);
}

static void a_sample_out_of_range_is_found_and_nothing_written(void **unused) {
    hst__path_sums sums;
    int64_t at, i;
    (void)unused;
    fill_untouched(&sums, sizeof sums);
    for (i = 0; i < MOST; ++i) {
        x[i] = 1;
    }
    for (at = 0; at < MOST; at += 487) {
        x[at] = at % 2 == 0 ? -1 : (double)INFINITY;
        assert_false(hst__path_sums_on(HST__PATH_PORTABLE, &sums, x, MOST, 0));
        assert_false(hst__path_sums_on(hst__path(), &sums, x, MOST, 1));
        x[at] = 1;
    }
    assert_untouched(&sums, sizeof sums);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_ways_round_the_exact_means_on_every_path),
        cmocka_unit_test(a_tie_is_decided_the_long_way),
        cmocka_unit_test(short_series_round_as_the_long_way_does),
        cmocka_unit_test(nothing_under_water_and_nothing_at_all_sum_to_zero),
        cmocka_unit_test(a_sample_out_of_range_is_found_and_nothing_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
