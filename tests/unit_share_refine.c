/* Monthly shares on a finer grid. */
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hashstat/share.h"
#include "oracle/share.h"

enum { COUNTRIES = 5, MONTHS = 9 };

static const int64_t DAYS[MONTHS] = {31, 28, 31, 30, 31, 30, 31, 31, 30};

static int64_t all_days(void) {
    int64_t sum = 0;
    int j;
    for (j = 0; j < MONTHS; ++j) {
        sum += DAYS[j];
    }
    return sum;
}

static void smooth(double *out, const double *x, const int64_t *cells, int32_t countries, int64_t months) {
    size_t bytes = hst_share_refine_work_size(months);
    void *work = guarded_alloc(bytes);
    assert_status(hst_share_refine_smooth(out, work, bytes, x, cells, countries, months), HST_OK);
    guarded_free(work);
}

/* Shares that sum to 1 each month; sharpness draws them to the edges. */
static void random_shares(double *x, double sharpness, rng *random) {
    int c, j;
    for (j = 0; j < MONTHS; ++j) {
        double sum = 0;
        for (c = 0; c < COUNTRIES; ++c) {
            x[c * MONTHS + j] = pow(rng_uniform(random), sharpness);
            sum += x[c * MONTHS + j];
        }
        for (c = 0; c < COUNTRIES; ++c) {
            x[c * MONTHS + j] /= sum;
        }
    }
}

static void assert_kept(const double *out, const double *x) {
    int64_t days = all_days(), at = 0, i;
    int c, j;
    for (j = 0; j < MONTHS; at += DAYS[j], ++j) {
        for (c = 0; c < COUNTRIES; ++c) {
            double sum = 0;
            for (i = at; i < at + DAYS[j]; ++i) {
                sum += out[c * days + i];
            }
            assert_near_abs(sum / (double)DAYS[j], x[c * MONTHS + j], 1e-14);
        }
    }
    for (i = 0; i < days; ++i) {
        double sum = 0;
        for (c = 0; c < COUNTRIES; ++c) {
            assert_true(out[c * days + i] >= 0 && out[c * days + i] <= 1);
            sum += out[c * days + i];
        }
        assert_near_abs(sum, 1, 1e-13);
    }
}

static void months_and_countries_keep_their_sums(void **state) {
    rng random = rng_seed(41);
    double x[COUNTRIES * MONTHS], *out = guarded_alloc((size_t)(COUNTRIES * all_days()) * sizeof *out);
    int i;
    (void)state;
    for (i = 0; i < 200; ++i) {
        random_shares(x, i % 2 == 0 ? 0.2 : 8, &random);
        smooth(out, x, DAYS, COUNTRIES, MONTHS);
        assert_kept(out, x);
        assert_status(hst_share_refine_step(out, x, DAYS, COUNTRIES, MONTHS), HST_OK);
        assert_kept(out, x);
    }
    guarded_free(out);
}

static void a_month_inside_is_the_smoothest_of_all(void **state) {
    rng random = rng_seed(43);
    int i;
    (void)state;
    for (i = 0; i < 200; ++i) {
        double x[8], out[40], expected[ORACLE_CELLS];
        int64_t cells[8], total = 0, k;
        int j;
        for (j = 0; j < 8; ++j) {
            x[j] = 0.4 + 0.2 * rng_uniform(&random);
            cells[j] = 1 + (int64_t)rng_below(&random, 5);
            total += cells[j];
        }
        smooth(out, x, cells, 1, 8);
        oracle_smooth(expected, x, cells, 8);
        for (k = 0; k < total; ++k) {
            assert_near_abs(out[k], expected[k], 1e-13);
        }
    }
}

/* Falling to nothing, as a country did: what is smoothest dips below 0 in the empty months. */
static void an_empty_month_is_empty_on_each_day(void **state) {
    static const double x[] = {0.46, 0.44, 0.34, 0, 0, 0.54, 0.56, 0.66, 1, 1};
    static const int64_t cells[] = {30, 31, 30, 31, 31};
    double out[2 * 153];
    int i;
    (void)state;
    smooth(out, x, cells, 2, 5);
    for (i = 91; i < 153; ++i) {
        assert_same_bits(out[i], 0.0);
        assert_near(out[153 + i], 1, 1e-14);
    }
    for (i = 0; i < 153; ++i) {
        assert_true(out[i] >= 0 && out[153 + i] >= 0);
        assert_near(out[i] + out[153 + i], 1, 1e-14);
    }
    assert_true(out[60] > out[90]); /* and June falls */
}

/* The smoothest rows dip below 0 in the second month, and rise above 1 for the other country. */
static void rows_go_as_far_as_they_may(void **state) {
    static const double x[] = {0.6, 0.01, 0.6, 0.4, 0.99, 0.4};
    static const int64_t cells[] = {20, 20, 20};
    double out[120], expected[ORACLE_CELLS], least = 1;
    int i;
    (void)state;
    smooth(out, x, cells, 2, 3);
    oracle_smooth(expected, x, cells, 3);
    assert_true(expected[30] < 0);
    for (i = 20; i < 40; ++i) {
        least = fmin(least, out[i]);
    }
    assert_near_abs(least, 0, 1e-15);
    assert_true(out[20] > 0.02 && out[80] < 0.98);
    smooth(out, x + 3, cells, 1, 3); /* the second alone, held by 1 */
    assert_true(out[20] < 0.98 && out[30] > 1 - 1e-15 && out[30] <= 1);
}

static void missing_months_part_the_row(void **state) {
    static const double x[] = {0.1, 0.3, (double)NAN, 0.5, 0.2};
    static const int64_t cells[] = {4, 3, 2, 5, 4};
    double out[18], left[7], right[9];
    int i;
    (void)state;
    smooth(out, x, cells, 1, 5);
    smooth(left, x, cells, 1, 2);
    smooth(right, x + 3, cells + 3, 1, 2);
    assert_memory_equal(out, left, sizeof left);
    assert_memory_equal(out + 9, right, sizeof right);
    assert_is_nan(out[7]);
    assert_is_nan(out[8]);
    assert_status(hst_share_refine_step(out, x, cells, 1, 5), HST_OK);
    for (i = 0; i < 4; ++i) {
        assert_same_bits(out[i], 0.1);
    }
    assert_is_nan(out[7]);
    assert_same_bits(out[17], 0.2);
}

/* All rows of up to five months of one to three cells, and what one country holds the other lacks. */
static void every_short_row_keeps_its_means(void **state) {
    static const double values[] = {(double)NAN, 0, 0.25, 0.5, 1};
    static const int64_t cells[] = {2, 3, 1, 3, 2};
    int length, code, j;
    (void)state;
    for (length = 1; length <= 5; ++length) {
        int codes = (int)pow(5, length);
        for (code = 0; code < codes; ++code) {
            double x[10], out[22];
            int64_t width = 0, i, at = 0;
            int rest = code;
            for (j = 0; j < length; ++j, rest /= 5) {
                x[j] = values[rest % 5];
                x[length + j] = 1 - x[j];
                width += cells[j];
            }
            smooth(out, x, cells, 2, length);
            for (j = 0; j < length; at += cells[j], ++j) {
                double sum = 0;
                for (i = at; i < at + cells[j]; ++i) {
                    assert_int_equal(isnan(out[i]), isnan(x[j]));
                    assert_true(isnan(x[j]) || (out[i] >= 0 && fabs(out[i] + out[width + i] - 1) < 1e-14));
                    sum += out[i];
                }
                assert_true(isnan(x[j]) || fabs(sum / (double)cells[j] - x[j]) < 1e-14);
            }
        }
    }
}

static void nothing_to_refine_is_no_error(void **state) {
    static const int64_t cells[] = {3};
    static const double minus[] = {-0.0};
    double work[6], out[3];
    (void)state;
    assert_status(hst_share_refine_step(NULL, NULL, NULL, 4, 0), HST_OK);
    assert_status(hst_share_refine_step(NULL, NULL, cells, 0, 1), HST_OK);
    assert_status(hst_share_refine_smooth(NULL, work, sizeof work, NULL, NULL, 4, 0), HST_OK);
    assert_status(hst_share_refine_smooth(NULL, work, sizeof work, NULL, cells, 0, 1), HST_OK);
    assert_status(hst_share_refine_step(out, minus, cells, 1, 1), HST_OK);
    assert_same_bits(out[2], 0.0);
    smooth(out, minus, cells, 1, 1);
    assert_same_bits(out[2], 0.0);
    assert_int_equal(hst_share_refine_work_size(1), 48);
    assert_int_equal(hst_share_refine_work_size(-1), 0);
    assert_true(hst_share_refine_work_size(INT64_MAX) == SIZE_MAX);
}

static void refining_rejects_in_the_stated_order(void **state) {
    static const double x[] = {0.5, 0.5};
    static const int64_t cells[] = {1, 0}, good[] = {1, 1};
    double out[2], work[9];
    size_t bytes = sizeof work;
    void *odd = (char *)work + 4;
    (void)state;
    fill_untouched(out, sizeof out);
    assert_status(hst_share_refine_step(NULL, x, cells, -1, -1), HST_ENULL);
    assert_status(hst_share_refine_step(out, NULL, cells, -1, -1), HST_ENULL);
    assert_status(hst_share_refine_step(out, x, NULL, -1, -1), HST_ENULL);
    assert_status(hst_share_refine_step(out, x, cells, -1, 2), HST_ESIZE);
    assert_status(hst_share_refine_step(out, x, cells, 1, -1), HST_ESIZE);
    assert_status(hst_share_refine_step(out, x, cells, 1, 2), HST_EDOMAIN);
    assert_status(hst_share_refine_smooth(NULL, odd, 0, x, cells, -1, -1), HST_ENULL);
    assert_status(hst_share_refine_smooth(out, NULL, 0, x, cells, -1, -1), HST_ENULL);
    assert_status(hst_share_refine_smooth(out, odd, 0, NULL, cells, -1, -1), HST_ENULL);
    assert_status(hst_share_refine_smooth(out, odd, 0, x, NULL, -1, -1), HST_ENULL);
    assert_status(hst_share_refine_smooth(out, odd, 0, x, cells, -1, 2), HST_ESIZE);
    assert_status(hst_share_refine_smooth(out, odd, 0, x, cells, 1, INT64_MAX), HST_ESIZE);
    assert_status(hst_share_refine_smooth(out, odd, 0, x, cells, 1, 2), HST_EALIGN);
    assert_status(hst_share_refine_smooth(out, work, bytes - 1, x, cells, 1, 2), HST_ESPACE);
    assert_status(hst_share_refine_smooth(out, work, bytes, x, cells, 1, 2), HST_EDOMAIN);
    assert_untouched(out, sizeof out);
    assert_status(hst_share_refine_smooth(out, work, bytes, x, good, 1, 2), HST_OK);
}

static void refining_rejects_values_it_cannot_use(void **state) {
    static const double good[] = {0.5, 0.5}, off[] = {-0.1, 1.1, (double)INFINITY};
    static const int64_t cells[] = {1, 1};
    double x[2] = {0.5, 0}, out[2], work[9];
    int64_t bad[2] = {1, INT64_C(1000000001)}, many[1] = {1000000000};
    int i;
    (void)state;
    fill_untouched(out, sizeof out);
    assert_status(hst_share_refine_step(out, good, bad, 1, 2), HST_EDOMAIN);
    bad[1] = -1;
    assert_status(hst_share_refine_step(out, good, bad, 1, 2), HST_EDOMAIN);
    assert_status(hst_share_refine_step(out, good, many, INT32_MAX, 1), HST_EDOMAIN); /* 2^61 doubles */
    for (i = 0; i < 3; ++i) {
        x[1] = off[i];
        assert_status(hst_share_refine_step(out, x, cells, 1, 2), HST_EDOMAIN);
        assert_status(hst_share_refine_smooth(out, work, sizeof work, x, cells, 1, 2), HST_EDOMAIN);
    }
    assert_untouched(out, sizeof out);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(months_and_countries_keep_their_sums),
        cmocka_unit_test(a_month_inside_is_the_smoothest_of_all),
        cmocka_unit_test(an_empty_month_is_empty_on_each_day),
        cmocka_unit_test(rows_go_as_far_as_they_may),
        cmocka_unit_test(missing_months_part_the_row),
        cmocka_unit_test(every_short_row_keeps_its_means),
        cmocka_unit_test(nothing_to_refine_is_no_error),
        cmocka_unit_test(refining_rejects_in_the_stated_order),
        cmocka_unit_test(refining_rejects_values_it_cannot_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
