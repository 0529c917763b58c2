/* What the functions of the room event_study refuse, in the order in which they do, and that nothing is
 * written then. Each call has what comes later in the order wrong too. */
#include "support/study_series.h"

#include <float.h>

#define EQUAL HST_EVENT_STUDY_EQUAL
#define RELATIVE HST_EVENT_STUDY_RELATIVE
#define BLOCKS HST_EVENT_STUDY_BLOCKS

static uint64_t work[WORK];

static series good(void) {
    return days_with(1, 12, 5, 2, 0.1);
}

/* ---- fit --------------------------------------------------------------------------------------------- */

static void fit_needs_its_pointers(void **state) {
    series s = good();
    hst_event_study out;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_event_study_fit(NULL, s.value, s.spread, s.time, s.dark, -1, 4, 1), HST_ENULL);
    assert_status(hst_event_study_fit(&out, NULL, s.spread, s.time, s.dark, s.n, 4, 1), HST_ENULL);
    assert_status(hst_event_study_fit(&out, s.value, NULL, s.time, s.dark, s.n, 4, 1), HST_ENULL);
    assert_status(hst_event_study_fit(&out, s.value, s.spread, NULL, s.dark, s.n, 4, 1), HST_ENULL);
    assert_status(hst_event_study_fit(&out, s.value, s.spread, s.time, NULL, s.n, 4, 1), HST_ENULL);
    assert_untouched(&out, sizeof out);
}

static void fit_refuses_sizes_then_options_then_values(void **state) {
    series s = good();
    hst_event_study out;
    (void)state;
    s.time[3] = s.time[2];
    fill_untouched(&out, sizeof out);
    assert_status(hst_event_study_fit(&out, s.value, s.spread, s.time, s.dark, -1, 4, 1), HST_ESIZE);
    assert_status(hst_event_study_fit(&out, s.value, s.spread, s.time, s.dark, s.n, 4, 1), HST_EOPTION);
    assert_status(hst_event_study_fit(&out, s.value, s.spread, s.time, s.dark, s.n, -1, 1), HST_EOPTION);
    assert_status(hst_event_study_fit(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, 0),
                  HST_EDOMAIN);
    assert_status(hst_event_study_fit(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, 1),
                  HST_EDOMAIN);
    assert_status(hst_event_study_fit(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, (double)NAN),
                  HST_EDOMAIN);
    assert_status(hst_event_study_fit(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, 0.95),
                  HST_EORDER);
    s.value[0] = -1;
    assert_status(hst_event_study_fit(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, 0.95),
                  HST_EDOMAIN);
    assert_untouched(&out, sizeof out);
}

static void fit_of_nothing_is_empty(void **state) {
    series s = good();
    hst_event_study out;
    int64_t i;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_event_study_fit(&out, NULL, NULL, NULL, NULL, 0, RELATIVE, 0.95), HST_EEMPTY);
    for (i = 0; i < s.n; ++i) {
        s.value[i] = (double)NAN;
        s.spread[i] = -1;
    }
    assert_status(hst_event_study_fit(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, 0.95),
                  HST_EEMPTY);
    assert_untouched(&out, sizeof out);
}

/* ---- ar1 --------------------------------------------------------------------------------------------- */

static void ar1_needs_its_pointers(void **state) {
    series s = good();
    hst_event_study out;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_event_study_ar1(NULL, s.value, s.spread, s.time, s.dark, -1, 4, 1), HST_ENULL);
    assert_status(hst_event_study_ar1(&out, NULL, s.spread, s.time, s.dark, s.n, 4, 1), HST_ENULL);
    assert_status(hst_event_study_ar1(&out, s.value, NULL, s.time, s.dark, s.n, 4, 1), HST_ENULL);
    assert_status(hst_event_study_ar1(&out, s.value, s.spread, NULL, s.dark, s.n, 4, 1), HST_ENULL);
    assert_status(hst_event_study_ar1(&out, s.value, s.spread, s.time, NULL, s.n, 4, 1), HST_ENULL);
    assert_untouched(&out, sizeof out);
}

static void ar1_refuses_sizes_then_options_then_values(void **state) {
    series s = good();
    hst_event_study out;
    (void)state;
    s.time[3] = s.time[2];
    fill_untouched(&out, sizeof out);
    assert_status(hst_event_study_ar1(&out, s.value, s.spread, s.time, s.dark, -1, 4, 1), HST_ESIZE);
    assert_status(hst_event_study_ar1(&out, s.value, s.spread, s.time, s.dark, s.n, 4, 1), HST_EOPTION);
    assert_status(hst_event_study_ar1(&out, s.value, s.spread, s.time, s.dark, s.n, -1, 1), HST_EOPTION);
    assert_status(hst_event_study_ar1(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, 0),
                  HST_EDOMAIN);
    assert_status(hst_event_study_ar1(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, 1),
                  HST_EDOMAIN);
    assert_status(hst_event_study_ar1(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, (double)NAN),
                  HST_EDOMAIN);
    assert_status(hst_event_study_ar1(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, 0.95),
                  HST_EORDER);
    s.value[0] = -1;
    assert_status(hst_event_study_ar1(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, 0.95),
                  HST_EDOMAIN);
    assert_untouched(&out, sizeof out);
}

static void ar1_of_nothing_is_empty(void **state) {
    series s = good();
    hst_event_study out;
    int64_t i;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_event_study_ar1(&out, NULL, NULL, NULL, NULL, 0, RELATIVE, 0.95), HST_EEMPTY);
    for (i = 0; i < s.n; ++i) {
        s.value[i] = (double)NAN;
        s.spread[i] = -1;
    }
    assert_status(hst_event_study_ar1(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, 0.95),
                  HST_EEMPTY);
    assert_untouched(&out, sizeof out);
}

/* ---- newey_west -------------------------------------------------------------------------------------- */

static void newey_west_needs_its_pointers(void **state) {
    series s = good();
    hst_event_study out;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_event_study_newey_west(NULL, s.value, s.spread, s.time, s.dark, -1, 4, -2, 1),
                  HST_ENULL);
    assert_status(hst_event_study_newey_west(&out, NULL, s.spread, s.time, s.dark, s.n, 4, -2, 1), HST_ENULL);
    assert_status(hst_event_study_newey_west(&out, s.value, NULL, s.time, s.dark, s.n, 4, -2, 1), HST_ENULL);
    assert_status(hst_event_study_newey_west(&out, s.value, s.spread, NULL, s.dark, s.n, 4, -2, 1),
                  HST_ENULL);
    assert_status(hst_event_study_newey_west(&out, s.value, s.spread, s.time, NULL, s.n, 4, -2, 1),
                  HST_ENULL);
    assert_untouched(&out, sizeof out);
}

static void newey_west_refuses_sizes_then_options_then_values(void **state) {
    series s = good();
    hst_event_study out;
    (void)state;
    s.time[3] = s.time[2];
    fill_untouched(&out, sizeof out);
    assert_status(hst_event_study_newey_west(&out, s.value, s.spread, s.time, s.dark, -1, 4, -2, 1),
                  HST_ESIZE);
    assert_status(hst_event_study_newey_west(&out, s.value, s.spread, s.time, s.dark, s.n, 4, -2, 1),
                  HST_EOPTION);
    assert_status(hst_event_study_newey_west(&out, s.value, s.spread, s.time, s.dark, s.n, -1, -2, 1),
                  HST_EOPTION);
    assert_status(hst_event_study_newey_west(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, 2, 0),
                  HST_EDOMAIN);
    assert_status(hst_event_study_newey_west(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, 2, 1),
                  HST_EDOMAIN);
    assert_status(
        hst_event_study_newey_west(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, 2, (double)NAN),
        HST_EDOMAIN);
    assert_status(
        hst_event_study_newey_west(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, -2, 0.95),
        HST_EDOMAIN);
    assert_status(
        hst_event_study_newey_west(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, s.n + 1, 0.95),
        HST_EDOMAIN);
    assert_status(hst_event_study_newey_west(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, 2, 0.95),
                  HST_EORDER);
    s.value[0] = -1;
    assert_status(hst_event_study_newey_west(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, 2, 0.95),
                  HST_EDOMAIN);
    assert_untouched(&out, sizeof out);
}

static void newey_west_of_nothing_is_empty(void **state) {
    series s = good();
    hst_event_study out;
    int64_t i;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_event_study_newey_west(&out, NULL, NULL, NULL, NULL, 0, RELATIVE, 0, 0.95), HST_EEMPTY);
    for (i = 0; i < s.n; ++i) {
        s.value[i] = (double)NAN;
        s.spread[i] = -1;
    }
    assert_status(hst_event_study_newey_west(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, 2, 0.95),
                  HST_EEMPTY);
    assert_untouched(&out, sizeof out);
}

/* ---- bootstrap --------------------------------------------------------------------------------------- */

static void bootstrap_needs_its_pointers(void **state) {
    series s = good();
    hst_event_study out;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(
        hst_event_study_bootstrap(NULL, s.value, s.spread, s.time, s.dark, -1, 4, 0, 0, 1, 1, work, 8),
        HST_ENULL);
    assert_status(hst_event_study_bootstrap(&out, NULL, s.spread, s.time, s.dark, s.n, 4, 0, DRAWS, 1, 1,
                                            work, sizeof work),
                  HST_ENULL);
    assert_status(hst_event_study_bootstrap(&out, s.value, NULL, s.time, s.dark, s.n, 4, 0, DRAWS, 1, 1, work,
                                            sizeof work),
                  HST_ENULL);
    assert_status(hst_event_study_bootstrap(&out, s.value, s.spread, NULL, s.dark, s.n, 4, 0, DRAWS, 1, 1,
                                            work, sizeof work),
                  HST_ENULL);
    assert_status(hst_event_study_bootstrap(&out, s.value, s.spread, s.time, NULL, s.n, 4, 0, DRAWS, 1, 1,
                                            work, sizeof work),
                  HST_ENULL);
    assert_status(
        hst_event_study_bootstrap(&out, s.value, s.spread, s.time, s.dark, -1, 4, 0, 0, 1, 1, NULL, 8),
        HST_ENULL);
    assert_untouched(&out, sizeof out);
}

static void bootstrap_refuses_sizes_then_options_then_values(void **state) {
    series s = good();
    hst_event_study out;
    (void)state;
    s.time[3] = s.time[2];
    fill_untouched(&out, sizeof out);
    assert_status(hst_event_study_bootstrap(&out, s.value, s.spread, s.time, s.dark, -1, 4, 0, DRAWS, 1, 1,
                                            work, sizeof work),
                  HST_ESIZE);
    assert_status(hst_event_study_bootstrap(&out, s.value, s.spread, s.time, s.dark, s.n, 4, 0, 0, 1, 1,
                                            (char *)work + 4, sizeof work),
                  HST_ESIZE);
    assert_status(hst_event_study_bootstrap(&out, s.value, s.spread, s.time, s.dark, s.n, 4, 0, 1000000001, 1,
                                            1, work, sizeof work),
                  HST_ESIZE);
    assert_status(hst_event_study_bootstrap(&out, s.value, s.spread, s.time, s.dark, s.n, 4, 0, DRAWS, 1, 1,
                                            (char *)work + 4, 8),
                  HST_EALIGN);
    assert_status(hst_event_study_bootstrap(&out, s.value, s.spread, s.time, s.dark, s.n, 4, 0, DRAWS, 1, 1,
                                            work, hst_event_study_bootstrap_work_size(s.n, DRAWS) - 1),
                  HST_ESPACE);
    assert_status(hst_event_study_bootstrap(&out, s.value, s.spread, s.time, s.dark, s.n, 4, 0, DRAWS, 1, 1,
                                            work, sizeof work),
                  HST_EOPTION);
    assert_status(hst_event_study_bootstrap(&out, s.value, s.spread, s.time, s.dark, s.n, -1, 0, DRAWS, 1, 1,
                                            work, sizeof work),
                  HST_EOPTION);
    assert_status(hst_event_study_bootstrap(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, 3, DRAWS,
                                            1, 0, work, sizeof work),
                  HST_EDOMAIN);
    assert_status(hst_event_study_bootstrap(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, 3, DRAWS,
                                            1, 1, work, sizeof work),
                  HST_EDOMAIN);
    assert_status(hst_event_study_bootstrap(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, 3, DRAWS,
                                            1, (double)NAN, work, sizeof work),
                  HST_EDOMAIN);
    assert_status(hst_event_study_bootstrap(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, 0, DRAWS,
                                            1, 0.95, work, sizeof work),
                  HST_EDOMAIN);
    assert_status(hst_event_study_bootstrap(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, s.n + 1,
                                            DRAWS, 1, 0.95, work, sizeof work),
                  HST_EDOMAIN);
    assert_status(hst_event_study_bootstrap(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, 3, DRAWS,
                                            1, 0.95, work, sizeof work),
                  HST_EORDER);
    s.value[0] = -1;
    assert_status(hst_event_study_bootstrap(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, 3, DRAWS,
                                            1, 0.95, work, sizeof work),
                  HST_EDOMAIN);
    assert_untouched(&out, sizeof out);
}

static void bootstrap_of_nothing_is_empty(void **state) {
    series s = good();
    hst_event_study out;
    int64_t i;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_event_study_bootstrap(&out, NULL, NULL, NULL, NULL, 0, RELATIVE, HST_NONE, DRAWS, 1,
                                            0.95, work, sizeof work),
                  HST_EEMPTY);
    for (i = 0; i < s.n; ++i) {
        s.value[i] = (double)NAN;
        s.spread[i] = -1;
    }
    assert_status(hst_event_study_bootstrap(&out, s.value, s.spread, s.time, s.dark, s.n, RELATIVE, 3, DRAWS,
                                            1, 0.95, work, sizeof work),
                  HST_EEMPTY);
    assert_untouched(&out, sizeof out);
}

/* ---- values ------------------------------------------------------------------------------------ */

static hst_status status_of(const series *s, int32_t weights) {
    hst_event_study out;
    return hst_event_study_fit(&out, s->value, s->spread, s->time, s->dark, s->n, weights, 0.95);
}

static hst_status with_value(double value, int32_t weights) {
    series s = good();
    s.value[7] = value;
    return status_of(&s, weights);
}

static hst_status with_spread(double spread, int32_t weights) {
    series s = good();
    s.spread[7] = spread;
    return status_of(&s, weights);
}

static hst_status with_dark(double dark) {
    series s = good();
    s.dark[7] = dark;
    return status_of(&s, EQUAL);
}

static void a_value_is_finite_and_not_negative(void **state) {
    (void)state;
    assert_status(with_value(0, EQUAL), HST_OK);
    assert_status(with_value(-0.0, EQUAL), HST_OK);
    assert_status(with_value(DBL_MAX, EQUAL), HST_OK);
    assert_status(with_value(-DBL_MIN, EQUAL), HST_EDOMAIN);
    assert_status(with_value((double)INFINITY, EQUAL), HST_EDOMAIN);
    assert_status(with_value((double)-INFINITY, EQUAL), HST_EDOMAIN);
}

static void what_scatters_with_its_level_is_above_zero(void **state) {
    (void)state;
    assert_status(with_value(0, HST_EVENT_STUDY_ERRORS), HST_OK);
    assert_status(with_value(0, RELATIVE), HST_EDOMAIN);
    assert_status(with_value(0, BLOCKS), HST_EDOMAIN);
    assert_status(with_value(1e-79, RELATIVE), HST_OK);
    assert_status(with_value(1e-81, RELATIVE), HST_EDOMAIN);
    assert_status(with_value(1e-81, EQUAL), HST_OK);
}

static void nothing_but_zeros_scatters_with_no_level(void **state) {
    series s = good();
    int64_t i;
    (void)state;
    for (i = 0; i < s.n; ++i) {
        s.value[i] = 0;
    }
    assert_status(status_of(&s, EQUAL), HST_OK);
    assert_status(status_of(&s, RELATIVE), HST_EDOMAIN);
    assert_status(status_of(&s, BLOCKS), HST_EDOMAIN);
}

static void a_spread_is_finite_and_positive_where_it_is_looked_at(void **state) {
    (void)state;
    assert_status(with_spread(0, EQUAL), HST_OK);
    assert_status(with_spread(0, RELATIVE), HST_EDOMAIN);
    assert_status(with_spread(-1, BLOCKS), HST_EDOMAIN);
    assert_status(with_spread((double)NAN, HST_EVENT_STUDY_ERRORS), HST_EDOMAIN);
    assert_status(with_spread((double)INFINITY, RELATIVE), HST_EDOMAIN);
    assert_status(with_spread(1e98, HST_EVENT_STUDY_ERRORS), HST_OK);
    assert_status(with_spread(1e99, HST_EVENT_STUDY_ERRORS), HST_EDOMAIN);
}

static void darkness_is_a_part(void **state) {
    (void)state;
    assert_status(with_dark(0.5), HST_OK);
    assert_status(with_dark(-0.1), HST_EDOMAIN);
    assert_status(with_dark(1.1), HST_EDOMAIN);
    assert_status(with_dark((double)NAN), HST_EDOMAIN);
}

static void equal_weights_need_no_spread(void **state) {
    series s = good();
    hst_event_study with = plain_of(&s, EQUAL, 0.95), without;
    (void)state;
    assert_status(hst_event_study_fit(&without, s.value, NULL, s.time, s.dark, s.n, EQUAL, 0.95), HST_OK);
    assert_memory_equal(&with, &without, sizeof with);
}

static void workspace_is_three_doubles_a_sample_and_two_a_draw(void **state) {
    (void)state;
    assert_int_equal(hst_event_study_bootstrap_work_size(10, 100), 8 * (3 * 10 + 2 * 100));
    assert_int_equal(hst_event_study_bootstrap_work_size(0, 1), 16);
    assert_int_equal(hst_event_study_bootstrap_work_size(-1, 1), 0);
    assert_int_equal(hst_event_study_bootstrap_work_size(1, -1), 0);
    assert_true(hst_event_study_bootstrap_work_size(INT64_MAX, 1) == SIZE_MAX);
    assert_true(hst_event_study_bootstrap_work_size(1, INT64_MAX) == SIZE_MAX);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fit_needs_its_pointers),
        cmocka_unit_test(fit_refuses_sizes_then_options_then_values),
        cmocka_unit_test(fit_of_nothing_is_empty),
        cmocka_unit_test(ar1_needs_its_pointers),
        cmocka_unit_test(ar1_refuses_sizes_then_options_then_values),
        cmocka_unit_test(ar1_of_nothing_is_empty),
        cmocka_unit_test(newey_west_needs_its_pointers),
        cmocka_unit_test(newey_west_refuses_sizes_then_options_then_values),
        cmocka_unit_test(newey_west_of_nothing_is_empty),
        cmocka_unit_test(bootstrap_needs_its_pointers),
        cmocka_unit_test(bootstrap_refuses_sizes_then_options_then_values),
        cmocka_unit_test(bootstrap_of_nothing_is_empty),
        cmocka_unit_test(a_value_is_finite_and_not_negative),
        cmocka_unit_test(what_scatters_with_its_level_is_above_zero),
        cmocka_unit_test(nothing_but_zeros_scatters_with_no_level),
        cmocka_unit_test(a_spread_is_finite_and_positive_where_it_is_looked_at),
        cmocka_unit_test(darkness_is_a_part),
        cmocka_unit_test(equal_weights_need_no_spread),
        cmocka_unit_test(workspace_is_three_doubles_a_sample_and_two_a_draw),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
