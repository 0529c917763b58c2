/* What is timed of the room rolling: windows of a day and of two weeks of blocks, an hour of time, and the
 * exponentially weighted mean. bench_rolling.c times them by themselves, peers/ours_rolling.c beside others. */
#ifndef HASHSTAT_BENCH_ROLLING_RUNS_H
#define HASHSTAT_BENCH_ROLLING_RUNS_H

#include "bench.h"
#include "hashstat/rolling.h"

/* TA-Lib's EMA of 100 periods keeps 99/101 of what it was; this is the half-life of that for steps of a
 * minute: 60 ln 2 / ln(101/99). */
#define HALF_LIFE 2079.3722251133

static inline hst_rolling_window window_of(const bench_series *s) {
    hst_rolling_window w;
    (void)hst_rolling_window_init(&w, (uint32_t)sizeof w);
    w.width = *(const int64_t *)s->extra;
    return w;
}

static inline double run_mean(void *context) {
    bench_series *s = context;
    hst_rolling_window w = window_of(s);
    (void)hst_rolling_mean(&w, s->out, s->x, s->n);
    return bench_check(s->out, s->n);
}

static inline double run_deviation(void *context) {
    bench_series *s = context;
    hst_rolling_window w = window_of(s);
    (void)hst_rolling_deviation(&w, s->out, s->x, s->n);
    return bench_check(s->out, s->n);
}

static inline void prepare_extreme(bench_series *s) {
    hst_rolling_window w = window_of(s);
    (void)hst_rolling_extreme_work_size(&w, &s->work_bytes, s->n);
    s->work = bench_room((int64_t)s->work_bytes, 1);
}

static inline double run_max(void *context) {
    bench_series *s = context;
    hst_rolling_window w = window_of(s);
    (void)hst_rolling_max(&w, s->out, s->x, s->n, s->work, s->work_bytes);
    return bench_check(s->out, s->n);
}

static inline void prepare_quantile(bench_series *s) {
    hst_rolling_window w = window_of(s);
    (void)hst_rolling_quantile_work_size(&w, &s->work_bytes, s->n, 1);
    s->work = bench_room((int64_t)s->work_bytes, 1);
}

static inline double run_median(void *context) {
    bench_series *s = context;
    hst_rolling_window w = window_of(s);
    (void)hst_rolling_median(&w, s->out, s->x, s->n, s->work, s->work_bytes);
    return bench_check(s->out, s->n);
}

static inline double run_mean_time(void *context) {
    bench_series *s = context;
    hst_rolling_window w = window_of(s);
    (void)hst_rolling_mean_time(&w, s->out, s->time, s->x, s->n);
    return bench_check(s->out, s->n);
}

static inline void prepare_extreme_time(bench_series *s) {
    hst_rolling_window w = window_of(s);
    (void)hst_rolling_extreme_work_size_time(&w, &s->work_bytes, s->n);
    s->work = bench_room((int64_t)s->work_bytes, 1);
}

static inline double run_max_time(void *context) {
    bench_series *s = context;
    hst_rolling_window w = window_of(s);
    (void)hst_rolling_max_time(&w, s->out, s->time, s->x, s->n, s->work, s->work_bytes);
    return bench_check(s->out, s->n);
}

static inline void prepare_quantile_time(bench_series *s) {
    hst_rolling_window w = window_of(s);
    (void)hst_rolling_quantile_work_size_time(&w, &s->work_bytes, s->n, 1);
    s->work = bench_room((int64_t)s->work_bytes, 1);
}

static inline double run_median_time(void *context) {
    bench_series *s = context;
    hst_rolling_window w = window_of(s);
    (void)hst_rolling_median_time(&w, s->out, s->time, s->x, s->n, s->work, s->work_bytes);
    return bench_check(s->out, s->n);
}

/* Peers know steps of one length only. */
static inline void prepare_steps(bench_series *s) {
    int64_t i;
    for (i = 0; i < s->n; ++i) {
        s->time[i] = 60 * i;
    }
}

static inline double run_ewm(void *context) {
    bench_series *s = context;
    (void)hst_rolling_ewm(s->out, s->time, s->x, s->n, HALF_LIFE);
    return bench_check(s->out, s->n);
}

#endif
