/* Words of a command line, one after the other. */
#include "command_line.h"

#include <string.h>

int command_line_wrong(const command_line *c, const char *which, const char *what) {
    fprintf(stderr, "%s: %s%s\n%s", c->program, which, what, c->usage);
    return CALL_WRONG;
}

static int find(const command_line *c, const char *word) {
    int k = 0;
    while (k < c->count && strcmp(word, c->option[k].name) != 0) {
        k++;
    }
    return k;
}

static int read_file_name(const command_line *c, const char **path, const char *word) {
    char second[80];
    if (word[0] == '-' && word[1]) {
        return command_line_wrong(c, word, ": no such option");
    }
    if (*path) {
        snprintf(second, sizeof second, ": a second file of %s", c->files);
        return command_line_wrong(c, word, second);
    }
    *path = word;
    return CALL_RUN;
}

static int refuse_value(const command_line *c, int k, const char *value) {
    fprintf(stderr, "%s: %s takes %s, not '%s'\n%s", c->program, c->option[k].name, c->option[k].value, value,
            c->usage);
    return CALL_WRONG;
}

int command_line_read(const command_line *c, void *out, const char **path, int seen[COMMAND_LINE_MOST],
                      int count, char **argument) {
    memset(seen, 0, COMMAND_LINE_MOST * sizeof *seen);
    *path = NULL;
    for (int i = 1; i < count; i++) {
        const char *word = argument[i], *value = "";
        int k = find(c, word);
        if (strcmp(word, "--help") == 0) {
            fputs(c->usage, stdout);
            return CALL_HELP;
        }
        if (k == c->count) {
            if (read_file_name(c, path, word) != CALL_RUN) {
                return CALL_WRONG;
            }
            continue;
        }
        if (seen[k]++) {
            return command_line_wrong(c, word, " was given twice");
        }
        if (c->option[k].value) {
            value = i + 1 < count ? argument[++i] : "";
        }
        if (!c->read(out, k, value)) {
            return refuse_value(c, k, value);
        }
    }
    if (!*path) {
        char none[80];
        snprintf(none, sizeof none, "no file of %s was named", c->files);
        return command_line_wrong(c, "", none);
    }
    return CALL_RUN;
}
