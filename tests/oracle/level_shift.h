/* Outage or level shift from the definition: every onset with every duration, bin by bin, in long double.
 * Priors' shapes are whole numbers here, so that the beta law of the ratio is a finite binomial sum. */
#ifndef HASHSTAT_TESTS_ORACLE_LEVEL_SHIFT_H
#define HASHSTAT_TESTS_ORACLE_LEVEL_SHIFT_H

#include <math.h>
#include <stdint.h>

enum { ORACLE_BINS = 64 };

typedef struct oracle_record {
    const int64_t *blocks;
    const double *exposure, *weight; /* weight may be NULL */
    int64_t n;
    int only_falls, geometric;
    int64_t shortest;
    double duration; /* longest or mean */
    int shape;
    double prior; /* exposure of it */
} oracle_record;

typedef struct oracle_stories {
    long double none, shift, outage; /* probabilities of the counts, over that of `none` */
    long double open;                /* of the outage's: not over at the end */
    long double log_none;
    long double onset_shift[ORACLE_BINS], onset_outage[ORACLE_BINS], back[ORACLE_BINS + 1];
} oracle_stories;

typedef struct oracle_part {
    long double blocks, exposure;
} oracle_part;

static int oracle_watched(const oracle_record *r, int64_t i) {
    return r->exposure[i] > 0;
}

static oracle_part oracle_count(const oracle_record *r, int64_t from, int64_t to) {
    oracle_part p = {0, 0};
    int64_t i;
    for (i = from; i < to; ++i) {
        if (oracle_watched(r, i)) {
            p.blocks += (long double)r->blocks[i];
            p.exposure += (long double)r->exposure[i];
        }
    }
    return p;
}

/* log of the average of rate^blocks e^(-rate exposure) over the prior */
static long double oracle_average(const oracle_record *r, oracle_part p) {
    long double a = r->shape, b = (long double)r->prior;
    return a * logl(b) - lgammal(a) + lgammal(a + p.blocks) - (a + p.blocks) * logl(b + p.exposure);
}

/* P(inner < outer) = P(at least p of p + q - 1 coins fall on the side of chance x), term by term. */
static long double oracle_below(const oracle_record *r, oracle_part inner, oracle_part outer) {
    long double p = r->shape + inner.blocks, trials = 2 * r->shape + inner.blocks + outer.blocks - 1;
    long double in = (long double)r->prior + inner.exposure, out = (long double)r->prior + outer.exposure;
    long double sum = 0, j = p, term;
    term = expl(lgammal(trials + 1) - lgammal(p + 1) - lgammal(trials - p + 1) + p * logl(in / (in + out)) +
                (trials - p) * logl(out / (in + out)));
    for (; j <= trials; ++j) {
        sum += term;
        term *= (trials - j) / (j + 1) * (in / out);
    }
    return sum;
}

/* The two parts at rates of their own, over one rate for both. */
static long double oracle_pair(const oracle_record *r, int64_t from, int64_t to) {
    oracle_part all = oracle_count(r, 0, r->n), inner = oracle_count(r, from, to), outer;
    long double ratio;
    outer.blocks = all.blocks - inner.blocks;
    outer.exposure = all.exposure - inner.exposure;
    ratio = expl(oracle_average(r, inner) + oracle_average(r, outer) - oracle_average(r, all));
    return r->only_falls ? 2 * ratio * oracle_below(r, inner, outer) : ratio;
}

/* P(duration > j) */
static long double oracle_lasting(const oracle_record *r, int64_t j) {
    long double m = (long double)r->shortest, most = (long double)r->duration, s;
    if (j < r->shortest - 1) {
        return 1;
    }
    if (r->geometric) {
        return powl(1 - 1 / (most - m + 1), (long double)j - m + 1);
    }
    s = 1 - logl(((long double)j + 1) / m) / logl((most + 1) / m);
    return s > 0 ? s : 0;
}

static int64_t oracle_first(const oracle_record *r, int64_t from) {
    while (from < r->n && !oracle_watched(r, from)) {
        ++from;
    }
    return from;
}

static long double oracle_weight(const oracle_record *r, int64_t s) {
    if (s == oracle_first(r, 0) || !oracle_watched(r, s)) {
        return 0;
    }
    return r->weight != NULL ? (long double)r->weight[s] : 1;
}

/* One onset with all its returns. */
static void oracle_onset(oracle_stories *o, const oracle_record *r, int64_t s, long double weight) {
    long double shift = oracle_pair(r, s, r->n), left = 1;
    int64_t d;
    o->onset_shift[s] = weight * shift;
    o->shift += weight * shift;
    for (d = 1; oracle_first(r, s + d) < r->n; ++d) {
        int64_t back = oracle_first(r, s + d);
        long double part = oracle_lasting(r, d - 1) - oracle_lasting(r, d);
        long double term = weight * part * oracle_pair(r, s, back);
        left -= part;
        o->onset_outage[s] += term;
        o->back[back] += term;
        o->outage += term;
    }
    o->onset_outage[s] += weight * left * shift;
    o->back[r->n] += weight * left * shift;
    o->open += weight * left * shift;
    o->outage += weight * left * shift;
}

static oracle_stories oracle_tell(const oracle_record *r) {
    oracle_stories o = {1, 0, 0, 0, 0, {0}, {0}, {0}};
    long double weights = 0;
    int64_t i;
    o.log_none = oracle_average(r, oracle_count(r, 0, r->n));
    for (i = 0; i < r->n; ++i) {
        weights += oracle_weight(r, i);
        if (oracle_watched(r, i)) {
            long double k = (long double)r->blocks[i];
            o.log_none += k * logl((long double)r->exposure[i]) - lgammal(k + 1);
        }
    }
    for (i = 0; i < r->n; ++i) {
        if (oracle_weight(r, i) > 0) {
            oracle_onset(&o, r, i, oracle_weight(r, i) / weights);
        }
    }
    return o;
}

#endif
