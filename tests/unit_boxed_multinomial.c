/* The chance that all counts stay near their means, against the sum over all outcomes. */
#include "support/support.h"

#include "kernels/boxed_multinomial.h"
#include "oracle/share.h"

static int64_t random_counts(int64_t *count, int cells, int64_t least, int64_t most, rng *random) {
    int64_t n = 0;
    int i;
    for (i = 0; i < cells; ++i) {
        count[i] = least + (int64_t)rng_below(random, (uint64_t)(most - least + 1));
        n += count[i];
    }
    return n;
}

static double worst_error(int64_t least, int64_t most) {
    rng random = rng_seed(11);
    double worst = 0;
    int i;
    for (i = 0; i < 300; ++i) {
        int64_t count[6], n, c;
        int cells = 3 + (int)rng_below(&random, 4);
        n = random_counts(count, cells, least, most, &random);
        c = 1 + (int64_t)rng_below(&random, 15);
        if (n > 0) {
            double off = fabs(hst__boxed_multinomial(count, cells, n, c) - oracle_boxed(count, cells, n, c));
            assert_true(off < 0.1); /* and is no NaN */
            worst = fmax(worst, off);
        }
    }
    print_message("worst error of the series, counts %d to %d: %g\n", (int)least, (int)most, worst);
    return worst;
}

static void nothing_may_stray_is_the_chance_of_the_counts_themselves(void **state) {
    static const int64_t two[] = {1, 1}, three[] = {2, 1, 1}, one[] = {7};
    (void)state;
    assert_near(hst__boxed_multinomial(two, 2, 2, 0), 0.5, 1e-14);
    assert_near(hst__boxed_multinomial(three, 3, 4, 0), 12 * 0.25 * 0.25 * 0.25,
                1e-14); /* 4!/2! p1^2 p2 p3 */
    assert_near(hst__boxed_multinomial(one, 1, 7, 0), 1, 1e-14);
}

static void series_is_near_the_sum_over_outcomes(void **state) {
    double large = worst_error(10, 40), any = worst_error(0, 30);
    (void)state;
    assert_true(large < 0.006); /* no term of the series can be spared */
    assert_true(large > 1e-6); /* it is a series: the oracle is no copy of it */
    assert_true(any < 0.1);
}

static void large_boxes_hold_everything(void **state) {
    static const int64_t count[] = {300000, 200000, 400000, 100000};
    (void)state;
    assert_near(hst__boxed_multinomial(count, 4, 1000000, 1000000), 1, 1e-3);
    assert_near(hst__boxed_multinomial(count, 4, 1000000, 5000), 1, 1e-3);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_may_stray_is_the_chance_of_the_counts_themselves),
        cmocka_unit_test(series_is_near_the_sum_over_outcomes),
        cmocka_unit_test(large_boxes_hold_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
