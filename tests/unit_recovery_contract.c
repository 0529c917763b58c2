/* What the later functions of recovery refuse, in which order, and that nothing is written then. */
#include "support/support.h"

#include <math.h>

#include "hashstat/recovery.h"

static const int64_t t[3] = {1, 2, 3}, wrong[3] = {1, 3, 3};
static const double v[3] = {10, 2, 9}, bad[3] = {1, -2, 3};
static const double bad_level[] = {0, -1, INFINITY, NAN}, bad_fraction[] = {0, -0.5, 1.5, NAN};

static void a_path_refuses_bad_arguments(void **unused) {
    static const double b[3] = {10, 10, 10};
    hst_recovery out;
    int i;
    (void)unused;
    fill_untouched(&out, sizeof out);
    assert_status(hst_recovery_find_path(NULL, t, v, b, 3, 0, 1, 0), HST_ENULL);
    assert_status(hst_recovery_find_path(&out, NULL, v, b, 3, 0, 1, 0), HST_ENULL);
    assert_status(hst_recovery_find_path(&out, t, NULL, b, 3, 0, 1, 0), HST_ENULL);
    assert_status(hst_recovery_find_path(&out, t, v, NULL, 3, 0, 1, 0), HST_ENULL);
    assert_status(hst_recovery_find_path(&out, t, v, b, -1, 0, 2, 0), HST_ESIZE);
    assert_status(hst_recovery_find_path(&out, wrong, v, b, 3, 0, 1, -1), HST_EDOMAIN);
    assert_status(hst_recovery_find_path(&out, wrong, bad, b, 3, 0, 1, 0), HST_EDOMAIN);
    for (i = 0; i < 4; ++i) {
        double path[3] = {10, 10, 10};
        path[i % 3] = bad_level[i];
        assert_status(hst_recovery_find_path(&out, wrong, v, path, 3, 0, 1, 0), HST_EDOMAIN);
        assert_status(hst_recovery_find_path(&out, wrong, v, b, 3, 0, bad_fraction[i], 0), HST_EDOMAIN);
    }
    assert_status(hst_recovery_find_path(&out, wrong, v, b, 3, 0, 1, 0), HST_EORDER);
    assert_status(hst_recovery_find_path(&out, t, v, b, 3, 9, 1, 0), HST_EEMPTY);
    assert_status(hst_recovery_find_path(&out, NULL, NULL, NULL, 0, 0, 1, 0), HST_EEMPTY);
    {
        static const int64_t far[3] = {INT64_MIN, 0, INT64_MAX};
        static const double low[3] = {1, 1, 1};
        assert_status(hst_recovery_find_path(&out, far, low, b, 3, INT64_MIN, 1, 0), HST_EOVERFLOW);
    }
    assert_untouched(&out, sizeof out);
}

static void a_half_life_refuses_bad_arguments(void **unused) {
    hst_recovery_half out;
    int i;
    (void)unused;
    fill_untouched(&out, sizeof out);
    assert_status(hst_recovery_half_life(NULL, t, v, 3, 0, 10), HST_ENULL);
    assert_status(hst_recovery_half_life(&out, NULL, v, 3, 0, 10), HST_ENULL);
    assert_status(hst_recovery_half_life(&out, t, NULL, 3, 0, 10), HST_ENULL);
    assert_status(hst_recovery_half_life(&out, t, v, -1, 0, 0), HST_ESIZE);
    for (i = 0; i < 4; ++i) {
        assert_status(hst_recovery_half_life(&out, wrong, v, 3, 0, bad_level[i]), HST_EDOMAIN);
    }
    assert_status(hst_recovery_half_life(&out, wrong, bad, 3, 0, 10), HST_EDOMAIN);
    assert_status(hst_recovery_half_life(&out, wrong, v, 3, 0, 10), HST_EORDER);
    assert_status(hst_recovery_half_life(&out, t, v, 3, 9, 10), HST_EEMPTY);
    assert_untouched(&out, sizeof out);
}

static void a_return_refuses_bad_arguments(void **unused) {
    hst_recovery_return out;
    int i;
    (void)unused;
    fill_untouched(&out, sizeof out);
    assert_status(hst_recovery_return_fit(NULL, t, v, 3, 0, 9, 10, 0.9), HST_ENULL);
    assert_status(hst_recovery_return_fit(&out, NULL, v, 3, 0, 9, 10, 0.9), HST_ENULL);
    assert_status(hst_recovery_return_fit(&out, t, NULL, 3, 0, 9, 10, 0.9), HST_ENULL);
    assert_status(hst_recovery_return_fit(&out, t, v, -1, 0, 9, 0, 2), HST_ESIZE);
    for (i = 0; i < 4; ++i) {
        assert_status(hst_recovery_return_fit(&out, wrong, v, 3, 9, 0, bad_level[i], 0.9), HST_EDOMAIN);
        assert_status(hst_recovery_return_fit(&out, wrong, v, 3, 9, 0, 10, bad_fraction[i]), HST_EDOMAIN);
    }
    assert_status(hst_recovery_return_fit(&out, wrong, bad, 3, 9, 0, 10, 0.9), HST_EDOMAIN);
    assert_status(hst_recovery_return_fit(&out, wrong, v, 3, 0, 9, 10, 0.9), HST_EORDER);
    assert_status(hst_recovery_return_fit(&out, t, v, 3, 9, 0, 10, 0.9), HST_EORDER);
    assert_untouched(&out, sizeof out);
    assert_status(hst_recovery_return_fit(&out, NULL, NULL, 0, 0, 9, 10, 0.9), HST_OK);
    assert_int_equal(out.identified, 0);
}

static void a_triangle_refuses_bad_arguments(void **unused) {
    hst_recovery_resilience out;
    int i;
    (void)unused;
    fill_untouched(&out, sizeof out);
    assert_status(hst_recovery_resilience_over(NULL, t, v, 3, 0, 9, 10, 1, 0), HST_ENULL);
    assert_status(hst_recovery_resilience_over(&out, NULL, v, 3, 0, 9, 10, 1, 0), HST_ENULL);
    assert_status(hst_recovery_resilience_over(&out, t, NULL, 3, 0, 9, 10, 1, 0), HST_ENULL);
    assert_status(hst_recovery_resilience_over(&out, t, v, -1, 0, 0, 10, 1, 0), HST_ESIZE);
    assert_status(hst_recovery_resilience_over(&out, wrong, v, 3, 0, 0, 10, 1, 0), HST_EDOMAIN);
    assert_status(hst_recovery_resilience_over(&out, wrong, v, 3, 0, 9, 10, 1, -1), HST_EDOMAIN);
    assert_status(hst_recovery_resilience_over(&out, wrong, bad, 3, 0, 9, 10, 1, 0), HST_EDOMAIN);
    for (i = 0; i < 4; ++i) {
        assert_status(hst_recovery_resilience_over(&out, wrong, v, 3, 0, 9, bad_level[i], 1, 0), HST_EDOMAIN);
        assert_status(hst_recovery_resilience_over(&out, wrong, v, 3, 0, 9, 10, bad_fraction[i], 0),
                      HST_EDOMAIN);
    }
    assert_status(hst_recovery_resilience_over(&out, wrong, v, 3, INT64_MAX, 9, 10, 1, 0), HST_EORDER);
    assert_status(hst_recovery_resilience_over(&out, t, v, 3, INT64_MAX, 9, 10, 1, 0), HST_EOVERFLOW);
    assert_status(hst_recovery_resilience_over(&out, t, v, 3, 3, 9, 10, 1, 0), HST_EEMPTY);
    assert_untouched(&out, sizeof out);
}

static const int64_t blocks[3] = {100, 150, 160};
static const double exposure[3] = {1, 1, 1};

static void a_probability_refuses_bad_arguments(void **unused) {
    static const int64_t bad_count[] = {-1, INT64_C(1000000000001), INT64_MIN};
    static const double bad_exposure[] = {-1, INFINITY, NAN};
    double p[3];
    int i;
    (void)unused;
    fill_untouched(p, sizeof p);
    assert_status(hst_recovery_probability(NULL, blocks, exposure, 3, 1008, 7, 1), HST_ENULL);
    assert_status(hst_recovery_probability(p, NULL, exposure, 3, 1008, 7, 1), HST_ENULL);
    assert_status(hst_recovery_probability(p, blocks, NULL, 3, 1008, 7, 1), HST_ENULL);
    assert_status(hst_recovery_probability(p, blocks, exposure, -1, 1008, 7, 0), HST_ESIZE);
    for (i = 0; i < 3; ++i) {
        int64_t counts[3] = {100, 150, 160};
        double watched[3] = {1, 1, 1};
        counts[i] = bad_count[i];
        watched[i] = bad_exposure[i];
        assert_status(hst_recovery_probability(p, counts, exposure, 3, 1008, 7, 1), HST_EDOMAIN);
        assert_status(hst_recovery_probability(p, blocks, watched, 3, 1008, 7, 1), HST_EDOMAIN);
        assert_status(hst_recovery_probability(p, blocks, exposure, 3, bad_count[i], 7, 1), HST_EDOMAIN);
        assert_status(hst_recovery_probability(p, blocks, exposure, 3, 1008, bad_exposure[i], 1),
                      HST_EDOMAIN);
        assert_status(hst_recovery_probability(p, blocks, exposure, 3, 1008, 7, bad_level[i]), HST_EDOMAIN);
    }
    assert_untouched(p, sizeof p);
    assert_status(hst_recovery_probability(NULL, NULL, NULL, 0, 1008, 7, 1), HST_OK);
}

static void a_certainty_refuses_bad_arguments(void **unused) {
    static const double unwatched[3] = {0, 0, 0};
    hst_recovery_certainty out;
    int i;
    (void)unused;
    fill_untouched(&out, sizeof out);
    assert_status(hst_recovery_certain(NULL, t, blocks, exposure, 3, 1008, 7, 1, 0.9, 1), HST_ENULL);
    assert_status(hst_recovery_certain(&out, NULL, blocks, exposure, 3, 1008, 7, 1, 0.9, 1), HST_ENULL);
    assert_status(hst_recovery_certain(&out, t, NULL, exposure, 3, 1008, 7, 1, 0.9, 1), HST_ENULL);
    assert_status(hst_recovery_certain(&out, t, blocks, NULL, 3, 1008, 7, 1, 0.9, 1), HST_ENULL);
    assert_status(hst_recovery_certain(&out, t, blocks, exposure, -1, 1008, 7, 1, 9, 1), HST_ESIZE);
    assert_status(hst_recovery_certain(&out, t, blocks, exposure, 3, 1008, 7, 1, 9, 0), HST_ESIZE);
    for (i = 0; i < 4; ++i) {
        assert_status(hst_recovery_certain(&out, wrong, blocks, exposure, 3, 1008, 7, 1, bad_fraction[i], 1),
                      HST_EDOMAIN);
    }
    assert_status(hst_recovery_certain(&out, wrong, blocks, exposure, 3, -1, 7, 1, 0.9, 1), HST_EDOMAIN);
    assert_status(hst_recovery_certain(&out, wrong, blocks, exposure, 3, 1008, 7, 1, 0.9, 1), HST_EORDER);
    assert_status(hst_recovery_certain(&out, t, blocks, unwatched, 3, 1008, 7, 1, 0.9, 1), HST_EEMPTY);
    assert_status(hst_recovery_certain(&out, NULL, NULL, NULL, 0, 1008, 7, 1, 0.9, 1), HST_EEMPTY);
    assert_untouched(&out, sizeof out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_refuses_bad_arguments),
        cmocka_unit_test(a_half_life_refuses_bad_arguments),
        cmocka_unit_test(a_return_refuses_bad_arguments),
        cmocka_unit_test(a_triangle_refuses_bad_arguments),
        cmocka_unit_test(a_probability_refuses_bad_arguments),
        cmocka_unit_test(a_certainty_refuses_bad_arguments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
