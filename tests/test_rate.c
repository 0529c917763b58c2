/* Public contract of the room rate: the boundaries and every documented error, in its order and with nothing
 * written. Its numbers are checked in unit_rate_numbers.c. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "hashstat/rate.h"

/* boundaries ----------------------------------------------------------------------------------- */

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

/* contract ------------------------------------------------------------------------------------- */

#define COUNT_MAX INT64_C(1000000000000)

static void rate_estimate_refuses(void **state) {
    double out;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_rate_estimate(NULL, -1, 1), HST_ENULL);
    assert_status(hst_rate_estimate(&out, -1, 1), HST_EDOMAIN);
    assert_status(hst_rate_estimate(&out, COUNT_MAX + 1, 1), HST_EDOMAIN);
    assert_status(hst_rate_estimate(&out, 0, -1), HST_EDOMAIN);
    assert_status(hst_rate_estimate(&out, 0, NAN), HST_EDOMAIN);
    assert_status(hst_rate_estimate(&out, 5, DBL_MIN / 1e10), HST_EOVERFLOW);
    assert_untouched(&out, sizeof out);
}

static void rate_fixed_count_mle_refuses(void **state) {
    double out;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_rate_fixed_count_mle(NULL, -1, 1), HST_ENULL);
    assert_status(hst_rate_fixed_count_mle(&out, -1, 1), HST_EDOMAIN);
    assert_status(hst_rate_fixed_count_mle(&out, COUNT_MAX + 1, 1), HST_EDOMAIN);
    assert_status(hst_rate_fixed_count_mle(&out, 0, -1), HST_EDOMAIN);
    assert_status(hst_rate_fixed_count_mle(&out, 0, NAN), HST_EDOMAIN);
    assert_status(hst_rate_fixed_count_mle(&out, 0, 1), HST_EEMPTY);
    assert_status(hst_rate_fixed_count_mle(&out, 5, DBL_MIN / 1e10), HST_EOVERFLOW);
    assert_untouched(&out, sizeof out);
}

static void rate_fixed_count_unbiased_refuses(void **state) {
    double out;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_rate_fixed_count_unbiased(NULL, -1, 1), HST_ENULL);
    assert_status(hst_rate_fixed_count_unbiased(&out, -1, 1), HST_EDOMAIN);
    assert_status(hst_rate_fixed_count_unbiased(&out, COUNT_MAX + 1, 1), HST_EDOMAIN);
    assert_status(hst_rate_fixed_count_unbiased(&out, 0, -1), HST_EDOMAIN);
    assert_status(hst_rate_fixed_count_unbiased(&out, 0, NAN), HST_EDOMAIN);
    assert_status(hst_rate_fixed_count_unbiased(&out, 1, 1), HST_EEMPTY);
    assert_status(hst_rate_fixed_count_unbiased(&out, 5, DBL_MIN / 1e10), HST_EOVERFLOW);
    assert_untouched(&out, sizeof out);
}

/* Every argument outside its domain, one at a time. */
static void check_interval_domain(hst_status (*interval)(hst_interval *, int64_t, double, double)) {
    hst_interval out;
    fill_untouched(&out, sizeof out);
    assert_status(interval(&out, COUNT_MAX + 1, 1, 0.95), HST_EDOMAIN);
    assert_status(interval(&out, 5, 0, 0.95), HST_EDOMAIN);
    assert_status(interval(&out, 5, NAN, 0.95), HST_EDOMAIN);
    assert_status(interval(&out, 5, INFINITY, 0.95), HST_EDOMAIN);
    assert_status(interval(&out, 5, 1, 0), HST_EDOMAIN);
    assert_status(interval(&out, 5, 1, 1), HST_EDOMAIN);
    assert_status(interval(&out, 5, 1, NAN), HST_EDOMAIN);
    assert_untouched(&out, sizeof out);
}

static void rate_interval_exact_refuses(void **state) {
    hst_interval out;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_rate_interval_exact(NULL, -1, 1, 0.95), HST_ENULL);
    assert_status(hst_rate_interval_exact(&out, -1, 1, 0.95), HST_EDOMAIN);
    check_interval_domain(hst_rate_interval_exact);
    assert_status(hst_rate_interval_exact(&out, 5, DBL_MIN / 1e10, 0.95), HST_EOVERFLOW);
    assert_untouched(&out, sizeof out);
}

static void rate_interval_midp_refuses(void **state) {
    hst_interval out;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_rate_interval_midp(NULL, -1, 1, 0.95), HST_ENULL);
    assert_status(hst_rate_interval_midp(&out, -1, 1, 0.95), HST_EDOMAIN);
    check_interval_domain(hst_rate_interval_midp);
    assert_status(hst_rate_interval_midp(&out, 5, DBL_MIN / 1e10, 0.95), HST_EOVERFLOW);
    assert_untouched(&out, sizeof out);
}

static void rate_interval_jeffreys_refuses(void **state) {
    hst_interval out;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_rate_interval_jeffreys(NULL, -1, 1, 0.95), HST_ENULL);
    assert_status(hst_rate_interval_jeffreys(&out, -1, 1, 0.95), HST_EDOMAIN);
    check_interval_domain(hst_rate_interval_jeffreys);
    assert_status(hst_rate_interval_jeffreys(&out, 5, DBL_MIN / 1e10, 0.95), HST_EOVERFLOW);
    assert_untouched(&out, sizeof out);
}

static void rate_interval_score_refuses(void **state) {
    hst_interval out;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_rate_interval_score(NULL, -1, 1, 0.95), HST_ENULL);
    assert_status(hst_rate_interval_score(&out, -1, 1, 0.95), HST_EDOMAIN);
    check_interval_domain(hst_rate_interval_score);
    assert_status(hst_rate_interval_score(&out, 5, DBL_MIN / 1e10, 0.95), HST_EOVERFLOW);
    assert_untouched(&out, sizeof out);
}

static void rate_fixed_count_interval_refuses(void **state) {
    hst_interval out;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_rate_fixed_count_interval(NULL, -1, 1, 0.95), HST_ENULL);
    assert_status(hst_rate_fixed_count_interval(&out, -1, 1, 0.95), HST_EDOMAIN);
    check_interval_domain(hst_rate_fixed_count_interval);
    assert_status(hst_rate_fixed_count_interval(&out, 0, 1, 2), HST_EDOMAIN);
    assert_status(hst_rate_fixed_count_interval(&out, 0, 1, 0.95), HST_EEMPTY);
    assert_status(hst_rate_fixed_count_interval(&out, 5, DBL_MIN / 1e10, 0.95), HST_EOVERFLOW);
    assert_untouched(&out, sizeof out);
}

static void rate_ratio_exact_refuses(void **state) {
    hst_rate_comparison out;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_rate_ratio_exact(NULL, -1, 1, 4, 1, 1, 0.95), HST_ENULL);
    assert_status(hst_rate_ratio_exact(&out, -1, 1, 4, 1, 1, 0.95), HST_EDOMAIN);
    assert_status(hst_rate_ratio_exact(&out, COUNT_MAX + 1, 1, 4, 1, 1, 0.95), HST_EDOMAIN);
    assert_status(hst_rate_ratio_exact(&out, 3, 1, 4, 1, 1, 1), HST_EDOMAIN);
    assert_untouched(&out, sizeof out);
}

static void rate_ratio_midp_refuses(void **state) {
    hst_rate_comparison out;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_rate_ratio_midp(NULL, -1, 1, 4, 1, 1, 0.95), HST_ENULL);
    assert_status(hst_rate_ratio_midp(&out, -1, 1, 4, 1, 1, 0.95), HST_EDOMAIN);
    assert_status(hst_rate_ratio_midp(&out, COUNT_MAX + 1, 1, 4, 1, 1, 0.95), HST_EDOMAIN);
    assert_status(hst_rate_ratio_midp(&out, 3, 1, 4, 1, 1, 1), HST_EDOMAIN);
    assert_untouched(&out, sizeof out);
}

static void rate_ratio_p_minlike_refuses(void **state) {
    double out;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_rate_ratio_p_minlike(NULL, -1, 1, 4, 1, 1), HST_ENULL);
    assert_status(hst_rate_ratio_p_minlike(&out, -1, 1, 4, 1, 1), HST_EDOMAIN);
    assert_status(hst_rate_ratio_p_minlike(&out, COUNT_MAX + 1, 1, 4, 1, 1), HST_EDOMAIN);
    assert_status(hst_rate_ratio_p_minlike(&out, 3, -1, 4, -1, 1), HST_EDOMAIN);
    assert_status(hst_rate_ratio_p_minlike(&out, 3, 1, -4, 1, 1), HST_EDOMAIN);
    assert_status(hst_rate_ratio_p_minlike(&out, 3, 1, 4, 0, 1), HST_EDOMAIN);
    assert_status(hst_rate_ratio_p_minlike(&out, 3, 1, 4, 1, 0), HST_EDOMAIN);
    assert_status(hst_rate_ratio_p_minlike(&out, 3, 1, 4, 1, NAN), HST_EDOMAIN);
    assert_status(hst_rate_ratio_p_minlike(&out, 3, 1, 4, 1, 1e201), HST_EDOMAIN);
    assert_status(hst_rate_ratio_p_minlike(&out, 3, 1e-100, 4, 1e101, 1e9), HST_EDOMAIN);
    assert_untouched(&out, sizeof out);
}

static void rate_dispersion_test_refuses(void **state) {
    const int64_t counts[] = {3, 4}, negative[] = {3, -4}, none[] = {0, 0};
    const double even[] = {1, 1}, never[] = {0, NAN}, below[] = {1, -1}, idle[] = {1, 0};
    const double endless[] = {1, INFINITY}, huge[] = {DBL_MAX, DBL_MAX}, apart[] = {DBL_MAX, 5e-324};
    hst_rate_dispersion out;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_rate_dispersion_test(NULL, NULL, NULL, -1), HST_ENULL);
    assert_status(hst_rate_dispersion_test(&out, NULL, even, 2), HST_ENULL);
    assert_status(hst_rate_dispersion_test(&out, counts, NULL, 2), HST_ENULL);
    assert_status(hst_rate_dispersion_test(&out, NULL, NULL, -1), HST_ESIZE);
    assert_status(hst_rate_dispersion_test(&out, negative, even, 2), HST_EDOMAIN);
    assert_status(hst_rate_dispersion_test(&out, counts, below, 2), HST_EDOMAIN);
    assert_status(hst_rate_dispersion_test(&out, counts, endless, 2), HST_EDOMAIN);
    assert_status(hst_rate_dispersion_test(&out, counts, idle, 2), HST_EDOMAIN);
    assert_status(hst_rate_dispersion_test(&out, NULL, NULL, 0), HST_EEMPTY);
    assert_status(hst_rate_dispersion_test(&out, none, never, 2), HST_EEMPTY);
    assert_status(hst_rate_dispersion_test(&out, counts, huge, 2), HST_EOVERFLOW);
    assert_status(hst_rate_dispersion_test(&out, counts, apart, 2), HST_EOVERFLOW);
    assert_untouched(&out, sizeof out);
}

static void rate_luck_fall_refuses(void **state) {
    double out;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_rate_luck_fall(NULL, 0, 144, 0.1), HST_ENULL);
    assert_status(hst_rate_luck_fall(&out, 0, 144, 0.1), HST_EDOMAIN);
    assert_status(hst_rate_luck_fall(&out, 144, 1.1e9, 0.1), HST_EDOMAIN);
    assert_status(hst_rate_luck_fall(&out, 144, 144, -0.1), HST_EDOMAIN);
    assert_status(hst_rate_luck_fall(&out, 144, 144, 1.1), HST_EDOMAIN);
    assert_status(hst_rate_luck_fall(&out, 144, 144, NAN), HST_EDOMAIN);
    assert_untouched(&out, sizeof out);
}

static void rate_power_refuses(void **state) {
    double out;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_rate_power(NULL, 0, 144, 0.1, 0.05), HST_ENULL);
    assert_status(hst_rate_power(&out, 0, 144, 0.1, 0.05), HST_EDOMAIN);
    assert_status(hst_rate_power(&out, 2016, NAN, 0.1, 0.05), HST_EDOMAIN);
    assert_status(hst_rate_power(&out, 2016, 144, 1.1, 0.05), HST_EDOMAIN);
    assert_status(hst_rate_power(&out, 2016, 144, 0.1, 0), HST_EDOMAIN);
    assert_untouched(&out, sizeof out);
}

static void rate_detectable_fall_refuses(void **state) {
    double out;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_rate_detectable_fall(NULL, 0, 144, 0.05, 0.8), HST_ENULL);
    assert_status(hst_rate_detectable_fall(&out, 0, 144, 0.05, 0.8), HST_EDOMAIN);
    assert_status(hst_rate_detectable_fall(&out, 2016, -144, 0.05, 0.8), HST_EDOMAIN);
    assert_status(hst_rate_detectable_fall(&out, 2016, 144, 1, 0.8), HST_EDOMAIN);
    assert_status(hst_rate_detectable_fall(&out, 2016, 144, 0.05, 1), HST_EDOMAIN);
    assert_untouched(&out, sizeof out);
}

static void rate_time_to_detect_refuses(void **state) {
    double out;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_rate_time_to_detect(NULL, 0, 144, 0.1, 0.05, 0.8), HST_ENULL);
    assert_status(hst_rate_time_to_detect(&out, 0, 144, 0.1, 0.05, 0.8), HST_EDOMAIN);
    assert_status(hst_rate_time_to_detect(&out, 2016, 0, 0.1, 0.05, 0.8), HST_EDOMAIN);
    assert_status(hst_rate_time_to_detect(&out, 2016, 144, -0.1, 0.05, 0.8), HST_EDOMAIN);
    assert_status(hst_rate_time_to_detect(&out, 2016, 144, 0.1, 0, 0.8), HST_EDOMAIN);
    assert_status(hst_rate_time_to_detect(&out, 2016, 144, 0.1, 0.05, NAN), HST_EDOMAIN);
    assert_untouched(&out, sizeof out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_arrivals_have_closed_forms),
        cmocka_unit_test(lowest_level_keeps_its_digits),
        cmocka_unit_test(lower_score_end_keeps_its_digits),
        cmocka_unit_test(empty_sides_have_open_ends),
        cmocka_unit_test(nothing_against_nothing_says_nothing),
        cmocka_unit_test(fixed_count_estimates_differ_by_one_arrival),
        cmocka_unit_test(extreme_exposures_scale_the_ratio),
        cmocka_unit_test(largest_counts_are_answered),
        cmocka_unit_test(nothing_to_compare_is_an_answer),
        cmocka_unit_test(rate_estimate_refuses),
        cmocka_unit_test(rate_fixed_count_mle_refuses),
        cmocka_unit_test(rate_fixed_count_unbiased_refuses),
        cmocka_unit_test(rate_interval_exact_refuses),
        cmocka_unit_test(rate_interval_midp_refuses),
        cmocka_unit_test(rate_interval_jeffreys_refuses),
        cmocka_unit_test(rate_interval_score_refuses),
        cmocka_unit_test(rate_fixed_count_interval_refuses),
        cmocka_unit_test(rate_ratio_exact_refuses),
        cmocka_unit_test(rate_ratio_midp_refuses),
        cmocka_unit_test(rate_ratio_p_minlike_refuses),
        cmocka_unit_test(rate_dispersion_test_refuses),
        cmocka_unit_test(rate_luck_fall_refuses),
        cmocka_unit_test(rate_power_refuses),
        cmocka_unit_test(rate_detectable_fall_refuses),
        cmocka_unit_test(rate_time_to_detect_refuses),
    };
    return cmocka_run_group_tests_name("rate", tests, NULL, NULL);
}
