/* Likelihood ratios of a change of rate by known factors, as martingales; sums of them on a log scale.
 *
 * Arrivals from a process of rate r up to some point, rho r after it. With N arrivals after the point:
 *
 *   rate known     rho^N exp(-(rho - 1) r E)          E the exposure after it
 *   rate unknown   rho^N / (1 + (rho - 1) y)^m        y the part of the exposure that lies after the point
 *
 * The second is the ratio of both likelihoods with the rate integrated out over dr/r (m all arrivals), which
 * is the ratio of the densities of what does not depend on the scale of time; or that with a proper gamma
 * prior, of shape m less the arrivals. For y = N/m it is at most 1: the weighted mean of 1 and rho is not
 * below the geometric one. */
#ifndef HST_KERNELS_CHANGE_ODDS_H
#define HST_KERNELS_CHANGE_ODDS_H

#include "strict.h"

enum { HST__RATIOS = 6 };

/* A sum of positive terms by their logs: sum exp(top). Begins as {-DBL_MAX, 0}. */
typedef struct hst__log_sum {
    double top, sum;
} hst__log_sum;

#define HST__LOG_SUM_NONE {-DBL_MAX, 0}

void hst__log_sum_add(hst__log_sum *s, double log_term);
/* log of the sum; -INFINITY for none. */
double hst__log_sum_read(const hst__log_sum *s);

/* Add the terms of all factors of a direction, HST__FALL or HST__RISE, alike in weight. log_weight is that of
 * all together. */
void hst__odds_known(hst__log_sum *s, double log_weight, double after, double expected, int side);
void hst__odds_unknown(hst__log_sum *s, double log_weight, double after, double all, double part, int side);

#endif
