/* Words about single numbers that several kernels share. */
#ifndef HST_KERNELS_SCALAR_H
#define HST_KERNELS_SCALAR_H

#include "strict.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Whether two stretches of 64-bit words are the same. Not memcmp, which the library does not import. */
static inline int hst__same_words(const void *a, const void *b, size_t words) {
    uint64_t differ = 0;
    size_t k;
    for (k = 0; k < words; ++k) {
        uint64_t x, y;
        memcpy(&x, (const char *)a + 8 * k, sizeof x);
        memcpy(&y, (const char *)b + 8 * k, sizeof y);
        differ |= x ^ y;
    }
    return differ == 0;
}

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

/* By address, so that loops over arrays become vector code. */
static inline uint64_t hst__bits_at(const double *x) {
    uint64_t u;
    memcpy(&u, x, sizeof u);
    return u;
}

#endif
