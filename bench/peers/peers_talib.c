/* TA-Lib. It takes no missing samples, its deviation has divisor n, and its exponential mean begins with a plain
 * one, which is forgotten long before the middle, where the comparison begins. */
#include <math.h>
#include <string.h>

#include "peers.h"
#include "ta_func.h"

typedef TA_RetCode indicator(int first, int last, const double x[], int periods, int *begin, int *count,
                             double out[]);

typedef struct window {
    int periods;
    indicator *statistic;
} window;

static double run_indicator(void *context) {
    bench_series *s = context;
    const window *w = s->extra;
    int begin = 0, count = 0, i;
    (void)w->statistic(0, (int)s->n - 1, s->x, w->periods, &begin, &count, s->out + w->periods - 1);
    for (i = 0; i < w->periods - 1; ++i) {
        s->out[i] = (double)NAN;
    }
    return bench_check(s->out, s->n);
}

static TA_RetCode deviation(int first, int last, const double x[], int periods, int *begin, int *count,
                            double out[]) {
    return TA_STDDEV(first, last, x, periods, sqrt(periods / (periods - 1.0)), begin, count, out);
}

int main(int argc, char **argv) {
    static const window mean = {144, TA_SMA}, day_deviation = {144, deviation};
    static const window max_day = {144, TA_MAX}, max_fortnight = {2016, TA_MAX}, ewm = {100, TA_EMA};
    static const peers_plan plans[] = {
        {"rolling_mean_144", run_indicator, NULL, NULL, &mean, 0},
        {"rolling_deviation_144", run_indicator, NULL, NULL, &day_deviation, 0},
        {"rolling_max_144", run_indicator, NULL, NULL, &max_day, 1},
        {"rolling_max_2016", run_indicator, NULL, NULL, &max_fortnight, 1},
        {"rolling_ewm", run_indicator, NULL, NULL, &ewm, 0},
    };
    return peers_main("TA-Lib", plans, sizeof plans / sizeof plans[0], argc, argv);
}
