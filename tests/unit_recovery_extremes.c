/* The way back to a baseline at the ends of what times, levels and lengths can be. */
#include "support/support.h"

#include <float.h>
#include <math.h>

#include "hashstat/recovery.h"

static void any_two_times_are_in_order(void **unused) {
    static const int64_t ends[] = {INT64_MIN, -2, INT64_MAX - 1, INT64_MAX};
    static const double levels[] = {1, 0, 1, 1};
    hst_recovery out;
    (void)unused;
    /* From -2 to INT64_MAX - 1 are INT64_MAX + 1 seconds. */
    assert_status(hst_recovery_find(&out, ends + 1, levels + 1, 3, INT64_MIN, 1, 1, 1), HST_EOVERFLOW);
    assert_status(hst_recovery_find(&out, ends + 2, levels + 1, 2, INT64_MIN, 1, 1, 0), HST_OK);
    assert_int_equal(out.from_onset, 1);
    assert_int_equal(out.longest, INT64_MAX);
    assert_status(hst_recovery_find(&out, ends + 2, levels + 1, 2, 0, 1, 1, 0), HST_OK);
    assert_int_equal(out.longest, INT64_MAX);
    assert_status(hst_recovery_find(&out, ends + 2, levels + 1, 2, 1, 1, 1, 0), HST_OK);
    assert_int_equal(out.longest, INT64_MAX - 1);
    assert_status(hst_recovery_find(&out, ends, levels, 2, INT64_MIN, 1, 1, INT64_MAX), HST_OK);
    assert_int_equal(out.open, 1);
}

/* Times before 1970 lie less than INT64_MAX seconds after INT64_MIN; that is no bound all the same. */
static void a_fall_of_the_first_sample_after_no_event_has_no_bound(void **unused) {
    static const int64_t times[] = {-100, -90, -80};
    static const double levels[] = {0, 1, 1};
    static const double later[] = {1, 0, 1};
    hst_recovery out;
    (void)unused;
    assert_status(hst_recovery_find(&out, times, levels, 2, INT64_MIN, 1, 1, 0), HST_OK);
    assert_int_equal(out.recovery, 1);
    assert_int_equal(out.longest, INT64_MAX);
    assert_status(hst_recovery_find(&out, times, levels, 2, -150, 1, 1, 0), HST_OK);
    assert_int_equal(out.longest, 60);
    assert_status(hst_recovery_find(&out, times, later, 3, INT64_MIN, 1, 1, 0), HST_OK);
    assert_int_equal(out.longest, 20);
}

/* 2^53 + 1 + ... + 1 - 2^53: any one of the ones is lost where sums are rounded as they go. */
static void work_lost_is_summed_exactly(void **unused) {
    const double baseline = 0x1p53;
    int64_t at[43], i;
    double x[43];
    hst_recovery out;
    (void)unused;
    for (i = 0; i < 43; ++i) {
        at[i] = i;
        x[i] = baseline - 1;
    }
    x[0] = x[42] = 0;
    x[41] = 2 * baseline;
    assert_status(hst_recovery_find(&out, at, x, 43, 0, baseline, 1, 5), HST_OK);
    assert_int_equal(out.open, 1);
    assert_int_equal(out.from_onset, 42);
    assert_same_bits(out.work_lost, 40.0);
}

static void levels_reach_from_denormal_to_the_largest(void **unused) {
    static const int64_t times[] = {0, 1, 2};
    static const double tiny[] = {0, 0x1p-1074, 0x1p-1074};
    static const double huge[] = {0, DBL_MAX, DBL_MAX};
    hst_recovery out;
    (void)unused;
    assert_status(hst_recovery_find(&out, times, tiny, 3, 0, 0x1p-1074, 1, 1), HST_OK);
    assert_same_bits(out.work_lost, 0x1p-1074);
    assert_int_equal(out.recovery, 1);
    assert_status(hst_recovery_find(&out, times, huge, 3, 0, DBL_MAX, 1, 1), HST_OK);
    assert_same_bits(out.work_lost, DBL_MAX);
    /* fraction x baseline is 0: nothing lies below it. */
    assert_status(hst_recovery_find(&out, times, tiny, 3, 0, 0x1p-1074, 0.25, 1), HST_OK);
    assert_int_equal(out.onset, HST_NONE);
}

/* The work of such a baseline over a thousand seconds is beyond the largest number; the share lost is not. */
static void shares_lost_of_the_largest_baselines_are_told(void **unused) {
    static const int64_t times[] = {0, 1, 1000};
    static const double levels[] = {0x1p+1019, 0x1p+1020, 0x1p+1020};
    hst_recovery_resilience out;
    (void)unused;
    assert_status(hst_recovery_resilience_over(&out, times, levels, 3, 0, 1000, 0x1p+1020, 1, 0), HST_OK);
    assert_same_bits(out.work_lost, 0x1p+1019);
    assert_near(out.fraction_lost, 0.0005, 1e-18);
    assert_near(out.area, 0.9995, 1e-15);
}

/* e^-740 alone has hardly a digit left, e^-760 is 0 and e^720 beyond the largest number. */
static void paths_are_told_where_their_growth_alone_is_not(void **unused) {
    static const double growth[] = {-740, -760, 720};
    static const double level[] = {1e300, 1e300, 1e-300};
    static const double logarithm[] = {-49.22447210178627, -69.22447210178627, 29.22447210178627};
    static const int64_t time = 1;
    int k;
    (void)unused;
    for (k = 0; k < 3; ++k) {
        hst_recovery_growth g = {0, 0, NAN, 0, 2};
        double baseline, expected = exp(logarithm[k]);
        g.level = level[k];
        g.growth = growth[k];
        assert_status(hst_recovery_growth_path(&baseline, &g, &time, 1), HST_OK);
        assert_near(baseline / expected, 1, 2e-13);
    }
}

static void negative_zero_reads_as_zero(void **unused) {
    static const int64_t times[] = {0, 1};
    static const double zeros[] = {-0.0, 0.0};
    double mean;
    hst_recovery out;
    (void)unused;
    assert_status(hst_recovery_baseline_mean(&mean, times, zeros, 1, 0, 1), HST_OK);
    assert_same_bits(mean, 0.0);
    assert_status(hst_recovery_find(&out, times, zeros, 2, 0, 1, 1, 0), HST_OK);
    assert_int_equal(out.trough, 0);
    assert_same_bits(out.lowest, 0.0);
}

static void series_are_read_to_their_end_and_no_further(void **unused) {
    size_t n, i;
    (void)unused;
    for (n = 1; n < 5; ++n) {
        int64_t *time = guarded_alloc(n * sizeof *time);
        double *level = guarded_alloc(n * sizeof *level);
        hst_recovery out;
        double mean;
        for (i = 0; i < n; ++i) {
            time[i] = (int64_t)i;
            level[i] = (double)(i % 2);
        }
        assert_status(hst_recovery_find(&out, time, level, (int64_t)n, 0, 1, 1, 1), HST_OK);
        assert_int_equal(out.open, 1);
        assert_status(hst_recovery_baseline_mean(&mean, time, level, (int64_t)n, 0, INT64_MAX), HST_OK);
        guarded_free(level);
        guarded_free(time);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_two_times_are_in_order),
        cmocka_unit_test(a_fall_of_the_first_sample_after_no_event_has_no_bound),
        cmocka_unit_test(work_lost_is_summed_exactly),
        cmocka_unit_test(levels_reach_from_denormal_to_the_largest),
        cmocka_unit_test(shares_lost_of_the_largest_baselines_are_told),
        cmocka_unit_test(paths_are_told_where_their_growth_alone_is_not),
        cmocka_unit_test(negative_zero_reads_as_zero),
        cmocka_unit_test(series_are_read_to_their_end_and_no_further),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
