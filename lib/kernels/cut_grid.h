/* A stretch of whole numbers cut into a regular grid from its start, with two cuts more. */
#ifndef HST_KERNELS_CUT_GRID_H
#define HST_KERNELS_CUT_GRID_H

#include "strict.h"

#include <stdint.h>

typedef struct hst__cut_grid {
    int64_t from, until; /* from <= until; both are edges */
    int64_t step;        /* > 0 */
    int64_t extra[2];    /* from <= extra[0] <= extra[1] <= until */
} hst__cut_grid;

/* b - a for a <= b, which may be more than an int64_t holds. */
uint64_t hst__distance(int64_t a, int64_t b);

/* How many different edges there are; modulo 2^64, which only the widest stretch in steps of 1 reaches. */
uint64_t hst__cut_grid_count(const hst__cut_grid *g);

/* The first edge after `edge`, which lies in from .. until - 1. */
int64_t hst__cut_grid_next(const hst__cut_grid *g, int64_t edge);

#endif
