/* Outages behind the falls of pools: 20 pools of 6 countries (a week of blocks around a blackout), and 1,000
 * of 32. What cannot be done without reading is the mix once, with two counts for each pool. */
#include <stdlib.h>

#include "bench.h"
#include "hashstat/attribution.h"

enum { RUNS = 999 };

typedef struct event {
    double *mix, *fall, *weight;
    int64_t *before, *during;
    void *work;
    size_t bytes;
    hst_attribution_country *out;
    hst_attribution_column *column;
    int32_t pools, countries;
} event;

static void fill_row(event *e, int32_t p, rng *random) {
    double *row = e->mix + p * e->countries, sum = 0, fall = 0;
    int32_t c;
    for (c = 0; c < e->countries; ++c) {
        row[c] = rng_exponential(random);
        sum += row[c];
    }
    for (c = 0; c < e->countries; ++c) {
        row[c] /= sum;
        fall += row[c] * (c % 3) / 3;
    }
    e->before[p] = 1 + rng_poisson(random, 200);
    e->during[p] = rng_poisson(random, 200 * (1 - fall));
    e->fall[p] = 1 - (double)e->during[p] / (double)e->before[p];
    e->weight[p] = (double)(e->before[p] + e->during[p]);
}

static event make_event(int32_t pools, int32_t countries) {
    rng random = rng_seed(20220105);
    event e;
    int32_t p;
    e.pools = pools;
    e.countries = countries;
    e.mix = bench_room((int64_t)pools * countries, sizeof *e.mix);
    e.fall = bench_room(pools, sizeof *e.fall);
    e.weight = bench_room(pools, sizeof *e.weight);
    e.before = bench_room(pools, sizeof *e.before);
    e.during = bench_room(pools, sizeof *e.during);
    e.out = bench_room(countries, sizeof *e.out);
    e.column = bench_room(countries, sizeof *e.column);
    for (p = 0; p < pools; ++p) {
        fill_row(&e, p, &random);
    }
    e.bytes = 0;
    (void)hst_attribution_bootstrap_work_size(&e.bytes, e.before, e.during, pools, countries, RUNS);
    e.work = bench_room((int64_t)e.bytes, 1);
    return e;
}

static void free_event(event *e) {
    free(e->mix);
    free(e->fall);
    free(e->weight);
    free(e->before);
    free(e->during);
    free(e->out);
    free(e->column);
    free(e->work);
}

static double run_solve(void *context) {
    event *e = context;
    double dark[256] = {0}, chi2 = 0, sum = 0;
    int32_t c;
    (void)hst_attribution_solve(dark, &chi2, e->mix, e->fall, e->weight, e->pools, e->countries, e->work,
                                e->bytes);
    for (c = 0; c < e->countries; ++c) {
        sum += dark[c];
    }
    return sum + chi2;
}

static double run_identify(void *context) {
    event *e = context;
    hst_attribution_report report = {0, 0, 0, 0, 0, 0, 0};
    (void)hst_attribution_identify(&report, e->column, e->mix, e->weight, e->pools, e->countries, e->work,
                                   e->bytes);
    return report.condition + e->column[0].std_error;
}

static double sum_of(const event *e) {
    double sum = 0;
    int32_t c;
    for (c = 0; c < e->countries; ++c) {
        sum += e->out[c].dark + e->out[c].lower + e->out[c].upper;
    }
    return sum;
}

static double run_profile(void *context) {
    event *e = context;
    hst_attribution_fit fit = {0, 0, 0, 0, 0, 0, 0};
    (void)hst_attribution_profile(e->out, &fit, e->mix, e->before, e->during, e->pools, e->countries, 1, 1,
                                  0.95, 0, e->work, e->bytes);
    return sum_of(e) + fit.chi2;
}

static double run_bootstrap(void *context) {
    event *e = context;
    hst_attribution_fit fit = {0, 0, 0, 0, 0, 0, 0};
    (void)hst_attribution_bootstrap(e->out, &fit, e->mix, e->before, e->during, e->pools, e->countries, 1, 1,
                                    0.95, RUNS, 1, e->work, e->bytes);
    return sum_of(e);
}

static void bench_event(const char *name, int32_t pools, int32_t countries, bench_run *run) {
    if (bench_wants(name)) {
        event e = make_event(pools, countries);
        bench_case(name, pools, 8.0 * pools * (countries + 2), NULL, run, &e);
        free_event(&e);
    }
}

int main(int argc, char **argv) {
    bench_begin(argc, argv);
    bench_event("attribution_solve_20x6", 20, 6, run_solve);
    bench_event("attribution_identify_20x6", 20, 6, run_identify);
    bench_event("attribution_profile_20x6", 20, 6, run_profile);
    bench_event("attribution_bootstrap_20x6", 20, 6, run_bootstrap);
    bench_event("attribution_solve_1000x32", 1000, 32, run_solve);
    bench_event("attribution_identify_1000x32", 1000, 32, run_identify);
    bench_event("attribution_profile_1000x32", 1000, 32, run_profile);
    return bench_end();
}
