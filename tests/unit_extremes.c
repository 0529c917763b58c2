/* The least and the largest, against the loop that says what they are, on every path. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "kernels/extremes.h"

enum { MOST = 300 };

static void assert_extremes_of(const double *x, int64_t n) {
    double least = INFINITY;
    double most = -INFINITY;
    int64_t i;
    int path;
    for (i = 0; i < n; ++i) {
        least = !isnan(x[i]) && x[i] < least ? x[i] : least;
        most = !isnan(x[i]) && x[i] > most ? x[i] : most;
    }
    for (path = HST__PATH_PORTABLE; path <= hst__path(); ++path) {
        hst__extremes found = hst__extremes_on(path, x, n);
        assert_true(found.least == least && found.most == most);
    }
    assert_true(hst__extremes_of(x, n).least == least);
    assert_true(hst__extremes_of(x, n).most == most);
}

static void each_place_may_hold_the_least_or_the_largest(void **unused) {
    double x[MOST];
    int64_t n, at, i;
    (void)unused;
    for (n = 1; n <= 140; ++n) {
        for (i = 0; i < n; ++i) {
            x[i] = (double)(i % 3);
        }
        assert_extremes_of(x, n);
        for (at = 0; at < n; ++at) {
            double before = x[at];
            x[at] = -1;
            assert_extremes_of(x, n);
            x[at] = 9;
            assert_extremes_of(x, n);
            x[at] = before;
        }
    }
}

static void random_values_with_gaps_are_as_defined(void **unused) {
    rng r = rng_seed(32);
    double x[MOST];
    int k;
    (void)unused;
    for (k = 0; k < 500; ++k) {
        int64_t n = 1 + (int64_t)rng_below(&r, MOST);
        int64_t i;
        for (i = 0; i < n; ++i) {
            x[i] = rng_below(&r, 10) == 0 ? NAN : rng_normal(&r) * 1e20;
        }
        assert_extremes_of(x, n);
    }
}

static void ends_of_the_number_range_are_values_like_others(void **unused) {
    static const double ends[] = {-INFINITY, -DBL_MAX, -0x1p-1074, 0, 0x1p-1074, DBL_MAX, INFINITY};
    double x[70];
    int64_t low, high, i;
    (void)unused;
    for (low = 0; low < 7; ++low) {
        for (high = low; high < 7; ++high) {
            for (i = 0; i < 70; ++i) {
                x[i] = i % 2 ? ends[low] : ends[high];
            }
            assert_extremes_of(x, 70);
        }
    }
}

static void nothing_observed_has_no_extremes(void **unused) {
    double x[70];
    int64_t n;
    (void)unused;
    for (n = 0; n <= 70; ++n) {
        memset(x, 0xff, sizeof x); /* every byte: a NaN */
        assert_extremes_of(x, n);
    }
}

static void values_are_read_to_their_end_and_no_further(void **unused) {
    int64_t n, i;
    (void)unused;
    for (n = 1; n <= 70; ++n) {
        double *x = guarded_alloc((size_t)n * sizeof *x);
        for (i = 0; i < n; ++i) {
            x[i] = (double)i;
        }
        assert_extremes_of(x, n);
        guarded_free(x);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_place_may_hold_the_least_or_the_largest),
        cmocka_unit_test(random_values_with_gaps_are_as_defined),
        cmocka_unit_test(ends_of_the_number_range_are_values_like_others),
        cmocka_unit_test(nothing_observed_has_no_extremes),
        cmocka_unit_test(values_are_read_to_their_end_and_no_further),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
