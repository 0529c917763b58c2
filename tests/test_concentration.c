/* How concentrated the network is: contracts of all functions, published numbers, and what holds for any
 * blocks. The oracle is in unit_concentration_oracle.c, coverage in unit_concentration_coverage.c. */
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
        hst_concentration m = measured(blocks, n, 0, NULL, NULL);
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(indices_are_those_published),
        cmocka_unit_test(more_than_half_may_take_one_pool_more),
        cmocka_unit_test(the_range_of_majorities_is_that_of_the_paper),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
