/* The sum over pairs is a row for each onset, scaled by the largest term met so far: when a row has a larger
 * one, all that stands is scaled down. */
#include "change_times.h"

#include <math.h> /* INFINITY only */
#include <string.h>

#include "change_row.h"
#include "path.h"
#include "ratio_row.h"
#include "scalar.h"
#include "special.h"

/* Below the largest term by this much, 1e8 terms together are less than a rounding: e^-60 = 9e-27. */
#define NEGLIGIBLE 60

/* From this deviance on the tail on the far side, which is below e^-38, is lost in the rounding of 1. */
#define CERTAIN 38

static hst__two_rates_cut cut_of(const hst__change *c, int64_t s, int64_t r) {
    return hst__two_rates_at(&c->rates, c->arrivals[r] - c->arrivals[s], c->exposure[r] - c->exposure[s]);
}

/* ---- how long it lasts ---- */

/* log P(d > j) */
static double log_lasting(const hst__change *c, double j) {
    double past = hst__larger(j - (c->shortest - 1), 0);
    if (c->geometric) {
        return -c->hazard * past;
    }
    return j < c->longest
               ? hst__log(1 - hst__log1p(past / c->shortest) / hst__log((c->longest + 1) / c->shortest))
               : -INFINITY;
}

/* First return from `low` on that is at least so far from s; c->bins: none. */
static int64_t first_after(const hst__change *c, int64_t low, double place) {
    int64_t high = c->bins;
    while (low < high) {
        int64_t r = low + (high - low) / 2;
        if (c->place[r] < place) {
            low = r + 1;
        } else {
            high = r;
        }
    }
    return low;
}

/* Returns of an onset that can be are from .. until - 1. */
typedef struct returns {
    int64_t from, until;
} returns;

/* Of the log-uniform law, bin r - 1 must be nearer than the longest. */
static returns returns_of(const hst__change *c, int64_t s) {
    returns r;
    r.from = first_after(c, s + 1, c->place[s] + c->shortest);
    r.until = c->bins;
    if (!c->geometric) {
        r.until = hst__least(c->bins, 1 + first_after(c, s, c->place[s] + c->longest));
    }
    return r;
}

/* P(j1 < d <= j2) = P(d > j1) (1 - e^(-hazard (j2 - j1))) */
static double log_ending(const hst__change *c, double bins) {
    return hst__log(-hst__expm1(-c->hazard * bins));
}

/* The second factor is of bin r alone, unless j1 lies before the shortest duration: then it is the first r.
 * */
static void prepare_steps(const hst__change *c) {
    int64_t r;
    for (r = 1; c->geometric && r < c->bins; ++r) {
        c->step[r] = log_ending(c, c->place[r] - c->place[r - 1]);
    }
}

static void add_lasting(int path, const hst__change *c, int64_t s, returns r, double whole) {
    double here = c->place[s] + (c->shortest - 1);
    if (!c->geometric) {
        hst__row_log_uniform_on(path, c->value, c->place, r.from, r.until, c->place[s], c->shortest,
                                c->longest, whole);
    } else if (r.from < r.until) {
        c->value[r.from] += log_ending(c, c->place[r.from] - here);
        hst__row_geometric_on(path, c->value, c->step, c->place, r.from + 1, r.until, here, c->hazard);
    }
}

/* ---- only falls ---- */

/* Up to here the digits that a deviance loses in large counts stay below the error of the expansion. */
#define EXPANSION_TOTAL 1e8

/* The part of a term where the changed rate is the lower one. A term whose bound is negligible beside
 * `reference`, itself no more than the sum, becomes that bound. */
static void keep_fall(const hst__change *c, int64_t s, int64_t r, double reference) {
    double depth = c->depth[r], most = c->value[r] + hst__smaller(depth, 0);
    if (most < reference - NEGLIGIBLE) {
        c->value[r] = most;
    } else if (depth <= CERTAIN) {
        hst__two_rates_cut cut = cut_of(c, s, r);
        c->value[r] += hst__two_rates_log_below(&c->rates, &cut, depth);
    }
}

/* Pairs with many arrivals on both sides, which stand together in a row. */
static returns many_of(const hst__change *c, int64_t s, int64_t from, int64_t to) {
    double few = HST__RATIO_MANY - c->rates.shape, here = c->arrivals[s];
    returns r = {from, to};
    if (c->rates.total > EXPANSION_TOTAL) {
        r.until = from;
    }
    while (r.from < r.until && c->arrivals[r.from] - here < few) {
        ++r.from;
    }
    while (r.from < r.until && c->rates.total - (c->arrivals[r.until - 1] - here) < few) {
        --r.until;
    }
    return r;
}

static void keep_falls(int path, const hst__change *c, int64_t s, int64_t from, int64_t to,
                       double reference) {
    returns many = many_of(c, s, from, to);
    int64_t r;
    hst__ratio_row_on(path, c->value, c->depth, &c->rates, c->arrivals, c->exposure, many.from, many.until,
                      c->arrivals[s], c->exposure[s]);
    for (r = from; r < to; ++r) {
        if (r < many.from || r >= many.until || c->depth[r] < -HST__RATIO_DEEP) {
            keep_fall(c, s, r, reference);
        }
    }
}

/* Terms of the pairs with onset s and returns from .. to - 1, without prior. */
static void fill(int path, const hst__change *c, int64_t s, int64_t from, int64_t to) {
    hst__two_rates_row_on(path, c->value, c->depth, &c->rates, c->arrivals, c->exposure, from, to,
                          c->arrivals[s], c->exposure[s]);
}

/* All terms of an onset with its returns before the end. */
static returns fill_row(int path, const hst__change *c, int64_t s, double whole, double reference) {
    returns of = returns_of(c, s);
    int64_t r;
    fill(path, c, s, of.from, of.until);
    add_lasting(path, c, s, of, whole);
    for (r = of.from; r < of.until; ++r) {
        c->value[r] += c->onset[s];
    }
    if (c->only_below) {
        keep_falls(path, c, s, of.from, of.until, reference);
    }
    return of;
}

/* ---- sums ---- */

static double largest(const double *x, int64_t from, int64_t to) {
    double most = -INFINITY;
    int64_t i;
    for (i = from; i < to; ++i) {
        most = hst__larger(most, x[i]);
    }
    return most;
}

static void scale(double *x, int64_t from, int64_t to, double factor) {
    int64_t i;
    for (i = from; i < to; ++i) {
        x[i] *= factor;
    }
}

/* In place, logs become parts of their sum, the log of which is the answer. */
static double normalise(double *x, int64_t from, int64_t to) {
    double most = largest(x, from, to), sum = 0;
    int64_t i;
    for (i = from; i < to; ++i) {
        x[i] = hst__exp(x[i] - most);
        sum += x[i];
    }
    scale(x, from, to, 1 / sum);
    return most + hst__log(sum);
}

/* For each onset, without return: once[s] the log of its term, twice[s] that of the open outage. */
static void fill_open(int path, const hst__change *c) {
    int64_t s;
    for (s = 1; s < c->bins; ++s) {
        fill(path, c, s, c->bins, c->bins + 1);
        if (c->only_below) {
            keep_falls(path, c, s, c->bins, c->bins + 1, -INFINITY);
        }
        c->once[s] = c->onset[s] + c->value[c->bins];
        c->twice[s] = c->once[s] + log_lasting(c, c->place[c->bins - 1] - c->place[s]);
    }
}

/* The open outages, relative to the largest of them, which is the answer; -INFINITY where none can be open.
 * */
static double open_sum(const hst__change *c) {
    double reference = largest(c->twice, 1, c->bins);
    int64_t s;
    memset(c->back, 0, (size_t)(c->bins + 1) * sizeof *c->back);
    for (s = 1; s < c->bins; ++s) {
        c->twice[s] = c->twice[s] > -INFINITY ? hst__exp(c->twice[s] - reference) : 0;
        c->back[c->bins] += c->twice[s];
    }
    return reference;
}

/* The log of twice and back's common scale. */
static double add_rows(int path, const hst__change *c, double reference, double whole) {
    int64_t s;
    for (s = 1; s < c->bins; ++s) {
        if (c->onset[s] > -INFINITY) {
            returns of = fill_row(path, c, s, whole, reference);
            double most = largest(c->value, of.from, of.until);
            if (most > reference) {
                double factor = hst__exp(reference - most);
                scale(c->twice, 1, c->bins, factor);
                scale(c->back, 2, c->bins + 1, factor);
                reference = most;
            }
            if (most >= reference - NEGLIGIBLE) {
                c->twice[s] += hst__row_pour_on(path, c->back, c->value, of.from, of.until, reference);
            }
        }
    }
    return reference;
}

/* log log((longest + 1)/shortest), which the parts of the log-uniform law are divided by. */
static double whole_of(const hst__change *c) {
    return c->geometric ? 0 : hst__log(hst__log((c->longest + 1) / c->shortest));
}

hst__change_sums hst__change_sum(const hst__change *c) {
    hst__change_sums sums;
    double reference, sum = 0;
    int path = hst__path();
    int64_t s;
    prepare_steps(c);
    fill_open(path, c);
    sums.once = normalise(c->once, 1, c->bins);
    reference = add_rows(path, c, open_sum(c), whole_of(c));
    for (s = 1; s < c->bins; ++s) {
        sum += c->twice[s];
    }
    sums.twice = reference + hst__log(sum);
    scale(c->twice, 1, c->bins, 1 / sum);
    scale(c->back, 2, c->bins + 1, 1 / sum);
    sums.open = c->back[c->bins];
    return sums;
}

/* ---- what the posterior says of the ratio ---- */

static double rank_of(int j) {
    return (j + 0.5) / HST__CHANGE_CUTS;
}

/* The ranks end 1/256 before 1, far beyond the rounding of the sum: so no search leaves the array. */
void hst__change_cuts_once(hst__two_rates_cut *cut, const hst__change *c) {
    double before = 0;
    int64_t s = 1;
    int j;
    for (j = 0; j < HST__CHANGE_CUTS; ++j) {
        while (before + c->once[s] <= rank_of(j)) {
            before += c->once[s++];
        }
        cut[j] = cut_of(c, s, c->bins);
    }
}

/* Of the returns of an onset, whose terms are filled in, the one at which `left` of the posterior is used up;
 * that after the last bin comes first. An onset in the last bin has no other. */
static int64_t return_at(const hst__change *c, const hst__change_sums *sums, int64_t s, returns of,
                         double left) {
    double lasting = log_lasting(c, c->place[c->bins - 1] - c->place[s]);
    double term = hst__exp(hst__log(c->once[s]) + sums->once + lasting - sums->twice);
    int64_t r = c->bins, next;
    for (next = of.from; next < of.until; ++next) {
        if (left >= term) { /* and when not, never again */
            left -= term;
            r = next;
            term = hst__exp(c->value[r] - sums->twice);
        }
    }
    return r;
}

void hst__change_cuts_twice(hst__two_rates_cut *cut, const hst__change *c, const hst__change_sums *sums) {
    double before = 0, whole = whole_of(c);
    returns of = {0, 0};
    int64_t s = 1, filled = 0;
    int path = hst__path(), j;
    for (j = 0; j < HST__CHANGE_CUTS; ++j) {
        while (before + c->twice[s] <= rank_of(j)) {
            before += c->twice[s++];
        }
        if (filled != s) {
            of = fill_row(path, c, s, whole, sums->twice);
            filled = s;
        }
        cut[j] = cut_of(c, s, return_at(c, sums, s, of, rank_of(j) - before));
    }
}

/* Cuts of one pair of times stand together. */
static int is_same(const hst__two_rates_cut *a, const hst__two_rates_cut *b) {
    return a->p == b->p && a->x == b->x;
}

/* Where a cut is a rise far beyond doubles, all of what is below 1 is just below it. */
static double at_most(const hst__two_rates_cut *cut, const double *whole, double ratio) {
    double sum = 0, part = 0;
    int j;
    for (j = 0; j < HST__CHANGE_CUTS; ++j) {
        if (j == 0 || !is_same(&cut[j], &cut[j - 1])) {
            part = whole[j] > 0 ? hst__two_rates_ratio_at_most(&cut[j], ratio) / whole[j] : 0;
        }
        sum += part;
    }
    return sum / HST__CHANGE_CUTS;
}

/* Halving in ratio/(1 + ratio). */
double hst__change_ratio(const hst__two_rates_cut *cut, int only_below, double probability) {
    double whole[HST__CHANGE_CUTS], low = 0, high = only_below ? 0.5 : 1;
    int j;
    for (j = 0; j < HST__CHANGE_CUTS; ++j) {
        whole[j] = only_below ? hst__two_rates_ratio_at_most(&cut[j], 1) : 1;
    }
    for (j = 0; j < 44; ++j) {
        double middle = low + (high - low) / 2;
        if (at_most(cut, whole, middle / (1 - middle)) < probability) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return high / (1 - high);
}
