/* Exact sums of doubles times whole numbers, over products of whole numbers, rounded once. */
#ifndef HST_KERNELS_EXACT_RATIO_H
#define HST_KERNELS_EXACT_RATIO_H

#include "strict.h"

#include <stdint.h>

#include "exact_sum.h"

/* As if x, which is finite, were added so many times. */
void hst__exact_sum_add_times(hst__exact_sum *sum, double x, uint64_t times);

enum { HST__EXACT_RATIO_WORDS = HST__EXACT_SUM_WORDS + 4 };

/* A fixed-point number as in exact_sum.h with room above for the product of an exact sum and three whole
 * numbers. All zero is 0. */
typedef struct hst__exact_ratio {
    uint64_t word[HST__EXACT_RATIO_WORDS];
} hst__exact_ratio;

/* ratio + sum x a x b. */
void hst__exact_ratio_add(hst__exact_ratio *ratio, const hst__exact_sum *sum, uint64_t a, uint64_t b);

/* ratio / (2^halvings x the divisors), all > 0, rounded once; +0 for zero. halvings <= 64. */
double hst__exact_ratio_read(const hst__exact_ratio *ratio, const uint64_t *divisor, int divisors,
                             int halvings);

#endif
