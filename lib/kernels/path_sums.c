/* Block by block: the fractions of one block stay in the nearest cache while their sums are made, in twice the
 * precision of a double and with a bound for what they are off (deviations.h about 0). A quotient is certain
 * unless a rounding boundary lies that near, which is seldom; then all is added again in long integers.
 *
 * A fraction that is not 0 is no less than 2^-53, and none is more than 1, so that no product leaves the range
 * of a double. */
#include "path_sums.h"

#include <string.h>

#include "block_sum.h"
#include "deviations.h"
#include "exact_spread.h"
#include "extremes.h"
#include "scalar.h"
#include "split.h"
#include "underwater.h"

/* Where a walk along the path stands. */
typedef struct walk {
    const double *x;
    int64_t left;
    double level;
    int64_t count; /* of the block that stands in `under` */
    double under[HST__BLOCK];
} walk;

static void begin(walk *w, const double *x, int64_t n) {
    w->x = x;
    w->left = n;
    w->level = 0;
}

/* The next block; 0 at the end and at a sample that is none, where *left stays above 0. */
static int next_block(int path, walk *w) {
    w->count = hst__block_end(w->x, 0, w->left);
    if (w->count == 0 || !hst__underwater_from_on(path, w->under, w->x, w->count, &w->level)) {
        return 0;
    }
    w->x += w->count;
    w->left -= w->count;
    return 1;
}

/* |x| < 2^e. */
static int exponent_of(double x) {
    return (int)(hst__magnitude_bits(&x) >> 52) - 1022;
}

/* About 0 the block may hold nothing else, or nothing at all. */
static void add_block(int path, hst__deviations *all, int *gaps, double *most, const walk *w) {
    double deepest = hst__larger(hst__extremes_on(path, w->under, w->count).most, 0);
    hst__deviations block;
    hst__deviations_on(path, &block, gaps, w->under, w->count, 0, deepest > 0 ? exponent_of(deepest) : 0);
    block.first_bound = deepest > 0 ? block.first_bound : 0;
    hst__deviations_join(all, &block);
    *most = hst__larger(deepest, *most);
}

/* 0 as soon as a sample is none. *certain: whether the means are those that the header promises. */
static int sum_nearly(int path, hst__path_sums *out, const double *x, int64_t n, int *certain) {
    walk w;
    hst__deviations all;
    int gaps = 0;
    memset(&all, 0, sizeof all);
    begin(&w, x, n);
    out->most = 0;
    while (next_block(path, &w)) {
        add_block(path, &all, &gaps, &out->most, &w);
    }
    *certain = 1;
    out->count = all.count;
    out->mean = out->mean_square = 0;
    if (all.count > 0) {
        double count = (double)all.count;
        out->mean = hst__certain_quotient(all.first, all.first_bound, count, certain);
        out->mean_square = hst__certain_quotient(all.second, all.second_bound, count, certain);
    }
    return w.left == 0;
}

/* Of samples that are known to be fine, one of them or more observed. */
static void sum_exactly(int path, hst__path_sums *out, const double *x, int64_t n) {
    hst__exact_spread sums;
    walk w;
    memset(&sums, 0, sizeof sums);
    begin(&w, x, n);
    while (next_block(path, &w)) {
        (void)hst__exact_spread_add_n_on(path, &sums, w.under, w.count);
    }
    out->mean = hst__exact_sum_mean(&sums.sum, sums.n);
    out->mean_square = hst__exact_spread_mean_square(&sums, sums.n);
}

int hst__path_sums_on(int path, hst__path_sums *out, const double *x, int64_t n, int exactly) {
    hst__path_sums sums;
    int certain;
    if (!sum_nearly(path, &sums, x, n, &certain)) {
        return 0;
    }
    if (sums.count > 0 && (exactly || !certain)) {
        sum_exactly(path, &sums, x, n);
    }
    *out = sums;
    return 1;
}

int hst__path_sums_of(hst__path_sums *out, const double *x, int64_t n) {
    return hst__path_sums_on(hst__path(), out, x, n, 0);
}
