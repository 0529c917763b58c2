/* A state is a level that some count of some window has, as the double count/exposure that the falls are
 * computed from. All of them in ascending order, one window is one sweep: what a maximum M keeps is the chance
 * of levels below M that are no fall; what a level takes over is the mass of all maxima up to it. The levels
 * of a window ascend too, so that two pointers serve the whole sweep. The chance to stay is 1 - (chance to leave)
 * for the reason given in runmax_chain.c. */
#include "runmax_varying.h"

#include <string.h>

#include "radix.h"
#include "scalar.h"
#include "special.h"

typedef struct chain {
    double *level; /* [levels] distinct, ascending */
    double *mass;  /* [levels] */
    int64_t levels;
    double *seen;   /* [counts] levels of the window */
    double *chance; /* [counts] of each */
    double *below;  /* [counts + 1] chance of all before it */
    double *above;  /* [counts + 1] of it and all after it */
    int64_t counts;
} chain;

static double exposure_of(const hst__varying *v, int64_t i) {
    return v->exposure != NULL ? v->exposure[i] : 1;
}

/* Past the last window from `first` on that has its exposure. Their counts are one range. */
static int64_t run_of(const hst__varying *v, int64_t first, hst__runmax_range *range) {
    int64_t i = first;
    int64_t end = 0;
    range->least = INT64_MAX;
    for (; i < v->windows && exposure_of(v, i) == exposure_of(v, first); ++i) {
        hst__runmax_range r = hst__runmax_range_of(v->mean[i]);
        range->least = hst__least(range->least, r.least);
        end = hst__most(end, r.least + r.states);
    }
    range->states = end - range->least;
    return i;
}

hst__varying_size hst__varying_size_of(const hst__varying *v) {
    hst__varying_size size = {0, 0};
    int64_t i;
    for (i = 0; i < v->windows;) {
        hst__runmax_range range;
        i = run_of(v, i, &range);
        size.levels += range.states;
        size.counts = hst__most(size.counts, range.states);
    }
    return size;
}

/* Doubles >= 0 ascend as their bits do, so that they are sorted as whole numbers, in place; the masses are room
 * for it. */
static void collect_levels(chain *c, const hst__varying *v) {
    hst__radix r = {(uint64_t *)(void *)c->level, (uint64_t *)(void *)c->mass, NULL, NULL, 0};
    int64_t i, k;
    for (i = 0; i < v->windows;) {
        double exposure = exposure_of(v, i);
        hst__runmax_range range;
        i = run_of(v, i, &range);
        for (k = 0; k < range.states; ++k) {
            double level = (double)(range.least + k) / exposure;
            r.key[r.n++] = hst__bits_at(&level);
        }
    }
    hst__radix_sort(&r);
    c->levels = 0;
    for (k = 0; k < r.n; ++k) {
        uint64_t bits = r.key[k];
        double level;
        memcpy(&level, &bits, sizeof level);
        if (k == 0 || level > c->level[c->levels - 1]) {
            c->level[c->levels++] = level;
        }
    }
}

static void enter_window(chain *c, const hst__varying *v, int64_t i) {
    hst__runmax_range range = hst__runmax_range_of(v->mean[i]);
    double exposure = exposure_of(v, i);
    int64_t k;
    c->counts = range.states;
    c->below[0] = 0;
    for (k = 0; k < range.states; ++k) {
        c->seen[k] = (double)(range.least + k) / exposure;
        c->chance[k] = hst__poisson_mass((double)(range.least + k), v->mean[i]);
        c->below[k + 1] = c->below[k] + c->chance[k];
    }
    c->above[range.states] = 0;
    for (k = range.states - 1; k >= 0; --k) {
        c->above[k] = c->above[k + 1] + c->chance[k];
    }
}

/* The first level of the window from k on that is not a fall of `depth` from M. */
static int64_t first_shallow(const chain *c, int64_t k, double maximum, double depth) {
    while (k < c->counts && c->seen[k] < maximum && (maximum - c->seen[k]) / maximum >= depth) {
        ++k;
    }
    return k;
}

/* One window over all maxima; returns the mass that it absorbs. */
static double step(chain *c, double depth) {
    double lower = 0; /* mass of the maxima so far */
    double fallen = 0;
    int64_t shallow = 0;
    int64_t reached = 0; /* levels of the window below the maximum */
    int64_t s;
    for (s = 0; s < c->levels; ++s) {
        double maximum = c->level[s];
        double old = c->mass[s];
        double keep;
        int64_t own;
        while (reached < c->counts && c->seen[reached] < maximum) {
            ++reached;
        }
        shallow = first_shallow(c, shallow, maximum, depth);
        own = reached < c->counts && c->seen[reached] == maximum;
        lower += old;
        fallen += old * c->below[shallow];
        keep = hst__larger(1 - (c->below[shallow] + c->above[reached]), 0); /* not below it by a rounding */
        c->mass[s] = old * keep + (own ? lower * c->chance[reached] : 0);
    }
    return fallen;
}

/* The first window sets the maximum: a mass of 1 at nothing at all. */
static void begin(chain *c) {
    int64_t s;
    int64_t k = 0;
    for (s = 0; s < c->levels; ++s) {
        int own = k < c->counts && c->seen[k] == c->level[s];
        c->mass[s] = own ? c->chance[k] : 0;
        k += own;
    }
}

hst__runmax_fate hst__varying_run(const hst__varying *v, double depth, double *memory) {
    hst__varying_size size = hst__varying_size_of(v);
    hst__runmax_fate fate = {0, 0};
    chain c;
    int64_t i;
    c.level = memory;
    c.mass = c.level + size.levels;
    c.seen = c.mass + size.levels;
    c.chance = c.seen + size.counts;
    c.below = c.chance + size.counts;
    c.above = c.below + size.counts + 1;
    collect_levels(&c, v);
    for (i = 0; i < v->windows; ++i) {
        if (i == 0 || v->mean[i] != v->mean[i - 1] || exposure_of(v, i) != exposure_of(v, i - 1)) {
            enter_window(&c, v, i);
        }
        if (i == 0) {
            begin(&c);
        } else {
            fate.absorbed += step(&c, depth);
        }
    }
    for (i = 0; i < c.levels; ++i) {
        fate.survived += c.mass[i];
    }
    return fate;
}
