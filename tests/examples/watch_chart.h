/* The record of `watch` as a picture: hashrate by day, the segments found afterwards, and the alarms where
 * they came. */
#ifndef HASHSTAT_EXAMPLES_WATCH_CHART_H
#define HASHSTAT_EXAMPLES_WATCH_CHART_H

#include <stdio.h>

#include "watch_text.h"

void watch_chart(FILE *file, const watch *w, const watch_ending *end);

#endif
