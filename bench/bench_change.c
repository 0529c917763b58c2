/* Changes of level: arrivals by day over uneven exposures, with a change every thousand days and without any;
 * single blocks; values likewise, and with variances of their own where changes come often. */
#include <stdlib.h>

#include "bench.h"
#include "hashstat/change.h"

typedef struct record {
    hst_change_options options;
    double *x, *exposure;
    hst_change_level *level;
    void *work;
    size_t bytes;
    int64_t n;
} record;

enum { RATES, CONSTANT, BLOCKS, MEANS, STEADY, SPREADS };

enum { CHANGES = 10 };

static int32_t model_of(int kind) {
    return kind < MEANS ? HST_CHANGE_POISSON : kind == SPREADS ? HST_CHANGE_MEAN_VARIANCE : HST_CHANGE_MEAN;
}

static record make_record(int64_t n, int kind) {
    static const double step[] = {1, 1.3, 0.8, 1.1};
    rng r = rng_seed(2017);
    int64_t apart = kind == SPREADS ? 50 : 1000, i;
    record d;
    (void)hst_change_options_init(&d.options, (uint32_t)sizeof d.options);
    d.options.model = model_of(kind);
    d.options.min_length = kind == BLOCKS ? 6 : 1;
    d.n = n;
    d.bytes = hst_change_work_size(n, CHANGES);
    d.x = bench_room(n, sizeof *d.x);
    d.exposure = bench_room(n, sizeof *d.exposure);
    d.level = bench_room(n, sizeof *d.level);
    d.work = bench_room((int64_t)d.bytes, 1);
    for (i = 0; i < n; ++i) {
        double level = kind == CONSTANT || kind == STEADY ? 1 : step[i / apart % 4];
        d.exposure[i] =
            kind == BLOCKS ? (1.0 / 1800 + rng_exponential(&r)) / level : 0.9 + 0.2 * rng_uniform(&r);
        d.x[i] = kind == BLOCKS  ? 1
                 : kind >= MEANS ? 20 * level + rng_normal(&r)
                                 : (double)rng_poisson(&r, 144 * level * d.exposure[i]);
    }
    return d;
}

static void free_record(record *d) {
    free(d->x);
    free(d->exposure);
    free(d->level);
    free(d->work);
}

static double run_segment(void *context) {
    record *d = context;
    const double *exposure = d->options.model == HST_CHANGE_POISSON ? d->exposure : NULL;
    int64_t found = 0;
    (void)hst_change_segment(&d->options, d->level, d->n, &found, d->x, exposure, d->n, d->work, d->bytes);
    return (double)found + d->level[found / 2].level + d->level[found / 3].upper;
}

/* Each number of changes up to ten. */
static double run_at_most(void *context) {
    record *d = context;
    double gain[CHANGES + 1] = {0};
    int64_t found = 0;
    (void)hst_change_at_most(&d->options, d->level, d->n, &found, gain, CHANGES, d->x, d->exposure, d->n,
                             d->work, d->bytes);
    return (double)found + gain[CHANGES];
}

/* Every penalty from a quarter of BIC's to four times it. */
static double run_path(void *context) {
    static hst_change_fit fit[64];
    record *d = context;
    double bic = 1;
    int64_t found = 0;
    (void)hst_change_penalty(&d->options, &bic, d->n);
    (void)hst_change_path(&d->options, fit, 64, &found, d->x, d->exposure, d->n, bic / 4, 4 * bic, d->work,
                          d->bytes);
    return (double)found + fit[0].gain;
}

/* At 1e5 and 1e6: the rows that are compared with gfpop. */
static void bench_kind(const char *name, int kind, bench_run *run, int upto) {
    static const int64_t sizes[] = {1000, 100000, 1000000};
    int i, most = bench_sizes() > 1 ? upto : 1;
    for (i = 0; i < most && bench_wants(name); ++i) {
        record d = make_record(sizes[i], kind);
        bench_case(name, d.n, 16.0 * (double)d.n, NULL, run, &d);
        free_record(&d);
    }
}

int main(int argc, char **argv) {
    bench_begin(argc, argv);
    bench_kind("change_poisson", RATES, run_segment, 3);
    bench_kind("change_poisson_constant", CONSTANT, run_segment, 3);
    bench_kind("change_poisson_blocks", BLOCKS, run_segment, 3);
    bench_kind("change_mean", MEANS, run_segment, 3);
    bench_kind("change_mean_constant", STEADY, run_segment, 3);
    bench_kind("change_mean_variance_every_50", SPREADS, run_segment, 3);
    bench_kind("change_at_most_10", RATES, run_at_most, 2);
    bench_kind("change_path", RATES, run_path, 1);
    return bench_end();
}
