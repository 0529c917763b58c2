/* How small a fall the watch would have seen. */
#ifndef HASHSTAT_EXAMPLES_WATCH_REACH_H
#define HASHSTAT_EXAMPLES_WATCH_REACH_H

#include "watch_figures.h"

enum { WATCH_REACHES = 3 };

/* A fall that lasted for the last `seconds` of a record as long as that since the comparison begins, on a
 * network without luck: each block takes what it is expected to. About half of all falls are seen a little
 * earlier, half later. */
typedef struct watch_reach {
    int64_t seconds;
    double fall; /* the smallest that raises an alarm, to 0.001; NaN: none up to 0.999 does */
} watch_reach;

/* For a day, a week and four weeks, those that are at most half of the record; `count` is set. 1, or 0
 * with `why` set. */
int watch_reach_find(watch_reach out[WATCH_REACHES], int *count, const watch *w, fault *why);

#endif
