/* Mid-P ends by Newton's method on log(tail) over t = log(mean) or log(odds).
 *
 * Why it needs no bracket: in t the tail is the integral of a density whose logarithm is concave,
 *
 *     Poisson   k t - e^t + log(k + e^t) + const
 *     binomial  k t - (k + m) log(1 + e^t) + log(k y + m x) + const,   x = 1 - y = e^t/(1 + e^t)
 *
 * (the last term bends up by less than the term before it bends down, as k, m >= 1), and both tails of a
 * log-concave density are log-concave. A tangent of a concave function lies above it, so each step lands on
 * the side of the root where the tail is at most p, whatever it came from, and from there on no step passes
 * the root. They start on that side, at the exact end, which lies beyond the mid-P one.
 *
 * Each tail is a sum of positive terms, so none of its digits cancel. Near the root a step of log(p/tail) = r
 * leaves an error of order r^2, hence the last step is the first one below 1e-8. */
#include "midp.h"

#include "special.h"

#define LAST_STEP 1e-8

double hst__midp_mean_lower(double k, double p) {
    double mean = hst__gamma_quantile_lower(k, p);
    double r;
    do {
        double half = hst__poisson_mass(k, mean) / 2;
        double tail = hst__gamma_lower(k + 1, mean) + half;
        r = hst__log(p / tail);
        mean *= hst__exp(r * tail / (half * (k + mean)));
    } while (r > LAST_STEP);
    return mean;
}

double hst__midp_mean_upper(double k, double p) {
    double mean = hst__gamma_quantile_upper(k + 1, p);
    double r;
    do {
        double half = hst__poisson_mass(k, mean) / 2;
        double tail = hst__gamma_upper(k, mean) + half;
        r = hst__log(p / tail);
        mean *= hst__exp(-r * tail / (half * (k + mean)));
    } while (r > LAST_STEP);
    return mean;
}

double hst__midp_odds_lower(double k, double m, double p) {
    hst__unit_point at = hst__beta_quantile_lower(k, m + 1, p);
    double odds = at.x / at.y;
    double r;
    do {
        double x = odds / (1 + odds);
        double y = 1 / (1 + odds);
        double half = hst__binomial_mass(k, k + m, x, y) / 2;
        double tail = hst__beta_lower(k + 1, m, x, y) + half;
        r = hst__log(p / tail);
        odds *= hst__exp(r * tail / (half * (k * y + m * x)));
    } while (r > LAST_STEP);
    return odds;
}
