/* Exponential growth through values whose scatter grows with their level. */
#ifndef HST_KERNELS_LOG_GROWTH_H
#define HST_KERNELS_LOG_GROWTH_H

#include "strict.h"

#include <stdint.h>

#include "timed.h"

typedef struct hst__growth {
    double level; /* at the last observed value; may be infinite */
    double growth; /* of the logarithm, per second */
    double error;
    int64_t last; /* index of that value */
    int64_t samples;
    int bounded; /* 0: the growth is steeper than e^600 over the whole stretch */
} hst__growth;

/* How many values are above zero. */
int64_t hst__count_positive(const hst__timed *s);

/* At least two values above zero, none negative. */
hst__growth hst__growth_fit(const hst__timed *s);

#endif
