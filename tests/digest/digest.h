/* The outputs of every aggregate over one fixed data set, hashed: two machines that print the same digests
 * gave the same bits throughout. Needs a C compiler and nothing else, so that it runs under an emulator. */
#ifndef HASHSTAT_TESTS_DIGEST_H
#define HASHSTAT_TESTS_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#include "support/rng.h"

/* Stops the program, naming the line: what it ran into would make the digest that of another thing. */
#define DIGEST_REQUIRE(condition) digest_require((condition) != 0, #condition, __FILE__, __LINE__)
void digest_require(int holds, const char *condition, const char *file, int line);

/* Zeroed memory aligned for anything; never NULL. */
void *digest_memory(size_t bytes);

/* A hash of all that was put in, in order. ------------------------------------------------------------- */

typedef struct digest {
    uint64_t sum;
} digest;

digest digest_empty(void);

/* Bit for bit, except that every NaN is the same one: its payload and sign are the processor's choice. */
void digest_double(digest *d, double x);
void digest_doubles(digest *d, const double *x, int64_t n);
void digest_int64(digest *d, int64_t x);
void digest_int64s(digest *d, const int64_t *x, int64_t n);
void digest_bytes(digest *d, const void *bytes, size_t n);

/* The data. -------------------------------------------------------------------------------------------- */

enum { DIGEST_KINDS = 13, DIGEST_SAMPLES = 3011, DIGEST_GROUPS = 7 };

/* Samples with all that one of the rooms may want beside a value. The kinds differ in `x` alone. */
typedef struct digest_data {
    int which;
    int64_t n;
    const double *x;     /* any finite value, NaN = missing */
    const double *level; /* |x|: what a hashrate may be */
    const int64_t *time; /* strictly increasing, seconds */
    const int64_t *key;  /* distinct, in no order */
    const int32_t *id;   /* -1 = unknown, else 0 .. DIGEST_GROUPS - 1 */
} digest_data;

/* 0 <= which < DIGEST_KINDS. Integers only: the same bits on every machine. */
digest_data digest_data_of(int which);

/* States that merge. ----------------------------------------------------------------------------------- */

/* What the states of all rooms have in common. Each room wraps its own in one of these. */
typedef struct digest_state {
    size_t bytes;  /* of a state */
    size_t packed; /* of its portable form, or the most that it may take */
    void (*begin)(void *state);
    void (*push)(void *state, const digest_data *s, int64_t from, int64_t until);
    void (*merge)(void *state, const void *other);
    size_t (*pack)(uint8_t *packed, const void *state); /* gives the bytes written */
    void (*unpack)(void *state, const uint8_t *packed, size_t bytes);
} digest_state;

/* A state that holds the whole series, pushed `chunk` samples at a time. The caller frees it. */
void *digest_pushed(const digest_state *kind, const digest_data *s, int64_t chunk);

/* Put in the packed bytes of a state, after a way through unpack and pack, which must not alter them. */
void digest_packed(digest *d, const digest_state *kind, const void *state);

/* Of so many random merge trees over the series, those whose packed bytes differ from the whole's. */
int digest_trees(const digest_state *kind, const digest_data *s, rng *r, int trees);

/* The rooms. ------------------------------------------------------------------------------------------- */

/* Put in what a room says of a data set: what it takes in one call, and what it can also take in parts, which
 * are then of `chunk` samples (or buckets). */
typedef void digest_whole(digest *d, const digest_data *s);
typedef void digest_parts(digest *d, const digest_data *s, int64_t chunk);

digest_whole digest_moments, digest_quantile, digest_group, digest_series, digest_rolling, digest_drawdown;
digest_parts digest_moments_parts, digest_quantile_parts, digest_group_parts, digest_series_parts,
    digest_rolling_parts, digest_hashrate_parts, digest_drawdown_parts;

extern const digest_state digest_moments_state, digest_quantile_state, digest_group_state,
    digest_hashrate_state;

#endif
