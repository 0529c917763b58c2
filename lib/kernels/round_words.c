/* The double is cut out of the integer where its last bit must stand: 52 places below the leading bit, or at
 * 2^-1074 if that is higher. In units of its last bit a double's bit pattern is a plain count, so that a carry
 * out of the mantissa ends in the exponent where it belongs, up to infinity. */
#include "round_words.h"

enum {
    MANTISSA = 52,
    LAST_PLACE = 2045 + MANTISSA, /* of the leading bit of DBL_MAX, in units of 2^-1074 */
    LEADING = 6 /* words: of their quotients by two words one after the other, four are left at least */
};
#define INFINITE (UINT64_C(0x7ff) << MANTISSA)

int hst__leading_bit(uint64_t x) {
    int place = 0;
    int step;
    for (step = 32; step > 0; step >>= 1) {
        int up = (x >> step) != 0 ? step : 0;
        x >>= up;
        place += up;
    }
    return place;
}

/* 64 bits from a place upwards. */
static uint64_t bits_from(const uint64_t *word, int words, int place) {
    int at = place >> 6;
    int shift = place & 63;
    uint64_t low = word[at] >> shift;
    uint64_t high = at + 1 < words ? word[at + 1] : 0;
    return low | ((high << 1) << (63 - shift)); /* in two steps, because a shift by 64 is undefined */
}

static int any_below(const uint64_t *word, int place) {
    uint64_t any = word[place >> 6] & ((UINT64_C(1) << (place & 63)) - 1);
    int k;
    for (k = 0; k < place >> 6; ++k) {
        any |= word[k];
    }
    return any != 0;
}

uint64_t hst__round_words(const uint64_t *word, int words, int down, int sticky) {
    int top = words - 1;
    int lead;
    int last; /* place of the last bit that the double keeps */
    uint64_t bits;
    while (top > 0 && word[top] == 0) {
        --top;
    }
    if (word[top] == 0) {
        return 0;
    }
    lead = 64 * top + hst__leading_bit(word[top]);
    if (lead - down > LAST_PLACE) {
        return INFINITE;
    }
    last = lead - MANTISSA > down ? lead - MANTISSA : down;
    if (last > lead + 1) {
        return 0;
    }
    bits = last > lead ? 0 : bits_from(word, words, last);
    bits += (uint64_t)(last - down) << MANTISSA;
    if (last > 0 && (bits_from(word, words, last - 1) & 1)) {
        bits += (bits & 1) | (uint64_t)(sticky || any_below(word, last - 1));
    }
    return bits;
}

/* One word of a long division, where a remainder and half a word fit into a word. */
static uint64_t divide_halves(uint64_t *remainder, uint64_t word, uint64_t n) {
    uint64_t high = *remainder << 32 | word >> 32;
    uint64_t low = (high % n) << 32 | (word & UINT32_MAX);
    *remainder = low % n;
    return (high / n) << 32 | low / n;
}

/* The same for any n, bit by bit: remainder < n, and 2 remainder + 1 may need a 65th bit. */
static uint64_t divide_bits(uint64_t *remainder, uint64_t word, uint64_t n) {
    uint64_t quotient = 0;
    int k;
    for (k = 63; k >= 0; --k) {
        uint64_t carry = *remainder >> 63;
        uint64_t r = (*remainder << 1) | ((word >> k) & 1);
        uint64_t fits = carry | (uint64_t)(r >= n);
        *remainder = r - (fits ? n : 0);
        quotient = (quotient << 1) | fits;
    }
    return quotient;
}

uint64_t hst__divide_words(uint64_t *word, int words, uint64_t n) {
    uint64_t remainder = 0;
    int k;
    for (k = words - 1; k >= 0; --k) {
        if (word[k] != 0 || remainder != 0) {
            word[k] = n <= UINT32_MAX ? divide_halves(&remainder, word[k], n)
                                      : divide_bits(&remainder, word[k], n);
        }
    }
    return remainder;
}

int hst__divide_leading(uint64_t *word, int words, uint64_t n) {
    int top = words - 1;
    int lowest;
    uint64_t any = 0;
    int k;
    while (top > 0 && word[top] == 0) {
        --top;
    }
    lowest = top < LEADING ? 0 : top - LEADING + 1;
    for (k = 0; k < lowest; ++k) {
        any |= word[k];
        word[k] = 0;
    }
    return (hst__divide_words(word + lowest, top - lowest + 1, n) | any) != 0;
}

void hst__negate_words(uint64_t *word, int words) {
    uint64_t borrow = 0;
    int k;
    for (k = 0; k < words; ++k) {
        word[k] = 0 - word[k] - borrow;
        borrow |= (uint64_t)(word[k] != 0);
    }
}
