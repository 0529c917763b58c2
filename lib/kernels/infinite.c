/* What differs from the bits of infinity in no bit is one less than nothing when 1 is taken from the
 * difference. So it shows in the sign, without a comparison. */
#include "infinite.h"

#include "path.h"
#include "scalar.h"

enum { LANES = 32 };

static HST__BODY uint64_t mark(const double *x) {
    return ((hst__bits_at(x) & (UINT64_MAX >> 1)) ^ UINT64_C(0x7ff) << 52) - 1;
}

static HST__BODY int any_infinite(const double *x, int64_t n) {
    uint64_t lane[LANES] = {0};
    uint64_t any = 0;
    int64_t i = 0;
    int k;
    for (; n - i >= LANES; i += LANES) {
        for (k = 0; k < LANES; ++k) {
            lane[k] |= mark(x + i + k);
        }
    }
    for (; i < n; ++i) {
        any |= mark(x + i);
    }
    for (k = 0; k < LANES; ++k) {
        any |= lane[k];
    }
    return any >> 63 != 0;
}

static int any_infinite_portable(const double *x, int64_t n) {
    return any_infinite(x, n);
}

#if HST__X86_PATHS
static HST__AVX2 int any_infinite_avx2(const double *x, int64_t n) {
    return any_infinite(x, n);
}

static HST__AVX512 int any_infinite_avx512(const double *x, int64_t n) {
    return any_infinite(x, n);
}
#endif

int hst__any_infinite_on(int path, const double *x, int64_t n) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        return any_infinite_avx512(x, n);
    }
    if (path == HST__PATH_AVX2) {
        return any_infinite_avx2(x, n);
    }
#endif
    (void)path;
    return any_infinite_portable(x, n);
}

int hst__any_infinite(const double *x, int64_t n) {
    return hst__any_infinite_on(hst__path(), x, n);
}
