/* How often the intervals of the room event_study cover what was true, over 20,000 seeded series a case
 * (2,000 for the bootstrap, of 999 draws each), so that a coverage of 95 % has a standard error of 0.15 (0.5)
 * points. The noise is an autoregression of order one with the correlation that stands beside the figure. The
 * figures stand in the header, and come from this very simulation: there is no other source. What is held
 * here is that the header tells what the library does. */
#include "support/support.h"

#include <math.h>

#include "hashstat/event_study.h"

enum { RUNS = 20000, DRAWN_RUNS = 2000, DRAWS = 999, MOST = 365 };

typedef struct design {
    int64_t n, dark;
    double correlation;
} design;

typedef struct covered {
    double plain, ar1, newey_west, bootstrap, growth_ar1, persistence, autocorrelation;
} covered;

static double value[MOST], dark[MOST];
static int64_t time_of[MOST];
static double work[3 * MOST + 2 * DRAWS];

/* Growth of 0.2 % a day, a fall of 10 % from the middle on, noise of 5 % of the first level. */
static void simulate(rng *r, const design *d) {
    double noise = rng_normal(r), fresh = sqrt(1 - d->correlation * d->correlation);
    int64_t i;
    for (i = 0; i < d->n; ++i) {
        dark[i] = i >= d->n / 2 && i < d->n / 2 + d->dark;
        time_of[i] = 86400 * i;
        value[i] = 2e20 * exp(0.002 * (double)i) * (1 - 0.1 * dark[i]) + 1e19 * noise;
        noise = d->correlation * noise + fresh * rng_normal(r);
    }
}

static double covers(const hst_event_study *s) {
    return s->fall.lower <= 0.1 && 0.1 <= s->fall.upper ? 100 : 0;
}

static double covers_growth(const hst_event_study *s) {
    return s->growth_lower <= 0.002 / 86400 && 0.002 / 86400 <= s->growth_upper ? 100 : 0;
}

static covered coverage(const design *d) {
    covered c = {0, 0, 0, 0, 0, 0, 0};
    rng r = rng_seed(2022);
    int run;
    for (run = 0; run < RUNS; ++run) {
        hst_event_study s;
        simulate(&r, d);
        assert_status(hst_event_study_fit(&s, value, NULL, time_of, dark, d->n, 0, 0.95), HST_OK);
        c.plain += covers(&s) / RUNS;
        c.autocorrelation += s.autocorrelation / RUNS;
        assert_status(hst_event_study_ar1(&s, value, NULL, time_of, dark, d->n, 0, 0.95), HST_OK);
        c.ar1 += covers(&s) / RUNS;
        c.growth_ar1 += covers_growth(&s) / RUNS;
        c.persistence += s.persistence / RUNS;
        assert_status(hst_event_study_newey_west(&s, value, NULL, time_of, dark, d->n, 0, HST_NONE, 0.95),
                      HST_OK);
        c.newey_west += covers(&s) / RUNS;
        if (run < DRAWN_RUNS) {
            assert_status(hst_event_study_bootstrap(&s, value, NULL, time_of, dark, d->n, 0, HST_NONE, DRAWS,
                                                    run, 0.95, work, sizeof work),
                          HST_OK);
            c.bootstrap += covers(&s) / DRAWN_RUNS;
        }
    }
    return c;
}

typedef struct row {
    design d;
    double plain, ar1, newey_west, bootstrap, growth_ar1;
} row;

static const row rows[] = {
    {{29, 6, 0.0}, 94.9, 94.0, 81.5, 89.1, 93.6},
    {{29, 6, 0.3}, 86.8, 92.7, 74.8, 84.9, 92.2},
    {{29, 6, 0.6}, 73.5, 90.6, 64.6, 76.6, 89.1},
    {{41, 6, 0.0}, 94.7, 94.0, 79.9, 91.1, 94.4},
    {{41, 6, 0.3}, 86.8, 93.4, 72.6, 87.6, 93.3},
    {{41, 6, 0.6}, 73.2, 92.1, 62.3, 81.4, 91.1},
    {{90, 14, 0.0}, 95.0, 94.8, 88.1, 92.3, 94.6},
    {{90, 14, 0.3}, 85.4, 94.3, 83.5, 89.9, 94.1},
    {{90, 14, 0.6}, 69.0, 93.3, 74.4, 85.7, 93.1},
    {{365, 30, 0.0}, 94.8, 94.9, 89.6, 94.6, 94.8},
    {{365, 30, 0.3}, 85.2, 94.8, 86.7, 92.8, 94.6},
    {{365, 30, 0.6}, 68.1, 94.6, 80.6, 89.7, 94.2},
};

/* Three standard errors of a coverage in percent over so many runs. */
static double error_3(double percent, int runs) {
    return 3 * sqrt(percent * (100 - percent) / runs);
}

static void intervals_cover_as_the_header_says(void **state) {
    size_t k;
    (void)state;
    for (k = 0; k < sizeof rows / sizeof rows[0]; ++k) {
        const row *w = &rows[k];
        covered c = coverage(&w->d);
        assert_near_abs(c.plain, w->plain, error_3(w->plain, RUNS));
        assert_near_abs(c.ar1, w->ar1, error_3(w->ar1, RUNS));
        assert_near_abs(c.growth_ar1, w->growth_ar1, error_3(w->growth_ar1, RUNS));
        assert_near_abs(c.newey_west, w->newey_west, error_3(w->newey_west, RUNS));
        assert_near_abs(c.bootstrap, w->bootstrap, error_3(w->bootstrap, DRAWN_RUNS));
        assert_near_abs(c.persistence, w->d.correlation, 0.05);
        assert_true(c.autocorrelation < c.persistence);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_cover_as_the_header_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
