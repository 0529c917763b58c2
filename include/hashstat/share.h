/**
 * @file share.h
 * What part of the network is in one pool, one country or one province, and how far the blocks carry that.
 *
 * Of n blocks, k of one kind are a binomial count: the share behind them has an interval, and the shares of
 * all pools have intervals that hold together. A country's share is a sum over pools of the pool's share
 * times the part of the pool that is in the country (the mix); the blocks' noise goes through it. Noise is
 * not all: pools that published no mix are no random sample, and the bounds say what follows from coverage
 * alone, and what from a limit on how different the unseen may be.
 *
 * Conventions of the whole room: alpha = 1 - level, and alpha/2 stands in each tail. Shares, parts and
 * coverages are fractions 0..1, counts 0 .. 1e12, and so are sums of counts; anything else, NaN where not
 * said otherwise, is HST_EDOMAIN. In every answer lower <= upper, and no share is outside 0..1, whatever was
 * rounded. "Coverage" of an interval, as measured, is the chance that it holds the true value.
 */
#ifndef HASHSTAT_SHARE_H
#define HASHSTAT_SHARE_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    HST_SHARE_NORMALISE = 1, /**< flag: rows of the mix are divided by their sums, whatever these are */
    HST_SHARE_REST = 2       /**< flag: what a row lacks to 1 is in a country nobody knows */
};

/** A value with its interval: a share, or hash/s, or a ratio. 24 bytes, no padding, frozen. */
typedef struct hst_share_value {
    double estimate; /**< NaN where nothing was observed, if the call says so */
    double lower;    /**< lower end */
    double upper;    /**< upper end */
} hst_share_value;

/** A country's share, from the blocks of pools. 40 bytes, no padding, frozen. */
typedef struct hst_share_country {
    hst_share_value share; /**< what is known to be in the country, as a part of all blocks */
    double std_error;      /**< of the estimate, from the blocks' own noise */
    double most;           /**< upper end if all that is nowhere known were in this country */
} hst_share_country;

/** Change of a share between two dates: change = own + rest. 88 bytes, no padding, frozen. */
typedef struct hst_share_change {
    hst_share_value change; /**< share at the second date less share at the first */
    hst_share_value own;    /**< what the country's own growth made of it */
    hst_share_value rest;   /**< what the growth of all others made of it */
    double own_growth;      /**< own hashrate, second date over first; +INFINITY or NaN if the first is 0 */
    double rest_growth;     /**< the others' hashrate likewise */
} hst_share_change;

/* k of n ----------------------------------------------------------------------------------------- */

/**
 * Exact interval for the share behind k of n blocks (Clopper and Pearson's). It covers the true share with at
 * least the level's probability whatever that share is, so it is on the wide side.
 *
 *     P(X >= k | lower) = alpha/2,   P(X <= k | upper) = alpha/2
 *
 * Coverage at level 0.95, enumerated, over the shares 0.0005, 0.0015 .. 0.9995: at the least 95.06 % at n =
 * 144 and 95.05 % at 1,008, on average 96.3 % and 95.5 %.
 *
 * @param[out] out    [1] the interval
 * @param      k      blocks of the kind, 0 .. n
 * @param      n      all blocks, 0 .. 1e12
 * @param      level  confidence, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out), HST_EDOMAIN (k, n, level)
 *
 * @empty    n = 0: 0 to 1, for nothing is told. k = 0: lower 0; k = n: upper 1
 * @accuracy relative error of each end below 1e-13 for n <= 1e9 and levels 1e-12 .. 1 - 1e-12
 * @cost     O(1), microseconds
 * @threads  reentrant
 * @source   Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the case of the
 *           binomial", Biometrika 26, 1934
 * @since    0.1
 */
HST_API hst_status hst_share_interval_exact(hst_interval *out, int64_t k, int64_t n, double level);

/**
 * Mid-P interval for the share behind k of n blocks: as the exact one, but only half of the observed count's
 * own probability belongs to a tail. Sharper, and right on average.
 *
 *     P(X > k | lower) + P(X = k | lower)/2 = alpha/2
 *     P(X < k | upper) + P(X = k | upper)/2 = alpha/2
 *
 * Coverage at level 0.95, as above: at the least 91.9 % and 93.6 %, on average 95.2 % and 95.0 %; where 20
 * blocks or more are expected of either kind, at the least 94.0 % and 94.2 %.
 *
 * @param[out] out    [1] the interval
 * @param      k      blocks of the kind, 0 .. n
 * @param      n      all blocks, 0 .. 1e12
 * @param      level  confidence, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out), HST_EDOMAIN (k, n, level)
 *
 * @empty    n = 0: 0 to 1. k = 0: lower 0, upper 1 - alpha^(1/n); k = n: upper 1
 * @accuracy relative error of each end below 1e-13 for n <= 1e9 and levels 1e-12 .. 1 - 1e-12, but absolute
 *           of an end at k = 0 or k = n
 * @cost     O(1), about twice the exact interval
 * @threads  reentrant
 * @source   Berry and Armitage, "Mid-P confidence intervals: a brief review", The Statistician 44, 1995
 * @since    0.1
 */
HST_API hst_status hst_share_interval_midp(hst_interval *out, int64_t k, int64_t n, double level);

/**
 * Jeffreys interval for the share behind k of n blocks: the equal-tailed interval of the posterior
 * Beta(k + 1/2, n - k + 1/2), with the end at 0 for k = 0 and at 1 for k = n, as its authors set it.
 *
 * Coverage at level 0.95, as above: at the least 87.9 % and 90.5 %, on average 95.0 % both; where 20 blocks
 * or more are expected of either kind, at the least 93.6 % and 94.2 %.
 *
 * @param[out] out    [1] the interval
 * @param      k      blocks of the kind, 0 .. n
 * @param      n      all blocks, 0 .. 1e12
 * @param      level  probability, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out), HST_EDOMAIN (k, n, level)
 *
 * @empty    n = 0: 0 to 1. k = 0: lower 0; k = n: upper 1
 * @accuracy relative error of each end below 1e-13 for n <= 1e9 and levels 1e-12 .. 1 - 1e-12
 * @cost     O(1), microseconds
 * @threads  reentrant
 * @source   Brown, Cai and DasGupta, "Interval estimation for a binomial proportion", Statistical Science 16,
 *           2001
 * @since    0.1
 */
HST_API hst_status hst_share_interval_jeffreys(hst_interval *out, int64_t k, int64_t n, double level);

/**
 * Wilson's score interval for the share behind k of n blocks: the shares within z of their own standard
 * errors from k/n, z being the normal quantile of the level. An approximation that holds well everywhere but
 * at shares that expect less than about one block.
 *
 *     (k/n - p)^2 = z^2 p (1 - p)/n
 *
 * Coverage at level 0.95, as above: at the least 90.9 % both, on average 95.1 % and 95.0 %; where 20 blocks
 * or more are expected of either kind, at the least 94.0 % and 94.3 %.
 *
 * @param[out] out    [1] the interval
 * @param      k      blocks of the kind, 0 .. n
 * @param      n      all blocks, 0 .. 1e12
 * @param      level  confidence, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out), HST_EDOMAIN (k, n, level)
 *
 * @empty    n = 0: 0 to 1. k = 0: lower 0, upper z^2/(n + z^2); k = n: upper 1
 * @accuracy relative error of each end, as defined, below 1e-14 for levels 0.5 .. 1 - 1e-12
 * @cost     O(1)
 * @threads  reentrant
 * @source   Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
 *           American Statistical Association 22, 1927
 * @since    0.1
 */
HST_API hst_status hst_share_interval_wilson(hst_interval *out, int64_t k, int64_t n, double level);

/* all pools at once ------------------------------------------------------------------------------ */

/*
 * The counts are those of all blocks: what belongs to no pool of the list, unknown labels too, is one entry
 * more. Each call below gives intervals that hold the true shares all together, with the level's chance.
 */

/**
 * Simultaneous intervals for the shares of all pools, by Bonferroni: the exact interval of each pool at the
 * level 1 - alpha/pools. Never below the level, whatever the shares.
 *
 * Coverage at level 0.95, simulated, 20,000 networks each of 13 pools from 20 % to 0.5 %, of five pools of
 * 20 %, and of four from 90 % to 1 %: 97.8, 96.9 and 97.9 % at 144 blocks; 96.1, 95.9 and 96.6 % at 1,008.
 *
 * @param[out] out    [pools] the intervals; may be NULL when pools = 0
 * @param[in]  blocks [pools] blocks of each; may be NULL when pools = 0
 * @param      pools  how many, >= 0
 * @param      level  confidence, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, blocks), HST_ESIZE (pools < 0), HST_EDOMAIN (a
 *         count, their sum, level)
 *
 * @empty    no block at all: each 0 to 1
 * @accuracy as hst_share_interval_exact
 * @cost     O(pools)
 * @threads  reentrant
 * @source   Clopper and Pearson as above; Miller, "Simultaneous Statistical Inference", 2nd ed., 1981
 * @since    0.1
 */
HST_API hst_status hst_share_pools_bonferroni(hst_interval *out, const int64_t *blocks, int32_t pools,
                                              double level);

/**
 * Simultaneous intervals for the shares of all pools, by Goodman: Wilson's interval of each pool at the level
 * 1 - alpha/pools. Shorter than Bonferroni's exact ones, and an approximation.
 *
 * Coverage at level 0.95, simulated as above: 92.2, 95.7 and 95.2 % at 144 blocks; 94.7, 95.4 and 95.0 % at
 * 1,008. What is missing at 144 blocks is missing from pools that expect one block or less.
 *
 * @param[out] out    [pools] the intervals; may be NULL when pools = 0
 * @param[in]  blocks [pools] blocks of each; may be NULL when pools = 0
 * @param      pools  how many, >= 0
 * @param      level  confidence, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, blocks), HST_ESIZE (pools < 0), HST_EDOMAIN (a
 *         count, their sum, level)
 *
 * @empty    no block at all: each 0 to 1
 * @accuracy as hst_share_interval_wilson
 * @cost     O(pools)
 * @threads  reentrant
 * @source   Goodman, "On simultaneous confidence intervals for multinomial proportions", Technometrics 7,
 *           1965
 * @since    0.1
 */
HST_API hst_status hst_share_pools_goodman(hst_interval *out, const int64_t *blocks, int32_t pools,
                                           double level);

/**
 * Simultaneous intervals for the shares of all pools, by Sison and Glaz: one width for all, the sharpest of
 * the three for the large pools and too wide for the small ones.
 *
 *     lower = (k - c)/n,  upper = (k + c + 2 delta)/n,  v(c) < level <= v(c + 1)
 *     v(c) = P(each count of a network with the shares k/n is within c of its k)
 *     delta = (level - v(c))/(v(c + 1) - v(c))
 *
 * v is a product of Poisson probabilities times the chance of their sum, the latter by an Edgeworth series.
 * If level <= v(0), the interval is the point k/n.
 *
 * Coverage at level 0.95, simulated as above: 92.4, 91.1 and 89.2 % at 144 blocks; 94.3, 94.1 and 91.8 % at
 * 1,008: sharp, and below its level. The largest of the 13 pools has an interval of 76 % of Bonferroni's
 * width at 144 blocks, 78 % at 1,008.
 *
 * @param[out] out    [pools] the intervals; may be NULL when pools = 0
 * @param[in]  blocks [pools] blocks of each; may be NULL when pools = 0
 * @param      pools  how many, >= 0
 * @param      level  confidence, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, blocks), HST_ESIZE (pools < 0), HST_EDOMAIN (a
 *         count, their sum, level)
 *
 * @empty    no block at all: each 0 to 1
 * @accuracy v(c) by the series is within 0.01 of the exact chance where three counts or more are at least 10,
 *           and within 0.1 where all but one or two are near 0; there take another method
 * @cost     O(sum of the square roots of the counts x log n): 15 us at 20 pools and 1,000 blocks
 * @threads  reentrant
 * @source   Sison and Glaz, "Simultaneous confidence intervals and sample size determination for multinomial
 *           proportions", Journal of the American Statistical Association 90, 1995; May and Johnson, Journal
 *           of Statistical Software 5(6), 2000
 * @since    0.1
 */
HST_API hst_status hst_share_pools_sison_glaz(hst_interval *out, const int64_t *blocks, int32_t pools,
                                              double level);

/* countries -------------------------------------------------------------------------------------- */

/**
 * Shares of countries from the blocks of pools and the pools' mix, with the blocks' own noise.
 *
 *     s = sum over pools of h m,   h = blocks/n,   n = sum of blocks + unknown
 *     std_error^2 = sum of h (m - s)^2 / n
 *
 * m is the part of the pool in the country. Unknown blocks are in no country: they count in n only. The mix
 * is taken as it is given; its own errors are not in the interval.
 *
 * The interval is Jeffreys', as if s were y = (s - a)/(b - a) of N blocks, where a and b are the least and
 * the largest m and N is as many blocks as have the same noise, N = y (1 - y) n / (sum of h ((m - a)/(b - a)
 * - y)^2): with m all 0 or 1 it is that of hst_share_interval_jeffreys. A pool without a block may still have
 * a share, up to q = 1 - (alpha/2)^(1/n), so the interval reaches at least from s - q (s - a) to s + q (b -
 * s). Coverage at level 0.95, simulated, 20,000 networks of the three kinds of hst_share_pools_bonferroni,
 * countries in all pools, in few, and nearly in none: 94.6 to 95.8 %. A country that is one small pool is
 * covered as hst_share_interval_jeffreys covers that pool.
 *
 * Rows of the mix must sum to 1 within 1e-9. With HST_SHARE_REST they may sum to less, and the rest is in no
 * country that is known. With HST_SHARE_NORMALISE each is divided by its sum, which must be above 0. With
 * both, rows of sum 0 are all rest, and the others are divided. If every block that is in no known country
 * were in this one, its share would be s plus all rests and the unknown; most is the upper end of the
 * interval of that. For countries over many windows at once see hst_group_weigh.
 *
 * @param[out] out       [countries] the shares; may be NULL when countries = 0
 * @param[out] unlocated [1] part of all blocks that is in no known country; NaN without a block
 * @param[in]  blocks    [pools] blocks of each; may be NULL when pools = 0
 * @param[in]  mix       [pools x countries] row after row, the parts of a pool, finite and >= 0; may be NULL
 *                       when it has no element
 * @param      pools     >= 0
 * @param      countries >= 0
 * @param      unknown   blocks of unknown label, 0 .. 1e12
 * @param      flags     0, or a sum of HST_SHARE_NORMALISE, HST_SHARE_REST
 * @param      level     confidence, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, unlocated, blocks, mix), HST_ESIZE (pools,
 *         countries), HST_EOPTION (flags), HST_EDOMAIN (unknown, a count, their sum, level, a part, a row's
 *         sum)
 *
 * @empty    no block: estimate and std_error NaN, 0 to 1, most 1. All blocks unknown: 0, and most 1
 * @accuracy of the estimate, in plain double: absolute error below pools x 2e-16
 * @cost     O(pools x countries); with a flag O(pools x countries^2); O(1) memory
 * @threads  reentrant
 * @source   Korn and Graubard, "Confidence intervals for proportions with small expected number of positive
 *           counts estimated from survey data", Survey Methodology 24, 1998, with Jeffreys' ends
 * @since    0.1
 */
HST_API hst_status hst_share_national(hst_share_country *out, double *unlocated, const int64_t *blocks,
                                      const double *mix, int32_t pools, int32_t countries, int64_t unknown,
                                      uint32_t flags, double level);

/**
 * Hashrate of a country: its share times the hashrate of the network.
 *
 *     log lower = log(s h) - sqrt(log(s/s_lower)^2 + log(h/h_lower)^2), and upper likewise
 *
 * Each interval's distance on the log scale stands for a standard error; those of independent estimates add
 * by their squares (the share of n blocks tells nothing on how fast the n came). Coverage at level 0.95 with
 * Jeffreys' interval of the share and the mid-P one of the hashrate, simulated, 20,000 networks, shares of
 * 3, 18 and 50 %: 95.2, 95.2 and 94.5 % at 144 blocks; 95.7, 95.0 and 95.0 % at 1,008.
 *
 * @param[out] out      [1] hash/s
 * @param[in]  share    [1] 0..1, lower <= upper, estimate NaN = not told
 * @param[in]  hashrate [1] hash/s, 0 .. 1e300, lower <= upper
 * @return HST_OK, else the first that applies: HST_ENULL (out, share, hashrate), HST_EDOMAIN (share,
 *         hashrate)
 *
 * @missing  a share without estimate: NaN, from the product of the lower ends to that of the upper ones
 * @empty    an estimate of 0: lower 0, upper is the upper end of the one times the estimate of the other, the
 *           limit of the above; both 0: the product of the upper ends
 * @accuracy estimate correctly rounded; ends: relative error below 1e-13 within a factor of 1e20 of the
 *           estimate, and below 1e-12 beyond, of numbers above 1e-300
 * @cost     O(1)
 * @threads  reentrant
 * @source   Zou and Donner, "Construction of confidence limits about effect measures: a general approach",
 *           Statistics in Medicine 27, 2008
 * @since    0.1
 */
HST_API hst_status hst_share_hashrate(hst_share_value *out, const hst_share_value *share,
                                      const hst_share_value *hashrate);

/* a sample that is no random one ----------------------------------------------------------------- */

/**
 * Bounds for a country's share in the whole network, from its share among the pools that are seen and from
 * nothing else: what is not seen may be all or not at all in the country.
 *
 *     lower = c s_lower,   upper = c s_upper + 1 - c
 *
 * With s a confidence interval, these bounds hold the truth with at least its confidence; with s_lower =
 * s_upper they are the bare consequence of coverage. c is taken as known. Where blocks tell it, pass the
 * lower end of its interval: as c falls, either bound moves outwards, and so do those of
 * hst_share_bounds_odds.
 *
 * @param[out] out      [1] the bounds; may be share
 * @param[in]  share    [1] share among what is seen, 0..1, lower <= upper
 * @param      coverage c, the part of the network that is seen, 0..1
 * @return HST_OK, else the first that applies: HST_ENULL (out, share), HST_EDOMAIN (share, coverage)
 *
 * @empty    c = 0: 0 to 1
 * @aliasing out may be share
 * @accuracy absolute error of each bound below 3e-16
 * @cost     O(1)
 * @threads  reentrant
 * @source   Manski, "Nonparametric bounds on treatment effects", American Economic Review 80, 1990
 * @since    0.1
 */
HST_API hst_status hst_share_bounds_coverage(hst_interval *out, const hst_interval *share, double coverage);

/**
 * Bounds for a country's share in the whole network, when the unseen pools differ from the seen by a limited
 * odds ratio: the odds s'/(1 - s') of the country among the unseen are within a factor gamma of s/(1 - s).
 *
 *     s' from s/(s + gamma (1 - s)) to gamma s/(1 - s + gamma s),   bounds of c s + (1 - c) s'
 *
 * An odds ratio is the same seen from either side: of a table of hashrate by (seen or not) and (in the
 * country or not) it is also the ratio of the odds of being seen, in the country over elsewhere. So gamma
 * limits at once how different the unseen are, and how much more a country's miners favour the pools that are
 * seen. gamma = 1 is a random sample; as gamma grows, the bounds go to those of coverage alone for every s
 * inside (0,1). A share of 0 stays 0 under any gamma: pass an interval, whose upper end is above 0.
 *
 * @param[out] out      [1] the bounds; may be share
 * @param[in]  share    [1] share among what is seen, 0..1, lower <= upper
 * @param      coverage c, the part of the network that is seen, 0..1
 * @param      gamma    1 .. 1e300
 * @return HST_OK, else the first that applies: HST_ENULL (out, share), HST_EDOMAIN (share, coverage, gamma)
 *
 * @aliasing out may be share
 * @accuracy absolute error of each bound below 1e-15
 * @cost     O(1)
 * @threads  reentrant
 * @source   the definition above; the same limit on odds in Rosenbaum, "Observational Studies", 2nd ed.,
 *           2002, chapter 4
 * @since    0.1
 */
HST_API hst_status hst_share_bounds_odds(hst_interval *out, const hst_interval *share, double coverage,
                                         double gamma);

/**
 * How different the unseen would have to be for a claimed share to be true: the least gamma of
 * hst_share_bounds_odds whose bounds reach the claim.
 *
 * @param[out] gamma    [1] >= 1; 1 where the claim is the seen share, +INFINITY where no gamma reaches it
 * @param      share    among what is seen, 0..1
 * @param      coverage c, the part of the network that is seen, 0..1
 * @param      claimed  share in the whole network, 0..1
 * @return HST_OK, else the first that applies: HST_ENULL (gamma), HST_EDOMAIN (share, coverage, claimed)
 *
 * @accuracy relative error below 1e-14 times 1/((1 - c) s' (1 - s')), for the claim's digits are lost in s'
 * @cost     O(1)
 * @threads  reentrant
 * @source   as hst_share_bounds_odds
 * @since    0.1
 */
HST_API hst_status hst_share_bounds_gamma(double *gamma, double share, double coverage, double claimed);

/**
 * Take from a region what it holds only on paper (miners behind a VPN seem to be where the VPN ends), and
 * give it to others in proportion to what they hold. The sum stays.
 *
 *     out[from] = keep,   out[i] = x[i] + (x[from] - keep) w[i] x[i] / sum of w[j] x[j], j not from
 *
 * @param[out] out     [n] the shares, or hash/s, as x is
 * @param[in]  x       [n] 0 .. 1e200, NaN = missing
 * @param[in]  receive [n] w, 0..1: 1 takes part, 0 does not; may be NULL: all take part
 * @param      n       regions, >= 1
 * @param      from    the inflated region, 0 .. n - 1
 * @param      keep    what it really holds, 0 .. x[from]
 * @return HST_OK, else the first that applies: HST_ENULL (out, x), HST_ESIZE (n < 1), HST_EDOMAIN (from, a
 *         value, a weight, x[from] missing, keep), HST_EEMPTY (something is to be given and nobody to take it
 *         holds anything); nothing is written
 *
 * @missing  stays missing and takes nothing
 * @aliasing out may be x
 * @accuracy each value: relative error below 1e-15; the sum likewise. The same bits in any order of regions
 * @cost     O(n) time, O(1) memory
 * @threads  reentrant
 * @source   the definition above
 * @since    0.1
 */
HST_API hst_status hst_share_reallocate(double *out, const double *x, const double *receive, int64_t n,
                                        int64_t from, double keep);

/* a finer grid ----------------------------------------------------------------------------------- */

/**
 * Monthly shares on a finer grid, as steps: each cell of a month has the month's share.
 *
 * @param[out] out       [countries x all cells] row after row; all cells is the sum of cells; may be NULL
 *                       when it has no element
 * @param[in]  x         [countries x months] shares 0..1, row after row, NaN = missing; may be NULL when it
 *                       has no element
 * @param[in]  cells     [months] cells (days, hours) of each month, 1 .. 1e9; may be NULL when months = 0
 * @param      countries rows, >= 0
 * @param      months    columns, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (out, x, cells), HST_ESIZE (countries or months
 *         negative, or x too large to address), HST_EDOMAIN (cells, also where out would be too large to
 *         address; a share); nothing is written
 *
 * @missing  each cell of a missing month is missing
 * @accuracy exact
 * @cost     O(size of out) time, O(1) memory
 * @threads  reentrant
 * @source   the definition above
 * @since    0.1
 */
HST_API hst_status hst_share_refine_step(double *out, const double *x, const int64_t *cells,
                                         int32_t countries, int64_t months);

/**
 * Bytes of workspace for hst_share_refine_smooth.
 *
 * @param months columns of the table
 * @return 24 (months + 1); 0 when months is negative; SIZE_MAX, which nobody has, when that does not fit
 *         size_t
 *
 * @cost    O(1)
 * @threads reentrant
 * @source  two rows of a tridiagonal system, and one factor a month
 * @since   0.1
 */
HST_API size_t hst_share_refine_work_size(int64_t months);

/**
 * Monthly shares on a finer grid, smoothly (Boot, Feibes and Lisman): of all rows of cells whose mean over
 * each month is the month's share, the one with the least sum of squared steps from cell to cell.
 *
 * Such a row may leave 0..1 beside a month near 0 or 1, as when a country falls to nothing. In such a month
 * all countries are drawn towards their steps by one factor, the largest that brings them inside: out = x + f
 * (smooth - x). That keeps each mean, and, as everything is linear in x, also what the countries sum to: rows
 * that sum to 1 in each month do so in each cell.
 *
 * @param[out] out       [countries x all cells] row after row; all cells is the sum of cells; may be NULL
 *                       when it has no element
 * @param[out] work      workspace, aligned to 8; its content afterwards means nothing
 * @param      bytes     at least hst_share_refine_work_size(months)
 * @param[in]  x         [countries x months] shares 0..1, row after row, NaN = missing; may be NULL when it
 *                       has no element
 * @param[in]  cells     [months] cells (days, hours) of each month, 1 .. 1e9; may be NULL when months = 0
 * @param      countries rows, >= 0
 * @param      months    columns, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (out, work, x, cells), HST_ESIZE (countries or
 *         months negative, or x too large to address), HST_EALIGN (work), HST_ESPACE (bytes), HST_EDOMAIN
 *         (cells, also where out would be too large to address; a share); nothing is written
 *
 * @missing  each cell of a missing month is missing, and smoothing ends on either side of it
 * @accuracy means over a month: absolute error below 1e-14; the same bits on every machine
 * @cost     O(size of out) time; memory as hst_share_refine_work_size says
 * @threads  reentrant
 * @source   Boot, Feibes and Lisman, "Further methods of derivation of quarterly figures from annual data",
 *           Applied Statistics 16, 1967; the same as Denton's first differences (Journal of the American
 *           Statistical Association 66, 1971) with a constant indicator; the factor: Zhang and Shu, Journal
 *           of Computational Physics 229, 2010
 * @since    0.1
 */
HST_API hst_status hst_share_refine_smooth(double *out, void *work, size_t bytes, const double *x,
                                           const int64_t *cells, int32_t countries, int64_t months);

/* between two dates ------------------------------------------------------------------------------ */

/**
 * Split the change of a share into the country's own growth and that of the rest.
 *
 * A country of hashrate A beside a rest of B has the share f(A, B) = A/(A + B). Growth of A alone moves it by
 * f(A1, .) - f(A0, .), with B as before or as after; own is the mean of the two, rest likewise with A and B
 * exchanged, and the two add up to the change. Where A and B of f are both 0 (one vanishes as the other
 * appears), f is 1/2.
 *
 * Only the quotient of the two hashrates of the network counts, so that growth is one number with an
 * interval, as hst_rate_ratio_midp gives it. An end of an interval is the estimate less, or plus, the root of
 * the summed squares of the shifts that each input makes when it goes to one of its own ends (MOVER; for a
 * non-linear function right to first order). The inputs must be independent. Coverage at level 0.95 of
 * change, own and rest, simulated, 20,000 networks at either date: from 30 % to 20 %, 95.2, 94.9 and 95.1 %
 * at 144 blocks, 94.9, 95.1 and 95.0 % at 1,008; from 5 % to 4 %, 94.7, 94.6 and 94.0 %, and 95.2, 95.2 and
 * 94.9 %.
 *
 * @param[out] out    [1] the change and its parts
 * @param[in]  first  [1] share at the first date, 0..1, lower <= upper
 * @param[in]  second [1] share at the second date, likewise
 * @param[in]  growth [1] hashrate of the network, second date over first, 1e-100 .. 1e100, lower <= upper
 * @return HST_OK, else the first that applies: HST_ENULL (out, first, second, growth), HST_EDOMAIN (first,
 *         second, growth)
 *
 * @accuracy absolute error of change, own and rest below 1e-15; of ends below 1e-14
 * @cost     O(1)
 * @threads  reentrant
 * @source   Shorrocks, "Decomposition procedures for distributional analysis", Journal of Economic Inequality
 *           11, 2013 (Shapley value); Zou and Donner, Statistics in Medicine 27, 2008
 * @since    0.1
 */
HST_API hst_status hst_share_change_split(hst_share_change *out, const hst_share_value *first,
                                          const hst_share_value *second, const hst_share_value *growth);

#ifdef __cplusplus
}
#endif

#endif
