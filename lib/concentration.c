/* How concentrated the network is. This file checks arguments, says how unknown blocks act, and puts the
 * answers together; the measures are in kernels/cells.h, the majorities in kernels/majority.h, the places in
 * kernels/rank_sets.h. */
#include "internal.h"

#include <math.h> /* INFINITY and NAN only */

#include "hashstat/concentration.h"
#include "kernels/cells.h"
#include "kernels/majority.h"
#include "kernels/options.h"
#include "kernels/rank_sets.h"
#include "kernels/special.h"

/* Doubles hold such counts and their sums exactly, and the laws of the kernels hold for them. */
#define COUNT_MAX INT64_C(1000000000000)
#define LOG_TWO 0.693147180559945309417

enum {
    OPTIONS_0_1 = 40, /* bytes of the struct in release 0.1 */
    UNKNOWN = HST_CONCENTRATION_UNKNOWN_ONE | HST_CONCENTRATION_UNKNOWN_OUT,
    FLAGS = HST_CONCENTRATION_ABOVE | UNKNOWN,
    DELTA_ORDER_MAX = 8 /* of renyi: beyond, min_entropy bounds it closely enough */
};
static const hst_concentration_options usual = {sizeof(hst_concentration_options), 0, 0.5, 2, 0.95, 4};

hst_status hst_concentration_options_init(hst_concentration_options *options, uint32_t struct_size) {
    if (options == NULL) {
        return HST_ENULL;
    }
    return hst__options_init(options, struct_size, &usual, OPTIONS_0_1, sizeof usual) ? HST_OK : HST_EOPTION;
}

size_t hst_concentration_work_size(int32_t pools) {
    return pools < 0 ? 0 : hst__as_size(2 * sizeof(hst__entry) * ((uint64_t)pools + 1));
}

/* checks --------------------------------------------------------------------------------------- */

static hst_status check_work(const void *work, size_t bytes, int32_t pools) {
    if (!hst__is_aligned(work)) {
        return HST_EALIGN;
    }
    return bytes < hst_concentration_work_size(pools) ? HST_ESPACE : HST_OK;
}

static int is_order(double x) {
    return x >= 0; /* INFINITY too, NaN not */
}

static hst_status take_options(hst_concentration_options *out, const hst_concentration_options *options) {
    *out = usual;
    if (options != NULL &&
        (!hst__options_read_flags(out, options, &usual, OPTIONS_0_1, sizeof usual, FLAGS) ||
         (out->flags & UNKNOWN) == UNKNOWN)) {
        return HST_EOPTION;
    }
    return hst__is_open_unit(out->threshold) && is_order(out->order) && hst__is_open_unit(out->level) &&
                   out->top >= 1
               ? HST_OK
               : HST_EDOMAIN;
}

/* One window. */
typedef struct window {
    const int64_t *blocks;
    int64_t pools;
    int64_t listed;
    int64_t unknown;
} window;

static int is_count(int64_t n) {
    return n >= 0 && n <= COUNT_MAX;
}

static int add_up(window *w) {
    int64_t i;
    w->listed = 0;
    for (i = 0; i < w->pools; ++i) {
        if (!is_count(w->blocks[i])) {
            return 0;
        }
        w->listed += w->blocks[i];
        if (w->listed > COUNT_MAX) {
            return 0;
        }
    }
    return is_count(w->unknown) && is_count(w->listed + w->unknown);
}

static hst__cells cells_of(const window *w, uint32_t flags, void *work) {
    return hst__cells_of(w->blocks, w->pools, flags & HST_CONCENTRATION_UNKNOWN_ONE ? w->unknown : 0,
                         flags & UNKNOWN ? 0 : w->unknown, work);
}

/* measures ------------------------------------------------------------------------------------- */

static double renyi_of(const hst__cells *c, double order, double squares, double largest) {
    if (order == 0) {
        return hst__log((double)(c->used + c->ones));
    }
    return hst__is_finite(order) ? hst__cells_renyi(c, order, squares) : largest;
}

static void measure(hst_concentration *out, const hst__cells *c, const hst_concentration_options *o) {
    double largest = c->surprise[0];
    out->blocks = c->total;
    out->pools = c->used;
    out->nakamoto = hst__majority_point(c, o->threshold, (o->flags & HST_CONCENTRATION_ABOVE) != 0);
    out->hhi = hst__cells_squares(c);
    out->hhi_unbiased = hst__cells_squares_unbiased(c);
    out->effective = 1 / out->hhi;
    out->gini = hst__cells_gini(c);
    out->shannon = hst__cells_renyi(c, 1, out->hhi) / LOG_TWO;
    out->renyi = renyi_of(c, o->order, out->hhi, largest) / LOG_TWO;
    out->min_entropy = largest / LOG_TWO;
    out->theil = hst__cells_theil(c);
    out->top = hst__majority_top(c, o->top).share;
}

static void no_measure(hst_concentration *out) {
    double nan = (double)NAN;
    hst_concentration none = {0, 0, 0, HST_NONE, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    none.hhi = none.hhi_unbiased = none.effective = none.gini = none.shannon = nan;
    none.renyi = none.min_entropy = none.theil = none.top = nan;
    *out = none;
}

static void no_range(hst_concentration_range *out) {
    hst_interval none = {0, 0};
    none.lower = none.upper = (double)NAN;
    out->hhi = out->effective = out->gini = out->shannon = none;
    out->renyi = out->min_entropy = out->theil = out->top = none;
    out->nakamoto_lower = out->nakamoto_upper = out->nakamoto_certain = HST_NONE;
}

/* intervals ------------------------------------------------------------------------------------ */

static hst_interval within(double lower, double upper, double least, double most) {
    hst_interval i;
    i.lower = hst__smaller(hst__larger(lower, least), most);
    i.upper = hst__smaller(hst__larger(upper, least), most);
    return i;
}

static hst_interval around(const hst__measured *m, double z, double least, double most) {
    double middle = m->estimate - m->bias;
    return within(middle - z * m->error, middle + z * m->error, least, most);
}

static hst_interval range_of_squares(const hst__cells *c, double squares, double z) {
    hst__measured m = {0, 0, 0};
    if (c->total < 2) {
        return within(0, 1, 0, 1);
    }
    m.estimate = squares;
    hst__cells_squares_error(&m, c);
    return around(&m, z, 0, 1);
}

static hst_interval reciprocal(const hst_interval *x) {
    hst_interval i;
    i.lower = 1 / x->upper;
    i.upper = x->lower > 0 ? 1 / x->lower : (double)INFINITY;
    return i;
}

/* Pools that are alike seem unlike by chance, never the other way round: the lower end allows for that. */
static hst_interval range_of_gini(const hst__cells *c, double gini, double z) {
    hst__measured m = {0, 0, 0};
    m.estimate = gini;
    hst__cells_gini_error(&m, c);
    return within(gini - m.bias - z * m.error, gini + z * m.error, 0, 1 - 1 / (double)c->cells);
}

static hst_interval range_of_theil(const hst__cells *c, double theil, double z) {
    hst__measured m = {0, 0, 0};
    m.estimate = theil;
    hst__cells_theil_error(&m, c);
    return around(&m, z, 0, hst__log((double)c->cells));
}

/* In bits, for an entropy in bits. */
static hst_interval range_of_renyi(const hst__cells *c, double order, double bits, double z) {
    hst__measured m = {0, 0, 0};
    m.estimate = bits * LOG_TWO;
    hst__cells_renyi_error(&m, c, order);
    m.estimate = bits;
    m.bias /= LOG_TWO;
    m.error /= LOG_TWO;
    return around(&m, z, 0, (double)INFINITY);
}

static hst_interval range_of_min_entropy(const hst__cells *c, double tail) {
    hst__holding h = {0, 0, 1};
    hst_interval i;
    hst__majority_top_ends(&h, c, 1, tail);
    i.lower = hst__larger(-hst__log(h.upper), 0) / LOG_TWO;
    i.upper = -hst__log(h.lower) / LOG_TWO; /* of a pool with a block, so above 0 */
    return i;
}

/* Any order has an interval: pools that have a block are at least these, the list has no more; and from high
 * orders on, min_entropy <= renyi <= min_entropy x order / (order - 1). */
static hst_interval range_of_order(const hst__cells *c, double order, double bits, double z,
                                   const hst_interval *min_entropy) {
    hst_interval i = *min_entropy;
    if (order == 0) {
        i.lower = hst__log((double)c->used) / LOG_TWO;
        i.upper = c->ones > 0 ? (double)INFINITY : hst__log((double)c->cells) / LOG_TWO;
    } else if (order <= DELTA_ORDER_MAX) {
        i = range_of_renyi(c, order, bits, z);
    } else if (hst__is_finite(order)) {
        i.upper *= order / (order - 1);
    }
    return i;
}

static void bound(hst_concentration_range *out, const hst_concentration *m, const hst__cells *c,
                  const hst_concentration_options *o) {
    double tail = hst__tail_of(o->level), z = -hst__normal_quantile(tail);
    hst__holding h = {0, 0, 1};
    hst__majority majority = hst__majority_range(c, o->threshold, tail);
    hst__majority_top_ends(&h, c, o->top, tail);
    out->hhi = range_of_squares(c, m->hhi, z);
    out->effective = reciprocal(&out->hhi);
    out->gini = range_of_gini(c, m->gini, z);
    out->shannon = range_of_renyi(c, 1, m->shannon, z);
    out->min_entropy = range_of_min_entropy(c, tail);
    out->renyi = range_of_order(c, o->order, m->renyi, z, &out->min_entropy);
    out->theil = range_of_theil(c, m->theil, z);
    out->top = within(h.lower, h.upper, 0, 1);
    out->nakamoto_lower = majority.lower;
    out->nakamoto_upper = majority.upper;
    out->nakamoto_certain = majority.certain;
}

/* What the window has to say, or that it has nothing to say. */
static hst_status answer(hst_concentration *out, hst_concentration_range *range, const window *w,
                         const hst_concentration_options *o, void *work) {
    hst__cells c = cells_of(w, o->flags, work);
    if (c.used == 0) {
        return HST_EEMPTY;
    }
    measure(out, &c, o);
    out->unknown = w->unknown;
    if (range != NULL) {
        bound(range, out, &c, o);
    }
    return HST_OK;
}

static hst_status check_window(const void *out, const window *w, const void *work, size_t bytes) {
    if (out == NULL || (w->blocks == NULL && w->pools > 0) || work == NULL) {
        return HST_ENULL;
    }
    return w->pools < 0 ? HST_ESIZE : check_work(work, bytes, (int32_t)w->pools);
}

hst_status hst_concentration_measure(const hst_concentration_options *options, hst_concentration *out,
                                     hst_concentration_range *range, const int64_t *blocks, int32_t pools,
                                     int64_t unknown, void *work, size_t bytes) {
    window w = {blocks, pools, 0, unknown};
    hst_concentration_options o;
    hst_status status = check_window(out, &w, work, bytes);
    if (status == HST_OK) {
        status = take_options(&o, options);
    }
    if (status != HST_OK) {
        return status;
    }
    return add_up(&w) ? answer(out, range, &w, &o, work) : HST_EDOMAIN;
}

/* grid ----------------------------------------------------------------------------------------- */

typedef struct grid {
    const int64_t *by_pool;
    const int64_t *blocks;
    int64_t windows;
    int32_t pools;
} grid;

static hst_status check_grid(const void *out, const grid *g, const void *work, size_t bytes) {
    if ((out == NULL && g->windows > 0) || (g->by_pool == NULL && g->windows > 0 && g->pools > 0) ||
        work == NULL) {
        return HST_ENULL;
    }
    if (g->windows < 0 || g->pools < 0 || (g->pools > 0 && g->windows > INT64_MAX / 8 / g->pools)) {
        return HST_ESIZE;
    }
    return check_work(work, bytes, g->pools);
}

/* The unknown blocks of a window are what its pools do not have. */
static int take_row(window *w, const grid *g, int64_t row) {
    w->blocks = g->pools > 0 ? g->by_pool + row * g->pools : NULL;
    w->pools = g->pools;
    w->unknown = 0;
    if (!add_up(w)) {
        return 0;
    }
    if (g->blocks != NULL) {
        w->unknown = g->blocks[row] - w->listed;
        return w->unknown >= 0 && is_count(g->blocks[row]);
    }
    return 1;
}

static void leave_empty(hst_concentration *out, hst_concentration_range *range, const window *w,
                        uint32_t flags) {
    no_measure(out);
    out->unknown = w->unknown;
    out->blocks = flags & HST_CONCENTRATION_UNKNOWN_OUT ? 0 : w->unknown;
    if (range != NULL) {
        no_range(range);
    }
}

hst_status hst_concentration_measure_grid(const hst_concentration_options *options, hst_concentration *out,
                                          hst_concentration_range *range, const int64_t *by_pool,
                                          const int64_t *blocks, int64_t windows, int32_t pools, void *work,
                                          size_t bytes) {
    grid g = {by_pool, blocks, windows, pools};
    hst_concentration_options o;
    hst_status status = check_grid(out, &g, work, bytes);
    int64_t i;
    if (status == HST_OK) {
        status = take_options(&o, options);
    }
    for (i = 0; i < windows && status == HST_OK; ++i) {
        hst_concentration_range *at = range == NULL ? NULL : range + i;
        window w;
        if (!take_row(&w, &g, i)) {
            status = HST_EDOMAIN;
        } else if (answer(out + i, at, &w, &o, work) != HST_OK) {
            leave_empty(out + i, at, &w, o.flags);
        }
    }
    return status;
}

/* majorities ----------------------------------------------------------------------------------- */

/* Rows past the last pool with a block are those of that pool: more pools do not hold more. */
static void write_majorities(double *share, double *at_least, double *at_most, const hst__cells *c,
                             int64_t pools, double threshold) {
    double n = (double)c->total, held = 0;
    int64_t i;
    for (i = 0; i < pools; ++i) {
        held += i < c->used ? (double)c->count[i] : 0;
        share[i] = held / n;
        at_least[i] = hst__majority_at_least(held, n, threshold);
        at_most[i] = hst__majority_at_most(held, n, threshold);
    }
}

hst_status hst_concentration_majorities(const hst_concentration_options *options, double *share,
                                        double *at_least, double *at_most, const int64_t *blocks,
                                        int32_t pools, int64_t unknown, void *work, size_t bytes) {
    window w = {blocks, pools, 0, unknown};
    hst_concentration_options o;
    hst__cells c;
    hst_status status;
    if (pools > 0 && (share == NULL || at_least == NULL || at_most == NULL)) {
        return HST_ENULL;
    }
    status = check_window(&w, &w, work, bytes);
    if (status == HST_OK) {
        status = take_options(&o, options);
    }
    if (status != HST_OK) {
        return status;
    }
    if (!add_up(&w)) {
        return HST_EDOMAIN;
    }
    c = cells_of(&w, o.flags, work);
    if (c.used == 0) {
        return HST_EEMPTY;
    }
    write_majorities(share, at_least, at_most, &c, pools, o.threshold);
    return HST_OK;
}

/* places --------------------------------------------------------------------------------------- */

/* Ascending by blocks in `entry`; beaten counts places from the greatest. Whoever beats a pool beats all
 * further down, so that those who do are the first few. */
static void write_ranks(hst_concentration_rank *out, const hst__entry *entry, const int64_t *beaten,
                        int64_t pools) {
    int64_t rank = 0, better = 0, i;
    for (i = 0; i < pools; ++i) {
        const hst__entry *e = entry + (pools - 1 - i);
        rank = i > 0 && e->key == e[1].key ? rank : i + 1;
        while (beaten[better] <= i) {
            ++better;
        }
        out[e->place].rank = rank;
        out[e->place].best = better + 1;
        out[e->place].worst = beaten[i];
    }
}

hst_status hst_concentration_ranks(hst_concentration_rank *out, const int64_t *blocks, int32_t pools,
                                   double level, void *work, size_t bytes) {
    window w = {blocks, pools, 0, 0};
    hst__entry *entry = work;
    int64_t *count, *beaten, i;
    hst_status status = check_window(pools > 0 ? (const void *)out : &w, &w, work, bytes);
    if (status != HST_OK) {
        return status;
    }
    if (!hst__is_open_unit(level) || !add_up(&w)) {
        return HST_EDOMAIN;
    }
    for (i = 0; i < pools; ++i) {
        entry[i].key = blocks[i];
        entry[i].place = i;
    }
    hst__sort_entries(entry, pools, entry + pools);
    count = (int64_t *)(void *)(entry + pools);
    beaten = count + pools;
    for (i = 0; i < pools; ++i) {
        count[i] = entry[pools - 1 - i].key;
    }
    hst__rank_sets(beaten, count, pools, 1 - level);
    write_ranks(out, entry, beaten, pools);
    return HST_OK;
}
