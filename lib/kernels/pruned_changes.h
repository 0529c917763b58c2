/* The best cuts of a series whatever a segment costs, if only cutting one in two never costs more (PELT).
 *
 * A change s is done with once another, t, is no worse wherever the series goes on: for all T
 *
 *     in[t] + cost(t, T) <= in[s] + cost(s, t) + cost(t, T) <= in[s] + cost(s, T),
 *
 * that is once in[s] + cost(s, t) >= in[t]. With segments of at least m samples that speaks for T >= t + m only:
 * s stays until then. Only where it is strictly above is it dropped, so that equals keep the earliest change.
 *
 * The part log(samples/all) of a modified BIC keeps that: log(a b/all^2) <= log((a + b)/all) for any two
 * lengths a, b. (The usual form, log of the samples alone, does not and needs a constant for it.) */
#ifndef HST_KERNELS_PRUNED_CHANGES_H
#define HST_KERNELS_PRUNED_CHANGES_H

#include "strict.h"

#include <stdint.h>

#include "changing.h"

typedef struct hst__candidate {
    int64_t change;
    int64_t until; /* samples from which on it is done with */
    double value;  /* in[change] + the cost from there to where the search stands */
} hst__candidate;

/* As hst__level_pieces; candidate has room for count + 1. */
void hst__pruned_changes(const hst__changing *c, int64_t least, double penalty, const double *in, double *out,
                         int64_t *last, hst__candidate *candidate);

#endif
