/* How fast it came back, what it cost, and how sure it is. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hashstat/recovery.h"

enum { MOST = 400 };

static int64_t at[MOST];
static double x[MOST];
static double path[MOST];

static void random_series(rng *r, int64_t n, uint64_t kinds) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        at[i] = (i > 0 ? at[i - 1] : 100) + 1 + (int64_t)rng_below(r, 9);
        x[i] = rng_below(r, 10) == 0 ? NAN : (double)rng_below(r, kinds);
    }
}

/* ---- a baseline that changes ------------------------------------------------------------------- */

static void a_path_that_does_not_change_is_a_level(void **unused) {
    rng r = rng_seed(51);
    int run;
    (void)unused;
    for (run = 0; run < 500; ++run) {
        int64_t n = 1 + (int64_t)rng_below(&r, 40), event = 90 + (int64_t)rng_below(&r, 100), i;
        hst_recovery level, along;
        hst_status status;
        random_series(&r, n, 8);
        for (i = 0; i < n; ++i) {
            path[i] = 6;
        }
        status = hst_recovery_find(&level, at, x, n, event, 6, 0.7, 5);
        assert_status(hst_recovery_find_path(&along, at, x, path, n, event, 0.7, 5), status);
        if (status == HST_OK && level.onset == HST_NONE) {
            assert_is_nan(along.level);
            along.level = level.level;
        }
        if (status == HST_OK) {
            assert_memory_equal(&along, &level, sizeof level);
        }
    }
}

/* Against a baseline of powers of two the ratio x/baseline is exact: the same course as that of the ratios. */
static void a_path_is_what_the_ratios_to_it_show(void **unused) {
    static double ratio[MOST];
    rng r = rng_seed(52);
    int run;
    (void)unused;
    for (run = 0; run < 500; ++run) {
        int64_t n = 1 + (int64_t)rng_below(&r, 40), i;
        hst_recovery of_ratio, along;
        hst_status status;
        random_series(&r, n, 8);
        for (i = 0; i < n; ++i) {
            path[i] = ldexp(1, (int)rng_below(&r, 4));
            ratio[i] = x[i] / path[i];
        }
        status = hst_recovery_find(&of_ratio, at, ratio, n, 120, 1, 0.5, 6);
        assert_status(hst_recovery_find_path(&along, at, x, path, n, 120, 0.5, 6), status);
        if (status == HST_OK) {
            assert_int_equal(along.onset, of_ratio.onset);
            assert_int_equal(along.recovery, of_ratio.recovery);
            assert_int_equal(along.first_touch, of_ratio.first_touch);
            assert_int_equal(along.pending, of_ratio.pending);
            assert_int_equal(along.shortest, of_ratio.shortest);
            assert_int_equal(along.longest, of_ratio.longest);
            assert_int_equal(along.hold_observed, of_ratio.hold_observed);
        }
    }
}

/* 100 before; 80 at once, 90 a day on, 100 for good: back to what it was on day 3. Growing by 10 a day it would have
 * been at 140 by then, and never comes back. Lost against the path: 30, 30, 30, 40 until the last sample. */
static void back_to_where_it_was_is_not_back_to_where_it_would_have_been(void **unused) {
    static const double seen[] = {100, 80, 90, 100, 100, 100};
    static const double grown[] = {100, 110, 120, 130, 140, 150};
    static const int64_t day[] = {0, 1, 2, 3, 4, 5};
    hst_recovery was, would;
    (void)unused;
    assert_status(hst_recovery_find(&was, day, seen, 6, 0, 100, 1, 1), HST_OK);
    assert_int_equal(was.recovery, 3);
    assert_status(hst_recovery_find_path(&would, day, seen, grown, 6, 0, 1, 1), HST_OK);
    assert_int_equal(would.open, 1);
    assert_int_equal(would.recovery, HST_NONE);
    assert_near(would.work_lost, 30 + 30 + 30 + 40, 0);
    assert_near(would.level, 150, 0);
}

/* ---- half-life --------------------------------------------------------------------------------- */

/* The first sample after the onset that is at half of the loss, as seen from all samples before it. */
static int64_t oracle_crossing(int64_t n, int64_t event, double baseline, int64_t *trough) {
    int64_t onset = 0, i, j;
    while (onset < n && (at[onset] < event || !(x[onset] < baseline))) {
        ++onset;
    }
    *trough = HST_NONE;
    for (j = onset; j < n; ++j) {
        int64_t lowest = onset;
        for (i = onset; i < j; ++i) {
            lowest = x[i] < x[lowest] ? i : lowest;
        }
        if (j > onset && x[j] >= x[lowest] + (baseline - x[lowest]) / 2) {
            *trough = lowest;
            return j;
        }
    }
    for (i = onset; i < n; ++i) {
        *trough = *trough == HST_NONE || x[i] < x[*trough] ? i : *trough;
    }
    return HST_NONE;
}

static int64_t observed_before(int64_t i, int64_t event) {
    for (--i; i >= 0 && at[i] >= event; --i) {
        if (!isnan(x[i])) {
            return i;
        }
    }
    return HST_NONE;
}

static void half_of_the_loss_is_regained_where_the_definition_says(void **unused) {
    rng r = rng_seed(53);
    int run;
    (void)unused;
    for (run = 0; run < 1000; ++run) {
        int64_t n = 1 + (int64_t)rng_below(&r, 30), event = 90 + (int64_t)rng_below(&r, 60), trough, crossing,
                i;
        hst_recovery_half h;
        random_series(&r, n, run % 2 ? 12 : 4);
        crossing = oracle_crossing(n, event, 10, &trough);
        if (hst_recovery_half_life(&h, at, x, n, event, 10) == HST_EEMPTY) {
            assert_int_equal(trough, HST_NONE);
            continue;
        }
        assert_int_equal(h.trough, trough);
        assert_int_equal(h.crossing, crossing);
        if (trough == HST_NONE) {
            assert_is_nan(h.level);
            assert_true(h.seconds == 0 && h.shortest == 0 && h.longest == 0);
            continue;
        }
        assert_near(h.level, x[trough] + (10 - x[trough]) / 2, 0);
        i = crossing != HST_NONE ? crossing : n;
        i = observed_before(i, event);
        assert_int_equal(h.shortest, at[i] - at[trough]);
        if (crossing == HST_NONE) {
            assert_int_equal(h.seconds, at[i] - at[trough]);
            assert_true(h.longest == INT64_MAX);
        } else {
            int64_t before = observed_before(trough, event);
            assert_int_equal(h.seconds, at[crossing] - at[trough]);
            assert_int_equal(h.longest, at[crossing] - (before == HST_NONE ? event : at[before]));
        }
    }
}

static void times_may_lie_at_the_ends_of_their_range(void **unused) {
    static const int64_t far[] = {INT64_MIN, -1, 0, INT64_MAX};
    static const double fell[] = {4, 4, 9, 10};
    static const int64_t none_before = INT64_MIN;
    hst_recovery_half h;
    hst_recovery_certainty c;
    static const int64_t few_then_many[] = {150, 144, 400, 400};
    static const double one[] = {1, 1, 1, 1};
    (void)unused;
    assert_status(hst_recovery_half_life(&h, far, fell, 4, none_before, 10), HST_EOVERFLOW);
    assert_status(hst_recovery_half_life(&h, far + 1, fell, 2, none_before, 10), HST_OK);
    assert_true(h.longest == INT64_MAX && h.crossing == HST_NONE);
    assert_status(hst_recovery_half_life(&h, far + 1, fell + 1, 2, none_before, 10), HST_OK);
    assert_true(h.longest == INT64_MAX && h.crossing == 1 && h.seconds == 1);
    assert_status(hst_recovery_half_life(&h, far + 1, fell + 1, 2, INT64_MIN + 1, 10), HST_OK);
    assert_true(h.longest == INT64_MAX);
    assert_status(hst_recovery_certain(&c, far, few_then_many, one, 4, 144, 1, 1, 0.999, 2), HST_EOVERFLOW);
}

/* ---- an exponential return ----------------------------------------------------------------------- */

static void returns_are_those_of_r(void **unused) {
    golden *g = golden_open("recovery/r_return.csv");
    static double numbers[MOST];
    (void)unused;
    while (golden_next(g)) {
        int64_t n = golden_series(g, "time", numbers, MOST), i;
        hst_recovery_return out;
        for (i = 0; i < n; ++i) {
            at[i] = (int64_t)numbers[i];
        }
        assert_int_equal(golden_series(g, "x", x, MOST), n);
        assert_status(hst_recovery_return_fit(&out, at, x, n, 0, INT64_MAX, 100, 0.95), HST_OK);
        assert_int_equal(out.identified, golden_integer(g, "identified"));
        assert_near(out.lower, golden_number(g, "lower"), 1e-7);
        assert_near(out.upper, golden_number(g, "upper"), 1e-7);
        if (out.identified) {
            assert_near(out.half_life, golden_number(g, "half_life"), 1e-7);
            assert_near(out.loss, golden_number(g, "loss"), 1e-7);
            assert_near(out.scatter, golden_number(g, "scatter"), 1e-9);
        } else {
            assert_is_nan(out.half_life);
            assert_is_nan(out.loss);
            assert_is_nan(out.scatter);
        }
    }
    golden_close(g);
}

/* Without noise every digit is there, at any level and through gaps. */
static void an_exact_return_has_an_exact_half_life(void **unused) {
    static const double levels[] = {0.3, 0.5, 0.95, 0.999999};
    hst_recovery_return out;
    int64_t i;
    size_t k;
    (void)unused;
    for (i = 0; i < 50; ++i) {
        at[i] = 3600 * i + i % 7;
        x[i] = i == 0 || i % 9 == 4 ? NAN : 2e20 * (1 - 0.3 * exp2(-(double)at[i] / 40000));
    }
    for (k = 0; k < 4; ++k) {
        assert_status(hst_recovery_return_fit(&out, at, x, 50, at[0], at[49] + 1, 2e20, levels[k]), HST_OK);
        assert_int_equal(out.identified, 1);
        assert_near(out.half_life, 40000, 1e-10);
        assert_near(out.loss, 6e19 * exp2(-(double)at[1] / 40000), 1e-10);
        assert_true(out.lower <= out.half_life * (1 + 1e-9) && out.upper >= out.half_life * (1 - 1e-9));
        assert_near(out.upper / out.lower, 1, 1e-6);
    }
}

static void what_does_not_return_is_not_identified(void **unused) {
    hst_recovery_return out;
    int64_t i;
    (void)unused;
    for (i = 0; i < 20; ++i) {
        at[i] = 60 * i;
        x[i] = 80 - (double)i; /* falls on and on */
    }
    assert_status(hst_recovery_return_fit(&out, at, x, 20, 0, 9999, 100, 0.95), HST_OK);
    assert_int_equal(out.identified, 0);
    assert_true(out.lower == 0 && out.upper == INFINITY);
    for (i = 0; i < 20; ++i) {
        x[i] = 100 + 20 * exp2(-(double)i / 4); /* returns from above */
    }
    assert_status(hst_recovery_return_fit(&out, at, x, 20, 0, 9999, 100, 0.95), HST_OK);
    assert_int_equal(out.identified, 0);
    assert_status(hst_recovery_return_fit(&out, at, x, 20, 0, 61, 100, 0.95), HST_OK); /* two samples */
    assert_int_equal(out.identified, 0);
}

/* ---- the triangle -------------------------------------------------------------------------------- */

/* Second by second: what stands there, if anything does. */
static double oracle_stands(int64_t n, int64_t second) {
    int64_t i = n - 1;
    while (i >= 0 && at[i] > second) {
        --i;
    }
    return i < 0 || i == n - 1 ? NAN : x[i];
}

static void the_triangle_is_the_sum_over_its_seconds(void **unused) {
    rng r = rng_seed(54);
    int run;
    (void)unused;
    for (run = 0; run < 500; ++run) {
        int64_t n = (int64_t)rng_below(&r, 30), event = 90 + (int64_t)rng_below(&r, 80);
        int64_t control = 1 + (int64_t)rng_below(&r, 90), seconds = 0, t, i, inside = 0;
        double work = 0, lowest = INFINITY;
        hst_recovery_resilience out;
        hst_recovery found;
        random_series(&r, n, 8);
        for (t = event; t < event + control; ++t) {
            double value = oracle_stands(n, t);
            seconds += !isnan(value);
            work += isnan(value) ? 0 : 6 - value;
            lowest = value < lowest ? value : lowest;
        }
        for (i = 0; i < n && at[i] < event + control; ++i) {
            lowest = at[i] >= event && x[i] < lowest ? x[i] : lowest;
            inside = i + 1;
        }
        if (seconds == 0) {
            assert_status(hst_recovery_resilience_over(&out, at, x, n, event, control, 6, 0.9, 4),
                          HST_EEMPTY);
            continue;
        }
        assert_status(hst_recovery_resilience_over(&out, at, x, n, event, control, 6, 0.9, 4), HST_OK);
        assert_near(out.work_lost, work, 0);
        assert_int_equal(out.seconds_observed, seconds);
        assert_near(out.fraction_lost, work / (6 * (double)seconds), 0);
        assert_near(out.area, 1 - out.fraction_lost, 0);
        assert_near(out.robustness, lowest / 6, 0);
        if (hst_recovery_find(&found, at, x, inside, event, 6, 0.9, 4) == HST_OK) {
            assert_int_equal(out.trough, found.trough);
            assert_int_equal(out.recovery, found.recovery);
        } else {
            assert_int_equal(out.trough, HST_NONE);
        }
        if (out.recovery != HST_NONE) {
            assert_near(out.rapidity,
                        (x[out.recovery] - x[out.trough]) / (double)(at[out.recovery] - at[out.trough]), 0);
        } else {
            assert_is_nan(out.rapidity);
        }
    }
}

static void a_triangle_beyond_the_largest_double_overflows(void **unused) {
    static const int64_t t[] = {0, 100, 200, INT64_MAX};
    static const double v[] = {DBL_MAX, 1, 1, 1};
    static const int64_t seconds[] = {0, 1, 2, 3};
    static const double fell[] = {0, 0, DBL_MAX, 1e308};
    hst_recovery_resilience out;
    (void)unused;
    fill_untouched(&out, sizeof out);
    assert_status(hst_recovery_resilience_over(&out, t, v, 3, 0, 200, 1, 1, 0), HST_EOVERFLOW);
    assert_status(hst_recovery_resilience_over(&out, t, v, 3, INT64_MAX, 1, 1, 1, 0), HST_EOVERFLOW);
    /* 1e308 lost in each of two seconds and .8e308 gained in the third: the whole fits, the fall does not */
    assert_status(hst_recovery_resilience_over(&out, seconds, fell, 4, 0, 4, 1e308, 1, 0), HST_EOVERFLOW);
    assert_untouched(&out, sizeof out);
}

static void a_control_time_may_begin_where_time_does(void **unused) {
    static const int64_t t[] = {INT64_MIN, -5, INT64_MAX - 1};
    static const double v[] = {1, 1, 1};
    hst_recovery_resilience out;
    (void)unused;
    assert_status(hst_recovery_resilience_over(&out, t, v, 3, INT64_MIN, INT64_MAX, 2, 1, 0), HST_OK);
    assert_int_equal(out.recovery, HST_NONE);
}

/* ---- how sure ------------------------------------------------------------------------------------ */

static void probabilities_are_those_of_r(void **unused) {
    golden *g = golden_open("recovery/r_probability.csv");
    (void)unused;
    while (golden_next(g)) {
        int64_t blocks = golden_integer(g, "blocks");
        double exposure = golden_number(g, "exposure"), p;
        assert_status(hst_recovery_probability(&p, &blocks, &exposure, 1, golden_integer(g, "base_blocks"),
                                               golden_number(g, "base_exposure"),
                                               golden_number(g, "fraction")),
                      HST_OK);
        assert_near(p, golden_number(g, "probability"), 1e-11);
    }
    golden_close(g);
}

/* A day at a time against 1,008 blocks in 7 days: 130 touches 90 % of 144; 154 is the first that is sure. */
static void the_first_window_that_looks_back_is_not_the_first_that_is_surely_back(void **unused) {
    static const int64_t end[] = {86400, 172800, 259200, 345600, 432000, 518400};
    static const int64_t blocks[] = {90, 130, 99, 160, 160, 170};
    static const double exposure[] = {1, 1, 0, 1, 1, 1};
    hst_recovery_certainty c;
    double p[6];
    (void)unused;
    assert_status(hst_recovery_probability(p, blocks, exposure, 6, 1008, 7, 0.9), HST_OK);
    assert_is_nan(p[2]);
    assert_true(p[0] < 0.01 && p[1] < 0.6 && p[3] > 0.98);
    assert_status(hst_recovery_certain(&c, end, blocks, exposure, 6, 1008, 7, 0.9, 0.95, 1), HST_OK);
    assert_int_equal(c.naive, 1);
    assert_int_equal(c.certain, 3);
    assert_int_equal(c.delay, 345600 - 172800);
    assert_int_equal(c.observed, 5);
    assert_same_bits(c.probability, p[3]);
    assert_status(hst_recovery_certain(&c, end, blocks, exposure, 6, 1008, 7, 0.9, 0.995, 2), HST_OK);
    assert_int_equal(c.certain, HST_NONE);
    assert_same_bits(c.probability, p[5]);
    assert_int_equal(c.delay, 0);
    assert_status(hst_recovery_certain(&c, end, blocks, exposure, 6, 1008, 7, 0.9, 0.95, 3), HST_OK);
    assert_int_equal(c.certain, 3);
    assert_same_bits(c.probability, p[3]);
    assert_status(hst_recovery_certain(&c, end, blocks, exposure, 1, 1008, 7, 0.9, 0.95, 1), HST_OK);
    assert_int_equal(c.naive, HST_NONE);
    assert_int_equal(c.certain, HST_NONE);
    assert_status(hst_recovery_certain(&c, end, blocks, exposure, 1, 1008, 7, 0.9, 1e-4, 1), HST_OK);
    assert_int_equal(c.naive, HST_NONE);
    assert_int_equal(c.certain, 0);
    assert_int_equal(c.delay, 0);
}

static void exposures_of_any_size_have_a_probability(void **unused) {
    static const int64_t blocks[] = {3, 3, 3};
    static const double exposure[] = {DBL_MAX, DBL_MIN, 1};
    double p[3];
    (void)unused;
    assert_status(hst_recovery_probability(p, blocks, exposure, 3, 3, DBL_MIN, 1), HST_OK);
    assert_near(p[0], 0, 0);
    assert_near(p[1], 0.5, 1e-12);
    assert_status(hst_recovery_probability(p, blocks, exposure, 3, 3, DBL_MAX, 1), HST_OK);
    assert_near(p[0], 0.5, 1e-12);
    assert_near(p[1], 1, 0);
}

/* Where the rate is at the fraction exactly, .95 is reached with about .05: the sum over all counts, which R has as
 * .05044305 from dpois and pbeta. e^-140 is far from the smallest double. */
static void a_probability_is_calibrated(void **unused) {
    double total = 0, before = exp(-140), one = 1;
    int64_t base, n;
    (void)unused;
    for (base = 0; base < 300; ++base) {
        double chance = exp(-20);
        before *= base > 0 ? 140 / (double)base : 1;
        for (n = 0; n < 90; ++n) {
            double p;
            chance *= n > 0 ? 20 / (double)n : 1;
            assert_status(hst_recovery_probability(&p, &n, &one, 1, base, 7, 1), HST_OK);
            total += p >= 0.95 ? before * chance : 0;
        }
    }
    assert_near_abs(total, 0.05044305, 1e-8);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_that_does_not_change_is_a_level),
        cmocka_unit_test(a_path_is_what_the_ratios_to_it_show),
        cmocka_unit_test(back_to_where_it_was_is_not_back_to_where_it_would_have_been),
        cmocka_unit_test(half_of_the_loss_is_regained_where_the_definition_says),
        cmocka_unit_test(times_may_lie_at_the_ends_of_their_range),
        cmocka_unit_test(returns_are_those_of_r),
        cmocka_unit_test(an_exact_return_has_an_exact_half_life),
        cmocka_unit_test(what_does_not_return_is_not_identified),
        cmocka_unit_test(the_triangle_is_the_sum_over_its_seconds),
        cmocka_unit_test(a_triangle_beyond_the_largest_double_overflows),
        cmocka_unit_test(a_control_time_may_begin_where_time_does),
        cmocka_unit_test(probabilities_are_those_of_r),
        cmocka_unit_test(the_first_window_that_looks_back_is_not_the_first_that_is_surely_back),
        cmocka_unit_test(exposures_of_any_size_have_a_probability),
        cmocka_unit_test(a_probability_is_calibrated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
