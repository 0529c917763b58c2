/* Several events at once: records that SciPy solved, one event as hst_impact_trend_fit has it, what cannot be
 * told, and darkness by steps against every second. */
#include "support/impact_record.h"

#include <math.h>
#include <string.h>

#include "kernels/student.h"

enum { EVENTS = 3 };

typedef struct several {
    record r;
    double dark[EVENTS * BINS]; /* event by event, r.bins each */
    int events;
} several;

typedef struct fit {
    hst_impact_fall falls[EVENTS];
    hst_impact_events rest;
} fit;

static fit fit_at(const several *s, double level, int32_t quasi) {
    fit f;
    assert_status(hst_impact_events_fit(f.falls, &f.rest, s->r.blocks, s->r.exposure, s->r.time, s->r.bins,
                                        s->dark, s->events, level, quasi),
                  HST_OK);
    return f;
}

/* ---- solved before ----------------------------------------------------------------------------- */

static several read_several(golden *g, const char *name, int events, int *more) {
    double dark[EVENTS][BINS];
    several s;
    int k;
    s.r.bins = 0;
    s.events = events;
    while (*more && strcmp(golden_text(g, "record"), name) == 0) {
        int64_t j = s.r.bins++;
        s.r.blocks[j] = golden_integer(g, "blocks");
        s.r.exposure[j] = golden_number(g, "exposure");
        s.r.time[j] = golden_number(g, "time");
        dark[0][j] = golden_number(g, "dark0");
        dark[1][j] = golden_number(g, "dark1");
        dark[2][j] = golden_number(g, "dark2");
        *more = golden_next(g);
    }
    for (k = 0; k < events; ++k) {
        memcpy(s.dark + k * s.r.bins, dark[k], (size_t)s.r.bins * sizeof(double));
    }
    return s;
}

static void check_row(const golden *g, const fit *f) {
    const hst_impact_fall *fall = &f->falls[golden_integer(g, "event")];
    double length = golden_number(g, "growth_upper") - golden_number(g, "growth_lower");
    assert_near(1 - fall->estimate, 1 - golden_number(g, "estimate"), 1e-9);
    assert_near(1 - fall->lower, 1 - golden_number(g, "lower"), 1e-7);
    assert_near(1 - fall->upper, 1 - golden_number(g, "upper"), 1e-7);
    assert_near(fall->p, golden_number(g, "p"), 1e-7);
    assert_near(fall->luck_p, fall->estimate > 0 ? fall->p / 2 : 1 - fall->p / 2, 1e-15);
    assert_near_abs(f->rest.growth, golden_number(g, "growth"), 1e-9 * length);
    assert_near_abs(f->rest.growth_lower, golden_number(g, "growth_lower"), 1e-7 * length);
    assert_near_abs(f->rest.growth_upper, golden_number(g, "growth_upper"), 1e-7 * length);
    assert_near(f->rest.dispersion, golden_number(g, "dispersion"), 1e-8);
    assert_int_equal(f->rest.scale > 1, golden_integer(g, "quasi") && f->rest.dispersion > 1);
}

static void several_events_agree_with_scipy(void **state) {
    golden *bins = golden_open("impact/events_bins.csv"), *fits = golden_open("impact/events_fits.csv");
    int more = golden_next(bins), rows = 0;
    several s;
    fit f;
    (void)state;
    while (golden_next(fits)) {
        if (golden_integer(fits, "event") == 0) {
            s = read_several(bins, golden_text(fits, "record"), (int)golden_integer(fits, "events"), &more);
            f = fit_at(&s, golden_number(fits, "level"), (int32_t)golden_integer(fits, "quasi"));
            assert_int_equal(f.rest.freedom, s.r.bins - 2 - s.events);
        }
        check_row(fits, &f);
        ++rows;
    }
    assert_false(more);
    assert_int_equal(rows, 22);
    golden_close(bins);
    golden_close(fits);
}

static void student_agrees_with_30_digits(void **state) {
    golden *g = golden_open("impact/student.csv");
    (void)state;
    while (golden_next(g)) {
        double t = golden_number(g, "t"), freedom = golden_number(g, "freedom");
        double upper = golden_number(g, "upper");
        assert_near(hst__student_upper(t, freedom), upper, 1e-12);
        if (t > 0.5 && t < 3) {
            assert_near(hst__student_quantile(1 - 2 * upper, freedom), t, 1e-11);
        }
    }
    golden_close(g);
}

/* ---- one event --------------------------------------------------------------------------------- */

static several random_record(rng *random, int in_part) {
    double each = 1 + (double)rng_below(random, rng_below(random, 2) ? 100 : 4);
    several s;
    int64_t first, last, j;
    s.events = 1;
    s.r.bins = 6 + (int64_t)rng_below(random, 30);
    first = 1 + (int64_t)rng_below(random, (uint64_t)s.r.bins - 3);
    last = first + 1 + (int64_t)rng_below(random, (uint64_t)(s.r.bins - first) - 1);
    for (j = 0; j < s.r.bins; ++j) {
        s.r.exposure[j] = rng_below(random, 10) == 0 ? (double)NAN : (0.5 + rng_uniform(random)) * 1e-18;
        s.r.time[j] = 1.64e9 + 86400 * (double)j;
        s.r.dark[j] = j >= first && j < last ? (in_part && j == first ? 0.5 : 1) : 0;
        s.r.blocks[j] = rng_poisson(random, each * (1 - 0.2 * s.r.dark[j]));
    }
    memcpy(s.dark, s.r.dark, (size_t)s.r.bins * sizeof(double));
    return s;
}

static void assert_close(double x, double expected, double scale) {
    if (isnan(expected) || isinf(expected)) {
        assert_true((isnan(x) && isnan(expected)) || x == expected);
    } else {
        assert_near_abs(x, expected, 1e-7 * scale);
    }
}

static void one_event_is_that_of_the_growth_aware_fall(void **state) {
    rng random = rng_seed(5);
    int i, told = 0;
    (void)state;
    for (i = 0; i < 600; ++i) {
        several s = random_record(&random, i % 3 == 0);
        hst_impact_trend t = fitted_at(&s.r, 0.9);
        fit f = fit_at(&s, 0.9, 0);
        double length = t.growth_upper - t.growth_lower;
        length = isfinite(length) ? length : 1e-5;
        assert_close(f.falls[0].estimate, t.fall.estimate, 1 - t.fall.estimate);
        assert_close(f.falls[0].lower, t.fall.lower, 1 - t.fall.lower);
        assert_close(f.falls[0].upper, t.fall.upper, 1);
        assert_close(f.falls[0].p, t.fall.p, 1);
        assert_close(f.falls[0].luck_p, t.fall.luck_p, 1);
        if (t.identified) { /* else growth may still be told, where the event has no bin with exposure */
            assert_close(f.rest.growth, t.growth, length);
            assert_close(f.rest.growth_lower, t.growth_lower, length);
            assert_close(f.rest.growth_upper, t.growth_upper, length);
        }
        assert_int_equal(f.rest.freedom, t.freedom);
        told += (int)t.identified;
    }
    assert_true(told > 560);
}

/* ---- what the record cannot tell --------------------------------------------------------------- */

/* Nine bins; the events are dark in the bins whose bit is set. */
static several nine(const int64_t *blocks, unsigned first, unsigned second) {
    const double none[9] = {0};
    several s;
    int j;
    s.r = bins_of(9, blocks, none);
    s.events = 2;
    for (j = 0; j < 9; ++j) {
        s.dark[j] = (double)(first >> j & 1);
        s.dark[9 + j] = (double)(second >> j & 1);
    }
    return s;
}

static const int64_t PLAIN[9] = {140, 151, 138, 149, 120, 118, 150, 143, 155};

static void assert_unknown(const hst_impact_fall *f) {
    assert_is_nan(f->estimate);
    assert_same_bits(f->lower, (double)-INFINITY);
    assert_same_bits(f->upper, 1.0);
    assert_same_bits(f->p, 1.0);
    assert_same_bits(f->luck_p, 1.0);
}

static void only_what_others_make_up_is_not_identified(void **state) {
    several s = nine(PLAIN, 0x30, 0x30);
    fit f = fit_at(&s, 0.95, 0);
    (void)state;
    assert_unknown(&f.falls[0]); /* twice the same event */
    assert_unknown(&f.falls[1]);
    assert_true(isfinite(f.rest.growth_lower) && isfinite(f.rest.growth_upper));
    s.dark[0] = 1e-7; /* but for less than 1e-6 */
    f = fit_at(&s, 0.95, 0);
    assert_unknown(&f.falls[0]);
    assert_unknown(&f.falls[1]);
    s.dark[0] = 1e-5; /* and for more */
    f = fit_at(&s, 0.95, 0);
    assert_true(f.falls[0].p < 1 && f.falls[1].p < 1);
    s = nine(PLAIN, 0x30, 0); /* an event that never was */
    f = fit_at(&s, 0.95, 0);
    assert_true(f.falls[0].estimate > 0.1);
    assert_unknown(&f.falls[1]);
    s.r.bins = 2; /* two times: growth and the events are one */
    s.dark[0] = 0;
    s.dark[1] = s.dark[3] = 1;
    s.dark[2] = 0;
    f = fit_at(&s, 0.95, 0);
    assert_unknown(&f.falls[0]);
    assert_is_nan(f.rest.growth);
    assert_is_nan(f.rest.dispersion);
    s.r.time[1] = s.r.time[0]; /* one time: no growth at all */
    f = fit_at(&s, 0.95, 0);
    assert_same_bits(f.rest.growth_lower, (double)-INFINITY);
    assert_same_bits(f.rest.growth_upper, (double)INFINITY);
}

static void a_record_that_tells_nothing_tells_nothing(void **state) {
    const int64_t none[9] = {0}, last[9] = {0, 0, 0, 0, 0, 0, 0, 0, 7};
    several s = nine(none, 0x30, 0x80);
    fit f = fit_at(&s, 0.95, 0);
    (void)state;
    assert_unknown(&f.falls[0]);
    assert_is_nan(f.rest.growth);
    s = nine(last, 0x30, 0x80); /* growth without end */
    f = fit_at(&s, 0.95, 0);
    assert_unknown(&f.falls[1]);
    assert_is_nan(f.rest.growth);
    assert_int_equal(f.rest.freedom, 5);
    s = nine(PLAIN, 0x30, 0x80);
    s.r.bins = 4; /* no freedom is left to see the dispersion */
    f = fit_at(&s, 0.95, 1);
    assert_unknown(&f.falls[0]);
    assert_same_bits(f.rest.scale, 1.0);
    s = nine(PLAIN, 0x02, 0x08);
    s.r.bins = 5; /* one degree is enough; the second event's darkness stands right after the first's */
    memmove(s.dark + 5, s.dark + 9, 5 * sizeof(double));
    f = fit_at(&s, 0.95, 1);
    assert_int_equal(f.rest.freedom, 1);
    assert_true(isfinite(f.falls[0].estimate) && isfinite(f.rest.dispersion));
}

static void events_without_blocks_and_without_light_are_at_their_ends(void **state) {
    const int64_t dark[9] = {140, 151, 0, 0, 120, 118, 150, 143, 155};
    const int64_t lit[9] = {0, 0, 0, 9, 12, 8, 11, 0, 0};
    several s = nine(dark, 0x0c, 0x20);
    fit f = fit_at(&s, 0.95, 0);
    (void)state;
    assert_same_bits(f.falls[0].estimate, 1.0);
    assert_same_bits(f.falls[0].upper, 1.0);
    assert_true(f.falls[0].lower > 0.9 && f.falls[1].lower < f.falls[1].estimate);
    s = nine(lit, 0x78, 0);
    f = fit_at(&s, 0.95, 0);
    assert_is_nan(f.falls[0].estimate);
    assert_same_bits(f.falls[0].lower, (double)-INFINITY);
    assert_true(f.falls[0].upper < 0 && f.falls[0].p < 1e-6 && f.falls[0].luck_p > 1 - 1e-6);
}

/* Growth by e^45 over the record is within reach, and its fall is found again. */
static void a_steep_record_is_climbed_to_its_top(void **state) {
    several s = nine(PLAIN, 0x30, 0);
    fit f = fit_at(&s, 0.95, 0), steep;
    int j;
    (void)state;
    for (j = 0; j < 9; ++j) {
        s.r.exposure[j] = exp(-45.0 / 8 * j);
    }
    steep = fit_at(&s, 0.95, 0);
    assert_near(steep.falls[0].estimate, f.falls[0].estimate, 1e-7);
    assert_near(steep.falls[0].lower, f.falls[0].lower, 1e-6);
    assert_near(steep.rest.growth - 45.0 / 8, f.rest.growth, 1e-6);
}

/* All weight in one bin: there is no curvature to climb by. */
static void a_flat_likelihood_is_left_at_once(void **state) {
    const int64_t blocks[3] = {67912, 67295, 99674};
    const double exposure[3] = {8e-18, 1.2e-8, 1e-16}, time[3] = {0, 1, 2}, dark[6] = {1, 0, 1, 1, 1, 0};
    hst_impact_fall f[2];
    hst_impact_events e;
    (void)state;
    assert_status(hst_impact_events_fit(f, &e, blocks, exposure, time, 3, dark, 2, 0.004, 0), HST_OK);
    assert_unknown(&f[0]); /* three bins are too few for four parameters */
    assert_unknown(&f[1]);
}

/* Two blocks, one bin apart, at a level that hardly anything is outside of. */
static void growth_that_no_block_bounds_is_unbounded(void **state) {
    const int64_t blocks[9] = {0, 0, 0, 0, 0, 0, 0, 1, 1};
    several s = nine(blocks, 0x30, 0x02);
    fit f = fit_at(&s, 1 - 1e-9, 0);
    (void)state;
    assert_true(isfinite(f.rest.growth));
    assert_same_bits(f.rest.growth_upper, (double)INFINITY);
    f = fit_at(&s, 0.5, 0);
    assert_true(isfinite(f.rest.growth_lower) && isfinite(f.rest.growth_upper));
}

/* ---- noise beyond Poisson ---------------------------------------------------------------------- */

static void quasi_widens_by_the_dispersion_and_student(void **state) {
    const int64_t noisy[9] = {140, 190, 110, 149, 90, 100, 170, 103, 155};
    several s = nine(noisy, 0x30, 0x80);
    fit plain = fit_at(&s, 0.95, 0), quasi = fit_at(&s, 0.95, 1);
    (void)state;
    assert_true(quasi.rest.dispersion > 3);
    assert_same_bits(quasi.rest.scale, quasi.rest.dispersion);
    assert_same_bits(quasi.falls[0].estimate, plain.falls[0].estimate);
    assert_true(quasi.falls[0].lower < plain.falls[0].lower && quasi.falls[0].upper > plain.falls[0].upper);
    assert_true(quasi.falls[0].p > plain.falls[0].p && quasi.falls[0].luck_p > plain.falls[0].luck_p);
    assert_true(quasi.rest.growth_lower < plain.rest.growth_lower);
    s = nine(PLAIN, 0x30, 0x80);
    quasi = fit_at(&s, 0.95, 1);
    assert_true(quasi.rest.dispersion < 1);
    assert_same_bits(quasi.rest.scale, 1.0);
}

/* ---- darkness by steps ------------------------------------------------------------------------- */

static double by_seconds(const hst_impact_outage *o, int64_t outages, int64_t from, int64_t until) {
    double sum = 0;
    int64_t second, i;
    for (second = from; second < until; ++second) {
        for (i = 0; i < outages; ++i) {
            sum += second >= o[i].from && second < o[i].until ? o[i].dark : 0;
        }
    }
    return sum / (double)(until - from);
}

static void steps_are_those_of_every_second(void **state) {
    rng random = rng_seed(8);
    int i;
    (void)state;
    for (i = 0; i < 400; ++i) {
        hst_impact_outage o[6];
        int64_t edges[9], at = (int64_t)rng_below(&random, 30) - 40, k;
        double *dark = guarded_alloc(8 * sizeof *dark);
        for (k = 0; k < 6; ++k) {
            o[k].from = at + (int64_t)rng_below(&random, 9);
            at = o[k].until = o[k].from + (int64_t)rng_below(&random, 20);
            o[k].dark = (double)rng_below(&random, 11) / 10;
        }
        edges[0] = (int64_t)rng_below(&random, 40) - 60;
        for (k = 0; k < 8; ++k) {
            edges[k + 1] = edges[k] + 1 + (int64_t)rng_below(&random, 25);
        }
        assert_status(hst_impact_darkness_steps(dark, edges, 8, o, 6), HST_OK);
        for (k = 0; k < 8; ++k) {
            assert_near_abs(dark[k], by_seconds(o, 6, edges[k], edges[k + 1]), 1e-13);
        }
        guarded_free(dark);
    }
}

static void one_whole_step_is_an_event(void **state) {
    const int64_t edges[4] = {INT64_MIN, -1, 1, INT64_MAX};
    hst_impact_outage o;
    double dark[3], event[3];
    (void)state;
    o.from = 0;
    o.until = INT64_MAX;
    o.dark = 1;
    assert_status(hst_impact_darkness_steps(dark, edges, 3, &o, 1), HST_OK);
    assert_status(hst_impact_darkness(event, edges, 3, o.from, o.until), HST_OK);
    assert_memory_equal(dark, event, sizeof dark);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_events_agree_with_scipy),
        cmocka_unit_test(student_agrees_with_30_digits),
        cmocka_unit_test(one_event_is_that_of_the_growth_aware_fall),
        cmocka_unit_test(only_what_others_make_up_is_not_identified),
        cmocka_unit_test(a_record_that_tells_nothing_tells_nothing),
        cmocka_unit_test(events_without_blocks_and_without_light_are_at_their_ends),
        cmocka_unit_test(a_steep_record_is_climbed_to_its_top),
        cmocka_unit_test(a_flat_likelihood_is_left_at_once),
        cmocka_unit_test(growth_that_no_block_bounds_is_unbounded),
        cmocka_unit_test(quasi_widens_by_the_dispersion_and_student),
        cmocka_unit_test(steps_are_those_of_every_second),
        cmocka_unit_test(one_whole_step_is_an_event),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
