/* The noise floor against 200,000 simulated networks that do not change: counts drawn one by one, their
 * deepest fall found by hst_drawdown_max. */
#include "support/support.h"

#include <math.h>
#include <stdlib.h>

#include "hashstat/drawdown.h"

enum { NETWORKS = 200000, MOST = 1024, ROOM = 1 << 14 };

static uint64_t work[ROOM];
static double counts[MOST];
static double depths[NETWORKS];

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The deepest falls of all networks, in ascending order. */
static void simulate(uint64_t seed, double expected, int64_t windows) {
    rng r = rng_seed(seed);
    int64_t i, k;
    for (k = 0; k < NETWORKS; ++k) {
        hst_drawdown fall;
        for (i = 0; i < windows; ++i) {
            counts[i] = (double)rng_poisson(&r, expected);
        }
        assert_status(hst_drawdown_max(&fall, counts, windows), HST_OK);
        depths[k] = fall.depth;
    }
    qsort(depths, NETWORKS, sizeof *depths, ascending);
}

/* The share of networks in which a fall of at least depth (or, strictly, a deeper one) occurred. */
static double share_at_least(double depth, int strictly) {
    int64_t k = 0;
    while (k < NETWORKS && (depths[k] < depth || (strictly && depths[k] <= depth))) {
        ++k;
    }
    return (double)(NETWORKS - k) / NETWORKS;
}

/* Four and a half standard errors: in all the comparisons below, chance alone exceeds them once in some
 * thousands of seeds, and a rule that is off by one step of the depth misses by more. */
static double allowed(double p) {
    return 4.5 * sqrt(p * (1 - p) / NETWORKS);
}

static void compare(double expected, int64_t windows) {
    static const double quantiles[] = {0.001, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 0.999};
    size_t k;
    for (k = 0; k < sizeof quantiles / sizeof quantiles[0]; ++k) {
        double depth = depths[(int64_t)(quantiles[k] * NETWORKS)];
        double q = quantiles[k], p, step;
        assert_status(hst_drawdown_noise(&p, depth, expected, windows, work, sizeof work), HST_OK);
        assert_near_abs(share_at_least(depth, 0), p, allowed(p));
        assert_status(hst_drawdown_noise_quantile(&step, q, expected, windows, work, sizeof work), HST_OK);
        assert_true(1 - share_at_least(step, 1) >= q - allowed(q));
        assert_true(step == 0 || 1 - share_at_least(step, 0) <= q + allowed(q));
    }
}

static void a_year_of_days(void **unused) {
    (void)unused;
    simulate(1, 144, 365);
    compare(144, 365);
}

static void a_month_of_days(void **unused) {
    (void)unused;
    simulate(2, 144, 30);
    compare(144, 30);
}

/* The share of networks with this fall is .1354; a rule in (1 - depth) M would make it .1336. */
static void a_depth_that_is_one_of_the_steps(void **unused) {
    double p;
    (void)unused;
    simulate(3, 144, 19);
    compare(144, 19);
    assert_status(hst_drawdown_noise(&p, 54.0 / 180, 144, 19, work, sizeof work), HST_OK);
    assert_near_abs(share_at_least(54.0 / 180, 0), p, allowed(p));
}

static void a_month_of_days_by_the_hour(void **unused) {
    (void)unused;
    simulate(4, 6, 720);
    compare(6, 720);
}

static void windows_with_hardly_a_block(void **unused) {
    (void)unused;
    simulate(5, 0.5, 20);
    compare(0.5, 20);
}

static void weeks(void **unused) {
    (void)unused;
    simulate(6, 1008, 52);
    compare(1008, 52);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_year_of_days),
        cmocka_unit_test(a_month_of_days),
        cmocka_unit_test(a_depth_that_is_one_of_the_steps),
        cmocka_unit_test(a_month_of_days_by_the_hour),
        cmocka_unit_test(windows_with_hardly_a_block),
        cmocka_unit_test(weeks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
