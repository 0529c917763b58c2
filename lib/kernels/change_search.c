#include "change_search.h"

#include <math.h> /* INFINITY only */

void hst__search_lay(hst__search *s, int64_t n, int64_t most, void *work) {
    double *at = work;
    s->n = n;
    s->c.sum = at;
    s->c.weight = at += n + 1;
    s->cost = at += n + 1;
    s->other = at += n + 1;
    s->c.index = (void *)(at += n + 1);
    s->last = (void *)(at += n);
    s->fits = at += (most + 1) * (n + 1);
    s->spare = at += 3 * (n + 2);
    s->piece = (void *)at;
    s->candidate = (void *)at;
}

/* Functional pruning, unless a segment's cost depends on more than its level. */
static void cut(hst__search *s, double penalty, const double *in, double *out, int64_t *last) {
    if (s->c.model != HST__SPREADS && !s->c.by_length) {
        hst__level_pieces(&s->c, s->least, penalty, in, out, last, s->piece, 2 * s->n + 2);
    } else {
        hst__pruned_changes(&s->c, s->least, penalty, in, out, last, s->candidate);
    }
}

void hst__search_penalised(hst__search *s, double penalty) {
    s->cost[0] = -penalty;
    cut(s, penalty, s->cost, s->cost, s->last);
}

/* Samples in one segment; all of them may be one however few they are. */
static void uncut(hst__search *s) {
    int64_t t;
    s->cost[0] = INFINITY;
    for (t = 1; t <= s->c.count; ++t) {
        s->cost[t] = t < s->least ? INFINITY : hst__segment_cost(&s->c, 0, t);
        s->last[t] = 0;
    }
}

void hst__search_counted(hst__search *s, double *total, int64_t most) {
    int64_t k;
    uncut(s);
    total[0] = 0;
    for (k = 1; k <= most; ++k) {
        double *swap = s->cost;
        s->other[0] = INFINITY;
        cut(s, 0, s->cost, s->other, s->last + k * (s->n + 1));
        s->cost = s->other;
        s->other = swap;
        total[k] = s->cost[s->c.count];
    }
}

int64_t hst__search_segments(const hst__search *s) {
    int64_t t, segments = 0;
    for (t = s->c.count; t > 0; t = s->last[t]) {
        ++segments;
    }
    return segments;
}
