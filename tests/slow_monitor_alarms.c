/* How often a monitor is wrong on networks that do not change, or grow as its options say, when it is looked
 * at every day for five years; and how long it takes to see a fall. The figures of the header are printed
 * here. */
#include "support/support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hashstat/monitor.h"

enum { DAY = 144, YEAR = 52560, NETWORKS = 1000, FALLS = 200, GROWING = 200 };

#define WORK 1e20
#define MEAN 600.0 /* seconds of a block before any change */
#define YEAR_SECONDS 31557600.0
#define ALARM 20.0 /* e: 1/alpha */

static hst_monitor_state state;
static hst_monitor_reading out;

static void begin(double growth_lower, double growth_upper, int64_t baseline) {
    hst_monitor_options o;
    assert_status(hst_monitor_options_init(&o, (uint32_t)sizeof o), HST_OK);
    o.growth_lower = growth_lower;
    o.growth_upper = growth_upper;
    o.baseline = baseline;
    assert_status(hst_monitor_init(&state, &o), HST_OK);
}

/* n blocks of a network `rate` times as fast as at first, with `difficulty` times the work; the seconds they
 * took. */
static double run_blocks_of(rng *r, int64_t n, double rate, double difficulty) {
    double all = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        double seconds = MEAN * difficulty / rate * rng_exponential(r);
        assert_status(hst_monitor_push_block(&state, seconds, WORK * difficulty, i), HST_OK);
        all += seconds;
    }
    return all;
}

static double run_blocks(rng *r, int64_t n, double rate) {
    return run_blocks_of(r, n, rate, 1);
}

static void look(void) {
    assert_status(hst_monitor_read(&out, &state, 0.95), HST_OK);
}

static double larger(double a, double b) {
    return a > b ? a : b;
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The statistic that one constant network in twenty reaches in five years of daily looks. */
static double threshold = 30;

static void constant_networks(int networks, int64_t baseline) {
    static double largest[NETWORKS];
    int alarms = 0, falls = 0, rises = 0, k;
    for (k = 0; k < networks; ++k) {
        rng r = rng_seed(5000 + (uint64_t)k);
        double most = 0, fall = 0, rise = 0;
        int64_t day;
        begin(0, 0, baseline);
        largest[k] = 0;
        for (day = 0; day < 5 * YEAR / DAY; ++day) {
            (void)run_blocks(&r, DAY, 1);
            look();
            most = larger(most, out.e);
            fall = larger(fall, out.fall.log_e);
            rise = larger(rise, out.rise.log_e);
            largest[k] = larger(largest[k], larger(out.fall.statistic, out.rise.statistic));
        }
        alarms += most >= ALARM;
        falls += fall >= log(ALARM);
        rises += rise >= log(ALARM);
    }
    qsort(largest, (size_t)networks, sizeof *largest, ascending);
    threshold = largest[networks - networks / 20];
    printf("constant, 5 years of daily looks, baseline %d: %d of %d ever reach e = 20 (%d by falls, %d by "
           "rises alone); the statistic that 1 in 20 reaches: %.1f\n",
           (int)baseline, alarms, networks, falls, rises, threshold);
    assert_true(alarms <= networks / 20 && falls <= networks / 20 && rises <= networks / 20);
}

static void one_network_in_twenty_alarms_in_five_years_at_most(void **unused) {
    (void)unused;
    constant_networks(NETWORKS / 4, 28 * DAY);
    constant_networks(NETWORKS, 0);
}

/* Growth that goes up and down between both ends of what the options say, over two years. */
static int growing_alarms(int64_t baseline, double lower, double upper, double low, double high) {
    int alarms = 0, k;
    for (k = 0; k < GROWING; ++k) {
        rng r = rng_seed(7000 + (uint64_t)k);
        double rate = 1, most = 0;
        int64_t day;
        begin(lower, upper, baseline);
        for (day = 0; day < 2 * YEAR / DAY; ++day) {
            double seconds = run_blocks_of(&r, DAY, rate, rate);
            rate *= exp((day / 30 % 2 == 0 ? low : high) * seconds);
            look();
            most = larger(most, out.e);
        }
        alarms += most >= ALARM;
    }
    return alarms;
}

static void networks_that_grow_as_the_options_say_keep_the_bound(void **unused) {
    double low = log(1.2) / YEAR_SECONDS, high = log(1.8) / YEAR_SECONDS;
    int whole = growing_alarms(0, low, high, low, high);
    int trailing = growing_alarms(28 * DAY, low, high, low, high);
    int without = growing_alarms(0, 0, 0, low, high);
    (void)unused;
    printf("growing by 20 to 80 %% a year, 2 years: %d of %d alarm with the options, %d with a baseline of 4 "
           "weeks too; %d without any\n",
           whole, GROWING, trailing, without);
    assert_true(whole <= GROWING / 20 && trailing <= GROWING / 20);
    assert_true(without > GROWING / 2); /* or this test shows nothing */
}

/* Days from the change to the first of looks every 36 blocks that alarms, by e and by the statistic at the
 * threshold; INFINITY where there is none in a year's blocks. */
static void delays(double *by_e, double *by_statistic, uint64_t seed, int64_t before, double rate,
                   int64_t baseline) {
    rng r = rng_seed(seed);
    double days = 0;
    int64_t i;
    begin(0, 0, baseline);
    *by_e = *by_statistic = INFINITY;
    (void)run_blocks(&r, before, 1);
    for (i = 0; i < YEAR && (*by_e == INFINITY || *by_statistic == INFINITY); i += 36) {
        days += run_blocks(&r, 36, rate) / 86400;
        look();
        if (*by_e == INFINITY && out.e >= ALARM) {
            *by_e = days;
        }
        if (*by_statistic == INFINITY && larger(out.fall.statistic, out.rise.statistic) >= threshold) {
            *by_statistic = days;
        }
    }
}

static void print_quartiles(const char *name, double *days) {
    qsort(days, FALLS, sizeof *days, ascending);
    printf("  %s %.1f (%.1f .. %.1f)", name, days[FALLS / 2], days[FALLS / 4], days[3 * FALLS / 4]);
}

/* The median delay of the e-value. */
static double show_delays(int64_t before, double fall, int64_t baseline) {
    static double by_e[FALLS], by_statistic[FALLS];
    int k;
    for (k = 0; k < FALLS; ++k) {
        delays(&by_e[k], &by_statistic[k], 9000 + (uint64_t)k, before, 1 - fall, baseline);
    }
    printf("fall of %2.0f %% after %3d days, baseline %5d blocks: days", 100 * fall, (int)(before / DAY),
           (int)baseline);
    print_quartiles("e >= 20", by_e);
    print_quartiles("statistic", by_statistic);
    printf("\n");
    return by_e[FALLS / 2];
}

/* The network grows by half a year all the time; then comes the fall. `claimed` is the least growth that the
 * options say. Alarms of falls alone, at e = 20 of theirs. */
static double show_growing_delays(double claimed, int64_t baseline) {
    static double days[FALLS];
    double growth = log(1.5) / YEAR_SECONDS;
    int early = 0, k;
    for (k = 0; k < FALLS; ++k) {
        rng r = rng_seed(11000 + (uint64_t)k);
        double rate = 1;
        int64_t i;
        begin(log(1 + claimed) / YEAR_SECONDS, growth, baseline);
        days[k] = 0;
        for (i = 0; i < 2 * YEAR && out.fall.log_e < log(ALARM); i += 36) {
            double seconds = run_blocks_of(&r, 36, i < YEAR ? rate : 0.8 * rate, rate);
            rate *= exp(growth * seconds);
            days[k] += i < YEAR ? 0 : seconds / 86400;
            look();
        }
        early += i < YEAR;
        days[k] = i < 2 * YEAR ? days[k] : INFINITY;
        memset(&out, 0, sizeof out);
    }
    printf("fall of 20 %% from growth of 50 %% a year, %2.0f %% of it claimed, baseline %5d blocks: days",
           100 * claimed, (int)baseline);
    print_quartiles("e >= 20", days);
    printf(", %d early\n", early);
    assert_true(early <= FALLS / 20);
    return days[FALLS / 2];
}

static void falls_of_growing_networks_are_seen(void **unused) {
    (void)unused;
    (void)show_growing_delays(0, 0);
    assert_true(show_growing_delays(0, 28 * DAY) < 30);
    assert_true(show_growing_delays(0.2, 28 * DAY) < 12);
    assert_true(show_growing_delays(0.5, 0) < 10);
}

static void falls_are_seen(void **unused) {
    (void)unused;
    (void)show_delays(28 * DAY, 0.05, 0);
    (void)show_delays(28 * DAY, 0.10, 0);
    assert_true(show_delays(28 * DAY, 0.20, 0) < 10);
    assert_true(show_delays(28 * DAY, 0.50, 0) < 1.5);
    (void)show_delays(YEAR, 0.05, 0);
    assert_true(show_delays(YEAR, 0.10, 0) < 35);
    assert_true(show_delays(YEAR, 0.20, 0) < 8);
    assert_true(show_delays(YEAR, 0.50, 0) < 1.5);
    (void)show_delays(YEAR, 0.10, 28 * DAY);
    assert_true(show_delays(YEAR, 0.20, 28 * DAY) < 10);
    assert_true(show_delays(YEAR, 0.50, 28 * DAY) < 1.5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_network_in_twenty_alarms_in_five_years_at_most),
        cmocka_unit_test(networks_that_grow_as_the_options_say_keep_the_bound),
        cmocka_unit_test(falls_are_seen),
        cmocka_unit_test(falls_of_growing_networks_are_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
