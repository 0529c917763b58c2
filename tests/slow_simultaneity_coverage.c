/* How often series that have nothing to do with each other are said to have fallen together: 20,000 networks
 * of each kind, 8 series of 400 samples, 199 draws. */
#include <math.h>

#include "support/simultaneity_case.h"

enum { RUNS = 20000 };

/* At most the level, within four standard errors; and at least `least` of it, for a test that never speaks is
 * valid too. */
static void assert_level(const char *what, const rejections *r, double least) {
    static const double alpha[3] = {0.01, 0.05, 0.1};
    int k;
    for (k = 0; k < 3; ++k) {
        double rate = (double)r->at[k] / (double)r->runs;
        double error = 4 * sqrt(alpha[k] * (1 - alpha[k]) / (double)r->runs);
        print_message("%s: p <= %.2f in %.4f\n", what, alpha[k], rate);
        assert_true(rate <= alpha[k] + error);
        assert_true(rate >= least * alpha[k]);
    }
}

static rejections marks_many(double persistence, int onsets, int64_t width, uint64_t seed) {
    marks_case c = {persistence, 0, onsets, width, 0};
    rejections out = {0, {0}};
    rng r = rng_seed(seed);
    c.scatter = sqrt(1 - persistence * persistence);
    while (out.runs < RUNS) {
        count_rejection(&out, p_of_marks(&c, &r));
    }
    return out;
}

static void independent_onsets_keep_the_level(void **state) {
    rejections r = marks_many(0.5, 1, 1, 1);
    (void)state;
    assert_level("onsets, persistence 0.5, width 1", &r, 0.01);
    r = marks_many(0.95, 1, 4, 2);
    assert_level("onsets, persistence 0.95, width 4", &r, 0.01);
}

static void independent_falls_in_progress_keep_the_level(void **state) {
    rejections r = marks_many(0.95, 0, 1, 3);
    (void)state;
    assert_level("states, persistence 0.95, width 1", &r, 0.1);
}

static rejections blocks_many(int64_t hidden, uint64_t seed) {
    rejections out = {0, {0}};
    rng r = rng_seed(seed);
    while (out.runs < RUNS) {
        count_rejection(&out, p_of_blocks(2, 0, hidden, &r));
    }
    return out;
}

static void independent_rates_keep_the_level(void **state) {
    rejections r = blocks_many(0, 4);
    (void)state;
    assert_level("blocks, persistence 0.96", &r, 0.8);
    r = blocks_many(160, 5);
    assert_level("blocks, 160 bins unknown", &r, 0.8);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(independent_onsets_keep_the_level),
        cmocka_unit_test(independent_falls_in_progress_keep_the_level),
        cmocka_unit_test(independent_rates_keep_the_level),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
