/* One pass over values that finds how many lie below some brackets, and keeps the few that lie inside.
 *
 * It is what makes selection fast: brackets that hold the ranks wanted are guessed from a sample, the pass
 * costs little more than reading, and only what it keeps has to be put in order. The counts say whether the
 * guess was right. */
#ifndef HST_KERNELS_SIEVE_H
#define HST_KERNELS_SIEVE_H

#include "strict.h"

#include <stdint.h>

enum { HST__SIEVE_BRACKETS = 16 };

typedef struct hst__sieve {
    int brackets;                    /* 1 or more */
    double low[HST__SIEVE_BRACKETS]; /* no NaN, low[b] <= high[b] < low[b + 1] */
    double high[HST__SIEVE_BRACKETS];
    int64_t below[HST__SIEVE_BRACKETS];  /* values under low[b] */
    int64_t inside[HST__SIEVE_BRACKETS]; /* values from low[b] to high[b], both included */
    int64_t missing;                     /* NaN, which is in no bracket */
    int64_t kept;                        /* values that stand in `kept` */
    int infinite;                        /* whether some value is infinite */
} hst__sieve;

/* Fills the rest of a sieve whose brackets are given. What lies inside a bracket goes to kept, in its order,
 * except where low[b] == high[b]: there nothing is left to be found out. kept has room for n and is not x. */
void hst__sieve_pass(hst__sieve *sieve, double *kept, const double *x, int64_t n);
void hst__sieve_pass_on(int path, hst__sieve *sieve, double *kept, const double *x, int64_t n);

#endif
