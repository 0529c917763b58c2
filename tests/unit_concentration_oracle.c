/* Concentration against the definitions: random and all short lists of pools, unknown blocks among them; and
 * the ends of intervals against what they are ends of. */
#include "support/support.h"

#include <math.h>
#include <string.h>

#include "hashstat/concentration.h"
#include "oracle/concentration.h"

enum { MOST = 12 };

static uint64_t work[4 * (MOST + 1)];

static hst_concentration_options defaults(void) {
    hst_concentration_options o;
    assert_status(hst_concentration_options_init(&o, (uint32_t)sizeof o), HST_OK);
    return o;
}

/* threshold is part / whole; the order not 1. */
static void compare(const oracle_pools *p, double order, int64_t part, int64_t whole, int above) {
    hst_concentration_options o = defaults();
    int64_t n = oracle_listed(p) + p->unknown, top;
    hst_concentration m;
    o.order = order;
    o.threshold = (double)part / (double)whole;
    o.flags = above ? HST_CONCENTRATION_ABOVE : 0;
    o.top = 1 + n % 5;
    assert_status(
        hst_concentration_measure(&o, &m, NULL, p->blocks, (int32_t)p->pools, p->unknown, work, sizeof work),
        HST_OK);
    top = oracle_most(p, o.top);
    assert_int_equal(m.blocks, n);
    assert_int_equal(m.nakamoto, oracle_nakamoto(p, part, whole, above));
    assert_near(m.hhi, (double)oracle_powers(p, 2), 1e-14);
    assert_near(m.effective, 1 / (double)oracle_powers(p, 2), 1e-14);
    if (n > 1) {
        assert_near(m.hhi_unbiased, (double)oracle_hhi_unbiased(p), 1e-14);
    }
    assert_near_abs(m.gini, (double)oracle_gini(p), 1e-15);
    assert_near(m.shannon, (double)oracle_shannon(p), 1e-14);
    assert_near_abs(m.renyi, (double)(log2l(oracle_powers(p, order)) / (1 - (long double)order)), 1e-13);
    assert_near(m.min_entropy, (double)-log2l((long double)oracle_most(p, 1) / (long double)n), 1e-14);
    assert_near_abs(m.theil, (double)oracle_theil(p), 1e-14);
    assert_near(m.top, (double)top / (double)n, 1e-15);
}

static void measures_are_those_of_the_definitions(void **state) {
    const double orders[] = {0.3, 0.9, 1.1, 1.49, 2, 3.5, 12};
    const int64_t wholes[] = {2, 4, 8};
    rng random = rng_seed(1);
    int i;
    (void)state;
    for (i = 0; i < 700; ++i) {
        int64_t blocks[MOST], k;
        uint64_t most = 1 + rng_below(&random, i % 2 ? 5 : 2000);
        oracle_pools p = {blocks, 1 + (int64_t)rng_below(&random, 9), 0};
        p.unknown = rng_below(&random, 3) == 0 ? (int64_t)rng_below(&random, 100) : 0;
        for (k = 0; k < p.pools; ++k) {
            blocks[k] = rng_below(&random, 5) == 0 ? 0 : (int64_t)rng_below(&random, most);
        }
        blocks[rng_below(&random, (uint64_t)p.pools)] += 1;
        k = wholes[rng_below(&random, 3)];
        compare(&p, orders[i % 7], 1 + (int64_t)rng_below(&random, (uint64_t)k - 1), k, i % 2);
    }
}

static void all_short_lists_are_those_of_the_definitions(void **state) {
    int64_t code, pools;
    (void)state;
    for (pools = 1; pools <= 6; ++pools) {
        int64_t codes = 1, i;
        for (i = 0; i < pools; ++i) {
            codes *= 4;
        }
        for (code = 1; code < codes; ++code) {
            int64_t blocks[6], rest = code;
            oracle_pools p = {blocks, pools, code % 3 == 0};
            for (i = 0; i < pools; ++i, rest /= 4) {
                blocks[i] = rest % 4;
            }
            compare(&p, 2, 1, 2, (int)(code & 1));
        }
    }
}

static void the_order_of_pools_changes_no_bit(void **state) {
    rng random = rng_seed(2);
    int i;
    (void)state;
    for (i = 0; i < 200; ++i) {
        hst_concentration_options o = defaults();
        hst_concentration m[2];
        hst_concentration_range r[2];
        hst_concentration_rank rank[2][MOST];
        int64_t blocks[MOST], turned[MOST];
        int k;
        o.order = 0.7;
        for (k = 0; k < MOST; ++k) {
            blocks[k] = (int64_t)rng_below(&random, 40);
            turned[(k * 5 + i) % MOST] = blocks[k];
        }
        assert_status(hst_concentration_measure(&o, &m[0], &r[0], blocks, MOST, 3, work, sizeof work),
                      HST_OK);
        assert_status(hst_concentration_measure(&o, &m[1], &r[1], turned, MOST, 3, work, sizeof work),
                      HST_OK);
        assert_memory_equal(&m[0], &m[1], sizeof m[0]);
        assert_memory_equal(&r[0], &r[1], sizeof r[0]);
        assert_status(hst_concentration_ranks(rank[0], blocks, MOST, 0.95, work, sizeof work), HST_OK);
        assert_status(hst_concentration_ranks(rank[1], turned, MOST, 0.95, work, sizeof work), HST_OK);
        for (k = 0; k < MOST; ++k) {
            assert_memory_equal(&rank[0][k], &rank[1][(k * 5 + i) % MOST], sizeof rank[0][k]);
        }
    }
}

/* ---- ends ------------------------------------------------------------------------------------ */

static double sets_of(int64_t n, int64_t k) {
    double sets = 1;
    int64_t i;
    for (i = 1; i <= k; ++i) {
        sets = sets * (double)(n - k + i) / (double)i;
    }
    return sets;
}

/* Ends of the majority, by trying each size. */
static void compare_majority(const oracle_pools *p, const hst_concentration_range *r, double x, double tail) {
    int64_t n = oracle_listed(p) + p->unknown, lower = -1, upper = -1, certain = -1, size;
    for (size = p->pools; size >= 1; --size) {
        int64_t held = oracle_most(p, size);
        double limit = tail / sets_of(p->pools, size) / (double)((int64_t)1 << size);
        lower = oracle_at_most(held, n, x) > tail ? size : lower;
        upper = oracle_at_least(held, n, x) <= tail ? size : upper;
        certain = oracle_at_least(held, n, x) <= limit ? size : certain;
    }
    assert_int_equal(r->nakamoto_lower, lower);
    assert_int_equal(r->nakamoto_upper, upper);
    assert_int_equal(r->nakamoto_certain, certain);
}

static void ends_of_majorities_and_holdings_have_the_tails_they_should(void **state) {
    rng random = rng_seed(3);
    int i;
    (void)state;
    for (i = 0; i < 300; ++i) {
        hst_concentration_options o = defaults();
        int64_t blocks[MOST], n, k;
        oracle_pools p = {blocks, 1 + (int64_t)rng_below(&random, 8), (int64_t)rng_below(&random, 6)};
        hst_concentration m;
        hst_concentration_range r;
        double tail;
        for (k = 0; k < p.pools; ++k) {
            blocks[k] = (int64_t)rng_below(&random, 30);
        }
        blocks[0] += 1;
        o.threshold = 0.3 + 0.4 * rng_uniform(&random);
        o.level = 0.5 + 0.49 * rng_uniform(&random);
        o.top = 1 + (int64_t)rng_below(&random, 9);
        tail = (1 - o.level) / 2;
        assert_status(
            hst_concentration_measure(&o, &m, &r, blocks, (int32_t)p.pools, p.unknown, work, sizeof work),
            HST_OK);
        n = oracle_listed(&p) + p.unknown;
        compare_majority(&p, &r, o.threshold, tail);
        k = oracle_most(&p, o.top);
        if (k < n) {
            assert_near((double)oracle_at_most(k, n, r.top.upper), tail, 1e-10);
        }
        tail /= sets_of(p.pools, o.top < p.pools ? o.top : p.pools);
        assert_near((double)oracle_at_least(k, n, r.top.lower), tail, 1e-10);
        k = oracle_most(&p, 1);
        tail = (1 - o.level) / 2;
        assert_near((double)oracle_at_least(k, n, exp2(-r.min_entropy.upper)), tail / (double)p.pools, 1e-10);
        if (k < n) {
            assert_near((double)oracle_at_most(k, n, exp2(-r.min_entropy.lower)), tail, 1e-10);
        }
    }
}

/* Holm's procedure as Holm has it: all p-values in order, with growing limits. */
static void holm(int *larger, const int64_t *blocks, int pools, double alpha) {
    double p[MOST * MOST];
    int left = pools * (pools - 1), i, j;
    memset(larger, 0, MOST * MOST * sizeof *larger);
    for (i = 0; i < pools; ++i) {
        for (j = 0; j < pools; ++j) {
            p[i * MOST + j] = (double)oracle_at_least(blocks[i], blocks[i] + blocks[j], 0.5L);
        }
    }
    for (;;) {
        double least = 2;
        int at = -1;
        for (i = 0; i < pools; ++i) {
            for (j = 0; j < pools; ++j) {
                int here = i * MOST + j;
                if (i != j && !larger[here] && p[here] < least) {
                    least = p[here];
                    at = here;
                }
            }
        }
        if (at < 0 || least > alpha / left) {
            return;
        }
        larger[at] = 1;
        --left;
    }
}

static void places_are_those_of_holms_procedure(void **state) {
    rng random = rng_seed(4);
    int i;
    (void)state;
    for (i = 0; i < 150; ++i) {
        int larger[MOST * MOST], pools = 1 + (int)rng_below(&random, MOST), k, j;
        uint64_t most = 1 + rng_below(&random, 200);
        hst_concentration_rank rank[MOST];
        int64_t blocks[MOST];
        double level = 0.5 + 0.49 * rng_uniform(&random);
        for (k = 0; k < pools; ++k) {
            blocks[k] = (int64_t)rng_below(&random, most);
        }
        holm(larger, blocks, pools, 1 - level);
        assert_status(hst_concentration_ranks(rank, blocks, pools, level, work, sizeof work), HST_OK);
        for (k = 0; k < pools; ++k) {
            int64_t best = 1, worst = pools, above = 1;
            for (j = 0; j < pools; ++j) {
                best += larger[j * MOST + k];
                worst -= larger[k * MOST + j];
                above += blocks[j] > blocks[k];
            }
            assert_true(rank[k].best == best && rank[k].worst == worst && rank[k].rank == above);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures_are_those_of_the_definitions),
        cmocka_unit_test(all_short_lists_are_those_of_the_definitions),
        cmocka_unit_test(the_order_of_pools_changes_no_bit),
        cmocka_unit_test(ends_of_majorities_and_holdings_have_the_tails_they_should),
        cmocka_unit_test(places_are_those_of_holms_procedure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
