/* Some order statistics of values that stay where they are, in one pass over them and a little more. */
#ifndef HST_KERNELS_ORDER_VALUES_H
#define HST_KERNELS_ORDER_VALUES_H

#include "strict.h"

#include <stdint.h>

#include "sieve.h"

enum {
    HST__ORDER_GUESSES = HST__SIEVE_BRACKETS, /* the most places that can be asked for at once */
    HST__ORDER_RANKS = 2 * HST__ORDER_GUESSES
};

typedef struct hst__order {
    const double *x;
    int64_t n;
    double *work; /* the values kept by the sieve */
    hst__sieve sieve;
} hst__order;

typedef struct hst__ranked {
    int64_t rank; /* 0: the smallest */
    double value; /* -0 reads as 0 */
} hst__ranked;

/* Looks through n values, NaN = missing, for those near the fractions `guess`, each in 0..1 in any order, of
 * all that are observed. No guesses: all observed values are kept, to work. Afterwards sieve.missing and
 * sieve.infinite are known; with an infinite value nothing more may be asked. work has room for n. */
void hst__order_look(hst__order *order, const double *guess, int guesses, const double *x, int64_t n,
                     double *work);

/* The values at some ranks below n - missing, in any order, up to HST__ORDER_RANKS of them. Quick where all
 * are ranks that belong to the guesses, and right in any case. They come back in ascending order of rank. */
void hst__order_read(hst__order *order, hst__ranked *wanted, int count);

/* The value of a rank that was read. */
double hst__ranked_value(const hst__ranked *wanted, int64_t rank);

#endif
