/* Places in a word of 64 bits. */
#ifndef HST_KERNELS_BITS_H
#define HST_KERNELS_BITS_H

#include "strict.h"

#include <stdint.h>

#define HST__EACH_BYTE(b) (UINT64_MAX / 255 * (b))

/* Sums of the bits of each byte and of all bytes below it. */
static inline uint64_t hst__byte_sums(uint64_t x) {
    x -= (x >> 1) & HST__EACH_BYTE(0x55);
    x = (x & HST__EACH_BYTE(0x33)) + ((x >> 2) & HST__EACH_BYTE(0x33));
    return ((x + (x >> 4)) & HST__EACH_BYTE(0x0f)) * HST__EACH_BYTE(1);
}

static inline int hst__count_bits(uint64_t x) {
    return (int)(hst__byte_sums(x) >> 56);
}

/* Place of the lowest set bit; x != 0. */
static inline int hst__lowest_bit(uint64_t x) {
#if defined(__GNUC__)
    return __builtin_ctzll(x);
#else
    return hst__count_bits((x & (0 - x)) - 1);
#endif
}

/* Place of the set bit that has k set bits below it, 0 <= k < number of set bits. In the bytes of the
 * sums, none of which reaches 128, those not above k are counted at once (Vigna, "Broadword implementation
 * of rank/select queries", 2008): they lie below the byte that is sought. */
static inline int hst__select_bit(uint64_t x, int k) {
    uint64_t sums = hst__byte_sums(x);
    uint64_t within = ((HST__EACH_BYTE((uint64_t)k) | HST__EACH_BYTE(0x80)) - sums) & HST__EACH_BYTE(0x80);
    int place = hst__count_bits(within) * 8;
    int below = (int)((sums << 8) >> place & 0xff);
    x >>= place;
    for (; below < k; ++below) {
        x &= x - 1;
    }
    return place + hst__lowest_bit(x);
}

#endif
