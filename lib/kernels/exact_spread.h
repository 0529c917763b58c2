/* Variance and deviation of doubles of any size, from exact sums of them and of their squares. Slow, and always
 * right: where faster ways are in doubt they end here. */
#ifndef HST_KERNELS_EXACT_SPREAD_H
#define HST_KERNELS_EXACT_SPREAD_H

#include "strict.h"

#include <stdint.h>

#include "exact_sum.h"

enum { HST__EXACT_SPREAD_WORDS = 2 * HST__EXACT_SUM_WORDS };

/* All zero is empty. The unit of the squares is that of the sum squared, 2^-2148. */
typedef struct hst__exact_spread {
    hst__exact_sum sum;
    uint64_t square[HST__EXACT_SPREAD_WORDS];
    int64_t n;
} hst__exact_spread;

/* x must be finite; what is taken away must have been added. */
void hst__exact_spread_add(hst__exact_spread *a, double x);
void hst__exact_spread_subtract(hst__exact_spread *a, double x);

/* The content of other is added; other may be a. */
void hst__exact_spread_merge(hst__exact_spread *a, const hst__exact_spread *other);

/* (sum of squares - sum^2 / n) / divisor, n >= 1, divisor >= 1, rounded once; infinite above DBL_MAX. Negative
 * only where the content is no content of samples. */
double hst__exact_spread_variance(const hst__exact_spread *a, int64_t divisor);

/* Root of the variance with divisor n - 1, n >= 2, where the variance was rounded to 53 bits wherever it
 * lies, beyond the range of a double too; infinite if the root is above DBL_MAX. */
double hst__exact_spread_deviation(const hst__exact_spread *a);

#endif
