/* Whether many fell together: 30 series, 10,000 turns, over 1,440 and 14,400 samples; and the loop over
 * samples that a user would write, in the same run (100 turns). What cannot be done without reading is the
 * bits of the rings once for each turn. */
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "hashstat/simultaneity.h"

enum { SERIES = 30, TURNS = 10000, WIDTH = 6, PEER_TURNS = 100, BEFORE = 24, AFTER = 12 };

typedef struct record {
    int64_t n;
    int32_t *mark;
    int64_t *count;
    double *exposure;
    double part[SERIES];
    int32_t took[SERIES];
    unsigned char *in_window;
    void *work;
    size_t bytes;
} record;

/* A fall each fifty samples or so, and some blocks a bin. */
static record make_record(int64_t n) {
    rng random = rng_seed(20220105);
    size_t other = 0;
    record r;
    int64_t i;
    r.n = n;
    r.mark = bench_room(SERIES * n, sizeof *r.mark);
    r.count = bench_room(SERIES * n, sizeof *r.count);
    r.exposure = bench_room(n, sizeof *r.exposure);
    r.in_window = bench_room(2 * SERIES * n, 1);
    for (i = 0; i < SERIES * n; ++i) {
        r.mark[i] = rng_below(&random, 50) == 0;
        r.count[i] = rng_poisson(&random, 3);
    }
    for (i = 0; i < n; ++i) {
        r.exposure[i] = 1;
    }
    r.bytes = 0;
    (void)hst_simultaneity_work_size(&r.bytes, SERIES, n);
    (void)hst_simultaneity_common_work_size(&other, SERIES, n);
    r.bytes = r.bytes > other ? r.bytes : other;
    r.work = bench_room((int64_t)r.bytes, 1);
    return r;
}

static void free_record(record *r) {
    free(r->mark);
    free(r->count);
    free(r->exposure);
    free(r->in_window);
    free(r->work);
}

static hst_simultaneity_options plan(int64_t draws) {
    hst_simultaneity_options o;
    (void)hst_simultaneity_options_init(&o, (uint32_t)sizeof o);
    o.draws = draws;
    return o;
}

static double run_most(void *context) {
    record *r = context;
    hst_simultaneity_options o = plan(TURNS);
    hst_simultaneity out;
    memset(&out, 0, sizeof out);
    (void)hst_simultaneity_most(&o, &out, r->took, r->mark, NULL, SERIES, r->n, WIDTH, r->work, r->bytes);
    return out.p + out.expected + (double)out.first;
}

static double run_at(void *context) {
    record *r = context;
    hst_simultaneity out;
    memset(&out, 0, sizeof out);
    (void)hst_simultaneity_at(NULL, &out, r->took, r->mark, NULL, SERIES, r->n, WIDTH, r->n / 2, r->work,
                              r->bytes);
    return out.p + out.expected;
}

static double run_common(void *context) {
    record *r = context;
    hst_simultaneity_options o = plan(TURNS);
    hst_simultaneity_fall out;
    memset(&out, 0, sizeof out);
    (void)hst_simultaneity_common(&o, &out, r->part, r->count, r->exposure, NULL, SERIES, r->n, BEFORE, AFTER,
                                  r->work, r->bytes);
    return out.p + out.statistic;
}

static double run_common_at(void *context) {
    record *r = context;
    hst_simultaneity_options o = plan(TURNS);
    hst_simultaneity_fall out;
    memset(&out, 0, sizeof out);
    (void)hst_simultaneity_common_at(&o, &out, r->part, r->count, r->exposure, NULL, SERIES, r->n, BEFORE,
                                     AFTER, r->n / 2, r->work, r->bytes);
    return out.p + out.statistic;
}

static double run_falls(void *context) {
    record *r = context;
    int32_t *mark = r->work;
    double sum = 0;
    int64_t i;
    (void)hst_simultaneity_falls(mark, NULL, r->count, r->exposure, SERIES, r->n, BEFORE, AFTER, 0.01, 0);
    for (i = 0; i < SERIES * r->n; ++i) {
        sum += mark[i];
    }
    return sum;
}

/* The loop: whether a mark is in each window, once; then turned by an index and added up as bytes. */
static void fill_windows(record *r, int64_t windows) {
    int64_t k, t, i;
    for (k = 0; k < SERIES; ++k) {
        unsigned char *row = r->in_window + 2 * r->n * k;
        for (t = 0; t < windows; ++t) {
            row[t] = 0;
            for (i = t; i < t + WIDTH; ++i) {
                row[t] |= r->mark[k * r->n + i] == 1;
            }
        }
        memcpy(row + windows, row, (size_t)windows);
    }
}

static int64_t most_by_loop(const record *r, const int64_t *at, int64_t windows) {
    int64_t most = 0, t, k;
    for (t = 0; t < windows; ++t) {
        int64_t here = 0;
        for (k = 0; k < SERIES; ++k) {
            here += r->in_window[2 * r->n * k + at[k] + t];
        }
        most = here > most ? here : most;
    }
    return most;
}

static double run_loop(void *context) {
    record *r = context;
    int64_t windows = r->n - WIDTH + 1, at[SERIES] = {0}, count, hits = 0, k, d;
    rng random = rng_seed(1);
    fill_windows(r, windows);
    count = most_by_loop(r, at, windows);
    for (d = 0; d < PEER_TURNS; ++d) {
        for (k = 1; k < SERIES; ++k) {
            at[k] = (int64_t)rng_below(&random, (uint64_t)windows);
        }
        hits += most_by_loop(r, at, windows) >= count;
    }
    return (double)hits;
}

static void bench_record(const char *name, int64_t n, int64_t items, double bytes, bench_run *run) {
    if (bench_wants(name)) {
        record r = make_record(n);
        bench_case(name, items, bytes, NULL, run, &r);
        free_record(&r);
    }
}

int main(int argc, char **argv) {
    double bits = SERIES * 1440. / 8;
    bench_begin(argc, argv);
    bench_record("simultaneity_most_1440", 1440, TURNS, bits * TURNS, run_most);
    bench_record("simultaneity_most_loop_1440", 1440, PEER_TURNS, bits * PEER_TURNS, run_loop);
    bench_record("simultaneity_most_14400", 14400, TURNS, 10 * bits * TURNS, run_most);
    bench_record("simultaneity_at_1440", 1440, SERIES * 1440, 4. * SERIES * 1440, run_at);
    bench_record("simultaneity_falls_1440", 1440, SERIES * 1440, 8. * SERIES * 1440, run_falls);
    bench_record("simultaneity_common_1440", 1440, TURNS, 8. * SERIES * 1440, run_common);
    bench_record("simultaneity_common_at_1440", 1440, TURNS, 8. * SERIES * 1440, run_common_at);
    return bench_end();
}
