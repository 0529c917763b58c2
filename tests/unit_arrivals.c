/* Sums of arrivals that have no order, and their bytes. */
#include "support/support.h"

#include <string.h>

#include "kernels/arrivals.h"
#include "kernels/pack.h"

static double random_level(rng *r) {
    static const double levels[] = {0x1p-900, 1, 4295032833.0, 1e23, 0x1p+900};
    return rng_below(r, 4) == 0 ? levels[rng_below(r, 5)] : 1e22 * (1 + rng_uniform(r));
}

static void the_empty_sum_is_all_zero(void **unused) {
    uint64_t words[HST__ARRIVALS_WORDS] = {0};
    hst__arrivals a;
    (void)unused;
    assert_int_equal(hst__arrivals_read(&a, words), HST__ARRIVALS_DONE);
    assert_int_equal(a.count, 0);
    assert_int_equal(a.seconds, 0);
    assert_same_bits(hst__exact_sum_read(&a.exposure), 0.0);
}

static void adding_one_by_one_and_all_at_once_is_the_same(void **unused) {
    rng r = rng_seed(11);
    int run, i;
    (void)unused;
    for (run = 0; run < 200; ++run) {
        uint64_t one[HST__ARRIVALS_WORDS] = {0}, all[HST__ARRIVALS_WORDS] = {0};
        int64_t seconds[30];
        double level[30];
        for (i = 0; i < 30; ++i) {
            seconds[i] = (int64_t)rng_below(&r, 2000);
            level[i] = random_level(&r);
            assert_int_equal(hst__arrivals_add(one, 1, seconds[i], level[i]), HST__ARRIVALS_DONE);
        }
        assert_int_equal(hst__arrivals_add_n(all, seconds, level, 30), HST__ARRIVALS_DONE);
        assert_memory_equal(one, all, sizeof one);
    }
}

static void what_is_taken_back_leaves_no_trace(void **unused) {
    rng r = rng_seed(12);
    int run, i;
    (void)unused;
    for (run = 0; run < 200; ++run) {
        uint64_t words[HST__ARRIVALS_WORDS] = {0}, kept[HST__ARRIVALS_WORDS] = {0};
        int64_t seconds[20];
        double level[20];
        for (i = 0; i < 20; ++i) {
            seconds[i] = (int64_t)rng_below(&r, 2000);
            level[i] = random_level(&r);
            assert_int_equal(hst__arrivals_add(words, i, seconds[i], level[i]), HST__ARRIVALS_DONE);
            if (i % 2 == 0) {
                assert_int_equal(hst__arrivals_add(kept, i, seconds[i], level[i]), HST__ARRIVALS_DONE);
            }
        }
        for (i = 1; i < 20; i += 2) {
            assert_int_equal(hst__arrivals_take(words, i, seconds[i], level[i]), HST__ARRIVALS_DONE);
        }
        assert_memory_equal(words, kept, sizeof words);
    }
}

static void what_was_never_added_cannot_be_taken(void **unused) {
    uint64_t words[HST__ARRIVALS_WORDS] = {0}, before[HST__ARRIVALS_WORDS];
    (void)unused;
    assert_int_equal(hst__arrivals_add(words, 3, 100, 1e23), HST__ARRIVALS_DONE);
    memcpy(before, words, sizeof words);
    assert_int_equal(hst__arrivals_take(words, 4, 0, 1e23), HST__ARRIVALS_LACKING);
    assert_int_equal(hst__arrivals_take(words, 0, 101, 1e23), HST__ARRIVALS_LACKING);
    assert_int_equal(hst__arrivals_take(words, 1, 10, 1e20),
                     HST__ARRIVALS_LACKING); /* exposure below nothing */
    assert_int_equal(hst__arrivals_take(words, 3, 100, 2e23),
                     HST__ARRIVALS_LACKING); /* and without seconds */
    assert_memory_equal(words, before, sizeof words);
}

static void limits_are_kept_and_not_passed(void **unused) {
    uint64_t full[HST__ARRIVALS_WORDS] = {0}, long_one[HST__ARRIVALS_WORDS] = {0};
    uint64_t one[HST__ARRIVALS_WORDS] = {0}, before[HST__ARRIVALS_WORDS];
    static const int64_t seconds[] = {0, 1};
    static const double level[] = {1, 1};
    (void)unused;
    assert_int_equal(hst__arrivals_add(one, 1, 1, 1), HST__ARRIVALS_DONE);
    assert_int_equal(hst__arrivals_add(full, HST__ARRIVALS_MAX, 0, 1), HST__ARRIVALS_DONE);
    assert_int_equal(hst__arrivals_add(long_one, 0, INT64_MAX, 0x1p-900), HST__ARRIVALS_DONE);
    memcpy(before, long_one, sizeof before);
    assert_int_equal(hst__arrivals_add(full, 1, 0, 1), HST__ARRIVALS_FULL);
    assert_int_equal(hst__arrivals_add(long_one, 0, 1, 1), HST__ARRIVALS_FULL);
    assert_int_equal(hst__arrivals_add_n(full, seconds, level, 1), HST__ARRIVALS_FULL);
    assert_int_equal(hst__arrivals_add_n(long_one, seconds, level, 2), HST__ARRIVALS_FULL);
    assert_int_equal(hst__arrivals_merge(full, one), HST__ARRIVALS_FULL);
    assert_int_equal(hst__arrivals_merge(one, long_one), HST__ARRIVALS_FULL);
    assert_memory_equal(long_one, before, sizeof before);
}

/* Words that no additions give, and the same two with which every function must refuse them. */
static void unsound_words_are_refused_by_every_function(void **unused) {
    uint64_t bad[6][HST__ARRIVALS_WORDS] = {{0}}, good[HST__ARRIVALS_WORDS] = {0};
    uint64_t before[HST__ARRIVALS_WORDS];
    static const int64_t seconds[] = {1};
    static const double level[] = {1};
    uint8_t bytes[HST__ARRIVALS_BYTES];
    hst__arrivals a;
    int k;
    (void)unused;
    assert_int_equal(hst__arrivals_add(good, 1, 600, 1e23), HST__ARRIVALS_DONE);
    for (k = 0; k < 6; ++k) {
        memcpy(bad[k], good, sizeof good);
    }
    bad[0][0] = UINT64_MAX;                              /* count -1 */
    bad[1][0] = (uint64_t)HST__ARRIVALS_MAX + 1;         /* too many */
    bad[2][1] = UINT64_MAX;                              /* seconds -1 */
    bad[3][HST__ARRIVALS_WORDS - 1] = UINT64_C(1) << 63; /* exposure below 0 */
    bad[4][HST__ARRIVALS_WORDS - 2] = 1;                 /* exposure beyond all reason */
    bad[5][1] = 0;                                       /* exposure without seconds */
    for (k = 0; k < 6; ++k) {
        memcpy(before, bad[k], sizeof before);
        assert_int_equal(hst__arrivals_read(&a, bad[k]), HST__ARRIVALS_UNSOUND);
        assert_int_equal(hst__arrivals_add(bad[k], 1, 1, 1), HST__ARRIVALS_UNSOUND);
        assert_int_equal(hst__arrivals_add_n(bad[k], seconds, level, 1), HST__ARRIVALS_UNSOUND);
        assert_int_equal(hst__arrivals_take(bad[k], 0, 0, 1), HST__ARRIVALS_UNSOUND);
        assert_int_equal(hst__arrivals_merge(bad[k], good), HST__ARRIVALS_UNSOUND);
        assert_int_equal(hst__arrivals_merge(good, bad[k]), HST__ARRIVALS_UNSOUND);
        assert_int_equal(hst__arrivals_pack(bytes, bad[k]), HST__ARRIVALS_UNSOUND);
        assert_memory_equal(bad[k], before, sizeof before);
    }
}

static void bytes_are_little_endian_and_end_with_their_checksum(void **unused) {
    static const uint64_t word[] = {UINT64_C(0x0123456789abcdef)};
    static const uint8_t head[] = {0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11,
                                   0xef, 0xcd, 0xab, 0x89, 0x67, 0x45, 0x23, 0x01};
    uint8_t bytes[HST__SEALED_BYTES(1)];
    uint64_t sum = UINT64_C(0xcbf29ce484222325); /* FNV-1a as its authors define it: offset basis and prime */
    uint64_t back = 0;
    int i;
    (void)unused;
    hst__seal(bytes, UINT64_C(0x1122334455667788), word, 1);
    assert_memory_equal(bytes, head, sizeof head);
    for (i = 0; i < 16; ++i) {
        sum ^= head[i];
        sum *= UINT64_C(0x100000001b3);
    }
    for (i = 0; i < 8; ++i) {
        assert_int_equal(bytes[16 + i], (uint8_t)(sum >> (8 * i)));
    }
    assert_true(hst__unseal(&back, 1, UINT64_C(0x1122334455667788), bytes));
    assert_true(back == word[0]);
    back = 7;
    assert_false(hst__unseal(&back, 1, UINT64_C(0x1122334455667789), bytes));
    assert_int_equal(back, 7);
}

static void any_single_bit_that_flips_is_seen(void **unused) {
    uint64_t words[HST__ARRIVALS_WORDS] = {0}, back[HST__ARRIVALS_WORDS];
    uint8_t bytes[HST__ARRIVALS_BYTES];
    size_t bit;
    (void)unused;
    assert_int_equal(hst__arrivals_add(words, 144, 86400, 1.04e23), HST__ARRIVALS_DONE);
    assert_int_equal(hst__arrivals_pack(bytes, words), HST__ARRIVALS_DONE);
    assert_int_equal(hst__arrivals_unpack(back, bytes), HST__ARRIVALS_DONE);
    assert_memory_equal(back, words, sizeof words);
    fill_untouched(back, sizeof back);
    for (bit = 0; bit < 8 * sizeof bytes; ++bit) {
        bytes[bit / 8] = (uint8_t)(bytes[bit / 8] ^ 1u << bit % 8);
        assert_int_equal(hst__arrivals_unpack(back, bytes), HST__ARRIVALS_UNSOUND);
        bytes[bit / 8] = (uint8_t)(bytes[bit / 8] ^ 1u << bit % 8);
    }
    assert_untouched(back, sizeof back);
}

static void sealed_words_that_are_no_sum_are_refused(void **unused) {
    uint64_t words[HST__ARRIVALS_WORDS] = {0}, back[HST__ARRIVALS_WORDS], mark = 0;
    uint8_t bytes[HST__ARRIVALS_BYTES];
    int i;
    (void)unused;
    assert_int_equal(hst__arrivals_pack(bytes, words), HST__ARRIVALS_DONE);
    for (i = 7; i >= 0; --i) {
        mark = mark << 8 | bytes[i];
    }
    words[0] = UINT64_MAX;
    hst__seal(bytes, mark, words, HST__ARRIVALS_WORDS);
    assert_int_equal(hst__arrivals_unpack(back, bytes), HST__ARRIVALS_UNSOUND);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_empty_sum_is_all_zero),
        cmocka_unit_test(adding_one_by_one_and_all_at_once_is_the_same),
        cmocka_unit_test(what_is_taken_back_leaves_no_trace),
        cmocka_unit_test(what_was_never_added_cannot_be_taken),
        cmocka_unit_test(limits_are_kept_and_not_passed),
        cmocka_unit_test(unsound_words_are_refused_by_every_function),
        cmocka_unit_test(bytes_are_little_endian_and_end_with_their_checksum),
        cmocka_unit_test(any_single_bit_that_flips_is_seen),
        cmocka_unit_test(sealed_words_that_are_no_sum_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
