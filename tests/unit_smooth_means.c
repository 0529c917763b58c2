/* The smoothest row with given means, against all its equations solved at once. */
#include "support/support.h"

#include "kernels/smooth_means.h"
#include "oracle/share.h"

static void it_is_the_solution_of_all_equations(void **state) {
    rng random = rng_seed(3);
    int i;
    (void)state;
    for (i = 0; i < 300; ++i) {
        double x[12], expected[ORACLE_CELLS], scratch[26], *out;
        int64_t cells[12], total = 0, k;
        int stretches = 1 + (int)rng_below(&random, 12), j;
        for (j = 0; j < stretches; ++j) {
            cells[j] = 1 + (int64_t)rng_below(&random, 8);
            x[j] = rng_uniform(&random);
            total += cells[j];
        }
        out = guarded_alloc((size_t)total * sizeof *out);
        hst__smooth_means(out, x, cells, stretches, scratch);
        oracle_smooth(expected, x, cells, stretches);
        for (k = 0; k < total; ++k) {
            assert_near_abs(out[k], expected[k], 1e-13);
        }
        guarded_free(out);
    }
}

static void equal_means_give_a_flat_row(void **state) {
    static const double x[] = {0.25, 0.25, 0.25};
    static const int64_t cells[] = {31, 28, 31};
    double out[90], scratch[8];
    int i;
    (void)state;
    hst__smooth_means(out, x, cells, 3, scratch);
    for (i = 0; i < 90; ++i) {
        assert_same_bits(out[i], 0.25);
    }
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_the_solution_of_all_equations),
        cmocka_unit_test(equal_means_give_a_flat_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
