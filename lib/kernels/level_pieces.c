#include "level_pieces.h"

#include <float.h>
#include <math.h> /* INFINITY and sqrt */

#include "scalar.h"

/* The roots of e^d - 1 - d = s^2/2 near 0 are a power series in s (Temme's, of the incomplete gamma
 * function), s below zero for the lower one. It converges to |s| = 3.5. */
static double bend_near(double s) {
    double tail = 1.0 / 17010 + s * (-139.0 / 5443200 + s * (1.0 / 204120 - s * (571.0 / 2351462400)));
    return s + s * s * (-1.0 / 6 + s * (1.0 / 36 + s * (-1.0 / 270 + s * (1.0 / 4320 + s * tail))));
}

/* Newton's steps from beyond the root, where a convex function leads straight down to it. */
double hst__bend(double u, double side) {
    double s = side * sqrt(2 * u), d = bend_near(s), step;
    if (u < 0.05) {
        return d;
    }
    if (u > 1) {
        d = side < 0 ? -1 - u : hst__log1p(u + s);
    }
    do {
        double slope = hst__expm1(d);
        step = (slope - d - u) / slope;
        d -= step;
    } while (hst__magnitude(step) > 1e-5 * hst__magnitude(d));
    return d;
}

static double log_or_least(double level) {
    return level > 0 ? hst__log(level) : -DBL_MAX;
}

/* one piece ------------------------------------------------------------------------------------ */

/* The curve of a piece with what has passed since its change. */
typedef struct curve {
    int rates;
    double weight, sum, base;
} curve;

static inline curve curve_at(const hst__level_piece *p, const hst__changing *c, int64_t t) {
    curve f;
    f.rates = c->model == HST__RATES;
    f.weight = f.rates ? c->weight[t] - p->weight : (double)(t - p->change);
    f.sum = c->sum[t] - p->sum;
    f.base = f.rates ? p->base - c->own * f.weight : p->base;
    return f;
}

static inline double value(const curve *f, hst__bound at) {
    return f->base +
           (f->rates ? f->weight * at.level - f->sum * at.beside : f->weight * at.beside - f->sum * at.level);
}

/* Where the curve is lowest, no matter who owns that level. */
static inline double lowest(const curve *f, double log_rate) {
    return f->base + (f->rates ? f->sum - f->sum * log_rate : -f->sum * f->sum / (2 * f->weight));
}

static inline double log_of_lowest(const curve *f) {
    return f->rates ? hst__log(f->sum / f->weight) : 0;
}

/* The least over the piece's own levels. */
static inline double least_of(const hst__level_piece *p, const curve *f) {
    if (f->sum <= p->low.level * f->weight) {
        return value(f, p->low);
    }
    if (f->sum >= p->high.level * f->weight) {
        return value(f, p->high);
    }
    return lowest(f, log_of_lowest(f));
}

/* The place on one side where a curve that is lowest at S/W has risen by `rise`: for rates, with
 * d = log(r W/S), by S (e^d - 1 - d). */
static hst__bound place(const curve *f, double log_rate, double rise, double side) {
    double at = f->sum / f->weight, u, d;
    hst__bound out;
    if (f->rates) {
        u = rise / f->sum;
        d = hst__bend(u, side);
        out.level = d > -1 ? at * (1 + u + d) : hst__exp(log_rate + d);
        out.beside = log_rate + d;
    } else {
        out.level = at + side * sqrt(2 * rise / f->weight);
        out.beside = out.level * out.level / 2;
    }
    return out;
}

static int cut(hst__level_piece *p, const curve *f, double limit, int low, int high) {
    double log_rate = log_of_lowest(f), rise = limit - lowest(f, log_rate);
    hst__bound at;
    if (rise < 0) {
        return 0;
    }
    if (low) {
        at = place(f, log_rate, rise, -1);
        p->low = at.level > p->low.level ? at : p->low;
    }
    if (high) {
        at = place(f, log_rate, rise, 1);
        p->high = at.level < p->high.level ? at : p->high;
    }
    return p->low.level <= p->high.level;
}

/* Without arrivals the curve is a line, lowest at rate 0. */
static int cut_line(hst__level_piece *p, const curve *f, double limit) {
    p->high.level = hst__smaller((limit - f->base) / f->weight, p->high.level);
    p->high.beside = log_or_least(p->high.level);
    return p->low.level <= p->high.level;
}

/* Keep the levels at which the curve is not above the limit, maybe a single one; 0 if there is none. */
static int shrink(hst__level_piece *p, const curve *f, double limit) {
    int low = value(f, p->low) > limit, high = value(f, p->high) > limit;
    if (!low && !high) {
        return 1;
    }
    if ((low && f->sum <= p->low.level * f->weight) || (high && f->sum >= p->high.level * f->weight)) {
        return 0;
    }
    return f->rates && f->sum == 0 ? cut_line(p, f, limit) : cut(p, f, limit, low, high);
}

/* the list ------------------------------------------------------------------------------------- */

typedef struct pieces {
    const hst__changing *c;
    hst__level_piece *piece;
    int64_t count, room;
    hst__bound low, high; /* no level is outside */
} pieces;

static int64_t shrink_all(pieces *q, double limit, int64_t t) {
    int64_t i, kept = 0;
    for (i = 0; i < q->count; ++i) {
        curve f = curve_at(&q->piece[i], q->c, t);
        if (shrink(&q->piece[i], &f, limit)) {
            if (kept != i) {
                q->piece[kept] = q->piece[i];
            }
            ++kept;
        }
    }
    return kept;
}

/* What lies between the pieces i - 1 and i of so many: 1 if that is any rate. */
static int gap(const pieces *q, int64_t kept, int64_t i, hst__level_piece *out) {
    out->low = i > 0 ? q->piece[i - 1].high : q->low;
    out->high = i < kept ? q->piece[i].low : q->high;
    return out->low.level < out->high.level;
}

/* From the back, so that no piece is overwritten before it has moved. */
static void fill_gaps(pieces *q, int64_t kept, hst__level_piece fresh) {
    int64_t i, gaps = 0;
    hst__level_piece *to;
    for (i = 0; i <= kept; ++i) {
        gaps += gap(q, kept, i, &fresh);
    }
    gaps = hst__least(gaps, q->room - kept);
    q->count = kept + gaps;
    to = q->piece + q->count;
    for (i = kept; gaps > 0; --i) {
        if (gap(q, kept, i, &fresh)) {
            *--to = fresh;
            --gaps;
        }
        if (gaps > 0) {
            *--to = q->piece[i - 1];
        }
    }
}

static void insert(pieces *q, int64_t change, double base) {
    hst__level_piece fresh;
    fresh.low = fresh.high = q->low;
    fresh.sum = q->c->sum[change];
    fresh.weight = q->c->weight[change];
    fresh.base = base;
    fresh.change = change;
    fill_gaps(q, shrink_all(q, base, change), fresh);
}

static double best_of(const pieces *q, int64_t t, int64_t *change) {
    double best = INFINITY;
    int64_t i;
    *change = 0;
    for (i = 0; i < q->count; ++i) {
        curve f = curve_at(&q->piece[i], q->c, t);
        double least = least_of(&q->piece[i], &f);
        if (least < best || (least == best && q->piece[i].change < *change)) {
            best = least;
            *change = q->piece[i].change;
        }
    }
    return best;
}

static hst__bound bound_of(const hst__changing *c, double level) {
    hst__bound out;
    out.level = level;
    out.beside = c->model == HST__MEANS ? level * level / 2 : log_or_least(level);
    return out;
}

void hst__level_pieces(const hst__changing *c, int64_t least, double penalty, const double *in, double *out,
                       int64_t *last, hst__level_piece *piece, int64_t room) {
    double unit = c->model == HST__MEANS ? 2 / c->variance : 2; /* costs in that of the curves */
    pieces q;
    int64_t t;
    q.c = c;
    q.piece = piece;
    q.count = 0;
    q.room = room;
    q.low = bound_of(c, c->lowest);
    q.high = bound_of(c, c->highest);
    for (t = 1; t <= c->count; ++t) {
        int64_t change = t - least;
        if (change >= 0 && in[change] < INFINITY) {
            insert(&q, change, (in[change] + penalty) / unit);
        }
        out[t] = unit * best_of(&q, t, &last[t]);
    }
}
