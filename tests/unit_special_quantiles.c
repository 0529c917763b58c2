/* The quantiles of gamma and beta against arbitrary precision (data/special) at 5,000 points, and the laws
 * that hold without any table. The bounds are those of kernels/special.h. */
#include "support/support.h"

#include <float.h>
#include <math.h>

#include "kernels/special.h"

#define QUANTILE_BOUND 2e-14

/* Returns how many rows there were. */
static int each_row(const char *file, void (*check)(const golden *g)) {
    golden *g = golden_open(file);
    int rows = 0;
    for (; golden_next(g); ++rows) {
        check(g);
    }
    golden_close(g);
    return rows;
}

static void check_gamma_quantile(const golden *g) {
    double a = golden_number(g, "a");
    double p = golden_number(g, "p");
    assert_near(hst__gamma_quantile_lower(a, p), golden_number(g, "lower"), QUANTILE_BOUND);
    assert_near(hst__gamma_quantile_upper(a, p), golden_number(g, "upper"), QUANTILE_BOUND);
}

static void gamma_quantiles_are_right_from_shape_one_half_to_a_billion(void **unused) {
    (void)unused;
    assert_true(each_row("special/gamma_quantile.csv", check_gamma_quantile) >= 2000);
}

static void check_beta_quantile(const golden *g) {
    double a = golden_number(g, "a");
    double b = golden_number(g, "b");
    double p = golden_number(g, "p");
    hst__unit_point u = hst__beta_quantile_lower(a, b, p);
    hst__unit_point v = hst__beta_quantile_upper(b, a, p);
    assert_near(u.x, golden_number(g, "x"), QUANTILE_BOUND);
    assert_near(u.y, golden_number(g, "y"), QUANTILE_BOUND);
    assert_same_bits(v.x, u.y);
    assert_same_bits(v.y, u.x);
}

static void beta_quantiles_are_right_for_any_two_counts(void **unused) {
    (void)unused;
    assert_true(each_row("special/beta_quantile.csv", check_beta_quantile) >= 2500);
}

static double random_shape(rng *r, double largest) {
    double a = exp(log(0.5) + log(2 * largest) * rng_uniform(r));
    return rng_below(r, 3) > 0 ? floor(2 * a) / 2 : a;
}

/* A tail of a quantile is the probability again, up to what the rounding of the point itself costs: density
 * times epsilon, at most about sqrt(a) (1 + |z|) epsilon of the tail. */
static void quantile_and_tail_undo_each_other(void **unused) {
    rng r = rng_seed(2);
    int i;
    (void)unused;
    for (i = 0; i < 20000; ++i) {
        double a = random_shape(&r, 1e15);
        double b = random_shape(&r, 1e15);
        double p = exp(-0.7 - 30 * rng_uniform(&r));
        double bound = 2e-14 - 1e-15 * log(p) + 4e-16 * sqrt(a) * (2 + sqrt(-2 * log(p)));
        double both = 2e-14 - 1e-15 * log(p) + 4e-16 * sqrt(a + b) * (2 + sqrt(-2 * log(p)));
        hst__unit_point u = hst__beta_quantile_lower(a, b, p);
        hst__unit_point v = hst__beta_quantile_upper(a, b, p);
        assert_near(hst__gamma_lower(a, hst__gamma_quantile_lower(a, p)), p, bound);
        assert_near(hst__gamma_upper(a, hst__gamma_quantile_upper(a, p)), p, bound);
        assert_near(hst__beta_lower(a, b, u.x, u.y), p, both);
        assert_near(hst__beta_upper(a, b, v.x, v.y), p, both);
        assert_near(u.x + u.y, 1, DBL_EPSILON);
        assert_true(u.x < v.x || u.y > v.y);
    }
}

static void quantiles_rise_with_the_probability(void **unused) {
    static const double shapes[] = {0.5, 1, 9.5, 10, 19.5, 20, 40, 1000, 1e9};
    size_t i, k;
    int s;
    (void)unused;
    for (i = 0; i < sizeof shapes / sizeof *shapes; ++i) {
        for (k = 0; k < sizeof shapes / sizeof *shapes; ++k) {
            double last = 0;
            hst__unit_point before = {0, 1};
            for (s = 1; s < 400; ++s) {
                double x = hst__gamma_quantile_lower(shapes[i], s / 400.);
                hst__unit_point u = hst__beta_quantile_lower(shapes[i], shapes[k], s / 400.);
                assert_true(x > last);
                assert_true(u.x > before.x && u.y < before.y);
                last = x;
                before = u;
            }
        }
    }
}

/* Closed forms: P(1, x) = 1 - e^-x, I_x(a, 1) = x^a, I_x(1/2, 1/2) = 2 asin(sqrt x)/pi. */
static void closed_forms_hold(void **unused) {
    double p;
    (void)unused;
    for (p = 1e-12; p < 0.5; p *= 1.7) {
        hst__unit_point u = hst__beta_quantile_lower(0.5, 0.5, p);
        double s = sin(acos(-1.0) * p / 2);
        double c = cos(acos(-1.0) * p / 2);
        assert_near(hst__gamma_quantile_lower(1, p), -log1p(-p), 1e-14);
        assert_near(hst__gamma_quantile_upper(1, p), -log(p), 1e-14);
        assert_near(hst__beta_quantile_lower(1e9, 1, p).y, -expm1(log(p) / 1e9), 1e-14);
        assert_near(hst__beta_quantile_upper(1, 1e9, p).x, -expm1(log(p) / 1e9), 1e-14);
        assert_near(u.x, s * s, 1e-14);
        assert_near(u.y, c * c, 1e-14);
    }
}

/* The normal law for a shape of 1e15, whose skewness is 6e-8: x = a + sqrt(a) z + (z^2 - 1)/3. */
static void shapes_past_all_counts_still_answer(void **unused) {
    double z = hst__normal_quantile(0.025);
    double a = 1e15;
    hst__unit_point u = hst__beta_quantile_lower(a, a, 0.025);
    (void)unused;
    assert_near(hst__gamma_quantile_lower(a, 0.025), a + z * sqrt(a) + (z * z - 1) / 3, 1e-15);
    assert_near(u.x, 0.5 + z / (2 * sqrt(2 * a)), 1e-15);
    /* Where doubles are too coarse for the tails the answer is the mode, after a bounded number of steps. */
    assert_near(hst__gamma_quantile_lower(1e40, 0.025), 1e40, 1e-15);
    assert_near(hst__beta_quantile_lower(1e40, 1e40, 0.025).x, 0.5, 1e-15);
}

/* The tail of a quantile is the probability again, to the bound of quantile_and_tail_undo_each_other with
 * twice the room: these probabilities are further out than its own. Below 1e-300 the point is only a
 * start. */
static void assert_round_trip(double a, double b, double p) {
    hst__unit_point u = hst__beta_quantile_lower(a, b, p);
    double x = hst__gamma_quantile_lower(a, p);
    double far = 2e-14 - 2e-15 * log(p);
    double z = 8e-16 * (2 + sqrt(-2 * log(p)));
    if (u.x > 1e-300) {
        assert_near(hst__beta_lower(a, b, u.x, u.y), p, far + z * sqrt(a + b));
    }
    if (x > 1e-300) {
        assert_near(hst__gamma_lower(a, x), p, far + z * sqrt(a));
    }
    assert_near(hst__gamma_upper(a, hst__gamma_quantile_upper(a, p)), p, far + z * sqrt(a));
}

/* Shapes from 1/10 to 1/2 and probabilities below 1e-13 are beyond what special.h bounds for quantiles, but
 * not beyond reason. */
static void quantiles_of_small_shapes_and_far_tails_are_undone_too(void **unused) {
    rng r = rng_seed(4);
    int i;
    (void)unused;
    for (i = 0; i < 20000; ++i) {
        double most = i % 2 == 0 ? 20 : 2e14;
        double a = exp(log(0.1) + log(10 * most) * rng_uniform(&r));
        double b = exp(log(0.1) + log(10 * most) * rng_uniform(&r));
        assert_round_trip(a, b, exp(-0.7 - (i % 4 < 2 ? 689 : 30) * rng_uniform(&r)));
    }
}

/* Far outside of all bounds. */
static void odd_shapes_and_far_tails_answer_without_nan(void **unused) {
    rng r = rng_seed(3);
    int i;
    (void)unused;
    for (i = 0; i < 20000; ++i) {
        double a = exp(40 * rng_uniform(&r) - 7);
        double b = exp(35 * rng_uniform(&r) - 2.3);
        double p = exp(-0.7 - 689 * rng_uniform(&r));
        double x = hst__gamma_quantile_lower(a, p);
        double y = hst__gamma_quantile_upper(a, p);
        hst__unit_point u = hst__beta_quantile_lower(a, b, p);
        assert_true(x >= 0 && x < y && y < HUGE_VAL);
        assert_true(u.x >= 0 && u.x <= 1 && u.y >= 0 && u.y <= 1);
        assert_near(u.x + u.y, 1, DBL_EPSILON);
    }
    /* x^a / gamma(a + 1) = p, the first term of P */
    assert_near(hst__gamma_quantile_lower(0.01, 1e-3), exp((log(1e-3) + lgamma(1.01)) / 0.01), 1e-12);
    assert_same_bits(hst__gamma_quantile_lower(0.001, 1e-3), 0.0);
    assert_same_bits(hst__beta_quantile_lower(0.001, 1, 1e-3).x, 0.0);
    assert_same_bits(hst__beta_quantile_lower(0.001, 1, 1e-3).y, 1.0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gamma_quantiles_are_right_from_shape_one_half_to_a_billion),
        cmocka_unit_test(beta_quantiles_are_right_for_any_two_counts),
        cmocka_unit_test(quantile_and_tail_undo_each_other),
        cmocka_unit_test(quantiles_rise_with_the_probability),
        cmocka_unit_test(closed_forms_hold),
        cmocka_unit_test(shapes_past_all_counts_still_answer),
        cmocka_unit_test(quantiles_of_small_shapes_and_far_tails_are_undone_too),
        cmocka_unit_test(odd_shapes_and_far_tails_answer_without_nan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
