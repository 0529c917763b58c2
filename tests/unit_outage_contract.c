/* Every function of the room with every error that it documents, in their order, and nothing written. */
#include "support/support.h"

#include <math.h>
#include <string.h>

#include "hashstat/outage.h"

enum { N = 4, BYTES = 4096 };

static const int64_t at[N] = {0, 10, 20, 30};
static const int64_t backwards[N] = {0, 10, 10, 30};
static const int64_t far[N] = {INT64_MIN, -1, 0, INT64_MAX};
static const double x[N] = {4, 5, NAN, 6};
static const double negative[N] = {4, -1, 3, 6};
static const double infinite[N] = {4, INFINITY, 3, 6};
static const double halves[N] = {4, 5, 2.5, 6};
static const double ones[N] = {1, 1, 1, 1};
static const int32_t fine[N] = {0, 1, 2, 0};
static const int32_t strange[N] = {0, 3, 2, 0};
static uint64_t work[BYTES / 8];

/* What a call writes to. */
static struct outputs {
    double base[N], p[N];
    int32_t state[N];
    int32_t pad;
    hst_outage_episode out[N];
    int64_t found;
    size_t bytes;
} o;

static hst_outage_options good;

static int set_up(void **unused) {
    (void)unused;
    fill_untouched(&o, sizeof o);
    return hst_outage_options_init(&good, (uint32_t)sizeof good);
}

static int nothing_was_written(void **unused) {
    (void)unused;
    assert_untouched(&o, sizeof o);
    return 0;
}

/* Options of which one is wrong, number k; 0 when there are no more. */
static int spoil(hst_outage_options *w, int k) {
    static const double beyond[] = {-0.1, 1.1, NAN};
    int64_t *spans[] = {&w->history, &w->min_count, &w->slot, &w->seasons, &w->inpaint_longest,
                        &w->warmup,  &w->step,      &w->join, &w->least};
    double *fractions[] = {&w->ratio, &w->p, &w->inpaint};
    *w = good;
    if (k < 9) {
        *spans[k] = k < 5 ? 0 : -1;
    } else if (k < 18) {
        *fractions[(k - 9) / 3] = beyond[k % 3];
    } else if (k == 18) {
        w->season = 3599;
    } else if (k == 19) {
        w->season = 3601;
    } else if (k == 20) {
        w->seasons = 1000001;
    } else {
        return 0;
    }
    return 1;
}

static void options_have_their_defaults(void **unused) {
    hst_outage_options w;
    (void)unused;
    memset(&w, 0xff, sizeof w);
    assert_status(hst_outage_options_init(NULL, (uint32_t)sizeof w), HST_ENULL);
    assert_status(hst_outage_options_init(&w, 111), HST_EOPTION);
    assert_int_equal(w.struct_size, UINT32_MAX);
    assert_status(hst_outage_options_init(&w, (uint32_t)sizeof w), HST_OK);
    assert_int_equal(w.struct_size, 112);
    assert_int_equal(w.flags, 0);
    assert_int_equal(w.history, 604800);
    assert_int_equal(w.warmup, 3600);
    assert_int_equal(w.min_count, 1);
    assert_int_equal(w.season, 604800);
    assert_int_equal(w.slot, 3600);
    assert_int_equal(w.seasons, 4);
    assert_near(w.ratio, 0.8, 0);
    assert_near(w.p, 0.0001, 0);
    assert_near(w.inpaint, 0.8, 0);
    assert_int_equal(w.inpaint_longest, 604800);
    assert_int_equal(w.step + w.join + w.least, 0);
}

/* A caller that is newer than the library: what the library does not know must not be asked for. */
static void an_unknown_tail_must_be_zero(void **unused) {
    struct {
        hst_outage_options o;
        uint64_t tail;
    } newer;
    double base[N];
    (void)unused;
    assert_status(hst_outage_options_init((hst_outage_options *)(void *)&newer, (uint32_t)sizeof newer),
                  HST_OK);
    assert_int_equal(newer.tail, 0);
    assert_status(hst_outage_baseline(&newer.o, base, at, x, N, work, BYTES), HST_OK);
    newer.tail = 1;
    assert_status(hst_outage_baseline(&newer.o, base, at, x, N, work, BYTES), HST_EOPTION);
}

static void sizes_are_those_that_memory_can_hold(void **unused) {
    size_t bytes = 1;
    (void)unused;
    assert_status(hst_outage_work_size(NULL, -1), HST_ENULL);
    assert_status(hst_outage_work_size(&o.bytes, -1), HST_ESIZE);
    assert_status(hst_outage_work_size(&o.bytes, INT64_C(0x80000000)), HST_EOVERFLOW);
    assert_status(hst_outage_work_size(&bytes, 0), HST_OK);
    assert_int_equal(bytes, 0);
    assert_status(hst_outage_work_size(&bytes, N), HST_OK);
    assert_true(bytes <= BYTES);
}

static void baseline_rejects(void **unused) {
    hst_outage_options w = good;
    const hst_outage_options *g = &good;
    int k;
    (void)unused;
    w.flags = 8;
    assert_status(hst_outage_baseline(g, NULL, at, x, N, work, BYTES), HST_ENULL);
    assert_status(hst_outage_baseline(g, o.base, NULL, x, N, work, BYTES), HST_ENULL);
    assert_status(hst_outage_baseline(g, o.base, at, NULL, N, work, BYTES), HST_ENULL);
    assert_status(hst_outage_baseline(g, o.base, at, x, -1, NULL, BYTES), HST_ENULL);
    assert_status(hst_outage_baseline(g, o.base, at, x, -1, (char *)work + 1, 0), HST_ESIZE);
    assert_status(hst_outage_baseline(g, o.base, at, x, INT64_C(0x80000000), work, BYTES), HST_ESIZE);
    assert_status(hst_outage_baseline(g, o.base, at, x, N, (char *)work + 1, 0), HST_EALIGN);
    assert_status(hst_outage_baseline(&w, o.base, at, x, N, work, 100), HST_ESPACE);
    assert_status(hst_outage_baseline(&w, o.base, at, negative, N, work, BYTES), HST_EOPTION);
    for (k = 0; spoil(&w, k); ++k) {
        assert_status(hst_outage_baseline(&w, o.base, backwards, x, N, work, BYTES), HST_EDOMAIN);
    }
    assert_int_equal(k, 21);
    assert_status(hst_outage_baseline(g, o.base, backwards, negative, N, work, BYTES), HST_EDOMAIN);
    assert_status(hst_outage_baseline(g, o.base, backwards, infinite, N, work, BYTES), HST_EDOMAIN);
    assert_status(hst_outage_baseline(g, o.base, backwards, x, N, work, BYTES), HST_EORDER);
    assert_status(hst_outage_baseline(g, o.base, far, x, N, work, BYTES), HST_EOVERFLOW);
    assert_status(hst_outage_baseline(g, NULL, NULL, NULL, 0, NULL, 0), HST_OK);
}

static void counts_are_whole_and_not_too_many(void **unused) {
    const double many[N] = {6e11, NAN, 5e11, 0}, more[N] = {2e12, 0, 0, 0};
    hst_outage_options w = good;
    (void)unused;
    w.flags = HST_OUTAGE_COUNTS;
    assert_status(hst_outage_baseline(&w, o.base, at, halves, N, work, BYTES), HST_EDOMAIN);
    assert_status(hst_outage_baseline(&w, o.base, at, negative, N, work, BYTES), HST_EDOMAIN);
    assert_status(hst_outage_baseline(&w, o.base, at, many, N, work, BYTES), HST_EDOMAIN);
    assert_status(hst_outage_baseline(&w, o.base, at, more, N, work, BYTES), HST_EDOMAIN);
}

static void limits_are_allowed_themselves(void **unused) {
    const double most[N] = {1e12, 0, NAN, 0}, near[N] = {1e-200, 1e200, 1, 1};
    hst_outage_options w = good;
    double v[N];
    (void)unused;
    w.flags = HST_OUTAGE_COUNTS;
    w.history = w.min_count = w.slot = w.season = w.inpaint_longest = 1;
    w.seasons = 1000000;
    w.warmup = w.step = w.join = w.least = 0;
    w.ratio = w.inpaint = w.p = 1;
    assert_status(hst_outage_baseline(&w, v, at, most, N, work, BYTES), HST_OK);
    w.season = 2;
    w.seasons = 1;
    w.ratio = w.inpaint = w.p = 0;
    assert_status(hst_outage_baseline(&w, v, at, most, N, work, BYTES), HST_OK);
    assert_status(hst_outage_count_p(v, most, near, most, ones, N), HST_OK);
    assert_near(v[1], 1, 0);
}

static void robust_z_rejects(void **unused) {
    hst_outage_options w = good;
    const hst_outage_options *g = &good;
    (void)unused;
    w.struct_size = 111;
    assert_status(hst_outage_robust_z(g, NULL, at, x, N, work, BYTES), HST_ENULL);
    assert_status(hst_outage_robust_z(g, o.base, NULL, x, N, work, BYTES), HST_ENULL);
    assert_status(hst_outage_robust_z(g, o.base, at, NULL, N, work, BYTES), HST_ENULL);
    assert_status(hst_outage_robust_z(g, o.base, at, x, -1, NULL, BYTES), HST_ENULL);
    assert_status(hst_outage_robust_z(g, o.base, at, x, -1, (char *)work + 1, 0), HST_ESIZE);
    assert_status(hst_outage_robust_z(g, o.base, at, x, N, (char *)work + 1, 0), HST_EALIGN);
    assert_status(hst_outage_robust_z(&w, o.base, at, x, N, work, 100), HST_ESPACE);
    assert_status(hst_outage_robust_z(&w, o.base, at, negative, N, work, BYTES), HST_EOPTION);
    assert_status(hst_outage_robust_z(g, o.base, backwards, negative, N, work, BYTES), HST_EDOMAIN);
    assert_status(hst_outage_robust_z(g, o.base, backwards, x, N, work, BYTES), HST_EORDER);
    assert_status(hst_outage_robust_z(g, o.base, far, x, N, work, BYTES), HST_EOVERFLOW);
    assert_status(hst_outage_robust_z(NULL, NULL, NULL, NULL, 0, NULL, 0), HST_OK);
}

static void ratio_rejects(void **unused) {
    double v[N];
    (void)unused;
    assert_status(hst_outage_ratio(NULL, x, ones, -1), HST_ENULL);
    assert_status(hst_outage_ratio(o.base, NULL, ones, N), HST_ENULL);
    assert_status(hst_outage_ratio(o.base, x, NULL, N), HST_ENULL);
    assert_status(hst_outage_ratio(o.base, negative, ones, -1), HST_ESIZE);
    assert_status(hst_outage_ratio(v, negative, ones, N), HST_EDOMAIN);
    assert_status(hst_outage_ratio(v, ones, infinite, N), HST_EDOMAIN);
    assert_status(hst_outage_ratio(NULL, NULL, NULL, 0), HST_OK);
}

static void count_p_rejects(void **unused) {
    const double zeros[N] = {0, 0, 0, 0}, tiny[N] = {1e-201, 1, 1, 1}, huge[N] = {1e201, 1, 1, 1};
    const double many[N] = {1e13, 1, 1, 1};
    double v[N];
    (void)unused;
    assert_status(hst_outage_count_p(NULL, x, ones, ones, ones, -1), HST_ENULL);
    assert_status(hst_outage_count_p(o.p, NULL, ones, ones, ones, N), HST_ENULL);
    assert_status(hst_outage_count_p(o.p, x, NULL, ones, ones, N), HST_ENULL);
    assert_status(hst_outage_count_p(o.p, x, ones, NULL, ones, N), HST_ENULL);
    assert_status(hst_outage_count_p(o.p, x, ones, ones, NULL, N), HST_ENULL);
    assert_status(hst_outage_count_p(o.p, halves, ones, ones, ones, -1), HST_ESIZE);
    assert_status(hst_outage_count_p(v, halves, ones, ones, ones, N), HST_EDOMAIN);
    assert_status(hst_outage_count_p(v, negative, ones, ones, ones, N), HST_EDOMAIN);
    assert_status(hst_outage_count_p(v, many, ones, ones, ones, N), HST_EDOMAIN);
    assert_status(hst_outage_count_p(v, x, zeros, ones, ones, N), HST_EDOMAIN);
    assert_status(hst_outage_count_p(v, x, ones, halves, ones, N), HST_EDOMAIN);
    assert_status(hst_outage_count_p(v, x, ones, ones, infinite, N), HST_EDOMAIN);
    assert_status(hst_outage_count_p(v, x, tiny, ones, ones, N), HST_EDOMAIN);
    assert_status(hst_outage_count_p(v, x, huge, ones, ones, N), HST_EDOMAIN);
    assert_status(hst_outage_count_p(NULL, NULL, NULL, NULL, NULL, 0), HST_OK);
}

static void states_reject(void **unused) {
    int32_t v[N];
    (void)unused;
    assert_status(hst_outage_states(NULL, x, -1, 1), HST_ENULL);
    assert_status(hst_outage_states(o.state, NULL, N, 1), HST_ENULL);
    assert_status(hst_outage_states(o.state, x, -1, NAN), HST_ESIZE);
    assert_status(hst_outage_states(o.state, x, N, NAN), HST_EDOMAIN);
    assert_status(hst_outage_states(NULL, NULL, 0, 1), HST_OK);
    assert_status(hst_outage_states_both(NULL, fine, fine, -1), HST_ENULL);
    assert_status(hst_outage_states_both(o.state, NULL, fine, N), HST_ENULL);
    assert_status(hst_outage_states_both(o.state, fine, NULL, N), HST_ENULL);
    assert_status(hst_outage_states_both(o.state, strange, fine, -1), HST_ESIZE);
    assert_status(hst_outage_states_both(v, strange, fine, N), HST_EDOMAIN);
    assert_status(hst_outage_states_both(v, fine, strange, N), HST_EDOMAIN);
    assert_status(hst_outage_states_both(NULL, NULL, NULL, 0), HST_OK);
}

static void episodes_reject(void **unused) {
    static const int32_t below[N] = {0, -1, 0, 0}, unheld[N] = {0, 0, 1, 0};
    static const double zeros[N] = {0, 0, 0, 0};
    hst_outage_options w = good;
    const hst_outage_options *g = &good;
    (void)unused;
    w.flags = 8;
    assert_status(hst_outage_episodes(g, NULL, N, &o.found, at, x, ones, fine, N), HST_ENULL);
    assert_status(hst_outage_episodes(g, o.out, N, NULL, at, x, ones, fine, N), HST_ENULL);
    assert_status(hst_outage_episodes(g, o.out, N, &o.found, NULL, x, ones, fine, N), HST_ENULL);
    assert_status(hst_outage_episodes(g, o.out, N, &o.found, at, NULL, ones, fine, N), HST_ENULL);
    assert_status(hst_outage_episodes(g, o.out, N, &o.found, at, x, NULL, fine, N), HST_ENULL);
    assert_status(hst_outage_episodes(g, o.out, -1, &o.found, at, x, ones, NULL, N), HST_ENULL);
    assert_status(hst_outage_episodes(&w, o.out, -1, &o.found, at, x, ones, fine, N), HST_ESIZE);
    assert_status(hst_outage_episodes(&w, o.out, N, &o.found, at, x, ones, fine, -1), HST_ESIZE);
    assert_status(hst_outage_episodes(&w, o.out, N, &o.found, at, negative, ones, fine, N), HST_EOPTION);
    w = good;
    w.join = -1;
    assert_status(hst_outage_episodes(&w, o.out, N, &o.found, backwards, x, ones, fine, N), HST_EDOMAIN);
    assert_status(hst_outage_episodes(g, o.out, N, &o.found, backwards, negative, ones, fine, N),
                  HST_EDOMAIN);
    assert_status(hst_outage_episodes(g, o.out, N, &o.found, backwards, ones, infinite, fine, N),
                  HST_EDOMAIN);
    assert_status(hst_outage_episodes(g, o.out, N, &o.found, backwards, ones, ones, strange, N), HST_EDOMAIN);
    assert_status(hst_outage_episodes(g, o.out, N, &o.found, backwards, ones, ones, below, N), HST_EDOMAIN);
    assert_status(hst_outage_episodes(g, o.out, N, &o.found, backwards, x, ones, unheld, N), HST_EDOMAIN);
    assert_status(hst_outage_episodes(g, o.out, N, &o.found, backwards, ones, zeros, fine, N), HST_EDOMAIN);
    assert_status(hst_outage_episodes(g, o.out, N, &o.found, backwards, x, ones, fine, N), HST_EORDER);
    assert_status(hst_outage_episodes(g, o.out, N, &o.found, far, x, ones, fine, N), HST_EOVERFLOW);
}

static void detect_rejects(void **unused) {
    hst_outage_options w = good;
    const hst_outage_options *g = &good;
    struct outputs *r = &o;
    (void)unused;
    w.flags = 8;
    assert_status(hst_outage_detect(g, NULL, r->p, r->state, r->out, N, &r->found, at, x, N, work, BYTES),
                  HST_ENULL);
    assert_status(hst_outage_detect(g, r->base, r->p, NULL, r->out, N, &r->found, at, x, N, work, BYTES),
                  HST_ENULL);
    assert_status(hst_outage_detect(g, r->base, r->p, r->state, NULL, N, &r->found, at, x, N, work, BYTES),
                  HST_ENULL);
    assert_status(hst_outage_detect(g, r->base, r->p, r->state, r->out, N, NULL, at, x, N, work, BYTES),
                  HST_ENULL);
    assert_status(
        hst_outage_detect(g, r->base, r->p, r->state, r->out, N, &r->found, NULL, x, N, work, BYTES),
        HST_ENULL);
    assert_status(
        hst_outage_detect(g, r->base, r->p, r->state, r->out, N, &r->found, at, NULL, N, work, BYTES),
        HST_ENULL);
    assert_status(hst_outage_detect(g, r->base, r->p, r->state, r->out, -1, &r->found, at, x, N, NULL, 0),
                  HST_ENULL);
    assert_status(
        hst_outage_detect(g, r->base, r->p, r->state, r->out, -1, &r->found, at, x, N, (char *)work + 1, 0),
        HST_ESIZE);
    assert_status(
        hst_outage_detect(g, r->base, r->p, r->state, r->out, N, &r->found, at, x, -1, (char *)work + 1, 0),
        HST_ESIZE);
    assert_status(
        hst_outage_detect(g, r->base, r->p, r->state, r->out, N, &r->found, at, x, N, (char *)work + 1, 0),
        HST_EALIGN);
    assert_status(hst_outage_detect(&w, r->base, r->p, r->state, r->out, N, &r->found, at, x, N, work, 100),
                  HST_ESPACE);
    assert_status(
        hst_outage_detect(&w, r->base, r->p, r->state, r->out, N, &r->found, at, negative, N, work, BYTES),
        HST_EOPTION);
    w = good;
    w.p = 2;
    assert_status(
        hst_outage_detect(&w, r->base, r->p, r->state, r->out, N, &r->found, backwards, x, N, work, BYTES),
        HST_EDOMAIN);
    assert_status(hst_outage_detect(g, r->base, r->p, r->state, r->out, N, &r->found, backwards, negative, N,
                                    work, BYTES),
                  HST_EDOMAIN);
    assert_status(
        hst_outage_detect(g, r->base, r->p, r->state, r->out, N, &r->found, backwards, x, N, work, BYTES),
        HST_EORDER);
    assert_status(hst_outage_detect(g, r->base, r->p, r->state, r->out, N, &r->found, far, x, N, work, BYTES),
                  HST_EOVERFLOW);
}

/* 2^1023 for two days is more than a double holds. */
static void an_area_beyond_doubles_is_no_number(void **unused) {
    const int64_t days[N] = {0, 86400, 172800, 259200};
    const double high[N] = {0x1p1023, 0x1p1023, 0, 0x1p1023};
    double b[N];
    int32_t s[N];
    hst_outage_episode e[1];
    (void)unused;
    assert_status(hst_outage_detect(NULL, b, NULL, s, e, 1, &o.found, days, high, N, work, BYTES),
                  HST_EOVERFLOW);
    assert_status(hst_outage_episodes(NULL, e, 1, &o.found, days, high, b, s, N), HST_EOVERFLOW);
}

static void an_empty_series_has_no_episodes(void **unused) {
    int64_t found = -1;
    (void)unused;
    assert_status(hst_outage_episodes(NULL, NULL, 0, &found, NULL, NULL, NULL, NULL, 0), HST_OK);
    assert_int_equal(found, 0);
    found = -1;
    assert_status(hst_outage_detect(NULL, NULL, NULL, NULL, NULL, 0, &found, NULL, NULL, 0, NULL, 0), HST_OK);
    assert_int_equal(found, 0);
}

/* The first that fit are written, in order of time. */
static void what_does_not_fit_is_counted(void **unused) {
    const double v[N] = {9, 1, 9, 1}, b[N] = {9, 9, 9, 9};
    const int32_t s[N] = {0, 1, 0, 1};
    hst_outage_episode e[1];
    int64_t found = -1;
    (void)unused;
    assert_status(hst_outage_episodes(NULL, e, 1, &found, at, v, b, s, N), HST_OK);
    assert_int_equal(found, 2);
    assert_int_equal(e[0].onset, 1);
}

/* Where the baseline is not what alerted. */
static void an_alert_above_its_baseline_has_a_depth_below_zero(void **unused) {
    const double v[N] = {9, 12, 9, 9}, b[N] = {9, 9, 9, 9};
    const int32_t s[N] = {0, 1, 0, 0};
    hst_outage_episode e[1];
    int64_t found = -1;
    (void)unused;
    assert_status(hst_outage_episodes(NULL, e, 1, &found, at, v, b, s, N), HST_OK);
    assert_int_equal(found, 1);
    assert_near(e[0].depth, -3.0 / 9.0, 0);
    assert_near(e[0].area, -30, 0);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, nothing_was_written)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(options_have_their_defaults),
        CASE(an_unknown_tail_must_be_zero),
        CASE(sizes_are_those_that_memory_can_hold),
        CASE(baseline_rejects),
        CASE(counts_are_whole_and_not_too_many),
        CASE(limits_are_allowed_themselves),
        CASE(robust_z_rejects),
        CASE(ratio_rejects),
        CASE(count_p_rejects),
        CASE(states_reject),
        CASE(episodes_reject),
        CASE(detect_rejects),
        CASE(an_area_beyond_doubles_is_no_number),
        CASE(an_empty_series_has_no_episodes),
        CASE(what_does_not_fit_is_counted),
        CASE(an_alert_above_its_baseline_has_a_depth_below_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
