/* The contract of the hashrate room: every function, every documented error, in the documented order, with
 * nothing written. Known answers are in unit_hashrate_answers.c, random chains in unit_hashrate_chains.c, and
 * what a state adds up to in unit_hashrate_state.c. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "hashstat/hashrate.h"

enum { N = 5, WINDOWS = 3, POOLS = 2 };

/* One beyond the largest count; a call with it must stop before it reads. */
static const int64_t TOO_MANY = INT64_C(1000000000001);

static const double BAD_WORKS[] = {0.0,           -1.0,    NAN,   INFINITY, -INFINITY, 0x1.fffffp-901,
                                   0x1.00001p900, DBL_MAX, 5e-324};
static const double BAD_LEVELS[] = {0.0, 1.0, -0.5, 1.5, NAN, INFINITY, -INFINITY};
enum { BAD_WORK_COUNT = (int)(sizeof BAD_WORKS / sizeof BAD_WORKS[0]) };
enum { BAD_LEVEL_COUNT = (int)(sizeof BAD_LEVELS / sizeof BAD_LEVELS[0]) };

/* A record that every call accepts. */
typedef struct record {
    int64_t time[N];
    double work[N];
    int32_t pool[N];
    int64_t edges[WINDOWS + 1];
    hst_hashrate_grid grid;
} record;

static record good_record(void) {
    record r = {
        {0, 10, 20, 20, 40}, {5, 5, 5, 7, 7}, {0, 1, -1, 0, 1}, {0, 15, 15, 60}, {0, 10, 20, WINDOWS}};
    return r;
}

static const int64_t BACKWARDS[N] = {0, 10, 9, 20, 40};
static const int64_t LONGEST[N] = {INT64_MIN, 0, 0, 0, INT64_MAX};

/* All that the calls of this file write to, so that one look shows whether a rejected one wrote. */
static struct outputs {
    int64_t blocks[WINDOWS], seconds[WINDOWS], by_pool[WINDOWS * POOLS], out[N];
    double exposure[WINDOWS], x;
    hst_hashrate rate[WINDOWS];
    hst_hashrate_pool pools[POOLS];
    hst_hashrate_repair moved;
    hst_hashrate_state state;
    uint8_t packed[HST_HASHRATE_PACKED_BYTES];
} o;

static int nothing_is_written_yet(void **unused) {
    (void)unused;
    fill_untouched(&o, sizeof o);
    return 0;
}

static int nothing_was_written(void **unused) {
    (void)unused;
    assert_untouched(&o, sizeof o);
    return 0;
}

/* counts ----------------------------------------------------------------------------------------- */

static void count_edges_names_the_first_error(void **unused) {
    record r = good_record();
    int64_t *b = o.blocks, *s = o.seconds, *p = o.by_pool, *no = NULL;
    double *e = o.exposure, *no_e = NULL;
    const int64_t *t = r.time, *at = r.edges;
    const double *w = r.work;
    const int32_t *l = r.pool;
    static const int64_t down[] = {0, 15, 14, 60};
    int k;
    (void)unused;
    assert_status(hst_hashrate_count_edges(no, e, s, p, at, WINDOWS, t, w, l, N, POOLS), HST_ENULL);
    assert_status(hst_hashrate_count_edges(b, no_e, s, p, at, WINDOWS, t, w, l, N, POOLS), HST_ENULL);
    assert_status(hst_hashrate_count_edges(b, e, no, p, at, WINDOWS, t, w, l, N, POOLS), HST_ENULL);
    assert_status(hst_hashrate_count_edges(b, e, s, p, NULL, WINDOWS, t, w, l, N, POOLS), HST_ENULL);
    assert_status(hst_hashrate_count_edges(b, e, s, p, at, WINDOWS, NULL, w, l, N, POOLS), HST_ENULL);
    assert_status(hst_hashrate_count_edges(b, e, s, p, at, WINDOWS, t, NULL, l, N, POOLS), HST_ENULL);
    assert_status(hst_hashrate_count_edges(b, e, s, p, at, WINDOWS, t, w, NULL, N, POOLS), HST_ENULL);
    assert_status(hst_hashrate_count_edges(no, e, s, p, at, WINDOWS, t, w, l, -1, POOLS), HST_ENULL);
    assert_status(hst_hashrate_count_edges(b, e, s, p, at, -1, t, w, l, N, POOLS), HST_ESIZE);
    assert_status(hst_hashrate_count_edges(b, e, s, p, at, TOO_MANY, t, w, l, N, POOLS), HST_ESIZE);
    assert_status(hst_hashrate_count_edges(b, e, s, p, at, WINDOWS, t, w, l, -1, POOLS), HST_ESIZE);
    assert_status(hst_hashrate_count_edges(b, e, s, p, at, WINDOWS, t, w, l, TOO_MANY, POOLS), HST_ESIZE);
    assert_status(hst_hashrate_count_edges(b, e, s, p, at, WINDOWS, t, w, l, N, -1), HST_ESIZE);
    assert_status(hst_hashrate_count_edges(b, e, s, p, at, TOO_MANY - 1, t, w, l, N, INT32_MAX), HST_ESIZE);
    r.work[N - 1] = 0;
    assert_status(hst_hashrate_count_edges(b, e, s, p, at, WINDOWS, t, w, l, -1, POOLS), HST_ESIZE);
    for (k = 0; k < N; ++k) { /* the first and the last too, and before the order of times */
        r = good_record();
        r.work[k] = BAD_WORKS[k];
        assert_status(hst_hashrate_count_edges(b, e, s, p, at, WINDOWS, BACKWARDS, w, l, N, POOLS),
                      HST_EDOMAIN);
        r = good_record();
        r.pool[k] = k % 2 == 0 ? -2 : POOLS;
        assert_status(hst_hashrate_count_edges(b, e, s, p, at, WINDOWS, BACKWARDS, w, l, N, POOLS),
                      HST_EDOMAIN);
    }
    r = good_record();
    assert_status(hst_hashrate_count_edges(b, e, s, p, down, WINDOWS, t, w, l, N, POOLS), HST_EORDER);
    assert_status(hst_hashrate_count_edges(b, e, s, p, down, WINDOWS, LONGEST, w, l, N, POOLS), HST_EORDER);
    assert_status(hst_hashrate_count_edges(b, e, s, p, at, WINDOWS, BACKWARDS, w, l, N, POOLS), HST_EORDER);
    assert_status(hst_hashrate_count_edges(b, e, s, p, at, WINDOWS, LONGEST, w, l, N, POOLS), HST_EOVERFLOW);
    /* Answers that write nothing: no windows need no outputs. */
    assert_status(hst_hashrate_count_edges(NULL, NULL, NULL, NULL, NULL, 0, t, w, NULL, N, 0), HST_OK);
    assert_status(hst_hashrate_count_edges(NULL, NULL, NULL, p, at, 0, NULL, NULL, NULL, 0, POOLS), HST_OK);
}

static void count_grid_names_the_first_error(void **unused) {
    record r = good_record();
    int64_t *b = o.blocks, *s = o.seconds, *p = o.by_pool, *no = NULL;
    double *e = o.exposure, *no_e = NULL;
    const hst_hashrate_grid *g = &r.grid;
    const int64_t *t = r.time;
    const double *w = r.work;
    const int32_t *l = r.pool;
    static const hst_hashrate_grid bad_grids[] = {
        {0, 0, 20, 3},  {0, -1, 20, 3},        {0, 10, 0, 3},
        {0, 10, -1, 3}, {INT64_MAX, 10, 1, 1}, {INT64_MAX - 30, 10, 20, 3},
    };
    int k;
    (void)unused;
    assert_status(hst_hashrate_count_grid(b, e, s, p, NULL, t, w, l, N, POOLS), HST_ENULL);
    assert_status(hst_hashrate_count_grid(no, e, s, p, g, t, w, l, N, POOLS), HST_ENULL);
    assert_status(hst_hashrate_count_grid(b, no_e, s, p, g, t, w, l, N, POOLS), HST_ENULL);
    assert_status(hst_hashrate_count_grid(b, e, no, p, g, t, w, l, N, POOLS), HST_ENULL);
    assert_status(hst_hashrate_count_grid(b, e, s, p, g, NULL, w, l, N, POOLS), HST_ENULL);
    assert_status(hst_hashrate_count_grid(b, e, s, p, g, t, NULL, l, N, POOLS), HST_ENULL);
    assert_status(hst_hashrate_count_grid(b, e, s, p, g, t, w, NULL, N, POOLS), HST_ENULL);
    r.grid.count = -1;
    r.grid.step = 0;
    assert_status(hst_hashrate_count_grid(b, e, s, p, g, t, w, l, N, POOLS), HST_ESIZE);
    r.grid.count = TOO_MANY;
    assert_status(hst_hashrate_count_grid(b, e, s, p, g, t, w, l, N, POOLS), HST_ESIZE);
    r.grid.count = TOO_MANY - 1;
    assert_status(hst_hashrate_count_grid(b, e, s, p, g, t, w, l, N, INT32_MAX), HST_ESIZE);
    r = good_record();
    assert_status(hst_hashrate_count_grid(b, e, s, p, g, t, w, l, -1, POOLS), HST_ESIZE);
    assert_status(hst_hashrate_count_grid(b, e, s, p, g, t, w, l, TOO_MANY, POOLS), HST_ESIZE);
    assert_status(hst_hashrate_count_grid(b, e, s, p, g, t, w, l, N, -1), HST_ESIZE);
    for (k = 0; k < (int)(sizeof bad_grids / sizeof bad_grids[0]); ++k) {
        r.grid = bad_grids[k];
        assert_status(hst_hashrate_count_grid(b, e, s, p, g, BACKWARDS, w, l, N, POOLS), HST_EDOMAIN);
    }
    for (k = 0; k < BAD_WORK_COUNT; ++k) {
        r = good_record();
        r.work[k % N] = BAD_WORKS[k];
        assert_status(hst_hashrate_count_grid(b, e, s, p, g, BACKWARDS, w, l, N, POOLS), HST_EDOMAIN);
    }
    r = good_record();
    r.pool[2] = POOLS;
    assert_status(hst_hashrate_count_grid(b, e, s, p, g, BACKWARDS, w, l, N, POOLS), HST_EDOMAIN);
    r = good_record();
    assert_status(hst_hashrate_count_grid(b, e, s, p, g, BACKWARDS, w, l, N, POOLS), HST_EORDER);
    assert_status(hst_hashrate_count_grid(b, e, s, p, g, LONGEST, w, l, N, POOLS), HST_EOVERFLOW);
    r.grid.count = 0;
    assert_status(hst_hashrate_count_grid(NULL, NULL, NULL, NULL, g, t, w, NULL, N, 0), HST_OK);
}

/* estimates -------------------------------------------------------------------------------------- */

static void between_names_the_first_error(void **unused) {
    record r = good_record();
    const int64_t *t = r.time;
    const double *w = r.work;
    int k;
    (void)unused;
    assert_status(hst_hashrate_between(NULL, t, w, N, 0, 40, 0.95), HST_ENULL);
    assert_status(hst_hashrate_between(o.rate, NULL, w, N, 0, 40, 0.95), HST_ENULL);
    assert_status(hst_hashrate_between(o.rate, t, NULL, -1, 0, 40, 2), HST_ENULL);
    assert_status(hst_hashrate_between(o.rate, t, w, -1, 0, 40, 2), HST_ESIZE);
    assert_status(hst_hashrate_between(o.rate, t, w, TOO_MANY, 0, 40, 0.95), HST_ESIZE);
    for (k = 0; k < BAD_LEVEL_COUNT; ++k) {
        assert_status(hst_hashrate_between(o.rate, t, w, N, 40, 0, BAD_LEVELS[k]), HST_EDOMAIN);
    }
    for (k = 0; k < BAD_WORK_COUNT; ++k) {
        r = good_record();
        r.work[k % N] = BAD_WORKS[k];
        assert_status(hst_hashrate_between(o.rate, BACKWARDS, w, N, 0, 40, 0.95), HST_EDOMAIN);
    }
    r = good_record();
    assert_status(hst_hashrate_between(o.rate, LONGEST, w, N, 41, 40, 0.95), HST_EORDER);
    assert_status(hst_hashrate_between(o.rate, BACKWARDS, w, N, 0, 40, 0.95), HST_EORDER);
    assert_status(hst_hashrate_between(o.rate, LONGEST, w, N, 0, 40, 0.95), HST_EOVERFLOW);
}

static void fixed_count_names_the_first_error(void **unused) {
    record r = good_record();
    const int64_t *t = r.time;
    const double *w = r.work;
    int k;
    (void)unused;
    assert_status(hst_hashrate_fixed_count(NULL, t, w, N, 0.95), HST_ENULL);
    assert_status(hst_hashrate_fixed_count(o.rate, NULL, w, N, 0.95), HST_ENULL);
    assert_status(hst_hashrate_fixed_count(o.rate, t, NULL, N, 2), HST_ENULL);
    assert_status(hst_hashrate_fixed_count(o.rate, t, w, -1, 2), HST_ESIZE);
    assert_status(hst_hashrate_fixed_count(o.rate, t, w, TOO_MANY, 0.95), HST_ESIZE);
    for (k = 0; k < BAD_LEVEL_COUNT; ++k) {
        assert_status(hst_hashrate_fixed_count(o.rate, BACKWARDS, w, N, BAD_LEVELS[k]), HST_EDOMAIN);
    }
    r.work[0] = NAN; /* though no interval was spent on it */
    assert_status(hst_hashrate_fixed_count(o.rate, BACKWARDS, w, N, 0.95), HST_EDOMAIN);
    r = good_record();
    assert_status(hst_hashrate_fixed_count(o.rate, BACKWARDS, w, N, 0.95), HST_EORDER);
    assert_status(hst_hashrate_fixed_count(o.rate, LONGEST, w, N, 0.95), HST_EOVERFLOW);
    assert_status(hst_hashrate_fixed_count(o.rate, t, w, 1, 0.95), HST_EEMPTY);
    assert_status(hst_hashrate_fixed_count(o.rate, NULL, NULL, 0, 0.95), HST_EEMPTY);
}

static void windows_names_the_first_error(void **unused) {
    record r = good_record();
    const hst_hashrate_grid *g = &r.grid;
    const int64_t *t = r.time;
    const double *w = r.work;
    int k;
    (void)unused;
    assert_status(hst_hashrate_windows(o.rate, NULL, t, w, N, 0.95), HST_ENULL);
    assert_status(hst_hashrate_windows(NULL, g, t, w, N, 0.95), HST_ENULL);
    assert_status(hst_hashrate_windows(o.rate, g, NULL, w, N, 2), HST_ENULL);
    assert_status(hst_hashrate_windows(o.rate, g, t, NULL, N, 2), HST_ENULL);
    assert_status(hst_hashrate_windows(o.rate, g, t, w, -1, 2), HST_ESIZE);
    assert_status(hst_hashrate_windows(o.rate, g, t, w, TOO_MANY, 0.95), HST_ESIZE);
    r.grid.count = -1;
    assert_status(hst_hashrate_windows(o.rate, g, t, NULL, N, 0.95), HST_ENULL);
    assert_status(hst_hashrate_windows(o.rate, g, t, w, N, 2), HST_ESIZE);
    r.grid.count = TOO_MANY;
    assert_status(hst_hashrate_windows(o.rate, g, t, w, N, 0.95), HST_ESIZE);
    r = good_record();
    for (k = 0; k < BAD_LEVEL_COUNT; ++k) {
        assert_status(hst_hashrate_windows(o.rate, g, BACKWARDS, w, N, BAD_LEVELS[k]), HST_EDOMAIN);
    }
    r.grid.step = 0;
    assert_status(hst_hashrate_windows(o.rate, g, BACKWARDS, w, N, 0.95), HST_EDOMAIN);
    r = good_record();
    r.work[4] = -0.0;
    assert_status(hst_hashrate_windows(o.rate, g, BACKWARDS, w, N, 0.95), HST_EDOMAIN);
    r = good_record();
    assert_status(hst_hashrate_windows(o.rate, g, BACKWARDS, w, N, 0.95), HST_EORDER);
    assert_status(hst_hashrate_windows(o.rate, g, LONGEST, w, N, 0.95), HST_EOVERFLOW);
    r.grid.count = 0;
    assert_status(hst_hashrate_windows(NULL, g, t, w, N, 0.95), HST_OK);
}

static void pools_names_the_first_error(void **unused) {
    static const int64_t by_pool[] = {2, 3}, below[] = {2, -1}, huge[] = {INT64_MAX, INT64_MAX};
    static const double bad_exposures[] = {-1,           NAN, INFINITY, -INFINITY, 5e-324, 0x1.fffffp-901,
                                           0x1.00001p963};
    int k;
    (void)unused;
    assert_status(hst_hashrate_pools(NULL, by_pool, POOLS, 5, 1, 0.95), HST_ENULL);
    assert_status(hst_hashrate_pools(o.pools, NULL, POOLS, -1, 1, 0.95), HST_ENULL);
    assert_status(hst_hashrate_pools(o.pools, by_pool, -1, 5, -1, 0.95), HST_ESIZE);
    assert_status(hst_hashrate_pools(o.pools, by_pool, POOLS, -1, -1, 0.95), HST_ESIZE);
    assert_status(hst_hashrate_pools(o.pools, by_pool, POOLS, TOO_MANY, 1, 0.95), HST_ESIZE);
    for (k = 0; k < (int)(sizeof bad_exposures / sizeof bad_exposures[0]); ++k) {
        assert_status(hst_hashrate_pools(o.pools, by_pool, POOLS, 5, bad_exposures[k], 0.95), HST_EDOMAIN);
    }
    for (k = 0; k < BAD_LEVEL_COUNT; ++k) {
        assert_status(hst_hashrate_pools(o.pools, by_pool, POOLS, 5, 1, BAD_LEVELS[k]), HST_EDOMAIN);
    }
    assert_status(hst_hashrate_pools(o.pools, by_pool, POOLS, 4, 1, 0.95), HST_EDOMAIN);
    assert_status(hst_hashrate_pools(o.pools, below, POOLS, 5, 1, 0.95), HST_EDOMAIN);
    assert_status(hst_hashrate_pools(o.pools, huge, POOLS, TOO_MANY - 1, 1, 0.95), HST_EDOMAIN);
}

/* repairs and compatible estimates --------------------------------------------------------------- */

static void repairs_name_the_first_error(void **unused) {
    record r = good_record();
    int64_t work[2 * N + 1], *t = r.time, *out = o.out;
    hst_hashrate_repair *m = &o.moved;
    size_t size = hst_hashrate_repair_work_size(N);
    void *odd = (char *)work + 4;
    (void)unused;
    assert_status(hst_hashrate_repair_running_max(NULL, m, t, N), HST_ENULL);
    assert_status(hst_hashrate_repair_running_max(out, NULL, t, 0), HST_ENULL);
    assert_status(hst_hashrate_repair_running_max(out, m, NULL, -1), HST_ENULL);
    assert_status(hst_hashrate_repair_running_max(out, m, LONGEST, -1), HST_ESIZE);
    assert_status(hst_hashrate_repair_running_max(out, m, t, TOO_MANY), HST_ESIZE);
    assert_status(hst_hashrate_repair_running_max(out, m, LONGEST, N), HST_EOVERFLOW);
    assert_status(hst_hashrate_repair_isotonic(NULL, m, t, N, work, size), HST_ENULL);
    assert_status(hst_hashrate_repair_isotonic(out, NULL, t, N, work, size), HST_ENULL);
    assert_status(hst_hashrate_repair_isotonic(out, m, NULL, N, work, size), HST_ENULL);
    assert_status(hst_hashrate_repair_isotonic(out, m, t, -1, NULL, size), HST_ENULL);
    assert_status(hst_hashrate_repair_isotonic(out, m, t, -1, odd, size), HST_ESIZE);
    assert_status(hst_hashrate_repair_isotonic(out, m, t, TOO_MANY, odd, size), HST_ESIZE);
    assert_status(hst_hashrate_repair_isotonic(out, m, t, N, odd, 0), HST_EALIGN);
    assert_status(hst_hashrate_repair_isotonic(out, m, LONGEST, N, work, size - 1), HST_ESPACE);
    assert_status(hst_hashrate_repair_isotonic(out, m, LONGEST, N, work, size), HST_EOVERFLOW);
    assert_status(hst_hashrate_repair_subsequence(NULL, m, t, N, work, size), HST_ENULL);
    assert_status(hst_hashrate_repair_subsequence(out, NULL, t, N, work, size), HST_ENULL);
    assert_status(hst_hashrate_repair_subsequence(out, m, NULL, N, work, size), HST_ENULL);
    assert_status(hst_hashrate_repair_subsequence(out, m, t, -1, NULL, size), HST_ENULL);
    assert_status(hst_hashrate_repair_subsequence(out, m, t, -1, odd, size), HST_ESIZE);
    assert_status(hst_hashrate_repair_subsequence(out, m, t, N, odd, 0), HST_EALIGN);
    assert_status(hst_hashrate_repair_subsequence(out, m, LONGEST, N, work, size - 1), HST_ESPACE);
    assert_status(hst_hashrate_repair_subsequence(out, m, LONGEST, N, work, size), HST_EOVERFLOW);
}

static void estimates_of_others_name_the_first_error(void **unused) {
    record r = good_record();
    int k;
    (void)unused;
    assert_status(hst_hashrate_core(NULL, r.time, r.work, N), HST_ENULL);
    assert_status(hst_hashrate_core(&o.x, NULL, r.work, N), HST_ENULL);
    assert_status(hst_hashrate_core(&o.x, r.time, NULL, -1), HST_ENULL);
    assert_status(hst_hashrate_core(&o.x, r.time, r.work, -1), HST_ESIZE);
    assert_status(hst_hashrate_core(&o.x, r.time, r.work, TOO_MANY), HST_ESIZE);
    assert_status(hst_hashrate_core(&o.x, NULL, NULL, 0), HST_EEMPTY);
    assert_status(hst_hashrate_coinmetrics(NULL, 144, 1), HST_ENULL);
    assert_status(hst_hashrate_coinmetrics(&o.x, -1, -1), HST_ESIZE);
    assert_status(hst_hashrate_coinmetrics(&o.x, TOO_MANY, 1), HST_ESIZE);
    for (k = 0; k < BAD_WORK_COUNT; ++k) {
        r.work[k % N] = BAD_WORKS[k];
        assert_status(hst_hashrate_core(&o.x, r.time, r.work, N), HST_EDOMAIN);
        r = good_record();
        if (BAD_WORKS[k] != 0) { /* a difficulty may be 0 */
            assert_status(hst_hashrate_coinmetrics(&o.x, 144, BAD_WORKS[k]), HST_EDOMAIN);
        }
    }
}

/* states ----------------------------------------------------------------------------------------- */

static const hst_hashrate_state EMPTY;

static hst_hashrate_state corrupt_state(void) {
    hst_hashrate_state state = EMPTY;
    state.opaque[0] = UINT64_MAX;
    return state;
}

static void changes_of_a_state_name_the_first_error(void **unused) {
    hst_hashrate_state bad = corrupt_state(), full = EMPTY, kept;
    static const int64_t seconds[] = {1, -1}, two[] = {INT64_MAX, 1};
    static const double work[] = {1, 1}, bad_work[] = {1, 0};
    int k;
    (void)unused;
    assert_status(hst_hashrate_state_push(NULL, -1, 1, 1), HST_ENULL);
    assert_status(hst_hashrate_state_push(&bad, -1, -1, 1), HST_ESIZE);
    assert_status(hst_hashrate_state_push(&bad, TOO_MANY, 1, 1), HST_ESIZE);
    assert_status(hst_hashrate_state_push(&bad, 1, -1, 1), HST_EDOMAIN);
    for (k = 0; k < BAD_WORK_COUNT; ++k) {
        assert_status(hst_hashrate_state_push(&bad, 1, 1, BAD_WORKS[k]), HST_EDOMAIN);
        assert_status(hst_hashrate_state_unpush(&bad, 1, 1, BAD_WORKS[k]), HST_EDOMAIN);
    }
    assert_status(hst_hashrate_state_push(&bad, 1, 1, 1), HST_ECORRUPT);
    assert_status(hst_hashrate_state_push_n(NULL, seconds, work, 1), HST_ENULL);
    assert_status(hst_hashrate_state_push_n(&bad, NULL, work, 1), HST_ENULL);
    assert_status(hst_hashrate_state_push_n(&bad, seconds, NULL, 1), HST_ENULL);
    assert_status(hst_hashrate_state_push_n(&bad, seconds, work, -1), HST_ESIZE);
    assert_status(hst_hashrate_state_push_n(&bad, seconds, work, TOO_MANY), HST_ESIZE);
    assert_status(hst_hashrate_state_push_n(&bad, seconds, work, 2), HST_EDOMAIN);
    assert_status(hst_hashrate_state_push_n(&bad, two, bad_work, 2), HST_EDOMAIN);
    assert_status(hst_hashrate_state_push_n(&bad, two, work, 2), HST_ECORRUPT);
    assert_status(hst_hashrate_state_unpush(NULL, -1, 1, 1), HST_ENULL);
    assert_status(hst_hashrate_state_unpush(&bad, -1, -1, 1), HST_ESIZE);
    assert_status(hst_hashrate_state_unpush(&bad, 1, -1, 1), HST_EDOMAIN);
    assert_status(hst_hashrate_state_unpush(&bad, 1, 1, 1), HST_ECORRUPT);
    assert_status(hst_hashrate_state_merge(NULL, &bad), HST_ENULL);
    assert_status(hst_hashrate_state_merge(&bad, NULL), HST_ENULL);
    assert_status(hst_hashrate_state_merge(&bad, &EMPTY), HST_ECORRUPT);
    assert_status(hst_hashrate_state_merge(&full, &bad), HST_ECORRUPT);
    kept = corrupt_state();
    assert_memory_equal(&bad, &kept, sizeof bad);
    assert_memory_equal(&full, &EMPTY, sizeof full);
    assert_status(hst_hashrate_state_unpush(&full, 1, 0, 1), HST_EDOMAIN); /* nothing to take */
    assert_status(hst_hashrate_state_push_n(&full, two, work, 2), HST_EOVERFLOW);
    assert_memory_equal(&full, &EMPTY, sizeof full);
    assert_status(hst_hashrate_state_push(&full, TOO_MANY - 1, INT64_MAX, 1), HST_OK);
    kept = full;
    assert_status(hst_hashrate_state_push(&full, 1, 0, 1), HST_EOVERFLOW);
    assert_status(hst_hashrate_state_push(&full, 0, 1, 1), HST_EOVERFLOW);
    assert_status(hst_hashrate_state_merge(&full, &full), HST_EOVERFLOW);
    assert_memory_equal(&full, &kept, sizeof full);
}

static void reading_a_state_names_the_first_error(void **unused) {
    hst_hashrate_state bad = corrupt_state();
    int k;
    (void)unused;
    assert_status(hst_hashrate_state_read(NULL, &bad, 2), HST_ENULL);
    assert_status(hst_hashrate_state_read(o.rate, NULL, 2), HST_ENULL);
    assert_status(hst_hashrate_state_read_fixed_count(NULL, &bad, 2), HST_ENULL);
    assert_status(hst_hashrate_state_read_fixed_count(o.rate, NULL, 2), HST_ENULL);
    for (k = 0; k < BAD_LEVEL_COUNT; ++k) {
        assert_status(hst_hashrate_state_read(o.rate, &bad, BAD_LEVELS[k]), HST_EDOMAIN);
        assert_status(hst_hashrate_state_read_fixed_count(o.rate, &bad, BAD_LEVELS[k]), HST_EDOMAIN);
    }
    assert_status(hst_hashrate_state_read(o.rate, &bad, 0.95), HST_ECORRUPT);
    assert_status(hst_hashrate_state_read_fixed_count(o.rate, &bad, 0.95), HST_ECORRUPT);
    assert_status(hst_hashrate_state_read_fixed_count(o.rate, &EMPTY, 0.95), HST_EEMPTY);
}

static void packing_names_the_first_error(void **unused) {
    hst_hashrate_state bad = corrupt_state();
    uint8_t packed[HST_HASHRATE_PACKED_BYTES + 1];
    const size_t size = HST_HASHRATE_PACKED_BYTES;
    (void)unused;
    assert_status(hst_hashrate_state_pack(NULL, 0, &EMPTY), HST_ENULL);
    assert_status(hst_hashrate_state_pack(o.packed, 0, NULL), HST_ENULL);
    assert_status(hst_hashrate_state_pack(o.packed, size - 1, &bad), HST_ESPACE);
    assert_status(hst_hashrate_state_pack(o.packed, size, &bad), HST_ECORRUPT);
    assert_status(hst_hashrate_state_pack(packed, size + 1, &EMPTY), HST_OK);
    assert_status(hst_hashrate_state_unpack(NULL, packed, size), HST_ENULL);
    assert_status(hst_hashrate_state_unpack(&o.state, NULL, size), HST_ENULL);
    assert_status(hst_hashrate_state_unpack(&o.state, packed, 0), HST_ECORRUPT);
    assert_status(hst_hashrate_state_unpack(&o.state, packed, size - 1), HST_ECORRUPT);
    assert_status(hst_hashrate_state_unpack(&o.state, packed, size + 1), HST_ECORRUPT);
    packed[100] ^= 1;
    assert_status(hst_hashrate_state_unpack(&o.state, packed, size), HST_ECORRUPT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define REJECTS(test) cmocka_unit_test_setup_teardown(test, nothing_is_written_yet, nothing_was_written)
        REJECTS(count_edges_names_the_first_error),
        REJECTS(count_grid_names_the_first_error),
        REJECTS(between_names_the_first_error),
        REJECTS(fixed_count_names_the_first_error),
        REJECTS(windows_names_the_first_error),
        REJECTS(pools_names_the_first_error),
        REJECTS(repairs_name_the_first_error),
        REJECTS(estimates_of_others_name_the_first_error),
        REJECTS(changes_of_a_state_name_the_first_error),
        REJECTS(reading_a_state_names_the_first_error),
        REJECTS(packing_names_the_first_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
