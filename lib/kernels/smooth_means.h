/* The smoothest row of cells that has given means over given stretches. */
#ifndef HST_KERNELS_SMOOTH_MEANS_H
#define HST_KERNELS_SMOOTH_MEANS_H

#include "strict.h"

#include <stdint.h>

/* out[all cells]: of all rows whose mean over the cells of stretch j is x[j], the one with the least sum of
 * squared steps from cell to cell. cells[j] >= 1, stretches >= 1; scratch holds 2 (stretches + 1) doubles. */
void hst__smooth_means(double *out, const double *x, const int64_t *cells, int64_t stretches,
                       double *scratch);

#endif
