/* What `watch` prints for a person: each alarm when it is raised, and a summary at the end. */
#ifndef HASHSTAT_EXAMPLES_WATCH_TEXT_H
#define HASHSTAT_EXAMPLES_WATCH_TEXT_H

#include <stdio.h>

#include "watch_figures.h"
#include "watch_reach.h"
#include "watch_segments.h"

/* What is known at the end. */
typedef struct watch_ending {
    watch_level level;
    watch_odds odds;
    watch_segments segments;
    watch_reach reach[WATCH_REACHES];
    int reaches;
} watch_ending;

void watch_text_begin(FILE *file, const watch *w);
void watch_text_alarm(FILE *file, const watch_alarm *alarm);
void watch_text_end(FILE *file, const watch *w, const watch_ending *end);

#endif
