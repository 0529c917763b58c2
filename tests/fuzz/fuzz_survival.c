/* Curves of any durations, what is read off them, groups compared, and falls turned into durations. */
#include "fuzz.h"

#include "hashstat/survival.h"

enum { MOST = 200, GROUPS = 4 };

static double duration[MOST];
static int32_t status[MOST];
static int32_t group[MOST];
static hst_survival_row row[MOST];
static uint64_t work[14 * MOST];

static int64_t take_observations(fuzz_bytes *bytes) {
    int raw = fuzz_below(bytes, 4) == 0;
    int64_t n = fuzz_below(bytes, MOST + 1), i;
    for (i = 0; i < n; ++i) {
        uint8_t small = 0, kind = 0;
        fuzz_take(bytes, &kind, sizeof kind);
        status[i] = raw ? kind % 5 : kind & 1;
        group[i] = kind / 8 % (GROUPS + 1) - 1;
        if (raw) {
            duration[i] = fuzz_double(bytes);
            continue;
        }
        fuzz_take(bytes, &small, sizeof small);
        duration[i] = small % 32;
        if (small == 255) {
            memset(&duration[i], 0xff, sizeof duration[i]);
        }
    }
    return n;
}

static void require_curve(int64_t rows) {
    int64_t i;
    for (i = 0; i < rows; ++i) {
        double before = i > 0 ? row[i - 1].survival : 1;
        FUZZ_REQUIRE(row[i].events + row[i].censored >= 1);
        FUZZ_REQUIRE(row[i].survival >= 0 && row[i].survival <= before);
        FUZZ_REQUIRE((row[i].survival == before) == (row[i].events == 0));
        if (row[i].survival > 0) {
            FUZZ_REQUIRE(0 <= row[i].lower && row[i].lower <= row[i].survival * (1 + 1e-14));
            FUZZ_REQUIRE(row[i].survival <= row[i].upper * (1 + 1e-14) && row[i].upper <= 1);
        }
        if (i > 0) {
            FUZZ_REQUIRE(row[i - 1].time < row[i].time);
            FUZZ_REQUIRE(row[i].at_risk == row[i - 1].at_risk - row[i - 1].events - row[i - 1].censored);
        }
    }
}

static void require_summaries(fuzz_bytes *bytes, int64_t rows) {
    double p = (double)(1 + fuzz_below(bytes, 99)) / 100;
    double horizon = fuzz_double(bytes);
    hst_survival_quantile q;
    hst_survival_mean m;
    hst_status outcome;
    FUZZ_REQUIRE(hst_survival_quantiles(&q, &p, 1, row, rows) == HST_OK);
    FUZZ_REQUIRE(!(q.lower > q.upper) && !(q.lower > q.estimate));
    outcome = hst_survival_restricted_mean(&m, row, rows, horizon);
    fuzz_require_status(outcome);
    if (outcome == HST_OK && m.mean == m.mean) {
        FUZZ_REQUIRE(m.mean >= 0 && m.mean <= horizon * (1 + 1e-12) && m.std_error >= 0);
    }
}

static void try_observations(fuzz_bytes *bytes) {
    int64_t n = take_observations(bytes), found = -1;
    int32_t groups = (int32_t)fuzz_below(bytes, GROUPS + 2);
    uint32_t scale = (uint32_t)fuzz_below(bytes, 4);
    hst_survival_group by_group[GROUPS + 1];
    hst_survival_log_rank t;
    hst_status fit = hst_survival_fit(row, MOST, &found, duration, status, n, scale, 0.95, work, sizeof work);
    hst_status compare =
        hst_survival_compare(&t, by_group, duration, status, group, n, groups, work, sizeof work);
    fuzz_require_status(fit);
    fuzz_require_status(compare);
    FUZZ_REQUIRE(hst_survival_work_size(n) <= sizeof work &&
                 hst_survival_compare_work_size(n, groups) <= sizeof work);
    if (fit == HST_OK) {
        require_curve(found);
        require_summaries(bytes, found);
    }
    if (compare == HST_OK && t.freedom > 0) {
        FUZZ_REQUIRE(t.chi2 >= 0 && t.p >= 0 && t.p <= 1 && t.freedom < groups);
    }
}

/* Falls as they come from the bytes, then those of a series. */
static void try_falls(fuzz_bytes *bytes) {
    static hst_drawdown fall[MOST];
    int64_t n = fuzz_below(bytes, MOST + 1), falls = fuzz_below(bytes, 4), found = -1, i;
    uint32_t from = (uint32_t)fuzz_below(bytes, 3), scale = (uint32_t)fuzz_below(bytes, 4);
    double depth = (double)fuzz_below(bytes, 12) / 10;
    hst_survival_recovery out;
    hst_status list, median;
    if (fuzz_below(bytes, 2) == 0) {
        fuzz_take(bytes, fall, (size_t)falls * sizeof *fall);
    } else {
        for (i = 0; i < n; ++i) {
            duration[i] = (double)fuzz_below(bytes, 30);
        }
        FUZZ_REQUIRE(hst_drawdown_episodes(fall, MOST, &falls, duration, n) == HST_OK);
    }
    list = hst_survival_of_drawdowns(duration, status, MOST, &found, fall, falls, NULL, n, depth, from);
    median =
        hst_survival_recovery_time(&out, fall, falls, NULL, n, depth, from, scale, 0.9, work, sizeof work);
    fuzz_require_status(list);
    fuzz_require_status(median);
    FUZZ_REQUIRE(hst_survival_recovery_work_size(falls) <= sizeof work);
    if (median == HST_OK) {
        FUZZ_REQUIRE(list == HST_OK && out.falls == found && out.open <= out.falls);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_bytes bytes;
    bytes.at = data;
    bytes.left = size;
    if (fuzz_below(&bytes, 2) == 0) {
        try_observations(&bytes);
    } else {
        try_falls(&bytes);
    }
    return 0;
}
