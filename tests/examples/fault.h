/* Why a file, or what was asked of it, is refused. */
#ifndef HASHSTAT_EXAMPLES_FAULT_H
#define HASHSTAT_EXAMPLES_FAULT_H

#include <stdint.h>

typedef struct fault {
    int64_t line; /* the first line is 1; 0: the file as a whole */
    char reason[240];
} fault;

/* The reason is formatted as by printf. */
void fault_set(fault *why, int64_t line, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;

#endif
