/* Windows over synthetic blocks: 10 minutes apart on average, 20 pools, a new difficulty every 2016 blocks
 * (or with every block, as in chains like Monero). What cannot be done without reading is each block's time,
 * work and label once. The trailing windows are a week long and an hour apart, so each block lies in 168 of
 * them. */
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "hashstat/hashrate.h"

enum { POOLS = 20, HOUR = 3600, DAY = 24 * HOUR, WEEK = 7 * DAY };

typedef struct chain {
    int64_t *time;
    double *work;
    int32_t *pool;
    int64_t *seconds;
    int64_t n;
    hst_hashrate_grid grid;
    int64_t *blocks;
    double *exposure;
    int64_t *watched;
    int64_t *by_pool;
    hst_hashrate *rates;
    void *scratch;
    int64_t *repaired;
} chain;

static chain make_chain(int64_t n, int64_t blocks_a_period, int64_t step, int64_t width) {
    rng r = rng_seed(20220105);
    double work = 1e23;
    int64_t now = 1640995200;
    int64_t i;
    chain c;
    c.n = n;
    c.time = bench_room(n, sizeof *c.time);
    c.work = bench_room(n, sizeof *c.work);
    c.pool = bench_room(n, sizeof *c.pool);
    c.seconds = bench_room(n, sizeof *c.seconds);
    for (i = 0; i < n; ++i) {
        double share = rng_uniform(&r);
        if (i % blocks_a_period == 0) {
            work = 1e23 * (0.9 + 0.2 * rng_uniform(&r));
        }
        c.seconds[i] = (int64_t)(600 * rng_exponential(&r));
        now += c.seconds[i];
        c.time[i] = now;
        c.work[i] = work;
        c.pool[i] = (int32_t)(share * share * (POOLS + 1)) - 1; /* big pools, small pools, and unknown */
    }
    c.grid.start = c.time[0];
    c.grid.step = step;
    c.grid.width = width;
    c.grid.count = (now - c.time[0]) / step + 1;
    c.blocks = bench_room(c.grid.count, sizeof *c.blocks);
    c.exposure = bench_room(c.grid.count, sizeof *c.exposure);
    c.watched = bench_room(c.grid.count, sizeof *c.watched);
    c.by_pool = bench_room(c.grid.count * POOLS, sizeof *c.by_pool);
    c.rates = bench_room(c.grid.count, sizeof *c.rates);
    c.scratch = bench_room(2 * n, sizeof(int64_t));
    c.repaired = bench_room(n, sizeof *c.repaired);
    /* Touched before it is timed. */
    memset(c.by_pool, 1, (size_t)c.grid.count * POOLS * sizeof *c.by_pool);
    memset(c.rates, 1, (size_t)c.grid.count * sizeof *c.rates);
    memset(c.scratch, 1, (size_t)n * 16);
    memset(c.repaired, 1, (size_t)n * 8);
    return c;
}

static void free_chain(chain *c) {
    free(c->time);
    free(c->work);
    free(c->pool);
    free(c->seconds);
    free(c->blocks);
    free(c->exposure);
    free(c->watched);
    free(c->by_pool);
    free(c->rates);
    free(c->scratch);
    free(c->repaired);
}

static double sum_of(const int64_t *x, int64_t n) {
    double sum = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        sum += (double)x[i];
    }
    return sum;
}

static double run_counts(void *context) {
    chain *c = context;
    (void)hst_hashrate_count_grid(c->blocks, c->exposure, c->watched, NULL, &c->grid, c->time, c->work, NULL,
                                  c->n, 0);
    return sum_of(c->blocks, c->grid.count) + 1e18 * c->exposure[c->grid.count / 2];
}

static double run_pools(void *context) {
    chain *c = context;
    (void)hst_hashrate_count_grid(c->blocks, c->exposure, c->watched, c->by_pool, &c->grid, c->time, c->work,
                                  c->pool, c->n, POOLS);
    return sum_of(c->blocks, c->grid.count) + (double)c->by_pool[c->grid.count / 2 * POOLS];
}

static double run_windows(void *context) {
    chain *c = context;
    (void)hst_hashrate_windows(c->rates, &c->grid, c->time, c->work, c->n, 0.95);
    return c->rates[c->grid.count / 2].upper + c->rates[c->grid.count / 3].lower;
}

static double run_between(void *context) {
    chain *c = context;
    hst_hashrate out = {0, 0, 0, 0, 0, 0};
    (void)hst_hashrate_between(&out, c->time, c->work, c->n, c->time[c->n / 4], c->time[c->n / 2], 0.95);
    return out.estimate;
}

static double run_state(void *context) {
    chain *c = context;
    hst_hashrate_state state;
    hst_hashrate out = {0, 0, 0, 0, 0, 0};
    memset(&state, 0, sizeof state);
    (void)hst_hashrate_state_push_n(&state, c->seconds, c->work, c->n);
    (void)hst_hashrate_state_read(&out, &state, 0.95);
    return out.estimate;
}

static double run_running_max(void *context) {
    chain *c = context;
    hst_hashrate_repair moved = {0, 0, 0, 0};
    (void)hst_hashrate_repair_running_max(c->repaired, &moved, c->time, c->n);
    return (double)(c->repaired[c->n / 2] + moved.moved);
}

static double run_isotonic(void *context) {
    chain *c = context;
    hst_hashrate_repair moved = {0, 0, 0, 0};
    (void)hst_hashrate_repair_isotonic(c->repaired, &moved, c->time, c->n, c->scratch, (size_t)c->n * 16);
    return (double)(c->repaired[c->n / 2] + moved.moved);
}

static double run_subsequence(void *context) {
    chain *c = context;
    hst_hashrate_repair moved = {0, 0, 0, 0};
    (void)hst_hashrate_repair_subsequence(c->repaired, &moved, c->time, c->n, c->scratch, (size_t)c->n * 16);
    return (double)(c->repaired[c->n / 2] + moved.moved);
}

/* Times as headers have them: some a few minutes early. */
static void disturb(chain *c) {
    rng r = rng_seed(7);
    int64_t i;
    for (i = 0; i < c->n; ++i) {
        c->time[i] += rng_below(&r, 50) == 0 ? -(int64_t)rng_below(&r, 1200) : 0;
    }
}

typedef struct row {
    const char *name;
    bench_run *run;
    double bytes; /* per block */
    int64_t period;
    int64_t step;
    int64_t width;
    int copies;
} row;

int main(int argc, char **argv) {
    static const row ROWS[] = {
        {"hashrate_count_day", run_counts, 16, 2016, DAY, DAY, 0},
        {"hashrate_count_day_20_pools", run_pools, 20, 2016, DAY, DAY, 0},
        {"hashrate_count_week_hourly", run_counts, 16, 2016, HOUR, WEEK, 0},
        {"hashrate_count_week_hourly_20_pools", run_pools, 20, 2016, HOUR, WEEK, 0},
        {"hashrate_count_week_hourly_new_work_each_block", run_counts, 16, 1, HOUR, WEEK, 0},
        {"hashrate_windows_day", run_windows, 16, 2016, DAY, DAY, 0},
        {"hashrate_windows_week_hourly", run_windows, 16, 2016, HOUR, WEEK, 0},
        {"hashrate_between", run_between, 16, 2016, DAY, DAY, 0},
        {"hashrate_state_push_n", run_state, 16, 2016, DAY, DAY, 0},
        {"hashrate_repair_running_max", run_running_max, 8, 2016, DAY, DAY, 1},
        {"hashrate_repair_isotonic", run_isotonic, 8, 2016, DAY, DAY, 1},
        {"hashrate_repair_subsequence", run_subsequence, 8, 2016, DAY, DAY, 1},
    };
    static const int64_t MOST =
        1000000; /* rows of 20 pools for each hour of 1e7 blocks would fill the memory */
    size_t k;
    int i;
    bench_begin(argc, argv);
    for (k = 0; k < sizeof ROWS / sizeof *ROWS; ++k) {
        const row *r = &ROWS[k];
        for (i = 0; i < bench_sizes() && bench_wants(r->name); ++i) {
            int64_t n = bench_size(i) < MOST ? bench_size(i) : MOST;
            chain c = make_chain(n, r->period, r->step, r->width);
            if (r->copies) {
                disturb(&c);
                bench_case_copy(r->name, n, r->bytes * (double)n, NULL, r->run, &c);
            } else {
                bench_case(r->name, n, r->bytes * (double)n, NULL, r->run, &c);
            }
            free_chain(&c);
        }
    }
    return bench_end();
}
