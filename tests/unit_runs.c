/* Kernels over times and runs of values, on every path that the machine has, against loops that say what is
 * meant. */
#include "support/support.h"

#include <math.h>
#include <string.h>

#include "kernels/bucket_ends.h"
#include "kernels/magnitudes.h"
#include "kernels/path.h"
#include "kernels/rising.h"
#include "kernels/run_extremes.h"
#include "kernels/run_sums.h"
#include "kernels/run_totals.h"

enum { MOST = 700, RUNS = 20 };

static double x[MOST + HST__RUN_LANES];
static double y[MOST + HST__RUN_LANES];
static int64_t times[MOST];
static int64_t at[RUNS + 1];

/* Whole numbers, a tenth missing if asked; behind them what must not be looked at. */
static void fill_values(rng *r, int64_t n, int missing) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        x[i] = missing && rng_below(r, 10) == 0 ? NAN : (double)rng_below(r, 2001) - 1000;
    }
    for (; i < n + HST__RUN_LANES; ++i) {
        x[i] = i % 2 == 0 ? 1e300 : -1e300;
    }
}

/* Runs of 0 to 70; returns the end of the last. */
static int64_t cut(rng *r) {
    int64_t k;
    at[0] = (int64_t)rng_below(r, 3);
    for (k = 0; k < RUNS; ++k) {
        int64_t longest = rng_below(r, 2) == 0 ? 35 : 3;
        at[k + 1] = at[k] + (int64_t)rng_below(r, (uint64_t)longest);
    }
    return at[RUNS];
}

static void any_step_that_does_not_rise_is_seen(void **unused) {
    int64_t n, i;
    int path;
    (void)unused;
    for (path = 0; path <= hst__path(); ++path) {
        for (n = 0; n < 140; ++n) {
            for (i = 0; i < n; ++i) {
                times[i] = 3 * i - 200;
            }
            assert_true(hst__is_rising_on(path, times, n));
            for (i = 1; i < n; ++i) {
                times[i] -= 3;
                assert_false(hst__is_rising_on(path, times, n));
                times[i] += 3;
            }
        }
        times[0] = INT64_MIN;
        times[1] = INT64_MAX;
        assert_true(hst__is_rising_on(path, times, 2));
        times[0] = INT64_MAX;
        times[1] = INT64_MIN;
        assert_false(hst__is_rising_on(path, times, 2));
    }
}

static void magnitudes_are_the_least_above_zero_and_the_most(void **unused) {
    static const double special[] = {0.0, -0.0, 0x1p-1074, -1e300, INFINITY, NAN, 1, -0.5};
    rng r = rng_seed(301);
    int path, round;
    (void)unused;
    for (round = 0; round < 2000; ++round) {
        int64_t n = (int64_t)rng_below(&r, 100);
        hst__magnitudes expected = hst__magnitudes_none();
        int64_t i;
        for (i = 0; i < n; ++i) {
            uint64_t bits;
            x[i] = rng_below(&r, 20) == 0 ? special[rng_below(&r, 8)] : rng_normal(&r);
            bits = hst__magnitude_bits(x + i);
            expected.most = bits > expected.most ? bits : expected.most;
            expected.least = bits != 0 && bits - 1 < expected.least ? bits - 1 : expected.least;
        }
        for (path = 0; path <= hst__path(); ++path) {
            hst__magnitudes m = hst__magnitudes_on(path, x, n);
            assert_true(m.least == expected.least && m.most == expected.most);
        }
    }
}

static void missing_samples_are_cleaned_and_counted(void **unused) {
    rng r = rng_seed(302);
    int path, round;
    (void)unused;
    for (round = 0; round < 300; ++round) {
        int64_t n = cut(&r);
        int64_t i, k;
        fill_values(&r, n, 1);
        for (path = 0; path <= hst__path(); ++path) {
            double count[RUNS];
            hst__run_observed_on(path, count, x, at, RUNS);
            for (k = 0; k < RUNS; ++k) {
                double expected = 0;
                for (i = at[k]; i < at[k + 1]; ++i) {
                    expected += !isnan(x[i]);
                }
                assert_same_bits(count[k], expected);
            }
            assert_false(hst__clean_on(path, y, x, n));
            for (i = 0; i < n; ++i) {
                assert_same_bits(y[i], isnan(x[i]) ? 0.0 : x[i]);
            }
            if (n > 0) {
                double kept = x[n - 1];
                x[n - 1] = -INFINITY;
                assert_true(hst__clean_on(path, y, x, n));
                assert_same_bits(y[n - 1], -INFINITY);
                x[n - 1] = kept;
            }
        }
    }
}

static void extremes_skip_what_is_missing(void **unused) {
    rng r = rng_seed(303);
    int path, round;
    (void)unused;
    for (round = 0; round < 300; ++round) {
        int64_t n = cut(&r);
        int64_t i, k;
        fill_values(&r, n, 1);
        for (path = 0; path <= hst__path(); ++path) {
            double least[RUNS], most[RUNS];
            hst__run_extremes_on(path, least, most, x, at, RUNS);
            for (k = 0; k < RUNS; ++k) {
                double low = INFINITY, high = -INFINITY;
                for (i = at[k]; i < at[k + 1]; ++i) {
                    low = x[i] < low ? x[i] : low;
                    high = x[i] > high ? x[i] : high;
                }
                assert_near(least[k], low, 0);
                assert_near(most[k], high, 0);
            }
        }
    }
}

/* Whole numbers times a unit, so that a plain sum is exact; a high part takes what the split gives it. */
static void sums_of_runs_are_exact_on_every_path(void **unused) {
    rng r = rng_seed(304);
    int path, round;
    (void)unused;
    for (round = 0; round < 500; ++round) {
        int64_t n = (int64_t)rng_below(&r, 200);
        double expected = 0;
        hst__run_parts first = {0, 0};
        hst__split split;
        int64_t i;
        fill_values(&r, n, 0);
        for (i = 0; i < n; ++i) {
            x[i] = (x[i] * 0x1p20 + (double)rng_below(&r, 1000)) * 0x1p10;
            expected += x[i];
        }
        assert_true(hst__totals_split(&split, hst__magnitudes_of(x, n)));
        for (path = 0; path <= hst__path(); ++path) {
            hst__run_parts sum = hst__run_sum_on(path, x, n, &split);
            assert_same_bits(sum.high + sum.low, expected);
            first = path == 0 ? sum : first;
            assert_same_bits(sum.high, first.high);
            assert_same_bits(sum.low, first.low);
        }
    }
}

static void likely_means_are_the_same_on_every_path(void **unused) {
    rng r = rng_seed(305);
    double high[RUNS], low[RUNS], n[RUNS], mean[RUNS], doubt[RUNS];
    int64_t k;
    int path;
    (void)unused;
    for (k = 0; k < RUNS; ++k) {
        high[k] = rng_normal(&r) * 1e20;
        low[k] = rng_normal(&r) * 1e5;
        n[k] = 1 + (double)rng_below(&r, 2000);
    }
    for (path = 0; path <= hst__path(); ++path) {
        hst__run_means_on(path, mean, doubt, high, low, n, RUNS);
        for (k = 0; k < RUNS; ++k) {
            hst__likely likely = hst__likely_mean(high[k], low[k], n[k]);
            assert_same_bits(mean[k], likely.value);
            assert_same_bits(doubt[k], likely.doubt);
        }
    }
}

/* Runs too unlike for any split have the sum of the fixed point; so have those of only a few denormals. */
static void totals_are_exact_for_any_values(void **unused) {
    static const double unit[] = {1, 0x1p-1074, 0x1p1000, 0x1p-900, 0x1p900};
    rng r = rng_seed(306);
    size_t k;
    int round;
    (void)unused;
    for (k = 0; k < sizeof unit / sizeof unit[0]; ++k) {
        for (round = 0; round < 100; ++round) {
            int64_t n = 1 + (int64_t)rng_below(&r, 50);
            double sum, mean, whole = 0;
            hst__exact_sum total = {{0}};
            int64_t i;
            fill_values(&r, n, 0);
            for (i = 0; i < n; ++i) {
                whole += x[i];
                x[i] *= unit[k];
            }
            hst__totals_alone(&sum, &mean, x, n, n);
            assert_same_bits(sum, whole * unit[k] + 0.0);
            hst__totals_add(&total, x, n, hst__magnitudes_of(x, n));
            assert_same_bits(hst__exact_sum_read(&total), sum);
            assert_same_bits(hst__exact_sum_mean(&total, n) + 0.0, mean + 0.0);
        }
    }
}

/* With a split that the large ones fit, the smallest would be lost in whichever lane it comes to. */
static void what_does_not_fit_a_split_is_not_lost(void **unused) {
    enum { LENGTH = 96 };
    double sum, mean;
    hst__exact_sum total = {{0}};
    int64_t i;
    (void)unused;
    for (i = 0; i < LENGTH; ++i) {
        x[i] = 0;
    }
    x[0] = 0x1p60 + 0x1p10;
    x[32] = 0x1p-60;
    x[64] = -x[0];
    hst__totals_alone(&sum, &mean, x, LENGTH, 3);
    assert_same_bits(sum, 0x1p-60);
    assert_same_bits(mean, 0x1p-60 / 3);
    hst__totals_add(&total, x, LENGTH, hst__magnitudes_of(x, LENGTH));
    assert_same_bits(hst__exact_sum_read(&total), 0x1p-60);
}

static void a_range_holds_its_ends(void **unused) {
    hst__magnitudes m = hst__magnitudes_with(hst__magnitudes_with(hst__magnitudes_none(), -2), 16);
    double two = 2, sixteen = 16;
    uint64_t least = hst__bits_at(&two), most = hst__bits_at(&sixteen);
    (void)unused;
    assert_true(hst__magnitudes_within(m, least, most));
    assert_false(hst__magnitudes_within(m, least + 1, most));
    assert_false(hst__magnitudes_within(m, least, most - 1));
    assert_true(hst__magnitudes_within(hst__magnitudes_with(m, 0), least, most));
    assert_true(hst__magnitudes_within(hst__magnitudes_none(), least, most));
}

/* ---- the walk over buckets --------------------------------------------------------------------- */

static void check_walk(int path, const int64_t *edge, int64_t buckets, int64_t n, int64_t most,
                       int64_t guess) {
    double high[RUNS], low[RUNS];
    hst__split split;
    hst__bucket_sums sums = {x, 0, high, low};
    hst__bucket_walk walk = {edge, buckets, times, x, n, most, guess};
    int64_t ends[RUNS + 1], done, k, i = 0;
    (void)hst__totals_split(&split, hst__magnitudes_of(x, n));
    sums.shifter = split.shifter;
    done = hst__bucket_ends_on(path, at, &sums, &walk);
    assert_int_equal(hst__bucket_ends_on(path, ends, NULL, &walk), done);
    assert_int_equal(at[0], 0);
    for (k = 0; k < done + (done < buckets); ++k) {
        double sum = 0;
        for (; i < n && times[i] < edge[k + 1]; ++i) {
            sum += x[i];
        }
        assert_int_equal(at[k + 1], i);
        assert_int_equal(ends[k + 1], i);
        if (k < done) {
            assert_true(i <= most);
            assert_near(high[k] + low[k], sum, 0);
        }
    }
    assert_true(done == buckets || i > most);
}

static void buckets_end_where_their_edges_are(void **unused) {
    rng r = rng_seed(307);
    int path, round;
    (void)unused;
    for (round = 0; round < 2000; ++round) {
        int64_t n = (int64_t)rng_below(&r, MOST);
        int64_t edge[RUNS + 1];
        int64_t width = 1 + (int64_t)rng_below(&r, 200);
        int64_t buckets = 1 + (int64_t)rng_below(&r, RUNS);
        int64_t guess = (int64_t)rng_below(&r, 100);
        int64_t i;
        fill_values(&r, n, 0);
        for (i = 0; i < n; ++i) {
            times[i] = (i == 0 ? 5 : times[i - 1] + 1) + (int64_t)rng_below(&r, i % 90 < 45 ? 2 : 6);
        }
        edge[0] = 3;
        for (i = 0; i < buckets; ++i) {
            edge[i + 1] = edge[i] + 1 + (int64_t)rng_below(&r, (uint64_t)width);
        }
        for (path = 0; path <= hst__path(); ++path) {
            check_walk(path, edge, buckets, n, n, guess);
            check_walk(path, edge, buckets, n, n / 3, guess);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_step_that_does_not_rise_is_seen),
        cmocka_unit_test(magnitudes_are_the_least_above_zero_and_the_most),
        cmocka_unit_test(missing_samples_are_cleaned_and_counted),
        cmocka_unit_test(extremes_skip_what_is_missing),
        cmocka_unit_test(sums_of_runs_are_exact_on_every_path),
        cmocka_unit_test(likely_means_are_the_same_on_every_path),
        cmocka_unit_test(totals_are_exact_for_any_values),
        cmocka_unit_test(what_does_not_fit_a_split_is_not_lost),
        cmocka_unit_test(a_range_holds_its_ends),
        cmocka_unit_test(buckets_end_where_their_edges_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
