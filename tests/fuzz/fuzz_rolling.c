/* Sliding windows over any series: what the statistics of one window must agree on, and that it is a function
 * of its window. */
#include "fuzz.h"

#include <stdlib.h>

#include "hashstat/rolling.h"

enum { MOST = 600, PROBABILITIES = 3 };

static double x[MOST];
static int64_t at[MOST];
static double sum[MOST], mean[MOST], deviation[MOST], least[MOST], most[MOST], median[MOST];
static double quantile[PROBABILITIES * MOST];
static double again[MOST];

static int is_missing(double value) {
    return !(value >= 0 || value < 0);
}

/* Raw bits find the refusals; small whole numbers, with a gap here and there, find ties. */
static int64_t take_series(fuzz_bytes *bytes) {
    int raw = fuzz_below(bytes, 4) == 0;
    int64_t n = fuzz_below(bytes, MOST + 1);
    int64_t i;
    for (i = 0; i < n; ++i) {
        uint8_t small = 0;
        fuzz_take(bytes, &small, sizeof small);
        at[i] = (i > 0 ? at[i - 1] : -100) + 1 + small % 50;
        x[i] = raw ? fuzz_double(bytes) : small - 60;
        if (small == 255) {
            memset(&x[i], 0xff, sizeof x[i]);
        }
    }
    if (n > 0 && fuzz_below(bytes, 16) == 0) {
        at[fuzz_below(bytes, n)] = fuzz_int64(bytes);
    }
    return n;
}

static hst_rolling_window take_window(fuzz_bytes *bytes) {
    hst_rolling_window w;
    int raw = fuzz_below(bytes, 8) == 0;
    FUZZ_REQUIRE(hst_rolling_window_init(&w, sizeof w) == HST_OK);
    w.flags = raw ? fuzz_uint32(bytes) : (uint32_t)fuzz_below(bytes, 2);
    w.width = raw ? fuzz_int64(bytes) : 1 + fuzz_below(bytes, fuzz_below(bytes, 2) ? 20 : 2000);
    w.min_count = raw ? fuzz_int64(bytes) : fuzz_below(bytes, w.width < 5 ? w.width + 1 : 5);
    return w;
}

static hst_status run_sums(const hst_rolling_window *w, const int64_t *time, const double *series,
                           int64_t n) {
    hst_status first =
        time ? hst_rolling_mean_time(w, mean, time, series, n) : hst_rolling_mean(w, mean, series, n);
    hst_status second =
        time ? hst_rolling_sum_time(w, sum, time, series, n) : hst_rolling_sum(w, sum, series, n);
    hst_status third = time ? hst_rolling_deviation_time(w, deviation, time, series, n)
                            : hst_rolling_deviation(w, deviation, series, n);
    fuzz_require_status(first);
    FUZZ_REQUIRE(second == first || (second == HST_EOVERFLOW && first == HST_OK));
    FUZZ_REQUIRE(third == first || (third == HST_EOVERFLOW && first == HST_OK));
    return first == HST_OK && second == HST_OK ? third : first == HST_OK ? second : first;
}

/* NULL where the size was refused. */
static void *room_for(size_t *bytes, const hst_rolling_window *w, int by_time, int64_t n,
                      int64_t probabilities) {
    hst_status status = by_time ? hst_rolling_quantile_work_size_time(w, bytes, n, probabilities)
                                : hst_rolling_quantile_work_size(w, bytes, n, probabilities);
    size_t other = 0;
    hst_status also = by_time ? hst_rolling_extreme_work_size_time(w, &other, n)
                              : hst_rolling_extreme_work_size(w, &other, n);
    FUZZ_REQUIRE(status == also);
    if (status != HST_OK) {
        *bytes = 0;
        return NULL;
    }
    *bytes = *bytes > other ? *bytes : other;
    return malloc(*bytes + 8);
}

static hst_status run_order(const hst_rolling_window *w, const int64_t *time, const double *series, int64_t n,
                            const double *probability) {
    size_t bytes = 0;
    uint64_t none = 0;
    void *room = room_for(&bytes, w, time != NULL, n, PROBABILITIES);
    void *work = room == NULL ? &none : room;
    hst_status status[4];
    int k;
    if (time != NULL) {
        status[0] = hst_rolling_min_time(w, least, time, series, n, work, bytes);
        status[1] = hst_rolling_max_time(w, most, time, series, n, work, bytes);
        status[2] = hst_rolling_median_time(w, median, time, series, n, work, bytes);
        status[3] =
            hst_rolling_quantiles_time(w, quantile, probability, PROBABILITIES, time, series, n, work, bytes);
    } else {
        status[0] = hst_rolling_min(w, least, series, n, work, bytes);
        status[1] = hst_rolling_max(w, most, series, n, work, bytes);
        status[2] = hst_rolling_median(w, median, series, n, work, bytes);
        status[3] = hst_rolling_quantiles(w, quantile, probability, PROBABILITIES, series, n, work, bytes);
    }
    free(room);
    for (k = 0; k < 4; ++k) {
        fuzz_require_status(status[k]);
        FUZZ_REQUIRE(status[k] == status[0]);
    }
    return status[0];
}

/* None where all are equal; where not, it may still be less than the least double above 0. */
static void require_deviation(double of, double low, double high) {
    FUZZ_REQUIRE(low < high || of == 0);
    FUZZ_REQUIRE(of > 0 || high - low < 1e-300);
}

/* Of each window. The mean of doubles lies between the least and the largest, and so does any quantile. */
static void require_agreement(int64_t n) {
    int64_t i;
    int k;
    for (i = 0; i < n; ++i) {
        FUZZ_REQUIRE(is_missing(mean[i]) == is_missing(sum[i]) &&
                     is_missing(mean[i]) == is_missing(least[i]));
        FUZZ_REQUIRE(is_missing(mean[i]) == is_missing(most[i]) &&
                     is_missing(mean[i]) == is_missing(median[i]));
        if (is_missing(mean[i])) {
            FUZZ_REQUIRE(is_missing(deviation[i]));
            continue;
        }
        FUZZ_REQUIRE(least[i] <= mean[i] && mean[i] <= most[i]);
        FUZZ_REQUIRE(least[i] <= median[i] && median[i] <= most[i]);
        if (!is_missing(deviation[i])) {
            require_deviation(deviation[i], least[i], most[i]);
        }
        for (k = 0; k < PROBABILITIES; ++k) {
            FUZZ_REQUIRE(least[i] <= quantile[k * n + i] && quantile[k * n + i] <= most[i]);
        }
    }
}

static void same_bits(const double *a, const double *b, int64_t n) {
    FUZZ_REQUIRE(n <= 0 || memcmp(a, b, (size_t)n * sizeof *a) == 0);
}

/* From a cut on, with what lookback says before it, the means are the same bits. */
static void try_cut(fuzz_bytes *bytes, const hst_rolling_window *w, int64_t n) {
    int64_t cut = fuzz_below(bytes, n + 1);
    int64_t before, after, from;
    FUZZ_REQUIRE(hst_rolling_lookback(w, &before, &after) == HST_OK);
    from = cut - before > 0 ? cut - before : 0;
    memcpy(again, mean, sizeof again);
    FUZZ_REQUIRE(hst_rolling_mean(w, mean, x + from, n - from) == HST_OK);
    same_bits(mean + (cut - from), again + cut, n - cut);
    memcpy(again, deviation, sizeof again);
    FUZZ_REQUIRE(hst_rolling_deviation(w, deviation, x + from, n - from) == HST_OK);
    same_bits(deviation + (cut - from), again + cut, n - cut);
}

static void try_windows(fuzz_bytes *bytes) {
    hst_rolling_window w = take_window(bytes);
    int by_time = (int)fuzz_below(bytes, 2);
    double probability[PROBABILITIES] = {0, 0.5, 1};
    int64_t n = take_series(bytes);
    int64_t before = -1, after = -1;
    hst_status sums, order;
    int k;
    for (k = 0; k < PROBABILITIES; ++k) {
        probability[k] = (double)fuzz_below(bytes, 65) / 64;
    }
    sums = run_sums(&w, by_time ? at : NULL, x, n);
    order = run_order(&w, by_time ? at : NULL, x, n, probability);
    FUZZ_REQUIRE(sums == order || sums == HST_EOVERFLOW);
    fuzz_require_status(hst_rolling_lookback_time(&w, &before, &after));
    if (sums == HST_OK) {
        require_agreement(n);
        if (!by_time) {
            try_cut(bytes, &w, n);
        }
    }
}

/* In two parts, and sample by sample, as in one. */
static void try_ewm(fuzz_bytes *bytes) {
    int64_t n = take_series(bytes);
    int64_t cut = fuzz_below(bytes, n + 1);
    double half_life = fuzz_below(bytes, 2) ? fuzz_double(bytes) : 1 + (double)fuzz_below(bytes, 1000);
    hst_rolling_ewm_state parts = {{0}}, singles = {{0}};
    hst_status status = hst_rolling_ewm(mean, at, x, n, half_life);
    double last = 0;
    int64_t i;
    fuzz_require_status(status);
    if (status == HST_OK) {
        FUZZ_REQUIRE(hst_rolling_ewm_state_push_n(&parts, again, at, x, cut, half_life) == HST_OK);
        FUZZ_REQUIRE(hst_rolling_ewm_state_push_n(&parts, again + cut, at + cut, x + cut, n - cut,
                                                  half_life) == HST_OK);
        for (i = 0; i < n; ++i) {
            FUZZ_REQUIRE(is_missing(mean[i]) ? is_missing(again[i]) : mean[i] == again[i]);
            FUZZ_REQUIRE(hst_rolling_ewm_state_push(&singles, at[i], x[i], half_life) == HST_OK);
        }
        FUZZ_REQUIRE(memcmp(&parts, &singles, sizeof parts) == 0);
        status = hst_rolling_ewm_state_read(&last, &parts);
        FUZZ_REQUIRE(status == HST_EEMPTY || (status == HST_OK && last == mean[n - 1]));
    }
}

/* Any memory as a state. */
static void try_state(fuzz_bytes *bytes) {
    hst_rolling_ewm_state state;
    double last = 0;
    fuzz_take(bytes, &state, sizeof state);
    fuzz_require_status(hst_rolling_ewm_state_read(&last, &state));
    fuzz_require_status(hst_rolling_ewm_state_push(&state, fuzz_int64(bytes), fuzz_double(bytes), 60));
    fuzz_require_status(hst_rolling_ewm_state_push_n(&state, again, at, x, take_series(bytes), 60));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_bytes bytes;
    bytes.at = data;
    bytes.left = size;
    switch (fuzz_below(&bytes, 4)) {
    case 0: try_ewm(&bytes); break;
    case 1: try_state(&bytes); break;
    default: try_windows(&bytes);
    }
    return 0;
}
