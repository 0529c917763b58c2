/* Ratios that are linear in unknowns, and shares of a whole: what the room does not reach by itself. */
#include "support/support.h"

#include <math.h>
#include <stdlib.h>

#include "kernels/linear_ratio_draws.h"
#include "kernels/mix.h"
#include "kernels/poisson_table.h"

/* ---- fits -------------------------------------------------------------------------------------- */

typedef struct fitted {
    double x[3], ratio[4];
    int32_t steps;
} fitted;

static fitted fit_of(const hst__linear_ratio *l, int32_t steps) {
    void *memory = guarded_alloc((size_t)hst__bounded_words(l->n) * sizeof(double));
    hst__bounded b = hst__bounded_make(l->n, memory);
    fitted f = {{0, 0, 0}, {0, 0, 0, 0}, 0};
    int32_t j;
    f.steps = hst__linear_ratio_fit(l, &b, f.ratio, steps);
    for (j = 0; j < l->n; ++j) {
        f.x[j] = b.x[j];
    }
    guarded_free(memory);
    return f;
}

/* Each row one unknown: the fall of that row, whose likelihood is highest at 1 - scale x during/before. */
static void a_row_with_its_own_unknown_is_met_exactly(void **state) {
    static const double mix[] = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    static const int64_t before[] = {100, 50, 10}, during[] = {30, 20, 9};
    hst__linear_ratio l = {mix, before, during, 3, 3, 2};
    fitted f = fit_of(&l, 200);
    (void)state;
    assert_near(f.x[0], 0.4, 1e-11);
    assert_near(f.x[1], 0.2, 1e-11);
    assert_near_abs(f.x[2], 0, 0); /* it gained */
    assert_near(f.ratio[0], 0.6, 1e-11);
    assert_near(f.ratio[2], 1, 0);
    assert_true(f.steps < 30);
}

static void rows_without_counts_or_mix_are_passed_over(void **state) {
    double mix[] = {1, 0, 0, 1, 1, 0};
    static const int64_t before[] = {100, 50, 0}, during[] = {50, 20, 0};
    hst__linear_ratio l = {mix, before, during, 3, 2, 1};
    fitted f;
    (void)state;
    mix[3] = (double)NAN;
    f = fit_of(&l, 200);
    assert_int_equal(hst__linear_ratio_rows(&l), 1);
    assert_near(f.x[0], 0.5, 1e-12);
    assert_near(f.ratio[1], -1, 0);
    assert_near(f.ratio[2], -1, 0);
}

/* Half a count is expected where N r/(r + k) = 1/2. */
static void no_ratio_is_less_than_half_a_count(void **state) {
    static const double mix[] = {1};
    static const int64_t before[] = {100}, during[] = {0};
    hst__linear_ratio l = {mix, before, during, 1, 1, 3};
    fitted f = fit_of(&l, 200);
    (void)state;
    assert_near(f.x[0], 1, 1e-12);
    assert_near(100 * f.ratio[0] / (f.ratio[0] + 3), 0.5, 1e-14);
}

/* One block would need a ratio of 10 to be half expected. */
static void no_ratio_is_more_than_one(void **state) {
    static const double mix[] = {1};
    static const int64_t before[] = {1}, during[] = {0};
    hst__linear_ratio l = {mix, before, during, 1, 1, 10};
    (void)state;
    assert_near(fit_of(&l, 200).ratio[0], 1, 0);
}

static void a_row_without_counts_before_is_a_gain(void **state) {
    static const double mix[] = {1};
    static const int64_t before[] = {0}, during[] = {9};
    hst__linear_ratio l = {mix, before, during, 1, 1, 1};
    (void)state;
    assert_near_abs(fit_of(&l, 200).x[0], 0, 0);
}

/* Falls of 0.9, 1, 0.975 and 1 from mixes that differ little: whole steps swing to and fro for ever. */
static void counts_that_contradict_each_other_settle(void **state) {
    static const double mix[] = {0.5, 0.5, 0, 0.2, 0.5, 0.3, 0.1, 0.4, 0.5, 0.3, 0.4, 0.3};
    static const int64_t before[] = {100, 100, 100, 100}, during[] = {20, 0, 5, 0};
    hst__linear_ratio l = {mix, before, during, 4, 3, 0.5};
    fitted f = fit_of(&l, 200);
    (void)state;
    assert_true(f.steps > 10 && f.steps < 60);
    assert_int_equal(fit_of(&l, 3).steps, 3);
}

/* ---- draws ------------------------------------------------------------------------------------- */

enum { RUNS = 4000 };

/* One row, one unknown: an answer is 1 - during/before of two Poisson counts around those of the fit, whose
 * variance is about r (r + 1)/before. */
static void draws_scatter_as_counts_do(void **state) {
    static const double mix[] = {1};
    static const int64_t before[] = {400}, during[] = {200};
    hst__linear_ratio l = {mix, before, during, 1, 1, 1};
    size_t words = (size_t)hst__linear_ratio_draws_words(before, during, 1);
    void *memory = guarded_alloc(words * sizeof(double));
    void *work = guarded_alloc((size_t)hst__bounded_words(1) * sizeof(double));
    hst__bounded b = hst__bounded_make(1, work);
    double answer[RUNS], again[RUNS], ratio[1], sum = 0, squares = 0;
    int k;
    (void)state;
    assert_true(hst__linear_ratio_fit(&l, &b, ratio, 200) < 200);
    hst__linear_ratio_draws(answer, RUNS, &l, ratio, &b, 7, memory);
    for (k = 0; k < RUNS; ++k) {
        sum += answer[k];
        squares += (answer[k] - 0.5) * (answer[k] - 0.5);
    }
    assert_near_abs(sum / RUNS, 0.5, 4 * sqrt(0.75 / 400 / RUNS) + 0.5 / 400); /* bias of a ratio: r/before */
    assert_near(squares / RUNS, 0.75 / 400, 0.1);
    hst__linear_ratio_draws(again, RUNS / 2, &l, ratio, &b, 7, memory);
    for (k = 0; k < RUNS / 2; ++k) {
        assert_same_bits(again[k], answer[k]); /* more runs only add */
    }
    guarded_free(memory);
    guarded_free(work);
}

/* Means of next to nothing draw no count at all now and then; rows passed over draw none ever. */
static void a_set_without_counts_is_answered_with_nothing(void **state) {
    double mix[] = {1, 1};
    static const int64_t before[] = {1, 900}, during[] = {0, 100};
    hst__linear_ratio l = {mix, before, during, 2, 1, 1};
    void *memory = guarded_alloc((size_t)hst__linear_ratio_draws_words(before, during, 2) * sizeof(double));
    void *work = guarded_alloc((size_t)hst__bounded_words(1) * sizeof(double));
    hst__bounded b = hst__bounded_make(1, work);
    double answer[200], ratio[2];
    int k, nothing = 0, all = 0;
    (void)state;
    mix[1] = (double)NAN;
    assert_true(hst__linear_ratio_fit(&l, &b, ratio, 200) < 200);
    hst__linear_ratio_draws(answer, 200, &l, ratio, &b, 1, memory);
    for (k = 0; k < 200; ++k) {
        nothing += answer[k] <= 0;
        all += answer[k] >= 1 - 1e-9;
    }
    assert_true(nothing > 60 && all > 20);
    guarded_free(memory);
    guarded_free(work);
}

/* The room for tables is taken from the sum of a row's counts, the tables from means below it. */
static void no_table_is_larger_than_its_room(void **state) {
    rng random = rng_seed(3);
    int i;
    (void)state;
    for (i = 0; i < 20000; ++i) {
        double sum = (double)(1 + rng_below(&random, i % 2 ? 300 : 1000000));
        double mean = sum * rng_uniform(&random);
        assert_true(hst__poisson_table_counts(mean) <= hst__poisson_table_counts(sum) + 2);
        mean = sum - rng_uniform(&random);
        assert_true(mean <= 0 || hst__poisson_table_counts(mean) <= hst__poisson_table_counts(sum) + 2);
    }
}

/* ---- shares of a whole ------------------------------------------------------------------------- */

static void a_whole_is_in_0_to_1_and_sums_to_one(void **state) {
    static const double good[] = {0.25, 0, 0.75}, close[] = {0.5, 0.5 + 0.9e-9, 0},
                        far[] = {0.5, 0.5, 1.1e-9};
    static const double above[] = {1.5, -0.5, 0}, below[] = {-0.5, 1, 0.5}, half[] = {0.5, 0, 0};
    double hole[] = {0.25, 0, 0.75}, wrong_hole[] = {0.25, 2, 0.75};
    (void)state;
    hole[2] = wrong_hole[2] = (double)NAN;
    assert_true(hst__mix_is_whole(good, 3) && hst__mix_is_whole(close, 3));
    assert_false(hst__mix_is_whole(far, 3) || hst__mix_is_whole(above, 3) || hst__mix_is_whole(half, 3));
    assert_false(hst__mix_is_whole(hole, 3) || hst__mix_is_whole(below, 3));
    assert_true(hst__mix_is_legal(hole, 1, 3) && hst__mix_is_legal(good, 1, 3));
    assert_false(hst__mix_is_legal(wrong_hole, 1, 3) || hst__mix_is_legal(half, 1, 3));
    assert_true(hst__mix_is_size(1, 1) && hst__mix_is_size(4096, 256));
    assert_false(hst__mix_is_size(0, 1) || hst__mix_is_size(1, 0) || hst__mix_is_size(4097, 1) ||
                 hst__mix_is_size(1, 257));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_with_its_own_unknown_is_met_exactly),
        cmocka_unit_test(rows_without_counts_or_mix_are_passed_over),
        cmocka_unit_test(no_ratio_is_less_than_half_a_count),
        cmocka_unit_test(no_ratio_is_more_than_one),
        cmocka_unit_test(a_row_without_counts_before_is_a_gain),
        cmocka_unit_test(counts_that_contradict_each_other_settle),
        cmocka_unit_test(draws_scatter_as_counts_do),
        cmocka_unit_test(a_set_without_counts_is_answered_with_nothing),
        cmocka_unit_test(no_table_is_larger_than_its_room),
        cmocka_unit_test(a_whole_is_in_0_to_1_and_sums_to_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
