/* Shares: samples that are no random ones, inflated regions, and changes between two dates. */
#include "support/support.h"

#include <math.h>
#include <string.h>

#include "hashstat/share.h"

static hst_share_value value(double estimate, double lower, double upper) {
    hst_share_value v;
    v.estimate = estimate;
    v.lower = lower;
    v.upper = upper;
    return v;
}

static hst_interval ends(double lower, double upper) {
    hst_interval e;
    e.lower = lower;
    e.upper = upper;
    return e;
}

/* ---- a sample that is no random one ------------------------------------------------------------ */

static void coverage_alone_leaves_what_is_unseen_open(void **state) {
    hst_interval share = ends(0.15, 0.21), out;
    (void)state;
    assert_status(hst_share_bounds_coverage(&out, &share, 0.37), HST_OK);
    assert_near(out.lower, 0.37 * 0.15, 1e-15);
    assert_near(out.upper, 0.37 * 0.21 + 0.63, 1e-15);
    assert_status(hst_share_bounds_coverage(&out, &share, 0), HST_OK);
    assert_same_bits(out.lower, 0.0);
    assert_same_bits(out.upper, 1.0);
    assert_status(hst_share_bounds_coverage(&share, &share, 1), HST_OK);
    assert_near(share.lower, 0.15, 0);
    assert_near(share.upper, 0.21, 1e-15);
}

/* Every network of a grid of unseen shares that respects the limit is inside, and the outermost ones reach
 * the bounds. */
static void the_odds_limit_bounds_every_network_that_keeps_it(void **state) {
    rng random = rng_seed(23);
    int i, j;
    (void)state;
    for (i = 0; i < 200; ++i) {
        double s = rng_uniform(&random), c = rng_uniform(&random), gamma = 1 + rng_exponential(&random);
        double least = 1, most = 0;
        hst_interval share = ends(s, s), out;
        assert_status(hst_share_bounds_odds(&out, &share, c, gamma), HST_OK);
        for (j = 1; j < 20000; ++j) {
            double t = j / 20000.0, ratio = t / (1 - t) / (s / (1 - s));
            if (ratio <= gamma && ratio >= 1 / gamma) {
                least = fmin(least, c * s + (1 - c) * t);
                most = fmax(most, c * s + (1 - c) * t);
            }
        }
        assert_true(least > out.lower - 1e-12 && most < out.upper + 1e-12);
        assert_near_abs(least, out.lower, 1e-4);
        assert_near_abs(most, out.upper, 1e-4);
    }
}

/* Of a network's four parts, the odds of being seen inside the country over those outside have the same ratio
 * as the odds of the country among the seen over those among the unseen. */
static void the_limit_is_the_same_for_being_seen(void **state) {
    double seen_in = 0.3, seen_out = 0.2, unseen_in = 0.1, unseen_out = 0.4, gamma;
    double by_seen = (seen_in / unseen_in) / (seen_out / unseen_out);
    (void)state;
    assert_status(hst_share_bounds_gamma(&gamma, seen_in / (seen_in + seen_out), seen_in + seen_out,
                                         seen_in + unseen_in),
                  HST_OK);
    assert_near(gamma, by_seen, 1e-13);
}

static void gamma_goes_from_a_random_sample_to_coverage_alone(void **state) {
    hst_interval share = ends(0.1, 0.2), out, open;
    (void)state;
    assert_status(hst_share_bounds_odds(&out, &share, 0.4, 1), HST_OK);
    assert_near(out.lower, 0.1, 1e-15);
    assert_near(out.upper, 0.2, 1e-15);
    assert_status(hst_share_bounds_coverage(&open, &share, 0.4), HST_OK);
    assert_status(hst_share_bounds_odds(&out, &share, 0.4, 1e300), HST_OK);
    assert_near(out.lower, open.lower, 1e-15);
    assert_near(out.upper, open.upper, 1e-15);
    share = ends(0, 1);
    assert_status(hst_share_bounds_odds(&out, &share, 0.4, 5), HST_OK);
    assert_same_bits(out.lower, 0.0);
    assert_same_bits(out.upper, 1.0);
}

static void the_needed_gamma_just_reaches_the_claim(void **state) {
    rng random = rng_seed(29);
    int i, reached = 0;
    (void)state;
    for (i = 0; i < 500; ++i) {
        double s = rng_uniform(&random), c = 0.9 * rng_uniform(&random), claim = rng_uniform(&random), gamma;
        hst_interval share = ends(s, s), out;
        assert_status(hst_share_bounds_gamma(&gamma, s, c, claim), HST_OK);
        assert_true(gamma >= 1);
        assert_status(hst_share_bounds_coverage(&out, &share, c), HST_OK);
        if (isinf(gamma)) {
            assert_true(claim <= out.lower + 1e-12 || claim >= out.upper - 1e-12);
        } else {
            assert_status(hst_share_bounds_odds(&out, &share, c, gamma), HST_OK);
            assert_near_abs(claim > s ? out.upper : out.lower, claim, 1e-11);
            ++reached;
        }
    }
    assert_true(reached > 200 && reached < 500);
}

static void claims_out_of_reach_need_an_infinite_gamma(void **state) {
    double gamma = 0;
    (void)state;
    assert_status(hst_share_bounds_gamma(&gamma, 0, 0.5, 0.1), HST_OK);
    assert_same_bits(gamma, (double)INFINITY);
    assert_status(hst_share_bounds_gamma(&gamma, 1, 0.5, 0.9), HST_OK);
    assert_same_bits(gamma, (double)INFINITY);
    assert_status(hst_share_bounds_gamma(&gamma, 0.2, 1, 0.3), HST_OK);
    assert_same_bits(gamma, (double)INFINITY);
    assert_status(hst_share_bounds_gamma(&gamma, 0.2, 0.5, 0.05), HST_OK);
    assert_same_bits(gamma, (double)INFINITY);
    assert_status(hst_share_bounds_gamma(&gamma, 0.2, 1, 0.2), HST_OK);
    assert_same_bits(gamma, 1.0);
}

static void bounds_of_a_point_are_in_order(void **state) {
    static const double s[] = {0.0, -0.0, 1e-300, 1e-17, 0.1, 0.3, 0.9, 1.0}, c[] = {-0.0, 0.1, 0.7, 1.0};
    int i, j;
    (void)state;
    for (i = 0; i < 8; ++i) {
        for (j = 0; j < 4; ++j) {
            hst_interval share = ends(s[i], s[i]), out;
            assert_status(hst_share_bounds_coverage(&out, &share, c[j]), HST_OK);
            assert_true(out.lower <= out.upper && out.upper <= 1);
            assert_false(signbit(out.lower) || signbit(out.upper));
            if (c[j] == 1) {
                assert_same_bits(out.lower, s[i] + 0.0);
                assert_same_bits(out.upper, s[i] + 0.0);
            }
        }
    }
}

static void the_largest_gamma_lifts_the_smallest_shares(void **state) {
    hst_interval share = ends(1e-309, 1e-309), out;
    (void)state;
    assert_status(hst_share_bounds_odds(&out, &share, 0, 1e300), HST_OK);
    assert_same_bits(out.lower, 0.0);
    assert_near(out.upper, 1e-9, 1e-8);
}

static void bounds_reject_what_they_cannot_use(void **state) {
    hst_interval good = ends(0.1, 0.2), out, bad[4];
    static const double off[] = {-0.1, 1.1, (double)NAN};
    double gamma;
    int i;
    (void)state;
    bad[0] = ends(-0.1, 0.2);
    bad[1] = ends(0.2, 0.1);
    bad[2] = ends(0.2, 1.1);
    bad[3] = ends((double)NAN, 0.3);
    fill_untouched(&out, sizeof out);
    fill_untouched(&gamma, sizeof gamma);
    assert_status(hst_share_bounds_coverage(NULL, &bad[0], 2), HST_ENULL);
    assert_status(hst_share_bounds_coverage(&out, NULL, 2), HST_ENULL);
    assert_status(hst_share_bounds_odds(NULL, &bad[0], 2, 0), HST_ENULL);
    assert_status(hst_share_bounds_odds(&out, NULL, 2, 0), HST_ENULL);
    assert_status(hst_share_bounds_gamma(NULL, 2, 2, 2), HST_ENULL);
    for (i = 0; i < 4; ++i) {
        assert_status(hst_share_bounds_coverage(&out, &bad[i], 0.5), HST_EDOMAIN);
        assert_status(hst_share_bounds_odds(&out, &bad[i], 0.5, 2), HST_EDOMAIN);
    }
    for (i = 0; i < 3; ++i) {
        assert_status(hst_share_bounds_coverage(&out, &good, off[i]), HST_EDOMAIN);
        assert_status(hst_share_bounds_odds(&out, &good, off[i], 2), HST_EDOMAIN);
        assert_status(hst_share_bounds_gamma(&gamma, off[i], 0.5, 0.5), HST_EDOMAIN);
        assert_status(hst_share_bounds_gamma(&gamma, 0.5, off[i], 0.5), HST_EDOMAIN);
        assert_status(hst_share_bounds_gamma(&gamma, 0.5, 0.5, off[i]), HST_EDOMAIN);
    }
    assert_status(hst_share_bounds_odds(&out, &good, 0.5, 0.99), HST_EDOMAIN);
    assert_status(hst_share_bounds_odds(&out, &good, 0.5, (double)INFINITY), HST_EDOMAIN);
    assert_untouched(&out, sizeof out);
    assert_untouched(&gamma, sizeof gamma);
}

/* ---- an inflated region ------------------------------------------------------------------------ */

static void what_is_taken_goes_to_the_others_by_what_they_hold(void **state) {
    static const double x[] = {0.2, 0.3, (double)NAN, 0.1, 0.4}, receive[] = {1, 0, 1, 0.5, 1};
    double out[5];
    (void)state;
    assert_status(hst_share_reallocate(out, x, NULL, 5, 4, 0.1), HST_OK);
    assert_near(out[0], 0.2 + 0.3 * 0.2 / 0.6, 1e-15);
    assert_near(out[1], 0.45, 1e-15);
    assert_is_nan(out[2]);
    assert_near(out[3], 0.15, 1e-15);
    assert_same_bits(out[4], 0.1);
    assert_status(hst_share_reallocate(out, x, receive, 5, 4, 0.1), HST_OK);
    assert_near(out[0], 0.2 + 0.3 * 0.2 / 0.25, 1e-15);
    assert_same_bits(out[1], 0.3);
    assert_near(out[3], 0.1 + 0.3 * 0.05 / 0.25, 1e-15);
}

static void sums_stay_and_the_order_does_not_matter(void **state) {
    rng random = rng_seed(31);
    int i, j;
    (void)state;
    for (i = 0; i < 300; ++i) {
        double x[20], mirror[20], out[20], back[20], sum = 0, after = 0;
        int n = 2 + (int)rng_below(&random, 19), from = (int)rng_below(&random, (uint64_t)n);
        for (j = 0; j < n; ++j) {
            x[j] = rng_exponential(&random);
            mirror[n - 1 - j] = x[j];
        }
        assert_status(hst_share_reallocate(out, x, NULL, n, from, 0.3 * x[from]), HST_OK);
        assert_status(hst_share_reallocate(back, mirror, NULL, n, n - 1 - from, 0.3 * x[from]), HST_OK);
        for (j = 0; j < n; ++j) {
            sum += x[j];
            after += out[j];
            assert_same_bits(back[n - 1 - j], out[j]);
        }
        assert_near(after, sum, 1e-14);
        assert_status(hst_share_reallocate(x, x, NULL, n, from, 0.3 * x[from]), HST_OK);
        assert_memory_equal(x, out, (size_t)n * sizeof *x);
    }
}

static void nothing_to_give_needs_nobody_to_take(void **state) {
    static const double lone[] = {0.5}, zero[] = {0.5, 0}, minus[] = {-0.0, 1};
    double out[2];
    (void)state;
    assert_status(hst_share_reallocate(out, lone, NULL, 1, 0, 0.5), HST_OK);
    assert_same_bits(out[0], 0.5);
    fill_untouched(out, sizeof out);
    assert_status(hst_share_reallocate(out, lone, NULL, 1, 0, 0.4), HST_EEMPTY);
    assert_status(hst_share_reallocate(out, zero, NULL, 2, 0, 0.4), HST_EEMPTY);
    assert_untouched(out, sizeof out);
    assert_status(hst_share_reallocate(out, minus, NULL, 2, 0, -0.0), HST_OK);
    assert_same_bits(out[0], 0.0);
    assert_status(hst_share_reallocate(out, minus, NULL, 2, 1, 1), HST_OK);
    assert_same_bits(out[0], 0.0);
}

static void a_small_region_grows_as_its_neighbours_do(void **state) {
    static const double wide[] = {1e200, 1e-300, 1e100}, tiny[] = {1e200, 1e-200, 3e-200};
    static const double minus[] = {0.4, -0.0, 0.2};
    double out[3];
    (void)state;
    assert_status(hst_share_reallocate(out, wide, NULL, 3, 0, 0), HST_OK);
    assert_near(out[1], 1e-200, 1e-14);
    assert_near(out[2], 1e200, 1e-14);
    assert_status(hst_share_reallocate(out, tiny, NULL, 3, 0, 0), HST_OK); /* 1e200/4e-200 is no number */
    assert_near(out[1], 0.25e200, 1e-14);
    assert_near(out[2], 0.75e200, 1e-14);
    assert_status(hst_share_reallocate(out, minus, NULL, 3, 0, 0), HST_OK);
    assert_same_bits(out[1], 0.0);
}

static void regions_reject_what_they_cannot_use(void **state) {
    static const double good[] = {0.5, 0.5}, off[] = {-0.1, (double)INFINITY, 1.1e200};
    static const double receive[] = {1, 1.5}, missing[] = {(double)NAN, 1};
    double x[2] = {0.5, 0}, out[2];
    int i;
    (void)state;
    fill_untouched(out, sizeof out);
    assert_status(hst_share_reallocate(NULL, good, NULL, 0, 5, 1), HST_ENULL);
    assert_status(hst_share_reallocate(out, NULL, NULL, 0, 5, 1), HST_ENULL);
    assert_status(hst_share_reallocate(out, good, NULL, 0, 5, 1), HST_ESIZE);
    assert_status(hst_share_reallocate(out, good, NULL, 2, 2, 0), HST_EDOMAIN);
    assert_status(hst_share_reallocate(out, good, NULL, 2, -1, 0), HST_EDOMAIN);
    assert_status(hst_share_reallocate(out, good, NULL, 2, 0, 0.51), HST_EDOMAIN);
    assert_status(hst_share_reallocate(out, good, NULL, 2, 0, -0.1), HST_EDOMAIN);
    assert_status(hst_share_reallocate(out, good, receive, 2, 0, 0.1), HST_EDOMAIN);
    assert_status(hst_share_reallocate(out, missing, NULL, 2, 0, 0), HST_EDOMAIN);
    for (i = 0; i < 3; ++i) {
        x[1] = off[i];
        assert_status(hst_share_reallocate(out, x, NULL, 2, 0, 0.1), HST_EDOMAIN);
    }
    assert_untouched(out, sizeof out);
}

/* ---- between two dates ------------------------------------------------------------------------- */

static double share_of(double own, double rest) {
    return own / (own + rest);
}

static void a_change_is_the_sum_of_its_parts(void **state) {
    rng random = rng_seed(37);
    int i;
    (void)state;
    for (i = 0; i < 300; ++i) {
        double a0 = rng_exponential(&random), b0 = rng_exponential(&random);
        double a1 = rng_exponential(&random), b1 = rng_exponential(&random);
        double s0 = share_of(a0, b0), s1 = share_of(a1, b1), r = (a1 + b1) / (a0 + b0);
        double own = (share_of(a1, b0) - s0 + s1 - share_of(a0, b1)) / 2;
        double rest = (share_of(a0, b1) - s0 + s1 - share_of(a1, b0)) / 2;
        hst_share_value first = value(s0, s0, s0), second = value(s1, s1, s1), growth = value(r, r, r);
        hst_share_change out;
        assert_status(hst_share_change_split(&out, &first, &second, &growth), HST_OK);
        assert_near_abs(out.change.estimate, s1 - s0, 1e-15);
        assert_near_abs(out.own.estimate, own, 1e-14);
        assert_near_abs(out.rest.estimate, rest, 1e-14);
        assert_near(out.own_growth, a1 / a0, 1e-12);
        assert_near(out.rest_growth, b1 / b0, 1e-12);
        assert_same_bits(out.own.lower, out.own.estimate);
        assert_same_bits(out.own.upper, out.own.estimate);
        assert_near_abs(out.change.estimate, out.own.estimate + out.rest.estimate, 1e-15);
    }
}

static void a_change_has_the_joined_width_of_both_shares(void **state) {
    hst_share_value first = value(0.3, 0.27, 0.34), second = value(0.2, 0.18, 0.23), growth = value(1, 1, 1);
    hst_share_change out;
    (void)state;
    assert_status(hst_share_change_split(&out, &first, &second, &growth), HST_OK);
    assert_near(out.change.lower, -0.1 - hypot(0.02, 0.04), 1e-12);
    assert_near(out.change.upper, -0.1 + hypot(0.03, 0.03), 1e-12);
    growth = value(1, 0.8, 1.3);
    assert_status(hst_share_change_split(&out, &first, &second, &growth), HST_OK);
    assert_near(out.change.lower, -0.1 - hypot(0.02, 0.04), 1e-12); /* growth of all moves no share */
    assert_true(out.own.lower < out.own.estimate && out.own.estimate < out.own.upper);
}

static void no_part_of_a_change_is_beyond_one(void **state) {
    hst_share_value few = value(0.1, 0, 1), most = value(0.9, 0, 1), up = value(1e6, 1e-6, 1e6);
    hst_share_value down = value(1e-6, 1e-6, 1e6);
    hst_share_change out;
    (void)state;
    assert_status(hst_share_change_split(&out, &most, &few, &up), HST_OK);
    assert_same_bits(out.own.lower, -1.0);
    assert_status(hst_share_change_split(&out, &few, &most, &down), HST_OK);
    assert_same_bits(out.own.upper, 1.0);
}

static void a_rest_that_stands_still_makes_nothing_of_the_change(void **state) {
    double r = 90.0 / 100; /* from 30 of 100 to 20 of 90: the rest stays 70 */
    hst_share_value first = value(0.3, 0.3, 0.3), second, growth;
    hst_share_change out;
    (void)state;
    second = value(20.0 / 90, 20.0 / 90, 20.0 / 90);
    growth = value(r, r, r);
    assert_status(hst_share_change_split(&out, &first, &second, &growth), HST_OK);
    assert_near_abs(out.rest.estimate, 0, 1e-15);
    assert_near(out.rest_growth, 1, 1e-14);
    assert_near(out.own_growth, 2.0 / 3, 1e-14);
}

static void a_country_that_comes_from_nothing_or_goes_to_it(void **state) {
    hst_share_value none = value(0, 0, 0), all = value(1, 1, 1), some = value(0.4, 0.4, 0.4),
                    two = value(2, 2, 2);
    hst_share_change out;
    (void)state;
    assert_status(hst_share_change_split(&out, &none, &some, &two), HST_OK);
    assert_near(out.change.estimate, 0.4, 1e-15);
    assert_same_bits(out.own_growth, (double)INFINITY);
    assert_status(hst_share_change_split(&out, &some, &none, &two), HST_OK);
    assert_same_bits(out.own_growth, 0.0);
    assert_status(hst_share_change_split(&out, &all, &none, &two), HST_OK);
    assert_near(out.change.estimate, -1, 0);
    assert_near(out.own.estimate, (0.5 - 1 + 0 - 1.0 / 3) / 2, 1e-15); /* f(0, 0) = 1/2, f(1, 2) = 1/3 */
    assert_near(out.rest.estimate, (1.0 / 3 - 1 + 0 - 0.5) / 2, 1e-15);
    assert_status(hst_share_change_split(&out, &none, &none, &two), HST_OK);
    assert_is_nan(out.own_growth);
    assert_near(out.rest_growth, 2, 0);
}

static void a_minus_zero_is_a_country_of_nothing(void **state) {
    hst_share_value minus = value(-0.0, -0.0, -0.0), some = value(0.4, 0.4, 0.4), two = value(2, 2, 2);
    hst_share_change out;
    (void)state;
    assert_status(hst_share_change_split(&out, &minus, &some, &two), HST_OK);
    assert_same_bits(out.own_growth, (double)INFINITY);
    assert_status(hst_share_change_split(&out, &some, &minus, &two), HST_OK);
    assert_same_bits(out.own_growth, 0.0);
}

/* From the whole network to next to nothing of one that shrank: f(A1, 0) is 1, whatever A1 is. */
static void next_to_nothing_is_not_nothing(void **state) {
    hst_share_value all = value(1, 1, 1), last = value(1e-250, 1e-250, 1e-250), few = value(1e-100, 1e-100, 1);
    hst_share_change out;
    (void)state;
    assert_status(hst_share_change_split(&out, &all, &last, &few), HST_OK);
    assert_near(out.own.estimate, -0.5, 1e-15);
    assert_near(out.rest.estimate, -0.5, 1e-15);
}

static void changes_reject_what_they_cannot_use(void **state) {
    hst_share_value good = value(0.2, 0.1, 0.3), out_of[6];
    hst_share_change out;
    int i;
    (void)state;
    out_of[0] = value((double)NAN, 0.1, 0.3);
    out_of[1] = value(-0.2, 0.1, 0.3);
    out_of[2] = value(0.2, -0.1, 0.3);
    out_of[3] = value(0.2, 0.3, 0.1);
    out_of[4] = value(0.2, 0.1, (double)INFINITY);
    out_of[5] = value(1e101, 0.1, 0.3);
    fill_untouched(&out, sizeof out);
    assert_status(hst_share_change_split(NULL, &out_of[0], &good, &good), HST_ENULL);
    assert_status(hst_share_change_split(&out, NULL, &out_of[0], &good), HST_ENULL);
    assert_status(hst_share_change_split(&out, &out_of[0], NULL, &good), HST_ENULL);
    assert_status(hst_share_change_split(&out, &out_of[0], &good, NULL), HST_ENULL);
    for (i = 0; i < 6; ++i) {
        assert_status(hst_share_change_split(&out, &out_of[i], &good, &good), HST_EDOMAIN);
        assert_status(hst_share_change_split(&out, &good, &out_of[i], &good), HST_EDOMAIN);
        assert_status(hst_share_change_split(&out, &good, &good, &out_of[i]), HST_EDOMAIN);
    }
    assert_untouched(&out, sizeof out);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(coverage_alone_leaves_what_is_unseen_open),
        cmocka_unit_test(the_odds_limit_bounds_every_network_that_keeps_it),
        cmocka_unit_test(the_limit_is_the_same_for_being_seen),
        cmocka_unit_test(gamma_goes_from_a_random_sample_to_coverage_alone),
        cmocka_unit_test(the_needed_gamma_just_reaches_the_claim),
        cmocka_unit_test(claims_out_of_reach_need_an_infinite_gamma),
        cmocka_unit_test(bounds_of_a_point_are_in_order),
        cmocka_unit_test(the_largest_gamma_lifts_the_smallest_shares),
        cmocka_unit_test(bounds_reject_what_they_cannot_use),
        cmocka_unit_test(what_is_taken_goes_to_the_others_by_what_they_hold),
        cmocka_unit_test(sums_stay_and_the_order_does_not_matter),
        cmocka_unit_test(nothing_to_give_needs_nobody_to_take),
        cmocka_unit_test(a_small_region_grows_as_its_neighbours_do),
        cmocka_unit_test(regions_reject_what_they_cannot_use),
        cmocka_unit_test(a_change_is_the_sum_of_its_parts),
        cmocka_unit_test(a_change_has_the_joined_width_of_both_shares),
        cmocka_unit_test(no_part_of_a_change_is_beyond_one),
        cmocka_unit_test(a_rest_that_stands_still_makes_nothing_of_the_change),
        cmocka_unit_test(a_country_that_comes_from_nothing_or_goes_to_it),
        cmocka_unit_test(a_minus_zero_is_a_country_of_nothing),
        cmocka_unit_test(next_to_nothing_is_not_nothing),
        cmocka_unit_test(changes_reject_what_they_cannot_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
