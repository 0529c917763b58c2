/* Sums of the deviations of a block of values from a centre, and of their squares. */
#ifndef HST_KERNELS_DEVIATIONS_H
#define HST_KERNELS_DEVIATIONS_H

#include "strict.h"

#include <stdint.h>

#include "pair.h"

typedef struct hst__deviations {
    int64_t count;      /* values that are no NaN */
    hst__pair first;    /* sum of d */
    hst__pair second;   /* sum of d^2 */
    double first_bound; /* no more than that are they off */
    double second_bound;
} hst__deviations;

/* d = x - centre, which must be exact for each of the n <= HST__BLOCK values, with every |d| < 2^e,
 * -440 <= e <= 480. centre = 0, or every x lies within a factor of two of it. *gaps goes from one block to the
 * next, 0 at first: whether to look for NaN at once. */
void hst__deviations_on(int path, hst__deviations *sums, int *gaps, const double *x, int64_t n, double centre,
                        int e);

/* Errors of pairs, generously. */
#define HST__PAIR_SLACK 0x1p-96

/* Both about one centre: the second is added to the first. */
void hst__deviations_join(hst__deviations *a, const hst__deviations *b);

/* s/n, where s is off by no more than bound; *certain becomes 0 unless it is the correctly rounded one, also
 * if it is a NaN. Never below 0. */
double hst__certain_quotient(hst__pair s, double bound, double n, int *certain);

#endif
