/* The room group. */
#include "hashstat/group.h"
#include "peers.h"

enum { GROUPS = 64 };

static int64_t groups(const bench_series *s) {
    (void)s;
    return GROUPS;
}

static void prepare(bench_series *s) {
    s->work_bytes = hst_group_work_size(GROUPS);
    s->work = bench_room((int64_t)s->work_bytes, 1);
}

static double run_sum(void *context) {
    bench_series *s = context;
    static int64_t count[GROUPS];
    hst_group_unknown unknown;
    (void)hst_group_sum(s->out, count, &unknown, s->id, s->x, s->n, GROUPS, 0, s->work, s->work_bytes);
    return bench_check(s->out, GROUPS);
}

static void prepare_missing(bench_series *s) {
    s->work = bench_room(peers_cells(s), sizeof(double));
}

static double run_weigh(void *context) {
    bench_series *s = context;
    (void)hst_group_weigh(s->out, s->work, s->extra, s->x, PEERS_POOLS, PEERS_COUNTRIES, peers_times(s));
    return bench_check(s->out, peers_cells(s));
}

int main(int argc, char **argv) {
    const peers_plan plans[] = {
        {"group_sum_64", run_sum, groups, prepare, NULL, 0},
        {"group_weigh_64x200", run_weigh, peers_cells, prepare_missing, peers_weights(), 0},
    };
    return peers_main("ours", plans, sizeof plans / sizeof plans[0], argc, argv);
}
