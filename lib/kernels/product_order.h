/* Products of doubles compared without rounding. */
#ifndef HST_KERNELS_PRODUCT_ORDER_H
#define HST_KERNELS_PRODUCT_ORDER_H

#include "strict.h"

#include <stdint.h>

/* Whether a b < c d, exactly; all finite and >= 0. */
int hst__product_is_less(double a, double b, double c, double d);

#endif
