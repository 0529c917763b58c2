/* The running maximum of independent Poisson counts, each with a mean and an exposure of its own, as levels
 * count/exposure, with the falls from it that end the path: runmax_chain.h where windows are not alike. */
#ifndef HST_KERNELS_RUNMAX_VARYING_H
#define HST_KERNELS_RUNMAX_VARYING_H

#include "strict.h"

#include <stddef.h>
#include <stdint.h>

#include "runmax_chain.h"

typedef struct hst__varying {
    const double *mean;     /* [windows] */
    const double *exposure; /* [windows]; NULL: 1 each */
    int64_t windows;
} hst__varying;

/* Levels that a maximum may have, one for each count of each window; windows that follow one another with the
 * same exposure share theirs. And the counts of the widest window. At most 2^32 windows. */
typedef struct hst__varying_size {
    int64_t levels;
    int64_t counts;
} hst__varying_size;

hst__varying_size hst__varying_size_of(const hst__varying *v);

/* Doubles of memory for a size. */
#define HST__VARYING_DOUBLES(levels, counts) (2 * (levels) + 4 * ((counts) + 1))

/* Falls of at least `depth` > 0 are absorbed; windows >= 1. */
hst__runmax_fate hst__varying_run(const hst__varying *v, double depth, double *memory);

#endif
