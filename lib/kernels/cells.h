/* A multinomial sample with its greatest cell first, and how unevenly its cells are filled. */
#ifndef HST_KERNELS_CELLS_H
#define HST_KERNELS_CELLS_H

#include "strict.h"

#include <stdint.h>

#include "sort_entries.h"

/* Counts and their sums are up to 1e12, so that doubles hold them. */
typedef struct hst__cells {
    const int64_t *count;   /* [used] descending, above 0 */
    const double *surprise; /* [used] -log(count / total) */
    int64_t used;           /* cells with something in them */
    int64_t cells;          /* all of the list, empty ones too */
    int64_t listed;         /* sum of count */
    int64_t ones;           /* outside the list: cells of one each */
    int64_t total;          /* listed + ones */
} hst__cells;

/* Takes the counts >= 0 in any order; `more` is one cell more where it is above 0. scratch: 2 (n + 1), which
 * the answer points into. */
hst__cells hst__cells_of(const int64_t *count, int64_t n, int64_t more, int64_t ones, hst__entry *scratch);

/* A measure and what the delta method says of it to second order: the sample's excess over the truth, and the
 * standard error. */
typedef struct hst__measured {
    double estimate;
    double bias;
    double error;
} hst__measured;

/* All ask for used > 0. What is of two parts has the estimate in the one and the rest in the other, which is
 * handed the estimate and fills in bias and error. */

/* Sum of squared shares. The rest asks for total >= 2: bias is exact, the error Simpson's. */
double hst__cells_squares(const hst__cells *c);
void hst__cells_squares_error(hst__measured *m, const hst__cells *c);

/* The same without bias; NaN for total 1. */
double hst__cells_squares_unbiased(const hst__cells *c);

/* Gini's index of all cells of the list, empty ones too. It has corners where two cells change places, so
 * bias is what the pairs that chance may have parted can have added at most, to be taken from the lower end
 * alone. Looks at all pairs within five standard errors. */
double hst__cells_gini(const hst__cells *c);
void hst__cells_gini_error(hst__measured *m, const hst__cells *c);

/* Renyi's entropy of finite order > 0 in nats; order 1 is Shannon's. squares is hst__cells_squares. */
double hst__cells_renyi(const hst__cells *c, double order, double squares);
void hst__cells_renyi_error(hst__measured *m, const hst__cells *c, double order);

/* log(cells) - Shannon's entropy of the list alone. */
double hst__cells_theil(const hst__cells *c);
void hst__cells_theil_error(hst__measured *m, const hst__cells *c);

#endif
