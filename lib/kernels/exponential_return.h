/* y = loss 2^(-t/half), by least squares, with the range of half-lives that fit about as well. */
#ifndef HST_KERNELS_EXPONENTIAL_RETURN_H
#define HST_KERNELS_EXPONENTIAL_RETURN_H

#include "strict.h"

#include <stdint.h>

#include "timed.h"

/* y = (baseline - x)/baseline, t from the first observed value on. */
typedef struct hst__returning {
    hst__timed series;
    double baseline;
} hst__returning;

typedef struct hst__return_fit {
    int identified;
    double half_life;
    double lower; /* 0: down to any */
    double upper; /* infinite: up to any */
    double loss;  /* fraction of the baseline */
    double scatter;
} hst__return_fit;

/* `level` is that of the interval. */
hst__return_fit hst__return_fit_of(const hst__returning *r, double level);

#endif
