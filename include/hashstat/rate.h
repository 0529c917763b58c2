/**
 * @file rate.h
 * Rates of rare arrivals: what n blocks over an exposure say about the rate behind them, what two such counts
 * say about each other, and how small a fall they could show at all.
 *
 * Blocks arrive as a Poisson process. With an exposure E (seconds per hash summed over the time watched, see
 * hashrate.h; or plain seconds, or days) a rate r gives a count that is Poisson(r E). Two ways to watch
 * differ:
 *
 *   fixed time    watch for E, count n           n ~ Poisson(r E)
 *   fixed count   wait for n arrivals, S passes  2 r S ~ chi-square with 2n degrees of freedom
 *
 * Intervals, p-values and powers are exact in that model, without any normal approximation. Two functions are
 * asymptotic and say so: the score interval and the chi-square of the dispersion test.
 *
 * Conventions of the whole room: alpha = 1 - level, and alpha/2 stands in each tail. Counts are 0 .. 1e12 and
 * exposures finite and above zero; anything else, NaN included, is HST_EDOMAIN. In every answer lower <=
 * upper and no probability is above 1, whatever was rounded.
 */
#ifndef HASHSTAT_RATE_H
#define HASHSTAT_RATE_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Two rates compared: rho = (n1/E1)/(n2/E2), first over second. 48 bytes, no padding, frozen. */
typedef struct hst_rate_comparison {
    double ratio;     /**< rho; +INFINITY when only n2 is 0, NaN when n1 and n2 are 0 */
    double lower;     /**< lower end of the central interval for rho; 0 when n1 is 0 */
    double upper;     /**< upper end; +INFINITY when n2 is 0 */
    double p;         /**< two-sided central p of rho = null, min(1, 2 min(p_less, p_greater)) */
    double p_less;    /**< one-sided: chance of a ratio this low or lower when rho = null */
    double p_greater; /**< one-sided: chance of a ratio this high or higher when rho = null */
} hst_rate_comparison;

/** Pearson's test of one common rate over many windows. 40 bytes, no padding, frozen. */
typedef struct hst_rate_dispersion {
    double index;    /**< chi2 / freedom: 1 when Poisson noise is all there is, above when there is more */
    double chi2;     /**< sum of (n - expected)^2 / expected */
    double p_over;   /**< chance of a chi2 this high or higher under one constant rate */
    double p_under;  /**< chance of a chi2 this low or lower (arrivals too regular) */
    int64_t freedom; /**< windows with exposure, less one */
} hst_rate_dispersion;

/* one rate, watched for a fixed time ------------------------------------------------------------- */

/**
 * Estimate a rate from the arrivals of a fixed time: n / E, unbiased and of maximum likelihood.
 *
 * @param[out] rate      [1] arrivals per unit of exposure (hash/s for an exposure in seconds per hash)
 * @param      n         arrivals, 0 .. 1e12
 * @param      exposure  E, > 0
 * @return HST_OK, else the first that applies: HST_ENULL (rate), HST_EDOMAIN (n, exposure), HST_EOVERFLOW
 *         (the rate is beyond the largest double)
 *
 * @empty    n = 0 is a rate of 0
 * @accuracy correctly rounded
 * @cost     O(1)
 * @threads  reentrant
 * @source   the mean of n is r E; Cox and Lewis, "The Statistical Analysis of Series of Events", 1966
 * @since    0.1
 */
HST_API hst_status hst_rate_estimate(double *rate, int64_t n, double exposure);

/**
 * Exact interval for a rate, from the arrivals of a fixed time (Garwood's). It covers the true rate with at
 * least the level's probability whatever that rate is, so it is on the wide side.
 *
 *     P(X >= n | lower E) = alpha/2,   P(X <= n | upper E) = alpha/2
 *     lower = chi2(alpha/2, 2n) / 2E,  upper = chi2(1 - alpha/2, 2n + 2) / 2E
 *
 * Coverage at level 0.95: 95.7 % at 20 expected arrivals, 95.5 % at 144, 95.3 % at 1,008.
 *
 * @param[out] out       [1] the interval, in arrivals per unit of exposure
 * @param      n         arrivals, 0 .. 1e12
 * @param      exposure  E, > 0
 * @param      level     confidence, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out), HST_EDOMAIN (n, exposure, level),
 *         HST_EOVERFLOW (the upper end is beyond the largest double)
 *
 * @empty    n = 0: lower 0, upper -log(alpha/2)/E
 * @accuracy relative error of each end below 1e-13 for n <= 1e9 and levels 1e-12 .. 1 - 1e-12
 * @cost     O(1), microseconds
 * @threads  reentrant
 * @source   Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28, 1936
 * @since    0.1
 */
HST_API hst_status hst_rate_interval_exact(hst_interval *out, int64_t n, double exposure, double level);

/**
 * Mid-P interval for a rate, from the arrivals of a fixed time: as the exact one, but only half of the
 * observed count's own probability belongs to a tail. Sharper, and right on average; some rates it covers
 * less often than the level says.
 *
 *     P(X > n | lower E) + P(X = n | lower E)/2 = alpha/2
 *     P(X < n | upper E) + P(X = n | upper E)/2 = alpha/2
 *
 * Coverage at level 0.95: 95.7 % at 20 expected arrivals, 95.0 % at 144, 94.9 % at 1,008; over all rates that
 * expect 20 or more it is 94.0 % at the least.
 *
 * @param[out] out       [1] the interval, in arrivals per unit of exposure
 * @param      n         arrivals, 0 .. 1e12
 * @param      exposure  E, > 0
 * @param      level     confidence, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out), HST_EDOMAIN (n, exposure, level),
 *         HST_EOVERFLOW (the upper end is beyond the largest double)
 *
 * @empty    n = 0: lower 0, upper -log(alpha)/E
 * @accuracy relative error of each end below 1e-13 for n <= 1e9 and levels 1e-12 .. 1 - 1e-12
 * @cost     O(1), about twice the exact interval
 * @threads  reentrant
 * @source   Cohen and Yang, "Mid-p confidence intervals for the Poisson expectation", Statistics in Medicine
 *           13, 1994
 * @since    0.1
 */
HST_API hst_status hst_rate_interval_midp(hst_interval *out, int64_t n, double exposure, double level);

/**
 * Jeffreys interval for a rate, from the arrivals of a fixed time: the equal-tailed interval of the posterior
 * Gamma(n + 1/2, E). Short, and right on average.
 *
 * With no arrivals the posterior's lower quantile would stay above 0 and the coverage of small rates would
 * drop to nothing, so the lower end is 0 then, as its authors do for the binomial case; the upper end keeps
 * alpha/2.
 *
 * @param[out] out       [1] the interval, in arrivals per unit of exposure
 * @param      n         arrivals, 0 .. 1e12
 * @param      exposure  E, > 0
 * @param      level     probability, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out), HST_EDOMAIN (n, exposure, level),
 *         HST_EOVERFLOW (the upper end is beyond the largest double)
 *
 * @empty    n = 0: lower 0
 * @accuracy relative error of each end below 1e-13 for n <= 1e9 and levels 1e-12 .. 1 - 1e-12
 * @cost     O(1), microseconds
 * @threads  reentrant
 * @source   Brown, Cai and DasGupta, "Interval estimation in exponential families", Statistica Sinica 13,
 *           2003; the end at 0: the same, "Interval estimation for a binomial proportion", Statistical
 *           Science 16, 2001, p. 108
 * @since    0.1
 */
HST_API hst_status hst_rate_interval_jeffreys(hst_interval *out, int64_t n, double exposure, double level);

/**
 * Score interval for a rate, from the arrivals of a fixed time: the rates whose expected count lies within z
 * of its own standard deviations from n, z being the normal quantile of the level. An approximation, offered
 * for comparison because the field prints it; the exact and the mid-P interval say the same without one.
 *
 *     (n - r E)^2 = z^2 r E:   upper = (n + z^2/2 + z sqrt(n + z^2/4)) / E,   lower = (n/E)^2 / upper
 *
 * @param[out] out       [1] the interval, in arrivals per unit of exposure
 * @param      n         arrivals, 0 .. 1e12
 * @param      exposure  E, > 0
 * @param      level     confidence, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out), HST_EDOMAIN (n, exposure, level),
 *         HST_EOVERFLOW (the upper end is beyond the largest double)
 *
 * @empty    n = 0: lower 0, upper z^2/E
 * @accuracy relative error of each end, as defined, below 1e-14 for levels 1e-12 .. 1 - 1e-12
 * @cost     O(1)
 * @threads  reentrant
 * @source   Rao's score test inverted: Brown, Cai and DasGupta, "Interval estimation in exponential
 *           families", Statistica Sinica 13, 2003
 * @since    0.1
 */
HST_API hst_status hst_rate_interval_score(hst_interval *out, int64_t n, double exposure, double level);

/* one rate, watched until a fixed count ---------------------------------------------------------- */

/**
 * Estimate a rate from the time that n arrivals took, by maximum likelihood: n / S. Too high by n/(n - 1) on
 * average.
 *
 * @param[out] rate      [1] arrivals per unit of exposure
 * @param      n         arrivals waited for, 0 .. 1e12
 * @param      exposure  S, from the start of the wait to the n-th arrival, > 0
 * @return HST_OK, else the first that applies: HST_ENULL (rate), HST_EDOMAIN (n, exposure),
 *         HST_EEMPTY (n = 0: nothing was waited for), HST_EOVERFLOW (the rate is beyond the largest double)
 *
 * @accuracy correctly rounded
 * @cost     O(1)
 * @threads  reentrant
 * @source   Epstein and Sobel, "Life testing", Journal of the American Statistical Association 48, 1953
 * @since    0.1
 */
HST_API hst_status hst_rate_fixed_count_mle(double *rate, int64_t n, double exposure);

/**
 * Estimate a rate from the time that n arrivals took, without bias: (n - 1) / S.
 *
 * @param[out] rate      [1] arrivals per unit of exposure
 * @param      n         arrivals waited for, 0 .. 1e12, and at least 2 for an answer
 * @param      exposure  S, from the start of the wait to the n-th arrival, > 0
 * @return HST_OK, else the first that applies: HST_ENULL (rate), HST_EDOMAIN (n, exposure),
 *         HST_EEMPTY (n < 2: the mean of 1/S is infinite, so nothing unbiased exists), HST_EOVERFLOW (the
 *         rate is beyond the largest double)
 *
 * @accuracy correctly rounded
 * @cost     O(1)
 * @threads  reentrant
 * @source   2 r S ~ chi2(2n) and the mean 1/(2n - 2) of its inverse: Johnson, Kotz and Balakrishnan,
 *           "Continuous Univariate Distributions" 1, 1994, chapter 18
 * @since    0.1
 */
HST_API hst_status hst_rate_fixed_count_unbiased(double *rate, int64_t n, double exposure);

/**
 * Exact interval for a rate, from the time that n arrivals took. The time is continuous, so it covers with
 * exactly the level's probability.
 *
 *     lower = chi2(alpha/2, 2n) / 2S,   upper = chi2(1 - alpha/2, 2n) / 2S
 *
 * @param[out] out       [1] the interval, in arrivals per unit of exposure
 * @param      n         arrivals waited for, 0 .. 1e12
 * @param      exposure  S, from the start of the wait to the n-th arrival, > 0
 * @param      level     confidence, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out), HST_EDOMAIN (n, exposure, level), HST_EEMPTY
 *         (n = 0: nothing was waited for), HST_EOVERFLOW (the upper end is beyond the largest double)
 *
 * @accuracy relative error of each end below 1e-13 for n <= 1e9 and levels 1e-12 .. 1 - 1e-12
 * @cost     O(1), microseconds
 * @threads  reentrant
 * @source   Epstein and Sobel, "Life testing", Journal of the American Statistical Association 48, 1953
 * @since    0.1
 */
HST_API hst_status hst_rate_fixed_count_interval(hst_interval *out, int64_t n, double exposure, double level);

/* two rates -------------------------------------------------------------------------------------- */

/**
 * Compare two rates exactly: their ratio rho, first over second, with interval and p-values.
 *
 * Given the total, the first count is binomial whatever the common level of the rates is:
 *
 *     X = n1 | n1 + n2  ~  Binomial(n1 + n2, p),   p = rho E1 / (rho E1 + E2)
 *     P(X >= n1 | lower) = alpha/2,   P(X <= n1 | upper) = alpha/2     (Clopper and Pearson's, for rho)
 *     p_less = P(X <= n1 | null),     p_greater = P(X >= n1 | null)
 *
 * The null lies outside the interval exactly when p < alpha. Coverage at level 0.95, rho = 1 and the same
 * count expected on both sides: 96.6 % at 20, 95.6 % at 144, 95.3 % at 1,008; never below the level.
 *
 * @param[out] out         [1] the comparison
 * @param      n1          arrivals on the first side, 0 .. 1e12
 * @param      exposure1   E1, > 0
 * @param      n2          arrivals on the second side, 0 .. 1e12
 * @param      exposure2   E2, > 0, in the unit of E1
 * @param      null_ratio  rho to test, > 0; 1 asks whether the rates are equal
 * @param      level       confidence, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out), HST_EDOMAIN (n1, exposure1, n2, exposure2,
 *         null_ratio, level; or exposure1/exposure2 or null_ratio exposure1/exposure2 outside
 *         1e-200 .. 1e200)
 *
 * @empty    n1 = 0: lower 0; n2 = 0: upper +INFINITY; both: ratio NaN and every p 1
 * @accuracy relative error of each end below 1e-13, of each p below 1e-13 max(1, sqrt(n1 + n2)/100), for n1,
 *           n2 <= 1e9, levels 1e-12 .. 1 - 1e-12 and counts within 8 standard deviations of the null's
 * @cost     O(1), microseconds
 * @threads  reentrant
 * @source   Przyborowski and Wilenski, "Homogeneity of results in testing samples from Poisson series",
 *           Biometrika 31, 1940; Clopper and Pearson, Biometrika 26, 1934
 * @since    0.1
 */
HST_API hst_status hst_rate_ratio_exact(hst_rate_comparison *out, int64_t n1, double exposure1, int64_t n2,
                                        double exposure2, double null_ratio, double level);

/**
 * Compare two rates by mid-P: as hst_rate_ratio_exact, but only half of the observed outcome's own
 * probability belongs to a tail. Sharper, and right on average.
 *
 *     P(X > n1 | lower) + P(X = n1 | lower)/2 = alpha/2,   P(X < n1 | upper) + P(X = n1 | upper)/2 = alpha/2
 *     p_less = P(X < n1 | null) + P(X = n1 | null)/2,      p_greater = 1 - p_less, summed by itself
 *
 * Coverage at level 0.95, rho = 1 and the same count expected on both sides: 95.2 % at 20, 95.0 % at 144 and
 * at 1,008.
 *
 * @param[out] out         [1] the comparison
 * @param      n1          arrivals on the first side, 0 .. 1e12
 * @param      exposure1   E1, > 0
 * @param      n2          arrivals on the second side, 0 .. 1e12
 * @param      exposure2   E2, > 0, in the unit of E1
 * @param      null_ratio  rho to test, > 0; 1 asks whether the rates are equal
 * @param      level       confidence, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out), HST_EDOMAIN (n1, exposure1, n2, exposure2,
 *         null_ratio, level; or exposure1/exposure2 or null_ratio exposure1/exposure2 outside
 *         1e-200 .. 1e200)
 *
 * @empty    n1 = 0: lower 0; n2 = 0: upper +INFINITY, and so is lower at a level so low that it, about
 *           n1/level E2/E1, or n1/level alone is beyond the largest double; both: ratio NaN, p_less and
 *           p_greater 1/2, p 1
 * @accuracy relative error of each end below 1e-13, of each p below 1e-13 max(1, sqrt(n1 + n2)/100), for n1,
 *           n2 <= 1e9, levels 1e-12 .. 1 - 1e-12 and counts within 8 standard deviations of the null's
 * @cost     O(1), about twice the exact comparison
 * @threads  reentrant
 * @source   Gu, Ng, Tang and Schucany, "Testing the ratio of two Poisson rates", Biometrical Journal 50,
 *           2008; Berry and Armitage, "Mid-P confidence intervals: a brief review", The Statistician 44, 1995
 * @since    0.1
 */
HST_API hst_status hst_rate_ratio_midp(hst_rate_comparison *out, int64_t n1, double exposure1, int64_t n2,
                                       double exposure2, double null_ratio, double level);

/**
 * Two-sided p of rho = null by minimum likelihood, the one that R's poisson.test prints: the total
 * probability of all outcomes no likelier than the observed one, given n1 + n2.
 *
 * Outcomes up to 1 + 1e-7 times as likely count as no likelier, as in R, so that mirrored outcomes whose
 * probabilities differ by rounding alone are one pair. Not the p that goes with an interval of this room:
 * that is the central one.
 *
 * @param[out] p           [1] the p-value
 * @param      n1          arrivals on the first side, 0 .. 1e12
 * @param      exposure1   E1, > 0
 * @param      n2          arrivals on the second side, 0 .. 1e12
 * @param      exposure2   E2, > 0, in the unit of E1
 * @param      null_ratio  rho to test, > 0
 * @return HST_OK, else the first that applies: HST_ENULL (p), HST_EDOMAIN (n1, exposure1, n2, exposure2,
 *         null_ratio; or exposure1/exposure2 or null_ratio exposure1/exposure2 outside 1e-200 .. 1e200)
 *
 * @empty    n1 = n2 = 0: p 1
 * @accuracy relative error below 1e-13 max(1, sqrt(n1 + n2)/100), for n1, n2 <= 1e9 and counts within 8
 *           standard deviations of the null's
 * @cost     O(log(n1 + n2)) probabilities
 * @threads  reentrant
 * @source   R 4.2, stats::poisson.test, stats::binom.test
 * @since    0.1
 */
HST_API hst_status hst_rate_ratio_p_minlike(double *p, int64_t n1, double exposure1, int64_t n2,
                                            double exposure2, double null_ratio);

/* many counts ------------------------------------------------------------------------------------ */

/**
 * Test whether many windows share one constant rate (Pearson's index of dispersion).
 *
 *     expected[i] = total count E[i] / total exposure,   chi2 = sum of (n[i] - expected[i])^2 / expected[i]
 *
 * Given the total, chi2 is about chi-square with one degree of freedom less than there are windows: an
 * approximation, good from about 5 expected arrivals a window. The sums are exact, so the order of the
 * windows changes no bit.
 *
 * @param[out] out        [1] the test
 * @param[in]  counts     [n] arrivals, 0 .. 1e12; may be NULL when n = 0
 * @param[in]  exposures  [n] finite, >= 0, NaN = missing, 0 = not watched; may be NULL when n = 0
 * @param      n          windows, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (out, counts, exposures), HST_ESIZE (n < 0),
 *         HST_EDOMAIN (a count, an exposure, or arrivals in a window of exposure 0), HST_EEMPTY (no window
 *         with exposure), HST_EOVERFLOW (exposures so large or so far apart that chi2 leaves the range of a
 *         double)
 *
 * @missing  a window whose exposure is NaN is passed over with its count, and so is one of exposure 0
 * @empty    one window, or no arrivals at all: nothing can differ, so chi2 0, both p 1 and the index NaN
 * @accuracy relative error of chi2 of the order of 1e-15 max(1, sqrt(expected)); p as good as chi2 leaves it
 * @cost     O(n) time, O(1) memory
 * @threads  reentrant
 * @source   Cochran, "Some methods for strengthening the common chi-square tests", Biometrics 10, 1954;
 *           Fisher, Thornton and Mackenzie, Annals of Applied Biology 9, 1922
 * @since    0.1
 */
HST_API hst_status hst_rate_dispersion_test(hst_rate_dispersion *out, const int64_t *counts,
                                            const double *exposures, int64_t n);

/* what can be seen at all ------------------------------------------------------------------------ */

/**
 * Chance that luck alone shows a fall of at least this size: the rate does not change, the counts before and
 * after are what a Poisson process gives, and the estimated rate after is below the one before by the
 * fraction `fall` or more.
 *
 *     fall estimated = (n1 E2 - n2 E1) / (n1 E2),
 *     n1 ~ Poisson(expected_before),  n2 ~ Poisson(expected_after)
 *
 * Exact: summed over all pairs of counts, no simulation. Only the quotient of the exposures matters and is
 * that of the expected counts. For equal windows the comparison is that of the plain double (n1 - n2)/n1 with
 * `fall`. For others a fall estimated up to 1e-15 below `fall` counts as it, so that a tie is not lost to the
 * roundings of the quotient (7 x 100.07 over 100.07 is not 7). A count before of 0 shows no fall.
 *
 * @param[out] p                [1] the probability
 * @param      expected_before  arrivals expected in the window before, 1e-9 .. 1e9
 * @param      expected_after   arrivals expected in the window after, 1e-9 .. 1e9
 * @param      fall             0 .. 1, such as 0.1
 * @return HST_OK, else the first that applies: HST_ENULL (p), HST_EDOMAIN (expected_before, expected_after,
 *         fall)
 *
 * @accuracy absolute error below 1e-11; tails of the counts with less than 1e-17 are left out
 * @cost     O(sqrt(expected_before) + sqrt(expected_after)): a microsecond at 144, under a millisecond at 1e6
 * @threads  reentrant
 * @source   sum of the joint Poisson probabilities
 * @since    0.1
 */
HST_API hst_status hst_rate_luck_fall(double *p, double expected_before, double expected_after, double fall);

/**
 * Chance that a true fall is seen: power of the exact one-sided conditional test, at `alpha`, of "the rate
 * during the event is below the baseline's". The test sees the fall when hst_rate_ratio_exact, event over
 * baseline, null 1, gives p_less <= alpha.
 *
 *     power = P(p_less(n_event, n_baseline) <= alpha),
 *     n_baseline ~ Poisson(expected_baseline),  n_event ~ Poisson(expected_event (1 - fall))
 *
 * Exact: summed over all pairs of counts, no simulation. It grows with the fall; along either expected count
 * it is saw-toothed, because the test is discrete (how much: see hst_rate_time_to_detect). A p up to
 * 1e-9 alpha (1 - alpha) above alpha counts as alpha, so that an attainable alpha (1/2, 1/4) does not hang on
 * a rounding.
 *
 * @param[out] power              [1] the probability
 * @param      expected_baseline  arrivals expected over the baseline, 1e-9 .. 1e9
 * @param      expected_event     arrivals expected over the event had nothing fallen, 1e-9 .. 1e9
 * @param      fall               true fall, 0 .. 1; 0 gives the size of the test, at most alpha
 * @param      alpha              in (0,1), such as 0.05
 * @return HST_OK, else the first that applies: HST_ENULL (power), HST_EDOMAIN (expected_baseline,
 *         expected_event, fall, alpha)
 *
 * @accuracy absolute error below 1e-11; tails of the counts with less than 1e-17 are left out
 * @cost     O(sqrt(expected_baseline) + sqrt(expected_event)): under a millisecond at 1e6
 * @threads  reentrant
 * @source   sum over the rejection region of Przyborowski and Wilenski's test, Biometrika 31, 1940
 * @since    0.1
 */
HST_API hst_status hst_rate_power(double *power, double expected_baseline, double expected_event, double fall,
                                  double alpha);

/**
 * Smallest fall that hst_rate_power sees with this power. Power grows with the fall, so there is only one.
 *
 * @param[out] fall               [1] 0 .. 1; 0 when the test's size is already that much, +INFINITY when not
 *                                even a fall of 1 is seen
 * @param      expected_baseline  arrivals expected over the baseline, 1e-9 .. 1e9
 * @param      expected_event     arrivals expected over the event had nothing fallen, 1e-9 .. 1e9
 * @param      alpha              in (0,1), such as 0.05
 * @param      power              in (0,1), such as 0.8
 * @return HST_OK, else the first that applies: HST_ENULL (fall), HST_EDOMAIN (expected_baseline,
 *         expected_event, alpha, power)
 *
 * @accuracy within 1e-12 above the fall at which hst_rate_power, as computed, reaches `power`
 * @cost     about 42 times hst_rate_power
 * @threads  reentrant
 * @source   bisection of hst_rate_power
 * @since    0.1
 */
HST_API hst_status hst_rate_detectable_fall(double *fall, double expected_baseline, double expected_event,
                                            double alpha, double power);

/**
 * Exposure for which an event must last until its fall is seen with this power, beside a baseline that is
 * given.
 *
 * The test is discrete, so power over exposure T is saw-toothed and may rise through `power` more than once.
 * What is returned is one such rise: at T hst_rate_power(expected_baseline, rate T, fall, alpha) is at least
 * `power`, and a relative 1e-9 earlier it is less. A search that starts where the test can see nothing
 * doubles T until `power` is reached; bisection finds a rise between that T and the one before. After the
 * rise power may sag by the depth of a tooth. That is at most about 0.4/sqrt(arrivals the event expects),
 * 0.18 at 5, 0.09 at 20, 0.04 at 100, and comes near it only beside a baseline many thousand times as long:
 * beside 2,016 arrivals it is about 0.09 at 5 and below 0.01 from 20 on. Who needs the power to hold for any
 * longer event asks for that much more.
 *
 * @param[out] exposure           [1] T, in the unit in which `rate` counts arrivals (days for a rate per
 *                                day); +INFINITY when not even 1e9 expected arrivals show it: the baseline is
 *                                too short, or there is no fall to see (fall = 0 and a power that the test's
 *                                size does not reach)
 * @param      expected_baseline  arrivals expected over the baseline, 1e-9 .. 1e9
 * @param      rate               arrivals per unit of exposure had nothing fallen, 1e-200 .. 1e200
 * @param      fall               true fall, 0 .. 1
 * @param      alpha              in (0,1), such as 0.05
 * @param      power              in (0,1), such as 0.8
 * @return HST_OK, else the first that applies: HST_ENULL (exposure), HST_EDOMAIN (expected_baseline, rate,
 *         fall, alpha, power)
 *
 * @accuracy within a relative 1e-9 above the rise
 * @cost     about 100 times hst_rate_power, and at worst (the answer +INFINITY) as slow as at 1e9 expected
 *           arrivals
 * @threads  reentrant
 * @source   bisection of hst_rate_power
 * @since    0.1
 */
HST_API hst_status hst_rate_time_to_detect(double *exposure, double expected_baseline, double rate,
                                           double fall, double alpha, double power);

#ifdef __cplusplus
}
#endif

#endif
