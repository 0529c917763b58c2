/* The noise floors against 200,000 simulated networks that do not change: counts drawn one by one, their
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

static double deepest(const double *levels, int64_t n) {
    hst_drawdown fall;
    assert_status(hst_drawdown_max(&fall, levels, n), HST_OK);
    return fall.depth;
}

/* The deepest falls of all networks, in ascending order. */
static void simulate(uint64_t seed, double expected, int64_t windows) {
    rng r = rng_seed(seed);
    int64_t i, k;
    for (k = 0; k < NETWORKS; ++k) {
        for (i = 0; i < windows; ++i) {
            counts[i] = (double)rng_poisson(&r, expected);
        }
        depths[k] = deepest(counts, windows);
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

/* ---- windows that are not alike, that overlap, and the mean ---- */

/* A year in which difficulty changes every 14 days by -15 .. 25 %, or the network grows by 60 %. */
static void unlike(double *expected, double *exposure, int grows) {
    rng r = rng_seed(7);
    double weight = 1;
    int64_t i;
    for (i = 0; i < 365; ++i) {
        weight *= i % 14 == 0 && !grows ? 0.85 + 0.4 * rng_uniform(&r) : 1;
        exposure[i] = grows ? 1 : weight;
        expected[i] = grows ? 144 * (1 + 0.6 * (double)i / 365) : 144 * weight;
    }
}

static void compare_unlike(uint64_t seed, int grows) {
    static double expected[365], exposure[365];
    rng r = rng_seed(seed);
    double p;
    int64_t i, k;
    size_t bytes;
    unlike(expected, exposure, grows);
    for (k = 0; k < NETWORKS; ++k) {
        for (i = 0; i < 365; ++i) {
            counts[i] = (double)rng_poisson(&r, expected[i]) / exposure[i];
        }
        depths[k] = deepest(counts, 365);
    }
    qsort(depths, NETWORKS, sizeof *depths, ascending);
    assert_status(hst_drawdown_noise_varying_work_size(&bytes, expected, exposure, 365), HST_OK);
    void *room = malloc(bytes);
    assert_non_null(room);
    for (i = 1; i < 20; ++i) {
        double depth = depths[i * NETWORKS / 20];
        assert_status(hst_drawdown_noise_varying(&p, depth, expected, exposure, 365, room, bytes), HST_OK);
        assert_near_abs(share_at_least(depth, 0), p, allowed(p));
    }
    free(room);
}

static void a_year_with_changes_of_difficulty(void **unused) {
    (void)unused;
    compare_unlike(8, 0);
}

static void a_year_of_growth(void **unused) {
    (void)unused;
    compare_unlike(9, 1);
}

/* An episode is the first of its span: the floor over as many windows as it took, found or open. */
static void the_span_of_an_episode(void **unused) {
    static const int64_t recovery[] = {58, HST_NONE};
    size_t k;
    (void)unused;
    for (k = 0; k < 2; ++k) {
        int64_t span = (recovery[k] == HST_NONE ? 99 : recovery[k]) - 40 + 1;
        hst_drawdown fall = {0, 40, 41, 50, recovery[k]};
        double p;
        simulate(10 + k, 144, span);
        fall.depth = depths[NETWORKS / 10];
        assert_status(hst_drawdown_noise_episode(&p, &fall, 144, 100, work, sizeof work), HST_OK);
        assert_near_abs(share_at_least(fall.depth, 0), p, allowed(p));
    }
}

static void the_mean_of_a_year(void **unused) {
    double mean = 0, square = 0, expected;
    int64_t k;
    (void)unused;
    simulate(12, 144, 365);
    for (k = 0; k < NETWORKS; ++k) {
        mean += depths[k] / NETWORKS;
        square += depths[k] * depths[k] / NETWORKS;
    }
    assert_status(hst_drawdown_noise_mean(&expected, 144, 365, work, sizeof work), HST_OK);
    assert_near_abs(mean, expected, 4.5 * sqrt((square - mean * mean) / NETWORKS));
}

/* Two simulations that share nothing: draws from another generator, sums taken anew for each window. Both have their
 * Monte-Carlo error. */
static void trailing_weeks_of_a_year(void **unused) {
    enum { DAYS = 371, WIDTH = 7 };
    static double theirs[NETWORKS], steps[DAYS];
    rng r = rng_seed(13);
    int64_t i, k, j;
    size_t bytes;
    (void)unused;
    for (k = 0; k < NETWORKS; ++k) {
        for (i = 0; i < DAYS; ++i) {
            steps[i] = (double)rng_poisson(&r, 144);
        }
        for (i = 0; i + WIDTH <= DAYS; ++i) {
            counts[i] = 0;
            for (j = 0; j < WIDTH; ++j) {
                counts[i] += steps[i + j];
            }
        }
        depths[k] = deepest(counts, DAYS - WIDTH + 1);
    }
    qsort(depths, NETWORKS, sizeof *depths, ascending);
    assert_status(hst_drawdown_noise_trailing_work_size(&bytes, 144, WIDTH, NETWORKS), HST_OK);
    void *room = malloc(bytes);
    assert_non_null(room);
    assert_status(hst_drawdown_noise_trailing(theirs, NETWORKS, 144, WIDTH, DAYS - WIDTH + 1, 1, room, bytes),
                  HST_OK);
    free(room);
    for (i = 1; i < 20; ++i) {
        hst_drawdown_simulated seen;
        double depth = depths[i * NETWORKS / 20];
        assert_status(hst_drawdown_noise_simulated(&seen, theirs, NETWORKS, depth), HST_OK);
        assert_near_abs(share_at_least(depth, 0), seen.p, sqrt(2) * allowed(seen.p));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_year_of_days),
        cmocka_unit_test(a_month_of_days),
        cmocka_unit_test(a_depth_that_is_one_of_the_steps),
        cmocka_unit_test(a_month_of_days_by_the_hour),
        cmocka_unit_test(windows_with_hardly_a_block),
        cmocka_unit_test(weeks),
        cmocka_unit_test(a_year_with_changes_of_difficulty),
        cmocka_unit_test(a_year_of_growth),
        cmocka_unit_test(the_span_of_an_episode),
        cmocka_unit_test(the_mean_of_a_year),
        cmocka_unit_test(trailing_weeks_of_a_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
