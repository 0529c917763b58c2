/* Falls of a series, also of one that climbs with a fall in every block of samples, so that none can be passed
 * over. Then the noise floor of a year of days and of a year of ten-minute windows. */
#include <stdlib.h>

#include "bench.h"
#include "hashstat/drawdown.h"

static double run_max(void *context) {
    bench_series *s = context;
    hst_drawdown fall = {0, 0, 0, 0, 0};
    (void)hst_drawdown_max(&fall, s->x, s->n);
    return fall.depth + (double)fall.trough;
}

static double run_underwater(void *context) {
    bench_series *s = context;
    (void)hst_drawdown_underwater(s->out, s->x, s->n);
    return bench_check(s->out, s->n);
}

static double run_episodes(void *context) {
    bench_series *s = context;
    hst_drawdown *list = s->work;
    int64_t found = 0;
    (void)hst_drawdown_episodes(list, s->n / 2 + 1, &found, s->x, s->n);
    return (double)found + list[found / 2].depth;
}

static void prepare_list(bench_series *s) {
    s->work = bench_room(s->n / 2 + 1, sizeof(hst_drawdown));
}

/* Climbs with a fall in every block of samples, each deeper than the last, so that none can be passed over. */
static void prepare_climb(bench_series *s) {
    rng r = rng_seed(144);
    double level = 1e20;
    int64_t i;
    for (i = 0; i < s->n; ++i) {
        level *= 1 + 1.0 / (double)s->n;
        s->x[i] = level * (1 - 0.01 * (double)(i + 1) / (double)s->n * rng_uniform(&r));
    }
    prepare_list(s);
}

static double run_summary(void *context) {
    bench_series *s = context;
    hst_drawdown_summary figures = {0};
    (void)hst_drawdown_summary_of(&figures, NULL, s->x, s->n, 0, 1);
    return figures.pain + figures.ulcer + (double)figures.longest;
}

static double run_deepest(void *context) {
    bench_series *s = context;
    hst_drawdown deepest[10] = {{0, 0, 0, 0, 0}};
    int64_t found = 0;
    (void)hst_drawdown_list(deepest, 10, &found, s->x, s->n, 0, 1, HST_DRAWDOWN_DEEPEST);
    return (double)found + deepest[found < 10 ? 0 : 9].depth;
}

static double run_at_risk(void *context) {
    static const double level = 0.95;
    bench_series *s = context;
    double at_risk = 0, conditional = 0;
    (void)hst_drawdown_at_risk(&at_risk, &conditional, &level, 1, s->x, s->n, s->work, (size_t)s->n * 16);
    return at_risk + conditional;
}

static double run_rolling(void *context) {
    bench_series *s = context;
    (void)hst_drawdown_rolling_max(s->out, s->x, s->n, 144, s->work, 144 * 40);
    return bench_check(s->out, s->n);
}

static void prepare_path(bench_series *s) {
    s->work = bench_room(s->n < 1000 ? 2000 : 2 * s->n, sizeof(double));
}

static const bench_plan plans[] = {
    {"drawdown_max", run_max, 8, 0, 1.25, 1.05, NULL, NULL, 0},
    {"drawdown_max_climbing", run_max, 8, 0, 5, 1.5, prepare_climb, NULL, 1},
    {"drawdown_underwater", run_underwater, 8, 1, 1.25, 1.15, NULL, NULL, 0},
    {"drawdown_episodes", run_episodes, 8, 0, 0, 0, prepare_list, NULL, 0},
    {"drawdown_deepest_10", run_deepest, 8, 0, 0, 0, NULL, NULL, 0},
    {"drawdown_ulcer_pain", run_summary, 8, 0, 2, 1.3, NULL, NULL, 0},
    {"drawdown_ulcer_pain_climbing", run_summary, 8, 0, 0, 0, prepare_climb, NULL, 1},
    {"drawdown_conditional_at_risk", run_at_risk, 8, 0, 12, 5, prepare_path, NULL, 0},
    {"drawdown_rolling_max_144", run_rolling, 8, 1, 0, 0, prepare_path, NULL, 0},
};

typedef struct floor_case {
    void *work;
    size_t bytes;
    int64_t windows;
    double depth;
} floor_case;

static double run_noise(void *context) {
    floor_case *f = context;
    double p = 0;
    (void)hst_drawdown_noise(&p, f->depth, 144, f->windows, f->work, f->bytes);
    return p;
}

static double run_quantile(void *context) {
    floor_case *f = context;
    double depth = 0;
    (void)hst_drawdown_noise_quantile(&depth, 0.5, 144, f->windows, f->work, f->bytes);
    return depth;
}

/* Items are windows. The depth is such that luck reaches it about every second time: nothing ends early. */
static void bench_noise(const char *name, int64_t windows, double depth, bench_run *run) {
    floor_case f;
    if (!bench_wants(name)) {
        return;
    }
    f.windows = windows;
    f.depth = depth;
    (void)hst_drawdown_noise_work_size(&f.bytes, 144);
    f.work = bench_room((int64_t)f.bytes, 1);
    bench_case(name, windows, (double)f.bytes, NULL, run, &f);
    free(f.work);
}

int main(int argc, char **argv) {
    size_t i;
    bench_begin(argc, argv);
    for (i = 0; i < sizeof plans / sizeof plans[0]; ++i) {
        bench_series_case(&plans[i]);
    }
    bench_noise("drawdown_noise_365_windows", 365, 0.379, run_noise);
    bench_noise("drawdown_noise_52560_windows", 52560, 0.52, run_noise);
    bench_noise("drawdown_noise_median_365_windows", 365, 0, run_quantile);
    return bench_end();
}
