/* Adjusted p against their definitions and R, the scan against every window, and the binomial draw against
 * its law. */
#include "support/impact_record.h"

#include <math.h>
#include <string.h>

#include "kernels/binomial_draw.h"
#include "kernels/special.h"
#include "oracle/impact_more.h"

/* ---- many p ------------------------------------------------------------------------------------ */

/* R 4.2.2: p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.5, 0.04), "holm") and "BH" */
static void adjusted_p_agree_with_r(void **state) {
    const double p[6] = {0.01, 0.04, 0.03, 0.005, 0.5, 0.04};
    const double holm_r[6] = {0.05, 0.12, 0.12, 0.03, 0.5, 0.12},
                 bh_r[6] = {0.03, 0.048, 0.048, 0.03, 0.5, 0.048};
    const int32_t order_r[6] = {3, 0, 2, 1, 5, 4};
    double holm[6], bh[6];
    int32_t order[6], i;
    (void)state;
    assert_status(hst_impact_adjust(holm, bh, order, p, 6), HST_OK);
    assert_memory_equal(order, order_r, sizeof order);
    for (i = 0; i < 6; ++i) {
        assert_near(holm[i], holm_r[i], 1e-15);
        assert_near(bh[i], bh_r[i], 1e-15);
    }
}

static void adjusted_p_are_those_of_the_definition(void **state) {
    rng random = rng_seed(21);
    int run;
    (void)state;
    for (run = 0; run < 400; ++run) {
        int32_t count = 1 + (int32_t)rng_below(&random, 40), i;
        double *p = guarded_alloc((size_t)count * sizeof *p),
               *holm = guarded_alloc((size_t)count * sizeof *p);
        double *bh = guarded_alloc((size_t)count * sizeof *p);
        int32_t *order = guarded_alloc((size_t)(count + 1) / 2 * 2 * sizeof *order);
        for (i = 0; i < count; ++i) {
            p[i] = run % 2 ? rng_uniform(&random) : (double)rng_below(&random, 6) / 5;
        }
        assert_status(hst_impact_adjust(holm, bh, order, p, count), HST_OK);
        for (i = 0; i < count; ++i) {
            assert_near(holm[i], oracle_holm(p, count, i), 1e-15);
            assert_near(bh[i], oracle_hochberg(p, count, i), 1e-15);
            assert_true(holm[i] >= p[i] && bh[i] >= p[i] && holm[i] <= 1);
            assert_true(i == 0 || p[order[i - 1]] < p[order[i]] ||
                        (p[order[i - 1]] == p[order[i]] && order[i - 1] < order[i]));
        }
        guarded_free(order);
        guarded_free(bh);
        guarded_free(holm);
        guarded_free(p);
    }
}

/* ---- scan -------------------------------------------------------------------------------------- */

static hst_impact_scan scanned(const int64_t *blocks, const double *expected, int64_t bins, int64_t least,
                               int64_t most, int64_t runs, int64_t seed) {
    double *work = guarded_alloc((size_t)(2 * bins + 2) * sizeof *work);
    hst_impact_scan out;
    assert_status(hst_impact_scan_falls(&out, work, blocks, expected, bins, least, most, runs, seed), HST_OK);
    guarded_free(work);
    return out;
}

static void the_scan_finds_the_best_of_all_windows(void **state) {
    rng random = rng_seed(22);
    int run;
    (void)state;
    for (run = 0; run < 300; ++run) {
        int64_t blocks[12], bins = 2 + (int64_t)rng_below(&random, 11), j, from, width;
        int64_t least = 1 + (int64_t)rng_below(&random, 2);
        int64_t most = least + (int64_t)rng_below(&random, (uint64_t)(bins - least + 1));
        double expected[12], best = 0;
        hst_impact_scan s;
        for (j = 0; j < bins; ++j) {
            expected[j] = rng_below(&random, 8) == 0 ? 0 : 0.5 + rng_uniform(&random);
            blocks[j] = rng_poisson(&random, 8);
        }
        s = scanned(blocks, expected, bins, least, most, 3, run);
        for (width = least; width <= most; ++width) {
            for (from = 0; from + width <= bins; ++from) {
                best = fmax(best, oracle_window(blocks, expected, bins, from, from + width));
            }
        }
        assert_near_abs(s.log_ratio, best, 1e-11);
        assert_true(s.p >= 0.25 && s.p <= 1);
        if (s.from >= 0) {
            assert_near_abs(oracle_window(blocks, expected, bins, s.from, s.until), best, 1e-11);
            assert_true(s.fall > 0 && s.fall <= 1 && s.until - s.from >= least && s.until - s.from <= most);
        }
    }
}

static void a_fall_that_is_there_is_found(void **state) {
    const int64_t blocks[20] = {10, 11, 9, 12, 8, 10, 3, 2, 4, 9, 12, 11, 10, 9, 8, 10, 11, 12, 10, 9};
    double expected[20];
    hst_impact_scan s;
    int i;
    (void)state;
    for (i = 0; i < 20; ++i) {
        expected[i] = 1e-18;
    }
    s = scanned(blocks, expected, 20, 1, 6, 999, 1);
    assert_true(s.from == 6 && s.until == 9);
    assert_near(s.fall, 1 - 9 / 3.0 / (171 / 17.0), 1e-14); /* 9 blocks in 3 bins, 171 in 17 */
    assert_true(s.p < 0.01);
    assert_near(s.std_error, sqrt(s.p * (1 - s.p) / 999), 1e-14);
    assert_same_bits(s.p, scanned(blocks, expected, 20, 1, 6, 999, 1).p);
}

/* One block in four bins: wherever it falls, two neighbours are without: the best window is no surprise. */
static void windows_that_are_alike_count_as_such(void **state) {
    const int64_t blocks[4] = {1, 0, 0, 0};
    const double expected[4] = {0.1, 0.1, 0.1, 0.1};
    hst_impact_scan s = scanned(blocks, expected, 4, 2, 2, 99, 5);
    (void)state;
    assert_near(s.log_ratio, log(2), 1e-14);
    assert_same_bits(s.p, 1.0);
}

static void records_without_a_window_have_none(void **state) {
    const int64_t none[3] = {0, 0, 0}, even[3] = {4, 4, 4}, one[2] = {0, 7};
    const double expected[3] = {1, 1, 1}, nothing[3] = {0, 0, 0}, faint[2] = {1, 1e-30};
    hst_impact_scan s = scanned(none, expected, 3, 1, 3, 9, 1);
    (void)state;
    assert_true(s.from == HST_NONE && s.until == HST_NONE && s.p == 1 && s.log_ratio == 0 && isnan(s.fall));
    s = scanned(even, expected, 3, 1, 3, 9, 1);
    assert_true(s.from == HST_NONE && s.p == 1 && s.std_error == 0);
    s = scanned(even, nothing, 3, 1, 1, 9, 1);
    assert_true(s.from == HST_NONE);
    s = scanned(one, faint, 2, 1, 1, 9, 1); /* all blocks where next to none are expected */
    assert_true(s.from == 0 && s.fall == 1 && s.p == 0.1);
}

/* Over records without events p is at most alpha in at most that part of them, and not in far fewer. */
static void p_of_records_without_events_is_uniform(void **state) {
    rng random = rng_seed(23);
    int below_tenth = 0, below_half = 0, run, j;
    (void)state;
    for (run = 0; run < 1000; ++run) {
        int64_t blocks[15];
        double expected[15];
        hst_impact_scan s;
        for (j = 0; j < 15; ++j) {
            expected[j] = 1 + 0.1 * j;
            blocks[j] = rng_poisson(&random, 20 * expected[j]);
        }
        s = scanned(blocks, expected, 15, 1, 4, 99, run);
        below_tenth += s.p <= 0.1;
        below_half += s.p <= 0.5;
    }
    assert_true(below_tenth > 70 && below_tenth < 130); /* 100, deviation 9.5 */
    assert_true(below_half > 440 && below_half < 560);  /* 500, deviation 15.8 */
}

/* ---- binomial draw ----------------------------------------------------------------------------- */

static void draws_follow_the_binomial_law(void **state) {
    hst__random random = {77};
    int64_t found[13] = {0};
    double chi2 = 0, sum = 0, squares = 0;
    int i;
    (void)state;
    for (i = 0; i < 100000; ++i) {
        double n = hst__binomial_draw(12, 3, 5, &random);
        assert_true(n >= 0 && n <= 12);
        ++found[(int)n];
    }
    for (i = 0; i <= 12; ++i) {
        double mean = 1e5 * hst__binomial_mass(i, 12, 0.375, 0.625);
        chi2 += ((double)found[i] - mean) * ((double)found[i] - mean) / mean;
    }
    assert_true(chi2 < 32.9); /* 0.001 of chi2 with 12 degrees */
    for (i = 0; i < 20000; ++i) {
        double z = (hst__binomial_draw(1e6, 0.2, 0.8, &random) - 2e5) / 400;
        sum += z;
        squares += z * z;
    }
    assert_near_abs(sum / 20000, 0, 0.03);
    assert_near_abs(squares / 20000, 1, 0.04);
}

/* The state from which the next word has all bits set: the steps of SplitMix64 taken back. */
static hst__random last_of_all(void) {
    uint64_t z = UINT64_MAX;
    hst__random r;
    z ^= z >> 31 ^ z >> 62;
    z *= UINT64_C(0x319642b2d24d8ec3); /* inverse of 0x94d049bb133111eb */
    z ^= z >> 27 ^ z >> 54;
    z *= UINT64_C(0x96de1b173f119089); /* inverse of 0xbf58476d1ce4e5b9 */
    z ^= z >> 30 ^ z >> 60;
    r.state = z - UINT64_C(0x9e3779b97f4a7c15);
    return r;
}

static void draws_at_the_edges_are_possible_counts(void **state) {
    hst__random random = {1}, last = last_of_all();
    int n;
    (void)state;
    assert_true(hst__random_next(&last) == UINT64_MAX);
    assert_same_bits(hst__binomial_draw(0, 1, 1, &random), 0.0);
    assert_same_bits(hst__binomial_draw(9, 0, 1, &random), 0.0);
    assert_same_bits(hst__binomial_draw(9, 0, 0, &random), 0.0);
    assert_same_bits(hst__binomial_draw(9, 1, 0, &random), 9.0);
    for (n = 1; n < 2000; ++n) {
        double draw;
        last = last_of_all();
        draw = hst__binomial_draw(n, 1, 2.5, &last);
        assert_true(draw >= 0 && draw <= n);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adjusted_p_agree_with_r),
        cmocka_unit_test(adjusted_p_are_those_of_the_definition),
        cmocka_unit_test(the_scan_finds_the_best_of_all_windows),
        cmocka_unit_test(a_fall_that_is_there_is_found),
        cmocka_unit_test(windows_that_are_alike_count_as_such),
        cmocka_unit_test(records_without_a_window_have_none),
        cmocka_unit_test(p_of_records_without_events_is_uniform),
        cmocka_unit_test(draws_follow_the_binomial_law),
        cmocka_unit_test(draws_at_the_edges_are_possible_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
