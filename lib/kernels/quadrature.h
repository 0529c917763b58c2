/* Integral of weight(x) e^log_density(x) where the logarithm is concave. */
#ifndef HST_KERNELS_QUADRATURE_H
#define HST_KERNELS_QUADRATURE_H

#include "strict.h"

typedef double hst__curve(const void *context, double x);

/* Logarithm of the integral over least .. most; `peak` is where the density is highest in there. The weight
 * is smooth and not negative. Good to some 1e-12, for a density without corners. */
double hst__log_quadrature(hst__curve *log_density, hst__curve *weight, const void *context, double least,
                           double peak, double most);

#endif
