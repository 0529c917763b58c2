/* Student's law, by the incomplete beta function. Accuracy is that of special.h's beta, relative. */
#ifndef HST_KERNELS_STUDENT_H
#define HST_KERNELS_STUDENT_H

#include "strict.h"

/* P(T >= t) for freedom >= 1; t may be infinite. */
double hst__student_upper(double t, double freedom);

/* The t > 0 with P(|T| <= t) = level, 0 < level < 1. */
double hst__student_quantile(double level, double freedom);

#endif
