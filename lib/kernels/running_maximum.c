/* The plain loop waits for each comparison, and compilers find no vectors in it. Inside a register three
 * steps do (or two, for four values): the larger of each value and its neighbour, then of those two and
 * the two before, then of four and four. So the only thing that is waited for is one comparison a
 * register: that of the maximum so far with the last of the register. */
#include "running_maximum.h"

#include <math.h> /* INFINITY only */

#if HST__X86_PATHS
#include <immintrin.h>
#endif

/* From i on. */
static void finish(double *m, const double *x, int64_t i, int64_t n, double before) {
    for (; i < n; ++i) {
        before = x[i] > before ? x[i] : before;
        m[i] = before;
    }
}

static void running_maximum_portable(double *m, const double *x, int64_t n, double before) {
    finish(m, x, 0, n, before);
}

#if HST__X86_PATHS
/* Of two the instruction takes the second if either is a NaN: so a missing value becomes minus infinity. */
static HST__AVX2 void running_maximum_avx2(double *m, const double *x, int64_t n, double before) {
    __m256d nothing = _mm256_set1_pd(-INFINITY);
    __m256d top = _mm256_set1_pd(before);
    int64_t i;
    for (i = 0; n - i >= 4; i += 4) {
        __m256d v = _mm256_max_pd(_mm256_loadu_pd(x + i), nothing);
        v = _mm256_max_pd(v, _mm256_permute_pd(v, 0));        /* from 0 0 2 2 */
        v = _mm256_max_pd(v, _mm256_permute4x64_pd(v, 0x54)); /* from 0 1 1 1 */
        _mm256_storeu_pd(m + i, _mm256_max_pd(v, top));
        top = _mm256_max_pd(top, _mm256_permute4x64_pd(v, 0xff));
    }
    finish(m, x, i, n, _mm256_cvtsd_f64(top));
}

static HST__AVX512 void running_maximum_avx512(double *m, const double *x, int64_t n, double before) {
    const __m512i back1 = _mm512_setr_epi64(0, 0, 1, 2, 3, 4, 5, 6);
    const __m512i back2 = _mm512_setr_epi64(0, 1, 0, 1, 2, 3, 4, 5);
    const __m512i back4 = _mm512_setr_epi64(0, 1, 2, 3, 0, 1, 2, 3);
    const __m512i last = _mm512_set1_epi64(7);
    __m512d nothing = _mm512_set1_pd(-INFINITY);
    __m512d top = _mm512_set1_pd(before);
    int64_t i;
    for (i = 0; n - i >= 8; i += 8) {
        __m512d v = _mm512_max_pd(_mm512_loadu_pd(x + i), nothing);
        v = _mm512_max_pd(v, _mm512_permutexvar_pd(back1, v));
        v = _mm512_max_pd(v, _mm512_permutexvar_pd(back2, v));
        v = _mm512_max_pd(v, _mm512_permutexvar_pd(back4, v));
        _mm512_storeu_pd(m + i, _mm512_max_pd(v, top));
        top = _mm512_max_pd(top, _mm512_permutexvar_pd(last, v));
    }
    finish(m, x, i, n, _mm512_cvtsd_f64(top));
}
#endif

void hst__running_maximum_on(int path, double *m, const double *x, int64_t n, double before) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        running_maximum_avx512(m, x, n, before);
        return;
    }
    if (path == HST__PATH_AVX2) {
        running_maximum_avx2(m, x, n, before);
        return;
    }
#endif
    (void)path;
    running_maximum_portable(m, x, n, before);
}
