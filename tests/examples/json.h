/* Just enough to print one JSON object: commas, escapes, and numbers that read back as the same double. */
#ifndef HASHSTAT_EXAMPLES_JSON_H
#define HASHSTAT_EXAMPLES_JSON_H

#include <stdint.h>
#include <stdio.h>

typedef struct json {
    FILE *file;
    int depth;
    int begun; /* something stands in the innermost object or list, so that a comma comes next */
} json;

typedef enum json_kind { JSON_OBJECT, JSON_LIST } json_kind;

/* `key` is NULL inside a list and at the top. */
void json_open(json *j, const char *key, json_kind kind);
void json_close(json *j, json_kind kind);

/* As few digits as read back the same; null where it is not finite: JSON has neither infinity nor NaN. */
void json_number(json *j, const char *key, double value);
void json_integer(json *j, const char *key, int64_t value);
void json_boolean(json *j, const char *key, int value);
void json_null(json *j, const char *key);
void json_range(json *j, const char *key, double lower, double upper); /* an object of the two */
void json_string(json *j, const char *key, const char *text); /* UTF-8 */

#endif
