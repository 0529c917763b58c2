/* Moving-block bootstrap of two weighted sums over a series. */
#ifndef HST_KERNELS_BLOCK_DRAWS_H
#define HST_KERNELS_BLOCK_DRAWS_H

#include "strict.h"

#include <stdint.h>

typedef struct hst__drawn {
    const double *rest;    /* [n] what blocks are drawn from */
    const double *pull[2]; /* [n] the weights of either sum */
    int64_t n;             /* >= 1 */
    int64_t block;         /* 1 .. n */
} hst__drawn;

/* Writes draws of sum of pull[k][i] e[i] to sum[k], less its mean over all that can be drawn; e is blocks of
 * rest put end to end, the last one cut off, each beginning anywhere that leaves it whole. */
void hst__block_draws(double *const sum[2], int64_t draws, const hst__drawn *d, uint64_t seed);

#endif
