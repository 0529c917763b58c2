/* Maximum and profiles of the Poisson likelihood with growth and several losses.
 *
 * As in poisson_trend.c the level has a closed form, and with v[k] = 1 - part[k] + part[k] e^loss[k] and
 * weights w = exposure e^(g u) product of v[k] what is left is
 *
 *     l = sum of count (g u + sum of log v[k]) - N log(sum of w)
 *
 * With x[0] = u and x[k] = part[k] e^loss[k] / v[k], which is d(log w)/d(axis), the score is sum of count x -
 * N mean(x). Minus the second derivative is N cov(x, x') and, on the diagonal of a loss, N mean(x (1 - x)) -
 * sum of count x (1 - x), which vanishes where parts are 0 and 1: then l is concave.
 *
 * The climb is Newton's with Levenberg's damping. Where an event left no block, or no block lies outside it,
 * its loss has no finite maximum and each step goes on by about one: so a coordinate that went far is set to
 * the end of the search, and stays there if the score points outwards. */
#include "poisson_events.h"

#include "newton.h"
#include "scalar.h"
#include "special.h"

#include <math.h> /* INFINITY only */

enum { AXES = HST__EVENTS_AXES };

/* Squared: a coordinate whose scaled residual is less is made up by the others. */
#define TOLD 1e-12
/* Twice the climb that is left, and what rounding adds for each count: one full step more is enough. */
#define NEAR 1e-9
#define ROUNDING 1e-15
/* Of what a step promises, the part that must come true. */
#define KEPT 0.01
/* Beyond, a coordinate is tried at its end: a loss of e^-15, growth by e^30 over the record. */
#define FAR 15.0
#define PULLED 10.0

static double end_of(int axis) {
    return axis == 0 ? HST__EVENTS_GROWTH_END : HST__EVENTS_LOSS_END;
}

static double place(const hst__events *e, int64_t j) {
    return e->half > 0 ? (e->time[j] - e->centre) / e->half : 0;
}

void hst__events_prepare(hst__events *e) {
    double first = INFINITY;
    double last = -INFINITY;
    int64_t j;
    e->used = 0;
    e->largest = 0;
    e->total = 0;
    for (j = 0; j < e->bins; ++j) {
        if (e->exposure[j] > 0) {
            first = hst__smaller(first, e->time[j]);
            last = hst__larger(last, e->time[j]);
            e->largest = hst__larger(e->largest, e->exposure[j]);
            e->total += (double)e->count[j];
            ++e->used;
        }
    }
    e->centre = first / 2 + last / 2;
    e->half = last / 2 - first / 2;
}

/* ---- symmetric matrices ---- */

/* Factors a in place, lower triangle, L L^T; 0 where a pivot is not clearly above zero. */
static int factor(double a[AXES][AXES], int n) {
    int i, j, k;
    for (j = 0; j < n; ++j) {
        double diagonal = a[j][j];
        for (k = 0; k < j; ++k) {
            a[j][j] -= a[j][k] * a[j][k];
        }
        if (!(a[j][j] > TOLD * diagonal)) {
            return 0;
        }
        a[j][j] = hst__sqrt(a[j][j]);
        for (i = j + 1; i < n; ++i) {
            for (k = 0; k < j; ++k) {
                a[i][j] -= a[i][k] * a[j][k];
            }
            a[i][j] /= a[j][j];
        }
    }
    return 1;
}

static void solve(double a[AXES][AXES], int n, double *x) {
    int i, k;
    for (i = 0; i < n; ++i) {
        for (k = 0; k < i; ++k) {
            x[i] -= a[i][k] * x[k];
        }
        x[i] /= a[i][i];
    }
    for (i = n - 1; i >= 0; --i) {
        for (k = i + 1; k < n; ++k) {
            x[i] -= a[k][i] * x[k];
        }
        x[i] /= a[i][i];
    }
}

/* ---- what the bins can tell ---- */

static double column(const hst__events *e, int axis, int64_t j) {
    return axis == 0 ? place(e, j) : e->part[(axis - 1) * e->bins + j];
}

static double mean_of_column(const hst__events *e, int axis) {
    double sum = 0;
    int64_t j;
    for (j = 0; j < e->bins; ++j) {
        sum += e->exposure[j] > 0 ? column(e, axis, j) : 0;
    }
    return sum / (double)e->used;
}

static double inner_product(const hst__events *e, int a, double mean_a, int b, double mean_b) {
    double sum = 0;
    int64_t j;
    for (j = 0; j < e->bins; ++j) {
        if (e->exposure[j] > 0) {
            sum += (column(e, a, j) - mean_a) * (column(e, b, j) - mean_b);
        }
    }
    return sum;
}

/* Gram and Schmidt on the products of the columns less their means, the axis in question last; columns that
 * the ones before make up are left out. */
int hst__events_is_told(const hst__events *e, int axis) {
    double g[AXES][AXES], mean[AXES];
    int order[AXES], kept = 0, n = e->events + 1, i, j, k;
    for (i = 0; i < n; ++i) {
        order[i] = i == n - 1 ? axis : i + (i >= axis);
        mean[i] = mean_of_column(e, order[i]);
    }
    for (i = 0; i < n; ++i) {
        double left, all;
        for (j = 0; j < kept; ++j) {
            g[kept][j] = inner_product(e, order[i], mean[i], order[j], mean[j]);
            for (k = 0; k < j; ++k) {
                g[kept][j] -= g[kept][k] * g[j][k];
            }
            g[kept][j] /= g[j][j];
        }
        all = inner_product(e, order[i], mean[i], order[i], mean[i]);
        left = all;
        for (k = 0; k < kept; ++k) {
            left -= g[kept][k] * g[kept][k];
        }
        if (left > TOLD * (all + mean[i] * mean[i] * (double)e->used)) {
            g[kept][kept] = hst__sqrt(left);
            order[kept] = order[i];
            mean[kept] = mean[i];
            ++kept;
        } else if (i == n - 1) {
            return 0;
        }
    }
    return 1;
}

/* ---- one look ---- */

/* x of a bin, and its exponent. */
static double slopes(const hst__events *e, const double *at, int64_t j, double *x) {
    double exponent = at[0] * place(e, j);
    int k;
    x[0] = place(e, j);
    for (k = 1; k <= e->events; ++k) {
        double part = e->part[(k - 1) * e->bins + j];
        x[k] = part;
        if (part >= 1) {
            exponent += at[k];
        } else if (part > 0) {
            double decay = hst__exp(-hst__magnitude(at[k]));
            double dark = at[k] > 0 ? part : part * decay; /* both over e^loss where that is large */
            double light = at[k] > 0 ? (1 - part) * decay : 1 - part;
            x[k] = dark / (dark + light);
            exponent += hst__log(dark + light) + (at[k] > 0 ? at[k] : 0);
        }
    }
    return exponent;
}

static double anchor_of(const hst__events *e, const double *at) {
    double x[AXES], anchor = -INFINITY;
    int64_t j;
    for (j = 0; j < e->bins; ++j) {
        if (e->exposure[j] > 0) {
            anchor = hst__larger(anchor, slopes(e, at, j, x));
        }
    }
    return anchor;
}

static void add_bin(hst__events_point *p, const double *x, double n, double w, int axes, double *mean) {
    int i, k;
    for (i = 0; i < axes; ++i) {
        p->score[i] += n * x[i];
        mean[i] += w * x[i];
        for (k = 0; k <= i; ++k) {
            p->curve[i][k] += w * x[i] * x[k];
        }
    }
}

/* The diagonal's own terms, apart because they are summed before and after the weight is known. */
static void add_bends(double *observed, double *expected, const double *x, double n, double w, int axes) {
    int i;
    for (i = 1; i < axes; ++i) {
        observed[i] += n * x[i] * (1 - x[i]);
        expected[i] += w * x[i] * (1 - x[i]);
    }
}

static void finish(hst__events_point *p, const double *mean, const double *observed, const double *expected,
                   double total, int axes) {
    int i, k;
    for (i = 0; i < axes; ++i) {
        p->score[i] -= total * (mean[i] / p->weight);
        for (k = 0; k <= i; ++k) {
            double cross = mean[i] / p->weight * (mean[k] / p->weight);
            p->curve[i][k] = total * (p->curve[i][k] / p->weight - cross);
        }
        p->curve[i][i] += i > 0 ? total * (expected[i] / p->weight) - observed[i] : 0;
    }
}

/* Fills a point whose coordinates stand in it. */
static void look(const hst__events *e, hst__events_point *p) {
    double x[AXES], mean[AXES] = {0}, observed[AXES] = {0}, expected[AXES] = {0};
    double n_log = 0;
    int axes = e->events + 1;
    int i, k;
    int64_t j;
    p->anchor = anchor_of(e, p->at);
    p->weight = 0;
    for (i = 0; i < axes; ++i) {
        p->score[i] = 0;
        for (k = 0; k <= i; ++k) {
            p->curve[i][k] = 0;
        }
    }
    for (j = 0; j < e->bins; ++j) {
        if (e->exposure[j] > 0) {
            double n = (double)e->count[j];
            double exponent = slopes(e, p->at, j, x) - p->anchor;
            double w = e->exposure[j] / e->largest * hst__exp(exponent);
            p->weight += w;
            n_log += n > 0 ? n * exponent : 0;
            add_bin(p, x, n, w, axes, mean);
            add_bends(observed, expected, x, n, w, axes);
        }
    }
    p->likelihood = n_log - e->total * hst__log(p->weight);
    finish(p, mean, observed, expected, e->total, axes);
}

/* ---- the climb ---- */

/* Axes that may move: not held, and not at an end with the score pointing outwards. */
static int free_axes(const hst__events *e, const hst__events_point *p, int held, int *axis) {
    int count = 0, i;
    for (i = 0; i <= e->events; ++i) {
        int low = p->at[i] <= -end_of(i) && p->score[i] <= 0;
        int high = p->at[i] >= end_of(i) && p->score[i] >= 0;
        if (i != held && !low && !high) {
            axis[count++] = i;
        }
    }
    return count;
}

/* A damped Newton step from p; the climb that it promises, below 0 if the damping is too weak.
 * Where l is flat, `flat` stands in for its curvature. */
static double step_from(const hst__events_point *p, const int *axis, int count, double damping, double flat,
                        hst__events_point *next) {
    double a[AXES][AXES], step[AXES], climb = 0;
    int i, k;
    for (i = 0; i < count; ++i) {
        step[i] = p->score[axis[i]];
        for (k = 0; k <= i; ++k) {
            a[i][k] = p->curve[axis[i]][axis[k]];
        }
        a[i][i] += damping * (hst__magnitude(a[i][i]) + flat);
    }
    if (!factor(a, count)) {
        return -1;
    }
    solve(a, count, step);
    *next = *p;
    for (i = 0; i < count; ++i) {
        double end = end_of(axis[i]);
        double to =
            p->at[axis[i]] + hst__larger(-4, hst__smaller(4, step[i])); /* never far past what is known */
        next->at[axis[i]] = hst__larger(-end, hst__smaller(end, to));
        climb += p->score[axis[i]] * step[i];
    }
    return climb;
}

/* Ends, because l rises by no less than a part of what a step promised, and because damping makes steps and
 * promises as small as it takes. */
static void climb_on(const hst__events *e, hst__events_point *p, int held) {
    double enough = NEAR + ROUNDING * e->total;
    double damping = 1e-9;
    double climb = enough;
    int axis[AXES];
    while (!(climb >= 0 && climb < enough)) {
        hst__events_point next;
        int count = free_axes(e, p, held, axis);
        climb = step_from(p, axis, count, damping, TOLD * e->total, &next);
        damping *= 10;
        if (climb >= 0) {
            look(e, &next);
            if (climb < enough || next.likelihood - p->likelihood > KEPT * climb) {
                *p = next;
                damping = hst__larger(damping / 100, 1e-9);
            }
        }
    }
}

/* From an end of the search no score leads back where parts are between 0 and 1. */
static void pull_in(const hst__events *e, hst__events_point *p, int held) {
    int i;
    for (i = 0; i <= e->events; ++i) {
        if (i != held) {
            p->at[i] = hst__larger(-PULLED, hst__smaller(PULLED, p->at[i]));
        }
    }
}

void hst__events_climb(const hst__events *e, hst__events_point *p, int held) {
    int far = 0, i;
    pull_in(e, p, held);
    look(e, p);
    climb_on(e, p, held);
    for (i = 0; i <= e->events; ++i) {
        double end = end_of(i);
        if (i != held && hst__magnitude(p->at[i]) > FAR && hst__magnitude(p->at[i]) < end) {
            p->at[i] = p->at[i] < 0 ? -end : end;
            far = 1;
        }
    }
    if (far) {
        look(e, p);
        climb_on(e, p, held);
    }
}

/* ---- profiles ---- */

typedef struct walk {
    const hst__events *events;
    hst__events_point here;
    int axis;
    double way, level;
} walk;

static double height_of_profile(void *context, double x, double *slope) {
    walk *w = context;
    w->here.at[w->axis] = w->way * x;
    hst__events_climb(w->events, &w->here, w->axis);
    *slope = w->way * w->here.score[w->axis];
    return w->here.likelihood - w->level;
}

double hst__events_end(const hst__events *e, const hst__events_point *peak, int axis, double way,
                       double drop) {
    walk w = {e, *peak, axis, way, peak->likelihood - drop};
    double low = way * peak->at[axis];
    double high = end_of(axis);
    double reach = hst__sqrt(2 * drop / hst__larger(peak->curve[axis][axis], 2 * drop)); /* too short, safe */
    return way * hst__newton(height_of_profile, &w, low, high, hst__smaller(low + reach, high));
}

double hst__events_chi2(const hst__events *e, const hst__events_point *peak) {
    double x[AXES], chi2 = 0;
    int64_t j;
    for (j = 0; j < e->bins; ++j) {
        if (e->exposure[j] > 0) {
            double n = (double)e->count[j];
            double w = e->exposure[j] / e->largest * hst__exp(slopes(e, peak->at, j, x) - peak->anchor);
            double mean = e->total * (w / peak->weight);
            chi2 += e->count[j] == 0 ? mean : (n - mean) * (n - mean) / mean;
        }
    }
    return chi2;
}
