/* Exact sums, counts and extremes of samples, as words that have one form for one content. */
#ifndef HST_KERNELS_MOMENT_STATE_H
#define HST_KERNELS_MOMENT_STATE_H

#include "strict.h"

#include <stdint.h>

#include "exact_spread.h"

/* All zero is empty. An extreme that is not known, or not there, is all zero too. */
typedef struct hst__moments {
    hst__exact_spread spread; /* with the count */
    int64_t missing;
    uint64_t least; /* bits of the smallest sample */
    uint64_t most;
    int64_t least_key;
    int64_t most_key;
    uint64_t unknown; /* HST__LEAST_UNKNOWN and HST__MOST_UNKNOWN */
} hst__moments;

enum {
    HST__MOMENTS_WORDS = sizeof(hst__moments) / sizeof(uint64_t),
    HST__LEAST_UNKNOWN = 1,
    HST__MOST_UNKNOWN = 2
};
#define HST__MOMENTS_MOST (INT64_C(1) << 62) /* samples */

/* Whether pushes can have left it so, as far as that can be told at a glance. */
int hst__moments_are_sound(const hst__moments *m);

/* Whether so many samples more can be counted. */
int hst__moments_have_room(const hst__moments *m, int64_t count, int64_t missing);

/* x finite or NaN = missing; there is room. */
void hst__moments_push(hst__moments *m, double x, int64_t key);

/* m holds n values and no others, with key[i] for x[i], or first_key + i where key is NULL. 0 if one is infinite;
 * m then means nothing. */
int hst__moments_of_on(int path, hst__moments *m, const double *x, const int64_t *key, int64_t first_key,
                       int64_t n);
int hst__moments_of(hst__moments *m, const double *x, const int64_t *key, int64_t first_key, int64_t n);

/* 0, with nothing changed, if what would remain is nothing that pushes leave. */
int hst__moments_unpush(hst__moments *m, double x, int64_t key);

/* There is room; other may be m. */
void hst__moments_merge(hst__moments *m, const hst__moments *other);

#endif
