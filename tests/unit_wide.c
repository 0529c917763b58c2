/* Whole numbers of 512 bits against numbers bit by bit. Digits are drawn so that carries, borrows and the
 * corrections of the division happen often, which uniform digits would not show in a lifetime. */
#include "support/support.h"

#include <string.h>

#include "kernels/wide.h"
#include "oracle/work.h"

enum { ROUNDS = 4000 };

static oracle_number slow(hst__wide a) {
    oracle_number r = oracle_from(0);
    int i;
    for (i = 0; i < HST__WIDE_BITS; ++i) {
        r.bit[i] = (uint8_t)(a.limb[i / 32] >> i % 32 & 1);
    }
    return r;
}

/* Modulo 2^512, as the oracle has more bits. */
static void assert_same(hst__wide actual, const oracle_number *expected) {
    oracle_number a = slow(actual);
    assert_memory_equal(a.bit, expected->bit, HST__WIDE_BITS);
}

static uint32_t digit(rng *r) {
    static const uint32_t edges[] = {0, 1, 2, 0x7fffffff, 0x80000000, 0x80000001, 0xfffffffe, 0xffffffff};
    return rng_below(r, 3) == 0 ? (uint32_t)rng_next(r) : edges[rng_below(r, 8)];
}

static hst__wide draw(rng *r, int most) {
    hst__wide a = {{0}};
    int n = (int)rng_below(r, (uint64_t)most + 1), i;
    for (i = 0; i < n; ++i) {
        a.limb[i] = digit(r);
    }
    return a;
}

static void bytes_come_back_as_they_went_in(void **unused) {
    rng r = rng_seed(1);
    int round, i;
    (void)unused;
    for (round = 0; round < 200; ++round) {
        uint8_t in[32], out[32];
        oracle_number expected;
        for (i = 0; i < 32; ++i) {
            in[i] = (uint8_t)rng_next(&r);
        }
        expected = oracle_from_bytes(in);
        assert_same(hst__wide_load(in), &expected);
        hst__wide_store(out, hst__wide_load(in));
        assert_memory_equal(in, out, 32);
    }
}

static void sums_differences_and_products_are_exact(void **unused) {
    rng r = rng_seed(2);
    int round;
    (void)unused;
    for (round = 0; round < ROUNDS; ++round) {
        hst__wide a = draw(&r, 16), b = draw(&r, 16);
        oracle_number x = slow(a), y = slow(b), expected = oracle_add(&x, &y);
        uint32_t factor = digit(&r);
        assert_same(hst__wide_add(a, b), &expected);
        expected = oracle_subtract(&x, &y);
        assert_same(hst__wide_subtract(a, b), &expected);
        expected = oracle_multiply(&x, factor);
        assert_same(hst__wide_multiply(a, factor), &expected);
    }
}

static void shifts_by_any_number_of_bits_are_exact(void **unused) {
    rng r = rng_seed(3);
    int k;
    (void)unused;
    for (k = 0; k < 600; ++k) {
        hst__wide a = draw(&r, 16);
        oracle_number x = slow(a), expected = oracle_shift(&x, k);
        assert_same(hst__wide_shift_left(a, k), &expected);
        expected = oracle_shift(&x, -k);
        assert_same(hst__wide_shift_right(a, k), &expected);
    }
}

static void length_is_that_of_the_leading_bit(void **unused) {
    hst__wide one = hst__wide_from(1);
    int k;
    (void)unused;
    assert_int_equal(hst__wide_bits(hst__wide_from(0)), 0);
    for (k = 0; k < HST__WIDE_BITS; ++k) {
        hst__wide power = hst__wide_shift_left(one, k);
        assert_int_equal(hst__wide_bits(power), k + 1);
        assert_int_equal(hst__wide_bits(hst__wide_subtract(power, one)), k);
    }
}

static void low_is_the_last_64_bits(void **unused) {
    hst__wide a = hst__wide_shift_left(hst__wide_from(UINT64_C(0xfedcba9876543210)), 4);
    (void)unused;
    assert_true(hst__wide_low(a) == UINT64_C(0xedcba98765432100));
}

static void check_division(hst__wide a, hst__wide b) {
    hst__wide rest, quotient = hst__wide_divide(a, b, &rest);
    oracle_number x = slow(a), y = slow(b), left, expected = oracle_divide(&x, &y, &left);
    assert_same(quotient, &expected);
    assert_same(rest, &left);
}

static void quotients_and_remainders_are_exact(void **unused) {
    rng r = rng_seed(4);
    int round;
    (void)unused;
    for (round = 0; round < ROUNDS; ++round) {
        hst__wide a = draw(&r, 16), b = draw(&r, (int)rng_below(&r, 16) + 1);
        if (hst__wide_bits(b) > 0) {
            check_division(a, b);
        }
    }
}

/* Cases of H. S. Warren's Hacker's Delight, divmnu: digits from the least significant. */
static void guessed_digits_that_are_too_large_are_corrected(void **unused) {
    static const uint32_t cases[][2][4] = {
        {{3, 0, 0x80000000, 0}, {1, 0, 0x20000000, 0}},
        {{0, 0, 0x8000, 0x7fff}, {1, 0, 0x8000, 0}},
        {{0, 0xfffe, 0x8000, 0}, {0xffff, 0x8000, 0, 0}},
        {{0, 0xfffffffe, 0x80000000, 0}, {0xffff, 0x80000000, 0, 0}},
        {{0, 0xfffffffe, 0, 0x80000000}, {0xffff, 0, 0x80000000, 0}},
        {{0xffffffff, 0xfffffffe, 0xfffffffe, 0}, {0xffffffff, 0xffffffff, 0, 0}},
    };
    size_t i;
    (void)unused;
    for (i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        hst__wide a = {{0}}, b = {{0}};
        memcpy(a.limb, cases[i][0], sizeof cases[i][0]);
        memcpy(b.limb, cases[i][1], sizeof cases[i][1]);
        check_division(a, b);
    }
}

static void the_nearest_double_is_given_with_ties_to_even(void **unused) {
    rng r = rng_seed(5);
    int round;
    (void)unused;
    for (round = 0; round < ROUNDS; ++round) {
        hst__wide a = draw(&r, 16);
        oracle_number x = slow(a);
        assert_same_bits(hst__wide_double(a), oracle_round(&x, 0));
    }
}

/* 2^53 + 1 lies halfway; what follows decides, however far down it is. */
static void halfway_cases_round_to_even_unless_anything_follows(void **unused) {
    hst__wide one = hst__wide_from(1), tie = hst__wide_from((UINT64_C(1) << 53) + 1);
    int k;
    (void)unused;
    for (k = 0; k < 450; ++k) {
        hst__wide shifted = hst__wide_shift_left(tie, k);
        assert_same_bits(hst__wide_double(shifted), ldexp(1, 53 + k));
        assert_same_bits(hst__wide_double(hst__wide_subtract(shifted, one)), ldexp(1, 53 + k));
        if (k > 0) {
            assert_same_bits(hst__wide_double(hst__wide_add(shifted, one)), ldexp(0x1p53 + 2, k));
        }
    }
    assert_same_bits(hst__wide_double(hst__wide_from((UINT64_C(1) << 53) + 3)), 0x1p53 + 4);
    assert_same_bits(hst__wide_double(hst__wide_from(0)), 0.0);
}

static void division_by_a_double_takes_it_as_exact(void **unused) {
    rng r = rng_seed(6);
    int round;
    (void)unused;
    for (round = 0; round < ROUNDS; ++round) {
        double x = ldexp(1 + rng_uniform(&r), (int)rng_below(&r, 250) - 30);
        uint64_t a = rng_below(&r, 65536);
        oracle_number expected = oracle_over_double(a, 208, x);
        assert_same(hst__wide_divide_double(a, 208, x), &expected);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_come_back_as_they_went_in),
        cmocka_unit_test(sums_differences_and_products_are_exact),
        cmocka_unit_test(shifts_by_any_number_of_bits_are_exact),
        cmocka_unit_test(length_is_that_of_the_leading_bit),
        cmocka_unit_test(low_is_the_last_64_bits),
        cmocka_unit_test(quotients_and_remainders_are_exact),
        cmocka_unit_test(guessed_digits_that_are_too_large_are_corrected),
        cmocka_unit_test(the_nearest_double_is_given_with_ties_to_even),
        cmocka_unit_test(halfway_cases_round_to_even_unless_anything_follows),
        cmocka_unit_test(division_by_a_double_takes_it_as_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
