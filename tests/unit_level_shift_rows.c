/* The kernels of outage or level shift: the logarithm and exponential of the rows, the evidence of two rates
 * and the rows themselves, on every path. */
#include "support/support.h"

#include <math.h>
#include <string.h>

#include "kernels/change_row.h"
#include "kernels/lane_math.h"
#include "kernels/path.h"
#include "kernels/ratio_row.h"
#include "kernels/special.h"
#include "kernels/two_rates.h"

enum { BINS = 301 };

/* ---- logarithm and exponential ---- */

static void logarithms_are_those_of_libm(void **state) {
    rng random = rng_seed(1);
    int i;
    (void)state;
    for (i = 0; i < 200000; ++i) {
        double x = i % 2 == 0 ? 0.5 + rng_uniform(&random)
                              : ldexp(1 + rng_uniform(&random), (int)rng_below(&random, 2000) - 1000);
        long double want = logl((long double)x);
        assert_near_abs(hst__lane_log(x), (double)want, 2.5e-16 * fabs((double)want) + 1e-30);
    }
    assert_near_abs(hst__lane_log(1), 0, 0);
    assert_near(hst__lane_log(2.2250738585072014e-308), -708.39641853226410622, 1e-15);
    assert_near(hst__lane_log(1.7976931348623157e308), 709.78271289338397310, 1e-15);
}

/* One copy of the inlined body serves all arguments. */
static double exp_of(double x) {
    return hst__lane_exp(x);
}

static void exponentials_are_those_of_libm(void **state) {
    rng random = rng_seed(2);
    int i;
    (void)state;
    for (i = 0; i < 200000; ++i) {
        double x = 1 - 709 * rng_uniform(&random) * (i % 2 == 0 ? 1 : 0.01);
        assert_near(exp_of(x), (double)expl((long double)x), 6e-16);
    }
    assert_near_abs(exp_of(0), 1, 0);
    assert_true(exp_of(-1e300) > 0 && exp_of(-1e300) < 4e-308);
    assert_true(exp_of(-INFINITY) < 4e-308);
}

/* ---- two rates ---- */

/* The average from the definition, with gamma functions of its own. */
static long double average(long double a, long double b, long double k, long double d) {
    return a * logl(b) - lgammal(a) + lgammal(a + k) - (a + k) * logl(b + d);
}

typedef struct record {
    double arrivals[BINS + 1], exposure[BINS + 1], place[BINS];
    hst__two_rates rates;
} record;

static void make_record(record *r, double mean, double shape) {
    rng random = rng_seed(3);
    double sum = 0;
    int i;
    r->arrivals[0] = r->exposure[0] = 0;
    for (i = 0; i < BINS; ++i) {
        r->arrivals[i + 1] = r->arrivals[i] + (double)rng_poisson(&random, mean);
        sum += 0.5 + rng_uniform(&random);
        r->exposure[i + 1] = sum;
        r->place[i] = i + (i > 100 ? 7 : 0);
    }
    for (i = 0; i <= BINS; ++i) {
        r->exposure[i] /= sum;
    }
    hst__two_rates_prepare(&r->rates, shape, shape / (1 + r->arrivals[BINS]), r->arrivals[BINS]);
}

static void assert_row(const record *r, const double *value, const double *depth, int64_t from, int64_t to,
                       int64_t s) {
    long double a = (long double)r->rates.shape, b = (long double)r->rates.exposure;
    int64_t i;
    for (i = from; i < to; ++i) {
        long double k = (long double)(r->arrivals[i] - r->arrivals[s]);
        long double d = (long double)(r->exposure[i] - r->exposure[s]);
        long double rest = (long double)r->rates.total - k, p = a + k, q = a + rest;
        long double want = average(a, b, k, d) + average(a, b, rest, 1 - d);
        long double x = (b + d) / (2 * b + 1), deviance;
        deviance = p * logl(p / (x * (p + q))) + q * logl(q / ((1 - x) * (p + q)));
        assert_near_abs(value[i], (double)want, 1e-15 * (1000 + r->rates.total) * 6);
        assert_near_abs(fabs(depth[i]), (double)deviance, 1e-15 * (1000 + r->rates.total));
        assert_true(deviance < 1e-9L || (depth[i] > 0) == (x * (p + q) > p));
    }
}

static void rows_are_averages_on_every_path(void **state) {
    static const double mean[4] = {0.02, 1, 6, 3000}, shape[4] = {0.5, 1, 30, 2};
    record r;
    double value[4][BINS + 1], depth[4][BINS + 1];
    int k, path;
    int64_t s;
    (void)state;
    for (k = 0; k < 4; ++k) {
        make_record(&r, mean[k], shape[k]);
        for (s = 0; s < BINS; s += 37) {
            for (path = 0; path <= hst__path(); ++path) {
                hst__two_rates_row_on(path, value[path], depth[path], &r.rates, r.arrivals, r.exposure, s + 1,
                                      BINS + 1, r.arrivals[s], r.exposure[s]);
                assert_memory_equal(value[path] + s + 1, value[0] + s + 1, (size_t)(BINS - s) * 8);
                assert_memory_equal(depth[path] + s + 1, depth[0] + s + 1, (size_t)(BINS - s) * 8);
            }
            hst__two_rates_row(value[3], depth[3], &r.rates, r.arrivals, r.exposure, s + 1, BINS + 1,
                               r.arrivals[s], r.exposure[s]);
            assert_memory_equal(value[3] + s + 1, value[0] + s + 1, (size_t)(BINS - s) * 8);
            assert_row(&r, value[0], depth[0], s + 1, BINS, s);
        }
    }
}

static void parts_at_the_same_rate_have_no_deviance(void **state) {
    const double arrivals[2] = {0, 1}, exposure[2] = {0, 0.5};
    int path;
    (void)state;
    for (path = 0; path <= hst__path(); ++path) {
        double value[2], depth[2];
        hst__two_rates t;
        hst__two_rates_prepare(&t, 1, 1, 2);
        hst__two_rates_row_on(path, value, depth, &t, arrivals, exposure, 1, 2, 0, 0);
        assert_near_abs(depth[1], 0, 0);
        assert_near_abs(value[1], -4 * log(1.5), 1e-14); /* gamma(2) 1.5^-2, twice */
    }
}

static void one_rate_is_the_average_of_one(void **state) {
    static const double shape[3] = {0.1, 1, 40}, total[3] = {0, 5, 123456};
    int i, j;
    (void)state;
    for (i = 0; i < 3; ++i) {
        for (j = 0; j < 3; ++j) {
            hst__two_rates t;
            hst__two_rates_prepare(&t, shape[i], 0.01, total[j]);
            assert_near(hst__two_rates_one(&t),
                        (double)average((long double)shape[i], 0.01L, (long double)total[j], 1), 1e-14);
        }
    }
}

/* Rows of arbitrary precision: data/level_shift/below.csv. */
static void chances_of_a_fall_have_logarithms_however_small(void **state) {
    golden *g = golden_open("level_shift/below.csv");
    (void)state;
    while (golden_next(g)) {
        double want = golden_number(g, "log_below"), k = golden_number(g, "k"), d = golden_number(g, "d"),
               got;
        hst__two_rates t;
        hst__two_rates_cut cut;
        double arrivals[2], exposure[2], value[2], depth[2];
        hst__two_rates_prepare(&t, golden_number(g, "shape"), golden_number(g, "prior"),
                               golden_number(g, "total"));
        arrivals[1] = k;
        exposure[1] = d;
        hst__two_rates_row(value, depth, &t, arrivals, exposure, 1, 2, 0, 0);
        cut = hst__two_rates_at(&t, k, d);
        got = hst__two_rates_log_below(&t, &cut, depth[1]);
        assert_near_abs(got, want, want < -600 ? 1e-5 + 1e-12 * -want : 1e-11 + 1e-13 * -want);
        assert_true(got <= depth[1] + 1e-9 || depth[1] > 0);
    }
    golden_close(g);
}

/* Cuts with at least 1,000 arrivals on both sides, up to nine standard deviations from one rate: against the
 * beta function, which unit_special.c holds against arbitrary precision. */
static void rows_of_many_arrivals_have_the_chance_of_a_fall_on_every_path(void **state) {
    rng random = rng_seed(6);
    int run, path;
    (void)state;
    for (run = 0; run < 60000; ++run) {
        double total = 2200 * exp(7 * rng_uniform(&random)), k, spread, x, d, want, got[3], depth[2], row[2];
        double arrivals[2] = {0, 0}, exposure[2] = {0, 0}, shape = run % 2 == 0 ? 1 : 0.5;
        hst__two_rates t;
        hst__two_rates_cut cut;
        total = floor(total);
        hst__two_rates_prepare(&t, shape, shape / total, total);
        k = floor(1000 * exp(rng_uniform(&random) * log((total - 1000) / 1000)));
        k = run % 3 == 0 ? total - k : k;
        x = (k + shape) / t.nu;
        spread = sqrt((1 - x) / (x * t.nu)) * (run % 4 == 0 ? 0.3 : run % 50 == 7 ? 90 : 9);
        d = x * exp(spread * (2 * rng_uniform(&random) - 1)) * t.width - t.exposure;
        arrivals[1] = k;
        exposure[1] = d < 1 ? d : 0.999;
        hst__two_rates_row(row, depth, &t, arrivals, exposure, 1, 2, 0, 0);
        cut = hst__two_rates_at(&t, k, exposure[1]);
        want = hst__log(hst__beta_lower(cut.p, cut.q, cut.x, cut.y));
        for (path = 0; path <= hst__path(); ++path) {
            row[1] = 0.5;
            hst__ratio_row_on(path, row, depth, &t, arrivals, exposure, 1, 2, 0, 0);
            got[path] = row[1];
            assert_same_bits(got[path], got[0]);
        }
        if (depth[1] < -HST__RATIO_DEEP) {
            assert_near_abs(got[0], 0.5, 0);
        } else {
            assert_near_abs(got[0] - 0.5, want, fabs(depth[1]) < 2 ? 1e-6 : 4e-6);
        }
    }
}

/* ---- what is done to rows ---- */

static void durations_are_added_on_every_path(void **state) {
    record r;
    double step[BINS], want[BINS], got[BINS];
    int path, i;
    (void)state;
    make_record(&r, 3, 1);
    for (i = 0; i < BINS; ++i) {
        step[i] = 0.25 * (i % 5);
    }
    for (path = 0; path <= hst__path(); ++path) {
        memset(got, 0, sizeof got);
        hst__row_geometric_on(path, got, step, r.place, 21, 300, 12, 0.125);
        for (i = 21; i < 300; ++i) {
            assert_near_abs(got[i], step[i] - 0.125 * (r.place[i - 1] - 12), 1e-13);
        }
        assert_near_abs(got[20] + got[300], 0, 0);
        memset(got, 0, sizeof got);
        hst__row_log_uniform_on(path, got, r.place, 21, 277, 12, 9, 270.5, 0.5);
        for (i = 21; i < 277; ++i) {
            double high = fmin(r.place[i] - 12, 270.5) + 1, low = fmax(r.place[i - 1] - 12 + 1, 9);
            assert_near_abs(got[i], log(log(high / low)) - 0.5, 1e-12);
        }
        if (path == 0) {
            memcpy(want, got, sizeof want);
        }
        assert_memory_equal(got, want, sizeof got);
    }
}

static void terms_are_poured_on_every_path(void **state) {
    rng random = rng_seed(5);
    double value[BINS], got[BINS], column[BINS], want_column[BINS], want = 0;
    int64_t from, to, i;
    int path;
    (void)state;
    for (i = 0; i < BINS; ++i) {
        value[i] = i == 7 ? -800 : -30 * rng_uniform(&random);
    }
    for (from = 0; from < 20; ++from) {
        for (to = from; to < BINS; to += 19) {
            double sum = 0;
            for (path = 0; path <= hst__path(); ++path) {
                double poured;
                memcpy(got, value, sizeof got);
                for (i = 0; i < BINS; ++i) {
                    column[i] = 1;
                }
                poured = hst__row_pour_on(path, column, got, from, to, 0.5);
                want = path == 0 ? poured : want;
                memcpy(want_column, path == 0 ? column : want_column, sizeof want_column);
                assert_same_bits(poured, want);
                assert_memory_equal(column, want_column, sizeof column);
            }
            for (i = from; i < to; ++i) {
                sum += exp(value[i] - 0.5);
                assert_near(column[i], 1 + exp(value[i] - 0.5), 1e-15);
            }
            assert_near_abs(want, sum, 1e-13 * sum);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(logarithms_are_those_of_libm),
        cmocka_unit_test(exponentials_are_those_of_libm),
        cmocka_unit_test(rows_are_averages_on_every_path),
        cmocka_unit_test(parts_at_the_same_rate_have_no_deviance),
        cmocka_unit_test(one_rate_is_the_average_of_one),
        cmocka_unit_test(chances_of_a_fall_have_logarithms_however_small),
        cmocka_unit_test(rows_of_many_arrivals_have_the_chance_of_a_fall_on_every_path),
        cmocka_unit_test(durations_are_added_on_every_path),
        cmocka_unit_test(terms_are_poured_on_every_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
