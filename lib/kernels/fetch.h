/* Asking memory for what will be read soon, where the processor does not foresee it. */
#ifndef HST_KERNELS_FETCH_H
#define HST_KERNELS_FETCH_H

#include "strict.h"

#include <stdint.h>

enum { HST__FETCH_LINE = 64 }; /* bytes that come at once, at least */

/* The address may lie behind an array, where it does nothing; by integers, as no pointer may. */
static inline void hst__fetch(const void *p, int64_t bytes) {
#if defined(__GNUC__)
    __builtin_prefetch((const void *)((uintptr_t)p + (uintptr_t)bytes));
#else
    (void)p;
    (void)bytes;
#endif
}

#endif
