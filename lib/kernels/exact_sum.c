/* Exact sums of doubles in fixed point: 2,176 bits reach from the least denormal to far above DBL_MAX.
 *
 * Neal's accumulator (arXiv 1505.05571) keeps 67 overlapping limbs and carries late. Here every addition
 * carries at once, into full words: a carry seldom goes further than one word, and the words are then always
 * in canonical form, so that they can be compared, stored and read at any moment. */
#include "exact_sum.h"

#include <string.h>

#include "scalar.h"

enum {
    WORDS = HST__EXACT_SUM_WORDS,
    MANTISSA = 52,          /* bits below the leading one */
    LAST_PLACE = 2045 + 52, /* of the leading bit of DBL_MAX, in units of 2^-1074 */
    HALF = 0x400            /* half a unit, with 11 bits kept below the mantissa */
};
#define INFINITE (UINT64_C(0x7ff) << MANTISSA)

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

void hst__exact_sum_add_n(hst__exact_sum *sum, const double *x, int64_t n) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        hst__exact_sum_add(sum, x[i]);
    }
}

void hst__exact_sum_subtract(hst__exact_sum *sum, double x) {
    hst__exact_sum_add(sum, -x);
}

void hst__exact_sum_merge(hst__exact_sum *sum, const hst__exact_sum *other) {
    uint64_t carry = 0;
    int k;
    for (k = 0; k < WORDS; ++k) {
        uint64_t a = sum->word[k];
        uint64_t b = other->word[k];
        uint64_t s = a + b;
        sum->word[k] = s + carry;
        carry = (s < a) | (sum->word[k] < carry);
    }
}

static int bit_length(uint64_t x) {
    int length = 0;
    int step;
    for (step = 32; step > 0; step >>= 1) {
        int up = (x >> step) != 0 ? step : 0;
        x >>= up;
        length += up;
    }
    return length + 1;
}

static int any_below(const uint64_t *word, int k) {
    uint64_t any = 0;
    while (k-- > 0) {
        any |= word[k];
    }
    return any != 0;
}

/* Bits of the magnitude as a double. While the highest set bit is no higher than a mantissa reaches, the
 * number in units of 2^-1074 *is* the bit pattern of the double, denormals included. */
static uint64_t round_magnitude(const uint64_t *word) {
    int top = WORDS - 1;
    int length;
    int place; /* of the leading bit */
    uint64_t below;
    uint64_t head;
    uint64_t mantissa;
    uint64_t rest;
    while (top > 0 && word[top] == 0) {
        --top;
    }
    length = bit_length(word[top]);
    place = 64 * top + length - 1;
    if (place <= MANTISSA) {
        return word[0];
    }
    if (place > LAST_PLACE) {
        return INFINITE;
    }
    below = top > 0 ? word[top - 1] : 0;
    head = (word[top] << (64 - length)) | ((below >> 1) >> (length - 1));
    mantissa = head >> 11;
    rest = head & 0x7ff;
    if (rest == HALF) { /* up when odd, or when anything stands further down */
        rest += (mantissa & 1) | ((below << (64 - length)) != 0) | (uint64_t)any_below(word, top - 1);
    }
    mantissa += rest > HALF;
    return ((uint64_t)(place - MANTISSA) << MANTISSA) + mantissa;
}

double hst__exact_sum_read(const hst__exact_sum *sum) {
    uint64_t sign = sum->word[WORDS - 1] >> 63;
    uint64_t bits;
    double x;
    if (sign) {
        hst__exact_sum magnitude = {{0}};
        uint64_t borrow = 0;
        int k;
        for (k = 0; k < WORDS; ++k) {
            magnitude.word[k] = 0 - sum->word[k] - borrow;
            borrow |= magnitude.word[k] != 0;
        }
        bits = round_magnitude(magnitude.word);
    } else {
        bits = round_magnitude(sum->word);
    }
    bits |= sign << 63;
    memcpy(&x, &bits, sizeof x);
    return x;
}
