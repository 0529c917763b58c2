/* The noise floor: how deep an unchanging network falls by luck. */
#include "support/support.h"

#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "hashstat/drawdown.h"
#include "kernels/runmax_chain.h"
#include "kernels/special.h"
#include "oracle/drawdown.h"

enum { ROOM = 1 << 14 };

static uint64_t work[ROOM];

static double noise(double depth, double expected, int64_t windows) {
    double p = -1;
    assert_status(hst_drawdown_noise(&p, depth, expected, windows, work, sizeof work), HST_OK);
    return p;
}

static double noise_quantile(double probability, double expected, int64_t windows) {
    double d = -1;
    assert_status(hst_drawdown_noise_quantile(&d, probability, expected, windows, work, sizeof work), HST_OK);
    return d;
}

/* ---- golden ------------------------------------------------------------------------------------- */

static void noise_is_that_of_sixty_digits(void **unused) {
    golden *g = golden_open("drawdown/noise.csv");
    (void)unused;
    while (golden_next(g)) {
        double mean = golden_number(g, "expected");
        double p = noise(golden_number(g, "depth"), mean, golden_integer(g, "windows"));
        assert_near(p, golden_number(g, "p"), 1e-12);
    }
    golden_close(g);
    g = golden_open("drawdown/noise_quantile.csv");
    while (golden_next(g)) {
        double depth = noise_quantile(golden_number(g, "probability"), golden_number(g, "expected"),
                                      golden_integer(g, "windows"));
        assert_same_bits(depth, golden_number(g, "depth"));
    }
    golden_close(g);
}

static void noise_is_that_known_before(void **unused) {
    golden *g = golden_open("drawdown/noise_published.csv");
    (void)unused;
    while (golden_next(g)) {
        double mean = golden_number(g, "expected");
        int64_t windows = golden_integer(g, "windows");
        double depth = golden_number(g, "depth");
        double allowed = golden_number(g, "tolerance");
        if (golden_is_empty(g, "p")) {
            assert_near_abs(noise_quantile(golden_number(g, "probability"), mean, windows), depth, allowed);
        } else {
            assert_near_abs(noise(depth, mean, windows), golden_number(g, "p"), allowed);
        }
    }
    golden_close(g);
}

/* ---- oracle ------------------------------------------------------------------------------------- */

static void noise_is_that_of_the_full_chain(void **unused) {
    static const double means[] = {1e-3, 0.5, 3, 20, 144};
    static const double depths[] = {1e-300, 0.05, 0.25, 1.0 / 3, 0.5, 0.8, 1};
    size_t k, j;
    (void)unused;
    for (k = 0; k < sizeof means / sizeof means[0]; ++k) {
        for (j = 0; j < sizeof depths / sizeof depths[0]; ++j) {
            assert_near(noise(depths[j], means[k], 7), (double)oracle_noise(depths[j], means[k], 7), 1e-12);
        }
    }
}

static void noise_is_the_sum_over_all_series(void **unused) {
    static const double depths[] = {0.2, 0.25, 0.5, 0.51, 1};
    size_t j;
    (void)unused;
    for (j = 0; j < sizeof depths / sizeof depths[0]; ++j) {
        double d = depths[j];
        assert_near_abs(noise(d, 0.5, 5), (double)oracle_enumerate(d, 0.5, 5, 15, 0, 0), 1e-13);
        assert_near_abs(noise(d, 2, 3), (double)oracle_enumerate(d, 2, 3, 40, 0, 0), 1e-13);
    }
}

/* P(second count <= the deepest fall from the first), each by a tail of its own: what sums millions of masses
 * drifts away from this by the second term of the bound. */
static double noise_of_two(double depth, double expected) {
    hst__runmax_range range = hst__runmax_range_of(expected);
    int64_t c = range.least, m;
    long double sum = 0;
    for (m = range.least; m < range.least + range.states; ++m) {
        double mass = hst__poisson_mass((double)m, expected);
        while (oracle_depth((double)m, (double)c) >= depth) {
            ++c;
        }
        if (mass > 1e-50 && c > range.least) {
            sum += (long double)mass * hst__gamma_upper((double)c, expected);
        }
    }
    return (double)sum;
}

static void noise_of_large_counts_keeps_to_the_stated_accuracy(void **unused) {
    static const double means[] = {1e6, 1e8, 1e10};
    static const double deviates[] = {0.05, 2.1, 6}; /* standard deviations of a difference */
    size_t i, k, bytes;
    (void)unused;
    for (i = 0; i < 3; ++i) {
        void *memory;
        assert_status(hst_drawdown_noise_work_size(&bytes, means[i]), HST_OK);
        memory = malloc(bytes);
        assert_non_null(memory);
        for (k = 0; k < 3; ++k) {
            double depth = deviates[k] * sqrt(2 / means[i]);
            double p = -1;
            assert_status(hst_drawdown_noise(&p, depth, means[i], 2, memory, bytes), HST_OK);
            assert_near(p, noise_of_two(depth, means[i]), 1e-12 + 1e-17 * sqrt(means[i]) + 2 * 2e-16);
        }
        free(memory);
    }
}

/* ---- property ----------------------------------------------------------------------------------- */

static void noise_grows_with_windows_and_shrinks_with_depth(void **unused) {
    int64_t windows, k;
    (void)unused;
    for (windows = 1; windows < 12; ++windows) {
        double before = 1;
        for (k = 1; k <= 20; ++k) {
            double p = noise((double)k / 20, 20, windows);
            assert_true(p <= before);
            assert_true(p < noise((double)k / 20, 20, windows + 1));
            before = p;
        }
    }
}

/* The quantile q is a step: P(maximum <= q) reaches the probability, P(maximum < q) does not. */
static void quantiles_are_the_step_where_the_probability_is_reached(void **unused) {
    static const double means[] = {0.5, 3, 20, 144, 2000};
    static const double probabilities[] = {1e-9, 0.01, 0.3, 0.5, 0.75, 0.999, 1 - 1e-12};
    static const int64_t windows[] = {2, 10, 100};
    size_t i, j, k;
    (void)unused;
    for (i = 0; i < 5; ++i) {
        for (j = 0; j < 7; ++j) {
            for (k = 0; k < 3; ++k) {
                double depth = noise_quantile(probabilities[j], means[i], windows[k]);
                double beyond = depth < 1 ? noise(nextafter(depth, 2), means[i], windows[k]) : 0;
                assert_true(1 - beyond >= probabilities[j] - 1e-14);
                assert_true(depth == 0 || 1 - noise(depth, means[i], windows[k]) < probabilities[j]);
            }
        }
    }
}

/* ---- boundary ----------------------------------------------------------------------------------- */

static void a_workspace_of_the_stated_size_is_enough(void **unused) {
    static const double means[] = {5e-324, 1e-300, 0.5, 144, 159.9, 160.1, 1e5};
    size_t k, bytes;
    (void)unused;
    for (k = 0; k < sizeof means / sizeof means[0]; ++k) {
        void *memory;
        double answer;
        assert_status(hst_drawdown_noise_work_size(&bytes, means[k]), HST_OK);
        assert_int_equal(bytes % 8, 0);
        memory = guarded_alloc(bytes);
        assert_status(hst_drawdown_noise(&answer, 0.5, means[k], 3, memory, bytes), HST_OK);
        assert_true(answer >= 0 && answer <= 1);
        assert_status(hst_drawdown_noise_quantile(&answer, 0.5, means[k], 3, memory, bytes), HST_OK);
        assert_true(answer >= 0 && answer <= 1);
        guarded_free(memory);
    }
    assert_status(hst_drawdown_noise_work_size(&bytes, 1e12), HST_OK);
    assert_true(bytes > 1000000000);
}

static void one_window_cannot_fall_and_depth_zero_always_does(void **unused) {
    (void)unused;
    assert_same_bits(noise(0x1p-1074, 144, 1), 0.0);
    assert_same_bits(noise(1, 144, 1), 0.0);
    assert_same_bits(noise(0, 144, 1), 1.0);
    assert_same_bits(noise(-0.0, 0.5, 30), 1.0);
    assert_same_bits(noise_quantile(0.5, 144, 1), 0.0);
    assert_same_bits(noise_quantile(1 - DBL_EPSILON, 0.5, 1), 0.0);
}

/* Two windows fall when a block comes, then none: (1 - e^-m) e^-m, which 1 - (the rest) could not tell from
 * 0. The error is the one that the header grants. */
static void tiny_means_keep_their_digits(void **unused) {
    (void)unused;
    assert_near(noise(0.5, 1e-200, 2), 1e-200, 1e-12);
    assert_near(noise(1, 1e-5, 2), exp(-1e-5) * -expm1(-1e-5), 1e-12);
}

/* The masses of counts that are next to impossible underflow. */
static void errno_stays_as_it_is(void **unused) {
    static const double means[] = {1e-300, 1e-12, 1e-9, 1e-5, 144};
    size_t k;
    (void)unused;
    errno = 0;
    for (k = 0; k < sizeof means / sizeof means[0]; ++k) {
        assert_true(noise(0.5, means[k], 3) < 1e-3);
        assert_true(noise_quantile(0.5, means[k], 3) < 0.5);
    }
    assert_int_equal(errno, 0);
}

/* So many windows that nothing survives: the chance that none of them falls is below any double. */
static void a_fall_that_is_certain_has_probability_one(void **unused) {
    (void)unused;
    assert_same_bits(noise(0.01, 144, INT64_MAX), 1.0);
    assert_same_bits(noise(1, 0.5, 1000000), 1.0);
}

/* ---- contract ----------------------------------------------------------------------------------- */

static const double bad_means[] = {0, -1, INFINITY, NAN, 1.0000000000000002e12};
enum { BAD_MEANS = 5 };

static void noise_work_size_refuses_what_the_header_says(void **unused) {
    size_t bytes, k;
    (void)unused;
    fill_untouched(&bytes, sizeof bytes);
    assert_status(hst_drawdown_noise_work_size(NULL, 144), HST_ENULL);
    for (k = 0; k < BAD_MEANS; ++k) {
        assert_status(hst_drawdown_noise_work_size(&bytes, bad_means[k]), HST_EDOMAIN);
    }
    assert_untouched(&bytes, sizeof bytes);
}

static void noise_refuses_what_the_header_says(void **unused) {
    char *odd = (char *)work + 4;
    size_t bytes, k;
    double p;
    (void)unused;
    fill_untouched(&p, sizeof p);
    fill_untouched(work, sizeof work);
    assert_status(hst_drawdown_noise_work_size(&bytes, 144), HST_OK);
    assert_status(hst_drawdown_noise(NULL, 0.1, 144, 30, work, bytes), HST_ENULL);
    assert_status(hst_drawdown_noise(&p, 0.1, 144, -1, NULL, bytes), HST_ENULL);
    assert_status(hst_drawdown_noise(&p, 0.1, 144, -1, odd, bytes), HST_ESIZE);
    assert_status(hst_drawdown_noise(&p, 0.1, 144, 30, odd, bytes - 1), HST_EALIGN);
    assert_status(hst_drawdown_noise(&p, -1, 144, 30, work, bytes - 1), HST_ESPACE);
    assert_status(hst_drawdown_noise(&p, -1, 144, 0, work, bytes), HST_EDOMAIN);
    assert_status(hst_drawdown_noise(&p, 1.0000000000000002, 144, 30, work, bytes), HST_EDOMAIN);
    assert_status(hst_drawdown_noise(&p, NAN, 144, 30, work, bytes), HST_EDOMAIN);
    for (k = 0; k < BAD_MEANS; ++k) {
        assert_status(hst_drawdown_noise(&p, 0.1, bad_means[k], 0, work, 0), HST_EDOMAIN);
    }
    assert_status(hst_drawdown_noise(&p, 0.1, 144, 0, work, bytes), HST_EEMPTY);
    assert_untouched(&p, sizeof p);
    assert_untouched(work, sizeof work);
}

static void noise_quantile_refuses_what_the_header_says(void **unused) {
    char *odd = (char *)work + 4;
    size_t bytes, k;
    double depth;
    (void)unused;
    fill_untouched(&depth, sizeof depth);
    fill_untouched(work, sizeof work);
    assert_status(hst_drawdown_noise_work_size(&bytes, 144), HST_OK);
    assert_status(hst_drawdown_noise_quantile(NULL, 0.5, 144, 30, work, bytes), HST_ENULL);
    assert_status(hst_drawdown_noise_quantile(&depth, 0.5, 144, -1, NULL, bytes), HST_ENULL);
    assert_status(hst_drawdown_noise_quantile(&depth, 0.5, 144, -1, odd, bytes), HST_ESIZE);
    assert_status(hst_drawdown_noise_quantile(&depth, 0.5, 144, 30, odd, bytes - 1), HST_EALIGN);
    assert_status(hst_drawdown_noise_quantile(&depth, 0, 144, 30, work, bytes - 1), HST_ESPACE);
    assert_status(hst_drawdown_noise_quantile(&depth, 0, 144, 0, work, bytes), HST_EDOMAIN);
    assert_status(hst_drawdown_noise_quantile(&depth, 1, 144, 30, work, bytes), HST_EDOMAIN);
    assert_status(hst_drawdown_noise_quantile(&depth, NAN, 144, 30, work, bytes), HST_EDOMAIN);
    for (k = 0; k < BAD_MEANS; ++k) {
        assert_status(hst_drawdown_noise_quantile(&depth, 0.5, bad_means[k], 0, work, 0), HST_EDOMAIN);
    }
    assert_status(hst_drawdown_noise_quantile(&depth, 0.5, 144, 0, work, bytes), HST_EEMPTY);
    assert_untouched(&depth, sizeof depth);
    assert_untouched(work, sizeof work);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(noise_is_that_of_sixty_digits),
        cmocka_unit_test(noise_is_that_known_before),
        cmocka_unit_test(noise_is_that_of_the_full_chain),
        cmocka_unit_test(noise_is_the_sum_over_all_series),
        cmocka_unit_test(noise_of_large_counts_keeps_to_the_stated_accuracy),
        cmocka_unit_test(noise_grows_with_windows_and_shrinks_with_depth),
        cmocka_unit_test(quantiles_are_the_step_where_the_probability_is_reached),
        cmocka_unit_test(a_workspace_of_the_stated_size_is_enough),
        cmocka_unit_test(one_window_cannot_fall_and_depth_zero_always_does),
        cmocka_unit_test(tiny_means_keep_their_digits),
        cmocka_unit_test(errno_stays_as_it_is),
        cmocka_unit_test(a_fall_that_is_certain_has_probability_one),
        cmocka_unit_test(noise_work_size_refuses_what_the_header_says),
        cmocka_unit_test(noise_refuses_what_the_header_says),
        cmocka_unit_test(noise_quantile_refuses_what_the_header_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
