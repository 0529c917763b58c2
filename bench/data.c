/* Seeded series for the benchmarks. */
#include "data.h"

#include <stdlib.h>

#include "bench.h"

const char *bench_kind_name(int kind) {
    static const char *const names[BENCH_KINDS] = {"ordinary", "sorted", "falling", "constant", "missing"};
    return names[kind];
}

static void fill_ordinary(double *x, int64_t n, rng *r) {
    double level = 1e20;
    int64_t i;
    for (i = 0; i < n; ++i) {
        level *= 1 + 0.001 * rng_normal(r);
        x[i] = level;
    }
}

static void fill_rising(double *x, int64_t n, rng *r, int backwards) {
    double step = 1e20 / (double)n;
    double level = 1e20;
    int64_t i;
    for (i = 0; i < n; ++i) {
        level += step * rng_uniform(r);
        x[backwards ? n - 1 - i : i] = level;
    }
}

static void fill_values(double *x, int64_t n, int kind) {
    rng r = rng_seed(144);
    double nan = strtod("nan", NULL);
    int64_t i;
    if (kind == BENCH_SORTED || kind == BENCH_FALLING) {
        fill_rising(x, n, &r, kind == BENCH_FALLING);
        return;
    }
    fill_ordinary(x, n, &r);
    for (i = 0; i < n && kind != BENCH_ORDINARY; ++i) {
        if (kind == BENCH_CONSTANT) {
            x[i] = 1.1e20;
        } else if (rng_below(&r, 10) == 0) {
            x[i] = nan;
        }
    }
}

bench_series bench_series_make(int kind, int64_t n) {
    rng r = rng_seed(600);
    bench_series s = {kind, n, NULL, NULL, NULL, NULL, NULL, 0, NULL};
    int64_t now = 1640995200; /* 2022-01-01 */
    int64_t i;
    s.x = bench_room(n, sizeof *s.x);
    s.time = bench_room(n, sizeof *s.time);
    s.id = bench_room(n, sizeof *s.id);
    s.out = bench_room(n, sizeof *s.out);
    fill_values(s.x, n, kind);
    for (i = 0; i < n; ++i) {
        now += 1 + (int64_t)rng_below(&r, 119);
        s.time[i] = now;
        s.id[i] = (int32_t)rng_below(&r, 64);
        s.out[i] = 1;
    }
    return s;
}

void bench_series_free(bench_series *s) {
    free(s->x);
    free(s->time);
    free(s->id);
    free(s->out);
    free(s->work);
}

double bench_check(const double *out, int64_t n) {
    double sum = 0;
    int64_t i;
    for (i = 0; i < n; i += n / 8 + 1) {
        sum += out[i] == out[i] ? out[i] : 1;
    }
    return sum;
}
