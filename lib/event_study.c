/* The fit is that of kernels/growth_drop.h. The three intervals share it and differ in what they take for the
 * scatter of the fall and of the growth: one fills `scatter_of` and goes through the same end. */
#include "internal.h"

#include <math.h> /* INFINITY, NAN, sqrt only */

#include "hashstat/event_study.h"
#include "kernels/block_draws.h"
#include "kernels/growth_drop.h"
#include "kernels/neighbours.h"
#include "kernels/select.h"
#include "kernels/special.h"
#include "kernels/student.h"
#include "kernels/type7.h"

#define QUOTIENT_MAX 1e100
#define DRAWS_MAX INT64_C(1000000000)

/* ---- what is refused ---- */

typedef struct range {
    double least, most;
} range;

static void widen(range *r, double x) {
    r->least = hst__smaller(r->least, x);
    r->most = hst__larger(r->most, x);
}

static int is_wide(const range *r) {
    return r->most / r->least > QUOTIENT_MAX;
}

/* With an empty range, most / least is 0. */
static hst_status check_samples(const hst__drop *d) {
    range values = {INFINITY, 0}, spreads = {INFINITY, 0};
    int by_value = d->scatter == HST__SCATTER_RELATIVE || d->scatter == HST__SCATTER_COUNTS;
    int64_t i;
    for (i = 0; i < d->n; ++i) {
        if (!(d->part[i] >= 0 && d->part[i] <= 1)) {
            return HST_EDOMAIN;
        }
        if (!hst__is_nan(d->value[i])) {
            double spread = d->scatter == HST__SCATTER_EQUAL ? 1 : d->spread[i];
            if (!hst__is_not_negative(d->value[i]) || !hst__is_positive(spread) ||
                (by_value && d->value[i] <= 0)) {
                return HST_EDOMAIN;
            }
            widen(&values, d->value[i]);
            widen(&spreads, spread);
        }
    }
    if (is_wide(&spreads) || (by_value && is_wide(&values))) {
        return HST_EDOMAIN;
    }
    for (i = 1; i < d->n; ++i) {
        if (d->time[i] <= d->time[i - 1]) {
            return HST_EORDER;
        }
    }
    return values.least < INFINITY ? HST_OK : HST_EEMPTY;
}

static int lacks(const hst_event_study *out, const hst__drop *d) {
    int spread = d->spread != NULL || d->scatter == HST__SCATTER_EQUAL;
    return out == NULL || (d->n != 0 && (d->value == NULL || !spread || d->time == NULL || d->part == NULL));
}

static int is_known(int32_t weights) {
    return weights >= HST_EVENT_STUDY_EQUAL && weights <= HST_EVENT_STUDY_BLOCKS;
}

/* A lag or a block: least .. n, or the automatic one. */
static int is_span(int64_t span, int64_t least, int64_t n) {
    return span == HST_NONE || (span >= least && span <= n);
}

/* From the option on. The constants of the header and of the kernel are the same. */
static hst_status check(hst__drop *d, int32_t weights, double level, int span_fits) {
    hst_status status;
    if (!is_known(weights)) {
        return HST_EOPTION;
    }
    if (!hst__is_open_unit(level) || !span_fits) {
        return HST_EDOMAIN;
    }
    status = check_samples(d);
    if (status == HST_OK) {
        hst__drop_prepare(d);
    }
    return status;
}

static hst__drop series_of(const double *value, const double *spread, const int64_t *time, const double *dark,
                           int64_t n, int32_t weights) {
    return (hst__drop){value, spread, time, dark, n, (int)weights, 0, 0, 0, 0, 0, 0};
}

/* ---- the fit, whatever its interval ---- */

static hst_event_study cannot_tell(const hst__drop *d) {
    const hst_impact_fall unknown = {NAN, -INFINITY, 1, 1, 1};
    hst_event_study out = {unknown, NAN, -INFINITY, INFINITY, NAN, 0, NAN, NAN, NAN,
                           NAN,     NAN, NAN,       0,        0,   0, 0,   0};
    out.origin = d->time[d->first];
    out.used = d->used;
    out.missing = d->n - d->used;
    out.freedom = d->used - 3;
    return out;
}

/* Of u, over -1 .. 1, to seconds. */
static double per_second(const hst__drop *d, double growth) {
    return 2 * growth / d->span;
}

/* A sample of the curve that growth alone would have gone, at a time of u. */
static double grown(const hst__drop *d, const hst__drop_fitted *fit, double u) {
    return d->largest * hst__exp(fit->at[HST__DROP_LEVEL] + fit->at[HST__DROP_GROWTH] * u);
}

static double counterfactual_of(const hst__drop *d, const hst__drop_fitted *fit) {
    double sum = 0, weight = 0;
    int64_t i;
    for (i = d->first; i <= d->last; ++i) {
        if (!hst__is_nan(d->value[i])) {
            sum += d->part[i] * (grown(d, fit, hst__drop_place(d, i)) / d->largest);
            weight += d->part[i];
        }
    }
    return sum / weight * d->largest;
}

static void write_rests(hst_event_study *out, const hst__drop *d, const hst__rests *r) {
    out->autocorrelation = r->square > 0 ? r->product / r->square : NAN;
    out->durbin_watson = r->square > 0 ? r->step / r->square : NAN;
    out->scatter = out->freedom > 0 ? hst__drop_scale(d) * sqrt(r->square / (double)out->freedom) : NAN;
}

static hst__rests write_fit(hst_event_study *out, const hst__drop *d, const hst__drop_fitted *fit) {
    hst__rests rests = hst__rests_of(d, fit);
    out->identified = 1;
    out->fall.estimate = hst__smaller(1, fit->at[HST__DROP_FALL]);
    out->growth = per_second(d, fit->at[HST__DROP_GROWTH]);
    out->level = grown(d, fit, -1);
    out->counterfactual = counterfactual_of(d, fit);
    out->persistence = 0;
    write_rests(out, d, &rests);
    return rests;
}

/* What the calls without a workspace ask for, in the order of the headers. */
static hst_status check_call(const hst_event_study *out, hst__drop *d, int32_t weights, double level, int span) {
    if (lacks(out, d)) {
        return HST_ENULL;
    }
    return d->n < 0 ? HST_ESIZE : check(d, weights, level, span);
}

/* Ends and p from a standard error each; none where the samples are met exactly by as many unknowns. A fall
 * of nothing with an error of nothing is no fall. */
static void write_student(hst_event_study *out, const hst__drop *d, const hst__drop_fitted *fit, double fall,
                          double growth, double level) {
    double freedom = (double)out->freedom;
    double f = fit->at[HST__DROP_FALL];
    double t, ratio;
    if (out->freedom < 1) {
        return;
    }
    t = hst__student_quantile(level, freedom);
    ratio = f != 0 ? f / fall : 0;
    out->error = fall;
    out->fall.lower = hst__smaller(1, f - t * fall);
    out->fall.upper = hst__smaller(1, f + t * fall);
    out->fall.luck_p = hst__student_upper(ratio, freedom);
    out->fall.p = 2 * hst__student_upper(hst__magnitude(ratio), freedom);
    out->growth_lower = per_second(d, fit->at[HST__DROP_GROWTH] - t * growth);
    out->growth_upper = per_second(d, fit->at[HST__DROP_GROWTH] + t * growth);
}

/* ---- plain ---- */

hst_status hst_event_study_fit(hst_event_study *out, const double *value, const double *spread,
                               const int64_t *time, const double *dark, int64_t n, int32_t weights,
                               double level) {
    hst__drop d = series_of(value, spread, time, dark, n, weights);
    hst__drop_fitted fit;
    hst_status status;
    status = check_call(out, &d, weights, level, 1);
    if (status != HST_OK) {
        return status;
    }
    *out = cannot_tell(&d);
    if (hst__drop_fit(&d, &fit)) {
        hst__rests rests = write_fit(out, &d, &fit);
        double scatter = sqrt(rests.square / (double)hst__most(1, d.used - 3));
        write_student(out, &d, &fit, scatter * sqrt(fit.inverse.at[HST__DROP_FALL][HST__DROP_FALL]),
                      scatter * sqrt(fit.inverse.at[HST__DROP_GROWTH][HST__DROP_GROWTH]), level);
    }
    return HST_OK;
}

/* ---- autoregression ---- */

hst_status hst_event_study_ar1(hst_event_study *out, const double *value, const double *spread,
                               const int64_t *time, const double *dark, int64_t n, int32_t weights,
                               double level) {
    hst__drop d = series_of(value, spread, time, dark, n, weights);
    hst__drop_fitted fit;
    hst_status status;
    status = check_call(out, &d, weights, level, 1);
    if (status != HST_OK) {
        return status;
    }
    *out = cannot_tell(&d);
    if (hst__drop_fit(&d, &fit)) {
        hst__rests rests = write_fit(out, &d, &fit);
        if (out->freedom > 0) {
            hst__persistent p = hst__persistence_of(&d, &fit, &rests);
            out->persistence = p.persistence;
            write_student(out, &d, &fit, sqrt(p.scatter.at[HST__DROP_FALL][HST__DROP_FALL]),
                          sqrt(p.scatter.at[HST__DROP_GROWTH][HST__DROP_GROWTH]), level);
        }
    }
    return HST_OK;
}

/* ---- Newey and West ---- */

/* The greatest whole L with L <= 4 (used/100)^(2/9), that is (L/4)^9 <= (used/100)^2. */
static int64_t automatic_lag(int64_t used) {
    double square = (double)used / 100 * ((double)used / 100);
    double next = 1;
    for (;;) {
        double q = next / 4;
        double cube = q * q * q;
        if (cube * cube * cube > square) {
            return hst__least((int64_t)next - 1, used - 1);
        }
        next += 1;
    }
}

/* Bartlett's weights are what windows of lag + 1 samples have in common, so that the sum over all pairs is
 * the sum of the squares of what the windows hold, over lag + 1: one pass for any lag, and never below zero.
 * */
static void scatter_by_windows(double square[2], const hst__drop *d, const hst__drop_fitted *fit,
                               int64_t lag) {
    double fall = 0, growth = 0;
    int64_t i;
    square[0] = square[1] = 0;
    for (i = 0; i < d->n + lag; ++i) {
        hst__drop_sample s;
        if (i < d->n) {
            (void)hst__drop_read(d, fit, i, &s);
            fall += s.rest * s.pull[HST__DROP_FALL];
            growth += s.rest * s.pull[HST__DROP_GROWTH];
        }
        if (i > lag) {
            (void)hst__drop_read(d, fit, i - lag - 1, &s);
            fall -= s.rest * s.pull[HST__DROP_FALL];
            growth -= s.rest * s.pull[HST__DROP_GROWTH];
        }
        square[0] += fall * fall;
        square[1] += growth * growth;
    }
    square[0] /= (double)lag + 1;
    square[1] /= (double)lag + 1;
}

hst_status hst_event_study_newey_west(hst_event_study *out, const double *value, const double *spread,
                                      const int64_t *time, const double *dark, int64_t n, int32_t weights,
                                      int64_t lag, double level) {
    hst__drop d = series_of(value, spread, time, dark, n, weights);
    hst__drop_fitted fit;
    hst_status status;
    status = check_call(out, &d, weights, level, is_span(lag, 0, n));
    if (status != HST_OK) {
        return status;
    }
    *out = cannot_tell(&d);
    out->span = lag == HST_NONE ? automatic_lag(d.used) : lag;
    if (hst__drop_fit(&d, &fit)) {
        double few = (double)d.used / (double)hst__most(1, d.used - 3);
        double square[2];
        scatter_by_windows(square, &d, &fit, out->span);
        (void)write_fit(out, &d, &fit);
        write_student(out, &d, &fit, sqrt(few * square[0]), sqrt(few * square[1]), level);
    }
    return HST_OK;
}

/* ---- bootstrap ---- */

size_t hst_event_study_bootstrap_work_size(int64_t n, int64_t draws) {
    size_t samples = hst__bytes_for(n, 3 * sizeof(double));
    size_t drawn = hst__bytes_for(draws, 2 * sizeof(double));
    if (n < 0 || draws < 0) {
        return 0;
    }
    return samples > SIZE_MAX / 2 || drawn > SIZE_MAX / 2 ? SIZE_MAX : samples + drawn;
}

/* The least whole number whose cube is at least used. */
static int64_t automatic_block(int64_t used) {
    int64_t block = 1;
    while ((double)block * (double)block * (double)block < (double)used) {
        ++block;
    }
    return block;
}

static double quantile_of(const double *sorted, int64_t count, double p) {
    int64_t k;
    double fraction = hst__type7_place(count, p, &k);
    return fraction > 0 ? hst__type7(sorted[k], sorted[k + 1], fraction) : sorted[k];
}

static void write_ends(double *lower, double *upper, double centre, double *drawn, int64_t draws,
                       double level) {
    hst__sort(drawn, draws);
    *lower = centre + quantile_of(drawn, draws, hst__tail_of(level));
    *upper = centre + quantile_of(drawn, draws, 1 - hst__tail_of(level));
}

/* luck_p and p by counting, from what was drawn around f, and its standard deviation. */
static void write_chances(hst_event_study *out, double f, const double *drawn, int64_t draws) {
    double square = 0;
    int64_t below = 1, above = 1, k;
    for (k = 0; k < draws; ++k) {
        square += drawn[k] * drawn[k];
        below += f + drawn[k] <= 0;
        above += f + drawn[k] >= 0;
    }
    out->error = sqrt(square / (double)draws);
    out->fall.luck_p = (double)below / (double)(draws + 1);
    out->fall.p = hst__smaller(1, 2 * (double)hst__least(below, above) / (double)(draws + 1));
}

/* Memory: three stretches of samples, two of draws. */
static void write_drawn(hst_event_study *out, const hst__drop *d, const hst__drop_fitted *fit, int64_t draws,
                        int64_t seed, double level, double *memory) {
    double *rest = memory, *fall = memory + d->used, *growth = memory + 2 * d->used;
    double *const sum[2] = {memory + 3 * d->used, memory + 3 * d->used + draws};
    double few = sqrt((double)d->used / (double)out->freedom);
    hst__drawn drawn = {rest, {fall, growth}, d->used, out->span};
    int64_t i, k = 0;
    for (i = d->first; i <= d->last; ++i) {
        hst__drop_sample s;
        if (hst__drop_read(d, fit, i, &s)) {
            rest[k] = few * s.rest;
            fall[k] = s.pull[HST__DROP_FALL];
            growth[k] = s.pull[HST__DROP_GROWTH];
            ++k;
        }
    }
    hst__block_draws(sum, draws, &drawn, (uint64_t)seed);
    write_chances(out, fit->at[HST__DROP_FALL], sum[0], draws);
    write_ends(&out->fall.lower, &out->fall.upper, fit->at[HST__DROP_FALL], sum[0], draws, level);
    out->fall.lower = hst__smaller(1, out->fall.lower);
    out->fall.upper = hst__smaller(1, out->fall.upper);
    write_ends(&out->growth_lower, &out->growth_upper, fit->at[HST__DROP_GROWTH], sum[1], draws, level);
    out->growth_lower = per_second(d, out->growth_lower);
    out->growth_upper = per_second(d, out->growth_upper);
}

hst_status hst_event_study_bootstrap(hst_event_study *out, const double *value, const double *spread,
                                     const int64_t *time, const double *dark, int64_t n, int32_t weights,
                                     int64_t block, int64_t draws, int64_t seed, double level, void *work,
                                     size_t bytes) {
    hst__drop d = series_of(value, spread, time, dark, n, weights);
    hst__drop_fitted fit;
    hst_status status;
    if (lacks(out, &d) || work == NULL) {
        return HST_ENULL;
    }
    if (n < 0 || draws < 1 || draws > DRAWS_MAX) {
        return HST_ESIZE;
    }
    status = hst__check_work(work, bytes, hst_event_study_bootstrap_work_size(n, draws));
    if (status == HST_OK) {
        status = check(&d, weights, level, is_span(block, 1, n));
    }
    if (status != HST_OK) {
        return status;
    }
    *out = cannot_tell(&d);
    out->span = hst__least(d.used, block == HST_NONE ? automatic_block(d.used) : block);
    if (hst__drop_fit(&d, &fit)) {
        (void)write_fit(out, &d, &fit);
        if (out->freedom > 0) {
            write_drawn(out, &d, &fit, draws, seed, level, work);
        }
    }
    return HST_OK;
}
