/* Falls of pools, each and in the mean, and plans: what one could have seen, and when. */
#include "support/impact_record.h"

#include <float.h>
#include <math.h>

#include "hashstat/rate.h"

/* ---- pools ------------------------------------------------------------------------------------- */

static const int64_t BEFORE[5] = {100, 40, 0, 12, 0}, DURING[5] = {70, 41, 3, 0, 0};

static void pools_share_their_level_among_those_that_were_seen(void **state) {
    hst_impact_fall out[5];
    double each = pow(0.95, 0.25);
    int i;
    (void)state;
    assert_status(hst_impact_pools_fall(out, BEFORE, DURING, 5, 2, 1.5, 0.95), HST_OK);
    for (i = 0; i < 4; ++i) {
        hst_impact_fall alone = exact(DURING[i], 1.5, BEFORE[i], 2, each);
        assert_near(1 - out[i].lower, 1 - alone.lower, 1e-13);
        assert_near_abs(out[i].upper, alone.upper, 1e-13);
        assert_near(out[i].p, 1 - pow(1 - alone.p, 4), 1e-12);
        assert_near(out[i].luck_p, 1 - pow(1 - alone.luck_p, 4), 1e-12);
    }
    assert_same_bits(out[0].estimate, exact(70, 1.5, 100, 2, 0.95).estimate);
    assert_is_nan(out[2].estimate);
    assert_is_nan(out[4].estimate);
    assert_true(isinf(out[4].lower) && out[4].upper == 1 && out[4].p == 1 && out[4].luck_p == 1);
}

static void pools_without_any_block_tell_nothing(void **state) {
    const int64_t none[2] = {0, 0};
    hst_impact_fall out[2];
    hst_impact_pools_mean mean;
    (void)state;
    assert_status(hst_impact_pools_fall(out, none, none, 2, 1, 1, 0.95), HST_OK);
    assert_true(isnan(out[0].estimate) && isinf(out[0].lower) && out[0].upper == 1 && out[0].p == 1);
    assert_status(hst_impact_pools_mean_fall(&mean, none, none, 2, 1, 1, 0.95), HST_OK);
    assert_int_equal(mean.pools, 0);
    assert_true(isnan(mean.plain) && isinf(mean.plain_lower) && mean.plain_upper == 1);
    assert_true(isnan(mean.weighted) && isinf(mean.weighted_lower) && mean.weighted_upper == 1);
    assert_status(hst_impact_pools_fall(NULL, NULL, NULL, 0, 1, 1, 0.95), HST_OK);
}

static void pools_stand_the_highest_level_there_is(void **state) {
    hst_impact_fall out[5];
    (void)state;
    assert_status(hst_impact_pools_fall(out, BEFORE, DURING, 5, 1, 1, 1 - DBL_EPSILON / 2), HST_OK);
    assert_true(out[0].lower < out[0].estimate && out[0].estimate < out[0].upper);
}

static void the_mean_fall_of_pools_is_plain_or_weighted(void **state) {
    const double k = 0.75; /* 1.5/2, exposure during over before */
    const double fair[3] = {1 - 70 / (101 * k), 1 - 41 / (41 * k), 1};
    hst_impact_pools_mean mean;
    hst_impact_fall all = exact(114, 1.5, 152, 2, 0.95);
    double plain = (1 - 70 / (100 * k) + 1 - 41 / (40 * k) + 1) / 3, below = 0, above = 0;
    static const int own[3] = {0, 1, 3};
    int i;
    (void)state;
    for (i = 0; i < 3; ++i) {
        hst_impact_fall f = exact(DURING[own[i]], 1.5, BEFORE[own[i]], 2, 0.95);
        below += pow(fair[i] - f.lower, 2);
        above += pow(f.upper - fair[i], 2);
    }
    assert_status(hst_impact_pools_mean_fall(&mean, BEFORE, DURING, 5, 2, 1.5, 0.95), HST_OK);
    assert_int_equal(mean.pools, 3);
    assert_near(mean.plain, plain, 1e-14);
    assert_near(mean.plain_lower, (fair[0] + fair[1] + fair[2] - sqrt(below)) / 3, 1e-13);
    assert_near(mean.plain_upper, (fair[0] + fair[1] + fair[2] + sqrt(above)) / 3, 1e-13);
    assert_same_bits(mean.weighted, all.estimate);
    assert_same_bits(mean.weighted_lower, all.lower);
    assert_same_bits(mean.weighted_upper, all.upper);
}

static void the_mean_of_one_pool_has_the_interval_of_that_pool(void **state) {
    static const int64_t before[] = {1, 1, 5, 40, 100, 1000}, during[] = {0, 5, 1, 41, 70, 1100};
    static const double levels[] = {0.5, 0.95};
    hst_impact_pools_mean mean;
    size_t i, k;
    (void)state;
    for (i = 0; i < sizeof before / sizeof before[0]; ++i) {
        for (k = 0; k < 2; ++k) {
            hst_impact_fall alone = exact(during[i], 1, before[i], 1, levels[k]);
            assert_status(hst_impact_pools_mean_fall(&mean, before + i, during + i, 1, 1, 1, levels[k]),
                          HST_OK);
            assert_near(mean.plain, alone.estimate, 0);
            assert_near_abs(mean.plain_lower, alone.lower, 1e-15 * (1 - alone.lower));
            assert_near_abs(mean.plain_upper, alone.upper, 1e-15 * (2 - alone.lower));
        }
    }
}

/* Distances of 1e170, whose squares are no doubles. */
static void the_mean_of_pools_stands_exposures_that_lie_far_apart(void **state) {
    const int64_t before[2] = {5, 5}, during[2] = {5, 5};
    hst_impact_fall alone = exact(5, 1e-170, 5, 1, 0.95);
    hst_impact_pools_mean mean;
    double g = 1 - 5 / (6 * 1e-170), half = sqrt(0.5); /* two alike: the distance times sqrt(2)/2 */
    (void)state;
    assert_status(hst_impact_pools_mean_fall(&mean, before, during, 1, 1, 1e-170, 0.95), HST_OK);
    assert_near(mean.plain_lower, alone.lower, 1e-14);
    assert_near(mean.plain_upper, alone.upper, 1e-14);
    assert_status(hst_impact_pools_mean_fall(&mean, before, during, 2, 1, 1e-170, 0.95), HST_OK);
    assert_near(mean.plain_lower, g - half * (g - alone.lower), 1e-14);
    assert_near(mean.plain_upper, g + half * (alone.upper - g), 1e-14);
}

/* No block during: every distance above the estimate is 0, and so is what they come to. */
static void pools_that_all_stopped_have_no_distance_upwards(void **state) {
    const int64_t before[2] = {5, 7}, during[2] = {0, 0};
    hst_impact_pools_mean mean;
    (void)state;
    assert_status(hst_impact_pools_mean_fall(&mean, before, during, 2, 1, 1, 0.95), HST_OK);
    assert_same_bits(mean.plain_upper, 1.0);
}

/* ---- plans ------------------------------------------------------------------------------------- */

static void plans_are_those_of_the_rates(void **state) {
    hst_impact_count base = count_of(1008, 7); /* 144 a day */
    double fall, expected, seconds, exposure, power;
    (void)state;
    assert_status(hst_impact_detectable(&fall, &base, 5.5, 0.05, 0.8), HST_OK);
    assert_status(hst_rate_detectable_fall(&expected, 1008, 144 * 5.5, 0.05, 0.8), HST_OK);
    assert_near(fall, expected, 1e-13);
    assert_status(hst_impact_time_to_detect(&seconds, &base, 0.2, 0.5, 86400, 0.05, 0.8), HST_OK);
    assert_status(hst_rate_time_to_detect(&exposure, 1008, 144, 0.1, 0.05, 0.8), HST_OK);
    assert_near(seconds, 86400 * exposure, 1e-15);
    assert_status(hst_rate_power(&power, 1008, 144 * seconds / 86400, 0.1, 0.05), HST_OK);
    assert_near_abs(power, 0.8, 0.002);
}

static void what_never_shows_is_infinite(void **state) {
    hst_impact_count none = count_of(0, 7), few = count_of(1, 7);
    double x = 0;
    (void)state;
    assert_status(hst_impact_detectable(&x, &none, 1, 0.05, 0.8), HST_OK);
    assert_same_bits(x, (double)INFINITY);
    assert_status(hst_impact_detectable(&x, &few, 1, 0.05, 0.8), HST_OK);
    assert_same_bits(x, (double)INFINITY);
    assert_status(hst_impact_time_to_detect(&x, &none, 0.2, 1, 1, 0.05, 0.8), HST_OK);
    assert_same_bits(x, (double)INFINITY);
    assert_status(hst_impact_time_to_detect(&x, &few, 0.2, 1, 1, 0.05, 0.8), HST_OK);
    assert_same_bits(x, (double)INFINITY);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pools_share_their_level_among_those_that_were_seen),
        cmocka_unit_test(pools_without_any_block_tell_nothing),
        cmocka_unit_test(pools_stand_the_highest_level_there_is),
        cmocka_unit_test(the_mean_fall_of_pools_is_plain_or_weighted),
        cmocka_unit_test(the_mean_of_one_pool_has_the_interval_of_that_pool),
        cmocka_unit_test(the_mean_of_pools_stands_exposures_that_lie_far_apart),
        cmocka_unit_test(pools_that_all_stopped_have_no_distance_upwards),
        cmocka_unit_test(plans_are_those_of_the_rates),
        cmocka_unit_test(what_never_shows_is_infinite),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
