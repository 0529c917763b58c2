/* Radix sort, against qsort. */
#include "support/support.h"

#include <stdlib.h>
#include <string.h>

#include "kernels/radix.h"

enum { MOST = 3000 };

static uint64_t key[MOST], spare[MOST], expected[MOST];
static int32_t label[MOST], label_spare[MOST];

static int by_value(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void sorted_as_qsort_does(int64_t n, int labelled) {
    hst__radix r = {key, spare, NULL, NULL, n};
    memcpy(expected, key, (size_t)n * sizeof *key);
    qsort(expected, (size_t)n, sizeof *expected, by_value);
    if (labelled) {
        r.label = label;
        r.label_spare = label_spare;
    }
    hst__radix_sort(&r);
    assert_memory_equal(key, expected, (size_t)n * sizeof *key);
}

static void keys_of_any_width_and_order_are_sorted(void **unused) {
    rng r = rng_seed(11);
    int run;
    (void)unused;
    for (run = 0; run < 300; ++run) {
        int64_t n = (int64_t)rng_below(&r, run < 200 ? 50 : MOST), i;
        int shift = (int)rng_below(&r, 64);
        for (i = 0; i < n; ++i) {
            key[i] = run % 5 == 0 ? (uint64_t)(n - i) << (shift / 2) : rng_next(&r) >> shift;
        }
        sorted_as_qsort_does(n, 0);
        sorted_as_qsort_does(n, 0); /* and what is sorted stays */
    }
}

/* Labels count up with each key's first appearance, so that equal keys must keep their order. */
static void equal_keys_keep_their_order_and_their_labels(void **unused) {
    rng r = rng_seed(12);
    int run;
    (void)unused;
    for (run = 0; run < 100; ++run) {
        static uint64_t before[MOST];
        int64_t n = 2 + (int64_t)rng_below(&r, MOST - 2), i;
        for (i = 0; i < n; ++i) {
            key[i] = before[i] = rng_below(&r, 20) * (run % 2 == 0 ? 1 : UINT64_C(0x0101010101));
            label[i] = (int32_t)i;
        }
        sorted_as_qsort_does(n, 1);
        for (i = 0; i < n; ++i) {
            assert_true(before[label[i]] == key[i]);
            assert_true(i == 0 || key[i - 1] < key[i] || label[i - 1] < label[i]);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_of_any_width_and_order_are_sorted),
        cmocka_unit_test(equal_keys_keep_their_order_and_their_labels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
