/* Names of pools to ids 0, 1, 2 ... in the order in which they appear. The library knows pools by id only. */
#ifndef HASHSTAT_EXAMPLES_POOL_NAMES_H
#define HASHSTAT_EXAMPLES_POOL_NAMES_H

#include <stddef.h>
#include <stdint.h>

/* All-zero is empty. */
typedef struct pool_names {
    char **name;
    int32_t count;
    int32_t *slot; /* hash table of ids, -1 = free */
    size_t slots;  /* a power of two, more than twice the count */
} pool_names;

enum { POOL_NAME_KNOWN, POOL_NAME_NOT_TEXT, POOL_NAME_NO_MEMORY };

/* The id of a name, a new one if it is new. A name must be UTF-8 without control characters, so that it can
 * be printed and put into JSON as it is. */
int pool_names_id(pool_names *names, int32_t *id, const char *text, size_t length);

/* Whether bytes are such a name. */
int pool_name_is_text(const char *text, size_t length);

/* Hand the names over to the caller, who frees each and the array; `names` is left empty. */
char **pool_names_take(pool_names *names, int32_t *count);

#endif
