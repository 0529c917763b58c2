/* Whether an array holds an infinite number. */
#ifndef HST_KERNELS_INFINITE_H
#define HST_KERNELS_INFINITE_H

#include "strict.h"

#include <stdint.h>

int hst__any_infinite_on(int path, const double *x, int64_t n);
int hst__any_infinite(const double *x, int64_t n);

#endif
