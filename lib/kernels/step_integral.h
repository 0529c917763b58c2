/* Integral of dt / level(t) over windows that only move forward, where level is a step function. */
#ifndef HST_KERNELS_STEP_INTEGRAL_H
#define HST_KERNELS_STEP_INTEGRAL_H

#include "strict.h"

#include <stdint.h>

#include "exact_sum.h"

/* level[i] holds on (knot[i - 1], knot[i]]. A run is a longest stretch of steps with one level. */
typedef struct hst__step_integral {
    const int64_t *knot;
    const double *level;
    int64_t head;         /* the step in which the window ends */
    int64_t head_run;     /* first step of its run */
    int64_t tail;         /* the step in which the window begins */
    int64_t tail_end;     /* one past the last step of its run; means nothing while that is the head's run */
    int64_t inner_runs;   /* runs that lie wholly between the two */
    hst__exact_sum inner; /* their integrals */
} hst__step_integral;

/* knot ascending, level > 0; both must outlive the sweep. */
void hst__step_integral_begin(hst__step_integral *sweep, const int64_t *knot, const double *level);

/* The integral over [from, until), from < until, inside [knot[0], knot[last]]; tail and head are the first
 * indexes with knot >= from and knot >= until. None of the four may be less than in the call before.
 *
 * Each run gives (seconds inside the window) / level, rounded once, and these quotients are summed exactly
 * and rounded once: so the answer depends on the window alone, not on the windows before it, and within one
 * run it is the plain quotient. Two roundings of terms of one sign: relative error below 2.3e-16. */
double hst__step_integral_move(hst__step_integral *sweep, int64_t tail, int64_t head, int64_t from,
                               int64_t until);

#endif
