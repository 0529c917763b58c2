/* A sum of doubles that never rounds: the same whatever the order, and what was added can be taken back. */
#ifndef HST_KERNELS_EXACT_SUM_H
#define HST_KERNELS_EXACT_SUM_H

#include "strict.h"

#include <stdint.h>

enum { HST__EXACT_SUM_WORDS = 34 };

/* One fixed-point number in two's complement, word[0] lowest, whose unit is the least double, 2^-1074. It
 * holds 2^77 terms of any size. All zero is the empty sum, and equal sums have equal words: the form is
 * canonical. */
typedef struct hst__exact_sum {
    uint64_t word[HST__EXACT_SUM_WORDS];
} hst__exact_sum;

/* x must be finite. */
void hst__exact_sum_add(hst__exact_sum *sum, double x);
void hst__exact_sum_subtract(hst__exact_sum *sum, double x);

/* Adds all that are no NaN; returns how many are, or -1 if a value is infinite, and the sum then means
 * nothing. */
int64_t hst__exact_sum_add_n_on(int path, hst__exact_sum *sum, const double *x, int64_t n);
int64_t hst__exact_sum_add_n(hst__exact_sum *sum, const double *x, int64_t n);

/* other may be sum. */
void hst__exact_sum_merge(hst__exact_sum *sum, const hst__exact_sum *other);

/* The sum rounded once, ties to even; infinite when that lies beyond DBL_MAX; +0 for zero. */
double hst__exact_sum_read(const hst__exact_sum *sum);

/* The sum over n >= 1, rounded once. */
double hst__exact_sum_mean(const hst__exact_sum *sum, int64_t n);

#endif
