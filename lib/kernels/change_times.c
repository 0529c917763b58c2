/* The sum over pairs is a row for each onset, scaled by the largest term met so far: when a row has a larger
 * one, all that stands is scaled down. */
#include "change_times.h"

#include <math.h> /* INFINITY only */
#include <string.h>

#include "change_row.h"
#include "path.h"
#include "scalar.h"
#include "special.h"

/* Below the largest term by this much, 1e8 terms together are less than a rounding: e^-60 = 9e-27. */
#define NEGLIGIBLE 60

/* From this deviance on the tail on the far side, which is below e^-38, is lost in the rounding of 1. */
#define CERTAIN 38

#define LOG_2 0.693147180559945309417

/* ---- how long it lasts ---- */

/* log P(d > j) */
static double log_lasting(const hst__change *c, double j) {
    if (c->geometric) {
        return -c->hazard * j;
    }
    return j < c->longest ? hst__log(1 - hst__log1p(j) / hst__log1p(c->longest)) : -INFINITY;
}

/* First return that cannot be: of the log-uniform law, where bin r - 1 is too far from s already. */
static int64_t until_of(const hst__change *c, int64_t s) {
    int64_t low = s + 1, high = c->bins;
    if (c->geometric) {
        return high;
    }
    while (low < high) {
        int64_t r = low + (high - low) / 2;
        if (c->place[r - 1] - c->place[s] < c->longest) {
            low = r + 1;
        } else {
            high = r;
        }
    }
    return low;
}

/* P(j1 < d <= j2) = P(d > j1) (1 - e^(-hazard (j2 - j1))), and the second factor is of bin r alone. */
static void prepare_steps(const hst__change *c) {
    int64_t r;
    for (r = 1; c->geometric && r < c->bins; ++r) {
        c->step[r] = hst__log(-hst__expm1(-c->hazard * (c->place[r] - c->place[r - 1])));
    }
}

static void add_lasting(int path, const hst__change *c, int64_t s, int64_t until, double whole) {
    if (c->geometric) {
        hst__row_geometric_on(path, c->value, c->step, c->place, s + 1, until, c->place[s], c->hazard);
    } else {
        hst__row_log_uniform_on(path, c->value, c->place, s + 1, until, c->place[s], c->longest, whole);
    }
}

/* ---- only falls ---- */

/* The part of each term where the changed rate is the lower one, of the half of the prior where it is. A term
 * whose bound is negligible beside `reference`, itself no more than the sum, becomes nothing. */
static void keep_falls(const hst__change *c, int64_t s, int64_t from, int64_t to, double reference) {
    int64_t r;
    for (r = from; r < to; ++r) {
        double depth = c->depth[r], most = c->value[r] + LOG_2 + hst__smaller(depth, 0);
        if (most < reference - NEGLIGIBLE) {
            c->value[r] = most;
        } else if (depth > CERTAIN) {
            c->value[r] += LOG_2;
        } else {
            hst__two_rates_cut cut = hst__two_rates_at(&c->rates, c->arrivals[r] - c->arrivals[s],
                                                       c->exposure[r] - c->exposure[s]);
            c->value[r] += LOG_2 + hst__two_rates_log_below(&c->rates, &cut, depth);
        }
    }
}

/* Terms of the pairs with onset s and returns from .. to - 1, without prior. */
static void fill(int path, const hst__change *c, int64_t s, int64_t from, int64_t to) {
    hst__two_rates_row_on(path, c->value, c->depth, &c->rates, c->arrivals, c->exposure, from, to,
                          c->arrivals[s], c->exposure[s]);
}

/* All terms of an onset with its returns before the end; the first return that cannot be. */
static int64_t fill_row(int path, const hst__change *c, int64_t s, double whole, double reference) {
    int64_t until = until_of(c, s), r;
    fill(path, c, s, s + 1, until);
    add_lasting(path, c, s, until, whole);
    for (r = s + 1; r < until; ++r) {
        c->value[r] += c->onset[s];
    }
    if (c->only_below) {
        keep_falls(c, s, s + 1, until, reference);
    }
    return until;
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
            keep_falls(c, s, c->bins, c->bins + 1, -INFINITY);
        }
        c->once[s] = c->onset[s] + c->value[c->bins];
        c->twice[s] = c->once[s] + log_lasting(c, c->place[c->bins - 1] - c->place[s]);
    }
}

/* The open outages, relative to the largest of them, which is the answer; -INFINITY where none can be open. */
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
            int64_t until = fill_row(path, c, s, whole, reference);
            double most = largest(c->value, s + 1, until);
            if (most > reference) {
                double factor = hst__exp(reference - most);
                scale(c->twice, 1, c->bins, factor);
                scale(c->back, 2, c->bins + 1, factor);
                reference = most;
            }
            if (most >= reference - NEGLIGIBLE) {
                c->twice[s] += hst__row_pour_on(path, c->back, c->value, s + 1, until, reference);
            }
        }
    }
    return reference;
}

/* log log(longest + 1), which the parts of the log-uniform law are divided by. */
static double whole_of(const hst__change *c) {
    return c->geometric ? 0 : hst__log(hst__log1p(c->longest));
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

static hst__two_rates_cut cut_of(const hst__change *c, int64_t s, int64_t r) {
    return hst__two_rates_at(&c->rates, c->arrivals[r] - c->arrivals[s], c->exposure[r] - c->exposure[s]);
}

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
static int64_t return_at(const hst__change *c, const hst__change_sums *sums, int64_t s, int64_t until,
                         double left) {
    double lasting = log_lasting(c, c->place[c->bins - 1] - c->place[s]);
    double term = hst__exp(hst__log(c->once[s]) + sums->once + lasting - sums->twice);
    int64_t r = c->bins, next = s + 1;
    while (left >= term && next < until) {
        left -= term;
        r = next++;
        term = hst__exp(c->value[r] - sums->twice);
    }
    return r;
}

void hst__change_cuts_twice(hst__two_rates_cut *cut, const hst__change *c, const hst__change_sums *sums) {
    double before = 0, whole = whole_of(c);
    int64_t s = 1, until = 0, filled = 0;
    int path = hst__path(), j;
    for (j = 0; j < HST__CHANGE_CUTS; ++j) {
        while (before + c->twice[s] <= rank_of(j)) {
            before += c->twice[s++];
        }
        if (filled != s) {
            until = fill_row(path, c, s, whole, sums->twice);
            filled = s;
        }
        cut[j] = cut_of(c, s, return_at(c, sums, s, until, rank_of(j) - before));
    }
}

/* Where a cut is a rise far beyond doubles, all of what is below 1 is just below it. */
static double at_most(const hst__two_rates_cut *cut, const double *whole, double ratio) {
    double sum = 0;
    int j;
    for (j = 0; j < HST__CHANGE_CUTS; ++j) {
        sum += whole[j] > 0 ? hst__two_rates_ratio_at_most(&cut[j], ratio) / whole[j] : 0;
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
