/* Outages in a signal that is sampled every five or ten minutes or each hour: histories of a week of hours
 * (168) and of two weeks of ten minutes (2,016). The rolling median beside them neither looks at the past
 * alone nor paints anything over: it is what this costs when windows can be sorted beforehand. */
#include <stdlib.h>

#include "bench.h"
#include "hashstat/outage.h"
#include "hashstat/rolling.h"

typedef struct series {
    hst_outage_options o;
    hst_rolling_window w;
    int64_t *time;
    double *x, *base;
    int32_t *state;
    hst_outage_episode *out;
    void *work;
    size_t bytes;
    int64_t n;
} series;

/* Noise of 3 %, a hundredth missing, and an outage of 50 samples in every thousand. */
static series make_series(int64_t n, int64_t width) {
    rng r = rng_seed(20220105);
    double nan = strtod("nan", NULL);
    series s;
    size_t rolling = 0;
    int64_t i;
    s.n = n;
    (void)hst_outage_options_init(&s.o, (uint32_t)sizeof s.o);
    s.o.history = 600 * width;
    (void)hst_rolling_window_init(&s.w, (uint32_t)sizeof s.w);
    s.w.width = width;
    s.w.min_count = 1;
    (void)hst_outage_work_size(&s.bytes, n);
    (void)hst_rolling_quantile_work_size(&s.w, &rolling, n, 1);
    s.bytes = s.bytes > rolling ? s.bytes : rolling;
    s.work = bench_room((int64_t)s.bytes, 1);
    s.time = bench_room(n, sizeof *s.time);
    s.x = bench_room(n, sizeof *s.x);
    s.base = bench_room(n, sizeof *s.base);
    s.state = bench_room(n, sizeof *s.state);
    s.out = bench_room(n / 100 + 1, sizeof *s.out);
    for (i = 0; i < n; ++i) {
        s.time[i] = 600 * i;
        s.x[i] = (i % 1000 >= 950 ? 400 : 1000) * (1 + 0.03 * rng_normal(&r));
        s.x[i] = rng_below(&r, 100) == 0 ? nan : s.x[i];
    }
    return s;
}

static void free_series(series *s) {
    free(s->time);
    free(s->x);
    free(s->base);
    free(s->state);
    free(s->out);
    free(s->work);
}

/* Missing answers count as 0. */
static double check(const double *x, int64_t n) {
    double sum = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        sum += x[i] > 0 && x[i] < 1e300 ? x[i] : 0;
    }
    return sum;
}

static double run_baseline(void *context) {
    series *s = context;
    (void)hst_outage_baseline(&s->o, s->base, s->time, s->x, s->n, s->work, s->bytes);
    return check(s->base, s->n);
}

static double run_seasonal(void *context) {
    series *s = context;
    hst_outage_options o = s->o;
    o.flags = HST_OUTAGE_SEASONAL;
    (void)hst_outage_baseline(&o, s->base, s->time, s->x, s->n, s->work, s->bytes);
    return check(s->base, s->n);
}

static double run_rolling(void *context) {
    series *s = context;
    (void)hst_rolling_median(&s->w, s->base, s->x, s->n, s->work, s->bytes);
    return check(s->base, s->n);
}

static double run_z(void *context) {
    series *s = context;
    (void)hst_outage_robust_z(&s->o, s->base, s->time, s->x, s->n, s->work, s->bytes);
    return check(s->base, s->n);
}

static double run_detect(void *context) {
    series *s = context;
    int64_t found = 0;
    (void)hst_outage_detect(&s->o, s->base, NULL, s->state, s->out, s->n / 100 + 1, &found, s->time, s->x,
                            s->n, s->work, s->bytes);
    return check(s->base, s->n) + (double)found;
}

/* The slow one is spared the largest size. */
static void bench(const char *name, bench_run *run, int64_t width, int sizes) {
    int i;
    for (i = 0; i < bench_sizes() && i < sizes && bench_wants(name); ++i) {
        series s = make_series(bench_size(i), width);
        bench_case(name, s.n, 16.0 * (double)s.n, NULL, run, &s);
        free_series(&s);
    }
}

int main(int argc, char **argv) {
    bench_begin(argc, argv);
    bench("outage_baseline_168", run_baseline, 168, 3);
    bench("outage_rolling_median_168", run_rolling, 168, 3);
    bench("outage_baseline_2016", run_baseline, 2016, 3);
    bench("outage_rolling_median_2016", run_rolling, 2016, 3);
    bench("outage_detect_2016", run_detect, 2016, 3);
    bench("outage_baseline_seasonal", run_seasonal, 168, 3);
    bench("outage_robust_z_168", run_z, 168, 2);
    bench("outage_robust_z_2016", run_z, 2016, 2);
    return bench_end();
}
