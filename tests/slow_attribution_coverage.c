/* How often the intervals of the room attribution cover what was true: events are simulated with known mixes and
 * outages, 20,000 seeded runs for the profile, so that a coverage of 95 % has a standard error of 0.15 points, and
 * 4,000 of 399 draws each for the bootstrap. The figures stand in the header, and come from this very simulation:
 * there is no other source. What is held here is that the header tells what the library does; that interior ones
 * are close to 95, and those at a bound not below, is what makes it right. */
#include "support/support.h"

#include <math.h>
#include <stdlib.h>

#include "hashstat/attribution.h"

enum { POOLS = 12, COUNTRIES = 3, RUNS = 20000, BOOT_RUNS = 4000, DRAWS = 399 };

typedef struct network {
    double mix[POOLS * COUNTRIES];
    double dark[COUNTRIES];
    double expected; /* blocks of a pool before; half as many during, without an event */
} network;

/* Pools lean towards one country each; the last country is a fifth of every pool's rest. */
static network make(double expected, double a, double b, double c) {
    rng random = rng_seed(5);
    network w;
    int p;
    for (p = 0; p < POOLS; ++p) {
        double x = 0.1 + rng_uniform(&random), y = 0.1 + rng_uniform(&random), z = 0.1 + rng_uniform(&random);
        x += p % 3 == 0;
        y += p % 3 == 1;
        z += p % 3 == 2;
        w.mix[3 * p] = x / (x + y + z);
        w.mix[3 * p + 1] = y / (x + y + z);
        w.mix[3 * p + 2] = 1 - w.mix[3 * p] - w.mix[3 * p + 1];
    }
    w.dark[0] = a;
    w.dark[1] = b;
    w.dark[2] = c;
    w.expected = expected;
    return w;
}

static void draw(const network *w, int64_t *before, int64_t *during, rng *random) {
    int p;
    for (p = 0; p < POOLS; ++p) {
        const double *m = w->mix + 3 * p;
        double fall = m[0] * w->dark[0] + m[1] * w->dark[1] + m[2] * w->dark[2];
        before[p] = rng_poisson(random, w->expected);
        during[p] = rng_poisson(random, w->expected / 2 * (1 - fall));
    }
}

static void count(double *covered, const network *w, const hst_attribution_country *out) {
    int c;
    for (c = 0; c < COUNTRIES; ++c) {
        covered[c] += out[c].lower <= w->dark[c] && w->dark[c] <= out[c].upper;
    }
}

static void profile_coverage(double *covered, const network *w) {
    rng random = rng_seed(11);
    size_t bytes;
    void *work;
    int run, c;
    assert_status(hst_attribution_work_size(&bytes, POOLS, COUNTRIES), HST_OK);
    work = malloc(bytes);
    for (c = 0; c < COUNTRIES; ++c) {
        covered[c] = 0;
    }
    for (run = 0; run < RUNS; ++run) {
        int64_t before[POOLS], during[POOLS];
        hst_attribution_country out[COUNTRIES];
        hst_attribution_fit fit;
        draw(w, before, during, &random);
        assert_status(hst_attribution_profile(out, &fit, w->mix, before, during, POOLS, COUNTRIES, 2, 1, 0.95, 0,
                                              work, bytes),
                      HST_OK);
        count(covered, w, out);
    }
    free(work);
    for (c = 0; c < COUNTRIES; ++c) {
        covered[c] *= 100.0 / RUNS;
    }
}

static void bootstrap_coverage(double *covered, const network *w) {
    rng random = rng_seed(12);
    size_t bytes = 4000000;
    void *work = malloc(bytes);
    int run, c;
    for (c = 0; c < COUNTRIES; ++c) {
        covered[c] = 0;
    }
    for (run = 0; run < BOOT_RUNS; ++run) {
        int64_t before[POOLS], during[POOLS];
        hst_attribution_country out[COUNTRIES];
        hst_attribution_fit fit;
        draw(w, before, during, &random);
        assert_status(hst_attribution_bootstrap(out, &fit, w->mix, before, during, POOLS, COUNTRIES, 2, 1, 0.95,
                                                DRAWS, run, work, bytes),
                      HST_OK);
        count(covered, w, out);
    }
    free(work);
    for (c = 0; c < COUNTRIES; ++c) {
        covered[c] *= 100.0 / BOOT_RUNS;
    }
}
