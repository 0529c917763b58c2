/* The pass in blocks that stay in the nearest cache. Counting is plain vector code; keeping is not, because
 * where a value goes depends on all before it. In portable C each value is written and the place moves on
 * only if it stays. AVX-512 has an instruction that closes the gaps in a register, and so does all in one
 * go. */
#include "sieve.h"

#include <string.h>

#include "path.h"
#include "scalar.h"

#if HST__X86_PATHS
#include <immintrin.h>
#endif

enum { BLOCK = 512 };

/* Twice the bits of an infinity: the sign is gone, and NaN lies above. */
#define INFINITE (UINT64_C(0xffe) << 52)

static HST__BODY void look_for_gaps(hst__sieve *s, const double *x, int n) {
    int64_t missing = 0;
    int64_t infinite = 0;
    int i;
    for (i = 0; i < n; ++i) {
        uint64_t twice = hst__bits_at(x + i) << 1;
        missing += twice > INFINITE;
        infinite += twice == INFINITE;
    }
    s->missing += missing;
    s->infinite |= infinite > 0;
}

static HST__BODY void count_bracket(hst__sieve *s, int b, uint8_t *stays, const double *x, int n) {
    double low = s->low[b];
    double high = s->high[b];
    uint8_t keeps = low < high;
    int64_t below = 0;
    int64_t inside = 0;
    int i;
    for (i = 0; i < n; ++i) {
        uint8_t in = (uint8_t)((x[i] >= low) & (x[i] <= high));
        below += x[i] < low;
        inside += in;
        stays[i] = (uint8_t)(stays[i] | (in & keeps));
    }
    s->below[b] += below;
    s->inside[b] += inside;
}

static HST__BODY void sieve_block(hst__sieve *s, double *kept, const double *x, int n) {
    uint8_t stays[BLOCK];
    int64_t place = s->kept;
    int b, i;
    memset(stays, 0, sizeof stays);
    look_for_gaps(s, x, n);
    for (b = 0; b < s->brackets; ++b) {
        count_bracket(s, b, stays, x, n);
    }
    for (i = 0; i < n; ++i) {
        kept[place] = x[i];
        place += stays[i];
    }
    s->kept = place;
}

/* From i on. */
static HST__BODY void sieve_rest(hst__sieve *s, double *kept, const double *x, int64_t i, int64_t n) {
    for (; i < n; i += BLOCK) {
        sieve_block(s, kept, x + i, (int)hst__least(BLOCK, n - i));
    }
}

static void sieve_portable(hst__sieve *s, double *kept, const double *x, int64_t n) {
    sieve_rest(s, kept, x, 0, n);
}

#if HST__X86_PATHS
static HST__AVX2 void sieve_avx2(hst__sieve *s, double *kept, const double *x, int64_t n) {
    sieve_rest(s, kept, x, 0, n);
}

/* What one pass counts, a lane each. */
typedef struct tally {
    __m512i reached[HST__SIEVE_BRACKETS]; /* at or above low */
    __m512i inside[HST__SIEVE_BRACKETS];
    __m512i missing;
    __mmask8 infinite;
} tally;

/* Eight values; returns which of them stay. */
static HST__BODY HST__AVX512 __mmask8 tally_eight(tally *t, const hst__sieve *s, int brackets, __m512d v) {
    const __m512i one = _mm512_set1_epi64(1);
    unsigned stays = 0;
    int b;
    t->missing = _mm512_mask_add_epi64(t->missing, _mm512_fpclass_pd_mask(v, 0x81), t->missing, one);
    t->infinite = (__mmask8)(t->infinite | _mm512_fpclass_pd_mask(v, 0x18));
    for (b = 0; b < brackets; ++b) {
        __m512d low = _mm512_set1_pd(s->low[b]);
        __m512d high = _mm512_set1_pd(s->high[b]);
        __mmask8 reached = _mm512_cmp_pd_mask(v, low, _CMP_GE_OQ);
        __mmask8 in = _mm512_mask_cmp_pd_mask(reached, v, high, _CMP_LE_OQ);
        t->reached[b] = _mm512_mask_add_epi64(t->reached[b], reached, t->reached[b], one);
        t->inside[b] = _mm512_mask_add_epi64(t->inside[b], in, t->inside[b], one);
        stays |= s->low[b] < s->high[b] ? in : 0u;
    }
    return (__mmask8)stays;
}

/* A register is stored whole: at most as many values are kept as were read, so that the store ends where the
 * reading does, at the latest. */
static HST__BODY HST__AVX512 void sieve_eights(hst__sieve *s, int brackets, double *kept, const double *x,
                                               int64_t n) {
    tally t = {.missing = _mm512_setzero_si512(), .infinite = 0};
    double *place = kept;
    int64_t i, missing;
    int b;
    for (b = 0; b < brackets; ++b) {
        t.reached[b] = t.inside[b] = _mm512_setzero_si512();
    }
    for (i = 0; i < n; i += 8) {
        __m512d v = _mm512_loadu_pd(x + i);
        __mmask8 stays = tally_eight(&t, s, brackets, v);
        _mm512_storeu_pd(place, _mm512_maskz_compress_pd(stays, v));
        place += __builtin_popcount(stays);
    }
    missing = _mm512_reduce_add_epi64(t.missing);
    for (b = 0; b < brackets; ++b) {
        s->below[b] = n - missing - _mm512_reduce_add_epi64(t.reached[b]);
        s->inside[b] = _mm512_reduce_add_epi64(t.inside[b]);
    }
    s->missing = missing;
    s->infinite = t.infinite != 0;
    s->kept = place - kept;
}

/* One bracket has a loop of its own, where all is in registers. */
static HST__AVX512 void sieve_avx512(hst__sieve *s, double *kept, const double *x, int64_t n) {
    int64_t whole = n - n % 8;
    if (s->brackets == 1) {
        sieve_eights(s, 1, kept, x, whole);
    } else {
        sieve_eights(s, s->brackets, kept, x, whole);
    }
    sieve_rest(s, kept, x, whole, n);
}
#endif

void hst__sieve_pass_on(int path, hst__sieve *sieve, double *kept, const double *x, int64_t n) {
    memset(sieve->below, 0, sizeof sieve->below);
    memset(sieve->inside, 0, sizeof sieve->inside);
    sieve->missing = sieve->kept = 0;
    sieve->infinite = 0;
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        sieve_avx512(sieve, kept, x, n);
        return;
    }
    if (path == HST__PATH_AVX2) {
        sieve_avx2(sieve, kept, x, n);
        return;
    }
#endif
    (void)path;
    sieve_portable(sieve, kept, x, n);
}

void hst__sieve_pass(hst__sieve *sieve, double *kept, const double *x, int64_t n) {
    hst__sieve_pass_on(hst__path(), sieve, kept, x, n);
}
