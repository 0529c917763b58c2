/* The chain in O(states) a step. A new maximum c is reached from every maximum below it with the same chance,
 * that of c, so a running sum of the old masses serves all of them; a full transition matrix would cost
 * O(states^2).
 *
 * Small answers keep their digits because what is absorbed is summed by itself and never as 1 - the rest, and
 * because the chance to stay is 1 - (chance to leave): it is the one that is raised to the power of the
 * number of steps, and built up from the masses of the counts it would carry their errors into that power. */
#include "runmax_chain.h"

#include <string.h>

#include "special.h"

/* Bernstein's inequality with exp(-TAIL) on either side: 1.8e-35 each. */
#define TAIL 80.0

/* Below this a mass has no influence on any answer, and its next products would be denormal, hence slow. */
#define FAINT 1e-290

hst__runmax_range hst__runmax_range_of(double mean) {
    double down = hst__sqrt(2 * TAIL * mean);
    double up = TAIL / 3 + hst__sqrt(TAIL * TAIL / 9 + 2 * TAIL * mean);
    hst__runmax_range range;
    range.least = down < mean ? (int64_t)(mean - down) : 0;
    range.states = (int64_t)(mean + up) + 2 - range.least;
    return range;
}

void hst__runmax_begin(hst__runmax_chain *chain, double mean, double *memory) {
    hst__runmax_range range = hst__runmax_range_of(mean);
    double sum = 0;
    int64_t k;
    chain->range = range;
    chain->mass = memory;
    chain->chance = chain->mass + range.states;
    chain->below = chain->chance + range.states;
    chain->above = chain->below + range.states;
    chain->fall = chain->above + range.states;
    chain->keep = chain->fall + range.states;
    for (k = 0; k < range.states; ++k) {
        chain->chance[k] = hst__poisson_mass((double)(range.least + k), mean);
        chain->below[k] = sum;
        sum += chain->chance[k];
    }
    sum = 0;
    for (k = range.states - 1; k >= 0; --k) {
        chain->above[k] = sum;
        sum += chain->chance[k];
    }
}

/* The first count from c on that is not a fall of `depth` from the maximum. It never steps back as the
 * maximum grows, so that one sweep over all maxima costs O(states). */
static int64_t first_shallow(int64_t c, int64_t maximum, double depth) {
    while (c < maximum && (double)(maximum - c) / (double)maximum >= depth) {
        ++c;
    }
    return c;
}

static void set_depth(hst__runmax_chain *chain, double depth) {
    int64_t least = chain->range.least;
    int64_t c = least;
    int64_t k;
    for (k = 0; k < chain->range.states; ++k) {
        c = first_shallow(c, least + k, depth);
        chain->fall[k] = chain->below[c - least];
        chain->keep[k] = 1 - (chain->fall[k] + chain->above[k]);
    }
}

/* One count for all maxima from `first` on; returns the mass that it absorbs. */
static double step(const hst__runmax_chain *chain, int64_t first) {
    double *mass = chain->mass;
    double lower = 0;
    double fallen = 0;
    int64_t k;
    for (k = first; k < chain->range.states; ++k) {
        double old = mass[k];
        fallen += old * chain->fall[k];
        mass[k] = old * chain->keep[k] + lower * chain->chance[k];
        lower += old;
    }
    return fallen;
}

hst__runmax_fate hst__runmax_run(hst__runmax_chain *chain, double depth, int64_t counts) {
    int64_t states = chain->range.states;
    int64_t first = 0;
    int64_t k;
    hst__runmax_fate fate = {0, 0};
    set_depth(chain, depth);
    memcpy(chain->mass, chain->chance, (size_t)states * sizeof *chain->mass);
    for (; counts > 1 && first < states; --counts) {
        fate.absorbed += step(chain, first);
        while (first < states && chain->mass[first] < FAINT) {
            ++first;
        }
    }
    for (k = first; k < states; ++k) {
        fate.survived += chain->mass[k];
    }
    return fate;
}

static double next_up(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    ++bits;
    memcpy(&x, &bits, sizeof x);
    return x;
}

hst__runmax_fate hst__runmax_run_beyond(hst__runmax_chain *chain, double depth, int64_t counts) {
    return hst__runmax_run(chain, next_up(depth), counts);
}

hst__runmax_steps hst__runmax_steps_at(const hst__runmax_chain *chain, double depth) {
    hst__runmax_steps steps = {0, 2};
    double deeper = next_up(depth);
    int64_t least = chain->range.least;
    int64_t end = least + chain->range.states;
    int64_t c = least;
    int64_t maximum;
    for (maximum = least > 0 ? least : 1; maximum < end; ++maximum) {
        double fall;
        c = first_shallow(c, maximum, deeper);
        fall = (double)(maximum - c) / (double)maximum;
        steps.at_most = fall > steps.at_most ? fall : steps.at_most;
        fall = (double)(maximum - c + 1) / (double)maximum;
        steps.above = c > least && fall < steps.above ? fall : steps.above;
    }
    return steps;
}
