/* Singular values and right singular vectors of a square matrix, by one-sided Jacobi rotations. */
#ifndef HST_KERNELS_JACOBI_H
#define HST_KERNELS_JACOBI_H

#include "strict.h"

#include <stdint.h>

/* On entry column[j] = n words at column + j n. On return the columns are orthogonal to each other, each the
 * image of vector[j] = n words at vector + j n, and as long as its singular value, which goes to value[j],
 * in no order. Values below 1e-14 of all together are not told from 0. `sweeps` over all pairs; 40 are
 * enough. */
void hst__jacobi(double *column, double *vector, double *value, int32_t n, int sweeps);

#endif
