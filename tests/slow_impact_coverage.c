/* How often the intervals of several events, of tables of counts and of combined shares cover what was true:
 * tables by enumeration, the others over 20,000 seeded records, so that a coverage of 95 % has a standard
 * error of 0.15 points. The figures stand in the header and come from these very simulations: there is no
 * other source. What is held here is that the header tells what the library does; that it is close to 95 is
 * what makes it right. */
#include "support/support.h"

#include <math.h>

#include "hashstat/impact.h"
#include "oracle/impact_more.h"

enum { RUNS = 20000, BINS = 40 };

#define ERROR_3 0.46 /* three standard errors, in points */

/* ---- several events ---------------------------------------------------------------------------- */

/* Blocks come one by one, or in groups of `together`: then the variance is so many times the mean. */
static void draw_record(rng *random, int64_t *blocks, const double *dark, double first, double second,
                        int together) {
    int j;
    for (j = 0; j < BINS; ++j) {
        double mean = 144 * exp(0.005 * j) * (1 - first * dark[j]) * (1 - second * dark[BINS + j]);
        blocks[j] = together * rng_poisson(random, mean / together);
    }
}

typedef struct coverage {
    double plain, quasi; /* of both falls, in percent */
} coverage;

static coverage events_coverage(int together) {
    rng random = rng_seed(31);
    double exposure[BINS], time[BINS], dark[2 * BINS] = {0};
    int64_t blocks[BINS], covered[2] = {0, 0};
    int run, j, k;
    coverage c;
    for (j = 0; j < BINS; ++j) {
        exposure[j] = 1;
        time[j] = j;
        dark[j] = j >= 10 && j < 14;
        dark[BINS + j] = j >= 24 && j < 27;
    }
    for (run = 0; run < RUNS; ++run) {
        draw_record(&random, blocks, dark, 0.1, 0.2, together);
        for (k = 0; k < 2; ++k) {
            hst_impact_fall f[2];
            hst_impact_events e;
            assert_status(hst_impact_events_fit(f, &e, blocks, exposure, time, BINS, dark, 2, 0.95, k),
                          HST_OK);
            covered[k] += (f[0].lower <= 0.1 && 0.1 <= f[0].upper) + (f[1].lower <= 0.2 && 0.2 <= f[1].upper);
        }
    }
    c.plain = 50.0 * (double)covered[0] / RUNS;
    c.quasi = 50.0 * (double)covered[1] / RUNS;
    return c;
}

static void falls_of_several_events_are_covered_as_the_header_says(void **state) {
    coverage poisson = events_coverage(1), twice = events_coverage(2);
    (void)state;
    assert_near_abs(poisson.plain, 94.9, ERROR_3);
    assert_near_abs(poisson.quasi, 96.4, ERROR_3);
    assert_near_abs(twice.plain, 83.4, ERROR_3);
    assert_near_abs(twice.quasi, 95, ERROR_3);
}

/* ---- combined shares --------------------------------------------------------------------------- */

static double shares_coverage(double share, int known) {
    const double mean[3] = {20, 80, 200}, ratio[3] = {0.5, 1, 1.5};
    const double least[3] = {0.6, 0.6, 0.6}, most[3] = {0.9, 0.9, 0.9};
    rng random = rng_seed(32);
    int covered = 0, run, i;
    for (run = 0; run < RUNS; ++run) {
        hst_impact_count event[3], base[3];
        double dark[3];
        hst_impact_combined c;
        for (i = 0; i < 3; ++i) {
            dark[i] = 0.6 + 0.3 * rng_uniform(&random);
            event[i].exposure = ratio[i];
            event[i].blocks = rng_poisson(&random, mean[i] * ratio[i] * (1 - share * dark[i]));
            base[i].exposure = 1;
            base[i].blocks = rng_poisson(&random, mean[i]);
        }
        assert_status(
            hst_impact_shares_combine(&c, event, base, known ? dark : least, known ? dark : most, 3, 0.95),
            HST_OK);
        covered += c.share.lower <= share && share <= c.share.upper;
    }
    return 100.0 * covered / RUNS;
}

static void combined_shares_are_covered_as_the_header_says(void **state) {
    const double share[3] = {0, 0.18, 0.5};
    double least = 100, most = 0, least_wide = 100;
    int i;
    (void)state;
    for (i = 0; i < 3; ++i) {
        double known = shares_coverage(share[i], 1);
        least = fmin(least, known);
        most = fmax(most, known);
        least_wide = fmin(least_wide, shares_coverage(share[i], 0));
    }
    assert_near_abs(least, 94.8, ERROR_3);
    assert_near_abs(most, 94.9, ERROR_3);
    assert_true(least_wide >= 94.8 - ERROR_3);
}

/* ---- tables ------------------------------------------------------------------------------------ */

static double table_coverage(int n1, int n2, int m, double omega) {
    double covered = 0;
    int k;
    for (k = m > n2 ? m - n2 : 0; k <= n1 && k <= m; ++k) {
        double upto = oracle_table(n1, n2, m, k, omega, 0);
        double mass = k > 0 && k > m - n2 ? upto - oracle_table(n1, n2, m, k - 1, omega, 0) : upto;
        hst_impact_count c[4];
        hst_impact_fall f;
        c[0].blocks = k;
        c[1].blocks = n1 - k;
        c[2].blocks = m - k;
        c[3].blocks = n2 - m + k;
        c[0].exposure = c[1].exposure = c[2].exposure = c[3].exposure = 1;
        assert_status(hst_impact_did_counts(&f, &c[0], &c[1], &c[2], &c[3], 0.95), HST_OK);
        covered += f.lower <= 1 - omega && 1 - omega <= f.upper ? mass : 0;
    }
    return 100 * covered;
}

static void falls_of_tables_are_never_covered_below_their_level(void **state) {
    const int n1[3] = {6, 20, 60}, n2[3] = {9, 30, 400};
    int i, m, w;
    (void)state;
    for (i = 0; i < 3; ++i) {
        for (m = 0; m <= n1[i] + n2[i]; m += 1 + i * i * 4) {
            for (w = 1; w <= 12; ++w) {
                assert_true(table_coverage(n1[i], n2[i], m, w / 6.0) >= 95 - 1e-9);
            }
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(falls_of_several_events_are_covered_as_the_header_says),
        cmocka_unit_test(combined_shares_are_covered_as_the_header_says),
        cmocka_unit_test(falls_of_tables_are_never_covered_below_their_level),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
