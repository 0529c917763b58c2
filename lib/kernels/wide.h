/* Whole numbers below 2^512, in portable C: wide enough that a product of a 256-bit number or a quotient with
 * 128 fractional bits needs no thought about overflow. Passed by value, so that a formula reads as one. */
#ifndef HST_KERNELS_WIDE_H
#define HST_KERNELS_WIDE_H

#include "strict.h"

#include <stdint.h>

enum { HST__WIDE_LIMBS = 16, HST__WIDE_BITS = 32 * HST__WIDE_LIMBS };

typedef struct hst__wide {
    uint32_t limb[HST__WIDE_LIMBS]; /* least significant first */
} hst__wide;

hst__wide hst__wide_from(uint64_t a);

/* 32 bytes, most significant first. Storing keeps the value modulo 2^256. */
hst__wide hst__wide_load(const uint8_t *bytes);
void hst__wide_store(uint8_t *bytes, hst__wide a);

/* Length in bits; 0 for 0. */
int hst__wide_bits(hst__wide a);

/* Modulo 2^64. */
uint64_t hst__wide_low(hst__wide a);

/* Sum, difference and product modulo 2^512; shifts by any k >= 0, what leaves is lost. */
hst__wide hst__wide_add(hst__wide a, hst__wide b);
hst__wide hst__wide_subtract(hst__wide a, hst__wide b);
hst__wide hst__wide_multiply(hst__wide a, uint32_t b);
hst__wide hst__wide_shift_left(hst__wide a, int k);
hst__wide hst__wide_shift_right(hst__wide a, int k);

/* a / b rounded down, b > 0; what is left over goes to *remainder. */
hst__wide hst__wide_divide(hst__wide a, hst__wide b, hst__wide *remainder);

/* a 2^shift / x rounded down, x > 0 normal and taken as exact. All must fit: x below 2^(shift + 52), and
 * a 2^shift / x below 2^448. */
hst__wide hst__wide_divide_double(uint64_t a, int shift, double x);

/* The nearest double, ties to even. */
double hst__wide_double(hst__wide a);

#endif
