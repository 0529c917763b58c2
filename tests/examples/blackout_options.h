/* What the user of `blackout` asked for. */
#ifndef HASHSTAT_EXAMPLES_BLACKOUT_OPTIONS_H
#define HASHSTAT_EXAMPLES_BLACKOUT_OPTIONS_H

#include <stdint.h>

#include "command_line.h"

enum { FORMAT_REPORT, FORMAT_JSON, FORMAT_SVG };

typedef struct blackout_options {
    const char *path;
    int64_t from, until;           /* the event, Unix seconds, from < until */
    int64_t before, after;         /* seconds of baseline; after may be 0 */
    int64_t window;                /* seconds, > 0 */
    double dark_lower, dark_upper; /* fraction of the country that was dark, 0 < lower <= upper <= 1 */
    double published;              /* share to compare with, 0..1; NaN when none was given */
    const char *mix;               /* file: which part of a pool is where; NULL: not known */
    double level;                  /* confidence, 1e-12 .. 1 - 1e-12 */
    int format;
    const char *svg; /* file for the chart */
} blackout_options;

/* CALL_RUN, CALL_HELP or CALL_WRONG, as command_line.h says. */
int blackout_options_read(blackout_options *out, int count, char **argument);

#endif
