/* From real blocks to a verdict, as it would have been said on the day: the closing of China's mines in 2021
 * and Kazakhstan's blackout of January 2022. */
#include "support/real_blocks.h"
#include "support/support.h"

#include "hashstat/hashrate.h"
#include "hashstat/level_shift.h"

enum { MOST_BLOCKS = 40000, MOST_BINS = 1000, HOUR = 3600 };

typedef struct record {
    int64_t time[MOST_BLOCKS];
    double work[MOST_BLOCKS];
    int64_t n;
} record;

static void read_record(record *r, const char *name) {
    r->n = real_blocks_in_order(r->time, r->work, MOST_BLOCKS, name);
}

/* What the blocks of the bins from `start` to `until` say. */
static hst_level_shift tell(const hst_level_shift_options *o, const record *r, int64_t start, int64_t until,
                            int64_t step) {
    static int64_t blocks[MOST_BINS], seconds[MOST_BINS];
    static double exposure[MOST_BINS], work[10 * MOST_BINS + 517];
    hst_hashrate_grid grid = {0, 0, 0, 0};
    hst_level_shift s;
    grid.start = start;
    grid.step = grid.width = step;
    grid.count = (until - start) / step;
    assert_true(grid.count <= MOST_BINS);
    assert_status(
        hst_hashrate_count_grid(blocks, exposure, seconds, NULL, &grid, r->time, r->work, NULL, r->n, 0),
        HST_OK);
    assert_status(hst_level_shift_odds(o, &s, work, sizeof work, blocks, exposure, NULL, grid.count, 0.95),
                  HST_OK);
    return s;
}

/* Days from 2 May 2021 on. Chinese provinces sent their miners away from mid-May to the end of June. */
static hst_level_shift china(const hst_level_shift_options *o, int64_t days) {
    static record r;
    const int64_t start = INT64_C(1619913600), day = 24 * HOUR;
    if (r.n == 0) {
        read_record(&r, "blocks/china-2021.csv");
    }
    return tell(o, &r, start, start + days * day, day);
}

static void china_was_certain_in_june_and_undecided_until_the_end_of_july(void **state) {
    hst_level_shift june = china(NULL, 55), july = china(NULL, 65), august = china(NULL, 90);
    (void)state;
    assert_int_equal(june.verdict, HST_LEVEL_SHIFT_UNDECIDED);
    assert_int_equal(july.verdict, HST_LEVEL_SHIFT_UNDECIDED);
    assert_true(june.none < 1e-20 && july.none < 1e-60 && july.down > 0.999);
    /* 15 June to 21 June, and a fall of 36 to 42 % from the mean of all days before */
    assert_true(july.shift_onset.lower >= 44 && july.shift_onset.upper <= 50);
    assert_true(july.shift_fall.lower > 0.33 && july.shift_fall.upper < 0.45);
    assert_int_equal(august.verdict, HST_LEVEL_SHIFT_SHIFT);
}

static void whoever_expects_outages_of_a_week_knew_earlier(void **state) {
    hst_level_shift_options o;
    (void)state;
    assert_status(hst_level_shift_options_init(&o, (uint32_t)sizeof o), HST_OK);
    o.law = HST_LEVEL_SHIFT_GEOMETRIC;
    o.duration = 7;
    assert_int_equal(china(&o, 60).verdict, HST_LEVEL_SHIFT_UNDECIDED);
    assert_int_equal(china(&o, 70).verdict, HST_LEVEL_SHIFT_SHIFT);
    o.duration = 30;
    assert_int_equal(china(&o, 70).verdict, HST_LEVEL_SHIFT_UNDECIDED);
    assert_int_equal(china(&o, 90).verdict, HST_LEVEL_SHIFT_UNDECIDED);
}

/* The hashrate was back: then what had been a shift was an outage of two months. */
static void china_turned_out_to_be_an_outage_by_september(void **state) {
    hst_level_shift s = china(NULL, 130);
    (void)state;
    assert_int_equal(s.verdict, HST_LEVEL_SHIFT_OUTAGE);
    assert_true(s.returned > 0.999);
    assert_true(s.outage_return.lower >= 100 && s.outage_return.upper <= 108); /* 10 to 18 August */
}

/* 7.7 % [-0.7, 15.6] is what blocks show of it to those who are told when it was: nobody else saw it there.
 * */
static void kazakhstan_is_no_change_to_those_not_told_when(void **state) {
    static record r;
    const int64_t start = INT64_C(1639612800), step = 6 * HOUR, day = 24 * HOUR;
    int64_t days;
    (void)state;
    read_record(&r, "blocks/kazakhstan-2022.csv");
    for (days = 24; days <= 34; ++days) {
        hst_level_shift s = tell(NULL, &r, start, start + days * day, step);
        assert_int_equal(s.verdict, HST_LEVEL_SHIFT_NONE);
        assert_true(s.none > 0.75);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(china_was_certain_in_june_and_undecided_until_the_end_of_july),
        cmocka_unit_test(whoever_expects_outages_of_a_week_knew_earlier),
        cmocka_unit_test(china_turned_out_to_be_an_outage_by_september),
        cmocka_unit_test(kazakhstan_is_no_change_to_those_not_told_when),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
