/* Did the pools fall together in January 2022? The eight largest of the record, in bins of six hours, by way
 * of hst_hashrate_count_grid: marks, the search, the window of the blackout itself, and the common fall. */
#include <math.h>
#include <string.h>

#include "hashstat/hashrate.h"
#include "hashstat/simultaneity.h"
#include "oracle/simultaneity.h"
#include "support/real_blocks.h"
#include "support/support.h"

enum { MOST_BLOCKS = 10000, POOLS = 8, BINS = 244, BEFORE = 20, AFTER = 8, DRAWS = 1999, ROOM = 1 << 14 };

/* 2021-12-15T06:00Z, in the record and a multiple of six hours; then 2022-01-05T12:00Z is bin 85. */
#define START INT64_C(1639548000)
#define STEP 21600
enum { BLACKOUT = 85 };

typedef struct record {
    int64_t time[MOST_BLOCKS];
    double work[MOST_BLOCKS];
    int32_t pool[MOST_BLOCKS];
    int64_t n;
    int64_t count[POOLS * BINS];
    double exposure[BINS];
} record;

static record r;
static uint64_t room[ROOM];

static int32_t label_of(const char *name) {
    static const char *const names[POOLS] = {"foundryusa", "f2pool", "antpool", "binancepool",
                                             "poolin", "viabtc", "btccom", "braiinspool"};
    int32_t k;
    for (k = 0; k < POOLS; ++k) {
        if (strcmp(name, names[k]) == 0) {
            return k;
        }
    }
    return -1;
}

static void read_blocks(void) {
    static const char name[] = "blocks/kazakhstan-2022.csv";
    golden *g = golden_open(name);
    int64_t i;
    r.n = real_blocks_in_order(r.time, r.work, MOST_BLOCKS, name);
    for (i = 0; golden_next(g); ++i) {
        r.pool[i] = label_of(golden_text(g, "pool"));
    }
    golden_close(g);
}

/* By rows of pools, as the room wants them; the grid gives rows of bins. */
static int fill_bins(void **state) {
    static int64_t blocks[BINS], seconds[BINS], by_pool[BINS * POOLS];
    hst_hashrate_grid grid = {START, STEP, STEP, BINS};
    int64_t i, k;
    (void)state;
    read_blocks();
    assert_true(r.time[0] <= START && START + (int64_t)BINS * STEP <= r.time[r.n - 1]);
    assert_status(hst_hashrate_count_grid(blocks, r.exposure, seconds, by_pool, &grid, r.time, r.work, r.pool,
                                          r.n, POOLS),
                  HST_OK);
    for (k = 0; k < POOLS; ++k) {
        for (i = 0; i < BINS; ++i) {
            r.count[k * BINS + i] = by_pool[i * POOLS + k];
        }
    }
    return 0;
}

static oracle_blocks blocks_of(void) {
    oracle_blocks b = {r.count, r.exposure, NULL, POOLS, BINS, BEFORE, AFTER};
    return b;
}

static int64_t summed_ratio(const oracle_blocks *b, int64_t t) {
    int64_t sum = 0, g;
    for (g = 0; g < POOLS; ++g) {
        sum += oracle_ratio(b, g, t);
    }
    return sum;
}

static void the_common_fall_is_the_largest_sum_of_the_definition(void **state) {
    oracle_blocks b = blocks_of();
    hst_simultaneity_options o;
    hst_simultaneity_fall f;
    double part[POOLS];
    int64_t t, most = 0, first = 0;
    (void)state;
    assert_status(hst_simultaneity_options_init(&o, (uint32_t)sizeof o), HST_OK);
    o.draws = DRAWS;
    assert_status(hst_simultaneity_common(&o, &f, part, r.count, r.exposure, NULL, POOLS, BINS, BEFORE, AFTER,
                                          room, sizeof room),
                  HST_OK);
    for (t = BEFORE; t + AFTER <= BINS; ++t) {
        int64_t here = summed_ratio(&b, t);
        first = here > most ? t : first;
        most = here > most ? here : most;
    }
    assert_int_equal(f.first, first);
    assert_near_abs(f.statistic * 1048576, (double)most, POOLS); /* a part each, by the rounding of halves */
    print_message("common fall at bin %d (blackout %d): %.2f expected %.2f, %d pools, fall %.3f, p %.4f\n",
                  (int)f.first, BLACKOUT, f.statistic, f.expected, (int)f.groups, f.fall, f.p);
}

/* The same number of random turns from another generator, over the definition's ratios. */
static double p_by_other_draws(const oracle_blocks *b, int64_t found) {
    static int64_t ratio[POOLS][BINS];
    rng random = rng_seed(20220105);
    int64_t places = BINS - BEFORE - AFTER + 1, hits = 0, g, t, d;
    for (g = 0; g < POOLS; ++g) {
        for (t = 0; t < places; ++t) {
            ratio[g][t] = oracle_ratio(b, g, BEFORE + t);
        }
    }
    for (d = 0; d < 100000; ++d) {
        int64_t sum = 0;
        for (g = 0; g < POOLS; ++g) {
            sum += ratio[g][rng_below(&random, (uint64_t)places)];
        }
        hits += sum >= found;
    }
    return (double)hits / 100000;
}

static void the_fall_at_the_blackout_is_told_with_its_chance(void **state) {
    oracle_blocks b = blocks_of();
    hst_simultaneity_fall f;
    double part[POOLS], p;
    (void)state;
    assert_status(hst_simultaneity_common_at(NULL, &f, part, r.count, r.exposure, NULL, POOLS, BINS, BEFORE,
                                             AFTER, BLACKOUT, room, sizeof room),
                  HST_OK);
    assert_near_abs(f.statistic * 1048576, (double)summed_ratio(&b, BLACKOUT), POOLS);
    p = p_by_other_draws(&b, summed_ratio(&b, BLACKOUT));
    assert_near_abs(f.p, p, 0.02); /* four standard errors of 9,999 draws at a half */
    print_message("at the blackout: %.2f expected %.2f, %d pools, fall %.3f, p %.4f (%.4f)\n", f.statistic,
                  f.expected, (int)f.groups, f.fall, f.p, p);
}

static void the_marks_near_the_blackout_are_told_with_their_chance(void **state) {
    static int32_t mark[POOLS * BINS];
    oracle_blocks b = blocks_of();
    oracle_marks m = {mark, NULL, POOLS, BINS, 4};
    int32_t part[POOLS];
    hst_simultaneity s, at;
    int64_t turn[ORACLE_GROUPS] = {0}, first = 0, most, k, t;
    static double p[POOLS * BINS];
    (void)state;
    assert_status(hst_simultaneity_falls(mark, p, r.count, r.exposure, POOLS, BINS, BEFORE, AFTER, 0.05, 0),
                  HST_OK);
    for (k = 0; k < POOLS; ++k) {
        for (t = BEFORE; t + AFTER <= BINS; t += 9) {
            assert_near(p[k * BINS + t], oracle_fall_p(&b, k, t, 0), 1e-11);
        }
    }
    assert_status(hst_simultaneity_most(NULL, &s, part, mark, NULL, POOLS, BINS, 4, room, sizeof room),
                  HST_OK);
    most = oracle_most(&m, turn, NULL, BINS - 3, &first);
    assert_int_equal(s.count, most);
    assert_int_equal(s.first, first);
    assert_status(hst_simultaneity_at(NULL, &at, part, mark, NULL, POOLS, BINS, 4, BLACKOUT - 1, room,
                                      sizeof room),
                  HST_OK);
    assert_int_equal(at.count, oracle_count(&m, turn, BLACKOUT - 1, NULL, BINS));
    print_message("most: %d of %d from bin %d, expected %.2f, p %.3f\n", (int)s.count, (int)s.groups,
                  (int)s.first, s.expected, s.p);
    print_message("at the blackout: %d, expected %.2f, p %.3f\n", (int)at.count, at.expected, at.p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_common_fall_is_the_largest_sum_of_the_definition),
        cmocka_unit_test(the_fall_at_the_blackout_is_told_with_its_chance),
        cmocka_unit_test(the_marks_near_the_blackout_are_told_with_their_chance),
    };
    return cmocka_run_group_tests(tests, fill_bins, NULL);
}
