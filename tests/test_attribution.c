/* Outages behind the falls of pools: contracts of the fits, and what holds for their answers. Shares and
 * margins are in test_attribution_shares.c, the numbers in unit_attribution_numbers.c, coverage in
 * slow_attribution_coverage.c. */
#include "support/attribution_case.h"

#include <float.h>

enum { ROOM = 100000 };

/* ---- what holds for outages -------------------------------------------------------------------- */

/* Pools of one country each: each country falls as its pool does. */
static void pools_of_one_country_tell_its_outage(void **state) {
    attribution_case a = {{1, 0, 0, 1}, {0.3, 1.2}, {7, 1}, {100, 300}, {50, 240}, {0}, 2, 2};
    hst_attribution_country out[2];
    hst_attribution_fit fit;
    double dark[2], chi2;
    (void)state;
    assert_status(solve_case(dark, &chi2, &a), HST_OK);
    assert_near(dark[0], 0.3, 1e-15);
    assert_near(dark[1], 1, 0);
    assert_near(chi2, 0.04, 1e-14);
    assert_status(profile_case(out, &fit, &a, 1, 0.95, 0), HST_OK);
    assert_near(out[0].dark, 0.5, 1e-10);
    assert_near(out[1].dark, 0.2, 1e-10);
    /* weight N k/(r (r + k)^2): 150/(0.5 x 2.25) and 540/(0.8 x 3.24) */
    assert_near(out[0].lower, 0.5 - 1.959963984540054 / sqrt(150 / 1.125), 1e-9);
    assert_near(out[1].upper, 0.2 + 1.959963984540054 / sqrt(540 / 2.592), 1e-9);
    assert_int_equal(fit.freedom, 0);
    assert_is_nan(fit.dispersion);
    assert_is_nan(fit.p);
    assert_int_equal(fit.rank, 2);
    assert_int_equal(fit.pools, 2);
}

/* By order of pools and of countries. */
static void order_does_not_matter(void **state) {
    rng random = rng_seed(1);
    int i;
    (void)state;
    for (i = 0; i < 50; ++i) {
        attribution_case a = random_case(10, 4, 200, &random), b = a;
        hst_attribution_country x[4], y[4];
        hst_attribution_fit fit, turned;
        int32_t p, c;
        for (p = 0; p < 10; ++p) {
            b.before[p] = a.before[9 - p];
            b.during[p] = a.during[9 - p];
            for (c = 0; c < 4; ++c) {
                b.mix[4 * p + c] = a.mix[4 * (9 - p) + 3 - c];
            }
        }
        assert_status(profile_case(x, &fit, &a, 1, 0.9, 0), HST_OK);
        assert_status(profile_case(y, &turned, &b, 1, 0.9, 0), HST_OK);
        assert_near_abs(fit.chi2, turned.chi2, 1e-8 * (1 + fit.chi2));
        for (c = 0; c < 4; ++c) {
            assert_near_abs(x[c].lower, y[3 - c].lower, 1e-7);
            assert_near_abs(x[c].upper, y[3 - c].upper, 1e-7);
        }
    }
}

static void intervals_hold_the_outage_and_grow_with_the_level(void **state) {
    rng random = rng_seed(2);
    int i, c;
    (void)state;
    for (i = 0; i < 200; ++i) {
        attribution_case a = random_case(12, 5, 30, &random);
        hst_attribution_country out[5], wide[5], loose[5];
        hst_attribution_fit fit;
        assert_status(profile_case(out, &fit, &a, 1, 0.8, 0), HST_OK);
        assert_status(profile_case(wide, &fit, &a, 1, 0.99, 0), HST_OK);
        assert_status(profile_case(loose, &fit, &a, 1, 0.8, HST_ATTRIBUTION_DISPERSED), HST_OK);
        for (c = 0; c < 5; ++c) {
            assert_true(0 <= wide[c].lower && wide[c].lower <= out[c].lower + 1e-12);
            assert_true(out[c].lower <= out[c].dark + 1e-12 && out[c].dark <= out[c].upper + 1e-12);
            assert_true(out[c].upper <= wide[c].upper + 1e-12 && wide[c].upper <= 1);
            assert_true(loose[c].lower <= out[c].lower && out[c].upper <= loose[c].upper);
            assert_true(fit.dispersion > 1 || loose[c].upper <= out[c].upper);
            assert_true(out[c].luck_p >= 0 && out[c].luck_p <= 0.5);
            assert_true(out[c].dark > 0 || out[c].luck_p >= 0.5);
        }
    }
}

/* Twice the blocks with half the scatter: overdispersion comes into the interval when asked for. */
static void dispersion_widens_by_its_root(void **state) {
    attribution_case a = {{1, 1, 1, 1}, {0}, {0}, {200, 200, 200, 200}, {160, 40, 150, 50}, {0}, 4, 1};
    hst_attribution_country plain, loose;
    hst_attribution_fit fit;
    (void)state;
    assert_status(profile_case(&plain, &fit, &a, 1, 0.95, 0), HST_OK);
    assert_status(profile_case(&loose, &fit, &a, 1, 0.95, HST_ATTRIBUTION_DISPERSED), HST_OK);
    assert_near(plain.dark, 0.5, 1e-10);
    assert_true(fit.dispersion > 10 && fit.p < 1e-9 && fit.freedom == 3);
    assert_near(plain.upper - 0.5, (loose.upper - 0.5) / sqrt(fit.dispersion), 1e-8);
}

static void a_level_next_to_nothing_leaves_the_outage(void **state) {
    attribution_case a = {{0.5, 0.5, 0.9, 0.1}, {0}, {0}, {200, 300}, {150, 160}, {0}, 2, 2};
    hst_attribution_country out[2];
    hst_attribution_fit fit;
    int c;
    (void)state;
    assert_status(profile_case(out, &fit, &a, 1, DBL_MIN, 0), HST_OK);
    for (c = 0; c < 2; ++c) {
        assert_near_abs(out[c].lower, out[c].dark, 1e-6);
        assert_near_abs(out[c].upper, out[c].dark, 1e-6);
    }
}

/* ---- what cannot be told ----------------------------------------------------------------------- */

/* One mix for all pools: one number is told. Half of the network fell, so that a country with half of each
 * pool may be dark or light, and one with 0.8 lost at least 0.3/0.8. */
static void pools_that_are_alike_tell_one_number(void **state) {
    attribution_case a = {{0.8, 0.2, 0.8, 0.2, 0.8, 0.2}, {0}, {1, 1, 1}, {0}, {0}, {0}, 3, 2};
    hst_attribution_country out[2];
    hst_attribution_column column[2];
    hst_attribution_report report;
    hst_attribution_fit fit;
    int i;
    (void)state;
    for (i = 0; i < 3; ++i) {
        a.before[i] = 4000000;
        a.during[i] = 2000000;
    }
    assert_status(profile_case(out, &fit, &a, 1, 0.95, 0), HST_OK);
    assert_int_equal(fit.rank, 1);
    assert_is_nan(out[0].dark);
    assert_is_nan(out[1].dark);
    assert_int_equal(out[0].identified + out[1].identified, 0);
    assert_near_abs(out[0].lower, 0.3 / 0.8, 2e-3);
    assert_near_abs(out[0].upper, 0.5 / 0.8, 2e-3);
    assert_near_abs(out[1].lower, 0, 0);
    assert_near_abs(out[1].upper, 1, 0);
    assert_near(out[1].luck_p, 0.5, 0); /* the other explains it all */
    assert_true(out[0].luck_p < 1e-9);
    assert_status(identify_case(&report, column, &a), HST_OK);
    assert_int_equal(report.rank, 1);
    assert_int_equal(report.identified, 0);
    assert_int_equal(report.groups, 1);
    assert_int_equal(report.absent, 0);
    assert_int_equal(column[0].group, 0);
    assert_int_equal(column[1].group, 0);
    assert_is_nan(column[0].std_error);
    assert_is_nan(column[0].inflation);
    assert_same_bits(report.condition, (double)INFINITY);
    assert_same_bits(report.scaled_condition, (double)INFINITY);
}

/* Countries 1 and 3 always in one proportion, 2 in no pool, 0 and 4 by themselves. */
static void countries_that_cannot_be_told_apart_are_named(void **state) {
    attribution_case a = {
        {0.4, 0.2, 0, 0.1, 0.3, 0.1, 0.4, 0, 0.2, 0.3, 0.3, 0, 0, 0, 0.7, 0.25, 0.3, 0, 0.15, 0.3},
        {0.1, 0.2, 0.3, 0.4},
        {1, 2, 3, 4},
        {900, 800, 700, 600},
        {500, 600, 400, 500},
        {0},
        4,
        5};
    hst_attribution_country out[5];
    hst_attribution_column column[5];
    hst_attribution_report report;
    hst_attribution_fit fit;
    static const int64_t groups[5] = {HST_NONE, 0, 1, 0, HST_NONE};
    int c;
    (void)state;
    assert_status(identify_case(&report, column, &a), HST_OK);
    assert_status(profile_case(out, &fit, &a, 1, 0.95, 0), HST_OK);
    assert_int_equal(report.rank, 3);
    assert_int_equal(report.pools, 4);
    assert_int_equal(report.identified, 2);
    assert_int_equal(report.groups, 2);
    assert_int_equal(report.absent, 1);
    for (c = 0; c < 5; ++c) {
        assert_int_equal(column[c].group, groups[c]);
        assert_int_equal(column[c].identified, groups[c] < 0);
        assert_int_equal(out[c].identified, groups[c] < 0);
        assert_int_equal(isnan(out[c].dark), groups[c] >= 0);
    }
    assert_near(column[1].weight, 0.2 + 0.8 + 1.2, 1e-15);
    assert_near_abs(column[2].weight, 0, 0);
    assert_near_abs(out[2].lower, 0, 0);
    assert_near_abs(out[2].upper, 1, 0);
    assert_near(out[2].luck_p, 0.5, 0);
}

static void pools_not_known_are_passed_over(void **state) {
    rng random = rng_seed(3);
    attribution_case a = random_case(9, 3, 100, &random), b;
    hst_attribution_country x[3], y[3];
    hst_attribution_column cx[3], cy[3];
    hst_attribution_report report;
    hst_attribution_fit fit;
    double dx[3], dy[3], chi2;
    (void)state;
    random_mix(a.mix, 9, 3, &random);
    b = a;
    b.pools = 10;
    b.mix[27] = (double)NAN;
    b.mix[28] = b.mix[29] = 0.5;
    b.before[9] = 1000;
    b.during[9] = 3;
    b.fall[9] = 1;
    b.weight[9] = 5;
    assert_status(profile_case(x, &fit, &a, 1, 0.95, 0), HST_OK);
    assert_status(profile_case(y, &fit, &b, 1, 0.95, 0), HST_OK);
    assert_memory_equal(x, y, sizeof x);
    assert_int_equal(fit.pools, 9);
    assert_status(solve_case(dx, &chi2, &a), HST_OK);
    assert_status(solve_case(dy, &chi2, &b), HST_OK);
    assert_memory_equal(dx, dy, sizeof dx);
    b.mix[27] = 0;
    b.weight[9] = (double)NAN;
    assert_status(solve_case(dy, &chi2, &b), HST_OK);
    assert_memory_equal(dx, dy, sizeof dx);
    assert_status(identify_case(&report, cx, &a), HST_OK);
    assert_status(identify_case(&report, cy, &b), HST_OK);
    assert_memory_equal(cx, cy, sizeof cx);
    b.before[9] = b.during[9] = 0;
    assert_status(profile_case(y, &fit, &b, 1, 0.95, 0), HST_OK);
    assert_memory_equal(x, y, sizeof x);
}

static void the_largest_case_is_answered(void **state) {
    enum { POOLS = 4096, COUNTRIES = 24 };
    double *mix = guarded_alloc(sizeof(double) * POOLS * COUNTRIES),
           *fall = guarded_alloc(sizeof(double) * POOLS);
    double *weight = guarded_alloc(sizeof(double) * POOLS), dark[COUNTRIES], chi2;
    size_t bytes = room_of(POOLS, COUNTRIES);
    void *work = guarded_alloc(bytes);
    rng random = rng_seed(4);
    int32_t p, c;
    (void)state;
    random_mix(mix, POOLS, COUNTRIES, &random);
    for (p = 0; p < POOLS; ++p) {
        for (fall[p] = 0, c = 0; c < COUNTRIES; ++c) {
            fall[p] += mix[p * COUNTRIES + c] * (c % 5) / 4;
        }
        weight[p] = 1e60 * rng_uniform(&random);
    }
    assert_status(hst_attribution_solve(dark, &chi2, mix, fall, weight, POOLS, COUNTRIES, work, bytes),
                  HST_OK);
    for (c = 0; c < COUNTRIES; ++c) {
        assert_near_abs(dark[c], c % 5 / 4.0, 1e-11);
    }
    assert_true(room_of(4096, 256) > 3 * sizeof(double) * 256 * 256);
    guarded_free(mix);
    guarded_free(fall);
    guarded_free(weight);
    guarded_free(work);
}

/* ---- bootstrap --------------------------------------------------------------------------------- */

static void the_bootstrap_agrees_with_the_profile_away_from_bounds(void **state) {
    attribution_case a = {{1, 0, 0, 1, 0.5, 0.5, 0.7, 0.3}, {0}, {0}, {4000, 5000, 3000, 6000},
                          {2000, 2000, 1300, 3000},         {0}, 4,   2};
    hst_attribution_country boot[2], again[2], other[2], out[2];
    hst_attribution_fit fit, same;
    int c;
    (void)state;
    assert_status(profile_case(out, &fit, &a, 1, 0.95, 0), HST_OK);
    assert_status(bootstrap_case(boot, &same, &a, 0.95, 1999, 1), HST_OK);
    assert_memory_equal(&fit, &same, sizeof fit);
    for (c = 0; c < 2; ++c) {
        double half = (out[c].upper - out[c].lower) / 2;
        assert_same_bits(boot[c].dark, out[c].dark);
        assert_same_bits(boot[c].luck_p, out[c].luck_p);
        assert_near_abs(boot[c].lower, out[c].lower, 0.2 * half);
        assert_near_abs(boot[c].upper, out[c].upper, 0.2 * half);
    }
    assert_status(bootstrap_case(again, &same, &a, 0.95, 1999, 1), HST_OK);
    assert_memory_equal(again, boot, sizeof boot);
    assert_status(bootstrap_case(other, &same, &a, 0.95, 1999, 2), HST_OK);
    assert_true(other[0].lower < boot[0].lower || other[0].lower > boot[0].lower);
}

static void few_draws_reach_from_the_least_to_the_greatest(void **state) {
    attribution_case a = {{1, 0, 0.5, 0.5, 0, 1}, {0}, {0}, {400, 500, 300}, {200, 200, 130}, {0}, 3, 2};
    hst_attribution_country out[2], one[2];
    hst_attribution_fit fit;
    (void)state;
    assert_status(bootstrap_case(one, &fit, &a, 0.95, 1, 1), HST_OK);
    assert_same_bits(one[0].lower, one[0].upper);
    assert_status(bootstrap_case(out, &fit, &a, 0.95, 20, 1), HST_OK);
    assert_true(out[0].lower <= one[0].lower && one[0].lower <= out[0].upper && out[0].lower < out[0].upper);
}

/* 1000 x (1 - 0.9)/2 is 50 less a rounding of 0.9. */
static void a_level_that_is_no_double_costs_no_rank(void **state) {
    attribution_case a = {{1}, {0}, {0}, {50}, {20}, {0}, 1, 1};
    hst_attribution_country named, same, next;
    hst_attribution_fit fit;
    (void)state;
    assert_status(bootstrap_case(&named, &fit, &a, 0.9, 999, 3), HST_OK);
    assert_status(bootstrap_case(&same, &fit, &a, 1 - 2 * 0.0505, 999, 3), HST_OK);
    assert_status(bootstrap_case(&next, &fit, &a, 1 - 2 * 0.0495, 999, 3), HST_OK);
    assert_same_bits(named.lower, same.lower);
    assert_same_bits(named.upper, same.upper);
    assert_true(named.lower > next.lower);
}

static void a_bootstrap_of_what_cannot_be_told_says_nothing(void **state) {
    attribution_case a = {{0.5, 0.5, 0.5, 0.5}, {0}, {0}, {400, 500}, {200, 200}, {0}, 2, 2};
    hst_attribution_country out[2];
    hst_attribution_fit fit;
    (void)state;
    assert_status(bootstrap_case(out, &fit, &a, 0.95, 50, 1), HST_OK);
    assert_is_nan(out[0].dark);
    assert_near_abs(out[0].lower, 0, 0);
    assert_near_abs(out[0].upper, 1, 0);
}

/* ---- contracts --------------------------------------------------------------------------------- */

static double work_room[ROOM];
static const double mix2[4] = {0.5, 0.5, 0.25, 0.75}, fall2[2] = {0.1, 0.2}, weight2[2] = {1, 2};
static const int64_t before2[2] = {50, 60}, during2[2] = {40, 30};

static void sizes_are_rejected(void **state) {
    size_t bytes;
    (void)state;
    fill_untouched(&bytes, sizeof bytes);
    assert_status(hst_attribution_work_size(NULL, 0, 0), HST_ENULL);
    assert_status(hst_attribution_work_size(&bytes, 0, 1), HST_ESIZE);
    assert_status(hst_attribution_work_size(&bytes, 4097, 1), HST_ESIZE);
    assert_status(hst_attribution_work_size(&bytes, 1, 257), HST_ESIZE);
    assert_status(hst_attribution_bootstrap_work_size(NULL, before2, during2, 0, 1, 1), HST_ENULL);
    assert_status(hst_attribution_bootstrap_work_size(&bytes, NULL, during2, 0, 1, 1), HST_ENULL);
    assert_status(hst_attribution_bootstrap_work_size(&bytes, before2, NULL, 0, 1, 1), HST_ENULL);
    assert_status(hst_attribution_bootstrap_work_size(&bytes, before2, during2, 0, 1, 1), HST_ESIZE);
    assert_status(hst_attribution_bootstrap_work_size(&bytes, before2, during2, 2, 1, 0), HST_ESIZE);
    assert_status(hst_attribution_bootstrap_work_size(&bytes, before2, during2, 2, 1, 1000001), HST_ESIZE);
    {
        static const int64_t bad[2] = {5, -1}, many[2] = {1, 999971};
        assert_status(hst_attribution_bootstrap_work_size(&bytes, bad, during2, 2, 1, 1), HST_EDOMAIN);
        assert_status(hst_attribution_bootstrap_work_size(&bytes, before2, bad, 2, 1, 1), HST_EDOMAIN);
        assert_status(hst_attribution_bootstrap_work_size(&bytes, many, during2, 2, 1, 1), HST_EDOMAIN);
    }
    assert_untouched(&bytes, sizeof bytes);
}

static void weights_may_be_the_least_and_the_greatest(void **state) {
    static const double weight[3] = {1e-60, 1, 1e60};
    size_t bytes = room_of(2, 2);
    double dark[2], chi2, w[2];
    int i;
    (void)state;
    for (i = 0; i < 3; ++i) {
        w[0] = w[1] = weight[i];
        assert_status(hst_attribution_solve(dark, &chi2, mix2, fall2, w, 2, 2, work_room, bytes), HST_OK);
    }
}

static void solve_rejects_what_it_cannot_use(void **state) {
    double dark[2], chi2, bad[4] = {0.5, 0.5, 0.5, 0.6}, f[2] = {0.1, 2e60}, w[2] = {0, -1};
    char *odd = (char *)work_room + 4;
    size_t bytes = room_of(2, 2);
    (void)state;
    fill_untouched(dark, sizeof dark);
    fill_untouched(&chi2, sizeof chi2);
    assert_status(hst_attribution_solve(NULL, &chi2, mix2, fall2, weight2, 0, 2, odd, 0), HST_ENULL);
    assert_status(hst_attribution_solve(dark, NULL, mix2, fall2, weight2, 0, 2, odd, 0), HST_ENULL);
    assert_status(hst_attribution_solve(dark, &chi2, NULL, fall2, weight2, 0, 2, odd, 0), HST_ENULL);
    assert_status(hst_attribution_solve(dark, &chi2, mix2, NULL, weight2, 0, 2, odd, 0), HST_ENULL);
    assert_status(hst_attribution_solve(dark, &chi2, mix2, fall2, NULL, 0, 2, odd, 0), HST_ENULL);
    assert_status(hst_attribution_solve(dark, &chi2, mix2, fall2, weight2, 0, 2, NULL, 0), HST_ENULL);
    assert_status(hst_attribution_solve(dark, &chi2, bad, f, w, 0, 2, odd, 0), HST_ESIZE);
    assert_status(hst_attribution_solve(dark, &chi2, bad, f, w, 2, 2, odd, 0), HST_EALIGN);
    assert_status(hst_attribution_solve(dark, &chi2, bad, f, w, 2, 2, work_room, bytes - 1), HST_ESPACE);
    assert_status(hst_attribution_solve(dark, &chi2, bad, fall2, weight2, 2, 2, work_room, bytes),
                  HST_EDOMAIN);
    assert_status(hst_attribution_solve(dark, &chi2, mix2, f, weight2, 2, 2, work_room, bytes), HST_EDOMAIN);
    assert_status(hst_attribution_solve(dark, &chi2, mix2, fall2, w, 2, 2, work_room, bytes), HST_EDOMAIN);
    w[1] = 0.9e-60;
    assert_status(hst_attribution_solve(dark, &chi2, mix2, fall2, w, 2, 2, work_room, bytes), HST_EDOMAIN);
    w[1] = 2e60;
    assert_status(hst_attribution_solve(dark, &chi2, mix2, fall2, w, 2, 2, work_room, bytes), HST_EDOMAIN);
    w[1] = (double)NAN;
    assert_status(hst_attribution_solve(dark, &chi2, mix2, fall2, w, 2, 2, work_room, bytes), HST_EEMPTY);
    assert_untouched(dark, sizeof dark);
    assert_untouched(&chi2, sizeof chi2);
}

static void identify_rejects_what_it_cannot_use(void **state) {
    hst_attribution_report out;
    hst_attribution_column column[2];
    double bad[4] = {0.5, 0.5, 1.5, -0.5}, w[2] = {0, 0.5e-60};
    char *odd = (char *)work_room + 4;
    size_t bytes = room_of(2, 2);
    (void)state;
    fill_untouched(&out, sizeof out);
    fill_untouched(column, sizeof column);
    assert_status(hst_attribution_identify(NULL, column, mix2, weight2, 0, 2, odd, 0), HST_ENULL);
    assert_status(hst_attribution_identify(&out, NULL, mix2, weight2, 0, 2, odd, 0), HST_ENULL);
    assert_status(hst_attribution_identify(&out, column, NULL, weight2, 0, 2, odd, 0), HST_ENULL);
    assert_status(hst_attribution_identify(&out, column, mix2, NULL, 0, 2, odd, 0), HST_ENULL);
    assert_status(hst_attribution_identify(&out, column, mix2, weight2, 0, 2, NULL, 0), HST_ENULL);
    assert_status(hst_attribution_identify(&out, column, bad, w, 2, 0, odd, 0), HST_ESIZE);
    assert_status(hst_attribution_identify(&out, column, bad, w, 2, 2, odd, 0), HST_EALIGN);
    assert_status(hst_attribution_identify(&out, column, bad, w, 2, 2, work_room, bytes - 1), HST_ESPACE);
    assert_status(hst_attribution_identify(&out, column, bad, weight2, 2, 2, work_room, bytes), HST_EDOMAIN);
    assert_status(hst_attribution_identify(&out, column, mix2, w, 2, 2, work_room, bytes), HST_EDOMAIN);
    w[1] = 0;
    assert_status(hst_attribution_identify(&out, column, mix2, w, 2, 2, work_room, bytes), HST_EEMPTY);
    assert_untouched(&out, sizeof out);
    assert_untouched(column, sizeof column);
}

static hst_attribution_country outs[2];
static hst_attribution_fit out_fit;

/* The call with one of its arguments changed. */
static hst_status profile(const double *mix, const int64_t *before, const int64_t *during, double e1,
                          double e2, double level, uint32_t flags) {
    return hst_attribution_profile(outs, &out_fit, mix, before, during, 2, 2, e1, e2, level, flags, work_room,
                                   sizeof work_room);
}

static void profile_rejects_what_it_cannot_use(void **state) {
    static const double bad[4] = {0.5, 0.5, 0.5, 0.6};
    static const int64_t wrong[2] = {5, -1}, many[2] = {5, INT64_C(1000000000001)}, none[2] = {0, 0};
    hst_attribution_country *o = outs;
    hst_attribution_fit *f = &out_fit;
    char *odd = (char *)work_room + 4;
    size_t less = room_of(2, 2) - 1;
    (void)state;
    fill_untouched(outs, sizeof outs);
    fill_untouched(&out_fit, sizeof out_fit);
    assert_status(hst_attribution_profile(NULL, f, bad, wrong, wrong, 0, 2, 0, 0, 2, 9, odd, 0), HST_ENULL);
    assert_status(hst_attribution_profile(o, NULL, bad, wrong, wrong, 0, 2, 0, 0, 2, 9, odd, 0), HST_ENULL);
    assert_status(hst_attribution_profile(o, f, NULL, wrong, wrong, 0, 2, 0, 0, 2, 9, odd, 0), HST_ENULL);
    assert_status(hst_attribution_profile(o, f, bad, NULL, wrong, 0, 2, 0, 0, 2, 9, odd, 0), HST_ENULL);
    assert_status(hst_attribution_profile(o, f, bad, wrong, NULL, 0, 2, 0, 0, 2, 9, odd, 0), HST_ENULL);
    assert_status(hst_attribution_profile(o, f, bad, wrong, wrong, 0, 2, 0, 0, 2, 9, NULL, 0), HST_ENULL);
    assert_status(hst_attribution_profile(o, f, bad, wrong, wrong, 0, 2, 1, 1, 2, 9, odd, 0), HST_ESIZE);
    assert_status(hst_attribution_profile(o, f, bad, wrong, wrong, 2, 2, 1, 1, 2, 9, odd, 0), HST_EALIGN);
    assert_status(hst_attribution_profile(o, f, bad, wrong, wrong, 2, 2, 1, 1, 2, 9, work_room, less),
                  HST_ESPACE);
    assert_status(hst_attribution_profile(o, f, bad, wrong, wrong, 2, 2, 1, 1, 2, 2, work_room, less + 1),
                  HST_EOPTION);
    assert_status(
        hst_attribution_profile(o, f, bad, before2, during2, 2, 2, 1, 1, 0.9, 0, work_room, less + 1),
        HST_EDOMAIN);
    assert_status(profile(mix2, wrong, during2, 1, 1, 0.9, 0), HST_EDOMAIN);
    assert_status(profile(mix2, before2, many, 1, 1, 0.9, 0), HST_EDOMAIN);
    assert_status(profile(mix2, before2, during2, 0, 1, 0.9, 0), HST_EDOMAIN);
    assert_status(profile(mix2, before2, during2, 1, (double)INFINITY, 0.9, 0), HST_EDOMAIN);
    assert_status(profile(mix2, before2, during2, 1, 1.1e6, 0.9, 0), HST_EDOMAIN);
    assert_status(profile(mix2, before2, during2, 1.1e6, 1, 0.9, 0), HST_EDOMAIN);
    assert_status(profile(mix2, before2, during2, 1, 1, 1, 0), HST_EDOMAIN);
    assert_status(profile(mix2, before2, during2, 1, 1, (double)NAN, 0), HST_EDOMAIN);
    assert_status(hst_attribution_profile(o, f, mix2, none, none, 2, 2, 1, 1, 0.9, 0, work_room, less + 1),
                  HST_EEMPTY);
    assert_untouched(outs, sizeof outs);
    assert_untouched(&out_fit, sizeof out_fit);
}

static void bootstrap_rejects_what_it_cannot_use(void **state) {
    static const double bad[4] = {0.5, 0.5, 0.5, 0.6};
    static const int64_t wrong[2] = {5, -1}, none[2] = {0, 0};
    const int64_t *b = before2, *d = during2;
    hst_attribution_country *o = outs;
    hst_attribution_fit *f = &out_fit;
    char *odd = (char *)work_room + 4;
    double *w = work_room;
    size_t size = 0;
    (void)state;
    assert_status(hst_attribution_bootstrap_work_size(&size, b, d, 2, 2, 9), HST_OK);
    assert_true(size <= sizeof work_room);
    fill_untouched(outs, sizeof outs);
    fill_untouched(&out_fit, sizeof out_fit);
    assert_status(hst_attribution_bootstrap(NULL, f, bad, b, d, 0, 2, 0, 1, 2, 0, 0, odd, 0), HST_ENULL);
    assert_status(hst_attribution_bootstrap(o, NULL, bad, b, d, 0, 2, 0, 1, 2, 0, 0, odd, 0), HST_ENULL);
    assert_status(hst_attribution_bootstrap(o, f, NULL, b, d, 0, 2, 0, 1, 2, 0, 0, odd, 0), HST_ENULL);
    assert_status(hst_attribution_bootstrap(o, f, bad, NULL, d, 0, 2, 0, 1, 2, 0, 0, odd, 0), HST_ENULL);
    assert_status(hst_attribution_bootstrap(o, f, bad, b, NULL, 0, 2, 0, 1, 2, 0, 0, odd, 0), HST_ENULL);
    assert_status(hst_attribution_bootstrap(o, f, bad, b, d, 0, 2, 0, 1, 2, 0, 0, NULL, 0), HST_ENULL);
    assert_status(hst_attribution_bootstrap(o, f, bad, wrong, d, 2, 2, 0, 1, 2, 0, 0, odd, 0), HST_ESIZE);
    assert_status(hst_attribution_bootstrap(o, f, bad, wrong, d, 2, 2, 0, 1, 2, 9, 0, odd, 0), HST_EALIGN);
    assert_status(hst_attribution_bootstrap(o, f, bad, wrong, d, 2, 2, 0, 1, 2, 9, 0, w, 0), HST_EDOMAIN);
    assert_status(hst_attribution_bootstrap(o, f, bad, b, d, 2, 2, 0, 1, 2, 9, 0, w, size - 1), HST_ESPACE);
    assert_status(hst_attribution_bootstrap(o, f, bad, b, d, 2, 2, 1, 1, 0.9, 9, 0, w, size), HST_EDOMAIN);
    assert_status(hst_attribution_bootstrap(o, f, mix2, b, d, 2, 2, 0, 1, 0.9, 9, 0, w, size), HST_EDOMAIN);
    assert_status(hst_attribution_bootstrap(o, f, mix2, b, d, 2, 2, 1, 1, 0, 9, 0, w, size), HST_EDOMAIN);
    assert_status(hst_attribution_bootstrap(o, f, mix2, none, none, 2, 2, 1, 1, 0.9, 9, 0, w, size),
                  HST_EEMPTY);
    assert_untouched(outs, sizeof outs);
    assert_untouched(&out_fit, sizeof out_fit);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pools_of_one_country_tell_its_outage),
        cmocka_unit_test(order_does_not_matter),
        cmocka_unit_test(intervals_hold_the_outage_and_grow_with_the_level),
        cmocka_unit_test(dispersion_widens_by_its_root),
        cmocka_unit_test(a_level_next_to_nothing_leaves_the_outage),
        cmocka_unit_test(pools_that_are_alike_tell_one_number),
        cmocka_unit_test(countries_that_cannot_be_told_apart_are_named),
        cmocka_unit_test(pools_not_known_are_passed_over),
        cmocka_unit_test(the_largest_case_is_answered),
        cmocka_unit_test(the_bootstrap_agrees_with_the_profile_away_from_bounds),
        cmocka_unit_test(few_draws_reach_from_the_least_to_the_greatest),
        cmocka_unit_test(a_level_that_is_no_double_costs_no_rank),
        cmocka_unit_test(a_bootstrap_of_what_cannot_be_told_says_nothing),
        cmocka_unit_test(sizes_are_rejected),
        cmocka_unit_test(weights_may_be_the_least_and_the_greatest),
        cmocka_unit_test(solve_rejects_what_it_cannot_use),
        cmocka_unit_test(identify_rejects_what_it_cannot_use),
        cmocka_unit_test(profile_rejects_what_it_cannot_use),
        cmocka_unit_test(bootstrap_rejects_what_it_cannot_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
