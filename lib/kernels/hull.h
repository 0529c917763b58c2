/* A convex hull that grows to the right, in bounded memory.
 *
 * A watched process is a path of points: time on a clock, arrivals so far. The log-likelihood ratio of one
 * change at a point, against the straight line from the path's start to its end, is a convex function of the
 * point; so the largest stands at a vertex of the points' hull, on the upper side where the rate falls and on
 * the lower one where it rises. A point inside the hull stays inside as the path grows. Two clocks, because
 * falls and rises may be measured on different ones (watch.h). */
#ifndef HST_KERNELS_HULL_H
#define HST_KERNELS_HULL_H

#include "strict.h"

#include <stdint.h>

enum {
    HST__FALL = 0, /* the upper side */
    HST__RISE = 1, /* the lower side */
    HST__HULL_MOST = 64,
    HST__POINT_WORDS = 6
};

/* A place between two pushes. */
typedef struct hst__point {
    double clock[2]; /* exposure so far, of either direction */
    int64_t count;   /* arrivals so far */
    int64_t index;   /* of the push behind it */
    int64_t key;     /* of the push before it */
    int64_t next_key;
} hst__point;

/* Points stand in words that may not be looked at as doubles; hence copies. */
hst__point hst__point_at(const uint64_t *memory, int64_t i);
void hst__point_put(uint64_t *memory, int64_t i, const hst__point *p);

/* Arrivals from a to b. */
double hst__point_count(const hst__point *a, const hst__point *b);

/* Add a point at the right end of a side that has `count` vertices; its clock and arrivals are not below
 * theirs. Where HST__HULL_MOST are there already, the vertex goes whose triangle with its neighbours is the
 * smallest, and *lost counts it. */
int64_t hst__hull_add(uint64_t *memory, int64_t count, const hst__point *p, int side, int64_t *lost);

#endif
