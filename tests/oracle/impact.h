/* What an event took, from the definitions: bins by asking every second, the regression by halving intervals
 * on its likelihood in long double, means and corners written out. Slow on purpose. */
#ifndef HASHSTAT_TESTS_ORACLE_IMPACT_H
#define HASHSTAT_TESTS_ORACLE_IMPACT_H

#include <math.h>
#include <stdint.h>

/* Every second from `from` to `until` at which a bin ends or begins. */
static inline int64_t oracle_edges(int64_t *edges, int64_t from, int64_t event_from, int64_t event_until,
                                   int64_t until, int64_t window) {
    int64_t found = 0, second;
    for (second = from; second <= until; ++second) {
        if ((second - from) % window == 0 || second == event_from || second == event_until ||
            second == until) {
            edges[found++] = second;
        }
    }
    return found;
}

/* Seconds of [start, end) inside the event, by the number of its seconds. */
static inline double oracle_darkness(int64_t start, int64_t end, int64_t event_from, int64_t event_until) {
    int64_t inside = 0, second;
    for (second = start; second < end; ++second) {
        inside += second >= event_from && second < event_until;
    }
    return (double)inside / (double)(end - start);
}

typedef struct oracle_record {
    const int64_t *blocks;
    const double *exposure, *time, *dark;
    int64_t bins;
} oracle_record;

/* Sum of n log(mean) - mean, but for a constant, with exp(a) = sum of n / sum of exposure exp(b t) (1 - f
 * dark). Time is counted in spans of the record from its middle. The slope over b goes to *slope. */
static inline long double oracle_likelihood(const oracle_record *r, long double b, long double fall,
                                            long double *slope) {
    long double first = INFINITY, last = -INFINITY, total = 0, weight = 0, moment = 0, sum = 0, n_time = 0;
    int64_t j;
    for (j = 0; j < r->bins; ++j) {
        if (r->exposure[j] > 0) {
            first = r->time[j] < first ? r->time[j] : first;
            last = r->time[j] > last ? r->time[j] : last;
        }
    }
    for (j = 0; j < r->bins; ++j) {
        if (r->exposure[j] > 0) {
            long double n = (long double)r->blocks[j];
            long double t = (r->time[j] - (first + last) / 2) / (last - first);
            long double left = 1 - fall * r->dark[j];
            long double w = r->exposure[j] * expl(b * t) * left;
            total += n;
            weight += w;
            moment += w * t;
            n_time += n * t;
            sum += n > 0 ? n * (b * t + logl(left)) : 0;
        }
    }
    *slope = n_time - total * moment / weight;
    return sum - total * logl(weight);
}

/* The greatest likelihood for a fall; b is halved down on the slope, which falls in b. */
static inline long double oracle_profile(const oracle_record *r, long double fall) {
    long double low = -200, high = 200, slope;
    int i;
    for (i = 0; i < 70; ++i) {
        long double middle = (low + high) / 2;
        (void)oracle_likelihood(r, middle, fall, &slope);
        if (slope > 0) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return oracle_likelihood(r, (low + high) / 2, fall, &slope);
}

/* The fall in -e^20 .. 1 with the greatest profile, which falls away on both sides: thirds over log(1 -
 * fall). */
static inline long double oracle_best_fall(const oracle_record *r) {
    long double low = -40, high = 20;
    int i;
    for (i = 0; i < 110; ++i) {
        long double third = (high - low) / 3;
        if (oracle_profile(r, -expm1l(low + third)) < oracle_profile(r, -expm1l(high - third))) {
            low += third;
        } else {
            high -= third;
        }
    }
    return -expm1l((low + high) / 2);
}

#endif
