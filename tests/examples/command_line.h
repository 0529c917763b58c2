/* A command line of one file ("-" is standard input) and options: each option at most once, each value in
 * full. An answer to another question than the one meant is worse than none. */
#ifndef HASHSTAT_EXAMPLES_COMMAND_LINE_H
#define HASHSTAT_EXAMPLES_COMMAND_LINE_H

#include <stdio.h>

enum { CALL_RUN, CALL_HELP, CALL_WRONG };
enum { COMMAND_LINE_MOST = 16 };

typedef struct command_option {
    const char *name;
    const char *value; /* what it takes, for a complaint; NULL: nothing */
} command_option;

typedef struct command_line {
    const char *program;
    const char *usage;
    const char *files; /* what the one file holds, for a complaint: "blocks" */
    const command_option *option;
    int count;
    int (*read)(void *out, int option, const char *text); /* a value into `out`; 0 if it is not one */
} command_line;

/* Read the values into `out`, the file's name into `path`, and which options there were into `seen`.
 * CALL_WRONG has said on stderr what is wrong with the call, CALL_HELP has printed the usage. */
int command_line_read(const command_line *c, void *out, const char **path, int seen[COMMAND_LINE_MOST],
                      int count, char **argument);

/* Say what is wrong with the call, and the usage. Returns CALL_WRONG. */
int command_line_wrong(const command_line *c, const char *which, const char *what);

#endif
