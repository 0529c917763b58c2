/* Rings of whole numbers, one below the other: the largest sum over one place. */
#ifndef HST_KERNELS_SUM_RINGS_H
#define HST_KERNELS_SUM_RINGS_H

#include "strict.h"

#include <stdint.h>

/* Each ring is written twice, end to end. Numbers are >= 0, and sums of one of each ring fit. */
typedef struct hst__sum_rings {
    int64_t *value; /* [rings][2 length] */
    int64_t rings;
    int64_t length; /* >= 1 */
} hst__sum_rings;

/* Copies a ring behind itself. */
void hst__sum_rings_close(hst__sum_rings *r, int64_t ring);

/* The largest sum, where place i of ring k lies over i + at[k], 0 <= at[k] < length; the first of the places
 * where it is goes to *place, which may be NULL. */
int64_t hst__sum_rings_most_on(int path, const hst__sum_rings *r, const int64_t *at, int64_t *place);
int64_t hst__sum_rings_most(const hst__sum_rings *r, const int64_t *at, int64_t *place);

#endif
