/* Concentration of many windows of 16 pools: a day's 144 blocks each, and a month's. */
#include <stdlib.h>

#include "bench.h"
#include "hashstat/concentration.h"

enum { POOLS = 16 };

typedef struct windows {
    int64_t *by_pool;
    int64_t *blocks;
    hst_concentration *out;
    hst_concentration_range *range;
    void *work;
    size_t bytes;
    int64_t count;
} windows;

/* Shares of the size of those of 2022, the smallest pool half a percent. */
static windows make_windows(int64_t count, double mean) {
    static const double share[POOLS] = {.18, .17,  .14, .12,  .1,  .08, .05,  .04,
                                        .03, .025, .02, .015, .01, .01, .005, .005};
    rng r = rng_seed(20220105);
    windows w;
    int64_t i, k;
    w.count = count;
    w.by_pool = bench_room(count * POOLS, sizeof *w.by_pool);
    w.blocks = bench_room(count, sizeof *w.blocks);
    w.out = bench_room(count, sizeof *w.out);
    w.range = bench_room(count, sizeof *w.range);
    w.bytes = hst_concentration_work_size(POOLS);
    w.work = bench_room((int64_t)w.bytes, 1);
    for (i = 0; i < count; ++i) {
        w.blocks[i] = 1 + (int64_t)rng_below(&r, 3);
        for (k = 0; k < POOLS; ++k) {
            w.by_pool[i * POOLS + k] = rng_poisson(&r, mean * share[k]);
            w.blocks[i] += w.by_pool[i * POOLS + k];
        }
    }
    return w;
}

static void free_windows(windows *w) {
    free(w->by_pool);
    free(w->blocks);
    free(w->out);
    free(w->range);
    free(w->work);
}

static double sum_of(const windows *w) {
    double sum = 0;
    int64_t i;
    for (i = 0; i < w->count; ++i) {
        sum += w->out[i].shannon + (double)w->out[i].nakamoto;
    }
    return sum;
}

static double run_measures(void *context) {
    windows *w = context;
    (void)hst_concentration_measure_grid(NULL, w->out, NULL, w->by_pool, w->blocks, w->count, POOLS, w->work,
                                         w->bytes);
    return sum_of(w);
}

static double run_ranges(void *context) {
    windows *w = context;
    (void)hst_concentration_measure_grid(NULL, w->out, w->range, w->by_pool, w->blocks, w->count, POOLS,
                                         w->work, w->bytes);
    return sum_of(w) + w->range[w->count - 1].hhi.lower;
}

static double run_ranks(void *context) {
    windows *w = context;
    hst_concentration_rank rank[POOLS];
    double sum = 0;
    int64_t i;
    for (i = 0; i < w->count; ++i) {
        (void)hst_concentration_ranks(rank, w->by_pool + i * POOLS, POOLS, 0.95, w->work, w->bytes);
        sum += (double)(rank[0].worst - rank[POOLS - 1].best);
    }
    return sum;
}

static void run_all(const char *name, bench_run *run, double mean, int64_t most) {
    int i;
    for (i = 0; i < bench_sizes() && bench_wants(name) && (i == 0 || bench_size(i - 1) < most); ++i) {
        int64_t n = bench_size(i) > most ? most : bench_size(i);
        windows w = make_windows(n, mean);
        bench_case(name, n, 8.0 * POOLS * (double)n, NULL, run, &w);
        free_windows(&w);
    }
}

int main(int argc, char **argv) {
    bench_begin(argc, argv);
    run_all("concentration_day", run_measures, 144, 1000000);
    run_all("concentration_month", run_measures, 4320, 1000000);
    run_all("concentration_day_ranges", run_ranges, 144, 100000);
    run_all("concentration_month_ranges", run_ranges, 4320, 100000);
    run_all("concentration_ranks", run_ranks, 1008, 100000);
    return bench_end();
}
