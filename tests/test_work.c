/* What the work room promises of one block: the field's own numbers, and every error of every function. */
#include "support/support.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "hashstat/work.h"
#include "oracle/work.h"

static const uint8_t zero[32];

static void bytes_of_hex(uint8_t *bytes, const char *hex) {
    int i;
    assert_int_equal(strlen(hex), 64);
    for (i = 0; i < 32; ++i) {
        char pair[3] = {hex[2 * i], hex[2 * i + 1], '\0'};
        bytes[i] = (uint8_t)strtoul(pair, NULL, 16);
    }
}

/* bits and target ------------------------------------------------------------------------------- */

static void compact_bits_decode_as_in_core(void **unused) {
    golden *g = golden_open("work/compact.csv");
    (void)unused;
    while (golden_next(g)) {
        uint8_t target[32], expected[32];
        uint32_t flags, back;
        bytes_of_hex(expected, golden_text(g, "target"));
        assert_status(hst_work_target_from_bits(target, &flags, (uint32_t)golden_integer(g, "bits")), HST_OK);
        assert_memory_equal(target, expected, 32);
        assert_int_equal(flags, golden_integer(g, "flags"));
        assert_status(hst_work_bits_from_target(&back, target, flags & HST_WORK_NEGATIVE), HST_OK);
        assert_int_equal(back, golden_integer(g, "back"));
    }
    golden_close(g);
}

/* m != 0 and (size > 34, or m > 0xff and size > 33, or m > 0xffff and size > 32). */
static void overflow_begins_where_it_does_in_core(void **unused) {
    static const uint32_t mantissas[] = {0, 1, 0xff, 0x100, 0xffff, 0x10000, 0x7fffff};
    uint32_t size, flags;
    uint8_t target[32];
    size_t i;
    (void)unused;
    for (size = 30; size < 256; ++size) {
        for (i = 0; i < sizeof mantissas / sizeof mantissas[0]; ++i) {
            uint32_t m = mantissas[i];
            int over = m != 0 && (size > 34 || (m > 0xff && size > 33) || (m > 0xffff && size > 32));
            assert_status(hst_work_target_from_bits(target, &flags, size << 24 | m), HST_OK);
            assert_int_equal(flags, over ? HST_WORK_OVERFLOW : 0);
            assert_status(hst_work_target_from_bits(target, &flags, size << 24 | 0x800000 | m), HST_OK);
            assert_int_equal(flags, (over ? HST_WORK_OVERFLOW : 0) | (m != 0 ? HST_WORK_NEGATIVE : 0));
        }
    }
}

/* difficulty and work --------------------------------------------------------------------------- */

static void headers_have_the_difficulty_and_work_that_the_field_prints(void **unused) {
    golden *g = golden_open("work/chain.csv");
    (void)unused;
    while (golden_next(g)) {
        uint32_t bits = (uint32_t)golden_integer(g, "bits"), back, flags;
        double difficulty = golden_number(g, "difficulty"), x;
        uint8_t target[32], exact[32], expected[32];
        assert_status(hst_work_difficulty_from_bits(&x, bits), HST_OK);
        assert_same_bits(x, difficulty);
        assert_status(hst_work_difficulty_core(&x, bits), HST_OK);
        assert_same_bits(x, difficulty);
        assert_status(hst_work_bits_from_difficulty(&back, difficulty), HST_OK);
        assert_int_equal(back, bits);
        assert_status(hst_work_target_from_bits(target, &flags, bits), HST_OK);
        assert_status(hst_work_difficulty_from_target(&x, target), HST_OK);
        assert_same_bits(x, difficulty);
        if (!golden_is_empty(g, "work")) {
            oracle_number work = oracle_from_decimal(golden_text(g, "work"));
            oracle_to_bytes(expected, &work);
            assert_status(hst_work_exact_from_target(exact, target), HST_OK);
            assert_memory_equal(exact, expected, 32);
            assert_status(hst_work_from_target(&x, target), HST_OK);
            assert_same_bits(x, golden_number(g, "work"));
            assert_status(hst_work_from_bits(&x, bits), HST_OK);
            assert_same_bits(x, golden_number(g, "work"));
        }
    }
    golden_close(g);
}

static void core_difficulty_reads_the_sign_as_mantissa(void **unused) {
    golden *g = golden_open("work/difficulty_core.csv");
    (void)unused;
    while (golden_next(g)) {
        double x;
        assert_status(hst_work_difficulty_core(&x, (uint32_t)golden_integer(g, "bits")), HST_OK);
        assert_near_abs(x, golden_number(g, "difficulty"), golden_number(g, "allowance"));
    }
    golden_close(g);
}

/* Powers of two change no digit until the double runs out of them; then each division may round by half a
 * unit, and the next ones shrink that: less than one unit in all. */
static void core_difficulty_scales_to_every_size(void **unused) {
    uint32_t size;
    double x;
    (void)unused;
    for (size = 0; size < 256; ++size) {
        double expected = ldexp(65535.0 / 0x123456, 8 * (29 - (int)size));
        assert_status(hst_work_difficulty_core(&x, size << 24 | 0x123456), HST_OK);
        assert_near_abs(x, expected, expected < 0x1p-1022 ? 0x1p-1074 : 0);
    }
    assert_same_bits(x, 0.0);
}

static void both_conventions_of_the_field_differ_by_one_65536th(void **unused) {
    double work, short_form, x;
    (void)unused;
    assert_status(hst_work_from_difficulty(&work, 65535), HST_OK);
    assert_same_bits(work, 0x1p48);
    assert_status(hst_work_from_difficulty_pow32(&short_form, 65535), HST_OK);
    assert_same_bits(short_form, 65535 * 0x1p32);
    assert_near(work / short_form, 65536.0 / 65535, 1e-16);
    assert_status(hst_work_difficulty_from_work(&x, work), HST_OK);
    assert_same_bits(x, 65535.0);
    assert_status(hst_work_difficulty_from_work_pow32(&x, short_form), HST_OK);
    assert_same_bits(x, 65535.0);
}

/* 1 and 2^256 - 1, the smallest target and the largest. */
static void ends_of_the_targets_go_there_and_back(void **unused) {
    uint8_t one[32] = {0}, all[32], target[32];
    double x;
    (void)unused;
    one[31] = 1;
    memset(all, 0xff, sizeof all);
    assert_status(hst_work_from_target(&x, one), HST_OK);
    assert_same_bits(x, 0x1p255);
    assert_status(hst_work_target_from_work(target, x), HST_OK);
    assert_memory_equal(target, one, 32);
    assert_status(hst_work_difficulty_from_target(&x, one), HST_OK);
    assert_same_bits(x, 65535 * 0x1p208);
    assert_status(hst_work_target_from_difficulty(target, x), HST_OK);
    assert_memory_equal(target, one, 32);
    assert_status(hst_work_from_target(&x, all), HST_OK);
    assert_same_bits(x, 1.0);
    assert_status(hst_work_target_from_work(target, x), HST_OK);
    assert_memory_equal(target, all, 32);
    assert_status(hst_work_difficulty_from_target(&x, all), HST_OK);
    assert_same_bits(x, 65535 * 0x1p-48);
    assert_status(hst_work_target_from_difficulty(target, x), HST_OK);
    assert_memory_equal(target, all, 32);
}

static void a_column_of_bits_gives_what_each_gives_alone(void **unused) {
    static const uint32_t kinds[] = {0x1d00ffff, 0x170b98ab, 0x207fffff};
    rng r = rng_seed(31);
    int64_t n, i;
    (void)unused;
    for (n = 0; n <= 64; ++n) {
        double *work = guarded_alloc((size_t)n * sizeof *work), alone;
        uint32_t *bits = guarded_alloc((size_t)n * sizeof *bits);
        for (i = 0; i < n; ++i) {
            bits[i] = i > 0 && rng_below(&r, 3) ? bits[i - 1] : kinds[rng_below(&r, 3)];
        }
        assert_status(hst_work_from_bits_n(work, bits, n), HST_OK);
        for (i = 0; i < n; ++i) {
            assert_status(hst_work_from_bits(&alone, bits[i]), HST_OK);
            assert_same_bits(work[i], alone);
        }
        guarded_free(work);
        guarded_free(bits);
    }
    assert_status(hst_work_from_bits_n(NULL, NULL, 0), HST_OK);
}

/* contract -------------------------------------------------------------------------------------- */

static void without_an_output_nothing_is_done(void **unused) {
    uint8_t target[32];
    uint32_t flags;
    double x;
    (void)unused;
    fill_untouched(target, sizeof target);
    fill_untouched(&flags, sizeof flags);
    fill_untouched(&x, sizeof x);
    assert_status(hst_work_target_from_bits(NULL, &flags, 0x1d00ffff), HST_ENULL);
    assert_status(hst_work_target_from_bits(target, NULL, 0x1d00ffff), HST_ENULL);
    assert_status(hst_work_bits_from_target(NULL, zero, 8), HST_ENULL);
    assert_status(hst_work_bits_from_target(&flags, NULL, 8), HST_ENULL);
    assert_status(hst_work_difficulty_from_target(NULL, zero), HST_ENULL);
    assert_status(hst_work_difficulty_from_target(&x, NULL), HST_ENULL);
    assert_status(hst_work_difficulty_from_bits(NULL, 0), HST_ENULL);
    assert_status(hst_work_difficulty_core(NULL, 0), HST_ENULL);
    assert_status(hst_work_target_from_difficulty(NULL, 0), HST_ENULL);
    assert_status(hst_work_bits_from_difficulty(NULL, 0), HST_ENULL);
    assert_status(hst_work_from_target(NULL, zero), HST_ENULL);
    assert_status(hst_work_from_target(&x, NULL), HST_ENULL);
    assert_status(hst_work_from_bits(NULL, 0), HST_ENULL);
    assert_status(hst_work_from_bits_n(NULL, &flags, 1), HST_ENULL);
    assert_status(hst_work_from_bits_n(&x, NULL, -1), HST_ENULL);
    assert_status(hst_work_exact_from_target(NULL, zero), HST_ENULL);
    assert_status(hst_work_exact_from_target(target, NULL), HST_ENULL);
    assert_status(hst_work_target_from_work(NULL, 0), HST_ENULL);
    assert_status(hst_work_from_difficulty(NULL, 0), HST_ENULL);
    assert_status(hst_work_difficulty_from_work(NULL, 0), HST_ENULL);
    assert_status(hst_work_from_difficulty_pow32(NULL, 0), HST_ENULL);
    assert_status(hst_work_difficulty_from_work_pow32(NULL, 0), HST_ENULL);
    assert_status(hst_work_rules_init(NULL, 0), HST_ENULL);
    assert_status(hst_work_retarget(NULL, NULL, 0, 0, 0), HST_ENULL);
    assert_status(hst_work_forecast(NULL, NULL, 0, 0, -1, 2), HST_ENULL);
    assert_status(hst_work_forecast_mempool(NULL, -1, 0, 0, 0, 0, 0), HST_ENULL);
    assert_untouched(target, sizeof target);
    assert_untouched(&flags, sizeof flags);
    assert_untouched(&x, sizeof x);
}

/* Zero, negative, overflow: no header carries them. */
static void bits_that_are_no_target_are_outside_the_domain(void **unused) {
    static const uint32_t bad[] = {0, 0x01003456, 0x04000000, 0x1d80ffff, 0x04923456, 0xff123456, 0x22000100};
    uint32_t column[2] = {0x1d00ffff, 0}, next;
    size_t i;
    double x;
    (void)unused;
    fill_untouched(&x, sizeof x);
    fill_untouched(&next, sizeof next);
    for (i = 0; i < sizeof bad / sizeof bad[0]; ++i) {
        double works[2];
        column[1] = bad[i];
        assert_status(hst_work_difficulty_from_bits(&x, bad[i]), HST_EDOMAIN);
        assert_status(hst_work_from_bits(&x, bad[i]), HST_EDOMAIN);
        assert_status(hst_work_from_bits_n(works, column, 2), HST_EDOMAIN);
        assert_status(hst_work_retarget(NULL, &next, bad[i], 0, 1), HST_EDOMAIN);
    }
    assert_status(hst_work_difficulty_core(&x, 0x1d000000), HST_EDOMAIN);
    assert_status(hst_work_from_bits_n(&x, column, -1), HST_ESIZE);
    assert_untouched(&x, sizeof x);
    assert_untouched(&next, sizeof next);
}

static void a_target_of_zero_is_outside_the_domain(void **unused) {
    uint8_t work[32];
    double x;
    (void)unused;
    fill_untouched(work, sizeof work);
    fill_untouched(&x, sizeof x);
    assert_status(hst_work_difficulty_from_target(&x, zero), HST_EDOMAIN);
    assert_status(hst_work_from_target(&x, zero), HST_EDOMAIN);
    assert_status(hst_work_exact_from_target(work, zero), HST_EDOMAIN);
    assert_untouched(work, sizeof work);
    assert_untouched(&x, sizeof x);
}

static void numbers_without_a_target_are_outside_the_domain(void **unused) {
    static const double never[] = {0, -0.0, -1, NAN, INFINITY, -INFINITY, DBL_MAX, 0x1p-1074};
    uint8_t target[32];
    uint32_t bits;
    size_t i;
    (void)unused;
    fill_untouched(target, sizeof target);
    fill_untouched(&bits, sizeof bits);
    for (i = 0; i < sizeof never / sizeof never[0]; ++i) {
        assert_status(hst_work_target_from_difficulty(target, never[i]), HST_EDOMAIN);
        assert_status(hst_work_bits_from_difficulty(&bits, never[i]), HST_EDOMAIN);
        assert_status(hst_work_target_from_work(target, never[i]), HST_EDOMAIN);
    }
    assert_status(hst_work_target_from_difficulty(target, nextafter(65535 * 0x1p-48, 0)), HST_EDOMAIN);
    assert_status(hst_work_target_from_difficulty(target, nextafter(65535 * 0x1p208, INFINITY)), HST_EDOMAIN);
    assert_status(hst_work_bits_from_difficulty(&bits, nextafter(0x1p-32, 0)), HST_EDOMAIN);
    assert_status(hst_work_bits_from_difficulty(&bits, nextafter(65535 * 0x1p208, INFINITY)), HST_EDOMAIN);
    assert_status(hst_work_target_from_work(target, nextafter(1, 0)), HST_EDOMAIN);
    assert_status(hst_work_target_from_work(target, nextafter(0x1p255, INFINITY)), HST_EDOMAIN);
    assert_untouched(target, sizeof target);
    assert_untouched(&bits, sizeof bits);
    assert_status(hst_work_bits_from_difficulty(&bits, 0x1p-32), HST_OK);
    assert_int_equal(bits, 0x2100ffff);
    assert_status(hst_work_bits_from_difficulty(&bits, 65535 * 0x1p208), HST_OK);
    assert_int_equal(bits, 0x01010000);
}

static void difficulty_and_work_are_positive_and_finite(void **unused) {
    static const double bad[] = {0, -0.0, -1, NAN, INFINITY};
    double x;
    size_t i;
    (void)unused;
    fill_untouched(&x, sizeof x);
    for (i = 0; i < sizeof bad / sizeof bad[0]; ++i) {
        assert_status(hst_work_from_difficulty(&x, bad[i]), HST_EDOMAIN);
        assert_status(hst_work_difficulty_from_work(&x, bad[i]), HST_EDOMAIN);
        assert_status(hst_work_from_difficulty_pow32(&x, bad[i]), HST_EDOMAIN);
        assert_status(hst_work_difficulty_from_work_pow32(&x, bad[i]), HST_EDOMAIN);
    }
    assert_status(hst_work_from_difficulty(&x, 0x1p992), HST_EOVERFLOW);
    assert_status(hst_work_from_difficulty_pow32(&x, 0x1p992), HST_EOVERFLOW);
    assert_untouched(&x, sizeof x);
    assert_status(hst_work_from_difficulty(&x, 0x1p991), HST_OK);
    assert_status(hst_work_from_difficulty_pow32(&x, 0x1p991), HST_OK);
    assert_same_bits(x, 0x1p1023);
    assert_status(hst_work_difficulty_from_work(&x, DBL_MAX), HST_OK);
}

/* Nothing else is wrong with these calls, so it is the rules that both refuse. */
static void assert_refused(const hst_work_rules *rules, hst_status status) {
    hst_work_outlook out;
    uint32_t next;
    fill_untouched(&out, sizeof out);
    fill_untouched(&next, sizeof next);
    assert_status(hst_work_retarget(rules, &next, 0x1d00ffff, 0, 1), status);
    assert_status(hst_work_forecast(rules, &out, 0, 1, 1, 0.5), status);
    assert_untouched(&out, sizeof out);
    assert_untouched(&next, sizeof next);
}

static void rules_that_are_not_understood_are_refused(void **unused) {
    struct {
        hst_work_rules rules;
        uint8_t tail[8];
    } newer;
    hst_work_outlook out;
    uint32_t next;
    (void)unused;
    fill_untouched(&newer, sizeof newer);
    assert_status(hst_work_rules_init(&newer.rules, 31), HST_EOPTION);
    assert_untouched(&newer, sizeof newer);
    assert_status(hst_work_rules_init(&newer.rules, sizeof newer), HST_OK);
    assert_status(hst_work_retarget(&newer.rules, &next, 0x1d00ffff, 0, 1), HST_OK);
    newer.tail[7] = 1;
    assert_status(hst_work_retarget(&newer.rules, &next, 0, 0, 1), HST_EOPTION);
    assert_status(hst_work_forecast(&newer.rules, &out, 1, 1, 9999, 2), HST_EOPTION);
    assert_refused(&newer.rules, HST_EOPTION);
    newer.rules.struct_size = 31;
    assert_refused(&newer.rules, HST_EOPTION);
    newer.rules.struct_size = 32;
    newer.rules.flags = 1;
    assert_refused(&newer.rules, HST_EOPTION);
    assert_status(hst_work_bits_from_target(&next, zero, HST_WORK_OVERFLOW), HST_EOPTION);
    assert_status(hst_work_bits_from_target(&next, zero, 4), HST_EOPTION);
}

static void rules_that_make_no_sense_are_outside_the_domain(void **unused) {
    static const struct {
        int64_t timespan, blocks;
        uint32_t limit, clamp;
    } bad[] = {
        {1209600, 2016, 0x1d00ffff, 0},
        {3, 2016, 0x1d00ffff, 4},
        {-1, 2016, 0x1d00ffff, 4},
        {INT64_C(1) << 30, 2016, 0x1d00ffff, 4},
        {INT64_C(1) << 32, 2016, 0x1d00ffff, 1},
        {1209600, 1, 0x1d00ffff, 4},
        {1209600, 1000000001, 0x1d00ffff, 4},
        {1209600, 2016, 0, 4},
        {1209600, 2016, 0x1d80ffff, 4},
    };
    hst_work_rules rules;
    size_t i;
    (void)unused;
    assert_status(hst_work_rules_init(&rules, sizeof rules), HST_OK);
    for (i = 0; i < sizeof bad / sizeof bad[0]; ++i) {
        rules.timespan = bad[i].timespan;
        rules.blocks = bad[i].blocks;
        rules.limit = bad[i].limit;
        rules.clamp = bad[i].clamp;
        assert_refused(&rules, HST_EDOMAIN);
    }
}

static void forecasts_of_impossible_epochs_are_refused_in_order(void **unused) {
    static const double levels[] = {0, 1, -1, 2, NAN};
    hst_work_rules unknown = {0, 0, 0, 0, 0, 0};
    hst_work_outlook out;
    size_t i;
    (void)unused;
    fill_untouched(&out, sizeof out);
    assert_status(hst_work_forecast(&unknown, &out, 1, 1, -1, 2), HST_ESIZE);
    assert_status(hst_work_forecast(&unknown, &out, 1, 1, 2016, 2), HST_EOPTION);
    assert_status(hst_work_forecast(NULL, &out, 1, 1, 2016, 0.5), HST_EDOMAIN);
    for (i = 0; i < sizeof levels / sizeof levels[0]; ++i) {
        assert_status(hst_work_forecast(NULL, &out, 1, 1, 2015, levels[i]), HST_EDOMAIN);
    }
    assert_status(hst_work_forecast(NULL, &out, 1, 1, 2015, 0.5), HST_EORDER);
    assert_status(hst_work_forecast(NULL, &out, 1, 0, 2015, 0.5), HST_EORDER);
    assert_untouched(&out, sizeof out);
}

static void mempool_forecasts_outside_its_range_are_refused_in_order(void **unused) {
    static const double changes[] = {-75.1, 300.1, NAN};
    const int64_t far = INT64_C(1) << 40;
    hst_work_outlook_mempool out;
    size_t i;
    (void)unused;
    fill_untouched(&out, sizeof out);
    assert_status(hst_work_forecast_mempool(&out, -1, 5, 0, 0, 0, 0), HST_EDOMAIN);
    assert_status(hst_work_forecast_mempool(&out, far, 0, 0, 0, 0, 0), HST_EDOMAIN);
    assert_status(hst_work_forecast_mempool(&out, 0, far, 0, 0, 0, 0), HST_EDOMAIN);
    assert_status(hst_work_forecast_mempool(&out, 0, 0, far, 0, 0, 0), HST_EDOMAIN);
    assert_status(hst_work_forecast_mempool(&out, 0, 0, 0, far, 0, 0), HST_EDOMAIN);
    assert_status(hst_work_forecast_mempool(&out, 0, 0, 0, 0, far, 0), HST_EDOMAIN);
    for (i = 0; i < sizeof changes / sizeof changes[0]; ++i) {
        assert_status(hst_work_forecast_mempool(&out, 0, 5, 0, 0, 0, changes[i]), HST_EDOMAIN);
    }
    assert_status(hst_work_forecast_mempool(&out, 4, 5, 6, 0, 0, 0), HST_EORDER);
    assert_untouched(&out, sizeof out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compact_bits_decode_as_in_core),
        cmocka_unit_test(overflow_begins_where_it_does_in_core),
        cmocka_unit_test(headers_have_the_difficulty_and_work_that_the_field_prints),
        cmocka_unit_test(core_difficulty_reads_the_sign_as_mantissa),
        cmocka_unit_test(core_difficulty_scales_to_every_size),
        cmocka_unit_test(both_conventions_of_the_field_differ_by_one_65536th),
        cmocka_unit_test(ends_of_the_targets_go_there_and_back),
        cmocka_unit_test(a_column_of_bits_gives_what_each_gives_alone),
        cmocka_unit_test(without_an_output_nothing_is_done),
        cmocka_unit_test(bits_that_are_no_target_are_outside_the_domain),
        cmocka_unit_test(a_target_of_zero_is_outside_the_domain),
        cmocka_unit_test(numbers_without_a_target_are_outside_the_domain),
        cmocka_unit_test(difficulty_and_work_are_positive_and_finite),
        cmocka_unit_test(rules_that_are_not_understood_are_refused),
        cmocka_unit_test(rules_that_make_no_sense_are_outside_the_domain),
        cmocka_unit_test(forecasts_of_impossible_epochs_are_refused_in_order),
        cmocka_unit_test(mempool_forecasts_outside_its_range_are_refused_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
