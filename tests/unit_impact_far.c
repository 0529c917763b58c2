/* The growth-aware fall where light and dark lie so far apart that growth comes to more than a double
 * holds. */
#include "support/impact_record.h"

#include <math.h>

static void assert_cannot_tell(const record *r) {
    hst_impact_trend t = fitted(r);
    assert_int_equal(t.identified, 0);
    assert_true(isnan(t.fall.estimate) && isinf(t.fall.lower) && t.fall.upper == 1 && t.fall.p == 1);
    assert_true(isnan(t.growth) && isinf(t.growth_lower) && isinf(t.growth_upper));
    assert_true(isnan(t.counterfactual) && isnan(t.dispersion));
}

/* Growth of ln 2 a second over thousands of seconds is more than the search over loss can take back: with
 * blocks in the dark there is no telling, without them the light bins alone tell growth. */
static const int64_t GROWING[3] = {10, 20, 5}, GROWING_FAST[3] = {1, 5, 100}, GROWING_ALONE[3] = {10, 20, 0};
static const double FAR_DARK[3] = {0, 0, 1}, FAR_LIGHT[3] = {1, 1, 0};

static record far_away(const int64_t *blocks, const double *dark, double time) {
    record r;
    int64_t j;
    r.bins = 3;
    for (j = 0; j < 3; ++j) {
        r.blocks[j] = blocks[j];
        r.exposure[j] = 1;
        r.time[j] = j < 2 ? (double)j : time;
        r.dark[j] = dark[j];
    }
    return r;
}

static void fall_cannot_be_told_where_growth_outweighs_any_loss(void **state) {
    record r = far_away(GROWING, FAR_DARK, 1e4);
    (void)state;
    assert_cannot_tell(&r);
    r = far_away(GROWING_FAST, FAR_DARK, 2000);
    assert_cannot_tell(&r);
    r = far_away(GROWING, FAR_LIGHT, 1e4); /* the same with all signs turned */
    assert_cannot_tell(&r);
}

/* Two light bins and one dark one meet any growth g, so its profile is that of the two light bins, 1 of 6
 * blocks in the first, and its ends are where 2 (ln(1/6) + 5 ln(5/6) - 5 g + 6 ln(1 + e^g)) is the 0.95
 * quantile of chi-square(1): -0.2152633683 and 4.5617596181. Where they need less loss than 600, that is. */
static void an_end_of_growth_that_no_loss_in_reach_allows_is_infinite(void **state) {
    record r = far_away(GROWING_FAST, FAR_DARK, 100);
    hst_impact_trend t = fitted(&r);
    (void)state;
    assert_near(t.growth, log(5), 1e-11);
    assert_near(t.growth_lower, -0.2152633683, 1e-8);
    assert_near(t.growth_upper, 4.5617596181, 1e-8);
    r = far_away(GROWING_FAST, FAR_DARK, 200);
    t = fitted(&r);
    assert_int_equal(t.identified, 1);
    assert_near(t.growth, log(5), 1e-11);
    assert_near(t.growth_lower, -0.2152633683, 1e-8);
    assert_same_bits(t.growth_upper, (double)INFINITY);
    r.time[1] = -1;
    r.time[2] = -200;
    t = fitted(&r);
    assert_same_bits(t.growth_lower, (double)-INFINITY);
    assert_near(t.growth_upper, 0.2152633683, 1e-8);
}

static void without_a_block_on_one_side_growth_is_that_of_the_other_however_far(void **state) {
    static const double times[] = {5, 200, 2000, 1e4, -5, -200, -2000, -1e4};
    size_t i;
    (void)state;
    for (i = 0; i < sizeof times / sizeof times[0]; ++i) {
        record r = far_away(GROWING_ALONE, FAR_DARK, times[i]);
        hst_impact_trend t = fitted(&r);
        assert_near(t.growth, log(2), 1e-9);
        assert_same_bits(t.fall.estimate, 1.0);
        assert_same_bits(t.fall.upper, 1.0);
        r = far_away(GROWING_ALONE, FAR_LIGHT, times[i]);
        t = fitted(&r);
        assert_near(t.growth, log(2), 1e-9);
        assert_is_nan(t.fall.estimate);
        assert_same_bits(t.fall.lower, (double)-INFINITY);
        assert_same_bits(t.counterfactual, 0.0);
    }
}

/* With dark 0 or 1, light and dark bins have a level each, so that the score of growth is the sum of both
 * sides' own: sum of count x time - N x mean of time under weights e^(growth x time). */
static long double side_score(const record *r, double dark, long double growth, long double *log_weight) {
    long double w = 0, wt = 0, top = -1e4000L, n = 0, nt = 0;
    int64_t j;
    for (j = 0; j < r->bins; ++j) {
        top = r->dark[j] == dark && growth * r->time[j] > top ? growth * r->time[j] : top;
    }
    for (j = 0; j < r->bins; ++j) {
        if (r->dark[j] == dark) {
            long double each = expl(growth * r->time[j] - top);
            w += each;
            wt += each * r->time[j];
            n += r->blocks[j];
            nt += (long double)r->blocks[j] * r->time[j];
        }
    }
    *log_weight = top + logl(w) - logl(n);
    return nt - n * wt / w;
}

static int growth_lies_above(const record *r, long double growth, long double *loss) {
    long double light, dark;
    long double score = side_score(r, 0, growth, &light) + side_score(r, 1, growth, &dark);
    *loss = light - dark;
    return score > 0;
}

static long double growth_by_halving(const record *r, long double *loss) {
    long double low = -40, high = 40;
    int i;
    for (i = 0; i < 90; ++i) {
        long double middle = (low + high) / 2;
        if (growth_lies_above(r, middle, loss)) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Seven bins in two clusters, thousands of seconds apart: the second of them dark or any of both. */
static void growth_over_any_distance_is_the_oracles_or_cannot_be_told(void **state) {
    static const double far[4] = {0, 100, 700, 5000};
    rng random = rng_seed(3);
    int cut = 0, run;
    int64_t j;
    (void)state;
    for (run = 0; run < 600; ++run) {
        record r;
        long double loss, growth;
        hst_impact_trend t;
        r.bins = 7;
        for (j = 0; j < r.bins; ++j) {
            r.blocks[j] = 1 + rng_poisson(&random, (double)(1 + 9 * (j % 3)));
            r.exposure[j] = 1;
            r.time[j] = (double)j + (j > 3 ? far[run % 4] : 0);
            r.dark[j] = run % 3 == 0 ? j > 3 : (double)((rng_next(&random) >> 40) % 2);
        }
        r.dark[6] = 1;
        r.dark[0] = 0;
        t = fitted(&r);
        growth = growth_by_halving(&r, &loss);
        assert_int_equal(t.identified, fabsl(loss) <= 600);
        if (t.identified) {
            assert_near_abs(t.growth, (double)growth, 1e-10);
            /* 1e-10 of growth over 5000 s, and the rounding of a fall next to 1 */
            assert_near_abs(t.fall.estimate, (double)-expm1l(loss), 5e-7 * (double)expl(loss) + 1.2e-16);
        }
        cut += !t.identified;
    }
    assert_true(cut > 10 && cut < 300);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fall_cannot_be_told_where_growth_outweighs_any_loss),
        cmocka_unit_test(an_end_of_growth_that_no_loss_in_reach_allows_is_infinite),
        cmocka_unit_test(without_a_block_on_one_side_growth_is_that_of_the_other_however_far),
        cmocka_unit_test(growth_over_any_distance_is_the_oracles_or_cannot_be_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
