/* Names in tables: cut or filled to a number of columns. */
#ifndef HASHSTAT_EXAMPLES_COLUMNS_H
#define HASHSTAT_EXAMPLES_COLUMNS_H

#include <stdio.h>

/* A name of UTF-8 in exactly so many columns, a character each: cut between characters, or blanks behind it. */
void columns_print(FILE *file, const char *name, int columns);

#endif
