/* Block by block. In most blocks nothing exceeds the maximum so far, which is then one number for all of the
 * block, and the division is all there is to do; while it lasts, the next block is searched for its largest
 * sample, so that memory is never left waiting. Where the maximum does move, it is made a series first. */
#include "underwater.h"

#include <float.h>

#include "extremes.h"
#include "running_maximum.h"
#include "scalar.h"

#if HST__X86_PATHS
#include <emmintrin.h>
#endif

enum { BLOCK = 1024, LANES = HST__EXTREMES_LANES, LINE = 64 /* bytes */ };

/* Outputs of more doubles do not fit the caches: writing past them spares reading what is overwritten. Of
 * fewer it is slower. */
#define AROUND_FROM (INT64_C(1) << 21)

static HST__BODY void put_row(double *out, const double *row, int around) {
    int k;
#if HST__X86_PATHS
    if (around) {
        for (k = 0; k < LANES; k += 2) {
            _mm_stream_pd(out + k, _mm_loadu_pd(row + k));
        }
        return;
    }
#endif
    (void)around;
    for (k = 0; k < LANES; ++k) {
        out[k] = row[k];
    }
}

/* A block with level > 0 as its maximum throughout; returns the extremes of the next. The quotient is a NaN
 * only where x is one. Rows of their own, because out may be x. */
static HST__BODY hst__extremes divide_block(double *out, const double *x, double level, int around) {
    double least[LANES];
    double most[LANES];
    int i, k;
    hst__extremes_begin(least, most);
    for (i = 0; i < BLOCK; i += LANES) {
        double row[LANES];
        hst__extremes_row(least, most, x + BLOCK + i, LANES);
        for (k = 0; k < LANES; ++k) {
            double depth = hst__depth_below(level, x[i + k]);
            row[k] = depth >= 0 ? depth : x[i + k];
        }
        put_row(out + i, row, around);
    }
    return hst__extremes_end(least, most);
}

/* Where the maximum is 0 the quotient is a NaN too. */
static HST__BODY double depth_or_sample(double maximum, double x) {
    double depth = hst__depth_below(maximum, x);
    double other = x >= 0 ? 0 : x;
    return depth >= 0 ? depth : other;
}

/* Any block of up to BLOCK samples. */
static HST__BODY void divide_by_maxima(int path, double *out, const double *x, int64_t n, double before,
                                       int around) {
    double maximum[BLOCK];
    int64_t i;
    int k;
    hst__running_maximum_on(path, maximum, x, n, before);
    for (i = 0; n - i >= LANES; i += LANES) {
        double row[LANES];
        for (k = 0; k < LANES; ++k) {
            row[k] = depth_or_sample(maximum[i + k], x[i + k]);
        }
        put_row(out + i, row, around);
    }
    for (; i < n; ++i) {
        out[i] = depth_or_sample(maximum[i], x[i]);
    }
}

/* The first block ends where a line of the cache does, so that the others do not write across two. */
static int64_t first_block(const double *out, int64_t n) {
    int64_t lead = (int64_t)((LINE - ((uintptr_t)out & (LINE - 1))) / sizeof *out);
    return hst__least(n, lead);
}

static HST__BODY int underwater(int path, double *out, const double *x, int64_t n, int around) {
    int64_t count = first_block(out, n);
    hst__extremes block = hst__extremes_body(x, count);
    double level = 0;
    while (n > 0) {
        int64_t next = hst__least(n - count, BLOCK);
        if (block.least < 0 || block.most > DBL_MAX) {
            return 0;
        }
        if (block.most <= level && level > 0 && count == BLOCK && next == BLOCK) {
            block = divide_block(out, x, level, around);
        } else {
            divide_by_maxima(path, out, x, count, level, around);
            level = hst__larger(block.most, level);
            block = hst__extremes_body(x + count, next);
        }
        out += count;
        x += count;
        n -= count;
        count = next;
    }
    return 1;
}

static int underwater_portable(double *out, const double *x, int64_t n, int around) {
    return around ? underwater(HST__PATH_PORTABLE, out, x, n, 1)
                  : underwater(HST__PATH_PORTABLE, out, x, n, 0);
}

#if HST__X86_PATHS
static HST__AVX2 int underwater_avx2(double *out, const double *x, int64_t n, int around) {
    return around ? underwater(HST__PATH_AVX2, out, x, n, 1) : underwater(HST__PATH_AVX2, out, x, n, 0);
}

static HST__AVX512 int underwater_avx512(double *out, const double *x, int64_t n, int around) {
    return around ? underwater(HST__PATH_AVX512, out, x, n, 1) : underwater(HST__PATH_AVX512, out, x, n, 0);
}
#endif

static int underwater_of(int path, double *out, const double *x, int64_t n, int around) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        return underwater_avx512(out, x, n, around);
    }
    if (path == HST__PATH_AVX2) {
        return underwater_avx2(out, x, n, around);
    }
#endif
    (void)path;
    return underwater_portable(out, x, n, around);
}

int hst__underwater_on(int path, double *out, const double *x, int64_t n, int around) {
    int fine = n == 0 || underwater_of(path, out, x, n, around);
#if HST__X86_PATHS
    if (around) {
        _mm_sfence(); /* what went around the caches is in order again */
    }
#endif
    return fine;
}

int hst__underwater(double *out, const double *x, int64_t n) {
    return hst__underwater_on(hst__path(), out, x, n, n > AROUND_FROM && out != x);
}
