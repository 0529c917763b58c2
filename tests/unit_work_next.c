/* The difficulty to come: the rule on the real chain, and forecasts with their coverage. */
#include "support/support.h"

#include <math.h>
#include <stdlib.h>

#include "hashstat/work.h"

/* retarget -------------------------------------------------------------------------------------- */

static void rules_are_bitcoins_until_changed(void **unused) {
    hst_work_rules rules;
    uint32_t with, without;
    (void)unused;
    assert_status(hst_work_rules_init(&rules, sizeof rules), HST_OK);
    assert_int_equal(rules.struct_size, 32);
    assert_int_equal(rules.flags, 0);
    assert_int_equal(rules.timespan, 14 * 86400);
    assert_int_equal(rules.blocks, 2016);
    assert_int_equal(rules.limit, 0x1d00ffff);
    assert_int_equal(rules.clamp, 4);
    assert_status(hst_work_retarget(&rules, &with, 0x1c05a3f4, 0, 1000000), HST_OK);
    assert_status(hst_work_retarget(NULL, &without, 0x1c05a3f4, 0, 1000000), HST_OK);
    assert_int_equal(with, without);
}

static void retargets_are_those_of_core_and_litecoin(void **unused) {
    golden *g = golden_open("work/retarget.csv");
    (void)unused;
    while (golden_next(g)) {
        hst_work_rules rules;
        uint32_t next;
        assert_status(hst_work_rules_init(&rules, sizeof rules), HST_OK);
        rules.timespan = golden_integer(g, "timespan");
        rules.limit = (uint32_t)golden_integer(g, "limit");
        assert_status(hst_work_retarget(&rules, &next, (uint32_t)golden_integer(g, "bits"),
                                        golden_integer(g, "first"), golden_integer(g, "last")),
                      HST_OK);
        assert_int_equal(next, golden_integer(g, "next"));
    }
    golden_close(g);
}

/* Every retarget inside the file, and each chance to forecast one whose outcome is known. */
static void check_chain(const char *name, int expected) {
    golden *g = golden_open(name);
    int64_t first = 0, last = 0;
    uint32_t before = 0;
    int checked = 0;
    while (golden_next(g)) {
        int64_t height = golden_integer(g, "height"), time = golden_integer(g, "time");
        uint32_t bits = (uint32_t)strtoul(golden_text(g, "bits"), NULL, 16), next;
        if (height % 2016 == 0) {
            if (first > 0) {
                double old, new;
                hst_work_outlook outlook;
                assert_status(hst_work_retarget(NULL, &next, before, first, last), HST_OK);
                assert_int_equal(next, bits);
                assert_status(hst_work_difficulty_from_bits(&old, before), HST_OK);
                assert_status(hst_work_difficulty_from_bits(&new, bits), HST_OK);
                assert_status(hst_work_forecast(NULL, &outlook, first, last, 2015, 0.95), HST_OK);
                /* These bits have 20 digits of mantissa, of which the cut takes less than one. */
                assert_near(1 + outlook.change, new / old, 0x1p-19);
                ++checked;
            }
            first = time;
        }
        last = time;
        before = bits;
    }
    golden_close(g);
    assert_int_equal(checked, expected);
}

/* Epochs that lie whole within heights 681296-716598 and 714185-723508: 338..354 and 355..357. */
static void every_retarget_of_two_years_recomputes_to_the_real_bits(void **unused) {
    (void)unused;
    check_chain("blocks/china-2021.csv", 17);
    check_chain("blocks/kazakhstan-2022.csv", 3);
}

static void any_times_are_clamped_to_a_quarter_and_four_times(void **unused) {
    static const int64_t ends[] = {INT64_MIN, INT64_MIN + 1, -1, 0, 1, INT64_MAX - 1, INT64_MAX};
    enum { ENDS = sizeof ends / sizeof ends[0] };
    uint32_t next;
    int i, k;
    (void)unused;
    for (i = 0; i < ENDS; ++i) {
        for (k = 0; k < ENDS; ++k) {
            /* Pairs of these are neighbours or lie ages apart. */
            int far = (double)ends[k] - (double)ends[i] > 4e6;
            assert_status(hst_work_retarget(NULL, &next, 0x1c100000, ends[i], ends[k]), HST_OK);
            assert_int_equal(next, far ? 0x1c400000 : 0x1c040000);
        }
    }
}

static void a_product_beyond_256_bits_ends_at_the_limit(void **unused) {
    hst_work_rules rules;
    uint32_t next;
    (void)unused;
    assert_status(hst_work_rules_init(&rules, sizeof rules), HST_OK);
    rules.limit = 0x207fffff;
    assert_status(hst_work_retarget(&rules, &next, 0x207fffff, 0, 4 * 1209600), HST_OK);
    assert_int_equal(next, 0x207fffff);
    rules.limit = 0x21000001; /* 2^240, whose canonical form is 0x1f010000 */
    assert_status(hst_work_retarget(&rules, &next, 0x207fffff, 0, 1209600), HST_OK);
    assert_int_equal(next, 0x1f010000);
}

static void a_target_of_which_nothing_is_left_has_bits_0(void **unused) {
    uint32_t next;
    (void)unused;
    assert_status(hst_work_retarget(NULL, &next, 0x01030000, 0, 0), HST_OK);
    assert_int_equal(next, 0);
    assert_status(hst_work_retarget(NULL, &next, 0x01040000, 0, 0), HST_OK);
    assert_int_equal(next, 0x01010000);
}

/* forecast -------------------------------------------------------------------------------------- */

/* 1008 blocks in 1008 x 600 s: the epoch ends after 2015 such intervals, one fewer than the rule counts. */
static void an_epoch_on_schedule_still_gains_one_interval(void **unused) {
    hst_work_outlook o;
    (void)unused;
    assert_status(hst_work_forecast(NULL, &o, 1000, 1000 + 1008 * 600, 1008, 0.95), HST_OK);
    assert_same_bits(o.elapsed, 604800.0);
    assert_same_bits(o.mean_time, 600.0);
    assert_near(o.change, 1.0 / 2015, 1e-12);
    assert_same_bits(o.end, 1000.0 + 2015 * 600);
    assert_near(o.progress, 1008.0 / 2015, 1e-15);
    assert_int_equal(o.found, 1008);
    assert_int_equal(o.remaining, 1007);
    assert_true(o.change_lower < o.change && o.change < o.change_upper);
    assert_true(o.end_lower < o.end && o.end < o.end_upper);
}

/* From time 0, so that no digit of a span is lost to the date; and with a clamp too wide to matter. */
static void ends_of_the_interval_are_those_of_clopper_and_pearson(void **unused) {
    golden *g = golden_open("work/forecast.csv");
    (void)unused;
    while (golden_next(g)) {
        hst_work_rules rules;
        hst_work_outlook o;
        double lower = golden_number(g, "lower"), upper = golden_number(g, "upper");
        assert_status(hst_work_rules_init(&rules, sizeof rules), HST_OK);
        rules.blocks = golden_integer(g, "blocks");
        rules.clamp = 3000;
        assert_status(hst_work_forecast(&rules, &o, 0, 7200, golden_integer(g, "found"),
                                        golden_number(g, "level")),
                      HST_OK);
        assert_near(o.end_upper, 7200 / lower, 2e-13);
        assert_near(o.end_lower, 7200 / upper, 2e-13);
        assert_near(1 + o.change_lower, 1209600 * lower / 7200, 2e-13);
        assert_near(1 + o.change_upper, 1209600 * upper / 7200, 2e-13);
    }
    golden_close(g);
}

/* Given that the epoch takes `span`, how often does the interval that is forecast at `now` hold what comes?
 * The blocks found by then are binomial, so that is a finite sum. */
static double coverage(const hst_work_rules *rules, int64_t now, double span, double level) {
    int inner = (int)rules->blocks - 2, k;
    double p = (double)now / span, mass = pow(1 - p, inner), sum = 0;
    for (k = 0; k <= inner; ++k) {
        hst_work_outlook o;
        assert_status(hst_work_forecast(rules, &o, 0, now, k, level), HST_OK);
        if (o.end_lower <= span && span <= o.end_upper) {
            double change = (double)rules->timespan / span - 1;
            assert_true(o.change_lower <= change * (1 + 1e-12) + 1e-12);
            assert_true(change * (1 - 1e-12) - 1e-12 <= o.change_upper);
            sum += mass;
        }
        mass *= (double)(inner - k) / (k + 1) * p / (1 - p);
    }
    return sum;
}

static void the_interval_holds_at_least_as_often_as_it_says(void **unused) {
    static const double levels[] = {0.5, 0.9, 0.95};
    hst_work_rules rules;
    int i, k;
    (void)unused;
    assert_status(hst_work_rules_init(&rules, sizeof rules), HST_OK);
    rules.clamp = 1000;
    for (rules.blocks = 3; rules.blocks <= 81; rules.blocks = 3 * rules.blocks) {
        for (i = 0; i < 3; ++i) {
            for (k = 1; k < 100; ++k) {
                double covered = coverage(&rules, 10000, 10000 / (k / 100.0 + 1e-5), levels[i]);
                assert_true(covered >= levels[i] - 1e-12 && covered < 1 + 1e-12);
            }
        }
    }
}

static void the_last_block_leaves_nothing_to_luck(void **unused) {
    hst_work_outlook o;
    (void)unused;
    assert_status(hst_work_forecast(NULL, &o, 500, 500 + 1000000, 2015, 0.95), HST_OK);
    assert_same_bits(o.change, 1209600.0 / 1000000 - 1);
    assert_same_bits(o.change_lower, o.change);
    assert_same_bits(o.change_upper, o.change);
    assert_same_bits(o.end, 1000500.0);
    assert_same_bits(o.end_lower, o.end);
    assert_same_bits(o.end_upper, o.end);
    assert_same_bits(o.progress, 1.0);
    assert_int_equal(o.remaining, 0);
}

static void before_the_first_block_only_one_side_is_known(void **unused) {
    hst_work_rules rules;
    hst_work_outlook o;
    (void)unused;
    assert_status(hst_work_forecast(NULL, &o, 0, 3600, 0, 0.95), HST_OK);
    assert_same_bits(o.mean_time, (double)INFINITY);
    assert_same_bits(o.end, (double)INFINITY);
    assert_same_bits(o.end_upper, (double)INFINITY);
    assert_same_bits(o.change, -0.75);
    assert_same_bits(o.change_lower, -0.75);
    assert_true(o.change_upper > -0.75); /* the one side */
    /* No block of 2014 by then has a chance of (1 - b)^2014 = 0.025 at b = 1 - 0.025^(1/2014). */
    assert_near(o.end_lower, 3600 / (1 - pow(0.025, 1.0 / 2014)), 1e-9);
    assert_same_bits(o.progress, 0.0);
    /* An epoch of one interval: nothing is known but that it is not over. */
    assert_status(hst_work_rules_init(&rules, sizeof rules), HST_OK);
    rules.blocks = 2;
    assert_status(hst_work_forecast(&rules, &o, 0, 3600, 0, 0.95), HST_OK);
    assert_same_bits(o.end_lower, 3600.0);
    assert_same_bits(o.end_upper, (double)INFINITY);
}

static void the_change_is_held_within_the_clamp(void **unused) {
    hst_work_outlook o;
    (void)unused;
    assert_status(hst_work_forecast(NULL, &o, 0, 1, 2015, 0.95), HST_OK);
    assert_same_bits(o.change, 3.0);
    assert_status(hst_work_forecast(NULL, &o, 0, 1000000000, 1000, 0.95), HST_OK);
    assert_same_bits(o.change, -0.75);
    assert_same_bits(o.change_lower, -0.75);
    assert_same_bits(o.change_upper, -0.75);
    assert_status(hst_work_forecast(NULL, &o, INT64_MIN, INT64_MAX, 1, 0.95), HST_OK);
    assert_same_bits(o.elapsed, 0x1p64);
}

/* Also where 2015 times the seconds is no double, and the quotient by 2015 not what it was. */
static void an_epoch_that_is_over_has_one_end(void **unused) {
    rng r = rng_seed(3);
    hst_work_outlook o;
    int i;
    (void)unused;
    for (i = 0; i < 500; ++i) {
        int64_t now = 1 + (int64_t)(rng_next(&r) >> (1 + i % 40));
        assert_status(hst_work_forecast(NULL, &o, 0, now, 2015, 0.95), HST_OK);
        assert_same_bits(o.end, (double)now);
        assert_same_bits(o.end_lower, (double)now);
        assert_same_bits(o.end_upper, (double)now);
    }
}

static void mempool_forecast_is_that_of_mempool(void **unused) {
    golden *g = golden_open("work/mempool.csv");
    (void)unused;
    while (golden_next(g)) {
        hst_work_outlook_mempool o;
        assert_status(hst_work_forecast_mempool(&o, golden_integer(g, "first"), golden_integer(g, "quarter"),
                                                golden_integer(g, "now"), golden_integer(g, "latest"),
                                                golden_integer(g, "height"), golden_number(g, "previous")),
                      HST_OK);
        assert_same_bits(o.progress, golden_number(g, "progress"));
        assert_same_bits(o.change, golden_number(g, "change"));
        assert_same_bits(o.expected, golden_number(g, "expected"));
        assert_int_equal(o.remaining, golden_integer(g, "remaining"));
        assert_int_equal(o.next_height, golden_integer(g, "next_height"));
        assert_int_equal(o.mean_ms, golden_integer(g, "mean_ms"));
        assert_int_equal(o.adjusted_mean_ms, golden_integer(g, "adjusted_mean_ms"));
        assert_int_equal(o.remaining_ms, golden_integer(g, "remaining_ms"));
        assert_int_equal(o.end_ms, golden_integer(g, "end_ms"));
    }
    golden_close(g);
}

/* The formula's corners, worked by hand. Height 2016 opens an epoch, 2518 is its block 502, 2519 its 503. */
static void mempool_forecast_changes_formula_where_mempool_does(void **unused) {
    hst_work_outlook_mempool o;
    (void)unused;
    assert_status(hst_work_forecast_mempool(&o, 302400, 0, 302400 + 600, 0, 2017, 0), HST_OK);
    assert_same_bits(o.change, 100.0); /* quarter unknown: two blocks for one interval */
    assert_int_equal(o.adjusted_mean_ms, 600000);
    assert_status(hst_work_forecast_mempool(&o, 302400, 2400, 302400 + 2400, 0, 2518, 100), HST_OK);
    assert_same_bits(o.change, (600 / (602400.0 / 504) - 1) * 100); /* 2400 s + 300000 s x 2 */
    assert_int_equal(o.adjusted_mean_ms, 1197614);                  /* 602400 / 503 */
    assert_int_equal(o.mean_ms, 4780);                              /* 2400 / 502 */
    assert_status(hst_work_forecast_mempool(&o, 302400, 2400, 302400 + 302400, 0, 2519, 100), HST_OK);
    assert_same_bits(o.change, 0.0); /* 504 blocks expected and counted */
    assert_status(hst_work_forecast_mempool(&o, 1000, 0, 9999, 1000 + 2016 * 600, 4031, 0), HST_OK);
    assert_same_bits(o.change, 0.0); /* the last block: `latest` counts, not `now` */
}

static void mempool_forecast_is_clamped_and_survives_no_time_at_all(void **unused) {
    hst_work_outlook_mempool o;
    (void)unused;
    assert_status(hst_work_forecast_mempool(&o, 5000, 0, 5000, 0, 4032, 0), HST_OK);
    assert_same_bits(o.change, 300.0);
    assert_int_equal(o.mean_ms, 600000);
    assert_int_equal(o.remaining, 2016);
    assert_int_equal(o.end_ms, 5000000 + INT64_C(2016) * 600000);
    assert_status(hst_work_forecast_mempool(&o, 5000, 0, 4000, 0, 4032, 0), HST_OK);
    assert_same_bits(o.change, -75.0); /* a clock behind the first block: mempool counts backwards */
    assert_same_bits(o.expected, 0.0);
    assert_status(hst_work_forecast_mempool(&o, 5000, 0, 5000000, 0, 4035, 0), HST_OK);
    assert_same_bits(o.change, -75.0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_are_bitcoins_until_changed),
        cmocka_unit_test(retargets_are_those_of_core_and_litecoin),
        cmocka_unit_test(every_retarget_of_two_years_recomputes_to_the_real_bits),
        cmocka_unit_test(any_times_are_clamped_to_a_quarter_and_four_times),
        cmocka_unit_test(a_product_beyond_256_bits_ends_at_the_limit),
        cmocka_unit_test(a_target_of_which_nothing_is_left_has_bits_0),
        cmocka_unit_test(an_epoch_on_schedule_still_gains_one_interval),
        cmocka_unit_test(ends_of_the_interval_are_those_of_clopper_and_pearson),
        cmocka_unit_test(the_interval_holds_at_least_as_often_as_it_says),
        cmocka_unit_test(the_last_block_leaves_nothing_to_luck),
        cmocka_unit_test(before_the_first_block_only_one_side_is_known),
        cmocka_unit_test(the_change_is_held_within_the_clamp),
        cmocka_unit_test(an_epoch_that_is_over_has_one_end),
        cmocka_unit_test(mempool_forecast_is_that_of_mempool),
        cmocka_unit_test(mempool_forecast_changes_formula_where_mempool_does),
        cmocka_unit_test(mempool_forecast_is_clamped_and_survives_no_time_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
