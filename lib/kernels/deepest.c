/* Block by block, by the smallest and the largest sample of each.
 *
 * Where a block does not exceed the maximum so far, its smallest sample has its largest quotient, because
 * both operations of the quotient are monotone. Where it does, that sample and the new maximum bound all
 * quotients; if the bound says that one of them may be deeper than what is known, all are made. So a block
 * costs one look, seldom a second one, and every quotient that decides is the textbook's.
 *
 * Of what is found only the block is kept; the places inside it are looked for once, in the end. */
#include "deepest.h"

#include <float.h>

#include "extremes.h"
#include "running_maximum.h"
#include "scalar.h"
#include "underwater.h"

enum { BLOCK = 512, LANES = HST__EXTREMES_LANES, NONE = -1 };

/* The bound and what it bounds are within two roundings each of their true values. */
#define SLACK (8 * DBL_EPSILON)

/* A maximum, and the end of a block or less in which its latest sample lies. level < 0: nothing observed. */
typedef struct summit {
    double level;
    int64_t before;
} summit;

typedef struct search {
    summit top;    /* of all so far */
    double depth;  /* the deepest so far */
    int64_t block; /* the first block that holds it */
    summit start;  /* the summit where that block begins */
    double lowest; /* since that block, as long as its summit was not met again */
    int64_t lowest_block;
    int64_t back; /* the block where it was */
} search;

static void raise_to(summit *top, double level, int64_t before) {
    top->level = level;
    top->before = before;
}

static int64_t block_end(int64_t from, int64_t n) {
    return from + hst__least(BLOCK, n - from);
}

static HST__BODY void fold(double *lanes, int half) {
    int k;
    for (k = 0; k < half; ++k) {
        lanes[k] = hst__larger(lanes[k + half], lanes[k]);
    }
}

/* Over up to BLOCK samples. A maximum of 0, or none yet, gives a NaN, which compares false. */
static HST__BODY double largest_quotient(int path, const double *x, int64_t n, double before) {
    double maximum[BLOCK];
    double depth[LANES] = {0};
    int64_t i;
    int k;
    hst__running_maximum_on(path, maximum, x, n, before);
    for (i = 0; n - i >= LANES; i += LANES) {
        for (k = 0; k < LANES; ++k) {
            depth[k] = hst__larger(hst__depth_below(maximum[i + k], x[i + k]), depth[k]);
        }
    }
    for (; i < n; ++i) {
        depth[0] = hst__larger(hst__depth_below(maximum[i], x[i]), depth[0]);
    }
    fold(depth, LANES / 2);
    fold(depth, LANES / 4);
    for (k = 1; k < LANES / 4; ++k) {
        depth[0] = hst__larger(depth[k], depth[0]);
    }
    return depth[0];
}

/* The largest quotient of a block, or one that is not larger than what is known. */
static HST__BODY double block_depth(int path, const search *s, hst__extremes block, const double *x,
                                    int64_t n) {
    double level = hst__larger(block.most, s->top.level);
    double bound;
    if (!(block.least < level)) {
        return 0;
    }
    bound = hst__depth_below(level, block.least);
    if (block.most > s->top.level && bound * (1 + SLACK) > s->depth) {
        return largest_quotient(path, x, n, s->top.level);
    }
    return bound;
}

static HST__BODY void take_block(search *s, hst__extremes block, double depth, int64_t from, int64_t until) {
    if (depth > s->depth) {
        s->depth = depth;
        s->block = from;
        s->start = s->top;
        s->lowest = DBL_MAX;
        s->back = NONE;
    } else if (s->back == NONE) {
        if (block.most >= s->top.level) {
            s->back = from;
        } else if (block.least < s->lowest) {
            s->lowest = block.least;
            s->lowest_block = from;
        }
    }
    if (block.most >= s->top.level) {
        raise_to(&s->top, block.most, until);
    }
}

static HST__BODY int search_blocks(int path, search *s, const double *x, int64_t n) {
    int64_t from, until;
    for (from = 0; from < n; from = until) {
        hst__extremes block;
        until = block_end(from, n);
        block = hst__extremes_body(x + from, until - from);
        if (block.least < 0 || block.most > DBL_MAX) {
            return 0;
        }
        take_block(s, block, block_depth(path, s, block, x + from, until - from), from, until);
    }
    return 1;
}

static int search_portable(search *s, const double *x, int64_t n) {
    return search_blocks(HST__PATH_PORTABLE, s, x, n);
}

#if HST__X86_PATHS
static HST__AVX2 int search_avx2(search *s, const double *x, int64_t n) {
    return search_blocks(HST__PATH_AVX2, s, x, n);
}

static HST__AVX512 int search_avx512(search *s, const double *x, int64_t n) {
    return search_blocks(HST__PATH_AVX512, s, x, n);
}
#endif

static int search_on(int path, search *s, const double *x, int64_t n) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        return search_avx512(s, x, n);
    }
    if (path == HST__PATH_AVX2) {
        return search_avx2(s, x, n);
    }
#endif
    (void)path;
    return search_portable(s, x, n);
}

static int64_t latest_of(summit top, const double *x) {
    int64_t i = top.before;
    do {
        --i;
    } while (x[i] != top.level);
    return i;
}

/* No sample above this is as deep as what was found, which spares the divisions. The slack covers the two
 * roundings of the quotient and those made here; for denormal levels, whose rounding is a whole unit,
 * comparing with <= does. */
static double shallow_above(const search *s, double level) {
    return level * (1 - s->depth + SLACK);
}

/* The first sample of the depth found; the summit it fell from comes with it. */
static int64_t first_deepest(summit *top, const search *s, const double *x) {
    double shallow = shallow_above(s, s->start.level);
    int64_t i;
    *top = s->start;
    for (i = s->block;; ++i) {
        if (x[i] >= top->level) {
            raise_to(top, x[i], i + 1);
            shallow = shallow_above(s, top->level);
        } else if (x[i] <= shallow && hst__depth_below(top->level, x[i]) >= s->depth) {
            return i;
        }
    }
}

/* Whether a sample of [from, until) is back at the level; the trough is kept up to date until then. */
static int is_back(hst__deepest *out, double level, const double *x, int64_t from, int64_t until) {
    int64_t i;
    for (i = from; i < until; ++i) {
        if (x[i] >= level) {
            out->recovery = i;
            return 1;
        }
        out->trough = x[i] < x[out->trough] ? i : out->trough;
    }
    return 0;
}

/* From the first deepest sample to the end of the fall. That sample need not be the lowest, as quotients
 * near 1 round to the same double. */
static void follow(hst__deepest *out, const search *s, double level, const double *x, int64_t n) {
    if (is_back(out, level, x, out->trough + 1, block_end(s->block, n))) {
        return;
    }
    if (s->lowest < x[out->trough]) {
        out->trough = s->lowest_block;
        while (x[out->trough] != s->lowest) {
            ++out->trough;
        }
    }
    if (s->back != NONE) {
        (void)is_back(out, level, x, s->back, block_end(s->back, n));
    }
}

static void find_places(hst__deepest *out, const search *s, const double *x, int64_t n) {
    summit top;
    out->trough = first_deepest(&top, s, x);
    out->peak = latest_of(top, x);
    out->onset = out->peak + 1;
    while (!(x[out->onset] < top.level)) {
        ++out->onset;
    }
    follow(out, s, top.level, x, n);
}

int hst__deepest_on(int path, hst__deepest *out, const double *x, int64_t n) {
    search s = {{-1, 0}, 0, NONE, {-1, 0}, 0, 0, 0};
    if (!search_on(path, &s, x, n)) {
        return 0;
    }
    out->depth = s.depth;
    out->peak = out->onset = out->trough = out->recovery = NONE;
    if (s.depth > 0) {
        find_places(out, &s, x, n);
    } else if (s.top.level >= 0) {
        out->peak = latest_of(s.top, x);
    }
    return 1;
}
