/* Sums of products in two doubles, quotients that are rounded once or said to be uncertain, and the whole
 * numbers that decide then. */
#include "support/support.h"

#include <float.h>
#include <math.h>

#include "kernels/exact_ratio.h"
#include "kernels/path.h"
#include "kernels/weighted.h"

enum { MOST = 512 };

static double x[MOST];
static double w[MOST];

/* Is the twofold within the error that the header gives of the exact sum of x w? */
static void assert_close(hst__twofold actual, int64_t n) {
    hst__exact_sum rest = {{0}};
    double whole = 0, largest = 0, bound = (double)n / 16 + 2;
    int64_t i;
    for (i = 0; i < n; ++i) {
        hst__exact_sum_add_times(&rest, x[i], (uint64_t)w[i]);
        whole += w[i];
        largest = fabs(x[i]) > largest ? fabs(x[i]) : largest;
    }
    hst__exact_sum_subtract(&rest, actual.high);
    hst__exact_sum_subtract(&rest, actual.low);
    assert_true(fabs(hst__exact_sum_read(&rest)) <= bound * bound * 0x1p-106 * whole * largest);
}

static void sums_of_products_are_as_good_as_the_header_says(void **unused) {
    rng r = rng_seed(401);
    int round, path;
    (void)unused;
    for (round = 0; round < 1000; ++round) {
        int64_t n = HST__WEIGHTED_LANES * (1 + (int64_t)rng_below(&r, MOST / HST__WEIGHTED_LANES));
        int64_t i;
        for (i = 0; i < n; ++i) {
            x[i] = ldexp(rng_normal(&r), (int)rng_below(&r, 60));
            w[i] = (double)rng_below(&r, 1 << 26);
            if (i % 2 == 1 && round % 2 == 1) { /* nearly all of it cancels */
                x[i] = -x[i - 1] * (1 + 0x1p-50);
                w[i] = w[i - 1];
            }
        }
        for (path = 0; path <= hst__path(); ++path) {
            assert_close(hst__weighted_sum_on(path, x, w, n), n);
        }
    }
}

/* With T = u + v, T x (a u + b v)/T must give the pair back. */
static void a_pair_over_its_divisor_is_nearly_exact(void **unused) {
    rng r = rng_seed(402);
    int round;
    (void)unused;
    for (round = 0; round < 20000; ++round) {
        double a = rng_normal(&r), b = rng_below(&r, 4) == 0 ? -a * (1 + 0x1p-52) : rng_normal(&r);
        uint64_t u = rng_below(&r, UINT64_C(1) << rng_below(&r, 53)), v = rng_below(&r, UINT64_C(1) << 20);
        uint64_t t = 1 + rng_below(&r, UINT64_C(1) << rng_below(&r, 53));
        hst__twofold q = hst__weighted_pair(a, (double)u, b, (double)v, (double)t);
        hst__exact_sum rest = {{0}};
        hst__exact_sum_add_times(&rest, q.high, t);
        hst__exact_sum_add_times(&rest, q.low, t);
        hst__exact_sum_add_times(&rest, -a, u);
        hst__exact_sum_add_times(&rest, -b, v);
        assert_true(fabs(hst__exact_sum_read(&rest)) <=
                    0x1p-101 * (fabs(a) * (double)u + fabs(b) * (double)v));
    }
}

/* Where it is certain it is what whole numbers give; and mostly it is. */
static void a_certain_quotient_is_rounded_once(void **unused) {
    rng r = rng_seed(403);
    int round, certain = 0;
    (void)unused;
    for (round = 0; round < 20000; ++round) {
        hst__twofold s = hst__two_sum(rng_normal(&r), ldexp(rng_normal(&r), -53));
        uint64_t n = 1 + rng_below(&r, UINT64_C(1) << (1 + rng_below(&r, 26)));
        hst__likely likely = hst__likely_quotient(s, (double)n, 0x1p-90);
        hst__exact_sum sum = {{0}};
        hst__exact_ratio ratio = {{0}};
        hst__exact_sum_add(&sum, s.high);
        hst__exact_sum_add(&sum, s.low);
        hst__exact_ratio_add(&ratio, &sum, 1, 1);
        if (likely.doubt == 0) {
            assert_same_bits(likely.value, hst__exact_ratio_read(&ratio, &n, 1, 0));
            ++certain;
        }
    }
    assert_true(certain > 19000);
}

/* Half a unit above or below an odd number is a tie, and an error of any size leaves it open. */
static void a_quotient_near_a_tie_is_uncertain(void **unused) {
    hst__twofold tie = {3, 3 * 0x1p-53};
    hst__twofold whole = {3, 0};
    (void)unused;
    assert_true(hst__likely_quotient(tie, 3, 0x1p-90).doubt != 0);
    assert_true(hst__likely_quotient(whole, 3, 0x1p-90).doubt == 0);
    assert_true(hst__likely_quotient(whole, 3, 0x1p-50).doubt != 0);
    assert_same_bits(hst__likely_quotient(whole, 3, 0).value, 1.0);
}

static void points_of_a_line_lie_between_its_ends(void **unused) {
    static const double ends[] = {0, 1, -1, 0.1, DBL_MAX, -DBL_MAX, 0x1p-1074, 1e300, -1e-300};
    size_t i, j;
    int64_t k;
    (void)unused;
    for (i = 0; i < sizeof ends / sizeof ends[0]; ++i) {
        for (j = 0; j < sizeof ends / sizeof ends[0]; ++j) {
            double last = ends[i];
            for (k = 0; k <= 7; ++k) {
                double now = hst__point_between(ends[i], ends[j], 7 - k, k);
                assert_true(ends[i] <= ends[j] ? last <= now : last >= now);
                last = now;
            }
            assert_near(hst__point_between(ends[i], ends[j], 1, 0), ends[i], 0);
            assert_near(hst__point_between(ends[i], ends[j], 0, 5), ends[j], 0);
        }
    }
    assert_same_bits(hst__point_between(1, 2, 3, 3), 1.5);
    assert_same_bits(hst__point_between(1, 1 + 0x1p-52, 1, 1), 1.0);
    assert_same_bits(hst__point_between(1, 1 + 0x1p-52, 1, 3), 1 + 0x1p-52);
    assert_same_bits(hst__point_between(1, 1 + 0x1p-50, 7, 1), 1.0);
    assert_same_bits(hst__point_between(1, 1 + 0x1p-50, 5, 3), 1 + 0x1p-51);
}

/* Also where the ends nearly cancel and little is left of either. */
static void any_point_of_a_line_is_rounded_once(void **unused) {
    rng r = rng_seed(406);
    int round;
    (void)unused;
    for (round = 0; round < 30000; ++round) {
        int64_t u = (int64_t)rng_below(&r, UINT64_C(1) << (1 + rng_below(&r, 51)));
        int64_t v = 1 + (int64_t)rng_below(&r, UINT64_C(1) << rng_below(&r, 51));
        double a = rng_normal(&r), b = -a * ((double)u / (double)v) * (1 + ldexp(rng_normal(&r), -50));
        hst__exact_sum sum = {{0}};
        hst__exact_ratio ratio = {{0}};
        uint64_t t = (uint64_t)(u + v);
        b = rng_below(&r, 2) == 0 ? b : rng_normal(&r);
        hst__exact_sum_add_times(&sum, a, (uint64_t)u);
        hst__exact_sum_add_times(&sum, b, (uint64_t)v);
        hst__exact_ratio_add(&ratio, &sum, 1, 1);
        assert_same_bits(hst__point_between(a, b, u, v) + 0.0, hst__exact_ratio_read(&ratio, &t, 1, 0));
    }
}

/* 3 (1 + k 2^-52)/4 is a tie for every odd k: then the other end decides, however small it is. */
static void a_tie_on_a_line_is_broken_by_its_smaller_end(void **unused) {
    int k;
    (void)unused;
    for (k = 1; k < 40; k += 2) {
        double large = 1 + k * 0x1p-52;
        double tie = 0.75 + (k - 1) / 2 * 3 * 0x1p-53; /* 3k 2^-54 is 3 (k - 1)/2 units, one, and a half */
        assert_same_bits(hst__point_between(large, 0x1p-150, 3, 1), tie + 2 * 0x1p-53);
        assert_same_bits(hst__point_between(large, -0x1p-150, 3, 1), tie + 0x1p-53);
        assert_same_bits(hst__point_between(-large, 0x1p-150, 3, 1), -tie - 0x1p-53);
    }
}

/* ---- whole numbers ----------------------------------------------------------------------------- */

/* times = high 2^32 + low, by doublings and additions alone. */
static void add_slowly(hst__exact_sum *sum, double value, uint64_t times) {
    hst__exact_sum power = {{0}};
    hst__exact_sum_add(&power, value);
    for (; times != 0; times >>= 1) {
        if (times & 1) {
            hst__exact_sum_merge(sum, &power);
        }
        hst__exact_sum_merge(&power, &power);
    }
}

static void adding_so_many_times_is_adding_so_often(void **unused) {
    static const double special[] = {0, 0x1p-1074, DBL_MIN, DBL_MAX, 1, 0x1.fffffffffffffp-1};
    rng r = rng_seed(404);
    int round;
    (void)unused;
    for (round = 0; round < 5000; ++round) {
        double value = rng_below(&r, 3) == 0 ? special[rng_below(&r, 6)]
                                             : ldexp(rng_normal(&r), (int)rng_below(&r, 2000) - 1000);
        uint64_t times = rng_next(&r) >> rng_below(&r, 64);
        hst__exact_sum quick = {{0}}, slow = {{0}};
        value = rng_below(&r, 2) == 0 ? value : -value;
        hst__exact_sum_add(&quick, rng_normal(&r));
        slow = quick;
        hst__exact_sum_add_times(&quick, value, times);
        add_slowly(&slow, value, times);
        assert_memory_equal(&quick, &slow, sizeof quick);
    }
}

/* (s a b)/(a b c) = s/c, of either sign, whatever the factors. */
static void common_factors_cancel(void **unused) {
    rng r = rng_seed(405);
    int round;
    (void)unused;
    for (round = 0; round < 3000; ++round) {
        double s = ldexp(rng_normal(&r), (int)rng_below(&r, 2000) - 1000);
        uint64_t divisor[3];
        hst__exact_sum sum = {{0}};
        hst__exact_ratio ratio = {{0}};
        divisor[0] = 1 + (rng_next(&r) >> (1 + rng_below(&r, 63)));
        divisor[1] = 1 + (rng_next(&r) >> (1 + rng_below(&r, 63)));
        divisor[2] = 1 + (rng_next(&r) >> (1 + rng_below(&r, 62)));
        hst__exact_sum_add(&sum, s);
        hst__exact_ratio_add(&ratio, &sum, divisor[0], divisor[1]);
        assert_same_bits(hst__exact_ratio_read(&ratio, divisor, 3, 0),
                         hst__exact_sum_mean(&sum, (int64_t)divisor[2]) + 0.0);
        hst__exact_ratio_add(&ratio, &sum, divisor[0], divisor[1]); /* twice, and halved */
        assert_same_bits(hst__exact_ratio_read(&ratio, divisor, 3, 1),
                         hst__exact_sum_mean(&sum, (int64_t)divisor[2]) + 0.0);
    }
}

static void ratios_of_both_signs_add_up(void **unused) {
    static const uint64_t three = 3;
    hst__exact_sum plus = {{0}}, minus = {{0}};
    hst__exact_ratio ratio = {{0}};
    (void)unused;
    assert_same_bits(hst__exact_ratio_read(&ratio, &three, 1, 0), 0.0);
    hst__exact_sum_add(&plus, DBL_MAX);
    hst__exact_sum_add(&minus, -DBL_MAX);
    hst__exact_ratio_add(&ratio, &plus, UINT64_MAX, UINT64_MAX);
    hst__exact_ratio_add(&ratio, &minus, UINT64_MAX, UINT64_MAX);
    assert_same_bits(hst__exact_ratio_read(&ratio, &three, 1, 0), 0.0);
    hst__exact_ratio_add(&ratio, &minus, 1, 1);
    assert_same_bits(hst__exact_ratio_read(&ratio, &three, 1, 0), -DBL_MAX / 3);
    hst__exact_ratio_add(&ratio, &minus, 3, 1);
    assert_same_bits(hst__exact_ratio_read(&ratio, &three, 1, 0), -INFINITY);
}

/* Nothing is left of a third of the least double, and its sign goes with it. */
static void what_rounds_to_zero_has_no_sign(void **unused) {
    static const uint64_t three = 3;
    hst__exact_sum least = {{0}};
    hst__exact_ratio ratio = {{0}};
    (void)unused;
    hst__exact_sum_add(&least, -0x1p-1074);
    hst__exact_ratio_add(&ratio, &least, 1, 1);
    assert_same_bits(hst__exact_ratio_read(&ratio, &three, 1, 0), 0.0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_of_products_are_as_good_as_the_header_says),
        cmocka_unit_test(a_pair_over_its_divisor_is_nearly_exact),
        cmocka_unit_test(a_certain_quotient_is_rounded_once),
        cmocka_unit_test(a_quotient_near_a_tie_is_uncertain),
        cmocka_unit_test(points_of_a_line_lie_between_its_ends),
        cmocka_unit_test(any_point_of_a_line_is_rounded_once),
        cmocka_unit_test(a_tie_on_a_line_is_broken_by_its_smaller_end),
        cmocka_unit_test(adding_so_many_times_is_adding_so_often),
        cmocka_unit_test(common_factors_cancel),
        cmocka_unit_test(ratios_of_both_signs_add_up),
        cmocka_unit_test(what_rounds_to_zero_has_no_sign),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
