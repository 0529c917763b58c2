/* The one change that divides a watch best: the largest log-likelihood ratio over the vertices of its
 * hull. */
#ifndef HST_KERNELS_WATCH_SPLIT_H
#define HST_KERNELS_WATCH_SPLIT_H

#include "watch.h"

typedef struct hst__split {
    double statistic;                     /* twice the log-likelihood ratio; 0: no change is this way */
    double count_before, exposure_before; /* of a known rate: none */
    double count_after, exposure_after;
    double expected; /* arrivals after it, at the rate before it */
    hst__point at;
} hst__split;

hst__split hst__watch_split(const hst__watch *w, const uint64_t *memory, int side);

#endif
