/* Blocks and bins pushed one after the other, with and without a comparison that moves along; and a reading
 * of a monitor that is full. */
#include <stdlib.h>

#include "bench.h"
#include "hashstat/monitor.h"

typedef struct pushes {
    hst_monitor_state state;
    int64_t baseline;
    double *seconds, *work, *exposure;
    int64_t *count, *key;
    int64_t n;
} pushes;

static pushes *make_pushes(int64_t n, int64_t baseline) {
    rng r = rng_seed(2009);
    pushes *p = bench_room(1, sizeof *p);
    int64_t i;
    p->n = n;
    p->baseline = baseline;
    p->seconds = bench_room(n, sizeof *p->seconds);
    p->work = bench_room(n, sizeof *p->work);
    p->exposure = bench_room(n, sizeof *p->exposure);
    p->count = bench_room(n, sizeof *p->count);
    p->key = bench_room(n, sizeof *p->key);
    for (i = 0; i < n; ++i) {
        p->seconds[i] = 600 * rng_exponential(&r);
        p->work[i] = 1e23;
        p->exposure[i] = 1;
        p->count[i] = rng_poisson(&r, 6);
        p->key[i] = i;
    }
    return p;
}

static void free_pushes(pushes *p) {
    free(p->seconds);
    free(p->work);
    free(p->exposure);
    free(p->count);
    free(p->key);
    free(p);
}

static void begin(void *context) {
    pushes *p = context;
    hst_monitor_options o;
    (void)hst_monitor_options_init(&o, (uint32_t)sizeof o);
    o.baseline = p->baseline;
    (void)hst_monitor_init(&p->state, &o);
}

static double check(const pushes *p) {
    hst_monitor_reading out;
    return hst_monitor_read(&out, &p->state, 0.95) == HST_OK ? out.log_e + out.fall.statistic : -1;
}

static double run_blocks(void *context) {
    pushes *p = context;
    (void)hst_monitor_push_blocks(&p->state, p->seconds, p->work, p->key, p->n);
    return check(p);
}

static double run_block(void *context) {
    pushes *p = context;
    int64_t i;
    for (i = 0; i < p->n; ++i) {
        (void)hst_monitor_push_block(&p->state, p->seconds[i], p->work[i], p->key[i]);
    }
    return check(p);
}

static double run_bins(void *context) {
    pushes *p = context;
    (void)hst_monitor_push_bins(&p->state, p->count, p->exposure, p->key, p->n);
    return check(p);
}

static double run_read(void *context) {
    pushes *p = context;
    double sum = 0;
    int i;
    for (i = 0; i < 100; ++i) {
        sum += check(p);
    }
    return sum;
}

static void bench_pushes(const char *name, bench_run *run, int64_t baseline) {
    int i;
    for (i = 0; i < bench_sizes() && bench_wants(name); ++i) {
        pushes *p = make_pushes(bench_size(i), baseline);
        bench_case(name, p->n, 24.0 * (double)p->n, begin, run, p);
        free_pushes(p);
    }
}

/* A hundred readings of a state of 16,680 bytes. */
static void bench_read(void) {
    pushes *p;
    if (!bench_wants("monitor_read")) {
        return;
    }
    p = make_pushes(100000, 0);
    begin(p);
    (void)run_blocks(p);
    bench_case("monitor_read", 100, 100 * (double)sizeof p->state, NULL, run_read, p);
    free_pushes(p);
}

int main(int argc, char **argv) {
    bench_begin(argc, argv);
    bench_pushes("monitor_push_blocks", run_blocks, 0);
    bench_pushes("monitor_push_blocks_baseline", run_blocks, 4032);
    bench_pushes("monitor_push_block", run_block, 0);
    bench_pushes("monitor_push_bins", run_bins, 0);
    bench_read();
    return bench_end();
}
