/* The exponentially weighted mean in blocks, and the weights that it is made with, on every path. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "kernels/decay.h"
#include "kernels/ewm.h"
#include "kernels/path.h"

enum { MOST = 2000 };

static const hst__ewm EMPTY;
static uint64_t lapse[MOST];
static double keep[MOST], take[MOST], first_keep[MOST], first_take[MOST];
static double x[MOST], out[MOST], expected[MOST];
static int64_t at[MOST];

static void assert_weights(double rate, int64_t n) {
    int path;
    int64_t i;
    for (path = 0; path <= hst__path(); ++path) {
        hst__decay_on(path, keep, take, lapse, n, rate);
        for (i = 0; i < n; ++i) {
            long double z = (long double)lapse[i] * (long double)rate;
            long double taken = -expm1l(-z * 0.693147180559945309417232121458176568L);
            assert_near_abs(keep[i], (double)exp2l(-z), 4e-16);
            assert_near(take[i], (double)taken, 7e-16);
        }
        if (path > 0) {
            assert_memory_equal(keep, first_keep, (size_t)n * sizeof *keep);
            assert_memory_equal(take, first_take, (size_t)n * sizeof *take);
        }
        memcpy(first_keep, keep, sizeof keep);
        memcpy(first_take, take, sizeof take);
    }
}

static void weights_are_close_to_their_exponentials(void **unused) {
    static const double rates[] = {1.0 / 3600, 1, 1e-9, 0.1, 1e-300, 0x1p-64};
    rng r = rng_seed(101);
    size_t k;
    int64_t i;
    (void)unused;
    for (k = 0; k < sizeof rates / sizeof rates[0]; ++k) {
        for (i = 0; i < MOST; ++i) {
            lapse[i] = 1 + rng_next(&r) % (UINT64_C(2) << rng_below(&r, 63));
        }
        lapse[0] = UINT64_MAX;
        assert_weights(rates[k], MOST);
    }
}

static void whole_half_lives_have_powers_of_two(void **unused) {
    int64_t i;
    (void)unused;
    for (i = 0; i < 1000; ++i) {
        lapse[i] = (uint64_t)i + 1;
    }
    lapse[1000] = 1001;
    lapse[1001] = UINT64_MAX;
    hst__decay(keep, take, lapse, 1002, 1);
    for (i = 0; i < 1000; ++i) {
        assert_same_bits(keep[i], ldexp(1, -1 - (int)i));
        assert_same_bits(take[i], 1 - keep[i]);
    }
    assert_same_bits(keep[1000], 0);
    assert_same_bits(take[1000], 1);
    assert_same_bits(keep[1001], 0);
    hst__decay(keep, take, lapse, 1, INFINITY);
    assert_same_bits(keep[0], 0);
    assert_same_bits(take[0], 1);
}

/* One sample after the other, as the header says it. */
static void by_the_definition(const int64_t *time, int64_t n, double half_life) {
    double rate = 1 / half_life, reference = 0, kept = 0, sum = 0, high = 0, low = 0, mean = NAN;
    int64_t last = 0, in = 0, i;
    for (i = 0; i < n; ++i) {
        if (!isnan(x[i]) && isnan(mean)) {
            mean = high = x[i] + 0.0;
            last = time[i];
        } else if (!isnan(x[i])) {
            double a, b, moved;
            lapse[0] = (uint64_t)time[i] - (uint64_t)last;
            hst__decay_on(0, &a, &b, lapse, 1, rate);
            reference = in % HST__EWM_BLOCK == 0 ? x[i] + 0.0 : reference;
            kept = in % HST__EWM_BLOCK == 0 ? a : a * kept;
            sum = in % HST__EWM_BLOCK == 0 ? 0 : a * sum + b * (x[i] - reference);
            moved = kept * ((high - reference) + low) + sum;
            mean = reference + moved;
            if (++in % HST__EWM_BLOCK == 0) {
                double back = mean - reference;
                high = mean;
                low = (reference - (mean - back)) + (moved - back);
            }
            last = time[i];
        }
        expected[i] = mean;
    }
}

static void blocks_are_what_the_definition_says(void **unused) {
    rng r = rng_seed(102);
    int run, path;
    (void)unused;
    for (run = 0; run < 60; ++run) {
        int64_t n = 1 + (int64_t)rng_below(&r, MOST);
        int64_t i;
        for (i = 0; i < n; ++i) {
            x[i] = run % 3 == 0 && rng_below(&r, 10) == 0 ? NAN : 1e20 * (1 + 0.01 * rng_normal(&r));
            at[i] = (i > 0 ? at[i - 1] : -5) + (run % 4 == 1 ? 60 : 1 + (int64_t)rng_below(&r, 119));
        }
        by_the_definition(at, n, 3600);
        for (path = 0; path <= hst__path(); ++path) {
            hst__ewm e = EMPTY;
            int64_t cut = (int64_t)rng_below(&r, (uint64_t)n + 1);
            assert_int_equal(hst__ewm_push_n_on(path, &e, out, at, x, cut, 3600), HST__EWM_FINE);
            assert_true(hst__ewm_is_state(&e));
            assert_int_equal(hst__ewm_push_n_on(path, &e, out + cut, at + cut, x + cut, n - cut, 3600),
                             HST__EWM_FINE);
            for (i = 0; i < n; ++i) {
                if (isnan(expected[i])) {
                    assert_is_nan(out[i]);
                } else {
                    assert_same_bits(out[i], expected[i]);
                }
            }
            assert_true(hst__ewm_is_state(&e));
        }
    }
}

static void fill_ones(int64_t n, int64_t gap) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        at[i] = i;
        x[i] = i % gap == gap - 1 ? NAN : 1;
    }
}

static void faults_are_told_apart(void **unused) {
    int64_t n = 600, place;
    int path;
    (void)unused;
    for (place = 0; place < n; place += 37) {
        for (path = 0; path <= hst__path(); ++path) {
            hst__ewm e = EMPTY;
            fill_ones(n, 10);
            x[place] = -INFINITY;
            assert_int_equal(hst__ewm_push_n_on(path, &e, out, at, x, n, 5), HST__EWM_INFINITE_SAMPLE);
            e = EMPTY;
            x[place] = DBL_MAX;
            assert_int_equal(hst__ewm_push_n_on(path, &e, out, at, x, n, 5), HST__EWM_FINE);
        }
    }
    /* Where a block begins, the mean before it is taken from its first sample. */
    for (place = 1; place < n; place += HST__EWM_BLOCK) {
        hst__ewm e = EMPTY;
        fill_ones(n, n + 1);
        x[0] = -DBL_MAX;
        x[place] = DBL_MAX;
        assert_int_equal(hst__ewm_push_n(&e, out, at, x, n, 1e9), HST__EWM_OVERFLOW);
        x[n - 1] = INFINITY; /* told before, however far behind */
        e = EMPTY;
        assert_int_equal(hst__ewm_push_n(&e, out, at, x, n, 1e9), HST__EWM_INFINITE_SAMPLE);
    }
}

static void memory_that_is_no_state_is_told(void **unused) {
    hst__ewm good = EMPTY, bad;
    size_t k;
    (void)unused;
    assert_true(hst__ewm_is_state(&EMPTY));
    x[0] = NAN;
    x[1] = 3;
    at[0] = 5;
    at[1] = 9;
    assert_int_equal(hst__ewm_push_n(&good, out, at, x, 1, 60), HST__EWM_FINE);
    assert_true(hst__ewm_is_state(&good));
    bad = good;
    bad.mean = 1;
    assert_false(hst__ewm_is_state(&bad));
    bad = good;
    bad.stage = 0;
    assert_false(hst__ewm_is_state(&bad));
    assert_int_equal(hst__ewm_push_n(&good, out, at + 1, x + 1, 1, 60), HST__EWM_FINE);
    assert_true(hst__ewm_is_state(&good));
    bad = good;
    bad.stage = 2 + HST__EWM_BLOCK;
    assert_false(hst__ewm_is_state(&bad));
    bad = good;
    bad.last_observed = bad.last + 1;
    assert_false(hst__ewm_is_state(&bad));
    for (k = 0; k < 6; ++k) {
        bad = good;
        (&bad.reference)[k] = k % 2 ? NAN : INFINITY;
        assert_false(hst__ewm_is_state(&bad));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weights_are_close_to_their_exponentials),
        cmocka_unit_test(whole_half_lives_have_powers_of_two),
        cmocka_unit_test(blocks_are_what_the_definition_says),
        cmocka_unit_test(faults_are_told_apart),
        cmocka_unit_test(memory_that_is_no_state_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
