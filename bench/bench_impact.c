/* What an event took: one fall against a baseline, the growth-aware fall over 40 daily bins (two weeks around
 * a blackout) and over 10,000, two events in the same, a scan, the falls of 20 pools, shares and the plans.
 * What cannot be done without reading is each count with its exposure, time and darkness once. */
#include <math.h>
#include <stdlib.h>

#include "bench.h"
#include "hashstat/impact.h"

enum { POOLS = 20 };

typedef struct record {
    int64_t *blocks;
    double *exposure, *time, *dark;
    int64_t bins;
} record;

/* 144 blocks a day, growing by a third over the record; the middle tenth is dark and lost 8 %. */
static record make_record(int64_t bins) {
    rng random = rng_seed(20220105);
    record r;
    int64_t j;
    r.bins = bins;
    r.blocks = bench_room(bins, sizeof *r.blocks);
    r.exposure = bench_room(bins, sizeof *r.exposure);
    r.time = bench_room(bins, sizeof *r.time);
    r.dark = bench_room(bins, sizeof *r.dark);
    for (j = 0; j < bins; ++j) {
        double part = (double)j / (double)bins;
        r.time[j] = 1.64e9 + 86400 * (double)j;
        r.dark[j] = part >= 0.45 && part < 0.55;
        r.exposure[j] = 8.3e-19 * (0.9 + 0.2 * rng_uniform(&random));
        r.blocks[j] =
            rng_poisson(&random, r.exposure[j] * 1.735e20 * (1 + part / 3) * (1 - 0.08 * r.dark[j]));
    }
    return r;
}

static void free_record(record *r) {
    free(r->blocks);
    free(r->exposure);
    free(r->time);
    free(r->dark);
}

static double run_trend(void *context) {
    const record *r = context;
    hst_impact_trend t = {{0, 0, 0, 0, 0}, 0, 0, 0, 0, 0, 0, 0};
    (void)hst_impact_trend_fit(&t, r->blocks, r->exposure, r->time, r->dark, r->bins, 0.95);
    return t.fall.estimate + t.fall.lower + t.fall.upper + t.fall.p +
           1e9 * (t.growth_lower + t.growth_upper) + t.dispersion;
}

static void bench_trend(const char *name, int64_t bins) {
    if (bench_wants(name)) {
        record r = make_record(bins);
        bench_case(name, bins, 32.0 * (double)bins, NULL, run_trend, &r);
        free_record(&r);
    }
}

/* Two events: the dark tenth, and the tenth before the end. */
static double run_events(void *context) {
    const record *r = context;
    hst_impact_fall falls[2] = {{0, 0, 0, 0, 0}};
    hst_impact_events e = {0, 0, 0, 0, 0, 0};
    (void)hst_impact_events_fit(falls, &e, r->blocks, r->exposure, r->time, r->bins, r->dark, 2, 0.95, 1);
    return falls[0].lower + falls[1].upper + falls[1].p + 1e9 * e.growth;
}

static void bench_events(const char *name, int64_t bins) {
    if (bench_wants(name)) {
        record r = make_record(bins);
        double *both = bench_room(2 * bins, sizeof *both);
        int64_t j;
        for (j = 0; j < bins; ++j) {
            double part = (double)j / (double)bins;
            both[j] = r.dark[j];
            both[bins + j] = part >= 0.8 && part < 0.9;
        }
        free(r.dark);
        r.dark = both;
        bench_case(name, bins, 40.0 * (double)bins, NULL, run_events, &r);
        free_record(&r);
    }
}

/* 40 days, windows of 3 to 7 of them, 999 records without events. */
static double run_scan(void *context) {
    const record *r = context;
    double work[82];
    hst_impact_scan s = {0, 0, 0, 0, 0, 0};
    (void)hst_impact_scan_falls(&s, work, r->blocks, r->exposure, 40, 3, 7, 999, 1);
    return s.p + s.log_ratio;
}

static void bench_scan(const char *name) {
    if (bench_wants(name)) {
        record r = make_record(40);
        bench_case(name, 40, 16.0 * 40, NULL, run_scan, &r);
        free_record(&r);
    }
}

static const hst_impact_count EVENT = {802, 4.661e-18}, BASE = {1036, 5.801e-18};

static double run_exact(void *context) {
    hst_impact_fall fall = {0, 0, 0, 0, 0};
    (void)hst_impact_fall_exact(&fall, context, &BASE, 0.95);
    return fall.estimate + fall.lower + fall.upper + fall.p;
}

static double run_midp(void *context) {
    hst_impact_fall fall = {0, 0, 0, 0, 0};
    (void)hst_impact_fall_midp(&fall, context, &BASE, 0.95);
    return fall.estimate + fall.lower + fall.upper + fall.p;
}

static double run_did(void *context) {
    static const hst_impact_count control_event = {900, 4.661e-18}, control = {1050, 5.801e-18};
    hst_impact_fall fall = {0, 0, 0, 0, 0};
    (void)hst_impact_did_counts(&fall, context, &BASE, &control_event, &control, 0.95);
    return fall.lower + fall.upper + fall.p;
}

static double run_combine(void *context) {
    const hst_impact_count event[3] = {EVENT, {150, 1e-18}, {60, 4e-19}};
    const hst_impact_count base[3] = {BASE, {900, 5e-18}, {950, 5e-18}};
    const double low[3] = {0.9, 0.6, 0.5}, high[3] = {1, 0.8, 0.9};
    hst_impact_combined c = {{0, 0, 0}, 0, 0, 0};
    (void)context;
    (void)hst_impact_shares_combine(&c, event, base, low, high, 3, 0.95);
    return c.share.estimate + c.share.lower + c.share.upper + c.p;
}

static double run_compatible(void *context) {
    hst_impact_compatible c = {0, 0, 0, 0};
    (void)hst_impact_share_compatible(&c, context, &BASE, 0.181, 0.8, 1);
    return c.p + c.bayes;
}

static double run_detectable(void *context) {
    const hst_impact_count *event = context;
    double fall = 0;
    (void)hst_impact_detectable(&fall, &BASE, event->exposure, 0.05, 0.8);
    return fall;
}

static double run_time_to_detect(void *context) {
    double seconds = 0;
    (void)context;
    (void)hst_impact_time_to_detect(&seconds, &BASE, 0.181, 1, 1.04e23, 0.05, 0.8);
    return seconds;
}

typedef struct pools {
    int64_t before[POOLS], during[POOLS];
} pools;

static pools make_pools(void) {
    rng random = rng_seed(3);
    pools p;
    double size = 150;
    int i;
    for (i = 0; i < POOLS; ++i, size *= 0.8) {
        p.before[i] = rng_poisson(&random, size);
        p.during[i] = rng_poisson(&random, 0.8 * size);
    }
    return p;
}

static double run_pools(void *context) {
    const pools *p = context;
    hst_impact_fall falls[POOLS] = {{0, 0, 0, 0, 0}};
    double sum = 0;
    int i;
    (void)hst_impact_pools_fall(falls, p->before, p->during, POOLS, 5.801e-18, 4.661e-18, 0.95);
    for (i = 0; i < POOLS; ++i) {
        sum += falls[i].upper + falls[i].p;
    }
    return sum;
}

static double run_pools_mean(void *context) {
    const pools *p = context;
    hst_impact_pools_mean mean = {0, 0, 0, 0, 0, 0, 0};
    (void)hst_impact_pools_mean_fall(&mean, p->before, p->during, POOLS, 5.801e-18, 4.661e-18, 0.95);
    return mean.plain_upper + mean.weighted;
}

int main(int argc, char **argv) {
    hst_impact_count event = EVENT;
    pools p = make_pools();
    bench_begin(argc, argv);
    bench_trend("impact_trend_40_bins", 40);
    bench_trend("impact_trend_10000_bins", 10000);
    bench_events("impact_events_40_bins", 40);
    bench_events("impact_events_10000_bins", 10000);
    bench_scan("impact_scan_40_bins");
    bench_case("impact_did_counts", 1, 64, NULL, run_did, &event);
    bench_case("impact_shares_combine_3", 3, 96, NULL, run_combine, &event);
    bench_case("impact_share_compatible", 1, 32, NULL, run_compatible, &event);
    bench_case("impact_fall_exact", 1, 32, NULL, run_exact, &event);
    bench_case("impact_fall_midp", 1, 32, NULL, run_midp, &event);
    bench_case("impact_pools_fall_20", POOLS, sizeof p, NULL, run_pools, &p);
    bench_case("impact_pools_mean_fall_20", POOLS, sizeof p, NULL, run_pools_mean, &p);
    bench_case("impact_detectable", 1, 32, NULL, run_detectable, &event);
    bench_case("impact_time_to_detect", 1, 32, NULL, run_time_to_detect, &event);
    return bench_end();
}
