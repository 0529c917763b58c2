/* 10^8 steps through chunks: nothing drifts, whatever went through the window before. */
#include "support/support.h"

#include <math.h>
#include <string.h>

#include "hashstat/rolling.h"

enum { CHUNK = 1000000, CHUNKS = 100, WIDTH = 144, ROOM = WIDTH + CHUNK };

/* Values whose sums are not exact in double. */
static const double values[] = {1.1e20, 0.1, -1e15 / 3, 2.9979e-7};

static double x[ROOM], mean[ROOM], deviation[ROOM];
static int64_t at[ROOM];

/* The samples before a chunk that its windows reach back to are the last of the chunk before. */
static void next_chunk(rng *r, int chunk, int lively) {
    double value = values[chunk / 2 % 4];
    int64_t i;
    memmove(x, x + CHUNK, WIDTH * sizeof *x);
    memmove(at, at + CHUNK, WIDTH * sizeof *at);
    for (i = WIDTH; i < ROOM; ++i) {
        x[i] = lively ? 1e20 * rng_normal(r) : value;
        at[i] = at[i - 1] + 1 + (int64_t)rng_below(r, 119);
    }
}

static void assert_equal_from(int64_t from, double value) {
    int64_t i;
    for (i = from; i < ROOM; ++i) {
        if (mean[i] != value || deviation[i] != 0) {
            assert_same_bits(mean[i], value);
            assert_same_bits(deviation[i], 0);
        }
    }
}

static void windows_of_equal_values_have_that_mean_after_any_number_of_steps(void **unused) {
    hst_rolling_window by_count = {24, 0, WIDTH, 1}, by_time = {24, 0, 3600, 1};
    hst_rolling_ewm_state state = {{0}};
    rng r = rng_seed(1);
    int chunk, i;
    (void)unused;
    for (i = 0; i < WIDTH; ++i) {
        at[CHUNK + i] = i;
    }
    for (chunk = 0; chunk < CHUNKS; ++chunk) {
        double value = values[chunk / 2 % 4];
        next_chunk(&r, chunk, chunk % 2 == 0);
        assert_status(hst_rolling_mean(&by_count, mean, x, ROOM), HST_OK);
        assert_status(hst_rolling_deviation(&by_count, deviation, x, ROOM), HST_OK);
        if (chunk % 2) {
            assert_equal_from(2 * WIDTH, value);
        }
        assert_status(hst_rolling_mean_time(&by_time, mean, at, x, ROOM), HST_OK);
        assert_status(hst_rolling_deviation_time(&by_time, deviation, at, x, ROOM), HST_OK);
        if (chunk % 2) {
            assert_equal_from(2 * WIDTH, value);
        }
        assert_status(hst_rolling_ewm_state_push_n(&state, mean, at + WIDTH, x + WIDTH, CHUNK, 3600), HST_OK);
        if (chunk % 2) {
            assert_same_bits(mean[CHUNK - 1], value); /* 10^4 half-lives later */
        }
    }
}

/* One value from the first step to the last. */
static void equal_values_alone_never_move(void **unused) {
    hst_rolling_window w = {24, 0, WIDTH, 1};
    hst_rolling_ewm_state state = {{0}};
    rng r = rng_seed(2);
    int chunk;
    int64_t i;
    (void)unused;
    for (i = 0; i < ROOM; ++i) {
        x[i] = 0.1;
    }
    for (chunk = 0; chunk < CHUNKS; ++chunk) {
        for (i = 0; i < CHUNK; ++i) {
            at[i] = (int64_t)CHUNK * 100 * chunk + 100 * i + (int64_t)rng_below(&r, 100);
        }
        assert_status(hst_rolling_mean(&w, mean, x, ROOM), HST_OK);
        assert_status(hst_rolling_deviation(&w, deviation, x, ROOM), HST_OK);
        assert_equal_from(1, 0.1);
        assert_status(hst_rolling_ewm_state_push_n(&state, mean, at, x, CHUNK, 3600), HST_OK);
        for (i = 0; i < CHUNK; ++i) {
            assert_true(mean[i] == 0.1);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(windows_of_equal_values_have_that_mean_after_any_number_of_steps),
        cmocka_unit_test(equal_values_alone_never_move),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
