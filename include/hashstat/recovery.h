/**
 * @file recovery.h
 * How long until a series was back at a fraction of its baseline, counting falls that are not over yet.
 *
 * After an event the hashrate fell. When was it back, to stay, at say 95 % of what it had been?
 *
 *   baseline   what it was before: a mean, median or trimmed mean, any level that the caller knows, or what
 *              growth would have made of it by now (hst_recovery_growth_fit, hst_recovery_find_path)
 *   level      fraction x baseline, the level to come back to
 *   onset      the fall: the first observed sample at or after the event that is below the level
 *   recovery   the first later sample at or above the level that begins a run which is *held*
 *
 * A run is a stretch of consecutive observed samples at or above the level. It is held when its last sample
 * lies at least `hold` seconds after its first. So a partial return of three hours is not a recovery, and
 * neither is a good last sample: "not yet" is an answer (`open`), never a recovery that the end of the record
 * supplied.
 *
 * Samples stand in strictly increasing time, evenly spaced or not. NaN = missing. A missing sample is neither
 * below the level nor at it: it does not end a run and does not by itself hold one, and how much of the time
 * was observed is reported beside every answer that depends on it.
 *
 * Two questions hide in "recovered". Back to where it *was* is a level; back to where it *would have been* is
 * a path that goes on growing, and on a growing network it is reached later or never. Both are offered, since
 * an outage that lasts makes the first easy and the second hard.
 *
 * For block counts a window that touches the level by luck is no recovery: hst_recovery_probability says how
 * sure it is.
 */
#ifndef HASHSTAT_RECOVERY_H
#define HASHSTAT_RECOVERY_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * One recovery. Indexes point into the series; durations are in seconds. 120 bytes, no padding, frozen.
 *
 * "The end" below is the sample to which a fall is counted: the recovery; while open the earliest sample that
 * can still turn out to be it, that is `pending`, else the last observed sample.
 */
typedef struct hst_recovery {
    double level;             /**< fraction x baseline */
    double lowest;            /**< smallest observed sample of the fall; NaN: it never fell */
    int64_t onset;            /**< first observed sample at or after the event below the level, or HST_NONE */
    int64_t trough;           /**< earliest smallest sample, onset to recovery, while open to the last one */
    int64_t first_touch;      /**< first later sample at or above the level, however briefly, or HST_NONE */
    int64_t recovery;         /**< first sample of the first run that is held; HST_NONE while open */
    int64_t pending;          /**< while open: first sample of a run not held for long enough yet; HST_NONE */
    int64_t open;             /**< 1 while not recovered (censored), else 0 */
    int64_t from_onset;       /**< seconds from the onset to the end; while open a lower bound */
    int64_t from_trough;      /**< seconds from the trough to the end */
    int64_t shortest;         /**< seconds that a fall seen so must have lasted, given the gaps */
    int64_t longest;          /**< seconds that it can have lasted at most; INT64_MAX: no bound (open) */
    double work_lost;         /**< integral of baseline - x, onset to end: hashes, if x is in hash/s */
    int64_t seconds_observed; /**< seconds of that integral for which a sample stood, <= from_onset */
    int64_t hold_observed;    /**< seconds of the hold for which a sample stood, <= hold; 0 while open */
} hst_recovery;

/** Log-linear growth before an event: level x exp(growth (t - origin)). 40 bytes, no padding, frozen. */
typedef struct hst_recovery_growth {
    double level;        /**< expected value at the origin, in the unit of x */
    double growth;       /**< of its logarithm, per second */
    double growth_error; /**< its standard error, scatter as seen; NaN with two samples */
    int64_t origin;      /**< Unix seconds: the last sample that was fitted */
    int64_t samples;     /**< how many were fitted */
} hst_recovery_growth;

/** Half of the loss regained. Indexes point into the series. 48 bytes, no padding, frozen. */
typedef struct hst_recovery_half {
    double level;     /**< half way from the lowest sample to the baseline; NaN: it never fell */
    int64_t trough;   /**< earliest lowest sample from the onset to the crossing, while open to the last */
    int64_t crossing; /**< first later sample at or above the level, HST_NONE while open */
    int64_t seconds;  /**< from the trough to the crossing, while open to the last sample, a lower bound */
    int64_t shortest; /**< seconds from the trough to the last sample below the level: it took longer */
    int64_t longest;  /**< seconds from the sample before the trough to the crossing; INT64_MAX: no bound */
} hst_recovery_half;

/** Exponential return: x = baseline - loss 2^(-(t - first)/half_life). 48 bytes, no padding, frozen. */
typedef struct hst_recovery_return {
    double half_life;   /**< seconds; NaN when not identified */
    double lower;       /**< lower end of its profile interval, 0: it may have been at once */
    double upper;       /**< upper end; +INFINITY: there may be no return at all */
    double loss;        /**< fitted baseline - x at the first sample; NaN when not identified */
    double scatter;     /**< standard deviation about the fit, divisor samples - 2; NaN likewise */
    int64_t identified; /**< 1, or 0: too few samples, no loss to return from, or no best half-life */
} hst_recovery_return;

/** What an event cost within a control time: the resilience triangle. 64 bytes, no padding, frozen. */
typedef struct hst_recovery_resilience {
    double work_lost;         /**< integral of baseline - x: hashes, if x is in hash/s */
    double fraction_lost;     /**< of what the baseline would have done in the seconds observed */
    double area;              /**< 1 - fraction_lost: mean of x/baseline */
    double robustness;        /**< lowest x/baseline */
    double rapidity;          /**< (x at the recovery - lowest)/(seconds from lowest to it); NaN while open */
    int64_t seconds_observed; /**< of the control time, those for which a sample stood */
    int64_t trough;           /**< earliest lowest sample */
    int64_t recovery;         /**< first later sample at or above the level that is held, or HST_NONE */
} hst_recovery_resilience;

/** When it is sure enough that block counts are back. Indexes of windows. 40 bytes, no padding, frozen. */
typedef struct hst_recovery_certainty {
    double probability; /**< at `certain`; while there is none, at the last window observed */
    int64_t certain;    /**< first window from which the probability reaches what was asked, or HST_NONE */
    int64_t naive;      /**< first window whose plain estimate is at the level, or HST_NONE */
    int64_t delay;      /**< seconds from the end of `naive` to that of `certain`; 0 unless both are there */
    int64_t observed;   /**< windows with exposure */
} hst_recovery_certainty;

/* what it was before ----------------------------------------------------------------------------- */

/**
 * Mean of the observed samples with from <= time < until: the plainest baseline.
 *
 *     baseline = sum of x / count
 *
 * Every sample counts the same, however long it stands: pass windows of one length.
 *
 * @param[out] baseline [1] the mean, in the unit of x; 0 (which hst_recovery_find refuses) when all are 0
 * @param[in]  time     [n] Unix seconds, strictly increasing; may be NULL when n = 0
 * @param[in]  x        [n] hash/s, >= 0, NaN = missing; may be NULL when n = 0
 * @param      n        samples, >= 0
 * @param      from     first second that counts
 * @param      until    first second that no longer counts, >= from
 * @return HST_OK, else the first that applies: HST_ENULL (baseline, time, x), HST_ESIZE (n < 0), HST_EDOMAIN
 *         (a negative or infinite sample, also outside the interval), HST_EORDER (until < from, times not
 *         strictly increasing), HST_EEMPTY (no sample observed in the interval), HST_EOVERFLOW (the sum is
 *         beyond DBL_MAX)
 *
 * @missing  skipped, and not counted
 * @empty    HST_EEMPTY
 * @accuracy the sum is exact and rounded once, so its order is of no matter: relative error below 2.3e-16
 * @cost     O(n) time, O(1) memory
 * @threads  reentrant
 * @source   the sum: Neal, "Fast exact summation using small and large superaccumulators", arXiv 1505.05571,
 *           2015
 * @since    0.1
 */
HST_API hst_status hst_recovery_baseline_mean(double *baseline, const int64_t *time, const double *x,
                                              int64_t n, int64_t from, int64_t until);

/**
 * Bytes of workspace that the baselines by order need: hst_recovery_baseline_median and
 * hst_recovery_baseline_trimmed_mean.
 *
 * @param n samples of the series; a negative number counts as 0
 * @return a multiple of 8; SIZE_MAX when no memory can be that large
 *
 * @cost    O(1)
 * @threads reentrant
 * @source  two sort keys of 8 bytes for each sample
 * @since   0.1
 */
HST_API size_t hst_recovery_baseline_work_size(int64_t n);

/**
 * Median of the observed samples with from <= time < until: a baseline that single odd windows do not move.
 *
 * @param[out] baseline [1] the median; of an even number the mean of the two in the middle
 * @param[in]  time     [n] Unix seconds, strictly increasing; may be NULL when n = 0
 * @param[in]  x        [n] hash/s, >= 0, NaN = missing; may be NULL when n = 0
 * @param      n        samples, >= 0
 * @param      from     first second that counts
 * @param      until    first second that no longer counts, >= from
 * @param[out] work     workspace, aligned to 8; its content afterwards means nothing; may be NULL when n = 0
 * @param      bytes    at least what hst_recovery_baseline_work_size says
 * @return HST_OK, else the first that applies: HST_ENULL (baseline, time, x, work), HST_ESIZE (n < 0),
 *         HST_EALIGN (work), HST_ESPACE (bytes), HST_EDOMAIN (a negative or infinite sample, also outside the
 *         interval), HST_EORDER (until < from, times not strictly increasing), HST_EEMPTY (no sample observed
 *         in the interval)
 *
 * @missing  skipped, and not counted
 * @empty    HST_EEMPTY
 * @accuracy exact, or one rounding of the mean of two
 * @cost     O(n) time: a radix sort
 * @threads  reentrant
 * @source   Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50(4),
 *           1996: all their definitions share this median
 * @since    0.1
 */
HST_API hst_status hst_recovery_baseline_median(double *baseline, const int64_t *time, const double *x,
                                                int64_t n, int64_t from, int64_t until, void *work,
                                                size_t bytes);

/**
 * Mean of the observed samples with from <= time < until without the smallest and the largest of them.
 *
 *     of m samples the floor(trim m) smallest and as many largest are left out
 *
 * trim 0 is the mean; towards 1/2 it becomes the median.
 *
 * @param[out] baseline [1] the trimmed mean
 * @param[in]  time     [n] Unix seconds, strictly increasing; may be NULL when n = 0
 * @param[in]  x        [n] hash/s, >= 0, NaN = missing; may be NULL when n = 0
 * @param      n        samples, >= 0
 * @param      from     first second that counts
 * @param      until    first second that no longer counts, >= from
 * @param      trim     fraction left out on either side, 0 <= trim < 1/2
 * @param[out] work     workspace, aligned to 8; its content afterwards means nothing; may be NULL when n = 0
 * @param      bytes    at least what hst_recovery_baseline_work_size says
 * @return HST_OK, else the first that applies: HST_ENULL (baseline, time, x, work), HST_ESIZE (n < 0),
 *         HST_EALIGN (work), HST_ESPACE (bytes), HST_EDOMAIN (trim, a negative or infinite sample, also
 *         outside the interval), HST_EORDER (until < from, times not strictly increasing), HST_EEMPTY (no
 *         sample observed in the interval)
 *
 * @missing  skipped, and not counted
 * @empty    HST_EEMPTY
 * @accuracy correctly rounded: the sum is exact
 * @cost     O(n) time: a radix sort
 * @threads  reentrant
 * @source   Tukey and McLaughlin, "Less Vulnerable Confidence and Significance Procedures for Location Based
 *           on a Single Sample", Sankhya A 25, 1963; floor(trim m) as in R's mean
 * @since    0.1
 */
HST_API hst_status hst_recovery_baseline_trimmed_mean(double *baseline, const int64_t *time, const double *x,
                                                      int64_t n, int64_t from, int64_t until, double trim,
                                                      void *work, size_t bytes);

/**
 * Growth before an event, from the observed samples with from <= time < until.
 *
 *     sum of (x - m) = 0 and sum of (x - m) t = 0,   m = level exp(growth (t - origin))
 *
 * These are the equations of Poisson regression, which need no more than that the scatter grows with the
 * level: they take a sample of zero, which a fit to logarithms cannot, and give the same growth in any unit.
 * growth_error is from the scatter seen: sqrt(phi / sum of m (t - mean t)^2), phi the sum of (x - m)^2/m over
 * samples - 2. Noise that is correlated from sample to sample makes it too small.
 *
 * @param[out] out   [1] the growth
 * @param[in]  time  [n] Unix seconds, strictly increasing; may be NULL when n = 0
 * @param[in]  x     [n] hash/s, >= 0, NaN = missing; may be NULL when n = 0
 * @param      n     samples, >= 0
 * @param      from  first second that counts
 * @param      until first second that no longer counts, >= from
 * @return HST_OK, else the first that applies: HST_ENULL (out, time, x), HST_ESIZE (n < 0), HST_EDOMAIN (a
 *         negative or infinite sample, also outside the interval), HST_EORDER (until < from, times not
 *         strictly increasing), HST_EEMPTY (fewer than two samples above zero in the interval: no growth can
 *         be told), HST_EOVERFLOW (a sum beyond DBL_MAX, or a growth of more than a factor of e^600 over the
 *         interval)
 *
 * @missing  skipped, and not counted
 * @empty    HST_EEMPTY
 * @accuracy growth times the length of the interval, and the logarithm of the level, within 1e-10
 * @cost     O(n) time, some 10 passes
 * @threads  reentrant
 * @source   McCullagh and Nelder, "Generalized Linear Models", 2nd ed., 1989, chapter 9 (quasi-likelihood)
 * @since    0.1
 */
HST_API hst_status hst_recovery_growth_fit(hst_recovery_growth *out, const int64_t *time, const double *x,
                                           int64_t n, int64_t from, int64_t until);

/**
 * Where it would have been: the baseline that growth gives at each time.
 *
 *     baseline[i] = level exp(growth (time[i] - origin))
 *
 * @param[out] baseline [n] in the unit of level; may be NULL when n = 0
 * @param[in]  growth   [1] what hst_recovery_growth_fit wrote, or any other finite numbers with level > 0
 * @param[in]  time     [n] Unix seconds; may be NULL when n = 0
 * @param      n        how many, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (baseline, growth, time), HST_ESIZE (n < 0),
 *         HST_EDOMAIN (level, growth), HST_EOVERFLOW (a baseline that is beyond DBL_MAX or rounds to zero;
 *         the array is then unspecified)
 *
 * @empty    HST_OK, nothing is written
 * @accuracy relative error below 2e-16 x (4 + |growth (time - origin)|)
 * @cost     O(n) time
 * @threads  reentrant
 * @source   the formula above
 * @since    0.1
 */
HST_API hst_status hst_recovery_growth_path(double *baseline, const hst_recovery_growth *growth,
                                            const int64_t *time, int64_t n);

/* the way back ----------------------------------------------------------------------------------- */

/**
 * Find the fall that follows an event, and the return to `fraction` of the baseline.
 *
 * A series is seen at its samples only, so the crossings are known to lie between two of them. The fall began
 * after the observed sample before the onset (or at the event, if that is later), at the onset at the latest;
 * it was over after the last observed sample below the level, at the recovery at the latest. So the true
 * duration lies above
 *
 *     shortest = time[last sample below before the recovery] - time[onset]
 *
 * and is at most
 *
 *     longest = time[recovery] - max(event, time[observed sample before the onset])
 *
 * while from_onset = time[recovery] - time[onset] is what the samples themselves show. While open, `shortest`
 * runs to the last sample below the level. A gap in the record widens the two bounds and moves nothing else.
 * They take a sample for the value at its time; one that is the mean of a window tells only that the crossing
 * lies within that window: widen both by the length of a window. An event before all times (INT64_MIN) asks
 * for the first fall of the record; a fall that begins with the first sample then has no bound above.
 *
 * While open, `from_onset` is a lower bound, and it never shrinks as more samples arrive: if a run is
 * pending, its first sample is the earliest that can turn out to be the recovery; else that is later than the
 * last sample.
 *
 * The work lost is the integral of baseline - x from the onset to the end. A sample stands from its time to
 * the time of the next entry of the series, a missing one stands for nothing (seconds_observed says how much
 * of from_onset was seen, so that the caller can scale). The integral is *signed*: samples above the baseline
 * count against the loss. Counting only the shortfall would turn noise into loss, as max(0, noise) has a
 * mean above 0.
 *
 * @param[out] out      [1] the recovery
 * @param[in]  time     [n] Unix seconds, strictly increasing; may be NULL when n = 0
 * @param[in]  x        [n] hash/s, >= 0, NaN = missing; may be NULL when n = 0
 * @param      n        samples, >= 0
 * @param      event    Unix seconds; samples before it set no onset. Cut windows there: one that began before
 *                      the event is not looked at
 * @param      baseline what the series was before, finite and > 0, in the unit of x
 * @param      fraction of the baseline to come back to, 0 < fraction <= 1
 * @param      hold     seconds for which the level must be held, >= 0; 0 makes the first touch the recovery
 * @return HST_OK, else the first that applies: HST_ENULL (out, time, x), HST_ESIZE (n < 0), HST_EDOMAIN
 *         (baseline, fraction, hold, a negative or infinite sample), HST_EORDER (times not strictly
 *         increasing), HST_EEMPTY (no sample observed at or after the event), HST_EOVERFLOW (a fall with
 *         its hold, or while open with all samples since, of more than INT64_MAX seconds; a work beyond
 *         DBL_MAX)
 *
 * @missing  skipped: neither below the level nor at it. A run goes on across a gap, but only an observed
 *           sample at or above the level on its far side holds it; hold_observed says how much of the hold
 *           was seen
 * @ties     the earliest trough; a sample equal to the level is at it
 * @empty    it never fell: onset, trough, first_touch, recovery and pending HST_NONE, lowest NaN, all else
 *           but the level 0 (open is 0: there is nothing to recover from)
 * @accuracy indexes and seconds exact; the level is one rounding of fraction x baseline, and samples are
 *           compared with the rounded value; work_lost within 4.5e-16 of the integral of |baseline - x|
 * @cost     O(n) time, O(1) memory
 * @threads  reentrant
 * @source   the work lost is the resilience triangle of Bruneau et al., "A Framework to Quantitatively Assess
 *           and Enhance the Seismic Resilience of Communities", Earthquake Spectra 19(4), 2003; bounds for a
 *           crossing seen only at visits: Turnbull, "The Empirical Distribution Function with Arbitrarily
 *           Grouped, Censored and Truncated Data", JRSS B 38, 1976
 * @since    0.1
 */
HST_API hst_status hst_recovery_find(hst_recovery *out, const int64_t *time, const double *x, int64_t n,
                                     int64_t event, double baseline, double fraction, int64_t hold);

/**
 * The same against a baseline that changes: the return to `fraction` of where it would have been.
 *
 * As hst_recovery_find, with the level fraction x baseline[i] at sample i; `level` in the answer is that at
 * the sample to which the fall is counted; NaN if it never fell. The trough is the lowest of the samples that
 * are below their own level, in the unit of x, not relative to the baseline.
 *
 * @param[out] out      [1] the recovery
 * @param[in]  time     [n] Unix seconds, strictly increasing; may be NULL when n = 0
 * @param[in]  x        [n] hash/s, >= 0, NaN = missing; may be NULL when n = 0
 * @param[in]  baseline [n] finite and > 0, in the unit of x; may be NULL when n = 0
 * @param      n        samples, >= 0
 * @param      event    Unix seconds; samples before it set no onset
 * @param      fraction of the baseline to come back to, 0 < fraction <= 1
 * @param      hold     seconds for which the level must be held, >= 0; 0 makes the first touch the recovery
 * @return HST_OK, else the first that applies: HST_ENULL (out, time, x, baseline), HST_ESIZE (n < 0),
 *         HST_EDOMAIN (fraction, hold, a baseline, a negative or infinite sample), HST_EORDER (times not
 *         strictly increasing), HST_EEMPTY (no sample observed at or after the event), HST_EOVERFLOW (a fall
 *         with its hold, or while open with all samples since, of more than INT64_MAX seconds; a work beyond
 *         DBL_MAX)
 *
 * @missing  as hst_recovery_find
 * @ties     the earliest trough; a sample equal to the level is at it
 * @empty    it never fell: as hst_recovery_find, and the level NaN
 * @accuracy as hst_recovery_find
 * @cost     O(n) time, O(1) memory
 * @threads  reentrant
 * @source   as hst_recovery_find
 * @since    0.1
 */
HST_API hst_status hst_recovery_find_path(hst_recovery *out, const int64_t *time, const double *x,
                                          const double *baseline, int64_t n, int64_t event, double fraction,
                                          int64_t hold);

/**
 * Half-life of a fall by crossing: the time from the lowest sample to the first one back at half of the loss.
 *
 *     level = lowest + (baseline - lowest)/2
 *
 * The fall is the one that hst_recovery_find finds with a fraction of 1. While samples still fall, the lowest
 * moves and with it the level: the trough is the lowest before the crossing of *its own* half-way level, so
 * that a later and deeper fall is another one.
 *
 * @param[out] out      [1] the half-life
 * @param[in]  time     [n] Unix seconds, strictly increasing; may be NULL when n = 0
 * @param[in]  x        [n] hash/s, >= 0, NaN = missing; may be NULL when n = 0
 * @param      n        samples, >= 0
 * @param      event    Unix seconds; samples before it set no onset
 * @param      baseline what the series was before, finite and > 0, in the unit of x
 * @return HST_OK, else the first that applies: HST_ENULL (out, time, x), HST_ESIZE (n < 0), HST_EDOMAIN
 *         (baseline, a negative or infinite sample), HST_EORDER (times not strictly increasing), HST_EEMPTY
 *         (no sample observed at or after the event), HST_EOVERFLOW (more than INT64_MAX seconds from the
 *         sample before the onset to the last one)
 *
 * @missing  skipped; a gap widens the bounds
 * @ties     the earliest trough; a sample equal to the level is at it
 * @empty    it never fell: trough and crossing HST_NONE, level NaN, seconds, shortest and longest 0
 * @accuracy indexes and seconds exact; the level is two roundings
 * @cost     O(n) time, O(1) memory
 * @threads  reentrant
 * @source   the definition of a half-life
 * @since    0.1
 */
HST_API hst_status hst_recovery_half_life(hst_recovery_half *out, const int64_t *time, const double *x,
                                          int64_t n, int64_t event, double baseline);

/**
 * Half-life of a return by least squares, from the samples with from <= time < until.
 *
 *     x = baseline - loss 2^(-(t - first)/half_life) + noise,   first: the time of the first sample observed
 *
 * For each half-life the best loss is linear; what is left is a search in one dimension, over half-lives from
 * a thirtieth of the first step between samples, which is as good as 0, to a thousand times the whole stretch,
 * which is as good as none. The interval holds
 * the half-lives whose sum of squares is at most min (1 + F/(samples - 2)), F the quantile of Fisher's F(1,
 * samples - 2): the profile interval, which may be open on either side and says so. It supposes noise of one
 * size without correlation; windows that overlap make it too narrow.
 *
 * @param[out] out      [1] the fit
 * @param[in]  time     [n] Unix seconds, strictly increasing; may be NULL when n = 0
 * @param[in]  x        [n] hash/s, >= 0, NaN = missing; may be NULL when n = 0
 * @param      n        samples, >= 0
 * @param      from     first second that counts: the time of the trough, or where else the return begins
 * @param      until    first second that no longer counts, >= from
 * @param      baseline what it returns to, finite and > 0, in the unit of x
 * @param      level    confidence, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, time, x), HST_ESIZE (n < 0), HST_EDOMAIN
 *         (baseline, level, a negative or infinite sample, also outside the stretch), HST_EORDER (until <
 *         from, times not strictly increasing)
 *
 * @missing  skipped
 * @empty    fewer than three samples at different times: not identified
 * @accuracy half-life and ends within 1e-7 of themselves where the sum of squares tells them apart
 * @cost     O(samples) time, some 500 passes
 * @threads  reentrant
 * @source   Seber and Wild, "Nonlinear Regression", 1989, section 5.2 (profile likelihood intervals)
 * @since    0.1
 */
HST_API hst_status hst_recovery_return_fit(hst_recovery_return *out, const int64_t *time, const double *x,
                                           int64_t n, int64_t from, int64_t until, double baseline,
                                           double level);

/**
 * The resilience triangle over a control time that begins with the event.
 *
 *     work_lost = integral of baseline - x over the observed seconds of [event, event + control)
 *
 * A sample stands from its time to the time of the next entry; the last one stands for nothing, as nobody
 * knows for how long it does. What stood before the event counts from the event on. Trough and recovery are
 * those of hst_recovery_find within the control time.
 *
 * @param[out] out      [1] the figures
 * @param[in]  time     [n] Unix seconds, strictly increasing; may be NULL when n = 0
 * @param[in]  x        [n] hash/s, >= 0, NaN = missing; may be NULL when n = 0
 * @param      n        samples, >= 0
 * @param      event    Unix seconds
 * @param      control  seconds, > 0
 * @param      baseline what the series was before, finite and > 0, in the unit of x
 * @param      fraction of the baseline to come back to, 0 < fraction <= 1
 * @param      hold     seconds for which that must be held, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (out, time, x), HST_ESIZE (n < 0), HST_EDOMAIN
 *         (control, baseline, fraction, hold, a negative or infinite sample), HST_EORDER (times not strictly
 *         increasing), HST_EEMPTY (no second of the control time observed), HST_EOVERFLOW (event + control
 *         beyond INT64_MAX, a work beyond DBL_MAX, a fall of more than INT64_MAX seconds)
 *
 * @missing  no part of the area; seconds_observed says how much of it was seen
 * @ties     the earliest trough
 * @empty    no fall: trough and recovery HST_NONE, rapidity NaN
 * @accuracy work_lost within 4.5e-16 of the integral of |baseline - x|; ratios one or two roundings more
 * @cost     O(n) time, O(1) memory
 * @threads  reentrant
 * @source   Bruneau et al., Earthquake Spectra 19(4), 2003; the control time and normalised area: Cimellaro,
 *           Reinhorn and Bruneau, "Framework for Analytical Quantification of Disaster Resilience",
 *           Engineering Structures 32(11), 2010
 * @since    0.1
 */
HST_API hst_status hst_recovery_resilience_over(hst_recovery_resilience *out, const int64_t *time,
                                                const double *x, int64_t n, int64_t event, int64_t control,
                                                double baseline, double fraction, int64_t hold);

/* how sure it is --------------------------------------------------------------------------------- */

/**
 * Probability that the rate behind each window is back at `fraction` of the rate before.
 *
 *     p = P(rate >= fraction x base rate | counts),   each rate with Jeffreys' prior
 *       = P(B >= f E/(f E + E_b)),   B ~ Beta(n + 1/2, n_b + 1/2)
 *
 * Where the rate is at exactly that fraction, p is as good as uniform: it reaches .95 with a chance of 5.0 to
 * 5.2 %, for windows of 20 to 1,008 blocks against 1 to 30 times as much before. Longer windows are surer: to
 * judge a day, pass trailing windows of a day.
 *
 * @param[out] probability   [windows] 0..1, NaN for a window without exposure; may be NULL when windows is 0
 * @param[in]  blocks        [windows] blocks of each, 0 .. 1e12; may be NULL when windows is 0
 * @param[in]  exposure      [windows] exposure of each, finite, >= 0; may be NULL when windows is 0
 * @param      windows       how many, >= 0
 * @param      base_blocks   blocks before the event, 0 .. 1e12
 * @param      base_exposure their exposure, finite, > 0
 * @param      fraction      of the base rate to be back at, finite, > 0
 * @return HST_OK, else the first that applies: HST_ENULL (probability, blocks, exposure), HST_ESIZE (windows
 *         < 0), HST_EDOMAIN (a count, an exposure, fraction)
 *
 * @missing  no exposure: NaN
 * @empty    HST_OK, nothing is written
 * @accuracy relative error below 1e-12 + 1.2e-14 sqrt(blocks + base_blocks) where p and 1 - p are above
 *           1e-300: a rounded argument moves the tail of a narrow law by that much
 * @cost     O(windows) tails of the beta law
 * @threads  reentrant
 * @source   Brown, Cai and DasGupta, "Interval Estimation in Exponential Families", Statistica Sinica 13,
 *           2003 (Jeffreys' prior for a Poisson rate); a ratio of Gammas is a Beta
 * @since    0.1
 */
HST_API hst_status hst_recovery_probability(double *probability, const int64_t *blocks,
                                            const double *exposure, int64_t windows, int64_t base_blocks,
                                            double base_exposure, double fraction);

/**
 * First window at which it is sure enough that the network is back, and how much later that is than the first
 * window that looks like it.
 *
 * A window looks like it when blocks/exposure >= fraction x base_blocks/base_exposure. The first of many
 * windows to reach a probability has had many chances: ask for more than you would of one window.
 *
 * @param[out] out           [1] the answer
 * @param[in]  end           [windows] Unix seconds at which each window ends, strictly increasing; may be
 *                           NULL when windows is 0
 * @param[in]  blocks        [windows] blocks of each, 0 .. 1e12; may be NULL when windows is 0
 * @param[in]  exposure      [windows] exposure of each, finite, >= 0; may be NULL when windows is 0
 * @param      windows       how many, >= 0, from the onset of the fall on
 * @param      base_blocks   blocks before the event, 0 .. 1e12
 * @param      base_exposure their exposure, finite, > 0
 * @param      fraction      of the base rate to be back at, finite, > 0
 * @param      probability   to be reached, in (0,1)
 * @param      held          how many observed windows in a row must reach it, >= 1
 * @return HST_OK, else the first that applies: HST_ENULL (out, end, blocks, exposure), HST_ESIZE (windows <
 *         0, held < 1), HST_EDOMAIN (a count, an exposure, fraction, probability), HST_EORDER (ends not
 *         strictly increasing), HST_EEMPTY (no window with exposure), HST_EOVERFLOW (a delay beyond
 *         INT64_MAX)
 *
 * @missing  a window without exposure is skipped: it neither makes nor breaks a row
 * @accuracy as hst_recovery_probability
 * @cost     O(windows) tails of the beta law
 * @threads  reentrant
 * @source   as hst_recovery_probability
 * @since    0.1
 */
HST_API hst_status hst_recovery_certain(hst_recovery_certainty *out, const int64_t *end,
                                        const int64_t *blocks, const double *exposure, int64_t windows,
                                        int64_t base_blocks, double base_exposure, double fraction,
                                        double probability, int64_t held);

#ifdef __cplusplus
}
#endif

#endif
