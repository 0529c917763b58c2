/* Long numbers in words: products, sums and quotients, against 32-bit school arithmetic and against each other. */
#include "support/support.h"

#include <string.h>

#include "kernels/long_words.h"
#include "kernels/round_words.h"

enum { WORDS = 8 };

/* Corners as often as anything. */
static uint64_t any_word(rng *r) {
    static const uint64_t corners[] = {0, 1, UINT64_MAX, UINT64_C(1) << 63, UINT32_MAX, UINT64_C(1) << 32};
    uint64_t k = rng_below(r, 12);
    return k < 6 ? corners[k] : rng_next(r) >> rng_below(r, 64);
}

static void fill(rng *r, uint64_t *word, int words) {
    int k;
    for (k = 0; k < words; ++k) {
        word[k] = any_word(r);
    }
}

static void add_bit(uint64_t *word, int place) {
    int at = place / 64;
    uint64_t one = UINT64_C(1) << (place % 64);
    while (at < WORDS && (word[at] += one) < one) {
        one = 1;
        ++at;
    }
}

/* word += a 2^place, a bit at a time. */
static void slow_add(uint64_t *word, uint64_t a, int place) {
    int k;
    for (k = 0; k < 64; ++k) {
        if (a >> k & 1) {
            add_bit(word, place + k);
        }
    }
}

static void slow_product(uint64_t *word, uint64_t a, uint64_t b) {
    int k;
    for (k = 0; k < 64; ++k) {
        slow_add(word, b >> k & 1 ? a : 0, k);
    }
}

static void products_have_every_bit(void **unused) {
    rng r = rng_seed(91);
    int run;
    (void)unused;
    for (run = 0; run < 3000; ++run) {
        uint64_t a = any_word(&r), b = any_word(&r), c = any_word(&r), d = any_word(&r);
        uint64_t word[WORDS] = {0};
        hst__two_words p = hst__product(a, b, c, d);
        slow_product(word, a, b);
        slow_add(word, c, 0);
        slow_add(word, d, 0);
        assert_true(p.low == word[0] && p.high == word[1] && word[2] == 0);
    }
}

/* Each bit of the two words, put where it belongs; taken away again, no bit is left over. */
static void two_words_go_where_they_belong_and_come_back(void **unused) {
    rng r = rng_seed(92);
    int run;
    (void)unused;
    for (run = 0; run < 20000; ++run) {
        hst__two_words p = {any_word(&r), any_word(&r)};
        int place = (int)rng_below(&r, 64 * (WORDS - 3) + 1);
        uint64_t before[WORDS], after[WORDS], slow[WORDS];
        fill(&r, before, WORDS);
        memcpy(after, before, sizeof after);
        memcpy(slow, before, sizeof slow);
        hst__add_at(after, WORDS, place, p);
        slow_add(slow, p.low, place);
        slow_add(slow, p.high, place + 64);
        assert_memory_equal(after, slow, sizeof after);
        hst__subtract_at(after, WORDS, place, p);
        assert_memory_equal(after, before, sizeof after);
    }
}

static void sums_carry_to_the_last_word_and_no_further(void **unused) {
    rng r = rng_seed(93);
    int run;
    (void)unused;
    for (run = 0; run < 20000; ++run) {
        uint64_t a[WORDS], b[WORDS], sum[WORDS], slow[WORDS];
        int k;
        fill(&r, a, WORDS);
        fill(&r, b, WORDS);
        memcpy(sum, a, sizeof sum);
        memcpy(slow, a, sizeof slow);
        hst__add_words(sum, b, WORDS);
        for (k = 0; k < WORDS; ++k) {
            slow_add(slow, b[k], 64 * k);
        }
        assert_memory_equal(sum, slow, sizeof sum);
        hst__negate_words(b, WORDS);
        hst__add_words(sum, b, WORDS);
        assert_memory_equal(sum, a, sizeof sum);
    }
}

/* a x other, one product of two words after the other. */
static void multiples_are_added_up(void **unused) {
    rng r = rng_seed(94);
    int run, k;
    (void)unused;
    for (run = 0; run < 20000; ++run) {
        int length = (int)rng_below(&r, WORDS - 3);
        uint64_t other[WORDS], word[WORDS], slow[WORDS], a = any_word(&r);
        fill(&r, other, WORDS);
        fill(&r, word, WORDS);
        memcpy(slow, word, sizeof slow);
        hst__add_multiple(word, WORDS, other, length, a);
        for (k = 0; k < length; ++k) {
            hst__add_at(slow, WORDS, 64 * k, hst__product(a, other[k], 0, 0));
        }
        assert_memory_equal(word, slow, sizeof word);
    }
}

static void a_carry_out_of_the_last_word_is_dropped(void **unused) {
    uint64_t all[3] = {UINT64_MAX, UINT64_MAX, UINT64_MAX}, one[3] = {1, 0, 0}, zero[3] = {0, 0, 0};
    hst__two_words small = {1, 0};
    (void)unused;
    hst__add_multiple(all, 3, one, 1, 1);
    assert_memory_equal(all, zero, sizeof zero);
    hst__subtract_at(all, 3, 0, small);
    hst__add_at(all, 3, 0, small);
    assert_memory_equal(all, zero, sizeof zero);
}

/* Rounded to a double, the quotient by leading words is that by all of them; also when it is divided again. */
static void leading_words_of_a_quotient_round_as_all_of_it_does(void **unused) {
    enum { MANY = 12, DOWN = 640 };
    rng r = rng_seed(95);
    int run;
    (void)unused;
    for (run = 0; run < 20000; ++run) {
        uint64_t n = any_word(&r) | 1, m = any_word(&r) | 1, whole[MANY], part[MANY];
        int used = (int)rng_below(&r, MANY) + 1, left, some;
        memset(whole, 0, sizeof whole);
        fill(&r, whole, used);
        memcpy(part, whole, sizeof part);
        left = hst__divide_words(whole, MANY, n) != 0;
        some = hst__divide_leading(part, MANY, n);
        assert_true(hst__round_words(whole, MANY, DOWN, left) == hst__round_words(part, MANY, DOWN, some));
        left |= hst__divide_words(whole, MANY, m) != 0;
        some |= hst__divide_leading(part, MANY, m);
        assert_true(hst__round_words(whole, MANY, DOWN, left) == hst__round_words(part, MANY, DOWN, some));
    }
}

/* (2^53 + 1) 2^k / 1 is a tie unless something stands below, however far. */
static void what_leading_words_leave_out_still_decides_ties(void **unused) {
    uint64_t word[12];
    int k;
    (void)unused;
    for (k = 0; k < 10; ++k) {
        uint64_t tie, more;
        int some;
        memset(word, 0, sizeof word);
        word[11] = (UINT64_C(1) << 53) + 1;
        some = hst__divide_leading(word, 12, 1);
        tie = hst__round_words(word, 12, 640, some);
        word[11] = (UINT64_C(1) << 53) + 1;
        word[k] = 1;
        some = hst__divide_leading(word, 12, 1);
        more = hst__round_words(word, 12, 640, some);
        assert_true(more == tie + 1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_have_every_bit),
        cmocka_unit_test(two_words_go_where_they_belong_and_come_back),
        cmocka_unit_test(sums_carry_to_the_last_word_and_no_further),
        cmocka_unit_test(multiples_are_added_up),
        cmocka_unit_test(a_carry_out_of_the_last_word_is_dropped),
        cmocka_unit_test(leading_words_of_a_quotient_round_as_all_of_it_does),
        cmocka_unit_test(what_leading_words_leave_out_still_decides_ties),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
