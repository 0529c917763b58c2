/* Option structs across releases. Each begins with uint32_t struct_size, flags and grows at its end. A caller
 * may be older than the library: what its struct lacks has its default. Or newer: what the library does not
 * know must be zero. `least` is the size of the struct in the first release that had it, `known` its size in
 * this one. */
#ifndef HST_KERNELS_OPTIONS_H
#define HST_KERNELS_OPTIONS_H

#include "strict.h"

#include <stdint.h>
#include <string.h>

static inline uint32_t hst__options_shared(uint32_t struct_size, uint32_t known) {
    return struct_size < known ? struct_size : known;
}

/* Fill the caller's struct_size bytes from `defaults`, with zeros behind. 0 if that is fewer than `least`. */
static inline int hst__options_init(void *options, uint32_t struct_size, const void *defaults, uint32_t least,
                                    uint32_t known) {
    if (struct_size < least) {
        return 0;
    }
    memset(options, 0, struct_size);
    memcpy(options, defaults, hst__options_shared(struct_size, known));
    memcpy(options, &struct_size, sizeof struct_size);
    return 1;
}

/* Read the caller's struct into `known` bytes at out, defaults where it has none. 0, with nothing written, if
 * it is shorter than `least`, has a flag not among `flags`, or asks for something in an unknown tail. */
static inline int hst__options_read_flags(void *out, const void *options, const void *defaults, uint32_t least,
                                          uint32_t known, uint32_t flags) {
    uint32_t head[2], i;
    memcpy(head, options, sizeof head);
    if (head[0] < least || (head[1] & ~flags) != 0) {
        return 0;
    }
    for (i = known; i < head[0]; ++i) {
        if (((const unsigned char *)options)[i] != 0) {
            return 0;
        }
    }
    memcpy(out, defaults, known);
    memcpy(out, options, hst__options_shared(head[0], known));
    return 1;
}

/* The same where no flag is known. */
static inline int hst__options_read(void *out, const void *options, const void *defaults, uint32_t least,
                                    uint32_t known) {
    return hst__options_read_flags(out, options, defaults, least, known, 0);
}

#endif
