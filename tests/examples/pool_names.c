/* Names to ids through a hash table: where labels are miners' addresses there are thousands of them. */
#include "pool_names.h"

#include <stdlib.h>
#include <string.h>

/* Bytes of the UTF-8 character at s, 0 if there is none: no control characters, no overlong form, no
 * surrogate. */
static size_t character(const unsigned char *s, size_t left) {
    size_t n = s[0] < 0x80 ? 1 : s[0] < 0xc2 ? 0 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : s[0] < 0xf5 ? 4 : 0;
    if (n == 0 || n > left || s[0] < ' ' || s[0] == 127) {
        return 0;
    }
    for (size_t i = 1; i < n; i++) {
        if ((s[i] & 0xc0) != 0x80) {
            return 0;
        }
    }
    if ((s[0] == 0xc2 && s[1] < 0xa0) || (s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f) ||
        (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f)) {
        return 0;
    }
    return n;
}

int pool_name_is_text(const char *text, size_t length) {
    for (size_t i = 0; i < length;) {
        size_t n = character((const unsigned char *)text + i, length - i);
        if (n == 0) {
            return 0;
        }
        i += n;
    }
    return 1;
}

/* The slot where the name is or would be (Fowler, Noll and Vo's hash, linear probing). */
static size_t find(const pool_names *names, const char *text, size_t length) {
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
    }
    size_t at = (size_t)(hash ^ hash >> 32) & (names->slots - 1);
    for (; names->slot[at] >= 0; at = (at + 1) & (names->slots - 1)) {
        const char *name = names->name[names->slot[at]];
        if (strlen(name) == length && memcmp(name, text, length) == 0) {
            break;
        }
    }
    return at;
}

/* Room for one more name. */
static int grow(pool_names *names) {
    if (names->slots > 2 * ((size_t)names->count + 1)) {
        return 1;
    }
    size_t slots = names->slots ? names->slots * 2 : 64;
    int32_t *slot = malloc(slots * sizeof *slot);
    char **name = realloc(names->name, slots / 2 * sizeof *name);
    if (name) {
        names->name = name;
    }
    if (!slot || !name) {
        free(slot);
        return 0;
    }
    free(names->slot);
    names->slot = slot;
    names->slots = slots;
    memset(slot, 0xff, slots * sizeof *slot);
    for (int32_t i = 0; i < names->count; i++) {
        slot[find(names, name[i], strlen(name[i]))] = i;
    }
    return 1;
}

int pool_names_id(pool_names *names, int32_t *id, const char *text, size_t length) {
    if (!grow(names)) {
        return POOL_NAME_NO_MEMORY;
    }
    size_t at = find(names, text, length);
    if (names->slot[at] < 0) {
        if (!pool_name_is_text(text, length)) {
            return POOL_NAME_NOT_TEXT;
        }
        char *name = malloc(length + 1);
        if (!name) {
            return POOL_NAME_NO_MEMORY;
        }
        memcpy(name, text, length);
        name[length] = '\0';
        names->name[names->count] = name;
        names->slot[at] = names->count++;
    }
    *id = names->slot[at];
    return POOL_NAME_KNOWN;
}

char **pool_names_take(pool_names *names, int32_t *count) {
    char **name = names->name;
    *count = names->count;
    free(names->slot);
    memset(names, 0, sizeof *names);
    return name;
}
