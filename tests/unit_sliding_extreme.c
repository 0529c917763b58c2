/* The least and the largest of sliding windows against windows that are copied out and sorted, on every
 * path that this processor has. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "kernels/sliding_bounds.h"
#include "kernels/sliding_extreme.h"
#include "oracle/sliding.h"
#include "support/sliding_cases.h"

enum { MOST = ORACLE_SLIDING_MOST };

/* Both on one path, all that is read and written ending where a closed page begins. */
static void run_guarded(double *least, double *most, const double *x, const hst__sliding *w,
                        int64_t min_count, int path) {
    size_t bytes = (size_t)w->n * sizeof(double), room = hst__sliding_extreme_bytes(w);
    double *in = guarded_alloc(bytes), *out = guarded_alloc(bytes);
    int64_t *time = w->time == NULL ? NULL : guarded_alloc(bytes);
    void *work = guarded_alloc(room);
    hst__sliding guarded = *w;
    if (w->time != NULL) {
        memcpy(time, w->time, bytes);
        guarded.time = time;
    }
    memcpy(in, x, bytes);
    hst__sliding_min_on(path, out, in, &guarded, min_count, work);
    memcpy(least, out, bytes);
    fill_untouched(out, bytes);
    fill_untouched(work, room);
    hst__sliding_max_on(path, out, in, &guarded, min_count, work);
    memcpy(most, out, bytes);
    guarded_free(in);
    guarded_free(out);
    guarded_free(work);
    if (time != NULL) {
        guarded_free(time);
    }
}

static void assert_answer(double actual, double expected) {
    if (isnan(expected)) {
        assert_is_nan(actual);
    } else {
        assert_same_bits(actual, expected);
    }
}

static void assert_as_defined(const double *x, const hst__sliding *w, int64_t min_count, int path) {
    static double sorted[MOST], least[MOST], most[MOST];
    int64_t i;
    run_guarded(least, most, x, w, min_count, path);
    for (i = 0; i < w->n; ++i) {
        int64_t m = oracle_window(sorted, x, w, i);
        assert_answer(least[i], m < min_count ? (double)NAN : sorted[0]);
        assert_answer(most[i], m < min_count ? (double)NAN : sorted[m - 1]);
    }
}

static void assert_on_every_path(const double *x, const hst__sliding *w, int64_t min_count) {
    int path;
    for (path = 0; path <= hst__path(); ++path) {
        assert_as_defined(x, w, min_count, path);
    }
}

static void windows_by_count_are_as_defined(void **unused) {
    static const int64_t before[] = {0,  1,  2,  3,  4,  7,   14,  15,  16,  30,
                                     31, 32, 40, 55, 63, 100, 127, 143, 250, 699};
    static const int64_t after[] = {0, 0, 0, 1, 0, 8, 0, 0, 0, 0, 0, 4, 23, 0, 0, 1, 16, 0, 6, 300};
    static double x[MOST];
    rng r = rng_seed(1);
    size_t k;
    int kind;
    (void)unused;
    for (k = 0; k < sizeof before / sizeof before[0]; ++k) {
        for (kind = 0; kind < SLIDING_KINDS; ++kind) {
            int64_t width = before[k] + after[k] + 1;
            hst__sliding w = {NULL, 300 + (int64_t)rng_below(&r, 200), 0, 0};
            w.before = before[k];
            w.after = after[k];
            sliding_series(x, w.n, kind, &r);
            assert_on_every_path(x, &w, 1);
            assert_on_every_path(x, &w, 1 + (int64_t)rng_below(&r, (uint64_t)width));
            assert_on_every_path(x, &w, width);
        }
    }
}

static void many_tiles_and_many_blocks_are_as_defined(void **unused) {
    static const int64_t before[] = {2, 59, 143, 300, 1000};
    static double x[MOST];
    rng r = rng_seed(2);
    size_t k;
    (void)unused;
    for (k = 0; k < sizeof before / sizeof before[0]; ++k) {
        hst__sliding w = {NULL, 2500, 0, 3};
        w.before = before[k];
        sliding_series(x, w.n, 1, &r);
        x[1700] = NAN;
        assert_on_every_path(x, &w, 1 + before[k]);
        sliding_series(x, w.n, 0, &r);
        x[1700] = NAN; /* one gap: tiles with it and without */
        assert_on_every_path(x, &w, 4 + before[k]);
    }
}

static void windows_by_time_are_as_defined(void **unused) {
    static double x[MOST];
    static int64_t time[MOST];
    rng r = rng_seed(3);
    int round;
    (void)unused;
    for (round = 0; round < 300; ++round) {
        hst__sliding w = {time, 1 + (int64_t)rng_below(&r, 600), 0, 0};
        sliding_times(time, w.n, 1 + rng_below(&r, 20), &r);
        w.before = (int64_t)rng_below(&r, 1000);
        w.after = round % 3 == 0 ? (int64_t)rng_below(&r, 500) : 0;
        if (round % 10 == 0) {
            w.before = 0; /* windows may then be empty */
        }
        sliding_series(x, w.n, round % SLIDING_KINDS, &r);
        assert_as_defined(x, &w, 1, hst__path());
        assert_as_defined(x, &w, 1 + (int64_t)rng_below(&r, 30), hst__path());
    }
}

static void windows_longer_than_the_series_are_as_defined(void **unused) {
    static double x[200];
    static int64_t time[200];
    rng r = rng_seed(4);
    int64_t n;
    (void)unused;
    for (n = 1; n < 200; n += n < 5 ? 1 : 37) {
        hst__sliding count = {NULL, n, INT64_MAX, INT64_MAX}, lapse = {time, n, INT64_MAX, INT64_MAX};
        sliding_series(x, n, 1, &r);
        sliding_times(time, n, 100, &r);
        assert_on_every_path(x, &count, 1);
        assert_on_every_path(x, &count, n - n / 10);
        assert_as_defined(x, &lapse, 1, hst__path());
        count.after = lapse.after = 0;
        assert_on_every_path(x, &count, 2);
        assert_as_defined(x, &lapse, 2, hst__path());
    }
}

/* All series of up to 5 samples over five values, with times whose steps are 1, 2, 1, 3. */
static void short_series_are_as_defined(void **unused) {
    static const double values[] = {NAN, 0, 1, 2, 3};
    static const int64_t time[] = {0, 1, 3, 4, 7};
    double x[5];
    int64_t n, code, i;
    (void)unused;
    for (n = 1; n <= 5; ++n) {
        int64_t codes = (int64_t)pow(5, (double)n);
        for (code = 0; code < codes; ++code) {
            int64_t rest = code;
            for (i = 0; i < n; ++i) {
                x[i] = values[rest % 5];
                rest /= 5;
            }
            for (i = 0; i < 12; ++i) {
                hst__sliding w = {NULL, n, i % 4, i / 4};
                static double sorted[MOST];
                double out[5], work[2048];
                int64_t j;
                for (rest = 0; rest < 2; ++rest) {
                    w.time = rest ? time : NULL;
                    hst__sliding_max(out, x, &w, 1 + code % 2, work);
                    for (j = 0; j < n; ++j) {
                        int64_t m = oracle_window(sorted, x, &w, j);
                        assert_answer(out[j], m < 1 + code % 2 ? (double)NAN : sorted[m - 1]);
                    }
                }
            }
        }
    }
}

static void times_may_lie_as_far_apart_as_int64_can_say(void **unused) {
    static const int64_t time[] = {INT64_MIN, INT64_MIN + 1, -2, 0, 5, INT64_MAX - 1, INT64_MAX};
    static const double x[] = {3, 1, 4, 1.5, 9, 2, 6};
    static const int64_t reach[] = {0, 1, 2, 7, INT64_MAX - 1, INT64_MAX};
    int a, b;
    (void)unused;
    for (a = 0; a < 6; ++a) {
        for (b = 0; b < 6; ++b) {
            hst__sliding w = {time, 7, 0, 0};
            w.before = reach[a];
            w.after = reach[b];
            assert_as_defined(x, &w, 1, hst__path());
        }
    }
}

static void extreme_numbers_are_answers_like_others(void **unused) {
    static const double values[] = {DBL_MAX, -DBL_MAX, DBL_MIN, 0x1p-1074, -0x1p-1074, 0.0, -0.0, 1e21, NAN};
    static double x[400];
    static const int64_t before[] = {0, 1, 5, 30, 150};
    rng r = rng_seed(5);
    int64_t i;
    int k;
    (void)unused;
    for (i = 0; i < 400; ++i) {
        x[i] = values[rng_below(&r, i < 200 ? 9 : 5)];
    }
    for (k = 0; k < 5; ++k) {
        hst__sliding w = {NULL, 400, 0, 0};
        w.before = before[k];
        assert_on_every_path(x, &w, 1);
    }
}

static void negative_zero_reads_as_zero(void **unused) {
    static const double x[] = {-0.0, 0.0, -0.0, -0.0};
    static const int64_t time[] = {1, 2, 3, 4};
    hst__sliding w = {NULL, 4, 1, 0};
    int by_time;
    (void)unused;
    for (by_time = 0; by_time < 2; ++by_time) {
        w.time = by_time ? time : NULL;
        assert_on_every_path(x, &w, 1);
    }
}

static void all_missing_has_no_extreme(void **unused) {
    static double x[300];
    static int64_t time[300];
    hst__sliding w = {NULL, 300, 10, 0};
    int64_t i;
    (void)unused;
    for (i = 0; i < 300; ++i) {
        x[i] = NAN;
        time[i] = 3 * i;
    }
    assert_on_every_path(x, &w, 1);
    w.before = 200;
    assert_on_every_path(x, &w, 1);
    w.time = time;
    assert_on_every_path(x, &w, 1);
}

/* What came before the lookback has no influence, wherever a chunk begins. */
static void chunks_with_their_lookback_give_the_same_bits(void **unused) {
    static double x[2000], whole[2000], part[2000];
    static const int64_t chunk[] = {1, 2, 3, 5, 7, 13, 100, 2000}, before[] = {3, 59, 143};
    static double work[4096];
    rng r = rng_seed(6);
    int c, k;
    (void)unused;
    sliding_series(x, 2000, 1, &r);
    for (k = 0; k < 3; ++k) {
        hst__sliding w = {NULL, 2000, 0, 0};
        w.before = before[k];
        hst__sliding_min(whole, x, &w, before[k], work);
        for (c = 0; c < 8; ++c) {
            int64_t from;
            for (from = 0; from < 2000; from += chunk[c]) {
                int64_t past = from + chunk[c] < 2000 ? from + chunk[c] : 2000;
                int64_t first = from > before[k] ? from - before[k] : 0;
                hst__sliding piece = {NULL, 0, 0, 0};
                piece.n = past - first;
                piece.before = before[k];
                hst__sliding_min(part, x + first, &piece, before[k], work);
                assert_memory_equal(part + (from - first), whole + from, (size_t)(past - from) * sizeof *x);
            }
        }
    }
}

static void nothing_is_written_for_no_samples(void **unused) {
    static const int64_t time[] = {0};
    hst__sliding w = {NULL, 0, 5, 5};
    int by_time, path;
    (void)unused;
    for (by_time = 0; by_time < 2; ++by_time) {
        double *out = guarded_alloc(0);
        void *work;
        w.time = by_time ? time : NULL;
        work = guarded_alloc(hst__sliding_extreme_bytes(&w));
        for (path = 0; path <= hst__path(); ++path) {
            hst__sliding_min_on(path, out, NULL, &w, 2, work);
            hst__sliding_max_on(path, out, NULL, &w, 1, work);
        }
        guarded_free(out);
        guarded_free(work);
    }
}

static void workspace_beyond_memory_is_said_to_be_so(void **unused) {
    static const int64_t time[] = {0};
    hst__sliding w = {NULL, INT64_MAX, INT64_MAX, INT64_MAX};
    (void)unused;
    assert_true(hst__sliding_extreme_bytes(&w) == SIZE_MAX);
    w.time = time;
    assert_true(hst__sliding_extreme_bytes(&w) == SIZE_MAX);
    w.n = INT64_C(1) << 56;
    assert_true(hst__sliding_extreme_bytes(&w) == SIZE_MAX);
    w.n = INT64_C(1) << 20;
    assert_true(hst__sliding_extreme_bytes(&w) == 16 * ((1 << 20) + 1));
    w.time = NULL;
    w.n = INT64_MAX;
    w.before = 999;
    w.after = 1000; /* it does not grow with the series */
    assert_true(hst__sliding_extreme_bytes(&w) < 4 * 2000 * sizeof(double) + 512);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(windows_by_count_are_as_defined),
        cmocka_unit_test(many_tiles_and_many_blocks_are_as_defined),
        cmocka_unit_test(windows_by_time_are_as_defined),
        cmocka_unit_test(windows_longer_than_the_series_are_as_defined),
        cmocka_unit_test(short_series_are_as_defined),
        cmocka_unit_test(times_may_lie_as_far_apart_as_int64_can_say),
        cmocka_unit_test(extreme_numbers_are_answers_like_others),
        cmocka_unit_test(negative_zero_reads_as_zero),
        cmocka_unit_test(all_missing_has_no_extreme),
        cmocka_unit_test(chunks_with_their_lookback_give_the_same_bits),
        cmocka_unit_test(nothing_is_written_for_no_samples),
        cmocka_unit_test(workspace_beyond_memory_is_said_to_be_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
