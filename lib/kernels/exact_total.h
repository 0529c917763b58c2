/* The exact sum of many doubles at the speed of memory. */
#ifndef HST_KERNELS_EXACT_TOTAL_H
#define HST_KERNELS_EXACT_TOTAL_H

#include "strict.h"

#include <stdint.h>

#include "exact_sum.h"
#include "split.h"

/* Values added so far. While they are few and of like size their sum stands in two doubles alone. */
typedef struct hst__exact_total {
    hst__split split;
    double high; /* sum of the upper parts of the terms that the split holds */
    double low;  /* and of the lower parts */
    int64_t terms;
    int64_t count;   /* observed, of all */
    int64_t missing; /* NaN */
    int spilled;     /* whether anything stands in `rest` */
    hst__exact_sum rest;
} hst__exact_total;

void hst__exact_total_begin(hst__exact_total *t);

/* 0 if a value is infinite; the total then means nothing. NaN = missing. */
int hst__exact_total_add_on(int path, hst__exact_total *t, const double *x, int64_t n);
int hst__exact_total_add(hst__exact_total *t, const double *x, int64_t n);

/* Rounded once; infinite beyond DBL_MAX. */
double hst__exact_total_sum(hst__exact_total *t);

/* Rounded once; count >= 1. */
double hst__exact_total_mean(hst__exact_total *t);

/* All of it into sum. */
void hst__exact_total_flush(hst__exact_total *t, hst__exact_sum *sum);

#endif
