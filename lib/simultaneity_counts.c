/* Falls from blocks by pool, one pool at a time: where the rate from a bin on is below the rate before it. */
#include "internal.h"

#include <math.h> /* NAN only */

#include "hashstat/simultaneity.h"
#include "kernels/before_after.h"
#include "kernels/binomial_p.h"

/* A run of bins that fall, and where it does so most. */
typedef struct run {
    int64_t at; /* HST_NONE: no run in progress */
    double p;
} run;

static void end_run(run *r, int32_t *mark) {
    if (r->at != HST_NONE) {
        mark[r->at] = 1;
        r->at = HST_NONE;
    }
}

static void take_bin(run *r, int32_t *mark, int64_t t, double p, double alpha) {
    mark[t] = hst__is_nan(p) ? HST_NONE : 0;
    if (!(p <= alpha)) {
        end_run(r, mark);
    } else if (r->at == HST_NONE || p < r->p) {
        r->at = t;
        r->p = p;
    }
}

static double p_of(const hst__sides *s, hst__side_exposures e, uint32_t flags) {
    double n1 = (double)s->before, n2 = (double)s->after;
    hst__unit_point chance;
    if (!hst__sides_are_seen(&e)) {
        return NAN;
    }
    chance = hst__binomial_chance(e.after, 1, e.before);
    return flags & HST_SIMULTANEITY_MIDP ? hst__binomial_half_at_most(n2, n1, chance.x, chance.y)
                                         : hst__binomial_at_most(n2, n1, chance.x, chance.y);
}

static void mark_row(int32_t *mark, double *p, const hst__before_after *v, const int64_t *row, double alpha,
                     uint32_t flags) {
    int64_t end = v->before + hst__before_after_places(v), t;
    run r = {HST_NONE, 0};
    hst__sides s = {0, 0};
    for (t = 0; t < v->bins; ++t) {
        double here = NAN;
        if (t >= v->before && t < end) {
            if (t == v->before) {
                s = hst__sides_at(v, row, t);
            } else {
                hst__sides_slide(&s, v, row, t - 1);
            }
            here = p_of(&s, hst__side_exposures_at(v, t), flags);
        }
        take_bin(&r, mark, t, here, alpha);
        if (p != NULL) {
            p[t] = here;
        }
    }
    end_run(&r, mark);
}

hst_status hst_simultaneity_falls(int32_t *mark, double *p, const int64_t *count, const double *exposure,
                                  int64_t pools, int64_t bins, int64_t before, int64_t after, double alpha,
                                  uint32_t flags) {
    hst__before_after v = {count, exposure, pools, bins, before, after};
    int64_t k;
    if ((mark == NULL && pools != 0 && bins != 0) || hst__before_after_lacks(&v)) {
        return HST_ENULL;
    }
    if (!hst__simultaneity_is_size(pools, bins)) {
        return HST_ESIZE;
    }
    if ((flags & ~(uint32_t)HST_SIMULTANEITY_MIDP) != 0) {
        return HST_EOPTION;
    }
    if (!hst__is_open_unit(alpha) || !hst__before_after_is_legal(&v)) {
        return HST_EDOMAIN;
    }
    for (k = 0; k < pools && bins > 0; ++k) { /* C allows no offset from NULL */
        mark_row(mark + k * bins, p == NULL ? NULL : p + k * bins, &v, count + k * bins, alpha, flags);
    }
    return HST_OK;
}
