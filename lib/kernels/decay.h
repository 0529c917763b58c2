/* What is left after a time of what halves in a given time: 2^-z, made of + - x alone. */
#ifndef HST_KERNELS_DECAY_H
#define HST_KERNELS_DECAY_H

#include "strict.h"

#include <stdint.h>

/* keep[i] = 2^-z and take[i] = 1 - 2^-z with z = lapse[i] x rate, rate >= 0, which may be infinite if no
 * lapse is 0. keep is off by less than 4e-16, take by less than 7e-16 of itself unless rate is a denormal.
 * Beyond z = 1000, keep is 0. */
void hst__decay_on(int path, double *keep, double *take, const uint64_t *lapse, int64_t n, double rate);
void hst__decay(double *keep, double *take, const uint64_t *lapse, int64_t n, double rate);

#endif
