/* P-values of a binomial count against the sum of all outcomes, and R's rule at its edges. */
#include "support/support.h"

#include <math.h>

#include "kernels/binomial_p.h"
#include "kernels/special.h"
#include "oracle/rate.h"

static void tails_are_the_sums_of_all_outcomes(void **state) {
    const double xs[] = {0.5, 0.25, 0.3, 0.9, 0.001};
    int64_t n, k;
    int i;
    (void)state;
    for (i = 0; i < 5; ++i) {
        for (n = 0; n <= 12; ++n) {
            for (k = 0; k <= n; ++k) {
                double m = (double)(n - k);
                assert_near(hst__binomial_at_most((double)k, m, xs[i], 1 - xs[i]),
                            (double)oracle_binomial_below(k, n, xs[i], 1), 1e-13);
                assert_near(hst__binomial_half_at_most((double)k, m, xs[i], 1 - xs[i]),
                            (double)oracle_binomial_below(k, n, xs[i], 0.5L), 1e-13);
            }
        }
    }
}

static void minlike_is_the_sum_of_all_that_is_no_likelier(void **state) {
    const double xs[] = {0.5, 0.25, 0.125, 0.3, 0.9, 0.001};
    int64_t n, k;
    int i;
    (void)state;
    for (i = 0; i < 6; ++i) {
        for (n = 0; n <= 60; n += n < 12 ? 1 : 12) {
            for (k = 0; k <= n; ++k) {
                assert_near(hst__binomial_minlike((double)k, (double)(n - k), xs[i], 1 - xs[i]),
                            (double)oracle_minlike(k, n, xs[i]), 1e-13);
            }
        }
    }
}

static void mirrored_outcomes_are_one_pair(void **state) {
    (void)state; /* of 10 fair tosses: (1 + 10 + 45) / 1024 in each tail */
    assert_near(hst__binomial_minlike(2, 8, 0.5, 0.5), 112.0 / 1024, 1e-14);
    assert_near(hst__binomial_minlike(8, 2, 0.5, 0.5), 112.0 / 1024, 1e-14);
}

/* The mean is 5e8 and the count one less: its probability is smaller by 2e-9 only, less than R's 1e-7, so
 * that every outcome is no likelier. Ten thousand below, 0.4 standard deviations, the far side is as far. */
static void flat_top_of_a_large_count_follows_r(void **state) {
    double near_side, p;
    (void)state;
    assert_near(hst__binomial_minlike(5e8 - 1, 5e8 + 1, 0.5, 0.5), 1, 1e-12);
    near_side = hst__binomial_at_most(5e8 - 1e4, 5e8 + 1e4, 0.5, 0.5);
    p = hst__binomial_minlike(5e8 - 1e4, 5e8 + 1e4, 0.5, 0.5);
    assert_true(p >= 2 * near_side);
    assert_near(p, 2 * near_side, 1e-4); /* R's 1e-7 takes in 2 outcomes more, of 2.3e-5 each */
}

/* A chance that rounds to 0 or 1 leaves one outcome. */
static void certain_outcomes_have_p_one(void **state) {
    (void)state;
    assert_same_bits(hst__binomial_minlike(7, 0, 1, 1e-30), 1);
    assert_same_bits(hst__binomial_minlike(0, 7, 1e-30, 1), 1);
    assert_near_abs(hst__binomial_minlike(0, 7, 1, 1e-30), 0, 1e-200);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tails_are_the_sums_of_all_outcomes),
        cmocka_unit_test(minlike_is_the_sum_of_all_that_is_no_likelier),
        cmocka_unit_test(mirrored_outcomes_are_one_pair),
        cmocka_unit_test(flat_top_of_a_large_count_follows_r),
        cmocka_unit_test(certain_outcomes_have_p_one),
    };
    return cmocka_run_group_tests_name("binomial p-values", tests, NULL, NULL);
}
