/* Conversions must hold together whatever comes in, and forecasts stay within their own bounds. */
#include "fuzz.h"

#include <math.h>

#include "hashstat/work.h"

enum { MOST_BITS = 64 };

static void check_target(const uint8_t *target) {
    uint8_t exact[32], easiest[32];
    double work, difficulty, again;
    hst_status status = hst_work_from_target(&work, target);
    FUZZ_REQUIRE(status == HST_OK || status == HST_EDOMAIN);
    FUZZ_REQUIRE(hst_work_exact_from_target(exact, target) == status);
    FUZZ_REQUIRE(hst_work_difficulty_from_target(&difficulty, target) == status);
    if (status != HST_OK) {
        return;
    }
    FUZZ_REQUIRE(work >= 1 && work <= 0x1p255);
    FUZZ_REQUIRE(hst_work_from_difficulty(&again, difficulty) == HST_OK);
    FUZZ_REQUIRE(again > work * (1 - 1e-15) && again <= 2 * (work + 1));
    FUZZ_REQUIRE(hst_work_target_from_difficulty(easiest, difficulty) == HST_OK);
    FUZZ_REQUIRE(hst_work_difficulty_from_target(&again, easiest) == HST_OK && again >= difficulty);
    FUZZ_REQUIRE(hst_work_target_from_work(easiest, work) == HST_OK);
    FUZZ_REQUIRE(hst_work_from_target(&again, easiest) == HST_OK && again >= work);
}

static void check_bits(uint32_t bits) {
    uint8_t target[32], same[32];
    uint32_t flags, back, again;
    double difficulty, core;
    FUZZ_REQUIRE(hst_work_target_from_bits(target, &flags, bits) == HST_OK);
    FUZZ_REQUIRE(hst_work_bits_from_target(&back, target, flags & HST_WORK_NEGATIVE) == HST_OK);
    FUZZ_REQUIRE(hst_work_target_from_bits(same, &again, back) == HST_OK);
    FUZZ_REQUIRE(memcmp(target, same, 32) == 0 && !(again & HST_WORK_OVERFLOW));
    check_target(target);
    FUZZ_REQUIRE((hst_work_difficulty_core(&core, bits) == HST_OK) == ((bits & 0xffffff) != 0));
    if (hst_work_difficulty_from_bits(&difficulty, bits) == HST_OK) {
        FUZZ_REQUIRE(flags == 0 && difficulty >= core);
        FUZZ_REQUIRE(hst_work_bits_from_difficulty(&again, difficulty) == HST_OK && again == back);
    }
}

static void check_column(fuzz_bytes *bytes) {
    uint32_t bits[MOST_BITS];
    double work[MOST_BITS], alone;
    int64_t n = fuzz_below(bytes, MOST_BITS + 1), i;
    hst_status status, expected = HST_OK;
    for (i = 0; i < n; ++i) {
        bits[i] = i > 0 && fuzz_below(bytes, 2) ? bits[i - 1] : fuzz_uint32(bytes) % 0x21000000;
    }
    status = hst_work_from_bits_n(work, bits, n);
    for (i = 0; i < n && expected == HST_OK; ++i) {
        expected = hst_work_from_bits(&alone, bits[i]);
        FUZZ_REQUIRE(expected != HST_OK || status != HST_OK || memcmp(&alone, &work[i], sizeof alone) == 0);
    }
    FUZZ_REQUIRE(status == expected);
}

/* The way back only for what is far from the smallest double, where digits are lost. */
static void check_doubles(double x) {
    uint8_t target[32];
    uint32_t bits;
    double y, z;
    fuzz_require_status(hst_work_target_from_difficulty(target, x));
    fuzz_require_status(hst_work_bits_from_difficulty(&bits, x));
    fuzz_require_status(hst_work_target_from_work(target, x));
    if (hst_work_from_difficulty(&y, x) == HST_OK && x > 1e-270) {
        FUZZ_REQUIRE(hst_work_difficulty_from_work(&z, y) == HST_OK && fabs(z / x - 1) < 1e-15);
    }
    if (hst_work_from_difficulty_pow32(&y, x) == HST_OK) {
        FUZZ_REQUIRE(hst_work_difficulty_from_work_pow32(&z, y) == HST_OK);
        FUZZ_REQUIRE(memcmp(&z, &x, sizeof x) == 0);
    }
}

/* Rules of any size that the buffer holds; mostly sound, or nothing would get past them. */
static const hst_work_rules *draw_rules(fuzz_bytes *bytes, hst_work_rules *buffer, size_t size) {
    if (fuzz_below(bytes, 4) == 0) {
        return NULL;
    }
    FUZZ_REQUIRE(hst_work_rules_init(buffer, (uint32_t)size) == HST_OK);
    buffer->blocks = 2 + fuzz_below(bytes, fuzz_below(bytes, 2) ? 5000 : 1000000000);
    buffer->timespan = fuzz_below(bytes, 10000000);
    buffer->clamp = (uint32_t)fuzz_below(bytes, 100);
    if (fuzz_below(bytes, 4) == 0) {
        fuzz_take(bytes, buffer, size);
        buffer->struct_size %= (uint32_t)size + 1;
    }
    return buffer;
}

static void check_forecast(fuzz_bytes *bytes, const hst_work_rules *rules) {
    hst_work_outlook o;
    int64_t first = fuzz_int64(bytes), found = fuzz_below(bytes, 5000);
    int64_t now = fuzz_below(bytes, 2) ? fuzz_int64(bytes) : first / 2 + fuzz_below(bytes, 10000000);
    hst_status status = hst_work_forecast(rules, &o, fuzz_below(bytes, 2) ? first : first / 2, now, found,
                                          0.001 + 0.998 * (double)fuzz_below(bytes, 1000) / 999);
    fuzz_require_status(status);
    if (status == HST_OK) {
        FUZZ_REQUIRE(o.change_lower <= o.change_upper && o.change_lower > -1 && o.change > -1);
        FUZZ_REQUIRE(o.end_lower <= o.end_upper && o.end_lower <= o.end && o.elapsed > 0);
        FUZZ_REQUIRE(o.progress >= 0 && o.progress <= 1 && o.remaining >= 0 && o.found == found);
    }
}

static int64_t draw_time(fuzz_bytes *bytes) {
    int64_t time = fuzz_int64(bytes);
    return fuzz_below(bytes, 8) == 0 ? time : (int64_t)((uint64_t)time >> 24);
}

static void check_mempool(fuzz_bytes *bytes) {
    hst_work_outlook_mempool o;
    int64_t first = draw_time(bytes), now = draw_time(bytes), latest = draw_time(bytes);
    int64_t quarter = fuzz_below(bytes, 2) ? first / 2 : 0;
    hst_status status = hst_work_forecast_mempool(&o, first, quarter, now, latest, fuzz_below(bytes, 1000000),
                                                  (double)fuzz_below(bytes, 500) - 100);
    fuzz_require_status(status);
    if (status == HST_OK) {
        FUZZ_REQUIRE(o.change >= -75 && o.change <= 300 && o.remaining >= 1 && o.remaining <= 2016);
        FUZZ_REQUIRE(o.mean_ms >= 0 && o.adjusted_mean_ms >= 0 && o.end_ms >= 1000 * now);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_bytes bytes = {data, size};
    hst_work_rules buffer[2];
    const hst_work_rules *rules;
    uint8_t target[32];
    uint32_t next, bits;
    int64_t first;
    fuzz_take(&bytes, target, sizeof target);
    check_target(target);
    check_bits(fuzz_uint32(&bytes));
    check_column(&bytes);
    check_doubles(fuzz_double(&bytes));
    rules = draw_rules(&bytes, buffer, sizeof buffer);
    bits = fuzz_uint32(&bytes);
    first = fuzz_int64(&bytes);
    if (hst_work_retarget(rules, &next, bits, first, fuzz_int64(&bytes)) == HST_OK) {
        check_bits(next);
    }
    check_forecast(&bytes, rules);
    check_mempool(&bytes);
    return 0;
}
