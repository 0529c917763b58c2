/* Gauss and Legendre's rule of ten points on equal panels of the stretch that matters: where the density has
 * fallen by e^-45 on either side of its peak, what is beyond adds nothing. A concave logarithm falls at least
 * as fast from there on, so a panel sees at most 45/PANELS e-folds, or 0.6 deviations of a normal density. */
#include "quadrature.h"

#include "scalar.h"
#include "special.h"

enum { PANELS = 32 };

#define DROP 45.0

static const double node[5] = {0.14887433898163121, 0.43339539412924719, 0.67940956829902440,
                               0.86506336668898451, 0.97390652851717172};
static const double share[5] = {0.29552422471475287, 0.26926671930999635, 0.21908636251598204,
                                0.14945134915058059, 0.06667134430868813};

/* Between the peak and an end: where the density has fallen by DROP, or the end. */
static double reach(hst__curve *log_density, const void *context, double peak, double end) {
    double floor = log_density(context, peak) - DROP;
    double inside = peak;
    double outside = end;
    if (log_density(context, end) >= floor) {
        return end;
    }
    while (hst__magnitude(outside - inside) > 1e-3 * hst__magnitude(inside - peak)) {
        double middle = inside / 2 + outside / 2;
        if (log_density(context, middle) >= floor) {
            inside = middle;
        } else {
            outside = middle;
        }
    }
    return outside;
}

double hst__log_quadrature(hst__curve *log_density, hst__curve *weight, const void *context, double least,
                           double peak, double most) {
    double top = log_density(context, peak);
    double from = reach(log_density, context, peak, least);
    double half = (reach(log_density, context, peak, most) - from) / (2 * PANELS);
    double sum = 0;
    int i, k;
    for (i = 0; i < PANELS; ++i) {
        double centre = from + (2 * i + 1) * half;
        for (k = 0; k < 10; ++k) {
            double x = centre + (k < 5 ? -node[k] : node[k - 5]) * half;
            double here = hst__exp(log_density(context, x) - top);
            sum += share[k % 5] * (here * weight(context, x));
        }
    }
    return top + hst__log(sum * half);
}
