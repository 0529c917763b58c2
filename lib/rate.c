/* Rates of rare arrivals. This file checks arguments and says which quantile of which law answers the
 * question; the laws are in kernels/special.h, the roots and sums that are no plain quantile or tail in
 * kernels of their own. */
#include "internal.h"

#include <math.h> /* INFINITY and NAN only */

#include "hashstat/rate.h"
#include "kernels/binomial_p.h"
#include "kernels/exact_sum.h"
#include "kernels/midp.h"
#include "kernels/poisson_pair.h"
#include "kernels/scalar.h"
#include "kernels/special.h"

/* A double holds such counts and their sums exactly, and the laws of the kernels hold for them. */
#define COUNT_MAX INT64_C(1000000000000)

static int is_count(int64_t n) {
    return n >= 0 && n <= COUNT_MAX;
}

/* Far from overflow and underflow, so that products with any odds of counts stay normal numbers. */
static int is_moderate(double x) {
    return x >= 1e-200 && x <= 1e200;
}

static int is_expected(double x) {
    return x >= 1 / HST__PAIR_MEAN_MAX && x <= HST__PAIR_MEAN_MAX;
}

static int is_fall(double x) {
    return x >= 0 && x <= 1;
}

/* one rate ------------------------------------------------------------------------------------- */

static hst_status write_rate(double *out, double arrivals, double exposure) {
    double rate = arrivals / exposure;
    if (!hst__is_finite(rate)) {
        return HST_EOVERFLOW;
    }
    *out = rate;
    return HST_OK;
}

/* Towards level 0 the two ends meet, and roundings may exchange them. */
static hst_status write_interval(hst_interval *out, double lower, double upper, double exposure) {
    upper /= exposure;
    if (!hst__is_finite(upper)) {
        return HST_EOVERFLOW;
    }
    out->lower = hst__smaller(lower / exposure, upper);
    out->upper = upper;
    return HST_OK;
}

static hst_status check_rate(const void *out, int64_t n, double exposure) {
    if (out == NULL) {
        return HST_ENULL;
    }
    return is_count(n) && hst__is_positive(exposure) ? HST_OK : HST_EDOMAIN;
}

static hst_status check_interval(const void *out, int64_t n, double exposure, double level) {
    hst_status status = check_rate(out, n, exposure);
    return status == HST_OK && !hst__is_open_unit(level) ? HST_EDOMAIN : status;
}

hst_status hst_rate_estimate(double *rate, int64_t n, double exposure) {
    hst_status status = check_rate(rate, n, exposure);
    return status != HST_OK ? status : write_rate(rate, (double)n, exposure);
}

hst_status hst_rate_interval_exact(hst_interval *out, int64_t n, double exposure, double level) {
    hst_status status = check_interval(out, n, exposure, level);
    double k = (double)n;
    double tail = hst__tail_of(level);
    if (status != HST_OK) {
        return status;
    }
    return write_interval(out, n > 0 ? hst__gamma_quantile_lower(k, tail) : 0,
                          hst__gamma_quantile_upper(k + 1, tail), exposure);
}

hst_status hst_rate_interval_midp(hst_interval *out, int64_t n, double exposure, double level) {
    hst_status status = check_interval(out, n, exposure, level);
    double k = (double)n;
    double tail = hst__tail_of(level);
    if (status != HST_OK) {
        return status;
    }
    if (n == 0) { /* exp(-upper)/2 = alpha/2, and log(1 - level) keeps the digits of a low level */
        return write_interval(out, 0, -hst__log1p(-level), exposure);
    }
    return write_interval(out, hst__midp_mean_lower(k, tail), hst__midp_mean_upper(k, tail), exposure);
}

hst_status hst_rate_interval_jeffreys(hst_interval *out, int64_t n, double exposure, double level) {
    hst_status status = check_interval(out, n, exposure, level);
    double k = (double)n + 0.5;
    double tail = hst__tail_of(level);
    if (status != HST_OK) {
        return status;
    }
    return write_interval(out, n > 0 ? hst__gamma_quantile_lower(k, tail) : 0,
                          hst__gamma_quantile_upper(k, tail), exposure);
}

hst_status hst_rate_interval_score(hst_interval *out, int64_t n, double exposure, double level) {
    hst_status status = check_interval(out, n, exposure, level);
    double k = (double)n, z, upper;
    if (status != HST_OK) {
        return status;
    }
    if (n == 0 && level < 0.5) { /* z^2 as the chi-square quantile it is: z has the roundings of 1 - level */
        return write_interval(out, 0, 2 * hst__gamma_quantile_lower(0.5, level), exposure);
    }
    z = -hst__normal_quantile(hst__tail_of(level));
    upper = k + z * z / 2 + z * hst__sqrt(k + z * z / 4);
    /* the product of the two ends is k^2; their difference would cancel */
    return write_interval(out, n > 0 ? k * (k / upper) : 0, upper, exposure);
}

hst_status hst_rate_fixed_count_mle(double *rate, int64_t n, double exposure) {
    hst_status status = check_rate(rate, n, exposure);
    if (status != HST_OK) {
        return status;
    }
    return n < 1 ? HST_EEMPTY : write_rate(rate, (double)n, exposure);
}

hst_status hst_rate_fixed_count_unbiased(double *rate, int64_t n, double exposure) {
    hst_status status = check_rate(rate, n, exposure);
    if (status != HST_OK) {
        return status;
    }
    return n < 2 ? HST_EEMPTY : write_rate(rate, (double)(n - 1), exposure);
}

hst_status hst_rate_fixed_count_interval(hst_interval *out, int64_t n, double exposure, double level) {
    hst_status status = check_interval(out, n, exposure, level);
    double k = (double)n;
    double tail = hst__tail_of(level);
    if (status != HST_OK) {
        return status;
    }
    if (n < 1) {
        return HST_EEMPTY;
    }
    return write_interval(out, hst__gamma_quantile_lower(k, tail), hst__gamma_quantile_upper(k, tail),
                          exposure);
}

/* two rates ------------------------------------------------------------------------------------ */

/* Two counts on the scale where theory is short: k successes and m failures of odds rho/scale each, scale =
 * E2/E1. A trial's chances under the null are at.x and at.y. */
typedef struct duel {
    double k, m, scale;
    hst__unit_point at;
} duel;

static hst_status read_duel(duel *d, const void *out, int64_t n1, double exposure1, int64_t n2,
                            double exposure2, double null_ratio) {
    double relative = exposure1 / exposure2;
    if (out == NULL) {
        return HST_ENULL;
    }
    if (!is_count(n1) || !hst__is_positive(exposure1) || !is_count(n2) || !hst__is_positive(exposure2) ||
        !is_moderate(relative) || !is_moderate(null_ratio * relative)) {
        return HST_EDOMAIN;
    }
    d->k = (double)n1;
    d->m = (double)n2;
    d->scale = exposure2 / exposure1;
    d->at = hst__binomial_chance(null_ratio, exposure1, exposure2);
    return HST_OK;
}

/* Lower end of the odds; the upper one is the reciprocal with the two sides exchanged. */
static double odds_exact(double k, double m, double level) {
    hst__unit_point at;
    if (k == 0) {
        return 0;
    }
    at = hst__beta_quantile_lower(k, m + 1, hst__tail_of(level));
    return at.x / at.y;
}

static double odds_midp(double k, double m, double level) {
    if (k == 0) {
        return 0;
    }
    if (m == 0) { /* x^k/2 = alpha/2 */
        double log_x = hst__log1p(-level) / k;
        return hst__exp(log_x) / -hst__expm1(log_x);
    }
    return hst__midp_odds_lower(k, m, hst__tail_of(level));
}

/* lower and other are odds; other is the lower end of the exchanged sides. */
static void write_comparison(hst_rate_comparison *out, const duel *d, double p_less, double p_greater,
                             double lower, double other) {
    if (d->m > 0) {
        out->ratio = d->k / d->m * d->scale;
        out->upper = d->scale / other;
    } else {
        out->ratio = d->k > 0 ? INFINITY : NAN;
        out->upper = INFINITY;
    }
    out->lower = hst__smaller(lower * d->scale, out->upper);
    out->p_less = p_less;
    out->p_greater = p_greater;
    out->p = hst__smaller(1, 2 * hst__smaller(p_less, p_greater));
}

static hst_status read_levelled_duel(duel *d, const void *out, int64_t n1, double exposure1, int64_t n2,
                                     double exposure2, double null_ratio, double level) {
    hst_status status = read_duel(d, out, n1, exposure1, n2, exposure2, null_ratio);
    return status == HST_OK && !hst__is_open_unit(level) ? HST_EDOMAIN : status;
}

hst_status hst_rate_ratio_exact(hst_rate_comparison *out, int64_t n1, double exposure1, int64_t n2,
                                double exposure2, double null_ratio, double level) {
    duel d;
    hst_status status = read_levelled_duel(&d, out, n1, exposure1, n2, exposure2, null_ratio, level);
    if (status != HST_OK) {
        return status;
    }
    write_comparison(out, &d, hst__binomial_at_most(d.k, d.m, d.at.x, d.at.y),
                     hst__binomial_at_most(d.m, d.k, d.at.y, d.at.x), odds_exact(d.k, d.m, level),
                     odds_exact(d.m, d.k, level));
    return HST_OK;
}

hst_status hst_rate_ratio_midp(hst_rate_comparison *out, int64_t n1, double exposure1, int64_t n2,
                               double exposure2, double null_ratio, double level) {
    duel d;
    hst_status status = read_levelled_duel(&d, out, n1, exposure1, n2, exposure2, null_ratio, level);
    if (status != HST_OK) {
        return status;
    }
    write_comparison(out, &d, hst__binomial_half_at_most(d.k, d.m, d.at.x, d.at.y),
                     hst__binomial_half_at_most(d.m, d.k, d.at.y, d.at.x), odds_midp(d.k, d.m, level),
                     odds_midp(d.m, d.k, level));
    return HST_OK;
}

hst_status hst_rate_ratio_p_minlike(double *p, int64_t n1, double exposure1, int64_t n2, double exposure2,
                                    double null_ratio) {
    duel d;
    hst_status status = read_duel(&d, p, n1, exposure1, n2, exposure2, null_ratio);
    if (status != HST_OK) {
        return status;
    }
    *p = hst__binomial_minlike(d.k, d.m, d.at.x, d.at.y);
    return HST_OK;
}

/* many counts ---------------------------------------------------------------------------------- */

/* What the windows that were watched hold together, summed exactly: the test is the same in any order of
 * windows. */
typedef struct watched {
    hst__exact_sum arrivals, exposure;
    int64_t windows;
} watched;

static int is_watched(double exposure) {
    return exposure > 0; /* neither 0 nor NaN */
}

static hst_status read_windows(watched *w, const int64_t *counts, const double *exposures, int64_t n) {
    int64_t i;
    memset(w, 0, sizeof *w);
    for (i = 0; i < n; ++i) {
        if (!is_count(counts[i]) || (!hst__is_nan(exposures[i]) && !hst__is_not_negative(exposures[i])) ||
            (exposures[i] == 0 && counts[i] > 0)) {
            return HST_EDOMAIN;
        }
        if (is_watched(exposures[i])) {
            hst__exact_sum_add(&w->arrivals, (double)counts[i]);
            hst__exact_sum_add(&w->exposure, exposures[i]);
            w->windows += 1;
        }
    }
    return w->windows > 0 ? HST_OK : HST_EEMPTY;
}

static hst_status chi_square(double *chi2, double arrivals, double exposure, const int64_t *counts,
                             const double *exposures, int64_t n) {
    hst__exact_sum sum;
    int64_t i;
    memset(&sum, 0, sizeof sum);
    for (i = 0; i < n; ++i) {
        if (is_watched(exposures[i])) {
            double expected = arrivals * (exposures[i] / exposure);
            double excess = (double)counts[i] - expected;
            double term = excess * excess / expected;
            if (!hst__is_finite(term)) {
                return HST_EOVERFLOW;
            }
            hst__exact_sum_add(&sum, term);
        }
    }
    *chi2 = hst__exact_sum_read(&sum);
    return hst__is_finite(*chi2) ? HST_OK : HST_EOVERFLOW;
}

hst_status hst_rate_dispersion_test(hst_rate_dispersion *out, const int64_t *counts, const double *exposures,
                                    int64_t n) {
    hst_rate_dispersion d = {NAN, 0, 1, 1, 0};
    watched w;
    double arrivals;
    hst_status status;
    if (out == NULL || (n != 0 && (counts == NULL || exposures == NULL))) {
        return HST_ENULL;
    }
    if (n < 0) {
        return HST_ESIZE;
    }
    status = read_windows(&w, counts, exposures, n);
    if (status != HST_OK) {
        return status;
    }
    d.freedom = w.windows - 1;
    arrivals = hst__exact_sum_read(&w.arrivals);
    if (d.freedom > 0 && arrivals > 0) {
        double half = (double)d.freedom / 2;
        status = chi_square(&d.chi2, arrivals, hst__exact_sum_read(&w.exposure), counts, exposures, n);
        if (status != HST_OK) {
            return status;
        }
        d.index = d.chi2 / (double)d.freedom;
        d.p_over = hst__gamma_upper(half, d.chi2 / 2);
        d.p_under = hst__gamma_lower(half, d.chi2 / 2);
    }
    *out = d;
    return HST_OK;
}

/* what can be seen at all ---------------------------------------------------------------------- */

hst_status hst_rate_luck_fall(double *p, double expected_before, double expected_after, double fall) {
    if (p == NULL) {
        return HST_ENULL;
    }
    if (!is_expected(expected_before) || !is_expected(expected_after) || !is_fall(fall)) {
        return HST_EDOMAIN;
    }
    *p = hst__pair_fall(expected_before, expected_after, fall);
    return HST_OK;
}

hst_status hst_rate_power(double *power, double expected_baseline, double expected_event, double fall,
                          double alpha) {
    if (power == NULL) {
        return HST_ENULL;
    }
    if (!is_expected(expected_baseline) || !is_expected(expected_event) || !is_fall(fall) ||
        !hst__is_open_unit(alpha)) {
        return HST_EDOMAIN;
    }
    *power = hst__pair_power(expected_baseline, expected_event, fall, alpha);
    return HST_OK;
}

hst_status hst_rate_detectable_fall(double *fall, double expected_baseline, double expected_event,
                                    double alpha, double power) {
    if (fall == NULL) {
        return HST_ENULL;
    }
    if (!is_expected(expected_baseline) || !is_expected(expected_event) || !hst__is_open_unit(alpha) ||
        !hst__is_open_unit(power)) {
        return HST_EDOMAIN;
    }
    *fall = hst__pair_detectable_fall(expected_baseline, expected_event, alpha, power);
    return HST_OK;
}

hst_status hst_rate_time_to_detect(double *exposure, double expected_baseline, double rate, double fall,
                                   double alpha, double power) {
    if (exposure == NULL) {
        return HST_ENULL;
    }
    if (!is_expected(expected_baseline) || !is_moderate(rate) || !is_fall(fall) ||
        !hst__is_open_unit(alpha) || !hst__is_open_unit(power)) {
        return HST_EDOMAIN;
    }
    *exposure = hst__pair_time_to_detect(expected_baseline, rate, fall, alpha, power);
    return HST_OK;
}
