/* Special functions over libm: the tails of the gamma, beta, normal, Poisson and binomial laws and their
 * inverses.
 *
 * Tails come in pairs (lower, upper), each computed by itself where it is the small one: 1 - p loses every
 * digit of a small tail. This is the only place where the library calls libm's transcendental functions.
 *
 * How: a mass is Stirling's formula and a deviance (special_mass.c); a tail is a mass times a factor of
 * order one, from a series, a continued fraction or, where both parameters are large, an expansion around
 * the mode (special_bulk.c, with the derivation); a quantile is a start and one to three steps on the
 * logarithm of the tail (special_gamma_quantile.c, special_beta_quantile.c). No count of steps grows with
 * the parameters.
 *
 * Accuracy: the bounds below are asserted by tests/unit_special*.c at 14,500 points of arbitrary precision
 * (tests/data/special); the figure in brackets is the worst one met there. They hold for shapes n, n + 1/2,
 * n + 1 and reals in between from 1/2 to 1e9, and suppose a libm whose exp, expm1, log and log1p are right
 * to an ulp.
 *
 *     log1p_minus                     2e-15        [4e-16]
 *     log_gamma                       2e-15        [9e-16]
 *     masses, tails of gamma, beta    2e-14        [7e-15]   where they are above 2e-9
 *                                     1e-15 L      [7e-16 L] below that, L = -log of it
 *     normal tails, any z             2e-15        [7e-16]
 *     normal quantile, any p          2e-15        [5e-16]
 *     quantiles of gamma, beta        2e-14        [9e-15]   probabilities 5e-13 .. 1 - 5e-13, x and y alike
 *
 * All are relative errors. A tail has this error at the x that was passed: a rounding of x itself moves a
 * tail by up to sqrt(n) |z| 1e-16 of it, which is the caller's. Shapes below 1/2 lose digits of the upper
 * tail only (an absolute error of 1e-15 remains); shapes up to 1e15 and more, and probabilities down to
 * 1e-300, still answer without NaN. Quantiles below 1e-300 may be 0 or right to a few digits.
 *
 * Cost on one core of 2023: tails of gamma 30-90 ns, of beta 50-480 ns; quantiles of gamma 90-390 ns (150
 * from shape 20 on), of beta 150-1350 ns (mean 380). Arguments must be numbers in the stated ranges; none
 * is checked. */
#ifndef HST_KERNELS_SPECIAL_H
#define HST_KERNELS_SPECIAL_H

#include "strict.h"

/* libm, under one roof; errno stays as it is. */
double hst__exp(double x);
double hst__expm1(double x);
double hst__log(double x); /* x >= 0 */
double hst__log1p(double x);
double hst__sqrt(double x);

/* log(1 + x) - x without cancellation for small x; x > -1. */
double hst__log1p_minus(double x);

/* log(gamma(x)), x > 0. libm's lgamma writes the global signgam, hence our own. */
double hst__log_gamma(double x);

/* Poisson law: e^-mean mean^k / k!, for real k and finite mean >= 0; k = 0 or k >= 1e-300. */
double hst__poisson_mass(double k, double mean);

/* Binomial law: C(n, k) p^k q^(n-k) with q = 1 - p passed by the caller, who may know it to more digits;
 * 0 <= k <= n, each of k and n - k 0 or >= 1e-100. The smaller of p and q is taken as exact. */
double hst__binomial_mass(double k, double n, double p, double q);

/* Standard normal tails, and the z with lower tail p; 0 < p < 1. The upper quantile is its negative. */
double hst__normal_lower(double z);
double hst__normal_upper(double z);
double hst__normal_quantile(double p);

/* Regularised incomplete gamma P(a, x) and Q(a, x), a >= 1e-300, x >= 0; x = +infinity is allowed. */
double hst__gamma_lower(double a, double x);
double hst__gamma_upper(double a, double x);
/* x with P(a, x) = p, and x with Q(a, x) = q; 0 < p, q < 1. */
double hst__gamma_quantile_lower(double a, double p);
double hst__gamma_quantile_upper(double a, double q);

/* Regularised incomplete beta I_x(a, b) and its complement, a, b >= 1e-100, with y = 1 - x passed by the
 * caller. The smaller of x and y is taken as exact. */
double hst__beta_lower(double a, double b, double x, double y);
double hst__beta_upper(double a, double b, double x, double y);

/* A point of (0,1) by both distances, so that neither x nor 1 - x loses digits. */
typedef struct hst__unit_point {
    double x; /* from 0 */
    double y; /* from 1 */
} hst__unit_point;

/* The point with I_x(a, b) = p, and the point with 1 - I_x(a, b) = q; 0 < p, q < 1; a, b >= 1/10, because
 * where both are below .08 the law is all at its two ends and the steps go astray. */
hst__unit_point hst__beta_quantile_lower(double a, double b, double p);
hst__unit_point hst__beta_quantile_upper(double a, double b, double q);

#endif
