/* Newton's method with a net: functions that suit it, and functions that lie about their slope. */
#include "support/support.h"

#include <math.h>

#include "kernels/newton.h"

/* ---- functions --------------------------------------------------------------------------------- */

typedef struct probe {
    int calls;
    double root;
} probe;

static double line(void *context, double x, double *slope) {
    probe *p = context;
    ++p->calls;
    *slope = -2;
    return -2 * (x - p->root);
}

static double one_less_exp(void *context, double x, double *slope) {
    probe *p = context;
    ++p->calls;
    *slope = -exp(x - p->root);
    return 1 - exp(x - p->root);
}

/* Flat far away: Newton's own step would overshoot by more each time. */
static double arc(void *context, double x, double *slope) {
    probe *p = context;
    ++p->calls;
    *slope = -1 / (1 + (x - p->root) * (x - p->root));
    return -atan(x - p->root);
}

static double step_without_slope(void *context, double x, double *slope) {
    probe *p = context;
    ++p->calls;
    *slope = 0;
    return x < p->root ? 1 : -1;
}

static double slope_of_the_wrong_sign(void *context, double x, double *slope) {
    probe *p = context;
    ++p->calls;
    *slope = 1;
    return p->root - x;
}

static double slope_not_a_number(void *context, double x, double *slope) {
    probe *p = context;
    ++p->calls;
    *slope = (double)NAN;
    return p->root - x;
}

/* So steep at the wrong place that a tiny step is the answer there: it must not leave what is known. */
static double steep(void *context, double x, double *slope) {
    probe *p = context;
    ++p->calls;
    *slope = -1e12;
    return p->root - x;
}

static double always(void *context, double x, double *slope) {
    (void)x;
    *slope = -1e-300;
    return *(double *)context;
}

static double fading(void *context, double x, double *slope) {
    probe *p = context;
    ++p->calls;
    *slope = -exp(-x);
    return exp(-x);
}

/* ---- cases ------------------------------------------------------------------------------------- */

static double root_of(hst__sloped *f, double root, double low, double high, double start, int most_calls) {
    probe p = {0, 0};
    double x;
    p.root = root;
    x = hst__newton(f, &p, low, high, start);
    assert_true(p.calls <= most_calls);
    return x;
}

static void a_line_takes_one_step_where_it_is_trusted(void **state) {
    (void)state;
    assert_near_abs(root_of(line, 0.25, -10, 10, 0, 3), 0.25, 1e-15);
    assert_near_abs(root_of(line, 0, -10, 10, 0, 1), 0, 0);
}

static void roots_far_away_are_found_by_doubling(void **state) {
    (void)state;
    assert_near(root_of(line, 1e20, -1e30, 1e30, 0, 100), 1e20, 1e-15);
    assert_near(root_of(line, -1e20, -1e30, 1e30, 0, 100), -1e20, 1e-15);
    assert_near(root_of(one_less_exp, 500, -600, 600, 0, 40), 500, 1e-15);
    assert_near(root_of(one_less_exp, -500, -600, 600, 0, 40), -500, 1e-15);
    assert_near(root_of(arc, 300, -1000, 1000, -900, 40), 300, 1e-15);
    assert_near(root_of(arc, -300, -1000, 1000, 900, 40), -300, 1e-15);
}

static void a_slope_that_lies_costs_time_only(void **state) {
    (void)state;
    assert_near(root_of(step_without_slope, 3.7, -600, 600, 0, 60), 3.7, 1e-10);
    assert_near(root_of(slope_of_the_wrong_sign, 3.7, -600, 600, 0, 60), 3.7, 1e-10);
    assert_near(root_of(slope_not_a_number, -3.7, -600, 600, 0, 60), -3.7, 1e-10);
    assert_near(root_of(step_without_slope, 3e25, -1e30, 1e30, 0, 200), 3e25, 1e-10);
}

static void where_nothing_crosses_zero_the_end_is_the_answer(void **state) {
    double above = 1, below = -1;
    (void)state;
    assert_same_bits(hst__newton(always, &above, -600, 600, 0), 600.0);
    assert_same_bits(hst__newton(always, &below, -600, 600, 0), -600.0);
    assert_same_bits(hst__newton(always, &above, -600, 600, 600), 600.0);
    assert_same_bits(hst__newton(always, &below, -600, 600, -600), -600.0);
    assert_same_bits(root_of(fading, 0, -600, 600, 0, 30), 600.0);
    assert_same_bits(root_of(line, -0.25, 0, 10, 0.5, 3), 0.0); /* a trusted step would lead past the end */
    assert_same_bits(root_of(line, 10.25, 0, 10, 9.5, 3), 10.0);
}

static void no_answer_lies_outside(void **state) {
    (void)state;
    assert_same_bits(root_of(steep, -1, 0, 10, 1e-13, 1), 0.0);
    assert_same_bits(root_of(steep, 11, 0, 10, 10 - 1e-13, 10), 10.0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_takes_one_step_where_it_is_trusted),
        cmocka_unit_test(roots_far_away_are_found_by_doubling),
        cmocka_unit_test(a_slope_that_lies_costs_time_only),
        cmocka_unit_test(where_nothing_crosses_zero_the_end_is_the_answer),
        cmocka_unit_test(no_answer_lies_outside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
