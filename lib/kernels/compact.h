/* Whole numbers in 32 bits: a byte of size, a sign, 23 bits of mantissa; mantissa x 256^(size - 3). The sign
 * takes the mantissa's first bit, so a number whose leading byte is 0x80 or more needs a byte more, and keeps
 * 16 bits of mantissa where others keep up to 23. */
#ifndef HST_KERNELS_COMPACT_H
#define HST_KERNELS_COMPACT_H

#include "wide.h"

enum { HST__COMPACT_SIGN = 0x800000, HST__COMPACT_MANTISSA = 0x7fffff };

/* The number without its sign, rounded down. Sizes above 35 are taken for 35: both give 0, or a multiple of
 * 2^256. */
hst__wide hst__compact_decode(uint32_t compact);

/* Cut to the mantissa, so a larger number never gives less. Below 2^480. */
uint32_t hst__compact_encode(hst__wide a);

/* Half of the number passed, rounded to the nearest, ties up. 2 .. 2^480. */
uint32_t hst__compact_encode_half(hst__wide twice);

#endif
