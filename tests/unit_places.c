/* Where extremes are, on every path, against the loop that says what they are. */
#include "support/support.h"

#include <float.h>
#include <math.h>

#include "kernels/path.h"
#include "kernels/places.h"

enum { MOST = 9000 };

static double x[MOST + 8];
static int64_t key[MOST];

static hst__places slow_places(const double *y, int64_t n) {
    hst__places p = {INFINITY, -INFINITY, -1, -1};
    int64_t i;
    for (i = 0; i < n; ++i) {
        if (!isnan(y[i]) && (p.least_at < 0 || y[i] < p.least)) {
            p.least = y[i] + 0.0;
            p.least_at = i;
        }
        if (!isnan(y[i]) && (p.most_at < 0 || y[i] > p.most)) {
            p.most = y[i] + 0.0;
            p.most_at = i;
        }
    }
    return p;
}

static void assert_places(const double *y, int64_t n) {
    hst__places slow = slow_places(y, n);
    int path;
    for (path = 0; path <= hst__path(); ++path) {
        hst__places p = hst__places_on(path, y, n);
        assert_same_bits(p.least, slow.least);
        assert_same_bits(p.most, slow.most);
        assert_int_equal(p.least_at, slow.least_at);
        assert_int_equal(p.most_at, slow.most_at);
    }
    assert_int_equal(hst__places_of(y, n).least_at, slow.least_at);
}

/* Few values, so that the first of many equal ones has to be found; -0 beside 0; any alignment. */
static void the_first_of_equal_extremes_is_found(void **unused) {
    rng r = rng_seed(96);
    int run;
    (void)unused;
    for (run = 0; run < 1500; ++run) {
        int64_t n = (int64_t)rng_below(&r, run % 10 == 0 ? MOST : 150), i;
        int64_t shift = (int64_t)rng_below(&r, 8);
        int values = 1 + (int)rng_below(&r, run % 3 ? 5 : 5000);
        int sign = (int)rng_below(&r, 3) - 1;
        for (i = 0; i < n; ++i) {
            double value = (double)rng_below(&r, (uint64_t)values) *
                           (sign == 0 ? 1 - 2.0 * (double)rng_below(&r, 2) : sign);
            x[shift + i] = rng_below(&r, 10) == 0 ? NAN : value;
        }
        assert_places(x + shift, n);
    }
}

static void extremes_may_stand_anywhere(void **unused) {
    static const int64_t lengths[] = {1, 2, 31, 32, 33, 64, 2047, 2048, 2049, 5000};
    size_t k;
    (void)unused;
    for (k = 0; k < sizeof lengths / sizeof lengths[0]; ++k) {
        int64_t n = lengths[k], at, i;
        for (i = 0; i < n; ++i) {
            x[i] = 1 + (double)(i % 7);
        }
        for (at = 0; at < n; at += 1 + n / 37) {
            double before = x[at];
            x[at] = DBL_MAX;
            assert_places(x, n);
            x[at] = -0x1p-1074;
            assert_places(x, n);
            x[at] = before;
        }
    }
}

static void infinite_values_show(void **unused) {
    static const double one[] = {-INFINITY}, two[] = {INFINITY, NAN};
    (void)unused;
    assert_true(isinf(hst__places_of(one, 1).least));
    assert_true(hst__places_of(one, 1).least < 0);
    assert_true(isinf(hst__places_of(two, 2).most));
    assert_true(hst__places_of(two, 2).most > 0);
}

static void nothing_observed_has_no_place(void **unused) {
    int64_t i;
    (void)unused;
    assert_int_equal(hst__places_of(NULL, 0).least_at, -1);
    for (i = 0; i < 3000; ++i) {
        x[i] = NAN;
    }
    assert_places(x, 3000);
    assert_int_equal(hst__places_of(x, 3000).most_at, -1);
}

static void keys_of_other_values_do_not_matter(void **unused) {
    rng r = rng_seed(97);
    int run;
    (void)unused;
    for (run = 0; run < 500; ++run) {
        int64_t n = 1 + (int64_t)rng_below(&r, 100), least = INT64_MAX, i;
        double value;
        for (i = 0; i < n; ++i) {
            x[i] = rng_below(&r, 5) == 0 ? NAN : (double)rng_below(&r, 3);
            key[i] = (int64_t)rng_next(&r);
        }
        x[0] = value = (double)rng_below(&r, 3);
        for (i = 0; i < n; ++i) {
            least = x[i] == value && key[i] < least ? key[i] : least;
        }
        assert_int_equal(hst__least_key(key, x, n, value), least);
    }
}

static void values_are_read_to_their_end_and_no_further(void **unused) {
    int64_t n, i;
    (void)unused;
    for (n = 1; n <= 70; ++n) {
        double *y = guarded_alloc((size_t)n * sizeof *y);
        for (i = 0; i < n; ++i) {
            y[i] = (double)i;
        }
        assert_places(y, n);
        guarded_free(y);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_of_equal_extremes_is_found),
        cmocka_unit_test(extremes_may_stand_anywhere),
        cmocka_unit_test(infinite_values_show),
        cmocka_unit_test(nothing_observed_has_no_place),
        cmocka_unit_test(keys_of_other_values_do_not_matter),
        cmocka_unit_test(values_are_read_to_their_end_and_no_further),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
