/* A small matrix times a wide one, in plain doubles of one fixed order. */
#ifndef HST_KERNELS_WEIGH_H
#define HST_KERNELS_WEIGH_H

#include "strict.h"

#include <stdint.h>

enum {
    HST__WEIGH_POOLS = 64, /* rows of x that are taken at a time */
    HST__WEIGH_TIMES = 16  /* and columns */
};

/* Rows of x side by side: what is cut out of a table whose rows lie far apart would otherwise fall on few
 * lines of the nearest cache. */
typedef struct hst__weigh_tile {
    double x[HST__WEIGH_POOLS][HST__WEIGH_TIMES];
    int pools;
    int times; /* columns that are used */
} hst__weigh_tile;

/* out[c][t] += weight[p][c] tile->x[p][t] for p = 0, 1, ..., each product and each sum rounded; c <
 * countries, rows of weight `countries` apart, rows of out `stride`. */
void hst__weigh_add_on(int path, double *out, int64_t stride, const double *weight, int64_t countries,
                       const hst__weigh_tile *tile);
void hst__weigh_add(double *out, int64_t stride, const double *weight, int64_t countries,
                    const hst__weigh_tile *tile);

#endif
