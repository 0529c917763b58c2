/* The room survival: each value as a duration, a third of them censored by their id. */
#include <math.h>

#include "hashstat/survival.h"
#include "peers.h"

enum { MOST = 10000000 };

static int32_t status[MOST];
static hst_survival_row row[MOST];
static int64_t found;

static void prepare(bench_series *s) {
    int64_t i;
    for (i = 0; i < s->n; ++i) {
        status[i] = s->id[i] % 3 > 0;
    }
    s->work_bytes = hst_survival_work_size(s->n);
    s->work = bench_room((int64_t)s->work_bytes, 1);
}

/* The survival alone goes into the answer, behind it nothing; taking it out of the rows is timed too. */
static double run_fit(void *context) {
    bench_series *s = context;
    int64_t i;
    (void)hst_survival_fit(row, s->n, &found, s->x, status, s->n, HST_SURVIVAL_LOG, 0.95, s->work,
                           s->work_bytes);
    for (i = 0; i < s->n; ++i) {
        s->out[i] = i < found ? row[i].survival : NAN;
    }
    return s->out[found / 2];
}

static const peers_plan plans[] = {
    {"survival_fit", run_fit, NULL, prepare, NULL, 0},
};

int main(int argc, char **argv) {
    return peers_main("ours", plans, sizeof plans / sizeof plans[0], argc, argv);
}
