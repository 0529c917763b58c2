/* The normal law: tails from the Mills ratio, quantile by Wichura's rational functions. */
#include "special_parts.h"

/* (z + 6) times the Mills ratio in powers of t = (z - 6)/(z + 6), which maps 0 .. infinity to -1 .. 1 (the
 * scaled form is smooth at both ends). Chebyshev expansion of 60-digit values. */
static const double mills[27] = {
    1.9485319307624096, -1.7571690543441034, 1.4261935116084028, -1.0375024310762304, 0.6717118214996525,
    -0.38271258667090424, 0.18842804927304702, -0.07766866793583814, 0.02514103201888264,
    -0.005343142017167757, 8.239282053509132e-05, 0.00045460384002134744, -0.0001623086430214107,
    2.6938270599054227e-06, 1.703392981760889e-05, -4.506560954058368e-06, -1.0719211598735358e-06,
    7.72775964055102e-07, 1.1989671533859121e-08, -1.059930289724508e-07, 1.077854708122026e-08,
    1.3661949075287586e-08, -2.5070492940473065e-09, -1.5675870910377874e-09, 3.6591931384679847e-10,
    1.1431898101953094e-10, -2.9153849861078606e-11,
};

double hst__mills(double z) {
    double t = 1 / (z + 6);
    return hst__poly(mills, 27, (z - 6) * t) * t;
}

/* exp(-z^2/2) of a rounded square would lose up to 10 bits in the far tail. z = h + e with h on 24 bits, so
 * that h^2 is exact and the rest is a correction below 1e-4. Past z = 40 the tail is below the smallest
 * number. */
static double upper_of_positive(double z) {
    double u = z < 40 ? z : 40;
    double h = (double)(float)u;
    double e = (u - h) * (u + h) * -0.5;
    double density = hst__exp(-0.5 * (h * h)) * (1 + e * (1 + e * (0.5 + e * (1. / 6))));
    return density * 0.39894228040143267794 * hst__mills(u);
}

double hst__normal_upper(double z) {
    return z >= 0 ? upper_of_positive(z) : 1 - upper_of_positive(-z);
}

double hst__normal_lower(double z) {
    return hst__normal_upper(-z);
}

typedef struct rational {
    double above[8];
    double below[8];
} rational;

/* M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", 1988, PPND16. */
static const rational centre = {
    {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
     1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
     3.3430575583588128105e4, 2.5090809287301226727e3},
    {1.0, 4.2313330701600911252e1, 6.8718700749205790830e2,
     5.3941960214247511077e3, 2.1213794301586595867e4, 3.9307895800092710610e4,
     2.8729085735721942674e4, 5.2264952788528545610e3},
};
static const rational flank = {
    {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
     3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
     2.27238449892691845833e-2, 7.74545014278341407640e-4},
    {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0,
     6.89767334985100004550e-1, 1.48103976427480074590e-1, 1.51986665636164571966e-2,
     5.47593808499534494600e-4, 1.05075007164441684324e-9},
};
static const rational far_tail = {
    {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
     2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
     2.71155556874348757815e-5, 2.01033439929228813265e-7},
    {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1,
     1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5,
     1.42151175831644588870e-7, 2.04426310338993978564e-15},
};

static double quotient(const rational *c, double x) {
    double above = c->above[7];
    double below = c->below[7];
    for (int k = 6; k >= 0; k--) {
        above = above * x + c->above[k];
        below = below * x + c->below[k];
    }
    return above / below;
}

double hst__normal_quantile(double p) {
    double d = p - 0.5;
    if (d >= -0.425 && d <= 0.425) {
        return d * quotient(&centre, 0.180625 - d * d);
    }
    double r = hst__sqrt(-hst__log(d < 0 ? p : 1 - p));
    double z = r <= 5 ? quotient(&flank, r - 1.6) : quotient(&far_tail, r - 5);
    return d < 0 ? -z : z;
}
