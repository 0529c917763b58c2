/* The pass that counts and keeps, value by value, on every path of this machine. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "kernels/path.h"
#include "kernels/sieve.h"

enum { MOST = 3000 };

static double x[MOST], expected[MOST];

static void count(hst__sieve *s, double *kept, int64_t n) {
    int64_t i;
    int b;
    memset(s->below, 0, sizeof s->below);
    memset(s->inside, 0, sizeof s->inside);
    s->missing = s->kept = s->infinite = 0;
    for (i = 0; i < n; ++i) {
        s->missing += isnan(x[i]) != 0;
        s->infinite |= isinf(x[i]) != 0;
        for (b = 0; b < s->brackets; ++b) {
            if (x[i] < s->low[b]) {
                ++s->below[b];
            } else if (x[i] <= s->high[b]) {
                ++s->inside[b];
                if (s->low[b] < s->high[b]) {
                    kept[s->kept++] = x[i];
                }
            }
        }
    }
}

/* Brackets in order, some of one value; whole numbers, so that their ends are met. */
static hst__sieve brackets_of(rng *r, int brackets) {
    hst__sieve s;
    double at = -3;
    int b;
    memset(&s, 0, sizeof s);
    s.brackets = brackets;
    for (b = 0; b < brackets; ++b) {
        s.low[b] = at;
        s.high[b] = at + (double)rng_below(r, 3);
        at = s.high[b] + 1 + (double)rng_below(r, 2);
    }
    if (rng_below(r, 4) == 0) {
        s.low[0] = -DBL_MAX;
    }
    if (rng_below(r, 4) == 0) {
        s.high[brackets - 1] = DBL_MAX;
    }
    return s;
}

/* One that has not been quieted yet. It must not pass through a double by value everywhere. */
static void put_signalling(double *to) {
    const uint64_t bits = UINT64_C(0x7ff0000000000001);
    memcpy(to, &bits, sizeof bits);
}

static void fill(rng *r, int64_t n, int infinite) {
    static const double odd[] = {(double)NAN, -0.0, DBL_MAX, -DBL_MAX, 0x1p-1074};
    int64_t i;
    for (i = 0; i < n; ++i) {
        x[i] = rng_below(r, 8) == 0 ? odd[rng_below(r, 5)] : (double)rng_below(r, 40) - 5;
        x[i] = rng_below(r, 9) == 0 ? -(double)NAN : x[i];
        if (rng_below(r, 9) == 0) {
            put_signalling(x + i);
        }
    }
    if (infinite && n > 0) {
        x[rng_below(r, (uint64_t)n)] = rng_below(r, 2) == 0 ? (double)INFINITY : -(double)INFINITY;
    }
}

static void assert_same(const hst__sieve *actual, const hst__sieve *wanted) {
    int b;
    assert_int_equal(actual->missing, wanted->missing);
    assert_int_equal(actual->infinite, wanted->infinite);
    assert_int_equal(actual->kept, wanted->kept);
    for (b = 0; b < wanted->brackets; ++b) {
        assert_int_equal(actual->below[b], wanted->below[b]);
        assert_int_equal(actual->inside[b], wanted->inside[b]);
    }
}

static void every_path_counts_and_keeps_the_same(void **unused) {
    rng r = rng_seed(31);
    int run, path;
    (void)unused;
    for (run = 0; run < 1500; ++run) {
        int64_t n = (int64_t)rng_below(&r, run % 10 == 0 ? MOST : 40);
        double *kept = guarded_alloc((size_t)n * sizeof *kept);
        double *from = guarded_alloc((size_t)n * sizeof *from);
        hst__sieve s = brackets_of(&r, 1 + (int)rng_below(&r, run % 2 == 0 ? 1 : HST__SIEVE_BRACKETS)),
                   wanted = s;
        fill(&r, n, run % 5 == 0);
        memcpy(from, x, (size_t)n * sizeof *x);
        count(&wanted, expected, n);
        for (path = HST__PATH_PORTABLE; path <= hst__path(); ++path) {
            hst__sieve_pass_on(path, &s, kept, from, n);
            assert_same(&s, &wanted);
            assert_memory_equal(kept, expected, (size_t)wanted.kept * sizeof *kept);
        }
        guarded_free(kept);
        guarded_free(from);
    }
}

/* A sanitizer sees whether one is made of them all the same. */
static void no_values_need_no_addresses(void **unused) {
    int path;
    (void)unused;
    for (path = HST__PATH_PORTABLE; path <= hst__path(); ++path) {
        hst__sieve s = {.brackets = 1, .low = {0}, .high = {1}, .kept = 1, .missing = 1, .infinite = 1};
        hst__sieve_pass_on(path, &s, NULL, NULL, 0);
        assert_int_equal(s.kept, 0);
        assert_int_equal(s.missing, 0);
        assert_int_equal(s.infinite, 0);
    }
}

/* Each lane and each place in a block. */
static void one_infinite_value_is_seen_wherever_it_stands(void **unused) {
    hst__sieve s = {.brackets = 1, .low = {0}, .high = {0}};
    static double kept[600];
    int64_t i;
    int path;
    (void)unused;
    for (i = 0; i < 600; ++i) {
        x[i] = 1;
    }
    for (path = HST__PATH_PORTABLE; path <= hst__path(); ++path) {
        hst__sieve_pass_on(path, &s, kept, x, 600);
        assert_int_equal(s.infinite, 0);
        for (i = 0; i < 600; ++i) {
            x[i] = i % 2 == 0 ? (double)INFINITY : -(double)INFINITY;
            hst__sieve_pass_on(path, &s, kept, x, 600);
            assert_int_equal(s.infinite, 1);
            x[i] = 1;
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_path_counts_and_keeps_the_same),
        cmocka_unit_test(no_values_need_no_addresses),
        cmocka_unit_test(one_infinite_value_is_seen_wherever_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
