/* P-values of a binomial count, as tails of the beta law. A tail is never taken as 1 minus the other one,
 * which would lose the digits of a small one. */
#include "binomial_p.h"

#include "special.h"

double hst__binomial_at_most(double k, double m, double x, double y) {
    return m > 0 ? hst__beta_lower(m, k + 1, y, x) : 1;
}

double hst__binomial_half_at_most(double k, double m, double x, double y) {
    double less = k > 0 ? hst__beta_lower(m + 1, k, y, x) : 0;
    return less + hst__binomial_mass(k, k + m, x, y) / 2;
}

/* The first outcome beyond the mean that is no likelier than k, n + 1 when there is none; k at or below the
 * mean. Probabilities never rise from the mean on, so bisection finds it. R counts from the mean rounded up,
 * so a mean that is a whole number takes part. */
static double far_side(double k, double n, double x, double y) {
    double limit = hst__binomial_mass(k, n, x, y) * (1 + 1e-7);
    double mean = n * x;
    double low = (double)(long long)mean;
    double high = n + 1;
    if (low == mean) {
        low -= 1;
    }
    if (low < k) {
        low = k;
    }
    while (high - low > 1) {
        double middle = (double)(long long)((low + high) / 2);
        if (hst__binomial_mass(middle, n, x, y) <= limit) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return high;
}

double hst__binomial_minlike(double k, double m, double x, double y) {
    double n = k + m;
    double far, p;
    if (k > n * x) {
        double swap = k;
        k = m;
        m = swap;
        swap = x;
        x = y;
        y = swap;
    }
    far = far_side(k, n, x, y);
    p = hst__binomial_at_most(k, m, x, y);
    if (far <= n) {
        p += hst__binomial_at_most(n - far, far, y, x);
    }
    return p < 1 ? p : 1; /* the two tails may round to a little more */
}
