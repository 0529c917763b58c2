/* Quantiles of sliding windows against windows that are copied out and sorted, on every path that this
 * processor has. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "kernels/sliding_extreme.h"
#include "kernels/sliding_rank.h"
#include "oracle/sliding.h"
#include "support/sliding_cases.h"

enum { MOST = ORACLE_SLIDING_MOST, PROBES = 9 };

/* Of 11 samples, 0.1 is the second itself. */
static const double probability[PROBES] = {0.5, 0, 1, 0.1, 0.25, 0.9, 1.0 / 3, 0.999, 0x1p-60};

/* Several quantiles on one path, all that is read and written ending where a closed page begins. */
static void run_guarded(double *answer, int64_t probes, const double *x, const hst__sliding *w,
                        int64_t min_count, int path) {
    size_t bytes = (size_t)w->n * sizeof(double), room = hst__sliding_quantile_bytes(w, probes);
    double *in = guarded_alloc(bytes), *out = guarded_alloc(bytes * (size_t)probes);
    double *p = guarded_alloc((size_t)probes * sizeof *p);
    int64_t *time = guarded_alloc(bytes);
    void *work = guarded_alloc(room);
    hst__sliding guarded = *w;
    if (w->time != NULL) {
        memcpy(time, w->time, bytes);
        guarded.time = time;
    }
    memcpy(in, x, bytes);
    memcpy(p, probability, (size_t)probes * sizeof *p);
    hst__sliding_quantiles_on(path, out, p, probes, in, &guarded, min_count, work);
    memcpy(answer, out, bytes * (size_t)probes);
    guarded_free(in);
    guarded_free(out);
    guarded_free(p);
    guarded_free(time);
    guarded_free(work);
}

static void assert_as_defined_on(int path, int64_t probes, const double *x, const hst__sliding *w,
                                 int64_t min_count) {
    static double sorted[MOST], answer[PROBES * MOST];
    int64_t i, k;
    run_guarded(answer, probes, x, w, min_count, path);
    for (i = 0; i < w->n; ++i) {
        int64_t m = oracle_window(sorted, x, w, i);
        for (k = 0; k < probes; ++k) {
            if (m < min_count) {
                assert_is_nan(answer[k * w->n + i]);
            } else {
                assert_same_bits(answer[k * w->n + i], oracle_quantile(sorted, m, probability[k]));
            }
        }
    }
}

static void assert_as_defined(int64_t probes, const double *x, const hst__sliding *w, int64_t min_count) {
    int path;
    for (path = 0; path <= hst__path(); ++path) {
        assert_as_defined_on(path, probes, x, w, min_count);
    }
}

static void windows_by_count_are_as_defined(void **unused) {
    static const int64_t before[] = {0, 1, 2, 3, 10, 15, 31, 63, 64, 65, 99, 143, 200, 340, 499};
    static const int64_t after[] = {0, 0, 1, 3, 0, 16, 0, 0, 0, 0, 0, 0, 56, 0, 300};
    static double x[MOST];
    rng r = rng_seed(1);
    size_t k;
    int kind;
    (void)unused;
    for (k = 0; k < sizeof before / sizeof before[0]; ++k) {
        for (kind = 0; kind < SLIDING_KINDS; ++kind) {
            uint64_t width = (uint64_t)(before[k] + after[k] + 1);
            hst__sliding w = {NULL, 300 + (int64_t)rng_below(&r, 300), 0, 0};
            w.before = before[k];
            w.after = after[k];
            sliding_series(x, w.n, kind, &r);
            assert_as_defined(1 + (int64_t)rng_below(&r, PROBES), x, &w, 1);
            assert_as_defined(1, x, &w, 1 + (int64_t)rng_below(&r, width));
        }
    }
}

static void windows_by_time_are_as_defined(void **unused) {
    static double x[MOST];
    static int64_t time[MOST];
    rng r = rng_seed(2);
    int round;
    (void)unused;
    for (round = 0; round < 400; ++round) {
        hst__sliding w = {time, 1 + (int64_t)rng_below(&r, 600), 0, 0};
        sliding_times(time, w.n, 1 + rng_below(&r, 20), &r);
        w.before = round % 10 == 0 ? 0 : (int64_t)rng_below(&r, 2000);
        w.after = round % 3 == 0 ? (int64_t)rng_below(&r, 500) : 0;
        sliding_series(x, w.n, round % SLIDING_KINDS, &r);
        assert_as_defined_on(round % (hst__path() + 1), 2, x, &w, 1 + round % 4);
    }
}

/* Sparse, then ever denser: windows grow to many times what they were, so that blocks are joined. */
static void windows_that_grow_and_shrink_are_as_defined(void **unused) {
    static double x[2000];
    static int64_t time[2000];
    rng r = rng_seed(3);
    hst__sliding w = {time, 2000, 3000, 0};
    int64_t i;
    (void)unused;
    for (i = 1; i < 2000; ++i) {
        time[i] = time[i - 1] + 1 + (i < 1000 ? 40000 / (i * i + 20) : (i - 1000) / 20);
    }
    sliding_series(x, 2000, 1, &r);
    assert_as_defined(3, x, &w, 1);
    w.after = 777;
    sliding_series(x, 2000, 2, &r);
    assert_as_defined(2, x, &w, 5);
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
        assert_as_defined(3, x, &count, 1);
        assert_as_defined(3, x, &lapse, n - n / 10);
        count.after = lapse.after = 0;
        assert_as_defined(3, x, &count, 2);
        assert_as_defined(3, x, &lapse, 2);
    }
}

/* All series of up to 6 samples over five values, with times whose steps are 1, 2, 1, 3, 1. */
static void short_series_are_as_defined(void **unused) {
    static const double values[] = {NAN, 0, 1, 2, 3};
    static const int64_t time[] = {0, 1, 3, 4, 7, 8};
    static double sorted[MOST];
    double x[6], out[6], work[2048];
    int64_t n, code, i, j;
    (void)unused;
    for (n = 1; n <= 6; ++n) {
        int64_t codes = (int64_t)pow(5, (double)n);
        for (code = 0; code < codes; ++code) {
            hst__sliding w = {code % 2 ? time : NULL, n, code % 5, code / 5 % 4};
            int64_t rest = code, least = 1 + code % 3 / 2;
            assert_true(hst__sliding_quantile_bytes(&w, 1) <= sizeof work);
            for (i = 0; i < n; ++i) {
                x[i] = values[rest % 5];
                rest /= 5;
            }
            hst__sliding_quantiles(out, probability + code % PROBES, 1, x, &w, least, work);
            for (j = 0; j < n; ++j) {
                int64_t m = oracle_window(sorted, x, &w, j);
                if (m < least) {
                    assert_is_nan(out[j]);
                } else {
                    assert_same_bits(out[j], oracle_quantile(sorted, m, probability[code % PROBES]));
                }
            }
        }
    }
}

static void ends_are_the_least_and_the_largest(void **unused) {
    static double x[MOST], out[2 * MOST], least[MOST], most[MOST], work[10 * MOST];
    static const double ends[] = {0, 1};
    static const int64_t before[] = {10, 143, 1000};
    rng r = rng_seed(5);
    int kind, k;
    (void)unused;
    for (k = 0; k < 3; ++k) {
        for (kind = 0; kind < SLIDING_KINDS; ++kind) {
            hst__sliding w = {NULL, MOST, 0, 5};
            w.before = before[k];
            sliding_series(x, MOST, kind, &r);
            assert_true(hst__sliding_quantile_bytes(&w, 2) <= sizeof work);
            hst__sliding_quantiles(out, ends, 2, x, &w, 1, work);
            hst__sliding_min(least, x, &w, 1, work);
            hst__sliding_max(most, x, &w, 1, work);
            assert_memory_equal(out, least, sizeof least);
            assert_memory_equal(out + MOST, most, sizeof most);
        }
    }
}

static void halves_of_the_largest_doubles_do_not_overflow(void **unused) {
    static const double x[] = {-DBL_MAX, DBL_MAX, -DBL_MAX, DBL_MAX, 1e21};
    static const double half = 0.5;
    hst__sliding w = {NULL, 5, 1, 0};
    double out[5], work[1024];
    (void)unused;
    hst__sliding_quantiles(out, &half, 1, x, &w, 2, work);
    assert_is_nan(out[0]);
    assert_same_bits(out[1], 0);
    assert_same_bits(out[2], 0);
    assert_same_bits(out[3], 0);
    assert_same_bits(out[4], DBL_MAX / 2 + 5e20);
}

static void denormals_and_zeros_are_samples_like_others(void **unused) {
    static const double values[] = {0x1p-1074, -0x1p-1074, 0.0, -0.0, 0x3p-1074, DBL_MIN, NAN};
    static double x[300];
    hst__sliding w = {NULL, 300, 20, 0};
    rng r = rng_seed(6);
    int64_t i;
    (void)unused;
    for (i = 0; i < 300; ++i) {
        x[i] = values[rng_below(&r, 7)];
    }
    assert_as_defined(PROBES, x, &w, 1);
}

static void all_missing_has_no_quantile(void **unused) {
    static double x[300];
    hst__sliding w = {NULL, 300, 20, 0};
    int64_t i;
    (void)unused;
    for (i = 0; i < 300; ++i) {
        x[i] = NAN;
    }
    assert_as_defined(2, x, &w, 1);
    x[150] = 3;
    assert_as_defined(2, x, &w, 1);
}

/* What came before the lookback has no influence, wherever a chunk begins. */
static void chunks_with_their_lookback_give_the_same_bits(void **unused) {
    static double x[1500], whole[1500], part[1500], work[10000];
    static const int64_t chunk[] = {1, 2, 3, 5, 7, 13, 100, 1500}, before[] = {3, 59, 143};
    rng r = rng_seed(7);
    int c, k;
    (void)unused;
    sliding_series(x, 1500, 1, &r);
    for (k = 0; k < 3; ++k) {
        hst__sliding w = {NULL, 1500, 0, 0};
        w.before = before[k];
        hst__sliding_quantiles(whole, probability, 1, x, &w, 2, work);
        for (c = 0; c < 8; ++c) {
            int64_t from;
            for (from = 0; from < 1500; from += chunk[c]) {
                int64_t past = from + chunk[c] < 1500 ? from + chunk[c] : 1500;
                int64_t first = from > before[k] ? from - before[k] : 0;
                hst__sliding piece = {NULL, 0, 0, 0};
                piece.n = past - first;
                piece.before = before[k];
                hst__sliding_quantiles(part, probability, 1, x + first, &piece, 2, work);
                assert_memory_equal(part + (from - first), whole + from, (size_t)(past - from) * sizeof *x);
            }
        }
    }
}

static void nothing_is_written_for_no_samples(void **unused) {
    static const int64_t time[] = {0};
    hst__sliding w = {NULL, 0, 5, 5};
    double *out = guarded_alloc(0);
    int by_time;
    (void)unused;
    for (by_time = 0; by_time < 2; ++by_time) {
        void *work;
        w.time = by_time ? time : NULL;
        work = guarded_alloc(hst__sliding_quantile_bytes(&w, 1));
        hst__sliding_quantiles(out, probability, 1, NULL, &w, 1, work);
        guarded_free(work);
    }
    guarded_free(out);
}

static void workspace_beyond_memory_is_said_to_be_so(void **unused) {
    static const int64_t time[] = {0};
    hst__sliding w = {NULL, INT64_MAX, INT64_MAX, INT64_MAX};
    (void)unused;
    assert_true(hst__sliding_quantile_bytes(&w, 1) == SIZE_MAX);
    w.time = time;
    assert_true(hst__sliding_quantile_bytes(&w, 1) == SIZE_MAX);
    w.n = 10;
    assert_true(hst__sliding_quantile_bytes(&w, INT64_MAX) == SIZE_MAX);
    w.time = NULL;
    w.n = INT64_MAX;
    w.before = 999;
    w.after = 1000; /* it does not grow with the series */
    assert_true(hst__sliding_quantile_bytes(&w, 3) < 41 * 4000 + 1024);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(windows_by_count_are_as_defined),
        cmocka_unit_test(windows_by_time_are_as_defined),
        cmocka_unit_test(windows_that_grow_and_shrink_are_as_defined),
        cmocka_unit_test(windows_longer_than_the_series_are_as_defined),
        cmocka_unit_test(short_series_are_as_defined),
        cmocka_unit_test(ends_are_the_least_and_the_largest),
        cmocka_unit_test(halves_of_the_largest_doubles_do_not_overflow),
        cmocka_unit_test(denormals_and_zeros_are_samples_like_others),
        cmocka_unit_test(all_missing_has_no_quantile),
        cmocka_unit_test(chunks_with_their_lookback_give_the_same_bits),
        cmocka_unit_test(nothing_is_written_for_no_samples),
        cmocka_unit_test(workspace_beyond_memory_is_said_to_be_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
