/* Changes of level: golden records, levels and their intervals, missing samples, ties, blocks. The best cuts
 * against the definition are in unit_change_oracle.c. */
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hashstat/change.h"
#include "support/change_call.h"

/* ---- golden ------------------------------------------------------------------------------------ */

static int64_t column(const char *file, const char *name, double *x) {
    golden *g = golden_open(file);
    int64_t n = 0;
    while (golden_next(g)) {
        assert_true(n < MOST);
        x[n++] = golden_number(g, name);
    }
    golden_close(g);
    return n;
}

static void the_nile_fell_after_1898(void **unused) {
    double x[MOST];
    int64_t n = column("change/nile.csv", "flow", x);
    hst_change_options o = with(HST_CHANGE_MEAN, HST_CHANGE_BIC, 0, 1);
    (void)unused;
    assert_int_equal(n, 100);
    assert_int_equal(segment(&o, x, NULL, n), 2);
    assert_int_equal(level[0].end, 28);
    assert_int_equal(level[1].start, 28);
    assert_near(level[0].level, 1097.75, 1e-15);
    assert_near_abs(level[1].level, 849.9722, 5e-5);
    assert_near_abs(level[0].squares + level[1].squares, 1597457.1944, 5e-5);
}

static void the_mines_became_safer_after_1891(void **unused) {
    double x[MOST], gain[2];
    int64_t n = column("change/coal.csv", "disasters", x), found = 0;
    size_t bytes;
    void *work = room_for(n, 1, &bytes);
    (void)unused;
    assert_int_equal(n, 112);
    assert_status(hst_change_at_most(NULL, level, MOST, &found, gain, 1, x, NULL, n, work, bytes), HST_OK);
    assert_int_equal(found, 2);
    assert_int_equal(level[0].samples, 41);
    assert_near_abs(level[0].level, 3.097561, 5e-7);
    assert_near_abs(level[1].level, .901408, 5e-7);
    assert_near_abs(total_gain(2), 69.988345, 5e-7);
    assert_near_abs(gain[1], 69.988345, 5e-7);
    assert_near(gain[0], 0, 0);
    guarded_free(work);
}

/* ---- levels ------------------------------------------------------------------------------------ */

static void equal_rates_are_one_level(void **unused) {
    double x[MOST], exposure[MOST];
    int64_t i;
    (void)unused;
    for (i = 0; i < MOST; ++i) {
        x[i] = 6;
        exposure[i] = 3e-20;
    }
    assert_int_equal(segment(NULL, x, exposure, MOST), 1);
    assert_int_equal(level[0].start, 0);
    assert_int_equal(level[0].end, MOST);
    assert_near(level[0].level, 2e20, 1e-15);
    assert_near(level[0].gain, 0, 0);
    assert_near(level[0].total, 6 * MOST, 0);
    assert_near(level[0].exposure, 3e-20 * MOST, 1e-15);
    assert_near_abs(level[0].squares, 0, 1e-20);
}

/* Half as many blocks, each twice the work. */
static void a_change_of_difficulty_is_no_change(void **unused) {
    double x[60], exposure[60];
    int64_t i;
    (void)unused;
    for (i = 0; i < 60; ++i) {
        x[i] = (i % 3 == 0 ? 160 : 130) / (i < 30 ? 1 : 2);
        exposure[i] = 86400 / (i < 30 ? 1e22 : 2e22);
    }
    assert_int_equal(segment(NULL, x, exposure, 60), 1);
    assert_int_equal(segment(NULL, x, NULL, 60), 2);
    assert_int_equal(level[1].start, 30);
}

static void silence_is_a_rate_of_zero(void **unused) {
    const double x[8] = {0, 0, 0, 0, 50, 60, 55, 52}, none[3] = {0, 0, 0};
    (void)unused;
    assert_int_equal(segment(NULL, x, NULL, 8), 2);
    assert_int_equal(level[0].end, 4);
    assert_near(level[0].level, 0, 0);
    assert_near(level[0].lower, 0, 0);
    assert_near(level[0].upper, 3.68887945411394 / 4, 1e-13); /* Garwood */
    assert_near(level[0].squares, 0, 0);
    assert_int_equal(segment(NULL, none, NULL, 3), 1);
    assert_near(level[0].level, 0, 0);
}

/* Garwood for 100 arrivals; 1.96 and Student's t of 1 freedom, 12.7062, for means. */
static void levels_have_the_intervals_of_their_model(void **unused) {
    const double x[4] = {20, 30, 40, 10}, y[2] = {1, 3};
    hst_change_options o = with(HST_CHANGE_MEAN, HST_CHANGE_GIVEN, 1e6, 1);
    (void)unused;
    assert_int_equal(segment(NULL, x, NULL, 1), 1);
    o.model = HST_CHANGE_POISSON;
    assert_int_equal(segment(&o, x, NULL, 4), 1);
    assert_near(level[0].lower, 81.3639912509232 / 4, 1e-13);
    assert_near(level[0].upper, 121.6267937924264 / 4, 1e-13);
    assert_near(level[0].squares, 500.0 / 25, 1e-14); /* sum of (x - 25)^2/25 */
    o.model = HST_CHANGE_MEAN;
    o.variance = 8;
    assert_int_equal(segment(&o, y, NULL, 2), 1);
    assert_near(level[0].lower, 2 - 2 * 1.959963984540054, 1e-13);
    assert_near(level[0].upper, 2 + 2 * 1.959963984540054, 1e-13);
    o.model = HST_CHANGE_MEAN_VARIANCE;
    o.variance = 0;
    assert_int_equal(segment(&o, y, NULL, 2), 1);
    assert_near(level[0].upper, 2 + 12.706204736174698, 1e-12); /* s = sqrt 2, n = 2 */
    assert_int_equal(segment(&o, y, NULL, 1), 1);
    assert_true(level[0].lower == -(double)INFINITY && level[0].upper == (double)INFINITY);
    o.variance = 1e4; /* the least */
    assert_int_equal(segment(&o, y, NULL, 2), 1);
    assert_near(level[0].upper, 2 + 12.706204736174698 * sqrt(5000), 1e-12);
}

static void missing_samples_between_levels_belong_to_neither(void **unused) {
    double x[10] = {9, 11, (double)NAN, 10, (double)NAN, (double)NAN, 90, 95, 99, (double)NAN};
    double exposure[10] = {1, 1, 1, 1, 1, 1, (double)NAN, 1, 1, 1};
    (void)unused;
    assert_int_equal(segment(NULL, x, exposure, 10), 2);
    assert_int_equal(level[0].start, 0);
    assert_int_equal(level[0].end, 4);
    assert_int_equal(level[0].samples, 3);
    assert_int_equal(level[1].start, 7);
    assert_int_equal(level[1].end, 9);
    assert_near(level[1].total, 194, 0);
    x[6] = 0;
    exposure[6] = 0; /* nothing was watched, nothing seen */
    assert_int_equal(segment(NULL, x, exposure, 10), 2);
    assert_int_equal(level[1].start, 7);
    x[0] = -0.0;
    x[1] = x[3] = 0;
    assert_int_equal(segment(NULL, x, exposure, 10), 2);
    assert_near(level[0].level, 0, 0);
}

static void of_equal_cuts_the_earliest_is_taken(void **unused) {
    const double x[3] = {1, 0, 1}, y[3] = {0, 3, 0};
    hst_change_options o = with(HST_CHANGE_POISSON, HST_CHANGE_GIVEN, 0, 1);
    double gain[2];
    int64_t found = -1;
    size_t bytes;
    void *work = room_for(3, 1, &bytes);
    (void)unused;
    assert_status(hst_change_at_most(&o, level, MOST, &found, gain, 1, x, NULL, 3, work, bytes), HST_OK);
    assert_int_equal(found, 2);
    assert_int_equal(level[1].start, 1);
    o.model = HST_CHANGE_MEAN; /* less the mean: -1, 2, -1, so that both cuts gain 3/2 */
    o.variance = 1;
    assert_status(hst_change_at_most(&o, level, MOST, &found, gain, 1, y, NULL, 3, work, bytes), HST_OK);
    assert_int_equal(level[1].start, 1);
    assert_near(gain[1], 1.5, 1e-15);
    guarded_free(work);
}

/* Cuts that cost nothing and gain nothing are not made. */
static void what_gains_nothing_is_not_cut(void **unused) {
    const double same[5] = {3, 3, 3, 3, 3}, step[6] = {3, 3, 3, 9, 9, 9}, once[6] = {4, 0, 0, 0, 0, 0};
    hst_change_options o = with(HST_CHANGE_POISSON, HST_CHANGE_GIVEN, 0, 1);
    double gain[3];
    int64_t found = -1, k;
    size_t bytes;
    void *work = room_for(5, 2, &bytes);
    (void)unused;
    assert_int_equal(segment(&o, same, NULL, 5), 1);
    assert_status(hst_change_at_most(&o, level, MOST, &found, gain, 2, same, NULL, 5, work, bytes), HST_OK);
    for (k = 0; k <= 2; ++k) {
        assert_true(gain[k] == 0 && !signbit(gain[k]));
    }
    guarded_free(work);
    assert_int_equal(segment(&o, once, NULL, 6), 2);
    assert_int_equal(level[1].start, 1);
    o.model = HST_CHANGE_MEAN;
    o.variance = 1;
    assert_int_equal(segment(&o, same, NULL, 5), 1);
    assert_int_equal(segment(&o, step, NULL, 6), 2);
    assert_int_equal(level[1].start, 3);
}

/* In doubles the mean of 365 times 5.1e20 is another number, that of thrice 1e16 and 1e16 + 2 is none. */
static void large_values_are_taken_from_their_very_mean(void **unused) {
    double x[365], gain[2];
    hst_change_options o = with(HST_CHANGE_MEAN, HST_CHANGE_BIC, 0, 1);
    int64_t i, found = -1;
    size_t bytes;
    void *work = room_for(365, 1, &bytes);
    (void)unused;
    for (o.model = HST_CHANGE_MEAN; o.model <= HST_CHANGE_MEAN_VARIANCE; ++o.model) {
        for (i = 0; i < 365; ++i) {
            x[i] = 5.1e20;
        }
        assert_status(hst_change_at_most(&o, level, MOST, &found, gain, 1, x, NULL, 365, work, bytes),
                      HST_OK);
        assert_int_equal(found, 1);
        assert_near(gain[1], 0, 0);
    }
    o.model = HST_CHANGE_MEAN;
    o.variance = 1;
    for (i = 0; i < 4; ++i) {
        x[i] = i == 3 ? 1e16 + 2 : 1e16; /* 1/2 above the mean, 3/2 below: 3/4 + 9/4 */
    }
    assert_status(hst_change_at_most(&o, level, MOST, &found, gain, 1, x, NULL, 4, work, bytes), HST_OK);
    assert_near(gain[1], 3, 1e-15);
    guarded_free(work);
}

/* The sum of squares about a segment's own mean rounds to no negative one, whatever lies beside it. */
static void levels_far_apart_gain_no_more_than_a_constant(void **unused) {
    double x[24], most;
    hst_change_options o = with(HST_CHANGE_MEAN_VARIANCE, HST_CHANGE_BIC, 0, 1);
    rng r = rng_seed(39);
    int64_t i, found;
    (void)unused;
    o.variance = 0.25;
    for (i = 0; i < 24; ++i) {
        x[i] = 1e39 * rng_uniform(&r);
    }
    most = 2 * 39 * log(10.0) + log(4.0); /* log(whole/least), and a sample's square over the whole */
    found = segment(&o, x, NULL, 24);
    for (i = 0; i < found; ++i) {
        assert_true(level[i].gain <= (double)level[i].samples * most + 24);
    }
}

/* 2 (4 - 2)^2/8 = 1. */
static void a_change_that_gains_what_it_costs_is_none(void **unused) {
    const double x[2] = {0, 4};
    hst_change_options o = with(HST_CHANGE_MEAN, HST_CHANGE_GIVEN, 1, 1);
    (void)unused;
    o.variance = 8;
    assert_int_equal(segment(&o, x, NULL, 2), 1);
    o.value = 0.9999;
    assert_int_equal(segment(&o, x, NULL, 2), 2);
}

static void segments_are_as_long_as_asked(void **unused) {
    const double x[6] = {0, 0, 99, 0, 0, 0};
    hst_change_options o = with(HST_CHANGE_POISSON, HST_CHANGE_BIC, 0, 1);
    (void)unused;
    assert_int_equal(segment(&o, x, NULL, 6), 3);
    o.min_length = 2;
    assert_int_equal(segment(&o, x, NULL, 6), 3);
    assert_int_equal(level[1].samples, 2);
    o.min_length = 3;
    assert_int_equal(segment(&o, x, NULL, 6), 2);
    assert_int_equal(level[1].start, 3);
    o.min_length = 4;
    assert_int_equal(segment(&o, x, NULL, 6), 1);
    o.min_length = INT64_MAX;
    assert_int_equal(segment(&o, x, NULL, 6), 1);
    assert_int_equal(segment(&o, x, NULL, 0), 0);
}

/* Rates 100 and 130 part by (sqrt 130 - 10)^2/2 = .98 a sample in Chernoff's sense: a change is misplaced by
 * 15 samples with a probability of e^-14. */
static void thirty_changes_in_a_hundred_thousand_samples_are_found(void **unused) {
    enum { MANY = 100000, APART = MANY / 31 };
    double *x = malloc(MANY * sizeof *x);
    rng r = rng_seed(30);
    int64_t i;
    (void)unused;
    for (i = 0; i < MANY; ++i) {
        x[i] = (double)rng_poisson(&r, i / APART % 2 == 0 || i >= 31 * APART ? 100 : 130);
    }
    assert_int_equal(segment(NULL, x, NULL, MANY), 31);
    for (i = 1; i <= 30; ++i) {
        assert_in_range(level[i].start, i * APART - 15, i * APART + 15);
    }
    free(x);
}

static void units_change_levels_and_nothing_else(void **unused) {
    double x[80], exposure[80];
    hst_change_options o = with(HST_CHANGE_MEAN_VARIANCE, HST_CHANGE_BIC, 0, 2);
    rng r = rng_seed(8);
    hst_change_level before[MOST];
    double gain;
    int64_t i, found;
    (void)unused;
    for (i = 0; i < 80; ++i) {
        x[i] = (double)rng_poisson(&r, i < 40 ? 30 : 12);
        exposure[i] = 1;
    }
    found = segment(NULL, x, exposure, 80);
    memcpy(before, level, sizeof before);
    assert_int_equal(found, 2);
    for (i = 0; i < 80; ++i) {
        exposure[i] = 1e-90;
    }
    assert_int_equal(segment(NULL, x, exposure, 80), 2);
    assert_int_equal(level[1].start, before[1].start);
    assert_near(level[1].level, before[1].level * 1e90, 1e-14);
    assert_near(total_gain(2), before[0].gain + before[1].gain, 1e-12);
    found = segment(&o, x, NULL, 80);
    gain = total_gain(found);
    memcpy(before, level, sizeof before);
    for (i = 0; i < 80; ++i) {
        x[i] = -1e48 * x[i];
    }
    assert_int_equal(segment(&o, x, NULL, 80), found);
    assert_int_equal(level[found - 1].start, before[found - 1].start);
    assert_near(total_gain(found), gain, 1e-9);
}

/* Levels 0 and 4, twice each, variance 1: the steps gain 8 more than what two changes take. */
static void a_path_of_one_step_has_two_fits(void **unused) {
    const double x[4] = {0, 0, 4, 4};
    hst_change_options o = with(HST_CHANGE_MEAN, HST_CHANGE_BIC, 0, 1);
    hst_change_fit fit[MOST];
    (void)unused;
    o.variance = 1;
    assert_int_equal(fits_between(fit, &o, x, NULL, 4, 1, 100), 2);
    assert_int_equal(fit[0].changes, 1);
    assert_near(fit[0].gain, 16, 1e-14);
    assert_near(fit[1].penalty, 16, 1e-14);
    assert_int_equal(fit[1].changes, 0);
    assert_near(fit[1].gain, 0, 0);
    assert_int_equal(fits_between(fit, &o, x, NULL, 4, 16, 100), 1); /* one change at 16 alone */
    assert_int_equal(fit[0].changes, 0);
}

/* ---- options, variance, blocks ----------------------------------------------------------------- */

static void penalties_have_the_values_of_their_names(void **unused) {
    hst_change_options o = usual();
    double penalty = 0;
    (void)unused;
    assert_status(hst_change_penalty(NULL, &penalty, 100), HST_OK);
    assert_near(penalty, 2 * log(100), 1e-15);
    o.penalty = HST_CHANGE_MBIC;
    assert_status(hst_change_penalty(&o, &penalty, 100), HST_OK);
    assert_near(penalty, 3 * log(100), 1e-15);
    o.model = HST_CHANGE_MEAN_VARIANCE;
    assert_status(hst_change_penalty(&o, &penalty, 100), HST_OK);
    assert_near(penalty, 4 * log(100), 1e-15);
    o.penalty = HST_CHANGE_GIVEN;
    o.value = 7;
    assert_status(hst_change_penalty(&o, &penalty, 100), HST_OK);
    assert_near(penalty, 7, 0);
}

static double variance_of(const hst_change_options *o, const double *x, int64_t n) {
    double variance = 0;
    size_t bytes;
    void *work = room_for(n, 0, &bytes);
    assert_status(hst_change_variance(o, &variance, x, n, work, bytes), HST_OK);
    guarded_free(work);
    return variance;
}

/* Differences 1, 3, -2, 0: median 1/2, deviations 1/2, 5/2, 5/2, 1/2, their median 3/2; squares 1, 9, 4,
 * 0. */
static void variances_are_estimated_from_neighbours(void **unused) {
    const double x[6] = {1, 2, (double)NAN, 5, 3, 3}, same[4] = {5, 5, 5, 6}, equal[2] = {5, 5};
    hst_change_options o = with(HST_CHANGE_MEAN, HST_CHANGE_BIC, 0, 1);
    (void)unused;
    assert_near(variance_of(&o, x, 6), 1.4826 * 1.5 * 1.4826 * 1.5 / 2, 1e-15);
    assert_near(variance_of(&o, same, 4), 1.0 / 6, 1e-15);
    assert_near(variance_of(&o, equal, 2), 1, 0);
    assert_near(variance_of(&o, x, 1), 1, 0);
    o.model = HST_CHANGE_MEAN_VARIANCE;
    assert_near(variance_of(&o, x, 6), 1e-4 * 14 / 8, 1e-15);
    assert_near(variance_of(&o, equal, 2), 1, 0);
    o.variance = 3;
    assert_near(variance_of(&o, x, 6), 3, 0);
}

/* Below 1e-180 gains of far levels would not be finite. */
static void variances_near_zero_count_as_zero(void **unused) {
    double x[12], gain[2];
    hst_change_options o = with(HST_CHANGE_MEAN, HST_CHANGE_BIC, 0, 1);
    size_t bytes;
    void *work = room_for(12, 1, &bytes);
    int64_t i, found;
    (void)unused;
    for (i = 0; i < 12; ++i) {
        x[i] = (double)(i % 4 % 3) * 1e-155 + (i < 6 ? 0 : 1e50);
    }
    for (o.model = HST_CHANGE_MEAN; o.model <= HST_CHANGE_MEAN_VARIANCE; ++o.model) {
        assert_true(variance_of(&o, x, 6) == 1);
        assert_true(variance_of(&o, x, 12) > 1e90);
        assert_status(hst_change_at_most(&o, level, MOST, &found, gain, 1, x, NULL, 6, work, bytes), HST_OK);
        assert_true(gain[1] >= 0 && gain[1] < 1e-300);
        assert_int_equal(segment(&o, x, NULL, 12), 2);
        assert_int_equal(level[1].start, 6);
    }
    guarded_free(work);
}

static void blocks_have_their_distances_for_exposures(void **unused) {
    const int64_t time[5] = {100, 700, 700, 760, 760};
    double work[5] = {1, 2, 2, 3, 4};
    (void)unused;
    assert_status(hst_change_exposures(work, time, work, 5, 60), HST_OK);
    assert_is_nan(work[0]);
    assert_near(work[1], 300, 0);
    assert_near(work[2], 10, 0);
    assert_near(work[3], 20, 0);
    assert_near(work[4], 5, 0);
    assert_status(hst_change_exposures(NULL, NULL, NULL, 0, 1), HST_OK);
}

/* Without bins: 300 blocks ten minutes apart, then 200 twenty minutes apart. */
static void single_blocks_show_a_fall(void **unused) {
    int64_t time[500], i, now = 1640000000;
    double exposure[500];
    hst_change_options o = with(HST_CHANGE_POISSON, HST_CHANGE_BIC, 0, 6);
    rng r = rng_seed(5);
    (void)unused;
    for (i = 0; i < 500; ++i) {
        now += (int64_t)(rng_exponential(&r) * (i < 300 ? 600 : 1500));
        time[i] = now;
        exposure[i] = 1e23;
    }
    assert_status(hst_change_exposures(exposure, time, exposure, 500, 1), HST_OK);
    assert_int_equal(segment(&o, NULL, exposure, 500), 2);
    assert_int_equal(level[0].start, 1);
    assert_in_range(level[1].start, 280, 320);
    assert_true(level[1].lower < 1e23 / 1500 && 1e23 / 1500 < level[1].upper);
    assert_near(level[1].total, (double)(500 - level[1].start), 0);
}

static void a_short_list_is_the_beginning_of_the_long_one(void **unused) {
    const double x[9] = {1, 1, 1, 90, 90, 90, 5, 5, 5};
    hst_change_level two[2];
    hst_change_fit one[1], fit[MOST];
    int64_t found = 0, rows = 0;
    size_t bytes;
    void *work = room_for(9, 0, &bytes);
    (void)unused;
    assert_int_equal(segment(NULL, x, NULL, 9), 3);
    assert_status(hst_change_segment(NULL, two, 2, &found, x, NULL, 9, work, bytes), HST_OK);
    assert_int_equal(found, 3);
    assert_memory_equal(two, level, sizeof two);
    assert_status(hst_change_segment(NULL, NULL, 0, &found, x, NULL, 9, work, bytes), HST_OK);
    assert_int_equal(found, 3);
    rows = fits_between(fit, NULL, x, NULL, 9, 0, 1000);
    assert_status(hst_change_path(NULL, one, 1, &found, x, NULL, 9, 0, 1000, work, bytes), HST_OK);
    assert_int_equal(found, rows);
    assert_memory_equal(one, fit, sizeof one);
    assert_status(hst_change_path(NULL, NULL, 0, &found, x, NULL, 9, 0, 1000, work, bytes), HST_OK);
    assert_int_equal(found, rows);
    guarded_free(work);
}

static void *guarded_copy(const void *from, size_t bytes) {
    void *to = guarded_alloc(bytes);
    memcpy(to, from, bytes);
    return to;
}

/* Room for two segments of three, for one change, one fit. */
static void arrays_are_read_and_written_to_their_end_and_no_further(void **unused) {
    static const double counts[6] = {1, 2, 90, 95, 3, 2}, units[6] = {1, 1, 1, 1, 1, 1};
    double *x = guarded_copy(counts, sizeof counts), *e = guarded_copy(units, sizeof units);
    hst_change_level *out = guarded_alloc(2 * sizeof *out);
    hst_change_time *when = guarded_alloc(sizeof *when);
    hst_change_fit *fit = guarded_alloc(sizeof *fit);
    double *gain = guarded_alloc(3 * sizeof *gain);
    int64_t found = 0;
    size_t bytes;
    void *work = room_for(6, 2, &bytes);
    (void)unused;
    assert_status(hst_change_segment(NULL, out, 2, &found, x, e, 6, work, bytes), HST_OK);
    assert_int_equal(found, 3);
    assert_status(hst_change_times(NULL, when, out, 2, x, e, 6, work, bytes), HST_OK);
    assert_int_equal(when->index, 2);
    assert_status(hst_change_at_most(NULL, out, 2, &found, gain, 2, x, e, 6, work, bytes), HST_OK);
    assert_int_equal(found, 3);
    assert_status(hst_change_path(NULL, fit, 1, &found, x, e, 6, 0, 1e6, work, bytes), HST_OK);
    assert_true(found > 1);
    guarded_free(work);
    guarded_free(gain);
    guarded_free(fit);
    guarded_free(when);
    guarded_free(out);
    guarded_free(e);
    guarded_free(x);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nile_fell_after_1898),
        cmocka_unit_test(the_mines_became_safer_after_1891),
        cmocka_unit_test(equal_rates_are_one_level),
        cmocka_unit_test(a_change_of_difficulty_is_no_change),
        cmocka_unit_test(silence_is_a_rate_of_zero),
        cmocka_unit_test(levels_have_the_intervals_of_their_model),
        cmocka_unit_test(missing_samples_between_levels_belong_to_neither),
        cmocka_unit_test(of_equal_cuts_the_earliest_is_taken),
        cmocka_unit_test(what_gains_nothing_is_not_cut),
        cmocka_unit_test(large_values_are_taken_from_their_very_mean),
        cmocka_unit_test(levels_far_apart_gain_no_more_than_a_constant),
        cmocka_unit_test(a_change_that_gains_what_it_costs_is_none),
        cmocka_unit_test(segments_are_as_long_as_asked),
        cmocka_unit_test(thirty_changes_in_a_hundred_thousand_samples_are_found),
        cmocka_unit_test(units_change_levels_and_nothing_else),
        cmocka_unit_test(a_path_of_one_step_has_two_fits),
        cmocka_unit_test(penalties_have_the_values_of_their_names),
        cmocka_unit_test(variances_are_estimated_from_neighbours),
        cmocka_unit_test(variances_near_zero_count_as_zero),
        cmocka_unit_test(blocks_have_their_distances_for_exposures),
        cmocka_unit_test(single_blocks_show_a_fall),
        cmocka_unit_test(a_short_list_is_the_beginning_of_the_long_one),
        cmocka_unit_test(arrays_are_read_and_written_to_their_end_and_no_further),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
