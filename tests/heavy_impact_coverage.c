/* How often the intervals of the room impact cover what was true. The exact fall is enumerated over the
 * Poisson probabilities of both counts; the regression and the mean of pools are simulated, 20,000 seeded
 * runs each, so that a coverage of 95 % has a standard error of 0.15 points. The figures stand in the header,
 * and come from this very simulation: there is no other source. What is held here is
 * that the header tells what the library does; that it is close to 95 is what makes it right. */
#include "support/support.h"

#include <math.h>

#include "hashstat/impact.h"
#include "oracle/rate.h"

enum { RUNS = 20000, LIGHT = 7, BINS = 2 * LIGHT + 1, POOLS = 20 };

#define ERROR_3 0.46 /* three standard errors, in points */

/* ---- exact, by enumeration --------------------------------------------------------------------- */

static double exact_coverage(int64_t expected, double fall) {
    int64_t reach = 9 * (int64_t)sqrt((double)expected) + 9, n1, n2;
    int64_t first = expected > reach ? expected - reach : 0;
    double mean = (double)expected * (1 - fall);
    long double covered = 0;
    for (n2 = first; n2 <= expected + reach; ++n2) {
        long double chance = oracle_poisson(n2, (long double)expected);
        for (n1 = 0; n1 <= (int64_t)mean + reach; ++n1) {
            hst_impact_count event, base;
            hst_impact_fall f;
            event.blocks = n1;
            base.blocks = n2;
            event.exposure = base.exposure = 1;
            assert_status(hst_impact_fall_exact(&f, &event, &base, 0.95), HST_OK);
            if (f.lower <= fall && fall <= f.upper) {
                covered += chance * oracle_poisson(n1, (long double)mean);
            }
        }
    }
    return 100 * (double)covered;
}

static void the_exact_fall_is_never_covered_below_its_level(void **state) {
    (void)state;
    assert_near_abs(exact_coverage(20, 0), 96.6, 0.05);
    assert_true(exact_coverage(20, 0.1) >= 95);
    assert_true(exact_coverage(20, 0.5) >= 95);
    assert_near_abs(exact_coverage(144, 0), 95.6, 0.05);
    assert_true(exact_coverage(144, 0.1) >= 95);
}

/* ---- the growth-aware fall --------------------------------------------------------------------- */

/* Growth of 1 % a bin, the middle bin dark. */
static double trend_coverage(double expected, double fall, double *growth_coverage) {
    rng random = rng_seed(17);
    int64_t blocks[BINS], run;
    double exposure[BINS], time[BINS], dark[BINS];
    int covered = 0, growth_covered = 0, j;
    for (run = 0; run < RUNS; ++run) {
        hst_impact_trend t;
        for (j = 0; j < BINS; ++j) {
            exposure[j] = 1;
            time[j] = j - LIGHT;
            dark[j] = j == LIGHT;
            blocks[j] = rng_poisson(&random, expected * exp(0.01 * time[j]) * (1 - fall * dark[j]));
        }
        assert_status(hst_impact_trend_fit(&t, blocks, exposure, time, dark, BINS, 0.95), HST_OK);
        covered += t.fall.lower <= fall && fall <= t.fall.upper;
        growth_covered += t.growth_lower <= 0.01 && 0.01 <= t.growth_upper;
    }
    *growth_coverage = 100.0 * growth_covered / RUNS;
    return 100.0 * covered / RUNS;
}

static void check_trend(double expected, double at_0, double at_tenth, double at_half) {
    double growth;
    assert_near_abs(trend_coverage(expected, 0, &growth), at_0, ERROR_3);
    assert_near_abs(growth, 95, 1);
    assert_near_abs(trend_coverage(expected, 0.1, &growth), at_tenth, ERROR_3);
    assert_near_abs(growth, 95, 1);
    assert_near_abs(trend_coverage(expected, 0.5, &growth), at_half, ERROR_3);
    assert_near_abs(growth, 95, 1);
}

static void the_trend_covers_as_the_header_says(void **state) {
    (void)state;
    check_trend(1008, 95.1, 95.0, 95.2);
    check_trend(144, 94.9, 94.7, 94.9);
    check_trend(20, 94.9, 95.0, 95.0);
    check_trend(5, 94.3, 94.3, 90.1);
}

/* ---- the mean of pools ------------------------------------------------------------------------- */

static double pools_coverage(int32_t pools, double expected, double fall, double *together, double *bias) {
    rng random = rng_seed(9);
    int64_t before[POOLS], during[POOLS];
    int covered = 0, all_covered = 0, run;
    double sum = 0;
    int32_t i;
    for (run = 0; run < RUNS; ++run) {
        hst_impact_pools_mean mean;
        hst_impact_fall falls[POOLS];
        int all = 1;
        for (i = 0; i < pools; ++i) {
            before[i] = rng_poisson(&random, expected);
            during[i] = rng_poisson(&random, expected * (1 - fall));
        }
        assert_status(hst_impact_pools_mean_fall(&mean, before, during, pools, 1, 1, 0.95), HST_OK);
        assert_status(hst_impact_pools_fall(falls, before, during, pools, 1, 1, 0.95), HST_OK);
        for (i = 0; i < pools; ++i) {
            all = all && falls[i].lower <= fall && fall <= falls[i].upper;
        }
        covered += mean.plain_lower <= fall && fall <= mean.plain_upper;
        all_covered += all;
        sum += mean.plain - fall;
    }
    *together = 100.0 * all_covered / RUNS;
    *bias = sum / RUNS;
    return 100.0 * covered / RUNS;
}

static void check_pools(int32_t pools, double expected, double fall, double coverage, double known_bias) {
    double together, bias;
    assert_near_abs(pools_coverage(pools, expected, fall, &together, &bias), coverage, ERROR_3);
    assert_true(together >= 95 - ERROR_3);
    assert_near_abs(bias, known_bias, 0.01);
}

static void the_mean_of_pools_is_covered_as_the_header_says(void **state) {
    (void)state;
    check_pools(5, 5, 0, 96.8, -0.29);
    check_pools(5, 20, 0, 95.8, -0.06);
    check_pools(5, 100, 0, 95.9, -0.01);
    check_pools(20, 5, 0, 96.3, -0.29);
    check_pools(20, 20, 0, 94.3, -0.06);
    check_pools(20, 20, 0.2, 94.7, -0.05);
    check_pools(20, 100, 0, 95.5, -0.01);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_exact_fall_is_never_covered_below_its_level),
        cmocka_unit_test(the_trend_covers_as_the_header_says),
        cmocka_unit_test(the_mean_of_pools_is_covered_as_the_header_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
