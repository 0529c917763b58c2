/* Moments against their definition: all short series over a few values, and random ones with gaps; and a state
 * made of an array on every path, against one that was pushed to value by value. */
#include "support/support.h"

#include <math.h>
#include <string.h>

#include "hashstat/moments.h"
#include "kernels/moment_state.h"
#include "kernels/path.h"
#include "oracle/moments.h"

enum { MOST = 9000 };

static double x[MOST];
static int64_t key[MOST];
static const hst_moments_state EMPTY;

static void assert_same_moments(const hst_moments *actual, const hst_moments *expected) {
    hst_moments copy = *actual;
    if (expected->count == 1) {
        assert_is_nan(copy.variance);
        copy.variance = expected->variance;
    }
    assert_memory_equal(&copy, expected, sizeof copy);
}

/* Each call that there is, on one series. */
static void assert_all_agree(int64_t n) {
    hst_moments expected = oracle_moments(x, key, n), m;
    hst_status status = expected.count > 0 ? HST_OK : HST_EEMPTY;
    hst_moments_state state = EMPTY;
    hst_moments_extremes e;
    double value;
    int64_t i;
    for (i = 0; i < n; ++i) {
        assert_status(hst_moments_state_push(&state, x[i], key[i]), HST_OK);
    }
    assert_status(hst_moments_state_read(&m, &state), status);
    if (status == HST_OK) {
        assert_same_moments(&m, &expected);
    }
    state = EMPTY;
    assert_status(hst_moments_state_push_n(&state, x, key, n), HST_OK);
    assert_status(hst_moments_state_read(&m, &state), status);
    if (status == HST_OK) {
        assert_same_moments(&m, &expected);
    }
    for (i = 0; i < n; ++i) {
        key[i] = i;
    }
    expected = oracle_moments(x, key, n);
    assert_status(hst_moments_of(&m, x, n), status);
    assert_status(hst_moments_sum(&value, x, n), status);
    assert_true(status != HST_OK || value == expected.sum);
    assert_status(hst_moments_mean(&value, x, n), status);
    assert_true(status != HST_OK || value == expected.mean);
    assert_status(hst_moments_variance(&value, x, n), status);
    assert_true(status != HST_OK || value == expected.variance || (isnan(value) && expected.count == 1));
    assert_status(hst_moments_extremes_of(&e, x, n), status);
    if (status == HST_OK) {
        assert_same_moments(&m, &expected);
        assert_true(e.min == expected.min && e.min_index == expected.min_key);
        assert_true(e.max == expected.max && e.max_index == expected.max_key);
    }
}

static void every_short_series_is_as_defined(void **unused) {
    static const double values[] = {NAN, 0, 1, 2, 3};
    int64_t n, code, i;
    int64_t series = 1;
    (void)unused;
    for (n = 0; n <= 6; ++n, series *= 5) {
        for (code = 0; code < series; ++code) {
            int64_t rest = code;
            for (i = 0; i < n; ++i, rest /= 5) {
                x[i] = values[rest % 5];
                key[i] = (code * 7 + i * 5) % 11 - 5;
            }
            assert_all_agree(n);
        }
    }
}

static void random_series_with_gaps_are_as_defined(void **unused) {
    rng r = rng_seed(98);
    int run;
    (void)unused;
    for (run = 0; run < 500; ++run) {
        int64_t n = (int64_t)rng_below(&r, 1000), i;
        int64_t range = 1 + (int64_t)rng_below(&r, 1000);
        for (i = 0; i < n; ++i) {
            x[i] = (double)((int64_t)rng_below(&r, (uint64_t)(2 * range + 1)) - range);
            x[i] = rng_below(&r, 10) == 0 ? NAN : x[i];
            key[i] = (int64_t)rng_below(&r, 300) - 150;
        }
        assert_all_agree(n);
    }
}

static double sample_of(rng *r, int kind) {
    switch (kind) {
    case 0: return 1e20 * (1 + 0.1 * rng_uniform(r));
    case 1: return (double)rng_below(r, 5) - 2;
    case 2: return ldexp(rng_normal(r), (int)rng_below(r, 400) - 200);
    default: return rng_below(r, 3000) == 0 ? 1e-300 : 1 + rng_uniform(r);
    }
}

static void assert_made_as_pushed(int path, int64_t n, const int64_t *keys, int64_t first_key) {
    hst__moments made, pushed;
    int64_t i;
    memset(&pushed, 0, sizeof pushed);
    for (i = 0; i < n; ++i) {
        hst__moments_push(&pushed, x[i], keys != NULL ? keys[i] : first_key + i);
    }
    assert_true(hst__moments_of_on(path, &made, x, keys, first_key, n));
    assert_memory_equal(&made, &pushed, sizeof made);
}

static void a_state_made_of_an_array_is_the_one_pushed_to(void **unused) {
    rng r = rng_seed(99);
    int run, path;
    (void)unused;
    for (run = 0; run < 120; ++run) {
        int64_t n = (int64_t)rng_below(&r, run % 3 ? 300 : MOST), i;
        for (i = 0; i < n; ++i) {
            x[i] = run / 4 % 2 && rng_below(&r, 10) == 0 ? NAN : sample_of(&r, run % 4);
            x[i] = run % 7 == 0 && i < 2500 ? NAN : x[i];
            key[i] = (int64_t)rng_below(&r, run / 8 % 2 ? 1000000 : 50) - 25;
        }
        for (path = 0; path <= hst__path(); ++path) {
            assert_made_as_pushed(path, n, key, 0);
            assert_made_as_pushed(path, n, NULL, (int64_t)rng_next(&r) / 2);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_short_series_is_as_defined),
        cmocka_unit_test(random_series_with_gaps_are_as_defined),
        cmocka_unit_test(a_state_made_of_an_array_is_the_one_pushed_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
