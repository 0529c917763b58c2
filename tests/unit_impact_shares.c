/* Differences in differences, one share from several outages, published shares and plans: numbers of SciPy,
 * of the literature and of arbitrary precision, and what the definitions say. */
#include "support/impact_record.h"

#include <math.h>
#include <string.h>

#include "hashstat/rate.h"
#include "kernels/hypergeometric.h"
#include "oracle/impact_more.h"

/* ---- differences of counts --------------------------------------------------------------------- */

static void tables_agree_with_scipy(void **state) {
    golden *g = golden_open("impact/did.csv");
    int rows = 0;
    (void)state;
    for (; golden_next(g); ++rows) {
        hst_impact_count c[4];
        hst_impact_fall f;
        c[0] = count_of(golden_integer(g, "event"), golden_number(g, "e1"));
        c[1] = count_of(golden_integer(g, "baseline"), golden_number(g, "e2"));
        c[2] = count_of(golden_integer(g, "control_event"), golden_number(g, "e3"));
        c[3] = count_of(golden_integer(g, "control_baseline"), golden_number(g, "e4"));
        assert_status(hst_impact_did_counts(&f, &c[0], &c[1], &c[2], &c[3], golden_number(g, "level")),
                      HST_OK);
        assert_near(1 - f.estimate, 1 - golden_number(g, "estimate"), 1e-14);
        assert_near(1 - f.lower, 1 - golden_number(g, "lower"), 1e-9);
        assert_near(1 - f.upper, 1 - golden_number(g, "upper"), 1e-9);
        assert_near(f.p, golden_number(g, "p"), 1e-9);
        assert_near(f.luck_p, golden_number(g, "luck_p"), 1e-9);
    }
    assert_int_equal(rows, 8);
    golden_close(g);
}

/* All tables of small margins, by summing every mass. */
static void small_tables_agree_with_every_mass(void **state) {
    int n1, n2, m, k, w;
    (void)state;
    for (n1 = 0; n1 <= 4; ++n1) {
        for (n2 = 0; n2 <= 4; ++n2) {
            for (m = 0; m <= n1 + n2; ++m) {
                for (k = m > n2 ? m - n2 : 0; k <= n1 && k <= m; ++k) {
                    for (w = -2; w <= 2; ++w) {
                        hst__hypergeometric h;
                        hst__hypergeometric_tails t;
                        h.n1 = n1;
                        h.n2 = n2;
                        h.m = m;
                        h.log_omega = 1.5 * w;
                        t = hst__hypergeometric_at(&h, k);
                        assert_near(t.lower, oracle_table(n1, n2, m, k, exp(1.5 * w), 0), 1e-14);
                        assert_near(t.upper, oracle_table(n1, n2, m, k, exp(1.5 * w), 1), 1e-14);
                    }
                }
            }
        }
    }
}

/* A control of very many blocks is a known rate of change: the table is a binomial. */
/* Where masses far from the mode are left out. */
static void large_tables_agree_with_every_mass(void **state) {
    int k;
    (void)state;
    for (k = 300; k <= 500; ++k) {
        const hst__hypergeometric h = {900, 1100, 800, 0.2};
        hst__hypergeometric_tails t = hst__hypergeometric_at(&h, k);
        assert_near(t.lower, oracle_table(900, 1100, 800, k, exp(0.2), 0), 1e-12);
        assert_near(t.upper, oracle_table(900, 1100, 800, k, exp(0.2), 1), 1e-12);
    }
}

static void a_large_control_leaves_the_plain_fall(void **state) {
    hst_impact_count event = count_of(30, 1), base = count_of(60, 1);
    hst_impact_count control = count_of(INT64_C(1000000000), 1);
    hst_impact_fall f, plain = exact(30, 1, 60, 1, 0.95);
    (void)state;
    assert_status(hst_impact_did_counts(&f, &event, &base, &control, &control, 0.95), HST_OK);
    assert_near(f.estimate, plain.estimate, 1e-15);
    assert_near(1 - f.lower, 1 - plain.lower, 1e-6);
    assert_near(1 - f.upper, 1 - plain.upper, 1e-6);
    assert_near(f.p, plain.p, 1e-6);
}

static void falls_of_tables_without_blocks_are_unbounded_or_untold(void **state) {
    hst_impact_count none = count_of(0, 1), some = count_of(5, 1), many = count_of(900000000, 1);
    hst_impact_fall f;
    (void)state;
    assert_status(hst_impact_did_counts(&f, &some, &none, &some, &some, 0.95), HST_OK);
    assert_is_nan(f.estimate);
    assert_same_bits(f.lower, (double)-INFINITY);
    assert_status(hst_impact_did_counts(&f, &none, &some, &some, &some, 0.95), HST_OK);
    assert_same_bits(f.estimate, 1.0);
    assert_same_bits(f.upper, 1.0);
    assert_status(hst_impact_did_counts(&f, &none, &none, &none, &none, 0.95), HST_OK);
    assert_is_nan(f.estimate);
    assert_true(f.lower == (double)-INFINITY && f.upper == 1 && f.p == 1 && f.luck_p == 1);
    assert_status(hst_impact_did_counts(&f, &some, &some, &none, &some, 0.95), HST_OK);
    assert_same_bits(f.lower, (double)-INFINITY); /* all of the event's blocks: odds are not bounded above */
    assert_is_nan(f.estimate);
    assert_status(hst_impact_did_counts(&f, &some, &many, &many, &some, 0.95),
                  HST_OK); /* tails beneath all */
    assert_true(f.luck_p == 0 && f.lower > 0.999999 && f.estimate == 1 && f.upper == 1);
}

/* Newton's first step leads to where the tail is no double any more. */
static void ends_of_extreme_levels_have_their_tail(void **state) {
    hst__hypergeometric h;
    (void)state;
    h.n1 = h.n2 = h.m = 2e6;
    h.log_omega = 0;
    h.log_omega = hst__hypergeometric_upper_end(&h, 1e6, 5e-17);
    assert_near(hst__hypergeometric_at(&h, 1e6).lower, 5e-17, 1e-8);
    h.log_omega = hst__hypergeometric_lower_end(&h, 1e6, 5e-17);
    assert_near(hst__hypergeometric_at(&h, 1e6).upper, 5e-17, 1e-8);
}

static void the_null_is_outside_exactly_when_p_is_below_alpha(void **state) {
    rng random = rng_seed(3);
    int i, outside = 0;
    (void)state;
    for (i = 0; i < 2000; ++i) {
        hst_impact_count c[4];
        hst_impact_fall f;
        int k;
        for (k = 0; k < 4; ++k) {
            c[k] = count_of(rng_poisson(&random, 1 + (double)rng_below(&random, 40)),
                            0.5 + rng_uniform(&random));
        }
        assert_status(hst_impact_did_counts(&f, &c[0], &c[1], &c[2], &c[3], 0.9), HST_OK);
        assert_int_equal(f.lower > 0 || f.upper < 0, f.p < 0.1);
        outside += f.p < 0.1;
    }
    assert_true(outside > 100 && outside < 1900);
}

/* ---- differences of values --------------------------------------------------------------------- */

static void minimum_wages_are_those_of_card_and_krueger(void **state) {
    golden *g = golden_open("impact/card_krueger.csv");
    double change[2][400];
    int64_t count[2] = {0, 0};
    hst_impact_effect e, alone;
    const double zero[2] = {0, 0};
    (void)state;
    while (golden_next(g)) {
        int state_of = strcmp(golden_text(g, "state"), "NJ") == 0 ? 0 : 1;
        change[state_of][count[state_of]++] = golden_number(g, "after") - golden_number(g, "before");
    }
    golden_close(g);
    assert_int_equal(count[0] + count[1], 410);
    assert_status(hst_impact_did_values(&alone, change[0], count[0], zero, 2, 0.95), HST_OK);
    assert_near_abs(alone.estimate, 0.4666667, 5e-8);
    assert_near_abs(alone.std_error, 0.48, 0.005);
    assert_status(hst_impact_did_values(&alone, change[1], count[1], zero, 2, 0.95), HST_OK);
    assert_near_abs(alone.estimate, -2.2833333, 5e-8);
    assert_near_abs(alone.std_error, 1.25, 0.005);
    assert_status(hst_impact_did_values(&e, change[0], count[0], change[1], count[1], 0.95), HST_OK);
    assert_near(e.estimate, 2.75, 1e-14);
    assert_near_abs(e.std_error, 1.34, 0.005);
    assert_true(e.lower > 0 && e.p < 0.05 && e.freedom > 75 && e.freedom < 380);
}

/* R 4.2.2: t.test(c(1,2,3,4,7), c(0,1,1,2)) */
static void values_agree_with_r(void **state) {
    const double hit[6] = {1, 2, (double)NAN, 3, 4, 7}, control[4] = {0, 1, 1, 2}, same[3] = {2, 2, 2};
    hst_impact_effect e;
    (void)state;
    assert_status(hst_impact_did_values(&e, hit, 6, control, 4, 0.95), HST_OK);
    assert_near(e.estimate, 2.4, 1e-15);
    assert_near(e.lower, -0.416636636058747, 1e-12);
    assert_near(e.upper, 5.216636636058746, 1e-12);
    assert_near(e.freedom, 5.185811112671195, 1e-12);
    assert_near(e.p, 0.08050250811659292, 1e-12);
    assert_status(hst_impact_did_values(&e, same, 3, same, 2, 0.95), HST_OK);
    assert_true(e.lower == 0 && e.upper == 0 && e.p == 1 && isinf(e.freedom));
    assert_status(hst_impact_did_values(&e, same, 3, control + 1, 2, 0.95), HST_OK);
    assert_true(e.lower == 1 && e.upper == 1 && e.p == 0);
}

/* ---- one share from several outages ------------------------------------------------------------ */

static void a_combined_share_has_the_score_that_is_asked_for(void **state) {
    rng random = rng_seed(12);
    int i;
    (void)state;
    for (i = 0; i < 300; ++i) {
        hst_impact_count event[4], base[4];
        double low[4], high[4], middle[4];
        hst_impact_combined c;
        int k;
        for (k = 0; k < 4; ++k) {
            event[k] = count_of(5 + rng_poisson(&random, 30), 0.5 + rng_uniform(&random));
            base[k] = count_of(5 + rng_poisson(&random, 50), 0.5 + rng_uniform(&random));
            low[k] = 0.3 + 0.3 * rng_uniform(&random);
            high[k] = low[k] + 0.3 * rng_uniform(&random);
            middle[k] = (low[k] + high[k]) / 2;
        }
        assert_status(hst_impact_shares_combine(&c, event, base, low, high, 4, 0.95), HST_OK);
        assert_near_abs(oracle_score(event, base, middle, middle, 4, c.share.estimate), 0, 1e-7);
        assert_near_abs(oracle_score(event, base, c.share.lower < 0 ? low : high, middle, 4, c.share.lower),
                        -1.959963984540054, 1e-7);
        if (c.share.upper < 1 / 0.6) { /* well inside */
            assert_near_abs(
                oracle_score(event, base, c.share.upper < 0 ? high : low, middle, 4, c.share.upper),
                1.959963984540054, 1e-7);
        }
        assert_near(c.chi2, oracle_chi2(event, base, middle, 4, c.share.estimate), 1e-7);
        assert_int_equal(c.freedom, 3);
    }
}

/* One outage with known darkness: Wilson's interval for the part of the blocks that fell into the event. */
static void one_outage_is_wilsons_interval(void **state) {
    hst_impact_count event = count_of(30, 1), base = count_of(60, 1);
    const double one = 1, z = 1.959963984540054, n = 90, p = 30.0 / 90;
    double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
    double reach = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    hst_impact_combined c;
    (void)state;
    assert_status(hst_impact_shares_combine(&c, &event, &base, &one, &one, 1, 0.95), HST_OK);
    assert_near(c.share.estimate, 0.5, 1e-9);
    assert_near(1 - c.share.lower, (middle + reach) / (1 - middle - reach), 1e-9);
    assert_near(1 - c.share.upper, (middle - reach) / (1 - middle + reach), 1e-9);
    assert_true(c.freedom == 0 && c.p == 1);
}

/* No block during the event: the part has Wilson's interval 0 .. z^2/(n + z^2), however near its end lies to
 * the share at which all would be lost. */
static void an_outage_without_a_block_has_wilsons_lower_end(void **state) {
    const int64_t blocks[] = {1, 6, 10, 600, 1000000};
    const double exposure[] = {0.1, 1, 10, 1e4};
    const double z2 = 1.959963984540054 * 1.959963984540054;
    int i, j, k;
    (void)state;
    for (i = 0; i < 5; ++i) {
        for (j = 0; j < 4; ++j) {
            for (k = 1; k <= 64; ++k) { /* 49/64 times its rounded reciprocal is below 1 */
                hst_impact_count event = count_of(0, exposure[j]), base = count_of(blocks[i], 1);
                double dark = k / 64.0, left = z2 / (double)blocks[i] / exposure[j];
                hst_impact_combined c;
                assert_status(hst_impact_shares_combine(&c, &event, &base, &dark, &dark, 1, 0.95), HST_OK);
                assert_true(fabs(1 - c.share.lower * dark - left) < 1e-9 * (1 + left));
                assert_true(fabs(1 - c.share.estimate * dark) < 1e-15);
                assert_true(fabs(1 - c.share.upper * dark) < 1e-15);
            }
        }
    }
}

static void ends_hold_for_any_darkness_within_its_interval(void **state) {
    rng random = rng_seed(13);
    int i, k, inside_range = 0;
    (void)state;
    for (i = 0; i < 2000; ++i) {
        hst_impact_count event[3], base[3];
        double low[3] = {0.4, 0.5, 0.6}, high[3] = {0.9, 0.8, 1}, middle[3] = {0.65, 0.65, 0.8}, inside[3];
        hst_impact_combined c;
        for (k = 0; k < 3; ++k) {
            event[k] = count_of(rng_poisson(&random, 30), 1);
            base[k] = count_of(rng_poisson(&random, 35), 1);
            inside[k] = low[k] + rng_uniform(&random) * (high[k] - low[k]);
        }
        assert_status(hst_impact_shares_combine(&c, event, base, low, high, 3, 0.95), HST_OK);
        assert_true(oracle_score(event, base, inside, middle, 3, c.share.lower) < -1.9599);
        if (c.share.upper * inside[2] < 1 && c.share.upper * inside[0] < 1) {
            assert_true(oracle_score(event, base, inside, middle, 3, c.share.upper) > 1.9599);
            ++inside_range;
        }
    }
    assert_true(inside_range > 1900);
}

static void outages_that_differ_are_told(void **state) {
    hst_impact_count event[2], base[2];
    const double one[2] = {1, 1};
    hst_impact_combined c;
    (void)state;
    event[0] = count_of(100, 1);
    event[1] = count_of(195, 1);
    base[0] = base[1] = count_of(200, 1);
    assert_status(hst_impact_shares_combine(&c, event, base, one, one, 2, 0.95), HST_OK);
    assert_true(c.p < 0.001 && c.freedom == 1);
    event[1] = count_of(105, 1);
    assert_status(hst_impact_shares_combine(&c, event, base, one, one, 2, 0.95), HST_OK);
    assert_true(c.p > 0.5);
}

static void shares_without_blocks_are_at_their_ends(void **state) {
    hst_impact_count event[2], base[2];
    const double dark[2] = {0.5, 0.8};
    hst_impact_combined c;
    (void)state;
    event[0] = event[1] = count_of(0, 1);
    base[0] = base[1] = count_of(9, 1);
    assert_status(hst_impact_shares_combine(&c, event, base, dark, dark, 2, 0.95), HST_OK);
    assert_near(c.share.upper, 1 / 0.8, 1e-12);
    assert_near(c.share.estimate, 1 / 0.8, 1e-12);
    assert_true(c.share.lower > 0 && c.chi2 > 0 && c.freedom == 1);
    base[0] = base[1] = count_of(0, 1);
    assert_status(hst_impact_shares_combine(&c, event, base, dark, dark, 2, 0.95), HST_OK);
    assert_is_nan(c.share.estimate);
    assert_same_bits(c.share.lower, (double)-INFINITY);
    assert_near(c.share.upper, 1 / 0.8, 1e-12); /* nothing is known, so nothing is excluded */
    assert_true(c.chi2 == 0 && c.p == 1 && c.freedom == -1);
    event[0] = event[1] = count_of(4, 1);
    assert_status(hst_impact_shares_combine(&c, event, base, dark, dark, 2, 0.95), HST_OK);
    assert_is_nan(c.share.estimate);
    assert_same_bits(c.share.lower, (double)-INFINITY);
    assert_true(isfinite(c.share.upper));
}

/* ---- a published share ------------------------------------------------------------------------- */

static void bayes_factors_agree_with_30_digits(void **state) {
    golden *g = golden_open("impact/compatible.csv");
    int rows = 0;
    (void)state;
    for (; golden_next(g); ++rows) {
        hst_impact_count event = count_of(golden_integer(g, "event"), golden_number(g, "event_exposure"));
        hst_impact_count base =
            count_of(golden_integer(g, "baseline"), golden_number(g, "baseline_exposure"));
        double share = golden_number(g, "share"), low = golden_number(g, "dark_lower");
        double high = golden_number(g, "dark_upper");
        hst_impact_compatible c;
        assert_status(hst_impact_share_compatible(&c, &event, &base, share, low, high), HST_OK);
        assert_near(c.bayes, golden_number(g, "bayes"), 1e-9);
        assert_near(c.expected,
                    (double)base.blocks * event.exposure / base.exposure * (1 - share * (low + high) / 2),
                    1e-13);
        assert_true(c.p >= c.p_least);
        if (share * high < 1) {
            hst_rate_comparison r;
            assert_status(hst_rate_ratio_exact(&r, event.blocks, event.exposure, base.blocks, base.exposure,
                                               1 - share * low, 0.95),
                          HST_OK);
            assert_same_bits(c.p, r.p_greater);
        }
    }
    assert_int_equal(rows, 20);
    golden_close(g);
}

static void a_share_of_all_leaves_no_block(void **state) {
    hst_impact_count none = count_of(0, 1), some = count_of(3, 1);
    hst_impact_compatible c;
    double at_once;
    (void)state;
    assert_status(hst_impact_share_compatible(&c, &some, &some, 1, 1, 1), HST_OK);
    assert_true(c.p == 0 && c.p_least == 0 && c.bayes == 0);
    assert_status(hst_impact_share_compatible(&c, &none, &some, 1, 0.5, 1), HST_OK);
    assert_true(c.p == 1 && c.p_least == 1 && c.bayes > 1);
    assert_status(hst_impact_share_compatible(&c, &none, &some, 1, 1, 1), HST_OK);
    assert_near(c.bayes, 1 / ((1 - 1.0 / 4) / 2),
                1e-9); /* mean of (2 - f)^-3 over 0 .. 1 is 3/8, at 1 it is 1 */
    assert_status(hst_impact_share_compatible(&c, &some, &some, 0.5, 0.8, 0.8), HST_OK);
    at_once = c.bayes;
    assert_status(hst_impact_share_compatible(&c, &some, &some, 0.5, 0.8, 0.8 + 1e-12), HST_OK);
    assert_near(c.bayes, at_once, 1e-11);
    assert_status(hst_impact_share_compatible(&c, &none, &none, 0.3, 0.2, 0.9), HST_OK);
    assert_true(c.p == 1 && c.p_least == 1);
    assert_near(c.bayes, 1, 1e-12);
}

/* The daily regression of the blackout: event days against the others, each weighed by the growth. Cambridge
 * gave 13.2 % for January 2022 and 18.1 % for August 2021. */
static void january_is_compatible_with_the_blackout_and_august_is_not(void **state) {
    golden *g = golden_open("impact/days.csv");
    hst_impact_count event = count_of(0, 0), base = count_of(0, 0);
    hst_impact_compatible january, august;
    hst_impact_trend t;
    record r;
    int64_t j;
    (void)state;
    for (r.bins = 0; golden_next(g) && strcmp(golden_text(g, "set"), "joined") == 0; ++r.bins) {
        r.blocks[r.bins] = golden_integer(g, "blocks");
        r.exposure[r.bins] = golden_number(g, "exposure");
        r.time[r.bins] = golden_number(g, "time");
        r.dark[r.bins] = golden_number(g, "dark");
    }
    golden_close(g);
    t = fitted(&r);
    for (j = 0; j < r.bins; ++j) {
        hst_impact_count *side = r.dark[j] > 0 ? &event : &base;
        if (r.exposure[j] > 0) {
            side->blocks += r.blocks[j];
            side->exposure += r.exposure[j] * exp(t.growth * (r.time[j] - r.time[r.bins / 2]));
        }
    }
    assert_status(hst_impact_share_compatible(&january, &event, &base, 0.132, 1, 1), HST_OK);
    assert_status(hst_impact_share_compatible(&august, &event, &base, 0.181, 1, 1), HST_OK);
    assert_true(january.p > 0.05 && january.bayes > 1);
    assert_true(august.p < 0.025 && august.bayes < 1);
    assert_status(hst_impact_share_compatible(&august, &event, &base, 0.181, 0.5, 1), HST_OK);
    assert_true(august.p > 0.3 && august.p_least < 0.025); /* if half of the country went on */
}

/* ---- planner ----------------------------------------------------------------------------------- */

static void a_plan_is_three_times_to_detect(void **state) {
    hst_impact_plan p;
    double day = 86400, work = 1.04e23, rate = 1.72e20 / work, seconds;
    (void)state;
    assert_status(hst_impact_plan_event(&p, 1.72e20, work, 14 * day, 0.181, 0.6, 1, 0.05, 0.8), HST_OK);
    assert_status(hst_rate_time_to_detect(&seconds, rate * 14 * day, rate, 0.181, 0.05, 0.8), HST_OK);
    assert_near(p.soonest, seconds, 1e-8);
    assert_status(hst_rate_time_to_detect(&seconds, rate * 14 * day, rate, 0.181 * 0.8, 0.05, 0.8), HST_OK);
    assert_near(p.middle, seconds, 1e-8);
    assert_status(hst_rate_time_to_detect(&seconds, rate * 14 * day, rate, 0.181 * 0.6, 0.05, 0.8), HST_OK);
    assert_near(p.latest, seconds, 1e-8);
    assert_true(p.soonest < p.middle && p.middle < p.latest);
    assert_status(hst_impact_plan_event(&p, 1.72e20, work, day, 0.181, 0, 1, 0.05, 0.8), HST_OK);
    assert_true(isinf(p.latest));
}

/* Next to a fall of all, where what is left of the network is less than the search for a share can tell apart. */
static void ends_are_in_order_where_a_fall_is_next_to_all(void **state) {
    const hst_impact_count base = {72686, 1.713039432527097e-17};
    rng r = rng_seed(1);
    int64_t run;
    (void)state;
    for (run = 0; run < 2000; ++run) {
        hst_impact_count event = {1 + (int64_t)rng_below(&r, 100000), 1e-8 * (1 + 20 * rng_uniform(&r))};
        double dark = 0.01 + 0.99 * rng_uniform(&r);
        hst_impact_combined c;
        assert_status(hst_impact_shares_combine(&c, &event, &base, &dark, &dark, 1, 0.6), HST_OK);
        assert_true(c.share.lower <= c.share.estimate && c.share.estimate <= c.share.upper);
        assert_near(c.share.estimate, 1 / dark, 1e-8);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ends_are_in_order_where_a_fall_is_next_to_all),
        cmocka_unit_test(tables_agree_with_scipy),
        cmocka_unit_test(small_tables_agree_with_every_mass),
        cmocka_unit_test(large_tables_agree_with_every_mass),
        cmocka_unit_test(a_large_control_leaves_the_plain_fall),
        cmocka_unit_test(falls_of_tables_without_blocks_are_unbounded_or_untold),
        cmocka_unit_test(ends_of_extreme_levels_have_their_tail),
        cmocka_unit_test(the_null_is_outside_exactly_when_p_is_below_alpha),
        cmocka_unit_test(minimum_wages_are_those_of_card_and_krueger),
        cmocka_unit_test(values_agree_with_r),
        cmocka_unit_test(a_combined_share_has_the_score_that_is_asked_for),
        cmocka_unit_test(one_outage_is_wilsons_interval),
        cmocka_unit_test(an_outage_without_a_block_has_wilsons_lower_end),
        cmocka_unit_test(ends_hold_for_any_darkness_within_its_interval),
        cmocka_unit_test(outages_that_differ_are_told),
        cmocka_unit_test(shares_without_blocks_are_at_their_ends),
        cmocka_unit_test(bayes_factors_agree_with_30_digits),
        cmocka_unit_test(a_share_of_all_leaves_no_block),
        cmocka_unit_test(january_is_compatible_with_the_blackout_and_august_is_not),
        cmocka_unit_test(a_plan_is_three_times_to_detect),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
