/* How often the intervals of the room attribution cover what was true: events are simulated with known mixes
 * and outages, 20,000 seeded runs for the profile, so that a coverage of 95 % has a standard error of 0.15
 * points, and 4,000 of 399 draws each for the bootstrap. The figures stand in the header, and come from this
 * very simulation: there is no other source. What is held here is that the header tells what the library
 * does; that interior ones are close to 95, and those at a bound not below, is what makes it right. */
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
        assert_status(hst_attribution_profile(out, &fit, w->mix, before, during, POOLS, COUNTRIES, 2, 1, 0.95,
                                              0, work, bytes),
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
        assert_status(hst_attribution_bootstrap(out, &fit, w->mix, before, during, POOLS, COUNTRIES, 2, 1,
                                                0.95, DRAWS, run, work, bytes),
                      HST_OK);
        count(covered, w, out);
    }
    free(work);
    for (c = 0; c < COUNTRIES; ++c) {
        covered[c] *= 100.0 / BOOT_RUNS;
    }
}

#define ERROR_3 0.46      /* three standard errors at 95 %, in points */
#define BOOT_ERROR_3 1.04 /* the same of the bootstrap's runs */

static void check_profile(double expected, double a, double b, double c, double at_a, double at_b,
                          double at_c) {
    network w = make(expected, a, b, c);
    double covered[COUNTRIES];
    profile_coverage(covered, &w);
    assert_near_abs(covered[0], at_a, ERROR_3);
    assert_near_abs(covered[1], at_b, ERROR_3);
    assert_near_abs(covered[2], at_c, ERROR_3);
}

static void check_bootstrap(double expected, double a, double b, double c, double at_a, double at_b,
                            double at_c) {
    network w = make(expected, a, b, c);
    double covered[COUNTRIES];
    bootstrap_coverage(covered, &w);
    assert_near_abs(covered[0], at_a, BOOT_ERROR_3);
    assert_near_abs(covered[1], at_b, BOOT_ERROR_3);
    assert_near_abs(covered[2], at_c, BOOT_ERROR_3);
}

static void the_profile_covers_as_the_header_says(void **state) {
    (void)state;
    check_profile(20, 0.5, 0.4, 0.6, 94.4, 93.8, 95.8);
    check_profile(20, 0.3, 0.5, 0.2, 96.0, 96.6, 96.5);
    check_profile(20, 0, 0, 0, 98.6, 99.5, 99.4);
    check_profile(20, 0, 0.5, 0.3, 96.6, 97.0, 96.9);
    check_profile(20, 1, 0.5, 0.2, 98.6, 94.2, 96.2);
    check_profile(20, 1, 0, 0.4, 97.7, 93.8, 96.9);
    check_profile(100, 0.5, 0.4, 0.6, 94.9, 94.6, 94.7);
    check_profile(100, 0.3, 0.5, 0.2, 94.7, 94.8, 95.8);
    check_profile(100, 0, 0, 0, 99.1, 99.7, 99.6);
    check_profile(100, 0, 0.5, 0.3, 96.8, 95.3, 95.0);
    check_profile(100, 1, 0.5, 0.2, 97.8, 94.5, 95.7);
    check_profile(100, 1, 0, 0.4, 97.1, 94.7, 96.1);
    check_profile(500, 0.5, 0.4, 0.6, 94.8, 94.7, 94.9);
    check_profile(500, 0.3, 0.5, 0.2, 94.9, 94.9, 94.9);
    check_profile(500, 0, 0, 0, 99.4, 99.9, 99.7);
    check_profile(500, 0, 0.5, 0.3, 97.0, 95.2, 95.0);
    check_profile(500, 1, 0.5, 0.2, 97.7, 94.6, 95.0);
    check_profile(500, 1, 0, 0.4, 96.3, 95.5, 95.9);
}

static void the_bootstrap_covers_as_the_header_says(void **state) {
    (void)state;
    check_bootstrap(100, 0.5, 0.4, 0.6, 95.2, 95.4, 94.9);
    check_bootstrap(100, 0, 0.5, 0.3, 97.4, 94.9, 98.1);
    check_bootstrap(100, 1, 0.5, 0.2, 98.2, 95.2, 97.8);
    check_bootstrap(500, 0.5, 0.4, 0.6, 95.0, 95.4, 95.8);
    check_bootstrap(500, 0, 0.5, 0.3, 97.8, 94.3, 95.0);
    check_bootstrap(500, 1, 0.5, 0.2, 97.7, 93.8, 94.9);
    check_bootstrap(20, 0.5, 0.4, 0.6, 98.0, 98.8, 99.7);
}

/* The second and the third country in one proportion in every pool: neither is told, and the range that the
 * blocks leave to each holds what it was. */
static void a_country_that_is_not_identified_is_in_its_range(void **state) {
    network w = make(100, 0.5, 0.4, 0.6);
    double covered[COUNTRIES];
    int p;
    (void)state;
    for (p = 0; p < POOLS; ++p) {
        w.mix[3 * p + 1] = 0.25 * (1 - w.mix[3 * p]);
        w.mix[3 * p + 2] = 0.75 * (1 - w.mix[3 * p]);
    }
    profile_coverage(covered, &w);
    assert_near_abs(covered[0], 94.9, ERROR_3);
    assert_true(covered[1] > 95 && covered[2] > 95);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_profile_covers_as_the_header_says),
        cmocka_unit_test(the_bootstrap_covers_as_the_header_says),
        cmocka_unit_test(a_country_that_is_not_identified_is_in_its_range),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
