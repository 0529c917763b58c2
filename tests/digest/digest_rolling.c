/* Every statistic of windows by count and by time. In chunks, each has the
 * samples before and after it that its windows reach to, and no others. */
#include "digest.h"

#include <math.h>
#include <stdlib.h>

#include "hashstat/rolling.h"

enum { ASKED = 3, SOME = 200, MOST = ASKED * DIGEST_SAMPLES };

static const double PROBABILITY[ASKED] = {0.9, 0, 0.25};

/* What is asked of the library: the windows, and the samples. */
typedef struct task {
    const hst_rolling_window *window;
    const int64_t *time;
    const double *x;
    int64_t n;
} task;

/* By count.
 * ------------------------------------------------------------------------------------
 */

static hst_status sum(double *out, const task *t) {
    return hst_rolling_sum(t->window, out, t->x, t->n);
}

static hst_status mean(double *out, const task *t) {
    return hst_rolling_mean(t->window, out, t->x, t->n);
}

static hst_status deviation(double *out, const task *t) {
    return hst_rolling_deviation(t->window, out, t->x, t->n);
}

static void *extreme_space(size_t *bytes, const task *t) {
    DIGEST_REQUIRE(hst_rolling_extreme_work_size(t->window, bytes, t->n) == HST_OK);
    return digest_memory(*bytes);
}

static hst_status min(double *out, const task *t) {
    size_t bytes;
    void *work = extreme_space(&bytes, t);
    hst_status status = hst_rolling_min(t->window, out, t->x, t->n, work, bytes);
    free(work);
    return status;
}

static hst_status max(double *out, const task *t) {
    size_t bytes;
    void *work = extreme_space(&bytes, t);
    hst_status status = hst_rolling_max(t->window, out, t->x, t->n, work, bytes);
    free(work);
    return status;
}

static void *quantile_space(size_t *bytes, const task *t, int64_t probabilities) {
    DIGEST_REQUIRE(hst_rolling_quantile_work_size(t->window, bytes, t->n, probabilities) == HST_OK);
    return digest_memory(*bytes);
}

static hst_status quantiles(double *out, const task *t) {
    size_t bytes;
    void *work = quantile_space(&bytes, t, ASKED);
    hst_status status = hst_rolling_quantiles(t->window, out, PROBABILITY, ASKED, t->x, t->n, work, bytes);
    free(work);
    return status;
}

static hst_status median(double *out, const task *t) {
    size_t bytes;
    void *work = quantile_space(&bytes, t, 1);
    hst_status status = hst_rolling_median(t->window, out, t->x, t->n, work, bytes);
    free(work);
    return status;
}

/* By time.
 * -------------------------------------------------------------------------------------
 */

static hst_status sum_time(double *out, const task *t) {
    return hst_rolling_sum_time(t->window, out, t->time, t->x, t->n);
}

static hst_status mean_time(double *out, const task *t) {
    return hst_rolling_mean_time(t->window, out, t->time, t->x, t->n);
}

static hst_status deviation_time(double *out, const task *t) {
    return hst_rolling_deviation_time(t->window, out, t->time, t->x, t->n);
}

static void *extreme_space_time(size_t *bytes, const task *t) {
    DIGEST_REQUIRE(hst_rolling_extreme_work_size_time(t->window, bytes, t->n) == HST_OK);
    return digest_memory(*bytes);
}

static hst_status min_time(double *out, const task *t) {
    size_t bytes;
    void *work = extreme_space_time(&bytes, t);
    hst_status status = hst_rolling_min_time(t->window, out, t->time, t->x, t->n, work, bytes);
    free(work);
    return status;
}

static hst_status max_time(double *out, const task *t) {
    size_t bytes;
    void *work = extreme_space_time(&bytes, t);
    hst_status status = hst_rolling_max_time(t->window, out, t->time, t->x, t->n, work, bytes);
    free(work);
    return status;
}

static void *quantile_space_time(size_t *bytes, const task *t, int64_t probabilities) {
    DIGEST_REQUIRE(hst_rolling_quantile_work_size_time(t->window, bytes, t->n, probabilities) == HST_OK);
    return digest_memory(*bytes);
}

static hst_status quantiles_time(double *out, const task *t) {
    size_t bytes;
    void *work = quantile_space_time(&bytes, t, ASKED);
    hst_status status =
        hst_rolling_quantiles_time(t->window, out, PROBABILITY, ASKED, t->time, t->x, t->n, work, bytes);
    free(work);
    return status;
}

static hst_status median_time(double *out, const task *t) {
    size_t bytes;
    void *work = quantile_space_time(&bytes, t, 1);
    hst_status status = hst_rolling_median_time(t->window, out, t->time, t->x, t->n, work, bytes);
    free(work);
    return status;
}

/* Windows.
 * -------------------------------------------------------------------------------------
 */

static const struct {
    hst_status (*by_count)(double *out, const task *t);
    hst_status (*by_time)(double *out, const task *t);
    int rows;
} STATISTICS[] = {
    {sum, sum_time, 1},       {mean, mean_time, 1},           {deviation, deviation_time, 1},
    {min, min_time, 1},       {quantiles, quantiles_time, 3}, {max, max_time, 1},
    {median, median_time, 1},
};
enum { STATISTIC_COUNT = sizeof STATISTICS / sizeof STATISTICS[0] };

typedef struct sliding {
    int by_time;
    uint32_t flags;
    int64_t width, min_count;
} sliding;

static hst_rolling_window window_of(const sliding *w) {
    hst_rolling_window window;
    DIGEST_REQUIRE(hst_rolling_window_init(&window, (uint32_t)sizeof window) == HST_OK);
    window.flags = w->flags;
    window.width = w->width;
    window.min_count = w->min_count;
    return window;
}

/* The samples that the windows of from .. until - 1 need, as a task, and how
 * many of them come before. */
static int64_t needed(task *t, const digest_data *s, int by_time, int64_t from, int64_t until) {
    int64_t before, after;
    int64_t first = from;
    int64_t end = until;
    if (by_time) {
        DIGEST_REQUIRE(hst_rolling_lookback_time(t->window, &before, &after) == HST_OK);
        while (first > 0 && s->time[first - 1] > s->time[from] - before) {
            --first;
        }
        while (end < s->n && s->time[end] <= s->time[until - 1] + after) {
            ++end;
        }
    } else {
        DIGEST_REQUIRE(hst_rolling_lookback(t->window, &before, &after) == HST_OK);
        first = from > before ? from - before : 0;
        end = s->n - until > after ? until + after : s->n;
    }
    t->time = s->time + first;
    t->x = s->x + first;
    t->n = end - first;
    return from - first;
}

/* One statistic of one kind of window: the answers row by row, or the first
 * status that is not HST_OK. */
static void put_statistic(digest *d, const digest_data *s, const sliding *w, int statistic, int64_t chunk) {
    static double whole[MOST], out[MOST];
    hst_rolling_window window = window_of(w);
    int rows = STATISTICS[statistic].rows;
    hst_status status = HST_OK;
    int64_t from, until, i;
    int row;
    for (from = 0; from < s->n && status == HST_OK; from = until) {
        task t = {NULL, NULL, NULL, 0};
        int64_t skip;
        until = s->n - from < chunk ? s->n : from + chunk;
        t.window = &window;
        skip = needed(&t, s, w->by_time, from, until);
        status = (w->by_time ? STATISTICS[statistic].by_time : STATISTICS[statistic].by_count)(out, &t);
        for (row = 0; row < rows; ++row) {
            for (i = from; i < until; ++i) {
                whole[row * s->n + i] = out[row * t.n + skip + i - from];
            }
        }
    }
    digest_int64(d, status);
    if (status == HST_OK) {
        digest_doubles(d, whole, rows * s->n);
    }
}

/* All samples at once, with windows narrow and wide. */
void digest_rolling(digest *d, const digest_data *s) {
    static const sliding WINDOWS[] = {
        {0, 0, 1, 0},     {0, 0, 5, 2},    {0, HST_ROLLING_CENTRED, 30, 1},   {0, 0, 144, 0},
        {0, 0, 1008, 10}, {1, 0, 7200, 0}, {1, HST_ROLLING_CENTRED, 5001, 2}, {1, 0, 86400, 3},
    };
    size_t k;
    int statistic;
    for (k = 0; k < sizeof WINDOWS / sizeof WINDOWS[0]; ++k) {
        for (statistic = 0; statistic < STATISTIC_COUNT; ++statistic) {
            put_statistic(d, s, &WINDOWS[k], statistic, s->n);
        }
    }
}

/* Some of the samples, because a chunk of one sample looks at a whole window
 * for it. They are made smaller, so that nothing passes DBL_MAX: at the edges
 * of a chunk windows are shorter than their own, and would do so where no
 * window of the series does. */
static void put_chunks(digest *d, const digest_data *s, int64_t chunk) {
    static const sliding WINDOWS[] = {
        {0, 0, 7, 1}, {0, HST_ROLLING_CENTRED, 20, 5}, {1, 0, 4000, 0}, {1, HST_ROLLING_CENTRED, 9001, 2}};
    static double smaller[SOME];
    digest_data some = *s;
    size_t k;
    int i, statistic;
    for (i = 0; i < SOME; ++i) {
        smaller[i] = s->x[i] * 0x1p-8;
    }
    some.n = SOME;
    some.x = smaller;
    for (k = 0; k < sizeof WINDOWS / sizeof WINDOWS[0]; ++k) {
        for (statistic = 0; statistic < STATISTIC_COUNT; ++statistic) {
            put_statistic(d, &some, &WINDOWS[k], statistic, chunk);
        }
    }
}

/* Exponentially weighted mean.
 * ----------------------------------------------------------------- */

static double mean_now(const hst_rolling_ewm_state *state) {
    double now = 0;
    hst_status status = hst_rolling_ewm_state_read(&now, state);
    DIGEST_REQUIRE(status == HST_OK || status == HST_EEMPTY);
    return status == HST_OK ? now : NAN;
}

/* In one call, and with a state that takes `chunk` samples at a time, or one by
 * one. */
static void put_ewm(digest *d, const digest_data *s, double half_life, int64_t chunk) {
    static double whole[DIGEST_SAMPLES], out[DIGEST_SAMPLES];
    hst_rolling_ewm_state state = {{0}};
    hst_status status = hst_rolling_ewm(whole, s->time, s->x, s->n, half_life);
    int64_t i, take;
    digest_int64(d, status);
    if (status != HST_OK) {
        return;
    }
    for (i = 0; i < s->n; i += take) {
        take = s->n - i < chunk ? s->n - i : chunk;
        if (take == 1) {
            DIGEST_REQUIRE(hst_rolling_ewm_state_push(&state, s->time[i], s->x[i], half_life) == HST_OK);
            out[i] = mean_now(&state);
        } else {
            DIGEST_REQUIRE(hst_rolling_ewm_state_push_n(&state, out + i, s->time + i, s->x + i, take,
                                                        half_life) == HST_OK);
        }
    }
    digest_doubles(d, whole, s->n);
    digest_doubles(d, out, s->n);
    digest_double(d, mean_now(&state));
}

void digest_rolling_parts(digest *d, const digest_data *s, int64_t chunk) {
    put_chunks(d, s, chunk);
    put_ewm(d, s, 3600, chunk);
    put_ewm(d, s, 0.37, chunk);
    put_ewm(d, s, 1e7, chunk);
}
