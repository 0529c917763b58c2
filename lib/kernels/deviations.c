/* d is cut in two with a running sum for the shifter, as in block_sum.c: a is a multiple of 2^(e-21), and
 * |b| <= 2^(e-22).
 *
 *     sum of d    = sum of a + sum of b            exact but for the second, see below
 *     sum of d^2  = sum of a^2 + sum of (a + d) b
 *
 * a^2 counts units of 2^(2e-42), at most 2^42 of them, so that a sum of 2^11 is exact. The term (a + d) b is
 * rounded twice, 64 of them are added in each of 32 lanes, and the lanes one after the other: with u = 2^-53 the
 * error is below (2 + 64 + 32) u times the sum of the magnitudes. These are at most 2 |d| 2^(e-22), so that
 * by Cauchy's inequality they sum to no more than 2^(e-21) sqrt(n sum of d^2). In the same way the sum of b is
 * off by less than 96 u n 2^(e-22); it is exact about a centre other than 0, of whose last place every d is a
 * multiple, or of half of it: 2^(e-11) has no more than 43 bits then. */
#include "deviations.h"

#include <math.h> /* sqrt only */

#include "block_sum.h"
#include "fetch.h"
#include "fixed.h"
#include "path.h"
#include "scalar.h"

enum {
    LANES = 32,
    BITS = 21,
    AHEAD = 8 * HST__BLOCK /* bytes: the block that comes next */
};

typedef struct lanes {
    double coarse[LANES]; /* from the shifter on */
    double fine[LANES];
    double square[LANES];
    double cross[LANES];
    uint64_t missing[LANES];
} lanes;

/* gaps 1: a value that is missing is counted and lies at the centre. gaps 0: it ends as a NaN in all sums. */
static HST__BODY void add_row(lanes *l, const double *x, double centre, uint64_t gaps) {
    int k;
    for (k = 0; k < LANES; ++k) {
        double difference = x[k] - centre;
        uint64_t missing = hst__is_missing(&difference) & gaps;
        double d = hst__from_bits(hst__bits(difference) & (missing - 1));
        double next = l->coarse[k] + d;
        double a = next - l->coarse[k];
        double b = d - a;
        l->coarse[k] = next;
        l->fine[k] += b;
        l->square[k] += a * a;
        l->cross[k] += (a + d) * b;
        l->missing[k] += missing;
    }
}

static HST__BODY void fetch_row(const double *x) {
    int k;
    for (k = 0; k < LANES; k += HST__FETCH_LINE / 8) {
        hst__fetch(x + k, AHEAD);
    }
}

/* The sums of the lanes: high parts in [0] and [2], low parts in [1] and [3]. */
static HST__BODY int64_t end(double *sum, const lanes *l, double shifter) {
    uint64_t missing = 0;
    int k;
    sum[0] = sum[1] = sum[2] = sum[3] = 0;
    for (k = 0; k < LANES; ++k) {
        sum[0] += l->coarse[k] - shifter;
        sum[1] += l->fine[k];
        sum[2] += l->square[k];
        sum[3] += l->cross[k];
        missing += l->missing[k];
    }
    return (int64_t)missing;
}

/* The last row is filled up with values at the centre. Returns how many are missing. */
static HST__BODY int64_t add_values(double *sum, const double *x, int64_t n, double centre, double shifter,
                                    uint64_t gaps) {
    double rest[LANES];
    lanes l;
    int64_t i;
    int k;
    for (k = 0; k < LANES; ++k) {
        l.coarse[k] = shifter;
        l.fine[k] = l.square[k] = l.cross[k] = 0;
        l.missing[k] = 0;
        rest[k] = centre;
    }
    for (i = 0; n - i >= LANES; i += LANES) {
        fetch_row(x + i);
        add_row(&l, x + i, centre, gaps);
    }
    for (k = 0; i + k < n; ++k) {
        rest[k] = x[i + k];
    }
    add_row(&l, rest, centre, gaps);
    return end(sum, &l, shifter);
}

static HST__BODY int64_t add_block(double *sum, const double *x, int64_t n, double centre, double shifter,
                                   int gaps) {
    return gaps ? add_values(sum, x, n, centre, shifter, 1) : add_values(sum, x, n, centre, shifter, 0);
}

static int64_t add_portable(double *sum, const double *x, int64_t n, double centre, double shifter,
                            int gaps) {
    return add_block(sum, x, n, centre, shifter, gaps);
}

#if HST__X86_PATHS
static HST__AVX2 int64_t add_avx2(double *sum, const double *x, int64_t n, double centre, double shifter,
                                  int gaps) {
    return add_block(sum, x, n, centre, shifter, gaps);
}

static HST__AVX512 int64_t add_avx512(double *sum, const double *x, int64_t n, double centre, double shifter,
                                      int gaps) {
    return add_block(sum, x, n, centre, shifter, gaps);
}
#endif

static int64_t add_on(int path, double *sum, const double *x, int64_t n, double centre, double shifter,
                      int gaps) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        return add_avx512(sum, x, n, centre, shifter, gaps);
    }
    if (path == HST__PATH_AVX2) {
        return add_avx2(sum, x, n, centre, shifter, gaps);
    }
#endif
    (void)path;
    return add_portable(sum, x, n, centre, shifter, gaps);
}

void hst__deviations_on(int path, hst__deviations *sums, int *gaps, const double *x, int64_t n, double centre,
                        int e) {
    double shifter = 1.5 * hst__two_to(52 + e - BITS);
    double sum[4];
    double count;
    int64_t missing = add_on(path, sum, x, n, centre, shifter, *gaps);
    if (hst__is_missing(&sum[0])) {
        missing = add_on(path, sum, x, n, centre, shifter, 1);
    }
    *gaps = missing > 0;
    sums->count = n - missing;
    count = (double)sums->count;
    sums->first = hst__pair_of_sum(sum[0], sum[1]);
    sums->second = hst__pair_of_sum(sum[2], sum[3]);
    sums->first_bound = centre == 0 ? count * hst__two_to(e - 22 - 46) : 0;
    sums->second_bound = sqrt(count * sums->second.high) * hst__two_to(e - 21 - 46);
}

void hst__deviations_join(hst__deviations *a, const hst__deviations *b) {
    a->count += b->count;
    a->first = hst__pair_add(a->first, b->first);
    a->second = hst__pair_add(a->second, b->second);
    a->first_bound +=
        b->first_bound + HST__PAIR_SLACK * (hst__magnitude(a->first.high) + hst__magnitude(b->first.high));
    a->second_bound += b->second_bound + HST__PAIR_SLACK * a->second.high;
}

double hst__certain_quotient(hst__pair s, double bound, double n, int *certain) {
    hst__pair v = hst__pair_divide(s, n);
    double slack = bound / n + hst__magnitude(v.high) * HST__PAIR_SLACK;
    double one = v.high + (v.low - slack);
    *certain &= one == v.high + (v.low + slack);
    return hst__larger(v.high + v.low, 0);
}
