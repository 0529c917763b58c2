/* A chain's blocks from a CSV file, for the example programs. */
#ifndef HASHSTAT_EXAMPLES_BLOCKS_CSV_H
#define HASHSTAT_EXAMPLES_BLOCKS_CSV_H

#include <stdint.h>

#include "csv.h"
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
 * A file as csv.h describes, with the columns `height`, `time`, `bits` and `pool`. What is not exactly a
 * list of blocks is refused rather than skipped. */
int blocks_read(blocks *out, fault *why, const char *path);

/* One block as it arrives. */
typedef struct block {
    int64_t height;
    int64_t time;   /* as it stands in the file: may lie before that of the block before */
    double work;    /* expected hashes for one such block */
    csv_field pool; /* its label in the file, until the next block is read */
} block;

/* A file, or standard input ("-"), whose blocks are taken one by one as they arrive, by the same rules. Of
 * the blocks memory holds the one before only. */
typedef struct blocks_stream {
    csv file;
    int64_t count;  /* blocks so far */
    int64_t latest; /* the latest time so far, and the line it stands on */
    int64_t latest_line;
    block last;
} blocks_stream;

enum { BLOCKS_NEXT, BLOCKS_END, BLOCKS_BAD };

/* 1, or 0 with `why` set. Close it in any case. */
int blocks_open(blocks_stream *out, fault *why, const char *path);
void blocks_close(blocks_stream *in);

/* BLOCKS_NEXT with the block in in->last; BLOCKS_END when there is none, or BLOCKS_BAD, with `why` set. A
 * stream of no block at all is bad. */
int blocks_next(blocks_stream *in, fault *why);

/* Line of the file on which block `index` stands. */
int64_t blocks_line(int64_t index);

void blocks_free(blocks *record);

#endif
