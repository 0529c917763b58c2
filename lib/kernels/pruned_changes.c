#include "pruned_changes.h"

#include <math.h> /* INFINITY only */

static double best_of(const hst__changing *c, const double *in, hst__candidate *candidate, int64_t n,
                      int64_t t, int64_t *last) {
    double best = INFINITY;
    int64_t i;
    *last = 0;
    for (i = 0; i < n; ++i) {
        int64_t s = candidate[i].change;
        double value = in[s] + hst__segment_cost(c, s, t);
        candidate[i].value = value;
        if (value < best) { /* in order of the change: the earliest of equals */
            best = value;
            *last = s;
        }
    }
    return best;
}

/* Those that are still of use after t samples. */
static int64_t prune(hst__candidate *candidate, int64_t n, double limit, int64_t t, int64_t least) {
    int64_t i, kept = 0;
    for (i = 0; i < n; ++i) {
        hst__candidate one = candidate[i];
        if (one.value > limit && one.until > t + least) {
            one.until = t + least;
        }
        if (one.until > t + 1) {
            candidate[kept++] = one;
        }
    }
    return kept;
}

void hst__pruned_changes(const hst__changing *c, int64_t least, double penalty, const double *in, double *out,
                         int64_t *last, hst__candidate *candidate) {
    int64_t t, n = 0;
    for (t = 1; t <= c->count; ++t) {
        int64_t change = t - least;
        if (change >= 0 && in[change] < INFINITY) {
            candidate[n].change = change;
            candidate[n++].until = INT64_MAX;
        }
        out[t] = best_of(c, in, candidate, n, t, &last[t]) + penalty;
        n = prune(candidate, n, in[t], t, least);
    }
}
