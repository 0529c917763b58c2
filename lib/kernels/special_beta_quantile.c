/* Quantiles of the beta law, as points with both distances. The unknown is log(x/y): its law is
 * log-concave, a step multiplies the odds, and neither x nor y loses digits. */
#include "special_parts.h"

enum { START_TERMS = 15 };

/* w for the normal deviate z, in the notation of special_bulk.c, s the smaller exponent and p <= q: Temme's
 * inversion with its first correction, z -> z + log(w'(y)/w'(0))/z. The 1e-30 makes the quotient its own
 * limit at z = 0. */
static double bulk_start(double s, double p, double q, double z) {
    double c[HST__BULK_TERMS];
    double root = hst__sqrt(1 / (2 * HST__TWO_PI * s));
    hst__bulk_terms(c, START_TERMS + 1, p, q);
    double deviate = z + 1e-30;
    double y = deviate * root;
    y += hst__log1p(y * hst__poly(c + 1, START_TERMS, y) / c[0]) * root / deviate;
    for (int k = 1; k < START_TERMS; k++) {
        c[k] /= k + 1;
    }
    return y * hst__poly(c, START_TERMS, y);
}

/* s the smaller parameter, u the point whose tail is given. */
static hst__unit_point start(double s, double l, double tail, int upper) {
    hst__unit_point u;
    double z = hst__normal_quantile(tail);
    if (s >= 20 && z * z < 1.5 * s) {
        double total = s + l - 2;
        double p = (s - 1) / total;
        double q = (l - 1) / total;
        double w = p * bulk_start(s - 1, p, q, upper ? -z : z);
        u.x = p + w;
        u.y = q - w;
    } else {
        /* Wise, 1950: -(l + (s - 1)/2) log(1 - x) follows nearly the gamma law with shape s. */
        double e = hst__gamma_start(s, tail, upper) / (l + (s > 1 ? 0.5 * (s - 1) : 0));
        u.x = -hst__expm1(-e);
        u.y = hst__exp(-e);
    }
    return u;
}

static hst__unit_point exchanged(hst__unit_point u) {
    hst__unit_point v = {u.y, u.x};
    return v;
}

/* I_x(a, b) = p <= 1/2. Below 1e-300 the start has to do. */
static hst__unit_point solve(double a, double b, double p) {
    hst__unit_point u = a <= b ? start(a, b, p, 0) : exchanged(start(b, a, p, 1));
    double g = 1;
    for (int i = 0; i < HST__TAIL_STEPS && u.x > 1e-300 && hst__is_far(g); i++) {
        hst__tails t = hst__beta_tails(a, b, u.x, u.y);
        g = hst__log(t.lower / p);
        double step = hst__tail_step(g, t.density / t.lower, a * u.y - b * u.x, -(a + b) * u.x * u.y);
        double odds = hst__exp(step);
        double sum = u.x * odds + u.y;
        u.x = u.x * odds / sum;
        u.y = u.y / sum;
    }
    return u;
}

hst__unit_point hst__beta_quantile_lower(double a, double b, double p) {
    return p <= 0.5 ? solve(a, b, p) : exchanged(solve(b, a, 1 - p));
}

hst__unit_point hst__beta_quantile_upper(double a, double b, double q) {
    return exchanged(hst__beta_quantile_lower(b, a, q));
}
