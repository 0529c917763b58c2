/**
 * @file change.h
 * Levels that hold for a while: where a rate of arrivals or the level of a series changed, found afterwards
 * from the whole record.
 *
 * A series is cut into segments of one level each. Segments are what is searched over; the answer maximises
 *
 *     sum of the segments' gains - penalty x changes
 *
 * over *all* ways to cut, exactly: no grid, no greedy split, no window. A gain is twice the log likelihood
 * ratio of the segment's own level against the one level of the whole series, so "no change" has gain 0 and
 * is an answer like any other. Three models:
 *
 *     HST_CHANGE_POISSON        x[i] arrivals in exposure[i], rate constant; difficulty belongs into the
 *                               exposure (seconds per hash) and so is no change. x NULL: 1 each (blocks);
 *                               exposure NULL: 1 each
 *     HST_CHANGE_MEAN           Gaussian, the mean changes, the variance is common: given, or 0: estimated as
 *                               (1.4826 x median of |d - median of d|)^2/2, d the differences of neighbours
 *                               (MAD of differences), which changes hardly touch
 *     HST_CHANGE_MEAN_VARIANCE  Gaussian, both change. A constant run would have an infinite likelihood, so
 *                               no segment's variance counts as less than `variance`; 0: 1e-4 of the half
 *                               mean square difference of neighbours
 *
 * Where an estimate is below 1e-180 the half mean square difference serves, and where that is too, 1.
 *
 * Missing: x or exposure NaN, or exposure 0 with no arrival. Such samples are skipped; all indexes are the
 * caller's. A segment runs from its first observed sample to one behind its last, so that samples missing
 * between two segments belong to neither: the change lies somewhere in that gap. Without any observed sample
 * there is no segment.
 *
 * Domain, else HST_EDOMAIN: arrivals whole, >= 0, their sum <= 1e12; exposures 1e-100 .. 1e100 (or 0), none
 * below 1e-12 of the sum of all; values of the Gaussian models at most 1e50. x and exposure may be NULL when
 * n = 0.
 *
 * Ties: of fits whose value is the same double, the one whose last change is earliest, and so on backwards;
 * one without a change wins over all. Values that differ by rounding alone (1e-13 of the gain, 1e-9 where
 * exposures differ by 1e6) count as different.
 *
 * Luck alone: a year of days that does not change (Poisson, 144 a day) is cut in 3.2 % of cases with BIC and
 * in .8 % with MBIC; Gaussian values with BIC in 2.9 % (mean), 5.4 % (mean and variance; 1.0 % from 7 samples
 * on); a week of 1,008 single blocks in 1.6 %, from 6 blocks on in 1.3 %.
 *
 * Intervals of levels are conditional on the change times: they do not know that the cuts were chosen to make
 * levels differ. What the search leaves open about the times is in hst_change_times. Coverage at level .95,
 * of 60 days cut once whose second half fell by 5 / 10 / 20 / 50 %: of a level 84.0 / 92.9 / 94.7 / 94.9 %,
 * of the time 97.6 / 96.8 / 98.0 / 100 % (a time is whole days, so that an interval holds more than asked).
 * Two changes near to each other cover their times less, as each takes the other for known: of 60 days cut
 * twice, where 1 / 2 / 3 / 5 days were lower by 20 %, the first in 70.7 / 85.9 / 93.6 / 97.4 %; by 10 %,
 * 56.4 / 62.0 / 67.3 / 75.8 %. All measured on 20,000 simulated records, standard error at most .4 %.
 */
#ifndef HASHSTAT_CHANGE_H
#define HASHSTAT_CHANGE_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What a level is. */
enum {
    HST_CHANGE_POISSON = 0,      /**< a rate of arrivals over exposures */
    HST_CHANGE_MEAN = 1,         /**< a mean, the variance common */
    HST_CHANGE_MEAN_VARIANCE = 2 /**< a mean and a variance */
};

/** What a change costs. m observed samples; p = 1 parameter of a level, 2 for HST_CHANGE_MEAN_VARIANCE. */
enum {
    HST_CHANGE_BIC = 0,  /**< (p + 1) log m: a change adds its time and p parameters (Yao 1988) */
    HST_CHANGE_MBIC = 1, /**< (p + 2) log m + sum over the segments of log(samples/m) (Zhang and Siegmund) */
    HST_CHANGE_GIVEN = 2 /**< options->value */
};

/** How to search. Options: hst_change_options_init fills them. 48 bytes. */
typedef struct hst_change_options {
    uint32_t struct_size; /**< bytes of this struct as the caller was built, at least 48 */
    uint32_t flags;       /**< 0 */
    int32_t model;        /**< HST_CHANGE_POISSON, the default, or another of its kind */
    int32_t penalty;      /**< HST_CHANGE_BIC, the default, or another of its kind */
    double value;         /**< of HST_CHANGE_GIVEN, finite, >= 0; 0, the default; else without meaning */
    int64_t min_length;   /**< observed samples that a segment has at least, >= 1; 1, the default */
    double variance;      /**< see above; 0 (estimated), the default, or 1e-100 .. 1e100 */
    double level;         /**< confidence of the intervals, in (0,1); 0.95, the default */
} hst_change_options;

/** One segment. 80 bytes, no padding, frozen. */
typedef struct hst_change_level {
    int64_t start;   /**< index of its first observed sample */
    int64_t end;     /**< one behind its last observed sample */
    int64_t samples; /**< observed ones in it */
    double level;    /**< arrivals/exposure, or the mean */
    double lower;    /**< lower end at options->level: exact (Garwood); normal with the common variance; or
                          Student's t with its own, -INFINITY for one sample */
    double upper;    /**< upper end */
    double total;    /**< arrivals, or the sum of its values */
    double exposure; /**< sum of its exposures; Gaussian: samples */
    double squares;  /**< sum of (x - level)^2; Poisson: Pearson's, (x - level e)^2/(level e), 0 at rate 0 */
    double gain; /**< twice its log likelihood ratio against the one level of the whole series, >= 0 */
} hst_change_level;

/** What the data leave open about the time of one change. 40 bytes, no padding, frozen. */
typedef struct hst_change_time {
    int64_t index;      /**< first observed sample of the new level, as it was passed */
    int64_t lower;      /**< earliest first sample of the new level in the interval */
    int64_t upper;      /**< latest */
    double probability; /**< posterior probability of index itself */
    double mass;        /**< that of the interval, >= options->level */
} hst_change_time;

/** A fit that is best over a stretch of penalties. 24 bytes, no padding, frozen. */
typedef struct hst_change_fit {
    double penalty;  /**< from here on it is best, up to that of the next */
    int64_t changes; /**< it has */
    double gain; /**< the sum of its segments' gains; with HST_CHANGE_MBIC less the sum of log(samples/m) */
} hst_change_fit;

/**
 * The defaults: Poisson, BIC, segments of any length, level 0.95.
 *
 * @param[out] options     [1] of a struct newer than this library, the tail is zero
 * @param      struct_size bytes, (uint32_t)sizeof *options
 * @return HST_OK, else the first that applies: HST_ENULL (options), HST_EOPTION (struct_size below 48)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   the definition
 * @since    0.1
 */
HST_API hst_status hst_change_options_init(hst_change_options *options, uint32_t struct_size);

/**
 * Bytes of workspace that every function of this header needs for n samples.
 *
 * @param n    samples; a negative number counts as 0
 * @param most changes of hst_change_at_most; 0 for the others; a negative number counts as 0
 * @return a multiple of 8, about 200 n + 8 most n; SIZE_MAX when no memory can be that large
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   two pieces of 64 bytes for each sample bound those of the lower envelope (curves that cross twice
 *           at most: Davenport and Schinzel, 1965); few of them are ever touched
 * @since    0.1
 */
HST_API size_t hst_change_work_size(int64_t n, int64_t most);

/**
 * What one change costs, in the unit of gains.
 *
 * @param[in]  options how to search; NULL: the defaults
 * @param[out] out     [1] (p + 1) log m, (p + 2) log m or options->value
 * @param      samples m, observed ones, >= 1
 * @return HST_OK, else the first that applies: HST_ENULL (out), HST_ESIZE (samples < 1), HST_EOPTION
 *         (options: a size below 48, a flag, an unknown tail that is not zero, model, penalty), HST_EDOMAIN
 *         (value, min_length, variance, level)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   Yao, Statistics and Probability Letters 6, 1988; Zhang and Siegmund, Biometrics 63, 2007
 * @since    0.1
 */
HST_API hst_status hst_change_penalty(const hst_change_options *options, double *out, int64_t samples);

/**
 * The variance in use: options->variance, or what is estimated where that is 0.
 *
 * @param[in]  options     how to search, a Gaussian model
 * @param[out] out         [1] the common variance, or the least one
 * @param[in]  x, n        as in hst_change_segment
 * @param[out] work, bytes what hst_change_work_size(n, 0) says, aligned to 8; its content then means nothing
 * @return HST_OK, else the first that applies: HST_ENULL (out, x, work), HST_ESIZE (n), HST_EALIGN,
 *         HST_ESPACE, HST_EOPTION (as hst_change_penalty; the model is HST_CHANGE_POISSON), HST_EDOMAIN
 *         (likewise; a value), HST_EEMPTY (none observed)
 *
 * @cost     O(n)
 * @threads  reentrant
 * @source   Fryzlewicz, "Wild Binary Segmentation", Annals of Statistics 42, 2014 (MAD of differences); von
 *           Neumann, Annals of Mathematical Statistics 12, 1941 (mean square difference)
 * @since    0.1
 */
HST_API hst_status hst_change_variance(const hst_change_options *options, double *out, const double *x,
                                       int64_t n, void *work, size_t bytes);

/**
 * The best segments, in order of time. Changes = segments - 1.
 *
 * @param[in]  options     how to search; NULL: the defaults
 * @param[out] out         [cap] the first min(cap, found) segments; may be NULL when cap is 0
 * @param      cap         room in out, >= 0
 * @param[out] found       [1] how many segments there are
 * @param[in]  x           [n] arrivals or values; NULL in HST_CHANGE_POISSON: 1 each, if there are exposures
 * @param[in]  exposure    [n] or NULL: 1 each; NULL in the Gaussian models
 * @param      n           samples, >= 0
 * @param[out] work, bytes what hst_change_work_size(n, 0) says, aligned to 8; its content then means nothing;
 *                         may be NULL when n = 0
 * @return HST_OK, else the first that applies: HST_ENULL (out, found, x and exposure, work), HST_ESIZE (cap,
 *         n), HST_EALIGN, HST_ESPACE, HST_EOPTION (options as in hst_change_penalty; an exposure for a
 *         Gaussian model), HST_EDOMAIN (options; a sample)
 *
 * @missing  skipped, see above
 * @empty    none observed: found 0; fewer than 2 min_length observed: one segment
 * @accuracy the value found is the best to 1e-9 of 1 + itself, as every gain is to 1e-9 of 1 + their sum.
 *           Arrivals: beside that to 1e-15 of all arrivals, and to 1e-15 of itself for each time that the
 *           shortest exposure goes into the sum of all; below 1e6 neither is visible. The mean square of
 *           HST_CHANGE_MEAN_VARIANCE is off by up to 1e-15 of the sum of squares about the mean of the whole:
 *           where levels are more than 1e5 standard deviations apart, that becomes visible
 * @cost     HST_CHANGE_POISSON and HST_CHANGE_MEAN without MBIC: functional pruning, O(n) with about 10
 *           pieces a sample, whether there are changes or none; at worst O(n^2). Else PELT, O(n) where
 *           changes come often, O(n^2) where there is none
 * @threads  reentrant
 * @source   Maidstone, Hocking, Rigaill and Fearnhead, Statistics and Computing 27, 2017 (FPOP); Killick,
 *           Fearnhead and Eckley, J. American Statistical Association 107, 2012 (PELT)
 * @since    0.1
 */
HST_API hst_status hst_change_segment(const hst_change_options *options, hst_change_level *out, int64_t cap,
                                      int64_t *found, const double *x, const double *exposure, int64_t n,
                                      void *work, size_t bytes);

/**
 * The best segments with at most so many changes, and the best gain for each number of changes.
 *
 * out is the fit that maximises gain - penalty x changes among those of 0 .. most changes (the fewest changes
 * of equals): with HST_CHANGE_GIVEN and value 0 as many changes as raise the gain.
 *
 * @param[in]  options     how to search; NULL: the defaults
 * @param[out] out         [cap] as in hst_change_segment
 * @param      cap         room in out, >= 0
 * @param[out] found       [1] how many segments there are
 * @param[out] gain        [most + 1] the best for exactly k changes (see hst_change_fit); -INFINITY: there is
 *         none
 * @param      most        changes, >= 0
 * @param[in]  x, exposure, n as in hst_change_segment
 * @param[out] work, bytes what hst_change_work_size(n, most) says, aligned to 8
 * @return HST_OK, else the first that applies: HST_ENULL (out, found, gain, x and exposure, work), HST_ESIZE
 *         (cap, most, n), HST_EALIGN, HST_ESPACE, HST_EOPTION, HST_EDOMAIN as in hst_change_segment
 *
 * @missing  skipped, see above
 * @empty    none observed: found 0, every gain -INFINITY
 * @cost     most times hst_change_segment, each k by the pruning of its own
 * @threads  reentrant
 * @source   Rigaill, J. Societe Francaise de Statistique 156, 2015 (functional); Maidstone et al., as above
 *         (SNIP)
 * @since    0.1
 */
HST_API hst_status hst_change_at_most(const hst_change_options *options, hst_change_level *out, int64_t cap,
                                      int64_t *found, double *gain, int64_t most, const double *x,
                                      const double *exposure, int64_t n, void *work, size_t bytes);

/**
 * Every fit that is best for some penalty from lo to hi, in order of the penalty: changes fall from row to
 *         row.
 *
 * Of the options penalty and value count only in that HST_CHANGE_MBIC keeps its lengths.
 *
 * @param[in]  options     how to search; NULL: the defaults
 * @param[out] out         [cap] the first min(cap, found) fits; the first has penalty lo; may be NULL when
 *         cap is 0
 * @param      cap         room in out, >= 0
 * @param[out] found       [1] how many there are
 * @param[in]  x, exposure, n as in hst_change_segment
 * @param      lo, hi      0 <= lo <= hi, finite
 * @param[out] work, bytes what hst_change_work_size(n, 0) says, aligned to 8
 * @return HST_OK, else the first that applies: HST_ENULL (out, found, x and exposure, work), HST_ESIZE (cap,
 *         n), HST_EALIGN, HST_ESPACE, HST_EOPTION, HST_EDOMAIN as in hst_change_segment (also lo, hi)
 *
 * @missing  skipped, see above
 * @ties     a fit that is best at a single penalty alone is left out
 * @empty    none observed: found 0
 * @cost     at most 2 found times hst_change_segment
 * @threads  reentrant
 * @source   Haynes, Eckley and Fearnhead, J. Computational and Graphical Statistics 26, 2017 (CROPS)
 * @since    0.1
 */
HST_API hst_status hst_change_path(const hst_change_options *options, hst_change_fit *out, int64_t cap,
                                   int64_t *found, const double *x, const double *exposure, int64_t n,
                                   double lo, double hi, void *work, size_t bytes);

/**
 * When each change was: the posterior of its index between the two neighbouring changes, with both levels
 * integrated over Jeffreys' priors (rate^-1/2; mean flat; mean and deviation deviation^-2) and every index
 * alike before the data.
 *
 * With T arrivals in exposure e, a side of the change weighs Gamma(T + 1/2)/e^(T + 1/2). The interval grows
 * from the likeliest index to its likelier side until it holds options->level.
 *
 * It supposes that there is one change there and that its neighbours are where they were put.
 *
 * @param[in]  options     model, variance and level
 * @param[out] out         [levels - 1] one for each change; may be NULL when levels <= 1
 * @param[in]  level       [levels] segments of this series, start and end of each; may be NULL when levels =
 *         0
 * @param      levels      >= 0
 * @param[in]  x, exposure, n as in hst_change_segment
 * @param[out] work, bytes what hst_change_work_size(n, 0) says, aligned to 8
 * @return HST_OK, else the first that applies: HST_ENULL (out, level, x and exposure, work), HST_ESIZE
 *         (levels, n), HST_EALIGN, HST_ESPACE, HST_EOPTION, HST_EDOMAIN as in hst_change_segment, HST_EORDER
 *         (segments that are not start < end <= next start within the series, or that hold no observed
 *         sample)
 *
 * @missing  skipped: lower and upper are indexes of observed samples
 * @cost     O(n), a log-gamma for each sample
 * @threads  reentrant
 * @source   Raftery and Akman, "Bayesian Analysis of a Poisson Process with a Change-Point", Biometrika 73,
 *         1986
 * @since    0.1
 */
HST_API hst_status hst_change_times(const hst_change_options *options, hst_change_time *out,
                                    const hst_change_level *level, int64_t levels, const double *x,
                                    const double *exposure, int64_t n, void *work, size_t bytes);

/**
 * Exposures of single blocks, for changes of the hashrate without bins: then pass x = NULL to the others.
 *
 *     out[i] = (time[i] - time[i - 1])/work[i],   out[0] = NaN: nobody saw the first one's begin
 *
 * Header times are whole steps of `resolution`. Two blocks in one step are not 0 apart: given that, the mean
 * of their distance is a third of the step (that of two uniform numbers), and that stands for it. Distances
 * of a step or more are right on average as they are.
 *
 * The gain of a few lucky blocks has no bound as their distances go to 0, and a repair of times puts blocks
 * into one step that were not (three on 2021-10-25, which become a level): ask for options->min_length of 6
 * or more.
 *
 * @param[out] out        [n] seconds per hash; may be NULL when n = 0
 * @param[in]  time       [n] never falling (hst_hashrate repairs those that do); may be NULL when n = 0
 * @param[in]  hashes     [n] hashes a block takes, 1e-80 .. 1e80; may be NULL when n = 0
 * @param      n          blocks, >= 0
 * @param      resolution > 0, <= 1e15 steps of time, 1 for whole seconds
 * @return HST_OK, else the first that applies: HST_ENULL (out, time, hashes), HST_ESIZE (n), HST_EDOMAIN
 *         (resolution, hashes), HST_EORDER (time), HST_EOVERFLOW (time spans 2^63 or more)
 *
 * @missing  none: a block has a time
 * @empty    HST_OK, nothing is written
 * @aliasing out may be hashes
 * @accuracy two roundings
 * @cost     O(n)
 * @threads  reentrant
 * @source   the definition; the distance of two uniform numbers
 * @since    0.1
 */
HST_API hst_status hst_change_exposures(double *out, const int64_t *time, const double *hashes, int64_t n,
                                        double resolution);

#ifdef __cplusplus
}
#endif

#endif
