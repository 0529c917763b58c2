/**
 * @file work.h
 * What one block costs: compact bits, target, difficulty and expected hashes; and how they move on.
 *
 * A hash is a number below 2^256, each equally likely, and it finds a block when it is not above the target.
 *
 *     bits         the target as the block header carries it: one byte of size, a sign, 23 bits of mantissa
 *     target       a whole number below 2^256; here always 32 bytes, the most significant first
 *     difficulty   65535 x 2^208 / target: how much harder than Bitcoin's first block
 *     work         2^256 / (target + 1) rounded down: how many hashes a block takes on average
 *
 * Every estimator of this library takes work. Chains with bits in their headers (Bitcoin, Litecoin, Bitcoin
 * Cash, ...) get it from hst_work_from_bits_n. Where a difficulty is already a number of hashes (Monero,
 * Ethereum before 2022) work *is* that difficulty, and nothing of this header is needed.
 *
 * The field turns difficulty into hashes in two ways, x 2^48/65535 (what the target says) and x 2^32 (a
 * short form that is 1/65536 too small). Both are here, the second under the name pow32.
 */
#ifndef HASHSTAT_WORK_H
#define HASHSTAT_WORK_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What compact bits can say besides a target. Answers, not errors: no valid block carries either. */
enum {
    HST_WORK_NEGATIVE = 1, /**< the sign is set and the number is not 0 after rounding down */
    HST_WORK_OVERFLOW = 2  /**< the number is 2^256 or more */
};

/** How a chain moves its difficulty. Options: hst_work_rules_init fills them, NULL is Bitcoin. 32 bytes. */
typedef struct hst_work_rules {
    uint32_t struct_size; /**< bytes of this struct as the caller was built, at least 32 */
    uint32_t flags;       /**< 0 */
    int64_t timespan;     /**< seconds that an epoch is meant to take; 1209600 (Litecoin: 302400) */
    int64_t blocks;       /**< blocks of an epoch, 2 .. 1e9; 2016 */
    uint32_t limit;       /**< bits of the easiest target allowed; 0x1d00ffff (Litecoin: 0x1e0fffff) */
    uint32_t clamp;       /**< a step changes the target by at most this factor, >= 1; 4 */
} hst_work_rules;

/** What an epoch so far says about its end. 88 bytes, no padding, frozen. */
typedef struct hst_work_outlook {
    double elapsed;      /**< seconds since the first block of the epoch */
    double mean_time;    /**< seconds per block so far; +INFINITY while none was found */
    double change;       /**< next difficulty / this one - 1 if the rest goes as so far, after the clamp */
    double change_lower; /**< lower end of the prediction interval for it */
    double change_upper; /**< upper end */
    double end;          /**< Unix seconds at which the last block is then found; +INFINITY while none was */
    double end_lower;    /**< lower end of the prediction interval for it */
    double end_upper;    /**< upper end; +INFINITY while no block was found */
    double progress;     /**< found / (found + remaining), 0..1 */
    int64_t found;       /**< blocks found since the first one, as passed */
    int64_t remaining;   /**< blocks still to be found until the next difficulty is known */
} hst_work_outlook;

/** mempool's forecast, in its own units: percent and milliseconds. 72 bytes, no padding, frozen. */
typedef struct hst_work_outlook_mempool {
    double progress;          /**< progressPercent */
    double change;            /**< difficultyChange, percent, -75..300 */
    double expected;          /**< expectedBlocks: elapsed / 600 s */
    int64_t remaining;        /**< remainingBlocks: one more than in hst_work_outlook */
    int64_t next_height;      /**< nextRetargetHeight */
    int64_t mean_ms;          /**< timeAvg: elapsed / blocks */
    int64_t adjusted_mean_ms; /**< adjustedTimeAvg: over the last 504 blocks while the epoch has fewer */
    int64_t remaining_ms;     /**< remainingTime */
    int64_t end_ms;           /**< estimatedRetargetDate, Unix milliseconds */
} hst_work_outlook_mempool;

/* bits and target ---------------------------------------------------------------------------------- */

/**
 * The target that compact bits stand for, with all that their encoding can express.
 *
 *     target = mantissa x 256^(size - 3),   size = bits >> 24,   mantissa = bits & 0x7fffff
 *
 * rounded down where size < 3. A negative number gives its absolute value, one that overflows gives what is
 * left of it modulo 2^256; flags say so. A header is valid only if flags is 0 and the target is not.
 *
 * @param[out] target [32] most significant byte first
 * @param[out] flags  [1] 0, or HST_WORK_NEGATIVE and HST_WORK_OVERFLOW, one or both
 * @param      bits   any number
 * @return HST_OK, or HST_ENULL (target, flags)
 *
 * @accuracy exact
 * @cost     O(1)
 * @threads  reentrant
 * @source   Bitcoin Core, arith_uint256::SetCompact
 * @since    0.1
 */
HST_API hst_status hst_work_target_from_bits(uint8_t *target, uint32_t *flags, uint32_t bits);

/**
 * The compact bits of a target, cut to the 16 to 23 bits of mantissa that they hold: the decoded target is
 * never above.
 *
 * @param[out] bits   [1] 0 for a target of 0
 * @param[in]  target [32] most significant byte first
 * @param      flags  0, or HST_WORK_NEGATIVE to set the sign (of a target that is not 0)
 * @return HST_OK, else the first that applies: HST_ENULL (bits, target), HST_EOPTION (another flag)
 *
 * @accuracy exact: canonical bits survive target and back, any others come back as the canonical form of
 *           their target
 * @cost     O(1)
 * @threads  reentrant
 * @source   Bitcoin Core, arith_uint256::GetCompact
 * @since    0.1
 */
HST_API hst_status hst_work_bits_from_target(uint32_t *bits, const uint8_t *target, uint32_t flags);

/* difficulty --------------------------------------------------------------------------------------- */

/**
 * How many times harder than Bitcoin's first block a target is.
 *
 *     difficulty = 65535 x 2^208 / target
 *
 * @param[out] difficulty [1] 65535 / 65536 x 2^-32 .. 65535 x 2^208
 * @param[in]  target     [32] most significant byte first
 * @return HST_OK, else the first that applies: HST_ENULL (difficulty, target), HST_EDOMAIN (target 0)
 *
 * @accuracy correctly rounded
 * @cost     O(1)
 * @threads  reentrant
 * @source   Bitcoin wiki, Difficulty; the numerator is the target of 0x1d00ffff
 * @since    0.1
 */
HST_API hst_status hst_work_difficulty_from_target(double *difficulty, const uint8_t *target);

/**
 * The same from compact bits, truly decoded: sign, small sizes and overflow as in hst_work_target_from_bits.
 *
 * @param[out] difficulty [1] 2^-32 .. 65535 x 2^208
 * @param      bits       of a valid header
 * @return HST_OK, else the first that applies: HST_ENULL (difficulty), HST_EDOMAIN (the target is 0,
 *         negative or overflows)
 *
 * @accuracy correctly rounded
 * @cost     O(1)
 * @threads  reentrant
 * @source   Bitcoin wiki, Difficulty
 * @since    0.1
 */
HST_API hst_status hst_work_difficulty_from_bits(double *difficulty, uint32_t bits);

/**
 * What Bitcoin Core prints as difficulty. The same wherever bits are canonical; but it reads 24 bits of
 * mantissa and no sign (0x1cf88f6f is 1.029916, not an error), cuts nothing off at small sizes and knows no
 * overflow.
 *
 *     difficulty = 65535 / (bits & 0xffffff), times or divided by 256 until the size is 29
 *
 * @param[out] difficulty [1] 0 where the divisions run below the smallest double
 * @param      bits       with a mantissa
 * @return HST_OK, else the first that applies: HST_ENULL (difficulty), HST_EDOMAIN (bits & 0xffffff is 0,
 *         where Core divides by zero)
 *
 * @accuracy the same bits as Core
 * @cost     O(1), at most 226 divisions
 * @threads  reentrant
 * @source   Bitcoin Core, GetDifficulty in rpc/blockchain.cpp
 * @since    0.1
 */
HST_API hst_status hst_work_difficulty_core(double *difficulty, uint32_t bits);

/**
 * The easiest target that is at least this difficult.
 *
 *     target = 65535 x 2^208 / difficulty, rounded down
 *
 * Do not take bits from it: a target one unit below 2^k x mantissa is cut to mantissa - 1.
 * hst_work_bits_from_difficulty rounds where bits are wanted.
 *
 * @param[out] target     [32] most significant byte first, never 0
 * @param      difficulty 65535 x 2^-48 .. 65535 x 2^208; the lower end gives 2^256 - 1
 * @return HST_OK, else the first that applies: HST_ENULL (target), HST_EDOMAIN (difficulty outside that, or
 *         NaN)
 *
 * @accuracy exact for the double that is passed
 * @cost     O(1)
 * @threads  reentrant
 * @source   the inverse of hst_work_difficulty_from_target
 * @since    0.1
 */
HST_API hst_status hst_work_target_from_difficulty(uint8_t *target, double difficulty);

/**
 * The compact bits nearest to a difficulty, so that bits survive difficulty and back.
 *
 * @param[out] bits       [1] canonical
 * @param      difficulty 2^-32 .. 65535 x 2^208, for which bits exist
 * @return HST_OK, else the first that applies: HST_ENULL (bits), HST_EDOMAIN (difficulty outside that, or
 *         NaN)
 *
 * @ties     between two targets, the larger
 * @accuracy exact for the double that is passed: no other bits have a target nearer to
 *           65535 x 2^208 / difficulty
 * @cost     O(1)
 * @threads  reentrant
 * @source   the inverse of hst_work_difficulty_from_bits
 * @since    0.1
 */
HST_API hst_status hst_work_bits_from_difficulty(uint32_t *bits, double difficulty);

/* expected hashes ---------------------------------------------------------------------------------- */

/**
 * Expected hashes for one block: the whole number that Core adds to its chainwork, as a double.
 *
 *     work = floor(2^256 / (target + 1))
 *
 * @param[out] work   [1] hashes, 1 .. 2^255
 * @param[in]  target [32] most significant byte first
 * @return HST_OK, else the first that applies: HST_ENULL (work, target), HST_EDOMAIN (target 0)
 *
 * @accuracy correctly rounded from the whole number, which is exact below 2^53
 * @cost     O(1)
 * @threads  reentrant
 * @source   Bitcoin Core, GetBlockProof in chain.cpp
 * @since    0.1
 */
HST_API hst_status hst_work_from_target(double *work, const uint8_t *target);

/**
 * The same from compact bits.
 *
 * @param[out] work [1] hashes, 1 .. 2^255
 * @param      bits of a valid header
 * @return HST_OK, else the first that applies: HST_ENULL (work), HST_EDOMAIN (the target is 0, negative or
 *         overflows)
 *
 * @accuracy correctly rounded
 * @cost     O(1)
 * @threads  reentrant
 * @source   Bitcoin Core, GetBlockProof in chain.cpp
 * @since    0.1
 */
HST_API hst_status hst_work_from_bits(double *work, uint32_t bits);

/**
 * The same for a column of bits, as every estimator wants it. A run of equal bits is decoded once.
 *
 * @param[out] work [n] hashes
 * @param[in]  bits [n] of valid headers; work and bits may be NULL when n = 0
 * @param      n    blocks, >= 0
 * @return HST_OK, else the first that applies: HST_ENULL (work, bits), HST_ESIZE (n < 0), HST_EDOMAIN (a
 *         target is 0, negative or overflows: work is then unspecified, and hst_work_from_bits on each of
 *         the bits finds the place)
 *
 * @empty    HST_OK
 * @accuracy correctly rounded
 * @cost     O(n) time, O(1) memory
 * @threads  reentrant
 * @source   Bitcoin Core, GetBlockProof in chain.cpp
 * @since    0.1
 */
HST_API hst_status hst_work_from_bits_n(double *work, const uint32_t *bits, int64_t n);

/**
 * Expected hashes for one block as a whole number, to the last digit: what chainwork is the sum of.
 *
 * @param[out] work   [32] most significant byte first, >= 1
 * @param[in]  target [32] most significant byte first
 * @return HST_OK, else the first that applies: HST_ENULL (work, target), HST_EDOMAIN (target 0)
 *
 * @accuracy exact
 * @cost     O(1)
 * @threads  reentrant
 * @source   Bitcoin Core, GetBlockProof in chain.cpp
 * @since    0.1
 */
HST_API hst_status hst_work_exact_from_target(uint8_t *work, const uint8_t *target);

/**
 * The easiest target that takes at least this many hashes on average.
 *
 *     target = floor(2^256 / work) - 1
 *
 * @param[out] target [32] most significant byte first, never 0
 * @param      work   hashes, 1 .. 2^255
 * @return HST_OK, else the first that applies: HST_ENULL (target), HST_EDOMAIN (work outside that, or NaN)
 *
 * @accuracy exact for the double that is passed
 * @cost     O(1)
 * @threads  reentrant
 * @source   the inverse of hst_work_from_target
 * @since    0.1
 */
HST_API hst_status hst_work_target_from_work(uint8_t *target, double work);

/**
 * Expected hashes of a difficulty, as its target has it.
 *
 *     work = difficulty x 2^48 / 65535
 *
 * @param[out] work       [1] hashes; not rounded to a whole number
 * @param      difficulty > 0
 * @return HST_OK, else the first that applies: HST_ENULL (work), HST_EDOMAIN (difficulty not above 0,
 *         infinite or NaN), HST_EOVERFLOW (the work is no finite double)
 *
 * @accuracy correctly rounded while difficulty >= 2^-1000 (digits are lost below, in the end all of them);
 *           before that rounding, above hst_work_from_target by less than 1 + work / target
 * @cost     O(1)
 * @threads  reentrant
 * @source   2^256 / (65535 x 2^208)
 * @since    0.1
 */
HST_API hst_status hst_work_from_difficulty(double *work, double difficulty);

/**
 * The difficulty that takes this many hashes.
 *
 *     difficulty = work x 65535 / 2^48
 *
 * @param[out] difficulty [1]
 * @param      work       hashes, > 0
 * @return HST_OK, else the first that applies: HST_ENULL (difficulty), HST_EDOMAIN (work not above 0,
 *         infinite or NaN)
 *
 * @accuracy correctly rounded while work >= 2^-900 (digits are lost below, in the end all of them)
 * @cost     O(1)
 * @threads  reentrant
 * @source   the inverse of hst_work_from_difficulty
 * @since    0.1
 */
HST_API hst_status hst_work_difficulty_from_work(double *difficulty, double work);

/**
 * Expected hashes of a difficulty in the field's short form, 1/65536 below hst_work_from_difficulty. What
 * pools, Coin Metrics and most dashboards print; take it to compare with them.
 *
 *     work = difficulty x 2^32
 *
 * @param[out] work       [1] hashes
 * @param      difficulty > 0
 * @return HST_OK, else the first that applies: HST_ENULL (work), HST_EDOMAIN (difficulty not above 0,
 *         infinite or NaN), HST_EOVERFLOW (the work is no finite double)
 *
 * @accuracy exact
 * @cost     O(1)
 * @threads  reentrant
 * @source   Bitcoin wiki, Difficulty
 * @since    0.1
 */
HST_API hst_status hst_work_from_difficulty_pow32(double *work, double difficulty);

/**
 * The difficulty that takes this many hashes in the field's short form.
 *
 *     difficulty = work / 2^32
 *
 * @param[out] difficulty [1]
 * @param      work       hashes, > 0
 * @return HST_OK, else the first that applies: HST_ENULL (difficulty), HST_EDOMAIN (work not above 0,
 *         infinite or NaN)
 *
 * @accuracy exact while work >= 2^-900 (digits are lost below, in the end all of them)
 * @cost     O(1)
 * @threads  reentrant
 * @source   the inverse of hst_work_from_difficulty_pow32
 * @since    0.1
 */
HST_API hst_status hst_work_difficulty_from_work_pow32(double *difficulty, double work);

/* the next difficulty ------------------------------------------------------------------------------ */

/**
 * Bitcoin's rules, to change field by field.
 *
 * @param[out] rules       [1] the defaults; of a struct newer than this library, the tail is zero
 * @param      struct_size bytes, (uint32_t)sizeof *rules
 * @return HST_OK, else the first that applies: HST_ENULL (rules), HST_EOPTION (struct_size below 32)
 *
 * @cost     O(1)
 * @threads  reentrant
 * @source   Bitcoin Core, kernel/chainparams.cpp
 * @since    0.1
 */
HST_API hst_status hst_work_rules_init(hst_work_rules *rules, uint32_t struct_size);

/**
 * The bits of the next epoch.
 *
 *     span = last - first, at least timespan / clamp, at most timespan x clamp
 *     next = target x span / timespan, at most the limit
 *
 * each division rounded down, and the result cut to compact bits. Bitcoin takes `first` from the first block
 * of the epoch and so sees one interval too few; Litecoin from the last block of the epoch before; Testnet 4
 * takes `bits` from the first block. The product is formed in full: Core's wraps modulo 2^256, which no
 * chain with its rules ever reaches.
 *
 * @param[in]  rules NULL for Bitcoin
 * @param[out] next  [1] canonical; 0 if nothing of the target is left
 * @param      bits  of the epoch that ends
 * @param      first Unix seconds, header time of its first block
 * @param      last  Unix seconds, header time of its last block; may lie before `first`, as header times do
 * @return HST_OK, else the first that applies: HST_ENULL (next), HST_EOPTION (rules: a size below 32, a
 *         flag, an unknown tail that is not zero), HST_EDOMAIN (rules: clamp 0 or above timespan, timespan x
 *         clamp of 2^32 or more, blocks outside 2 .. 1e9, a limit that is no target; bits whose target is 0,
 *         negative or overflows)
 *
 * @accuracy exact
 * @cost     O(1)
 * @threads  reentrant
 * @source   Bitcoin Core, CalculateNextWorkRequired in pow.cpp; testnet's 20-minute rule is not part of it
 * @since    0.1
 */
HST_API hst_status hst_work_retarget(const hst_work_rules *rules, uint32_t *next, uint32_t bits,
                                     int64_t first, int64_t last);

/**
 * How difficulty will change at the end of this epoch, and when, with the interval that luck leaves.
 *
 * With m = blocks - 1 intervals in an epoch, k of them over after E seconds, and if the rest goes as so far,
 * the epoch takes S = E m / k and the change is timespan / S - 1, held within the clamp; rules->limit plays
 * no part in it, as the difficulty that it might hold back is not passed.
 *
 * What S will be is open twice over: the mean so far is an estimate, and the blocks to come have luck of
 * their own. Both are in the interval: given S, the m - 1 blocks before its last are uniform over it, so k ~
 * binomial(m - 1, E / S) whatever the hashrate. Clopper and Pearson's interval [b1, b2] for E / S gives
 * E / b2 .. E / b1 for S, which holds with a chance of at least `level` as long as hashrate stays what it is.
 *
 * @param[in]  rules NULL for Bitcoin
 * @param[out] out   [1]
 * @param      first Unix seconds, time of the first block of the epoch
 * @param      now   Unix seconds, after `first`; when found = blocks - 1, the time of the epoch's last block
 * @param      found blocks since the first one, 0 .. blocks - 1: the height modulo blocks
 * @param      level confidence of the interval, in (0,1)
 * @return HST_OK, else the first that applies: HST_ENULL (out), HST_ESIZE (found < 0), HST_EOPTION (rules,
 *         as in hst_work_retarget), HST_EDOMAIN (rules; found > blocks - 1; level), HST_EORDER (now not
 *         after first)
 *
 * @empty    no block found yet: mean_time, end and end_upper are +INFINITY, change and change_lower are
 *           1 / clamp - 1 (-0.75 for Bitcoin); the interval has one side
 * @accuracy ends of the interval for S: relative error below 2e-13; adding `first` rounds end once more
 * @cost     O(1): two inverse beta functions
 * @threads  reentrant
 * @source   Clopper and Pearson, Biometrika 26, 1934, applied to the times of Poisson arrivals, which are
 *           uniform before the m-th
 * @since    0.1
 */
HST_API hst_status hst_work_forecast(const hst_work_rules *rules, hst_work_outlook *out, int64_t first,
                                     int64_t now, int64_t found, double level);

/**
 * The forecast that mempool prints, by its own formula, to compare with it.
 *
 * With k = height modulo 2016 and e = max(0, now - first): while k < 503 and `quarter` is known, the last
 * 504 blocks count, those of the epoch before scaled by their own retarget,
 *
 *     s = e + (first - quarter)(1 + previous / 100),   change = 600 / (s / 504) - 1,   adjusted mean s / 503
 *
 * and otherwise change = 600 / (e' / (k + 1)) - 1, which counts k + 1 blocks for k intervals, with the
 * adjusted mean e / k; e' = now - first, but latest - first at the last block of an epoch. Held within
 * -75 .. 300 %.
 *
 * @param[out] out      [1]
 * @param      first    Unix seconds, time of the first block of the epoch
 * @param      quarter  Unix seconds, time of the block 504 blocks ago, or 0 if unknown; used while k < 503
 * @param      now      Unix seconds
 * @param      latest   Unix seconds, time of the latest block; used when k = 2015
 * @param      height   of the latest block
 * @param      previous change of difficulty at the last retarget, percent, -75..300
 * @return HST_OK, else the first that applies: HST_ENULL (out), HST_EDOMAIN (a time or height outside 0 ..
 *         2^40 - 1, previous outside -75..300 or NaN), HST_EORDER (quarter after first and k < 503)
 *
 * @accuracy the same bits as mempool
 * @cost     O(1)
 * @threads  reentrant
 * @source   mempool, backend/src/api/difficulty-adjustment.ts (2024), main network
 * @since    0.1
 */
HST_API hst_status hst_work_forecast_mempool(hst_work_outlook_mempool *out, int64_t first, int64_t quarter,
                                             int64_t now, int64_t latest, int64_t height, double previous);

#ifdef __cplusplus
}
#endif

#endif
