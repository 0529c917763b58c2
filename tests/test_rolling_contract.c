/* What sliding windows refuse, in the order that the header says, with nothing written. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "hashstat/rolling.h"

enum { N = 4, ROOM = 64 };

static const double fine[N] = {1, NAN, 3, 4};
static const double infinite[N] = {1, 2, -INFINITY, 4};
static const int64_t times[N] = {0, 10, 20, 30};
static const int64_t repeated[N] = {0, 10, 10, 30};
static const int64_t unsorted[N] = {0, 10, 5, 30};
static const double probability[2] = {0.5, 1};

static const hst_rolling_window good = {24, 0, 3, 1}, unknown = {24, 4, 3, 1}, narrow = {24, 0, 0, 1};
static uint64_t work[8192];
static double out[ROOM];

/* Bytes that are short of what any of the calls below needs, and that are enough. */
enum { SHORT = 1, ENOUGH = sizeof work };

static void *askew(void) {
    return (char *)work + 4;
}

/* A later release's struct, whose tail asks for something. */
typedef struct later_window {
    hst_rolling_window window;
    uint64_t tail;
} later_window;

typedef struct bad_window {
    hst_rolling_window window;
    int32_t by_count, by_time;
} bad_window;

static const bad_window bad[] = {
    {{23, 0, 3, 1}, HST_EOPTION, HST_EOPTION},  {{0, 0, 3, 1}, HST_EOPTION, HST_EOPTION},
    {{24, 2, 3, 1}, HST_EOPTION, HST_EOPTION},  {{24, 0x80000001u, 3, 1}, HST_EOPTION, HST_EOPTION},
    {{24, 2, 0, -1}, HST_EOPTION, HST_EOPTION}, {{24, 0, 0, 0}, HST_EDOMAIN, HST_EDOMAIN},
    {{24, 0, -3, 0}, HST_EDOMAIN, HST_EDOMAIN}, {{24, 0, INT64_MIN, 0}, HST_EDOMAIN, HST_EDOMAIN},
    {{24, 0, 3, -1}, HST_EDOMAIN, HST_EDOMAIN}, {{24, 0, 3, 4}, HST_EDOMAIN, HST_OK},
};
enum { BAD = sizeof bad / sizeof bad[0] };

static void every_function_refuses_a_window_that_is_none(void **unused) {
    int64_t before, after;
    size_t bytes, k;
    (void)unused;
    for (k = 0; k < BAD; ++k) {
        const hst_rolling_window *w = &bad[k].window;
        int32_t status = bad[k].by_count;
        assert_status(hst_rolling_lookback(w, &before, &after), status);
        assert_status(hst_rolling_sum(w, out, fine, N), status);
        assert_status(hst_rolling_mean(w, out, fine, N), status);
        assert_status(hst_rolling_deviation(w, out, fine, N), status);
        assert_status(hst_rolling_extreme_work_size(w, &bytes, N), status);
        assert_status(hst_rolling_min(w, out, fine, N, work, ENOUGH), status);
        assert_status(hst_rolling_max(w, out, fine, N, work, ENOUGH), status);
        assert_status(hst_rolling_quantile_work_size(w, &bytes, N, 2), status);
        assert_status(hst_rolling_median(w, out, fine, N, work, ENOUGH), status);
        assert_status(hst_rolling_quantiles(w, out, probability, 2, fine, N, work, ENOUGH), status);
        status = bad[k].by_time;
        assert_status(hst_rolling_lookback_time(w, &before, &after), status);
        assert_status(hst_rolling_sum_time(w, out, times, fine, N), status);
        assert_status(hst_rolling_mean_time(w, out, times, fine, N), status);
        assert_status(hst_rolling_deviation_time(w, out, times, fine, N), status);
        assert_status(hst_rolling_extreme_work_size_time(w, &bytes, N), status);
        assert_status(hst_rolling_min_time(w, out, times, fine, N, work, ENOUGH), status);
        assert_status(hst_rolling_max_time(w, out, times, fine, N, work, ENOUGH), status);
        assert_status(hst_rolling_quantile_work_size_time(w, &bytes, N, 2), status);
        assert_status(hst_rolling_median_time(w, out, times, fine, N, work, ENOUGH), status);
        assert_status(hst_rolling_quantiles_time(w, out, probability, 2, times, fine, N, work, ENOUGH),
                      status);
    }
}

static void a_struct_of_a_later_release_serves_while_its_tail_is_zero(void **unused) {
    later_window later = {{sizeof later, HST_ROLLING_CENTRED, 3, 1}, 0};
    int64_t before, after;
    (void)unused;
    assert_status(hst_rolling_lookback(&later.window, &before, &after), HST_OK);
    assert_int_equal(after, 1);
    later.tail = UINT64_C(1) << 40;
    assert_status(hst_rolling_lookback(&later.window, &before, &after), HST_EOPTION);
    assert_status(hst_rolling_window_init(&later.window, sizeof later), HST_OK);
    assert_int_equal(later.window.struct_size, sizeof later);
    assert_int_equal(later.tail, 0);
}

static void windows_refuse_what_the_header_says(void **unused) {
    hst_rolling_window w;
    int64_t before, after;
    (void)unused;
    fill_untouched(&w, sizeof w);
    fill_untouched(&before, sizeof before);
    fill_untouched(&after, sizeof after);
    assert_status(hst_rolling_window_init(NULL, 24), HST_ENULL);
    assert_status(hst_rolling_window_init(&w, 23), HST_EOPTION);
    assert_untouched(&w, sizeof w);
    assert_status(hst_rolling_lookback(NULL, &before, &after), HST_ENULL);
    assert_status(hst_rolling_lookback(&good, NULL, &after), HST_ENULL);
    assert_status(hst_rolling_lookback(&unknown, &before, NULL), HST_ENULL);
    assert_status(hst_rolling_lookback(&unknown, &before, &after), HST_EOPTION);
    assert_status(hst_rolling_lookback(&narrow, &before, &after), HST_EDOMAIN);
    assert_status(hst_rolling_lookback_time(NULL, &before, &after), HST_ENULL);
    assert_status(hst_rolling_lookback_time(&good, NULL, &after), HST_ENULL);
    assert_status(hst_rolling_lookback_time(&unknown, &before, NULL), HST_ENULL);
    assert_status(hst_rolling_lookback_time(&unknown, &before, &after), HST_EOPTION);
    assert_status(hst_rolling_lookback_time(&narrow, &before, &after), HST_EDOMAIN);
    assert_untouched(&before, sizeof before);
    assert_untouched(&after, sizeof after);
}

static void sums_refuse_what_the_header_says(void **unused) {
    (void)unused;
    fill_untouched(out, sizeof out);
    assert_status(hst_rolling_sum(NULL, out, fine, N), HST_ENULL);
    assert_status(hst_rolling_sum(NULL, out, fine, 0), HST_ENULL);
    assert_status(hst_rolling_sum(&good, NULL, fine, N), HST_ENULL);
    assert_status(hst_rolling_sum(&good, out, NULL, -1), HST_ENULL);
    assert_status(hst_rolling_sum(&unknown, out, fine, -1), HST_ESIZE);
    assert_status(hst_rolling_sum(&unknown, out, infinite, N), HST_EOPTION);
    assert_status(hst_rolling_sum(&narrow, out, infinite, N), HST_EDOMAIN);
    assert_status(hst_rolling_mean(NULL, out, fine, N), HST_ENULL);
    assert_status(hst_rolling_mean(&good, NULL, fine, N), HST_ENULL);
    assert_status(hst_rolling_mean(&good, out, NULL, -1), HST_ENULL);
    assert_status(hst_rolling_mean(&unknown, out, fine, -1), HST_ESIZE);
    assert_status(hst_rolling_mean(&unknown, out, infinite, N), HST_EOPTION);
    assert_status(hst_rolling_mean(&narrow, out, infinite, N), HST_EDOMAIN);
    assert_status(hst_rolling_deviation(NULL, out, fine, N), HST_ENULL);
    assert_status(hst_rolling_deviation(&good, NULL, fine, N), HST_ENULL);
    assert_status(hst_rolling_deviation(&good, out, NULL, -1), HST_ENULL);
    assert_status(hst_rolling_deviation(&unknown, out, fine, -1), HST_ESIZE);
    assert_status(hst_rolling_deviation(&unknown, out, infinite, N), HST_EOPTION);
    assert_status(hst_rolling_deviation(&narrow, out, infinite, N), HST_EDOMAIN);
    assert_untouched(out, sizeof out);
    assert_status(hst_rolling_sum(&good, out, infinite, N), HST_EDOMAIN);
    assert_status(hst_rolling_mean(&good, out, infinite, N), HST_EDOMAIN);
    assert_status(hst_rolling_deviation(&good, out, infinite, N), HST_EDOMAIN);
}

static void sums_by_time_refuse_what_the_header_says(void **unused) {
    (void)unused;
    fill_untouched(out, sizeof out);
    assert_status(hst_rolling_sum_time(NULL, out, times, fine, N), HST_ENULL);
    assert_status(hst_rolling_sum_time(&good, NULL, times, fine, N), HST_ENULL);
    assert_status(hst_rolling_sum_time(&good, out, NULL, fine, N), HST_ENULL);
    assert_status(hst_rolling_sum_time(&good, out, times, NULL, -1), HST_ENULL);
    assert_status(hst_rolling_sum_time(&unknown, out, unsorted, fine, -1), HST_ESIZE);
    assert_status(hst_rolling_sum_time(&unknown, out, unsorted, fine, N), HST_EOPTION);
    assert_status(hst_rolling_sum_time(&narrow, out, unsorted, fine, N), HST_EDOMAIN);
    assert_status(hst_rolling_sum_time(&good, out, unsorted, infinite, N), HST_EORDER);
    assert_status(hst_rolling_sum_time(&good, out, repeated, infinite, N), HST_EORDER);
    assert_status(hst_rolling_mean_time(NULL, out, times, fine, N), HST_ENULL);
    assert_status(hst_rolling_mean_time(&good, NULL, times, fine, N), HST_ENULL);
    assert_status(hst_rolling_mean_time(&good, out, NULL, fine, N), HST_ENULL);
    assert_status(hst_rolling_mean_time(&good, out, times, NULL, -1), HST_ENULL);
    assert_status(hst_rolling_mean_time(&unknown, out, unsorted, fine, -1), HST_ESIZE);
    assert_status(hst_rolling_mean_time(&unknown, out, unsorted, fine, N), HST_EOPTION);
    assert_status(hst_rolling_mean_time(&narrow, out, unsorted, fine, N), HST_EDOMAIN);
    assert_status(hst_rolling_mean_time(&good, out, unsorted, infinite, N), HST_EORDER);
    assert_status(hst_rolling_mean_time(&good, out, repeated, infinite, N), HST_EORDER);
    assert_status(hst_rolling_deviation_time(NULL, out, times, fine, N), HST_ENULL);
    assert_status(hst_rolling_deviation_time(&good, NULL, times, fine, N), HST_ENULL);
    assert_status(hst_rolling_deviation_time(&good, out, NULL, fine, N), HST_ENULL);
    assert_status(hst_rolling_deviation_time(&good, out, times, NULL, -1), HST_ENULL);
    assert_status(hst_rolling_deviation_time(&unknown, out, unsorted, fine, -1), HST_ESIZE);
    assert_status(hst_rolling_deviation_time(&unknown, out, unsorted, fine, N), HST_EOPTION);
    assert_status(hst_rolling_deviation_time(&narrow, out, unsorted, fine, N), HST_EDOMAIN);
    assert_status(hst_rolling_deviation_time(&good, out, unsorted, infinite, N), HST_EORDER);
    assert_status(hst_rolling_deviation_time(&good, out, repeated, infinite, N), HST_EORDER);
    assert_untouched(out, sizeof out);
    assert_status(hst_rolling_sum_time(&good, out, times, infinite, N), HST_EDOMAIN);
    assert_status(hst_rolling_mean_time(&good, out, times, infinite, N), HST_EDOMAIN);
    assert_status(hst_rolling_deviation_time(&good, out, times, infinite, N), HST_EDOMAIN);
}

static void work_sizes_refuse_what_the_header_says(void **unused) {
    static const hst_rolling_window endless = {24, 0, INT64_MAX, 1};
    size_t bytes;
    (void)unused;
    fill_untouched(&bytes, sizeof bytes);
    assert_status(hst_rolling_extreme_work_size(NULL, &bytes, N), HST_ENULL);
    assert_status(hst_rolling_extreme_work_size(&good, NULL, -1), HST_ENULL);
    assert_status(hst_rolling_extreme_work_size(&unknown, &bytes, -1), HST_ESIZE);
    assert_status(hst_rolling_extreme_work_size(&unknown, &bytes, N), HST_EOPTION);
    assert_status(hst_rolling_extreme_work_size(&narrow, &bytes, N), HST_EDOMAIN);
    assert_status(hst_rolling_extreme_work_size(&endless, &bytes, INT64_MAX), HST_EOVERFLOW);
    assert_status(hst_rolling_extreme_work_size_time(NULL, &bytes, N), HST_ENULL);
    assert_status(hst_rolling_extreme_work_size_time(&good, NULL, -1), HST_ENULL);
    assert_status(hst_rolling_extreme_work_size_time(&unknown, &bytes, -1), HST_ESIZE);
    assert_status(hst_rolling_extreme_work_size_time(&unknown, &bytes, N), HST_EOPTION);
    assert_status(hst_rolling_extreme_work_size_time(&narrow, &bytes, N), HST_EDOMAIN);
    assert_status(hst_rolling_extreme_work_size_time(&good, &bytes, INT64_MAX), HST_EOVERFLOW);
    assert_status(hst_rolling_quantile_work_size(NULL, &bytes, N, 1), HST_ENULL);
    assert_status(hst_rolling_quantile_work_size(&good, NULL, -1, 1), HST_ENULL);
    assert_status(hst_rolling_quantile_work_size(&unknown, &bytes, -1, 1), HST_ESIZE);
    assert_status(hst_rolling_quantile_work_size(&unknown, &bytes, N, -1), HST_ESIZE);
    assert_status(hst_rolling_quantile_work_size(&unknown, &bytes, N, 1), HST_EOPTION);
    assert_status(hst_rolling_quantile_work_size(&narrow, &bytes, N, 1), HST_EDOMAIN);
    assert_status(hst_rolling_quantile_work_size(&endless, &bytes, INT64_MAX, 1), HST_EOVERFLOW);
    assert_status(hst_rolling_quantile_work_size_time(NULL, &bytes, N, 1), HST_ENULL);
    assert_status(hst_rolling_quantile_work_size_time(&good, NULL, -1, 1), HST_ENULL);
    assert_status(hst_rolling_quantile_work_size_time(&unknown, &bytes, -1, 1), HST_ESIZE);
    assert_status(hst_rolling_quantile_work_size_time(&unknown, &bytes, N, -1), HST_ESIZE);
    assert_status(hst_rolling_quantile_work_size_time(&unknown, &bytes, N, 1), HST_EOPTION);
    assert_status(hst_rolling_quantile_work_size_time(&narrow, &bytes, N, 1), HST_EDOMAIN);
    assert_status(hst_rolling_quantile_work_size_time(&good, &bytes, INT64_MAX, 1), HST_EOVERFLOW);
    assert_untouched(&bytes, sizeof bytes);
    assert_status(hst_rolling_quantile_work_size(&good, &bytes, 0, 1), HST_OK);
    assert_int_equal(bytes, 0);
}

static void extremes_refuse_what_the_header_says(void **unused) {
    (void)unused;
    fill_untouched(out, sizeof out);
    fill_untouched(work, sizeof work);
    assert_status(hst_rolling_min(NULL, out, fine, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_min(&good, NULL, fine, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_min(&good, out, NULL, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_min(&good, out, fine, -1, NULL, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_min(&unknown, out, fine, -1, askew(), SHORT), HST_ESIZE);
    assert_status(hst_rolling_min(&unknown, out, infinite, N, askew(), SHORT), HST_EALIGN);
    assert_status(hst_rolling_min(&good, out, infinite, N, work, SHORT), HST_ESPACE);
    assert_status(hst_rolling_min(&unknown, out, infinite, N, work, ENOUGH), HST_EOPTION);
    assert_status(hst_rolling_min(&narrow, out, infinite, N, work, ENOUGH), HST_EDOMAIN);
    assert_status(hst_rolling_max(NULL, out, fine, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_max(&good, NULL, fine, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_max(&good, out, NULL, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_max(&good, out, fine, -1, NULL, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_max(&unknown, out, fine, -1, askew(), SHORT), HST_ESIZE);
    assert_status(hst_rolling_max(&unknown, out, infinite, N, askew(), SHORT), HST_EALIGN);
    assert_status(hst_rolling_max(&good, out, infinite, N, work, SHORT), HST_ESPACE);
    assert_status(hst_rolling_max(&unknown, out, infinite, N, work, ENOUGH), HST_EOPTION);
    assert_status(hst_rolling_max(&narrow, out, infinite, N, work, ENOUGH), HST_EDOMAIN);
    assert_untouched(out, sizeof out);
    assert_untouched(work, sizeof work);
    assert_status(hst_rolling_min(&good, out, infinite, N, work, ENOUGH), HST_EDOMAIN);
    assert_status(hst_rolling_max(&good, out, infinite, N, work, ENOUGH), HST_EDOMAIN);
}

static void extremes_by_time_refuse_what_the_header_says(void **unused) {
    (void)unused;
    fill_untouched(out, sizeof out);
    fill_untouched(work, sizeof work);
    assert_status(hst_rolling_min_time(NULL, out, times, fine, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_min_time(&good, NULL, times, fine, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_min_time(&good, out, NULL, fine, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_min_time(&good, out, times, NULL, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_min_time(&good, out, times, fine, -1, NULL, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_min_time(&unknown, out, times, fine, -1, askew(), SHORT), HST_ESIZE);
    assert_status(hst_rolling_min_time(&unknown, out, times, infinite, N, askew(), SHORT), HST_EALIGN);
    assert_status(hst_rolling_min_time(&good, out, unsorted, infinite, N, work, SHORT), HST_ESPACE);
    assert_status(hst_rolling_min_time(&unknown, out, unsorted, infinite, N, work, ENOUGH), HST_EOPTION);
    assert_status(hst_rolling_min_time(&narrow, out, unsorted, fine, N, work, ENOUGH), HST_EDOMAIN);
    assert_status(hst_rolling_min_time(&good, out, repeated, infinite, N, work, ENOUGH), HST_EORDER);
    assert_status(hst_rolling_max_time(NULL, out, times, fine, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_max_time(&good, NULL, times, fine, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_max_time(&good, out, NULL, fine, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_max_time(&good, out, times, NULL, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_max_time(&good, out, times, fine, -1, NULL, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_max_time(&unknown, out, times, fine, -1, askew(), SHORT), HST_ESIZE);
    assert_status(hst_rolling_max_time(&unknown, out, times, infinite, N, askew(), SHORT), HST_EALIGN);
    assert_status(hst_rolling_max_time(&good, out, unsorted, infinite, N, work, SHORT), HST_ESPACE);
    assert_status(hst_rolling_max_time(&unknown, out, unsorted, infinite, N, work, ENOUGH), HST_EOPTION);
    assert_status(hst_rolling_max_time(&narrow, out, unsorted, fine, N, work, ENOUGH), HST_EDOMAIN);
    assert_status(hst_rolling_max_time(&good, out, repeated, infinite, N, work, ENOUGH), HST_EORDER);
    assert_untouched(out, sizeof out);
    assert_untouched(work, sizeof work);
    assert_status(hst_rolling_min_time(&good, out, times, infinite, N, work, ENOUGH), HST_EDOMAIN);
    assert_status(hst_rolling_max_time(&good, out, times, infinite, N, work, ENOUGH), HST_EDOMAIN);
}

static void medians_refuse_what_the_header_says(void **unused) {
    (void)unused;
    fill_untouched(out, sizeof out);
    fill_untouched(work, sizeof work);
    assert_status(hst_rolling_median(NULL, out, fine, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_median(&good, NULL, fine, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_median(&good, out, NULL, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_median(&good, out, fine, -1, NULL, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_median(&unknown, out, fine, -1, askew(), SHORT), HST_ESIZE);
    assert_status(hst_rolling_median(&unknown, out, infinite, N, askew(), SHORT), HST_EALIGN);
    assert_status(hst_rolling_median(&good, out, infinite, N, work, SHORT), HST_ESPACE);
    assert_status(hst_rolling_median(&unknown, out, infinite, N, work, ENOUGH), HST_EOPTION);
    assert_status(hst_rolling_median(&narrow, out, infinite, N, work, ENOUGH), HST_EDOMAIN);
    assert_status(hst_rolling_median_time(NULL, out, times, fine, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_median_time(&good, NULL, times, fine, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_median_time(&good, out, NULL, fine, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_median_time(&good, out, times, NULL, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_median_time(&good, out, times, fine, -1, NULL, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_median_time(&unknown, out, times, fine, -1, askew(), SHORT), HST_ESIZE);
    assert_status(hst_rolling_median_time(&unknown, out, times, infinite, N, askew(), SHORT), HST_EALIGN);
    assert_status(hst_rolling_median_time(&good, out, unsorted, infinite, N, work, SHORT), HST_ESPACE);
    assert_status(hst_rolling_median_time(&unknown, out, unsorted, infinite, N, work, ENOUGH), HST_EOPTION);
    assert_status(hst_rolling_median_time(&narrow, out, unsorted, fine, N, work, ENOUGH), HST_EDOMAIN);
    assert_status(hst_rolling_median_time(&good, out, repeated, infinite, N, work, ENOUGH), HST_EORDER);
    assert_untouched(out, sizeof out);
    assert_untouched(work, sizeof work);
    assert_status(hst_rolling_median(&good, out, infinite, N, work, ENOUGH), HST_EDOMAIN);
    assert_status(hst_rolling_median_time(&good, out, times, infinite, N, work, ENOUGH), HST_EDOMAIN);
}

static const double no_probability[][2] = {
    {-0x1p-1074, 0.5}, {0.5, 1 + DBL_EPSILON}, {NAN, 0}, {0, INFINITY}};
enum { NONE = sizeof no_probability / sizeof no_probability[0] };

static void quantiles_refuse_what_the_header_says(void **unused) {
    const double *p = probability;
    size_t k;
    (void)unused;
    fill_untouched(out, sizeof out);
    fill_untouched(work, sizeof work);
    assert_status(hst_rolling_quantiles(NULL, out, p, 2, fine, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_quantiles(NULL, out, p, 0, fine, 0, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_quantiles(&good, NULL, p, 2, fine, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_quantiles(&good, out, NULL, 2, fine, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_quantiles(&good, out, NULL, 2, fine, 0, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_quantiles(&good, out, p, 2, NULL, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_quantiles(&good, out, p, 0, NULL, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_quantiles(&good, out, p, -1, fine, N, NULL, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_quantiles(&unknown, out, p, -1, fine, N, askew(), SHORT), HST_ESIZE);
    assert_status(hst_rolling_quantiles(&unknown, out, p, 2, fine, -1, askew(), SHORT), HST_ESIZE);
    assert_status(hst_rolling_quantiles(&unknown, out, p, INT64_MAX / 3, fine, N, askew(), SHORT), HST_ESIZE);
    assert_status(hst_rolling_quantiles(&unknown, out, p, 2, infinite, N, askew(), SHORT), HST_EALIGN);
    assert_status(hst_rolling_quantiles(&good, out, no_probability[0], 2, infinite, N, work, SHORT),
                  HST_ESPACE);
    assert_status(hst_rolling_quantiles(&unknown, out, no_probability[0], 2, fine, N, work, ENOUGH),
                  HST_EOPTION);
    assert_status(hst_rolling_quantiles(&narrow, out, p, 2, infinite, N, work, ENOUGH), HST_EDOMAIN);
    for (k = 0; k < NONE; ++k) {
        assert_status(hst_rolling_quantiles(&good, out, no_probability[k], 2, fine, N, work, ENOUGH),
                      HST_EDOMAIN);
        assert_status(hst_rolling_quantiles(&good, out, no_probability[k], 2, NULL, 0, work, ENOUGH),
                      HST_EDOMAIN);
    }
    assert_untouched(out, sizeof out);
    assert_untouched(work, sizeof work);
    assert_status(hst_rolling_quantiles(&good, out, p, 2, infinite, N, work, ENOUGH), HST_EDOMAIN);
}

static void quantiles_by_time_refuse_what_the_header_says(void **unused) {
    const double *p = probability;
    const double *none = no_probability[2];
    (void)unused;
    fill_untouched(out, sizeof out);
    fill_untouched(work, sizeof work);
    assert_status(hst_rolling_quantiles_time(NULL, out, p, 2, times, fine, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_quantiles_time(&good, NULL, p, 2, times, fine, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_quantiles_time(&good, out, NULL, 2, times, fine, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_quantiles_time(&good, out, p, 2, NULL, fine, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_quantiles_time(&good, out, p, 2, times, NULL, N, work, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_quantiles_time(&good, out, p, -1, times, fine, N, NULL, ENOUGH), HST_ENULL);
    assert_status(hst_rolling_quantiles_time(&unknown, out, p, -1, times, fine, N, askew(), SHORT),
                  HST_ESIZE);
    assert_status(hst_rolling_quantiles_time(&unknown, out, p, 2, times, fine, -1, askew(), SHORT),
                  HST_ESIZE);
    assert_status(hst_rolling_quantiles_time(&unknown, out, p, 2, times, fine, N, askew(), SHORT),
                  HST_EALIGN);
    assert_status(hst_rolling_quantiles_time(&good, out, none, 2, unsorted, fine, N, work, SHORT),
                  HST_ESPACE);
    assert_status(hst_rolling_quantiles_time(&unknown, out, none, 2, unsorted, fine, N, work, ENOUGH),
                  HST_EOPTION);
    assert_status(hst_rolling_quantiles_time(&narrow, out, p, 2, unsorted, fine, N, work, ENOUGH),
                  HST_EDOMAIN);
    assert_status(hst_rolling_quantiles_time(&good, out, none, 2, unsorted, fine, N, work, ENOUGH),
                  HST_EDOMAIN);
    assert_status(hst_rolling_quantiles_time(&good, out, p, 2, unsorted, infinite, N, work, ENOUGH),
                  HST_EORDER);
    assert_status(hst_rolling_quantiles_time(&good, out, p, 0, repeated, fine, N, work, ENOUGH), HST_EORDER);
    assert_untouched(out, sizeof out);
    assert_untouched(work, sizeof work);
    assert_status(hst_rolling_quantiles_time(&good, out, p, 2, times, infinite, N, work, ENOUGH),
                  HST_EDOMAIN);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_function_refuses_a_window_that_is_none),
        cmocka_unit_test(a_struct_of_a_later_release_serves_while_its_tail_is_zero),
        cmocka_unit_test(windows_refuse_what_the_header_says),
        cmocka_unit_test(sums_refuse_what_the_header_says),
        cmocka_unit_test(sums_by_time_refuse_what_the_header_says),
        cmocka_unit_test(work_sizes_refuse_what_the_header_says),
        cmocka_unit_test(extremes_refuse_what_the_header_says),
        cmocka_unit_test(extremes_by_time_refuse_what_the_header_says),
        cmocka_unit_test(medians_refuse_what_the_header_says),
        cmocka_unit_test(quantiles_refuse_what_the_header_says),
        cmocka_unit_test(quantiles_by_time_refuse_what_the_header_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
