/* Falls from a running maximum. */
#include "support/same_fall.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hashstat/drawdown.h"

enum { MOST = 4096 };

static double x[MOST];
static double under[MOST];
static hst_drawdown listed[MOST];
static hst_drawdown expected_list[MOST];

/* ---- golden ------------------------------------------------------------------------------------ */

static int64_t index_or_none(const golden *g, const char *column) {
    return golden_is_empty(g, column) ? HST_NONE : golden_integer(g, column);
}

static void episodes_are_those_worked_by_hand(void **unused) {
    golden *g = golden_open("drawdown/episodes.csv");
    (void)unused;
    while (golden_next(g)) {
        int64_t n = golden_series(g, "series", x, MOST);
        int64_t found = -1;
        assert_status(hst_drawdown_episodes(listed, MOST, &found, x, n), HST_OK);
        assert_int_equal(found, golden_integer(g, "found"));
        if (!golden_is_empty(g, "k")) {
            hst_drawdown fall = listed[golden_integer(g, "k")];
            double peak = golden_number(g, "peak_level");
            assert_near(fall.depth, (peak - golden_number(g, "trough_level")) / peak, 0);
            assert_int_equal(fall.peak, golden_integer(g, "peak"));
            assert_int_equal(fall.onset, golden_integer(g, "onset"));
            assert_int_equal(fall.trough, golden_integer(g, "trough"));
            assert_int_equal(fall.recovery, index_or_none(g, "recovery"));
        }
    }
    golden_close(g);
}

static void longest_recoveries_are_those_of_lean(void **unused) {
    golden *g = golden_open("drawdown/longest.csv");
    (void)unused;
    while (golden_next(g)) {
        int64_t n = golden_series(g, "series", x, MOST);
        int64_t longest = HST_NONE;
        int64_t found, k;
        assert_status(hst_drawdown_episodes(listed, MOST, &found, x, n), HST_OK);
        for (k = 0; k < found; ++k) {
            int64_t steps = listed[k].recovery - listed[k].peak;
            longest = listed[k].recovery != HST_NONE && steps > longest ? steps : longest;
        }
        assert_int_equal(longest, index_or_none(g, "steps"));
    }
    golden_close(g);
}

static void underwater_is_that_of_the_sources(void **unused) {
    golden *g = golden_open("drawdown/underwater.csv");
    (void)unused;
    while (golden_next(g)) {
        int64_t n = golden_series(g, "series", x, MOST);
        double depth;
        assert_status(hst_drawdown_underwater(under, x, n), HST_OK);
        depth = under[golden_integer(g, "i")];
        assert_near_abs(depth, golden_number(g, "depth"), golden_number(g, "tolerance"));
    }
    golden_close(g);
}

static void maximum_is_that_of_the_sources_in_any_unit(void **unused) {
    golden *g = golden_open("drawdown/max.csv");
    (void)unused;
    while (golden_next(g)) {
        static const double units[] = {1, 1e18, 1e-12, 149597870700.0};
        int64_t n = golden_series(g, "series", x, MOST);
        double level = 1;
        size_t k;
        int64_t i;
        for (i = 0; i < n && strcmp(golden_text(g, "kind"), "returns") == 0; ++i) {
            level *= 1 + x[i] / 100;
            x[i] = level;
        }
        for (k = 0; k < sizeof units / sizeof units[0]; ++k) {
            hst_drawdown fall;
            for (i = 0; i < n; ++i) {
                under[i] = x[i] * units[k];
            }
            assert_status(hst_drawdown_max(&fall, under, n), HST_OK);
            assert_near_abs(fall.depth, golden_number(g, "depth"), golden_number(g, "tolerance") + 1e-15);
        }
    }
    golden_close(g);
}

/* ---- property ---------------------------------------------------------------------------------- */

static void a_unit_that_is_a_power_of_two_changes_nothing(void **unused) {
    static double scaled[MOST];
    rng r = rng_seed(7);
    hst_drawdown here, there;
    int64_t i;
    (void)unused;
    for (i = 0; i < MOST; ++i) {
        x[i] = rng_exponential(&r);
        scaled[i] = ldexp(x[i], 60);
    }
    assert_status(hst_drawdown_max(&here, x, MOST), HST_OK);
    assert_status(hst_drawdown_max(&there, scaled, MOST), HST_OK);
    assert_same_fall(&here, &there);
}

static void underwater_may_overwrite_its_input(void **unused) {
    rng r = rng_seed(8);
    int64_t i;
    (void)unused;
    for (i = 0; i < MOST; ++i) {
        x[i] = i % 10 == 3 ? NAN : rng_exponential(&r);
    }
    assert_status(hst_drawdown_underwater(under, x, MOST), HST_OK);
    assert_status(hst_drawdown_underwater(x, x, MOST), HST_OK);
    assert_memory_equal(x, under, sizeof x);
}

static void a_short_list_is_the_beginning_of_the_long_one(void **unused) {
    static const double zigzag[] = {2, 1, 3, 1, 4, 1, 5, 1};
    const int64_t n = 8;
    int64_t cap, k, all, found;
    (void)unused;
    memcpy(x, zigzag, sizeof zigzag);
    assert_status(hst_drawdown_episodes(expected_list, MOST, &all, x, n), HST_OK);
    assert_int_equal(all, 4);
    for (cap = 0; cap < 6; ++cap) {
        fill_untouched(listed, 6 * sizeof *listed);
        assert_status(hst_drawdown_episodes(cap == 0 ? NULL : listed, cap, &found, x, n), HST_OK);
        assert_int_equal(found, all);
        for (k = 0; k < cap && k < all; ++k) {
            assert_same_fall(&listed[k], &expected_list[k]);
        }
        assert_untouched(&listed[k], (size_t)(6 - k) * sizeof *listed);
    }
}

/* ---- boundary ---------------------------------------------------------------------------------- */

static void negative_zero_reads_as_zero(void **unused) {
    static const double zeros[] = {-0.0, 0.0, -0.0};
    hst_drawdown fall;
    int64_t found;
    (void)unused;
    assert_status(hst_drawdown_underwater(under, zeros, 3), HST_OK);
    assert_same_bits(under[0], 0.0);
    assert_same_bits(under[2], 0.0);
    assert_status(hst_drawdown_max(&fall, zeros, 3), HST_OK);
    assert_same_bits(fall.depth, 0.0);
    assert_int_equal(fall.peak, 2);
    assert_int_equal(fall.onset, HST_NONE);
    assert_status(hst_drawdown_episodes(listed, MOST, &found, zeros, 3), HST_OK);
    assert_int_equal(found, 0);
}

static void series_are_read_to_their_end_and_no_further(void **unused) {
    static const int64_t lengths[] = {0, 1, 2, 511, 512, 513, 1024};
    size_t k;
    (void)unused;
    for (k = 0; k < sizeof lengths / sizeof lengths[0]; ++k) {
        size_t bytes = (size_t)lengths[k] * sizeof(double);
        double *series = guarded_alloc(bytes);
        double *out = guarded_alloc(bytes);
        hst_drawdown fall;
        int64_t found, i;
        for (i = 0; i < lengths[k]; ++i) {
            series[i] = (double)(lengths[k] - i);
        }
        assert_status(hst_drawdown_underwater(out, series, lengths[k]), HST_OK);
        assert_status(hst_drawdown_max(&fall, series, lengths[k]), lengths[k] == 0 ? HST_EEMPTY : HST_OK);
        assert_status(hst_drawdown_episodes(NULL, 0, &found, series, lengths[k]), HST_OK);
        assert_int_equal(found, lengths[k] > 1);
        guarded_free(out);
        guarded_free(series);
    }
}

/* ---- contract ---------------------------------------------------------------------------------- */

static const double bad_samples[] = {-1, -0x1p-1074, INFINITY, -INFINITY};
enum { BAD = 4, LENGTH = 1200 };

/* Puts a bad sample where a block begins, inside one, and at the end of the series. */
static double *series_with(double bad, int64_t place) {
    int64_t i;
    for (i = 0; i < LENGTH; ++i) {
        x[i] = (double)(i % 7);
    }
    x[place] = bad;
    return x;
}

static void underwater_refuses_what_the_header_says(void **unused) {
    static const double fine[2] = {1, 2};
    size_t k;
    (void)unused;
    fill_untouched(under, sizeof fine);
    assert_status(hst_drawdown_underwater(NULL, fine, 2), HST_ENULL);
    assert_status(hst_drawdown_underwater(under, NULL, 2), HST_ENULL);
    assert_status(hst_drawdown_underwater(under, NULL, -1), HST_ENULL);
    assert_status(hst_drawdown_underwater(under, fine, -1), HST_ESIZE);
    assert_untouched(under, sizeof fine);
    assert_status(hst_drawdown_underwater(NULL, NULL, 0), HST_OK);
    for (k = 0; k < BAD; ++k) {
        assert_status(hst_drawdown_underwater(under, series_with(bad_samples[k], 512), LENGTH), HST_EDOMAIN);
    }
}

static void maximum_refuses_what_the_header_says(void **unused) {
    static const double fine[2] = {1, 2};
    static const double missing[2] = {NAN, NAN};
    hst_drawdown fall;
    size_t k;
    (void)unused;
    fill_untouched(&fall, sizeof fall);
    assert_status(hst_drawdown_max(NULL, fine, 2), HST_ENULL);
    assert_status(hst_drawdown_max(&fall, NULL, 2), HST_ENULL);
    assert_status(hst_drawdown_max(&fall, NULL, -1), HST_ENULL);
    assert_status(hst_drawdown_max(&fall, fine, -1), HST_ESIZE);
    for (k = 0; k < BAD; ++k) {
        assert_status(hst_drawdown_max(&fall, series_with(bad_samples[k], 0), LENGTH), HST_EDOMAIN);
        assert_status(hst_drawdown_max(&fall, series_with(bad_samples[k], 700), LENGTH), HST_EDOMAIN);
        assert_status(hst_drawdown_max(&fall, series_with(bad_samples[k], LENGTH - 1), LENGTH), HST_EDOMAIN);
    }
    assert_status(hst_drawdown_max(&fall, missing, 2), HST_EEMPTY);
    assert_status(hst_drawdown_max(&fall, NULL, 0), HST_EEMPTY);
    assert_untouched(&fall, sizeof fall);
}

static void episodes_refuse_what_the_header_says(void **unused) {
    static const double fine[2] = {1, 2};
    int64_t found;
    size_t k;
    (void)unused;
    fill_untouched(&found, sizeof found);
    fill_untouched(listed, sizeof *listed);
    assert_status(hst_drawdown_episodes(NULL, 1, &found, fine, 2), HST_ENULL);
    assert_status(hst_drawdown_episodes(listed, 1, NULL, fine, 2), HST_ENULL);
    assert_status(hst_drawdown_episodes(listed, 1, &found, NULL, 2), HST_ENULL);
    assert_status(hst_drawdown_episodes(NULL, -1, &found, fine, 2), HST_ENULL);
    assert_status(hst_drawdown_episodes(listed, -1, &found, fine, 2), HST_ESIZE);
    assert_status(hst_drawdown_episodes(listed, 1, &found, fine, -1), HST_ESIZE);
    assert_untouched(listed, sizeof *listed);
    for (k = 0; k < BAD; ++k) {
        double *series = series_with(bad_samples[k], LENGTH - 1);
        assert_status(hst_drawdown_episodes(listed, MOST, &found, series, LENGTH), HST_EDOMAIN);
    }
    assert_untouched(&found, sizeof found);
    assert_status(hst_drawdown_episodes(NULL, 0, &found, NULL, 0), HST_OK);
    assert_int_equal(found, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(episodes_are_those_worked_by_hand),
        cmocka_unit_test(longest_recoveries_are_those_of_lean),
        cmocka_unit_test(underwater_is_that_of_the_sources),
        cmocka_unit_test(maximum_is_that_of_the_sources_in_any_unit),
        cmocka_unit_test(a_unit_that_is_a_power_of_two_changes_nothing),
        cmocka_unit_test(underwater_may_overwrite_its_input),
        cmocka_unit_test(a_short_list_is_the_beginning_of_the_long_one),
        cmocka_unit_test(negative_zero_reads_as_zero),
        cmocka_unit_test(series_are_read_to_their_end_and_no_further),
        cmocka_unit_test(underwater_refuses_what_the_header_says),
        cmocka_unit_test(maximum_refuses_what_the_header_says),
        cmocka_unit_test(episodes_refuse_what_the_header_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
