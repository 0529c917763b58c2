/* The distance of each sample below the running maximum, as a fraction of that maximum. */
#ifndef HST_KERNELS_UNDERWATER_H
#define HST_KERNELS_UNDERWATER_H

#include "strict.h"

#include <stdint.h>

#include "path.h"

/* (maximum - x) / maximum, rounded twice. */
static inline double hst__depth_below(double maximum, double x) {
    return (maximum - x) / maximum;
}

/* out[i] = hst__depth_below(max(x[0] .. x[i]), x[i]), 0 where that maximum is 0; a NaN stays as it is, and
 * nothing else notices it. out may be x. 0 if a sample is negative or infinite: then what is in out means
 * nothing. With `around` out is written past the caches, where that can be done: not for out = x. */
int hst__underwater_on(int path, double *out, const double *x, int64_t n, int around);
int hst__underwater(double *out, const double *x, int64_t n);

/* The same for a part of a series: *before is the largest sample in front of it, 0 if there is none, and
 * becomes what it is behind. */
int hst__underwater_from_on(int path, double *out, const double *x, int64_t n, double *before);

#endif
