/* The public contract of the room simultaneity. */
#include <math.h>
#include <string.h>

#include "hashstat/rate.h"
#include "hashstat/simultaneity.h"
#include "support/simultaneity_call.h"
#include "support/support.h"

enum { SERIES = 6, SAMPLES = 40, ROOM = 4096 };

static uint64_t work[ROOM];
static int32_t mark[SERIES * SAMPLES], part[SERIES];

static hst_simultaneity most_with(const hst_simultaneity_options *o, const int32_t *group, int64_t series,
                                  int64_t n, int64_t width) {
    hst_simultaneity out;
    assert_status(hst_simultaneity_most(o, &out, part, mark, group, series, n, width, work, sizeof work),
                  HST_OK);
    return out;
}

static hst_simultaneity at_with(const hst_simultaneity_options *o, int64_t series, int64_t n, int64_t width,
                                int64_t first) {
    hst_simultaneity out;
    assert_status(hst_simultaneity_at(o, &out, part, mark, NULL, series, n, width, first, work, sizeof work),
                  HST_OK);
    return out;
}

static void clear_marks(void) {
    memset(mark, 0, sizeof mark);
}

static void random_marks(int64_t series, int64_t n, uint64_t rare, uint64_t seed) {
    rng r = rng_seed(seed);
    int64_t i;
    for (i = 0; i < series * n; ++i) {
        mark[i] = rng_below(&r, rare) == 0;
    }
}

/* ---- the search ---- */

static void groups_that_fell_at_one_sample_have_the_chance_of_arithmetic(void **state) {
    hst_simultaneity s;
    (void)state;
    clear_marks();
    mark[7] = mark[20 + 7] = mark[40 + 7] = 1;
    s = most_with(NULL, NULL, 3, 20, 1);
    assert_int_equal(s.count, 3);
    assert_int_equal(s.first, 7);
    assert_int_equal(s.last, 7);
    assert_int_equal(s.turns, 400);
    assert_int_equal(s.exact, 1);
    assert_near(s.p, 1 / 400., 1e-15);
    /* Of 400 turns one has all three together, 19 + 19 + 19 have two, all others one. */
    assert_near(s.expected, (3 + 57 * 2 + 342) / 400., 1e-15);
    assert_near(s.coverage, 1, 0);
}

static void the_common_onset_runs_from_the_first_to_the_last_to_fall(void **state) {
    hst_simultaneity s;
    (void)state;
    clear_marks();
    mark[9] = mark[11] = mark[20 + 10] = mark[40 + 12] = mark[60 + 2] = 1;
    s = most_with(NULL, NULL, 4, 20, 4);
    assert_int_equal(s.count, 3);
    assert_int_equal(s.first, 9);
    assert_int_equal(s.last, 12);
    assert_int_equal(s.earliest, 9);
    assert_int_equal(s.latest, 12);
    assert_int_equal(s.series, 3);
    assert_int_equal(part[0] + part[1] + part[2], 3);
    assert_int_equal(part[3], 0);
}

static void series_of_one_group_count_once(void **state) {
    static const int32_t one[3] = {1, 1, 1}, two[3] = {0, 2, 2};
    hst_simultaneity s;
    (void)state;
    clear_marks();
    mark[7] = mark[20 + 7] = mark[40 + 7] = 1;
    s = most_with(NULL, one, 3, 20, 1);
    assert_int_equal(s.count, 1);
    assert_int_equal(s.series, 3);
    assert_near(s.p, 1, 0);
    s = most_with(NULL, two, 3, 20, 1);
    assert_int_equal(s.count, 2);
    assert_int_equal(s.groups, 2);
    assert_near(s.p, 1 / 20., 1e-15);
}

static void a_series_without_a_group_is_passed_over(void **state) {
    static const int32_t group[3] = {0, -1, 1};
    hst_simultaneity s;
    (void)state;
    clear_marks();
    mark[7] = mark[20 + 7] = mark[40 + 7] = 1;
    mark[21] = -1;
    s = most_with(NULL, group, 3, 20, 1);
    assert_int_equal(s.count, 2);
    assert_int_equal(part[1], HST_NONE);
    assert_near(s.coverage, 1, 0);
}

static void the_order_of_the_series_changes_nothing(void **state) {
    static const int32_t forth[4] = {0, 1, 1, 2}, back[4] = {2, 1, 1, 0};
    int32_t swapped[4 * 12];
    hst_simultaneity a, b;
    int64_t k;
    (void)state;
    random_marks(4, 12, 5, 3);
    a = most_with(NULL, forth, 4, 12, 2);
    for (k = 0; k < 4; ++k) {
        memcpy(swapped + 12 * k, mark + 12 * (3 - k), 12 * sizeof *mark);
    }
    memcpy(mark, swapped, sizeof swapped);
    b = most_with(NULL, back, 4, 12, 2);
    assert_memory_equal(&a, &b, sizeof a);
}

static void unknown_samples_lower_the_coverage_and_mark_nothing(void **state) {
    hst_simultaneity s;
    int64_t i;
    (void)state;
    clear_marks();
    mark[7] = mark[20 + 7] = 1;
    for (i = 0; i < 20; ++i) {
        mark[40 + i] = -1;
        mark[60 + i] = i < 10 ? -1 : 0;
    }
    s = most_with(NULL, NULL, 4, 20, 2);
    assert_int_equal(s.count, 2);
    assert_int_equal(s.groups, 3);
    assert_int_equal(s.watched, 2);
    assert_int_equal(part[2], HST_NONE);
    assert_int_equal(part[3], HST_NONE); /* not known in the window at 6 */
    assert_near(s.coverage, 50 / 80., 1e-15);
}

static void what_no_group_knows_is_no_time_to_fall(void **state) {
    hst_simultaneity_options five = options_of(5, 9999, 100000), three = options_of(3, 9999, 100000);
    hst_simultaneity s;
    int64_t k, i;
    (void)state;
    clear_marks();
    for (k = 0; k < 3; ++k) {
        for (i = 0; i < 20; ++i) {
            mark[20 * k + i] = i < 5 || i >= 15 ? -1 : i == 7;
        }
    }
    s = most_with(NULL, NULL, 3, 20, 1);
    assert_int_equal(s.first, 7);
    assert_int_equal(s.turns, 100);
    assert_near(s.p, 1 / 100., 1e-15);
    s = at_with(NULL, 3, 20, 1, 7);
    assert_int_equal(s.turns, 10);
    assert_near(s.p, 1 / 1000., 1e-14);
    s = at_with(NULL, 3, 20, 1, 2); /* not known itself, and one of 11 all the same */
    assert_int_equal(s.turns, 11);
    assert_int_equal(s.watched, 0);
    assert_near(s.p, 1, 0);
    s = most_with(&five, NULL, 3, 20, 1);
    assert_int_equal(s.turns, 4);
    s = most_with(&three, NULL, 3, 20, 1); /* 3 .. 5, 6 .. 8, 9 .. 11, 12 .. 14, 15 .. 17 but one */
    assert_int_equal(s.turns, 16);
    mark[2] = 0; /* one group that knows is enough */
    s = at_with(NULL, 3, 20, 1, 7);
    assert_int_equal(s.turns, 11);
}

static void what_all_do_each_noon_is_no_coincidence(void **state) {
    hst_simultaneity_options day = options_of(8, 9999, 100000);
    hst_simultaneity s;
    int64_t k, i;
    (void)state;
    clear_marks();
    for (k = 0; k < 4; ++k) {
        for (i = 4; i < 40; i += 8) {
            mark[40 * k + i] = 1;
        }
    }
    s = most_with(NULL, NULL, 4, 40, 1);
    assert_near(s.p, 1 / 512., 1e-15); /* turned by multiples of 8 alike, three times 5 of 40 */
    s = most_with(&day, NULL, 4, 40, 1);
    assert_near(s.p, 1, 0);
    assert_int_equal(s.turns, 125);
}

static void nothing_marked_is_no_coincidence(void **state) {
    hst_simultaneity s;
    (void)state;
    clear_marks();
    mark[SAMPLES] = -1;
    s = most_with(NULL, NULL, 2, 1, 1);
    assert_int_equal(s.count, 0);
    assert_int_equal(s.first, HST_NONE);
    assert_int_equal(s.last, HST_NONE);
    assert_int_equal(s.earliest, HST_NONE);
    assert_int_equal(s.latest, HST_NONE);
    assert_near(s.p, 1, 0);
    assert_int_equal(part[0], 0);
}

static void one_group_alone_cannot_coincide(void **state) {
    hst_simultaneity s;
    (void)state;
    random_marks(1, 30, 4, 1);
    s = most_with(NULL, NULL, 1, 30, 3);
    assert_int_equal(s.count, 1);
    assert_int_equal(s.turns, 1);
    assert_near(s.p, 1, 0);
}

static void draws_agree_with_all_turns_and_hang_on_the_seed_alone(void **state) {
    hst_simultaneity_options all = options_of(1, 1, 1000000), drawn = options_of(1, 20000, 0);
    hst_simultaneity a, b, c;
    (void)state;
    random_marks(4, 30, 12, 11);
    mark[15] = mark[30 + 15] = mark[60 + 15] = mark[90 + 15] = 1;
    drawn.level = 0.9999;
    a = most_with(&all, NULL, 4, 30, 1);
    b = most_with(&drawn, NULL, 4, 30, 1);
    assert_int_equal(a.exact, 1);
    assert_int_equal(b.exact, 0);
    assert_int_equal(b.turns, 20000);
    assert_true(a.p < 0.05 && a.p > 0);
    assert_true(b.p_lower <= a.p && a.p <= b.p_upper);
    assert_true(b.p_lower <= b.p && b.p <= b.p_upper);
    assert_near(b.expected, a.expected, 0.02);
    c = most_with(&drawn, NULL, 4, 30, 1);
    assert_memory_equal(&b, &c, sizeof b);
    drawn.seed = 2;
    c = most_with(&drawn, NULL, 4, 30, 1);
    assert_true(c.expected != b.expected);
    assert_true(c.p_lower <= a.p && a.p <= c.p_upper);
}

static void drawn_turns_are_the_same_on_every_machine(void **state) {
    hst_simultaneity_options drawn = options_of(1, 1000, 0);
    uint64_t state64 = 1;
    int64_t sum = 0, hits = 0, d, t, k, windows = 30;
    hst_simultaneity s;
    (void)state;
    random_marks(3, 30, 6, 5);
    s = most_with(&drawn, NULL, 3, 30, 1);
    for (d = 0; d < 1000; ++d) {
        int64_t at[3] = {0}, most = 0;
        for (k = 1; k < 3; ++k) { /* SplitMix64, and the high half of the product by 30 */
            uint64_t z = (state64 += UINT64_C(0x9e3779b97f4a7c15));
            z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
            z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
            z ^= z >> 31;
            at[k] = (int64_t)(((z >> 32) * 30 + ((z & 0xffffffff) * 30 >> 32)) >> 32);
        }
        for (t = 0; t < windows; ++t) {
            int64_t here = mark[t] + mark[30 + (t + at[1]) % 30] + mark[60 + (t + at[2]) % 30];
            most = here > most ? here : most;
        }
        sum += most;
        hits += most >= s.count;
    }
    assert_same_bits(s.expected, (double)sum / 1000);
    assert_same_bits(s.p, (double)(hits + 1) / 1001);
}

/* ---- a window known beforehand ---- */

static void a_known_window_is_a_sum_of_unlike_trials(void **state) {
    hst_simultaneity s;
    (void)state;
    clear_marks();
    mark[5] = 1;                               /* in 2 of 19 windows of two samples */
    mark[20 + 5] = mark[20 + 10] = 1;          /* in 4 */
    mark[40 + 0] = mark[40 + 1] = 1;           /* in 2 */
    s = at_with(NULL, 3, 20, 2, 4);
    assert_int_equal(s.count, 2);
    assert_int_equal(s.turns, 19);
    assert_int_equal(s.exact, 1);
    assert_near(s.expected, 8 / 19., 1e-15);
    assert_near(s.p, (2 * 4 * 17 + 2 * 15 * 2 + 17 * 4 * 2 + 2 * 4 * 2) / 6859., 1e-14);
    assert_int_equal(s.earliest, 5);
    assert_int_equal(s.latest, 5);
    s = at_with(NULL, 3, 20, 2, 15);
    assert_int_equal(s.count, 0);
    assert_int_equal(s.earliest, HST_NONE);
    assert_int_equal(s.last, 16);
    assert_near(s.p, 1, 0);
}

static void a_window_that_was_searched_for_is_no_known_window(void **state) {
    hst_simultaneity searched, known;
    (void)state;
    random_marks(5, 20, 6, 8);
    searched = most_with(NULL, NULL, 5, 20, 2);
    known = at_with(NULL, 5, 20, 2, searched.first);
    assert_int_equal(known.count, searched.count);
    assert_int_equal(known.earliest, searched.earliest);
    assert_true(known.p < searched.p);
}

static void a_period_asks_for_windows_of_the_same_phase(void **state) {
    hst_simultaneity_options three = options_of(3, 1, 0);
    hst_simultaneity s;
    (void)state;
    clear_marks();
    mark[4] = mark[10 + 4] = mark[10 + 7] = 1;
    s = at_with(&three, 2, 10, 1, 4); /* windows at 1, 4, 7 */
    assert_int_equal(s.turns, 3);
    assert_near(s.p, 1 / 3. * 2 / 3., 1e-15);
    three.period = INT64_MAX; /* the one window alone */
    s = at_with(&three, 2, 10, 1, 4);
    assert_int_equal(s.turns, 1);
    assert_near(s.p, 1, 0);
}

/* ---- marks ---- */

static void an_onset_follows_a_sample_that_was_up(void **state) {
    static const int32_t down[12] = {1, 0, 1, 1, 0, -1, 1, 0, 1, 2, 1, 0}; /* 2 as the room outage says it */
    static const int32_t expected[12] = {0, 0, 1, 0, 0, -1, 0, 0, 1, -1, 0, 0};
    int32_t out[12];
    (void)state;
    assert_status(hst_simultaneity_onsets(out, down, 12), HST_OK);
    assert_memory_equal(out, expected, sizeof out);
    memcpy(out, down, sizeof out);
    assert_status(hst_simultaneity_onsets(out, out, 12), HST_OK);
    assert_memory_equal(out, expected, sizeof out);
    assert_status(hst_simultaneity_onsets(NULL, NULL, 0), HST_OK);
}

enum { BINS = 30 };

static int64_t count[3 * BINS];
static double exposure[BINS], p[3 * BINS], ratio[3];

static void steady_blocks(int64_t each) {
    int64_t i;
    for (i = 0; i < 3 * BINS; ++i) {
        count[i] = each;
        exposure[i % BINS] = 2;
    }
}

static void a_fall_is_marked_where_it_begins(void **state) {
    int64_t i, marks = 0;
    (void)state;
    steady_blocks(10);
    for (i = 13; i < BINS; ++i) {
        count[BINS + i] = 3;
    }
    assert_status(hst_simultaneity_falls(mark, p, count, exposure, 3, BINS, 5, 4, 0.01, 0), HST_OK);
    for (i = 0; i < 3 * BINS; ++i) {
        marks += mark[i] == 1;
        assert_int_equal(mark[i] == HST_NONE, i % BINS < 5 || i % BINS > BINS - 4);
    }
    assert_int_equal(marks, 1);
    assert_int_equal(mark[BINS + 13], 1);
    assert_true(p[BINS + 12] <= 0.01 && p[BINS + 14] <= 0.01);
    assert_status(hst_simultaneity_falls(mark, NULL, count, exposure, 3, BINS, 5, 4, 0.01, 0), HST_OK);
    assert_int_equal(mark[BINS + 13], 1);
}

static void chances_are_those_of_two_rates_compared(void **state) {
    hst_rate_comparison exact, midp;
    double half[3 * BINS];
    rng r = rng_seed(4);
    int64_t i, k, n1, n2;
    (void)state;
    for (i = 0; i < BINS; ++i) {
        exposure[i] = 1 + rng_uniform(&r);
        count[i] = rng_poisson(&r, 6);
    }
    assert_status(hst_simultaneity_falls(mark, p, count, exposure, 1, BINS, 3, 2, 0.5, 0), HST_OK);
    assert_status(hst_simultaneity_falls(mark, half, count, exposure, 1, BINS, 3, 2, 0.5, 1), HST_OK);
    for (i = 3; i + 2 <= BINS; ++i) {
        double e1 = exposure[i - 3] + exposure[i - 2] + exposure[i - 1], e2 = exposure[i] + exposure[i + 1];
        for (k = 0, n1 = 0; k < 3; ++k) {
            n1 += count[i - 3 + k];
        }
        n2 = count[i] + count[i + 1];
        assert_status(hst_rate_ratio_exact(&exact, n2, e2, n1, e1, 1, 0.95), HST_OK);
        assert_status(hst_rate_ratio_midp(&midp, n2, e2, n1, e1, 1, 0.95), HST_OK);
        assert_near(p[i], exact.p_less, 1e-12);
        assert_near(half[i], midp.p_less, 1e-12);
    }
}

static void a_chance_of_just_alpha_is_a_fall(void **state) {
    double alpha;
    (void)state;
    steady_blocks(10);
    count[20] = 2;
    assert_status(hst_simultaneity_falls(mark, p, count, exposure, 1, BINS, 1, 1, 0.5, 0), HST_OK);
    alpha = p[20];
    assert_true(alpha < 0.05 && p[19] > alpha);
    assert_status(hst_simultaneity_falls(mark, p, count, exposure, 1, BINS, 1, 1, alpha, 0), HST_OK);
    assert_int_equal(mark[20], 1);
    assert_status(hst_simultaneity_falls(mark, p, count, exposure, 1, BINS, 1, 1, alpha * (1 - 1e-9), 0),
                  HST_OK);
    assert_int_equal(mark[20], 0);
}

static void exposures_may_be_tiny_and_vast_and_counts_large(void **state) {
    hst_simultaneity_fall f;
    int64_t i;
    (void)state;
    for (i = 0; i < 3 * BINS; ++i) {
        exposure[i % BINS] = i % BINS < 15 ? 1e-60 : 1e60;
        count[i] = 1000000;
    }
    assert_status(hst_simultaneity_falls(mark, p, count, exposure, 3, BINS, 5, 4, 0.01, 0), HST_OK);
    assert_int_equal(mark[12], 1); /* the first with a vast bin after it: from there on p is 0 */
    assert_near(p[12], 0, 0);
    assert_status(hst_simultaneity_common(NULL, &f, ratio, count, exposure, NULL, 3, BINS, 5, 4, work,
                                          sizeof work),
                  HST_OK);
    assert_int_equal(f.first, 12);
    assert_near(f.fall, 1, 1e-15);
    assert_near(f.statistic, 3 * 1073741824., 0); /* 2^30 is as much as one group counts */
}

/* ---- the common fall ---- */

static hst_simultaneity_fall common_with(const hst_simultaneity_options *o, const int32_t *group,
                                         int64_t pools) {
    hst_simultaneity_fall out;
    assert_status(hst_simultaneity_common(o, &out, ratio, count, exposure, group, pools, BINS, 6, 6, work,
                                          sizeof work),
                  HST_OK);
    return out;
}

static void pools_that_fall_by_little_together_are_found(void **state) {
    hst_simultaneity_fall f;
    int64_t i;
    (void)state;
    steady_blocks(10);
    for (i = 17; i < BINS; ++i) {
        count[i] = count[BINS + i] = count[2 * BINS + i] = 7;
    }
    f = common_with(NULL, NULL, 3);
    assert_int_equal(f.first, 17);
    assert_int_equal(f.groups, 3);
    assert_int_equal(f.watched, 3);
    assert_int_equal(f.before, 180);
    assert_int_equal(f.after, 126);
    assert_near(f.fall, 0.3, 1e-15);
    assert_near(f.exposure_before, 12, 0);
    assert_near(f.exposure_after, 12, 0);
    assert_near(f.p, 1 / 361., 1e-15); /* of 19 places, the two that are turned lie over the first in one */
    assert_int_equal(f.exact, 1);
    /* 60 log(60/51) + 42 log(42/51) */
    assert_near_abs(ratio[0], 60 * log(60 / 51.) + 42 * log(42 / 51.), 1e-6);
    assert_near(f.statistic, 3 * ratio[0], 1e-15);
}

static void one_pool_that_falls_alone_is_no_common_fall(void **state) {
    static const int32_t operator_of[3] = {2, 2, 2}, left_out[3] = {-1, 1, 2};
    hst_simultaneity_fall f;
    int64_t i;
    (void)state;
    steady_blocks(10);
    for (i = 17; i < BINS; ++i) {
        count[i] = 0;
    }
    f = common_with(NULL, NULL, 3);
    assert_int_equal(f.first, 17);
    assert_int_equal(f.groups, 1);
    assert_near(f.p, 1, 0);
    f = common_with(NULL, operator_of, 3);
    assert_int_equal(f.watched, 1);
    assert_near(ratio[0], ratio[2], 0);
    f = common_with(NULL, left_out, 3);
    assert_int_equal(f.first, HST_NONE);
    assert_int_equal(f.watched, 2);
    assert_near(f.statistic, 0, 0);
    assert_near(f.p, 1, 0);
    assert_is_nan(f.fall);
    assert_is_nan(ratio[0]);
    assert_near(ratio[1], 0, 0);
}

static void a_drawn_chance_of_a_common_fall_holds_the_exact_one(void **state) {
    hst_simultaneity_options drawn = options_of(1, 5000, 0);
    hst_simultaneity_fall all, some;
    rng r = rng_seed(21);
    int64_t i;
    (void)state;
    steady_blocks(0);
    for (i = 0; i < 3 * BINS; ++i) {
        count[i] = rng_poisson(&r, i % BINS < 17 ? 10 : 8);
    }
    drawn.level = 0.9999;
    all = common_with(NULL, NULL, 3);
    some = common_with(&drawn, NULL, 3);
    assert_int_equal(some.turns, 5000);
    assert_int_equal(some.exact, 0);
    assert_true(some.p_lower <= all.p && all.p <= some.p_upper);
    assert_near(some.expected, all.expected, 0.05);
    assert_near(some.statistic, all.statistic, 0);
}

static void missing_exposure_hides_its_blocks(void **state) {
    hst_simultaneity_fall f;
    int64_t k;
    (void)state;
    steady_blocks(10);
    for (k = 0; k < 3; ++k) {
        count[BINS * k + 12] = 900;
    }
    exposure[12] = (double)NAN;
    f = common_with(NULL, NULL, 3);
    assert_int_equal(f.first, HST_NONE);
    assert_near(f.statistic, 0, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_that_fell_at_one_sample_have_the_chance_of_arithmetic),
        cmocka_unit_test(the_common_onset_runs_from_the_first_to_the_last_to_fall),
        cmocka_unit_test(series_of_one_group_count_once),
        cmocka_unit_test(a_series_without_a_group_is_passed_over),
        cmocka_unit_test(the_order_of_the_series_changes_nothing),
        cmocka_unit_test(unknown_samples_lower_the_coverage_and_mark_nothing),
        cmocka_unit_test(what_no_group_knows_is_no_time_to_fall),
        cmocka_unit_test(what_all_do_each_noon_is_no_coincidence),
        cmocka_unit_test(nothing_marked_is_no_coincidence),
        cmocka_unit_test(one_group_alone_cannot_coincide),
        cmocka_unit_test(draws_agree_with_all_turns_and_hang_on_the_seed_alone),
        cmocka_unit_test(drawn_turns_are_the_same_on_every_machine),
        cmocka_unit_test(a_known_window_is_a_sum_of_unlike_trials),
        cmocka_unit_test(a_window_that_was_searched_for_is_no_known_window),
        cmocka_unit_test(a_period_asks_for_windows_of_the_same_phase),
        cmocka_unit_test(an_onset_follows_a_sample_that_was_up),
        cmocka_unit_test(a_fall_is_marked_where_it_begins),
        cmocka_unit_test(chances_are_those_of_two_rates_compared),
        cmocka_unit_test(a_chance_of_just_alpha_is_a_fall),
        cmocka_unit_test(exposures_may_be_tiny_and_vast_and_counts_large),
        cmocka_unit_test(pools_that_fall_by_little_together_are_found),
        cmocka_unit_test(one_pool_that_falls_alone_is_no_common_fall),
        cmocka_unit_test(a_drawn_chance_of_a_common_fall_holds_the_exact_one),
        cmocka_unit_test(missing_exposure_hides_its_blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
