/* Random binomial counts. */
#ifndef HST_KERNELS_BINOMIAL_DRAW_H
#define HST_KERNELS_BINOMIAL_DRAW_H

#include "poisson_table.h"
#include "strict.h"

/* Successes in n trials whose chances of success and failure are as a to b: whole n >= 0, a, b >= 0; none
 * where both are 0. O(root of the variance) steps. */
double hst__binomial_draw(double n, double a, double b, hst__random *random);

#endif
