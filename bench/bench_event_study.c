/* The fall from a series of values: 40 days around a blackout, and 10,000, with each of the intervals. What
 * cannot be done without reading is each value with its time and darkness once. */
#include <math.h>
#include <stdlib.h>

#include "bench.h"
#include "hashstat/event_study.h"

enum { DRAWS = 1000 };

typedef struct record {
    double *value, *spread, *dark, *work;
    int64_t *time;
    int64_t n;
    size_t bytes;
} record;

/* Growing by a third over the record, 8 % of noise; the middle tenth is dark and lost 8 %. */
static record make_record(int64_t n) {
    rng random = rng_seed(20220105);
    record r;
    int64_t i;
    r.n = n;
    r.value = bench_room(n, sizeof *r.value);
    r.spread = bench_room(n, sizeof *r.spread);
    r.dark = bench_room(n, sizeof *r.dark);
    r.time = bench_room(n, sizeof *r.time);
    r.bytes = hst_event_study_bootstrap_work_size(n, DRAWS);
    r.work = bench_room((int64_t)r.bytes / 8, 8);
    for (i = 0; i < n; ++i) {
        double part = (double)i / (double)n;
        r.time[i] = 1640000000 + 86400 * i;
        r.dark[i] = part >= 0.45 && part < 0.55;
        r.spread[i] = 144;
        r.value[i] = 1.735e20 * (1 + part / 3) * (1 - 0.08 * r.dark[i]) * (1 + 0.08 * rng_normal(&random));
    }
    return r;
}

static void free_record(record *r) {
    free(r->value);
    free(r->spread);
    free(r->dark);
    free(r->time);
    free(r->work);
}

static double check_of(const hst_event_study *s) {
    return s->fall.estimate + s->fall.lower + s->fall.upper + s->fall.p + s->durbin_watson + s->persistence;
}

static const hst_event_study NOTHING;

static double run_equal(void *context) {
    const record *r = context;
    hst_event_study s = NOTHING;
    (void)hst_event_study_fit(&s, r->value, NULL, r->time, r->dark, r->n, HST_EVENT_STUDY_EQUAL, 0.95);
    return check_of(&s);
}

static double run_blocks(void *context) {
    const record *r = context;
    hst_event_study s = NOTHING;
    (void)hst_event_study_fit(&s, r->value, r->spread, r->time, r->dark, r->n, HST_EVENT_STUDY_BLOCKS, 0.95);
    return check_of(&s);
}

static double run_ar1(void *context) {
    const record *r = context;
    hst_event_study s = NOTHING;
    (void)hst_event_study_ar1(&s, r->value, NULL, r->time, r->dark, r->n, HST_EVENT_STUDY_EQUAL, 0.95);
    return check_of(&s);
}

static double run_newey_west(void *context) {
    const record *r = context;
    hst_event_study s = NOTHING;
    (void)hst_event_study_newey_west(&s, r->value, NULL, r->time, r->dark, r->n, HST_EVENT_STUDY_EQUAL,
                                     HST_NONE, 0.95);
    return check_of(&s);
}

static double run_bootstrap(void *context) {
    const record *r = context;
    hst_event_study s = NOTHING;
    (void)hst_event_study_bootstrap(&s, r->value, NULL, r->time, r->dark, r->n, HST_EVENT_STUDY_EQUAL,
                                    HST_NONE, DRAWS, 1, 0.95, r->work, r->bytes);
    return check_of(&s);
}

static void bench_both(const char *small, const char *large, bench_run *run) {
    if (bench_wants(small)) {
        record r = make_record(40);
        bench_case(small, r.n, 24.0 * (double)r.n, NULL, run, &r);
        free_record(&r);
    }
    if (bench_wants(large)) {
        record r = make_record(10000);
        bench_case(large, r.n, 24.0 * (double)r.n, NULL, run, &r);
        free_record(&r);
    }
}

int main(int argc, char **argv) {
    bench_begin(argc, argv);
    bench_both("event_study_fit_40", "event_study_fit_10000", run_equal);
    bench_both("event_study_blocks_40", "event_study_blocks_10000", run_blocks);
    bench_both("event_study_ar1_40", "event_study_ar1_10000", run_ar1);
    bench_both("event_study_newey_west_40", "event_study_newey_west_10000", run_newey_west);
    bench_both("event_study_bootstrap_40", "event_study_bootstrap_10000", run_bootstrap);
    return bench_end();
}
