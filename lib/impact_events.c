/* Several events at once, noise beyond Poisson, and darkness that came and went in steps. The likelihood
 * lives in kernels/poisson_events; what is written here is which law the ratios are held against, and what
 * the answer is where the data cannot tell. */
#include "internal.h"

#include <math.h> /* INFINITY and NAN only */

#include "hashstat/impact.h"
#include "kernels/poisson_events.h"
#include "kernels/student.h"
#include "kernels/special.h"

#define COUNT_MAX INT64_C(1000000000000)
#define QUOTIENT_MAX 1e200

static int is_fraction(double x) {
    return x >= 0 && x <= 1;
}

/* ---- darkness by steps ---- */

static hst_status check_outages(const hst_impact_outage *outage, int64_t outages) {
    int64_t i;
    for (i = 0; i < outages; ++i) {
        if (!is_fraction(outage[i].dark)) {
            return HST_EDOMAIN;
        }
    }
    for (i = 0; i < outages; ++i) {
        if (outage[i].from > outage[i].until || (i > 0 && outage[i].from < outage[i - 1].until)) {
            return HST_EORDER;
        }
    }
    return HST_OK;
}

static hst_status check_edges(const int64_t *edges, int64_t bins) {
    int64_t j;
    for (j = 0; j < bins; ++j) {
        if (edges[j] >= edges[j + 1]) {
            return HST_EORDER;
        }
    }
    return HST_OK;
}

/* Dark part of [from, until); *first is moved to the first outage that ends after it begins. */
static double darkness(int64_t from, int64_t until, const hst_impact_outage *outage, int64_t outages,
                       int64_t *first) {
    double sum = 0;
    int64_t i;
    while (*first < outages && outage[*first].until <= from) {
        ++*first;
    }
    for (i = *first; i < outages && outage[i].from < until; ++i) {
        int64_t start = hst__most(from, outage[i].from);
        int64_t end = hst__least(until, outage[i].until);
        sum += outage[i].dark * (double)((uint64_t)end - (uint64_t)start);
    }
    return hst__smaller(1, sum / (double)((uint64_t)until - (uint64_t)from));
}

hst_status hst_impact_darkness_steps(double *dark, const int64_t *edges, int64_t bins,
                                     const hst_impact_outage *outage, int64_t outages) {
    hst_status status;
    int64_t first = 0, j;
    if ((bins != 0 && (dark == NULL || edges == NULL)) || (outages != 0 && outage == NULL)) {
        return HST_ENULL;
    }
    if (bins < 0 || outages < 0) {
        return HST_ESIZE;
    }
    status = check_outages(outage, outages);
    if (status == HST_OK) {
        status = check_edges(edges, bins);
    }
    for (j = 0; status == HST_OK && j < bins; ++j) {
        dark[j] = darkness(edges[j], edges[j + 1], outage, outages, &first);
    }
    return status;
}

/* ---- several events ---- */

static int is_record(const hst__events *e, int64_t j) {
    double exposure = e->exposure[j];
    int legal = hst__is_nan(exposure) || hst__is_not_negative(exposure);
    int k;
    for (k = 0; k < e->events; ++k) {
        legal = legal && is_fraction(e->part[k * e->bins + j]);
    }
    return legal && e->count[j] >= 0 && e->count[j] <= COUNT_MAX && hst__is_finite(e->time[j]);
}

static hst_status check_record(const hst__events *e) {
    double least = INFINITY;
    double most = 0;
    int64_t j;
    for (j = 0; j < e->bins; ++j) {
        if (!is_record(e, j)) {
            return HST_EDOMAIN;
        }
        if (e->exposure[j] > 0) {
            least = hst__smaller(least, e->exposure[j]);
            most = hst__larger(most, e->exposure[j]);
        }
    }
    if (most / least > QUOTIENT_MAX) {
        return HST_EDOMAIN;
    }
    return most > 0 ? HST_OK : HST_EEMPTY;
}

/* How a likelihood ratio is judged: twice the drop of the log at an end, and the tail beyond a root. */
typedef struct judge {
    double scale, freedom; /* freedom 0: the normal law */
    double drop;
} judge;

static judge judge_of(int quasi, double dispersion, int64_t freedom, double level) {
    judge out = {1, 0, 0};
    double z;
    if (quasi) {
        out.scale = hst__larger(1, dispersion);
        out.freedom = (double)freedom;
        z = hst__student_quantile(level, out.freedom);
    } else {
        z = hst__normal_quantile(hst__tail_of(level));
    }
    out.drop = out.scale * z * z / 2;
    return out;
}

static double upper_tail(const judge *by, double root) {
    return by->freedom > 0 ? hst__student_upper(root, by->freedom) : hst__normal_upper(root);
}

static double fall_of_loss(double loss) {
    return loss < HST__EVENTS_LOSS_END ? -hst__expm1(loss) : -INFINITY;
}

/* Root of the ratio against "nothing lost", with the sign of the fall. */
static double root_of(const hst__events *e, const hst__events_point *peak, int axis, double scale) {
    hst__events_point null = *peak;
    double ratio, root;
    null.at[axis] = 0;
    hst__events_climb(e, &null, axis);
    ratio = 2 * (peak->likelihood - null.likelihood) / scale;
    root = hst__sqrt(hst__larger(0, ratio));
    return peak->at[axis] < 0 ? root : -root;
}

static hst_impact_fall fall_along(const hst__events *e, const hst__events_point *peak, int axis,
                                  const judge *by) {
    hst_impact_fall out;
    double root = root_of(e, peak, axis, by->scale);
    out.estimate = fall_of_loss(peak->at[axis]);
    out.lower = fall_of_loss(hst__events_end(e, peak, axis, 1, by->drop));
    out.upper = fall_of_loss(hst__events_end(e, peak, axis, -1, by->drop));
    out.p = hst__smaller(1, 2 * upper_tail(by, hst__magnitude(root)));
    out.luck_p = upper_tail(by, root);
    if (!hst__is_finite(out.estimate)) { /* not a block while it was light: nothing to fall from */
        out.estimate = NAN;
    }
    return out;
}

static double growth_end(const hst__events *e, const hst__events_point *peak, double way, double drop) {
    double end = hst__events_end(e, peak, 0, way, drop);
    return way * end < HST__EVENTS_GROWTH_END ? end / e->half : way * INFINITY;
}

static void unknown_all(hst_impact_fall *falls, hst_impact_events *out, int events) {
    int k;
    for (k = 0; k < events; ++k) {
        falls[k] = (hst_impact_fall){NAN, -INFINITY, 1, 1, 1};
    }
    out->growth = NAN;
    out->growth_lower = -INFINITY;
    out->growth_upper = INFINITY;
    out->dispersion = NAN;
    out->scale = 1;
}

static void fit(hst_impact_fall *falls, hst_impact_events *out, const hst__events *e, double level,
                int quasi) {
    hst__events_point peak = {{0}, 0, {0}, {{0}}, 0, 0};
    judge by;
    int k;
    hst__events_climb(e, &peak, -1);
    if (hst__magnitude(peak.at[0]) >= HST__EVENTS_GROWTH_END) {
        return;
    }
    if (out->freedom > 0) {
        out->dispersion = hst__events_chi2(e, &peak) / (double)out->freedom;
    }
    if (quasi && out->freedom < 1) {
        return;
    }
    by = judge_of(quasi, out->dispersion, out->freedom, level);
    out->scale = by.scale;
    for (k = 0; k < e->events; ++k) {
        if (hst__events_is_told(e, k + 1)) {
            falls[k] = fall_along(e, &peak, k + 1, &by);
        }
    }
    if (hst__events_is_told(e, 0)) {
        out->growth = peak.at[0] / e->half;
        out->growth_lower = growth_end(e, &peak, -1, by.drop);
        out->growth_upper = growth_end(e, &peak, 1, by.drop);
    }
}

static hst_status check_events(const hst__events *e, const void *falls, const void *out, double level,
                               int32_t quasi) {
    int any = e->bins != 0;
    if (falls == NULL || out == NULL || (any && (e->count == NULL || e->exposure == NULL))) {
        return HST_ENULL;
    }
    if (any && (e->time == NULL || e->part == NULL)) {
        return HST_ENULL;
    }
    if (e->bins < 0 || e->events < 1 || e->events > HST__EVENTS_MOST) {
        return HST_ESIZE;
    }
    if (!hst__is_open_unit(level) || quasi < 0 || quasi > 1) {
        return HST_EDOMAIN;
    }
    return check_record(e);
}

hst_status hst_impact_events_fit(hst_impact_fall *falls, hst_impact_events *out, const int64_t *blocks,
                                 const double *exposure, const double *time, int64_t bins, const double *dark,
                                 int32_t events, double level, int32_t quasi) {
    hst__events e = {blocks, exposure, time, dark, bins, events, 0, 0, 0, 0, 0};
    hst_status status = check_events(&e, falls, out, level, quasi);
    if (status != HST_OK) {
        return status;
    }
    hst__events_prepare(&e);
    unknown_all(falls, out, events);
    out->freedom = e.used - 2 - events;
    if (e.total > 0) {
        fit(falls, out, &e, level, quasi);
    }
    return HST_OK;
}
