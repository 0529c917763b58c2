/* Golden rows: a CSV below tests/data whose '#' lines say where the numbers come from, then a line of
 * column names, then rows. A missing file, a missing column, a cell that is not a number or a file without
 * rows fails the test, naming file and line. Cells are plain: no quotes, no commas inside. */
#ifndef HASHSTAT_TESTS_GOLDEN_H
#define HASHSTAT_TESTS_GOLDEN_H

#include <stdint.h>

typedef struct golden golden;

/* name is relative to tests/data, such as "rate/garwood.csv". */
golden *golden_open(const char *name);

/* 1 while there is a row, 0 after the last. */
int golden_next(golden *g);

/* A cell of this row: a decimal or hexadecimal double, inf, -inf or nan. */
double golden_number(const golden *g, const char *column);
/* Decimal, or hexadecimal after 0x. */
int64_t golden_integer(const golden *g, const char *column);
/* Numbers between spaces, no more than cap of them; returns how many there are. */
int64_t golden_series(const golden *g, const char *column, double *out, int64_t cap);
/* Good until the next row. */
const char *golden_text(const golden *g, const char *column);

/* 1 if the cell is empty, which golden_number and golden_integer would refuse. */
int golden_is_empty(const golden *g, const char *column);

void golden_close(golden *g);

#endif
