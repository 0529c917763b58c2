/* A truth that the compiler may not make a branch of. Where data decide, half of the branches are guessed
 * wrong, at the price of ten comparisons each; a number that is added or masked costs one. But compilers turn
 * such a number back into a branch (clang 14 does so in loops), unless it seems to come from elsewhere. */
#ifndef HST_KERNELS_UNBRANCHED_H
#define HST_KERNELS_UNBRANCHED_H

#include "strict.h"

#include <stddef.h>
#include <stdint.h>

/* 0 or 1, as truth is. */
static inline int64_t hst__unbranched(int truth) {
    size_t one = (size_t)truth; /* as wide as a register */
#if defined(__GNUC__)
    __asm__("" : "+r"(one));
#endif
    return (int64_t)one;
}

/* a for 0, b for 1. */
static inline int64_t hst__either(int64_t a, int64_t b, int64_t truth) {
    return a + ((b - a) & (0 - truth));
}

#endif
