/* Tails of Fisher's noncentral hypergeometric law by summing its masses from the mode outwards, each from its
 * neighbour,
 *
 *     P(k + 1) / P(k) = omega (n1 - k) (m - k) / ((k + 1) (n2 - m + k + 1))
 *
 * until one is too small to count. The slope of log P(K <= k) over log omega is mean(K | K <= k) -
 * mean(K). */
#include "hypergeometric.h"

#include "newton.h"
#include "scalar.h"
#include "special.h"

#include <stdint.h>

#define TOO_SMALL 1e-18
/* Below, a mass is 0: the least doubles would stay what they are, times a ratio above 1/2. */
#define LEAST 1e-300
/* Logarithms of odds that no interval reaches: tails there are below 1e-300 or above 1 - 1e-300. */
#define END 700.0

double hst__hypergeometric_least(const hst__hypergeometric *h) {
    return hst__larger(0, h->m - h->n2);
}

double hst__hypergeometric_most(const hst__hypergeometric *h) {
    return hst__smaller(h->m, h->n1);
}

static double ratio(const hst__hypergeometric *h, double omega, double k) {
    return omega * ((h->n1 - k) / (k + 1)) * ((h->m - k) / (h->n2 - h->m + k + 1));
}

/* The k whose mass is the greatest: halves down where the ratio passes 1. */
static double mode(const hst__hypergeometric *h, double omega) {
    double low = hst__hypergeometric_least(h);
    double high = hst__hypergeometric_most(h);
    while (low < high) {
        double middle = (double)(int64_t)((low + high) / 2);
        if (ratio(h, omega, middle) >= 1) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Masses over that of the mode, and how far they lie from k: of those below k, at k, and above it. */
typedef struct sums {
    double below, at, above;
    double moment_below, moment_above;
} sums;

static void add(sums *s, double mass, double distance) {
    if (distance < 0) {
        s->below += mass;
        s->moment_below += mass * distance;
    } else if (distance > 0) {
        s->above += mass;
        s->moment_above += mass * distance;
    } else {
        s->at += mass;
    }
}

static sums sums_of(const hst__hypergeometric *h, double k) {
    double omega = hst__exp(h->log_omega);
    double least = hst__hypergeometric_least(h);
    double most = hst__hypergeometric_most(h);
    double peak = mode(h, omega);
    sums s = {0, 0, 0, 0, 0};
    double mass = 1, i;
    add(&s, 1, peak - k);
    for (i = peak; i < most && mass > LEAST; ++i) {
        mass *= ratio(h, omega, i);
        add(&s, mass, i + 1 - k);
        mass = mass < TOO_SMALL * s.above ? 0 : mass;
    }
    mass = 1;
    for (i = peak; i > least && mass > LEAST; --i) {
        mass /= ratio(h, omega, i - 1);
        add(&s, mass, i - 1 - k);
        mass = mass < TOO_SMALL * s.below ? 0 : mass;
    }
    return s;
}

hst__hypergeometric_tails hst__hypergeometric_at(const hst__hypergeometric *h, double k) {
    sums s = sums_of(h, k);
    double all = s.below + s.at + s.above;
    double mean = (s.moment_below + s.moment_above) / all;
    hst__hypergeometric_tails out;
    out.lower = (s.below + s.at) / all;
    out.upper = (s.above + s.at) / all;
    out.lower_slope = s.moment_below / (s.below + s.at) - mean;
    out.upper_slope = s.moment_above / (s.above + s.at) - mean;
    return out;
}

typedef struct search {
    hst__hypergeometric law;
    double k, log_tail, way;
} search;

/* Falls in x = way x log omega. */
static double tail_above(void *context, double x, double *slope) {
    search *s = context;
    hst__hypergeometric_tails at;
    double tail;
    s->law.log_omega = s->way * x;
    at = hst__hypergeometric_at(&s->law, s->k);
    tail = s->way > 0 ? at.lower : at.upper;
    *slope = s->way * (s->way > 0 ? at.lower_slope : at.upper_slope);
    return tail > 0 ? hst__log(tail) - s->log_tail : -1;
}

/* Where to start: beside the odds that were found, for masses far from the mode take long. */
static double odds_found(const hst__hypergeometric *h, double k) {
    double across = (k + 0.5) * (h->n2 - h->m + k + 0.5);
    return hst__log(across / ((h->n1 - k + 0.5) * (h->m - k + 0.5)));
}

double hst__hypergeometric_upper_end(const hst__hypergeometric *h, double k, double tail) {
    search s = {*h, k, hst__log(tail), 1};
    return hst__newton(tail_above, &s, -END, END, odds_found(h, k));
}

double hst__hypergeometric_lower_end(const hst__hypergeometric *h, double k, double tail) {
    search s = {*h, k, hst__log(tail), -1};
    return -hst__newton(tail_above, &s, -END, END, -odds_found(h, k));
}
