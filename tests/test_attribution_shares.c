/* What countries have of the network: rows made a mix, shares and losses, and bounds from margins. */
#include "support/attribution_case.h"

#include <float.h>

/* ---- rows -------------------------------------------------------------------------------------- */

static void rows_are_divided_by_their_sum(void **state) {
    double weight[6] = {1, 3, 0, 5, 2, 2}, mix[6];
    (void)state;
    weight[4] = (double)NAN;
    assert_status(hst_attribution_normalise(mix, weight, 3, 2), HST_OK);
    assert_near(mix[0], 0.25, 0);
    assert_near(mix[1], 0.75, 0);
    assert_near_abs(mix[2], 0, 0);
    assert_near(mix[3], 1, 0);
    assert_is_nan(mix[4]);
    assert_is_nan(mix[5]);
    assert_status(hst_attribution_normalise(weight, weight, 3, 2), HST_OK);
    assert_near(weight[1], 0.75, 0);
}

static void rows_that_are_no_weights_are_refused(void **state) {
    double weight[4] = {1, 3, 0, 5}, mix[4];
    (void)state;
    fill_untouched(mix, sizeof mix);
    assert_status(hst_attribution_normalise(NULL, weight, 0, 2), HST_ENULL);
    assert_status(hst_attribution_normalise(mix, NULL, 0, 2), HST_ENULL);
    assert_status(hst_attribution_normalise(mix, weight, 2, 300), HST_ESIZE);
    weight[2] = -1;
    assert_status(hst_attribution_normalise(mix, weight, 2, 2), HST_EDOMAIN);
    weight[2] = (double)INFINITY;
    assert_status(hst_attribution_normalise(mix, weight, 2, 2), HST_EDOMAIN);
    weight[2] = weight[3] = 0;
    assert_status(hst_attribution_normalise(mix, weight, 2, 2), HST_EDOMAIN);
    weight[2] = weight[3] = DBL_MAX;
    assert_status(hst_attribution_normalise(mix, weight, 2, 2), HST_EDOMAIN);
    assert_untouched(mix, sizeof mix);
}

/* ---- shares ------------------------------------------------------------------------------------ */

static hst_attribution_country outage(double lower, double dark, double upper) {
    hst_attribution_country d = {0, 0, 0, 0, 1, 1};
    d.dark = dark;
    d.lower = lower;
    d.upper = upper;
    return d;
}

/* 30 and 70 blocks: 0.3 x 0.5 + 0.7 x 0.2 = 0.29 of the blocks of known pools, 0.232 with 25 of no known
 * one. */
static void shares_are_of_all_blocks(void **state) {
    static const double mix[4] = {0.5, 0.5, 0.2, 0.8};
    static const int64_t before[2] = {30, 70};
    hst_attribution_country dark[2];
    hst_attribution_share out[2];
    double variance;
    (void)state;
    dark[0] = outage(0.4, 0.5, 0.75);
    dark[1] = outage(0, (double)NAN, 1);
    assert_status(hst_attribution_shares(out, mix, before, dark, 2, 2, 25, 0.95), HST_OK);
    variance = (30 * 0.268 * 0.268 + 70 * 0.032 * 0.032 + 25 * 0.232 * 0.232) / 125 / 125;
    assert_near(out[0].share, 0.232, 1e-15);
    assert_near(out[0].share_lower, 0.232 - 1.959963984540054 * sqrt(variance), 1e-13);
    assert_near(out[0].share_upper, 0.232 + 1.959963984540054 * sqrt(variance), 1e-13);
    assert_near(out[0].loss, 0.116, 1e-15);
    assert_near(out[0].loss_lower, 0.4 * out[0].share_lower, 1e-15);
    assert_near(out[0].loss_upper, 0.75 * out[0].share_upper, 1e-15);
    assert_near(out[0].share + out[1].share, 0.8, 1e-15);
    assert_is_nan(out[1].loss);
    assert_near_abs(out[1].loss_lower, 0, 0);
    assert_near(out[1].loss_upper, out[1].share_upper, 0);
}

static void a_pool_of_unknown_mix_counts_as_unknown(void **state) {
    double mix[4] = {0.5, 0.5, 0.2, 0.8};
    static const int64_t before[2] = {30, 70};
    hst_attribution_country dark[2];
    hst_attribution_share out[2], other[2];
    (void)state;
    mix[3] = (double)NAN;
    dark[0] = dark[1] = outage(0, 0, 1);
    assert_status(hst_attribution_shares(out, mix, before, dark, 2, 2, 0, 0.9), HST_OK);
    assert_status(hst_attribution_shares(other, mix, before, dark, 1, 2, 70, 0.9), HST_OK);
    assert_near(out[0].share, 0.15, 1e-15);
    assert_near(out[0].share_upper, other[0].share_upper, 1e-15);
}

static void shares_stay_in_0_to_1(void **state) {
    static const double mix[3] = {1, 0, 0};
    static const int64_t before[1] = {3};
    hst_attribution_country dark[3];
    hst_attribution_share out[3];
    (void)state;
    dark[0] = dark[1] = dark[2] = outage(0, 1, 1);
    assert_status(hst_attribution_shares(out, mix, before, dark, 1, 3, 1, 0.999), HST_OK);
    assert_near(out[0].share, 0.75, 0);
    assert_near(out[0].share_upper, 1, 0);
    assert_near_abs(out[2].share_upper, 0, 0);
    assert_status(hst_attribution_shares(out, mix, before, dark, 1, 3, 9, 0.999), HST_OK);
    assert_near_abs(out[0].share_lower, 0, 0);
}

static void shares_reject_what_they_cannot_use(void **state) {
    static const double mix[2] = {0.5, 0.5}, bad[2] = {0.5, 0.6};
    static const int64_t before[1] = {3}, none[1] = {0}, wrong[1] = {-1};
    hst_attribution_country d[2];
    hst_attribution_share out[2];
    int i;
    (void)state;
    d[0] = d[1] = outage(0, 0.5, 1);
    fill_untouched(out, sizeof out);
    assert_status(hst_attribution_shares(NULL, bad, wrong, d, 0, 2, -1, 2), HST_ENULL);
    assert_status(hst_attribution_shares(out, NULL, wrong, d, 0, 2, -1, 2), HST_ENULL);
    assert_status(hst_attribution_shares(out, bad, NULL, d, 0, 2, -1, 2), HST_ENULL);
    assert_status(hst_attribution_shares(out, bad, wrong, NULL, 0, 2, -1, 2), HST_ENULL);
    assert_status(hst_attribution_shares(out, bad, wrong, d, 0, 2, -1, 2), HST_ESIZE);
    assert_status(hst_attribution_shares(out, bad, before, d, 1, 2, 0, 0.9), HST_EDOMAIN);
    assert_status(hst_attribution_shares(out, mix, wrong, d, 1, 2, 0, 0.9), HST_EDOMAIN);
    assert_status(hst_attribution_shares(out, mix, before, d, 1, 2, -1, 0.9), HST_EDOMAIN);
    assert_status(hst_attribution_shares(out, mix, before, d, 1, 2, INT64_C(1000000000001), 0.9),
                  HST_EDOMAIN);
    assert_status(hst_attribution_shares(out, mix, before, d, 1, 2, 0, 1), HST_EDOMAIN);
    for (i = 0; i < 6; ++i) {
        static const double wrongs[6][3] = {{-0.1, 0.5, 1}, {0, 0.5, 1.1}, {0.6, 0.5, 0.5},
                                            {0, -0.1, 1},   {0, 1.1, 1},   {0, 0, -1}};
        d[1] = outage(wrongs[i][0], wrongs[i][1], wrongs[i][2]);
        assert_status(hst_attribution_shares(out, mix, before, d, 1, 2, 0, 0.9), HST_EDOMAIN);
    }
    d[1] = outage(0, 0.5, (double)NAN);
    assert_status(hst_attribution_shares(out, mix, before, d, 1, 2, 0, 0.9), HST_EDOMAIN);
    d[1] = d[0];
    assert_status(hst_attribution_shares(out, mix, none, d, 1, 2, 0, 0.9), HST_EEMPTY);
    assert_untouched(out, sizeof out);
}

/* ---- margins ----------------------------------------------------------------------------------- */

static void cells_lie_between_the_bounds_of_frechet(void **state) {
    static const double pool[3] = {0.6, 0.3, 0.1}, country[2] = {0.7, 0.3};
    static const double lower[6] = {0.3, 0, 0, 0, 0, 0}, upper[6] = {0.6, 0.3, 0.3, 0.3, 0.1, 0.1};
    hst_interval cell[6];
    int i;
    (void)state;
    assert_status(hst_attribution_frechet_cells(cell, pool, country, 3, 2), HST_OK);
    for (i = 0; i < 6; ++i) {
        assert_near_abs(cell[i].lower, lower[i], 1e-16);
        assert_near_abs(cell[i].upper, upper[i], 0);
    }
}

/* Whatever table has these margins lies inside, and so do the outages of any way to lose blocks in it. */
static void every_table_with_the_margins_lies_inside(void **state) {
    rng random = rng_seed(1);
    int run;
    (void)state;
    for (run = 0; run < 500; ++run) {
        double joint[12], pool[3] = {0}, country[4] = {0}, lost[12], by_country[4] = {0};
        hst_interval cell[12], fall[3], dark[4];
        int p, c;
        random_mix(joint, 1, 12, &random);
        for (p = 0; p < 3; ++p) {
            double by_pool = 0;
            for (c = 0; c < 4; ++c) {
                double u = 1.6 * rng_uniform(&random) - 0.3;
                lost[4 * p + c] = joint[4 * p + c] * (u < 0 ? 0 : u > 1 ? 1 : u);
                pool[p] += joint[4 * p + c];
                country[c] += joint[4 * p + c];
                by_pool += lost[4 * p + c];
                by_country[c] += lost[4 * p + c];
            }
            fall[p].lower = fall[p].upper = by_pool / pool[p];
        }
        assert_status(hst_attribution_frechet_cells(cell, pool, country, 3, 4), HST_OK);
        assert_status(hst_attribution_frechet_dark(dark, fall, pool, country, 3, 4), HST_OK);
        for (c = 0; c < 4; ++c) {
            assert_true(dark[c].lower <= by_country[c] / country[c] + 1e-14);
            assert_true(dark[c].upper >= by_country[c] / country[c] - 1e-14);
            for (p = 0; p < 3; ++p) {
                assert_true(cell[4 * p + c].lower <= joint[4 * p + c] + 1e-15);
                assert_true(cell[4 * p + c].upper >= joint[4 * p + c] - 1e-15);
            }
        }
    }
}

/* Half of the network lost: a country of 0.7 lost at least 0.2 of it, and at most 0.5. */
static void what_was_lost_in_all_bounds_each_outage(void **state) {
    static const double pool[2] = {0.5, 0.5}, country[3] = {0.7, 0.3, 0};
    hst_interval fall[2] = {{1, 1}, {0, 0}}, dark[3];
    (void)state;
    assert_status(hst_attribution_frechet_dark(dark, fall, pool, country, 2, 3), HST_OK);
    assert_near(dark[0].lower, 0.2 / 0.7, 1e-15);
    assert_near(dark[0].upper, 0.5 / 0.7, 1e-15);
    assert_near_abs(dark[1].lower, 0, 0);
    assert_near(dark[1].upper, 1, 0);
    assert_near_abs(dark[2].lower, 0, 0);
    assert_near(dark[2].upper, 1, 0);
}

static void ends_are_cut_and_unknown_falls_may_be_anything(void **state) {
    static const double pool[2] = {0.5, 0.5}, country[2] = {0.5, 0.5};
    hst_interval fall[2] = {{-0.5, 1.5}, {0.8, 0.8}}, dark[2], same[2];
    (void)state;
    assert_status(hst_attribution_frechet_dark(dark, fall, pool, country, 2, 2), HST_OK);
    fall[0].lower = (double)NAN;
    assert_status(hst_attribution_frechet_dark(same, fall, pool, country, 2, 2), HST_OK);
    assert_memory_equal(dark, same, sizeof dark);
    fall[0].lower = 2;
    fall[0].upper = (double)NAN;
    assert_status(hst_attribution_frechet_dark(same, fall, pool, country, 2, 2), HST_OK);
    assert_memory_equal(dark, same, sizeof dark);
    assert_near_abs(dark[0].lower, 0, 0);
    assert_near(dark[0].upper, 1, 0);
    fall[0].lower = fall[0].upper = -1;
    assert_status(hst_attribution_frechet_dark(dark, fall, pool, country, 2, 2), HST_OK);
    assert_near(dark[0].upper, 0.8, 1e-15);
}

/* Sums are one within 1e-9 only: the ends are those of what was lost, in order and in 0..1. */
static void margins_that_are_a_little_off_give_ends_in_order(void **state) {
    static const double one[1] = {1}, less[1] = {1 - 9e-10}, more[2] = {0.5, 0.5 + 9e-10};
    hst_interval fall[2] = {{0.5, 0.5}, {1, 1}}, dark[1];
    (void)state;
    assert_status(hst_attribution_frechet_dark(dark, fall, less, one, 1, 1), HST_OK);
    assert_near(dark[0].lower, 0.5 - 4.5e-10, 1e-15);
    assert_near_abs(dark[0].upper, dark[0].lower, 0);
    fall[0] = fall[1];
    assert_status(hst_attribution_frechet_dark(dark, fall, more, one, 2, 1), HST_OK);
    assert_near_abs(dark[0].lower, 1, 0);
    assert_near_abs(dark[0].upper, 1, 0);
    assert_status(hst_attribution_frechet_dark(dark, fall, more, less, 2, 1), HST_OK);
    assert_near_abs(dark[0].lower, 1, 0);
}

static void margins_are_rejected(void **state) {
    static const double whole[2] = {0.5, 0.5}, less[2] = {0.5, 0.4};
    hst_interval fall[2] = {{0.2, 0.1}, {0, 1}}, out[4];
    double hole[2] = {0.5, 0.5};
    (void)state;
    hole[1] = (double)NAN;
    fill_untouched(out, sizeof out);
    assert_status(hst_attribution_frechet_cells(NULL, less, less, 0, 2), HST_ENULL);
    assert_status(hst_attribution_frechet_cells(out, NULL, less, 0, 2), HST_ENULL);
    assert_status(hst_attribution_frechet_cells(out, less, NULL, 0, 2), HST_ENULL);
    assert_status(hst_attribution_frechet_cells(out, less, less, 0, 2), HST_ESIZE);
    assert_status(hst_attribution_frechet_cells(out, less, whole, 2, 2), HST_EDOMAIN);
    assert_status(hst_attribution_frechet_cells(out, whole, hole, 2, 2), HST_EDOMAIN);
    assert_status(hst_attribution_frechet_dark(NULL, fall, less, less, 0, 2), HST_ENULL);
    assert_status(hst_attribution_frechet_dark(out, NULL, less, less, 0, 2), HST_ENULL);
    assert_status(hst_attribution_frechet_dark(out, fall, NULL, less, 0, 2), HST_ENULL);
    assert_status(hst_attribution_frechet_dark(out, fall, less, NULL, 0, 2), HST_ENULL);
    assert_status(hst_attribution_frechet_dark(out, fall, less, less, 0, 2), HST_ESIZE);
    assert_status(hst_attribution_frechet_dark(out, fall, whole, less, 2, 2), HST_EDOMAIN);
    assert_status(hst_attribution_frechet_dark(out, fall, whole, whole, 2, 2), HST_EORDER);
    assert_untouched(out, sizeof out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_divided_by_their_sum),
        cmocka_unit_test(rows_that_are_no_weights_are_refused),
        cmocka_unit_test(shares_are_of_all_blocks),
        cmocka_unit_test(a_pool_of_unknown_mix_counts_as_unknown),
        cmocka_unit_test(shares_stay_in_0_to_1),
        cmocka_unit_test(shares_reject_what_they_cannot_use),
        cmocka_unit_test(cells_lie_between_the_bounds_of_frechet),
        cmocka_unit_test(every_table_with_the_margins_lies_inside),
        cmocka_unit_test(what_was_lost_in_all_bounds_each_outage),
        cmocka_unit_test(ends_are_cut_and_unknown_falls_may_be_anything),
        cmocka_unit_test(margins_that_are_a_little_off_give_ends_in_order),
        cmocka_unit_test(margins_are_rejected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
