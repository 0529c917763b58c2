/* Sums, means, variances and extremes of arrays; a state pushed to and merged. */
#include <stdlib.h>

#include "bench.h"
#include "hashstat/moments.h"

static double run_sum(void *context) {
    bench_series *s = context;
    double sum = 0;
    (void)hst_moments_sum(&sum, s->x, s->n);
    return sum;
}

static double run_mean(void *context) {
    bench_series *s = context;
    double mean = 0;
    (void)hst_moments_mean(&mean, s->x, s->n);
    return mean;
}

static double run_variance(void *context) {
    bench_series *s = context;
    double variance = 0;
    (void)hst_moments_variance(&variance, s->x, s->n);
    return variance;
}

static double run_extremes(void *context) {
    bench_series *s = context;
    hst_moments_extremes e = {0, 0, 0, 0};
    (void)hst_moments_extremes_of(&e, s->x, s->n);
    return e.min + e.max + (double)(e.min_index + e.max_index);
}

static double run_all(void *context) {
    bench_series *s = context;
    hst_moments m;
    m.sum = m.variance = 0;
    (void)hst_moments_of(&m, s->x, s->n);
    return m.sum + m.variance;
}

static double run_push(void *context) {
    bench_series *s = context;
    static const hst_moments_state empty;
    hst_moments_state state = empty;
    (void)hst_moments_state_push_run(&state, s->x, s->n, 0);
    return (double)(state.opaque[16] >> 11) + (double)state.opaque[102];
}

static double run_merge(void *context) {
    hst_moments_state *states = context;
    (void)hst_moments_state_merge(&states[0], &states[1]);
    return 1;
}

static void bench_merge(const char *name) {
    static hst_moments_state states[2];
    int64_t i;
    for (i = 0; i < 100; ++i) {
        (void)hst_moments_state_push(&states[1], (double)i * 1e18, i);
    }
    bench_case(name, 1, sizeof(hst_moments_state), NULL, run_merge, states);
}

static const bench_plan plans[] = {
    {"moments_sum", run_sum, 8, 0, 2.3, 1.25, NULL, NULL, 0},
    {"moments_mean", run_mean, 8, 0, 2.7, 1.3, NULL, NULL, 0},
    {"moments_variance", run_variance, 8, 0, 2.7, 1.3, NULL, NULL, 0},
    {"moments_extremes", run_extremes, 8, 0, 1.1, 1.05, NULL, NULL, 0},
    {"moments_of", run_all, 8, 0, 0, 0, NULL, NULL, 0},
    {"moments_state_push_run", run_push, 8, 0, 0, 0, NULL, NULL, 0},
};

int main(int argc, char **argv) {
    size_t i;
    bench_begin(argc, argv);
    for (i = 0; i < sizeof plans / sizeof plans[0]; ++i) {
        bench_series_case(&plans[i]);
    }
    if (bench_wants("moments_state_merge")) {
        bench_merge("moments_state_merge");
    }
    return bench_end();
}
