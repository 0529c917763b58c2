/* With t = (1 - level) m of m values, the mean is (the sum of the floor(t) largest + (t - floor(t)) times the
 * one after those) / t. That one, u, is selected; the sum is the exact one of all above u, and u itself as
 * often as it takes. t is rounded where the level is no short fraction, as type7.h says of its places. */
#include "worst_share.h"

#include <string.h>

#include "block_sum.h"
#include "exact_ratio.h"
#include "exact_sum.h"
#include "nearest_rank.h"
#include "order_values.h"
#include "path.h"
#include "scalar.h"

enum { BLOCK = HST__BLOCK, AT_ONCE = HST__ORDER_GUESSES };

/* Where a level stands among m values in ascending order. */
typedef struct place {
    int64_t least;  /* rank */
    double wanted;  /* t */
    int64_t whole;  /* floor(t) */
    int64_t beyond; /* rank of u */
} place;

static place place_of(double level, int64_t m) {
    place p;
    p.least = hst__nearest_rank(m, level);
    p.wanted = (1 - level) * (double)m;
    p.whole = (int64_t)p.wanted;
    p.beyond = hst__most(m - 1 - p.whole, 0);
    return p;
}

/* What is above u, and 0 elsewhere; returns how many. */
static HST__BODY int64_t keep_above(double *out, const double *x, int64_t n, double u) {
    int64_t above = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        int larger = x[i] > u;
        out[i] = larger ? x[i] : 0;
        above += larger;
    }
    return above;
}

static int64_t keep_above_portable(double *out, const double *x, int64_t n, double u) {
    return keep_above(out, x, n, u);
}

#if HST__X86_PATHS
static HST__AVX2 int64_t keep_above_avx2(double *out, const double *x, int64_t n, double u) {
    return keep_above(out, x, n, u);
}

static HST__AVX512 int64_t keep_above_avx512(double *out, const double *x, int64_t n, double u) {
    return keep_above(out, x, n, u);
}
#endif

static int64_t keep_above_on(int path, double *out, const double *x, int64_t n, double u) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        return keep_above_avx512(out, x, n, u);
    }
    if (path == HST__PATH_AVX2) {
        return keep_above_avx2(out, x, n, u);
    }
#endif
    (void)path;
    return keep_above_portable(out, x, n, u);
}

/* The sum of the `whole` largest. */
static hst__exact_sum sum_largest(int path, const double *x, int64_t n, double u, int64_t whole) {
    hst__exact_sum sum = {{0}};
    double kept[BLOCK];
    int64_t above = 0;
    int64_t i, count;
    for (i = 0; i < n; i += count) {
        int64_t more;
        count = hst__least(BLOCK, n - i);
        more = keep_above_on(path, kept, x + i, count, u);
        if (more > 0) {
            (void)hst__exact_sum_add_n_on(path, &sum, kept, count);
            above += more;
        }
    }
    hst__exact_sum_add_times(&sum, u, (uint64_t)(whole - above));
    return sum;
}

static double mean_of(int path, place p, double u, const double *x, int64_t n) {
    hst__exact_sum sum;
    double part = p.wanted - (double)p.whole;
    if (p.whole == 0) {
        return u;
    }
    sum = sum_largest(path, x, n, u, p.whole);
    return part > 0 ? (hst__exact_sum_read(&sum) + part * u) / p.wanted : hst__exact_sum_mean(&sum, p.whole);
}

/* As many levels as one look serves. */
static int some_shares(int path, double *least, double *mean, const double *level, int levels,
                       const double *x, int64_t n, double *work) {
    hst__order order;
    hst__ranked wanted[2 * AT_ONCE];
    place at[AT_ONCE];
    int k;
    hst__order_look(&order, level, levels, x, n, work);
    if (order.sieve.missing == n) {
        return 0;
    }
    for (k = 0; k < levels; ++k) {
        at[k] = place_of(level[k], n - order.sieve.missing);
        wanted[2 * k].rank = at[k].least;
        wanted[2 * k + 1].rank = at[k].beyond;
    }
    hst__order_read(&order, wanted, 2 * levels);
    for (k = 0; k < levels; ++k) {
        least[k] = hst__ranked_value(wanted, at[k].least);
        mean[k] = mean_of(path, at[k], hst__ranked_value(wanted, at[k].beyond), x, n);
    }
    return 1;
}

int hst__worst_shares_on(int path, double *least, double *mean, const double *level, int64_t levels,
                         const double *x, int64_t n, double *work) {
    int observed = levels > 0 || some_shares(path, least, mean, level, 0, x, n, work);
    int64_t k, count;
    for (k = 0; observed && k < levels; k += count) {
        count = hst__least(AT_ONCE, levels - k);
        observed = some_shares(path, least + k, mean + k, level + k, (int)count, x, n, work);
    }
    return observed;
}

int hst__worst_shares(double *least, double *mean, const double *level, int64_t levels, const double *x,
                      int64_t n, double *work) {
    return hst__worst_shares_on(hst__path(), least, mean, level, levels, x, n, work);
}
