/* Sums by row on every path against the exact sum of each row by itself. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "kernels/grouped_sum.h"
#include "kernels/path.h"

enum { MOST = 1 << 18, KINDS = 12 };

static double x[MOST];
static int32_t id[MOST];

static double any_finite(rng *r) {
    uint64_t bits = rng_next(r);
    double value;
    bits ^= (bits >> 52 & 0x7ff) == 0x7ff ? UINT64_C(1) << 60 : 0;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static double sample_of(rng *r, int kind, int64_t i, int64_t n) {
    switch (kind) {
    case 0: return 1e20 * (1 + 0.1 * rng_uniform(r));
    case 1: return rng_normal(r);
    case 2: return any_finite(r);
    case 3: return 1.1e20;
    case 4: return (double)rng_below(r, 4) - 1;
    case 5:
        return rng_below(r, 300) == 0 ? 1e-9 * rng_uniform(r) : 1e6 * rng_normal(r); /* seldom too small */
    case 6: return ldexp(rng_normal(r), (int)(100 * i / n));                         /* ever larger */
    case 7: return rng_below(r, 2) ? ldexp(rng_uniform(r), -1060) : 0; /* none that any E is for */
    case 8: return ldexp(1 + rng_uniform(r), 1000);
    case 10: return ldexp(1 + rng_uniform(r), -960); /* whose fine units would be denormal */
    case 11: return ldexp(1 + rng_uniform(r), -803 - (int)rng_below(r, 3)); /* about the least E */
    default: return rng_below(r, 4) == 0 ? -0.0 : ldexp(rng_normal(r), -(int)rng_below(r, 60));
    }
}

static void fill(rng *r, int kind, int64_t n, int32_t groups) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        x[i] = rng_below(r, 10) == 0 ? NAN : sample_of(r, kind, i, n);
        id[i] = (int32_t)rng_below(r, (uint64_t)groups + 1) - 1;
    }
}

/* Every row from the samples one by one. */
static hst__rest *slow_rows(int64_t n, int32_t groups) {
    hst__rest *rest = calloc((size_t)groups + 1, sizeof *rest);
    int64_t i;
    assert_non_null(rest);
    for (i = 0; i < n; ++i) {
        if (!isnan(x[i])) {
            hst__exact_sum_add(&rest[id[i] + 1].sum, x[i]);
            ++rest[id[i] + 1].count;
        }
    }
    return rest;
}

static void assert_rows(const hst__grouped_sum *g, const hst__rest *slow) {
    int64_t row;
    for (row = 0; row < g->rows; ++row) {
        double sum = -1, mean = -1;
        assert_int_equal(hst__grouped_sum_read(&sum, g, row), slow[row].count);
        assert_int_equal(hst__grouped_sum_mean(&mean, g, row), slow[row].count);
        assert_same_bits(sum, hst__exact_sum_read(&slow[row].sum));
        assert_same_bits(mean,
                         slow[row].count > 0 ? hst__exact_sum_mean(&slow[row].sum, slow[row].count) : 0);
    }
}

static int64_t unknown_ids(int64_t n) {
    int64_t unknown = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        unknown += id[i] == -1;
    }
    return unknown;
}

/* Adds in pieces of the given length. */
static void assert_adds(int path, int64_t n, int32_t groups, int64_t piece, const hst__rest *slow) {
    size_t bytes = (size_t)hst__grouped_sum_bytes((int64_t)groups + 1);
    hst__grouped_sum g;
    void *work = guarded_alloc(bytes);
    int64_t unknown = 0;
    int64_t i;
    hst__grouped_sum_begin(&g, work, (int64_t)groups + 1, n);
    for (i = 0; i < n; i += piece) {
        int64_t m = n - i < piece ? n - i : piece;
        assert_int_equal(hst__grouped_sum_add_on(path, &g, &unknown, id + i, x + i, m, -1),
                         HST__GROUPED_DONE);
    }
    assert_rows(&g, slow);
    assert_int_equal(unknown, unknown_ids(n));
    guarded_free(work);
}

static void every_path_gives_the_exact_sum_of_each_row(void **unused) {
    static const int64_t lengths[] = {0, 1, 15, 16, 127, 128, 129, 1000, 40000};
    static const int32_t groups[] = {0, 1, 7, 64, 255, 256, 1000};
    rng r = rng_seed(1);
    size_t a, b;
    int kind, path;
    (void)unused;
    for (kind = 0; kind < KINDS; ++kind) {
        for (a = 0; a < sizeof lengths / sizeof lengths[0]; ++a) {
            for (b = 0; b < sizeof groups / sizeof groups[0]; ++b) {
                hst__rest *slow;
                fill(&r, kind, lengths[a], groups[b]);
                slow = slow_rows(lengths[a], groups[b]);
                for (path = 0; path <= hst__path(); ++path) {
                    assert_adds(path, lengths[a], groups[b], MOST, slow);
                }
                free(slow);
            }
        }
    }
}

static void any_chunking_gives_the_same_bits(void **unused) {
    static const int64_t pieces[] = {1, 2, 3, 5, 7, 13, 100, 777};
    rng r = rng_seed(2);
    size_t a;
    int kind;
    (void)unused;
    for (kind = 0; kind < KINDS; ++kind) {
        hst__rest *slow;
        fill(&r, kind, 5000, 64);
        slow = slow_rows(5000, 64);
        for (a = 0; a < sizeof pieces / sizeof pieces[0]; ++a) {
            assert_adds(hst__path(), 5000, 64, pieces[a], slow);
        }
        free(slow);
    }
}

/* All into one row, so that its cells have to be emptied, in pieces that end where they like. */
static void cells_that_fill_up_are_emptied_in_time(void **unused) {
    rng r = rng_seed(3);
    int32_t groups;
    int kind;
    (void)unused;
    for (kind = 0; kind < KINDS; kind += 2) {
        for (groups = 1; groups <= 300; groups += 299) {
            hst__rest *slow;
            int64_t i;
            fill(&r, kind, MOST, groups);
            for (i = 0; i < MOST; ++i) {
                id[i] = i % 1000 == 0 ? -1 : 0;
            }
            slow = slow_rows(MOST, groups);
            assert_adds(hst__path(), MOST, groups, MOST, slow);
            assert_adds(hst__path(), MOST, groups, 10007, slow);
            free(slow);
        }
    }
}

/* The largest that fits at the first E, all in one cell: sums reach the ends of their words. */
static void sums_of_the_largest_terms_stay_exact(void **unused) {
    int sign, low;
    (void)unused;
    for (sign = -1; sign <= 1; sign += 2) {
        for (low = 0; low <= 1; ++low) {
            hst__rest *slow;
            int64_t i;
            for (i = 0; i < MOST; ++i) {
                /* below 2^0, E at the beginning; with the least multiple of the fine unit, and half a coarse
                 * one */
                x[i] = sign * (low ? 1 - 0x1p-31 - 0x1p-53 : 1 - 0x1p-53);
                id[i] = 0;
            }
            slow = slow_rows(MOST, 300);
            assert_adds(hst__path(), MOST, 300, MOST, slow);
            free(slow);
            slow = slow_rows(MOST, 20);
            assert_adds(0, MOST, 20, MOST, slow);
            free(slow);
        }
    }
}

static void many_rows_have_few_terms_each(void **unused) {
    rng r = rng_seed(4);
    hst__rest *slow;
    (void)unused;
    fill(&r, 0, MOST, 50000);
    slow = slow_rows(MOST, 50000);
    assert_adds(hst__path(), MOST, 50000, MOST, slow);
    free(slow);
}

static enum hst__grouped_outcome outcome_of(int path, int64_t n, int32_t least) {
    static hst__rest work[200];
    hst__grouped_sum g;
    int64_t unknown = 0;
    hst__grouped_sum_begin(&g, work, 65, n);
    assert_true(hst__grouped_sum_bytes(65) <= sizeof work);
    return hst__grouped_sum_add_on(path, &g, &unknown, id, x, n, least);
}

static void a_row_that_is_not_there_is_told(void **unused) {
    static const int32_t strays[] = {-2, 64, 65, INT32_MIN, INT32_MAX, -1};
    rng r = rng_seed(5);
    size_t k;
    int64_t place;
    int path;
    (void)unused;
    for (path = 0; path <= hst__path(); ++path) {
        for (k = 0; k < sizeof strays / sizeof strays[0]; ++k) {
            int least = strays[k] == -1 ? 0 : -1;
            for (place = 0; place < 1000; place += 111) {
                int64_t i;
                fill(&r, 0, 1000, 64);
                for (i = 0; i < 1000; ++i) {
                    id[i] = id[i] < 0 ? 63 : id[i];
                }
                assert_int_equal(outcome_of(path, 1000, least), HST__GROUPED_DONE);
                id[place] = strays[k];
                assert_int_equal(outcome_of(path, 1000, least), HST__GROUPED_NO_ROW);
            }
        }
    }
}

static void a_long_series_is_left_at_what_is_wrong(void **unused) {
    rng r = rng_seed(7);
    (void)unused;
    fill(&r, 0, MOST, 64);
    assert_int_equal(outcome_of(hst__path(), MOST, -1), HST__GROUPED_DONE);
    x[3] = INFINITY;
    id[MOST - 1] = 64;
    assert_int_equal(outcome_of(hst__path(), MOST, -1), HST__GROUPED_INFINITE);
    x[3] = 1;
    assert_int_equal(outcome_of(hst__path(), MOST, -1), HST__GROUPED_NO_ROW);
}

static void an_infinite_value_is_told(void **unused) {
    rng r = rng_seed(6);
    int64_t place;
    int path, kind;
    (void)unused;
    for (path = 0; path <= hst__path(); ++path) {
        for (kind = 0; kind < KINDS; ++kind) {
            for (place = 0; place < 1000; place += 111) {
                fill(&r, kind, 1000, 64);
                x[place] = place % 2 ? INFINITY : -INFINITY;
                assert_int_equal(outcome_of(path, 1000, -1), HST__GROUPED_INFINITE);
            }
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_path_gives_the_exact_sum_of_each_row),
        cmocka_unit_test(any_chunking_gives_the_same_bits),
        cmocka_unit_test(cells_that_fill_up_are_emptied_in_time),
        cmocka_unit_test(sums_of_the_largest_terms_stay_exact),
        cmocka_unit_test(many_rows_have_few_terms_each),
        cmocka_unit_test(a_row_that_is_not_there_is_told),
        cmocka_unit_test(a_long_series_is_left_at_what_is_wrong),
        cmocka_unit_test(an_infinite_value_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
