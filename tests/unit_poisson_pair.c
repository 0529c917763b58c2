/* Sums over two Poisson counts, through the four functions of the room rate that are made of them: against
 * published figures, against every pair of counts tested by itself, and against a sum that does not walk. */
#include "support/support.h"

#include <math.h>

#include "hashstat/rate.h"
#include "kernels/special.h"
#include "oracle/rate.h"

static double power_of(double baseline, double event, double fall, double alpha) {
    double power;
    assert_status(hst_rate_power(&power, baseline, event, fall, alpha), HST_OK);
    return power;
}

static double luck_of(double before, double after, double fall) {
    double p;
    assert_status(hst_rate_luck_fall(&p, before, after, fall), HST_OK);
    return p;
}

/* luck ----------------------------------------------------------------------------------------- */

static void luck_of_a_constant_network_is_the_published_figure(void **state) {
    golden *g = golden_open("rate/luck.csv");
    (void)state;
    while (golden_next(g)) {
        double p = luck_of(144, 144, golden_number(g, "fall"));
        assert_near_abs(100 * p, golden_number(g, "percent"), 0.05);
        assert_near_abs(p, golden_number(g, "r"), 1e-14);
    }
    golden_close(g);
}

static void luck_is_the_sum_over_all_pairs(void **state) {
    const double falls[] = {0, 0.1, 0.2, 0.25, 1.0 / 3, 0.5, 0.9, 1}; /* atoms of small counts among them */
    const double means[] = {0.01, 1, 7.3, 25};
    int i, j;
    (void)state;
    for (i = 0; i < 8; ++i) {
        for (j = 0; j < 4; ++j) {
            double expected = (double)oracle_luck(means[j], falls[i], 90);
            assert_near_abs(luck_of(means[j], means[j], falls[i]), expected, 1e-14);
        }
    }
}

/* A window before that is 7 times the one after: (m - 7k)/m >= 1/4 in whole numbers. And the other way
 * round. */
static void luck_compares_unequal_windows_by_their_rates(void **state) {
    long double longer = 0, shorter = 0;
    int64_t m, k;
    (void)state;
    for (m = 1; m < 150; ++m) {
        for (k = 0; k < 150; ++k) {
            longer += 4 * (m - 7 * k) >= m ? oracle_poisson(m, 42) * oracle_poisson(k, 6) : 0;
            shorter += 4 * (7 * m - k) >= 7 * m ? oracle_poisson(m, 6) * oracle_poisson(k, 42) : 0;
        }
    }
    assert_near_abs(luck_of(42, 6, 0.25), (double)longer, 1e-14);
    assert_near_abs(luck_of(6, 42, 0.25), (double)shorter, 1e-14);
}

/* Windows whose exposures are in the ratio a : b, and a fall of p/q, in whole numbers: (m b - k a)/(m b) >=
 * p/q. The m that show it are those from k a q/(b (q - p)) on, so one running tail is enough. */
static double luck_by_rational_ties(double after, int64_t a, int64_t b, int64_t p, int64_t q) {
    static long double tail[4002];
    double before = after * (double)a / (double)b;
    long double luck = 0, mass_before = expl(-(long double)before), mass_after = expl(-(long double)after);
    int64_t m, k;
    for (m = 0; m < 4000; ++m) {
        tail[m] = mass_before;
        mass_before *= (long double)before / (long double)(m + 1);
    }
    tail[4000] = 0;
    for (m = 3999; m >= 0; --m) {
        tail[m] += tail[m + 1];
    }
    for (k = 0; k < 2000; ++k) {
        m = (k * a * q + b * (q - p) - 1) / (b * (q - p));
        luck += mass_after * tail[m < 1 ? 1 : m < 4000 ? m : 4000];
        mass_after *= (long double)after / (long double)(k + 1);
    }
    return (double)luck;
}

/* 7 x 100.07 rounds, and its quotient by 100.07 is a hair off 7: a fall of 0, which every multiple of 7 shows,
 * would be lost to it. */
static void luck_keeps_ties_that_the_quotient_of_the_windows_rounds_off(void **state) {
    static const struct {
        double after;
        int64_t a, b;
    } windows[] = {{100.07, 7, 1},    {2 * 147.1, 7, 2},   {3 * 144.3, 7, 3}, {5.25 * 130.2, 14 * 4, 21},
                   {7 * 131.9, 1, 7}, {30 * 13.03, 10, 30}};
    int i, j;
    (void)state;
    assert_near_abs(luck_of(7 * 147.1, 2 * 147.1, 0), luck_by_rational_ties(2 * 147.1, 7, 2, 0, 1), 1e-12);
    for (i = 0; i < 6; ++i) {
        double after = windows[i].after, before = after * (double)windows[i].a / (double)windows[i].b;
        for (j = 0; j < 10; ++j) {
            assert_near_abs(luck_of(before, after, j / 10.0),
                            luck_by_rational_ties(after, windows[i].a, windows[i].b, j, 10), 1e-12);
        }
    }
    for (i = 1300; i < 1600; i += 7) {
        double x = i / 10.0;
        assert_near_abs(luck_of(3 * x, x, 0.25), luck_by_rational_ties(x, 3, 1, 1, 4), 1e-12);
        assert_near_abs(luck_of(7 * x, x, 0.1), luck_by_rational_ties(x, 7, 1, 1, 10), 1e-12);
        assert_near_abs(luck_of(7 * x, 3 * x, 0), luck_by_rational_ties(3 * x, 7, 3, 0, 1), 1e-12);
    }
    assert_near_abs(luck_of(7 * 100.07, 100.07, 0), 0.5079944, 1e-7); /* summed in SciPy 1.10 */
    assert_near_abs(luck_of(7 * 100.07, 100.07, 0.1), 0.1723565, 1e-7);
}

/* As the header has it. With equal windows a fall of a hair more than 1/10 is no longer one of 1/10. */
static void luck_of_unequal_windows_counts_a_fall_a_rounding_below(void **state) {
    (void)state;
    assert_same_bits(luck_of(42, 6, 0.25 + 0x1p-51), luck_of(42, 6, 0.25));
    assert_true(luck_of(42, 6, 0.25 + 0x1p-49) < luck_of(42, 6, 0.25) - 1e-3);
    assert_true(luck_of(42, 42, 0.25 + 0x1p-53) < luck_of(42, 42, 0.25) - 1e-3);
}

static void luck_of_a_fall_of_one_is_an_empty_window(void **state) {
    (void)state; /* something before, nothing after */
    assert_near(luck_of(3, 5, 1), -expm1(-3) * exp(-5), 1e-14);
    assert_near(luck_of(1e9, 1e-9, 1), exp(-1e-9), 1e-12);
    assert_near_abs(luck_of(1e-9, 1e9, 1), 0, 1e-17);
}

/* Large means against the normal law: skewness leaves 1/sqrt(mean), lattice and quotient less. */
static void luck_of_large_windows_is_nearly_normal(void **state) {
    (void)state; /* a fall f is f sqrt(mean)/sqrt(2 - 2f + f^2) standard deviations of k - (1 - f) m */
    assert_near(luck_of(1e6, 1e6, 0.002), hst__normal_upper(2 / sqrt(2 - 0.004 + 4e-6)), 3e-3);
    assert_near(luck_of(1e9, 1e9, 5e-5), hst__normal_upper(sqrt(2.5 / (2 - 1e-4))), 1e-4);
}

/* power ---------------------------------------------------------------------------------------- */

static void power_is_the_published_figure(void **state) {
    golden *g = golden_open("rate/power.csv");
    (void)state;
    while (golden_next(g)) {
        double power = power_of(14 * 144, 144 * golden_number(g, "days"), golden_number(g, "fall"), 0.05);
        assert_near_abs(power, golden_number(g, "power"), 0.005);
    }
    golden_close(g);
}

static void power_is_the_sum_over_all_pairs(void **state) {
    rng r = rng_seed(1);
    int i;
    (void)state;
    for (i = 0; i < 12; ++i) {
        double baseline = 20 * rng_uniform(&r), event = 20 * rng_uniform(&r);
        double fall = i == 0 ? 0 : i == 1 ? 1 : rng_uniform(&r);
        double alpha = i < 6 ? rng_uniform(&r) : 0.1 * rng_uniform(&r);
        assert_near_abs(power_of(baseline, event, fall, alpha),
                        (double)oracle_power(baseline, event, fall, alpha, 70), 1e-13);
    }
}

/* With equal exposures the p of k against k + 1 is 1/2, and others are 1/4 and 1/8, exactly. */
static void power_counts_an_attained_alpha(void **state) {
    const double alphas[] = {0.5, 0.25, 0.125, 0.3125};
    int i;
    (void)state;
    for (i = 0; i < 4; ++i) {
        double expected = (double)oracle_power(6, 6, 0.5, alphas[i], 45);
        assert_near_abs(power_of(6, 6, 0.5, alphas[i]), expected, 1e-13);
    }
}

/* As the header has it: up to 1e-9 alpha (1 - alpha) above alpha a p is alpha. */
static void power_counts_a_p_a_rounding_above_alpha(void **state) {
    (void)state;
    assert_near_abs(power_of(6, 6, 0.5, 0.5 * (1 - 4e-10)), power_of(6, 6, 0.5, 0.5), 1e-15);
    assert_true(power_of(6, 6, 0.5, 0.5 * (1 - 6e-10)) < power_of(6, 6, 0.5, 0.5) - 0.01);
}

static void power_is_that_of_the_published_p(void **state) {
    double sum = 0;
    int64_t m, k;
    (void)state;
    for (m = 0; m < 60; ++m) {
        for (k = 0; k < 60; ++k) {
            hst_rate_comparison c;
            assert_status(hst_rate_ratio_exact(&c, k, 2, m, 3, 1, 0.95), HST_OK);
            sum += c.p_less <= 0.05 ? (double)(oracle_poisson(m, 18) * oracle_poisson(k, 12 * 0.6L)) : 0;
        }
    }
    assert_near_abs(power_of(18, 12, 0.4, 0.05), sum, 1e-13);
}

/* The same sum without the walk: each critical count by bisection of the beta tail, each probability by
 * itself. */
static double power_by_tails(double baseline, double event, double fall, double alpha) {
    double x = baseline / (baseline + event), y = event / (baseline + event);
    double spread = 10 * sqrt(baseline), power = 0, m;
    double critical = -1;
    for (m = fmax(1, floor(baseline - spread)); m <= baseline + spread + 20; m += 1) {
        double step = 1;
        while (hst__beta_lower(m, critical + 2, x, y) <= alpha) { /* gallop up, then halve */
            critical += 1;
            while (hst__beta_lower(m, critical + step + 1, x, y) <= alpha) {
                critical += step;
                step *= 2;
            }
            step = 1;
        }
        if (critical >= 0) {
            power += hst__poisson_mass(m, baseline) * hst__gamma_upper(critical + 1, event * (1 - fall));
        }
    }
    return power;
}

static void walk_keeps_its_digits(void **state) {
    (void)state;
    assert_near_abs(power_of(144, 1008, 0.2, 0.05), power_by_tails(144, 1008, 0.2, 0.05), 1e-12);
    assert_near_abs(power_of(1008, 144, 0.2, 1e-6), power_by_tails(1008, 144, 0.2, 1e-6), 1e-12);
    assert_near_abs(power_of(3, 5e4, 0.9, 0.05), power_by_tails(3, 5e4, 0.9, 0.05), 1e-12);
    assert_near_abs(power_of(5e4, 3, 0.9, 0.2), power_by_tails(5e4, 3, 0.9, 0.2), 1e-12);
    assert_near_abs(power_of(1e6, 1e6, 0.003, 0.05), power_by_tails(1e6, 1e6, 0.003, 0.05), 1e-11);
}

static void power_grows_with_the_fall_from_the_size_of_the_test(void **state) {
    double before = 0;
    int i;
    (void)state;
    for (i = 0; i <= 50; ++i) {
        double power = power_of(100, 40, i / 50.0, 0.05);
        assert_true(power > before || (power >= 1 && before >= 1));
        assert_true(power <= 1);
        assert_true(i > 0 || power <= 0.05);
        before = power;
    }
}

/* what can be seen ----------------------------------------------------------------------------- */

static void detectable_fall_is_where_power_is_reached(void **state) {
    const double powers[] = {0.1, 0.5, 0.8, 0.99};
    int i;
    (void)state;
    for (i = 0; i < 4; ++i) {
        double fall;
        assert_status(hst_rate_detectable_fall(&fall, 1008, 144, 0.05, powers[i]), HST_OK);
        assert_true(power_of(1008, 144, fall, 0.05) >= powers[i]);
        assert_true(power_of(1008, 144, fall - 1.01e-12, 0.05) < powers[i]);
    }
}

static void detectable_fall_may_be_none_or_any(void **state) {
    double fall;
    (void)state; /* one arrival shows nothing; a test of alpha 0.9 has more than half the power for free */
    assert_status(hst_rate_detectable_fall(&fall, 1, 1, 0.01, 0.5), HST_OK);
    assert_same_bits(fall, INFINITY);
    assert_status(hst_rate_detectable_fall(&fall, 1000, 1000, 0.9, 0.5), HST_OK);
    assert_same_bits(fall, 0);
}

static void time_to_detect_is_a_rise_of_power(void **state) {
    const double falls[] = {0.1, 0.3, 1};
    int i;
    (void)state;
    for (i = 0; i < 3; ++i) {
        double days;
        assert_status(hst_rate_time_to_detect(&days, 2016, 144, falls[i], 0.05, 0.8), HST_OK);
        assert_true(power_of(2016, 144 * days, falls[i], 0.05) >= 0.8);
        assert_true(power_of(2016, 144 * days * (1 - 1.01e-9), falls[i], 0.05) < 0.8);
    }
}

static void time_to_detect_scales_with_the_rate(void **state) {
    double days, ages;
    (void)state;
    assert_status(hst_rate_time_to_detect(&days, 2016, 144, 0.2, 0.05, 0.8), HST_OK);
    assert_status(hst_rate_time_to_detect(&ages, 2016, ldexp(144, -100), 0.2, 0.05, 0.8), HST_OK);
    assert_same_bits(ldexp(days, 100), ages);
}

/* Beside an endless event the baseline's own noise is left: 50 blocks know their rate to 14 %, and never show
 * a fall of 10 % with power 0.8. */
static void short_baseline_never_shows_a_small_fall(void **state) {
    double days;
    (void)state;
    assert_status(hst_rate_time_to_detect(&days, 50, 144, 0.1, 0.05, 0.8), HST_OK);
    assert_same_bits(days, INFINITY);
    assert_true(power_of(50, 1e9, 0.1, 0.05) < 0.8);
}

/* The search starts where nothing is seen, so it also finds events of far less than one arrival. */
static void time_to_detect_finds_the_shortest_events(void **state) {
    double t;
    (void)state;
    assert_status(hst_rate_time_to_detect(&t, 1e6, 1, 0, 0.999, 0.5), HST_OK);
    assert_near(t, -log(0.999), 1e-5); /* x^m = exp(-t m/1e6) comes down to alpha for half of all m */
    assert_status(hst_rate_time_to_detect(&t, 144, 1e200, 0.5, 1 - 1e-9, 0.5), HST_OK);
    assert_true(t > 0 && t < 1e-200);
}

static void no_power_and_no_luck_is_above_one(void **state) {
    const double means[] = {1e-6, 0.1, 20, 144, 1e4, 1e6}, alphas[] = {0.05, 0.5, 0.999};
    int i, j, k;
    (void)state;
    for (i = 0; i < 6; ++i) {
        for (j = 0; j < 6; ++j) {
            for (k = 0; k < 3; ++k) {
                assert_true(power_of(means[i], means[j], 0.9, alphas[k]) <= 1);
                assert_true(power_of(means[i], means[j], 1, alphas[k]) <= 1);
            }
            assert_true(luck_of(means[i], means[j], 0) <= 1);
        }
    }
}

/* How far power falls back below what it was, over a range of events. */
static double deepest_sag(double baseline, double from, double until, double step) {
    const double alphas[] = {0.5, 0.3, 0.05, 0.01, 0.001}, falls[] = {0.02, 0.2, 0.5, 0.8};
    double deepest = 0;
    int i, j;
    for (i = 0; i < 5; ++i) {
        for (j = 0; j < 4; ++j) {
            double highest = 0, event;
            for (event = from; event < until; event += step) {
                double power = power_of(baseline, event, falls[j], alphas[i]);
                highest = fmax(highest, power);
                deepest = fmax(deepest, highest - power);
            }
        }
    }
    return deepest;
}

/* Beside an endless baseline the test is one of a single count, and a sag is one probability of it. */
static void power_sags_by_what_the_header_says(void **state) {
    const double events[] = {5, 20, 100}, stated[] = {0.18, 0.09, 0.04}, ages[] = {1e6, 1e6, 3e7};
    int i;
    (void)state;
    for (i = 0; i < 3; ++i) {
        double sag = deepest_sag(ages[i], events[i], events[i] + 3, 0.1);
        assert_near_abs(0.4 / sqrt(events[i]), stated[i], 0.005);
        assert_true(sag < 0.4 / sqrt(events[i]) && sag > 0.75 * 0.4 / sqrt(events[i]));
        assert_true(deepest_sag(20, events[i], events[i] + 30, 0.1) < 0.4 / sqrt(events[i]));
        assert_true(deepest_sag(144, events[i], events[i] + 60, 0.1) < 0.4 / sqrt(events[i]));
    }
    assert_near_abs(deepest_sag(2016, 5, 10, 0.02), 0.09, 0.005);
    assert_true(deepest_sag(2016, 20, 60, 0.1) < 0.01);
    assert_true(deepest_sag(2016, 1900, 2100, 1) < 0.01);
}

static void nothing_to_see_is_never_seen(void **state) {
    double days;
    (void)state;
    assert_status(hst_rate_time_to_detect(&days, 2016, 144, 0, 0.05, 0.8), HST_OK);
    assert_same_bits(days, INFINITY);
}

static void smallest_and_largest_means_are_answered(void **state) {
    (void)state;
    assert_near_abs(power_of(1e-9, 1e9, 1, 0.5), 1e-9, 1e-17);
    assert_near_abs(power_of(1e-9, 1e-9, 1, 0.5), 1e-9, 1e-17);
    assert_near_abs(power_of(1e9, 1e-9, 1, 0.5), 0, 1e-17);
    assert_near_abs(power_of(1e9, 1e9, 1, 0.5), 1, 1e-11);
    assert_near_abs(power_of(1e9, 1e9, 0, 0.05), 0.05, 1e-5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(luck_of_a_constant_network_is_the_published_figure),
        cmocka_unit_test(luck_is_the_sum_over_all_pairs),
        cmocka_unit_test(luck_compares_unequal_windows_by_their_rates),
        cmocka_unit_test(luck_keeps_ties_that_the_quotient_of_the_windows_rounds_off),
        cmocka_unit_test(luck_of_unequal_windows_counts_a_fall_a_rounding_below),
        cmocka_unit_test(luck_of_a_fall_of_one_is_an_empty_window),
        cmocka_unit_test(luck_of_large_windows_is_nearly_normal),
        cmocka_unit_test(power_is_the_published_figure),
        cmocka_unit_test(power_is_the_sum_over_all_pairs),
        cmocka_unit_test(power_counts_an_attained_alpha),
        cmocka_unit_test(power_counts_a_p_a_rounding_above_alpha),
        cmocka_unit_test(power_is_that_of_the_published_p),
        cmocka_unit_test(walk_keeps_its_digits),
        cmocka_unit_test(power_grows_with_the_fall_from_the_size_of_the_test),
        cmocka_unit_test(detectable_fall_is_where_power_is_reached),
        cmocka_unit_test(detectable_fall_may_be_none_or_any),
        cmocka_unit_test(time_to_detect_is_a_rise_of_power),
        cmocka_unit_test(time_to_detect_scales_with_the_rate),
        cmocka_unit_test(short_baseline_never_shows_a_small_fall),
        cmocka_unit_test(time_to_detect_finds_the_shortest_events),
        cmocka_unit_test(no_power_and_no_luck_is_above_one),
        cmocka_unit_test(power_sags_by_what_the_header_says),
        cmocka_unit_test(nothing_to_see_is_never_seen),
        cmocka_unit_test(smallest_and_largest_means_are_answered),
    };
    return cmocka_run_group_tests_name("two Poisson counts", tests, NULL, NULL);
}
