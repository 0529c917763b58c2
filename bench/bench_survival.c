/* Kaplan-Meier curves of durations in any order and of durations that ascend already, a third censored; and
 * two groups compared. */
#include <stdlib.h>

#include "bench.h"
#include "hashstat/survival.h"

typedef struct observations {
    double *duration;
    int32_t *status, *group;
    hst_survival_row *row;
    void *work;
    size_t bytes;
    int64_t n;
} observations;

/* Seconds of falls, some hours on average. */
static observations make_observations(int64_t n, int ascending) {
    rng r = rng_seed(1958);
    double now = 0;
    observations o;
    int64_t i;
    o.n = n;
    o.bytes = hst_survival_compare_work_size(n, 2);
    o.duration = bench_room(n, sizeof *o.duration);
    o.status = bench_room(n, sizeof *o.status);
    o.group = bench_room(n, sizeof *o.group);
    o.row = bench_room(n, sizeof *o.row);
    o.work = bench_room((int64_t)o.bytes, 1);
    for (i = 0; i < n; ++i) {
        now += rng_uniform(&r);
        o.duration[i] = ascending ? now : 36000 * rng_exponential(&r);
        o.status[i] = rng_below(&r, 3) > 0;
        o.group[i] = (int32_t)rng_below(&r, 2);
        o.row[i].time = 1;
    }
    return o;
}

static void free_observations(observations *o) {
    free(o->duration);
    free(o->status);
    free(o->group);
    free(o->row);
    free(o->work);
}

static double run_fit(void *context) {
    observations *o = context;
    int64_t found = 0;
    (void)hst_survival_fit(o->row, o->n, &found, o->duration, o->status, o->n, HST_SURVIVAL_LOG, 0.95,
                           o->work, o->bytes);
    return (double)found + o->row[found / 2].survival + o->row[found / 3].lower;
}

static double run_compare(void *context) {
    observations *o = context;
    hst_survival_group by_group[2];
    hst_survival_log_rank t = {0, 0, 0, 0};
    (void)hst_survival_compare(&t, by_group, o->duration, o->status, o->group, o->n, 2, o->work, o->bytes);
    return t.chi2 + by_group[1].expected;
}

static void bench_observations(const char *name, bench_run *run, int ascending) {
    int i;
    for (i = 0; i < bench_sizes() && bench_wants(name); ++i) {
        observations o = make_observations(bench_size(i), ascending);
        bench_case(name, o.n, 12.0 * (double)o.n, NULL, run, &o);
        free_observations(&o);
    }
}

int main(int argc, char **argv) {
    bench_begin(argc, argv);
    bench_observations("survival_fit", run_fit, 0);
    bench_observations("survival_fit_ascending", run_fit, 1);
    bench_observations("survival_compare_2_groups", run_compare, 0);
    return bench_end();
}
