/* Values at ascending times. */
#ifndef HST_KERNELS_TIMED_H
#define HST_KERNELS_TIMED_H

#include "strict.h"

#include <stdint.h>

/* x[i] >= 0 or NaN = missing. */
typedef struct hst__timed {
    const int64_t *time;
    const double *x;
    int64_t n;
} hst__timed;

/* As uint64_t, in which any two times have a distance. */
static inline uint64_t hst__seconds_between(int64_t from, int64_t to) {
    return (uint64_t)to - (uint64_t)from;
}

/* First index with time >= bound, or n. */
static inline int64_t hst__first_from(const hst__timed *s, int64_t bound) {
    int64_t i = 0;
    while (i < s->n && s->time[i] < bound) {
        ++i;
    }
    return i;
}

#endif
