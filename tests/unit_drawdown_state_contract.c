/* What a state of drawdown refuses, and its bytes. */
#include "support/support.h"

#include <math.h>

#include "hashstat/drawdown.h"

static const hst_drawdown_state EMPTY;

/* The first 16 bits of a double that has no others. */
#define HEAD(bits) (UINT64_C(bits) << 48)
#define ONE HEAD(0x3ff0)
#define TWO HEAD(0x4000)
#define THREE HEAD(0x4008)
#define FOUR HEAD(0x4010)
#define FIVE HEAD(0x4014)
#define SIX HEAD(0x4018)
#define MINUS_ZERO HEAD(0x8000)
#define INFINITE HEAD(0x7ff0)

/* Where the words of a fall are. */
enum { NOW = 9, DEEPEST = 18, BY_DOUBLE = 27 };
enum { PEAK, PEAK_FIRST, PEAK_LAST, ONSET, TROUGH, TROUGH_KEY, KIND, BACK_FROM, BACK_UNTIL };

static hst_drawdown_state state_of(const double *x, const int64_t *key, int64_t n) {
    hst_drawdown_state state = EMPTY;
    assert_status(hst_drawdown_state_push_n(&state, x, key, n), HST_OK);
    return state;
}

/* 4, 2, 5, 3 and a gap at 10, 20, 30, 40, 50: one fall is over, another lasts. */
static hst_drawdown_state two_falls(void) {
    static const double x[] = {4, 2, 5, 3, NAN};
    static const int64_t key[] = {10, 20, 30, 40, 50};
    return state_of(x, key, 5);
}

static void assert_corrupt(const hst_drawdown_state *state) {
    hst_drawdown_state copy = *state, empty = EMPTY;
    hst_drawdown_span span;
    uint8_t bytes[HST_DRAWDOWN_PACKED_BYTES];
    double one = 1;
    int64_t at = 1000;
    assert_status(hst_drawdown_state_push(&copy, 1, 1000), HST_ECORRUPT);
    assert_status(hst_drawdown_state_push_n(&copy, &one, &at, 1), HST_ECORRUPT);
    assert_status(hst_drawdown_state_merge(&copy, &EMPTY), HST_ECORRUPT);
    assert_status(hst_drawdown_state_merge(&empty, state), HST_ECORRUPT);
    assert_status(hst_drawdown_state_read(&span, state), HST_ECORRUPT);
    assert_status(hst_drawdown_state_pack(bytes, sizeof bytes, state), HST_ECORRUPT);
    assert_memory_equal(&copy, state, sizeof copy);
}

typedef struct spoilt {
    int word;
    uint64_t value;
} spoilt;

static void assert_each_corrupt(const hst_drawdown_state *good, const spoilt *bad, size_t count) {
    hst_drawdown_span span;
    size_t k;
    assert_status(hst_drawdown_state_read(&span, good), HST_OK);
    for (k = 0; k < count; ++k) {
        hst_drawdown_state state = *good;
        state.opaque[bad[k].word] = bad[k].value;
        assert_corrupt(&state);
    }
}
#define ASSERT_EACH_CORRUPT(good, bad) assert_each_corrupt(good, bad, sizeof(bad) / sizeof(bad)[0])

static void counts_and_spans_that_no_pushes_leave_are_refused(void **unused) {
    static const spoilt bad[] = {{0, UINT64_MAX}, {0, (UINT64_C(1) << 62) + 1},
                                 {0, 41},         {0, 0},
                                 {1, UINT64_MAX}, {1, (UINT64_C(1) << 62) + 1},
                                 {1, 38},         {2, 11},
                                 {2, 60},         {3, 39},
                                 {4, 1},          {4, 2},
                                 {5, INFINITE},   {5, ONE},
                                 {5, SIX},        {6, 9},
                                 {6, 11},         {6, 21},
                                 {7, MINUS_ZERO}, {7, THREE},
                                 {8, 9},          {8, 51}};
    hst_drawdown_state good = two_falls();
    (void)unused;
    ASSERT_EACH_CORRUPT(&good, bad);
    good.opaque[0] = 40; /* as many as there are keys */
    good.opaque[1] = 1;
    assert_status(hst_drawdown_state_push(&good, 1, 51), HST_OK);
}

static void falls_that_no_pushes_leave_are_refused(void **unused) {
    static const spoilt bad[] = {{NOW + PEAK, INFINITE},
                                 {NOW + PEAK, THREE},
                                 {NOW + PEAK_FIRST, 9},
                                 {NOW + PEAK_FIRST, 31},
                                 {NOW + PEAK_LAST, 40},
                                 {NOW + PEAK_LAST, 29},
                                 {NOW + ONSET, 30},
                                 {NOW + ONSET, 41},
                                 {NOW + TROUGH, MINUS_ZERO},
                                 {NOW + TROUGH, ONE},
                                 {NOW + TROUGH, FIVE},
                                 {NOW + TROUGH_KEY, 39},
                                 {NOW + TROUGH_KEY, 51},
                                 {NOW + KIND, 0},
                                 {NOW + KIND, 2},
                                 {NOW + KIND, 3},
                                 {NOW + BACK_FROM, 1},
                                 {NOW + BACK_UNTIL, 1},
                                 {DEEPEST + PEAK, SIX},
                                 {DEEPEST + PEAK, TWO},
                                 {DEEPEST + PEAK, MINUS_ZERO},
                                 {DEEPEST + PEAK_FIRST, 9},
                                 {DEEPEST + PEAK_FIRST, 11},
                                 {DEEPEST + PEAK_LAST, 20},
                                 {DEEPEST + ONSET, 21},
                                 {DEEPEST + TROUGH, ONE},
                                 {DEEPEST + TROUGH, INFINITE},
                                 {DEEPEST + TROUGH_KEY, 30},
                                 {DEEPEST + TROUGH_KEY, 19},
                                 {DEEPEST + KIND, 0},
                                 {DEEPEST + KIND, 1},
                                 {DEEPEST + BACK_FROM, 20},
                                 {DEEPEST + BACK_FROM, 31},
                                 {DEEPEST + BACK_UNTIL, 29},
                                 {DEEPEST + BACK_UNTIL, 51},
                                 {BY_DOUBLE + PEAK, TWO},
                                 {BY_DOUBLE + BACK_UNTIL, 51},
                                 {BY_DOUBLE + KIND, 0},
                                 {BY_DOUBLE + TROUGH, INFINITE}};
    hst_drawdown_state good = two_falls();
    int k;
    (void)unused;
    ASSERT_EACH_CORRUPT(&good, bad);
    good.opaque[NOW + KIND] = good.opaque[DEEPEST + KIND] = good.opaque[BY_DOUBLE + KIND] = 2;
    good.opaque[NOW + BACK_FROM] = good.opaque[NOW + BACK_UNTIL] = 50;
    assert_corrupt(&good); /* the running maximum has a fall that is over */
    good = two_falls();
    for (k = PEAK; k <= BACK_UNTIL; ++k) {
        good.opaque[BY_DOUBLE + k] = 0;
    }
    assert_corrupt(&good);
    for (k = PEAK; k <= BACK_UNTIL; ++k) {
        good.opaque[DEEPEST + k] = 0;
    }
    assert_corrupt(&good); /* it falls, and there is no deepest fall */
}

static void a_record_that_lasts_is_the_fall_of_now(void **unused) {
    static const double x[] = {4, 2};
    static const int64_t key[] = {1, 5};
    static const spoilt bad[] = {
        {DEEPEST + PEAK, FIVE}, {DEEPEST + ONSET, 4},  {DEEPEST + TROUGH, ONE}, {BY_DOUBLE + TROUGH_KEY, 4},
        {BY_DOUBLE + KIND, 2},  {NOW + TROUGH, THREE}, {NOW + KIND, 0}};
    hst_drawdown_state good = state_of(x, key, 2), flat = state_of(x, key, 1);
    static const spoilt bare[] = {{NOW + ONSET, 1},         {NOW + TROUGH, ONE},   {NOW + TROUGH_KEY, 1},
                                  {NOW + BACK_FROM, 1},     {NOW + BACK_UNTIL, 1}, {NOW + KIND, 1},
                                  {DEEPEST + PEAK, ONE},    {DEEPEST + KIND, 1},   {BY_DOUBLE + ONSET, 1},
                                  {NOW + PEAK, MINUS_ZERO}, {NOW + PEAK_LAST, 2}};
    (void)unused;
    ASSERT_EACH_CORRUPT(&good, bad);
    ASSERT_EACH_CORRUPT(&flat, bare);
    good = two_falls();
    good.opaque[DEEPEST + KIND] = 1;
    good.opaque[DEEPEST + BACK_FROM] = good.opaque[DEEPEST + BACK_UNTIL] = 0;
    assert_corrupt(&good); /* it lasts, and the maximum is another */
}

static void no_zero_has_a_sign(void **unused) {
    static const double x[] = {0, 4, 0};
    static const int64_t key[] = {1, 2, 3};
    static const spoilt bad[] = {{5, MINUS_ZERO}, {7, MINUS_ZERO}};
    hst_drawdown_state good = state_of(x, key, 3), flat = state_of(x, key, 1);
    (void)unused;
    ASSERT_EACH_CORRUPT(&good, bad);
    flat.opaque[NOW + PEAK] = MINUS_ZERO;
    assert_corrupt(&flat);
    good.opaque[NOW + TROUGH] = good.opaque[DEEPEST + TROUGH] = good.opaque[BY_DOUBLE + TROUGH] = MINUS_ZERO;
    assert_corrupt(&good);
}

static void a_state_without_samples_holds_nothing_else(void **unused) {
    hst_drawdown_state gap = EMPTY, state;
    int k;
    (void)unused;
    assert_status(hst_drawdown_state_push(&gap, NAN, 7), HST_OK);
    for (k = 4; k < HST_DRAWDOWN_STATE_WORDS; ++k) {
        state = gap;
        state.opaque[k] = 1;
        assert_corrupt(&state);
    }
    state = gap;
    state.opaque[3] = 6;
    assert_corrupt(&state);
    for (k = 2; k < HST_DRAWDOWN_STATE_WORDS; ++k) {
        state = EMPTY;
        state.opaque[k] = 1;
        assert_corrupt(&state);
    }
}

static void merged_states_have_no_fall_by_rounding(void **unused) {
    static const double x[] = {4, 2};
    static const int64_t key[] = {1, 5};
    static const spoilt bad[] = {{4, 0}, {4, 2}, {BY_DOUBLE + PEAK, ONE}, {BY_DOUBLE + KIND, 1}};
    hst_drawdown_state state = state_of(x, key, 1), later = state_of(x + 1, key + 1, 1);
    (void)unused;
    assert_status(hst_drawdown_state_merge(&state, &later), HST_OK);
    ASSERT_EACH_CORRUPT(&state, bad);
}

static void counts_have_a_limit(void **unused) {
    static const double one = 1;
    static const int64_t far = INT64_MAX;
    hst_drawdown_state state = EMPTY, later = EMPTY, gap = EMPTY;
    (void)unused;
    assert_status(hst_drawdown_state_push(&state, 1, INT64_MIN), HST_OK);
    assert_status(hst_drawdown_state_push(&state, NAN, INT64_C(1) << 62), HST_OK);
    assert_status(hst_drawdown_state_push(&later, 1, far), HST_OK);
    assert_status(hst_drawdown_state_push(&gap, NAN, far), HST_OK);
    state.opaque[0] = (UINT64_C(1) << 62) - 1;
    assert_status(hst_drawdown_state_push(&state, 1, far), HST_EOVERFLOW);
    assert_status(hst_drawdown_state_push_n(&state, &one, &far, 1), HST_EOVERFLOW);
    assert_status(hst_drawdown_state_merge(&state, &later), HST_EOVERFLOW);
    assert_status(hst_drawdown_state_merge(&state, &gap), HST_EOVERFLOW);
    state.opaque[0] = 5;
    state.opaque[1] = (UINT64_C(1) << 62) - 6;
    assert_status(hst_drawdown_state_merge(&state, &later), HST_OK);
    assert_status(hst_drawdown_state_push(&state, 1, far), HST_EORDER);
    state.opaque[1] += 1; /* one more than can be */
    assert_corrupt(&state);
}

static void spans_that_overlap_are_refused(void **unused) {
    static const double x[] = {4, 2, 3};
    static const int64_t key[] = {1, 5, 9}, still[] = {10, 10, 11}, back[] = {10, 12, 11};
    hst_drawdown_state state = state_of(x, key, 3), good = state, other;
    (void)unused;
    assert_status(hst_drawdown_state_push(&state, 1, 9), HST_EORDER);
    assert_status(hst_drawdown_state_push(&state, NAN, 8), HST_EORDER);
    assert_status(hst_drawdown_state_push_n(&state, x, key, 3), HST_EORDER);
    assert_status(hst_drawdown_state_push_n(&state, x, still, 3), HST_EORDER);
    assert_status(hst_drawdown_state_push_n(&state, x, back, 3), HST_EORDER);
    assert_status(hst_drawdown_state_merge(&state, &state), HST_EORDER);
    other = state_of(x, key + 2, 1);
    assert_status(hst_drawdown_state_merge(&state, &other), HST_EORDER);
    other = state_of(x, key, 1);
    assert_status(hst_drawdown_state_merge(&state, &other), HST_EORDER);
    assert_memory_equal(&state, &good, sizeof state);
    other = EMPTY;
    assert_status(hst_drawdown_state_merge(&other, &other), HST_OK);
    assert_memory_equal(&other, &EMPTY, sizeof other);
}

static void bad_arguments_change_nothing(void **unused) {
    static const double x[] = {1, -1, INFINITY};
    static const int64_t key[] = {1, 1, 0};
    hst_drawdown_state state = EMPTY;
    hst_drawdown_span span;
    uint8_t bytes[HST_DRAWDOWN_PACKED_BYTES];
    (void)unused;
    fill_untouched(&span, sizeof span);
    fill_untouched(bytes, sizeof bytes);
    assert_status(hst_drawdown_state_push(NULL, -1, 0), HST_ENULL);
    assert_status(hst_drawdown_state_push(&state, -1, 0), HST_EDOMAIN);
    assert_status(hst_drawdown_state_push(&state, INFINITY, 0), HST_EDOMAIN);
    assert_status(hst_drawdown_state_push_n(NULL, x, key, -1), HST_ENULL);
    assert_status(hst_drawdown_state_push_n(&state, NULL, key, -1), HST_ENULL);
    assert_status(hst_drawdown_state_push_n(&state, x, NULL, -1), HST_ENULL);
    assert_status(hst_drawdown_state_push_n(&state, x, key, -1), HST_ESIZE);
    assert_status(hst_drawdown_state_push_n(&state, x, key, 3), HST_EDOMAIN);
    assert_status(hst_drawdown_state_push_n(&state, NULL, NULL, 0), HST_OK);
    assert_status(hst_drawdown_state_merge(NULL, &state), HST_ENULL);
    assert_status(hst_drawdown_state_merge(&state, NULL), HST_ENULL);
    assert_status(hst_drawdown_state_read(NULL, &state), HST_ENULL);
    assert_status(hst_drawdown_state_read(&span, NULL), HST_ENULL);
    assert_status(hst_drawdown_state_read(&span, &state), HST_EEMPTY);
    assert_status(hst_drawdown_state_pack(NULL, 0, &state), HST_ENULL);
    assert_status(hst_drawdown_state_pack(bytes, 0, NULL), HST_ENULL);
    assert_status(hst_drawdown_state_pack(bytes, sizeof bytes - 1, &state), HST_ESPACE);
    assert_status(hst_drawdown_state_unpack(NULL, bytes, sizeof bytes), HST_ENULL);
    assert_status(hst_drawdown_state_unpack(&state, NULL, sizeof bytes), HST_ENULL);
    assert_memory_equal(&state, &EMPTY, sizeof state);
    assert_untouched(&span, sizeof span);
    assert_untouched(bytes, sizeof bytes);
}

/* ---- bytes ------------------------------------------------------------------------------------- */

static void put(uint8_t *bytes, int word, uint64_t value) {
    int i;
    for (i = 0; i < 8; ++i) {
        bytes[8 * word + i] = (uint8_t)(value >> (8 * i));
    }
}

/* FNV-1a over all but the last eight bytes, which take it. */
static void seal(uint8_t *bytes) {
    uint64_t sum = UINT64_C(14695981039346656037);
    size_t i;
    for (i = 0; i < HST_DRAWDOWN_PACKED_BYTES - 8; ++i) {
        sum = (sum ^ bytes[i]) * UINT64_C(1099511628211);
    }
    put(bytes, HST_DRAWDOWN_PACKED_BYTES / 8 - 1, sum);
}

/* The layout is part of the contract: after the mark, the words of `two_falls`. */
static void the_bytes_of_a_state_are_these(void **unused) {
    static const uint64_t word[HST_DRAWDOWN_STATE_WORDS] = {
        4,    1,  10, 50, 0,     FOUR, 10, TWO, 20,  /* counts, span, first, least */
        FIVE, 30, 30, 40, THREE, 40,   1,  0,   0,   /* now */
        FOUR, 10, 10, 20, TWO,   20,   2,  30,  30,  /* deepest */
        FOUR, 10, 10, 20, TWO,   20,   2,  30,  30}; /* by_double */
    hst_drawdown_state state = two_falls();
    uint8_t bytes[HST_DRAWDOWN_PACKED_BYTES], expected[HST_DRAWDOWN_PACKED_BYTES] = {'h', 's', 't', 'd', 1};
    int k;
    (void)unused;
    for (k = 0; k < HST_DRAWDOWN_STATE_WORDS; ++k) {
        put(expected, 1 + k, word[k]);
    }
    seal(expected);
    assert_status(hst_drawdown_state_pack(bytes, sizeof bytes, &state), HST_OK);
    assert_memory_equal(bytes, expected, sizeof bytes);
    put(bytes, 1 + 4, 7); /* no such flag, under a seal that is right */
    seal(bytes);
    assert_status(hst_drawdown_state_unpack(&state, bytes, sizeof bytes), HST_ECORRUPT);
}

static void bytes_come_back_as_they_were_and_altered_ones_do_not(void **unused) {
    uint8_t *bytes = guarded_alloc(HST_DRAWDOWN_PACKED_BYTES);
    hst_drawdown_state state = two_falls(), back;
    size_t i;
    (void)unused;
    assert_status(hst_drawdown_state_pack(bytes, HST_DRAWDOWN_PACKED_BYTES, &state), HST_OK);
    assert_status(hst_drawdown_state_unpack(&back, bytes, HST_DRAWDOWN_PACKED_BYTES), HST_OK);
    assert_memory_equal(&back, &state, sizeof state);
    fill_untouched(&back, sizeof back);
    for (i = 0; i < HST_DRAWDOWN_PACKED_BYTES; ++i) {
        bytes[i] ^= (uint8_t)(1 + i % 255);
        assert_status(hst_drawdown_state_unpack(&back, bytes, HST_DRAWDOWN_PACKED_BYTES), HST_ECORRUPT);
        bytes[i] ^= (uint8_t)(1 + i % 255);
        assert_status(hst_drawdown_state_unpack(&back, bytes, i), HST_ECORRUPT);
    }
    assert_status(hst_drawdown_state_unpack(&back, bytes, HST_DRAWDOWN_PACKED_BYTES + 1), HST_ECORRUPT);
    assert_untouched(&back, sizeof back);
    guarded_free(bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_and_spans_that_no_pushes_leave_are_refused),
        cmocka_unit_test(falls_that_no_pushes_leave_are_refused),
        cmocka_unit_test(a_record_that_lasts_is_the_fall_of_now),
        cmocka_unit_test(no_zero_has_a_sign),
        cmocka_unit_test(a_state_without_samples_holds_nothing_else),
        cmocka_unit_test(merged_states_have_no_fall_by_rounding),
        cmocka_unit_test(counts_have_a_limit),
        cmocka_unit_test(spans_that_overlap_are_refused),
        cmocka_unit_test(bad_arguments_change_nothing),
        cmocka_unit_test(the_bytes_of_a_state_are_these),
        cmocka_unit_test(bytes_come_back_as_they_were_and_altered_ones_do_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
