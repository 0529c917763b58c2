/* The fall from a series where it is told by hand, where nothing can be told, and how far numbers may go. */
#include "support/study_series.h"

#include <float.h>

#define EQUAL HST_EVENT_STUDY_EQUAL

static series of_values(int64_t n, const double *value, const double *dark) {
    series s;
    int64_t i;
    s.n = n;
    for (i = 0; i < n; ++i) {
        s.value[i] = value[i];
        s.dark[i] = dark[i];
        s.spread[i] = 1;
        s.time[i] = 10 * i;
    }
    return s;
}

/* ---- told by hand ------------------------------------------------------------------------------ */

static void three_samples_are_met_exactly(void **state) {
    const double value[3] = {100, 90, 225}, dark[3] = {0, 1, 0};
    series s = of_values(3, value, dark);
    hst_event_study fits[4];
    int32_t k;
    (void)state;
    fits[0] = plain_of(&s, EQUAL, 0.95);
    fits[1] = ar1_of(&s, HST_EVENT_STUDY_RELATIVE, 0.95);
    fits[2] = newey_west_of(&s, HST_EVENT_STUDY_BLOCKS, HST_NONE);
    fits[3] = bootstrap_of(&s, HST_EVENT_STUDY_ERRORS, HST_NONE, 10, 1);
    for (k = 0; k < 4; ++k) {
        const hst_event_study *f = &fits[k];
        assert_near(f->growth, log(2.25) / 20,
                    1e-13); /* from 100 to 225 in twenty seconds, so 150 after ten */
        assert_near(f->counterfactual, 150, 1e-13);
        assert_near(f->level, 100, 1e-13);
        assert_near(f->fall.estimate, 0.4, 1e-13);
        assert_int_equal(f->freedom, 0);
        assert_is_nan(f->error);
        assert_is_nan(f->scatter);
        assert_same_bits(f->fall.lower, (double)-INFINITY);
        assert_same_bits(f->fall.upper, 1.0);
        assert_same_bits(f->fall.p, 1.0);
        assert_same_bits(f->growth_upper, (double)INFINITY);
    }
}

static void a_sample_dark_in_part_loses_that_part_of_the_fall(void **state) {
    const double value[5] = {1000, 800, 600, 900, 1000}, dark[5] = {0, 0.5, 1, 0.25, 0};
    series s = of_values(5, value, dark);
    int32_t weights;
    (void)state;
    for (weights = 0; weights < 4; ++weights) {
        hst_event_study f = plain_of(&s, weights, 0.95);
        assert_near(f.fall.estimate, 0.4, 1e-13);
        assert_near_abs(f.growth, 0, 1e-15);
        assert_near(f.counterfactual, 1000, 1e-13);
        assert_true(f.error < 1e-13 && f.fall.p < 1e-12);
    }
}

static void what_is_all_alike_has_no_fall(void **state) {
    const double value[6] = {64, 64, 64, 64, 64, 64}, dark[6] = {0, 0, 1, 1, 0, 0};
    series s = of_values(6, value, dark);
    hst_event_study f = plain_of(&s, EQUAL, 0.95);
    (void)state;
    assert_near_abs(f.fall.estimate, 0, 1e-15);
    assert_true(f.fall.lower <= 0 + 1e-14 && f.fall.upper >= 0 - 1e-14);
    assert_near(f.fall.p, 1, 1e-10);
    f = ar1_of(&s, EQUAL, 0.95);
    assert_near_abs(f.fall.estimate, 0, 1e-15);
    assert_near(f.fall.p, 1, 1e-10);
    f = bootstrap_of(&s, EQUAL, HST_NONE, 10, 1); /* each draw is a fall of 0: as small and as large */
    assert_near(f.fall.p, 1, 0);
    assert_near(f.fall.luck_p, 1, 0);
}

static void a_gain_is_a_negative_fall_that_luck_explains_well(void **state) {
    series s = days_with(3, 40, 20, 6, -0.2);
    hst_event_study f = plain_of(&s, EQUAL, 0.95), g = bootstrap_of(&s, EQUAL, HST_NONE, DRAWS, 1);
    (void)state;
    assert_true(f.fall.upper < 0 && f.fall.p < 0.001 && f.fall.luck_p > 0.999);
    assert_true(g.fall.upper < 0 && g.fall.p < 0.01 && g.fall.luck_p > 0.99);
}

/* Dark samples of 100 on average, alike on both sides of the middle, amid light ones of 100. */
static void a_fall_of_nothing_has_p_of_one(void **state) {
    const double value[7] = {100, 100, 50, 200, 50, 100, 100}, dark[7] = {0, 0, 1, 1, 1, 0, 0};
    series s = of_values(7, value, dark);
    hst_event_study f = plain_of(&s, EQUAL, 0.5);
    (void)state;
    assert_near_abs(f.fall.estimate, 0, 1e-12);
    assert_near_abs(f.growth, 0, 1e-12);
    assert_near(f.fall.p, 1, 1e-10);
    assert_near(f.fall.luck_p, 0.5, 1e-10);
    assert_true(f.autocorrelation < 0 && f.durbin_watson > 2);
}

static void gaps_keep_neighbours_apart(void **state) {
    const double value[8] = {100, 103, (double)NAN, 98, 80, 82, (double)NAN, 101},
                 dark[8] = {0, 0, 0, 0, 1, 1, 0, 0};
    series s = of_values(8, value, dark);
    hst_event_study with = plain_of(&s, EQUAL, 0.95), without;
    int64_t i, k = 0;
    (void)state;
    for (i = 0; i < 8; ++i) {
        if (!isnan(value[i])) {
            s.value[k] = value[i];
            s.dark[k] = dark[i];
            s.time[k] = 10 * i;
            ++k;
        }
    }
    s.n = k;
    without = plain_of(&s, EQUAL, 0.95);
    assert_int_equal(with.missing, 2);
    assert_int_equal(with.used, 6);
    assert_same_bits(with.fall.estimate, without.fall.estimate);
    assert_same_bits(with.fall.upper, without.fall.upper);
    assert_true(with.durbin_watson != without.durbin_watson);
}

static void values_and_times_in_other_units_give_the_same_fall(void **state) {
    series s = days_with(4, 40, 20, 6, 0.15), other = s;
    hst_event_study f, g;
    int64_t i;
    int32_t weights;
    (void)state;
    for (i = 0; i < s.n; ++i) {
        other.value[i] = s.value[i] * 0x1p-60;
        other.time[i] = (s.time[i] - 1640995200) * 24 - 5000;
    }
    for (weights = 0; weights < 4; ++weights) {
        f = ar1_of(&s, weights, 0.95);
        g = ar1_of(&other, weights, 0.95);
        assert_near(g.fall.estimate, f.fall.estimate, 1e-11);
        assert_near(g.fall.upper, f.fall.upper, 1e-11);
        assert_near(g.growth * 24, f.growth, 1e-11);
        assert_near(g.level, f.level * 0x1p-60, 1e-12);
        assert_near(g.persistence, f.persistence, 1e-9);
    }
}

static void a_higher_level_has_a_longer_interval(void **state) {
    series s = days_with(5, 40, 20, 6, 0.15);
    hst_event_study narrow = plain_of(&s, EQUAL, 0.3), wide = plain_of(&s, EQUAL, 0.999);
    (void)state;
    assert_true(wide.fall.lower < narrow.fall.lower && narrow.fall.lower < narrow.fall.estimate);
    assert_true(wide.fall.upper > narrow.fall.upper && narrow.fall.upper > narrow.fall.estimate);
    assert_true(wide.growth_lower < narrow.growth_lower && wide.growth_upper > narrow.growth_upper);
}

static void zero_is_outside_exactly_when_p_says_so(void **state) {
    int k;
    (void)state;
    for (k = 0; k < 40; ++k) {
        series s = days_with((uint64_t)k, 40, 20, 6, 0.02);
        hst_event_study f = plain_of(&s, EQUAL, 0.95), g = ar1_of(&s, EQUAL, 0.95);
        assert_int_equal(f.fall.lower > 0 || f.fall.upper < 0, f.fall.p < 0.05);
        assert_int_equal(g.fall.lower > 0 || g.fall.upper < 0, g.fall.p < 0.05);
        assert_near(f.fall.estimate > 0 ? 2 * f.fall.luck_p : 2 * (1 - f.fall.luck_p), f.fall.p, 1e-12);
    }
}

/* Lag 0 is White's form with n/(n - 3), which is near the plain one where the scatter is even. */
static void lags_and_blocks_are_those_asked_for(void **state) {
    series s = days_with(6, 100, 40, 20, 0.15);
    hst_event_study f;
    (void)state;
    assert_int_equal(newey_west_of(&s, EQUAL, HST_NONE).span, 4);
    assert_int_equal(newey_west_of(&s, EQUAL, 100).span, 100);
    assert_near(newey_west_of(&s, EQUAL, 0).error, plain_of(&s, EQUAL, 0.95).error, 0.4);
    assert_int_equal(bootstrap_of(&s, EQUAL, HST_NONE, 10, 1).span, 5);
    s.n = 64;
    assert_int_equal(bootstrap_of(&s, EQUAL, HST_NONE, 10, 1).span, 4);
    assert_int_equal(newey_west_of(&s, EQUAL, HST_NONE).span, 3);
    s.value[3] = (double)NAN;
    assert_int_equal(bootstrap_of(&s, EQUAL, 64, 10, 1).span, 63);
    f = bootstrap_of(&s, EQUAL, 4, 1, 1);
    assert_same_bits(f.fall.lower, f.fall.upper); /* one draw is each quantile */
}

/* ---- nothing to tell --------------------------------------------------------------------------- */

static void assert_unknown(const hst_event_study *f) {
    assert_int_equal(f->identified, 0);
    assert_is_nan(f->fall.estimate);
    assert_same_bits(f->fall.lower, (double)-INFINITY);
    assert_same_bits(f->fall.upper, 1.0);
    assert_same_bits(f->fall.p, 1.0);
    assert_same_bits(f->fall.luck_p, 1.0);
    assert_is_nan(f->growth);
    assert_same_bits(f->growth_lower, (double)-INFINITY);
    assert_is_nan(f->level);
    assert_is_nan(f->counterfactual);
    assert_is_nan(f->persistence);
    assert_is_nan(f->durbin_watson);
}

static void assert_all_unknown(const series *s) {
    hst_event_study f = plain_of(s, EQUAL, 0.95);
    assert_unknown(&f);
    f = ar1_of(s, EQUAL, 0.95);
    assert_unknown(&f);
    f = newey_west_of(s, EQUAL, HST_NONE);
    assert_unknown(&f);
    f = bootstrap_of(s, EQUAL, HST_NONE, 5, 1);
    assert_unknown(&f);
}

static void what_cannot_be_told_is_an_answer(void **state) {
    static const double values[8][6] = {{1, 2, 3, 2, 1, 2},
                                        {0, 0, 0, 0, 0, 0},
                                        {0, 0, 5, 6, 0, 0},
                                        {0, 0, 0, 0, 0, 7},
                                        {7, 0, 0, 0, 0, 0},
                                        {(double)NAN, (double)NAN, 5, (double)NAN, (double)NAN, 4},
                                        {3, (double)NAN, (double)NAN, (double)NAN, (double)NAN, (double)NAN},
                                        {1, 2, 3, 4, 5, 6}};
    static const double darks[8][6] = {{0, 0, 0, 0, 0, 0}, {0, 0, 1, 1, 0, 0},        {0, 0, 1, 1, 0, 0},
                                       {0, 0, 1, 1, 0, 0}, {0, 0, 1, 1, 0, 0},        {0, 0, 1, 1, 0, 0},
                                       {0, 0, 1, 1, 0, 0}, {0, 0.2, 0.4, 0.6, 0.8, 1}};
    int k;
    (void)state;
    for (k = 0; k < 8; ++k) {
        series s = of_values(6, values[k], darks[k]);
        assert_all_unknown(&s);
    }
}

static void one_sample_has_its_time(void **state) {
    const double value[1] = {5}, dark[1] = {1};
    series s = of_values(1, value, dark);
    hst_event_study f;
    (void)state;
    s.time[0] = 77;
    f = plain_of(&s, EQUAL, 0.95);
    assert_unknown(&f);
    assert_int_equal(f.origin, 77);
    assert_int_equal(f.used, 1);
    assert_int_equal(f.freedom, -2);
    assert_int_equal(newey_west_of(&s, EQUAL, HST_NONE).span, 0);
    assert_int_equal(bootstrap_of(&s, EQUAL, HST_NONE, 5, 1).span, 1);
}

/* ---- how far numbers go ------------------------------------------------------------------------ */

static void values_may_be_of_any_size(void **state) {
    static const double scales[5] = {1e-320, DBL_MIN, 1, 1e21, DBL_MAX};
    series s = days_with(7, 40, 20, 6, 0.15);
    double largest = 0, fall = plain_of(&s, EQUAL, 0.95).fall.estimate;
    int64_t i;
    int k;
    (void)state;
    for (i = 0; i < s.n; ++i) {
        largest = s.value[i] > largest ? s.value[i] : largest;
    }
    for (k = 0; k < 5; ++k) {
        series t = s;
        hst_event_study f;
        for (i = 0; i < s.n; ++i) {
            t.value[i] = s.value[i] / largest * scales[k];
        }
        f = ar1_of(&t, EQUAL, 0.95);
        assert_near(f.fall.estimate, fall, k == 0 ? 0.01 : 1e-10);
        assert_true(f.counterfactual > 0.1 * scales[k] && f.fall.lower < f.fall.upper);
    }
}

static void times_may_span_all_of_them(void **state) {
    const double value[6] = {100, 102, 80, 79, 101, 103}, dark[6] = {0, 0, 1, 1, 0, 0};
    series s = of_values(6, value, dark);
    double fall = plain_of(&s, EQUAL, 0.95).fall.estimate;
    int64_t i;
    (void)state;
    for (i = 0; i < 6; ++i) {
        s.time[i] = INT64_MIN / 5 * (5 - 2 * i);
    }
    assert_near(plain_of(&s, EQUAL, 0.95).fall.estimate, fall, 1e-9);
}

/* Both dark samples show nothing, and the half-dark one no more: a fall of 1.2 would leave least. */
static void a_fall_above_one_is_given_as_one(void **state) {
    const double value[6] = {100, 101, 10, 10, 99, 100}, dark[6] = {0, 0, 0.5, 0.5, 0, 0};
    series s = of_values(6, value, dark);
    hst_event_study f = plain_of(&s, EQUAL, 0.95);
    (void)state;
    assert_same_bits(f.fall.estimate, 1.0);
    assert_same_bits(f.fall.lower, 1.0);
    assert_same_bits(f.fall.upper, 1.0);
    f = bootstrap_of(&s, EQUAL, 2, 50, 1);
    assert_same_bits(f.fall.lower, 1.0);
}

/* Darkness of a hundredth at most: what went dark there has a hundred times the loss that shows. */
static void little_darkness_makes_much_of_a_change(void **state) {
    const double value[7] = {1000, 1001, 2003, 1498, 1999, 999, 1000};
    const double dark[7] = {0, 0, 0.01, 0.005, 0.01, 0, 0};
    series s = of_values(7, value, dark);
    int32_t weights;
    (void)state;
    for (weights = 0; weights < 4; ++weights) {
        assert_near(plain_of(&s, weights, 0.95).fall.estimate, -100, 0.01);
    }
}

static void steep_growth_is_followed(void **state) {
    series s = days_with(8, 60, 30, 6, 0.3);
    int64_t i;
    (void)state;
    for (i = 0; i < s.n; ++i) {
        s.value[i] *= exp(2 * (double)i);
    }
    assert_near(plain_of(&s, HST_EVENT_STUDY_RELATIVE, 0.95).growth * 86400, 2.01, 0.01);
    assert_near_abs(plain_of(&s, HST_EVENT_STUDY_RELATIVE, 0.95).fall.estimate, 0.3, 0.05);
}

/* Next to a rest that swings from sample to sample, and one that hardly moves. */
static void persistence_stays_within_its_bounds(void **state) {
    series s = days_with(9, 60, 30, 6, 0.1), slow = s;
    hst_event_study f;
    int64_t i;
    (void)state;
    for (i = 0; i < s.n; ++i) {
        s.value[i] = 2e20 * (1 - 0.1 * s.dark[i]) * (i % 2 ? 1.1 : 0.9);
        slow.value[i] = 2e20 * (1 - 0.1 * s.dark[i]) * (1 + 0.2 * sin(0.11 * (double)i));
    }
    f = ar1_of(&s, EQUAL, 0.95);
    assert_near(f.persistence, -0.98, 1e-12);
    f = ar1_of(&slow, EQUAL, 0.95);
    assert_near(f.persistence, 0.98, 1e-12);
    assert_true(f.fall.lower < f.fall.upper);
}

/* The rests of four samples are one number times what the design says: no correlation can be read off them,
 * and the interval is the plain one. */
static void one_degree_of_freedom_tells_no_persistence(void **state) {
    const double value[4] = {100, 80, 120, 117}, dark[4] = {0, 1, 0, 0.25};
    series s = of_values(4, value, dark);
    int32_t weights;
    (void)state;
    for (weights = 0; weights < 4; ++weights) {
        hst_event_study f = ar1_of(&s, weights, 0.95), plain = plain_of(&s, weights, 0.95);
        assert_int_equal(f.freedom, 1);
        assert_near_abs(f.persistence, 0, 0);
        assert_near(f.error, plain.error, 1e-9);
        assert_near(f.fall.lower, plain.fall.lower, 1e-9);
        assert_near(f.growth_upper, plain.growth_upper, 1e-9);
    }
}

/* The square of a scatter of 1e153 is no double, nor is what the intervals make of it. */
static void a_dark_of_next_to_nothing_tells_no_fall(void **state) {
    series s = days_with(5, 20, 8, 3, 0.2);
    double p = ar1_of(&s, EQUAL, 0.95).fall.p;
    int64_t i;
    (void)state;
    for (i = 0; i < s.n; ++i) {
        s.dark[i] *= 6e-154;
    }
    assert_int_equal(plain_of(&s, EQUAL, 0.95).identified, 0);
    assert_int_equal(ar1_of(&s, EQUAL, 0.95).identified, 0);
    assert_near(ar1_of(&s, EQUAL, 0.95).fall.p, 1, 0);
    for (i = 0; i < s.n; ++i) {
        s.dark[i] *= 1e90;
    }
    assert_int_equal(ar1_of(&s, EQUAL, 0.95).identified, 1);
    assert_near(ar1_of(&s, EQUAL, 0.95).fall.p, p, 1e-6); /* f is as much larger as dark is smaller */
}

/* ---- memory ------------------------------------------------------------------------------------ */

static void nothing_is_read_or_written_beyond_the_ends(void **state) {
    series s = days_with(10, 20, 8, 4, 0.1);
    size_t bytes = (size_t)s.n * sizeof(double), need = hst_event_study_bootstrap_work_size(s.n, 30);
    double *value = guarded_alloc(bytes), *spread = guarded_alloc(bytes), *dark = guarded_alloc(bytes);
    int64_t *time = guarded_alloc(bytes);
    void *work = guarded_alloc(need);
    hst_event_study *out = guarded_alloc(sizeof *out);
    (void)state;
    memcpy(value, s.value, bytes);
    memcpy(spread, s.spread, bytes);
    memcpy(dark, s.dark, bytes);
    memcpy(time, s.time, bytes);
    assert_status(hst_event_study_fit(out, value, spread, time, dark, s.n, 2, 0.95), HST_OK);
    assert_status(hst_event_study_ar1(out, value, spread, time, dark, s.n, 2, 0.95), HST_OK);
    assert_status(hst_event_study_newey_west(out, value, spread, time, dark, s.n, 2, 20, 0.95), HST_OK);
    assert_status(
        hst_event_study_bootstrap(out, value, spread, time, dark, s.n, 2, 3, 30, 1, 0.95, work, need),
        HST_OK);
    guarded_free(out);
    guarded_free(work);
    guarded_free(time);
    guarded_free(dark);
    guarded_free(spread);
    guarded_free(value);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_samples_are_met_exactly),
        cmocka_unit_test(a_sample_dark_in_part_loses_that_part_of_the_fall),
        cmocka_unit_test(what_is_all_alike_has_no_fall),
        cmocka_unit_test(a_gain_is_a_negative_fall_that_luck_explains_well),
        cmocka_unit_test(a_fall_of_nothing_has_p_of_one),
        cmocka_unit_test(gaps_keep_neighbours_apart),
        cmocka_unit_test(values_and_times_in_other_units_give_the_same_fall),
        cmocka_unit_test(a_higher_level_has_a_longer_interval),
        cmocka_unit_test(zero_is_outside_exactly_when_p_says_so),
        cmocka_unit_test(lags_and_blocks_are_those_asked_for),
        cmocka_unit_test(what_cannot_be_told_is_an_answer),
        cmocka_unit_test(one_sample_has_its_time),
        cmocka_unit_test(values_may_be_of_any_size),
        cmocka_unit_test(times_may_span_all_of_them),
        cmocka_unit_test(a_fall_above_one_is_given_as_one),
        cmocka_unit_test(little_darkness_makes_much_of_a_change),
        cmocka_unit_test(steep_growth_is_followed),
        cmocka_unit_test(persistence_stays_within_its_bounds),
        cmocka_unit_test(a_dark_of_next_to_nothing_tells_no_fall),
        cmocka_unit_test(one_degree_of_freedom_tells_no_persistence),
        cmocka_unit_test(nothing_is_read_or_written_beyond_the_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
