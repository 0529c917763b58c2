/* Outage or level shift over 1,000 and 10,000 hourly bins, quiet ones and some with an outage, only falls or
 * in either direction. There are half as many pairs of times as bins squared: those are the items. What
 * cannot be done without reading is each count with its exposure once. */
#include <stdlib.h>

#include "bench.h"
#include "hashstat/level_shift.h"

typedef struct record {
    int64_t *blocks;
    double *exposure;
    void *work;
    int64_t bins;
    hst_level_shift_options options;
} record;

/* Six blocks an hour, exposures that differ; a twentieth of the record lost `fall`. */
static record make_record(int64_t bins, double fall, int32_t direction) {
    rng random = rng_seed(20220105);
    record r;
    int64_t i;
    r.bins = bins;
    r.blocks = bench_room(bins, sizeof *r.blocks);
    r.exposure = bench_room(bins, sizeof *r.exposure);
    r.work = bench_room(1, hst_level_shift_work_size(bins));
    (void)hst_level_shift_options_init(&r.options, (uint32_t)sizeof r.options);
    r.options.direction = direction;
    r.options.duration = (double)bins;
    for (i = 0; i < bins; ++i) {
        int dark = i > bins / 2 && i <= bins / 2 + bins / 20;
        r.exposure[i] = 3.4e-20 * (0.9 + 0.2 * rng_uniform(&random));
        r.blocks[i] = rng_poisson(&random, r.exposure[i] * 1.76e20 * (dark ? 1 - fall : 1));
    }
    return r;
}

static double run_odds(void *context) {
    const record *r = context;
    hst_level_shift s = {0};
    (void)hst_level_shift_odds(&r->options, &s, r->work, hst_level_shift_work_size(r->bins), r->blocks,
                               r->exposure, NULL, r->bins, 0.95);
    return s.log_none + s.log_shift + s.log_outage + s.outage_fall.median + (double)s.outage_onset.upper;
}

static void bench_odds(const char *name, int64_t bins, double fall, int32_t direction) {
    if (bench_wants(name)) {
        record r = make_record(bins, fall, direction);
        bench_case(name, bins * bins / 2, 16.0 * (double)bins, NULL, run_odds, &r);
        free(r.blocks);
        free(r.exposure);
        free(r.work);
    }
}

int main(int argc, char **argv) {
    bench_begin(argc, argv);
    bench_odds("level_shift_odds_1000_quiet", 1000, 0, HST_LEVEL_SHIFT_FALLS);
    bench_odds("level_shift_odds_1000_outage", 1000, 0.5, HST_LEVEL_SHIFT_FALLS);
    bench_odds("level_shift_odds_1000_either", 1000, 0.5, HST_LEVEL_SHIFT_EITHER);
    bench_odds("level_shift_odds_10000_quiet", 10000, 0, HST_LEVEL_SHIFT_FALLS);
    bench_odds("level_shift_odds_10000_outage", 10000, 0.5, HST_LEVEL_SHIFT_FALLS);
    bench_odds("level_shift_odds_10000_either", 10000, 0.5, HST_LEVEL_SHIFT_EITHER);
    return bench_end();
}
