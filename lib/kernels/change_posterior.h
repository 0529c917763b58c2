/* Where between two places a series changed: the posterior of the place, both levels integrated out. */
#ifndef HST_KERNELS_CHANGE_POSTERIOR_H
#define HST_KERNELS_CHANGE_POSTERIOR_H

#include "strict.h"

#include <stdint.h>

#include "changing.h"

/* weight[t - from - 1] = P(the second level begins with observed sample t), from < t < to; each t alike
 * before the data, and Jeffreys' prior for the levels: see hst__changing for the models. to - from >= 2. */
void hst__change_posterior(const hst__changing *c, double *weight, int64_t from, int64_t to);

/* The stretch of n weights that grows from the greatest to its greater side until it holds `level` or all of
 * them; returns what it holds. */
double hst__densest(const double *weight, int64_t n, double level, int64_t *first, int64_t *last);

#endif
