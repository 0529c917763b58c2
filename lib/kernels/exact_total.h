/* The exact sum of many doubles at the speed of memory: two doubles alone for a short array. */
#ifndef HST_KERNELS_EXACT_TOTAL_H
#define HST_KERNELS_EXACT_TOTAL_H

#include "strict.h"

#include <stdint.h>

#include "exact_sum.h"

typedef struct hst__exact_total {
    int64_t count;   /* observed */
    int64_t missing; /* NaN */
    int is_short;    /* whether the sum is high + low */
    double high;
    double low;
    hst__exact_sum sum; /* if it is not */
} hst__exact_total;

/* 0 if a value is infinite; the total then means nothing. NaN = missing. */
int hst__exact_total_of_on(int path, hst__exact_total *t, const double *x, int64_t n);
int hst__exact_total_of(hst__exact_total *t, const double *x, int64_t n);

/* Rounded once; infinite beyond DBL_MAX. */
double hst__exact_total_sum(const hst__exact_total *t);

/* Rounded once; count >= 1. */
double hst__exact_total_mean(const hst__exact_total *t);

#endif
