/* P-values of a binomial count against the sum of all outcomes, and R's rule at its edges. */
#include "support/support.h"

#include <math.h>

#include "kernels/binomial_p.h"
#include "kernels/special.h"
#include "oracle/rate.h"

/* In quarters and halves nothing is rounded on the way: the smaller chance is the quotient of two doubles, the
 * larger one 1 minus that. */
static void chances_of_plain_numbers_are_plain_quotients(void **state) {
    int a, b, c;
    (void)state;
    for (a = 1; a <= 12; ++a) {
        for (b = 1; b <= 12; ++b) {
            for (c = 1; c <= 24; ++c) {
                hst__unit_point at = hst__binomial_chance(a / 4.0, b / 2.0, c / 8.0);
                assert_near(at.x, a * b / (double)(a * b + c), a * b <= c ? 0 : 2.3e-16);
                assert_near(at.y, c / (double)(a * b + c), a * b > c ? 0 : 2.3e-16);
            }
        }
    }
}

/* Against 64 bits of mantissa, whose own four roundings are 2^-62 in all: the smaller chance is within half a
 * unit and that. */
static void smaller_chance_is_rounded_once(void **state) {
    rng r = rng_seed(9);
    int i;
    (void)state;
    for (i = 0; i < 20000; ++i) {
        double a = ldexp(1 + rng_uniform(&r), (int)rng_below(&r, 400) - 200);
        double b = ldexp(1 + rng_uniform(&r), (int)rng_below(&r, 6) - 3);
        double c = ldexp(1 + rng_uniform(&r), (int)rng_below(&r, 400) - 200);
        long double odds = (long double)a * b / c;
        hst__unit_point at = hst__binomial_chance(a, b, c);
        long double wrong = odds <= 1 ? at.x / (odds / (1 + odds)) - 1 : at.y / (1 / (1 + odds)) - 1;
        assert_true(fabsl(wrong) <= 0x1p-53L + 0x1p-62L);
        assert_near_abs(at.x + at.y, 1, 1.2e-16);
    }
}

/* Powers of two cancel, whatever the size of the numbers that they stand in; 5e-324 is 2^-1074. */
static void chances_of_the_smallest_and_largest_numbers_keep_their_digits(void **state) {
    hst__unit_point plain = hst__binomial_chance(1.75, 1.125, 3), at;
    (void)state;
    at = hst__binomial_chance(ldexp(1.75, 1000), ldexp(1.125, -1010), ldexp(3, -10));
    assert_same_bits(at.x, plain.x);
    assert_same_bits(at.y, plain.y);
    at = hst__binomial_chance(ldexp(1.75, -1072), ldexp(1.125, 500), ldexp(3, -572));
    assert_same_bits(at.x, plain.x);
    at = hst__binomial_chance(7 * 5e-324, 1, 5 * 5e-324);
    assert_near(at.x, 7.0 / 12, 2.3e-16);
    assert_same_bits(at.y, 5.0 / 12);
    at = hst__binomial_chance(1, 1e-200, 1);
    assert_same_bits(at.x, 1e-200);
    assert_same_bits(at.y, 1);
    at = hst__binomial_chance(1, 1e200, 1);
    assert_near(at.y, 1e-200, 2.3e-16);
    assert_same_bits(at.x, 1);
}

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
        cmocka_unit_test(chances_of_plain_numbers_are_plain_quotients),
        cmocka_unit_test(smaller_chance_is_rounded_once),
        cmocka_unit_test(chances_of_the_smallest_and_largest_numbers_keep_their_digits),
        cmocka_unit_test(tails_are_the_sums_of_all_outcomes),
        cmocka_unit_test(minlike_is_the_sum_of_all_that_is_no_likelier),
        cmocka_unit_test(mirrored_outcomes_are_one_pair),
        cmocka_unit_test(flat_top_of_a_large_count_follows_r),
        cmocka_unit_test(certain_outcomes_have_p_one),
    };
    return cmocka_run_group_tests_name("binomial p-values", tests, NULL, NULL);
}
