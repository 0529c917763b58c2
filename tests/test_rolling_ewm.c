/* The exponentially weighted mean, in one call and by its state. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "hashstat/rolling.h"
#include "oracle/rolling.h"

enum { MOST = 3000 };

static const hst_rolling_ewm_state EMPTY;
static double x[MOST], out[MOST], expected[MOST], again[MOST];
static int64_t at[MOST];

static void fill(rng *r, uint64_t gaps, double offset) {
    int64_t i;
    for (i = 0; i < MOST; ++i) {
        x[i] = rng_below(r, gaps) == 0 ? NAN : offset + rng_normal(r);
        at[i] = (i > 0 ? at[i - 1] : -10000) + 1 + (int64_t)(600 * rng_exponential(r));
    }
}

/* Steps of whole half-lives have weights that are powers of two. */
static void weights_halve_in_a_half_life(void **unused) {
    static const double values[] = {NAN, 8, 0, NAN, 4, NAN, NAN};
    static const int64_t times[] = {0, 60, 120, 180, 240, 300, 361};
    static const double means[] = {NAN, 8, 4, 4, 4, 4, 4};
    int i;
    (void)unused;
    assert_status(hst_rolling_ewm(out, times, values, 7, 60), HST_OK);
    assert_is_nan(out[0]);
    for (i = 1; i < 7; ++i) {
        assert_same_bits(out[i], means[i]);
    }
    assert_status(hst_rolling_ewm(out, times + 1, values + 1, 4, 30), HST_OK);
    assert_same_bits(out[1], 2);
    assert_same_bits(out[3], 4 - 0.125);
}

/* With the error of the weights in 1 - a, of the mean itself, and of what a block adds up. */
static void the_mean_is_that_of_the_recursion(void **unused) {
    static const double half_lives[] = {1e-3, 1, 100, 3600, 86400, 1e9, 1e15};
    static const double offsets[] = {0, 100, 1e20, 1e-200};
    rng r = rng_seed(51);
    size_t h, o;
    int64_t i;
    (void)unused;
    for (o = 0; o < 4; ++o) {
        for (h = 0; h < sizeof half_lives / sizeof half_lives[0]; ++h) {
            fill(&r, h % 2 ? 10 : 100000, offsets[o]);
            oracle_ewm(expected, at, x, MOST, half_lives[h]);
            assert_status(hst_rolling_ewm(out, at, x, MOST, half_lives[h]), HST_OK);
            for (i = 0; i < MOST; ++i) {
                if (isnan(expected[i])) {
                    assert_is_nan(out[i]);
                } else {
                    assert_near_abs(out[i], expected[i], 1.2e-16 * fabs(expected[i]) + 1e-14 * 8);
                }
            }
        }
    }
}

static void any_chunking_gives_the_same_bits(void **unused) {
    static const int64_t chunks[] = {1, 2, 3, 5, 7, 13, 100, MOST};
    rng r = rng_seed(52);
    int run;
    size_t k;
    (void)unused;
    for (run = 0; run < 6; ++run) {
        fill(&r, run % 2 ? 10 : 100000, run < 3 ? 1e20 : 0);
        assert_status(hst_rolling_ewm(out, at, x, MOST, 3600), HST_OK);
        for (k = 0; k < sizeof chunks / sizeof chunks[0]; ++k) {
            hst_rolling_ewm_state state = EMPTY;
            int64_t i;
            for (i = 0; i < MOST; i += chunks[k]) {
                int64_t n = MOST - i < chunks[k] ? MOST - i : chunks[k];
                assert_status(hst_rolling_ewm_state_push_n(&state, again + i, at + i, x + i, n, 3600),
                              HST_OK);
            }
            assert_memory_equal(again, out, sizeof out);
        }
    }
}

static void single_pushes_read_as_the_means_of_the_whole(void **unused) {
    hst_rolling_ewm_state state = EMPTY;
    rng r = rng_seed(53);
    int64_t i;
    (void)unused;
    fill(&r, 5, 7);
    x[0] = NAN;
    assert_status(hst_rolling_ewm(out, at, x, MOST, 900), HST_OK);
    for (i = 0; i < MOST; ++i) {
        double mean = -1;
        assert_status(hst_rolling_ewm_state_push(&state, at[i], x[i], 900), HST_OK);
        if (isnan(out[i])) {
            assert_status(hst_rolling_ewm_state_read(&mean, &state), HST_EEMPTY);
            assert_same_bits(mean, -1);
        } else {
            assert_status(hst_rolling_ewm_state_read(&mean, &state), HST_OK);
            assert_same_bits(mean, out[i]);
        }
    }
}

static void equal_values_have_that_mean(void **unused) {
    static const double values[] = {1.1e20, 0.1, -DBL_MAX, DBL_MAX, 0x1p-1074, -3e-310, 0, -0.0};
    rng r = rng_seed(54);
    size_t k;
    int64_t i;
    (void)unused;
    for (k = 0; k < sizeof values / sizeof values[0]; ++k) {
        fill(&r, 10, 0);
        for (i = 0; i < MOST; ++i) {
            x[i] = i > 0 && isnan(x[i]) ? NAN : values[k];
        }
        assert_status(hst_rolling_ewm(out, at, x, MOST, 7777), HST_OK);
        for (i = 0; i < MOST; ++i) {
            assert_same_bits(out[i], values[k] + 0.0);
        }
    }
}

/* After so many half-lives nothing is left of what was before, not even of a number that is huge. */
static void what_is_long_past_weighs_nothing(void **unused) {
    static const double values[] = {1e300, 1, 2};
    static const int64_t times[] = {INT64_MIN, 0, INT64_MAX};
    int i;
    (void)unused;
    assert_status(hst_rolling_ewm(out, times, values, 3, 1e-320), HST_OK);
    for (i = 0; i < 3; ++i) {
        assert_same_bits(out[i], values[i]);
    }
    assert_status(hst_rolling_ewm(out, times, values, 3, 0x1p50), HST_OK);
    assert_same_bits(out[1], 1);
    assert_status(hst_rolling_ewm(out, times, values, 3, DBL_MAX), HST_OK);
    assert_same_bits(out[2], 1e300);
}

static void series_are_read_to_their_end_and_no_further(void **unused) {
    static const int64_t lengths[] = {0, 1, 2, 16, 17, 255, 256, 257, 1000};
    size_t k;
    (void)unused;
    for (k = 0; k < sizeof lengths / sizeof lengths[0]; ++k) {
        size_t bytes = (size_t)lengths[k] * sizeof(double);
        double *series = guarded_alloc(bytes);
        double *means = guarded_alloc(bytes);
        int64_t *times = guarded_alloc(bytes);
        int64_t i;
        for (i = 0; i < lengths[k]; ++i) {
            series[i] = (double)i;
            times[i] = 3 * i;
        }
        assert_status(hst_rolling_ewm(means, times, series, lengths[k], 10), HST_OK);
        guarded_free(times);
        guarded_free(means);
        guarded_free(series);
    }
}

/* ---- contract ---------------------------------------------------------------------------------- */

static const double bad_half_lives[] = {0, -0.0, -1, INFINITY, NAN};
static const double fine[3] = {1, NAN, 2}, infinite[3] = {1, 2, INFINITY}, apart[3] = {DBL_MAX, -DBL_MAX, 0};
static const double first_infinite[3] = {-INFINITY, 2, 3};
static const int64_t rising[3] = {0, 1, 2}, repeated[3] = {0, 1, 1};

static void means_refuse_what_the_header_says(void **unused) {
    size_t k;
    (void)unused;
    fill_untouched(out, sizeof out);
    assert_status(hst_rolling_ewm(NULL, rising, fine, 3, 1), HST_ENULL);
    assert_status(hst_rolling_ewm(out, NULL, fine, 3, 1), HST_ENULL);
    assert_status(hst_rolling_ewm(out, rising, NULL, -1, 1), HST_ENULL);
    assert_status(hst_rolling_ewm(out, rising, fine, -1, -1), HST_ESIZE);
    for (k = 0; k < sizeof bad_half_lives / sizeof bad_half_lives[0]; ++k) {
        assert_status(hst_rolling_ewm(out, repeated, fine, 3, bad_half_lives[k]), HST_EDOMAIN);
        assert_status(hst_rolling_ewm(NULL, NULL, NULL, 0, bad_half_lives[k]), HST_EDOMAIN);
    }
    assert_status(hst_rolling_ewm(out, repeated, infinite, 3, 1), HST_EORDER);
    assert_untouched(out, sizeof out);
    assert_status(hst_rolling_ewm(out, rising, infinite, 3, 1), HST_EDOMAIN);
    assert_status(hst_rolling_ewm(out, rising, first_infinite, 3, 1), HST_EDOMAIN);
    assert_status(hst_rolling_ewm(out, rising, apart, 3, 1), HST_EOVERFLOW);
}

static void states_refuse_what_the_header_says(void **unused) {
    hst_rolling_ewm_state state = EMPTY, before, corrupt = EMPTY;
    double mean;
    (void)unused;
    corrupt.opaque[0] = 99;
    assert_status(hst_rolling_ewm_state_push(&state, 0, 1, 60), HST_OK);
    assert_status(hst_rolling_ewm_state_push(&state, 5, NAN, 60), HST_OK);
    before = state;
    fill_untouched(out, sizeof out);
    fill_untouched(&mean, sizeof mean);
    assert_status(hst_rolling_ewm_state_push(NULL, 6, 1, 60), HST_ENULL);
    assert_status(hst_rolling_ewm_state_push(&corrupt, 5, INFINITY, 0), HST_EDOMAIN);
    assert_status(hst_rolling_ewm_state_push(&corrupt, 5, INFINITY, 60), HST_ECORRUPT);
    assert_status(hst_rolling_ewm_state_push(&state, 5, INFINITY, 60), HST_EORDER);
    assert_status(hst_rolling_ewm_state_push(&state, 6, INFINITY, 60), HST_EDOMAIN);
    assert_status(hst_rolling_ewm_state_push_n(NULL, out, rising, fine, 3, 60), HST_ENULL);
    assert_status(hst_rolling_ewm_state_push_n(&state, NULL, rising, fine, 3, 60), HST_ENULL);
    assert_status(hst_rolling_ewm_state_push_n(&state, out, NULL, fine, 3, 60), HST_ENULL);
    assert_status(hst_rolling_ewm_state_push_n(&state, out, rising, NULL, -1, 60), HST_ENULL);
    assert_status(hst_rolling_ewm_state_push_n(&corrupt, out, rising, fine, -1, 0), HST_ESIZE);
    assert_status(hst_rolling_ewm_state_push_n(&corrupt, out, rising, fine, 3, 0), HST_EDOMAIN);
    assert_status(hst_rolling_ewm_state_push_n(&corrupt, out, repeated, infinite, 3, 60), HST_ECORRUPT);
    assert_status(hst_rolling_ewm_state_push_n(&state, out, rising, infinite, 3, 60), HST_EORDER);
    assert_status(hst_rolling_ewm_state_read(NULL, &state), HST_ENULL);
    assert_status(hst_rolling_ewm_state_read(&mean, NULL), HST_ENULL);
    assert_status(hst_rolling_ewm_state_read(&mean, &corrupt), HST_ECORRUPT);
    assert_status(hst_rolling_ewm_state_read(&mean, &EMPTY), HST_EEMPTY);
    assert_untouched(&mean, sizeof mean);
    assert_untouched(out, sizeof out);
    assert_memory_equal(&state, &before, sizeof state);
    assert_status(hst_rolling_ewm_state_push(&state, 6, -DBL_MAX, 60), HST_OK);
    before = state;
    assert_status(hst_rolling_ewm_state_push(&state, 7, DBL_MAX, 60), HST_EOVERFLOW);
    assert_status(hst_rolling_ewm_state_push_n(&state, out, (const int64_t[3]){8, 9, 10}, apart, 3, 60),
                  HST_EOVERFLOW);
    assert_status(hst_rolling_ewm_state_push_n(&state, out, (const int64_t[3]){8, 9, 9}, fine, 3, 60),
                  HST_EORDER);
    assert_memory_equal(&state, &before, sizeof state);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weights_halve_in_a_half_life),
        cmocka_unit_test(the_mean_is_that_of_the_recursion),
        cmocka_unit_test(any_chunking_gives_the_same_bits),
        cmocka_unit_test(single_pushes_read_as_the_means_of_the_whole),
        cmocka_unit_test(equal_values_have_that_mean),
        cmocka_unit_test(what_is_long_past_weighs_nothing),
        cmocka_unit_test(series_are_read_to_their_end_and_no_further),
        cmocka_unit_test(means_refuse_what_the_header_says),
        cmocka_unit_test(states_refuse_what_the_header_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
