/* The path under water in its sums. */
#ifndef HST_KERNELS_PATH_SUMS_H
#define HST_KERNELS_PATH_SUMS_H

#include "strict.h"

#include <stdint.h>

#include "deviations.h"
#include "path.h"

/* Of what underwater.h gives for the observed samples; both means are the exact ones, rounded once. */
typedef struct hst__path_sums {
    int64_t count; /* observed */
    double mean;   /* 0 if count is, like the others */
    double mean_square;
    double most;
} hst__path_sums;

/* Where a walk along the path stands. */
typedef struct hst__path_walk {
    double level; /* the largest sample */
    double most;
    int gaps;
    hst__deviations sums;
} hst__path_walk;

void hst__path_begin(hst__path_walk *w);

/* The next n <= HST__BLOCK samples; 0 if one is negative or infinite. */
int hst__path_step(int path, hst__path_walk *w, const double *x, int64_t n);

/* x is the whole series once more, for when the sums so far leave a doubt. `exactly` 1 says that they do: for
 * tests, as the answer is the same. */
void hst__path_end(int path, hst__path_sums *out, const hst__path_walk *w, const double *x, int64_t n,
                   int exactly);

/* All of it: 0 if a sample is negative or infinite, with nothing written. */
int hst__path_sums_on(int path, hst__path_sums *out, const double *x, int64_t n, int exactly);

#endif
