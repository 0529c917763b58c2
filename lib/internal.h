/* Words that the rooms share among themselves: tests of a double by its bits and checks of arguments.
 * Nothing here is visible outside the library. */
#ifndef HST_INTERNAL_H
#define HST_INTERNAL_H

#include "kernels/strict.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "hashstat/base.h"
#include "kernels/scalar.h"

/* By bits, because a compiler told that NaN does not exist folds x != x to false. */
static inline int hst__is_nan(double x) {
    return (hst__bits_at(&x) << 1) > (UINT64_C(0x7ff) << 53);
}

static inline int hst__is_finite(double x) {
    return (hst__bits_at(&x) << 1) < (UINT64_C(0x7ff) << 53);
}

/* What a hashrate, an exposure or a work may be: finite and above zero. */
static inline int hst__is_positive(double x) {
    return hst__is_finite(x) && x > 0;
}

static inline int hst__is_not_negative(double x) {
    return hst__is_finite(x) && x >= 0;
}

/* A probability strictly between the ends, such as a confidence level. */
static inline int hst__is_open_unit(double x) {
    return x > 0 && x < 1;
}

/* alpha/2 of a confidence level. From level 1/2 on 1 - level is exact, and that is where a tail is small and
 * its digits matter; below, the tail is 1/4 or more and loses 1e-16 at most. An answer that vanishes with the
 * level itself, as ends of zero arrivals do, must be made from the level instead. */
static inline double hst__tail_of(double level) {
    return (1 - level) / 2;
}

/* Bytes as a size; SIZE_MAX where no memory can be that large: no object has more than half of it. */
static inline size_t hst__as_size(uint64_t bytes) {
    return bytes > SIZE_MAX / 2 ? SIZE_MAX : (size_t)bytes;
}

static inline int hst__is_aligned(const void *p) {
    return ((uintptr_t)p & 7u) == 0;
}

/* Bytes for n items of some bytes each (> 0), none for n < 0; SIZE_MAX where no memory can be that large. */
static inline size_t hst__bytes_for(int64_t n, size_t each) {
    uint64_t items = n > 0 ? (uint64_t)n : 0;
    return items > SIZE_MAX / each ? SIZE_MAX : (size_t)items * each;
}

/* Where nothing is to be read or written a pointer may be NULL, but C allows no offset from that, not even 0. */
static inline void *hst__unless_null(void *p, void *instead) {
    return p == NULL ? instead : p;
}

/* A workspace that is there: aligned, then large enough. */
static inline hst_status hst__check_work(const void *work, size_t bytes, size_t needed) {
    if (!hst__is_aligned(work)) {
        return HST_EALIGN;
    }
    return bytes < needed ? HST_ESPACE : HST_OK;
}

/* The moments of a group of which nothing was observed (group.c). */
struct hst_moments;
void hst__group_none(struct hst_moments *out, int64_t missing);

/* What the searches for changes of level are given, beside options and outputs (change.c). */
typedef struct hst__change_call {
    const double *x, *exposure;
    int64_t n;
    int64_t most; /* changes, where each number of them is searched */
    void *work;
    size_t bytes;
} hst__change_call;

/* Check everything: whether the outputs are there and their sizes right is the caller's finding. Then read the
 * options into o, the defaults for NULL, and the series into s. */
struct hst_change_options;
struct hst__search;
hst_status hst__change_open(struct hst__search *s, struct hst_change_options *o,
                            const struct hst_change_options *options, int present, int sized,
                            const hst__change_call *call);
/* What a change costs among so many observed samples, > 0. */
double hst__change_penalty(const struct hst_change_options *o, int64_t samples);

/* The episodes of a series whose arguments are all as outage.h wants them (outage_episodes.c). */
struct hst_outage_options;
struct hst_outage_episode;
typedef struct hst__outage_series {
    const int64_t *time;
    const double *x;
    const double *baseline;
    const int32_t *state;
    int64_t n;
} hst__outage_series;
hst_status hst__outage_list(const struct hst_outage_options *o, struct hst_outage_episode *out, int64_t cap,
                            int64_t *found, const hst__outage_series *s);

/* What all parts of simultaneity check: options, read; numbers of groups; 0 .. 4096 series of 0 .. 2^32 samples
 * (simultaneity.c). */
struct hst_simultaneity_options;
hst_status hst__simultaneity_take(struct hst_simultaneity_options *out,
                                  const struct hst_simultaneity_options *options);
int hst__simultaneity_are_groups(const int32_t *group, int64_t series);
int hst__simultaneity_is_size(int64_t series, int64_t n);

#endif
