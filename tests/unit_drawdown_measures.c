/* Figures, lists, drawdown at risk and windows: the numbers of the sources, and the definitions over short and
 * random series. */
#include "support/same_fall.h"
#include "support/shaped.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "hashstat/drawdown.h"
#include "hashstat/moments.h"
#include "oracle/drawdown_measures.h"

enum { MOST = 3000, LEVELS = 40 };

static double x[MOST];
static double path[MOST];
static double out[MOST];
static hst_drawdown listed[MOST];
static hst_drawdown wanted[MOST];
static int64_t ends[MOST];
static int64_t time_of[MOST];
static uint64_t work[5 * MOST];

/* ---- golden ------------------------------------------------------------------------------------ */

static int64_t levels_of_returns(double *level, int64_t n) {
    double product = 1;
    int64_t i;
    for (i = 0; i < n; ++i) {
        product *= 1 + level[i] / 100;
        level[i] = product;
    }
    return n;
}

static void figures_are_those_of_the_sources(void **unused) {
    golden *g = golden_open("drawdown/measures.csv");
    hst_drawdown_summary s;
    (void)unused;
    while (golden_next(g)) {
        int64_t n = levels_of_returns(x, golden_series(g, "series", x, MOST));
        assert_status(hst_drawdown_summary_of(&s, NULL, x, n, 0, 1), HST_OK);
        assert_int_equal(s.count, n);
        assert_near(s.pain, golden_number(g, "pain"), 1e-14);
        assert_near(s.ulcer, golden_number(g, "ulcer"), 1e-14);
        assert_near(s.deviation, golden_number(g, "deviation"), 1e-14);
        assert_near(s.average, golden_number(g, "average"), 1e-14);
        assert_near(s.maximum, golden_number(g, "maximum"), 1e-14);
    }
    golden_close(g);
}

static void the_worst_of_ten_samples_are_those_worked_by_hand(void **unused) {
    static const double series[] = {1, .95, .90, .98, 1, .80, .85, .95, 1, .99};
    golden *g = golden_open("drawdown/at_risk.csv");
    hst_drawdown_summary s;
    (void)unused;
    while (golden_next(g)) {
        double level = golden_number(g, "level");
        double at_risk, conditional;
        assert_status(hst_drawdown_at_risk(&at_risk, &conditional, &level, 1, series, 10, work, 160), HST_OK);
        assert_near_abs(at_risk, golden_number(g, "at_risk"), 1e-15);
        assert_near_abs(conditional, golden_number(g, "conditional"), 1e-15);
    }
    golden_close(g);
    assert_status(hst_drawdown_summary_of(&s, NULL, series, 10, 0, 1), HST_OK);
    assert_near(s.pain, 0.058, 1e-14);
    assert_near(s.ulcer, 0.08831760866327847, 1e-14);
}

static void longest_recoveries_are_those_of_lean(void **unused) {
    golden *g = golden_open("drawdown/longest.csv");
    (void)unused;
    while (golden_next(g)) {
        int64_t n = golden_series(g, "series", x, MOST);
        hst_drawdown_summary s;
        assert_status(hst_drawdown_summary_of(&s, NULL, x, n, 0, 1), HST_OK);
        assert_int_equal(s.longest_recovered,
                         golden_is_empty(g, "steps") ? HST_NONE : golden_integer(g, "steps"));
    }
    golden_close(g);
}

/* ---- oracle ------------------------------------------------------------------------------------ */

static void assert_lists(int64_t n, double min_depth, double theta) {
    int64_t want = oracle_list(wanted, ends, x, n, min_depth, theta);
    int64_t cap, found, k;
    assert_status(hst_drawdown_list(listed, MOST, &found, x, n, min_depth, theta, 0), HST_OK);
    assert_int_equal(found, want);
    for (k = 0; k < want; ++k) {
        assert_same_fall(&listed[k], &wanted[k]);
    }
    qsort(wanted, (size_t)want, sizeof *wanted, oracle_deeper_first);
    for (cap = 0; cap <= want + 1; cap += 1 + cap / 3) {
        fill_untouched(listed, (size_t)(want + 1) * sizeof *listed);
        assert_status(hst_drawdown_list(cap == 0 ? NULL : listed, cap, &found, x, n, min_depth, theta,
                                        HST_DRAWDOWN_DEEPEST),
                      HST_OK);
        assert_int_equal(found, want);
        for (k = 0; k < cap && k < want; ++k) {
            assert_same_fall(&listed[k], &wanted[k]);
        }
        assert_untouched(&listed[k], sizeof *listed);
    }
}

/* Of the time from the first to the last observed sample, what lies within episodes. */
static double share_under(int64_t found, int64_t first, int64_t last, const int64_t *time) {
    int64_t under = 0;
    int64_t k;
    for (k = 0; k < found; ++k) {
        under += time[ends[k] == HST_NONE ? last : ends[k]] - time[wanted[k].onset];
    }
    return found > 0 ? (double)under / (double)(time[last] - time[first]) : 0;
}

static void assert_times(const hst_drawdown_summary *s, int64_t n, int64_t found, const int64_t *time) {
    int64_t first = 0, last = n - 1, longest = 0, longest_peak = HST_NONE, recovered = HST_NONE, k;
    while (isnan(x[last])) {
        --last;
    }
    while (isnan(x[first])) {
        ++first;
    }
    for (k = 0; k < found; ++k) {
        int open = wanted[k].recovery == HST_NONE;
        int64_t length = time[open ? last : wanted[k].recovery] - time[wanted[k].peak];
        longest_peak = length > longest ? wanted[k].peak : longest_peak;
        longest = length > longest ? length : longest;
        recovered = !open && length > recovered ? length : recovered;
    }
    assert_int_equal(s->longest, longest);
    assert_int_equal(s->longest_peak, longest_peak);
    assert_int_equal(s->longest_recovered, recovered);
    assert_near(s->share, share_under(found, first, last, time), 4e-16);
}

/* The means as the room moments rounds them. */
static void assert_figures(const hst_drawdown_summary *s, int64_t n, int64_t found) {
    long double squares = 0, depths = 0;
    int64_t recovered = 0, count, k;
    double mean, maximum;
    count = oracle_sorted_path(path, x, n);
    maximum = path[count - 1];
    assert_int_equal(s->count, count);
    assert_same_bits(s->maximum, maximum);
    assert_status(hst_moments_mean(&mean, path, count), HST_OK);
    assert_same_bits(s->pain, mean);
    for (k = 0; k < count; ++k) {
        squares += (long double)path[k] * path[k];
    }
    assert_near(s->ulcer, (double)sqrtl(squares / count), 3e-16);
    for (k = 0, squares = 0; k < found; ++k) {
        depths += wanted[k].depth;
        squares += (long double)wanted[k].depth * wanted[k].depth;
        recovered += wanted[k].recovery != HST_NONE;
    }
    assert_int_equal(s->episodes, found);
    assert_int_equal(s->recovered, recovered);
    assert_near(s->average, found > 0 ? (double)(depths / found) : 0, 2e-16);
    assert_near(s->deviation, (double)sqrtl(squares / count), 3e-16);
}

static void assert_summary(int64_t n, double min_depth, double theta) {
    static int64_t steps[MOST];
    int64_t found = oracle_list(wanted, ends, x, n, min_depth, theta);
    hst_drawdown_summary s;
    int64_t i;
    for (i = 0; i < n; ++i) {
        steps[i] = i;
    }
    if (n == 0 || oracle_maximum(x, n - 1) < 0) {
        assert_status(hst_drawdown_summary_of(&s, NULL, x, n, min_depth, theta), HST_EEMPTY);
        return;
    }
    assert_status(hst_drawdown_summary_of(&s, NULL, x, n, min_depth, theta), HST_OK);
    assert_figures(&s, n, found);
    assert_times(&s, n, found, steps);
    assert_status(hst_drawdown_summary_of(&s, time_of, x, n, min_depth, theta), HST_OK);
    assert_figures(&s, n, found);
    assert_times(&s, n, found, time_of);
}

static void assert_at_risk(int64_t n, const double *level, int64_t levels) {
    double at_risk[LEVELS], conditional[LEVELS];
    int64_t m = oracle_sorted_path(path, x, n);
    int64_t k;
    if (m == 0) {
        assert_status(hst_drawdown_at_risk(at_risk, conditional, level, levels, x, n, work, sizeof work),
                      HST_EEMPTY);
        return;
    }
    assert_status(hst_drawdown_at_risk(at_risk, conditional, level, levels, x, n, work, (size_t)n * 16),
                  HST_OK);
    for (k = 0; k < levels; ++k) {
        volatile double product = level[k] * (double)m;
        int64_t rank = (int64_t)ceil(product);
        assert_same_bits(at_risk[k], path[rank > 0 ? rank - 1 : 0]);
        assert_near(conditional[k], (double)oracle_conditional(path, m, level[k]), 6e-16);
    }
}

/* The drawdown of each window as a series of its own. */
static void assert_windows(int64_t n, int64_t width) {
    int64_t i;
    assert_status(hst_drawdown_rolling_max(out, x, n, width, work, (size_t)(n < width ? n : width) * 40),
                  HST_OK);
    for (i = 0; i < n; ++i) {
        int64_t from = i < width ? 0 : i - width + 1;
        hst_drawdown fall;
        if (hst_drawdown_max(&fall, x + from, i - from + 1) == HST_EEMPTY) {
            assert_is_nan(out[i]);
        } else {
            assert_same_bits(out[i], fall.depth);
        }
    }
}

static const double some_levels[] = {0, .1, .25, .5, .75, .8, .9, .95, 1, 1.0 / 3, 0.999, 1e-300};
enum { SOME = 12 };

static void all_short_series_are_as_defined(void **unused) {
    static const double values[] = {NAN, 0, 1, 2, 3};
    static const double thetas[] = {1, 0.5, 2.0 / 3, 0.1};
    static const double depths[] = {0, 1.0 / 3, 0.5, 1};
    int64_t n, code, i, codes = 1;
    (void)unused;
    for (i = 0; i < 6; ++i) {
        time_of[i] = i * i + 3 * i - 20;
    }
    for (n = 0; n <= 6; ++n, codes *= 5) {
        for (code = 0; code < codes; ++code) {
            int64_t rest = code;
            for (i = 0; i < n; ++i, rest /= 5) {
                x[i] = values[rest % 5];
            }
            assert_lists(n, depths[code % 4], thetas[code / 4 % 4]);
            assert_summary(n, depths[code / 2 % 4], thetas[code % 4]);
            assert_at_risk(n, some_levels, SOME);
            assert_windows(n, 1 + code % 7);
        }
    }
}

static void random_series_are_as_defined(void **unused) {
    rng r = rng_seed(2022);
    int k;
    (void)unused;
    for (k = 0; k < 500; ++k) {
        int64_t n = (int64_t)rng_below(&r, k % 50 == 0 ? MOST : 300);
        double theta = k % 3 == 0 ? 1 : 0.01 + 0.98 * rng_uniform(&r);
        double min_depth = k % 2 == 0 ? 0 : rng_uniform(&r) * rng_uniform(&r);
        int64_t i, t = -1000;
        fill_shaped(x, n, &r, k % SHAPES);
        for (i = 0; i < n; ++i) {
            t += 1 + (int64_t)rng_below(&r, 5000);
            time_of[i] = t;
        }
        assert_lists(n, min_depth, theta);
        assert_summary(n, min_depth, theta);
        assert_at_risk(n, some_levels, SOME);
        assert_windows(n, 1 + (int64_t)rng_below(&r, 60));
        assert_windows(n, n + (k % 3) - 1 > 0 ? n + (k % 3) - 1 : 1);
    }
}

/* ---- property and boundary ----------------------------------------------------------------------- */

static void ends_of_the_levels_are_pain_and_the_maximum(void **unused) {
    static const double level[] = {0, 1};
    double at_risk[2], conditional[2];
    rng r = rng_seed(44);
    int k;
    (void)unused;
    for (k = 0; k < 200; ++k) {
        hst_drawdown_summary s;
        fill_shaped(x, MOST, &r, k % SHAPES);
        assert_status(hst_drawdown_summary_of(&s, NULL, x, MOST, 0, 1), HST_OK);
        assert_status(hst_drawdown_at_risk(at_risk, conditional, level, 2, x, MOST, work, sizeof work),
                      HST_OK);
        assert_same_bits(conditional[0], s.pain);
        assert_same_bits(conditional[1], s.maximum);
        assert_same_bits(at_risk[1], s.maximum);
    }
}

/* More than one look serves, in any order and repeated. */
static void many_levels_are_each_answered_as_if_alone(void **unused) {
    double level[LEVELS], at_risk[LEVELS], conditional[LEVELS];
    rng r = rng_seed(45);
    int k;
    (void)unused;
    fill_shaped(x, MOST, &r, 0);
    for (k = 0; k < LEVELS; ++k) {
        level[k] = k % 7 == 0 ? 0.5 : rng_uniform(&r);
    }
    assert_status(hst_drawdown_at_risk(at_risk, conditional, level, LEVELS, x, MOST, work, sizeof work),
                  HST_OK);
    for (k = 0; k < LEVELS; ++k) {
        double alone, mean;
        assert_status(hst_drawdown_at_risk(&alone, &mean, &level[k], 1, x, MOST, work, sizeof work), HST_OK);
        assert_same_bits(at_risk[k], alone);
        assert_same_bits(conditional[k], mean);
    }
}

/* (m - x)/m may come out one unit in the last place above (n - x)/n, though m < n. A window that has both of
 * them in front of x must answer with the second, in either order and whichever side of a seam they lie on. */
static void windows_answer_with_a_quotient_that_they_have(void **unused) {
    rng r = rng_seed(46);
    int found = 0;
    int k;
    (void)unused;
    for (k = 0; k < 20000; ++k) {
        double low = rng_uniform(&r);
        double m = 1 + rng_uniform(&r) / 2;
        double n = m + DBL_EPSILON;
        int64_t at;
        if (!(oracle_depth(m, low) > oracle_depth(n, low))) {
            continue;
        }
        ++found;
        for (at = 0; at < 6; ++at) {
            int64_t i;
            for (i = 0; i < 9; ++i) {
                x[i] = i == at + 2 ? low : n;
            }
            x[at + found % 2] = m;
            assert_windows(9, 3);
            assert_windows(9, 4);
            assert_windows(9, 5);
        }
    }
    assert_true(found > 100);
}

/* Every second sample falls, for more episodes than are summed at once. */
static void thousands_of_episodes_are_summed(void **unused) {
    static double saw[3 * MOST];
    hst_drawdown_summary s;
    int64_t i;
    (void)unused;
    for (i = 0; i < 3 * MOST; ++i) {
        saw[i] = i % 2 == 0 ? 4 : i % 4 == 1 ? 3 : 2;
    }
    assert_status(hst_drawdown_summary_of(&s, NULL, saw, 3 * MOST, 0, 1), HST_OK);
    assert_int_equal(s.episodes, 3 * MOST / 2);
    assert_int_equal(s.recovered, 3 * MOST / 2 - 1);
    assert_same_bits(s.average, 0.375);
    assert_near(s.deviation, sqrt((0.0625 + 0.25) / 4), 1e-15);
    assert_same_bits(s.pain, 0.1875);
}

static void a_recovery_may_be_the_first_sample_after_a_shallow_trough(void **unused) {
    static const double series[] = {10, 9, NAN, 9, 9.5, 10, 4, 8, 5};
    hst_drawdown fall[2];
    int64_t found;
    (void)unused;
    assert_status(hst_drawdown_list(fall, 2, &found, series, 9, 0, 0.8, 0), HST_OK);
    assert_int_equal(found, 2);
    assert_int_equal(fall[0].recovery, 3);
    assert_int_equal(fall[1].recovery, 7);
    assert_status(hst_drawdown_list(fall, 2, &found, series, 9, 0, 1, 0), HST_OK);
    assert_int_equal(fall[0].recovery, 5);
    assert_int_equal(fall[1].recovery, HST_NONE);
}

static void one_sample_and_levels_without_a_fall_have_figures(void **unused) {
    static const double series[] = {NAN, 7, NAN, 7, -0.0};
    hst_drawdown_summary s;
    int64_t n;
    (void)unused;
    for (n = 2; n <= 4; ++n) {
        assert_status(hst_drawdown_summary_of(&s, NULL, series, n, 0, 1), HST_OK);
        assert_same_bits(s.pain + s.ulcer + s.maximum + s.average + s.deviation + s.share, 0.0);
        assert_int_equal(s.episodes + s.recovered + s.longest, 0);
        assert_int_equal(s.longest_peak, HST_NONE);
        assert_int_equal(s.longest_recovered, HST_NONE);
    }
    assert_status(hst_drawdown_summary_of(&s, NULL, series, 5, 0, 1), HST_OK);
    assert_same_bits(s.maximum, 1.0);
    assert_int_equal(s.longest, 1);
    assert_int_equal(s.longest_peak, 3);
}

static void times_may_span_nearly_all_that_64_bits_hold(void **unused) {
    static const double series[] = {2, 1, 2};
    static const int64_t far[] = {-(INT64_C(1) << 62), 0, (INT64_C(1) << 62) - 1};
    static const int64_t too_far[] = {-(INT64_C(1) << 62), 0, INT64_C(1) << 62};
    hst_drawdown_summary s;
    (void)unused;
    assert_status(hst_drawdown_summary_of(&s, far, series, 3, 0, 1), HST_OK);
    assert_true(s.longest == INT64_MAX);
    assert_near(s.share, 0.5, 1e-15);
    fill_untouched(&s, sizeof s);
    assert_status(hst_drawdown_summary_of(&s, too_far, series, 3, 0, 1), HST_EOVERFLOW);
    assert_untouched(&s, sizeof s);
}

static void series_are_read_to_their_end_and_no_further(void **unused) {
    static const int64_t lengths[] = {1, 2, 3, 511, 512, 2047, 2049};
    static const double half = 0.5;
    size_t k;
    (void)unused;
    for (k = 0; k < sizeof lengths / sizeof lengths[0]; ++k) {
        int64_t n = lengths[k], i;
        double *series = guarded_alloc((size_t)n * 8);
        double *room = guarded_alloc((size_t)n * 40);
        double *answer = guarded_alloc((size_t)n * 8);
        double at_risk, conditional;
        hst_drawdown_summary s;
        for (i = 0; i < n; ++i) {
            series[i] = (double)((i * 37) % 64);
        }
        assert_status(hst_drawdown_summary_of(&s, NULL, series, n, 0, 1), HST_OK);
        assert_status(hst_drawdown_rolling_max(answer, series, n, n, room, (size_t)n * 40), HST_OK);
        assert_status(
            hst_drawdown_at_risk(&at_risk, &conditional, &half, 1, series, n, room + 3 * n, (size_t)n * 16),
            HST_OK);
        assert_same_bits(answer[n - 1], s.maximum);
        guarded_free(answer);
        guarded_free(room);
        guarded_free(series);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_are_those_of_the_sources),
        cmocka_unit_test(the_worst_of_ten_samples_are_those_worked_by_hand),
        cmocka_unit_test(longest_recoveries_are_those_of_lean),
        cmocka_unit_test(all_short_series_are_as_defined),
        cmocka_unit_test(random_series_are_as_defined),
        cmocka_unit_test(ends_of_the_levels_are_pain_and_the_maximum),
        cmocka_unit_test(many_levels_are_each_answered_as_if_alone),
        cmocka_unit_test(windows_answer_with_a_quotient_that_they_have),
        cmocka_unit_test(thousands_of_episodes_are_summed),
        cmocka_unit_test(a_recovery_may_be_the_first_sample_after_a_shallow_trough),
        cmocka_unit_test(one_sample_and_levels_without_a_fall_have_figures),
        cmocka_unit_test(times_may_span_nearly_all_that_64_bits_hold),
        cmocka_unit_test(series_are_read_to_their_end_and_no_further),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
