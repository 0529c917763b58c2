/* Portable bytes of a state. The checksum is FNV-1a of 64 bits (Fowler, Noll, Vo): each of its steps is a
 * bijection of the sum so far, so a single altered byte cannot hide. It guards against damage, not against
 * intent. */
#include "pack.h"

void hst__put_word(uint8_t *bytes, uint64_t word) {
    int k;
    for (k = 0; k < 8; ++k) {
        bytes[k] = (uint8_t)(word >> (8 * k));
    }
}

uint64_t hst__take_word(const uint8_t *bytes) {
    uint64_t word = 0;
    int k;
    for (k = 0; k < 8; ++k) {
        word |= (uint64_t)bytes[k] << (8 * k);
    }
    return word;
}

uint64_t hst__checksum(const uint8_t *bytes, size_t size) {
    uint64_t sum = UINT64_C(14695981039346656037);
    size_t i;
    for (i = 0; i < size; ++i) {
        sum = (sum ^ bytes[i]) * UINT64_C(1099511628211);
    }
    return sum;
}

void hst__seal(uint8_t *bytes, uint64_t mark, const uint64_t *word, size_t words) {
    size_t size = 8 * (words + 1);
    size_t i;
    hst__put_word(bytes, mark);
    for (i = 0; i < words; ++i) {
        hst__put_word(bytes + 8 * (i + 1), word[i]);
    }
    hst__put_word(bytes + size, hst__checksum(bytes, size));
}

int hst__unseal(uint64_t *word, size_t words, uint64_t mark, const uint8_t *bytes) {
    size_t size = 8 * (words + 1);
    size_t i;
    if (hst__take_word(bytes) != mark || hst__take_word(bytes + size) != hst__checksum(bytes, size)) {
        return 0;
    }
    for (i = 0; i < words; ++i) {
        word[i] = hst__take_word(bytes + 8 * (i + 1));
    }
    return 1;
}
