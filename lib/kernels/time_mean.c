/* Weights are whole seconds, in which everything is exact but the pieces of lines that an edge of the span
 * cuts off. With a line from (ta, a) to (tb, b), T = tb - ta, and the piece [e, f] of it,
 *
 *     2 x integral = (f - e) (a u + b v)/T,   u = (tb - e) + (tb - f),   v = (e - ta) + (f - ta)
 *
 * and u + v = 2T. A span has at most two such pieces; all other lines give (a + b) T, a weight for each
 * sample.
 *
 * The sums are made in two doubles (weighted.h), with a bound that decides whether the rounding is certain.
 * If it is not, or the span or its values are beyond what that allows, whole numbers decide (exact_ratio.h).
 * */
#include "time_mean.h"

#include <math.h> /* NAN only */
#include <string.h>

#include "cut_grid.h"
#include "exact_ratio.h"
#include "magnitudes.h"
#include "missing.h"
#include "scalar.h"
#include "weighted.h"

enum {
    SPAN_MOST = 1 << 25, /* seconds of a span that the fast way takes: twice that is a divisor of 2^26 */
    GAP_MOST = 1 << 26,  /* and of a line */
    CHAIN = 512          /* samples at a time */
};

/* Relative to the largest value times the whole weight. A chain of 512 samples has an error below 34^2
 * 2^-106, each addition of twofolds one of 2^-104, and there are at most 2^16 of those: 2^-87 in all. */
#define ERROR 0x1p-80

/* length x (a u + b v)/t: a piece of a line, or a step with u = t = 1 and v = 0. */
typedef struct piece {
    double a, b;
    uint64_t length; /* 0 where there is no such piece */
    uint64_t u, v;
    uint64_t t;
} piece;

/* A span as one of the two ways sees it: the first and the last observed sample in it, -1 where there is
 * none, and the pieces before the first and after the last. */
typedef struct layout {
    const hst__known *known;
    int lines;
    int64_t first, last;
    piece left, right;
} layout;

/* Seconds from a to b, or 0 if that is too long for a line. */
static uint64_t bridged(int64_t a, int64_t b, int64_t longest) {
    uint64_t t = hst__distance(a, b);
    return t <= (uint64_t)longest ? t : 0;
}

/* Seconds from a to b, or as many as a value holds. */
static uint64_t held(int64_t a, int64_t b, int64_t longest) {
    uint64_t t = hst__distance(a, b);
    return t <= (uint64_t)longest ? t : (uint64_t)longest;
}

/* ---- pieces at the edges ----------------------------------------------------------------------- */

/* What lies in the span of the line between samples i and j. */
static piece piece_of_line(const hst__known *known, const hst__time_span *span, int64_t i, int64_t j) {
    piece p = {0, 0, 0, 0, 0, 1};
    int64_t from, until;
    if (i < 0 || j < 0 || bridged(known->time[i], known->time[j], known->longest) == 0) {
        return p;
    }
    from = hst__most(span->from, known->time[i]);
    until = hst__least(span->until, known->time[j]);
    p.a = known->x[i];
    p.b = known->x[j];
    p.length = hst__distance(from, until);
    p.t = hst__distance(known->time[i], known->time[j]);
    p.u = hst__distance(from, known->time[j]) + hst__distance(until, known->time[j]);
    p.v = hst__distance(known->time[i], from) + hst__distance(known->time[i], until);
    return p;
}

/* What lies in the span, before `until`, of the step that begins at sample i. */
static piece piece_of_step(const hst__known *known, const hst__time_span *span, int64_t i, int64_t until) {
    piece p = {0, 0, 0, 1, 0, 1};
    if (i >= 0) {
        uint64_t seconds = held(known->time[i], until, known->longest);
        uint64_t outside = known->time[i] < span->from ? hst__distance(known->time[i], span->from) : 0;
        p.a = known->x[i];
        p.length = seconds > outside ? seconds - outside : 0;
    }
    return p;
}

static layout layout_of(const hst__known *known, const hst__time_span *span, int lines) {
    layout l;
    int64_t first = span->first;
    int64_t last = span->past - 1;
    while (first <= last && !hst__is_observed(known->x[first])) {
        ++first;
    }
    while (last > first && !hst__is_observed(known->x[last])) {
        --last;
    }
    l.known = known;
    l.lines = lines;
    l.first = first <= last ? first : -1;
    l.last = first <= last ? last : -1;
    if (lines) {
        l.left = piece_of_line(known, span, span->before, l.first < 0 ? span->after : l.first);
        l.right = piece_of_line(known, span, l.last, span->after);
    } else {
        l.left = piece_of_step(known, span, span->before, l.first < 0 ? span->until : known->time[l.first]);
        l.right = piece_of_step(known, span, l.last, span->until);
    }
    return l;
}

/* ---- in two doubles ---------------------------------------------------------------------------- */

typedef struct gathered {
    hst__twofold sum;
    hst__magnitudes range;
    uint64_t weight;
} gathered;

static void add_piece(gathered *g, const piece *p) {
    double length = (double)p->length;
    g->range = hst__magnitudes_with(hst__magnitudes_with(g->range, p->a), p->b);
    g->weight += p->length;
    g->sum = hst__twofold_add(g->sum, hst__weighted_pair(p->a, length * (double)p->u, p->b,
                                                         length * (double)p->v, (double)p->t));
}

/* Up to CHAIN samples that follow one another, behind the last of those before. */
typedef struct chain {
    int64_t time[CHAIN + 1];
    double x[CHAIN + HST__WEIGHTED_LANES];
    double weight[CHAIN + HST__WEIGHTED_LANES];
    int64_t gaps; /* between them */
} chain;

/* Takes samples from i on, skips what is missing, and returns where it stopped. */
static int64_t lengthen(chain *c, const hst__known *known, int64_t i, int64_t past) {
    int64_t until = hst__least(past, i + CHAIN);
    int64_t at = 1;
    for (; i < until; ++i) {
        c->time[at] = known->time[i];
        c->x[at] = known->x[i];
        at += hst__is_observed(known->x[i]);
    }
    c->gaps = at - 1;
    return i;
}

static uint64_t weigh_steps(chain *c, int64_t longest) {
    uint64_t covered = 0;
    int64_t i;
    for (i = 0; i < c->gaps; ++i) {
        int64_t seconds = hst__least(c->time[i + 1] - c->time[i], longest);
        c->weight[i] = (double)seconds;
        covered += (uint64_t)seconds;
    }
    c->weight[i] = 0;
    return covered;
}

static uint64_t weigh_lines(chain *c, int64_t longest) {
    uint64_t covered = 0;
    int64_t before = 0;
    int64_t i;
    for (i = 0; i < c->gaps; ++i) {
        int64_t seconds = c->time[i + 1] - c->time[i];
        seconds = seconds <= longest ? seconds : 0;
        c->weight[i] = (double)(before + seconds);
        covered += (uint64_t)seconds;
        before = seconds;
    }
    c->weight[i] = (double)before;
    return covered;
}

/* Filled up with zeros to what the kernel takes. */
static void add_chain(gathered *g, chain *c) {
    int64_t n = c->gaps + 1;
    int64_t whole = (n + HST__WEIGHTED_LANES - 1) / HST__WEIGHTED_LANES * HST__WEIGHTED_LANES;
    g->range = hst__magnitudes_join(g->range, hst__magnitudes_of(c->x, n));
    memset(c->x + n, 0, (size_t)(whole - n) * sizeof *c->x);
    memset(c->weight + n, 0, (size_t)(whole - n) * sizeof *c->weight);
    g->sum = hst__twofold_add(g->sum, hst__weighted_sum(c->x, c->weight, whole));
}

static void add_samples(gathered *g, const layout *l) {
    const hst__known *known = l->known;
    chain c;
    int64_t i = l->first + 1;
    c.time[0] = known->time[l->first];
    c.x[0] = known->x[l->first];
    while (i <= l->last) {
        i = lengthen(&c, known, i, l->last + 1);
        g->weight += l->lines ? weigh_lines(&c, known->longest) : weigh_steps(&c, known->longest);
        c.time[0] = c.time[c.gaps];
        add_chain(g, &c);
        c.x[0] = c.x[c.gaps];
    }
}

/* The mean and the weight; 0 if it is not certain. */
static int is_certain(double *mean, uint64_t *weight, const layout *l) {
    gathered g = {{0, 0}, hst__magnitudes_none(), 0};
    hst__likely quotient;
    double n, largest;
    add_piece(&g, &l->left);
    add_piece(&g, &l->right);
    if (l->first >= 0) {
        add_samples(&g, l);
    }
    n = (double)(l->lines ? 2 * g.weight : g.weight);
    memcpy(&largest, &g.range.most, sizeof largest);
    quotient = hst__likely_quotient(g.sum, n, largest * n * ERROR);
    *mean = quotient.value;
    *weight = g.weight;
    return quotient.doubt == 0 && hst__magnitudes_within(g.range, HST__WEIGHTED_LEAST, HST__WEIGHTED_MOST);
}

/* ---- in whole numbers -------------------------------------------------------------------------- */

static uint64_t exact_samples(hst__exact_sum *sum, const layout *l) {
    const hst__known *known = l->known;
    uint64_t weight = 0;
    int64_t last = l->first;
    int64_t i;
    for (i = last + 1; i <= l->last; ++i) {
        uint64_t seconds;
        if (!hst__is_observed(known->x[i])) {
            continue;
        }
        if (l->lines) {
            seconds = bridged(known->time[last], known->time[i], known->longest);
            hst__exact_sum_add_times(sum, known->x[i], seconds);
        } else {
            seconds = held(known->time[last], known->time[i], known->longest);
        }
        hst__exact_sum_add_times(sum, known->x[last], seconds);
        weight += seconds;
        last = i;
    }
    return weight;
}

static void exact_piece(hst__exact_ratio *ratio, const piece *p, uint64_t other) {
    hst__exact_sum sum = {{0}};
    hst__exact_sum_add_times(&sum, p->a, p->u);
    hst__exact_sum_add_times(&sum, p->b, p->v);
    hst__exact_ratio_add(ratio, &sum, p->length, other);
}

/* Over the common divisor of the two pieces. */
static double exact_mean(uint64_t *weight, const layout *l) {
    hst__exact_sum sum = {{0}};
    hst__exact_ratio ratio = {{0}};
    uint64_t divisor[3];
    *weight = l->left.length + l->right.length + (l->first >= 0 ? exact_samples(&sum, l) : 0);
    hst__exact_ratio_add(&ratio, &sum, l->left.t, l->right.t);
    exact_piece(&ratio, &l->left, l->right.t);
    exact_piece(&ratio, &l->right, l->left.t);
    divisor[0] = l->left.t;
    divisor[1] = l->right.t;
    divisor[2] = *weight;
    return *weight == 0 ? NAN : hst__exact_ratio_read(&ratio, divisor, 3, l->lines);
}

static hst__time_mean mean_of(const hst__known *known, const hst__time_span *span, int lines) {
    layout l = layout_of(known, span, lines);
    uint64_t seconds = hst__distance(span->from, span->until);
    uint64_t weight;
    hst__time_mean answer;
    if (seconds > SPAN_MOST || l.left.t > GAP_MOST || l.right.t > GAP_MOST ||
        !is_certain(&answer.mean, &weight, &l)) {
        answer.mean = exact_mean(&weight, &l);
    }
    answer.coverage = (double)weight / (double)seconds;
    return answer;
}

hst__time_mean hst__step_mean(const hst__known *known, const hst__time_span *span) {
    return mean_of(known, span, 0);
}

hst__time_mean hst__line_mean(const hst__known *known, const hst__time_span *span) {
    return mean_of(known, span, 1);
}
