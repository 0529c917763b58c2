/* Sums, counts and moments by group, and pools weighted into countries. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hashstat/group.h"

enum { MOST = 4096, GROUPS = 16 };

static double x[MOST], weight[MOST], expected[MOST], out[MOST], missing[MOST];
static int32_t id[MOST];
static uint64_t work[1 << 15];

static const double NOTHING[1] = {0};

/* ---- golden ------------------------------------------------------------------------------------ */

/* The series of a set by name, into id and x. */
static int64_t find_set(const char *set) {
    golden *g = golden_open("group/r_series.csv");
    int64_t n = 0;
    int64_t i;
    while (golden_next(g)) {
        if (strcmp(golden_text(g, "set"), set) == 0) {
            n = golden_series(g, "id", out, MOST);
            assert_int_equal(golden_series(g, "x", x, MOST), n);
        }
    }
    golden_close(g);
    assert_true(n > 0);
    for (i = 0; i < n; ++i) {
        id[i] = (int32_t)out[i];
    }
    return n;
}

static void groups_are_those_that_r_makes(void **unused) {
    golden *g = golden_open("group/r_groups.csv");
    (void)unused;
    while (golden_next(g)) {
        double sum[GROUPS], mean[GROUPS];
        int64_t count[GROUPS];
        hst_moments moments[GROUPS], rest;
        hst_group_unknown unknown;
        int64_t n = find_set(golden_text(g, "set"));
        int64_t k = golden_integer(g, "group");
        assert_status(hst_group_sum(sum, count, &unknown, id, x, n, GROUPS, 0, work, sizeof work), HST_OK);
        assert_int_equal(count[k], golden_integer(g, "count"));
        assert_near(sum[k], golden_number(g, "sum"), 4e-16);
        assert_status(hst_group_mean(mean, count, &unknown, id, x, n, GROUPS, 0, work, sizeof work), HST_OK);
        assert_near(mean[k], golden_number(g, "mean"), 4e-16);
        assert_status(hst_group_moments(moments, &rest, id, x, n, GROUPS, 0, work, sizeof work), HST_OK);
        assert_int_equal(moments[k].count, golden_integer(g, "count"));
        assert_int_equal(moments[k].missing, golden_integer(g, "missing"));
        assert_near(moments[k].variance, golden_number(g, "variance"), 1e-14);
        assert_same_bits(moments[k].min, golden_number(g, "min"));
        assert_same_bits(moments[k].max, golden_number(g, "max"));
        assert_int_equal(id[moments[k].min_key], k);
        assert_same_bits(x[moments[k].max_key], moments[k].max);
    }
    golden_close(g);
}

static void weighed_tables_are_the_products_of_r(void **unused) {
    golden *g = golden_open("group/r_weigh.csv");
    (void)unused;
    while (golden_next(g)) {
        int32_t pools = (int32_t)golden_integer(g, "pools");
        int32_t countries = (int32_t)golden_integer(g, "countries");
        int64_t times = golden_integer(g, "times");
        int64_t i;
        assert_int_equal(golden_series(g, "weight", weight, MOST), pools * countries);
        assert_int_equal(golden_series(g, "x", x, MOST), pools * times);
        assert_int_equal(golden_series(g, "out", expected, MOST), countries * times);
        assert_status(hst_group_weigh(out, missing, weight, x, pools, countries, times), HST_OK);
        for (i = 0; i < countries * times; ++i) {
            assert_near_abs(out[i], expected[i], 1e-10); /* 2 x 70 x 1.2e-16 x 70 x 1e4 */
            assert_same_bits(missing[i], 0.0);
        }
    }
    golden_close(g);
}

/* ---- what is unknown and what is missing ------------------------------------------------------------- */

static void unknown_ids_are_reported_beside_the_groups(void **unused) {
    static const int32_t pool[] = {0, -1, 2, -1, 0, -1};
    static const double rate[] = {1, 10, NAN, NAN, 3, 31};
    double value[3];
    int64_t count[3], nowhere;
    hst_moments moments[3], rest;
    hst_group_unknown unknown;
    (void)unused;
    assert_status(hst_group_count(count, &nowhere, pool, 6, 3, 0), HST_OK);
    assert_int_equal(nowhere, 3);
    assert_int_equal(count[0], 2);
    assert_int_equal(count[1], 0);
    assert_int_equal(count[2], 1);
    assert_status(hst_group_sum(value, count, &unknown, pool, rate, 6, 3, 0, work, sizeof work), HST_OK);
    assert_same_bits(unknown.value, 41.0);
    assert_int_equal(unknown.count, 2);
    assert_int_equal(unknown.missing, 1);
    assert_same_bits(value[0], 4.0);
    assert_int_equal(count[0], 2);
    assert_status(hst_group_mean(value, count, &unknown, pool, rate, 6, 3, 0, work, sizeof work), HST_OK);
    assert_same_bits(unknown.value, 20.5);
    assert_int_equal(unknown.count, 2);
    assert_int_equal(unknown.missing, 1);
    assert_same_bits(value[0], 2.0);
    assert_status(hst_group_moments(moments, &rest, pool, rate, 6, 3, 0, work, sizeof work), HST_OK);
    assert_same_bits(rest.sum, 41.0);
    assert_int_equal(rest.missing, 1);
    assert_int_equal(rest.max_key, 5);
    assert_same_bits(moments[0].variance, 2.0);
    assert_int_equal(moments[0].max_key, 4);
}

static void nothing_observed_is_no_zero(void **unused) {
    static const int32_t pool[] = {1, 1, -1};
    static const double rate[] = {NAN, NAN, NAN};
    double value[2];
    int64_t count[2];
    hst_moments m[2], rest;
    hst_group_unknown unknown;
    int k;
    (void)unused;
    assert_status(hst_group_sum(value, count, &unknown, pool, rate, 3, 2, 0, work, sizeof work), HST_OK);
    assert_is_nan(value[0]);
    assert_is_nan(value[1]);
    assert_int_equal(count[1], 0);
    assert_is_nan(unknown.value);
    assert_int_equal(unknown.missing, 1);
    assert_status(hst_group_mean(value, count, &unknown, pool, rate, 3, 2, 0, work, sizeof work), HST_OK);
    assert_is_nan(value[0]);
    assert_is_nan(unknown.value);
    assert_int_equal(unknown.count, 0);
    assert_status(hst_group_moments(m, &rest, pool, rate, 3, 2, 0, work, sizeof work), HST_OK);
    for (k = 0; k < 2; ++k) {
        assert_int_equal(m[k].count, 0);
        assert_int_equal(m[k].missing, 2 * k);
        assert_is_nan(m[k].sum);
        assert_is_nan(m[k].mean);
        assert_is_nan(m[k].variance);
        assert_is_nan(m[k].population_variance);
        assert_is_nan(m[k].min);
        assert_is_nan(m[k].max);
        assert_int_equal(m[k].min_key, HST_NONE);
        assert_int_equal(m[k].max_key, HST_NONE);
    }
    assert_int_equal(rest.missing, 1);
}

/* Two pools in one country, one of them in another too, none in a third. */
static void what_is_missing_from_a_country_is_weighed(void **unused) {
    static const double part[2][3] = {{0.5, 0.25, 0}, {0.125, 0, 0}};
    static const double rate[2][4] = {{8, NAN, 8, NAN}, {16, 16, NAN, NAN}};
    static const double sums[3][4] = {{6, 2, 4, NAN}, {2, NAN, 2, NAN}, {0, 0, 0, 0}};
    static const double gaps[3][4] = {{0, 0.5, 0.125, 0.625}, {0, 0.25, 0, 0.25}, {0, 0, 0, 0}};
    int c, t;
    (void)unused;
    assert_status(hst_group_weigh(out, missing, part[0], rate[0], 2, 3, 4), HST_OK);
    for (c = 0; c < 3; ++c) {
        for (t = 0; t < 4; ++t) {
            if (isnan(sums[c][t])) {
                assert_is_nan(out[4 * c + t]);
            } else {
                assert_same_bits(out[4 * c + t], sums[c][t]);
            }
            assert_same_bits(missing[4 * c + t], gaps[c][t]);
        }
    }
}

/* ---- boundary ---------------------------------------------------------------------------------- */

static void no_samples_and_no_groups_are_answers(void **unused) {
    double value[2];
    int64_t count[2], nowhere;
    hst_moments m[2], rest;
    hst_group_unknown unknown;
    static const int32_t pool[1] = {-1};
    static const double rate[1] = {3};
    (void)unused;
    assert_status(hst_group_count(count, &nowhere, NULL, 0, 2, 0), HST_OK);
    assert_int_equal(count[0] + count[1] + nowhere, 0);
    assert_status(hst_group_count(NULL, &nowhere, pool, 1, 0, 0), HST_OK);
    assert_int_equal(nowhere, 1);
    assert_status(hst_group_sum(value, count, &unknown, NULL, NULL, 0, 2, 0, work, sizeof work), HST_OK);
    assert_is_nan(value[1]);
    assert_int_equal(count[1], 0);
    assert_status(hst_group_mean(NULL, NULL, &unknown, pool, rate, 1, 0, 0, work, sizeof work), HST_OK);
    assert_same_bits(unknown.value, 3.0);
    assert_status(hst_group_moments(NULL, &rest, pool, rate, 1, 0, 0, work, sizeof work), HST_OK);
    assert_int_equal(rest.count, 1);
    assert_int_equal(rest.min_key, 0);
    assert_status(hst_group_moments(m, &rest, NULL, NULL, 0, 2, 0, work, sizeof work), HST_OK);
    assert_int_equal(m[1].count + m[1].missing + rest.missing, 0);
    assert_status(hst_group_weigh(NULL, NULL, NULL, NULL, 0, 0, 0), HST_OK);
    assert_status(hst_group_weigh(NULL, NULL, NULL, NOTHING, 1, 0, 1), HST_OK);
    assert_status(hst_group_weigh(NULL, NULL, NOTHING, NULL, 1, 1, 0), HST_OK);
    assert_status(hst_group_weigh(out, missing, NULL, NULL, 0, 1, 1), HST_OK);
    assert_same_bits(out[0], 0.0);
    assert_same_bits(missing[0], 0.0);
}

static void numbers_of_any_size_are_summed(void **unused) {
    static const struct {
        double terms[4];
        double sum, mean;
    } rows[] = {
        {{DBL_MAX, DBL_MAX, -DBL_MAX, -DBL_MAX}, 0, 0},
        {{DBL_MAX, 0x1p-1074, 0x1p-1074, -DBL_MAX}, 0x1p-1073, 0x0p0},
        {{0x1p-1074, 0x1p-1074, 0x1p-1074, 0x1p-1074}, 0x1p-1072, 0x1p-1074},
        {{1e21, 1, 1, -1e21}, 2, 0.5},
        {{-0.0, -0.0, -0.0, -0.0}, 0, 0},
        {{0x1p53, 1, 1, 0}, 0x1p53 + 2, 0x1p51 + 0.5},
    };
    static const int32_t pool[] = {0, 0, 0, 0};
    size_t k;
    (void)unused;
    for (k = 0; k < sizeof rows / sizeof rows[0]; ++k) {
        double value;
        int64_t count;
        hst_group_unknown unknown;
        assert_status(
            hst_group_sum(&value, &count, &unknown, pool, rows[k].terms, 4, 1, 0, work, sizeof work), HST_OK);
        assert_same_bits(value, rows[k].sum);
        assert_status(
            hst_group_mean(&value, &count, &unknown, pool, rows[k].terms, 4, 1, 0, work, sizeof work),
            HST_OK);
        assert_same_bits(value, rows[k].mean);
    }
}

static void a_mean_is_known_where_the_sum_is_not(void **unused) {
    static const int32_t pool[] = {0, 0, -1, -1};
    static const double rate[] = {DBL_MAX, DBL_MAX, -DBL_MAX, -DBL_MAX};
    double value;
    int64_t count;
    hst_group_unknown unknown;
    (void)unused;
    assert_status(hst_group_mean(&value, &count, &unknown, pool, rate, 4, 1, 0, work, sizeof work), HST_OK);
    assert_same_bits(value, DBL_MAX);
    assert_same_bits(unknown.value, -DBL_MAX);
}

static void workspaces_are_as_large_as_the_header_says(void **unused) {
    (void)unused;
    assert_int_equal(hst_group_work_size(-1), 0);
    assert_int_equal(hst_group_work_size(0), 408);
    assert_int_equal(hst_group_work_size(255), 256 * 408);
    assert_int_equal(hst_group_work_size(256), 257 * 296);
    assert_int_equal(hst_group_moments_work_size(-1, 3), 0);
    assert_int_equal(hst_group_moments_work_size(3, -1), 0);
    assert_int_equal(hst_group_moments_work_size(100, 7), 8 * 109);
    assert_true(hst_group_moments_work_size(INT64_MAX, INT32_MAX) == SIZE_MAX);
}

/* Inputs, outputs and workspace end where they may not be passed by a byte. */
static void arrays_are_used_to_their_end_and_no_further(void **unused) {
    static const int64_t lengths[] = {0, 1, 2, 15, 16, 17, 129, 1000};
    size_t k;
    (void)unused;
    for (k = 0; k < sizeof lengths / sizeof lengths[0]; ++k) {
        int64_t n = lengths[k];
        int32_t *ids = guarded_alloc((size_t)n * sizeof *ids);
        double *values = guarded_alloc((size_t)n * sizeof *values);
        double *sums = guarded_alloc(7 * sizeof *sums);
        int64_t *counts = guarded_alloc(7 * sizeof *counts);
        hst_moments *moments = guarded_alloc(7 * sizeof *moments);
        size_t bytes = hst_group_work_size(7), more = hst_group_moments_work_size(n, 7);
        void *sum_work = guarded_alloc(bytes), *moments_work = guarded_alloc(more);
        hst_group_unknown unknown;
        hst_moments rest;
        int64_t i;
        for (i = 0; i < n; ++i) {
            ids[i] = (int32_t)(i % 8) - 1;
            values[i] = i % 5 == 0 ? 1e-300 : 1e300;
        }
        assert_status(hst_group_count(counts, &i, ids, n, 7, 0), HST_OK);
        assert_status(hst_group_sum(sums, counts, &unknown, ids, values, n, 7, 0, sum_work, bytes), HST_OK);
        assert_status(hst_group_mean(sums, counts, &unknown, ids, values, n, 7, 0, sum_work, bytes), HST_OK);
        for (i = 0; i < n; ++i) {
            values[i] = i % 5 == 0 ? NAN : (double)i;
        }
        assert_status(hst_group_moments(moments, &rest, ids, values, n, 7, 0, moments_work, more), HST_OK);
        guarded_free(ids);
        guarded_free(values);
        guarded_free(sums);
        guarded_free(counts);
        guarded_free(moments);
        guarded_free(sum_work);
        guarded_free(moments_work);
    }
}

static void tables_are_used_to_their_end_and_no_further(void **unused) {
    static const int size[][3] = {{1, 1, 1}, {3, 5, 7}, {65, 4, 8}, {2, 9, 17}, {1, 1, 33}};
    size_t k;
    (void)unused;
    for (k = 0; k < sizeof size / sizeof size[0]; ++k) {
        int32_t pools = size[k][0], countries = size[k][1];
        int64_t times = size[k][2], i;
        size_t cells = (size_t)(countries * times) * sizeof(double);
        double *w = guarded_alloc((size_t)(pools * countries) * sizeof(double));
        double *rate = guarded_alloc((size_t)(pools * times) * sizeof(double));
        double *sums = guarded_alloc(cells), *gaps = guarded_alloc(cells);
        for (i = 0; i < pools * countries; ++i) {
            w[i] = (double)i;
        }
        for (i = 0; i < pools * times; ++i) {
            rate[i] = i % 9 == 4 ? NAN : (double)i;
        }
        assert_status(hst_group_weigh(sums, gaps, w, rate, pools, countries, times), HST_OK);
        guarded_free(w);
        guarded_free(rate);
        guarded_free(sums);
        guarded_free(gaps);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_are_those_that_r_makes),
        cmocka_unit_test(weighed_tables_are_the_products_of_r),
        cmocka_unit_test(unknown_ids_are_reported_beside_the_groups),
        cmocka_unit_test(nothing_observed_is_no_zero),
        cmocka_unit_test(what_is_missing_from_a_country_is_weighed),
        cmocka_unit_test(no_samples_and_no_groups_are_answers),
        cmocka_unit_test(numbers_of_any_size_are_summed),
        cmocka_unit_test(a_mean_is_known_where_the_sum_is_not),
        cmocka_unit_test(workspaces_are_as_large_as_the_header_says),
        cmocka_unit_test(arrays_are_used_to_their_end_and_no_further),
        cmocka_unit_test(tables_are_used_to_their_end_and_no_further),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
