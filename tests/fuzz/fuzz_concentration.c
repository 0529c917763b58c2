/* Any blocks and any options: measures stay in their ranges, intervals hold their estimates where they must,
 * a grid agrees with single windows, and places are sets around ranks. */
#include "fuzz.h"

#include "hashstat/concentration.h"

enum { MOST = 40 };

static int64_t blocks[MOST];
static uint64_t work[4 * (MOST + 1)];

static int64_t take_count(fuzz_bytes *bytes) {
    switch (fuzz_below(bytes, 8)) {
    case 0: return fuzz_int64(bytes);
    case 1: return fuzz_below(bytes, 1 << 30) * 1000;
    case 2: return 0;
    default: return fuzz_below(bytes, 300);
    }
}

static void take_options(hst_concentration_options *o, fuzz_bytes *bytes) {
    int raw = fuzz_below(bytes, 6) == 0;
    FUZZ_REQUIRE(hst_concentration_options_init(o, (uint32_t)sizeof *o) == HST_OK);
    o->flags = (uint32_t)fuzz_below(bytes, raw ? 32 : 6);
    o->threshold = raw ? fuzz_double(bytes) : (double)(1 + fuzz_below(bytes, 99)) / 100;
    o->order = raw ? fuzz_double(bytes) : (double)fuzz_below(bytes, 50) / 4;
    o->level = raw ? fuzz_double(bytes) : (double)(1 + fuzz_below(bytes, 999)) / 1000;
    o->top = raw ? fuzz_int64(bytes) : 1 + fuzz_below(bytes, 10);
}

static void require_measures(const hst_concentration *m) {
    FUZZ_REQUIRE(m->pools >= 1 && m->blocks >= m->pools);
    FUZZ_REQUIRE(m->nakamoto == HST_NONE || (m->nakamoto >= 1 && m->nakamoto <= m->pools));
    FUZZ_REQUIRE(m->hhi > 0 && m->hhi <= 1 + 1e-14 && m->effective >= 1 - 1e-14);
    FUZZ_REQUIRE(m->blocks == 1 || (m->hhi_unbiased >= 0 && m->hhi_unbiased <= m->hhi * (1 + 1e-14)));
    FUZZ_REQUIRE(m->gini >= -1e-14 && m->gini < 1);
    FUZZ_REQUIRE(m->shannon >= 0 && m->renyi >= 0 && m->min_entropy >= 0 && m->theil >= 0);
    FUZZ_REQUIRE(m->top > 0 && m->top <= 1);
}

static void require_interval(const hst_interval *i, double least, double most) {
    FUZZ_REQUIRE(i->lower >= least && i->lower <= i->upper && i->upper <= most);
}

static void require_range(const hst_concentration_range *r, const hst_concentration *m) {
    double infinity = 1e308 * 10;
    require_interval(&r->hhi, 0, 1);
    require_interval(&r->effective, 1, infinity);
    require_interval(&r->gini, 0, 1);
    require_interval(&r->shannon, 0, infinity);
    require_interval(&r->renyi, 0, infinity);
    require_interval(&r->theil, 0, infinity);
    require_interval(&r->min_entropy, 0, infinity);
    require_interval(&r->top, 0, 1);
    FUZZ_REQUIRE(r->top.lower <= m->top + 1e-9 && m->top <= r->top.upper + 1e-9);
    FUZZ_REQUIRE(r->nakamoto_lower == HST_NONE || r->nakamoto_lower <= m->pools);
    FUZZ_REQUIRE(r->nakamoto_upper == HST_NONE || r->nakamoto_upper >= r->nakamoto_lower);
    FUZZ_REQUIRE(r->nakamoto_certain == HST_NONE || r->nakamoto_certain >= r->nakamoto_upper);
}

static void try_measure(const hst_concentration_options *o, int32_t pools, int64_t unknown) {
    hst_concentration m, g;
    hst_concentration_range r;
    int64_t total = unknown;
    int32_t i;
    hst_status status = hst_concentration_measure(o, &m, &r, blocks, pools, unknown, work, sizeof work);
    fuzz_require_status(status);
    if (status != HST_OK) {
        return;
    }
    require_measures(&m);
    require_range(&r, &m);
    for (i = 0; i < pools; ++i) {
        total += blocks[i];
    }
    status = hst_concentration_measure_grid(o, &g, NULL, blocks, &total, 1, pools, work, sizeof work);
    FUZZ_REQUIRE(status == HST_OK && memcmp(&m, &g, sizeof m) == 0);
}

static void try_majorities(const hst_concentration_options *o, int32_t pools, int64_t unknown) {
    double share[MOST], at_least[MOST], at_most[MOST];
    int32_t i;
    hst_status status =
        hst_concentration_majorities(o, share, at_least, at_most, blocks, pools, unknown, work, sizeof work);
    fuzz_require_status(status);
    for (i = 0; status == HST_OK && i < pools; ++i) {
        FUZZ_REQUIRE(share[i] >= 0 && share[i] <= 1 && (i == 0 || share[i] >= share[i - 1]));
        FUZZ_REQUIRE(at_least[i] >= 0 && at_least[i] <= 1 && at_most[i] >= 0 && at_most[i] <= 1);
        FUZZ_REQUIRE(at_least[i] + at_most[i] > 1 - 1e-9);
    }
}

static void try_ranks(int32_t pools, double level) {
    hst_concentration_rank rank[MOST];
    int32_t i, k;
    hst_status status = hst_concentration_ranks(rank, blocks, pools, level, work, sizeof work);
    fuzz_require_status(status);
    for (i = 0; status == HST_OK && i < pools; ++i) {
        FUZZ_REQUIRE(1 <= rank[i].best && rank[i].best <= rank[i].rank);
        FUZZ_REQUIRE(rank[i].rank <= rank[i].worst && rank[i].worst <= pools);
        for (k = 0; k < i; ++k) {
            FUZZ_REQUIRE((blocks[i] == blocks[k]) == (rank[i].rank == rank[k].rank));
            FUZZ_REQUIRE(blocks[i] <= blocks[k] || rank[i].worst <= rank[k].worst);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_bytes bytes = {data, size};
    hst_concentration_options o;
    int32_t pools = (int32_t)fuzz_below(&bytes, MOST + 1), i;
    int64_t unknown;
    take_options(&o, &bytes);
    unknown = fuzz_below(&bytes, 3) == 0 ? take_count(&bytes) : 0;
    for (i = 0; i < pools; ++i) {
        blocks[i] = take_count(&bytes);
    }
    FUZZ_REQUIRE(hst_concentration_work_size(pools) <= sizeof work);
    try_measure(&o, pools, unknown);
    try_majorities(&o, pools, unknown);
    try_ranks(pools, o.level);
    return 0;
}
