#include "poisson_pieces.h"

#include <float.h>
#include <math.h> /* INFINITY and sqrt */

#include "scalar.h"

/* The roots of e^d - 1 - d = s^2/2 near 0 are a power series in s (Temme's, of the incomplete gamma function),
 * s below zero for the lower one. It converges to |s| = 3.5. */
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

/* one piece ------------------------------------------------------------------------------------ */

/* The curve of a piece when so much exposure and so many arrivals have passed since its change. */
typedef struct curve {
    double exposure, arrivals, base;
} curve;

static inline curve curve_at(const hst__poisson_piece *p, const hst__changing *c, int64_t t) {
    curve f;
    f.exposure = c->weight[t] - p->exposure;
    f.arrivals = c->sum[t] - p->arrivals;
    f.base = p->base - c->own * f.exposure;
    return f;
}

static inline double value(const curve *f, double rate, double log_rate) {
    return f->exposure * rate - f->arrivals * log_rate + f->base;
}

static inline double lowest(const curve *f, double log_rate) {
    return f->arrivals - f->arrivals * log_rate + f->base;
}

/* The least over the piece's own rates. */
static inline double least_of(const hst__poisson_piece *p, const curve *f) {
    if (f->arrivals <= p->low * f->exposure) {
        return value(f, p->low, p->log_low);
    }
    if (f->arrivals >= p->high * f->exposure) {
        return value(f, p->high, p->log_high);
    }
    return lowest(f, hst__log(f->arrivals / f->exposure));
}

static void set_low(hst__poisson_piece *p, double rate, double log_rate) {
    if (rate > p->low) {
        p->low = rate;
        p->log_low = log_rate;
    }
}

static void set_high(hst__poisson_piece *p, double rate, double log_rate) {
    if (rate < p->high) {
        p->high = rate;
        p->log_high = log_rate;
    }
}

/* With d = log(rate/lowest rate), the curve is above its lowest by arrivals (e^d - 1 - d). */
static int cut(hst__poisson_piece *p, const curve *f, double limit, int low, int high) {
    double rate = f->arrivals / f->exposure, log_rate = hst__log(rate);
    double u = (limit - lowest(f, log_rate)) / f->arrivals, d;
    if (u < 0) {
        return 0;
    }
    if (low) {
        d = hst__bend(u, -1);
        set_low(p, d > -1 ? rate * (1 + u + d) : hst__exp(log_rate + d), log_rate + d);
    }
    if (high) {
        d = hst__bend(u, 1);
        set_high(p, rate * (1 + u + d), log_rate + d);
    }
    return p->low < p->high;
}

/* Keep the rates at which the curve is not above the limit; 0 if there is none. */
static int shrink(hst__poisson_piece *p, const curve *f, double limit) {
    int low = value(f, p->low, p->log_low) > limit, high = value(f, p->high, p->log_high) > limit;
    if (!low && !high) {
        return 1;
    }
    if ((low && f->arrivals <= p->low * f->exposure) || (high && f->arrivals >= p->high * f->exposure)) {
        return 0;
    }
    if (f->arrivals == 0) {
        double rate = (limit - f->base) / f->exposure;
        set_high(p, rate, hst__log(rate));
        return p->low < p->high;
    }
    return cut(p, f, limit, low, high);
}

/* the list ------------------------------------------------------------------------------------- */

typedef struct pieces {
    const hst__changing *c;
    hst__poisson_piece *piece;
    int64_t count, room;
    double log_highest;
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
static int gap(const pieces *q, int64_t kept, int64_t i, hst__poisson_piece *out) {
    if (i > 0) {
        out->low = q->piece[i - 1].high;
        out->log_low = q->piece[i - 1].log_high;
    } else {
        out->low = 0;
        out->log_low = -DBL_MAX;
    }
    if (i < kept) {
        out->high = q->piece[i].low;
        out->log_high = q->piece[i].log_low;
    } else {
        out->high = q->c->highest;
        out->log_high = q->log_highest;
    }
    return out->low < out->high;
}

/* From the back, so that no piece is overwritten before it has moved. */
static void fill_gaps(pieces *q, int64_t kept, hst__poisson_piece fresh) {
    int64_t i, gaps = 0;
    hst__poisson_piece *to;
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
    hst__poisson_piece fresh = {0, 0, 0, 0, 0, 0, 0, 0};
    fresh.arrivals = q->c->sum[change];
    fresh.exposure = q->c->weight[change];
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

void hst__poisson_pieces(const hst__changing *c, int64_t least, double penalty, const double *in, double *out,
                         int64_t *last, hst__poisson_piece *piece, int64_t room) {
    pieces q;
    int64_t t;
    q.c = c;
    q.piece = piece;
    q.count = 0;
    q.room = room;
    q.log_highest = hst__log(c->highest);
    for (t = 1; t <= c->count; ++t) {
        int64_t change = t - least;
        if (change >= 0 && in[change] < INFINITY) {
            insert(&q, change, (in[change] + penalty) / 2);
        }
        out[t] = 2 * best_of(&q, t, &last[t]);
    }
}
