/* Sums, means, variances and extremes of arrays of many lengths, and of the state that merges. */
#include "digest.h"

#include <stdlib.h>

#include "hashstat/moments.h"
#include "moments_answer.h"

/* A call that may have no answer: its status, and what it wrote only where that is HST_OK. */
static void put_value(digest *d, hst_status status, double value) {
    digest_int64(d, status);
    digest_double(d, status == HST_OK ? value : 0);
}

static void put_array(digest *d, const double *x, int64_t n) {
    double value = 0;
    hst_moments_extremes ends = {0, 0, 0, 0};
    hst_moments all;
    hst_status status = hst_moments_sum(&value, x, n);
    put_value(d, status, value);
    status = hst_moments_mean(&value, x, n);
    put_value(d, status, value);
    status = hst_moments_variance(&value, x, n);
    put_value(d, status, value);
    status = hst_moments_extremes_of(&ends, x, n);
    put_value(d, status, ends.min);
    put_value(d, status, ends.max);
    digest_int64(d, status == HST_OK ? ends.min_index : 0);
    digest_int64(d, status == HST_OK ? ends.max_index : 0);
    status = hst_moments_of(&all, x, n);
    put_answer(d, status, &all);
}

/* Lengths about those of blocks and registers, from addresses of every alignment. */
void digest_moments(digest *d, const digest_data *s) {
    static const int64_t LENGTHS[] = {0,  1,  2,   3,   4,   5,   7,   8,   9,   15,   16,  17,
                                      31, 63, 100, 127, 128, 129, 255, 257, 511, 1000, 2049};
    size_t k;
    for (k = 0; k < sizeof LENGTHS / sizeof LENGTHS[0]; ++k) {
        put_array(d, s->x + k, LENGTHS[k]);
    }
    put_array(d, s->x, s->n);
}

/* The state. ----------------------------------------------------------------------------------- */

static void begin(void *state) {
    static const hst_moments_state EMPTY;
    *(hst_moments_state *)state = EMPTY;
}

/* One sample, or many with their keys. */
static void push(void *state, const digest_data *s, int64_t from, int64_t until) {
    if (until - from == 1) {
        DIGEST_REQUIRE(hst_moments_state_push(state, s->x[from], s->key[from]) == HST_OK);
    } else {
        DIGEST_REQUIRE(hst_moments_state_push_n(state, s->x + from, s->key + from, until - from) == HST_OK);
    }
}

static void merge(void *state, const void *other) {
    DIGEST_REQUIRE(hst_moments_state_merge(state, other) == HST_OK);
}

static size_t pack(uint8_t *packed, const void *state) {
    DIGEST_REQUIRE(hst_moments_state_pack(packed, HST_MOMENTS_PACKED_BYTES, state) == HST_OK);
    return HST_MOMENTS_PACKED_BYTES;
}

static void unpack(void *state, const uint8_t *packed, size_t bytes) {
    DIGEST_REQUIRE(hst_moments_state_unpack(state, packed, bytes) == HST_OK);
}

const digest_state digest_moments_state = {
    sizeof(hst_moments_state), HST_MOMENTS_PACKED_BYTES, begin, push, merge, pack, unpack,
};

static void put_state(digest *d, const hst_moments_state *state) {
    hst_moments read;
    hst_status status = hst_moments_state_read(&read, state);
    put_answer(d, status, &read);
    digest_packed(d, &digest_moments_state, state);
}

/* By keys, then once more with keys that count up, then with every third sample of the first pass taken back. */
void digest_moments_parts(digest *d, const digest_data *s, int64_t chunk) {
    hst_moments_state *state = digest_pushed(&digest_moments_state, s, chunk);
    int64_t i, take;
    put_state(d, state);
    for (i = 0; i < s->n; i += take) {
        take = s->n - i < chunk ? s->n - i : chunk;
        DIGEST_REQUIRE(hst_moments_state_push_run(state, s->x + i, take, i - 1000000) == HST_OK);
    }
    put_state(d, state);
    for (i = 0; i < s->n; i += 3) {
        DIGEST_REQUIRE(hst_moments_state_unpush(state, s->x[i], s->key[i]) == HST_OK);
    }
    put_state(d, state);
    free(state);
}
