/* Arrivals and the time that was watched for them, as a sum without an order: adding, taking back and merging
 * give the same words whatever came first. */
#ifndef HST_KERNELS_ARRIVALS_H
#define HST_KERNELS_ARRIVALS_H

#include "strict.h"

#include <stddef.h>
#include <stdint.h>

#include "exact_sum.h"
#include "pack.h"

enum {
    HST__ARRIVALS_WORDS = HST__EXACT_SUM_WORDS + 2,
    HST__ARRIVALS_BYTES = HST__SEALED_BYTES(HST__ARRIVALS_WORDS)
};

#define HST__ARRIVALS_MAX INT64_C(1000000000000)
#define HST__ARRIVALS_LEVEL_MIN 0x1p-900
#define HST__ARRIVALS_LEVEL_MAX 0x1p+900

/* The words of a sum are those of this struct. All zero is the empty sum. */
typedef struct hst__arrivals {
    int64_t count;           /* 0 .. HST__ARRIVALS_MAX */
    int64_t seconds;         /* >= 0 */
    hst__exact_sum exposure; /* of seconds / level, each quotient rounded once */
} hst__arrivals;

/* What became of the words; unless it is DONE they are as before. */
enum {
    HST__ARRIVALS_DONE,
    HST__ARRIVALS_UNSOUND, /* no sum of arrivals: a negative part, or an exposure that no seconds give */
    HST__ARRIVALS_FULL,    /* count or seconds would pass their limit */
    HST__ARRIVALS_LACKING  /* what would remain is no sum of arrivals */
};

/* Everywhere: 0 <= count <= HST__ARRIVALS_MAX, seconds >= 0, level within its limits. */
int hst__arrivals_add(uint64_t *words, int64_t count, int64_t seconds, double level);
int hst__arrivals_take(uint64_t *words, int64_t count, int64_t seconds, double level);

/* n arrivals, each after seconds[i] at level[i]. */
int hst__arrivals_add_n(uint64_t *words, const int64_t *seconds, const double *level, int64_t n);

/* other may be words. */
int hst__arrivals_merge(uint64_t *words, const uint64_t *other);

/* The parts, if the words are sound. */
int hst__arrivals_read(hst__arrivals *a, const uint64_t *words);

/* To and from HST__ARRIVALS_BYTES portable bytes. Other bytes than those are UNSOUND. */
int hst__arrivals_pack(uint8_t *bytes, const uint64_t *words);
int hst__arrivals_unpack(uint64_t *words, const uint8_t *bytes);

#endif
