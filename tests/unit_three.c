/* Three equations, told by hand and against what they were made from. */
#include "support/support.h"

#include <math.h>

#include "kernels/three.h"

static hst__three random_positive(rng *r) {
    double row[5][3];
    hst__three m = {{{0}}};
    int i, j, k;
    for (k = 0; k < 5; ++k) {
        for (i = 0; i < 3; ++i) {
            row[k][i] = rng_normal(r);
        }
        for (i = 0; i < 3; ++i) {
            for (j = 0; j < 3; ++j) {
                m.at[i][j] += row[k][i] * row[k][j];
            }
        }
    }
    return m;
}

static double applied(const hst__three *m, int i, const double x[3]) {
    return m->at[i][0] * x[0] + m->at[i][1] * x[1] + m->at[i][2] * x[2];
}

static void what_was_multiplied_comes_back(void **state) {
    rng r = rng_seed(1);
    int run, i, j;
    (void)state;
    for (run = 0; run < 500; ++run) {
        hst__three m = random_positive(&r), inverse;
        double x[3], right[3], found[3];
        for (i = 0; i < 3; ++i) {
            x[i] = rng_normal(&r);
        }
        for (i = 0; i < 3; ++i) {
            right[i] = applied(&m, i, x);
        }
        assert_int_equal(hst__three_solve(&m, right, found), 1);
        assert_int_equal(hst__three_inverse(&m, &inverse), 1);
        for (i = 0; i < 3; ++i) {
            assert_near_abs(found[i], x[i], 1e-9);
            for (j = 0; j < 3; ++j) {
                assert_near_abs(applied(&m, i, inverse.at[j]), i == j, 1e-9);
            }
        }
    }
}

static void a_diagonal_is_divided_by(void **state) {
    const hst__three m = {{{4, 0, 0}, {0, 0.25, 0}, {0, 0, 1e200}}};
    const double right[3] = {8, 1, 1e200};
    double x[3];
    (void)state;
    assert_int_equal(hst__three_solve(&m, right, x), 1);
    assert_same_bits(x[0], 2.0);
    assert_same_bits(x[1], 4.0);
    assert_same_bits(x[2], 1.0);
}

static void what_has_nothing_of_its_own_is_refused(void **state) {
    const hst__three twice = {{{1, 2, 0}, {2, 4, 0}, {0, 0, 1}}},
                     saddle = {{{1, 0, 0}, {0, 1, 0}, {0, 0, -1}}};
    const hst__three nothing = {{{0}}}, nan = {{{1, 0, 0}, {0, 1, 0}, {0, 0, (double)NAN}}};
    const double right[3] = {1, 1, 1};
    double x[3];
    hst__three inverse;
    (void)state;
    assert_int_equal(hst__three_solve(&twice, right, x), 0);
    assert_int_equal(hst__three_solve(&saddle, right, x), 0);
    assert_int_equal(hst__three_solve(&nothing, right, x), 0);
    assert_int_equal(hst__three_solve(&nan, right, x), 0);
    assert_int_equal(hst__three_inverse(&twice, &inverse), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_multiplied_comes_back),
        cmocka_unit_test(a_diagonal_is_divided_by),
        cmocka_unit_test(what_has_nothing_of_its_own_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
