/* The hashrate room on any arguments: statuses are known ones, rejected calls write nothing, and what is
 * accepted keeps the room's promises. Values come plain half of the time, so that deep paths are reached, and
 * raw otherwise. */
#include "fuzz.h"

#include "hashstat/hashrate.h"

enum { MOST = 48, WINDOWS = 24, POOLS = 4 };

static const double INFINITE = 1e308 * 10;

typedef struct record {
    int64_t time[MOST];
    double work[MOST];
    int32_t pool[MOST];
    int64_t n;
    double level;
} record;

static int is_nan(double x) {
    return x != x;
}

static record take_record(fuzz_bytes *bytes) {
    record r;
    int raw = (int)fuzz_below(bytes, 8);
    int64_t now = 0, i;
    memset(&r, 0, sizeof r);
    r.n = fuzz_below(bytes, MOST + 1);
    for (i = 0; i < r.n; ++i) {
        int64_t kind = fuzz_below(bytes, 4);
        now += fuzz_below(bytes, 1500);
        r.time[i] = raw == 1 ? fuzz_int64(bytes) : raw == 2 ? fuzz_below(bytes, 3000) : now;
        r.work[i] = raw == 3   ? fuzz_double(bytes)
                    : kind < 3 ? (i > 0 ? r.work[i - 1] : 1e23)
                               : 1e20 * (double)(1 + fuzz_below(bytes, 1000));
        r.pool[i] = raw == 4 ? (int32_t)fuzz_uint32(bytes) : (int32_t)fuzz_below(bytes, POOLS + 1) - 1;
    }
    r.level = raw == 5 ? fuzz_double(bytes) : 0.95;
    return r;
}

static hst_hashrate_grid take_grid(fuzz_bytes *bytes) {
    hst_hashrate_grid g;
    if (fuzz_below(bytes, 4) == 0) {
        g.start = fuzz_int64(bytes);
        g.step = fuzz_int64(bytes);
        g.width = fuzz_int64(bytes);
    } else {
        g.start = fuzz_below(bytes, 40000) - 5000;
        g.step = 1 + fuzz_below(bytes, 5000);
        g.width = 1 + fuzz_below(bytes, 20000);
    }
    g.count = fuzz_below(bytes, WINDOWS + 1);
    return g;
}

static void require_rate(const hst_hashrate *h) {
    FUZZ_REQUIRE(h->blocks >= 0 && h->seconds >= 0 && h->exposure >= 0 && h->exposure < INFINITE);
    FUZZ_REQUIRE((h->seconds == 0) == (h->exposure == 0));
    if (h->exposure == 0) {
        FUZZ_REQUIRE(is_nan(h->estimate) && h->lower == 0 && h->upper == INFINITE);
    } else {
        FUZZ_REQUIRE(is_nan(h->estimate) || (h->estimate >= 0 && h->estimate < INFINITE));
        FUZZ_REQUIRE(h->lower >= 0 && h->lower <= h->upper && h->upper < INFINITE);
    }
}

static int same(const hst_hashrate *a, const hst_hashrate *b) {
    return memcmp(a, b, sizeof *a) == 0 ||
           (is_nan(a->estimate) && is_nan(b->estimate) && a->blocks == b->blocks &&
            a->seconds == b->seconds && a->exposure == b->exposure);
}

static void counts(fuzz_bytes *bytes, const record *r, const hst_hashrate_grid *g) {
    int64_t blocks[WINDOWS], seconds[WINDOWS], by_pool[WINDOWS * POOLS], edges[WINDOWS + 1], j;
    int64_t from;
    int32_t pools = fuzz_below(bytes, 16) == 0 ? (int32_t)fuzz_uint32(bytes) : POOLS;
    double exposure[WINDOWS];
    hst_hashrate rates[WINDOWS], one;
    hst_hashrate_pool shares[POOLS];
    hst_status status, again;
    int p;
    pools = pools > POOLS ? POOLS : pools;
    status = hst_hashrate_count_grid(blocks, exposure, seconds, by_pool, g, r->time, r->work, r->pool, r->n,
                                     pools);
    fuzz_require_status(status);
    again = hst_hashrate_windows(rates, g, r->time, r->work, r->n, r->level);
    fuzz_require_status(again);
    for (j = 0; status == HST_OK && j < g->count; ++j) {
        int64_t labelled = 0;
        for (p = 0; p < pools; ++p) {
            FUZZ_REQUIRE(by_pool[j * pools + p] >= 0);
            labelled += by_pool[j * pools + p];
        }
        FUZZ_REQUIRE(labelled <= blocks[j] && blocks[j] <= r->n && seconds[j] <= g->width);
        again = hst_hashrate_pools(shares, by_pool + j * pools, pools, blocks[j], exposure[j], r->level);
        fuzz_require_status(again);
        for (p = 0; again == HST_OK && p < pools; ++p) {
            FUZZ_REQUIRE(shares[p].share_lower >= 0 && shares[p].share_upper <= 1);
            FUZZ_REQUIRE(is_nan(shares[p].share) || (shares[p].share_lower <= shares[p].share &&
                                                     shares[p].share <= shares[p].share_upper));
        }
        from = (int64_t)((uint64_t)g->start + (uint64_t)j * (uint64_t)g->step);
        if (hst_hashrate_between(&one, r->time, r->work, r->n, from, from + g->width, r->level) == HST_OK) {
            require_rate(&one);
            FUZZ_REQUIRE(same(&one, rates + j) && one.exposure == exposure[j] && one.blocks == blocks[j]);
        }
    }
    for (j = 0; j <= g->count; ++j) {
        uint64_t last = (uint64_t)(j > 0 ? edges[j - 1] : -100);
        /* Unsigned, because the last may be anything. */
        edges[j] = fuzz_below(bytes, 16) == 0 ? fuzz_int64(bytes)
                                              : (int64_t)(last + (uint64_t)fuzz_below(bytes, 4000));
    }
    status = hst_hashrate_count_edges(blocks, exposure, seconds, NULL, edges, g->count, r->time, r->work,
                                      NULL, r->n, 0);
    fuzz_require_status(status);
    for (j = 1; status == HST_OK && j < g->count; ++j) {
        blocks[0] += blocks[j];
        seconds[0] += seconds[j];
    }
    if (status == HST_OK && g->count > 0) { /* touching windows add up */
        FUZZ_REQUIRE(hst_hashrate_between(&one, r->time, r->work, r->n, edges[0], edges[g->count], 0.5) ==
                     HST_OK);
        FUZZ_REQUIRE(one.blocks == blocks[0] && one.seconds == seconds[0]);
    }
}

static void estimates(fuzz_bytes *bytes, const record *r) {
    hst_hashrate out;
    double x = -1;
    hst_status status = hst_hashrate_fixed_count(&out, r->time, r->work, r->n, r->level);
    fuzz_require_status(status);
    if (status == HST_OK) {
        require_rate(&out);
        FUZZ_REQUIRE(out.blocks == r->n - 1);
    }
    status =
        hst_hashrate_between(&out, r->time, r->work, r->n, fuzz_int64(bytes), fuzz_int64(bytes), r->level);
    fuzz_require_status(status);
    status = hst_hashrate_core(&x, r->time, r->work, r->n);
    fuzz_require_status(status);
    FUZZ_REQUIRE(status == HST_OK ? x >= 0 && x < INFINITE : x == -1);
    x = -1;
    status = hst_hashrate_coinmetrics(&x, fuzz_int64(bytes), fuzz_double(bytes));
    fuzz_require_status(status);
    FUZZ_REQUIRE(status == HST_OK ? x >= 0 && x < INFINITE : x == -1);
}

static void require_repair(hst_status status, const int64_t *out, const hst_hashrate_repair *moved,
                           const record *r) {
    int64_t total = 0, changed = 0, i;
    fuzz_require_status(status);
    for (i = 0; status == HST_OK && i < r->n; ++i) {
        FUZZ_REQUIRE(i == 0 || out[i] >= out[i - 1]);
        total += out[i] > r->time[i] ? out[i] - r->time[i] : r->time[i] - out[i];
        changed += out[i] != r->time[i];
        FUZZ_REQUIRE(out[i] == r->time[i] || moved->first <= i);
    }
    if (status == HST_OK) {
        FUZZ_REQUIRE(moved->total == total && moved->moved == changed && moved->largest <= total);
        FUZZ_REQUIRE((moved->first == HST_NONE) == (changed == 0));
    }
}

static void repairs(const record *r) {
    int64_t out[MOST], work[2 * MOST], kept = 0;
    size_t bytes = hst_hashrate_repair_work_size(r->n);
    hst_hashrate_repair moved;
    hst_status status = hst_hashrate_repair_running_max(out, &moved, r->time, r->n);
    require_repair(status, out, &moved, r);
    kept = r->n - moved.moved;
    if (status != HST_OK) {
        return;
    }
    status = hst_hashrate_repair_isotonic(out, &moved, r->time, r->n, work, bytes);
    require_repair(status, out, &moved, r);
    status = hst_hashrate_repair_subsequence(out, &moved, r->time, r->n, work, bytes);
    require_repair(status, out, &moved, r);
    FUZZ_REQUIRE(r->n - moved.moved >= kept); /* none keeps more */
}

static void states(fuzz_bytes *bytes, const record *r) {
    hst_hashrate_state a, b, back;
    uint8_t packed[HST_HASHRATE_PACKED_BYTES], twice[HST_HASHRATE_PACKED_BYTES];
    hst_hashrate out;
    int64_t i, at;
    hst_status status;
    int all;
    memset(&a, 0, sizeof a);
    memset(&b, 0, sizeof b);
    status = hst_hashrate_state_push_n(&a, r->time, r->work, r->n);
    fuzz_require_status(status);
    all = status == HST_OK;
    for (i = r->n; i-- > 0;) { /* backwards, with something pushed and taken back each time */
        hst_status pushed = hst_hashrate_state_push(&b, 3, i, 7e22);
        status = hst_hashrate_state_push(&b, 1, r->time[i], r->work[i]);
        fuzz_require_status(status);
        all &= status == HST_OK;
        if (pushed == HST_OK) {
            FUZZ_REQUIRE(hst_hashrate_state_unpush(&b, 3, i, 7e22) == HST_OK);
        }
    }
    if (all) {
        FUZZ_REQUIRE(memcmp(&a, &b, sizeof a) == 0);
        FUZZ_REQUIRE(hst_hashrate_state_pack(packed, sizeof packed, &a) == HST_OK);
        FUZZ_REQUIRE(hst_hashrate_state_pack(twice, sizeof twice, &b) == HST_OK);
        FUZZ_REQUIRE(memcmp(packed, twice, sizeof packed) == 0);
        FUZZ_REQUIRE(hst_hashrate_state_unpack(&back, packed, sizeof packed) == HST_OK);
        FUZZ_REQUIRE(memcmp(&a, &back, sizeof a) == 0);
        FUZZ_REQUIRE(hst_hashrate_state_read(&out, &a, 0.9) == HST_OK);
        require_rate(&out);
        if (hst_hashrate_state_read_fixed_count(&out, &a, 0.9) == HST_OK) {
            require_rate(&out);
        }
        at = fuzz_below(bytes, HST_HASHRATE_PACKED_BYTES);
        packed[at] = (uint8_t)(packed[at] ^ (1 + fuzz_below(bytes, 255)));
        FUZZ_REQUIRE(hst_hashrate_state_unpack(&back, packed, sizeof packed) == HST_ECORRUPT);
    }
    fuzz_take(bytes, &b, sizeof b); /* any memory at all */
    fuzz_require_status(hst_hashrate_state_merge(&a, &b));
    fuzz_require_status(hst_hashrate_state_merge(&b, &a));
    fuzz_require_status(hst_hashrate_state_push(&b, 1, 600, 1e23));
    fuzz_require_status(
        hst_hashrate_state_unpush(&b, fuzz_int64(bytes), fuzz_int64(bytes), fuzz_double(bytes)));
    fuzz_require_status(hst_hashrate_state_read(&out, &b, r->level));
    fuzz_require_status(hst_hashrate_state_read_fixed_count(&out, &b, r->level));
    fuzz_require_status(hst_hashrate_state_pack(packed, sizeof packed, &b));
    fuzz_take(bytes, packed, sizeof packed);
    fuzz_require_status(hst_hashrate_state_unpack(&b, packed, sizeof packed));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_bytes bytes = {data, size};
    hst_hashrate_grid g = take_grid(&bytes);
    record r = take_record(&bytes);
    counts(&bytes, &r, &g);
    estimates(&bytes, &r);
    repairs(&r);
    states(&bytes, &r);
    return 0;
}
