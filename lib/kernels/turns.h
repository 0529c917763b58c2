/* Rings that are turned against each other: all ways where they are few, else random ones. */
#ifndef HST_KERNELS_TURNS_H
#define HST_KERNELS_TURNS_H

#include "strict.h"

#include <stdint.h>

#include "poisson_table.h"
#include "proportion.h"

/* The first ring stands still: to turn all of them alike changes nothing. */
typedef struct hst__turns {
    int64_t *at;     /* [rings] places by which each is turned, multiples of step */
    int64_t rings;
    int64_t length;  /* places of a ring, a multiple of step */
    int64_t step;
    int64_t count;   /* turns in all, the ways or the draws */
    int64_t left;    /* still to come */
    int exact;       /* all ways, the one that turns nothing among them */
    hst__random random;
} hst__turns;

/* How chance is looked for. */
typedef struct hst__turn_plan {
    int64_t step;
    int64_t most;  /* so many ways are few */
    int64_t draws; /* otherwise */
    uint64_t seed;
} hst__turn_plan;

hst__turns hst__turns_begin(int64_t *at, int64_t rings, int64_t length, const hst__turn_plan *plan);

/* Sets `at` to the next turn; 0 when there is none. */
int hst__turns_next(hst__turns *t);

/* The chance of what `hits` of the turns reached, and what is left open by having drawn them. */
typedef struct hst__turned {
    double p;
    hst__ends ends; /* both p where it is exact */
} hst__turned;

hst__turned hst__turns_chance(const hst__turns *t, int64_t hits, double tail);

#endif
