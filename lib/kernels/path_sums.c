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

/* |x| < 2^e. */
static int exponent_of(double x) {
    return (int)(hst__magnitude_bits(&x) >> 52) - 1022;
}

void hst__path_begin(hst__path_walk *w) {
    memset(w, 0, sizeof *w);
}

/* The block may hold nothing but zeros, or nothing at all. */
int hst__path_step(int path, hst__path_walk *w, const double *x, int64_t n) {
    double under[HST__BLOCK];
    hst__deviations block;
    double deepest;
    if (!hst__underwater_from_on(path, under, x, n, &w->level)) {
        return 0;
    }
    deepest = hst__larger(hst__extremes_on(path, under, n).most, 0);
    hst__deviations_on(path, &block, &w->gaps, under, n, 0, deepest > 0 ? exponent_of(deepest) : 0);
    block.first_bound = deepest > 0 ? block.first_bound : 0;
    hst__deviations_join(&w->sums, &block);
    w->most = hst__larger(deepest, w->most);
    return 1;
}

/* Of samples that are known to be fine, one of them or more observed. */
static void sum_exactly(int path, hst__path_sums *out, const double *x, int64_t n) {
    hst__exact_spread sums;
    double under[HST__BLOCK];
    double level = 0;
    int64_t i, count;
    memset(&sums, 0, sizeof sums);
    for (i = 0; i < n; i += count) {
        count = hst__block_end(x, i, n) - i;
        (void)hst__underwater_from_on(path, under, x + i, count, &level);
        (void)hst__exact_spread_add_n_on(path, &sums, under, count);
    }
    out->mean = hst__exact_sum_mean(&sums.sum, sums.n);
    out->mean_square = hst__exact_spread_mean_square(&sums, sums.n);
}

void hst__path_end(int path, hst__path_sums *out, const hst__path_walk *w, const double *x, int64_t n,
                   int exactly) {
    double count = (double)w->sums.count;
    int certain = !exactly;
    out->count = w->sums.count;
    out->most = w->most;
    out->mean = out->mean_square = 0;
    if (out->count == 0) {
        return;
    }
    out->mean = hst__certain_quotient(w->sums.first, w->sums.first_bound, count, &certain);
    out->mean_square = hst__certain_quotient(w->sums.second, w->sums.second_bound, count, &certain);
    if (!certain) {
        sum_exactly(path, out, x, n);
    }
}

int hst__path_sums_on(int path, hst__path_sums *out, const double *x, int64_t n, int exactly) {
    hst__path_walk w;
    int64_t i, count;
    hst__path_begin(&w);
    for (i = 0; i < n; i += count) {
        count = hst__block_end(x, i, n) - i;
        if (!hst__path_step(path, &w, x + i, count)) {
            return 0;
        }
    }
    hst__path_end(path, out, &w, x, n, exactly);
    return 1;
}
