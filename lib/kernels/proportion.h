/* Exact interval for the chance behind k successes in n trials. */
#ifndef HST_KERNELS_PROPORTION_H
#define HST_KERNELS_PROPORTION_H

#include "strict.h"

/* Ends of the Clopper-Pearson interval that leaves `tail` outside on either side; 0 <= k <= n, 0 < tail <=
 * 1/2. With n = 0 it is 0 to 1. */
double hst__proportion_lower(double k, double n, double tail);
double hst__proportion_upper(double k, double n, double tail);

#endif
