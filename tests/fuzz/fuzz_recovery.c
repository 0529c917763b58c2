/* Recoveries of any series: the parts of one answer must fit together. */
#include "fuzz.h"

#include "hashstat/recovery.h"

enum { MOST = 400 };

static int64_t at[MOST];
static double x[MOST];

/* Times step forward by bytes, or are raw; samples are small numbers with gaps, or raw. */
static int64_t take_series(fuzz_bytes *bytes) {
    int raw_times = fuzz_below(bytes, 8) == 0;
    int raw_samples = fuzz_below(bytes, 4) == 0;
    int64_t n = fuzz_below(bytes, MOST + 1);
    int64_t time = -1000;
    int64_t i;
    for (i = 0; i < n; ++i) {
        uint8_t step = 0, small = 0;
        fuzz_take(bytes, &step, sizeof step);
        fuzz_take(bytes, &small, sizeof small);
        time += 1 + step;
        at[i] = raw_times ? fuzz_int64(bytes) : time;
        x[i] = raw_samples ? fuzz_double(bytes) : (double)small;
        if (!raw_samples && small == 255) {
            memset(&x[i], 0xff, sizeof x[i]);
        }
    }
    return n;
}

static void require_no_fall(const hst_recovery *r) {
    FUZZ_REQUIRE(r->trough == HST_NONE && r->first_touch == HST_NONE && r->recovery == HST_NONE);
    FUZZ_REQUIRE(r->pending == HST_NONE && r->open == 0 && r->from_onset == 0 && r->longest == 0);
    FUZZ_REQUIRE(!(r->lowest >= 0));
}

static void require_fall(const hst_recovery *r, int64_t n, int64_t event, int64_t hold) {
    FUZZ_REQUIRE(0 <= r->onset && r->onset <= r->trough && r->trough < n && at[r->onset] >= event);
    FUZZ_REQUIRE(x[r->onset] < r->level && r->lowest == x[r->trough] && r->lowest <= x[r->onset]);
    FUZZ_REQUIRE(0 <= r->shortest && r->shortest <= r->from_onset && r->from_onset <= r->longest);
    FUZZ_REQUIRE(0 <= r->from_trough && r->from_trough <= r->from_onset);
    FUZZ_REQUIRE(0 <= r->seconds_observed && r->seconds_observed <= r->from_onset);
    FUZZ_REQUIRE(0 <= r->hold_observed && r->hold_observed <= hold);
    FUZZ_REQUIRE(r->open == (r->recovery == HST_NONE));
    if (!r->open) {
        FUZZ_REQUIRE(r->trough < r->recovery && r->first_touch <= r->recovery && r->pending == HST_NONE);
        FUZZ_REQUIRE(x[r->recovery] >= r->level && at[r->recovery] - at[r->onset] == r->from_onset);
    } else {
        FUZZ_REQUIRE(r->longest == INT64_MAX && r->hold_observed == 0);
        FUZZ_REQUIRE(r->pending == HST_NONE || (r->first_touch <= r->pending && x[r->pending] >= r->level));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_bytes bytes;
    hst_recovery out;
    hst_status status;
    double baseline, fraction, mean = -1;
    int64_t n, event, hold;
    bytes.at = data;
    bytes.left = size;
    event = fuzz_below(&bytes, 4) == 0 ? fuzz_int64(&bytes) : fuzz_below(&bytes, 3000) - 1500;
    hold = fuzz_below(&bytes, 4) == 0 ? fuzz_int64(&bytes) : fuzz_below(&bytes, 1000);
    baseline = fuzz_below(&bytes, 4) == 0 ? fuzz_double(&bytes) : (double)fuzz_below(&bytes, 256);
    fraction = fuzz_below(&bytes, 4) == 0 ? fuzz_double(&bytes) : (double)fuzz_below(&bytes, 129) / 128;
    n = take_series(&bytes);
    status = hst_recovery_find(&out, at, x, n, event, baseline, fraction, hold);
    fuzz_require_status(status);
    if (status == HST_OK && out.onset == HST_NONE) {
        require_no_fall(&out);
    } else if (status == HST_OK) {
        require_fall(&out, n, event, hold);
    }
    status = hst_recovery_baseline_mean(&mean, at, x, n, event - (event > 0 ? 500 : 0), event);
    fuzz_require_status(status);
    FUZZ_REQUIRE(status == HST_OK ? mean >= 0 : mean == -1);
    return 0;
}
