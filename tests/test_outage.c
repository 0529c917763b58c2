/* Outages: what is asked, the numbers of others, and blocks that show none. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "hashstat/outage.h"
#include "hashstat/rate.h"

enum { MOST = 1600 };

static int64_t at[MOST];
static double x[MOST], base[MOST], p[MOST];
static int32_t state[MOST];
static hst_outage_episode out[MOST];
static uint64_t work[8 * MOST];

static hst_outage_options plain_options(void) {
    hst_outage_options o;
    assert_status(hst_outage_options_init(&o, (uint32_t)sizeof o), HST_OK);
    return o;
}

/* n samples of one value after those that are there, `step` seconds apart. */
static int64_t append(int64_t n, int64_t more, double value, int64_t step) {
    int64_t i;
    for (i = n; i < n + more; ++i) {
        at[i] = i == 0 ? 0 : at[i - 1] + step;
        x[i] = value;
    }
    return n + more;
}

static int64_t detect(const hst_outage_options *o, int64_t n) {
    int64_t found = -1;
    assert_status(hst_outage_detect(o, base, p, state, out, MOST, &found, at, x, n, work, sizeof work),
                  HST_OK);
    return found;
}

/* ---- golden -------------------------------------------------------------------------------------- */

static void the_nearest_rank_median_of_10_20_30_40_is_20(void **unused) {
    hst_outage_options o = plain_options();
    (void)unused;
    o.warmup = 0;
    assert_int_equal(
        append(append(append(append(append(0, 1, 40, 300), 1, 10, 300), 1, 30, 300), 1, 20, 300), 1, 7, 300),
        5);
    o.inpaint = 0;
    assert_status(hst_outage_baseline(&o, base, at, x, 5, work, sizeof work), HST_OK);
    assert_is_nan(base[0]);
    assert_near(base[1], 40, 0);
    assert_near(base[2], 10, 0);
    assert_near(base[3], 30, 0);
    assert_near(base[4], 20, 0);
}

/* Without samples its detector has neither ratio nor history. */
static void ratios_are_those_of_iodas_detector(void **unused) {
    static double expected[MOST];
    golden *g = golden_open("outage/ioda.csv");
    (void)unused;
    while (golden_next(g)) {
        hst_outage_options o = plain_options();
        int64_t n = golden_series(g, "series", x, MOST), i;
        o.history = golden_integer(g, "history");
        o.warmup = golden_integer(g, "warmup");
        o.inpaint = golden_number(g, "inpaint");
        o.inpaint_longest = golden_integer(g, "longest");
        for (i = 0; i < n; ++i) {
            at[i] = 600 * (i + 1);
        }
        assert_int_equal(golden_series(g, "ratios", expected, MOST), n);
        assert_status(hst_outage_baseline(&o, base, at, x, n, work, sizeof work), HST_OK);
        assert_status(hst_outage_ratio(p, x, base, n), HST_OK);
        for (i = 0; i < n; ++i) {
            if (isnan(expected[i])) {
                assert_is_nan(p[i]);
            } else {
                assert_near(p[i], expected[i], 0);
            }
        }
    }
    golden_close(g);
}

/* History 100, 20 for 30 minutes, 50 for 60: 80 x 30 + 50 x 60 = 5,400, in minutes. */
static void the_alert_area_is_that_of_ioda(void **unused) {
    int64_t n = append(append(append(append(0, 24, 100, 300), 6, 20, 300), 12, 50, 300), 3, 100, 300);
    (void)unused;
    assert_int_equal(detect(NULL, n), 1);
    assert_near(out[0].area, 5400 * 60, 0);
    assert_near(out[0].depth, 0.8, 0);
    assert_int_equal(out[0].onset, 24);
    assert_int_equal(out[0].deepest, 24);
    assert_int_equal(out[0].last, 41);
    assert_int_equal(out[0].end, 42);
    assert_int_equal(out[0].before, 23);
    assert_int_equal(out[0].alerts, 18);
    assert_int_equal(out[0].shortest, 17 * 300);
    assert_int_equal(out[0].longest, 19 * 300);
    assert_int_equal(out[0].unseen, 0);
}

/* ---- baselines ----------------------------------------------------------------------------------- */

static void an_outage_longer_than_its_history_is_seen_whole_when_painted_over(void **unused) {
    hst_outage_options o = plain_options();
    int64_t n = append(append(append(0, 30, 100, 600), 300, 30, 600), 10, 100, 600);
    (void)unused;
    o.history = 86400;
    assert_int_equal(detect(&o, n), 1);
    assert_int_equal(out[0].alerts, 300);
    assert_int_equal(out[0].end, 330);
    o.inpaint = 0;
    assert_int_equal(detect(&o, n), 1);
    assert_int_equal(out[0].alerts, 30); /* then as many samples are 30 as are 100 */
    assert_int_equal(out[0].end, 60);
}

static void a_level_that_stays_becomes_the_new_normal(void **unused) {
    hst_outage_options o = plain_options();
    int64_t n = append(append(0, 30, 100, 600), 300, 30, 600);
    (void)unused;
    o.history = 86400;
    o.inpaint_longest = 36000;
    assert_int_equal(detect(&o, n), 1);
    assert_int_equal(out[0].alerts, 60);
    assert_int_equal(out[0].end, 90); /* ten hours after sample 30 */
    assert_near(base[89], 100, 0);
    assert_near(base[90], 30, 0);
}

/* The new history must itself be old enough. */
static void after_a_new_normal_the_warm_up_begins_anew(void **unused) {
    hst_outage_options o = plain_options();
    int64_t n = append(append(0, 30, 100, 600), 30, 30, 600);
    (void)unused;
    o.inpaint_longest = 1800;
    assert_int_equal(detect(&o, n), 1);
    assert_int_equal(out[0].alerts, 3);
    assert_int_equal(out[0].unknown, 3); /* an hour is over with sample 36 */
    assert_int_equal(out[0].end, 36);
}

static void the_same_hour_of_past_weeks_is_what_a_weekly_rhythm_is_held_against(void **unused) {
    hst_outage_options o = plain_options();
    int64_t n = 5 * 168, i;
    (void)unused;
    for (i = 0; i < n; ++i) {
        at[i] = 3600 * i;
        x[i] = (double)(100 + i % 168);
    }
    x[4 * 168 + 5] = 20;
    o.flags = HST_OUTAGE_SEASONAL;
    assert_int_equal(detect(&o, n), 1);
    assert_int_equal(out[0].onset, 4 * 168 + 5);
    assert_int_equal(out[0].alerts, 1);
    for (i = 168; i < n; ++i) {
        assert_near(base[i], (double)(100 + i % 168), 0);
    }
    assert_is_nan(base[167]);
}

static void the_hour_of_the_day_is_a_season_too_also_before_1970(void **unused) {
    hst_outage_options o = plain_options();
    int64_t n = 100, i;
    (void)unused;
    for (i = 0; i < n; ++i) {
        at[i] = 3600 * (i - 50);
        x[i] = (double)(i % 24 + 1);
    }
    o.flags = HST_OUTAGE_SEASONAL;
    o.season = 86400;
    o.seasons = 7;
    o.min_count = 2;
    assert_status(hst_outage_baseline(&o, base, at, x, n, work, sizeof work), HST_OK);
    for (i = 0; i < n; ++i) {
        if (i < 48) {
            assert_is_nan(base[i]);
        } else {
            assert_near(base[i], (double)(i % 24 + 1), 0);
        }
    }
}

/* ---- gaps ---------------------------------------------------------------------------------------- */

static void a_gap_is_not_an_outage(void **unused) {
    hst_outage_options o = plain_options();
    int64_t n = append(append(append(0, 24, 100, 300), 12, NAN, 300), 12, 100, 300), i;
    (void)unused;
    for (i = 40; i < n; ++i) {
        at[i] += 36000;
    }
    o.step = 300;
    assert_int_equal(detect(&o, n), 0);
    assert_int_equal(state[30], HST_OUTAGE_UNKNOWN);
    assert_int_equal(state[0], HST_OUTAGE_UNKNOWN); /* warm-up */
}

static void an_end_that_falls_in_a_gap_has_bounds(void **unused) {
    hst_outage_options o = plain_options();
    int64_t n = append(append(append(append(0, 24, 100, 300), 6, 20, 300), 4, NAN, 300), 1, 100, 9000);
    (void)unused;
    o.step = 300;
    assert_int_equal(detect(&o, n), 1);
    assert_int_equal(out[0].last, 29);
    assert_int_equal(out[0].end, 34);
    assert_int_equal(out[0].unknown, 4);
    assert_int_equal(out[0].unseen, 3 * 300 + 9000);
    assert_int_equal(out[0].shortest, 5 * 300);
    assert_int_equal(out[0].longest, 6 * 300 + 4 * 300 + 9000);
    assert_near(out[0].area, 6 * 80 * 300, 0);
}

static void an_outage_that_lasts_is_open(void **unused) {
    hst_outage_options o = plain_options();
    int64_t n = append(append(append(0, 24, 100, 300), 6, 20, 300), 2, NAN, 300);
    (void)unused;
    assert_int_equal(detect(&o, n), 1);
    assert_int_equal(out[0].end, HST_NONE);
    assert_int_equal(out[0].unknown, 2);
    assert_true(out[0].longest == INT64_MAX);
    assert_near(out[0].area, 6 * 80 * 300, 0);
    assert_int_equal(detect(&o, 30), 1);
    assert_near(out[0].area, 5 * 80 * 300, 0); /* the last sample speaks for nothing, */
    o.step = 300;
    assert_int_equal(detect(&o, 30), 1);
    assert_near(out[0].area, 6 * 80 * 300, 0); /* but for a step that is known */
}

static void nothing_to_fall_from_is_unknown(void **unused) {
    int64_t n = append(append(0, 30, 0, 300), 10, 5, 300);
    (void)unused;
    assert_int_equal(detect(NULL, n), 0);
    assert_int_equal(state[29], HST_OUTAGE_UNKNOWN);
    assert_int_equal(state[35], HST_OUTAGE_UNKNOWN);
    assert_near(base[35], 0, 0);
}

static void brief_returns_are_joined_and_short_outages_left_out_as_asked(void **unused) {
    hst_outage_options o = plain_options();
    int64_t n = append(append(append(append(append(0, 24, 100, 300), 6, 20, 300), 2, 100, 300), 1, 20, 300),
                       9, 100, 300);
    (void)unused;
    assert_int_equal(detect(&o, n), 2);
    o.join = 600; /* the return lasted 600 s: no fewer */
    assert_int_equal(detect(&o, n), 2);
    o.join = 601;
    assert_int_equal(detect(&o, n), 1);
    assert_int_equal(out[0].returned, 2);
    assert_int_equal(out[0].alerts, 7);
    assert_int_equal(out[0].end, 33);
    o.join = 0;
    o.least = 1500;
    assert_int_equal(detect(&o, n), 1);
    assert_int_equal(out[0].onset, 24);
    o.least = 1501;
    assert_int_equal(detect(&o, n), 0);
}

/* ---- counts -------------------------------------------------------------------------------------- */

static void a_ratio_of_eight_tenths_means_nothing_at_20_counts_and_all_at_2000(void **unused) {
    double count[2] = {16, 1600}, one[2] = {1, 1}, others[2] = {20, 2000}, found[2];
    hst_rate_comparison c;
    int k;
    (void)unused;
    assert_status(hst_outage_count_p(found, count, one, others, one, 2), HST_OK);
    for (k = 0; k < 2; ++k) {
        assert_status(hst_rate_ratio_exact(&c, (int64_t)count[k], 1, (int64_t)others[k], 1, 1, 0.95), HST_OK);
        assert_near(found[k], c.p_less, 0);
    }
    assert_near(found[0], 0.308859658514848, 1e-13);
    assert_near(found[1], 1.400380687192791e-11, 1e-12);
}

static void missing_counts_have_no_p_and_none_at_all_have_p_1(void **unused) {
    double count[5] = {0, NAN, 1, 1, 1}, exposure[5] = {1, 1, NAN, 1, 1};
    double others[5] = {0, 1, 1, NAN, 1}, others_exposure[5] = {1, 1, 1, 1, NAN};
    int k;
    (void)unused;
    assert_status(hst_outage_count_p(count, count, exposure, others, others_exposure, 5), HST_OK);
    assert_near(count[0], 1, 0);
    for (k = 1; k < 5; ++k) {
        assert_is_nan(count[k]);
    }
}

/* Blocks of each UTC hour. */
static int64_t read_hourly_blocks(void) {
    golden *g = golden_open("blocks/kazakhstan-2022.csv");
    int64_t first = 0, n = 0, i;
    for (i = 0; i < MOST; ++i) {
        x[i] = 0;
    }
    while (golden_next(g)) {
        int64_t hour = golden_integer(g, "time") / 3600;
        first = first == 0 ? hour : first;
        n = hour - first + 1 > n ? hour - first + 1 : n;
        x[hour - first] += 1;
    }
    golden_close(g);
    for (i = 0; i < n; ++i) {
        at[i] = 3600 * (first + i);
    }
    return n;
}

static int64_t alerts_of(int64_t n) {
    int64_t alerts = 0, i;
    for (i = 0; i < n; ++i) {
        alerts += state[i] == HST_OUTAGE_ALERT;
    }
    return alerts;
}

/* 2021-12-15 to 2022-02-15, the blackout of 5 January and all; the figures were found by sorting each past
 * week and by summing the binomial law with log-gamma. */
static void hourly_blocks_alarm_by_ratio_and_not_by_p(void **unused) {
    int64_t n = read_hourly_blocks(), i;
    hst_outage_options o = plain_options();
    double least = 1;
    (void)unused;
    o.inpaint = 0;
    (void)detect(&o, n);
    assert_int_equal(n, 1512);
    assert_int_equal(alerts_of(n), 393);
    o.flags = HST_OUTAGE_COUNTS;
    (void)detect(&o, n);
    for (i = 0; i < n; ++i) {
        least = p[i] < least ? p[i] : least;
    }
    assert_int_equal(alerts_of(n), 0);
    assert_near(least, 0.002124283448773809, 1e-9);
}

static void a_p_at_the_limit_alerts(void **unused) {
    hst_outage_options o = plain_options();
    int64_t n = append(append(0, 20, 30, 600), 1, 10, 600);
    (void)unused;
    o.flags = HST_OUTAGE_COUNTS;
    (void)detect(&o, n);
    o.p = p[20];
    assert_int_equal(detect(&o, n), 1);
    o.p = p[20] * (1 - 1e-15);
    assert_int_equal(detect(&o, n), 0);
}

/* What the rule is worth: half the blocks gone for a day is found. */
static void half_the_blocks_gone_are_found_in_daily_counts(void **unused) {
    rng r = rng_seed(5);
    hst_outage_options o = plain_options();
    int64_t n = 60, i;
    (void)unused;
    for (i = 0; i < n; ++i) {
        at[i] = 86400 * i;
        x[i] = (double)rng_poisson(&r, i >= 40 && i < 43 ? 72 : 144);
    }
    o.flags = HST_OUTAGE_COUNTS;
    o.history = 14 * 86400;
    assert_int_equal(detect(&o, n), 1);
    assert_int_equal(out[0].onset, 40);
    assert_int_equal(out[0].end, 43);
}

/* ---- scores and states --------------------------------------------------------------------------- */

static void a_robust_z_counts_deviations_of_1_4826_mad(void **unused) {
    static const double past[] = {1, 2, 3, 4, 10};
    hst_outage_options o = plain_options();
    int64_t i;
    (void)unused;
    for (i = 0; i < 5; ++i) {
        (void)append(i, 1, past[i], 1000);
    }
    (void)append(5, 1, 0, 1000);
    assert_status(hst_outage_robust_z(&o, base, at, x, 6, work, sizeof work), HST_OK);
    assert_is_nan(base[3]);
    assert_near(base[4], 7.5 / 1.4826, 1e-15); /* median 2.5, distances 1.5 0.5 0.5 1.5: MAD 1 */
    assert_near(base[5], -3 / 1.4826, 1e-15);  /* median 3, distances 2 1 0 1 7: MAD 1 */
}

static void without_scatter_a_robust_z_is_nothing_or_without_bound(void **unused) {
    int64_t n = append(append(append(append(0, 20, 5, 600), 1, 4, 600), 1, 6, 600), 1, 5, 600);
    (void)unused;
    assert_status(hst_outage_robust_z(NULL, base, at, x, n, work, sizeof work), HST_OK);
    assert_near(base[20], -INFINITY, 0);
    assert_near(base[21], INFINITY, 0);
    assert_near(base[22], 0, 0);
}

static void states_follow_the_threshold(void **unused) {
    static const double score[] = {0.79, 0.8, NAN, INFINITY, -INFINITY};
    static const int32_t expected[] = {HST_OUTAGE_ALERT, HST_OUTAGE_OK, HST_OUTAGE_UNKNOWN, HST_OUTAGE_OK,
                                       HST_OUTAGE_ALERT};
    (void)unused;
    assert_status(hst_outage_states(state, score, 5, 0.8), HST_OK);
    assert_memory_equal(state, expected, sizeof expected);
}

static void two_rules_alert_together_or_not_at_all(void **unused) {
    static const int32_t a[] = {0, 0, 0, 1, 1, 1, 2, 2, 2}, b[] = {0, 1, 2, 0, 1, 2, 0, 1, 2};
    static const int32_t expected[] = {0, 0, 0, 0, 1, 2, 0, 2, 2};
    (void)unused;
    assert_status(hst_outage_states_both(state, a, b, 9), HST_OK);
    assert_memory_equal(state, expected, sizeof expected);
}

static void a_ratio_is_undefined_without_a_baseline(void **unused) {
    double v[] = {5, NAN, 5, 5, -0.0, DBL_MAX}, b[] = {10, 10, NAN, 0, 10, 0.5};
    (void)unused;
    assert_status(hst_outage_ratio(v, v, b, 6), HST_OK);
    assert_near(v[0], 0.5, 0);
    assert_is_nan(v[1]);
    assert_is_nan(v[2]);
    assert_is_nan(v[3]);
    assert_near(v[4], 0, 0);
    assert_near(v[5], INFINITY, 0);
}

/* ---- boundary ------------------------------------------------------------------------------------ */

static void extremes_of_doubles_and_times_are_samples_like_others(void **unused) {
    static const double level[] = {5e-324, DBL_MIN, 1e21, DBL_MAX};
    hst_outage_options o = plain_options();
    size_t k;
    (void)unused;
    for (k = 0; k < sizeof level / sizeof *level; ++k) {
        int64_t n = append(append(0, 30, level[k], 1), 1, 0, 1), i;
        o.warmup = 0;
        assert_int_equal(detect(&o, n), 1);
        assert_near(out[0].depth, 1, 0);
        assert_near(base[30], level[k], 0);
        for (i = 0; i < n; ++i) {
            at[i] = INT64_MAX - n + i;
        }
        assert_int_equal(detect(&o, n), 1);
    }
    at[0] = INT64_MIN;
    at[1] = -1;
    assert_int_equal(detect(&o, 2), 0);
    assert_is_nan(base[1]);
}

static void nothing_observed_is_no_outage(void **unused) {
    int64_t n = append(0, 30, NAN, 300), i;
    (void)unused;
    assert_int_equal(detect(NULL, n), 0);
    for (i = 0; i < n; ++i) {
        assert_is_nan(base[i]);
        assert_int_equal(state[i], HST_OUTAGE_UNKNOWN);
    }
    assert_int_equal(detect(NULL, 0), 0);
    assert_int_equal(detect(NULL, 1), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_rank_median_of_10_20_30_40_is_20),
        cmocka_unit_test(ratios_are_those_of_iodas_detector),
        cmocka_unit_test(the_alert_area_is_that_of_ioda),
        cmocka_unit_test(an_outage_longer_than_its_history_is_seen_whole_when_painted_over),
        cmocka_unit_test(a_level_that_stays_becomes_the_new_normal),
        cmocka_unit_test(after_a_new_normal_the_warm_up_begins_anew),
        cmocka_unit_test(the_same_hour_of_past_weeks_is_what_a_weekly_rhythm_is_held_against),
        cmocka_unit_test(the_hour_of_the_day_is_a_season_too_also_before_1970),
        cmocka_unit_test(a_gap_is_not_an_outage),
        cmocka_unit_test(an_end_that_falls_in_a_gap_has_bounds),
        cmocka_unit_test(an_outage_that_lasts_is_open),
        cmocka_unit_test(nothing_to_fall_from_is_unknown),
        cmocka_unit_test(brief_returns_are_joined_and_short_outages_left_out_as_asked),
        cmocka_unit_test(a_ratio_of_eight_tenths_means_nothing_at_20_counts_and_all_at_2000),
        cmocka_unit_test(missing_counts_have_no_p_and_none_at_all_have_p_1),
        cmocka_unit_test(hourly_blocks_alarm_by_ratio_and_not_by_p),
        cmocka_unit_test(a_p_at_the_limit_alerts),
        cmocka_unit_test(half_the_blocks_gone_are_found_in_daily_counts),
        cmocka_unit_test(a_robust_z_counts_deviations_of_1_4826_mad),
        cmocka_unit_test(without_scatter_a_robust_z_is_nothing_or_without_bound),
        cmocka_unit_test(states_follow_the_threshold),
        cmocka_unit_test(two_rules_alert_together_or_not_at_all),
        cmocka_unit_test(a_ratio_is_undefined_without_a_baseline),
        cmocka_unit_test(extremes_of_doubles_and_times_are_samples_like_others),
        cmocka_unit_test(nothing_observed_is_no_outage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
