/**
 * @file attribution.h
 * Which countries' outages explain the falls of the pools.
 *
 * A pool has its miners in many countries. With m_pc the part of pool p's hashrate that is in country c (the
 * mix), and d_c the part of country c that went dark, the pool falls by
 *
 *     fall_p = sum over c of m_pc d_c,   0 <= d_c <= 1
 *
 * and the falls of many pools of different mixes tell the d_c. How well they do is the question of this room:
 * a mix of pools that are all alike tells one number, not ten, and then the answer is "not identified", with
 * the range that the blocks leave.
 *
 * The mix is [pools][countries] by rows, each entry 0..1 and each row summing to one within 1e-9: miners
 * whose country is not known need a column of their own, "elsewhere". Rows that do not sum to one are
 * refused; hst_attribution_normalise makes them, if that is what is meant. A row with a NaN is a pool whose
 * mix is not known: it is passed over. 1 .. 4096 pools, 1 .. 256 countries.
 *
 * Where a part of the mix times the root of its pool's weight is below 1e-150, it may be taken for 0.
 *
 * What the model leaves out: d_c is one number for all pools, so that a country's miners of one pool that are
 * hit harder than those of another show as chi2 above freedom. Growth between the two stretches must go into
 * the exposure (multiply that during the event by the growth), since no d_c is below 0. Who went on by
 * another route was not dark.
 *
 * Everything but quantiles of the normal law and the p of chi2 is made of + - * / and sqrt alone.
 */
#ifndef HASHSTAT_ATTRIBUTION_H
#define HASHSTAT_ATTRIBUTION_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Flags of the fits. */
enum {
    HST_ATTRIBUTION_DISPERSED = 1 /**< where dispersion is above 1, intervals grow by its root */
};

/** What part of a country went dark. 48 bytes, no padding, frozen. */
typedef struct hst_attribution_country {
    double dark;        /**< d, 0..1; NaN where it is not identified */
    double lower;       /**< lower end of its interval, in 0..1 */
    double upper;       /**< upper end, in 0..1 */
    double luck_p;      /**< one-sided: chance of a rise of chi2 this large between d = 0 and the fit, if d =
                             0; 1/2 where the fit is at 0 */
    int64_t identified; /**< 1; 0 when the mix cannot tell it from others */
    int64_t free;       /**< 1 where the fit is between 0 and 1; 0 at a bound, or where others imply it */
} hst_attribution_country;

/** How well outages explain the falls. 56 bytes, no padding, frozen. */
typedef struct hst_attribution_fit {
    double chi2;       /**< sum of (found - expected)^2 / variance over pools: Pearson's, but next to 0 for a
                            pool without a block during that is expected to have less than half of one */
    double dispersion; /**< chi2 / freedom: well above 1, the mix does not explain the falls; NaN when freedom
                            is not above 0 */
    double p;          /**< chance of a chi2 this high or higher if it does; NaN likewise */
    int64_t freedom;   /**< pools less countries that are free; may be negative when pools are few */
    int64_t pools;     /**< pools that were not passed over */
    int64_t rank;      /**< how many numbers the mix tells */
    int64_t steps;     /**< times that the weights were made; 200: they did not settle, as may be where the
                            counts contradict the model */
} hst_attribution_fit;

/** What a mix can tell at all. 56 bytes, no padding, frozen. */
typedef struct hst_attribution_report {
    double condition;        /**< greatest / least singular value of the weighted mix; INFINITY when rank <
                                  countries */
    double scaled_condition; /**< the same with each column scaled to length 1; likewise */
    int64_t pools;           /**< pools that were not passed over */
    int64_t rank;            /**< countries, less the ways in which outages can differ without a trace */
    int64_t identified;      /**< countries that the mix tells from all others */
    int64_t groups;          /**< sets of countries that cannot be told apart */
    int64_t absent;          /**< countries that no pool has */
} hst_attribution_report;

/** What it can tell of one country. 40 bytes, no padding, frozen. */
typedef struct hst_attribution_column {
    double std_error;   /**< of d without bounds, if weights are 1/variance; NaN where not identified */
    double inflation;   /**< how many times larger than if the others were known; NaN likewise */
    double weight;      /**< sum over pools of weight x mix */
    int64_t identified; /**< 1, or 0 */
    int64_t group;      /**< number of its set, 0 .. groups - 1; HST_NONE where identified */
} hst_attribution_column;

/** What a country had, and what it lost, as parts of the network. 48 bytes, no padding, frozen. */
typedef struct hst_attribution_share {
    double share;       /**< sum over pools of share x mix */
    double share_lower; /**< lower end of its interval, in 0..1 */
    double share_upper; /**< upper end, in 0..1 */
    double loss;        /**< share x dark; NaN where dark is */
    double loss_lower;  /**< product of the lower ends */
    double loss_upper;  /**< product of the upper ends */
} hst_attribution_share;

/* the mix ---------------------------------------------------------------------------------------- */

/**
 * Divide each row of weights by its sum, so that it is a mix.
 *
 * @param[out] mix        [pools x countries] rows sum to one
 * @param[in]  weight     [pools x countries] finite, >= 0; a row with a NaN is not known
 * @param      pools      1 .. 4096
 * @param      countries  1 .. 256
 * @return HST_OK, else the first that applies: HST_ENULL (mix, weight), HST_ESIZE (pools, countries),
 *         HST_EDOMAIN (a negative or infinite weight; a known row whose sum is 0 or infinite)
 *
 * @missing  a row with a NaN comes out as NaN throughout
 * @aliasing mix may be weight
 * @accuracy relative error below countries x 1.2e-16
 * @cost     O(pools x countries) time, O(1) memory
 * @threads  reentrant
 * @source   own definition
 * @since    0.1
 */
HST_API hst_status hst_attribution_normalise(double *mix, const double *weight, int32_t pools,
                                             int32_t countries);

/**
 * Bytes of workspace for hst_attribution_solve, hst_attribution_identify and hst_attribution_profile.
 *
 * @param[out] bytes      [1] a multiple of 8; SIZE_MAX when no memory can be that large
 * @param      pools      1 .. 4096
 * @param      countries  1 .. 256
 * @return HST_OK, else the first that applies: HST_ENULL (bytes), HST_ESIZE (pools, countries)
 *
 * @cost    O(1)
 * @threads reentrant
 * @source  four squares of countries, and a word for each pool
 * @since   0.1
 */
HST_API hst_status hst_attribution_work_size(size_t *bytes, int32_t pools, int32_t countries);

/**
 * Say what a weighted mix can tell: its rank, its condition, and which countries cannot be told apart.
 *
 * Columns are scaled to length 1, and a singular value below 1e-9 of the largest counts as 0: a way in which
 * outages can differ and no pool sees it. A country that has no part in any such way is identified. The
 * others fall into sets: the smallest ones for which each such way stays inside one set. Two countries that
 * every pool has in the same proportion are a set of two, of which the sum may be told but not the parts; a
 * country that no pool has is a set of its own.
 *
 * Identified is not the same as known well: std_error says how well, and inflation how much of that is due to
 * likeness with others.
 *
 * @param[out] out        [1] the report
 * @param[out] column     [countries] the same by country
 * @param[in]  mix        [pools x countries] see above
 * @param[in]  weight     [pools] 0 or 1e-60 .. 1e60: 1/variance of a pool's fall, or its blocks for a rough
 *                        look
 * @param      pools      1 .. 4096
 * @param      countries  1 .. 256
 * @param[out] work       workspace, aligned to 8; its content afterwards means nothing
 * @param      bytes      at least what hst_attribution_work_size says
 * @return HST_OK, else the first that applies: HST_ENULL (out, column, mix, weight, work), HST_ESIZE (pools,
 *         countries), HST_EALIGN (work), HST_ESPACE (bytes), HST_EDOMAIN (mix, weight), HST_EEMPTY (every
 *         pool passed over). Nothing is written but work
 *
 * @missing  a pool whose mix is not known, or whose weight is 0 or NaN, is passed over
 * @empty    a country that no pool has: weight 0, a set of its own
 * @accuracy condition and standard errors: relative error below 1e-14 x scaled_condition
 * @cost     O(pools x countries^2 + countries^3) time: 6 microseconds for 20 pools and 6 countries, 1.3
 *           milliseconds for 1,000 and 32
 * @threads  reentrant
 * @source   Belsley, Kuh and Welsch, "Regression Diagnostics", Wiley 1980 (scaled condition); Hestenes,
 *           "Inversion of matrices by biorthogonalization and related results", Journal of SIAM 6, 1958
 * @since    0.1
 */
HST_API hst_status hst_attribution_identify(hst_attribution_report *out, hst_attribution_column *column,
                                            const double *mix, const double *weight, int32_t pools,
                                            int32_t countries, void *work, size_t bytes);

/* outages from falls ----------------------------------------------------------------------------- */

/**
 * Outages from the pools' falls by weighted least squares with each outage in 0..1.
 *
 *     the d with the least  chi2 = sum over pools of weight_p (fall_p - sum over c of m_pc d_c)^2
 *
 * For those who have falls with weights of their own. From blocks, hst_attribution_profile makes the weights.
 * Where the mix does not identify an outage, this is one of those that do equally well.
 *
 * @param[out] dark       [countries] d, 0..1
 * @param[out] chi2       [1]
 * @param[in]  mix        [pools x countries] see above
 * @param[in]  fall       [pools] -1e60 .. 1e60, NaN = missing
 * @param[in]  weight     [pools] 0 or 1e-60 .. 1e60, NaN = missing: 1/variance of the fall
 * @param      pools      1 .. 4096
 * @param      countries  1 .. 256
 * @param[out] work       workspace, aligned to 8; its content afterwards means nothing
 * @param      bytes      at least what hst_attribution_work_size says
 * @return HST_OK, else the first that applies: HST_ENULL (dark, chi2, mix, fall, weight, work), HST_ESIZE
 *         (pools, countries), HST_EALIGN (work), HST_ESPACE (bytes), HST_EDOMAIN (mix, fall, weight),
 *         HST_EEMPTY (every pool passed over). Nothing is written but work
 *
 * @missing  a pool whose mix or fall is not known, or whose weight is 0 or NaN, is passed over
 * @ties     where several do equally well, the one that is met when countries are freed one at a time from 0,
 *           each time the one by which chi2 falls most
 * @empty    a country that no pool has: 0
 * @accuracy against 50 digits, errors of dark below 1e-14 x the scaled condition of the weighted mix, for
 *           falls of order one
 * @cost     O(pools x countries^2) time, and O(countries^2) for each country freed or held: 2 microseconds
 *           for 20 pools and 6 countries, 0.6 milliseconds for 1,000 and 32
 * @threads  reentrant
 * @source   Lawson and Hanson, "Solving Least Squares Problems", Prentice-Hall 1974; Stark and Parker,
 *           "Bounded-variable least-squares: an algorithm and applications", Computational Statistics 10,
 *           1995
 * @since    0.1
 */
HST_API hst_status hst_attribution_solve(double *dark, double *chi2, const double *mix, const double *fall,
                                         const double *weight, int32_t pools, int32_t countries, void *work,
                                         size_t bytes);

/**
 * Outages from the pools' blocks, with profile intervals.
 *
 * With B_p, D_p the blocks before and during, k = exposure before / exposure during and r_p = 1 - fall_p, the
 * blocks of a pool during are binomial given their sum N_p = B_p + D_p. The outages are those of maximum
 * likelihood, found as weighted least squares in 0..1 that are weighted anew until the weights are those of
 * their own answer:
 *
 *     weight_p = N_p k / (r_p (r_p + k)^2),   fall_p = 1 - r_p - (D_p - r_p B_p/k) (r_p + k)/N_p
 *
 * Weights come from N_p and the fit, never from D_p alone, which would favour pools that lost by luck. No r_p
 * is taken for less than what makes half a block during. With chi2 as in hst_attribution_solve at those
 * weights, and chi2(v) the least one for d_c = v and the others anywhere in 0..1, the interval is all v in
 * 0..1 with
 *
 *     chi2(v) - chi2 <= z^2,   z the normal quantile of 1 - alpha/2, z^2 a quantile of chi-square
 *
 * (z^2 x dispersion where that is above 1 and HST_ATTRIBUTION_DISPERSED is set.) It holds for a country that
 * is not identified too: then it is the range that the blocks leave to it whatever the others did.
 *
 * Coverage at level 0.95 of each outage, over 20,000 simulated events of 12 pools, half as long as what was
 * before, and three countries of which each pool leans to one. With 100 blocks expected of a pool before,
 * 94.6 to 94.9 % at outages of 0.4 to 0.6, 94.8 to 95.8 % at 0.3, 0.5 and 0.2; with 500, 94.7 to 94.9 %; with
 * 20, 93.8 to 96.6 %. At a bound: 93.8 to 98.6 % with 20 blocks, 94.7 to 97.8 % with 100, 95.5 to 97.7 % with
 * 500, and 98.6 to 99.9 % where all three are 0. Between bounds but beside one that is at a bound: 94.2 to
 * 97.0 %, 94.5 to 96.1 %, 94.6 to 95.9 %. Of two countries in one proportion everywhere, each is in its range
 * in 99.9 % of events.
 *
 * @param[out] out              [countries] the outages
 * @param[out] fit              [1] how well they explain the falls
 * @param[in]  mix              [pools x countries] see above
 * @param[in]  before           [pools] blocks before the event, 0 .. 1e12
 * @param[in]  during           [pools] blocks during it, 0 .. 1e12
 * @param      pools            1 .. 4096
 * @param      countries        1 .. 256
 * @param      exposure_before  seconds per hash, > 0
 * @param      exposure_during  seconds per hash, > 0
 * @param      level            confidence of each interval by itself, in (0,1), such as 0.95
 * @param      flags            0 or HST_ATTRIBUTION_DISPERSED
 * @param[out] work             workspace, aligned to 8; its content afterwards means nothing
 * @param      bytes            at least what hst_attribution_work_size says
 * @return HST_OK, else the first that applies: HST_ENULL (out, fit, mix, before, during, work), HST_ESIZE
 *         (pools, countries), HST_EALIGN (work), HST_ESPACE (bytes), HST_EOPTION (flags), HST_EDOMAIN (mix, a
 *         count, an exposure, exposures whose quotient lies outside 1e-6 .. 1e6, level), HST_EEMPTY (every
 *         pool passed over). Nothing is written but work
 *
 * @missing  a pool whose mix is not known, or that has no block before or during, is passed over
 * @empty    a country that no pool has: not identified, 0 to 1, luck_p 1/2
 * @accuracy ends and outages within 1e-9 where the weights settle, as they do within 30 steps for counts near
 *           the model
 * @cost     O(steps x pools x countries^2 + countries^4) time: 24 microseconds for 20 pools and 6
 *           countries, 6 milliseconds for 1,000 and 32, 2 seconds for 4,096 and 256
 * @threads  reentrant
 * @source   Green, "Iteratively reweighted least squares for maximum likelihood estimation", Journal of the
 *           Royal Statistical Society B 46, 1984; Venzon and Moolgavkar, "A method for computing
 *           profile-likelihood-based confidence intervals", Applied Statistics 37, 1988; bounds: Stark and
 *           Parker, as above
 * @since    0.1
 */
HST_API hst_status hst_attribution_profile(hst_attribution_country *out, hst_attribution_fit *fit,
                                           const double *mix, const int64_t *before, const int64_t *during,
                                           int32_t pools, int32_t countries, double exposure_before,
                                           double exposure_during, double level, uint32_t flags, void *work,
                                           size_t bytes);

/**
 * Bytes of workspace for hst_attribution_bootstrap. It grows with the root of each pool's blocks, for the
 * tables that random counts come from.
 *
 * @param[out] bytes      [1] a multiple of 8; SIZE_MAX when no memory can be that large
 * @param[in]  before     [pools] blocks before the event
 * @param[in]  during     [pools] blocks during it; 0 .. 1e6 with those before
 * @param      pools      1 .. 4096
 * @param      countries  1 .. 256
 * @param      runs       1 .. 1e6
 * @return HST_OK, else the first that applies: HST_ENULL (bytes, before, during), HST_ESIZE (pools,
 *         countries, runs), HST_EDOMAIN (a count)
 *
 * @cost    O(pools)
 * @threads reentrant
 * @source  that of hst_attribution_work_size, two tables for each pool, and each country's answer of each run
 * @since   0.1
 */
HST_API hst_status hst_attribution_bootstrap_work_size(size_t *bytes, const int64_t *before,
                                                       const int64_t *during, int32_t pools,
                                                       int32_t countries, int64_t runs);

/**
 * Outages from the pools' blocks, with intervals by parametric bootstrap: the outages are fitted anew to
 * `runs` simulated events, whose counts are Poisson around those of the fit, and the interval reaches from
 * the j-th lowest to the j-th highest of a country's answers, j = the whole part of (runs + 1) alpha/2, at
 * least 1.
 *
 * Random numbers are made of integers and of + - * / alone: the same seed gives the same intervals, bit for
 * bit, on every machine, and more runs only add to those that were there. 999 runs are plenty at level 0.95.
 *
 * Where the truth is at a bound, half of the answers are, and the bootstrap is not asked what it can answer
 * (Andrews, "Inconsistency of the bootstrap when a parameter is on the boundary of the parameter space",
 * Econometrica 68, 2000): prefer the profile there.
 *
 * Coverage at level 0.95, over 4,000 such events as for hst_attribution_profile of 399 draws each: 94.9 to
 * 95.8 % at outages of 0.4 to 0.6 with 100 or 500 blocks expected of a pool, 98 % and more with 20, where the
 * answers scatter from bound to bound. At a bound 97.4 to 98.2 %, beside one 93.8 to 98.1 %.
 *
 * @param[out] out              [countries] as hst_attribution_profile, but for lower and upper: 0 and 1 where
 *                              not identified
 * @param[out] fit              [1] as hst_attribution_profile
 * @param[in]  mix              [pools x countries] see above
 * @param[in]  before           [pools] blocks before the event
 * @param[in]  during           [pools] blocks during it; 0 .. 1e6 with those before
 * @param      pools            1 .. 4096
 * @param      countries        1 .. 256
 * @param      exposure_before  seconds per hash, > 0
 * @param      exposure_during  seconds per hash, > 0
 * @param      level            confidence of each interval by itself, in (0,1), such as 0.95
 * @param      runs             1 .. 1e6
 * @param      seed             any
 * @param[out] work             workspace, aligned to 8; its content afterwards means nothing
 * @param      bytes            at least what hst_attribution_bootstrap_work_size says
 * @return HST_OK, else the first that applies: HST_ENULL (out, fit, mix, before, during, work), HST_ESIZE
 *         (pools, countries, runs), HST_EALIGN (work), HST_EDOMAIN (a count), HST_ESPACE (bytes), HST_EDOMAIN
 *         (mix, an exposure, exposures whose quotient lies outside 1e-6 .. 1e6, level), HST_EEMPTY (every
 *         pool passed over). Nothing is written but work
 *
 * @missing  as in hst_attribution_profile
 * @empty    as in hst_attribution_profile
 * @accuracy the answers as in hst_attribution_profile; ends have the scatter of a quantile of `runs` draws
 * @cost     runs times that of a fit: 23 milliseconds for 20 pools, 6 countries and 999 runs; O(runs x
 *           countries) memory
 * @threads  reentrant
 * @source   Efron and Tibshirani, "An Introduction to the Bootstrap", Chapman and Hall 1993
 * @since    0.1
 */
HST_API hst_status hst_attribution_bootstrap(hst_attribution_country *out, hst_attribution_fit *fit,
                                             const double *mix, const int64_t *before, const int64_t *during,
                                             int32_t pools, int32_t countries, double exposure_before,
                                             double exposure_during, double level, int64_t runs, int64_t seed,
                                             void *work, size_t bytes);

/* shares ----------------------------------------------------------------------------------------- */

/**
 * What each country had of the network, and lost.
 *
 *     share_c = sum over pools of B_p m_pc / n,   n all blocks before, those of no known pool included
 *     variance = (sum over pools of B_p (m_pc - share_c)^2 + other blocks x share_c^2) / n^2
 *
 * The interval of the share is share -+ z sqrt(variance), cut to 0..1: that of block noise alone, with the
 * mix taken for exact. The interval of the loss is the product of the ends of both. When each holds at 1 -
 * alpha/2, it holds at 1 - alpha (Bonferroni): for a loss at 95 %, ask for both at 97.5 %.
 *
 * @param[out] out        [countries]
 * @param[in]  mix        [pools x countries] see above
 * @param[in]  before     [pools] blocks before the event, 0 .. 1e12
 * @param[in]  dark       [countries] outages, with lower <= upper in 0..1, dark NaN or 0..1
 * @param      pools      1 .. 4096
 * @param      countries  1 .. 256
 * @param      unknown    blocks before of no known pool, 0 .. 1e12: they count in n and are in no country
 * @param      level      confidence of the share, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, mix, before, dark), HST_ESIZE (pools,
 *         countries), HST_EDOMAIN (mix, a count, an outage, unknown, level), HST_EEMPTY (n = 0)
 *
 * @missing  blocks of a pool whose mix is not known count as those of no known pool
 * @empty    loss NaN where dark is; its ends are told all the same. A country that no pool has: share and
 *           ends 0
 * @accuracy share: relative error below pools x 2.3e-16
 * @cost     O(pools x countries) time, O(1) memory
 * @threads  reentrant
 * @source   own definition; the multinomial law
 * @since    0.1
 */
HST_API hst_status hst_attribution_shares(hst_attribution_share *out, const double *mix,
                                          const int64_t *before, const hst_attribution_country *dark,
                                          int32_t pools, int32_t countries, int64_t unknown, double level);

/* when only margins are known -------------------------------------------------------------------- */

/**
 * Bounds for the part of the network that is in pool p and in country c, when nothing but the shares of the
 * pools and those of the countries is known (Frechet's).
 *
 *     lower = max(0, pool_p + country_c - 1),   upper = min(pool_p, country_c)
 *
 * Divided by pool_p they bound the mix. Each bound is attained, not all of them at once.
 *
 * @param[out] cell       [pools x countries] by rows
 * @param[in]  pool       [pools] shares, 0..1, summing to one within 1e-9
 * @param[in]  country    [countries] shares, likewise
 * @param      pools      1 .. 4096
 * @param      countries  1 .. 256
 * @return HST_OK, else the first that applies: HST_ENULL (cell, pool, country), HST_ESIZE (pools, countries),
 *         HST_EDOMAIN (a share, a sum)
 *
 * @accuracy lower: an absolute error below 1.2e-16; upper exact
 * @cost     O(pools x countries) time, O(1) memory
 * @threads  reentrant
 * @source   Frechet, "Sur les tableaux de correlation dont les marges sont donnees", Annales de l'Universite
 *           de Lyon A 14, 1951
 * @since    0.1
 */
HST_API hst_status hst_attribution_frechet_cells(hst_interval *cell, const double *pool,
                                                 const double *country, int32_t pools, int32_t countries);

/**
 * Bounds for the part of each country that went dark, when the falls of the pools and the shares of pools and
 * countries are known, but no mix.
 *
 *     lost = sum over pools of pool_p fall_p
 *     lower = max(0, lost + country_c - 1) / country_c,   upper = min(lost, country_c) / country_c
 *
 * Only what the network lost in all matters: without a mix, which pool lost it says nothing of where. The
 * falls are intervals, of which the least and the greatest loss are taken; ends outside 0..1 are cut, since a
 * gain says that nothing was lost. So where all falls lie inside theirs (hst_impact_pools_fall), all outages
 * do.
 *
 * @param[out] dark       [countries] intervals in 0..1
 * @param[in]  fall       [pools] lower <= upper; an end that is NaN: that pool's fall is anything from 0 to 1
 * @param[in]  pool       [pools] shares, 0..1, summing to one within 1e-9
 * @param[in]  country    [countries] shares, likewise
 * @param      pools      1 .. 4096
 * @param      countries  1 .. 256
 * @return HST_OK, else the first that applies: HST_ENULL (dark, fall, pool, country), HST_ESIZE (pools,
 *         countries), HST_EDOMAIN (a share, a sum), HST_EORDER (lower > upper)
 *
 * @missing  as said of fall
 * @empty    a country of share 0: 0 to 1
 * @accuracy an absolute error below (pools + 4) x 1.2e-16 / country_c
 * @cost     O(pools + countries) time, O(1) memory
 * @threads  reentrant
 * @source   Frechet, as above, of the lost part against each country
 * @since    0.1
 */
HST_API hst_status hst_attribution_frechet_dark(hst_interval *dark, const hst_interval *fall,
                                                const double *pool, const double *country, int32_t pools,
                                                int32_t countries);

#ifdef __cplusplus
}
#endif

#endif
