/* Values put in order in place, wholly or for some ranks, whatever they are and however few cuts are
 * allowed. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "kernels/select.h"
#include "oracle/quantile.h"

enum { MOST = 20000 };

static double a[MOST], values[MOST], sorted[MOST];

/* Kinds: random, few values, climbing, falling, constant, up and down, with ends of double among them. */
static void fill(rng *r, int kind, int64_t n) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        values[i] = kind == 0   ? rng_normal(r)
                    : kind == 1 ? (double)rng_below(r, 3)
                    : kind == 2 ? (double)i
                    : kind == 3 ? -(double)(i + 1)
                    : kind == 4 ? 3
                    : kind == 5 ? (double)(i < n / 2 ? i : n - i)
                    : i % 3 > 0 ? (i % 3 == 1 ? DBL_MAX : -DBL_MAX)
                                : 0x1p-1074 * (double)rng_below(r, 9);
    }
    memcpy(a, values, (size_t)n * sizeof *a);
    (void)oracle_sorted(sorted, values, n);
}

/* The same values, and those of lower rank no larger, those of higher rank no smaller. */
static void assert_selected(int64_t n, const int64_t *rank, int ranks) {
    static double again[MOST];
    int64_t i;
    int k;
    for (k = 0; k < ranks; ++k) {
        assert_same_bits(a[rank[k]], sorted[rank[k]]);
        for (i = 0; i < n; ++i) {
            assert_true(i < rank[k] ? a[i] <= a[rank[k]] : a[i] >= a[rank[k]]);
        }
    }
    (void)oracle_sorted(again, a, n);
    assert_memory_equal(again, sorted, (size_t)n * sizeof *again);
}

static void selected_ranks_hold_the_values_of_the_sorted_copy(void **unused) {
    rng r = rng_seed(21);
    int run, k;
    (void)unused;
    for (run = 0; run < 2000; ++run) {
        int64_t n = 1 + (int64_t)rng_below(&r, run % 20 == 0 ? 3000 : 150);
        int64_t rank[8], last = 0;
        int ranks = (int)rng_below(&r, 9);
        for (k = 0; k < ranks; ++k) {
            last += (int64_t)rng_below(&r, (uint64_t)(n - last));
            rank[k] = last;
        }
        fill(&r, run % 7, n);
        hst__select(a, n, rank, ranks);
        assert_selected(n, rank, ranks);
    }
}

static void sorting_gives_the_sorted_copy(void **unused) {
    rng r = rng_seed(22);
    int run;
    (void)unused;
    for (run = 0; run < 700; ++run) {
        int64_t n = (int64_t)rng_below(&r, run % 20 == 0 ? MOST : 200);
        fill(&r, run % 7, n);
        hst__sort(a, n);
        assert_memory_equal(a, sorted, (size_t)n * sizeof *a);
    }
}

/* However soon the heap takes over. */
static void any_number_of_cuts_gives_the_same_order(void **unused) {
    rng r = rng_seed(23);
    int run;
    (void)unused;
    for (run = 0; run < 700; ++run) {
        int64_t n = 1 + (int64_t)rng_below(&r, 400), rank[2];
        int budget = (int)rng_below(&r, 6);
        rank[0] = n / 3;
        rank[1] = n - 1;
        fill(&r, run % 7, n);
        hst__select_within(a, n, rank, 2, budget);
        assert_selected(n, rank, 2);
        fill(&r, run % 7, n);
        hst__select_within(a, n, NULL, 0, budget);
        assert_memory_equal(a, sorted, (size_t)n * sizeof *a);
    }
}

static void nothing_wanted_moves_nothing(void **unused) {
    rng r = rng_seed(24);
    const int64_t rank[1] = {7};
    (void)unused;
    fill(&r, 0, 500);
    hst__select(a, 500, rank, 0);
    assert_memory_equal(a, values, 500 * sizeof *a);
    hst__sort(a, 0);
    hst__sort(a, 1);
    assert_memory_equal(a, values, 500 * sizeof *a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(selected_ranks_hold_the_values_of_the_sorted_copy),
        cmocka_unit_test(sorting_gives_the_sorted_copy),
        cmocka_unit_test(any_number_of_cuts_gives_the_same_order),
        cmocka_unit_test(nothing_wanted_moves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
