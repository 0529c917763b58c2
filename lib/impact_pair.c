/* What an event hit beside what it did not: differences in differences of counts and of values. */
#include "internal.h"

#include <math.h> /* INFINITY and NAN only */

#include "hashstat/impact.h"
#include "kernels/hypergeometric.h"
#include "kernels/special.h"
#include "kernels/student.h"

#define PAIR_MAX INT64_C(1000000000)
#define QUOTIENT_MAX 1e100
#define VALUE_MAX 1e140

/* ---- counts ---- */

static int is_usable(const hst_impact_count *c) {
    return c->blocks >= 0 && c->blocks <= PAIR_MAX && hst__is_positive(c->exposure);
}

static int is_quotient(double x) {
    return x >= 1 / QUOTIENT_MAX && x <= QUOTIENT_MAX;
}

static hst_impact_fall fall_of_table(const hst__hypergeometric *tilted, double k, double others,
                                     double level) {
    double tail = hst__tail_of(level);
    hst__hypergeometric_tails at = hst__hypergeometric_at(tilted, k);
    hst_impact_fall out;
    double tilt = tilted->log_omega;
    out.lower = -INFINITY;
    out.upper = 1;
    out.estimate = others;
    if (k < hst__hypergeometric_most(tilted)) {
        out.lower = -hst__expm1(hst__hypergeometric_upper_end(tilted, k, tail) - tilt);
    }
    if (k > hst__hypergeometric_least(tilted)) {
        out.upper = -hst__expm1(hst__hypergeometric_lower_end(tilted, k, tail) - tilt);
    }
    out.p = hst__smaller(1, 2 * hst__smaller(at.lower, at.upper));
    out.luck_p = at.lower;
    return out;
}

hst_status hst_impact_did_counts(hst_impact_fall *out, const hst_impact_count *event,
                                 const hst_impact_count *baseline, const hst_impact_count *control_event,
                                 const hst_impact_count *control_baseline, double level) {
    hst__hypergeometric law;
    double own, control, tilt, expected, found;
    if (out == NULL || event == NULL || baseline == NULL || control_event == NULL ||
        control_baseline == NULL) {
        return HST_ENULL;
    }
    if (!is_usable(event) || !is_usable(baseline) || !is_usable(control_event) ||
        !is_usable(control_baseline) || !hst__is_open_unit(level)) {
        return HST_EDOMAIN;
    }
    own = event->exposure / baseline->exposure;
    control = control_event->exposure / control_baseline->exposure;
    if (!is_quotient(own) || !is_quotient(control)) {
        return HST_EDOMAIN;
    }
    tilt = own / control; /* the odds that exposures alone would make */
    law.n1 = (double)(event->blocks + baseline->blocks);
    law.n2 = (double)(control_event->blocks + control_baseline->blocks);
    law.m = (double)(event->blocks + control_event->blocks);
    law.log_omega = hst__log(tilt);
    found = (double)event->blocks * (double)control_baseline->blocks;
    expected = (double)baseline->blocks * (double)control_event->blocks * tilt;
    *out =
        fall_of_table(&law, (double)event->blocks, expected > 0 ? (expected - found) / expected : NAN, level);
    return HST_OK;
}

/* ---- values ---- */

typedef struct group {
    double mean, error2; /* of the mean, squared */
    int64_t count;
} group;

static hst_status read_group(group *g, const double *x, int64_t n) {
    double sum = 0;
    double squares = 0;
    int64_t i;
    g->count = 0;
    for (i = 0; i < n; ++i) {
        if (!hst__is_nan(x[i])) {
            if (hst__magnitude(x[i]) > VALUE_MAX) {
                return HST_EDOMAIN;
            }
            sum += x[i];
            ++g->count;
        }
    }
    g->mean = sum / (double)g->count;
    for (i = 0; i < n; ++i) {
        if (!hst__is_nan(x[i])) {
            squares += (x[i] - g->mean) * (x[i] - g->mean);
        }
    }
    g->error2 = squares / ((double)g->count - 1) / (double)g->count;
    return HST_OK;
}

/* Welch's; without squares of squares, which would leave the range of a double. */
static double freedom_of(const group *a, const group *b) {
    double all = a->error2 + b->error2;
    double part_a = a->error2 / all;
    double part_b = b->error2 / all;
    return 1 / (part_a * part_a / ((double)a->count - 1) + part_b * part_b / ((double)b->count - 1));
}

static hst_impact_effect effect_of(const group *hit, const group *control, double level) {
    hst_impact_effect out;
    double reach;
    out.estimate = hit->mean - control->mean;
    out.std_error = hst__sqrt(hit->error2 + control->error2);
    out.lower = out.estimate;
    out.upper = out.estimate;
    if (!(out.std_error > 0)) {
        out.p = out.estimate == 0 ? 1 : 0;
        out.freedom = INFINITY;
        return out;
    }
    out.freedom = freedom_of(hit, control);
    reach = out.std_error * hst__student_quantile(level, out.freedom);
    out.lower -= reach;
    out.upper += reach;
    out.p =
        hst__smaller(1, 2 * hst__student_upper(hst__magnitude(out.estimate) / out.std_error, out.freedom));
    return out;
}

hst_status hst_impact_did_values(hst_impact_effect *out, const double *hit, int64_t n, const double *control,
                                 int64_t m, double level) {
    group a, b;
    if (out == NULL || (n != 0 && hit == NULL) || (m != 0 && control == NULL)) {
        return HST_ENULL;
    }
    if (n < 0 || m < 0) {
        return HST_ESIZE;
    }
    if (!hst__is_open_unit(level) || read_group(&a, hit, n) != HST_OK ||
        read_group(&b, control, m) != HST_OK) {
        return HST_EDOMAIN;
    }
    if (a.count < 2 || b.count < 2) {
        return HST_EEMPTY;
    }
    *out = effect_of(&a, &b, level);
    return HST_OK;
}
