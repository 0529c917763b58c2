/* The smallest and the largest magnitude in an array, by which it is told what fits a split, and whether
 * anything is missing or infinite. */
#ifndef HST_KERNELS_MAGNITUDES_H
#define HST_KERNELS_MAGNITUDES_H

#include "strict.h"

#include <stdint.h>

#include "missing.h"
#include "split.h"

/* Of bits without the sign, as in split.h: `least` is that of (bits - 1) without the top bit, so that zeros
 * come last. Over nothing, 2^63 - 1 and 0: as over zeros. */
typedef struct hst__magnitudes {
    uint64_t least;
    uint64_t most;
} hst__magnitudes;

hst__magnitudes hst__magnitudes_on(int path, const double *x, int64_t n);
hst__magnitudes hst__magnitudes_of(const double *x, int64_t n);

static inline hst__magnitudes hst__magnitudes_none(void) {
    hst__magnitudes none = {UINT64_MAX >> 1, 0};
    return none;
}

/* Over one more. */
static inline hst__magnitudes hst__magnitudes_with(hst__magnitudes m, double x) {
    uint64_t bits = hst__magnitude_bits(&x);
    uint64_t key = (bits - 1) & (UINT64_MAX >> 1);
    m.least = key < m.least ? key : m.least;
    m.most = bits > m.most ? bits : m.most;
    return m;
}

/* Over both arrays. */
static inline hst__magnitudes hst__magnitudes_join(hst__magnitudes a, hst__magnitudes b) {
    hst__magnitudes both;
    both.least = a.least < b.least ? a.least : b.least;
    both.most = a.most > b.most ? a.most : b.most;
    return both;
}

/* Whether there is no magnitude between zero and `least` nor one above `most`, both above zero. */
static inline int hst__magnitudes_within(hst__magnitudes m, uint64_t least, uint64_t most) {
    return m.most <= most && m.least >= least - 1;
}

#endif
