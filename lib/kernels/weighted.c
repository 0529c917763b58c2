#include "weighted.h"

#include "exact_ratio.h"
#include "magnitudes.h"
#include "path.h"

enum { LANES = HST__WEIGHTED_LANES };

static inline void add_product(double *high, double *low, double p) {
    hst__twofold s = hst__two_sum(*high, p);
    *high = s.high;
    *low += s.low;
}

static inline void fold(double *high, double *low, int width) {
    int k;
    for (k = 0; k < width; ++k) {
        hst__twofold s = hst__two_sum(high[k], high[k + width]);
        high[k] = s.high;
        low[k] = (low[k] + low[k + width]) + s.low;
    }
}

/* With a weight of 26 bits the halves of x have exact products, which saves halving the weight. */
static HST__BODY hst__twofold weighted_sum(const double *x, const double *w, int64_t n) {
    double high[LANES] = {0};
    double low[LANES] = {0};
    int64_t i;
    int k;
    for (i = 0; i < n; i += LANES) {
        for (k = 0; k < LANES; ++k) {
            hst__twofold half = hst__halves(x[i + k]);
            add_product(&high[k], &low[k], half.high * w[i + k]);
            add_product(&high[k], &low[k], half.low * w[i + k]);
        }
    }
    fold(high, low, 16);
    fold(high, low, 8);
    fold(high, low, 4);
    fold(high, low, 2);
    fold(high, low, 1);
    return hst__two_sum(high[0], low[0]);
}

static hst__twofold weighted_sum_portable(const double *x, const double *w, int64_t n) {
    return weighted_sum(x, w, n);
}

#if HST__X86_PATHS
static HST__AVX2 hst__twofold weighted_sum_avx2(const double *x, const double *w, int64_t n) {
    return weighted_sum(x, w, n);
}

static HST__AVX512 hst__twofold weighted_sum_avx512(const double *x, const double *w, int64_t n) {
    return weighted_sum(x, w, n);
}
#endif

hst__twofold hst__weighted_sum_on(int path, const double *x, const double *w, int64_t n) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        return weighted_sum_avx512(x, w, n);
    }
    if (path == HST__PATH_AVX2) {
        return weighted_sum_avx2(x, w, n);
    }
#endif
    (void)path;
    return weighted_sum_portable(x, w, n);
}

hst__twofold hst__weighted_sum(const double *x, const double *w, int64_t n) {
    return hst__weighted_sum_on(hst__path(), x, w, n);
}

/* The remainder of a correctly rounded quotient is a double, so that it comes out exact. */
hst__twofold hst__weighted_pair(double a, double u, double b, double v, double t) {
    hst__twofold s = hst__twofold_add(hst__two_product(a, u), hst__two_product(b, v));
    double q = s.high / t;
    hst__twofold p = hst__two_product(q, t);
    double rest = (s.high - p.high) - p.low;
    return hst__two_sum(q, (rest + s.low) / t);
}

static double exact_point(double a, double b, uint64_t u, uint64_t v) {
    hst__exact_sum sum = {{0}};
    hst__exact_ratio ratio = {{0}};
    uint64_t t = u + v;
    hst__exact_sum_add_times(&sum, a, u);
    hst__exact_sum_add_times(&sum, b, v);
    hst__exact_ratio_add(&ratio, &sum, 1, 1);
    return hst__exact_ratio_read(&ratio, &t, 1, 0);
}

double hst__point_between(double a, double b, int64_t u, int64_t v) {
    hst__magnitudes range = hst__magnitudes_with(hst__magnitudes_with(hst__magnitudes_none(), a), b);
    if (hst__magnitudes_within(range, HST__WEIGHTED_LEAST, HST__WEIGHTED_MOST)) {
        hst__twofold q;
        hst__likely point;
        if (u == v) {
            return (a + b) * 0.5; /* often a tie, which nothing below could decide */
        }
        q = hst__weighted_pair(a, (double)u, b, (double)v, (double)(u + v));
        point = hst__likely_quotient(q, 1, (hst__magnitude(a) + hst__magnitude(b)) * 0x1p-100);
        if (point.doubt == 0) {
            return point.value;
        }
    }
    return exact_point(a, b, (uint64_t)u, (uint64_t)v);
}
