/* Sequences that must not decrease: the running maximum, and the account of what a repair moved. */
#ifndef HST_KERNELS_MONOTONE_H
#define HST_KERNELS_MONOTONE_H

#include "strict.h"

#include <stdint.h>

typedef struct hst__moves {
    int64_t moved;   /* elements that changed */
    int64_t largest; /* the largest change, either way */
    int64_t total;   /* sum of the changes, each taken positive */
    int64_t first;   /* index of the first that changed, -1 when none did */
} hst__moves;

/* The greatest of x less the least; both 0 when n = 0. */
uint64_t hst__span(int64_t *least, const int64_t *x, int64_t n);

/* Whether n times the span fits int64: then no sum of moves within the span overflows. */
int hst__span_fits(const int64_t *x, int64_t n);

/* out[i] = the greatest of x[0..i]; out may be x. */
hst__moves hst__running_maximum(int64_t *out, const int64_t *x, int64_t n);

/* out[i] = by[i], and how that differs from x; out may be x. */
hst__moves hst__replace(int64_t *out, const int64_t *x, const int64_t *by, int64_t n);

#endif
