/* variance = (n Q - S^2) / (n (n - 1)) in long integers, as one learns to do it at school, with words for
 * digits. */
#include "exact_spread.h"

#include <math.h> /* sqrt and NAN only */
#include <string.h>

#include "block_squares.h"
#include "by_blocks.h"
#include "fixed.h"
#include "long_words.h"
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

/* x^2. With x = m 2^p in units of 2^-1074, it is m^2 2^(2p) in units of the square; *place = 2p. */
static hst__two_words square_of(int *place, double x) {
    uint64_t bits = hst__bits_at(&x);
    uint64_t exponent = (bits >> MANTISSA) & 0x7ff;
    uint64_t normal = exponent != 0;
    uint64_t m = (bits & ((UINT64_C(1) << MANTISSA) - 1)) | (normal << MANTISSA);
    *place = 2 * (int)(exponent - normal);
    return hst__product(m, m, 0, 0);
}

void hst__exact_spread_add(hst__exact_spread *a, double x) {
    int place;
    hst__two_words square = square_of(&place, x);
    hst__exact_sum_add(&a->sum, x);
    hst__add_at(a->square, SQUARE, place, square);
    ++a->n;
}

void hst__exact_spread_subtract(hst__exact_spread *a, double x) {
    int place;
    hst__two_words square = square_of(&place, x);
    hst__exact_sum_subtract(&a->sum, x);
    hst__subtract_at(a->square, SQUARE, place, square);
    --a->n;
}

void hst__exact_spread_merge(hst__exact_spread *a, const hst__exact_spread *other) {
    hst__exact_sum_merge(&a->sum, &other->sum);
    hst__add_words(a->square, other->square, SQUARE);
    a->n += other->n;
}

/* ---- many values ------------------------------------------------------------------------------- */

static void add_part(uint64_t *square, int64_t part, int place) {
    hst__two_words magnitude = {part < 0 ? 0 - (uint64_t)part : (uint64_t)part, 0};
    if (part < 0) {
        hst__subtract_at(square, SQUARE, place, magnitude);
    } else {
        hst__add_at(square, SQUARE, place, magnitude);
    }
}

int hst__exact_spread_add_block(hst__exact_spread *a, int path, const hst__block_sum *sum, const double *x,
                                int64_t n) {
    hst__block_squares squares;
    int p;
    if (!hst__block_squares_on(path, &squares, x, n, sum->least, sum->most)) {
        return 0;
    }
    for (p = 0; p < HST__SQUARE_PARTS; ++p) {
        add_part(a->square, squares.part[p], squares.place[p]);
    }
    hst__exact_sum_add(&a->sum, sum->high);
    hst__exact_sum_add(&a->sum, sum->low);
    a->n += n - sum->missing;
    return 1;
}

static int take_block(void *to, int path, const hst__block_sum *sum, const double *x, int64_t n) {
    return hst__exact_spread_add_block(to, path, sum, x, n);
}

static void take_value(void *to, const double *x) {
    hst__exact_spread_add(to, *x);
}

int64_t hst__exact_spread_add_n_on(int path, hst__exact_spread *a, const double *x, int64_t n) {
    hst__taker taker = {a, take_block, take_value};
    return hst__by_blocks(path, &taker, x, n);
}

int64_t hst__exact_spread_add_n(hst__exact_spread *a, const double *x, int64_t n) {
    return hst__exact_spread_add_n_on(hst__path(), a, x, n);
}

/* ---- variance and deviation -------------------------------------------------------------------- */

/* Where the words lie that are not zero. */
typedef struct stretch {
    const uint64_t *word;
    int first;
    int used;
} stretch;

static stretch used_words(const uint64_t *word, int words) {
    stretch s = {word, 0, 0};
    while (words > 0 && word[words - 1] == 0) {
        --words;
    }
    while (s.first < words && word[s.first] == 0) {
        ++s.first;
    }
    s.word += s.first;
    s.used = words - s.first;
    return s;
}

/* word += factor s 2^(64 at). */
static void add_product(uint64_t *word, int at, stretch s, uint64_t factor) {
    at += s.first;
    hst__add_multiple(word + at, WORDS - at, s.word, s.used, factor);
}

/* word = n Q - S^2, times 2^(64 BELOW): n Q is added to what S^2 leaves below zero. */
static void spread_of(uint64_t *word, const hst__exact_spread *a) {
    hst__exact_sum sum = a->sum;
    stretch s;
    int k;
    memset(word, 0, WORDS * sizeof *word);
    if (sum.word[SUM - 1] >> 63) {
        hst__negate_words(sum.word, SUM);
    }
    s = used_words(sum.word, SUM);
    for (k = 0; k < s.used; ++k) {
        add_product(word, BELOW + s.first + k, s, s.word[k]);
    }
    hst__negate_words(word, WORDS);
    add_product(word, BELOW, used_words(a->square, SQUARE), (uint64_t)a->n);
}

/* Divided by one factor after the other, it is rounded down to the same whole number as by their product, and
 * nothing is left over only if by the product nothing is. */
static int divide(uint64_t *word, int64_t a, int64_t b) {
    int sticky = hst__divide_leading(word, WORDS, (uint64_t)a);
    return sticky | hst__divide_leading(word, WORDS, (uint64_t)b);
}

/* The variance is cut out of the integer as a double in [1, 8), an even power of two away, and so its root is
 * half as many powers away. */
double hst__exact_spread_deviation(const hst__exact_spread *a) {
    uint64_t word[WORDS];
    int top = WORDS - 1;
    int sticky, lead, half;
    double root;
    spread_of(word, a);
    sticky = divide(word, a->n, a->n - 1);
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

static double variance_of(const uint64_t *spread, int64_t n, int64_t divisor, uint64_t sign) {
    uint64_t word[WORDS];
    int sticky;
    memcpy(word, spread, sizeof word);
    sticky = divide(word, n, divisor);
    return hst__from_bits(hst__round_words(word, WORDS, UNIT - 1074, sticky) | sign);
}

hst__variances hst__exact_spread_variances(const hst__exact_spread *a) {
    uint64_t spread[WORDS];
    uint64_t sign;
    hst__variances v;
    spread_of(spread, a);
    sign = spread[WORDS - 1] & (UINT64_C(1) << 63);
    if (sign != 0) {
        hst__negate_words(spread, WORDS);
    }
    v.population = variance_of(spread, a->n, a->n, sign);
    v.sample = a->n > 1 ? variance_of(spread, a->n, a->n - 1, sign) : NAN;
    return v;
}

double hst__exact_spread_mean_square(const hst__exact_spread *a, int64_t n) {
    uint64_t word[WORDS] = {0};
    add_product(word, BELOW, used_words(a->square, SQUARE), 1);
    return variance_of(word, n, 1, 0);
}
