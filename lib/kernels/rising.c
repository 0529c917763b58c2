/* A plain scan without an early exit, as in ordered.c, in the instruction sets that compare 64-bit integers
 * in one step. So many lanes, because gcc keeps an inner loop of that length and turns it into vectors;
 * shorter ones it unrolls, and then it finds no vectors in them. */
#include "rising.h"

#include "fetch.h"
#include "path.h"

enum { LANES = 32, AHEAD = 16384 };

static HST__BODY int is_rising(const int64_t *x, int64_t n) {
    int64_t stuck[LANES] = {0};
    int64_t any = 0;
    int64_t i = 1;
    int k;
    for (; n - i >= LANES; i += LANES) {
        for (k = 0; k < LANES; k += 8) {
            hst__fetch(x + i + k, AHEAD);
        }
        for (k = 0; k < LANES; ++k) {
            stuck[k] |= -(int64_t)(x[i + k] <= x[i + k - 1]);
        }
    }
    for (; i < n; ++i) {
        any |= x[i] <= x[i - 1];
    }
    for (k = 0; k < LANES; ++k) {
        any |= stuck[k];
    }
    return any == 0;
}

static int is_rising_portable(const int64_t *x, int64_t n) {
    return is_rising(x, n);
}

#if HST__X86_PATHS
static HST__AVX2 int is_rising_avx2(const int64_t *x, int64_t n) {
    return is_rising(x, n);
}

static HST__AVX512 int is_rising_avx512(const int64_t *x, int64_t n) {
    return is_rising(x, n);
}
#endif

int hst__is_rising_on(int path, const int64_t *x, int64_t n) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        return is_rising_avx512(x, n);
    }
    if (path == HST__PATH_AVX2) {
        return is_rising_avx2(x, n);
    }
#endif
    (void)path;
    return is_rising_portable(x, n);
}

int hst__is_rising(const int64_t *x, int64_t n) {
    return hst__is_rising_on(hst__path(), x, n);
}
