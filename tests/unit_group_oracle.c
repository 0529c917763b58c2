/* Every answer over arrays against the oracle: random series, and all short ones. */
#include "support/same_moments.h"

#include "hashstat/group.h"
#include "oracle/group.h"

enum { MOST = 2000, GROUPS = 300 };

static double x[MOST], member[MOST], sum[GROUPS], mean[GROUPS];
static int32_t id[MOST];
static int64_t count[GROUPS], times[GROUPS], place[MOST];
static hst_moments moments[GROUPS];
static uint64_t work[1 << 14];

/* What the calls say of one group. */
typedef struct answers {
    int64_t times, observed, observed_again;
    double sum, mean;
    const hst_moments *moments;
} answers;

static void assert_group(const answers *a, int64_t n, int32_t group, int whole) {
    int64_t members = oracle_members(member, place, id, x, n, group);
    hst_moments wanted = oracle_moments(member, place, members);
    assert_same_moments(a->moments, &wanted);
    assert_int_equal(a->times, members);
    assert_int_equal(a->observed, wanted.count);
    assert_int_equal(a->observed_again, wanted.count);
    assert_same_double(a->sum, whole ? oracle_whole_sum(member, members) : wanted.sum);
    assert_same_double(a->mean, wanted.mean);
}

static void assert_answers(int64_t n, int32_t groups, int whole) {
    answers rest, a;
    hst_group_unknown sums, means;
    hst_moments others;
    int64_t again[GROUPS];
    int32_t k;
    assert_status(hst_group_count(times, &rest.times, id, n, groups, 0), HST_OK);
    assert_status(hst_group_sum(sum, count, &sums, id, x, n, groups, 0, work, sizeof work), HST_OK);
    assert_status(hst_group_mean(mean, again, &means, id, x, n, groups, 0, work, sizeof work), HST_OK);
    assert_status(hst_group_moments(moments, &others, id, x, n, groups, 0, work, sizeof work), HST_OK);
    rest.observed = sums.count;
    rest.observed_again = means.count;
    rest.sum = sums.value;
    rest.mean = means.value;
    rest.moments = &others;
    assert_group(&rest, n, -1, whole);
    assert_int_equal(sums.missing, others.missing);
    assert_int_equal(means.missing, others.missing);
    for (k = 0; k < groups; ++k) {
        a = (answers){times[k], count[k], again[k], sum[k], mean[k], &moments[k]};
        assert_group(&a, n, k, whole);
    }
}

static double sample_of(rng *r, int kind) {
    switch (kind) {
    case 0: return (double)rng_below(r, 9) - 4;
    case 1: return (double)(int64_t)(1e14 * (rng_uniform(r) - 0.5));
    case 2: return 1e20 * rng_exponential(r);
    case 3: return rng_normal(r);
    default: return ldexp(rng_normal(r), (int)rng_below(r, 400) - 200);
    }
}

static void random_series_agree_with_the_oracle(void **unused) {
    static const int32_t groups[] = {1, 3, 64, 255, 299};
    rng r = rng_seed(1);
    int run;
    (void)unused;
    for (run = 0; run < 600; ++run) {
        int kind = run % 5;
        int32_t k = groups[run / 5 % 5];
        int64_t n = (int64_t)rng_below(&r, run % 60 == 0 ? MOST : 200);
        int64_t i;
        for (i = 0; i < n; ++i) {
            x[i] = rng_below(&r, 10) == 0 ? NAN : sample_of(&r, kind);
            id[i] = (int32_t)rng_below(&r, (uint64_t)k + 1) - 1;
        }
        assert_answers(n, k, kind < 2);
    }
}

/* Values {NaN, 0, 1, 2, 3} and ids {-1, 0, 1}: all series of up to four samples. */
static void all_short_series_agree_with_the_oracle(void **unused) {
    int64_t n, code, all = 1;
    (void)unused;
    for (n = 0; n <= 4; ++n, all *= 15) {
        for (code = 0; code < all; ++code) {
            int64_t digits = code;
            int64_t i;
            for (i = 0; i < n; ++i, digits /= 15) {
                x[i] = digits % 5 == 4 ? NAN : (double)(digits % 5);
                id[i] = (int32_t)(digits / 5 % 3) - 1;
            }
            assert_answers(n, 2, 1);
        }
    }
}

/* All series of six over the five values, in two fixed orders of ids. */
static void all_series_of_six_agree_with_the_oracle(void **unused) {
    static const int32_t orders[2][6] = {{0, 1, 0, 1, -1, 0}, {1, 1, 0, 0, 0, 1}};
    int64_t code;
    (void)unused;
    for (code = 0; code < 2 * 15625; ++code) {
        int64_t digits = code / 2;
        int64_t i;
        for (i = 0; i < 6; ++i, digits /= 5) {
            x[i] = digits % 5 == 4 ? NAN : (double)(digits % 5);
            id[i] = orders[code % 2][i];
        }
        assert_answers(6, 2, 1);
    }
}

/* ---- property ---------------------------------------------------------------------------------- */

static void no_order_of_samples_shows(void **unused) {
    rng r = rng_seed(3);
    int run;
    (void)unused;
    for (run = 0; run < 50; ++run) {
        double before[64];
        hst_group_unknown unknown[2];
        int64_t i;
        for (i = 0; i < 1000; ++i) {
            x[i] = rng_below(&r, 10) == 0 ? NAN : sample_of(&r, run % 5);
            id[i] = (int32_t)rng_below(&r, 65) - 1;
        }
        assert_status(hst_group_sum(before, count, &unknown[0], id, x, 1000, 64, 0, work, sizeof work),
                      HST_OK);
        for (i = 999; i > 0; --i) {
            int64_t j = (int64_t)rng_below(&r, (uint64_t)i + 1);
            double value = x[i];
            int32_t label = id[i];
            x[i] = x[j];
            id[i] = id[j];
            x[j] = value;
            id[j] = label;
        }
        assert_status(hst_group_sum(sum, count, &unknown[1], id, x, 1000, 64, 0, work, sizeof work), HST_OK);
        assert_memory_equal(sum, before, sizeof before);
        assert_memory_equal(&unknown[1], &unknown[0], sizeof unknown[0]);
    }
}

static void renamed_groups_are_the_same_groups(void **unused) {
    rng r = rng_seed(4);
    hst_moments renamed[64], rest[2];
    int64_t i;
    int k;
    (void)unused;
    for (i = 0; i < MOST; ++i) {
        x[i] = rng_normal(&r);
        id[i] = (int32_t)rng_below(&r, 65) - 1;
    }
    assert_status(hst_group_moments(moments, &rest[0], id, x, MOST, 64, 0, work, sizeof work), HST_OK);
    for (i = 0; i < MOST; ++i) {
        id[i] = id[i] < 0 ? -1 : id[i] * 27 % 64;
    }
    assert_status(hst_group_moments(renamed, &rest[1], id, x, MOST, 64, 0, work, sizeof work), HST_OK);
    assert_memory_equal(&rest[0], &rest[1], sizeof rest[0]);
    for (k = 0; k < 64; ++k) {
        assert_memory_equal(&renamed[k * 27 % 64], &moments[k], sizeof moments[k]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_series_agree_with_the_oracle),
        cmocka_unit_test(all_short_series_agree_with_the_oracle),
        cmocka_unit_test(all_series_of_six_agree_with_the_oracle),
        cmocka_unit_test(no_order_of_samples_shows),
        cmocka_unit_test(renamed_groups_are_the_same_groups),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
