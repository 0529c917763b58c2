/* Shares: contracts of intervals, countries and hashrates, and what holds for them. Bounds, regions and
 * changes are in test_share_bounds.c, numbers in unit_share_numbers.c, finer grids in unit_share_refine.c,
 * coverage in unit_share_coverage.c and slow_share_coverage.c. */
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hashstat/share.h"

static const int64_t MANY = INT64_C(1000000000001);

static hst_share_value value(double estimate, double lower, double upper) {
    hst_share_value v;
    v.estimate = estimate;
    v.lower = lower;
    v.upper = upper;
    return v;
}

/* ---- k of n ------------------------------------------------------------------------------------ */

typedef hst_status interval_call(hst_interval *out, int64_t k, int64_t n, double level);

static interval_call *const METHODS[] = {hst_share_interval_exact, hst_share_interval_midp,
                                         hst_share_interval_jeffreys, hst_share_interval_wilson};

static void nothing_and_all_reach_the_edges(void **state) {
    int m;
    (void)state;
    for (m = 0; m < 4; ++m) {
        hst_interval out;
        assert_status(METHODS[m](&out, 0, 0, 0.95), HST_OK);
        assert_same_bits(out.lower, 0.0);
        assert_same_bits(out.upper, 1.0);
        assert_status(METHODS[m](&out, 0, 20, 0.95), HST_OK);
        assert_same_bits(out.lower, 0.0);
        assert_true(out.upper > 0 && out.upper < 0.2);
        assert_status(METHODS[m](&out, 20, 20, 0.95), HST_OK);
        assert_same_bits(out.upper, 1.0);
        assert_true(out.lower < 1 && out.lower > 0.8);
    }
}

static void successes_and_failures_are_mirrored(void **state) {
    rng random = rng_seed(4);
    int i, m;
    (void)state;
    for (i = 0; i < 100; ++i) {
        int64_t n = 1 + (int64_t)rng_below(&random, 3000), k = (int64_t)rng_below(&random, (uint64_t)n + 1);
        double level = 0.01 + 0.98 * rng_uniform(&random);
        for (m = 0; m < 4; ++m) {
            hst_interval a, b;
            assert_status(METHODS[m](&a, k, n, level), HST_OK);
            assert_status(METHODS[m](&b, n - k, n, level), HST_OK);
            assert_near_abs(a.lower, 1 - b.upper, 1e-13);
            assert_near_abs(a.upper, 1 - b.lower, 1e-13);
            assert_true(a.lower <= a.upper);
        }
    }
}

static void ends_stay_in_order_at_any_level_and_count(void **state) {
    static const double levels[] = {1e-300, 1e-16, 1e-12, 0.5, 1 - 1e-12, 1 - 1.2e-16};
    static const int64_t counts[] = {1, 2, 1000, 1000000000, 1000000000000};
    int i, j, m;
    (void)state;
    for (i = 0; i < 6; ++i) {
        for (j = 0; j < 5; ++j) {
            for (m = 0; m < 4; ++m) {
                hst_interval out;
                assert_status(METHODS[m](&out, counts[j] / 2, counts[j], levels[i]), HST_OK);
                assert_true(out.lower >= 0 && out.lower <= out.upper && out.upper <= 1);
            }
        }
    }
}

static void at_the_least_level_none_is_nothing(void **state) {
    hst_interval out;
    (void)state;
    assert_status(hst_share_interval_midp(&out, 0, 20, 1e-300), HST_OK);
    assert_same_bits(out.lower, 0.0);
    assert_same_bits(out.upper, 0.0);
}

static void intervals_reject_what_they_cannot_use(void **state) {
    hst_interval out;
    int m;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_share_interval_exact(NULL, 2, 1, 2), HST_ENULL);
    assert_status(hst_share_interval_midp(NULL, 2, 1, 2), HST_ENULL);
    assert_status(hst_share_interval_jeffreys(NULL, 2, 1, 2), HST_ENULL);
    assert_status(hst_share_interval_wilson(NULL, 2, 1, 2), HST_ENULL);
    assert_status(hst_share_interval_exact(&out, 2, 1, 0.95), HST_EDOMAIN);
    assert_status(hst_share_interval_midp(&out, 2, 1, 0.95), HST_EDOMAIN);
    assert_status(hst_share_interval_jeffreys(&out, 2, 1, 0.95), HST_EDOMAIN);
    assert_status(hst_share_interval_wilson(&out, 2, 1, 0.95), HST_EDOMAIN);
    for (m = 0; m < 4; ++m) {
        assert_status(METHODS[m](&out, -1, 1, 0.95), HST_EDOMAIN);
        assert_status(METHODS[m](&out, 1, MANY, 0.95), HST_EDOMAIN);
        assert_status(METHODS[m](&out, 1, 2, 0), HST_EDOMAIN);
        assert_status(METHODS[m](&out, 1, 2, 1), HST_EDOMAIN);
        assert_status(METHODS[m](&out, 1, 2, (double)NAN), HST_EDOMAIN);
    }
    assert_untouched(&out, sizeof out);
}

/* ---- all pools at once ------------------------------------------------------------------------- */

typedef hst_status pools_call(hst_interval *out, const int64_t *blocks, int32_t pools, double level);

static pools_call *const POOLS_METHODS[] = {hst_share_pools_bonferroni, hst_share_pools_goodman,
                                            hst_share_pools_sison_glaz};

static void intervals_hold_the_shares_of_the_blocks(void **state) {
    rng random = rng_seed(17);
    int i, m, p;
    (void)state;
    for (i = 0; i < 200; ++i) {
        int64_t blocks[8], n = 0;
        int32_t pools = 1 + (int32_t)rng_below(&random, 8);
        hst_interval *out = guarded_alloc((size_t)pools * sizeof *out);
        for (p = 0; p < pools; ++p) {
            blocks[p] = (int64_t)rng_below(&random, 50) * (int64_t)rng_below(&random, 50);
            n += blocks[p];
        }
        for (m = 0; m < 3; ++m) {
            assert_status(POOLS_METHODS[m](out, blocks, pools, 0.9), HST_OK);
            for (p = 0; p < pools && n > 0; ++p) {
                double share = (double)blocks[p] / (double)n;
                assert_true(out[p].lower >= 0 && out[p].lower <= share && share <= out[p].upper);
                assert_true(out[p].upper <= 1);
            }
        }
        guarded_free(out);
    }
}

static void without_blocks_every_pool_may_have_any_share(void **state) {
    static const int64_t blocks[3] = {0, 0, 0};
    hst_interval out[3];
    int m;
    (void)state;
    for (m = 0; m < 3; ++m) {
        fill_untouched(out, sizeof out);
        assert_status(POOLS_METHODS[m](out, blocks, 3, 0.95), HST_OK);
        assert_same_bits(out[2].lower, 0.0);
        assert_same_bits(out[2].upper, 1.0);
        assert_status(POOLS_METHODS[m](NULL, NULL, 0, 0.95), HST_OK);
    }
}

static void a_lone_pool_has_all_for_sure(void **state) {
    static const int64_t blocks[1] = {100};
    static const int64_t beside_none[2] = {100, 0};
    hst_interval out[2];
    (void)state;
    assert_status(hst_share_pools_sison_glaz(out, blocks, 1, 0.95), HST_OK);
    assert_same_bits(out[0].lower, 1.0);
    assert_same_bits(out[0].upper, 1.0);
    assert_status(hst_share_pools_sison_glaz(out, beside_none, 2, 0.95), HST_OK);
    assert_true(out[0].upper == 1 && out[1].lower == 0);
    assert_status(hst_share_pools_bonferroni(out, blocks, 1, 0.95), HST_OK);
    assert_true(out[0].lower > 0.96 && out[0].lower < 0.97);
}

static void sison_glaz_answers_for_large_counts_and_levels(void **state) {
    static const int64_t blocks[3] = {500000000, 300000000, 200000000};
    static const double levels[] = {1e-300, 0.5, 0.999999, 1 - 1.2e-16};
    hst_interval out[3];
    int i;
    (void)state;
    for (i = 0; i < 4; ++i) {
        assert_status(hst_share_pools_sison_glaz(out, blocks, 3, levels[i]), HST_OK);
        assert_true(out[0].lower <= 0.5 && out[0].upper >= 0.5);
        assert_true(i == 3 || (out[0].lower > 0.499 && out[0].upper < 0.501)); /* no sum reaches the last */
    }
}

static void pools_reject_what_they_cannot_use(void **state) {
    static const int64_t good[2] = {1, 2}, negative[2] = {1, -1}, large[2] = {1, INT64_C(1000000000000)};
    hst_interval out[2];
    int m;
    (void)state;
    fill_untouched(out, sizeof out);
    assert_status(hst_share_pools_bonferroni(NULL, good, -2, 2), HST_ENULL);
    assert_status(hst_share_pools_goodman(NULL, good, -2, 2), HST_ENULL);
    assert_status(hst_share_pools_sison_glaz(out, NULL, -2, 2), HST_ENULL);
    assert_status(hst_share_pools_bonferroni(out, good, -2, 2), HST_ESIZE);
    assert_status(hst_share_pools_goodman(out, good, -2, 2), HST_ESIZE);
    assert_status(hst_share_pools_sison_glaz(out, good, -2, 2), HST_ESIZE);
    assert_status(hst_share_pools_bonferroni(out, negative, 2, 0.95), HST_EDOMAIN);
    assert_status(hst_share_pools_goodman(out, negative, 2, 0.95), HST_EDOMAIN);
    assert_status(hst_share_pools_sison_glaz(out, negative, 2, 0.95), HST_EDOMAIN);
    for (m = 0; m < 3; ++m) {
        assert_status(POOLS_METHODS[m](out, large, 2, 0.95), HST_EDOMAIN);
        assert_status(POOLS_METHODS[m](out, good, 2, 1), HST_EDOMAIN);
        assert_status(POOLS_METHODS[m](out, NULL, 2, 0.95), HST_ENULL);
    }
    assert_untouched(out, sizeof out);
}

/* ---- countries --------------------------------------------------------------------------------- */

static void without_blocks_nothing_is_told_of_countries(void **state) {
    static const double mix[] = {0.5, 0.5};
    static const int64_t blocks[] = {0}, some[] = {3};
    hst_share_country out[2];
    double unlocated = 0;
    (void)state;
    assert_status(hst_share_national(out, &unlocated, blocks, mix, 1, 2, 0, 0, 0.95), HST_OK);
    assert_is_nan(out[1].share.estimate);
    assert_is_nan(out[1].std_error);
    assert_same_bits(out[1].share.lower, 0.0);
    assert_same_bits(out[1].share.upper, 1.0);
    assert_same_bits(out[1].most, 1.0);
    assert_is_nan(unlocated);
    assert_status(hst_share_national(NULL, &unlocated, NULL, NULL, 0, 0, 4, 0, 0.95), HST_OK);
    assert_same_bits(unlocated, 1.0);
    assert_status(hst_share_national(NULL, &unlocated, some, NULL, 1, 0, 0, HST_SHARE_REST, 0.95), HST_OK);
    assert_same_bits(unlocated, 1.0);
}

static void all_pools_unknown_is_no_share_and_every_possibility(void **state) {
    hst_share_country out[1];
    double unlocated = 0;
    (void)state;
    assert_status(hst_share_national(out, &unlocated, NULL, NULL, 0, 1, 50, 0, 0.95), HST_OK);
    assert_same_bits(out[0].share.estimate, 0.0);
    assert_same_bits(out[0].share.upper, 0.0);
    assert_same_bits(out[0].std_error, 0.0);
    assert_same_bits(out[0].most, 1.0);
    assert_same_bits(unlocated, 1.0);
}

static void a_pool_without_blocks_still_widens_the_interval(void **state) {
    static const double mix[] = {0.3, 0.7, 1, 0}, less[] = {0.6, 0.4, 0.2, 0.8};
    static const int64_t blocks[] = {100, 0};
    double q = 1 - pow(0.025, 0.01), unlocated;
    hst_share_country out[2];
    (void)state;
    assert_status(hst_share_national(out, &unlocated, blocks, mix, 2, 2, 0, 0, 0.95), HST_OK);
    assert_near(out[0].share.estimate, 0.3, 1e-15);
    assert_true(out[0].share.upper >= 0.3 + 0.7 * q - 1e-12 && out[0].share.upper < 0.34);
    assert_near(out[0].share.lower, 0.3, 1e-15); /* no pool has less */
    assert_near(out[1].share.upper, 0.7, 1e-15);
    assert_status(hst_share_national(out, &unlocated, blocks, mix, 1, 2, 0, 0, 0.95), HST_OK);
    assert_near(out[0].share.upper, 0.3, 1e-15); /* it is the only pool there is */
    assert_status(hst_share_national(out, &unlocated, blocks, less, 2, 2, 0, 0, 0.95), HST_OK);
    assert_true(out[0].share.lower <= 0.6 - 0.4 * q + 1e-12 && out[0].share.lower > 0.5);
}

static void pools_of_one_mix_leave_no_doubt(void **state) {
    static const double mix[] = {0.1, 0.9, 0.1, 0.9, 0.1, 0.9};
    static const int64_t blocks[] = {1, 1, 1};
    hst_share_country out[2];
    double unlocated;
    (void)state;
    assert_status(hst_share_national(out, &unlocated, blocks, mix, 3, 2, 0, 0, 0.95), HST_OK);
    assert_same_bits(out[0].share.estimate, 0.1); /* though 0.1 + 0.1 + 0.1 rounds to more than 3 x 0.1 */
    assert_same_bits(out[0].share.lower, 0.1);
    assert_same_bits(out[0].share.upper, 0.1);
    assert_same_bits(out[0].std_error, 0.0);
}

static void a_minus_zero_is_no_part_of_a_pool(void **state) {
    static const double mix[] = {-0.0, 1, -0.0, 1};
    static const int64_t blocks[] = {1, 2};
    hst_share_country out[2];
    double unlocated;
    (void)state;
    assert_status(hst_share_national(out, &unlocated, blocks, mix, 2, 2, 0, 0, 0.95), HST_OK);
    assert_same_bits(out[0].share.estimate, 0.0);
    assert_same_bits(out[0].share.lower, 0.0);
    assert_same_bits(out[0].share.upper, 0.0);
    assert_same_bits(out[0].most, 0.0);
}

static void the_most_counts_the_unlocated_as_the_country(void **state) {
    static const double mix[] = {1, 0, 0, 1}, less[] = {1, 0, 0, 1, 0, 0};
    static const int64_t blocks[] = {26, 100, 18};
    hst_share_country out[2], rest[2];
    hst_interval all;
    double unlocated;
    (void)state;
    assert_status(hst_share_interval_jeffreys(&all, 44, 144, 0.95), HST_OK);
    assert_status(hst_share_national(out, &unlocated, blocks, mix, 2, 2, 18, 0, 0.95), HST_OK);
    assert_near(out[0].most, all.upper, 1e-12);
    assert_status(hst_share_national(rest, &unlocated, blocks, less, 3, 2, 0, HST_SHARE_REST, 0.95), HST_OK);
    assert_memory_equal(out, rest, sizeof out); /* a pool of which nothing is known is an unknown one */
    assert_near(unlocated, 0.125, 1e-15);
}

/* One lone block makes the located part look noisier than the sum with all rests. */
static void the_most_is_never_below_the_upper_end(void **state) {
    static const double mix[] = {0.1, 0.3, 1, 0, 0.9, 0.1};
    static const int64_t blocks[] = {1, 0, 14};
    hst_share_country out[2];
    double unlocated;
    (void)state;
    assert_status(hst_share_national(out, &unlocated, blocks, mix, 3, 2, 0, HST_SHARE_REST, 0.95), HST_OK);
    assert_near(unlocated, 0.6 / 15, 1e-14);
    assert_same_bits(out[0].most, out[0].share.upper);
}

static void rows_are_taken_as_the_flags_say(void **state) {
    static const double half[] = {0.2, 0.3, 0, 0}, twice[] = {1.2, 0.8, 0.2, 0.6};
    static const int64_t blocks[] = {30, 10};
    hst_share_country out[2];
    double unlocated;
    (void)state;
    assert_status(hst_share_national(out, &unlocated, blocks, half, 2, 2, 0, 0, 0.95), HST_EDOMAIN);
    assert_status(hst_share_national(out, &unlocated, blocks, half, 2, 2, 0, HST_SHARE_REST, 0.95), HST_OK);
    assert_near(out[0].share.estimate, 0.15, 1e-15);
    assert_near(unlocated, (30 * 0.5 + 10) / 40, 1e-15);
    assert_true(out[0].most > 0.15 + unlocated);
    assert_status(hst_share_national(out, &unlocated, blocks, half, 2, 2, 0, HST_SHARE_NORMALISE, 0.95),
                  HST_EDOMAIN);
    assert_status(hst_share_national(out, &unlocated, blocks, half, 2, 2, 0,
                                     HST_SHARE_NORMALISE | HST_SHARE_REST, 0.95),
                  HST_OK);
    assert_near(out[0].share.estimate, 0.3, 1e-15);
    assert_near(unlocated, 0.25, 1e-15);
    assert_status(hst_share_national(out, &unlocated, blocks, twice, 2, 2, 0, HST_SHARE_REST, 0.95),
                  HST_EDOMAIN);
    assert_status(hst_share_national(out, &unlocated, blocks, twice, 2, 2, 0, HST_SHARE_NORMALISE, 0.95),
                  HST_OK);
    assert_near(out[0].share.estimate, (30 * 0.6 + 10 * 0.25) / 40, 1e-15);
    assert_same_bits(unlocated, 0.0);
}

static void a_row_may_miss_one_by_a_rounding(void **state) {
    static const int64_t blocks[] = {5};
    double mix[2] = {0.5, 0.5}, unlocated;
    hst_share_country out[2];
    (void)state;
    mix[1] = 0.5 + 0.9e-9;
    assert_status(hst_share_national(out, &unlocated, blocks, mix, 1, 2, 0, 0, 0.95), HST_OK);
    assert_status(hst_share_national(out, &unlocated, blocks, mix, 1, 2, 0, HST_SHARE_REST, 0.95), HST_OK);
    assert_same_bits(unlocated, 0.0);
    mix[1] = 0.5 - 0.9e-9;
    assert_status(hst_share_national(out, &unlocated, blocks, mix, 1, 2, 0, 0, 0.95), HST_OK);
    mix[1] = 0.5 + 1.1e-9;
    assert_status(hst_share_national(out, &unlocated, blocks, mix, 1, 2, 0, 0, 0.95), HST_EDOMAIN);
    mix[1] = 0.5 - 1.1e-9;
    assert_status(hst_share_national(out, &unlocated, blocks, mix, 1, 2, 0, 0, 0.95), HST_EDOMAIN);
    mix[0] = 1 + 0.9e-9;
    mix[1] = 0;
    assert_status(hst_share_national(out, &unlocated, blocks, mix, 1, 2, 0, 0, 0.95), HST_OK);
    assert_same_bits(out[0].share.estimate, 1.0);
}

static hst_status national(hst_share_country *out, const int64_t *blocks, const double *mix, int64_t unknown,
                           uint32_t flags, double level) {
    static double unlocated;
    return hst_share_national(out, &unlocated, blocks, mix, 2, 2, unknown, flags, level);
}

static void countries_reject_values_they_cannot_use(void **state) {
    static const double good[] = {1, 0, 0, 1};
    static const double bad[] = {-0.1, (double)NAN, (double)INFINITY, 1e308, 1e-320};
    static const int64_t blocks[] = {1, 2}, negative[] = {1, -1}, large[] = {1, INT64_C(1000000000000)};
    hst_share_country out[2];
    double mix[4] = {1, 0, 0, 1};
    int i;
    (void)state;
    fill_untouched(out, sizeof out);
    assert_status(national(out, blocks, good, -1, 0, 0.95), HST_EDOMAIN);
    assert_status(national(out, blocks, good, MANY, 0, 0.95), HST_EDOMAIN);
    assert_status(national(out, blocks, good, MANY - 2, 0, 0.95), HST_EDOMAIN);
    assert_status(national(out, negative, good, 0, 0, 0.95), HST_EDOMAIN);
    assert_status(national(out, large, good, 0, 0, 0.95), HST_EDOMAIN);
    assert_status(national(out, blocks, good, 0, 0, 1), HST_EDOMAIN);
    for (i = 0; i < 5; ++i) {
        mix[2] = bad[i];
        mix[3] = i == 3 ? 1e308 : i == 4 ? 0 : 1.1;
        assert_status(national(out, blocks, mix, 0, HST_SHARE_NORMALISE, 0.95), HST_EDOMAIN);
    }
    assert_untouched(out, sizeof out);
}

static void countries_reject_in_the_stated_order(void **state) {
    static const double mix[] = {1, 0, 0, 1};
    static const int64_t blocks[] = {1, 2};
    hst_share_country out[2];
    double unlocated;
    (void)state;
    fill_untouched(out, sizeof out);
    fill_untouched(&unlocated, sizeof unlocated);
    assert_status(hst_share_national(NULL, &unlocated, blocks, mix, -1, 2, 0, 4, 0.95), HST_ENULL);
    assert_status(hst_share_national(out, NULL, blocks, mix, -1, 2, 0, 4, 0.95), HST_ENULL);
    assert_status(hst_share_national(out, &unlocated, NULL, mix, -1, 2, 0, 4, 0.95), HST_ENULL);
    assert_status(hst_share_national(out, &unlocated, blocks, NULL, -1, 2, 0, 4, 0.95), HST_ENULL);
    assert_status(hst_share_national(out, &unlocated, blocks, mix, -1, 2, 0, 4, 0.95), HST_ESIZE);
    assert_status(hst_share_national(out, &unlocated, blocks, mix, 2, -1, 0, 4, 0.95), HST_ESIZE);
    assert_status(hst_share_national(out, &unlocated, blocks, mix, 2, 2, -1, 4, 0.95), HST_EOPTION);
    assert_status(hst_share_national(out, &unlocated, blocks, mix, 2, 2, -1, 0, 0.95), HST_EDOMAIN);
    assert_untouched(out, sizeof out);
    assert_untouched(&unlocated, sizeof unlocated);
}

/* ---- hashrate ---------------------------------------------------------------------------------- */

static void a_hashrate_is_the_share_of_the_whole(void **state) {
    hst_share_value share = value(0.181, 0.15, 0.21), rate = value(1.8755e20, 1.8e20, 1.95e20), out;
    (void)state;
    assert_status(hst_share_hashrate(&out, &share, &rate), HST_OK);
    assert_near(out.estimate, 0.181 * 1.8755e20, 1e-15);
    assert_near(log(out.upper / out.estimate), hypot(log(0.21 / 0.181), log(1.95 / 1.8755)), 1e-12);
    assert_near(log(out.estimate / out.lower), hypot(log(0.181 / 0.15), log(1.8755 / 1.8)), 1e-12);
    rate = value(2e20, 2e20, 2e20);
    assert_status(hst_share_hashrate(&out, &share, &rate), HST_OK);
    assert_near(out.lower, 0.15 * 2e20, 1e-14); /* a hashrate that is known leaves the share's interval */
    assert_near(out.upper, 0.21 * 2e20, 1e-14);
}

static void a_share_of_nothing_has_an_upper_end(void **state) {
    hst_share_value share = value(0, 0, 0.1), rate = value(100, 80, 130), out;
    (void)state;
    assert_status(hst_share_hashrate(&out, &share, &rate), HST_OK);
    assert_same_bits(out.estimate, 0.0);
    assert_same_bits(out.lower, 0.0);
    assert_near(out.upper, 10, 1e-15);
    share = value(1e-12, 0, 0.1);
    assert_status(hst_share_hashrate(&out, &share, &rate), HST_OK);
    assert_same_bits(out.lower, 0.0);
    assert_near(out.upper, 10, 0.02); /* which is the limit of small shares */
    share = value(0.2, 0.1, 0.3);
    rate = value(0, 0, 50);
    assert_status(hst_share_hashrate(&out, &share, &rate), HST_OK);
    assert_near(out.upper, 10, 1e-15);
    share = value((double)NAN, 0, 1);
    rate = value(100, 80, 130);
    assert_status(hst_share_hashrate(&out, &share, &rate), HST_OK);
    assert_is_nan(out.estimate);
    assert_same_bits(out.lower, 0.0);
    assert_same_bits(out.upper, 130.0);
    share = value(0.2, 0.3, 0.4); /* an estimate beside its interval */
    assert_status(hst_share_hashrate(&out, &share, &rate), HST_OK);
    assert_true(out.lower <= out.estimate && out.estimate <= out.upper);
    rate = value(100, 100, 100);
    assert_status(hst_share_hashrate(&out, &share, &rate), HST_OK);
    assert_near(out.lower, 20, 1e-15);
}

static void ends_of_tiny_estimates_are_numbers_in_order(void **state) {
    static const double tiny[] = {4e-323, 1e-300, 1e-160, 1e-3};
    hst_share_value out;
    int i, j, k;
    (void)state;
    for (i = 0; i < 4; ++i) {
        for (j = 0; j < 4; ++j) {
            for (k = 0; k < 2; ++k) {
                hst_share_value share = value(tiny[i], k * tiny[i], 0.5),
                                rate = value(tiny[j], k * tiny[j], 1);
                assert_status(hst_share_hashrate(&out, &share, &rate), HST_OK);
                assert_true(out.lower >= 0 && out.lower <= out.estimate && out.estimate <= out.upper);
                assert_true(out.upper <= 0.5 && (k == 1 || out.lower == 0));
            }
        }
    }
}

/* The distance of the hashrate's lower end is more than the largest quotient, or the product of the lower ends
 * is less than the smallest number. */
static void far_ends_count_as_far_as_they_are(void **state) {
    hst_share_value share = value(0.5, 0.1, 0.5), rate = value(1e300, 1e-300, 1e300), out;
    (void)state;
    assert_status(hst_share_hashrate(&out, &share, &rate), HST_OK);
    assert_near(log(out.lower), log(0.5) + log(1e300) - hypot(log(5), 2 * log(1e300)), 1e-13);
    share = value(1, 1e-300, 1);
    rate = value(1e300, 1e-100, 1e300);
    assert_status(hst_share_hashrate(&out, &share, &rate), HST_OK);
    assert_near(log(out.lower), log(1e300) - hypot(log(1e300), log(1e300) + log(1e100)), 1e-13);
}

static void a_minus_zero_has_no_minus_in_the_hashrate(void **state) {
    static const double estimate[] = {-0.0, 0.2, (double)NAN};
    int i;
    (void)state;
    for (i = 0; i < 3; ++i) {
        hst_share_value share = value(estimate[i], -0.0, -0.0), rate = value(100, 80, 130), out;
        assert_status(hst_share_hashrate(&out, &share, &rate), HST_OK);
        assert_same_bits(out.lower, 0.0);
        assert_false(signbit(out.upper));
    }
}

static void hashrates_reject_what_they_cannot_use(void **state) {
    hst_share_value good = value(0.2, 0.1, 0.3), out, bad[6];
    int i;
    (void)state;
    bad[0] = value(0.2, -0.1, 0.3);
    bad[1] = value(0.2, 0.3, 0.1);
    bad[2] = value(0.2, 0.1, (double)INFINITY);
    bad[3] = value(0.2, 0.1, (double)NAN);
    bad[4] = value(-0.2, 0.1, 0.3);
    bad[5] = value((double)INFINITY, 0.1, 0.3);
    fill_untouched(&out, sizeof out);
    assert_status(hst_share_hashrate(NULL, &bad[0], &good), HST_ENULL);
    assert_status(hst_share_hashrate(&out, NULL, &bad[0]), HST_ENULL);
    assert_status(hst_share_hashrate(&out, &bad[0], NULL), HST_ENULL);
    for (i = 0; i < 6; ++i) {
        assert_status(hst_share_hashrate(&out, &bad[i], &good), HST_EDOMAIN);
        assert_status(hst_share_hashrate(&out, &good, &bad[i]), HST_EDOMAIN);
    }
    bad[0] = value((double)NAN, 0.1, 0.3);
    assert_status(hst_share_hashrate(&out, &good, &bad[0]), HST_EDOMAIN);
    assert_untouched(&out, sizeof out);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_and_all_reach_the_edges),
        cmocka_unit_test(successes_and_failures_are_mirrored),
        cmocka_unit_test(ends_stay_in_order_at_any_level_and_count),
        cmocka_unit_test(at_the_least_level_none_is_nothing),
        cmocka_unit_test(intervals_reject_what_they_cannot_use),
        cmocka_unit_test(intervals_hold_the_shares_of_the_blocks),
        cmocka_unit_test(without_blocks_every_pool_may_have_any_share),
        cmocka_unit_test(a_lone_pool_has_all_for_sure),
        cmocka_unit_test(sison_glaz_answers_for_large_counts_and_levels),
        cmocka_unit_test(pools_reject_what_they_cannot_use),
        cmocka_unit_test(without_blocks_nothing_is_told_of_countries),
        cmocka_unit_test(all_pools_unknown_is_no_share_and_every_possibility),
        cmocka_unit_test(a_pool_without_blocks_still_widens_the_interval),
        cmocka_unit_test(pools_of_one_mix_leave_no_doubt),
        cmocka_unit_test(a_minus_zero_is_no_part_of_a_pool),
        cmocka_unit_test(the_most_counts_the_unlocated_as_the_country),
        cmocka_unit_test(the_most_is_never_below_the_upper_end),
        cmocka_unit_test(rows_are_taken_as_the_flags_say),
        cmocka_unit_test(a_row_may_miss_one_by_a_rounding),
        cmocka_unit_test(countries_reject_values_they_cannot_use),
        cmocka_unit_test(countries_reject_in_the_stated_order),
        cmocka_unit_test(a_hashrate_is_the_share_of_the_whole),
        cmocka_unit_test(a_share_of_nothing_has_an_upper_end),
        cmocka_unit_test(ends_of_tiny_estimates_are_numbers_in_order),
        cmocka_unit_test(far_ends_count_as_far_as_they_are),
        cmocka_unit_test(a_minus_zero_has_no_minus_in_the_hashrate),
        cmocka_unit_test(hashrates_reject_what_they_cannot_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
