/* The largest of all values up to each, as a series. */
#ifndef HST_KERNELS_RUNNING_MAXIMUM_H
#define HST_KERNELS_RUNNING_MAXIMUM_H

#include "strict.h"

#include <stdint.h>

#include "path.h"

/* m[i] = the largest of before and x[0] .. x[i]. NaN = missing; before is none. m must not overlap x.
 * Which of two zeros is the answer is left open. */
void hst__running_maximum_on(int path, double *m, const double *x, int64_t n, double before);

#endif
