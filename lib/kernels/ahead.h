/* Asking memory for what a loop over blocks will read soon. A processor does so by itself while it reads on,
 * but it stops wherever a block is finished off. */
#ifndef HST_KERNELS_AHEAD_H
#define HST_KERNELS_AHEAD_H

#include "strict.h"

#include <stdint.h>

#include "path.h"

enum { HST__AHEAD = 1024 /* doubles: what memory takes to answer, several times */ };

/* For `count` doubles that lie HST__AHEAD behind x, a multiple of 8. They may lie past the end: it is only a
 * hint, and its address no pointer that would have to point into something. */
static HST__BODY void hst__ask_ahead(const double *x, int count) {
#if defined(__GNUC__)
    uintptr_t at = (uintptr_t)x + HST__AHEAD * sizeof *x;
    int k;
    for (k = 0; k < count; k += 8) {
        __builtin_prefetch((const void *)(at + (uintptr_t)k * sizeof *x));
    }
#else
    (void)x;
    (void)count;
#endif
}

#endif
