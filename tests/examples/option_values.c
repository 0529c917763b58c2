/* Values of options. */
#include "option_values.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* strtod alone would also take blanks, "nan", "inf" and hexadecimal. */
int decimal_begin(double *out, const char *text, const char **end) {
    size_t length = strspn(text, "0123456789.eE-+");
    char *stop = NULL;
    *out = strtod(text, &stop);
    *end = stop;
    return length > 0 && (size_t)(stop - text) <= length && *out >= 0 && isfinite(*out);
}

int decimal_parse(double *out, const char *text) {
    const char *end = NULL;
    return decimal_begin(out, text, &end) && end != text && *end == '\0';
}

int fraction_parse(double *out, const char *text) {
    return decimal_parse(out, text) && *out <= 1;
}

int level_parse(double *out, const char *text) {
    return fraction_parse(out, text) && *out >= 1e-12 && *out <= 1 - 1e-12;
}

int file_name_parse(const char **out, const char *text) {
    *out = text;
    return *text != '\0' && strncmp(text, "--", 2) != 0;
}
