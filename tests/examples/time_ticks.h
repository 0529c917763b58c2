/* Moments to write on an axis of time. */
#ifndef HASHSTAT_EXAMPLES_TIME_TICKS_H
#define HASHSTAT_EXAMPLES_TIME_TICKS_H

#include <stdint.h>

enum { TIME_TICKS = 16, TIME_TICK_TEXT = 24 };

typedef struct time_tick {
    int64_t time; /* Unix seconds */
    char text
        [TIME_TICK_TEXT]; /* "5 Jan", with the clock where ticks are less than a day apart: "5 Jan 11:00" */
    char year[TIME_TICK_TEXT]; /* "2022" on the first of each year, else "" */
} time_tick;

/* About ten in begin .. end: round steps of up to a week, firsts of months beyond. Returns how many. */
int time_ticks(time_tick out[TIME_TICKS], int64_t begin, int64_t end);

#endif
