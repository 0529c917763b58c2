/* Quantiles of the gamma law, and the step that beta's share. For shapes from 20 the start alone is right
 * to 3 digits or more of the tail, so that a single evaluation of the tails follows; below, one to three. */
#include "special_parts.h"

/* Let u be the variable (log x here, log(x/y) for beta), T(u) the tail, g = log(T/target), h = g' =
 * +-density/T. As the density f has f'/f = r,
 *     g''/h = r - h =: s,   g'''/h = s^2 + r' - h s =: t,
 * and with n = g/h the root lies at -(n + (s/2) n^2 + (s^2/2 - t/6) n^3) + O(n^4). The quotient below has
 * the same three terms but stays sound for larger n. g is concave for either tail (the law of u is
 * log-concave), and a straight line in the far tail, where the step is exact: hence the logarithm. */
double hst__tail_step(double g, double h, double r, double dr) {
    double n = g / h;
    double s = r - h;
    double t = s * s + dr - h * s;
    return -n / (1 - n * (0.5 * s - n * (t * (1. / 6) - 0.25 * s * s)));
}

/* x = j (1 + A(y) + B(y)/j + C(y)/j^2), y = z/sqrt(4 pi j), j = a - 1, z the normal quantile. Temme's
 * inversion: in the notation of special_bulk.c the tail is that of the normal law at a deviate z = sqrt(j)
 * (e + k1/j + k2/j^2 + ...) where e = sqrt(4 pi) y' is the one of x; comparing derivatives with respect to
 * e gives, with g = dw/de,
 *     k1 = -log(g)/e,   k2 = (k1' - k1^2/2 + 1/12)/e,
 * all regular at 0, and reverting the series gives A = w, B and C. Computed in 40 digits. */
static const double start_a[13] = {
    0.0, 3.544907701811032, 4.188790204786391, 1.2374062215181574, -0.5848654459904805, 0.1295808765009249,
    0.1166608881563309, -0.17963668515201092, 0.12216699639772989, -0.021465571596855415,
    -0.05809966420944439, 0.08378524565859949, -0.057971562002420624,
};
static const double start_b[13] = {
    0.6666666666666666, 1.0831662422200377, -0.10859826456853607, -0.32539200639921917, 0.39687298120782605,
    -0.2109517249632782, -0.06718803003077575, 0.266989989282685, -0.28768499488606686, 0.13826314456453204,
    0.08001499072749789, -0.23709199611513176, 0.24761545997539477,
};
static const double start_c[13] = {
    0.019753086419753086, -0.13794869734671017, 0.05177502296039616, 0.11181546220345474,
    -0.23613813443275264, 0.21188063549404432, -0.021389993519159885, -0.2334449529780656,
    0.38554231137671585, -0.3102029999399058, 0.017496218421615025, 0.33531291253441553, -0.528587462493243,
};

static double start_large(double j, double z) {
    double inverse = 1 / j;
    double y = z * hst__sqrt(inverse / (2 * HST__TWO_PI));
    double correction = hst__poly(start_b, 13, y) + hst__poly(start_c, 13, y) * inverse;
    return j + j * hst__poly(start_a, 13, y) + correction;
}

/* Small x: revert the series of P. Far above: Q is about x^(a-1) e^-x / gamma(a), solved for the x in the
 * exponent. Between: Wilson and Hilferty, 1931, the cube root is nearly normal. */
static double start_small(double a, double z, double tail, int upper) {
    double log_factorial = hst__log_gamma(a + 1);
    double x = hst__exp(((upper ? hst__log1p(-tail) : hst__log(tail)) + log_factorial) / a);
    double v = x / (a + 1);
    if (v < 0.3) {
        return x * (1 + v * (1 + v * (3 * a + 5) / (2 * a + 4)));
    }
    if (z * z > 4 * a) {
        double l = -hst__log(tail);
        x = l + 2 * a;
        l += hst__log(a) - log_factorial;
        if (a >= 0.5) {
            for (int k = 0; k < 4; k++) {
                x = l + (a - 1) * hst__log(x);
            }
        }
        return x;
    }
    double root = 1 - 1 / (9 * a) + z / (3 * hst__sqrt(a));
    return a * root * root * root;
}

double hst__gamma_start(double a, double tail, int upper) {
    double z = hst__normal_quantile(tail);
    z = upper ? -z : z;
    if (a >= 10 && z * z < 2.8 * (a - 1)) {
        return start_large(a - 1, z);
    }
    return start_small(a, z, tail, upper);
}

/* tail <= 1/2. Below 1e-300 the start is the answer: P has but one term there. */
static double solve(double a, double tail, int upper) {
    double x = hst__gamma_start(a, tail, upper);
    double g = 1;
    for (int i = 0; i < HST__TAIL_STEPS && x > 1e-300 && hst__is_far(g); i++) {
        hst__tails t = hst__gamma_tails(a, x);
        double value = upper ? t.upper : t.lower;
        double h = (upper ? -t.density : t.density) / value;
        g = hst__log(value / tail);
        x *= hst__exp(hst__tail_step(g, h, a - x, -x));
    }
    return x;
}

double hst__gamma_quantile_lower(double a, double p) {
    return p <= 0.5 ? solve(a, p, 0) : solve(a, 1 - p, 1);
}

double hst__gamma_quantile_upper(double a, double q) {
    return q <= 0.5 ? solve(a, q, 1) : solve(a, 1 - q, 0);
}
