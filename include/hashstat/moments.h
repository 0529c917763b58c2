/**
 * @file moments.h
 * Sum, mean, variance and extremes of any finite numbers, each with one answer: the same bits in any order, in
 * any pieces, on any machine.
 *
 * Sums are kept exactly and rounded once at the end, so nothing depends on how a series was cut up, and a
 * variance keeps all its digits however far from zero the samples lie.
 *
 *   sum         of the observed samples, correctly rounded
 *   mean        sum / count, the quotient of the exact sum rounded once
 *   variance    (sum of x^2 - (sum)^2 / count) / (count - 1), the exact value rounded once
 *   min, max    with the smallest key that attains them
 *
 * NaN = missing: counted, and otherwise as if it were not there. -0 reads as 0. An infinite sample is
 * HST_EDOMAIN.
 *
 * A key comes with each sample of a state, any int64_t that says which one it was: a time, a height, an index.
 * In the calls over an array it is the index.
 */
#ifndef HASHSTAT_MOMENTS_H
#define HASHSTAT_MOMENTS_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    HST_MOMENTS_STATE_WORDS = 109, /**< words of a state */
    HST_MOMENTS_PACKED_BYTES = 888 /**< bytes of a packed state */
};

/** Everything about some samples. 80 bytes, no padding, frozen. */
typedef struct hst_moments {
    int64_t count;              /**< samples observed */
    int64_t missing;            /**< samples that were NaN */
    double sum;                 /**< of the observed samples */
    double mean;                /**< their mean */
    double variance;            /**< divisor count - 1; NaN for one sample */
    double population_variance; /**< divisor count */
    double min;                 /**< smallest sample; NaN: no longer known (hst_moments_state_unpush) */
    int64_t min_key;            /**< smallest key of a sample that is the smallest; HST_NONE if min is NaN */
    double max;                 /**< largest sample; NaN: no longer known */
    int64_t max_key;            /**< smallest key of a sample that is the largest; HST_NONE if max is NaN */
} hst_moments;

/** Smallest and largest sample of an array. 32 bytes, no padding, frozen. */
typedef struct hst_moments_extremes {
    double min;        /**< smallest sample */
    int64_t min_index; /**< first index of it */
    double max;        /**< largest sample */
    int64_t max_index; /**< first index of it */
} hst_moments_extremes;

/**
 * A state that merges: exact sums, counts and extremes of the samples pushed so far.
 *
 * All-zero memory is an empty state, so there is nothing to initialise; states of equal content are equal word
 * by word. No memory at all does harm as a state: HST_ECORRUPT is what no pushes could have left.
 */
typedef struct hst_moments_state {
    uint64_t opaque[HST_MOMENTS_STATE_WORDS]; /**< not to be looked at: hst_moments_state_read tells */
} hst_moments_state;

/* over an array ---------------------------------------------------------------------------------- */

/**
 * Sum of an array, correctly rounded.
 *
 * @param[out] sum [1] the sum
 * @param[in]  x   [n] finite, NaN = missing; may be NULL when n = 0
 * @param      n   samples, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (sum, x), HST_ESIZE (n < 0), HST_EDOMAIN (an infinite
 *         sample), HST_EEMPTY (no sample observed), HST_EOVERFLOW (beyond DBL_MAX)
 *
 * @missing  skipped
 * @empty    HST_EEMPTY: nothing observed is not a sum of 0
 * @accuracy correctly rounded, ties to even; +0 for zero
 * @cost     O(n) time, O(1) memory; at the speed of memory where magnitudes near one another, zeros aside,
 *           differ by less than 2^28 and lie within 1e-265 .. 1e302, else up to 60 times as much
 * @threads  reentrant
 * @source   Neal, "Fast exact summation using small and large superaccumulators", arXiv 1505.05571, 2015, for
 *           the fixed point; error-free splitting: Rump, Ogita and Oishi, "Accurate Floating-Point Summation
 *           Part I", SIAM J. Scientific Computing 31(1), 2008
 * @since    0.1
 */
HST_API hst_status hst_moments_sum(double *sum, const double *x, int64_t n);

/**
 * Mean of an array, correctly rounded.
 *
 * @param[out] mean [1] the mean
 * @param[in]  x    [n] finite, NaN = missing; may be NULL when n = 0
 * @param      n    samples, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (mean, x), HST_ESIZE (n < 0), HST_EDOMAIN (an
 *         infinite sample), HST_EEMPTY (no sample observed)
 *
 * @missing  skipped, and not counted
 * @empty    HST_EEMPTY
 * @accuracy correctly rounded: equal samples have exactly their value as mean; the sum may be beyond DBL_MAX
 * @cost     O(n) time, O(1) memory
 * @threads  reentrant
 * @source   as hst_moments_sum
 * @since    0.1
 */
HST_API hst_status hst_moments_mean(double *mean, const double *x, int64_t n);

/**
 * Variance of an array with divisor count - 1, correctly rounded.
 *
 * @param[out] variance [1] the variance; NaN for one sample
 * @param[in]  x        [n] finite, NaN = missing; may be NULL when n = 0
 * @param      n        samples, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (variance, x), HST_ESIZE (n < 0), HST_EDOMAIN (an
 *         infinite sample), HST_EEMPTY (no sample observed), HST_EOVERFLOW (beyond DBL_MAX)
 *
 * @missing  skipped, and not counted
 * @empty    HST_EEMPTY
 * @accuracy correctly rounded; 0 for equal samples, however large
 * @cost     O(n) time, O(1) memory; some 3 times as much for one array in a thousand, whose exact value lies
 *           very near a rounding boundary, and for samples far closer to one another than to their centre,
 *           up to 70 times as much where magnitudes near one another differ by more than 2^17 or leave 1e-120 ..
 *           1e120
 * @threads  reentrant
 * @source   Chan, Golub and LeVeque, "Algorithms for Computing the Sample Variance", The American
 *           Statistician 37(3), 1983: the textbook formula about a value amid the samples, here in exact sums
 * @since    0.1
 */
HST_API hst_status hst_moments_variance(double *variance, const double *x, int64_t n);

/**
 * Smallest and largest sample of an array, and where they stand.
 *
 * @param[out] out [1] values and indexes
 * @param[in]  x   [n] finite, NaN = missing; may be NULL when n = 0
 * @param      n   samples, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (out, x), HST_ESIZE (n < 0), HST_EDOMAIN (an infinite
 *         sample), HST_EEMPTY (no sample observed)
 *
 * @missing  skipped
 * @ties     the first index
 * @empty    HST_EEMPTY
 * @accuracy exact; -0 is given as 0
 * @cost     O(n) time, O(1) memory
 * @threads  reentrant
 * @source   the definition
 * @since    0.1
 */
HST_API hst_status hst_moments_extremes_of(hst_moments_extremes *out, const double *x, int64_t n);

/**
 * All moments of an array; a key is the index.
 *
 * @param[out] out [1] the moments
 * @param[in]  x   [n] finite, NaN = missing; may be NULL when n = 0
 * @param      n   samples, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (out, x), HST_ESIZE (n < 0), HST_EDOMAIN (an infinite
 *         sample), HST_EEMPTY (no sample observed), HST_EOVERFLOW (the sum or a variance is beyond DBL_MAX;
 *         hst_moments_mean and hst_moments_extremes_of still answer)
 *
 * @missing  skipped, and counted apart
 * @ties     the first index
 * @empty    HST_EEMPTY
 * @accuracy each as the call for it alone; bit for bit what a state reads after the same samples
 * @cost     O(n) time, O(1) memory
 * @threads  reentrant
 * @source   as hst_moments_sum and hst_moments_variance
 * @since    0.1
 */
HST_API hst_status hst_moments_of(hst_moments *out, const double *x, int64_t n);

/* a state that merges -------------------------------------------------------------------------- */

/**
 * Add one sample to a state.
 *
 * @param      state [1] the state
 * @param      x     finite, or NaN = missing
 * @param      key   which sample it is, any number
 * @return HST_OK, else the first that applies: HST_ENULL (state), HST_EDOMAIN (x infinite), HST_ECORRUPT
 *         (state), HST_EOVERFLOW (more than 2^62 samples); the state is then unchanged
 *
 * @missing  counted as missing
 * @accuracy exact
 * @cost     O(1)
 * @threads  reentrant, one state at a time
 * @source   as hst_moments_sum
 * @since    0.1
 */
HST_API hst_status hst_moments_state_push(hst_moments_state *state, double x, int64_t key);

/**
 * Add samples with their keys to a state: as hst_moments_state_push one by one, in any order.
 *
 * @param      state [1] the state
 * @param[in]  x     [n] finite, NaN = missing; may be NULL when n = 0
 * @param[in]  key   [n] which samples they are; may be NULL when n = 0
 * @param      n     samples, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (state, x, key), HST_ESIZE (n < 0), HST_EDOMAIN (an
 *         infinite sample), HST_ECORRUPT (state), HST_EOVERFLOW (more than 2^62 samples); the state is then
 *         unchanged
 *
 * @missing  counted as missing
 * @empty    HST_OK, nothing changes
 * @accuracy exact
 * @cost     O(n)
 * @threads  reentrant, one state at a time
 * @source   as hst_moments_sum
 * @since    0.1
 */
HST_API hst_status hst_moments_state_push_n(hst_moments_state *state, const double *x, const int64_t *key,
                                            int64_t n);

/**
 * Add samples whose keys count up: first_key, first_key + 1, ...
 *
 * @param      state     [1] the state
 * @param[in]  x         [n] finite, NaN = missing; may be NULL when n = 0
 * @param      n         samples, >= 0
 * @param      first_key key of x[0]
 * @return HST_OK, else the first that applies: HST_ENULL (state, x), HST_ESIZE (n < 0), HST_EOVERFLOW (a key
 *         beyond INT64_MAX), HST_EDOMAIN (an infinite sample), HST_ECORRUPT (state), HST_EOVERFLOW (more than
 *         2^62 samples); the state is then unchanged
 *
 * @missing  counted as missing; it has a key too
 * @empty    HST_OK, nothing changes
 * @accuracy exact
 * @cost     O(n)
 * @threads  reentrant, one state at a time
 * @source   as hst_moments_sum
 * @since    0.1
 */
HST_API hst_status hst_moments_state_push_run(hst_moments_state *state, const double *x, int64_t n,
                                              int64_t first_key);

/**
 * Take a sample back that was pushed: for a chain that reorganises, or a window that slides.
 *
 * Sums and counts are then as if it had never been there. Of the extremes a state knows only the best, not the
 * next best: if the sample taken back is the smallest (value and key), the smallest is no longer known, and so
 * it stays until the state is empty; likewise the largest.
 *
 * @param      state [1] the state
 * @param      x     the sample, finite, or NaN = missing
 * @param      key   its key
 * @return HST_OK, else the first that applies: HST_ENULL (state), HST_EDOMAIN (x infinite), HST_ECORRUPT
 *         (state), HST_EDOMAIN (what would remain is no sum of pushes, as far as a state can tell: fewer than
 *         none, a sample beyond the known extremes, by value or by key at the same value, squares that sum to
 *         less than nothing, something where no sample is left); the state is then unchanged
 *
 * @missing  one missing fewer
 * @accuracy exact
 * @cost     O(1)
 * @threads  reentrant, one state at a time
 * @source   as hst_moments_sum
 * @since    0.1
 */
HST_API hst_status hst_moments_state_unpush(hst_moments_state *state, double x, int64_t key);

/**
 * Add the content of another state. The order of merging changes no bit.
 *
 * @param      state [1] the state that grows
 * @param[in]  other [1] the state that is added
 * @return HST_OK, else the first that applies: HST_ENULL (state, other), HST_ECORRUPT (state, other),
 *         HST_EOVERFLOW (more than 2^62 samples); the state is then unchanged
 *
 * @ties     the smaller key
 * @aliasing other may be state, which doubles it
 * @accuracy exact; an extreme that either does not know is not known
 * @cost     O(1)
 * @threads  reentrant, one state at a time
 * @source   as hst_moments_sum
 * @since    0.1
 */
HST_API hst_status hst_moments_state_merge(hst_moments_state *state, const hst_moments_state *other);

/**
 * Read what a state holds.
 *
 * @param[out] out   [1] the moments
 * @param[in]  state [1] the state
 * @return HST_OK, else the first that applies: HST_ENULL (out, state), HST_ECORRUPT (state), HST_EEMPTY (no
 *         sample observed), HST_EOVERFLOW (the sum or a variance is beyond DBL_MAX)
 *
 * @empty    HST_EEMPTY
 * @accuracy sum, mean and variances correctly rounded
 * @cost     O(1), less than a microsecond for samples of like size, two for samples of all sizes
 * @threads  reentrant
 * @source   as hst_moments_sum
 * @since    0.1
 */
HST_API hst_status hst_moments_state_read(hst_moments *out, const hst_moments_state *state);

/**
 * Write a state as portable bytes: what they are, the content, a checksum, all little-endian.
 *
 * Equal content gives equal bytes, whatever the order of pushes and merges, on any machine.
 *
 * @param[out] packed [HST_MOMENTS_PACKED_BYTES] the bytes, at any address
 * @param      bytes  room at packed
 * @param[in]  state  [1] the state
 * @return HST_OK, else the first that applies: HST_ENULL (packed, state), HST_ESPACE (bytes too few),
 *         HST_ECORRUPT (state)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   the checksum is FNV-1a, 64 bits: Fowler, Noll and Vo, 1991
 * @since    0.1
 */
HST_API hst_status hst_moments_state_pack(void *packed, size_t bytes, const hst_moments_state *state);

/**
 * Read a state from bytes that hst_moments_state_pack wrote, on this machine or any other.
 *
 * @param[out] state  [1] the state
 * @param[in]  packed [bytes] the bytes, at any address
 * @param      bytes  how many
 * @return HST_OK, else the first that applies: HST_ENULL (state, packed), HST_ECORRUPT (another length, kind
 *         or version, or altered)
 *
 * @accuracy a single altered byte always shows; any other alteration escapes with a chance of 2^-64
 * @cost     O(1)
 * @threads  reentrant
 * @source   as hst_moments_state_pack
 * @since    0.1
 */
HST_API hst_status hst_moments_state_unpack(hst_moments_state *state, const void *packed, size_t bytes);

#ifdef __cplusplus
}
#endif

#endif
