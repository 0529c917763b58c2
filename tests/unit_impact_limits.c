/* The growth-aware fall where the bins cannot tell it, and at the limits of a double. */
#include "support/impact_record.h"

#include <float.h>
#include <math.h>
#include <string.h>

static hst_impact_trend fitted_week(void) {
    record r = week();
    return fitted(&r);
}

/* ---- cannot be told ---------------------------------------------------------------------------- */

static void assert_cannot_tell(const record *r) {
    hst_impact_trend t = fitted(r);
    assert_int_equal(t.identified, 0);
    assert_is_nan(t.fall.estimate);
    assert_same_bits(t.fall.lower, (double)-INFINITY);
    assert_same_bits(t.fall.upper, 1.0);
    assert_same_bits(t.fall.p, 1.0);
    assert_same_bits(t.fall.luck_p, 1.0);
    assert_is_nan(t.growth);
    assert_same_bits(t.growth_lower, (double)-INFINITY);
    assert_same_bits(t.growth_upper, (double)INFINITY);
    assert_is_nan(t.counterfactual);
    assert_is_nan(t.dispersion);
}

static void fall_cannot_be_told_without_blocks(void **state) {
    record r = week();
    (void)state;
    memset(r.blocks, 0, sizeof r.blocks);
    assert_cannot_tell(&r);
}

static void fall_cannot_be_told_from_growth_when_dark_is_a_line_of_time(void **state) {
    const int64_t blocks[5] = {100, 90, 80, 70, 75};
    const double line[5] = {0, 0.25, 0.5, 0.75, 1};
    const double end[5] = {0, 0, 0, 0, 1};
    record r = bins_of(5, blocks, line);
    int64_t j;
    (void)state;
    assert_cannot_tell(&r);
    r = bins_of(2, blocks, end + 3);
    assert_cannot_tell(&r);
    assert_int_equal(fitted(&r).freedom, -1);
    r.bins = 1;
    assert_cannot_tell(&r);
    r = bins_of(5, blocks, end);
    for (j = 0; j < 4; ++j) {
        r.time[j] = 0; /* one time outside, one inside */
    }
    assert_cannot_tell(&r);
    for (j = 0; j < 5; ++j) {
        r.time[j] = 7;
    }
    assert_cannot_tell(&r);
}

static void fall_cannot_be_told_all_dark_or_all_light(void **state) {
    record r = week();
    int64_t j;
    (void)state;
    for (j = 0; j < r.bins; ++j) {
        r.dark[j] = 0;
    }
    assert_cannot_tell(&r);
    for (j = 0; j < r.bins; ++j) {
        r.dark[j] = 1;
    }
    assert_cannot_tell(&r);
}

/* Bins 0 and 5 are the outermost light ones, 2 and 3 the outermost dark ones. */
static void fall_cannot_be_told_when_only_outermost_bins_have_blocks(void **state) {
    static const int64_t off[6][6] = {{9, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 9}, {9, 0, 9, 0, 0, 0},
                                      {0, 0, 0, 9, 0, 9}, {0, 0, 9, 0, 0, 0}, {0, 0, 0, 9, 0, 0}};
    static const int64_t fine[5][6] = {
        {9, 0, 0, 9, 0, 0}, {0, 0, 9, 0, 0, 9}, {9, 0, 0, 0, 0, 9}, {0, 0, 9, 9, 0, 0}, {0, 9, 0, 0, 0, 0}};
    static const double dark[6] = {0, 0, 1, 1, 0, 0};
    record r;
    int i;
    (void)state;
    for (i = 0; i < 6; ++i) {
        r = bins_of(6, off[i], dark);
        assert_cannot_tell(&r);
    }
    for (i = 0; i < 5; ++i) {
        r = bins_of(6, fine[i], dark);
        assert_int_equal(fitted(&r).identified, 1);
    }
}

static void the_same_holds_for_an_event_at_the_beginning(void **state) {
    static const double dark[5] = {1, 1, 0, 0, 0};
    static const int64_t off[5] = {9, 0, 9, 0, 0}, fine[5] = {9, 0, 0, 9, 0};
    record r = bins_of(5, off, dark);
    (void)state;
    assert_cannot_tell(&r);
    r = bins_of(5, fine, dark);
    assert_int_equal(fitted(&r).identified, 1);
}

/* With bins dark in part there are more kinds of outermost bins: the earliest that was hit at all, bin 1, and
 * the earliest that was wholly dark, bin 2. */
static void outermost_bins_may_be_dark_in_part(void **state) {
    static const double dark[5] = {0, 0.5, 1, 0.25, 0};
    static const int64_t off[5] = {9, 9, 0, 0, 0}, fine[5] = {9, 0, 9, 0, 0};
    record r = bins_of(5, off, dark);
    (void)state;
    assert_cannot_tell(&r);
    r = bins_of(5, fine, dark);
    assert_int_equal(fitted(&r).identified, 1);
}

/* ---- limits of a double ------------------------------------------------------------------------ */

static void exposures_may_lie_200_orders_apart(void **state) {
    record r = week();
    hst_impact_trend t;
    int64_t j;
    (void)state;
    for (j = 0; j < r.bins; ++j) {
        r.exposure[j] = j % 2 ? 1e300 : 1e100;
    }
    t = fitted(&r); /* growth by 1e200 and back in two bins: no fit at all, but an ordered answer */
    assert_true(t.fall.lower <= t.fall.estimate && t.fall.estimate <= t.fall.upper);
    for (j = 0; j < r.bins; ++j) {
        r.exposure[j] = pow(10, 25 * (double)(4 - j));
    }
    t = fitted(&r);
    assert_near(t.growth, 25 * log(10), 1e-3); /* the same counts from exposures that shrink by 1e25 a bin */
    assert_true(t.fall.lower < t.fall.estimate && t.fall.estimate < t.fall.upper);
    assert_true(0.1 < t.fall.estimate && t.fall.estimate < 0.3);
    for (j = 0; j < r.bins; ++j) {
        r.exposure[j] = 4.9406564584124654e-324;
    }
    t = fitted(&r);
    assert_near(t.fall.estimate, fitted_week().fall.estimate, 1e-13);
    assert_same_bits(t.counterfactual, (double)INFINITY);
    r = week();
    for (j = 0; j < r.bins; ++j) {
        r.time[j] *= 1e-312;
    }
    t = fitted(&r);
    assert_int_equal(t.identified, 1);
    assert_same_bits(t.growth_lower, (double)-INFINITY);
    assert_same_bits(t.growth_upper, (double)INFINITY);
}

static void times_may_lie_as_far_apart_as_doubles_do(void **state) {
    record r = week();
    hst_impact_trend t;
    (void)state;
    r.time[0] = -DBL_MAX;
    r.time[8] = DBL_MAX;
    t = fitted(&r);
    assert_int_equal(t.identified, 1);
    assert_true(t.fall.lower < t.fall.estimate && t.fall.estimate < t.fall.upper);
    r = week();
    r.time[1] = nextafter(0, 1); /* and as close, beside others */
    assert_int_equal(fitted(&r).identified, 1);
}

static void counts_may_be_as_large_as_allowed(void **state) {
    record r = week();
    hst_impact_trend t;
    int64_t j;
    (void)state;
    for (j = 0; j < r.bins; ++j) {
        r.blocks[j] = r.dark[j] > 0 ? INT64_C(750000000000) : INT64_C(1000000000000);
    }
    t = fitted(&r);
    assert_near(t.fall.estimate, 0.25, 1e-12);
    assert_near_abs(t.fall.upper - t.fall.lower, 0, 1e-5);
    assert_same_bits(t.fall.p, 0.0);
}

static void any_level_inside_0_and_1_will_do(void **state) {
    static const double levels[] = {5e-324, 1e-300, 1e-17, 1e-6, 0.5, 1 - DBL_EPSILON / 2};
    record r = week();
    size_t i;
    (void)state;
    for (i = 0; i < sizeof levels / sizeof levels[0]; ++i) {
        hst_impact_trend t = fitted_at(&r, levels[i]);
        assert_true(t.fall.lower <= t.fall.estimate && t.fall.estimate <= t.fall.upper);
        assert_true(t.growth_lower <= t.growth && t.growth <= t.growth_upper);
        assert_near(t.fall.estimate, fitted_week().fall.estimate, 0);
    }
}

/* Every record of four bins with 0, 1 or 3 blocks and each way of being dark: 81 x 81 calls. */
static void every_small_record_has_an_ordered_answer(void **state) {
    static const int64_t counts[3] = {0, 1, 3};
    static const double parts[3] = {0, 0.5, 1};
    int i, k, j;
    (void)state;
    for (i = 0; i < 81; ++i) {
        for (k = 0; k < 81; ++k) {
            record r = week();
            hst_impact_trend t;
            int a = i, b = k;
            r.bins = 4;
            for (j = 0; j < 4; ++j, a /= 3, b /= 3) {
                r.blocks[j] = counts[a % 3];
                r.dark[j] = parts[b % 3];
            }
            t = fitted(&r);
            assert_true(t.fall.lower <= t.fall.upper && t.fall.upper <= 1);
            assert_true(isnan(t.fall.estimate) ||
                        (t.fall.lower <= t.fall.estimate && t.fall.estimate <= t.fall.upper));
            assert_true(0 <= t.fall.p && t.fall.p <= 1 && 0 <= t.fall.luck_p && t.fall.luck_p <= 1);
            assert_true(!t.identified || (t.growth_lower < t.growth && t.growth < t.growth_upper));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fall_cannot_be_told_without_blocks),
        cmocka_unit_test(fall_cannot_be_told_from_growth_when_dark_is_a_line_of_time),
        cmocka_unit_test(fall_cannot_be_told_all_dark_or_all_light),
        cmocka_unit_test(fall_cannot_be_told_when_only_outermost_bins_have_blocks),
        cmocka_unit_test(the_same_holds_for_an_event_at_the_beginning),
        cmocka_unit_test(outermost_bins_may_be_dark_in_part),
        cmocka_unit_test(exposures_may_lie_200_orders_apart),
        cmocka_unit_test(times_may_lie_as_far_apart_as_doubles_do),
        cmocka_unit_test(counts_may_be_as_large_as_allowed),
        cmocka_unit_test(any_level_inside_0_and_1_will_do),
        cmocka_unit_test(every_small_record_has_an_ordered_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
