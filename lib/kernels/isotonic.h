/* Least-squares fit of a non-decreasing sequence, in integers. */
#ifndef HST_KERNELS_ISOTONIC_H
#define HST_KERNELS_ISOTONIC_H

#include "strict.h"

#include <stdint.h>

/* fit[i], non-decreasing integers with the least sum of (fit[i] - x[i])^2; a block mean halfway between two
 * integers goes up. n times (the greatest x - the least) must fit int64. fit has room for 2n, the second half
 * is scratch. */
void hst__isotonic(int64_t *fit, const int64_t *x, int64_t n);

#endif
