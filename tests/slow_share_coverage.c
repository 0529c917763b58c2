/* How often the intervals of simulated networks hold the truth, 20,000 seeded networks for each. The figures
 * are those of share.h. */
#include "support/support.h"

#include <math.h>
#include <string.h>

#include "hashstat/rate.h"
#include "hashstat/share.h"

enum { RUNS = 20000, POOLS = 13 };

typedef struct network {
    const char *name;
    int32_t pools;
    double share[POOLS];
} network;

/* Of 2022 in outline, of five like pools, and of one that has nearly all. */
static const network NETWORKS[] = {
    {"as in 2022", 13, {.20, .17, .14, .13, .11, .08, .05, .04, .03, .02, .015, .01, .005}},
    {"five alike", 5, {.2, .2, .2, .2, .2}},
    {"one of 90 %", 4, {.90, .06, .03, .01}},
};

static void draw(int64_t *blocks, const network *w, int64_t n, rng *random) {
    int64_t b;
    memset(blocks, 0, (size_t)w->pools * sizeof *blocks);
    for (b = 0; b < n; ++b) {
        double u = rng_uniform(random);
        int p = 0;
        while (p + 1 < w->pools && u >= w->share[p]) {
            u -= w->share[p++];
        }
        ++blocks[p];
    }
}

static int holds(double lower, double truth, double upper) {
    return lower <= truth && truth <= upper;
}

/* ---- all pools at once ------------------------------------------------------------------------- */

typedef hst_status pools_call(hst_interval *out, const int64_t *blocks, int32_t pools, double level);

typedef struct record {
    double coverage, width;
} record;

static record simulate_pools(pools_call *call, const network *w, int64_t n) {
    rng random = rng_seed(20220105);
    record r = {0, 0};
    int i;
    int32_t p;
    for (i = 0; i < RUNS; ++i) {
        int64_t blocks[POOLS];
        hst_interval out[POOLS];
        int all = 1;
        draw(blocks, w, n, &random);
        (void)call(out, blocks, w->pools, 0.95);
        for (p = 0; p < w->pools; ++p) {
            all &= holds(out[p].lower, w->share[p], out[p].upper);
        }
        r.coverage += (double)all / RUNS;
        r.width += (out[0].upper - out[0].lower) / RUNS;
    }
    return r;
}

/* ---- countries --------------------------------------------------------------------------------- */

enum { COUNTRIES = 4 };

/* What parts of the pools are in each country: one in all pools, one in few, a small one, the rest. */
static void make_mix(double *mix, int pools) {
    int p;
    for (p = 0; p < pools; ++p) {
        double *m = mix + p * COUNTRIES;
        m[0] = 0.1 + 0.3 * ((p * 7) % pools) / pools;
        m[1] = p % 4 == 1 ? 0.5 : 0;
        m[2] = p == 2 ? 0.1 : 0.002;
        m[3] = 1 - m[0] - m[1] - m[2];
    }
}

static void simulate_countries(double coverage[COUNTRIES], const network *w, int64_t n) {
    rng random = rng_seed(7);
    double mix[POOLS * COUNTRIES], truth[COUNTRIES] = {0, 0, 0, 0}, unlocated;
    int i, c, p;
    make_mix(mix, w->pools);
    for (c = 0; c < COUNTRIES; ++c) {
        coverage[c] = 0;
        for (p = 0; p < w->pools; ++p) {
            truth[c] += w->share[p] * mix[p * COUNTRIES + c];
        }
    }
    for (i = 0; i < RUNS; ++i) {
        int64_t blocks[POOLS];
        hst_share_country out[COUNTRIES];
        draw(blocks, w, n, &random);
        (void)hst_share_national(out, &unlocated, blocks, mix, w->pools, COUNTRIES, 0, 0, 0.95);
        for (c = 0; c < COUNTRIES; ++c) {
            coverage[c] += (double)holds(out[c].share.lower, truth[c], out[c].share.upper) / RUNS;
        }
    }
}

/* ---- products and changes ---------------------------------------------------------------------- */

typedef struct watched {
    hst_share_value share, hashrate;
} watched;

/* A stretch that expects n blocks of a network of hashrate `rate`. */
static watched watch(double share, double n, double rate, rng *random) {
    watched w;
    int64_t k = rng_poisson(random, n * share), all = k + rng_poisson(random, n * (1 - share));
    hst_interval s, r;
    (void)hst_share_interval_jeffreys(&s, k, all, 0.95);
    (void)hst_rate_interval_midp(&r, all, n / rate, 0.95);
    w.share.estimate = (double)k / (double)all;
    w.share.lower = s.lower;
    w.share.upper = s.upper;
    w.hashrate.estimate = (double)all * rate / n;
    w.hashrate.lower = r.lower;
    w.hashrate.upper = r.upper;
    return w;
}

static double simulate_hashrate(double share, double n) {
    rng random = rng_seed(11);
    double coverage = 0;
    int i;
    for (i = 0; i < RUNS; ++i) {
        watched w = watch(share, n, 2, &random);
        hst_share_value out = {0, 0, 0};
        (void)hst_share_hashrate(&out, &w.share, &w.hashrate);
        coverage += (double)holds(out.lower, 2 * share, out.upper) / RUNS;
    }
    return coverage;
}

/* Quotient of two hashrates with its interval, from blocks apart from those of the shares. */
static hst_share_value growth_of(double n, double growth, rng *random) {
    hst_rate_comparison c = {0, 0, 0, 0, 0, 0};
    hst_share_value out;
    (void)hst_rate_ratio_midp(&c, rng_poisson(random, n * growth), 1, rng_poisson(random, n), 1, 1, 0.95);
    out.estimate = c.ratio;
    out.lower = c.lower;
    out.upper = c.upper;
    return out;
}

static void simulate_change(double coverage[3], double before, double after, double growth, double n) {
    rng random = rng_seed(13);
    hst_share_value first = {0, 0, 0}, second = {0, 0, 0}, g = {0, 0, 0};
    hst_share_change truth, out = {{0, 0, 0}, {0, 0, 0}, {0, 0, 0}, 0, 0};
    int i;
    first.estimate = first.lower = first.upper = before;
    second.estimate = second.lower = second.upper = after;
    g.estimate = g.lower = g.upper = growth;
    (void)hst_share_change_split(&truth, &first, &second, &g);
    memset(coverage, 0, 3 * sizeof *coverage);
    for (i = 0; i < RUNS; ++i) {
        first = watch(before, n, 1, &random).share;
        second = watch(after, n, 1, &random).share;
        g = growth_of(n, growth, &random);
        (void)hst_share_change_split(&out, &first, &second, &g);
        coverage[0] += (double)holds(out.change.lower, truth.change.estimate, out.change.upper) / RUNS;
        coverage[1] += (double)holds(out.own.lower, truth.own.estimate, out.own.upper) / RUNS;
        coverage[2] += (double)holds(out.rest.lower, truth.rest.estimate, out.rest.upper) / RUNS;
    }
}

/* ---- what the header says ---------------------------------------------------------------------- */

#define ERROR_3 0.46 /* three standard errors of 95 %, in points */

static void assert_pools(pools_call *call, int64_t n, const double percent[3]) {
    int w;
    for (w = 0; w < 3; ++w) {
        assert_near_abs(100 * simulate_pools(call, &NETWORKS[w], n).coverage, percent[w], ERROR_3);
    }
}

static void bonferroni_is_never_below_its_level(void **state) {
    static const double few[] = {97.8, 96.9, 97.9}, many[] = {96.1, 95.9, 96.6};
    (void)state;
    assert_pools(hst_share_pools_bonferroni, 144, few);
    assert_pools(hst_share_pools_bonferroni, 1008, many);
}

static void goodman_lacks_where_pools_expect_a_block_or_less(void **state) {
    static const double few[] = {92.2, 95.7, 95.2}, many[] = {94.7, 95.4, 95.0};
    (void)state;
    assert_pools(hst_share_pools_goodman, 144, few);
    assert_pools(hst_share_pools_goodman, 1008, many);
}

static void sison_and_glaz_are_sharp_and_below_their_level(void **state) {
    static const double few[] = {92.4, 91.1, 89.2}, many[] = {94.3, 94.1, 91.8};
    double sharp = simulate_pools(hst_share_pools_sison_glaz, &NETWORKS[0], 144).width;
    double wide = simulate_pools(hst_share_pools_bonferroni, &NETWORKS[0], 144).width;
    (void)state;
    assert_near_abs(sharp / wide, 0.76, 0.01);
    sharp = simulate_pools(hst_share_pools_sison_glaz, &NETWORKS[0], 1008).width;
    wide = simulate_pools(hst_share_pools_bonferroni, &NETWORKS[0], 1008).width;
    assert_near_abs(sharp / wide, 0.78, 0.01);
    assert_pools(hst_share_pools_sison_glaz, 144, few);
    assert_pools(hst_share_pools_sison_glaz, 1008, many);
}

static void countries_are_within_a_point_of_their_level(void **state) {
    int w, c;
    (void)state;
    for (w = 0; w < 6; ++w) {
        double coverage[COUNTRIES];
        simulate_countries(coverage, &NETWORKS[w / 2], w % 2 == 0 ? 144 : 1008);
        for (c = 0; c < COUNTRIES; ++c) {
            print_message("%s, country %d: %.2f %%\n", NETWORKS[w / 2].name, c, 100 * coverage[c]);
            assert_true(coverage[c] > 0.946 && coverage[c] < 0.958);
        }
    }
}

static void hashrates_are_within_a_point_of_their_level(void **state) {
    (void)state;
    assert_near_abs(100 * simulate_hashrate(0.03, 144), 95.2, ERROR_3);
    assert_near_abs(100 * simulate_hashrate(0.18, 144), 95.2, ERROR_3);
    assert_near_abs(100 * simulate_hashrate(0.5, 144), 94.5, ERROR_3);
    assert_near_abs(100 * simulate_hashrate(0.03, 1008), 95.7, ERROR_3);
    assert_near_abs(100 * simulate_hashrate(0.18, 1008), 95.0, ERROR_3);
    assert_near_abs(100 * simulate_hashrate(0.5, 1008), 95.0, ERROR_3);
}

static void assert_change(double before, double after, double growth, double n, const double percent[3]) {
    double coverage[3];
    int i;
    simulate_change(coverage, before, after, growth, n);
    for (i = 0; i < 3; ++i) {
        assert_near_abs(100 * coverage[i], percent[i], ERROR_3);
    }
}

static void changes_are_within_a_point_of_their_level(void **state) {
    static const double large_few[] = {95.2, 94.9, 95.1}, large_many[] = {94.9, 95.1, 95.0};
    static const double small_few[] = {94.7, 94.6, 94.0}, small_many[] = {95.2, 95.2, 94.9};
    (void)state;
    assert_change(0.3, 0.2, 0.8, 144, large_few);
    assert_change(0.3, 0.2, 0.8, 1008, large_many);
    assert_change(0.05, 0.04, 1.2, 144, small_few);
    assert_change(0.05, 0.04, 1.2, 1008, small_many);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(bonferroni_is_never_below_its_level),
        cmocka_unit_test(goodman_lacks_where_pools_expect_a_block_or_less),
        cmocka_unit_test(sison_and_glaz_are_sharp_and_below_their_level),
        cmocka_unit_test(countries_are_within_a_point_of_their_level),
        cmocka_unit_test(hashrates_are_within_a_point_of_their_level),
        cmocka_unit_test(changes_are_within_a_point_of_their_level),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
