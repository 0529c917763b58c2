/**
 * @file series.h
 * Irregular samples on a regular grid: what each bucket of time holds, and how much of it was observed.
 *
 * A *series* is the three arguments `time` [n], `x` [n] and `n`, up to 10^12 samples: strictly increasing
 * times in Unix seconds, and values, any finite number. The arrays may be NULL when n = 0. NaN = missing:
 * such a sample is skipped everywhere, as if it were not there. -0 reads as 0. Values are checked in the
 * whole series, inside a bucket or not.
 *
 * Bucket b is [edge b, edge b+1): a sample on an edge belongs to the bucket that begins there.
 *
 * Two ways to weigh by time, both for series that are reported now and then:
 *
 *   step   a value holds from its sample until the next one, but for no more than `longest_gap` seconds; so
 *          does the last value of the series
 *   line   a straight line joins two neighbouring samples that are no more than `longest_gap` seconds apart;
 *          where they are further apart, and beyond the first and the last sample, nothing is known
 *
 * Either covers a part of each bucket; the mean over time is the integral over that part, divided by its
 * length. What was not covered is not guessed, and the coverage says how much was: a gap never becomes a
 * fall. Values are carried in from samples before the bucket and, for lines, drawn to the one after it.
 *
 * Sums and means, over samples or over time, are correctly rounded: the double next to the true value. So
 * they are the same bits on any machine, and depend on nothing but the samples.
 */
#ifndef HASHSTAT_SERIES_H
#define HASHSTAT_SERIES_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A regular grid: bucket b is [start + b step, start + (b + 1) step). 24 bytes, no padding, frozen. */
typedef struct hst_series_grid {
    int64_t start; /**< Unix seconds */
    int64_t step;  /**< seconds, > 0 */
    int64_t count; /**< buckets, 0..10^12 */
} hst_series_grid;

/** Statistics of a bucket: any of them together, uint32_t. Each is a row of the answer, in this order. */
enum {
    HST_SERIES_SUM = 1,           /**< sum of the values; NaN without a sample: missing is not zero */
    HST_SERIES_MEAN = 2,          /**< mean of the values; NaN without a sample */
    HST_SERIES_MIN = 4,           /**< smallest value; NaN without a sample */
    HST_SERIES_MAX = 8,           /**< largest value; NaN without a sample */
    HST_SERIES_FIRST = 16,        /**< value of the earliest sample; NaN without one */
    HST_SERIES_LAST = 32,         /**< value of the latest sample; NaN without one */
    HST_SERIES_COUNT = 64,        /**< samples observed; 0 without one */
    HST_SERIES_STEP_MEAN = 128,   /**< mean over time, values held as steps; NaN where nothing is covered */
    HST_SERIES_STEP_COVERAGE = 256, /**< fraction of the bucket that steps cover, 0..1 */
    HST_SERIES_LINE_MEAN = 512,   /**< mean over time, values joined by lines; NaN where nothing is covered */
    HST_SERIES_LINE_COVERAGE = 1024 /**< fraction of the bucket that lines cover, 0..1 */
};

/** Steps in seconds, and the origin of weeks: UTC days and hours are aligned to 0. */
enum {
    HST_SERIES_HOUR = 3600,    /**< an hour */
    HST_SERIES_DAY = 86400,    /**< a day */
    HST_SERIES_WEEK = 604800,  /**< seven days */
    HST_SERIES_MONDAY = 345600 /**< 1970-01-05 00:00 UTC, a Monday: the origin of weeks that begin on one */
};

/** What takes the place of a missing sample, uint32_t. */
enum {
    HST_SERIES_FILL_NONE = 0,     /**< nothing: it stays missing */
    HST_SERIES_FILL_PREVIOUS = 1, /**< the last observed value, for up to `longest` samples after it */
    HST_SERIES_FILL_LINEAR = 2,   /**< a line across up to `longest` missing samples between observed ones */
    HST_SERIES_FILL_VALUE = 3     /**< a given value, in runs of up to `longest` missing samples */
};

/* buckets -------------------------------------------------------------------------------------- */

/**
 * Statistics of the buckets of a regular grid, any of them in one pass.
 *
 * Row r of the answer is the r-th of the flags set in `statistics`, lowest first: with HST_SERIES_MEAN |
 * HST_SERIES_COUNT, out[b] is the mean of bucket b and out[grid->count + b] its count.
 *
 * @param[out] out  [flags set x grid->count] row by row; may be NULL when grid->count is 0. Unspecified after
 *                  a bad value: an infinite sample, or a sum that does not fit
 * @param[in]  grid [1] the buckets
 * @param[in]  time, x, n the series
 * @param      statistics  one or more of the flags above
 * @param      longest_gap seconds, >= 0: see above; only statistics over time look at it
 * @return HST_OK, else the first that applies: HST_ENULL (grid, out, time, x), HST_ESIZE (grid->count or n
 *         negative or too large), HST_EOPTION (no flag, or one that is not listed), HST_EDOMAIN (step not
 *         above 0, a grid that ends beyond INT64_MAX, longest_gap < 0), HST_EORDER (a time not after the one
 *         before it), and of the values HST_EDOMAIN (an infinite sample), HST_EOVERFLOW (a sum asked for that
 *         lies beyond DBL_MAX)
 *
 * @missing  skipped; neither holds a value nor ends one
 * @empty    count 0 and coverage 0, anything else NaN; grid->count = 0: nothing to write, HST_OK
 * @accuracy sums and means, over samples and over time, correctly rounded; coverage one rounding for buckets
 *           up to 2^53 seconds; all else exact
 * @cost     O(n + buckets) time, O(1) memory. Over samples the fast way holds for buckets whose values, zeros
 *           aside, lie within a factor of some 4e9 of each other; over time for buckets of up to 388 days.
 *           The way that always holds takes about ten times as long
 * @threads  reentrant
 * @source   the definitions above; the mean of steps is "last observation carried forward", that of lines the
 *           trapezoidal rule, as in the time_weight functions of TimescaleDB
 * @since    0.1
 */
HST_API hst_status hst_series_bucket(double *out, const hst_series_grid *grid, const int64_t *time,
                                     const double *x, int64_t n, uint32_t statistics, int64_t longest_gap);

/**
 * Statistics of the buckets between given edges, such as calendar months.
 *
 * Otherwise as hst_series_bucket: bucket b is [edges[b], edges[b+1]).
 *
 * @param[out] out     [flags set x buckets] row by row; may be NULL when buckets is 0. Unspecified after a
 *                     bad value
 * @param[in]  edges   [buckets + 1] Unix seconds, strictly increasing; may be NULL when buckets is 0
 * @param      buckets 0..10^12
 * @param[in]  time, x, n the series
 * @param      statistics  one or more of the flags above
 * @param      longest_gap seconds, >= 0; only statistics over time look at it
 * @return HST_OK, else the first that applies: HST_ENULL (edges, out, time, x), HST_ESIZE (buckets or n
 *         negative or too large), HST_EOPTION (no flag, or one that is not listed), HST_EDOMAIN
 *         (longest_gap < 0), HST_EORDER (an edge or a time not after the one before it), and of the values
 *         HST_EDOMAIN (an infinite sample), HST_EOVERFLOW (a sum asked for that lies beyond DBL_MAX)
 *
 * @missing  skipped; neither holds a value nor ends one
 * @empty    count 0 and coverage 0, anything else NaN; buckets = 0: nothing to write, HST_OK
 * @accuracy as hst_series_bucket
 * @cost     as hst_series_bucket
 * @threads  reentrant
 * @source   as hst_series_bucket
 * @since    0.1
 */
HST_API hst_status hst_series_bucket_edges(double *out, const int64_t *edges, int64_t buckets,
                                           const int64_t *time, const double *x, int64_t n,
                                           uint32_t statistics, int64_t longest_gap);

/* where buckets begin -------------------------------------------------------------------------- */

/**
 * Beginning of the bucket that holds a time, where buckets of `step` seconds are aligned to an origin.
 *
 *     start = the largest origin + k step, k any integer, that is <= time
 *
 * @param[out] start  [1] Unix seconds
 * @param      time   Unix seconds, also before 1970
 * @param      origin any time at which a bucket begins: 0 for UTC hours and days, HST_SERIES_MONDAY for weeks
 * @param      step   seconds, > 0
 * @return HST_OK, else the first that applies: HST_ENULL (start), HST_EDOMAIN (step not above 0),
 *         HST_EOVERFLOW (the bucket begins before INT64_MIN)
 *
 * @accuracy exact
 * @cost     O(1)
 * @threads  reentrant
 * @source   division with the quotient rounded down, Knuth, "The Art of Computer Programming", vol. 1, 1.2.4
 * @since    0.1
 */
HST_API hst_status hst_series_floor(int64_t *start, int64_t time, int64_t origin, int64_t step);

/**
 * Edges of calendar months, UTC: the first seconds of `months` months that follow one another, and the first
 * second after them.
 *
 * @param[out] edges  [months + 1] Unix seconds
 * @param      months how many, 0..10^12
 * @param      year   of the first month; proleptic Gregorian, 0 is the year before year 1
 * @param      month  the first month, 1..12
 * @return HST_OK, else the first that applies: HST_ENULL (edges), HST_ESIZE (months negative or too large),
 *         HST_EDOMAIN (month not in 1..12)
 *
 * @empty    months = 0: the one edge, where the month begins
 * @accuracy exact; Unix time has no leap seconds
 * @cost     O(months)
 * @threads  reentrant
 * @source   Inter gravissimas, 1582: a leap day in years divisible by 4, but of those divisible by 100 only
 *           in those divisible by 400
 * @since    0.1
 */
HST_API hst_status hst_series_months(int64_t *edges, int64_t months, int32_t year, int32_t month);

/* regular series ------------------------------------------------------------------------------- */

/**
 * Fill the missing samples of a regular series, by a method that has a name, and say how many were filled.
 *
 * The samples stand at equal distances, so that their indexes serve as time. HST_SERIES_FILL_PREVIOUS fills
 * the first `longest` of the missing samples after an observed one; HST_SERIES_FILL_LINEAR and
 * HST_SERIES_FILL_VALUE fill a run of missing samples whole or, if it is longer than `longest`, not at all.
 * Beyond its first and last observed sample only HST_SERIES_FILL_VALUE fills on both sides, and
 * HST_SERIES_FILL_PREVIOUS at the end.
 *
 * @param[out] out     [n] the series, filled; may be NULL when n is 0. Unspecified after an infinite sample
 * @param[out] filled  [1] how many samples were missing and no longer are
 * @param[in]  x       [n] any finite values, NaN = missing; may be NULL when n is 0
 * @param      n       samples, 0..10^12
 * @param      method  one of HST_SERIES_FILL_*
 * @param      longest samples, >= 0; INT64_MAX for no limit. HST_SERIES_FILL_NONE does not look at it
 * @param      value   finite; only HST_SERIES_FILL_VALUE looks at it
 * @return HST_OK, else the first that applies: HST_ENULL (out, filled, x), HST_ESIZE (n negative or too
 *         large), HST_EOPTION (method), HST_EDOMAIN (longest < 0, value, an infinite sample)
 *
 * @missing  what is not filled stays missing
 * @empty    n = 0: filled is 0
 * @aliasing out may be x
 * @accuracy a value on a line is correctly rounded; all else exact
 * @cost     O(n) time, O(1) memory
 * @threads  reentrant
 * @source   the definitions above; "last observation carried forward" and linear interpolation as in na.locf
 *           and na.approx of Zeileis and Grothendieck, "zoo: S3 Infrastructure for Regular and Irregular Time
 *           Series", J. Statistical Software 14(6), 2005
 * @since    0.1
 */
HST_API hst_status hst_series_fill(double *out, int64_t *filled, const double *x, int64_t n, uint32_t method,
                                   int64_t longest, double value);

/**
 * Bring several series onto one grid, each by one statistic, and fill what is missing there.
 *
 * The series stand one after the other in `time` and `x`: series s has the samples offsets[s] .. offsets[s+1]
 * - 1. Row s of the answer is what hst_series_bucket gives for it, and hst_series_fill after that.
 *
 * @param[out] out       [series x grid->count] row by row; may be NULL when there is nothing to write.
 *                       Unspecified after a bad value
 * @param[out] filled    [series] how many buckets of each series were filled; may be NULL when series is 0.
 *                       Unspecified after a bad value
 * @param[in]  grid      [1] the buckets
 * @param[in]  statistic [series] one flag for each; may be NULL when series is 0
 * @param[in]  offsets   [series + 1] not decreasing, the first >= 0; may be NULL when series is 0
 * @param      series    how many, 0..10^12
 * @param[in]  time, x   [offsets[series]] the samples, as above; may be NULL when that is 0
 * @param      longest_gap  seconds, >= 0; only statistics over time look at it
 * @param      method       one of HST_SERIES_FILL_*
 * @param      longest_fill buckets, >= 0; HST_SERIES_FILL_NONE does not look at it
 * @param      value        finite; only HST_SERIES_FILL_VALUE looks at it
 * @return HST_OK, else the first that applies: HST_ENULL (grid; with series > 0 statistic, offsets, filled,
 *         out, time, x), HST_ESIZE (grid->count, series or a last offset negative or too large, series x
 *         grid->count beyond int64), HST_EOPTION (a statistic that is not exactly one flag, method),
 *         HST_EDOMAIN (step not above 0, a grid that ends beyond INT64_MAX, longest_gap < 0, longest_fill <
 *         0, value), HST_EORDER (offsets that step backwards or begin below 0, a time not after the one
 *         before it in its series), and of the values HST_EDOMAIN (an infinite sample), HST_EOVERFLOW (a sum
 *         beyond DBL_MAX)
 *
 * @missing  skipped, and filled as asked for
 * @empty    a series without samples: every bucket empty; series = 0: nothing to write, HST_OK
 * @accuracy as hst_series_bucket and hst_series_fill
 * @cost     O(offsets[series] + series x buckets) time, O(1) memory
 * @threads  reentrant
 * @source   hst_series_bucket and hst_series_fill
 * @since    0.1
 */
HST_API hst_status hst_series_align(double *out, int64_t *filled, const hst_series_grid *grid,
                                    const uint32_t *statistic, const int64_t *offsets, int64_t series,
                                    const int64_t *time, const double *x, int64_t longest_gap,
                                    uint32_t method, int64_t longest_fill, double value);

#ifdef __cplusplus
}
#endif

#endif
