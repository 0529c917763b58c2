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

/* ---- path -------------------------------------------------------------------------------------- */

static int64_t fits_between(hst_change_fit *fit, const hst_change_options *o, const double *x,
                            const double *exposure, int64_t n, double lo, double hi) {
    int64_t found = -1;
    size_t bytes;
    void *work = room_for(n, 0, &bytes);
    assert_status(hst_change_path(o, fit, MOST, &found, x, exposure, n, lo, hi, work, bytes), HST_OK);
    guarded_free(work);
    return found;
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

/* Levels 0 and 4, twice each, variance 1: the steps gain 8 more than what two changes take. */
static void a_path_of_one_step_has_two_fits(void **unused) {
    const double x[4] = {0, 0, 4, 4};
    hst_change_options o = with(HST_CHANGE_MEAN, HST_CHANGE_BIC, 0, 1);
    hst_change_fit fit[MOST];
    (void)unused;
    o.variance = 1;
    assert_int_equal(fits_between(fit, &o, x, NULL, 4, 1, 100), 2);
    assert_int_equal(fit[0].changes, 1);
    assert_near(fit[0].gain, 16, 1e-14);
    assert_near(fit[1].penalty, 16, 1e-14);
    assert_int_equal(fit[1].changes, 0);
    assert_near(fit[1].gain, 0, 0);
    assert_int_equal(fits_between(fit, &o, x, NULL, 4, 16, 100), 1); /* one change at 16 alone */
    assert_int_equal(fit[0].changes, 0);
}

/* ---- levels ------------------------------------------------------------------------------------ */

static void equal_rates_are_one_level(void **unused) {
    double x[MOST], exposure[MOST];
    int64_t i;
    (void)unused;
    for (i = 0; i < MOST; ++i) {
        x[i] = 6;
        exposure[i] = 3e-20;
    }
    assert_int_equal(segment(NULL, x, exposure, MOST), 1);
    assert_int_equal(level[0].start, 0);
    assert_int_equal(level[0].end, MOST);
    assert_near(level[0].level, 2e20, 1e-15);
    assert_near(level[0].gain, 0, 0);
    assert_near(level[0].total, 6 * MOST, 0);
    assert_near(level[0].exposure, 3e-20 * MOST, 1e-15);
    assert_near_abs(level[0].squares, 0, 1e-20);
}

/* Half as many blocks, each twice the work. */
static void a_change_of_difficulty_is_no_change(void **unused) {
    double x[60], exposure[60];
    int64_t i;
    (void)unused;
    for (i = 0; i < 60; ++i) {
        x[i] = (i % 3 == 0 ? 160 : 130) / (i < 30 ? 1 : 2);
        exposure[i] = 86400 / (i < 30 ? 1e22 : 2e22);
    }
    assert_int_equal(segment(NULL, x, exposure, 60), 1);
    assert_int_equal(segment(NULL, x, NULL, 60), 2);
    assert_int_equal(level[1].start, 30);
}

static void silence_is_a_rate_of_zero(void **unused) {
    const double x[8] = {0, 0, 0, 0, 50, 60, 55, 52}, none[3] = {0, 0, 0};
    (void)unused;
    assert_int_equal(segment(NULL, x, NULL, 8), 2);
    assert_int_equal(level[0].end, 4);
    assert_near(level[0].level, 0, 0);
    assert_near(level[0].lower, 0, 0);
    assert_near(level[0].upper, 3.68887945411394 / 4, 1e-13); /* Garwood */
    assert_near(level[0].squares, 0, 0);
    assert_int_equal(segment(NULL, none, NULL, 3), 1);
    assert_near(level[0].level, 0, 0);
}

/* Garwood for 100 arrivals; 1.96 and Student's t of 1 freedom, 12.7062, for means. */
static void levels_have_the_intervals_of_their_model(void **unused) {
    const double x[4] = {20, 30, 40, 10}, y[2] = {1, 3};
    hst_change_options o = with(HST_CHANGE_MEAN, HST_CHANGE_GIVEN, 1e6, 1);
    (void)unused;
    assert_int_equal(segment(NULL, x, NULL, 1), 1);
    o.model = HST_CHANGE_POISSON;
    assert_int_equal(segment(&o, x, NULL, 4), 1);
    assert_near(level[0].lower, 81.3639912509232 / 4, 1e-13);
    assert_near(level[0].upper, 121.6267937924264 / 4, 1e-13);
    assert_near(level[0].squares, 500.0 / 25, 1e-14); /* sum of (x - 25)^2/25 */
    o.model = HST_CHANGE_MEAN;
    o.variance = 8;
    assert_int_equal(segment(&o, y, NULL, 2), 1);
    assert_near(level[0].lower, 2 - 2 * 1.959963984540054, 1e-13);
    assert_near(level[0].upper, 2 + 2 * 1.959963984540054, 1e-13);
    o.model = HST_CHANGE_MEAN_VARIANCE;
    o.variance = 0;
    assert_int_equal(segment(&o, y, NULL, 2), 1);
    assert_near(level[0].upper, 2 + 12.706204736174698, 1e-12); /* s = sqrt 2, n = 2 */
    assert_int_equal(segment(&o, y, NULL, 1), 1);
    assert_true(level[0].lower == -(double)INFINITY && level[0].upper == (double)INFINITY);
    o.variance = 1e4; /* the least */
    assert_int_equal(segment(&o, y, NULL, 2), 1);
    assert_near(level[0].upper, 2 + 12.706204736174698 * sqrt(5000), 1e-12);
}

static void missing_samples_between_levels_belong_to_neither(void **unused) {
    double x[10] = {9, 11, (double)NAN, 10, (double)NAN, (double)NAN, 90, 95, 99, (double)NAN};
    double exposure[10] = {1, 1, 1, 1, 1, 1, (double)NAN, 1, 1, 1};
    (void)unused;
    assert_int_equal(segment(NULL, x, exposure, 10), 2);
    assert_int_equal(level[0].start, 0);
    assert_int_equal(level[0].end, 4);
    assert_int_equal(level[0].samples, 3);
    assert_int_equal(level[1].start, 7);
    assert_int_equal(level[1].end, 9);
    assert_near(level[1].total, 194, 0);
    x[6] = 0;
    exposure[6] = 0; /* nothing was watched, nothing seen */
    assert_int_equal(segment(NULL, x, exposure, 10), 2);
    assert_int_equal(level[1].start, 7);
    x[0] = -0.0;
    x[1] = x[3] = 0;
    assert_int_equal(segment(NULL, x, exposure, 10), 2);
    assert_near(level[0].level, 0, 0);
}

static void of_equal_cuts_the_earliest_is_taken(void **unused) {
    const double x[3] = {1, 0, 1}, y[3] = {0, 3, 0};
    hst_change_options o = with(HST_CHANGE_POISSON, HST_CHANGE_GIVEN, 0, 1);
    double gain[2];
    int64_t found = -1;
    size_t bytes;
    void *work = room_for(3, 1, &bytes);
    (void)unused;
    assert_status(hst_change_at_most(&o, level, MOST, &found, gain, 1, x, NULL, 3, work, bytes), HST_OK);
    assert_int_equal(found, 2);
    assert_int_equal(level[1].start, 1);
    o.model = HST_CHANGE_MEAN; /* less the mean: -1, 2, -1, so that both cuts gain 3/2 */
    o.variance = 1;
    assert_status(hst_change_at_most(&o, level, MOST, &found, gain, 1, y, NULL, 3, work, bytes), HST_OK);
    assert_int_equal(level[1].start, 1);
    assert_near(gain[1], 1.5, 1e-15);
    guarded_free(work);
}

/* 2 (4 - 2)^2/8 = 1. */
static void a_change_that_gains_what_it_costs_is_none(void **unused) {
    const double x[2] = {0, 4};
    hst_change_options o = with(HST_CHANGE_MEAN, HST_CHANGE_GIVEN, 1, 1);
    (void)unused;
    o.variance = 8;
    assert_int_equal(segment(&o, x, NULL, 2), 1);
    o.value = 0.9999;
    assert_int_equal(segment(&o, x, NULL, 2), 2);
}

static void segments_are_as_long_as_asked(void **unused) {
    const double x[6] = {0, 0, 99, 0, 0, 0};
    hst_change_options o = with(HST_CHANGE_POISSON, HST_CHANGE_BIC, 0, 1);
    (void)unused;
    assert_int_equal(segment(&o, x, NULL, 6), 3);
    o.min_length = 2;
    assert_int_equal(segment(&o, x, NULL, 6), 3);
    assert_int_equal(level[1].samples, 2);
    o.min_length = 3;
    assert_int_equal(segment(&o, x, NULL, 6), 2);
    assert_int_equal(level[1].start, 3);
    o.min_length = 4;
    assert_int_equal(segment(&o, x, NULL, 6), 1);
    o.min_length = INT64_MAX;
    assert_int_equal(segment(&o, x, NULL, 6), 1);
    assert_int_equal(segment(&o, x, NULL, 0), 0);
}

/* Rates 100 and 130 part by (sqrt 130 - 10)^2/2 = .98 a sample in Chernoff's sense: a change is misplaced by
 * 15 samples with a probability of e^-14. */
static void thirty_changes_in_a_hundred_thousand_samples_are_found(void **unused) {
    enum { MANY = 100000, APART = MANY / 31 };
    double *x = malloc(MANY * sizeof *x);
    rng r = rng_seed(30);
    int64_t i;
    (void)unused;
    for (i = 0; i < MANY; ++i) {
        x[i] = (double)rng_poisson(&r, i / APART % 2 == 0 || i >= 31 * APART ? 100 : 130);
    }
    assert_int_equal(segment(NULL, x, NULL, MANY), 31);
    for (i = 1; i <= 30; ++i) {
        assert_in_range(level[i].start, i * APART - 15, i * APART + 15);
    }
    free(x);
}

static void units_change_levels_and_nothing_else(void **unused) {
    double x[80], exposure[80];
    hst_change_options o = with(HST_CHANGE_MEAN_VARIANCE, HST_CHANGE_BIC, 0, 2);
    rng r = rng_seed(8);
    hst_change_level before[MOST];
    double gain;
    int64_t i, found;
    (void)unused;
    for (i = 0; i < 80; ++i) {
        x[i] = (double)rng_poisson(&r, i < 40 ? 30 : 12);
        exposure[i] = 1;
    }
    found = segment(NULL, x, exposure, 80);
    memcpy(before, level, sizeof before);
    assert_int_equal(found, 2);
    for (i = 0; i < 80; ++i) {
        exposure[i] = 1e-90;
    }
    assert_int_equal(segment(NULL, x, exposure, 80), 2);
    assert_int_equal(level[1].start, before[1].start);
    assert_near(level[1].level, before[1].level * 1e90, 1e-14);
    assert_near(total_gain(2), before[0].gain + before[1].gain, 1e-12);
    found = segment(&o, x, NULL, 80);
    gain = total_gain(found);
    memcpy(before, level, sizeof before);
    for (i = 0; i < 80; ++i) {
        x[i] = -1e48 * x[i];
    }
    assert_int_equal(segment(&o, x, NULL, 80), found);
    assert_int_equal(level[found - 1].start, before[found - 1].start);
    assert_near(total_gain(found), gain, 1e-9);
}

/* ---- options, variance, blocks ----------------------------------------------------------------- */

static void penalties_have_the_values_of_their_names(void **unused) {
    hst_change_options o = usual();
    double penalty = 0;
    (void)unused;
    assert_status(hst_change_penalty(NULL, &penalty, 100), HST_OK);
    assert_near(penalty, 2 * log(100), 1e-15);
    o.penalty = HST_CHANGE_MBIC;
    assert_status(hst_change_penalty(&o, &penalty, 100), HST_OK);
    assert_near(penalty, 3 * log(100), 1e-15);
    o.model = HST_CHANGE_MEAN_VARIANCE;
    assert_status(hst_change_penalty(&o, &penalty, 100), HST_OK);
    assert_near(penalty, 4 * log(100), 1e-15);
    o.penalty = HST_CHANGE_GIVEN;
    o.value = 7;
    assert_status(hst_change_penalty(&o, &penalty, 100), HST_OK);
    assert_near(penalty, 7, 0);
}

static double variance_of(const hst_change_options *o, const double *x, int64_t n) {
    double variance = 0;
    size_t bytes;
    void *work = room_for(n, 0, &bytes);
    assert_status(hst_change_variance(o, &variance, x, n, work, bytes), HST_OK);
    guarded_free(work);
    return variance;
}

/* Differences 1, 3, -2, 0: median 1/2, deviations 1/2, 5/2, 5/2, 1/2, their median 3/2; squares 1, 9, 4,
 * 0. */
static void variances_are_estimated_from_neighbours(void **unused) {
    const double x[6] = {1, 2, (double)NAN, 5, 3, 3}, same[4] = {5, 5, 5, 6}, equal[2] = {5, 5};
    hst_change_options o = with(HST_CHANGE_MEAN, HST_CHANGE_BIC, 0, 1);
    (void)unused;
    assert_near(variance_of(&o, x, 6), 1.4826 * 1.5 * 1.4826 * 1.5 / 2, 1e-15);
    assert_near(variance_of(&o, same, 4), 1.0 / 6, 1e-15);
    assert_near(variance_of(&o, equal, 2), 1, 0);
    assert_near(variance_of(&o, x, 1), 1, 0);
    o.model = HST_CHANGE_MEAN_VARIANCE;
    assert_near(variance_of(&o, x, 6), 1e-4 * 14 / 8, 1e-15);
    assert_near(variance_of(&o, equal, 2), 1, 0);
    o.variance = 3;
    assert_near(variance_of(&o, x, 6), 3, 0);
}

static void blocks_have_their_distances_for_exposures(void **unused) {
    const int64_t time[5] = {100, 700, 700, 760, 760};
    double work[5] = {1, 2, 2, 3, 4};
    (void)unused;
    assert_status(hst_change_exposures(work, time, work, 5, 60), HST_OK);
    assert_is_nan(work[0]);
    assert_near(work[1], 300, 0);
    assert_near(work[2], 10, 0);
    assert_near(work[3], 20, 0);
    assert_near(work[4], 5, 0);
    assert_status(hst_change_exposures(NULL, NULL, NULL, 0, 1), HST_OK);
}

/* Without bins: 300 blocks ten minutes apart, then 200 twenty minutes apart. */
static void single_blocks_show_a_fall(void **unused) {
    int64_t time[500], i, now = 1640000000;
    double exposure[500];
    hst_change_options o = with(HST_CHANGE_POISSON, HST_CHANGE_BIC, 0, 6);
    rng r = rng_seed(5);
    (void)unused;
    for (i = 0; i < 500; ++i) {
        now += (int64_t)(rng_exponential(&r) * (i < 300 ? 600 : 1500));
        time[i] = now;
        exposure[i] = 1e23;
    }
    assert_status(hst_change_exposures(exposure, time, exposure, 500, 1), HST_OK);
    assert_int_equal(segment(&o, NULL, exposure, 500), 2);
    assert_int_equal(level[0].start, 1);
    assert_in_range(level[1].start, 280, 320);
    assert_true(level[1].lower < 1e23 / 1500 && 1e23 / 1500 < level[1].upper);
    assert_near(level[1].total, (double)(500 - level[1].start), 0);
}

static void a_short_list_is_the_beginning_of_the_long_one(void **unused) {
    const double x[9] = {1, 1, 1, 90, 90, 90, 5, 5, 5};
    hst_change_level two[2];
    hst_change_fit one[1], fit[MOST];
    int64_t found = 0, rows = 0;
    size_t bytes;
    void *work = room_for(9, 0, &bytes);
    (void)unused;
    assert_int_equal(segment(NULL, x, NULL, 9), 3);
    assert_status(hst_change_segment(NULL, two, 2, &found, x, NULL, 9, work, bytes), HST_OK);
    assert_int_equal(found, 3);
    assert_memory_equal(two, level, sizeof two);
    assert_status(hst_change_segment(NULL, NULL, 0, &found, x, NULL, 9, work, bytes), HST_OK);
    assert_int_equal(found, 3);
    rows = fits_between(fit, NULL, x, NULL, 9, 0, 1000);
    assert_status(hst_change_path(NULL, one, 1, &found, x, NULL, 9, 0, 1000, work, bytes), HST_OK);
    assert_int_equal(found, rows);
    assert_memory_equal(one, fit, sizeof one);
    assert_status(hst_change_path(NULL, NULL, 0, &found, x, NULL, 9, 0, 1000, work, bytes), HST_OK);
    assert_int_equal(found, rows);
    guarded_free(work);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nile_fell_after_1898),
        cmocka_unit_test(the_mines_became_safer_after_1891),
        cmocka_unit_test(random_series_are_cut_as_well_as_can_be),
        cmocka_unit_test(every_short_series_is_cut_as_well_as_can_be),
        cmocka_unit_test(each_number_of_changes_has_its_best_cuts),
        cmocka_unit_test(a_path_has_the_best_cuts_for_every_penalty),
        cmocka_unit_test(a_path_of_one_step_has_two_fits),
        cmocka_unit_test(equal_rates_are_one_level),
        cmocka_unit_test(a_change_of_difficulty_is_no_change),
        cmocka_unit_test(silence_is_a_rate_of_zero),
        cmocka_unit_test(levels_have_the_intervals_of_their_model),
        cmocka_unit_test(missing_samples_between_levels_belong_to_neither),
        cmocka_unit_test(of_equal_cuts_the_earliest_is_taken),
        cmocka_unit_test(a_change_that_gains_what_it_costs_is_none),
        cmocka_unit_test(segments_are_as_long_as_asked),
        cmocka_unit_test(thirty_changes_in_a_hundred_thousand_samples_are_found),
        cmocka_unit_test(units_change_levels_and_nothing_else),
        cmocka_unit_test(penalties_have_the_values_of_their_names),
        cmocka_unit_test(variances_are_estimated_from_neighbours),
        cmocka_unit_test(blocks_have_their_distances_for_exposures),
        cmocka_unit_test(single_blocks_show_a_fall),
        cmocka_unit_test(a_short_list_is_the_beginning_of_the_long_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
