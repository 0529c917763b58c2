/* Block by block. In most blocks nothing exceeds the maximum so far, which is then one number for all of the
 * block, and the division is all there is to do. Where the maximum does move, it is made a series first. */
#include "underwater.h"

#include <float.h>
#include <string.h>

#include "extremes.h"
#include "running_maximum.h"
#include "scalar.h"

#if HST__X86_PATHS
#include <immintrin.h>
#endif

enum { BLOCK = 512, ROW = 64, LINE = 64 /* bytes */ };

/* Outputs of more doubles do not fit the caches: writing past them spares reading what is overwritten. Of
 * fewer it is slower. */
#define AROUND_FROM (INT64_C(1) << 21)

/* The quotient is a NaN where x is one, and nowhere else while level > 0. */
static HST__BODY void divide_by_level(double *out, const double *x, int64_t n, double level) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        double sample = x[i];
        double depth = hst__depth_below(level, sample);
        out[i] = depth >= 0 ? depth : sample;
    }
}

/* Where the maximum is 0 the quotient is a NaN too. */
static HST__BODY void divide_by_maxima(double *out, const double *x, int64_t n, const double *maximum) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        double sample = x[i];
        double depth = hst__depth_below(maximum[i], sample);
        double other = sample >= 0 ? 0 : sample;
        out[i] = depth >= 0 ? depth : other;
    }
}

/* Past the caches where it is a whole row, which then begins at a line. */
static HST__BODY void put_around(double *out, const double *row, int64_t n) {
    int64_t i = 0;
#if HST__X86_PATHS
    for (; n == ROW && i < n; i += 2) {
        _mm_stream_pd(out + i, _mm_loadu_pd(row + i));
    }
#endif
    for (; i < n; ++i) {
        out[i] = row[i];
    }
}

/* Up to BLOCK samples, of which `most` is the largest. The division reads one array and writes another, or
 * compilers would fear for its order: so where out is x it reads a copy. What goes around the caches goes in
 * rows, or one would wait for a whole block to be taken. */
static HST__BODY void take_block(int path, double *out, const double *x, int64_t n, double level, double most,
                                 int around) {
    double copy[BLOCK];
    double maximum[BLOCK];
    double row[ROW];
    int moves = most > level || !(level > 0);
    int64_t i, count;
    if (x == out) {
        x = memcpy(copy, x, (size_t)n * sizeof *x);
    }
    if (moves) {
        hst__running_maximum_on(path, maximum, x, n, level);
    }
    for (i = 0; i < n; i += count) {
        double *to = around ? row : out + i;
        count = around ? hst__least(ROW, n - i) : n;
        if (moves) {
            divide_by_maxima(to, x + i, count, maximum + i);
        } else {
            divide_by_level(to, x + i, count, level);
        }
        if (around) {
            put_around(out + i, row, count);
        }
    }
}

/* The first block ends where a line of the cache does, so that the others do not write across two. */
static int64_t first_block(const double *out, int64_t n) {
    int64_t lead = (int64_t)((LINE - ((uintptr_t)out & (LINE - 1))) / sizeof *out);
    return hst__least(n, lead);
}

static HST__BODY int underwater(int path, double *out, const double *x, int64_t n, int around,
                                double *before) {
    int64_t count = first_block(out, n);
    double level = *before;
    for (; n > 0; count = hst__least(n, BLOCK)) {
        hst__extremes block = hst__extremes_body(x, count);
        if (block.least < 0 || block.most > DBL_MAX) {
            return 0;
        }
        take_block(path, out, x, count, level, block.most, around);
        level = hst__larger(block.most, level);
        out += count;
        x += count;
        n -= count;
    }
    *before = level;
    return 1;
}

static int underwater_portable(double *out, const double *x, int64_t n, int around, double *before) {
    return underwater(HST__PATH_PORTABLE, out, x, n, around, before);
}

#if HST__X86_PATHS
static HST__AVX2 int underwater_avx2(double *out, const double *x, int64_t n, int around, double *before) {
    return underwater(HST__PATH_AVX2, out, x, n, around, before);
}

static HST__AVX512 int underwater_avx512(double *out, const double *x, int64_t n, int around,
                                         double *before) {
    return underwater(HST__PATH_AVX512, out, x, n, around, before);
}
#endif

static int underwater_of(int path, double *out, const double *x, int64_t n, int around, double *before) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        return underwater_avx512(out, x, n, around, before);
    }
    if (path == HST__PATH_AVX2) {
        return underwater_avx2(out, x, n, around, before);
    }
#endif
    (void)path;
    return underwater_portable(out, x, n, around, before);
}

int hst__underwater_on(int path, double *out, const double *x, int64_t n, int around) {
    double before = 0;
    int fine = underwater_of(path, out, x, n, around, &before);
#if HST__X86_PATHS
    if (around) {
        _mm_sfence(); /* what went around the caches is in order again */
    }
#endif
    return fine;
}

int hst__underwater_from_on(int path, double *out, const double *x, int64_t n, double *before) {
    return underwater_of(path, out, x, n, 0, before);
}

int hst__underwater(double *out, const double *x, int64_t n) {
    return hst__underwater_on(hst__path(), out, x, n, n > AROUND_FROM && out != x);
}
