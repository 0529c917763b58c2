/* The exact sum of a block of doubles of like size, as two doubles, at the speed of cache. */
#ifndef HST_KERNELS_BLOCK_SUM_H
#define HST_KERNELS_BLOCK_SUM_H

#include "strict.h"

#include <stdint.h>

#include "path.h"
#include "scalar.h"
#include "split.h"

enum { HST__BLOCK = 2048 }; /* 16 KiB, so that what is done to it next finds it in the nearest cache */

typedef struct hst__block_sum {
    double high; /* high + low is the sum, exactly */
    double low;
    int64_t missing; /* how many were NaN */
    uint64_t least;  /* the smallest magnitude above zero, as bits; above infinity if there is none */
    uint64_t most;   /* the largest; 0 if there is none */
    /* Guessed for the next block from the last one. */
    hst__split split;
    int gaps;
} hst__block_sum;

/* Where the block ends that begins at x[i]: the next one begins with a line of cache. Vectors that lie in two
 * lines cost twice as much where they come from memory. */
static inline int64_t hst__block_end(const double *x, int64_t i, int64_t n) {
    int64_t ahead = (int64_t)(((uintptr_t)(x + i) & 63) / sizeof *x);
    return hst__least(i + HST__BLOCK - ahead, n);
}

/* A first guess, from a few of the n values. */
void hst__block_sum_begin(hst__block_sum *sum, const double *x, int64_t n);

/* The sum of n <= HST__BLOCK values without the NaN among them; 0 if it cannot be had this way, because the
 * values reach over more than 28 powers of two, lie beyond about 1e300 or 1e-270, or one is infinite: they
 * must then be added another way. */
int hst__block_sum_on(int path, hst__block_sum *sum, const double *x, int64_t n);

#endif
