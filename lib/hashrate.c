/* Hashrate from blocks. A record is swept once for its windows (kernels/window_table.h). What a count over
 * an exposure says is for the laws of rate.h. Beside that stand the repairs of header times, two estimates of
 * the field under their own names, and the state that merges; the arithmetic of all three is in kernels. This
 * file checks arguments, in the order that the header says, and puts the parts together. */
#include "internal.h"

#include <math.h> /* INFINITY and NAN only */

#include "hashstat/hashrate.h"
#include "hashstat/rate.h"
#include "kernels/arrivals.h"
#include "kernels/isotonic.h"
#include "kernels/monotone.h"
#include "kernels/ordered.h"
#include "kernels/proportion.h"
#include "kernels/subsequence.h"
#include "kernels/window_table.h"

static int is_count(int64_t n) {
    return n >= 0 && n <= HST__ARRIVALS_MAX;
}

static int is_work(double x) {
    return x >= HST__ARRIVALS_LEVEL_MIN && x <= HST__ARRIVALS_LEVEL_MAX;
}

/* From one second at most work to the longest record at least. */
static int is_exposure(double x) {
    return x >= 1 / HST__ARRIVALS_LEVEL_MAX && x <= 0x1p63 / HST__ARRIVALS_LEVEL_MIN;
}

/* records -------------------------------------------------------------------------------------- */

typedef struct record {
    const int64_t *time;
    const double *work;
    int64_t n;
} record;

static int is_given(const record *r) {
    return r->n == 0 || (r->time != NULL && r->work != NULL);
}

static int is_in_domain(const record *r) {
    return hst__all_within(r->work, r->n, HST__ARRIVALS_LEVEL_MIN, HST__ARRIVALS_LEVEL_MAX);
}

/* Up to the domain. */
static hst_status check_record(const void *out, const record *r) {
    if (out == NULL || !is_given(r)) {
        return HST_ENULL;
    }
    if (!is_count(r->n)) {
        return HST_ESIZE;
    }
    return is_in_domain(r) ? HST_OK : HST_EDOMAIN;
}

/* The last check, and the start of the pass. */
static hst_status begin(hst__window_sweep *sweep, const record *r) {
    if (!hst__is_ascending(r->time, r->n)) {
        return HST_EORDER;
    }
    if (r->n > 0 && (uint64_t)r->time[r->n - 1] - (uint64_t)r->time[0] > INT64_MAX) {
        return HST_EOVERFLOW;
    }
    hst__window_sweep_begin(sweep, r->time, r->work, r->n);
    return HST_OK;
}

static hst__windows windows_of(const hst_hashrate_grid *grid) {
    return (hst__windows){NULL, grid->start, grid->step, grid->width, grid->count};
}

static int is_grid(const hst__windows *w) {
    return hst__is_grid(w->start, w->step, w->width, w->count);
}

/* counts --------------------------------------------------------------------------------------- */

/* All but the windows themselves, up to the domain. */
static hst_status check_table(const hst__window_table *t, int64_t windows, const record *r) {
    int labelled = t->by_label != NULL;
    if ((windows != 0 && (t->events == NULL || t->exposure == NULL || t->seconds == NULL)) || !is_given(r) ||
        (labelled && t->label == NULL && r->n != 0)) {
        return HST_ENULL;
    }
    if (!is_count(windows) || !is_count(r->n) || (labelled && !hst__fits_table(windows, t->labels))) {
        return HST_ESIZE;
    }
    return is_in_domain(r) && (!labelled || hst__all_ids(t->label, r->n, t->labels)) ? HST_OK : HST_EDOMAIN;
}

static hst_status count(const hst__window_table *t, const hst__windows *w, const record *r) {
    hst_status status = check_table(t, w->count, r);
    hst__window_sweep sweep;
    if (status == HST_OK && !is_grid(w)) {
        status = HST_EDOMAIN;
    }
    if (status == HST_OK && w->edges != NULL && !hst__is_ascending(w->edges, w->count + 1)) {
        status = HST_EORDER;
    }
    if (status == HST_OK) {
        status = begin(&sweep, r);
    }
    if (status == HST_OK) {
        hst__window_table_fill(t, w, &sweep);
    }
    return status;
}

hst_status hst_hashrate_count_edges(int64_t *blocks, double *exposure, int64_t *seconds, int64_t *by_pool,
                                    const int64_t *edges, int64_t windows, const int64_t *time,
                                    const double *work, const int32_t *pool, int64_t n, int32_t pools) {
    hst__window_table t = {blocks, exposure, seconds, by_pool, pool, pools};
    record r = {time, work, n};
    hst__windows w = {edges, 0, 1, 1, windows};
    return edges == NULL && windows != 0 ? HST_ENULL : count(&t, &w, &r);
}

hst_status hst_hashrate_count_grid(int64_t *blocks, double *exposure, int64_t *seconds, int64_t *by_pool,
                                   const hst_hashrate_grid *grid, const int64_t *time, const double *work,
                                   const int32_t *pool, int64_t n, int32_t pools) {
    hst__window_table t = {blocks, exposure, seconds, by_pool, pool, pools};
    record r = {time, work, n};
    hst__windows w;
    if (grid == NULL) {
        return HST_ENULL;
    }
    w = windows_of(grid);
    return count(&t, &w, &r);
}

/* estimates ------------------------------------------------------------------------------------ */

/* An interval for exposure 1 serves every exposure: its ends scale. */
static hst_interval unit_fixed_time(int64_t blocks, double level) {
    hst_interval unit;
    (void)hst_rate_interval_exact(&unit, blocks, 1, level);
    return unit;
}

static void write_estimate(hst_hashrate *out, const hst__window *w, double arrivals, hst_interval unit) {
    int watched = w->exposure > 0;
    out->estimate = watched ? arrivals / w->exposure : NAN;
    out->lower = watched ? unit.lower / w->exposure : 0;
    out->upper = watched ? unit.upper / w->exposure : INFINITY;
    out->exposure = w->exposure;
    out->blocks = w->past - w->first;
    out->seconds = w->seconds;
}

static void write_fixed_time(hst_hashrate *out, const hst__window *w, double level) {
    int64_t blocks = w->past - w->first;
    write_estimate(out, w, (double)blocks, unit_fixed_time(blocks, level));
}

static void write_fixed_count(hst_hashrate *out, const hst__window *w, double level) {
    int64_t intervals = w->past - w->first;
    hst_interval unit;
    (void)hst_rate_fixed_count_interval(&unit, intervals, 1, level);
    write_estimate(out, w, intervals > 1 ? (double)(intervals - 1) : NAN, unit);
}

static hst_status check_estimate(const void *out, const record *r, double level) {
    hst_status status = check_record(out, r);
    return status == HST_OK && !hst__is_open_unit(level) ? HST_EDOMAIN : status;
}

hst_status hst_hashrate_between(hst_hashrate *out, const int64_t *time, const double *work, int64_t n,
                                int64_t from, int64_t until, double level) {
    record r = {time, work, n};
    hst_status status = check_estimate(out, &r, level);
    hst__window_sweep sweep;
    if (status == HST_OK) {
        status = until < from ? HST_EORDER : begin(&sweep, &r);
    }
    if (status == HST_OK) {
        hst__window w = hst__window_sweep_move(&sweep, from, until);
        write_fixed_time(out, &w, level);
    }
    return status;
}

hst_status hst_hashrate_fixed_count(hst_hashrate *out, const int64_t *time, const double *work, int64_t n,
                                    double level) {
    record r = {time, work, n};
    hst_status status = check_estimate(out, &r, level);
    hst__window_sweep sweep;
    if (status == HST_OK) {
        status = begin(&sweep, &r);
    }
    if (status == HST_OK && n < 2) {
        return HST_EEMPTY;
    }
    if (status == HST_OK) {
        hst__window w = hst__window_sweep_move(&sweep, time[0], time[n - 1]);
        w.first = 1;
        w.past = n; /* the block that ends the last interval counts here */
        write_fixed_count(out, &w, level);
    }
    return status;
}

/* Windows of much the same length show the same few counts again and again, and a quantile costs a hundred
 * times as much as all the rest of a window. */
enum { REMEMBERED = 128 };

typedef struct memory {
    int64_t blocks[REMEMBERED];
    hst_interval unit[REMEMBERED];
} memory;

static hst_interval remembered(memory *m, int64_t blocks, double level) {
    size_t slot = (size_t)(blocks % REMEMBERED);
    if (m->blocks[slot] != blocks) {
        m->blocks[slot] = blocks;
        m->unit[slot] = unit_fixed_time(blocks, level);
    }
    return m->unit[slot];
}

hst_status hst_hashrate_windows(hst_hashrate *out, const hst_hashrate_grid *grid, const int64_t *time,
                                const double *work, int64_t n, double level) {
    record r = {time, work, n};
    hst__window_sweep sweep;
    hst__windows windows;
    hst_status status;
    memory m;
    int64_t j;
    if (grid == NULL || (out == NULL && grid->count != 0)) {
        return HST_ENULL;
    }
    windows = windows_of(grid);
    status = check_estimate(grid, &r, level);
    if (status != HST_ENULL && !is_count(grid->count)) {
        return HST_ESIZE;
    }
    if (status == HST_OK) {
        status = is_grid(&windows) ? begin(&sweep, &r) : HST_EDOMAIN;
    }
    if (status != HST_OK) {
        return status;
    }
    memset(m.blocks, 0xff, sizeof m.blocks); /* -1, which is no count */
    for (j = 0; j < grid->count; ++j) {
        hst__window w = hst__windows_at(&windows, j, &sweep);
        write_estimate(out + j, &w, (double)(w.past - w.first), remembered(&m, w.past - w.first, level));
    }
    return HST_OK;
}

hst_status hst_hashrate_pools(hst_hashrate_pool *out, const int64_t *by_pool, int32_t pools, int64_t blocks,
                              double exposure, double level) {
    int32_t p;
    if (pools != 0 && (out == NULL || by_pool == NULL)) {
        return HST_ENULL;
    }
    if (pools < 0 || !is_count(blocks)) {
        return HST_ESIZE;
    }
    if (!(exposure == 0 || is_exposure(exposure)) || !hst__is_open_unit(level) ||
        !hst__are_parts(by_pool, pools, blocks)) {
        return HST_EDOMAIN;
    }
    for (p = 0; p < pools; ++p) {
        hst__window w = {0, by_pool[p], 0, exposure};
        double k = (double)by_pool[p];
        double n = (double)blocks;
        double tail = hst__tail_of(level);
        hst_hashrate rate;
        write_fixed_time(&rate, &w, level);
        out[p].blocks = by_pool[p];
        out[p].share = blocks > 0 ? k / n : NAN;
        out[p].share_lower = hst__proportion_lower(k, n, tail);
        out[p].share_upper = hst__proportion_upper(k, n, tail);
        out[p].estimate = rate.estimate;
        out[p].lower = rate.lower;
        out[p].upper = rate.upper;
    }
    return HST_OK;
}

/* repair of header times ----------------------------------------------------------------------- */

static hst_status check_repair(const int64_t *out, const hst_hashrate_repair *moved, const int64_t *time,
                               int64_t n) {
    if (moved == NULL || (n != 0 && (out == NULL || time == NULL))) {
        return HST_ENULL;
    }
    return is_count(n) ? HST_OK : HST_ESIZE;
}

static void write_moves(hst_hashrate_repair *out, hst__moves moves) {
    out->moved = moves.moved;
    out->largest = moves.largest;
    out->total = moves.total;
    out->first = moves.first;
}

hst_status hst_hashrate_repair_running_max(int64_t *out, hst_hashrate_repair *moved, const int64_t *time,
                                           int64_t n) {
    hst_status status = check_repair(out, moved, time, n);
    if (status == HST_OK && !hst__span_fits(time, n)) {
        status = HST_EOVERFLOW;
    }
    if (status == HST_OK) {
        write_moves(moved, hst__running_maximum(out, time, n));
    }
    return status;
}

size_t hst_hashrate_repair_work_size(int64_t n) {
    size_t each = 2 * sizeof(int64_t);
    uint64_t blocks = n > 0 ? (uint64_t)n : 0;
    return blocks > SIZE_MAX / each ? SIZE_MAX : (size_t)blocks * each;
}

/* The fit stands in the workspace, because out may be time. */
static hst_status repair(int64_t *out, hst_hashrate_repair *moved, const int64_t *time, int64_t n, void *work,
                         size_t bytes, void (*find)(int64_t *fit, const int64_t *x, int64_t n)) {
    hst_status status = check_repair(out, moved, time, n);
    int64_t *fit = work;
    if (work == NULL && n != 0) {
        return HST_ENULL;
    }
    if (status == HST_OK) {
        status = hst__check_work(work, bytes, hst_hashrate_repair_work_size(n));
    }
    if (status == HST_OK && !hst__span_fits(time, n)) {
        status = HST_EOVERFLOW;
    }
    if (status == HST_OK) {
        find(fit, time, n);
        write_moves(moved, hst__replace(out, time, fit, n));
    }
    return status;
}

hst_status hst_hashrate_repair_isotonic(int64_t *out, hst_hashrate_repair *moved, const int64_t *time,
                                        int64_t n, void *work, size_t bytes) {
    return repair(out, moved, time, n, work, bytes, hst__isotonic);
}

hst_status hst_hashrate_repair_subsequence(int64_t *out, hst_hashrate_repair *moved, const int64_t *time,
                                           int64_t n, void *work, size_t bytes) {
    return repair(out, moved, time, n, work, bytes, hst__spread_longest);
}

/* the field's own estimates -------------------------------------------------------------------- */

hst_status hst_hashrate_core(double *hashrate, const int64_t *time, const double *work, int64_t n) {
    record r = {time, work, n};
    hst_status status = check_record(hashrate, &r);
    hst__exact_sum sum = {{0}};
    uint64_t span;
    int64_t least;
    if (status != HST_OK) {
        return status;
    }
    if (n == 0) {
        return HST_EEMPTY;
    }
    hst__exact_sum_add_n(&sum, work + 1, n - 1);
    span = hst__span(&least, time, n);
    *hashrate = span > 0 ? hst__exact_sum_read(&sum) / (double)span : 0;
    return HST_OK;
}

hst_status hst_hashrate_coinmetrics(double *hashrate, int64_t blocks, double difficulty) {
    if (hashrate == NULL) {
        return HST_ENULL;
    }
    if (!is_count(blocks)) {
        return HST_ESIZE;
    }
    if (difficulty != 0 && !is_work(difficulty)) {
        return HST_EDOMAIN;
    }
    *hashrate = (double)blocks * difficulty * 0x1p32 / 86400;
    return HST_OK;
}

/* a state that merges -------------------------------------------------------------------------- */

/* By what the kernel says became of it. */
static const hst_status OUTCOME[] = {HST_OK, HST_ECORRUPT, HST_EOVERFLOW, HST_EDOMAIN};

static hst_status check_change(const void *state, int64_t blocks, int64_t seconds, double work) {
    if (state == NULL) {
        return HST_ENULL;
    }
    if (!is_count(blocks)) {
        return HST_ESIZE;
    }
    return seconds >= 0 && is_work(work) ? HST_OK : HST_EDOMAIN;
}

hst_status hst_hashrate_state_push(hst_hashrate_state *state, int64_t blocks, int64_t seconds, double work) {
    hst_status status = check_change(state, blocks, seconds, work);
    return status != HST_OK ? status : OUTCOME[hst__arrivals_add(state->opaque, blocks, seconds, work)];
}

hst_status hst_hashrate_state_unpush(hst_hashrate_state *state, int64_t blocks, int64_t seconds,
                                     double work) {
    hst_status status = check_change(state, blocks, seconds, work);
    return status != HST_OK ? status : OUTCOME[hst__arrivals_take(state->opaque, blocks, seconds, work)];
}

hst_status hst_hashrate_state_push_n(hst_hashrate_state *state, const int64_t *seconds, const double *work,
                                     int64_t n) {
    record r = {seconds, work, n};
    hst_status status = check_record(state, &r);
    if (status == HST_OK && !hst__all_at_least(seconds, n, 0)) {
        status = HST_EDOMAIN;
    }
    return status != HST_OK ? status : OUTCOME[hst__arrivals_add_n(state->opaque, seconds, work, n)];
}

hst_status hst_hashrate_state_merge(hst_hashrate_state *state, const hst_hashrate_state *other) {
    if (state == NULL || other == NULL) {
        return HST_ENULL;
    }
    return OUTCOME[hst__arrivals_merge(state->opaque, other->opaque)];
}

static hst_status read_state(hst__window *w, const void *out, const hst_hashrate_state *state, double level) {
    hst__arrivals a;
    if (out == NULL || state == NULL) {
        return HST_ENULL;
    }
    if (!hst__is_open_unit(level)) {
        return HST_EDOMAIN;
    }
    if (hst__arrivals_read(&a, state->opaque) != HST__ARRIVALS_DONE) {
        return HST_ECORRUPT;
    }
    w->first = 0;
    w->past = a.count;
    w->seconds = a.seconds;
    w->exposure = hst__exact_sum_read(&a.exposure);
    return HST_OK;
}

hst_status hst_hashrate_state_read(hst_hashrate *out, const hst_hashrate_state *state, double level) {
    hst__window w;
    hst_status status = read_state(&w, out, state, level);
    if (status == HST_OK) {
        write_fixed_time(out, &w, level);
    }
    return status;
}

hst_status hst_hashrate_state_read_fixed_count(hst_hashrate *out, const hst_hashrate_state *state,
                                               double level) {
    hst__window w;
    hst_status status = read_state(&w, out, state, level);
    if (status == HST_OK && w.past == 0) {
        return HST_EEMPTY;
    }
    if (status == HST_OK) {
        write_fixed_count(out, &w, level);
    }
    return status;
}

hst_status hst_hashrate_state_pack(void *packed, size_t bytes, const hst_hashrate_state *state) {
    if (packed == NULL || state == NULL) {
        return HST_ENULL;
    }
    return bytes < HST_HASHRATE_PACKED_BYTES ? HST_ESPACE
                                             : OUTCOME[hst__arrivals_pack(packed, state->opaque)];
}

hst_status hst_hashrate_state_unpack(hst_hashrate_state *state, const void *packed, size_t bytes) {
    if (state == NULL || packed == NULL) {
        return HST_ENULL;
    }
    return bytes != HST_HASHRATE_PACKED_BYTES ? HST_ECORRUPT
                                              : OUTCOME[hst__arrivals_unpack(state->opaque, packed)];
}
