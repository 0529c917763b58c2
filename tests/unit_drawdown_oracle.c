/* Falls against their definition: every short series, random ones of every shape, and those made to mislead a
 * search that looks at blocks and thresholds instead of every quotient. */
#include "support/same_fall.h"
#include "support/shaped.h"

#include <math.h>

#include "hashstat/drawdown.h"
#include "oracle/drawdown.h"

enum { MOST = 4096 };

static double x[MOST];
static double under[MOST];
static hst_drawdown listed[MOST];
static hst_drawdown expected_list[MOST];

/* All three functions against the definition, and what is not asked for stays as it was. */
static void assert_as_defined(const double *series, int64_t n) {
    int64_t want = oracle_episodes(expected_list, series, n);
    hst_drawdown deepest = oracle_deepest(expected_list, want, series, n);
    hst_drawdown fall;
    int64_t found = -1;
    int64_t i;
    fill_untouched(listed, (size_t)(want + 1) * sizeof *listed);
    assert_status(hst_drawdown_episodes(listed, want + 1, &found, series, n), HST_OK);
    assert_int_equal(found, want);
    for (i = 0; i < want; ++i) {
        assert_same_fall(&listed[i], &expected_list[i]);
    }
    assert_untouched(&listed[want], sizeof *listed);
    assert_status(hst_drawdown_max(&fall, series, n), deepest.peak == HST_NONE ? HST_EEMPTY : HST_OK);
    if (deepest.peak != HST_NONE) {
        assert_same_fall(&fall, &deepest);
    }
    assert_status(hst_drawdown_underwater(under, series, n), HST_OK);
    for (i = 0; i < n; ++i) {
        if (isnan(series[i])) {
            assert_is_nan(under[i]);
        } else {
            assert_same_bits(under[i], oracle_underwater(series, i));
        }
    }
}

static void all_short_series_are_as_defined(void **unused) {
    static const double values[] = {NAN, 0, 1, 2, 3};
    int64_t n, code, i, codes = 1;
    (void)unused;
    for (n = 0; n <= 6; ++n, codes *= 5) {
        for (code = 0; code < codes; ++code) {
            int64_t rest = code;
            for (i = 0; i < n; ++i, rest /= 5) {
                x[i] = values[rest % 5];
            }
            assert_as_defined(x, n);
        }
    }
}

static void random_series_are_as_defined(void **unused) {
    rng r = rng_seed(20220105);
    int k;
    (void)unused;
    for (k = 0; k < 900; ++k) {
        int64_t n = (int64_t)rng_below(&r, k % 41 == 0 ? 3000 : 700);
        fill_shaped(x, n, &r, k % SHAPES);
        assert_as_defined(x, n);
    }
}

/* Two maxima m < n and a sample x below both, found by search: (m - x)/m comes out one unit in the last place
 * above (n - x)/n, though it is the smaller one. So the quotient of a block's largest maximum and smallest
 * sample does not bound those inside it, unless there is some slack. */
static void a_bound_that_rounds_down_hides_nothing(void **unused) {
    static const double found[][3] = {
        {0x1.d7168acfae2d2p+0, 0x1.d7168acfae2d3p+0, 0x1.73940319b0051p-1},
        {0x1.9cd5f6cd39abfp+0, 0x1.9cd5f6cd39acp+0, 0x1.e8d98c327632ep-2},
        {0x1.bff0fc0b7fe2p+0, 0x1.bff0fc0b7fe21p+0, 0x1.4a477f4b0546dp-1},
        {0x1.ffff9423ffff2p+0, 0x1.ffff9423ffff3p+0, 0x1.a276b1bb95362p-2},
    };
    size_t k;
    (void)unused;
    for (k = 0; k < sizeof found / sizeof found[0]; ++k) {
        double m = found[k][0], n = found[k][1], low = found[k][2];
        int64_t i;
        assert_true(oracle_depth(m, low) > oracle_depth(n, low));
        for (i = 0; i < 1024; ++i) {
            x[i] = i < 512 ? n / 2 : n;
        }
        x[1] = low / 2; /* as deep as low below n */
        x[512] = m;
        x[513] = low;
        assert_as_defined(x, 1024);
        assert_as_defined(x + 100, 900);
    }
}

/* A level m and a sample x below it, found by search, whose depth is one unit in the last place above d,
 * though x lies above m (1 - d) as doubles compute it. */
static void a_threshold_that_rounds_down_hides_nothing(void **unused) {
    static const double found[][3] = {
        {0x1.cf4b4d6b9e96ap+0, 0x1.604311faab6a8p-4, 0x1.e7ab4749cf569p-1},
        {0x1.0f2553b61e4aap+0, 0x1.04dd6f7bdfa97p-6, 0x1.f84da705f09b5p-1},
        {0x1.55b90522ab721p+0, 0x1.b77d3f40f8c47p-4, 0x1.d6d84709adb09p-1},
        {0x1.2248484a44909p+0, 0x1.53432ac00c25bp-6, 0x1.f6a66fa9ed4cep-1},
    };
    size_t k;
    (void)unused;
    for (k = 0; k < sizeof found / sizeof found[0]; ++k) {
        double m = found[k][0], low = found[k][1], d = found[k][2];
        volatile double threshold = m * (1 - d);
        assert_true(oracle_depth(m, low) > d && low > threshold);
        x[0] = 1;
        x[1] = 1 - d; /* exact, and so is its depth */
        x[2] = m;
        x[3] = low;
        assert_as_defined(x, 4);
    }
}

/* The latest maximum may lie in a block that was passed over. */
static void level_stretches_are_as_defined(void **unused) {
    int64_t i, k;
    (void)unused;
    for (k = 0; k < 1600; k += 200) {
        for (i = 0; i < 1600; ++i) {
            x[i] = i < 1500 ? 7 : 3;
        }
        assert_as_defined(x, 1500);
        x[k] = 9;
        assert_as_defined(x, 1600);
        x[k] = NAN;
        assert_as_defined(x, 1600);
    }
}

static void ends_of_the_number_range_are_levels_like_others(void **unused) {
    static const double levels[] = {DBL_MAX, 1e21, 1, DBL_MIN, DBL_MIN / 2, 0x1p-1074, 0.0, -0.0};
    int64_t i, j, k;
    (void)unused;
    for (i = 0; i < 8; ++i) {
        for (j = 0; j < 8; ++j) {
            for (k = 0; k < 8; ++k) {
                x[0] = levels[i];
                x[1] = levels[j];
                x[2] = levels[k];
                assert_as_defined(x, 3);
            }
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_short_series_are_as_defined),
        cmocka_unit_test(random_series_are_as_defined),
        cmocka_unit_test(a_bound_that_rounds_down_hides_nothing),
        cmocka_unit_test(a_threshold_that_rounds_down_hides_nothing),
        cmocka_unit_test(level_stretches_are_as_defined),
        cmocka_unit_test(ends_of_the_number_range_are_levels_like_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
