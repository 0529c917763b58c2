/* The fall from a series: against SciPy, statsmodels and a bootstrap written out in Python, told by hand, and
 * beside the fall that the blocks of the same days show. Refusals are in unit_event_study_contract.c. */
#include "support/study_series.h"

#include "hashstat/impact.h"

/* ---- against other programs -------------------------------------------------------------------- */

static void assert_fit(const hst_event_study *s, const golden *g) {
    assert_int_equal(s->identified, 1);
    assert_int_equal(s->used, golden_integer(g, "used"));
    assert_int_equal(s->freedom, s->used - 3);
    assert_near(s->fall.estimate, golden_number(g, "fall"), 1e-12);
    assert_near(s->growth, golden_number(g, "growth"), 1e-12);
    assert_near(s->level, golden_number(g, "level"), 1e-13);
    assert_near(s->counterfactual, golden_number(g, "counterfactual"), 1e-13);
    assert_near(s->scatter, golden_number(g, "scatter"), 1e-12);
    assert_near_abs(s->autocorrelation, golden_number(g, "autocorrelation"), 1e-11);
    assert_near(s->durbin_watson, golden_number(g, "durbin_watson"), 1e-11);
}

/* f -+ t error, and growth likewise, to a part of their distance. */
static void assert_ends(const hst_event_study *s, const golden *g, const char *error,
                        const char *growth_error, double part) {
    double t = golden_number(g, "t"), f = golden_number(g, "fall"), b = golden_number(g, "growth");
    double fall = t * golden_number(g, error), growth = t * golden_number(g, growth_error);
    assert_near(s->error, golden_number(g, error), part);
    assert_near_abs(s->fall.lower, f - fall, part * fall);
    assert_near_abs(s->fall.upper, f + fall, part * fall);
    assert_near_abs(s->growth_lower, b - growth, part * growth);
    assert_near_abs(s->growth_upper, b + growth, part * growth);
}

static void plain_and_newey_west_are_those_of_scipy_and_statsmodels(void **state) {
    golden *g = golden_open("event_study/fits.csv");
    (void)state;
    while (golden_next(g)) {
        int32_t weights = weights_named(golden_text(g, "weights"));
        series s = stored(golden_text(g, "set"), weights);
        hst_event_study plain = plain_of(&s, weights, 0.95);
        hst_event_study robust = newey_west_of(&s, weights, golden_integer(g, "asked_lag"));
        assert_fit(&plain, g);
        assert_ends(&plain, g, "error", "growth_error", 1e-11);
        assert_near(plain.fall.p, golden_number(g, "p"), 1e-10);
        assert_near(plain.fall.luck_p, golden_number(g, "luck_p"), 1e-10);
        assert_int_equal(plain.span, 0);
        assert_same_bits(plain.persistence, 0.0);
        assert_fit(&robust, g);
        assert_ends(&robust, g, "nw_error", "nw_growth_error", 1e-11);
        assert_near(robust.fall.p, golden_number(g, "nw_p"), 1e-10);
        assert_int_equal(robust.span, golden_integer(g, "lag"));
    }
    golden_close(g);
}

static void the_autoregression_is_that_of_whole_matrices(void **state) {
    golden *g = golden_open("event_study/fits.csv");
    (void)state;
    while (golden_next(g)) {
        int32_t weights = weights_named(golden_text(g, "weights"));
        series s = stored(golden_text(g, "set"), weights);
        hst_event_study a = ar1_of(&s, weights, 0.95);
        assert_fit(&a, g);
        assert_near_abs(a.persistence, golden_number(g, "persistence"), 1e-10);
        assert_ends(&a, g, "ar1_error", "ar1_growth_error", 1e-10);
    }
    golden_close(g);
}

static void the_bootstrap_draws_what_its_definition_says(void **state) {
    golden *g = golden_open("event_study/fits.csv");
    (void)state;
    while (golden_next(g)) {
        int32_t weights = weights_named(golden_text(g, "weights"));
        series s = stored(golden_text(g, "set"), weights);
        hst_event_study b = bootstrap_of(&s, weights, golden_integer(g, "asked_block"),
                                         golden_integer(g, "draws"), golden_integer(g, "seed"));
        double error = golden_number(g, "boot_error");
        assert_fit(&b, g);
        assert_int_equal(b.span, golden_integer(g, "block"));
        assert_near(b.error, error, 1e-11);
        assert_near_abs(b.fall.lower, golden_number(g, "boot_lower"), 1e-11 * error);
        assert_near_abs(b.fall.upper, golden_number(g, "boot_upper"), 1e-11 * error);
        assert_near(b.growth_lower, golden_number(g, "boot_growth_lower"), 1e-11);
        assert_near(b.growth_upper, golden_number(g, "boot_growth_upper"), 1e-11);
        assert_near(b.fall.luck_p, golden_number(g, "boot_luck_p"), 1e-12);
    }
    golden_close(g);
}

/* ---- beside the blocks ------------------------------------------------------------------------- */

/* The same days, as counts. */
static hst_impact_trend trend_of(const series *s) {
    int64_t blocks[SAMPLES], i;
    double exposure[SAMPLES], time[SAMPLES];
    hst_impact_trend t;
    for (i = 0; i < s->n; ++i) {
        blocks[i] = (int64_t)s->spread[i];
        exposure[i] = isnan(s->value[i]) ? 0 : s->spread[i] / s->value[i];
        time[i] = (double)s->time[i];
    }
    assert_status(hst_impact_trend_fit(&t, blocks, exposure, time, s->dark, s->n, 0.95), HST_OK);
    return t;
}

static void assert_agrees(const char *set) {
    series s = stored(set, HST_EVENT_STUDY_BLOCKS);
    hst_impact_trend blocks = trend_of(&s);
    hst_event_study weighted = plain_of(&s, HST_EVENT_STUDY_BLOCKS, 0.95);
    hst_event_study equal = plain_of(&s, HST_EVENT_STUDY_EQUAL, 0.95);
    hst_event_study correlated = ar1_of(&s, HST_EVENT_STUDY_EQUAL, 0.95);
    hst_event_study drawn = bootstrap_of(&s, HST_EVENT_STUDY_BLOCKS, HST_NONE, DRAWS, 1);
    assert_near(weighted.fall.estimate, blocks.fall.estimate, 1e-10);
    assert_near(weighted.growth, blocks.growth, 1e-9);
    assert_near(weighted.counterfactual, blocks.counterfactual, 2e-3); /* weights: dark, exposure x dark */
    assert_near(weighted.scatter * weighted.scatter, blocks.dispersion, 1e-9);
    assert_near(weighted.fall.lower, blocks.fall.lower, 0.6); /* -0.7 % and -0.8 % */
    assert_near_abs(weighted.fall.lower, blocks.fall.lower, 0.01);
    assert_near_abs(weighted.fall.upper, blocks.fall.upper, 0.01);
    assert_true(equal.fall.lower < blocks.fall.estimate && blocks.fall.estimate < equal.fall.upper);
    assert_true(blocks.fall.lower < equal.fall.estimate && equal.fall.estimate < blocks.fall.upper);
    assert_true(correlated.fall.lower < blocks.fall.estimate && blocks.fall.estimate < correlated.fall.upper);
    assert_true(drawn.fall.lower < blocks.fall.estimate && blocks.fall.estimate < drawn.fall.upper);
}

static void daily_values_of_the_blackout_agree_with_its_blocks(void **state) {
    (void)state;
    assert_agrees("joined");
    assert_agrees("alone");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_and_newey_west_are_those_of_scipy_and_statsmodels),
        cmocka_unit_test(the_autoregression_is_that_of_whole_matrices),
        cmocka_unit_test(the_bootstrap_draws_what_its_definition_says),
        cmocka_unit_test(daily_values_of_the_blackout_agree_with_its_blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
