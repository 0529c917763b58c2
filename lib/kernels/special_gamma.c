/* The two tails of the gamma law. Each is the Poisson mass at x times a factor of order one, and the factor
 * comes
 *
 *     from the expansion of special_bulk.c  for a >= 20 near the mode,
 *     from the series of P                  else, for x < a + 1:
 *         P(a, x) = x^a e^-x / gamma(a + 1) (1 + x/(a+1) + x^2/((a+1)(a+2)) + ...), all terms positive,
 *     from the continued fraction of Q      else: DLMF 8.9.2 contracted,
 *         Q(a, x) = x^a e^-x / gamma(a) / (x+1-a - 1(1-a)/(x+3-a - 2(2-a)/(x+5-a - ...))).
 *
 * What is not bulk has either a < 20 or x/a outside of 0.23 .. 2.45, where both converge fast. The tail on
 * the other side is 1 minus: between a and a + 1 the upper one is at least 0.08 for a >= 1/2, so that it
 * keeps 14 digits; a border at a + 2 would leave 0.025, and an error of 3.5e-14. */
#include "special_parts.h"

#define BULK_SHAPE 20

/* At most about 60 terms: a term is below e^(-k (k+1)/(2 (a+k))) of the largest, a < 20; elsewhere x/a <
 * 0.23. */
static double lower_series(double a, double x) {
    double sum = 1;
    double term = 1;
    for (double k = a + 1; term > 1e-17 * sum; k += 1) {
        term *= x / k;
        sum += term;
    }
    return sum;
}

/* x over the fraction, numerator and denominator by their recurrence, both divided by x^k so that they stay
 * in range (below 40^50 each); all convergents are positive. The number of steps that leaves a relative
 * error below 1e-16 was measured in extended precision: it falls like 1/x, and grows with a up to the
 * largest a that comes here near the mode; for x > 2.45 a it is less than that. For a whole a the fraction
 * ends by itself before k = a; an a cut to 20 is not taken for one, as x > 49 leaves at most 13 steps
 * there. */
static double upper_fraction(double a, double x) {
    double c = a < BULK_SHAPE ? a : BULK_SHAPE;
    double v = 1 / x;
    int steps = 8 + (int)((90 + 0.5 * c * c) * v);
    int last = c <= steps && c == (int)c ? (int)c - 1 : steps;
    double above[2] = {1, 1 + (1 - a) * v};
    double below[2] = {0, 1};
    for (int k = 1; k <= last; k++) {
        double b = 1 + (2 * k + 1 - a) * v;
        double e = k * v * ((k - a) * v);
        double next = b * above[1] - e * above[0];
        above[0] = above[1];
        above[1] = next;
        next = b * below[1] - e * below[0];
        below[0] = below[1];
        below[1] = next;
    }
    return below[1] / above[1];
}

hst__tails hst__gamma_tails(double a, double x) {
    /* x/a must not overflow; the upper tail is 0 long before. */
    if (x <= 0 || x > 1e290) {
        return hst__tails_from(0, x > 0, 0);
    }
    if (a >= BULK_SHAPE) {
        double j = a - 1;
        double deviance = hst__deviance(j, x, x - j);
        if (deviance < HST__BULK_DEVIANCE * j) {
            double mass = hst__exp(-hst__stirling_remainder(j) - deviance) / hst__sqrt(HST__TWO_PI * j);
            int upper = x >= j;
            return hst__tails_from(mass * hst__bulk_gamma(j, deviance, upper), upper, mass * x);
        }
    }
    double mass = hst__poisson_mass(a, x);
    if (x < a + 1) {
        return hst__tails_from(mass * lower_series(a, x), 0, mass * a);
    }
    return hst__tails_from(mass * a / x * upper_fraction(a, x), 1, mass * a);
}

double hst__gamma_lower(double a, double x) {
    return hst__gamma_tails(a, x).lower;
}

double hst__gamma_upper(double a, double x) {
    return hst__gamma_tails(a, x).upper;
}
