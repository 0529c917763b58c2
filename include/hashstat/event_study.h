/**
 * @file event_study.h
 * What an event took, from a series of hashrates: for those who have no blocks, only values at times, such as
 * a pool's own daily figures or a published daily series.
 *
 * Where blocks are known, hst_impact_trend_fit says more from the same days: it knows how far counts scatter,
 * which here must be told (the weights) or is read off the rest. In a series the rest of one day is often
 * like that of the day before (figures over sliding windows, miners that come and go); then an interval that
 * takes days for independent is too short, and that is what the other three are for: an autoregression, the
 * sums of Newey and West, and a bootstrap of blocks. For an event of few samples take the first of them.
 *
 * The model of the whole room: growth that is a straight line of the logarithm, less a part of it while dark,
 *
 *     value[i] = m[i] + e[i],   m[i] = exp(a + b time[i]) (1 - f dark[i])
 *
 * f is the fall. It is fitted to the values, not to their logarithms: a sample that is dark by half loses
 * f/2, which no sum of logarithms says, the mean of a logarithm is not that of the value, and a zero has
 * none. The estimates are those of weighted least squares: they solve
 *
 *     sum over i of w[i] (value[i] - m[i]) dm[i]/d(a, b, f) = 0
 *
 * with the weights w[i] of one of four laws of scatter, `spread` being what the caller knows of each sample:
 *
 *     HST_EVENT_STUDY_EQUAL     w = 1                            nothing; spread is not looked at
 *     HST_EVENT_STUDY_ERRORS    w = 1/spread^2                   standard errors in hash/s
 *     HST_EVENT_STUDY_RELATIVE  w = 1/(spread m)^2               relative standard errors, 1/sqrt(n) where n
 *                                                                blocks are expected behind a value
 *     HST_EVENT_STUDY_BLOCKS    w = spread/(value m)             blocks that were found behind the value
 *
 * The last is the law of Poisson counts: spread/value is the exposure, and m/exposure the variance. Then the
 * estimates are those of hst_impact_trend_fit over the same blocks. Weights that take m for the level, and
 * not the value, do not favour samples that came out low by luck. Weights are relative: the scale of the
 * scatter is read off the rest, and told (`scatter`).
 *
 * Order of samples: times increase. "Next to" and lags count samples, so give a regular series its missing
 * samples as NaN. NaN is missing in values only; anything else that is not finite is HST_EDOMAIN.
 */
#ifndef HASHSTAT_EVENT_STUDY_H
#define HASHSTAT_EVENT_STUDY_H

#include "base.h"
#include "impact.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    HST_EVENT_STUDY_EQUAL = 0,    /**< every value scatters alike */
    HST_EVENT_STUDY_ERRORS = 1,   /**< spread: standard errors */
    HST_EVENT_STUDY_RELATIVE = 2, /**< spread: relative standard errors */
    HST_EVENT_STUDY_BLOCKS = 3    /**< spread: blocks found */
};

/** A fall beside a growth that went on anyway, from a series. 168 bytes, no padding, frozen. */
typedef struct hst_event_study {
    hst_impact_fall fall;  /**< f, fit for hst_impact_share_implied; what lies above 1 is given as 1 */
    double growth;         /**< b, per second */
    double growth_lower;   /**< lower end of its interval */
    double growth_upper;   /**< upper end */
    double level;          /**< hash/s of the model at `origin`, without the event */
    int64_t origin;        /**< time of the first observed sample */
    double counterfactual; /**< hash/s that the dark samples would have shown, weighted by dark */
    double error;          /**< standard error of f */
    double scatter; /**< root of the weighted square of the rest per degree of freedom: hash/s with equal
                                 weights, else about 1 where spread explains it; NaN when freedom is 0 */
    double autocorrelation; /**< of the weighted rest, between neighbours; NaN where nothing is left over */
    double durbin_watson;   /**< of the weighted rest: about 2 - 2 autocorrelation; NaN likewise */
    double persistence; /**< correlation of neighbours that the interval of hst_event_study_ar1 reckons with;
                                 0 from the other functions; NaN when nothing is identified */
    int64_t used;       /**< samples observed */
    int64_t missing;    /**< samples missing */
    int64_t freedom;    /**< used - 3; may be negative */
    int64_t span;       /**< lag of Newey-West, length of a block of the bootstrap, 0 of the plain interval */
    int64_t identified; /**< 1; 0 when the samples cannot tell the fall from level and growth */
} hst_event_study;

/**
 * Fall of an event with the plain interval, for a rest that is independent from one sample to the next.
 *
 *     f +- t s,   s^2 = scatter^2 x (X' W X)^-1 at f,   X = dm/d(a, b, f)
 *
 * t is the quantile of Student's law with used - 3 degrees of freedom; p and luck_p are that law's chances of
 * f/s, and likewise for growth. Coverage of the fall at level 0.95, over 20,000 simulated series of n samples
 * with d dark, whose noise is an autoregression of order one with a correlation of r between neighbours:
 *
 *          n    d     r = 0      0.3      0.6
 *         29    6    94.9 %   86.8 %   73.5 %
 *         41    6    94.7     86.8     73.2
 *         90   14    95.0     85.4     69.0
 *        365   30    94.8     85.2     68.1
 *
 * Not identified is an answer: identified 0, estimate NaN in -INFINITY .. 1, both p 1, growth NaN in
 * -INFINITY .. INFINITY, and level, counterfactual, error, scatter, autocorrelation and durbin_watson NaN.
 * That is so when fewer than three samples are observed; when their dark is a straight line of time to within
 * about 1e-6 (all dark, none dark); when all values are zero, or all that
 * are light; when what is dark, or its weight, is so near nothing that f might scatter by some 1e100; and when
 * the sum of squares is least at infinite growth, or at one so steep that all weight lies
 * on two samples.
 *
 * Where values scatter as much as their level, the equations may have more than one solution. The answer is
 * the one that is met from a straight line through the logarithms: in 1 to 3 of 100 of all series of six
 * values among 0, 1, 2, 3 and missing, some growth without end leaves less.
 *
 * @param[out] out     [1] fall, growth and how well they fit
 * @param[in]  value   [n] hash/s, >= 0, NaN = missing; may be NULL when n = 0
 * @param[in]  spread  [n] as weights says, finite, > 0; that of a missing value is not looked at; may be NULL
 *                     when weights are equal or n = 0
 * @param[in]  time    [n] Unix seconds, increasing; may be NULL when n = 0
 * @param[in]  dark    [n] part of the sample's time that the event covers, 0 .. 1; may be NULL when n = 0
 * @param      n       samples, >= 0
 * @param      weights one of HST_EVENT_STUDY_*
 * @param      level   confidence, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, value, spread, time, dark), HST_ESIZE (n < 0),
 *         HST_EOPTION (weights), HST_EDOMAIN (level, a value, a spread or a dark; spreads whose quotient is
 *         above 1e100; with relative errors or blocks also a value of 0, and values whose quotient is above
 *         1e100), HST_EORDER (times that do not increase), HST_EEMPTY (no value observed)
 *
 * @missing  a missing value is passed over; it keeps its neighbours apart in autocorrelation and
 *           durbin_watson
 * @empty    three samples are met exactly: freedom 0, error NaN, the intervals unbounded (fall: up to 1), p
 *           1. More that are met exactly: error 0 or nearly so. Level, counterfactual and growth may be
 *           infinite where they are beyond the largest double
 * @accuracy estimates: the equations are solved to the rounding of their terms: error of f and of growth
 *           below 1e-12 of the interval's length or 1e-13 of their size, whichever is more, unless light and
 *           dark can hardly be told apart. Ends and p to 1e-10
 * @cost     O(n) time for each of some 10 looks at all samples, O(1) memory: 8 microseconds for 40 samples,
 *           1.4 milliseconds for 10,000
 * @threads  reentrant
 * @source   Seber and Wild, "Nonlinear Regression", Wiley 1989, chapter 2; Wedderburn, "Quasi-likelihood
 *           functions, generalized linear models, and the Gauss-Newton method", Biometrika 61, 1974; Durbin
 *           and Watson, "Testing for serial correlation in least squares regression", Biometrika 37, 1950
 * @since    0.1
 */
HST_API hst_status hst_event_study_fit(hst_event_study *out, const double *value, const double *spread,
                                       const int64_t *time, const double *dark, int64_t n, int32_t weights,
                                       double level);

/**
 * The same fall with the interval for a rest that hangs together from one sample to the next, as an
 * autoregression of order one: with a correlation of r between neighbours, r^2 between the next but one, and
 * so on. Where an event lasts a few samples only, this is the interval to take.
 *
 *     s^2 = variance x sum over j, k of c[j] c[k] r^|j-k|,   c[k] what f moves by with the rest of sample k
 *
 * r (`persistence`) and variance are those at which the autocorrelation and the sum of squares that are left
 * over after a fit of three unknowns would come out, on average, as they did: what is left over hangs
 * together less than the errors did. r is kept within -0.98 .. 0.98. What is left over of a few samples that
 * hang together much may ask for more than any r would give: then r is the end of that stretch; or two may
 * give the same: then it is one of them or that end. With one degree of freedom any r does: it is 0.
 * Student's law with used - 3 degrees of freedom. Coverage as above:
 *
 *          n    d     r = 0      0.3      0.6
 *         29    6    94.0 %   92.7 %   90.6 %
 *         41    6    94.0     93.4     92.1
 *         90   14    94.8     94.3     93.3
 *        365   30    94.9     94.8     94.6
 *
 * and of the growth no more than 1.5 points less.
 *
 * @param[out] out     [1] fall, growth and how well they fit; error, intervals, p and persistence differ from
 *                     the plain
 * @param[in]  value   [n] as in hst_event_study_fit
 * @param[in]  spread  [n] as in hst_event_study_fit
 * @param[in]  time    [n] as in hst_event_study_fit; a sample's neighbour is the next one, whatever lies
 *                     between their times
 * @param[in]  dark    [n] as in hst_event_study_fit
 * @param      n       samples, >= 0
 * @param      weights one of HST_EVENT_STUDY_*
 * @param      level   confidence, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, value, spread, time, dark), HST_ESIZE (n < 0),
 *         HST_EOPTION (weights), HST_EDOMAIN (level, and what hst_event_study_fit refuses), HST_EORDER (times
 *         that do not increase), HST_EEMPTY (no value observed)
 *
 * @missing  a missing value keeps its place: its neighbours are two apart
 * @empty    as in hst_event_study_fit
 * @accuracy estimates as there; r to 1e-10
 * @cost     that of hst_event_study_fit and some 10 looks more: 30 microseconds for 40 samples, 3.4
 *           milliseconds for 10,000
 * @threads  reentrant
 * @source   own derivation (beside the code), of moments of quadratic forms; Cochrane and Orcutt,
 *           "Application of least squares regression to relationships containing auto-correlated error
 *           terms", Journal of the American Statistical Association 44, 1949, for the model
 * @since    0.1
 */
HST_API hst_status hst_event_study_ar1(hst_event_study *out, const double *value, const double *spread,
                                       const int64_t *time, const double *dark, int64_t n, int32_t weights,
                                       double level);

/**
 * The same fall with the interval of Newey and West, which stands a rest that is alike from one sample to the
 * next up to some lag, and that scatters unevenly.
 *
 *     s^2 = n/(n - 3) x (G[0] + 2 sum over d = 1 .. lag of (1 - d/(lag + 1)) G[d]),   n = used
 *     G[d] = sum over k of z[k] z[k-d]
 *     z[k] = ((X' W X)^-1 X' W e) of sample k alone, 0 for a missing one
 *
 * The Bartlett kernel; the automatic lag is the whole part of 4 (used/100)^(2/9), at most used - 1. Student's
 * law with used - 3 degrees of freedom, which makes up for a part of what few samples leave out. That is
 * little where an event lasts no longer than a few lags: what is left over within it sums to about zero, for
 * it is what the fall was fitted to, and so the windows see next to nothing. The four dark days of 39 around
 * the blackout of January 2022 come out as 5 .. 10 %, where their blocks allow -1 .. 16 %. Take
 * hst_event_study_ar1 there.
 * Coverage as above:
 *
 *          n    d     r = 0      0.3      0.6
 *         29    6    81.5 %   74.8 %   64.6 %
 *         41    6    79.9     72.6     62.3
 *         90   14    88.1     83.5     74.4
 *        365   30    89.6     86.7     80.6
 *
 * @param[out] out     [1] fall, growth and how well they fit; error, intervals, p and span differ from the
 *                     plain
 * @param[in]  value   [n] as in hst_event_study_fit
 * @param[in]  spread  [n] as in hst_event_study_fit
 * @param[in]  time    [n] as in hst_event_study_fit; lags count samples, whatever lies between their times
 * @param[in]  dark    [n] as in hst_event_study_fit
 * @param      n       samples, >= 0
 * @param      weights one of HST_EVENT_STUDY_*
 * @param      lag     0 .. n, or HST_NONE for the automatic one
 * @param      level   confidence, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, value, spread, time, dark), HST_ESIZE (n < 0),
 *         HST_EOPTION (weights), HST_EDOMAIN (level, lag, and what hst_event_study_fit refuses), HST_EORDER
 *         (times that do not increase), HST_EEMPTY (no value observed)
 *
 * @missing  a missing value counts as a sample whose z is 0 (the amplitude-modulated form of Datta and Du)
 * @empty    as in hst_event_study_fit
 * @accuracy estimates as there; s^2 to a relative n 1e-15 of what it is with lag 0
 * @cost     that of hst_event_study_fit and two looks more, whatever the lag
 * @threads  reentrant
 * @source   Newey and West, "A simple, positive semi-definite, heteroskedasticity and autocorrelation
 *           consistent covariance matrix", Econometrica 55, 1987, and for the lag "Automatic lag selection in
 *           covariance matrix estimation", Review of Economic Studies 61, 1994; Datta and Du, "Nonparametric
 *           HAC estimation for time series data with missing observations", Federal Reserve IFDP 1060, 2012
 * @since    0.1
 */
HST_API hst_status hst_event_study_newey_west(hst_event_study *out, const double *value, const double *spread,
                                              const int64_t *time, const double *dark, int64_t n,
                                              int32_t weights, int64_t lag, double level);

/**
 * Bytes of workspace for hst_event_study_bootstrap.
 *
 * @param n     samples, >= 0
 * @param draws >= 1
 * @return the bytes; 0 when n or draws is negative, SIZE_MAX when no memory can be that large
 *
 * @cost    O(1)
 * @threads reentrant
 * @source  own definition: three doubles a sample and two a draw
 * @since   0.1
 */
HST_API size_t hst_event_study_bootstrap_work_size(int64_t n, int64_t draws);

/**
 * The same fall with the interval of a moving-block bootstrap of the rest.
 *
 * Blocks of consecutive observed samples are drawn, any start as likely as another, and put end to end to
 * make a rest e*[i] of weighted samples; each draw is one step of Gauss and Newton from the fit,
 *
 *     f* = f + sum of c[i] sqrt(used/(used - 3)) (e*[i] - mean over all starts of e*[i])
 *
 * where c[i] is what f moves by with the weighted rest of sample i. The interval runs from the quantile
 * alpha/2 to 1 - alpha/2 of f* (type 7); luck_p is (1 + draws with f* <= 0)/(1 + draws), p twice the smaller
 * of that and its counterpart, at most 1; error is the standard deviation of f*. Coverage as above, over
 * 2,000 series with 999 draws each:
 *
 *          n    d     r = 0      0.3      0.6
 *         29    6    89.1 %   84.9 %   76.6 %
 *         41    6    91.1     87.6     81.4
 *         90   14    92.3     89.9     85.7
 *        365   30    94.6     92.8     89.7
 *
 * The same seed gives the same blocks on every machine. With few draws the interval may leave out the
 * estimate. The automatic block is used^(1/3), rounded up. A block as long as the series leaves nothing to
 * draw.
 *
 * @param[out] out     [1] fall, growth and how well they fit; error, intervals, p and span differ from the
 *                     plain
 * @param[in]  value   [n] as in hst_event_study_fit
 * @param[in]  spread  [n] as in hst_event_study_fit
 * @param[in]  time    [n] as in hst_event_study_fit
 * @param[in]  dark    [n] as in hst_event_study_fit
 * @param      n       samples, >= 0
 * @param      weights one of HST_EVENT_STUDY_*
 * @param      block   samples in a block, 1 .. n, or HST_NONE for the automatic one; at most `used` are taken
 * @param      draws   1 .. 1e9, such as 10,000
 * @param      seed    any number
 * @param      level   confidence, in (0,1), such as 0.95
 * @param[out] work    workspace, aligned to 8; its content afterwards is unspecified
 * @param      bytes   at least hst_event_study_bootstrap_work_size(n, draws)
 * @return HST_OK, else the first that applies: HST_ENULL (out, value, spread, time, dark, work), HST_ESIZE (n
 *         < 0, draws outside 1 .. 1e9), HST_EALIGN (work), HST_ESPACE (bytes), HST_EOPTION (weights),
 *         HST_EDOMAIN (level, block, and what hst_event_study_fit refuses), HST_EORDER (times that do not
 *         increase), HST_EEMPTY (no value observed)
 *
 * @missing  missing samples are closed up: blocks run over those observed
 * @empty    as in hst_event_study_fit
 * @accuracy estimates as there; ends and p by `draws`: with 10,000 an end at level 0.95 has a standard error
 *           of about 2.7 % of the error
 * @cost     that of hst_event_study_fit and O(draws x used) time: 1,000 draws of 40 samples in 50
 *           microseconds
 * @threads  reentrant
 * @source   Kunsch, "The jackknife and the bootstrap for general stationary observations", Annals of
 *           Statistics 17, 1989; Shao and Tu, "The Jackknife and Bootstrap", Springer 1995, for the single
 *           step
 * @since    0.1
 */
HST_API hst_status hst_event_study_bootstrap(hst_event_study *out, const double *value, const double *spread,
                                             const int64_t *time, const double *dark, int64_t n,
                                             int32_t weights, int64_t block, int64_t draws, int64_t seed,
                                             double level, void *work, size_t bytes);

#ifdef __cplusplus
}
#endif

#endif
