/* Falls of any series, and the noise floor of small ones: what the three views of one series must agree on.
 * */
#include "fuzz.h"

#include "hashstat/drawdown.h"

enum { MOST = 1500, ROOM = 1 << 12 };

static double x[MOST];
static double under[MOST];
static hst_drawdown list[MOST];
static uint64_t work[ROOM];

/* Raw bits find the refusals; small whole numbers, with a gap here and there, find ties and episodes. */
static int64_t take_series(fuzz_bytes *bytes) {
    int raw = fuzz_below(bytes, 4) == 0;
    int64_t n = fuzz_below(bytes, MOST + 1);
    int64_t i;
    for (i = 0; i < n; ++i) {
        uint8_t small = 0;
        if (raw) {
            x[i] = fuzz_double(bytes);
            continue;
        }
        fuzz_take(bytes, &small, sizeof small);
        x[i] = small;
        if (small == 255) {
            memset(&x[i], 0xff, sizeof x[i]);
        }
    }
    return n;
}

static int is_missing(double value) {
    return !(value >= 0 || value < 0);
}

static void require_episode(const hst_drawdown *fall, int64_t n) {
    FUZZ_REQUIRE(0 <= fall->peak && fall->peak < fall->onset);
    FUZZ_REQUIRE(fall->onset <= fall->trough && fall->trough < n);
    FUZZ_REQUIRE(x[fall->onset] < x[fall->peak] && x[fall->trough] <= x[fall->onset]);
    FUZZ_REQUIRE(fall->depth > 0 && fall->depth <= 1);
    if (fall->recovery != HST_NONE) {
        FUZZ_REQUIRE(fall->trough < fall->recovery && fall->recovery < n);
        FUZZ_REQUIRE(x[fall->recovery] >= x[fall->peak]);
    }
}

/* The deepest is the first of the deepest of the list, and the deepest point under water. */
static void require_agreement(const hst_drawdown *deepest, int64_t found, int64_t n) {
    hst_drawdown best = *deepest;
    double most = 0;
    int64_t i;
    for (i = found - 1; i >= 0; --i) {
        require_episode(&list[i], n);
        if (i < found - 1) {
            FUZZ_REQUIRE(list[i].recovery != HST_NONE && list[i].recovery <= list[i + 1].peak);
        }
        FUZZ_REQUIRE(list[i].depth <= deepest->depth);
        best = list[i].depth == deepest->depth ? list[i] : best;
    }
    FUZZ_REQUIRE(memcmp(&best, deepest, sizeof best) == 0);
    FUZZ_REQUIRE((found == 0) == (deepest->onset == HST_NONE));
    for (i = 0; i < n; ++i) {
        FUZZ_REQUIRE(is_missing(x[i]) == is_missing(under[i]));
        most = under[i] > most ? under[i] : most;
    }
    FUZZ_REQUIRE(most == deepest->depth);
}

static void try_series(fuzz_bytes *bytes) {
    int64_t n = take_series(bytes);
    int64_t cap = fuzz_below(bytes, 4);
    int64_t found = -1;
    hst_drawdown deepest;
    hst_status status = hst_drawdown_max(&deepest, x, n);
    hst_status listing = hst_drawdown_episodes(list, MOST, &found, x, n);
    hst_status curve = hst_drawdown_underwater(under, x, n);
    fuzz_require_status(status);
    FUZZ_REQUIRE(listing == curve && (status == HST_EDOMAIN) == (listing == HST_EDOMAIN));
    if (status == HST_OK) {
        int64_t again = -1;
        require_agreement(&deepest, found, n);
        FUZZ_REQUIRE(hst_drawdown_episodes(list, cap, &again, x, n) == HST_OK && again == found);
    }
}

/* The deepest first are those of the list in order of depth, and the figures agree with both. */
static void try_list(fuzz_bytes *bytes, int64_t n) {
    static hst_drawdown deepest[MOST];
    double min_depth = (double)fuzz_below(bytes, 65) / 64;
    double theta = (double)fuzz_below(bytes, 65) / 64;
    int64_t cap = fuzz_below(bytes, 20), found = -1, again = -1, i;
    hst_drawdown_summary s;
    hst_status status = hst_drawdown_list(list, MOST, &found, x, n, min_depth, theta, 0);
    fuzz_require_status(status);
    FUZZ_REQUIRE(hst_drawdown_list(deepest, cap, &again, x, n, min_depth, theta, HST_DRAWDOWN_DEEPEST) ==
                 status);
    if (status != HST_OK) {
        return;
    }
    FUZZ_REQUIRE(found == again);
    for (i = 1; i < cap && i < found; ++i) {
        FUZZ_REQUIRE(deepest[i - 1].depth > deepest[i].depth ||
                     (deepest[i - 1].depth == deepest[i].depth && deepest[i - 1].peak < deepest[i].peak));
    }
    status = hst_drawdown_summary_of(&s, NULL, x, n, min_depth, theta);
    FUZZ_REQUIRE(status == HST_OK || status == HST_EEMPTY);
    if (status == HST_OK) {
        FUZZ_REQUIRE(s.episodes == found && s.recovered <= found && s.longest < n);
        FUZZ_REQUIRE(0 <= s.pain && s.pain <= s.ulcer * (1 + 1e-15) && s.ulcer <= s.maximum * (1 + 1e-15));
        FUZZ_REQUIRE(s.maximum <= 1 && 0 <= s.share && s.share <= 1);
        FUZZ_REQUIRE(found == 0 || cap == 0 || deepest[0].depth == s.maximum);
    }
}

/* Windows, levels and what peers say. */
static void try_measures(fuzz_bytes *bytes) {
    int64_t n = take_series(bytes), width = 1 + fuzz_below(bytes, 100), found = 0, i;
    double level[3], at_risk[3], conditional[3], cdd = -1;
    int64_t from, to, length;
    hst_status status;
    n = n < ROOM / 5 ? n : ROOM / 5;
    try_list(bytes, n);
    for (i = 0; i < 3; ++i) {
        level[i] = fuzz_below(bytes, 9) == 0 ? fuzz_double(bytes) : (double)fuzz_below(bytes, 101) / 100;
    }
    status = hst_drawdown_at_risk(at_risk, conditional, level, 3, x, n, work, sizeof work);
    fuzz_require_status(status);
    for (i = 0; status == HST_OK && i < 3; ++i) {
        FUZZ_REQUIRE(0 <= at_risk[i] && at_risk[i] <= conditional[i] * (1 + 1e-15) && conditional[i] <= 1);
    }
    status = hst_drawdown_rolling_max(under, x, n, width, work, (size_t)width * 40);
    fuzz_require_status(status);
    for (i = 0; status == HST_OK && i < n; ++i) {
        FUZZ_REQUIRE(is_missing(under[i]) || (under[i] >= 0 && under[i] <= 1));
    }
    status = hst_drawdown_compat_cdd(&cdd, x, n, level[0], work, sizeof work);
    fuzz_require_status(status);
    FUZZ_REQUIRE(status == HST_OK ? cdd >= 0 && cdd <= 1 : cdd == -1);
    if (hst_drawdown_episodes(list, MOST, &found, x, n) == HST_OK) {
        for (i = 0; i < found; ++i) {
            FUZZ_REQUIRE(hst_drawdown_compat_span(&from, &to, &length, &list[i], n, (int32_t)(i % 5)) ==
                         HST_OK);
            FUZZ_REQUIRE(to == HST_NONE || (from <= to && to <= n));
        }
    }
    fuzz_take(bytes, list, sizeof *list);
    fuzz_require_status(
        hst_drawdown_compat_span(&from, &to, &length, list, fuzz_int64(bytes), (int32_t)width - 2));
}

/* Means and numbers of windows stay small, because the work grows with both. */
static void try_noise(fuzz_bytes *bytes) {
    double mean = fuzz_below(bytes, 2) == 0 ? fuzz_double(bytes) : (double)fuzz_below(bytes, 20000) / 64;
    double depth = fuzz_below(bytes, 2) == 0 ? fuzz_double(bytes) : (double)fuzz_below(bytes, 1025) / 1024;
    double probability = (double)fuzz_below(bytes, 1025) / 1024;
    int64_t windows = fuzz_below(bytes, 50) - 1;
    double p = -1, step = -1;
    size_t size = 0;
    hst_status status = hst_drawdown_noise_work_size(&size, mean);
    fuzz_require_status(status);
    FUZZ_REQUIRE(size % 8 == 0 && (size > 0) == (status == HST_OK));
    size = size < sizeof work ? size : sizeof work;
    status = hst_drawdown_noise(&p, depth, mean, windows, work, size);
    fuzz_require_status(status);
    FUZZ_REQUIRE(status == HST_OK ? p >= 0 && p <= 1 : p == -1);
    status = hst_drawdown_noise_quantile(&step, probability, mean, windows, work, size);
    fuzz_require_status(status);
    FUZZ_REQUIRE(status == HST_OK ? step >= 0 && step <= 1 : step == -1);
    if (status == HST_OK && step > 0) {
        FUZZ_REQUIRE(hst_drawdown_noise(&p, step, mean, windows, work, size) == HST_OK);
        FUZZ_REQUIRE(1 - p < probability + 1e-12);
    }
}

/* A few windows of any kind, and few simulated networks. */
static void try_floors(fuzz_bytes *bytes) {
    int64_t windows = fuzz_below(bytes, 8), runs = fuzz_below(bytes, 30), i;
    double depth = (double)fuzz_below(bytes, 1025) / 1024, p = -1;
    hst_drawdown fall;
    hst_drawdown_simulated s;
    size_t size = 0;
    hst_status status;
    for (i = 0; i < windows; ++i) {
        x[i] = (double)fuzz_below(bytes, 5000) / 64;
        under[i] = fuzz_below(bytes, 3) > 0 ? 1 : fuzz_double(bytes);
    }
    status = hst_drawdown_noise_varying_work_size(&size, x, under, windows);
    fuzz_require_status(status);
    size = size < sizeof work ? size : sizeof work;
    status = hst_drawdown_noise_varying(&p, depth, x, under, windows, work, size);
    fuzz_require_status(status);
    FUZZ_REQUIRE(status == HST_OK ? p >= 0 && p <= 1 : p == -1);
    fuzz_take(bytes, &fall, sizeof fall);
    fall.peak = fuzz_below(bytes, 4);
    fuzz_require_status(hst_drawdown_noise_episode(&p, &fall, 20, windows, work, sizeof work));
    fuzz_require_status(hst_drawdown_noise_mean(&p, (double)fuzz_below(bytes, 60) / 4, fuzz_below(bytes, 4),
                                                work, sizeof work));
    status = hst_drawdown_noise_trailing_work_size(&size, depth * 50, windows, runs);
    fuzz_require_status(status);
    size = size < sizeof work ? size : sizeof work;
    if (hst_drawdown_noise_trailing(under, runs, depth * 50, windows, 1 + windows, fuzz_int64(bytes), work,
                                    size) == HST_OK) {
        status = hst_drawdown_noise_simulated(&s, under, runs, depth);
        FUZZ_REQUIRE(status == HST_OK ? s.p >= 0 && s.p <= 1 : status == HST_EEMPTY);
    }
}

/* ---- the state --------------------------------------------------------------------------------- */

/* Memory that pushes left, of which some words may have been altered: nothing does harm. */
static void try_any_memory(fuzz_bytes *bytes, hst_drawdown_state state, hst_drawdown_state other) {
    int64_t words = fuzz_below(bytes, 5), key = fuzz_int64(bytes);
    uint8_t packed[HST_DRAWDOWN_PACKED_BYTES];
    hst_drawdown_span span;
    double level = (double)fuzz_below(bytes, 300);
    hst_status status;
    while (words-- > 0) {
        hst_drawdown_state *spoilt = fuzz_below(bytes, 2) == 0 ? &state : &other;
        spoilt->opaque[fuzz_below(bytes, HST_DRAWDOWN_STATE_WORDS)] = (uint64_t)fuzz_int64(bytes);
    }
    fuzz_require_status(hst_drawdown_state_merge(&state, &other));
    fuzz_require_status(hst_drawdown_state_push(&state, level, key));
    fuzz_require_status(hst_drawdown_state_push_n(&other, &level, &key, 1));
    fuzz_require_status(hst_drawdown_state_read(&span, &other));
    status = hst_drawdown_state_pack(packed, sizeof packed, &state);
    fuzz_require_status(status);
    if (status == HST_OK) {
        FUZZ_REQUIRE(hst_drawdown_state_unpack(&other, packed, sizeof packed) == HST_OK);
        FUZZ_REQUIRE(memcmp(&state, &other, sizeof state) == 0);
        packed[fuzz_below(bytes, sizeof packed)] ^= (uint8_t)(1 + fuzz_below(bytes, 255));
        FUZZ_REQUIRE(hst_drawdown_state_unpack(&other, packed, sizeof packed) == HST_ECORRUPT);
    }
}

/* In sequence what the array call gives; merged nearly that depth, and the same counts. */
static void try_state(fuzz_bytes *bytes) {
    static int64_t key[MOST];
    int64_t n = take_series(bytes), cut = fuzz_below(bytes, n + 1), i;
    hst_drawdown_state whole = {{0}}, first = {{0}}, second = {{0}};
    hst_drawdown_span span, merged;
    hst_drawdown deepest;
    hst_status status = hst_drawdown_max(&deepest, x, n);
    for (i = 0; i < n; ++i) {
        key[i] = i;
    }
    FUZZ_REQUIRE((hst_drawdown_state_push_n(&whole, x, key, n) == HST_EDOMAIN) == (status == HST_EDOMAIN));
    FUZZ_REQUIRE(status == HST_EDOMAIN || hst_drawdown_state_read(&span, &whole) == status);
    if (status == HST_OK) {
        FUZZ_REQUIRE(span.depth == deepest.depth && span.peak == deepest.peak);
        FUZZ_REQUIRE(span.onset == deepest.onset && span.trough == deepest.trough);
        FUZZ_REQUIRE(span.recovery_earliest == deepest.recovery && span.recovery_latest == deepest.recovery);
        FUZZ_REQUIRE(hst_drawdown_state_push_n(&first, x, key, cut) == HST_OK);
        FUZZ_REQUIRE(hst_drawdown_state_push_n(&second, x + cut, key + cut, n - cut) == HST_OK);
        try_any_memory(bytes, first, second);
        FUZZ_REQUIRE(hst_drawdown_state_merge(&first, &second) == HST_OK);
        FUZZ_REQUIRE(hst_drawdown_state_read(&merged, &first) == HST_OK);
        FUZZ_REQUIRE(merged.depth >= span.depth * (1 - 1e-15) && merged.depth <= span.depth);
        FUZZ_REQUIRE(merged.count == span.count && merged.missing == span.missing);
        FUZZ_REQUIRE(merged.maximum == span.maximum && merged.maximum_key == span.maximum_key);
        FUZZ_REQUIRE(merged.recovery_earliest <= merged.recovery_latest);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_bytes bytes;
    bytes.at = data;
    bytes.left = size;
    switch (fuzz_below(&bytes, 7)) {
    case 0: try_noise(&bytes); break;
    case 1: try_floors(&bytes); break;
    case 2:
    case 3: try_measures(&bytes); break;
    case 4: try_state(&bytes); break;
    default: try_series(&bytes); break;
    }
    return 0;
}
