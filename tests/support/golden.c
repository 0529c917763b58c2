/* The whole file is read at once and cut in place: golden files are small, a line may be of any length. */
#include "support.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef HASHSTAT_TEST_DATA
#error "HASHSTAT_TEST_DATA is the path of tests/data; the build files define it"
#endif

enum { MOST_COLUMNS = 64 };

struct golden {
    char *path;
    char *text;
    char *rest;
    int line;
    int rows;
    int columns;
    char *name[MOST_COLUMNS];
    char *cell[MOST_COLUMNS];
};

static void fail_at(const golden *g, const char *what, const char *which) {
    print_error("%s:%d: %s%s\n", g->path, g->line, what, which);
    _fail(g->path, g->line);
}

static char *path_of(const char *name) {
    const char *root = HASHSTAT_TEST_DATA;
    size_t length = strlen(root) + strlen(name) + 2;
    char *path = malloc(length);
    assert_non_null(path);
    (void)snprintf(path, length, "%s/%s", root, name);
    return path;
}

static char *read_whole(const golden *g) {
    FILE *file = fopen(g->path, "rb");
    char *text = NULL;
    size_t have = 0, room = 0, got;
    if (file == NULL) {
        fail_at(g, "no such golden file", "");
        return NULL;
    }
    do {
        room = room == 0 ? 65536 : 2 * room;
        text = realloc(text, room);
        assert_non_null(text);
        got = fread(text + have, 1, room - 1 - have, file);
        have += got;
    } while (have == room - 1);
    (void)fclose(file);
    text[have] = '\0';
    return text;
}

/* The next line that is neither empty nor a comment, cut off the rest; NULL at the end. */
static char *next_line(golden *g) {
    while (*g->rest != '\0') {
        char *line = g->rest;
        size_t length = strcspn(line, "\n");
        g->rest = line + length + (line[length] == '\n');
        line[length] = '\0';
        if (length > 0 && line[length - 1] == '\r') {
            line[--length] = '\0';
        }
        ++g->line;
        if (length > 0 && line[0] != '#') {
            return line;
        }
    }
    return NULL;
}

static int cut(const golden *g, char *line, char **cell) {
    int count = 0;
    for (;;) {
        size_t length = strcspn(line, ",");
        int more = line[length] == ',';
        if (count == MOST_COLUMNS) {
            fail_at(g, "too many columns", "");
        }
        cell[count++] = line;
        line[length] = '\0';
        if (!more) {
            return count;
        }
        line += length + 1;
    }
}

golden *golden_open(const char *name) {
    golden *g = calloc(1, sizeof *g);
    char *header;
    assert_non_null(g);
    g->path = path_of(name);
    g->text = read_whole(g);
    g->rest = g->text;
    header = next_line(g);
    if (header == NULL) {
        fail_at(g, "no line of column names", "");
    }
    g->columns = cut(g, header, g->name);
    return g;
}

int golden_next(golden *g) {
    char *line = next_line(g);
    if (line == NULL) {
        return 0;
    }
    if (cut(g, line, g->cell) != g->columns) {
        fail_at(g, "not as many cells as column names", "");
    }
    ++g->rows;
    return 1;
}

const char *golden_text(const golden *g, const char *column) {
    int i;
    for (i = 0; i < g->columns; ++i) {
        if (strcmp(g->name[i], column) == 0) {
            return g->cell[i];
        }
    }
    fail_at(g, "no column ", column);
    return NULL;
}

int64_t golden_series(const golden *g, const char *column, double *out, int64_t cap) {
    const char *text = golden_text(g, column);
    int64_t found = 0;
    char *end;
    for (;; text = end) {
        double value = strtod(text, &end);
        if (end == text) {
            return found;
        }
        if (found < cap) {
            out[found] = value;
        }
        ++found;
    }
}

int golden_is_empty(const golden *g, const char *column) {
    return golden_text(g, column)[0] == '\0';
}

double golden_number(const golden *g, const char *column) {
    const char *text = golden_text(g, column);
    char *end;
    double x = strtod(text, &end);
    if (end == text || *end != '\0') {
        fail_at(g, "not a number: ", text);
    }
    return x;
}

int64_t golden_integer(const golden *g, const char *column) {
    const char *text = golden_text(g, column);
    int base = strncmp(text, "0x", 2) == 0 ? 16 : 10;
    char *end;
    long long x;
    errno = 0;
    x = strtoll(text, &end, base);
    if (end == text || *end != '\0' || errno != 0) {
        fail_at(g, "not a whole number: ", text);
    }
    return x;
}

void golden_close(golden *g) {
    if (g->rows == 0) {
        fail_at(g, "no rows: nothing was tested", "");
    }
    free(g->path);
    free(g->text);
    free(g);
}
