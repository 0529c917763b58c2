/* Interval ends by mid-P: the observed count's own probability belongs to a tail by half.
 *
 * The exact ends are quantiles of the gamma and the beta law and need nothing of their own; a mid-P end is
 * the root of the mean of two neighbouring tails. */
#ifndef HST_KERNELS_MIDP_H
#define HST_KERNELS_MIDP_H

#include "strict.h"

/* Mean of a Poisson count X with P(X > k) + P(X = k)/2 = p; k >= 1, 0 < p <= 1/2. */
double hst__midp_mean_lower(double k, double p);

/* Mean of a Poisson count X with P(X < k) + P(X = k)/2 = p; k >= 1, 0 < p <= 1/2. */
double hst__midp_mean_upper(double k, double p);

/* Odds x/(1 - x) of a binomial count X of k + m trials with P(X > k) + P(X = k)/2 = p; k, m >= 1, 0 < p <=
 * 1/2. The upper end is the reciprocal of the lower one with k and m exchanged. */
double hst__midp_odds_lower(double k, double m, double p);

#endif
