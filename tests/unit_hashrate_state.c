/* The state that merges: what it reads as, that no order shows in it, and the bytes that every release must
 * read. */
#include "support/support.h"

#include <math.h>
#include <string.h>

#include "hashstat/hashrate.h"

static const hst_hashrate_state EMPTY;

/* 6 x 100 s at work 50 and 3 blocks in all: exposure 12, and the read is that of a window. */
static void a_state_reads_as_the_window_it_holds(void **unused) {
    static const int64_t time[] = {0, 100, 300, 500, 600};
    static const double work[] = {50, 50, 50, 50, 50};
    hst_hashrate_state state = EMPTY;
    hst_hashrate expected, out;
    (void)unused;
    assert_status(hst_hashrate_state_read(&out, &state, 0.95), HST_OK);
    assert_is_nan(out.estimate);
    assert_same_bits(out.upper, INFINITY);
    assert_int_equal(out.blocks, 0);
    assert_status(hst_hashrate_state_push(&state, 1, 100, 50), HST_OK);
    assert_status(hst_hashrate_state_push(&state, 2, 400, 50), HST_OK);
    assert_status(hst_hashrate_state_push(&state, 0, 100, 50), HST_OK);
    assert_status(hst_hashrate_between(&expected, time, work, 5, 0, 600, 0.9), HST_OK);
    assert_status(hst_hashrate_state_read(&out, &state, 0.9), HST_OK);
    assert_memory_equal(&out, &expected, sizeof out);
    assert_status(hst_hashrate_state_push(&state, 1, 0, 50), HST_OK);
    assert_status(hst_hashrate_fixed_count(&expected, time, work, 5, 0.9), HST_OK);
    assert_status(hst_hashrate_state_read_fixed_count(&out, &state, 0.9), HST_OK);
    assert_memory_equal(&out, &expected, sizeof out);
}

static hst_hashrate_state state_of(const int64_t *seconds, const double *work, int64_t n) {
    hst_hashrate_state state = EMPTY;
    assert_status(hst_hashrate_state_push_n(&state, seconds, work, n), HST_OK);
    return state;
}

static void any_order_of_pushes_merges_and_unpushes_gives_the_same_bytes(void **unused) {
    rng r = rng_seed(31);
    int run;
    (void)unused;
    for (run = 0; run < 300; ++run) {
        uint8_t bytes[2][HST_HASHRATE_PACKED_BYTES + 1];
        int64_t seconds[40];
        double work[40];
        hst_hashrate_state whole, parts[4], shuffled = EMPTY, back;
        int64_t i, k;
        for (i = 0; i < 40; ++i) {
            seconds[i] = (int64_t)rng_below(&r, 5000);
            work[i] = rng_below(&r, 3) == 0 ? 4295032833.0 : 1e23 * (1 + rng_uniform(&r));
        }
        whole = state_of(seconds, work, 40);
        for (k = 0; k < 4; ++k) {
            parts[k] = state_of(seconds + 10 * k, work + 10 * k, 10);
        }
        assert_status(hst_hashrate_state_merge(&parts[3], &parts[0]), HST_OK);
        assert_status(hst_hashrate_state_merge(&parts[1], &parts[2]), HST_OK);
        assert_status(hst_hashrate_state_merge(&parts[1], &parts[3]), HST_OK);
        for (i = 0; i < 40; ++i) {
            k = i * 17 % 40; /* every index once, in another order, and a block of another chain in between */
            assert_status(hst_hashrate_state_push(&shuffled, 2, 77 + i, 3e22), HST_OK);
            assert_status(hst_hashrate_state_push(&shuffled, 1, seconds[k], work[k]), HST_OK);
        }
        for (i = 0; i < 40; ++i) {
            assert_status(hst_hashrate_state_unpush(&shuffled, 2, 77 + i, 3e22), HST_OK);
        }
        assert_memory_equal(&parts[1], &whole, sizeof whole);
        assert_memory_equal(&shuffled, &whole, sizeof whole);
        assert_status(hst_hashrate_state_pack(bytes[0] + 1, HST_HASHRATE_PACKED_BYTES, &whole), HST_OK);
        assert_status(hst_hashrate_state_pack(bytes[1] + 1, HST_HASHRATE_PACKED_BYTES, &shuffled), HST_OK);
        assert_memory_equal(bytes[0] + 1, bytes[1] + 1, HST_HASHRATE_PACKED_BYTES);
        assert_status(hst_hashrate_state_unpack(&back, bytes[0] + 1, HST_HASHRATE_PACKED_BYTES), HST_OK);
        assert_memory_equal(&back, &whole, sizeof whole);
    }
}

/* The layout is part of the contract: a state packed today must be read by every later release, on any
 * machine. Two blocks and 3 s at work 2: exposure 1.5 = 2^1073 + 2^1074 in units of 2^-1074, bits 49 and 50
 * of word 16. */
static void the_bytes_of_a_state_are_these(void **unused) {
    hst_hashrate_state state = EMPTY;
    uint8_t bytes[HST_HASHRATE_PACKED_BYTES], expected[HST_HASHRATE_PACKED_BYTES] = {'h', 's', 't', 'a', 1};
    uint64_t sum = UINT64_C(14695981039346656037);
    size_t i;
    (void)unused;
    expected[8] = 2;
    expected[16] = 3;
    expected[24 + 16 * 8 + 6] = 6;
    for (i = 0; i < 296; ++i) {
        sum = (sum ^ expected[i]) * UINT64_C(1099511628211);
    }
    for (i = 0; i < 8; ++i) {
        expected[296 + i] = (uint8_t)(sum >> (8 * i));
    }
    assert_status(hst_hashrate_state_push(&state, 2, 3, 2), HST_OK);
    assert_status(hst_hashrate_state_pack(bytes, sizeof bytes, &state), HST_OK);
    assert_memory_equal(bytes, expected, sizeof bytes);
}

/* Each quotient is rounded once for each block here and once for each stretch of equal work there. */
static void a_state_of_a_chain_is_close_to_its_window(void **unused) {
    rng r = rng_seed(32);
    int run, i;
    (void)unused;
    for (run = 0; run < 300; ++run) {
        int64_t time[60], seconds[60];
        double work[60];
        hst_hashrate_state state;
        hst_hashrate window, out;
        time[0] = 0;
        seconds[0] = 0;
        for (i = 0; i < 60; ++i) {
            seconds[i] = (int64_t)(600 * rng_exponential(&r));
            work[i] = i % 20 == 0 ? 1e23 * (1 + rng_uniform(&r)) : work[i - 1];
            time[i] = i == 0 ? 0 : time[i - 1] + seconds[i];
        }
        state = state_of(seconds + 1, work + 1, 59);
        assert_status(hst_hashrate_fixed_count(&window, time, work, 60, 0.95), HST_OK);
        assert_status(hst_hashrate_state_read_fixed_count(&out, &state, 0.95), HST_OK);
        assert_int_equal(out.blocks, window.blocks);
        assert_int_equal(out.seconds, window.seconds);
        assert_near(out.exposure, window.exposure, 4.5e-16);
        assert_near(out.estimate, window.estimate, 9e-16);
    }
}

static void one_block_in_a_state_has_an_interval_but_no_estimate(void **unused) {
    hst_hashrate_state state = EMPTY;
    hst_hashrate out;
    (void)unused;
    assert_status(hst_hashrate_state_push(&state, 1, 600, 1e23), HST_OK);
    assert_status(hst_hashrate_state_read_fixed_count(&out, &state, 0.95), HST_OK);
    assert_is_nan(out.estimate);
    assert_true(out.lower > 0 && out.upper < INFINITY);
}

static void merging_a_state_with_itself_doubles_it(void **unused) {
    hst_hashrate_state state = EMPTY, twice = EMPTY;
    int i;
    (void)unused;
    for (i = 0; i < 10; ++i) {
        assert_status(hst_hashrate_state_push(&state, 1, 60 * i, 1e23 + i), HST_OK);
        assert_status(hst_hashrate_state_push(&twice, 1, 60 * i, 1e23 + i), HST_OK);
        assert_status(hst_hashrate_state_push(&twice, 1, 60 * i, 1e23 + i), HST_OK);
    }
    assert_status(hst_hashrate_state_merge(&state, &state), HST_OK);
    assert_memory_equal(&state, &twice, sizeof state);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_state_reads_as_the_window_it_holds),
        cmocka_unit_test(any_order_of_pushes_merges_and_unpushes_gives_the_same_bytes),
        cmocka_unit_test(the_bytes_of_a_state_are_these),
        cmocka_unit_test(a_state_of_a_chain_is_close_to_its_window),
        cmocka_unit_test(one_block_in_a_state_has_an_interval_but_no_estimate),
        cmocka_unit_test(merging_a_state_with_itself_doubles_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
