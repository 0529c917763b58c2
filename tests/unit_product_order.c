/* Products compared without rounding. */
#include "support/support.h"

#include <float.h>

#include "kernels/product_order.h"

/* Both ways round: less is 1, 0 or -1 as a b is less than, equal to or greater than c d. */
static void assert_order(double a, double b, double c, double d, int less) {
    assert_int_equal(hst__product_is_less(a, b, c, d), less > 0);
    assert_int_equal(hst__product_is_less(b, a, d, c), less > 0);
    assert_int_equal(hst__product_is_less(c, d, a, b), less < 0);
    assert_int_equal(hst__product_is_less(d, c, b, a), less < 0);
}

/* (m - 1)(m + 1) = m^2 - 1 and m (m + 1) - (m - 1)(m + 2) = 2, whatever the digits of m. */
static void products_that_differ_in_the_last_of_106_bits_are_told_apart(void **unused) {
    rng r = rng_seed(421);
    int round;
    (void)unused;
    for (round = 0; round < 20000; ++round) {
        double m = (double)((rng_next(&r) >> (12 + rng_below(&r, 40))) + 2);
        double scale = 1 / (double)(UINT64_C(1) << rng_below(&r, 60));
        assert_order(m - 1, m + 1, m, m, 1);
        assert_order((m - 1) * scale, m + 2, m * scale, m + 1, 1);
        assert_order(m, (m + 1) * scale, m + 1, m * scale, 0);
    }
}

static void small_products_are_ordered_as_whole_numbers_are(void **unused) {
    rng r = rng_seed(422);
    int round;
    (void)unused;
    for (round = 0; round < 20000; ++round) {
        uint64_t f[4], p, q;
        int k;
        for (k = 0; k < 4; ++k) {
            f[k] = rng_below(&r, UINT64_C(1) << (1 + rng_below(&r, 32)));
        }
        p = f[0] * f[1];
        q = f[2] * f[3];
        assert_order((double)f[0], (double)f[1], (double)f[2], (double)f[3], p < q ? 1 : p > q ? -1 : 0);
    }
}

static void products_beyond_the_range_of_a_double_are_ordered(void **unused) {
    const double least = 4.9406564584124654e-324;
    (void)unused;
    assert_order(DBL_MAX, DBL_MAX / 2, DBL_MAX, DBL_MAX, 1);
    assert_order(least, least, least, 2 * least, 1);
    assert_order(3 * least, 5 * least, 4 * least, 4 * least, 1);
    assert_order(DBL_MIN, 0.25, 2 * least, DBL_MIN * 1125899906842624.0, -1);
    assert_order(DBL_MIN, DBL_MIN, DBL_MIN - least, DBL_MIN + least, -1);
    assert_order(least, 4503599627370496.0, DBL_MIN, 1, 0);
    assert_order(0, DBL_MAX, least, least, 1);
    assert_order(0, DBL_MAX, least, 0, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_that_differ_in_the_last_of_106_bits_are_told_apart),
        cmocka_unit_test(small_products_are_ordered_as_whole_numbers_are),
        cmocka_unit_test(products_beyond_the_range_of_a_double_are_ordered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
