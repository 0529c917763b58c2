/* The path under water in its sums. */
#ifndef HST_KERNELS_PATH_SUMS_H
#define HST_KERNELS_PATH_SUMS_H

#include "strict.h"

#include <stdint.h>

#include "path.h"

/* Of what underwater.h gives for the observed samples; both means are the exact ones, rounded once. */
typedef struct hst__path_sums {
    int64_t count; /* observed */
    double mean;   /* 0 if count is, like the others */
    double mean_square;
    double most;
} hst__path_sums;

/* 0 if a sample is negative or infinite, with nothing written. `exactly` 1 goes the long way at once: for
 * tests, as the answer is the same. */
int hst__path_sums_on(int path, hst__path_sums *out, const double *x, int64_t n, int exactly);
int hst__path_sums_of(hst__path_sums *out, const double *x, int64_t n);

#endif
