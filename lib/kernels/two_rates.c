#include "two_rates.h"

#include "lane_math.h"
#include "scalar.h"
#include "special.h"

#define HALF_LOG_TWO_PI 0.918938533204672741780

/* Stirling's formula for v(z) but for -log(z)/2 + log(2 pi)/2; i = 1/z. From z = 16 on it is off by less than
 * 1/(1188 z^9) = 1.3e-14. */
static HST__BODY double stirling_rest(double i) {
    double w = i * i;
    return i * (1.0 / 12 - w * (1.0 / 360 - w * (1.0 / 1260 - w * (1.0 / 1680))));
}

static double v_exact(double z) {
    return hst__log_gamma(z) - z * hst__log(z) + z;
}

/* As the rows have it. */
static double v_stirling(double z) {
    return HALF_LOG_TWO_PI - 0.5 * hst__log(z) + stirling_rest(1 / z);
}

static double v(double z) {
    return z < HST__TWO_RATES_FEW ? v_exact(z) : v_stirling(z);
}

void hst__two_rates_prepare(hst__two_rates *t, double shape, double exposure, double total) {
    int k;
    t->shape = shape;
    t->exposure = exposure;
    t->total = total;
    t->nu = 2 * shape + total;
    t->width = 2 * exposure + 1;
    t->constant = 2 * (shape * hst__log(exposure) - hst__log_gamma(shape)) - t->nu +
                  t->nu * hst__log(t->nu / t->width) + 2 * HALF_LOG_TWO_PI;
    for (k = 0; k < HST__TWO_RATES_FEW; ++k) {
        double z = shape + k;
        t->mend[k] = z < HST__TWO_RATES_FEW ? v_exact(z) - v_stirling(z) : 0;
    }
}

/* log(b^a/gamma(a) gamma(a + N)/(b + 1)^(a + N)) */
double hst__two_rates_one(const hst__two_rates *t) {
    double z = t->shape + t->total;
    return t->shape * hst__log(t->exposure) - hst__log_gamma(t->shape) + v(z) - z +
           z * hst__log(z / (t->exposure + 1));
}

hst__two_rates_cut hst__two_rates_at(const hst__two_rates *t, double k, double d) {
    hst__two_rates_cut c;
    c.p = t->shape + k;
    c.q = t->shape + (t->total - k);
    c.x = (t->exposure + d) / t->width;
    c.y = (t->exposure + (1 - d)) / t->width;
    return c;
}

static HST__BODY void row(double *value, double *depth, const hst__two_rates *t, const double *arrivals,
                          const double *exposure, int64_t from, int64_t to, double k0, double d0) {
    const double shape = t->shape, b = t->exposure, total = t->total, constant = t->constant;
    const double scale = t->nu / t->width;
    int64_t i;
    for (i = from; i < to; ++i) {
        double k = arrivals[i] - k0, d = exposure[i] - d0;
        double p = shape + k, q = shape + (total - k), ip = 1 / p, iq = 1 / q;
        double inner = (b + d) * scale, outer = (b + (1 - d)) * scale;
        double sum = p * hst__lane_log(inner * ip) + q * hst__lane_log(outer * iq);
        double deviance = sum < 0 ? -sum : 0;
        value[i] = constant - 0.5 * hst__lane_log(p * q) + (stirling_rest(ip) + stirling_rest(iq)) + deviance;
        depth[i] = inner >= p ? deviance : -deviance;
    }
}

static void row_portable(double *value, double *depth, const hst__two_rates *t, const double *arrivals,
                         const double *exposure, int64_t from, int64_t to, double k0, double d0) {
    row(value, depth, t, arrivals, exposure, from, to, k0, d0);
}

#if HST__X86_PATHS
static HST__AVX2 void row_avx2(double *value, double *depth, const hst__two_rates *t, const double *arrivals,
                               const double *exposure, int64_t from, int64_t to, double k0, double d0) {
    row(value, depth, t, arrivals, exposure, from, to, k0, d0);
}

static HST__AVX512 void row_avx512(double *value, double *depth, const hst__two_rates *t,
                                   const double *arrivals, const double *exposure, int64_t from, int64_t to,
                                   double k0, double d0) {
    row(value, depth, t, arrivals, exposure, from, to, k0, d0);
}
#endif

static void row_of(int path, double *value, double *depth, const hst__two_rates *t, const double *arrivals,
                   const double *exposure, int64_t from, int64_t to, double k0, double d0) {
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

/* Few arrivals inside stand at the beginning of a row, few outside at its end: there Stirling's formula is
 * mended. */
void hst__two_rates_row_on(int path, double *value, double *depth, const hst__two_rates *t,
                           const double *arrivals, const double *exposure, int64_t from, int64_t to,
                           double k0, double d0) {
    int64_t i;
    row_of(path, value, depth, t, arrivals, exposure, from, to, k0, d0);
    for (i = from; i < to && arrivals[i] - k0 < HST__TWO_RATES_FEW; ++i) {
        value[i] += t->mend[(int)(arrivals[i] - k0)];
    }
    for (i = to - 1; i >= from && t->total - (arrivals[i] - k0) < HST__TWO_RATES_FEW; --i) {
        value[i] += t->mend[(int)(t->total - (arrivals[i] - k0))];
    }
}

void hst__two_rates_row(double *value, double *depth, const hst__two_rates *t, const double *arrivals,
                        const double *exposure, int64_t from, int64_t to, double k0, double d0) {
    hst__two_rates_row_on(hst__path(), value, depth, t, arrivals, exposure, from, to, k0, d0);
}

/* Laplace's method to second order, at the end u = x, for the integral over log u of u^p (1-u)^(q-1), the log
 * of which has the slope s/y there: 1/s (1 - (q - 1) x/s^2). It is exact as x -> 0, and else what is left out
 * is of the order of 1/D^2. */
static double log_far_below(const hst__two_rates *t, const hst__two_rates_cut *c, double depth) {
    double slope = c->p * c->y - (c->q - 1) * c->x;
    double bend = (c->q - 1) * c->x;
    return depth - v(c->p) - v(c->q) + v(t->nu) + hst__log((1 - bend / (slope * slope)) / slope);
}

double hst__two_rates_log_below(const hst__two_rates *t, const hst__two_rates_cut *c, double depth) {
    double below = hst__beta_lower(c->p, c->q, c->x, c->y);
    return below > 1e-280 ? hst__log(below) : log_far_below(t, c, depth);
}

double hst__two_rates_ratio_at_most(const hst__two_rates_cut *c, double ratio) {
    double inner = ratio * c->x, sum = inner + c->y;
    return hst__beta_lower(c->p, c->q, inner / sum, c->y / sum);
}
