/* Splits, means of split sums, and long integers rounded to doubles, against exact sums and arithmetic. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "kernels/exact_sum.h"
#include "kernels/mean.h"
#include "kernels/round_words.h"
#include "kernels/split.h"

enum { MOST = 256 };

static double x[MOST];

static double any_double(rng *r, int exponent) {
    uint64_t bits = (rng_next(r) & ~(UINT64_C(0x7ff) << 52)) | ((uint64_t)(exponent + 1023) << 52);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static uint64_t largest_of(int64_t n) {
    uint64_t most = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        most = hst__magnitude_bits(x + i) > most ? hst__magnitude_bits(x + i) : most;
    }
    return most;
}

/* ---- splits ------------------------------------------------------------------------------------ */

static void parts_of_what_fits_sum_without_rounding(void **unused) {
    rng r = rng_seed(61);
    int run;
    (void)unused;
    for (run = 0; run < 20000; ++run) {
        int64_t n = 1 + (int64_t)rng_below(&r, MOST), i;
        int base = (int)rng_below(&r, 1700) - 840, spread = 1 + (int)rng_below(&r, 38);
        hst__exact_sum sum = {{0}};
        hst__split split = {0, 0, 0};
        double high = 0, low = 0;
        for (i = 0; i < n; ++i) {
            x[i] =
                i == 0 ? any_double(&r, base) : any_double(&r, base - (int)rng_below(&r, (uint64_t)spread));
            x[i] = rng_below(&r, 20) == 0 && i > 0 ? 0.0 : x[i];
        }
        assert_true(hst__split_for(&split, largest_of(n), 8)); /* 2^8 terms leave 38 bits */
        for (i = 0; i < n; ++i) {
            double part = hst__split_high(&split, x[i]);
            assert_true(hst__split_fits(&split, hst__magnitude_bits(x + i)));
            hst__exact_sum_add(&sum, x[i]);
            high += part;
            low += x[i] - part;
        }
        assert_same_bits(high + low, hst__exact_sum_read(&sum));
        assert_same_bits(hst__mean_of_parts(high, low, n), hst__exact_sum_mean(&sum, n));
    }
}

static void what_is_too_large_or_too_small_does_not_fit(void **unused) {
    hst__split split = {0, 0, 0};
    double one = 1, two = 2, small = 0x1p-15, smaller = 0x1.8p-16, zero = 0, nan = NAN;
    (void)unused;
    assert_true(hst__split_for(&split, hst__magnitude_bits(&one), 20)); /* |x| < 2, 14 bits below 53 */
    assert_true(hst__split_fits(&split, hst__magnitude_bits(&one)));
    assert_false(hst__split_fits(&split, hst__magnitude_bits(&two)));
    assert_false(hst__split_fits(&split, hst__magnitude_bits(&nan)));
    assert_true(hst__split_fits(&split, hst__magnitude_bits(&zero)));
    small = 0x1p-14;
    smaller = 0x1.fp-15;
    assert_true(hst__split_fits(&split, hst__magnitude_bits(&small)));
    assert_false(hst__split_fits(&split, hst__magnitude_bits(&smaller)));
}

static void there_is_no_split_at_the_ends_of_the_range(void **unused) {
    double large = 0x1p1005, tiny = 0x1p-900, infinite = INFINITY, zero = 0;
    hst__split split;
    (void)unused;
    fill_untouched(&split, sizeof split);
    assert_false(hst__split_for(&split, hst__magnitude_bits(&large), 20));
    assert_false(hst__split_for(&split, hst__magnitude_bits(&tiny), 8));
    assert_false(hst__split_for(&split, hst__magnitude_bits(&infinite), 8));
    assert_false(hst__split_for(&split, hst__magnitude_bits(&zero), 8));
    assert_untouched(&split, sizeof split);
}

/* ---- means ------------------------------------------------------------------------------------- */

/* Half way between two doubles, which only exact arithmetic tells from what lies beside it. */
static void means_that_are_ties_go_to_even(void **unused) {
    (void)unused;
    assert_same_bits(hst__mean_of_parts(0x1p53 + 2, 0, 2), 0x1p52 + 1);
    assert_same_bits(hst__mean_of_parts(0x1p54, 2, 4), 0x1p52); /* 2^52 + 1/2 */
    assert_same_bits(hst__mean_of_parts(0x1p54 + 4, 2, 4), 0x1p52 + 2);
    assert_same_bits(hst__mean_of_parts(0x1p54, 2 + 0x1p-40, 4), 0x1p52 + 1);
    assert_same_bits(hst__mean_of_parts(0, 0, 3), 0.0);
    assert_same_bits(hst__mean_of_parts(-0x1p54, -2, 4), -0x1p52);
}

/* Where what is left of a quotient would be a denormal: 0x1.a120ab78/6 =
 * 0x.4585 71e9 5555.., and the next digit is less than 8. */
static void means_of_the_smallest_sums_are_left_to_exact_arithmetic(void **unused) {
    (void)unused;
    assert_same_bits(hst__mean_of_parts(0x1.a120ab78p-1019, 0, 6), 0x1.1615c7a555555p-1021);
    assert_same_bits(hst__mean_of_parts(-0x1p-1000, -0x1p-1060, 2048), -(0x1p-1011 + 0x1p-1071));
    assert_same_bits(hst__mean_of_parts(0x1p1010, -0x1p1000, 1), 0x1p1010 - 0x1p1000);
}

static void exact_means_round_denormals_and_lose_no_sign_to_zero(void **unused) {
    hst__exact_sum sum = {{0}};
    (void)unused;
    hst__exact_sum_add(&sum, 3 * 0x1p-1074);
    assert_same_bits(hst__exact_sum_mean(&sum, 2), 2 * 0x1p-1074); /* 1.5 units, a tie */
    assert_same_bits(hst__exact_sum_mean(&sum, 4), 0x1p-1074);
    assert_same_bits(hst__exact_sum_mean(&sum, 7), 0.0);
    memset(&sum, 0, sizeof sum);
    hst__exact_sum_add(&sum, -0x1p-1074);
    assert_same_bits(hst__exact_sum_mean(&sum, 3), 0.0);
    assert_same_bits(hst__exact_sum_mean(&sum, 1), -0x1p-1074);
}

/* ---- long integers ----------------------------------------------------------------------------- */

static double rounded(const uint64_t *word, int words, int down, int sticky) {
    uint64_t bits = hst__round_words(word, words, down, sticky);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static void long_integers_are_rounded_to_nearest_even(void **unused) {
    uint64_t word[40] = {0};
    (void)unused;
    assert_same_bits(rounded(word, 40, 0, 0), 0.0);
    assert_same_bits(rounded(word, 40, 64, 1), 0.0);
    word[1] = 1;
    assert_same_bits(rounded(word, 40, 64, 0), 0x1p-1074);
    word[0] = UINT64_C(1) << 63;
    assert_same_bits(rounded(word, 40, 64, 0), 0x1p-1073); /* 1.5 to 2 */
    word[1] = 0;
    assert_same_bits(rounded(word, 40, 64, 0), 0.0);       /* .5 to 0 */
    assert_same_bits(rounded(word, 40, 64, 1), 0x1p-1074); /* and a bit more to 1 */
    word[0] = 1;
    assert_same_bits(rounded(word, 40, 64, 1), 0.0);
    assert_same_bits(rounded(word, 40, 0, 0), 0x1p-1074);
    word[0] = 0;
    word[33] = UINT64_C(1) << 33; /* 2^2145 of 2^-1074 is 2^1071 */
    assert_same_bits(rounded(word, 40, 0, 0), INFINITY);
    word[33] = 0;
    word[32] = (UINT64_C(1) << 50) - 1; /* DBL_MAX: 53 bits, 2^2045 .. 2^2097 */
    word[31] = UINT64_C(7) << 61;
    assert_same_bits(rounded(word, 40, 0, 0), DBL_MAX);
    word[31] |= UINT64_C(1) << 60;
    assert_same_bits(rounded(word, 40, 0, 0), INFINITY); /* rounds up past it */
    word[1] = UINT64_C(1) << 63;
    assert_same_bits(rounded(word, 2, 0, 0), 0x1p-947); /* 2^127 of 2^-1074, in the last word there is */
}

static void division_is_that_of_the_school(void **unused) {
    rng r = rng_seed(62);
    int run;
    (void)unused;
    for (run = 0; run < 5000; ++run) {
        uint64_t n = (rng_next(&r) >> rng_below(&r, 64)) | 1, word[3], before[3], carry, k;
        uint64_t left;
        memset(word, 0, sizeof word);
        for (k = 0; k <= (uint64_t)run % 3; ++k) {
            word[k] = rng_next(&r) >> rng_below(&r, 64);
        }
        memcpy(before, word, sizeof word);
        left = hst__divide_words(word, 3, n);
        assert_true(left < n);
        /* quotient x n + remainder, modulo 2^192 by halves of words */
        for (carry = left, k = 0; k < 6; ++k) {
            uint64_t half = (word[k / 2] >> (32 * (k % 2))) & UINT32_MAX, low = half * (n & UINT32_MAX),
                     high = half * (n >> 32);
            uint64_t sum = (carry & UINT32_MAX) + (low & UINT32_MAX);
            assert_int_equal(sum & UINT32_MAX, (before[k / 2] >> (32 * (k % 2))) & UINT32_MAX);
            carry = (carry >> 32) + (sum >> 32) + (low >> 32) + high;
        }
        assert_int_equal(carry, 0);
    }
}

static void negating_twice_changes_nothing(void **unused) {
    uint64_t word[3] = {0, 5, 7}, back[3] = {0, 5, 7};
    (void)unused;
    hst__negate_words(word, 3);
    assert_int_equal(word[0], 0);
    assert_int_equal(word[1], UINT64_MAX - 4);
    assert_int_equal(word[2], UINT64_MAX - 7);
    hst__negate_words(word, 3);
    assert_memory_equal(word, back, sizeof word);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_of_what_fits_sum_without_rounding),
        cmocka_unit_test(what_is_too_large_or_too_small_does_not_fit),
        cmocka_unit_test(there_is_no_split_at_the_ends_of_the_range),
        cmocka_unit_test(means_that_are_ties_go_to_even),
        cmocka_unit_test(means_of_the_smallest_sums_are_left_to_exact_arithmetic),
        cmocka_unit_test(exact_means_round_denormals_and_lose_no_sign_to_zero),
        cmocka_unit_test(long_integers_are_rounded_to_nearest_even),
        cmocka_unit_test(division_is_that_of_the_school),
        cmocka_unit_test(negating_twice_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
