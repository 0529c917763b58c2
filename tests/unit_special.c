/* The special functions against arbitrary precision (data/special, where make_special.c says how the
 * numbers came about) at 9,500 points, and the laws that hold without any table; the quantiles of gamma and
 * beta have a file of their own. The bounds are those of kernels/special.h. */
#include "support/support.h"

#include <errno.h>
#include <float.h>
#include <math.h>
#include <string.h>

#include "kernels/special.h"

/* What special.h promises for a tail or a mass: 2e-14, growing with the exponent of a far tail. */
static double tail_bound(double tail) {
    double exponent = -log(tail);
    return exponent > 20 ? 1e-15 * exponent : 2e-14;
}

static void assert_tail(double actual, double expected) {
    assert_near(actual, expected, tail_bound(expected));
}

/* Rows whose first column is `name`, or all rows; returns how many there were. */
typedef void row_check(const golden *g);

static int each_row(const char *file, const char *column, const char *name, row_check *check) {
    golden *g = golden_open(file);
    int rows = 0;
    while (golden_next(g)) {
        if (column == NULL || strcmp(golden_text(g, column), name) == 0) {
            check(g);
            ++rows;
        }
    }
    golden_close(g);
    return rows;
}

static void check_log1p_minus(const golden *g) {
    assert_near(hst__log1p_minus(golden_number(g, "x")), golden_number(g, "value"), 2e-15);
}

static void log1p_minus_x_keeps_its_digits_near_zero(void **unused) {
    (void)unused;
    assert_true(each_row("special/log.csv", "function", "log1p_minus", check_log1p_minus) >= 700);
    assert_same_bits(hst__log1p_minus(0), 0.0);
}

static void check_log_gamma(const golden *g) {
    assert_near(hst__log_gamma(golden_number(g, "x")), golden_number(g, "value"), 2e-15);
}

static void log_gamma_keeps_its_digits_near_its_zeros(void **unused) {
    (void)unused;
    assert_true(each_row("special/log.csv", "function", "log_gamma", check_log_gamma) >= 690);
    assert_near_abs(hst__log_gamma(1), 0, 0);
    assert_near_abs(hst__log_gamma(2), 0, 0);
}

static void log_gamma_of_a_whole_number_is_a_sum_of_logarithms(void **unused) {
    double sum = 0;
    int n;
    (void)unused;
    for (n = 1; n < 200; ++n) {
        sum += log(n);
        assert_near_abs(hst__log_gamma(n + 1), sum, 1e-15 * n * (1 + sum));
    }
}

static void check_poisson(const golden *g) {
    assert_tail(hst__poisson_mass(golden_number(g, "k"), golden_number(g, "p")), golden_number(g, "value"));
}

static void check_binomial(const golden *g) {
    double k = golden_number(g, "k");
    double n = golden_number(g, "n");
    double p = golden_number(g, "p");
    double q = golden_number(g, "q");
    assert_tail(hst__binomial_mass(k, n, p, q), golden_number(g, "value"));
    if (n - (n - k) == k) {
        assert_tail(hst__binomial_mass(n - k, n, q, p), golden_number(g, "value"));
    }
}

static void masses_are_right_to_a_few_roundings_of_their_exponent(void **unused) {
    (void)unused;
    assert_true(each_row("special/mass.csv", "law", "poisson", check_poisson) >= 700);
    assert_true(each_row("special/mass.csv", "law", "binomial", check_binomial) >= 800);
}

static void masses_of_a_law_add_up_to_one(void **unused) {
    static const double means[] = {0.01, 1, 7.5, 144, 1008};
    size_t i;
    int k;
    (void)unused;
    for (i = 0; i < sizeof means / sizeof *means; ++i) {
        double poisson = 0;
        double binomial = 0;
        double p = means[i] / 4000;
        for (k = 0; k <= 4000; ++k) {
            poisson += hst__poisson_mass(k, means[i]);
            binomial += hst__binomial_mass(k, 4000, p, 1 - p);
        }
        assert_near(poisson, 1, 1e-14);
        assert_near(binomial, 1, 1e-14);
    }
}

static void masses_at_the_ends_are_exact(void **unused) {
    (void)unused;
    assert_same_bits(hst__poisson_mass(0, 0), 1.0);
    assert_same_bits(hst__poisson_mass(3, 0), 0.0);
    assert_same_bits(hst__poisson_mass(0, 2), exp(-2));
    assert_same_bits(hst__binomial_mass(0, 0, 0.3, 0.7), 1.0);
    assert_same_bits(hst__binomial_mass(0, 9, 0, 1), 1.0);
    assert_same_bits(hst__binomial_mass(9, 9, 1, 0), 1.0);
    assert_same_bits(hst__binomial_mass(9, 9, 0, 1), 0.0);
    assert_same_bits(hst__binomial_mass(0, 9, 1, 0), 0.0);
    assert_same_bits(hst__binomial_mass(0, 0, 1, 0), 1.0);
    assert_same_bits(hst__binomial_mass(4, 9, 0, 1), 0.0);
    assert_same_bits(hst__binomial_mass(4, 9, 1, 0), 0.0);
    assert_near(hst__binomial_mass(2, 3, 0.25, 0.75), 9. / 64, 1e-15); /* 3 (1/4)^2 (3/4) */
    assert_near(hst__binomial_mass(3, 3, 0.25, 0.75), 1. / 64, 1e-15);
    assert_near(hst__binomial_mass(0, 3, 0.25, 0.75), 27. / 64, 1e-15);
    assert_near(hst__binomial_mass(0, 3, 0.75, 0.25), 1. / 64, 1e-15);
}

static void check_normal_tails(const golden *g) {
    double z = golden_number(g, "x");
    assert_near(hst__normal_lower(z), golden_number(g, "lower"), 2e-15);
    assert_near(hst__normal_upper(z), golden_number(g, "upper"), 2e-15);
}

static void check_normal_quantile(const golden *g) {
    assert_near(hst__normal_quantile(golden_number(g, "x")), golden_number(g, "lower"), 2e-15);
}

static void normal_law_is_right_out_to_the_last_tail(void **unused) {
    (void)unused;
    assert_true(each_row("special/normal.csv", "function", "tails", check_normal_tails) >= 700);
    assert_true(each_row("special/normal.csv", "function", "quantile", check_normal_quantile) >= 690);
    assert_same_bits(hst__normal_quantile(0.5), 0.0);
    assert_same_bits(hst__normal_upper(0), 0.5);
    assert_same_bits(hst__normal_upper(1e9), 0.0);
    assert_same_bits(hst__normal_upper(HUGE_VAL), 0.0);
    assert_same_bits(hst__normal_upper(-HUGE_VAL), 1.0);
    assert_same_bits(hst__normal_lower(-41), 0.0);
}

static void check_gamma_tails(const golden *g) {
    double a = golden_number(g, "a");
    double x = golden_number(g, "x");
    assert_tail(hst__gamma_lower(a, x), golden_number(g, "lower"));
    assert_tail(hst__gamma_upper(a, x), golden_number(g, "upper"));
}

static void gamma_tails_are_right_from_shape_one_half_to_a_billion(void **unused) {
    (void)unused;
    assert_true(each_row("special/gamma_tail.csv", NULL, NULL, check_gamma_tails) >= 2000);
}

static void check_beta_tails(const golden *g) {
    double a = golden_number(g, "a");
    double b = golden_number(g, "b");
    double x = golden_number(g, "x");
    double y = golden_number(g, "y");
    assert_tail(hst__beta_lower(a, b, x, y), golden_number(g, "lower"));
    assert_tail(hst__beta_upper(a, b, x, y), golden_number(g, "upper"));
    assert_tail(hst__beta_upper(b, a, y, x), golden_number(g, "lower"));
}

static void beta_tails_are_right_for_any_two_counts(void **unused) {
    (void)unused;
    assert_true(each_row("special/beta_tail.csv", NULL, NULL, check_beta_tails) >= 2000);
}

/* Sums of masses, an oracle that shares nothing but the mass: P(Poisson <= k), P(binomial <= k). */
static void tails_of_whole_counts_are_sums_of_masses(void **unused) {
    int n;
    (void)unused;
    for (n = 1; n < 120; ++n) {
        double mean = 0.9 * n + 1;
        double p = 0.4;
        double poisson = 0;
        double binomial = 0;
        int k;
        for (k = 0; k < n; ++k) {
            poisson += hst__poisson_mass(k, mean);
            binomial += hst__binomial_mass(k, 2 * n, p, 1 - p);
        }
        assert_near(hst__gamma_upper(n, mean), poisson, 2e-14);
        assert_near(hst__beta_upper(n, n + 1, p, 1 - p), binomial, 2e-14);
    }
}

static double random_shape(rng *r, double largest) {
    double a = exp(log(0.5) + log(2 * largest) * rng_uniform(r));
    return rng_below(r, 3) > 0 ? floor(2 * a) / 2 : a;
}

static void the_two_tails_add_up_to_one(void **unused) {
    rng r = rng_seed(1);
    int i;
    (void)unused;
    for (i = 0; i < 20000; ++i) {
        double a = random_shape(&r, 1e15);
        double b = random_shape(&r, 1e15);
        double z = 16 * rng_uniform(&r) - 8;
        double x = a * exp(z / sqrt(a));
        double odds = a / b * exp(z * sqrt(1 / a + 1 / b));
        assert_near_abs(hst__gamma_lower(a, x) + hst__gamma_upper(a, x), 1, DBL_EPSILON);
        assert_near_abs(hst__beta_lower(a, b, odds / (1 + odds), 1 / (1 + odds))
                            + hst__beta_upper(a, b, odds / (1 + odds), 1 / (1 + odds)),
                        1, DBL_EPSILON);
    }
}

/* Across every border between two ways of computing a tail: steps of 1e-6 of the standard deviation, where
 * the tail moves by far more than its error. */
static void tails_are_monotone_across_all_borders(void **unused) {
    static const double shapes[] = {0.5, 1, 3.5, 19.5, 20, 21.5, 39.5, 40, 41, 1000, 1e6};
    size_t i, k;
    int s;
    (void)unused;
    for (i = 0; i < sizeof shapes / sizeof *shapes; ++i) {
        double a = shapes[i];
        for (s = -140; s < 140; ++s) {
            double x = a * exp(s / (20 * sqrt(a)));
            double next = x * (1 + 1e-6 / sqrt(a));
            assert_true(hst__gamma_lower(a, x) <= hst__gamma_lower(a, next));
            assert_true(hst__gamma_upper(a, x) >= hst__gamma_upper(a, next));
        }
        for (k = 0; k < sizeof shapes / sizeof *shapes; ++k) {
            double b = shapes[k];
            double unit = sqrt(1 / a + 1 / b);
            for (s = -140; s < 140; ++s) {
                double odds = a / b * exp(s * unit / 20);
                double more = odds * (1 + 1e-6 * unit);
                assert_true(hst__beta_lower(a, b, odds / (1 + odds), 1 / (1 + odds))
                            <= hst__beta_lower(a, b, more / (1 + more), 1 / (1 + more)));
            }
        }
    }
}

static void ends_are_exact(void **unused) {
    static const double shapes[] = {1e-9, 0.5, 1, 20, 1e9, 1e15};
    size_t i, k;
    (void)unused;
    for (i = 0; i < sizeof shapes / sizeof *shapes; ++i) {
        double a = shapes[i];
        assert_same_bits(hst__gamma_lower(a, 0), 0.0);
        assert_same_bits(hst__gamma_upper(a, 0), 1.0);
        assert_same_bits(hst__gamma_lower(a, HUGE_VAL), 1.0);
        assert_same_bits(hst__gamma_upper(a, HUGE_VAL), 0.0);
        assert_same_bits(hst__gamma_upper(a, DBL_MAX), 0.0);
        for (k = 0; k < sizeof shapes / sizeof *shapes; ++k) {
            double b = shapes[k];
            assert_same_bits(hst__beta_lower(a, b, 0, 1), 0.0);
            assert_same_bits(hst__beta_upper(a, b, 0, 1), 1.0);
            assert_same_bits(hst__beta_lower(a, b, 1, 0), 1.0);
            assert_same_bits(hst__beta_upper(a, b, 1, 0), 0.0);
        }
    }
}

/* The smallest arguments that special.h allows, where mass and tail are e^-1, 1 or 1/2 to all digits. The
 * exponents are sums in which logarithms of up to log(1e300) = 691 cancel and leave their roundings. */
static void shapes_next_to_nothing_still_answer(void **unused) {
    (void)unused;
    assert_near(hst__poisson_mass(1e-300, 1), exp(-1), 1e-13);
    assert_near(hst__gamma_lower(1e-300, 1), 1, 1e-13);
    assert_near(hst__binomial_mass(1e-100, 2e-100, 0.25, 0.75), 1, 1e-13);
    assert_near(hst__beta_lower(1e-100, 1e-100, 0.25, 0.75), 0.5, 1e-13);
    assert_near(hst__beta_lower(1e-100, 1e-100, 0.75, 0.25), 0.5, 1e-13);
}

static void libm_stands_behind_its_names(void **unused) {
    (void)unused;
    assert_same_bits(hst__exp(1.5), exp(1.5));
    assert_same_bits(hst__expm1(1e-9), expm1(1e-9));
    assert_same_bits(hst__log(1.5), log(1.5));
    assert_same_bits(hst__log1p(1e-9), log1p(1e-9));
    assert_same_bits(hst__sqrt(2), sqrt(2));
    assert_same_bits(hst__exp(log(DBL_MAX)), exp(log(DBL_MAX)));
    errno = 0;
    assert_same_bits(hst__exp(-745.14), 0.0);
    assert_same_bits(hst__exp(nextafter(log(DBL_MAX), 710)), HUGE_VAL);
    assert_same_bits(hst__log(0), -HUGE_VAL);
    assert_int_equal(errno, 0);
}

/* libm sets it on the way to 0 or infinity; a library that is a pure function of its arguments does not. */
static void errno_stays_as_it_is(void **unused) {
    static const double shapes[] = {0.1, 0.5, 1, 9, 19.5, 40, 1e4, 1e15};
    static const double points[] = {0, 1e-300, 1e-9, 0.5, 1, 50, 1e4, 1e300, HUGE_VAL};
    static const double ends[] = {0, 1e-300, 1e-9, 0.5};
    size_t i, k, j;
    (void)unused;
    errno = 0;
    for (i = 0; i < sizeof shapes / sizeof *shapes; ++i) {
        double a = shapes[i];
        for (k = 0; k < sizeof points / sizeof *points; ++k) {
            double x = points[k];
            assert_true(hst__gamma_lower(a, x) + hst__gamma_upper(a, x) > 0.9);
            assert_true(hst__poisson_mass(a, x < 1e300 ? x : 1e300) + hst__poisson_mass(0, x) >= 0);
            assert_true(hst__normal_lower(x) + hst__normal_upper(x) > 0.9);
        }
        for (k = 0; k < sizeof shapes / sizeof *shapes; ++k) {
            double b = shapes[k];
            for (j = 0; j < sizeof ends / sizeof *ends; ++j) {
                double x = ends[j];
                assert_true(hst__beta_lower(a, b, x, 1 - x) + hst__beta_upper(a, b, 1 - x, x) >= 0);
                assert_true(hst__binomial_mass(0, a, x, 1 - x) + hst__binomial_mass(a, a, x, 1 - x) >= 0);
                assert_true(hst__binomial_mass(0, a, 1 - x, x) + hst__binomial_mass(a, a, 1 - x, x) >= 0);
                assert_true(hst__binomial_mass(a, a + b, x, 1 - x) <= 1);
                if (x > 0) {
                    assert_true(hst__beta_quantile_lower(a, b, x).y <= 1);
                    assert_true(hst__gamma_quantile_upper(a, x) > 0 && hst__gamma_quantile_lower(a, x) >= 0);
                    assert_true(hst__normal_quantile(x) <= 0);
                }
            }
        }
    }
    assert_int_equal(errno, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(libm_stands_behind_its_names),
        cmocka_unit_test(errno_stays_as_it_is),
        cmocka_unit_test(log1p_minus_x_keeps_its_digits_near_zero),
        cmocka_unit_test(log_gamma_keeps_its_digits_near_its_zeros),
        cmocka_unit_test(log_gamma_of_a_whole_number_is_a_sum_of_logarithms),
        cmocka_unit_test(masses_are_right_to_a_few_roundings_of_their_exponent),
        cmocka_unit_test(masses_of_a_law_add_up_to_one),
        cmocka_unit_test(masses_at_the_ends_are_exact),
        cmocka_unit_test(normal_law_is_right_out_to_the_last_tail),
        cmocka_unit_test(gamma_tails_are_right_from_shape_one_half_to_a_billion),
        cmocka_unit_test(beta_tails_are_right_for_any_two_counts),
        cmocka_unit_test(tails_of_whole_counts_are_sums_of_masses),
        cmocka_unit_test(the_two_tails_add_up_to_one),
        cmocka_unit_test(tails_are_monotone_across_all_borders),
        cmocka_unit_test(ends_are_exact),
        cmocka_unit_test(shapes_next_to_nothing_still_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
