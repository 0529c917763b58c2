/* The chain of the running maximum against slower ways to the same number, and against itself. */
#include "support/support.h"

#include <math.h>

#include "hashstat/drawdown.h"
#include "kernels/runmax_chain.h"
#include "kernels/special.h"
#include "oracle/drawdown.h"

enum { ROOM = 1 << 16 };

static double work[ROOM];

static void range_leaves_out_what_the_header_says(void **unused) {
    static const double means[] = {1e-300, 1e-3, 0.5, 3, 20, 144, 159, 161, 1008, 1e5, 1e8, 1e12};
    size_t k;
    (void)unused;
    for (k = 0; k < sizeof means / sizeof means[0]; ++k) {
        hst__runmax_range range = hst__runmax_range_of(means[k]);
        double least = (double)range.least;
        double below = range.least > 0 ? hst__gamma_upper(least, means[k]) : 0;
        assert_true(range.least >= 0);
        assert_true(below + hst__gamma_lower(least + (double)range.states, means[k]) < 4e-35);
        assert_true(least >= means[k] - sqrt(160 * means[k]) - 1);
        assert_true(least + (double)range.states <= means[k] + 27 + sqrt(160 * means[k] + 712) + 2);
    }
}

/* A path ends or it goes on: nothing else becomes of it. */
static void absorbed_and_survived_sum_to_one(void **unused) {
    static const double means[] = {0.5, 20, 144, 1e4};
    size_t k;
    int64_t counts;
    (void)unused;
    for (k = 0; k < sizeof means / sizeof means[0]; ++k) {
        hst__runmax_chain chain;
        hst__runmax_begin(&chain, means[k], work);
        for (counts = 1; counts <= 10000; counts *= 10) {
            hst__runmax_fate fate = hst__runmax_run(&chain, 0.3, counts);
            assert_near(fate.absorbed + fate.survived, 1, 1e-13 + 5e-16 * (double)counts);
        }
    }
}

/* The neighbours of a depth among all fractions, found by looking at each. */
static void steps_are_the_nearest_fractions(void **unused) {
    static const double means[] = {0.5, 20, 300};
    rng r = rng_seed(3);
    size_t k;
    int j;
    (void)unused;
    for (k = 0; k < sizeof means / sizeof means[0]; ++k) {
        hst__runmax_chain chain;
        int64_t least, end, m, c;
        hst__runmax_begin(&chain, means[k], work);
        least = chain.range.least;
        end = least + chain.range.states;
        for (j = 0; j < 40; ++j) {
            double depth = j % 2 == 0 ? rng_uniform(&r) : (double)(j % 5) / 4;
            double at_most = 0, above = 2;
            hst__runmax_steps steps = hst__runmax_steps_at(&chain, depth);
            for (m = least; m < end; ++m) {
                for (c = least; c <= m; ++c) {
                    double step = oracle_depth((double)m, (double)c);
                    at_most = step <= depth ? fmax(at_most, step) : at_most;
                    above = step > depth ? fmin(above, step) : above;
                }
            }
            assert_same_bits(steps.at_most, at_most);
            assert_same_bits(steps.above, above);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(range_leaves_out_what_the_header_says),
        cmocka_unit_test(absorbed_and_survived_sum_to_one),
        cmocka_unit_test(steps_are_the_nearest_fractions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
