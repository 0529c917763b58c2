/**
 * @file quantile.h
 * Quantiles: exact ones of an array, and those of a sketch that merges, with a stated relative error.
 *
 * Two definitions are in use, and both are here under their own names. Of m observed values, sorted as
 * v[0] <= ... <= v[m-1], the quantile of probability p is
 *
 *   linear        v[k] + (h - k) (v[k+1] - v[k]),   h = (m - 1) p, k = floor(h)
 *                 type 7 of Hyndman and Fan, what R, NumPy, Excel and Polars do unless told otherwise
 *   nearest rank  v[ceil(p m) - 1], v[0] for p = 0: the smallest value with at least p m at or below it
 *                 type 1; always one of the values, and for an even m the lower of the two in the middle: the
 *                 median of 10, 20, 30, 40 is 20, as in IODA's outage signals
 *
 * (m - 1) p and p m are rounded to double once, so that quantile 0.1 of eleven values is v[1], linear, and of
 * ten values v[0], nearest rank, although 0.1 is a little more than a tenth as a double.
 *
 * NaN = missing: left out. -0 reads as 0. Each answer is one number, the same bits on every machine and in
 * whatever order the values come.
 *
 * The sketch serves where values are too many, or too scattered, to be held in one array. It counts positive
 * values in buckets whose width is a fixed fraction of their value, so that a quantile comes out with that
 * relative error whatever the data. Counts add: sketches merge in any order to the same bytes.
 */
#ifndef HASHSTAT_QUANTILE_H
#define HASHSTAT_QUANTILE_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* exact selection ------------------------------------------------------------------------------ */

/**
 * Bytes of workspace for hst_quantile_select, hst_quantile_select_nearest and hst_quantile_median.
 *
 * @param n samples
 * @return 8 n; 0 when n is negative; SIZE_MAX, which nobody has, when 8 n does not fit size_t
 *
 * @cost    O(1)
 * @threads reentrant
 * @source  at worst every sample has to be moved
 * @since   0.1
 */
HST_API size_t hst_quantile_work_size(int64_t n);

/**
 * Quantiles of an array by linear interpolation, several at once.
 *
 * @param[out] out           [probabilities] the quantiles, in the order asked for; may be NULL when
 *                           probabilities = 0
 * @param[in]  probability   [probabilities] each in 0..1, in any order, repeated or not; may be NULL when
 *                           probabilities = 0
 * @param      probabilities how many, >= 0
 * @param[in]  x             [n] any finite values, NaN = missing; may be NULL when n = 0. It stays as it is
 * @param      n             samples, >= 0
 * @param[out] work          workspace, aligned to 8; may be NULL when n = 0; its content afterwards means
 *                           nothing
 * @param      bytes         at least hst_quantile_work_size(n)
 * @return HST_OK, else the first that applies: HST_ENULL (out, probability, x, work), HST_ESIZE
 *         (probabilities < 0, n < 0), HST_EALIGN (work), HST_ESPACE (bytes), HST_EDOMAIN (a probability, an
 *         infinite sample), HST_EEMPTY (no sample observed); nothing is written to out
 *
 * @missing  left out
 * @empty    HST_EEMPTY, also for no probabilities
 * @accuracy three roundings: relative error below 3.4e-16 where the two values are not negative, else 5.6e-16
 *           of the larger magnitude of the two; and half of the smallest denormal, 2^-1075, which is all that
 *           counts among denormals. A value of x, bit for bit, where (m - 1) p is whole or the two are equal.
 *           It does not decrease as p grows, and lies between the two
 * @cost     O(n) time for each 16 probabilities; more than 16 sort, O(n log n), which is also the worst case
 *           that any data can bring about; memory as hst_quantile_work_size says
 * @threads  reentrant
 * @source   Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50, 1996;
 *           Floyd and Rivest, "Expected Time Bounds for Selection", Comm. ACM 18, 1975
 * @since    0.1
 */
HST_API hst_status hst_quantile_select(double *out, const double *probability, int64_t probabilities,
                                       const double *x, int64_t n, void *work, size_t bytes);

/**
 * Quantiles of an array by nearest rank, several at once.
 *
 * @param[out] out           [probabilities] the quantiles, in the order asked for; may be NULL when
 *                           probabilities = 0
 * @param[in]  probability, probabilities, x, n, work, bytes as in hst_quantile_select
 * @return as hst_quantile_select: HST_OK, HST_ENULL, HST_ESIZE, HST_EALIGN, HST_ESPACE, HST_EDOMAIN,
 *         HST_EEMPTY
 *
 * @missing  left out
 * @empty    HST_EEMPTY, also for no probabilities
 * @accuracy exact: each is a value of x
 * @cost     as hst_quantile_select
 * @threads  reentrant
 * @source   as hst_quantile_select
 * @since    0.1
 */
HST_API hst_status hst_quantile_select_nearest(double *out, const double *probability, int64_t probabilities,
                                               const double *x, int64_t n, void *work, size_t bytes);

/**
 * The median of an array: the value in the middle, or the mean of the two in the middle.
 *
 * The same as hst_quantile_select for the one probability 0.5.
 *
 * @param[out] out [1] the median
 * @param[in]  x, n, work, bytes as in hst_quantile_select
 * @return HST_OK, else the first that applies: HST_ENULL (out, x, work), HST_ESIZE (n < 0), HST_EALIGN
 *         (work), HST_ESPACE (bytes), HST_EDOMAIN (an infinite sample), HST_EEMPTY (no sample observed)
 *
 * @missing  left out
 * @empty    HST_EEMPTY
 * @accuracy as hst_quantile_select; exact for an odd number of values
 * @cost     O(n) time
 * @threads  reentrant
 * @source   as hst_quantile_select
 * @since    0.1
 */
HST_API hst_status hst_quantile_median(double *out, const double *x, int64_t n, void *work, size_t bytes);

/* a sketch that merges ------------------------------------------------------------------------- */

/*
 * A sketch is memory of the caller: hst_quantile_sketch_size says how much, hst_quantile_sketch_init makes it
 * an empty sketch. It holds no addresses, so it may be copied and moved as bytes, to any place aligned to 8.
 *
 * It is made for values between two bounds, least and most, and for an accuracy. Each octave, from a power of
 * two to the next, has the same number of buckets, 0.35 / accuracy or a little fewer, and each bucket is so
 * narrow that one value in it, which stands for all, is within the accuracy of each. For 1 % that are 35
 * buckets an octave: 11 KiB for twelve decimal orders.
 *
 *   values from least to most    in buckets: within the accuracy
 *   zero                         counted by itself: exact
 *   between 0 and least          counted together: what is known of such a quantile is that it is less than
 *                                least; it reads as 0
 *   above most                   counted together: reads as +INFINITY
 *   NaN                          missing: counted, and otherwise left out
 *
 * Memory that is no sketch, or one that was overwritten, does no harm: a call says HST_ECORRUPT, or works
 * with counts that nobody pushed. hst_quantile_sketch_push, _push_n and _unpush look at the head only, so
 * that their cost does not grow with the buckets; all others see whether the counts add up.
 */

/** What a sketch holds. 64 bytes, no padding, frozen. */
typedef struct hst_quantile_counts {
    int64_t observed; /**< values in all, zeros, below and above included, missing not */
    int64_t missing;  /**< NaN */
    int64_t zeros;    /**< exactly 0 */
    int64_t below;    /**< above 0 and below least */
    int64_t above;    /**< above most */
    double accuracy;  /**< as given at its beginning */
    double least;     /**< as given at its beginning */
    double most;      /**< as given at its beginning */
} hst_quantile_counts;

/**
 * Bytes that a sketch takes.
 *
 * @param[out] bytes    [1] a multiple of 8
 * @param      accuracy largest relative error of a quantile, 1e-5..0.5, such as 0.01
 * @param      least    smallest value that is told apart, at least 2^-1022
 * @param      most     largest value that is told apart, finite, least <= most
 * @return HST_OK, else the first that applies: HST_ENULL (bytes), HST_EDOMAIN (accuracy, least, most)
 *
 * @cost    O(1)
 * @threads reentrant
 * @source  72 for the head, and 8 for each bucket, of which an octave has the smallest whole number above
 *          0.7 / (2 a + 2 a^3 / 3 - 2^-31), a the accuracy
 * @since   0.1
 */
HST_API hst_status hst_quantile_sketch_size(size_t *bytes, double accuracy, double least, double most);

/**
 * Make memory an empty sketch.
 *
 * @param[out] sketch   memory aligned to 8; what it held does not matter
 * @param      bytes    at least what hst_quantile_sketch_size says; what is beyond that is not written
 * @param      accuracy, least, most as in hst_quantile_sketch_size
 * @return HST_OK, else the first that applies: HST_ENULL (sketch), HST_EALIGN (sketch), HST_ESPACE (bytes),
 *         HST_EDOMAIN (accuracy, least, most)
 *
 * @cost    O(buckets)
 * @threads reentrant
 * @source  Masson, Rim and Lee, "DDSketch: A Fast and Fully-Mergeable Quantile Sketch with Relative-Error
 *          Guarantees", Proc. VLDB Endowment 12(12), 2019
 * @since   0.1
 */
HST_API hst_status hst_quantile_sketch_init(void *sketch, size_t bytes, double accuracy, double least,
                                            double most);

/**
 * Add one value.
 *
 * @param      sketch a sketch
 * @param      bytes  of its memory
 * @param      x      >= 0, finite, or NaN = missing
 * @return HST_OK, else the first that applies: HST_ENULL (sketch), HST_EALIGN (sketch), HST_ESPACE (bytes
 *         fewer than the sketch takes), HST_ECORRUPT (sketch), HST_EDOMAIN (x), HST_EOVERFLOW (more than 2^53
 *         samples in all); the sketch is then unchanged
 *
 * @missing  counted
 * @cost     O(1)
 * @threads  reentrant
 * @source   as hst_quantile_sketch_init
 * @since    0.1
 */
HST_API hst_status hst_quantile_sketch_push(void *sketch, size_t bytes, double x);

/**
 * Add n values: the same as n pushes.
 *
 * @param      sketch a sketch
 * @param      bytes  of its memory
 * @param[in]  x      [n] each >= 0, finite, or NaN = missing; may be NULL when n = 0
 * @param      n      samples, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (sketch, x), HST_ESIZE (n < 0), HST_EALIGN (sketch),
 *         HST_ESPACE (bytes fewer than the sketch takes), HST_ECORRUPT (sketch), HST_EDOMAIN (a sample),
 *         HST_EOVERFLOW (more than 2^53 samples in all); the sketch is then unchanged
 *
 * @missing  counted
 * @cost     O(n)
 * @threads  reentrant
 * @source   as hst_quantile_sketch_init
 * @since    0.1
 */
HST_API hst_status hst_quantile_sketch_push_n(void *sketch, size_t bytes, const double *x, int64_t n);

/**
 * Take back a value that was pushed, as if it had never been.
 *
 * What can be seen is only that a value of its bucket was: taking back another one of the same bucket is not
 * noticed, and makes no difference either.
 *
 * @param      sketch a sketch
 * @param      bytes  of its memory
 * @param      x      as pushed
 * @return HST_OK, else the first that applies: HST_ENULL (sketch), HST_EALIGN (sketch), HST_ESPACE (bytes
 *         fewer than the sketch takes), HST_ECORRUPT (sketch), HST_EDOMAIN (x, or no such value is held); the
 *         sketch is then unchanged
 *
 * @missing  a NaN takes back a missing sample
 * @cost     O(1)
 * @threads  reentrant
 * @source   as hst_quantile_sketch_init
 * @since    0.1
 */
HST_API hst_status hst_quantile_sketch_unpush(void *sketch, size_t bytes, double x);

/**
 * Add the content of another sketch of the same accuracy, least and most. The order of merging changes no
 * bit.
 *
 * @param      sketch      the sketch that grows
 * @param      bytes       of its memory
 * @param[in]  other       the one that is added
 * @param      other_bytes of the memory of other
 * @return HST_OK, else the first that applies: HST_ENULL (sketch, other), HST_EALIGN (sketch, other),
 *         HST_ESPACE (bytes, other_bytes fewer than the sketch takes), HST_ECORRUPT (sketch, other),
 *         HST_EOPTION (another accuracy, least or most), HST_EOVERFLOW (more than 2^53 samples in all);
 *         sketch is then unchanged
 *
 * @aliasing other may be sketch, which doubles it
 * @cost     O(buckets)
 * @threads  reentrant
 * @source   as hst_quantile_sketch_init
 * @since    0.1
 */
HST_API hst_status hst_quantile_sketch_merge(void *sketch, size_t bytes, const void *other,
                                             size_t other_bytes);

/**
 * What a sketch holds, and what it was made for.
 *
 * @param[out] out    [1] the counts
 * @param[in]  sketch a sketch
 * @param      bytes  of its memory
 * @return HST_OK, else the first that applies: HST_ENULL (out, sketch), HST_EALIGN (sketch), HST_ESPACE
 *         (bytes fewer than the sketch takes), HST_ECORRUPT (sketch)
 *
 * @cost    O(buckets)
 * @threads reentrant
 * @source  the definition
 * @since   0.1
 */
HST_API hst_status hst_quantile_sketch_counts(hst_quantile_counts *out, const void *sketch, size_t bytes);

/**
 * Quantiles by nearest rank, from a sketch.
 *
 * @param[out] out           [probabilities] the quantiles, in the order asked for: 0 where the true one is 0
 *                           or lies between 0 and least, +INFINITY where it lies above most; may be NULL when
 *                           probabilities = 0
 * @param[in]  probability   [probabilities] each in 0..1, in any order; may be NULL when probabilities = 0
 * @param      probabilities how many, >= 0
 * @param[in]  sketch        a sketch
 * @param      bytes         of its memory
 * @return HST_OK, else the first that applies: HST_ENULL (out, probability, sketch), HST_ESIZE
 *         (probabilities < 0), HST_EALIGN (sketch), HST_ESPACE (bytes fewer than the sketch takes),
 *         HST_ECORRUPT (sketch), HST_EDOMAIN (a probability), HST_EEMPTY (no value observed)
 *
 * @missing  left out
 * @empty    HST_EEMPTY, also for no probabilities
 * @accuracy |out - q| <= accuracy x q, where q is what hst_quantile_select_nearest gives for the same values
 *           and least <= q <= most; out then lies between least and most too. It does not decrease as p grows
 * @cost     O(buckets) for each probability
 * @threads  reentrant
 * @source   as hst_quantile_sketch_init
 * @since    0.1
 */
HST_API hst_status hst_quantile_sketch_read(double *out, const double *probability, int64_t probabilities,
                                            const void *sketch, size_t bytes);

/**
 * The bounds between which the quantile by nearest rank certainly lies, from a sketch.
 *
 * @param[out] out           [probabilities] lower <= q <= upper, q as in hst_quantile_sketch_read: the ends
 *                           of its bucket; 0 and 0 for zero; 0 and least below least; most and +INFINITY
 *                           above most; may be NULL when probabilities = 0
 * @param[in]  probability, probabilities, sketch, bytes as in hst_quantile_sketch_read
 * @return as hst_quantile_sketch_read: HST_OK, HST_ENULL, HST_ESIZE, HST_EALIGN, HST_ESPACE, HST_ECORRUPT,
 *         HST_EDOMAIN, HST_EEMPTY
 *
 * @missing  left out
 * @empty    HST_EEMPTY, also for no probabilities
 * @accuracy exact: each end is the smallest or largest double that falls into the bucket
 * @cost     O(buckets) for each probability
 * @threads  reentrant
 * @source   as hst_quantile_sketch_init
 * @since    0.1
 */
HST_API hst_status hst_quantile_sketch_bounds(hst_interval *out, const double *probability,
                                              int64_t probabilities, const void *sketch, size_t bytes);

/**
 * Bytes that hst_quantile_sketch_pack will write: 80 and 8 for each bucket from the first to the last that is
 * not empty.
 *
 * @param[out] packed_bytes [1] a multiple of 8
 * @param[in]  sketch       a sketch
 * @param      bytes        of its memory
 * @return HST_OK, else the first that applies: HST_ENULL (packed_bytes, sketch), HST_EALIGN (sketch),
 *         HST_ESPACE (bytes fewer than the sketch takes), HST_ECORRUPT (sketch)
 *
 * @cost    O(buckets)
 * @threads reentrant
 * @source  the layout that hst_quantile_sketch_pack states
 * @since   0.1
 */
HST_API hst_status hst_quantile_sketch_packed_size(size_t *packed_bytes, const void *sketch, size_t bytes);

/**
 * Write a sketch as portable bytes.
 *
 * Words of 64 bits, little-endian: what they are and the version; accuracy, least and most as doubles;
 * missing, zeros, below, above; the number of the first bucket that is not empty, 0 if there is none; the
 * counts from that bucket to the last that is not empty; a checksum. Equal content gives equal bytes, on
 * every machine and in whatever order it came together.
 *
 * @param[out] packed       [packed_bytes] of any alignment
 * @param      packed_bytes at least what hst_quantile_sketch_packed_size says; what is beyond is not written
 * @param[in]  sketch       a sketch
 * @param      bytes        of its memory
 * @return HST_OK, else the first that applies: HST_ENULL (packed, sketch), HST_EALIGN (sketch), HST_ESPACE
 *         (bytes fewer than the sketch takes), HST_ECORRUPT (sketch), HST_ESPACE (packed_bytes too few)
 *
 * @cost    O(buckets)
 * @threads reentrant
 * @source  checksum: Fowler, Noll and Vo, FNV-1a of 64 bits
 * @since   0.1
 */
HST_API hst_status hst_quantile_sketch_pack(void *packed, size_t packed_bytes, const void *sketch,
                                            size_t bytes);

/**
 * Bytes of memory for the sketch that packed bytes hold.
 *
 * @param[out] bytes        [1] what hst_quantile_sketch_size says for its accuracy, least and most
 * @param[in]  packed       [packed_bytes] of any alignment
 * @param      packed_bytes exactly as many as were written
 * @return HST_OK, else the first that applies: HST_ENULL (bytes, packed), HST_ECORRUPT (another length, kind
 *         or version, a checksum that does not fit, content that no sketch has)
 *
 * @cost    O(packed_bytes)
 * @threads reentrant
 * @source  as hst_quantile_sketch_pack
 * @since   0.1
 */
HST_API hst_status hst_quantile_sketch_unpacked_size(size_t *bytes, const void *packed, size_t packed_bytes);

/**
 * Make memory the sketch that packed bytes hold, written on this machine or any other.
 *
 * @param[out] sketch       memory aligned to 8; what it held does not matter
 * @param      bytes        at least what hst_quantile_sketch_unpacked_size says; no more are written
 * @param[in]  packed       [packed_bytes] of any alignment
 * @param      packed_bytes exactly as many as were written
 * @return HST_OK, else the first that applies: HST_ENULL (sketch, packed), HST_EALIGN (sketch), HST_ECORRUPT
 *         (another length, kind or version, a checksum that does not fit, content that no sketch has),
 *         HST_ESPACE (bytes)
 *
 * @cost    O(packed_bytes + buckets)
 * @threads reentrant
 * @source  as hst_quantile_sketch_pack
 * @since   0.1
 */
HST_API hst_status hst_quantile_sketch_unpack(void *sketch, size_t bytes, const void *packed,
                                              size_t packed_bytes);

#ifdef __cplusplus
}
#endif

#endif
