/* The best cuts against the definition: every way to cut, every number of changes, every penalty. */
#include "support/support.h"

#include <math.h>

#include "hashstat/change.h"
#include "oracle/change.h"
#include "support/change_call.h"

/* Levels that jump now and then, a tenth missing; many zeros among small rates. */
static int64_t random_series(rng *r, const hst_change_options *o, double *x, double *exposure, int64_t most) {
    int64_t n = 1 + (int64_t)rng_below(r, (uint64_t)most), i;
    double rate = 1, spread = 1;
    double scale = rng_below(r, 3) == 0 ? 1e-19 : 1;
    int whole = rng_below(r, 2) == 0;
    for (i = 0; i < n; ++i) {
        if (rng_below(r, 8) == 0) {
            rate = rng_below(r, 4) == 0 ? 0.05 : 12 * rng_uniform(r);
            spread = rng_below(r, 2) == 0 ? 1 : 0.1;
        }
        exposure[i] = scale * (whole ? 1 : 0.3 + rng_exponential(r));
        x[i] = o->model == HST_CHANGE_POISSON ? (double)rng_poisson(r, rate * exposure[i] / scale)
                                              : rate + spread * rng_normal(r);
        if (rng_below(r, 10) == 0) {
            *(rng_below(r, 2) == 0 || o->model != HST_CHANGE_POISSON ? &x[i] : &exposure[i]) = (double)NAN;
        } else if (o->model == HST_CHANGE_POISSON && x[i] == 0 && rng_below(r, 6) == 0) {
            exposure[i] = 0;
        }
    }
    return n;
}

static void read_oracle(oracle_series *oracle, const hst_change_options *o, const double *x,
                        const double *exposure, int64_t n) {
    double variance = 1;
    oracle->model = o->model;
    oracle->by_length = o->penalty == HST_CHANGE_MBIC;
    oracle->least = o->min_length;
    oracle_read(oracle, x, exposure, n);
    if (o->model != HST_CHANGE_POISSON && oracle->count > 0) {
        size_t bytes;
        void *work = room_for(n, 0, &bytes);
        assert_status(hst_change_variance(o, &variance, x, n, work, bytes), HST_OK);
        guarded_free(work);
    }
    oracle->variance = variance;
    if (oracle->count > 0) {
        oracle_cuts(oracle);
    }
}

static double allowed(long double value) {
    return (double)(1e-9L * (1 + fabsl(value)));
}

static void compare(const hst_change_options *o, const double *x, const double *exposure, int64_t n) {
    static oracle_series oracle;
    int64_t found = segment(o, x, exposure, n);
    double penalty = 0;
    long double best, own;
    read_oracle(&oracle, o, x, exposure, n);
    if (oracle.count == 0) {
        assert_int_equal(found, 0);
        return;
    }
    assert_status(hst_change_penalty(o, &penalty, oracle.count), HST_OK);
    best = oracle_best(&oracle, penalty);
    own = oracle_value(&oracle, level, found) - penalty * (long double)(found - 1);
    assert_near_abs((double)own, (double)best, allowed(best));
    if (!oracle.by_length) {
        assert_near_abs(total_gain(found) - penalty * (double)(found - 1), (double)best, allowed(best));
    }
}

static hst_change_options random_options(rng *r) {
    hst_change_options o = with((int32_t)rng_below(r, 3), (int32_t)rng_below(r, 3), 6 * rng_uniform(r),
                                rng_below(r, 2) == 0 ? 1 : 1 + (int64_t)rng_below(r, 5));
    o.variance = rng_below(r, 2) == 0 ? 0 : 0.5 + rng_uniform(r);
    return o;
}

static void random_series_are_cut_as_well_as_can_be(void **unused) {
    double x[ORACLE_MOST], exposure[ORACLE_MOST];
    rng r = rng_seed(1729);
    int k;
    (void)unused;
    for (k = 0; k < 4000; ++k) {
        hst_change_options o = random_options(&r);
        int64_t n = random_series(&r, &o, x, exposure, k % 8 == 0 ? ORACLE_MOST : 24);
        compare(&o, x, o.model == HST_CHANGE_POISSON ? exposure : NULL, n);
    }
}

static void every_short_series_is_cut_as_well_as_can_be(void **unused) {
    static const double values[] = {0, 1, 2, 3};
    double x[6];
    int32_t model;
    (void)unused;
    for (model = HST_CHANGE_POISSON; model <= HST_CHANGE_MEAN_VARIANCE; ++model) {
        hst_change_options o = with(model, HST_CHANGE_GIVEN, 0.7, 1);
        int64_t n, code, all = 5;
        o.variance = 0.5;
        for (n = 1; n <= 6; ++n, all *= 5) {
            for (code = 0; code < all; ++code) {
                int64_t rest = code, i;
                for (i = 0; i < n; ++i, rest /= 5) {
                    x[i] = rest % 5 == 4 ? (double)NAN : values[rest % 5];
                }
                compare(&o, x, NULL, n);
            }
        }
    }
}

static void each_number_of_changes_has_its_best_cuts(void **unused) {
    static oracle_series oracle;
    double x[ORACLE_MOST], exposure[ORACLE_MOST], gain[8];
    rng r = rng_seed(33);
    int k, turn;
    (void)unused;
    for (turn = 0; turn < 500; ++turn) {
        hst_change_options o = random_options(&r);
        int64_t n = random_series(&r, &o, x, exposure, 24), found = -1, most = (int64_t)rng_below(&r, 8);
        size_t bytes;
        void *work = room_for(n, most, &bytes);
        double penalty = 0, best = -(double)INFINITY;
        const double *e = o.model == HST_CHANGE_POISSON ? exposure : NULL;
        assert_status(hst_change_at_most(&o, level, MOST, &found, gain, most, x, e, n, work, bytes), HST_OK);
        guarded_free(work);
        read_oracle(&oracle, &o, x, e, n);
        if (oracle.count == 0) {
            assert_int_equal(found, 0);
            assert_true(gain[0] == -(double)INFINITY && gain[most] == -(double)INFINITY);
            continue;
        }
        assert_status(hst_change_penalty(&o, &penalty, oracle.count), HST_OK);
        for (k = 0; k <= (int)most; ++k) {
            double expected = k < oracle.count ? (double)oracle.best[k][oracle.count] : -(double)INFINITY;
            if (isinf(expected)) {
                assert_true(gain[k] == expected);
            } else {
                assert_near_abs(gain[k], expected, allowed(expected));
                best = fmax(best, expected - penalty * k);
            }
        }
        assert_near_abs((double)oracle_value(&oracle, level, found) - penalty * (double)(found - 1), best,
                        allowed(best));
    }
}

/* At any penalty of its stretch a row is as good as the best cuts there are. */
static void require_path(const oracle_series *oracle, const hst_change_fit *fit, int64_t found, double hi) {
    int64_t j;
    int part;
    for (j = 0; j < found; ++j) {
        double end = j + 1 < found ? fit[j + 1].penalty : hi;
        assert_true(j == 0 || (fit[j].changes < fit[j - 1].changes && fit[j].penalty > fit[j - 1].penalty));
        for (part = 0; part <= 4; ++part) {
            double penalty = fit[j].penalty + (end - fit[j].penalty) * part / 4;
            double best = (double)oracle_best(oracle, penalty);
            assert_near_abs(fit[j].gain - penalty * (double)fit[j].changes, best, 2 * allowed(best));
        }
    }
}

static void a_path_has_the_best_cuts_for_every_penalty(void **unused) {
    static oracle_series oracle;
    double x[ORACLE_MOST], exposure[ORACLE_MOST];
    hst_change_fit fit[MOST];
    rng r = rng_seed(2017);
    int turn;
    (void)unused;
    for (turn = 0; turn < 600; ++turn) {
        hst_change_options o = random_options(&r);
        int64_t n = random_series(&r, &o, x, exposure, 32), found;
        double lo = turn % 3 == 0 ? 0 : rng_uniform(&r), hi = lo + (turn % 5 == 0 ? 0 : 30 * rng_uniform(&r));
        const double *e = o.model == HST_CHANGE_POISSON ? exposure : NULL;
        found = fits_between(fit, &o, x, e, n, lo, hi);
        read_oracle(&oracle, &o, x, e, n);
        assert_int_equal(found > 0, oracle.count > 0);
        if (found > 0) {
            assert_near(fit[0].penalty, lo, 0);
            require_path(&oracle, fit, found, hi);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_series_are_cut_as_well_as_can_be),
        cmocka_unit_test(every_short_series_is_cut_as_well_as_can_be),
        cmocka_unit_test(each_number_of_changes_has_its_best_cuts),
        cmocka_unit_test(a_path_has_the_best_cuts_for_every_penalty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
