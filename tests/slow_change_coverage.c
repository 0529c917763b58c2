/* What the header of the room change says of chance: how often a record that does not change is cut, how
 * often the interval of a time holds the true one, and how often the interval of a level does. Each figure
 * from 20,000 seeded records; its standard error is at most .0036. */
#include "support/support.h"

#include <math.h>

#include "hashstat/change.h"

enum { RUNS = 20000, MOST = 1008 };

static double x[MOST], exposure[MOST];
static hst_change_level level[MOST];
static uint64_t work[26 * (MOST + 2)];

static hst_change_options with(int32_t model, int32_t penalty, int64_t least) {
    hst_change_options o;
    assert_status(hst_change_options_init(&o, (uint32_t)sizeof o), HST_OK);
    o.model = model;
    o.penalty = penalty;
    o.min_length = least;
    return o;
}

static int64_t segment(const hst_change_options *o, const double *counts, const double *e, int64_t n) {
    int64_t found = 0;
    assert_status(hst_change_segment(o, level, MOST, &found, counts, e, n, work, sizeof work), HST_OK);
    return found;
}

/* The figure that the header states, within three standard errors and its own rounding. */
static void require_share(const char *what, int64_t hits, int64_t runs, double stated) {
    double share = (double)hits / (double)runs;
    print_message("%s: %.4f of %lld, stated %.4f\n", what, share, (long long)runs, stated);
    assert_near_abs(share, stated, 0.0005 + 3 * sqrt(share * (1 - share) / (double)runs));
}

/* Counts of 144 a day for a year. */
static int64_t cuts_of_days(const hst_change_options *o, uint64_t seed) {
    rng r = rng_seed(seed);
    int64_t run, i, cuts = 0;
    for (run = 0; run < RUNS; ++run) {
        for (i = 0; i < 365; ++i) {
            x[i] = o->model == HST_CHANGE_POISSON ? (double)rng_poisson(&r, 144) : rng_normal(&r);
        }
        cuts += segment(o, x, NULL, 365) > 1;
    }
    return cuts;
}

/* A week of single blocks, header times in whole seconds. */
static int64_t cuts_of_blocks(const hst_change_options *o, uint64_t seed) {
    static int64_t time[MOST];
    static double hashes[MOST];
    rng r = rng_seed(seed);
    int64_t run, i, cuts = 0;
    for (run = 0; run < RUNS; ++run) {
        double now = 0;
        for (i = 0; i < MOST; ++i) {
            now += 600 * rng_exponential(&r);
            time[i] = (int64_t)now;
            hashes[i] = 1;
        }
        assert_status(hst_change_exposures(exposure, time, hashes, MOST, 1), HST_OK);
        cuts += segment(o, NULL, exposure, MOST) > 1;
    }
    return cuts;
}

static void a_year_without_a_change_is_seldom_cut(void **unused) {
    hst_change_options bic = with(HST_CHANGE_POISSON, HST_CHANGE_BIC, 1);
    hst_change_options mbic = with(HST_CHANGE_POISSON, HST_CHANGE_MBIC, 1);
    hst_change_options mean = with(HST_CHANGE_MEAN, HST_CHANGE_BIC, 1);
    hst_change_options both = with(HST_CHANGE_MEAN_VARIANCE, HST_CHANGE_BIC, 1);
    hst_change_options both7 = with(HST_CHANGE_MEAN_VARIANCE, HST_CHANGE_BIC, 7);
    (void)unused;
    mean.variance = 1;
    require_share("days, BIC", cuts_of_days(&bic, 1), RUNS, .032);
    require_share("days, MBIC", cuts_of_days(&mbic, 1), RUNS, .008);
    require_share("means, BIC", cuts_of_days(&mean, 2), RUNS, .029);
    require_share("means and variances, BIC", cuts_of_days(&both, 3), RUNS, .054);
    require_share("means and variances, BIC, 7", cuts_of_days(&both7, 3), RUNS, .010);
}

static void a_week_of_blocks_without_a_change_is_seldom_cut(void **unused) {
    hst_change_options one = with(HST_CHANGE_POISSON, HST_CHANGE_BIC, 1);
    hst_change_options six = with(HST_CHANGE_POISSON, HST_CHANGE_BIC, 6);
    (void)unused;
    require_share("blocks, any length", cuts_of_blocks(&one, 4), RUNS, .016);
    require_share("blocks, 6 or more", cuts_of_blocks(&six, 4), RUNS, .013);
}

/* 60 days of which the last 30 fell by so much, cut once at the best place: does the time's interval hold day
 * 30, and the levels' theirs? */
static void cover(const char *what, double fall, double time_stated, double level_stated) {
    hst_change_options o = with(HST_CHANGE_POISSON, HST_CHANGE_GIVEN, 1);
    rng r = rng_seed(9);
    int64_t run, i, found, timed = 0, levels = 0, cut = 0;
    double gain[2], after = 144 * (1 - fall);
    for (run = 0; run < RUNS; ++run) {
        hst_change_time when;
        for (i = 0; i < 60; ++i) {
            x[i] = (double)rng_poisson(&r, i < 30 ? 144 : after);
        }
        assert_status(hst_change_at_most(&o, level, 2, &found, gain, 1, x, NULL, 60, work, sizeof work),
                      HST_OK);
        if (found == 2) {
            assert_status(hst_change_times(&o, &when, level, 2, x, NULL, 60, work, sizeof work), HST_OK);
            ++cut;
            timed += when.lower <= 30 && 30 <= when.upper;
            levels += level[0].lower <= 144 && 144 <= level[0].upper;
        }
    }
    assert_true(cut > RUNS - 10);
    print_message("%s\n", what);
    require_share("  time", timed, cut, time_stated);
    require_share("  level", levels, cut, level_stated);
}

static void intervals_cover_what_the_header_says(void **unused) {
    (void)unused;
    cover("a fall of 5 %", 0.05, .976, .840);
    cover("a fall of 10 %", 0.1, .968, .929);
    cover("a fall of 20 %", 0.2, .980, .947);
    cover("a fall of 50 %", 0.5, 1, .949);
}

/* 60 days cut twice, from day 30 on so many of them lower: does the interval of the fall hold day 30? */
static void cover_short(const char *what, double fall, int64_t days, double stated) {
    hst_change_options o = with(HST_CHANGE_POISSON, HST_CHANGE_GIVEN, 1);
    rng r = rng_seed(10);
    int64_t run, i, found, timed = 0, cut = 0;
    double gain[3];
    for (run = 0; run < RUNS; ++run) {
        hst_change_time when[2];
        for (i = 0; i < 60; ++i) {
            x[i] = (double)rng_poisson(&r, i < 30 || i >= 30 + days ? 144 : 144 * (1 - fall));
        }
        assert_status(hst_change_at_most(&o, level, 3, &found, gain, 2, x, NULL, 60, work, sizeof work),
                      HST_OK);
        if (found == 3) {
            assert_status(hst_change_times(&o, when, level, 3, x, NULL, 60, work, sizeof work), HST_OK);
            ++cut;
            timed += when[0].lower <= 30 && 30 <= when[0].upper;
        }
    }
    assert_true(cut > RUNS - 10);
    require_share(what, timed, cut, stated);
}

static void short_falls_cover_what_the_header_says(void **unused) {
    (void)unused;
    cover_short("20 %, a day", 0.2, 1, .707);
    cover_short("20 %, two days", 0.2, 2, .859);
    cover_short("20 %, three days", 0.2, 3, .936);
    cover_short("20 %, five days", 0.2, 5, .974);
    cover_short("10 %, a day", 0.1, 1, .564);
    cover_short("10 %, two days", 0.1, 2, .620);
    cover_short("10 %, three days", 0.1, 3, .673);
    cover_short("10 %, five days", 0.1, 5, .758);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_year_without_a_change_is_seldom_cut),
        cmocka_unit_test(a_week_of_blocks_without_a_change_is_seldom_cut),
        cmocka_unit_test(intervals_cover_what_the_header_says),
        cmocka_unit_test(short_falls_cover_what_the_header_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
