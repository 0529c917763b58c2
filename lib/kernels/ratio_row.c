#include "ratio_row.h"

#include <math.h> /* sqrt only */

#include "lane_math.h"
#include "scalar.h"

/* Upper normal tail over its density for z within 0 .. 8.75, to 2e-11: Chebyshev's polynomial of (1 + z)
 * times it in s = (z - 4)/(z + 4). */
static HST__BODY double mills(double z) {
    double s = (z - 4) / (z + 4);
    double r = 1.5680408576830962e-5;
    r = r * s + 4.417345012044865e-6;
    r = r * s - 0.0002551964807575808;
    r = r * s - 0.0002357349883321931;
    r = r * s + 0.0017535289624050718;
    r = r * s - 0.00071271869551372895;
    r = r * s - 0.012540283652325297;
    r = r * s + 0.044958618948086702;
    r = r * s - 0.080707967422165975;
    r = r * s + 0.071690507063174364;
    r = r * s + 0.035091879749630156;
    r = r * s - 0.24239967087012623;
    r = r * s + 1.1832619145696248;
    return r / (z + 1);
}

#define ROOT_TWO_PI 2.50662827463100050242

/* 1/|z| - 1/|t| near 0, t = |t|. */
static HST__BODY double near_zero(double p, double q, double nu, double t, double side) {
    double root = sqrt(p * q), g = (q - p) / root, h = (p * p * p + q * q * q) / (nu * p * q);
    return side * g / (3 * sqrt(nu)) + (g * g / 6 - h / 4) * t / nu;
}

/* Below |t| = 1/4 z is taken from t, since D has lost digits there: even the side is told by t. */
static HST__BODY void row(double *value, const double *depth, const hst__two_rates *two,
                          const double *arrivals, const double *exposure, int64_t from, int64_t to, double k0,
                          double d0) {
    const double shape = two->shape, b = two->exposure, total = two->total, nu = two->nu;
    const double scale = nu / two->width;
    int64_t i;
    for (i = from; i < to; ++i) {
        double k = arrivals[i] - k0, d = exposure[i] - d0, deviance = hst__magnitude(depth[i]);
        double p = shape + k, q = shape + (total - k), excess = (b + d) * scale - p;
        double t = hst__magnitude(excess) * sqrt(nu / (p * q)),
               far = sqrt(2 * hst__smaller(deviance, HST__RATIO_DEEP));
        double near = near_zero(p, q, nu, t, excess > 0 ? 1 : -1);
        double z = t < 0.25 ? t / (1 + near * t) : far;
        double change = t < 0.25 ? near : 1 / far - 1 / t;
        double tail = hst__lane_exp(-deviance) / ROOT_TWO_PI * (mills(z) - change);
        double below = excess > 0 ? 1 - tail : tail;
        value[i] += depth[i] < -HST__RATIO_DEEP ? 0 : hst__lane_log(below);
    }
}

static void row_portable(double *value, const double *depth, const hst__two_rates *two,
                         const double *arrivals, const double *exposure, int64_t from, int64_t to, double k0,
                         double d0) {
    row(value, depth, two, arrivals, exposure, from, to, k0, d0);
}

#if HST__X86_PATHS
static HST__AVX2 void row_avx2(double *value, const double *depth, const hst__two_rates *two,
                               const double *arrivals, const double *exposure, int64_t from, int64_t to,
                               double k0, double d0) {
    row(value, depth, two, arrivals, exposure, from, to, k0, d0);
}

static HST__AVX512 void row_avx512(double *value, const double *depth, const hst__two_rates *two,
                                   const double *arrivals, const double *exposure, int64_t from, int64_t to,
                                   double k0, double d0) {
    row(value, depth, two, arrivals, exposure, from, to, k0, d0);
}
#endif

void hst__ratio_row_on(int path, double *value, const double *depth, const hst__two_rates *t,
                       const double *arrivals, const double *exposure, int64_t from, int64_t to, double k0,
                       double d0) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        row_avx512(value, depth, t, arrivals, exposure, from, to, k0, d0);
        return;
    }
    if (path == HST__PATH_AVX2) {
        row_avx2(value, depth, t, arrivals, exposure, from, to, k0, d0);
        return;
    }
#endif
    (void)path;
    row_portable(value, depth, t, arrivals, exposure, from, to, k0, d0);
}
