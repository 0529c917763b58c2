/* Where the buckets of a batch end among samples in order of time. */
#ifndef HST_KERNELS_BUCKET_ENDS_H
#define HST_KERNELS_BUCKET_ENDS_H

#include "strict.h"

#include <stdint.h>

/* Bucket r holds the times from edge[r] to below edge[r+1], and none of the n times lies before edge[0]. at[0] =
 * 0, at[r+1] = the first index at or after edge[r+1], r < buckets. Stops behind the bucket with which there are
 * more than `most` times in all; returns how many buckets were done, 1 at least. `guess` >= 0 is about how many
 * times the first one holds. */
int64_t hst__bucket_ends_on(int path, int64_t *at, const int64_t *edge, int64_t buckets, const int64_t *time,
                            int64_t n, int64_t most, int64_t guess);
int64_t hst__bucket_ends(int64_t *at, const int64_t *edge, int64_t buckets, const int64_t *time, int64_t n,
                         int64_t most, int64_t guess);

#endif
