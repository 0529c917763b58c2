/* Bias and standard error of measures of cells: those that all samples of a small multinomial law have, each
 * weighted by its probability. The formulas are asked at the truth, as cells that are filled exactly so. */
#include "support/support.h"

#include <math.h>

#include "kernels/cells.h"

enum { CELLS = 4 };

/* Mean and variance of a measure over all samples of n. */
typedef struct moments {
    double mean;
    double square;
} moments;

enum { SQUARES, SHANNON, RENYI_LOW, RENYI_HIGH, THEIL, GINI, MEASURES };

static double measure(const hst__cells *c, int which) {
    switch (which) {
    case SQUARES: return hst__cells_squares(c);
    case SHANNON: return hst__cells_renyi(c, 1, 0);
    case RENYI_LOW: return hst__cells_renyi(c, 0.6, 0);
    case RENYI_HIGH: return hst__cells_renyi(c, 2.5, 0);
    case THEIL: return hst__cells_theil(c);
    default: return hst__cells_gini(c);
    }
}

static hst__measured expected(const hst__cells *c, int which) {
    hst__measured m = {0, 0, 0};
    m.estimate = measure(c, which);
    switch (which) {
    case SQUARES: hst__cells_squares_error(&m, c); break;
    case SHANNON: hst__cells_renyi_error(&m, c, 1); break;
    case RENYI_LOW: hst__cells_renyi_error(&m, c, 0.6); break;
    case RENYI_HIGH: hst__cells_renyi_error(&m, c, 2.5); break;
    case THEIL: hst__cells_theil_error(&m, c); break;
    default: hst__cells_gini_error(&m, c);
    }
    return m;
}

static double log_factorial(int64_t n) {
    return lgamma((double)n + 1);
}

static double chance(const int64_t *k, const double *p, int64_t n) {
    double log_chance = log_factorial(n);
    int i;
    for (i = 0; i < CELLS; ++i) {
        log_chance += (double)k[i] * log(p[i]) - log_factorial(k[i]);
    }
    return exp(log_chance);
}

static void add(moments *sums, const int64_t *k, double weight, double *total) {
    hst__entry scratch[2 * (CELLS + 1)];
    hst__cells c = hst__cells_of(k, CELLS, 0, 0, scratch);
    int which;
    *total += weight;
    for (which = 0; which < MEASURES; ++which) {
        double x = measure(&c, which);
        sums[which].mean += weight * x;
        sums[which].square += weight * x * x;
    }
}

static void enumerate(moments *sums, const double *p, int64_t n) {
    double total = 0;
    int64_t k[CELLS];
    for (k[0] = 0; k[0] <= n; ++k[0]) {
        for (k[1] = 0; k[0] + k[1] <= n; ++k[1]) {
            for (k[2] = 0; k[0] + k[1] + k[2] <= n; ++k[2]) {
                k[3] = n - k[0] - k[1] - k[2];
                add(sums, k, chance(k, p, n), &total);
            }
        }
    }
    assert_near(total, 1, 1e-9);
}

/* What is left out is smaller by a factor of some M / n = 4 / 60 again, and more for high and low orders. */
static void compare(const int64_t *full) {
    moments sums[MEASURES] = {{0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}};
    hst__entry scratch[2 * (CELLS + 1)];
    hst__cells c = hst__cells_of(full, CELLS, 0, 0, scratch);
    double p[CELLS];
    int i;
    for (i = 0; i < CELLS; ++i) {
        p[i] = (double)full[i] / (double)c.total;
    }
    enumerate(sums, p, c.total);
    for (i = 0; i < MEASURES; ++i) {
        hst__measured m = expected(&c, i);
        double error = sqrt(sums[i].square - sums[i].mean * sums[i].mean);
        if (i != GINI) {
            assert_near_abs(sums[i].mean - m.estimate, m.bias, 0.15 * fabs(m.bias) + 0.01 * error);
            assert_near(m.error, error, 0.15);
        }
    }
    /* without bias as a mean over samples, whose squares have the excess themselves */
    assert_near(expected(&c, SQUARES).bias * (double)(c.total - 1) / (double)c.total,
                sums[SQUARES].mean - measure(&c, SQUARES), 1e-9);
    assert_near(expected(&c, SQUARES).error,
                sqrt(sums[SQUARES].square - sums[SQUARES].mean * sums[SQUARES].mean), 0.02);
}

static void bias_and_error_are_those_of_all_samples(void **state) {
    const int64_t uneven[] = {27, 15, 11, 7}, steep[] = {40, 10, 5, 5};
    (void)state;
    compare(uneven);
    compare(steep);
}

/* Where the first term of the variance vanishes, the second is what there is. */
static void equal_cells_have_an_error_too(void **state) {
    const int64_t even[] = {15, 15, 15, 15};
    (void)state;
    compare(even);
}

/* Two cells as the observed ones: p = q gives 2 s phi(0) for a truth that is equal. */
static void equal_cells_seem_unequal_by_chance(void **state) {
    const int64_t even[] = {50, 50, 50, 50}, apart[] = {1000, 100, 10, 0};
    hst__entry scratch[2 * (CELLS + 1)];
    hst__cells c = hst__cells_of(even, CELLS, 0, 0, scratch);
    double pi = acos(-1), s = sqrt(0.5 / 200);
    (void)state;
    assert_near(expected(&c, GINI).bias, 6 * s * sqrt(2 / pi) / CELLS, 1e-14);
    c = hst__cells_of(apart, CELLS, 0, 0, scratch);
    assert_near_abs(expected(&c, GINI).bias, 0, 1e-10);
}

static void cells_further_apart_seem_so_less_by_chance(void **state) {
    const int64_t two[] = {60, 40, 0, 0};
    hst__entry scratch[2 * (CELLS + 1)];
    hst__cells c = hst__cells_of(two, CELLS, 0, 0, scratch);
    double pi = acos(-1), s = sqrt((1 - .04) / 100), t = .2 / s - sqrt(2 / pi);
    double chance_adds = 2 * s * (exp(-t * t / 2) / sqrt(2 * pi) - t * erfc(t / sqrt(2)) / 2);
    (void)state;
    assert_near(expected(&c, GINI).bias, chance_adds / CELLS, 1e-13);
}

/* Which of them is before which is chance, and an error of the measure: 15 each at 0, 1, 2, 3; then 20 at 1, 50 at 2
 * and 50 at 3. */
static void cells_that_are_alike_have_places_of_their_own(void **state) {
    const int64_t even[] = {15, 15, 15, 15}, pair[] = {50, 20, 50, 0};
    hst__entry scratch[2 * (CELLS + 1)];
    hst__cells c = hst__cells_of(even, CELLS, 0, 0, scratch);
    double mean = (20 * 1. + 50 * 2 + 50 * 3) / 120, variance = (20 * 1. + 50 * 4 + 50 * 9) / 120 - mean * mean;
    (void)state;
    assert_near(expected(&c, GINI).error, 2. / 4 * sqrt((0 + 1 + 4 + 9) / 4. - 1.5 * 1.5) / sqrt(60), 1e-13);
    c = hst__cells_of(pair, CELLS, 0, 0, scratch);
    assert_near(expected(&c, GINI).error, 2. / 4 * sqrt(variance / 120), 1e-13);
}

static void empty_cells_add_nothing_to_the_bias_of_theil(void **state) {
    const int64_t two[] = {60, 40, 0, 0};
    hst__entry scratch[2 * (CELLS + 1)];
    hst__cells c = hst__cells_of(two, CELLS, 0, 0, scratch);
    (void)state;
    assert_near(expected(&c, THEIL).bias, 1. / 200, 1e-15);
}

/* A weighted sum of shares while no cell changes its place: places 1, 2 and 3 of 4. */
static void gini_has_the_error_of_a_place(void **state) {
    const int64_t apart[] = {1000, 3000, 0, 6000};
    hst__entry scratch[2 * (CELLS + 1)];
    hst__cells c = hst__cells_of(apart, CELLS, 0, 0, scratch);
    double mean = .6 + 2 * .3 + 3 * .1, variance = .6 + 4 * .3 + 9 * .1 - mean * mean;
    (void)state;
    assert_near(expected(&c, GINI).error, 2. / 4 * sqrt(variance / 10000), 1e-14);
}

static void single_cells_outside_the_list_count_as_they_are(void **state) {
    const int64_t list[] = {40, 20, 10}, whole[] = {40, 20, 10, 1, 1, 1, 1, 1};
    const double orders[] = {1, 0.7, 3};
    hst__entry scratch[2 * 9], more[2 * 9];
    hst__cells c = hst__cells_of(list, 3, 0, 5, scratch), d = hst__cells_of(whole, 8, 0, 0, more);
    int i;
    (void)state;
    assert_near(hst__cells_squares(&c), hst__cells_squares(&d), 1e-15);
    assert_near(expected(&c, SQUARES).error, expected(&d, SQUARES).error, 1e-13);
    for (i = 0; i < 3; ++i) {
        hst__measured m = {0, 0, 0}, w = {0, 0, 0};
        m.estimate = hst__cells_renyi(&c, orders[i], 0);
        w.estimate = hst__cells_renyi(&d, orders[i], 0);
        assert_near(m.estimate, w.estimate, 1e-14);
        hst__cells_renyi_error(&m, &c, orders[i]);
        hst__cells_renyi_error(&w, &d, orders[i]);
        assert_near(m.error, w.error, 0.08); /* but for their own second term */
        assert_true(m.bias < 0 && m.bias > w.bias);
    }
}

static void one_cell_more_is_sorted_among_the_others(void **state) {
    const int64_t list[] = {3, 0, 7};
    hst__entry scratch[2 * 4];
    hst__cells c = hst__cells_of(list, 3, 5, 0, scratch);
    (void)state;
    assert_true(c.cells == 4 && c.used == 3 && c.listed == 15 && c.total == 15);
    assert_true(c.count[0] == 7 && c.count[1] == 5 && c.count[2] == 3);
    assert_near(c.surprise[1], log(3), 1e-15);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bias_and_error_are_those_of_all_samples),
        cmocka_unit_test(equal_cells_have_an_error_too),
        cmocka_unit_test(equal_cells_seem_unequal_by_chance),
        cmocka_unit_test(cells_further_apart_seem_so_less_by_chance),
        cmocka_unit_test(cells_that_are_alike_have_places_of_their_own),
        cmocka_unit_test(empty_cells_add_nothing_to_the_bias_of_theil),
        cmocka_unit_test(gini_has_the_error_of_a_place),
        cmocka_unit_test(single_cells_outside_the_list_count_as_they_are),
        cmocka_unit_test(one_cell_more_is_sorted_among_the_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
