/* Series on grids. This file checks arguments, in the order that the header says, and names the rows; what is
 * in a bucket is for kernels/buckets.h, which goes over the samples once for all statistics. */
#include "internal.h"

#include "hashstat/series.h"
#include "kernels/buckets.h"
#include "kernels/calendar.h"
#include "kernels/cut_grid.h"
#include "kernels/rising.h"
#include "kernels/weighted.h"
#include "kernels/window_sweep.h"

#define COUNT_MAX INT64_C(1000000000000) /* samples, buckets, months and series */

enum { ROWS = 11, STATISTICS = (1 << ROWS) - 1 };

static int is_count(int64_t n) {
    return n >= 0 && n <= COUNT_MAX;
}

/* ---- buckets ----------------------------------------------------------------------------------- */

/* Samples; with none, the arrays are not looked at. */
typedef struct record {
    const int64_t *time;
    const double *x;
    int64_t n;
} record;

static int is_given(const record *r) {
    return r->n == 0 || (r->time != NULL && r->x != NULL);
}

static int is_grid(const hst_series_grid *grid) {
    return hst__is_grid(grid->start, grid->step, grid->step, grid->count);
}

/* Rows of `count` doubles, one after the other, for the flags that are set. */
static hst__bucket_rows rows_of(double *out, int64_t count, uint32_t statistics) {
    double *row[ROWS];
    int k;
    for (k = 0; k < ROWS; ++k) {
        int asked = (statistics >> k & 1) != 0;
        row[k] = asked ? out : NULL;
        out = asked && count > 0 ? out + count : out; /* it may be NULL then */
    }
    return (hst__bucket_rows){row[0], row[1], row[2], row[3], row[4], row[5],
                              row[6], row[7], row[8], row[9], row[10]};
}

static hst_status fill_rows(double *out, const hst__bucket_grid *grid, const record *r, uint32_t statistics,
                            int64_t longest_gap) {
    static const int64_t no_time[1] = {0};
    static const double no_x[1] = {0};
    hst__known known = {r->n > 0 ? r->time : no_time, r->n > 0 ? r->x : no_x, longest_gap};
    hst__bucket_rows rows = rows_of(out, grid->count, statistics);
    switch (hst__buckets_fill(&rows, grid, &known, r->n)) {
    case HST__BUCKETS_INFINITE: return HST_EDOMAIN;
    case HST__BUCKETS_OVERFLOW: return HST_EOVERFLOW;
    default: return HST_OK;
    }
}

/* Up to the domain. */
static hst_status check_buckets(const double *out, int64_t count, const record *r, uint32_t statistics) {
    if ((out == NULL && count != 0) || !is_given(r)) {
        return HST_ENULL;
    }
    if (!is_count(count) || !is_count(r->n)) {
        return HST_ESIZE;
    }
    return statistics == 0 || statistics > STATISTICS ? HST_EOPTION : HST_OK;
}

hst_status hst_series_bucket(double *out, const hst_series_grid *grid, const int64_t *time, const double *x,
                             int64_t n, uint32_t statistics, int64_t longest_gap) {
    record r = {time, x, n};
    hst_status status = grid == NULL ? HST_ENULL : check_buckets(out, grid->count, &r, statistics);
    hst__bucket_grid buckets;
    if (status != HST_OK) {
        return status;
    }
    if (!is_grid(grid) || longest_gap < 0) {
        return HST_EDOMAIN;
    }
    if (!hst__is_rising(time, n)) {
        return HST_EORDER;
    }
    buckets = (hst__bucket_grid){NULL, grid->start, grid->step, grid->count};
    return fill_rows(out, &buckets, &r, statistics, longest_gap);
}

hst_status hst_series_bucket_edges(double *out, const int64_t *edges, int64_t buckets, const int64_t *time,
                                   const double *x, int64_t n, uint32_t statistics, int64_t longest_gap) {
    record r = {time, x, n};
    hst_status status =
        edges == NULL && buckets != 0 ? HST_ENULL : check_buckets(out, buckets, &r, statistics);
    hst__bucket_grid grid = {edges, 0, 1, buckets};
    if (status != HST_OK) {
        return status;
    }
    if (longest_gap < 0) {
        return HST_EDOMAIN;
    }
    if ((buckets > 0 && !hst__is_rising(edges, buckets + 1)) || !hst__is_rising(time, n)) {
        return HST_EORDER;
    }
    return fill_rows(out, &grid, &r, statistics, longest_gap);
}

/* ---- where buckets begin ----------------------------------------------------------------------- */

hst_status hst_series_floor(int64_t *start, int64_t time, int64_t origin, int64_t step) {
    uint64_t length = (uint64_t)step;
    uint64_t past; /* seconds since the bucket began */
    if (start == NULL) {
        return HST_ENULL;
    }
    if (step <= 0) {
        return HST_EDOMAIN;
    }
    past = time >= origin ? hst__distance(origin, time) % length
                          : (length - hst__distance(time, origin) % length) % length;
    if (past > hst__distance(INT64_MIN, time)) {
        return HST_EOVERFLOW;
    }
    *start = time - (int64_t)past;
    return HST_OK;
}

hst_status hst_series_months(int64_t *edges, int64_t months, int32_t year, int32_t month) {
    int64_t first = 12 * (int64_t)year + month - 1;
    int64_t k;
    if (edges == NULL) {
        return HST_ENULL;
    }
    if (!is_count(months)) {
        return HST_ESIZE;
    }
    if (month < 1 || month > 12) {
        return HST_EDOMAIN;
    }
    for (k = 0; k <= months; ++k) {
        edges[k] = HST_SERIES_DAY * hst__days_to_month(first + k);
    }
    return HST_OK;
}

/* ---- filling ----------------------------------------------------------------------------------- */

typedef struct filling {
    uint32_t method;
    int64_t longest;
    double value;
} filling;

static int is_method(const filling *how) {
    return how->method <= HST_SERIES_FILL_VALUE;
}

/* What the method looks at. */
static int is_filling(const filling *how) {
    return (how->method == HST_SERIES_FILL_NONE || how->longest >= 0) &&
           (how->method != HST_SERIES_FILL_VALUE || hst__is_finite(how->value));
}

/* The samples first .. past - 1 of n are missing, those around them are not; all before `first` are in out.
 * */
static int64_t fill_run(double *out, const double *x, int64_t first, int64_t past, int64_t n,
                        const filling *how) {
    int64_t missing = past - first;
    int64_t filled = 0;
    int64_t k;
    if (how->method == HST_SERIES_FILL_PREVIOUS && first > 0) {
        filled = hst__least(missing, how->longest);
    } else if (how->method == HST_SERIES_FILL_VALUE ||
               (how->method == HST_SERIES_FILL_LINEAR && first > 0 && past < n)) {
        filled = missing <= how->longest ? missing : 0;
    }
    for (k = 0; k < filled; ++k) {
        double value = how->value;
        if (how->method == HST_SERIES_FILL_PREVIOUS) {
            value = out[first - 1];
        } else if (how->method == HST_SERIES_FILL_LINEAR) {
            value = hst__point_between(out[first - 1], x[past], missing - k, k + 1);
        }
        out[first + k] = value + 0.0;
    }
    for (; k < missing; ++k) {
        out[first + k] = x[first + k];
    }
    return filled;
}

static int64_t run_of_missing(const double *x, int64_t from, int64_t n) {
    while (from < n && hst__is_nan(x[from])) {
        ++from;
    }
    return from;
}

/* *filled is written if it went well. out may be x. */
static hst_status fill(double *out, int64_t *filled, const double *x, int64_t n, const filling *how) {
    int64_t total = 0;
    int64_t i = 0;
    while (i < n) {
        int64_t past = run_of_missing(x, i, n);
        if (past > i) {
            total += fill_run(out, x, i, past, n, how);
            i = past;
        } else if (hst__is_finite(x[i])) {
            out[i] = x[i] + 0.0;
            ++i;
        } else {
            return HST_EDOMAIN;
        }
    }
    *filled = total;
    return HST_OK;
}

hst_status hst_series_fill(double *out, int64_t *filled, const double *x, int64_t n, uint32_t method,
                           int64_t longest, double value) {
    filling how = {method, longest, value};
    if (filled == NULL || (n != 0 && (out == NULL || x == NULL))) {
        return HST_ENULL;
    }
    if (!is_count(n)) {
        return HST_ESIZE;
    }
    if (!is_method(&how)) {
        return HST_EOPTION;
    }
    return is_filling(&how) ? fill(out, filled, x, n, &how) : HST_EDOMAIN;
}

/* ---- several series ---------------------------------------------------------------------------- */

/* k series, one after the other. */
typedef struct bundle {
    const uint32_t *statistic;
    const int64_t *offsets;
    int64_t series;
    const int64_t *time;
    const double *x;
} bundle;

static record record_of(const bundle *b, int64_t s) {
    record r = {NULL, NULL, b->offsets[s + 1] - b->offsets[s]};
    if (r.n > 0) {
        r.time = b->time + b->offsets[s];
        r.x = b->x + b->offsets[s];
    }
    return r;
}

/* The last offset is the number of samples; it is not looked at before `series` is known to be a count. */
static hst_status check_bundle(const double *out, const int64_t *filled, const hst_series_grid *grid,
                               const bundle *b) {
    if (grid == NULL || (b->series != 0 && (b->statistic == NULL || b->offsets == NULL || filled == NULL ||
                                            (out == NULL && grid->count != 0)))) {
        return HST_ENULL;
    }
    if (b->series > 0 && b->series <= COUNT_MAX && b->offsets[b->series] != 0 &&
        (b->time == NULL || b->x == NULL)) {
        return HST_ENULL;
    }
    return is_count(grid->count) && is_count(b->series) &&
                   (b->series == 0 || is_count(b->offsets[b->series])) &&
                   (grid->count == 0 || b->series <= INT64_MAX / grid->count)
               ? HST_OK
               : HST_ESIZE;
}

static int all_flags(const bundle *b) {
    int64_t s;
    for (s = 0; s < b->series; ++s) {
        uint32_t flag = b->statistic[s];
        if (flag == 0 || flag > STATISTICS || (flag & (flag - 1)) != 0) {
            return 0;
        }
    }
    return 1;
}

static int is_in_order(const bundle *b) {
    int64_t s;
    for (s = 0; s < b->series; ++s) {
        if (b->offsets[s] < 0 || b->offsets[s + 1] < b->offsets[s]) {
            return 0;
        }
    }
    for (s = 0; s < b->series; ++s) {
        record r = record_of(b, s);
        if (!hst__is_rising(r.time, r.n)) {
            return 0;
        }
    }
    return 1;
}

static hst_status check_align(const double *out, const int64_t *filled, const hst_series_grid *grid,
                              const bundle *b, int64_t longest_gap, const filling *how) {
    hst_status status = check_bundle(out, filled, grid, b);
    if (status != HST_OK) {
        return status;
    }
    if (!all_flags(b) || !is_method(how)) {
        return HST_EOPTION;
    }
    if (!is_grid(grid) || longest_gap < 0 || !is_filling(how)) {
        return HST_EDOMAIN;
    }
    return is_in_order(b) ? HST_OK : HST_EORDER;
}

hst_status hst_series_align(double *out, int64_t *filled, const hst_series_grid *grid,
                            const uint32_t *statistic, const int64_t *offsets, int64_t series,
                            const int64_t *time, const double *x, int64_t longest_gap, uint32_t method,
                            int64_t longest_fill, double value) {
    bundle b = {statistic, offsets, series, time, x};
    filling how = {method, longest_fill, value};
    hst_status status = check_align(out, filled, grid, &b, longest_gap, &how);
    hst_status overflow = HST_OK;
    int64_t s;
    for (s = 0; status == HST_OK && s < series; ++s) {
        hst__bucket_grid buckets = {NULL, grid->start, grid->step, grid->count};
        record r = record_of(&b, s);
        double *row = grid->count > 0 ? out + s * grid->count : out;
        status = fill_rows(row, &buckets, &r, statistic[s], longest_gap);
        if (status == HST_EOVERFLOW) {
            overflow = status;
            status = HST_OK;
        } else if (status == HST_OK) {
            status = fill(row, filled + s, row, grid->count, &how);
        }
    }
    return status == HST_OK ? overflow : status;
}
