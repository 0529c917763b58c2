/* Exact quantiles of an array, one and several, and the sketch that merges. */
#include "bench.h"
#include "hashstat/quantile.h"

static double run_median(void *context) {
    bench_series *s = context;
    double out = 0;
    (void)hst_quantile_median(&out, s->x, s->n, s->work, s->work_bytes);
    return out;
}

/* Of `extra`: how many, evenly spaced inside 0..1, or one near the end. */
static const int one = 1, nine = 9, hundred = 99;

static double run_select(void *context) {
    bench_series *s = context;
    double p[99], out[99];
    int count = *(const int *)s->extra, k;
    for (k = 0; k < count; ++k) {
        p[k] = count == 1 ? 0.95 : (double)(k + 1) / (count + 1);
    }
    (void)hst_quantile_select(out, p, count, s->x, s->n, s->work, s->work_bytes);
    return bench_check(out, count);
}

static void prepare_select(bench_series *s) {
    s->work_bytes = hst_quantile_work_size(s->n);
    s->work = bench_room(s->n, sizeof(double));
}

static const bench_plan plans[] = {
    {"quantile_select_one", run_select, 8, 0, 8, 3.5, prepare_select, &one, 0},
    {"quantile_median", run_median, 8, 0, 8, 3.5, prepare_select, NULL, 0},
    {"quantile_select_nine", run_select, 8, 0, 0, 0, prepare_select, &nine, 0},
    {"quantile_select_99", run_select, 8, 0, 0, 0, prepare_select, &hundred, 0},
};

int main(int argc, char **argv) {
    size_t i;
    bench_begin(argc, argv);
    for (i = 0; i < sizeof plans / sizeof plans[0]; ++i) {
        bench_series_case(&plans[i]);
    }
    return bench_end();
}
