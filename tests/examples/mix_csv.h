/* Which part of a pool is in which country, from a CSV file. */
#ifndef HASHSTAT_EXAMPLES_MIX_CSV_H
#define HASHSTAT_EXAMPLES_MIX_CSV_H

#include <stdint.h>

#include "fault.h"

/* Pools by countries, row after row, as the library wants them. */
typedef struct mix {
    int32_t pools, countries;
    char **pool, **country; /* names, UTF-8 without control characters */
    int64_t *line;          /* [pools] of the file, on which each stands first */
    double *part;           /* [pools x countries], 0 where the file says nothing */
} mix;

/* Read the file into `out`: 1 if all of it is good, else 0 with `why` set and `out` empty.
 *
 * A file as csv.h describes, with the columns `pool`, `country` and `part` (a number >= 0), each pair at most
 * once. What the parts of a pool must sum to is the library's question. */
int mix_read(mix *out, fault *why, const char *path);

/* Say of the first pool whose parts do not sum to 1 on which line it is and what they sum to: the library
 * refuses such a mix, but not by name. `flags` are those of hst_share_national that were asked for. */
void mix_blame(fault *why, const mix *m, uint32_t flags);

void mix_free(mix *m);

#endif
