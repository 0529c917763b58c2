/* Coverage of the intervals of the room rate, enumerated: the probabilities of all counts whose interval
 * holds the true rate, no simulation. The figures that the header states are asserted here. */
#include "support/support.h"

#include <math.h>

#include "hashstat/rate.h"

#define LEVEL 0.95
/* What summing a thousand masses may lose. */
#define ROUNDING 1e-12

enum { COUNTS = 2600 }; /* Poisson counts with a mean of 2,016 stay below */

typedef hst_status interval_of(hst_interval *, int64_t, double, double);
typedef hst_status comparison_of(hst_rate_comparison *, int64_t, double, int64_t, double, double, double);

static long double log_factorial[COUNTS];

static int fill_log_factorials(void **state) {
    int64_t k;
    (void)state;
    for (k = 1; k < COUNTS; ++k) {
        log_factorial[k] = log_factorial[k - 1] + logl((long double)k);
    }
    return 0;
}

static double poisson(int64_t k, double mean) {
    return (double)expl((long double)k * logl(mean) - mean - log_factorial[k]);
}

static double binomial(int64_t k, int64_t n, double odds) {
    long double choose = log_factorial[n] - log_factorial[k] - log_factorial[n - k];
    return (double)expl(choose + (long double)k * logl(odds) - (long double)n * log1pl(odds));
}

/* Counts within 9 standard deviations: beyond are less than 1e-16. */
static int64_t least_of(double mean) {
    double low = mean - 9 * sqrt(mean);
    return low > 0 ? (int64_t)low : 0;
}

static int64_t most_of(double mean) {
    return (int64_t)(mean + 9 * sqrt(mean) + 30);
}

/* one rate ------------------------------------------------------------------------------------- */

static hst_interval table[COUNTS];

static void fill_table(interval_of *interval) {
    int64_t n;
    for (n = 0; n < COUNTS; ++n) {
        assert_status(interval(&table[n], n, 1, LEVEL), HST_OK);
    }
}

static double coverage(double mean) {
    double covered = 0;
    int64_t n;
    for (n = least_of(mean); n <= most_of(mean); ++n) {
        if (table[n].lower <= mean && mean <= table[n].upper) {
            covered += poisson(n, mean);
        }
    }
    return covered;
}

/* Between two ends of intervals the same run of counts covers the mean, and its probability has one maximum
 * and no minimum inside, so coverage is least right beside an end: after an upper one, before a lower one. */
static double least_coverage(double from, double until) {
    double least = 1;
    int64_t n;
    for (n = 0; n < COUNTS; ++n) {
        double beside[2];
        int i;
        beside[0] = nextafter(table[n].lower, 0);
        beside[1] = nextafter(table[n].upper, INFINITY);
        for (i = 0; i < 2; ++i) {
            if (from <= beside[i] && beside[i] <= until) {
                least = fmin(least, coverage(beside[i]));
            }
        }
    }
    return least;
}

static void exact_interval_never_covers_less_than_its_level(void **state) {
    double mean;
    (void)state;
    fill_table(hst_rate_interval_exact);
    assert_true(least_coverage(1e-9, 2016) >= LEVEL - ROUNDING);
    for (mean = 1e-3; mean < 2016; mean *= 1.003) {
        assert_true(coverage(mean) >= LEVEL - ROUNDING);
    }
}

static void exact_interval_covers_as_the_header_says(void **state) {
    (void)state;
    fill_table(hst_rate_interval_exact);
    assert_near_abs(coverage(20), 0.957, 0.0005);
    assert_near_abs(coverage(144), 0.955, 0.0005);
    assert_near_abs(coverage(1008), 0.953, 0.0005);
}

static void midp_interval_covers_as_the_header_says(void **state) {
    (void)state;
    fill_table(hst_rate_interval_midp);
    assert_near_abs(coverage(20), 0.957, 0.0005);
    assert_near_abs(coverage(144), 0.950, 0.0005);
    assert_near_abs(coverage(1008), 0.949, 0.0005);
    assert_near_abs(least_coverage(20, 2016), 0.940, 0.0005);
}

/* S r is Gamma(n, 1) whatever r is; its distribution function in closed form is a Poisson tail. */
static void fixed_count_interval_covers_exactly_its_level(void **state) {
    const int64_t counts[] = {1, 2, 20, 144};
    int i;
    (void)state;
    for (i = 0; i < 4; ++i) {
        hst_interval ends;
        double missed = 0;
        int64_t k;
        assert_status(hst_rate_fixed_count_interval(&ends, counts[i], 1, LEVEL), HST_OK);
        for (k = 0; k < counts[i]; ++k) {
            missed += poisson(k, ends.lower) - poisson(k, ends.upper);
        }
        assert_near_abs(missed, LEVEL, 1e-13);
    }
}

/* two rates ------------------------------------------------------------------------------------ */

/* -1 where the interval lies below rho = 1, 1 where it lies above, 0 where it holds it. */
static int side(comparison_of *compare, int64_t n1, double mean1, int64_t n2, double mean2) {
    hst_rate_comparison c;
    assert_status(compare(&c, n1, mean1, n2, mean2, 1, LEVEL), HST_OK);
    return c.lower > 1 ? 1 : c.upper < 1 ? -1 : 0;
}

/* Exposures are the means, so that rho = 1. For each n2 the n1 that hold it are a run, and both its ends rise
 * with n2, so they are followed instead of sought. */
static double pair_coverage(comparison_of *compare, double mean1, double mean2) {
    int64_t first = 0, beyond = 0, n1, n2;
    double covered = 0;
    for (n2 = least_of(mean2); n2 <= most_of(mean2); ++n2) {
        double run = 0;
        while (first <= most_of(mean1) && side(compare, first, mean1, n2, mean2) < 0) {
            ++first;
        }
        while (beyond <= most_of(mean1) && side(compare, beyond, mean1, n2, mean2) <= 0) {
            ++beyond;
        }
        for (n1 = first; n1 < beyond; ++n1) {
            run += poisson(n1, mean1);
        }
        covered += run * poisson(n2, mean2);
    }
    return covered;
}

static void exact_ratio_covers_as_the_header_says_and_never_less_than_its_level(void **state) {
    const double means[] = {20, 144, 1008}, expected[] = {0.966, 0.956, 0.953};
    int i;
    (void)state;
    for (i = 0; i < 3; ++i) {
        double covered = pair_coverage(hst_rate_ratio_exact, means[i], means[i]);
        assert_near_abs(covered, expected[i], 0.0005);
        assert_true(covered >= LEVEL);
        assert_true(pair_coverage(hst_rate_ratio_exact, means[i], 2 * means[i]) >= LEVEL);
        assert_true(pair_coverage(hst_rate_ratio_exact, 2016, means[i]) >= LEVEL);
    }
}

static void midp_ratio_covers_as_the_header_says(void **state) {
    const double means[] = {20, 144, 1008}, expected[] = {0.952, 0.950, 0.950};
    int i;
    (void)state;
    for (i = 0; i < 3; ++i) {
        assert_near_abs(pair_coverage(hst_rate_ratio_midp, means[i], means[i]), expected[i], 0.0005);
        assert_near_abs(pair_coverage(hst_rate_ratio_midp, 2016, means[i]), LEVEL, 0.01);
    }
}

/* Given the total the ratio's interval is Clopper and Pearson's, for which the same holds for each total by
 * itself. */
static void exact_ratio_never_covers_less_than_its_level_given_the_total(void **state) {
    const int64_t totals[] = {1, 2, 3, 5, 10, 20, 40, 100, 288};
    static hst_rate_comparison ends[300];
    int i, j;
    (void)state;
    for (i = 0; i < 9; ++i) {
        int64_t n = totals[i], k, at;
        for (k = 0; k <= n; ++k) {
            assert_status(hst_rate_ratio_exact(&ends[k], k, 1, n - k, 1, 1, LEVEL), HST_OK);
        }
        for (at = 0; at <= n; ++at) {
            for (j = 0; j < 2; ++j) {
                double odds = j == 0 ? nextafter(ends[at].lower, 0) : nextafter(ends[at].upper, INFINITY);
                double covered = 0;
                for (k = 0; k <= n && odds > 0 && odds < INFINITY; ++k) {
                    covered += ends[k].lower <= odds && odds <= ends[k].upper ? binomial(k, n, odds) : 0;
                }
                assert_true(covered >= LEVEL - ROUNDING || odds == 0 || odds == INFINITY);
            }
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exact_interval_never_covers_less_than_its_level),
        cmocka_unit_test(exact_interval_covers_as_the_header_says),
        cmocka_unit_test(midp_interval_covers_as_the_header_says),
        cmocka_unit_test(fixed_count_interval_covers_exactly_its_level),
        cmocka_unit_test(exact_ratio_covers_as_the_header_says_and_never_less_than_its_level),
        cmocka_unit_test(midp_ratio_covers_as_the_header_says),
        cmocka_unit_test(exact_ratio_never_covers_less_than_its_level_given_the_total),
    };
    return cmocka_run_group_tests_name("rate: coverage", tests, fill_log_factorials, NULL);
}
