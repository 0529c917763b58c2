/* The deepest fall of a series from its running maximum, with its places. */
#ifndef HST_KERNELS_DEEPEST_H
#define HST_KERNELS_DEEPEST_H

#include "strict.h"

#include <stdint.h>

#include "path.h"

/* Indexes; -1: there is none. */
typedef struct hst__deepest {
    double depth;     /* the largest quotient of underwater.h; 0: nothing fell */
    int64_t peak;     /* latest place of the maximum it fell from, or of the last one if nothing fell */
    int64_t onset;    /* first sample below that */
    int64_t trough;   /* first of the lowest samples until the recovery */
    int64_t recovery; /* first sample that is back */
} hst__deepest;

/* NaN = missing. 0 if a sample is negative or infinite, with nothing written. Of equal depths the first
 * one; a peak of -1 says that nothing was observed. */
int hst__deepest_on(int path, hst__deepest *out, const double *x, int64_t n);

#endif
