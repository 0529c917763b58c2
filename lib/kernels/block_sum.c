/* Each lane is cut as split.h says, but with the running sum itself for a shifter: it starts at M = 1.5 x
 * 2^(E+T-1), T = L + 2, and as |sum of 2^L terms| < 2^(E+L) it stays between 2^(E+T-1) and 2^(E+T), so that
 * its last place remains 2^(E+T-53) and
 *
 *     next = sum + x        rounds x to a multiple of that
 *     high = next - sum     what of x went in, exact
 *     low  = x - high       the rest, exact
 *
 * which is one addition less for each value. The 2^L low parts are at most 2^(E+T-54) and multiples of
 * 2^(E-53-G), G = 54 - 2T: their sum has 51 bits. L counts the terms of all lanes, so these may be added in
 * the end.
 *
 * Whether all values fit the guess is asked in the same loop: t = (bits - 1) without the sign, seen as a
 * double, keeps the order of magnitudes and makes a zero a NaN, which compares false. Compilers have vectors
 * for comparisons of doubles, not for those of 64-bit integers before AVX-512. */
#include "block_sum.h"

#include <math.h> /* INFINITY only */

#include "fetch.h"
#include "fixed.h"
#include "scalar.h"

enum {
    LANES = 32,     /* gcc 12 unrolls shorter inner loops before it looks for vectors */
    TERMS = 11 + 2, /* L = 11: 2^11 values in a block */
    SAMPLES = 8,
    AHEAD = 8192 /* bytes */
};
#define HEADROOM UINT64_C(3) /* powers of two between the largest of the samples and the largest of all */
#define ONE (UINT64_C(1023) << 52)
#define INFINITE (UINT64_C(0x7ff) << 52)

typedef struct lanes {
    double high[LANES];
    double low[LANES];
    uint64_t missing[LANES];
    double least[LANES];
    double most[LANES];
} lanes;

static HST__BODY void begin(lanes *l, double shifter) {
    int k;
    for (k = 0; k < LANES; ++k) {
        l->high[k] = shifter;
        l->low[k] = 0;
        l->missing[k] = 0;
        l->least[k] = INFINITY;
        l->most[k] = -1;
    }
}

/* gaps 0: a NaN, as an infinity always, ends as a NaN in the low part. gaps 1: it is counted, and a zero. */
static HST__BODY void add_row(lanes *l, const double *x, uint64_t gaps) {
    int k;
    for (k = 0; k < LANES; ++k) {
        uint64_t missing = hst__is_missing(x + k) & gaps;
        double value = hst__from_bits(hst__bits_at(x + k) & (missing - 1));
        double t = hst__from_bits((hst__bits(value) - 1) & (UINT64_MAX >> 1));
        double next = l->high[k] + value;
        double high = next - l->high[k];
        l->high[k] = next;
        l->low[k] += value - high;
        l->least[k] = t < l->least[k] ? t : l->least[k];
        l->most[k] = t > l->most[k] ? t : l->most[k];
        l->missing[k] += missing;
    }
}

static HST__BODY void end(hst__block_sum *sum, const lanes *l) {
    double least = INFINITY;
    double most = -1;
    int k;
    sum->high = sum->low = 0;
    sum->missing = 0;
    for (k = 0; k < LANES; ++k) {
        sum->high += l->high[k] - sum->split.shifter;
        sum->low += l->low[k];
        sum->missing += (int64_t)l->missing[k];
        least = hst__smaller(l->least[k], least);
        most = hst__larger(l->most[k], most);
    }
    sum->least = hst__bits_at(&least) + 1;
    sum->most = most < 0 ? 0 : hst__bits_at(&most) + 1;
}

/* The processor foresees the next lines but not the next pages, and comes to them within a block. */
static HST__BODY void fetch_row(const double *x) {
    int k;
    for (k = 0; k < LANES; k += HST__FETCH_LINE / 8) {
        hst__fetch(x + k, AHEAD);
    }
}

/* The last row is filled up with zeros, which change nothing. */
static HST__BODY void add_values(hst__block_sum *sum, const double *x, int64_t n, uint64_t gaps) {
    double rest[LANES] = {0};
    lanes l;
    int64_t i;
    int k;
    begin(&l, sum->split.shifter);
    for (i = 0; n - i >= LANES; i += LANES) {
        fetch_row(x + i);
        add_row(&l, x + i, gaps);
    }
    for (k = 0; i + k < n; ++k) {
        rest[k] = x[i + k];
    }
    add_row(&l, rest, gaps);
    end(sum, &l);
}

static HST__BODY void add_block(hst__block_sum *sum, const double *x, int64_t n) {
    if (sum->gaps) {
        add_values(sum, x, n, 1);
    } else {
        add_values(sum, x, n, 0);
    }
}

static void add_block_portable(hst__block_sum *sum, const double *x, int64_t n) {
    add_block(sum, x, n);
}

#if HST__X86_PATHS
static HST__AVX2 void add_block_avx2(hst__block_sum *sum, const double *x, int64_t n) {
    add_block(sum, x, n);
}

static HST__AVX512 void add_block_avx512(hst__block_sum *sum, const double *x, int64_t n) {
    add_block(sum, x, n);
}
#endif

static void add_block_on(int path, hst__block_sum *sum, const double *x, int64_t n) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        add_block_avx512(sum, x, n);
        return;
    }
    if (path == HST__PATH_AVX2) {
        add_block_avx2(sum, x, n);
        return;
    }
#endif
    (void)path;
    add_block_portable(sum, x, n);
}

void hst__block_sum_begin(hst__block_sum *sum, const double *x, int64_t n) {
    int64_t step = n / SAMPLES + 1;
    uint64_t most = 0;
    int64_t i;
    for (i = 0; i < n; i += step) {
        uint64_t bits = hst__magnitude_bits(x + i);
        most = bits < INFINITE && bits > most ? bits : most;
    }
    sum->gaps = 0;
    if (!hst__split_for(&sum->split, most + (HEADROOM << 52), TERMS)) {
        (void)hst__split_for(&sum->split, ONE, TERMS);
    }
}

static int fits(const hst__block_sum *sum, const hst__split *split) {
    return sum->most <= split->most && sum->least >= split->least;
}

/* The smallest split that holds the largest value of the block, if it holds the smallest too. */
static int refit(hst__block_sum *sum) {
    hst__split split;
    if (!hst__split_for(&split, sum->most, TERMS) || !fits(sum, &split)) {
        return 0;
    }
    sum->split = split;
    return 1;
}

int hst__block_sum_on(int path, hst__block_sum *sum, const double *x, int64_t n) {
    add_block_on(path, sum, x, n);
    if (!sum->gaps && hst__magnitude_bits(&sum->low) > INFINITE) {
        sum->gaps = 1;
        add_block_on(path, sum, x, n);
    }
    if (!fits(sum, &sum->split)) {
        if (!refit(sum)) {
            return 0;
        }
        add_block_on(path, sum, x, n);
    }
    sum->gaps = sum->missing > 0;
    return 1;
}
