/* Three linear equations whose matrix is symmetric and positive, by Cholesky's root. */
#ifndef HST_KERNELS_THREE_H
#define HST_KERNELS_THREE_H

#include "strict.h"

typedef struct hst__three {
    double at[3][3];
} hst__three;

/* Solves m x = right. 0, with x unspecified, where what an unknown has to itself is less than 1e-13 of its
 * diagonal: it is a sum of those before it to within the rounding of the matrix, or m is not positive. */
int hst__three_solve(const hst__three *m, const double right[3], double x[3]);

/* The inverse of m; 0, with it unspecified, likewise. */
int hst__three_inverse(const hst__three *m, hst__three *inverse);

#endif
