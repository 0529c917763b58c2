/* The room drawdown. */
#include "hashstat/drawdown.h"
#include "peers.h"

static double run_max(void *context) {
    bench_series *s = context;
    hst_drawdown fall = {0, 0, 0, 0, 0};
    (void)hst_drawdown_max(&fall, s->x, s->n);
    s->out[0] = fall.depth;
    s->out[1] = (double)fall.peak;
    s->out[2] = (double)fall.trough;
    s->out[3] = s->x[fall.peak];
    return bench_check(s->out, 4);
}

static double run_underwater(void *context) {
    bench_series *s = context;
    (void)hst_drawdown_underwater(s->out, s->x, s->n);
    return bench_check(s->out, s->n);
}

static const peers_plan plans[] = {
    {"drawdown_max", run_max, peers_four, NULL, NULL, 1},
    {"drawdown_underwater", run_underwater, NULL, NULL, NULL, 0},
};

int main(int argc, char **argv) {
    return peers_main("ours", plans, sizeof plans / sizeof plans[0], argc, argv);
}
