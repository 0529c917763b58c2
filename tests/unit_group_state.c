/* The state of all groups: what it reads as, and that no order shows in it. */
#include "support/same_moments.h"

#include <float.h>
#include <string.h>

#include "hashstat/group.h"

enum { GROUPS = 9, N = 240, WORDS = 2 + HST_MOMENTS_STATE_WORDS * (GROUPS + 1), BYTES = 8 * WORDS };

typedef struct state {
    uint64_t word[WORDS];
} state;

static double x[N];
static int32_t id[N];
static int64_t key[N];

static void begin(state *s) {
    fill_untouched(s, sizeof *s);
    assert_status(hst_group_state_init(s, BYTES, GROUPS), HST_OK);
}

static void fill(rng *r, int kind) {
    int i;
    for (i = 0; i < N; ++i) {
        x[i] = kind == 0 ? (double)rng_below(r, 5) : rng_normal(r) * (rng_below(r, 2) ? 1e200 : 1e-3);
        x[i] = kind == 2 ? 1e20 * (1 + rng_uniform(r)) : x[i];
        x[i] = rng_below(r, 10) == 0 ? NAN : x[i];
        id[i] = (int32_t)rng_below(r, GROUPS + 1) - 1;
        key[i] = i;
    }
}

static void push(state *s, int64_t from, int64_t past) {
    assert_status(hst_group_state_push_n(s, BYTES, id + from, x + from, key + from, past - from), HST_OK);
}

static void assert_same_state(const state *actual, const state *expected) {
    uint8_t packed[2][BYTES + 9];
    assert_memory_equal(actual, expected, sizeof *actual);
    assert_status(hst_group_state_pack(packed[0] + 1, BYTES + 8, actual, BYTES), HST_OK);
    assert_status(hst_group_state_pack(packed[1] + 1, BYTES + 8, expected, BYTES), HST_OK);
    assert_memory_equal(packed[0] + 1, packed[1] + 1, BYTES + 8);
}

static void a_state_takes_what_the_header_says(void **unused) {
    size_t bytes;
    (void)unused;
    assert_status(hst_group_state_size(&bytes, 0), HST_OK);
    assert_int_equal(bytes, 888);
    assert_status(hst_group_state_size(&bytes, GROUPS), HST_OK);
    assert_int_equal(bytes, BYTES);
}

static void a_state_reads_as_the_moments_of_its_arrays(void **unused) {
    static uint64_t work[N + GROUPS + 2];
    rng r = rng_seed(1);
    int run, k;
    (void)unused;
    for (run = 0; run < 60; ++run) {
        hst_moments read[GROUPS], wanted[GROUPS], rest[2];
        int64_t n = (int64_t)rng_below(&r, N + 1);
        state s;
        fill(&r, run % 2 * 2);
        begin(&s);
        push(&s, 0, n);
        assert_status(hst_group_state_read(read, GROUPS, &rest[0], &s, BYTES), HST_OK);
        assert_status(hst_group_moments(wanted, &rest[1], id, x, n, GROUPS, 0, work, sizeof work), HST_OK);
        assert_same_moments(&rest[0], &rest[1]);
        for (k = 0; k < GROUPS; ++k) {
            assert_same_moments(&read[k], &wanted[k]);
        }
    }
}

static void any_chunking_gives_the_same_bytes(void **unused) {
    static const int64_t pieces[] = {1, 2, 3, 5, 7, 13, 100};
    rng r = rng_seed(2);
    size_t k;
    int kind;
    (void)unused;
    for (kind = 0; kind < 3; ++kind) {
        state whole, parts;
        int64_t i;
        fill(&r, kind);
        begin(&whole);
        push(&whole, 0, N);
        for (k = 0; k < sizeof pieces / sizeof pieces[0]; ++k) {
            begin(&parts);
            for (i = 0; i < N; i += pieces[k]) {
                push(&parts, i, N - i < pieces[k] ? N : i + pieces[k]);
            }
            assert_same_state(&parts, &whole);
        }
        begin(&parts);
        for (i = N - 1; i >= 0; --i) {
            assert_status(hst_group_state_push(&parts, BYTES, id[i], x[i], key[i]), HST_OK);
        }
        assert_same_state(&parts, &whole);
    }
}

static void any_tree_of_merges_gives_the_same_bytes(void **unused) {
    enum { LEAVES = 12 };
    static state leaf[LEAVES], whole;
    rng r = rng_seed(3);
    int run;
    (void)unused;
    for (run = 0; run < 1000; ++run) {
        int left = LEAVES;
        int i;
        if (run % 100 == 0) {
            fill(&r, run / 100 % 3);
            begin(&whole);
            push(&whole, 0, N);
        }
        for (i = 0; i < LEAVES; ++i) {
            begin(&leaf[i]);
        }
        for (i = 0; i < N; ++i) {
            push(&leaf[rng_below(&r, LEAVES)], i, i + 1);
        }
        for (; left > 1; --left) {
            int to = (int)rng_below(&r, (uint64_t)left), from = (int)rng_below(&r, (uint64_t)left - 1);
            from += from >= to;
            assert_status(hst_group_state_merge(&leaf[to], BYTES, &leaf[from], BYTES), HST_OK);
            leaf[from] = leaf[left - 1];
        }
        assert_memory_equal(&leaf[0], &whole, sizeof whole);
    }
}

/* Extremes are what a state cannot take back: here the samples taken back are neither smallest nor
 * largest. */
static void what_is_taken_back_leaves_no_trace(void **unused) {
    rng r = rng_seed(4);
    int run, i;
    (void)unused;
    for (run = 0; run < 50; ++run) {
        state s, before;
        fill(&r, 1);
        begin(&s);
        for (i = -1; i < GROUPS; ++i) {
            assert_status(hst_group_state_push(&s, BYTES, i, DBL_MAX / 8, 1), HST_OK);
            assert_status(hst_group_state_push(&s, BYTES, i, -DBL_MAX / 8, 2), HST_OK);
        }
        before = s;
        push(&s, 0, N);
        for (i = 0; i < N; ++i) {
            int k = i * 7 % N;
            assert_status(hst_group_state_unpush(&s, BYTES, id[k], x[k], key[k]), HST_OK);
        }
        assert_same_state(&s, &before);
    }
}

static void merging_with_itself_doubles(void **unused) {
    rng r = rng_seed(5);
    state s, twice;
    (void)unused;
    fill(&r, 1);
    begin(&s);
    begin(&twice);
    push(&s, 0, N);
    push(&twice, 0, N);
    push(&twice, 0, N);
    assert_status(hst_group_state_merge(&s, BYTES, &s, BYTES), HST_OK);
    assert_same_state(&s, &twice);
}

static void packed_bytes_come_back_as_the_same_state(void **unused) {
    rng r = rng_seed(6);
    int run;
    (void)unused;
    for (run = 0; run < 30; ++run) {
        uint8_t packed[BYTES + 9];
        uint8_t *bytes = packed + 1;
        size_t size = 0;
        state s, back;
        fill(&r, run % 3);
        begin(&s);
        push(&s, 0, run == 0 ? 0 : N);
        assert_status(hst_group_state_packed_size(&size, &s, BYTES), HST_OK);
        assert_int_equal(size, BYTES + 8);
        assert_status(hst_group_state_pack(bytes, size, &s, BYTES), HST_OK);
        assert_status(hst_group_state_unpacked_size(&size, bytes, BYTES + 8), HST_OK);
        assert_int_equal(size, BYTES);
        fill_untouched(&back, sizeof back);
        assert_status(hst_group_state_unpack(&back, BYTES, bytes, BYTES + 8), HST_OK);
        assert_memory_equal(&back, &s, sizeof s);
    }
}

/* One group, the samples 1 (key 5) and NaN in it, 2 (key -1) unknown: the bytes that every release must
 * read. */
static void packed_bytes_stand_as_they_did(void **unused) {
    uint64_t memory[2 + 2 * HST_MOMENTS_STATE_WORDS];
    uint8_t packed[sizeof memory + 8];
    static const uint8_t head[] = {'h', 's', 't', 'g', 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0};
    int word;
    (void)unused;
    assert_status(hst_group_state_init(memory, sizeof memory, 1), HST_OK);
    assert_status(hst_group_state_push(memory, sizeof memory, 0, 1, 5), HST_OK);
    assert_status(hst_group_state_push(memory, sizeof memory, 0, NAN, 6), HST_OK);
    assert_status(hst_group_state_push(memory, sizeof memory, -1, 2, -1), HST_OK);
    assert_status(hst_group_state_pack(packed, sizeof packed, memory, sizeof memory), HST_OK);
    assert_memory_equal(packed, head, sizeof head);
    for (word = 0; word < HST_MOMENTS_STATE_WORDS; ++word) {
        /* 1 is 2^1074 units: bit 50 of word 16; its square, of 2^-2148, bit 36 of word 34 + 33. Then the
         * count, what is missing, the smallest, the largest, their keys. */
        static const struct {
            int word;
            uint64_t value;
        } one[] = {{16, UINT64_C(1) << 50},      {67, UINT64_C(1) << 36},      {102, 1}, {103, 1},
                   {104, UINT64_C(0x3ff) << 52}, {105, UINT64_C(0x3ff) << 52}, {106, 5}, {107, 5}};
        uint64_t wanted = 0, found = 0;
        size_t k;
        for (k = 0; k < sizeof one / sizeof one[0]; ++k) {
            wanted = one[k].word == word ? one[k].value : wanted;
        }
        for (k = 0; k < 8; ++k) {
            found |= (uint64_t)packed[8 * (2 + HST_MOMENTS_STATE_WORDS + word) + (int)k] << (8 * k);
        }
        assert_true(found == wanted);
    }
}

static void a_state_may_be_moved_and_larger_than_it_must(void **unused) {
    rng r = rng_seed(7);
    uint64_t memory[WORDS + 3];
    state s;
    (void)unused;
    fill(&r, 2);
    begin(&s);
    push(&s, 0, N / 2);
    fill_untouched(memory, sizeof memory);
    memcpy(memory + 1, &s, sizeof s);
    assert_status(hst_group_state_push_n(memory + 1, BYTES + 16, id, x, key, N / 2), HST_OK);
    push(&s, 0, N / 2);
    assert_memory_equal(memory + 1, &s, sizeof s);
    assert_untouched(memory + 1 + WORDS, 16);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_state_takes_what_the_header_says),
        cmocka_unit_test(a_state_reads_as_the_moments_of_its_arrays),
        cmocka_unit_test(any_chunking_gives_the_same_bytes),
        cmocka_unit_test(any_tree_of_merges_gives_the_same_bytes),
        cmocka_unit_test(what_is_taken_back_leaves_no_trace),
        cmocka_unit_test(merging_with_itself_doubles),
        cmocka_unit_test(packed_bytes_come_back_as_the_same_state),
        cmocka_unit_test(packed_bytes_stand_as_they_did),
        cmocka_unit_test(a_state_may_be_moved_and_larger_than_it_must),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
