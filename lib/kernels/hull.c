/* Andrew's monotone chain, one point at a time. */
#include "hull.h"

#include <string.h>

#include "scalar.h"

hst__point hst__point_at(const uint64_t *memory, int64_t i) {
    hst__point p;
    memcpy(&p, memory + HST__POINT_WORDS * i, sizeof p);
    return p;
}

void hst__point_put(uint64_t *memory, int64_t i, const hst__point *p) {
    memcpy(memory + HST__POINT_WORDS * i, p, sizeof *p);
}

double hst__point_count(const hst__point *a, const hst__point *b) {
    return (double)b->count - (double)a->count;
}

/* Twice the area of a, b, c; above 0 where b lies outside of the line from a to c. */
static double outside(const hst__point *a, const hst__point *b, const hst__point *c, int side) {
    double area = (c->clock[side] - a->clock[side]) * hst__point_count(a, b) -
                  (b->clock[side] - a->clock[side]) * hst__point_count(a, c);
    return side == HST__FALL ? area : -area;
}

static double outside_at(const uint64_t *memory, int64_t i, int side) {
    hst__point a = hst__point_at(memory, i - 1);
    hst__point b = hst__point_at(memory, i);
    hst__point c = hst__point_at(memory, i + 1);
    return outside(&a, &b, &c, side);
}

/* The vertex, not an end, whose loss takes the least from the hull. */
static int64_t least_vertex(const uint64_t *memory, int64_t count, int side) {
    int64_t best = 1, i;
    double least = outside_at(memory, 1, side);
    for (i = 2; i < count - 1; ++i) {
        double area = outside_at(memory, i, side);
        if (area < least) {
            least = area;
            best = i;
        }
    }
    return best;
}

static int64_t make_room(uint64_t *memory, int64_t count, int side, int64_t *lost) {
    int64_t i = least_vertex(memory, count, side);
    for (; i < count - 1; ++i) {
        hst__point next = hst__point_at(memory, i + 1);
        hst__point_put(memory, i, &next);
    }
    ++*lost;
    return count - 1;
}

/* Points on a line are dropped but for its ends: equal statistics then are the earliest one's. */
int64_t hst__hull_add(uint64_t *memory, int64_t count, const hst__point *p, int side, int64_t *lost) {
    while (count >= 2) {
        hst__point a = hst__point_at(memory, count - 2);
        hst__point b = hst__point_at(memory, count - 1);
        if (outside(&a, &b, p, side) > 0) {
            break;
        }
        --count;
    }
    if (count == HST__HULL_MOST) {
        count = make_room(memory, count, side, lost);
    }
    hst__point_put(memory, count, p);
    return count + 1;
}
