/* From counts to the share of a country: one from several outages, whether a published one fits, and how long
 * an outage must last to show one. */
#include "internal.h"

#include <float.h>
#include <math.h> /* INFINITY and NAN only */

#include "hashstat/impact.h"
#include "hashstat/rate.h"
#include "kernels/newton.h"
#include "kernels/quadrature.h"
#include "kernels/special.h"

#define COUNT_MAX INT64_C(1000000000000)
#define QUOTIENT_MAX 1e100
/* Shares are looked for above the negative of this. */
#define SHARE_FAR 1e6

static int is_usable(const hst_impact_count *event, const hst_impact_count *baseline) {
    double quotient = event->exposure / baseline->exposure;
    return event->blocks >= 0 && event->blocks <= COUNT_MAX && baseline->blocks >= 0 &&
           baseline->blocks <= COUNT_MAX && hst__is_positive(event->exposure) &&
           hst__is_positive(baseline->exposure) && quotient >= 1 / QUOTIENT_MAX && quotient <= QUOTIENT_MAX;
}

static int is_part(double x) {
    return x > 0 && x <= 1;
}

/* ---- one share from several outages ---- */

typedef struct outages {
    const hst_impact_count *event, *baseline;
    const double *dark_lower, *dark_upper;
    int32_t count;
    double where; /* in each darkness interval: 0 the lower end, 1 the upper */
    double bound; /* number of standard deviations that is sought */
} outages;

static double dark_at(const outages *o, int32_t i, double where) {
    return o->dark_lower[i] + where * (o->dark_upper[i] - o->dark_lower[i]);
}

/* What an outage says to a share: count - mean, variance, and the slope of the mean over the share. */
typedef struct residual {
    double excess, variance, slope;
} residual;

static residual residual_of(const outages *o, int32_t i, double share) {
    double n = (double)o->event[i].blocks;
    double total = n + (double)o->baseline[i].blocks;
    double odds = o->event[i].exposure / o->baseline[i].exposure;
    double dark = dark_at(o, i, o->where);
    double left = 1 - share * dark; /* >= 0: x times its rounded reciprocal never rounds to above 1 */
    double other = 1 + odds * left;
    double chance = odds * left / other;
    residual out;
    out.excess = n - total * chance;
    out.variance = total * chance / other;
    out.slope = -total * odds * dark / other / other;
    return out;
}

/* bound x standard deviation - excess, which falls while the share rises. The slope is that of the excess:
 * the deviation's has a pole where an outage loses all, beside which every step would look like the last. */
static double shortfall(void *context, double share, double *slope) {
    const outages *o = context;
    double excess = 0, variance = 0;
    int32_t i;
    *slope = 0;
    for (i = 0; i < o->count; ++i) {
        double w = dark_at(o, i, 0.5);
        residual r = residual_of(o, i, share);
        excess += w * r.excess;
        variance += w * w * r.variance;
        *slope += w * r.slope;
    }
    return o->bound * hst__sqrt(variance) - excess;
}

/* Share at which the excess is `bound` standard deviations, for darkness at one place of its intervals. */
static double share_at(outages *o, double where, double bound) {
    double darkest = 0;
    double share;
    int32_t i;
    o->where = where;
    o->bound = bound;
    for (i = 0; i < o->count; ++i) {
        darkest = hst__larger(darkest, dark_at(o, i, where));
    }
    share = hst__newton(shortfall, o, -SHARE_FAR, 1 / darkest, 0);
    return share > 1e-6 - SHARE_FAR ? share : -INFINITY;
}

static void compare(hst_impact_combined *out, outages *o) {
    int told = hst__is_finite(out->share.estimate);
    int32_t i;
    o->where = 0.5;
    out->chi2 = 0;
    out->freedom = -1;
    for (i = 0; i < o->count; ++i) {
        residual r = residual_of(o, i, out->share.estimate);
        out->chi2 += told && r.excess != 0 ? r.excess * r.excess / r.variance : 0;
        out->freedom += o->event[i].blocks + o->baseline[i].blocks > 0;
    }
    out->p = 1;
    if (told && out->freedom > 0) {
        out->p = hst__gamma_upper((double)out->freedom / 2, out->chi2 / 2);
    }
}

static hst_status check_outages(const outages *o, double level) {
    int32_t i;
    if (!hst__is_open_unit(level)) {
        return HST_EDOMAIN;
    }
    for (i = 0; i < o->count; ++i) {
        if (!is_usable(&o->event[i], &o->baseline[i]) || !is_part(o->dark_lower[i]) ||
            !is_part(o->dark_upper[i])) {
            return HST_EDOMAIN;
        }
    }
    for (i = 0; i < o->count; ++i) {
        if (o->dark_lower[i] > o->dark_upper[i]) {
            return HST_EORDER;
        }
    }
    return o->count > 0 ? HST_OK : HST_EEMPTY;
}

static int any_baseline(const outages *o) {
    int any = 0;
    int32_t i;
    for (i = 0; i < o->count; ++i) {
        any |= o->baseline[i].blocks > 0;
    }
    return any;
}

hst_status hst_impact_shares_combine(hst_impact_combined *out, const hst_impact_count *event,
                                     const hst_impact_count *baseline, const double *dark_lower,
                                     const double *dark_upper, int32_t count, double level) {
    outages o = {event, baseline, dark_lower, dark_upper, count, 0, 0};
    hst_status status;
    double z;
    if (out == NULL ||
        (count != 0 && (event == NULL || baseline == NULL || dark_lower == NULL || dark_upper == NULL))) {
        return HST_ENULL;
    }
    if (count < 0) {
        return HST_ESIZE;
    }
    status = check_outages(&o, level);
    if (status != HST_OK) {
        return status;
    }
    z = -hst__normal_quantile(hst__tail_of(level));
    out->share.lower = hst__smaller(share_at(&o, 1, -z), share_at(&o, 0, -z));
    out->share.upper = hst__larger(share_at(&o, 0, z), share_at(&o, 1, z));
    out->share.estimate = any_baseline(&o) ? share_at(&o, 0.5, 0) : NAN;
    compare(out, &o);
    return HST_OK;
}

/* ---- is a published share compatible ---- */

/* P(a count as high or higher | a fall of share x dark). */
static double p_of(const hst_impact_count *event, const hst_impact_count *baseline, double fall) {
    hst_rate_comparison c;
    if (!(fall < 1)) {
        return event->blocks > 0 ? 0 : 1;
    }
    (void)hst_rate_ratio_exact(&c, event->blocks, event->exposure, baseline->blocks, baseline->exposure,
                               1 - fall, 0.5); /* nothing that is_usable let through is refused */
    return c.p_greater;
}

/* The likelihood of a fall, given the total, as a function of x = log odds of a block to be the event's, with
 * the fall's own measure: e^((n + 1) x) / (1 + e^x)^total dx. Its logarithm is concave. */
typedef struct likelihood {
    double n, total, odds;
    double weight_to; /* 0: weight 1; else log(weight_to / fall) */
} likelihood;

static double log_density(const void *context, double x) {
    const likelihood *l = context;
    return (l->n + 1) * x - l->total * hst__log1p(hst__exp(x));
}

static double weight(const void *context, double x) {
    const likelihood *l = context;
    double fall = hst__larger(DBL_EPSILON, 1 - hst__exp(x) / l->odds);
    return l->weight_to > 0 ? hst__log(l->weight_to / fall) : 1;
}

/* log of the integral over falls from .. until. The weight vanishes at weight_to, rounded to either side. */
static double log_integral(const likelihood *l, double from, double until) {
    double most = hst__log(l->odds) + hst__log1p(-from);
    double least = until < 1 ? hst__log(l->odds) + hst__log1p(-until) : most - 2000;
    double rest = l->total - l->n - 1;
    double peak = rest > 0 ? hst__log((l->n + 1) / rest) : INFINITY;
    peak = hst__larger(least, hst__smaller(most, peak));
    return hst__log_quadrature(log_density, weight, l, least, peak, most) - hst__log(l->odds);
}

static double log_sum(double a, double b) {
    double most = hst__larger(a, b);
    return most + hst__log(hst__exp(a - most) + hst__exp(b - most));
}

/* Where the darkness interval has no length to speak of, it is its middle. */
#define NO_LENGTH 1e-9

static double log_bayes(const likelihood *l, double share, double low, double high) {
    likelihood weighted = *l;
    double middle = low / 2 + high / 2;
    double length = high - low;
    double anything, published;
    weighted.weight_to = high;
    if (length < NO_LENGTH * high) {
        double x = hst__log(l->odds) + hst__log1p(-share * middle);
        double here = share * middle < 1 ? log_density(l, x) - x : (l->n > 0 ? -INFINITY : 0);
        return here - (log_integral(l, 0, middle) - hst__log(middle));
    }
    published = log_integral(l, share * low, share * high) - hst__log(share * length);
    anything = log_sum(log_integral(l, 0, low) + hst__log(hst__log1p(length / low)),
                       log_integral(&weighted, low, high)) -
               hst__log(length);
    return published - anything;
}

hst_status hst_impact_share_compatible(hst_impact_compatible *out, const hst_impact_count *event,
                                       const hst_impact_count *baseline, double share, double dark_lower,
                                       double dark_upper) {
    likelihood l = {0, 0, 0, 0};
    double middle;
    if (out == NULL || event == NULL || baseline == NULL) {
        return HST_ENULL;
    }
    if (!is_usable(event, baseline) || !is_part(share) || !is_part(dark_lower) || !is_part(dark_upper)) {
        return HST_EDOMAIN;
    }
    if (dark_lower > dark_upper) {
        return HST_EORDER;
    }
    l.n = (double)event->blocks;
    l.total = l.n + (double)baseline->blocks;
    l.odds = event->exposure / baseline->exposure;
    middle = dark_lower / 2 + dark_upper / 2;
    out->p = p_of(event, baseline, share * dark_lower);
    out->p_least = p_of(event, baseline, share * dark_upper);
    out->expected = (double)baseline->blocks * l.odds * (1 - share * middle);
    out->bayes = hst__exp(log_bayes(&l, share, dark_lower, dark_upper));
    return HST_OK;
}

/* ---- planner ---- */

hst_status hst_impact_plan_event(hst_impact_plan *out, double hashrate, double work, double baseline_seconds,
                                 double share, double dark_lower, double dark_upper, double alpha,
                                 double power) {
    double rate = hashrate / work;
    double expected = rate * baseline_seconds;
    double soonest, middle = share * (dark_lower / 2 + dark_upper / 2);
    hst_status status;
    if (out == NULL) {
        return HST_ENULL;
    }
    if (!hst__is_positive(hashrate) || !hst__is_positive(work) || !hst__is_positive(baseline_seconds) ||
        !(share >= 0 && share <= 1) || !(dark_lower >= 0 && dark_lower <= 1) ||
        !(dark_upper >= 0 && dark_upper <= 1)) {
        return HST_EDOMAIN;
    }
    status = hst_rate_time_to_detect(&soonest, expected, rate, share * dark_upper, alpha, power);
    if (status == HST_OK && dark_lower > dark_upper) {
        status = HST_EORDER;
    }
    if (status == HST_OK) {
        out->soonest = soonest; /* the others have the same law and cannot fail */
        (void)hst_rate_time_to_detect(&out->middle, expected, rate, middle, alpha, power);
        (void)hst_rate_time_to_detect(&out->latest, expected, rate, share * dark_lower, alpha, power);
    }
    return status;
}
