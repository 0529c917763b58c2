/* A series whose level changes, as what a segment of it is judged by: prefix sums over the observed samples.
 *
 * The cost of a segment is minus twice the log likelihood ratio of its own level against the one level of the
 * whole series. It is never above zero, and the sums of squares and of log factorials that every cut has in
 * common are gone before they could round anything away:
 *
 *     arrivals T in exposure e, the unit such that the rate of the whole is 1:  -2 (T log(T/e) - (T - e))
 *     values less the mean of the whole, sum S of n, common variance v:         -S^2/(n v)
 *     the same with a variance of its own, sum of squares Q, the whole's v0:    n log(v/v0) + R/v - Q/v0,
 *                                                            R = Q - S^2/n, v = max(R/n, the least variance)
 */
#ifndef HST_KERNELS_CHANGING_H
#define HST_KERNELS_CHANGING_H

#include "strict.h"

#include <stdint.h>

#include "scalar.h"
#include "special.h"

enum { HST__RATES, HST__MEANS, HST__SPREADS };

typedef struct hst__changing {
    int32_t model;
    int by_length;   /* whether log(samples/all samples) is part of a segment's cost */
    int64_t count;   /* observed samples */
    int64_t *index;  /* [n] where they stood */
    double *sum;     /* [n + 1] arrivals, or values less their mean, before each */
    double *weight;  /* [n + 1] exposures in their unit, or the squares of sum's values */
    double variance; /* the common one, or the least */
    double whole;    /* variance of the whole series */
    double lowest, highest; /* no segment's level is outside */
    double own;      /* rate of the whole in that unit: 1, or 0 where nothing ever arrived */
} hst__changing;

/* Fill index, count, sum, weight and highest; x or exposure NULL: 1 each. 0 if a sample is outside the
 * domain: arrivals not whole or adding up to more than 1e12, exposures not 0 or 1e-100 .. 1e100 or too
 * different. */
int hst__changing_rates(hst__changing *c, const double *x, const double *exposure, int64_t n);

/* Fill index, count, sum, weight, lowest and highest; 0 if a value is beyond 1e50. */
int hst__changing_values(hst__changing *c, const double *x, int64_t n);

/* For spreads, once the least variance is known. */
void hst__changing_whole(hst__changing *c);

/* (1.4826 MAD of the differences)^2/2; work of count doubles. count >= 1, after hst__changing_values. */
double hst__changing_robust(const hst__changing *c, const double *x, double *work);

/* Half the mean square difference of neighbours; 0 for fewer than two. */
double hst__changing_neighbours(const hst__changing *c, const double *x);

static inline double hst__cost_of_rates(const hst__changing *c, double arrivals, double exposure) {
    double excess = c->own * exposure - arrivals;
    return -2 * (arrivals > 0 ? arrivals * hst__log(arrivals / exposure) + excess : excess);
}

static inline double hst__cost_of_spread(const hst__changing *c, double n, double sum, double squares) {
    double rest = hst__larger(0, squares - sum * sum / n); /* not what rounds away */
    double v = rest > n * c->variance ? rest / n : c->variance;
    return n * hst__log(v / c->whole) + rest / v - squares / c->whole;
}

/* Of the observed samples from .. to - 1, from < to, without the length's part. */
static inline double hst__plain_cost(const hst__changing *c, int64_t from, int64_t to) {
    double n = (double)(to - from), sum = c->sum[to] - c->sum[from];
    if (c->model == HST__MEANS) {
        return -sum * sum / (n * c->variance);
    }
    return c->model == HST__RATES ? hst__cost_of_rates(c, sum, c->weight[to] - c->weight[from])
                                  : hst__cost_of_spread(c, n, sum, c->weight[to] - c->weight[from]);
}

static inline double hst__segment_cost(const hst__changing *c, int64_t from, int64_t to) {
    double cost = hst__plain_cost(c, from, to);
    return c->by_length ? cost + hst__log((double)(to - from) / (double)c->count) : cost;
}

#endif
