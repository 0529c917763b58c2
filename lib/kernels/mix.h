/* Shares of a whole: rows of parts that sum to one. */
#ifndef HST_KERNELS_MIX_H
#define HST_KERNELS_MIX_H

#include "strict.h"

#include <stddef.h>
#include <stdint.h>

/* 1 .. 4096 rows of 1 .. 256 parts. */
static inline int hst__mix_is_size(int32_t rows, int32_t n) {
    return rows >= 1 && rows <= 4096 && n >= 1 && n <= 256;
}

/* Whether no part is NaN. */
int hst__mix_is_known(const double *part, int32_t n);

/* Whether every part is in 0..1 and they sum to one within 1e-9. */
int hst__mix_is_whole(const double *part, int32_t n);

/* Whether each of `rows` rows of n parts is whole, or has a NaN and nothing else outside 0..1. */
int hst__mix_is_legal(const double *mix, int32_t rows, int32_t n);

#endif
