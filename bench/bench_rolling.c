/* Windows of a day and of two weeks of blocks, windows of an hour, and the exponentially weighted mean. Where
 * times are read too, 16 bytes of an item come and 8 go: as many as a copy of 12 moves. */
#include <stdio.h>
#include <stdlib.h>

#include "bench.h"
#include "hashstat/rolling.h"

enum { BY_COUNT, BY_TIME, MEDIAN = 1 };

typedef struct windows {
    int64_t width;
    int by;
} windows;

static const windows day = {144, BY_COUNT}, fortnight = {2016, BY_COUNT}, hour = {3600, BY_TIME};

static hst_rolling_window window_of(const bench_series *s) {
    hst_rolling_window w = {sizeof(hst_rolling_window), 0, 0, 1};
    w.width = ((const windows *)s->extra)->width;
    return w;
}

static int is_by_time(const bench_series *s) {
    return ((const windows *)s->extra)->by == BY_TIME;
}

static double finish(const bench_series *s, hst_status status) {
    if (status != HST_OK) {
        fprintf(stderr, "bench_rolling: %s\n", hst_status_name(status));
        exit(1);
    }
    return bench_check(s->out, s->n);
}

static double run_sum(void *context) {
    bench_series *s = context;
    hst_rolling_window w = window_of(s);
    return finish(s, is_by_time(s) ? hst_rolling_sum_time(&w, s->out, s->time, s->x, s->n)
                                   : hst_rolling_sum(&w, s->out, s->x, s->n));
}

static double run_mean(void *context) {
    bench_series *s = context;
    hst_rolling_window w = window_of(s);
    return finish(s, is_by_time(s) ? hst_rolling_mean_time(&w, s->out, s->time, s->x, s->n)
                                   : hst_rolling_mean(&w, s->out, s->x, s->n));
}

static double run_deviation(void *context) {
    bench_series *s = context;
    hst_rolling_window w = window_of(s);
    return finish(s, is_by_time(s) ? hst_rolling_deviation_time(&w, s->out, s->time, s->x, s->n)
                                   : hst_rolling_deviation(&w, s->out, s->x, s->n));
}

static double run_min(void *context) {
    bench_series *s = context;
    hst_rolling_window w = window_of(s);
    return finish(s, is_by_time(s)
                         ? hst_rolling_min_time(&w, s->out, s->time, s->x, s->n, s->work, s->work_bytes)
                         : hst_rolling_min(&w, s->out, s->x, s->n, s->work, s->work_bytes));
}

static double run_max(void *context) {
    bench_series *s = context;
    hst_rolling_window w = window_of(s);
    return finish(s, is_by_time(s)
                         ? hst_rolling_max_time(&w, s->out, s->time, s->x, s->n, s->work, s->work_bytes)
                         : hst_rolling_max(&w, s->out, s->x, s->n, s->work, s->work_bytes));
}

static double run_median(void *context) {
    bench_series *s = context;
    hst_rolling_window w = window_of(s);
    return finish(s, is_by_time(s)
                         ? hst_rolling_median_time(&w, s->out, s->time, s->x, s->n, s->work, s->work_bytes)
                         : hst_rolling_median(&w, s->out, s->x, s->n, s->work, s->work_bytes));
}

static double run_ewm(void *context) {
    bench_series *s = context;
    return finish(s, hst_rolling_ewm(s->out, s->time, s->x, s->n, 3600));
}

static void make_room(bench_series *s, hst_status status) {
    if (status != HST_OK) {
        exit(1);
    }
    s->work = bench_room((int64_t)(s->work_bytes / 8) + 1, 8);
}

static void prepare_extremes(bench_series *s) {
    hst_rolling_window w = window_of(s);
    make_room(s, is_by_time(s) ? hst_rolling_extreme_work_size_time(&w, &s->work_bytes, s->n)
                               : hst_rolling_extreme_work_size(&w, &s->work_bytes, s->n));
}

static void prepare_median(bench_series *s) {
    hst_rolling_window w = window_of(s);
    make_room(s, is_by_time(s) ? hst_rolling_quantile_work_size_time(&w, &s->work_bytes, s->n, MEDIAN)
                               : hst_rolling_quantile_work_size(&w, &s->work_bytes, s->n, MEDIAN));
}

static void prepare_minutes(bench_series *s) {
    int64_t i;
    for (i = 0; i < s->n; ++i) {
        s->time[i] = s->time[0] + 60 * i;
    }
}

static const bench_plan plans[] = {
    {"rolling_sum_144", run_sum, 8, 1, 0, 0, NULL, &day, 0},
    {"rolling_mean_144", run_mean, 8, 1, 3, 1.5, NULL, &day, 0},
    {"rolling_mean_2016", run_mean, 8, 1, 0, 0, NULL, &fortnight, 0},
    {"rolling_deviation_144", run_deviation, 8, 1, 7.5, 3.4, NULL, &day, 0},
    {"rolling_deviation_2016", run_deviation, 8, 1, 0, 0, NULL, &fortnight, 0},
    {"rolling_min_144", run_min, 8, 1, 3, 1.5, prepare_extremes, &day, 0},
    {"rolling_max_144", run_max, 8, 1, 3, 1.5, prepare_extremes, &day, 0},
    {"rolling_max_2016", run_max, 8, 1, 3, 1.5, prepare_extremes, &fortnight, 0},
    {"rolling_median_144", run_median, 8, 1, 0, 0, prepare_median, &day, 0},
    {"rolling_median_2016", run_median, 8, 1, 0, 0, prepare_median, &fortnight, 0},
    {"rolling_mean_hour", run_mean, 12, 1, 0, 0, NULL, &hour, 0},
    {"rolling_deviation_hour", run_deviation, 12, 1, 0, 0, NULL, &hour, 1},
    {"rolling_max_hour", run_max, 12, 1, 0, 0, prepare_extremes, &hour, 0},
    {"rolling_median_hour", run_median, 12, 1, 0, 0, prepare_median, &hour, 0},
    {"rolling_ewm", run_ewm, 12, 1, 2, 1.25, NULL, NULL, 0},
    {"rolling_ewm_minutes", run_ewm, 12, 1, 2, 1.25, prepare_minutes, NULL, 1},
};

int main(int argc, char **argv) {
    size_t i;
    bench_begin(argc, argv);
    for (i = 0; i < sizeof plans / sizeof plans[0]; ++i) {
        bench_series_case(&plans[i]);
    }
    return bench_end();
}
