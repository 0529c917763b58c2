/* Changes of the hashrate from single blocks of the real chain, without bins. */
#include "support/real_blocks.h"
#include "support/support.h"

#include <stdlib.h>

#include "hashstat/change.h"
#include "hashstat/hashrate.h"

enum { MOST = 40000, LEVELS = 64 };

static int64_t block_time[MOST];
static double hashes[MOST], exposure[MOST];
static hst_change_level level[LEVELS];
static hst_change_time when[LEVELS];

static int64_t read_blocks(const char *name) {
    int64_t n = real_blocks_in_order(block_time, hashes, MOST, name);
    assert_status(hst_change_exposures(exposure, block_time, hashes, n, 1), HST_OK);
    return n;
}

static int64_t changes_of(int64_t n, int64_t least) {
    size_t bytes = hst_change_work_size(n, 0);
    void *work = malloc(bytes);
    hst_change_options o;
    int64_t found = 0;
    assert_status(hst_change_options_init(&o, (uint32_t)sizeof o), HST_OK);
    o.min_length = least;
    assert_status(hst_change_segment(&o, level, LEVELS, &found, NULL, exposure, n, work, bytes), HST_OK);
    assert_in_range(found, 1, LEVELS);
    assert_status(hst_change_times(&o, when, level, found, NULL, exposure, n, work, bytes), HST_OK);
    free(work);
    return found;
}

/* Segment that a time lies in. */
static int64_t level_at(int64_t found, int64_t time) {
    int64_t j = found - 1;
    while (j > 0 && block_time[level[j].start] > time) {
        --j;
    }
    return j;
}

/* Sichuan, then the largest of the mining provinces, had its miners off the grid by midnight of 20 June 2021
 * (16:00 UTC on the 19th: 1624118400); the province's order was reported on the 18th. */
static void the_closure_of_sichuan_dates_the_fall_of_2021(void **unused) {
    int64_t n = read_blocks("blocks/china-2021.csv"), found = changes_of(n, 6);
    int64_t after = level_at(found, 1624982400), before = level_at(found, 1620259200); /* 29 June, 6 May */
    (void)unused;
    assert_true(after > 0 && before == 0);
    assert_true(block_time[when[after - 1].lower] <= 1624118400);
    assert_true(block_time[when[after - 1].upper] >= 1624118400);
    assert_true(block_time[when[after - 1].upper] - block_time[when[after - 1].lower] < 4 * 86400);
    /* -48.8 % [-52.0, -45.3] between two fortnights of these levels */
    assert_in_range((int64_t)(1000 * level[after].level / level[before].level), 480, 547);
}

/* Three headers of one second, two of them moved there by the repair, are a rate of their own. */
static void two_blocks_of_one_second_are_a_level_unless_it_is_too_short(void **unused) {
    int64_t n = read_blocks("blocks/china-2021.csv"), found = changes_of(n, 1), shortest = n, j;
    (void)unused;
    for (j = 0; j < found; ++j) {
        shortest = level[j].samples < shortest ? level[j].samples : shortest;
    }
    assert_int_equal(shortest, 2);
}

/* 2022-01-05 11:00 to 01-11 02:15 UTC (1641867300): no level of its own among 802 blocks. */
static void the_blackout_of_kazakhstan_is_no_level_of_its_own(void **unused) {
    int64_t n = read_blocks("blocks/kazakhstan-2022.csv"), found = changes_of(n, 6);
    (void)unused;
    assert_int_equal(found, 2);
    assert_true(level[1].level > level[0].level);
    assert_true(block_time[level[1].start] > 1641867300);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_closure_of_sichuan_dates_the_fall_of_2021),
        cmocka_unit_test(two_blocks_of_one_second_are_a_level_unless_it_is_too_short),
        cmocka_unit_test(the_blackout_of_kazakhstan_is_no_level_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
