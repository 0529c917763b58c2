/* The work room against its definitions, taken bit by bit: every conversion exact or rounded once. */
#include "support/support.h"

#include <string.h>

#include "hashstat/work.h"
#include "oracle/work.h"

enum { RANDOM_BITS = 1000000, ROUNDS = 1000 };

/* A target of any length, now and then of ones or zeros only below its leading bits. */
static oracle_number draw_target(rng *r, uint8_t *bytes) {
    oracle_number target;
    int i, length = (int)rng_below(r, 256) + 1;
    memset(bytes, rng_below(r, 4) == 0 ? 0xff : 0, 32);
    for (i = 0; i < (rng_below(r, 2) ? 32 : 3); ++i) {
        bytes[i] = (uint8_t)rng_next(r);
    }
    bytes[0] |= 0x80;
    target = oracle_from_bytes(bytes);
    target = oracle_shift(&target, length - 256);
    oracle_to_bytes(bytes, &target);
    return target;
}

static uint32_t draw_canonical(rng *r) {
    uint32_t size = (uint32_t)rng_below(r, 33) + 1, mantissa;
    do {
        mantissa = (uint32_t)rng_below(r, 0x800000);
        mantissa &= size < 3 ? ~((1u << 8 * (3 - size)) - 1) : ~0u;
    } while (mantissa < 0x8000 || (size == 33 && mantissa > 0xffff));
    return size << 24 | mantissa;
}

static void bits_decode_and_encode_by_definition(void **unused) {
    rng r = rng_seed(21);
    int round;
    (void)unused;
    for (round = 0; round < ROUNDS; ++round) {
        uint32_t bits = (uint32_t)rng_below(&r, 64) << 24 | (uint32_t)rng_below(&r, 1 << 24);
        uint32_t flags, back, sign;
        uint8_t target[32], expected[32];
        oracle_number number;
        uint32_t expected_flags = oracle_decode(&number, bits);
        oracle_to_bytes(expected, &number);
        assert_status(hst_work_target_from_bits(target, &flags, bits), HST_OK);
        assert_memory_equal(target, expected, 32);
        assert_int_equal(flags, expected_flags);
        assert_status(hst_work_bits_from_target(&back, target, flags & HST_WORK_NEGATIVE), HST_OK);
        /* A negative overflow of which nothing is left is 0, and that has no sign. */
        sign = (flags & HST_WORK_NEGATIVE) && oracle_length(&number) > 0 ? 0x800000 : 0;
        assert_int_equal(back, oracle_encode(&number) | sign);
    }
}

static void work_and_difficulty_of_a_target_are_correctly_rounded(void **unused) {
    rng r = rng_seed(22);
    int round;
    (void)unused;
    for (round = 0; round < ROUNDS; ++round) {
        uint8_t bytes[32], exact[32], expected[32];
        oracle_number target = draw_target(&r, bytes), work = oracle_work(&target);
        double x;
        oracle_to_bytes(expected, &work);
        assert_status(hst_work_exact_from_target(exact, bytes), HST_OK);
        assert_memory_equal(exact, expected, 32);
        assert_status(hst_work_from_target(&x, bytes), HST_OK);
        assert_same_bits(x, oracle_round(&work, 0));
        assert_status(hst_work_difficulty_from_target(&x, bytes), HST_OK);
        assert_same_bits(x, oracle_difficulty(&target));
    }
}

/* t = floor(65535 x 2^208 x 2^84 / (2^53 + 1)) has a difficulty just above the middle of two doubles, by less
 * than 2^-250 of it; t + 1 has one just below. */
static void difficulties_a_hair_beside_a_tie_are_correctly_rounded(void **unused) {
    oracle_number one = oracle_from(1), first = oracle_from(65535);
    oracle_number middle = oracle_from((UINT64_C(1) << 53) + 1);
    oracle_number top = oracle_shift(&first, 208 + 84), rest, target = oracle_divide(&top, &middle, &rest);
    uint8_t bytes[32];
    double x;
    (void)unused;
    oracle_to_bytes(bytes, &target);
    assert_status(hst_work_difficulty_from_target(&x, bytes), HST_OK);
    assert_same_bits(x, (0x1p53 + 2) * 0x1p-84);
    target = oracle_add(&target, &one);
    oracle_to_bytes(bytes, &target);
    assert_status(hst_work_difficulty_from_target(&x, bytes), HST_OK);
    assert_same_bits(x, 0x1p-31);
}

static void work_and_difficulty_of_bits_are_correctly_rounded(void **unused) {
    rng r = rng_seed(23);
    int round;
    (void)unused;
    for (round = 0; round < ROUNDS; ++round) {
        uint32_t bits = draw_canonical(&r);
        oracle_number target, work;
        double x;
        assert_int_equal(oracle_decode(&target, bits), 0);
        work = oracle_work(&target);
        assert_status(hst_work_from_bits(&x, bits), HST_OK);
        assert_same_bits(x, oracle_round(&work, 0));
        assert_status(hst_work_difficulty_from_bits(&x, bits), HST_OK);
        assert_same_bits(x, oracle_difficulty(&target));
    }
}

static void a_million_random_bits_survive_target_and_difficulty_and_back(void **unused) {
    rng r = rng_seed(24);
    int round;
    (void)unused;
    for (round = 0; round < RANDOM_BITS; ++round) {
        uint32_t bits = draw_canonical(&r), flags, back;
        uint8_t target[32];
        double difficulty;
        assert_int_equal(hst_work_target_from_bits(target, &flags, bits), HST_OK);
        assert_int_equal(flags, 0);
        assert_int_equal(hst_work_bits_from_target(&back, target, 0), HST_OK);
        assert_int_equal(back, bits);
        assert_int_equal(hst_work_difficulty_from_bits(&difficulty, bits), HST_OK);
        assert_int_equal(hst_work_bits_from_difficulty(&back, difficulty), HST_OK);
        assert_int_equal(back, bits);
    }
}

static void targets_of_a_difficulty_or_a_work_are_rounded_down(void **unused) {
    rng r = rng_seed(25);
    oracle_number one = oracle_from(1);
    int round;
    (void)unused;
    for (round = 0; round < ROUNDS; ++round) {
        double difficulty = ldexp(1 + rng_uniform(&r), (int)rng_below(&r, 256) - 32);
        double work = ldexp(1 + rng_uniform(&r), (int)rng_below(&r, 255));
        oracle_number expected = oracle_over_double(65535, 208, difficulty);
        uint8_t target[32], bytes[32];
        oracle_to_bytes(bytes, &expected);
        if (oracle_length(&expected) > 0) {
            assert_status(hst_work_target_from_difficulty(target, difficulty), HST_OK);
            assert_memory_equal(target, bytes, 32);
        }
        expected = oracle_over_double(1, 256, work);
        expected = oracle_subtract(&expected, &one);
        oracle_to_bytes(bytes, &expected);
        assert_status(hst_work_target_from_work(target, work), HST_OK);
        assert_memory_equal(target, bytes, 32);
    }
}

/* |target x difficulty - 65535 x 2^208| with difficulty = mantissa x 2^exponent, all times 2^-exponent. */
static oracle_number distance(uint32_t bits, const oracle_number *mantissa, int exponent) {
    oracle_number first = oracle_from(65535), wanted = oracle_shift(&first, 208 - exponent), target, product;
    uint64_t factor = 0;
    int i;
    for (i = 52; i >= 0; --i) {
        factor = factor << 1 | mantissa->bit[i];
    }
    (void)oracle_decode(&target, bits);
    product = oracle_multiply(&target, factor);
    return oracle_compare(&product, &wanted) < 0 ? oracle_subtract(&wanted, &product)
                                                 : oracle_subtract(&product, &wanted);
}

/* The neighbours of canonical bits: one mantissa further, or over the edge of a size. */
static uint32_t neighbour(uint32_t bits, int step) {
    uint32_t size = bits >> 24, unit = size < 3 ? 1u << 8 * (3 - size) : 1, mantissa = bits & 0x7fffff;
    if (step > 0) {
        return mantissa + unit < 0x800000 ? bits + unit : (size + 1) << 24 | 0x8000;
    }
    if (mantissa - unit >= 0x8000 || size == 1) {
        return bits - unit;
    }
    return (size - 1) << 24 | (0x800000 - (size < 4 ? 256 * unit : 1));
}

static void no_bits_are_nearer_to_a_difficulty(void **unused) {
    rng r = rng_seed(26);
    int round;
    (void)unused;
    for (round = 0; round < ROUNDS; ++round) {
        double difficulty = ldexp(1 + rng_uniform(&r), (int)rng_below(&r, 254) - 32);
        int exponent;
        oracle_number mantissa = oracle_from_double(difficulty, &exponent), best, other;
        uint32_t bits;
        assert_status(hst_work_bits_from_difficulty(&bits, difficulty), HST_OK);
        best = distance(bits, &mantissa, exponent);
        other = distance(neighbour(bits, 1), &mantissa, exponent);
        assert_true(oracle_compare(&best, &other) < 0);
        other = distance(neighbour(bits, -1), &mantissa, exponent);
        assert_true(oracle_compare(&best, &other) <= 0);
    }
}

static void work_and_difficulty_turn_into_each_other_with_one_rounding(void **unused) {
    rng r = rng_seed(27);
    int round;
    (void)unused;
    for (round = 0; round < ROUNDS; ++round) {
        double x = ldexp(1 + rng_uniform(&r), (int)rng_below(&r, 1800) - 850), y;
        int exponent;
        oracle_number mantissa = oracle_from_double(x, &exponent), divisor = oracle_from(65535), rest, scaled;
        scaled = oracle_shift(&mantissa, 100);
        scaled = oracle_divide(&scaled, &divisor, &rest);
        assert_status(hst_work_from_difficulty(&y, x), HST_OK);
        assert_same_bits(y, ldexp(oracle_round(&scaled, oracle_length(&rest) > 0), exponent + 48 - 100));
        scaled = oracle_multiply(&mantissa, 65535);
        assert_status(hst_work_difficulty_from_work(&y, x), HST_OK);
        assert_same_bits(y, ldexp(oracle_round(&scaled, 0), exponent - 48));
        assert_status(hst_work_from_difficulty_pow32(&y, x), HST_OK);
        assert_same_bits(y, ldexp(x, 32));
        assert_status(hst_work_difficulty_from_work_pow32(&y, x), HST_OK);
        assert_same_bits(y, ldexp(x, -32));
    }
}

/* target x span / timespan with span and limit applied one after the other, as the rule is worded. */
static uint32_t slow_retarget(const hst_work_rules *rules, uint32_t bits, int64_t span) {
    oracle_number target, limit, product, divisor = oracle_from((uint64_t)rules->timespan), rest;
    span = span < rules->timespan / rules->clamp ? rules->timespan / rules->clamp : span;
    span = span > rules->timespan * rules->clamp ? rules->timespan * rules->clamp : span;
    (void)oracle_decode(&target, bits);
    (void)oracle_decode(&limit, rules->limit);
    product = oracle_multiply(&target, (uint64_t)span);
    target = oracle_divide(&product, &divisor, &rest);
    return oracle_encode(oracle_compare(&target, &limit) > 0 ? &limit : &target);
}

static void retargets_follow_the_rule_on_any_chain(void **unused) {
    rng r = rng_seed(28);
    int round;
    (void)unused;
    for (round = 0; round < ROUNDS; ++round) {
        hst_work_rules rules;
        uint32_t bits = draw_canonical(&r), next;
        int64_t first = (int64_t)rng_below(&r, 2000000000), span;
        assert_status(hst_work_rules_init(&rules, sizeof rules), HST_OK);
        rules.clamp = (uint32_t)rng_below(&r, 16) + 1;
        rules.timespan = rules.clamp + (int64_t)rng_below(&r, rng_below(&r, 2) ? 100 : 100000000);
        rules.limit = draw_canonical(&r);
        span = (int64_t)rng_below(&r, (uint64_t)rules.timespan * 20) - rules.timespan;
        assert_status(hst_work_retarget(&rules, &next, bits, first, first + span), HST_OK);
        assert_int_equal(next, slow_retarget(&rules, bits, span));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bits_decode_and_encode_by_definition),
        cmocka_unit_test(work_and_difficulty_of_a_target_are_correctly_rounded),
        cmocka_unit_test(difficulties_a_hair_beside_a_tie_are_correctly_rounded),
        cmocka_unit_test(work_and_difficulty_of_bits_are_correctly_rounded),
        cmocka_unit_test(a_million_random_bits_survive_target_and_difficulty_and_back),
        cmocka_unit_test(targets_of_a_difficulty_or_a_work_are_rounded_down),
        cmocka_unit_test(no_bits_are_nearer_to_a_difficulty),
        cmocka_unit_test(work_and_difficulty_turn_into_each_other_with_one_rounding),
        cmocka_unit_test(retargets_follow_the_rule_on_any_chain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
