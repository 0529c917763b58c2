/* One fixed data set of everything that aggregates meet: made of integers and of doubles put together from
 * their bits, so that no machine can make another one. */
#include "digest.h"

#include <string.h>

#define SIGN (UINT64_C(1) << 63)
#define FRACTION ((UINT64_C(1) << 52) - 1)

typedef uint64_t maker(rng *r, int64_t i);

static uint64_t bits_of(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static double of_bits(uint64_t bits) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* 1.f x 2^exponent */
static uint64_t power(rng *r, int64_t exponent) {
    return (uint64_t)(exponent + 1023) << 52 | (rng_next(r) & FRACTION);
}

/* Whatever draws is given what was drawn before: of two operands a compiler may take either first. */
static uint64_t with_random_sign(uint64_t bits, rng *r) {
    return bits | (rng_next(r) & SIGN);
}

static int64_t between(rng *r, int64_t least, int64_t most) {
    return least + (int64_t)rng_below(r, (uint64_t)(most - least + 1));
}

static const uint64_t MISSING = UINT64_C(0x7ff8000000000000);

/* A network of some 150 EH/s: a slow wave of whole terahashes with noise on it. */
static uint64_t make_hashrate(rng *r, int64_t i) {
    int64_t wave = (i % 500 < 250 ? i % 500 : 500 - i % 500) * 100000;
    return bits_of((double)(150000000 + wave + between(r, -9000000, 9000000)) * 0x1p40);
}

static uint64_t make_hashrate_with_gaps(rng *r, int64_t i) {
    uint64_t bits = make_hashrate(r, i);
    return rng_below(r, 10) == 0 || (i > 900 && i < 990) ? MISSING | rng_below(r, 9) : bits;
}

/* About 1e-300 to 1e300, with either sign: no two neighbours have a digit in common. */
static uint64_t make_wide(rng *r, int64_t i) {
    (void)i;
    return with_random_sign(power(r, between(r, -996, 996)), r);
}

/* Differences that single precision at this offset would lose. */
static uint64_t make_offset(rng *r, int64_t i) {
    (void)i;
    return bits_of(1e15 + (double)between(r, -2000, 2000) * 0.125);
}

static uint64_t make_rising(rng *r, int64_t i) {
    return bits_of((double)(1000 * i + between(r, 0, 999)));
}

static uint64_t make_falling(rng *r, int64_t i) {
    return make_rising(r, DIGEST_SAMPLES - i);
}

static uint64_t make_constant(rng *r, int64_t i) {
    (void)r;
    (void)i;
    return UINT64_C(0x3fb999999999999a); /* .1, of which no sum is exact */
}

static uint64_t make_denormal(rng *r, int64_t i) {
    uint64_t most = FRACTION >> between(r, 0, 51);
    (void)i;
    return with_random_sign(rng_next(r) & most, r);
}

/* Large values that take each other back, in fours, and leave a small one. */
static uint64_t make_cancelling(rng *r, int64_t i) {
    rng pair = rng_seed((uint64_t)(i / 4) + 77);
    uint64_t large = power(&pair, between(&pair, 0, 200));
    (void)r;
    return i % 4 == 0 ? large : i % 4 == 1 ? power(&pair, -40) : i % 4 == 2 ? large | SIGN : MISSING;
}

/* Few values, many ties, zeros of both signs. */
static uint64_t make_ties(rng *r, int64_t i) {
    uint64_t x = rng_below(r, 6);
    (void)i;
    return x == 5 ? SIGN : bits_of((double)x);
}

static uint64_t make_missing(rng *r, int64_t i) {
    (void)i;
    return with_random_sign(MISSING, r);
}

/* So near to DBL_MAX that sums pass it, and back. */
static uint64_t make_huge(rng *r, int64_t i) {
    return power(r, 1023) | (i % 7 < 4 ? 0 : SIGN);
}

/* One sum that stays beyond the largest double. */
static uint64_t make_beyond(rng *r, int64_t i) {
    (void)i;
    return power(r, 1023);
}

static maker *const KINDS[DIGEST_KINDS] = {
    make_hashrate, make_hashrate_with_gaps, make_wide, make_offset,  make_rising, make_falling, make_constant,
    make_denormal, make_cancelling,         make_ties, make_missing, make_huge,   make_beyond,
};

/* Blocks' gaps as a rule, now and then a day without one. */
static void fill_times(int64_t *time, rng *r) {
    int64_t at = 1577836800;
    int i;
    for (i = 0; i < DIGEST_SAMPLES; ++i) {
        at += rng_below(r, 300) == 0 ? between(r, 86400, 100000) : between(r, 1, 1200);
        time[i] = at;
    }
}

/* Multiplying by a number prime to 2^13 shuffles 0 .. 2^13 - 1, of which the first DIGEST_SAMPLES are taken. */
static void fill_labels(int64_t *key, int32_t *id, rng *r) {
    int i;
    for (i = 0; i < DIGEST_SAMPLES; ++i) {
        key[i] = i * 4133 % 8192 - 4000;
        id[i] = (int32_t)between(r, -1, DIGEST_GROUPS - 1);
    }
}

digest_data digest_data_of(int which) {
    static double x[DIGEST_SAMPLES], level[DIGEST_SAMPLES];
    static int64_t time[DIGEST_SAMPLES], key[DIGEST_SAMPLES];
    static int32_t id[DIGEST_SAMPLES];
    digest_data s = {which, DIGEST_SAMPLES, x, level, time, key, id};
    rng r = rng_seed((uint64_t)which);
    rng shared = rng_seed(1000);
    int i;
    for (i = 0; i < DIGEST_SAMPLES; ++i) {
        uint64_t bits = KINDS[which](&r, i);
        x[i] = of_bits(bits);
        level[i] = of_bits(bits & ~SIGN);
    }
    fill_times(time, &shared);
    fill_labels(key, id, &shared);
    return s;
}
