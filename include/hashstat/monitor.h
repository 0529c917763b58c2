/**
 * @file monitor.h
 * Watching a network as its blocks arrive: has the hashrate changed, since when, and how sure is that,
 * however often one looks.
 *
 * A *monitor* is a state in the caller's memory. It is fed one of two ways, chosen by the first push: block
 * by block (what each took, and its work), or bin by bin (how many arrivals over which exposure). Each push
 * has a key of the caller's, such as the block's time, by which an onset is named again. It answers by two
 * measures.
 *
 * The *statistic* is twice the log-likelihood ratio of one change against none, the largest over all change
 * times that leave `shortest` pushes on either side, falls and rises apart. Which change times can be the
 * largest, now or ever, is known: the vertices of a convex hull. It says when and how large; its threshold is
 * the caller's, because the largest of many looks has no fixed false-alarm rate.
 *
 * The *e-value* has one. For a change to rho times the rate after block tau, against no change, and with the
 * blocks after sigma for comparison, the likelihood ratio of what does not depend on the unit of time is
 *
 *     e(n) = rho^(n - tau) / (x + rho (1 - x))^(n - sigma),   x = (S_tau - S_sigma) / (S_n - S_sigma)
 *
 * with S the exposure so far: a martingale of mean 1 whatever the rate is, in the history of ratios of times.
 * E is the sum over a grid of tau and of rho, with weights that sum to at most 1 (a largest term would not
 * do). Hence, on a network that does not change,
 *
 *     P(E ever reaches 1/alpha) <= alpha
 *
 * so that an alarm at E >= 20 is wrong on at most one network in 20, watched for ever. The alarm must rest on
 * E alone. When one looks, and how often, is free, because the bound is on all times
 * together; but the mean of E at a time that was chosen by the clock or by the rate itself, not by ratios,
 * may exceed 1. Terms that memory cannot hold are dropped, the smallest first: E only falls by that, so the
 * bound stays; `lost` says by how much. There is no warm-up.
 *
 * Which E:  ratios of falls .95 .9 .8 .65 .5 .25, of rises 1.05 1.1 1.25 1.5 2 4, alike in weight;
 * change times every `stride` pushes, the k-th with H / ((k + H - 1)(k + H)), H = horizon / stride, which
 * sums to 1: nearly even up to the horizon, little behind it. log_e of a fall, of a rise, and the mean of the
 * two E (what e and log_e report) each keep the bound by itself; watching both for 1/alpha costs 2 alpha.
 *
 * `baseline`: with 0 all pushes since the start are the comparison, and on a network that grows they hide a
 * fall. With B > 0 the comparison begins B to 2 B pushes before tau, at sigma = kB for tau in [(k + 1)B,
 * (k + 2)B). The sums of different sigma are martingales of different histories, which may not be added; the
 * *largest* sum is reported. The weights of all together sum to 1, so by the union bound the false-alarm rate
 * holds all the same; but E is then a bound on alarms, and begins below 1.
 *
 * Growth: if the log rate is known to climb by growth_lower .. growth_upper per second (log(1.5) / 31557600
 * for 50 % a year), by any path, the bound holds with these options. Falls are measured on a clock that runs
 * faster by exp(growth_lower t), rises on exp(growth_upper t). Why: on the first clock the true rate never
 * falls, so the cumulative intensity is convex, arrivals stand at f(G_k) with f concave and G_k those of a
 * rate-1 process; chords of a concave f give x >= (G_tau - G_sigma)/(G_n - G_sigma), and e with rho < 1 falls
 * as x grows. So each term is at most that of a constant network, arrival by arrival. With 0, 0 (the default)
 * the E of falls is valid on every network that never shrinks, that of rises on every one that never grows.
 * Changes of difficulty do no harm: work enters the exposure, and may depend on the past in any way.
 *
 * Simulated, one look a day (tests/slow_monitor_alarms.c):  of 1,000 constant networks, 11 reach E = 20
 * within five years (8 by falls alone, 12 by rises alone), and one in 20 reaches a statistic of 25.2; with a
 * baseline of four weeks 4 of 250. Of 200 that grow by 20 to 80 % a year, none in two years with these as
 * options. Days from a fall to E >= 20, median (quartiles), - for never in a year:
 *
 *     fall of                     5 %              10 %                20 %               50 %
 *     after 4 weeks               - (198 .. -)     18.9 (12.9 .. 33)   4.1 (3.2 .. 5.7)   0.9 (0.6 .. 1.0)
 *     after a year                62 (42 .. 82)    14.8 (11.0 .. 20)   4.3 (3.3 .. 5.6)   1.0 (0.6 .. 1.1)
 *       statistic >= 25.2         72 (47 .. 98)    14.4 (10.3 .. 20)   3.8 (2.7 .. 4.9)   0.9 (0.6 .. 1.0)
 *     after a year, baseline 4 weeks               21.4 (14.9 .. 30)   4.8 (3.6 .. 6.3)   1.0 (0.6 .. 1.1)
 *       and growth of 50 % a year                                      5.2 (4.1 .. 7.1)
 *
 * Growth of 50 % a year without a baseline or option hides a fall of 20 % altogether.
 *
 * Bins: with a given exposure the time is no longer measured by the arrivals, and the e above is no
 * martingale: per exposure it drifts by (rate - N/A)(rho A/D - 1) of itself (N arrivals over A since sigma, D
 * = A + (rho - 1) times the exposure after tau), which is zero in the mean but not given the past. Used
 * instead is universal inference: the chance of all bins but the first under a change, the rate drawn from
 * Gamma(n1 + 1/2, E1) of the first bins (until 100 arrivals), over the *largest* such chance under no change.
 * This is at most a ratio of likelihoods whatever the rate is, so the bound holds; it costs about half the
 * log of (arrivals / 100). A change before the 100th arrival of its comparison is not tried: where a baseline
 * of B to 2 B bins has fewer, E falls to 0 and no alarm can come. After a rebase to an onset, the first bins
 * are all that were kept and one more. No growth options with bins: HST_EOPTION.
 *
 * With known_rate the rate before the change is taken as exact: sigma plays no part, in blocks and bins
 * alike.
 */
#ifndef HASHSTAT_MONITOR_H
#define HASHSTAT_MONITOR_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    HST_MONITOR_STATE_WORDS = 2085,  /**< words of a state */
    HST_MONITOR_PACKED_BYTES = 16696 /**< bytes of a packed state */
};

/**
 * A monitor. 16,680 bytes, no padding, frozen; may be copied. All-zero memory is an empty state with the
 * default options. No memory at all does harm as a state: HST_ECORRUPT is a count out of its range.
 */
typedef struct hst_monitor_state {
    uint64_t opaque[HST_MONITOR_STATE_WORDS]; /**< not to be looked at: hst_monitor_read tells */
} hst_monitor_state;

/** What is watched for. Zero in any field is its default. 64 bytes, grows at the end. */
typedef struct hst_monitor_options {
    uint32_t struct_size; /**< bytes of this struct as the caller was built, at least 64 */
    uint32_t flags;       /**< 0 */
    double known_rate;    /**< the rate before a change, 1e-200 .. 1e200; 0: not known */
    double growth_lower;  /**< least growth of the log rate per second, -1e-6 .. 1e-6 */
    double growth_upper;  /**< most growth of it, not below growth_lower, up to 1e-6 */
    int64_t stride;       /**< pushes between change times of the e-value, 0 .. 1e6; 0: 36 blocks or 1 bin */
    int64_t baseline;     /**< pushes to compare with, 0 .. 1e9, rounded up to strides; 0: all since start */
    int64_t horizon;      /**< pushes, 0 .. 1e12; 0: 52,560 blocks (a year) or 1,460 bins */
    int64_t shortest;     /**< fewest pushes on a side of the statistic's change, 0 .. 31; 0: 6 or 1 */
} hst_monitor_options;

/** One direction. Onset and what follows are those of the largest statistic. 80 bytes, no padding, frozen. */
typedef struct hst_monitor_change {
    double log_e;      /**< log of the e-value of this direction; -INFINITY where that is 0 */
    double statistic;  /**< 2 log likelihood ratio, >= 0; +INFINITY where a side took no time at all */
    double before;     /**< rate before the change; NaN when there is no such change, like all below */
    double after;      /**< rate after it */
    double ratio;      /**< after / before; the change as the watch sees it, less the clock's growth */
    double lower;      /**< lower end of the ratio's exact interval, the onset taken as known; 0 when none */
    double upper;      /**< upper end; +INFINITY when none */
    int64_t onset;     /**< index of the first push after the change, from 0; HST_NONE when none */
    int64_t onset_key; /**< its key; 0 when none */
    int64_t last_key;  /**< key of the last push before the change (onset_key if there is no such push) */
} hst_monitor_change;

/** What a monitor says. 232 bytes, no padding, frozen. */
typedef struct hst_monitor_reading {
    double e;                /**< exp(log_e); +INFINITY beyond the largest double */
    double log_e;            /**< log of the mean of both directions' e-values: alarm at log(1/alpha) */
    int64_t direction;       /**< -1 fall, +1 rise: the one with the larger log_e; 0 when they are equal */
    hst_monitor_change fall; /**< the rate went down */
    hst_monitor_change rise; /**< the rate went up */
    int64_t pushes;          /**< pushes so far, missing ones too */
    int64_t observed;        /**< those that were not missing */
    int64_t candidates;      /**< change times that the e-value remembers */
    int64_t dropped;         /**< change times it had to drop since the start or the last rebase */
    double lost;             /**< their part of the e-value, each when it was dropped */
    int64_t vertices_lost;   /**< change times that the statistic dropped: if any, it is a lower bound */
} hst_monitor_reading;

/**
 * Fill options with the defaults: all zero.
 *
 * @param[out] options     [1] the options
 * @param      struct_size bytes, (uint32_t)sizeof *options
 * @return HST_OK, else the first that applies: HST_ENULL (options), HST_EOPTION (struct_size below 64)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   the defaults stand beside the fields above
 * @since    0.1
 */
HST_API hst_status hst_monitor_options_init(hst_monitor_options *options, uint32_t struct_size);

/**
 * Begin a monitor.
 *
 * @param[out] state   [1] the monitor
 * @param[in]  options [1], or NULL for the defaults
 * @return HST_OK, else the first that applies: HST_ENULL (state), HST_EOPTION (options that this release does
 *         not know), HST_EDOMAIN (a field of options)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   the definitions above
 * @since    0.1
 */
HST_API hst_status hst_monitor_init(hst_monitor_state *state, const hst_monitor_options *options);

/**
 * Push one block. As hst_monitor_push_blocks with n = 1.
 *
 * @param[in,out] state   [1] the monitor
 * @param         seconds that the block took, 0 .. 1e12; NaN = missing
 * @param         work    of the block, 1e-200 .. 1e200
 * @param         key     the caller's name for the block, such as its time
 * @return HST_OK, else the first that applies: HST_ENULL (state), HST_ECORRUPT (state), HST_EOPTION (the
 *         monitor takes bins), HST_EDOMAIN (seconds, work), HST_EOVERFLOW (more than 1e12 pushes, or a clock
 *         that runs more than exp(100) times as fast as at the start)
 *
 * @missing  the block is as if it had not been, but for its index; which are missing must not depend on how
 *           long they took. Under a growth option the time is needed, so that NaN is HST_EDOMAIN there
 * @cost     O(1) on average, about 0.1 microseconds (0.9 at a stride of 1); O(candidates) once in 32 strides
 * @threads  reentrant
 * @source   as hst_monitor_read
 * @since    0.1
 */
HST_API hst_status hst_monitor_push_block(hst_monitor_state *state, double seconds, double work, int64_t key);

/**
 * Push blocks, the earliest first. Any chunking gives the same state.
 *
 * @param[in,out] state   [1] the monitor; unchanged unless HST_OK
 * @param[in]     seconds [n] that each block took, 0 .. 1e12; NaN = missing; NULL if n = 0
 * @param[in]     work    [n] of each, 1e-200 .. 1e200; NULL if n = 0
 * @param[in]     key     [n] the caller's names; NULL if n = 0
 * @param         n       blocks, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (state, seconds, work, key), HST_ESIZE (n < 0),
 *         HST_ECORRUPT (state), HST_EOPTION (the monitor takes bins), HST_EDOMAIN (a value), HST_EOVERFLOW
 *         (as in hst_monitor_push_block)
 *
 * @missing  as in hst_monitor_push_block
 * @empty    n = 0 changes nothing
 * @cost     as hst_monitor_push_block, n times
 * @threads  reentrant
 * @source   as hst_monitor_read
 * @since    0.1
 */
HST_API hst_status hst_monitor_push_blocks(hst_monitor_state *state, const double *seconds,
                                           const double *work, const int64_t *key, int64_t n);

/**
 * Push one bin. As hst_monitor_push_bins with n = 1.
 *
 * @param[in,out] state    [1] the monitor
 * @param         count    arrivals in the bin, >= 0
 * @param         exposure 0 or 1e-200 .. 1e200; 0 or NaN = missing, whatever the count
 * @param         key      the caller's name for the bin, such as its time
 * @return HST_OK, else the first that applies: HST_ENULL (state), HST_ECORRUPT (state), HST_EOPTION (the
 *         monitor takes blocks, or has growth options), HST_EDOMAIN (count, exposure), HST_EOVERFLOW (more
 *         than 1e12 pushes or arrivals)
 *
 * @missing  nothing was observed: the bin is as if it had not been, but for its index
 * @cost     as hst_monitor_push_block
 * @threads  reentrant
 * @source   as hst_monitor_read
 * @since    0.1
 */
HST_API hst_status hst_monitor_push_bin(hst_monitor_state *state, int64_t count, double exposure,
                                        int64_t key);

/**
 * Push bins, the earliest first. Any chunking gives the same state.
 *
 * @param[in,out] state    [1] the monitor; unchanged unless HST_OK
 * @param[in]     count    [n] arrivals, >= 0; NULL if n = 0
 * @param[in]     exposure [n] 0 or 1e-200 .. 1e200; 0 or NaN = missing; NULL if n = 0
 * @param[in]     key      [n] the caller's names; NULL if n = 0
 * @param         n        bins, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (state, count, exposure, key), HST_ESIZE (n < 0),
 *         HST_ECORRUPT (state), HST_EOPTION (the monitor takes blocks, or has growth options), HST_EDOMAIN (a
 *         value), HST_EOVERFLOW (more than 1e12 pushes or arrivals)
 *
 * @missing  as in hst_monitor_push_bin
 * @empty    n = 0 changes nothing
 * @cost     as hst_monitor_push_block, n times
 * @threads  reentrant
 * @source   as hst_monitor_read
 * @since    0.1
 */
HST_API hst_status hst_monitor_push_bins(hst_monitor_state *state, const int64_t *count,
                                         const double *exposure, const int64_t *key, int64_t n);

/**
 * Read a monitor. Reading changes nothing, and any time to read is valid.
 *
 * The interval of the ratio is that of hst_rate_ratio_exact, after over before, or hst_rate_interval_exact
 * over a known rate. It takes the onset as known: that the onset was looked for makes the change seem
 * somewhat larger than it is, the more so the nearer the statistic is to its noise.
 *
 * With growth options, rates are those of the clock's start (the first push or the last rebase): a fall's
 * rates are divided by exp(growth_lower t), a rise's by exp(growth_upper t).
 *
 * @param[out] out   [1] the reading
 * @param[in]  state [1] the monitor
 * @param      level confidence of the ratio's interval, inside (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, state), HST_EDOMAIN (level), HST_ECORRUPT
 *         (state)
 *
 * @ties     of equal statistics the earliest onset
 * @empty    nothing pushed: statistics 0, no change, e = 1 (less with a baseline)
 * @accuracy log_e within 1e-9 + 1e-13 n for n blocks of ordinary length; the statistic likewise. A change
 *           time nearly on a straight line with its neighbours may be taken for one on it, which costs less
 * @cost     O(candidates + vertices), tens of microseconds at most
 * @threads  reentrant
 * @source   e-value: Perez-Ortiz, Lardy, de Heide and Gruenwald, "E-statistics, group invariance and
 *           anytime-valid testing", Annals of Statistics 52(4), 2024; bins: Wasserman, Ramdas and
 *           Balakrishnan, "Universal inference", PNAS 117(29), 2020. Statistic: Ward, Dilillo, Eckley and
 *           Fearnhead, "Poisson-FOCuS", JASA 2023 (arXiv 2208.01494); Ward, Romano, Eckley and Fearnhead, "A
 *           constant-per-iteration likelihood ratio test for online changepoint detection for exponential
 *           family models", Statistics and Computing 2024 (arXiv 2302.04743)
 * @since    0.1
 */
HST_API hst_status hst_monitor_read(hst_monitor_reading *out, const hst_monitor_state *state, double level);

/**
 * Go on after an alarm, with what came since the onset as the new comparison.
 *
 * The e-value begins again, and only changes after now are looked for. With onset HST_NONE all that came
 * before now is forgotten: then the false-alarm rate holds anew for what follows, whatever was seen before.
 * With an onset, pushes since then serve as comparison at once. These were chosen for being unusual, so the
 * bound is not strict any more: the comparison leans towards the change just found, by about as much as the
 * interval of its ratio is wide.
 *
 * @param[in,out] state [1] the monitor
 * @param         onset index of the first push to keep, such as a reading's onset; the first one remembered
 *                      from there on is taken, which for the onset of the latest reading is that itself.
 *                      HST_NONE: none
 * @return HST_OK, else the first that applies: HST_ENULL (state), HST_ECORRUPT (state), HST_EDOMAIN (onset
 *         below HST_NONE or above the pushes so far)
 *
 * @missing  indexes and keys go on; a known rate is known no more
 * @cost     O(candidates + vertices)
 * @threads  reentrant
 * @source   the definitions above
 * @since    0.1
 */
HST_API hst_status hst_monitor_rebase(hst_monitor_state *state, int64_t onset);

/**
 * Write a state as portable bytes: little-endian, with mark, version and checksum.
 *
 * @param[out] packed [HST_MONITOR_PACKED_BYTES] need no alignment
 * @param      bytes  that there are
 * @param[in]  state  [1] the monitor
 * @return HST_OK, else the first that applies: HST_ENULL (packed, state), HST_ESPACE (bytes), HST_ECORRUPT
 *         (state)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   this library's own layout
 * @since    0.1
 */
HST_API hst_status hst_monitor_pack(void *packed, size_t bytes, const hst_monitor_state *state);

/**
 * Read a state from its packed bytes.
 *
 * @param[out] state  [1] the monitor
 * @param[in]  packed [HST_MONITOR_PACKED_BYTES] as hst_monitor_pack wrote them
 * @param      bytes  that there are
 * @return HST_OK, else the first that applies: HST_ENULL (state, packed), HST_ECORRUPT (bytes, packed)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   this library's own layout
 * @since    0.1
 */
HST_API hst_status hst_monitor_unpack(hst_monitor_state *state, const void *packed, size_t bytes);

#ifdef __cplusplus
}
#endif

#endif
