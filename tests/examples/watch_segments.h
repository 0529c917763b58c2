/* How the record is best cut, found afterwards from all days: what the watch could not know. */
#ifndef HASHSTAT_EXAMPLES_WATCH_SEGMENTS_H
#define HASHSTAT_EXAMPLES_WATCH_SEGMENTS_H

#include "watch_figures.h"

typedef struct watch_segments {
    int64_t count;           /* 0 where no time has passed */
    hst_change_level *level; /* [count] */
    hst_change_time *change; /* [count - 1] */
} watch_segments;

/* 1, or 0 with `why` set. Free it in any case. */
int watch_segments_find(watch_segments *out, const watch *w, fault *why);
void watch_segments_free(watch_segments *segments);

#endif
