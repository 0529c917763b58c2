/* What a watch remembers of each push. */
#include "watch.h"

#include <string.h>

#include "scalar.h"
#include "special.h"
#include "watch_odds.h"

#define MOST HST__WATCH_PUSHES_MOST

/* The largest value of each integer of the head. */
static const int64_t LARGEST[] = {HST__WATCH_BINS,
                                  MOST,
                                  MOST,
                                  MOST,
                                  MOST,
                                  1000000,
                                  1000000000,
                                  MOST,
                                  HST__WATCH_RING - 1,
                                  1,
                                  HST__WATCH_RING - 1,
                                  HST__WATCH_RING - 1,
                                  MOST + HST__WATCH_RING,
                                  HST__HULL_MOST,
                                  HST__HULL_MOST,
                                  HST__WATCH_TRIED,
                                  MOST,
                                  2 * MOST};

enum { INTEGERS = sizeof LARGEST / sizeof LARGEST[0] };

int hst__watch_load(hst__watch *w, const uint64_t *memory) {
    int64_t integer[INTEGERS];
    int i;
    memcpy(integer, memory, sizeof integer);
    for (i = 0; i < INTEGERS; ++i) {
        if (integer[i] < 0 || integer[i] > LARGEST[i]) {
            return 0;
        }
    }
    memcpy(w, memory, sizeof *w);
    return w->now.count >= 0 && w->now.count <= MOST;
}

void hst__watch_store(uint64_t *memory, const hst__watch *w) {
    memcpy(memory, w, sizeof *w);
}

static int64_t group_at(int64_t group) {
    return HST__WATCH_GROUP_AT + (group & (HST__WATCH_GROUPS - 1)) * (int64_t)(sizeof(hst__group) / 8);
}

hst__group hst__watch_group(const uint64_t *memory, int64_t group) {
    hst__group g;
    memcpy(&g, memory + group_at(group), sizeof g);
    return g;
}

static void put_group(uint64_t *memory, int64_t group, const hst__group *g) {
    memcpy(memory + group_at(group), g, sizeof *g);
}

static int64_t tried_at(int64_t i) {
    return HST__WATCH_TRIED_AT + i * (int64_t)(sizeof(hst__tried) / 8);
}

hst__tried hst__watch_tried(const uint64_t *memory, int64_t i) {
    hst__tried t;
    memcpy(&t, memory + tried_at(i), sizeof t);
    return t;
}

static void put_tried(uint64_t *memory, int64_t i, const hst__tried *t) {
    memcpy(memory + tried_at(i), t, sizeof *t);
}

hst__point hst__watch_vertex(const uint64_t *memory, int side, int64_t i) {
    return hst__point_at(memory + HST__WATCH_HULL_AT + side * HST__WATCH_HULL_WORDS, i);
}

/* what was asked for --------------------------------------------------------------------------- */

static int64_t by_kind(const hst__watch *w, int64_t asked, int64_t blocks, int64_t bins) {
    if (asked > 0) {
        return asked;
    }
    return w->kind == HST__WATCH_BINS ? bins : blocks;
}

int64_t hst__watch_stride(const hst__watch *w) {
    return by_kind(w, w->stride, 36, 1);
}

int64_t hst__watch_shortest(const hst__watch *w) {
    return by_kind(w, w->shortest, 6, 1);
}

/* With a known rate nothing is compared. */
int64_t hst__watch_baseline(const hst__watch *w) {
    int64_t stride = hst__watch_stride(w);
    return w->known_rate > 0 ? 0 : (w->baseline + stride - 1) / stride;
}

double hst__watch_horizon(const hst__watch *w) {
    return hst__larger(1, (double)by_kind(w, w->horizon, 52560, 1460) / (double)hst__watch_stride(w));
}

/* The weights H/((k + H - 1)(k + H)) are differences of this. */
double hst__watch_behind(const hst__watch *w, double k) {
    double horizon = hst__watch_horizon(w);
    return horizon / (k + horizon);
}

int64_t hst__watch_group_of(const hst__watch *w, int64_t step) {
    int64_t baseline = hst__watch_baseline(w);
    return baseline > 0 ? hst__most(step / baseline - 1, 0) : 0;
}

/* change times for the statistic --------------------------------------------------------------- */

static void ring_put(hst__watch *w, uint64_t *memory, int64_t next_key) {
    hst__point p = w->now;
    p.next_key = next_key;
    hst__point_put(memory + HST__WATCH_RING_AT, (w->ring_first + w->ring_count) % HST__WATCH_RING, &p);
    ++w->ring_count;
    w->settled = 1;
}

/* A rate that is not known needs pushes before the change too. */
static void release(hst__watch *w, uint64_t *memory) {
    hst__point p = hst__point_at(memory + HST__WATCH_RING_AT, w->ring_first);
    int side;
    w->ring_first = (w->ring_first + 1) % HST__WATCH_RING;
    --w->ring_count;
    if (w->known_rate > 0 || w->released >= hst__watch_shortest(w)) {
        for (side = HST__FALL; side <= HST__RISE; ++side) {
            w->vertices[side] = hst__hull_add(memory + HST__WATCH_HULL_AT + side * HST__WATCH_HULL_WORDS,
                                              w->vertices[side], &p, side, &w->vertices_lost);
        }
    }
    ++w->released;
}

/* change times for the e-value ----------------------------------------------------------------- */

/* The last one takes its place. */
static void drop(hst__watch *w, uint64_t *memory, double *odds, int64_t i) {
    hst__tried last = hst__watch_tried(memory, w->tried - 1);
    w->lost += hst__exp(odds[i]);
    ++w->dropped;
    --w->tried;
    odds[i] = odds[w->tried];
    put_tried(memory, i, &last);
}

static void drop_least(hst__watch *w, uint64_t *memory) {
    double odds[HST__WATCH_TRIED];
    int64_t i, k, least;
    hst__watch_odds_each(odds, w, memory);
    for (k = 0; k < HST__WATCH_FORGET; ++k) {
        for (least = 0, i = 1; i < w->tried; ++i) {
            least = odds[i] < odds[least] ? i : least;
        }
        drop(w, memory, odds, least);
    }
}

/* Groups share their places by eights, so the times of the one that stood here go. */
static void drop_group(hst__watch *w, uint64_t *memory, int64_t group) {
    double odds[HST__WATCH_TRIED];
    int64_t i;
    hst__watch_odds_each(odds, w, memory);
    for (i = w->tried - 1; i >= 0; --i) {
        if (hst__watch_tried(memory, i).group == group) {
            drop(w, memory, odds, i);
        }
    }
}

static void begin_group(hst__watch *w, uint64_t *memory, int64_t group) {
    hst__group g;
    drop_group(w, memory, group - HST__WATCH_GROUPS);
    g.from = w->now;
    g.learned = 0;
    g.exposure = 0;
    put_group(memory, group, &g);
}

/* The first bins of each comparison are over when they have enough arrivals. */
static void learn(const hst__watch *w, uint64_t *memory) {
    int64_t i;
    for (i = 0; i < HST__WATCH_GROUPS; ++i) {
        hst__group g = hst__watch_group(memory, i);
        double count = hst__point_count(&g.from, &w->now);
        if (g.learned == 0 && count >= HST__WATCH_LEARN) {
            g.learned = count;
            g.exposure = w->now.clock[0] - g.from.clock[0];
            put_group(memory, i, &g);
        }
    }
}

/* Whether a change now can be told from the comparison at all. */
static int is_comparable(const hst__watch *w, const uint64_t *memory, int64_t group) {
    return w->kind == HST__WATCH_BLOCKS || w->known_rate > 0 ||
           hst__watch_group(memory, group).learned > 0;
}

static void try_now(hst__watch *w, uint64_t *memory) {
    int64_t baseline = hst__watch_baseline(w);
    double before = hst__watch_behind(w, (double)w->step);
    hst__tried t;
    ++w->step;
    if (baseline > 0 && w->step % baseline == 0) {
        begin_group(w, memory, w->step / baseline);
    }
    t.group = hst__watch_group_of(w, w->step);
    if (!is_comparable(w, memory, t.group)) {
        return;
    }
    if (w->tried == HST__WATCH_TRIED) {
        drop_least(w, memory);
    }
    t.at = w->now;
    t.log_weight = hst__log(before / ((double)w->step + hst__watch_horizon(w)));
    put_tried(memory, w->tried, &t);
    ++w->tried;
}

/* pushes --------------------------------------------------------------------------------------- */

void hst__watch_put_missing(hst__watch *w, uint64_t *memory, int64_t key) {
    if (!w->settled) {
        ring_put(w, memory, key);
    }
    ++w->pushes;
}

/* Neumaier's sum, of terms that are not negative. */
static void run_clock(hst__watch *w, int side, double took) {
    double before = w->now.clock[side], whole = before + took;
    w->carry[side] += before >= took ? (before - whole) + took : (took - whole) + before;
    w->now.clock[side] = whole;
    /* carried over at once, so that a point is one double */
    whole += w->carry[side];
    w->carry[side] -= whole - w->now.clock[side];
    w->now.clock[side] = whole;
}

void hst__watch_put(hst__watch *w, uint64_t *memory, int64_t count, const double *took, int64_t key) {
    if (!w->settled) {
        ring_put(w, memory, key);
    }
    run_clock(w, HST__FALL, took[HST__FALL]);
    run_clock(w, HST__RISE, took[HST__RISE]);
    w->now.count += count;
    w->now.index = ++w->pushes;
    w->now.key = key;
    ++w->observed;
    ++w->seen;
    w->settled = 0;
    while (w->ring_count >= hst__watch_shortest(w)) {
        release(w, memory);
    }
    if (w->kind == HST__WATCH_BINS) {
        learn(w, memory);
    }
    if (w->observed % hst__watch_stride(w) == 0) {
        try_now(w, memory);
    }
}

/* beginning again ------------------------------------------------------------------------------ */

/* The earlier of two points that are not before `first`. */
static void take_earlier(hst__point *best, const hst__point *p, int64_t first) {
    if (p->index >= first && p->index < best->index) {
        *best = *p;
    }
}

static hst__point remembered_from(const hst__watch *w, uint64_t *memory, int64_t first) {
    hst__point best = w->now, p;
    int64_t i;
    int side;
    take_earlier(&best, &w->origin, first);
    for (side = HST__FALL; side <= HST__RISE; ++side) {
        for (i = 0; i < w->vertices[side]; ++i) {
            p = hst__watch_vertex(memory, side, i);
            take_earlier(&best, &p, first);
        }
    }
    for (i = 0; i < w->ring_count; ++i) {
        p = hst__point_at(memory + HST__WATCH_RING_AT, (w->ring_first + i) % HST__WATCH_RING);
        take_earlier(&best, &p, first);
    }
    for (i = 0; i < w->tried; ++i) {
        p = hst__watch_tried(memory, i).at;
        take_earlier(&best, &p, first);
    }
    return best;
}

/* Pushes observed since a remembered point; of one that left the ring at least the shortest. */
static int64_t observed_since(const hst__watch *w, const uint64_t *memory, int64_t index) {
    int64_t before = w->released, i;
    for (i = 0; i < w->ring_count; ++i) {
        hst__point p = hst__point_at(memory + HST__WATCH_RING_AT, (w->ring_first + i) % HST__WATCH_RING);
        before = p.index <= index ? -i : before;
    }
    return hst__least(before + w->ring_count - w->settled, HST__WATCH_RING);
}

/* A clock says what has passed on it since the origin, in units of its pace now. */
static void set_clock(hst__watch *w, int side) {
    double passed = w->now.clock[side] - w->origin.clock[side];
    w->now.clock[side] = passed * hst__exp(-w->growth[side] * w->elapsed);
    w->origin.clock[side] = 0;
    w->carry[side] = 0;
}

void hst__watch_begin_from(hst__watch *w, uint64_t *memory, int64_t onset) {
    int64_t count;
    hst__group g;
    w->origin = onset < 0 ? w->now : remembered_from(w, memory, onset);
    count = (int64_t)((uint64_t)w->now.count - (uint64_t)w->origin.count);
    w->released = w->origin.index < w->now.index ? observed_since(w, memory, w->origin.index) : 0;
    set_clock(w, HST__FALL);
    set_clock(w, HST__RISE);
    w->origin.count = 0;
    w->now.count = count;
    w->known_rate = w->elapsed = w->lost = 0;
    w->observed = w->step = w->dropped = w->tried = 0;
    w->vertices_lost = w->vertices[HST__FALL] = w->vertices[HST__RISE] = 0;
    w->ring_first = w->ring_count = 0;
    w->settled = 0;
    g.from = w->origin;
    g.learned = 0;
    g.exposure = 0;
    put_group(memory, 0, &g);
}
