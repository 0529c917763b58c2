/**
 * @file survival.h
 * How long until it is over, when some of it is not over yet.
 *
 * The recovery times of a network's falls are known only for the falls that have ended. Leaving the others
 * out makes recoveries look faster than they are, and closing them at the last sample makes them look
 * complete. Here each observation is a duration with its status:
 *
 *   event     it lasted exactly so long
 *   censored  it lasted at least so long; what came after was not seen
 *
 * The probability S(t) of lasting longer than t is the Kaplan-Meier product over the distinct durations of
 * events up to t,
 *
 *     S(t) = prod (1 - d/n)     d events at that duration, n observations at risk just before it
 *
 * where an observation censored at t is still at risk at t: events come before censorings at ties.
 *
 * Censoring must not depend on what would have come next. The end of the record does not; a series cut off
 * because it fell does. Observations that are censored from the left or within an interval need another
 * estimator (Turnbull's): they are refused by name, not taken for something else.
 *
 * Durations are finite and >= 0, in any unit; NaN = missing: skipped, whatever its status.
 */
#ifndef HASHSTAT_SURVIVAL_H
#define HASHSTAT_SURVIVAL_H

#include "base.h"
#include "drawdown.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Status of one observation. */
enum {
    HST_SURVIVAL_CENSORED = 0, /**< lasted at least so long */
    HST_SURVIVAL_EVENT = 1,    /**< lasted exactly so long */
    HST_SURVIVAL_LEFT = 2,     /**< lasted at most so long: refused with HST_EOPTION */
    HST_SURVIVAL_INTERVAL = 3  /**< ended between two looks: refused with HST_EOPTION */
};

/** Scale on which the interval for S is symmetric. z is the normal quantile of the level, s^2 Greenwood's
 *  sum of d/(n (n - d)). */
enum {
    HST_SURVIVAL_PLAIN = 0,  /**< S - z S s .. S + z S s, cut at 0 and 1 */
    HST_SURVIVAL_LOG = 1,    /**< S exp(-z s) .. S exp(z s), cut at 1: what R's survfit gives unasked */
    HST_SURVIVAL_LOG_LOG = 2 /**< S^exp(-z s / log S) .. S^exp(z s / log S): never leaves 0..1 */
};

/** Where the time of a fall begins. */
enum {
    HST_SURVIVAL_FROM_PEAK = 0, /**< at the latest maximum before it */
    HST_SURVIVAL_FROM_ONSET = 1 /**< at the first sample below it */
};

/** The curve at one distinct duration. 64 bytes, no padding, frozen. */
typedef struct hst_survival_row {
    double time;      /**< the duration */
    int64_t at_risk;  /**< observations that lasted at least so long */
    int64_t events;   /**< those that ended then */
    int64_t censored; /**< those censored then */
    double survival;  /**< S(time), the events at `time` included */
    double std_error; /**< Greenwood's, of S; NaN where S is 0 */
    double lower;     /**< lower end of the interval for S, pointwise; NaN where S is 0 */
    double upper;     /**< upper end */
} hst_survival_row;

/** A quantile of the duration. 24 bytes, no padding, frozen. NaN: the curve does not get that far. */
typedef struct hst_survival_quantile {
    double estimate; /**< the smallest duration with S <= 1 - p */
    double lower;    /**< the smallest at which the lower end of the interval for S is <= 1 - p */
    double upper;    /**< the smallest at which the upper end is */
} hst_survival_quantile;

/** Mean duration up to a horizon. 16 bytes, no padding, frozen. */
typedef struct hst_survival_mean {
    double mean;      /**< area under S from 0 to the horizon; NaN: the curve does not get that far */
    double std_error; /**< its standard error */
} hst_survival_mean;

/** One group of a log-rank test. 24 bytes, no padding, frozen. */
typedef struct hst_survival_group {
    int64_t count;    /**< observations */
    int64_t observed; /**< events */
    double expected;  /**< events that it would have if all groups had one curve */
} hst_survival_group;

/** Whether groups differ. 32 bytes, no padding, frozen. */
typedef struct hst_survival_log_rank {
    double chi2;     /**< (O - E)' V^-1 (O - E); NaN when freedom is 0 */
    double p;        /**< chance of a chi2 this high or higher if all groups had one curve; NaN likewise */
    int64_t freedom; /**< rank of V: groups that had something at stake, less one; 0: nothing to compare */
    int64_t unknown; /**< observations of group -1, which take no part */
} hst_survival_log_rank;

/** Recovery time of the falls of a series. 40 bytes, no padding, frozen. */
typedef struct hst_survival_recovery {
    hst_survival_quantile median; /**< median time to recovery; NaN where too few have recovered */
    int64_t falls;                /**< falls that are deep enough */
    int64_t open;                 /**< those of them that had not recovered at the last sample: censored */
} hst_survival_recovery;

/* the curve -------------------------------------------------------------------------------------- */

/**
 * Bytes of workspace that hst_survival_fit needs for n observations.
 *
 * @param n observations; a negative number counts as 0
 * @return a multiple of 8; SIZE_MAX when no memory can be that large
 *
 * @cost    O(1)
 * @threads reentrant
 * @source  two sort keys of 8 bytes for each observation
 * @since   0.1
 */
HST_API size_t hst_survival_work_size(int64_t n);

/**
 * Kaplan-Meier curve of durations, in any order.
 *
 *     s^2 = sum of d/(n (n - d)) over the distinct durations of events up to t,   std_error = S s
 *
 * One row for each distinct duration, of events or censorings, in ascending order. Between rows S is flat,
 * and before the first it is 1; after the last it is unknown unless it has reached 0.
 *
 * @param[out] out      [cap] the first min(cap, found) rows; may be NULL when cap is 0
 * @param      cap      room in out, >= 0; n rows are always enough
 * @param[out] found    [1] how many rows there are, also when they do not fit
 * @param[in]  duration [n] finite, >= 0, NaN = missing; may be NULL when n = 0
 * @param[in]  status   [n] HST_SURVIVAL_EVENT or HST_SURVIVAL_CENSORED; may be NULL when n = 0
 * @param      n        observations, >= 0
 * @param      scale    HST_SURVIVAL_PLAIN, HST_SURVIVAL_LOG or HST_SURVIVAL_LOG_LOG
 * @param      level    confidence, in (0,1), such as 0.95
 * @param[out] work     workspace, aligned to 8; its content afterwards means nothing; may be NULL when n = 0
 * @param      bytes    at least what hst_survival_work_size says
 * @return HST_OK, else the first that applies: HST_ENULL (out, found, duration, status, work), HST_ESIZE (cap
 *         < 0, n < 0), HST_EALIGN (work), HST_ESPACE (bytes), HST_EOPTION (scale; a status that is none of
 *         the two), HST_EDOMAIN (level, a negative or infinite duration). Nothing is written but work
 *
 * @missing  skipped, whatever its status: it counts nowhere
 * @ties     events before censorings
 * @empty    no duration observed: found 0
 * @accuracy counts exact; relative error of S below 2.3e-16 (1 + 2c), c the distinct durations of censorings
 *           before it, so that without censoring S is (n - events)/n rounded once; std_error and ends within
 *           1e-13 of themselves, or of 1e-3 where a plain end is nearer to 0
 * @cost     O(n) time: a radix sort, none where the durations ascend already
 * @threads  reentrant
 * @source   Kaplan and Meier, "Nonparametric Estimation from Incomplete Observations", JASA 53, 1958;
 *           Greenwood, "The Natural Duration of Cancer", 1926; scales: Kalbfleisch and Prentice, "The
 *           Statistical Analysis of Failure Time Data", 1980
 * @since    0.1
 */
HST_API hst_status hst_survival_fit(hst_survival_row *out, int64_t cap, int64_t *found,
                                    const double *duration, const int32_t *status, int64_t n, uint32_t scale,
                                    double level, void *work, size_t bytes);

/**
 * Quantiles of the duration from a curve, with the intervals that its rows' intervals give.
 *
 *     estimate = inf{t: S(t) <= 1 - p},   lower and upper likewise from the lower and upper ends for S
 *
 * The median is p = 1/2. Where S stays at exactly 1 - p for a while, R gives the middle of that stretch; here
 * it is its beginning, the duration that half of them did not outlast.
 *
 * @param[out] out           [probabilities] the quantiles; may be NULL when probabilities is 0
 * @param[in]  probability   [probabilities] each in (0,1), in any order; may be NULL when probabilities is 0
 * @param      probabilities how many, >= 0
 * @param[in]  row           [rows] what hst_survival_fit wrote, all of it; may be NULL when rows is 0
 * @param      rows          how many, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (out, probability, row), HST_ESIZE (probabilities
 *         < 0, rows < 0), HST_EDOMAIN (a probability)
 *
 * @ties     S <= 1 - p is met within a relative 1e-12 too: products of fractions that make 1 - p exactly can
 *           lie a rounding above it, and two values of S of fewer than 1e11 observations lie further apart
 * @empty    no rows: NaN throughout
 * @accuracy a duration of the record, not rounded
 * @cost     O(probabilities x rows)
 * @threads  reentrant
 * @source   Brookmeyer and Crowley, "A Confidence Interval for the Median Survival Time", Biometrics 38, 1982
 * @since    0.1
 */
HST_API hst_status hst_survival_quantiles(hst_survival_quantile *out, const double *probability,
                                          int64_t probabilities, const hst_survival_row *row, int64_t rows);

/**
 * Mean duration up to a horizon: what lies beyond counts as the horizon.
 *
 *     mean = integral of S from 0 to h,  std_error^2 = sum of (integral of S from t_i to h)^2 d_i/(n_i (n_i -
 *     d_i)) over the durations t_i < h of events
 *
 * Without a horizon a mean of censored durations is not to be had: it depends on what was not seen.
 *
 * @param[out] out     [1] the mean; NaN when the horizon lies beyond the last row and S is not 0 there
 * @param[in]  row     [rows] what hst_survival_fit wrote, all of it; may be NULL when rows is 0
 * @param      rows    how many, >= 0
 * @param      horizon finite, > 0, in the unit of the durations
 * @return HST_OK, else the first that applies: HST_ENULL (out, row), HST_ESIZE (rows < 0), HST_EDOMAIN
 *         (horizon), HST_EEMPTY (rows is 0)
 *
 * @ties     a horizon at the last row is not beyond it
 * @accuracy relative error of both below 1e-15 x rows
 * @cost     O(rows)
 * @threads  reentrant
 * @source   Irwin, "The Standard Error of an Estimate of Expectation of Life", J. Hygiene 47, 1949; without
 *           the factor m/(m - 1) that Kaplan and Meier put before the variance, as R has it
 * @since    0.1
 */
HST_API hst_status hst_survival_restricted_mean(hst_survival_mean *out, const hst_survival_row *row,
                                                int64_t rows, double horizon);

/* groups compared -------------------------------------------------------------------------------- */

/**
 * Bytes of workspace that hst_survival_compare needs.
 *
 * @param n      observations; a negative number counts as 0
 * @param groups how many; a negative number counts as 0
 * @return a multiple of 8; SIZE_MAX when no memory can be that large
 *
 * @cost    O(1)
 * @threads reentrant
 * @source  two keys and two ids for each observation, and a table of groups x groups
 * @since   0.1
 */
HST_API size_t hst_survival_compare_work_size(int64_t n, int32_t groups);

/**
 * Log-rank test: whether groups differ in how long they last.
 *
 *     E_g = sum over the durations of events of d n_g / n
 *     V_gh = sum of d (n - d)/(n - 1) (n_g/n) (1{g = h} - n_h/n)
 *
 * @param[out] out      [1] the test
 * @param[out] by_group [groups] what each group had and would have had; may be NULL when groups is 0
 * @param[in]  duration [n] finite, >= 0, NaN = missing; may be NULL when n = 0
 * @param[in]  status   [n] HST_SURVIVAL_EVENT or HST_SURVIVAL_CENSORED; may be NULL when n = 0
 * @param[in]  group    [n] 0 .. groups - 1, or -1 = unknown; may be NULL when n = 0
 * @param      n        observations, >= 0
 * @param      groups   how many, 0 .. 1000
 * @param[out] work     workspace, aligned to 8; its content afterwards means nothing; may be NULL when both n
 *                      and groups are 0
 * @param      bytes    at least what hst_survival_compare_work_size says
 * @return HST_OK, else the first that applies: HST_ENULL (out, by_group, duration, status, group, work),
 *         HST_ESIZE (n < 0, groups < 0 or > 1000), HST_EALIGN (work), HST_ESPACE (bytes), HST_EOPTION (a
 *         status that is none of the two), HST_EDOMAIN (a negative or infinite duration, a group out of
 *         range). Nothing is written but work
 *
 * @missing  skipped; one of unknown group is counted in `unknown` and takes no part
 * @ties     events before censorings; several events at one duration by the hypergeometric variance
 * @empty    fewer than two groups with an event expected: freedom 0, chi2 and p NaN
 * @accuracy expected within 1e-15 x the durations of events; chi2 within 1e-9 where the variance is well
 *           conditioned, which groups of like size are
 * @cost     O(n + durations x groups^2 + groups^3) time
 * @threads  reentrant
 * @source   Mantel, "Evaluation of Survival Data and Two New Rank Order Statistics", Cancer Chemotherapy
 *           Reports 50, 1966; Peto and Peto, "Asymptotically Efficient Rank Invariant Test Procedures", JRSS
 *           A 135, 1972
 * @since    0.1
 */
HST_API hst_status hst_survival_compare(hst_survival_log_rank *out, hst_survival_group *by_group,
                                        const double *duration, const int32_t *status, const int32_t *group,
                                        int64_t n, int32_t groups, void *work, size_t bytes);

/* falls ------------------------------------------------------------------------------------------ */

/**
 * Durations and statuses of the falls of a series, as the functions above take them: a fall that is still
 * open lasted at least until the last observed sample.
 *
 * There is no time from the trough: while a fall is open its trough may still come, so that the time since
 * the lowest sample so far is no lower bound of anything.
 *
 * @param[out] duration [cap] seconds, or steps where time is NULL; may be NULL when cap is 0
 * @param[out] status   [cap] HST_SURVIVAL_EVENT, or HST_SURVIVAL_CENSORED while open; may be NULL when cap is
 *                      0
 * @param      cap      room in duration and status, >= 0
 * @param[out] found    [1] falls deeper than `depth`, also when they do not fit
 * @param[in]  fall     [falls] what hst_drawdown_episodes wrote; may be NULL when falls is 0
 * @param      falls    how many, >= 0
 * @param[in]  time     [n] Unix seconds of the samples, strictly increasing; NULL: count steps
 * @param      n        samples of the series that the falls are of, >= 0. Where the last are missing pass how
 *                      many come up to the last observed one: the others say nothing of an open fall
 * @param      depth    falls of this depth or less are left out, 0 <= depth <= 1
 * @param      from     HST_SURVIVAL_FROM_PEAK or HST_SURVIVAL_FROM_ONSET
 * @return HST_OK, else the first that applies: HST_ENULL (duration, status, found, fall), HST_ESIZE (cap < 0,
 *         falls < 0, n < 0), HST_EOPTION (from), HST_EDOMAIN (depth; a fall whose indexes do not lie in the
 *         series in the order peak, onset, recovery), HST_EORDER (times of a fall that do not increase).
 *         After HST_EDOMAIN or HST_EORDER the arrays are unspecified
 *
 * @empty    no fall so deep: found 0
 * @accuracy exact up to 2^53 seconds, rounded once beyond
 * @cost     O(falls)
 * @threads  reentrant
 * @source   an episode as in drawdown.h
 * @since    0.1
 */
HST_API hst_status hst_survival_of_drawdowns(double *duration, int32_t *status, int64_t cap, int64_t *found,
                                             const hst_drawdown *fall, int64_t falls, const int64_t *time,
                                             int64_t n, double depth, uint32_t from);

/**
 * Bytes of workspace that hst_survival_recovery_time needs.
 *
 * @param falls how many; a negative number counts as 0
 * @return a multiple of 8; SIZE_MAX when no memory can be that large
 *
 * @cost    O(1)
 * @threads reentrant
 * @source  durations, statuses and rows of the falls, and what hst_survival_fit needs
 * @since   0.1
 */
HST_API size_t hst_survival_recovery_work_size(int64_t falls);

/**
 * Median recovery time of all falls deeper than a depth, the open ones censored, in one call: the median of
 * the Kaplan-Meier curve of hst_survival_of_drawdowns.
 *
 * @param[out] out   [1] median with interval, falls and open falls
 * @param[in]  fall  [falls] what hst_drawdown_episodes wrote; may be NULL when falls is 0
 * @param      falls how many, >= 0
 * @param[in]  time  [n] Unix seconds of the samples, strictly increasing; NULL: count steps
 * @param      n     samples of the series up to the last observed one, as in hst_survival_of_drawdowns, >= 0
 * @param      depth falls of this depth or less are left out, 0 <= depth <= 1
 * @param      from  HST_SURVIVAL_FROM_PEAK or HST_SURVIVAL_FROM_ONSET
 * @param      scale HST_SURVIVAL_PLAIN, HST_SURVIVAL_LOG or HST_SURVIVAL_LOG_LOG
 * @param      level confidence, in (0,1), such as 0.95
 * @param[out] work  workspace, aligned to 8; its content afterwards means nothing; may be NULL when falls is
 *                   0
 * @param      bytes at least what hst_survival_recovery_work_size says
 * @return HST_OK, else the first that applies: HST_ENULL (out, fall, work), HST_ESIZE (falls < 0, n < 0),
 *         HST_EALIGN (work), HST_ESPACE (bytes), HST_EOPTION (from, scale), HST_EDOMAIN (level, depth; a fall
 *         whose indexes do not lie in the series in the order peak, onset, recovery), HST_EORDER (times of a
 *         fall that do not increase). Nothing is written but work
 *
 * @empty    no fall so deep: falls and open 0, the median NaN
 * @accuracy a duration of the record
 * @cost     O(falls)
 * @threads  reentrant
 * @source   as hst_survival_quantiles
 * @since    0.1
 */
HST_API hst_status hst_survival_recovery_time(hst_survival_recovery *out, const hst_drawdown *fall,
                                              int64_t falls, const int64_t *time, int64_t n, double depth,
                                              uint32_t from, uint32_t scale, double level, void *work,
                                              size_t bytes);

#ifdef __cplusplus
}
#endif

#endif
