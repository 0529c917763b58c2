/* The room moments, beside what sums, varies and ranges elsewhere. */
#include "hashstat/moments.h"
#include "peers.h"

static double run_sum(void *context) {
    bench_series *s = context;
    (void)hst_moments_sum(s->out, s->x, s->n);
    return s->out[0];
}

static double run_variance(void *context) {
    bench_series *s = context;
    (void)hst_moments_variance(s->out, s->x, s->n);
    return s->out[0];
}

static double run_extremes(void *context) {
    bench_series *s = context;
    hst_moments_extremes e = {0, 0, 0, 0};
    (void)hst_moments_extremes_of(&e, s->x, s->n);
    s->out[0] = e.min;
    s->out[1] = (double)e.min_index;
    s->out[2] = e.max;
    s->out[3] = (double)e.max_index;
    return bench_check(s->out, 4);
}

/* Peers that round once and those that do not are two comparisons. */
static const peers_plan plans[] = {
    {"moments_sum", run_sum, peers_one, NULL, NULL, 0},
    {"moments_sum_plain", run_sum, peers_one, NULL, NULL, 0},
    {"moments_variance", run_variance, peers_one, NULL, NULL, 0},
    {"moments_extremes", run_extremes, peers_four, NULL, NULL, 0},
};

int main(int argc, char **argv) {
    return peers_main("ours", plans, sizeof plans / sizeof plans[0], argc, argv);
}
