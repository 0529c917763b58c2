/* Compact numbers against their definition, and every encoding against every rule of the form. */
#include "support/support.h"

#include <string.h>

#include "kernels/compact.h"
#include "oracle/work.h"

enum { SOME = 4000, RANDOM = 1000000 };

/* Mantissas at which something changes: digits that drop out, the sign bit, the byte boundaries. */
static const uint32_t mantissas[] = {
    0,       1,        0x7f,     0x80,     0xff,     0x100,    0x123456, 0x7fff,   0x8000,   0xffff,
    0x10000, 0x7fffff, 0x7f0000, 0x007f00, 0x7fff80, 0x800000, 0x800001, 0x80ffff, 0xffffff, 0x923456,
};
enum { MANTISSAS = sizeof mantissas / sizeof mantissas[0] };

static oracle_number slow(hst__wide a) {
    oracle_number r = oracle_from(0);
    int i;
    for (i = 0; i < HST__WIDE_BITS; ++i) {
        r.bit[i] = (uint8_t)(a.limb[i / 32] >> i % 32 & 1);
    }
    return r;
}

/* Below 2^256 the number; beyond it what is left modulo 2^256, and a length that tells. */
static void check_decoding(uint32_t bits) {
    hst__wide number = hst__compact_decode(bits);
    oracle_number actual = slow(number), expected;
    uint32_t flags = oracle_decode(&expected, bits);
    assert_memory_equal(actual.bit, expected.bit, 256);
    assert_int_equal(hst__wide_bits(number) > 256, (flags & 2) != 0);
}

static void every_size_decodes_every_kind_of_mantissa(void **unused) {
    uint32_t size;
    int i;
    (void)unused;
    for (size = 0; size < 256; ++size) {
        for (i = 0; i < MANTISSAS; ++i) {
            check_decoding(size << 24 | mantissas[i]);
        }
    }
}

static void every_size_encodes_every_kind_of_mantissa(void **unused) {
    uint32_t size;
    int i;
    (void)unused;
    for (size = 0; size <= 34; ++size) {
        for (i = 0; i < MANTISSAS; ++i) {
            hst__wide number = hst__compact_decode(size << 24 | mantissas[i]);
            oracle_number x = slow(number);
            assert_int_equal(hst__compact_encode(number), oracle_encode(&x));
        }
    }
}

static int is_canonical(uint32_t bits) {
    uint32_t size = bits >> 24, mantissa = bits & 0x7fffff;
    int no_digit_drops = size >= 3 || (mantissa & ((1u << 8 * (3 - size)) - 1)) == 0;
    return !(bits & 0x800000) && mantissa >= 0x8000 && no_digit_drops && size > 0;
}

static void canonical_numbers_survive_and_others_become_canonical(void **unused) {
    rng r = rng_seed(11);
    int round, canonical = 0;
    (void)unused;
    for (round = 0; round < RANDOM; ++round) {
        uint32_t bits = (uint32_t)rng_below(&r, 35) << 24 | (uint32_t)rng_below(&r, 1 << 24);
        hst__wide number = hst__compact_decode(bits);
        uint32_t again = hst__compact_encode(number);
        hst__wide same = hst__compact_decode(again);
        if (is_canonical(bits)) {
            ++canonical;
            assert_int_equal(again, bits);
        }
        assert_true(again == 0 || is_canonical(again));
        assert_memory_equal(&same, &number, sizeof number);
    }
    assert_true(canonical > RANDOM / 3);
}

static void cutting_never_gives_more_and_keeps_the_order(void **unused) {
    rng r = rng_seed(12);
    int round, i;
    (void)unused;
    for (round = 0; round < 20000; ++round) {
        hst__wide a = {{0}}, b;
        uint32_t low, high;
        for (i = 0; i < 8; ++i) {
            a.limb[i] = (uint32_t)rng_next(&r);
        }
        a = hst__wide_shift_right(a, (int)rng_below(&r, 256));
        b = hst__wide_add(a, hst__wide_shift_right(a, (int)rng_below(&r, 64)));
        low = hst__compact_encode(a);
        high = hst__compact_encode(b);
        assert_true(low <= high);
        b = hst__wide_subtract(a, hst__compact_decode(low));
        assert_true(hst__wide_bits(b) <= hst__wide_bits(a));
    }
}

/* No neighbour, one unit of the last place up or down, is nearer; from above not even as near. */
static void halves_are_rounded_to_the_nearest(void **unused) {
    rng r = rng_seed(13);
    int round, i;
    (void)unused;
    for (round = 0; round < SOME; ++round) {
        hst__wide twice = {{0}}, candidate, error, best;
        uint32_t bits;
        int step;
        for (i = 0; i < 9; ++i) {
            twice.limb[i] = rng_below(&r, 4) == 0 ? 0xffffffff : (uint32_t)rng_next(&r);
        }
        twice = hst__wide_add(hst__wide_shift_right(twice, 31 + (int)rng_below(&r, 254)), hst__wide_from(2));
        bits = hst__compact_encode_half(twice);
        best = hst__wide_shift_left(hst__compact_decode(bits), 1);
        best = hst__wide_bits(hst__wide_subtract(best, twice)) > 500 ? hst__wide_subtract(twice, best)
                                                                     : hst__wide_subtract(best, twice);
        for (step = -1; step <= 1; step += 2) {
            uint32_t mantissa = (bits & 0x7fffff) + (uint32_t)step, size = bits >> 24;
            if (size > 3 && mantissa >= 0x8000 && mantissa <= 0x7fffff) {
                candidate = hst__wide_shift_left(hst__compact_decode(size << 24 | mantissa), 1);
                error = step > 0 ? hst__wide_subtract(candidate, twice)
                                 : hst__wide_subtract(twice, candidate);
                /* A negative difference is near 2^512: then this neighbour lies between, and is nearer. */
                assert_true(hst__wide_bits(hst__wide_subtract(error, best)) <= 300);
                assert_true(step > 0 || hst__wide_bits(hst__wide_subtract(error, best)) > 0);
            }
        }
    }
}

static void halves_at_a_tie_go_up_and_carry_into_the_next_size(void **unused) {
    (void)unused;
    assert_int_equal(hst__compact_encode_half(hst__wide_from(2)), 0x01010000);
    assert_int_equal(hst__compact_encode_half(hst__wide_from(3)), 0x01020000);
    assert_int_equal(hst__compact_encode_half(hst__wide_from(0xff)), 0x02008000);
    assert_int_equal(hst__compact_encode_half(hst__wide_from(0xffffff)), 0x04008000);
    assert_int_equal(hst__compact_encode_half(hst__wide_from(0x1fffffe)), 0x04010000);
    assert_int_equal(hst__compact_encode_half(hst__wide_from(0x1234500)), 0x040091a3);
    assert_int_equal(hst__compact_encode_half(hst__wide_from(0x12344ff)), 0x040091a2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_size_decodes_every_kind_of_mantissa),
        cmocka_unit_test(every_size_encodes_every_kind_of_mantissa),
        cmocka_unit_test(canonical_numbers_survive_and_others_become_canonical),
        cmocka_unit_test(cutting_never_gives_more_and_keeps_the_order),
        cmocka_unit_test(halves_are_rounded_to_the_nearest),
        cmocka_unit_test(halves_at_a_tie_go_up_and_carry_into_the_next_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
