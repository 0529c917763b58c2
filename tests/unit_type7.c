/* The two ways from a probability to order statistics, against integers and at the ends of double. */
#include "support/support.h"

#include <float.h>
#include <math.h>

#include "kernels/nearest_rank.h"
#include "kernels/type7.h"

static void a_place_is_the_whole_and_the_fraction_of_a_rounded_product(void **unused) {
    rng r = rng_seed(1);
    int64_t k = -1;
    int run;
    (void)unused;
    assert_same_bits(hst__type7_place(11, 0.1, &k), 0.0); /* 10 * 0.1 is 1 */
    assert_int_equal(k, 1);
    assert_same_bits(hst__type7_place(4, 0.5, &k), 0.5);
    assert_int_equal(k, 1);
    assert_same_bits(hst__type7_place(1, 1, &k), 0.0);
    assert_int_equal(k, 0);
    assert_same_bits(hst__type7_place(INT64_C(1) << 53, 1, &k), 0.0);
    assert_int_equal(k, (INT64_C(1) << 53) - 1);
    for (run = 0; run < 100000; ++run) {
        int64_t m = 1 + (int64_t)(rng_next(&r) >> (11 + rng_below(&r, 50)));
        double p = run % 10 == 0 ? 1 - DBL_EPSILON / 2 : rng_uniform(&r);
        volatile double h = (double)(m - 1) * p;
        double fraction = hst__type7_place(m, p, &k);
        assert_true(fraction >= 0 && fraction < 1 && k >= 0 && k < m);
        assert_true(fraction == 0 || k + 1 < m);
        assert_same_bits((double)k + fraction, h);
    }
}

static void ends_and_equal_values_come_back_as_they_are(void **unused) {
    static const double some[] = {-DBL_MAX, -1e300, -3.5, -0x1p-1074, -0.0, 0, 0x1p-1074, 7e19, DBL_MAX};
    size_t i, j;
    (void)unused;
    for (i = 0; i < sizeof some / sizeof some[0]; ++i) {
        assert_same_bits(hst__type7(some[i], some[i], 0.3), some[i] + 0.0);
        for (j = i; j < sizeof some / sizeof some[0]; ++j) {
            assert_same_bits(hst__type7(some[i], some[j], 0), some[i] + 0.0);
        }
    }
    assert_same_bits(hst__type7(0.0, -0.0, 0.5), 0.0);
    assert_same_bits(hst__type7(-0.0, 0.0, 0.5), 0.0);
}

static void a_span_beyond_the_largest_double_does_not_overflow(void **unused) {
    (void)unused;
    assert_same_bits(hst__type7(-DBL_MAX, DBL_MAX, 0.5), 0.0);
    assert_near(hst__type7(-DBL_MAX, DBL_MAX, 0.75), DBL_MAX / 2, 4e-16);
    assert_near(hst__type7(-DBL_MAX, DBL_MAX, 0.25), -DBL_MAX / 2, 4e-16);
    assert_true(hst__type7(-DBL_MAX, DBL_MAX, 1 - DBL_EPSILON / 2) <= DBL_MAX);
    assert_near(hst__type7(-0x1p1023, 0x1.8p1023, 0.9), 0x1p1023 * 1.25, 1e-15);
}

static void a_difference_that_was_rounded_up_does_not_pass_the_upper_value(void **unused) {
    double lo = -1, hi = 0x1p-53 + 0x1p-60; /* hi - lo is 1 + 2^-52 in double */
    (void)unused;
    assert_true(hst__type7(lo, hi, 1 - DBL_EPSILON / 2) <= hi);
}

/* Any two doubles with all bits random but their exponents near one another or not, each sign. */
static double any_double(rng *r) {
    double size = ldexp(1 + rng_uniform(r), (int)rng_below(r, 2045) - 1022);
    return rng_below(r, 2) == 0 ? size : -size;
}

static void values_grow_with_the_fraction_and_stay_between(void **unused) {
    rng r = rng_seed(2);
    int run, step;
    (void)unused;
    for (run = 0; run < 100000; ++run) {
        double a = any_double(&r);
        double b = run % 2 == 0 ? any_double(&r) : a * (1 + rng_uniform(&r) * DBL_EPSILON * 8);
        b = run % 5 == 0 ? -a * rng_uniform(&r) : b;
        double lo = a < b ? a : b, hi = a < b ? b : a, last = lo, fraction = 0;
        for (step = 0; step < 12; ++step) {
            double value;
            fraction += (1 - fraction) * rng_uniform(&r);
            fraction = step < 11 ? fraction : 1 - DBL_EPSILON / 2;
            value = hst__type7(lo, hi, fraction);
            assert_true(value >= last && value <= hi);
            last = value;
        }
    }
}

static void an_interpolated_value_is_as_exact_as_three_roundings_allow(void **unused) {
    rng r = rng_seed(3);
    int run;
    (void)unused;
    for (run = 0; run < 100000; ++run) {
        double a = rng_normal(&r), b = rng_normal(&r) * (run % 3 == 0 ? 1e-9 : 1), fraction = rng_uniform(&r);
        double lo = a < b ? a : b, hi = a < b ? b : a, most = fmax(fabs(lo), fabs(hi));
        long double exact = (long double)lo + (long double)fraction * ((long double)hi - (long double)lo);
        double error = (double)fabsl((long double)hst__type7(lo, hi, fraction) - exact);
        assert_true(error <= 5.6e-16 * most);
        assert_true(lo < 0 || error <= 3.4e-16 * (double)exact);
    }
}

/* Counted in units of the smallest, with fractions of a 64th: twice the error is no more than one of them. */
static void among_denormals_the_error_is_half_a_unit(void **unused) {
    int64_t lo, hi, a;
    (void)unused;
    for (lo = -9; lo < 10; ++lo) {
        for (hi = lo; hi < 30; ++hi) {
            for (a = 0; a < 64; ++a) {
                double value = hst__type7((double)lo * 0x1p-1074, (double)hi * 0x1p-1074, (double)a / 64);
                int64_t units = (int64_t)(value * 0x1p1000 * 0x1p74);
                int64_t error = 64 * (units - lo) - a * (hi - lo);
                assert_true(error >= -32 && error <= 32);
            }
        }
    }
}

/* By integers: with p = a / 64 the product is exact, so ceil(p m) is (a m + 63) / 64. */
static void a_nearest_rank_is_the_first_with_enough_at_or_below(void **unused) {
    int64_t m, a;
    (void)unused;
    for (m = 1; m < 300; ++m) {
        for (a = 0; a <= 64; ++a) {
            int64_t rank = (a * m + 63) / 64;
            assert_int_equal(hst__nearest_rank(m, (double)a / 64), rank > 0 ? rank - 1 : 0);
        }
    }
    assert_int_equal(hst__nearest_rank(10, 0.1), 0);
    assert_int_equal(hst__nearest_rank(10, 0.7), 6);
    assert_int_equal(hst__nearest_rank(INT64_C(1) << 53, 1), (INT64_C(1) << 53) - 1);
    assert_int_equal(hst__nearest_rank(5, 0x1p-1074), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_place_is_the_whole_and_the_fraction_of_a_rounded_product),
        cmocka_unit_test(ends_and_equal_values_come_back_as_they_are),
        cmocka_unit_test(a_span_beyond_the_largest_double_does_not_overflow),
        cmocka_unit_test(a_difference_that_was_rounded_up_does_not_pass_the_upper_value),
        cmocka_unit_test(values_grow_with_the_fraction_and_stay_between),
        cmocka_unit_test(an_interpolated_value_is_as_exact_as_three_roundings_allow),
        cmocka_unit_test(among_denormals_the_error_is_half_a_unit),
        cmocka_unit_test(a_nearest_rank_is_the_first_with_enough_at_or_below),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
