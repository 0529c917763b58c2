/* What the calls over arrays refuse, in the order in which they look, and that nothing is written. */
#include "support/support.h"

#include <float.h>
#include <math.h>

#include "hashstat/group.h"

enum { N = 300, LAST = N - 1 };

static int32_t id[N];
static double x[N], value[2];
static int64_t count[2], nowhere;
static hst_group_unknown unknown;
static hst_moments moments[2], rest;
static uint64_t work[1024];

#define BYTES (sizeof work)
#define REFUSE HST_GROUP_REFUSE_UNKNOWN

static void begin(void) {
    int i;
    for (i = 0; i < N; ++i) {
        id[i] = i % 2;
        x[i] = i;
    }
    fill_untouched(value, sizeof value);
    fill_untouched(count, sizeof count);
    fill_untouched(moments, sizeof moments);
    fill_untouched(&nowhere, sizeof nowhere);
    fill_untouched(&unknown, sizeof unknown);
    fill_untouched(&rest, sizeof rest);
    fill_untouched(work, sizeof work);
}

static void assert_nothing_written(void) {
    assert_untouched(value, sizeof value);
    assert_untouched(count, sizeof count);
    assert_untouched(moments, sizeof moments);
    assert_untouched(&nowhere, sizeof nowhere);
    assert_untouched(&unknown, sizeof unknown);
    assert_untouched(&rest, sizeof rest);
}

static void *const OFF = (char *)work + 4;

static void count_refuses_what_the_header_says(void **unused) {
    static const int32_t strays[] = {-2, 2, INT32_MIN, INT32_MAX};
    size_t k;
    (void)unused;
    begin();
    assert_status(hst_group_count(NULL, &nowhere, id, -1, 2, 4), HST_ENULL);
    assert_status(hst_group_count(count, NULL, id, -1, 2, 4), HST_ENULL);
    assert_status(hst_group_count(count, &nowhere, NULL, -1, 2, 4), HST_ENULL);
    assert_status(hst_group_count(count, &nowhere, id, -1, 2, 4), HST_ESIZE);
    assert_status(hst_group_count(count, &nowhere, id, N, -1, 4), HST_ESIZE);
    assert_status(hst_group_count(count, &nowhere, id, N, 1, 2), HST_EOPTION);
    assert_status(hst_group_count(count, &nowhere, id, N, 1, UINT32_C(0x80000001)), HST_EOPTION);
    assert_nothing_written();
    for (k = 0; k < sizeof strays / sizeof strays[0]; ++k) {
        id[LAST] = strays[k];
        assert_status(hst_group_count(count, &nowhere, id, N, 2, 0), HST_EDOMAIN);
    }
    id[LAST] = -1;
    assert_status(hst_group_count(count, &nowhere, id, N, 2, REFUSE), HST_EDOMAIN);
    assert_untouched(&nowhere, sizeof nowhere);
    assert_status(hst_group_count(count, &nowhere, id, LAST, 2, REFUSE), HST_OK);
    assert_int_equal(nowhere, 0);
}

static void sum_refuses_what_the_header_says(void **unused) {
    (void)unused;
    begin();
    assert_status(hst_group_sum(NULL, count, &unknown, id, x, -1, 2, 4, work, BYTES), HST_ENULL);
    assert_status(hst_group_sum(value, NULL, &unknown, id, x, -1, 2, 4, work, BYTES), HST_ENULL);
    assert_status(hst_group_sum(value, count, NULL, id, x, -1, 2, 4, work, BYTES), HST_ENULL);
    assert_status(hst_group_sum(value, count, &unknown, NULL, x, -1, 2, 4, work, BYTES), HST_ENULL);
    assert_status(hst_group_sum(value, count, &unknown, id, NULL, -1, 2, 4, work, BYTES), HST_ENULL);
    assert_status(hst_group_sum(value, count, &unknown, id, x, -1, 2, 4, NULL, BYTES), HST_ENULL);
    assert_status(hst_group_sum(value, count, &unknown, id, x, -1, 2, 4, OFF, 0), HST_ESIZE);
    assert_status(hst_group_sum(value, count, &unknown, id, x, N, -1, 4, OFF, 0), HST_ESIZE);
    assert_status(hst_group_sum(value, count, &unknown, id, x, N, 2, 4, OFF, 0), HST_EALIGN);
    assert_status(hst_group_sum(value, count, &unknown, id, x, N, 2, 4, work, 3 * 408 - 1), HST_ESPACE);
    x[LAST] = INFINITY;
    assert_status(hst_group_sum(value, count, &unknown, id, x, N, 2, 4, work, 3 * 408), HST_EOPTION);
    assert_untouched(work, sizeof work);
    assert_status(hst_group_sum(value, count, &unknown, id, x, N, 2, 0, work, 3 * 408), HST_EDOMAIN);
    x[LAST] = 1;
    id[LAST] = 2;
    assert_status(hst_group_sum(value, count, &unknown, id, x, N, 2, 0, work, BYTES), HST_EDOMAIN);
    id[LAST] = -1;
    assert_status(hst_group_sum(value, count, &unknown, id, x, N, 2, REFUSE, work, BYTES), HST_EDOMAIN);
    assert_nothing_written();
    assert_status(hst_group_sum(value, count, &unknown, id, x, N, 2, 0, work, BYTES), HST_OK);
    assert_status(hst_group_sum(value, count, &unknown, id, x, LAST, 2, REFUSE, work, BYTES), HST_OK);
    assert_int_equal(unknown.count + unknown.missing, 0);
}

/* An infinite sample is told before it. */
static void a_sum_beyond_any_double_is_told(void **unused) {
    int group;
    (void)unused;
    for (group = -1; group < 2; ++group) {
        begin();
        id[3] = id[LAST] = group;
        x[3] = x[LAST] = DBL_MAX;
        assert_status(hst_group_sum(value, count, &unknown, id, x, N, 2, 0, work, BYTES), HST_EOVERFLOW);
        assert_status(hst_group_moments(moments, &rest, id, x, N, 2, 0, work, BYTES), HST_EOVERFLOW);
        assert_untouched(&unknown, sizeof unknown);
        assert_untouched(&rest, sizeof rest);
        x[LAST - 1] = INFINITY;
        assert_status(hst_group_sum(value, count, &unknown, id, x, N, 2, 0, work, BYTES), HST_EDOMAIN);
        assert_status(hst_group_moments(moments, &rest, id, x, N, 2, 0, work, BYTES), HST_EDOMAIN);
    }
}

static void mean_refuses_what_the_header_says(void **unused) {
    (void)unused;
    begin();
    assert_status(hst_group_mean(NULL, count, &unknown, id, x, -1, 2, 4, work, BYTES), HST_ENULL);
    assert_status(hst_group_mean(value, NULL, &unknown, id, x, -1, 2, 4, work, BYTES), HST_ENULL);
    assert_status(hst_group_mean(value, count, NULL, id, x, -1, 2, 4, work, BYTES), HST_ENULL);
    assert_status(hst_group_mean(value, count, &unknown, NULL, x, -1, 2, 4, work, BYTES), HST_ENULL);
    assert_status(hst_group_mean(value, count, &unknown, id, NULL, -1, 2, 4, work, BYTES), HST_ENULL);
    assert_status(hst_group_mean(value, count, &unknown, id, x, -1, 2, 4, NULL, BYTES), HST_ENULL);
    assert_status(hst_group_mean(value, count, &unknown, id, x, -1, 2, 4, OFF, 0), HST_ESIZE);
    assert_status(hst_group_mean(value, count, &unknown, id, x, N, -1, 4, OFF, 0), HST_ESIZE);
    assert_status(hst_group_mean(value, count, &unknown, id, x, N, 2, 4, OFF, 0), HST_EALIGN);
    assert_status(hst_group_mean(value, count, &unknown, id, x, N, 2, 4, work, 3 * 408 - 1), HST_ESPACE);
    x[0] = -INFINITY;
    assert_status(hst_group_mean(value, count, &unknown, id, x, N, 2, 4, work, 3 * 408), HST_EOPTION);
    assert_status(hst_group_mean(value, count, &unknown, id, x, N, 2, 0, work, 3 * 408), HST_EDOMAIN);
    x[0] = 1;
    id[LAST] = -2;
    assert_status(hst_group_mean(value, count, &unknown, id, x, N, 2, 0, work, BYTES), HST_EDOMAIN);
    assert_nothing_written();
}

static void moments_refuse_what_the_header_says(void **unused) {
    const size_t bytes = 8 * (N + 2 + 2);
    (void)unused;
    begin();
    assert_status(hst_group_moments(NULL, &rest, id, x, -1, 2, 4, work, BYTES), HST_ENULL);
    assert_status(hst_group_moments(moments, NULL, id, x, -1, 2, 4, work, BYTES), HST_ENULL);
    assert_status(hst_group_moments(moments, &rest, NULL, x, -1, 2, 4, work, BYTES), HST_ENULL);
    assert_status(hst_group_moments(moments, &rest, id, NULL, -1, 2, 4, work, BYTES), HST_ENULL);
    assert_status(hst_group_moments(moments, &rest, id, x, -1, 2, 4, NULL, BYTES), HST_ENULL);
    assert_status(hst_group_moments(moments, &rest, id, x, -1, 2, 4, OFF, 0), HST_ESIZE);
    assert_status(hst_group_moments(moments, &rest, id, x, N, -1, 4, OFF, 0), HST_ESIZE);
    assert_status(hst_group_moments(moments, &rest, id, x, N, 2, 4, OFF, 0), HST_EALIGN);
    assert_status(hst_group_moments(moments, &rest, id, x, N, 2, 4, work, bytes - 1), HST_ESPACE);
    x[LAST] = -INFINITY;
    assert_status(hst_group_moments(moments, &rest, id, x, N, 2, 4, work, bytes), HST_EOPTION);
    assert_untouched(work, sizeof work);
    assert_status(hst_group_moments(moments, &rest, id, x, N, 2, 0, work, bytes), HST_EDOMAIN);
    x[LAST] = NAN;
    id[LAST] = 2;
    assert_status(hst_group_moments(moments, &rest, id, x, N, 2, 0, work, bytes), HST_EDOMAIN);
    id[LAST] = -1;
    assert_status(hst_group_moments(moments, &rest, id, x, N, 2, REFUSE, work, bytes), HST_EDOMAIN);
    assert_nothing_written();
    assert_status(hst_group_moments(moments, &rest, id, x, N, 2, 0, work, bytes), HST_OK);
}

static double out[64], missing[64], weight[64], rate[128];

static void begin_tables(void) {
    int i;
    for (i = 0; i < 64; ++i) {
        weight[i] = i;
        rate[i] = rate[64 + i] = -i;
    }
    fill_untouched(out, sizeof out);
    fill_untouched(missing, sizeof missing);
}

static void weigh_refuses_what_the_header_says(void **unused) {
    static const double bad[] = {-1, -0x1p-1074, NAN, INFINITY, -INFINITY};
    size_t k;
    (void)unused;
    begin_tables();
    weight[0] = -1;
    assert_status(hst_group_weigh(NULL, missing, weight, rate, -1, 2, 3), HST_ENULL);
    assert_status(hst_group_weigh(out, NULL, weight, rate, -1, 2, 3), HST_ENULL);
    assert_status(hst_group_weigh(out, missing, NULL, rate, -1, 2, 3), HST_ENULL);
    assert_status(hst_group_weigh(out, missing, weight, NULL, -1, 2, 3), HST_ENULL);
    assert_status(hst_group_weigh(out, missing, weight, rate, -1, 2, 3), HST_ESIZE);
    assert_status(hst_group_weigh(out, missing, weight, rate, 2, -1, 3), HST_ESIZE);
    assert_status(hst_group_weigh(out, missing, weight, rate, 2, 2, -1), HST_ESIZE);
    assert_status(hst_group_weigh(out, missing, weight, rate, 3, 1, INT64_MAX / 2), HST_ESIZE);
    assert_status(hst_group_weigh(out, missing, weight, rate, 1, 3, INT64_MAX / 2), HST_ESIZE);
    for (k = 0; k < sizeof bad / sizeof bad[0]; ++k) {
        begin_tables();
        weight[5] = bad[k];
        assert_status(hst_group_weigh(out, missing, weight, rate, 2, 3, 4), HST_EDOMAIN);
        assert_untouched(out, sizeof out);
        assert_untouched(missing, sizeof missing);
    }
}

static void weigh_tells_infinite_samples_before_sums_that_are(void **unused) {
    static const double huge[] = {DBL_MAX, -DBL_MAX};
    size_t k;
    (void)unused;
    for (k = 0; k < 2; ++k) {
        begin_tables();
        rate[1] = huge[k];
        weight[0] = 2;
        assert_status(hst_group_weigh(out, missing, weight, rate, 1, 2, 20), HST_EOVERFLOW);
        rate[19] = k == 0 ? INFINITY : -INFINITY;
        assert_status(hst_group_weigh(out, missing, weight, rate, 1, 2, 20), HST_EDOMAIN);
        assert_status(hst_group_weigh(out, missing, weight, rate, 1, 2, 19), HST_EOVERFLOW);
    }
    begin_tables();
    weight[0] = weight[1] = DBL_MAX;
    rate[0] = rate[1] = NAN;
    assert_status(hst_group_weigh(out, missing, weight, rate, 2, 1, 1), HST_EOVERFLOW);
    weight[1] = 0;
    assert_status(hst_group_weigh(out, missing, weight, rate, 2, 1, 1), HST_OK);
    assert_same_bits(missing[0], DBL_MAX);
    assert_is_nan(out[0]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(count_refuses_what_the_header_says),
        cmocka_unit_test(sum_refuses_what_the_header_says),
        cmocka_unit_test(a_sum_beyond_any_double_is_told),
        cmocka_unit_test(mean_refuses_what_the_header_says),
        cmocka_unit_test(moments_refuse_what_the_header_says),
        cmocka_unit_test(weigh_refuses_what_the_header_says),
        cmocka_unit_test(weigh_tells_infinite_samples_before_sums_that_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
