/* Student's law. */
#ifndef HST_KERNELS_STUDENT_H
#define HST_KERNELS_STUDENT_H

#include "strict.h"

/* P(T > t) for any t, freedom >= 1/2. */
double hst__student_upper(double t, double freedom);

/* The t > 0 with P(T > t) = tail, 0 < tail < 1/2, freedom >= 1/2. */
double hst__student_quantile(double tail, double freedom);

#endif
