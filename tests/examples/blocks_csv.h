/* A chain's blocks from a CSV file, for the example programs. */
#ifndef HASHSTAT_EXAMPLES_BLOCKS_CSV_H
#define HASHSTAT_EXAMPLES_BLOCKS_CSV_H

#include <stdint.h>

#include "fault.h"

/* Blocks in order of height, without a gap. Column by column, as the library wants them. */
typedef struct blocks {
    int64_t count;
    int64_t first_height;
    int64_t *time; /* header times as they stand in the file: Unix seconds that may step backwards */
    double *work;  /* expected hashes for one such block */
    int32_t *pool; /* 0 .. pools - 1, HST_NONE for "unknown" or an empty label */
    int32_t pools;
    char **name; /* [pools] label of a pool, UTF-8 without control characters */
} blocks;

/* Read the file into `out`: 1 if all of it is good, else 0 with `why` set and `out` empty.
 *
 * A file as csv.h describes, with the columns `height`, `time`, `bits` and `pool`. What is not exactly a list of
 * blocks is refused rather than skipped. */
int blocks_read(blocks *out, fault *why, const char *path);

/* Line of the file on which block `index` stands. */
int64_t blocks_line(int64_t index);

void blocks_free(blocks *record);

#endif
