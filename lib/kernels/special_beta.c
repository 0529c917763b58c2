/* The two tails of the beta law. The tail beyond the mean is the tail below it with the roles of x and y
 * exchanged, so only I_x(a, b) with x < a/(a + b) is computed: a binomial mass times a factor, which comes
 *
 *     from the expansion of special_bulk.c  for a, b >= 40 near the mode,
 *     from the power series in x            else, for x <= 1/2:
 *         I_x(a, b) = x^a y^b/(a B(a, b)) (1 + n/(a+1) x + n(n+1)/((a+1)(a+2)) x^2 + ...), n = a + b,
 *     from the same series in y             else, for n y < b + 3/4, as 1 - I_y(b, a),
 *     from a continued fraction             else: DLMF 8.17.22 contracted, in the form of DiDonato
 *         and Morris, "Algorithm 708: significant digit computation of the incomplete beta function ratios",
 *         1992, eq. 9.
 *
 * As b/a -> infinity each turns into its counterpart for gamma, and converges like it. */
#include "special_parts.h"

#define BULK_SHAPE 40

/* A ratio of terms is below 1 from the first one and falls towards x: at most about 100 terms for a < 40 and
 * x <= 1/2; for larger a the point is so far below the mean that the ratio is below 0.6. In y beyond the
 * mean: as for gamma. */
static double power_series(double a, double total, double x) {
    double sum = 1;
    double term = 1;
    for (double k = 0; term > 1e-17 * sum; k += 1) {
        term *= (total + k) / (a + 1 + k) * x;
        sum += term;
    }
    return sum;
}

/* From the inside out; the number of steps as for gamma's fraction, n y in place of x, and for a whole b
 * the fraction ends by itself after k = b - 1; a b cut to 40 is not taken for one, as there are at most 29
 * steps from b = 40 on. excess = n x - a < 0. */
static double fraction(double a, double b, const hst__contrast *c, double x, double y) {
    double total = c->total;
    double s = b < BULK_SHAPE ? b : BULK_SHAPE;
    double steps = 8 + (90 + 0.5 * s * s) / (total * y);
    double last = s - 1 < steps && s == (int)s ? s - 1 : (int)steps;
    double f = 1e300;
    for (double k = last; k >= 0; k -= 1) {
        double here = x / (a + 2 * k - 1);
        double next = 1 / (a + 2 * k + 1);
        double step = x * next;
        double alpha = ((a + k) * step) * ((total + k) * step) * (k + 1) * (b - k - 1);
        double beta = k + k * (b - k) * here + (a + k) * next * (1 - c->excess + k * (1 + y));
        f = beta + alpha / f;
    }
    return f;
}

static double below_mean(double a, double b, double x, double y, const hst__contrast *c, double density) {
    if (x <= 0.5) {
        return density / a * power_series(a, c->total, x);
    }
    if (c->total * y < b + 0.75) {
        return 1 - density / b * power_series(b, c->total, y);
    }
    return density / fraction(a, b, c, x, y);
}

hst__tails hst__beta_tails(double a, double b, double x, double y) {
    if (x <= 0 || y <= 0) {
        return hst__tails_from(0, x > 0, 0);
    }
    double least = a < b ? a : b;
    if (least >= BULK_SHAPE) {
        double j = a - 1;
        double k = b - 1;
        hst__contrast c = hst__contrast_of(j, k, x, y);
        if (c.deviance < HST__BULK_DEVIANCE * (least - 1)) {
            double mass = (c.total + 1) * hst__contrast_mass(&c, j, k);
            int upper = c.excess >= 0;
            return hst__tails_from(mass * hst__bulk_beta(j, k, c.deviance, upper), upper, mass * x * y);
        }
    }
    hst__contrast c = hst__contrast_of(a, b, x, y);
    double density = hst__contrast_mass(&c, a, b) * (a * b / c.total);
    if (c.excess < 0) {
        return hst__tails_from(below_mean(a, b, x, y, &c, density), 0, density);
    }
    c.excess = -c.excess;
    return hst__tails_from(below_mean(b, a, y, x, &c, density), 1, density);
}

double hst__beta_lower(double a, double b, double x, double y) {
    return hst__beta_tails(a, b, x, y).lower;
}

double hst__beta_upper(double a, double b, double x, double y) {
    return hst__beta_tails(a, b, x, y).upper;
}
