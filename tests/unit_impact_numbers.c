/* The numbers of the room impact: the two known events from their blocks on, records solved in 40 digits, and
 * the definition by brute force. */
#include "support/impact_record.h"
#include "support/real_blocks.h"

#include <math.h>
#include <string.h>

#include "hashstat/hashrate.h"
#include "oracle/impact.h"

enum { BLOCKS = 50000, DAY = 86400 };

/* ---- the known events -------------------------------------------------------------------------- */

static int find_row(golden *g, const char *name) {
    while (golden_next(g)) {
        if (strcmp(golden_text(g, "name"), name) == 0) {
            return 1;
        }
    }
    return 0;
}

static void read_counts(const golden *g, hst_impact_count *event, hst_impact_count *base) {
    event->blocks = golden_integer(g, "event_blocks");
    event->exposure = golden_number(g, "event_exposure");
    base->blocks = golden_integer(g, "base_blocks");
    base->exposure = golden_number(g, "base_exposure");
}

static void falls_agree_with_scipy(void **state) {
    golden *g = golden_open("impact/falls.csv");
    hst_impact_count event, base;
    hst_impact_fall fall;
    (void)state;
    while (golden_next(g)) {
        read_counts(g, &event, &base);
        assert_status(hst_impact_fall_exact(&fall, &event, &base, 0.95), HST_OK);
        assert_near(fall.estimate, golden_number(g, "estimate"), 1e-14);
        assert_near(fall.lower, golden_number(g, "lower"), 1e-11);
        assert_near(fall.upper, golden_number(g, "upper"), 1e-11);
        assert_near(fall.p, golden_number(g, "p"), 1e-11);
        assert_near(fall.luck_p, golden_number(g, "luck_p"), 1e-11);
        assert_status(hst_impact_fall_midp(&fall, &event, &base, 0.95), HST_OK);
        assert_near(fall.estimate, golden_number(g, "estimate"), 1e-14);
        assert_near(fall.lower, golden_number(g, "midp_lower"), 1e-11);
        assert_near(fall.upper, golden_number(g, "midp_upper"), 1e-11);
    }
    golden_close(g);
}

static void falls_are_those_known_before(void **state) {
    golden *known = golden_open("impact/reference.csv");
    (void)state;
    while (golden_next(known)) {
        golden *g = golden_open("impact/falls.csv");
        int midp = strcmp(golden_text(known, "method"), "midp") == 0;
        hst_impact_count event, base;
        hst_impact_fall fall;
        assert_true(find_row(g, golden_text(known, "name")));
        read_counts(g, &event, &base);
        assert_status((midp ? hst_impact_fall_midp : hst_impact_fall_exact)(&fall, &event, &base, 0.95),
                      HST_OK);
        assert_near_abs(fall.estimate, golden_number(known, "estimate"),
                        golden_number(known, "half_estimate"));
        assert_near_abs(fall.lower, golden_number(known, "lower"), golden_number(known, "half_ends"));
        assert_near_abs(fall.upper, golden_number(known, "upper"), golden_number(known, "half_ends"));
        golden_close(g);
    }
    golden_close(known);
}

static void read_record(record *r, golden *g, const char *column, const char *name, int *more) {
    r->bins = 0;
    while (*more && strcmp(golden_text(g, column), name) == 0) {
        r->blocks[r->bins] = golden_integer(g, "blocks");
        r->exposure[r->bins] = golden_number(g, "exposure");
        r->time[r->bins] = golden_number(g, "time");
        r->dark[r->bins] = golden_number(g, "dark");
        ++r->bins;
        *more = golden_next(g);
    }
}

/* Both figures were published to two digits after the point, of percent. */
static void daily_regression_of_kazakhstan_is_the_known_one(void **state) {
    golden *g = golden_open("impact/days.csv");
    int more = golden_next(g);
    record r;
    hst_impact_trend t;
    (void)state;
    read_record(&r, g, "set", "joined", &more);
    t = fitted_at(&r, 0.95);
    assert_int_equal(r.bins, 41);
    assert_near_abs(t.fall.estimate, 0.0770, 0.00005);
    assert_near_abs(t.fall.lower, -0.0072, 0.00005);
    assert_near_abs(t.fall.upper, 0.1557, 0.00005);
    assert_near_abs(t.fall.p, 0.0723, 0.00005);
    assert_near_abs(t.dispersion, 0.985, 0.0005);
    read_record(&r, g, "set", "alone", &more);
    t = fitted_at(&r, 0.95);
    assert_int_equal(r.bins, 37);
    assert_near_abs(t.fall.estimate, 0.0766, 0.00005);
    assert_near_abs(t.fall.lower, -0.0076, 0.00005);
    assert_near_abs(t.fall.upper, 0.1554, 0.00005);
    assert_near_abs(t.fall.p, 0.0736, 0.00005);
    assert_near_abs(t.dispersion, 1.06, 0.005);
    assert_int_equal(t.freedom, 37 - 2 - 3);
    assert_false(more);
    golden_close(g);
}

/* Cambridge gave Kazakhstan 13.2 % for January 2022 and 18.1 % for August 2021. */
static void of_the_published_shares_january_is_inside_and_august_outside(void **state) {
    golden *g = golden_open("impact/days.csv");
    int more = golden_next(g);
    record r;
    hst_impact_trend t;
    hst_impact_share share;
    (void)state;
    read_record(&r, g, "set", "joined", &more);
    golden_close(g);
    t = fitted_at(&r, 0.95);
    assert_status(hst_impact_share_implied(&share, &t.fall, 1, 1), HST_OK);
    assert_true(share.lower < 0.1322 && 0.1322 < share.upper);
    assert_true(share.upper < 0.181);
}

/* ---- from the blocks themselves ---------------------------------------------------------------- */

static int64_t block_time[BLOCKS];
static double block_work[BLOCKS];

static int64_t read_blocks(const char *name) {
    return real_blocks_in_order(block_time, block_work, BLOCKS, name);
}

static hst_impact_count count_between(int64_t from, int64_t until, int64_t n) {
    hst_impact_count c;
    int64_t edges[2], seconds;
    edges[0] = from;
    edges[1] = until;
    assert_status(hst_hashrate_count_edges(&c.blocks, &c.exposure, &seconds, NULL, edges, 1, block_time,
                                           block_work, NULL, n, 0),
                  HST_OK);
    return c;
}

static void check_count(const golden *g, hst_impact_count c, const char *blocks, const char *exposure) {
    assert_int_equal(c.blocks, golden_integer(g, blocks));
    assert_near(c.exposure, golden_number(g, exposure), 4e-16);
}

static void counts_of_the_blackout_come_from_its_blocks(void **state) {
    const int64_t from = 1641380400, until = 1641867300; /* 2022-01-05T11:00Z, 2022-01-11T02:15Z */
    int64_t n = read_blocks("blocks/kazakhstan-2022.csv");
    golden *g = golden_open("impact/falls.csv");
    (void)state;
    assert_true(find_row(g, "against_7d_before"));
    check_count(g, count_between(from, until, n), "event_blocks", "event_exposure");
    check_count(g, count_between(from - 7 * DAY, from, n), "base_blocks", "base_exposure");
    assert_true(find_row(g, "against_7d_after"));
    check_count(g, count_between(until, until + 7 * DAY, n), "base_blocks", "base_exposure");
    golden_close(g);
}

static void counts_of_china_come_from_its_blocks(void **state) {
    const int64_t may = 1619827200, june = 1624492800; /* 2021-05-01, 2021-06-24 */
    int64_t n = read_blocks("blocks/china-2021.csv");
    golden *g = golden_open("impact/falls.csv");
    (void)state;
    assert_true(find_row(g, "china"));
    check_count(g, count_between(june, june + 14 * DAY, n), "event_blocks", "event_exposure");
    check_count(g, count_between(may, may + 14 * DAY, n), "base_blocks", "base_exposure");
    golden_close(g);
}

static void daily_counts_come_from_the_blocks(void **state) {
    int64_t n = read_blocks("blocks/kazakhstan-2022.csv");
    golden *g = golden_open("impact/days.csv");
    int days = 0;
    (void)state;
    while (golden_next(g)) {
        if (strcmp(golden_text(g, "set"), "alone") == 0) {
            int64_t start = golden_integer(g, "time") - DAY / 2;
            hst_impact_count c = count_between(start, start + DAY, n);
            assert_int_equal(c.blocks, golden_integer(g, "blocks"));
            if (golden_number(g, "exposure") > 0) {
                assert_near(c.exposure, golden_number(g, "exposure"), 4e-16);
            }
            ++days;
        }
    }
    assert_int_equal(days, 37);
    golden_close(g);
}

/* ---- 40 digits --------------------------------------------------------------------------------- */

static double all_blocks(const record *r) {
    double sum = 0;
    int64_t j;
    for (j = 0; j < r->bins; ++j) {
        sum += (double)r->blocks[j];
    }
    return sum;
}

/* Errors as the contract states them: of a fall f relative to 1 - f, of the growth to its interval. */
static void check_fit(const golden *g, const hst_impact_trend *t, double blocks) {
    double length = golden_number(g, "growth_upper") - golden_number(g, "growth_lower");
    double bound = 1e-10 + 1e-15 * blocks;
    assert_int_equal(t->identified, 1);
    assert_near(1 - t->fall.estimate, 1 - golden_number(g, "estimate"), 1e-13);
    assert_near(1 - t->fall.lower, 1 - golden_number(g, "lower"), bound);
    assert_near(1 - t->fall.upper, 1 - golden_number(g, "upper"), bound);
    assert_near(t->fall.p, golden_number(g, "p"), bound);
    assert_near(t->fall.luck_p, golden_number(g, "luck_p"), bound);
    assert_near_abs(t->growth, golden_number(g, "growth"), 1e-12 * length);
    assert_near_abs(t->growth_lower, golden_number(g, "growth_lower"), bound * length);
    assert_near_abs(t->growth_upper, golden_number(g, "growth_upper"), bound * length);
    assert_near(t->counterfactual, golden_number(g, "counterfactual"), 1e-13);
    assert_int_equal(t->freedom, golden_integer(g, "freedom"));
    if (t->freedom > 0) {
        assert_near(t->dispersion, golden_number(g, "dispersion"), 1e-11);
    } else {
        assert_is_nan(t->dispersion);
    }
}

static void regressions_agree_with_40_digits(void **state) {
    golden *bins = golden_open("impact/trend_bins.csv");
    golden *fits = golden_open("impact/trend_fits.csv");
    int more = golden_next(bins);
    int records = 0;
    (void)state;
    while (golden_next(fits)) {
        record r;
        hst_impact_trend t;
        read_record(&r, bins, "record", golden_text(fits, "record"), &more);
        t = fitted_at(&r, golden_number(fits, "level"));
        check_fit(fits, &t, all_blocks(&r));
        ++records;
    }
    assert_false(more);
    assert_int_equal(records, 48);
    golden_close(bins);
    golden_close(fits);
}

/* ---- brute force ------------------------------------------------------------------------------- */

static record random_record(rng *random) {
    static const double missing[2] = {NAN, 0};
    record r;
    int64_t first, last, j;
    double each = 2 + 60 * rng_uniform(random);
    r.bins = 5 + (int64_t)rng_below(random, 8);
    first = 1 + (int64_t)rng_below(random, (uint64_t)r.bins - 3);
    last = first + 1 + (int64_t)rng_below(random, (uint64_t)(r.bins - first) - 1);
    for (j = 0; j < r.bins; ++j) {
        int left_out = rng_below(random, 10) == 0;
        r.exposure[j] = left_out ? missing[rng_below(random, 2)] : 0.5 + rng_uniform(random);
        r.time[j] = (double)j + rng_uniform(random) / 2;
        r.dark[j] = j >= first && j < last ? 1 : 0;
        r.blocks[j] = rng_poisson(random, each * (r.exposure[j] > 0 ? r.exposure[j] : 1));
    }
    return r;
}

static void check_against_oracle(const record *r) {
    oracle_record o;
    hst_impact_trend t = fitted_at(r, 0.9);
    const long double drop = 1.352771727047702L; /* half of chi-square(1), 0.9: 2.705543454095404 */
    long double best, top;
    o.blocks = r->blocks;
    o.exposure = r->exposure;
    o.time = r->time;
    o.dark = r->dark;
    o.bins = r->bins;
    best = oracle_best_fall(&o);
    top = oracle_profile(&o, best);
    assert_near_abs(t.fall.estimate, (double)best, 1e-7 * (double)(1 + fabsl(best)));
    assert_near_abs((double)(top - oracle_profile(&o, t.fall.estimate)), 0, 1e-12);
    assert_near_abs(t.fall.p, (double)erfcl(sqrtl(fabsl(top - oracle_profile(&o, 0)))), 1e-7);
    if (t.fall.lower > -1e6) {
        assert_near((double)(top - oracle_profile(&o, t.fall.lower)), (double)drop, 1e-9);
    }
    if (t.fall.upper < 1) {
        assert_near((double)(top - oracle_profile(&o, t.fall.upper)), (double)drop, 1e-9);
    }
}

static void regressions_agree_with_brute_force(void **state) {
    rng random = rng_seed(41);
    int records = 0, i;
    (void)state;
    for (i = 0; i < 120; ++i) {
        record r = random_record(&random);
        hst_impact_trend t = fitted_at(&r, 0.9);
        if (t.identified && t.fall.estimate < 1) {
            check_against_oracle(&r);
            ++records;
        }
    }
    assert_true(records > 90);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(falls_agree_with_scipy),
        cmocka_unit_test(falls_are_those_known_before),
        cmocka_unit_test(daily_regression_of_kazakhstan_is_the_known_one),
        cmocka_unit_test(of_the_published_shares_january_is_inside_and_august_outside),
        cmocka_unit_test(counts_of_the_blackout_come_from_its_blocks),
        cmocka_unit_test(counts_of_china_come_from_its_blocks),
        cmocka_unit_test(daily_counts_come_from_the_blocks),
        cmocka_unit_test(regressions_agree_with_40_digits),
        cmocka_unit_test(regressions_agree_with_brute_force),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
