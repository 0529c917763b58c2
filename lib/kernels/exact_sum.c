/* Exact sums of doubles in fixed point: 2,176 bits reach from the least denormal to far above DBL_MAX.
 *
 * Neal's accumulator (arXiv 1505.05571) keeps 67 overlapping limbs and carries late. Here every addition
 * carries at once, into full words: a carry seldom goes further than one word, and the words are then always
 * in canonical form, so that they can be compared, stored and read at any moment. */
#include "exact_sum.h"

#include <string.h>

#include "by_blocks.h"
#include "fixed.h"
#include "long_words.h"
#include "round_words.h"
#include "scalar.h"

enum { WORDS = HST__EXACT_SUM_WORDS, MANTISSA = 52 /* bits below the leading one */ };

/* The magnitude of a double as two neighbouring words of the sum. */
typedef struct term {
    uint64_t low;
    uint64_t high;
    int at;
} term;

static term term_of(uint64_t bits) {
    uint64_t exponent = (bits >> MANTISSA) & 0x7ff;
    uint64_t normal = exponent != 0;
    uint64_t mantissa = (bits & ((UINT64_C(1) << MANTISSA) - 1)) | (normal << MANTISSA);
    int place = (int)(exponent - normal);
    int shift = place & 63;
    term t;
    t.at = place >> 6;
    t.low = mantissa << shift;
    t.high = (mantissa >> 1) >> (63 - shift); /* in two steps, because a shift by 64 is undefined */
    return t;
}

/* A carry out of the last word is dropped: that is how a sum comes back from below zero. */
static void raise_by(uint64_t *word, term t) {
    int k = t.at + 2;
    uint64_t carry;
    word[t.at] += t.low;
    t.high += word[t.at] < t.low;
    word[t.at + 1] += t.high;
    carry = word[t.at + 1] < t.high;
    for (; carry != 0 && k < WORDS; ++k) {
        carry = ++word[k] == 0;
    }
}

static void lower_by(uint64_t *word, term t) {
    int k = t.at + 2;
    uint64_t borrow = word[t.at] < t.low;
    word[t.at] -= t.low;
    t.high += borrow;
    borrow = word[t.at + 1] < t.high;
    word[t.at + 1] -= t.high;
    for (; borrow != 0 && k < WORDS; ++k) {
        borrow = word[k]-- == 0;
    }
}

void hst__exact_sum_add(hst__exact_sum *sum, double x) {
    uint64_t bits = hst__bits_at(&x);
    if (bits >> 63) {
        lower_by(sum->word, term_of(bits));
    } else {
        raise_by(sum->word, term_of(bits));
    }
}

void hst__exact_sum_subtract(hst__exact_sum *sum, double x) {
    hst__exact_sum_add(sum, -x);
}

void hst__exact_sum_merge(hst__exact_sum *sum, const hst__exact_sum *other) {
    hst__add_words(sum->word, other->word, WORDS);
}

/* ---- many values ------------------------------------------------------------------------------- */

static int take_block(void *to, int path, const hst__block_sum *sum, const double *x, int64_t n) {
    (void)path;
    (void)x;
    (void)n;
    hst__exact_sum_add(to, sum->high);
    hst__exact_sum_add(to, sum->low);
    return 1;
}

static void take_value(void *to, const double *x) {
    hst__exact_sum_add(to, *x);
}

int64_t hst__exact_sum_add_n_on(int path, hst__exact_sum *sum, const double *x, int64_t n) {
    hst__taker taker = {sum, take_block, take_value};
    return hst__by_blocks(path, &taker, x, n);
}

int64_t hst__exact_sum_add_n(hst__exact_sum *sum, const double *x, int64_t n) {
    return hst__exact_sum_add_n_on(hst__path(), sum, x, n);
}

/* ---- reading ----------------------------------------------------------------------------------- */

/* The magnitude of the sum over n, with 64 bits more below its last; what it returns is not zero if that is
 * not all of it. */
static int divided_magnitude(uint64_t *magnitude, const hst__exact_sum *sum, uint64_t n) {
    magnitude[0] = 0;
    memcpy(magnitude + 1, sum->word, sizeof sum->word);
    if (sum->word[WORDS - 1] >> 63) {
        hst__negate_words(magnitude + 1, WORDS);
    }
    return n == 1 ? 0 : hst__divide_leading(magnitude, WORDS + 1, n);
}

double hst__exact_sum_mean(const hst__exact_sum *sum, int64_t n) {
    uint64_t magnitude[WORDS + 1];
    int sticky = divided_magnitude(magnitude, sum, (uint64_t)n);
    uint64_t sign = sum->word[WORDS - 1] & (UINT64_C(1) << 63);
    uint64_t bits = hst__round_words(magnitude, WORDS + 1, 64, sticky);
    return hst__from_bits(bits | (bits != 0 ? sign : 0)); /* what rounds to zero is +0 */
}

double hst__exact_sum_read(const hst__exact_sum *sum) {
    return hst__exact_sum_mean(sum, 1);
}
