/* Two independent Poisson counts M and K, before and after: the chance that the pair falls into a region that
 * grows with M and shrinks with K, summed exactly along the staircase between inside and outside. */
#ifndef HST_KERNELS_POISSON_PAIR_H
#define HST_KERNELS_POISSON_PAIR_H

#include "strict.h"

/* Means up to which the cost of a walk, O(square root), stays bearable. */
#define HST__PAIR_MEAN_MAX 1e9

/* So much below `fall` a fall estimated in unequal windows still counts as it. */
#define HST__PAIR_SLACK 1e-15

/* P((M u - K v)/(M u) >= fall) with u = k/min(k, m) and v = m/min(k, m), M ~ Poisson(m), K ~ Poisson(k), and
 * M = 0 never counted; m, k > 0. */
double hst__pair_fall(double m, double k, double fall);

/* Power of the conditional test of "K's mean is below k" when it is k (1 - fall): the chance that
 * P(X <= K) <= alpha, X binomial of M + K trials with chance k/(m + k). A p counts as alpha up to a relative
 * 1e-9 (1 - alpha) above it. m, k > 0, 0 <= fall <= 1, 0 < alpha < 1. */
double hst__pair_power(double m, double k, double fall, double alpha);

/* The smallest fall, to 1e-12, with at least this power; infinite when there is none. */
double hst__pair_detectable_fall(double m, double k, double alpha, double power);

/* A t, to a relative 1e-9, at which hst__pair_power(m, rate t, ...) rises through this power; infinite when
 * rate t = HST__PAIR_MEAN_MAX does not have it. */
double hst__pair_time_to_detect(double m, double rate, double fall, double alpha, double power);

#endif
