/* Monitors of any options fed in any order, packed and unpacked, based anew; and states of any memory. */
#include "fuzz.h"

#include <math.h>

#include "hashstat/monitor.h"

enum { MOST = 64, STEPS = 40 };

static hst_monitor_state state;
static double seconds[MOST], work[MOST];
static int64_t count[MOST], key[MOST];
static uint8_t packed[HST_MONITOR_PACKED_BYTES];

static void begin(fuzz_bytes *bytes) {
    hst_monitor_options o;
    FUZZ_REQUIRE(hst_monitor_options_init(&o, (uint32_t)sizeof o) == HST_OK);
    if (fuzz_below(bytes, 4) == 0) {
        fuzz_take(bytes, &o.known_rate, sizeof o - 8);
    } else {
        o.known_rate = (double)fuzz_below(bytes, 3) / 600;
        o.growth_upper = (double)fuzz_below(bytes, 3) * 1e-8;
        o.growth_lower = o.growth_upper - (double)fuzz_below(bytes, 3) * 1e-8;
        o.stride = fuzz_below(bytes, 5);
        o.baseline = fuzz_below(bytes, 60);
        o.horizon = fuzz_below(bytes, 600);
        o.shortest = fuzz_below(bytes, 32);
    }
    if (hst_monitor_init(&state, &o) != HST_OK) {
        FUZZ_REQUIRE(hst_monitor_init(&state, NULL) == HST_OK);
    }
}

static int64_t take_pushes(fuzz_bytes *bytes) {
    int64_t n = fuzz_below(bytes, MOST + 1), i;
    int raw = fuzz_below(bytes, 16) == 0;
    for (i = 0; i < n; ++i) {
        uint8_t small = 0;
        fuzz_take(bytes, &small, sizeof small);
        seconds[i] = raw ? fuzz_double(bytes) : small == 255 ? NAN : 40.0 * small;
        work[i] = raw ? fuzz_double(bytes) : 1 + small % 3;
        count[i] = raw ? fuzz_int64(bytes) : small % 16;
        key[i] = small;
    }
    return n;
}

static void require_change(const hst_monitor_change *c, int64_t pushes) {
    FUZZ_REQUIRE(c->statistic >= 0);
    if (c->onset == HST_NONE) {
        FUZZ_REQUIRE(c->statistic == 0 && c->lower == 0 && c->upper == INFINITY);
        return;
    }
    FUZZ_REQUIRE(c->onset >= 0 && c->onset < pushes);
    FUZZ_REQUIRE(c->lower <= c->ratio * (1 + 1e-9) && c->ratio <= c->upper * (1 + 1e-9));
}

/* A sound state gives a sound reading. */
static void require_reading(void) {
    hst_monitor_reading out;
    FUZZ_REQUIRE(hst_monitor_read(&out, &state, 0.9) == HST_OK);
    FUZZ_REQUIRE(out.e >= 0 && out.log_e == out.log_e && out.lost >= 0);
    FUZZ_REQUIRE(out.log_e <= (out.fall.log_e > out.rise.log_e ? out.fall.log_e : out.rise.log_e) + 1e-9);
    FUZZ_REQUIRE(out.observed <= out.pushes && out.candidates <= 128);
    require_change(&out.fall, out.pushes);
    require_change(&out.rise, out.pushes);
}

static void push(fuzz_bytes *bytes) {
    int64_t n = take_pushes(bytes);
    switch (fuzz_below(bytes, 4)) {
    case 0:
        fuzz_require_status(hst_monitor_push_blocks(&state, seconds, work, key, n));
        break;
    case 1:
        fuzz_require_status(hst_monitor_push_bins(&state, count, seconds, key, n));
        break;
    case 2:
        fuzz_require_status(hst_monitor_push_block(&state, seconds[0], work[0], key[0]));
        break;
    default:
        fuzz_require_status(hst_monitor_push_bin(&state, count[0], seconds[0], key[0]));
    }
}

static void pack_and_unpack(void) {
    hst_monitor_state back;
    FUZZ_REQUIRE(hst_monitor_pack(packed, sizeof packed, &state) == HST_OK);
    FUZZ_REQUIRE(hst_monitor_unpack(&back, packed, sizeof packed) == HST_OK);
    FUZZ_REQUIRE(memcmp(&back, &state, sizeof state) == 0);
}

static void use_any_memory(fuzz_bytes *bytes) {
    hst_monitor_reading out;
    int i;
    for (i = 0; i < 40; ++i) {
        state.opaque[fuzz_below(bytes, HST_MONITOR_STATE_WORDS)] = (uint64_t)fuzz_int64(bytes);
    }
    fuzz_require_status(hst_monitor_read(&out, &state, 0.9));
    push(bytes);
    fuzz_require_status(hst_monitor_rebase(&state, fuzz_int64(bytes)));
    push(bytes);
    fuzz_require_status(hst_monitor_read(&out, &state, 0.9));
    fuzz_require_status(hst_monitor_pack(packed, sizeof packed, &state));
    fuzz_require_status(hst_monitor_unpack(&state, packed, sizeof packed));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_bytes bytes;
    int i;
    bytes.at = data;
    bytes.left = size;
    begin(&bytes);
    for (i = 0; i < STEPS && bytes.left > 0; ++i) {
        push(&bytes);
        if (fuzz_below(&bytes, 8) == 0) {
            fuzz_require_status(hst_monitor_rebase(&state, fuzz_below(&bytes, 300) - 1));
        }
        require_reading();
    }
    pack_and_unpack();
    use_any_memory(&bytes);
    return 0;
}
