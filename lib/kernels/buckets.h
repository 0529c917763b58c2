/* Statistics of samples in order of time over buckets that follow one another: one row for each statistic. */
#ifndef HST_KERNELS_BUCKETS_H
#define HST_KERNELS_BUCKETS_H

#include "strict.h"

#include <stdint.h>

#include "time_mean.h"

/* Bucket b is [edges[b], edges[b+1]), or, without edges, [start + b step, start + (b+1) step). */
typedef struct hst__bucket_grid {
    const int64_t *edges;
    int64_t start, step; /* of no use beside edges */
    int64_t count;
} hst__bucket_grid;

/* [count] each; NULL where nobody asks. */
typedef struct hst__bucket_rows {
    double *sum, *mean, *least, *most, *first, *last, *count;
    double *step_mean, *step_coverage, *line_mean, *line_coverage;
} hst__bucket_rows;

enum { HST__BUCKETS_FINE = 0, HST__BUCKETS_INFINITE, HST__BUCKETS_OVERFLOW };

/* All rows, from n samples. HST__BUCKETS_INFINITE if one of them is infinite, else HST__BUCKETS_OVERFLOW if a
 * sum asked for lies beyond DBL_MAX; the rows are then of no use. */
int hst__buckets_fill(const hst__bucket_rows *rows, const hst__bucket_grid *grid, const hst__known *known,
                      int64_t n);

#endif
