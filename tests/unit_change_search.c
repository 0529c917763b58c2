/* The kernels behind changes of level: the bend of a piece, functional pruning against pruning by inequality
 * on longer records, a list of pieces that is full, and the densest stretch. */
#include "support/support.h"

#include <math.h>
#include <stdlib.h>

#include "kernels/change_posterior.h"
#include "kernels/level_pieces.h"
#include "kernels/pruned_changes.h"

enum { MOST = 3000 };

static double x[MOST], exposure[MOST], sum[MOST + 1], weight[MOST + 1], spare[MOST];
static int64_t at[MOST], last[MOST + 1], other_last[MOST + 1];
static double cost[MOST + 1], other[MOST + 1];
static hst__candidate candidate[MOST + 1];
static hst__level_piece piece[2 * MOST + 2];

static hst__changing series(int64_t n, int32_t model) {
    hst__changing c = {HST__RATES, 0, 0, NULL, NULL, NULL, 1, 1, 0, 0, 0};
    c.model = model;
    c.index = at;
    c.sum = sum;
    c.weight = weight;
    c.variance = 30;
    assert_true(model == HST__RATES ? hst__changing_rates(&c, x, exposure, n)
                                    : hst__changing_values(&c, x, n));
    return c;
}

/* d is judged by what it was to solve, in long double; near 0 by the size of d itself. */
static void a_bend_solves_its_equation(void **unused) {
    double u;
    int side;
    (void)unused;
    for (u = 1e-15; u < 600; u *= 1.07) {
        for (side = -1; side <= 1; side += 2) {
            double d = hst__bend(u, side);
            long double off = expm1l(d) - (long double)d - (long double)u;
            assert_true(d * side > 0);
            assert_near_abs((double)(off / (expm1l(d) * (long double)d)), 0, 2e-9);
        }
    }
    assert_near(hst__bend(0, 1), 0, 0);
    assert_near(hst__bend(0, -1), 0, 0);
}

/* Rates from 0 to hundreds, exposures that differ by a thousand, stretches of silence. */
static int64_t random_record(rng *r) {
    int64_t n = 1 + (int64_t)rng_below(r, MOST), i;
    double rate = 1, step = rng_below(r, 2) == 0 ? 20 : 400;
    int wild = rng_below(r, 3) == 0;
    for (i = 0; i < n; ++i) {
        if ((double)rng_below(r, 1000000) < 1e6 / step) {
            rate = rng_below(r, 5) == 0 ? 0 : rng_below(r, 2) == 0 ? 500 * rng_uniform(r) : rng_uniform(r);
        }
        exposure[i] = wild ? 0.001 + rng_exponential(r) : 1;
        x[i] = (double)rng_poisson(r, rate * exposure[i]);
    }
    return n;
}

static void both_prunings_find_the_same_cost(void **unused) {
    rng r = rng_seed(12);
    int turn;
    (void)unused;
    for (turn = 0; turn < 200; ++turn) {
        int64_t n = random_record(&r), least = turn % 3 == 0 ? 1 + (int64_t)rng_below(&r, 9) : 1, t;
        double penalty = turn % 4 == 0 ? 2 * rng_uniform(&r) : 15;
        hst__changing c = series(n, turn % 2 == 0 ? HST__RATES : HST__MEANS);
        cost[0] = other[0] = -penalty;
        hst__level_pieces(&c, least, penalty, cost, cost, last, piece, 2 * n + 2);
        hst__pruned_changes(&c, least, penalty, other, other, other_last, candidate);
        for (t = 1; t <= n; ++t) {
            assert_true((cost[t] < (double)INFINITY) == (t >= least));
            assert_near_abs(t < least ? 0 : cost[t] - other[t], 0, 1e-10 * (10 + fabs(other[t])));
        }
    }
}

/* A ramp keeps many changes alive. With too little room the answer is still a cut, if not the best one. */
static void a_full_list_leaves_pieces_to_their_neighbours(void **unused) {
    int64_t i, n = 400;
    hst__changing c;
    double best;
    (void)unused;
    for (i = 0; i < n; ++i) {
        x[i] = (double)(i % 97);
        exposure[i] = 1;
    }
    c = series(n, HST__RATES);
    cost[0] = -1;
    hst__level_pieces(&c, 1, 1, cost, cost, last, piece, 2 * n + 2);
    best = cost[n];
    for (i = 1; i < 12; ++i) {
        cost[0] = -1;
        hst__level_pieces(&c, 1, 1, cost, cost, last, piece, i);
        assert_true(cost[n] >= best - 1e-9 * fabs(best) && cost[n] < (double)INFINITY);
        assert_true(i > 1 || cost[n] > best);
        assert_true(last[n] >= 0 && last[n] < n);
    }
}

/* Between the values of a small table; in steps it is found by hand. */
static void the_densest_stretch_grows_from_its_summit(void **unused) {
    const double w[5] = {0.1, 0.2, 0.4, 0.2, 0.1};
    int64_t first, end;
    (void)unused;
    assert_near(hst__densest(w, 5, 0.4, &first, &end), 0.4, 0);
    assert_true(first == 2 && end == 2);
    assert_near(hst__densest(w, 5, 0.5, &first, &end), 0.6, 1e-15);
    assert_true(first == 1 && end == 2);
    assert_near(hst__densest(w, 5, 0.7, &first, &end), 0.8, 1e-15);
    assert_true(first == 1 && end == 3);
    assert_near(hst__densest(w, 5, 0.9999999, &first, &end), 1, 1e-15);
    assert_true(first == 0 && end == 4);
    assert_near(hst__densest(w + 2, 3, 0.65, &first, &end), 0.7, 1e-15);
    assert_true(first == 0 && end == 2);
    assert_near(hst__densest(w, 3, 0.65, &first, &end), 0.7, 1e-15);
    assert_true(first == 0 && end == 2);
    assert_near(hst__densest(w, 2, 0.99, &first, &end), 0.3, 1e-15);
}

static void medians_of_few_differences_are_right(void **unused) {
    hst__changing c = {HST__MEANS, 0, 0, NULL, NULL, NULL, 1, 1, 0, 0, 0};
    const double y[3] = {1, 2, 5};
    (void)unused;
    c.index = at;
    c.sum = sum;
    c.weight = weight;
    assert_true(hst__changing_values(&c, y, 3));
    assert_near(hst__changing_robust(&c, y, spare), 1.4826 * 1.4826 / 2, 1e-15); /* 1, 3: 1 and 1 from 2 */
    assert_true(hst__changing_values(&c, y, 1));
    assert_near(hst__changing_robust(&c, y, spare), 0, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bend_solves_its_equation),
        cmocka_unit_test(both_prunings_find_the_same_cost),
        cmocka_unit_test(a_full_list_leaves_pieces_to_their_neighbours),
        cmocka_unit_test(the_densest_stretch_grows_from_its_summit),
        cmocka_unit_test(medians_of_few_differences_are_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
