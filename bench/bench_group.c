/* Sums and moments by group, over ids in no order and, for some, in runs; then 64 pools weighed into 200
 * countries at one time, at eight, over a week of hours and over two weeks of ten minutes. An item of that is a
 * weight applied to a sample. */
#include <stdlib.h>

#include "bench.h"
#include "hashstat/group.h"

enum { POOLS = 64, COUNTRIES = 200 };

/* How groups are made for a row of the table. */
typedef struct labels {
    int32_t groups;
    int runs; /* ids ascend */
} labels;

static const labels few = {64, 0};
static const labels few_in_runs = {64, 1};
static const labels many = {10000, 0};
static const labels many_in_runs = {10000, 1};

static int64_t counts[10000];
static hst_moments moments[10000];

static void label(bench_series *s) {
    const labels *l = s->extra;
    rng r = rng_seed(64);
    int64_t i;
    for (i = 0; i < s->n; ++i) {
        s->id[i] = (int32_t)(l->runs ? i * l->groups / s->n : (int64_t)rng_below(&r, (uint64_t)l->groups));
    }
    free(s->out);
    s->out = bench_room(l->groups, sizeof *s->out);
}

static void prepare_sum(bench_series *s) {
    label(s);
    s->work_bytes = hst_group_work_size(((const labels *)s->extra)->groups);
    s->work = bench_room((int64_t)s->work_bytes, 1);
}

static void prepare_moments(bench_series *s) {
    label(s);
    s->work_bytes = hst_group_moments_work_size(s->n, ((const labels *)s->extra)->groups);
    s->work = bench_room((int64_t)s->work_bytes, 1);
}

static double run_count(void *context) {
    bench_series *s = context;
    int64_t unknown = 0;
    (void)hst_group_count(counts, &unknown, s->id, s->n, ((const labels *)s->extra)->groups, 0);
    return (double)(counts[0] + 3 * counts[63] + unknown);
}

static double run_sum(void *context) {
    bench_series *s = context;
    int32_t groups = ((const labels *)s->extra)->groups;
    hst_group_unknown unknown;
    (void)hst_group_sum(s->out, counts, &unknown, s->id, s->x, s->n, groups, 0, s->work, s->work_bytes);
    return bench_check(s->out, groups);
}

static double run_mean(void *context) {
    bench_series *s = context;
    int32_t groups = ((const labels *)s->extra)->groups;
    hst_group_unknown unknown;
    (void)hst_group_mean(s->out, counts, &unknown, s->id, s->x, s->n, groups, 0, s->work, s->work_bytes);
    return bench_check(s->out, groups);
}

static double run_moments(void *context) {
    bench_series *s = context;
    int32_t groups = ((const labels *)s->extra)->groups;
    hst_moments unknown;
    (void)hst_group_moments(moments, &unknown, s->id, s->x, s->n, groups, 0, s->work, s->work_bytes);
    return moments[0].variance + (double)moments[groups - 1].max_key;
}

static const bench_plan plans[] = {
    {"group_count_64", run_count, 4, 0, 0, 0, label, &few, 1},
    {"group_sum_64", run_sum, 12, 0, 3.7, 1.4, prepare_sum, &few, 0},
    {"group_sum_64_runs", run_sum, 12, 0, 0, 0, prepare_sum, &few_in_runs, 1},
    {"group_sum_10000", run_sum, 12, 0, 0, 0, prepare_sum, &many, 1},
    {"group_sum_10000_runs", run_sum, 12, 0, 0, 0, prepare_sum, &many_in_runs, 1},
    {"group_mean_64", run_mean, 12, 0, 0, 0, prepare_sum, &few, 1},
    {"group_moments_64", run_moments, 12, 0, 0, 0, prepare_moments, &few, 0},
    {"group_moments_10000", run_moments, 12, 0, 0, 0, prepare_moments, &many, 1},
};

typedef struct tables {
    double *weight, *x, *out, *missing;
    int64_t times;
} tables;

static double run_weigh(void *context) {
    tables *t = context;
    (void)hst_group_weigh(t->out, t->missing, t->weight, t->x, POOLS, COUNTRIES, t->times);
    return bench_check(t->out, COUNTRIES * t->times) + bench_check(t->missing, COUNTRIES * t->times);
}

/* One sample in `gap` is missing; 0: none. */
static void bench_weigh(const char *name, int64_t times, uint64_t gap, double goal) {
    int64_t items = POOLS * COUNTRIES * times;
    double nan = strtod("nan", NULL);
    rng r = rng_seed(200);
    tables t;
    int64_t i;
    if (!bench_wants(name)) {
        return;
    }
    t.times = times;
    t.weight = bench_room(POOLS * COUNTRIES, sizeof *t.weight);
    t.x = bench_room(POOLS * times, sizeof *t.x);
    t.out = bench_room(COUNTRIES * times, sizeof *t.out);
    t.missing = bench_room(COUNTRIES * times, sizeof *t.missing);
    for (i = 0; i < POOLS * COUNTRIES; ++i) {
        t.weight[i] = rng_uniform(&r);
    }
    for (i = 0; i < POOLS * times; ++i) {
        t.x[i] = gap > 0 && rng_below(&r, gap) == 0 ? nan : 1e18 * rng_exponential(&r);
    }
    bench_case_goal(name, items, 8.0 * (double)items, goal, run_weigh, &t);
    free(t.weight);
    free(t.x);
    free(t.out);
    free(t.missing);
}

int main(int argc, char **argv) {
    size_t i;
    bench_begin(argc, argv);
    for (i = 0; i < sizeof plans / sizeof plans[0]; ++i) {
        bench_series_case(&plans[i]);
    }
    bench_weigh("group_weigh_64x200_times_1", 1, 0, 0);
    bench_weigh("group_weigh_64x200_times_8", 8, 0, 1.05);
    bench_weigh("group_weigh_64x200_times_168", 168, 0, 0);
    bench_weigh("group_weigh_64x200_times_168_missing", 168, 10, 0);
    bench_weigh("group_weigh_64x200_times_2016", 2016, 0, 0);
    return bench_end();
}
