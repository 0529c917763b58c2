/* A table over windows: one row of counts, exposure and seconds for each. */
#ifndef HST_KERNELS_WINDOW_TABLE_H
#define HST_KERNELS_WINDOW_TABLE_H

#include "strict.h"

#include <stdint.h>

#include "window_sweep.h"

/* Window j is [edges[j], edges[j+1]), or, without edges, that of the grid: [start + j step, start + j step +
 * width). */
typedef struct hst__windows {
    const int64_t *edges;
    int64_t start, step, width; /* a hst__is_grid; of no use beside edges */
    int64_t count;
} hst__windows;

typedef struct hst__window_table {
    int64_t *events;      /* [count] */
    double *exposure;     /* [count] */
    int64_t *seconds;     /* [count] */
    int64_t *by_label;    /* [count x labels] row by row, or NULL */
    const int32_t *label; /* of each event */
    int32_t labels;
} hst__window_table;

/* Window j; none may begin or end before the one that the sweep saw last. */
hst__window hst__windows_at(const hst__windows *w, int64_t j, hst__window_sweep *sweep);

/* All rows, with a sweep that has seen no window yet. */
void hst__window_table_fill(const hst__window_table *t, const hst__windows *w, hst__window_sweep *sweep);

#endif
