/**
 * @file recovery.h
 * How long until a series was back at a fraction of its baseline, counting falls that are not over yet.
 *
 * After an event the hashrate fell. When was it back, to stay, at say 95 % of what it had been?
 *
 *   baseline   what it was before: hst_recovery_baseline_mean, or any level that the caller knows
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

#ifdef __cplusplus
}
#endif

#endif
