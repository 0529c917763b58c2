/* Buckets of a fixed relative width: their ends meet, and one value stands for all within the accuracy. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "kernels/log_grid.h"

static const double accuracies[] = {0.5, 0.34, 0.2, 0.1, 0.05, 0.02, 0.01, 0.003, 0.001, 1e-4, 1e-5};

enum { ACCURACIES = sizeof accuracies / sizeof accuracies[0] };

static hst__log_grid grid_of(double accuracy, double least, double most) {
    hst__log_grid g;
    assert_int_equal(hst__log_grid_make(&g, accuracy, least, most), 1);
    return g;
}

static int32_t bucket_of(const hst__log_grid *g, double x) {
    return hst__log_grid_index(g, hst__bits_at(&x)) - g->first;
}

/* In long double, so that its own roundings do not count. */
static void assert_stands_for(double value, double x, double accuracy) {
    assert_true(fabsl((long double)value - (long double)x) <= (long double)accuracy * (long double)x);
}

static void assert_bucket(const hst__log_grid *g, int32_t bucket) {
    double lower, upper, value;
    hst__log_grid_ends(g, bucket, &lower, &upper);
    value = hst__log_grid_value(lower, upper);
    assert_true(lower <= value && value <= upper);
    assert_int_equal(bucket_of(g, lower), bucket);
    assert_int_equal(bucket_of(g, upper), bucket);
    assert_stands_for(value, lower, g->accuracy);
    assert_stands_for(value, upper, g->accuracy);
    if (bucket > 0) {
        assert_int_equal(bucket_of(g, nextafter(lower, 0)), bucket - 1);
    } else {
        assert_same_bits(lower, g->least);
    }
    if (bucket < g->buckets - 1) {
        assert_int_equal(bucket_of(g, nextafter(upper, INFINITY)), bucket + 1);
    } else {
        assert_same_bits(upper, g->most);
    }
}

/* Whole octaves have the same ends, scaled; two of them and a part show all there are. */
static void buckets_meet_and_each_has_a_value_within_the_accuracy_of_its_ends(void **unused) {
    int a;
    (void)unused;
    for (a = 0; a < ACCURACIES; ++a) {
        hst__log_grid g = grid_of(accuracies[a], 0.3, 2.7);
        int32_t bucket, step = g.buckets > 20000 ? 7 : 1;
        for (bucket = 0; bucket < g.buckets; bucket += step) {
            assert_bucket(&g, bucket);
        }
        assert_bucket(&g, g.buckets - 1);
    }
}

static void the_whole_range_of_normal_doubles_has_buckets(void **unused) {
    int a;
    (void)unused;
    for (a = 0; a < ACCURACIES; ++a) {
        hst__log_grid g = grid_of(accuracies[a], DBL_MIN, DBL_MAX);
        assert_int_equal(g.buckets, 2046 * g.per_octave);
        assert_bucket(&g, 0);
        assert_bucket(&g, 1);
        assert_bucket(&g, g.buckets / 2);
        assert_bucket(&g, g.buckets - 2);
        assert_bucket(&g, g.buckets - 1);
    }
}

static double any_value(rng *r) {
    return ldexp(1 + rng_uniform(r), (int)rng_below(r, 2045) - 1022);
}

static void millions_of_values_lie_within_the_accuracy_of_their_bucket(void **unused) {
    rng r = rng_seed(51);
    int a, run;
    (void)unused;
    for (a = 0; a < ACCURACIES; ++a) {
        hst__log_grid g = grid_of(accuracies[a], DBL_MIN, DBL_MAX);
        for (run = 0; run < 20000; ++run) { /* one bucket, then many values of it */
            double lower, upper, value;
            int k;
            hst__log_grid_ends(&g, bucket_of(&g, any_value(&r)), &lower, &upper);
            value = hst__log_grid_value(lower, upper);
            for (k = 0; k < 10; ++k) {
                double x = lower + rng_uniform(&r) * (upper - lower);
                assert_int_equal(bucket_of(&g, x), bucket_of(&g, lower));
                assert_stands_for(value, x, g.accuracy);
            }
        }
    }
}

static void a_larger_value_never_has_a_lower_bucket(void **unused) {
    rng r = rng_seed(52);
    int a, run;
    (void)unused;
    for (a = 0; a < ACCURACIES; ++a) {
        hst__log_grid g = grid_of(accuracies[a], DBL_MIN, DBL_MAX);
        for (run = 0; run < 100000; ++run) {
            double x = any_value(&r);
            double y = run % 2 == 0 ? nextafter(x, INFINITY) : x * (1 + DBL_EPSILON * 0x1p20);
            assert_true(bucket_of(&g, x) <= bucket_of(&g, y));
        }
    }
}

/* ln 2 / ln((1 + a)/(1 - a)) buckets an octave are what a logarithm would need; here 1 % more, and the next
 * whole number. */
static void there_are_hardly_more_buckets_than_a_logarithm_would_need(void **unused) {
    int a;
    (void)unused;
    for (a = 0; a < ACCURACIES; ++a) {
        hst__log_grid g = grid_of(accuracies[a], 1, 2);
        double needed = log(2) / (2 * atanh(accuracies[a]));
        assert_true(g.per_octave >= needed && g.per_octave <= 1.02 * needed + 1);
    }
    assert_int_equal(grid_of(0.01, 1, 2).per_octave, 35);
}

static void bounds_that_are_near_or_equal_make_one_bucket(void **unused) {
    const double value = 1.75;
    hst__log_grid g = grid_of(0.01, value, value);
    double lower, upper;
    (void)unused;
    assert_int_equal(g.buckets, 1);
    hst__log_grid_ends(&g, 0, &lower, &upper);
    assert_same_bits(lower, value);
    assert_same_bits(upper, value);
    assert_same_bits(hst__log_grid_value(lower, upper), value);
    upper = nextafter(value, 2);
    assert_true(hst__log_grid_value(value, upper) <= upper); /* unclamped, it would not be */
}

static void grids_that_cannot_be_are_refused(void **unused) {
    static const double odd[][3] = {
        {0.99e-5, 1, 2},       {0.51, 1, 2},
        {-0.1, 1, 2},          {(double)NAN, 1, 2},
        {0.1, 0, 2},           {0.1, 0x1p-1023, 2},
        {0.1, -1, 2},          {0.1, (double)NAN, 2},
        {0.1, 2, 1.99},        {0.1, 1, (double)INFINITY},
        {0.1, 1, (double)NAN}, {0.1, (double)INFINITY, (double)INFINITY},
    };
    hst__log_grid g;
    size_t k;
    (void)unused;
    fill_untouched(&g, sizeof g);
    for (k = 0; k < sizeof odd / sizeof odd[0]; ++k) {
        assert_int_equal(hst__log_grid_make(&g, odd[k][0], odd[k][1], odd[k][2]), 0);
    }
    assert_untouched(&g, sizeof g);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buckets_meet_and_each_has_a_value_within_the_accuracy_of_its_ends),
        cmocka_unit_test(the_whole_range_of_normal_doubles_has_buckets),
        cmocka_unit_test(millions_of_values_lie_within_the_accuracy_of_their_bucket),
        cmocka_unit_test(a_larger_value_never_has_a_lower_bucket),
        cmocka_unit_test(there_are_hardly_more_buckets_than_a_logarithm_would_need),
        cmocka_unit_test(bounds_that_are_near_or_equal_make_one_bucket),
        cmocka_unit_test(grids_that_cannot_be_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
