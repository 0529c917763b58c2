/* What survival refuses, in which order, and that nothing but the workspace is written then. */
#include "support/support.h"

#include <math.h>

#include "hashstat/survival.h"

enum { N = 6 };

static const double good[N] = {1, 2, 3, 4, 5, 6};
static const int32_t ended[N] = {1, 0, 1, 1, 0, 1};
static const int32_t group[N] = {0, 1, 0, 1, 0, 1};
static uint64_t work[512];

static hst_survival_row row[N];
static int64_t found;

static void prepare(void) {
    fill_untouched(row, sizeof row);
    fill_untouched(&found, sizeof found);
}

static void assert_nothing_written(void) {
    assert_untouched(row, sizeof row);
    assert_untouched(&found, sizeof found);
}

static void a_fit_refuses_bad_arguments(void **unused) {
    size_t room = hst_survival_work_size(N);
    (void)unused;
    prepare();
    assert_status(hst_survival_fit(NULL, N, &found, good, ended, -1, 9, 2, work, 0), HST_ENULL);
    assert_status(hst_survival_fit(row, N, NULL, good, ended, N, 0, 0.95, work, room), HST_ENULL);
    assert_status(hst_survival_fit(row, N, &found, NULL, ended, N, 0, 0.95, work, room), HST_ENULL);
    assert_status(hst_survival_fit(row, N, &found, good, NULL, N, 0, 0.95, work, room), HST_ENULL);
    assert_status(hst_survival_fit(row, N, &found, good, ended, N, 0, 0.95, NULL, room), HST_ENULL);
    assert_status(hst_survival_fit(row, -1, &found, good, ended, N, 9, 2, (char *)work + 1, 0), HST_ESIZE);
    assert_status(hst_survival_fit(row, N, &found, good, ended, -1, 9, 2, (char *)work + 1, 0), HST_ESIZE);
    assert_status(hst_survival_fit(row, N, &found, good, ended, N, 9, 2, (char *)work + 1, 0), HST_EALIGN);
    assert_status(hst_survival_fit(row, N, &found, good, ended, N, 9, 2, work, room - 1), HST_ESPACE);
    assert_status(hst_survival_fit(row, N, &found, good, ended, N, 3, 2, work, room), HST_EOPTION);
    assert_status(hst_survival_fit(row, N, &found, good, ended, N, 0, 1, work, room), HST_EDOMAIN);
    assert_nothing_written();
    assert_status(hst_survival_fit(NULL, 0, &found, NULL, NULL, 0, 0, 0.95, NULL, 0), HST_OK);
    assert_int_equal(found, 0);
}

/* Left- and interval-censored observations have names, and are refused by them. */
static void a_fit_refuses_bad_observations(void **unused) {
    static const int32_t statuses[] = {HST_SURVIVAL_LEFT, HST_SURVIVAL_INTERVAL, -1, INT32_MAX};
    static const double durations[] = {-1, -0x1p-1074, INFINITY, -INFINITY};
    size_t i, room = hst_survival_work_size(N);
    (void)unused;
    prepare();
    for (i = 0; i < 4; ++i) {
        int32_t status[N] = {1, 1, 1, 1, 1, 1};
        double duration[N] = {1, 2, 3, 4, 5, 6};
        status[i] = statuses[i];
        duration[i + 1] = durations[i];
        assert_status(hst_survival_fit(row, N, &found, duration, status, N, 0, 0.95, work, room),
                      HST_EOPTION);
        assert_status(hst_survival_fit(row, N, &found, duration, ended, N, 0, 0.95, work, room), HST_EDOMAIN);
    }
    assert_nothing_written();
}

static void quantiles_refuse_bad_arguments(void **unused) {
    static const double bad[] = {0.5, 0, 1, -0.1, NAN};
    hst_survival_quantile q[2];
    size_t i;
    (void)unused;
    fill_untouched(q, sizeof q);
    assert_status(hst_survival_quantiles(NULL, bad, 1, row, -1), HST_ENULL);
    assert_status(hst_survival_quantiles(q, NULL, 1, row, 1), HST_ENULL);
    assert_status(hst_survival_quantiles(q, bad, 1, NULL, 1), HST_ENULL);
    assert_status(hst_survival_quantiles(q, bad + 1, -1, row, 1), HST_ESIZE);
    assert_status(hst_survival_quantiles(q, bad + 1, 1, row, -1), HST_ESIZE);
    for (i = 1; i < 5; ++i) {
        const double pair[2] = {0.5, bad[i]};
        assert_status(hst_survival_quantiles(q, pair, 2, row, 0), HST_EDOMAIN);
    }
    assert_untouched(q, sizeof q);
    assert_status(hst_survival_quantiles(NULL, NULL, 0, NULL, 0), HST_OK);
    assert_status(hst_survival_quantiles(q, bad, 1, NULL, 0), HST_OK);
    assert_is_nan(q[0].estimate);
    assert_is_nan(q[0].lower);
    assert_is_nan(q[0].upper);
}

static void a_restricted_mean_refuses_bad_arguments(void **unused) {
    static const double bad[] = {0, -1, INFINITY, NAN};
    hst_survival_mean m;
    size_t i;
    (void)unused;
    fill_untouched(&m, sizeof m);
    assert_status(hst_survival_restricted_mean(NULL, row, -1, 0), HST_ENULL);
    assert_status(hst_survival_restricted_mean(&m, NULL, 1, 1), HST_ENULL);
    assert_status(hst_survival_restricted_mean(&m, row, -1, 0), HST_ESIZE);
    for (i = 0; i < 4; ++i) {
        assert_status(hst_survival_restricted_mean(&m, row, 0, bad[i]), HST_EDOMAIN);
    }
    assert_status(hst_survival_restricted_mean(&m, NULL, 0, 1), HST_EEMPTY);
    assert_untouched(&m, sizeof m);
}

static void a_comparison_refuses_bad_arguments(void **unused) {
    size_t room = hst_survival_compare_work_size(N, 2);
    void *odd = (char *)work + 4;
    hst_survival_log_rank t;
    hst_survival_group g[2];
    (void)unused;
    fill_untouched(&t, sizeof t);
    fill_untouched(g, sizeof g);
    assert_status(hst_survival_compare(NULL, g, good, ended, group, -1, -1, work, 0), HST_ENULL);
    assert_status(hst_survival_compare(&t, NULL, good, ended, group, N, 2, work, room), HST_ENULL);
    assert_status(hst_survival_compare(&t, g, NULL, ended, group, N, 2, work, room), HST_ENULL);
    assert_status(hst_survival_compare(&t, g, good, NULL, group, N, 2, work, room), HST_ENULL);
    assert_status(hst_survival_compare(&t, g, good, ended, NULL, N, 2, work, room), HST_ENULL);
    assert_status(hst_survival_compare(&t, g, good, ended, group, N, 2, NULL, room), HST_ENULL);
    assert_status(hst_survival_compare(&t, g, NULL, NULL, NULL, 0, 2, NULL, room), HST_ENULL);
    assert_status(hst_survival_compare(&t, g, good, ended, group, -1, 2, odd, 0), HST_ESIZE);
    assert_status(hst_survival_compare(&t, g, good, ended, group, N, -1, odd, 0), HST_ESIZE);
    assert_status(hst_survival_compare(&t, g, good, ended, group, N, 1001, odd, 0), HST_ESIZE);
    assert_status(hst_survival_compare(&t, g, good, ended, group, N, 2, odd, 0), HST_EALIGN);
    assert_status(hst_survival_compare(&t, g, good, ended, group, N, 2, work, room - 1), HST_ESPACE);
    assert_untouched(&t, sizeof t);
    assert_untouched(g, sizeof g);
    assert_status(hst_survival_compare(&t, NULL, NULL, NULL, NULL, 0, 0, NULL, 0), HST_OK);
    assert_int_equal(t.freedom, 0);
    assert_is_nan(t.chi2);
}

static void a_comparison_refuses_bad_observations(void **unused) {
    static const int32_t bad_group[] = {2, -2, INT32_MIN};
    size_t i, room = hst_survival_compare_work_size(N, 2);
    hst_survival_log_rank t;
    hst_survival_group g[2];
    (void)unused;
    fill_untouched(&t, sizeof t);
    fill_untouched(g, sizeof g);
    for (i = 0; i < 3; ++i) {
        int32_t which[N] = {0, 1, 0, 1, 0, 1}, status[N] = {1, 1, 1, 1, 1, 1};
        double duration[N] = {1, 2, 3, 4, 5, 6};
        which[i] = bad_group[i];
        status[i] = HST_SURVIVAL_INTERVAL;
        duration[i] = -1;
        assert_status(hst_survival_compare(&t, g, duration, status, which, N, 2, work, room), HST_EOPTION);
        assert_status(hst_survival_compare(&t, g, good, ended, which, N, 2, work, room), HST_EDOMAIN);
        assert_status(hst_survival_compare(&t, g, duration, ended, group, N, 2, work, room), HST_EDOMAIN);
    }
    assert_untouched(&t, sizeof t);
    assert_untouched(g, sizeof g);
}

static const hst_drawdown fall[2] = {{0.5, 0, 1, 1, 3}, {0.25, 4, 5, 5, HST_NONE}};
static const int64_t times[N] = {0, 10, 20, 30, 40, 50};

static void durations_of_falls_refuse_bad_arguments(void **unused) {
    double d[2];
    int32_t s[2];
    (void)unused;
    fill_untouched(d, sizeof d);
    fill_untouched(s, sizeof s);
    prepare();
    assert_status(hst_survival_of_drawdowns(NULL, s, 2, &found, fall, -1, times, N, 0, 0), HST_ENULL);
    assert_status(hst_survival_of_drawdowns(d, NULL, 2, &found, fall, 2, times, N, 0, 0), HST_ENULL);
    assert_status(hst_survival_of_drawdowns(d, s, 2, NULL, fall, 2, times, N, 0, 0), HST_ENULL);
    assert_status(hst_survival_of_drawdowns(d, s, 2, &found, NULL, 2, times, N, 0, 0), HST_ENULL);
    assert_status(hst_survival_of_drawdowns(d, s, -1, &found, fall, 2, times, N, 0, 2), HST_ESIZE);
    assert_status(hst_survival_of_drawdowns(d, s, 2, &found, fall, -1, times, N, 0, 2), HST_ESIZE);
    assert_status(hst_survival_of_drawdowns(d, s, 2, &found, fall, 2, times, -1, 0, 2), HST_ESIZE);
    assert_status(hst_survival_of_drawdowns(d, s, 2, &found, fall, 2, times, N, 2, 2), HST_EOPTION);
    assert_status(hst_survival_of_drawdowns(d, s, 2, &found, fall, 2, times, N, 1.5, 0), HST_EDOMAIN);
    assert_status(hst_survival_of_drawdowns(d, s, 2, &found, fall, 2, times, N, -0.5, 0), HST_EDOMAIN);
    assert_status(hst_survival_of_drawdowns(d, s, 2, &found, fall, 2, times, N, NAN, 0), HST_EDOMAIN);
    assert_nothing_written();
    assert_untouched(d, sizeof d);
    assert_untouched(s, sizeof s);
}

static void falls_that_no_series_has_are_refused(void **unused) {
    static const hst_drawdown bad[] = {{0.5, -1, 1, 1, 3}, {0.5, 1, 1, 1, 3},  {0.5, 0, 3, 3, 3},
                                       {0.5, 0, 1, 1, 6},  {0.5, 0, 6, 6, -1}, {0.5, 0, 1, 1, -7}};
    static const int64_t backwards[N] = {50, 40, 30, 20, 10, 0}, still[N] = {7, 7, 7, 7, 7, 7};
    hst_survival_recovery out;
    double d[2];
    int32_t s[2];
    size_t i;
    (void)unused;
    fill_untouched(&out, sizeof out);
    prepare();
    for (i = 0; i < sizeof bad / sizeof bad[0]; ++i) {
        assert_status(hst_survival_of_drawdowns(d, s, 2, &found, &bad[i], 1, times, N, 1, 0), HST_EDOMAIN);
        assert_status(hst_survival_recovery_time(&out, &bad[i], 1, NULL, N, 1, 0, 0, 0.9, work, sizeof work),
                      HST_EDOMAIN);
    }
    assert_status(hst_survival_of_drawdowns(d, s, 2, &found, fall, 2, backwards, N, 0, 0), HST_EORDER);
    assert_status(hst_survival_of_drawdowns(d, s, 2, &found, fall, 2, still, N, 0, 0), HST_EORDER);
    assert_status(hst_survival_recovery_time(&out, fall, 2, still, N, 0, 0, 0, 0.9, work, sizeof work),
                  HST_EORDER);
    assert_untouched(&out, sizeof out);
    assert_untouched(&found, sizeof found);
}

static void times_may_lie_at_the_ends_of_their_range(void **unused) {
    static const hst_drawdown all = {0.5, 0, 1, 1, 2};
    static const int64_t far[3] = {INT64_MIN, 0, INT64_MAX};
    double d;
    int32_t s;
    (void)unused;
    assert_status(hst_survival_of_drawdowns(&d, &s, 1, &found, &all, 1, far, 3, 0, HST_SURVIVAL_FROM_PEAK),
                  HST_OK);
    assert_near(d, 0x1p64, 0);
}

static void a_recovery_time_refuses_bad_arguments(void **unused) {
    size_t room = hst_survival_recovery_work_size(2);
    void *odd = (char *)work + 4;
    hst_survival_recovery out;
    (void)unused;
    fill_untouched(&out, sizeof out);
    assert_status(hst_survival_recovery_time(NULL, fall, -1, times, N, 0, 0, 0, 0.9, work, 0), HST_ENULL);
    assert_status(hst_survival_recovery_time(&out, NULL, 2, times, N, 0, 0, 0, 0.9, work, room), HST_ENULL);
    assert_status(hst_survival_recovery_time(&out, fall, 2, times, N, 0, 0, 0, 0.9, NULL, room), HST_ENULL);
    assert_status(hst_survival_recovery_time(&out, fall, -1, times, N, 0, 0, 0, 0.9, odd, room), HST_ESIZE);
    assert_status(hst_survival_recovery_time(&out, fall, 2, times, -1, 0, 0, 0, 0.9, odd, room), HST_ESIZE);
    assert_status(hst_survival_recovery_time(&out, fall, 2, times, N, 0, 9, 0, 0.9, odd, 0), HST_EALIGN);
    assert_status(hst_survival_recovery_time(&out, fall, 2, times, N, 0, 9, 0, 0.9, work, room - 1),
                  HST_ESPACE);
    assert_status(hst_survival_recovery_time(&out, fall, 2, times, N, 2, 2, 0, 0.9, work, room), HST_EOPTION);
    assert_status(hst_survival_recovery_time(&out, fall, 2, times, N, 2, 0, 3, 0.9, work, room), HST_EOPTION);
    assert_status(hst_survival_recovery_time(&out, fall, 2, times, N, 2, 0, 0, 0.9, work, room), HST_EDOMAIN);
    assert_status(hst_survival_recovery_time(&out, fall, 2, times, N, 0, 0, 0, 1, work, room), HST_EDOMAIN);
    assert_untouched(&out, sizeof out);
    assert_status(hst_survival_recovery_time(&out, NULL, 0, NULL, 0, 0, 0, 0, 0.9, NULL, 0), HST_OK);
    assert_int_equal(out.falls, 0);
    assert_int_equal(out.open, 0);
    assert_is_nan(out.median.estimate);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fit_refuses_bad_arguments),
        cmocka_unit_test(a_fit_refuses_bad_observations),
        cmocka_unit_test(quantiles_refuse_bad_arguments),
        cmocka_unit_test(a_restricted_mean_refuses_bad_arguments),
        cmocka_unit_test(a_comparison_refuses_bad_arguments),
        cmocka_unit_test(a_comparison_refuses_bad_observations),
        cmocka_unit_test(durations_of_falls_refuse_bad_arguments),
        cmocka_unit_test(falls_that_no_series_has_are_refused),
        cmocka_unit_test(times_may_lie_at_the_ends_of_their_range),
        cmocka_unit_test(a_recovery_time_refuses_bad_arguments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
