/* What an event took. Counts are compared by the exact laws of rate.h, turned from ratios into falls; the
 * growth-aware fall is a likelihood of its own and lives in kernels/poisson_trend. What is written here is
 * which baseline, which level and which corner answers the question, and what the answer is where the data
 * cannot tell. */
#include "internal.h"

#include <math.h> /* INFINITY and NAN only */

#include "hashstat/impact.h"
#include "hashstat/rate.h"
#include "kernels/cut_grid.h"
#include "kernels/mover.h"
#include "kernels/poisson_trend.h"
#include "kernels/scalar.h"
#include "kernels/special.h"

/* As in rate.h. */
#define COUNT_MAX INT64_C(1000000000000)
#define QUOTIENT_MAX 1e200

static int is_count(int64_t n) {
    return n >= 0 && n <= COUNT_MAX;
}

static int is_fraction(double x) {
    return x >= 0 && x <= 1;
}

/* What no block can tell. */
static const hst_impact_fall unknown = {NAN, -INFINITY, 1, 1, 1};

/* ---- one event against one baseline ---- */

/* (expected - found) / expected: 1 - ratio would lose the digits of a small fall, and with equal exposures
 * nothing is rounded before the quotient. */
static double fall_of(const hst_impact_count *event, const hst_impact_count *baseline) {
    double expected = (double)baseline->blocks * (event->exposure / baseline->exposure);
    return baseline->blocks > 0 ? (expected - (double)event->blocks) / expected : NAN;
}

typedef hst_status comparison(hst_rate_comparison *out, int64_t n1, double exposure1, int64_t n2,
                              double exposure2, double null_ratio, double level);

static hst_status fall_by(comparison *compare, hst_impact_fall *out, const hst_impact_count *event,
                          const hst_impact_count *baseline, double level) {
    hst_rate_comparison c;
    hst_status status;
    if (out == NULL || event == NULL || baseline == NULL) {
        return HST_ENULL;
    }
    status = compare(&c, event->blocks, event->exposure, baseline->blocks, baseline->exposure, 1, level);
    if (status == HST_OK) {
        out->estimate = fall_of(event, baseline);
        out->lower = 1 - c.upper;
        out->upper = 1 - c.lower;
        out->p = c.p;
        out->luck_p = c.p_less;
    }
    return status;
}

hst_status hst_impact_fall_exact(hst_impact_fall *out, const hst_impact_count *event,
                                 const hst_impact_count *baseline, double level) {
    return fall_by(hst_rate_ratio_exact, out, event, baseline, level);
}

hst_status hst_impact_fall_midp(hst_impact_fall *out, const hst_impact_count *event,
                                const hst_impact_count *baseline, double level) {
    return fall_by(hst_rate_ratio_midp, out, event, baseline, level);
}

/* ---- the grid of the growth-aware fall ---- */

hst_status hst_impact_edges(int64_t *edges, int64_t cap, int64_t *found, int64_t from, int64_t event_from,
                            int64_t event_until, int64_t until, int64_t window) {
    const hst__cut_grid grid = {from, until, window, {event_from, event_until}};
    uint64_t count;
    int64_t i;
    if (found == NULL || (edges == NULL && cap != 0)) {
        return HST_ENULL;
    }
    if (cap < 0) {
        return HST_ESIZE;
    }
    if (window <= 0) {
        return HST_EDOMAIN;
    }
    if (from > event_from || event_from > event_until || event_until > until) {
        return HST_EORDER;
    }
    count = hst__cut_grid_count(&grid);
    if (count - 1 >= (uint64_t)INT64_MAX) { /* 2^64 edges come as 0 */
        return HST_EOVERFLOW;
    }
    *found = (int64_t)count;
    for (i = 0; i < cap && i < *found; ++i) {
        edges[i] = i == 0 ? from : hst__cut_grid_next(&grid, edges[i - 1]);
    }
    return HST_OK;
}

static int64_t clamp(int64_t low, int64_t x, int64_t high) {
    return x < low ? low : x > high ? high : x;
}

hst_status hst_impact_darkness(double *dark, const int64_t *edges, int64_t bins, int64_t event_from,
                               int64_t event_until) {
    int64_t j;
    if (bins != 0 && (dark == NULL || edges == NULL)) {
        return HST_ENULL;
    }
    if (bins < 0) {
        return HST_ESIZE;
    }
    if (event_from > event_until) {
        return HST_EORDER;
    }
    for (j = 0; j < bins; ++j) {
        if (edges[j] >= edges[j + 1]) {
            return HST_EORDER;
        }
    }
    for (j = 0; j < bins; ++j) {
        int64_t start = clamp(edges[j], event_from, edges[j + 1]);
        int64_t end = clamp(edges[j], event_until, edges[j + 1]);
        dark[j] = (double)hst__distance(start, end) / (double)hst__distance(edges[j], edges[j + 1]);
    }
    return HST_OK;
}

/* ---- the growth-aware fall ---- */

static hst_status check_bins(const int64_t *blocks, const double *exposure, const double *time,
                             const double *dark, int64_t bins) {
    double least = INFINITY;
    double most = 0;
    int64_t j;
    for (j = 0; j < bins; ++j) {
        int legal = hst__is_nan(exposure[j]) || hst__is_not_negative(exposure[j]);
        if (!is_count(blocks[j]) || !legal || !hst__is_finite(time[j]) || !is_fraction(dark[j])) {
            return HST_EDOMAIN;
        }
        if (exposure[j] > 0) {
            least = hst__smaller(least, exposure[j]);
            most = hst__larger(most, exposure[j]);
        }
    }
    if (most / least > QUOTIENT_MAX) {
        return HST_EDOMAIN;
    }
    return most > 0 ? HST_OK : HST_EEMPTY;
}

static hst_impact_trend cannot_tell(int64_t freedom) {
    return (hst_impact_trend){unknown, NAN, -INFINITY, INFINITY, NAN, NAN, freedom, 0};
}

static hst_impact_trend fit(const hst__trend *t, int64_t freedom, double level) {
    double z = hst__normal_quantile(hst__tail_of(level));
    double drop = z * z / 2; /* half of the quantile of chi-square with one degree of freedom */
    hst__trend_point peak = hst__trend_maximum(t);
    hst__trend_fitted fitted;
    double root;
    hst_impact_trend out;
    if (hst__trend_is_cut(t, &peak)) {
        return cannot_tell(freedom);
    }
    fitted = hst__trend_compare(t, &peak);
    root = hst__trend_root(t, &peak);
    out.fall.estimate = hst__trend_fall(peak.at[HST__LOSS]);
    out.fall.lower = hst__trend_fall(hst__trend_end(t, &peak, HST__LOSS, 1, drop));
    out.fall.upper = hst__trend_fall(hst__trend_end(t, &peak, HST__LOSS, -1, drop));
    out.fall.p = 2 * hst__normal_upper(hst__larger(root, -root));
    out.fall.luck_p = hst__normal_upper(root);
    out.growth = peak.at[HST__GROWTH] / t->half;
    out.growth_lower = hst__trend_end(t, &peak, HST__GROWTH, -1, drop) / t->half;
    out.growth_upper = hst__trend_end(t, &peak, HST__GROWTH, 1, drop) / t->half;
    out.counterfactual = fitted.counterfactual;
    if (!hst__is_finite(out.fall.estimate)) { /* not a block while it was light: nothing to fall from */
        out.fall.estimate = NAN;
        out.counterfactual = 0;
    }
    out.dispersion = freedom > 0 ? fitted.chi2 / (double)freedom : NAN;
    out.freedom = freedom;
    out.identified = 1;
    return out;
}

hst_status hst_impact_trend_fit(hst_impact_trend *out, const int64_t *blocks, const double *exposure,
                                const double *time, const double *dark, int64_t bins, double level) {
    hst__trend t;
    hst_status status;
    if (out == NULL || (bins != 0 && (blocks == NULL || exposure == NULL || time == NULL || dark == NULL))) {
        return HST_ENULL;
    }
    if (bins < 0) {
        return HST_ESIZE;
    }
    if (!hst__is_open_unit(level)) {
        return HST_EDOMAIN;
    }
    status = check_bins(blocks, exposure, time, dark, bins);
    if (status != HST_OK) {
        return status;
    }
    t = (hst__trend){blocks, exposure, time, dark, bins, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    *out = hst__trend_prepare(&t) ? fit(&t, t.used - 3, level) : cannot_tell(t.used - 3);
    return HST_OK;
}

/* ---- from fall to share ---- */

static int is_ordered(const hst_impact_fall *f) {
    return f->lower <= f->upper &&
           (hst__is_nan(f->estimate) || (f->lower <= f->estimate && f->estimate <= f->upper));
}

hst_status hst_impact_share_implied(hst_impact_share *out, const hst_impact_fall *fall, double dark_lower,
                                    double dark_upper) {
    if (out == NULL || fall == NULL) {
        return HST_ENULL;
    }
    if (!is_ordered(fall) || !(dark_lower > 0 && dark_lower <= 1) || !(dark_upper > 0 && dark_upper <= 1)) {
        return HST_EDOMAIN;
    }
    if (dark_lower > dark_upper) {
        return HST_EORDER;
    }
    out->estimate = fall->estimate / ((dark_lower + dark_upper) / 2);
    out->lower = hst__smaller(fall->lower / dark_lower, fall->lower / dark_upper);
    out->upper = hst__larger(fall->upper / dark_lower, fall->upper / dark_upper);
    return HST_OK;
}

/* ---- pools ---- */

typedef struct pool_blocks {
    const int64_t *before, *during;
    int32_t pools, seen;          /* seen: with a block before or during */
    hst_impact_count base, event; /* all pools together */
} pool_blocks;

/* Refuses whatever the comparisons of single pools would refuse. */
static hst_status read_pools(pool_blocks *p, const int64_t *before, const int64_t *during, int32_t pools,
                             double exposure_before, double exposure_during, double level) {
    hst_rate_comparison probe;
    int32_t i;
    if (pools != 0 && (before == NULL || during == NULL)) {
        return HST_ENULL;
    }
    if (pools < 0) {
        return HST_ESIZE;
    }
    *p = (pool_blocks){before, during, pools, 0, {0, exposure_before}, {0, exposure_during}};
    for (i = 0; i < pools; ++i) {
        if (!is_count(before[i]) || !is_count(during[i])) {
            return HST_EDOMAIN;
        }
        p->base.blocks += before[i];
        p->event.blocks += during[i];
        if (!is_count(p->base.blocks) || !is_count(p->event.blocks)) {
            return HST_EDOMAIN;
        }
        p->seen += before[i] > 0 || during[i] > 0;
    }
    return hst_rate_ratio_exact(&probe, 0, exposure_during, 0, exposure_before, 1, level);
}

static hst_impact_fall fall_of_pool(const pool_blocks *p, int32_t i, double level) {
    const hst_impact_count base = {p->before[i], p->base.exposure};
    const hst_impact_count event = {p->during[i], p->event.exposure};
    hst_impact_fall fall = unknown;
    (void)hst_impact_fall_exact(&fall, &event, &base, level); /* read_pools saw to it that this cannot fail */
    return fall;
}

/* Chance that the least of `count` independent p is this small. */
static double p_of_least(double p, double count) {
    return p < 1 ? -hst__expm1(count * hst__log1p(-p)) : 1;
}

hst_status hst_impact_pools_fall(hst_impact_fall *out, const int64_t *before, const int64_t *during,
                                 int32_t pools, double exposure_before, double exposure_during,
                                 double level) {
    static const double most = 1 - DBL_EPSILON / 2; /* the last level below 1 */
    pool_blocks p;
    double count, each;
    int32_t i;
    hst_status status = read_pools(&p, before, during, pools, exposure_before, exposure_during, level);
    if (out == NULL && pools != 0) {
        return HST_ENULL;
    }
    if (status != HST_OK) {
        return status;
    }
    count = hst__larger(1, p.seen);
    each = hst__smaller(most, hst__exp(hst__log(level) / count));
    for (i = 0; i < pools; ++i) {
        out[i] = fall_of_pool(&p, i, each);
        out[i].p = p_of_least(out[i].p, count);
        out[i].luck_p = p_of_least(out[i].luck_p, count);
    }
    return HST_OK;
}

/* The fall with nearly no bias, around which the interval of a mean has to stand: 1/(b + 1) is 1/mean(b) on
 * average but for e^-mean(b), while 1/b is more. Around the plain falls, the mean of 20 pools of 5 blocks
 * would be covered in 56 % of cases instead of 95 %. */
static double fair_fall(const pool_blocks *p, int32_t i) {
    return 1 - (double)p->during[i] / (((double)p->before[i] + 1) * (p->event.exposure / p->base.exposure));
}

static void write_plain_mean(hst_impact_pools_mean *out, const pool_blocks *p, double level) {
    hst__mover m = {0, 0, 0, 0};
    double sum = 0;
    int32_t i;
    for (i = 0; i < p->pools; ++i) {
        if (p->before[i] > 0) {
            hst_impact_fall fall = fall_of_pool(p, i, level);
            sum += fall.estimate;
            hst__mover_add(&m, fall.lower, fair_fall(p, i), fall.upper);
        }
    }
    out->pools = m.count;
    out->plain = m.count > 0 ? sum / (double)m.count : NAN;
    out->plain_lower = m.count > 0 ? hst__mover_lower(&m) : -INFINITY;
    out->plain_upper = m.count > 0 ? hst__mover_upper(&m) : 1;
}

hst_status hst_impact_pools_mean_fall(hst_impact_pools_mean *out, const int64_t *before,
                                      const int64_t *during, int32_t pools, double exposure_before,
                                      double exposure_during, double level) {
    pool_blocks p;
    hst_impact_fall all = unknown;
    hst_status status = read_pools(&p, before, during, pools, exposure_before, exposure_during, level);
    if (out == NULL) {
        return HST_ENULL;
    }
    if (status != HST_OK) {
        return status;
    }
    if (pools == 0) {
        return HST_EEMPTY;
    }
    write_plain_mean(out, &p, level);
    (void)hst_impact_fall_exact(&all, &p.event, &p.base, level);
    out->weighted = all.estimate;
    out->weighted_lower = all.lower;
    out->weighted_upper = all.upper;
    return HST_OK;
}

/* ---- what could have been seen ---- */

static int is_plan(const hst_impact_count *baseline, double alpha, double power) {
    return is_count(baseline->blocks) && hst__is_positive(baseline->exposure) && hst__is_open_unit(alpha) &&
           hst__is_open_unit(power);
}

hst_status hst_impact_detectable(double *fall, const hst_impact_count *baseline, double exposure_event,
                                 double alpha, double power) {
    double blocks, blocks_event;
    if (fall == NULL || baseline == NULL) {
        return HST_ENULL;
    }
    if (!is_plan(baseline, alpha, power) || !hst__is_positive(exposure_event)) {
        return HST_EDOMAIN;
    }
    if (baseline->blocks == 0) {
        *fall = INFINITY;
        return HST_OK;
    }
    blocks = (double)baseline->blocks;
    blocks_event = blocks * (exposure_event / baseline->exposure);
    return hst_rate_detectable_fall(fall, blocks, blocks_event, alpha, power);
}

hst_status hst_impact_time_to_detect(double *seconds, const hst_impact_count *baseline, double share,
                                     double darkness, double work, double alpha, double power) {
    double exposure = INFINITY;
    hst_status status = HST_OK;
    if (seconds == NULL || baseline == NULL) {
        return HST_ENULL;
    }
    if (!is_plan(baseline, alpha, power) || !is_fraction(share) || !is_fraction(darkness) ||
        !hst__is_positive(work)) {
        return HST_EDOMAIN;
    }
    if (baseline->blocks > 0) {
        double blocks = (double)baseline->blocks;
        status = hst_rate_time_to_detect(&exposure, blocks, blocks / baseline->exposure, share * darkness,
                                         alpha, power);
    }
    if (status == HST_OK && hst__is_finite(exposure) && !hst__is_finite(exposure * work)) {
        status = HST_EOVERFLOW;
    }
    if (status == HST_OK) {
        *seconds = exposure * work;
    }
    return status;
}
