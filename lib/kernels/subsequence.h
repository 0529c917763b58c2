/* The longest non-decreasing subsequence, and what lies between its elements. */
#ifndef HST_KERNELS_SUBSEQUENCE_H
#define HST_KERNELS_SUBSEQUENCE_H

#include "strict.h"

#include <stdint.h>

/* Writes x with all elements outside its longest non-decreasing subsequence spread evenly by index between
 * their neighbours in it, rounded down; those before its first or after its last element take that one's
 * value. Of several such subsequences, the one whose last element is least, then whose last but one is, and
 * so on. n times (the greatest x - the least) must fit int64. out has room for 2n, the second half is
 * scratch. */
void hst__spread_longest(int64_t *out, const int64_t *x, int64_t n);

#endif
