/* Where the least and the largest of many values are. */
#ifndef HST_KERNELS_PLACES_H
#define HST_KERNELS_PLACES_H

#include "strict.h"

#include <stdint.h>

/* Of the values that are no NaN; -0 is 0. An infinite value shows as an extreme, its place may not. */
typedef struct hst__places {
    double least;     /* infinite if nothing was observed */
    double most;      /* the same below zero */
    int64_t least_at; /* the first place where it is, -1 if nothing was observed */
    int64_t most_at;
} hst__places;

hst__places hst__places_on(int path, const double *x, int64_t n);
hst__places hst__places_of(const double *x, int64_t n);

/* The first i with x[i] = value; there must be one. */
int64_t hst__first_on(int path, const double *x, int64_t n, double value);

/* The least key[i] among those with x[i] = value; there must be one. */
int64_t hst__least_key(const int64_t *key, const double *x, int64_t n, double value);

#endif
