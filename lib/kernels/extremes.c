#include "extremes.h"

static hst__extremes extremes_portable(const double *x, int64_t n) {
    return hst__extremes_body(x, n);
}

#if HST__X86_PATHS
static HST__AVX2 hst__extremes extremes_avx2(const double *x, int64_t n) {
    return hst__extremes_body(x, n);
}

static HST__AVX512 hst__extremes extremes_avx512(const double *x, int64_t n) {
    return hst__extremes_body(x, n);
}
#endif

hst__extremes hst__extremes_on(int path, const double *x, int64_t n) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        return extremes_avx512(x, n);
    }
    if (path == HST__PATH_AVX2) {
        return extremes_avx2(x, n);
    }
#endif
    (void)path;
    return extremes_portable(x, n);
}

hst__extremes hst__extremes_of(const double *x, int64_t n) {
    return hst__extremes_on(hst__path(), x, n);
}
