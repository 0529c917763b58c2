/* Networks whose pools fall each for itself, and how often the tests of simultaneity call that together. */
#ifndef HASHSTAT_TESTS_SIMULTANEITY_CASE_H
#define HASHSTAT_TESTS_SIMULTANEITY_CASE_H

#include <math.h>
#include <string.h>

#include "hashstat/simultaneity.h"
#include "support.h"

enum { CASE_SERIES = 8, CASE_SAMPLES = 400, CASE_ROOM = 1 << 14 };

/* How often p was at or below .01, .05 and .1. */
typedef struct rejections {
    int64_t runs;
    int64_t at[3];
} rejections;

static inline void count_rejection(rejections *r, double p) {
    static const double alpha[3] = {0.01, 0.05, 0.1};
    int k;
    ++r->runs;
    for (k = 0; k < 3; ++k) {
        r->at[k] += p <= alpha[k];
    }
}

/* A level that wanders and comes back (an autoregression of the first order), from where it is at rest. */
static inline double next_level(double level, double persistence, double scatter, rng *r) {
    return persistence * level + scatter * rng_normal(r);
}

/* The states of a series that is down while its level is below minus one standard deviation; scatter makes
 * that 1. */
static inline void wandering_state(int32_t *state, int64_t n, double persistence, double scatter, rng *r) {
    double level = rng_normal(r);
    int64_t i;
    for (i = 0; i < n; ++i) {
        state[i] = level < -1;
        level = next_level(level, persistence, scatter, r);
    }
}

typedef struct marks_case {
    double persistence, scatter; /* scatter^2 = 1 - persistence^2 */
    int onsets;                  /* marks are onsets, else states */
    int64_t width;
    int64_t together; /* series that are made to fall within `width` in the middle */
} marks_case;

static inline double p_of_marks(const marks_case *c, rng *r) {
    static int32_t mark[CASE_SERIES * CASE_SAMPLES], part[CASE_SERIES];
    static uint64_t work[CASE_ROOM];
    hst_simultaneity_options o;
    hst_simultaneity out;
    int64_t k;
    assert_status(hst_simultaneity_options_init(&o, (uint32_t)sizeof o), HST_OK);
    o.draws = 199;
    o.exact = 0;
    o.seed = (int64_t)(rng_next(r) >> 1);
    for (k = 0; k < CASE_SERIES; ++k) {
        int32_t *row = mark + k * CASE_SAMPLES;
        wandering_state(row, CASE_SAMPLES, c->persistence, c->scatter, r);
        if (c->onsets) {
            assert_status(hst_simultaneity_onsets(row, row, CASE_SAMPLES), HST_OK);
        }
        if (k < c->together) {
            row[CASE_SAMPLES / 2 + (int64_t)rng_below(r, (uint64_t)c->width)] = 1;
        }
    }
    assert_status(hst_simultaneity_most(&o, &out, part, mark, NULL, CASE_SERIES, CASE_SAMPLES, c->width, work,
                                        sizeof work),
                  HST_OK);
    return out.p;
}

/* Blocks of pools whose rates wander each for itself between half and one and a half; `fall` of all of them
 * is lost in the middle, and the first `hidden` bins are unknown. */
static inline double p_of_blocks(double mean, double fall, int64_t hidden, rng *r) {
    static int64_t count[CASE_SERIES * CASE_SAMPLES];
    static double exposure[CASE_SAMPLES], part[CASE_SERIES];
    static uint64_t work[CASE_ROOM];
    hst_simultaneity_options o;
    hst_simultaneity_fall out;
    int64_t k, i;
    assert_status(hst_simultaneity_options_init(&o, (uint32_t)sizeof o), HST_OK);
    o.draws = 199;
    o.exact = 0;
    o.seed = (int64_t)(rng_next(r) >> 1);
    for (k = 0; k < CASE_SERIES; ++k) {
        double level = rng_normal(r);
        for (i = 0; i < CASE_SAMPLES; ++i) {
            double rate = 1 + 0.25 * (level > 2 ? 2 : level < -2 ? -2 : level);
            double lost = i >= CASE_SAMPLES / 2 && i < CASE_SAMPLES / 2 + 20 ? fall : 0;
            exposure[i] = i < hidden ? (double)NAN : 1;
            count[k * CASE_SAMPLES + i] = rng_poisson(r, mean * rate * (1 - lost));
            level = next_level(level, 0.96, 0.28, r);
        }
    }
    assert_status(hst_simultaneity_common(&o, &out, part, count, exposure, NULL, CASE_SERIES, CASE_SAMPLES,
                                          20, 10, work, sizeof work),
                  HST_OK);
    return out.p;
}

#endif
