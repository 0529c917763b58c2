/* Many values for sums that never round: whole blocks where values are alike, one by one where they are not. */
#ifndef HST_KERNELS_BY_BLOCKS_H
#define HST_KERNELS_BY_BLOCKS_H

#include "strict.h"

#include <stdint.h>

#include "block_sum.h"

/* Where values go. */
typedef struct hst__taker {
    void *to;
    /* n values whose sum, missing ones and magnitudes are known; 0, with nothing taken, if not as a whole. */
    int (*take_block)(void *to, int path, const hst__block_sum *sum, const double *x, int64_t n);
    /* One finite value. */
    void (*take_value)(void *to, const double *x);
} hst__taker;

/* All values that are no NaN, in order; returns how many are, or -1 as soon as one is infinite. */
int64_t hst__by_blocks(int path, const hst__taker *taker, const double *x, int64_t n);

#endif
