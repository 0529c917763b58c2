/* What the tests of the room impact share: records of bins and their fit, and the exact fall of two counts. */
#ifndef HASHSTAT_TESTS_IMPACT_RECORD_H
#define HASHSTAT_TESTS_IMPACT_RECORD_H

#include "support/support.h"

#include "hashstat/impact.h"

enum { BINS = 64 };

typedef struct record {
    int64_t blocks[BINS];
    double exposure[BINS], time[BINS], dark[BINS];
    int64_t bins;
} record;

/* Bins of exposure 1 at times 0, 1, 2, ... */
static inline record bins_of(int64_t bins, const int64_t *blocks, const double *dark) {
    record r;
    int64_t j;
    r.bins = bins;
    for (j = 0; j < bins; ++j) {
        r.blocks[j] = blocks[j];
        r.exposure[j] = 1;
        r.time[j] = (double)j;
        r.dark[j] = dark[j];
    }
    return r;
}

static inline hst_impact_trend fitted_at(const record *r, double level) {
    hst_impact_trend t;
    assert_status(hst_impact_trend_fit(&t, r->blocks, r->exposure, r->time, r->dark, r->bins, level), HST_OK);
    return t;
}

static inline hst_impact_trend fitted(const record *r) {
    return fitted_at(r, 0.95);
}

/* Nine bins with a fall in the middle. */
static inline record week(void) {
    const int64_t blocks[9] = {140, 151, 138, 149, 120, 118, 150, 143, 155};
    const double dark[9] = {0, 0, 0, 0, 1, 1, 0, 0, 0};
    return bins_of(9, blocks, dark);
}

static inline hst_impact_count count_of(int64_t blocks, double exposure) {
    hst_impact_count c;
    c.blocks = blocks;
    c.exposure = exposure;
    return c;
}

static inline hst_impact_fall exact(int64_t event, double exposure_event, int64_t base, double exposure_base,
                             double level) {
    hst_impact_count e = count_of(event, exposure_event), b = count_of(base, exposure_base);
    hst_impact_fall fall;
    assert_status(hst_impact_fall_exact(&fall, &e, &b, level), HST_OK);
    return fall;
}

#endif
