/* Durations of which some are not over. Sorted as whole numbers (kernels/censored.h), the curve is one pass. */
#include "internal.h"

#include <math.h> /* NAN only */

#include "hashstat/survival.h"
#include "kernels/censored.h"
#include "kernels/log_rank.h"
#include "kernels/radix.h"
#include "kernels/special.h"

enum { GROUPS_MAX = 1000 };

#define TIE 1e-12 /* see hst_survival_quantiles */

/* observations --------------------------------------------------------------------------------- */

static hst_status check_statuses(const int32_t *status, int64_t n) {
    int32_t others = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        others |= status[i] & ~HST_SURVIVAL_EVENT;
    }
    return others == 0 ? HST_OK : HST_EOPTION;
}

static hst_status check_durations(const double *duration, int64_t n) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        if (!hst__is_nan(duration[i]) && !hst__is_not_negative(duration[i])) {
            return HST_EDOMAIN;
        }
    }
    return HST_OK;
}

static int is_scale(uint32_t scale) {
    return scale <= HST_SURVIVAL_LOG_LOG;
}

/* the curve ------------------------------------------------------------------------------------ */

/* S is a product of quotients, one for each stretch without censoring: within it the factors telescope, so
 * that an uncensored curve is a quotient of two counts rounded once. */
typedef struct curve {
    double z;
    uint32_t scale;
    double begin;    /* S where the stretch began */
    int64_t at_risk; /* when it began */
    double sum;      /* Greenwood's, with what its roundings left out */
    double rest;
    double std_error, lower, upper; /* at the latest event */
} curve;

static void ends_of(hst_survival_row *row, const curve *c, double s) {
    double S = row->survival;
    if (c->scale == HST_SURVIVAL_PLAIN) {
        row->lower = hst__larger(0, S - c->z * row->std_error);
        row->upper = hst__smaller(1, S + c->z * row->std_error);
    } else if (c->scale == HST_SURVIVAL_LOG) {
        row->lower = S * hst__exp(-c->z * s);
        row->upper = hst__smaller(1, S * hst__exp(c->z * s));
    } else {
        double l = hst__log(S); /* below 0: there was an event */
        row->lower = hst__exp(l * hst__exp(-c->z * s / l));
        row->upper = hst__exp(l * hst__exp(c->z * s / l));
    }
}

/* Neumaier's sum: terms are positive, so that it is right to two roundings however many there are. */
static void add_variance(curve *c, int64_t at_risk, int64_t events) {
    double n = (double)at_risk;
    double term = (double)events / (n * (double)(at_risk - events));
    double sum = c->sum + term;
    c->rest += c->sum >= term ? (c->sum - sum) + term : (term - sum) + c->sum;
    c->sum = sum;
}

/* Standard error and ends of a row with events. */
static void complete_events(hst_survival_row *row, curve *c, int64_t left) {
    if (left > 0) {
        double s;
        add_variance(c, row->at_risk, row->events);
        s = sqrt(c->sum + c->rest);
        row->std_error = row->survival * s;
        ends_of(row, c, s);
    } else {
        row->std_error = row->lower = row->upper = NAN;
    }
    c->std_error = row->std_error;
    c->lower = row->lower;
    c->upper = row->upper;
}

/* time, at_risk, events and censored are there. Where nothing ends, nothing but `survival` needs to be found, and
 * that comes out as before. */
static void complete_row(hst_survival_row *row, curve *c) {
    int64_t left = row->at_risk - row->events;
    row->survival = c->begin * ((double)left / (double)c->at_risk);
    if (row->events > 0) {
        complete_events(row, c, left);
    } else {
        row->std_error = c->std_error;
        row->lower = c->lower;
        row->upper = c->upper;
    }
    if (row->censored > 0) {
        c->begin = row->survival;
        c->at_risk = left - row->censored;
    }
}

/* The row of the distinct duration at key[i]; returns where the next one begins. */
static int64_t count_row(hst_survival_row *row, const uint64_t *key, int64_t i, int64_t n) {
    int64_t first = i;
    row->time = hst__duration_of(key[first]);
    row->at_risk = n - first;
    row->censored = 0;
    for (; i < n && hst__same_duration(key[i], key[first]); ++i) {
        row->censored += hst__is_censored(key[i]);
    }
    row->events = i - first - row->censored;
    return i;
}

static int64_t fit_sorted(hst_survival_row *out, int64_t cap, const uint64_t *key, int64_t n, uint32_t scale,
                          double level) {
    curve c = {-hst__normal_quantile(hst__tail_of(level)), scale, 1, n, 0, 0, 0, 1, 1};
    int64_t found = 0;
    int64_t i = 0;
    while (i < n) {
        hst_survival_row row;
        i = count_row(&row, key, i, n);
        complete_row(&row, &c);
        if (found < cap) {
            out[found] = row;
        }
        ++found;
    }
    return found;
}

static int64_t sort_observed(uint64_t *key, const double *duration, const int32_t *status, int64_t n) {
    hst__radix r = {key, key + n, NULL, NULL, 0};
    int64_t i;
    for (i = 0; i < n; ++i) {
        if (!hst__is_nan(duration[i])) {
            key[r.n++] = hst__censored_key(duration[i], status[i] == HST_SURVIVAL_CENSORED);
        }
    }
    hst__radix_sort(&r);
    return r.n;
}

size_t hst_survival_work_size(int64_t n) {
    return hst__bytes_for(n, 2 * sizeof(uint64_t));
}

hst_status hst_survival_fit(hst_survival_row *out, int64_t cap, int64_t *found, const double *duration,
                            const int32_t *status, int64_t n, uint32_t scale, double level, void *work,
                            size_t bytes) {
    hst_status result;
    int64_t observed;
    uint64_t none;
    if (found == NULL || (out == NULL && cap != 0) ||
        (n != 0 && (duration == NULL || status == NULL || work == NULL))) {
        return HST_ENULL;
    }
    if (cap < 0 || n < 0) {
        return HST_ESIZE;
    }
    result = hst__check_work(work, bytes, hst_survival_work_size(n));
    if (result == HST_OK) {
        result = is_scale(scale) ? check_statuses(status, n) : HST_EOPTION;
    }
    if (result == HST_OK) {
        result = hst__is_open_unit(level) ? check_durations(duration, n) : HST_EDOMAIN;
    }
    if (result != HST_OK) {
        return result;
    }
    work = hst__unless_null(work, &none);
    observed = sort_observed(work, duration, status, n);
    *found = fit_sorted(out, cap, work, observed, scale, level);
    return HST_OK;
}

/* summaries of the curve ----------------------------------------------------------------------- */

/* Whether a value of the curve has come down to 1 - p. A NaN has not. */
static int is_down(double value, double p) {
    return value <= (1 - p) * (1 + TIE);
}

/* The ends need not descend as S does, so each is searched from the beginning. */
static hst_survival_quantile quantile_of(const hst_survival_row *row, int64_t rows, double p) {
    hst_survival_quantile q = {NAN, NAN, NAN};
    int64_t i;
    for (i = rows - 1; i >= 0; --i) {
        q.estimate = is_down(row[i].survival, p) ? row[i].time : q.estimate;
        q.lower = is_down(row[i].lower, p) ? row[i].time : q.lower;
        q.upper = is_down(row[i].upper, p) ? row[i].time : q.upper;
    }
    return q;
}

hst_status hst_survival_quantiles(hst_survival_quantile *out, const double *probability,
                                  int64_t probabilities, const hst_survival_row *row, int64_t rows) {
    int64_t k;
    if ((probabilities != 0 && (out == NULL || probability == NULL)) || (row == NULL && rows != 0)) {
        return HST_ENULL;
    }
    if (probabilities < 0 || rows < 0) {
        return HST_ESIZE;
    }
    for (k = 0; k < probabilities; ++k) {
        if (!hst__is_open_unit(probability[k])) {
            return HST_EDOMAIN;
        }
    }
    for (k = 0; k < probabilities; ++k) {
        out[k] = quantile_of(row, rows, probability[k]);
    }
    return HST_OK;
}

/* From the right, so that what lies beyond each duration is known when it is met. The area beyond is at most
 * the last duration or the horizon: as a fraction of that its square neither overflows nor vanishes. */
static hst_survival_mean mean_until(const hst_survival_row *row, int64_t rows, double horizon) {
    hst_survival_mean m;
    double until = horizon;
    double whole = hst__smaller(horizon, row[rows - 1].time);
    double beyond = 0;
    double variance = 0;
    int64_t i;
    for (i = rows - 1; i >= 0; --i) {
        if (row[i].time >= horizon) {
            continue;
        }
        beyond += row[i].survival * (until - row[i].time);
        until = row[i].time;
        if (row[i].at_risk > row[i].events) {
            double n = (double)row[i].at_risk;
            double left = (double)(row[i].at_risk - row[i].events);
            double part = beyond / whole;
            variance += part * part * ((double)row[i].events / (n * left));
        }
    }
    m.mean = until + beyond;
    m.std_error = whole * sqrt(variance);
    return m;
}

hst_status hst_survival_restricted_mean(hst_survival_mean *out, const hst_survival_row *row, int64_t rows,
                                        double horizon) {
    if (out == NULL || (row == NULL && rows != 0)) {
        return HST_ENULL;
    }
    if (rows < 0) {
        return HST_ESIZE;
    }
    if (!hst__is_positive(horizon)) {
        return HST_EDOMAIN;
    }
    if (rows == 0) {
        return HST_EEMPTY;
    }
    if (horizon > row[rows - 1].time && row[rows - 1].survival > 0) {
        out->mean = out->std_error = NAN;
    } else {
        *out = mean_until(row, rows, horizon);
    }
    return HST_OK;
}

/* groups compared ------------------------------------------------------------------------------ */

size_t hst_survival_compare_work_size(int64_t n, int32_t groups) {
    size_t table = groups > 0 ? HST__LOG_RANK_BYTES((size_t)groups) : 0;
    size_t keys = hst__bytes_for(n, 2 * (sizeof(uint64_t) + sizeof(int32_t)));
    return keys > SIZE_MAX - table ? SIZE_MAX : keys + table;
}

static int are_groups(const int32_t *group, int64_t n, int32_t groups) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        if (group[i] < HST_NONE || group[i] >= groups) {
            return 0;
        }
    }
    return 1;
}

/* Observations of a known group, sorted; the rest of unknown group is counted. */
static int64_t sort_grouped(hst__radix *r, const double *duration, const int32_t *status,
                            const int32_t *group, int64_t n) {
    int64_t unknown = 0;
    int64_t i;
    r->n = 0;
    for (i = 0; i < n; ++i) {
        if (hst__is_nan(duration[i])) {
            continue;
        }
        if (group[i] == HST_NONE) {
            ++unknown;
        } else {
            r->key[r->n] = hst__censored_key(duration[i], status[i] == HST_SURVIVAL_CENSORED);
            r->label[r->n++] = group[i];
        }
    }
    hst__radix_sort(r);
    return unknown;
}

static void write_groups(hst_survival_group *by_group, const hst__log_rank *t, const hst__radix *r) {
    int32_t g;
    int64_t i;
    for (g = 0; g < t->groups; ++g) {
        by_group[g].count = 0;
        by_group[g].observed = t->observed[g];
        by_group[g].expected = t->expected[g];
    }
    for (i = 0; i < r->n; ++i) {
        ++by_group[r->label[i]].count;
    }
}

static hst_status check_compare(const void *out, const void *by_group, const double *duration,
                                const int32_t *status, const int32_t *group, int64_t n, int32_t groups,
                                const void *work, size_t bytes) {
    hst_status result;
    if (out == NULL || (groups != 0 && by_group == NULL) ||
        (n != 0 && (duration == NULL || status == NULL || group == NULL)) ||
        (work == NULL && (n != 0 || groups != 0))) {
        return HST_ENULL;
    }
    if (n < 0 || groups < 0 || groups > GROUPS_MAX) {
        return HST_ESIZE;
    }
    result = hst__check_work(work, bytes, hst_survival_compare_work_size(n, groups));
    if (result == HST_OK) {
        result = check_statuses(status, n);
    }
    if (result == HST_OK) {
        result = are_groups(group, n, groups) ? check_durations(duration, n) : HST_EDOMAIN;
    }
    return result;
}

hst_status hst_survival_compare(hst_survival_log_rank *out, hst_survival_group *by_group,
                                const double *duration, const int32_t *status, const int32_t *group,
                                int64_t n, int32_t groups, void *work, size_t bytes) {
    hst_status result = check_compare(out, by_group, duration, status, group, n, groups, work, bytes);
    hst__log_rank t;
    hst__radix r;
    hst__log_rank_answer answer;
    uint64_t none;
    if (result != HST_OK) {
        return result;
    }
    r.key = hst__log_rank_begin(&t, hst__unless_null(work, &none), groups);
    r.spare = r.key + n;
    r.label = (int32_t *)(r.spare + n);
    r.label_spare = r.label + n;
    out->unknown = sort_grouped(&r, duration, status, group, n);
    hst__log_rank_sum(&t, r.key, r.label, r.n);
    write_groups(by_group, &t, &r);
    answer = hst__log_rank_solve(&t);
    out->freedom = answer.freedom;
    out->chi2 = answer.freedom > 0 ? answer.chi2 : NAN;
    out->p = answer.freedom > 0 ? hst__gamma_upper(0.5 * (double)answer.freedom, 0.5 * answer.chi2) : NAN;
    return HST_OK;
}
