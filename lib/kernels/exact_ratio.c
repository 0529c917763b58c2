/* Whole numbers in words of 64 bits, lowest first, negative ones in two's complement: a product with a number
 * that is not negative, taken modulo the length of the whole, is then right for both signs. */
#include "exact_ratio.h"

#include <string.h>

#include "long_words.h"
#include "round_words.h"
#include "scalar.h"

enum { WORDS = HST__EXACT_SUM_WORDS, WIDE = HST__EXACT_RATIO_WORDS, MANTISSA = 52 };

/* The product of a mantissa and a whole number has 117 bits: at any place within a word it lies in three. */
void hst__exact_sum_add_times(hst__exact_sum *sum, double x, uint64_t times) {
    uint64_t bits = hst__bits_at(&x);
    uint64_t exponent = (bits >> MANTISSA) & 0x7ff;
    uint64_t normal = exponent != 0;
    uint64_t mantissa = (bits & ((UINT64_C(1) << MANTISSA) - 1)) | (normal << MANTISSA);
    int place = (int)(exponent - normal);
    hst__two_words p = hst__product(mantissa, times, 0, 0);
    if (bits >> 63) {
        hst__subtract_at(sum->word, WORDS, place, p);
    } else {
        hst__add_at(sum->word, WORDS, place, p);
    }
}

static void multiply(uint64_t *word, uint64_t times) {
    uint64_t carry = 0;
    int k;
    for (k = 0; k < WIDE; ++k) {
        hst__two_words p = hst__product(word[k], times, carry, 0);
        word[k] = p.low;
        carry = p.high;
    }
}

void hst__exact_ratio_add(hst__exact_ratio *ratio, const hst__exact_sum *sum, uint64_t a, uint64_t b) {
    uint64_t word[WIDE];
    int negative = (sum->word[WORDS - 1] >> 63) != 0;
    memset(word, negative ? 0xff : 0, sizeof word);
    memcpy(word, sum->word, sizeof sum->word);
    multiply(word, a);
    multiply(word, b);
    hst__add_words(ratio->word, word, WIDE);
}

/* Division one divisor after the other rounds down to the same whole number as by their product, and is exact
 * only if every one of them is. */
double hst__exact_ratio_read(const hst__exact_ratio *ratio, const uint64_t *divisor, int divisors,
                             int halvings) {
    uint64_t magnitude[WIDE + 1] = {0}; /* with 64 bits more below the last */
    uint64_t sign = ratio->word[WIDE - 1] & (UINT64_C(1) << 63);
    uint64_t left = 0;
    double answer;
    int k;
    memcpy(magnitude + 1, ratio->word, sizeof ratio->word);
    if (sign != 0) {
        hst__negate_words(magnitude + 1, WIDE);
    }
    for (k = 0; k < divisors; ++k) {
        left |= hst__divide_words(magnitude, WIDE + 1, divisor[k]);
    }
    sign |= hst__round_words(magnitude, WIDE + 1, 64 + halvings, left != 0);
    memcpy(&answer, &sign, sizeof answer);
    return answer + 0.0; /* a negative number may round to zero */
}
