/* With T^2/freedom = y/x and x + y = 1, P(|T| >= t) = I_x(freedom/2, 1/2). x and y are both made from the
 * quotient, since neither may lose its digits to 1. */
#include "student.h"

#include "scalar.h"
#include "special.h"

#include <math.h> /* sqrt only */

/* Beyond, the square leaves the range of a double. */
#define FAR 1e150

double hst__student_upper(double t, double freedom) {
    double q = hst__smaller(hst__magnitude(t), FAR) / sqrt(freedom);
    double y = q * q / (1 + q * q);
    double tail = hst__beta_lower(freedom / 2, 0.5, 1 / (1 + q * q), y) / 2;
    return t < 0 ? 1 - tail : tail;
}

/* From level 1/2 on 1 - level is exact, and below it a tail loses nothing that matters. */
double hst__student_quantile(double level, double freedom) {
    hst__unit_point p = level < 0.5 ? hst__beta_quantile_lower(0.5, freedom / 2, level)
                                    : hst__beta_quantile_upper(0.5, freedom / 2, 1 - level);
    return sqrt(freedom * p.x / p.y);
}
