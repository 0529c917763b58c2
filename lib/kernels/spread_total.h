/* The variance of many doubles at the speed of memory, rounded once where that is certain. */
#ifndef HST_KERNELS_SPREAD_TOTAL_H
#define HST_KERNELS_SPREAD_TOTAL_H

#include "strict.h"

#include <stdint.h>

typedef struct hst__spread_answer {
    int64_t count;     /* observed */
    double sample;     /* variance with divisor count - 1; NaN if count < 2 */
    double population; /* with divisor count; NaN if count = 0 */
    int certain;       /* both are the correctly rounded ones */
} hst__spread_answer;

/* NaN = missing. Beyond DBL_MAX a variance is infinite. */
hst__spread_answer hst__spread_total_on(int path, const double *x, int64_t n);

/* The same, whatever it takes; only the answer about an infinite value is not certain. */
hst__spread_answer hst__spread_total(const double *x, int64_t n);

#endif
