/* Samples a minute apart, unevenly, in buckets of an hour: one statistic, those of a candle chart, all over
 * samples, and those over time; in days, months and seconds too. Then several series on one grid, filling,
 * and the edges of months. */
#include <stdlib.h>

#include "bench.h"
#include "hashstat/series.h"

enum { LONGEST_GAP = 600, SERIES = 8 };

/* What a plan asks for. */
typedef struct question {
    int64_t step;
    uint32_t statistics;
} question;

/* And what it needs for it. */
typedef struct answer {
    hst_series_grid grid;
    int64_t doubles;
    double *out;
    int64_t *edges;
    int64_t offsets[SERIES + 1];
} answer;

static int64_t rows_of(uint32_t statistics) {
    int64_t rows = 0;
    for (; statistics != 0; statistics &= statistics - 1) {
        ++rows;
    }
    return rows;
}

static hst_series_grid grid_over(const bench_series *s, int64_t step) {
    hst_series_grid grid = {0, step, 0};
    (void)hst_series_floor(&grid.start, s->time[0], 0, step);
    grid.count = (s->time[s->n - 1] - grid.start) / step + 1;
    return grid;
}

static void prepare(bench_series *s) {
    const question *q = s->extra;
    answer *a = bench_room(1, sizeof *a);
    int64_t b;
    s->work = a;
    a->grid = grid_over(s, q->step);
    a->doubles = a->grid.count * (rows_of(q->statistics) > SERIES ? rows_of(q->statistics) : SERIES);
    a->out = bench_room(a->doubles, sizeof *a->out);
    a->edges = bench_room(a->grid.count + 1, sizeof *a->edges);
    for (b = 0; b < a->doubles; ++b) {
        a->out[b] = 1;
    }
    for (b = 0; b <= a->grid.count; ++b) {
        a->edges[b] = a->grid.start + b * q->step;
    }
    for (b = 0; b <= SERIES; ++b) {
        a->offsets[b] = s->n * b / SERIES;
    }
}


static double run_bucket(void *context) {
    bench_series *s = context;
    const question *q = s->extra;
    answer *a = s->work;
    (void)hst_series_bucket(a->out, &a->grid, s->time, s->x, s->n, q->statistics, LONGEST_GAP);
    return bench_check(a->out, a->grid.count * rows_of(q->statistics));
}

static double run_edges(void *context) {
    bench_series *s = context;
    const question *q = s->extra;
    answer *a = s->work;
    (void)hst_series_bucket_edges(a->out, a->edges, a->grid.count, s->time, s->x, s->n, q->statistics,
                                  LONGEST_GAP);
    return bench_check(a->out, a->grid.count * rows_of(q->statistics));
}

static double run_align(void *context) {
    static const uint32_t mean[SERIES] = {HST_SERIES_MEAN, HST_SERIES_MEAN, HST_SERIES_MEAN, HST_SERIES_MEAN,
                                          HST_SERIES_MEAN, HST_SERIES_MEAN, HST_SERIES_MEAN, HST_SERIES_MEAN};
    bench_series *s = context;
    answer *a = s->work;
    int64_t filled[SERIES] = {0};
    (void)hst_series_align(a->out, filled, &a->grid, mean, a->offsets, SERIES, s->time, s->x, LONGEST_GAP,
                           HST_SERIES_FILL_LINEAR, 3, 0);
    return bench_check(a->out, a->grid.count * SERIES) + (double)filled[0];
}

static double run_fill(void *context) {
    bench_series *s = context;
    int64_t filled = 0;
    (void)hst_series_fill(s->out, &filled, s->x, s->n, *(const uint32_t *)s->extra, 5, 0);
    return bench_check(s->out, s->n) + (double)filled;
}

static const question hourly_mean = {HST_SERIES_HOUR, HST_SERIES_MEAN};
static const question hourly_chart = {HST_SERIES_HOUR, HST_SERIES_MIN | HST_SERIES_MAX | HST_SERIES_MEAN |
                                                           HST_SERIES_LAST};
static const question hourly_all = {HST_SERIES_HOUR, 2 * HST_SERIES_LINE_COVERAGE - 1};
static const question hourly_step = {HST_SERIES_HOUR, HST_SERIES_STEP_MEAN};
static const question hourly_line = {HST_SERIES_HOUR, HST_SERIES_LINE_MEAN};
static const question daily_mean = {HST_SERIES_DAY, HST_SERIES_MEAN};
static const question monthly_mean = {30 * HST_SERIES_DAY, HST_SERIES_MEAN};
static const question minutely_last = {60, HST_SERIES_LAST};
static const uint32_t linear = HST_SERIES_FILL_LINEAR;
static const uint32_t previous = HST_SERIES_FILL_PREVIOUS;

/* Each sample is a time and a value. */
static const bench_plan plans[] = {
    {"series_mean", run_bucket, 16, 0, 3, 1.25, prepare, &hourly_mean, 0},
    {"series_min_max_mean_last", run_bucket, 16, 0, 4.5, 1.8, prepare, &hourly_chart, 0},
    {"series_all", run_bucket, 16, 0, 0, 0, prepare, &hourly_all, 1},
    {"series_step_mean", run_bucket, 16, 0, 0, 0, prepare, &hourly_step, 0},
    {"series_line_mean", run_bucket, 16, 0, 0, 0, prepare, &hourly_line, 0},
    {"series_mean_edges", run_edges, 16, 0, 0, 0, prepare, &hourly_mean, 1},
    {"series_mean_day", run_bucket, 16, 0, 0, 0, prepare, &daily_mean, 1},
    {"series_mean_month", run_bucket, 16, 0, 0, 0, prepare, &monthly_mean, 1},
    {"series_last_minute", run_bucket, 16, 0, 0, 0, prepare, &minutely_last, 1},
    {"series_align_8", run_align, 16, 0, 0, 0, prepare, &hourly_mean, 1},
};

static const bench_plan fills[] = {
    {"series_fill_linear", run_fill, 8, 1, 0, 0, NULL, &linear, 0},
    {"series_fill_previous", run_fill, 8, 1, 0, 0, NULL, &previous, 0},
};

static double run_months(void *context) {
    int64_t *edges = context;
    (void)hst_series_months(edges, 1200, 1970, 1);
    return (double)edges[1200];
}

static void bench_months(void) {
    static int64_t edges[1201];
    if (bench_wants("series_months_century")) {
        bench_case("series_months_century", 1200, 8 * 1201, NULL, run_months, edges);
    }
}

int main(int argc, char **argv) {
    size_t i;
    bench_begin(argc, argv);
    for (i = 0; i < sizeof plans / sizeof plans[0]; ++i) {
        bench_series_case(&plans[i]);
    }
    for (i = 0; i < sizeof fills / sizeof fills[0]; ++i) {
        bench_series_case(&fills[i]);
    }
    bench_months();
    return bench_end();
}
