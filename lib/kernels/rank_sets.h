/* Which of many Poisson counts are shown to belong to a larger mean than which others, all at once. */
#ifndef HST_KERNELS_RANK_SETS_H
#define HST_KERNELS_RANK_SETS_H

#include "strict.h"

#include <stdint.h>

/* count [n] descending. beaten[i] is the first place, above i, whose mean is shown to be less than that of
 * place i, n where there is none: all further places are too. The chance that any of these statements is
 * false is at most alpha, 0 < alpha < 1. */
void hst__rank_sets(int64_t *beaten, const int64_t *count, int64_t n, double alpha);

#endif
