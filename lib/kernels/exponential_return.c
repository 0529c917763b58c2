/* For each half-life the best loss is linear: L = sum y w / sum w^2 with w = 2^(-t/half). So one dimension is
 * left, searched in u = log(half): a grid finds the valley, and its floor is the root of
 *
 *     g(u) = sum (y - L w) w t
 *
 * which is the slope of the sum of squares but for a factor of one sign, and which tells the place to many
 * more digits than the sum of squares itself, flat as that is there. */
#include "exponential_return.h"

#include <math.h> /* NAN and INFINITY only */

#include "scalar.h"
#include "special.h"

enum { GRID = 240, HALVINGS = 60 };
#define LN2 0.69314718055994530942
#define NEAR 30.0 /* times shorter than the first step */
#define FAR 1000.0 /* times longer than the whole stretch */

typedef struct trial {
    double loss;
    double squares; /* sum of (y - L w)^2 */
    double slope;   /* g */
} trial;

typedef struct range {
    double low;
    double high;
    int64_t samples;
} range;

typedef struct search {
    const hst__timed *s;
    double baseline;
    int64_t first; /* index of the first observed value */
} search;

static int is_observed(const search *r, int64_t i) {
    return r->s->x[i] >= 0;
}

static double elapsed(const search *r, int64_t i) {
    return (double)hst__seconds_between(r->s->time[r->first], r->s->time[i]);
}

static double lost(const search *r, int64_t i) {
    return (r->baseline - r->s->x[i]) / r->baseline;
}

/* The first value has weight 1, so that the sum of weights is never 0. */
static double loss_at(const search *r, double rate) {
    double yw = 0;
    double ww = 0;
    int64_t i;
    for (i = r->first; i < r->s->n; ++i) {
        if (is_observed(r, i)) {
            double w = hst__exp(-rate * elapsed(r, i));
            yw += lost(r, i) * w;
            ww += w * w;
        }
    }
    return yw / ww;
}

static trial try_half(const search *r, double u) {
    double rate = LN2 / hst__exp(u);
    trial t = {loss_at(r, rate), 0, 0};
    int64_t i;
    for (i = r->first; i < r->s->n; ++i) {
        if (is_observed(r, i)) {
            double w = hst__exp(-rate * elapsed(r, i));
            double off = lost(r, i) - t.loss * w;
            t.squares += off * off;
            t.slope += off * w * elapsed(r, i);
        }
    }
    return t;
}

/* Half-lives below a thirtieth of the first step leave 2^-30 of the loss at the second value and fit as 0 does;
 * the limit is that near so that rounding does not make up a valley where all is flat. */
static range range_of(search *r) {
    range s = {0, 0, 0};
    double last = 0;
    double step = 0;
    int64_t i;
    for (i = 0; i < r->s->n; ++i) {
        if (is_observed(r, i)) {
            r->first = s.samples == 0 ? i : r->first;
            last = elapsed(r, i);
            step = s.samples == 1 ? last : step;
            ++s.samples;
        }
    }
    if (s.samples > 2) {
        s.low = hst__log(step / NEAR);
        s.high = hst__log(last * FAR);
    }
    return s;
}

static double grid_at(const range *s, int k) {
    return s->low + (s->high - s->low) * k / GRID;
}

static int best_of_grid(const search *r, const range *s) {
    double least = INFINITY;
    int best = 0;
    int k;
    for (k = 0; k <= GRID; ++k) {
        double squares = try_half(r, grid_at(s, k)).squares;
        if (squares < least) {
            least = squares;
            best = k;
        }
    }
    return best;
}

/* Between two points of the grid g falls through zero, L being above it. */
static double floor_between(const search *r, double low, double high) {
    int k;
    for (k = 0; k < HALVINGS; ++k) {
        double middle = low + (high - low) / 2;
        if (try_half(r, middle).slope > 0) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low + (high - low) / 2;
}

/* Where the sum of squares passes `most` between a point that fits and one that does not. */
static double end_between(const search *r, double fits, double fails, double most) {
    int k;
    for (k = 0; k < HALVINGS; ++k) {
        double middle = fits + (fails - fits) / 2;
        if (try_half(r, middle).squares <= most) {
            fits = middle;
        } else {
            fails = middle;
        }
    }
    return hst__exp(fits);
}

/* F(1, freedom) as a ratio of the parts of Beta(1/2, freedom/2). */
static double fisher(double freedom, double level) {
    hst__unit_point b = level < 0.5 ? hst__beta_quantile_lower(0.5, freedom / 2, level)
                                    : hst__beta_quantile_upper(0.5, freedom / 2, 1 - level);
    return freedom * (b.x / b.y);
}

/* From the best point of the grid outwards, by `step` points at a time. */
static double interval_end(const search *r, const range *s, double u, int best, int step, double most) {
    double fits = u;
    int k;
    for (k = best + step; k >= 0 && k <= GRID; k += step) {
        double next = grid_at(s, k);
        if (try_half(r, next).squares > most) {
            return end_between(r, fits, next, most);
        }
        fits = next;
    }
    return step < 0 ? 0 : INFINITY;
}

hst__return_fit hst__return_fit_of(const hst__returning *returning, double level) {
    hst__return_fit fit = {0, NAN, 0, INFINITY, NAN, NAN};
    search r = {&returning->series, returning->baseline, 0};
    range s = range_of(&r);
    int best = s.samples > 2 ? best_of_grid(&r, &s) : 0;
    if (best > 0 && best < GRID && try_half(&r, grid_at(&s, best)).loss > 0) {
        double u = floor_between(&r, grid_at(&s, best - 1), grid_at(&s, best + 1));
        double freedom = (double)(s.samples - 2);
        trial t = try_half(&r, u);
        double most = t.squares * (1 + fisher(freedom, level) / freedom);
        fit.identified = 1;
        fit.half_life = hst__exp(u);
        fit.lower = interval_end(&r, &s, u, best, -1, most);
        fit.upper = interval_end(&r, &s, u, best, 1, most);
        fit.loss = t.loss;
        fit.scatter = hst__sqrt(t.squares / freedom);
    }
    return fit;
}
