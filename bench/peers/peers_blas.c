/* OpenBLAS: pools weighted into countries as the product of two matrices. */
#include <cblas.h>

#include "peers.h"

static double run_weigh(void *context) {
    bench_series *s = context;
    int times = (int)peers_times(s);
    cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, PEERS_COUNTRIES, times, PEERS_POOLS, 1, s->extra,
                PEERS_COUNTRIES, s->x, times, 0, s->out, times);
    return bench_check(s->out, peers_cells(s));
}

int main(int argc, char **argv) {
    const peers_plan plans[] = {
        {"group_weigh_64x200", run_weigh, peers_cells, NULL, peers_weights(), 0},
    };
    return peers_main("OpenBLAS", plans, 1, argc, argv);
}
