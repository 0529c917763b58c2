/* Windows over chains of every kind: against the definition, against each other, and with the end of each
 * array at a closed page. */
#include "support/support.h"

#include <math.h>
#include <string.h>

#include "hashstat/hashrate.h"
#include "oracle/hashrate.h"

enum { MOST = 80, POOLS = 3, WINDOWS = 40 };

typedef struct chain {
    int64_t time[MOST];
    double work[MOST];
    int32_t pool[MOST];
    int64_t n;
} chain;

/* From no block to MOST of them, equal times, a new work with each block or never, a tenth without a
 * label. */
static chain random_chain(rng *r) {
    chain c;
    uint64_t gap = 1 + rng_below(r, 2000);
    uint64_t run = 1 + rng_below(r, 30);
    double work = 4295032833.0;
    int64_t now = (int64_t)rng_below(r, 2000000000);
    int64_t i;
    memset(&c, 0, sizeof c);
    c.n = (int64_t)rng_below(r, MOST + 1);
    for (i = 0; i < c.n; ++i) {
        if (rng_below(r, run) == 0) {
            work = rng_below(r, 6) == 0 ? 1e3 : 1e23 * (1 + rng_uniform(r));
        }
        now += (int64_t)rng_below(r, gap);
        c.time[i] = now;
        c.work[i] = work;
        c.pool[i] = rng_below(r, 10) == 0 ? -1 : (int32_t)rng_below(r, POOLS);
    }
    return c;
}

/* Windows before, over and after the record. */
static hst_hashrate_grid random_grid(rng *r, const chain *c) {
    int64_t span = c->n > 0 ? c->time[c->n - 1] - c->time[0] + 100 : 100;
    hst_hashrate_grid g;
    g.start = c->time[0] - span / 4 - (int64_t)rng_below(r, 50);
    g.step = 1 + (int64_t)rng_below(r, (uint64_t)span / 10);
    g.width = rng_below(r, 3) == 0 ? g.step : 1 + (int64_t)rng_below(r, (uint64_t)span);
    g.count = (int64_t)rng_below(r, WINDOWS + 1);
    return g;
}

typedef struct counts {
    int64_t blocks[WINDOWS], seconds[WINDOWS], by_pool[WINDOWS * POOLS];
    double exposure[WINDOWS];
} counts;

static void assert_counts(const counts *got, int64_t j, const chain *c, int64_t from, int64_t until) {
    oracle_window w = oracle_between(c->time, c->work, c->n, from, until);
    int64_t unknown = got->blocks[j];
    int32_t p;
    assert_int_equal(got->blocks[j], w.blocks);
    assert_int_equal(got->seconds[j], w.seconds);
    assert_near(got->exposure[j], (double)w.exposure,
                3.4e-16); /* 2.3e-16, and the oracle's rounding to double */
    for (p = 0; p < POOLS; ++p) {
        assert_int_equal(got->by_pool[j * POOLS + p],
                         oracle_labelled(c->time, c->pool, c->n, from, until, p));
        unknown -= got->by_pool[j * POOLS + p];
    }
    assert_int_equal(unknown, oracle_labelled(c->time, c->pool, c->n, from, until, -1));
}

static void counts_over_any_windows_are_those_of_the_definition(void **unused) {
    rng r = rng_seed(41);
    int run;
    (void)unused;
    for (run = 0; run < 2000; ++run) {
        chain c = random_chain(&r);
        hst_hashrate_grid g = random_grid(&r, &c);
        int64_t edges[WINDOWS + 1], j;
        counts got;
        assert_status(hst_hashrate_count_grid(got.blocks, got.exposure, got.seconds, got.by_pool, &g, c.time,
                                              c.work, c.pool, c.n, POOLS),
                      HST_OK);
        for (j = 0; j < g.count; ++j) {
            assert_counts(&got, j, &c, g.start + j * g.step, g.start + j * g.step + g.width);
        }
        for (j = 0; j <= g.count; ++j) { /* some edges equal, some far apart */
            int64_t by = rng_below(&r, 4) == 0 ? 0 : (int64_t)rng_below(&r, 3 * (uint64_t)g.step);
            edges[j] = j == 0 ? g.start : edges[j - 1] + by;
        }
        assert_status(hst_hashrate_count_edges(got.blocks, got.exposure, got.seconds, got.by_pool, edges,
                                               g.count, c.time, c.work, c.pool, c.n, POOLS),
                      HST_OK);
        for (j = 0; j < g.count; ++j) {
            assert_counts(&got, j, &c, edges[j], edges[j + 1]);
        }
    }
}

static void every_function_gives_a_window_the_same_bits(void **unused) {
    rng r = rng_seed(42);
    int run;
    (void)unused;
    for (run = 0; run < 500; ++run) {
        chain c = random_chain(&r);
        hst_hashrate_grid g = random_grid(&r, &c);
        hst_hashrate all[WINDOWS], one;
        counts got;
        int64_t j;
        assert_status(hst_hashrate_windows(all, &g, c.time, c.work, c.n, 0.9), HST_OK);
        assert_status(hst_hashrate_count_grid(got.blocks, got.exposure, got.seconds, NULL, &g, c.time, c.work,
                                              NULL, c.n, 0),
                      HST_OK);
        for (j = 0; j < g.count; ++j) {
            int64_t edges[2], blocks, seconds;
            double exposure;
            edges[0] = g.start + j * g.step;
            edges[1] = edges[0] + g.width;
            assert_status(hst_hashrate_between(&one, c.time, c.work, c.n, edges[0], edges[1], 0.9), HST_OK);
            assert_same_bits(all[j].estimate, one.estimate);
            assert_same_bits(all[j].lower, one.lower);
            assert_same_bits(all[j].upper, one.upper);
            assert_same_bits(all[j].exposure, one.exposure);
            assert_int_equal(all[j].blocks, one.blocks);
            assert_int_equal(all[j].seconds, one.seconds);
            assert_same_bits(got.exposure[j], one.exposure);
            assert_status(hst_hashrate_count_edges(&blocks, &exposure, &seconds, NULL, edges, 1, c.time,
                                                   c.work, NULL, c.n, 0),
                          HST_OK);
            assert_same_bits(exposure, one.exposure);
            assert_true(!(one.exposure > 0) || (one.lower <= one.estimate && one.estimate <= one.upper));
        }
    }
}

/* All records of up to four blocks at times 0..3 and works 1, 2 and 4, and all windows over them: here every
 * quotient and every sum is exact, so that there is nothing to allow for. */
static void all_tiny_records_are_counted_exactly(void **unused) {
    static const double works[] = {1, 2, 4};
    int64_t n, code, i;
    (void)unused;
    for (n = 0; n <= 4; ++n) {
        int64_t codes = 1;
        for (i = 0; i < n; ++i) {
            codes *= 12;
        }
        for (code = 0; code < codes; ++code) {
            int64_t time[4], from, until, rest = code, ascending = 1;
            double work[4];
            for (i = 0; i < n; ++i, rest /= 12) {
                time[i] = rest % 4;
                work[i] = works[rest / 4 % 3];
                ascending = ascending && (i == 0 || time[i] >= time[i - 1]);
            }
            for (from = -1; ascending && from <= 4; ++from) {
                for (until = from; until <= 4; ++until) {
                    oracle_window w = oracle_between(time, work, n, from, until);
                    hst_hashrate out;
                    assert_status(hst_hashrate_between(&out, time, work, n, from, until, 0.5), HST_OK);
                    assert_int_equal(out.blocks, w.blocks);
                    assert_int_equal(out.seconds, w.seconds);
                    assert_same_bits(out.exposure, (double)w.exposure);
                }
            }
        }
    }
}

static void any_split_of_a_window_adds_up(void **unused) {
    rng r = rng_seed(43);
    int run;
    (void)unused;
    for (run = 0; run < 500; ++run) {
        chain c = random_chain(&r);
        hst_hashrate_grid g = random_grid(&r, &c);
        int64_t edges[WINDOWS + 1], blocks = 0, seconds = 0, j;
        long double exposure = 0;
        hst_hashrate whole;
        counts got;
        g.count = 1 + (int64_t)rng_below(&r, WINDOWS);
        for (j = 0; j <= g.count; ++j) {
            edges[j] = g.start + j * g.step;
        }
        assert_status(hst_hashrate_count_edges(got.blocks, got.exposure, got.seconds, NULL, edges, g.count,
                                               c.time, c.work, NULL, c.n, 0),
                      HST_OK);
        assert_status(hst_hashrate_between(&whole, c.time, c.work, c.n, edges[0], edges[g.count], 0.95),
                      HST_OK);
        for (j = 0; j < g.count; ++j) {
            blocks += got.blocks[j];
            seconds += got.seconds[j];
            exposure += (long double)got.exposure[j];
        }
        assert_int_equal(blocks, whole.blocks);
        assert_int_equal(seconds, whole.seconds);
        assert_near((double)exposure, whole.exposure,
                    5.7e-16); /* both sides 2.3e-16, and the sum to double */
    }
}

/* Moving all times changes nothing; work in another unit changes exposure and rate by that unit: by powers of
 * two, so that not even a rounding moves. */
static void shifted_times_and_scaled_work_scale_the_answer(void **unused) {
    rng r = rng_seed(44);
    int run;
    (void)unused;
    for (run = 0; run < 500; ++run) {
        chain c = random_chain(&r), d = c;
        int64_t by = (int64_t)(rng_next(&r) >> 4) - (INT64_C(1) << 59), from = c.time[0] - 10, until, i;
        int power = (int)rng_below(&r, 400) - 200;
        hst_hashrate a, b;
        until = from + (int64_t)rng_below(&r, 100000);
        for (i = 0; i < c.n; ++i) {
            d.time[i] += by;
            d.work[i] = ldexp(d.work[i], power);
        }
        assert_status(hst_hashrate_between(&a, c.time, c.work, c.n, from, until, 0.95), HST_OK);
        assert_status(hst_hashrate_between(&b, d.time, d.work, d.n, from + by, until + by, 0.95), HST_OK);
        assert_int_equal(a.blocks, b.blocks);
        assert_int_equal(a.seconds, b.seconds);
        assert_same_bits(ldexp(a.exposure, -power), b.exposure);
        if (a.exposure > 0) {
            assert_same_bits(ldexp(a.estimate, power), b.estimate);
            assert_same_bits(ldexp(a.upper, power), b.upper);
        }
    }
}

/* A network of 1 hash/s: the unbiased estimates are right in the mean over seeded runs, and Core's is too
 * high by N/(N - 1). The mean of 20,000 runs has a standard error of sd/sqrt(20000), with sd^2 = 1/(N - 2)
 * for (N - 1)/S. */
static void estimates_are_unbiased_and_cores_is_not(void **unused) {
    enum { RUNS = 20000, INTERVALS = 12 };
    rng r = rng_seed(45);
    double fixed_count = 0, fixed_time = 0, core = 0;
    int run, i;
    (void)unused;
    for (run = 0; run < RUNS; ++run) {
        int64_t time[100];
        double work[100], x;
        hst_hashrate out;
        int64_t from;
        time[0] = 0;
        for (i = 0; i < 100; ++i) {
            work[i] = i / 5 % 2 ? 1e9 : 2e9; /* seconds enough that whole ones do not show */
            time[i] = i == 0 ? 0 : time[i - 1] + (int64_t)(work[i] * rng_exponential(&r));
        }
        assert_status(hst_hashrate_fixed_count(&out, time, work, INTERVALS + 1, 0.95), HST_OK);
        fixed_count += out.estimate / RUNS;
        from = 5000000000;
        assert_status(hst_hashrate_between(&out, time, work, 100, from, from + 20000000000, 0.95), HST_OK);
        fixed_time += (double)out.blocks / RUNS;
        fixed_time -= out.exposure / RUNS; /* expected number of blocks at 1 hash/s */
        for (i = 0; i < 100; ++i) {
            work[i] = 1e9;
            time[i] = i == 0 ? 0 : time[i - 1] + (int64_t)(work[i] * rng_exponential(&r));
        }
        assert_status(hst_hashrate_core(&x, time, work, INTERVALS + 1), HST_OK);
        core += x / RUNS;
    }
    assert_near_abs(fixed_count, 1, 4 / sqrt((INTERVALS - 2) * (double)RUNS));
    assert_near_abs(fixed_time, 0, 4 * sqrt(20.0 / RUNS)); /* a Poisson count of at most 20 */
    assert_near_abs(core, 12.0 / 11, 12.0 / 11 * 4 / sqrt((INTERVALS - 2) * (double)RUNS));
}

static void no_array_is_read_or_written_beyond_its_end(void **unused) {
    rng r = rng_seed(46);
    int run;
    (void)unused;
    for (run = 0; run < 200; ++run) {
        chain c = random_chain(&r);
        hst_hashrate_grid g = random_grid(&r, &c);
        size_t n = (size_t)c.n, windows = (size_t)g.count;
        int64_t *time = guarded_alloc(8 * n);
        double *work = guarded_alloc(8 * n);
        int32_t *pool = guarded_alloc(4 * n);
        int64_t *blocks = guarded_alloc(8 * windows), *seconds = guarded_alloc(8 * windows);
        int64_t *by_pool = guarded_alloc(8 * windows * POOLS), *edges = guarded_alloc(8 * (windows + 1));
        double *exposure = guarded_alloc(8 * windows);
        hst_hashrate *rates = guarded_alloc(windows * sizeof *rates), one;
        void *scratch = guarded_alloc(hst_hashrate_repair_work_size(c.n));
        hst_hashrate_pool *pools = guarded_alloc(POOLS * sizeof *pools);
        hst_hashrate_repair moved;
        size_t j;
        double x;
        memcpy(time, c.time, 8 * n);
        memcpy(work, c.work, 8 * n);
        memcpy(pool, c.pool, 4 * n);
        for (j = 0; j <= windows; ++j) {
            edges[j] = g.start + (int64_t)j * g.step;
        }
        assert_status(
            hst_hashrate_count_grid(blocks, exposure, seconds, by_pool, &g, time, work, pool, c.n, POOLS),
            HST_OK);
        assert_status(hst_hashrate_count_edges(blocks, exposure, seconds, by_pool, edges, g.count, time, work,
                                               pool, c.n, POOLS),
                      HST_OK);
        assert_status(hst_hashrate_windows(rates, &g, time, work, c.n, 0.95), HST_OK);
        assert_status(hst_hashrate_between(&one, time, work, c.n, g.start, g.start + 5 * g.width, 0.95),
                      HST_OK);
        assert_status(hst_hashrate_fixed_count(&one, time, work, c.n, 0.95), c.n < 2 ? HST_EEMPTY : HST_OK);
        assert_status(hst_hashrate_core(&x, time, work, c.n), c.n < 1 ? HST_EEMPTY : HST_OK);
        if (windows > 0) {
            assert_status(hst_hashrate_pools(pools, by_pool, POOLS, blocks[0], exposure[0], 0.95), HST_OK);
        }
        for (j = 0; j + 1 < n; ++j) {
            time[j] = c.time[n - 1 - j];
        }
        assert_status(hst_hashrate_repair_isotonic(time, &moved, time, c.n, scratch, 16 * n), HST_OK);
        assert_status(hst_hashrate_repair_subsequence(time, &moved, time, c.n, scratch, 16 * n), HST_OK);
        assert_status(hst_hashrate_repair_running_max(time, &moved, time, c.n), HST_OK);
        assert_int_equal(moved.moved, 0); /* nothing is left to repair */
        guarded_free(time);
        guarded_free(work);
        guarded_free(pool);
        guarded_free(blocks);
        guarded_free(seconds);
        guarded_free(by_pool);
        guarded_free(edges);
        guarded_free(exposure);
        guarded_free(rates);
        guarded_free(scratch);
        guarded_free(pools);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_over_any_windows_are_those_of_the_definition),
        cmocka_unit_test(every_function_gives_a_window_the_same_bits),
        cmocka_unit_test(all_tiny_records_are_counted_exactly),
        cmocka_unit_test(any_split_of_a_window_adds_up),
        cmocka_unit_test(shifted_times_and_scaled_work_scale_the_answer),
        cmocka_unit_test(estimates_are_unbiased_and_cores_is_not),
        cmocka_unit_test(no_array_is_read_or_written_beyond_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
