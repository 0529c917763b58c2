/* How the example programs end: their statuses, and what they say on stderr when they cannot go on. */
#ifndef HASHSTAT_EXAMPLES_PROGRAM_H
#define HASHSTAT_EXAMPLES_PROGRAM_H

#include <stdio.h>

#include "fault.h"

#include "hashstat.h"

enum { EXIT_DONE = 0, EXIT_UNWRITTEN = 1, EXIT_REFUSED = 2 };

/* path:line: reason. Returns EXIT_REFUSED. */
int program_refuse(const char *path, const fault *why);

/* What could not be written, and why errno says so. Returns EXIT_UNWRITTEN. */
int program_unwritten(const char *path);

/* Close a file that was printed into: EXIT_DONE, or EXIT_UNWRITTEN with the reason said. */
int program_close(FILE *file, const char *path);

/* What was printed has arrived: EXIT_DONE, or EXIT_UNWRITTEN with the reason said. */
int program_printed(void);

/* 1 with the reason said if a chart (NULL: none) would stand where `what` is read from, else 0. */
int program_overwrites(const char *chart, const char *path, const char *what);

/* 1 if the library answered, else 0 with `why` set: the function and what its status means. */
int program_good(hst_status status, const char *function, fault *why);

/* Zeroed memory, at least for one; NULL with `why` set. */
void *program_allocate(int64_t count, size_t size, fault *why);

#endif
