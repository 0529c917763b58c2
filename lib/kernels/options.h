/* Option structs across releases. Each begins with uint32_t struct_size, flags and grows at its end. A caller
 * may be newer than the library: it says how much it knows, and what the library does not must be zero. */
#ifndef HST_KERNELS_OPTIONS_H
#define HST_KERNELS_OPTIONS_H

#include "strict.h"

#include <stdint.h>
#include <string.h>

/* Fill the caller's struct_size bytes: `known` of them from defaults, zeros behind. 0 if that is too few. */
static inline int hst__options_init(void *options, uint32_t struct_size, const void *defaults,
                                    uint32_t known) {
    if (struct_size < known) {
        return 0;
    }
    memset(options, 0, struct_size);
    memcpy(options, defaults, known);
    memcpy(options, &struct_size, sizeof struct_size);
    return 1;
}

/* 1 if the options can be read as those `known` bytes: no flag set, and nothing asked for in the tail. */
static inline int hst__options_known(const void *options, uint32_t known) {
    uint32_t head[2], i;
    memcpy(head, options, sizeof head);
    if (head[0] < known || head[1] != 0) {
        return 0;
    }
    for (i = known; i < head[0]; ++i) {
        if (((const unsigned char *)options)[i] != 0) {
            return 0;
        }
    }
    return 1;
}

#endif
