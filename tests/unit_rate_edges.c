/* The room rate at its boundaries: nothing arrived, the largest counts, the lowest levels, exposures far
 * apart. */
#include "support/support.h"

#include <math.h>

#include "hashstat/rate.h"

static void no_arrivals_have_closed_forms(void **state) {
    hst_interval i;
    double rate = 1;
    (void)state; /* alpha = 0.05: log 40, log 20, and the score's z^2 is R's qchisq(.95, 1) */
    assert_status(hst_rate_estimate(&rate, 0, 3), HST_OK);
    assert_same_bits(rate, 0);
    assert_status(hst_rate_interval_exact(&i, 0, 1, 0.95), HST_OK);
    assert_same_bits(i.lower, 0);
    assert_near(i.upper, 3.6888794541139363, 1e-14);
    assert_status(hst_rate_interval_midp(&i, 0, 1, 0.95), HST_OK);
    assert_same_bits(i.lower, 0);
    assert_near(i.upper, 2.9957322735539909, 1e-14);
    assert_status(hst_rate_interval_jeffreys(&i, 0, 1, 0.95), HST_OK);
    assert_same_bits(i.lower, 0);
    assert_status(hst_rate_interval_score(&i, 0, 1, 0.95), HST_OK);
    assert_same_bits(i.lower, 0);
    assert_near(i.upper, 3.8414588206941254, 1e-14);
}

static void lowest_level_keeps_its_digits(void **state) {
    hst_interval i;
    (void)state; /* exp(-upper)/2 = (1 - level)/2 */
    assert_status(hst_rate_interval_midp(&i, 0, 1, 1e-300), HST_OK);
    assert_near(i.upper, 1e-300, 1e-15);
}

/* P(Z^2 <= z^2) = level is erf(z/sqrt(2)) = level, whose series begins sqrt(2/pi) z (1 - z^2/6), so that z^2 =
 * pi/2 level^2 (1 + pi/6 level^2 + ...). */
static void lowest_score_end_keeps_its_digits(void **state) {
    const double pi = 3.14159265358979323846, z2_of_half = 0.45493642311957275; /* R's qchisq(.5, 1) */
    hst_interval i;
    double level;
    (void)state;
    for (level = 1e-4; level > 1e-100; level *= 0.37) {
        assert_status(hst_rate_interval_score(&i, 0, 1, level), HST_OK);
        assert_same_bits(i.lower, 0);
        assert_near(i.upper, pi / 2 * level * level * (1 + pi / 6 * level * level), 1e-14);
    }
    assert_status(hst_rate_interval_score(&i, 0, 1, nextafter(0.5, 0)), HST_OK);
    assert_near(i.upper, z2_of_half, 1e-14);
    assert_status(hst_rate_interval_score(&i, 0, 1, 0.5), HST_OK);
    assert_near(i.upper, z2_of_half, 1e-14);
}

/* Towards level 0 both ends go to the same number, each with its own roundings. */
static void ends_are_in_order_at_every_level(void **state) {
    const double levels[] = {1e-12, 1e-13, 1e-15, 1e-17, 1e-300};
    hst_status (*const intervals[])(hst_interval *, int64_t, double, double) = {
        hst_rate_interval_exact, hst_rate_interval_midp, hst_rate_interval_jeffreys, hst_rate_interval_score,
        hst_rate_fixed_count_interval};
    rng r = rng_seed(5);
    hst_rate_comparison c;
    hst_interval ends;
    int i, j, k;
    (void)state;
    for (i = 0; i < 500; ++i) {
        int64_t n = i < 5 ? i + 1 : 1 + (int64_t)rng_below(&r, 1000000000);
        for (j = 0; j < 5; ++j) {
            for (k = 0; k < 5; ++k) {
                assert_status(intervals[k](&ends, n, 1, levels[j]), HST_OK);
                assert_true(ends.lower <= ends.upper);
            }
            assert_status(hst_rate_ratio_midp(&c, n, 1, 1 + i, 1, 1, levels[j]), HST_OK);
            assert_true(c.lower <= c.upper);
        }
    }
    assert_status(hst_rate_interval_midp(&ends, 908028680, 1, 1e-12), HST_OK);
    assert_true(ends.lower <= ends.upper);
    assert_status(hst_rate_interval_jeffreys(&ends, 3, 1, 1e-17), HST_OK);
    assert_true(ends.lower <= ends.upper);
    assert_status(hst_rate_ratio_midp(&c, 130455298, 1, 130896082, 1, 1, 1e-13), HST_OK);
    assert_true(c.lower <= c.upper);
}

static void lower_score_end_keeps_its_digits(void **state) {
    hst_interval i;
    (void)state; /* the ends are the roots of x^2 - (2n + z^2) x + n^2, n = 1 */
    assert_status(hst_rate_interval_score(&i, 1, 1, 1 - 1e-12), HST_OK);
    assert_near(i.lower * i.upper, 1, 1e-15);
    assert_near(i.lower + i.upper, 2 + 7.1305098928792718 * 7.1305098928792718, 1e-14); /* R's z */
}

static void empty_sides_have_open_ends(void **state) {
    hst_rate_comparison c;
    double p;
    (void)state;
    assert_status(hst_rate_ratio_exact(&c, 0, 1, 4, 1, 1, 0.95), HST_OK);
    assert_same_bits(c.ratio, 0);
    assert_same_bits(c.lower, 0);
    assert_near(c.p_less, 1.0 / 16, 1e-15);
    assert_same_bits(c.p_greater, 1);
    assert_near(c.p, 1.0 / 8, 1e-15);
    assert_status(hst_rate_ratio_midp(&c, 4, 1, 0, 1, 1, 0.95), HST_OK);
    assert_same_bits(c.ratio, INFINITY);
    assert_same_bits(c.upper, INFINITY);
    assert_near(c.lower, 1 / (pow(0.05, -0.25) - 1), 1e-14); /* x^4/2 = 0.025, x/(1 - x) */
    assert_near(c.p_greater, 1.0 / 32, 1e-15);
    assert_status(hst_rate_ratio_p_minlike(&p, 0, 1, 4, 1, 1), HST_OK);
    assert_near(p, 1.0 / 8, 1e-15);
}

/* x^n1/2 = alpha/2 has odds of about n1/level. */
static void an_empty_second_side_lifts_the_lower_end_out_of_range_at_last(void **state) {
    const int64_t most = INT64_C(1000000000000);
    hst_rate_comparison c;
    (void)state;
    assert_status(hst_rate_ratio_midp(&c, most, 1, 0, 1, 1, 1e-290), HST_OK);
    assert_near(c.lower, 1e302, 1e-14);
    assert_status(hst_rate_ratio_midp(&c, most, 1, 0, 1, 1, 1e-300), HST_OK);
    assert_same_bits(c.lower, INFINITY);
    assert_same_bits(c.upper, INFINITY);
    assert_status(hst_rate_ratio_midp(&c, 1, 1e-100, 0, 1e100, 1, 1e-150), HST_OK);
    assert_same_bits(c.lower, INFINITY);
}

static void nothing_against_nothing_says_nothing(void **state) {
    hst_rate_comparison c;
    double p = 0;
    (void)state;
    assert_status(hst_rate_ratio_exact(&c, 0, 1, 0, 1, 1, 0.95), HST_OK);
    assert_is_nan(c.ratio);
    assert_same_bits(c.lower, 0);
    assert_same_bits(c.upper, INFINITY);
    assert_same_bits(c.p, 1);
    assert_same_bits(c.p_less, 1);
    assert_same_bits(c.p_greater, 1);
    assert_status(hst_rate_ratio_midp(&c, 0, 1, 0, 1, 1, 0.95), HST_OK);
    assert_is_nan(c.ratio);
    assert_same_bits(c.p, 1);
    assert_near(c.p_less, 0.5, 1e-15);
    assert_near(c.p_greater, 0.5, 1e-15);
    assert_status(hst_rate_ratio_p_minlike(&p, 0, 1, 0, 1, 1), HST_OK);
    assert_same_bits(p, 1);
}

static void fixed_count_estimates_differ_by_one_arrival(void **state) {
    double mle, unbiased;
    (void)state;
    assert_status(hst_rate_fixed_count_mle(&mle, 1, 4), HST_OK);
    assert_same_bits(mle, 0.25);
    assert_status(hst_rate_fixed_count_unbiased(&unbiased, 2, 4), HST_OK);
    assert_same_bits(unbiased, 0.25);
}

static void extreme_exposures_scale_the_ratio(void **state) {
    hst_rate_comparison near, far;
    (void)state; /* ends are proportional to E2/E1, and the null follows */
    assert_status(hst_rate_ratio_exact(&near, 5, 1, 9, 1, 1, 0.95), HST_OK);
    assert_status(hst_rate_ratio_exact(&far, 5, ldexp(1, 600), 9, 1, ldexp(1, -600), 0.95), HST_OK);
    assert_same_bits(ldexp(far.lower, 600), near.lower);
    assert_same_bits(ldexp(far.upper, 600), near.upper);
    assert_same_bits(far.p, near.p);
    assert_status(hst_rate_ratio_exact(&far, 5, 1, 9, 1, 1e200, 0.95), HST_OK);
    assert_near_abs(far.p, 0, 1e-300);
}

static void largest_counts_are_answered(void **state) {
    const int64_t most = INT64_C(1000000000000);
    hst_interval i;
    hst_rate_comparison c;
    double z = 1.9599639845400545, root = 1e6; /* R's qnorm(.975); beyond the limit comes 1/n */
    (void)state;
    assert_status(hst_rate_interval_exact(&i, most, 1, 0.95), HST_OK);
    assert_near(i.lower, 1e12 - z * root, 1e-11);
    assert_near(i.upper, 1e12 + z * root, 1e-11);
    assert_status(hst_rate_interval_midp(&i, most, 1, 0.95), HST_OK);
    assert_near(i.upper, 1e12 + z * root, 1e-11);
    assert_status(hst_rate_ratio_midp(&c, most, 1, most, 1, 1, 0.95), HST_OK);
    assert_near(c.lower, 1 - z * sqrt(2.0) / root, 1e-11);
    assert_near(c.p, 1, 1e-6);
}

static void nothing_to_compare_is_an_answer(void **state) {
    const int64_t one[] = {7}, none[] = {0, 0, 0};
    const double exposures[] = {2, 1, 1};
    hst_rate_dispersion d;
    (void)state;
    assert_status(hst_rate_dispersion_test(&d, one, exposures, 1), HST_OK);
    assert_int_equal(d.freedom, 0);
    assert_is_nan(d.index);
    assert_same_bits(d.chi2, 0);
    assert_same_bits(d.p_over, 1);
    assert_same_bits(d.p_under, 1);
    assert_status(hst_rate_dispersion_test(&d, none, exposures, 3), HST_OK);
    assert_int_equal(d.freedom, 2);
    assert_is_nan(d.index);
    assert_same_bits(d.chi2, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_arrivals_have_closed_forms),
        cmocka_unit_test(lowest_level_keeps_its_digits),
        cmocka_unit_test(lowest_score_end_keeps_its_digits),
        cmocka_unit_test(ends_are_in_order_at_every_level),
        cmocka_unit_test(lower_score_end_keeps_its_digits),
        cmocka_unit_test(empty_sides_have_open_ends),
        cmocka_unit_test(an_empty_second_side_lifts_the_lower_end_out_of_range_at_last),
        cmocka_unit_test(nothing_against_nothing_says_nothing),
        cmocka_unit_test(fixed_count_estimates_differ_by_one_arrival),
        cmocka_unit_test(extreme_exposures_scale_the_ratio),
        cmocka_unit_test(largest_counts_are_answered),
        cmocka_unit_test(nothing_to_compare_is_an_answer),
    };
    return cmocka_run_group_tests_name("rate: edges", tests, NULL, NULL);
}
