/* The arithmetic that every number of this library rests on: IEEE double, each operation rounded once.
 * A compiler that may fuse a*b+c or reorder a sum would change results from one machine to the next, so the
 * sources themselves switch that off, also where they are built without our build files. */
#ifndef HST_KERNELS_STRICT_H
#define HST_KERNELS_STRICT_H

#include <float.h>

#if defined(__FAST_MATH__)
#error "hashstat must not be built with -ffast-math: exact sums and NaN tests would silently break"
#endif
/* 1 (s390x in strict C) widens float alone, which nothing here is. */
#if defined(FLT_EVAL_METHOD) && FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 1
#error "hashstat needs double arithmetic without excess precision (on i386: -msse2 -mfpmath=sse)"
#endif

#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
#pragma GCC optimize("fp-contract=off")
#endif

#endif
