/* Student's law against mpmath, and by hand where it has a closed form. */
#include "support/support.h"

#include <math.h>

#include "kernels/student.h"

static void tails_and_quantiles_are_those_of_mpmath(void **state) {
    golden *g = golden_open("event_study/student.csv");
    (void)state;
    while (golden_next(g)) {
        double freedom = golden_number(g, "freedom"), t = golden_number(g, "t");
        double level = golden_number(g, "level");
        assert_near(hst__student_upper(t, freedom), golden_number(g, "upper"), 2e-13);
        assert_near_abs(1 - hst__student_upper(-t, freedom), golden_number(g, "upper"), 2e-15);
        assert_near(hst__student_quantile(level, freedom), golden_number(g, "quantile"), 2e-13);
    }
    golden_close(g);
}

/* One degree of freedom is Cauchy's law: P(T >= t) = 1/2 - atan(t)/pi, and atan(1) = pi/4. */
static void cauchy_is_met(void **state) {
    (void)state;
    assert_near(hst__student_upper(1, 1), 0.25, 1e-14);
    assert_near(hst__student_upper(-1, 1), 0.75, 1e-14);
    assert_near(hst__student_quantile(0.5, 1), 1, 1e-14);
}

static void the_middle_and_the_far_ends(void **state) {
    (void)state;
    assert_near(hst__student_upper(0, 5), 0.5, 1e-15);
    assert_true(hst__student_upper((double)INFINITY, 5) >= 0 &&
                hst__student_upper((double)INFINITY, 5) < 1e-300);
    assert_near(hst__student_upper((double)-INFINITY, 5), 1, 1e-15);
    assert_true(hst__student_quantile(1e-12, 5) < 1e-11);
    assert_true(hst__student_quantile(1e-300, 5) < 1e-11);
    assert_true(hst__student_quantile(1 - 1e-15, 1) > 1e14);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tails_and_quantiles_are_those_of_mpmath),
        cmocka_unit_test(cauchy_is_met),
        cmocka_unit_test(the_middle_and_the_far_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
