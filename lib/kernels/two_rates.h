/* How probable counts are under two Poisson rates with Gamma priors, averaged over both, and what they say of
 * the ratio of the rates.
 *
 * A record of `total` arrivals over an exposure of 1 is cut into an inside of k arrivals over d and an
 * outside of the rest. Each rate has the prior Gamma(a, b), a = shape, b = exposure. With
 *
 *     p = a + k,  q = a + total - k,  x = (b + d)/(2 b + 1),  y = 1 - x,  nu = p + q,
 *     v(z) = log(gamma(z)) - z log z + z,
 *     D = p log(p/(x nu)) + q log(q/(y nu)) >= 0
 *
 * the log of the average is v(p) + v(q) + D + a constant: so the large terms, p log p and its like, cancel
 * before they are rounded, and D is the deviance of the two from one rate. Posteriors being Gamma(p, b + d)
 * inside and Gamma(q, b + 1 - d) outside, the inner rate's part of the two (weighted by exposure) is beta of
 * p and q, and P(inner < outer) is its law at x. */
#ifndef HST_KERNELS_TWO_RATES_H
#define HST_KERNELS_TWO_RATES_H

#include "strict.h"

#include <stdint.h>

enum { HST__TWO_RATES_FEW = 16 };

typedef struct hst__two_rates {
    double shape, exposure, total;
    double nu, width;                /* 2 a + total, 2 b + 1 */
    double constant;                 /* beside v(p) + v(q) + D */
    double mend[HST__TWO_RATES_FEW]; /* v(a + k) less what Stirling's formula gives for it */
} hst__two_rates;

/* A cut, as the beta law of the ratio needs it. */
typedef struct hst__two_rates_cut {
    double p, q, x, y;
} hst__two_rates_cut;

/* total >= 0; shape and exposure within 1e-12 .. 1e12. */
void hst__two_rates_prepare(hst__two_rates *t, double shape, double exposure, double total);

/* log of the average of rate^total e^-rate over the prior of one rate. */
double hst__two_rates_one(const hst__two_rates *t);

hst__two_rates_cut hst__two_rates_at(const hst__two_rates *t, double k, double d);

/* For i in from .. to - 1 the cut with k = arrivals[i] - k0 and d = exposure[i] - d0, both not falling with
 * i: value[i] = log of the average of rate^k e^(-rate d) times the other's, depth[i] = D where the inner rate
 * seems the lower one and -D else. */
void hst__two_rates_row(double *value, double *depth, const hst__two_rates *t, const double *arrivals,
                        const double *exposure, int64_t from, int64_t to, double k0, double d0);
void hst__two_rates_row_on(int path, double *value, double *depth, const hst__two_rates *t,
                           const double *arrivals, const double *exposure, int64_t from, int64_t to,
                           double k0, double d0);

/* log P(inner < outer), given -D at the cut if it is a rise: P < e^-D then, and this is good far beyond where
 * P is no double any more (to 1e-5 there). */
double hst__two_rates_log_below(const hst__two_rates *t, const hst__two_rates_cut *c, double depth);

/* P(inner/outer <= ratio), ratio >= 0. */
double hst__two_rates_ratio_at_most(const hst__two_rates_cut *c, double ratio);

#endif
