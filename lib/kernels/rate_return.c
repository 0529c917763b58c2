#include "rate_return.h"

#include <math.h> /* NAN and INFINITY only */

#include "special.h"

enum { NONE = -1 };

/* Of a window with exposure. Quotients of exposures first, since products may leave the range of double. */
double hst__return_probability(const hst__counts *c, int64_t i) {
    double ratio = c->exposure[i] / c->base_exposure * c->fraction;
    double x = ratio / (1 + ratio);
    double y = 1 / (1 + ratio);
    return hst__beta_upper((double)c->blocks[i] + 0.5, (double)c->base_blocks + 0.5, ratio < INFINITY ? x : 1,
                           y);
}

static int looks_back(const hst__counts *c, int64_t i) {
    return (double)c->blocks[i] / c->exposure[i] >= c->fraction * ((double)c->base_blocks / c->base_exposure);
}

/* A row of `held` windows whose probability is high enough ends the search; out.certain is where it began. */
hst__certainty hst__return_certain(const hst__counts *c, double enough, int64_t held) {
    hst__certainty out = {NAN, NONE, NONE, 0};
    int64_t row = 0;
    int64_t begun = NONE;
    double at_begin = NAN;
    int64_t i;
    for (i = 0; i < c->windows; ++i) {
        double p;
        if (!(c->exposure[i] > 0)) {
            continue;
        }
        ++out.observed;
        if (out.naive == NONE && looks_back(c, i)) {
            out.naive = i;
        }
        if (out.certain != NONE) {
            continue;
        }
        p = hst__return_probability(c, i);
        row = p >= enough ? row + 1 : 0;
        if (row == 1) {
            begun = i;
            at_begin = p;
        }
        out.probability = row == held ? at_begin : p;
        out.certain = row == held ? begun : NONE;
    }
    return out;
}
