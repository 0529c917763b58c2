/* Maximum and profiles of the Poisson likelihood with growth and a partial loss.
 *
 * The level a has a closed form, exp(a) = N / sum of w, so that with u = (time - centre) / half in -1..1, s =
 * loss, v = (1 - part) + part e^s and w = exposure e^(g u) v what is left is the multinomial likelihood
 *
 *     l(g, s) = sum of count (g u + log v) - N log(sum of w)
 *
 * With p = part e^s / v, which is (dv/ds)/v, and means taken under the weights w, its derivatives are
 *
 *     l_g  = sum of count u - N mean(u)             l_s  = sum of count p - N mean(p)
 *     l_gg = -N var(u)    l_gs = -N cov(u, p)       l_ss = sum of count p (1 - p) - N mean(p) (1 - mean(p))
 *
 * l is concave in g for every s. Where parts are only 0 and 1, log v is s part and l is concave in both: one
 * maximum, and profiles that fall away from it on both sides.
 *
 * Four traps. Exposures are about 1e-18 and times about 1.6e9, hence the scaling. A mean(p) near 1 hides
 * what is missing from 1, hence p and 1 - p are summed apart and l_s is a difference of two products, one of
 * them exactly zero when no count, or every count, fell into the event. And at the far ends of the search
 * e^(g u) leaves the range of a double, hence weights relative to an anchor that moves along when one
 * outgrows it. The fourth is that growth over a long way outweighs any loss in reach: an end of the search
 * is then no stand-in for an infinite loss. Where no count speaks against that, the bins which it leaves
 * without any weight are passed over there, and where one does, the answer is that the search was cut. */
#include "poisson_trend.h"

#include "newton.h"
#include "scalar.h"
#include "special.h"

#include <math.h> /* INFINITY only */

/* Ends of the search. Growth: there, of two neighbouring doubles in time only one has any weight. Loss: the
 * products of p and 1 - p are still normal doubles; further out they would vanish, and the way with them. */
static const double most[2] = {0x1p100, 600};

#define OUTGROWN 600.0
#define ON_A_LINE 1e-9

static double place(const hst__trend *t, int64_t j) {
    return (t->time[j] - t->centre) / t->half;
}

/* ---- what the bins can tell ---- */

static void survey(hst__trend *t) {
    int64_t j;
    t->used = 0;
    t->largest = 0;
    t->total = 0;
    t->wholly_dark = 0;
    t->wholly_light = 0;
    for (j = 0; j < t->bins; ++j) {
        if (t->exposure[j] > 0) {
            t->first = t->used == 0 || t->time[j] < t->time[t->first] ? j : t->first;
            t->last = t->used == 0 || t->time[j] > t->time[t->last] ? j : t->last;
            t->largest = t->exposure[j] > t->largest ? t->exposure[j] : t->largest;
            t->total += (double)t->count[j];
            t->wholly_dark += t->part[j] >= 1 ? (double)t->count[j] : 0;
            t->wholly_light += t->part[j] <= 0 ? (double)t->count[j] : 0;
            ++t->used;
        }
    }
    /* Halved first: times may lie as far apart as doubles do. */
    t->centre = t->time[t->first] / 2 + t->time[t->last] / 2;
    t->half = t->time[t->last] / 2 - t->time[t->first] / 2;
}

/* Then loss and growth can be traded against each other, at least while they are small. */
static int on_a_line(const hst__trend *t) {
    double from = t->part[t->first];
    double rise = (t->part[t->last] - from) / 2;
    int64_t j;
    for (j = 0; j < t->bins; ++j) {
        double line = from + rise * (1 + place(t, j));
        if (t->exposure[j] > 0 && hst__magnitude(t->part[j] - line) > ON_A_LINE) {
            return 0;
        }
    }
    return 1;
}

/* Kinds of bins by what stays of them as f falls without end (all that were hit outgrow the untouched), and
 * as f reaches 1 (those wholly inside vanish beside the others). */
enum { UNTOUCHED = 1, HIT = 2, WHOLE = 4, LEFT_OVER = 8 };

static int is_kind(const hst__trend *t, int64_t j, int kind) {
    int kinds = (t->part[j] > 0 ? HIT : UNTOUCHED) | (t->part[j] < 1 ? LEFT_OVER : WHOLE);
    return t->exposure[j] > 0 && (kinds & kind) != 0;
}

/* The greatest way x time of a kind. */
static double outermost(const hst__trend *t, int kind, double way) {
    double greatest = -INFINITY;
    int64_t j;
    for (j = 0; j < t->bins; ++j) {
        if (is_kind(t, j, kind) && way * t->time[j] > greatest) {
            greatest = way * t->time[j];
        }
    }
    return greatest;
}

/* Whether every count is in an outermost bin of its kind, and those of the first kind lie no further in. */
static int all_outermost(const hst__trend *t, int kind, int other, double way) {
    double edge = outermost(t, kind, way);
    double other_edge = outermost(t, other, way);
    int64_t j;
    for (j = 0; j < t->bins; ++j) {
        double time = way * t->time[j];
        int inside = (is_kind(t, j, kind) && time < edge) || (is_kind(t, j, other) && time < other_edge);
        if (inside && t->count[j] > 0) {
            return 0;
        }
    }
    return edge >= other_edge;
}

/* Whether the likelihood is highest at infinite growth of this sign. As growth goes off, loss may stay, or go
 * off with it to either side so that two outermost bins of different kind keep their proportion; all others
 * lose their weight. So the supremum lies there when no other bin has a count. */
static int runs_off(const hst__trend *t, double way) {
    return all_outermost(t, UNTOUCHED | HIT, UNTOUCHED | HIT, way) || all_outermost(t, UNTOUCHED, HIT, way) ||
           all_outermost(t, WHOLE, LEFT_OVER, way);
}

int hst__trend_prepare(hst__trend *t) {
    survey(t);
    return t->half > 0 && !on_a_line(t) && !runs_off(t, 1) && !runs_off(t, -1);
}

/* ---- the likelihood at a point ---- */

/* One bin's share in the event at a given loss. */
typedef struct split {
    double log_v, p, q; /* q = 1 - p */
} split;

/* decay = exp(-|loss|) */
static split split_of(double part, double loss, double decay) {
    split k = {0, 0, 1};
    double outside = loss > 0 ? (1 - part) * decay : 1 - part;
    double inside = loss > 0 ? part : part * decay;
    if (part <= 0) {
        return k;
    }
    if (part >= 1) {
        k.log_v = loss;
    } else {
        k.log_v = hst__log(outside + inside) + (loss > 0 ? loss : 0);
    }
    k.p = inside / (outside + inside);
    k.q = outside / (outside + inside);
    return k;
}

/* Whether a bin has weight: an end of the search where no count speaks against it stands for an infinite
 * loss, which leaves nothing of the bins on that side. */
static int has_weight(const hst__trend *t, int64_t j, double loss) {
    int vanished = (loss <= -most[HST__LOSS] && t->wholly_dark <= 0 && t->part[j] >= 1) ||
                   (loss >= most[HST__LOSS] && t->wholly_light <= 0 && t->part[j] <= 0);
    return t->exposure[j] > 0 && !vanished;
}

int hst__trend_is_cut(const hst__trend *t, const hst__trend_point *p) {
    return (p->at[HST__LOSS] <= -most[HST__LOSS] && t->wholly_dark > 0) ||
           (p->at[HST__LOSS] >= most[HST__LOSS] && t->wholly_light > 0);
}

/* Sums of the weights times what stands in the name; u squared is uu. */
typedef struct weighted {
    double w, u, uu, p, q, up;
} weighted;

static void shrink(weighted *k, double factor) {
    k->w *= factor;
    k->u *= factor;
    k->uu *= factor;
    k->p *= factor;
    k->q *= factor;
    k->up *= factor;
}

static void add_bin(weighted *k, double w, double u, const split *s) {
    k->w += w;
    k->u += w * u;
    k->uu += w * u * u;
    k->p += w * s->p;
    k->q += w * s->q;
    k->up += w * u * s->p;
}

/* Fills a point whose coordinates stand in it. */
static void look(const hst__trend *t, hst__trend_point *here) {
    double growth = here->at[HST__GROWTH];
    double loss = here->at[HST__LOSS];
    double decay = hst__exp(-hst__magnitude(loss));
    double anchor = -INFINITY;
    weighted k = {0, 0, 0, 0, 0, 0};
    double n_log = 0, n_u = 0, n_p = 0, n_q = 0, n_pq = 0;
    double n_all = t->total;
    double u, p, q;
    int64_t j;
    for (j = 0; j < t->bins; ++j) {
        if (has_weight(t, j, loss)) {
            double n = (double)t->count[j];
            double at = place(t, j);
            split s = split_of(t->part[j], loss, decay);
            double x = growth * at + s.log_v;
            if (x - anchor > OUTGROWN) {
                shrink(&k, hst__exp(anchor - x));
                anchor = x;
            }
            add_bin(&k, t->exposure[j] / t->largest * hst__exp(x - anchor), at, &s);
            n_log += n * x;
            n_u += n * at;
            n_p += n * s.p;
            n_q += n * s.q;
            n_pq += n * s.p * s.q;
        }
    }
    u = k.u / k.w;
    p = k.p / k.w;
    q = k.q / k.w;
    here->log_weight = anchor + hst__log(k.w / (double)t->used);
    here->likelihood = n_log - n_all * here->log_weight;
    here->score[HST__GROWTH] = n_u - n_all * u;
    here->score[HST__LOSS] = n_p * q - n_q * p;
    if (here->score[HST__LOSS] == 0 && t->wholly_light <= 0) { /* q vanished; still, upwards */
        here->score[HST__LOSS] = DBL_MIN;
    }
    here->curve[HST__GROWTH][HST__GROWTH] = -n_all * (k.uu / k.w - u * u);
    here->curve[HST__GROWTH][HST__LOSS] = -n_all * (k.up / k.w - u * p);
    here->curve[HST__LOSS][HST__GROWTH] = here->curve[HST__GROWTH][HST__LOSS];
    here->curve[HST__LOSS][HST__LOSS] = n_pq - n_all * p * q;
}

/* ---- the way up and down ---- */

typedef struct walk {
    const hst__trend *trend;
    hst__trend_point here;
    int axis;
    double way;
    double level;
} walk;

static double score_alone(void *context, double x, double *slope) {
    walk *w = context;
    w->here.at[w->axis] = x;
    look(w->trend, &w->here);
    *slope = w->here.curve[w->axis][w->axis];
    return w->here.score[w->axis];
}

hst__trend_point hst__trend_profile(const hst__trend *t, const hst__trend_point *from, int axis,
                                    double coordinate) {
    walk w = {t, *from, 1 - axis, 1, 0};
    w.here.at[axis] = coordinate;
    w.here.at[w.axis] = hst__newton(score_alone, &w, -most[w.axis], most[w.axis], from->at[w.axis]);
    look(t, &w.here);
    return w.here;
}

/* Second derivative of the profile: what the other axis gives way is taken off, unless it is flat there. */
static double profile_curve(const hst__trend_point *p, int axis) {
    double cross = p->curve[axis][1 - axis];
    double other = p->curve[1 - axis][1 - axis];
    return p->curve[axis][axis] - (other < 0 ? cross * cross / other : 0);
}

static double score_of_profile(void *context, double x, double *slope) {
    walk *w = context;
    w->here = hst__trend_profile(w->trend, &w->here, w->axis, x);
    *slope = profile_curve(&w->here, w->axis);
    return w->here.score[w->axis];
}

hst__trend_point hst__trend_maximum(const hst__trend *t) {
    walk w = {t, {{0, 0}, 0, {0, 0}, {{0, 0}, {0, 0}}, 0}, HST__LOSS, 1, 0};
    double loss = hst__newton(score_of_profile, &w, -most[HST__LOSS], most[HST__LOSS], 0);
    return hst__trend_profile(t, &w.here, HST__LOSS, loss);
}

static double height_of_profile(void *context, double x, double *slope) {
    walk *w = context;
    w->here = hst__trend_profile(w->trend, &w->here, w->axis, w->way * x);
    *slope = w->way * w->here.score[w->axis];
    return w->here.likelihood - w->level;
}

double hst__trend_end(const hst__trend *t, const hst__trend_point *peak, int axis, double way, double drop) {
    walk w = {t, *peak, axis, way, peak->likelihood - drop};
    double low = way * peak->at[axis];
    double high = most[axis];
    double end;
    double guess = low + hst__sqrt(2 * drop / hst__magnitude(profile_curve(peak, axis))); /* a parabola's */
    if (!(guess < high)) {
        guess = low / 2 + high / 2;
    }
    end = hst__newton(height_of_profile, &w, low, high, guess);
    return way * (hst__trend_is_cut(t, &w.here) ? INFINITY : end);
}

double hst__trend_root(const hst__trend *t, const hst__trend_point *peak) {
    hst__trend_point null = hst__trend_profile(t, peak, HST__LOSS, 0);
    double ratio = 2 * (peak->likelihood - null.likelihood);
    double root = hst__sqrt(ratio > 0 ? ratio : 0);
    return peak->at[HST__LOSS] < 0 ? root : -root;
}

/* ---- the answer in the caller's terms ---- */

double hst__trend_fall(double loss) {
    return loss < most[HST__LOSS] ? -hst__expm1(loss) : -INFINITY;
}

hst__trend_fitted hst__trend_compare(const hst__trend *t, const hst__trend_point *peak) {
    double growth = peak->at[HST__GROWTH];
    double loss = peak->at[HST__LOSS];
    double decay = hst__exp(-hst__magnitude(loss));
    double without = 0;
    double hit = 0;
    double chi2 = 0;
    double each = t->total / (double)t->used;
    hst__trend_fitted out;
    int64_t j;
    for (j = 0; j < t->bins; ++j) {
        if (t->exposure[j] > 0) {
            double n = (double)t->count[j];
            double relative = t->exposure[j] / t->largest;
            double log_grown = growth * place(t, j) - peak->log_weight;
            split s = split_of(t->part[j], loss, decay);
            double mean = has_weight(t, j, loss) ? each * relative * hst__exp(log_grown + s.log_v) : 0;
            chi2 += t->count[j] == 0 ? mean : (n - mean) * (n - mean) / mean;
            without += each * relative * t->part[j] * hst__exp(log_grown);
            hit += relative * t->part[j];
        }
    }
    out.chi2 = chi2;
    out.counterfactual = without / hit / t->largest;
    return out;
}
