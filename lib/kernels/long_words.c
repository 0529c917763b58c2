/* School arithmetic with words for digits. */
#include "long_words.h"

/* By halves, because C99 has no wider product. */
hst__two_words hst__product(uint64_t a, uint64_t b, uint64_t c, uint64_t d) {
    uint64_t a0 = a & UINT32_MAX, a1 = a >> 32;
    uint64_t b0 = b & UINT32_MAX, b1 = b >> 32;
    uint64_t low = a0 * b0;
    uint64_t middle = a1 * b0 + (low >> 32);
    uint64_t rest = a0 * b1 + (middle & UINT32_MAX);
    hst__two_words p;
    p.low = (rest << 32) | (low & UINT32_MAX);
    p.high = a1 * b1 + (middle >> 32) + (rest >> 32);
    p.low += c;
    p.high += p.low < c;
    p.low += d;
    p.high += p.low < d;
    return p;
}

void hst__add_words(uint64_t *word, const uint64_t *other, int words) {
    uint64_t carry = 0;
    int k;
    for (k = 0; k < words; ++k) {
        uint64_t a = word[k];
        uint64_t s = a + other[k];
        word[k] = s + carry;
        carry = (s < a) | (word[k] < carry);
    }
}

/* Three words, lowest first; in two steps, because a shift by 64 is undefined. */
static void lay_out(uint64_t *part, int shift, hst__two_words p) {
    part[0] = p.low << shift;
    part[1] = (p.high << shift) | ((p.low >> 1) >> (63 - shift));
    part[2] = (p.high >> 1) >> (63 - shift);
}

void hst__add_at(uint64_t *word, int words, int place, hst__two_words p) {
    uint64_t part[3];
    uint64_t carry = 0;
    int at = place >> 6;
    int k;
    lay_out(part, place & 63, p);
    for (k = 0; k < 3; ++k) {
        uint64_t s = part[k] + carry; /* the highest part has room for it */
        carry = s < carry;
        word[at + k] += s;
        carry += word[at + k] < s;
    }
    for (k = at + 3; carry != 0 && k < words; ++k) {
        carry = ++word[k] == 0;
    }
}

void hst__subtract_at(uint64_t *word, int words, int place, hst__two_words p) {
    uint64_t part[3];
    uint64_t borrow = 0;
    int at = place >> 6;
    int k;
    lay_out(part, place & 63, p);
    for (k = 0; k < 3; ++k) {
        uint64_t s = part[k] + borrow;
        borrow = (s < borrow) + (uint64_t)(word[at + k] < s);
        word[at + k] -= s;
    }
    for (k = at + 3; borrow != 0 && k < words; ++k) {
        borrow = word[k]-- == 0;
    }
}

void hst__add_multiple(uint64_t *word, int words, const uint64_t *other, int length, uint64_t a) {
    uint64_t carry = 0;
    int k;
    for (k = 0; k < length; ++k) {
        hst__two_words p = hst__product(a, other[k], word[k], carry);
        word[k] = p.low;
        carry = p.high;
    }
    for (; carry != 0 && k < words; ++k) {
        word[k] += carry;
        carry = word[k] < carry;
    }
}
