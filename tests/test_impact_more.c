/* What an event took: contracts of several events, scans, differences in differences, combined and published
 * shares. Their numbers are in unit_impact_events.c, unit_impact_many.c and unit_impact_shares.c, coverage in
 * slow_impact_coverage.c. */
#include "support/impact_record.h"

#include <math.h>
#include <string.h>

/* ---- darkness by steps ------------------------------------------------------------------------- */

static hst_impact_outage outage_of(int64_t from, int64_t until, double dark) {
    hst_impact_outage o;
    o.from = from;
    o.until = until;
    o.dark = dark;
    return o;
}

static void steps_reject_what_they_cannot_use(void **state) {
    const int64_t edges[4] = {0, 10, 20, 30}, flat[3] = {0, 10, 10};
    hst_impact_outage good[2], bad[4][2];
    double dark[3];
    int i;
    (void)state;
    good[0] = outage_of(5, 10, 0.5);
    good[1] = outage_of(10, 12, 1);
    for (i = 0; i < 4; ++i) {
        memcpy(bad[i], good, sizeof good);
    }
    bad[0][1].dark = 1.5;
    bad[1][0].dark = (double)NAN;
    bad[2][1].from = 9;
    bad[3][1].until = 9;
    fill_untouched(dark, sizeof dark);
    assert_status(hst_impact_darkness_steps(NULL, edges, 3, bad[0], -1), HST_ENULL);
    assert_status(hst_impact_darkness_steps(dark, NULL, -1, bad[0], 2), HST_ENULL);
    assert_status(hst_impact_darkness_steps(dark, edges, -1, NULL, 2), HST_ENULL);
    assert_status(hst_impact_darkness_steps(dark, edges, -1, bad[0], 2), HST_ESIZE);
    assert_status(hst_impact_darkness_steps(dark, flat, 2, bad[0], -1), HST_ESIZE);
    assert_status(hst_impact_darkness_steps(dark, flat, 2, bad[0], 2), HST_EDOMAIN);
    assert_status(hst_impact_darkness_steps(dark, flat, 2, bad[1], 2), HST_EDOMAIN);
    assert_status(hst_impact_darkness_steps(dark, flat, 2, good, 2), HST_EORDER);
    assert_status(hst_impact_darkness_steps(dark, edges, 3, bad[2], 2), HST_EORDER);
    assert_status(hst_impact_darkness_steps(dark, edges, 3, bad[3], 2), HST_EORDER);
    assert_status(hst_impact_darkness_steps(NULL, NULL, 0, good, 2), HST_OK);
    assert_untouched(dark, sizeof dark);
    assert_status(hst_impact_darkness_steps(dark, edges, 3, NULL, 0), HST_OK);
    assert_true(dark[0] == 0 && dark[1] == 0 && dark[2] == 0);
}

/* ---- several events ---------------------------------------------------------------------------- */

static void events_reject_missing_arrays_and_sizes(void **state) {
    const int64_t good[2] = {5, 6};
    const double one[4] = {1, 1, 1, 1};
    hst_impact_fall falls[17];
    hst_impact_events out;
    (void)state;
    fill_untouched(falls, sizeof falls);
    fill_untouched(&out, sizeof out);
    assert_status(hst_impact_events_fit(NULL, &out, good, one, one, 2, one, 0, 2, 2), HST_ENULL);
    assert_status(hst_impact_events_fit(falls, NULL, good, one, one, 2, one, 0, 2, 2), HST_ENULL);
    assert_status(hst_impact_events_fit(falls, &out, NULL, one, one, 2, one, 0, 2, 2), HST_ENULL);
    assert_status(hst_impact_events_fit(falls, &out, good, NULL, one, 2, one, 0, 2, 2), HST_ENULL);
    assert_status(hst_impact_events_fit(falls, &out, good, one, NULL, 2, one, 0, 2, 2), HST_ENULL);
    assert_status(hst_impact_events_fit(falls, &out, good, one, one, 2, NULL, 0, 2, 2), HST_ENULL);
    assert_status(hst_impact_events_fit(falls, &out, good, one, one, -1, one, 1, 2, 2), HST_ESIZE);
    assert_status(hst_impact_events_fit(falls, &out, good, one, one, 2, one, 0, 2, 2), HST_ESIZE);
    assert_status(hst_impact_events_fit(falls, &out, good, one, one, 2, one, 17, 2, 2), HST_ESIZE);
    assert_untouched(falls, sizeof falls);
    assert_untouched(&out, sizeof out);
}

static void events_reject_values_that_they_cannot_use(void **state) {
    const int64_t good[2] = {5, 6}, negative[2] = {5, -1}, large[2] = {5, INT64_C(1000000000001)};
    const double one[4] = {1, 1, 1, 1}, none[2] = {0, (double)NAN}, minus[2] = {1, -1},
                 wide[2] = {1e-120, 1e120};
    const double infinite[2] = {1, (double)INFINITY}, unknown[4] = {1, 1, 1, (double)NAN},
                 two[4] = {1, 1, 1, 2};
    hst_impact_fall f[2];
    hst_impact_events out;
    (void)state;
    fill_untouched(f, sizeof f);
    fill_untouched(&out, sizeof out);
    assert_status(hst_impact_events_fit(f, &out, good, none, one, 2, one, 1, 1, 0), HST_EDOMAIN);
    assert_status(hst_impact_events_fit(f, &out, good, none, one, 2, one, 1, 0.95, 2), HST_EDOMAIN);
    assert_status(hst_impact_events_fit(f, &out, good, none, one, 2, one, 1, 0.95, -1), HST_EDOMAIN);
    assert_status(hst_impact_events_fit(f, &out, negative, none, one, 2, one, 1, 0.95, 0), HST_EDOMAIN);
    assert_status(hst_impact_events_fit(f, &out, large, none, one, 2, one, 1, 0.95, 0), HST_EDOMAIN);
    assert_status(hst_impact_events_fit(f, &out, good, minus, one, 2, one, 1, 0.95, 0), HST_EDOMAIN);
    assert_status(hst_impact_events_fit(f, &out, good, wide, one, 2, one, 1, 0.95, 0), HST_EDOMAIN);
    assert_status(hst_impact_events_fit(f, &out, good, none, infinite, 2, one, 1, 0.95, 0), HST_EDOMAIN);
    assert_status(hst_impact_events_fit(f, &out, good, none, one, 2, two, 2, 0.95, 0), HST_EDOMAIN);
    assert_status(hst_impact_events_fit(f, &out, good, none, one, 2, unknown, 2, 0.95, 0), HST_EDOMAIN);
    assert_status(hst_impact_events_fit(f, &out, good, none, one, 2, one, 2, 0.95, 0), HST_EEMPTY);
    assert_status(hst_impact_events_fit(f, &out, NULL, NULL, NULL, 0, NULL, 1, 0.95, 0), HST_EEMPTY);
    assert_untouched(f, sizeof f);
    assert_untouched(&out, sizeof out);
}

/* ---- scan and many p --------------------------------------------------------------------------- */

static void scan_rejects_what_it_cannot_use(void **state) {
    const int64_t good[2] = {5, 6}, negative[2] = {5, -1}, large[2] = {INT64_C(1000000000001), 1};
    const int64_t whole[2] = {INT64_C(1000000000000), 1};
    const double one[2] = {1, 1}, minus[2] = {1, -1}, unknown[2] = {(double)NAN, 1},
                 huge[2] = {1.7e308, 1.7e308};
    double work[6];
    hst_impact_scan out;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_impact_scan_falls(NULL, work, good, one, -1, 1, 1, 9, 1), HST_ENULL);
    assert_status(hst_impact_scan_falls(&out, NULL, good, one, -1, 1, 1, 9, 1), HST_ENULL);
    assert_status(hst_impact_scan_falls(&out, work, NULL, one, -1, 1, 1, 9, 1), HST_ENULL);
    assert_status(hst_impact_scan_falls(&out, work, good, NULL, -1, 1, 1, 9, 1), HST_ENULL);
    assert_status(hst_impact_scan_falls(&out, work, good, one, -1, 0, 1, 9, 1), HST_ESIZE);
    assert_status(hst_impact_scan_falls(&out, work, good, one, 0, 0, 1, 9, 1), HST_EEMPTY);
    assert_status(hst_impact_scan_falls(&out, work, good, one, 2, 0, 1, 9, 1), HST_EDOMAIN);
    assert_status(hst_impact_scan_falls(&out, work, good, one, 2, 2, 1, 9, 1), HST_EDOMAIN);
    assert_status(hst_impact_scan_falls(&out, work, good, one, 2, 1, 3, 9, 1), HST_EDOMAIN);
    assert_status(hst_impact_scan_falls(&out, work, good, one, 2, 1, 1, 0, 1), HST_EDOMAIN);
    assert_status(hst_impact_scan_falls(&out, work, good, one, 2, 1, 1, INT64_C(1000000001), 1), HST_EDOMAIN);
    assert_status(hst_impact_scan_falls(&out, work, negative, one, 2, 1, 1, 9, 1), HST_EDOMAIN);
    assert_status(hst_impact_scan_falls(&out, work, large, one, 2, 1, 1, 9, 1), HST_EDOMAIN);
    assert_status(hst_impact_scan_falls(&out, work, whole, one, 2, 1, 1, 9, 1), HST_EDOMAIN);
    assert_status(hst_impact_scan_falls(&out, work, good, minus, 2, 1, 1, 9, 1), HST_EDOMAIN);
    assert_status(hst_impact_scan_falls(&out, work, good, unknown, 2, 1, 1, 9, 1), HST_EDOMAIN);
    assert_status(hst_impact_scan_falls(&out, work, good, huge, 2, 1, 1, 9, 1), HST_EDOMAIN);
    assert_untouched(&out, sizeof out);
}

static void adjusting_rejects_what_is_no_p(void **state) {
    const double good[2] = {0.1, 1}, negative[2] = {0.1, -0.1}, above[2] = {1.1, 1},
                 unknown[2] = {0, (double)NAN};
    double holm[2], bh[2];
    int32_t order[2];
    (void)state;
    fill_untouched(holm, sizeof holm);
    fill_untouched(bh, sizeof bh);
    fill_untouched(order, sizeof order);
    assert_status(hst_impact_adjust(NULL, bh, order, negative, 2), HST_ENULL);
    assert_status(hst_impact_adjust(holm, NULL, order, negative, 2), HST_ENULL);
    assert_status(hst_impact_adjust(holm, bh, NULL, negative, 2), HST_ENULL);
    assert_status(hst_impact_adjust(holm, bh, order, NULL, -1), HST_ENULL);
    assert_status(hst_impact_adjust(holm, bh, order, negative, -1), HST_ESIZE);
    assert_status(hst_impact_adjust(holm, bh, order, negative, 2), HST_EDOMAIN);
    assert_status(hst_impact_adjust(holm, bh, order, above, 2), HST_EDOMAIN);
    assert_status(hst_impact_adjust(holm, bh, order, unknown, 2), HST_EDOMAIN);
    assert_status(hst_impact_adjust(NULL, NULL, NULL, NULL, 0), HST_OK);
    assert_untouched(holm, sizeof holm);
    assert_untouched(bh, sizeof bh);
    assert_untouched(order, sizeof order);
    assert_status(hst_impact_adjust(holm, bh, order, good, 2), HST_OK);
}

/* ---- differences in differences ---------------------------------------------------------------- */

static void differences_of_counts_reject_what_they_cannot_use(void **state) {
    hst_impact_count g = count_of(5, 1), bad[5], far = count_of(5, 1e101);
    hst_impact_fall out;
    int i;
    (void)state;
    bad[0] = count_of(-1, 1);
    bad[1] = count_of(INT64_C(1000000001), 1);
    bad[2] = count_of(5, 0);
    bad[3] = count_of(5, (double)NAN);
    bad[4] = count_of(5, (double)INFINITY);
    fill_untouched(&out, sizeof out);
    assert_status(hst_impact_did_counts(NULL, &bad[0], &g, &g, &g, 2), HST_ENULL);
    assert_status(hst_impact_did_counts(&out, NULL, &bad[0], &g, &g, 2), HST_ENULL);
    assert_status(hst_impact_did_counts(&out, &bad[0], NULL, &g, &g, 2), HST_ENULL);
    assert_status(hst_impact_did_counts(&out, &bad[0], &g, NULL, &g, 2), HST_ENULL);
    assert_status(hst_impact_did_counts(&out, &bad[0], &g, &g, NULL, 2), HST_ENULL);
    for (i = 0; i < 5; ++i) {
        assert_status(hst_impact_did_counts(&out, &bad[i], &g, &g, &g, 0.95), HST_EDOMAIN);
        assert_status(hst_impact_did_counts(&out, &g, &bad[i], &g, &g, 0.95), HST_EDOMAIN);
        assert_status(hst_impact_did_counts(&out, &g, &g, &bad[i], &g, 0.95), HST_EDOMAIN);
        assert_status(hst_impact_did_counts(&out, &g, &g, &g, &bad[i], 0.95), HST_EDOMAIN);
    }
    assert_status(hst_impact_did_counts(&out, &far, &g, &g, &g, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_did_counts(&out, &g, &far, &g, &g, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_did_counts(&out, &g, &g, &far, &g, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_did_counts(&out, &g, &g, &g, &far, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_did_counts(&out, &g, &g, &g, &g, 0), HST_EDOMAIN);
    assert_untouched(&out, sizeof out);
}

static void differences_of_values_reject_what_they_cannot_use(void **state) {
    const double good[3] = {1, 2, 4}, infinite[2] = {1, (double)INFINITY}, huge[2] = {-1.1e140, 1};
    const double missing[3] = {1, (double)NAN, (double)NAN};
    hst_impact_effect out;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_impact_did_values(NULL, good, -1, good, 3, 2), HST_ENULL);
    assert_status(hst_impact_did_values(&out, NULL, -1, good, 3, 2), HST_ENULL);
    assert_status(hst_impact_did_values(&out, good, -1, NULL, 3, 2), HST_ENULL);
    assert_status(hst_impact_did_values(&out, good, -1, good, 3, 2), HST_ESIZE);
    assert_status(hst_impact_did_values(&out, good, 3, good, -1, 2), HST_ESIZE);
    assert_status(hst_impact_did_values(&out, good, 1, good, 3, 1), HST_EDOMAIN);
    assert_status(hst_impact_did_values(&out, good, 1, infinite, 2, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_did_values(&out, huge, 2, good, 1, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_did_values(&out, good, 1, good, 3, 0.95), HST_EEMPTY);
    assert_status(hst_impact_did_values(&out, good, 3, missing, 3, 0.95), HST_EEMPTY);
    assert_status(hst_impact_did_values(&out, NULL, 0, NULL, 0, 0.95), HST_EEMPTY);
    assert_untouched(&out, sizeof out);
}

/* ---- shares ------------------------------------------------------------------------------------ */

static void combining_rejects_what_it_cannot_use(void **state) {
    hst_impact_count g[2], bad[2], far[2];
    const double half[2] = {0.5, 0.5}, one[2] = {1, 1}, none[2] = {1, 0}, above[2] = {1, 1.5};
    hst_impact_combined out;
    (void)state;
    g[0] = g[1] = bad[0] = far[0] = count_of(5, 1);
    bad[1] = count_of(-1, 1);
    far[1] = count_of(5, 1e101);
    fill_untouched(&out, sizeof out);
    assert_status(hst_impact_shares_combine(NULL, bad, g, one, half, 2, 2), HST_ENULL);
    assert_status(hst_impact_shares_combine(&out, NULL, g, one, half, 2, 2), HST_ENULL);
    assert_status(hst_impact_shares_combine(&out, bad, NULL, one, half, 2, 2), HST_ENULL);
    assert_status(hst_impact_shares_combine(&out, bad, g, NULL, half, 2, 2), HST_ENULL);
    assert_status(hst_impact_shares_combine(&out, bad, g, one, NULL, -1, 2), HST_ENULL);
    assert_status(hst_impact_shares_combine(&out, bad, g, one, half, -1, 2), HST_ESIZE);
    assert_status(hst_impact_shares_combine(&out, g, g, one, half, 2, 1), HST_EDOMAIN);
    assert_status(hst_impact_shares_combine(&out, bad, g, one, half, 2, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_shares_combine(&out, g, bad, one, half, 2, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_shares_combine(&out, g, far, one, half, 2, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_shares_combine(&out, g, g, none, half, 2, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_shares_combine(&out, g, g, one, above, 2, 0.95), HST_EDOMAIN);
    assert_status(hst_impact_shares_combine(&out, g, g, one, half, 2, 0.95), HST_EORDER);
    assert_status(hst_impact_shares_combine(&out, NULL, NULL, NULL, NULL, 0, 0.95), HST_EEMPTY);
    assert_untouched(&out, sizeof out);
}

static void compatibility_rejects_what_it_cannot_use(void **state) {
    hst_impact_count g = count_of(5, 1), bad[6];
    hst_impact_compatible out;
    int i;
    (void)state;
    bad[0] = count_of(-1, 1);
    bad[1] = count_of(INT64_C(1000000000001), 1);
    bad[2] = count_of(5, 0);
    bad[3] = count_of(5, (double)NAN);
    bad[4] = count_of(5, 1e101);
    bad[5] = count_of(5, 1e-101);
    fill_untouched(&out, sizeof out);
    assert_status(hst_impact_share_compatible(NULL, &bad[0], &g, 2, 1, 0.5), HST_ENULL);
    assert_status(hst_impact_share_compatible(&out, NULL, &bad[0], 2, 1, 0.5), HST_ENULL);
    assert_status(hst_impact_share_compatible(&out, &bad[0], NULL, 2, 1, 0.5), HST_ENULL);
    for (i = 0; i < 6; ++i) {
        assert_status(hst_impact_share_compatible(&out, &bad[i], &g, 0.5, 1, 0.5), HST_EDOMAIN);
        assert_status(hst_impact_share_compatible(&out, &g, &bad[i], 0.5, 1, 0.5), HST_EDOMAIN);
    }
    assert_status(hst_impact_share_compatible(&out, &g, &g, 0, 1, 0.5), HST_EDOMAIN);
    assert_status(hst_impact_share_compatible(&out, &g, &g, 1.1, 1, 0.5), HST_EDOMAIN);
    assert_status(hst_impact_share_compatible(&out, &g, &g, 0.5, 0, 0.5), HST_EDOMAIN);
    assert_status(hst_impact_share_compatible(&out, &g, &g, 0.5, 1, (double)NAN), HST_EDOMAIN);
    assert_status(hst_impact_share_compatible(&out, &g, &g, 0.5, 1, 0.5), HST_EORDER);
    assert_untouched(&out, sizeof out);
}

static void planner_rejects_what_it_cannot_use(void **state) {
    hst_impact_plan out;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_impact_plan_event(NULL, 0, 1, 1e3, 0.2, 1, 0.5, 0.05, 0.8), HST_ENULL);
    assert_status(hst_impact_plan_event(&out, 0, 1, 1e3, 0.2, 1, 0.5, 0.05, 0.8), HST_EDOMAIN);
    assert_status(hst_impact_plan_event(&out, 1, 0, 1e3, 0.2, 1, 0.5, 0.05, 0.8), HST_EDOMAIN);
    assert_status(hst_impact_plan_event(&out, 1, 1, 0, 0.2, 1, 0.5, 0.05, 0.8), HST_EDOMAIN);
    assert_status(hst_impact_plan_event(&out, 1, 1, 1e3, -0.2, 1, 0.5, 0.05, 0.8), HST_EDOMAIN);
    assert_status(hst_impact_plan_event(&out, 1, 1, 1e3, 1.2, 1, 0.5, 0.05, 0.8), HST_EDOMAIN);
    assert_status(hst_impact_plan_event(&out, 1, 1, 1e3, 0.2, -1, 0.5, 0.05, 0.8), HST_EDOMAIN);
    assert_status(hst_impact_plan_event(&out, 1, 1, 1e3, 0.2, 1.5, 0.5, 0.05, 0.8), HST_EDOMAIN);
    assert_status(hst_impact_plan_event(&out, 1, 1, 1e3, 0.2, 1, -0.5, 0.05, 0.8), HST_EDOMAIN);
    assert_status(hst_impact_plan_event(&out, 1, 1, 1e3, 0.2, 1, 1.5, 0.05, 0.8), HST_EDOMAIN);
    assert_status(hst_impact_plan_event(&out, 1, 1, 1e10, 0.2, 1, 0.5, 0.05, 0.8), HST_EDOMAIN);
    assert_status(hst_impact_plan_event(&out, 1e-201, 1, 1e202, 0.2, 1, 0.5, 0.05, 0.8), HST_EDOMAIN);
    assert_status(hst_impact_plan_event(&out, 1, 1, 1e3, 0.2, 1, 0.5, 1, 0.8), HST_EDOMAIN);
    assert_status(hst_impact_plan_event(&out, 1, 1, 1e3, 0.2, 1, 0.5, 0.05, 0), HST_EDOMAIN);
    assert_status(hst_impact_plan_event(&out, 1, 1, 1e3, 0.2, 1, 0.5, 0.05, 0.8), HST_EORDER);
    assert_untouched(&out, sizeof out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_reject_what_they_cannot_use),
        cmocka_unit_test(events_reject_missing_arrays_and_sizes),
        cmocka_unit_test(events_reject_values_that_they_cannot_use),
        cmocka_unit_test(scan_rejects_what_it_cannot_use),
        cmocka_unit_test(adjusting_rejects_what_is_no_p),
        cmocka_unit_test(differences_of_counts_reject_what_they_cannot_use),
        cmocka_unit_test(differences_of_values_reject_what_they_cannot_use),
        cmocka_unit_test(combining_rejects_what_it_cannot_use),
        cmocka_unit_test(compatibility_rejects_what_it_cannot_use),
        cmocka_unit_test(planner_rejects_what_it_cannot_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
