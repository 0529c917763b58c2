/* The way back to a baseline. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "hashstat/recovery.h"
#include "oracle/recovery.h"

enum { MOST = 256 };

static int64_t at[MOST];
static double x[MOST];

/* ---- golden ------------------------------------------------------------------------------------ */

/* Pairs time:value between spaces. */
static int64_t read_series(const char *text) {
    int64_t n = 0;
    char *end;
    for (;; text = end) {
        int64_t time = strtoll(text, &end, 10);
        if (end == text) {
            return n;
        }
        assert_int_equal(*end, ':');
        at[n] = time;
        x[n++] = strtod(end + 1, &end);
    }
}

static int64_t integer_or(const golden *g, const char *column, int64_t otherwise) {
    return golden_is_empty(g, column) ? otherwise : golden_integer(g, column);
}

static void assert_number(double actual, double expected) {
    if (isnan(expected)) {
        assert_is_nan(actual);
    } else {
        assert_near(actual, expected, 1e-15);
    }
}

static void assert_same_recovery(const hst_recovery *actual, const hst_recovery *expected) {
    assert_number(actual->level, expected->level);
    assert_number(actual->lowest, expected->lowest);
    assert_int_equal(actual->onset, expected->onset);
    assert_int_equal(actual->trough, expected->trough);
    assert_int_equal(actual->first_touch, expected->first_touch);
    assert_int_equal(actual->recovery, expected->recovery);
    assert_int_equal(actual->pending, expected->pending);
    assert_int_equal(actual->open, expected->open);
    assert_int_equal(actual->from_onset, expected->from_onset);
    assert_int_equal(actual->from_trough, expected->from_trough);
    assert_int_equal(actual->shortest, expected->shortest);
    assert_int_equal(actual->longest, expected->longest);
    assert_number(actual->work_lost, expected->work_lost);
    assert_int_equal(actual->seconds_observed, expected->seconds_observed);
    assert_int_equal(actual->hold_observed, expected->hold_observed);
}

static void recoveries_are_those_worked_by_hand(void **unused) {
    golden *g = golden_open("recovery/find.csv");
    (void)unused;
    while (golden_next(g)) {
        int64_t n = read_series(golden_text(g, "series"));
        hst_recovery actual, expected;
        expected.level = golden_number(g, "level");
        expected.lowest = golden_number(g, "lowest");
        expected.onset = integer_or(g, "onset", HST_NONE);
        expected.trough = integer_or(g, "trough", HST_NONE);
        expected.first_touch = integer_or(g, "first_touch", HST_NONE);
        expected.recovery = integer_or(g, "recovery", HST_NONE);
        expected.pending = integer_or(g, "pending", HST_NONE);
        expected.open = golden_integer(g, "open");
        expected.from_onset = golden_integer(g, "from_onset");
        expected.from_trough = golden_integer(g, "from_trough");
        expected.shortest = golden_integer(g, "shortest");
        expected.longest = integer_or(g, "longest", INT64_MAX);
        expected.work_lost = golden_number(g, "work_lost");
        expected.seconds_observed = golden_integer(g, "seconds_observed");
        expected.hold_observed = golden_integer(g, "hold_observed");
        assert_status(hst_recovery_find(&actual, at, x, n, golden_integer(g, "event"),
                                        golden_number(g, "baseline"), golden_number(g, "fraction"),
                                        golden_integer(g, "hold")),
                      HST_OK);
        assert_same_recovery(&actual, &expected);
    }
    golden_close(g);
}

static void baselines_are_those_worked_by_hand(void **unused) {
    golden *g = golden_open("recovery/baseline.csv");
    (void)unused;
    while (golden_next(g)) {
        int64_t n = read_series(golden_text(g, "series"));
        double mean = -1;
        assert_status(hst_recovery_baseline_mean(&mean, at, x, n, golden_integer(g, "from"),
                                                 golden_integer(g, "until")),
                      HST_OK);
        assert_near(mean, golden_number(g, "mean"), 0);
    }
    golden_close(g);
}

/* ---- oracle ------------------------------------------------------------------------------------ */

static void assert_as_defined(int64_t n, int64_t event, double baseline, double fraction, int64_t hold) {
    hst_recovery actual, expected;
    fill_untouched(&actual, sizeof actual);
    if (oracle_recovery(&expected, at, x, n, event, baseline, fraction, hold)) {
        assert_status(hst_recovery_find(&actual, at, x, n, event, baseline, fraction, hold), HST_OK);
        assert_same_recovery(&actual, &expected);
    } else {
        assert_status(hst_recovery_find(&actual, at, x, n, event, baseline, fraction, hold), HST_EEMPTY);
        assert_untouched(&actual, sizeof actual);
    }
}

/* Uneven times; levels 1.5 (between the values) and 2 (one of them); holds of no, one, two and many steps. */
static void all_short_series_are_as_defined(void **unused) {
    static const double values[] = {NAN, 0, 1, 2, 3};
    static const int64_t times[] = {10, 12, 13, 17, 18, 20};
    static const int64_t holds[] = {0, 1, 3, 6};
    int64_t n, code, i, codes = 1;
    (void)unused;
    for (n = 0; n <= 6; ++n, codes *= 5) {
        for (code = 0; code < codes; ++code) {
            int64_t rest = code;
            for (i = 0; i < n; ++i, rest /= 5) {
                at[i] = times[i];
                x[i] = values[rest % 5];
            }
            for (i = 0; i < 4; ++i) {
                assert_as_defined(n, 10, 2, 0.75, holds[i]);
                assert_as_defined(n, 13, 2, 1, holds[i]);
                assert_as_defined(n, INT64_MIN, 2, 1, holds[i]);
            }
        }
    }
}

static void random_series_are_as_defined(void **unused) {
    rng r = rng_seed(20220111);
    int k;
    (void)unused;
    for (k = 0; k < 3000; ++k) {
        int64_t n = (int64_t)rng_below(&r, 120);
        int64_t time = -100, i;
        double level = 100;
        for (i = 0; i < n; ++i) {
            time += 1 + (int64_t)rng_below(&r, 4);
            level = fabs(level + 4 * rng_normal(&r));
            at[i] = time;
            x[i] = rng_below(&r, 10) == 0 ? NAN : level;
        }
        assert_as_defined(n, -150 + (int64_t)rng_below(&r, 200), 80 + 40 * rng_uniform(&r), rng_uniform(&r),
                          (int64_t)rng_below(&r, 30));
    }
}

/* Whole numbers of every size: their sum is exact as an integer, and rounded once as the header says. */
static void random_baselines_are_as_defined(void **unused) {
    rng r = rng_seed(3);
    int k;
    (void)unused;
    for (k = 0; k < 1000; ++k) {
        int64_t n = 1 + (int64_t)rng_below(&r, MOST);
        int64_t from = (int64_t)rng_below(&r, 300), until = from + (int64_t)rng_below(&r, 300);
        uint64_t sum = 0;
        int64_t count = 0, i;
        double mean = -1;
        for (i = 0; i < n; ++i) {
            uint64_t level = rng_next(&r) >> (11 + rng_below(&r, 50));
            at[i] = 3 * i;
            x[i] = rng_below(&r, 10) == 0 ? NAN : (double)level;
            if (at[i] >= from && at[i] < until && !isnan(x[i])) {
                sum += level;
                ++count;
            }
        }
        assert_status(hst_recovery_baseline_mean(&mean, at, x, n, from, until),
                      count > 0 ? HST_OK : HST_EEMPTY);
        assert_same_bits(mean, count > 0 ? (double)sum / (double)count : -1);
    }
}

/* ---- property ---------------------------------------------------------------------------------- */

/* As the record grows, what is open has lasted at least as long as it had, and what was closed stays as it
 * is. */
static void more_samples_never_shorten_an_open_fall(void **unused) {
    rng r = rng_seed(5);
    int k;
    (void)unused;
    for (k = 0; k < 500; ++k) {
        hst_recovery before = {0, 0, HST_NONE, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        int64_t n;
        for (n = 0; n < 40; ++n) {
            hst_recovery now;
            at[n] = 10 * n;
            x[n] = n > 0 && rng_below(&r, 10) == 0 ? NAN : 90 + 20 * rng_uniform(&r);
            assert_status(hst_recovery_find(&now, at, x, n + 1, 0, 100, 1, 20), HST_OK);
            if (before.onset != HST_NONE && before.open) {
                assert_true(now.from_onset >= before.from_onset);
                assert_true(now.shortest >= before.shortest);
                assert_int_equal(now.onset, before.onset);
            } else if (before.onset != HST_NONE) {
                assert_same_recovery(&now, &before);
            }
            before = now;
        }
    }
}

/* The true onset and recovery lie somewhere between samples; hourly values of a fall that is known to the
 * second. */
static void bounds_enclose_the_true_duration(void **unused) {
    rng r = rng_seed(6);
    int k;
    (void)unused;
    for (k = 0; k < 2000; ++k) {
        int64_t begin = 5000 + (int64_t)rng_below(&r, 100000);
        int64_t end = begin + 3600 + (int64_t)rng_below(&r, 200000);
        hst_recovery out;
        int64_t i;
        for (i = 0; i < 120; ++i) {
            at[i] = 3600 * i;
            x[i] = at[i] >= begin && at[i] < end ? 50 : 100;
            x[i] = i > 0 && i < 110 && rng_below(&r, 4) == 0 ? NAN : x[i];
        }
        assert_status(hst_recovery_find(&out, at, x, 120, 0, 100, 0.9, 7200), HST_OK);
        assert_true(out.onset == HST_NONE || (out.shortest < end - begin && end - begin <= out.longest));
    }
}

/* ---- contract ---------------------------------------------------------------------------------- */

static const int64_t good_times[] = {0, 10, 20};
static const int64_t bad_times[] = {0, 10, 10};
static const double good[] = {1, 2, 3};
static const double none[] = {NAN, NAN, NAN};
static const double bad[][3] = {{1, 2, -1}, {INFINITY, 1, 1}, {1, -INFINITY, 1}};

static void baseline_mean_refuses_what_the_header_says(void **unused) {
    static const double huge[] = {DBL_MAX, DBL_MAX, 0};
    double mean;
    int k;
    (void)unused;
    fill_untouched(&mean, sizeof mean);
    assert_status(hst_recovery_baseline_mean(NULL, good_times, good, 3, 0, 30), HST_ENULL);
    assert_status(hst_recovery_baseline_mean(&mean, NULL, good, 3, 0, 30), HST_ENULL);
    assert_status(hst_recovery_baseline_mean(&mean, good_times, NULL, -1, 0, 30), HST_ENULL);
    assert_status(hst_recovery_baseline_mean(&mean, good_times, bad[0], -1, 0, 30), HST_ESIZE);
    for (k = 0; k < 3; ++k) {
        assert_status(hst_recovery_baseline_mean(&mean, bad_times, bad[k], 3, 0, 30), HST_EDOMAIN);
        assert_status(hst_recovery_baseline_mean(&mean, good_times, bad[k], 3, 100, 130), HST_EDOMAIN);
    }
    assert_status(hst_recovery_baseline_mean(&mean, bad_times, good, 3, 0, 30), HST_EORDER);
    assert_status(hst_recovery_baseline_mean(&mean, good_times, none, 3, 30, 29), HST_EORDER);
    assert_status(hst_recovery_baseline_mean(&mean, good_times, none, 3, 0, 30), HST_EEMPTY);
    assert_status(hst_recovery_baseline_mean(&mean, good_times, good, 3, 10, 10), HST_EEMPTY);
    assert_status(hst_recovery_baseline_mean(&mean, NULL, NULL, 0, 0, 30), HST_EEMPTY);
    assert_status(hst_recovery_baseline_mean(&mean, good_times, huge, 3, 0, 30), HST_EOVERFLOW);
    assert_untouched(&mean, sizeof mean);
}

static void find_refuses_what_the_header_says(void **unused) {
    static const double big[] = {0, 0, DBL_MAX};
    hst_recovery out;
    int k;
    (void)unused;
    fill_untouched(&out, sizeof out);
    assert_status(hst_recovery_find(NULL, good_times, good, 3, 0, 2, 1, 0), HST_ENULL);
    assert_status(hst_recovery_find(&out, NULL, good, 3, 0, 2, 1, 0), HST_ENULL);
    assert_status(hst_recovery_find(&out, good_times, NULL, -1, 0, 2, 1, 0), HST_ENULL);
    assert_status(hst_recovery_find(&out, good_times, good, -1, 0, 0, 1, 0), HST_ESIZE);
    assert_status(hst_recovery_find(&out, bad_times, good, 3, 0, 0, 1, 0), HST_EDOMAIN);
    assert_status(hst_recovery_find(&out, bad_times, good, 3, 0, INFINITY, 1, 0), HST_EDOMAIN);
    assert_status(hst_recovery_find(&out, bad_times, good, 3, 0, NAN, 1, 0), HST_EDOMAIN);
    assert_status(hst_recovery_find(&out, bad_times, good, 3, 0, 2, 0, 0), HST_EDOMAIN);
    assert_status(hst_recovery_find(&out, bad_times, good, 3, 0, 2, 1.0000000000000002, 0), HST_EDOMAIN);
    assert_status(hst_recovery_find(&out, bad_times, good, 3, 0, 2, NAN, 0), HST_EDOMAIN);
    assert_status(hst_recovery_find(&out, bad_times, good, 3, 0, 2, 1, -1), HST_EDOMAIN);
    for (k = 0; k < 3; ++k) {
        assert_status(hst_recovery_find(&out, bad_times, bad[k], 3, 30, 2, 1, 0), HST_EDOMAIN);
    }
    assert_status(hst_recovery_find(&out, bad_times, none, 3, 0, 2, 1, 0), HST_EORDER);
    assert_status(hst_recovery_find(&out, good_times, none, 3, 0, 2, 1, 0), HST_EEMPTY);
    assert_status(hst_recovery_find(&out, good_times, good, 3, 21, 2, 1, 0), HST_EEMPTY);
    assert_status(hst_recovery_find(&out, NULL, NULL, 0, 0, 2, 1, 0), HST_EEMPTY);
    /* One term beyond DBL_MAX, then a sum of two. */
    assert_status(hst_recovery_find(&out, good_times, big, 3, 0, DBL_MAX, 1, 0), HST_EOVERFLOW);
    assert_status(hst_recovery_find(&out, good_times, big, 3, 0, DBL_MAX / 15, 1, 0), HST_EOVERFLOW);
    assert_untouched(&out, sizeof out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(recoveries_are_those_worked_by_hand),
        cmocka_unit_test(baselines_are_those_worked_by_hand),
        cmocka_unit_test(all_short_series_are_as_defined),
        cmocka_unit_test(random_series_are_as_defined),
        cmocka_unit_test(random_baselines_are_as_defined),
        cmocka_unit_test(more_samples_never_shorten_an_open_fall),
        cmocka_unit_test(bounds_enclose_the_true_duration),
        cmocka_unit_test(baseline_mean_refuses_what_the_header_says),
        cmocka_unit_test(find_refuses_what_the_header_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
