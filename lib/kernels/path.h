/* One function in several instruction sets.
 *
 * A kernel that gains from wide vectors is written once, in portable C, as an inline body:
 *
 *     static HST__BODY double largest(const double *x, int64_t n) { ... }
 *
 *     static double largest_portable(const double *x, int64_t n) { return largest(x, n); }
 *     #if HST__X86_PATHS
 *     static HST__AVX2 double largest_avx2(const double *x, int64_t n) { return largest(x, n); }
 *     static HST__AVX512 double largest_avx512(const double *x, int64_t n) { return largest(x, n); }
 *     #endif
 *
 *     double hst__largest_on(int path, const double *x, int64_t n) {
 *     #if HST__X86_PATHS
 *         if (path == HST__PATH_AVX512) {
 *             return largest_avx512(x, n);
 *         }
 *         if (path == HST__PATH_AVX2) {
 *             return largest_avx2(x, n);
 *         }
 *     #endif
 *         (void)path;
 *         return largest_portable(x, n);
 *     }
 *
 * The library calls it with hst__path(), which the loader binds once to the best that the processor has; a
 * test calls it with every path up to that. All paths give the same bits: the arithmetic is that of the body,
 * contraction is off (strict.h), and a body whose lanes are written out does not depend on how many of them
 * one register holds.
 *
 * Compile with -DHST__PATH_FIXED=0, 1 or 2 to have a whole library of one path. */
#ifndef HST_KERNELS_PATH_H
#define HST_KERNELS_PATH_H

#include "strict.h"

#include <stdint.h> /* with glibc this also says __GLIBC__ */

enum { HST__PATH_PORTABLE = 0, HST__PATH_AVX2 = 1, HST__PATH_AVX512 = 2 };

/* The loader's help (ifunc) is glibc's; elsewhere the portable path is the only one. */
#if defined(__x86_64__) && defined(__ELF__) && defined(__GLIBC__) && defined(__GNUC__)
#define HST__X86_PATHS 1
#else
#define HST__X86_PATHS 0
#endif

#if defined(__GNUC__)
#define HST__BODY inline __attribute__((always_inline))
#else
#define HST__BODY inline
#endif

#if HST__X86_PATHS
#define HST__AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt")))
#if defined(__clang__)
#define HST__AVX512                                                                                          \
    __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx512cd,avx2,bmi,bmi2,popcnt,lzcnt")))
#else
#define HST__AVX512                                                                                          \
    __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx512cd,avx2,bmi,bmi2,popcnt,lzcnt,"          \
                          "prefer-vector-width=512")))
#endif
#endif

typedef int hst__path_function(void);

/* The best path of this processor: the same number at every call, for the price of a call. */
hst__path_function hst__path;

#if HST__X86_PATHS && !defined(HST__PATH_FIXED)
/* What the choice rests on, apart for the tests. */
typedef struct hst__cpu {
    uint32_t leaf1;    /* ecx of CPUID leaf 1 */
    uint32_t extended; /* ecx of leaf 0x80000001 */
    uint32_t leaf7;    /* ebx of leaf 7 */
    uint32_t saved;    /* XCR0, low half */
} hst__cpu;

/* Hidden, also where the library is built without our flags: the resolver calls them before the loader has
 * bound a call between libraries, and what might be replaced from outside is called that way. */
__attribute__((visibility("hidden"))) hst__path_function *hst__path_of(const hst__cpu *cpu);
__attribute__((visibility("hidden"))) uint32_t hst__cpu_saved(uint32_t leaf1);
#endif

#endif
