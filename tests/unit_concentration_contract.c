/* What the calls about concentration refuse, in which order, and that nothing is written then; and that they
 * read and write no further than they may. */
#include "support/support.h"

#include <math.h>
#include <string.h>

#include "hashstat/concentration.h"

enum { POOLS = 3, WINDOWS = 2 };
#define COUNT_MAX INT64_C(1000000000000)

static uint64_t work[4 * (POOLS + 1)];
static const int64_t good[WINDOWS * POOLS] = {3, 2, 1, 4, 5, 6};

/* What is written to. */
static struct {
    hst_concentration measure[WINDOWS];
    hst_concentration_range range[WINDOWS];
    hst_concentration_rank rank[POOLS];
    double share[POOLS], at_least[POOLS], at_most[POOLS];
} out;

static hst_concentration_options defaults(void) {
    hst_concentration_options o;
    assert_status(hst_concentration_options_init(&o, (uint32_t)sizeof o), HST_OK);
    return o;
}

static void options_have_defaults_and_a_least_size(void **state) {
    hst_concentration_options o;
    unsigned char newer[sizeof o + 8];
    (void)state;
    o = defaults();
    assert_true(o.struct_size == sizeof o && o.flags == 0 && o.threshold == 0.5 && o.order == 2);
    assert_true(o.level == 0.95 && o.top == 4);
    assert_status(hst_concentration_options_init(NULL, 40), HST_ENULL);
    fill_untouched(&o, sizeof o);
    assert_status(hst_concentration_options_init(&o, 39), HST_EOPTION);
    assert_untouched(&o, sizeof o);
    memset(newer, 1, sizeof newer);
    assert_status(
        hst_concentration_options_init((hst_concentration_options *)(void *)newer, (uint32_t)sizeof newer),
        HST_OK);
    assert_true(newer[sizeof o] == 0 && newer[sizeof newer - 1] == 0);
    assert_int_equal(hst_concentration_work_size(-1), 0);
    assert_int_equal(hst_concentration_work_size(0), 32);
    assert_int_equal(hst_concentration_work_size(POOLS), sizeof work);
}

static void null_is_refused_before_anything_else(void **state) {
    char *odd = (char *)work + 1;
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_concentration_measure(NULL, NULL, NULL, good, -1, 0, odd, 0), HST_ENULL);
    assert_status(hst_concentration_measure(NULL, out.measure, NULL, NULL, 1, 0, odd, 0), HST_ENULL);
    assert_status(hst_concentration_measure(NULL, out.measure, NULL, good, -1, 0, NULL, 0), HST_ENULL);
    assert_status(hst_concentration_measure_grid(NULL, NULL, NULL, good, NULL, 1, -1, odd, 0), HST_ENULL);
    assert_status(hst_concentration_measure_grid(NULL, out.measure, NULL, NULL, NULL, 1, 1, odd, 0),
                  HST_ENULL);
    assert_status(hst_concentration_measure_grid(NULL, out.measure, NULL, good, NULL, -1, 1, NULL, 0),
                  HST_ENULL);
    assert_status(hst_concentration_majorities(NULL, NULL, out.at_least, out.at_most, good, 1, 0, odd, 0),
                  HST_ENULL);
    assert_status(hst_concentration_majorities(NULL, out.share, NULL, out.at_most, good, 1, 0, odd, 0),
                  HST_ENULL);
    assert_status(hst_concentration_majorities(NULL, out.share, out.at_least, NULL, good, 1, 0, odd, 0),
                  HST_ENULL);
    assert_status(
        hst_concentration_majorities(NULL, out.share, out.at_least, out.at_most, NULL, 1, 0, odd, 0),
        HST_ENULL);
    assert_status(
        hst_concentration_majorities(NULL, out.share, out.at_least, out.at_most, good, -1, 0, NULL, 0),
        HST_ENULL);
    assert_status(hst_concentration_ranks(NULL, good, 1, 2, odd, 0), HST_ENULL);
    assert_status(hst_concentration_ranks(out.rank, NULL, 1, 2, odd, 0), HST_ENULL);
    assert_status(hst_concentration_ranks(out.rank, good, -1, 2, NULL, 0), HST_ENULL);
    assert_untouched(&out, sizeof out);
}

static void sizes_and_workspace_come_next(void **state) {
    char *odd = (char *)work + 1;
    hst_concentration_options bad = defaults();
    (void)state;
    bad.flags = 8;
    fill_untouched(&out, sizeof out);
    assert_status(hst_concentration_measure(&bad, out.measure, NULL, good, -1, 0, odd, 0), HST_ESIZE);
    assert_status(hst_concentration_measure(&bad, out.measure, NULL, good, POOLS, 0, odd, 0), HST_EALIGN);
    assert_status(hst_concentration_measure(&bad, out.measure, NULL, good, POOLS, 0, work, sizeof work - 1),
                  HST_ESPACE);
    assert_status(hst_concentration_measure_grid(&bad, out.measure, NULL, good, NULL, -1, 1, odd, 0),
                  HST_ESIZE);
    assert_status(hst_concentration_measure_grid(&bad, out.measure, NULL, good, NULL, 1, -1, odd, 0),
                  HST_ESIZE);
    assert_status(
        hst_concentration_measure_grid(&bad, out.measure, NULL, good, NULL, INT64_MAX / 8, 2, odd, 0),
        HST_ESIZE);
    assert_status(hst_concentration_measure_grid(&bad, out.measure, NULL, good, NULL, 1, POOLS, odd, 0),
                  HST_EALIGN);
    assert_status(
        hst_concentration_measure_grid(&bad, out.measure, NULL, good, NULL, 1, POOLS, work, sizeof work - 1),
        HST_ESPACE);
    assert_status(
        hst_concentration_majorities(&bad, out.share, out.at_least, out.at_most, good, -1, 0, odd, 0),
        HST_ESIZE);
    assert_status(
        hst_concentration_majorities(&bad, out.share, out.at_least, out.at_most, good, 1, 0, odd, 0),
        HST_EALIGN);
    assert_status(hst_concentration_majorities(&bad, out.share, out.at_least, out.at_most, good, POOLS, 0,
                                               work, sizeof work - 1),
                  HST_ESPACE);
    assert_status(hst_concentration_ranks(out.rank, good, -1, 2, odd, 0), HST_ESIZE);
    assert_status(hst_concentration_ranks(out.rank, good, 1, 2, odd, 0), HST_EALIGN);
    assert_status(hst_concentration_ranks(out.rank, good, POOLS, 2, work, sizeof work - 1), HST_ESPACE);
    assert_untouched(&out, sizeof out);
}

static void refuse_options(const hst_concentration_options *o, hst_status status, int64_t count) {
    int64_t blocks[POOLS] = {1, 2, 3};
    blocks[2] = count;
    if (status == HST_EOPTION) {
        assert_status(
            hst_concentration_measure(o, out.measure, out.range, blocks, POOLS, 0, work, sizeof work),
            HST_EOPTION);
        assert_status(hst_concentration_measure_grid(o, out.measure, out.range, blocks, NULL, 1, POOLS, work,
                                                     sizeof work),
                      HST_EOPTION);
        assert_status(hst_concentration_majorities(o, out.share, out.at_least, out.at_most, blocks, POOLS, 0,
                                                   work, sizeof work),
                      HST_EOPTION);
    } else {
        assert_status(
            hst_concentration_measure(o, out.measure, out.range, blocks, POOLS, 0, work, sizeof work),
            HST_EDOMAIN);
        assert_status(hst_concentration_measure_grid(o, out.measure, out.range, blocks, NULL, 1, POOLS, work,
                                                     sizeof work),
                      HST_EDOMAIN);
        assert_status(hst_concentration_majorities(o, out.share, out.at_least, out.at_most, blocks, POOLS, 0,
                                                   work, sizeof work),
                      HST_EDOMAIN);
    }
}

static void unknown_options_are_refused(void **state) {
    hst_concentration_options o = defaults();
    (void)state;
    fill_untouched(&out, sizeof out);
    o.level = 2; /* which comes later */
    o.flags = 8;
    refuse_options(&o, HST_EOPTION, -1);
    o.flags = HST_CONCENTRATION_UNKNOWN_ONE | HST_CONCENTRATION_UNKNOWN_OUT;
    refuse_options(&o, HST_EOPTION, -1);
    o.flags = 0;
    o.struct_size = 39;
    refuse_options(&o, HST_EOPTION, -1);
    assert_untouched(&out, sizeof out);
}

static void numbers_outside_their_domain_are_refused(void **state) {
    const double bad[] = {0, 1, -1, (double)NAN, (double)INFINITY};
    hst_concentration_options o;
    int i;
    (void)state;
    fill_untouched(&out, sizeof out);
    for (i = 0; i < 5; ++i) {
        o = defaults();
        o.threshold = bad[i];
        refuse_options(&o, HST_EDOMAIN, 3);
        o = defaults();
        o.level = bad[i];
        refuse_options(&o, HST_EDOMAIN, 3);
        assert_status(hst_concentration_ranks(out.rank, good, POOLS, bad[i], work, sizeof work), HST_EDOMAIN);
    }
    o = defaults();
    o.order = -1e-300;
    refuse_options(&o, HST_EDOMAIN, 3);
    o.order = (double)NAN;
    refuse_options(&o, HST_EDOMAIN, 3);
    o = defaults();
    o.top = 0;
    refuse_options(&o, HST_EDOMAIN, 3);
    refuse_options(NULL, HST_EDOMAIN, -1);
    refuse_options(NULL, HST_EDOMAIN, COUNT_MAX + 1);
    refuse_options(NULL, HST_EDOMAIN, COUNT_MAX); /* 1 and 2 besides */
    assert_untouched(&out, sizeof out);
}

static void counts_beyond_all_bounds_are_refused(void **state) {
    const int64_t much[] = {COUNT_MAX, 0, 1}, low[] = {5}, high[] = {COUNT_MAX + 1};
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_concentration_measure(NULL, out.measure, NULL, good, POOLS, -1, work, sizeof work),
                  HST_EDOMAIN);
    assert_status(
        hst_concentration_measure(NULL, out.measure, NULL, good, POOLS, COUNT_MAX + 1, work, sizeof work),
        HST_EDOMAIN);
    assert_status(
        hst_concentration_measure(NULL, out.measure, NULL, good, POOLS, COUNT_MAX - 5, work, sizeof work),
        HST_EDOMAIN);
    assert_status(
        hst_concentration_measure_grid(NULL, out.measure, NULL, good, low, 1, POOLS, work, sizeof work),
        HST_EDOMAIN);
    assert_status(
        hst_concentration_measure_grid(NULL, out.measure, NULL, good, high, 1, POOLS, work, sizeof work),
        HST_EDOMAIN);
    assert_status(hst_concentration_ranks(out.rank, much, POOLS, 0.95, work, sizeof work), HST_EDOMAIN);
    assert_untouched(&out, sizeof out);
}

static void no_block_of_any_pool_is_empty(void **state) {
    const int64_t none[] = {0, 0, 0};
    hst_concentration_options o = defaults();
    (void)state;
    fill_untouched(&out, sizeof out);
    assert_status(hst_concentration_measure(NULL, out.measure, out.range, none, POOLS, 7, work, sizeof work),
                  HST_EEMPTY);
    assert_status(hst_concentration_measure(NULL, out.measure, out.range, NULL, 0, 0, work, sizeof work),
                  HST_EEMPTY);
    assert_status(hst_concentration_majorities(NULL, out.share, out.at_least, out.at_most, none, POOLS, 7,
                                               work, sizeof work),
                  HST_EEMPTY);
    o.flags = HST_CONCENTRATION_UNKNOWN_OUT;
    assert_status(hst_concentration_measure(&o, out.measure, out.range, none, POOLS, 7, work, sizeof work),
                  HST_EEMPTY);
    assert_untouched(&out, sizeof out);
    o.flags = HST_CONCENTRATION_UNKNOWN_ONE;
    assert_status(hst_concentration_majorities(&o, NULL, NULL, NULL, NULL, 0, 7, work, sizeof work), HST_OK);
}

static void memory_beyond_the_arguments_is_left_alone(void **state) {
    int32_t pools;
    (void)state;
    for (pools = 1; pools < 40; ++pools) {
        size_t bytes = hst_concentration_work_size(pools), n = (size_t)pools;
        void *room = guarded_alloc(bytes);
        int64_t *blocks = guarded_alloc(2 * n * sizeof *blocks);
        hst_concentration *m = guarded_alloc(2 * sizeof *m);
        hst_concentration_range *r = guarded_alloc(2 * sizeof *r);
        hst_concentration_rank *ranks = guarded_alloc(n * sizeof *ranks);
        double *p = guarded_alloc(3 * n * sizeof *p);
        hst_concentration_options o = defaults();
        int32_t i;
        for (i = 0; i < 2 * pools; ++i) {
            blocks[i] = 1 + i * 7 % 11;
        }
        o.flags = HST_CONCENTRATION_UNKNOWN_ONE;
        assert_status(hst_concentration_measure(&o, m + 1, r + 1, blocks, pools, 9, room, bytes), HST_OK);
        assert_status(hst_concentration_measure_grid(NULL, m, r, blocks, NULL, 2, pools, room, bytes),
                      HST_OK);
        assert_status(hst_concentration_majorities(&o, p, p + n, p + 2 * n, blocks, pools, 3, room, bytes),
                      HST_OK);
        assert_status(hst_concentration_ranks(ranks, blocks, pools, 0.9, room, bytes), HST_OK);
        guarded_free(room);
        guarded_free(blocks);
        guarded_free(m);
        guarded_free(r);
        guarded_free(ranks);
        guarded_free(p);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_have_defaults_and_a_least_size),
        cmocka_unit_test(null_is_refused_before_anything_else),
        cmocka_unit_test(sizes_and_workspace_come_next),
        cmocka_unit_test(unknown_options_are_refused),
        cmocka_unit_test(numbers_outside_their_domain_are_refused),
        cmocka_unit_test(counts_beyond_all_bounds_are_refused),
        cmocka_unit_test(no_block_of_any_pool_is_empty),
        cmocka_unit_test(memory_beyond_the_arguments_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
