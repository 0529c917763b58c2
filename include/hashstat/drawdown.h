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
 * @source   Bacon, "Practical Portfolio Performance Measurement and Attribution", 2nd ed., 2008, on
 *           drawdown
 * @since    0.1
 */
HST_API hst_status hst_drawdown_episodes(hst_drawdown *out, int64_t cap, int64_t *found, const double *x,
                                         int64_t n);

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
 * @param[out] work     workspace, aligned to 8; its content afterwards means nothing
 * @param      bytes    at least what hst_drawdown_noise_work_size says
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
 * @param      expected    mean count of a window, 0 < expected <= 1e12
 * @param      windows     how many, >= 1; for 1 the answer is 0
 * @param[out] work        workspace, aligned to 8; its content afterwards means nothing
 * @param      bytes       at least what hst_drawdown_noise_work_size says
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

#ifdef __cplusplus
}
#endif

#endif
