/* Durations of which some are not over. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hashstat/survival.h"
#include "oracle/survival.h"

enum { MOST = 400, GROUPS = 5 };

static double duration[MOST];
static int32_t status[MOST];
static int32_t group[MOST];
static hst_survival_row row[MOST];
static uint64_t work[20 * MOST];

static int64_t fit_at(int64_t n, uint32_t scale, double level) {
    int64_t found = -1;
    assert_status(hst_survival_fit(row, MOST, &found, duration, status, n, scale, level, work, sizeof work),
                  HST_OK);
    return found;
}

static int64_t fit(int64_t n) {
    return fit_at(n, HST_SURVIVAL_LOG, 0.95);
}

/* ---- golden ------------------------------------------------------------------------------------ */

static int64_t read_integers(int32_t *out, const char *text) {
    int64_t n = 0;
    char *end;
    for (;; text = end) {
        long value = strtol(text, &end, 10);
        if (end == text) {
            return n;
        }
        out[n++] = (int32_t)value;
    }
}

/* The set of that name; returns its size. */
static int64_t load_set(const char *name) {
    golden *g = golden_open("survival/r_sets.csv");
    int64_t n = 0;
    while (golden_next(g)) {
        if (strcmp(golden_text(g, "set"), name) == 0) {
            n = golden_series(g, "duration", duration, MOST);
            assert_int_equal(read_integers(status, golden_text(g, "status")), n);
            assert_int_equal(read_integers(group, golden_text(g, "group")), n);
        }
    }
    golden_close(g);
    assert_true(n > 0);
    return n;
}

static uint32_t scale_of(const golden *g) {
    const char *name = golden_text(g, "scale");
    return strcmp(name, "plain") == 0 ? HST_SURVIVAL_PLAIN
           : strcmp(name, "log") == 0 ? HST_SURVIVAL_LOG
                                      : HST_SURVIVAL_LOG_LOG;
}

/* Equal NaN are equal here. */
static void assert_same_or_near(double actual, double expected, double relative) {
    if (expected != expected) {
        assert_is_nan(actual);
    } else {
        assert_near_abs(actual, expected, relative * (fabs(expected) > 1e-3 ? fabs(expected) : 1e-3));
    }
}

static void curves_are_those_of_r(void **unused) {
    golden *g = golden_open("survival/r_curves.csv");
    (void)unused;
    while (golden_next(g)) {
        int64_t n = load_set(golden_text(g, "set"));
        int64_t i = golden_integer(g, "row");
        assert_true(i < fit_at(n, scale_of(g), 0.95));
        assert_near(row[i].time, golden_number(g, "time"), 0);
        assert_int_equal(row[i].at_risk, golden_integer(g, "at_risk"));
        assert_int_equal(row[i].events, golden_integer(g, "events"));
        assert_int_equal(row[i].censored, golden_integer(g, "censored"));
        assert_near(row[i].survival, golden_number(g, "survival"), 1e-14);
        assert_same_or_near(row[i].std_error, golden_number(g, "std_error"), 1e-13);
        if (row[i].survival < 1 || scale_of(g) != HST_SURVIVAL_LOG_LOG) {
            assert_same_or_near(row[i].lower, golden_number(g, "lower"), 1e-13);
            assert_same_or_near(row[i].upper, golden_number(g, "upper"), 1e-13);
        } else { /* log(-log 1): R has no interval here, the limit is one */
            assert_near(row[i].lower, 1, 0);
            assert_near(row[i].upper, 1, 0);
        }
    }
    golden_close(g);
}

/* Where S stays at 1 - p, R has the middle of the stretch: it must lie beyond our beginning of it. */
static void quantiles_are_those_of_r_but_where_the_curve_is_flat(void **unused) {
    golden *g = golden_open("survival/r_quantiles.csv");
    (void)unused;
    while (golden_next(g)) {
        int64_t n = load_set(golden_text(g, "set"));
        int64_t rows = fit_at(n, scale_of(g), 0.95);
        double p = golden_number(g, "p");
        hst_survival_quantile q;
        assert_status(hst_survival_quantiles(&q, &p, 1, row, rows), HST_OK);
        if (golden_integer(g, "flat") == 0) {
            assert_same_or_near(q.estimate, golden_number(g, "estimate"), 0);
        } else {
            assert_true(q.estimate < golden_number(g, "estimate") || q.estimate == row[rows - 1].time);
        }
        assert_same_or_near(q.lower, golden_number(g, "lower"), 0);
        assert_same_or_near(q.upper, golden_number(g, "upper"), 0);
    }
    golden_close(g);
}

static void restricted_means_are_those_of_r(void **unused) {
    golden *g = golden_open("survival/r_means.csv");
    hst_survival_mean m;
    (void)unused;
    while (golden_next(g)) {
        int64_t n = load_set(golden_text(g, "set"));
        assert_status(hst_survival_restricted_mean(&m, row, fit(n), golden_number(g, "horizon")), HST_OK);
        assert_near(m.mean, golden_number(g, "mean"), 1e-14);
        assert_near_abs(m.std_error, golden_number(g, "std_error"), 1e-13 * golden_number(g, "mean"));
    }
    golden_close(g);
    assert_status(hst_survival_restricted_mean(&m, row, fit(load_set("maintained")), 48), HST_OK);
    assert_near_abs(m.mean, 31.843181818, 5e-10); /* print(survfit(...), rmean = 48), as R prints it */
    assert_near_abs(m.std_error, 4.5278847118, 5e-11);
}

static void comparisons_are_those_of_r(void **unused) {
    golden *g = golden_open("survival/r_compare.csv");
    (void)unused;
    while (golden_next(g)) {
        int64_t n = load_set(golden_text(g, "set"));
        int32_t which[GROUPS], observed[GROUPS];
        double expected[GROUPS];
        hst_survival_group by_group[GROUPS];
        hst_survival_log_rank t;
        int64_t k = read_integers(which, golden_text(g, "groups")), i;
        read_integers(observed, golden_text(g, "observed"));
        golden_series(g, "expected", expected, MOST);
        assert_status(
            hst_survival_compare(&t, by_group, duration, status, group, n, GROUPS, work, sizeof work),
            HST_OK);
        for (i = 0; i < k; ++i) {
            assert_int_equal(by_group[which[i]].observed, observed[i]);
            assert_near(by_group[which[i]].expected, expected[i], 1e-14);
        }
        assert_int_equal(t.freedom, golden_integer(g, "freedom"));
        assert_int_equal(t.unknown, 0);
        assert_near(t.chi2, golden_number(g, "chi2"), 1e-11);
        assert_near(t.p, golden_number(g, "p"), 1e-11);
    }
    golden_close(g);
}

/* ---- oracle ------------------------------------------------------------------------------------ */

static void random_set(rng *r, int64_t n, int64_t kinds, int32_t groups) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        duration[i] = kinds > 0 ? (double)rng_below(r, (uint64_t)kinds) : rng_exponential(r);
        duration[i] = rng_below(r, 10) == 0 ? NAN : duration[i];
        status[i] = rng_below(r, 3) > 0;
        group[i] = (int32_t)rng_below(r, (uint64_t)groups);
    }
}

static void assert_rows_of_the_definition(int64_t n, int64_t rows) {
    double t = -1;
    int64_t i, censorings = 0;
    for (i = 0; i < rows; ++i) {
        oracle_curve c;
        t = oracle_next(duration, n, t);
        c = oracle_survival(duration, status, n, t);
        assert_near(row[i].time, t, 0);
        assert_int_equal(row[i].at_risk, oracle_at_risk(duration, NULL, n, t, -2));
        assert_int_equal(row[i].events, oracle_ended(duration, status, NULL, n, t, 1, -2));
        assert_int_equal(row[i].censored, oracle_ended(duration, status, NULL, n, t, 0, -2));
        assert_near(row[i].survival, (double)c.survival, 2.3e-16 * (1 + 2 * (double)censorings));
        if (c.survival > 0) {
            assert_near(row[i].std_error, (double)(c.survival * sqrtl(c.greenwood)), 1e-14);
        } else {
            assert_is_nan(row[i].std_error);
            assert_is_nan(row[i].lower);
            assert_is_nan(row[i].upper);
        }
        censorings += row[i].censored > 0;
    }
    assert_true(oracle_next(duration, n, t) == INFINITY);
}

static void assert_mean_of_the_definition(int64_t n, int64_t rows, double horizon) {
    hst_survival_mean m;
    long double variance = 0;
    double t = -1;
    assert_status(hst_survival_restricted_mean(&m, row, rows, horizon), HST_OK);
    assert_near(m.mean, (double)oracle_area(duration, status, n, 0, horizon), 1e-14);
    for (t = oracle_next(duration, n, t); t < horizon; t = oracle_next(duration, n, t)) {
        long double area = oracle_area(duration, status, n, t, horizon);
        long double d = (long double)oracle_ended(duration, status, NULL, n, t, 1, -2);
        long double all = (long double)oracle_at_risk(duration, NULL, n, t, -2);
        variance += all > d ? area * area * d / (all * (all - d)) : 0;
    }
    assert_near_abs(m.std_error, (double)sqrtl(variance), 1e-14 * horizon);
}

static void random_sets_are_fitted_as_the_definition_says(void **unused) {
    rng r = rng_seed(1958);
    int run;
    (void)unused;
    for (run = 0; run < 400; ++run) {
        int64_t n = (int64_t)rng_below(&r, 40);
        int64_t rows;
        random_set(&r, n, (int64_t)rng_below(&r, 3) * 6, 2);
        rows = fit(n);
        assert_rows_of_the_definition(n, rows);
        if (rows > 0 && row[rows - 1].time > 0) {
            assert_mean_of_the_definition(n, rows, row[rows - 1].time);
            assert_mean_of_the_definition(n, rows, row[rows - 1].time * rng_uniform(&r));
        }
    }
}

static void two_random_groups_are_compared_as_the_definition_says(void **unused) {
    rng r = rng_seed(1966);
    int run, compared = 0;
    (void)unused;
    for (run = 0; run < 400; ++run) {
        hst_survival_group by_group[2];
        hst_survival_log_rank t;
        int64_t n = (int64_t)rng_below(&r, 40);
        random_set(&r, n, (int64_t)rng_below(&r, 3) * 6, 2);
        assert_status(hst_survival_compare(&t, by_group, duration, status, group, n, 2, work, sizeof work),
                      HST_OK);
        if (t.freedom == 1) {
            assert_near_abs(t.chi2, (double)oracle_two_groups(duration, status, group, n),
                            1e-12 * (1 + t.chi2));
            ++compared;
        } else {
            assert_int_equal(t.freedom, 0);
            assert_is_nan(t.chi2);
            assert_is_nan(t.p);
        }
    }
    assert_true(compared > 300);
}

/* All sets of up to four durations of {NaN, 0, 1, 2}, each an event or not. */
static void every_short_set_is_fitted_as_the_definition_says(void **unused) {
    int64_t n, code, i;
    (void)unused;
    for (n = 0; n <= 4; ++n) {
        for (code = 0; code < (int64_t)1 << (3 * n); ++code) {
            for (i = 0; i < n; ++i) {
                int64_t digit = (code >> (3 * i)) & 7;
                duration[i] = digit < 2 ? NAN : (double)(digit / 2 - 1);
                status[i] = (int32_t)(digit & 1);
            }
            assert_rows_of_the_definition(n, fit(n));
        }
    }
}

/* ---- property ---------------------------------------------------------------------------------- */

static void order_of_the_observations_is_of_no_matter(void **unused) {
    static hst_survival_row first[MOST];
    rng r = rng_seed(5);
    int64_t rows, i;
    (void)unused;
    random_set(&r, MOST, 50, 3);
    rows = fit(MOST);
    memcpy(first, row, sizeof first);
    for (i = MOST - 1; i > 0; --i) {
        int64_t k = (int64_t)rng_below(&r, (uint64_t)(i + 1));
        double d = duration[i];
        int32_t s = status[i];
        duration[i] = duration[k];
        duration[k] = d;
        status[i] = status[k];
        status[k] = s;
    }
    assert_int_equal(fit(MOST), rows);
    assert_memory_equal(row, first, (size_t)rows * sizeof *row);
}

/* (n - events)/n rounded once. */
static void an_uncensored_curve_is_a_quotient_of_counts(void **unused) {
    int64_t i;
    (void)unused;
    for (i = 0; i < 10; ++i) {
        duration[i] = (double)(10 - i);
        status[i] = HST_SURVIVAL_EVENT;
    }
    assert_int_equal(fit(10), 10);
    for (i = 0; i < 10; ++i) {
        assert_same_bits(row[i].survival, (double)(9 - i) / 10);
    }
}

static void a_median_is_where_half_have_ended(void **unused) {
    static const double half = 0.5;
    hst_survival_quantile q;
    int64_t i;
    (void)unused;
    for (i = 0; i < 10; ++i) {
        duration[i] = (double)(i + 1);
        status[i] = HST_SURVIVAL_EVENT;
    }
    assert_status(hst_survival_quantiles(&q, &half, 1, row, fit(10)), HST_OK);
    assert_near(q.estimate, 5, 0); /* R: 5.5 */
}

static void a_curve_that_stays_high_has_no_median(void **unused) {
    static const double some[] = {0.5, 0.1};
    hst_survival_quantile q[2];
    hst_survival_mean m;
    int64_t rows;
    (void)unused;
    duration[0] = 3;
    duration[1] = 7;
    status[0] = HST_SURVIVAL_CENSORED;
    status[1] = HST_SURVIVAL_CENSORED;
    rows = fit(2);
    assert_int_equal(rows, 2);
    assert_status(hst_survival_quantiles(q, some, 2, row, rows), HST_OK);
    assert_is_nan(q[0].estimate);
    assert_is_nan(q[1].lower);
    assert_status(hst_survival_restricted_mean(&m, row, rows, 7), HST_OK);
    assert_near(m.mean, 7, 0);
    assert_near(m.std_error, 0, 0);
    assert_status(hst_survival_restricted_mean(&m, row, rows, 7.5), HST_OK);
    assert_is_nan(m.mean);
    assert_is_nan(m.std_error);
}

static void a_curve_that_reached_zero_has_a_mean_to_any_horizon(void **unused) {
    hst_survival_mean m;
    (void)unused;
    duration[0] = 2;
    duration[1] = 4;
    status[0] = status[1] = HST_SURVIVAL_EVENT;
    assert_status(hst_survival_restricted_mean(&m, row, fit(2), 100), HST_OK);
    assert_near(m.mean, 3, 0);
    assert_near(m.std_error, sqrt(0.5),
                1e-15); /* S is 1/2 from 2 to 4: area 1 beyond t = 2, times 1/(2 x 1) */
}

static void the_error_of_a_mean_is_finite_where_squares_of_durations_are_not(void **unused) {
    hst_survival_mean m;
    (void)unused;
    duration[0] = 2e300;
    duration[1] = 4e300;
    status[0] = status[1] = HST_SURVIVAL_EVENT;
    assert_status(hst_survival_restricted_mean(&m, row, fit(2), 5e300), HST_OK);
    assert_near(m.mean, 3e300, 1e-15);
    assert_near(m.std_error, sqrt(0.5) * 1e300, 2e-15); /* as above, in a unit 1e300 times as small */
}

static void unknown_groups_take_no_part_and_are_counted(void **unused) {
    hst_survival_group with[2], without[2];
    hst_survival_log_rank a, b;
    int64_t i;
    (void)unused;
    for (i = 0; i < 30; ++i) {
        duration[i] = (double)(i * 7 % 11);
        status[i] = i % 4 != 0;
        group[i] = i < 20 ? (int32_t)(i % 2) : HST_NONE;
    }
    assert_status(hst_survival_compare(&a, with, duration, status, group, 30, 2, work, sizeof work), HST_OK);
    assert_status(hst_survival_compare(&b, without, duration, status, group, 20, 2, work, sizeof work),
                  HST_OK);
    assert_int_equal(a.unknown, 10);
    assert_int_equal(b.unknown, 0);
    assert_same_bits(a.chi2, b.chi2);
    assert_memory_equal(with, without, sizeof with);
    assert_int_equal(with[0].count, 10);
}

/* ---- falls ------------------------------------------------------------------------------------- */

static const double levels[] = {9, 8, 9, 5, 6, 10, 9, 4, 7, 8};
static const int64_t times[] = {0, 60, 180, 200, 500, 501, 600, 700, 900, 1000};

/* Peaks 0, 2, 5; onsets 1, 3, 6; recoveries 2, 5, none; depths 1/9, 4/9, 6/10. */
static int64_t falls_of_levels(hst_drawdown *fall) {
    int64_t found = -1;
    assert_status(hst_drawdown_episodes(fall, 10, &found, levels, 10), HST_OK);
    assert_int_equal(found, 3);
    return found;
}

static void falls_become_durations_with_the_open_one_censored(void **unused) {
    hst_drawdown fall[10];
    int64_t falls = falls_of_levels(fall), found = -1;
    (void)unused;
    assert_status(hst_survival_of_drawdowns(duration, status, MOST, &found, fall, falls, times, 10, 0,
                                            HST_SURVIVAL_FROM_PEAK),
                  HST_OK);
    assert_int_equal(found, 3);
    assert_near(duration[0], 180, 0);
    assert_near(duration[1], 501 - 180, 0);
    assert_near(duration[2], 1000 - 501, 0);
    assert_int_equal(status[1], HST_SURVIVAL_EVENT);
    assert_int_equal(status[2], HST_SURVIVAL_CENSORED);
    assert_status(hst_survival_of_drawdowns(duration, status, MOST, &found, fall, falls, NULL, 10, 0.2,
                                            HST_SURVIVAL_FROM_ONSET),
                  HST_OK);
    assert_int_equal(found, 2);
    assert_near(duration[0], 2, 0);
    assert_near(duration[1], 3, 0);
    assert_status(
        hst_survival_of_drawdowns(NULL, NULL, 0, &found, fall, falls, NULL, 10, 0.6, HST_SURVIVAL_FROM_PEAK),
        HST_OK);
    assert_int_equal(found, 0); /* deeper than, not as deep as */
    fill_untouched(duration, sizeof duration);
    assert_status(hst_survival_of_drawdowns(duration, status, 1, &found, fall, falls, NULL, 10, 0, 0), HST_OK);
    assert_int_equal(found, 3);
    assert_near(duration[0], 2, 0);
    assert_untouched(duration + 1, sizeof duration - sizeof *duration);
    assert_status(hst_survival_of_drawdowns(NULL, NULL, 0, &found, NULL, 0, NULL, 0, 0, 0), HST_OK);
    assert_int_equal(found, 0);
}

static void one_call_gives_the_median_of_the_long_way(void **unused) {
    static double series[MOST];
    static hst_drawdown fall[MOST];
    static const double half = 0.5;
    rng r = rng_seed(8);
    int run;
    int64_t i, falls, found, open;
    (void)unused;
    for (run = 0; run < 100; ++run) {
        int64_t n = (int64_t)rng_below(&r, MOST);
        hst_survival_recovery out;
        hst_survival_quantile q;
        for (i = 0; i < n; ++i) {
            series[i] = (double)rng_below(&r, 20 + (uint64_t)i / 8);
        }
        assert_status(hst_drawdown_episodes(fall, MOST, &falls, series, n), HST_OK);
        assert_status(hst_survival_recovery_time(&out, fall, falls, NULL, n, 0.1, HST_SURVIVAL_FROM_PEAK,
                                                 HST_SURVIVAL_LOG_LOG, 0.9, work, sizeof work),
                      HST_OK);
        assert_status(hst_survival_of_drawdowns(duration, status, MOST, &found, fall, falls, NULL, n, 0.1,
                                                HST_SURVIVAL_FROM_PEAK),
                      HST_OK);
        assert_int_equal(out.falls, found);
        for (open = 0, i = 0; i < found; ++i) {
            open += status[i] == HST_SURVIVAL_CENSORED;
        }
        assert_int_equal(out.open, open);
        assert_status(hst_survival_quantiles(&q, &half, 1, row, fit_at(found, HST_SURVIVAL_LOG_LOG, 0.9)),
                      HST_OK);
        assert_memory_equal(&out.median, &q, sizeof q);
    }
}

static void a_fall_open_from_the_last_sample_on_has_lasted_for_nothing_yet(void **unused) {
    static const double series[] = {5, 4};
    hst_drawdown fall;
    int64_t found;
    (void)unused;
    assert_status(hst_drawdown_episodes(&fall, 1, &found, series, 2), HST_OK);
    assert_status(hst_survival_of_drawdowns(duration, status, 1, &found, &fall, 1, times, 2, 0,
                                            HST_SURVIVAL_FROM_ONSET),
                  HST_OK);
    assert_int_equal(found, 1);
    assert_near(duration[0], 0, 0);
    assert_int_equal(status[0], HST_SURVIVAL_CENSORED);
}

/* ---- boundary ---------------------------------------------------------------------------------- */

static void negative_zero_is_zero(void **unused) {
    (void)unused;
    duration[0] = -0.0;
    duration[1] = 0.0;
    status[0] = status[1] = HST_SURVIVAL_EVENT;
    assert_int_equal(fit(2), 1);
    assert_same_bits(row[0].time, 0.0);
    assert_int_equal(row[0].events, 2);
}

static void durations_of_any_size_are_sorted(void **unused) {
    static const double sizes[] = {DBL_MAX, 0x1p-1074, 1e21, 0, 1, DBL_MIN};
    int64_t i, rows;
    (void)unused;
    for (i = 0; i < 6; ++i) {
        duration[i] = sizes[i];
        status[i] = HST_SURVIVAL_EVENT;
    }
    rows = fit(6);
    assert_int_equal(rows, 6);
    for (i = 1; i < 6; ++i) {
        assert_true(row[i - 1].time < row[i].time);
    }
    assert_near(row[5].time, DBL_MAX, 0);
}

static void a_short_list_is_the_beginning_of_the_long_one(void **unused) {
    static hst_survival_row some[6];
    int64_t cap, found, i;
    (void)unused;
    for (i = 0; i < 5; ++i) {
        duration[i] = (double)i;
        status[i] = (int32_t)(i % 2);
    }
    assert_int_equal(fit(5), 5);
    for (cap = 0; cap <= 6; ++cap) {
        fill_untouched(some, sizeof some);
        assert_status(hst_survival_fit(cap == 0 ? NULL : some, cap, &found, duration, status, 5,
                                       HST_SURVIVAL_LOG, 0.95, work, sizeof work),
                      HST_OK);
        assert_int_equal(found, 5);
        i = cap < 5 ? cap : 5;
        assert_memory_equal(some, row, (size_t)i * sizeof *row);
        assert_untouched(&some[i], (size_t)(6 - i) * sizeof *some);
    }
}

static void arrays_are_read_and_written_to_their_end_and_no_further(void **unused) {
    int64_t n;
    (void)unused;
    for (n = 0; n < 40; n += 1 + n / 3) {
        size_t bytes = hst_survival_work_size(n);
        double *d = guarded_alloc((size_t)n * sizeof *d);
        int32_t *s = guarded_alloc((size_t)n * sizeof *s);
        int32_t *g = guarded_alloc((size_t)n * sizeof *g);
        hst_survival_row *out = guarded_alloc((size_t)n * sizeof *out);
        hst_survival_group *by_group = guarded_alloc(3 * sizeof *by_group);
        void *room = guarded_alloc(bytes), *more = guarded_alloc(hst_survival_compare_work_size(n, 3));
        hst_survival_log_rank t;
        int64_t found, i;
        for (i = 0; i < n; ++i) {
            d[i] = (double)(n - i);
            s[i] = (int32_t)(i % 2);
            g[i] = (int32_t)(i % 3);
        }
        assert_status(hst_survival_fit(out, n, &found, d, s, n, HST_SURVIVAL_LOG_LOG, 0.95, room, bytes),
                      HST_OK);
        assert_int_equal(found, n);
        assert_status(
            hst_survival_compare(&t, by_group, d, s, g, n, 3, more, hst_survival_compare_work_size(n, 3)),
            HST_OK);
        guarded_free(d);
        guarded_free(s);
        guarded_free(g);
        guarded_free(out);
        guarded_free(by_group);
        guarded_free(room);
        guarded_free(more);
    }
}

/* The roundings of so many durations are larger than any fixed tolerance for a singular pivot. */
static void many_groups_have_one_freedom_less_however_long_the_record(void **unused) {
    enum { LONG = 100000, ALIKE = 10 };
    size_t bytes = hst_survival_compare_work_size(LONG, ALIKE);
    double *d = calloc(LONG, sizeof *d);
    int32_t *s = calloc(LONG, sizeof *s), *g = calloc(LONG, sizeof *g);
    void *room = malloc(bytes);
    hst_survival_group by_group[ALIKE];
    hst_survival_log_rank t;
    int32_t i;
    (void)unused;
    assert_true(d != NULL && s != NULL && g != NULL && room != NULL);
    for (i = 0; i < LONG; ++i) {
        d[i] = i;
        s[i] = HST_SURVIVAL_EVENT;
        g[i] = i % ALIKE;
    }
    assert_status(hst_survival_compare(&t, by_group, d, s, g, LONG, ALIKE, room, bytes), HST_OK);
    assert_int_equal(t.freedom, ALIKE - 1);
    assert_true(t.p > 0.99);
    free(d);
    free(s);
    free(g);
    free(room);
}

/* A mean scales with its durations, by powers of two exactly. */
static void restricted_means_have_errors_at_any_scale(void **unused) {
    static const double durations[] = {1, 2, 3, 4, 6};
    static const double scales[] = {1, 0x1p-1000, 0x1p+1000};
    double mean = 0, error = 0;
    int64_t found;
    int i, k;
    (void)unused;
    for (k = 0; k < 3; ++k) {
        hst_survival_mean m;
        for (i = 0; i < 5; ++i) {
            duration[i] = durations[i] * scales[k];
            status[i] = i != 2;
        }
        found = fit(5);
        assert_status(hst_survival_restricted_mean(&m, row, found, 5 * scales[k]), HST_OK);
        mean = k == 0 ? m.mean : mean;
        error = k == 0 ? m.std_error : error;
        assert_true(error > 0.1 && error < 5);
        assert_same_bits(m.mean, mean * scales[k]);
        assert_same_bits(m.std_error, error * scales[k]);
        /* A far horizon adds nothing once all have ended. */
        assert_status(hst_survival_restricted_mean(&m, row, found, DBL_MAX), HST_OK);
        assert_true(m.std_error > 0.1 * scales[k] && m.std_error < 5 * scales[k]);
    }
}

static void workspaces_that_no_memory_holds_have_the_largest_size(void **unused) {
    (void)unused;
    assert_int_equal(hst_survival_work_size(-1), 0);
    assert_true(hst_survival_work_size(INT64_MAX) == SIZE_MAX);
    assert_true(hst_survival_compare_work_size(INT64_MAX, 2) == SIZE_MAX);
    assert_true(hst_survival_compare_work_size(INT64_MAX / 24 + INT64_MAX / 24, 1000) > 0);
    assert_int_equal(hst_survival_compare_work_size(-1, -1), 0);
    assert_true(hst_survival_recovery_work_size(INT64_MAX) == SIZE_MAX);
    assert_int_equal(hst_survival_recovery_work_size(0), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(curves_are_those_of_r),
        cmocka_unit_test(quantiles_are_those_of_r_but_where_the_curve_is_flat),
        cmocka_unit_test(restricted_means_are_those_of_r),
        cmocka_unit_test(comparisons_are_those_of_r),
        cmocka_unit_test(random_sets_are_fitted_as_the_definition_says),
        cmocka_unit_test(two_random_groups_are_compared_as_the_definition_says),
        cmocka_unit_test(every_short_set_is_fitted_as_the_definition_says),
        cmocka_unit_test(order_of_the_observations_is_of_no_matter),
        cmocka_unit_test(an_uncensored_curve_is_a_quotient_of_counts),
        cmocka_unit_test(a_median_is_where_half_have_ended),
        cmocka_unit_test(a_curve_that_stays_high_has_no_median),
        cmocka_unit_test(a_curve_that_reached_zero_has_a_mean_to_any_horizon),
        cmocka_unit_test(the_error_of_a_mean_is_finite_where_squares_of_durations_are_not),
        cmocka_unit_test(unknown_groups_take_no_part_and_are_counted),
        cmocka_unit_test(falls_become_durations_with_the_open_one_censored),
        cmocka_unit_test(one_call_gives_the_median_of_the_long_way),
        cmocka_unit_test(a_fall_open_from_the_last_sample_on_has_lasted_for_nothing_yet),
        cmocka_unit_test(negative_zero_is_zero),
        cmocka_unit_test(durations_of_any_size_are_sorted),
        cmocka_unit_test(a_short_list_is_the_beginning_of_the_long_one),
        cmocka_unit_test(arrays_are_read_and_written_to_their_end_and_no_further),
        cmocka_unit_test(many_groups_have_one_freedom_less_however_long_the_record),
        cmocka_unit_test(restricted_means_have_errors_at_any_scale),
        cmocka_unit_test(workspaces_that_no_memory_holds_have_the_largest_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
