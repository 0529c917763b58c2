/* What the tests of the room event_study share: series with an event, and their fits. */
#ifndef HASHSTAT_TESTS_STUDY_SERIES_H
#define HASHSTAT_TESTS_STUDY_SERIES_H

#include "support/support.h"

#include <math.h>
#include <string.h>

#include "hashstat/event_study.h"

enum { SAMPLES = 256, DRAWS = 400, WORK = 3 * SAMPLES + 2 * DRAWS };

typedef struct series {
    double value[SAMPLES], spread[SAMPLES], dark[SAMPLES];
    int64_t time[SAMPLES];
    int64_t n;
} series;

static inline hst_event_study plain_of(const series *s, int32_t weights, double level) {
    hst_event_study out;
    assert_status(hst_event_study_fit(&out, s->value, s->spread, s->time, s->dark, s->n, weights, level),
                  HST_OK);
    return out;
}

static inline hst_event_study ar1_of(const series *s, int32_t weights, double level) {
    hst_event_study out;
    assert_status(hst_event_study_ar1(&out, s->value, s->spread, s->time, s->dark, s->n, weights, level),
                  HST_OK);
    return out;
}

static inline hst_event_study newey_west_of(const series *s, int32_t weights, int64_t lag) {
    hst_event_study out;
    assert_status(
        hst_event_study_newey_west(&out, s->value, s->spread, s->time, s->dark, s->n, weights, lag, 0.95),
        HST_OK);
    return out;
}

static inline hst_event_study bootstrap_of(const series *s, int32_t weights, int64_t block, int64_t draws,
                                           int64_t seed) {
    static double work[WORK];
    hst_event_study out;
    assert_true(draws <= DRAWS);
    assert_status(hst_event_study_bootstrap(&out, s->value, s->spread, s->time, s->dark, s->n, weights, block,
                                            draws, seed, 0.95, work, sizeof work),
                  HST_OK);
    return out;
}

/* Days that grow by 1 % each, with 2 % of normal scatter, and a fall in the dark ones from `event` on. */
static inline series days_with(uint64_t seed, int64_t n, int64_t event, int64_t dark, double fall) {
    rng random = rng_seed(seed);
    series s;
    int64_t i;
    s.n = n;
    for (i = 0; i < n; ++i) {
        s.time[i] = 1640995200 + 86400 * i;
        s.dark[i] = i >= event && i < event + dark;
        s.spread[i] = 0.02;
        s.value[i] = 2e20 * exp(0.01 * (double)i) * (1 - fall * s.dark[i]) * (1 + 0.02 * rng_normal(&random));
    }
    return s;
}

static inline int32_t weights_named(const char *name) {
    return strcmp(name, "equal") == 0      ? HST_EVENT_STUDY_EQUAL
           : strcmp(name, "errors") == 0   ? HST_EVENT_STUDY_ERRORS
           : strcmp(name, "relative") == 0 ? HST_EVENT_STUDY_RELATIVE
                                           : HST_EVENT_STUDY_BLOCKS;
}

/* A series of data/event_study/series.csv; standard errors are relative ones of 2e20. */
static inline series stored(const char *set, int32_t weights) {
    golden *g = golden_open("event_study/series.csv");
    series s;
    s.n = 0;
    while (golden_next(g)) {
        if (strcmp(golden_text(g, "set"), set) == 0) {
            assert_true(s.n < SAMPLES);
            s.time[s.n] = golden_integer(g, "time");
            s.value[s.n] = golden_number(g, "value");
            s.spread[s.n] = golden_number(g, "spread") * (weights == HST_EVENT_STUDY_ERRORS ? 2e20 : 1);
            s.dark[s.n] = golden_number(g, "dark");
            ++s.n;
        }
    }
    golden_close(g);
    return s;
}

#endif
