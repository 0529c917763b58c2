/* A process of arrivals watched for a change, in a state of fixed size: what is remembered of it.
 *
 * Remembered are places between two pushes (hull.h):
 *   now      where the watch stands;  origin  where the comparison of the present begins
 *   ring     the last ones, which a change may not stand at yet
 *   hull     of those before, the vertices of the upper and of the lower side
 *   group    where the comparison begins for the change times of a stretch (one group for all, or each of
 *            `baseline` steps)
 *   tried    change times on a regular grid, each with its weight and its group
 *
 * The words of a state may not be looked at as the doubles that some of them are, so its head is copied in
 * and out, and points one by one. */
#ifndef HST_KERNELS_WATCH_H
#define HST_KERNELS_WATCH_H

#include "strict.h"

#include <stddef.h>
#include <stdint.h>

#include "hull.h"

enum {
    HST__WATCH_NOTHING = 0,
    HST__WATCH_BLOCKS = 1, /* each push is one arrival, and how long it took is random */
    HST__WATCH_BINS = 2,   /* the exposure is given, and the arrivals are random */
    HST__WATCH_RING = 32,
    HST__WATCH_GROUPS = 8,
    HST__WATCH_TRIED = 128,
    HST__WATCH_FORGET = 32,  /* how many tried times go at once when there is no more room */
    HST__WATCH_LEARN = 100   /* arrivals of bins from which the prior of the rate is made */
};

#define HST__WATCH_PUSHES_MOST INT64_C(1000000000000)

/* The integers first, each with a range of its own, then the doubles. */
typedef struct hst__watch {
    int64_t kind;
    int64_t pushes;   /* missing ones too */
    int64_t observed; /* since the begin */
    int64_t seen;     /* observed since the first push */
    int64_t step;     /* tried times since the begin, remembered or not */
    int64_t stride, baseline, horizon, shortest; /* as asked for; 0: by kind */
    int64_t settled;  /* now is in the ring; not before the next key is known */
    int64_t ring_first, ring_count;
    int64_t released; /* points that have left the ring, or are as if they had */
    int64_t vertices[2];
    int64_t tried, dropped, vertices_lost;
    double known_rate;
    double growth[2]; /* of the clocks of falls and of rises, per second */
    double elapsed;   /* seconds since the begin */
    double carry[2];  /* what the sums of the clocks lost to rounding */
    double lost;      /* part of the sum that went with dropped times */
    hst__point now, origin;
} hst__watch;

typedef struct hst__group {
    hst__point from;
    double learned;  /* arrivals of the first bins; 0: not yet enough */
    double exposure; /* of the first bins */
} hst__group;

typedef struct hst__tried {
    hst__point at;
    double log_weight;
    int64_t group;
} hst__tried;

typedef struct hst__watch_memory {
    hst__watch head;
    hst__point ring[HST__WATCH_RING];
    hst__point hull[2][HST__HULL_MOST];
    hst__group group[HST__WATCH_GROUPS];
    hst__tried tried[HST__WATCH_TRIED];
} hst__watch_memory;

enum { HST__WATCH_WORDS = sizeof(hst__watch_memory) / 8 };

/* Where they begin, in words. */
enum {
    HST__WATCH_RING_AT = offsetof(hst__watch_memory, ring) / 8,
    HST__WATCH_HULL_AT = offsetof(hst__watch_memory, hull) / 8,
    HST__WATCH_GROUP_AT = offsetof(hst__watch_memory, group) / 8,
    HST__WATCH_TRIED_AT = offsetof(hst__watch_memory, tried) / 8,
    HST__WATCH_HULL_WORDS = HST__HULL_MOST * HST__POINT_WORDS
};

hst__point hst__watch_vertex(const uint64_t *memory, int side, int64_t i);

hst__group hst__watch_group(const uint64_t *memory, int64_t group);
hst__tried hst__watch_tried(const uint64_t *memory, int64_t i);

/* 0, with w then of no use, if no pushes can have left a count as it is. Doubles and points may be anything;
 * they are only reckoned with. */
int hst__watch_load(hst__watch *w, const uint64_t *memory);
void hst__watch_store(uint64_t *memory, const hst__watch *w);

/* What was asked for, or the default of the kind. */
int64_t hst__watch_stride(const hst__watch *w);
int64_t hst__watch_shortest(const hst__watch *w);
/* In steps; 0: one group. */
int64_t hst__watch_baseline(const hst__watch *w);
double hst__watch_horizon(const hst__watch *w);

/* How much of all weight stands behind the first k times tried. */
double hst__watch_behind(const hst__watch *w, double k);

/* The group whose change times are tried at this step. */
int64_t hst__watch_group_of(const hst__watch *w, int64_t step);

void hst__watch_put_missing(hst__watch *w, uint64_t *memory, int64_t key);
/* `took`: exposure on either clock. */
void hst__watch_put(hst__watch *w, uint64_t *memory, int64_t count, const double *took, int64_t key);

/* Begin again with the first point remembered from push `onset` on for comparison; with now if there is
 * none. */
void hst__watch_begin_from(hst__watch *w, uint64_t *memory, int64_t onset);

#endif
