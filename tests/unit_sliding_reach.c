/* Windows that are not the next one, by search, against walking from one to the next. */
#include "support/sliding_data.h"

#include "kernels/sliding_bounds.h"
#include "kernels/sliding_reach.h"

enum { MOST = 700 };

static int64_t at[MOST];
static double x[MOST];
static hst__bounds bounds[MOST];

static hst__sliding random_windows(rng *r, int run) {
    int64_t n = 1 + (int64_t)rng_below(r, MOST);
    int64_t width = 1 + (int64_t)rng_below(r, rng_below(r, 3) ? 20 : 300);
    hst__sliding w = sliding_window_of(run % 3 ? at : NULL, n, width, (int)rng_below(r, 2));
    hst__bounds b = {0, 0};
    int64_t i;
    sliding_fill(x, at, n, SLIDING_ZERO, 0, r);
    for (i = 0; i < n; ++i) {
        b = bounds[i] = hst__sliding_bounds(&w, i, b);
    }
    return w;
}

static void assert_bounds(hst__bounds actual, hst__bounds expected) {
    assert_int_equal(actual.first, expected.first);
    assert_int_equal(actual.past, expected.past);
}

static void any_window_is_found_from_any_earlier_one(void **unused) {
    rng r = rng_seed(91);
    int run;
    (void)unused;
    for (run = 0; run < 200; ++run) {
        hst__sliding w = random_windows(&r, run);
        int k;
        for (k = 0; k < 50; ++k) {
            int64_t i = (int64_t)rng_below(&r, (uint64_t)w.n);
            int64_t from = (int64_t)rng_below(&r, (uint64_t)i + 1);
            assert_bounds(hst__sliding_window(&w, i, bounds[from]), bounds[i]);
            assert_bounds(hst__sliding_window(&w, i, (hst__bounds){0, 0}), bounds[i]);
        }
    }
}

static void the_first_window_that_goes_beyond_or_without_is_found(void **unused) {
    rng r = rng_seed(92);
    int run;
    (void)unused;
    for (run = 0; run < 200; ++run) {
        hst__sliding w = random_windows(&r, run);
        int k;
        for (k = 0; k < 50; ++k) {
            int64_t i = (int64_t)rng_below(&r, (uint64_t)w.n);
            int64_t sample = i + (int64_t)rng_below(&r, 400);
            int64_t beyond = i, without = i;
            while (beyond < w.n && bounds[beyond].past <= sample) {
                ++beyond;
            }
            assert_int_equal(hst__sliding_beyond(&w, i, sample), beyond);
            sample -= 300 < i ? 300 : i;
            while (without < w.n && bounds[without].first <= sample) {
                ++without;
            }
            assert_int_equal(hst__sliding_without(&w, i, sample), without);
        }
    }
}

/* Bounds beyond either end of int64 are held there. */
static void times_at_the_ends_of_their_range_are_no_trap(void **unused) {
    static const int64_t reach[] = {0, 1, 5, INT64_MAX / 2, INT64_MAX - 1};
    int64_t n = 40;
    int64_t i, sample;
    size_t b, a;
    (void)unused;
    for (i = 0; i < n; ++i) {
        at[i] = i < n / 2 ? INT64_MIN + 2 * i : INT64_MAX - 2 * (n - 1 - i);
    }
    for (b = 0; b < 5; ++b) {
        for (a = 0; a < 5; ++a) {
            hst__sliding w = {at, n, reach[b] + 1, reach[a]};
            hst__bounds walked = {0, 0};
            for (i = 0; i < n; ++i) {
                walked = bounds[i] = hst__sliding_bounds(&w, i, walked);
                assert_bounds(hst__sliding_window(&w, i, (hst__bounds){0, 0}), walked);
            }
            for (sample = 0; sample <= n; ++sample) {
                int64_t beyond = 0, without = 0;
                while (beyond < n && bounds[beyond].past <= sample) {
                    ++beyond;
                }
                while (without < n && bounds[without].first <= sample) {
                    ++without;
                }
                assert_int_equal(hst__sliding_beyond(&w, 0, sample), beyond);
                assert_int_equal(hst__sliding_without(&w, 0, sample), without);
            }
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_window_is_found_from_any_earlier_one),
        cmocka_unit_test(the_first_window_that_goes_beyond_or_without_is_found),
        cmocka_unit_test(times_at_the_ends_of_their_range_are_no_trap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
