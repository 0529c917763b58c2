/* A column of bits into work: one difficulty for 2016 blocks as in Bitcoin, and a new one with every block as
 * in chains that retarget each time, where nothing is reused. Beside it each conversion, for every block. */
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "hashstat/work.h"

typedef struct column {
    uint32_t *bits;
    uint8_t *target;
    double *work;
    double *difficulty;
    int64_t n;
} column;

static column make_column(int64_t n, int64_t run) {
    rng r = rng_seed(20220105);
    column c;
    int64_t i;
    c.n = n;
    c.bits = bench_room(n, sizeof *c.bits);
    c.target = bench_room(n, 32);
    c.work = bench_room(n, sizeof *c.work);
    c.difficulty = bench_room(n, sizeof *c.difficulty);
    for (i = 0; i < n; ++i) {
        uint32_t flags;
        c.bits[i] = i % run == 0 ? 0x17080000 + (uint32_t)rng_below(&r, 0x080000) : c.bits[i - 1];
        (void)hst_work_target_from_bits(c.target + 32 * i, &flags, c.bits[i]);
        (void)hst_work_difficulty_from_bits(&c.difficulty[i], c.bits[i]);
        c.work[i] = 1;
    }
    return c;
}

static void free_column(column *c) {
    free(c->bits);
    free(c->target);
    free(c->work);
    free(c->difficulty);
}

static double run_column(void *context) {
    column *c = context;
    (void)hst_work_from_bits_n(c->work, c->bits, c->n);
    return c->work[0] + c->work[c->n / 2] + c->work[c->n - 1];
}

static double run_work(void *context) {
    column *c = context;
    double sum = 0, x = 0;
    int64_t i;
    for (i = 0; i < c->n; ++i) {
        (void)hst_work_from_target(&x, c->target + 32 * i);
        sum += x;
    }
    return sum;
}

static double run_difficulty(void *context) {
    column *c = context;
    double sum = 0, x = 0;
    int64_t i;
    for (i = 0; i < c->n; ++i) {
        (void)hst_work_difficulty_from_bits(&x, c->bits[i]);
        sum += x;
    }
    return sum;
}

static double run_bits(void *context) {
    column *c = context;
    double sum = 0;
    uint32_t bits = 0;
    int64_t i;
    for (i = 0; i < c->n; ++i) {
        (void)hst_work_bits_from_difficulty(&bits, c->difficulty[i]);
        sum += bits;
    }
    return sum;
}

static double run_retarget(void *context) {
    column *c = context;
    double sum = 0;
    uint32_t next = 0;
    int64_t i;
    for (i = 0; i < c->n; ++i) {
        (void)hst_work_retarget(NULL, &next, c->bits[i], 0, 1000000 + i % 400000);
        sum += next;
    }
    return sum;
}

static double run_forecast(void *context) {
    column *c = context;
    double sum = 0;
    int64_t i;
    for (i = 0; i < c->n; ++i) {
        hst_work_outlook o;
        int64_t found = 1 + i % 2014;
        o.end_upper = 0;
        (void)hst_work_forecast(NULL, &o, 0, 600 * found + i % 1000, found, 0.95);
        sum += o.end_upper;
    }
    return sum;
}

typedef struct row {
    const char *name;
    bench_run *run;
    double bytes; /* per block */
    int64_t same; /* blocks of one difficulty */
    int64_t most; /* sizes above it would only repeat themselves, for seconds */
    int copies;
} row;

int main(int argc, char **argv) {
    static const row ROWS[] = {
        {"work_from_bits_n", run_column, 8, 2016, 10000000, 1},
        {"work_from_bits_n_new_bits_each_block", run_column, 8, 1, 10000000, 1},
        {"work_from_target", run_work, 32, 1, 100000, 0},
        {"work_difficulty_from_bits", run_difficulty, 4, 1, 100000, 0},
        {"work_bits_from_difficulty", run_bits, 8, 1, 100000, 0},
        {"work_retarget", run_retarget, 4, 1, 100000, 0},
        {"work_forecast", run_forecast, 4, 1, 1000, 0},
    };
    size_t k;
    int i;
    bench_begin(argc, argv);
    for (k = 0; k < sizeof ROWS / sizeof *ROWS; ++k) {
        const row *r = &ROWS[k];
        for (i = 0; i < bench_sizes() && bench_size(i) <= r->most && bench_wants(r->name); ++i) {
            column c = make_column(bench_size(i), r->same);
            if (r->copies) {
                bench_case_copy(r->name, c.n, r->bytes * (double)c.n, NULL, r->run, &c);
            } else {
                bench_case(r->name, c.n, r->bytes * (double)c.n, NULL, r->run, &c);
            }
            free_column(&c);
        }
    }
    return bench_end();
}
