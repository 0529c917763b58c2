/* Looking through arrays: whether they are in order and in range, and where something begins. */
#ifndef HST_KERNELS_ORDERED_H
#define HST_KERNELS_ORDERED_H

#include "strict.h"

#include <stdint.h>

/* Whether x[0] <= x[1] <= ... */
int hst__is_ascending(const int64_t *x, int64_t n);

/* Whether every x[i] lies in [least, most], 0 < least <= most, both finite; a NaN does not. */
int hst__all_within(const double *x, int64_t n, double least, double most);

/* Whether every x[i] >= least. */
int hst__all_at_least(const int64_t *x, int64_t n, int64_t least);

/* Whether rows >= 0 times columns has no negative factor and fits int64. */
int hst__fits_table(int64_t rows, int32_t columns);

/* Whether every id lies in [-1, ids). */
int hst__all_ids(const int32_t *id, int64_t n, int32_t ids);

/* Whether every part is >= 0 and their sum no greater than whole. */
int hst__are_parts(const int64_t *part, int64_t parts, int64_t whole);

/* First i in [from, end) with x[i] >= bound, else end; x ascending. Cost O(log of the distance). */
int64_t hst__first_at_least(const int64_t *x, int64_t from, int64_t end, int64_t bound);

/* First i in (from, end) whose x[i] has other bits than x[from], else end. */
int64_t hst__run_end(const double *x, int64_t from, int64_t end);

#endif
