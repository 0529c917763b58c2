/* Lanes of the last, incomplete block of an array, without a branch for each: a block at hst__keep + 32 -
 * left has all bits set in its first `left` elements, 0 <= left <= 32, and none in the others. */
#ifndef HST_KERNELS_KEEP_H
#define HST_KERNELS_KEEP_H

#include "strict.h"

#include <stdint.h>
#include <string.h>

#include "scalar.h"

enum { HST__KEEP_LANES = 32 };

extern const uint64_t hst__keep[2 * HST__KEEP_LANES];

/* x where the mask is set, else the double whose bits are `other`. */
static inline double hst__kept_or(const double *x, uint64_t mask, uint64_t other) {
    uint64_t bits = (hst__bits_at(x) & mask) | (other & ~mask);
    double kept;
    memcpy(&kept, &bits, sizeof kept);
    return kept;
}

#endif
