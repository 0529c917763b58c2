/* Strict CSV. A statistic is as good as its input, so the reader takes nothing on trust: a line skipped in
 * silence would come out at the other end as a number that nobody measured. */
#include "csv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_LINE = 4096 };             /* bytes; a longer one is damage, not a row */
enum { STREAM_BYTES = LONGEST_LINE + 3 }; /* the longest line, CR and LF, and one more byte */

static FILE *open_file(const char *path, fault *why) {
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    if (!file) {
        fault_set(why, 0, "cannot be opened: %s", strerror(errno));
    }
    return file;
}

static void close_file(FILE *file) {
    if (file && file != stdin) {
        fclose(file);
    }
}

/* The whole file in memory, at least one byte longer than it is; NULL with `why` set when that fails. */
static char *read_file(size_t *length, fault *why, const char *path) {
    FILE *file = open_file(path, why);
    if (!file) {
        return NULL;
    }
    size_t capacity = 1 << 16, n = 0;
    char *text = malloc(capacity);
    while (text) {
        n += fread(text + n, 1, capacity - n, file);
        if (n < capacity) {
            break;
        }
        char *larger = capacity < SIZE_MAX / 2 ? realloc(text, capacity * 2) : NULL;
        if (!larger) {
            free(text);
        }
        text = larger;
        capacity *= 2;
    }
    if (!text) {
        fault_set(why, 0, "does not fit into memory");
    } else if (ferror(file)) {
        fault_set(why, 0, "cannot be read: %s", strerror(errno));
        free(text);
        text = NULL;
    }
    close_file(file);
    *length = n;
    return text;
}

/* The next line of a stream into the text, with its end. 1, or 0 if nothing is left. The rest of a line
 * that is too long is counted, not kept. */
static int read_line(csv *c) {
    int byte = EOF;
    size_t n = 0;
    c->beyond = 0;
    while (byte != '\n' && (byte = getc(c->stream)) != EOF) {
        if (n < STREAM_BYTES) {
            c->text[n++] = (char)byte;
        } else {
            c->beyond += byte != '\n';
        }
    }
    c->next = c->text;
    c->end = c->text + n;
    return n > 0;
}

/* Cut the next line off, without its end. 1, or 0 with `why` set. */
static int next_line(csv *c, csv_field *line, fault *why) {
    size_t left = (size_t)(c->end - c->next);
    char *end = memchr(c->next, '\n', left);
    c->line++;
    line->text = c->next;
    line->length = end ? (size_t)(end - c->next) : left;
    c->next = end ? end + 1 : c->end;
    if (line->length > 0 && line->text[line->length - 1] == '\r') {
        line->length--;
    }
    if (line->length > LONGEST_LINE) {
        fault_set(why, c->line, "a line of %zu bytes; the longest allowed is %d", line->length + c->beyond,
                  (int)LONGEST_LINE);
        return 0;
    }
    if (line->length == 0) {
        fault_set(why, c->line, "an empty line");
        return 0;
    }
    for (size_t i = 0; i < line->length; i++) {
        unsigned char byte = (unsigned char)line->text[i];
        if ((byte < ' ' && byte != '\t') || byte == 127) {
            fault_set(why, c->line, "a control character (%02x) at byte %zu", (unsigned)byte, i + 1);
            return 0;
        }
    }
    return 1;
}

/* A quoted field whose opening quote is at *at: unquoted in place, *at set behind its closing quote. */
static int unquote(csv_field *out, const csv_field *line, size_t *at) {
    size_t i = *at + 1;
    out->text = line->text + i;
    out->length = 0;
    for (; i < line->length; i++) {
        if (line->text[i] == '"') {
            if (i + 1 == line->length || line->text[i + 1] != '"') {
                *at = i + 1;
                return 1;
            }
            i++;
        }
        out->text[out->length++] = line->text[i];
    }
    return 0;
}

/* Cut a line into the fields of `c`. */
static int split(csv *c, size_t *count, const csv_field *line, fault *why) {
    size_t at = 0;
    for (size_t n = 0; n < CSV_MOST_COLUMNS; n++) {
        csv_field *f = &c->field[n];
        if (at < line->length && line->text[at] == '"') {
            if (!unquote(f, line, &at)) {
                fault_set(why, c->line, "a quote that is not closed on its line");
                return 0;
            }
        } else {
            f->text = line->text + at;
            while (at < line->length && line->text[at] != ',' && line->text[at] != '"') {
                at++;
            }
            f->length = (size_t)(line->text + at - f->text);
        }
        if (at == line->length) {
            *count = n + 1;
            return 1;
        }
        if (line->text[at] != ',') {
            fault_set(why, c->line, "a quote in the middle of a field, at byte %zu", at + 1);
            return 0;
        }
        at++;
    }
    fault_set(why, c->line, "more than %d columns", (int)CSV_MOST_COLUMNS);
    return 0;
}

int csv_is(csv_field f, const char *word) {
    return f.length == strlen(word) && memcmp(f.text, word, f.length) == 0;
}

/* "height,time,bits,pool" */
static void list_names(char *out, size_t size, const char *const *name, size_t needed) {
    size_t length = 0;
    for (size_t k = 0; k < needed && length < size; k++) {
        length += (size_t)snprintf(out + length, size - length, "%s%s", k ? "," : "", name[k]);
    }
}

static int find_columns(csv *c, fault *why, const char *const *name) {
    for (size_t k = 0; k < c->needed; k++) {
        size_t found = 0;
        for (size_t i = 0; i < c->columns; i++) {
            if (csv_is(c->field[i], name[k])) {
                c->column[k] = i;
                found++;
            }
        }
        if (found != 1) {
            char all[100];
            list_names(all, sizeof all, name, c->needed);
            fault_set(why, 1, "%s column named '%s'; the first line must name %s",
                      found ? "more than one" : "no", name[k], all);
            return 0;
        }
    }
    return 1;
}

static int read_names(csv *c, fault *why, const char *const *name) {
    csv_field line;
    /* Spreadsheets begin a UTF-8 file with a byte order mark. */
    if (c->end - c->next >= 3 && memcmp(c->next, "\xef\xbb\xbf", 3) == 0) {
        c->next += 3;
    }
    if (c->next == c->end) {
        if (!csv_broken(c, why)) {
            fault_set(why, 1, "the file is empty");
        }
        return 0;
    }
    return next_line(c, &line, why) && split(c, &c->columns, &line, why) && find_columns(c, why, name);
}

int csv_open(csv *out, fault *why, const char *path, const char *const *name, size_t needed) {
    size_t length = 0;
    memset(out, 0, sizeof *out);
    out->needed = needed;
    out->text = read_file(&length, why, path);
    if (!out->text) {
        return 0;
    }
    out->next = out->text;
    out->end = out->text + length;
    return read_names(out, why, name);
}

int csv_open_stream(csv *out, fault *why, const char *path, const char *const *name, size_t needed) {
    memset(out, 0, sizeof *out);
    out->needed = needed;
    out->stream = open_file(path, why);
    if (!out->stream) {
        return 0;
    }
    out->text = malloc(STREAM_BYTES);
    if (!out->text) {
        fault_set(why, 0, "does not fit into memory");
        return 0;
    }
    read_line(out);
    return read_names(out, why, name);
}

void csv_close(csv *c) {
    close_file(c->stream);
    free(c->text);
    memset(c, 0, sizeof *c);
}

size_t csv_most_rows(const csv *c) {
    size_t lines = 1;
    for (const char *p = c->next; p < c->end; p++) {
        lines += *p == '\n';
    }
    return lines;
}

int csv_more(csv *c) {
    return c->next < c->end || (c->stream && read_line(c));
}

int csv_broken(const csv *c, fault *why) {
    int broken = c->stream && ferror(c->stream);
    if (broken) {
        fault_set(why, 0, "cannot be read: %s", strerror(errno));
    }
    return broken;
}

int csv_next(csv *c, fault *why) {
    csv_field line;
    size_t columns = 0;
    if (!next_line(c, &line, why) || !split(c, &columns, &line, why)) {
        return 0;
    }
    if (columns != c->columns) {
        fault_set(why, c->line, "%zu fields where the first line names %zu", columns, c->columns);
        return 0;
    }
    return 1;
}

csv_field csv_get(const csv *c, size_t k) {
    return c->field[c->column[k]];
}

int csv_whole(int64_t *out, csv_field f, int64_t most) {
    int64_t value = 0;
    for (size_t i = 0; i < f.length; i++) {
        if (f.text[i] < '0' || f.text[i] > '9' || value > (most - (f.text[i] - '0')) / 10) {
            return 0;
        }
        value = value * 10 + (f.text[i] - '0');
    }
    *out = value;
    return f.length > 0;
}

const char *csv_shown(char out[CSV_SHOWN], csv_field f) {
    size_t n = f.length < CSV_SHOWN - 1 ? f.length : CSV_SHOWN - 1;
    for (size_t i = 0; i < n; i++) {
        out[i] = f.text[i] >= ' ' && f.text[i] < 127 ? f.text[i] : '?';
    }
    out[n] = '\0';
    if (n < f.length) {
        memcpy(out + n - 3, "...", 3);
    }
    return out;
}
