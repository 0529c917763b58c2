/* The state of blocks and exposure. Its intervals rest on libm and stay out; what it holds and the estimate
 * do not. */
#include "digest.h"

#include <stdlib.h>

#include "hashstat/hashrate.h"

/* A work from any level: its digits, at an exponent between 64 and 95. */
static double work_of(double level) {
    double x = level > 0 ? level : 1; /* a NaN too */
    while (x < 0x1p64) {
        x *= 0x1p32;
    }
    while (x >= 0x1p96) {
        x *= 0x1p-32;
    }
    return x;
}

static void begin(void *state) {
    static const hst_hashrate_state EMPTY;
    *(hst_hashrate_state *)state = EMPTY;
}

static void push(void *state, const digest_data *s, int64_t from, int64_t until) {
    static double work[DIGEST_SAMPLES];
    static int64_t seconds[DIGEST_SAMPLES];
    int64_t i;
    for (i = from; i < until; ++i) {
        work[i] = work_of(s->level[i]);
        seconds[i] = i == 0 ? 0 : s->time[i] - s->time[i - 1];
    }
    if (until - from == 1) {
        DIGEST_REQUIRE(hst_hashrate_state_push(state, 1, seconds[from], work[from]) == HST_OK);
    } else {
        DIGEST_REQUIRE(hst_hashrate_state_push_n(state, seconds + from, work + from, until - from) == HST_OK);
    }
}

static void merge(void *state, const void *other) {
    DIGEST_REQUIRE(hst_hashrate_state_merge(state, other) == HST_OK);
}

static size_t pack(uint8_t *packed, const void *state) {
    DIGEST_REQUIRE(hst_hashrate_state_pack(packed, HST_HASHRATE_PACKED_BYTES, state) == HST_OK);
    return HST_HASHRATE_PACKED_BYTES;
}

static void unpack(void *state, const uint8_t *packed, size_t bytes) {
    DIGEST_REQUIRE(hst_hashrate_state_unpack(state, packed, bytes) == HST_OK);
}

const digest_state digest_hashrate_state = {
    sizeof(hst_hashrate_state), HST_HASHRATE_PACKED_BYTES, begin, push, merge, pack, unpack,
};

void digest_hashrate_parts(digest *d, const digest_data *s, int64_t chunk) {
    hst_hashrate_state *state = digest_pushed(&digest_hashrate_state, s, chunk);
    hst_hashrate out;
    digest_packed(d, &digest_hashrate_state, state);
    DIGEST_REQUIRE(hst_hashrate_state_read(&out, state, 0.95) == HST_OK);
    digest_double(d, out.estimate);
    digest_double(d, out.exposure);
    DIGEST_REQUIRE(hst_hashrate_state_unpush(state, 1, 0, 0x1p80) == HST_OK);
    digest_packed(d, &digest_hashrate_state, state);
    free(state);
}
