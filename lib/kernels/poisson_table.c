/* Masses by their recurrence p(k + 1) = p(k) mean/(k + 1), outwards from the mode, where the first is set to 1: the
 * sum makes them chances, so that no exponential is needed, which machines round differently. A draw is the
 * first count whose cumulative chance lies above a random word. */
#include "poisson_table.h"

#include <math.h> /* sqrt only */

#include "scalar.h"

/* Bernstein's inequality with exp(-50) on either side, 2e-22: below the 2^-64 that a word can tell. */
#define TAIL 50.0

typedef struct span {
    int64_t least;
    int64_t mode;
    int64_t end;
} span;

static span span_of(double mean) {
    double down = sqrt(2 * TAIL * mean);
    double up = TAIL / 3 + sqrt(TAIL * TAIL / 9 + 2 * TAIL * mean);
    span s;
    s.mode = (int64_t)mean;
    s.least = down < mean ? (int64_t)(mean - down) : 0;
    s.end = (int64_t)(mean + up) + 2;
    return s;
}

int64_t hst__poisson_table_counts(double mean) {
    span s = span_of(mean);
    return s.end - s.least;
}

/* Each as the bits of a double for now. */
static double masses_from_mode(double *mass, const span *s, double mean) {
    double sum = 1;
    int64_t k;
    mass[s->mode - s->least] = 1;
    for (k = s->mode + 1; k < s->end; ++k) {
        mass[k - s->least] = mass[k - s->least - 1] * mean / (double)k;
        sum += mass[k - s->least];
    }
    for (k = s->mode - 1; k >= s->least; --k) {
        mass[k - s->least] = mass[k - s->least + 1] * (double)(k + 1) / mean;
        sum += mass[k - s->least];
    }
    return sum;
}

hst__poisson_table hst__poisson_table_make(double mean, uint64_t *memory) {
    span s = span_of(mean);
    double *mass = (double *)(void *)memory;
    double sum = masses_from_mode(mass, &s, mean);
    double upto = 0;
    hst__poisson_table t;
    int64_t k;
    t.least = s.least;
    t.counts = s.end - s.least;
    t.upto = memory;
    for (k = 0; k < t.counts; ++k) {
        double share;
        upto += mass[k];
        share = hst__smaller(upto / sum, 1 - 0x1p-53);
        memory[k] = (uint64_t)(share * 0x1p64);
    }
    memory[t.counts - 1] = UINT64_MAX;
    return t;
}

int64_t hst__poisson_table_draw(const hst__poisson_table *t, hst__random *r) {
    uint64_t word = hst__random_next(r);
    int64_t low = 0;
    int64_t left = t->counts;
    while (left > 1) {
        int64_t half = left / 2;
        low = t->upto[low + half - 1] < word ? low + half : low;
        left -= half;
    }
    return t->least + low;
}
