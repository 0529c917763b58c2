/* Medians and median distances of multisets against sorting, and the numbering of values that they rest
 * on. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "kernels/dense_ranks.h"
#include "kernels/middle_distance.h"

enum { MOST = 300 };

static double x[MOST], value[MOST], sorted[MOST];
static int32_t rank_of[MOST], words[2 * MOST];
static hst__entry scratch[2 * MOST];

static int by_size(const void *a, const void *b) {
    double p = *(const double *)a, q = *(const double *)b;
    return (p > q) - (p < q);
}

static double middle_of_sorted(int64_t m) {
    double low, high;
    qsort(sorted, (size_t)m, sizeof *sorted, by_size);
    low = sorted[(m - 1) / 2];
    high = sorted[m / 2];
    return low + (high - low) / 2;
}

/* All observed of n samples in a tree, against themselves sorted. */
static void assert_as_sorted(int64_t n) {
    hst__rank_tree tree;
    int32_t ranks = hst__dense_ranks(rank_of, value, x, n, scratch);
    double middle;
    int64_t m = 0, i;
    if (ranks == 0) {
        return;
    }
    hst__rank_tree_init(&tree, words, ranks);
    for (i = 0; i < n; ++i) {
        if (rank_of[i] >= 0) {
            hst__rank_tree_add(&tree, rank_of[i], 1);
            sorted[m++] = x[i] + 0.0;
        }
    }
    middle = middle_of_sorted(m);
    assert_same_bits(hst__middle(&tree, value), middle);
    for (i = 0; i < m; ++i) {
        sorted[i] = fabs(sorted[i] - middle);
    }
    assert_same_bits(hst__middle_distance(&tree, value, middle), middle_of_sorted(m));
}

static void medians_and_their_distances_are_those_of_sorting(void **unused) {
    rng r = rng_seed(3);
    int k;
    (void)unused;
    for (k = 0; k < 2000; ++k) {
        int64_t n = (int64_t)rng_below(&r, k % 2 ? 12 : MOST), i;
        uint64_t kinds = 1 + rng_below(&r, 30);
        double power = rng_below(&r, 2) ? 1 : 4;
        for (i = 0; i < n; ++i) {
            x[i] = pow((double)rng_below(&r, kinds) / 3, power);
            x[i] = rng_below(&r, 10) == 0 ? NAN : x[i];
        }
        assert_as_sorted(n);
    }
}

static void the_largest_doubles_have_a_middle_too(void **unused) {
    (void)unused;
    x[0] = DBL_MAX;
    x[1] = DBL_MAX;
    x[2] = 0;
    x[3] = 5e-324;
    assert_as_sorted(4);
    assert_as_sorted(3);
    assert_as_sorted(2);
    assert_as_sorted(1);
}

/* The number of different values below it. */
static void ranks_count_the_different_values_below(void **unused) {
    static const double given[] = {3, NAN, -0.0, 1, 0, 3, -7, DBL_MAX};
    static const int32_t expected[] = {3, -1, 1, 2, 1, 3, 0, 4};
    static const double values[] = {-7, 0, 1, 3, DBL_MAX};
    int i;
    (void)unused;
    assert_int_equal(hst__dense_ranks(rank_of, value, given, 8, scratch), 5);
    assert_memory_equal(rank_of, expected, sizeof expected);
    for (i = 0; i < 5; ++i) {
        assert_same_bits(value[i], values[i]);
    }
    assert_int_equal(hst__dense_ranks(rank_of, value, given + 1, 1, scratch), 0);
    assert_int_equal(rank_of[0], -1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(medians_and_their_distances_are_those_of_sorting),
        cmocka_unit_test(the_largest_doubles_have_a_middle_too),
        cmocka_unit_test(ranks_count_the_different_values_below),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
