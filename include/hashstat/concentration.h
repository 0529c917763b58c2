/**
 * @file concentration.h
 * How few pools hold how much of the network: one number or another for it, each with what the blocks leave
 * open.
 *
 * Blocks per pool are a multinomial sample of the pools' true shares of the hashrate, and every interval here
 * is about those. Shares are of all blocks; p[i] = blocks[i] / n stands for them below, natural logarithms
 * for log, and bits wherever a field says bits.
 *
 *     hhi           sum of p^2                              Herfindahl and Hirschman, 0..1 (x 10,000: points)
 *     hhi_unbiased  sum of k (k - 1) / (n (n - 1))          without the 1/n that sampling adds to hhi
 *     effective     1 / hhi                                 pools of one size that would be as concentrated
 *     nakamoto      least C with the C largest >= threshold HST_CONCENTRATION_ABOVE: > threshold
 *     gini          sum over pairs |p - p'| / (pools)       0 .. 1 - 1/pools; pools without a block count
 *     shannon       -sum of p log2 p                        bits
 *     renyi         log2(sum of p^order) / (1 - order)      bits; order 1 is shannon, INFINITY min_entropy
 *     min_entropy   -log2(largest p)                        bits
 *     theil         sum of p log(p pools)                   0 .. log(pools); pools without a block count
 *     top           sum of the `top` largest p
 *
 * Pools whose name is unknown. Their blocks count in n, unless a flag says otherwise, and belong to no pool:
 * nakamoto, top and min_entropy look among the listed pools alone; hhi, shannon and renyi take each unknown
 * block for a miner of its own (hhi_unbiased: for a share of nothing); gini and theil compare the listed
 * pools with one another, and leave unknown blocks out. That is the least concentrated reading.
 * HST_CONCENTRATION_UNKNOWN_ONE is the other end: all of them one pool more. With
 * HST_CONCENTRATION_UNKNOWN_OUT n is the listed pools' blocks.
 *
 * Intervals. top, min_entropy and nakamoto_certain hold with at least the level's probability for any shares
 * and any number of blocks. hhi, effective, gini, shannon, renyi and theil rest on the delta method with
 * terms of order 1/n^2: their middle is the estimate less its bias, but for gini, whose lower end alone
 * allows for pools that seem unlike by chance. The number of blocks makes that good: see
 * hst_concentration_measure.
 *
 * Conventions of the whole room: a count is 0 .. 1e12, and so is a sum of counts; anything else is
 * HST_EDOMAIN.
 */
#ifndef HASHSTAT_CONCENTRATION_H
#define HASHSTAT_CONCENTRATION_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    HST_CONCENTRATION_ABOVE = 1,       /**< flag: nakamoto asks for more than the threshold */
    HST_CONCENTRATION_UNKNOWN_ONE = 2, /**< flag: unknown blocks are those of one pool more */
    HST_CONCENTRATION_UNKNOWN_OUT = 4  /**< flag: unknown blocks are no part of n */
};

/** What is asked. Options: hst_concentration_options_init fills them. 40 bytes. */
typedef struct hst_concentration_options {
    uint32_t struct_size; /**< bytes of the caller's struct */
    uint32_t flags;       /**< HST_CONCENTRATION_...; not both ways to treat the unknown */
    double threshold;     /**< share that nakamoto asks for, in (0,1); default 1/2 */
    double order;         /**< of renyi, >= 0, INFINITY too; default 2 */
    double level;         /**< confidence, in (0,1); default 0.95 */
    int64_t top;          /**< pools in `top`, >= 1; default 4 */
} hst_concentration_options;

/** All measures of one window. 104 bytes, no padding, frozen. */
typedef struct hst_concentration {
    int64_t blocks;      /**< n */
    int64_t unknown;     /**< blocks of unknown pools, in n or not */
    int64_t pools;       /**< pools with a block */
    int64_t nakamoto;    /**< Nakamoto coefficient; HST_NONE where the listed pools do not hold that much */
    double hhi;          /**< 0..1 */
    double hhi_unbiased; /**< 0..1; NaN for a single block */
    double effective;    /**< pools, >= 1 */
    double gini;         /**< 0..1 */
    double shannon;      /**< bits */
    double renyi;        /**< bits */
    double min_entropy;  /**< bits */
    double theil;        /**< natural logarithm */
    double top;          /**< 0..1 */
} hst_concentration;

/** Their intervals. 152 bytes, no padding, frozen. */
typedef struct hst_concentration_range {
    hst_interval hhi;         /**< around hhi_unbiased, within 0..1 */
    hst_interval effective;   /**< its reciprocal; upper INFINITY when hhi may be 0 */
    hst_interval gini;        /**< within 0 .. 1 - 1/pools */
    hst_interval shannon;     /**< bits, >= 0 */
    hst_interval renyi;       /**< bits, >= 0 */
    hst_interval min_entropy; /**< bits, >= 0 */
    hst_interval theil;       /**< within 0 .. log(pools) */
    hst_interval top;         /**< of the true `top` largest shares, whichever pools have them */
    int64_t nakamoto_lower;   /**< fewest pools that the blocks support; HST_NONE: more than are listed */
    int64_t nakamoto_upper;   /**< most, by the usual rule; HST_NONE: nothing bounds them */
    int64_t nakamoto_certain; /**< most, allowing for the choice of the largest; HST_NONE: nothing does */
} hst_concentration_range;

/** The places a pool may have. 24 bytes, no padding, frozen. */
typedef struct hst_concentration_rank {
    int64_t rank;  /**< place by blocks, 1 the largest; equal pools share the better place */
    int64_t best;  /**< least place that the blocks leave open */
    int64_t worst; /**< greatest */
} hst_concentration_rank;

/**
 * Fill options with their defaults.
 *
 * @param[out] options     [1] of a struct newer than this library, the tail is zero
 * @param      struct_size bytes, (uint32_t)sizeof *options
 * @return HST_OK, else the first that applies: HST_ENULL (options), HST_EOPTION (struct_size below 40)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   own definition
 * @since    0.1
 */
HST_API hst_status hst_concentration_options_init(hst_concentration_options *options, uint32_t struct_size);

/**
 * Bytes of workspace that the calls below need.
 *
 * @param pools listed pools
 * @return 32 (pools + 1), a multiple of 8; 0 for pools < 0, SIZE_MAX where no memory is that large
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   own definition
 * @since    0.1
 */
HST_API size_t hst_concentration_work_size(int32_t pools);

/* all measures --------------------------------------------------------------------------------- */

/**
 * All measures of concentration of one window, and their intervals.
 *
 * top: Clopper and Pearson's upper end for the blocks of the largest pools, which no other set of as many
 * exceeds; its lower end leaves alpha/2 divided by the number of such sets outside, because the set was
 * chosen after looking. min_entropy: the same for one pool. Both cover with at least the level.
 *
 * nakamoto, with K the blocks of the C largest pools and X binomial(n, threshold):
 *
 *     lower   = least C with P(X <= K) > alpha/2
 *     upper   = least C with P(X >= K) <= alpha/2
 *     certain = least C with P(X >= K) <= alpha/2 / (binomial(pools, C) 2^C)
 *
 * lower..upper is the range of Milad et al. at a significance of alpha/2 a side. It takes the C largest for
 * known beforehand; where many pools are alike they are not, and it covers less than the level.
 * lower..certain allows for the choice, over all sets of all sizes, and covers with at least the level
 * always; a probability below 1e-300 counts as that, so that from some 1,000 pools on it may be HST_NONE.
 *
 * Coverage at level 0.95 over 20,000 simulated samples each of five networks of 4 to 16 pools, the smallest
 * with 0.25 to 10 % of the blocks, in percent; and of networks of ten and of twenty pools that are alike:
 *
 *                    20 blocks or more expected of each pool   144 blocks in all   alike, 144 and 1,008
 *     hhi, effective         94.8 - 95.2                       93.9 - 96.0         100
 *     shannon, theil         94.8 - 95.2                       92.5 - 94.7         99.8 - 100
 *     renyi of order 3       94.6 - 95.4                       94.4 - 96.4         99.8 - 100
 *     renyi of order 8       94.4 - 95.5                       94.7 - 98.8         99.7 - 100
 *     renyi of order 1/2     95.0 - 95.3                       77.1 - 94.8         98.7 - 100
 *     gini                   95.1 - 96.1                       93.2 - 98.0         84.5 - 92.8
 *     top (of 4)             97.3 - 100                        99.2 - 100          98.3 - 99.6
 *     min_entropy            97.0 - 99.4                       97.5 - 99.8         97.7 - 98.2
 *     nakamoto_upper         100                               98.7 - 100          43.2 - 100
 *     nakamoto_certain       100                               100                 100
 *
 * Orders below 1 depend on the smallest pools, whose blocks a short window does not show. Where all pools are
 * alike, hhi and the entropies are at the end of their range and their intervals are too long, and gini's
 * lower end is too high. Beyond order 8 the interval of renyi is from the lower end of min_entropy to its
 * upper end x order / (order - 1), which covers with at least the level; of order 0, from the pools that have
 * a block to those that are listed, INFINITY with unknown blocks.
 *
 * @param[in]  options what is asked; NULL for the defaults
 * @param[out] out     [1] the measures
 * @param[out] range   [1] the intervals; may be NULL
 * @param[in]  blocks  [pools] blocks of each listed pool; may be NULL when pools = 0
 * @param      pools   listed pools, >= 0
 * @param      unknown blocks of pools whose name is unknown
 * @param[out] work    workspace, aligned to 8; its content afterwards means nothing
 * @param      bytes   at least what hst_concentration_work_size says
 * @return HST_OK, else the first that applies: HST_ENULL (out, blocks, work), HST_ESIZE (pools < 0),
 *         HST_EALIGN (work), HST_ESPACE (bytes), HST_EOPTION (options: a size below 40, an unknown flag, both
 *         flags about the unknown, an unknown tail that is not zero), HST_EDOMAIN (threshold, order, level,
 *         top, a count or their sum), HST_EEMPTY (no listed pool has a block, and unknown
 *         blocks are no pool)
 *
 * @missing  a pool without a block is a pool with share 0, which gini and theil count
 * @ties     of no effect
 * @empty    one block: hhi_unbiased NaN, hhi 0..1. All blocks of one pool: nothing is seen to vary, so that
 *           the intervals by the delta method are points; there read top and min_entropy
 * @accuracy relative error below 1e-14 for hhi, hhi_unbiased, effective, shannon, min_entropy and top, or
 *           1e-16 (pools) if that is more; absolute error below 1e-14 for gini and theil, 1e-13 for renyi.
 *           threshold x n is rounded to a double before it is compared. Ends of top: relative error below
 *           1e-12
 * @cost     O(pools log pools) time: a logarithm for each pool with a block; the intervals some 20 tails
 *           of the binomial law and, for gini, a look at each pair of pools within five standard errors:
 *           0.2 microseconds for 16 pools, 10 with intervals
 * @threads  reentrant
 * @source   Simpson, "Measurement of diversity", Nature 163, 1949 (hhi_unbiased and its variance); Renyi, "On
 *           measures of entropy and information", 1961; Milad, Ovezik, Karakostas and Woods, "Statistical
 *           confidence in mining power estimates for PoW blockchains", arXiv 2403.13736
 * @since    0.1
 */
HST_API hst_status hst_concentration_measure(const hst_concentration_options *options, hst_concentration *out,
                                             hst_concentration_range *range, const int64_t *blocks,
                                             int32_t pools, int64_t unknown, void *work, size_t bytes);

/**
 * The same for each window of a grid, from what hst_hashrate_count_grid and hst_hashrate_count_edges write.
 *
 * @param[in]  options what is asked; NULL for the defaults
 * @param[out] out     [windows] the measures; may be NULL when windows = 0. After HST_EDOMAIN of a count its
 *                     content is unspecified, and that of range
 * @param[out] range   [windows] the intervals; may be NULL
 * @param[in]  by_pool [windows x pools] blocks of each listed pool, row by row; may be NULL when there
 *                     are none
 * @param[in]  blocks  [windows] all blocks of each window, those of no listed pool being unknown; NULL when
 *                     none is unknown
 * @param      windows >= 0
 * @param      pools   listed pools, >= 0
 * @param[out] work    workspace, aligned to 8; its content afterwards means nothing
 * @param      bytes   at least what hst_concentration_work_size says
 * @return HST_OK, else the first that applies: HST_ENULL (out, by_pool, work), HST_ESIZE (windows or pools
 *         negative, windows x pools too many to address), HST_EALIGN (work), HST_ESPACE (bytes), HST_EOPTION
 *         (options: a size below 40, an unknown flag, both flags about the unknown, an unknown tail that is
 *         not zero), HST_EDOMAIN (threshold, order, level, top, a count or their sum, blocks below the sum of
 *         the pools')
 *
 * @missing  as in hst_concentration_measure
 * @empty    a window for which hst_concentration_measure says HST_EEMPTY: pools 0, every double and every end
 *           of an interval NaN, nakamoto and its ends HST_NONE
 * @accuracy as in hst_concentration_measure: the same bits
 * @cost     windows x hst_concentration_measure
 * @threads  reentrant
 * @source   as hst_concentration_measure
 * @since    0.1
 */
HST_API hst_status hst_concentration_measure_grid(const hst_concentration_options *options,
                                                  hst_concentration *out, hst_concentration_range *range,
                                                  const int64_t *by_pool, const int64_t *blocks,
                                                  int64_t windows, int32_t pools, void *work, size_t bytes);

/* majorities ----------------------------------------------------------------------------------- */

/**
 * What stands behind the range of the Nakamoto coefficient: for C = 1, 2, ... the share of the C largest
 * pools, and the probability of as many blocks, and of as few, were their true share the threshold.
 *
 *     share[C-1] = K / n,  at_least[C-1] = P(X >= K),  at_most[C-1] = P(X <= K),  X binomial(n, threshold)
 *
 * With HST_CONCENTRATION_UNKNOWN_ONE the unknown pool is among the largest, and the smallest pool has no row.
 *
 * @param[in]  options  what is asked (threshold and how to treat the unknown); NULL for the defaults
 * @param[out] share    [pools] 0..1; may be NULL when pools = 0
 * @param[out] at_least [pools] one-sided p of "their share is at most the threshold"
 * @param[out] at_most  [pools] one-sided p of "their share is at least the threshold"
 * @param[in]  blocks   [pools] blocks of each listed pool
 * @param      pools    listed pools, >= 0
 * @param      unknown  blocks of pools whose name is unknown
 * @param[out] work     workspace, aligned to 8; its content afterwards means nothing
 * @param      bytes    at least what hst_concentration_work_size says
 * @return HST_OK, else the first that applies: HST_ENULL (share, at_least, at_most, blocks, work), HST_ESIZE
 *         (pools < 0), HST_EALIGN (work), HST_ESPACE (bytes), HST_EOPTION (options: a size below 40, an
 *         unknown flag, both flags about the unknown, an unknown tail that is not zero), HST_EDOMAIN
 *         (threshold, order, level, top, a count or their sum), HST_EEMPTY (no listed pool has a block,
 *         and unknown blocks are no pool)
 *
 * @ties     of no effect
 * @accuracy share correctly rounded; relative error of a p as that of the tails in kernels/special.h, below
 *           1e-12 where it is above 1e-100
 * @cost     O(pools log pools) time and two tails of the binomial law for each
 * @threads  reentrant
 * @source   as hst_concentration_measure (Milad et al.)
 * @since    0.1
 */
HST_API hst_status hst_concentration_majorities(const hst_concentration_options *options, double *share,
                                                double *at_least, double *at_most, const int64_t *blocks,
                                                int32_t pools, int64_t unknown, void *work, size_t bytes);

/* places --------------------------------------------------------------------------------------- */

/**
 * Places of all pools as sets: "third to sixth". With at least the level's probability every pool's true
 * place lies in its set, for all pools at once, for any shares and any number of blocks.
 *
 *     best = 1 + pools shown to be larger,  worst = pools - pools shown to be smaller
 *
 * One pool is shown to be larger than another when, of the blocks of both, it has too many for an even
 * chance: the exact conditional test, P(X >= k) with X binomial(k + k', 1/2). All pools x (pools - 1) such
 * statements are tested together by Holm's step-down at alpha. Pools whose true shares are equal share all of
 * their places. Unknown blocks are of no effect, as long as they hide no pool more often than the others.
 *
 * That is more than it promises: all sets hold in 95.1 % of samples and more, over all samples of up to 60
 * blocks from some networks of two to six pools; in 97 to 99 % where ten or twenty pools are alike; and in
 * 100.0 % of 20,000 for networks in which no two are.
 *
 * @param[out] out    [pools] the places; may be NULL when pools = 0
 * @param[in]  blocks [pools] blocks of each listed pool; may be NULL when pools = 0
 * @param      pools  listed pools, >= 0
 * @param      level  confidence, in (0,1), such as 0.95
 * @param[out] work   workspace, aligned to 8; its content afterwards means nothing
 * @param      bytes  at least what hst_concentration_work_size says
 * @return HST_OK, else the first that applies: HST_ENULL (out, blocks, work), HST_ESIZE (pools < 0),
 *         HST_EALIGN (work), HST_ESPACE (bytes), HST_EDOMAIN (level, a count or their sum)
 *
 * @ties     pools with as many blocks have the same rank, best and worst
 * @empty    pools = 0: nothing to write, HST_OK; no block at all: every place for every pool
 * @accuracy exact but for decisions within 1e-12 of the limit
 * @cost     O(pools log pools) time, and some 4 pools tails of the binomial law
 * @threads  reentrant
 * @source   Przyborowski and Wilenski, Biometrika 31, 1940 (the test); Holm, "A simple sequentially rejective
 *           multiple test procedure", Scandinavian Journal of Statistics 6, 1979; sets of places from pairs:
 *           Klein, Wright and Wieczorek, "A joint confidence region for an overall ranking of populations",
 *           Applied Statistics 69, 2020
 * @since    0.1
 */
HST_API hst_status hst_concentration_ranks(hst_concentration_rank *out, const int64_t *blocks, int32_t pools,
                                           double level, void *work, size_t bytes);

#ifdef __cplusplus
}
#endif

#endif
