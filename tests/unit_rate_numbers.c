/* The numbers of the room rate: figures of R, of published tables and of arbitrary precision, the definition
 * by brute force, and what holds for every answer. Sums over pairs of counts have a file of their own,
 * unit_poisson_pair.c; coverage is enumerated in unit_rate_coverage.c. */
#include "support/support.h"

#include <math.h>
#include <string.h>

#include "hashstat/rate.h"
#include "oracle/rate.h"

#define BOUND 1e-13

/* golden --------------------------------------------------------------------------------------- */

/* Both ends of one interval function against two columns. */
static void check_ends(const golden *g, hst_status (*interval)(hst_interval *, int64_t, double, double),
                       double exposure, double level, const char *lower, const char *upper, double bound) {
    hst_interval ends;
    assert_status(interval(&ends, golden_integer(g, "n"), exposure, level), HST_OK);
    assert_near(ends.lower, golden_number(g, lower), bound);
    assert_near(ends.upper, golden_number(g, upper), bound);
}

static void ends_agree_with_arbitrary_precision(void **state) {
    golden *g = golden_open("rate/ends.csv");
    (void)state;
    while (golden_next(g)) {
        double level = golden_number(g, "level");
        check_ends(g, hst_rate_interval_exact, 1, level, "exact_lower", "exact_upper", BOUND);
        check_ends(g, hst_rate_interval_midp, 1, level, "midp_lower", "midp_upper", BOUND);
        check_ends(g, hst_rate_interval_jeffreys, 1, level, "jeffreys_lower", "jeffreys_upper", BOUND);
        if (golden_integer(g, "n") > 0) {
            check_ends(g, hst_rate_fixed_count_interval, 1, level, "exact_lower", "fixed_upper", BOUND);
        }
    }
    golden_close(g);
}

static void ratio_ends_agree_with_arbitrary_precision(void **state) {
    golden *g = golden_open("rate/odds.csv");
    hst_rate_comparison c;
    (void)state;
    while (golden_next(g)) {
        int64_t n1 = golden_integer(g, "n1"), n2 = golden_integer(g, "n2");
        double level = golden_number(g, "level");
        assert_status(hst_rate_ratio_exact(&c, n1, 1, n2, 1, 1, level), HST_OK);
        assert_near(c.lower, golden_number(g, "exact_lower"), BOUND);
        assert_near(c.upper, golden_number(g, "exact_upper"), BOUND);
        assert_status(hst_rate_ratio_midp(&c, n1, 1, n2, 1, 1, level), HST_OK);
        assert_near(c.lower, golden_number(g, "midp_lower"), BOUND);
        assert_near(c.upper, golden_number(g, "midp_upper"), BOUND);
    }
    golden_close(g);
}

static void p_values_agree_with_arbitrary_precision(void **state) {
    golden *g = golden_open("rate/p_values.csv");
    hst_rate_comparison c;
    double p;
    (void)state;
    while (golden_next(g)) {
        int64_t n1 = golden_integer(g, "n1"), n2 = golden_integer(g, "n2");
        double e1 = golden_number(g, "exposure1"), e2 = golden_number(g, "exposure2");
        double null = golden_number(g, "null");
        double bound = BOUND * fmax(1, sqrt((double)(n1 + n2)) / 100);
        assert_status(hst_rate_ratio_exact(&c, n1, e1, n2, e2, null, 0.95), HST_OK);
        assert_near(c.p_less, golden_number(g, "less"), bound);
        assert_near(c.p_greater, golden_number(g, "greater"), bound);
        assert_status(hst_rate_ratio_midp(&c, n1, e1, n2, e2, null, 0.95), HST_OK);
        assert_near(c.p_less, golden_number(g, "midp_less"), bound);
        assert_near(c.p_greater, golden_number(g, "midp_greater"), bound);
        assert_status(hst_rate_ratio_p_minlike(&p, n1, e1, n2, e2, null), HST_OK);
        assert_near(p, golden_number(g, "minlike"), bound);
    }
    golden_close(g);
}

static void garwood_and_fixed_count_are_the_tables(void **state) {
    golden *g = golden_open("rate/garwood.csv");
    hst_interval ends;
    double mle;
    (void)state;
    while (golden_next(g)) {
        check_ends(g, hst_rate_interval_exact, golden_number(g, "exposure"), 0.95, "lower", "upper",
                   golden_number(g, "relative"));
    }
    golden_close(g);
    g = golden_open("rate/fixed_count.csv");
    while (golden_next(g)) {
        int64_t n = golden_integer(g, "n");
        assert_status(hst_rate_fixed_count_interval(&ends, n, 7, 0.95), HST_OK);
        assert_status(hst_rate_fixed_count_mle(&mle, n, 7), HST_OK);
        assert_near_abs(ends.lower / mle, golden_number(g, "lower"), 5.1e-7);
        assert_near_abs(ends.upper / mle, golden_number(g, "upper"), 5.1e-7);
    }
    golden_close(g);
    g = golden_open("rate/methods.csv");
    while (golden_next(g)) {
        const char *method = golden_text(g, "method");
        check_ends(g,
                   strcmp(method, "exact") == 0      ? hst_rate_interval_exact
                   : strcmp(method, "jeffreys") == 0 ? hst_rate_interval_jeffreys
                                                     : hst_rate_interval_score,
                   golden_number(g, "exposure"), 0.95, "lower", "upper", 1e-13);
    }
    golden_close(g);
}

static double figure_of(const golden *g, const char *figure) {
    int64_t n1 = golden_integer(g, "n1"), n2 = golden_integer(g, "n2");
    double e1 = golden_number(g, "exposure1"), e2 = golden_number(g, "exposure2");
    hst_rate_comparison exact, midp;
    double minlike;
    assert_status(hst_rate_ratio_exact(&exact, n1, e1, n2, e2, 1, 0.95), HST_OK);
    assert_status(hst_rate_ratio_midp(&midp, n1, e1, n2, e2, 1, 0.95), HST_OK);
    assert_status(hst_rate_ratio_p_minlike(&minlike, n1, e1, n2, e2, 1), HST_OK);
    return strcmp(figure, "ratio") == 0          ? exact.ratio
           : strcmp(figure, "lower") == 0        ? exact.lower
           : strcmp(figure, "upper") == 0        ? exact.upper
           : strcmp(figure, "p") == 0            ? exact.p
           : strcmp(figure, "greater") == 0      ? exact.p_greater
           : strcmp(figure, "midp_greater") == 0 ? midp.p_greater
                                                 : minlike;
}

static void two_rates_are_the_published_figures(void **state) {
    golden *g = golden_open("rate/two_rates.csv");
    (void)state;
    while (golden_next(g)) {
        double value = golden_number(g, "value");
        assert_near_abs(figure_of(g, golden_text(g, "figure")), value,
                        golden_number(g, "within") + 1e-13 * value);
    }
    golden_close(g);
}

/* R's interval ends come from a root finder of its own for the ratio and carry about ten digits. */
static void two_rates_agree_with_r(void **state) {
    golden *g = golden_open("rate/r_two_rates.csv");
    hst_rate_comparison c;
    double p;
    (void)state;
    while (golden_next(g)) {
        int64_t n1 = golden_integer(g, "n1"), n2 = golden_integer(g, "n2");
        double e1 = golden_number(g, "exposure1"), e2 = golden_number(g, "exposure2");
        double null = golden_number(g, "null");
        assert_status(hst_rate_ratio_exact(&c, n1, e1, n2, e2, null, 0.95), HST_OK);
        assert_near(c.ratio, golden_number(g, "ratio"), 1e-15);
        assert_near(c.lower, golden_number(g, "lower"), 1e-12);
        assert_near(c.upper, golden_number(g, "upper"), 1e-12);
        assert_near(c.p_less, golden_number(g, "less"), 1e-12);
        assert_near(c.p_greater, golden_number(g, "greater"), 1e-12);
        assert_status(hst_rate_ratio_p_minlike(&p, n1, e1, n2, e2, null), HST_OK);
        assert_near(p, golden_number(g, "minlike"), 1e-12);
    }
    golden_close(g);
}

static void one_rate_agrees_with_r(void **state) {
    golden *g = golden_open("rate/r_one_rate.csv");
    double rate;
    (void)state;
    while (golden_next(g)) {
        double exposure = golden_number(g, "exposure");
        check_ends(g, hst_rate_interval_exact, exposure, 0.95, "lower", "upper", 1e-12);
        assert_status(hst_rate_estimate(&rate, golden_integer(g, "n"), exposure), HST_OK);
        assert_near(rate, golden_number(g, "estimate"), 0);
    }
    golden_close(g);
}

static void dispersion_agrees_with_r(void **state) {
    golden *g = golden_open("rate/r_dispersion.csv");
    int64_t counts[400], test = 1, n = 0;
    double exposures[400], expected[4] = {0};
    int more = golden_next(g);
    (void)state;
    while (more) {
        counts[n] = golden_integer(g, "count");
        exposures[n++] = golden_number(g, "exposure");
        expected[0] = golden_number(g, "freedom");
        expected[1] = golden_number(g, "chi2");
        expected[2] = golden_number(g, "p_over");
        expected[3] = golden_number(g, "p_under");
        more = golden_next(g);
        if (!more || golden_integer(g, "test") != test) {
            hst_rate_dispersion d;
            assert_status(hst_rate_dispersion_test(&d, counts, exposures, n), HST_OK);
            assert_int_equal(d.freedom, (int64_t)expected[0]);
            assert_near(d.chi2, expected[1], 1e-12);
            assert_near(d.index, expected[1] / expected[0], 1e-12);
            assert_near(d.p_over, expected[2], 1e-11);
            assert_near(d.p_under, expected[3], 1e-11);
            test += 1;
            n = 0;
        }
    }
    assert_int_equal(test, 9);
    golden_close(g);
}

/* oracle --------------------------------------------------------------------------------------- */

static void ends_are_where_the_summed_tails_say(void **state) {
    rng r = rng_seed(1);
    int i;
    (void)state;
    for (i = 0; i < 40; ++i) {
        int64_t n = (int64_t)rng_below(&r, 40);
        double level = rng_uniform(&r);
        long double a = (1 - (long double)level) / 2;
        hst_interval exact, midp;
        assert_status(hst_rate_interval_exact(&exact, n, 1, level), HST_OK);
        assert_status(hst_rate_interval_midp(&midp, n, 1, level), HST_OK);
        assert_near(exact.upper, (double)oracle_poisson_mean(n, a, 1), 1e-12);
        assert_near(midp.upper, (double)oracle_poisson_mean(n, a, 0.5L), 1e-12);
        if (n > 0) {
            assert_near(exact.lower, (double)oracle_poisson_mean(n, 1 - a, 0), 1e-12);
            assert_near(midp.lower, (double)oracle_poisson_mean(n, 1 - a, 0.5L), 1e-12);
        }
    }
}

static void ratio_ends_are_where_the_summed_tails_say(void **state) {
    rng r = rng_seed(2);
    int i;
    (void)state;
    for (i = 0; i < 40; ++i) {
        int64_t n1 = 1 + (int64_t)rng_below(&r, 25), n2 = 1 + (int64_t)rng_below(&r, 25), n = n1 + n2;
        double level = rng_uniform(&r), e1 = 10 * rng_uniform(&r), e2 = 10 * rng_uniform(&r);
        long double a = (1 - (long double)level) / 2;
        long double scale = (long double)e2 / e1, x = e1 / ((long double)e1 + e2);
        hst_rate_comparison exact, midp;
        assert_status(hst_rate_ratio_exact(&exact, n1, e1, n2, e2, 1, level), HST_OK);
        assert_status(hst_rate_ratio_midp(&midp, n1, e1, n2, e2, 1, level), HST_OK);
        assert_near(exact.lower, (double)(scale * oracle_binomial_odds(n1, n, 1 - a, 0)), 1e-12);
        assert_near(exact.upper, (double)(scale * oracle_binomial_odds(n1, n, a, 1)), 1e-12);
        assert_near(midp.lower, (double)(scale * oracle_binomial_odds(n1, n, 1 - a, 0.5L)), 1e-12);
        assert_near(midp.upper, (double)(scale * oracle_binomial_odds(n1, n, a, 0.5L)), 1e-12);
        assert_near(exact.p_less, (double)oracle_binomial_below(n1, n, x, 1), 1e-13);
        assert_near(midp.p_less, (double)oracle_binomial_below(n1, n, x, 0.5L), 1e-13);
        assert_near_abs(midp.p_less + midp.p_greater, 1, 1e-14);
    }
}

/* properties ----------------------------------------------------------------------------------- */

static void exposure_is_a_unit(void **state) {
    hst_interval a, b;
    (void)state; /* 2^-70 changes no digit */
    assert_status(hst_rate_interval_midp(&a, 144, 86400, 0.95), HST_OK);
    assert_status(hst_rate_interval_midp(&b, 144, ldexp(86400, -70), 0.95), HST_OK);
    assert_same_bits(ldexp(a.lower, 70), b.lower);
    assert_same_bits(ldexp(a.upper, 70), b.upper);
}

static void exchanged_sides_give_the_reciprocal(void **state) {
    rng r = rng_seed(3);
    int i;
    (void)state;
    for (i = 0; i < 200; ++i) {
        int64_t n1 = rng_poisson(&r, 30), n2 = rng_poisson(&r, 30);
        double e1 = rng_exponential(&r), e2 = rng_exponential(&r), null = rng_exponential(&r);
        hst_rate_comparison a, b;
        double p, q;
        assert_status(hst_rate_ratio_exact(&a, n1, e1, n2, e2, null, 0.9), HST_OK);
        assert_status(hst_rate_ratio_exact(&b, n2, e2, n1, e1, 1 / null, 0.9), HST_OK);
        assert_near(a.lower, 1 / b.upper, 1e-14);
        assert_near(a.upper, 1 / b.lower, 1e-14);
        assert_near(a.p_less, b.p_greater, 1e-12);
        assert_near(a.p, b.p, 1e-12);
        assert_status(hst_rate_ratio_p_minlike(&p, n1, e1, n2, e2, null), HST_OK);
        assert_status(hst_rate_ratio_p_minlike(&q, n2, e2, n1, e1, 1 / null), HST_OK);
        assert_near(p, q, 1e-12);
    }
}

static void null_lies_outside_exactly_when_p_is_below_alpha(void **state) {
    int64_t n1, n2;
    (void)state;
    for (n1 = 0; n1 < 25; ++n1) {
        for (n2 = 0; n2 < 25; ++n2) {
            hst_rate_comparison c;
            assert_status(hst_rate_ratio_exact(&c, n1, 2, n2, 3, 1.25, 0.95), HST_OK);
            assert_int_equal(c.lower > 1.25 || c.upper < 1.25, c.p < 0.05);
            assert_status(hst_rate_ratio_midp(&c, n1, 2, n2, 3, 1.25, 0.95), HST_OK);
            assert_int_equal(c.lower > 1.25 || c.upper < 1.25, c.p < 0.05);
        }
    }
}

static void midp_lies_inside_exact_and_a_higher_level_outside(void **state) {
    int64_t n;
    (void)state;
    for (n = 0; n < 300; ++n) {
        hst_interval exact, midp, wider;
        assert_status(hst_rate_interval_exact(&exact, n, 1, 0.95), HST_OK);
        assert_status(hst_rate_interval_midp(&midp, n, 1, 0.95), HST_OK);
        assert_status(hst_rate_interval_midp(&wider, n, 1, 0.96), HST_OK);
        assert_true(exact.lower <= midp.lower && midp.upper < exact.upper);
        assert_true(wider.lower <= midp.lower && midp.upper < wider.upper);
        assert_true(exact.lower <= (double)n && (double)n < exact.upper);
    }
}

static void windows_in_another_order_change_no_bit(void **state) {
    rng r = rng_seed(4);
    int64_t counts[60], i;
    double exposures[60];
    hst_rate_dispersion a, b;
    int round;
    (void)state;
    for (i = 0; i < 60; ++i) {
        exposures[i] = rng_exponential(&r);
        counts[i] = rng_poisson(&r, 50 * exposures[i]);
    }
    assert_status(hst_rate_dispersion_test(&a, counts, exposures, 60), HST_OK);
    for (round = 0; round < 20; ++round) {
        for (i = 59; i > 0; --i) {
            int64_t j = (int64_t)rng_below(&r, (uint64_t)i + 1), count = counts[i];
            double exposure = exposures[i];
            counts[i] = counts[j];
            exposures[i] = exposures[j];
            counts[j] = count;
            exposures[j] = exposure;
        }
        assert_status(hst_rate_dispersion_test(&b, counts, exposures, 60), HST_OK);
        assert_memory_equal(&a, &b, sizeof a);
    }
}

static void windows_not_watched_are_passed_over(void **state) {
    const int64_t counts[] = {0, 5, 77, 9, 0, 4}, left_counts[] = {5, 9, 4};
    const double exposures[] = {0, 1, NAN, 2, -0.0, 1}, left_exposures[] = {1, 2, 1};
    hst_rate_dispersion a, b;
    (void)state;
    assert_status(hst_rate_dispersion_test(&a, counts, exposures, 6), HST_OK);
    assert_status(hst_rate_dispersion_test(&b, left_counts, left_exposures, 3), HST_OK);
    assert_memory_equal(&a, &b, sizeof a);
    assert_int_equal(a.freedom, 2);
    assert_near(a.chi2, (0.5 * 0.5 / 4.5) * 2, 1e-15); /* 18 in 4: 4.5, 9, 4.5 are expected */
}

static void windows_are_read_and_never_passed(void **state) {
    int64_t *counts = guarded_alloc(3 * sizeof *counts);
    double *exposures = guarded_alloc(3 * sizeof *exposures);
    hst_rate_dispersion d;
    int i;
    (void)state;
    for (i = 0; i < 3; ++i) {
        counts[i] = i;
        exposures[i] = 1;
    }
    assert_status(hst_rate_dispersion_test(&d, counts, exposures, 3), HST_OK);
    assert_near(d.chi2, 2, 1e-15); /* 0, 1, 2 against 1, 1, 1 */
    guarded_free(counts);
    guarded_free(exposures);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ends_agree_with_arbitrary_precision),
        cmocka_unit_test(ratio_ends_agree_with_arbitrary_precision),
        cmocka_unit_test(p_values_agree_with_arbitrary_precision),
        cmocka_unit_test(garwood_and_fixed_count_are_the_tables),
        cmocka_unit_test(two_rates_are_the_published_figures),
        cmocka_unit_test(two_rates_agree_with_r),
        cmocka_unit_test(one_rate_agrees_with_r),
        cmocka_unit_test(dispersion_agrees_with_r),
        cmocka_unit_test(ends_are_where_the_summed_tails_say),
        cmocka_unit_test(ratio_ends_are_where_the_summed_tails_say),
        cmocka_unit_test(exposure_is_a_unit),
        cmocka_unit_test(exchanged_sides_give_the_reciprocal),
        cmocka_unit_test(null_lies_outside_exactly_when_p_is_below_alpha),
        cmocka_unit_test(midp_lies_inside_exact_and_a_higher_level_outside),
        cmocka_unit_test(windows_in_another_order_change_no_bit),
        cmocka_unit_test(windows_not_watched_are_passed_over),
        cmocka_unit_test(windows_are_read_and_never_passed),
    };
    return cmocka_run_group_tests_name("rate: numbers", tests, NULL, NULL);
}
