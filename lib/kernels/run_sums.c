/* The sums are exact, so that it is no matter in which lanes and in which order they are made. The portable
 * body has as many lanes as rising.c, for the same reason; that for AVX2 serves AVX-512 too, whose wider
 * registers gain nothing on runs of a few dozen. */
#include "run_sums.h"

#include "keep.h"
#include "vector4.h"

enum { LANES = HST__RUN_LANES };

/* Sums of 32 lanes into the first four. */
static inline void fold(double *lane) {
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

static void run_sums_portable(double *high, double *low, const double *x, const int64_t *at, int64_t runs,
                              double shifter) {
    int64_t r;
    for (r = 0; r < runs; ++r) {
        double upper[LANES] = {0};
        double lower[LANES] = {0};
        int64_t i = at[r];
        const uint64_t *keep;
        int k;
        for (; at[r + 1] - i >= LANES; i += LANES) {
            for (k = 0; k < LANES; ++k) {
                double part = (x[i + k] + shifter) - shifter;
                upper[k] += part;
                lower[k] += x[i + k] - part;
            }
        }
        keep = hst__keep + LANES - (at[r + 1] - i);
        for (k = 0; k < LANES; ++k) {
            double kept = hst__kept_or(x + i + k, keep[k], 0);
            double part = (kept + shifter) - shifter;
            upper[k] += part;
            lower[k] += kept - part;
        }
        fold(upper);
        fold(lower);
        high[r] = (upper[0] + upper[1]) + (upper[2] + upper[3]);
        low[r] = (lower[0] + lower[1]) + (lower[2] + lower[3]);
    }
}

#if HST__X86_PATHS
typedef struct parts4 {
    hst__vector4 upper, lower;
} parts4;

static HST__AVX2 HST__BODY void add4(parts4 *sum, hst__vector4 x, hst__vector4 shifter) {
    hst__vector4 part = (x + shifter) - shifter;
    sum->upper += part;
    sum->lower += x - part;
}

static HST__AVX2 void run_sums_avx2(double *high, double *low, const double *x, const int64_t *at, int64_t runs,
                                    double shifter) {
    hst__vector4 m = {shifter, shifter, shifter, shifter};
    int64_t r;
    for (r = 0; r < runs; ++r) {
        parts4 a = {{0}, {0}};
        parts4 b = {{0}, {0}};
        int64_t i = at[r];
        const uint64_t *keep;
        for (; at[r + 1] - i >= 8; i += 8) {
            add4(&a, hst__load4(x + i), m);
            add4(&b, hst__load4(x + i + 4), m);
        }
        keep = hst__keep + LANES - (at[r + 1] - i);
        add4(&a, (hst__vector4)((hst__mask4)hst__load4(x + i) & hst__load_mask4(keep)), m);
        add4(&b, (hst__vector4)((hst__mask4)hst__load4(x + i + 4) & hst__load_mask4(keep + 4)), m);
        a.upper += b.upper;
        a.lower += b.lower;
        high[r] = (a.upper[0] + a.upper[2]) + (a.upper[1] + a.upper[3]);
        low[r] = (a.lower[0] + a.lower[2]) + (a.lower[1] + a.lower[3]);
    }
}
#endif

void hst__run_sums_on(int path, double *high, double *low, const double *x, const int64_t *at, int64_t runs,
                      const hst__split *split) {
#if HST__X86_PATHS
    if (path != HST__PATH_PORTABLE) {
        run_sums_avx2(high, low, x, at, runs, split->shifter);
        return;
    }
#endif
    (void)path;
    run_sums_portable(high, low, x, at, runs, split->shifter);
}

void hst__run_sums(double *high, double *low, const double *x, const int64_t *at, int64_t runs,
                   const hst__split *split) {
    hst__run_sums_on(hst__path(), high, low, x, at, runs, split);
}

/* ---- means ------------------------------------------------------------------------------------- */

static HST__BODY void run_means(double *mean, double *doubt, const double *high, const double *low,
                                const double *n, int64_t runs) {
    int64_t r;
    for (r = 0; r < runs; ++r) {
        hst__likely likely = hst__likely_mean(high[r], low[r], n[r]);
        mean[r] = likely.value;
        doubt[r] = likely.doubt;
    }
}

static void run_means_portable(double *mean, double *doubt, const double *high, const double *low,
                               const double *n, int64_t runs) {
    run_means(mean, doubt, high, low, n, runs);
}

#if HST__X86_PATHS
static HST__AVX2 void run_means_avx2(double *mean, double *doubt, const double *high, const double *low,
                                     const double *n, int64_t runs) {
    run_means(mean, doubt, high, low, n, runs);
}
#endif

void hst__run_means_on(int path, double *mean, double *doubt, const double *high, const double *low,
                       const double *n, int64_t runs) {
#if HST__X86_PATHS
    if (path != HST__PATH_PORTABLE) {
        run_means_avx2(mean, doubt, high, low, n, runs);
        return;
    }
#endif
    (void)path;
    run_means_portable(mean, doubt, high, low, n, runs);
}

void hst__run_means(double *mean, double *doubt, const double *high, const double *low, const double *n,
                    int64_t runs) {
    hst__run_means_on(hst__path(), mean, doubt, high, low, n, runs);
}
