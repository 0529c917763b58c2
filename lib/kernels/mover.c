/* Each distance from an estimate to its end stands for a standard error there, and those of independent
 * estimates add by their squares. Unlike the plain normal interval it keeps the skewness of the single ones,
 * and a single estimate keeps its own interval. It leans on estimates without bias: what bias they share does
 * not average out. */
#include "mover.h"

#include "scalar.h"
#include "special.h"

/* sqrt(a^2 + b^2), of which neither square need be a double. */
static double joined(double a, double b) {
    double most = hst__larger(hst__magnitude(a), hst__magnitude(b));
    double least = hst__smaller(hst__magnitude(a), hst__magnitude(b));
    double quotient = most > 0 ? least / most : 0;
    return most * hst__sqrt(1 + quotient * quotient);
}

void hst__mover_add(hst__mover *m, double lower, double estimate, double upper) {
    m->centre += estimate;
    m->below = joined(m->below, estimate - lower);
    m->above = joined(m->above, upper - estimate);
    ++m->count;
}

double hst__mover_lower(const hst__mover *m) {
    return (m->centre - m->below) / (double)m->count;
}

double hst__mover_upper(const hst__mover *m) {
    return (m->centre + m->above) / (double)m->count;
}
