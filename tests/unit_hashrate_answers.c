/* The hashrate room's known answers: real blocks, published intervals, Core's own test, and the edges of each
 * definition. Its errors are in test_hashrate.c, random chains in unit_hashrate_chains.c. */
#include "support/real_blocks.h"
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hashstat/hashrate.h"
#include "hashstat/rate.h"

/* Real blocks ------------------------------------------------------------------------------------ */

enum { MOST_BLOCKS = 40000 };

typedef struct chain {
    int64_t time[MOST_BLOCKS];
    double work[MOST_BLOCKS];
    int64_t n;
} chain;

static chain *read_chain(const char *name) {
    chain *c = calloc(1, sizeof *c);
    assert_non_null(c);
    c->n = real_blocks(c->time, c->work, MOST_BLOCKS, name);
    return c;
}

static void windows_over_real_blocks_are_those_of_the_definition(void **unused) {
    golden *g = golden_open("hashrate/windows.csv");
    chain *c = NULL;
    char file[64] = "";
    (void)unused;
    while (golden_next(g)) {
        hst_hashrate out;
        hst_hashrate_repair moved;
        if (strcmp(file, golden_text(g, "file")) != 0) {
            free(c);
            (void)snprintf(file, sizeof file, "%s", golden_text(g, "file"));
            c = read_chain(file);
            assert_status(hst_hashrate_repair_running_max(c->time, &moved, c->time, c->n), HST_OK);
        }
        assert_status(hst_hashrate_between(&out, c->time, c->work, c->n, golden_integer(g, "from"),
                                           golden_integer(g, "until"), 0.95),
                      HST_OK);
        assert_int_equal(out.blocks, golden_integer(g, "blocks"));
        assert_int_equal(out.seconds, golden_integer(g, "seconds"));
        assert_near(out.exposure, golden_number(g, "exposure"), 4.5e-16); /* work is rounded to double too */
        if (out.seconds > 0) {
            assert_near(out.estimate, golden_number(g, "estimate"), 7e-16);
        } else {
            assert_is_nan(out.estimate);
        }
    }
    free(c);
    golden_close(g);
}

/* Of the header times around the blackout 14 lie below one before them, by 118 s at most: counted by
 * tests/data/hashrate/real_blocks.py. */
static void the_repair_of_real_times_says_what_it_moved(void **unused) {
    chain *c = read_chain("blocks/kazakhstan-2022.csv");
    size_t bytes = hst_hashrate_repair_work_size(c->n);
    int64_t *out = malloc((size_t)c->n * sizeof *out);
    void *work = malloc(bytes);
    hst_hashrate_repair moved;
    int64_t i;
    (void)unused;
    assert_int_equal(c->n, 9324);
    assert_non_null(out);
    assert_status(hst_hashrate_repair_running_max(out, &moved, c->time, c->n), HST_OK);
    assert_int_equal(moved.moved, 14);
    assert_int_equal(moved.largest, 118);
    assert_int_equal(moved.total, 274);
    assert_int_equal(moved.first, 654);
    assert_status(hst_hashrate_repair_isotonic(out, &moved, c->time, c->n, work, bytes), HST_OK);
    assert_true(moved.total <= 274 + 14 && moved.largest <= 118); /* it shares each step between both sides */
    assert_status(hst_hashrate_repair_subsequence(out, &moved, c->time, c->n, work, bytes), HST_OK);
    assert_true(moved.moved <=
                14); /* the running maximum keeps the others, so at least as many can be kept */
    for (i = 1; i < c->n; ++i) {
        assert_true(out[i] >= out[i - 1]);
    }
    free(work);
    free(out);
    free(c);
}

static void core_gives_what_core_gives_for_real_blocks(void **unused) {
    golden *g = golden_open("hashrate/core.csv");
    chain *c = read_chain("blocks/kazakhstan-2022.csv");
    (void)unused;
    while (golden_next(g)) {
        int64_t first = golden_integer(g, "first");
        double x;
        int64_t n = golden_integer(g, "nblocks") + 1;
        assert_status(hst_hashrate_core(&x, c->time + first, c->work + first, n), HST_OK);
        assert_near(x, golden_number(g, "hashrate"), 4.5e-16); /* work and the answer, each rounded */
    }
    free(c);
    golden_close(g);
}

/* Bitcoin Core, test/functional/rpc_blockchain.py: 200 regtest blocks, work 2 each, 600 s apart: 2 hashes
 * every 10 minutes. And equal times give 0, since Core will not divide by zero. */
static void core_counts_work_two_every_ten_minutes_on_regtest(void **unused) {
    int64_t time[201];
    double work[201], x;
    int i;
    (void)unused;
    for (i = 0; i <= 200; ++i) {
        time[i] = 1296688602 + 600 * (int64_t)i;
        work[i] = 2;
    }
    assert_status(hst_hashrate_core(&x, time, work, 201), HST_OK);
    assert_same_bits(x, 1.0 / 300);
    assert_status(hst_hashrate_core(&x, time, work, 1), HST_OK);
    assert_same_bits(x, 0.0);
    time[1] = time[0];
    assert_status(hst_hashrate_core(&x, time, work, 2), HST_OK);
    assert_same_bits(x, 0.0);
    time[1] = time[0] - 50; /* header times as they are: the span is from least to greatest */
    assert_status(hst_hashrate_core(&x, time, work, 2), HST_OK);
    assert_same_bits(x, 2.0 / 50);
    time[0] = INT64_MAX;
    time[1] = INT64_MIN;
    assert_status(hst_hashrate_core(&x, time, work, 2), HST_OK);
    assert_near(x, 2 / 0x1p64, 3e-16);
}

/* (BlkCnt/144) x DiffMean x 2^32/600: on a day of 144 blocks at difficulty 1 that is 2^32/600. */
static void coinmetrics_multiplies_blocks_by_difficulty(void **unused) {
    double x;
    (void)unused;
    assert_status(hst_hashrate_coinmetrics(&x, 144, 1), HST_OK);
    assert_near(x, 4294967296.0 / 600, 3e-16);
    assert_status(hst_hashrate_coinmetrics(&x, 151, 24272331996979.97), HST_OK);
    assert_near(x, 151.0 / 144 * 24272331996979.97 * (4294967296.0 / 600), 7e-16);
    assert_status(hst_hashrate_coinmetrics(&x, 0, 1e13), HST_OK);
    assert_same_bits(x, 0.0);
    assert_status(hst_hashrate_coinmetrics(&x, 10, -0.0), HST_OK);
    assert_true(x == 0);
}

/* Intervals -------------------------------------------------------------------------------------- */

/* n blocks inside a record that is watched for 1000 s at work 1000: exposure 1. */
static chain *chain_of_one(int64_t n) {
    chain *c = calloc(1, sizeof *c);
    int64_t i;
    assert_non_null(c);
    c->n = n + 2;
    for (i = 0; i < c->n; ++i) {
        c->time[i] = 1000 * i / (n + 1);
        c->work[i] = 1000;
    }
    return c;
}

static void intervals_are_the_published_ones(void **unused) {
    golden *g = golden_open("hashrate/intervals.csv");
    (void)unused;
    while (golden_next(g)) {
        int64_t n = golden_integer(g, "n");
        int fixed_time = strcmp(golden_text(g, "kind"), "fixed_time") == 0;
        double lower = golden_number(g, "lower"), upper = golden_number(g, "upper");
        double tolerance = golden_number(g, "tolerance"), mle = 1;
        hst_hashrate out;
        chain *c;
        if (fixed_time) {
            c = chain_of_one(n);
            assert_status(hst_hashrate_between(&out, c->time, c->work, c->n, -1, 2000, 0.95), HST_OK);
            assert_same_bits(out.estimate, (double)n);
        } else {
            c = chain_of_one(n - 1); /* n intervals */
            assert_status(hst_hashrate_fixed_count(&out, c->time, c->work, c->n, 0.95), HST_OK);
            assert_same_bits(out.estimate, (double)(n - 1));
            assert_status(hst_rate_fixed_count_mle(&mle, out.blocks, out.exposure), HST_OK);
            assert_same_bits(mle, (double)n);
        }
        assert_same_bits(out.exposure, 1.0);
        assert_int_equal(out.blocks, n);
        assert_int_equal(out.seconds, 1000);
        assert_near_abs(out.lower / mle, lower, tolerance + 1e-13 * lower); /* a gamma quantile's own error */
        assert_near_abs(out.upper / mle, upper, tolerance + 1e-13 * upper);
        free(c);
    }
    golden_close(g);
}

static void shares_have_the_published_intervals(void **unused) {
    golden *g = golden_open("hashrate/shares.csv");
    (void)unused;
    while (golden_next(g)) {
        int64_t by_pool[2];
        hst_hashrate_pool out[2];
        hst_interval rate;
        by_pool[0] = golden_integer(g, "k");
        by_pool[1] = 0;
        assert_status(hst_hashrate_pools(out, by_pool, 2, golden_integer(g, "n"), 2e-18, 0.95), HST_OK);
        assert_int_equal(out[0].blocks, by_pool[0]);
        assert_near_abs(out[0].share_lower, golden_number(g, "lower"), golden_number(g, "tolerance"));
        assert_near_abs(out[0].share_upper, golden_number(g, "upper"), golden_number(g, "tolerance"));
        assert_near(out[0].share, (double)by_pool[0] / golden_number(g, "n"), 0);
        assert_near(out[0].estimate, (double)by_pool[0] / 2e-18, 0);
        assert_status(hst_rate_interval_exact(&rate, by_pool[0], 2e-18, 0.95), HST_OK);
        assert_near(out[0].lower, rate.lower, 3e-16);
        assert_near(out[0].upper, rate.upper, 3e-16);
        assert_same_bits(out[1].share, 0.0);
        assert_same_bits(out[1].share_lower, 0.0);
        /* none of n: 1 - (alpha/2)^(1/n) */
        assert_near(out[1].share_upper, -expm1(log(0.025) / golden_number(g, "n")), 1e-14);
    }
    golden_close(g);
}

static void pools_without_blocks_or_exposure_know_nothing(void **unused) {
    static const int64_t none[] = {0}, all[] = {5};
    hst_hashrate_pool out;
    (void)unused;
    assert_status(hst_hashrate_pools(&out, none, 1, 0, 0, 0.95), HST_OK);
    assert_is_nan(out.share);
    assert_same_bits(out.share_lower, 0.0);
    assert_same_bits(out.share_upper, 1.0);
    assert_is_nan(out.estimate);
    assert_same_bits(out.lower, 0.0);
    assert_same_bits(out.upper, INFINITY);
    assert_status(hst_hashrate_pools(&out, all, 1, 5, 0x1p-900, 0.95), HST_OK);
    assert_same_bits(out.share, 1.0);
    assert_same_bits(out.share_upper, 1.0);
    assert_near(out.share_lower, exp(log(0.025) / 5), 1e-14); /* all of n: (alpha/2)^(1/n) */
    assert_true(out.upper < INFINITY);
    assert_status(hst_hashrate_pools(&out, all, 1, 5, 0x1p963, 1 - DBL_EPSILON / 2), HST_OK);
    assert_same_bits(out.estimate, 5 * 0x1p-963);
    assert_true(out.lower >= DBL_MIN); /* a normal double: no digit of it is lost */
    assert_status(hst_hashrate_pools(NULL, NULL, 0, 0, 0, 0.95), HST_OK);
}

/* The edges of a record -------------------------------------------------------------------------- */

static void nothing_watched_is_an_answer(void **unused) {
    static const int64_t time[] = {100, 200, 300};
    static const double work[] = {1, 1, 1};
    static const struct {
        int64_t n, from, until;
    } rows[] = {{0, 0, 10}, {1, 0, 1000}, {3, 0, 100}, {3, 300, 400}, {3, 500, 600}, {3, 150, 150}};
    size_t i;
    (void)unused;
    for (i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
        hst_hashrate out;
        int64_t from = rows[i].from, until = rows[i].until;
        assert_status(hst_hashrate_between(&out, time, work, rows[i].n, from, until, 0.95), HST_OK);
        assert_is_nan(out.estimate);
        assert_same_bits(out.lower, 0.0);
        assert_same_bits(out.upper, INFINITY);
        assert_same_bits(out.exposure, 0.0);
        assert_int_equal(out.blocks, 0);
        assert_int_equal(out.seconds, 0);
    }
}

/* Blocks 1 and 2 share the first time, 4 and 5 the last but one and the last. All but 0 and 6 count,
 * somewhere. */
static void blocks_that_share_the_first_or_last_time_count(void **unused) {
    static const int64_t time[] = {100, 100, 100, 150, 200, 200, 200};
    static const double work[] = {1, 1, 1, 1, 1, 1, 1};
    static const int64_t edges[] = {0, 100, 101, 200, 201, 300};
    static const int64_t blocks_expected[] = {0, 2, 1, 2, 0};
    static const int64_t seconds_expected[] = {0, 1, 99, 0, 0};
    int64_t blocks[5], seconds[5];
    double exposure[5];
    hst_hashrate out;
    int j;
    (void)unused;
    assert_status(hst_hashrate_count_edges(blocks, exposure, seconds, NULL, edges, 5, time, work, NULL, 7, 0),
                  HST_OK);
    for (j = 0; j < 5; ++j) {
        assert_int_equal(blocks[j], blocks_expected[j]);
        assert_int_equal(seconds[j], seconds_expected[j]);
        assert_same_bits(exposure[j], (double)seconds_expected[j]);
    }
    assert_status(hst_hashrate_between(&out, time, work, 7, 200, 300, 0.95), HST_OK);
    assert_int_equal(out.blocks, 2); /* at the very end of the watch: blocks without exposure */
    assert_is_nan(out.estimate);
    assert_status(hst_hashrate_fixed_count(&out, time, work, 7, 0.95), HST_OK);
    assert_int_equal(out.blocks, 6);
    assert_same_bits(out.estimate, 5.0 / 100);
}

static void a_record_of_one_instant_has_blocks_and_no_rate(void **unused) {
    static const int64_t time[] = {7, 7, 7};
    static const double work[] = {1, 1, 1};
    hst_hashrate out;
    (void)unused;
    assert_status(hst_hashrate_between(&out, time, work, 3, 0, 100, 0.95), HST_OK);
    assert_int_equal(out.blocks, 1);
    assert_is_nan(out.estimate);
    assert_status(hst_hashrate_fixed_count(&out, time, work, 3, 0.95), HST_OK);
    assert_int_equal(out.blocks, 2);
    assert_is_nan(out.estimate);
    assert_same_bits(out.upper, INFINITY);
}

static void one_interval_has_an_interval_but_no_unbiased_estimate(void **unused) {
    static const int64_t time[] = {0, 600};
    static const double work[] = {1, 1200};
    hst_interval expected;
    hst_hashrate out;
    (void)unused;
    assert_status(hst_hashrate_fixed_count(&out, time, work, 2, 0.95), HST_OK);
    assert_status(hst_rate_fixed_count_interval(&expected, 1, 0.5, 0.95), HST_OK);
    assert_is_nan(out.estimate);
    assert_near(out.lower, expected.lower, 3e-16);
    assert_near(out.upper, expected.upper, 3e-16);
    assert_int_equal(out.blocks, 1);
}

static void works_of_any_proof_of_work_are_taken(void **unused) {
    static const double works[] = {0x1p-900, 1, 1e21, 0x1p+900};
    size_t i;
    (void)unused;
    for (i = 0; i < 4; ++i) {
        int64_t time[] = {INT64_MIN, -5, -1};
        double work[3];
        hst_hashrate out;
        work[0] = work[1] = work[2] = works[i];
        time[0] = -1 - INT64_MAX / 2;
        assert_status(hst_hashrate_between(&out, time, work, 3, INT64_MIN, INT64_MAX, 0.5), HST_OK);
        assert_int_equal(out.blocks, 1);
        assert_same_bits(out.exposure, (double)(INT64_MAX / 2) / works[i]);
        assert_true(out.lower > 0 && out.upper < INFINITY && out.estimate < out.upper);
    }
}

/* Windows of one second at -2^63, -1 and 2^63 - 2. */
static void a_grid_may_span_all_of_int64(void **unused) {
    static const hst_hashrate_grid grid = {INT64_MIN, INT64_MAX, 1, 3};
    static const int64_t time[] = {-10, -1, 10};
    static const double work[] = {1, 1, 1};
    static const int64_t expected[] = {0, 1, 0};
    int64_t blocks[3], seconds[3], j;
    double exposure[3];
    hst_hashrate out[3];
    (void)unused;
    assert_status(hst_hashrate_count_grid(blocks, exposure, seconds, NULL, &grid, time, work, NULL, 3, 0),
                  HST_OK);
    assert_status(hst_hashrate_windows(out, &grid, time, work, 3, 0.95), HST_OK);
    for (j = 0; j < 3; ++j) {
        assert_int_equal(blocks[j], expected[j]);
        assert_int_equal(seconds[j], expected[j]);
        assert_int_equal(out[j].blocks, expected[j]);
    }
}

/* Repairs by hand -------------------------------------------------------------------------------- */

static void a_clock_far_in_the_future_is_handled_three_ways(void **unused) {
    static const int64_t time[] = {0, 10, 100, 20, 30, 40};
    static const int64_t running[] = {0, 10, 100, 100, 100, 100};
    static const int64_t isotonic[] = {0, 10, 48, 48, 48, 48}; /* (100 + 20 + 30 + 40)/4 = 47.5 */
    static const int64_t kept[] = {0, 10, 15, 20, 30, 40};
    int64_t work[12], out[6];
    hst_hashrate_repair moved;
    (void)unused;
    assert_status(hst_hashrate_repair_running_max(out, &moved, time, 6), HST_OK);
    assert_memory_equal(out, running, sizeof out);
    assert_int_equal(moved.moved, 3);
    assert_int_equal(moved.largest, 80);
    assert_int_equal(moved.total, 210);
    assert_int_equal(moved.first, 3);
    assert_status(hst_hashrate_repair_isotonic(out, &moved, time, 6, work, sizeof work), HST_OK);
    assert_memory_equal(out, isotonic, sizeof out);
    assert_int_equal(moved.moved, 4);
    assert_int_equal(moved.largest, 52);
    assert_int_equal(moved.total, 52 + 28 + 18 + 8);
    assert_int_equal(moved.first, 2);
    assert_status(hst_hashrate_repair_subsequence(out, &moved, time, 6, work, sizeof work), HST_OK);
    assert_memory_equal(out, kept, sizeof out);
    assert_int_equal(moved.moved, 1);
    assert_int_equal(moved.largest, 85);
    assert_int_equal(moved.total, 85);
    assert_int_equal(moved.first, 2);
}

static void times_in_order_stay_and_repairs_work_in_place(void **unused) {
    static const int64_t ordered[] = {-5, -5, 0, 7};
    static const int64_t disordered[] = {3, 1, 2};
    int64_t work[8], time[4], apart[3];
    size_t bytes = sizeof work;
    hst_hashrate_repair moved, in_place;
    int method;
    (void)unused;
    for (method = 0; method < 3; ++method) {
        int64_t n;
        for (n = 0; n <= 4; ++n) {
            memcpy(time, ordered, sizeof time);
            if (method == 0) {
                assert_status(hst_hashrate_repair_running_max(time, &moved, time, n), HST_OK);
            } else if (method == 1) {
                assert_status(hst_hashrate_repair_isotonic(time, &moved, time, n, work, bytes), HST_OK);
            } else {
                assert_status(hst_hashrate_repair_subsequence(time, &moved, time, n, work, bytes), HST_OK);
            }
            assert_memory_equal(time, ordered, sizeof time);
            assert_int_equal(moved.moved, 0);
            assert_int_equal(moved.largest, 0);
            assert_int_equal(moved.total, 0);
            assert_int_equal(moved.first, HST_NONE);
        }
        memcpy(time, disordered, sizeof disordered);
        if (method == 0) {
            assert_status(hst_hashrate_repair_running_max(apart, &moved, disordered, 3), HST_OK);
            assert_status(hst_hashrate_repair_running_max(time, &in_place, time, 3), HST_OK);
        } else if (method == 1) {
            assert_status(hst_hashrate_repair_isotonic(apart, &moved, disordered, 3, work, bytes), HST_OK);
            assert_status(hst_hashrate_repair_isotonic(time, &in_place, time, 3, work, bytes), HST_OK);
        } else {
            assert_status(hst_hashrate_repair_subsequence(apart, &moved, disordered, 3, work, bytes), HST_OK);
            assert_status(hst_hashrate_repair_subsequence(time, &in_place, time, 3, work, bytes), HST_OK);
        }
        assert_memory_equal(time, apart, sizeof apart);
        assert_memory_equal(&moved, &in_place, sizeof moved);
        assert_int_not_equal(moved.moved, 0);
    }
    assert_status(hst_hashrate_repair_isotonic(NULL, &moved, NULL, 0, NULL, 0), HST_OK);
    assert_status(hst_hashrate_repair_subsequence(NULL, &moved, NULL, 0, NULL, 0), HST_OK);
    assert_status(hst_hashrate_repair_running_max(NULL, &moved, NULL, 0), HST_OK);
}

static void the_workspace_is_sixteen_bytes_a_block(void **unused) {
    (void)unused;
    assert_true(hst_hashrate_repair_work_size(-1) == 0);
    assert_true(hst_hashrate_repair_work_size(0) == 0);
    assert_true(hst_hashrate_repair_work_size(9324) == 9324 * 16);
    assert_true(hst_hashrate_repair_work_size(INT64_MAX) == SIZE_MAX);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(windows_over_real_blocks_are_those_of_the_definition),
        cmocka_unit_test(the_repair_of_real_times_says_what_it_moved),
        cmocka_unit_test(core_gives_what_core_gives_for_real_blocks),
        cmocka_unit_test(core_counts_work_two_every_ten_minutes_on_regtest),
        cmocka_unit_test(coinmetrics_multiplies_blocks_by_difficulty),
        cmocka_unit_test(intervals_are_the_published_ones),
        cmocka_unit_test(shares_have_the_published_intervals),
        cmocka_unit_test(pools_without_blocks_or_exposure_know_nothing),
        cmocka_unit_test(nothing_watched_is_an_answer),
        cmocka_unit_test(blocks_that_share_the_first_or_last_time_count),
        cmocka_unit_test(a_record_of_one_instant_has_blocks_and_no_rate),
        cmocka_unit_test(one_interval_has_an_interval_but_no_unbiased_estimate),
        cmocka_unit_test(works_of_any_proof_of_work_are_taken),
        cmocka_unit_test(a_grid_may_span_all_of_int64),
        cmocka_unit_test(a_clock_far_in_the_future_is_handled_three_ways),
        cmocka_unit_test(times_in_order_stay_and_repairs_work_in_place),
        cmocka_unit_test(the_workspace_is_sixteen_bytes_a_block),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
