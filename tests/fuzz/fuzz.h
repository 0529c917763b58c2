/* What every fuzz target shares: reading values off the fuzzer's bytes, and stopping where an invariant
 * breaks. */
#ifndef HASHSTAT_TESTS_FUZZ_H
#define HASHSTAT_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define FUZZ_REQUIRE(condition)                                                                              \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            __builtin_trap();                                                                                \
        }                                                                                                    \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A status is one that base.h lists. */
void fuzz_require_status(int32_t status);

/* The bytes that are left. Reading past the end gives zeros, so that every input is a valid one. */
typedef struct fuzz_bytes {
    const uint8_t *at;
    size_t left;
} fuzz_bytes;

static inline void fuzz_take(fuzz_bytes *bytes, void *out, size_t size) {
    size_t have = bytes->left < size ? bytes->left : size;
    memset(out, 0, size);
    if (have > 0) {
        memcpy(out, bytes->at, have);
        bytes->at += have;
        bytes->left -= have;
    }
}

/* Any bit pattern: infinities, NaN and denormals are as likely as the fuzzer makes them. */
static inline double fuzz_double(fuzz_bytes *bytes) {
    double x;
    fuzz_take(bytes, &x, sizeof x);
    return x;
}

static inline int64_t fuzz_int64(fuzz_bytes *bytes) {
    int64_t x;
    fuzz_take(bytes, &x, sizeof x);
    return x;
}

static inline uint32_t fuzz_uint32(fuzz_bytes *bytes) {
    uint32_t x;
    fuzz_take(bytes, &x, sizeof x);
    return x;
}

/* A small number 0 .. limit - 1. */
static inline int64_t fuzz_below(fuzz_bytes *bytes, int64_t limit) {
    uint32_t x;
    fuzz_take(bytes, &x, sizeof x);
    return (int64_t)x % limit;
}

/* A series of at most `most` samples: times that step forward by bytes, or are raw; samples that are small
 * numbers with gaps, or raw. Returns how many. */
int64_t fuzz_series(fuzz_bytes *bytes, int64_t *at, double *x, int64_t most);

#endif
