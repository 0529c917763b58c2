/* The deepest fall within each window of a series. */
#ifndef HST_KERNELS_SLIDING_FALL_H
#define HST_KERNELS_SLIDING_FALL_H

#include "strict.h"

#include <stdint.h>

enum { HST__SLIDING_FALL_DOUBLES = 5 }; /* of workspace, for each sample of a window */

/* out[i] is the largest quotient of underwater.h of the window x[i - width + 1] .. x[i], as far as the series
 * has it; NaN where nothing in it is observed. width >= 1; work has room for HST__SLIDING_FALL_DOUBLES times
 * the smaller of width and n. 0 if a sample is negative or infinite: out then means nothing. */
int hst__sliding_fall(double *out, const double *x, int64_t n, int64_t width, double *work);

#endif
