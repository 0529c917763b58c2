/* Each distance from an estimate to its end stands for a standard error there, and those of independent
 * estimates add by their squares. Unlike the plain normal interval it keeps the skewness of the single ones,
 * and a single estimate keeps its own interval. It leans on estimates without bias: what bias they share does
 * not average out. */
#include "mover.h"

#include "special.h"

void hst__mover_add(hst__mover *m, double lower, double estimate, double upper) {
    m->centre += estimate;
    m->below += (estimate - lower) * (estimate - lower);
    m->above += (upper - estimate) * (upper - estimate);
    ++m->count;
}

double hst__mover_lower(const hst__mover *m) {
    return (m->centre - hst__sqrt(m->below)) / (double)m->count;
}

double hst__mover_upper(const hst__mover *m) {
    return (m->centre + hst__sqrt(m->above)) / (double)m->count;
}
