/* That the e-value is one: its mean after the next push, whatever it is now, by integration over the block
 * that is to come or by enumeration of the bins. */
#include "support/support.h"

#include <math.h>
#include <string.h>

#include "hashstat/monitor.h"

static hst_monitor_state state;

static void begin(double known_rate, int64_t stride, int64_t baseline) {
    hst_monitor_options o;
    assert_status(hst_monitor_options_init(&o, (uint32_t)sizeof o), HST_OK);
    o.known_rate = known_rate;
    o.stride = stride;
    o.baseline = baseline;
    o.horizon = 20;
    assert_status(hst_monitor_init(&state, &o), HST_OK);
}

static hst_monitor_reading read_of(const hst_monitor_state *s) {
    hst_monitor_reading out;
    assert_status(hst_monitor_read(&out, s, 0.95), HST_OK);
    return out;
}

/* After one more block. */
static hst_monitor_reading after_block(double seconds) {
    hst_monitor_state next = state;
    assert_status(hst_monitor_push_block(&next, seconds, 1, 0), HST_OK);
    return read_of(&next);
}

typedef struct means {
    double fall, rise, both;
} means;

static void add(means *m, double weight, const hst_monitor_reading *out) {
    m->fall += weight * exp(out->fall.log_e);
    m->rise += weight * exp(out->rise.log_e);
    m->both += weight * out->e;
}

/* The next block's part u of all the time is Beta(1, n), independent of the parts before: with v = (1 - u)^n,
 * which is uniform, the block takes S (1 - u)^-1 - S. Midpoints of w, v = w^4, which smooths the end at 0. */
static means mean_over_next_block(double passed, int64_t n) {
    enum { POINTS = 4000 };
    means m = {0, 0, 0};
    int i;
    for (i = 0; i < POINTS; ++i) {
        double w = (i + 0.5) / POINTS, rest = pow(w, 4 / (double)n);
        hst_monitor_reading out = after_block(passed * (1 - rest) / rest);
        add(&m, 4 * w * w * w / POINTS, &out);
    }
    return m;
}

/* Whatever has been pushed. */
static void the_mean_over_the_next_block_is_the_present_e(void **unused) {
    rng r = rng_seed(1);
    int run;
    (void)unused;
    for (run = 0; run < 12; ++run) {
        int64_t n = 1 + (int64_t)rng_below(&r, 60), i;
        double passed = 0;
        hst_monitor_reading now;
        means m;
        begin(0, 1 + run % 4, 0);
        for (i = 0; i < n; ++i) {
            double seconds = (i < n / 2 ? 1 : 0.4 + rng_uniform(&r)) * rng_exponential(&r);
            assert_status(hst_monitor_push_block(&state, seconds, 1, 0), HST_OK);
            passed += seconds;
        }
        now = read_of(&state);
        m = mean_over_next_block(passed, n);
        assert_near(m.fall, exp(now.fall.log_e), 1e-6);
        assert_near(m.rise, exp(now.rise.log_e), 1e-6);
        assert_near(m.both, now.e, 1e-6);
    }
}

/* Seconds are exponential, and v = exp(-seconds). With rho = 1/4 the integrand is v^-3/4, hence w. */
static void with_a_known_rate_too(void **unused) {
    enum { POINTS = 4000 };
    rng r = rng_seed(2);
    int run, i;
    (void)unused;
    for (run = 0; run < 4; ++run) {
        means m = {0, 0, 0};
        hst_monitor_reading now;
        begin(1, 2, 0);
        for (i = 0; i < 20; ++i) {
            assert_status(hst_monitor_push_block(&state, rng_exponential(&r), 1, 0), HST_OK);
        }
        now = read_of(&state);
        for (i = 0; i < POINTS; ++i) {
            double w = (i + 0.5) / POINTS;
            hst_monitor_reading out = after_block(-4 * log(w));
            add(&m, 4 * w * w * w / POINTS, &out);
        }
        assert_near(m.rise, exp(now.rise.log_e), 1e-6);
        assert_near(m.fall, exp(now.fall.log_e), 1e-6);
        assert_near(m.both, now.e, 1e-6);
    }
}

/* With comparisons of several starts the largest sum is reported, whose mean is not above the weights'
 * sum. */
static void with_a_baseline_the_mean_at_a_time_is_at_most_one(void **unused) {
    enum { RUNS = 4000 };
    double sum = 0, squares = 0, mean;
    rng r = rng_seed(3);
    int run, i;
    (void)unused;
    for (run = 0; run < RUNS; ++run) {
        double e;
        begin(0, 5, 20);
        for (i = 0; i < 100; ++i) {
            assert_status(hst_monitor_push_block(&state, rng_exponential(&r), 1, 0), HST_OK);
        }
        e = read_of(&state).e;
        sum += e;
        squares += e * e;
    }
    mean = sum / RUNS;
    assert_true(mean + 4 * sqrt((squares / RUNS - mean * mean) / RUNS) < 1);
}

/* bins ----------------------------------------------------------------------------------------- */

static double poisson(int64_t k, double mean) {
    double mass = exp(-mean);
    int64_t i;
    for (i = 1; i <= k; ++i) {
        mass *= mean / (double)i;
    }
    return mass;
}

/* Mean of e over all ways that `bins` more bins of this exposure can go, stopped where it first reaches
 * `stop`. What is left out has a chance below 1e-9. */
static double mean_stopped(const hst_monitor_state *from, int bins, double exposure, double rate, double stop,
                           int64_t most) {
    hst_monitor_state next;
    double mean = 0, e = read_of(from).e;
    int64_t k;
    if (bins == 0 || e >= stop) {
        return e;
    }
    for (k = 0; k <= most; ++k) {
        next = *from;
        assert_status(hst_monitor_push_bin(&next, k, exposure, 0), HST_OK);
        mean += poisson(k, rate * exposure) * mean_stopped(&next, bins - 1, exposure, rate, stop, most);
    }
    return mean;
}

static void bins_of_a_known_rate_keep_their_mean_exactly(void **unused) {
    (void)unused;
    begin(2, 1, 0);
    assert_near(mean_stopped(&state, 2, 0.5, 2, 1e9, 40), 1, 1e-9);
    assert_near(mean_stopped(&state, 2, 0.5, 2, 1.05, 40), 1, 1e-9);
}

/* Whatever the rate is, the rate being unknown: when the first bins come out as they do, and when looked at
 * each time. The 100 first arrivals are given, at rates that fit them and at rates that do not. */
static void bins_of_an_unknown_rate_never_exceed_one_in_the_mean(void **unused) {
    static const double rates[] = {0.3, 0.7, 1, 1.3, 2, 3.2};
    static const double stops[] = {1e9, 0.6, 1.5};
    size_t i, k;
    (void)unused;
    begin(0, 1, 0);
    assert_status(hst_monitor_push_bin(&state, 100, 100, 0), HST_OK);
    for (i = 0; i < 6; ++i) {
        for (k = 0; k < 3; ++k) {
            assert_true(mean_stopped(&state, 3, 1, rates[i], stops[k], 13) <= 1);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_mean_over_the_next_block_is_the_present_e),
        cmocka_unit_test(with_a_known_rate_too),
        cmocka_unit_test(with_a_baseline_the_mean_at_a_time_is_at_most_one),
        cmocka_unit_test(bins_of_a_known_rate_keep_their_mean_exactly),
        cmocka_unit_test(bins_of_an_unknown_rate_never_exceed_one_in_the_mean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
