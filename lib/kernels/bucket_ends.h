/* Where buckets end among samples in order of time, and the sums of what they hold, in one walk. */
#ifndef HST_KERNELS_BUCKET_ENDS_H
#define HST_KERNELS_BUCKET_ENDS_H

#include "strict.h"

#include <stdint.h>

/* Sums by the way. */
typedef struct hst__bucket_sums {
    const double *x;    /* [most] values that fit a split, with HST__RUN_LANES readable behind them */
    double shifter;     /* of the split */
    double *high, *low; /* [buckets] the sum of each, as two exact parts */
} hst__bucket_sums;

/* What the walk goes over. No time lies before edge[0]. */
typedef struct hst__bucket_walk {
    const int64_t *edge;  /* [buckets + 1]; bucket r holds the times from edge[r] to below edge[r+1] */
    int64_t buckets;      /* > 0 */
    const int64_t *time;  /* [n] */
    const double *beside; /* [n] another array that will be read in step with the times */
    int64_t n;
    int64_t most;  /* stop before a bucket that ends behind this sample */
    int64_t guess; /* about how many samples the first bucket holds, >= 0 */
} hst__bucket_walk;

/* at[0] = 0, at[r+1] = the first sample at or after edge[r+1]. Returns how many buckets were done; if it is
 * fewer than there are, the end of one more has been found. sums may be NULL. */
int64_t hst__bucket_ends_on(int path, int64_t *at, const hst__bucket_sums *sums,
                            const hst__bucket_walk *walk);
int64_t hst__bucket_ends(int64_t *at, const hst__bucket_sums *sums, const hst__bucket_walk *walk);

#endif
