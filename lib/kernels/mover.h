/* Ends of the mean of independent estimates, put together from the ends of each (MOVER: method of variance
 * estimates recovery, Zou and Donner 2008). */
#ifndef HST_KERNELS_MOVER_H
#define HST_KERNELS_MOVER_H

#include "strict.h"

#include <stdint.h>

/* All zero is the empty sum. */
typedef struct hst__mover {
    double centre;       /* sum of the estimates */
    double below, above; /* roots of the sums of squared distances to the ends */
    int64_t count;
} hst__mover;

/* An estimate, best one without bias, and its interval. */
void hst__mover_add(hst__mover *m, double lower, double estimate, double upper);

/* Ends of the mean; count > 0. */
double hst__mover_lower(const hst__mover *m);
double hst__mover_upper(const hst__mover *m);

#endif
