/**
 * @file drawdown.h
 * Falls from a running maximum, and how deep luck alone would make them.
 *
 * Levels go in (hash/s, blocks, any unit), indexes come out; the caller maps them to times.
 *
 *   running maximum  m[i] = max(x[0..i])
 *   underwater       u[i] = (m[i] - x[i]) / m[i], 0 where m[i] = 0: there is nothing to fall from
 *   episode          starts at a peak, the latest index that attains the running maximum; its onset is the
 *                    first sample below it, its trough the earliest smallest one; it ends with the first
 *                    sample back at the peak or above, always the full peak; until that comes it is open
 *
 * NaN = missing: skipped by all of these, so a gap is never a fall and never ends one. -0 reads as 0.
 *
 * The figure alone misleads. A network that does not change at all, seen through its blocks, shows a median
 * maximum drawdown of 37.9 % over a year of days, because blocks are rare and the maximum collects the
 * luckiest day. The noise floor below says how probable a given depth is without any fall.
 */
#ifndef HASHSTAT_DRAWDOWN_H
#define HASHSTAT_DRAWDOWN_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One fall from a running maximum. 40 bytes, no padding, frozen. */
typedef struct hst_drawdown {
    double depth;     /**< (peak - trough) / peak, 0..1 */
    int64_t peak;     /**< index of the maximum the fall starts from */
    int64_t onset;    /**< index of the first sample below it */
    int64_t trough;   /**< index of the lowest sample of the fall */
    int64_t recovery; /**< first later index back at the peak, HST_NONE while it lasts */
} hst_drawdown;

/** The path under water and its episodes in figures. 96 bytes, no padding, frozen. */
typedef struct hst_drawdown_summary {
    int64_t count;             /**< observed samples */
    double pain;               /**< mean of the fractions under water */
    double ulcer;              /**< root of the mean of their squares */
    double maximum;            /**< the largest of them */
    int64_t episodes;          /**< of at least min_depth, the open one included */
    int64_t recovered;         /**< of them */
    double average;            /**< mean depth of the episodes; 0: there is none */
    double deviation;          /**< sqrt(sum of depth^2 over the episodes / count) */
    int64_t longest;           /**< time from peak to recovery, while open to the last sample; 0: none */
    int64_t longest_peak;      /**< where that one starts, the earliest of equals; HST_NONE: none */
    int64_t longest_recovered; /**< of those that recovered; HST_NONE: none did */
    double share;              /**< of the time from first to last sample, from onsets to full height again */
} hst_drawdown_summary;

/** Whose convention: peers disagree by a sample at either end because each counts something else. */
enum {
    HST_DRAWDOWN_PERFORMANCEANALYTICS = 0, /**< runs of returns: onset to where the next run begins, both counted */
    HST_DRAWDOWN_EMPYRICAL = 1,  /**< the way from high to high: peak to recovery, both counted; open: none (pyfolio) */
    HST_DRAWDOWN_QUANTSTATS = 2, /**< days under water: onset to the sample before recovery, both counted; open: last */
    HST_DRAWDOWN_FFN = 3,        /**< dates between which it was under water: onset to recovery, in steps; open: last */
    HST_DRAWDOWN_LEAN = 4,       /**< wait for a high: peak to recovery, in steps; open: none, for it may yet last */
    HST_DRAWDOWN_DEEPEST = 1     /**< flag of hst_drawdown_list: the deepest first, of equals the earliest */
};

/** A chance found by simulation. 16 bytes, no padding, frozen. */
typedef struct hst_drawdown_simulated {
    double p;         /**< share of the simulated networks */
    double std_error; /**< sqrt(p (1 - p)/runs) */
} hst_drawdown_simulated;

/**
 * Depth below the running maximum at every sample.
 *
 *     out[i] = (m[i] - x[i]) / m[i],   m[i] = max(x[0..i]);   0 where m[i] = 0
 *
 * @param[out] out [n] fractions 0..1; may be NULL when n = 0. After HST_EDOMAIN its content is unspecified
 * @param[in]  x   [n] hash/s, >= 0, NaN = missing; may be NULL when n = 0
 * @param      n   samples, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (out, x), HST_ESIZE (n < 0),
 *         HST_EDOMAIN (a negative or infinite sample)
 *
 * @missing  a NaN stays as it is and changes nothing after it
 * @empty    HST_OK, nothing is written
 * @aliasing out may be x
 * @accuracy two roundings: relative error below 2.3e-16
 * @cost     O(n) time, O(1) memory
 * @threads  reentrant
 * @source   Chekhlov, Uryasev and Zabarankin, "Drawdown Measure in Portfolio Optimization", Int. J.
 *           Theoretical and Applied Finance 8(1), 2005, here relative to the maximum
 * @since    0.1
 */
HST_API hst_status hst_drawdown_underwater(double *out, const double *x, int64_t n);

/**
 * Find the deepest fall of a series from its running maximum.
 *
 *     depth = max over i of (m[i] - x[i]) / m[i],   m[i] = max(x[0..i])
 *
 * It is one of the episodes that hst_drawdown_episodes lists, field by field.
 *
 * @param[out] out  [1] the fall
 * @param[in]  x    [n] hash/s, >= 0, NaN = missing; may be NULL when n = 0
 * @param      n    samples, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (out, x), HST_ESIZE (n < 0),
 *         HST_EDOMAIN (a negative or infinite sample), HST_EEMPTY (no sample observed)
 *
 * @missing  skipped: a NaN neither sets a peak nor ends a fall
 * @ties     the latest peak, the earliest trough; of episodes whose depths are the same double, the earliest
 * @empty    nothing fell: depth 0, peak the latest maximum, onset, trough and recovery HST_NONE
 * @accuracy two roundings: relative error of depth below 2.3e-16; the largest value of
 *           hst_drawdown_underwater, bit for bit
 * @cost     O(n) time, O(1) memory
 * @threads  reentrant
 * @source   Magdon-Ismail and Atiya, "Maximum Drawdown", Risk 17(10), 2004
 * @since    0.1
 */
HST_API hst_status hst_drawdown_max(hst_drawdown *out, const double *x, int64_t n);

/**
 * List every fall of a series from its running maximum, in order of time.
 *
 * The episodes do not overlap. Each but the last has recovered; the last has recovery HST_NONE if it is open.
 *
 * @param[out] out   [cap] the first min(cap, found) episodes; may be NULL when cap is 0. After HST_EDOMAIN
 *                   its content is unspecified
 * @param      cap   room in out, >= 0
 * @param[out] found [1] how many episodes there are, also when they do not fit
 * @param[in]  x     [n] hash/s, >= 0, NaN = missing; may be NULL when n = 0
 * @param      n     samples, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (out, found, x), HST_ESIZE (cap < 0, n < 0),
 *         HST_EDOMAIN (a negative or infinite sample)
 *
 * @missing  skipped: a NaN neither sets a peak nor ends a fall
 * @ties     the latest peak, the earliest trough
 * @empty    nothing fell or no sample observed: found 0
 * @accuracy two roundings: relative error of depth below 2.3e-16
 * @cost     O(n) time, O(1) memory
 * @threads  reentrant
 * @source   Bacon, "Practical Portfolio Performance Measurement and Attribution", 2nd ed., 2008
 * @since    0.1
 */
HST_API hst_status hst_drawdown_episodes(hst_drawdown *out, int64_t cap, int64_t *found, const double *x,
                                         int64_t n);

/**
 * The falls that matter, in order of time or the deepest first.
 *
 * One of depth < min_depth is left out, which changes no other: a dip ends none, as only the full peak does. theta
 * changes the recovery alone: the first sample after the trough at theta x peak or above.
 *
 * @param[out] out, cap, found, x, n as in hst_drawdown_episodes
 * @param      min_depth 0..1; 0: every fall
 * @param      theta     0 < theta <= 1; 1: the full peak
 * @param      flags     0 or HST_DRAWDOWN_DEEPEST: out gets the cap deepest
 * @return HST_OK, else the first that applies: HST_ENULL (out, found, x), HST_ESIZE (cap < 0, n < 0), HST_EOPTION
 *         (flags), HST_EDOMAIN (min_depth, theta; a negative or infinite sample)
 *
 * @accuracy as hst_drawdown_episodes; theta x peak is rounded once
 * @cost     O(n) time, O(1) memory; for the deepest O(n + found log cap) time
 * @threads  reentrant
 * @source   the definition
 * @since    0.1
 */
HST_API hst_status hst_drawdown_list(hst_drawdown *out, int64_t cap, int64_t *found, const double *x,
                                     int64_t n, double min_depth, double theta, uint32_t flags);

/**
 * Pain, Ulcer, depth and time under water.
 *
 * @param[out] out  [1] the figures; share is 0 where one sample is observed
 * @param[in]  time [n] in any unit, strictly increasing; NULL: the index, so that times are steps
 * @param[in]  x, n, min_depth, theta as in hst_drawdown_list; they touch the fields from episodes on
 * @return HST_OK, else the first that applies: HST_ENULL (out, x), HST_ESIZE (n < 0), HST_EDOMAIN (min_depth,
 *         theta), HST_EORDER (time), HST_EOVERFLOW (time spans 2^63 or more), HST_EDOMAIN (a negative or
 *         infinite sample), HST_EEMPTY (no sample observed)
 *
 * @accuracy pain, average: the exact mean of the doubles, rounded once; ulcer, deviation: the root of such a
 *           mean of squares; share: three roundings
 * @cost     O(n) time, O(1) memory
 * @threads  reentrant
 * @source   Martin and McCann, "The Investor's Guide to Fidelity Funds", 1989 (Ulcer); Bacon, as above
 * @since    0.1
 */
HST_API hst_status hst_drawdown_summary_of(hst_drawdown_summary *out, const int64_t *time, const double *x,
                                           int64_t n, double min_depth, double theta);

/**
 * Drawdown at risk, and the mean of what is worse.
 *
 * @param[out] at_risk     [levels] the smallest depth that at least `level` of the samples do not exceed
 * @param[out] conditional [levels] mean of the worst (1 - level) m of m samples, the last counted in part
 * @param[in]  level, levels each 0..1: at 0 conditional is pain, at 1 the maximum; none: the three may be NULL
 * @param[in]  x, n        as in hst_drawdown_episodes
 * @param[out] work, bytes at least 16 n, aligned to 8; its content afterwards means nothing
 * @return HST_OK, else the first that applies: HST_ENULL (at_risk, conditional, level, x, work), HST_ESIZE (levels,
 *         n), HST_EALIGN, HST_ESPACE, HST_EDOMAIN (a level; a negative or infinite sample), HST_EEMPTY (all missing)
 *
 * @accuracy level x m is rounded once; conditional to 6e-16 of itself, rounded once where (1 - level) m is whole
 * @cost     O(n levels) time
 * @threads  reentrant
 * @source   Chekhlov, Uryasev and Zabarankin, as above
 * @since    0.1
 */
HST_API hst_status hst_drawdown_at_risk(double *at_risk, double *conditional, const double *level,
                                        int64_t levels, const double *x, int64_t n, void *work, size_t bytes);

/**
 * Maximum drawdown of each trailing window.
 *
 * @param[out] out   [n] the depth that hst_drawdown_max gives for x[i - width + 1 .. i], bit for bit; the first
 *                   windows are shorter; NaN where nothing is observed. Unspecified after HST_EDOMAIN
 * @param[in]  x, n  as in hst_drawdown_episodes
 * @param      width samples, >= 1
 * @param[out] work, bytes at least 40 min(n, width), aligned to 8; its content afterwards means nothing
 * @return HST_OK, else the first that applies: HST_ENULL (out, x, work), HST_ESIZE (n < 0, width < 1),
 *         HST_EALIGN (work), HST_ESPACE (bytes), HST_EDOMAIN (a negative or infinite sample)
 *
 * @cost     O(n) time whatever the width
 * @threads  reentrant
 * @source   van Herk, Pattern Recognition Letters 13, 1992, for the windows
 * @since    0.1
 */
HST_API hst_status hst_drawdown_rolling_max(double *out, const double *x, int64_t n, int64_t width,
                                            void *work, size_t bytes);

/**
 * Where a peer says that an episode begins and ends, and how long it is.
 *
 * @param[out] from, to [1] indexes into x; to is HST_NONE where the peer has no end
 * @param[out] length   [1] samples or steps, missing ones counted; HST_NONE alike
 * @param[in]  fall     [1] an episode of hst_drawdown_episodes
 * @param      n, peer  samples of the series; one of the names above
 * @return HST_OK, else the first that applies: HST_ENULL (from, to, length, fall), HST_ESIZE (n < 0), HST_EOPTION
 *         (peer), HST_EDOMAIN (not 0 <= peak < onset <= trough < recovery < n)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   braverock/PerformanceAnalytics findDrawdowns.R, quantopian/pyfolio timeseries.py, ranaroussi/quantstats
 *           stats.py, pmorissette/ffn core.py, QuantConnect/Lean DrawdownMetrics.cs
 * @since    0.1
 */
HST_API hst_status hst_drawdown_compat_span(int64_t *from, int64_t *to, int64_t *length,
                                            const hst_drawdown *fall, int64_t n, int32_t peer);

/**
 * CDD of PerformanceAnalytics, no mean of the worst: quantile (type 7) of the depths of all episodes and of a 0 for
 * each stretch at the maximum. (Its Ulcer divides by n - 1, that of quantstats by n - 2.)
 *
 * @param[out] cdd   [1] as a positive number
 * @param[in]  x, n  levels, x[0] the base in front of the returns: a level to fall from but no sample
 * @param      p     0..1; the package's default is .95
 * @param[out] work, bytes at least 8 n, aligned to 8; its content afterwards means nothing
 * @return HST_OK, else the first that applies: HST_ENULL (cdd, x, work), HST_ESIZE (n < 0), HST_EALIGN (work),
 *         HST_ESPACE (bytes), HST_EDOMAIN (p; no base; a negative or infinite sample), HST_EEMPTY (no other)
 *
 * @cost     O(n) time
 * @threads  reentrant
 * @source   braverock/PerformanceAnalytics maxDrawdown.R
 * @since    0.1
 */
HST_API hst_status hst_drawdown_compat_cdd(double *cdd, const double *x, int64_t n, double p, void *work,
                                           size_t bytes);

/*
 * The noise floor: the maximum drawdown of a network that does not change.
 *
 * It is watched through `windows` windows of equal exposure, one after the other without overlap; each holds
 * a Poisson number of blocks with mean `expected`. The counts are independent, so the running maximum is a
 * Markov chain, and its chance to have met a fall of at least `depth` follows step by step without
 * simulation: a count c >= M moves the maximum M to c; a count with (double)(M - c) / M >= depth is a fall
 * deep enough, which ends the path; any other leaves M where it is. A maximum of 0 has nothing to fall from.
 *
 * Depths of counts are fractions (M - c)/M and come in steps. To ask for the depth of an observed series pass
 * what hst_drawdown_max gives for the *counts* (as doubles): the same quotient, so the step itself is
 * included. The depth of the same windows in hash/s may round to the next double above and would leave the
 * step out.
 *
 * A hashrate series that does not come from blocks has the same floor if each sample has a relative standard
 * error e and is about as skew as a count: it stands for expected = 1/(e*e) blocks.
 */

/**
 * Bytes of workspace that hst_drawdown_noise and hst_drawdown_noise_quantile need: about 1,200
 * sqrt(expected), and some 16,000 for 144 expected blocks.
 *
 * @param[out] bytes    [1] a multiple of 8; it does not depend on the number of windows
 * @param      expected mean count of a window, 0 < expected <= 1e12
 * @return HST_OK, else the first that applies: HST_ENULL (bytes), HST_EDOMAIN (expected)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   the counts that matter lie in the range given at hst_drawdown_noise
 * @since    0.1
 */
HST_API hst_status hst_drawdown_noise_work_size(size_t *bytes, double expected);

/**
 * Probability that luck alone shows a maximum drawdown of at least `depth`.
 *
 *     p = P(maximum drawdown of `windows` independent Poisson(expected) counts >= depth)
 *
 * @param[out] p        [1] the probability, 0..1
 * @param      depth    0 <= depth <= 1; for 0 p is 1, also where no sample can fall
 * @param      expected mean count of a window, 0 < expected <= 1e12
 * @param      windows  how many, >= 1; for 1 nothing can fall, and p is 0 for every depth > 0
 * @param[out] work, bytes what hst_drawdown_noise_work_size says, aligned to 8; its content then means nothing
 * @return HST_OK, else the first that applies: HST_ENULL (p, work), HST_ESIZE (windows < 0), HST_EALIGN
 *         (work), HST_ESPACE (bytes), HST_EDOMAIN (depth, expected), HST_EEMPTY (windows is 0)
 *
 * @accuracy relative error below 1e-12 + 1e-17 sqrt(expected) + windows x 2e-16 for p >= 1e-20. Counts
 *           further from the mean than sqrt(160 expected) below or 27 + sqrt(160 expected + 712) above are
 *           left out: they have less than 4e-35 of probability per window, so that a smaller p is still right
 *           to windows x 1e-34
 * @cost     O(windows x sqrt(expected)) time: about 0.1 ms for 365 windows of 144. It ends early only once
 *           every path has fallen: where a fall this deep is next to impossible, 1e9 windows of 144 take
 *           minutes. A caller that takes `windows` from outside bounds it
 * @threads  reentrant
 * @source   the chain above; the range is Bernstein's inequality with exp(-80), as in Boucheron, Lugosi and
 *           Massart, "Concentration Inequalities", 2013, section 2.8
 * @since    0.1
 */
HST_API hst_status hst_drawdown_noise(double *p, double depth, double expected, int64_t windows, void *work,
                                      size_t bytes);

/**
 * Depth that the maximum drawdown of an unchanging network stays within with a given probability.
 *
 *     depth = the smallest (M - c)/M with P(maximum drawdown <= depth) >= probability
 *
 * With probability 0.5 the median: 27.2 % over 30 windows of 144, 37.9 % over 365.
 *
 * @param[out] depth       [1] one of the depths that counts can have, 0 included
 * @param      probability 0 < probability < 1
 * @param      expected, windows as in hst_drawdown_noise; for 1 window the answer is 0
 * @param[out] work, bytes as in hst_drawdown_noise
 * @return HST_OK, else the first that applies: HST_ENULL (depth, work), HST_ESIZE (windows < 0), HST_EALIGN
 *         (work), HST_ESPACE (bytes), HST_EDOMAIN (probability, expected), HST_EEMPTY (windows is 0)
 *
 * @ties     depth is a step of the distribution: one step less deep and the probability is not reached
 * @accuracy the exact double (M - c)/M of the step, unless the probability lies within the error stated at
 *           hst_drawdown_noise of the next step's
 * @cost     about 2 log2(expected) + 10 times hst_drawdown_noise: bound `windows` here too
 * @threads  reentrant
 * @source   as hst_drawdown_noise
 * @since    0.1
 */
HST_API hst_status hst_drawdown_noise_quantile(double *depth, double probability, double expected,
                                               int64_t windows, void *work, size_t bytes);

/**
 * Mean of the maximum drawdown of an unchanging network: what to expect of luck.
 *
 *     mean = integral over d of P(maximum drawdown >= d)
 *
 * @param[out] mean     [1] 0..1; 22.7 % over 14 windows of 144
 * @param      expected, windows as in hst_drawdown_noise; for 1 window the answer is 0
 * @param[out] work, bytes as in hst_drawdown_noise
 * @return HST_OK, else the first that applies: HST_ENULL (mean, work), HST_ESIZE (windows < 0), HST_EALIGN
 *         (work), HST_ESPACE (bytes), HST_EDOMAIN (expected), HST_EEMPTY (windows is 0)
 *
 * @accuracy absolute error below 2^-11 always, since the chance falls as d grows; below 1e-4 for 5 .. 1,008
 *           expected blocks and 5 .. 365 windows
 * @cost     1,024 times hst_drawdown_noise: bound `windows` here too
 * @threads  reentrant
 * @source   the mean of what is never negative; midpoints of 1,024 equal parts
 * @since    0.1
 */
HST_API hst_status hst_drawdown_noise_mean(double *mean, double expected, int64_t windows, void *work,
                                           size_t bytes);

/**
 * Probability that luck alone gives one episode like this within a span as long as its own.
 *
 *     p = P(maximum drawdown of `span` independent Poisson(expected) counts >= depth)
 *     span = windows from the peak to the recovery, while open to the last one, both included
 *
 * It asks about this stretch as if it had been chosen beforehand. The deepest of many episodes was chosen
 * because it is deep: for that one ask hst_drawdown_noise over all windows of the series.
 *
 * @param[out] p        [1] the probability, 0..1
 * @param[in]  fall     [1] an episode of the counts of the series; of rates, see the note above
 * @param      expected, windows as in hst_drawdown_noise, of the whole series
 * @param[out] work, bytes as in hst_drawdown_noise
 * @return HST_OK, else the first that applies: HST_ENULL (p, fall, work), HST_ESIZE (windows < 0), HST_EALIGN
 *         (work), HST_ESPACE (bytes), HST_EDOMAIN (expected; a depth outside 0..1, a peak or recovery that
 *         does not lie in the series in that order), HST_EEMPTY (windows is 0)
 *
 * @empty    an episode where nothing fell has depth 0: p is 1
 * @accuracy as hst_drawdown_noise
 * @cost     as hst_drawdown_noise over the span
 * @threads  reentrant
 * @source   as hst_drawdown_noise
 * @since    0.1
 */
HST_API hst_status hst_drawdown_noise_episode(double *p, const hst_drawdown *fall, double expected,
                                              int64_t windows, void *work, size_t bytes);

/**
 * Bytes of workspace that hst_drawdown_noise_varying needs: 16 for each level that a window can have (some 300
 * for 144 expected blocks), where windows that follow one another with the same exposure share theirs.
 *
 * @param[out] bytes    [1] a multiple of 8; SIZE_MAX when no memory can be that large
 * @param[in]  expected [windows] mean count of each, 0 < expected <= 1e12; may be NULL when windows is 0
 * @param[in]  exposure [windows] 1e-290 .. 1e290; NULL: all equal
 * @param      windows  how many, 0 .. 2^32
 * @return HST_OK, else the first that applies: HST_ENULL (bytes, expected), HST_ESIZE (windows), HST_EDOMAIN
 *         (a mean, an exposure)
 *
 * @cost     O(windows)
 * @threads  reentrant
 * @source   the counts that matter, as at hst_drawdown_noise
 * @since    0.1
 */
HST_API hst_status hst_drawdown_noise_varying_work_size(size_t *bytes, const double *expected,
                                                        const double *exposure, int64_t windows);

/**
 * The noise floor where windows are not alike: the level of window i is count/exposure[i], its count is
 * Poisson(expected[i]).
 *
 *     difficulty changes    exposure as hst_hashrate_count_grid gives it, expected = rate x exposure: a rate
 *                           that does not change, seen through windows that weigh differently
 *     growth                exposure NULL, expected growing: what luck shows on top of growth that you know
 *
 * A fall is (double)(M - x)/M >= depth, M the running maximum of the levels as doubles, which is the depth
 * that hst_drawdown_max gives for the rates blocks/exposure.
 *
 * @param[out] p        [1] the probability of a maximum drawdown of at least `depth`, 0..1
 * @param      depth    0 <= depth <= 1; for 0 p is 1
 * @param[in]  expected, exposure as in hst_drawdown_noise_varying_work_size
 * @param      windows  how many, 1 .. 2^32
 * @param[out] work, bytes what hst_drawdown_noise_varying_work_size says, aligned to 8
 * @return HST_OK, else the first that applies: HST_ENULL (p, expected, work), HST_ESIZE (windows),
 *         HST_EALIGN (work), HST_EDOMAIN (a mean, an exposure), HST_ESPACE (bytes), HST_EDOMAIN (depth),
 *         HST_EEMPTY (windows is 0)
 *
 * @accuracy as hst_drawdown_noise, which it equals for windows that are alike
 * @cost     O(windows x levels) time: 9 ms for a year of days with 26 changes of difficulty
 * @threads  reentrant
 * @source   as hst_drawdown_noise, with the levels of all windows as states
 * @since    0.1
 */
HST_API hst_status hst_drawdown_noise_varying(double *p, double depth, const double *expected,
                                              const double *exposure, int64_t windows, void *work,
                                              size_t bytes);

/**
 * Bytes of workspace that hst_drawdown_noise_trailing needs.
 *
 * @param[out] bytes    [1] a multiple of 8; SIZE_MAX when no memory can be that large
 * @param      expected mean count of a step, 0 < expected <= 1e6
 * @param      width    steps of a window, 1 .. 2^40
 * @param      runs     networks, 0 .. 2^40
 * @return HST_OK, else the first that applies: HST_ENULL (bytes), HST_ESIZE (width, runs), HST_EDOMAIN
 *         (expected)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   a table of counts, the steps of a window, two sort keys for each network
 * @since    0.1
 */
HST_API hst_status hst_drawdown_noise_trailing_work_size(size_t *bytes, double expected, int64_t width,
                                                         int64_t runs);

/**
 * The noise floor of windows that overlap, by simulation: trailing windows of `width` steps, one ending with
 * each step, of networks that do not change.
 *
 * Neighbours share most of their blocks, so that their running maximum is no Markov chain. The draws are made
 * of integers and of + - * / alone: the same seed gives the same depths, bit for bit, on every machine, and
 * the first of more runs are the same networks. A 7-day window at daily ends over a year of 144 blocks a day
 * has a median maximum drawdown of 15.1 %.
 *
 * @param[out] depth    [runs] maximum drawdown of each network, ascending: depth[ceil(q runs) - 1] is the
 *                      quantile q, hst_drawdown_noise_simulated the chance of a depth; may be NULL when runs
 *                      is 0
 * @param      runs     networks, 0 .. 2^40
 * @param      expected mean count of a step, 0 < expected <= 1e6
 * @param      width    steps of a window, 1 .. 2^40
 * @param      windows  how many, 1 .. 2^40: width - 1 steps more are drawn
 * @param      seed     any
 * @param[out] work, bytes what hst_drawdown_noise_trailing_work_size says, aligned to 8
 * @return HST_OK, else the first that applies: HST_ENULL (depth, work), HST_ESIZE (runs, width, windows),
 *         HST_EDOMAIN (expected), HST_EALIGN (work), HST_ESPACE (bytes)
 *
 * @accuracy each depth as hst_drawdown_max of the sums gives it; the draws follow the Poisson law to 2^-52 of
 *           each cumulative chance; what is read off the depths has its Monte-Carlo error
 * @cost     O(runs x (windows + width)) draws of some 10 ns
 * @threads  reentrant
 * @source   inversion of a table; random words: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number
 *           Generators", OOPSLA 2014
 * @since    0.1
 */
HST_API hst_status hst_drawdown_noise_trailing(double *depth, int64_t runs, double expected, int64_t width,
                                               int64_t windows, int64_t seed, void *work, size_t bytes);

/**
 * The chance of a fall at least this deep, from simulated networks.
 *
 * @param[out] out    [1] share of the networks with such a fall, and its standard error
 * @param[in]  sorted [runs] what hst_drawdown_noise_trailing wrote; may be NULL when runs is 0
 * @param      runs   how many, >= 1
 * @param      depth  0 <= depth <= 1
 * @return HST_OK, else the first that applies: HST_ENULL (out, sorted), HST_ESIZE (runs < 0), HST_EDOMAIN
 *         (depth), HST_EEMPTY (runs is 0)
 *
 * @ties     a depth equal to the one asked for counts
 * @accuracy one rounding; the standard error is 0 where all networks agree, which does not make p exact
 * @cost     O(log runs)
 * @threads  reentrant
 * @source   the binomial law
 * @since    0.1
 */
HST_API hst_status hst_drawdown_noise_simulated(hst_drawdown_simulated *out, const double *sorted,
                                                int64_t runs, double depth);

/* a state that merges ---------------------------------------------------------------------------- */
enum { HST_DRAWDOWN_STATE_WORDS = 36, /**< words of a state */ HST_DRAWDOWN_PACKED_BYTES = 304 };

/**
 * A state that merges: the deepest fall of the samples pushed so far, in bounded memory. All zero is empty.
 * Each sample has a key, such as its time: any int64_t above those before it. No memory at all does harm as a
 * state: HST_ECORRUPT is what no pushes could have left, as far as a state can tell.
 *
 * Near-ties: of depths that round to the same double hst_drawdown_max takes the earlier, and so does a state
 * pushed in sequence: the same bits and places. No bounded memory can follow that rule through merges. So
 * from the first merge on (of parts that both observed something) depths are compared as exact fractions:
 * any tree gives the same fall, and another than the array call only where depths differ within rounding.
 */
typedef struct hst_drawdown_state {
    uint64_t opaque[HST_DRAWDOWN_STATE_WORDS]; /**< not to be looked at: hst_drawdown_state_read tells */
} hst_drawdown_state;

/** The deepest fall in a span, by keys. 104 bytes, no padding, frozen. */
typedef struct hst_drawdown_span {
    double depth;              /**< (peak - trough) / peak; 0 if nothing fell, and only then */
    int64_t peak;              /**< key of the maximum it fell from; the latest maximum if nothing fell */
    int64_t onset;             /**< key of the first sample below it, HST_NONE if nothing fell */
    int64_t trough;            /**< key of the earliest lowest sample, HST_NONE if nothing fell */
    int64_t recovered;         /**< 1: it is back at the peak; 0: it lasts, or nothing fell */
    int64_t recovery_earliest; /**< the first sample back at the peak is here or later; HST_NONE: none */
    int64_t recovery_latest;   /**< and here or earlier: the same key unless it lies across a seam */
    double maximum;            /**< of all samples */
    int64_t maximum_key;       /**< the latest key of it */
    int64_t first;             /**< the span: key of the first sample, missing or not */
    int64_t last;              /**< key of the last one */
    int64_t count;             /**< samples observed */
    int64_t missing;           /**< samples that were NaN */
} hst_drawdown_span;

/**
 * Add the next sample to a state.
 *
 * @param      state [1] the state
 * @param      x     hash/s, >= 0, or NaN = missing
 * @param      key   above that of every sample before
 * @return HST_OK, else the first that applies: HST_ENULL (state), HST_EDOMAIN (x negative or infinite),
 *         HST_ECORRUPT (state), HST_EORDER (key), HST_EOVERFLOW (above 2^62 samples): nothing changes
 *
 * @missing  extends the span and is counted; neither sets a peak nor ends a fall
 * @cost     O(1)
 * @threads  reentrant, one state at a time
 * @source   as hst_drawdown_max
 * @since    0.1
 */
HST_API hst_status hst_drawdown_state_push(hst_drawdown_state *state, double x, int64_t key);

/**
 * Add samples to a state: as hst_drawdown_state_push one by one.
 *
 * @param      state [1] the state
 * @param[in]  x     [n] hash/s, >= 0, NaN = missing; may be NULL when n = 0
 * @param[in]  key   [n] ascending, above that of every sample before; may be NULL when n = 0
 * @param      n     samples, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (state, x, key), HST_ESIZE (n < 0), HST_EDOMAIN (x),
 *         HST_ECORRUPT (state), HST_EORDER (key), HST_EOVERFLOW (above 2^62 samples): nothing changes
 *
 * @cost     O(n)
 * @threads  reentrant, one state at a time
 * @source   as hst_drawdown_max
 * @since    0.1
 */
HST_API hst_status hst_drawdown_state_push_n(hst_drawdown_state *state, const double *x, const int64_t *key,
                                             int64_t n);

/**
 * Add the content of the state of a later span: all is then what one pass gives (of near-ties see above), but
 * where a fall of one part ends within another, the key of its recovery is only known between bounds.
 *
 * @param      state [1] the state that grows
 * @param[in]  later [1] the state that is added: its first key is above the last one of `state`
 * @return HST_OK, else the first that applies: HST_ENULL (state, later), HST_ECORRUPT (state, later),
 *         HST_EORDER (`later` is not), HST_EOVERFLOW (above 2^62 samples): nothing changes
 *
 * @cost     O(1)
 * @threads  reentrant, one state at a time
 * @source   as hst_drawdown_max
 * @since    0.1
 */
HST_API hst_status hst_drawdown_state_merge(hst_drawdown_state *state, const hst_drawdown_state *later);

/**
 * Read what a state holds.
 *
 * @param[out] out   [1] the deepest fall, the maximum and the span
 * @param[in]  state [1] the state
 * @return HST_OK, else the first that applies: HST_ENULL (out, state), HST_ECORRUPT (state), HST_EEMPTY
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   as hst_drawdown_max
 * @since    0.1
 */
HST_API hst_status hst_drawdown_state_read(hst_drawdown_span *out, const hst_drawdown_state *state);

/**
 * Write a state as portable bytes: what they are, the content, a checksum, all little-endian.
 *
 * @param[out] packed [HST_DRAWDOWN_PACKED_BYTES] the bytes, at any address
 * @param      bytes  room at packed
 * @param[in]  state  [1] the state
 * @return HST_OK, else the first that applies: HST_ENULL (packed, state), HST_ESPACE (bytes too few),
 *         HST_ECORRUPT (state)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   the checksum is FNV-1a, 64 bits: Fowler, Noll and Vo, 1991
 * @since    0.1
 */
HST_API hst_status hst_drawdown_state_pack(void *packed, size_t bytes, const hst_drawdown_state *state);

/**
 * Read a state from bytes that hst_drawdown_state_pack wrote, on this machine or any other.
 *
 * @param[out] state  [1] the state
 * @param[in]  packed [bytes] the bytes, at any address
 * @param      bytes  how many
 * @return HST_OK, else the first that applies: HST_ENULL (state, packed), HST_ECORRUPT (packed is not one)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   as hst_drawdown_state_pack
 * @since    0.1
 */
HST_API hst_status hst_drawdown_state_unpack(hst_drawdown_state *state, const void *packed, size_t bytes);

#ifdef __cplusplus
}
#endif

#endif
