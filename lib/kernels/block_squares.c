/* Let every |x| < 2^E be a multiple of 2^(E-70). Two shifters cut it into three, each exact (split.h):
 *
 *     a  a multiple of 2^(E-23),  |a| <= 2^E
 *     b  a multiple of 2^(E-46),  |b| <= 2^(E-24)
 *     c  a multiple of 2^(E-70),  |c| <= 2^(E-47)
 *
 *     x^2 = a^2 + 2 ab + 2 (ac + b^2/2) + 2 bc + c^2
 *
 *               a^2        ab         ac + b^2/2    bc         c^2
 *     unit      2^(2E-46)  2^(2E-69)  2^(2E-93)     2^(2E-116) 2^(2E-140)
 *     at most   2^2E       2^(2E-24)  2^(2E-46.6)   2^(2E-71)  2^(2E-94)
 *
 * No term has more than 46.4 bits, so that each product is exact, and so is a sum of 64 of them: as many as
 * one lane gets of a block. The sums of lanes, counted in units, are added as integers. */
#include "block_squares.h"

#include "block_sum.h"
#include "fixed.h"

enum {
    LANES = 32,
    PARTS = HST__SQUARE_PARTS,
    FIRST = 23,  /* bits of a */
    SECOND = 46, /* of a and b */
    SPREAD = 17,
    EXPONENT_MAX = 400
};

/* Of the units of the five sums: -log2, for E = 0; and the power of two that the sum is taken by. */
static const int UNIT[PARTS] = {46, 69, 93, 116, 140};
static const int TWICE[PARTS] = {0, 1, 1, 1, 0};

typedef struct lanes {
    double sum[PARTS][LANES];
} lanes;

static HST__BODY void add_row(lanes *l, const double *x, double first, double second) {
    int k;
    for (k = 0; k < LANES; ++k) {
        double value = hst__or_zero(x + k);
        double a = (value + first) - first;
        double rest = value - a;
        double b = (rest + second) - second;
        double c = rest - b;
        l->sum[0][k] += a * a;
        l->sum[1][k] += a * b;
        l->sum[2][k] += a * c + (0.5 * b) * b;
        l->sum[3][k] += b * c;
        l->sum[4][k] += c * c;
    }
}

static HST__BODY void end(hst__block_squares *squares, const lanes *l, int e) {
    int p, k;
    for (p = 0; p < PARTS; ++p) {
        double units = hst__two_to(UNIT[p] - 2 * e);
        squares->place[p] = 2148 + 2 * e - UNIT[p] + TWICE[p];
        squares->part[p] = 0;
        for (k = 0; k < LANES; ++k) {
            squares->part[p] += (int64_t)(l->sum[p][k] * units);
        }
    }
}

static HST__BODY void square_block(hst__block_squares *squares, const double *x, int64_t n, int e) {
    double first = 1.5 * hst__two_to(52 + e - FIRST);
    double second = 1.5 * hst__two_to(52 + e - SECOND);
    double rest[LANES] = {0};
    lanes l = {{{0}}};
    int64_t i;
    int k;
    for (i = 0; n - i >= LANES; i += LANES) {
        add_row(&l, x + i, first, second);
    }
    for (k = 0; i + k < n; ++k) {
        rest[k] = x[i + k];
    }
    add_row(&l, rest, first, second);
    end(squares, &l, e);
}

static void square_block_portable(hst__block_squares *squares, const double *x, int64_t n, int e) {
    square_block(squares, x, n, e);
}

#if HST__X86_PATHS
static HST__AVX2 void square_block_avx2(hst__block_squares *squares, const double *x, int64_t n, int e) {
    square_block(squares, x, n, e);
}

static HST__AVX512 void square_block_avx512(hst__block_squares *squares, const double *x, int64_t n, int e) {
    square_block(squares, x, n, e);
}
#endif

static void square_block_on(int path, hst__block_squares *squares, const double *x, int64_t n, int e) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        square_block_avx512(squares, x, n, e);
        return;
    }
    if (path == HST__PATH_AVX2) {
        square_block_avx2(squares, x, n, e);
        return;
    }
#endif
    (void)path;
    square_block_portable(squares, x, n, e);
}

int hst__block_squares_on(int path, hst__block_squares *squares, const double *x, int64_t n, uint64_t least,
                          uint64_t most) {
    int e = (int)(most >> 52) - 1022; /* |x| < 2^e */
    if (most == 0) {
        memset(squares, 0, sizeof *squares);
        return 1;
    }
    if (e < -EXPONENT_MAX || e > EXPONENT_MAX || (int)(least >> 52) - 1022 < e - SPREAD) {
        return 0;
    }
    square_block_on(path, squares, x, n, e);
    return 1;
}
