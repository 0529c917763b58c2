/* The contract of hashstat/monitor.h: options, answers at the edges, and every documented error. */
#include "support/monitor_call.h"
#include "support/support.h"

#include <math.h>
#include <string.h>

#include "hashstat/monitor.h"
#include "hashstat/rate.h"

static void look(void) {
    assert_status(hst_monitor_read(&out, &state, 0.95), HST_OK);
}

static void push_bins(int64_t n, int64_t count, int64_t key) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        assert_status(hst_monitor_push_bin(&state, count, 1, key + i), HST_OK);
    }
}

static void assert_no_change(const hst_monitor_change *c) {
    assert_same_bits(c->statistic, 0);
    assert_is_nan(c->before);
    assert_is_nan(c->after);
    assert_is_nan(c->ratio);
    assert_same_bits(c->lower, 0);
    assert_same_bits(c->upper, INFINITY);
    assert_int_equal(c->onset, HST_NONE);
    assert_int_equal(c->onset_key, 0);
    assert_int_equal(c->last_key, 0);
}

/* answers -------------------------------------------------------------------------------------- */

static void nothing_pushed_is_e_of_one_and_no_change(void **unused) {
    (void)unused;
    memset(&state, 0, sizeof state);
    look();
    assert_near_abs(out.log_e, 0, 1e-15);
    assert_near(out.e, 1, 1e-15);
    assert_int_equal(out.direction, 0);
    assert_int_equal(out.pushes, 0);
    assert_int_equal(out.observed, 0);
    assert_int_equal(out.candidates, 0);
    assert_int_equal(out.dropped, 0);
    assert_same_bits(out.lost, 0);
    assert_no_change(&out.fall);
    assert_no_change(&out.rise);
}

static void zero_memory_is_a_monitor_with_the_defaults(void **unused) {
    hst_monitor_state zero;
    (void)unused;
    memset(&zero, 0, sizeof zero);
    fill_untouched(&state, sizeof state);
    assert_status(hst_monitor_init(&state, NULL), HST_OK);
    assert_memory_equal(&state, &zero, sizeof zero);
    begin();
    assert_memory_equal(&state, &zero, sizeof zero);
}

static void options_begin_all_zero_but_for_their_size(void **unused) {
    unsigned char bytes[sizeof options];
    size_t i;
    (void)unused;
    fill_untouched(&options, sizeof options);
    assert_status(hst_monitor_options_init(&options, (uint32_t)sizeof options), HST_OK);
    assert_int_equal(options.struct_size, sizeof options);
    memcpy(bytes, &options, sizeof bytes);
    for (i = 4; i < sizeof bytes; ++i) {
        assert_int_equal(bytes[i], 0);
    }
}

/* 40 bins of 10, then 8 of 4: before 400/40, after 32/8, together 432/48 = 9. */
static void a_fall_in_bins_is_found_where_it_is(void **unused) {
    hst_rate_comparison c;
    (void)unused;
    begin();
    push_bins(40, 10, 700);
    push_bins(8, 4, 740);
    look();
    assert_near(out.fall.statistic, 2 * (400 * log(10 / 9.0) + 32 * log(4 / 9.0)), 1e-12);
    assert_int_equal(out.fall.onset, 40);
    assert_int_equal(out.fall.onset_key, 740);
    assert_int_equal(out.fall.last_key, 739);
    assert_near(out.fall.before, 10, 1e-15);
    assert_near(out.fall.after, 4, 1e-15);
    assert_near(out.fall.ratio, 0.4, 1e-15);
    assert_status(hst_rate_ratio_exact(&c, 32, 8, 400, 40, 1, 0.95), HST_OK);
    assert_same_bits(out.fall.lower, c.lower);
    assert_same_bits(out.fall.upper, c.upper);
    assert_int_equal(out.direction, -1);
    assert_true(out.e > 20);
    assert_no_change(&out.rise);
}

static void a_rise_over_a_known_rate_is_found_from_the_first_push(void **unused) {
    hst_interval i;
    (void)unused;
    begin();
    options.known_rate = 4;
    begin_with();
    push_bins(10, 8, 20);
    look();
    assert_near(out.rise.statistic, 2 * (80 * log(2) - 80 + 40), 1e-12);
    assert_int_equal(out.rise.onset, 0);
    assert_int_equal(out.rise.onset_key, 20);
    assert_int_equal(out.rise.last_key, 20);
    assert_near(out.rise.before, 4, 1e-15);
    assert_near(out.rise.ratio, 2, 1e-15);
    assert_status(hst_rate_interval_exact(&i, 80, 10, 0.95), HST_OK);
    assert_same_bits(out.rise.lower, i.lower / 4);
    assert_same_bits(out.rise.upper, i.upper / 4);
    assert_int_equal(out.direction, 1);
}

/* Two bins missing at the change: they keep their indexes, and the first of them is the first push after. */
static void missing_bins_count_in_indexes_alone(void **unused) {
    (void)unused;
    begin();
    push_bins(30, 10, 0);
    assert_status(hst_monitor_push_bin(&state, 77, 0, 30), HST_OK);
    assert_status(hst_monitor_push_bin(&state, 77, NAN, 31), HST_OK);
    push_bins(8, 4, 32);
    look();
    assert_int_equal(out.pushes, 40);
    assert_int_equal(out.observed, 38);
    assert_int_equal(out.fall.onset, 30);
    assert_int_equal(out.fall.onset_key, 30);
    assert_int_equal(out.fall.last_key, 29);
    assert_near(out.fall.after, 4, 1e-15);
}

static void blocks_that_took_no_time_are_a_rise_without_bound(void **unused) {
    int i;
    (void)unused;
    begin();
    for (i = 0; i < 20; ++i) {
        assert_status(hst_monitor_push_block(&state, i < 10 ? 600 : 0, 1, i), HST_OK);
    }
    look();
    assert_same_bits(out.rise.statistic, INFINITY);
    assert_same_bits(out.rise.ratio, INFINITY);
    assert_int_equal(out.rise.onset, 10); /* those after have it too */
    assert_same_bits(out.rise.lower, 0);
    assert_same_bits(out.rise.upper, INFINITY);
    begin();
    options.known_rate = 0.001;
    options.shortest = 6;
    begin_with();
    for (i = 0; i < 20; ++i) {
        assert_status(hst_monitor_push_block(&state, 0, 1, i), HST_OK);
    }
    look();
    assert_same_bits(out.rise.statistic, INFINITY);
    assert_same_bits(out.rise.upper, INFINITY);
}

static void blocks_of_which_none_took_time_are_no_change(void **unused) {
    int i;
    (void)unused;
    begin();
    options.stride = 2;
    begin_with();
    for (i = 0; i < 40; ++i) {
        assert_status(hst_monitor_push_block(&state, 0, 1, i), HST_OK);
    }
    look();
    assert_no_change(&out.fall);
    assert_no_change(&out.rise);
    assert_true(out.log_e <= 1e-12 && out.log_e > -1);
}

static void an_e_value_may_be_beyond_the_largest_double(void **unused) {
    (void)unused;
    begin();
    push_bins(40, 1000, 0);
    push_bins(40, 10, 40);
    look();
    assert_same_bits(out.e, INFINITY);
    assert_true(out.log_e > 710 && out.log_e < 1e5);
}

static void rates_of_any_size_are_watched(void **unused) {
    static const double scale[] = {1e-200, 1, 1e200};
    hst_monitor_reading first;
    int k, i;
    (void)unused;
    for (k = 0; k < 3; ++k) {
        begin();
        for (i = 0; i < 400; ++i) {
            assert_status(hst_monitor_push_block(&state, i < 300 ? 600 : 900 + i, scale[k], i), HST_OK);
        }
        look();
        first = k == 0 ? out : first;
        assert_near(out.log_e, first.log_e, 1e-10);
        assert_near(out.fall.statistic, first.fall.statistic, 1e-10);
        assert_near(out.fall.lower, first.fall.lower, 1e-10);
        assert_int_equal(out.fall.onset, 300);
    }
}

/* 2e-311 of exposure a block: its rate is beyond doubles, what has no unit is not. */
static void rates_beyond_the_largest_double_leave_the_ratio_and_the_statistic(void **unused) {
    hst_monitor_reading one;
    int i, k;
    (void)unused;
    for (k = 0; k < 2; ++k) {
        assert_status(hst_monitor_init(&state, NULL), HST_OK);
        for (i = 0; i < 200; ++i) {
            double seconds = (1 + i % 7) * (i < 100 ? 1 : 3);
            assert_status(
                hst_monitor_push_block(&state, k ? seconds * 0x1p-500 : seconds, k ? 0x1p534 : 1, i), HST_OK);
        }
        look();
        one = k == 0 ? out : one;
    }
    assert_same_bits(out.fall.before, INFINITY);
    assert_int_equal(out.fall.onset, one.fall.onset);
    assert_near(out.fall.statistic, one.fall.statistic, 1e-12);
    assert_near(out.fall.ratio, one.fall.ratio, 1e-15);
    assert_near(out.log_e, one.log_e, 1e-12);
}

/* A first bin of 1e400 times less exposure; no double has the ratio of both. */
static void exposures_may_be_further_apart_than_doubles_reach(void **unused) {
    (void)unused;
    assert_status(hst_monitor_init(&state, NULL), HST_OK);
    assert_status(hst_monitor_push_bin(&state, 3, 1e-200, 0), HST_OK);
    assert_status(hst_monitor_push_bin(&state, 5, 1e200, 1), HST_OK);
    look();
    assert_int_equal(out.fall.onset, 1);
    assert_near(out.fall.statistic, 2 * (3 * (log(3.0 / 8) + 400 * log(10)) + 5 * log(5.0 / 8)), 1e-13);
}

/* 10 arrivals at most in any comparison. */
static void a_comparison_of_too_few_arrivals_has_an_e_of_nothing(void **unused) {
    hst_monitor_options o;
    int i;
    (void)unused;
    assert_status(hst_monitor_options_init(&o, (uint32_t)sizeof o), HST_OK);
    o.baseline = 5;
    assert_status(hst_monitor_init(&state, &o), HST_OK);
    for (i = 0; i < 9; ++i) {
        assert_status(hst_monitor_push_bin(&state, 1, 1, i), HST_OK);
    }
    look();
    assert_same_bits(out.e, 0);
    assert_same_bits(out.log_e, -INFINITY);
    assert_same_bits(out.fall.log_e, -INFINITY);
    assert_same_bits(out.rise.log_e, -INFINITY);
    assert_int_equal(out.direction, 0);
}

static void after_a_rebase_to_the_onset_what_came_since_is_the_comparison(void **unused) {
    (void)unused;
    begin();
    push_bins(40, 10, 0);
    push_bins(20, 4, 40);
    look();
    assert_int_equal(out.fall.onset, 40);
    assert_status(hst_monitor_rebase(&state, out.fall.onset), HST_OK);
    look();
    assert_near(out.e, 1, 1e-12);
    assert_no_change(&out.fall);
    push_bins(20, 4, 60);
    look();
    assert_true(out.e < 2 && out.fall.statistic < 1e-9);
    push_bins(10, 10, 80);
    look();
    assert_int_equal(out.rise.onset, 80);
    assert_int_equal(out.rise.onset_key, 80);
    assert_near(out.rise.before, 4, 1e-14);
    assert_near(out.rise.after, 10, 1e-14);
    assert_int_equal(out.pushes, 90);
    assert_int_equal(out.observed, 90);
}

static void a_rebase_to_the_first_push_keeps_all_for_comparison(void **unused) {
    hst_rate_comparison c;
    (void)unused;
    begin();
    options.known_rate = 7;
    begin_with();
    push_bins(20, 10, 0);
    assert_status(hst_monitor_rebase(&state, 0), HST_OK);
    push_bins(5, 4, 20);
    look();
    assert_int_equal(out.fall.onset, 20); /* at once */
    assert_near(out.fall.before, 10, 1e-15); /* no longer the known one */
    assert_status(hst_rate_ratio_exact(&c, 20, 5, 200, 20, 1, 0.95), HST_OK);
    assert_same_bits(out.fall.lower, c.lower);
    assert_same_bits(out.fall.upper, c.upper);
}

/* 20 blocks of 600 s, of which the last `kept` are kept, then 20 of 6,000 s; the shortest side is of 6. */
static int64_t onset_after_a_rebase_that_keeps(int kept, int missing) {
    int i;
    assert_status(hst_monitor_init(&state, NULL), HST_OK);
    for (i = 0; i < 20; ++i) {
        assert_status(hst_monitor_push_block(&state, 600, 1, i), HST_OK);
    }
    if (missing) {
        assert_status(hst_monitor_push_block(&state, NAN, 1, i), HST_OK);
    }
    assert_status(hst_monitor_rebase(&state, 20 - kept), HST_OK);
    assert_status(hst_monitor_rebase(&state, 20 - kept), HST_OK); /* and again, which changes nothing */
    for (i = 0; i < 20; ++i) {
        assert_status(hst_monitor_push_block(&state, 6000, 1, i), HST_OK);
    }
    look();
    return out.fall.onset;
}

static void a_rebase_leaves_the_shortest_before_a_change_too(void **unused) {
    int kept;
    (void)unused;
    for (kept = 1; kept < 6; ++kept) {
        assert_int_equal(onset_after_a_rebase_that_keeps(kept, 0), 20 - kept + 6);
        assert_int_equal(onset_after_a_rebase_that_keeps(kept, 1), 21 - kept + 6);
    }
    assert_int_equal(onset_after_a_rebase_that_keeps(6, 0), 20);
    assert_int_equal(onset_after_a_rebase_that_keeps(6, 1), 20);
    assert_int_equal(onset_after_a_rebase_that_keeps(20, 1), 20);
}

/* Three blocks that would be a change by themselves, then a fall. */
static void push_after_a_rebase(void) {
    int64_t i;
    for (i = 0; i < 500; ++i) {
        double seconds = i < 3 ? 0.0001 : i < 300 ? 500.1 : 900.1;
        assert_status(hst_monitor_push_block(&state, seconds, 1, i), HST_OK);
    }
}

/* As a monitor that begins there, bit for bit. */
static void after_a_rebase_to_nothing_only_what_follows_counts(void **unused) {
    hst_monitor_reading fresh;
    int64_t i;
    (void)unused;
    begin();
    push_after_a_rebase();
    look();
    fresh = out;
    begin();
    for (i = 0; i < 333; ++i) {
        assert_status(hst_monitor_push_block(&state, 100.3 + (double)i, 1, i), HST_OK);
    }
    assert_status(hst_monitor_rebase(&state, HST_NONE), HST_OK);
    push_after_a_rebase();
    look();
    assert_same_bits(out.log_e, fresh.log_e);
    assert_same_bits(out.fall.statistic, fresh.fall.statistic);
    assert_same_bits(out.rise.statistic, fresh.rise.statistic);
    assert_int_equal(out.fall.onset, fresh.fall.onset + 333);
    assert_int_equal(out.fall.onset_key, fresh.fall.onset_key);
}

static void packed_bytes_are_the_monitor(void **unused) {
    uint8_t bytes[HST_MONITOR_PACKED_BYTES + 1];
    hst_monitor_state back;
    (void)unused;
    begin();
    push_bins(200, 9, 0);
    push_bins(50, 4, 200);
    assert_status(hst_monitor_pack(bytes + 1, HST_MONITOR_PACKED_BYTES, &state), HST_OK);
    assert_memory_equal(bytes + 1, "hstm\1\0\0\0", 8);
    assert_status(hst_monitor_unpack(&back, bytes + 1, HST_MONITOR_PACKED_BYTES), HST_OK);
    assert_memory_equal(&back, &state, sizeof state);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_pushed_is_e_of_one_and_no_change),
        cmocka_unit_test(zero_memory_is_a_monitor_with_the_defaults),
        cmocka_unit_test(options_begin_all_zero_but_for_their_size),
        cmocka_unit_test(a_fall_in_bins_is_found_where_it_is),
        cmocka_unit_test(a_rise_over_a_known_rate_is_found_from_the_first_push),
        cmocka_unit_test(missing_bins_count_in_indexes_alone),
        cmocka_unit_test(blocks_that_took_no_time_are_a_rise_without_bound),
        cmocka_unit_test(blocks_of_which_none_took_time_are_no_change),
        cmocka_unit_test(an_e_value_may_be_beyond_the_largest_double),
        cmocka_unit_test(rates_of_any_size_are_watched),
        cmocka_unit_test(rates_beyond_the_largest_double_leave_the_ratio_and_the_statistic),
        cmocka_unit_test(exposures_may_be_further_apart_than_doubles_reach),
        cmocka_unit_test(a_comparison_of_too_few_arrivals_has_an_e_of_nothing),
        cmocka_unit_test(after_a_rebase_to_the_onset_what_came_since_is_the_comparison),
        cmocka_unit_test(a_rebase_to_the_first_push_keeps_all_for_comparison),
        cmocka_unit_test(a_rebase_leaves_the_shortest_before_a_change_too),
        cmocka_unit_test(after_a_rebase_to_nothing_only_what_follows_counts),
        cmocka_unit_test(packed_bytes_are_the_monitor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
