/* A short look at the level, which slow_simultaneity_coverage.c measures, and at what is seen if it is so. */
#include <math.h>

#include "support/simultaneity_case.h"

enum { RUNS = 400 };

static rejections marks_many(int64_t together, uint64_t seed) {
    marks_case c = {0.95, 0, 1, 4, together};
    rejections out = {0, {0}};
    rng r = rng_seed(seed);
    c.scatter = sqrt(1 - c.persistence * c.persistence);
    while (out.runs < RUNS) {
        count_rejection(&out, p_of_marks(&c, &r));
    }
    return out;
}

static rejections blocks_many(double fall, int64_t hidden, uint64_t seed) {
    rejections out = {0, {0}};
    rng r = rng_seed(seed);
    while (out.runs < RUNS) {
        count_rejection(&out, p_of_blocks(2, fall, hidden, &r));
    }
    return out;
}

/* .05 of 400 is 20, four standard errors are 17.4 */
static void independent_falls_are_seldom_called_together(void **state) {
    rejections r = marks_many(0, 5);
    (void)state;
    assert_true(r.at[1] <= 37);
    r = blocks_many(0, 0, 6);
    assert_true(r.at[1] <= 37 && r.at[2] >= 16);
}

static void what_is_hidden_from_all_makes_no_coincidence(void **state) {
    rejections r = blocks_many(0, 160, 11);
    (void)state;
    assert_true(r.at[1] <= 37);
}

static void falls_that_are_together_are_called_so(void **state) {
    rejections r = marks_many(7, 7);
    (void)state;
    assert_true(r.at[1] >= 9 * RUNS / 10);
    r = blocks_many(0.3, 0, 8); /* little beside wandering by a quarter: a fifth is seen */
    assert_true(r.at[1] >= RUNS / 8);
    r = blocks_many(0.5, 0, 9);
    assert_true(r.at[1] >= 3 * RUNS / 4);
    r = blocks_many(0.7, 0, 10);
    assert_true(r.at[1] >= 19 * RUNS / 20);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(independent_falls_are_seldom_called_together),
        cmocka_unit_test(what_is_hidden_from_all_makes_no_coincidence),
        cmocka_unit_test(falls_that_are_together_are_called_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
