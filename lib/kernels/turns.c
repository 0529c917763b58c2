/* With draws, the data as they came count as one turn more, which reaches what it reaches: p is valid for any
 * number of draws, and never 0. Counted out, that turn is among the ways. */
#include "turns.h"

#include <string.h>

/* steps^(rings - 1), or 0 where it is more than `most`; steps >= 1. */
static int64_t ways_of(int64_t steps, int64_t rings, int64_t most) {
    int64_t ways = 1;
    int64_t k;
    for (k = 1; k < rings && steps > 1 && ways <= most; ++k) {
        ways = ways > most / steps ? most + 1 : ways * steps;
    }
    return ways <= most ? ways : 0;
}

hst__turns hst__turns_begin(int64_t *at, int64_t rings, int64_t length, const hst__turn_plan *plan) {
    int64_t ways = ways_of(length / plan->step, rings, plan->most);
    hst__turns t;
    memset(&t, 0, sizeof t);
    memset(at, 0, (size_t)rings * sizeof *at);
    t.at = at;
    t.rings = rings;
    t.length = length;
    t.step = plan->step;
    t.exact = ways > 0;
    t.count = t.left = t.exact ? ways : plan->draws;
    t.random.state = plan->seed;
    return t;
}

/* As a number of rings - 1 digits goes up by one, when it is not all nines. */
static void step_on(hst__turns *t) {
    int64_t *digit = t->at + t->rings - 1;
    while ((*digit += t->step) == t->length) {
        *digit-- = 0;
    }
}

static void draw(hst__turns *t) {
    uint64_t steps = (uint64_t)(t->length / t->step);
    int64_t k;
    for (k = 1; k < t->rings; ++k) {
        t->at[k] = t->step * hst__random_below(&t->random, steps);
    }
}

int hst__turns_next(hst__turns *t) {
    if (t->left == 0) {
        return 0;
    }
    if (!t->exact) {
        draw(t);
    } else if (t->left < t->count) {
        step_on(t);
    }
    --t->left;
    return 1;
}

hst__turned hst__turns_chance(const hst__turns *t, int64_t hits, double tail) {
    double k = (double)hits, n = (double)t->count;
    hst__turned out;
    if (t->exact) {
        out.p = out.ends.lower = out.ends.upper = k / n;
    } else {
        out.p = (1 + k) / (1 + n);
        out.ends = hst__proportion_exact(k, n, tail);
    }
    return out;
}
