/* Public contract of the room rate: every documented error, in its order and with nothing written. Its numbers
 * are checked in unit_rate_numbers.c, its boundaries in unit_rate_edges.c. */
#include "support/support.h"

#include <float.h>
#include <math.h>

#include "hashstat/rate.h"

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
    /* 2e12 arrivals expect 6e-285 in each short window: two terms of 1.7e308, whose sum is too large. */
    const int64_t most[] = {0, COUNT_MAX, COUNT_MAX};
    const double brief[] = {1, 3e-297, 3e-297};
    hst_rate_dispersion out;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_rate_dispersion_test(NULL, NULL, NULL, -1), HST_ENULL);
    assert_status(hst_rate_dispersion_test(&out, NULL, even, 2), HST_ENULL);
    assert_status(hst_rate_dispersion_test(&out, counts, NULL, 2), HST_ENULL);
    assert_status(hst_rate_dispersion_test(&out, NULL, NULL, -1), HST_ENULL);
    assert_status(hst_rate_dispersion_test(&out, counts, even, -1), HST_ESIZE);
    assert_status(hst_rate_dispersion_test(&out, negative, even, 2), HST_EDOMAIN);
    assert_status(hst_rate_dispersion_test(&out, counts, below, 2), HST_EDOMAIN);
    assert_status(hst_rate_dispersion_test(&out, counts, endless, 2), HST_EDOMAIN);
    assert_status(hst_rate_dispersion_test(&out, counts, idle, 2), HST_EDOMAIN);
    assert_status(hst_rate_dispersion_test(&out, NULL, NULL, 0), HST_EEMPTY);
    assert_status(hst_rate_dispersion_test(&out, none, never, 2), HST_EEMPTY);
    assert_status(hst_rate_dispersion_test(&out, counts, huge, 2), HST_EOVERFLOW);
    assert_status(hst_rate_dispersion_test(&out, counts, apart, 2), HST_EOVERFLOW);
    assert_status(hst_rate_dispersion_test(&out, most, brief, 3), HST_EOVERFLOW);
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
