/* Recoveries of any series: the parts of one answer must fit together. */
#include "fuzz.h"

#include "hashstat/recovery.h"

enum { MOST = 400 };

static int64_t at[MOST];
static double x[MOST];
static double path[MOST];
static int64_t blocks[MOST];
static uint64_t work[2 * MOST];

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

/* What the bytes ask for. */
typedef struct question {
    int64_t n, event, hold;
    double baseline, fraction;
} question;

static void try_find(const question *q) {
    hst_recovery out;
    hst_status status = hst_recovery_find(&out, at, x, q->n, q->event, q->baseline, q->fraction, q->hold);
    fuzz_require_status(status);
    if (status == HST_OK && out.onset == HST_NONE) {
        require_no_fall(&out);
    } else if (status == HST_OK) {
        require_fall(&out, q->n, q->event, q->hold);
    }
}

static void try_baselines(const question *q) {
    int64_t from = q->event - (q->event > 0 ? 500 : 0);
    double mean = -1, median = -1, trimmed = -1;
    hst_status status = hst_recovery_baseline_mean(&mean, at, x, q->n, from, q->event);
    hst_status order = hst_recovery_baseline_median(&median, at, x, q->n, from, q->event, work, sizeof work);
    fuzz_require_status(status);
    FUZZ_REQUIRE(hst_recovery_baseline_work_size(q->n) <= sizeof work);
    FUZZ_REQUIRE(status == HST_OK ? mean >= 0 : mean == -1);
    FUZZ_REQUIRE(order == status || status == HST_EOVERFLOW);
    FUZZ_REQUIRE(order == HST_OK ? median >= 0 : median == -1);
    status = hst_recovery_baseline_trimmed_mean(&trimmed, at, x, q->n, from, q->event, q->fraction / 2, work,
                                                sizeof work);
    fuzz_require_status(status);
    FUZZ_REQUIRE(status == HST_OK ? trimmed >= 0 : trimmed == -1);
}

static void try_growth(const question *q) {
    hst_recovery_growth g;
    hst_recovery out;
    hst_status status = hst_recovery_growth_fit(&g, at, x, q->n, INT64_MIN, q->event);
    fuzz_require_status(status);
    if (status != HST_OK || g.level == 0) {
        return;
    }
    FUZZ_REQUIRE(g.level > 0 && g.samples >= 2 && !(g.growth_error < 0));
    if (hst_recovery_growth_path(path, &g, at, q->n) == HST_OK) {
        status = hst_recovery_find_path(&out, at, x, path, q->n, q->event, q->fraction, q->hold);
        fuzz_require_status(status);
        FUZZ_REQUIRE(status != HST_OK || out.onset == HST_NONE ||
                     x[out.onset] < q->fraction * path[out.onset]);
    }
}

static void try_return(const question *q) {
    hst_recovery_half h;
    hst_recovery_return r;
    hst_status status = hst_recovery_half_life(&h, at, x, q->n, q->event, q->baseline);
    fuzz_require_status(status);
    if (status == HST_OK && h.trough != HST_NONE) {
        FUZZ_REQUIRE(0 <= h.shortest && h.shortest <= h.seconds && h.seconds <= h.longest);
        FUZZ_REQUIRE(h.crossing == HST_NONE || (h.crossing > h.trough && x[h.crossing] >= h.level));
    }
    status = hst_recovery_return_fit(&r, at, x, q->n < 40 ? q->n : 40, q->event, INT64_MAX, q->baseline, 0.9);
    fuzz_require_status(status);
    if (status == HST_OK && r.identified) {
        FUZZ_REQUIRE(0 <= r.lower && r.half_life > 0 && !(r.lower > r.half_life * (1 + 1e-6)));
        FUZZ_REQUIRE(!(r.upper < r.half_life * (1 - 1e-6)) && r.loss > 0 && r.scatter >= 0);
    }
}

static void try_triangle(const question *q) {
    hst_recovery_resilience out;
    hst_status status = hst_recovery_resilience_over(&out, at, x, q->n, q->event, 1 + q->hold / 2,
                                                     q->baseline, q->fraction, q->hold);
    fuzz_require_status(status);
    if (status == HST_OK) {
        FUZZ_REQUIRE(out.seconds_observed > 0 && out.seconds_observed <= 1 + q->hold / 2 &&
                     out.robustness >= 0);
        FUZZ_REQUIRE(out.recovery == HST_NONE || out.rapidity > 0);
    }
}

/* Samples as counts and as exposures, times as the ends of windows. */
static void try_counts(const question *q) {
    hst_recovery_certainty out;
    hst_status status;
    int64_t i;
    for (i = 0; i < q->n; ++i) {
        blocks[i] = x[i] >= 0 && x[i] < 1e9 ? (int64_t)x[i] : -1;
    }
    status = hst_recovery_probability(path, blocks, x, q->n, q->hold, q->baseline, q->fraction);
    fuzz_require_status(status);
    for (i = 0; status == HST_OK && i < q->n; ++i) {
        FUZZ_REQUIRE(x[i] > 0 ? path[i] >= 0 && path[i] <= 1 : path[i] != path[i]);
    }
    status = hst_recovery_certain(&out, at, blocks, x, q->n, q->hold, q->baseline, q->fraction, 0.9, 1);
    fuzz_require_status(status);
    FUZZ_REQUIRE(status != HST_OK || out.certain == HST_NONE || out.probability >= 0.9);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static void (*const tries[])(const question *) = {try_find,   try_baselines, try_growth,
                                                      try_return, try_triangle,  try_counts};
    fuzz_bytes bytes;
    question q;
    int64_t which;
    bytes.at = data;
    bytes.left = size;
    which = fuzz_below(&bytes, 6);
    q.event = fuzz_below(&bytes, 4) == 0 ? fuzz_int64(&bytes) : fuzz_below(&bytes, 3000) - 1500;
    q.hold = fuzz_below(&bytes, 4) == 0 ? fuzz_int64(&bytes) : fuzz_below(&bytes, 1000);
    q.baseline = fuzz_below(&bytes, 4) == 0 ? fuzz_double(&bytes) : (double)fuzz_below(&bytes, 256);
    q.fraction = fuzz_below(&bytes, 4) == 0 ? fuzz_double(&bytes) : (double)fuzz_below(&bytes, 129) / 128;
    q.n = fuzz_series(&bytes, at, x, MOST);
    tries[which](&q);
    return 0;
}
