/* Probability masses of the Poisson and binomial laws by Loader's saddle-point form: Stirling's formula turns
 * the factorials into square roots and deviances, and a deviance is a sum of squares-like terms without
 * cancellation (C. Loader, "Fast and accurate computation of binomial probabilities", 2000). The gamma and
 * beta tails are such a mass times a factor of order one, so their relative accuracy is decided here. */
#include "special_parts.h"

/* k log(k/mean) + mean - k = -k (log1p(u) - u), u = excess/k; below u = -0.6 the ratio itself is the better
 * argument, because 1 + u has lost digits. */
double hst__deviance(double k, double mean, double excess) {
    if (excess < -0.6 * k) {
        return k * hst__log(k / mean) + excess;
    }
    return -k * hst__log1p_minus(excess / k);
}

double hst__poisson_mass(double k, double mean) {
    if (k <= 0) {
        return hst__exp(-mean);
    }
    double d = hst__stirling_remainder(k) + hst__deviance(k, mean, mean - k);
    return hst__exp(-d) / hst__sqrt(HST__TWO_PI * k);
}

/* a b - c with one rounding too many at most: Dekker's product splits each factor into halves of 26 bits,
 * whose products are exact, so that the error of a*b is known. Sound for |a|, |b| below 1e290. */
static double product_less(double a, double b, double c) {
    double product = a * b;
    double split = 134217729. * a;
    double a_high = split - (split - a);
    double a_low = a - a_high;
    split = 134217729. * b;
    double b_high = split - (split - b);
    double b_low = b - b_high;
    double error = a_low * b_low - (((product - a_high * b_high) - a_low * b_high) - a_high * b_low);
    return (product - c) + error;
}

/* The smaller of x and y is the point; the other one was rounded when it was subtracted from 1. total carries
 * the error of its own addition along. */
hst__contrast hst__contrast_of(double j, double k, double x, double y) {
    hst__contrast c;
    double total = j + k;
    double rest = j >= k ? k - (total - j) : j - (total - k);
    c.total = total;
    c.excess = x <= y ? product_less(total, x, j) + rest * x : -(product_less(total, y, k) + rest * y);
    c.deviance = hst__deviance(j, total * x, c.excess) + hst__deviance(k, total * y, -c.excess);
    return c;
}

double hst__contrast_mass(const hst__contrast *c, double j, double k) {
    double d = hst__stirling_remainder(j) + hst__stirling_remainder(k) - hst__stirling_remainder(c->total);
    return hst__exp(-(d + c->deviance)) * hst__sqrt(c->total / (HST__TWO_PI * (j * k)));
}

/* x^n for the nearer of the two distances; 0^0 = 1, where 0 log(0) would be NaN. */
static double power(double n, double x, double y) {
    if (x <= 0) {
        return n > 0 ? 0 : 1;
    }
    return hst__exp(n * (y < 0.5 ? hst__log1p(-y) : hst__log(x)));
}

double hst__binomial_mass(double k, double n, double p, double q) {
    if (k <= 0) {
        return power(n, q, p);
    }
    if (k >= n) {
        return power(n, p, q);
    }
    hst__contrast c = hst__contrast_of(k, n - k, p, q);
    return hst__contrast_mass(&c, k, n - k);
}
