/* Variance and deviation of doubles of any size, from exact sums of them and of their squares. Always
 * right: where faster ways are in doubt they end here. */
#ifndef HST_KERNELS_EXACT_SPREAD_H
#define HST_KERNELS_EXACT_SPREAD_H

#include "strict.h"

#include <stdint.h>

#include "block_sum.h"
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

/* Adds all that are no NaN; returns how many are, or -1 if a value is infinite, and the content then means
 * nothing. */
int64_t hst__exact_spread_add_n_on(int path, hst__exact_spread *a, const double *x, int64_t n);
int64_t hst__exact_spread_add_n(hst__exact_spread *a, const double *x, int64_t n);

/* The same for a part of them, as by_blocks.h has it. */
int hst__exact_spread_add_block(hst__exact_spread *a, int path, const hst__block_sum *sum, const double *x,
                                int64_t n);

/* The content of other is added; other may be a. */
void hst__exact_spread_merge(hst__exact_spread *a, const hst__exact_spread *other);

typedef struct hst__variances {
    double population; /* divisor n */
    double sample;     /* divisor n - 1; NaN if n is 1 */
} hst__variances;

/* (sum of squares - sum^2 / n) / divisor, n >= 1, rounded once; infinite above DBL_MAX. Negative only where the
 * content is no content of samples. */
hst__variances hst__exact_spread_variances(const hst__exact_spread *a);

/* Root of the variance with divisor n - 1, n >= 2, where the variance was rounded to 53 bits wherever it
 * lies, beyond the range of a double too; infinite if the root is above DBL_MAX. */
double hst__exact_spread_deviation(const hst__exact_spread *a);

/* Sum of squares / n, n >= 1, rounded once; infinite above DBL_MAX. */
double hst__exact_spread_mean_square(const hst__exact_spread *a, int64_t n);

#endif
