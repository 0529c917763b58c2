/* Shares of the network: intervals of counts, bounds of samples that are no random ones, and what follows
 * from a share. Countries by way of pools are in share_national.c, finer grids in share_refine.c, changes in
 * share_change.c; the laws are in kernels/proportion.h. */
#include "internal.h"

#include <math.h> /* INFINITY and NAN only */

#include "hashstat/share.h"
#include "kernels/boxed_multinomial.h"
#include "kernels/exact_sum.h"
#include "kernels/mover.h"
#include "kernels/proportion.h"
#include "kernels/special.h"

#define COUNT_MAX INT64_C(1000000000000)

/* Sums of as many regions as memory can hold stay finite. */
#define VALUE_MAX 1e200

#define HASHRATE_MAX 1e300
#define GAMMA_MAX 1e300

static int is_fraction(double x) {
    return x >= 0 && x <= 1;
}

/* k of n --------------------------------------------------------------------------------------- */

typedef hst__ends ends_of(double k, double n, double tail);

static void write_ends(hst_interval *out, hst__ends ends) {
    out->lower = ends.lower;
    out->upper = ends.upper;
}

static hst_status interval_by(ends_of *method, hst_interval *out, int64_t k, int64_t n, double level) {
    if (out == NULL) {
        return HST_ENULL;
    }
    if (k < 0 || k > n || n > COUNT_MAX || !hst__is_open_unit(level)) {
        return HST_EDOMAIN;
    }
    write_ends(out, method((double)k, (double)n, hst__tail_of(level)));
    return HST_OK;
}

hst_status hst_share_interval_exact(hst_interval *out, int64_t k, int64_t n, double level) {
    return interval_by(hst__proportion_exact, out, k, n, level);
}

hst_status hst_share_interval_midp(hst_interval *out, int64_t k, int64_t n, double level) {
    return interval_by(hst__proportion_midp, out, k, n, level);
}

/* Beta(1/2, 1/2) is the prior: with no block at all, either rule for the ends holds. */
hst_status hst_share_interval_jeffreys(hst_interval *out, int64_t k, int64_t n, double level) {
    return interval_by(hst__proportion_jeffreys, out, k, n, level);
}

hst_status hst_share_interval_wilson(hst_interval *out, int64_t k, int64_t n, double level) {
    return interval_by(hst__proportion_wilson, out, k, n, level);
}

/* all pools at once ---------------------------------------------------------------------------- */

static hst_status check_pools(int64_t *total, const void *out, const int64_t *blocks, int32_t pools,
                              double level) {
    int32_t i;
    if (pools != 0 && (out == NULL || blocks == NULL)) {
        return HST_ENULL;
    }
    if (pools < 0) {
        return HST_ESIZE;
    }
    *total = 0;
    for (i = 0; i < pools; ++i) {
        if (blocks[i] < 0 || blocks[i] > COUNT_MAX - *total) {
            return HST_EDOMAIN;
        }
        *total += blocks[i];
    }
    return hst__is_open_unit(level) ? HST_OK : HST_EDOMAIN;
}

static hst_status pools_by(ends_of *method, hst_interval *out, const int64_t *blocks, int32_t pools,
                           double level) {
    int64_t total;
    int32_t i;
    hst_status status = check_pools(&total, out, blocks, pools, level);
    if (status != HST_OK) {
        return status;
    }
    for (i = 0; i < pools; ++i) {
        write_ends(&out[i], method((double)blocks[i], (double)total, hst__tail_of(level) / pools));
    }
    return HST_OK;
}

hst_status hst_share_pools_bonferroni(hst_interval *out, const int64_t *blocks, int32_t pools, double level) {
    return pools_by(hst__proportion_exact, out, blocks, pools, level);
}

hst_status hst_share_pools_goodman(hst_interval *out, const int64_t *blocks, int32_t pools, double level) {
    return pools_by(hst__proportion_wilson, out, blocks, pools, level);
}

/* How far the counts may stray from their means: at least `below` reaches not the level and at most below + 1
 * does, or nothing strays and below is -1. */
typedef struct stray {
    int64_t below;
    double chance, next; /* at below and at below + 1 */
} stray;

static stray find_stray(const int64_t *blocks, int32_t pools, int64_t n, double level) {
    stray s = {-1, 0, 0};
    int64_t above = 0;
    s.next = hst__boxed_multinomial(blocks, pools, n, 0);
    while (s.next < level && above < n) { /* at n the box holds everything, whatever the series says */
        s.below = above;
        s.chance = s.next;
        above = hst__least(2 * above + 1, n);
        s.next = hst__boxed_multinomial(blocks, pools, n, above);
    }
    while (above - s.below > 1) {
        int64_t middle = s.below + (above - s.below) / 2;
        double chance = hst__boxed_multinomial(blocks, pools, n, middle);
        if (chance < level) {
            s.below = middle;
            s.chance = chance;
        } else {
            above = middle;
            s.next = chance;
        }
    }
    return s;
}

hst_status hst_share_pools_sison_glaz(hst_interval *out, const int64_t *blocks, int32_t pools, double level) {
    int64_t total;
    int32_t i;
    double reach, more;
    stray s;
    hst_status status = check_pools(&total, out, blocks, pools, level);
    if (status != HST_OK) {
        return status;
    }
    if (total == 0) {
        return pools_by(hst__proportion_exact, out, blocks, pools, level);
    }
    s = find_stray(blocks, pools, total, level);
    reach = hst__larger((double)s.below, 0);
    more = s.below < 0 ? 0 : 2 * hst__smaller((level - s.chance) / (s.next - s.chance), 1);
    for (i = 0; i < pools; ++i) {
        out[i].lower = hst__larger(((double)blocks[i] - reach) / (double)total, 0);
        out[i].upper = hst__smaller(((double)blocks[i] + reach + more) / (double)total, 1);
    }
    return HST_OK;
}

/* hashrate ------------------------------------------------------------------------------------- */

static int is_value(const hst_share_value *v, double most) {
    return v->lower >= 0 && v->lower <= v->upper && v->upper <= most;
}

/* A distance on the log scale, of 0 < far >= near. With near = 0 any finite one does. */
static double distance(double near, double far) {
    double ratio = far / near;
    if (near > 0 && ratio > DBL_MAX) {
        return hst__log(far) - hst__log(near);
    }
    return hst__log(hst__smaller(ratio, DBL_MAX));
}

/* An estimate may lie outside its interval, as Jeffreys' does at low levels: that end is the estimate then. */
static hst_share_value around(const hst_share_value *v) {
    hst_share_value w;
    w.estimate = v->estimate;
    w.lower = hst__smaller(v->lower, v->estimate);
    w.upper = hst__larger(v->upper, v->estimate);
    return w;
}

/* The ends are written as a product of ends times what the joined distance falls short of the sum: estimates
 * next to 0 would overflow the exponential otherwise. The lower ends are not multiplied first: that may
 * underflow. */
static void multiply(hst_share_value *out, const hst_share_value *s, const hst_share_value *h) {
    hst_share_value a = around(s), b = around(h);
    double a_below = distance(a.lower, a.estimate), a_above = distance(a.estimate, a.upper);
    double b_below = distance(b.lower, b.estimate), b_above = distance(b.estimate, b.upper);
    hst__mover m = {0, 0, 0, 0};
    hst__mover_add(&m, -a_below, 0, a_above);
    hst__mover_add(&m, -b_below, 0, b_above);
    out->estimate = a.estimate * b.estimate;
    out->lower = hst__smaller(a.lower * hst__exp(a_below + b_below - m.below) * b.lower, out->estimate);
    out->upper = hst__larger(a.upper * b.upper * hst__exp(m.above - a_above - b_above), out->estimate);
}

static void multiply_nothing(hst_share_value *out, const hst_share_value *a, const hst_share_value *b) {
    double upper = (a->estimate > 0 ? a->estimate : a->upper) * (b->estimate > 0 ? b->estimate : b->upper);
    out->estimate = 0;
    out->lower = 0;
    out->upper = upper;
}

hst_status hst_share_hashrate(hst_share_value *out, const hst_share_value *share,
                              const hst_share_value *hashrate) {
    int told;
    if (out == NULL || share == NULL || hashrate == NULL) {
        return HST_ENULL;
    }
    told = !hst__is_nan(share->estimate);
    if (!is_value(share, 1) || (told && !is_fraction(share->estimate)) || !is_value(hashrate, HASHRATE_MAX) ||
        !(hashrate->estimate >= 0 && hashrate->estimate <= HASHRATE_MAX)) {
        return HST_EDOMAIN;
    }
    if (told && share->estimate > 0 && hashrate->estimate > 0) {
        multiply(out, share, hashrate);
    } else if (told) {
        multiply_nothing(out, share, hashrate);
    } else {
        double lower = share->lower * hashrate->lower;
        out->upper = share->upper * hashrate->upper;
        out->lower = lower;
        out->estimate = NAN;
    }
    out->lower += 0.0; /* -0 becomes +0 */
    out->upper += 0.0;
    return HST_OK;
}

/* a sample that is no random one --------------------------------------------------------------- */

static hst_status check_bounds(const hst_interval *out, const hst_interval *share, double coverage) {
    if (out == NULL || share == NULL) {
        return HST_ENULL;
    }
    return share->lower >= 0 && share->lower <= share->upper && share->upper <= 1 && is_fraction(coverage)
               ? HST_OK
               : HST_EDOMAIN;
}

hst_status hst_share_bounds_coverage(hst_interval *out, const hst_interval *share, double coverage) {
    hst_status status = check_bounds(out, share, coverage);
    if (status == HST_OK) {
        out->lower = coverage * share->lower + 0.0; /* -0 becomes +0 */
        out->upper = hst__smaller(coverage * share->upper + (1 - coverage), 1);
    }
    return status;
}

/* The share whose odds are `factor` times those of s. */
static double with_odds(double s, double factor) {
    return s > 0 ? 1 / (1 + (1 - s) / (s * factor)) : 0;
}

static double in_all(double s, double coverage, double factor) {
    return hst__smaller(coverage * s + (1 - coverage) * with_odds(s, factor), 1);
}

hst_status hst_share_bounds_odds(hst_interval *out, const hst_interval *share, double coverage,
                                 double gamma) {
    hst_status status = check_bounds(out, share, coverage);
    if (status == HST_OK && !(gamma >= 1 && gamma <= GAMMA_MAX)) {
        return HST_EDOMAIN;
    }
    if (status == HST_OK) {
        double upper = in_all(share->upper, coverage, gamma);
        out->lower = hst__smaller(in_all(share->lower, coverage, 1 / gamma), upper);
        out->upper = upper;
    }
    return status;
}

hst_status hst_share_bounds_gamma(double *gamma, double share, double coverage, double claimed) {
    double unseen, ratio;
    if (gamma == NULL) {
        return HST_ENULL;
    }
    if (!is_fraction(share) || !is_fraction(coverage) || !is_fraction(claimed)) {
        return HST_EDOMAIN;
    }
    if (claimed == share) {
        *gamma = 1;
        return HST_OK;
    }
    unseen = share + (claimed - share) / (1 - coverage);
    if (!(share > 0 && share < 1 && unseen > 0 && unseen < 1)) {
        *gamma = INFINITY;
        return HST_OK;
    }
    ratio = unseen / share * ((1 - share) / (1 - unseen));
    *gamma = ratio > 1 ? ratio : 1 / ratio;
    return HST_OK;
}

/* an inflated region --------------------------------------------------------------------------- */

static double taken_by(const double *x, const double *receive, int64_t i, int64_t from) {
    if (i == from || hst__is_nan(x[i])) {
        return 0;
    }
    return (receive == NULL ? x[i] : receive[i] * x[i]) + 0.0; /* -0 becomes +0 */
}

static int are_regions(const double *x, const double *receive, int64_t n) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        if ((!hst__is_nan(x[i]) && !(x[i] >= 0 && x[i] <= VALUE_MAX)) ||
            (receive != NULL && !is_fraction(receive[i]))) {
            return 0;
        }
    }
    return 1;
}

static double sum_taken(const double *x, const double *receive, int64_t n, int64_t from) {
    hst__exact_sum sum;
    int64_t i;
    memset(&sum, 0, sizeof sum);
    for (i = 0; i < n; ++i) {
        hst__exact_sum_add(&sum, taken_by(x, receive, i, from));
    }
    return hst__exact_sum_read(&sum);
}

/* What moves to a holder of `held` among those of `all`; neither quotient may overflow nor vanish. */
static double part_of(double moved, double held, double all) {
    double each = moved / all;
    return each <= DBL_MAX ? each * held : moved * (held / all);
}

hst_status hst_share_reallocate(double *out, const double *x, const double *receive, int64_t n, int64_t from,
                                double keep) {
    double moved, all;
    int64_t i;
    if (out == NULL || x == NULL) {
        return HST_ENULL;
    }
    if (n < 1) {
        return HST_ESIZE;
    }
    if (from < 0 || from >= n || !are_regions(x, receive, n) || !(keep >= 0 && keep <= x[from])) {
        return HST_EDOMAIN;
    }
    moved = x[from] - keep;
    all = sum_taken(x, receive, n, from);
    if (moved > 0 && !(all > 0)) {
        return HST_EEMPTY;
    }
    for (i = 0; i < n; ++i) {
        double taken = moved > 0 ? part_of(moved, taken_by(x, receive, i, from), all) : 0;
        out[i] = i == from ? keep + 0.0 : x[i] + taken;
    }
    return HST_OK;
}
