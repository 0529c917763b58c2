/* Rows of a CSV file, column by column as their names say, each with the line it stands on.
 *
 * The first line names the columns; the needed ones must be among them, in any order and among any others.
 * Lines end with LF or CRLF, the last one with either or neither. Fields may be quoted as RFC 4180 says,
 * except that a quoted field cannot hold a line break: so a quote that is never closed is found where it
 * stands. Everything that is not exactly that is refused rather than skipped.
 *
 * A file is read as a whole, or line by line as its rows arrive. The name "-" means standard input. */
#ifndef HASHSTAT_EXAMPLES_CSV_H
#define HASHSTAT_EXAMPLES_CSV_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "fault.h"

enum { CSV_MOST_COLUMNS = 64, CSV_MOST_NEEDED = 8 };

typedef struct csv_field {
    char *text; /* not ended by a zero */
    size_t length;
} csv_field;

typedef struct csv {
    char *text; /* the whole file, or one line of it */
    char *next; /* what of the text has not been read yet */
    char *end;
    FILE *stream;  /* where the next line comes from; NULL: the whole file is in the text */
    size_t beyond; /* bytes of a line that is too long, beyond those in the text */
    int64_t line;  /* on which the row stands */
    size_t columns, needed;
    size_t column[CSV_MOST_NEEDED]; /* of each needed name */
    csv_field field[CSV_MOST_COLUMNS];
} csv;

/* Read the file and its first line; `name` are the needed columns. 1, or 0 with `why` set. Close it in any
 * case. */
int csv_open(csv *out, fault *why, const char *path, const char *const *name, size_t needed);

/* The same for a file whose rows are read as they arrive: of its text, memory holds one line at a time. */
int csv_open_stream(csv *out, fault *why, const char *path, const char *const *name, size_t needed);
void csv_close(csv *c);

/* Lines of a whole file after the first: rows cannot be more. */
size_t csv_most_rows(const csv *c);

/* Whether rows are left. In a stream it waits for the next row, or for the end. */
int csv_more(csv *c);

/* Whether a stream ended because it could not be read; 1 with `why` set. */
int csv_broken(const csv *c, fault *why);

/* The next row, after csv_more said that there is one. 1, or 0 with `why` set. */
int csv_next(csv *c, fault *why);

/* What the row has in the k-th of the needed columns. */
csv_field csv_get(const csv *c, size_t k);

int csv_is(csv_field f, const char *word);

/* A whole number of 0 .. most. 1, or 0 for anything else. */
int csv_whole(int64_t *out, csv_field f, int64_t most);

/* What stands in a field, short and printable, to be shown in a reason. */
enum { CSV_SHOWN = 40 };
const char *csv_shown(char out[CSV_SHOWN], csv_field f);

#endif
