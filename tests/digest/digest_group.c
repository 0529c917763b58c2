/* Counts, sums and means by group, pools weighted into countries, and the state
 * of all groups. */
#include "digest.h"

#include <stdlib.h>

#include "hashstat/group.h"
#include "moments_answer.h"

enum {
    GROUPS = DIGEST_GROUPS,
    MANY = 300, /* past the number up to which each group is added in several
                 places */
    POOLS = 9,
    COUNTRIES = 5,
    TIMES = 300,
    STATE_BYTES = 872 * GROUPS + 888,
    PACKED_BYTES = STATE_BYTES + 8
};

/* Over arrays.
 * ---------------------------------------------------------------------------------
 */

typedef hst_status by_group(double *value, int64_t *count, hst_group_unknown *unknown, const int32_t *id,
                            const double *x, int64_t n, int32_t groups, uint32_t flags, void *work,
                            size_t bytes);

static void put_values(digest *d, by_group *f, const digest_data *s, const int32_t *id, int32_t groups) {
    double value[MANY];
    int64_t count[MANY];
    hst_group_unknown unknown;
    size_t bytes = hst_group_work_size(groups);
    void *work = digest_memory(bytes);
    hst_status status = f(value, count, &unknown, id, s->x, s->n, groups, 0, work, bytes);
    digest_int64(d, status);
    if (status == HST_OK) {
        digest_doubles(d, value, groups);
        digest_int64s(d, count, groups);
        digest_double(d, unknown.value);
        digest_int64(d, unknown.count);
        digest_int64(d, unknown.missing);
    }
    free(work);
}

static void put_group_moments(digest *d, const digest_data *s, const int32_t *id, int32_t groups) {
    hst_moments out[MANY], unknown;
    size_t bytes = hst_group_moments_work_size(s->n, groups);
    void *work = digest_memory(bytes);
    hst_status status = hst_group_moments(out, &unknown, id, s->x, s->n, groups, 0, work, bytes);
    int32_t g;
    put_answer(d, status, &unknown);
    for (g = 0; g < groups && status == HST_OK; ++g) {
        put_moments(d, &out[g]);
    }
    free(work);
}

static void put_groups(digest *d, const digest_data *s, const int32_t *id, int32_t groups) {
    int64_t count[MANY];
    int64_t unknown = 0;
    DIGEST_REQUIRE(hst_group_count(count, &unknown, id, s->n, groups, 0) == HST_OK);
    digest_int64s(d, count, groups);
    digest_int64(d, unknown);
    put_values(d, hst_group_sum, s, id, groups);
    put_values(d, hst_group_mean, s, id, groups);
    put_group_moments(d, s, id, groups);
}

/* Pools are stretches of the series. Weights are exact fractions, some of them
 * 0. */
static void put_weighed(digest *d, const digest_data *s) {
    static double out[COUNTRIES * TIMES], missing[COUNTRIES * TIMES];
    double weight[POOLS * COUNTRIES];
    hst_status status;
    int i;
    for (i = 0; i < POOLS * COUNTRIES; ++i) {
        weight[i] = i % 3 == 0 ? 0 : (double)(i * 7 % 16) / 11;
    }
    status = hst_group_weigh(out, missing, weight, s->x, POOLS, COUNTRIES, TIMES);
    digest_int64(d, status);
    if (status == HST_OK) {
        digest_doubles(d, out, COUNTRIES * TIMES);
        digest_doubles(d, missing, COUNTRIES * TIMES);
    }
}

void digest_group(digest *d, const digest_data *s) {
    static int32_t many[DIGEST_SAMPLES];
    int i;
    for (i = 0; i < DIGEST_SAMPLES; ++i) {
        many[i] = (int32_t)((s->key[i] + 4000) % (MANY + 1)) - 1;
    }
    put_groups(d, s, s->id, GROUPS);
    put_groups(d, s, many, MANY);
    put_weighed(d, s);
}

/* The state.
 * -----------------------------------------------------------------------------------
 */

static void begin(void *state) {
    size_t bytes = 0;
    DIGEST_REQUIRE(hst_group_state_size(&bytes, GROUPS) == HST_OK);
    DIGEST_REQUIRE(bytes == STATE_BYTES);
    DIGEST_REQUIRE(hst_group_state_init(state, STATE_BYTES, GROUPS) == HST_OK);
}

static void push(void *state, const digest_data *s, int64_t from, int64_t until) {
    if (until - from == 1) {
        DIGEST_REQUIRE(hst_group_state_push(state, STATE_BYTES, s->id[from], s->x[from], s->key[from]) ==
                       HST_OK);
    } else {
        DIGEST_REQUIRE(hst_group_state_push_n(state, STATE_BYTES, s->id + from, s->x + from, s->key + from,
                                              until - from) == HST_OK);
    }
}

static void merge(void *state, const void *other) {
    DIGEST_REQUIRE(hst_group_state_merge(state, STATE_BYTES, other, STATE_BYTES) == HST_OK);
}

static size_t pack(uint8_t *packed, const void *state) {
    size_t bytes = 0;
    DIGEST_REQUIRE(hst_group_state_packed_size(&bytes, state, STATE_BYTES) == HST_OK);
    DIGEST_REQUIRE(hst_group_state_pack(packed, PACKED_BYTES, state, STATE_BYTES) == HST_OK);
    return bytes;
}

static void unpack(void *state, const uint8_t *packed, size_t bytes) {
    size_t needed = 0;
    DIGEST_REQUIRE(hst_group_state_unpacked_size(&needed, packed, bytes) == HST_OK);
    DIGEST_REQUIRE(needed == STATE_BYTES);
    DIGEST_REQUIRE(hst_group_state_unpack(state, STATE_BYTES, packed, bytes) == HST_OK);
}

const digest_state digest_group_state = {
    STATE_BYTES, PACKED_BYTES, begin, push, merge, pack, unpack,
};

static void put_state(digest *d, const void *state) {
    hst_moments out[GROUPS], unknown;
    hst_status status = hst_group_state_read(out, GROUPS, &unknown, state, STATE_BYTES);
    int g;
    put_answer(d, status, &unknown);
    for (g = 0; g < GROUPS && status == HST_OK; ++g) {
        put_moments(d, &out[g]);
    }
    digest_packed(d, &digest_group_state, state);
}

/* Whole, and with every third sample taken back. */
void digest_group_parts(digest *d, const digest_data *s, int64_t chunk) {
    void *state = digest_pushed(&digest_group_state, s, chunk);
    int64_t i;
    put_state(d, state);
    for (i = 0; i < s->n; i += 3) {
        DIGEST_REQUIRE(hst_group_state_unpush(state, STATE_BYTES, s->id[i], s->x[i], s->key[i]) == HST_OK);
    }
    put_state(d, state);
    free(state);
}
