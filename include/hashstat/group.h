/**
 * @file group.h
 * Sums, counts and moments by group, and pools weighted into countries.
 *
 * A group is what the caller makes it: a pool, a country, a provider. Its id is 0 .. groups - 1, and names
 * stay with the caller. Id -1 is a sample whose group nobody knows: it is never part of a group, and what it
 * would have added is reported beside the groups, because labels that vanish bias all the others. A caller to
 * whom an unknown id is a mistake passes HST_GROUP_REFUSE_UNKNOWN. Any other id is HST_EDOMAIN.
 *
 * NaN = missing: it belongs to its group and adds nothing. A group of which nothing was observed has count 0
 * and no sum: NaN, not 0. -0 reads as 0. An infinite sample is HST_EDOMAIN.
 *
 * Sums are exact and rounded once, so that the order of the samples changes no bit.
 */
#ifndef HASHSTAT_GROUP_H
#define HASHSTAT_GROUP_H

#include "base.h"
#include "moments.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    HST_GROUP_REFUSE_UNKNOWN = 1 /**< flag: id -1 is HST_EDOMAIN */
};

/** What samples of unknown group hold. 24 bytes, no padding, frozen. */
typedef struct hst_group_unknown {
    double value;    /**< their sum or mean, as the call gives it for a group; NaN if none was observed */
    int64_t count;   /**< samples observed */
    int64_t missing; /**< samples that were NaN */
} hst_group_unknown;

/* over arrays ------------------------------------------------------------------------------------ */

/**
 * Count ids.
 *
 * @param[out] count   [groups] how often each id occurs; may be NULL when groups = 0. After HST_EDOMAIN its
 *                     content is unspecified
 * @param[out] unknown [1] how often -1 occurs
 * @param[in]  id      [n] -1 .. groups - 1; may be NULL when n = 0
 * @param      n       samples, >= 0
 * @param      groups  how many, >= 0
 * @param      flags   0 or HST_GROUP_REFUSE_UNKNOWN
 * @return HST_OK, else the first that applies: HST_ENULL (count, unknown, id), HST_ESIZE (n < 0, groups < 0),
 *         HST_EOPTION (flags), HST_EDOMAIN (an id)
 *
 * @empty    n = 0: all counts are 0
 * @cost     O(n + groups) time, O(1) memory
 * @threads  reentrant
 * @source   the definition
 * @since    0.1
 */
HST_API hst_status hst_group_count(int64_t *count, int64_t *unknown, const int32_t *id, int64_t n,
                                   int32_t groups, uint32_t flags);

/**
 * Bytes of workspace for hst_group_sum and hst_group_mean.
 *
 * @param groups how many
 * @return a multiple of 8: 408 for each group and one more up to 255 groups, 296 beyond; 0 when groups is
 *         negative; SIZE_MAX, which nobody has, when no memory can be that large
 *
 * @cost    O(1)
 * @threads reentrant
 * @source  two words for what is added fast, eight times over where groups are few, and an exact sum of 34
 *          words with its count for all else; the latter are touched only if samples are of very unequal size
 * @since   0.1
 */
HST_API size_t hst_group_work_size(int32_t groups);

/**
 * Sum by group, correctly rounded.
 *
 * @param[out] sum     [groups] of the observed samples, NaN where there are none; may be NULL when groups
 *                     = 0. After HST_EOVERFLOW its content is unspecified
 * @param[out] count   [groups] samples observed; may be NULL when groups = 0. After HST_EOVERFLOW its content
 *                     is unspecified
 * @param[out] unknown [1] the same of the samples whose id is -1
 * @param[in]  id      [n] -1 .. groups - 1; may be NULL when n = 0
 * @param[in]  x       [n] finite, NaN = missing; may be NULL when n = 0
 * @param      n       samples, >= 0
 * @param      groups  how many, >= 0
 * @param      flags   0 or HST_GROUP_REFUSE_UNKNOWN
 * @param[out] work    workspace, aligned to 8; its content afterwards means nothing
 * @param      bytes   at least hst_group_work_size(groups)
 * @return HST_OK, else the first that applies: HST_ENULL (sum, count, unknown, id, x, work), HST_ESIZE
 *         (n < 0, groups < 0), HST_EALIGN (work), HST_ESPACE (bytes), HST_EOPTION (flags), HST_EDOMAIN (an
 *         id, an infinite sample), HST_EOVERFLOW (a sum beyond DBL_MAX)
 *
 * @missing  adds nothing and is not counted
 * @empty    n = 0: every sum is NaN, every count 0
 * @accuracy correctly rounded, ties to even; +0 for zero. hst_moments_sum of the samples of a group gives the
 *           same bits
 * @cost     O(n + groups) time; several times as slow where magnitudes differ by more than about 2^20 (2^10
 *           for more than 32,000 groups)
 * @threads  reentrant
 * @source   as hst_moments_sum
 * @since    0.1
 */
HST_API hst_status hst_group_sum(double *sum, int64_t *count, hst_group_unknown *unknown, const int32_t *id,
                                 const double *x, int64_t n, int32_t groups, uint32_t flags, void *work,
                                 size_t bytes);

/**
 * Mean by group, correctly rounded.
 *
 * @param[out] mean    [groups] of the observed samples, NaN where there are none; may be NULL when groups = 0
 * @param[out] count   [groups] samples observed; may be NULL when groups = 0
 * @param[out] unknown [1] the same of the samples whose id is -1
 * @param[in]  id, x, n, groups, flags as in hst_group_sum
 * @param[out] work    workspace, aligned to 8; its content afterwards means nothing
 * @param      bytes   at least hst_group_work_size(groups)
 * @return HST_OK, else the first that applies: HST_ENULL (mean, count, unknown, id, x, work), HST_ESIZE
 *         (n < 0, groups < 0), HST_EALIGN (work), HST_ESPACE (bytes), HST_EOPTION (flags), HST_EDOMAIN (an
 *         id, an infinite sample)
 *
 * @missing  adds nothing and is not counted
 * @empty    n = 0: every mean is NaN, every count 0
 * @accuracy correctly rounded: equal samples have exactly their value as mean; the sum may be beyond DBL_MAX
 * @cost     as hst_group_sum
 * @threads  reentrant
 * @source   as hst_moments_sum
 * @since    0.1
 */
HST_API hst_status hst_group_mean(double *mean, int64_t *count, hst_group_unknown *unknown, const int32_t *id,
                                  const double *x, int64_t n, int32_t groups, uint32_t flags, void *work,
                                  size_t bytes);

/**
 * Bytes of workspace for hst_group_moments.
 *
 * @param n      samples
 * @param groups how many
 * @return 8 (n + groups + 2); 0 when either is negative; SIZE_MAX, which nobody has, when no memory can be
 *         that large
 *
 * @cost    O(1)
 * @threads reentrant
 * @source  the samples put in order of their groups, and where each group begins
 * @since   0.1
 */
HST_API size_t hst_group_moments_work_size(int64_t n, int32_t groups);

/**
 * All moments by group; a key is the index into x.
 *
 * @param[out] out     [groups] the moments. Where nothing was observed count is 0, missing says how many
 *                     samples there were, all doubles are NaN and the keys HST_NONE. May be NULL when groups
 *                     = 0. After HST_EOVERFLOW its content is unspecified
 * @param[out] unknown [1] the same of the samples whose id is -1
 * @param[in]  id      [n] -1 .. groups - 1; may be NULL when n = 0
 * @param[in]  x       [n] finite, NaN = missing; may be NULL when n = 0
 * @param      n       samples, >= 0
 * @param      groups  how many, >= 0
 * @param      flags   0 or HST_GROUP_REFUSE_UNKNOWN
 * @param[out] work    workspace, aligned to 8; its content afterwards means nothing
 * @param      bytes   at least hst_group_moments_work_size(n, groups)
 * @return HST_OK, else the first that applies: HST_ENULL (out, unknown, id, x, work), HST_ESIZE (n < 0,
 *         groups < 0), HST_EALIGN (work), HST_ESPACE (bytes), HST_EOPTION (flags), HST_EDOMAIN (an id, an
 *         infinite sample), HST_EOVERFLOW (a sum or a variance beyond DBL_MAX)
 *
 * @missing  counted apart, in its group
 * @ties     the first index
 * @empty    n = 0: every group is as described for nothing observed
 * @accuracy each moment correctly rounded: bit for bit what hst_moments_of gives for the samples of a group,
 *           or a state that was pushed to with the index as key
 * @cost     O(n + groups) time
 * @threads  reentrant
 * @source   as hst_moments_of; the order of groups is that of a counting sort: Knuth, "The Art of Computer
 *           Programming" 3, section 5.2
 * @since    0.1
 */
HST_API hst_status hst_group_moments(hst_moments *out, hst_moments *unknown, const int32_t *id,
                                     const double *x, int64_t n, int32_t groups, uint32_t flags, void *work,
                                     size_t bytes);

/**
 * Weigh pools into countries, over a block of time.
 *
 *     out[c][t] = sum over pools p of weight[p][c] x[p][t]
 *
 * Tables are stored row after row: weight is pools rows of `countries`, x is pools rows of `times`, out and
 * missing are `countries` rows of `times`. A weight is the part of a pool that is in a country, or any other
 * factor that is not negative.
 *
 * @param[out] out       [countries x times] the sums over the pools that are observed; NaN where some weight
 *                       is missing and no other is there; may be NULL when it has no element. After
 *                       HST_EDOMAIN or HST_EOVERFLOW its content is unspecified, as is that of missing
 * @param[out] missing   [countries x times] sum of weight[p][c] over the pools whose x[p][t] is missing: 0
 *                       where the sum is complete; may be NULL when it has no element
 * @param[in]  weight    [pools x countries] finite, >= 0; may be NULL when it has no element
 * @param[in]  x         [pools x times] finite, NaN = missing; may be NULL when it has no element
 * @param      pools     rows of weight and x, >= 0
 * @param      countries columns of weight, >= 0
 * @param      times     columns of x, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (out, missing, weight, x), HST_ESIZE (pools,
 *         countries or times negative, or a table too large to address), HST_EDOMAIN (a weight, an infinite
 *         sample), HST_EOVERFLOW (a product, a sum of products or of weights beyond DBL_MAX)
 *
 * @missing  a pool that is missing adds nothing to out and its weight to missing
 * @empty    pools = 0: all 0, for nothing is missing
 * @accuracy in plain double, from the first pool to the last, each product and each sum rounded: the error of
 *           out is below pools x 1.2e-16 x the sum of weight[p][c] |x[p][t]|, up to 10^9 pools, where no
 *           product falls below 1e-290. The same bits on every machine
 * @cost     O(pools x countries x times) time, O(1) memory
 * @threads  reentrant
 * @source   the bound: Higham, "Accuracy and Stability of Numerical Algorithms", 2nd ed., 2002, section 3.1
 * @since    0.1
 */
HST_API hst_status hst_group_weigh(double *out, double *missing, const double *weight, const double *x,
                                   int32_t pools, int32_t countries, int64_t times);

/* a state that merges ---------------------------------------------------------------------------- */

/*
 * A state is memory of the caller: hst_group_state_size says how much, hst_group_state_init makes it an empty
 * state. It holds no addresses, so it may be copied and moved as bytes, to any place aligned to 8. It keeps a
 * hst_moments_state for each group and one for the samples of unknown group.
 *
 * Memory that is no state, or one that was overwritten, does no harm: a call says HST_ECORRUPT, or works with
 * samples that nobody pushed.
 */

/**
 * Bytes that a state takes.
 *
 * @param[out] bytes  [1] a multiple of 8: 872 for each group, 888 beyond them; SIZE_MAX, which nobody has,
 *                    when no memory can be that large
 * @param      groups how many, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (bytes), HST_ESIZE (groups < 0)
 *
 * @cost    O(1)
 * @threads reentrant
 * @source  two words for the head, and a hst_moments_state for each group and for the unknown one
 * @since   0.1
 */
HST_API hst_status hst_group_state_size(size_t *bytes, int32_t groups);

/**
 * Make memory an empty state.
 *
 * @param[out] state  memory aligned to 8; what it held does not matter
 * @param      bytes  at least what hst_group_state_size says; what is beyond that is not written
 * @param      groups how many, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (state), HST_ESIZE (groups < 0), HST_EALIGN (state),
 *         HST_ESPACE (bytes)
 *
 * @cost    O(groups)
 * @threads reentrant
 * @source  as hst_moments_sum
 * @since   0.1
 */
HST_API hst_status hst_group_state_init(void *state, size_t bytes, int32_t groups);

/**
 * Add one sample to its group.
 *
 * @param      state a state
 * @param      bytes of its memory
 * @param      id    -1 .. groups - 1
 * @param      x     finite, or NaN = missing
 * @param      key   which sample it is, any number
 * @return HST_OK, else the first that applies: HST_ENULL (state), HST_EALIGN (state), HST_ESPACE (bytes fewer
 *         than the state takes), HST_ECORRUPT (no state), HST_EDOMAIN (id, x infinite), HST_ECORRUPT (the
 *         group's part of the state), HST_EOVERFLOW (more than 2^62 samples in the group); the state is then
 *         unchanged
 *
 * @missing  counted as missing in its group
 * @accuracy exact
 * @cost     O(1)
 * @threads  reentrant, one state at a time
 * @source   as hst_moments_sum
 * @since    0.1
 */
HST_API hst_status hst_group_state_push(void *state, size_t bytes, int32_t id, double x, int64_t key);

/**
 * Add samples to their groups: as hst_group_state_push one by one, in any order.
 *
 * @param      state a state
 * @param      bytes of its memory
 * @param[in]  id    [n] -1 .. groups - 1; may be NULL when n = 0
 * @param[in]  x     [n] finite, NaN = missing; may be NULL when n = 0
 * @param[in]  key   [n] which samples they are; may be NULL when n = 0
 * @param      n     samples, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (state, id, x, key), HST_ESIZE (n < 0), HST_EALIGN
 *         (state), HST_ESPACE (bytes fewer than the state takes), HST_ECORRUPT (no state), HST_EDOMAIN (an
 *         id, an infinite sample), HST_ECORRUPT (the part of a group that is pushed to), HST_EOVERFLOW (more
 *         than 2^62 samples in a group that is pushed to, if all n were its); the state is then unchanged
 *
 * @missing  counted as missing in its group
 * @empty    HST_OK, nothing changes
 * @accuracy exact
 * @cost     O(n)
 * @threads  reentrant, one state at a time
 * @source   as hst_moments_sum
 * @since    0.1
 */
HST_API hst_status hst_group_state_push_n(void *state, size_t bytes, const int32_t *id, const double *x,
                                          const int64_t *key, int64_t n);

/**
 * Take a sample back that was pushed, as hst_moments_state_unpush does in its group.
 *
 * @param      state a state
 * @param      bytes of its memory
 * @param      id, x, key as pushed
 * @return HST_OK, else the first that applies: HST_ENULL (state), HST_EALIGN (state), HST_ESPACE (bytes fewer
 *         than the state takes), HST_ECORRUPT (no state), HST_EDOMAIN (id, x infinite), HST_ECORRUPT (the
 *         group's part of the state), HST_EDOMAIN (what would remain of the group is no sum of pushes, as far
 *         as a state can tell); the state is then unchanged
 *
 * @missing  one missing fewer
 * @accuracy exact
 * @cost     O(1)
 * @threads  reentrant, one state at a time
 * @source   as hst_moments_sum
 * @since    0.1
 */
HST_API hst_status hst_group_state_unpush(void *state, size_t bytes, int32_t id, double x, int64_t key);

/**
 * Add the content of another state of as many groups. The order of merging changes no bit.
 *
 * @param      state       the state that grows
 * @param      bytes       of its memory
 * @param[in]  other       the one that is added
 * @param      other_bytes of the memory of other
 * @return HST_OK, else the first that applies: HST_ENULL (state, other), HST_EALIGN (state, other),
 *         HST_ESPACE (bytes, other_bytes fewer than the state takes), HST_ECORRUPT (state, other),
 *         HST_EOPTION (another number of groups), HST_EOVERFLOW (more than 2^62 samples in a group); state is
 *         then unchanged
 *
 * @ties     the smaller key
 * @aliasing other may be state, which doubles it
 * @accuracy exact
 * @cost     O(groups)
 * @threads  reentrant, one state at a time
 * @source   as hst_moments_sum
 * @since    0.1
 */
HST_API hst_status hst_group_state_merge(void *state, size_t bytes, const void *other, size_t other_bytes);

/**
 * Read what a state holds.
 *
 * @param[out] out     [groups] the moments of each group, as hst_group_moments gives them; may be NULL when
 *                     groups = 0. After HST_ECORRUPT or HST_EOVERFLOW its content is unspecified
 * @param      groups  as many as the state has
 * @param[out] unknown [1] the moments of the samples of unknown group
 * @param[in]  state   a state
 * @param      bytes   of its memory
 * @return HST_OK, else the first that applies: HST_ENULL (out, unknown, state), HST_ESIZE (groups < 0),
 *         HST_EALIGN (state), HST_ESPACE (bytes fewer than the state takes), HST_ECORRUPT (state),
 *         HST_EOPTION (another number of groups), HST_EOVERFLOW (a sum or a variance beyond DBL_MAX)
 *
 * @empty    as hst_group_moments
 * @accuracy as hst_group_moments
 * @cost     O(groups), some 20 us each
 * @threads  reentrant
 * @source   as hst_moments_sum
 * @since    0.1
 */
HST_API hst_status hst_group_state_read(hst_moments *out, int32_t groups, hst_moments *unknown,
                                        const void *state, size_t bytes);

/**
 * Bytes that hst_group_state_pack will write: as many as the state takes, and 8.
 *
 * @param[out] packed_bytes [1] a multiple of 8
 * @param[in]  state        a state
 * @param      bytes        of its memory
 * @return HST_OK, else the first that applies: HST_ENULL (packed_bytes, state), HST_EALIGN (state),
 *         HST_ESPACE (bytes fewer than the state takes), HST_ECORRUPT (no state)
 *
 * @cost    O(1)
 * @threads reentrant
 * @source  the layout that hst_group_state_pack states
 * @since   0.1
 */
HST_API hst_status hst_group_state_packed_size(size_t *packed_bytes, const void *state, size_t bytes);

/**
 * Write a state as portable bytes.
 *
 * Words of 64 bits, little-endian: what they are and the version; the number of groups; the state of the
 * unknown samples; that of each group; a checksum. Equal content gives equal bytes, whatever the order of
 * pushes and merges, on any machine.
 *
 * @param[out] packed       [packed_bytes] of any alignment
 * @param      packed_bytes at least what hst_group_state_packed_size says; what is beyond is not written
 * @param[in]  state        a state
 * @param      bytes        of its memory
 * @return HST_OK, else the first that applies: HST_ENULL (packed, state), HST_EALIGN (state), HST_ESPACE
 *         (bytes fewer than the state takes), HST_ECORRUPT (state), HST_ESPACE (packed_bytes too few)
 *
 * @cost    O(groups)
 * @threads reentrant
 * @source  as hst_moments_state_pack
 * @since   0.1
 */
HST_API hst_status hst_group_state_pack(void *packed, size_t packed_bytes, const void *state, size_t bytes);

/**
 * Bytes of memory for the state that packed bytes hold.
 *
 * @param[out] bytes        [1] what hst_group_state_size says for its groups
 * @param[in]  packed       [packed_bytes] of any alignment
 * @param      packed_bytes exactly as many as were written
 * @return HST_OK, else the first that applies: HST_ENULL (bytes, packed), HST_ECORRUPT (another length, kind
 *         or version, or altered)
 *
 * @cost    O(packed_bytes)
 * @threads reentrant
 * @source  as hst_moments_state_pack
 * @since   0.1
 */
HST_API hst_status hst_group_state_unpacked_size(size_t *bytes, const void *packed, size_t packed_bytes);

/**
 * Make memory the state that packed bytes hold, written on this machine or any other.
 *
 * @param[out] state        memory aligned to 8; what it held does not matter. After HST_ECORRUPT its content
 *                          is unspecified
 * @param      bytes        at least what hst_group_state_unpacked_size says; no more are written
 * @param[in]  packed       [packed_bytes] of any alignment
 * @param      packed_bytes exactly as many as were written
 * @return HST_OK, else the first that applies: HST_ENULL (state, packed), HST_EALIGN (state), HST_ECORRUPT
 *         (another length, kind or version, or altered), HST_ESPACE (bytes), HST_ECORRUPT (content that no
 *         state has)
 *
 * @accuracy a single altered byte always shows; any other alteration escapes with a chance of 2^-64
 * @cost     O(groups)
 * @threads  reentrant
 * @source   as hst_moments_state_pack
 * @since    0.1
 */
HST_API hst_status hst_group_state_unpack(void *state, size_t bytes, const void *packed, size_t packed_bytes);

#ifdef __cplusplus
}
#endif

#endif
