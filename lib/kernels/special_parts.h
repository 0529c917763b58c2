/* What the files of the special functions share among themselves and with nobody else. */
#ifndef HST_KERNELS_SPECIAL_PARTS_H
#define HST_KERNELS_SPECIAL_PARTS_H

#include "special.h"

#define HST__TWO_PI 6.28318530717958647693

/* c[0] + c[1] x + ... + c[n-1] x^(n-1), n odd. Even and odd powers run side by side: in a single Horner
 * chain each step waits for the last. */
static inline double hst__poly(const double *c, int n, double x) {
    double v = x * x;
    double even = c[n - 1];
    double odd = 0;
    for (int k = n - 3; k >= 0; k -= 2) {
        even = even * v + c[k];
        odd = odd * v + c[k + 1];
    }
    return even + x * odd;
}

/* log(k!) - (k + 1/2) log k + k - log(2 pi)/2, k > 0: what Stirling's formula leaves over. */
double hst__stirling_remainder(double k);

/* k log(k/mean) + mean - k >= 0, given excess = mean - k, which the caller may know without cancellation. */
double hst__deviance(double k, double mean, double excess);

/* The upper normal tail over its density, z >= 0. */
double hst__mills(double z);

/* Exponents j and k of x^j y^k against the point x, y. */
typedef struct hst__contrast {
    double total;    /* j + k */
    double excess;   /* total x - j = k - total y, to a rounding of itself even where it is near 0 */
    double deviance; /* j log(j/(total x)) + k log(k/(total y)) */
} hst__contrast;

hst__contrast hst__contrast_of(double j, double k, double x, double y);

/* C(j + k, j) x^j y^k, j, k > 0. */
double hst__contrast_mass(const hst__contrast *c, double j, double k);

/* Both tails at a point, and the density with respect to log x (gamma) or log(x/y) (beta). */
typedef struct hst__tails {
    double lower;
    double upper;
    double density;
} hst__tails;

/* The tail whose side is named, which was computed by itself, and the other one from it. */
static inline hst__tails hst__tails_from(double value, int upper, double density) {
    hst__tails t = {upper ? 1 - value : value, upper ? value : 1 - value, density};
    return t;
}

hst__tails hst__gamma_tails(double a, double x);
hst__tails hst__beta_tails(double a, double b, double x, double y);

/* The expansion of special_bulk.c: the tail on the named side of a point over the mass there, the Poisson
 * mass of j or (j + k + 1) times the binomial one. `deviance` is at most HST__BULK_DEVIANCE times the smaller
 * exponent, and that at least 19. */
enum { HST__BULK_TERMS = 48 };
#define HST__BULK_DEVIANCE 0.72
double hst__bulk_gamma(double j, double deviance, int upper);
double hst__bulk_beta(double j, double k, double deviance, int upper);
/* The derivative of w in powers of y, n terms, p <= q. */
void hst__bulk_terms(double *c, int n, double p, double q);

/* A point of the gamma law whose tail is near `tail`: where the iterations of the quantiles begin. */
double hst__gamma_start(double a, double tail, int upper);

/* One step towards the root of g = log(tail/target), h its derivative, r and dr the first two derivatives
 * of the logarithm of the density; all with respect to the variable in which the step is taken. */
double hst__tail_step(double g, double h, double r, double dr);

/* Whether one more step is needed after one from g: the error of a step goes like g^4/10. */
static inline int hst__is_far(double g) {
    return g > 5e-4 || g < -5e-4;
}

/* Three steps do for shapes from 1/10 and probabilities from 1e-300, measured at millions of points of
 * either law, up to where a double can no longer tell neighbouring tails apart; beyond (parameters of 1e25
 * and more) this is where the steps end. */
enum { HST__TAIL_STEPS = 10 };

#endif
