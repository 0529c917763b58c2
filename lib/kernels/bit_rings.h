/* Rings of bits, one below the other: how many of them have a bit at one place. */
#ifndef HST_KERNELS_BIT_RINGS_H
#define HST_KERNELS_BIT_RINGS_H

#include "strict.h"

#include <stdint.h>

enum { HST__RINGS_MAX = 4096 };

/* Each ring is written twice, end to end, so that from any place on its length can be read without a seam. */
typedef struct hst__bit_rings {
    uint64_t *word; /* [rings][stride] */
    int64_t rings;  /* 0 .. HST__RINGS_MAX */
    int64_t length; /* places, >= 1 */
    int64_t stride;
} hst__bit_rings;

/* Words of a ring of so many places; grows with them. */
int64_t hst__bit_rings_stride(int64_t length);

/* Empty rings in memory of rings x stride words. */
hst__bit_rings hst__bit_rings_make(uint64_t *memory, int64_t rings, int64_t length);

/* Sets the places from .. until - 1 of a ring; 0 <= from <= until <= length. */
void hst__bit_rings_fill(hst__bit_rings *r, int64_t ring, int64_t from, int64_t until);

/* Leaves out of all rings the steps of `step` places of which `keep`, a ring as long, has no bit. The length is
 * a multiple of step and stays one. Before they are closed. */
void hst__bit_rings_keep(hst__bit_rings *r, const hst__bit_rings *keep, int64_t step);

/* Writes all rings a second time behind the first, once they are filled. */
void hst__bit_rings_close(hst__bit_rings *r);

static inline int hst__bit_rings_has(const hst__bit_rings *r, int64_t ring, int64_t place) {
    return (int)(r->word[ring * r->stride + (place >> 6)] >> (place & 63) & 1);
}

/* The most rings that have a bit at one place, where place i of ring k lies over i + at[k], 0 <= at[k] <
 * length. Closed rings, or none of them turned. */
int64_t hst__bit_rings_most_on(int path, const hst__bit_rings *r, const int64_t *at);
int64_t hst__bit_rings_most(const hst__bit_rings *r, const int64_t *at);

#endif
