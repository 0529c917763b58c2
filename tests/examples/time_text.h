/* Times and durations as people write them: 2022-01-05T11:00Z and 7d. UTC only, no locale, no time zone data.
 */
#ifndef HASHSTAT_EXAMPLES_TIME_TEXT_H
#define HASHSTAT_EXAMPLES_TIME_TEXT_H

#include <stddef.h>
#include <stdint.h>

/* A moment in the Gregorian calendar, UTC. */
typedef struct moment {
    int64_t year;
    int month; /* 1 .. 12 */
    int day;   /* 1 .. 31 */
    int hour, minute, second;
} moment;

/* 2022-01-05T11:00Z, with seconds or without, or Unix seconds; years 1970 to 9999. 1, or 0 for anything else.
 */
int time_parse(int64_t *unix_seconds, const char *text);

/* 7d, 12h, 90m, 3600s or 3600: whole numbers, at most 100 years. 1, or 0 for anything else. */
int duration_parse(int64_t *seconds, const char *text);

moment time_moment(int64_t unix_seconds);
const char *month_name(int month); /* Jan .. Dec */

enum { TIME_TEXT = 40 };

/* 2022-01-05 11:00 UTC (11:00:30 where seconds are not 0). Returns out, TIME_TEXT bytes. */
char *time_text(char *out, int64_t unix_seconds);

/* 5 d 15 h, 3 h 20 min, 12 s: the two largest units, the rest rounded off. Returns out, TIME_TEXT bytes. */
char *duration_text(char *out, int64_t seconds);

#endif
