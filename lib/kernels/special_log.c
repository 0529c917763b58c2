/* libm under one roof, and the logarithms that it lacks or that are not safe to use: log(1 + x) - x, which
 * every probability mass rests on, and the logarithm of the gamma function, whose libm version writes the
 * global signgam. Coefficients are Chebyshev expansions of 60-digit values, rewritten in powers of a variable
 * that runs over [-1, 1]; tests/data/special/make_coefficients.py prints them all. */
#include "special_parts.h"

#include <math.h>

/* libm sets errno, which the library never touches, where exp underflows to 0 (from -745.14 on) or overflows
 * (past log(DBL_MAX)) and for log(0). */
double hst__exp(double x) {
    if (x > 709.782712893384) {
        return HUGE_VAL;
    }
    return x > -745.13 ? exp(x) : 0;
}

double hst__expm1(double x) {
    return expm1(x);
}

double hst__log(double x) {
    return x > 0 ? log(x) : -HUGE_VAL;
}

double hst__log1p(double x) {
    return log1p(x);
}

double hst__sqrt(double x) {
    return sqrt(x);
}

/* (atanh(r)/r - 1)/v, v = r^2 = 0.093 (1 + s). */
static const double atanh_tail[13] = {
    0.3532656603733177, 0.021369425647300176, 0.0015505752767494708, 0.00012293173408036982,
    1.027131580577728e-05, 8.885118587635852e-07, 7.877882459431146e-08, 7.1146832340313414e-09,
    6.517827357135786e-10, 6.037442339118206e-11, 5.646216305863762e-12, 5.483469863602526e-13,
    5.215826057056903e-14,
};

/* With r = x/(2 + x), log(1 + x) = 2 atanh r and 2r - x = -x r, so that
 *     log(1 + x) - x = r (2 v S(v) - x),   S = 1/3 + v/5 + v^2/7 + ...
 * where 2 v S is less than half of x. Outside of -0.6 .. 1.5 the plain difference loses at most two bits. */
double hst__log1p_minus(double x) {
    if (x < -0.6 || x > 1.5) {
        return log1p(x) - x;
    }
    double r = x / (2 + x);
    double v = r * r;
    return r * (2 * v * hst__poly(atanh_tail, 13, v * (1 / 0.093) - 1) - x);
}

/* k times the remainder in powers of s = (1/k - 0.55)/0.45, 1 <= k <= 10. */
static const double remainder_small[19] = {
    0.08255364044099309, -0.0011916143950094814, -0.00036855805149576203, 7.266119808710439e-05,
    -2.6885063619071294e-06, -2.934997725316924e-06, 1.18251150416062e-06, -2.3008005280678513e-07,
    -1.0577543385025796e-08, 3.0473687420224925e-08, -1.5039674391061774e-08, 4.477906872998631e-09,
    -5.565407721944328e-10, -2.207770073765492e-10, 2.619382900824041e-10, -2.5023885521746183e-10,
    1.027318598966743e-10, 2.4971300943342578e-11, -2.1073191354910112e-11,
};

double hst__stirling_remainder(double k) {
    if (k >= 10) {
        double t = 1 / (k * k);
        double tail = 1. / 1188 - t * (691. / 360360 - t * (1. / 156));
        return (1. / 12 - t * (1. / 360 - t * (1. / 1260 - t * (1. / 1680 - t * tail)))) / k;
    }
    if (k >= 1) {
        return hst__poly(remainder_small, 19, (1 / k - 0.55) * (1 / 0.45)) / k;
    }
    /* (k + 1)! = (k + 1) k! */
    return hst__stirling_remainder(k + 1) + (k + 0.5) * log1p(1 / k) - 1;
}

/* log(gamma(2 + s))/s in powers of 2s, -1/2 <= s <= 1/2. */
static const double log_gamma_two[19] = {
    0.42278433509846713, 0.16123351671205663, -0.016838075263299536, 0.002572601053472542,
    -0.000461596939291756, 9.032844784489912e-05, -1.8636779875052926e-05, 3.981793088659667e-06,
    -8.716982449081134e-07, 1.9425327031438992e-07, -4.387339030049162e-08, 1.001249236957858e-08,
    -2.3043102744274226e-09, 5.352455971471404e-10, -1.2481294697143873e-10, 2.8075860826633894e-11,
    -6.566215046625873e-12, 2.1270762170785405e-12, -5.117684453811745e-13,
};

/* The zeros at 1 and 2 stand in front as factors or as log1p: the relative error stays small there. */
double hst__log_gamma(double x) {
    if (x > 2.5) {
        return (x - 0.5) * log(x) - x + 0.91893853320467274178 + hst__stirling_remainder(x);
    }
    if (x > 1.5) {
        double s = x - 2;
        return s * hst__poly(log_gamma_two, 19, 2 * s);
    }
    if (x > 0.5) {
        double s = x - 1;
        return s * hst__poly(log_gamma_two, 19, 2 * s) - log1p(s);
    }
    return x * hst__poly(log_gamma_two, 19, 2 * x) - log1p(x) - log(x);
}
