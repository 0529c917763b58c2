/* What the user of `concentration` asked for. */
#ifndef HASHSTAT_EXAMPLES_CONCENTRATION_OPTIONS_H
#define HASHSTAT_EXAMPLES_CONCENTRATION_OPTIONS_H

#include <stdint.h>

#include "command_line.h"

typedef struct concentration_options {
    const char *path;
    int64_t every;    /* seconds of a window; 0: calendar months */
    double threshold; /* share that the Nakamoto coefficient asks for */
    double level;     /* confidence, 1e-12 .. 1 - 1e-12 */
    int json;         /* print an object instead of the tables */
    const char *svg;  /* draw into this file instead of printing; NULL: print */
} concentration_options;

/* CALL_RUN, CALL_HELP or CALL_WRONG, as command_line.h says. */
int concentration_options_read(concentration_options *out, int count, char **argument);

#endif
