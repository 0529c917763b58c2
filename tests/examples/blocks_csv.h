/* A chain's blocks from a CSV file, for the example programs. */
#ifndef HASHSTAT_EXAMPLES_BLOCKS_CSV_H
#define HASHSTAT_EXAMPLES_BLOCKS_CSV_H

#include <stdint.h>

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

/* Why a file was refused. */
typedef struct fault {
    int64_t line; /* the first line is 1; 0: the file as a whole */
    char reason[240];
} fault;

/* Read the file into `out`: 1 if all of it is good, else 0 with `why` set and `out` empty.
 *
 * The first line names the columns; `height`, `time`, `bits` and `pool` must be among them, in any order and
 * among any others. Lines end with LF or CRLF, the last one with either or neither. Fields may be quoted as
 * RFC 4180 says, except that a quoted field cannot hold a line break: so a quote that is never closed is
 * found where it stands. Everything else that is not exactly a list of blocks is refused rather than skipped.
 */
int blocks_read(blocks *out, fault *why, const char *path);

/* Line of the file on which block `index` stands. */
int64_t blocks_line(int64_t index);

void blocks_free(blocks *record);

/* Say why a file, or what was asked of it, is refused. */
void fault_set(fault *why, int64_t line, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;

#endif
