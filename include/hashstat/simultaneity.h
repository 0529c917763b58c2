/**
 * @file simultaneity.h
 * Did many fall together, or do falls that often meet by chance?
 *
 * Series of one regular grid go in, one row each: for a pool, a provider or a country the samples at which a
 * fall of it began. What comes out is the window in which most of them fell, how many that were, and the
 * chance of as many if each went its own way. That is the figure behind "a simultaneous loss across multiple
 * providers", which by itself says little: thirty providers of a fall a week each will meet.
 *
 *   mark     1: a fall begins here (or whatever is to coincide: feed the states themselves, and falls in
 *            progress do); 0: none; HST_NONE (-1): not known, which moves with its series and counts as none
 *   group    series that are not independent of each other (pools of one operator, providers behind one
 *            carrier) have the same number, are shifted as one, and count once however many of them fell.
 *            0 .. series - 1 in any order; HST_NONE: the series is passed over. group NULL: each for itself
 *   window   `width` samples one after the other, wholly inside the grid: n - width + 1 of them
 *
 * The null hypothesis is independent timing: each group has its own clock. What a group shows in the windows
 * one after the other is bent into a ring, and the rings are turned against each other by random amounts. All
 * that happens within a group stays: falls that come in bursts, that last, that follow one another. So p
 * holds for autocorrelated series, which a test that takes samples for independent does not. It supposes that
 * a group is as likely to fall at one time as at another. Windows of which no group knows a sample are no such
 * time and are left out of the rings, in whole periods; the ends that hst_simultaneity_falls does not mark are
 * among them. It breaks
 *
 *   - where all share a trend: more falls late than early. Take the trend out before the marks are made;
 *   - where all share a season (the hour of the day, the epoch of the difficulty): `period`, in samples,
 *     turns by whole periods only, so that what all do at noon is no coincidence;
 *   - where some samples are known of some groups only, and of the same: a feed that half of them hang on;
 *   - where falls show better at one time than at another, because exposures differ twofold and more: what
 *     wanders shows where blocks are many, and nothing does where they are too few. Take bins of like exposure;
 *   - where what lasts is not short beside the record, and the window is at one of its ends;
 *   - where a group has very few falls: p then is what the few turns can tell, and no more.
 *
 * A group without any mark neither helps nor hurts. With one group alone p is 1: nothing can coincide.
 *
 * Turns are counted out one by one where they are few (`exact`); else drawn with a seed, the same on every
 * machine, and p = (1 + those of at least as many) / (1 + draws): the series as they came are one of the
 * turns, so that p is never 0 and is valid whatever the number of draws.
 *
 * A count takes few values, so its p is on the safe side, and the common fall of blocks, which has no
 * threshold, sees more. Measured on 20,000 networks of 8 series of 400 samples with levels that wander for
 * themselves (autoregression, correlation of neighbours 0.95), p <= 0.05 came out for 1.5 % of onsets within
 * 4 samples, 1.7 % of falls in progress, and 5.0 % of blocks, two a bin (0.96). On 2,000 networks whose
 * exposures rise in the middle of the record, with rates that wander by a quarter, the common fall of blocks
 * had it for 5.3 % where they rise by half, 7 % where they double and 10 % at four times as much; with steady
 * rates of 0.2 blocks a bin, and fifty times less exposure in the first half, for 29 % of 1,000. In 60 bins,
 * windows of 20 and 8, a known bin at either end had it for 8 to 9 %, one in the middle for 5 %.
 */
#ifndef HASHSTAT_SIMULTANEITY_H
#define HASHSTAT_SIMULTANEITY_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    HST_SIMULTANEITY_MIDP = 1 /**< flag of hst_simultaneity_falls: mid-P instead of the exact test */
};

/** How the chance is found. Options: hst_simultaneity_options_init fills them. 48 bytes. */
typedef struct hst_simultaneity_options {
    uint32_t struct_size; /**< bytes of the caller's struct */
    uint32_t flags;       /**< 0 */
    int64_t period;       /**< turn by multiples of it, in samples, >= 1; default 1 */
    int64_t draws;        /**< random turns, 1 .. 1e9; default 9,999 */
    int64_t exact;        /**< most turns that are counted out, 0 .. 1e9; default 100,000 */
    int64_t seed;         /**< any; default 1 */
    double level;         /**< confidence of the interval for p, in (0,1); default 0.95 */
} hst_simultaneity_options;

/** How many fell together. 120 bytes, no padding, frozen. */
typedef struct hst_simultaneity {
    int64_t count;    /**< groups with a mark in the window */
    int64_t groups;   /**< groups of which any sample is known */
    int64_t watched;  /**< groups of which any sample in the window is known */
    int64_t series;   /**< series with a mark in the window */
    int64_t first;    /**< first sample of the window; HST_NONE: there is no mark */
    int64_t last;     /**< its last sample; HST_NONE likewise */
    int64_t earliest; /**< the earliest mark in it; HST_NONE: it has none */
    int64_t latest;   /**< by this sample each of the groups counted had its first mark in it; likewise */
    double expected;  /**< mean of count over the turns */
    double p;         /**< chance of this count or more if timing is independent */
    double p_lower;   /**< lower end of what further draws would make of p; p where it is exact */
    double p_upper;   /**< upper end */
    int64_t turns;    /**< how many were looked at */
    int64_t exact;    /**< 1: all that there are; 0: drawn */
    double coverage;  /**< known samples / samples, of series that have a group */
} hst_simultaneity;

/** The fall that pools have in common, from counts. 120 bytes, no padding, frozen. */
typedef struct hst_simultaneity_fall {
    double statistic; /**< sum over groups of the log likelihood ratio of a fall */
    int64_t first;    /**< first bin of the fall; HST_NONE: no group has fewer after than before */
    int64_t groups;   /**< groups that are lower after than before */
    int64_t watched;  /**< groups with any block at all */
    int64_t before;   /**< blocks of all groups in the window before */
    int64_t after;    /**< in that after */
    double exposure_before; /**< of one pool; NaN where first is HST_NONE */
    double exposure_after;  /**< likewise */
    double fall;      /**< 1 - rate after / rate before, of all groups at once; NaN likewise, and where a
                           rate is not known or 0 before */
    double expected;  /**< mean of statistic over the turns */
    double p;         /**< chance of this statistic or more if timing is independent */
    double p_lower;   /**< as in hst_simultaneity */
    double p_upper;   /**< as in hst_simultaneity */
    int64_t turns;    /**< as in hst_simultaneity */
    int64_t exact;    /**< as in hst_simultaneity */
} hst_simultaneity_fall;

/**
 * Fill options with their defaults.
 *
 * @param[out] options     [1]
 * @param      struct_size sizeof *options as the caller knows it
 * @return HST_OK, else the first that applies: HST_ENULL (options), HST_EOPTION (struct_size below 48)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   the defaults above
 * @since    0.1
 */
HST_API hst_status hst_simultaneity_options_init(hst_simultaneity_options *options, uint32_t struct_size);

/**
 * Bytes of workspace for hst_simultaneity_most and hst_simultaneity_at.
 *
 * @param[out] bytes  [1] a multiple of 8; SIZE_MAX when no memory can be that large
 * @param      series 0 .. 4096
 * @param      n      samples, 0 .. 2^32
 * @return HST_OK, else the first that applies: HST_ENULL (bytes), HST_ESIZE (series, n)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   two bits for each window of each group, and of one more
 * @since    0.1
 */
HST_API hst_status hst_simultaneity_work_size(size_t *bytes, int64_t series, int64_t n);

/**
 * Find the window in which most groups fell, and the chance that some window shows as many.
 *
 *     count = max over t of the number of groups with a mark in t .. t + width - 1
 *
 * The window was not known beforehand, so p is that of the maximum, wherever it turns up: no correction for
 * having looked at all of them is left to be made. The turns are those of all groups with a mark but one,
 * (windows/period)^(groups - 1) in number, of windows that are not left out. With period above 1, the last
 * windows mod period windows are left out; n = a multiple of period + width - 1 leaves none of those out.
 *
 * @param[in]  options [1] or NULL for the defaults
 * @param[out] out     [1]
 * @param[out] part    [series] 1: has a mark in the window; 0: has not; HST_NONE: not known there throughout,
 *                     or passed over; may be NULL when series is 0
 * @param[in]  mark    [series x n] by rows: 1, 0 or HST_NONE; may be NULL when series or n is 0
 * @param[in]  group   [series] see above, or NULL
 * @param      series  0 .. 4096
 * @param      n       samples, 0 .. 2^32
 * @param      width   samples of the window, >= 1
 * @param[out] work    workspace, aligned to 8; its content afterwards means nothing
 * @param      bytes   at least what hst_simultaneity_work_size says
 * @return HST_OK, else the first that applies: HST_ENULL (out, part, mark, work), HST_ESIZE (series, n),
 *         HST_EALIGN (work), HST_ESPACE (bytes), HST_EOPTION (options), HST_EDOMAIN (a number in options,
 *         width, group, mark), HST_EEMPTY (nothing known, or no window, or less than one period of them).
 *         Nothing is written but work
 *
 * @missing  a sample that is not known has no mark; coverage and part say where that matters. A period of
 *           windows of which no sample of any group is known is left out
 * @ties     the earliest window
 * @empty    no mark: count 0, p 1, first, last, earliest and latest HST_NONE, part 0 or HST_NONE
 * @accuracy exact: p and expected rounded once. Drawn: p_lower .. p_upper is Clopper and Pearson's interval.
 *           The same bits on every machine but for that interval
 * @cost     O(series n + turns x groups x windows/64): 10,000 turns of 30 series of 1,440 samples 3 ms
 * @threads  reentrant
 * @source   Harrison, Amarasingham and Truccolo, "Spatiotemporal conditional inference and hypothesis tests
 *           for neural ensemble spiking precision", Neural Computation 27, 2015, for timing as the null;
 *           Phipson and Smyth, "Permutation p-values should never be zero", Statistical Applications in
 *           Genetics and Molecular Biology 9(1), 2010; the definition
 * @since    0.1
 */
HST_API hst_status hst_simultaneity_most(const hst_simultaneity_options *options, hst_simultaneity *out,
                                         int32_t *part, const int32_t *mark, const int32_t *group,
                                         int64_t series, int64_t n, int64_t width, void *work, size_t bytes);

/**
 * Count the groups that fell in one window that was known beforehand: an event's.
 *
 * Then a group has a mark in it with the chance p[g] = windows of the same phase of the period that hold one,
 * its own included, / windows of that phase of which any group knows a sample, its own in any case; and the
 * count is a sum of independent trials of unlike chances:
 *
 *     p = P(sum of Bernoulli(p[g]) >= count)
 *
 * Exact, always, and sharper than the search: but only for a window that was not chosen by these series.
 *
 * @param[in]  options [1] or NULL for the defaults; only period matters
 * @param[out] out     [1] turns: of one group; expected: sum of p[g]; last is first + width - 1
 * @param[out] part, mark, group, series, n, width as in hst_simultaneity_most
 * @param      first   first sample of the window, 0 .. n - width
 * @param[out] work, bytes as in hst_simultaneity_most
 * @return HST_OK, else the first that applies: HST_ENULL (out, part, mark, work), HST_ESIZE (series, n),
 *         HST_EALIGN (work), HST_ESPACE (bytes), HST_EOPTION (options), HST_EDOMAIN (a number in options,
 *         width, first, group, mark), HST_EEMPTY (nothing known, or no window). Nothing is written but work
 *
 * @missing  a sample that is not known has no mark; coverage and part say where that matters
 * @empty    no mark in the window: count 0, p 1, earliest and latest HST_NONE
 * @accuracy relative error of p below groups x 5e-16; the same bits on every machine
 * @cost     O(series n + groups^2)
 * @threads  reentrant
 * @source   Wang, "On the number of successes in independent trials", Statistica Sinica 3, 1993; the
 *           definition
 * @since    0.1
 */
HST_API hst_status hst_simultaneity_at(const hst_simultaneity_options *options, hst_simultaneity *out,
                                       int32_t *part, const int32_t *mark, const int32_t *group,
                                       int64_t series, int64_t n, int64_t width, int64_t first, void *work,
                                       size_t bytes);

/**
 * Marks from states: a mark is the first sample that is down after one that was up.
 *
 * @param[out] mark  [n] 1 at such a sample, 0 elsewhere, HST_NONE where the state is not known
 * @param[in]  state [n] 1: down; 0: up; HST_NONE or 2: not known, the states of the room outage among them;
 *                   may be NULL when n = 0
 * @param      n     samples of one series, or of series end to end that each begin with a HST_NONE, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (mark, state), HST_ESIZE (n), HST_EDOMAIN (state).
 *         A rejected call writes nothing
 *
 * @missing  after a gap the state before it is not known any more, so a series that is down then has no mark:
 *           it may have fallen at any time of the gap
 * @empty    HST_OK, nothing is written
 * @aliasing mark may be state
 * @cost     O(n) time, O(1) memory
 * @threads  reentrant
 * @source   the definition
 * @since    0.1
 */
HST_API hst_status hst_simultaneity_onsets(int32_t *mark, const int32_t *state, int64_t n);

/**
 * Marks from the blocks of each pool: where the rate after is below the rate before.
 *
 * At bin t the `before` bins up to t - 1 stand against the `after` bins from t on. Given the sum n1 + n2 of
 * their blocks, those after are binomial with chance E2/(E1 + E2) whatever the rate is, if it is the same:
 *
 *     p[t] = P(X <= n2),   X ~ Binomial(n1 + n2, E2/(E1 + E2))
 *
 * A fall shows at several t around it, so that those with p <= alpha come in runs: the mark is at the one
 * with the least p in each. Exposures take out what is common to all pools, the difficulty.
 *
 * @param[out] mark     [pools x bins] 1, 0, or HST_NONE where a window is not whole or has no exposure
 * @param[out] p        [pools x bins] NaN where mark is HST_NONE; or NULL
 * @param[in]  count    [pools x bins] blocks, 0 .. 1e6; may be NULL when pools or bins is 0
 * @param[in]  exposure [bins] 0 or 1e-60 .. 1e60, NaN = missing: of a bin, as of hst_hashrate_count_grid
 * @param      pools    0 .. 4096
 * @param      bins     0 .. 2^32
 * @param      before   bins, 1 .. 1e5
 * @param      after    bins, 1 .. 1e5
 * @param      alpha    in (0,1), such as 0.01
 * @param      flags    0 or HST_SIMULTANEITY_MIDP
 * @return HST_OK, else the first that applies: HST_ENULL (mark, count, exposure), HST_ESIZE (pools, bins),
 *         HST_EOPTION (flags), HST_EDOMAIN (before, after, alpha, a count, an exposure, blocks without
 *         exposure). A rejected call writes nothing
 *
 * @missing  a bin whose exposure is missing is passed over with its blocks; the windows keep their places
 * @ties     the earliest of a run
 * @empty    HST_OK, nothing is written
 * @accuracy that of hst_rate_ratio_exact and hst_rate_ratio_midp, whose p_less this is
 * @cost     O(pools bins (before + after)), and some 100 ns for each p
 * @threads  reentrant
 * @source   Przyborowski and Wilenski, "Homogeneity of results in testing samples from Poisson series",
 *           Biometrika 31, 1940
 * @since    0.1
 */
HST_API hst_status hst_simultaneity_falls(int32_t *mark, double *p, const int64_t *count,
                                          const double *exposure, int64_t pools, int64_t bins, int64_t before,
                                          int64_t after, double alpha, uint32_t flags);

/**
 * Bytes of workspace for hst_simultaneity_common and hst_simultaneity_common_at.
 *
 * @param[out] bytes [1] a multiple of 8; SIZE_MAX when no memory can be that large
 * @param      pools 0 .. 4096
 * @param      bins  0 .. 2^32
 * @return HST_OK, else the first that applies: HST_ENULL (bytes), HST_ESIZE (pools, bins)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   two words for each bin of each group, and four for each bin
 * @since    0.1
 */
HST_API hst_status hst_simultaneity_common_work_size(size_t *bytes, int64_t pools, int64_t bins);

/**
 * Find the bin at which pools fell together, straight from their blocks.
 *
 * No threshold decides whether a pool fell: many falls that are each within luck add up. With n1 blocks of a
 * group before t and n2 after, over exposures E1 and E2, and r = (n1 + n2)/(E1 + E2),
 *
 *     l[g][t] = n1 log(n1/(E1 r)) + n2 log(n2/(E2 r))   where n2/E2 < n1/E1,   else 0
 *     statistic = max over t of the sum over groups of l[g][t]
 *
 * Groups are the sums of their pools. The turns shift l[g][.] against each other. What this tests is that the
 * falls have the same time; a fall of one large pool alone has a large statistic and no small p.
 *
 * @param[in]  options  [1] or NULL for the defaults
 * @param[out] out      [1]
 * @param[out] part     [pools] l of the pool's group at the bin found, 0 where there is none; NaN for a pool
 *                      that is passed over; may be NULL when pools is 0
 * @param[in]  count, exposure as in hst_simultaneity_falls
 * @param[in]  group    [pools] 0 .. pools - 1 or HST_NONE, or NULL: each for itself
 * @param      pools, bins, before, after as in hst_simultaneity_falls
 * @param[out] work     workspace, aligned to 8; its content afterwards means nothing
 * @param      bytes    at least what hst_simultaneity_common_work_size says
 * @return HST_OK, else the first that applies: HST_ENULL (out, part, count, exposure, work), HST_ESIZE
 *         (pools, bins), HST_EALIGN (work), HST_ESPACE (bytes), HST_EOPTION (options), HST_EDOMAIN (a number
 *         in options, before, after, group, a count, an exposure, blocks without exposure), HST_EEMPTY (no
 *         pool, no bin with exposure on both sides, or less than one period of bins). Nothing is written but
 *         work
 *
 * @missing  a bin whose exposure is missing is passed over; a period of bins where one side has no exposure is
 *           left out of the turns, and l is 0 at such bins that remain
 * @ties     the earliest bin
 * @empty    no fall at all: statistic 0, p 1, first HST_NONE, before and after 0, both exposures and fall NaN
 * @accuracy l is rounded to a multiple of 2^-20, and 2^30 where it is more, so that sums are exact
 * @cost     O(pools bins + bins (before + after) + turns x groups x bins): 10,000 turns of 30 pools of 1,440
 *           bins 0.1 s
 * @threads  reentrant
 * @source   Wilks, "The large-sample distribution of the likelihood ratio", Annals of Mathematical Statistics
 *           9, 1938, for the ratio; turns as in hst_simultaneity_most
 * @since    0.1
 */
HST_API hst_status hst_simultaneity_common(const hst_simultaneity_options *options,
                                           hst_simultaneity_fall *out, double *part, const int64_t *count,
                                           const double *exposure, const int32_t *group, int64_t pools,
                                           int64_t bins, int64_t before, int64_t after, void *work,
                                           size_t bytes);

/**
 * Whether pools fell together at a bin that was known beforehand: an event's.
 *
 * The statistic is that of hst_simultaneity_common at this one bin, and each group's l is as likely to be
 * that of any other bin of the same phase of the period, independently:
 *
 *     p = P(sum over groups of l[g][T[g]] >= sum over groups of l[g][first]),   T[g] uniform
 *
 * Bins where one side has no exposure are left out, but for `first`. Every group with any l above 0 is turned,
 * the first too: (bins/period)^groups turns in all. Rates that wander by themselves make large l everywhere,
 * and so are allowed for, as no test of two counts does.
 *
 * @param[in]  options  [1] or NULL for the defaults
 * @param[out] out      [1] first is the bin that was passed
 * @param[out] part, count, exposure, group, pools, bins, before, after as in hst_simultaneity_common
 * @param      first    first bin of the fall, before .. bins - after
 * @param[out] work, bytes as in hst_simultaneity_common
 * @return HST_OK, else the first that applies: HST_ENULL (out, part, count, exposure, work), HST_ESIZE
 *         (pools, bins), HST_EALIGN (work), HST_ESPACE (bytes), HST_EOPTION (options), HST_EDOMAIN (a number
 *         in options, before, after, group, a count, an exposure, blocks without exposure, first), HST_EEMPTY
 *         (no pool, or no bin with exposure on both sides). Nothing is written but work
 *
 * @missing  a bin whose exposure is missing is passed over; l is 0 where one side has no exposure
 * @empty    no group is lower after than before: statistic 0, p 1
 * @accuracy as hst_simultaneity_common
 * @cost     O(pools bins + bins (before + after) + turns x groups)
 * @threads  reentrant
 * @source   as hst_simultaneity_common
 * @since    0.1
 */
HST_API hst_status hst_simultaneity_common_at(const hst_simultaneity_options *options,
                                              hst_simultaneity_fall *out, double *part, const int64_t *count,
                                              const double *exposure, const int32_t *group, int64_t pools,
                                              int64_t bins, int64_t before, int64_t after, int64_t first,
                                              void *work, size_t bytes);

#ifdef __cplusplus
}
#endif

#endif
