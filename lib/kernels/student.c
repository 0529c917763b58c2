/* With x = freedom / (freedom + t^2), P(|T| > t) is the incomplete beta I_x(freedom/2, 1/2). */
#include "student.h"

#include "special.h"

double hst__student_upper(double t, double freedom) {
    double all = freedom + t * t;
    double half = hst__beta_lower(freedom / 2, 0.5, freedom / all, t * t / all) / 2;
    return t > 0 ? half : 1 - half;
}

double hst__student_quantile(double tail, double freedom) {
    hst__unit_point at = hst__beta_quantile_lower(freedom / 2, 0.5, 2 * tail);
    return hst__sqrt(freedom * (at.y / at.x));
}
