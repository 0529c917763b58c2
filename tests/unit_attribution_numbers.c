/* The numbers of the room attribution: outages against SciPy and against every choice of bounds, the fit of
 * blocks against the slope of its likelihood, profile ends against halving, standard errors against the
 * inverse. */
#include "support/attribution_case.h"

#include <math.h>

#include "oracle/attribution.h"

/* ---- least squares ----------------------------------------------------------------------------- */

static void outages_are_those_of_scipy(void **state) {
    golden *g = golden_open("attribution/lsq.csv");
    (void)state;
    while (golden_next(g)) {
        attribution_case a;
        double dark[CASE_COUNTRIES], expected[CASE_COUNTRIES], chi2;
        int32_t c;
        a.pools = (int32_t)golden_integer(g, "pools");
        a.countries = (int32_t)golden_integer(g, "countries");
        assert_int_equal(golden_series(g, "mix", a.mix, CASE_POOLS * CASE_COUNTRIES), a.pools * a.countries);
        assert_int_equal(golden_series(g, "fall", a.fall, CASE_POOLS), a.pools);
        assert_int_equal(golden_series(g, "weight", a.weight, CASE_POOLS), a.pools);
        assert_int_equal(golden_series(g, "dark", expected, CASE_COUNTRIES), a.countries);
        assert_status(solve_case(dark, &chi2, &a), HST_OK);
        assert_near_abs(chi2, golden_number(g, "chi2"), 1e-12 * (1 + chi2));
        for (c = 0; c < a.countries; ++c) {
            assert_near_abs(dark[c], expected[c], 1e-11);
        }
    }
    golden_close(g);
}

static oracle_falls falls_of(const attribution_case *a) {
    oracle_falls f;
    f.mix = a->mix;
    f.fall = a->fall;
    f.weight = a->weight;
    f.pools = a->pools;
    f.countries = a->countries;
    return f;
}

static void outages_are_the_best_of_all_choices_of_bounds(void **state) {
    rng random = rng_seed(1);
    int i;
    (void)state;
    for (i = 0; i < 600; ++i) {
        int32_t countries = 1 + (int32_t)rng_below(&random, 4), c;
        attribution_case a = random_case(1 + (int32_t)rng_below(&random, 12), countries, 50, &random);
        oracle_falls f = falls_of(&a);
        double dark[CASE_COUNTRIES], expected[CASE_COUNTRIES], chi2;
        long double d[CASE_COUNTRIES], least = oracle_solve(expected, &f, -1, 0);
        assert_status(solve_case(dark, &chi2, &a), HST_OK);
        for (c = 0; c < countries; ++c) {
            assert_true(dark[c] >= 0 && dark[c] <= 1);
            d[c] = dark[c];
        }
        assert_near_abs(chi2, (double)least, 1e-12 * (1 + chi2));
        assert_near_abs((double)oracle_chi2(&f, d), (double)least, 1e-12 * (1 + chi2));
    }
}

/* Every series of one to four pools whose falls are from these five, against two and three countries. */
static void every_short_series_of_falls_is_solved(void **state) {
    static const double falls[5] = {(double)NAN, 0, 0.5, 1, 2};
    static const double mix[12] = {0.5, 0.25, 0.25, 0.25, 0.5, 0.25, 1, 0, 0, 0, 0.5, 0.5};
    int code;
    (void)state;
    for (code = 0; code < 5 * 5 * 5 * 5; ++code) {
        attribution_case a;
        oracle_falls f;
        double dark[CASE_COUNTRIES], other[CASE_COUNTRIES], chi2;
        int rest = code, p, seen = 0;
        a.pools = 4;
        a.countries = 3;
        memcpy(a.mix, mix, sizeof mix);
        for (p = 0; p < 4; ++p, rest /= 5) {
            a.fall[p] = falls[rest % 5];
            a.weight[p] = 1 + p;
            seen += rest % 5 != 0;
        }
        f = falls_of(&a);
        assert_status(solve_case(dark, &chi2, &a), seen > 0 ? HST_OK : HST_EEMPTY);
        if (seen > 0) {
            assert_near_abs(chi2, (double)oracle_solve(other, &f, -1, 0), 1e-13 * (1 + chi2));
        }
    }
}

/* ---- blocks ------------------------------------------------------------------------------------ */

static double ratio_of(const attribution_case *a, const double *d, int32_t p, double scale) {
    double ratio = 1, least = scale / (2 * (double)(a->before[p] + a->during[p]) - 1);
    int32_t c;
    for (c = 0; c < a->countries; ++c) {
        ratio -= a->mix[p * a->countries + c] * d[c];
    }
    return ratio < least ? least : ratio;
}

static int is_seen(const attribution_case *a, int32_t p) {
    return a->before[p] + a->during[p] > 0 && !isnan(a->mix[p * a->countries]);
}

/* Whether no ratio is taken for more than it is. */
static int is_plain(const attribution_case *a, const hst_attribution_country *out, double *d, double scale) {
    int plain = 1;
    int32_t p, c;
    for (c = 0; c < a->countries; ++c) {
        d[c] = out[c].dark;
    }
    for (p = 0; p < a->pools; ++p) {
        double least = scale / (2 * (double)(a->before[p] + a->during[p]) - 1);
        plain = plain && (!is_seen(a, p) || ratio_of(a, d, p, scale) > least);
    }
    return plain;
}

/* Slope of log-likelihood over d_c: during is binomial with chance r/(r + k), so that it is the sum of
 * -m (during/r - N/(r + k)). */
static double slope_of(const attribution_case *a, const double *d, int32_t c, double scale) {
    double slope = 0;
    int32_t p;
    for (p = 0; p < a->pools; ++p) {
        if (is_seen(a, p)) {
            double r = ratio_of(a, d, p, scale), total = (double)(a->before[p] + a->during[p]);
            slope -= a->mix[p * a->countries + c] * ((double)a->during[p] / r - total / (r + scale));
        }
    }
    return slope;
}

static void outages_from_blocks_are_those_of_greatest_likelihood(void **state) {
    rng random = rng_seed(2);
    int i, seen = 0;
    (void)state;
    for (i = 0; i < 300; ++i) {
        int32_t countries = 1 + (int32_t)rng_below(&random, 4), c;
        attribution_case a =
            random_case(countries + (int32_t)rng_below(&random, 15), countries, 400, &random);
        hst_attribution_country out[CASE_COUNTRIES];
        hst_attribution_fit fit;
        double d[CASE_COUNTRIES];
        int plain;
        assert_status(profile_case(out, &fit, &a, 1, 0.95, 0), HST_OK);
        plain = fit.rank == countries && is_plain(&a, out, d, 1);
        for (c = 0; plain && c < countries; ++c) {
            double slope = slope_of(&a, d, c, 1);
            assert_true(out[c].free ? fabs(slope) < 1e-6 : d[c] > 0 ? slope > -1e-6 : slope < 1e-6);
        }
        seen += plain;
        assert_true(fit.steps < 60);
    }
    assert_true(seen > 150);
}

/* The very weights and falls that the header states, at the fit. */
static void take_weights(attribution_case *a, const double *d, double k) {
    int32_t p;
    for (p = 0; p < a->pools; ++p) {
        double total = (double)(a->before[p] + a->during[p]);
        a->weight[p] = 0;
        a->fall[p] = 0;
        if (is_seen(a, p)) {
            double r = ratio_of(a, d, p, k);
            double surplus = (double)a->during[p] - r * (double)a->before[p] / k;
            a->weight[p] = total * k / (r * (r + k) * (r + k));
            a->fall[p] = 1 - r - surplus * (r + k) / total;
        }
    }
}

static void profile_ends_are_where_chi2_has_risen(void **state) {
    rng random = rng_seed(3);
    double z = 1.959963984540054;
    int i;
    (void)state;
    for (i = 0; i < 40; ++i) {
        int32_t countries = 1 + (int32_t)rng_below(&random, 4), c;
        double scale = 0.5 + rng_uniform(&random), d[CASE_COUNTRIES], other[CASE_COUNTRIES];
        attribution_case a = random_case(countries + 4, countries, 100, &random);
        hst_attribution_country out[CASE_COUNTRIES];
        hst_attribution_fit fit;
        oracle_falls f = falls_of(&a);
        assert_status(profile_case(out, &fit, &a, scale, 0.95, 0), HST_OK);
        if (fit.rank < countries) {
            continue;
        }
        for (c = 0; c < countries; ++c) {
            d[c] = out[c].dark;
        }
        take_weights(&a, d, scale);
        assert_near_abs(fit.chi2, (double)oracle_solve(other, &f, -1, 0), 1e-8 * (1 + fit.chi2));
        for (c = 0; c < countries; ++c) {
            long double rise = oracle_solve(other, &f, c, 0) - fit.chi2;
            assert_near_abs(out[c].lower, oracle_end(&f, c, d[c], 0, fit.chi2 + z * z), 1e-8);
            assert_near_abs(out[c].upper, oracle_end(&f, c, d[c], 1, fit.chi2 + z * z), 1e-8);
            assert_near_abs(out[c].luck_p, (double)erfcl(sqrtl(rise > 0 ? rise / 2 : 0)) / 2, 1e-4);
        }
    }
}

static void chi2_is_pearsons(void **state) {
    rng random = rng_seed(4);
    int i, seen = 0;
    (void)state;
    for (i = 0; i < 100; ++i) {
        attribution_case a = random_case(12, 3, 300, &random);
        hst_attribution_country out[CASE_COUNTRIES];
        hst_attribution_fit fit;
        double d[3], chi2 = 0;
        int32_t p;
        assert_status(profile_case(out, &fit, &a, 2, 0.95, 0), HST_OK);
        if (!is_plain(&a, out, d, 2)) {
            continue;
        }
        ++seen;
        for (p = 0; p < a.pools; ++p) {
            double r = is_seen(&a, p) ? ratio_of(&a, d, p, 2) : 1;
            double total = (double)(a.before[p] + a.during[p]), chance = r / (r + 2);
            double off = (double)a.during[p] - total * chance;
            chi2 += is_seen(&a, p) ? off * off / (total * chance * (1 - chance)) : 0;
        }
        assert_near(fit.chi2, chi2, 1e-8);
        assert_near(fit.dispersion, fit.chi2 / (double)fit.freedom, 1e-15);
        assert_int_equal(fit.freedom, fit.pools - out[0].free - out[1].free - out[2].free);
    }
    assert_true(seen > 50);
}

/* ---- what the mix tells ------------------------------------------------------------------------ */

/* By the normal equations' inverse, a column of it at a time. */
static void standard_errors_are_roots_of_the_inverse(void **state) {
    rng random = rng_seed(5);
    int i;
    (void)state;
    for (i = 0; i < 200; ++i) {
        int32_t countries = 1 + (int32_t)rng_below(&random, 4), c, k;
        attribution_case a = random_case(countries + 5, countries, 50, &random);
        hst_attribution_report report;
        hst_attribution_column column[CASE_COUNTRIES];
        oracle_falls f = falls_of(&a);
        memset(a.fall, 0, sizeof a.fall);
        assert_status(identify_case(&report, column, &a), HST_OK);
        for (c = 0; report.rank == countries && c < countries; ++c) {
            long double d[CASE_COUNTRIES];
            oracle_equations e;
            double diagonal;
            for (k = 0; k < countries; ++k) {
                d[k] = (long double)NAN;
            }
            e = oracle_normal(&f, d);
            diagonal = (double)e.a[c][c];
            for (k = 0; k < countries; ++k) {
                e.a[k][countries] = k == c;
            }
            assert_true(oracle_eliminate(&e));
            assert_near(column[c].std_error, (double)sqrtl(e.a[c][countries]), 1e-9);
            assert_near(column[c].inflation, (double)sqrtl(e.a[c][countries] * diagonal), 1e-9);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(outages_are_those_of_scipy),
        cmocka_unit_test(outages_are_the_best_of_all_choices_of_bounds),
        cmocka_unit_test(every_short_series_of_falls_is_solved),
        cmocka_unit_test(outages_from_blocks_are_those_of_greatest_likelihood),
        cmocka_unit_test(profile_ends_are_where_chi2_has_risen),
        cmocka_unit_test(chi2_is_pearsons),
        cmocka_unit_test(standard_errors_are_roots_of_the_inverse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
