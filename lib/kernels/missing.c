/* In signed integers and in 32 lanes: see magnitudes.c and rising.c. */
#include "missing.h"

#include "keep.h"
#include "vector4.h"

enum { LANES = HST__KEEP_LANES };

#define INFINITE ((int64_t)HST__INFINITE_BITS)

static HST__BODY int clean(double *out, const double *x, int64_t n) {
    int64_t any = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        int64_t bits = (int64_t)hst__magnitude_bits(x + i);
        uint64_t kept = hst__bits_at(x + i) & (0 - (uint64_t)(bits <= INFINITE));
        any |= bits == INFINITE;
        memcpy(out + i, &kept, sizeof kept);
    }
    return any != 0;
}

static int clean_portable(double *out, const double *x, int64_t n) {
    return clean(out, x, n);
}

static void run_observed_portable(double *count, const double *x, const int64_t *at, int64_t runs) {
    int64_t r;
    for (r = 0; r < runs; ++r) {
        int64_t observed = 0;
        int64_t i;
        for (i = at[r]; i < at[r + 1]; ++i) {
            observed += hst__is_observed(x[i]);
        }
        count[r] = (double)observed;
    }
}

#if HST__X86_PATHS
static HST__AVX2 int clean_avx2(double *out, const double *x, int64_t n) {
    return clean(out, x, n);
}

static HST__AVX512 int clean_avx512(double *out, const double *x, int64_t n) {
    return clean(out, x, n);
}

/* -1 for each that is missing; what lies behind the end, whose mask is 0, is not. */
static HST__AVX2 HST__BODY hst__mask4 missing4(const double *x, const uint64_t *keep) {
    hst__mask4 sign = {INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX};
    hst__mask4 infinite = {INFINITE, INFINITE, INFINITE, INFINITE};
    return ((hst__mask4)hst__load4(x) & sign & hst__load_mask4(keep)) > infinite;
}

static HST__AVX2 void run_observed_avx2(double *count, const double *x, const int64_t *at, int64_t runs) {
    int64_t r;
    for (r = 0; r < runs; ++r) {
        hst__mask4 a = {0};
        hst__mask4 b = {0};
        int64_t i = at[r];
        const uint64_t *keep = hst__keep;
        for (; at[r + 1] - i >= 16; i += 16) {
            a += missing4(x + i, keep) + missing4(x + i + 4, keep);
            b += missing4(x + i + 8, keep) + missing4(x + i + 12, keep);
        }
        keep += LANES - (at[r + 1] - i);
        a += missing4(x + i, keep) + missing4(x + i + 4, keep + 4);
        b += missing4(x + i + 8, keep + 8) + missing4(x + i + 12, keep + 12);
        a += b;
        count[r] = (double)(at[r + 1] - at[r] + ((a[0] + a[2]) + (a[1] + a[3])));
    }
}
#endif

int hst__clean_on(int path, double *out, const double *x, int64_t n) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        return clean_avx512(out, x, n);
    }
    if (path == HST__PATH_AVX2) {
        return clean_avx2(out, x, n);
    }
#endif
    (void)path;
    return clean_portable(out, x, n);
}

int hst__clean(double *out, const double *x, int64_t n) {
    return hst__clean_on(hst__path(), out, x, n);
}

void hst__run_observed_on(int path, double *count, const double *x, const int64_t *at, int64_t runs) {
#if HST__X86_PATHS
    if (path != HST__PATH_PORTABLE) {
        run_observed_avx2(count, x, at, runs);
        return;
    }
#endif
    (void)path;
    run_observed_portable(count, x, at, runs);
}

void hst__run_observed(double *count, const double *x, const int64_t *at, int64_t runs) {
    hst__run_observed_on(hst__path(), count, x, at, runs);
}
