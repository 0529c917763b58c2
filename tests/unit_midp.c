/* Mid-P ends: closed forms, the equation they solve, and how few steps that takes. Their digits over the
 * whole range of counts are checked through the room, in unit_rate_numbers.c. */
#include "support/support.h"

#include <float.h>
#include <math.h>

#include "kernels/midp.h"
#include "kernels/special.h"

static void one_of_two_has_the_odds_of_p_itself(void **state) {
    double p;
    (void)state; /* P(X > 1) + P(X = 1)/2 = x^2 + x y = x */
    for (p = 0.5; p > 1e-15; p *= 0.7) {
        assert_near(hst__midp_odds_lower(1, 1, p), p / (1 - p), 1e-14);
    }
}

static void single_arrival_solves_its_equation(void **state) {
    double p;
    (void)state; /* lower: 1 - e^-t (1 + t/2) = t/2 - t^3/12 + ..., which cancels; upper: e^-t (1 + t/2) */
    for (p = 0.5; p > 1e-15; p *= 0.7) {
        double low = hst__midp_mean_lower(1, p), high = hst__midp_mean_upper(1, p);
        assert_near_abs(-expm1(-low) - exp(-low) * low / 2, p, 1e-13 * p + 1e-15);
        assert_near(exp(-high) * (1 + high / 2), p, 1e-13);
        if (p < 1e-6) {
            assert_near(low, 2 * p, 1e-11);
        }
    }
}

/* The tails at the end that was found, for counts of every size. A relative error d of an end moves a tail
 * that is z standard deviations out by z sqrt(k) d, so the bound of 1e-13 for ends allows the tails that
 * much; z < 8 here. */
static void tails_at_the_ends_are_p(void **state) {
    const double ps[] = {0.5, 0.3, 0.025, 1e-6, 5e-13};
    double k;
    int i;
    (void)state;
    for (k = 1; k <= 1e12; k = floor(k * 1.7 + 1)) {
        for (i = 0; i < 5; ++i) {
            double low = hst__midp_mean_lower(k, ps[i]), high = hst__midp_mean_upper(k, ps[i]);
            double bound = 1e-13 * fmax(10, 10 * sqrt(k));
            assert_near(hst__gamma_lower(k + 1, low) + hst__poisson_mass(k, low) / 2, ps[i], bound);
            assert_near(hst__gamma_upper(k, high) + hst__poisson_mass(k, high) / 2, ps[i], bound);
            assert_true(low <= high * (1 + 1e-13) && low > 0 && high < DBL_MAX);
        }
    }
}

static void odds_tails_at_the_ends_are_p(void **state) {
    rng r = rng_seed(1);
    int i;
    (void)state;
    for (i = 0; i < 2000; ++i) {
        double k = floor(exp(27.6 * rng_uniform(&r))), m = floor(exp(27.6 * rng_uniform(&r)));
        double p = 0.5 * exp(-27 * rng_uniform(&r)), odds = hst__midp_odds_lower(k, m, p);
        double x = odds / (1 + odds), y = 1 / (1 + odds);
        double bound = 1e-13 * fmax(10, 10 * sqrt(fmin(k, m)));
        assert_near(hst__beta_lower(k + 1, m, x, y) + hst__binomial_mass(k, k + m, x, y) / 2, p, bound);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_of_two_has_the_odds_of_p_itself),
        cmocka_unit_test(single_arrival_solves_its_equation),
        cmocka_unit_test(tails_at_the_ends_are_p),
        cmocka_unit_test(odds_tails_at_the_ends_are_p),
    };
    return cmocka_run_group_tests_name("mid-P ends", tests, NULL, NULL);
}
