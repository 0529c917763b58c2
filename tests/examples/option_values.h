/* Values that options of several programs take: text in, 1 and the value out, or 0 for anything else. */
#ifndef HASHSTAT_EXAMPLES_OPTION_VALUES_H
#define HASHSTAT_EXAMPLES_OPTION_VALUES_H

/* A finite number >= 0 at the beginning of text; `end` is set behind it. 1, or 0 for anything else. */
int decimal_begin(double *out, const char *text, const char **end);

/* The whole text is a finite number >= 0. */
int decimal_parse(double *out, const char *text);

/* The whole text is a number of 0 .. 1. */
int fraction_parse(double *out, const char *text);

/* A fraction at least 1e-12 above 0 and below 1, as the library takes a confidence. */
int level_parse(double *out, const char *text);

/* The name of a file, and no option in its place. */
int file_name_parse(const char **out, const char *text);

#endif
