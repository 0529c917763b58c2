/* Deviations by long integers. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "kernels/exact_spread.h"

static const hst__exact_spread EMPTY;

static void deviations_are_those_of_rational_arithmetic(void **unused) {
    golden *g = golden_open("rolling/deviations.csv");
    (void)unused;
    while (golden_next(g)) {
        hst__exact_spread a = EMPTY;
        const char *text = golden_text(g, "x");
        char *end;
        for (;; text = end) {
            double value = strtod(text, &end);
            if (end == text) {
                break;
            }
            hst__exact_spread_add(&a, value);
        }
        assert_same_bits(hst__exact_spread_deviation(&a), golden_number(g, "deviation"));
    }
    golden_close(g);
}

/* n Q - S^2 and n (n - 1) are below 2^53 here, so that one division rounds. */
static void small_integers_have_the_deviation_of_the_textbook(void **unused) {
    rng r = rng_seed(71);
    int run;
    (void)unused;
    for (run = 0; run < 2000; ++run) {
        hst__exact_spread a = EMPTY;
        int n = 2 + (int)rng_below(&r, 60);
        double sum = 0, squares = 0;
        int i;
        for (i = 0; i < n; ++i) {
            double x = (double)rng_below(&r, 2001) - 1000;
            sum += x;
            squares += x * x;
            hst__exact_spread_add(&a, x);
        }
        assert_same_bits(hst__exact_spread_deviation(&a), sqrt((n * squares - sum * sum) / (n * (n - 1.0))));
    }
}

static double any_double(rng *r) {
    return ldexp(rng_normal(r), (int)rng_below(r, 2000) - 1050);
}

static void what_is_taken_away_leaves_no_trace(void **unused) {
    rng r = rng_seed(72);
    int run;
    (void)unused;
    for (run = 0; run < 100; ++run) {
        hst__exact_spread a = EMPTY, b = EMPTY;
        double x[40];
        int i;
        for (i = 0; i < 40; ++i) {
            x[i] = any_double(&r);
            hst__exact_spread_add(&a, x[i]);
        }
        for (i = 0; i < 30; ++i) {
            hst__exact_spread_subtract(&a, x[i]);
        }
        for (i = 39; i >= 30; --i) {
            hst__exact_spread_add(&b, x[i]);
        }
        assert_memory_equal(&a, &b, sizeof a);
        assert_same_bits(hst__exact_spread_deviation(&a), hst__exact_spread_deviation(&b));
        for (i = 30; i < 40; ++i) {
            hst__exact_spread_subtract(&a, x[i]);
        }
        assert_memory_equal(&a, &EMPTY, sizeof a);
    }
}

static void powers_of_two_scale_deviations(void **unused) {
    rng r = rng_seed(73);
    int run, i;
    (void)unused;
    for (run = 0; run < 100; ++run) {
        hst__exact_spread a = EMPTY, b = EMPTY;
        int shift = (int)rng_below(&r, 1900) - 950;
        for (i = 0; i < 9; ++i) {
            double x = rng_normal(&r);
            hst__exact_spread_add(&a, x);
            hst__exact_spread_add(&b, ldexp(x, shift));
        }
        assert_same_bits(hst__exact_spread_deviation(&b), ldexp(hst__exact_spread_deviation(&a), shift));
    }
}

static void the_ends_of_the_range_are_no_limit(void **unused) {
    hst__exact_spread a = EMPTY;
    (void)unused;
    hst__exact_spread_add(&a, 0x1p-1074);
    hst__exact_spread_add(&a, 0);
    assert_same_bits(hst__exact_spread_deviation(&a), 0x1p-1074); /* 0.707 of it */
    hst__exact_spread_add(&a, 0);
    hst__exact_spread_subtract(&a, 0x1p-1074);
    assert_same_bits(hst__exact_spread_deviation(&a), 0);
    a = EMPTY;
    hst__exact_spread_add(&a, DBL_MAX);
    hst__exact_spread_add(&a, DBL_MAX);
    hst__exact_spread_add(&a, DBL_MAX);
    assert_same_bits(hst__exact_spread_deviation(&a), 0);
    hst__exact_spread_add(&a, -DBL_MAX);
    assert_same_bits(hst__exact_spread_deviation(&a), DBL_MAX);
    hst__exact_spread_subtract(&a, DBL_MAX);
    assert_same_bits(hst__exact_spread_deviation(&a), INFINITY);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deviations_are_those_of_rational_arithmetic),
        cmocka_unit_test(small_integers_have_the_deviation_of_the_textbook),
        cmocka_unit_test(what_is_taken_away_leaves_no_trace),
        cmocka_unit_test(powers_of_two_scale_deviations),
        cmocka_unit_test(the_ends_of_the_range_are_no_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
