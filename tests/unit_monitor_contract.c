/* Every documented error of hashstat/monitor.h, in order, with nothing written. */
#include "support/monitor_call.h"
#include "support/support.h"

#include <math.h>
#include <string.h>

#include "hashstat/monitor.h"

static hst_monitor_state before;

static void remember(void) {
    before = state;
}

static void assert_unchanged(void) {
    assert_memory_equal(&state, &before, sizeof state);
}

static void options_are_checked(void **unused) {
    (void)unused;
    assert_status(hst_monitor_options_init(NULL, 64), HST_ENULL);
    fill_untouched(&options, sizeof options);
    assert_status(hst_monitor_options_init(&options, 63), HST_EOPTION);
    assert_untouched(&options, sizeof options);
}

static void assert_refused(void) {
    fill_untouched(&state, sizeof state);
    assert_status(hst_monitor_init(&state, &options), HST_EDOMAIN);
    assert_untouched(&state, sizeof state);
    assert_status(hst_monitor_options_init(&options, (uint32_t)sizeof options), HST_OK);
}

static void init_refuses_what_no_option_can_be(void **unused) {
    static const double rates[] = {-1, 1e-201, 1e201, INFINITY, NAN};
    static const int64_t most[] = {1000000, 1000000000, 1000000000000, 31};
    size_t i;
    (void)unused;
    begin();
    assert_status(hst_monitor_init(NULL, &options), HST_ENULL);
    options.flags = 1;
    options.known_rate = -1;
    fill_untouched(&state, sizeof state);
    assert_status(hst_monitor_init(&state, &options), HST_EOPTION);
    assert_untouched(&state, sizeof state);
    options.flags = 0;
    for (i = 0; i < 5; ++i) {
        options.known_rate = rates[i];
        assert_refused();
    }
    options.growth_lower = -1.1e-6;
    assert_refused();
    options.growth_upper = 1.1e-6;
    assert_refused();
    options.growth_lower = 1e-9;
    assert_refused();
    options.growth_lower = NAN;
    assert_refused();
    options.growth_upper = NAN;
    assert_refused();
    for (i = 0; i < 4; ++i) {
        (&options.stride)[i] = -1;
        assert_refused();
        (&options.stride)[i] = most[i] + 1;
        assert_refused();
        (&options.stride)[i] = most[i];
        begin_with();
        (&options.stride)[i] = 0;
    }
}

static void block_pushes_are_checked_in_order(void **unused) {
    static const double bad_seconds[] = {-1, 1.1e12, INFINITY}, bad_work[] = {0, -1, 1e-201, 1e201, NAN};
    hst_monitor_state corrupt;
    int i;
    (void)unused;
    begin();
    remember();
    memset(&corrupt, 0xff, sizeof corrupt);
    assert_status(hst_monitor_push_block(NULL, 1, 1, 0), HST_ENULL);
    assert_status(hst_monitor_push_block(&corrupt, -1, 1, 0), HST_ECORRUPT);
    for (i = 0; i < 3; ++i) {
        assert_status(hst_monitor_push_block(&state, bad_seconds[i], 1, 0), HST_EDOMAIN);
    }
    for (i = 0; i < 5; ++i) {
        assert_status(hst_monitor_push_block(&state, 1, bad_work[i], 0), HST_EDOMAIN);
    }
    assert_unchanged();
    assert_status(hst_monitor_push_bin(&state, 1, 1, 0), HST_OK);
    remember();
    assert_status(hst_monitor_push_block(&state, -1, 1, 0), HST_EOPTION);
    assert_unchanged();
    begin();
    options.growth_upper = 1e-6;
    begin_with();
    assert_status(hst_monitor_push_block(&state, 9e7, 1, 0), HST_OK);
    remember();
    assert_status(hst_monitor_push_block(&state, NAN, 1, 0), HST_EDOMAIN);
    assert_status(hst_monitor_push_block(&state, 1.1e7, 1, 0), HST_EOVERFLOW);
    assert_unchanged();
    options.growth_lower = -1e-6;
    options.growth_upper = 0;
    begin_with();
    assert_status(hst_monitor_push_block(&state, 1.1e8, 1, 0), HST_EOVERFLOW);
}

static void a_list_of_blocks_is_pushed_whole_or_not_at_all(void **unused) {
    double seconds[] = {1, 2, -1}, work[] = {1, 1, 1};
    int64_t key[] = {1, 2, 3};
    hst_monitor_state corrupt;
    (void)unused;
    begin();
    remember();
    memset(&corrupt, 0xff, sizeof corrupt);
    assert_status(hst_monitor_push_blocks(NULL, seconds, work, key, -1), HST_ENULL);
    assert_status(hst_monitor_push_blocks(&state, NULL, work, key, 3), HST_ENULL);
    assert_status(hst_monitor_push_blocks(&state, seconds, NULL, key, 3), HST_ENULL);
    assert_status(hst_monitor_push_blocks(&state, seconds, work, NULL, -1), HST_ENULL);
    assert_status(hst_monitor_push_blocks(&corrupt, seconds, work, key, -1), HST_ESIZE);
    assert_status(hst_monitor_push_blocks(&corrupt, seconds, work, key, 3), HST_ECORRUPT);
    assert_status(hst_monitor_push_blocks(&state, seconds, work, key, 3), HST_EDOMAIN);
    assert_status(hst_monitor_push_blocks(&state, NULL, NULL, NULL, 0), HST_OK);
    assert_unchanged();
    assert_status(hst_monitor_push_bin(&state, 1, 1, 0), HST_OK);
    remember();
    assert_status(hst_monitor_push_blocks(&state, seconds, work, key, 3), HST_EOPTION);
    assert_unchanged();
    begin();
    options.growth_lower = options.growth_upper = 1e-6;
    begin_with();
    remember();
    seconds[2] = 1e9;
    assert_status(hst_monitor_push_blocks(&state, seconds, work, key, 3), HST_EOVERFLOW);
    assert_unchanged();
}

static void bin_pushes_are_checked_in_order(void **unused) {
    static const double bad[] = {-1, 1e-201, 1e201, INFINITY};
    hst_monitor_state corrupt;
    int i;
    (void)unused;
    begin();
    remember();
    memset(&corrupt, 0xff, sizeof corrupt);
    assert_status(hst_monitor_push_bin(NULL, -1, 1, 0), HST_ENULL);
    assert_status(hst_monitor_push_bin(&corrupt, -1, 1, 0), HST_ECORRUPT);
    assert_status(hst_monitor_push_bin(&state, -1, NAN, 0), HST_EDOMAIN);
    for (i = 0; i < 4; ++i) {
        assert_status(hst_monitor_push_bin(&state, 1, bad[i], 0), HST_EDOMAIN);
    }
    assert_status(hst_monitor_push_bin(&state, INT64_C(1000000000001), 1, 0), HST_EOVERFLOW);
    assert_unchanged();
    assert_status(hst_monitor_push_block(&state, 1, 1, 0), HST_OK);
    remember();
    assert_status(hst_monitor_push_bin(&state, -1, 1, 0), HST_EOPTION);
    assert_unchanged();
    begin();
    options.growth_upper = 1e-9;
    begin_with();
    assert_status(hst_monitor_push_bin(&state, 1, 1, 0), HST_EOPTION);
    options.growth_lower = -1e-9;
    options.growth_upper = 0;
    begin_with();
    assert_status(hst_monitor_push_bin(&state, 1, 1, 0), HST_EOPTION);
}

static void a_list_of_bins_is_pushed_whole_or_not_at_all(void **unused) {
    int64_t count[] = {1, 2, -1}, key[] = {1, 2, 3};
    double exposure[] = {1, 1, 1};
    hst_monitor_state corrupt;
    (void)unused;
    begin();
    remember();
    memset(&corrupt, 0xff, sizeof corrupt);
    assert_status(hst_monitor_push_bins(NULL, count, exposure, key, -1), HST_ENULL);
    assert_status(hst_monitor_push_bins(&state, NULL, exposure, key, 3), HST_ENULL);
    assert_status(hst_monitor_push_bins(&state, count, NULL, key, 3), HST_ENULL);
    assert_status(hst_monitor_push_bins(&state, count, exposure, NULL, -1), HST_ENULL);
    assert_status(hst_monitor_push_bins(&corrupt, count, exposure, key, -1), HST_ESIZE);
    assert_status(hst_monitor_push_bins(&corrupt, count, exposure, key, 3), HST_ECORRUPT);
    assert_status(hst_monitor_push_bins(&state, count, exposure, key, 3), HST_EDOMAIN);
    assert_status(hst_monitor_push_bins(&state, NULL, NULL, NULL, 0), HST_OK);
    count[0] = count[2] = INT64_C(600000000000);
    assert_status(hst_monitor_push_bins(&state, count, exposure, key, 3), HST_EOVERFLOW);
    count[0] = INT64_C(1000000000001); /* and few after it */
    count[2] = 0;
    assert_status(hst_monitor_push_bins(&state, count, exposure, key, 3), HST_EOVERFLOW);
    count[0] = INT64_MAX;
    count[1] = INT64_MAX;
    assert_status(hst_monitor_push_bins(&state, count, exposure, key, 3), HST_EOVERFLOW);
    assert_unchanged();
    assert_status(hst_monitor_push_block(&state, 1, 1, 0), HST_OK);
    remember();
    assert_status(hst_monitor_push_bins(&state, count, exposure, key, 3), HST_EOPTION);
    assert_unchanged();
}

static void the_other_calls_are_checked_in_order(void **unused) {
    hst_monitor_state corrupt;
    (void)unused;
    begin();
    assert_status(hst_monitor_push_bin(&state, 1, 1, 0), HST_OK);
    remember();
    memset(&corrupt, 0xff, sizeof corrupt);
    fill_untouched(&out, sizeof out);
    assert_status(hst_monitor_read(NULL, &state, 1), HST_ENULL);
    assert_status(hst_monitor_read(&out, NULL, 1), HST_ENULL);
    assert_status(hst_monitor_read(&out, &corrupt, 1), HST_EDOMAIN);
    assert_status(hst_monitor_read(&out, &corrupt, NAN), HST_EDOMAIN);
    assert_status(hst_monitor_read(&out, &corrupt, 0.9), HST_ECORRUPT);
    assert_untouched(&out, sizeof out);
    assert_status(hst_monitor_rebase(NULL, -2), HST_ENULL);
    assert_status(hst_monitor_rebase(&corrupt, -2), HST_ECORRUPT);
    assert_status(hst_monitor_rebase(&state, -2), HST_EDOMAIN);
    assert_status(hst_monitor_rebase(&state, 2), HST_EDOMAIN);
    assert_unchanged();
}

static void packing_is_checked_in_order(void **unused) {
    uint8_t bytes[HST_MONITOR_PACKED_BYTES];
    hst_monitor_state corrupt;
    int64_t i;
    (void)unused;
    begin();
    memset(&corrupt, 0xff, sizeof corrupt);
    assert_status(hst_monitor_pack(NULL, 0, &state), HST_ENULL);
    assert_status(hst_monitor_pack(bytes, 0, NULL), HST_ENULL);
    assert_status(hst_monitor_pack(bytes, sizeof bytes - 1, &corrupt), HST_ESPACE);
    assert_status(hst_monitor_pack(bytes, sizeof bytes, &corrupt), HST_ECORRUPT);
    assert_status(hst_monitor_pack(bytes, sizeof bytes, &state), HST_OK);
    fill_untouched(&state, sizeof state);
    assert_status(hst_monitor_unpack(NULL, bytes, sizeof bytes), HST_ENULL);
    assert_status(hst_monitor_unpack(&state, NULL, sizeof bytes), HST_ENULL);
    assert_status(hst_monitor_unpack(&state, bytes, sizeof bytes - 1), HST_ECORRUPT);
    for (i = 0; i < HST_MONITOR_PACKED_BYTES; i += 501) {
        bytes[i] ^= 4;
        assert_status(hst_monitor_unpack(&state, bytes, sizeof bytes), HST_ECORRUPT);
        bytes[i] ^= 4;
    }
    assert_untouched(&state, sizeof state);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_are_checked),
        cmocka_unit_test(init_refuses_what_no_option_can_be),
        cmocka_unit_test(block_pushes_are_checked_in_order),
        cmocka_unit_test(a_list_of_blocks_is_pushed_whole_or_not_at_all),
        cmocka_unit_test(bin_pushes_are_checked_in_order),
        cmocka_unit_test(a_list_of_bins_is_pushed_whole_or_not_at_all),
        cmocka_unit_test(the_other_calls_are_checked_in_order),
        cmocka_unit_test(packing_is_checked_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
