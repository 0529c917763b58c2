/* Buckets of any series: what the statistics of one bucket must agree on, the grid with its edges, and
 * filling with what it says it filled. */
#include "fuzz.h"

#include "hashstat/series.h"

enum { MOST = 600, BUCKETS = 40, ROWS = 11, ALL = 2047, SERIES = 3 };

static int64_t times[MOST];
static double x[MOST];
static double rows[ROWS * BUCKETS];
static double again[ROWS * BUCKETS];
static int64_t edges[BUCKETS + 1];

static int is_missing(double value) {
    return !(value >= 0 || value < 0);
}

static int is_same(const double *a, const double *b, int64_t n) {
    return memcmp(a, b, (size_t)n * sizeof *a) == 0;
}

/* Raw bits find the refusals; small steps and values, with a gap here and there, find the rest. */
static int64_t take_series(fuzz_bytes *bytes) {
    int raw = fuzz_below(bytes, 4) == 3;
    int64_t n = fuzz_below(bytes, MOST + 1);
    int64_t time = fuzz_below(bytes, 2000) - 1000;
    int64_t i;
    for (i = 0; i < n; ++i) {
        uint8_t small[2] = {0, 0};
        if (raw) {
            times[i] = fuzz_int64(bytes);
            x[i] = fuzz_double(bytes);
            continue;
        }
        fuzz_take(bytes, small, sizeof small);
        time += small[0] == 255 ? 0 : 1 + small[0] % 64;
        times[i] = time;
        x[i] = (double)small[1] - 100;
        if (small[1] == 255) {
            memset(&x[i], 0xff, sizeof x[i]);
        }
    }
    return n;
}

/* Minimum, mean, maximum and the two means over time of what is known. */
static void require_bucket(const double *row, int64_t stride) {
    double count = row[6 * stride];
    FUZZ_REQUIRE(count >= 0 && (count > 0) == !is_missing(row[stride]));
    FUZZ_REQUIRE((count > 0) == !is_missing(row[4 * stride]) && (count > 0) == !is_missing(row[0]));
    if (count > 0) {
        double least = row[2 * stride], most = row[3 * stride];
        FUZZ_REQUIRE(least <= row[stride] && row[stride] <= most);
        FUZZ_REQUIRE(least <= row[4 * stride] && row[4 * stride] <= most);
        FUZZ_REQUIRE(least <= row[5 * stride] && row[5 * stride] <= most);
    }
    FUZZ_REQUIRE(row[8 * stride] >= 0 && row[8 * stride] <= 1);
    FUZZ_REQUIRE(row[10 * stride] >= 0 && row[10 * stride] <= 1);
    FUZZ_REQUIRE((row[8 * stride] > 0) == !is_missing(row[7 * stride]));
    FUZZ_REQUIRE((row[10 * stride] > 0) == !is_missing(row[9 * stride]));
}

static void try_buckets(fuzz_bytes *bytes) {
    int64_t n = take_series(bytes);
    int64_t longest = fuzz_below(bytes, 4) == 3 ? fuzz_int64(bytes) : fuzz_below(bytes, 200);
    uint32_t statistics = fuzz_below(bytes, 2) == 0 ? fuzz_uint32(bytes) : ALL;
    hst_series_grid grid = {fuzz_below(bytes, 4000) - 2000, 1 + fuzz_below(bytes, 400),
                            fuzz_below(bytes, BUCKETS + 1)};
    hst_status status;
    int64_t b;
    if (fuzz_below(bytes, 8) == 7) {
        grid.start = fuzz_int64(bytes);
        grid.step = fuzz_int64(bytes);
    }
    status = hst_series_bucket(rows, &grid, times, x, n, statistics, longest);
    fuzz_require_status(status);
    status = hst_series_bucket(rows, &grid, times, x, n, ALL, longest);
    fuzz_require_status(status);
    if (status != HST_OK) {
        return;
    }
    for (b = 0; b <= grid.count; ++b) {
        edges[b] = (int64_t)((uint64_t)grid.start + (uint64_t)b * (uint64_t)grid.step);
    }
    for (b = 0; b < grid.count; ++b) {
        require_bucket(rows + b, grid.count);
    }
    FUZZ_REQUIRE(hst_series_bucket_edges(again, edges, grid.count, times, x, n, ALL, longest) == HST_OK);
    FUZZ_REQUIRE(is_same(rows, again, ROWS * grid.count));
}

/* Edges of any bits. */
static void try_edges(fuzz_bytes *bytes) {
    int64_t n = take_series(bytes);
    int64_t buckets = fuzz_below(bytes, BUCKETS + 1);
    int64_t b;
    for (b = 0; b <= buckets; ++b) {
        edges[b] = fuzz_below(bytes, 4) == 0 ? fuzz_int64(bytes) : 20 * b + fuzz_below(bytes, 20);
    }
    fuzz_require_status(hst_series_bucket_edges(rows, edges, buckets, times, x, n, ALL, fuzz_int64(bytes)));
}

static void try_calendar(fuzz_bytes *bytes) {
    int64_t time = fuzz_int64(bytes), origin = fuzz_int64(bytes), step = fuzz_int64(bytes), start = time;
    int32_t year = (int32_t)fuzz_uint32(bytes), month = (int32_t)fuzz_below(bytes, 15);
    int64_t months = fuzz_below(bytes, BUCKETS + 1) - 1, k;
    hst_status status = hst_series_floor(&start, time, origin, step);
    fuzz_require_status(status);
    FUZZ_REQUIRE(start <= time && (uint64_t)time - (uint64_t)start < (status == HST_OK ? (uint64_t)step : 1));
    status = hst_series_months(edges, months, year, month);
    fuzz_require_status(status);
    for (k = 0; status == HST_OK && k < months; ++k) {
        int64_t seconds = edges[k + 1] - edges[k];
        FUZZ_REQUIRE(seconds >= 28 * HST_SERIES_DAY && seconds <= 31 * HST_SERIES_DAY);
    }
}

static void try_fill(fuzz_bytes *bytes) {
    int64_t n = take_series(bytes);
    uint32_t method = (uint32_t)fuzz_below(bytes, 5);
    int64_t longest = fuzz_below(bytes, 20) - 1;
    int64_t filled = -1, more = 0, i;
    static double out[MOST];
    hst_status status = hst_series_fill(out, &filled, x, n, method, longest, fuzz_double(bytes));
    fuzz_require_status(status);
    FUZZ_REQUIRE((status == HST_OK) == (filled >= 0));
    for (i = 0; status == HST_OK && i < n; ++i) {
        FUZZ_REQUIRE(is_missing(x[i]) || out[i] == x[i]);
        more += is_missing(x[i]) && !is_missing(out[i]);
    }
    FUZZ_REQUIRE(status != HST_OK || more == filled);
}

static void try_align(fuzz_bytes *bytes) {
    int64_t n = take_series(bytes);
    hst_series_grid grid = {fuzz_below(bytes, 400) - 200, 1 + fuzz_below(bytes, 90),
                            fuzz_below(bytes, BUCKETS)};
    uint32_t statistic[SERIES], method = (uint32_t)fuzz_below(bytes, 5);
    int64_t offsets[SERIES + 1], filled[SERIES], s;
    int64_t gap = fuzz_below(bytes, 100) - 1, longest = fuzz_below(bytes, 9) - 1;
    double value = (double)fuzz_below(bytes, 100);
    hst_status status;
    offsets[0] = 0;
    for (s = 0; s < SERIES; ++s) {
        statistic[s] = UINT32_C(1) << fuzz_below(bytes, 12);
        offsets[s + 1] = n * (s + 1) / SERIES;
    }
    status = hst_series_align(rows, filled, &grid, statistic, offsets, SERIES, times, x, gap, method, longest,
                              value);
    fuzz_require_status(status);
    for (s = 0; status == HST_OK && s < SERIES; ++s) {
        int64_t from = offsets[s], once = -1;
        int64_t some = offsets[s + 1] - from;
        FUZZ_REQUIRE(hst_series_bucket(again, &grid, times + from, x + from, some, statistic[s], gap) ==
                     HST_OK);
        FUZZ_REQUIRE(hst_series_fill(again, &once, again, grid.count, method, longest, value) == HST_OK);
        FUZZ_REQUIRE(filled[s] == once && is_same(rows + s * grid.count, again, grid.count));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_bytes bytes;
    bytes.at = data;
    bytes.left = size;
    switch (fuzz_below(&bytes, 6)) {
    case 0: try_edges(&bytes); break;
    case 1: try_calendar(&bytes); break;
    case 2: try_fill(&bytes); break;
    case 3: try_align(&bytes); break;
    default: try_buckets(&bytes); break;
    }
    return 0;
}
