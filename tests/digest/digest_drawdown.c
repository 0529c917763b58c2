/* The path under water and what is read off it. The noise floor rests on libm and is no aggregate. */
#include "digest.h"

#include <stdlib.h>

#include "hashstat/drawdown.h"

enum { MANY = 700, CAP = DIGEST_SAMPLES };

static void put_fall(digest *d, const hst_drawdown *fall) {
    digest_double(d, fall->depth);
    digest_int64(d, fall->peak);
    digest_int64(d, fall->onset);
    digest_int64(d, fall->trough);
    digest_int64(d, fall->recovery);
}

static void put_path(digest *d, const double *x, int64_t n) {
    static hst_drawdown episode[CAP];
    double *under = digest_memory((size_t)n * sizeof *under);
    hst_drawdown deepest = {0, 0, 0, 0, 0};
    int64_t found = 0;
    int64_t i;
    DIGEST_REQUIRE(hst_drawdown_underwater(under, x, n) == HST_OK);
    digest_doubles(d, under, n);
    digest_int64(d, hst_drawdown_max(&deepest, x, n));
    put_fall(d, &deepest);
    DIGEST_REQUIRE(hst_drawdown_episodes(episode, CAP, &found, x, n) == HST_OK);
    digest_int64(d, found);
    for (i = 0; i < found && i < CAP; ++i) {
        put_fall(d, &episode[i]);
    }
    free(under);
}

static void put_summary(digest *d, const digest_data *s, double min_depth, double theta) {
    hst_drawdown_summary v;
    hst_status status = hst_drawdown_summary_of(&v, s->time, s->level, s->n, min_depth, theta);
    digest_int64(d, status);
    if (status == HST_OK) {
        const double doubles[] = {v.pain, v.ulcer, v.maximum, v.average, v.deviation, v.share};
        const int64_t integers[] = {v.count,   v.episodes,     v.recovered,
                                    v.longest, v.longest_peak, v.longest_recovered};
        digest_doubles(d, doubles, 6);
        digest_int64s(d, integers, 6);
    }
}

static void put_deepest(digest *d, const digest_data *s) {
    hst_drawdown fall[20];
    int64_t found = 0, i;
    DIGEST_REQUIRE(hst_drawdown_list(fall, 20, &found, s->level, s->n, 0.01, 0.75, HST_DRAWDOWN_DEEPEST) ==
                   HST_OK);
    digest_int64(d, found);
    for (i = 0; i < found && i < 20; ++i) {
        put_fall(d, &fall[i]);
    }
}

/* What is read off the path: levels, windows and the quantile of a peer. */
static void put_worst(digest *d, const digest_data *s) {
    static const double level[] = {0, 0.5, 0.9, 0.95, 0.999, 1};
    static const int64_t width[] = {1, 7, 144, 2016};
    double at_risk[6], conditional[6], cdd = 0;
    double *work = digest_memory((size_t)s->n * 5 * sizeof *work);
    double *out = digest_memory((size_t)s->n * sizeof *out);
    size_t bytes = (size_t)s->n * 5 * sizeof *work;
    hst_status status = hst_drawdown_at_risk(at_risk, conditional, level, 6, s->level, s->n, work, bytes);
    int k;
    digest_int64(d, status);
    if (status == HST_OK) {
        digest_doubles(d, at_risk, 6);
        digest_doubles(d, conditional, 6);
    }
    for (k = 0; k < 4; ++k) {
        DIGEST_REQUIRE(hst_drawdown_rolling_max(out, s->level, s->n, width[k], work, bytes) == HST_OK);
        digest_doubles(d, out, s->n);
    }
    digest_int64(d, hst_drawdown_compat_cdd(&cdd, s->level, s->n, 0.95, work, bytes));
    digest_double(d, cdd);
    free(out);
    free(work);
}

/* More than 2^21 samples, which are written past the caches. */
static void put_long(digest *d, const digest_data *s) {
    int64_t n = MANY * s->n;
    double *x = digest_memory((size_t)n * sizeof *x);
    int64_t i;
    for (i = 0; i < n; ++i) {
        x[i] = s->level[i % s->n] * (double)(1 + i / s->n / 10);
    }
    put_path(d, x, n);
    free(x);
}

void digest_drawdown(digest *d, const digest_data *s) {
    put_path(d, s->level, s->n);
    put_summary(d, s, 0, 1);
    put_summary(d, s, 0.01, 0.75);
    put_deepest(d, s);
    put_worst(d, s);
    if (s->which == 1) {
        put_long(d, s);
    }
}

/* The state. ----------------------------------------------------------------------------------- */

static void begin(void *state) {
    static const hst_drawdown_state EMPTY;
    *(hst_drawdown_state *)state = EMPTY;
}

/* One sample, or many. */
static void push(void *state, const digest_data *s, int64_t from, int64_t until) {
    if (until - from == 1) {
        DIGEST_REQUIRE(hst_drawdown_state_push(state, s->level[from], s->time[from]) == HST_OK);
    } else {
        DIGEST_REQUIRE(hst_drawdown_state_push_n(state, s->level + from, s->time + from, until - from) ==
                       HST_OK);
    }
}

static void merge(void *state, const void *other) {
    DIGEST_REQUIRE(hst_drawdown_state_merge(state, other) == HST_OK);
}

static size_t pack(uint8_t *packed, const void *state) {
    DIGEST_REQUIRE(hst_drawdown_state_pack(packed, HST_DRAWDOWN_PACKED_BYTES, state) == HST_OK);
    return HST_DRAWDOWN_PACKED_BYTES;
}

static void unpack(void *state, const uint8_t *packed, size_t bytes) {
    DIGEST_REQUIRE(hst_drawdown_state_unpack(state, packed, bytes) == HST_OK);
}

/* Not among the states that merge in any order: these keep their own. */
static const digest_state kind = {
    sizeof(hst_drawdown_state), HST_DRAWDOWN_PACKED_BYTES, begin, push, merge, pack, unpack,
};

static void put_state(digest *d, const hst_drawdown_state *state) {
    hst_drawdown_span span = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    digest_int64(d, hst_drawdown_state_read(&span, state));
    digest_double(d, span.depth);
    digest_int64(d, span.peak);
    digest_int64(d, span.recovery_earliest);
    digest_int64(d, span.recovery_latest);
    digest_packed(d, &kind, state);
}

/* In parts by halves down to `least` samples. */
static hst_drawdown_state halved(const digest_data *s, int64_t from, int64_t until, int64_t least) {
    int64_t half = from + (until - from) / 2;
    hst_drawdown_state state, later;
    begin(&state);
    if (until - from <= least) {
        push(&state, s, from, until);
        return state;
    }
    state = halved(s, from, half, least);
    later = halved(s, half, until, least);
    merge(&state, &later);
    return state;
}

void digest_drawdown_parts(digest *d, const digest_data *s, int64_t chunk) {
    hst_drawdown_state *state = digest_pushed(&kind, s, chunk);
    hst_drawdown_state tree = halved(s, 0, s->n, 1);
    put_state(d, state);
    put_state(d, &tree);
    tree = halved(s, 0, s->n, 100);
    put_state(d, &tree);
    free(state);
}
