/* Words about single numbers that several kernels share. */
#ifndef HST_KERNELS_SCALAR_H
#define HST_KERNELS_SCALAR_H

#include "strict.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline double hst__magnitude(double x) {
    return x < 0 ? -x : x;
}

/* Of two that are no NaN; with one, b is the answer. */
static inline double hst__smaller(double a, double b) {
    return a < b ? a : b;
}

static inline double hst__larger(double a, double b) {
    return a > b ? a : b;
}

static inline int64_t hst__least(int64_t a, int64_t b) {
    return a < b ? a : b;
}

static inline int64_t hst__most(int64_t a, int64_t b) {
    return a > b ? a : b;
}

/* SIZE_MAX when no memory can be that large, which only machines of fewer than 64 bits meet. */
static inline size_t hst__size_of(uint64_t bytes) {
    size_t size = (size_t)bytes;
    return size | ((size_t)0 - (size_t)(bytes != (uint64_t)size));
}

/* By address, so that loops over arrays become vector code. */
static inline uint64_t hst__bits_at(const double *x) {
    uint64_t u;
    memcpy(&u, x, sizeof u);
    return u;
}

#endif
