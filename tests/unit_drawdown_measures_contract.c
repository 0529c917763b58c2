/* What lists, figures, levels and windows refuse, in which order, and that they write nothing then. */
#include "support/support.h"

#include <math.h>

#include "hashstat/drawdown.h"

enum { LENGTH = 1200, BAD = 4 };

static const double bad_samples[BAD] = {-1, -0x1p-1074, INFINITY, -INFINITY};
static const double fine[3] = {1, 2, 1};
static const double missing[3] = {NAN, NAN, NAN};
static double x[LENGTH];
static double out[LENGTH];
static uint64_t work[5 * LENGTH];

static void *off_by_four(void) {
    return (char *)work + 4;
}

/* Puts a bad sample where a block begins, inside one, and at the end of the series. */
static double *series_with(double bad, int place) {
    static const int64_t places[] = {0, 700, LENGTH - 1};
    int64_t i;
    for (i = 0; i < LENGTH; ++i) {
        x[i] = (double)(i % 7);
    }
    x[places[place % 3]] = bad;
    return x;
}

static void lists_refuse_what_the_header_says(void **unused) {
    hst_drawdown fall[2];
    int64_t found;
    int k;
    (void)unused;
    fill_untouched(fall, sizeof fall);
    fill_untouched(&found, sizeof found);
    assert_status(hst_drawdown_list(NULL, -1, &found, fine, -1, 2, 0, 7), HST_ENULL);
    assert_status(hst_drawdown_list(fall, -1, NULL, fine, -1, 2, 0, 7), HST_ENULL);
    assert_status(hst_drawdown_list(fall, -1, &found, NULL, -1, 2, 0, 7), HST_ENULL);
    assert_status(hst_drawdown_list(fall, -1, &found, fine, 3, 2, 0, 7), HST_ESIZE);
    assert_status(hst_drawdown_list(fall, 2, &found, fine, -1, 2, 0, 7), HST_ESIZE);
    assert_status(hst_drawdown_list(fall, 2, &found, fine, 3, 2, 0, 2), HST_EOPTION);
    assert_status(hst_drawdown_list(fall, 2, &found, fine, 3, 2, 1, 0), HST_EDOMAIN);
    assert_status(hst_drawdown_list(fall, 2, &found, fine, 3, -0x1p-1074, 1, 0), HST_EDOMAIN);
    assert_status(hst_drawdown_list(fall, 2, &found, fine, 3, NAN, 1, 0), HST_EDOMAIN);
    assert_status(hst_drawdown_list(fall, 2, &found, fine, 3, 0, 0, 0), HST_EDOMAIN);
    assert_status(hst_drawdown_list(fall, 2, &found, fine, 3, 0, 1.5, 0), HST_EDOMAIN);
    assert_status(hst_drawdown_list(fall, 2, &found, fine, 3, 0, NAN, 0), HST_EDOMAIN);
    assert_untouched(fall, sizeof fall);
    for (k = 0; k < 3 * BAD; ++k) {
        const double *series = series_with(bad_samples[k % BAD], k);
        assert_status(hst_drawdown_list(fall, 2, &found, series, LENGTH, 0, 1, (uint32_t)k % 2), HST_EDOMAIN);
    }
    assert_untouched(&found, sizeof found);
    assert_status(hst_drawdown_list(NULL, 0, &found, NULL, 0, 1, 0x1p-1074, 1), HST_OK);
    assert_int_equal(found, 0);
}

static void figures_refuse_what_the_header_says(void **unused) {
    static const int64_t time[3] = {1, 2, 3};
    static const int64_t flat[3] = {1, 2, 2};
    static const int64_t far[3] = {INT64_MIN, 0, INT64_MAX};
    hst_drawdown_summary s;
    int k;
    (void)unused;
    fill_untouched(&s, sizeof s);
    assert_status(hst_drawdown_summary_of(NULL, flat, fine, -1, 2, 0), HST_ENULL);
    assert_status(hst_drawdown_summary_of(&s, flat, NULL, -1, 2, 0), HST_ENULL);
    assert_status(hst_drawdown_summary_of(&s, flat, fine, -1, 2, 0), HST_ESIZE);
    assert_status(hst_drawdown_summary_of(&s, flat, fine, 3, 2, 1), HST_EDOMAIN);
    assert_status(hst_drawdown_summary_of(&s, flat, fine, 3, 0, 0), HST_EDOMAIN);
    assert_status(hst_drawdown_summary_of(&s, flat, series_with(-1, 0), 3, 0, 1), HST_EORDER);
    assert_status(hst_drawdown_summary_of(&s, far, series_with(-1, 0), 3, 0, 1), HST_EOVERFLOW);
    for (k = 0; k < 3 * BAD; ++k) {
        const double *series = series_with(bad_samples[k % BAD], k);
        assert_status(hst_drawdown_summary_of(&s, NULL, series, LENGTH, 0, 1), HST_EDOMAIN);
    }
    assert_status(hst_drawdown_summary_of(&s, time, missing, 3, 0, 1), HST_EEMPTY);
    assert_status(hst_drawdown_summary_of(&s, time, NULL, 0, 0, 1), HST_EEMPTY);
    assert_untouched(&s, sizeof s);
    assert_status(hst_drawdown_summary_of(&s, time, fine, 3, 1, 0x1p-1074), HST_OK);
}

static void levels_refuse_what_the_header_says(void **unused) {
    static const double level[2] = {0.5, 1.5};
    static const double nan_level[2] = {0.5, NAN};
    double a[2], c[2];
    int k;
    (void)unused;
    fill_untouched(a, sizeof a);
    fill_untouched(c, sizeof c);
    fill_untouched(work, sizeof work);
    assert_status(hst_drawdown_at_risk(NULL, c, level, -1, fine, -1, off_by_four(), 0), HST_ENULL);
    assert_status(hst_drawdown_at_risk(a, NULL, level, -1, fine, -1, off_by_four(), 0), HST_ENULL);
    assert_status(hst_drawdown_at_risk(a, c, NULL, -1, fine, -1, off_by_four(), 0), HST_ENULL);
    assert_status(hst_drawdown_at_risk(a, c, level, -1, NULL, -1, off_by_four(), 0), HST_ENULL);
    assert_status(hst_drawdown_at_risk(a, c, level, -1, fine, -1, NULL, 0), HST_ENULL);
    assert_status(hst_drawdown_at_risk(a, c, level, -1, fine, 3, off_by_four(), 0), HST_ESIZE);
    assert_status(hst_drawdown_at_risk(a, c, level, 2, fine, -1, off_by_four(), 0), HST_ESIZE);
    assert_status(hst_drawdown_at_risk(a, c, level, 2, fine, 3, off_by_four(), 0), HST_EALIGN);
    assert_status(hst_drawdown_at_risk(a, c, level, 2, fine, 3, work, 47), HST_ESPACE);
    assert_status(hst_drawdown_at_risk(a, c, level, 2, fine, 3, work, 48), HST_EDOMAIN);
    assert_status(hst_drawdown_at_risk(a, c, nan_level, 2, fine, 3, work, 48), HST_EDOMAIN);
    assert_untouched(work, sizeof work);
    for (k = 0; k < 3 * BAD; ++k) {
        const double *series = series_with(bad_samples[k % BAD], k);
        assert_status(hst_drawdown_at_risk(a, c, level, 1, series, LENGTH, work, sizeof work), HST_EDOMAIN);
    }
    assert_status(hst_drawdown_at_risk(a, c, level, 1, missing, 3, work, 48), HST_EEMPTY);
    assert_status(hst_drawdown_at_risk(a, c, level, 1, NULL, 0, NULL, 0), HST_EEMPTY);
    assert_status(hst_drawdown_at_risk(NULL, NULL, NULL, 0, missing, 3, work, 48), HST_EEMPTY);
    assert_untouched(a, sizeof a);
    assert_untouched(c, sizeof c);
    assert_status(hst_drawdown_at_risk(NULL, NULL, NULL, 0, fine, 3, work, 48), HST_OK);
}

static void windows_refuse_what_the_header_says(void **unused) {
    int k;
    (void)unused;
    fill_untouched(out, sizeof out);
    fill_untouched(work, sizeof work);
    assert_status(hst_drawdown_rolling_max(NULL, fine, -1, 0, off_by_four(), 0), HST_ENULL);
    assert_status(hst_drawdown_rolling_max(out, NULL, -1, 0, off_by_four(), 0), HST_ENULL);
    assert_status(hst_drawdown_rolling_max(out, fine, -1, 0, NULL, 0), HST_ENULL);
    assert_status(hst_drawdown_rolling_max(out, fine, -1, 2, off_by_four(), 0), HST_ESIZE);
    assert_status(hst_drawdown_rolling_max(out, fine, 3, 0, off_by_four(), 0), HST_ESIZE);
    assert_status(hst_drawdown_rolling_max(out, fine, 3, 2, off_by_four(), 0), HST_EALIGN);
    assert_status(hst_drawdown_rolling_max(out, fine, 3, 2, work, 79), HST_ESPACE);
    assert_status(hst_drawdown_rolling_max(out, fine, 3, INT64_MAX, work, 119), HST_ESPACE);
    assert_untouched(work, sizeof work);
    assert_untouched(out, sizeof out);
    for (k = 0; k < 3 * BAD; ++k) {
        const double *series = series_with(bad_samples[k % BAD], k);
        assert_status(hst_drawdown_rolling_max(out, series, LENGTH, 1 + 100 * k, work, sizeof work),
                      HST_EDOMAIN);
    }
    assert_status(hst_drawdown_rolling_max(out, fine, 3, INT64_MAX, work, 120), HST_OK);
    assert_status(hst_drawdown_rolling_max(NULL, NULL, 0, 1, NULL, 0), HST_OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_refuse_what_the_header_says),
        cmocka_unit_test(figures_refuse_what_the_header_says),
        cmocka_unit_test(levels_refuse_what_the_header_says),
        cmocka_unit_test(windows_refuse_what_the_header_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
