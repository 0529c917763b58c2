/* Exact quantiles of an array; the sketch is in unit_quantile_sketch.c. */
#include "support/support.h"

#include <float.h>
#include <string.h>

#include "hashstat/quantile.h"
#include "oracle/quantile.h"

enum { MOST = 60000, MOST_ASKED = 40 };

static double x[MOST], sorted[MOST], work[MOST], copy[MOST];
static double p[MOST_ASKED], linear[MOST_ASKED], nearest[MOST_ASKED];

static hst_status select_linear(int64_t asked, int64_t n) {
    return hst_quantile_select(linear, p, asked, x, n, work, hst_quantile_work_size(n));
}

static hst_status select_nearest(int64_t asked, int64_t n) {
    return hst_quantile_select_nearest(nearest, p, asked, x, n, work, hst_quantile_work_size(n));
}

/* ---- golden ------------------------------------------------------------------------------------ */

static void quantiles_are_those_of_the_sources(void **unused) {
    golden *g = golden_open("quantile/quantiles.csv");
    (void)unused;
    while (golden_next(g)) {
        int64_t n = golden_series(g, "series", x, MOST);
        p[0] = golden_number(g, "p");
        assert_status(select_linear(1, n), HST_OK);
        assert_status(select_nearest(1, n), HST_OK);
        if (!golden_is_empty(g, "linear")) { /* R's roundings are others */
            assert_near(linear[0], golden_number(g, "linear"), 1e-15);
        }
        if (!golden_is_empty(g, "nearest")) {
            assert_same_bits(nearest[0], golden_number(g, "nearest"));
        }
    }
    golden_close(g);
}

/* ---- oracle ------------------------------------------------------------------------------------ */

/* All answers for what is asked of x[0 .. n-1], against a sorted copy. */
static void assert_quantiles(int64_t asked, int64_t n) {
    int64_t m = oracle_sorted(sorted, x, n), k;
    memcpy(copy, x, (size_t)n * sizeof *x);
    if (m == 0) {
        assert_status(select_linear(asked, n), HST_EEMPTY);
        assert_status(select_nearest(asked, n), HST_EEMPTY);
        return;
    }
    assert_status(select_linear(asked, n), HST_OK);
    assert_status(select_nearest(asked, n), HST_OK);
    assert_memory_equal(copy, x, (size_t)n * sizeof *x);
    for (k = 0; k < asked; ++k) {
        long double exact = oracle_linear(sorted, m, p[k]);
        double largest = fmax(fabs(sorted[0]), fabs(sorted[m - 1]));
        assert_same_bits(nearest[k], oracle_nearest(sorted, m, p[k]));
        assert_near_abs(linear[k], (double)exact,
                        sorted[0] >= 0 ? 3.4e-16 * (double)exact : 5.6e-16 * largest);
    }
}

static void ask(rng *r, int64_t asked) {
    int64_t k;
    for (k = 0; k < asked; ++k) {
        static const double round[] = {0, 1, 0.5, 0.25, 0.95, 0.1, 1e-9, 1 - DBL_EPSILON};
        p[k] = rng_below(r, 2) == 0 ? rng_uniform(r) : round[rng_below(r, 8)];
    }
}

/* Of the kinds: wandering, independent, a few values only, climbing, falling, constant. */
static void fill(rng *r, int kind, int64_t n, double missing) {
    double level = 1e20;
    int64_t i;
    for (i = 0; i < n; ++i) {
        level *= 1 + 0.001 * rng_normal(r);
        x[i] = kind == 0   ? level
               : kind == 1 ? 1e20 * rng_normal(r)
               : kind == 2 ? (double)rng_below(r, 1 + rng_below(r, 5))
               : kind == 3 ? (double)(i * i)
               : kind == 4 ? -(double)i
                           : 7;
        x[i] = rng_uniform(r) < missing ? (double)NAN : x[i];
    }
}

static void random_series_have_the_quantiles_of_their_sorted_copy(void **unused) {
    rng r = rng_seed(11);
    int run;
    (void)unused;
    for (run = 0; run < 3000; ++run) {
        int64_t n = (int64_t)rng_below(&r, 1 + rng_below(&r, 300));
        int64_t asked = 1 + (int64_t)rng_below(&r, run % 5 == 0 ? MOST_ASKED : 3);
        fill(&r, run % 6, n, run % 4 == 0 ? 0 : 0.1);
        ask(&r, asked);
        assert_quantiles(asked, n);
    }
}

/* Long enough for samples and brackets. */
static void long_series_have_the_quantiles_of_their_sorted_copy(void **unused) {
    static const double missing[] = {0, 0.1, 0.99, 1};
    rng r = rng_seed(12);
    int run;
    (void)unused;
    for (run = 0; run < 240; ++run) {
        int64_t n = 4000 + (int64_t)rng_below(&r, run % 8 == 0 ? MOST - 4000 : 6000);
        int64_t asked = 1 + (int64_t)rng_below(&r, run % 3 == 0 ? 20 : 2);
        fill(&r, run % 6, n, missing[run % 4]);
        ask(&r, asked);
        assert_quantiles(asked, n);
    }
}

static void all_short_series_have_the_quantiles_of_their_sorted_copy(void **unused) {
    static const double values[] = {(double)NAN, 0, 1, 2, 3};
    int64_t length, code, codes = 1, i, k;
    (void)unused;
    for (k = 0; k <= 12; ++k) {
        p[k] = (double)k / 12;
    }
    for (length = 0; length <= 6; ++length, codes *= 5) {
        for (code = 0; code < codes; ++code) {
            int64_t rest = code;
            for (i = 0; i < length; ++i, rest /= 5) {
                x[i] = values[rest % 5];
            }
            assert_quantiles(13, length);
        }
    }
}

/* ---- properties -------------------------------------------------------------------------------- */

static void quantiles_do_not_depend_on_the_order_of_the_samples(void **unused) {
    rng r = rng_seed(13);
    int run;
    (void)unused;
    for (run = 0; run < 40; ++run) {
        int64_t n = 20000, i;
        double before[5];
        fill(&r, run % 3, n, 0.1);
        ask(&r, 5);
        assert_status(select_linear(5, n), HST_OK);
        memcpy(before, linear, sizeof before);
        for (i = n - 1; i > 0; --i) {
            int64_t j = (int64_t)rng_below(&r, (uint64_t)i + 1);
            double swap = x[i];
            x[i] = x[j];
            x[j] = swap;
        }
        assert_status(select_linear(5, n), HST_OK);
        assert_memory_equal(before, linear, sizeof before);
    }
}

/* Several asked together, in any order, each alone, and as one of many, for which all is sorted. */
static void a_quantile_does_not_depend_on_what_else_is_asked(void **unused) {
    rng r = rng_seed(14);
    int run, k;
    (void)unused;
    for (run = 0; run < 60; ++run) {
        double many[MOST_ASKED];
        int64_t n = run % 2 == 0 ? 300 : 9000;
        fill(&r, run % 6, n, 0.1);
        ask(&r, MOST_ASKED);
        assert_status(select_linear(MOST_ASKED, n), HST_OK);
        memcpy(many, linear, sizeof many);
        assert_status(select_linear(16, n), HST_OK);
        assert_memory_equal(many, linear, 16 * sizeof *many);
        for (k = 0; k < MOST_ASKED; ++k) {
            double alone = -1;
            assert_status(hst_quantile_select(&alone, p + k, 1, x, n, work, sizeof work), HST_OK);
            assert_same_bits(alone, many[k]);
        }
    }
}

static void quantiles_do_not_decrease_with_the_probability(void **unused) {
    rng r = rng_seed(15);
    int run, k;
    (void)unused;
    for (run = 0; run < 300; ++run) {
        int64_t n = 1 + (int64_t)rng_below(&r, 50);
        fill(&r, run % 6, n, 0);
        for (k = 0; k < MOST_ASKED; ++k) {
            p[k] = (double)k / (MOST_ASKED - 1);
        }
        assert_status(select_linear(MOST_ASKED, n), HST_OK);
        for (k = 1; k < MOST_ASKED; ++k) {
            assert_true(linear[k] >= linear[k - 1]);
        }
    }
}

static void powers_of_two_scale_every_quantile_exactly(void **unused) {
    rng r = rng_seed(16);
    int64_t n = 9000, i;
    double before[4];
    int k;
    (void)unused;
    fill(&r, 1, n, 0.1);
    ask(&r, 4);
    assert_status(select_linear(4, n), HST_OK);
    memcpy(before, linear, sizeof before);
    for (i = 0; i < n; ++i) {
        x[i] *= 0x1p-40;
    }
    assert_status(select_linear(4, n), HST_OK);
    for (k = 0; k < 4; ++k) {
        assert_same_bits(linear[k], before[k] * 0x1p-40);
    }
}

static void the_median_is_the_quantile_of_one_half(void **unused) {
    static const double even[] = {4, 1, (double)NAN, 3, 2}, odd[] = {5, 1, 9};
    rng r = rng_seed(17);
    double median = -1;
    (void)unused;
    assert_status(hst_quantile_median(&median, even, 5, work, sizeof work), HST_OK);
    assert_same_bits(median, 2.5);
    assert_status(hst_quantile_median(&median, odd, 3, work, sizeof work), HST_OK);
    assert_same_bits(median, 5);
    fill(&r, 0, 9000, 0.1);
    p[0] = 0.5;
    assert_status(select_linear(1, 9000), HST_OK);
    assert_status(hst_quantile_median(&median, x, 9000, work, sizeof work), HST_OK);
    assert_same_bits(median, linear[0]);
}

/* ---- boundaries -------------------------------------------------------------------------------- */

static void extremes_of_double_have_quantiles(void **unused) {
    static const double all[] = {DBL_MAX, -DBL_MAX, 0x1p-1074, -0x1p-1074, 1e21, -0.0};
    double least[2] = {-0.0, -0.0};
    (void)unused;
    memcpy(x, all, sizeof all);
    p[0] = 0;
    p[1] = 1;
    p[2] = 0.5;
    p[3] = 0.1; /* halfway from the first to the second */
    assert_quantiles(4, 6);
    assert_same_bits(linear[0], -DBL_MAX);
    assert_same_bits(linear[1], DBL_MAX);
    assert_same_bits(linear[3], -DBL_MAX / 2);
    assert_status(hst_quantile_select(linear, p, 3, least, 2, work, sizeof work), HST_OK);
    assert_same_bits(linear[0], 0.0);
    assert_same_bits(linear[2], 0.0);
    assert_status(hst_quantile_select_nearest(nearest, p, 3, least, 2, work, sizeof work), HST_OK);
    assert_same_bits(nearest[1], 0.0);
    x[0] = DBL_MAX;
    x[1] = -DBL_MAX;
    assert_status(select_linear(3, 2), HST_OK);
    assert_same_bits(linear[2], 0.0);
}

static void one_value_is_every_quantile(void **unused) {
    (void)unused;
    x[0] = (double)NAN;
    x[1] = 42;
    p[0] = 0.3;
    assert_status(select_linear(1, 2), HST_OK);
    assert_status(select_nearest(1, 2), HST_OK);
    assert_same_bits(linear[0], 42);
    assert_same_bits(nearest[0], 42);
}

static void a_workspace_is_eight_bytes_a_sample(void **unused) {
    (void)unused;
    assert_int_equal(hst_quantile_work_size(0), 0);
    assert_int_equal(hst_quantile_work_size(-1), 0);
    assert_int_equal(hst_quantile_work_size(1), 8);
    assert_int_equal(hst_quantile_work_size(1000), 8000);
    assert_true(hst_quantile_work_size(INT64_MAX) == SIZE_MAX);
}

static void nothing_is_read_or_written_beyond_the_arrays(void **unused) {
    static const int64_t lengths[] = {0, 1, 2, 7, 8, 9, 511, 513, 4096, 4097, 9001};
    rng r = rng_seed(18);
    size_t l;
    (void)unused;
    for (l = 0; l < sizeof lengths / sizeof *lengths; ++l) {
        size_t bytes = hst_quantile_work_size(lengths[l]);
        double *samples = guarded_alloc(bytes), *room = guarded_alloc(bytes);
        double *asked = guarded_alloc(2 * sizeof(double)), *out = guarded_alloc(2 * sizeof(double));
        fill(&r, 1, lengths[l], 0);
        memcpy(samples, x, bytes);
        asked[0] = 0.5;
        asked[1] = 0.99;
        assert_status(hst_quantile_select(out, asked, 2, samples, lengths[l], room, bytes),
                      lengths[l] > 0 ? HST_OK : HST_EEMPTY);
        guarded_free(samples);
        guarded_free(room);
        guarded_free(asked);
        guarded_free(out);
    }
}

/* ---- contract ---------------------------------------------------------------------------------- */

static void null_arguments_are_refused_first(void **unused) {
    double out[1], half = 0.5;
    (void)unused;
    fill_untouched(out, sizeof out);
    assert_status(hst_quantile_select(NULL, &half, 1, x, -1, work, 0), HST_ENULL);
    assert_status(hst_quantile_select(out, NULL, 1, x, -1, work, 0), HST_ENULL);
    assert_status(hst_quantile_select(out, &half, 1, NULL, -1, work, 0), HST_ENULL);
    assert_status(hst_quantile_select(out, &half, 1, x, -1, NULL, 0), HST_ENULL);
    assert_status(hst_quantile_select_nearest(NULL, &half, 1, x, 1, work, 8), HST_ENULL);
    assert_status(hst_quantile_select_nearest(out, &half, 1, x, 1, NULL, 8), HST_ENULL);
    assert_status(hst_quantile_median(NULL, x, 1, work, 8), HST_ENULL);
    assert_status(hst_quantile_median(out, NULL, 1, work, 8), HST_ENULL);
    assert_status(hst_quantile_median(out, x, 1, NULL, 8), HST_ENULL);
    assert_status(hst_quantile_median(out, NULL, 0, NULL, 0), HST_EEMPTY);
    assert_status(hst_quantile_select(NULL, NULL, 0, NULL, 0, NULL, 0), HST_EEMPTY);
    assert_untouched(out, sizeof out);
}

static void sizes_alignment_and_space_are_checked_in_this_order(void **unused) {
    double out[1], half = 0.5, odd = 2;
    char *crooked = (char *)work + 4;
    (void)unused;
    fill_untouched(out, sizeof out);
    assert_status(hst_quantile_select(out, &odd, -1, x, 2, crooked, 0), HST_ESIZE);
    assert_status(hst_quantile_select(out, &odd, 1, x, -1, crooked, 0), HST_ESIZE);
    assert_status(hst_quantile_select_nearest(out, &half, 1, x, -1, work, 0), HST_ESIZE);
    assert_status(hst_quantile_select_nearest(out, &half, -1, x, 1, work, 8), HST_ESIZE);
    assert_status(hst_quantile_median(out, x, -1, work, 0), HST_ESIZE);
    assert_status(hst_quantile_select(out, &odd, 1, x, 2, crooked, 0), HST_EALIGN);
    assert_status(hst_quantile_select_nearest(out, &odd, 1, x, 2, crooked, 0), HST_EALIGN);
    assert_status(hst_quantile_median(out, x, 2, crooked, 0), HST_EALIGN);
    assert_status(hst_quantile_select(out, &odd, 1, x, 2, work, 15), HST_ESPACE);
    assert_status(hst_quantile_select_nearest(out, &odd, 1, x, 2, work, 15), HST_ESPACE);
    assert_status(hst_quantile_median(out, x, 2, work, 15), HST_ESPACE);
    assert_untouched(out, sizeof out);
}

static void probabilities_outside_0_to_1_are_refused(void **unused) {
    static const double odd[] = {-1e-300, 1 + DBL_EPSILON, (double)NAN, (double)INFINITY};
    double out[2];
    int k;
    (void)unused;
    fill_untouched(out, sizeof out);
    x[0] = (double)NAN;
    for (k = 0; k < 4; ++k) {
        double pair[2] = {0.5, 0};
        pair[1] = odd[k];
        assert_status(hst_quantile_select(out, pair, 2, x, 1, work, 8), HST_EDOMAIN);
        assert_status(hst_quantile_select_nearest(out, pair, 2, x, 1, work, 8), HST_EDOMAIN);
    }
    assert_untouched(out, sizeof out);
}

static void an_infinite_sample_is_refused_wherever_it_stands(void **unused) {
    static const int64_t lengths[] = {1, 5, 4000, 9001};
    rng r = rng_seed(19);
    double out[MOST_ASKED], half = 0.5;
    size_t l;
    int run;
    (void)unused;
    fill_untouched(out, sizeof out);
    ask(&r, MOST_ASKED);
    for (l = 0; l < 4; ++l) {
        for (run = 0; run < 30; ++run) {
            fill(&r, run % 6, lengths[l], 0.2);
            x[rng_below(&r, (uint64_t)lengths[l])] = run % 2 == 0 ? (double)INFINITY : -(double)INFINITY;
            assert_status(hst_quantile_select(out, p, 17, x, lengths[l], work, sizeof work), HST_EDOMAIN);
            assert_status(hst_quantile_select(out, p, 2, x, lengths[l], work, sizeof work), HST_EDOMAIN);
            assert_status(hst_quantile_select_nearest(out, &half, 1, x, lengths[l], work, sizeof work),
                          HST_EDOMAIN);
            assert_status(hst_quantile_median(out, x, lengths[l], work, sizeof work), HST_EDOMAIN);
        }
    }
    assert_untouched(out, sizeof out);
}

static void no_observed_sample_has_no_quantile(void **unused) {
    rng r = rng_seed(20);
    double out[MOST_ASKED], half = 0.5;
    (void)unused;
    fill_untouched(out, sizeof out);
    fill(&r, 0, 9000, 1.1);
    assert_status(hst_quantile_select(out, &half, 1, x, 9000, work, sizeof work), HST_EEMPTY);
    assert_status(hst_quantile_select_nearest(out, &half, 1, x, 9000, work, sizeof work), HST_EEMPTY);
    assert_status(hst_quantile_select(out, p, 17, x, 9000, work, sizeof work), HST_EEMPTY);
    assert_status(hst_quantile_median(out, x, 0, NULL, 0), HST_EEMPTY);
    assert_untouched(out, sizeof out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_are_those_of_the_sources),
        cmocka_unit_test(random_series_have_the_quantiles_of_their_sorted_copy),
        cmocka_unit_test(long_series_have_the_quantiles_of_their_sorted_copy),
        cmocka_unit_test(all_short_series_have_the_quantiles_of_their_sorted_copy),
        cmocka_unit_test(quantiles_do_not_depend_on_the_order_of_the_samples),
        cmocka_unit_test(a_quantile_does_not_depend_on_what_else_is_asked),
        cmocka_unit_test(quantiles_do_not_decrease_with_the_probability),
        cmocka_unit_test(powers_of_two_scale_every_quantile_exactly),
        cmocka_unit_test(the_median_is_the_quantile_of_one_half),
        cmocka_unit_test(extremes_of_double_have_quantiles),
        cmocka_unit_test(one_value_is_every_quantile),
        cmocka_unit_test(a_workspace_is_eight_bytes_a_sample),
        cmocka_unit_test(nothing_is_read_or_written_beyond_the_arrays),
        cmocka_unit_test(null_arguments_are_refused_first),
        cmocka_unit_test(sizes_alignment_and_space_are_checked_in_this_order),
        cmocka_unit_test(probabilities_outside_0_to_1_are_refused),
        cmocka_unit_test(an_infinite_sample_is_refused_wherever_it_stands),
        cmocka_unit_test(no_observed_sample_has_no_quantile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
