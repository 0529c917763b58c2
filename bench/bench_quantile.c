/* Exact quantiles of an array, one and several, and the sketch that merges. */
#include <stdlib.h>

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

/* A sketch of 1 % over the twelve decimal orders around 1e20: some 1,400 counters. */
static void begin_sketch(bench_series *s) {
    (void)hst_quantile_sketch_init(s->work, s->work_bytes, 0.01, 1e14, 1e26);
}

static void prepare_sketch(bench_series *s) {
    (void)hst_quantile_sketch_size(&s->work_bytes, 0.01, 1e14, 1e26);
    s->work = bench_room((int64_t)s->work_bytes, 1);
}

/* Begun anew, and read at the end. */
static double run_push_n(void *context) {
    bench_series *s = context;
    static const double half = 0.5;
    double median = 0;
    begin_sketch(s);
    (void)hst_quantile_sketch_push_n(s->work, s->work_bytes, s->x, s->n);
    (void)hst_quantile_sketch_read(&median, &half, 1, s->work, s->work_bytes);
    return median;
}

static const bench_plan plans[] = {
    {"quantile_select_one", run_select, 8, 0, 8, 3.5, prepare_select, &one, 0},
    {"quantile_median", run_median, 8, 0, 8, 3.5, prepare_select, NULL, 0},
    {"quantile_select_nine", run_select, 8, 0, 0, 0, prepare_select, &nine, 0},
    {"quantile_select_99", run_select, 8, 0, 0, 0, prepare_select, &hundred, 0},
    {"quantile_sketch_push_n", run_push_n, 8, 0, 0, 0, prepare_sketch, NULL, 0},
};

typedef struct pair {
    size_t bytes;
    void *whole;
    void *part;
} pair;

/* Begun anew too, or the counts would grow from run to run. */
static double run_merge(void *context) {
    pair *p = context;
    hst_quantile_counts counts = {0, 0, 0, 0, 0, 0, 0, 0};
    (void)hst_quantile_sketch_init(p->whole, p->bytes, 0.01, 1e14, 1e26);
    (void)hst_quantile_sketch_merge(p->whole, p->bytes, p->part, p->bytes);
    (void)hst_quantile_sketch_merge(p->whole, p->bytes, p->part, p->bytes);
    (void)hst_quantile_sketch_counts(&counts, p->whole, p->bytes);
    return (double)counts.observed;
}

/* Items are the words of both. */
static void bench_merge(void) {
    bench_series s;
    pair p;
    if (!bench_wants("quantile_sketch_merge_twice")) {
        return;
    }
    s = bench_series_make(BENCH_ORDINARY, 100000);
    prepare_sketch(&s);
    (void)run_push_n(&s);
    p.bytes = s.work_bytes;
    p.part = s.work;
    p.whole = bench_room((int64_t)p.bytes, 1);
    bench_case("quantile_sketch_merge_twice", (int64_t)p.bytes / 4, 2 * (double)p.bytes, NULL, run_merge, &p);
    free(p.whole);
    bench_series_free(&s);
}

int main(int argc, char **argv) {
    size_t i;
    bench_begin(argc, argv);
    for (i = 0; i < sizeof plans / sizeof plans[0]; ++i) {
        bench_series_case(&plans[i]);
    }
    bench_merge();
    return bench_end();
}
