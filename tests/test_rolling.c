/* Statistics of sliding windows, by what they mean. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hashstat/rolling.h"
#include "oracle/rolling.h"
#include "support/rolling_call.h"

enum { MOST = 400 };

static double x[MOST], held[MOST];
static int64_t at[MOST];
static rolling_answers got;

/* ---- against the definition -------------------------------------------------------------------- */

/* All statistics of all windows of x, which has small integers: each to the bit. */
static void assert_definition(const hst_rolling_window *w, const int64_t *time, int64_t n) {
    int64_t i;
    int k;
    rolling_all(&got, w, time, x, n);
    for (i = 0; i < n; ++i) {
        int64_t m = oracle_window(held, w, time, x, n, i);
        assert_same_number(got.sum[i], oracle_rolling_sum(held, m));
        assert_same_number(got.mean[i], oracle_rolling_mean(held, m));
        assert_same_number(got.deviation[i], oracle_rolling_deviation(held, m));
        assert_same_number(got.least[i], oracle_rolling_quantile(held, m, 0));
        assert_same_number(got.most[i], oracle_rolling_quantile(held, m, 1));
        assert_same_number(got.median[i], oracle_rolling_quantile(held, m, 0.5));
        for (k = 0; k < ROLLING_PROBABILITIES; ++k) {
            assert_same_number(got.quantile[k * n + i],
                               oracle_rolling_quantile(held, m, rolling_probability[k]));
        }
    }
}

/* All series of up to `longest` samples over five values. */
static void assert_definition_of_all(const hst_rolling_window *w, const int64_t *time, int64_t longest) {
    static const double values[] = {NAN, 0, 1, 2, 3};
    int64_t n, code, all, k;
    for (n = 0, all = 1; n <= longest; ++n, all *= 5) {
        for (code = 0; code < all; ++code) {
            int64_t rest = code;
            for (k = 0; k < n; ++k, rest /= 5) {
                x[k] = values[rest % 5];
            }
            assert_definition(w, time, n);
        }
    }
}

static void every_short_series_has_the_statistics_of_the_definition(void **unused) {
    static const hst_rolling_window windows[] = {{24, 0, 1, 0},
                                                 {24, 0, 2, 1},
                                                 {24, 0, 3, 0},
                                                 {24, HST_ROLLING_CENTRED, 3, 2},
                                                 {24, HST_ROLLING_CENTRED, 4, 1},
                                                 {24, 0, 9, 2}};
    size_t j;
    (void)unused;
    for (j = 0; j < sizeof windows / sizeof windows[0]; ++j) {
        assert_definition_of_all(&windows[j], NULL, 6);
    }
}

static void every_short_series_by_time_too(void **unused) {
    static const int64_t times[] = {-2, 0, 1, 4, 6, 7};
    static const hst_rolling_window windows[] = {{24, 0, 1, 0},
                                                 {24, 0, 3, 2},
                                                 {24, HST_ROLLING_CENTRED, 3, 0},
                                                 {24, HST_ROLLING_CENTRED, 4, 1},
                                                 {24, 0, 100, 3}};
    size_t j;
    (void)unused;
    for (j = 0; j < sizeof windows / sizeof windows[0]; ++j) {
        assert_definition_of_all(&windows[j], times, 6);
    }
}

static hst_rolling_window random_window(rng *r, int by_time) {
    hst_rolling_window w = {24, 0, 0, 0};
    int64_t reach = rng_below(r, 3) == 0 ? MOST + 100 : 40;
    w.flags = rng_below(r, 2) ? HST_ROLLING_CENTRED : 0;
    w.width = 1 + (int64_t)rng_below(r, (uint64_t)(by_time ? 5 * reach : reach));
    w.min_count = rng_below(r, 3) == 0 ? 0 : 1 + (int64_t)rng_below(r, 8);
    if (w.min_count > w.width) {
        w.min_count = w.width;
    }
    return w;
}

static int64_t random_series(rng *r) {
    int64_t n = (int64_t)rng_below(r, MOST + 1);
    uint64_t spread = rng_below(r, 4) == 0 ? 2 : 4000;
    uint64_t gaps = rng_below(r, 5) == 0 ? 2 : 10;
    int64_t i;
    for (i = 0; i < n; ++i) {
        x[i] = rng_below(r, gaps) == 0 ? NAN : (double)rng_below(r, spread) - 1000;
        at[i] = (i > 0 ? at[i - 1] : -300) + 1 + (int64_t)(10 * rng_exponential(r));
    }
    return n;
}

static void random_series_have_the_statistics_of_the_definition(void **unused) {
    rng r = rng_seed(41);
    int run;
    (void)unused;
    for (run = 0; run < 600; ++run) {
        int64_t n = random_series(&r);
        hst_rolling_window w = random_window(&r, run % 2);
        assert_definition(&w, run % 2 ? at : NULL, n);
    }
}

/* ---- golden ------------------------------------------------------------------------------------ */

static void answers_are_those_of_the_sources(void **unused) {
    golden *g = golden_open("rolling/windows.csv");
    (void)unused;
    while (golden_next(g)) {
        hst_rolling_window w = {24, 0, 0, 0};
        const char *name = golden_text(g, "statistic");
        double times[MOST], expected[MOST];
        int64_t n = golden_series(g, "x", x, MOST);
        int64_t k, has_times = golden_series(g, "time", times, MOST);
        const double *answer;
        w.width = golden_integer(g, "width");
        w.min_count = golden_integer(g, "min_count");
        w.flags = golden_integer(g, "centred") ? HST_ROLLING_CENTRED : 0;
        for (k = 0; k < has_times; ++k) {
            at[k] = (int64_t)times[k];
        }
        rolling_all(&got, &w, has_times ? at : NULL, x, n);
        answer = strcmp(name, "sum") == 0         ? got.sum
                 : strcmp(name, "mean") == 0      ? got.mean
                 : strcmp(name, "deviation") == 0 ? got.deviation
                                                  : got.median;
        assert_int_equal(golden_series(g, "answers", expected, MOST), n);
        for (k = 0; k < n; ++k) {
            assert_near_or_nan(answer[k], expected[k], golden_number(g, "tolerance"));
        }
    }
    golden_close(g);
}

/* ---- chunks ------------------------------------------------------------------------------------ */

/* Each chunk with what lookback says before and after it. */
static void assert_chunks(const hst_rolling_window *w, int64_t n, int64_t chunk) {
    static rolling_answers part;
    int64_t before, after, i;
    assert_status(hst_rolling_lookback(w, &before, &after), HST_OK);
    for (i = 0; i < n; i += chunk) {
        int64_t end = i + chunk < n ? i + chunk : n;
        int64_t from = i - before > 0 ? i - before : 0;
        int64_t past = n - end > after ? end + after : n;
        size_t bytes = (size_t)(end - i) * sizeof(double);
        int k;
        rolling_all(&part, w, NULL, x + from, past - from);
        assert_memory_equal(part.sum + (i - from), got.sum + i, bytes);
        assert_memory_equal(part.mean + (i - from), got.mean + i, bytes);
        assert_memory_equal(part.deviation + (i - from), got.deviation + i, bytes);
        assert_memory_equal(part.least + (i - from), got.least + i, bytes);
        assert_memory_equal(part.most + (i - from), got.most + i, bytes);
        assert_memory_equal(part.median + (i - from), got.median + i, bytes);
        for (k = 0; k < ROLLING_PROBABILITIES; ++k) {
            assert_memory_equal(part.quantile + (k * (past - from) + i - from), got.quantile + (k * n + i),
                                bytes);
        }
    }
}

static void any_chunking_gives_the_same_bits(void **unused) {
    static const int64_t chunks[] = {1, 2, 3, 5, 7, 13, 100, MOST};
    rng r = rng_seed(43);
    int run;
    size_t k;
    (void)unused;
    for (run = 0; run < 40; ++run) {
        hst_rolling_window w = random_window(&r, 0);
        int64_t i;
        for (i = 0; i < MOST; ++i) {
            x[i] = rng_below(&r, 10) == 0 ? NAN : (run % 2 ? 1e20 : 1) * (rng_normal(&r) + 3 * (run % 4));
        }
        rolling_all(&got, &w, NULL, x, MOST);
        for (k = 0; k < sizeof chunks / sizeof chunks[0]; ++k) {
            assert_chunks(&w, MOST, chunks[k]);
        }
    }
}

static void chunks_by_time_need_the_seconds_of_their_lookback(void **unused) {
    static rolling_answers part;
    rng r = rng_seed(44);
    int run;
    (void)unused;
    for (run = 0; run < 100; ++run) {
        int64_t n = random_series(&r);
        hst_rolling_window w = random_window(&r, 1);
        int64_t from = (int64_t)rng_below(&r, (uint64_t)n + 1), i = from, past = from, end, before, after;
        assert_status(hst_rolling_lookback_time(&w, &before, &after), HST_OK);
        end = from + (int64_t)rng_below(&r, (uint64_t)(n - from) + 1);
        while (from > 0 && i < n && at[from - 1] > at[i] - before) {
            --from;
        }
        while (past < n && (past < end || (end > i && at[past] <= at[end - 1] + after))) {
            ++past;
        }
        rolling_all(&got, &w, at, x, n);
        rolling_all(&part, &w, at + from, x + from, past - from);
        assert_memory_equal(part.mean + (i - from), got.mean + i, (size_t)(end - i) * sizeof(double));
        assert_memory_equal(part.deviation + (i - from), got.deviation + i,
                            (size_t)(end - i) * sizeof(double));
        assert_memory_equal(part.median + (i - from), got.median + i, (size_t)(end - i) * sizeof(double));
        assert_memory_equal(part.most + (i - from), got.most + i, (size_t)(end - i) * sizeof(double));
    }
}

/* ---- boundary ---------------------------------------------------------------------------------- */

static void windows_begin_as_trailing_ones_that_must_be_full(void **unused) {
    hst_rolling_window w;
    (void)unused;
    memset(&w, 0xff, sizeof w);
    assert_status(hst_rolling_window_init(&w, sizeof w), HST_OK);
    assert_int_equal(w.struct_size, 24);
    assert_int_equal(w.flags, 0);
    assert_int_equal(w.width, 0);
    assert_int_equal(w.min_count, 0);
}

static void lookback_is_how_far_a_window_reaches(void **unused) {
    static const struct {
        uint32_t flags;
        int64_t width, before, after, seconds_before, seconds_after;
    } cases[] = {
        {0, 1, 0, 0, 1, 0},
        {0, 144, 143, 0, 144, 0},
        {0, INT64_MAX, INT64_MAX - 1, 0, INT64_MAX, 0},
        {HST_ROLLING_CENTRED, 1, 0, 0, 1, 0},
        {HST_ROLLING_CENTRED, 4, 2, 1, 2, 2},
        {HST_ROLLING_CENTRED, 5, 2, 2, 3, 2},
        {HST_ROLLING_CENTRED, INT64_MAX, INT64_MAX / 2, INT64_MAX / 2, INT64_MAX / 2 + 1, INT64_MAX / 2}};
    size_t k;
    (void)unused;
    for (k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
        hst_rolling_window w = {24, 0, 0, 0};
        int64_t before = -1, after = -1;
        w.flags = cases[k].flags;
        w.width = cases[k].width;
        assert_status(hst_rolling_lookback(&w, &before, &after), HST_OK);
        assert_int_equal(before, cases[k].before);
        assert_int_equal(after, cases[k].after);
        assert_status(hst_rolling_lookback_time(&w, &before, &after), HST_OK);
        assert_int_equal(before, cases[k].seconds_before);
        assert_int_equal(after, cases[k].seconds_after);
    }
}

static void a_window_longer_than_the_data_needs_a_lower_min_count(void **unused) {
    hst_rolling_window w = {24, 0, INT64_MAX, 0};
    int64_t i;
    (void)unused;
    for (i = 0; i < 5; ++i) {
        x[i] = (double)(i + 1);
        at[i] = INT64_MIN + i;
    }
    rolling_all(&got, &w, NULL, x, 5);
    assert_is_nan(got.sum[4]);
    assert_is_nan(got.median[4]);
    w.min_count = 5;
    rolling_all(&got, &w, NULL, x, 5);
    assert_is_nan(got.sum[3]);
    assert_same_bits(got.sum[4], 15);
    assert_same_bits(got.median[4], 3);
    rolling_all(&got, &w, at, x, 5);
    assert_is_nan(got.mean[3]);
    assert_same_bits(got.mean[4], 3);
}

/* Times at both ends of the range, whose differences no int64 holds. */
static void times_may_lie_as_far_apart_as_there_is(void **unused) {
    static const int64_t far[] = {INT64_MIN, INT64_MIN + 1, -1, 0, INT64_MAX - 1, INT64_MAX};
    static const int64_t widths[] = {1, 2, 3, INT64_MAX - 1, INT64_MAX};
    uint32_t flags;
    size_t k;
    int64_t i, j;
    (void)unused;
    for (i = 0; i < 6; ++i) {
        x[i] = (double)(INT64_C(1) << (4 * i));
    }
    for (flags = 0; flags < 2; ++flags) {
        for (k = 0; k < sizeof widths / sizeof widths[0]; ++k) {
            hst_rolling_window w = {24, 0, 0, 0};
            int64_t before, after;
            w.flags = flags ? HST_ROLLING_CENTRED : 0;
            w.width = widths[k];
            assert_status(hst_rolling_lookback_time(&w, &before, &after), HST_OK);
            rolling_all(&got, &w, far, x, 6);
            for (i = 0; i < 6; ++i) {
                double sum = 0;
                for (j = 0; j < 6; ++j) {
                    uint64_t apart =
                        j < i ? (uint64_t)far[i] - (uint64_t)far[j] : (uint64_t)far[j] - (uint64_t)far[i];
                    sum += (j < i ? apart < (uint64_t)before : apart <= (uint64_t)after) ? x[j] : 0;
                }
                assert_same_bits(got.sum[i], sum);
            }
        }
    }
}

static void nothing_in_gives_nothing_out(void **unused) {
    hst_rolling_window w = {24, 0, 3, 0};
    (void)unused;
    assert_status(hst_rolling_sum(&w, NULL, NULL, 0), HST_OK);
    assert_status(hst_rolling_deviation_time(&w, NULL, NULL, NULL, 0), HST_OK);
    assert_status(hst_rolling_min(&w, NULL, NULL, 0, NULL, 0), HST_OK);
    assert_status(hst_rolling_max_time(&w, NULL, NULL, NULL, 0, NULL, 0), HST_OK);
    assert_status(hst_rolling_median(&w, NULL, NULL, 0, NULL, 0), HST_OK);
    assert_status(hst_rolling_quantiles(&w, NULL, NULL, 0, x, 5, NULL, 0), HST_OK);
    assert_status(hst_rolling_quantiles_time(&w, NULL, rolling_probability, 2, NULL, NULL, 0, NULL, 0),
                  HST_OK);
    assert_status(hst_rolling_ewm(NULL, NULL, NULL, 0, 1), HST_OK);
}

static void all_missing_is_undefined_and_equal_values_are_themselves(void **unused) {
    static const double values[] = {1.1e20, 1e21,    DBL_MAX, -DBL_MAX, 0x1p-1074,
                                    5e-324, -1e-310, 0.1,     0,        -0.0};
    hst_rolling_window w = {24, 0, 7, 1};
    size_t k;
    int64_t i;
    (void)unused;
    for (i = 0; i < MOST; ++i) {
        x[i] = NAN;
    }
    rolling_all(&got, &w, NULL, x, MOST);
    for (i = 0; i < MOST; ++i) {
        assert_is_nan(got.sum[i]);
        assert_is_nan(got.mean[i]);
        assert_is_nan(got.deviation[i]);
        assert_is_nan(got.median[i]);
        assert_is_nan(got.most[i]);
    }
    for (k = 0; k < sizeof values / sizeof values[0]; ++k) {
        for (i = 0; i < MOST; ++i) {
            x[i] = i % 11 == 5 ? NAN : values[k];
        }
        assert_status(hst_rolling_mean(&w, got.mean, x, MOST), HST_OK);
        assert_status(hst_rolling_deviation(&w, got.deviation, x, MOST), HST_OK);
        for (i = 1; i < MOST; ++i) {
            assert_same_bits(got.mean[i], values[k] + 0.0);
            assert_same_bits(got.deviation[i], 0);
        }
    }
}

/* A spread that no double's square holds, and one whose square is lost below the least double. */
static void deviations_of_any_size_are_right(void **unused) {
    static const double scales[] = {1, 0x1p500, 0x1p1000, 0x1p-500, 0x1p-700, 0x1p-1060};
    hst_rolling_window w = {24, 0, 8, 0};
    static const double grades[] = {2, 4, 4, 4, 5, 5, 7, 9};
    size_t k;
    int64_t i;
    (void)unused;
    for (k = 0; k < sizeof scales / sizeof scales[0]; ++k) {
        for (i = 0; i < MOST; ++i) {
            x[i] = grades[i % 8] * scales[k];
        }
        assert_status(hst_rolling_deviation(&w, got.deviation, x, MOST), HST_OK);
        for (i = 7; i < MOST; ++i) {
            assert_same_bits(got.deviation[i], sqrt(32.0 / 7) * scales[k]);
        }
    }
}

static void what_is_beyond_the_largest_double_is_overflow(void **unused) {
    static const double huge[] = {DBL_MAX, DBL_MAX, -DBL_MAX, -DBL_MAX, DBL_MAX, 1};
    static const int64_t times[] = {1, 2, 3, 4, 5, 6};
    hst_rolling_window w = {24, 0, 3, 1};
    double out[6];
    (void)unused;
    assert_status(hst_rolling_mean(&w, out, huge, 6), HST_OK);
    assert_same_bits(out[1], DBL_MAX);
    assert_same_bits(out[2], DBL_MAX / 3);
    assert_status(hst_rolling_sum(&w, out, huge, 6), HST_EOVERFLOW);
    assert_status(hst_rolling_sum_time(&w, out, times, huge, 6), HST_EOVERFLOW);
    assert_status(hst_rolling_deviation(&w, out, huge, 6), HST_EOVERFLOW);
    assert_status(hst_rolling_deviation_time(&w, out, times, huge, 6), HST_EOVERFLOW);
    assert_status(hst_rolling_sum(&w, out, huge + 1, 3), HST_OK);
    assert_same_bits(out[1], 0);
    assert_same_bits(out[2], -DBL_MAX);
}

/* Of both kinds, from and into memory of just that many samples. */
static void assert_stays_within(int64_t n, int64_t width, uint32_t flags) {
    hst_rolling_window w = {24, flags, width, 1};
    double *series = guarded_alloc((size_t)n * sizeof *series);
    int64_t *times = guarded_alloc((size_t)n * sizeof *times);
    double *out = guarded_alloc((size_t)n * sizeof *out);
    int64_t i;
    for (i = 0; i < n; ++i) {
        series[i] = i % 10 == 7 ? NAN : (double)(i * i % 101);
        times[i] = 3 * i;
    }
    rolling_all(&got, &w, NULL, series, n);
    assert_status(hst_rolling_sum(&w, out, series, n), HST_OK);
    assert_status(hst_rolling_deviation(&w, out, series, n), HST_OK);
    assert_status(hst_rolling_min(&w, out, series, n, rolling_rooms[0].work, rolling_rooms[0].bytes), HST_OK);
    assert_status(hst_rolling_median(&w, out, series, n, rolling_rooms[1].work, rolling_rooms[1].bytes),
                  HST_OK);
    rolling_all(&got, &w, times, series, n);
    assert_status(hst_rolling_mean_time(&w, out, times, series, n), HST_OK);
    assert_status(hst_rolling_max_time(&w, out, times, series, n, rolling_rooms[0].work,
                                       rolling_rooms[0].bytes),
                  HST_OK);
    guarded_free(out);
    guarded_free(times);
    guarded_free(series);
}

static void series_are_read_to_their_end_and_no_further(void **unused) {
    static const int64_t lengths[] = {1, 2, 3, 31, 64, 257, 1030, 2500}, widths[] = {1, 3, 20, 40, 700, 5000};
    size_t k, q;
    (void)unused;
    for (k = 0; k < sizeof lengths / sizeof lengths[0]; ++k) {
        for (q = 0; q < sizeof widths / sizeof widths[0]; ++q) {
            assert_stays_within(lengths[k], widths[q], 0);
            assert_stays_within(lengths[k], widths[q], HST_ROLLING_CENTRED);
        }
    }
}

/* The sums of a long series overflow long before its last sample is looked at. */
static void an_infinite_sample_is_told_before_an_overflow(void **unused) {
    static double series[5000], out[5000];
    static int64_t times[5000];
    hst_rolling_window w = {24, 0, 3, 1};
    int64_t i;
    (void)unused;
    for (i = 0; i < 5000; ++i) {
        series[i] = 1;
        times[i] = i;
    }
    series[1] = series[2] = DBL_MAX;
    series[3] = -DBL_MAX;
    assert_status(hst_rolling_sum(&w, out, series, 5000), HST_EOVERFLOW);
    series[4999] = -INFINITY;
    assert_status(hst_rolling_sum(&w, out, series, 5000), HST_EDOMAIN);
    assert_status(hst_rolling_sum_time(&w, out, times, series, 5000), HST_EDOMAIN);
    assert_status(hst_rolling_deviation(&w, out, series, 5000), HST_EDOMAIN);
    assert_status(hst_rolling_deviation_time(&w, out, times, series, 5000), HST_EDOMAIN);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_short_series_has_the_statistics_of_the_definition),
        cmocka_unit_test(every_short_series_by_time_too),
        cmocka_unit_test(random_series_have_the_statistics_of_the_definition),
        cmocka_unit_test(answers_are_those_of_the_sources),
        cmocka_unit_test(any_chunking_gives_the_same_bits),
        cmocka_unit_test(chunks_by_time_need_the_seconds_of_their_lookback),
        cmocka_unit_test(windows_begin_as_trailing_ones_that_must_be_full),
        cmocka_unit_test(lookback_is_how_far_a_window_reaches),
        cmocka_unit_test(a_window_longer_than_the_data_needs_a_lower_min_count),
        cmocka_unit_test(times_may_lie_as_far_apart_as_there_is),
        cmocka_unit_test(nothing_in_gives_nothing_out),
        cmocka_unit_test(all_missing_is_undefined_and_equal_values_are_themselves),
        cmocka_unit_test(deviations_of_any_size_are_right),
        cmocka_unit_test(what_is_beyond_the_largest_double_is_overflow),
        cmocka_unit_test(series_are_read_to_their_end_and_no_further),
        cmocka_unit_test(an_infinite_sample_is_told_before_an_overflow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
