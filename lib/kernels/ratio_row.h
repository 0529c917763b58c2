/* P(inner < outer) of two_rates.h for rows of cuts with many arrivals on both sides: the first two terms of
 * Temme's uniform expansion of the incomplete beta function, which vectors can do.
 *
 *     P = Phi(z) + phi(z) (1/z - 1/t) (1 + ...),   z = +-sqrt(2 D),   t = (x nu - p) sqrt(nu/(p q)),
 *
 * z and t above 0 where the inner rate seems the lower one. With t = delta sqrt(nu), near 0
 *
 *     1/z - 1/t = g/(3 sqrt(nu)) + (g^2/6 - h/4) t/nu + ...,   g = (q - p)/sqrt(p q),  h = (p^3 + q^3)/(nu p
 *     q)
 *
 * What is left out falls with the smaller shape to the power 3/2. With both from HST__RATIO_MANY on it is
 * below 1e-6 of P up to |z| = 2, where most of a posterior lies, and below 4e-6 everywhere. */
#ifndef HST_KERNELS_RATIO_ROW_H
#define HST_KERNELS_RATIO_ROW_H

#include "strict.h"

#include <stdint.h>

#include "two_rates.h"

#define HST__RATIO_MANY 1000

/* Beyond this deviance of a rise nothing is added: the formula for the normal tail ends there. */
#define HST__RATIO_DEEP 38

/* Of a row of hst__two_rates_row: value[i] += log P(inner < outer), unless depth[i] < -HST__RATIO_DEEP. */
void hst__ratio_row_on(int path, double *value, const double *depth, const hst__two_rates *t,
                       const double *arrivals, const double *exposure, int64_t from, int64_t to, double k0,
                       double d0);

#endif
