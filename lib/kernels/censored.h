/* A duration and whether it was censored as one whole number: sorted, such numbers are the record in order of
 * time, events before censorings at ties. */
#ifndef HST_KERNELS_CENSORED_H
#define HST_KERNELS_CENSORED_H

#include "strict.h"

#include <stdint.h>
#include <string.h>

#include "scalar.h"

/* duration >= 0: the bits of such doubles ascend as they do. -0 is 0. */
static inline uint64_t hst__censored_key(double duration, int censored) {
    uint64_t bits = duration > 0 ? hst__bits_at(&duration) : 0;
    return (bits << 1) | (uint64_t)censored;
}

static inline int64_t hst__is_censored(uint64_t key) {
    return (int64_t)(key & 1);
}

static inline int hst__same_duration(uint64_t a, uint64_t b) {
    return a >> 1 == b >> 1;
}

static inline double hst__duration_of(uint64_t key) {
    uint64_t bits = key >> 1;
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

#endif
