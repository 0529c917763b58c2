/* Shares by numbers: golden ends, the sums over all outcomes, blocks counted one by one. */
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hashstat/share.h"
#include "oracle/share.h"

typedef hst_status interval_call(hst_interval *out, int64_t k, int64_t n, double level);

static hst_interval interval(interval_call *call, int64_t k, int64_t n, double level) {
    hst_interval out = {-1, -1};
    assert_status(call(&out, k, n, level), HST_OK);
    return out;
}

/* ---- k of n ------------------------------------------------------------------------------------ */

static void assert_ends(const golden *g, interval_call *call, const char *lower, const char *upper,
                        double relative) {
    int64_t k = golden_integer(g, "k"), n = golden_integer(g, "n");
    hst_interval out = interval(call, k, n, golden_number(g, "level"));
    assert_near(out.lower, golden_number(g, lower), relative);
    assert_near(out.upper, golden_number(g, upper), relative);
}

static void ends_are_those_of_arbitrary_precision(void **state) {
    golden *g = golden_open("share/ends.csv");
    (void)state;
    while (golden_next(g)) {
        assert_ends(g, hst_share_interval_exact, "exact_lower", "exact_upper", 1e-13);
        assert_ends(g, hst_share_interval_midp, "midp_lower", "midp_upper", 1e-13);
        assert_ends(g, hst_share_interval_jeffreys, "jeffreys_lower", "jeffreys_upper", 1e-13);
        assert_ends(g, hst_share_interval_wilson, "wilson_lower", "wilson_upper", 1e-14);
    }
    golden_close(g);
}

static void ends_are_those_of_the_published_methods(void **state) {
    golden *g = golden_open("share/methods.csv");
    (void)state;
    while (golden_next(g)) {
        int exact = strcmp(golden_text(g, "method"), "exact") == 0;
        hst_interval out = interval(exact ? hst_share_interval_exact : hst_share_interval_wilson,
                                    golden_integer(g, "k"), golden_integer(g, "n"), 0.95);
        assert_near_abs(out.lower, golden_number(g, "lower"), golden_number(g, "absolute"));
        assert_near_abs(out.upper, golden_number(g, "upper"), golden_number(g, "absolute"));
    }
    golden_close(g);
}

static void ends_are_roots_of_sums_over_outcomes(void **state) {
    rng random = rng_seed(5);
    int i;
    (void)state;
    for (i = 0; i < 60; ++i) {
        int64_t n = 2 + (int64_t)rng_below(&random, 40), k = 1 + (int64_t)rng_below(&random, (uint64_t)n - 1);
        double level = 0.05 + 0.94 * rng_uniform(&random), tail = (1 - level) / 2;
        hst_interval exact = interval(hst_share_interval_exact, k, n, level);
        hst_interval midp = interval(hst_share_interval_midp, k, n, level);
        assert_near(exact.lower, oracle_share_end(k, n, 1 - tail, 0), 1e-12);
        assert_near(exact.upper, oracle_share_end(k, n, tail, 1), 1e-12);
        assert_near(midp.lower, oracle_share_end(k, n, 1 - tail, 0.5L), 1e-12);
        assert_near(midp.upper, oracle_share_end(k, n, tail, 0.5L), 1e-12);
    }
}

static void every_count_of_few_blocks_has_the_ends_of_the_sums(void **state) {
    int64_t n, k;
    (void)state;
    for (n = 1; n <= 9; ++n) {
        for (k = 0; k <= n; ++k) {
            hst_interval exact = interval(hst_share_interval_exact, k, n, 0.95);
            hst_interval midp = interval(hst_share_interval_midp, k, n, 0.95);
            assert_near(exact.lower, k > 0 ? oracle_share_end(k, n, 0.975L, 0) : 0, 1e-12);
            assert_near(exact.upper, k < n ? oracle_share_end(k, n, 0.025L, 1) : 1, 1e-12);
            assert_near(midp.lower, k > 0 ? oracle_share_end(k, n, 0.975L, 0.5L) : 0, 1e-12);
            assert_near(midp.upper, k < n ? oracle_share_end(k, n, 0.025L, 0.5L) : 1, 1e-12);
        }
    }
}

/* ---- all pools at once ------------------------------------------------------------------------- */

enum { POOLS = 6 };

static void simultaneous_intervals_are_single_ones_at_a_higher_level(void **state) {
    static const int64_t blocks[POOLS] = {60, 40, 25, 12, 0, 7};
    hst_interval exact[POOLS], goodman[POOLS];
    int i;
    (void)state;
    assert_status(hst_share_pools_bonferroni(exact, blocks, POOLS, 0.95), HST_OK);
    assert_status(hst_share_pools_goodman(goodman, blocks, POOLS, 0.95), HST_OK);
    for (i = 0; i < POOLS; ++i) {
        hst_interval one = interval(hst_share_interval_exact, blocks[i], 144, 1 - 0.05 / POOLS);
        assert_near(exact[i].lower, one.lower, 1e-12);
        assert_near(exact[i].upper, one.upper, 1e-12);
        one = interval(hst_share_interval_wilson, blocks[i], 144, 1 - 0.05 / POOLS);
        assert_near(goodman[i].lower, one.lower, 1e-12);
        assert_near(goodman[i].upper, one.upper, 1e-12);
    }
}

/* Sison and Glaz from the exact chance instead of the series. */
static void oracle_sison_glaz(hst_interval *out, const int64_t *blocks, int pools, int64_t n, double level) {
    int64_t c = 0;
    double before = 0, now = oracle_boxed(blocks, pools, n, 0), delta;
    int i;
    while (now < level) {
        before = now;
        now = oracle_boxed(blocks, pools, n, ++c);
    }
    delta = (level - before) / (now - before);
    for (i = 0; i < pools; ++i) {
        out[i].lower = fmax((double)(blocks[i] - (c - 1)) / (double)n, 0);
        out[i].upper = fmin(((double)(blocks[i] + (c - 1)) + 2 * delta) / (double)n, 1);
    }
}

static void sison_glaz_follows_the_exact_chance_within_a_block(void **state) {
    rng random = rng_seed(8);
    int i, j;
    (void)state;
    for (i = 0; i < 60; ++i) {
        int64_t blocks[POOLS], n = 0;
        hst_interval out[POOLS], expected[POOLS];
        double level = i % 2 == 0 ? 0.95 : 0.8;
        for (j = 0; j < POOLS; ++j) {
            blocks[j] = 2 + (int64_t)rng_below(&random, 20);
            n += blocks[j];
        }
        assert_status(hst_share_pools_sison_glaz(out, blocks, POOLS, level), HST_OK);
        oracle_sison_glaz(expected, blocks, POOLS, n, level);
        for (j = 0; j < POOLS; ++j) {
            assert_near_abs(out[j].lower, expected[j].lower, 1.0 / (double)n + 1e-12);
            assert_near_abs(out[j].upper, expected[j].upper, 1.0 / (double)n);
        }
    }
}

static void simultaneous_intervals_are_those_of_the_paper(void **state) {
    golden *g = golden_open("share/sison_glaz.csv");
    int64_t blocks[7];
    hst_interval out[7], goodman[7];
    int pools = 0, i;
    (void)state;
    while (golden_next(g)) {
        blocks[pools++] = golden_integer(g, "blocks");
    }
    golden_close(g);
    assert_status(hst_share_pools_sison_glaz(out, blocks, pools, 0.95), HST_OK);
    assert_status(hst_share_pools_goodman(goodman, blocks, pools, 0.95), HST_OK);
    g = golden_open("share/sison_glaz.csv");
    for (i = 0; golden_next(g); ++i) {
        assert_near_abs(out[i].lower, golden_number(g, "lower"), 5e-5);
        assert_near_abs(out[i].upper, golden_number(g, "upper"), 5e-5);
        assert_near_abs(goodman[i].lower, golden_number(g, "goodman_lower"), 5.1e-4);
        assert_near_abs(goodman[i].upper, golden_number(g, "goodman_upper"), 5.1e-4);
    }
    golden_close(g);
}

/* ---- countries --------------------------------------------------------------------------------- */

enum { COUNTRIES = 4 };

static void random_mix(double *mix, int pools, rng *random) {
    int p, c;
    for (p = 0; p < pools; ++p) {
        double sum = 0;
        for (c = 0; c < COUNTRIES; ++c) {
            mix[p * COUNTRIES + c] = rng_exponential(random);
            sum += mix[p * COUNTRIES + c];
        }
        for (c = 0; c < COUNTRIES; ++c) {
            mix[p * COUNTRIES + c] /= sum;
        }
    }
}

static void country_shares_are_means_over_single_blocks(void **state) {
    rng random = rng_seed(21);
    int i, c, p;
    (void)state;
    for (i = 0; i < 300; ++i) {
        double mix[POOLS * COUNTRIES], part[POOLS + 1], unlocated, mean, variance, sum = 0;
        int64_t blocks[POOLS + 1], n = 0;
        hst_share_country out[COUNTRIES];
        random_mix(mix, POOLS, &random);
        for (p = 0; p <= POOLS; ++p) {
            blocks[p] = 1 + (int64_t)rng_below(&random, 60);
            n += blocks[p];
        }
        assert_status(
            hst_share_national(out, &unlocated, blocks, mix, POOLS, COUNTRIES, blocks[POOLS], 0, 0.95),
            HST_OK);
        assert_near(unlocated, (double)blocks[POOLS] / (double)n, 1e-15);
        for (c = 0; c < COUNTRIES; ++c) {
            for (p = 0; p < POOLS; ++p) {
                part[p] = mix[p * COUNTRIES + c];
            }
            part[POOLS] = 0;
            oracle_blocks(&mean, &variance, blocks, part, POOLS + 1);
            assert_near(out[c].share.estimate, mean, 1e-14);
            assert_near(out[c].std_error, sqrt(variance / (double)n), 1e-13);
            assert_true(out[c].share.lower < mean && mean < out[c].share.upper);
            assert_true(out[c].most > out[c].share.upper && out[c].most <= 1);
            sum += mean;
        }
        assert_near(sum + unlocated, 1, 1e-14);
    }
}

static void whole_pools_give_the_interval_of_k_of_n(void **state) {
    static const double mix[] = {1, 0, 0, 1, 0, 1};
    static const int64_t blocks[] = {26, 100, 18};
    hst_share_country out[2];
    hst_interval one = interval(hst_share_interval_jeffreys, 26, 144, 0.95);
    double unlocated;
    (void)state;
    assert_status(hst_share_national(out, &unlocated, blocks, mix, 3, 2, 0, 0, 0.95), HST_OK);
    assert_near(out[0].share.estimate, 26.0 / 144, 1e-15);
    assert_near(out[0].share.lower, one.lower, 1e-12);
    assert_near(out[0].share.upper, one.upper, 1e-12);
    assert_near(out[1].share.lower, 1 - one.upper, 1e-12);
    assert_same_bits(unlocated, 0.0);
    assert_same_bits(out[0].most, out[0].share.upper);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(ends_are_those_of_arbitrary_precision),
        cmocka_unit_test(ends_are_those_of_the_published_methods),
        cmocka_unit_test(ends_are_roots_of_sums_over_outcomes),
        cmocka_unit_test(every_count_of_few_blocks_has_the_ends_of_the_sums),
        cmocka_unit_test(simultaneous_intervals_are_single_ones_at_a_higher_level),
        cmocka_unit_test(sison_glaz_follows_the_exact_chance_within_a_block),
        cmocka_unit_test(simultaneous_intervals_are_those_of_the_paper),
        cmocka_unit_test(country_shares_are_means_over_single_blocks),
        cmocka_unit_test(whole_pools_give_the_interval_of_k_of_n),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
