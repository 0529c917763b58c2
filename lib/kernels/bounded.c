/* All columns are rotated, the held ones and the right side too: so what a held unknown would gain by being
 * freed, and where the free ones would then go, are read off the square. */
#include "bounded.h"

#include <math.h> /* sqrt only */
#include <string.h>

#include "scalar.h"

#define IMPLIED 1e-10 /* part of a column's length outside the free ones' span that is taken for rounding */
#define STILL 1e-14   /* part of a column's length, or of the right side's, that is taken for rounding */
#define CLOSE 1e-13

int64_t hst__bounded_words(int32_t n) {
    int64_t m = n;
    return m * (m + 1) + 7 * m + 1;
}

hst__bounded hst__bounded_make(int32_t n, void *memory) {
    hst__bounded b;
    b.n = n;
    b.square = memory;
    b.row = b.square + (size_t)n * ((size_t)n + 1);
    b.x = b.row + n + 1;
    b.length = b.x + n;
    b.side = b.length + n;
    b.goal = b.side + n;
    b.order = (int64_t *)(void *)(b.goal + n);
    b.is_free = b.order + n;
    hst__bounded_clear(&b);
    return b;
}

static double *row_of(const hst__bounded *b, int32_t i) {
    return b->square + (size_t)i * ((size_t)b->n + 1);
}

/* ---- rows ---- */

void hst__bounded_clear(hst__bounded *b) {
    memset(b->square, 0, (size_t)hst__bounded_words(b->n) * sizeof *b->square);
    b->free = 0;
    b->pinned = -1;
    b->rest = 0;
    b->size = 0;
}

/* Turns two rows so that entry j of the lower one vanishes; entries before `from` are 0 in both. */
static void turn(double *upper, double *lower, int32_t j, int32_t from, int32_t columns) {
    double square = lower[j] * lower[j];
    if (square > 0) {
        double length = sqrt(upper[j] * upper[j] + square);
        double c = upper[j] / length;
        double s = lower[j] / length;
        int32_t k;
        for (k = from; k < columns; ++k) {
            double u = upper[k];
            double l = lower[k];
            upper[k] = c * u + s * l;
            lower[k] = c * l - s * u;
        }
    }
    lower[j] = 0;
}

void hst__bounded_push(hst__bounded *b) {
    int32_t i;
    b->size = sqrt(b->size * b->size + b->row[b->n] * b->row[b->n]);
    for (i = 0; i < b->n; ++i) {
        turn(row_of(b, i), b->row, i, i, b->n + 1);
    }
    b->rest += b->row[b->n] * b->row[b->n];
}

/* ---- freeing and holding ---- */

static void set_free(hst__bounded *b, int32_t j) {
    int32_t i;
    for (i = b->free + 1; i < b->n; ++i) {
        turn(row_of(b, b->free), row_of(b, i), j, 0, b->n + 1);
    }
    b->order[b->free++] = j;
    b->is_free[j] = 1;
}

/* Closes the gap in the triangle: each later column has one entry too many. */
static void hold(hst__bounded *b, int32_t place) {
    int32_t i;
    b->is_free[b->order[place]] = 0;
    --b->free;
    for (i = place; i < b->free; ++i) {
        b->order[i] = b->order[i + 1];
        turn(row_of(b, i), row_of(b, i + 1), (int32_t)b->order[i], 0, b->n + 1);
    }
}

/* ---- where the free ones go ---- */

static void take_held(hst__bounded *b) {
    int32_t i, j;
    for (i = 0; i < b->n; ++i) {
        const double *row = row_of(b, i);
        double left = row[b->n];
        for (j = 0; j < b->n; ++j) {
            left -= b->is_free[j] ? 0 : row[j] * b->x[j];
        }
        b->side[i] = left;
    }
}

static void aim(hst__bounded *b) {
    int32_t i, k;
    for (i = b->free - 1; i >= 0; --i) {
        const double *row = row_of(b, i);
        double left = b->side[i];
        for (k = i + 1; k < b->free; ++k) {
            left -= row[b->order[k]] * b->goal[k];
        }
        b->goal[i] = left / row[b->order[i]];
    }
}

/* How much of the way from x to a goal outside 0..1 lies inside. */
static double way_inside(double x, double goal) {
    return goal < 0 ? x / (x - goal) : (1 - x) / (goal - x);
}

static int is_outside(double goal) {
    return goal < 0 || goal > 1;
}

/* Goes towards the goals until the first unknown meets its bound, and holds it there with all that do.
 * Returns how many did. */
static int32_t go(hst__bounded *b) {
    double way = 1;
    int32_t met = 0;
    int32_t i;
    for (i = 0; i < b->free; ++i) {
        if (is_outside(b->goal[i])) {
            way = hst__smaller(way, way_inside(b->x[b->order[i]], b->goal[i]));
        }
    }
    for (i = b->free - 1; i >= 0; --i) {
        double *x = &b->x[b->order[i]];
        double goal = b->goal[i];
        if (!is_outside(goal)) {
            *x += way * (goal - *x);
        } else if (way_inside(*x, goal) > way) {
            *x = hst__smaller(hst__larger(*x + way * (goal - *x), 0), 1);
        } else {
            *x = goal < 0 ? 0 : 1;
            hold(b, i);
            ++met;
        }
    }
    return met;
}

static void settle(hst__bounded *b) {
    int32_t i;
    do {
        take_held(b);
        aim(b);
    } while (go(b) > 0);
    for (i = 0; i < b->free; ++i) { /* rounded once, not by the way there */
        b->x[b->order[i]] = b->goal[i];
    }
}

/* ---- which to free ---- */

/* The square of what the free ones leave of the right side, but for `rest`. */
static double left_of(const hst__bounded *b) {
    double sum = 0;
    int32_t i;
    for (i = b->free; i < b->n; ++i) {
        sum += b->side[i] * b->side[i];
    }
    return sum;
}

/* By how much the objective falls if j is freed: its pull, the slope of the objective, over the length that
 * its column has outside the span of the free ones. Where a free column is nearly j's own, little of it is
 * outside and the pull is small however far j has to go: it is rounding only against what its two factors
 * may be wrong by. */
static double gain_of(const hst__bounded *b, int32_t j, double left) {
    double pull = 0;
    double outside = 0;
    double least = IMPLIED * b->length[j];
    double still;
    int32_t i;
    for (i = b->free; i < b->n; ++i) {
        double entry = row_of(b, i)[j];
        pull += entry * b->side[i];
        outside += entry * entry;
    }
    pull = b->x[j] > 0 ? -pull : pull;
    still = STILL * (sqrt(outside) * b->size + b->length[j] * left);
    return outside > least * least && pull > still ? pull / outside * pull : 0;
}

static int32_t best_to_free(const hst__bounded *b) {
    double most = 0;
    double left = sqrt(left_of(b));
    int32_t best = -1;
    int32_t j;
    for (j = 0; j < b->n; ++j) {
        double gain = b->is_free[j] || j == b->pinned ? 0 : gain_of(b, j, left);
        if (gain > most) {
            most = gain;
            best = j;
        }
    }
    return best;
}

double hst__bounded_length(const hst__bounded *b, int32_t j) {
    double sum = 0;
    int32_t i;
    for (i = 0; i < b->n; ++i) {
        sum += row_of(b, i)[j] * row_of(b, i)[j];
    }
    return sqrt(sum);
}

void hst__bounded_solve(hst__bounded *b, int64_t moves) {
    int32_t j;
    for (j = 0; j < b->n; ++j) {
        b->length[j] = hst__bounded_length(b, j);
    }
    settle(b);
    for (j = best_to_free(b); j >= 0 && moves > 0; j = best_to_free(b), --moves) {
        set_free(b, j);
        settle(b);
    }
}

double hst__bounded_objective(const hst__bounded *b) {
    return b->rest + left_of(b);
}

/* ---- profiles ---- */

void hst__bounded_pin(hst__bounded *b, int32_t j, double value) {
    int32_t place = 0;
    if (b->is_free[j]) {
        while (b->order[place] != j) {
            ++place;
        }
        hold(b, place);
    }
    b->pinned = j;
    b->x[j] = value;
    hst__bounded_solve(b, 10 * ((int64_t)b->n + 1));
}

void hst__bounded_copy(hst__bounded *to, const hst__bounded *from) {
    memcpy(to->square, from->square, (size_t)hst__bounded_words(from->n) * sizeof *to->square);
    to->free = from->free;
    to->pinned = from->pinned;
    to->rest = from->rest;
    to->size = from->size;
}

/* Root of what the objective has risen to, and the slope of that root. */
typedef struct rise {
    double root;
    double slope;
} rise;

static rise rise_at(hst__bounded *b, int32_t j, double value, double least) {
    rise r;
    double slope = 0;
    int32_t i;
    hst__bounded_pin(b, j, value);
    r.root = sqrt(hst__larger(hst__bounded_objective(b) - least, 0));
    for (i = b->free; i < b->n; ++i) {
        slope -= row_of(b, i)[j] * b->side[i];
    }
    /* The objective's slope is twice the sum, that of its root half of this over the root. */
    r.slope = r.root > 0 ? slope / r.root : 0;
    return r;
}

/* The objective along a profile is convex, and a parabola wherever the same unknowns are free: on its root,
 * Newton's step is exact up to where that changes. */
double hst__bounded_end(hst__bounded *b, int32_t j, double edge, double drop, double least, int steps) {
    double goal = sqrt(drop);
    double inside = b->x[j];
    double outside = edge;
    double at = edge;
    rise r = rise_at(b, j, at, least);
    if (r.root <= goal) {
        return edge;
    }
    for (; steps > 0 && hst__magnitude(outside - inside) > CLOSE; --steps) {
        double next = at - (r.root - goal) / r.slope;
        if (hst__magnitude(next - at) <= CLOSE) {
            break;
        }
        if ((next > inside) == (next > outside)) {
            next = inside + (outside - inside) / 2;
        }
        at = next;
        r = rise_at(b, j, at, least);
        *(r.root > goal ? &outside : &inside) = at;
    }
    return at;
}
