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
 * said otherwise, is HST_EDOMAIN. Arrays may be NULL when their length is 0.
 */
#ifndef HASHSTAT_IMPACT_H
#define HASHSTAT_IMPACT_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A fall with its uncertainty. 40 bytes, no padding, frozen. */
typedef struct hst_impact_fall {
    double estimate;     /**< 1 - rate of the event / rate of the baseline; NaN without a block in that */
    double lower, upper; /**< ends of the interval; -INFINITY when nothing bounds it; at most 1 */
    double p;            /**< two-sided p of "nothing changed" */
    double luck_p;       /**< one-sided: chance of a fall at least this large when nothing changed */
} hst_impact_fall;

/** What was found in a stretch that was watched. 16 bytes, no padding, frozen. */
typedef struct hst_impact_count {
    int64_t blocks;  /**< blocks found, 0 .. 1e12 */
    double exposure; /**< seconds per hash, finite and > 0 */
} hst_impact_count;

/** A fall beside a growth that went on anyway. 96 bytes, no padding, frozen. */
typedef struct hst_impact_trend {
    hst_impact_fall fall; /**< f, with its profile-likelihood interval and likelihood-ratio p */
    double growth, growth_lower, growth_upper; /**< b, per second, of exp(a + b t) without the event */
    double counterfactual; /**< hash/s that the dark bins would have shown, weighted by exposure x dark */
    double dispersion;  /**< Pearson's chi2 / freedom: well above 1, the interval is too short; NaN without */
    int64_t freedom;    /**< bins with exposure, less the three parameters; may be negative */
    int64_t identified; /**< 1; 0 when the bins cannot tell the fall from level and growth */
} hst_impact_trend;

/** A share of the network with the interval that fall and darkness leave. 24 bytes, no padding, frozen. */
typedef struct hst_impact_share {
    double estimate;     /**< fall / middle of the darkness interval */
    double lower, upper; /**< least and greatest of the corners, not clipped at 0 and 1 */
} hst_impact_share;

/** Mean fall of the pools, as the press quotes it. 56 bytes, no padding, frozen. */
typedef struct hst_impact_pools_mean {
    double plain, plain_lower, plain_upper;          /**< mean of the falls of single pools, each alike */
    double weighted, weighted_lower, weighted_upper; /**< fall of all these pools together */
    int64_t pools; /**< pools with a block before: those that have a fall of their own */
} hst_impact_pools_mean;

/** A stretch in which a part of the country was dark. 24 bytes, no padding, frozen. */
typedef struct hst_impact_outage {
    int64_t from, until; /**< Unix seconds; until is the first second after it */
    double dark;         /**< part of the country that was dark, 0 .. 1 */
} hst_impact_outage;

/** What stands beside the falls of several events. 48 bytes, no padding, frozen. */
typedef struct hst_impact_events {
    double growth, growth_lower, growth_upper; /**< b, per second, as in hst_impact_trend */
    double dispersion;                         /**< Pearson's chi2 / freedom; NaN when freedom is below 1 */
    double scale;                              /**< what likelihood ratios were divided by; 1 unless quasi */
    int64_t freedom;                           /**< bins with exposure - 2 - events; may be negative */
} hst_impact_events;

/** The window in which the most seems to be missing. 48 bytes, no padding, frozen. */
typedef struct hst_impact_scan {
    int64_t from, until; /**< bins from .. until - 1; HST_NONE when none has fewer than expected */
    double fall;         /**< 1 - rate of the window / rate of the rest; NaN without a window */
    double log_ratio;    /**< log of its likelihood ratio against one rate everywhere, >= 0 */
    double p, std_error; /**< chance of a ratio this high in a record without events, and its error */
} hst_impact_scan;

/** An effect in the unit of the values. 48 bytes, no padding, frozen. */
typedef struct hst_impact_effect {
    double estimate, lower, upper; /**< with its interval; counts upwards, unlike a fall */
    double p;                      /**< two-sided p of "no effect" */
    double std_error, freedom;     /**< of the estimate; of Student's law, not a whole number */
} hst_impact_effect;

/** Seconds until a share shows. 24 bytes, no padding, frozen. */
typedef struct hst_impact_plan {
    double soonest, middle, latest; /**< at the greatest, middle and least darkness; +INFINITY: never */
} hst_impact_plan;

/** One share from several outages. 48 bytes, no padding, frozen. */
typedef struct hst_impact_combined {
    hst_impact_share share; /**< with its interval */
    double chi2, p;         /**< do the outages differ by more than luck? p of a chi2 this high */
    int64_t freedom;        /**< outages with blocks, less one */
} hst_impact_combined;

/** A published share beside what the blocks show. 32 bytes, no padding, frozen. */
typedef struct hst_impact_compatible {
    double p, p_least; /**< chance of a fall as small as that observed, at the least and greatest darkness */
    double expected;   /**< blocks expected during the event if the share is true, at the middle darkness */
    double bayes;      /**< Bayes factor, above 1 for the published share, below 1 against it */
} hst_impact_compatible;

/* an event against one baseline ------------------------------------------------------------------ */

/**
 * Fall of an event against a baseline, exactly: 1 - rho of hst_rate_ratio_exact, event over baseline.
 *
 *     estimate = (n2 E1/E2 - n1) / (n2 E1/E2),   n1, E1 the event's, n2, E2 the baseline's
 *     lower = 1 - upper end of rho,  upper = 1 - lower end of rho,  luck_p = P(ratio this low | rho = 1)
 *
 * A fall of 0 lies outside the interval exactly when p < alpha. Coverage is at least the level; at 0.95 with
 * the same count expected on both sides and no fall it is 96.6 % at 20, 95.6 % at 144, 95.3 % at 1,008.
 * @param[out] out       [1] the fall
 * @param[in]  event, baseline  [1] what was found during the event; before, after, or both together
 * @param      level     confidence, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, event, baseline), HST_EDOMAIN (a count, an
 *         exposure, exposures whose quotient lies outside 1e-200 .. 1e200, level)
 * @empty    no block in the baseline: estimate NaN, lower -INFINITY; none during the event: upper 1; none at
 *           all: both, and every p 1
 * @accuracy estimate: three roundings, one where the exposures are equal. Ends: absolute error below 1e-13
 *           times their distance from 1, or 1.2e-16 if that is more. Each p as in hst_rate_ratio_exact
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
 * Coverage as above: 95.2 % at 20, 95.0 % at 144 and at 1,008.
 * @param[out] out       [1] the fall; estimate as in hst_impact_fall_exact
 * @param[in]  event, baseline  [1] what was found during the event; before, after, or both together
 * @param      level     confidence, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, event, baseline), HST_EDOMAIN (a count, an
 *         exposure, exposures whose quotient lies outside 1e-200 .. 1e200, level)
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
 * Bins are one fewer than edges, [edges[j], edges[j+1]): fit for hst_hashrate_count_edges.
 * @param[out] edges       [min(cap, *found)] Unix seconds, increasing
 * @param      cap         room in edges, >= 0
 * @param[out] found       [1] edges that there are, also when cap is less
 * @param      from, event_from, event_until, until  Unix seconds: start of bins, start and end of the event,
 *                         end of bins; an end is the first second after
 * @param      window      length of a bin in seconds, > 0
 * @return HST_OK, else the first that applies: HST_ENULL (edges, found), HST_ESIZE (cap < 0), HST_EDOMAIN
 *         (window), HST_EORDER (unless from <= event_from <= event_until <= until), HST_EOVERFLOW (more than
 *         INT64_MAX edges)
 * @ties     bounds that fall on the grid or together are one edge
 * @empty    from = until: one edge, no bin
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
 * @param[out] dark        [bins] 0 .. 1
 * @param[in]  edges       [bins + 1] Unix seconds, increasing
 * @param      bins        >= 0
 * @param      event_from, event_until  start of the event and first second after it, Unix seconds
 * @return HST_OK, else the first that applies: HST_ENULL (dark, edges), HST_ESIZE (bins < 0), HST_EORDER
 *         (event_until < event_from, edges that do not increase)
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
 * Darkness of bins from a step function, 0 outside of all outages: for a country that came back in parts.
 *
 *     dark[j] = sum over outages of dark x seconds inside the bin / seconds of the bin
 * @param[out] dark     [bins] 0 .. 1
 * @param[in]  edges, bins  as in hst_impact_darkness
 * @param[in]  outage   [outages] in order of time, none overlapping another
 * @param      outages  >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (dark, edges, outage), HST_ESIZE (bins < 0, outages
 *         < 0), HST_EDOMAIN (an outage's dark), HST_EORDER (edges that do not increase, an outage that ends
 *         before it begins or begins before the one before it ends)
 * @accuracy relative 1.2e-16 x (3 + 2 x outages that touch the bin), for bins below 2^53 seconds
 * @cost     O(bins + outages) time, O(1) memory
 * @threads  reentrant
 * @source   own definition
 * @since    0.1
 */
HST_API hst_status hst_impact_darkness_steps(double *dark, const int64_t *edges, int64_t bins,
                                             const hst_impact_outage *outage, int64_t outages);

/**
 * Fall of an event beside log-linear growth, by Poisson regression over bins around and inside the event.
 *
 *     blocks[j] ~ Poisson(exposure[j] exp(a + b time[j]) (1 - f dark[j])),   f <= 1
 *
 * f is the fall: a half-dark bin loses f/2, which a factor exp(d dark[j]) would get wrong. The estimate is of
 * maximum likelihood. With l(f) the greatest log-likelihood for a given f, the interval is all f with
 *
 *     LR(f) = 2 (l(estimate) - l(f)) <= z^2,   z the normal quantile of 1 - alpha/2
 *
 * and p = 2 P(Z > sqrt(LR(0))), luck_p = P(Z > +-sqrt(LR(0))), + for a fall, - for a gain. The same interval
 * for b. Approximate: coverage at level 0.95, over 20,000 simulated records of 15 bins, the middle one dark,
 * with falls of 0, 0.1 and 0.5: 94.9 to 95.0 % with 20 blocks expected in each bin, 94.7 to 94.9 % with 144,
 * 95.0 to 95.2 % with 1,008; with 5 it is 90 to 94 %.
 *
 * Bins may come in any order and of any length. Dark is the part of the bin's time that the event covers;
 * what part of the country went dark belongs to hst_impact_share_implied.
 *
 * Not identified is an answer: identified 0, estimate NaN in -INFINITY .. 1, both p 1, growth NaN in
 * -INFINITY .. INFINITY, counterfactual and dispersion NaN. That is so when, over the bins with exposure,
 * - there is no block, or dark is a straight line of time, to within 1e-9: all dark, none dark, fewer than
 *   three bins, one time inside and one outside. Then fall and growth are one;
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
 * @param[out] out       [1] fall, growth and how well they fit
 * @param[in]  blocks    [bins] 0 .. 1e12
 * @param[in]  exposure  [bins] seconds per hash, finite, >= 0, NaN = missing
 * @param[in]  time      [bins] middle of the bin in seconds, finite
 * @param[in]  dark      [bins] part of the bin inside the event, 0 .. 1
 * @param      bins      >= 0
 * @param      level     confidence, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, blocks, exposure, time, dark), HST_ESIZE (bins
 *         < 0), HST_EDOMAIN (level, a value in a bin, left out or not, exposures whose quotient is above
 *         1e200), HST_EEMPTY (no bin has exposure)
 * @missing  a bin whose exposure is NaN or 0 is passed over; its blocks are not looked at beyond their range
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

/**
 * Falls of several events beside log-linear growth, each with the others taken into account.
 *
 *     blocks[j] ~ Poisson(exposure[j] exp(a + b time[j]) product over k of (1 - f[k] dark[k bins + j]))
 *
 * All as in hst_impact_trend_fit, each interval a profile over all else. Events may overlap: then each takes
 * its part of what the others left.
 *
 * With quasi = 1, noise beyond Poisson widens the intervals: likelihood ratios are divided by scale = max(1,
 * dispersion) and held against Student's law (F with 1 and `freedom`). Right where variances exceed means by
 * one factor. Coverage at level 0.95, 20,000 records of 40 bins of 144 blocks with two events: 94.9 %, with
 * quasi 96.4 %; if the variance is twice the mean, 83.4 % and 95.0 %.
 *
 * Not identified, estimate NaN in -INFINITY .. 1 with both p 1: an event whose darkness the level, growth and
 * other events make up to within 1e-6; all, and growth, when there is no block, when growth leaves e^-60 ..
 * e^60 over the record (an end that does is infinite), and with quasi when freedom < 1.
 * @param[out] falls, out  [events] f, with intervals and p as in hst_impact_trend; [1] the rest of the fit
 * @param[in]  blocks, exposure, time, bins  as in hst_impact_trend_fit
 * @param[in]  dark   [events x bins] 0 .. 1, event by event
 * @param      events 1 .. 16
 * @param      level  confidence of each interval, in (0,1), such as 0.95
 * @param      quasi  0 or 1
 * @return HST_OK, else the first that applies: HST_ENULL (falls, out, blocks, exposure, time, dark),
 *         HST_ESIZE (bins < 0, events outside 1 .. 16), HST_EDOMAIN (level, quasi, a value in a bin,
 *         exposures whose quotient is above 1e200), HST_EEMPTY (no bin has exposure)
 * @missing  as in hst_impact_trend_fit
 * @empty    no block while one was dark: its estimate and upper 1; none while it was light: NaN, -INFINITY
 * @accuracy relative to 1 - f, error of an estimate below 1e-9, of an end below 1e-7
 * @cost     O(bins x events^2) for each of some 30 x events looks; some 70 microseconds for 40 bins, 2 events
 * @threads  reentrant
 * @source   as in hst_impact_trend_fit; quasi: McCullagh and Nelder, "Generalized Linear Models", 1989
 * @since    0.1
 */
HST_API hst_status hst_impact_events_fit(hst_impact_fall *falls, hst_impact_events *out,
                                         const int64_t *blocks, const double *exposure, const double *time,
                                         int64_t bins, const double *dark, int32_t events, double level,
                                         int32_t quasi);

/**
 * The event that was chosen after looking: of all windows of some widths, the one that tells most of a fall,
 * with the chance that a record without events has one like it (Kulldorff's scan, conditional on all blocks).
 *
 *     log_ratio = n log(n/e) + (N - n) log((N - n)/(N - e)) where n < e,   e = N x window's expected / all
 *
 * p = (1 + runs whose best window is as good) / (1 + runs), over seeded records of N blocks: at most alpha in
 * at most that part of records without events, whatever the number of runs.
 * @param[out] out, work [1] the window; [2 bins + 2] scratch
 * @param[in]  blocks    [bins] in order of time, 0 .. 1e12
 * @param[in]  expected  [bins] blocks expected without events, up to a factor: exposure for a constant
 *                       network, exposure x exp(growth x time) for one that grows; finite, >= 0
 * @param      bins      >= 0
 * @param      width_least, width_most  bins of the windows looked at, 1 .. bins
 * @param      runs, seed  1 .. 1e9, 999 is usual; any
 * @return HST_OK, else the first that applies: HST_ENULL (out, work, blocks, expected), HST_ESIZE (bins < 0),
 *         HST_EEMPTY (bins = 0), HST_EDOMAIN (a width, width_least > width_most, runs, a count or their sum
 *         beyond 1e12, an expected or their sum)
 * @missing  a bin whose expected is 0 is passed over, its blocks too
 * @ties     the earliest, then the shortest window
 * @cost     O(runs x (bins x widths + bins x root of blocks in a bin)) time
 * @threads  reentrant
 * @source   Kulldorff, "A spatial scan statistic", Communications in Statistics 26(6), 1997
 * @since    0.1
 */
HST_API hst_status hst_impact_scan_falls(hst_impact_scan *out, double *work, const int64_t *blocks,
                                         const double *expected, int64_t bins, int64_t width_least,
                                         int64_t width_most, int64_t runs, int64_t seed);

/* an event beside what it did not touch ---------------------------------------------------------- */

/**
 * Fall of what the event hit against what it did not (difference in differences of counts), exactly.
 *
 *     1 - fall = (event / baseline) / (control_event / control_baseline),   each a rate
 *
 * Given the totals of the four counts, event.blocks has Fisher's noncentral hypergeometric law, by which
 * interval and p go, as in hst_impact_fall_exact. Covers with at least the level's probability.
 * @param[out] out    [1] the fall
 * @param[in]  event, baseline                  [1] of the pools that were hit
 * @param[in]  control_event, control_baseline  [1] of the others, over the same times; up to 1e9 blocks each
 * @param      level  confidence, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, event, baseline, control_event,
 *         control_baseline), HST_EDOMAIN (a count, an exposure, level, exposures of event and baseline whose
 *         quotient lies outside 1e-100 .. 1e100)
 * @empty    nothing in baseline or control_event: estimate NaN; ends as in hst_impact_fall_exact
 * @accuracy relative to 1 - end and to p: 1e-15 x blocks + 1e-9; a p below 1e-300 may be 0
 * @cost     O(root of the least total) for each of some 30 looks
 * @threads  reentrant
 * @source   Fisher, "The logic of inductive inference", J. Royal Statistical Society 98, 1935
 * @since    0.1
 */
HST_API hst_status hst_impact_did_counts(hst_impact_fall *out, const hst_impact_count *event,
                                         const hst_impact_count *baseline,
                                         const hst_impact_count *control_event,
                                         const hst_impact_count *control_baseline, double level);

/**
 * Difference in differences of values: mean change of the units that were hit - mean change of the others,
 * with Welch's interval: the two groups need not scatter alike.
 * @param[out] out      [1] the effect
 * @param[in]  hit, n   [n] value after - value before, of each unit, NaN = missing
 * @param[in]  control, m  [m] the same of the units that were not hit
 * @param      level    confidence, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, hit, control), HST_ESIZE (n < 0, m < 0),
 *         HST_EDOMAIN (level, an infinite value or one beyond 1e140), HST_EEMPTY (below 2 in a group)
 * @empty    no scatter, or one below 1e-162: the interval is the estimate, p 0 or 1, freedom +INFINITY
 * @accuracy relative to the largest value: 1e-16 (n + m)
 * @cost     O(n + m) time, O(1) memory
 * @threads  reentrant
 * @source   Welch, Biometrika 34, 1947; Card and Krueger, American Economic Review 84, 1994
 * @since    0.1
 */
HST_API hst_status hst_impact_did_values(hst_impact_effect *out, const double *hit, int64_t n,
                                         const double *control, int64_t m, double level);

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
 * @param[out] out         [1] the share
 * @param[in]  fall        [1] a fall with its interval, lower <= estimate <= upper; estimate may be NaN
 * @param      dark_lower, dark_upper  least and greatest part of the country that went dark, in (0,1]
 * @return HST_OK, else the first that applies: HST_ENULL (out, fall), HST_EDOMAIN (an end of the fall NaN,
 *         lower > upper, an estimate that lies outside, as one of mid-P may at levels below 0.11; a
 *         darkness), HST_EORDER (dark_lower > dark_upper)
 * @empty    estimate NaN where that of the fall is; an end infinite where that of the fall is
 * @accuracy ends correctly rounded, estimate: two roundings
 * @cost     O(1)
 * @threads  reentrant
 * @source   own definition; interval arithmetic
 * @since    0.1
 */
HST_API hst_status hst_impact_share_implied(hst_impact_share *out, const hst_impact_fall *fall,
                                            double dark_lower, double dark_upper);

/**
 * One share from several outages, each with its counts, its baseline and its darkness.
 *
 *     z(s) = sum of w (n - E) / sqrt(sum of w^2 V),   w = middle darkness,  n = blocks of the event
 *     E and V = mean and variance of n given the outage's total, if its fall is s x darkness
 *
 * The estimate has z = 0 at the middle darkness. upper has z = the normal quantile at the least darkness of
 * each outage, lower minus that at the greatest (a negative end: at the other), so that no darkness within
 * the intervals, with these weights, gives a wider one. Coverage at level 0.95 over 20,000 triples of 20 to
 * 200 blocks: 94.8 to 94.9 % with known darkness, at least that with darkness anywhere in 0.6 .. 0.9.
 * @param[out] out              [1] the share, and whether the outages agree at the middle darkness
 * @param[in]  event, baseline, dark_lower, dark_upper  [outages] what was found, and darkness in (0,1]
 * @param      outages          >= 0
 * @param      level            confidence, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, event, baseline, dark_lower, dark_upper),
 *         HST_ESIZE (outages < 0), HST_EDOMAIN (level, a count, an exposure, exposures whose quotient lies
 *         outside 1e-100 .. 1e100, a darkness), HST_EORDER (a dark_lower above), HST_EEMPTY (outages = 0)
 * @empty    no block in any baseline: estimate NaN, lower -INFINITY. An end beyond 1e6 is infinite; one at
 *           which an outage would lose all is 1 / the greatest darkness it was looked for at
 * @accuracy error of share x darkness below 1e-9 (1 + |share x darkness|)
 * @cost     O(outages) for each of some 50 looks
 * @threads  reentrant
 * @source   Rao's score test; Wilson, J. American Statistical Association 22, 1927, is its case of one outage
 * @since    0.1
 */
HST_API hst_status hst_impact_shares_combine(hst_impact_combined *out, const hst_impact_count *event,
                                             const hst_impact_count *baseline, const double *dark_lower,
                                             const double *dark_upper, int32_t outages, double level);

/**
 * Is a published share compatible with what the chain shows?
 *
 *     p = P(blocks during the event >= those found | total, fall = share x dark_lower)
 *     bayes = mean likelihood with the darkness uniform in its interval / the same with the share uniform in
 *             0 .. 1 as well; the rate of the network, with prior 1/rate, falls out of both
 *
 * Where the network grew, weigh the baseline's exposures by exp(growth x time from the event).
 * @param[out] out              [1] how compatible
 * @param[in]  event, baseline  [1] what was found
 * @param      share            published share of the network, in (0,1]
 * @param      dark_lower, dark_upper  part of the country that went dark, in (0,1]
 * @return HST_OK, else the first that applies: HST_ENULL (out, event, baseline), HST_EDOMAIN (a count, an
 *         exposure, exposures whose quotient lies outside 1e-100 .. 1e100, share, a darkness), HST_EORDER
 *         (dark_lower > dark_upper)
 * @empty    no block at all: p and p_least 1, bayes 1
 * @accuracy p as in hst_rate_ratio_exact; bayes: relative 1e-9 + 1e-15 x blocks
 * @cost     O(1), some 50 microseconds; with a dark_lower near 0 up to ten times that
 * @threads  reentrant
 * @source   Kass and Raftery, "Bayes Factors", J. American Statistical Association 90, 1995
 * @since    0.1
 */
HST_API hst_status hst_impact_share_compatible(hst_impact_compatible *out, const hst_impact_count *event,
                                               const hst_impact_count *baseline, double share,
                                               double dark_lower, double dark_upper);

/* pools ------------------------------------------------------------------------------------------ */

/**
 * Fall of each pool, with intervals that hold for all pools at once.
 *
 * Each is hst_impact_fall_exact at level^(1/k), k = pools with a block before or during (Sidak: the counts of
 * pools are independent). All k intervals cover their pool's true fall together with at least the level's
 * probability; k may be read off the same blocks, because each interval covers given its pool's total. Each p
 * is that of the smallest of k: 1 - (1 - p)^k. So 0 lies outside an interval exactly when that p < alpha.
 * Blocks of no known pool are the caller's to keep apart: a label that appears or vanishes looks like a fall.
 * @param[out] out              [pools] the falls
 * @param[in]  before, during   [pools] blocks before the event and during it
 * @param      pools            >= 0
 * @param      exposure_before, exposure_during  seconds per hash, > 0
 * @param      level            confidence of all intervals together, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, before, during), HST_ESIZE (pools < 0),
 *         HST_EDOMAIN (a count or a sum of counts beyond 1e12, an exposure, exposures whose quotient lies
 *         outside 1e-200 .. 1e200, level)
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
 * The weighted one has its exact interval and is what the network lost. The plain one, the press's, is
 * mostly noise of small pools, and biased: luck can show a gain of any size but no fall above 1. Where
 * nothing fell, it is -0.29 on average with 5 blocks expected of each pool before and during, -0.06 with 20,
 * -0.01 with 100. So its interval (MOVER) stands around g[i], which has next to no bias, and can lie above
 * the plain mean of very many small pools. With l[i] .. u[i] the exact interval of pool i:
 *
 *     g[i] = 1 - during[i] / ((before[i] + 1) exposure_during / exposure_before)
 *     plain_lower = (sum of g[i] - sqrt(sum of (g[i] - l[i])^2)) / m
 *     plain_upper = (sum of g[i] + sqrt(sum of (u[i] - g[i])^2)) / m
 *
 * Coverage at level 0.95, over 20,000 simulated events with 5 or 20 pools of 5, 20 or 100 blocks each: 94.3
 * to 96.8 %. A pool alone has its exact interval at levels from 0.5 up; far below, g may lie outside it.
 * @param[out] out              [1] both means
 * @param[in]  before, during   [pools] blocks before the event and during it
 * @param      pools            >= 0
 * @param      exposure_before, exposure_during  seconds per hash, > 0
 * @param      level            confidence of either interval, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, before, during), HST_ESIZE (pools < 0),
 *         HST_EDOMAIN (a count or a sum of counts beyond 1e12, an exposure, exposures whose quotient lies
 *         outside 1e-200 .. 1e200, level), HST_EEMPTY (pools = 0)
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

/**
 * Many p-values, such as those of single pools by hst_impact_fall_exact, with their number accounted for.
 *
 *     holm[i]      <= alpha for no true null at all, with probability >= 1 - alpha, whatever the dependence
 *     hochberg[i]  Benjamini and Hochberg: of those <= alpha, on average at most the part alpha are true
 *                  nulls, where the p are independent, as those of pools are
 * @param[out] holm, hochberg  [count] adjusted p, each >= p
 * @param[out] order  [count] indexes by rising p, equal ones as they came
 * @param[in]  p      [count] 0 .. 1
 * @param      count  >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (holm, hochberg, order, p), HST_ESIZE (count < 0),
 *         HST_EDOMAIN (a p)
 * @accuracy correctly rounded products (holm), two roundings (hochberg)
 * @cost     O(count log count) time, O(1) memory
 * @threads  reentrant
 * @source   Holm, Scandinavian J. of Statistics 6, 1979; Benjamini and Hochberg, J. R. Stat. Soc. B 57, 1995
 * @since    0.1
 */
HST_API hst_status hst_impact_adjust(double *holm, double *hochberg, int32_t *order, const double *p,
                                     int32_t count);

/* what could have been seen ---------------------------------------------------------------------- */

/**
 * Smallest fall that this baseline and an event of this exposure would have shown, with the given power, in
 * the one-sided exact test: hst_rate_detectable_fall, with the baseline's rate taken for the true one.
 * @param[out] fall            [1] 0 .. 1; +INFINITY when not even a fall of 1 would have been
 * @param[in]  baseline        [1] what was found before, after, or both together; up to 1e9 blocks
 * @param      exposure_event  exposure of the event, > 0; 1e-9 .. 1e9 blocks expected at the baseline's rate
 * @param      alpha, power    size of the test, such as 0.05, and its power, such as 0.8; in (0,1)
 * @return HST_OK, else the first that applies: HST_ENULL (fall, baseline), HST_EDOMAIN (baseline,
 *         exposure_event, alpha, power)
 * @empty    no block in the baseline: +INFINITY
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
 * @param[out] seconds   [1] >= 0; +INFINITY when the baseline is too short to ever show it
 * @param[in]  baseline  [1] what was found before, after, or both together; up to 1e9 blocks
 * @param      share, darkness  share of the network held in the country, and the part of it that goes dark,
 *                       0 .. 1
 * @param      work      expected hashes per block during the event, > 0
 * @param      alpha, power  size of the test, such as 0.05, and its power, such as 0.8; in (0,1)
 * @return HST_OK, else the first that applies: HST_ENULL (seconds, baseline), HST_EDOMAIN (baseline, share,
 *         darkness, work, alpha, power, a baseline whose rate lies outside 1e-200 .. 1e200), HST_EOVERFLOW
 *         (the seconds are beyond the largest double)
 * @empty    no block in the baseline: +INFINITY
 * @cost     that of hst_rate_time_to_detect
 * @threads  reentrant
 * @source   hst_rate_time_to_detect
 * @since    0.1
 */
HST_API hst_status hst_impact_time_to_detect(double *seconds, const hst_impact_count *baseline, double share,
                                             double darkness, double work, double alpha, double power);

/**
 * Planner: hst_impact_time_to_detect before there is a record, at both ends and the middle of a darkness
 * interval, with a baseline of the length that is chosen.
 * @param[out] out       [1] seconds that the event must last
 * @param      hashrate, work, baseline_seconds  hash/s of the network without the event, expected hashes per
 *                       block, length of the baseline; > 0
 * @param      share, dark_lower, dark_upper  as in hst_impact_time_to_detect, 0 .. 1
 * @param      alpha, power  size of the test and its power, in (0,1)
 * @return HST_OK, else the first that applies: HST_ENULL (out), HST_EDOMAIN (hashrate, work,
 *         baseline_seconds, share, a darkness, alpha, power, a baseline of fewer than 1e-9 or more than 1e9
 *         blocks, or with a rate outside 1e-200 .. 1e200), HST_EORDER (dark_lower > dark_upper)
 * @cost     three times that of hst_rate_time_to_detect
 * @threads  reentrant
 * @source   hst_rate_time_to_detect
 * @since    0.1
 */
HST_API hst_status hst_impact_plan_event(hst_impact_plan *out, double hashrate, double work,
                                         double baseline_seconds, double share, double dark_lower,
                                         double dark_upper, double alpha, double power);

#ifdef __cplusplus
}
#endif

#endif
