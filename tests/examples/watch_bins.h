/* Blocks and exposure by bins of time, in memory that does not grow: when the bins are full, all but the
 * latest are joined two by two, so that what is long past is the coarsest. */
#ifndef HASHSTAT_EXAMPLES_WATCH_BINS_H
#define HASHSTAT_EXAMPLES_WATCH_BINS_H

#include <stdint.h>

enum { WATCH_BINS = 1024 };

/* Bin i is edge[i] < t <= edge[i + 1]: a block that ends with a bin is the bin's, as is the time it took. The
 * first edge is a multiple of the width at the start. */
typedef struct watch_bins {
    int64_t width; /* seconds of a new bin */
    int64_t kept;  /* as many of the latest bins are never joined; 0: all are joined, and width doubles */
    int64_t count;
    int64_t first;   /* index of the first block in bin 0, as the watch counts them */
    int64_t pending; /* blocks that took no time, in a bin that has none yet: they count in the next one */
    int64_t edge[WATCH_BINS + 1]; /* Unix seconds */
    int64_t blocks[WATCH_BINS];
    double exposure[WATCH_BINS]; /* seconds per hash: blocks / exposure is hash/s */
} watch_bins;

/* Sums over bins. */
typedef struct watch_sum {
    int64_t blocks;
    double exposure;
} watch_sum;

/* Bins of `width` seconds for what comes after `time`, a moment >= 0. `kept` is even and below WATCH_BINS. */
void watch_bins_begin(watch_bins *bins, int64_t time, int64_t width, int64_t kept);

/* A block of `work` expected hashes at `time`, the one before it (or the beginning) at `before` <= time. */
void watch_bins_add(watch_bins *bins, int64_t before, int64_t time, double work);

/* Forget the bins before bin `from`. */
void watch_bins_drop(watch_bins *bins, int64_t from);

watch_sum watch_bins_sum(const watch_bins *bins, int64_t from, int64_t until);
double watch_rate(watch_sum sum); /* hash/s; NaN without exposure */

int64_t watch_bins_edge(const watch_bins *bins, int64_t i); /* where bin i begins */
int64_t watch_bins_at(const watch_bins *bins,
                      int64_t time); /* the bin that begins at or before time, 0 .. count */
int64_t watch_bins_index(const watch_bins *bins, int64_t i); /* index of the first block in bin i or after */

#endif
