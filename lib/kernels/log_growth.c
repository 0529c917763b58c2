/* The likelihood equations of Poisson regression with a logarithmic link. With s the time from the middle of
 * the stretch over its length and w = e^(b s), the level drops out,
 *
 *     sum x s / sum x = sum w s / sum w
 *
 * and the right side, a mean of s with weights w, rises with b: one root, found by Newton's method with the
 * variance of s under the same weights as slope. Values are taken as fractions of the largest, so that no sum
 * overflows. */
#include "log_growth.h"

#include <math.h> /* NAN only */

#include "newton.h"
#include "scalar.h"
#include "special.h"

#define STEEPEST 600.0

typedef struct fit {
    const hst__timed *s;
    int64_t first; /* index of the first and the last observed value */
    int64_t last;
    double length;  /* seconds between them */
    double largest; /* value */
    double centre;  /* sum x s / sum x */
} fit;

static int is_observed(const hst__timed *s, int64_t i) {
    return s->x[i] >= 0;
}

/* -1/2 .. 1/2 */
static double place(const fit *f, int64_t i) {
    return (double)hst__seconds_between(f->s->time[f->first], f->s->time[i]) / f->length - 0.5;
}

/* Sum of the weights, and of their first two moments about `about`. */
typedef struct moments {
    double sum;
    double first;
    double second;
} moments;

static moments weighted(const fit *f, double b, double about) {
    moments m = {0, 0, 0};
    int64_t i;
    for (i = f->first; i <= f->last; ++i) {
        if (is_observed(f->s, i)) {
            double at = place(f, i);
            double w = hst__exp(b * at);
            m.sum += w;
            m.first += w * (at - about);
            m.second += w * (at - about) * (at - about);
        }
    }
    return m;
}

static double centre_less_mean(void *context, double b, double *slope) {
    const fit *f = context;
    moments m = weighted(f, b, f->centre);
    double mean = m.first / m.sum;
    *slope = -(m.second / m.sum - mean * mean);
    return -mean;
}

int64_t hst__count_positive(const hst__timed *s) {
    int64_t count = 0;
    int64_t i;
    for (i = 0; i < s->n; ++i) {
        count += s->x[i] > 0;
    }
    return count;
}

static fit look(const hst__timed *s, int64_t *samples) {
    fit f = {s, -1, -1, 0, 0, 0};
    int64_t i;
    *samples = 0;
    for (i = 0; i < s->n; ++i) {
        if (is_observed(s, i)) {
            f.first = f.first < 0 ? i : f.first;
            f.last = i;
            f.largest = hst__larger(f.largest, s->x[i]);
            ++*samples;
        }
    }
    f.length = (double)hst__seconds_between(s->time[f.first], s->time[f.last]);
    return f;
}

/* Sum of the values as fractions of the largest. */
static double sum_values(fit *f) {
    double sum = 0;
    double first = 0;
    int64_t i;
    for (i = f->first; i <= f->last; ++i) {
        if (is_observed(f->s, i)) {
            double part = f->s->x[i] / f->largest;
            sum += part;
            first += part * place(f, i);
        }
    }
    f->centre = first / sum;
    return sum;
}

/* Of b: from the scatter about the fit, a e^(b s) of fractions of the largest. */
static double standard_error(const fit *f, double a, double b, int64_t samples) {
    moments m = weighted(f, b, f->centre);
    double mean = m.first / m.sum;
    double information = a * (m.second - m.sum * mean * mean);
    double chi2 = 0;
    int64_t i;
    if (samples < 3) {
        return NAN;
    }
    for (i = f->first; i <= f->last; ++i) {
        if (is_observed(f->s, i)) {
            double fitted = a * hst__exp(b * place(f, i));
            double off = f->s->x[i] / f->largest - fitted;
            chi2 += off * off / fitted;
        }
    }
    return hst__sqrt(chi2 / (double)(samples - 2) / information);
}

hst__growth hst__growth_fit(const hst__timed *s) {
    hst__growth g;
    fit f = look(s, &g.samples);
    double sum = sum_values(&f);
    double b = hst__newton(centre_less_mean, &f, -STEEPEST, STEEPEST, 0);
    double a = sum / weighted(&f, b, 0).sum;
    g.bounded = hst__magnitude(b) < STEEPEST;
    g.level = a * hst__exp(b / 2) * f.largest;
    g.growth = b / f.length;
    g.error = standard_error(&f, a, b, g.samples) / f.length;
    g.last = f.last;
    return g;
}
