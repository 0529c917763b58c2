/* Recovery of a series that falls early and comes back late, so that every sample is looked at; and its
 * baseline. */
#include <stdlib.h>

#include "bench.h"
#include "hashstat/recovery.h"

typedef struct series {
    int64_t *time;
    double *x;
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

static void bench(const char *name, bench_run *run) {
    int i;
    for (i = 0; i < bench_sizes() && bench_wants(name); ++i) {
        series s = make_series(bench_size(i));
        bench_case(name, s.n, 16.0 * (double)s.n, NULL, run, &s);
        free_series(&s);
    }
}

int main(int argc, char **argv) {
    bench_begin(argc, argv);
    bench("recovery_find", run_find);
    bench("recovery_baseline_mean", run_baseline);
    return bench_end();
}
