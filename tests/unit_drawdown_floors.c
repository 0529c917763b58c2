/* Noise floors of windows that differ, of windows that overlap, of one episode, and the mean of the floor. */
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hashstat/drawdown.h"

enum { MOST = 400, ROOM = 1 << 17 };

static uint64_t work[ROOM];
static double expected[MOST], exposure[MOST], depths[20000];

static double varying(double depth, const double *weights, int64_t windows) {
    double p = -1;
    size_t bytes = 0;
    assert_status(hst_drawdown_noise_varying_work_size(&bytes, expected, weights, windows), HST_OK);
    assert_true(bytes <= sizeof work);
    assert_status(hst_drawdown_noise_varying(&p, depth, expected, weights, windows, work, bytes), HST_OK);
    return p;
}

static double alike(double depth, double mean, int64_t windows) {
    double p = -1;
    assert_status(hst_drawdown_noise(&p, depth, mean, windows, work, sizeof work), HST_OK);
    return p;
}

/* ---- windows that differ ----------------------------------------------------------------------- */

static void windows_that_are_alike_have_the_floor_of_alike_windows(void **unused) {
    static const double means[] = {0.5, 3, 20, 144};
    size_t k;
    int64_t i, windows;
    (void)unused;
    for (k = 0; k < 4; ++k) {
        for (windows = 1; windows <= 30; windows += 29) {
            double depth;
            for (i = 0; i < windows; ++i) {
                expected[i] = means[k];
                exposure[i] = 1;
            }
            for (depth = 0; depth <= 1; depth += 0.125) {
                assert_near(varying(depth, NULL, windows), alike(depth, means[k], windows), 1e-12);
                assert_near(varying(depth, exposure, windows), alike(depth, means[k], windows), 1e-12);
            }
        }
    }
}

/* All counts of a few small windows, one after the other: the sum of the chances of those that fall. */
static double enumerate(double depth, const double *weights, int64_t windows, int64_t at, double maximum,
                        double chance) {
    double p = 0, mass = exp(-expected[at % MOST]);
    int64_t c;
    if (at == windows) {
        return 0;
    }
    for (c = 0; c < 40; ++c) {
        double level = (double)c / (weights != NULL ? weights[at] : 1);
        mass *= c > 0 ? expected[at] / (double)c : 1;
        if (level < maximum && (maximum - level) / maximum >= depth) {
            p += chance * mass;
        } else {
            p += enumerate(depth, weights, windows, at + 1, level > maximum ? level : maximum, chance * mass);
        }
    }
    return p;
}

static void small_floors_are_the_sum_over_all_counts(void **unused) {
    static const double depths_asked[] = {0.2, 1.0 / 3, 0.5, 0.75, 1};
    size_t k;
    (void)unused;
    expected[0] = 2;
    expected[1] = 3.5;
    expected[2] = 1;
    expected[3] = 2.5;
    exposure[0] = 1;
    exposure[1] = 1.5;
    exposure[2] = 0.5;
    exposure[3] = 1.5;
    expected[1] = expected[2] = 1; /* alike but for their exposure */
    for (k = 0; k < 5; ++k) {
        assert_near(varying(depths_asked[k], NULL, 4), enumerate(depths_asked[k], NULL, 4, 0, 0, 1), 1e-11);
        assert_near(varying(depths_asked[k], exposure, 4), enumerate(depths_asked[k], exposure, 4, 0, 0, 1),
                    1e-11);
    }
}

/* On a network that grows, what comes is larger than what was: less falls. */
static void growth_lowers_the_floor_and_shrinking_raises_it(void **unused) {
    double p[3];
    int k;
    int64_t i;
    (void)unused;
    for (k = 0; k < 3; ++k) {
        for (i = 0; i < 60; ++i) {
            expected[i] = 144 * (1 + 0.005 * (double)((k - 1) * i));
        }
        p[k] = varying(0.3, NULL, 60);
    }
    assert_true(p[0] > p[1] * 1.05 && p[1] > p[2] * 1.05);
}

/* ---- windows that overlap ---------------------------------------------------------------------- */

static double simulated(double depth, int64_t runs) {
    hst_drawdown_simulated s;
    assert_status(hst_drawdown_noise_simulated(&s, depths, runs, depth), HST_OK);
    assert_near(s.std_error, sqrt(s.p * (1 - s.p) / (double)runs), 1e-15);
    return s.p;
}

static void simulate(int64_t runs, double mean, int64_t width, int64_t windows, int64_t seed) {
    size_t bytes;
    assert_status(hst_drawdown_noise_trailing_work_size(&bytes, mean, width, runs), HST_OK);
    assert_true(bytes <= sizeof work);
    assert_status(hst_drawdown_noise_trailing(depths, runs, mean, width, windows, seed, work, bytes), HST_OK);
}

/* Windows of one step do not overlap: the exact floor, within 4.5 standard errors. */
static void windows_of_one_step_have_the_exact_floor(void **unused) {
    static const double means[] = {2, 144};
    size_t k;
    (void)unused;
    for (k = 0; k < 2; ++k) {
        double depth;
        simulate(20000, means[k], 1, 30, 7);
        for (depth = 0.1; depth < 1; depth += 0.1) {
            double p = alike(depth, means[k], 30);
            assert_near_abs(simulated(depth, 20000), p, 4.5 * sqrt(p * (1 - p) / 20000) + 1e-9);
        }
    }
}

/* The median maximum drawdown of a 7-day mean over a year of 144 blocks a day is 15.1 %. Half of 20,000 networks lie
 * below it to within 4.5 x 0.0035; the depths have a density of some 15 there. */
static void a_trailing_week_falls_less_than_its_days(void **unused) {
    (void)unused;
    simulate(20000, 144, 7, 359, 20220105);
    assert_near_abs(depths[9999], 0.151, 0.0015);
}

static void a_seed_gives_the_same_networks_and_another_gives_others(void **unused) {
    static double first[1000];
    int64_t i, k = 0;
    (void)unused;
    simulate(1000, 50, 5, 40, 1);
    memcpy(first, depths, sizeof first);
    simulate(1000, 50, 5, 40, 1);
    assert_memory_equal(first, depths, sizeof first);
    simulate(2000, 50, 5, 40, 1); /* the first thousand are among them */
    for (i = 0; i < 2000; ++i) {
        k += k < 1000 && depths[i] == first[k];
    }
    assert_int_equal(k, 1000);
    simulate(1000, 50, 5, 40, 2);
    assert_memory_not_equal(first, depths, sizeof first);
}

/* Worked by the definition from the same draws: windows of width w are sums of w steps, and a window as long as all
 * steps has nothing to fall from. */
static void one_window_has_nothing_to_fall_from(void **unused) {
    (void)unused;
    simulate(10, 30, 100, 1, 3);
    assert_near(depths[9], 0, 0);
    simulate(10, 1e6, 1, 2, 3);
    assert_true(depths[9] < 0.01);
    assert_status(hst_drawdown_noise_trailing(NULL, 0, 30, 1, 1, 3, work, sizeof work), HST_OK);
}

/* ---- an episode, and the mean ------------------------------------------------------------------ */

static void an_episode_is_judged_over_its_own_span(void **unused) {
    hst_drawdown fall = {0.3, 5, 6, 9, 14};
    double p;
    (void)unused;
    assert_status(hst_drawdown_noise_episode(&p, &fall, 144, 30, work, sizeof work), HST_OK);
    assert_same_bits(p, alike(0.3, 144, 10));
    fall.recovery = HST_NONE;
    assert_status(hst_drawdown_noise_episode(&p, &fall, 144, 30, work, sizeof work), HST_OK);
    assert_same_bits(p, alike(0.3, 144, 25));
}

/* The mean of 20,000 simulated depths, within 4.5 standard errors, of depths that lie in 0..1. */
static void the_mean_is_that_of_simulated_networks(void **unused) {
    static const double means[] = {5, 144};
    size_t k;
    (void)unused;
    for (k = 0; k < 2; ++k) {
        double mean, sum = 0, square = 0;
        int64_t i;
        simulate(20000, means[k], 1, 14, 11);
        for (i = 0; i < 20000; ++i) {
            sum += depths[i];
            square += depths[i] * depths[i];
        }
        assert_status(hst_drawdown_noise_mean(&mean, means[k], 14, work, sizeof work), HST_OK);
        assert_near_abs(mean, sum / 20000, 4.5 * sqrt((square / 20000 - sum * sum / 4e8) / 20000) + 1e-4);
    }
}

static void one_window_has_no_mean_fall(void **unused) {
    double mean;
    (void)unused;
    assert_status(hst_drawdown_noise_mean(&mean, 144, 1, work, sizeof work), HST_OK);
    assert_near(mean, 0, 0);
}

/* ---- memory ------------------------------------------------------------------------------------ */

static void workspaces_are_used_to_their_end_and_no_further(void **unused) {
    double p;
    size_t bytes;
    void *room;
    int64_t i;
    (void)unused;
    for (i = 0; i < 20; ++i) {
        expected[i] = 3 + (double)(i % 4);
        exposure[i] = 1 + (double)(i / 3);
    }
    assert_status(hst_drawdown_noise_varying_work_size(&bytes, expected, exposure, 20), HST_OK);
    room = guarded_alloc(bytes);
    assert_status(hst_drawdown_noise_varying(&p, 0.5, expected, exposure, 20, room, bytes), HST_OK);
    guarded_free(room);
    assert_status(hst_drawdown_noise_trailing_work_size(&bytes, 12.5, 3, 100), HST_OK);
    room = guarded_alloc(bytes);
    assert_status(hst_drawdown_noise_trailing(depths, 100, 12.5, 3, 50, 1, room, bytes), HST_OK);
    guarded_free(room);
    assert_status(hst_drawdown_noise_varying_work_size(&bytes, NULL, NULL, 0), HST_OK);
}

/* ---- contract ---------------------------------------------------------------------------------- */

static const double bad_means[] = {0, -1, 1.1e12, INFINITY, NAN};

static void varying_floors_refuse_bad_arguments(void **unused) {
    static const double mean[3] = {5, 5, 5}, weight[3] = {1, 1, 1}, huge[3] = {1e12, 9e11, 1e12};
    size_t bytes = 77, room;
    void *odd = (char *)work + 4;
    double p;
    int i;
    (void)unused;
    fill_untouched(&p, sizeof p);
    assert_status(hst_drawdown_noise_varying_work_size(NULL, mean, weight, -1), HST_ENULL);
    assert_status(hst_drawdown_noise_varying_work_size(&bytes, NULL, weight, 3), HST_ENULL);
    assert_status(hst_drawdown_noise_varying_work_size(&bytes, mean, weight, -1), HST_ESIZE);
    assert_status(hst_drawdown_noise_varying_work_size(&bytes, mean, weight, INT64_MAX), HST_ESIZE);
    assert_status(hst_drawdown_noise_varying(&p, 2, mean, weight, INT64_MAX, odd, 0), HST_ESIZE);
    assert_status(hst_drawdown_noise_varying(NULL, 0.5, mean, weight, -1, work, 0), HST_ENULL);
    assert_status(hst_drawdown_noise_varying(&p, 0.5, NULL, weight, 3, work, sizeof work), HST_ENULL);
    assert_status(hst_drawdown_noise_varying(&p, 0.5, mean, weight, 3, NULL, sizeof work), HST_ENULL);
    assert_status(hst_drawdown_noise_varying(&p, 2, mean, weight, -1, odd, 0), HST_ESIZE);
    assert_status(hst_drawdown_noise_varying(&p, 2, mean, weight, 3, odd, 0), HST_EALIGN);
    for (i = 0; i < 5; ++i) {
        double means[3] = {5, 5, 5}, weights[3] = {1, 1, 1};
        means[i % 3] = bad_means[i];
        weights[i % 3] = bad_means[i] > 1e12 && bad_means[i] < 2e12 ? -3 : bad_means[i];
        assert_status(hst_drawdown_noise_varying_work_size(&bytes, means, weight, 3), HST_EDOMAIN);
        assert_status(hst_drawdown_noise_varying_work_size(&bytes, mean, weights, 3), HST_EDOMAIN);
        assert_status(hst_drawdown_noise_varying(&p, 0.5, means, weight, 3, work, 0), HST_EDOMAIN);
        assert_status(hst_drawdown_noise_varying(&p, 0.5, mean, weights, 3, work, 0), HST_EDOMAIN);
    }
    assert_int_equal(bytes, 77);
    assert_status(hst_drawdown_noise_varying_work_size(&room, mean, weight, 3), HST_OK);
    assert_status(hst_drawdown_noise_varying(&p, 2, mean, weight, 3, work, room - 1), HST_ESPACE);
    assert_status(hst_drawdown_noise_varying(&p, 0.5, huge, weight, 3, work, sizeof work), HST_ESPACE);
    assert_status(hst_drawdown_noise_varying(&p, 2, mean, weight, 3, work, room), HST_EDOMAIN);
    assert_status(hst_drawdown_noise_varying(&p, NAN, mean, weight, 3, work, room), HST_EDOMAIN);
    assert_status(hst_drawdown_noise_varying(&p, 0.5, mean, weight, 0, work, sizeof work), HST_EEMPTY);
    assert_status(hst_drawdown_noise_varying(&p, 0.5, NULL, NULL, 0, work, sizeof work), HST_EEMPTY);
    assert_untouched(&p, sizeof p);
}

static void trailing_floors_refuse_bad_arguments(void **unused) {
    static const int64_t too_many = (INT64_C(1) << 40) + 1;
    size_t bytes = 77, room;
    void *odd = (char *)work + 4;
    double out[2];
    int i;
    (void)unused;
    fill_untouched(out, sizeof out);
    assert_status(hst_drawdown_noise_trailing_work_size(NULL, 0, 0, 0), HST_ENULL);
    assert_status(hst_drawdown_noise_trailing_work_size(&bytes, 0, 0, 2), HST_ESIZE);
    assert_status(hst_drawdown_noise_trailing_work_size(&bytes, 0, 1, too_many), HST_ESIZE);
    assert_status(hst_drawdown_noise_trailing_work_size(&bytes, 0, 1, 2), HST_EDOMAIN);
    assert_status(hst_drawdown_noise_trailing_work_size(&bytes, 1.1e6, 1, 2), HST_EDOMAIN);
    assert_int_equal(bytes, 77);
    assert_status(hst_drawdown_noise_trailing(NULL, 2, 0, 1, 1, 0, work, 0), HST_ENULL);
    assert_status(hst_drawdown_noise_trailing(out, 2, 0, 1, 1, 0, NULL, 0), HST_ENULL);
    assert_status(hst_drawdown_noise_trailing(out, -1, 0, 1, 1, 0, odd, 0), HST_ESIZE);
    assert_status(hst_drawdown_noise_trailing(out, 2, 0, 0, 1, 0, odd, 0), HST_ESIZE);
    assert_status(hst_drawdown_noise_trailing(out, 2, 0, 1, 0, 0, odd, 0), HST_ESIZE);
    assert_status(hst_drawdown_noise_trailing(out, 2, 0, 1, too_many, 0, odd, 0), HST_ESIZE);
    for (i = 0; i < 5; ++i) {
        assert_status(hst_drawdown_noise_trailing(out, 2, bad_means[i], 1, 1, 0, odd, 0), HST_EDOMAIN);
    }
    assert_status(hst_drawdown_noise_trailing(out, 2, 5, 1, 1, 0, odd, 0), HST_EALIGN);
    assert_status(hst_drawdown_noise_trailing_work_size(&room, 5, 1, 2), HST_OK);
    assert_status(hst_drawdown_noise_trailing(out, 2, 5, 1, 1, 0, work, room - 1), HST_ESPACE);
    assert_untouched(out, sizeof out);
}

static void a_simulated_chance_refuses_bad_arguments(void **unused) {
    hst_drawdown_simulated out;
    (void)unused;
    fill_untouched(&out, sizeof out);
    assert_status(hst_drawdown_noise_simulated(NULL, depths, -1, 2), HST_ENULL);
    assert_status(hst_drawdown_noise_simulated(&out, NULL, 1, 0.5), HST_ENULL);
    assert_status(hst_drawdown_noise_simulated(&out, depths, -1, 2), HST_ESIZE);
    assert_status(hst_drawdown_noise_simulated(&out, depths, 0, 2), HST_EDOMAIN);
    assert_status(hst_drawdown_noise_simulated(&out, depths, 0, -0.1), HST_EDOMAIN);
    assert_status(hst_drawdown_noise_simulated(&out, NULL, 0, 0.5), HST_EEMPTY);
    assert_untouched(&out, sizeof out);
}

static void episodes_and_means_refuse_bad_arguments(void **unused) {
    static const hst_drawdown bad[] = {{0.3, -1, 1, 1, 3},    {0.3, 4, 5, 5, 3}, {0.3, 4, 5, 5, 30},
                                       {0.3, 30, 31, 31, -1}, {1.5, 1, 2, 2, 3}, {-0.5, 1, 2, 2, 3}};
    hst_drawdown fall = {0.3, 5, 6, 9, 14};
    void *odd = (char *)work + 4;
    double out;
    size_t k, room;
    (void)unused;
    fill_untouched(&out, sizeof out);
    assert_status(hst_drawdown_noise_work_size(&room, 144), HST_OK);
    assert_status(hst_drawdown_noise_episode(NULL, &fall, 144, 30, work, room), HST_ENULL);
    assert_status(hst_drawdown_noise_episode(&out, NULL, 144, 30, work, room), HST_ENULL);
    assert_status(hst_drawdown_noise_episode(&out, &fall, 144, 30, NULL, room), HST_ENULL);
    assert_status(hst_drawdown_noise_episode(&out, &fall, 144, -1, odd, room), HST_ESIZE);
    assert_status(hst_drawdown_noise_episode(&out, &fall, 144, 30, odd, room), HST_EALIGN);
    assert_status(hst_drawdown_noise_episode(&out, &fall, 144, 30, work, room - 1), HST_ESPACE);
    assert_status(hst_drawdown_noise_episode(&out, &fall, NAN, 30, work, room), HST_EDOMAIN);
    assert_status(hst_drawdown_noise_episode(&out, &fall, 144, 0, work, room), HST_EEMPTY);
    fall.depth = 2;
    assert_status(hst_drawdown_noise_episode(&out, &fall, 144, 0, work, room), HST_EDOMAIN);
    for (k = 0; k < sizeof bad / sizeof bad[0]; ++k) {
        assert_status(hst_drawdown_noise_episode(&out, &bad[k], 144, 30, work, room), HST_EDOMAIN);
    }
    assert_status(hst_drawdown_noise_mean(NULL, 144, 30, work, room), HST_ENULL);
    assert_status(hst_drawdown_noise_mean(&out, 144, 30, NULL, room), HST_ENULL);
    assert_status(hst_drawdown_noise_mean(&out, 144, -1, odd, room), HST_ESIZE);
    assert_status(hst_drawdown_noise_mean(&out, 144, 30, odd, room), HST_EALIGN);
    assert_status(hst_drawdown_noise_mean(&out, 144, 30, work, room - 1), HST_ESPACE);
    assert_status(hst_drawdown_noise_mean(&out, 0, 30, work, room), HST_EDOMAIN);
    assert_status(hst_drawdown_noise_mean(&out, 144, 0, work, room), HST_EEMPTY);
    assert_untouched(&out, sizeof out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(windows_that_are_alike_have_the_floor_of_alike_windows),
        cmocka_unit_test(small_floors_are_the_sum_over_all_counts),
        cmocka_unit_test(growth_lowers_the_floor_and_shrinking_raises_it),
        cmocka_unit_test(windows_of_one_step_have_the_exact_floor),
        cmocka_unit_test(a_trailing_week_falls_less_than_its_days),
        cmocka_unit_test(a_seed_gives_the_same_networks_and_another_gives_others),
        cmocka_unit_test(one_window_has_nothing_to_fall_from),
        cmocka_unit_test(an_episode_is_judged_over_its_own_span),
        cmocka_unit_test(the_mean_is_that_of_simulated_networks),
        cmocka_unit_test(one_window_has_no_mean_fall),
        cmocka_unit_test(workspaces_are_used_to_their_end_and_no_further),
        cmocka_unit_test(varying_floors_refuse_bad_arguments),
        cmocka_unit_test(trailing_floors_refuse_bad_arguments),
        cmocka_unit_test(a_simulated_chance_refuses_bad_arguments),
        cmocka_unit_test(episodes_and_means_refuse_bad_arguments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
