/**
 * @file hashrate.h
 * Hashrate from blocks, with the interval that the number of blocks really leaves.
 *
 * Block i has a time t[i] (Unix seconds, not stepping backwards: repair header times first) and a work W[i],
 * the expected number of hashes that one such block costs. While block i is being looked for, from t[i-1] to
 * t[i], a network of r hash/s finds blocks at the rate r / W[i]. The exposure of a stretch is therefore
 *
 *     E = sum of (seconds spent at work W) / W          (seconds per hash)
 *
 * and the count of blocks in it is Poisson(r E), exactly, also when the difficulty changes inside the
 * stretch.
 *
 * A *record* is the three arguments `time` [n], `work` [n] and `n`, up to 10^12 blocks; the arrays may be
 * NULL when n = 0. Works lie between 2^-900 and 2^900, as every proof of work does by far: then no quotient
 * and no sum here leaves the range of a double. Values are checked in the whole record, inside a window or
 * not, and before anything is written.
 *
 * A record is watched from t[0] to t[n-1]. The first block opens it and the last one closes it; neither is an
 * arrival *within* it, which is what makes count / exposure unbiased. Each block between them belongs to the
 * window [from, until) that contains its time. Where a window reaches beyond the record, only the part that
 * was watched has exposure, and `seconds` says how much that was: a gap never becomes a fall. Blocks that
 * share the time of the first or the last block count like all others between them; so a window that begins
 * where the record ends can have blocks and no exposure.
 *
 * Each stretch of equal work inside a window gives one rounded quotient seconds / work, and their sum is
 * rounded once. So a window of one work has exactly seconds / work, any other a relative error below 2.3e-16,
 * and the same window has the same bits whichever function looks at it (records up to 2^53 seconds).
 *
 * The same formulas take the shares handed in to a pool: their times, and the share difficulty as work.
 */
#ifndef HASHSTAT_HASHRATE_H
#define HASHSTAT_HASHRATE_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Hashrate over one window. 48 bytes, no padding, frozen. */
typedef struct hst_hashrate {
    double estimate; /**< hash/s; NaN when nothing was watched */
    double lower;    /**< lower end of the exact interval; 0 when nothing was watched */
    double upper;    /**< upper end; +INFINITY when nothing was watched */
    double exposure; /**< seconds per hash, summed over what was watched */
    int64_t blocks;  /**< blocks found inside the window */
    int64_t seconds; /**< seconds of the window that lie inside the record */
} hst_hashrate;

/** One pool over one window. 56 bytes, no padding, frozen. */
typedef struct hst_hashrate_pool {
    int64_t blocks;     /**< blocks with this label */
    double share;       /**< blocks / all blocks of the window, unlabelled too; NaN when there are none */
    double share_lower; /**< Clopper-Pearson; 0 when there are no blocks at all */
    double share_upper; /**< Clopper-Pearson; 1 when there are no blocks at all */
    double estimate;    /**< hash/s of this pool; NaN when nothing was watched */
    double lower;       /**< lower end of the exact interval; 0 when nothing was watched */
    double upper;       /**< upper end; +INFINITY when nothing was watched */
} hst_hashrate_pool;

/**
 * A regular grid: window j is [start + j step, start + j step + width). With width = step the windows touch
 * (aligned bins), with width > step they overlap (trailing windows). 32 bytes, no padding, frozen.
 */
typedef struct hst_hashrate_grid {
    int64_t start; /**< Unix seconds */
    int64_t step;  /**< seconds, > 0 */
    int64_t width; /**< seconds, > 0 */
    int64_t count; /**< windows, 0..10^12 */
} hst_hashrate_grid;

/** What a repair of header times moved. 32 bytes, no padding, frozen. */
typedef struct hst_hashrate_repair {
    int64_t moved;   /**< how many times changed */
    int64_t largest; /**< the largest move in seconds, either way */
    int64_t total;   /**< sum of all moves in seconds, each taken positive */
    int64_t first;   /**< index of the first that moved, HST_NONE when none did */
} hst_hashrate_repair;

enum {
    HST_HASHRATE_STATE_WORDS = 36,  /**< words of a state */
    HST_HASHRATE_PACKED_BYTES = 304 /**< bytes of a packed state */
};

/**
 * Blocks, seconds and exposure that add up in any order. 288 bytes, no padding, frozen; may be copied.
 * All-zero memory is an empty state, so there is nothing to initialise; states of equal content are equal
 * word by word. No memory at all does harm as a state: HST_ECORRUPT is blocks or seconds out of their range,
 * or an exposure that no such seconds can have, and anything else is taken for what it says.
 */
typedef struct hst_hashrate_state {
    uint64_t opaque[HST_HASHRATE_STATE_WORDS]; /**< not to be looked at: hst_hashrate_state_read tells */
} hst_hashrate_state;

/* counts and exposures ------------------------------------------------------------------------- */

/**
 * Count blocks and exposure over windows that follow one another, for all pools in the same pass.
 *
 * Window j is [edges[j], edges[j+1]). With by_pool, row j counts the blocks of window j by label; those of
 * label -1 (unknown) are in none of its entries, so that there are blocks[j] - (sum of the row) of them.
 *
 * @param[out] blocks   [windows] blocks found
 * @param[out] exposure [windows] seconds per hash; 0 where nothing was watched
 * @param[out] seconds  [windows] seconds of the window that lie inside the record
 * @param[out] by_pool  [windows x pools] blocks by label, row by row; NULL to leave labels alone
 * @param[in]  edges    [windows + 1] Unix seconds, not decreasing; may be NULL when windows = 0
 * @param      windows  0..10^12; when 0, the outputs may be NULL
 * @param[in]  time, work the record
 * @param[in]  pool     [n] labels -1..pools-1; may be NULL when n = 0 or by_pool is NULL
 * @param      n        blocks of the record
 * @param      pools    labels, >= 0; means nothing when by_pool is NULL
 * @return HST_OK, else the first that applies: HST_ENULL (blocks, exposure, seconds, edges, time, work,
 *         pool), HST_ESIZE (windows, n or pools negative or too large, windows x pools beyond int64),
 *         HST_EDOMAIN (a work or a label), HST_EORDER (edges or times step backwards), HST_EOVERFLOW (the
 *         record is longer than INT64_MAX seconds)
 *
 * @missing  a window beyond the record has 0 seconds and exposure 0: no observation, not a count of zero
 * @ties     equal times and equal edges are fine
 * @empty    windows = 0: nothing to write, HST_OK; n < 2: every window 0
 * @accuracy blocks and seconds exact, exposure as said above
 * @cost     O(n + windows x (log n + pools)) time, O(1) memory
 * @threads  reentrant
 * @source   Poisson counts under a rate known up to a factor: Kingman, "Poisson Processes", 1993
 * @since    0.1
 */
HST_API hst_status hst_hashrate_count_edges(int64_t *blocks, double *exposure, int64_t *seconds,
                                            int64_t *by_pool, const int64_t *edges, int64_t windows,
                                            const int64_t *time, const double *work, const int32_t *pool,
                                            int64_t n, int32_t pools);

/**
 * Count blocks and exposure over a regular grid of windows, aligned or trailing, in one pass.
 *
 * Otherwise as hst_hashrate_count_edges. Where windows overlap, each block enters once and leaves once: the
 * cost does not grow with the overlap, and nothing drifts.
 *
 * @param[out] blocks, exposure, seconds [grid->count] each, as in hst_hashrate_count_edges
 * @param[out] by_pool [grid->count x pools] blocks by label, row by row; NULL to leave labels alone
 * @param[in]  grid    [1] the windows; when its count is 0, the outputs may be NULL
 * @param[in]  time, work the record
 * @param[in]  pool    [n] labels -1..pools-1; may be NULL when n = 0 or by_pool is NULL
 * @param      n       blocks of the record
 * @param      pools   labels, >= 0; means nothing when by_pool is NULL
 * @return HST_OK, else the first that applies: HST_ENULL (grid, blocks, exposure, seconds, time, work, pool),
 *         HST_ESIZE (grid->count, n or pools negative or too large, windows x pools beyond int64),
 *         HST_EDOMAIN (step or width not above 0, a window that ends beyond INT64_MAX, a work or a label),
 *         HST_EORDER (times step backwards), HST_EOVERFLOW (the record is longer than INT64_MAX seconds)
 *
 * @missing  as in hst_hashrate_count_edges
 * @empty    count = 0: nothing to write, HST_OK; n < 2: every window 0
 * @accuracy as in hst_hashrate_count_edges
 * @cost     O(n + windows x (log n + pools)) time, O(1) memory, for any overlap
 * @threads  reentrant
 * @source   as hst_hashrate_count_edges
 * @since    0.1
 */
HST_API hst_status hst_hashrate_count_grid(int64_t *blocks, double *exposure, int64_t *seconds,
                                           int64_t *by_pool, const hst_hashrate_grid *grid,
                                           const int64_t *time, const double *work, const int32_t *pool,
                                           int64_t n, int32_t pools);

/* estimates with intervals --------------------------------------------------------------------- */

/**
 * Estimate the hashrate over one window of fixed bounds.
 *
 *     estimate = blocks / exposure,   interval: exact (Garwood)
 *
 * @param[out] out   [1] the estimate
 * @param[in]  time, work, n the record
 * @param      from  first second of the window
 * @param      until first second after it, >= from
 * @param      level confidence of the interval, inside (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, time, work), HST_ESIZE (n negative or too
 *         large), HST_EDOMAIN (level, a work), HST_EORDER (until < from, times step backwards), HST_EOVERFLOW
 *         (the record is longer than INT64_MAX seconds)
 *
 * @missing  what lies beyond the record is not watched and not counted
 * @empty    nothing watched (the window beside the record, or n < 2): estimate NaN, interval 0 to +INFINITY
 * @accuracy estimate within 4.5e-16 of blocks / exposure; the interval as hst_rate_interval_exact
 * @cost     O(n) time, O(1) memory
 * @threads  reentrant
 * @source   Garwood, "Fiducial Limits for the Poisson Distribution", Biometrika 28, 1936
 * @since    0.1
 */
HST_API hst_status hst_hashrate_between(hst_hashrate *out, const int64_t *time, const double *work, int64_t n,
                                        int64_t from, int64_t until, double level);

/**
 * Estimate the hashrate over a record that was cut at blocks, not at times.
 *
 * The count is then fixed, N = n - 1 intervals, and the exposure S that they took is random:
 *
 *     estimate = (N - 1) / S   (unbiased),   interval: exact, 2 r S ~ chi-square with 2N degrees of freedom
 *
 * The maximum-likelihood estimate N / S, biased by N / (N - 1), is hst_rate_fixed_count_mle of out->blocks
 * and out->exposure.
 *
 * @param[out] out   [1] the estimate; blocks is N
 * @param[in]  time, work, n the record
 * @param      level confidence of the interval, inside (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, time, work), HST_ESIZE (n negative or too
 *         large), HST_EDOMAIN (level, a work), HST_EORDER (times step backwards), HST_EOVERFLOW (the record
 *         is longer than INT64_MAX seconds), HST_EEMPTY (n < 2: no interval)
 *
 * @empty    HST_EEMPTY. n = 2: one interval has an interval but no unbiased estimate, which is NaN. All times
 *           equal: estimate NaN, interval 0 to +INFINITY
 * @accuracy estimate within 4.5e-16 of (N - 1) / S; the interval as hst_rate_fixed_count_interval
 * @cost     O(n) time, O(1) memory
 * @threads  reentrant
 * @source   Epstein and Sobel, "Life Testing", JASA 48, 1953: the time to the N-th event as a pivot
 * @since    0.1
 */
HST_API hst_status hst_hashrate_fixed_count(hst_hashrate *out, const int64_t *time, const double *work,
                                            int64_t n, double level);

/**
 * Estimate the hashrate over every window of a regular grid, aligned or trailing, in one pass.
 *
 * Each window comes out as hst_hashrate_between gives it alone, bit for bit.
 *
 * @param[out] out   [grid->count] the estimates
 * @param[in]  grid  [1] the windows; when its count is 0, out may be NULL
 * @param[in]  time, work, n the record
 * @param      level confidence of each interval, inside (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (grid, out, time, work), HST_ESIZE (grid->count or n
 *         negative or too large), HST_EDOMAIN (step or width not above 0, a window that ends beyond
 *         INT64_MAX, level, a work), HST_EORDER (times step backwards), HST_EOVERFLOW (the record is longer
 *         than INT64_MAX seconds)
 *
 * @missing  what lies beyond the record is not watched and not counted
 * @empty    count = 0: HST_OK; a window in which nothing was watched: estimate NaN, interval 0 to +INFINITY
 * @accuracy as hst_hashrate_between
 * @cost     O(n + windows x log n) time, and two gamma quantiles for each count of blocks that differs from
 *           those met lately; O(1) memory
 * @threads  reentrant
 * @source   as hst_hashrate_between
 * @since    0.1
 */
HST_API hst_status hst_hashrate_windows(hst_hashrate *out, const hst_hashrate_grid *grid, const int64_t *time,
                                        const double *work, int64_t n, double level);

/**
 * Turn the counts of one window by pool into shares and hashrates with their intervals.
 *
 * A share is a fraction of all blocks of the window, the unlabelled ones included: these belong to somebody,
 * and leaving them out would raise everybody's share. Each interval is for one pool by itself.
 *
 * @param[out] out      [pools] one entry for each label
 * @param[in]  by_pool  [pools] blocks by label, >= 0: a row of hst_hashrate_count_edges or _grid
 * @param      pools    labels, >= 0; when 0, out and by_pool may be NULL
 * @param      blocks   all blocks of the window, >= the sum of by_pool, up to 10^12
 * @param      exposure of the window, seconds per hash: 0, or 2^-900..2^963, as every record's is
 * @param      level    confidence of each interval, inside (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, by_pool), HST_ESIZE (pools or blocks negative
 *         or too large), HST_EDOMAIN (exposure, level, a negative count, a sum of counts above blocks)
 *
 * @missing  unlabelled blocks count in the whole, not for a pool
 * @empty    blocks = 0: share NaN in 0..1; exposure = 0: estimate NaN, interval 0 to +INFINITY
 * @accuracy share and estimate one rounding; ends of the intervals with a relative error below 1e-13
 * @cost     O(pools): two quantiles of the beta and two of the gamma law for each
 * @threads  reentrant
 * @source   Clopper and Pearson, "The Use of Confidence or Fiducial Limits", Biometrika 26, 1934
 * @since    0.1
 */
HST_API hst_status hst_hashrate_pools(hst_hashrate_pool *out, const int64_t *by_pool, int32_t pools,
                                      int64_t blocks, double exposure, double level);

/* repair of header times: an explicit step that says what it moved ------------------------------- */

/**
 * Repair header times by their running maximum: no block is found before the one it builds on.
 *
 *     out[i] = max(time[0..i])
 *
 * The simplest repair, and it only moves forward. One time far in the future drags along all that follow
 * until the clock has caught up: look at `largest`, and take one of the other two where it is hours.
 *
 * @param[out] out   [n] times that do not decrease; may be NULL when n = 0
 * @param[out] moved [1] what changed
 * @param[in]  time  [n] header times; may be NULL when n = 0
 * @param      n     blocks, 0..10^12
 * @return HST_OK, else the first that applies: HST_ENULL (out, moved, time), HST_ESIZE (n negative or too
 *         large), HST_EOVERFLOW (n times the span of the times does not fit int64)
 *
 * @ties     equal times stay as they are
 * @empty    n = 0: nothing moved, HST_OK
 * @aliasing out may be time
 * @accuracy exact
 * @cost     O(n) time, O(1) memory
 * @threads  reentrant
 * @source   the definition
 * @since    0.1
 */
HST_API hst_status hst_hashrate_repair_running_max(int64_t *out, hst_hashrate_repair *moved,
                                                   const int64_t *time, int64_t n);

/**
 * Bytes of workspace for hst_hashrate_repair_isotonic and hst_hashrate_repair_subsequence.
 *
 * @param n blocks
 * @return 16 n; 0 when n is negative; SIZE_MAX, which nobody has, when 16 n does not fit size_t
 *
 * @cost    O(1)
 * @threads reentrant
 * @source  two numbers of 64 bits for each block
 * @since   0.1
 */
HST_API size_t hst_hashrate_repair_work_size(int64_t n);

/**
 * Repair header times by least squares: the times that do not decrease and lie closest to the header times.
 *
 *     out = argmin of sum of (out[i] - time[i])^2,   out[0] <= out[1] <= ...,   whole seconds
 *
 * Moves forward and backward alike, and spreads a step back over the blocks on both sides: fits clocks that
 * are all a little wrong. One that is far wrong pulls its neighbours along; then take the subsequence.
 *
 * @param[out] out   [n] times that do not decrease; may be NULL when n = 0
 * @param[out] moved [1] what changed
 * @param[in]  time  [n] header times; may be NULL when n = 0
 * @param      n     blocks, 0..10^12
 * @param      work  scratch, aligned to 8; may be NULL when n = 0
 * @param      bytes of scratch, at least hst_hashrate_repair_work_size(n)
 * @return HST_OK, else the first that applies: HST_ENULL (out, moved, time, work), HST_ESIZE (n negative or
 *         too large), HST_EALIGN (work), HST_ESPACE (bytes), HST_EOVERFLOW (n times the span of the times
 *         does not fit int64)
 *
 * @ties     a mean of times halfway between two seconds goes to the later
 * @empty    n = 0: nothing moved, HST_OK
 * @aliasing out may be time
 * @accuracy exact: means are compared as fractions and rounded once, which gives the best whole seconds too
 * @cost     O(n) time
 * @threads  reentrant
 * @source   Ayer, Brunk, Ewing, Reid and Silverman, "An Empirical Distribution Function for Sampling with
 *           Incomplete Information", Ann. Math. Statist. 26, 1955: pool adjacent violators
 * @since    0.1
 */
HST_API hst_status hst_hashrate_repair_isotonic(int64_t *out, hst_hashrate_repair *moved, const int64_t *time,
                                                int64_t n, void *work, size_t bytes);

/**
 * Repair header times by keeping as many as possible: those of the longest non-decreasing subsequence.
 *
 * Between two kept times a = time[i] and b = time[j] all others lie below a or above b, and so say nothing;
 * they are spread evenly, out[k] = a + floor((b - a)(k - i)/(j - i)). Those before the first kept time take
 * its value, and so do those after the last. One clock that is wrong by any amount moves no other block.
 *
 * @param[out] out   [n] times that do not decrease; may be NULL when n = 0
 * @param[out] moved [1] what changed: the times that are not kept, each of which moves
 * @param[in]  time, n, work, bytes as in hst_hashrate_repair_isotonic
 * @return as hst_hashrate_repair_isotonic: HST_OK, HST_ENULL, HST_ESIZE, HST_EALIGN, HST_ESPACE,
 *         HST_EOVERFLOW
 *
 * @ties     of several such subsequences, the one whose last time is least, then whose last but one is, and
 *           so on
 * @empty    n = 0: nothing moved, HST_OK
 * @aliasing out may be time
 * @accuracy exact
 * @cost     O(n log n) time, O(n) when the times are nearly in order
 * @threads  reentrant
 * @source   Fredman, "On Computing the Length of Longest Increasing Subsequences", Discrete Mathematics 11,
 *           1975
 * @since    0.1
 */
HST_API hst_status hst_hashrate_repair_subsequence(int64_t *out, hst_hashrate_repair *moved,
                                                   const int64_t *time, int64_t n, void *work, size_t bytes);

/* the field's own estimates, under their own names ----------------------------------------------- */

/**
 * The estimate of Bitcoin Core's getnetworkhashps over the whole record.
 *
 *     hashrate = (work[1] + ... + work[n-1]) / (greatest time - least time)
 *
 * Core's `nblocks` is n - 1: pass the last nblocks + 1 blocks. With N = n - 1 blocks of equal work this is
 * the maximum-likelihood estimate of a fixed count, too high by N / (N - 1) in the mean: see
 * hst_hashrate_fixed_count for the unbiased one and an interval.
 *
 * @param[out] hashrate [1] hash/s; 0 when all times are equal, as in Core
 * @param[in]  time, work, n the record, but with header times as they are, in any order
 * @return HST_OK, else the first that applies: HST_ENULL (hashrate, time, work), HST_ESIZE (n negative or too
 *         large), HST_EDOMAIN (a work), HST_EEMPTY (n = 0)
 *
 * @empty    HST_EEMPTY; n = 1: 0, as Core answers for the genesis block
 * @accuracy sum of work rounded once, then one quotient: relative error below 2.3e-16 where the times span
 *           up to 2^53 seconds; beyond, 3.4e-16, because the span is rounded too
 * @cost     O(n) time, O(1) memory
 * @threads  reentrant
 * @source   Bitcoin Core, src/rpc/mining.cpp, GetNetworkHashPS
 * @since    0.1
 */
HST_API hst_status hst_hashrate_core(double *hashrate, const int64_t *time, const double *work, int64_t n);

/**
 * The daily estimate of Coin Metrics (HashRate, for Bitcoin and its forks).
 *
 *     hashrate = blocks x difficulty x 2^32 / 86400
 *
 * It takes the mean difficulty of a day's blocks, which is not that in force over the day when it changes in
 * between, and 2^32 hashes for a block of difficulty 1, which is 65535/65536 of the exact work.
 *
 * @param[out] hashrate   [1] hash/s (Coin Metrics prints TH/s)
 * @param      blocks     of the UTC day, 0..10^12
 * @param      difficulty mean over the day's blocks: 0, or 2^-900..2^900
 * @return HST_OK, else the first that applies: HST_ENULL (hashrate), HST_ESIZE (blocks negative or too
 *         large), HST_EDOMAIN (difficulty)
 *
 * @empty    blocks = 0: 0
 * @accuracy two roundings: relative error below 2.3e-16
 * @cost     O(1)
 * @threads  reentrant
 * @source   Coin Metrics, Network Data, "Mean Hash Rate": (BlkCnt/144) x DiffMean x 2^32/600
 * @since    0.1
 */
HST_API hst_status hst_hashrate_coinmetrics(double *hashrate, int64_t blocks, double difficulty);

/* a state that merges -------------------------------------------------------------------------- */

/**
 * Add blocks that were found while `seconds` passed at one work.
 *
 * As a rule one call for each block: blocks = 1, the seconds since the block before, its work. blocks = 0
 * adds time in which nothing was found, such as the end of a window; many blocks of one work may go in
 * together.
 *
 * @param      state   [1] the state
 * @param      blocks  found, 0..10^12
 * @param      seconds passed, >= 0
 * @param      work    expected hashes per block, 2^-900..2^900
 * @return HST_OK, else the first that applies: HST_ENULL (state), HST_ESIZE (blocks negative or too large),
 *         HST_EDOMAIN (seconds, work), HST_ECORRUPT (state), HST_EOVERFLOW (more than 10^12 blocks or
 *         INT64_MAX seconds in all); the state is then unchanged
 *
 * @accuracy seconds / work is rounded once for each push, and these quotients are summed exactly: the order
 *           of pushes and merges changes no bit. hst_hashrate_between rounds once for each stretch of equal
 *           work instead, so the two may differ in the last digit
 * @cost     O(1)
 * @threads  reentrant
 * @source   fixed-point sums over the whole range of double: Kulisch, "Computer Arithmetic and Validity",
 *           2008
 * @since    0.1
 */
HST_API hst_status hst_hashrate_state_push(hst_hashrate_state *state, int64_t blocks, int64_t seconds,
                                           double work);

/**
 * Add n blocks, each found seconds[i] after the one before: the same as n pushes of one block.
 *
 * @param      state   [1] the state
 * @param[in]  seconds [n] passed, each >= 0; may be NULL when n = 0
 * @param[in]  work    [n] expected hashes per block, 2^-900..2^900; may be NULL when n = 0
 * @param      n       blocks, 0..10^12
 * @return HST_OK, else the first that applies: HST_ENULL (state, seconds, work), HST_ESIZE (n negative or too
 *         large), HST_EDOMAIN (a duration, a work), HST_ECORRUPT (state), HST_EOVERFLOW (more than 10^12
 *         blocks or INT64_MAX seconds in all); the state is then unchanged
 *
 * @cost    O(n)
 * @threads reentrant
 * @source  as hst_hashrate_state_push
 * @since   0.1
 */
HST_API hst_status hst_hashrate_state_push_n(hst_hashrate_state *state, const int64_t *seconds,
                                             const double *work, int64_t n);

/**
 * Take back what was pushed with these three numbers, as if it had never been: for a chain that reorganises.
 *
 * @param state [1] the state
 * @param blocks, seconds, work as pushed
 * @return HST_OK, else the first that applies: HST_ENULL (state), HST_ESIZE (blocks negative or too large),
 *         HST_EDOMAIN (seconds, work), HST_ECORRUPT (state), HST_EDOMAIN (what would remain is no sum of
 *         pushes: less than nothing, or an exposure that the remaining seconds cannot have); the state is
 *         then unchanged
 *
 * @accuracy exact
 * @cost     O(1)
 * @threads  reentrant
 * @source   as hst_hashrate_state_push
 * @since    0.1
 */
HST_API hst_status hst_hashrate_state_unpush(hst_hashrate_state *state, int64_t blocks, int64_t seconds,
                                             double work);

/**
 * Add the content of another state. The order of merging changes no bit.
 *
 * @param      state [1] the state that grows
 * @param[in]  other [1] the one that is added
 * @return HST_OK, else the first that applies: HST_ENULL (state, other), HST_ECORRUPT (state, other),
 *         HST_EOVERFLOW (more than 10^12 blocks or INT64_MAX seconds in all); the state is then unchanged
 *
 * @aliasing other may be state, which doubles it
 * @accuracy exact
 * @cost     O(1)
 * @threads  reentrant
 * @source   as hst_hashrate_state_push
 * @since    0.1
 */
HST_API hst_status hst_hashrate_state_merge(hst_hashrate_state *state, const hst_hashrate_state *other);

/**
 * Estimate the hashrate from a state that holds a window of fixed bounds, as hst_hashrate_between does.
 *
 * @param[out] out   [1] the estimate
 * @param[in]  state [1] the state
 * @param      level confidence of the interval, inside (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, state), HST_EDOMAIN (level), HST_ECORRUPT
 *         (state)
 *
 * @empty    no seconds: estimate NaN, interval 0 to +INFINITY
 * @accuracy exposure: the sum of the quotients, rounded once
 * @cost     O(1): two gamma quantiles
 * @threads  reentrant
 * @source   as hst_hashrate_between
 * @since    0.1
 */
HST_API hst_status hst_hashrate_state_read(hst_hashrate *out, const hst_hashrate_state *state, double level);

/**
 * Estimate the hashrate from a state of whole intervals between blocks, as hst_hashrate_fixed_count does.
 *
 * @param[out] out   [1] the estimate; blocks is the number of intervals
 * @param[in]  state [1] the state
 * @param      level confidence of the interval, inside (0,1), such as 0.95
 * @return HST_OK, else the first that applies: HST_ENULL (out, state), HST_EDOMAIN (level), HST_ECORRUPT
 *         (state), HST_EEMPTY (no block)
 *
 * @empty    HST_EEMPTY; one block: estimate NaN with an interval; no seconds: estimate NaN, 0 to +INFINITY
 * @accuracy exposure: the sum of the quotients, rounded once
 * @cost     O(1): two gamma quantiles
 * @threads  reentrant
 * @source   as hst_hashrate_fixed_count
 * @since    0.1
 */
HST_API hst_status hst_hashrate_state_read_fixed_count(hst_hashrate *out, const hst_hashrate_state *state,
                                                       double level);

/**
 * Write a state as portable bytes: what they are, the content, a checksum, all little-endian.
 *
 * Equal content gives equal bytes, on every machine and in whatever order it came together.
 *
 * @param[out] packed [HST_HASHRATE_PACKED_BYTES] of any alignment
 * @param      bytes  that packed has room for
 * @param[in]  state  [1] the state
 * @return HST_OK, else the first that applies: HST_ENULL (packed, state), HST_ESPACE (bytes too few),
 *         HST_ECORRUPT (state)
 *
 * @cost    O(1)
 * @threads reentrant
 * @source  checksum: Fowler, Noll and Vo, FNV-1a of 64 bits
 * @since   0.1
 */
HST_API hst_status hst_hashrate_state_pack(void *packed, size_t bytes, const hst_hashrate_state *state);

/**
 * Read a state from bytes that hst_hashrate_state_pack wrote, on this machine or any other.
 *
 * @param[out] state  [1] the state
 * @param[in]  packed [bytes] of any alignment
 * @param      bytes  of packed, HST_HASHRATE_PACKED_BYTES
 * @return HST_OK, else the first that applies: HST_ENULL (state, packed), HST_ECORRUPT (another length, kind
 *         or version, a checksum that does not fit, blocks or seconds out of their range, an exposure that no
 *         such seconds can have)
 *
 * @cost    O(1)
 * @threads reentrant
 * @source  as hst_hashrate_state_pack
 * @since   0.1
 */
HST_API hst_status hst_hashrate_state_unpack(hst_hashrate_state *state, const void *packed, size_t bytes);

#ifdef __cplusplus
}
#endif

#endif
