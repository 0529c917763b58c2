/* The kernels that make a sequence non-decreasing (monotone, isotonic, subsequence), over all short sequences
 * of a few values and many longer ones. */
#include "support/support.h"

#include <string.h>

#include "kernels/isotonic.h"
#include "kernels/monotone.h"
#include "kernels/subsequence.h"
#include "oracle/hashrate.h"

enum { SHORT = 6, VALUES = 5 };

/* All sequences of up to SHORT values out of 0, 3, 6, 9, 12: their means have halves and thirds. */
static int next_sequence(int64_t *x, int n) {
    int i;
    for (i = 0; i < n; ++i) {
        x[i] += 3;
        if (x[i] < 3 * VALUES) {
            return 1;
        }
        x[i] = 0;
    }
    return 0;
}

static void assert_same(const int64_t *actual, const int64_t *expected, int n) {
    int i;
    for (i = 0; i < n; ++i) {
        assert_int_equal(actual[i], expected[i]);
    }
}

static void all_short_sequences_are_repaired_as_defined(void **unused) {
    int n;
    (void)unused;
    for (n = 1; n <= SHORT; ++n) {
        int64_t x[SHORT] = {0};
        do {
            int64_t fit[2 * SHORT], expected[SHORT];
            (void)hst__running_maximum(fit, x, n);
            oracle_running_max(expected, x, n);
            assert_same(fit, expected, n);
            hst__isotonic(fit, x, n);
            oracle_isotonic(expected, x, n);
            assert_same(fit, expected, n);
            hst__spread_longest(fit, x, n);
            oracle_spread(expected, x, n, oracle_longest(x, n));
            assert_same(fit, expected, n);
        } while (next_sequence(x, n));
    }
}

/* Least cost of a non-decreasing sequence of integers in [0, most], by trying every last value. */
static int64_t least_cost(const int64_t *x, int n, int64_t most) {
    int64_t best[64] = {0};
    int i;
    for (i = 0; i < n; ++i) {
        int64_t cheapest = INT64_MAX, v;
        for (v = 0; v <= most; ++v) {
            cheapest = best[v] < cheapest ? best[v] : cheapest;
            best[v] = cheapest + (x[i] - v) * (x[i] - v);
        }
    }
    for (i = 1; i <= most; ++i) {
        best[0] = best[i] < best[0] ? best[i] : best[0];
    }
    return best[0];
}

static void no_whole_numbers_fit_better_than_the_isotonic_ones(void **unused) {
    rng r = rng_seed(6);
    int run, i;
    (void)unused;
    for (run = 0; run < 2000; ++run) {
        int64_t x[12], fit[24], cost = 0;
        int n = 1 + (int)rng_below(&r, 12);
        for (i = 0; i < n; ++i) {
            x[i] = (int64_t)rng_below(&r, 40);
        }
        hst__isotonic(fit, x, n);
        for (i = 0; i < n; ++i) {
            cost += (x[i] - fit[i]) * (x[i] - fit[i]);
            assert_true(i == 0 || fit[i] >= fit[i - 1]);
        }
        assert_int_equal(cost, least_cost(x, n, 39));
    }
}

/* Sums near 2^62 and products near 2^64, where double would not tell far - 1/2 from far - 2/3. The 0 in front
 * keeps the kernel from taking `far` off first. */
static void means_that_differ_in_the_last_digit_are_told_apart(void **unused) {
    static const int64_t far = INT64_C(1) << 60;
    int64_t x[6], fit[12];
    int i;
    (void)unused;
    x[0] = 0;
    x[1] = far;
    x[2] = far - 1; /* with x[1]: far - 1/2 */
    x[3] = far;
    x[4] = far - 1; /* with x[3]: far - 1/2 too, no violation */
    x[5] = far - 1; /* with x[3] and x[4]: far - 2/3, so all five are one block: far - 3/5 */
    hst__isotonic(fit, x, 6);
    assert_int_equal(fit[0], 0);
    for (i = 1; i < 6; ++i) {
        assert_int_equal(fit[i], far - 1);
    }
    hst__isotonic(fit, x, 5); /* far - 1/2 goes up */
    for (i = 1; i < 5; ++i) {
        assert_int_equal(fit[i], far);
    }
}

/* Times 5354228880, the least common multiple of 1 to 24, every mean is whole, and products of sums and
 * counts take more than 64 bits. */
static void sums_and_products_of_any_size_are_compared_rightly(void **unused) {
    static const int64_t multiple = INT64_C(5354228880);
    rng r = rng_seed(9);
    int run, i;
    (void)unused;
    for (run = 0; run < 500; ++run) {
        int64_t x[24], y[24], fit[48];
        int n = 1 + (int)rng_below(&r, 24);
        for (i = 0; i < n; ++i) {
            x[i] = (int64_t)rng_below(&r, INT64_C(1) << 26);
            /* Every other time two falling halves, which become two large blocks, the second one above. */
            x[i] =
                run % 2 ? (i < 12 ? 0 : INT64_C(1) << 25) + (24 - i) * (INT64_C(1) << 20) + x[i] / 64 : x[i];
            y[i] = multiple * x[i];
        }
        hst__isotonic(fit, y, n);
        for (i = 0; i < n; ++i) {
            oracle_mean m = oracle_isotonic_mean(x, n, i);
            assert_true(fit[i] == multiple / m.count * m.sum);
        }
    }
}

/* Two blocks of 100 with nearly the same mean, and then a 0 that joins the second: the products to compare
 * are 101 x (sum of the first), just above 2^64, and 100 x (sum of the second), just below. */
static void products_on_either_side_of_two_to_the_64_are_compared_rightly(void **unused) {
    const int64_t level = (int64_t)(UINT64_MAX / 10100) + 1000;
    int64_t x[202], fit[404], total = 0;
    int i;
    (void)unused;
    x[0] = 0;
    for (i = 0; i < 100; ++i) {
        x[1 + i] = level + 99 - i;
        x[101 + i] = level + 100 - i;
        total += x[1 + i] + x[101 + i];
    }
    x[201] = 0;
    hst__isotonic(fit, x, 202);
    assert_int_equal(fit[0], 0);
    for (i = 1; i < 202; ++i) {
        assert_true(fit[i] == (2 * total + 201) / 402);
    }
}

static void repairs_move_with_the_times(void **unused) {
    rng r = rng_seed(7);
    int run, i;
    (void)unused;
    for (run = 0; run < 300; ++run) {
        int64_t x[30], y[30], fit[60], moved[60];
        int n = 1 + (int)rng_below(&r, 30);
        int64_t by = (int64_t)(rng_next(&r) >> 2) - (INT64_C(1) << 61);
        for (i = 0; i < n; ++i) {
            x[i] = 10 * i + (int64_t)rng_below(&r, 60);
            y[i] = x[i] + by;
        }
        hst__isotonic(fit, x, n);
        hst__isotonic(moved, y, n);
        for (i = 0; i < n; ++i) {
            assert_int_equal(moved[i], fit[i] + by);
        }
        hst__spread_longest(fit, x, n);
        hst__spread_longest(moved, y, n);
        for (i = 0; i < n; ++i) {
            assert_int_equal(moved[i], fit[i] + by);
        }
    }
}

static void longer_sequences_keep_as_many_as_they_can(void **unused) {
    rng r = rng_seed(8);
    int run, i;
    (void)unused;
    for (run = 0; run < 400; ++run) {
        int64_t x[14], fit[28], expected[14];
        int n = 1 + (int)rng_below(&r, 14);
        for (i = 0; i < n; ++i) {
            x[i] = 4 * i + (int64_t)rng_below(&r, 30);
        }
        hst__spread_longest(fit, x, n);
        oracle_spread(expected, x, n, oracle_longest(x, n));
        assert_same(fit, expected, n);
    }
}

static void an_empty_sequence_needs_no_memory(void **unused) {
    hst__moves moves;
    int64_t least;
    (void)unused;
    hst__isotonic(NULL, NULL, 0);
    hst__spread_longest(NULL, NULL, 0);
    moves = hst__running_maximum(NULL, NULL, 0);
    assert_int_equal(moves.moved, 0);
    assert_int_equal(moves.first, -1);
    assert_true(hst__span_fits(NULL, 0));
    assert_int_equal(hst__span(&least, NULL, 0), 0);
    assert_int_equal(least, 0);
}

static void the_account_says_how_many_moved_and_how_far(void **unused) {
    static const int64_t from[] = {5, 1, 4, 9};
    static const int64_t to[] = {5, 3, 3, 2};
    int64_t out[4];
    hst__moves moves = hst__replace(out, from, to, 4);
    (void)unused;
    assert_same(out, to, 4);
    assert_int_equal(moves.moved, 3);
    assert_int_equal(moves.largest, 7);
    assert_int_equal(moves.total, 10);
    assert_int_equal(moves.first, 1);
}

static void spans_are_measured_over_all_of_int64(void **unused) {
    static const int64_t wide[] = {INT64_MAX, INT64_MIN};
    static const int64_t half[] = {INT64_MAX / 2, 0};
    int64_t least;
    (void)unused;
    assert_true(hst__span(&least, wide, 2) == UINT64_MAX);
    assert_true(least == INT64_MIN);
    assert_false(hst__span_fits(wide, 2));
    assert_true(hst__span_fits(half, 2));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_short_sequences_are_repaired_as_defined),
        cmocka_unit_test(no_whole_numbers_fit_better_than_the_isotonic_ones),
        cmocka_unit_test(means_that_differ_in_the_last_digit_are_told_apart),
        cmocka_unit_test(sums_and_products_of_any_size_are_compared_rightly),
        cmocka_unit_test(products_on_either_side_of_two_to_the_64_are_compared_rightly),
        cmocka_unit_test(repairs_move_with_the_times),
        cmocka_unit_test(longer_sequences_keep_as_many_as_they_can),
        cmocka_unit_test(an_empty_sequence_needs_no_memory),
        cmocka_unit_test(the_account_says_how_many_moved_and_how_far),
        cmocka_unit_test(spans_are_measured_over_all_of_int64),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
