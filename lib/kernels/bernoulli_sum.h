/* Sums of independent trials of unlike chances. */
#ifndef HST_KERNELS_BERNOULLI_SUM_H
#define HST_KERNELS_BERNOULLI_SUM_H

#include "strict.h"

#include <stdint.h>

/* P(at least k of n trials succeed), trial i with chance hits[i]/of; 0 <= k <= n, mass: n + 1 doubles. Only
 * products and sums of what is not negative: relative error below (4 n + 4) 2^-53. */
double hst__bernoulli_sum_at_least(int64_t k, const int64_t *hits, int64_t n, int64_t of, double *mass);

#endif
