/* Outages against their definitions: random series with gaps, all short ones, memory that ends at a closed
 * page. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "hashstat/outage.h"
#include "oracle/outage.h"

enum { MOST = ORACLE_OUTAGE_MOST };

static int64_t at[MOST];
static double x[MOST];
static double base[MOST], expected_base[MOST], p[MOST], expected_p[MOST];
static int32_t state[MOST], expected_state[MOST];
static hst_outage_episode out[MOST], expected_out[MOST];
static uint64_t work[16 * MOST];

static hst_outage_options plain_options(void) {
    hst_outage_options o;
    assert_status(hst_outage_options_init(&o, (uint32_t)sizeof o), HST_OK);
    return o;
}

static void assert_number(double actual, double expected, double relative) {
    if (isnan(expected)) {
        assert_is_nan(actual);
    } else {
        assert_near(actual, expected, relative);
    }
}

static void assert_same_episode(const hst_outage_episode *a, const hst_outage_episode *e) {
    assert_int_equal(a->onset, e->onset);
    assert_int_equal(a->last, e->last);
    assert_int_equal(a->end, e->end);
    assert_int_equal(a->before, e->before);
    assert_int_equal(a->deepest, e->deepest);
    assert_near(a->depth, e->depth, 0);
    assert_near(a->area, e->area, 1e-13);
    assert_int_equal(a->alerts, e->alerts);
    assert_int_equal(a->returned, e->returned);
    assert_int_equal(a->unknown, e->unknown);
    assert_int_equal(a->unseen, e->unseen);
    assert_int_equal(a->shortest, e->shortest);
    assert_int_equal(a->longest, e->longest);
}

static void assert_series_as_defined(const hst_outage_options *o, int64_t n) {
    int64_t i;
    assert_status(hst_outage_baseline(o, base, at, x, n, work, sizeof work), HST_OK);
    for (i = 0; i < n; ++i) {
        assert_number(base[i], expected_base[i], 0);
    }
    if (o->flags & HST_OUTAGE_SEASONAL) {
        return;
    }
    assert_status(hst_outage_robust_z(o, base, at, x, n, work, sizeof work), HST_OK);
    for (i = 0; i < n; ++i) {
        assert_number(base[i], oracle_outage_z(o, at, x, i), 0);
    }
}

static void assert_as_defined(const hst_outage_options *o, int64_t n) {
    oracle_series s = {at, x, expected_base, expected_state, n};
    int64_t found = -1, expected, i;
    oracle_outage_find(expected_base, expected_p, expected_state, o, at, x, n);
    assert_series_as_defined(o, n);
    expected = oracle_outage_episodes(expected_out, &s, o);
    assert_status(hst_outage_detect(o, base, p, state, out, MOST, &found, at, x, n, work, sizeof work),
                  HST_OK);
    assert_int_equal(found, expected);
    for (i = 0; i < n; ++i) {
        assert_number(base[i], expected_base[i], 0);
        assert_number(p[i], o->flags & HST_OUTAGE_COUNTS ? expected_p[i] : NAN, 1e-12);
        assert_int_equal(state[i], expected_state[i]);
    }
    for (i = 0; i < found; ++i) {
        assert_same_episode(out + i, expected_out + i);
    }
    found = -1;
    assert_status(hst_outage_detect(o, base, NULL, state, out, 1, &found, at, x, n, work, sizeof work),
                  HST_OK);
    assert_int_equal(found, expected);
    assert_memory_equal(state, expected_state, (size_t)n * sizeof *state);
}

/* ---- random -------------------------------------------------------------------------------------- */

/* Steps of 600 s, some longer; levels that drop and shift; a tenth missing. */
static int64_t make_series(rng *r, int is_counts) {
    int64_t n = (int64_t)rng_below(r, 2) ? (int64_t)rng_below(r, MOST) : (int64_t)rng_below(r, 30);
    int64_t time = -300000, i;
    double level = 1 + (double)rng_below(r, 60), noise = 0.1 + rng_uniform(r);
    double factor = 1;
    for (i = 0; i < n; ++i) {
        time += 600 * (1 + (int64_t)(rng_below(r, 20) == 0 ? rng_below(r, 30) : 0));
        at[i] = time + (int64_t)rng_below(r, 2);
        if (rng_below(r, 25) == 0) {
            factor = rng_below(r, 2) ? 1 : rng_uniform(r);
        }
        x[i] = is_counts ? (double)rng_poisson(r, level * factor)
                         : floor(10 * factor * (level + noise * rng_normal(r)));
        x[i] = x[i] > 0 ? x[i] : -0.0;
        x[i] = rng_below(r, 10) == 0 ? NAN : x[i];
    }
    return n;
}

static hst_outage_options random_options(rng *r) {
    hst_outage_options o = plain_options();
    o.flags = (uint32_t)rng_below(r, 8);
    o.history =
        o.flags & HST_OUTAGE_BY_COUNT ? 1 + (int64_t)rng_below(r, 60) : 600 + (int64_t)rng_below(r, 60000);
    o.warmup = (int64_t)rng_below(r, 2) * (int64_t)rng_below(r, 9000);
    o.min_count = 1 + (int64_t)rng_below(r, 6);
    o.slot = 600 * (1 + (int64_t)rng_below(r, 6));
    o.season = o.slot * (1 + (int64_t)rng_below(r, 20));
    o.seasons = 1 + (int64_t)rng_below(r, 5);
    o.ratio = 0.5 + rng_uniform(r) / 2;
    o.p = rng_uniform(r) / 5;
    o.inpaint = rng_below(r, 4) ? o.ratio : (double)rng_below(r, 2) * rng_uniform(r);
    o.inpaint_longest = 1 + (int64_t)rng_below(r, 60000);
    o.step = (int64_t)rng_below(r, 2) * (600 + (int64_t)rng_below(r, 900));
    o.join = (int64_t)rng_below(r, 2) * (int64_t)rng_below(r, 5000);
    o.least = (int64_t)rng_below(r, 2) * (int64_t)rng_below(r, 5000);
    return o;
}

static void random_series_have_the_outages_of_the_definition(void **unused) {
    rng r = rng_seed(20220105);
    int k;
    (void)unused;
    for (k = 0; k < 800; ++k) {
        hst_outage_options o = random_options(&r);
        assert_as_defined(&o, make_series(&r, (o.flags & HST_OUTAGE_COUNTS) != 0));
    }
}

/* ---- exhaustive ---------------------------------------------------------------------------------- */

/* Series number k of all of length n over {NaN, 0, 1, 2, 3}. */
static void take_number(int64_t n, int64_t k) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        at[i] = 10 * i;
        x[i] = k % 5 == 0 ? NAN : (double)(k % 5 - 1);
        k /= 5;
    }
}

static void assert_all_of_length(const hst_outage_options *o, int64_t n) {
    int64_t all = 1, k;
    for (k = 0; k < n; ++k) {
        all *= 5;
    }
    for (k = 0; k < all; ++k) {
        take_number(n, k);
        assert_as_defined(o, n);
    }
}

static void all_short_series_have_the_outages_of_the_definition(void **unused) {
    static const uint32_t flags[] = {0, HST_OUTAGE_BY_COUNT, HST_OUTAGE_SEASONAL, HST_OUTAGE_COUNTS};
    hst_outage_options o = plain_options();
    size_t f;
    int64_t n;
    (void)unused;
    o.warmup = 0;
    o.season = 20;
    o.slot = 10;
    o.p = 0.4;
    o.inpaint_longest = 20;
    o.join = 15;
    o.step = 7;
    for (f = 0; f < sizeof flags / sizeof *flags; ++f) {
        o.flags = flags[f];
        o.history = o.flags & HST_OUTAGE_BY_COUNT ? 3 : 30;
        for (n = 0; n <= 6; ++n) {
            assert_all_of_length(&o, n);
        }
    }
}

/* ---- guarded ------------------------------------------------------------------------------------- */

static void assert_guarded(const hst_outage_options *o, int64_t n) {
    size_t bytes = 0, each = (size_t)n * 8;
    int64_t *time = guarded_alloc(each), found = -1;
    double *in = guarded_alloc(each), *b = guarded_alloc(each);
    int32_t *s = guarded_alloc(each / 2);
    void *room;
    assert_status(hst_outage_work_size(&bytes, n), HST_OK);
    room = guarded_alloc(bytes);
    memcpy(time, at, each);
    memcpy(in, x, each);
    assert_status(hst_outage_detect(o, b, NULL, s, out, MOST, &found, time, in, n, room, bytes), HST_OK);
    assert_status(hst_outage_robust_z(o, b, time, in, n, room, bytes), HST_OK);
    assert_status(hst_outage_baseline(o, b, time, in, n, room, bytes), HST_OK);
    assert_status(hst_outage_episodes(o, out, MOST, &found, time, in, b, s, n), HST_OK);
    assert_status(hst_outage_states(s, b, n, 1), HST_OK);
    assert_status(hst_outage_ratio(b, in, b, n), HST_OK);
    guarded_free(time);
    guarded_free(in);
    guarded_free(b);
    guarded_free(s);
    guarded_free(room);
}

static void nothing_beyond_the_arrays_is_touched(void **unused) {
    rng r = rng_seed(7);
    int64_t n;
    (void)unused;
    for (n = 0; n < 90; ++n) {
        hst_outage_options o = random_options(&r);
        while (make_series(&r, 1) < n) {
        }
        assert_guarded(&o, n);
    }
}

/* ---- properties ---------------------------------------------------------------------------------- */

static void a_power_of_two_scales_baselines_and_areas_and_moves_no_state(void **unused) {
    rng r = rng_seed(11);
    int k;
    (void)unused;
    for (k = 0; k < 100; ++k) {
        hst_outage_options o = random_options(&r);
        int64_t n = make_series(&r, 0), found = -1, scaled = -1, i;
        o.flags &= ~(uint32_t)HST_OUTAGE_COUNTS;
        assert_status(
            hst_outage_detect(&o, base, NULL, state, out, MOST, &found, at, x, n, work, sizeof work), HST_OK);
        for (i = 0; i < n; ++i) {
            x[i] *= 0x1p60;
            at[i] += INT64_C(86400) * 7 * 4000;
        }
        assert_status(hst_outage_detect(&o, expected_base, NULL, expected_state, expected_out, MOST, &scaled,
                                        at, x, n, work, sizeof work),
                      HST_OK);
        assert_int_equal(found, scaled);
        assert_memory_equal(state, expected_state, (size_t)n * sizeof *state);
        for (i = 0; i < n; ++i) {
            assert_number(expected_base[i], base[i] * 0x1p60, 0);
        }
        for (i = 0; i < found; ++i) {
            assert_near(expected_out[i].area, out[i].area * 0x1p60, 0);
        }
    }
}

/* Cut where nothing reaches across: the past alone decides, so a longer record changes no earlier state. */
static void what_comes_later_changes_nothing_before_it(void **unused) {
    rng r = rng_seed(13);
    int k;
    (void)unused;
    for (k = 0; k < 100; ++k) {
        hst_outage_options o = random_options(&r);
        int64_t n = make_series(&r, 1), found = -1;
        int64_t m = n / 2;
        assert_status(hst_outage_detect(&o, base, p, state, out, MOST, &found, at, x, n, work, sizeof work),
                      HST_OK);
        assert_status(hst_outage_detect(&o, expected_base, expected_p, expected_state, expected_out, MOST,
                                        &found, at, x, m, work, sizeof work),
                      HST_OK);
        assert_memory_equal(base, expected_base, (size_t)m * sizeof *base);
        assert_memory_equal(p, expected_p, (size_t)m * sizeof *p);
        assert_memory_equal(state, expected_state, (size_t)m * sizeof *state);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_series_have_the_outages_of_the_definition),
        cmocka_unit_test(all_short_series_have_the_outages_of_the_definition),
        cmocka_unit_test(nothing_beyond_the_arrays_is_touched),
        cmocka_unit_test(a_power_of_two_scales_baselines_and_areas_and_moves_no_state),
        cmocka_unit_test(what_comes_later_changes_nothing_before_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
