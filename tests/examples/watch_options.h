/* What the user of `watch` asked for. */
#ifndef HASHSTAT_EXAMPLES_WATCH_OPTIONS_H
#define HASHSTAT_EXAMPLES_WATCH_OPTIONS_H

#include <stdint.h>

#include "command_line.h"

typedef struct watch_growth {
    double lower, upper; /* a fraction a year: 0.5 for 50 % */
} watch_growth;

typedef struct watch_options {
    const char *path;
    double level;        /* chance of a false alarm, however long the watch goes on */
    int64_t baseline;    /* blocks of comparison; 0: all since the start or the last alarm */
    watch_growth growth; /* that is no change */
    int64_t from, until; /* Unix seconds: watch the blocks from .. until only */
    int json;            /* print an object instead of sentences */
    const char *svg;     /* draw into this file at the end; NULL: do not */
} watch_options;

/* CALL_RUN, CALL_HELP or CALL_WRONG, as command_line.h says. */
int watch_options_read(watch_options *out, int count, char **argument);

#endif
