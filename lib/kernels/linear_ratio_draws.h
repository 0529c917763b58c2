/* The answers of linear_ratio.h to simulated counts. */
#ifndef HST_KERNELS_LINEAR_RATIO_DRAWS_H
#define HST_KERNELS_LINEAR_RATIO_DRAWS_H

#include "strict.h"

#include <stdint.h>

#include "linear_ratio.h"

/* Words of memory, beside those of the answers; the counts of a row sum to no more than 1e6. */
int64_t hst__linear_ratio_draws_words(const int64_t *before, const int64_t *during, int32_t rows);

/* Fits b to `runs` simulated sets of counts, Poisson around what `ratio` makes of the sums of l's, and writes
 * each answer: unknown j of run k goes to answer[j runs + k]. ratio is as hst__linear_ratio_fit left it. Each
 * run has a sequence of its own, made from the seed and its number. */
void hst__linear_ratio_draws(double *answer, int64_t runs, const hst__linear_ratio *l, const double *ratio,
                             hst__bounded *b, uint64_t seed, void *memory);

#endif
