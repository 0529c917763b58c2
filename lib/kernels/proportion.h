/* Intervals for the chance behind k successes in n trials. */
#ifndef HST_KERNELS_PROPORTION_H
#define HST_KERNELS_PROPORTION_H

#include "strict.h"

typedef struct hst__ends {
    double lower, upper;
} hst__ends;

/* Ends of the Clopper-Pearson interval that leaves `tail` outside on either side; 0 <= k <= n, 0 < tail <=
 * 1/2. With n = 0 it is 0 to 1. */
double hst__proportion_lower(double k, double n, double tail);
double hst__proportion_upper(double k, double n, double tail);
hst__ends hst__proportion_exact(double k, double n, double tail);

/* The same with half of the mass at k left out of either tail; k and n whole. */
hst__ends hst__proportion_midp(double k, double n, double tail);

/* Quantiles of Beta(k + 1/2, n - k + 1/2), with the ends 0 at k = 0 and 1 at k = n. */
hst__ends hst__proportion_jeffreys(double k, double n, double tail);

/* Wilson's score interval; n = 0 as above. */
hst__ends hst__proportion_wilson(double k, double n, double tail);

#endif
