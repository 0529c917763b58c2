/* Any samples and options: segments tile what was observed, no fit beats another's range, times lie inside. */
#include "fuzz.h"

#include "hashstat/change.h"

enum { MOST = 64, CHANGES = 6 };

static double x[MOST], exposure[MOST];
static hst_change_level level[MOST];
static hst_change_time when[MOST];
static hst_change_fit fit[MOST + 2];
static uint64_t work[(25 + CHANGES) * (MOST + 2)];

static hst_change_options take_options(fuzz_bytes *bytes) {
    hst_change_options o;
    FUZZ_REQUIRE(hst_change_options_init(&o, (uint32_t)sizeof o) == HST_OK);
    if (fuzz_below(bytes, 16) == 0) {
        fuzz_take(bytes, &o, sizeof o);
        o.struct_size = (uint32_t)fuzz_below(bytes, 49); /* no more than there is */
        return o;
    }
    o.model = (int32_t)fuzz_below(bytes, 3);
    o.penalty = (int32_t)fuzz_below(bytes, 3);
    o.value = (double)fuzz_below(bytes, 200) / 8;
    o.min_length = 1 + fuzz_below(bytes, 6);
    o.variance = fuzz_below(bytes, 2) == 0 ? 0 : (double)(1 + fuzz_below(bytes, 100)) / 10;
    o.level = (double)(1 + fuzz_below(bytes, 999)) / 1000;
    return o;
}

static int64_t take_series(fuzz_bytes *bytes, int raw) {
    int64_t n = fuzz_below(bytes, MOST + 1), i;
    for (i = 0; i < n; ++i) {
        uint8_t small = 0, unit = 0;
        if (raw) {
            x[i] = fuzz_double(bytes);
            exposure[i] = fuzz_double(bytes);
            continue;
        }
        fuzz_take(bytes, &small, sizeof small);
        fuzz_take(bytes, &unit, sizeof unit);
        x[i] = small;
        exposure[i] = (1 + unit % 16) * (unit % 32 == 0 ? 1e-6 : 1e-20);
        if (small == 255) {
            memset(&x[i], 0xff, sizeof x[i]);
        }
    }
    return n;
}

/* Returns the gain of them all. */
static double require_levels(const hst_change_options *o, int64_t found, int64_t n) {
    double gain = 0;
    int64_t j;
    FUZZ_REQUIRE(found >= 0 && found <= n);
    for (j = 0; j < found; ++j) {
        FUZZ_REQUIRE(level[j].start >= (j > 0 ? level[j - 1].end : 0) && level[j].end <= n);
        FUZZ_REQUIRE(level[j].samples >= 1 && level[j].samples <= level[j].end - level[j].start);
        FUZZ_REQUIRE(found == 1 || level[j].samples >= o->min_length);
        FUZZ_REQUIRE(level[j].lower <= level[j].level && level[j].level <= level[j].upper);
        FUZZ_REQUIRE(level[j].gain >= 0 && level[j].squares >= 0);
        gain += level[j].gain;
    }
    return gain;
}

static void require_times(const hst_change_options *o, int64_t found, const double *e, int64_t n) {
    int64_t j;
    FUZZ_REQUIRE(hst_change_times(o, when, level, found, x, e, n, work, sizeof work) == HST_OK);
    for (j = 0; j + 1 < found; ++j) {
        FUZZ_REQUIRE(when[j].index == level[j + 1].start);
        FUZZ_REQUIRE(level[j].start < when[j].lower && when[j].lower <= when[j].upper);
        FUZZ_REQUIRE(when[j].upper < level[j + 1].end);
        FUZZ_REQUIRE(when[j].mass >= o->level * (1 - 1e-9) && when[j].mass <= 1 && when[j].probability >= 0);
    }
}

static void require_path(const hst_change_options *o, const double *e, int64_t n, double hi) {
    int64_t found = -1, j;
    FUZZ_REQUIRE(hst_change_path(o, fit, MOST + 2, &found, x, e, n, 0, hi, work, sizeof work) == HST_OK);
    FUZZ_REQUIRE(found <= n);
    for (j = 1; j < found; ++j) {
        FUZZ_REQUIRE(fit[j].changes < fit[j - 1].changes && fit[j].penalty > fit[j - 1].penalty);
        FUZZ_REQUIRE(fit[j].penalty <= hi);
    }
}

/* As many changes as the search found are found by number too and gain no less; no number of changes is worth
 * more than what it found. */
static void require_numbers(const hst_change_options *o, const double *e, int64_t n, double gain,
                            int64_t cut) {
    double by_number[CHANGES + 1], penalty = 0, allowed = 1e-6 * (1 + gain);
    int64_t found = -1, most = CHANGES, k, samples = 0;
    for (k = 0; k < cut; ++k) {
        samples += level[k].samples;
    }
    FUZZ_REQUIRE(hst_change_at_most(o, level, MOST, &found, by_number, most, x, e, n, work, sizeof work) ==
                 HST_OK);
    FUZZ_REQUIRE(found <= most + 1);
    if (found == 0 || o->penalty == HST_CHANGE_MBIC) {
        return;
    }
    FUZZ_REQUIRE(hst_change_penalty(o, &penalty, samples) == HST_OK);
    FUZZ_REQUIRE(cut > most + 1 || by_number[cut - 1] >= gain - allowed);
    for (k = 0; k <= most; ++k) {
        FUZZ_REQUIRE(by_number[k] - penalty * (double)k <= gain - penalty * (double)(cut - 1) + allowed);
        FUZZ_REQUIRE(k == 0 || o->min_length > 1 || k >= n || by_number[k] < -1e300 ||
                     by_number[k] >= by_number[k - 1] - 1e-6 * (1 + by_number[k - 1]));
    }
}

static void try_series(fuzz_bytes *bytes) {
    hst_change_options o = take_options(bytes);
    int raw = fuzz_below(bytes, 6) == 0;
    int64_t n = take_series(bytes, raw), found = -1;
    const double *e = o.model == HST_CHANGE_POISSON ? exposure : NULL;
    double variance = 0, penalty = 0, gain;
    hst_status status = hst_change_segment(&o, level, MOST, &found, x, e, n, work, sizeof work);
    FUZZ_REQUIRE(hst_change_work_size(MOST, CHANGES) == sizeof work);
    fuzz_require_status(status);
    fuzz_require_status(hst_change_penalty(&o, &penalty, n));
    fuzz_require_status(hst_change_variance(&o, &variance, x, n, work, sizeof work));
    if (status == HST_OK) {
        gain = require_levels(&o, found, n);
        require_times(&o, found, e, n);
        require_path(&o, e, n, (double)fuzz_below(bytes, 1000));
        if (!raw) { /* 60 digits between two values leave none for a gain */
            require_numbers(&o, e, n, gain, found);
        }
    }
}

static void try_blocks(fuzz_bytes *bytes) {
    int64_t time[MOST], n = fuzz_below(bytes, MOST + 1), found = -1, i;
    int raw = fuzz_below(bytes, 4) == 0;
    hst_change_options o = take_options(bytes);
    hst_status status;
    for (i = 0; i < n; ++i) {
        time[i] = raw ? fuzz_int64(bytes) : (i > 0 ? time[i - 1] : 0) + fuzz_below(bytes, 1200);
        x[i] = raw ? fuzz_double(bytes) : 1e20;
    }
    status = hst_change_exposures(exposure, time, x, n, raw ? fuzz_double(bytes) : 1);
    fuzz_require_status(status);
    if (status == HST_OK && n > 0) {
        FUZZ_REQUIRE(exposure[0] != exposure[0]);
        o.model = HST_CHANGE_POISSON;
        status = hst_change_segment(&o, level, MOST, &found, NULL, exposure, n, work, sizeof work);
        fuzz_require_status(status);
        if (status == HST_OK) {
            (void)require_levels(&o, found, n);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_bytes bytes;
    bytes.at = data;
    bytes.left = size;
    if (fuzz_below(&bytes, 4) == 0) {
        try_blocks(&bytes);
    } else {
        try_series(&bytes);
    }
    return 0;
}
