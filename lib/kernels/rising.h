/* Whether times are in order, each after the one before it. */
#ifndef HST_KERNELS_RISING_H
#define HST_KERNELS_RISING_H

#include "strict.h"

#include <stdint.h>

/* Whether x[0] < x[1] < ... < x[n-1], on one path and on the best. */
int hst__is_rising_on(int path, const int64_t *x, int64_t n);
int hst__is_rising(const int64_t *x, int64_t n);

#endif
