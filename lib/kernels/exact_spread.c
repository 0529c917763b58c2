/* variance = (n Q - S^2) / (n (n - 1)) in long integers, as one learns to do it at school, with words for
 * digits. */
#include "exact_spread.h"

#include <math.h> /* sqrt only */
#include <string.h>

#include "fixed.h"
#include "round_words.h"
#include "scalar.h"

enum {
    SUM = HST__EXACT_SUM_WORDS,
    SQUARE = HST__EXACT_SPREAD_WORDS,
    BELOW = 20, /* words below the unit, so that a quotient never runs out of bits */
    WORDS = BELOW + SQUARE + 1,
    UNIT = 2148 + 64 * BELOW, /* the integers below count units of 2^-UNIT */
    MANTISSA = 52
};

/* *high, *low = a b. */
static void multiply(uint64_t *high, uint64_t *low, uint64_t a, uint64_t b) {
    uint64_t al = a & UINT32_MAX, ah = a >> 32, bl = b & UINT32_MAX, bh = b >> 32;
    uint64_t middle = ah * bl + ((al * bl) >> 32);
    uint64_t other = al * bh + (middle & UINT32_MAX);
    *low = a * b;
    *high = ah * bh + (middle >> 32) + (other >> 32);
}

/* word[0 .. words - 1] += x 2^(64 at); what passes the last word is dropped. */
static void add_word(uint64_t *word, int words, int at, uint64_t x) {
    for (; x != 0 && at < words; ++at) {
        word[at] += x;
        x = word[at] < x;
    }
}

/* word += a b 2^(64 at). */
static void add_product(uint64_t *word, int words, int at, uint64_t a, uint64_t b) {
    uint64_t high, low;
    multiply(&high, &low, a, b);
    add_word(word, words, at, low);
    add_word(word, words, at + 1, high);
}

/* square += x^2. With x = m 2^p in units of 2^-1074, its square is m^2 2^(2p) in units of the square. */
static void add_square(uint64_t *square, double x) {
    uint64_t bits = hst__bits_at(&x);
    uint64_t exponent = (bits >> MANTISSA) & 0x7ff;
    uint64_t normal = exponent != 0;
    uint64_t m = (bits & ((UINT64_C(1) << MANTISSA) - 1)) | (normal << MANTISSA);
    int place = 2 * (int)(exponent - normal);
    int shift = place & 63;
    uint64_t high, low;
    multiply(&high, &low, m, m);
    add_word(square, SQUARE, place >> 6, low << shift);
    add_word(square, SQUARE, (place >> 6) + 1, (low >> 1) >> (63 - shift));
    add_word(square, SQUARE, (place >> 6) + 1, high << shift);
    add_word(square, SQUARE, (place >> 6) + 2, (high >> 1) >> (63 - shift));
}

void hst__exact_spread_add(hst__exact_spread *a, double x) {
    hst__exact_sum_add(&a->sum, x);
    add_square(a->square, x);
    ++a->n;
}

/* To take a square away is to add it to the number below zero. */
void hst__exact_spread_subtract(hst__exact_spread *a, double x) {
    hst__exact_sum_subtract(&a->sum, x);
    hst__negate_words(a->square, SQUARE);
    add_square(a->square, x);
    hst__negate_words(a->square, SQUARE);
    --a->n;
}

/* word = n Q - S^2, times 2^(64 BELOW): n Q is added to what S^2 leaves below zero. */
static void spread_of(uint64_t *word, const hst__exact_spread *a) {
    hst__exact_sum s = a->sum;
    int i, k;
    memset(word, 0, WORDS * sizeof *word);
    if (s.word[SUM - 1] >> 63) {
        hst__negate_words(s.word, SUM);
    }
    for (i = 0; i < SUM; ++i) {
        for (k = 0; s.word[i] != 0 && k < SUM; ++k) {
            add_product(word, WORDS, BELOW + i + k, s.word[i], s.word[k]);
        }
    }
    hst__negate_words(word, WORDS);
    for (i = 0; i < SQUARE; ++i) {
        add_product(word, WORDS, BELOW + i, a->square[i], (uint64_t)a->n);
    }
}

/* The variance is cut out of the integer as a double in [1, 8), an even power of two away, and so its root is
 * half as many powers away. */
double hst__exact_spread_deviation(const hst__exact_spread *a) {
    uint64_t word[WORDS];
    int top = WORDS - 1;
    int sticky, lead, half;
    double root;
    spread_of(word, a);
    sticky = hst__divide_words(word, WORDS, (uint64_t)a->n) != 0;
    sticky |= hst__divide_words(word, WORDS, (uint64_t)a->n - 1) != 0;
    while (top > 0 && word[top] == 0) {
        --top;
    }
    if (word[top] == 0) {
        return 0;
    }
    lead = 64 * top + hst__leading_bit(word[top]);
    half = (lead - UNIT) / 2 - (lead < UNIT);
    root = sqrt(hst__from_bits(hst__round_words(word, WORDS, UNIT + 2 * half - 1074, sticky)));
    /* In two factors, neither beyond the range; only the last may round. */
    return (root * hst__from_bits((uint64_t)(half / 2 + 1023) << 52)) *
           hst__from_bits((uint64_t)(half - half / 2 + 1023) << 52);
}

void hst__exact_spread_merge(hst__exact_spread *a, const hst__exact_spread *other) {
    uint64_t carry = 0;
    int k;
    hst__exact_sum_merge(&a->sum, &other->sum);
    for (k = 0; k < SQUARE; ++k) {
        uint64_t b = other->square[k];
        uint64_t s = a->square[k] + b;
        a->square[k] = s + carry;
        carry = (s < b) | (a->square[k] < carry);
    }
    a->n += other->n;
}

double hst__exact_spread_variance(const hst__exact_spread *a, int64_t divisor) {
    uint64_t word[WORDS];
    uint64_t negative;
    int sticky;
    spread_of(word, a);
    negative = word[WORDS - 1] >> 63;
    if (negative) {
        hst__negate_words(word, WORDS);
    }
    sticky = hst__divide_words(word, WORDS, (uint64_t)a->n) != 0;
    sticky |= hst__divide_words(word, WORDS, (uint64_t)divisor) != 0;
    return hst__from_bits(hst__round_words(word, WORDS, UNIT - 1074, sticky) | (negative << 63));
}
