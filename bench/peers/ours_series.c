/* The room series: buckets of an hour, some 60 samples each. */
#include "hashstat/series.h"
#include "peers.h"

static hst_series_grid hours(const bench_series *s) {
    hst_series_grid grid = {0, HST_SERIES_HOUR, 0};
    (void)hst_series_floor(&grid.start, s->time[0], 0, grid.step);
    grid.count = (s->time[s->n - 1] - grid.start) / grid.step + 1;
    return grid;
}

static int64_t buckets(const bench_series *s) {
    return hours(s).count;
}

static int64_t four_of_each(const bench_series *s) {
    return 4 * hours(s).count;
}

static double run_mean(void *context) {
    bench_series *s = context;
    hst_series_grid grid = hours(s);
    (void)hst_series_bucket(s->out, &grid, s->time, s->x, s->n, HST_SERIES_MEAN, 0);
    return bench_check(s->out, grid.count);
}

/* Rows: mean, min, max, last. */
static double run_chart(void *context) {
    bench_series *s = context;
    hst_series_grid grid = hours(s);
    (void)hst_series_bucket(s->out, &grid, s->time, s->x, s->n,
                            HST_SERIES_MEAN | HST_SERIES_MIN | HST_SERIES_MAX | HST_SERIES_LAST, 0);
    return bench_check(s->out, 4 * grid.count);
}

static const peers_plan plans[] = {
    {"series_mean", run_mean, buckets, NULL, NULL, 0},
    {"series_chart", run_chart, four_of_each, NULL, NULL, 0},
};

int main(int argc, char **argv) {
    return peers_main("ours", plans, sizeof plans / sizeof plans[0], argc, argv);
}
