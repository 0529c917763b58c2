/* The way back to a baseline: what it was before, the walk back (kernels/way_back.h), what is read off it. */
#include "internal.h"

#include <float.h>
#include <math.h> /* NAN only */

#include "hashstat/recovery.h"
#include "kernels/exact_sum.h"
#include "kernels/exponential_return.h"
#include "kernels/log_growth.h"
#include "kernels/radix.h"
#include "kernels/rising.h"
#include "kernels/special.h"
#include "kernels/way_back.h"

static hst_status check_pointers(const void *out, hst__timed s) {
    if (out == NULL || (s.n != 0 && (s.time == NULL || s.x == NULL))) {
        return HST_ENULL;
    }
    return s.n < 0 ? HST_ESIZE : HST_OK;
}

static hst_status check_samples(hst__timed s) {
    int64_t i;
    for (i = 0; i < s.n; ++i) {
        if (!hst__is_nan(s.x[i]) && !hst__is_not_negative(s.x[i])) {
            return HST_EDOMAIN;
        }
    }
    return hst__is_rising(s.time, s.n) ? HST_OK : HST_EORDER;
}

/* ---- what it was before -------------------------------------------------------------------------- */

/* All checks but those of a workspace, and the stretch from <= time < until. */
static hst_status cut(hst__timed *part, hst__timed s, int64_t from, int64_t until) {
    hst_status status = check_samples(s);
    int64_t first;
    if (status == HST_OK && until < from) {
        status = HST_EORDER;
    }
    if (status == HST_OK) {
        first = hst__first_from(&s, from);
        part->time = first > 0 ? s.time + first : s.time;
        part->x = first > 0 ? s.x + first : s.x;
        part->n = hst__first_from(&s, until) - first;
    }
    return status;
}

hst_status hst_recovery_baseline_mean(double *baseline, const int64_t *time, const double *x, int64_t n,
                                      int64_t from, int64_t until) {
    hst__timed s = {time, x, n};
    hst_status status = check_pointers(baseline, s);
    hst__exact_sum sum = {{0}};
    int64_t count = 0;
    double total;
    int64_t i;
    if (status == HST_OK) {
        status = cut(&s, s, from, until);
    }
    if (status != HST_OK) {
        return status;
    }
    for (i = 0; i < s.n; ++i) {
        if (!hst__is_nan(s.x[i])) {
            hst__exact_sum_add(&sum, s.x[i]);
            ++count;
        }
    }
    if (count == 0) {
        return HST_EEMPTY;
    }
    total = hst__exact_sum_read(&sum);
    if (total > DBL_MAX) {
        return HST_EOVERFLOW;
    }
    *baseline = total / (double)count;
    return HST_OK;
}

size_t hst_recovery_baseline_work_size(int64_t n) {
    size_t each = 2 * sizeof(uint64_t);
    uint64_t samples = n > 0 ? (uint64_t)n : 0;
    return samples > SIZE_MAX / each ? SIZE_MAX : (size_t)samples * each;
}

static double value_of(uint64_t bits) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* The observed samples of the stretch in ascending order, as bits: those of numbers >= 0 ascend as they do. */
static hst_status sort_stretch(const uint64_t **sorted, int64_t *count, const double *baseline, hst__timed s,
                               int64_t from, int64_t until, double trim, void *work, size_t bytes) {
    hst_status status = check_pointers(baseline, s);
    hst__radix r = {work, NULL, NULL, NULL, 0};
    int64_t i;
    if (work == NULL && s.n != 0) {
        return HST_ENULL;
    }
    if (status == HST_OK) {
        status = hst__check_work(work, bytes, hst_recovery_baseline_work_size(s.n));
    }
    if (status == HST_OK) {
        status = trim >= 0 && trim < 0.5 ? cut(&s, s, from, until) : HST_EDOMAIN;
    }
    for (i = 0; status == HST_OK && i < s.n; ++i) {
        if (!hst__is_nan(s.x[i])) {
            double x = s.x[i] + 0.0; /* -0 + 0 = +0 */
            r.key[r.n++] = hst__bits_at(&x);
        }
    }
    if (status == HST_OK && r.n == 0) {
        status = HST_EEMPTY;
    }
    if (status == HST_OK) {
        r.spare = r.key + r.n;
        hst__radix_sort(&r);
        *sorted = r.key;
        *count = r.n;
    }
    return status;
}

hst_status hst_recovery_baseline_median(double *baseline, const int64_t *time, const double *x, int64_t n,
                                        int64_t from, int64_t until, void *work, size_t bytes) {
    hst__timed s = {time, x, n};
    const uint64_t *sorted;
    int64_t m;
    hst_status status = sort_stretch(&sorted, &m, baseline, s, from, until, 0, work, bytes);
    if (status == HST_OK) {
        double low = value_of(sorted[(m - 1) / 2]);
        *baseline = low + (value_of(sorted[m / 2]) - low) / 2;
    }
    return status;
}

hst_status hst_recovery_baseline_trimmed_mean(double *baseline, const int64_t *time, const double *x,
                                              int64_t n, int64_t from, int64_t until, double trim, void *work,
                                              size_t bytes) {
    hst__timed s = {time, x, n};
    hst__exact_sum sum = {{0}};
    const uint64_t *sorted;
    int64_t m, out, i;
    hst_status status = sort_stretch(&sorted, &m, baseline, s, from, until, trim, work, bytes);
    if (status != HST_OK) {
        return status;
    }
    out = (int64_t)(trim * (double)m);
    for (i = out; i < m - out; ++i) {
        hst__exact_sum_add(&sum, value_of(sorted[i]));
    }
    *baseline = hst__exact_sum_mean(&sum, m - 2 * out);
    return HST_OK;
}

hst_status hst_recovery_growth_fit(hst_recovery_growth *out, const int64_t *time, const double *x, int64_t n,
                                   int64_t from, int64_t until) {
    hst__timed s = {time, x, n};
    hst_status status = check_pointers(out, s);
    hst__growth g;
    if (status == HST_OK) {
        status = cut(&s, s, from, until);
    }
    if (status != HST_OK) {
        return status;
    }
    if (hst__count_positive(&s) < 2) {
        return HST_EEMPTY;
    }
    g = hst__growth_fit(&s);
    if (!g.bounded || !hst__is_finite(g.level)) {
        return HST_EOVERFLOW;
    }
    out->level = g.level;
    out->growth = g.growth;
    out->growth_error = g.error;
    out->origin = s.time[g.last];
    out->samples = g.samples;
    return HST_OK;
}

static double seconds_apart(int64_t from, int64_t to) {
    return to < from ? -(double)((uint64_t)from - (uint64_t)to) : (double)((uint64_t)to - (uint64_t)from);
}

hst_status hst_recovery_growth_path(double *baseline, const hst_recovery_growth *growth, const int64_t *time,
                                    int64_t n) {
    int64_t i;
    if (growth == NULL || (n != 0 && (baseline == NULL || time == NULL))) {
        return HST_ENULL;
    }
    if (n < 0) {
        return HST_ESIZE;
    }
    if (!hst__is_positive(growth->level) || !hst__is_finite(growth->growth)) {
        return HST_EDOMAIN;
    }
    for (i = 0; i < n; ++i) {
        /* In two halves, as the factor may leave the range of double where the baseline does not. */
        double half = hst__exp(growth->growth * seconds_apart(growth->origin, time[i]) / 2);
        baseline[i] = growth->level * half * half;
        if (!hst__is_positive(baseline[i])) {
            return HST_EOVERFLOW;
        }
    }
    return HST_OK;
}

/* ---- what follows from it ---------------------------------------------------------------------- */

static void describe_no_fall(hst_recovery *out, double level) {
    memset(out, 0, sizeof *out);
    out->level = level;
    out->lowest = NAN;
    out->onset = out->trough = out->first_touch = out->recovery = out->pending = HST_NONE;
}

static void describe_fall(hst_recovery *out, const hst__course *c, hst__timed s) {
    int64_t end = s.time[hst__course_end(c)];
    out->lowest = s.x[c->trough] + 0.0; /* -0 + 0 = +0 */
    out->onset = c->onset;
    out->trough = c->trough;
    out->first_touch = c->first_touch;
    out->recovery = c->held ? c->run : HST_NONE;
    out->pending = c->held ? HST_NONE : c->run;
    out->open = !c->held;
    out->from_onset = end - s.time[c->onset];
    out->from_trough = end - s.time[c->trough];
    out->shortest = s.time[c->last_below] - s.time[c->onset];
}

static hst_status measure(hst_recovery *out, const hst__course *c, hst__timed s, const hst__target *t) {
    double work = hst__work_between(&s, c->onset, hst__course_end(c), t);
    if (!hst__is_finite(work)) {
        return HST_EOVERFLOW;
    }
    describe_fall(out, c, s);
    out->level = hst__level_at(t, hst__course_end(c));
    out->work_lost = work;
    out->seconds_observed = hst__observed_within(&s, c->onset, out->from_onset);
    out->hold_observed = c->held ? hst__observed_within(&s, c->run, t->hold) : 0;
    return HST_OK;
}

static int is_target(const hst__target *t) {
    return t->fraction > 0 && t->fraction <= 1 && t->hold >= 0;
}

/* After the checks. */
static hst_status find(hst_recovery *out, hst__timed s, int64_t event, const hst__target *t) {
    hst__course c = hst__walk_back(&s, event, t);
    hst_status status;
    if (c.last == HST_NONE) {
        return HST_EEMPTY;
    }
    if (c.onset == HST_NONE) {
        describe_no_fall(out, t->path != NULL ? NAN : t->fraction * t->baseline);
        return HST_OK;
    }
    if (hst__seconds_between(s.time[c.onset], s.time[c.last]) > (uint64_t)INT64_MAX) {
        return HST_EOVERFLOW;
    }
    status = measure(out, &c, s, t);
    if (status == HST_OK) {
        out->longest = hst__longest_course(&c, &s, event);
    }
    return status;
}

hst_status hst_recovery_find(hst_recovery *out, const int64_t *time, const double *x, int64_t n,
                             int64_t event, double baseline, double fraction, int64_t hold) {
    hst__timed s = {time, x, n};
    hst__target t = {NULL, baseline, fraction, hold};
    hst_status status = check_pointers(out, s);
    if (status == HST_OK) {
        status = hst__is_positive(baseline) && is_target(&t) ? check_samples(s) : HST_EDOMAIN;
    }
    return status == HST_OK ? find(out, s, event, &t) : status;
}

static int all_positive(const double *x, int64_t n) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        if (!hst__is_positive(x[i])) {
            return 0;
        }
    }
    return 1;
}

hst_status hst_recovery_find_path(hst_recovery *out, const int64_t *time, const double *x,
                                  const double *baseline, int64_t n, int64_t event, double fraction,
                                  int64_t hold) {
    hst__timed s = {time, x, n};
    hst__target t = {baseline, 0, fraction, hold};
    hst_status status = baseline == NULL && n != 0 ? HST_ENULL : check_pointers(out, s);
    if (status == HST_OK) {
        status = is_target(&t) && all_positive(baseline, n) ? check_samples(s) : HST_EDOMAIN;
    }
    return status == HST_OK ? find(out, s, event, &t) : status;
}

/* ---- how fast it came back ----------------------------------------------------------------------- */

hst_status hst_recovery_half_life(hst_recovery_half *out, const int64_t *time, const double *x, int64_t n,
                                  int64_t event, double baseline) {
    hst__timed s = {time, x, n};
    hst_status status = check_pointers(out, s);
    hst__half_course h;
    if (status == HST_OK) {
        status = hst__is_positive(baseline) ? check_samples(s) : HST_EDOMAIN;
    }
    if (status != HST_OK) {
        return status;
    }
    h = hst__walk_half(&s, event, baseline);
    if (h.last == HST_NONE) {
        return HST_EEMPTY;
    }
    if (h.trough != HST_NONE && hst__seconds_between(time[h.trough], time[h.last]) > (uint64_t)INT64_MAX) {
        return HST_EOVERFLOW;
    }
    out->level = h.level;
    out->trough = h.trough;
    out->crossing = h.crossing;
    out->seconds = h.trough == HST_NONE ? 0 : time[h.last] - time[h.trough];
    out->shortest = h.trough == HST_NONE ? 0 : time[h.last_below] - time[h.trough];
    out->longest = h.trough == HST_NONE ? 0 : hst__longest_half(&h, &s, event);
    return HST_OK;
}

hst_status hst_recovery_return_fit(hst_recovery_return *out, const int64_t *time, const double *x, int64_t n,
                                   int64_t from, int64_t until, double baseline, double level) {
    hst__timed s = {time, x, n};
    hst_status status = check_pointers(out, s);
    hst__returning r;
    hst__return_fit fit;
    if (status == HST_OK) {
        status =
            hst__is_positive(baseline) && hst__is_open_unit(level) ? cut(&s, s, from, until) : HST_EDOMAIN;
    }
    if (status != HST_OK) {
        return status;
    }
    r.series = s;
    r.baseline = baseline;
    fit = hst__return_fit_of(&r, level);
    out->half_life = fit.half_life;
    out->lower = fit.lower;
    out->upper = fit.upper;
    out->loss = fit.loss * baseline;
    out->scatter = fit.scatter * baseline;
    out->identified = fit.identified;
    return HST_OK;
}

static double rapidity_of(const hst_recovery *found, const double *x) {
    if (found->recovery == HST_NONE) {
        return NAN;
    }
    return (x[found->recovery] - found->lowest) / (double)found->from_trough;
}

hst_status hst_recovery_resilience_over(hst_recovery_resilience *out, const int64_t *time, const double *x,
                                        int64_t n, int64_t event, int64_t control, double baseline,
                                        double fraction, int64_t hold) {
    hst__timed s = {time, x, n};
    hst__target t = {NULL, baseline, fraction, hold};
    hst_status status = check_pointers(out, s);
    hst_recovery found;
    hst__timed part = s;
    hst__area a;
    double whole;
    if (status == HST_OK) {
        status = control > 0 && hst__is_positive(baseline) && is_target(&t) ? check_samples(s) : HST_EDOMAIN;
    }
    if (status == HST_OK && event > INT64_MAX - control) {
        status = HST_EOVERFLOW;
    }
    if (status != HST_OK) {
        return status;
    }
    a = hst__area_within(&s, event, event + control, baseline);
    if (!hst__is_finite(a.work)) {
        return HST_EOVERFLOW;
    }
    if (a.seconds == 0) {
        return HST_EEMPTY;
    }
    part.n = hst__first_from(&s, event + control);
    status = find(&found, part, event, &t);
    if (status == HST_EOVERFLOW) {
        return status;
    }
    if (status == HST_EEMPTY) { /* only a sample from before the event stands there */
        describe_no_fall(&found, 0);
    }
    out->work_lost = a.work;
    whole = baseline * (double)a.seconds;
    out->fraction_lost = hst__is_finite(whole) ? a.work / whole : a.work / baseline / (double)a.seconds;
    out->area = 1 - out->fraction_lost;
    out->robustness = a.lowest / baseline;
    out->rapidity = rapidity_of(&found, x);
    out->seconds_observed = a.seconds;
    out->trough = found.trough;
    out->recovery = found.recovery;
    return HST_OK;
}
