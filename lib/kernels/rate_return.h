/* Whether Poisson counts are back at a fraction of what they were. */
#ifndef HST_KERNELS_RATE_RETURN_H
#define HST_KERNELS_RATE_RETURN_H

#include "strict.h"

#include <stdint.h>

typedef struct hst__counts {
    const int64_t *blocks;
    const double *exposure; /* 0: the window was not watched */
    int64_t windows;
    int64_t base_blocks;
    double base_exposure;
    double fraction;
} hst__counts;

/* Of a window with exposure: the chance that its rate is at least fraction x the base rate, by Jeffreys'
 * priors. */
double hst__return_probability(const hst__counts *c, int64_t i);

typedef struct hst__certainty {
    double probability; /* where the row of sure windows begins, or at the last window watched */
    int64_t certain;    /* first window of that row, -1: none */
    int64_t naive;      /* first window whose estimate is high enough, -1: none */
    int64_t observed;
} hst__certainty;

/* The first row of `held` watched windows with a probability of at least `enough`. */
hst__certainty hst__return_certain(const hst__counts *c, double enough, int64_t held);

#endif
