/* The room quantile. */
#include "hashstat/quantile.h"
#include "peers.h"

static void prepare(bench_series *s) {
    s->work_bytes = hst_quantile_work_size(s->n);
    s->work = bench_room((int64_t)s->work_bytes, 1);
}

static double run_one(void *context) {
    static const double probability = 0.95;
    bench_series *s = context;
    (void)hst_quantile_select(s->out, &probability, 1, s->x, s->n, s->work, s->work_bytes);
    return s->out[0];
}

static double run_median(void *context) {
    bench_series *s = context;
    (void)hst_quantile_median(s->out, s->x, s->n, s->work, s->work_bytes);
    return s->out[0];
}

static const peers_plan plans[] = {
    {"quantile_one", run_one, peers_one, prepare, NULL, 0},
    {"quantile_median", run_median, peers_one, prepare, NULL, 0},
};

int main(int argc, char **argv) {
    return peers_main("ours", plans, sizeof plans / sizeof plans[0], argc, argv);
}
