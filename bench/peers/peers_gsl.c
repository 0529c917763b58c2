/* The GNU Scientific Library. Its moving windows shrink at the ends where ours are missing; those places are
 * not compared. It knows neither missing samples nor times. */
#include <gsl/gsl_movstat.h>
#include <gsl/gsl_sort_vector.h>
#include <gsl/gsl_statistics.h>
#include <math.h>
#include <string.h>

#include "peers.h"

static double run_variance(void *context) {
    bench_series *s = context;
    s->out[0] = gsl_stats_variance(s->x, 1, (size_t)s->n);
    return s->out[0];
}

static double run_extremes(void *context) {
    bench_series *s = context;
    size_t least, most;
    gsl_stats_minmax_index(&least, &most, s->x, 1, (size_t)s->n);
    s->out[0] = s->x[least];
    s->out[1] = (double)least;
    s->out[2] = s->x[most];
    s->out[3] = (double)most;
    return bench_check(s->out, 4);
}

static void prepare_copy(bench_series *s) {
    s->work = bench_room(s->n, sizeof(double));
}

/* It selects in place. */
static double run_median(void *context) {
    bench_series *s = context;
    memcpy(s->work, s->x, (size_t)s->n * sizeof(double));
    s->out[0] = gsl_stats_median(s->work, 1, (size_t)s->n);
    return s->out[0];
}

typedef int moving(const gsl_movstat_end_t end, const gsl_vector *x, gsl_vector *y, gsl_movstat_workspace *w);

typedef struct window {
    size_t width;
    moving *statistic;
} window;

static double run_moving(void *context) {
    bench_series *s = context;
    const window *w = s->extra;
    gsl_vector_const_view x = gsl_vector_const_view_array(s->x, (size_t)s->n);
    gsl_vector_view y = gsl_vector_view_array(s->out, (size_t)s->n);
    gsl_movstat_workspace *work = gsl_movstat_alloc2(w->width - 1, 0);
    size_t i;
    (void)w->statistic(GSL_MOVSTAT_END_TRUNCATE, &x.vector, &y.vector, work);
    gsl_movstat_free(work);
    for (i = 0; i + 1 < w->width; ++i) {
        s->out[i] = (double)NAN;
    }
    return bench_check(s->out, s->n);
}

int main(int argc, char **argv) {
    static const window mean = {144, gsl_movstat_mean}, deviation = {144, gsl_movstat_sd};
    static const window max_day = {144, gsl_movstat_max}, max_fortnight = {2016, gsl_movstat_max};
    static const window median_day = {144, gsl_movstat_median}, median_fortnight = {2016, gsl_movstat_median};
    static const peers_plan plans[] = {
        {"moments_variance", run_variance, peers_one, NULL, NULL, 0},
        {"moments_extremes", run_extremes, peers_four, NULL, NULL, 0},
        {"quantile_median", run_median, peers_one, prepare_copy, NULL, 0},
        {"rolling_mean_144", run_moving, NULL, NULL, &mean, 0},
        {"rolling_deviation_144", run_moving, NULL, NULL, &deviation, 0},
        {"rolling_max_144", run_moving, NULL, NULL, &max_day, 1},
        {"rolling_max_2016", run_moving, NULL, NULL, &max_fortnight, 1},
        {"rolling_median_144", run_moving, NULL, NULL, &median_day, 0},
        {"rolling_median_2016", run_moving, NULL, NULL, &median_fortnight, 0},
    };
    return peers_main("GSL", plans, sizeof plans / sizeof plans[0], argc, argv);
}
