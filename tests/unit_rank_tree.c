/* Multisets of ranks against plain counts. */
#include "support/support.h"

#include <stdlib.h>
#include <string.h>

#include "kernels/rank_tree.h"

enum { MOST = 70000 };

static int32_t counted[MOST];
static int32_t held[MOST];

/* The k-th smallest by counting up from the lowest rank. */
static int32_t plain_select(int32_t k) {
    int32_t rank = 0;
    while (k >= counted[rank]) {
        k -= counted[rank++];
    }
    return rank;
}

/* Ranks near a place that wanders, so that the finger moves a little, and far away at times. */
static int32_t draw_rank(rng *r, int64_t ranks) {
    static int64_t centre;
    int64_t spread = 1 + ranks / 50;
    if (rng_below(r, 50) == 0) {
        centre = (int64_t)rng_below(r, (uint64_t)ranks);
    }
    return (int32_t)((centre + (int64_t)rng_below(r, (uint64_t)spread)) % ranks);
}

static void assert_counts_of(rng *r, int64_t ranks, int steps, int most) {
    int32_t *words = guarded_alloc((size_t)hst__rank_tree_words(ranks) * sizeof *words);
    hst__rank_tree tree;
    int32_t size = 0;
    int i;
    memset(counted, 0, sizeof counted);
    hst__rank_tree_init(&tree, words, ranks);
    for (i = 0; i < steps; ++i) {
        if (size > 0 && (size == most || rng_below(r, 3) == 0)) {
            int32_t gone = (int32_t)rng_below(r, (uint64_t)size);
            hst__rank_tree_add(&tree, held[gone], -1);
            --counted[held[gone]];
            held[gone] = held[--size];
        } else {
            held[size] = draw_rank(r, ranks);
            hst__rank_tree_add(&tree, held[size], 1);
            ++counted[held[size++]];
        }
        assert_int_equal(tree.size, size);
        if (size > 0) {
            int32_t k = rng_below(r, 4) ? (size - 1) / 2 : (int32_t)rng_below(r, (uint64_t)size);
            assert_int_equal(hst__rank_tree_select(&tree, k), plain_select(k));
        }
    }
    guarded_free(words);
}

static void the_kth_is_that_of_counting_whatever_comes_and_goes(void **unused) {
    static const int64_t ranks[] = {1, 2, 15, 16, 17, 255, 256, 257, 4096, 4097, 65536, 65537, MOST};
    rng r = rng_seed(1);
    size_t k;
    (void)unused;
    for (k = 0; k < sizeof ranks / sizeof *ranks; ++k) {
        assert_counts_of(&r, ranks[k], 300, 5);
        assert_counts_of(&r, ranks[k], 600, 100);
    }
}

static void all_of_a_full_tree_come_in_order(void **unused) {
    static int32_t words[2 * 5000];
    hst__rank_tree tree;
    int32_t k;
    (void)unused;
    hst__rank_tree_init(&tree, words, 5000);
    for (k = 0; k < 5000; ++k) {
        hst__rank_tree_add(&tree, (int32_t)((int64_t)k * 3001 % 5000), 1);
    }
    for (k = 0; k < 5000; ++k) {
        assert_int_equal(hst__rank_tree_select(&tree, k), k);
    }
    for (k = 4999; k >= 0; k -= 7) {
        assert_int_equal(hst__rank_tree_select(&tree, k), k);
    }
}

/* 70,000 ranks, 4,375 blocks, 274, 18, 2. */
static void blocks_are_sixteen_of_the_level_below(void **unused) {
    static int32_t words[2 * MOST];
    hst__rank_tree tree;
    (void)unused;
    assert_int_equal(hst__rank_tree_words(16), 16);
    assert_int_equal(hst__rank_tree_words(256), 256 + 16);
    assert_int_equal(hst__rank_tree_words(MOST), MOST + 4375 + 274 + 18 + 2);
    hst__rank_tree_init(&tree, words, MOST);
    assert_int_equal(tree.levels, 5);
    assert_true(tree.count[4] == words + MOST + 4375 + 274 + 18);
}

static void no_number_of_ranks_needs_more_than_twice_as_many_words_or_eight_levels(void **unused) {
    int64_t ranks;
    (void)unused;
    for (ranks = 1; ranks < INT64_C(0x80000000); ranks = ranks * 3 / 2 + 1) {
        int64_t words = hst__rank_tree_words(ranks), left = ranks;
        int levels = 1;
        for (; left > 16; left = (left + 15) / 16) {
            ++levels;
        }
        assert_true(words >= ranks && words <= 2 * ranks);
        assert_true(levels <= HST__RANK_TREE_LEVELS);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_kth_is_that_of_counting_whatever_comes_and_goes),
        cmocka_unit_test(all_of_a_full_tree_come_in_order),
        cmocka_unit_test(blocks_are_sixteen_of_the_level_below),
        cmocka_unit_test(no_number_of_ranks_needs_more_than_twice_as_many_words_or_eight_levels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
