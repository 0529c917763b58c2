/* A block of times after the other. Where something is missing the block is weighed three times: what there
 * is, with 0 in the gaps; 1 for what there is; 1 for the gaps. */
#include "weigh_gaps.h"

#include <math.h> /* NAN only */

#include "scalar.h"
#include "weigh.h"

#define SIGNLESS (UINT64_MAX >> 1)
#define INFINITE_BITS (UINT64_C(0x7ff) << 52)

enum part { VALUES, OBSERVED, MISSING };

/* Columns that are worked on. */
typedef struct block {
    const hst__weighing *w;
    int64_t time; /* the first */
    int times;
} block;

/* What a block holds. */
typedef struct sight {
    int gaps;
    int infinities;
} sight;

/* The sign set for an infinity or a NaN: by subtraction, because not every vector unit compares such
 * integers. */
static uint64_t unless_finite(uint64_t magnitude) {
    return (INFINITE_BITS - 1) - magnitude;
}

/* 0 less a magnitude is negative unless it is that of zero. */
int hst__are_weights(const double *weight, int64_t n) {
    uint64_t outside = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        uint64_t bits = hst__bits_at(weight + i);
        uint64_t magnitude = bits & SIGNLESS;
        outside |= unless_finite(magnitude) | (bits & (0 - magnitude));
    }
    return outside >> 63 == 0;
}

static double tile_value(const double *x, enum part part, sight *seen) {
    uint64_t bits = hst__bits_at(x) & SIGNLESS;
    int gap = bits > INFINITE_BITS;
    seen->gaps |= gap;
    seen->infinities |= bits == INFINITE_BITS;
    if (part == VALUES) {
        return gap ? 0 : *x;
    }
    return gap == (part == MISSING);
}

static void fill_tile(hst__weigh_tile *tile, const block *b, int32_t pool, enum part part, sight *seen) {
    int p, t;
    for (p = 0; p < tile->pools; ++p) {
        const double *x = b->w->x + (pool + p) * b->w->times + b->time;
        for (t = 0; t < tile->times; ++t) {
            tile->x[p][t] = tile_value(x + t, part, seen);
        }
    }
}

static void clear(double *a, const block *b) {
    int32_t c;
    int t;
    for (c = 0; c < b->w->countries; ++c) {
        for (t = 0; t < b->times; ++t) {
            a[c * b->w->times + b->time + t] = 0;
        }
    }
}

static sight weigh_part(double *out, const block *b, enum part part) {
    const hst__weighing *w = b->w;
    sight seen = {0, 0};
    hst__weigh_tile tile;
    int32_t pool;
    clear(out, b);
    tile.times = b->times;
    for (pool = 0; pool < w->pools; pool += tile.pools) {
        tile.pools = (int)hst__least(w->pools - pool, HST__WEIGH_POOLS);
        fill_tile(&tile, b, pool, part, &seen);
        if (w->countries == 0) {
            continue; /* and no place for them: no offset from there */
        }
        hst__weigh_add(out + b->time, w->times, w->weight + (int64_t)pool * w->countries, w->countries,
                       &tile);
    }
    return seen;
}

static int all_finite(const double *a, const block *b) {
    uint64_t outside = 0;
    int32_t c;
    int t;
    for (c = 0; c < b->w->countries; ++c) {
        for (t = 0; t < b->times; ++t) {
            outside |= unless_finite(hst__bits_at(a + c * b->w->times + b->time + t) & SIGNLESS);
        }
    }
    return outside >> 63 == 0;
}

/* Sums that rest on no weight: those that are NaN already, or those that are not. */
static void replace_unweighted(double *out, const double *weights, const block *b, int are_nan, double by) {
    int32_t c;
    int t;
    for (c = 0; c < b->w->countries; ++c) {
        for (t = 0; t < b->times; ++t) {
            int64_t at = c * b->w->times + b->time + t;
            int is_nan = (hst__bits_at(out + at) & SIGNLESS) > INFINITE_BITS;
            out[at] = weights[at] == 0 && is_nan == are_nan ? by : out[at];
        }
    }
}

/* missing[][] holds the weight of what is observed for a while. Where neither that nor what is missing has
 * any, the sum is 0 after all. */
static int weigh_block(double *out, double *missing, const block *b) {
    sight seen = weigh_part(out, b, VALUES);
    int outcome = seen.infinities ? HST__WEIGHED_INFINITE_SAMPLE : 0;
    outcome |= all_finite(out, b) ? 0 : HST__WEIGHED_INFINITE_SUM;
    clear(missing, b);
    if (seen.gaps) {
        (void)weigh_part(missing, b, OBSERVED);
        replace_unweighted(out, missing, b, 0, NAN);
        (void)weigh_part(missing, b, MISSING);
        replace_unweighted(out, missing, b, 1, 0);
        outcome |= all_finite(missing, b) ? 0 : HST__WEIGHED_INFINITE_SUM;
    }
    return outcome;
}

int hst__weigh(double *out, double *missing, const hst__weighing *w) {
    int outcome = 0;
    block b;
    b.w = w;
    for (b.time = 0; b.time < w->times; b.time += b.times) {
        b.times = (int)hst__least(w->times - b.time, HST__WEIGH_TIMES);
        outcome |= weigh_block(out, missing, &b);
    }
    return outcome;
}
