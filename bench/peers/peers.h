/* What the C programs of this folder share: ours and the peers' run the same plans over the same series, timed
 * by bench.h, and leave their answers behind for compare.py. */
#ifndef HASHSTAT_BENCH_PEERS_H
#define HASHSTAT_BENCH_PEERS_H

#include "bench.h"

typedef struct peers_plan {
    const char *routine;
    bench_run *run; /* the context is a bench_series; the answer goes into its out */
    int64_t (*count)(const bench_series *s); /* of that answer; NULL: as many as samples */
    void (*prepare)(bench_series *s);        /* untimed; may be NULL */
    const void *extra;                       /* handed on in the series */
    int falling;                             /* whether data that fall all the way are another case */
} peers_plan;

int64_t peers_one(const bench_series *s);
int64_t peers_four(const bench_series *s);

/* Pools by time and weights of pools by country, for routines whose items are weights times times. */
enum { PEERS_POOLS = 64, PEERS_COUNTRIES = 200, PEERS_THOUSANDTHS = 1000 };
int64_t peers_times(const bench_series *s);
int64_t peers_cells(const bench_series *s);
const double *peers_weights(void);

/* Runs what the arguments ask for (those of bench.h); `peer` is part of the names of the answers. */
int peers_main(const char *peer, const peers_plan *plans, size_t count, int argc, char **argv);

#endif
