/* What the user of `recoveries` asked for. */
#ifndef HASHSTAT_EXAMPLES_RECOVERIES_OPTIONS_H
#define HASHSTAT_EXAMPLES_RECOVERIES_OPTIONS_H

#include <stdint.h>

#include "command_line.h"

typedef struct recoveries_options {
    const char *path;
    double deeper;   /* falls of this depth or less do not count, 0..1 */
    uint32_t from;   /* HST_SURVIVAL_FROM_PEAK or HST_SURVIVAL_FROM_ONSET */
    uint32_t scale;  /* of the range: HST_SURVIVAL_PLAIN, HST_SURVIVAL_LOG or HST_SURVIVAL_LOG_LOG */
    double level;    /* confidence, 1e-12 .. 1 - 1e-12 */
    int json;        /* print an object instead of the table */
    const char *svg; /* draw into this file instead of printing; NULL: print */
} recoveries_options;

/* CALL_RUN, CALL_HELP or CALL_WRONG, as command_line.h says. */
int recoveries_options_read(recoveries_options *out, int count, char **argument);

#endif
