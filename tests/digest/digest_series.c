/* Every statistic of every kind of bucket. A bucket depends on its own samples and the nearest observed one on
 * either side alone: in chunks, so many buckets are asked for at a time, with no more samples than those. */
#include "digest.h"

#include "hashstat/series.h"

enum { ROWS = 11, MOST_BUCKETS = 1000, EVERY = (1 << ROWS) - 1, PARTS = 4 };

/* What some buckets ask for: their edges, and the samples that they depend on. */
typedef struct share {
    int64_t edge[MOST_BUCKETS + 1];
    int64_t from, until;
} share;

static int is_missing(double x) {
    return x != x;
}

/* Samples before a time. */
static int64_t before(const digest_data *s, int64_t time) {
    int64_t low = 0;
    int64_t high = s->n;
    while (low < high) {
        int64_t middle = (low + high) / 2;
        if (s->time[middle] < time) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void narrow(share *part, const digest_data *s, int64_t buckets) {
    int64_t from = before(s, part->edge[0]);
    int64_t until = before(s, part->edge[buckets]);
    while (from > 0 && is_missing(s->x[from - 1])) {
        --from;
    }
    while (until < s->n && is_missing(s->x[until])) {
        ++until;
    }
    part->from = from > 0 ? from - 1 : 0;
    part->until = until < s->n ? until + 1 : s->n;
}

static int flags_of(uint32_t statistics) {
    int count = 0;
    for (; statistics != 0; statistics &= statistics - 1) {
        ++count;
    }
    return count;
}

/* Buckets between edges, `chunk` at a time. The answer is put in whole, row by row, and the first status that
 * is not HST_OK instead of it, because a sum beyond DBL_MAX leaves no answer. */
static void put_edges(digest *d, const digest_data *s, const int64_t *edge, int64_t buckets, int64_t chunk,
                      uint32_t statistics, int64_t gap) {
    static double whole[ROWS * MOST_BUCKETS], out[ROWS * MOST_BUCKETS];
    static share part;
    int rows = flags_of(statistics);
    hst_status status = HST_OK;
    int64_t b, k, width;
    int row;
    for (b = 0; b < buckets && status == HST_OK; b += width) {
        width = buckets - b < chunk ? buckets - b : chunk;
        for (k = 0; k <= width; ++k) {
            part.edge[k] = edge[b + k];
        }
        narrow(&part, s, width);
        status = hst_series_bucket_edges(out, part.edge, width, s->time + part.from, s->x + part.from,
                                         part.until - part.from, statistics, gap);
        for (row = 0; row < rows; ++row) {
            for (k = 0; k < width; ++k) {
                whole[row * buckets + b + k] = out[row * width + k];
            }
        }
    }
    digest_int64(d, status);
    if (status == HST_OK) {
        digest_doubles(d, whole, rows * buckets);
    }
}

/* A grid from before the first sample to after the last one, and its edges. */
static hst_series_grid grid_of(const digest_data *s, int64_t origin, int64_t step, int64_t *edge) {
    hst_series_grid grid = {0, 0, 0};
    int64_t b;
    DIGEST_REQUIRE(hst_series_floor(&grid.start, s->time[0] - 2 * step, origin, step) == HST_OK);
    grid.step = step;
    grid.count = (s->time[s->n - 1] - grid.start) / step + 3;
    DIGEST_REQUIRE(grid.count <= MOST_BUCKETS);
    for (b = 0; b <= grid.count; ++b) {
        edge[b] = grid.start + b * step;
    }
    return grid;
}

enum { GRIDS = 4 };

static const struct {
    int64_t origin, step;
} GRID[GRIDS] = {
    {0, HST_SERIES_HOUR}, {0, HST_SERIES_DAY}, {HST_SERIES_MONDAY, HST_SERIES_WEEK}, {17, 10007}};

static void put_grid(digest *d, const digest_data *s, int k) {
    static double out[ROWS * MOST_BUCKETS];
    static int64_t edge[MOST_BUCKETS + 1];
    hst_series_grid grid = grid_of(s, GRID[k].origin, GRID[k].step, edge);
    uint32_t statistics = EVERY - HST_SERIES_SUM;
    digest_int64s(d, edge, grid.count + 1);
    DIGEST_REQUIRE(hst_series_bucket(out, &grid, s->time, s->x, s->n, statistics, 900) == HST_OK);
    digest_doubles(d, out, flags_of(statistics) * grid.count);
}

/* The same buckets by their edges. Sums may lie beyond DBL_MAX and are asked for apart. */
static void put_grid_parts(digest *d, const digest_data *s, int k, int64_t chunk) {
    static int64_t edge[MOST_BUCKETS + 1];
    hst_series_grid grid = grid_of(s, GRID[k].origin, GRID[k].step, edge);
    put_edges(d, s, edge, grid.count, chunk, EVERY - HST_SERIES_SUM, 1800);
    put_edges(d, s, edge, grid.count, chunk, HST_SERIES_SUM, 0);
}

/* Each statistic by itself, with and without a limit to the gaps. */
static void put_each(digest *d, const digest_data *s, int64_t chunk) {
    static const int64_t GAP[] = {0, 900, INT64_MAX};
    static int64_t edge[MOST_BUCKETS + 1];
    hst_series_grid grid = grid_of(s, 43200, HST_SERIES_DAY, edge);
    int row, k;
    for (row = 0; row < ROWS; ++row) {
        for (k = 0; k < 3; ++k) {
            put_edges(d, s, edge, grid.count, chunk, UINT32_C(1) << row, GAP[k]);
        }
    }
}

static void put_months(digest *d, const digest_data *s, int64_t chunk) {
    int64_t edge[25];
    DIGEST_REQUIRE(hst_series_months(edge, 24, 2018, 11) == HST_OK);
    digest_int64s(d, edge, 25);
    put_edges(d, s, edge, 24, chunk, EVERY - HST_SERIES_SUM, 900);
}

static void put_filled(digest *d, const digest_data *s) {
    static const int64_t LONGEST[] = {0, 3, INT64_MAX};
    static double out[DIGEST_SAMPLES];
    uint32_t method;
    int k;
    for (method = HST_SERIES_FILL_NONE; method <= HST_SERIES_FILL_VALUE; ++method) {
        for (k = 0; k < 3; ++k) {
            int64_t filled = 0;
            DIGEST_REQUIRE(hst_series_fill(out, &filled, s->x, s->n, method, LONGEST[k], -2.5) == HST_OK);
            digest_int64(d, filled);
            digest_doubles(d, out, s->n);
        }
    }
}

/* The series in four parts, each by another statistic. */
static void put_aligned(digest *d, const digest_data *s) {
    static const uint32_t STATISTIC[PARTS] = {HST_SERIES_MEAN, HST_SERIES_LAST, HST_SERIES_STEP_MEAN,
                                              HST_SERIES_LINE_MEAN};
    static const int64_t OFFSETS[PARTS + 1] = {0, 1000, 1000, 2200, DIGEST_SAMPLES};
    static double out[PARTS * MOST_BUCKETS];
    hst_series_grid grid = {0, 7200, 400};
    int64_t filled[PARTS];
    uint32_t method;
    grid.start = s->time[0] + 1;
    for (method = HST_SERIES_FILL_NONE; method <= HST_SERIES_FILL_VALUE; ++method) {
        DIGEST_REQUIRE(hst_series_align(out, filled, &grid, STATISTIC, OFFSETS, PARTS, s->time, s->x, 3600,
                                        method, 5, 0.5) == HST_OK);
        digest_int64s(d, filled, PARTS);
        digest_doubles(d, out, PARTS * grid.count);
    }
}

void digest_series(digest *d, const digest_data *s) {
    int k;
    for (k = 0; k < GRIDS; ++k) {
        put_grid(d, s, k);
    }
    put_filled(d, s);
    put_aligned(d, s);
}

void digest_series_parts(digest *d, const digest_data *s, int64_t chunk) {
    int k;
    for (k = 0; k < GRIDS; ++k) {
        put_grid_parts(d, s, k, chunk);
    }
    put_each(d, s, chunk);
    put_months(d, s, chunk);
}
