/* Deepest falls of simulated networks that do not change, seen through windows that overlap. */
#ifndef HST_KERNELS_TRAILING_FALLS_H
#define HST_KERNELS_TRAILING_FALLS_H

#include "strict.h"

#include <stdint.h>

/* Windows of `width` steps, one ending with each step. */
typedef struct hst__trailing {
    double mean; /* count of a step, 0 < mean <= 1e6 */
    int64_t width;
    int64_t windows;
} hst__trailing;

/* Words of memory; width and runs <= 2^40. */
int64_t hst__trailing_words(const hst__trailing *t, int64_t runs);

/* The deepest fall of each of `runs` networks, ascending. Each network has a sequence of its own, made from the
 * seed and its number, so that more runs add to those that were there. */
void hst__trailing_falls(double *depth, int64_t runs, const hst__trailing *t, uint64_t seed,
                         uint64_t *memory);

#endif
