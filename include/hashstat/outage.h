/**
 * @file outage.h
 * Outages in a signal of connectivity or in counts: what is normal, what is below it, from when until when.
 *
 *   baseline   what is normal at each sample, made of its past alone: the median of a trailing history, or of
 *              the same hour of past weeks. Nearest rank: the smallest value with half of all or more at or
 *              below it
 *   score      how far a sample is below: ratio to the baseline, robust z, or p of a count
 *   state      of each sample: HST_OUTAGE_OK, HST_OUTAGE_ALERT or HST_OUTAGE_UNKNOWN
 *   episode    from the first alert to the first sample that is OK again
 *
 * A gap in the data is not an outage. A missing sample (NaN), one without a baseline yet, and one whose
 * baseline is 0, so that there is nothing to fall from, are UNKNOWN: they begin no episode and end none, and
 * an episode says how much of it was seen. Nor does a sample speak for longer than `step` seconds: later ones
 * that never came are a gap too.
 *
 * A ratio alone misleads where counts are small: 16 against 20 is luck, 1,600 against 2,000 is not. With
 * HST_OUTAGE_COUNTS an alert needs a small p as well. On the hourly blocks of Bitcoin from 2021-12-15 to
 * 2022-02-15, Kazakhstan's blackout of January included, the ratio alone (below 0.8 of the median of the past
 * week) alarms in 393 of 1,511 hours; with p <= 0.0001 asked too in none, for the smallest p of them all is
 * 0.0021. Counts of a day or a week show what those of an hour cannot.
 *
 * Times are Unix seconds, strictly increasing, and span less than 2^63. Samples are >= 0, NaN = missing, -0
 * reads as 0. A workspace of hst_outage_work_size bytes, aligned to 8, serves every function here that takes
 * one.
 */
#ifndef HASHSTAT_OUTAGE_H
#define HASHSTAT_OUTAGE_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Flags of the options; states of a sample, frozen. */
enum {
    HST_OUTAGE_BY_COUNT = 1, /**< flag: history is a number of samples, observed or not, instead of seconds */
    HST_OUTAGE_SEASONAL = 2, /**< flag: the baseline is that of the same slot of past seasons */
    HST_OUTAGE_COUNTS = 4,   /**< flag: samples are counts over equal times: an alert needs a small p too */
    HST_OUTAGE_OK = 0,       /**< state: seen, and not below */
    HST_OUTAGE_ALERT = 1,    /**< state: below */
    HST_OUTAGE_UNKNOWN = 2   /**< state: cannot be told */
};

/** What is asked. Options: hst_outage_options_init fills them. 112 bytes. */
typedef struct hst_outage_options {
    uint32_t struct_size;    /**< bytes of this struct as the caller was built, at least 112 */
    uint32_t flags;          /**< 0 or some of the flags above */
    int64_t history;         /**< seconds, or samples, that the trailing baseline looks back; >= 1; 604800 */
    int64_t warmup;          /**< seconds since its oldest observed sample, at least; >= 0; 3600 */
    int64_t min_count;       /**< observed samples that a baseline needs; >= 1; 1 */
    int64_t season;          /**< seconds after which a season repeats, a multiple of slot; 604800: a week */
    int64_t slot;            /**< seconds of a slot, >= 1; 3600: the hour of the week, in UTC */
    int64_t seasons;         /**< past seasons that are looked at, 1..1000000; 4 */
    double ratio;            /**< alert below this fraction of the baseline, 0..1; 0.8 */
    double p;                /**< and with HST_OUTAGE_COUNTS at this p or less, 0..1; 0.0001 */
    double inpaint;          /**< in the history the baseline stands in for samples below this
                                  fraction of it, 0..1; 0.8; 0: for none */
    int64_t inpaint_longest; /**< seconds after which what was painted over is the new normal; >= 1; 604800 */
    int64_t step;            /**< seconds that a sample speaks for at most; >= 0; 0: until the next; 0 */
    int64_t join;            /**< a return that lasts fewer seconds ends no episode; >= 0; 0 */
    int64_t least;           /**< seconds from first to last alert that an episode has; >= 0; 0 */
} hst_outage_options;

/** One outage. Indexes point into the series, HST_NONE = none. 104 bytes, no padding, frozen. */
typedef struct hst_outage_episode {
    int64_t onset;    /**< first alert */
    int64_t last;     /**< last alert */
    int64_t end;      /**< first later sample that is OK; HST_NONE: open */
    int64_t before;   /**< last sample that was OK before the onset; HST_NONE: there is none */
    int64_t deepest;  /**< where it was deepest, the earliest of equals */
    double depth;     /**< (baseline - x) / baseline there, 0..1 */
    double area;      /**< sum over the alerts of (baseline - x) x seconds that the sample speaks for */
    int64_t alerts;   /**< samples under alert */
    int64_t returned; /**< samples that were OK in between: brief returns, joined */
    int64_t unknown;  /**< unknown samples from onset to end, while open to the end of the record */
    int64_t unseen;   /**< seconds from onset to end, or to the last entry, that no known sample speaks for */
    int64_t shortest; /**< seconds from the first to the last alert */
    int64_t longest;  /**< seconds from `before` to `end`; INT64_MAX: no bound */
} hst_outage_episode;

/**
 * Fill options with their defaults.
 *
 * The ratio, history, warm-up and in-painting are those of the example that IODA's detector ships with.
 *
 * @param[out] options     [1] of a struct newer than this library, the tail is zero
 * @param      struct_size bytes, (uint32_t)sizeof *options
 * @return HST_OK, else the first that applies: HST_ENULL (options), HST_EOPTION (struct_size below 112)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   CAIDA, watchtower-sentry, sentry-sample.yaml; count and episode options: own definition
 * @since    0.1
 */
HST_API hst_status hst_outage_options_init(hst_outage_options *options, uint32_t struct_size);

/**
 * Bytes of workspace for n samples.
 *
 * @param[out] bytes [1] 48 n
 * @param      n     samples, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (bytes), HST_ESIZE (n < 0), HST_EOVERFLOW (n >=
 *         2^31, or more than memory can hold)
 *
 * @empty    0 bytes for no samples
 * @cost     O(1)
 * @threads  reentrant
 * @source   the layout of the workspace
 * @since    0.1
 */
HST_API hst_status hst_outage_work_size(size_t *bytes, int64_t n);

/* baselines ------------------------------------------------------------------------------------ */

/**
 * What is normal at each sample.
 *
 * Trailing, IODA's moving median: the nearest-rank median of the observed samples with t[i] - history <= time
 * < t[i]; by count of samples i - history .. i - 1. The sample itself is no part. It is defined when there
 * are min_count of them and the oldest lies at warmup seconds or more before t[i].
 *
 * In-painting, so that a long outage does not become the normal: a sample with x / baseline < inpaint (and,
 * with HST_OUTAGE_COUNTS, p at most the option's) stands in the history as the baseline it was held against.
 * When that has gone on, sample after sample, for inpaint_longest seconds, the level has shifted: the history
 * begins anew with the samples as they were since, the baseline of this sample is made of that, and this
 * sample enters as it is. An observed sample without ratio (no baseline, baseline 0) enters as it is and ends
 * the in-painting, as one that is not below does.
 *
 * HST_OUTAGE_SEASONAL: with u = floor(t / slot), the nearest-rank median of the observed samples whose u is
 * u[i] - k season / slot, k = 1 .. seasons; defined when there are min_count of them. history, warmup and
 * in-painting play no part: one bad week is outvoted by the others.
 *
 * @param[in]  options what is asked; NULL: the defaults
 * @param[out] out     [n] baselines, NaN = undefined; may be NULL when n = 0
 * @param[in]  time    [n] Unix seconds; may be NULL when n = 0
 * @param[in]  x       [n] samples; with HST_OUTAGE_COUNTS whole numbers whose sum is at most 1e12; may be
 *                     NULL when n = 0
 * @param      n       samples, >= 0
 * @param[out] work    workspace; may be NULL when n = 0
 * @param      bytes   at least what hst_outage_work_size says
 * @return HST_OK, else the first that applies: HST_ENULL (out, time, x, work), HST_ESIZE (n < 0, n >= 2^31 or
 *         beyond memory), HST_EALIGN (work), HST_ESPACE (bytes), HST_EOPTION (options: size, flags, tail),
 *         HST_EDOMAIN (an option, a sample), HST_EORDER (time), HST_EOVERFLOW (time)
 *
 * @missing  a NaN is no part of any history; where it stands there is a baseline all the same
 * @empty    HST_OK, nothing is written
 * @accuracy each is one of the samples, exactly
 * @cost     trailing: O(n log n) time; seasonal: O(n (seasons + log n)), samples of a slot being about as
 *           many in each season
 * @threads  reentrant
 * @source   CAIDA, watchtower-sentry, filters/MovingStat.py (nearest rank, in-painting and its end).
 *           Where inpaint_longest is more than history, that holds the sample at which the normal changes
 *           against all that was painted over; here it is the history alone.
 * @since    0.1
 */
HST_API hst_status hst_outage_baseline(const hst_outage_options *options, double *out, const int64_t *time,
                                       const double *x, int64_t n, void *work, size_t bytes);

/* scores --------------------------------------------------------------------------------------- */

/**
 * Each sample as a fraction of its baseline.
 *
 *     out[i] = x[i] / baseline[i]
 *
 * @param[out] out      [n] ratios; NaN where either is missing or the baseline is 0. After HST_EDOMAIN
 *                      unspecified; may be NULL when n = 0
 * @param[in]  x        [n] samples; may be NULL when n = 0
 * @param[in]  baseline [n] >= 0, NaN = undefined; may be NULL when n = 0
 * @param      n        samples, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (out, x, baseline), HST_ESIZE (n < 0), HST_EDOMAIN
 *         (a negative or infinite x or baseline)
 *
 * @empty    HST_OK, nothing is written
 * @aliasing out may be x or baseline
 * @accuracy one rounding; +INFINITY where the quotient is beyond DBL_MAX
 * @cost     O(n) time
 * @threads  reentrant
 * @source   CAIDA, watchtower-sentry, filters/MovingStat.py
 * @since    0.1
 */
HST_API hst_status hst_outage_ratio(double *out, const double *x, const double *baseline, int64_t n);

/**
 * How many robust standard deviations each sample lies from the median of its trailing history.
 *
 *     out[i] = (x[i] - median) / MAD / 1.4826,   MAD = median of |x - median|
 *
 * Both are ordinary medians (of two middle values the mean) of the history of hst_outage_baseline, trailing
 * and without in-painting, whatever the flags say of seasons and counts; an outage fills up to half of it
 * unharmed.
 *
 * @param[in]  options history, warmup, min_count and HST_OUTAGE_BY_COUNT count; NULL: the defaults
 * @param[out] out     [n] scores, below 0 where x is below; may be NULL when n = 0
 * @param[in]  time    [n] Unix seconds; may be NULL when n = 0
 * @param[in]  x       [n] samples; may be NULL when n = 0
 * @param      n       samples, >= 0
 * @param[out] work    workspace; may be NULL when n = 0
 * @param      bytes   at least what hst_outage_work_size says
 * @return HST_OK, else the first that applies: HST_ENULL (out, time, x, work), HST_ESIZE (n < 0, n >= 2^31 or
 *         beyond memory), HST_EALIGN (work), HST_ESPACE (bytes), HST_EOPTION (options: size, flags, tail),
 *         HST_EDOMAIN (an option, a sample), HST_EORDER (time), HST_EOVERFLOW (time)
 *
 * @missing  NaN where x is missing or the history too short
 * @ties     MAD 0: 0 where x is the median, else -INFINITY or +INFINITY: more than half of the past was all
 *           the same
 * @empty    HST_OK, nothing is written
 * @accuracy median and MAD within 3.4e-16, MAD relative to the median; -INFINITY or +INFINITY where the
 *           quotient is beyond DBL_MAX
 * @cost     O(n log^2 n) time
 * @threads  reentrant
 * @source   Iglewicz and Hoaglin, "How to Detect and Handle Outliers", 1993; 1.4826 as in R, stats::mad
 * @since    0.1
 */
HST_API hst_status hst_outage_robust_z(const hst_outage_options *options, double *out, const int64_t *time,
                                       const double *x, int64_t n, void *work, size_t bytes);

/**
 * How often luck alone makes a count this small, the baseline being a count too.
 *
 *     out[i] = P(X <= count),   X ~ Binomial(count + baseline_count, p),
 *     p = exposure / (exposure + baseline_exposure)
 *
 * It is p_less of hst_rate_ratio_exact. A ratio of 0.8 of two equal exposures has p 0.31 at 20 counts of
 * baseline and 1.4e-11 at 2,000.
 *
 * @param[out] out               [n] p; NaN where any of the four is missing. After HST_EDOMAIN unspecified;
 *                               may be NULL when n = 0
 * @param[in]  count             [n] whole numbers 0..1e12, NaN = missing; may be NULL when n = 0
 * @param[in]  exposure          [n] > 0; may be NULL when n = 0
 * @param[in]  baseline_count    [n] whole numbers 0..1e12; may be NULL when n = 0
 * @param[in]  baseline_exposure [n] > 0, in the unit of exposure; may be NULL when n = 0
 * @param      n                 samples, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (out, count, exposure, baseline_count,
 *         baseline_exposure), HST_ESIZE (n < 0), HST_EDOMAIN (a count, an exposure, or exposures whose ratio
 *         is outside 1e-200 .. 1e200)
 *
 * @empty    HST_OK, nothing is written; p of no counts at all is 1
 * @aliasing out may be any of the inputs
 * @accuracy as hst_rate_ratio_exact
 * @cost     O(n) time, about a microsecond each
 * @threads  reentrant
 * @source   Przyborowski and Wilenski, "Homogeneity of results in testing samples from Poisson series",
 *           Biometrika 31, 1940
 * @since    0.1
 */
HST_API hst_status hst_outage_count_p(double *out, const double *count, const double *exposure,
                                      const double *baseline_count, const double *baseline_exposure,
                                      int64_t n);

/* states --------------------------------------------------------------------------------------- */

/**
 * The state of each sample by one score: ALERT below a threshold, UNKNOWN where the score is NaN, else OK.
 *
 * @param[out] out   [n] states; may be NULL when n = 0
 * @param[in]  score [n] any but NaN counts, infinite ones too; may be NULL when n = 0
 * @param      n     samples, >= 0
 * @param      below threshold, not NaN: a score equal to it is OK
 * @return HST_OK, else the first that applies: HST_ENULL (out, score), HST_ESIZE (n < 0), HST_EDOMAIN (below)
 *
 * @empty    HST_OK, nothing is written
 * @cost     O(n) time
 * @threads  reentrant
 * @source   CAIDA, watchtower-sentry, sinks/AlertKafka.py
 * @since    0.1
 */
HST_API hst_status hst_outage_states(int32_t *out, const double *score, int64_t n, double below);

/**
 * Two rules as one: ALERT where both say so, OK where either does, else UNKNOWN.
 *
 * @param[out] out [n] states; may be NULL when n = 0. After HST_EDOMAIN unspecified
 * @param[in]  a   [n] states by one rule; may be NULL when n = 0
 * @param[in]  b   [n] states by the other; may be NULL when n = 0
 * @param      n   samples, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (out, a, b), HST_ESIZE (n < 0), HST_EDOMAIN (no
 *         state)
 *
 * @empty    HST_OK, nothing is written
 * @aliasing out may be a or b
 * @cost     O(n) time
 * @threads  reentrant
 * @source   Kleene, "Introduction to Metamathematics", 1952, section 64: the strong conjunction
 * @since    0.1
 */
HST_API hst_status hst_outage_states_both(int32_t *out, const int32_t *a, const int32_t *b, int64_t n);

/* episodes ------------------------------------------------------------------------------------- */

/**
 * The outages that the states show, in order of time.
 *
 * An episode lasts from an alert to the first later sample that is OK. When the next alert comes fewer than
 * `join` seconds after that sample, the return was brief and the episode goes on. One whose last alert is
 * fewer than `least` seconds after its first is left out. So its true length is above `shortest`, less what a
 * sample speaks for, and at most `longest`.
 *
 * A sample speaks for the seconds to the next entry of the series, at most `step`; the last one for `step`.
 *
 * @param[in]  options  step, join and least count; NULL: the defaults
 * @param[out] out      [cap] the first min(cap, found) episodes; may be NULL when cap is 0. After
 *                      HST_EOVERFLOW of an area unspecified
 * @param      cap      room in out, >= 0
 * @param[out] found    [1] how many there are, also when they do not fit
 * @param[in]  time     [n] Unix seconds; may be NULL when n = 0
 * @param[in]  x        [n] samples; may be NULL when n = 0
 * @param[in]  baseline [n] >= 0, NaN = undefined; may be NULL when n = 0
 * @param[in]  state    [n] an ALERT has an x and a baseline above 0; may be NULL when n = 0
 * @param      n        samples, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (out, found, time, x, baseline, state), HST_ESIZE
 *         (cap < 0, n < 0), HST_EOPTION (options: size, flags, tail), HST_EDOMAIN (an option, a sample, a
 *         baseline, a state), HST_EORDER (time), HST_EOVERFLOW (time, or an area beyond DBL_MAX; found is
 *         then unwritten)
 *
 * @missing  UNKNOWN samples begin and end nothing
 * @empty    found 0
 * @accuracy depth 2 roundings; area, for baselines not below their samples, within 1.2e-16 x (alerts + 3) of
 *           itself; depth and area are negative where an alert by another score lies above its baseline
 * @cost     O(n) time, O(1) memory
 * @threads  reentrant
 * @source   IODA, https://ioda.live: alert area; the rest is own definition
 * @since    0.1
 */
HST_API hst_status hst_outage_episodes(const hst_outage_options *options, hst_outage_episode *out,
                                       int64_t cap, int64_t *found, const int64_t *time, const double *x,
                                       const double *baseline, const int32_t *state, int64_t n);

/**
 * The whole in one call: baseline, p, states and episodes.
 *
 * A sample is ALERT when x / baseline < ratio, IODA's rule, and with HST_OUTAGE_COUNTS also p <= the option's
 * p: that of hst_outage_count_p for the sample and the sum of the counts its baseline is made of, all of one
 * exposure each. Samples that in-painting painted over are left out of that sum; of a history that holds
 * nothing else p is NaN and the ratio decides alone. Its state is UNKNOWN where the ratio is NaN.
 *
 * @param[in]  options  what is asked; NULL: the defaults
 * @param[out] baseline [n] as hst_outage_baseline; may be NULL when n = 0
 * @param[out] p        [n] p of each sample, NaN where undefined and everywhere without HST_OUTAGE_COUNTS;
 *                      may be NULL, and then only those that decide are worked out
 * @param[out] state    [n] states; may be NULL when n = 0
 * @param[out] out      [cap] the first min(cap, found) episodes; may be NULL when cap is 0
 * @param      cap      room in out, >= 0
 * @param[out] found    [1] how many there are, also when they do not fit
 * @param[in]  time, x, n, work, bytes as in hst_outage_baseline
 * @return HST_OK, else the first that applies: HST_ENULL (baseline, state, out, found, time, x, work),
 *         HST_ESIZE (cap < 0, n < 0, n >= 2^31 or beyond memory), HST_EALIGN (work), HST_ESPACE (bytes),
 *         HST_EOPTION (options: size, flags, tail), HST_EDOMAIN (an option, a sample), HST_EORDER (time),
 *         HST_EOVERFLOW (time, or an area beyond DBL_MAX; baseline, p, state and out are then written and
 *         found is not)
 *
 * @missing  as in the functions it is made of
 * @empty    found 0
 * @accuracy as in the functions it is made of
 * @cost     as hst_outage_baseline, and a microsecond for each p
 * @threads  reentrant
 * @source   as in the functions it is made of
 * @since    0.1
 */
HST_API hst_status hst_outage_detect(const hst_outage_options *options, double *baseline, double *p,
                                     int32_t *state, hst_outage_episode *out, int64_t cap, int64_t *found,
                                     const int64_t *time, const double *x, int64_t n, void *work,
                                     size_t bytes);

#ifdef __cplusplus
}
#endif

#endif
