/* Falls of a series: one that wanders as hashrate does, where nearly every block of samples can be passed
 * over, and one that climbs with a deep fall in every block, where none can. Then the noise floor of a year
 * of days and of a year of ten-minute windows. */
#include <stdlib.h>

#include "bench.h"
#include "hashstat/drawdown.h"

typedef struct series {
    double *x;
    double *out;
    hst_drawdown *list;
    int64_t n;
} series;

/* A hundredth of the samples is missing. */
static series make_series(int64_t n, int climbing) {
    rng r = rng_seed(144);
    double level = 1e20, nan = strtod("nan", NULL);
    series s;
    int64_t i;
    s.n = n;
    s.x = bench_room(n, sizeof *s.x);
    s.out = bench_room(n, sizeof *s.out);
    s.list = bench_room(n / 2 + 1, sizeof *s.list);
    for (i = 0; i < n; ++i) {
        level *= climbing ? 1 + 1.0 / (double)n : 1 + 0.001 * rng_normal(&r);
        s.x[i] = climbing ? level * (1 - 0.01 * (double)(i + 1) / (double)n * rng_uniform(&r)) : level;
        s.x[i] = rng_below(&r, 100) == 0 ? nan : s.x[i];
        s.out[i] = 1;
    }
    return s;
}

static void free_series(series *s) {
    free(s->x);
    free(s->out);
    free(s->list);
}

static double run_max(void *context) {
    series *s = context;
    hst_drawdown fall = {0, 0, 0, 0, 0};
    (void)hst_drawdown_max(&fall, s->x, s->n);
    return fall.depth + (double)fall.trough;
}

static double run_underwater(void *context) {
    series *s = context;
    double sum = 0;
    int64_t i;
    (void)hst_drawdown_underwater(s->out, s->x, s->n);
    for (i = 0; i < s->n; i += s->n / 8) {
        sum += s->out[i] > 0 ? s->out[i] : 0;
    }
    return sum;
}

static double run_episodes(void *context) {
    series *s = context;
    int64_t found = 0;
    (void)hst_drawdown_episodes(s->list, s->n / 2 + 1, &found, s->x, s->n);
    return (double)found + s->list[found / 2].depth;
}

static void bench_series(const char *name, int climbing, bench_run *run, int copies) {
    int i;
    for (i = 0; i < bench_sizes() && bench_wants(name); ++i) {
        series s = make_series(bench_size(i), climbing);
        if (copies) {
            bench_case_copy(name, s.n, 8.0 * (double)s.n, NULL, run, &s);
        } else {
            bench_case(name, s.n, 8.0 * (double)s.n, NULL, run, &s);
        }
        free_series(&s);
    }
}

typedef struct floor_case {
    void *work;
    size_t bytes;
    int64_t windows;
    double depth;
} floor_case;

static double run_noise(void *context) {
    floor_case *f = context;
    double p = 0;
    (void)hst_drawdown_noise(&p, f->depth, 144, f->windows, f->work, f->bytes);
    return p;
}

static double run_quantile(void *context) {
    floor_case *f = context;
    double depth = 0;
    (void)hst_drawdown_noise_quantile(&depth, 0.5, 144, f->windows, f->work, f->bytes);
    return depth;
}

/* Items are windows. The depth is such that luck reaches it about every second time: nothing ends early. */
static void bench_noise(const char *name, int64_t windows, double depth, bench_run *run) {
    floor_case f;
    if (!bench_wants(name)) {
        return;
    }
    f.windows = windows;
    f.depth = depth;
    (void)hst_drawdown_noise_work_size(&f.bytes, 144);
    f.work = bench_room((int64_t)f.bytes, 1);
    bench_case(name, windows, (double)f.bytes, NULL, run, &f);
    free(f.work);
}

int main(int argc, char **argv) {
    bench_begin(argc, argv);
    bench_series("drawdown_max", 0, run_max, 0);
    bench_series("drawdown_max_climbing", 1, run_max, 0);
    bench_series("drawdown_underwater", 0, run_underwater, 1);
    bench_series("drawdown_episodes", 0, run_episodes, 0);
    bench_series("drawdown_episodes_climbing", 1, run_episodes, 0);
    bench_noise("drawdown_noise_365_windows", 365, 0.379, run_noise);
    bench_noise("drawdown_noise_52560_windows", 52560, 0.52, run_noise);
    bench_noise("drawdown_noise_median_365_windows", 365, 0, run_quantile);
    return bench_end();
}
