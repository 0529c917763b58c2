/* Outages of any series: baselines are samples, states and episodes fit together. */
#include "fuzz.h"

#include "hashstat/outage.h"

enum { MOST = 300 };

static int64_t at[MOST];
static double x[MOST], base[MOST], p[MOST], score[MOST], ones[MOST];
static int32_t state[MOST], both[MOST];
static hst_outage_episode out[MOST];
static uint64_t work[8 * MOST];

static hst_outage_options take_options(fuzz_bytes *bytes) {
    hst_outage_options o;
    int raw = fuzz_below(bytes, 8) == 0;
    FUZZ_REQUIRE(hst_outage_options_init(&o, (uint32_t)sizeof o) == HST_OK);
    if (raw) {
        fuzz_take(bytes, &o.flags, sizeof o - sizeof o.struct_size);
        return o;
    }
    o.flags = (uint32_t)fuzz_below(bytes, 8);
    o.history = 1 + fuzz_below(bytes, 20000);
    o.warmup = fuzz_below(bytes, 2000);
    o.min_count = 1 + fuzz_below(bytes, 5);
    o.slot = 1 + fuzz_below(bytes, 500);
    o.season = o.slot * (1 + fuzz_below(bytes, 20));
    o.ratio = (double)fuzz_below(bytes, 101) / 100;
    o.inpaint = (double)fuzz_below(bytes, 101) / 100;
    o.p = (double)fuzz_below(bytes, 101) / 100;
    o.inpaint_longest = 1 + fuzz_below(bytes, 20000);
    o.step = fuzz_below(bytes, 300);
    o.join = fuzz_below(bytes, 1000);
    o.least = fuzz_below(bytes, 1000);
    return o;
}

static int is_among(double b, int64_t n) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        if (x[i] == b) {
            return 1;
        }
    }
    return 0;
}

static void require_episode(const hst_outage_episode *e, int64_t n) {
    FUZZ_REQUIRE(0 <= e->onset && e->onset <= e->deepest && e->deepest <= e->last && e->last < n);
    FUZZ_REQUIRE(e->end == HST_NONE || (e->last < e->end && e->end < n && state[e->end] == HST_OUTAGE_OK));
    FUZZ_REQUIRE(e->before == HST_NONE || (e->before < e->onset && state[e->before] == HST_OUTAGE_OK));
    FUZZ_REQUIRE(e->before >= HST_NONE && e->alerts >= 1 && e->returned >= 0 && e->unknown >= 0);
    FUZZ_REQUIRE(e->alerts + e->returned + e->unknown == (e->end == HST_NONE ? n : e->end) - e->onset);
    FUZZ_REQUIRE(e->depth > 0 && e->depth <= 1 && e->area >= 0 && e->unseen >= 0);
    FUZZ_REQUIRE(0 <= e->shortest && e->shortest < e->longest);
}

static void require_detected(int64_t n, int64_t found) {
    int64_t i, last = -1;
    for (i = 0; i < n; ++i) {
        FUZZ_REQUIRE(!(base[i] >= 0) || is_among(base[i], i));
        FUZZ_REQUIRE(state[i] != HST_OUTAGE_ALERT || x[i] < base[i]);
        FUZZ_REQUIRE(!(p[i] < 0 || p[i] > 1 + 1e-12));
    }
    for (i = 0; i < found; ++i) {
        require_episode(out + i, n);
        FUZZ_REQUIRE(out[i].onset > last);
        last = out[i].last;
    }
}

static void try_detect(const hst_outage_options *o, int64_t n, size_t bytes) {
    int64_t found = -1, again = -1;
    hst_status status = hst_outage_detect(o, base, p, state, out, MOST, &found, at, x, n, work, bytes);
    fuzz_require_status(status);
    if (status == HST_OK) {
        require_detected(n, found);
        FUZZ_REQUIRE(hst_outage_episodes(o, out, MOST, &again, at, x, base, state, n) == HST_OK);
        FUZZ_REQUIRE(again == found);
    }
}

static void try_scores(const hst_outage_options *o, int64_t n, size_t bytes) {
    hst_status status = hst_outage_baseline(o, base, at, x, n, work, bytes);
    fuzz_require_status(status);
    if (status != HST_OK) {
        return;
    }
    FUZZ_REQUIRE(hst_outage_ratio(score, x, base, n) == HST_OK);
    FUZZ_REQUIRE(hst_outage_states(state, score, n, 0.8) == HST_OK);
    FUZZ_REQUIRE(hst_outage_robust_z(o, score, at, x, n, work, bytes) == HST_OK);
    FUZZ_REQUIRE(hst_outage_states(both, score, n, -3) == HST_OK);
    FUZZ_REQUIRE(hst_outage_states_both(both, both, state, n) == HST_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_bytes bytes = {data, size};
    hst_outage_options o = take_options(&bytes);
    int64_t n = fuzz_series(&bytes, at, x, MOST);
    size_t needed = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        ones[i] = 1;
    }
    FUZZ_REQUIRE(hst_outage_work_size(&needed, n) == HST_OK && needed <= sizeof work);
    try_detect(&o, n, needed);
    try_scores(&o, n, needed);
    fuzz_require_status(hst_outage_count_p(score, x, ones, x, ones, n));
    return 0;
}
