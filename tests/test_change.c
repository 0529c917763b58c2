/* Changes of level: golden records, the exact optimum, missing samples, ties, paths and times. */
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hashstat/change.h"
#include "oracle/change.h"

enum { MOST = 128 };

static hst_change_level level[MOST];

static hst_change_options usual(void) {
    hst_change_options o;
    assert_status(hst_change_options_init(&o, (uint32_t)sizeof o), HST_OK);
    return o;
}

static hst_change_options with(int32_t model, int32_t penalty, double value, int64_t least) {
    hst_change_options o = usual();
    o.model = model;
    o.penalty = penalty;
    o.value = value;
    o.min_length = least;
    return o;
}

/* Work that ends where a page begins. */
static void *room_for(int64_t n, int64_t most, size_t *bytes) {
    *bytes = hst_change_work_size(n, most);
    return guarded_alloc(*bytes);
}

static int64_t segment(const hst_change_options *o, const double *x, const double *exposure, int64_t n) {
    int64_t found = -1;
    size_t bytes;
    void *work = room_for(n, 0, &bytes);
    assert_status(hst_change_segment(o, level, MOST, &found, x, exposure, n, work, bytes), HST_OK);
    guarded_free(work);
    return found;
}

static double total_gain(int64_t levels) {
    double sum = 0;
    int64_t j;
    for (j = 0; j < levels; ++j) {
        sum += level[j].gain;
    }
    return sum;
}

/* ---- golden ------------------------------------------------------------------------------------ */

static int64_t column(const char *file, const char *name, double *x) {
    golden *g = golden_open(file);
    int64_t n = 0;
    while (golden_next(g)) {
        assert_true(n < MOST);
        x[n++] = golden_number(g, name);
    }
    golden_close(g);
    return n;
}

static void the_nile_fell_after_1898(void **unused) {
    double x[MOST];
    int64_t n = column("change/nile.csv", "flow", x);
    hst_change_options o = with(HST_CHANGE_MEAN, HST_CHANGE_BIC, 0, 1);
    (void)unused;
    assert_int_equal(n, 100);
    assert_int_equal(segment(&o, x, NULL, n), 2);
    assert_int_equal(level[0].end, 28);
    assert_int_equal(level[1].start, 28);
    assert_near(level[0].level, 1097.75, 1e-15);
    assert_near_abs(level[1].level, 849.9722, 5e-5);
    assert_near_abs(level[0].squares + level[1].squares, 1597457.1944, 5e-5);
}

static void the_mines_became_safer_after_1891(void **unused) {
    double x[MOST], gain[2];
    int64_t n = column("change/coal.csv", "disasters", x), found = 0;
    size_t bytes;
    void *work = room_for(n, 1, &bytes);
    (void)unused;
    assert_int_equal(n, 112);
    assert_status(hst_change_at_most(NULL, level, MOST, &found, gain, 1, x, NULL, n, work, bytes), HST_OK);
    assert_int_equal(found, 2);
    assert_int_equal(level[0].samples, 41);
    assert_near_abs(level[0].level, 3.097561, 5e-7);
    assert_near_abs(level[1].level, .901408, 5e-7);
    assert_near_abs(total_gain(2), 69.988345, 5e-7);
    assert_near_abs(gain[1], 69.988345, 5e-7);
    assert_near(gain[0], 0, 0);
    guarded_free(work);
}

/* ---- oracle ------------------------------------------------------------------------------------ */

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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nile_fell_after_1898),
        cmocka_unit_test(the_mines_became_safer_after_1891),
        cmocka_unit_test(random_series_are_cut_as_well_as_can_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
