/* Random Poisson counts that are the same on every machine: integers and + - * / only. */
#ifndef HST_KERNELS_POISSON_TABLE_H
#define HST_KERNELS_POISSON_TABLE_H

#include "strict.h"

#include <stddef.h>
#include <stdint.h>

/* A seeded sequence of 64-bit words (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators",
 * OOPSLA 2014: SplitMix64). Any state is a good one. */
typedef struct hst__random {
    uint64_t state;
} hst__random;

static inline uint64_t hst__random_next(hst__random *r) {
    uint64_t z = (r->state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* floor(word count / 2^64), 0 .. count - 1, for count <= 2^32: by halves, which is exact, and without the
 * division that costs more than the word. Numbers differ in likelihood by a part of count/2^64. */
static inline int64_t hst__random_below(hst__random *r, uint64_t count) {
    uint64_t z = hst__random_next(r);
    return (int64_t)(((z >> 32) * count + ((z & UINT32_MAX) * count >> 32)) >> 32);
}

/* Cumulative chances of the counts least .. least + counts - 1, as 64-bit fractions. */
typedef struct hst__poisson_table {
    int64_t least;
    int64_t counts;
    const uint64_t *upto; /* [counts]; the last is 2^64 - 1 */
} hst__poisson_table;

/* Counts that a table for this mean holds, 0 < mean <= 1e6. */
int64_t hst__poisson_table_counts(double mean);

/* In memory of so many words. */
hst__poisson_table hst__poisson_table_make(double mean, uint64_t *memory);

int64_t hst__poisson_table_draw(const hst__poisson_table *t, hst__random *r);

#endif
