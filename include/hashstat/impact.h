/**
 * @file impact.h
 * What an event took from the network: the fall, the share of the network that it implies, the pools it hit,
 * and what could have been seen at all.
 *
 * Blocks and exposures come from hashrate.h; with an exposure E (seconds per hash) a network of r hash/s
 * finds a number of blocks that is Poisson(r E). A fall is a fraction of the baseline's rate and counts
 * downwards: 0.1 is a network that lost a tenth, -0.1 one that gained a tenth.
 *
 * Against which baseline? Before, after, or both together (add their blocks and their exposures) asks what
 * changed, and takes a network that grows anyway for a part of the answer: growth hides a fall from the
 * blocks before and adds to it from the blocks after. The growth-aware fall (hst_impact_trend_fit) tells the
 * two apart, from many bins around the event.
 *
 * From fall to share: if a country holds the share s of the network and the part d of the country goes dark,
 * the network falls by s d, so that s = fall / d. Where miners went on by another route, that is a lower
 * bound for s: what never stopped is not in the fall.
 *
 * Conventions of the whole room: alpha = 1 - level. Counts are 0 .. 1e12; anything else, and NaN where not
 * said otherwise, is HST_EDOMAIN.
 */
#ifndef HASHSTAT_IMPACT_H
#define HASHSTAT_IMPACT_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A fall with its uncertainty. 40 bytes, no padding, frozen. */
typedef struct hst_impact_fall {
    double estimate; /**< 1 - rate of the event / rate of the baseline; NaN where the baseline has no block */
    double lower;    /**< lower end of the interval; -INFINITY when nothing bounds it */
    double upper;    /**< upper end; at most 1 */
    double p;        /**< two-sided p of "nothing changed" */
    double luck_p;   /**< one-sided: chance of a fall at least this large when nothing changed */
} hst_impact_fall;

/** What was found in a stretch that was watched. 16 bytes, no padding, frozen. */
typedef struct hst_impact_count {
    int64_t blocks;  /**< blocks found, 0 .. 1e12 */
    double exposure; /**< seconds per hash, finite and > 0 */
} hst_impact_count;

/** A fall beside a growth that went on anyway. 96 bytes, no padding, frozen. */
typedef struct hst_impact_trend {
    hst_impact_fall fall;  /**< f, with its profile-likelihood interval and likelihood-ratio p */
    double growth;         /**< b, per second: the rate without the event is exp(a + b t) */
    double growth_lower;   /**< lower end of its profile-likelihood interval */
    double growth_upper;   /**< upper end */
    double counterfactual; /**< hash/s that the dark bins would have shown, weighted by exposure x dark */
    double dispersion;     /**< Pearson's chi2 / freedom: well above 1, the interval is too short; NaN when
                                freedom is 0 */
    int64_t freedom;       /**< bins with exposure, less the three parameters; may be negative */
    int64_t identified;    /**< 1; 0 when the bins cannot tell the fall from level and growth */
} hst_impact_trend;

/** A share of the network with the interval that fall and darkness leave. 24 bytes, no padding, frozen. */
typedef struct hst_impact_share {
    double estimate; /**< fall / middle of the darkness interval */
    double lower;    /**< least of the corners, not clipped at 0 */
    double upper;    /**< greatest of the corners, not clipped at 1 */
} hst_impact_share;

/** Mean fall of the pools, as the press quotes it. 56 bytes, no padding, frozen. */
typedef struct hst_impact_pools_mean {
    double plain;          /**< mean of the falls of single pools, each pool alike; NaN when pools is 0 */
    double plain_lower;    /**< lower end of its interval */
    double plain_upper;    /**< upper end */
    double weighted;       /**< fall of all these pools together; NaN when none has a block before */
    double weighted_lower; /**< lower end of its exact interval */
    double weighted_upper; /**< upper end */
    int64_t pools;         /**< pools with a block before: those that have a fall of their own */
} hst_impact_pools_mean;

/* an event against one baseline ------------------------------------------------------------------ */

/**
 * Fall of an event against a baseline, exactly: 1 - rho of hst_rate_ratio_exact, event over baseline.
 *
 *     estimate = (n2 E1/E2 - n1) / (n2 E1/E2),   n1, E1 the event's, n2, E2 the baseline's
 *     lower = 1 - upper end of rho,  upper = 1 - lower end of rho,  luck_p = P(ratio this low | rho = 1)
 *
 * A fall of 0 lies outside the interval exactly when p < alpha. The interval covers the true fall with at
 * least the level's probability. Coverage at level 0.95 with the same count expected on both sides and no
 * fall: 96.6 % at 20, 95.6 % at 144, 95.3 % at 1,008.
 *
 * @param[out] out       [1] the fall
 * @param[in]  event     [1] what was found during the event
 * @param[in]  baseline  [1] what was found before, after, or both together
 * @param      level     confidence, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, event, baseline), HST_EDOMAIN (a count, an
 *         exposure, exposures whose quotient lies outside 1e-200 .. 1e200, level)
 *
 * @empty    no block in the baseline: estimate NaN, lower -INFINITY; none during the event: upper 1; none at
 *           all: both, and every p 1
 * @accuracy estimate: three roundings, none before the quotient where the exposures are equal. Ends: absolute
 *           error below 1e-13 times their distance from 1, or 1.2e-16 if that is more. Each p as in
 *           hst_rate_ratio_exact
 * @cost     O(1), microseconds
 * @threads  reentrant
 * @source   Przyborowski and Wilenski, "Homogeneity of results in testing samples from Poisson series",
 *           Biometrika 31, 1940; Clopper and Pearson, Biometrika 26, 1934
 * @since    0.1
 */
HST_API hst_status hst_impact_fall_exact(hst_impact_fall *out, const hst_impact_count *event,
                                         const hst_impact_count *baseline, double level);

/**
 * Fall of an event against a baseline by mid-P: 1 - rho of hst_rate_ratio_midp. Sharper than the exact one,
 * and right on average; for some rates it covers less than the level.
 *
 * Coverage at level 0.95 with the same count expected on both sides and no fall: 95.2 % at 20, 95.0 % at 144
 * and at 1,008.
 *
 * @param[out] out       [1] the fall; estimate as in hst_impact_fall_exact
 * @param[in]  event     [1] what was found during the event
 * @param[in]  baseline  [1] what was found before, after, or both together
 * @param      level     confidence, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, event, baseline), HST_EDOMAIN (a count, an
 *         exposure, exposures whose quotient lies outside 1e-200 .. 1e200, level)
 *
 * @empty    no block in the baseline: estimate NaN, lower -INFINITY; none during the event: upper 1; none at
 *           all: both, p 1 and luck_p 1/2
 * @accuracy as in hst_impact_fall_exact
 * @cost     O(1), about twice the exact fall
 * @threads  reentrant
 * @source   Gu, Ng, Tang and Schucany, "Testing the ratio of two Poisson rates", Biometrical Journal 50, 2008
 * @since    0.1
 */
HST_API hst_status hst_impact_fall_midp(hst_impact_fall *out, const hst_impact_count *event,
                                        const hst_impact_count *baseline, double level);

/* an event beside growth ------------------------------------------------------------------------- */

/**
 * Edges of bins for hst_impact_trend_fit: a grid from `from` in steps of `window`, cut once more at the
 * event's two bounds, short bins kept. So each bin is wholly inside the event or wholly outside it. The grid
 * does not start anew at a cut.
 *
 *     {from, from + window, from + 2 window, ...} below until, and event_from, event_until, until
 *
 * Bins are one fewer than edges: for bins j = 0 .. *found - 2, [edges[j], edges[j+1]). Fit for
 * hst_hashrate_count_edges and hst_impact_darkness.
 *
 * @param[out] edges       [min(cap, *found)] Unix seconds, increasing; may be NULL when cap = 0
 * @param      cap         room in edges, >= 0
 * @param[out] found       [1] edges that there are, also when cap is less
 * @param      from        start of the first bin, Unix seconds
 * @param      event_from  start of the event
 * @param      event_until first second after it
 * @param      until       end of the last bin
 * @param      window      length of a bin in seconds, > 0
 * @return HST_OK, else the first that applies: HST_ENULL (edges, found), HST_ESIZE (cap < 0), HST_EDOMAIN
 *         (window), HST_EORDER (unless from <= event_from <= event_until <= until), HST_EOVERFLOW (more than
 *         INT64_MAX edges)
 *
 * @ties     bounds that fall on the grid or together are one edge
 * @empty    from = until: one edge, no bin
 * @accuracy exact
 * @cost     O(min(cap, *found)) time, O(1) memory
 * @threads  reentrant
 * @source   own definition
 * @since    0.1
 */
HST_API hst_status hst_impact_edges(int64_t *edges, int64_t cap, int64_t *found, int64_t from,
                                    int64_t event_from, int64_t event_until, int64_t until, int64_t window);

/**
 * Part of each bin [edges[j], edges[j+1]) that lies inside the event: 0 or 1 for the edges of
 * hst_impact_edges, something between for a bin that a bound of the event cuts through.
 *
 * @param[out] dark        [bins] 0 .. 1; may be NULL when bins = 0
 * @param[in]  edges       [bins + 1] Unix seconds, increasing; may be NULL when bins = 0
 * @param      bins        >= 0
 * @param      event_from  start of the event, Unix seconds
 * @param      event_until first second after it
 * @return HST_OK, else the first that applies: HST_ENULL (dark, edges), HST_ESIZE (bins < 0), HST_EORDER
 *         (event_until < event_from, edges that do not increase)
 *
 * @empty    bins = 0: nothing to write, HST_OK; event_from = event_until: all 0
 * @accuracy correctly rounded for bins below 2^53 seconds, three roundings beyond
 * @cost     O(bins) time, O(1) memory
 * @threads  reentrant
 * @source   own definition
 * @since    0.1
 */
HST_API hst_status hst_impact_darkness(double *dark, const int64_t *edges, int64_t bins, int64_t event_from,
                                       int64_t event_until);

/**
 * Fall of an event beside log-linear growth, by Poisson regression over bins around and inside the event.
 *
 *     blocks[j] ~ Poisson(exposure[j] exp(a + b time[j]) (1 - f dark[j])),   f <= 1
 *
 * f is the fall: a half-dark bin loses f/2, which a factor exp(d dark[j]) would get wrong. Estimates are
 * those of maximum likelihood. With l(f) the greatest log-likelihood for a given f, the interval is all f
 * with
 *
 *     LR(f) = 2 (l(estimate) - l(f)) <= z^2,   z the normal quantile of 1 - alpha/2
 *
 * and p = 2 P(Z > sqrt(LR(0))), luck_p = P(Z > +-sqrt(LR(0))), + for a fall, - for a gain. The same interval
 * for b. That is an approximation that the number of blocks makes good. Coverage at level 0.95, over 20,000
 * simulated records of 15 bins, the middle one dark, with falls of 0, 0.1 and 0.5: 94.9 to 95.0 % with 20
 * blocks expected in each bin, 94.7 to 94.9 % with 144, 95.0 to 95.2 % with 1,008; with 5 it is 90 to 94 %.
 *
 * Bins may come in any order and of any length. One is left out by giving it exposure 0. Dark is the part of
 * the bin's time that the event covers (hst_impact_darkness); where only a part of the country went dark,
 * that belongs to hst_impact_share_implied.
 *
 * Not identified is an answer: identified 0, estimate NaN in -INFINITY .. 1, both p 1, growth NaN in
 * -INFINITY .. INFINITY, counterfactual and dispersion NaN. That is so when, over the bins with exposure,
 * - there is no block;
 * - dark is a straight line of time, to within 1e-9: all dark, none dark, fewer than three bins, one time
 *   inside and one outside. Then fall and growth are one;
 * - the likelihood is highest at infinite growth: with dark 0 or 1, when every block lies in the earliest
 *   dark or the earliest light bin, or every one in the latest dark or the latest light bin;
 * - the rate without the event would have to lie beyond e^+-600 of the observed, although the dark bins (or
 *   the light ones) have blocks: growth that is read off the one may come to that over a long way to the
 *   other. Where that holds not of the estimate but of an end of growth, this end is -INFINITY or INFINITY;
 *   where it holds of an end of the fall, that is -INFINITY or 1.
 *
 * Else there is one maximum and one interval when each dark is 0 or 1. When bins are dark in part and the
 * blocks contradict the model, there may be a second maximum (seen in 2 of 1,000 simulated records of 3
 * blocks a bin): then the answer is the one that is met from f = 0.
 *
 * @param[out] out       [1] fall, growth and how well they fit
 * @param[in]  blocks    [bins] 0 .. 1e12; may be NULL when bins = 0
 * @param[in]  exposure  [bins] seconds per hash, finite, >= 0, NaN = missing; may be NULL when bins = 0
 * @param[in]  time      [bins] middle of the bin in seconds, finite; may be NULL when bins = 0
 * @param[in]  dark      [bins] part of the bin inside the event, 0 .. 1; may be NULL when bins = 0
 * @param      bins      >= 0
 * @param      level     confidence, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, blocks, exposure, time, dark), HST_ESIZE (bins
 *         < 0), HST_EDOMAIN (level, a value in a bin, left out or not, exposures whose quotient is above
 *         1e200), HST_EEMPTY (no bin has exposure)
 *
 * @missing  a bin whose exposure is NaN or 0 is passed over; its blocks are not looked at beyond their range
 * @ties     bins of one time are fine
 * @empty    no block while it was dark: estimate and upper 1. No block while it was light: estimate NaN,
 *           lower -INFINITY, counterfactual 0. Growth, its ends and counterfactual are infinite where they
 *           are beyond the largest double: times less than 1e-300 apart, exposures below 1e-300
 * @accuracy against 40 digits, at levels from 0.5 up: error of the estimate below 1e-13 (1 - f), of its ends
 *           below c (1 - end), of either p below c p, of growth below 1e-12 and of its ends below c of the
 *           interval's length, where c = 1e-10 + 1e-15 x blocks in all
 * @cost     O(bins) time for each of some 70 looks at the likelihood, O(1) memory: 25 microseconds for 40
 *           bins, 7 milliseconds for 10,000
 * @threads  reentrant
 * @source   Frome, "The analysis of rates using Poisson regression models", Biometrics 39, 1983; Venzon and
 *           Moolgavkar, "A method for computing profile-likelihood-based confidence intervals", Applied
 *           Statistics 37, 1988
 * @since    0.1
 */
HST_API hst_status hst_impact_trend_fit(hst_impact_trend *out, const int64_t *blocks, const double *exposure,
                                        const double *time, const double *dark, int64_t bins, double level);

/* from fall to share ----------------------------------------------------------------------------- */

/**
 * Share of the network that a fall implies, given what part of the country went dark.
 *
 *     estimate = fall / ((dark_lower + dark_upper)/2)
 *     lower = min(fall.lower/dark_lower, fall.lower/dark_upper),   upper = max of the same of fall.upper
 *
 * The corners are the widest that both intervals allow: the share lies inside whenever the fall and the
 * darkness lie inside theirs, so the level of the fall is kept. A negative or a too large end is not clipped:
 * it tells how little the blocks say. A lower bound for the true share where miners went on elsewhere.
 *
 * @param[out] out         [1] the share
 * @param[in]  fall        [1] a fall with its interval, lower <= estimate <= upper; estimate may be NaN
 * @param      dark_lower  least part of the country that went dark, in (0,1]
 * @param      dark_upper  greatest, in (0,1]
 * @return HST_OK, else the first that applies: HST_ENULL (out, fall), HST_EDOMAIN (an end of the fall NaN,
 *         lower > upper, an estimate that lies outside, as one of mid-P may at levels below 0.11; a
 *         darkness), HST_EORDER (dark_lower > dark_upper)
 *
 * @empty    estimate NaN where that of the fall is; an end infinite where that of the fall is
 * @accuracy ends correctly rounded, estimate: two roundings
 * @cost     O(1)
 * @threads  reentrant
 * @source   own definition; interval arithmetic
 * @since    0.1
 */
HST_API hst_status hst_impact_share_implied(hst_impact_share *out, const hst_impact_fall *fall,
                                            double dark_lower, double dark_upper);

/* pools ------------------------------------------------------------------------------------------ */

/**
 * Fall of each pool, with intervals that hold for all pools at once.
 *
 * Each is hst_impact_fall_exact at level^(1/k), k = pools with a block before or during (Sidak: the counts of
 * pools are independent). All k intervals cover their pool's true fall together with at least the level's
 * probability; k may be read off the same blocks, because each interval covers given its pool's total. Each p
 * is that of the smallest of k: 1 - (1 - p)^k. So 0 lies outside an interval exactly when that p < alpha.
 *
 * Blocks of no known pool are the caller's to keep apart: a label that appears or vanishes looks like a fall.
 *
 * @param[out] out              [pools] the falls; may be NULL when pools = 0
 * @param[in]  before           [pools] blocks before the event; may be NULL when pools = 0
 * @param[in]  during           [pools] blocks during it; may be NULL when pools = 0
 * @param      pools            >= 0
 * @param      exposure_before  seconds per hash, > 0
 * @param      exposure_during  seconds per hash, > 0
 * @param      level            confidence of all intervals together, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, before, during), HST_ESIZE (pools < 0),
 *         HST_EDOMAIN (a count or a sum of counts beyond 1e12, an exposure, exposures whose quotient lies
 *         outside 1e-200 .. 1e200, level)
 *
 * @empty    pools = 0: nothing to write, HST_OK. A pool without a block before: estimate NaN, lower
 *           -INFINITY; without a block during: upper 1
 * @accuracy as in hst_impact_fall_exact; the level of each interval is rounded, so that its alpha is good to
 *           a relative 2.3e-16 k/alpha
 * @cost     O(pools), microseconds each
 * @threads  reentrant
 * @source   Sidak, "Rectangular confidence regions for the means of multivariate normal distributions",
 *           Journal of the American Statistical Association 62, 1967
 * @since    0.1
 */
HST_API hst_status hst_impact_pools_fall(hst_impact_fall *out, const int64_t *before, const int64_t *during,
                                         int32_t pools, double exposure_before, double exposure_during,
                                         double level);

/**
 * Mean fall of the pools, in both ways of taking a mean.
 *
 *     plain     mean of f[i] over the m pools with a block before, each pool alike
 *     weighted  fall of all pools together, which is the mean weighted by blocks before when no pool is new
 *
 * The weighted one has its exact interval and is what the network lost. The plain one is what the press
 * quotes. It is mostly noise of small pools, and biased: luck can show a gain of any size but no fall above
 * 1. Where nothing fell, it is -0.29 on average with 5 blocks expected of each pool before and during, -0.06
 * with 20, -0.01 with 100. So its interval (MOVER) stands around g[i], which has next to no bias, and can lie
 * above the plain mean of very many small pools. With l[i] .. u[i] the exact interval of pool i:
 *
 *     g[i] = 1 - during[i] / ((before[i] + 1) exposure_during / exposure_before)
 *     plain_lower = (sum of g[i] - sqrt(sum of (g[i] - l[i])^2)) / m
 *     plain_upper = (sum of g[i] + sqrt(sum of (u[i] - g[i])^2)) / m
 *
 * Coverage at level 0.95, over 20,000 simulated events with 5 or 20 pools of 5, 20 or 100 blocks each: 94.3
 * to 96.8 %. A pool alone has its exact interval at levels from 0.5 up; far below, g may lie outside it.
 *
 * @param[out] out              [1] both means
 * @param[in]  before           [pools] blocks before the event; may be NULL when pools = 0
 * @param[in]  during           [pools] blocks during it; may be NULL when pools = 0
 * @param      pools            >= 0
 * @param      exposure_before  seconds per hash, > 0
 * @param      exposure_during  seconds per hash, > 0
 * @param      level            confidence of either interval, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, before, during), HST_ESIZE (pools < 0),
 *         HST_EDOMAIN (a count or a sum of counts beyond 1e12, an exposure, exposures whose quotient lies
 *         outside 1e-200 .. 1e200, level), HST_EEMPTY (pools = 0)
 *
 * @empty    no pool with a block before: both means NaN, both lower ends -INFINITY, plain_upper 1
 * @accuracy plain: relative to the largest |f[i]|, an error below pools x 4e-16; ends of the weighted one as
 *           in hst_impact_fall_exact
 * @cost     O(pools), microseconds each
 * @threads  reentrant
 * @source   Zou and Donner, "Construction of confidence limits about effect measures: a general approach",
 *           Statistics in Medicine 27, 2008
 * @since    0.1
 */
HST_API hst_status hst_impact_pools_mean_fall(hst_impact_pools_mean *out, const int64_t *before,
                                              const int64_t *during, int32_t pools, double exposure_before,
                                              double exposure_during, double level);

/* what could have been seen ---------------------------------------------------------------------- */

/**
 * Smallest fall that this baseline and an event of this exposure would have shown, with the given power, in
 * the one-sided exact test: hst_rate_detectable_fall, with the baseline's rate taken for the true one.
 *
 * @param[out] fall            [1] 0 .. 1; +INFINITY when not even a fall of 1 would have been
 * @param[in]  baseline        [1] what was found before, after, or both together; up to 1e9 blocks
 * @param      exposure_event  exposure of the event, > 0; 1e-9 .. 1e9 blocks expected at the baseline's rate
 * @param      alpha           size of the test, in (0,1), such as 0.05
 * @param      power           in (0,1), such as 0.8
 * @return HST_OK, else the first that applies: HST_ENULL (fall, baseline), HST_EDOMAIN (baseline,
 *         exposure_event, alpha, power)
 *
 * @empty    no block in the baseline: +INFINITY
 * @accuracy as in hst_rate_detectable_fall
 * @cost     that of hst_rate_detectable_fall
 * @threads  reentrant
 * @source   hst_rate_detectable_fall
 * @since    0.1
 */
HST_API hst_status hst_impact_detectable(double *fall, const hst_impact_count *baseline,
                                         double exposure_event, double alpha, double power);

/**
 * How long an event must last until a share shows: the seconds after which, in the one-sided exact test
 * against this baseline, the fall share x darkness is seen with the given power. The baseline's rate is taken
 * for the true one, and the work of a block for constant.
 *
 *     seconds = work x hst_rate_time_to_detect(blocks, blocks / exposure, share x darkness, alpha, power)
 *
 * @param[out] seconds   [1] >= 0; +INFINITY when the baseline is too short to ever show it
 * @param[in]  baseline  [1] what was found before, after, or both together; up to 1e9 blocks
 * @param      share     share of the network that is held in the country, 0 .. 1
 * @param      darkness  part of the country that goes dark, 0 .. 1
 * @param      work      expected hashes per block during the event, > 0
 * @param      alpha     size of the test, in (0,1), such as 0.05
 * @param      power     in (0,1), such as 0.8
 * @return HST_OK, else the first that applies: HST_ENULL (seconds, baseline), HST_EDOMAIN (baseline, share,
 *         darkness, work, alpha, power, a baseline whose rate lies outside 1e-200 .. 1e200), HST_EOVERFLOW
 *         (the seconds are beyond the largest double)
 *
 * @empty    no block in the baseline: +INFINITY
 * @accuracy as in hst_rate_time_to_detect
 * @cost     that of hst_rate_time_to_detect
 * @threads  reentrant
 * @source   hst_rate_time_to_detect
 * @since    0.1
 */
HST_API hst_status hst_impact_time_to_detect(double *seconds, const hst_impact_count *baseline, double share,
                                             double darkness, double work, double alpha, double power);

#ifdef __cplusplus
}
#endif

#endif
