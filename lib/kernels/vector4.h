/* Four doubles in one register of AVX2, for loops over a few dozen elements. Compilers find vectors in long
 * loops by themselves; around short ones they build so much that the plain loop is as fast. */
#ifndef HST_KERNELS_VECTOR4_H
#define HST_KERNELS_VECTOR4_H

#include "path.h"

#if HST__X86_PATHS

#include <string.h>

typedef double hst__vector4 __attribute__((vector_size(32)));
typedef int64_t hst__mask4 __attribute__((vector_size(32)));

static HST__AVX2 HST__BODY hst__vector4 hst__load4(const double *x) {
    hst__vector4 v;
    memcpy(&v, x, sizeof v);
    return v;
}

static HST__AVX2 HST__BODY hst__mask4 hst__load_mask4(const uint64_t *mask) {
    hst__mask4 m;
    memcpy(&m, mask, sizeof m);
    return m;
}

static HST__AVX2 HST__BODY hst__mask4 hst__load_int4(const int64_t *x) {
    hst__mask4 v;
    memcpy(&v, x, sizeof v);
    return v;
}

/* The instructions themselves: of two, b if either is a NaN. */
static HST__AVX2 HST__BODY hst__vector4 hst__smaller4(hst__vector4 a, hst__vector4 b) {
    return __builtin_ia32_minpd256(a, b);
}

static HST__AVX2 HST__BODY hst__vector4 hst__larger4(hst__vector4 a, hst__vector4 b) {
    return __builtin_ia32_maxpd256(a, b);
}

#endif

#endif
