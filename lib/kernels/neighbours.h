/* How far what is left over by a fit hangs together from one value to the next, and what that does to the
 * scatter of the fit, when it is an autoregression of order one. */
#ifndef HST_KERNELS_NEIGHBOURS_H
#define HST_KERNELS_NEIGHBOURS_H

#include "strict.h"

#include <stdint.h>

#include "growth_drop.h"

/* What is left over, in one pass. Neighbours are values next to one another, both observed. */
typedef struct hst__rests {
    double square;  /* sum of the squares of the rests */
    double product; /* sum of the products of neighbours */
    double step;    /* sum of the squares of their differences */
    int64_t pairs;  /* of neighbours */
} hst__rests;

hst__rests hst__rests_of(const hst__drop *d, const hst__drop_fitted *fit);

typedef struct hst__persistent {
    double persistence; /* correlation of neighbours, -0.98 .. 0.98 */
    hst__three scatter; /* covariance of the places of the fit, in its units */
} hst__persistent;

/* At least four values observed. */
hst__persistent hst__persistence_of(const hst__drop *d, const hst__drop_fitted *fit, const hst__rests *rests);

#endif
