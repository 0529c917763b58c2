/* Both measures of a monitor against every change time, from the definitions. */
#include "support/support.h"

#include <math.h>
#include <string.h>

#include "hashstat/monitor.h"
#include "oracle/monitor.h"

static oracle_watch watched;
static hst_monitor_state state;

static const double NOT_OBSERVED = NAN;

/* A monitor and its oracle with the same options. */
static void begin(int is_bins, double known_rate, const double growth[2], int64_t stride, int64_t baseline) {
    hst_monitor_options o;
    assert_status(hst_monitor_options_init(&o, (uint32_t)sizeof o), HST_OK);
    o.known_rate = known_rate;
    o.growth_lower = growth[0];
    o.growth_upper = growth[1];
    o.stride = stride;
    o.baseline = baseline;
    o.horizon = 300;
    o.shortest = 2;
    assert_status(hst_monitor_init(&state, &o), HST_OK);
    memset(&watched, 0, sizeof watched);
    watched.is_bins = is_bins;
    watched.known_rate = known_rate;
    watched.stride = stride;
    watched.baseline = baseline;
    watched.shortest = 2;
    watched.horizon = 300 / (long double)stride;
}

static void observe(int64_t count, long double falls, long double rises) {
    watched.count[watched.n] = count;
    watched.took[0][watched.n] = falls;
    watched.took[1][watched.n] = rises;
    ++watched.n;
}

/* Both sides, n pushes of which some are missing; `pushed` the pushes up to each observed one. */
static int64_t pushed[ORACLE_WATCH_MOST];

static void push_blocks(rng *r, int64_t n, const double growth[2]) {
    double elapsed = 0, rate = 1 / 600.0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        double work = 1 + rng_uniform(r);
        double seconds = rng_exponential(r) / rate * work;
        long double took[2];
        int side;
        rate *= rng_below(r, 60) == 0 ? 0.4 + 1.2 * rng_uniform(r) : 1;
        if (growth[1] == 0 && rng_below(r, 10) == 0) {
            assert_status(hst_monitor_push_block(&state, NOT_OBSERVED, work, 1000 + i), HST_OK);
            continue;
        }
        assert_status(hst_monitor_push_block(&state, seconds, work, 1000 + i), HST_OK);
        for (side = 0; side < 2; ++side) {
            long double g = growth[side];
            took[side] = g == 0 ? (long double)seconds
                                : expl(g * elapsed) * expm1l(g * (long double)seconds) / g;
        }
        elapsed += seconds;
        pushed[watched.n] = i;
        observe(1, took[0] / work, took[1] / work);
    }
}

static void push_bins(rng *r, int64_t n) {
    double rate = 3 * rng_uniform(r);
    int64_t i;
    for (i = 0; i < n; ++i) {
        double exposure = 1 + (double)rng_below(r, 3);
        int64_t count = rng_poisson(r, rate * exposure);
        rate *= rng_below(r, 60) == 0 ? 0.4 + 1.2 * rng_uniform(r) : 1;
        if (rng_below(r, 10) == 0) {
            exposure = rng_below(r, 2) == 0 ? 0 : NOT_OBSERVED;
            assert_status(hst_monitor_push_bin(&state, count, exposure, 1000 + i), HST_OK);
            continue;
        }
        assert_status(hst_monitor_push_bin(&state, count, exposure, 1000 + i), HST_OK);
        pushed[watched.n] = i;
        observe(count, exposure, exposure);
    }
}

static void assert_side(const hst_monitor_change *c, int side) {
    int64_t tau;
    double expected = (double)oracle_best_statistic(&watched, side, &tau);
    assert_near_abs(c->statistic, expected, 1e-9 * (1 + expected));
    assert_near_abs(c->log_e, (double)logl(oracle_e(&watched, side == 0, side == 1)), 1e-9);
    if (tau < 0 || expected < 1e-9) {
        return;
    }
    /* of two that are the same within rounding, either is right */
    if (tau == 0) {
        assert_int_equal(c->onset, 0);
    } else if (c->onset != pushed[tau - 1] + 1) {
        int64_t k = 1;
        while (pushed[k - 1] + 1 != c->onset) {
            ++k;
        }
        assert_near((double)oracle_statistic(&watched, side, k), expected, 1e-13);
    } else {
        long double n1 = oracle_arrivals(&watched, 0, tau), e1 = oracle_took(&watched, side, 0, tau);
        long double n2 = oracle_arrivals(&watched, tau, watched.n);
        long double e2 = oracle_took(&watched, side, tau, watched.n);
        assert_int_equal(c->onset_key, 1000 + pushed[tau - 1] + 1);
        assert_int_equal(c->last_key, 1000 + pushed[tau - 1]);
        assert_near(c->after, (double)(n2 / e2), 1e-12);
        assert_near(c->before, watched.known_rate > 0 ? watched.known_rate : (double)(n1 / e1), 1e-12);
        assert_near(c->ratio, c->after / c->before, 1e-15);
        assert_true(c->lower <= c->ratio && c->ratio <= c->upper);
    }
}

static void assert_as_oracle(void) {
    hst_monitor_reading out;
    assert_status(hst_monitor_read(&out, &state, 0.9), HST_OK);
    assert_near_abs(out.log_e, (double)logl(oracle_e(&watched, 1, 1)), 1e-9);
    assert_near(out.e, exp(out.log_e), 1e-15);
    assert_int_equal(out.observed, watched.n);
    assert_int_equal(out.dropped, 0);
    assert_int_equal(out.vertices_lost, 0);
    assert_side(&out.fall, 0);
    assert_side(&out.rise, 1);
}

static const double NO_GROWTH[2] = {0, 0};

static void blocks_against_all_change_times(void **unused) {
    static const double growth[2] = {2e-7, 5e-7};
    rng r = rng_seed(1);
    int run;
    (void)unused;
    for (run = 0; run < 60; ++run) {
        int64_t stride = 3 + (int64_t)rng_below(&r, 5);
        const double *g = run % 3 == 0 ? growth : NO_GROWTH;
        begin(0, run % 4 == 1 ? 1 / 600.0 : 0, g, stride, run % 2 == 0 ? 0 : stride * (16 + run % 5));
        if (watched.known_rate > 0) {
            watched.baseline = 0;
        }
        push_blocks(&r, (int64_t)rng_below(&r, 300), g);
        assert_as_oracle();
    }
}

static void bins_against_all_change_times(void **unused) {
    rng r = rng_seed(2);
    int run;
    (void)unused;
    for (run = 0; run < 60; ++run) {
        int64_t stride = 3 + (int64_t)rng_below(&r, 5);
        begin(1, run % 4 == 1 ? 2 : 0, NO_GROWTH, stride, run % 2 == 0 ? 0 : stride * (20 + run % 5));
        if (watched.known_rate > 0) {
            watched.baseline = 0;
        }
        push_bins(&r, (int64_t)rng_below(&r, 300));
        assert_as_oracle();
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_against_all_change_times),
        cmocka_unit_test(bins_against_all_change_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
