/* What the user of `national_share` asked for. */
#ifndef HASHSTAT_EXAMPLES_NATIONAL_SHARE_OPTIONS_H
#define HASHSTAT_EXAMPLES_NATIONAL_SHARE_OPTIONS_H

#include <stdint.h>

#include "command_line.h"

typedef struct national_share_options {
    const char *path;    /* of the blocks */
    const char *mix;     /* of the mix */
    int64_t from, until; /* Unix seconds; from == until: the whole record */
    double gamma;        /* how different the unseen pools may be: an odds ratio, >= 1 */
    double level;        /* confidence, 1e-12 .. 1 - 1e-12 */
    uint32_t flags;      /* HST_SHARE_NORMALISE, HST_SHARE_REST */
    int json;            /* print an object instead of the table */
    const char *svg;     /* draw into this file instead of printing; NULL: print */
} national_share_options;

/* CALL_RUN, CALL_HELP or CALL_WRONG, as command_line.h says. */
int national_share_options_read(national_share_options *out, int count, char **argument);

#endif
