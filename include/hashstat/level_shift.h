/**
 * @file level_shift.h
 * Outage or level shift: of three stories about counts in bins, how much more does one explain than the
 * others, and is it too early to tell?
 *
 *     none     one rate throughout
 *     shift    one rate before an onset, another from there on
 *     outage   one rate, another from an onset to a return, and the first again after it
 *
 * Counts are Poisson with mean rate x exposure. Bins come from hst_hashrate_count_edges or _grid (blocks and
 * seconds per hash, so that a change of difficulty is no change of the rate), or from anything else that
 * counts. Rates are not estimated but averaged over: each has the prior Gamma(shape, E), as if `shape` blocks
 * had been seen in an exposure of E before. The probability of what was counted is then in closed form, and
 * is summed over every onset and every pair of onset and return.
 *
 * The hard part is an outage that goes on: up to the last bin it is a level shift, word for word. What tells
 * them apart is only how long outages last, so the story of an outage has a law of its duration d in bins,
 * and an outage that is not over at the end counts with the chance P(d > bins since onset), S for short. From
 * equal priors the odds of outage over shift are then at most S while the fall is open:
 *
 *     HST_LEVEL_SHIFT_LOG_UNIFORM  S = 1 - log(d + 1)/log(L + 1): every scale up to L alike; what lasts
 *                                  longer is called a shift. 20 to 1 for a shift after (L + 1)^0.95 bins
 *     HST_LEVEL_SHIFT_GEOMETRIC    S = (1 - 1/m)^d, m the mean duration: 20 to 1 after some 3 m bins
 *
 * Until then the verdict is HST_LEVEL_SHIFT_UNDECIDED. By default L is half of the record, because of a
 * record that is mostly dark nobody can say which of the two rates is the usual one. A caller who knows how
 * long outages last should say so: the answer moves with it as these two lines tell, and with nothing else.
 *
 * How the odds depend on the rates' prior: with many blocks, through its density at the two rates and at the
 * one, f(r1) f(r2)/f(1), where f has the mean 1 and r1, r2 are the rates over that of the record (the default
 * E puts the mean there; an E of another size moves it). From shape 1 to 10 the odds for a change of a tenth
 * rise 3.3 times, those for a halving 1.2 times; a shape of 100 stakes all on small changes. With the default
 * of a single block's weight a small fall needs more evidence than a test at 5 % does: see the table below.
 *
 * None is never far ahead: a fall that is small or short enough hides in any record, so with equal weights it
 * seldom gets more than 4 to 1, however long and quiet the record. Its verdict takes 3 to 1 by default, and
 * the option `shortest` keeps outages that nobody looks for out of the story: of a few bins of a few blocks
 * each. A rise is explained badly by every story of falls; where there may be one, ask in either direction.
 *
 * Conventions: bins are indexes into the caller's arrays. An onset is the first watched bin at the changed
 * rate, never the first watched bin of all; a return is the first watched bin at the old rate again. Falls
 * are fractions, positive downwards.
 */
#ifndef HASHSTAT_LEVEL_SHIFT_H
#define HASHSTAT_LEVEL_SHIFT_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    HST_LEVEL_SHIFT_UNDECIDED = 0, /**< verdict: no story is so much more probable than the others together */
    HST_LEVEL_SHIFT_NONE = 1,      /**< verdict: one rate throughout */
    HST_LEVEL_SHIFT_SHIFT = 2,     /**< verdict: a new level */
    HST_LEVEL_SHIFT_OUTAGE = 3     /**< verdict: a fall and a return */
};

enum {
    HST_LEVEL_SHIFT_FALLS = 0, /**< direction: the changed rate is below the other */
    HST_LEVEL_SHIFT_EITHER = 1 /**< direction: below or above it */
};

enum {
    HST_LEVEL_SHIFT_LOG_UNIFORM = 0, /**< law: P(d) proportional to log((d + 1)/d) up to `duration` */
    HST_LEVEL_SHIFT_GEOMETRIC = 1    /**< law: P(d > j) = (1 - 1/duration)^j */
};

/** What is believed beforehand. Options: hst_level_shift_options_init fills them. 88 bytes. */
typedef struct hst_level_shift_options {
    uint32_t struct_size; /**< bytes of the caller's struct */
    uint32_t flags;       /**< 0 */
    int32_t direction;    /**< HST_LEVEL_SHIFT_FALLS, the default, or HST_LEVEL_SHIFT_EITHER */
    int32_t law;          /**< of durations: HST_LEVEL_SHIFT_LOG_UNIFORM, the default, or _GEOMETRIC */
    double shortest; /**< bins: shortest outage, a whole number 1 .. 1e9; default 1 */
    double duration; /**< bins, up to 1e9: longest outage, >= shortest, or 0, the default, for half of the
                          watched record if that is no less; of the geometric law the mean, > shortest */
    double shape;    /**< of both rates' prior, 0.1 .. 1e6; default 1 */
    double exposure; /**< of both rates' prior, 1e-9 .. 1e9 times the whole record's; 0, the default, for
                          shape x exposure / blocks of the record */
    double none;     /**< prior weight of no change, 0 .. 1e9; default 1 */
    double shift;    /**< prior weight of a level shift, 0 .. 1e9; default 1 */
    double outage;   /**< prior weight of an outage, 0 .. 1e9; default 1. Not all three are 0 */
    double odds;     /**< of shift or outage against the rest, for that verdict, 1 .. 1e12; default 20 */
    double quiet;    /**< of none against the rest, for that verdict, 1 .. 1e12; default 3 */
} hst_level_shift_options;

/** When something was. 24 bytes, no padding, frozen. */
typedef struct hst_level_shift_time {
    int64_t best;  /**< most probable bin, HST_NONE: after the last watched one */
    int64_t lower; /**< earliest bin of the equal-tailed interval, or HST_NONE likewise */
    int64_t upper; /**< latest bin of it, or HST_NONE likewise */
} hst_level_shift_time;

/** How deep it was: 1 - changed rate / other rate. 24 bytes, no padding, frozen. */
typedef struct hst_level_shift_fall {
    double median; /**< of the posterior */
    double lower;  /**< lower end of the equal-tailed interval, -INFINITY where nothing bounds a rise */
    double upper;  /**< upper end */
} hst_level_shift_fall;

/** Three stories of one record. 208 bytes, no padding, frozen. */
typedef struct hst_level_shift {
    double log_none;                    /**< log of the probability of these counts without a change */
    double log_shift;                   /**< with a level shift at an unknown time */
    double log_outage;                  /**< with an outage at unknown times, over or not */
    double none;                        /**< posterior probability of no change */
    double shift;                       /**< posterior probability of a level shift */
    double outage;                      /**< posterior probability of an outage; the three add up to 1 */
    double down;                        /**< that the last watched bin is at a changed rate, either way */
    double returned;                    /**< that there was an outage and it is over: 1 - none - down */
    hst_level_shift_fall shift_fall;    /**< if it is a shift */
    hst_level_shift_fall outage_fall;   /**< if it is an outage */
    hst_level_shift_time shift_onset;   /**< if it is a shift */
    hst_level_shift_time outage_onset;  /**< if it is an outage */
    hst_level_shift_time outage_return; /**< if it is an outage */
    int64_t verdict;                    /**< HST_LEVEL_SHIFT_UNDECIDED, _NONE, _SHIFT or _OUTAGE */
    int64_t bins;                       /**< watched bins */
    int64_t blocks;                     /**< counted in them */
} hst_level_shift;

/**
 * Fill options with their defaults.
 *
 * @param[out] options     [1] of a struct newer than this library, the tail is zero
 * @param      struct_size bytes, (uint32_t)sizeof *options
 * @return HST_OK, else the first that applies: HST_ENULL (options), HST_EOPTION (struct_size below 88)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   own definition
 * @since    0.1
 */
HST_API hst_status hst_level_shift_options_init(hst_level_shift_options *options, uint32_t struct_size);

/**
 * Bytes of workspace that hst_level_shift_odds needs.
 *
 * @param n bins
 * @return 80 n + 4136, a multiple of 8; 0 for n < 0, SIZE_MAX where no memory is that large
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   own definition
 * @since    0.1
 */
HST_API size_t hst_level_shift_work_size(int64_t n);

/**
 * Posterior odds of no change, a level shift and an outage, with what each says of its times and its depth.
 *
 *     P(counts | rate) = product over bins of Poisson(count; rate x exposure)
 *     none   = g(all)
 *     shift  = sum over s of w[s] g(before s) g(from s on)
 *     outage = sum over s, r of w[s] P(d) g(outside s .. r - 1) g(inside), and r beyond the end with S(d)
 *
 * g being the average over the rate's Gamma prior. In the direction of falls both rates are averaged over
 * changed < other, which has the prior probability 1/2: the beta law of their ratio gives each pair's part.
 * With bins that were not watched between two that were, a return in between counts for the later one.
 *
 * Verdicts with the defaults over 500 simulated records of 28 days in hourly bins of six blocks, where the
 * rate falls after 14 days, in percent; the rest are undecided:
 *
 *                        falls by 10 %           20 %               50 %
 *     for 1 day          outage  0.2        outage  1.4        outage  96.4
 *     for 3 days         outage  1.4        outage 22.0        outage 100.0
 *     for 6 days         outage  3.0        outage 69.6        outage 100.0
 *     for good           shift  15.2        shift  88.2        shift   99.0
 *
 * Of records that do not change 0.2 are an outage, none a shift and 0.2 none; with shortest = 24 not one is
 * an outage, and 82 are none. An outage is called a shift, or the reverse, in 0.2 at the most.
 *
 * On real blocks, in daily bins from 2 May 2021 on: China's closure left no doubt of a fall by 26 June (none
 * below 1e-20), was undecided on 21 July, a shift on 31 July, and an outage when the hashrate was back, on 9
 * September. With outages of seven days on average it was a shift by 11 July. Kazakhstan's blackout of
 * January 2022 is none: to those who are not told when it was, its blocks show nothing.
 *
 * @param[in]  options  [1] or NULL for the defaults
 * @param[out] out      [1] the stories
 * @param      work     [bytes] scratch, aligned to 8
 * @param      bytes    at least hst_level_shift_work_size(n)
 * @param[in]  blocks   [n] counts, 0 .. 1e12 each and together
 * @param[in]  exposure [n] of each bin, >= 0; 0 or NaN: not watched
 * @param[in]  weight   [n] prior weights of an onset in each bin, >= 0, from the second watched bin on not
 *                      all 0 and of a finite sum; NULL: all alike. Those of other bins are not looked at
 * @param      n        bins, >= 0
 * @param      level    probability of the intervals, in (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, work, blocks, exposure), HST_ESIZE (n < 0),
 *         HST_EALIGN (work), HST_ESPACE (bytes), HST_EOPTION (options of an unknown size or flag, direction,
 *         law), HST_EDOMAIN (an option's value, level, a count, an exposure or their sum outside 1e-290 ..
 *         1e290, a count without exposure, a weight), HST_EEMPTY (fewer than two bins watched)
 *
 * @missing  a bin with exposure NaN or 0 is passed over, and its time goes on: durations count all bins
 * @ties     the earliest bin
 * @empty    no block in any bin: the prior speaks, with the exposure as if one block had been seen
 * @accuracy logs: absolute error below 1e-14 x (blocks + 5 shape + 1000), more in proportion where the rate
 *           of a span is over 100 times the record's; for falls, where blocks + 2 shape >= 2,000 and blocks
 *           <= 1e8, 4e-6, 1e-6 as a rule. Medians and intervals of falls rest on 128 pairs of times, spread
 *           evenly over the posterior: an error of 0.01 in probability
 * @cost     O(n^2) time, O(n) memory: 10,000 bins in about a second, two without vector instructions; in
 *           the direction of falls four to eight where they hold some 2,000 blocks or fewer, or over 1e8,
 *           since there the beta law is worked out for each pair by itself
 * @threads  reentrant
 * @source   Raftery and Akman, "Bayesian analysis of a Poisson process with a change-point", Biometrika 73,
 *           1986 (one change, Gamma priors); the sum over pairs and the open return: own definition
 * @since    0.1
 */
HST_API hst_status hst_level_shift_odds(const hst_level_shift_options *options, hst_level_shift *out,
                                        void *work, size_t bytes, const int64_t *blocks,
                                        const double *exposure, const double *weight, int64_t n,
                                        double level);

#ifdef __cplusplus
}
#endif

#endif
