/* Monitors against numbers from elsewhere: a known change point, and e-values from another program. */
#include "support/support.h"

#include "hashstat/monitor.h"

static hst_monitor_state state;
static hst_monitor_reading out;

static void look(void) {
    assert_status(hst_monitor_read(&out, &state, 0.95), HST_OK);
}

/* Counts by year; the file's first lines have the source and the maximum likelihood. */
static void the_coal_mining_disasters_change_after_1891(void **unused) {
    golden *g = golden_open("monitor/coal.csv");
    (void)unused;
    assert_status(hst_monitor_init(&state, NULL), HST_OK);
    while (golden_next(g)) {
        int64_t year = golden_integer(g, "year");
        assert_status(hst_monitor_push_bin(&state, golden_integer(g, "disasters"), 1, year), HST_OK);
    }
    golden_close(g);
    look();
    assert_int_equal(out.fall.onset, 41);
    assert_int_equal(out.fall.last_key, 1891);
    assert_int_equal(out.fall.onset_key, 1892);
    assert_near_abs(out.fall.statistic, 69.988345, 5e-7);
    assert_near_abs(out.fall.before, 3.097561, 5e-7);
    assert_near_abs(out.fall.after, 0.901408, 5e-7);
    assert_int_equal(out.direction, -1);
}

static void begin(const golden *g) {
    hst_monitor_options o;
    assert_status(hst_monitor_options_init(&o, (uint32_t)sizeof o), HST_OK);
    o.known_rate = golden_number(g, "known_rate");
    o.growth_lower = golden_number(g, "growth_lower");
    o.growth_upper = golden_number(g, "growth_upper");
    o.stride = golden_integer(g, "stride");
    o.horizon = golden_integer(g, "horizon");
    assert_status(hst_monitor_init(&state, &o), HST_OK);
}

/* As make_monitor.py says. */
static void push_all(int64_t bins, int64_t n, int64_t change) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        int64_t raw = 100 + 7919 * (i + 1) * (i + 1) % 1009;
        double seconds = (double)(i >= change ? 2 * raw : raw);
        if (bins) {
            assert_status(hst_monitor_push_bin(&state, raw / 20 / (i >= change ? 2 : 1), 40, i), HST_OK);
        } else {
            assert_status(hst_monitor_push_block(&state, seconds, 1, i), HST_OK);
        }
    }
}

static void e_values_are_those_of_the_definition(void **unused) {
    golden *g = golden_open("monitor/monitor.csv");
    (void)unused;
    while (golden_next(g)) {
        begin(g);
        push_all(golden_integer(g, "bins"), golden_integer(g, "n"), golden_integer(g, "change"));
        look();
        assert_near_abs(out.fall.log_e, golden_number(g, "fall"), 1e-11);
        assert_near_abs(out.rise.log_e, golden_number(g, "rise"), 1e-11);
        assert_near_abs(out.log_e, golden_number(g, "both"), 1e-11);
    }
    golden_close(g);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_coal_mining_disasters_change_after_1891),
        cmocka_unit_test(e_values_are_those_of_the_definition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
