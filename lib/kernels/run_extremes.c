/* Lanes as in run_sums.c. A NaN compares false with anything, here and in the instructions of AVX2, so that
 * it is never taken: what lies behind the end of a run is turned into one. */
#include "run_extremes.h"

#include <math.h> /* INFINITY only */

#include "keep.h"
#include "run_sums.h"
#include "vector4.h"

enum { LANES = HST__RUN_LANES };

static inline void fold(double *least, double *most, int width) {
    int k;
    for (k = 0; k < width; ++k) {
        least[k] = hst__smaller(least[k + width], least[k]);
        most[k] = hst__larger(most[k + width], most[k]);
    }
}

static void run_extremes_portable(double *least, double *most, const double *x, const int64_t *at,
                                  int64_t runs) {
    int64_t r;
    for (r = 0; r < runs; ++r) {
        double low[LANES];
        double high[LANES];
        int64_t i = at[r];
        const uint64_t *keep;
        int k;
        for (k = 0; k < LANES; ++k) {
            low[k] = INFINITY;
            high[k] = -INFINITY;
        }
        for (; at[r + 1] - i >= LANES; i += LANES) {
            for (k = 0; k < LANES; ++k) {
                low[k] = hst__smaller(x[i + k], low[k]);
                high[k] = hst__larger(x[i + k], high[k]);
            }
        }
        keep = hst__keep + LANES - (at[r + 1] - i);
        for (k = 0; k < LANES; ++k) {
            double kept = hst__kept_or(x + i + k, keep[k], UINT64_MAX);
            low[k] = hst__smaller(kept, low[k]);
            high[k] = hst__larger(kept, high[k]);
        }
        for (k = LANES / 2; k > 0; k /= 2) {
            fold(low, high, k);
        }
        least[r] = low[0];
        most[r] = high[0];
    }
}

#if HST__X86_PATHS
typedef struct extremes4 {
    hst__vector4 low, high;
} extremes4;

static HST__AVX2 HST__BODY void take4(extremes4 *e, hst__vector4 x) {
    e->low = hst__smaller4(x, e->low);
    e->high = hst__larger4(x, e->high);
}

static HST__AVX2 HST__BODY hst__vector4 kept4(const double *x, const uint64_t *keep) {
    return (hst__vector4)((hst__mask4)hst__load4(x) | ~hst__load_mask4(keep));
}

static HST__AVX2 void run_extremes_avx2(double *least, double *most, const double *x, const int64_t *at,
                                        int64_t runs) {
    const extremes4 nothing = {{INFINITY, INFINITY, INFINITY, INFINITY},
                               {-INFINITY, -INFINITY, -INFINITY, -INFINITY}};
    int64_t r;
    for (r = 0; r < runs; ++r) {
        extremes4 a = nothing;
        extremes4 b = nothing;
        int64_t i = at[r];
        const uint64_t *keep;
        for (; at[r + 1] - i >= 8; i += 8) {
            take4(&a, hst__load4(x + i));
            take4(&b, hst__load4(x + i + 4));
        }
        keep = hst__keep + LANES - (at[r + 1] - i);
        take4(&a, kept4(x + i, keep));
        take4(&b, kept4(x + i + 4, keep + 4));
        a.low = hst__smaller4(a.low, b.low);
        a.high = hst__larger4(a.high, b.high);
        least[r] = hst__smaller(hst__smaller(a.low[0], a.low[2]), hst__smaller(a.low[1], a.low[3]));
        most[r] = hst__larger(hst__larger(a.high[0], a.high[2]), hst__larger(a.high[1], a.high[3]));
    }
}
#endif

void hst__run_extremes_on(int path, double *least, double *most, const double *x, const int64_t *at,
                          int64_t runs) {
#if HST__X86_PATHS
    if (path != HST__PATH_PORTABLE) {
        run_extremes_avx2(least, most, x, at, runs);
        return;
    }
#endif
    (void)path;
    run_extremes_portable(least, most, x, at, runs);
}

void hst__run_extremes(double *least, double *most, const double *x, const int64_t *at, int64_t runs) {
    hst__run_extremes_on(hst__path(), least, most, x, at, runs);
}
