/* Windows that slide: a day and two weeks of blocks, an hour of time; several quantiles in one pass; the
 * exponentially weighted mean. Each row runs on every kind of data, because van Herk's scans and sets of ranks owe
 * nothing to its order. */
#include "rolling_runs.h"

static void prepare_nine(bench_series *s) {
    hst_rolling_window w = window_of(s);
    (void)hst_rolling_quantile_work_size(&w, &s->work_bytes, s->n, 9);
    s->work = bench_room((int64_t)s->work_bytes + 9 * s->n * (int64_t)sizeof(double), 1);
}

/* The answers stand behind the workspace. */
static double run_nine(void *context) {
    static const double tenths[9] = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};
    bench_series *s = context;
    hst_rolling_window w = window_of(s);
    double *out = (double *)s->work + s->work_bytes / sizeof(double);
    (void)hst_rolling_quantiles(&w, out, tenths, 9, s->x, s->n, s->work, s->work_bytes);
    return bench_check(out, 9 * s->n);
}

static const int64_t day = 144, fortnight = 2016, hour = 3600;

/* The goals of means, deviations, extremes and the exponentially weighted mean are times a copy; those of medians
 * and of windows by time are times what others take (peers/). */
static const bench_plan plans[] = {
    {"rolling_mean_144", run_mean, 8, 1, 3, 1.5, NULL, &day, 0},
    {"rolling_deviation_144", run_deviation, 8, 1, 7.5, 3.4, NULL, &day, 0},
    {"rolling_max_144", run_max, 8, 1, 3, 1.5, prepare_extreme, &day, 0},
    {"rolling_max_2016", run_max, 8, 1, 3, 1.5, prepare_extreme, &fortnight, 0},
    {"rolling_median_144", run_median, 8, 1, 0, 0, prepare_quantile, &day, 0},
    {"rolling_median_2016", run_median, 8, 1, 0, 0, prepare_quantile, &fortnight, 0},
    {"rolling_nine_quantiles_144", run_nine, 8, 1, 0, 0, prepare_nine, &day, 1},
    {"rolling_mean_hour", run_mean_time, 16, 1, 0, 0, NULL, &hour, 0},
    {"rolling_max_hour", run_max_time, 16, 1, 0, 0, prepare_extreme_time, &hour, 0},
    {"rolling_median_hour", run_median_time, 16, 1, 0, 0, prepare_quantile_time, &hour, 0},
    {"rolling_ewm", run_ewm, 16, 1, 2, 1.25, NULL, NULL, 0},
    {"rolling_ewm_even_steps", run_ewm, 16, 1, 2, 1.25, prepare_steps, NULL, 0},
};

int main(int argc, char **argv) {
    size_t i;
    bench_begin(argc, argv);
    for (i = 0; i < sizeof plans / sizeof plans[0]; ++i) {
        bench_series_case(&plans[i]);
    }
    return bench_end();
}
