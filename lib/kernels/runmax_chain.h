/* The running maximum of independent Poisson counts as a Markov chain, with the falls from it that end the
 * path.
 *
 * One step: a count c >= M moves the maximum M to c; a count with (double)(M - c) / M >= depth is absorbed;
 * any other leaves M where it is. Only counts of a range around the mean are states; hst__runmax_range says
 * what is left out. */
#ifndef HST_KERNELS_RUNMAX_CHAIN_H
#define HST_KERNELS_RUNMAX_CHAIN_H

#include "strict.h"

#include <stdint.h>

/* Counts least .. least + states - 1. */
typedef struct hst__runmax_range {
    int64_t least;
    int64_t states;
} hst__runmax_range;

/* The counts of all but 4e-35 of the probability; 0 < mean <= 1e12. */
hst__runmax_range hst__runmax_range_of(double mean);

enum { HST__RUNMAX_ARRAYS = 6 };

/* Index k stands for the count least + k. */
typedef struct hst__runmax_chain {
    hst__runmax_range range;
    double *mass;   /* probability that the path lives and its maximum is this count */
    double *chance; /* of this count */
    double *below;  /* chance of a smaller one */
    double *above;  /* chance of a larger one */
    double *fall;   /* chance of a count that is absorbed while this one is the maximum */
    double *keep;   /* chance of one that leaves this maximum as it is */
} hst__runmax_chain;

/* memory holds HST__RUNMAX_ARRAYS x states doubles and must outlive the chain. */
void hst__runmax_begin(hst__runmax_chain *chain, double mean, double *memory);

/* What has become of the probability; the two sum to 1 but for rounding, and each has its own relative
 * accuracy. */
typedef struct hst__runmax_fate {
    double absorbed;
    double survived;
} hst__runmax_fate;

/* After `counts` counts, the first of which is the first maximum; counts >= 1. Falls of at least `depth` (>
 * 0) are absorbed, or only those deeper than `depth` (>= 0). */
hst__runmax_fate hst__runmax_run(hst__runmax_chain *chain, double depth, int64_t counts);
hst__runmax_fate hst__runmax_run_beyond(hst__runmax_chain *chain, double depth, int64_t counts);

/* The depths nearest to `depth` (>= 0) that counts of the range can have. */
typedef struct hst__runmax_steps {
    double at_most; /* the largest not above it */
    double above;   /* the smallest above it; 2 if there is none */
} hst__runmax_steps;

hst__runmax_steps hst__runmax_steps_at(const hst__runmax_chain *chain, double depth);

#endif
