/* Clopper and Pearson's interval: the chances under which k or more, and k or fewer, successes just reach
 * `tail`. Both are quantiles of the beta law; none or all successes leave one end where it cannot be told
 * from the edge. */
#include "proportion.h"

#include "midp.h"
#include "scalar.h"
#include "special.h"

double hst__proportion_lower(double k, double n, double tail) {
    return k > 0 ? hst__beta_quantile_lower(k, n - k + 1, tail).x : 0;
}

double hst__proportion_upper(double k, double n, double tail) {
    return k < n ? hst__beta_quantile_upper(k + 1, n - k, tail).x : 1;
}

/* As the level goes to 0 the ends meet, and roundings may exchange them. */
static hst__ends in_order(double lower, double upper) {
    hst__ends e;
    e.upper = upper;
    e.lower = hst__smaller(lower, upper);
    return e;
}

hst__ends hst__proportion_exact(double k, double n, double tail) {
    return in_order(hst__proportion_lower(k, n, tail), hst__proportion_upper(k, n, tail));
}

/* The lower end at x^n/2 = tail where all of n > 0 succeeded. */
static double midp_of_all(double n, double tail) {
    return hst__exp(hst__log(2 * tail) / n);
}

/* The upper end at (1 - x)^n/2 = tail where none did. */
static double midp_of_none(double n, double tail) {
    return n > 0 ? 0 - hst__expm1(hst__log(2 * tail) / n) : 1; /* never -0 */
}

hst__ends hst__proportion_midp(double k, double n, double tail) {
    double odds, inverse;
    if (k == 0) {
        return in_order(0, midp_of_none(n, tail));
    }
    if (k == n) {
        return in_order(midp_of_all(n, tail), 1);
    }
    odds = hst__midp_odds_lower(k, n - k, tail);
    inverse = hst__midp_odds_lower(n - k, k, tail);
    return in_order(odds / (1 + odds), 1 / (1 + inverse));
}

hst__ends hst__proportion_jeffreys(double k, double n, double tail) {
    return in_order(k > 0 ? hst__beta_quantile_lower(k + 0.5, n - k + 0.5, tail).x : 0,
                    k < n ? hst__beta_quantile_upper(k + 0.5, n - k + 0.5, tail).x : 1);
}

/* The two ends are the roots of (n + z^2) p^2 - (2 k + z^2) p + k^2/n, so their product is k^2/n/(n + z^2);
 * their difference would cancel. */
hst__ends hst__proportion_wilson(double k, double n, double tail) {
    double z, z2, reach;
    if (n == 0) {
        return in_order(0, 1);
    }
    z = hst__normal_quantile(tail); /* below 0 */
    z2 = z * z;
    reach = k + z2 / 2 - z * hst__sqrt(k * ((n - k) / n) + z2 / 4);
    return in_order(k > 0 ? k / reach * (k / n) : 0, k < n ? reach / (n + z2) : 1);
}
