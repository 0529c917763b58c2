/* How many of the greatest cells of a multinomial sample together hold a part of the whole: of the sample,
 * and of the truth behind it. */
#ifndef HST_KERNELS_MAJORITY_H
#define HST_KERNELS_MAJORITY_H

#include "cells.h"

/* Least number of cells that hold threshold x total, or more than that with `above`; 0 < threshold < 1. -1
 * where the whole list does not. */
int64_t hst__majority_point(const hst__cells *c, double threshold, int above);

/* With X binomial(n, x): P(X >= k) and P(X <= k). */
double hst__majority_at_least(double k, double n, double x);
double hst__majority_at_most(double k, double n, double x);

/* Numbers of cells, -1 for none. lower: the least whose holding is not shown to be below the threshold.
 * upper: the least whose holding is shown to be above, taking the cells for known beforehand. certain: the
 * same for cells that were chosen because they are the greatest. tail is what may be outside on either side,
 * below 1/2. */
typedef struct hst__majority {
    int64_t lower;
    int64_t upper;
    int64_t certain;
} hst__majority;

hst__majority hst__majority_range(const hst__cells *c, double threshold, double tail);

/* The share that the `top` greatest cells hold in the sample, and the interval for what the true `top`
 * greatest hold. It covers always. */
typedef struct hst__holding {
    double share;
    double lower;
    double upper;
} hst__holding;

hst__holding hst__majority_top(const hst__cells *c, int64_t top);
void hst__majority_top_ends(hst__holding *h, const hst__cells *c, int64_t top, double tail);

#endif
