/* Recovery of a series that falls early and comes back late, so that every sample is looked at; and what it was
 * before. */
#include <stdlib.h>

#include "bench.h"
#include "hashstat/recovery.h"

typedef struct series {
    int64_t *time;
    double *x;
    void *work;
    size_t bytes;
    int64_t n;
} series;

/* Noise about 60 % of the baseline, then about 100 % in the last tenth; a hundredth is missing. */
static series make_series(int64_t n) {
    rng r = rng_seed(20220111);
    double nan = strtod("nan", NULL);
    int64_t time = 1641340800;
    series s;
    int64_t i;
    s.n = n;
    s.time = bench_room(n, sizeof *s.time);
    s.x = bench_room(n, sizeof *s.x);
    s.bytes = hst_recovery_baseline_work_size(n);
    s.work = bench_room((int64_t)s.bytes, 1);
    for (i = 0; i < n; ++i) {
        time += 600 + (int64_t)rng_below(&r, 60);
        s.time[i] = time;
        s.x[i] = (i < n / 10 * 9 ? 1.1e20 : 2e20) * (1 + 0.02 * rng_normal(&r));
        s.x[i] = rng_below(&r, 100) == 0 ? nan : s.x[i];
    }
    return s;
}

static void free_series(series *s) {
    free(s->time);
    free(s->x);
    free(s->work);
}

static double run_find(void *context) {
    series *s = context;
    hst_recovery out;
    out.work_lost = 0;
    out.recovery = 0;
    (void)hst_recovery_find(&out, s->time, s->x, s->n, s->time[0], 1.8e20, 0.95, 86400);
    return out.work_lost + (double)out.recovery;
}

static double run_baseline(void *context) {
    series *s = context;
    double mean = 0;
    (void)hst_recovery_baseline_mean(&mean, s->time, s->x, s->n, s->time[0], s->time[s->n - 1]);
    return mean;
}

static double run_median(void *context) {
    series *s = context;
    double median = 0;
    (void)hst_recovery_baseline_median(&median, s->time, s->x, s->n, s->time[0], s->time[s->n - 1], s->work,
                                       s->bytes);
    return median;
}

static double run_growth(void *context) {
    series *s = context;
    hst_recovery_growth g = {0, 0, 0, 0, 0};
    (void)hst_recovery_growth_fit(&g, s->time, s->x, s->n, s->time[0], s->time[s->n - 1]);
    return g.level;
}

static double run_half_life(void *context) {
    series *s = context;
    hst_recovery_half h = {0, 0, 0, 0, 0, 0};
    (void)hst_recovery_half_life(&h, s->time, s->x, s->n, s->time[0], 1.8e20);
    return h.level + (double)h.crossing;
}

static double run_triangle(void *context) {
    series *s = context;
    hst_recovery_resilience r = {0, 0, 0, 0, 0, 0, 0, 0};
    (void)hst_recovery_resilience_over(&r, s->time, s->x, s->n, s->time[0], s->time[s->n - 1] - s->time[0],
                                       1.8e20, 0.95, 86400);
    return r.work_lost;
}

static double run_return(void *context) {
    series *s = context;
    hst_recovery_return r = {0, 0, 0, 0, 0, 0};
    (void)hst_recovery_return_fit(&r, s->time, s->x, s->n, s->time[0], s->time[s->n - 1], 1.8e20, 0.95);
    return r.scatter + (double)r.identified;
}

static void bench(const char *name, bench_run *run) {
    int i;
    for (i = 0; i < bench_sizes() && bench_wants(name); ++i) {
        series s = make_series(bench_size(i));
        bench_case(name, s.n, 16.0 * (double)s.n, NULL, run, &s);
        free_series(&s);
    }
}

static void bench_return(const char *name) {
    series s;
    if (bench_wants(name)) {
        s = make_series(100);
        bench_case(name, s.n, 16.0 * (double)s.n, NULL, run_return, &s);
        free_series(&s);
    }
}

int main(int argc, char **argv) {
    bench_begin(argc, argv);
    bench("recovery_find", run_find);
    bench("recovery_baseline_mean", run_baseline);
    bench("recovery_baseline_median", run_median);
    bench("recovery_growth_fit", run_growth);
    bench("recovery_half_life", run_half_life);
    bench("recovery_resilience", run_triangle);
    bench_return("recovery_return_fit_100");
    return bench_end();
}
