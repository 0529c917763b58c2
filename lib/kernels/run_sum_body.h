/* The sum of one run as two exact parts, as an inline body for the kernels that walk over runs.
 *
 * The sums are exact, so that it is no matter in which lanes and in which order they are made. The portable
 * body has 32 lanes, because gcc keeps an inner loop of that length and turns it into vectors; shorter ones
 * it unrolls, and then it finds no vectors in them. That for AVX2 serves AVX-512 too, whose wider registers
 * gain little on runs of a few dozen. */
#ifndef HST_KERNELS_RUN_SUM_BODY_H
#define HST_KERNELS_RUN_SUM_BODY_H

#include "fetch.h"
#include "keep.h"
#include "vector4.h"

/* So many elements behind a run must be readable; what they are is no matter. */
enum { HST__RUN_LANES = HST__KEEP_LANES };

/* Bytes between what is added and what is asked for: those of a whole batch of runs. */
enum { HST__RUN_AHEAD = 16384 };

typedef struct hst__run_parts {
    double high;
    double low;
} hst__run_parts;

/* Sums of 32 lanes into the first four. */
static inline void hst__run_fold(double *lane) {
    int k;
    for (k = 0; k < 16; ++k) {
        lane[k] += lane[k + 16];
    }
    for (k = 0; k < 8; ++k) {
        lane[k] += lane[k + 8];
    }
    for (k = 0; k < 4; ++k) {
        lane[k] += lane[k + 4];
    }
}

static inline hst__run_parts hst__run_sum_portable(const double *x, int64_t n, double shifter) {
    double upper[HST__RUN_LANES] = {0};
    double lower[HST__RUN_LANES] = {0};
    const uint64_t *keep;
    hst__run_parts sum;
    int k;
    for (; n >= HST__RUN_LANES; n -= HST__RUN_LANES, x += HST__RUN_LANES) {
        for (k = 0; k < HST__RUN_LANES; ++k) {
            double part = (x[k] + shifter) - shifter;
            upper[k] += part;
            lower[k] += x[k] - part;
        }
    }
    keep = hst__keep + HST__RUN_LANES - n;
    for (k = 0; k < HST__RUN_LANES; ++k) {
        double kept = hst__kept_or(x + k, keep[k], 0);
        double part = (kept + shifter) - shifter;
        upper[k] += part;
        lower[k] += kept - part;
    }
    hst__run_fold(upper);
    hst__run_fold(lower);
    sum.high = (upper[0] + upper[1]) + (upper[2] + upper[3]);
    sum.low = (lower[0] + lower[1]) + (lower[2] + lower[3]);
    return sum;
}

#if HST__X86_PATHS

typedef struct hst__parts4 {
    hst__vector4 upper, lower;
} hst__parts4;

static HST__AVX2 HST__BODY hst__vector4 hst__kept4(const double *x, const uint64_t *keep) {
    return (hst__vector4)((hst__mask4)hst__load4(x) & hst__load_mask4(keep));
}

static HST__AVX2 HST__BODY void hst__add4(hst__parts4 *sum, hst__vector4 x, hst__vector4 shifter) {
    hst__vector4 part = (x + shifter) - shifter;
    sum->upper += part;
    sum->lower += x - part;
}

static HST__AVX2 HST__BODY hst__run_parts hst__run_sum4(const double *x, int64_t n, double shifter) {
    hst__vector4 m = {shifter, shifter, shifter, shifter};
    hst__parts4 a = {{0}, {0}};
    hst__parts4 b = {{0}, {0}};
    const uint64_t *keep;
    hst__run_parts sum;
    for (; n >= 16; n -= 16, x += 16) {
        hst__fetch(x, HST__RUN_AHEAD);
        hst__fetch(x, HST__RUN_AHEAD + HST__FETCH_LINE);
        hst__add4(&a, hst__load4(x), m);
        hst__add4(&b, hst__load4(x + 4), m);
        hst__add4(&a, hst__load4(x + 8), m);
        hst__add4(&b, hst__load4(x + 12), m);
    }
    keep = hst__keep + HST__RUN_LANES - n;
    hst__add4(&a, hst__kept4(x, keep), m);
    hst__add4(&b, hst__kept4(x + 4, keep + 4), m);
    hst__add4(&a, hst__kept4(x + 8, keep + 8), m);
    hst__add4(&b, hst__kept4(x + 12, keep + 12), m);
    a.upper += b.upper;
    a.lower += b.lower;
    sum.high = (a.upper[0] + a.upper[2]) + (a.upper[1] + a.upper[3]);
    sum.low = (a.lower[0] + a.lower[2]) + (a.lower[1] + a.lower[3]);
    return sum;
}

#endif

#endif
