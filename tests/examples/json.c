/* A JSON writer. The number of brackets is the caller's business; what lies between them is done here. */
#include "json.h"

#include <math.h>
#include <stdlib.h>

static void quoted(FILE *file, const char *text) {
    putc('"', file);
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\') {
            putc('\\', file);
            putc(c, file);
        } else if (c < ' ' || c == 127) {
            fprintf(file, "\\u%04x", (unsigned)c);
        } else {
            putc(c, file);
        }
    }
    putc('"', file);
}

static void begin(json *j, const char *key) {
    if (j->begun) {
        putc(',', j->file);
    }
    if (j->depth) {
        fprintf(j->file, "\n%*s", 2 * j->depth, "");
    }
    if (key) {
        quoted(j->file, key);
        fputs(": ", j->file);
    }
    j->begun = 1;
}

void json_open(json *j, const char *key, json_kind kind) {
    begin(j, key);
    putc("{["[kind], j->file);
    j->depth++;
    j->begun = 0;
}

void json_close(json *j, json_kind kind) {
    j->depth--;
    if (j->begun) {
        fprintf(j->file, "\n%*s", 2 * j->depth, "");
    }
    putc("}]"[kind], j->file);
    j->begun = 1;
    if (j->depth == 0) {
        putc('\n', j->file);
    }
}

void json_number(json *j, const char *key, double value) {
    char text[40];
    begin(j, key);
    if (!isfinite(value)) {
        fputs("null", j->file);
        return;
    }
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value) {
            break;
        }
    }
    fputs(text, j->file);
}

void json_integer(json *j, const char *key, int64_t value) {
    begin(j, key);
    fprintf(j->file, "%lld", (long long)value);
}

void json_boolean(json *j, const char *key, int value) {
    begin(j, key);
    fputs(value ? "true" : "false", j->file);
}

void json_null(json *j, const char *key) {
    begin(j, key);
    fputs("null", j->file);
}

void json_string(json *j, const char *key, const char *text) {
    begin(j, key);
    quoted(j->file, text);
}

void json_range(json *j, const char *key, double lower, double upper) {
    json_open(j, key, JSON_OBJECT);
    json_number(j, "lower", lower);
    json_number(j, "upper", upper);
    json_close(j, JSON_OBJECT);
}
