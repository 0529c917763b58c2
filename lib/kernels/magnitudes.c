/* In signed integers, which AVX2 can compare; without their sign all bits are below 2^63. The length of the
 * inner loop is as in rising.c. */
#include "magnitudes.h"

#include "path.h"

enum { LANES = 32 };

static HST__BODY hst__magnitudes magnitudes_of(const double *x, int64_t n) {
    int64_t least[LANES];
    int64_t most[LANES];
    hst__magnitudes all = hst__magnitudes_none();
    int64_t i = 0;
    int k;
    for (k = 0; k < LANES; ++k) {
        least[k] = INT64_MAX;
        most[k] = 0;
    }
    for (; n - i >= LANES; i += LANES) {
        for (k = 0; k < LANES; ++k) {
            int64_t bits = (int64_t)hst__magnitude_bits(x + i + k);
            int64_t key = (int64_t)((uint64_t)(bits - 1) & (UINT64_MAX >> 1));
            least[k] = key < least[k] ? key : least[k];
            most[k] = bits > most[k] ? bits : most[k];
        }
    }
    for (; i < n; ++i) {
        all = hst__magnitudes_with(all, x[i]);
    }
    for (k = 0; k < LANES; ++k) {
        all.least = (uint64_t)least[k] < all.least ? (uint64_t)least[k] : all.least;
        all.most = (uint64_t)most[k] > all.most ? (uint64_t)most[k] : all.most;
    }
    return all;
}

static hst__magnitudes magnitudes_portable(const double *x, int64_t n) {
    return magnitudes_of(x, n);
}

#if HST__X86_PATHS
static HST__AVX2 hst__magnitudes magnitudes_avx2(const double *x, int64_t n) {
    return magnitudes_of(x, n);
}

static HST__AVX512 hst__magnitudes magnitudes_avx512(const double *x, int64_t n) {
    return magnitudes_of(x, n);
}
#endif

hst__magnitudes hst__magnitudes_on(int path, const double *x, int64_t n) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        return magnitudes_avx512(x, n);
    }
    if (path == HST__PATH_AVX2) {
        return magnitudes_avx2(x, n);
    }
#endif
    (void)path;
    return magnitudes_portable(x, n);
}

hst__magnitudes hst__magnitudes_of(const double *x, int64_t n) {
    return hst__magnitudes_on(hst__path(), x, n);
}
