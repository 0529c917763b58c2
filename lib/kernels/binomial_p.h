/* P-values of a binomial count: k successes and m failures, x the chance of a success and y = 1 - x that of a
 * failure, both passed by the caller, who may know them to more digits.
 *
 * X is the count of successes. P(X >= k) is P(X <= k) with the two sides exchanged: (m, k, y, x). */
#ifndef HST_KERNELS_BINOMIAL_P_H
#define HST_KERNELS_BINOMIAL_P_H

#include "special.h"

/* The chances x = a b/(a b + c) and y = c/(a b + c), the smaller of the two rounded once: p-values of n
 * trials multiply its relative error by up to sqrt(n) standard deviations. a, b, c > 0 finite, a b/c within
 * 1e-200 .. 1e200. */
hst__unit_point hst__binomial_chance(double a, double b, double c);

/* P(X <= k) */
double hst__binomial_at_most(double k, double m, double x, double y);

/* P(X < k) + P(X = k)/2 */
double hst__binomial_half_at_most(double k, double m, double x, double y);

/* Probability of all outcomes at most 1 + 1e-7 times as likely as k. */
double hst__binomial_minlike(double k, double m, double x, double y);

#endif
