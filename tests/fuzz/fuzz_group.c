/* Groups of samples that may be anything, weights and tables that may be anything, and a state that is pushed
 * to, taken from, merged, packed and overwritten. */
#include "fuzz.h"

#include "hashstat/group.h"

enum {
    MOST = 96,
    GROUPS = 5,
    STATE_WORDS = 2 + HST_MOMENTS_STATE_WORDS * (GROUPS + 1),
    STATE_BYTES = 8 * STATE_WORDS
};

static double x[MOST];
static int32_t id[MOST];
static int64_t key[MOST];

/* Values are anything, or small numbers so that they tie; ids now and then are none. */
static int64_t take_samples(fuzz_bytes *bytes) {
    int64_t n = fuzz_below(bytes, MOST + 1);
    int64_t range = 1 + fuzz_below(bytes, GROUPS + 3);
    int small = (int)fuzz_below(bytes, 2);
    int64_t i;
    for (i = 0; i < n; ++i) {
        x[i] = small ? (double)fuzz_below(bytes, 5) : fuzz_double(bytes);
        id[i] = (int32_t)fuzz_below(bytes, range) - 1;
        key[i] = small ? fuzz_below(bytes, 4) : i;
    }
    return n;
}

static int same(double a, double b) {
    return memcmp(&a, &b, sizeof a) == 0 || (a != a && b != b);
}

/* What moments say, the sum and the mean say too. */
static void try_arrays(fuzz_bytes *bytes) {
    static uint64_t work[51 * (GROUPS + 1) + MOST];
    int64_t n = take_samples(bytes);
    int32_t groups = (int32_t)fuzz_below(bytes, GROUPS + 1);
    uint32_t flags = fuzz_below(bytes, 8) == 0 ? fuzz_uint32(bytes) : 0;
    double sum[GROUPS], mean[GROUPS];
    int64_t count[GROUPS], times[GROUPS], nowhere;
    hst_group_unknown sums, means;
    hst_moments moments[GROUPS], rest;
    hst_status status[4];
    int32_t k;
    FUZZ_REQUIRE(hst_group_work_size(groups) <= sizeof work);
    FUZZ_REQUIRE(hst_group_moments_work_size(n, groups) <= sizeof work);
    status[0] = hst_group_count(times, &nowhere, id, n, groups, flags);
    status[1] = hst_group_moments(moments, &rest, id, x, n, groups, flags, work, sizeof work);
    status[2] = hst_group_sum(sum, count, &sums, id, x, n, groups, flags, work, sizeof work);
    status[3] = hst_group_mean(mean, count, &means, id, x, n, groups, flags, work, sizeof work);
    for (k = 0; k < 4; ++k) {
        fuzz_require_status(status[k]);
    }
    for (k = 0; status[1] == HST_OK && k < groups; ++k) {
        FUZZ_REQUIRE(status[2] == HST_OK && status[3] == HST_OK && status[0] == HST_OK);
        FUZZ_REQUIRE(same(moments[k].sum, sum[k]) && same(moments[k].mean, mean[k]));
        FUZZ_REQUIRE(moments[k].count == count[k] && moments[k].count + moments[k].missing == times[k]);
        FUZZ_REQUIRE(count[k] == 0 ||
                     (id[moments[k].min_key] == k && x[moments[k].max_key] == moments[k].max));
    }
    if (status[1] == HST_OK) {
        FUZZ_REQUIRE(same(rest.sum, sums.value) && same(rest.mean, means.value) && rest.count == sums.count);
        FUZZ_REQUIRE(rest.missing == sums.missing && rest.count + rest.missing == nowhere);
    }
}

static void try_weights(fuzz_bytes *bytes) {
    enum { SIDE = 20 };
    static double weight[SIDE * SIDE], out[SIDE * SIDE], missing[SIDE * SIDE], table[SIDE * SIDE];
    int32_t pools = (int32_t)fuzz_below(bytes, SIDE + 1), countries = (int32_t)fuzz_below(bytes, SIDE + 1);
    int64_t times = fuzz_below(bytes, SIDE + 1), i;
    int plain = (int)fuzz_below(bytes, 4);
    hst_status status;
    for (i = 0; i < pools * countries; ++i) {
        weight[i] = plain ? (double)fuzz_below(bytes, 3) : fuzz_double(bytes);
    }
    for (i = 0; i < pools * times; ++i) {
        table[i] = plain == 1 ? (double)fuzz_below(bytes, 3) : fuzz_double(bytes);
    }
    status = hst_group_weigh(out, missing, weight, table, pools, countries, times);
    fuzz_require_status(status);
    for (i = 0; status == HST_OK && i < countries * times; ++i) {
        FUZZ_REQUIRE(missing[i] >= 0 && (out[i] == out[i] || missing[i] > 0));
    }
}

/* Whatever a call leaves, packing and unpacking gives it back. */
static void try_packing(const uint64_t *state) {
    static uint8_t packed[STATE_BYTES + 8];
    static uint64_t back[STATE_WORDS];
    size_t bytes = 0;
    hst_status status = hst_group_state_packed_size(&bytes, state, STATE_BYTES);
    fuzz_require_status(status);
    if (status != HST_OK || hst_group_state_pack(packed, sizeof packed, state, STATE_BYTES) != HST_OK) {
        return;
    }
    FUZZ_REQUIRE(hst_group_state_unpack(back, STATE_BYTES, packed, bytes) == HST_OK);
    FUZZ_REQUIRE(memcmp(back, state, bytes - 8) == 0);
    FUZZ_REQUIRE(hst_group_state_unpacked_size(&bytes, packed, bytes) == HST_OK);
}

static void overwrite(fuzz_bytes *bytes, uint64_t *state) {
    int64_t changes = fuzz_below(bytes, 4);
    for (; changes > 0; --changes) {
        int64_t at = fuzz_below(bytes, STATE_WORDS);
        fuzz_take(bytes, &state[at], sizeof state[at]);
    }
}

static void try_state(fuzz_bytes *bytes) {
    static uint64_t state[STATE_WORDS], other[STATE_WORDS];
    hst_moments out[GROUPS], rest;
    int64_t n = take_samples(bytes), half = n / 2, i;
    size_t size = 0;
    FUZZ_REQUIRE(hst_group_state_size(&size, GROUPS) == HST_OK && size == sizeof state);
    FUZZ_REQUIRE(hst_group_state_init(state, size, GROUPS) == HST_OK);
    FUZZ_REQUIRE(hst_group_state_init(other, size, GROUPS) == HST_OK);
    fuzz_require_status(hst_group_state_push_n(state, size, id, x, key, half));
    fuzz_require_status(hst_group_state_push_n(other, size, id + half, x + half, key + half, n - half));
    fuzz_require_status(hst_group_state_merge(state, size, other, size));
    overwrite(bytes, state);
    for (i = 0; i < 4 && i < n; ++i) {
        fuzz_require_status(hst_group_state_unpush(state, size, id[i], x[i], key[i]));
        fuzz_require_status(hst_group_state_push(state, size, id[i], x[i], key[i]));
    }
    fuzz_require_status(hst_group_state_read(out, GROUPS, &rest, state, size));
    try_packing(state);
}

/* Bytes from elsewhere. */
static void try_unpacking(fuzz_bytes *bytes) {
    static uint64_t state[STATE_WORDS];
    size_t size = 0;
    hst_status status = hst_group_state_unpacked_size(&size, bytes->at, bytes->left);
    fuzz_require_status(status);
    fuzz_require_status(hst_group_state_unpack(state, sizeof state, bytes->at, bytes->left));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_bytes bytes;
    bytes.at = data;
    bytes.left = size;
    switch (fuzz_below(&bytes, 4)) {
    case 0: try_arrays(&bytes); break;
    case 1: try_weights(&bytes); break;
    case 2: try_state(&bytes); break;
    default: try_unpacking(&bytes); break;
    }
    return 0;
}
