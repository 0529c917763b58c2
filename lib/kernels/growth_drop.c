/* Newton's steps, kept short by Marquardt's damping until they climb.
 *
 * With X = dm/d(a, b, f) = (m, m u, -g part), g = exp(a + b u), and the weight w of each law of scatter, the
 * score X' W (value - m) is the slope of a quality that is climbed:
 *
 *     equal, errors   -w (value - m)^2 / 2                                           k = 1
 *     relative        -(log m + value/m) / spread^2       w = 1/(spread m)^2         k = 2 value/m - 1
 *     counts          E (value log m - m)                 w = E/m, E = spread/value  k = value/m
 *
 * Its bend is the sum of w k x x' - w (value - m) m'', and X' W X what that is expected to be. The latter
 * gives the scatter of the answer. Steps take the former: where values scatter as much as their level, those
 * of the latter swing around the top for hundreds of looks. The last two laws want m > 0: else a step is too
 * far.
 *
 * Traps. Near the top the quality no longer tells one point from the next (it is flat to the root of a
 * rounding): from there on a step is good when what is left to climb, score' bend^-1 score, shrinks. And
 * there may be no top: light samples all zero, growth without end. Then steps lead away until the
 * matrix no longer tells one unknown from the others. */
#include "growth_drop.h"

#include "observed.h"
#include "scalar.h"
#include "special.h"
#include "timed.h"

#include <math.h> /* INFINITY, sqrt only */

enum { LOOKS = 500 };

#define DONE 1e-29    /* of the total: what is left to climb */
#define ROUNDED 1e-12 /* of the total: what the quality does not tell */
#define ENOUGH 1e-16  /* of the total, where roundings leave no better */
#define SHORT 1e-6
#define LEAST 1e-3 /* damping */
#define STUCK 1e12
#define VAGUE 1e200 /* square of what f may scatter by: beyond, products of it leave the range of a double */

void hst__drop_prepare(hst__drop *d) {
    double least = INFINITY;
    int64_t i;
    d->used = 0;
    d->first = d->last = 0;
    d->largest = 0;
    for (i = 0; i < d->n; ++i) {
        if (hst__is_observed(&d->value[i])) {
            double spread = d->scatter == HST__SCATTER_EQUAL ? 1 : d->spread[i];
            d->first = d->used == 0 ? i : d->first;
            d->last = i;
            d->largest = hst__larger(d->largest, d->value[i]);
            least = hst__smaller(least, spread);
            ++d->used;
        }
    }
    d->unit = least;
    d->span = d->used > 1 ? (double)hst__seconds_between(d->time[d->first], d->time[d->last]) : 1;
}

double hst__drop_place(const hst__drop *d, int64_t i) {
    return 2 * ((double)hst__seconds_between(d->time[d->first], d->time[i]) / d->span) - 1;
}

/* ---- one sample ---- */

typedef struct term {
    double slope[3]; /* X */
    double weight, rest, model, quality;
    double bent; /* k */
    double u;
} term;

static void weigh(const hst__drop *d, int64_t i, double value, term *t) {
    double spread = d->scatter == HST__SCATTER_EQUAL ? 1 : d->spread[i] / d->unit;
    double m = t->model;
    if (d->scatter == HST__SCATTER_COUNTS) {
        t->weight = spread / value / m;
        t->bent = value / m;
        t->quality = m > 0 ? spread * (hst__log(m) - m / value) : -INFINITY;
    } else if (d->scatter == HST__SCATTER_RELATIVE) {
        t->weight = 1 / (spread * m) / (spread * m);
        t->bent = 2 * value / m - 1;
        t->quality = m > 0 ? -(hst__log(m) + value / m) / spread / spread : -INFINITY;
    } else {
        t->weight = 1 / spread / spread;
        t->bent = 1;
        t->quality = -t->weight * t->rest * t->rest / 2;
    }
}

static term term_of(const hst__drop *d, const double at[3], int64_t i) {
    double value = d->value[i] / d->largest;
    double u = hst__drop_place(d, i);
    double light = hst__exp(at[HST__DROP_LEVEL] + at[HST__DROP_GROWTH] * u);
    term t;
    t.model = light * (1 - at[HST__DROP_FALL] * d->part[i]);
    t.slope[HST__DROP_LEVEL] = t.model;
    t.slope[HST__DROP_GROWTH] = t.model * u;
    t.slope[HST__DROP_FALL] = -light * d->part[i];
    t.rest = value - t.model;
    t.u = u;
    weigh(d, i, value, &t);
    return t;
}

/* ---- all of them ---- */

/* m'' of a term, which is linear in f. */
static hst__three second_of(const term *t) {
    double m = t->model, lost = t->slope[HST__DROP_FALL], u = t->u;
    return (hst__three){{{m, m * u, lost}, {m * u, m * u * u, lost * u}, {lost, lost * u, 0}}};
}

static void add_term(hst__drop_fitted *fit, const term *t) {
    const hst__three second = second_of(t);
    double rest = t->weight * t->rest;
    int j, k;
    fit->quality += t->quality;
    fit->total += t->weight * t->model * t->model;
    for (j = 0; j < 3; ++j) {
        double weighted = t->weight * t->slope[j];
        fit->score[j] += weighted * t->rest;
        for (k = 0; k < 3; ++k) {
            fit->power.at[j][k] += weighted * t->slope[k];
            fit->bend.at[j][k] += t->bent * weighted * t->slope[k] - rest * second.at[j][k];
        }
    }
}

/* Fills a point whose place stands in it. */
static void look(const hst__drop *d, hst__drop_fitted *fit) {
    const hst__drop_fitted none = {{0, 0, 0}, 0, {0, 0, 0}, {{{0}}}, {{{0}}}, {{{0}}}, 0};
    double at[3];
    int64_t i;
    memcpy(at, fit->at, sizeof at);
    *fit = none;
    memcpy(fit->at, at, sizeof at);
    for (i = d->first; i <= d->last; ++i) {
        if (hst__is_observed(&d->value[i])) {
            term t = term_of(d, at, i);
            add_term(fit, &t);
        }
    }
}

/* How far it is to the top, by the step that a point asks for. */
typedef struct distance {
    double climb; /* the score by the step, twice what is left to climb; infinite where there is no step */
    double way;   /* the greatest part of the step, that of f relative to 1 + |f| */
} distance;

static distance distance_of(const hst__drop_fitted *p) {
    distance left = {INFINITY, INFINITY};
    double step[3];
    if (hst__three_solve(&p->bend, p->score, step)) {
        double fall = step[HST__DROP_FALL] / (1 + hst__magnitude(p->at[HST__DROP_FALL]));
        left.climb = p->score[0] * step[0] + p->score[1] * step[1] + p->score[2] * step[2];
        left.way = hst__larger(hst__magnitude(step[HST__DROP_LEVEL]), hst__magnitude(step[HST__DROP_GROWTH]));
        left.way = hst__larger(left.way, hst__magnitude(fall));
    }
    return left;
}

/* Both, because on the way to an infinite growth there is soon nothing left to climb, yet steps stay long. */
static int is_near(const hst__drop_fitted *p, const distance *left, double part) {
    return left->climb <= part * p->total && left->way <= SHORT;
}

/* ---- the way up ---- */

static void add_row(hst__three *power, const double row[3]) {
    int j, k;
    for (j = 0; j < 3; ++j) {
        for (k = 0; k < 3; ++k) {
            power->at[j][k] += row[j] * row[k];
        }
    }
}

/* From level and growth through the logarithms of what is above zero, with the loss that they show where most
 * is dark. 0 where part is a straight line of time: then loss and growth can be traded against each other. */
static int start(const hst__drop *d, double at[3]) {
    hst__three all = {{{0}}}, above = {{{0}}}, inverse;
    double right[3] = {0, 0, 0}, found[3], darkest = 0;
    int64_t i;
    for (i = d->first; i <= d->last; ++i) {
        double row[3] = {1, hst__drop_place(d, i), d->part[i]};
        int seen = hst__is_observed(&d->value[i]) != 0;
        if (seen) {
            add_row(&all, row);
        }
        if (seen && d->value[i] > 0) {
            double y = hst__log(d->value[i] / d->largest);
            add_row(&above, row);
            darkest = hst__larger(darkest, row[2]);
            right[0] += y;
            right[1] += row[1] * y;
            right[2] += row[2] * y;
        }
    }
    at[0] = at[1] = at[2] = 0;
    if (hst__three_solve(&above, right, found)) {
        at[HST__DROP_LEVEL] = found[0];
        at[HST__DROP_GROWTH] = found[1];
        at[HST__DROP_FALL] = (1 - hst__exp(found[2] * darkest)) / darkest;
    }
    return hst__three_inverse(&all, &inverse);
}

/* The point a damped step leads to; 0 where there is none. */
static int step_from(const hst__drop *d, const hst__drop_fitted *here, double damping, hst__drop_fitted *to) {
    hst__three bend = here->bend;
    double step[3];
    int k;
    for (k = 0; k < 3; ++k) {
        bend.at[k][k] += damping * here->power.at[k][k];
    }
    if (!hst__three_solve(&bend, here->score, step)) {
        return 0;
    }
    for (k = 0; k < 3; ++k) {
        to->at[k] = here->at[k] + step[k];
    }
    look(d, to);
    return 1;
}

/* Whether a step led up, or near the top, where the quality does not tell, nearer to it. */
static int is_better(const hst__drop_fitted *to, double to_climb, const hst__drop_fitted *from,
                     double climb) {
    double slack = ROUNDED * from->total;
    return to->quality > from->quality + slack || (to->quality >= from->quality - slack && to_climb < climb);
}

int hst__drop_fit(const hst__drop *d, hst__drop_fitted *fit) {
    double damping = 0;
    distance left;
    int looks;
    if (!(d->largest > 0) || !start(d, fit->at)) {
        return 0;
    }
    look(d, fit);
    left = distance_of(fit);
    for (looks = 0; looks < LOOKS && damping < STUCK && !is_near(fit, &left, DONE); ++looks) {
        hst__drop_fitted to;
        if (step_from(d, fit, damping, &to)) {
            distance next = distance_of(&to);
            if (is_better(&to, next.climb, fit, left.climb)) {
                *fit = to;
                left = next;
                damping = damping < LEAST ? 0 : damping / 10;
                continue;
            }
        }
        damping = hst__larger(10 * damping, LEAST);
    }
    return hst__three_inverse(&fit->power, &fit->inverse) &&
           fit->inverse.at[HST__DROP_FALL][HST__DROP_FALL] <= VAGUE && is_near(fit, &left, ENOUGH);
}

/* ---- what came of it ---- */

int hst__drop_read(const hst__drop *d, const hst__drop_fitted *fit, int64_t i, hst__drop_sample *out) {
    int seen = hst__is_observed(&d->value[i]) != 0;
    int j, k;
    out->rest = out->pull[0] = out->pull[1] = out->pull[2] = 0;
    if (seen) {
        term t = term_of(d, fit->at, i);
        double root = hst__sqrt(t.weight);
        out->rest = root * t.rest;
        for (j = 0; j < 3; ++j) {
            for (k = 0; k < 3; ++k) {
                out->pull[j] += fit->inverse.at[j][k] * root * t.slope[k];
            }
        }
    }
    return seen;
}

double hst__drop_scale(const hst__drop *d) {
    double scale = 1 / d->unit; /* relative errors */
    if (d->scatter == HST__SCATTER_EQUAL) {
        scale = d->largest;
    } else if (d->scatter == HST__SCATTER_ERRORS) {
        scale = d->largest / d->unit;
    } else if (d->scatter == HST__SCATTER_COUNTS) {
        scale = hst__sqrt(d->unit);
    }
    return scale;
}
