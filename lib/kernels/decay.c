/* z = k - f with a whole k and |f| <= 1/2, so that 2^-z = 2^-k 2^f. With g = 2^f - 1 from its series, both
 *
 *     keep = 2^-k + 2^-k g,   take = (1 - 2^-k) - 2^-k g
 *
 * are rounded once more, and for k = 0 take is -g itself: nothing cancels where little is taken. */
#include "decay.h"

#include "fixed.h"

#define MOST 1000.0

/* ln(2)^i / i!, i = 1 .. 13. The next term would add (ln(2)/2)^13 / 14! = 1.2e-17 of the sum. */
static const double series[] = {0x1.62e42fefa39efp-1,  0x1.ebfbdff82c58fp-3,  0x1.c6b08d704a0c0p-5,
                                0x1.3b2ab6fba4e77p-7,  0x1.5d87fe78a6731p-10, 0x1.430912f86c787p-13,
                                0x1.ffcbfc588b0c7p-17, 0x1.62c0223a5c824p-20, 0x1.b5253d395e7c4p-24,
                                0x1.e4cf5158b8ecap-28, 0x1.e8cac7351bb25p-32, 0x1.c3bd650fc2986p-36,
                                0x1.816193166d0f9p-40};
enum { TERMS = sizeof series / sizeof series[0] };

/* Any 64 bits as a double, in halves that vector units can turn into doubles: the low one in the bits of
 * 2^52, the high one in those of 2^84. */
static HST__BODY double double_of(uint64_t k) {
    double low = hst__from_bits((k & UINT32_MAX) | UINT64_C(0x433) << 52) - 0x1p52;
    double high = hst__from_bits((k >> 32) | UINT64_C(0x453) << 52) - 0x1p84;
    return high + low;
}

static HST__BODY void decay(double *keep, double *take, const uint64_t *lapse, int64_t n, double rate) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        double z = double_of(lapse[i]) * rate;
        uint64_t is_long = hst__is_less(MOST, z);
        double held = hst__chosen(is_long, z, MOST);
        double k = hst__rounded(held);
        double f = k - held;
        double g = series[TERMS - 1];
        double power = hst__from_bits((1023 - hst__integer(k)) << 52);
        int term;
        for (term = TERMS - 2; term >= 0; --term) {
            g = g * f + series[term];
        }
        g = power * (g * f);
        keep[i] = hst__chosen(is_long, power + g, 0);
        take[i] = (1 - power) - g;
    }
}

static void decay_portable(double *keep, double *take, const uint64_t *lapse, int64_t n, double rate) {
    decay(keep, take, lapse, n, rate);
}

#if HST__X86_PATHS
static HST__AVX2 void decay_avx2(double *keep, double *take, const uint64_t *lapse, int64_t n, double rate) {
    decay(keep, take, lapse, n, rate);
}

static HST__AVX512 void decay_avx512(double *keep, double *take, const uint64_t *lapse, int64_t n,
                                     double rate) {
    decay(keep, take, lapse, n, rate);
}
#endif

void hst__decay_on(int path, double *keep, double *take, const uint64_t *lapse, int64_t n, double rate) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        decay_avx512(keep, take, lapse, n, rate);
        return;
    }
    if (path == HST__PATH_AVX2) {
        decay_avx2(keep, take, lapse, n, rate);
        return;
    }
#endif
    (void)path;
    decay_portable(keep, take, lapse, n, rate);
}

void hst__decay(double *keep, double *take, const uint64_t *lapse, int64_t n, double rate) {
    hst__decay_on(hst__path(), keep, take, lapse, n, rate);
}
