/* Every documented error of the room change, in order, with nothing written. */
#include "support/support.h"

#include <math.h>
#include <string.h>

#include "hashstat/change.h"

enum { N = 4, WORDS = 200 };

static double x[N] = {1, 2, 30, 40}, exposure[N] = {1, 1, 1, 1};
static uint64_t work[WORDS];
static hst_change_level level[N];
static hst_change_time when[N];
static hst_change_fit fit[N];
static double gain[N];
static int64_t found;

static hst_change_options usual(void) {
    hst_change_options o;
    assert_status(hst_change_options_init(&o, (uint32_t)sizeof o), HST_OK);
    return o;
}

static hst_change_options gaussian(void) {
    hst_change_options o = usual();
    o.model = HST_CHANGE_MEAN;
    return o;
}

static void fill(void) {
    fill_untouched(level, sizeof level);
    fill_untouched(fit, sizeof fit);
    fill_untouched(when, sizeof when);
    fill_untouched(gain, sizeof gain);
    fill_untouched(&found, sizeof found);
}

static void require_untouched(void) {
    assert_untouched(level, sizeof level);
    assert_untouched(fit, sizeof fit);
    assert_untouched(when, sizeof when);
    assert_untouched(gain, sizeof gain);
    assert_untouched(&found, sizeof found);
}

static void options_have_defaults(void **unused) {
    struct {
        hst_change_options o;
        double later;
    } newer;
    hst_change_options o = usual();
    (void)unused;
    assert_int_equal(o.struct_size, 48);
    assert_int_equal(o.model, HST_CHANGE_POISSON);
    assert_int_equal(o.penalty, HST_CHANGE_BIC);
    assert_int_equal(o.min_length, 1);
    assert_near(o.level, 0.95, 0);
    assert_status(hst_change_options_init(&newer.o, (uint32_t)sizeof newer), HST_OK);
    assert_near(newer.later, 0, 0);
    assert_status(hst_change_penalty(&newer.o, gain, 2), HST_OK);
    newer.later = 1;
    assert_status(hst_change_penalty(&newer.o, gain, 2), HST_EOPTION);
    assert_status(hst_change_options_init(NULL, 0), HST_ENULL);
    fill_untouched(&o, sizeof o);
    assert_status(hst_change_options_init(&o, 47), HST_EOPTION);
    assert_untouched(&o, sizeof o);
}

static void workspaces_grow_with_samples_and_changes(void **unused) {
    (void)unused;
    assert_int_equal(hst_change_work_size(-5, -5), hst_change_work_size(0, 0));
    assert_int_equal(hst_change_work_size(1000, 0), 8 * 25 * 1002);
    assert_int_equal(hst_change_work_size(1000, 3), 8 * 28 * 1002);
    assert_true(hst_change_work_size(INT64_MAX, 0) == SIZE_MAX);
    assert_true(hst_change_work_size(INT64_MAX - 2, 0) == SIZE_MAX);
    assert_true(hst_change_work_size(1, INT64_MAX) == SIZE_MAX);
    assert_true(hst_change_work_size(N, 2) <= sizeof work);
}

/* Each option that is out of range, in turn. */
static int64_t bad_options(hst_change_options *o, hst_status *expected) {
    int i;
    for (i = 0; i < 18; ++i) {
        o[i] = usual();
        expected[i] = i < 7 ? HST_EOPTION : HST_EDOMAIN;
    }
    o[0].struct_size = 47;
    o[1].flags = 1;
    o[2].model = -1;
    o[3].model = 3;
    o[4].penalty = -1;
    o[5].penalty = 3;
    o[6].struct_size = 0;
    o[7].penalty = o[8].penalty = o[9].penalty = HST_CHANGE_GIVEN;
    o[7].value = -1;
    o[8].value = (double)INFINITY;
    o[9].value = (double)NAN;
    o[10].min_length = 0;
    o[11].variance = 1e-101;
    o[12].variance = 1e101;
    o[13].variance = -1;
    o[14].variance = (double)NAN;
    o[15].level = 0;
    o[16].level = 1;
    o[17].level = (double)NAN;
    return 18;
}

static void options_out_of_range_are_refused(void **unused) {
    hst_change_options o[18];
    hst_status expected[18];
    int64_t i, all = bad_options(o, expected);
    (void)unused;
    fill();
    for (i = 0; i < all; ++i) {
        assert_status(hst_change_penalty(&o[i], gain, 5), expected[i]);
        assert_status(hst_change_segment(&o[i], level, N, &found, x, exposure, N, work, sizeof work),
                      expected[i]);
    }
    require_untouched();
}

static void penalties_are_refused_in_order(void **unused) {
    hst_change_options o = usual();
    (void)unused;
    fill();
    o.model = 9;
    assert_status(hst_change_penalty(&o, NULL, 0), HST_ENULL);
    assert_status(hst_change_penalty(&o, gain, 0), HST_ESIZE);
    assert_status(hst_change_penalty(&o, gain, 1), HST_EOPTION);
    o.model = 0;
    o.level = 2;
    assert_status(hst_change_penalty(&o, gain, 1), HST_EDOMAIN);
    require_untouched();
}

static void variances_are_refused_in_order(void **unused) {
    hst_change_options o = gaussian(), poisson = usual();
    double none[2] = {(double)NAN, (double)NAN}, far[1] = {1.1e50};
    char *odd = (char *)work + 4;
    (void)unused;
    fill();
    assert_status(hst_change_variance(&o, NULL, x, -1, odd, 0), HST_ENULL);
    assert_status(hst_change_variance(&o, gain, NULL, N, odd, 0), HST_ENULL);
    assert_status(hst_change_variance(&o, gain, x, N, NULL, 0), HST_ENULL);
    assert_status(hst_change_variance(&o, gain, x, -1, odd, 0), HST_ESIZE);
    assert_status(hst_change_variance(&o, gain, x, N, odd, 0), HST_EALIGN);
    assert_status(hst_change_variance(&o, gain, x, N, work, hst_change_work_size(N, 0) - 1), HST_ESPACE);
    assert_status(hst_change_variance(&poisson, gain, x, N, work, sizeof work), HST_EOPTION);
    assert_status(hst_change_variance(NULL, gain, far, 1, work, sizeof work), HST_EOPTION);
    assert_status(hst_change_variance(&o, gain, far, 1, work, sizeof work), HST_EDOMAIN);
    far[0] = -(double)INFINITY;
    assert_status(hst_change_variance(&o, gain, far, 1, work, sizeof work), HST_EDOMAIN);
    assert_status(hst_change_variance(&o, gain, none, 2, work, sizeof work), HST_EEMPTY);
    assert_status(hst_change_variance(&o, gain, NULL, 0, NULL, 0), HST_EEMPTY);
    require_untouched();
}

static void segments_are_refused_in_order(void **unused) {
    hst_change_options o = gaussian();
    char *odd = (char *)work + 4;
    (void)unused;
    fill();
    assert_status(hst_change_segment(&o, NULL, 1, &found, x, exposure, -1, odd, 0), HST_ENULL);
    assert_status(hst_change_segment(&o, level, -1, NULL, x, exposure, -1, odd, 0), HST_ENULL);
    assert_status(hst_change_segment(&o, level, -1, &found, NULL, exposure, N, odd, 0), HST_ENULL);
    assert_status(hst_change_segment(NULL, level, -1, &found, NULL, NULL, N, odd, 0), HST_ENULL);
    assert_status(hst_change_segment(&o, level, -1, &found, x, exposure, N, NULL, 0), HST_ENULL);
    assert_status(hst_change_segment(&o, level, -1, &found, x, exposure, N, odd, 0), HST_ESIZE);
    assert_status(hst_change_segment(&o, level, N, &found, x, exposure, -1, odd, 0), HST_ESIZE);
    assert_status(hst_change_segment(&o, level, N, &found, x, exposure, N, odd, 0), HST_EALIGN);
    assert_status(hst_change_segment(&o, level, N, &found, x, exposure, N, work, 8), HST_ESPACE);
    o.level = 0;
    assert_status(hst_change_segment(&o, level, N, &found, x, exposure, N, work, sizeof work), HST_EOPTION);
    assert_status(hst_change_segment(&o, level, N, &found, x, NULL, N, work, sizeof work), HST_EDOMAIN);
    require_untouched();
}

/* What no arrival or exposure is. */
static void samples_outside_the_domain_are_refused(void **unused) {
    static const double bad_x[] = {-1, 0.5, 1e12 + 1, (double)INFINITY};
    static const double bad_e[] = {-1, 0, 1e-101, 1e101, (double)INFINITY, 1e-12};
    double y[N] = {1, 2, 3, 4}, e[N] = {1, 1, 1, 1};
    size_t k;
    (void)unused;
    fill();
    for (k = 0; k < sizeof bad_x / sizeof *bad_x; ++k) {
        y[2] = bad_x[k];
        assert_status(hst_change_segment(NULL, level, N, &found, y, e, N, work, sizeof work), HST_EDOMAIN);
    }
    y[2] = 1e12; /* more than 1e12 with the others */
    assert_status(hst_change_segment(NULL, level, N, &found, y, e, N, work, sizeof work), HST_EDOMAIN);
    y[2] = (double)NAN;
    e[2] = (double)INFINITY;
    assert_status(hst_change_segment(NULL, level, N, &found, y, e, N, work, sizeof work), HST_EDOMAIN);
    y[2] = 3;
    for (k = 0; k < sizeof bad_e / sizeof *bad_e; ++k) {
        e[2] = bad_e[k];
        assert_status(hst_change_segment(NULL, level, N, &found, y, e, N, work, sizeof work), HST_EDOMAIN);
    }
    require_untouched();
}

static void numbers_of_changes_are_refused_in_order(void **unused) {
    hst_change_options o = gaussian();
    char *odd = (char *)work + 4;
    (void)unused;
    fill();
    assert_status(hst_change_at_most(&o, NULL, 1, &found, gain, -1, x, exposure, -1, odd, 0), HST_ENULL);
    assert_status(hst_change_at_most(&o, level, N, NULL, gain, -1, x, exposure, -1, odd, 0), HST_ENULL);
    assert_status(hst_change_at_most(&o, level, N, &found, NULL, -1, x, exposure, -1, odd, 0), HST_ENULL);
    assert_status(hst_change_at_most(&o, level, N, &found, gain, 2, NULL, exposure, N, odd, 0), HST_ENULL);
    assert_status(hst_change_at_most(&o, level, N, &found, gain, -1, x, exposure, N, odd, 0), HST_ESIZE);
    assert_status(hst_change_at_most(&o, level, -1, &found, gain, 2, x, exposure, N, odd, 0), HST_ESIZE);
    assert_status(hst_change_at_most(&o, level, N, &found, gain, 2, x, exposure, -1, odd, 0), HST_ESIZE);
    assert_status(hst_change_at_most(&o, level, N, &found, gain, 2, x, exposure, N, odd, 0), HST_EALIGN);
    assert_status(hst_change_at_most(&o, level, N, &found, gain, 2, x, exposure, N, work,
                                     hst_change_work_size(N, 2) - 1),
                  HST_ESPACE);
    assert_status(hst_change_at_most(&o, level, N, &found, gain, 2, x, exposure, N, work, sizeof work),
                  HST_EOPTION);
    o.min_length = 0;
    assert_status(hst_change_at_most(&o, level, N, &found, gain, 2, x, NULL, N, work, sizeof work),
                  HST_EDOMAIN);
    require_untouched();
}

static void paths_are_refused_in_order(void **unused) {
    hst_change_options o = gaussian();
    char *odd = (char *)work + 4;
    (void)unused;
    fill();
    assert_status(hst_change_path(&o, NULL, 1, &found, x, exposure, -1, 2, 1, odd, 0), HST_ENULL);
    assert_status(hst_change_path(&o, fit, N, NULL, x, exposure, -1, 2, 1, odd, 0), HST_ENULL);
    assert_status(hst_change_path(&o, fit, N, &found, NULL, exposure, N, 2, 1, odd, 0), HST_ENULL);
    assert_status(hst_change_path(&o, fit, -1, &found, x, exposure, N, 2, 1, odd, 0), HST_ESIZE);
    assert_status(hst_change_path(&o, fit, N, &found, x, exposure, -1, 2, 1, odd, 0), HST_ESIZE);
    assert_status(hst_change_path(&o, fit, N, &found, x, exposure, N, 2, 1, odd, 0), HST_EALIGN);
    assert_status(hst_change_path(&o, fit, N, &found, x, exposure, N, 2, 1, work, 8), HST_ESPACE);
    assert_status(hst_change_path(&o, fit, N, &found, x, exposure, N, 2, 1, work, sizeof work), HST_EOPTION);
    assert_status(hst_change_path(&o, fit, N, &found, x, NULL, N, 2, 1, work, sizeof work), HST_EDOMAIN);
    assert_status(hst_change_path(&o, fit, N, &found, x, NULL, N, -1, 1, work, sizeof work), HST_EDOMAIN);
    assert_status(hst_change_path(&o, fit, N, &found, x, NULL, N, (double)NAN, 1, work, sizeof work),
                  HST_EDOMAIN);
    assert_status(hst_change_path(&o, fit, N, &found, x, NULL, N, 1, (double)INFINITY, work, sizeof work),
                  HST_EDOMAIN);
    require_untouched();
}

static void times_are_refused_in_order(void **unused) {
    hst_change_options o = gaussian();
    hst_change_level two[2] = {{0, 2, 2, 0, 0, 0, 0, 0, 0, 0}, {2, 4, 2, 0, 0, 0, 0, 0, 0, 0}};
    double y[N] = {1, (double)NAN, (double)NAN, 2};
    char *odd = (char *)work + 4;
    (void)unused;
    fill();
    assert_status(hst_change_times(&o, NULL, two, 2, x, exposure, -1, odd, 0), HST_ENULL);
    assert_status(hst_change_times(&o, when, NULL, 1, x, exposure, -1, odd, 0), HST_ENULL);
    assert_status(hst_change_times(&o, when, two, -1, NULL, exposure, N, odd, 0), HST_ENULL);
    assert_status(hst_change_times(&o, when, two, -1, x, exposure, N, odd, 0), HST_ESIZE);
    assert_status(hst_change_times(&o, when, two, 2, x, exposure, -1, odd, 0), HST_ESIZE);
    assert_status(hst_change_times(&o, when, two, 2, x, exposure, N, odd, 0), HST_EALIGN);
    assert_status(hst_change_times(&o, when, two, 2, x, exposure, N, work, 8), HST_ESPACE);
    assert_status(hst_change_times(&o, when, two, 2, x, exposure, N, work, sizeof work), HST_EOPTION);
    o.level = 1;
    two[0].start = -1;
    assert_status(hst_change_times(&o, when, two, 2, x, NULL, N, work, sizeof work), HST_EDOMAIN);
    assert_status(hst_change_times(NULL, when, two, 2, x, NULL, N, work, sizeof work), HST_EORDER);
    two[0].start = 2;
    assert_status(hst_change_times(NULL, when, two, 2, x, NULL, N, work, sizeof work), HST_EORDER);
    two[0].start = 0;
    two[1].end = 5;
    assert_status(hst_change_times(NULL, when, two, 2, x, NULL, N, work, sizeof work), HST_EORDER);
    two[1].start = 1;
    assert_status(hst_change_times(NULL, when, two, 2, x, NULL, N, work, sizeof work), HST_EORDER);
    two[1].start = 2;
    two[1].end = 3;
    assert_status(hst_change_times(NULL, when, two, 2, y, NULL, N, work, sizeof work), HST_EORDER);
    assert_status(hst_change_times(NULL, when, two, 1, NULL, NULL, 0, NULL, 0), HST_EORDER);
    require_untouched();
    assert_status(hst_change_times(NULL, NULL, NULL, 0, NULL, NULL, 0, NULL, 0), HST_OK);
    assert_status(hst_change_times(NULL, NULL, two, 1, x, NULL, N, work, sizeof work), HST_OK);
}

static void exposures_are_refused_in_order(void **unused) {
    int64_t time[3] = {5, 5, 4}, wide[2] = {INT64_MIN, 5};
    double hashes[3] = {1, 1e81, 1}, few[1] = {1e-81};
    (void)unused;
    fill();
    assert_status(hst_change_exposures(NULL, time, hashes, 3, 0), HST_ENULL);
    assert_status(hst_change_exposures(gain, NULL, hashes, 3, 0), HST_ENULL);
    assert_status(hst_change_exposures(gain, time, NULL, 3, 0), HST_ENULL);
    assert_status(hst_change_exposures(gain, time, hashes, -1, 0), HST_ESIZE);
    hashes[1] = 1;
    assert_status(hst_change_exposures(gain, time, hashes, 3, 0), HST_EDOMAIN);
    assert_status(hst_change_exposures(gain, time, hashes, 3, 1.1e15), HST_EDOMAIN);
    assert_status(hst_change_exposures(gain, time, hashes, 3, (double)NAN), HST_EDOMAIN);
    assert_status(hst_change_exposures(gain, time, few, 1, 1), HST_EDOMAIN);
    assert_status(hst_change_exposures(gain, time, hashes, 3, 1), HST_EORDER);
    hashes[1] = 1e81;
    assert_status(hst_change_exposures(gain, time, hashes, 3, 1), HST_EDOMAIN);
    hashes[1] = (double)NAN;
    assert_status(hst_change_exposures(gain, time, hashes, 3, 1), HST_EDOMAIN);
    hashes[1] = 1;
    assert_status(hst_change_exposures(gain, wide, hashes, 2, 1), HST_EOVERFLOW);
    require_untouched();
}

static void nothing_observed_has_no_segment(void **unused) {
    double none[2] = {(double)NAN, (double)NAN};
    hst_change_options o = gaussian();
    (void)unused;
    assert_status(hst_change_segment(NULL, level, N, &found, none, NULL, 2, work, sizeof work), HST_OK);
    assert_int_equal(found, 0);
    assert_status(hst_change_segment(&o, NULL, 0, &found, NULL, NULL, 0, NULL, 0), HST_OK);
    assert_int_equal(found, 0);
    found = 7;
    assert_status(hst_change_path(&o, NULL, 0, &found, none, NULL, 2, 0, 1, work, sizeof work), HST_OK);
    assert_int_equal(found, 0);
    assert_status(hst_change_path(&o, fit, 1, &found, none, NULL, 2, 0, 1, work, sizeof work), HST_OK);
    assert_int_equal(found, 0);
    assert_status(hst_change_at_most(&o, NULL, 0, &found, gain, 1, NULL, NULL, 0, NULL, 0), HST_OK);
    assert_true(found == 0 && gain[0] == -(double)INFINITY && gain[1] == -(double)INFINITY);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_have_defaults),
        cmocka_unit_test(workspaces_grow_with_samples_and_changes),
        cmocka_unit_test(options_out_of_range_are_refused),
        cmocka_unit_test(penalties_are_refused_in_order),
        cmocka_unit_test(variances_are_refused_in_order),
        cmocka_unit_test(segments_are_refused_in_order),
        cmocka_unit_test(samples_outside_the_domain_are_refused),
        cmocka_unit_test(numbers_of_changes_are_refused_in_order),
        cmocka_unit_test(paths_are_refused_in_order),
        cmocka_unit_test(times_are_refused_in_order),
        cmocka_unit_test(exposures_are_refused_in_order),
        cmocka_unit_test(nothing_observed_has_no_segment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
