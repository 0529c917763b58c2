/* From what is remembered to e-values.
 *
 * Bins: with n1 arrivals over E1 in the first bins and N over A in those since, N' of them over E' after the
 * change, the numerator integrates the likelihood over the prior Gamma(a, E1), a = n1 + 1/2,
 *
 *     E1^a gamma(a + N) / gamma(a)  rho^N' / (E1 + A + (rho - 1) E')^(a + N)
 *
 * and the denominator is the likelihood at its largest, (N/A)^N e^-N; the factors E_i^c_i / c_i! are the same
 * in both. So it is the term of change_odds.h with m = a + N, times what does not depend on the change. */
#include "watch_odds.h"

#include <math.h> /* INFINITY only */

#include "change_odds.h"
#include "special.h"

#define LOG_TWO 0.6931471805599453

/* A group as its terms need it. */
typedef struct comparison {
    double all;      /* arrivals since it begins, and the half of the prior */
    double clock[2]; /* exposure since */
    double constant; /* log of what all its terms have in common */
} comparison;

static double prior_cost(const hst__group *g, double count, double exposure) {
    double shape = g->learned + 0.5;
    double later = exposure - g->exposure, n = count - g->learned;
    double cost = shape * hst__log(g->exposure / exposure);
    if (n > 0) {
        cost += n * hst__log(later / exposure) + hst__log_gamma(shape + n) - hst__log_gamma(shape) -
                n * (hst__log(n) - 1);
    }
    return cost;
}

static comparison compare(const hst__watch *w, const uint64_t *memory, int64_t group) {
    hst__group g = hst__watch_group(memory, group);
    comparison c;
    c.all = hst__point_count(&g.from, &w->now);
    c.clock[HST__FALL] = w->now.clock[HST__FALL] - g.from.clock[HST__FALL];
    c.clock[HST__RISE] = w->now.clock[HST__RISE] - g.from.clock[HST__RISE];
    c.constant = 0;
    if (w->kind == HST__WATCH_BINS && !(w->known_rate > 0) && g.learned > 0) {
        c.constant = prior_cost(&g, c.all, c.clock[HST__FALL]);
        c.all += 0.5;
    }
    return c;
}

/* Where no time has passed at all, the change has its part of the time by its part of the arrivals. */
static void add_terms(hst__log_sum *s, const hst__watch *w, const comparison *c, const hst__tried *t,
                      int side) {
    double after = hst__point_count(&t->at, &w->now);
    double passed = w->now.clock[side] - t->at.clock[side];
    if (w->known_rate > 0) {
        hst__odds_known(s, t->log_weight, after, w->known_rate * passed, side);
    } else {
        double part = c->clock[side] > 0 ? passed / c->clock[side] : after / c->all;
        hst__odds_unknown(s, t->log_weight + c->constant, after, c->all, part, side);
    }
}

/* All groups; a group stands at its number's last three bits. */
static void compare_all(comparison *group, const hst__watch *w, const uint64_t *memory) {
    int64_t i;
    for (i = 0; i < HST__WATCH_GROUPS; ++i) {
        group[i] = compare(w, memory, i);
    }
}

static int64_t slot_of(int64_t group) {
    return group & (HST__WATCH_GROUPS - 1);
}

void hst__watch_odds_each(double *odds, const hst__watch *w, const uint64_t *memory) {
    comparison group[HST__WATCH_GROUPS];
    int64_t i;
    compare_all(group, w, memory);
    for (i = 0; i < w->tried; ++i) {
        hst__tried t = hst__watch_tried(memory, i);
        const comparison *c = &group[slot_of(t.group)];
        hst__log_sum s = HST__LOG_SUM_NONE;
        add_terms(&s, w, c, &t, HST__FALL);
        add_terms(&s, w, c, &t, HST__RISE);
        odds[i] = hst__log_sum_read(&s) - LOG_TWO;
    }
}

/* Weight of the group's change times that are still to come. Each of them is 1, or in bins what the group's
 * terms have in common. */
static double log_to_come(const hst__watch *w, int64_t group) {
    int64_t baseline = hst__watch_baseline(w);
    double rest = hst__watch_behind(w, (double)w->step);
    if (baseline > 0) {
        rest -= hst__watch_behind(w, (double)((group + 2) * baseline - 1));
    }
    return hst__log(rest);
}

typedef struct sums {
    hst__log_sum side[HST__WATCH_GROUPS][2];
    comparison group[HST__WATCH_GROUPS];
} sums;

static void begin(sums *s, const hst__watch *w, const uint64_t *memory) {
    static const hst__log_sum none = HST__LOG_SUM_NONE;
    int64_t current = hst__watch_group_of(w, w->step);
    int64_t slot = slot_of(current), i;
    double rest;
    compare_all(s->group, w, memory);
    for (i = 0; i < HST__WATCH_GROUPS; ++i) {
        s->side[i][HST__FALL] = s->side[i][HST__RISE] = none;
    }
    rest = log_to_come(w, current) + s->group[slot].constant;
    hst__log_sum_add(&s->side[slot][HST__FALL], rest);
    hst__log_sum_add(&s->side[slot][HST__RISE], rest);
}

static double larger_log(double best, const hst__log_sum *s) {
    double x = hst__log_sum_read(s);
    return x > best ? x : best;
}

hst__watch_e hst__watch_odds(const hst__watch *w, const uint64_t *memory) {
    hst__watch_e e = {{-INFINITY, -INFINITY}, -INFINITY};
    sums s;
    int64_t i;
    begin(&s, w, memory);
    for (i = 0; i < w->tried; ++i) {
        hst__tried t = hst__watch_tried(memory, i);
        int64_t slot = slot_of(t.group);
        add_terms(&s.side[slot][HST__FALL], w, &s.group[slot], &t, HST__FALL);
        add_terms(&s.side[slot][HST__RISE], w, &s.group[slot], &t, HST__RISE);
    }
    for (i = 0; i < HST__WATCH_GROUPS; ++i) {
        hst__log_sum both = HST__LOG_SUM_NONE;
        e.side[HST__FALL] = larger_log(e.side[HST__FALL], &s.side[i][HST__FALL]);
        e.side[HST__RISE] = larger_log(e.side[HST__RISE], &s.side[i][HST__RISE]);
        hst__log_sum_add(&both, hst__log_sum_read(&s.side[i][HST__FALL]) - LOG_TWO);
        hst__log_sum_add(&both, hst__log_sum_read(&s.side[i][HST__RISE]) - LOG_TWO);
        e.both = larger_log(e.both, &both);
    }
    return e;
}
