/* Poisson counts whose rate changes once, or changes and changes back, at unknown times: the sums over all
 * such times, and how the posterior spreads over them.
 *
 * Watched bins are 0 .. bins - 1. An onset s is 1 .. bins - 1; a return r is s + 1 .. bins - 1, or `bins`,
 * which says that it comes after the last bin. Places are the bins' times in units of the caller's grid; a
 * duration d is a whole number of them, and with places missing in between, a return in bin r stands for all
 * durations that end behind bin r - 1 and not behind r. */
#ifndef HST_KERNELS_CHANGE_TIMES_H
#define HST_KERNELS_CHANGE_TIMES_H

#include "strict.h"

#include <stdint.h>

#include "two_rates.h"

enum { HST__CHANGE_CUTS = 128 };

typedef struct hst__change {
    hst__two_rates rates;
    int64_t bins;     /* >= 2 */
    int only_below;   /* the changed rate is the lower one: of prior chance 1/2, which is the caller's part */
    int geometric;    /* P(d > j) for j >= m - 1, m the shortest: e^(-hazard (j - m + 1)); else
                            1 - log((j + 1)/m)/log((longest + 1)/m) */
    double shortest;  /* whole, >= 1 */
    double hazard;    /* > 0 */
    double longest;   /* >= shortest */
    double *arrivals; /* [bins + 1] before each bin; the last is the total */
    double *exposure; /* [bins + 1] likewise, of a total of 1 */
    double *place;    /* [bins] increasing whole numbers */
    double *onset;    /* [bins] in: log of the prior, -INFINITY for none; the first is not looked at */
    double *step;     /* [bins] scratch */
    double *once;     /* [bins] out: for each onset its part of the sum, of a total of 1; no return */
    double *twice;    /* [bins] out: the same with a return */
    double *back;     /* [bins + 1] out: for each return */
    double *value;    /* [bins + 1] scratch */
    double *depth;    /* [bins + 1] scratch */
} hst__change;

typedef struct hst__change_sums {
    double once, twice; /* logs of the probabilities, but for the constant of the counts */
    double open;        /* part of twice with a return after the last bin */
} hst__change_sums;

hst__change_sums hst__change_sum(const hst__change *c);

/* Cuts at evenly spaced ranks of the posterior, in order of onset and then of return, each standing for as
 * much of it as any other; after hst__change_sum, with what that came to. */
void hst__change_cuts_once(hst__two_rates_cut *cut, const hst__change *c);
void hst__change_cuts_twice(hst__two_rates_cut *cut, const hst__change *c, const hst__change_sums *sums);

/* The ratio, changed rate over the other, below which the cuts together have this probability. */
double hst__change_ratio(const hst__two_rates_cut *cut, int only_below, double probability);

#endif
