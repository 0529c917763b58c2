/* Rows of a table weighed into other rows, where some of it is missing. */
#ifndef HST_KERNELS_WEIGH_GAPS_H
#define HST_KERNELS_WEIGH_GAPS_H

#include "strict.h"

#include <stdint.h>

/* Tables row after row: weight [pools][countries], x [pools][times]. */
typedef struct hst__weighing {
    const double *weight;
    const double *x;
    int32_t pools;
    int32_t countries;
    int64_t times;
} hst__weighing;

enum { HST__WEIGHED_INFINITE_SAMPLE = 1, HST__WEIGHED_INFINITE_SUM = 2 };

/* Whether all n are finite and not negative. */
int hst__are_weights(const double *weight, int64_t n);

/* out[c][t] = sum of weight[p][c] x[p][t] over the p where x is no NaN; missing[c][t] = sum of weight[p][c]
 * over the others; out is NaN where that is not 0 and no other weight is. Both are [countries][times].
 * Returns bits of the enumeration above: then they mean nothing. */
int hst__weigh(double *out, double *missing, const hst__weighing *w);

#endif
