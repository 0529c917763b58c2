/* The growth-aware fall where it is told by hand, and on the edge. Where it cannot be told, and how far
 * numbers may go, is in unit_impact_limits.c. */
#include "support/impact_record.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "oracle/impact.h"

static void assert_same_trend(const hst_impact_trend *a, const hst_impact_trend *b) {
    assert_memory_equal(a, b, sizeof *a);
}

/* ---- told by hand ------------------------------------------------------------------------------ */

static void three_bins_are_met_exactly(void **state) {
    const int64_t blocks[3] = {100, 90, 225};
    const double dark[3] = {0, 1, 0};
    record r = bins_of(3, blocks, dark);
    hst_impact_trend t = fitted(&r);
    (void)state;
    assert_near(t.growth, log(2.25) / 2, 1e-14); /* from 100 to 225 in two seconds, so 150 after one */
    assert_near(t.counterfactual, 150, 1e-14);
    assert_near(t.fall.estimate, 0.4, 1e-14);
    assert_int_equal(t.freedom, 0);
    assert_is_nan(t.dispersion);
    assert_int_equal(t.identified, 1);
}

static void a_bin_dark_in_part_loses_that_part_of_the_fall(void **state) {
    const int64_t blocks[4] = {1000, 800, 600, 1000};
    const double dark[4] = {0, 0.5, 1, 0};
    record r = bins_of(4, blocks, dark);
    hst_impact_trend t = fitted(&r);
    (void)state;
    assert_near(t.fall.estimate, 0.4, 1e-13); /* 1000 (1 - 0.4/2) = 800: the model holds without any rest */
    assert_near_abs(t.growth, 0, 1e-15);
    assert_near_abs(t.dispersion, 0, 1e-20);
}

static void nothing_changed_has_p_of_one(void **state) {
    const int64_t blocks[5] = {64, 64, 64, 64, 64};
    const double dark[5] = {0, 1, 0, 0, 0};
    record r = bins_of(5, blocks, dark);
    hst_impact_trend t = fitted(&r);
    (void)state;
    assert_near_abs(t.fall.estimate, 0, 1e-15);
    assert_near(t.fall.p, 1, 1e-6);
    assert_near(t.fall.luck_p, 0.5, 1e-6);
    assert_near(t.counterfactual, 64, 1e-14);
}

static void a_gain_is_a_negative_fall_that_luck_explains_well(void **state) {
    record r = week();
    hst_impact_trend t;
    (void)state;
    r.blocks[4] = r.blocks[5] = 200;
    t = fitted(&r);
    assert_true(t.fall.upper < 0);
    assert_true(t.fall.p < 0.001);
    assert_near(t.fall.luck_p, 1 - t.fall.p / 2, 1e-12);
}

static void fall_and_gain_mirror_when_light_and_dark_change_places(void **state) {
    record r = week();
    hst_impact_trend t = fitted(&r), mirrored;
    int64_t j;
    (void)state;
    for (j = 0; j < r.bins; ++j) {
        r.dark[j] = 1 - r.dark[j];
    }
    mirrored = fitted(&r);
    assert_near(1 - mirrored.fall.estimate, 1 / (1 - t.fall.estimate), 1e-12);
    assert_near(1 - mirrored.fall.lower, 1 / (1 - t.fall.upper), 1e-10);
    assert_near(1 - mirrored.fall.upper, 1 / (1 - t.fall.lower), 1e-10);
    assert_near(mirrored.fall.p, t.fall.p, 1e-11);
    assert_near(mirrored.growth, t.growth, 1e-12);
}

static void order_and_origin_of_time_do_not_matter(void **state) {
    record r = week(), turned = r;
    hst_impact_trend t = fitted(&r), u;
    int64_t j;
    (void)state;
    for (j = 0; j < r.bins; ++j) {
        turned.blocks[j] = r.blocks[8 - j];
        turned.dark[j] = r.dark[8 - j];
        turned.time[j] = 1.6e9 + 86400 * r.time[8 - j];
        turned.exposure[j] = 1e-18;
    }
    u = fitted(&turned);
    assert_near(u.fall.estimate, t.fall.estimate, 1e-12);
    assert_near(u.fall.lower, t.fall.lower, 1e-10);
    assert_near(u.fall.upper, t.fall.upper, 1e-10);
    assert_near(u.growth * 86400, t.growth, 1e-11);
    assert_near(u.counterfactual, t.counterfactual * 1e18, 1e-12);
    assert_near(u.dispersion, t.dispersion, 1e-12);
}

static void bins_left_out_are_as_if_absent(void **state) {
    record r = week(), longer = r;
    hst_impact_trend t = fitted(&r), u;
    (void)state;
    longer.bins = 11;
    longer.blocks[9] = 1000;
    longer.exposure[9] = 0;
    longer.blocks[10] = 1000;
    longer.exposure[10] = (double)NAN;
    longer.time[9] = -1e300;
    longer.time[10] = 1e300;
    longer.dark[9] = 0.5;
    longer.dark[10] = 1;
    u = fitted(&longer);
    assert_same_trend(&u, &t);
}

static void a_higher_level_has_a_longer_interval(void **state) {
    record r = week();
    hst_impact_trend narrow = fitted_at(&r, 0.5), wide = fitted_at(&r, 0.999);
    (void)state;
    assert_true(wide.fall.lower < narrow.fall.lower && narrow.fall.lower < narrow.fall.estimate);
    assert_true(wide.fall.upper > narrow.fall.upper && narrow.fall.upper > narrow.fall.estimate);
    assert_true(wide.growth_lower < narrow.growth_lower && narrow.growth_lower < narrow.growth);
    assert_true(wide.growth_upper > narrow.growth_upper && narrow.growth_upper > narrow.growth);
}

/* ---- on the edge ------------------------------------------------------------------------------- */

static void no_block_in_the_dark_is_a_fall_of_one(void **state) {
    record r = week();
    hst_impact_trend t;
    oracle_record o;
    (void)state;
    r.blocks[4] = r.blocks[5] = 0;
    t = fitted(&r);
    assert_same_bits(t.fall.estimate, 1.0);
    assert_same_bits(t.fall.upper, 1.0);
    o.blocks = r.blocks;
    o.exposure = r.exposure;
    o.time = r.time;
    o.dark = r.dark;
    o.bins = r.bins;
    assert_near((double)(oracle_profile(&o, 1) - oracle_profile(&o, t.fall.lower)), 3.841458820694124 / 2,
                1e-9); /* the 0.95 quantile of chi-square(1) */
    assert_near(t.fall.luck_p, t.fall.p / 2, 1e-15);
    assert_true(t.growth_lower < t.growth && t.growth < t.growth_upper);
    assert_true(140 < t.counterfactual && t.counterfactual < 155);
}

static void no_block_in_the_light_leaves_nothing_to_fall_from(void **state) {
    record r = week();
    hst_impact_trend t;
    int64_t j;
    (void)state;
    for (j = 0; j < r.bins; ++j) {
        r.blocks[j] = r.dark[j] > 0 ? r.blocks[j] : 0;
    }
    t = fitted(&r);
    assert_int_equal(t.identified, 1);
    assert_is_nan(t.fall.estimate);
    assert_same_bits(t.fall.lower, (double)-INFINITY);
    assert_true(t.fall.upper < -1);
    assert_true(t.fall.luck_p > 0.999);
    assert_same_bits(t.counterfactual, 0.0);
}

static void one_block_in_the_light_hardly_bounds_a_gain(void **state) {
    const int64_t blocks[6] = {0, 1, 0, 20, 21, 0};
    const double dark[6] = {0, 0, 0, 1, 1, 0};
    record r = bins_of(6, blocks, dark);
    hst_impact_trend t = fitted_at(&r, 0.999999999999);
    (void)state;
    assert_true(t.fall.estimate < -10);
    assert_true(t.fall.lower < -1e9);
    assert_true(t.fall.upper < 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_bins_are_met_exactly),
        cmocka_unit_test(a_bin_dark_in_part_loses_that_part_of_the_fall),
        cmocka_unit_test(nothing_changed_has_p_of_one),
        cmocka_unit_test(a_gain_is_a_negative_fall_that_luck_explains_well),
        cmocka_unit_test(fall_and_gain_mirror_when_light_and_dark_change_places),
        cmocka_unit_test(order_and_origin_of_time_do_not_matter),
        cmocka_unit_test(bins_left_out_are_as_if_absent),
        cmocka_unit_test(a_higher_level_has_a_longer_interval),
        cmocka_unit_test(no_block_in_the_dark_is_a_fall_of_one),
        cmocka_unit_test(no_block_in_the_light_leaves_nothing_to_fall_from),
        cmocka_unit_test(one_block_in_the_light_hardly_bounds_a_gain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
