/* The different values of a series, numbered upwards. */
#ifndef HST_KERNELS_DENSE_RANKS_H
#define HST_KERNELS_DENSE_RANKS_H

#include "strict.h"

#include <stdint.h>

#include "sort_entries.h"

/* rank[i]: how many different values lie below x[i], -1 for a NaN; value[r]: the value of rank r, -0 as
 * +0. Returns how many there are. rank[n], value[n], scratch[2 n], n < 2^31; x finite or NaN. */
int32_t hst__dense_ranks(int32_t *rank, double *value, const double *x, int64_t n, hst__entry *scratch);

#endif
