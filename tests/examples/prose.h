/* Sentences on a terminal: words flow into lines of at most PROSE_WIDTH columns, and a number stays with its
 * unit. */
#ifndef HASHSTAT_EXAMPLES_PROSE_H
#define HASHSTAT_EXAMPLES_PROSE_H

#include <stdio.h>

enum { PROSE_WIDTH = 98 };

typedef struct prose {
    FILE *file;
    int column; /* 0 at the beginning of a paragraph */
} prose;

/* Add words, up to 1,000 bytes, formatted as by printf. They follow the ones before after a blank. */
void prose_say(prose *p, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 2, 3)))
#endif
    ;

void prose_end(prose *p); /* of the paragraph */

#endif
