/* Falls by blocks that are passed over where they can be, on every path, against the walk that takes each sample;
 * and the means of the worst on every path. */
#include "support/shaped.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>

#include "kernels/falls.h"
#include "kernels/path.h"
#include "kernels/worst_share.h"
#include "oracle/drawdown_measures.h"

enum { MOST = 3000 };

static double x[MOST];
static double work[MOST];

typedef struct seen {
    hst__deepest fall[MOST];
    int64_t found;
    int64_t passed; /* blocks */
} seen;

static void take_each(seen *s, hst__falls *f, int64_t from, int64_t until) {
    for (; from < until; ++from) {
        if (!isnan(x[from])) {
            s->found += hst__falls_take(f, &s->fall[s->found], x[from], from);
        }
    }
}

/* block 0: sample by sample. */
static hst__falls walk(seen *s, int path, int64_t n, int64_t block, double theta) {
    hst__falls f = hst__falls_begin(theta);
    int64_t from, until;
    s->found = s->passed = 0;
    for (from = 0; from < n; from = until) {
        until = block == 0 || n - from < block ? n : from + block;
        if (block > 0 && hst__falls_pass(path, &f, x, from, until) == HST__PASSED) {
            ++s->passed;
        } else {
            take_each(s, &f, from, until);
        }
    }
    return f;
}

static void assert_fall(const hst__deepest *a, const hst__deepest *b) {
    assert_same_bits(a->depth, b->depth);
    assert_int_equal(a->peak, b->peak);
    assert_int_equal(a->onset, b->onset);
    assert_int_equal(a->recovery, b->recovery);
    assert_int_equal(a->trough, b->trough);
}

static void assert_walks(int64_t n, int64_t block, double theta) {
    static seen one, other;
    hst__falls plain = walk(&one, 0, n, 0, theta);
    int path;
    int64_t k;
    for (path = HST__PATH_PORTABLE; path <= hst__path(); ++path) {
        hst__falls f = walk(&other, path, n, block, theta);
        assert_int_equal(other.found, one.found);
        for (k = 0; k < one.found; ++k) {
            assert_fall(&one.fall[k], &other.fall[k]);
        }
        assert_true(f.peak == plain.peak && f.fall.peak == plain.fall.peak);
        assert_int_equal(f.fall.onset, plain.fall.onset);
        if (f.fall.onset != -1) {
            hst__deepest a = hst__falls_current(&f), b = hst__falls_current(&plain);
            assert_fall(&a, &b);
        }
    }
}

static void passing_blocks_over_changes_nothing(void **unused) {
    static const int64_t blocks[] = {1, 2, 3, 5, 7, 13, 64, 100, HST__FALLS_BLOCK};
    static const double thetas[] = {1, 0.9, 0.5, 0.01};
    rng r = rng_seed(81);
    int k;
    (void)unused;
    for (k = 0; k < 1500; ++k) {
        int64_t n = (int64_t)rng_below(&r, MOST / 4), i;
        fill_shaped(x, n, &r, k % SHAPES);
        for (i = 0; k % 5 == 0 && i < n; ++i) {
            x[i] = isnan(x[i]) ? 1e3 : x[i]; /* so that blocks of rising samples are there */
        }
        assert_walks(n, blocks[k % 9], thetas[k % 4]);
    }
}

/* Stretches that climb, with the one thing in them that ends a climb. */
static void climbs_are_passed_over_and_what_ends_one_is_seen(void **unused) {
    static const double odd[] = {0, -0.0, 7, NAN};
    static seen s;
    int64_t at, i;
    int k, path;
    (void)unused;
    for (at = -1; at < 70; ++at) {
        for (k = 0; k < 4; ++k) {
            for (i = 0; i < 70; ++i) {
                x[i] = (double)(i / 3);
            }
            if (at >= 0) {
                x[at] = odd[k];
            }
            assert_walks(70, 23, 1);
            assert_walks(70, 70, 0.5);
        }
    }
    for (i = 0; i < 70; ++i) {
        x[i] = (double)(i / 3);
    }
    for (path = HST__PATH_PORTABLE; path <= hst__path(); ++path) {
        (void)walk(&s, path, 70, 10, 1);
        assert_int_equal(s.passed, 7);
    }
}

/* 9 after the fall to 1 is the recovery of theta 0.9, in a block that is below the peak as a whole. */
static void a_partial_recovery_within_a_block_is_not_passed_over(void **unused) {
    static const double series[] = {10, 1, 2, 3, 9, 3, 2, 2, 0.5, 2, 2, 9};
    hst__falls f;
    static seen s;
    int64_t i;
    (void)unused;
    for (i = 0; i < 12; ++i) {
        x[i] = series[i];
    }
    f = walk(&s, hst__path(), 8, 2, 0.9);
    assert_int_equal(f.fall.recovery, 4);
    assert_true(s.passed > 0);
    f = walk(&s, hst__path(), 10, 2, 0.9);
    assert_int_equal(f.fall.recovery, -1);
    assert_int_equal(f.fall.trough, 8);
    f = walk(&s, hst__path(), 12, 4, 0.9);
    assert_int_equal(f.fall.recovery, 11);
    for (i = 0; i < 12; ++i) {
        assert_walks(12, 1 + i, 0.9);
    }
}

static void a_sample_out_of_range_is_refused_wherever_it_is(void **unused) {
    static const double bad[] = {-1, -0x1p-1074, INFINITY, -INFINITY};
    int64_t at, i;
    (void)unused;
    for (i = 0; i < HST__FALLS_BLOCK; ++i) {
        x[i] = (double)i;
    }
    for (at = 0; at < HST__FALLS_BLOCK; ++at) {
        hst__falls f = hst__falls_begin(1);
        int path;
        x[at] = bad[at % 4];
        for (path = HST__PATH_PORTABLE; path <= hst__path(); ++path) {
            assert_int_equal(hst__falls_pass(path, &f, x, 0, HST__FALLS_BLOCK), HST__PASS_REFUSED);
        }
        x[at] = (double)at;
    }
}

static void means_of_the_worst_are_the_same_on_every_path(void **unused) {
    static const double level[] = {0, 0.3, 0.5, 0.9, 0.999, 1};
    static double sorted[MOST];
    rng r = rng_seed(82);
    int k, path, j;
    (void)unused;
    for (k = 0; k < 100; ++k) {
        int64_t n = 1 + (int64_t)rng_below(&r, MOST), m = 0, i;
        fill_shaped(x, n, &r, k % SHAPES % 6);
        x[0] = 1;
        for (i = 0; i < n; ++i) {
            m += !isnan(x[i]);
            sorted[m > 0 ? m - 1 : 0] = isnan(x[i]) ? sorted[m > 0 ? m - 1 : 0] : x[i];
        }
        qsort(sorted, (size_t)m, sizeof *sorted, oracle_ascending);
        for (path = HST__PATH_PORTABLE; path <= hst__path(); ++path) {
            double least[6], mean[6];
            assert_true(hst__worst_shares_on(path, least, mean, level, 6, x, n, work));
            for (j = 0; j < 6; ++j) {
                assert_near(mean[j], (double)oracle_conditional(sorted, m, level[j]), 6e-16);
            }
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(passing_blocks_over_changes_nothing),
        cmocka_unit_test(climbs_are_passed_over_and_what_ends_one_is_seen),
        cmocka_unit_test(a_partial_recovery_within_a_block_is_not_passed_over),
        cmocka_unit_test(a_sample_out_of_range_is_refused_wherever_it_is),
        cmocka_unit_test(means_of_the_worst_are_the_same_on_every_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
