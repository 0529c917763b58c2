/* The fall from a series by looking everywhere: for each growth the best level and loss are two linear
 * equations, and what is left over is a function of growth alone. And the equations that an answer must
 * solve, whatever the weights. Long double, from the definition. */
#ifndef HASHSTAT_ORACLE_EVENT_STUDY_H
#define HASHSTAT_ORACLE_EVENT_STUDY_H

#include <math.h>
#include <stdint.h>

typedef struct oracle_study {
    const double *value, *spread, *dark;
    const int64_t *time;
    int64_t n;
} oracle_study;

typedef struct oracle_best {
    long double square, growth, fall; /* growth per second */
    int inside;                       /* whether both ends of the search leave more, by a thousandth */
} oracle_best;

/* Seconds from the first observed sample to the last; *first is the time of that. */
static inline long double oracle_study_span(const oracle_study *s, long double *first) {
    long double last = 0;
    int64_t i;
    int any = 0;
    for (i = 0; i < s->n; ++i) {
        if (!isnan(s->value[i])) {
            *first = any ? *first : (long double)s->time[i];
            last = (long double)s->time[i];
            any = 1;
        }
    }
    return any ? last - *first : 0;
}

/* The least sum of squares at a growth, by elimination: first the loss B from the column g dark. */
static inline long double oracle_study_square(const oracle_study *s, long double growth, long double *fall) {
    long double aa = 0, ab = 0, bb = 0, av = 0, bv = 0, vv = 0, first = 0, level, loss, free_part;
    int64_t i;
    (void)oracle_study_span(s, &first);
    for (i = 0; i < s->n; ++i) {
        if (!isnan(s->value[i])) {
            long double g = expl(growth * ((long double)s->time[i] - first)), v = s->value[i], d = s->dark[i];
            aa += g * g;
            ab += g * g * d;
            bb += g * g * d * d;
            av += g * v;
            bv += g * d * v;
            vv += v * v;
        }
    }
    free_part = bb - ab * ab / aa;
    loss = free_part > 1e-13L * bb ? (ab * av / aa - bv) / free_part : 0;
    level = (av + ab * loss) / aa;
    *fall = loss / level;
    return vv - 2 * level * av + 2 * loss * bv + level * level * aa - 2 * level * loss * ab +
           loss * loss * bb;
}

/* Equal weights. Growth from -end to end over the whole span, in steps, then thirds around the best. */
static inline oracle_best oracle_study_best(const oracle_study *s, int end, int steps) {
    long double first = 0, span = oracle_study_span(s, &first), step = 2.0L * end / steps / span, low, high,
                fall;
    oracle_best best = {INFINITY, 0, 0, 0};
    int k;
    for (k = 0; k <= steps; ++k) {
        long double g = -end / span + step * k, square = oracle_study_square(s, g, &fall);
        if (square < best.square) {
            best.square = square;
            best.growth = g;
        }
    }
    low = best.growth - step;
    high = best.growth + step;
    for (k = 0; k < 120; ++k) {
        long double a = low + (high - low) / 3, b = high - (high - low) / 3;
        if (oracle_study_square(s, a, &fall) < oracle_study_square(s, b, &fall)) {
            high = b;
        } else {
            low = a;
        }
    }
    best.growth = (low + high) / 2;
    best.square = oracle_study_square(s, best.growth, &best.fall);
    best.inside = fabsl(best.growth * span) < 0.98L * end &&
                  oracle_study_square(s, -end / span, &fall) > best.square * 1.001L &&
                  oracle_study_square(s, end / span, &fall) > best.square * 1.001L;
    return best;
}

/* The greatest of the three equations that an answer has to solve, over what rounding its terms would leave:
 * the root of the sum of their squares. weights as in the header, by number. */
static inline double oracle_study_missed(const oracle_study *s, int weights, double level, double growth,
                                         double fall) {
    long double sum[3] = {0, 0, 0}, size[3] = {0, 0, 0}, first = 0, worst = 0;
    long double span = oracle_study_span(s, &first);
    int64_t i;
    int k;
    for (i = 0; i < s->n; ++i) {
        if (!isnan(s->value[i])) {
            long double x = (long double)s->time[i] - first, g = level * expl(growth * x), v = s->value[i];
            long double m = g * (1 - (long double)fall * s->dark[i]), e = weights == 0 ? 1 : s->spread[i];
            long double w = weights == 0   ? 1
                            : weights == 1 ? 1 / (e * e)
                            : weights == 2 ? 1 / (e * m * e * m)
                                           : e / (v * m);
            long double slope[3] = {m, m * x / span, g * s->dark[i]};
            for (k = 0; k < 3; ++k) {
                sum[k] += w * (v - m) * slope[k];
                size[k] += w * w * slope[k] * slope[k] * (v * v + g * g);
            }
        }
    }
    for (k = 0; k < 3; ++k) {
        long double miss = size[k] > 0 ? fabsl(sum[k]) / sqrtl(size[k]) : 0;
        worst = miss > worst ? miss : worst;
    }
    return (double)worst;
}

#endif
