/* Putting values in order in place, wholly or only as far as some ranks are wanted. */
#ifndef HST_KERNELS_SELECT_H
#define HST_KERNELS_SELECT_H

#include "strict.h"

#include <stdint.h>

/* Moves the values, none of them NaN, so that a[r] is the r-th smallest (from 0) for each of the ranks, which
 * ascend (repeated or not) within 0 .. n - 1. O(n) time as a rule for few ranks, O(n log n) for any data and
 * any ranks. */
void hst__select(double *a, int64_t n, const int64_t *rank, int ranks);

/* The same with every rank wanted. */
void hst__sort(double *a, int64_t n);

/* Both, with the number of times a part may be cut in two before what is left of it is put in order the slow
 * and sure way; rank NULL: every one. */
void hst__select_within(double *a, int64_t n, const int64_t *rank, int ranks, int budget);

#endif
