/* Counts of two stretches whose ratio of rates is linear in unknowns that many rows share:
 *
 *     before[i] ~ Poisson(level[i] E),   during[i] ~ Poisson(level[i] ratio[i] E/scale),
 *     ratio[i] = 1 - sum over j of mix[i][j] x[j],   0 <= x[j] <= 1
 *
 * Given the sum of a row's counts its level drops out: during is binomial. x by maximum likelihood, as least
 * squares that are weighted anew until their weights are those of their own answer. */
#ifndef HST_KERNELS_LINEAR_RATIO_H
#define HST_KERNELS_LINEAR_RATIO_H

#include "strict.h"

#include <stdint.h>

#include "bounded.h"

typedef struct hst__linear_ratio {
    const double *mix; /* [rows][n] 0..1; a row with a NaN is passed over */
    const int64_t *before;
    const int64_t *during; /* a row without any count is passed over */
    int32_t rows;
    int32_t n;
    double scale; /* exposure before / exposure during */
} hst__linear_ratio;

/* Rows that are not passed over. */
int32_t hst__linear_ratio_rows(const hst__linear_ratio *l);

/* Solves for b->x in no more than `steps` rounds, and returns how many it took; 200 are enough wherever the
 * counts are near the model. Leaves in ratio[i] what the weights come from, and -1 where the row is passed
 * over. No ratio is taken for less than what makes half a count during. */
int32_t hst__linear_ratio_fit(const hst__linear_ratio *l, hst__bounded *b, double *ratio, int32_t steps);

#endif
