/* The sliding integral of 1/level and the sweep of windows: what any one window gives does not depend on the
 * windows before it, and is right. */
#include "support/support.h"

#include <string.h>

#include "kernels/step_integral.h"
#include "kernels/window_sweep.h"
#include "oracle/hashrate.h"

enum { MOST = 60 };

typedef struct chain {
    int64_t time[MOST];
    double level[MOST];
    int32_t label[MOST];
    int64_t n;
} chain;

/* Equal times, runs of one level of any length, and levels as far apart as early and late difficulties. */
static chain random_chain(rng *r) {
    chain c;
    uint64_t gap = 1 + rng_below(r, 40);
    uint64_t run = 1 + rng_below(r, 12);
    double level = 1;
    int64_t now = (int64_t)rng_below(r, 1000) - 500;
    int64_t i;
    memset(&c, 0, sizeof c);
    c.n = (int64_t)rng_below(r, MOST + 1);
    for (i = 0; i < c.n; ++i) {
        if (rng_below(r, run) == 0) {
            level = rng_below(r, 5) == 0 ? 4295032833.0 : 1e23 * (1 + rng_uniform(r));
        }
        now += (int64_t)rng_below(r, gap);
        c.time[i] = now;
        c.level[i] = level;
        c.label[i] = (int32_t)rng_below(r, 4) - 1;
    }
    return c;
}

static hst__window alone(const chain *c, int64_t from, int64_t until) {
    hst__window_sweep sweep;
    hst__window_sweep_begin(&sweep, c->time, c->level, c->n);
    return hst__window_sweep_move(&sweep, from, until);
}

static void assert_window(const chain *c, const hst__window *w, int64_t from, int64_t until) {
    oracle_window expected = oracle_between(c->time, c->level, c->n, from, until);
    hst__window same = alone(c, from, until);
    assert_int_equal(w->past - w->first, expected.blocks);
    assert_int_equal(w->seconds, expected.seconds);
    /* Two roundings, 2.3e-16 in all; the oracle's own error is far below. */
    assert_near(w->exposure, (double)expected.exposure, 3.4e-16);
    assert_same_bits(w->exposure, same.exposure);
}

static void windows_that_move_anyhow_are_right_and_have_the_bits_of_one_alone(void **unused) {
    rng r = rng_seed(21);
    int run, j;
    (void)unused;
    for (run = 0; run < 3000; ++run) {
        chain c = random_chain(&r);
        int64_t from = -600, until = -600;
        uint64_t step = 1 + rng_below(&r, 60), width = 1 + rng_below(&r, 300);
        hst__window_sweep sweep;
        hst__window_sweep_begin(&sweep, c.time, c.level, c.n);
        for (j = 0; j < 60; ++j) {
            hst__window w;
            from += (int64_t)rng_below(&r, step);
            until = from + (int64_t)rng_below(&r, width) > until ? from + (int64_t)width : until;
            until = until < from ? from : until;
            w = hst__window_sweep_move(&sweep, from, until);
            assert_window(&c, &w, from, until);
        }
    }
}

/* 500 runs in and out again: an exact sum has no drift to show. */
static void ten_thousand_windows_later_the_bits_are_the_same(void **unused) {
    enum { N = 12000 };
    static int64_t time[N];
    static double level[N];
    rng r = rng_seed(22);
    hst__window_sweep sweep;
    int64_t i, from;
    (void)unused;
    for (i = 0; i < N; ++i) {
        time[i] = 120 * i;
        level[i] = 3e11 * (1 + rng_uniform(&r));
    }
    hst__window_sweep_begin(&sweep, time, level, N);
    for (from = 0; from < 120 * N; from += 131) {
        hst__window w = hst__window_sweep_move(&sweep, from, from + 60000);
        if (from % 1000 == 0 || from + 131 >= 120 * N) {
            hst__window_sweep fresh;
            hst__window same;
            hst__window_sweep_begin(&fresh, time, level, N);
            same = hst__window_sweep_move(&fresh, from, from + 60000);
            assert_same_bits(w.exposure, same.exposure);
        }
    }
}

static void within_one_level_the_integral_is_the_plain_quotient(void **unused) {
    static const int64_t knot[] = {0, 10, 20, 30, 40};
    static const double level[] = {7, 3, 3, 3, 11};
    hst__step_integral sweep;
    (void)unused;
    hst__step_integral_begin(&sweep, knot, level);
    assert_same_bits(hst__step_integral_move(&sweep, 1, 1, 1, 8), 7.0 / 3.0);
    assert_same_bits(hst__step_integral_move(&sweep, 1, 3, 5, 25), 20.0 / 3.0);
    assert_same_bits(hst__step_integral_move(&sweep, 2, 4, 15, 35), 15.0 / 3.0 + 5.0 / 11.0);
    assert_same_bits(hst__step_integral_move(&sweep, 4, 4, 31, 40), 9.0 / 11.0);
}

static void grids_end_within_int64_or_are_none(void **unused) {
    (void)unused;
    assert_true(hst__is_grid(0, 1, 1, 0));
    assert_true(hst__is_grid(INT64_MAX, INT64_MAX, 1, 0)); /* none of no windows ends late */
    assert_false(hst__is_grid(0, 0, 1, 0));
    assert_false(hst__is_grid(0, 0, 1, 1));
    assert_false(hst__is_grid(0, 1, 0, 1));
    assert_false(hst__is_grid(0, -1, 1, 1));
    assert_true(hst__is_grid(INT64_MIN, INT64_MAX, INT64_MAX, 2));
    assert_true(hst__is_grid(INT64_MIN, INT64_MAX, 1, 3));
    assert_false(hst__is_grid(INT64_MIN, INT64_MAX, 2, 3));
    assert_false(hst__is_grid(INT64_MIN, INT64_MAX, 1, 4));
    assert_true(hst__is_grid(INT64_MAX - 1, INT64_MAX, 1, 1));
    assert_false(hst__is_grid(INT64_MAX, 1, 1, 1));
    assert_false(hst__is_grid(0, 2, 1, INT64_MAX));
    assert_true(hst__is_grid(0, 1, 1, INT64_MAX));
}

static void labels_are_counted_as_if_each_window_stood_alone(void **unused) {
    rng r = rng_seed(23);
    int run, j, k;
    (void)unused;
    for (run = 0; run < 500; ++run) {
        chain c = random_chain(&r);
        int64_t rows[40][3];
        int64_t step = 1 + (int64_t)rng_below(&r, 60), width = 1 + (int64_t)rng_below(&r, 300);
        hst__window before = {0, 0, 0, 0};
        hst__window_sweep sweep;
        fill_untouched(rows, sizeof rows);
        hst__window_sweep_begin(&sweep, c.time, c.level, c.n);
        for (j = 0; j < 40; ++j) {
            int64_t from = -600 + j * step;
            hst__window now = hst__window_sweep_move(&sweep, from, from + width);
            hst__window_labels(rows[j], 3, c.label, &before, &now);
            before = now;
            for (k = 0; k < 3; ++k) {
                int64_t expected = oracle_labelled(c.time, c.label, c.n, from, from + width, k);
                assert_int_equal(rows[j][k], expected);
            }
        }
    }
}

static void without_labels_no_row_is_touched(void **unused) {
    static const int32_t label[] = {-1, -1, -1};
    hst__window before = {0, 0, 0, 0}, now = {1, 2, 5, 1};
    (void)unused;
    hst__window_labels(NULL, 0, label, &before, &now);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(windows_that_move_anyhow_are_right_and_have_the_bits_of_one_alone),
        cmocka_unit_test(ten_thousand_windows_later_the_bits_are_the_same),
        cmocka_unit_test(within_one_level_the_integral_is_the_plain_quotient),
        cmocka_unit_test(grids_end_within_int64_or_are_none),
        cmocka_unit_test(labels_are_counted_as_if_each_window_stood_alone),
        cmocka_unit_test(without_labels_no_row_is_touched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
