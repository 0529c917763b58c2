/* A series of levels from a CSV file: hashrate or anything else that falls and recovers. */
#ifndef HASHSTAT_EXAMPLES_LEVELS_CSV_H
#define HASHSTAT_EXAMPLES_LEVELS_CSV_H

#include <stdint.h>

#include "fault.h"

/* Samples in order of time. Column by column, as the library wants them. */
typedef struct levels {
    int64_t count;
    int64_t missing; /* samples without a value */
    int64_t *time;   /* Unix seconds, strictly increasing */
    double *value;   /* >= 0, in one unit; NaN where the field is empty */
} levels;

/* Read the file into `out`: 1 if all of it is good, else 0 with `why` set and `out` empty.
 *
 * A file as csv.h describes, with the columns `time` (Unix seconds or 2022-01-05T11:00Z) and `value` (a decimal number
 * >= 0, or nothing where it is missing). Times that do not increase are refused: sorting them would hide that the file
 * is not what it seems. */
int levels_read(levels *out, fault *why, const char *path);

void levels_free(levels *record);

#endif
