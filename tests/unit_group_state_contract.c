/* What a state refuses, in the order in which it looks, that it is then unchanged, and that no memory does
 * harm. */
#include "support/support.h"

#include <math.h>
#include <string.h>

#include "hashstat/group.h"

enum {
    GROUPS = 3,
    WORDS = 2 + HST_MOMENTS_STATE_WORDS * (GROUPS + 1),
    BYTES = 8 * WORDS,
    PACKED = BYTES + 8
};

static uint64_t state[WORDS + 1], before[WORDS + 1], other[WORDS + 1];
static uint8_t packed[PACKED];
static const int32_t ids[] = {0, 1, -1};
static const double values[] = {1, 2, 3};
static const int64_t keys[] = {7, 8, 9};

static void *const OFF = (char *)state + 4;

/* Word of the count of samples of a row, and the last of its sum of squares, which has the sign. */
static uint64_t *count_word(uint64_t *s, int row) {
    return s + 2 + HST_MOMENTS_STATE_WORDS * row + 102;
}

static void begin_one(uint64_t *s) {
    assert_status(hst_group_state_init(s, BYTES, GROUPS), HST_OK);
    assert_status(hst_group_state_push_n(s, BYTES, ids, values, keys, 3), HST_OK);
}

static void begin(void) {
    begin_one(state);
    begin_one(other);
    memcpy(before, state, sizeof before);
    fill_untouched(packed, sizeof packed);
}

static void assert_unchanged(void) {
    assert_memory_equal(state, before, BYTES);
}

/* Row by row: the groups' own, which only what reads a whole state looks at. */
static void spoil(int row) {
    begin();
    *count_word(state, row) = UINT64_MAX;
    memcpy(before, state, sizeof before);
}

static void spoil_head(int word, uint64_t value) {
    begin();
    state[word] = value;
    memcpy(before, state, sizeof before);
}

static void size_and_init_refuse_what_the_header_says(void **unused) {
    size_t bytes;
    (void)unused;
    fill_untouched(&bytes, sizeof bytes);
    fill_untouched(state, sizeof state);
    assert_status(hst_group_state_size(NULL, -1), HST_ENULL);
    assert_status(hst_group_state_size(&bytes, -1), HST_ESIZE);
    assert_status(hst_group_state_init(NULL, 0, -1), HST_ENULL);
    assert_status(hst_group_state_init(OFF, 0, -1), HST_ESIZE);
    assert_status(hst_group_state_init(OFF, 0, GROUPS), HST_EALIGN);
    assert_status(hst_group_state_init(state, BYTES - 1, GROUPS), HST_ESPACE);
    assert_untouched(&bytes, sizeof bytes);
    assert_untouched(state, sizeof state);
}

static void push_refuses_what_the_header_says(void **unused) {
    (void)unused;
    begin();
    assert_status(hst_group_state_push(NULL, 0, 9, INFINITY, 0), HST_ENULL);
    assert_status(hst_group_state_push(OFF, 0, 9, INFINITY, 0), HST_EALIGN);
    assert_status(hst_group_state_push(state, 887, 9, INFINITY, 0), HST_ESPACE);
    assert_status(hst_group_state_push(state, BYTES - 1, 9, INFINITY, 0), HST_ESPACE);
    assert_status(hst_group_state_push(state, BYTES, -2, 1, 0), HST_EDOMAIN);
    assert_status(hst_group_state_push(state, BYTES, GROUPS, 1, 0), HST_EDOMAIN);
    assert_status(hst_group_state_push(state, BYTES, 0, INFINITY, 0), HST_EDOMAIN);
    assert_status(hst_group_state_push(state, BYTES, 0, -INFINITY, 0), HST_EDOMAIN);
    assert_unchanged();
    spoil_head(0, 0);
    assert_status(hst_group_state_push(state, BYTES, 9, 1, 0), HST_ECORRUPT);
    spoil_head(1, (uint64_t)INT32_MAX + 1);
    assert_status(hst_group_state_push(state, BYTES, 0, 1, 0), HST_ECORRUPT);
    spoil_head(1, INT32_MAX);
    assert_status(hst_group_state_push(state, BYTES, 0, 1, 0), HST_ESPACE);
    spoil(2);
    assert_status(hst_group_state_push(state, BYTES, 1, INFINITY, 0), HST_EDOMAIN);
    assert_status(hst_group_state_push(state, BYTES, 1, 1, 0), HST_ECORRUPT);
    assert_unchanged();
    assert_status(hst_group_state_push(state, BYTES, 0, 1, 0), HST_OK);
}

static void push_n_refuses_what_the_header_says(void **unused) {
    static const int32_t strays[] = {0, 1, 3};
    static const double infinite[] = {0, 1, INFINITY};
    (void)unused;
    begin();
    assert_status(hst_group_state_push_n(NULL, 0, strays, infinite, keys, -1), HST_ENULL);
    assert_status(hst_group_state_push_n(OFF, 0, NULL, infinite, keys, -1), HST_ENULL);
    assert_status(hst_group_state_push_n(OFF, 0, strays, NULL, keys, -1), HST_ENULL);
    assert_status(hst_group_state_push_n(OFF, 0, strays, infinite, NULL, -1), HST_ENULL);
    assert_status(hst_group_state_push_n(OFF, 0, strays, infinite, keys, -1), HST_ESIZE);
    assert_status(hst_group_state_push_n(OFF, 0, strays, infinite, keys, 3), HST_EALIGN);
    assert_status(hst_group_state_push_n(state, BYTES - 1, strays, infinite, keys, 3), HST_ESPACE);
    assert_status(hst_group_state_push_n(state, BYTES, strays, values, keys, 3), HST_EDOMAIN);
    assert_status(hst_group_state_push_n(state, BYTES, ids, infinite, keys, 3), HST_EDOMAIN);
    assert_status(hst_group_state_push_n(state, BYTES, NULL, NULL, NULL, 0), HST_OK);
    assert_unchanged();
    spoil_head(0, 1);
    assert_status(hst_group_state_push_n(state, BYTES, strays, values, keys, 3), HST_ECORRUPT);
    spoil(2);
    assert_status(hst_group_state_push_n(state, BYTES, strays, values, keys, 3), HST_EDOMAIN);
    assert_status(hst_group_state_push_n(state, BYTES, ids, values, keys, 3), HST_ECORRUPT);
    assert_unchanged();
    assert_status(hst_group_state_push_n(state, BYTES, ids, values, keys, 1), HST_OK);
}

static void unpush_refuses_what_the_header_says(void **unused) {
    (void)unused;
    begin();
    assert_status(hst_group_state_unpush(NULL, 0, 9, INFINITY, 0), HST_ENULL);
    assert_status(hst_group_state_unpush(OFF, 0, 9, INFINITY, 0), HST_EALIGN);
    assert_status(hst_group_state_unpush(state, BYTES - 1, 9, INFINITY, 0), HST_ESPACE);
    assert_status(hst_group_state_unpush(state, BYTES, 3, 1, 7), HST_EDOMAIN);
    assert_status(hst_group_state_unpush(state, BYTES, 0, INFINITY, 7), HST_EDOMAIN);
    assert_status(hst_group_state_unpush(state, BYTES, 0, 2, 7), HST_EDOMAIN);
    assert_status(hst_group_state_unpush(state, BYTES, 2, 1, 7), HST_EDOMAIN);
    assert_status(hst_group_state_unpush(state, BYTES, 0, NAN, 7), HST_EDOMAIN);
    assert_unchanged();
    spoil_head(0, 1);
    assert_status(hst_group_state_unpush(state, BYTES, 9, 1, 7), HST_ECORRUPT);
    spoil(1);
    assert_status(hst_group_state_unpush(state, BYTES, 0, 1, 7), HST_ECORRUPT);
    assert_unchanged();
    assert_status(hst_group_state_unpush(state, BYTES, 1, 2, 8), HST_OK);
}

static void merge_refuses_what_the_header_says(void **unused) {
    void *const beside = (char *)other + 4;
    (void)unused;
    begin();
    assert_status(hst_group_state_merge(NULL, 0, other, 0), HST_ENULL);
    assert_status(hst_group_state_merge(OFF, 0, NULL, 0), HST_ENULL);
    assert_status(hst_group_state_merge(OFF, 0, other, 0), HST_EALIGN);
    assert_status(hst_group_state_merge(state, BYTES, beside, 0), HST_EALIGN);
    assert_status(hst_group_state_merge(state, BYTES - 1, other, BYTES), HST_ESPACE);
    assert_status(hst_group_state_merge(state, BYTES, other, BYTES - 1), HST_ESPACE);
    other[0] = 0;
    assert_status(hst_group_state_merge(state, BYTES, other, BYTES), HST_ECORRUPT);
    assert_status(hst_group_state_init(other, BYTES, GROUPS - 1), HST_OK);
    assert_status(hst_group_state_merge(state, BYTES, other, BYTES), HST_EOPTION);
    assert_unchanged();
    begin();
    *count_word(other, GROUPS) = UINT64_MAX;
    assert_status(hst_group_state_merge(state, BYTES, other, BYTES), HST_ECORRUPT);
    assert_unchanged();
    spoil(GROUPS);
    assert_status(hst_group_state_merge(state, BYTES, other, BYTES), HST_ECORRUPT);
    assert_unchanged();
}

/* Doubled until the next time would be once too often: 2^62 samples in each of three rows. */
static void more_samples_than_can_be_counted_are_told(void **unused) {
    int i;
    (void)unused;
    begin();
    for (i = 0; i < 62; ++i) {
        assert_status(hst_group_state_merge(state, BYTES, state, BYTES), HST_OK);
    }
    memcpy(before, state, sizeof before);
    assert_status(hst_group_state_merge(state, BYTES, state, BYTES), HST_EOVERFLOW);
    assert_status(hst_group_state_merge(state, BYTES, other, BYTES), HST_EOVERFLOW);
    assert_status(hst_group_state_push(state, BYTES, 1, 1, 0), HST_EOVERFLOW);
    assert_status(hst_group_state_push_n(state, BYTES, ids, values, keys, 3), HST_EOVERFLOW);
    assert_unchanged();
    *count_word(state, 0) = UINT64_MAX;
    assert_status(hst_group_state_push_n(state, BYTES, ids, values, keys, 3), HST_ECORRUPT);
    assert_status(hst_group_state_push(state, BYTES, 2, 1, 0), HST_OK);
}

static void read_refuses_what_the_header_says(void **unused) {
    hst_moments out[GROUPS], rest;
    (void)unused;
    begin();
    fill_untouched(&rest, sizeof rest);
    fill_untouched(out, sizeof out);
    assert_status(hst_group_state_read(NULL, GROUPS, &rest, OFF, 0), HST_ENULL);
    assert_status(hst_group_state_read(out, -1, NULL, OFF, 0), HST_ENULL);
    assert_status(hst_group_state_read(out, -1, &rest, NULL, 0), HST_ENULL);
    assert_status(hst_group_state_read(out, -1, &rest, OFF, 0), HST_ESIZE);
    assert_status(hst_group_state_read(out, 2, &rest, OFF, 0), HST_EALIGN);
    assert_status(hst_group_state_read(out, 2, &rest, state, BYTES - 1), HST_ESPACE);
    assert_status(hst_group_state_read(out, 2, &rest, state, BYTES), HST_EOPTION);
    assert_untouched(out, sizeof out);
    spoil(3);
    assert_status(hst_group_state_read(out, 2, &rest, state, BYTES), HST_ECORRUPT);
    begin();
    assert_status(hst_group_state_push(state, BYTES, 2, 0x1.8p1023, 0), HST_OK);
    assert_status(hst_group_state_push(state, BYTES, 2, 0x1.8p1023, 1), HST_OK);
    assert_status(hst_group_state_read(out, GROUPS, &rest, state, BYTES), HST_EOVERFLOW);
    begin();
    assert_status(hst_group_state_push(state, BYTES, -1, -0x1.8p1023, 0), HST_OK);
    assert_status(hst_group_state_read(out, GROUPS, &rest, state, BYTES), HST_EOVERFLOW);
    assert_untouched(&rest, sizeof rest);
    assert_status(hst_group_state_init(state, BYTES, 0), HST_OK);
    assert_status(hst_group_state_read(NULL, 0, &rest, state, BYTES), HST_OK);
    assert_int_equal(rest.count, 0);
}

static void packing_refuses_what_the_header_says(void **unused) {
    size_t bytes;
    (void)unused;
    begin();
    fill_untouched(&bytes, sizeof bytes);
    assert_status(hst_group_state_packed_size(NULL, OFF, 0), HST_ENULL);
    assert_status(hst_group_state_packed_size(&bytes, NULL, 0), HST_ENULL);
    assert_status(hst_group_state_packed_size(&bytes, OFF, 0), HST_EALIGN);
    assert_status(hst_group_state_packed_size(&bytes, state, BYTES - 1), HST_ESPACE);
    assert_status(hst_group_state_pack(NULL, 0, OFF, 0), HST_ENULL);
    assert_status(hst_group_state_pack(packed, 0, NULL, 0), HST_ENULL);
    assert_status(hst_group_state_pack(packed, 0, OFF, 0), HST_EALIGN);
    assert_status(hst_group_state_pack(packed, 0, state, BYTES - 1), HST_ESPACE);
    assert_status(hst_group_state_pack(packed, PACKED - 1, state, BYTES), HST_ESPACE);
    spoil(0);
    assert_status(hst_group_state_pack(packed, 0, state, BYTES), HST_ECORRUPT);
    spoil_head(0, 7);
    assert_status(hst_group_state_packed_size(&bytes, state, BYTES), HST_ECORRUPT);
    assert_untouched(packed, sizeof packed);
    assert_untouched(&bytes, sizeof bytes);
}

static void unpacking_refuses_what_the_header_says(void **unused) {
    size_t bytes;
    (void)unused;
    begin();
    assert_status(hst_group_state_pack(packed, PACKED, state, BYTES), HST_OK);
    fill_untouched(&bytes, sizeof bytes);
    fill_untouched(state, sizeof state);
    assert_status(hst_group_state_unpacked_size(NULL, packed, PACKED), HST_ENULL);
    assert_status(hst_group_state_unpacked_size(&bytes, NULL, PACKED), HST_ENULL);
    assert_status(hst_group_state_unpacked_size(&bytes, packed, PACKED - 1), HST_ECORRUPT);
    assert_status(hst_group_state_unpacked_size(&bytes, packed, 0), HST_ECORRUPT);
    assert_status(hst_group_state_unpack(NULL, 0, packed, 0), HST_ENULL);
    assert_status(hst_group_state_unpack(OFF, 0, NULL, 0), HST_ENULL);
    assert_status(hst_group_state_unpack(OFF, 0, packed, 0), HST_EALIGN);
    assert_status(hst_group_state_unpack(state, 0, packed, PACKED - 8), HST_ECORRUPT);
    assert_status(hst_group_state_unpack(state, BYTES - 1, packed, PACKED), HST_ESPACE);
    assert_untouched(&bytes, sizeof bytes);
    assert_untouched(state, sizeof state);
}

static void an_altered_byte_is_always_seen(void **unused) {
    size_t bytes = 0, at;
    (void)unused;
    begin();
    assert_status(hst_group_state_pack(packed, PACKED, state, BYTES), HST_OK);
    for (at = 0; at < PACKED; ++at) {
        packed[at] ^= (uint8_t)(1 + at % 255);
        assert_status(hst_group_state_unpack(state, BYTES, packed, PACKED), HST_ECORRUPT);
        assert_status(hst_group_state_unpacked_size(&bytes, packed, PACKED), HST_ECORRUPT);
        packed[at] ^= (uint8_t)(1 + at % 255);
    }
    assert_unchanged();
}

static uint64_t checksum(const uint8_t *from, size_t size) {
    uint64_t sum = UINT64_C(14695981039346656037);
    size_t i;
    for (i = 0; i < size; ++i) {
        sum = (sum ^ from[i]) * UINT64_C(1099511628211);
    }
    return sum;
}

static void seal(void) {
    uint64_t sum = checksum(packed, BYTES);
    int k;
    for (k = 0; k < 8; ++k) {
        packed[BYTES + k] = (uint8_t)(sum >> (8 * k));
    }
}

/* Bytes with a checksum that fits, but content that no state has. */
static void content_that_no_state_has_is_seen(void **unused) {
    (void)unused;
    begin();
    assert_status(hst_group_state_pack(packed, PACKED, state, BYTES), HST_OK);
    seal();
    assert_status(hst_group_state_unpack(state, BYTES, packed, PACKED), HST_OK);
    packed[8 * (2 + 102) + 7] = 0x80; /* a count below zero */
    seal();
    assert_status(hst_group_state_unpack(state, BYTES, packed, PACKED), HST_ECORRUPT);
    packed[8 * (2 + 102) + 7] = 0;
    packed[8] = GROUPS + 1;
    seal();
    assert_status(hst_group_state_unpack(state, BYTES, packed, PACKED), HST_ECORRUPT);
    packed[8] = GROUPS;
    packed[12] = 1; /* 2^32 groups more */
    seal();
    assert_status(hst_group_state_unpack(state, BYTES, packed, PACKED), HST_ECORRUPT);
}

static void no_memory_does_harm(void **unused) {
    rng r = rng_seed(1);
    int run;
    (void)unused;
    for (run = 0; run < 2000; ++run) {
        hst_moments out[GROUPS], rest;
        uint64_t *s = guarded_alloc(BYTES);
        int k, changes = 1 + (int)rng_below(&r, 6);
        begin_one(s);
        for (k = 0; k < changes; ++k) {
            s[rng_below(&r, WORDS)] = rng_below(&r, 2) ? rng_next(&r) : rng_below(&r, 5) << 60;
        }
        (void)hst_group_state_push(s, BYTES, (int32_t)rng_below(&r, 5) - 1, 1e300, 5);
        (void)hst_group_state_unpush(s, BYTES, (int32_t)rng_below(&r, 5) - 1, 1, 7);
        (void)hst_group_state_merge(s, BYTES, s, BYTES);
        (void)hst_group_state_read(out, GROUPS, &rest, s, BYTES);
        (void)hst_group_state_pack(packed, PACKED, s, BYTES);
        guarded_free(s);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(size_and_init_refuse_what_the_header_says),
        cmocka_unit_test(push_refuses_what_the_header_says),
        cmocka_unit_test(push_n_refuses_what_the_header_says),
        cmocka_unit_test(unpush_refuses_what_the_header_says),
        cmocka_unit_test(merge_refuses_what_the_header_says),
        cmocka_unit_test(more_samples_than_can_be_counted_are_told),
        cmocka_unit_test(read_refuses_what_the_header_says),
        cmocka_unit_test(packing_refuses_what_the_header_says),
        cmocka_unit_test(unpacking_refuses_what_the_header_says),
        cmocka_unit_test(an_altered_byte_is_always_seen),
        cmocka_unit_test(content_that_no_state_has_is_seen),
        cmocka_unit_test(no_memory_does_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
