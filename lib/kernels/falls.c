/* Most blocks are nothing but a part of one fall, or climb all the way: both are told by looks that vector code
 * takes, and change no more than a place. What remains goes sample by sample. */
#include "falls.h"

#include <float.h>

#include "extremes.h"
#include "missing.h"
#include "scalar.h"

/* Numbers that are not below 0 are in order as their bits are, and a NaN comes last; -0 comes first, which makes
 * a block look as if it did not climb. */
static HST__BODY int climbs(const double *x, int64_t n) {
    uint64_t falls = 0;
    int64_t i;
    for (i = 1; i < n; ++i) {
        falls |= hst__bits_at(x + i) - hst__bits_at(x + i - 1);
    }
    return falls >> 63 == 0 && hst__bits_at(x + n - 1) < HST__INFINITE_BITS;
}

static int climbs_portable(const double *x, int64_t n) {
    return climbs(x, n);
}

#if HST__X86_PATHS
static HST__AVX2 int climbs_avx2(const double *x, int64_t n) {
    return climbs(x, n);
}

static HST__AVX512 int climbs_avx512(const double *x, int64_t n) {
    return climbs(x, n);
}
#endif

static int climbs_on(int path, const double *x, int64_t n) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        return climbs_avx512(x, n);
    }
    if (path == HST__PATH_AVX2) {
        return climbs_avx2(x, n);
    }
#endif
    (void)path;
    return climbs_portable(x, n);
}

/* The samples from `from` on, none of which is at the peak. 0 if one of them may be a recovery. */
static int pass_below(hst__falls *f, hst__extremes e, const double *x, int64_t from) {
    if (e.least >= f->trough) {
        return f->fall.recovery != -1 || e.most < f->enough;
    }
    if (e.most >= f->enough) {
        return 0;
    }
    while (x[from] != e.least) {
        ++from;
    }
    f->fall.trough = from;
    f->fall.recovery = -1;
    f->trough = e.least;
    return 1;
}

hst__passed hst__falls_pass(int path, hst__falls *f, const double *x, int64_t from, int64_t until) {
    hst__extremes e = hst__extremes_on(path, x + from, until - from);
    if (e.least < 0 || e.most > DBL_MAX) {
        return HST__PASS_REFUSED;
    }
    if (f->fall.onset != -1) {
        return e.most < f->peak && pass_below(f, e, x, from) ? HST__PASSED : HST__PASS_NOT;
    }
    if (x[from] >= f->peak && climbs_on(path, x + from, until - from)) {
        hst__falls_raise(f, x[until - 1], until - 1);
        return HST__PASSED;
    }
    return HST__PASS_NOT;
}
