/* Which instruction sets the processor has. CPUID in a virtual machine costs microseconds, so it is asked
 * once, by the loader: an ifunc is bound to one of three functions that return a constant, and nothing that
 * may be written is left behind. The compilers' own ways (target_clones, __builtin_cpu_supports) bring a
 * writable __cpu_model and visible resolvers along. */
#include "path.h"

#if !HST__X86_PATHS || defined(HST__PATH_FIXED)

#ifndef HST__PATH_FIXED
#define HST__PATH_FIXED HST__PATH_PORTABLE
#endif

int hst__path(void) {
    return HST__PATH_FIXED;
}

#else

#include <cpuid.h>

/* A resolver runs while the program is being linked, before a sanitizer or a fuzzer is ready. Nothing but the
 * loader calls it, which clang 14 takes for nothing at all. */
#if defined(__clang__)
#define UNWATCHED __attribute__((used, no_sanitize("address", "undefined", "coverage"), no_stack_protector))
#else
#define UNWATCHED __attribute__((used, no_sanitize_address, no_sanitize_undefined))
#endif

/* Bits of CPUID and of XCR0, by Intel's Software Developer's Manual, volume 2A, CPUID. */
enum {
    LEAF1 = 1 << 27 | 1 << 23,             /* ecx: osxsave, popcnt */
    LEAF1_OSXSAVE = 1 << 27,
    LZCNT = 1 << 5,                        /* leaf 0x80000001, ecx */
    LEAF7_AVX2 = 1 << 5 | 1 << 3 | 1 << 8, /* ebx: avx2, bmi, bmi2 */
    SAVED_256 = 0x06,                      /* xcr0: registers that the system saves */
    SAVED_512 = 0xe6
};
#define LEAF7_AVX512 UINT32_C(0xd0030000) /* ebx: avx512 f, dq, cd, bw, vl */

static int path_portable(void) {
    return HST__PATH_PORTABLE;
}

static int path_avx2(void) {
    return HST__PATH_AVX2;
}

static int path_avx512(void) {
    return HST__PATH_AVX512;
}

UNWATCHED hst__path_function *hst__path_of(const hst__cpu *cpu) {
    int vectors = (cpu->leaf1 & LEAF1) == LEAF1 && (cpu->extended & LZCNT) != 0 &&
                  (cpu->leaf7 & LEAF7_AVX2) == LEAF7_AVX2 && (cpu->saved & SAVED_256) == SAVED_256;
    int wide = (cpu->leaf7 & LEAF7_AVX512) == LEAF7_AVX512 && (cpu->saved & SAVED_512) == SAVED_512;
    if (!vectors) {
        return path_portable;
    }
    return wide ? path_avx512 : path_avx2;
}

/* XGETBV is no instruction unless leaf 1 says so. */
UNWATCHED uint32_t hst__cpu_saved(uint32_t leaf1) {
    uint32_t low = 0;
    uint32_t high = 0;
    if (leaf1 & LEAF1_OSXSAVE) {
        __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    }
    return low;
}

/* A processor too old for leaf 7 answers with its highest leaf, which tells of no AVX either: leaf 1 says by
 * OSXSAVE, and what the system saves, whether vectors are there at all, and every processor with AVX2 has it. */
static UNWATCHED hst__path_function *choose_path(void) {
    hst__cpu cpu;
    uint32_t a, b, c, d;
    __cpuid(1, a, b, cpu.leaf1, d);
    __cpuid(0x80000001u, a, b, cpu.extended, d);
    __cpuid_count(7, 0, a, cpu.leaf7, c, d);
    cpu.saved = hst__cpu_saved(cpu.leaf1);
    return hst__path_of(&cpu);
}

int hst__path(void) __attribute__((ifunc("choose_path")));

#endif
