/* The room rolling. */
#include "peers.h"
#include "rolling_runs.h"

int main(int argc, char **argv) {
    static const int64_t day = 144, fortnight = 2016, hour = 3600;
    const peers_plan plans[] = {
        {"rolling_mean_144", run_mean, NULL, NULL, &day, 0},
        {"rolling_deviation_144", run_deviation, NULL, NULL, &day, 0},
        {"rolling_max_144", run_max, NULL, prepare_extreme, &day, 1},
        {"rolling_max_2016", run_max, NULL, prepare_extreme, &fortnight, 1},
        {"rolling_median_144", run_median, NULL, prepare_quantile, &day, 0},
        {"rolling_median_2016", run_median, NULL, prepare_quantile, &fortnight, 0},
        {"rolling_mean_hour", run_mean_time, NULL, NULL, &hour, 0},
        {"rolling_max_hour", run_max_time, NULL, prepare_extreme_time, &hour, 0},
        {"rolling_median_hour", run_median_time, NULL, prepare_quantile_time, &hour, 0},
        {"rolling_ewm", run_ewm, NULL, prepare_steps, NULL, 0},
    };
    return peers_main("ours", plans, sizeof plans / sizeof plans[0], argc, argv);
}
