/* How concentrated the network is: published numbers, unknown pools, boundaries, grids and places. What is
 * refused is in unit_concentration_contract.c, the oracle in unit_concentration_oracle.c, coverage in
 * unit_concentration_coverage.c and slow_concentration_coverage.c. */
#include "support/support.h"

#include <math.h>
#include <string.h>

#include "hashstat/concentration.h"

enum { MOST = 64 };

static uint64_t work[4 * (MOST + 1)];

static hst_concentration_options defaults(void) {
    hst_concentration_options o;
    assert_status(hst_concentration_options_init(&o, (uint32_t)sizeof o), HST_OK);
    return o;
}

static hst_concentration measured(const int64_t *blocks, int32_t pools, int64_t unknown,
                                  const hst_concentration_options *o, hst_concentration_range *range) {
    hst_concentration m;
    assert_status(hst_concentration_measure(o, &m, range, blocks, pools, unknown, work, sizeof work), HST_OK);
    return m;
}

/* ---- published numbers ------------------------------------------------------------------------- */

static int32_t counts_of(const golden *g, int64_t *blocks) {
    double x[MOST];
    int32_t n = (int32_t)golden_series(g, "counts", x, MOST), i;
    for (i = 0; i < n; ++i) {
        blocks[i] = (int64_t)x[i];
    }
    return n;
}

static void like_golden(const golden *g, const char *column, double actual, double allowed) {
    if (!golden_is_empty(g, column)) {
        assert_near_abs(actual, golden_number(g, column), allowed);
    }
}

static void indices_are_those_published(void **state) {
    golden *g = golden_open("concentration/published.csv");
    (void)state;
    while (golden_next(g)) {
        int64_t blocks[MOST];
        int32_t n = counts_of(g, blocks);
        hst_concentration_options o = defaults();
        hst_concentration m = measured(blocks, n, 0, NULL, NULL);
        like_golden(g, "collision", m.renyi, 5e-4);
        o.order = 0;
        like_golden(g, "hartley", measured(blocks, n, 0, &o, NULL).renyi, 1e-15);
        like_golden(g, "hhi", 1e4 * m.hhi, 1e-10);
        like_golden(g, "gini", m.gini, 5.0001e-6);
        like_golden(g, "shannon", m.shannon, 5e-4);
        like_golden(g, "min_entropy", m.min_entropy, 1e-15);
        like_golden(g, "theil", m.theil, 5e-4);
        assert_int_equal(m.nakamoto, golden_integer(g, "nakamoto"));
    }
    golden_close(g);
}

static void more_than_half_may_take_one_pool_more(void **state) {
    const int64_t blocks[] = {3, 2, 1};
    hst_concentration_options o = defaults();
    (void)state;
    assert_int_equal(measured(blocks, 3, 0, &o, NULL).nakamoto, 1);
    o.flags = HST_CONCENTRATION_ABOVE;
    assert_int_equal(measured(blocks, 3, 0, &o, NULL).nakamoto, 2);
}

/* Milad et al., arXiv 2403.13736, at a significance of 5 %; binomial(9, 1/2) has 2^9 outcomes alike. */
static void the_range_of_majorities_is_that_of_the_paper(void **state) {
    const int64_t blocks[] = {3, 2, 1, 1, 1, 1};
    const double p[] = {466. / 512, .5, .25390625, .08984375, .01953125, 1. / 512};
    double share[6], at_least[6], at_most[6];
    hst_concentration_options o = defaults();
    hst_concentration_range r;
    int i;
    (void)state;
    o.level = 0.9;
    assert_int_equal(measured(blocks, 6, 0, &o, &r).nakamoto, 2);
    assert_int_equal(r.nakamoto_lower, 1);
    assert_int_equal(r.nakamoto_upper, 5);
    assert_int_equal(r.nakamoto_certain, HST_NONE);
    assert_status(hst_concentration_majorities(&o, share, at_least, at_most, blocks, 6, 0, work, sizeof work),
                  HST_OK);
    for (i = 0; i < 6; ++i) {
        assert_near(share[i], (4 + i) / 9. - (i == 0) / 9., 2e-16);
        assert_near(at_least[i], p[i], 1e-14);
    }
    assert_near(at_most[0], 130. / 512, 1e-14);
    assert_near(at_most[5], 1, 0);
}

static void majorities_go_on_past_the_last_pool_with_a_block(void **state) {
    const int64_t blocks[] = {0, 3, 0};
    double share[3], at_least[3], at_most[3];
    hst_concentration_options o = defaults();
    (void)state;
    assert_status(
        hst_concentration_majorities(NULL, share, at_least, at_most, blocks, 3, 1, work, sizeof work),
        HST_OK);
    assert_true(share[0] == .75 && share[1] == .75 && share[2] == .75 && at_least[2] == at_least[0]);
    assert_near(at_least[0], 5. / 16, 1e-14);
    assert_near(at_most[0], 15. / 16, 1e-14);
    o.flags = HST_CONCENTRATION_UNKNOWN_ONE;
    o.threshold = 0.75;
    assert_status(hst_concentration_majorities(&o, share, at_least, at_most, blocks, 3, 5, work, sizeof work),
                  HST_OK);
    assert_true(share[0] == .625 && share[1] == 1 && share[2] == 1);
    assert_near(at_least[1], pow(.75, 8), 1e-14);
}

/* ---- unknown pools ----------------------------------------------------------------------------- */

static void unknown_blocks_are_in_the_total_and_no_pool(void **state) {
    const int64_t blocks[] = {30, 20, 10};
    hst_concentration m = measured(blocks, 3, 40, NULL, NULL);
    (void)state;
    assert_true(m.blocks == 100 && m.unknown == 40 && m.pools == 3 && m.nakamoto == 2);
    assert_near(m.hhi, .09 + .04 + .01 + 40e-4, 1e-15);
    assert_near(m.hhi_unbiased, (30 * 29 + 20 * 19 + 10 * 9) / 9900., 1e-15);
    assert_near(m.min_entropy, -log2(.3), 1e-15);
    assert_near(m.top, .6, 1e-15);
    assert_near(m.gini, 2. / 9, 1e-15); /* of 30, 20 and 10 alone */
    assert_near(m.shannon, .3 * -log2(.3) + .2 * -log2(.2) + .1 * -log2(.1) + .4 * log2(100), 1e-15);
    assert_near(m.theil, log(3) + (log(1. / 2) * 3 + log(1. / 3) * 2 + log(1. / 6)) / 6, 1e-14);
}

static void unknown_blocks_may_be_one_pool_or_none(void **state) {
    const int64_t blocks[] = {30, 20, 10}, with[] = {30, 20, 10, 40};
    hst_concentration_options o = defaults();
    hst_concentration_range r, s;
    hst_concentration m, expected;
    (void)state;
    o.flags = HST_CONCENTRATION_UNKNOWN_ONE;
    m = measured(blocks, 3, 40, &o, &r);
    expected = measured(with, 4, 0, NULL, &s);
    assert_int_equal(m.unknown, 40);
    m.unknown = 0;
    assert_memory_equal(&m, &expected, sizeof m);
    assert_memory_equal(&r, &s, sizeof r);
    o.flags = HST_CONCENTRATION_UNKNOWN_OUT;
    m = measured(blocks, 3, 40, &o, &r);
    expected = measured(blocks, 3, 0, NULL, &s);
    m.unknown = 0;
    assert_memory_equal(&m, &expected, sizeof m);
    assert_memory_equal(&r, &s, sizeof r);
    o.flags = HST_CONCENTRATION_UNKNOWN_ONE;
    assert_near(measured(NULL, 0, 7, &o, NULL).hhi, 1, 0);
}

static void a_majority_that_the_listed_pools_lack_is_none(void **state) {
    const int64_t blocks[] = {30, 20, 10};
    hst_concentration_range r;
    (void)state;
    assert_int_equal(measured(blocks, 3, 900, NULL, &r).nakamoto, HST_NONE);
    assert_int_equal(r.nakamoto_lower, HST_NONE);
    assert_int_equal(r.nakamoto_upper, HST_NONE);
    assert_int_equal(measured(blocks, 3, 75, NULL, &r).nakamoto, HST_NONE);
    assert_int_equal(r.nakamoto_lower, 3);
}

/* ---- boundaries -------------------------------------------------------------------------------- */

static void a_single_block_says_next_to_nothing(void **state) {
    const int64_t blocks[] = {0, 1, 0};
    hst_concentration_range r;
    hst_concentration m = measured(blocks, 3, 0, NULL, &r);
    (void)state;
    assert_is_nan(m.hhi_unbiased);
    assert_true(m.hhi == 1 && m.effective == 1 && m.shannon == 0 && m.renyi == 0 && m.min_entropy == 0);
    assert_true(m.nakamoto == 1 && m.pools == 1);
    assert_same_bits(m.renyi, 0.0); /* not -0 */
    assert_same_bits(m.shannon, 0.0);
    assert_same_bits(m.min_entropy, 0.0);
    assert_same_bits(r.min_entropy.lower, 0.0);
    assert_same_bits(r.renyi.lower, 0.0);
    assert_same_bits(r.shannon.lower, 0.0);
    assert_true(r.hhi.lower == 0 && r.hhi.upper == 1 && r.effective.lower == 1);
    assert_same_bits(r.effective.upper, (double)INFINITY);
    assert_near(r.top.lower, .025, 1e-13); /* all three pools: one set */
    assert_near(exp2(-r.min_entropy.upper), .025 / 3, 1e-12);
    assert_true(r.nakamoto_lower == 1 && r.nakamoto_upper == HST_NONE);
}

static void pools_of_one_block_each_may_be_any_number(void **state) {
    int64_t blocks[MOST];
    hst_concentration_range r;
    int i;
    (void)state;
    for (i = 0; i < MOST; ++i) {
        blocks[i] = 1;
    }
    assert_true(measured(blocks, MOST, 0, NULL, &r).hhi_unbiased == 0);
    assert_same_bits(r.effective.upper, (double)INFINITY);
    assert_true(r.hhi.lower == 0 && r.gini.lower == 0 && r.theil.lower == 0);
}

static void counts_may_be_as_large_as_they_may(void **state) {
    const int64_t blocks[] = {INT64_C(500000000000), INT64_C(499999999999), 1};
    hst_concentration_range r;
    hst_concentration m = measured(blocks, 3, 0, NULL, &r);
    (void)state;
    assert_near(m.hhi, .5 - 1e-12, 1e-15);
    assert_true(m.nakamoto == 1 && r.nakamoto_lower == 1 && r.nakamoto_upper == 2 && r.nakamoto_certain == 2);
    assert_true(r.top.lower > 1 - 1e-10 && r.top.upper == 1);
}

/* The number of sets of pools grows beyond what a probability can be divided by. */
static void thousands_of_pools_leave_the_top_open(void **state) {
    enum { MANY = 3000 };
    static int64_t blocks[MANY];
    static uint64_t room[4 * (MANY + 1)];
    hst_concentration_options o = defaults();
    hst_concentration_range r;
    hst_concentration m;
    int i;
    (void)state;
    for (i = 0; i < MANY; ++i) {
        blocks[i] = 1 + i % 3;
    }
    o.top = MANY / 2;
    assert_status(hst_concentration_measure(&o, &m, &r, blocks, MANY, 0, room, sizeof room), HST_OK);
    assert_near(m.top, (3 * 1000 + 2 * 500) / 6000., 1e-15);
    assert_true(r.top.lower == 0 && r.top.upper < 1);
}

static void an_order_may_be_any(void **state) {
    const int64_t blocks[] = {40, 30, 20, 10, 0};
    hst_concentration_options o = defaults();
    hst_concentration_range r;
    hst_concentration m;
    (void)state;
    o.order = 1;
    m = measured(blocks, 5, 0, &o, &r);
    assert_same_bits(m.renyi, m.shannon);
    assert_memory_equal(&r.renyi, &r.shannon, sizeof r.renyi);
    o.order = 0;
    assert_near(measured(blocks, 5, 0, &o, &r).renyi, 2, 0);
    assert_near(r.renyi.lower, 2, 0);
    assert_near(r.renyi.upper, log2(5), 1e-15);
    assert_near(measured(blocks, 5, 4, &o, &r).renyi, 3, 0);
    assert_same_bits(r.renyi.upper, (double)INFINITY);
    o.order = (double)INFINITY;
    m = measured(blocks, 5, 0, &o, &r);
    assert_same_bits(m.renyi, m.min_entropy);
    assert_memory_equal(&r.renyi, &r.min_entropy, sizeof r.renyi);
    o.order = 1.7e308;
    assert_near(measured(blocks, 5, 3, &o, &r).renyi, -log2(40. / 103), 1e-14);
    o.order = 10;
    m = measured(blocks, 5, 0, &o, &r);
    assert_same_bits(r.renyi.lower, r.min_entropy.lower);
    assert_near(r.renyi.upper, r.min_entropy.upper * 10 / 9, 1e-15);
    o.order = 5e-324;
    assert_near(measured(blocks, 5, 0, &o, &r).renyi, 2, 1e-15);
}

/* To first order of the order: entropy less (order - 1)/2 of the variance of -log p. */
static void orders_next_to_one_keep_their_digits(void **state) {
    const int64_t blocks[] = {40, 30, 20, 10};
    const double p[] = {.4, .3, .2, .1}, step[] = {1e-7, -1e-7, 1e-12};
    hst_concentration_options o = defaults();
    double mean = 0, square = 0;
    int i;
    (void)state;
    for (i = 0; i < 4; ++i) {
        mean -= p[i] * log(p[i]);
        square += p[i] * log(p[i]) * log(p[i]);
    }
    for (i = 0; i < 3; ++i) {
        o.order = 1 + step[i];
        assert_near(measured(blocks, 4, 0, &o, NULL).renyi,
                    (mean - (o.order - 1) / 2 * (square - mean * mean)) / log(2), 1e-13);
    }
}

/* Half of them hold all there is, beyond doubt; but a probability below 1e-300 is none, and sets are more. */
static void thousands_of_pools_leave_majorities_uncertain(void **state) {
    enum { MANY = 3000 };
    static int64_t blocks[MANY];
    static uint64_t room[4 * (MANY + 1)];
    hst_concentration_range r;
    hst_concentration m;
    int i;
    (void)state;
    for (i = 0; i < MANY; ++i) {
        blocks[i] = i % 2 * 1000000;
    }
    assert_status(hst_concentration_measure(NULL, &m, &r, blocks, MANY, 0, room, sizeof room), HST_OK);
    assert_true(m.nakamoto == 750 && r.nakamoto_lower == 750 && r.nakamoto_upper == 751);
    assert_int_equal(r.nakamoto_certain, HST_NONE);
}

/* ---- intervals --------------------------------------------------------------------------------- */

static void near_interval(hst_interval i, double middle, double error, double allowed) {
    assert_near(i.lower, middle - 1.959963984540054 * error, allowed);
    assert_near(i.upper, middle + 1.959963984540054 * error, allowed);
}

static void intervals_are_middle_and_error(void **state) {
    const int64_t blocks[] = {40, 30, 20, 10, 0};
    const double p[] = {.4, .3, .2, .1};
    double log_mean = 0, square = 0, squares = .3, cubes = .064 + .027 + .008 + .001, error;
    hst_concentration_range r;
    hst_concentration m = measured(blocks, 5, 0, NULL, &r);
    int i;
    (void)state;
    for (i = 0; i < 4; ++i) {
        log_mean += p[i] * log(p[i]);
        square += p[i] * log(p[i]) * log(p[i]);
    }
    error = sqrt((square - log_mean * log_mean + 3. / 200) / 100);
    near_interval(r.shannon, (-log_mean + 3. / 200) / log(2), error / log(2), 1e-13);
    near_interval(r.theil, log(5) + log_mean - 3. / 200, error, 1e-13);
    error = sqrt(2. / 9900 * (2 * 98 * (cubes - squares * squares) + squares - squares * squares));
    near_interval(r.hhi, (squares * 100 - 1) / 99, error, 1e-13);
    assert_near(r.effective.lower, 1 / r.hhi.upper, 1e-15);
    assert_near(r.effective.upper, 1 / r.hhi.lower, 1e-15);
    /* places 1..4: mean 2, variance 1 */
    assert_near(r.gini.upper, m.gini + 1.959963984540054 * 2. / 5 * .1, 1e-13);
    assert_true(r.gini.lower < m.gini - 1.959963984540054 * 2. / 5 * .1 - .001);
}

/* Each unknown block is one of the values whose mean shannon is, but no cell whose share is estimated. */
static void unknown_blocks_widen_the_entropy(void **state) {
    const int64_t blocks[] = {40, 30, 20};
    const double p[] = {.4, .3, .2};
    double mean = .1 * log(100), square = .1 * log(100) * log(100), second = 3 - 2 * .9 + .9 * .9;
    hst_concentration_range r;
    int i;
    (void)state;
    for (i = 0; i < 3; ++i) {
        mean -= p[i] * log(p[i]);
        square += p[i] * log(p[i]) * log(p[i]);
    }
    measured(blocks, 3, 10, NULL, &r);
    near_interval(r.shannon, (mean + (3 - .9) / 200) / log(2),
                  sqrt((square - mean * mean + second / 200) / 100) / log(2), 1e-13);
}

/* Two blocks do not show that two pools are alike, nor do a hundred. */
static void tied_pools_may_be_unlike(void **state) {
    const int64_t few[] = {1, 1}, many[] = {50, 50}, near[] = {51, 50};
    hst_concentration_range r, beside;
    (void)state;
    measured(few, 2, 0, NULL, &r);
    assert_true(r.gini.lower == 0 && r.gini.upper == 0.5);
    measured(many, 2, 0, NULL, &r);
    assert_true(r.gini.lower == 0);
    assert_near(r.gini.upper, 1.959963984540054 * .05, 1e-13); /* places 1 and 2: variance 1/4 */
    measured(near, 2, 0, NULL, &beside);
    assert_near_abs(beside.gini.upper, r.gini.upper, 0.005);
}

static void one_pool_alone_is_bounded_by_the_exact_intervals(void **state) {
    const int64_t blocks[] = {4, 0, 0};
    hst_concentration_range r;
    (void)state;
    measured(blocks, 3, 0, NULL, &r);
    assert_true(r.hhi.lower == 1 && r.hhi.upper == 1 && r.shannon.lower == 0 && r.shannon.upper == 0);
    assert_near(r.gini.lower, 2. / 3, 1e-15);
    assert_true(r.min_entropy.lower == 0 && r.min_entropy.upper > 1);
}

static void intervals_end_where_the_measures_do(void **state) {
    const int64_t blocks[] = {1, 1, 1}, most[] = {6, 1, 0, 0};
    hst_concentration_range r;
    (void)state;
    measured(blocks, 3, 0, NULL, &r);
    assert_true(r.theil.lower == 0 && r.gini.lower == 0 && r.hhi.lower == 0);
    measured(most, 4, 0, NULL, &r);
    assert_near(r.theil.upper, log(4), 1e-15);
    assert_near(r.gini.upper, .75, 1e-15);
    assert_true(r.shannon.lower == 0 && r.hhi.upper == 1);
}

/* ---- grid -------------------------------------------------------------------------------------- */

static void a_grid_gives_the_bits_of_single_windows(void **state) {
    enum { WINDOWS = 40, POOLS = 7 };
    rng random = rng_seed(4);
    int64_t by_pool[WINDOWS * POOLS], blocks[WINDOWS];
    hst_concentration out[WINDOWS], one;
    hst_concentration_range range[WINDOWS], ends;
    int i, k;
    (void)state;
    for (i = 0; i < WINDOWS; ++i) {
        int64_t sum = 0;
        for (k = 0; k < POOLS; ++k) {
            by_pool[i * POOLS + k] = 1 + (int64_t)rng_below(&random, 50);
            sum += by_pool[i * POOLS + k];
        }
        blocks[i] = sum + (int64_t)rng_below(&random, 9);
    }
    assert_status(
        hst_concentration_measure_grid(NULL, out, range, by_pool, blocks, WINDOWS, POOLS, work, sizeof work),
        HST_OK);
    for (i = 0; i < WINDOWS; ++i) {
        one = measured(by_pool + i * POOLS, POOLS, out[i].unknown, NULL, &ends);
        assert_int_equal(one.blocks, blocks[i]);
        assert_memory_equal(&one, &out[i], sizeof one);
        assert_memory_equal(&ends, &range[i], sizeof ends);
    }
    assert_status(hst_concentration_measure_grid(NULL, out, NULL, by_pool, NULL, 1, POOLS, work, sizeof work),
                  HST_OK);
    one = measured(by_pool, POOLS, 0, NULL, NULL);
    assert_memory_equal(&one, &out[0], sizeof one);
}

static void a_window_without_blocks_is_nothing_among_others(void **state) {
    const int64_t by_pool[] = {1, 2, 0, 0, 0, 0}, blocks[] = {3, 0, 5};
    hst_concentration_options o = defaults();
    hst_concentration out[3];
    hst_concentration_range range[3];
    (void)state;
    assert_status(hst_concentration_measure_grid(&o, out, range, by_pool, blocks, 3, 2, work, sizeof work),
                  HST_OK);
    assert_true(out[0].pools == 2 && out[1].pools == 0 && out[2].pools == 0);
    assert_true(out[1].blocks == 0 && out[2].blocks == 5 && out[2].unknown == 5);
    assert_is_nan(out[1].hhi);
    assert_is_nan(out[2].top);
    assert_is_nan(out[2].theil);
    assert_is_nan(range[2].top.upper);
    assert_true(out[2].nakamoto == HST_NONE && range[2].nakamoto_certain == HST_NONE);
    o.flags = HST_CONCENTRATION_UNKNOWN_OUT;
    assert_status(hst_concentration_measure_grid(&o, out, NULL, by_pool, blocks, 3, 2, work, sizeof work),
                  HST_OK);
    assert_true(out[2].blocks == 0 && out[2].unknown == 5);
    assert_status(hst_concentration_measure_grid(NULL, out, NULL, NULL, blocks, 3, 0, work, sizeof work),
                  HST_OK);
    assert_true(out[0].unknown == 3 && out[0].pools == 0);
    assert_status(hst_concentration_measure_grid(NULL, NULL, NULL, NULL, NULL, 0, 5, work, sizeof work),
                  HST_OK);
}

/* ---- places ------------------------------------------------------------------------------------ */

static void places_are_sets(void **state) {
    const int64_t blocks[] = {12, 400, 100, 11, 100, 0};
    hst_concentration_rank r[6];
    (void)state;
    assert_status(hst_concentration_ranks(r, blocks, 6, 0.95, work, sizeof work), HST_OK);
    assert_true(r[1].rank == 1 && r[1].best == 1 && r[1].worst == 1);
    assert_true(r[2].rank == 2 && r[2].best == 2 && r[2].worst == 3);
    assert_memory_equal(&r[2], &r[4], sizeof r[2]);
    assert_true(r[0].rank == 4 && r[0].best == 4 && r[0].worst == 5); /* 12 against 0: 2^-12 */
    assert_true(r[3].rank == 5 && r[3].best == 4 && r[3].worst == 5);
    assert_true(r[5].rank == 6 && r[5].best == 6 && r[5].worst == 6);
}

static void without_blocks_every_place_is_open(void **state) {
    const int64_t blocks[] = {0, 0, 0}, many = 1000000;
    hst_concentration_rank r[3];
    (void)state;
    assert_status(hst_concentration_ranks(r, blocks, 3, 0.95, work, sizeof work), HST_OK);
    assert_true(r[0].rank == 1 && r[2].rank == 1 && r[1].best == 1 && r[1].worst == 3);
    assert_status(hst_concentration_ranks(r, blocks, 1, 0.95, work, sizeof work), HST_OK);
    assert_true(r[0].rank == 1 && r[0].best == 1 && r[0].worst == 1);
    assert_status(hst_concentration_ranks(r, &many, 1, 0.1, work, sizeof work), HST_OK);
    assert_true(r[0].rank == 1 && r[0].best == 1 && r[0].worst == 1);
    assert_status(hst_concentration_ranks(NULL, NULL, 0, 0.95, work, sizeof work), HST_OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(indices_are_those_published),
        cmocka_unit_test(more_than_half_may_take_one_pool_more),
        cmocka_unit_test(the_range_of_majorities_is_that_of_the_paper),
        cmocka_unit_test(majorities_go_on_past_the_last_pool_with_a_block),
        cmocka_unit_test(unknown_blocks_are_in_the_total_and_no_pool),
        cmocka_unit_test(unknown_blocks_may_be_one_pool_or_none),
        cmocka_unit_test(a_majority_that_the_listed_pools_lack_is_none),
        cmocka_unit_test(a_single_block_says_next_to_nothing),
        cmocka_unit_test(pools_of_one_block_each_may_be_any_number),
        cmocka_unit_test(counts_may_be_as_large_as_they_may),
        cmocka_unit_test(thousands_of_pools_leave_the_top_open),
        cmocka_unit_test(an_order_may_be_any),
        cmocka_unit_test(orders_next_to_one_keep_their_digits),
        cmocka_unit_test(thousands_of_pools_leave_majorities_uncertain),
        cmocka_unit_test(intervals_are_middle_and_error),
        cmocka_unit_test(unknown_blocks_widen_the_entropy),
        cmocka_unit_test(tied_pools_may_be_unlike),
        cmocka_unit_test(one_pool_alone_is_bounded_by_the_exact_intervals),
        cmocka_unit_test(intervals_end_where_the_measures_do),
        cmocka_unit_test(a_grid_gives_the_bits_of_single_windows),
        cmocka_unit_test(a_window_without_blocks_is_nothing_among_others),
        cmocka_unit_test(places_are_sets),
        cmocka_unit_test(without_blocks_every_place_is_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
