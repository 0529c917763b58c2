/* From counts to the share of a country: one from several outages, whether a published one fits, and how long
 * an outage must last to show one. */
#include "internal.h"

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
 * the deviation's has a pole where an outage loses all, beside which every step would look like the last.
 * With bound < 0 the value comes back to 0 there if there was no block: no root, so no slope leads to it.
 * Where nothing can vary and nothing does, no share is excluded. */
static double shortfall(void *context, double share, double *slope) {
    const outages *o = context;
    double excess = 0, variance = 0, value;
    int32_t i;
    *slope = 0;
    for (i = 0; i < o->count; ++i) {
        double w = dark_at(o, i, 0.5);
        residual r = residual_of(o, i, share);
        excess += w * r.excess;
        variance += w * w * r.variance;
        *slope += w * r.slope;
    }
    value = variance > 0 || excess != 0 ? o->bound * hst__sqrt(variance) - excess : o->bound;
    if (o->bound < 0 && value <= 0) {
        *slope = 0;
    }
    return value;
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
    out->share.estimate = NAN;
    if (any_baseline(&o)) { /* the three are looked for apart, and may pass one another by a rounding */
        out->share.estimate = share_at(&o, 0.5, 0);
        out->share.lower = hst__smaller(out->share.lower, out->share.estimate);
        out->share.upper = hst__larger(out->share.upper, out->share.estimate);
    }
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

/* The likelihood of a fall, given the total, as a function of y = log(1 - fall), with the fall's own measure:
 * e^((n + 1) y) / (1 + odds e^y)^total dy, up to a factor. Its logarithm is concave. A small fall has all its
 * digits in y. */
typedef struct likelihood {
    double n, total, log_odds;
    double weight_to; /* 0: weight 1; else log(weight_to / fall) */
} likelihood;

static double log_density(const void *context, double y) {
    const likelihood *l = context;
    return (l->n + 1) * y - l->total * hst__log1p(hst__exp(l->log_odds + y));
}

/* weight_to - fall, which vanishes at the end, is taken where it loses no digit. */
static double weight(const void *context, double y) {
    const likelihood *l = context;
    double fall = -hst__expm1(y);
    double left = l->weight_to > 0.5 ? hst__exp(y) - (1 - l->weight_to) : l->weight_to - fall;
    return l->weight_to > 0 ? hst__log1p(hst__larger(0, left) / fall) : 1;
}

/* Falls as y, from the greatest to the least. */
typedef struct stretch {
    double least, most;
} stretch;

static stretch stretch_of(double from, double until) {
    stretch out;
    out.most = hst__log1p(-from);
    out.least = until < 1 ? hst__log1p(-until) : out.most - 2000;
    return out;
}

/* log of the integral over a stretch. */
static double log_integral(const likelihood *l, stretch y) {
    double rest = l->total - l->n - 1;
    double peak = rest > 0 ? hst__log((l->n + 1) / rest) - l->log_odds : INFINITY;
    peak = hst__larger(y.least, hst__smaller(y.most, peak));
    return hst__log_quadrature(log_density, weight, l, y.least, peak, y.most);
}

/* log of the likelihood of one fall. */
static double log_point(const likelihood *l, double fall) {
    double y = hst__log1p(-fall);
    if (fall < 1) {
        return log_density(l, y) - y;
    }
    return l->n > 0 ? -INFINITY : 0;
}

/* A stretch of no more than that is a point. */
#define NO_LENGTH 1e-290

/* log of the mean likelihood over falls. The mean is over the stretch as rounded, length and all. */
static double log_mean(const likelihood *l, double from, double until) {
    stretch y = stretch_of(from, until);
    if (!(y.most - y.least > NO_LENGTH)) { /* NaN where both falls are 1 */
        return log_point(l, from);
    }
    return log_integral(l, y) - (y.most + hst__log(-hst__expm1(y.least - y.most)));
}

static double log_sum(double a, double b) {
    double most = hst__larger(a, b);
    return most + hst__log(hst__exp(a - most) + hst__exp(b - most));
}

/* The weight is smooth over falls above the first, and over those within the second's factor of each other;
 * those below the third, times the greatest, count for next to nothing. */
#define SMOOTH_ABOVE 0.5
#define SMOOTH_WITHIN 16
#define NEXT_TO_NOTHING 1e-20

/* log of the mean of log_mean(0, share x dark) with the share uniform in 0 .. 1, over dark in low .. high:
 * the likelihood below low has the weight log(high / low), the one of a fall above it log(high / fall). */
static double log_anything(const likelihood *l, double low, double high) {
    likelihood weighted = *l;
    double length = high - low;
    double top = high;
    double sum;
    if (!(length > 0)) {
        return log_mean(l, 0, low);
    }
    weighted.weight_to = high;
    sum = log_mean(l, 0, low) + hst__log(low) +
          hst__log(length < low ? hst__log1p(length / low) : hst__log(high) - hst__log(low));
    while (top > low && top > NEXT_TO_NOTHING * high) {
        double from = hst__larger(low, top > SMOOTH_ABOVE ? SMOOTH_ABOVE : top / SMOOTH_WITHIN);
        sum = log_sum(sum, log_integral(&weighted, stretch_of(from, top)));
        top = from;
    }
    return sum - hst__log(length);
}

hst_status hst_impact_share_compatible(hst_impact_compatible *out, const hst_impact_count *event,
                                       const hst_impact_count *baseline, double share, double dark_lower,
                                       double dark_upper) {
    likelihood l = {0, 0, 0, 0};
    double middle, odds;
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
    odds = event->exposure / baseline->exposure;
    l.log_odds = hst__log(odds);
    middle = dark_lower / 2 + dark_upper / 2;
    out->p = p_of(event, baseline, share * dark_lower);
    out->p_least = p_of(event, baseline, share * dark_upper);
    out->expected = (double)baseline->blocks * odds * (1 - share * middle);
    out->bayes = hst__exp(log_mean(&l, share * dark_lower, share * dark_upper) -
                          log_anything(&l, dark_lower, dark_upper));
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
