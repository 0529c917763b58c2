/**
 * @file rolling.h
 * Statistics of windows that slide along a series: by count of samples or by time.
 *
 * Window i belongs to sample i. With w = window->width it holds
 *
 *              by count                      by time (functions ending in _time)
 *   trailing   samples i - w + 1 .. i        times in (t[i] - w, t[i]]
 *   centred    samples i - w/2 .. i + (w - 1)/2    times in (t[i] - (w - w/2), t[i] + w/2]
 *
 * where / rounds down: a centred window of even width has one sample more before than after. At either end of
 * the series a window holds what there is of it. By time, t[0] < t[1] < ... in whole seconds.
 *
 * NaN = missing: left out of the window, and -0 reads as 0. Where fewer than window->min_count samples of a
 * window are observed, the answer is undefined: NaN. Answers stand at the index of their window, so that out
 * has as many elements as x.
 *
 * Each answer is a function of what its window holds and of nothing else. Nothing drifts: there is no running
 * sum that rounds, and after any number of steps a window of equal values has exactly that mean and deviation
 * 0. So a series may be cut into chunks: give each chunk the samples that hst_rolling_lookback names before
 * and after it, drop the answers of those, and what remains is the same bits as one call over the whole.
 *
 * The exponentially weighted mean has no window; its chunks hand on a state.
 */
#ifndef HASHSTAT_ROLLING_H
#define HASHSTAT_ROLLING_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    HST_ROLLING_CENTRED = 1 /**< flag: the window reaches to both sides of its sample */
};

/** A window. Options: hst_rolling_window_init fills them, then set the width. 24 bytes. */
typedef struct hst_rolling_window {
    uint32_t struct_size; /**< bytes of this struct as the caller was built, at least 24 */
    uint32_t flags;       /**< 0, trailing, or HST_ROLLING_CENTRED */
    int64_t width;        /**< samples, or seconds for the functions ending in _time; >= 1 */
    int64_t min_count;    /**< observed samples that an answer needs; 0, the default: all of the width by
                               count, one by time. By count at most the width, for no window has more */
} hst_rolling_window;

enum {
    HST_ROLLING_EWM_STATE_WORDS = 9 /**< words of a state */
};

/**
 * Where an exponentially weighted mean stands. 72 bytes, no padding, frozen; may be copied. All-zero memory
 * is an empty state, so there is nothing to initialise. No memory at all does harm as a state: HST_ECORRUPT
 * is what no pushes leave behind, and anything else is taken for what it says.
 */
typedef struct hst_rolling_ewm_state {
    uint64_t opaque[HST_ROLLING_EWM_STATE_WORDS]; /**< hst_rolling_ewm_state_read tells what it means */
} hst_rolling_ewm_state;

/* windows -------------------------------------------------------------------------------------- */

/**
 * A trailing window with the default min_count. The width is 0, which no function takes: it must be set.
 *
 * @param[out] window      [1] of a struct newer than this library, the tail is zero
 * @param      struct_size bytes, (uint32_t)sizeof *window
 * @return HST_OK, else the first that applies: HST_ENULL (window), HST_EOPTION (struct_size below 24)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   the defaults of min_periods in pandas, DataFrame.rolling
 * @since    0.1
 */
HST_API hst_status hst_rolling_window_init(hst_rolling_window *window, uint32_t struct_size);

/**
 * How many samples a window by count reaches beyond its own.
 *
 * A chunk that has `before` samples more in front and `after` samples more behind, as far as the series has
 * them, gives the same bits as the whole series; the answers of those extra samples are to be dropped. It is
 * also the number of answers at either end whose window is not full.
 *
 * @param[in]  window what slides
 * @param[out] before [1] samples before
 * @param[out] after  [1] samples after; 0 when trailing
 * @return HST_OK, else the first that applies: HST_ENULL (window, before, after), HST_EOPTION (window: a size
 *         below 24, an unknown flag, an unknown tail that is not zero), HST_EDOMAIN (width < 1; min_count < 0
 *         or > width)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   the definition above
 * @since    0.1
 */
HST_API hst_status hst_rolling_lookback(const hst_rolling_window *window, int64_t *before, int64_t *after);

/**
 * How many seconds a window by time reaches beyond its sample: it holds the times in (t - before, t + after].
 *
 * A chunk that has all samples of `before` seconds more in front and of `after` seconds more behind gives the
 * same bits as the whole series.
 *
 * @param[in]  window what slides
 * @param[out] before [1] seconds before, that far not included
 * @param[out] after  [1] seconds after, that far included; 0 when trailing
 * @return HST_OK, else the first that applies: HST_ENULL (window, before, after), HST_EOPTION (window: a size
 *         below 24, an unknown flag, an unknown tail that is not zero), HST_EDOMAIN (width < 1, min_count <
 *         0)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   the definition above
 * @since    0.1
 */
HST_API hst_status hst_rolling_lookback_time(const hst_rolling_window *window, int64_t *before,
                                             int64_t *after);

/* sums ----------------------------------------------------------------------------------------- */

/**
 * Sum of each window by count.
 *
 * @param[in]  window what slides
 * @param[out] out    [n] sums; may be NULL when n = 0. After HST_EDOMAIN for a sample and after HST_EOVERFLOW
 *                    its content is unspecified
 * @param[in]  x      [n] any finite values, NaN = missing; may be NULL when n = 0
 * @param      n      samples, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (window, out, x), HST_ESIZE (n < 0), HST_EOPTION
 *         (window: a size below 24, an unknown flag, an unknown tail that is not zero), HST_EDOMAIN (width <
 *         1; min_count < 0 or > width; an infinite sample), HST_EOVERFLOW (a sum beyond DBL_MAX)
 *
 * @missing  left out; NaN where fewer than min_count are observed
 * @empty    HST_OK, nothing is written
 * @accuracy correctly rounded
 * @cost     O(n) time whatever the width, O(1) memory: 70 KiB of stack. Windows whose samples differ in size
 *           by more than a factor of 2^47, or of 2^29 where they hold 10^6, and windows of more than 6 x 10^7
 *           go the long way: a tenth of a microsecond each
 * @threads  reentrant
 * @source   the definition
 * @since    0.1
 */
HST_API hst_status hst_rolling_sum(const hst_rolling_window *window, double *out, const double *x, int64_t n);

/**
 * Mean of each window by count.
 *
 * @param[in]  window what slides
 * @param[out] out    [n] means; may be NULL when n = 0. After HST_EDOMAIN for a sample its content is
 *                    unspecified
 * @param[in]  x      [n] any finite values, NaN = missing; may be NULL when n = 0
 * @param      n      samples, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (window, out, x), HST_ESIZE (n < 0), HST_EOPTION
 *         (window: a size below 24, an unknown flag, an unknown tail that is not zero), HST_EDOMAIN (width <
 *         1; min_count < 0 or > width; an infinite sample)
 *
 * @missing  left out; NaN where fewer than min_count are observed
 * @empty    HST_OK, nothing is written
 * @accuracy the exact sum over the count, correctly rounded; of equal values exactly that value
 * @cost     as hst_rolling_sum
 * @threads  reentrant
 * @source   the definition
 * @since    0.1
 */
HST_API hst_status hst_rolling_mean(const hst_rolling_window *window, double *out, const double *x,
                                    int64_t n);

/**
 * Standard deviation of each window by count, with divisor m - 1 for m observed samples.
 *
 * @param[in]  window what slides
 * @param[out] out    [n] deviations, >= 0; may be NULL when n = 0. After HST_EDOMAIN for a sample and after
 *                    HST_EOVERFLOW its content is unspecified
 * @param[in]  x      [n] any finite values, NaN = missing; may be NULL when n = 0
 * @param      n      samples, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (window, out, x), HST_ESIZE (n < 0), HST_EOPTION
 *         (window: a size below 24, an unknown flag, an unknown tail that is not zero), HST_EDOMAIN (width <
 *         1; min_count < 0 or > width; an infinite sample), HST_EOVERFLOW (a deviation beyond DBL_MAX)
 *
 * @missing  left out; NaN where fewer than min_count, or fewer than two, are observed
 * @empty    HST_OK, nothing is written
 * @accuracy the variance is correctly rounded to 53 bits, and so is its root: relative error below 1.7e-16,
 *           at any offset, unless it is a denormal, to which the root is rounded once more; of equal values
 *           exactly 0
 * @cost     O(n) time whatever the width, O(1) memory: 70 KiB of stack. A window goes the long way, one or
 *           two microseconds, if its deviation is below 10^-4 of how far samples in and around it lie apart,
 *           if that is beyond 10^140 or below 10^-130, or if it has more than 6 x 10^7 samples; one in 256
 *           of these is summed anew, 12 ns for each of its samples
 * @threads  reentrant
 * @source   the definition
 * @since    0.1
 */
HST_API hst_status hst_rolling_deviation(const hst_rolling_window *window, double *out, const double *x,
                                         int64_t n);

/**
 * Sum of each window by time.
 *
 * @param[in]  window what slides, its width in seconds
 * @param[out] out    as in hst_rolling_sum
 * @param[in]  time   [n] Unix seconds, increasing; may be NULL when n = 0
 * @param[in]  x, n   as in hst_rolling_sum
 * @return HST_OK, else the first that applies: HST_ENULL (window, out, time, x), HST_ESIZE (n < 0),
 *         HST_EOPTION (window: a size below 24, an unknown flag, an unknown tail that is not zero),
 *         HST_EDOMAIN (width < 1, min_count < 0), HST_EORDER (a time not after the one before it; nothing is
 *         written), HST_EDOMAIN (an infinite sample), HST_EOVERFLOW (a sum beyond DBL_MAX)
 *
 * @missing  left out; NaN where fewer than min_count are observed
 * @empty    HST_OK, nothing is written
 * @accuracy correctly rounded
 * @cost     as hst_rolling_sum
 * @threads  reentrant
 * @source   the definition
 * @since    0.1
 */
HST_API hst_status hst_rolling_sum_time(const hst_rolling_window *window, double *out, const int64_t *time,
                                        const double *x, int64_t n);

/**
 * Mean of each window by time.
 *
 * @param[in]  window what slides, its width in seconds
 * @param[out] out    as in hst_rolling_mean
 * @param[in]  time   [n] Unix seconds, increasing; may be NULL when n = 0
 * @param[in]  x, n   as in hst_rolling_mean
 * @return HST_OK, else the first that applies: HST_ENULL (window, out, time, x), HST_ESIZE (n < 0),
 *         HST_EOPTION (window), HST_EDOMAIN (width < 1, min_count < 0), HST_EORDER (a time not after the one
 *         before it; nothing is written), HST_EDOMAIN (an infinite sample)
 *
 * @missing  left out; NaN where fewer than min_count are observed
 * @empty    HST_OK, nothing is written
 * @accuracy as hst_rolling_mean
 * @cost     as hst_rolling_sum
 * @threads  reentrant
 * @source   the definition
 * @since    0.1
 */
HST_API hst_status hst_rolling_mean_time(const hst_rolling_window *window, double *out, const int64_t *time,
                                         const double *x, int64_t n);

/**
 * Standard deviation of each window by time, with divisor m - 1 for m observed samples.
 *
 * @param[in]  window what slides, its width in seconds
 * @param[out] out    as in hst_rolling_deviation
 * @param[in]  time   [n] Unix seconds, increasing; may be NULL when n = 0
 * @param[in]  x, n   as in hst_rolling_deviation
 * @return HST_OK, else the first that applies: HST_ENULL (window, out, time, x), HST_ESIZE (n < 0),
 *         HST_EOPTION (window), HST_EDOMAIN (width < 1, min_count < 0), HST_EORDER (a time not after the one
 *         before it; nothing is written), HST_EDOMAIN (an infinite sample), HST_EOVERFLOW (a deviation beyond
 *         DBL_MAX)
 *
 * @missing  left out; NaN where fewer than min_count, or fewer than two, are observed
 * @empty    HST_OK, nothing is written
 * @accuracy as hst_rolling_deviation
 * @cost     as hst_rolling_deviation
 * @threads  reentrant
 * @source   the definition
 * @since    0.1
 */
HST_API hst_status hst_rolling_deviation_time(const hst_rolling_window *window, double *out,
                                              const int64_t *time, const double *x, int64_t n);

/* order statistics ----------------------------------------------------------------------------- */

/**
 * Bytes of workspace for hst_rolling_min and hst_rolling_max.
 *
 * @param[in]  window what slides
 * @param[out] bytes  [1] for any series of n samples
 * @param      n      samples, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (window, bytes), HST_ESIZE (n < 0), HST_EOPTION
 *         (window), HST_EDOMAIN (width < 1; min_count < 0 or > width), HST_EOVERFLOW (more than size_t holds)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   a few numbers for each sample of a window
 * @since    0.1
 */
HST_API hst_status hst_rolling_extreme_work_size(const hst_rolling_window *window, size_t *bytes, int64_t n);

/**
 * Bytes of workspace for hst_rolling_min_time and hst_rolling_max_time.
 *
 * @param[in]  window what slides, its width in seconds
 * @param[out] bytes  [1] for any series of n samples
 * @param      n      samples, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (window, bytes), HST_ESIZE (n < 0), HST_EOPTION
 *         (window), HST_EDOMAIN (width < 1, min_count < 0), HST_EOVERFLOW (more than size_t holds)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   a few numbers for each sample: all may lie in one window
 * @since    0.1
 */
HST_API hst_status hst_rolling_extreme_work_size_time(const hst_rolling_window *window, size_t *bytes,
                                                      int64_t n);

/**
 * Smallest sample of each window by count.
 *
 * @param[in]  window what slides
 * @param[out] out    [n] one of the samples each; may be NULL when n = 0. After HST_EDOMAIN for a sample its
 *                    content is unspecified
 * @param[in]  x      [n] any finite values, NaN = missing; may be NULL when n = 0
 * @param      n      samples, >= 0
 * @param[out] work   workspace, aligned to 8; may be NULL when n = 0; its content afterwards means nothing
 * @param      bytes  at least what hst_rolling_extreme_work_size says
 * @return HST_OK, else the first that applies: HST_ENULL (window, out, x, work), HST_ESIZE (n < 0),
 *         HST_EALIGN (work), HST_ESPACE (bytes), HST_EOPTION (window), HST_EDOMAIN (width < 1; min_count < 0
 *         or > width; an infinite sample)
 *
 * @missing  left out; NaN where fewer than min_count are observed
 * @empty    HST_OK, nothing is written
 * @accuracy exact
 * @cost     O(n) time whatever the width and the data
 * @threads  reentrant
 * @source   van Herk, Pattern Recognition Letters 13, 1992; Gil and Werman, IEEE Trans. PAMI 15, 1993
 * @since    0.1
 */
HST_API hst_status hst_rolling_min(const hst_rolling_window *window, double *out, const double *x, int64_t n,
                                   void *work, size_t bytes);

/**
 * Largest sample of each window by count.
 *
 * @param[in]  window what slides
 * @param[out] out    as in hst_rolling_min
 * @param[in]  x, n   as in hst_rolling_min
 * @param[out] work   as in hst_rolling_min
 * @param      bytes  at least what hst_rolling_extreme_work_size says
 * @return as hst_rolling_min: HST_OK, HST_ENULL, HST_ESIZE, HST_EALIGN, HST_ESPACE, HST_EOPTION, HST_EDOMAIN
 *
 * @missing  left out; NaN where fewer than min_count are observed
 * @empty    HST_OK, nothing is written
 * @accuracy exact
 * @cost     as hst_rolling_min
 * @threads  reentrant
 * @source   as hst_rolling_min
 * @since    0.1
 */
HST_API hst_status hst_rolling_max(const hst_rolling_window *window, double *out, const double *x, int64_t n,
                                   void *work, size_t bytes);

/**
 * Smallest sample of each window by time.
 *
 * @param[in]  window what slides, its width in seconds
 * @param[out] out    as in hst_rolling_min
 * @param[in]  time   [n] Unix seconds, increasing; may be NULL when n = 0
 * @param[in]  x, n   as in hst_rolling_min
 * @param[out] work   as in hst_rolling_min
 * @param      bytes  at least what hst_rolling_extreme_work_size_time says
 * @return HST_OK, else the first that applies: HST_ENULL (window, out, time, x, work), HST_ESIZE (n < 0),
 *         HST_EALIGN (work), HST_ESPACE (bytes), HST_EOPTION (window), HST_EDOMAIN (width < 1, min_count <
 *         0), HST_EORDER (a time not after the one before it; nothing is written), HST_EDOMAIN (an infinite
 *         sample)
 *
 * @missing  left out; NaN where fewer than min_count are observed
 * @empty    HST_OK, nothing is written
 * @accuracy exact
 * @cost     O(n) time whatever the width and the data
 * @threads  reentrant
 * @source   as hst_rolling_min
 * @since    0.1
 */
HST_API hst_status hst_rolling_min_time(const hst_rolling_window *window, double *out, const int64_t *time,
                                        const double *x, int64_t n, void *work, size_t bytes);

/**
 * Largest sample of each window by time.
 *
 * @param[in]  window what slides, its width in seconds
 * @param[out] out    as in hst_rolling_min
 * @param[in]  time   [n] Unix seconds, increasing; may be NULL when n = 0
 * @param[in]  x, n   as in hst_rolling_min
 * @param[out] work   as in hst_rolling_min
 * @param      bytes  at least what hst_rolling_extreme_work_size_time says
 * @return as hst_rolling_min_time: HST_OK, HST_ENULL, HST_ESIZE, HST_EALIGN, HST_ESPACE, HST_EOPTION,
 *         HST_EDOMAIN, HST_EORDER
 *
 * @missing  left out; NaN where fewer than min_count are observed
 * @empty    HST_OK, nothing is written
 * @accuracy exact
 * @cost     as hst_rolling_min_time
 * @threads  reentrant
 * @source   as hst_rolling_min
 * @since    0.1
 */
HST_API hst_status hst_rolling_max_time(const hst_rolling_window *window, double *out, const int64_t *time,
                                        const double *x, int64_t n, void *work, size_t bytes);

/**
 * Bytes of workspace for hst_rolling_quantiles, and with one probability for hst_rolling_median.
 *
 * @param[in]  window        what slides
 * @param[out] bytes         [1] for any series of n samples
 * @param      n             samples, >= 0
 * @param      probabilities how many, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (window, bytes), HST_ESIZE (n < 0, probabilities <
 *         0), HST_EOPTION (window), HST_EDOMAIN (width < 1; min_count < 0 or > width), HST_EOVERFLOW (more
 *         than size_t holds)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   a few numbers for each sample of a window and for each probability
 * @since    0.1
 */
HST_API hst_status hst_rolling_quantile_work_size(const hst_rolling_window *window, size_t *bytes, int64_t n,
                                                  int64_t probabilities);

/**
 * Bytes of workspace for hst_rolling_quantiles_time, and with one probability for hst_rolling_median_time.
 *
 * @param[in]  window           what slides, its width in seconds
 * @param[out] bytes            [1] for any series of n samples
 * @param      n, probabilities as in hst_rolling_quantile_work_size
 * @return HST_OK, else the first that applies: HST_ENULL (window, bytes), HST_ESIZE (n < 0, probabilities <
 *         0), HST_EOPTION (window), HST_EDOMAIN (width < 1, min_count < 0), HST_EOVERFLOW (more than size_t
 *         holds)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   a few numbers for each sample and for each probability
 * @since    0.1
 */
HST_API hst_status hst_rolling_quantile_work_size_time(const hst_rolling_window *window, size_t *bytes,
                                                       int64_t n, int64_t probabilities);

/**
 * Quantiles of each window by count, several in one pass: linear interpolation between order statistics.
 *
 * Of m observed samples sorted as v[0] <= ... <= v[m-1], quantile p is v[k] + (h - k) (v[k+1] - v[k]) with
 * h = (m - 1) p, rounded to double once, and k = floor(h).
 *
 * @param[in]  window        what slides
 * @param[out] out           [probabilities x n] quantile k of window i at out[k n + i]; may be NULL when
 *                           there are none. After HST_EDOMAIN for a sample its content is unspecified
 * @param[in]  probability   [probabilities] each in 0..1, in any order; may be NULL when probabilities = 0
 * @param      probabilities how many, >= 0
 * @param[in]  x             [n] any finite values, NaN = missing; may be NULL when n = 0
 * @param      n             samples, >= 0
 * @param[out] work          workspace, aligned to 8; may be NULL when there is nothing to write; its content
 *                           afterwards means nothing
 * @param      bytes         at least what hst_rolling_quantile_work_size says
 * @return HST_OK, else the first that applies: HST_ENULL (window, out, probability, x, work), HST_ESIZE
 *         (probabilities < 0, n < 0, their product too large), HST_EALIGN (work), HST_ESPACE (bytes),
 *         HST_EOPTION (window), HST_EDOMAIN (width < 1; min_count < 0 or > width; a probability; an infinite
 *         sample)
 *
 * @missing  left out; NaN where fewer than min_count are observed
 * @ties     equal samples are as many as they are
 * @empty    HST_OK, nothing is written
 * @accuracy as hst_quantile_select; one of the samples where (m - 1) p is whole
 * @cost     O(log width) time for each sample and O(1) more for each probability; the median of 144 samples
 *           some 20 ns
 * @threads  reentrant
 * @source   type 7 of Hyndman and Fan, The American Statistician 50, 1996; Suomela, "Median Filtering is
 *           Equivalent to Sorting", arXiv 1406.1717
 * @since    0.1
 */
HST_API hst_status hst_rolling_quantiles(const hst_rolling_window *window, double *out,
                                         const double *probability, int64_t probabilities, const double *x,
                                         int64_t n, void *work, size_t bytes);

/**
 * Quantiles of each window by time, several in one pass.
 *
 * @param[in]  window                     what slides, its width in seconds
 * @param[out] out                        as in hst_rolling_quantiles
 * @param[in]  probability, probabilities as in hst_rolling_quantiles
 * @param[in]  time                       [n] Unix seconds, increasing; may be NULL when n = 0
 * @param[in]  x, n                       as in hst_rolling_quantiles
 * @param[out] work                       as in hst_rolling_quantiles
 * @param      bytes                      at least what hst_rolling_quantile_work_size_time says
 * @return HST_OK, else the first that applies: HST_ENULL (window, out, probability, time, x, work), HST_ESIZE
 *         (probabilities < 0, n < 0, their product too large), HST_EALIGN (work), HST_ESPACE (bytes),
 *         HST_EOPTION (window), HST_EDOMAIN (width < 1, min_count < 0, a probability), HST_EORDER (a time not
 *         after the one before it; nothing is written), HST_EDOMAIN (an infinite sample)
 *
 * @missing  left out; NaN where fewer than min_count are observed
 * @ties     equal samples are as many as they are
 * @empty    HST_OK, nothing is written
 * @accuracy as hst_rolling_quantiles
 * @cost     as hst_rolling_quantiles, with the samples of the longest window for the width
 * @threads  reentrant
 * @source   as hst_rolling_quantiles
 * @since    0.1
 */
HST_API hst_status hst_rolling_quantiles_time(const hst_rolling_window *window, double *out,
                                              const double *probability, int64_t probabilities,
                                              const int64_t *time, const double *x, int64_t n, void *work,
                                              size_t bytes);

/**
 * Median of each window by count: the sample in the middle, or the mean of the two in the middle.
 *
 * The same as hst_rolling_quantiles for the one probability 0.5.
 *
 * @param[in]  window what slides
 * @param[out] out    [n] medians; may be NULL when n = 0. After HST_EDOMAIN for a sample its content is
 *                    unspecified
 * @param[in]  x, n   as in hst_rolling_quantiles
 * @param[out] work   as in hst_rolling_quantiles
 * @param      bytes  at least what hst_rolling_quantile_work_size says for one probability
 * @return HST_OK, else the first that applies: HST_ENULL (window, out, x, work), HST_ESIZE (n < 0),
 *         HST_EALIGN (work), HST_ESPACE (bytes), HST_EOPTION (window), HST_EDOMAIN (width < 1; min_count < 0
 *         or > width; an infinite sample)
 *
 * @missing  left out; NaN where fewer than min_count are observed
 * @empty    HST_OK, nothing is written
 * @accuracy as hst_rolling_quantiles
 * @cost     as hst_rolling_quantiles
 * @threads  reentrant
 * @source   as hst_rolling_quantiles
 * @since    0.1
 */
HST_API hst_status hst_rolling_median(const hst_rolling_window *window, double *out, const double *x,
                                      int64_t n, void *work, size_t bytes);

/**
 * Median of each window by time.
 *
 * @param[in]  window what slides, its width in seconds
 * @param[out] out    as in hst_rolling_median
 * @param[in]  time   [n] Unix seconds, increasing; may be NULL when n = 0
 * @param[in]  x, n   as in hst_rolling_median
 * @param[out] work   as in hst_rolling_median
 * @param      bytes  at least what hst_rolling_quantile_work_size_time says for one probability
 * @return HST_OK, else the first that applies: HST_ENULL (window, out, time, x, work), HST_ESIZE (n < 0),
 *         HST_EALIGN (work), HST_ESPACE (bytes), HST_EOPTION (window), HST_EDOMAIN (width < 1, min_count <
 *         0), HST_EORDER (a time not after the one before it; nothing is written), HST_EDOMAIN (an infinite
 *         sample)
 *
 * @missing  left out; NaN where fewer than min_count are observed
 * @empty    HST_OK, nothing is written
 * @accuracy as hst_rolling_quantiles
 * @cost     as hst_rolling_quantiles_time
 * @threads  reentrant
 * @source   as hst_rolling_quantiles
 * @since    0.1
 */
HST_API hst_status hst_rolling_median_time(const hst_rolling_window *window, double *out, const int64_t *time,
                                           const double *x, int64_t n, void *work, size_t bytes);

/* exponentially weighted mean ------------------------------------------------------------------ */

/**
 * Exponentially weighted mean of samples at irregular times.
 *
 *     y[0] = x[0],   y[i] = y[i-1] + (1 - a) (x[i] - y[i-1]),   a = 2^(-(t[i] - t[i-1]) / half_life)
 *
 * over the observed samples: half_life seconds later, what was known before has half the weight.
 *
 * Distances are taken from the first of up to 16 samples, to the others and to the mean before. One beyond
 * DBL_MAX, or a mean as it is rounded, is HST_EOVERFLOW, which samples up to DBL_MAX / 4 never bring about.
 *
 * @param[out] out       [n] means; may be NULL when n = 0. After HST_EDOMAIN for a sample and after
 *                       HST_EOVERFLOW its content is unspecified
 * @param[in]  time      [n] Unix seconds, increasing; may be NULL when n = 0
 * @param[in]  x         [n] any finite values, NaN = missing; may be NULL when n = 0
 * @param      n         samples, >= 0
 * @param      half_life seconds, finite and > 0
 * @return HST_OK, else the first that applies: HST_ENULL (out, time, x), HST_ESIZE (n < 0), HST_EDOMAIN
 *         (half_life), HST_EORDER (a time not after the one before it; nothing is written), HST_EDOMAIN (an
 *         infinite sample), HST_EOVERFLOW (a distance or a mean beyond DBL_MAX)
 *
 * @missing  the mean stays as it is, and time goes on: the next observed sample weighs by the time since the
 *           last observed one. NaN before the first
 * @empty    HST_OK, nothing is written
 * @accuracy of equal values exactly that value. Else a is off by less than 4e-16 and 1 - a by less than 7e-16
 *           of itself, for half-lives from 1e-300 to 1e300; an a below 2^-1000 counts as 0. Given a, the mean
 *           is off by less than 1.2e-16 of itself and 1e-14 of the distance between samples, where no product
 *           of 1 - a and a distance falls below 1e-290
 * @cost     O(n) time, O(1) memory
 * @threads  reentrant
 * @source   Eckner, "Algorithms for Unevenly Spaced Time Series: Moving Averages and Other Rolling
 *           Operators", 2019
 * @since    0.1
 */
HST_API hst_status hst_rolling_ewm(double *out, const int64_t *time, const double *x, int64_t n,
                                   double half_life);

/**
 * Add one sample to an exponentially weighted mean.
 *
 * @param[in,out] state     what was pushed before
 * @param         time      Unix seconds, after that of the sample before, missing or not
 * @param         x         any finite value, NaN = missing
 * @param         half_life seconds, finite and > 0; may differ from push to push
 * @return HST_OK, else the first that applies, the state as it was: HST_ENULL (state), HST_EDOMAIN
 *         (half_life), HST_ECORRUPT (state), HST_EORDER (time), HST_EDOMAIN (an infinite sample),
 *         HST_EOVERFLOW (a distance or a mean beyond DBL_MAX)
 *
 * @missing  as hst_rolling_ewm
 * @accuracy the same bits as hst_rolling_ewm
 * @cost     O(1)
 * @threads  reentrant
 * @source   as hst_rolling_ewm
 * @since    0.1
 */
HST_API hst_status hst_rolling_ewm_state_push(hst_rolling_ewm_state *state, int64_t time, double x,
                                              double half_life);

/**
 * Add samples to an exponentially weighted mean, and see the mean after each.
 *
 * @param[in,out] state     what was pushed before
 * @param[out]    out       [n] the mean after each sample; may be NULL when n = 0
 * @param[in]     time      [n] Unix seconds, increasing; may be NULL when n = 0
 * @param[in]     x         [n] any finite values, NaN = missing; may be NULL when n = 0
 * @param         n         samples, >= 0
 * @param         half_life seconds, finite and > 0
 * @return HST_OK, else the first that applies, the state as it was: HST_ENULL (state, out, time, x),
 *         HST_ESIZE (n < 0), HST_EDOMAIN (half_life), HST_ECORRUPT (state), HST_EORDER (a time not after the
 *         one before it; nothing is written), HST_EDOMAIN (an infinite sample), HST_EOVERFLOW (a
 *         distance or a mean beyond DBL_MAX)
 *
 * @missing  as hst_rolling_ewm
 * @empty    HST_OK, nothing is written
 * @accuracy the same bits as hst_rolling_ewm over all samples at once, however they are cut
 * @cost     O(n) time, O(1) memory
 * @threads  reentrant
 * @source   as hst_rolling_ewm
 * @since    0.1
 */
HST_API hst_status hst_rolling_ewm_state_push_n(hst_rolling_ewm_state *state, double *out,
                                                const int64_t *time, const double *x, int64_t n,
                                                double half_life);

/**
 * The mean that a state stands at.
 *
 * @param[out] mean  [1] after the last sample that was pushed
 * @param[in]  state what was pushed
 * @return HST_OK, else the first that applies: HST_ENULL (mean, state), HST_ECORRUPT (state), HST_EEMPTY (no
 *         sample observed)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   as hst_rolling_ewm
 * @since    0.1
 */
HST_API hst_status hst_rolling_ewm_state_read(double *mean, const hst_rolling_ewm_state *state);

#ifdef __cplusplus
}
#endif

#endif
