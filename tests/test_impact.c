/* What an event took: contracts of all functions, and what holds for falls, bins and shares. The numbers are
 * in unit_impact_numbers.c, the growth-aware fall in unit_impact_trend.c and unit_impact_limits.c, pools and
 * plans in unit_impact_pools.c, coverage in heavy_impact_coverage.c. */
#include "support/impact_record.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hashstat/rate.h"
#include "oracle/impact.h"

enum { MOST = 200 };

/* ---- an event against one baseline ------------------------------------------------------------- */

static void a_fall_is_what_is_missing_from_the_ratio_of_rates(void **state) {
    rng random = rng_seed(1);
    int i;
    (void)state;
    for (i = 0; i < 300; ++i) {
        int64_t n1 = 1 + (int64_t)rng_below(&random, 2000), n2 = 1 + (int64_t)rng_below(&random, 2000);
        double e1 = rng_uniform(&random) * 1e-18, e2 = rng_uniform(&random) * 1e-18;
        double level = rng_uniform(&random);
        hst_impact_count event = count_of(n1, e1), base = count_of(n2, e2);
        hst_impact_fall fall = exact(n1, e1, n2, e2, level);
        hst_rate_comparison c;
        assert_status(hst_rate_ratio_exact(&c, n1, e1, n2, e2, 1, level), HST_OK);
        assert_near_abs(fall.estimate, 1 - c.ratio, 4e-16 * (1 + c.ratio));
        assert_same_bits(fall.lower, 1 - c.upper);
        assert_same_bits(fall.upper, 1 - c.lower);
        assert_same_bits(fall.p, c.p);
        assert_same_bits(fall.luck_p, c.p_less);
        assert_status(hst_impact_fall_midp(&fall, &event, &base, level), HST_OK);
        assert_status(hst_rate_ratio_midp(&c, n1, e1, n2, e2, 1, level), HST_OK);
        assert_same_bits(fall.lower, 1 - c.upper);
        assert_same_bits(fall.upper, 1 - c.lower);
        assert_same_bits(fall.luck_p, c.p_less);
    }
}

static void a_small_fall_keeps_its_digits(void **state) {
    (void)state;
    assert_near(exact(INT64_C(999999999999), 3, INT64_C(1000000000000), 3, 0.95).estimate, 1e-12, 0);
    assert_near(exact(1, 1, 3, 2, 0.95).estimate, 1.0 / 3, 1e-16);
}

static void falls_without_blocks_are_unbounded_or_untold(void **state) {
    hst_impact_fall fall = exact(5, 1, 0, 1, 0.95);
    (void)state;
    assert_is_nan(fall.estimate);
    assert_same_bits(fall.lower, (double)-INFINITY);
    assert_near(fall.upper, 1 - 1 / (pow(0.025, -0.2) - 1), 1e-12); /* p^5 = 0.025, odds p/(1 - p) */
    fall = exact(0, 1, 5, 1, 0.95);
    assert_same_bits(fall.estimate, 1.0);
    assert_same_bits(fall.upper, 1.0);
    assert_near(fall.luck_p, 1.0 / 32, 1e-14);
    fall = exact(0, 1, 0, 1, 0.95);
    assert_is_nan(fall.estimate);
    assert_same_bits(fall.lower, (double)-INFINITY);
    assert_same_bits(fall.upper, 1.0);
    assert_same_bits(fall.p, 1.0);
}

static void falls_reject_what_they_cannot_use(void **state) {
    hst_impact_count good = count_of(5, 1), bad[6];
    hst_impact_fall out;
    int i;
    (void)state;
    bad[0] = count_of(-1, 1);
    bad[1] = count_of(INT64_C(1000000000001), 1);
    bad[2] = count_of(5, 0);
    bad[3] = count_of(5, -1);
    bad[4] = count_of(5, (double)NAN);
    bad[5] = count_of(5, (double)INFINITY);
    fill_untouched(&out, sizeof out);
    assert_status(hst_impact_fall_exact(NULL, &bad[0], &good, 2), HST_ENULL);
    assert_status(hst_impact_fall_exact(&out, NULL, &bad[0], 2), HST_ENULL);
    assert_status(hst_impact_fall_exact(&out, &bad[0], NULL, 2), HST_ENULL);
    assert_status(hst_impact_fall_midp(NULL, &bad[0], &good, 2), HST_ENULL);
    assert_status(hst_impact_fall_midp(&out, NULL, &bad[0], 2), HST_ENULL);
    assert_status(hst_impact_fall_midp(&out, &bad[0], NULL, 2), HST_ENULL);
    for (i = 0; i < 6; ++i) {
        assert_status(hst_impact_fall_exact(&out, &bad[i], &good, 0.95), HST_EDOMAIN);
        assert_status(hst_impact_fall_exact(&out, &good, &bad[i], 0.95), HST_EDOMAIN);
        assert_status(hst_impact_fall_midp(&out, &bad[i], &good, 0.95), HST_EDOMAIN);
        assert_status(hst_impact_fall_midp(&out, &good, &bad[i], 0.95), HST_EDOMAIN);
    }
    assert_status(hst_impact_fall_exact(&out, &good, &good, 1), HST_EDOMAIN);
    assert_status(hst_impact_fall_midp(&out, &good, &good, (double)NAN), HST_EDOMAIN);
    assert_untouched(&out, sizeof out);
}

/* ---- bins -------------------------------------------------------------------------------------- */

static void edges_and_darkness_are_those_of_every_second(void **state) {
    rng random = rng_seed(2);
    int i;
    (void)state;
    for (i = 0; i < 400; ++i) {
        int64_t expected[MOST], edges[MOST], found, k;
        double dark[MOST];
        int64_t from = (int64_t)rng_below(&random, 100) - 50;
        int64_t event_from = from + (int64_t)rng_below(&random, 40);
        int64_t event_until = event_from + (int64_t)rng_below(&random, 40);
        int64_t until = event_until + (int64_t)rng_below(&random, 40);
        int64_t window = 1 + (int64_t)rng_below(&random, 30);
        int64_t count = oracle_edges(expected, from, event_from, event_until, until, window);
        assert_status(hst_impact_edges(edges, MOST, &found, from, event_from, event_until, until, window),
                      HST_OK);
        assert_int_equal(found, count);
        assert_memory_equal(edges, expected, (size_t)count * sizeof *edges);
        assert_status(hst_impact_darkness(dark, edges, found - 1, event_from, event_until), HST_OK);
        for (k = 0; k + 1 < found; ++k) {
            assert_true(dark[k] == 0 || dark[k] == 1);
            assert_near(dark[k], oracle_darkness(edges[k], edges[k + 1], event_from, event_until), 0);
        }
        event_from += 3; /* a bound that the bins are not cut at */
        event_until = event_until < event_from ? event_from : event_until;
        assert_status(hst_impact_darkness(dark, edges, found - 1, event_from, event_until), HST_OK);
        for (k = 0; k + 1 < found; ++k) {
            assert_near(dark[k], oracle_darkness(edges[k], edges[k + 1], event_from, event_until), 0);
        }
    }
}

static void a_list_that_is_too_short_gets_its_first_edges(void **state) {
    int64_t found = 0, *edges = guarded_alloc(3 * sizeof *edges);
    (void)state;
    assert_status(hst_impact_edges(edges, 3, &found, 0, 15, 35, 50, 10), HST_OK);
    assert_int_equal(found, 8); /* 0 10 15 20 30 35 40 50 */
    assert_true(edges[0] == 0 && edges[1] == 10 && edges[2] == 15);
    guarded_free(edges);
    assert_status(hst_impact_edges(NULL, 0, &found, 0, 15, 35, 50, 10), HST_OK);
    assert_int_equal(found, 8);
    assert_status(hst_impact_edges(NULL, 0, &found, 7, 7, 7, 7, 10), HST_OK);
    assert_int_equal(found, 1);
}

static void edges_reach_from_one_end_of_time_to_the_other(void **state) {
    int64_t found = 0, edges[4];
    double dark[3];
    (void)state;
    assert_status(hst_impact_edges(edges, 4, &found, INT64_MIN, -1, 1, INT64_MAX, INT64_MAX), HST_OK);
    assert_int_equal(found, 5); /* also INT64_MAX - 1, the second step of the grid, before INT64_MAX */
    assert_true(edges[0] == INT64_MIN && edges[1] == -1 && edges[2] == 1 && edges[3] == INT64_MAX - 1);
    assert_status(hst_impact_darkness(dark, edges, 3, 0, INT64_MAX), HST_OK);
    assert_true(dark[0] == 0 && dark[1] == 0.5 && dark[2] == 1);
    assert_status(hst_impact_edges(edges, 2, &found, 0, 0, 0, INT64_MAX - 1, 1), HST_OK);
    assert_true(found == INT64_MAX && edges[1] == 1);
}

static void bins_reject_what_they_cannot_use(void **state) {
    int64_t out[4], found, edges[4] = {0, 10, 10, 20};
    double dark[3];
    (void)state;
    fill_untouched(out, sizeof out);
    fill_untouched(&found, sizeof found);
    fill_untouched(dark, sizeof dark);
    assert_status(hst_impact_edges(NULL, 4, &found, 9, 0, 0, 0, 0), HST_ENULL);
    assert_status(hst_impact_edges(out, -1, NULL, 9, 0, 0, 0, 0), HST_ENULL);
    assert_status(hst_impact_edges(NULL, -1, &found, 9, 0, 0, 0, 0), HST_ENULL);
    assert_status(hst_impact_edges(out, -1, &found, 9, 0, 0, 0, 0), HST_ESIZE);
    assert_status(hst_impact_edges(out, 4, &found, 9, 0, 0, 0, 0), HST_EDOMAIN);
    assert_status(hst_impact_edges(out, 4, &found, 1, 0, 2, 3, 1), HST_EORDER);
    assert_status(hst_impact_edges(out, 4, &found, 0, 2, 1, 3, 1), HST_EORDER);
    assert_status(hst_impact_edges(out, 4, &found, 0, 1, 4, 3, 1), HST_EORDER);
    assert_status(hst_impact_edges(out, 4, &found, 0, 0, 0, INT64_MAX, 1), HST_EOVERFLOW);
    assert_status(hst_impact_edges(out, 4, &found, INT64_MIN, 0, 0, INT64_MAX, 1), HST_EOVERFLOW);
    assert_status(hst_impact_darkness(NULL, edges, 1, 1, 0), HST_ENULL);
    assert_status(hst_impact_darkness(dark, NULL, 1, 1, 0), HST_ENULL);
    assert_status(hst_impact_darkness(dark, NULL, -1, 1, 0), HST_ENULL);
    assert_status(hst_impact_darkness(dark, edges, -1, 1, 0), HST_ESIZE);
    assert_status(hst_impact_darkness(dark, edges, 1, 1, 0), HST_EORDER);
    assert_status(hst_impact_darkness(dark, edges, 3, 0, 1), HST_EORDER);
    assert_status(hst_impact_darkness(NULL, NULL, 0, 0, 1), HST_OK);
    assert_untouched(out, sizeof out);
    assert_untouched(&found, sizeof found);
    assert_untouched(dark, sizeof dark);
}

/* ---- the growth-aware fall: its contract ------------------------------------------------------- */

static void trend_rejects_what_it_cannot_use(void **state) {
    const int64_t good[2] = {5, 6}, negative[2] = {5, -1}, large[2] = {5, INT64_C(1000000000001)};
    const double one[2] = {1, 1}, none[2] = {0, (double)NAN}, minus[2] = {1, -1}, wide[2] = {1e-120, 1e120};
    const double infinite[2] = {1, (double)INFINITY}, unknown[2] = {1, (double)NAN}, two[2] = {1, 2};
    hst_impact_trend out;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_impact_trend_fit(NULL, good, one, one, one, 2, 2), HST_ENULL);
    assert_status(hst_impact_trend_fit(&out, NULL, one, one, one, 2, 2), HST_ENULL);
    assert_status(hst_impact_trend_fit(&out, good, NULL, one, one, 2, 2), HST_ENULL);
    assert_status(hst_impact_trend_fit(&out, good, one, NULL, one, 2, 2), HST_ENULL);
    assert_status(hst_impact_trend_fit(&out, good, one, one, NULL, 2, 2), HST_ENULL);
    assert_status(hst_impact_trend_fit(&out, good, NULL, one, one, -1, 2), HST_ENULL);
    assert_status(hst_impact_trend_fit(&out, good, one, one, one, -1, 2), HST_ESIZE);
    assert_status(hst_impact_trend_fit(&out, negative, none, one, one, 2, 1), HST_EDOMAIN);
    assert_status(hst_impact_trend_fit(&out, negative, none, one, one, 2, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_trend_fit(&out, large, none, one, one, 2, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_trend_fit(&out, good, minus, one, one, 2, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_trend_fit(&out, good, infinite, one, one, 2, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_trend_fit(&out, good, wide, one, one, 2, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_trend_fit(&out, good, none, infinite, one, 2, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_trend_fit(&out, good, none, unknown, one, 2, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_trend_fit(&out, good, none, one, two, 2, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_trend_fit(&out, good, none, one, minus, 2, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_trend_fit(&out, good, none, one, unknown, 2, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_trend_fit(&out, good, none, one, one, 2, 0.95), HST_EEMPTY);
    assert_status(hst_impact_trend_fit(&out, NULL, NULL, NULL, NULL, 0, 0.95), HST_EEMPTY);
    assert_untouched(&out, sizeof out);
}

/* ---- from fall to share ------------------------------------------------------------------------ */

static hst_impact_share share_of(double estimate, double lower, double upper, double dark_lower,
                                 double dark_upper) {
    hst_impact_fall fall = {0, 0, 0, 1, 1};
    hst_impact_share share;
    fall.estimate = estimate;
    fall.lower = lower;
    fall.upper = upper;
    assert_status(hst_impact_share_implied(&share, &fall, dark_lower, dark_upper), HST_OK);
    return share;
}

static void a_share_has_the_widest_of_the_corners(void **state) {
    hst_impact_share share = share_of(0.09, 0.04, 0.16, 0.5, 1);
    (void)state;
    assert_near(share.estimate, 0.12, 1e-15);
    assert_same_bits(share.lower, 0.04);
    assert_same_bits(share.upper, 0.32);
    share = share_of(-0.09, -0.16, -0.04, 0.5, 1);
    assert_same_bits(share.lower, -0.32);
    assert_same_bits(share.upper, -0.04);
    share = share_of(0.01, -0.16, 0.8, 0.5, 1);
    assert_same_bits(share.lower, -0.32);
    assert_same_bits(share.upper, 1.6);
    share = share_of((double)NAN, (double)-INFINITY, 1, 0.25, 0.75);
    assert_is_nan(share.estimate);
    assert_same_bits(share.lower, (double)-INFINITY);
    assert_same_bits(share.upper, 4.0);
}

static void share_rejects_what_it_cannot_use(void **state) {
    hst_impact_fall good = {0.1, 0, 0.2, 1, 1}, unknown = {0.1, 0, 0.2, 1, 1}, turned = {0.1, 0.3, 0.2, 1, 1};
    hst_impact_fall above = {0.3, 0, 0.2, 1, 1}, below = {-0.1, 0, 0.2, 1, 1};
    hst_impact_share out;
    (void)state;
    unknown.upper = (double)NAN;
    fill_untouched(&out, sizeof out);
    assert_status(hst_impact_share_implied(NULL, &unknown, 0, 0), HST_ENULL);
    assert_status(hst_impact_share_implied(&out, NULL, 0, 0), HST_ENULL);
    assert_status(hst_impact_share_implied(&out, &unknown, 1, 0.5), HST_EDOMAIN);
    assert_status(hst_impact_share_implied(&out, &turned, 0.5, 1), HST_EDOMAIN);
    assert_status(hst_impact_share_implied(&out, &above, 0.5, 1), HST_EDOMAIN);
    assert_status(hst_impact_share_implied(&out, &below, 0.5, 1), HST_EDOMAIN);
    assert_status(hst_impact_share_implied(&out, &good, 0, 1), HST_EDOMAIN);
    assert_status(hst_impact_share_implied(&out, &good, 1.5, 1), HST_EDOMAIN);
    assert_status(hst_impact_share_implied(&out, &good, 0.5, 1.5), HST_EDOMAIN);
    assert_status(hst_impact_share_implied(&out, &good, 0.5, 0), HST_EDOMAIN);
    assert_status(hst_impact_share_implied(&out, &good, 0.5, (double)NAN), HST_EDOMAIN);
    assert_status(hst_impact_share_implied(&out, &good, 1, 0.5), HST_EORDER);
    assert_untouched(&out, sizeof out);
}

/* ---- pools ------------------------------------------------------------------------------------- */

static void pools_reject_what_they_cannot_use(void **state) {
    const int64_t good[2] = {5, 6}, negative[2] = {5, -1}, whole[2] = {5, INT64_C(1000000000000)};
    hst_impact_fall out[2];
    hst_impact_pools_mean mean;
    (void)state;
    fill_untouched(out, sizeof out);
    fill_untouched(&mean, sizeof mean);
    assert_status(hst_impact_pools_fall(NULL, negative, good, 2, 0, 1, 0.95), HST_ENULL);
    assert_status(hst_impact_pools_fall(out, NULL, good, 2, 0, 1, 0.95), HST_ENULL);
    assert_status(hst_impact_pools_fall(out, negative, NULL, 2, 0, 1, 0.95), HST_ENULL);
    assert_status(hst_impact_pools_fall(NULL, good, good, -1, 0, 1, 0.95), HST_ENULL);
    assert_status(hst_impact_pools_fall(out, good, good, -1, 0, 1, 0.95), HST_ESIZE);
    assert_status(hst_impact_pools_fall(out, negative, good, 2, 1, 1, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_pools_fall(out, good, negative, 2, 1, 1, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_pools_fall(out, whole, good, 2, 1, 1, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_pools_fall(out, good, whole, 2, 1, 1, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_pools_fall(out, good, good, 2, 0, 1, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_pools_fall(NULL, NULL, NULL, 0, 1, -1, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_pools_fall(out, good, good, 2, 1, 1, 0), HST_EDOMAIN);
    assert_status(hst_impact_pools_mean_fall(NULL, negative, good, 2, 1, 1, 0.95), HST_ENULL);
    assert_status(hst_impact_pools_mean_fall(&mean, NULL, good, 2, 1, 1, 2), HST_ENULL);
    assert_status(hst_impact_pools_mean_fall(&mean, good, NULL, 2, 1, 1, 2), HST_ENULL);
    assert_status(hst_impact_pools_mean_fall(&mean, good, NULL, -1, 1, 1, 2), HST_ENULL);
    assert_status(hst_impact_pools_mean_fall(&mean, good, good, -1, 1, 1, 2), HST_ESIZE);
    assert_status(hst_impact_pools_mean_fall(&mean, good, negative, 2, 1, 1, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_pools_mean_fall(&mean, NULL, NULL, 0, 1, 1, 2), HST_EDOMAIN);
    assert_status(hst_impact_pools_mean_fall(&mean, NULL, NULL, 0, 1, 1, 0.95), HST_EEMPTY);
    assert_untouched(out, sizeof out);
    assert_untouched(&mean, sizeof mean);
}

/* ---- what could have been seen ----------------------------------------------------------------- */

static void plans_reject_what_they_cannot_use(void **state) {
    hst_impact_count good = count_of(100, 1), many = count_of(INT64_C(2000000000), 1), bad = count_of(-1, 1);
    hst_impact_count faint = count_of(1000, 1e199), nothing = count_of(5, 0);
    double out;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_impact_detectable(NULL, &bad, 1, 0.05, 0.8), HST_ENULL);
    assert_status(hst_impact_detectable(&out, NULL, 0, 0.05, 0.8), HST_ENULL);
    assert_status(hst_impact_detectable(&out, &bad, 1, 0.05, 0.8), HST_EDOMAIN);
    assert_status(hst_impact_detectable(&out, &nothing, 1, 0.05, 0.8), HST_EDOMAIN);
    assert_status(hst_impact_detectable(&out, &many, 1, 0.05, 0.8), HST_EDOMAIN);
    assert_status(hst_impact_detectable(&out, &good, 0, 0.05, 0.8), HST_EDOMAIN);
    assert_status(hst_impact_detectable(&out, &good, 1e9, 0.05, 0.8), HST_EDOMAIN);
    assert_status(hst_impact_detectable(&out, &good, 1, 0, 0.8), HST_EDOMAIN);
    assert_status(hst_impact_detectable(&out, &good, 1, 0.05, 1), HST_EDOMAIN);
    assert_status(hst_impact_time_to_detect(NULL, &bad, 0.1, 1, 1, 0.05, 0.8), HST_ENULL);
    assert_status(hst_impact_time_to_detect(&out, NULL, 2, 1, 1, 0.05, 0.8), HST_ENULL);
    assert_status(hst_impact_time_to_detect(&out, &bad, 0.1, 1, 1, 0.05, 0.8), HST_EDOMAIN);
    assert_status(hst_impact_time_to_detect(&out, &many, 0.1, 1, 1, 0.05, 0.8), HST_EDOMAIN);
    assert_status(hst_impact_time_to_detect(&out, &good, -0.1, 1, 1, 0.05, 0.8), HST_EDOMAIN);
    assert_status(hst_impact_time_to_detect(&out, &good, 0.1, 1.1, 1, 0.05, 0.8), HST_EDOMAIN);
    assert_status(hst_impact_time_to_detect(&out, &good, 0.1, 1, 0, 0.05, 0.8), HST_EDOMAIN);
    assert_status(hst_impact_time_to_detect(&out, &good, 0.1, 1, 1, 1, 0.8), HST_EDOMAIN);
    assert_status(hst_impact_time_to_detect(&out, &good, 0.1, 1, 1, 0.05, 0), HST_EDOMAIN);
    assert_status(hst_impact_time_to_detect(&out, &faint, 0.5, 1, 1e200, 0.05, 0.8), HST_EOVERFLOW);
    assert_untouched(&out, sizeof out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fall_is_what_is_missing_from_the_ratio_of_rates),
        cmocka_unit_test(a_small_fall_keeps_its_digits),
        cmocka_unit_test(falls_without_blocks_are_unbounded_or_untold),
        cmocka_unit_test(falls_reject_what_they_cannot_use),
        cmocka_unit_test(edges_and_darkness_are_those_of_every_second),
        cmocka_unit_test(a_list_that_is_too_short_gets_its_first_edges),
        cmocka_unit_test(edges_reach_from_one_end_of_time_to_the_other),
        cmocka_unit_test(bins_reject_what_they_cannot_use),
        cmocka_unit_test(trend_rejects_what_it_cannot_use),
        cmocka_unit_test(a_share_has_the_widest_of_the_corners),
        cmocka_unit_test(share_rejects_what_it_cannot_use),
        cmocka_unit_test(pools_reject_what_they_cannot_use),
        cmocka_unit_test(plans_reject_what_they_cannot_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
