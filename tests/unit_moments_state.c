/* The state of moments: order, merging, taking back, bytes. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "hashstat/moments.h"

enum { MOST = 200 };

static double x[MOST];
static int64_t key[MOST];
static const hst_moments_state EMPTY;

static void random_samples(rng *r, int64_t n) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        x[i] = ldexp(rng_normal(r), (int)rng_below(r, 60) - 30);
        x[i] = rng_below(r, 4) == 0 ? (double)rng_below(r, 3) - 1 : x[i];
        x[i] = rng_below(r, 10) == 0 ? NAN : x[i];
        key[i] = (int64_t)rng_below(r, 30) - 10;
    }
}

static hst_moments_state state_of(int64_t from, int64_t until) {
    hst_moments_state state = EMPTY;
    assert_status(hst_moments_state_push_n(&state, x + from, key + from, until - from), HST_OK);
    return state;
}

/* Any tree of merges over [from, until), the parts pushed in any way. */
static hst_moments_state tree_of(rng *r, int64_t from, int64_t until) {
    hst_moments_state left, right;
    int64_t at;
    if (until - from < 4 || rng_below(r, 4) == 0) {
        return state_of(from, until);
    }
    at = from + (int64_t)rng_below(r, (uint64_t)(until - from + 1));
    left = tree_of(r, from, at);
    right = tree_of(r, at, until);
    if (rng_below(r, 2)) {
        assert_status(hst_moments_state_merge(&left, &right), HST_OK);
        return left;
    }
    assert_status(hst_moments_state_merge(&right, &left), HST_OK);
    return right;
}

static void any_tree_of_merges_gives_the_same_words(void **unused) {
    rng r = rng_seed(21);
    int run;
    (void)unused;
    for (run = 0; run < 1000; ++run) {
        int64_t n = (int64_t)rng_below(&r, MOST);
        hst_moments_state whole, tree;
        random_samples(&r, n);
        whole = state_of(0, n);
        tree = tree_of(&r, 0, n);
        assert_memory_equal(&tree, &whole, sizeof whole);
    }
}

static void any_chunking_gives_the_same_bytes(void **unused) {
    static const int64_t sizes[] = {1, 2, 3, 5, 7, 13, 100, MOST};
    uint8_t expected[HST_MOMENTS_PACKED_BYTES], bytes[HST_MOMENTS_PACKED_BYTES + 1];
    rng r = rng_seed(22);
    hst_moments_state whole;
    size_t k;
    (void)unused;
    random_samples(&r, MOST);
    whole = state_of(0, MOST);
    assert_status(hst_moments_state_pack(expected, sizeof expected, &whole), HST_OK);
    for (k = 0; k < sizeof sizes / sizeof sizes[0]; ++k) {
        hst_moments_state state = EMPTY;
        int64_t i;
        for (i = 0; i < MOST; i += sizes[k]) {
            int64_t n = MOST - i < sizes[k] ? MOST - i : sizes[k];
            assert_status(hst_moments_state_push_n(&state, x + i, key + i, n), HST_OK);
        }
        assert_status(hst_moments_state_pack(bytes + 1, HST_MOMENTS_PACKED_BYTES, &state), HST_OK);
        assert_memory_equal(bytes + 1, expected, sizeof expected);
    }
}

/* What is left after taking back is what was never disturbed; extremes aside, which may be unknown then. */
static void what_is_taken_back_leaves_no_trace_in_sums(void **unused) {
    rng r = rng_seed(23);
    int run;
    (void)unused;
    for (run = 0; run < 300; ++run) {
        int64_t n = 1 + (int64_t)rng_below(&r, 40), kept = (int64_t)rng_below(&r, (uint64_t)n), i;
        hst_moments_state state, left;
        hst_moments a, b;
        hst_status status;
        random_samples(&r, n);
        state = state_of(0, n);
        left = state_of(0, kept);
        for (i = kept; i < n; ++i) {
            assert_status(hst_moments_state_unpush(&state, x[i], key[i]), HST_OK);
        }
        status = hst_moments_state_read(&b, &left);
        assert_status(hst_moments_state_read(&a, &state), status);
        if (status == HST_OK) {
            assert_same_bits(a.sum, b.sum);
            assert_same_bits(a.population_variance, b.population_variance);
            assert_int_equal(a.count, b.count);
            assert_int_equal(a.missing, b.missing);
            assert_true(isnan(a.min) || (a.min == b.min && a.min_key == b.min_key));
            assert_true(isnan(a.max) || (a.max == b.max && a.max_key == b.max_key));
        } else {
            assert_memory_equal(&state, &left, sizeof left);
        }
    }
}

static void an_extreme_that_is_taken_back_is_no_longer_known(void **unused) {
    hst_moments_state state = EMPTY, other = EMPTY;
    hst_moments m;
    (void)unused;
    assert_status(hst_moments_state_push(&state, 5, 1), HST_OK);
    assert_status(hst_moments_state_push(&state, 7, 2), HST_OK);
    assert_status(hst_moments_state_push(&state, 7, 3), HST_OK);
    assert_status(hst_moments_state_push(&state, 6, 4), HST_OK);
    assert_status(hst_moments_state_unpush(&state, 7, 3),
                  HST_OK); /* another 7 than the one that stands there */
    assert_status(hst_moments_state_read(&m, &state), HST_OK);
    assert_near(m.max, 7, 0);
    assert_int_equal(m.max_key, 2);
    assert_status(hst_moments_state_unpush(&state, 7, 2), HST_OK);
    assert_status(hst_moments_state_read(&m, &state), HST_OK);
    assert_is_nan(m.max);
    assert_int_equal(m.max_key, HST_NONE);
    assert_near(m.min, 5, 0);
    assert_status(hst_moments_state_push(&other, 100, 5), HST_OK);
    assert_status(hst_moments_state_merge(&other, &state), HST_OK); /* unknown and anything is unknown */
    assert_status(hst_moments_state_unpush(&other, 5, 1), HST_OK);
    assert_status(hst_moments_state_push(&other, -100, 6), HST_OK);
    assert_status(hst_moments_state_read(&m, &other), HST_OK);
    assert_is_nan(m.max);
    assert_is_nan(m.min);
    assert_int_equal(m.min_key, HST_NONE);
    assert_near(m.sum, 100 + 6 - 100, 0);
    assert_status(hst_moments_state_merge(&state, &other), HST_OK);
    assert_status(hst_moments_state_read(&m, &state), HST_OK);
    assert_is_nan(m.min);
}

static void what_was_never_pushed_cannot_be_taken_back(void **unused) {
    hst_moments_state state = EMPTY, before;
    (void)unused;
    assert_status(hst_moments_state_unpush(&state, 1, 0), HST_EDOMAIN);
    assert_status(hst_moments_state_unpush(&state, NAN, 0), HST_EDOMAIN);
    assert_status(hst_moments_state_push(&state, 3, 0), HST_OK);
    before = state;
    assert_status(hst_moments_state_unpush(&state, 2, 0), HST_EDOMAIN); /* below the smallest */
    assert_status(hst_moments_state_unpush(&state, 4, 0), HST_EDOMAIN);
    assert_status(hst_moments_state_unpush(&state, 3, -1), HST_EDOMAIN); /* its key would be the smallest */
    assert_status(hst_moments_state_unpush(&state, NAN, 0), HST_EDOMAIN);
    assert_memory_equal(&state, &before, sizeof state);
    assert_status(hst_moments_state_push(&state, 1, 1), HST_OK);
    assert_status(hst_moments_state_unpush(&state, 3, 0), HST_OK);
    before = state;
    assert_status(hst_moments_state_unpush(&state, 2, 5), HST_EDOMAIN); /* 2^2 taken from 1 */
    assert_memory_equal(&state, &before, sizeof state);
    assert_status(hst_moments_state_unpush(&state, 1, 7), HST_OK);
    assert_memory_equal(&state, &EMPTY, sizeof state);
}

static void an_earlier_key_of_an_extreme_was_never_pushed(void **unused) {
    hst_moments_state state = EMPTY, before;
    (void)unused;
    assert_status(hst_moments_state_push(&state, 3, 10), HST_OK);
    assert_status(hst_moments_state_push(&state, 8, 20), HST_OK);
    assert_status(hst_moments_state_push(&state, 5, 30), HST_OK);
    before = state;
    assert_status(hst_moments_state_unpush(&state, 3, 9), HST_EDOMAIN);
    assert_status(hst_moments_state_unpush(&state, 8, 19), HST_EDOMAIN);
    assert_memory_equal(&state, &before, sizeof state);
    assert_status(hst_moments_state_unpush(&state, 5, 0), HST_OK); /* which a state cannot tell */
    assert_status(hst_moments_state_unpush(&state, 8, 20), HST_OK);
}

/* Three numbers whose squares allow it, but that do not come to nothing. */
static void nothing_left_with_something_in_it_is_refused(void **unused) {
    hst_moments_state state = EMPTY;
    (void)unused;
    assert_status(hst_moments_state_push(&state, 4, 0), HST_OK);
    assert_status(hst_moments_state_push(&state, -4, 1), HST_OK);
    assert_status(hst_moments_state_unpush(&state, 1, 2), HST_OK);
    assert_status(hst_moments_state_unpush(&state, 1, 3), HST_EDOMAIN);
}

static void keys_may_count_up_by_themselves(void **unused) {
    rng r = rng_seed(24);
    hst_moments_state by_run = EMPTY, by_key = EMPTY;
    int64_t i;
    (void)unused;
    random_samples(&r, MOST);
    for (i = 0; i < MOST; ++i) {
        key[i] = i - 50;
    }
    assert_status(hst_moments_state_push_n(&by_key, x, key, MOST), HST_OK);
    assert_status(hst_moments_state_push_run(&by_run, x, MOST, -50), HST_OK);
    assert_memory_equal(&by_run, &by_key, sizeof by_key);
    assert_status(hst_moments_state_push_run(&by_run, x, 2, INT64_MAX - 1), HST_OK);
}

static void merging_a_state_with_itself_doubles_it(void **unused) {
    hst_moments_state state, twice;
    rng r = rng_seed(25);
    (void)unused;
    random_samples(&r, 20);
    state = state_of(0, 20);
    twice = state;
    assert_status(hst_moments_state_push_n(&twice, x, key, 20), HST_OK);
    assert_status(hst_moments_state_merge(&state, &state), HST_OK);
    assert_memory_equal(&state, &twice, sizeof state);
}

/* ---- bytes ------------------------------------------------------------------------------------- */

/* FNV-1a over all but the last eight bytes, which take it. */
static void seal(uint8_t *bytes) {
    uint64_t sum = UINT64_C(14695981039346656037);
    size_t i;
    for (i = 0; i < HST_MOMENTS_PACKED_BYTES - 8; ++i) {
        sum = (sum ^ bytes[i]) * UINT64_C(1099511628211);
    }
    for (i = 0; i < 8; ++i) {
        bytes[HST_MOMENTS_PACKED_BYTES - 8 + i] = (uint8_t)(sum >> (8 * i));
    }
}

/* The layout is part of the contract. One sample of 1.5 with key 7, one missing: 1.5 is 3 x 2^1073 of 2^-1074, bits
 * 49 and 50 of word 16; 2.25 is 9 x 2^2146 of 2^-2148, bits 34 and 37 of word 33 of the squares. */
static void the_bytes_of_a_state_are_these(void **unused) {
    hst_moments_state state = EMPTY;
    uint8_t bytes[HST_MOMENTS_PACKED_BYTES], expected[HST_MOMENTS_PACKED_BYTES] = {'h', 's', 't', 'm', 1};
    (void)unused;
    expected[8 + 8 * 16 + 6] = 6;
    expected[8 + 8 * (34 + 33) + 4] = 0x24;
    expected[8 + 8 * 102] = 1;
    expected[8 + 8 * 103] = 1;
    expected[8 + 8 * 104 + 6] = expected[8 + 8 * 105 + 6] = 0xf8;
    expected[8 + 8 * 104 + 7] = expected[8 + 8 * 105 + 7] = 0x3f;
    expected[8 + 8 * 106] = expected[8 + 8 * 107] = 7;
    seal(expected);
    assert_status(hst_moments_state_push(&state, 1.5, 7), HST_OK);
    assert_status(hst_moments_state_push(&state, NAN, 8), HST_OK);
    assert_status(hst_moments_state_pack(bytes, sizeof bytes, &state), HST_OK);
    assert_memory_equal(bytes, expected, sizeof bytes);
    bytes[8 + 8 * 103 + 7] = 0x80; /* fewer than none missing, under a seal that is right */
    seal(bytes);
    assert_status(hst_moments_state_unpack(&state, bytes, sizeof bytes), HST_ECORRUPT);
}

static void bytes_come_back_as_they_were_and_altered_ones_do_not(void **unused) {
    uint8_t bytes[HST_MOMENTS_PACKED_BYTES + 1];
    rng r = rng_seed(26);
    hst_moments_state state, back;
    size_t i;
    (void)unused;
    random_samples(&r, 50);
    state = state_of(0, 50);
    assert_status(hst_moments_state_pack(bytes + 1, HST_MOMENTS_PACKED_BYTES, &state), HST_OK);
    assert_status(hst_moments_state_unpack(&back, bytes + 1, HST_MOMENTS_PACKED_BYTES), HST_OK);
    assert_memory_equal(&back, &state, sizeof state);
    fill_untouched(&back, sizeof back);
    for (i = 0; i < HST_MOMENTS_PACKED_BYTES; ++i) {
        bytes[1 + i] ^= (uint8_t)(1 + i % 255);
        assert_status(hst_moments_state_unpack(&back, bytes + 1, HST_MOMENTS_PACKED_BYTES), HST_ECORRUPT);
        bytes[1 + i] ^= (uint8_t)(1 + i % 255);
    }
    for (i = 0; i < HST_MOMENTS_PACKED_BYTES; i += 37) {
        assert_status(hst_moments_state_unpack(&back, bytes + 1, i), HST_ECORRUPT);
    }
    assert_status(hst_moments_state_unpack(&back, bytes, HST_MOMENTS_PACKED_BYTES + 1), HST_ECORRUPT);
    assert_untouched(&back, sizeof back);
}

/* ---- contract ---------------------------------------------------------------------------------- */

/* Word by word: count, missing, extremes, flags, squares. */
static void memory_that_no_pushes_leave_is_refused(void **unused) {
    static const struct {
        int word;
        uint64_t value;
    } bad[] = {{102, UINT64_MAX},
               {102, UINT64_C(1) << 63 | 1},
               {102, (UINT64_C(1) << 62) + 1},
               {103, UINT64_MAX},
               {103, (UINT64_C(1) << 62) + 1},
               {108, 4},
               {104, UINT64_C(0x7ff) << 52},
               {105, UINT64_C(0xfff) << 52},
               {104, UINT64_C(0x4100000000000000)},
               {108, 1},
               {108, 2},
               {101, UINT64_C(1) << 63},
               {102, 0}};
    hst_moments_state good = EMPTY, other = EMPTY;
    hst_moments m;
    uint8_t bytes[HST_MOMENTS_PACKED_BYTES];
    double one = 1;
    int64_t at = 0;
    size_t k;
    (void)unused;
    assert_status(hst_moments_state_push(&good, 5, 3), HST_OK);
    for (k = 0; k < sizeof bad / sizeof bad[0]; ++k) {
        hst_moments_state state = good;
        state.opaque[bad[k].word] = bad[k].value;
        assert_status(hst_moments_state_push(&state, 1, 0), HST_ECORRUPT);
        assert_status(hst_moments_state_push_n(&state, &one, &at, 1), HST_ECORRUPT);
        assert_status(hst_moments_state_push_run(&state, &one, 1, 0), HST_ECORRUPT);
        assert_status(hst_moments_state_unpush(&state, 1, 0), HST_ECORRUPT);
        assert_status(hst_moments_state_merge(&state, &good), HST_ECORRUPT);
        assert_status(hst_moments_state_merge(&other, &state), HST_ECORRUPT);
        assert_status(hst_moments_state_read(&m, &state), HST_ECORRUPT);
        assert_status(hst_moments_state_pack(bytes, sizeof bytes, &state), HST_ECORRUPT);
    }
    for (k = 0; k < 2; ++k) { /* an extreme that is not known has no key */
        hst_moments_state state = good;
        state.opaque[108] = 1 + k;
        state.opaque[104 + k] = 0;
        assert_status(hst_moments_state_read(&m, &state), HST_ECORRUPT);
    }
    good.opaque[16] |= UINT64_C(1) << 60; /* a sum too large for its squares */
    assert_status(hst_moments_state_push(&good, 5, 3), HST_OK);
    assert_status(hst_moments_state_read(&m, &good), HST_ECORRUPT);
}

static void counts_have_a_limit(void **unused) {
    hst_moments_state state = EMPTY, missing = EMPTY;
    double one = 1, none = NAN;
    int64_t at = 0;
    (void)unused;
    assert_status(hst_moments_state_push(&state, 1, 0), HST_OK);
    state.opaque[102] = UINT64_C(1) << 62;
    assert_status(hst_moments_state_push(&state, 1, 0), HST_EOVERFLOW);
    assert_status(hst_moments_state_push_n(&state, &one, &at, 1), HST_EOVERFLOW);
    assert_status(hst_moments_state_push_run(&state, &one, 1, 0), HST_EOVERFLOW);
    assert_status(hst_moments_state_merge(&state, &state), HST_EOVERFLOW);
    assert_status(hst_moments_state_push(&state, NAN, 0), HST_OK);
    missing.opaque[103] = UINT64_C(1) << 62;
    assert_status(hst_moments_state_push(&missing, none, 0), HST_EOVERFLOW);
    assert_status(hst_moments_state_merge(&missing, &missing), HST_EOVERFLOW);
    assert_status(hst_moments_state_push(&missing, 1, 0), HST_OK);
    assert_status(hst_moments_state_push_run(&missing, &one, 2, INT64_MAX), HST_EOVERFLOW);
}

static void a_state_of_what_overflows_says_so(void **unused) {
    hst_moments_state large = EMPTY, apart = EMPTY;
    hst_moments m;
    (void)unused;
    fill_untouched(&m, sizeof m);
    assert_status(hst_moments_state_read(&m, &large), HST_EEMPTY);
    assert_status(hst_moments_state_push(&large, DBL_MAX, 0), HST_OK);
    assert_status(hst_moments_state_push(&large, DBL_MAX, 0), HST_OK);
    assert_status(hst_moments_state_read(&m, &large), HST_EOVERFLOW);
    assert_status(hst_moments_state_push(&apart, -1e200, 0), HST_OK);
    assert_status(hst_moments_state_push(&apart, 1e200, 0), HST_OK);
    assert_status(hst_moments_state_read(&m, &apart), HST_EOVERFLOW);
    assert_untouched(&m, sizeof m);
}

static void bad_arguments_change_nothing(void **unused) {
    hst_moments_state state = EMPTY;
    hst_moments m;
    double samples[2] = {1, INFINITY};
    int64_t keys[2] = {1, 2};
    uint8_t bytes[HST_MOMENTS_PACKED_BYTES];
    (void)unused;
    assert_status(hst_moments_state_push(NULL, 1, 0), HST_ENULL);
    assert_status(hst_moments_state_push(&state, -INFINITY, 0), HST_EDOMAIN);
    assert_status(hst_moments_state_push_n(NULL, samples, keys, 1), HST_ENULL);
    assert_status(hst_moments_state_push_n(&state, NULL, keys, 1), HST_ENULL);
    assert_status(hst_moments_state_push_n(&state, samples, NULL, 1), HST_ENULL);
    assert_status(hst_moments_state_push_n(&state, samples, keys, -1), HST_ESIZE);
    assert_status(hst_moments_state_push_n(&state, samples, keys, 2), HST_EDOMAIN);
    assert_status(hst_moments_state_push_n(&state, NULL, NULL, 0), HST_OK);
    assert_status(hst_moments_state_push_run(NULL, samples, 1, 0), HST_ENULL);
    assert_status(hst_moments_state_push_run(&state, NULL, 1, 0), HST_ENULL);
    assert_status(hst_moments_state_push_run(&state, samples, -1, 0), HST_ESIZE);
    assert_status(hst_moments_state_push_run(&state, samples, 2, 0), HST_EDOMAIN);
    assert_status(hst_moments_state_push_run(&state, samples, 0, INT64_MAX), HST_OK);
    assert_status(hst_moments_state_unpush(NULL, 1, 0), HST_ENULL);
    assert_status(hst_moments_state_unpush(&state, INFINITY, 0), HST_EDOMAIN);
    assert_status(hst_moments_state_merge(NULL, &state), HST_ENULL);
    assert_status(hst_moments_state_merge(&state, NULL), HST_ENULL);
    assert_status(hst_moments_state_read(NULL, &state), HST_ENULL);
    assert_status(hst_moments_state_read(&m, NULL), HST_ENULL);
    assert_status(hst_moments_state_pack(NULL, sizeof bytes, &state), HST_ENULL);
    assert_status(hst_moments_state_pack(bytes, sizeof bytes, NULL), HST_ENULL);
    assert_status(hst_moments_state_pack(bytes, sizeof bytes - 1, &state), HST_ESPACE);
    assert_status(hst_moments_state_unpack(NULL, bytes, sizeof bytes), HST_ENULL);
    assert_status(hst_moments_state_unpack(&state, NULL, sizeof bytes), HST_ENULL);
    assert_memory_equal(&state, &EMPTY, sizeof state);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_tree_of_merges_gives_the_same_words),
        cmocka_unit_test(any_chunking_gives_the_same_bytes),
        cmocka_unit_test(what_is_taken_back_leaves_no_trace_in_sums),
        cmocka_unit_test(an_extreme_that_is_taken_back_is_no_longer_known),
        cmocka_unit_test(what_was_never_pushed_cannot_be_taken_back),
        cmocka_unit_test(an_earlier_key_of_an_extreme_was_never_pushed),
        cmocka_unit_test(nothing_left_with_something_in_it_is_refused),
        cmocka_unit_test(keys_may_count_up_by_themselves),
        cmocka_unit_test(merging_a_state_with_itself_doubles_it),
        cmocka_unit_test(the_bytes_of_a_state_are_these),
        cmocka_unit_test(bytes_come_back_as_they_were_and_altered_ones_do_not),
        cmocka_unit_test(memory_that_no_pushes_leave_is_refused),
        cmocka_unit_test(counts_have_a_limit),
        cmocka_unit_test(a_state_of_what_overflows_says_so),
        cmocka_unit_test(bad_arguments_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
