/* Seeded random numbers for tests, the same on every machine: integers and + - * / sqrt only, no libm. */
#ifndef HASHSTAT_TESTS_RNG_H
#define HASHSTAT_TESTS_RNG_H

#include <stdint.h>

typedef struct rng {
    uint64_t state;
} rng;

rng rng_seed(uint64_t seed);
uint64_t rng_next(rng *r);

/* Inside (0, 1), never an end. */
double rng_uniform(rng *r);

/* 0 .. limit - 1, each equally likely; limit > 0. */
uint64_t rng_below(rng *r, uint64_t limit);

double rng_normal(rng *r);
/* Mean 1. */
double rng_exponential(rng *r);
/* Any mean from 0 to 1e9. */
int64_t rng_poisson(rng *r, double mean);

#endif
