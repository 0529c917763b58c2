/* Events for the tests of the room attribution: mixes, outages and the blocks that they leave. */
#ifndef HASHSTAT_TESTS_ATTRIBUTION_CASE_H
#define HASHSTAT_TESTS_ATTRIBUTION_CASE_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hashstat/attribution.h"
#include "support.h"

enum { CASE_POOLS = 24, CASE_COUNTRIES = 8 };

typedef struct attribution_case {
    double mix[CASE_POOLS * CASE_COUNTRIES];
    double fall[CASE_POOLS], weight[CASE_POOLS];
    int64_t before[CASE_POOLS], during[CASE_POOLS];
    double dark[CASE_COUNTRIES];
    int32_t pools, countries;
} attribution_case;

/* Rows of exponentials over their sum: every mix alike likely. */
static inline void random_mix(double *mix, int32_t pools, int32_t countries, rng *r) {
    int32_t p, c;
    for (p = 0; p < pools; ++p) {
        double sum = 0;
        for (c = 0; c < countries; ++c) {
            mix[p * countries + c] = rng_exponential(r);
            sum += mix[p * countries + c];
        }
        for (c = 0; c < countries; ++c) {
            mix[p * countries + c] /= sum;
        }
    }
}

/* Outages at 0, at 1 and between; a tenth of the falls and of the mixes missing. */
static inline attribution_case random_case(int32_t pools, int32_t countries, double expected, rng *r) {
    attribution_case a = {{0}, {0}, {0}, {0}, {0}, {0}, 0, 0};
    int32_t p, c;
    a.pools = pools;
    a.countries = countries;
    random_mix(a.mix, pools, countries, r);
    for (c = 0; c < countries; ++c) {
        double u = 2 * rng_uniform(r) - 0.5;
        a.dark[c] = u < 0 ? 0 : u > 1 ? 1 : u;
    }
    for (p = 0; p < pools; ++p) {
        double fall = 0;
        for (c = 0; c < countries; ++c) {
            fall += a.mix[p * countries + c] * a.dark[c];
        }
        a.fall[p] = rng_below(r, 10) == 0 ? (double)NAN : fall + 0.2 * rng_normal(r);
        a.weight[p] = rng_below(r, 10) == 0 ? 0 : 100 * rng_uniform(r);
        a.before[p] = rng_poisson(r, expected);
        a.during[p] = rng_poisson(r, expected * (1 - fall));
        if (p > 0 && rng_below(r, 10) == 0) {
            a.mix[p * countries] = (double)NAN;
        }
    }
    a.fall[0] = 0.5;
    a.weight[0] = 1;
    a.before[0] += 1;
    return a;
}

static inline size_t room_of(int32_t pools, int32_t countries) {
    size_t bytes = 0;
    assert_status(hst_attribution_work_size(&bytes, pools, countries), HST_OK);
    return bytes;
}

/* With work that ends where a page begins. */
static inline hst_status solve_case(double *dark, double *chi2, const attribution_case *a) {
    size_t bytes = room_of(a->pools, a->countries);
    void *work = guarded_alloc(bytes);
    hst_status status =
        hst_attribution_solve(dark, chi2, a->mix, a->fall, a->weight, a->pools, a->countries, work, bytes);
    guarded_free(work);
    return status;
}

static inline hst_status profile_case(hst_attribution_country *out, hst_attribution_fit *fit,
                                      const attribution_case *a, double scale, double level, uint32_t flags) {
    size_t bytes = room_of(a->pools, a->countries);
    void *work = guarded_alloc(bytes);
    hst_status status = hst_attribution_profile(out, fit, a->mix, a->before, a->during, a->pools,
                                                a->countries, scale, 1, level, flags, work, bytes);
    guarded_free(work);
    return status;
}

static inline hst_status identify_case(hst_attribution_report *out, hst_attribution_column *column,
                                       const attribution_case *a) {
    size_t bytes = room_of(a->pools, a->countries);
    void *work = guarded_alloc(bytes);
    hst_status status =
        hst_attribution_identify(out, column, a->mix, a->weight, a->pools, a->countries, work, bytes);
    guarded_free(work);
    return status;
}

static inline hst_status bootstrap_case(hst_attribution_country *out, hst_attribution_fit *fit,
                                        const attribution_case *a, double level, int64_t runs, int64_t seed) {
    size_t bytes = 0;
    void *work;
    hst_status status;
    assert_status(
        hst_attribution_bootstrap_work_size(&bytes, a->before, a->during, a->pools, a->countries, runs),
        HST_OK);
    work = guarded_alloc(bytes);
    status = hst_attribution_bootstrap(out, fit, a->mix, a->before, a->during, a->pools, a->countries, 1, 1,
                                       level, runs, seed, work, bytes);
    guarded_free(work);
    return status;
}

#endif
