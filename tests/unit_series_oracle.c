/* Buckets against the oracle: random series, and every short one. */
#include "support/series_rows.h"

#include "oracle/series.h"

enum { MOST = 200, BUCKETS = 40, LONG = 30000 };

static int64_t times[LONG];
static double x[LONG];
static double out[ORACLE_ROWS * BUCKETS];

static void compare(const oracle_series *s, const int64_t *edges, int64_t buckets) {
    int64_t b, row;
    for (b = 0; b < buckets; ++b) {
        double expected[ORACLE_ROWS];
        oracle_bucket(expected, s, edges[b], edges[b + 1]);
        for (row = 0; row < ORACLE_ROWS; ++row) {
            assert_same(out[row * buckets + b], expected[row]);
        }
    }
}

static void compare_grid(const oracle_series *s, int64_t start, int64_t step, int64_t count) {
    hst_series_grid grid = grid_of(start, step, count);
    int64_t edges[BUCKETS + 1];
    int64_t b;
    for (b = 0; b <= count; ++b) {
        edges[b] = start + b * step;
    }
    assert_status(hst_series_bucket(out, &grid, s->time, s->x, s->n, ALL_STATISTICS, s->longest), HST_OK);
    compare(s, edges, count);
}

/* Gaps of 1 to `gap` seconds; a tenth is missing. */
static oracle_series random_series(rng *r, int64_t n, uint64_t gap) {
    oracle_series s;
    int64_t time = -(int64_t)rng_below(r, 500);
    int64_t i;
    for (i = 0; i < n; ++i) {
        time += 1 + (int64_t)rng_below(r, gap);
        times[i] = time;
        x[i] = rng_below(r, 10) == 0 ? NAN : (double)rng_below(r, 2001) - 1000;
    }
    s.time = times;
    s.x = x;
    s.n = n;
    s.longest = rng_below(r, 4) == 0 ? INT64_MAX : (int64_t)rng_below(r, 2 * gap + 1);
    return s;
}

static void grids_are_those_of_the_definitions(void **unused) {
    rng r = rng_seed(101);
    int round;
    (void)unused;
    for (round = 0; round < 600; ++round) {
        oracle_series s = random_series(&r, (int64_t)rng_below(&r, MOST), 1 + rng_below(&r, 12));
        int64_t step = 1 + (int64_t)rng_below(&r, 40);
        compare_grid(&s, (int64_t)rng_below(&r, 600) - 600, step, (int64_t)rng_below(&r, BUCKETS));
    }
}

static void edges_are_those_of_the_definitions(void **unused) {
    rng r = rng_seed(102);
    int round;
    (void)unused;
    for (round = 0; round < 400; ++round) {
        oracle_series s = random_series(&r, (int64_t)rng_below(&r, MOST), 1 + rng_below(&r, 12));
        int64_t edges[BUCKETS + 1];
        int64_t buckets = (int64_t)rng_below(&r, BUCKETS);
        int64_t b;
        edges[0] = -(int64_t)rng_below(&r, 600);
        for (b = 0; b < buckets; ++b) {
            edges[b + 1] = edges[b] + 1 + (int64_t)rng_below(&r, 60);
        }
        assert_status(
            hst_series_bucket_edges(out, edges, buckets, times, x, s.n, ALL_STATISTICS, s.longest), HST_OK);
        compare(&s, edges, buckets);
    }
}

/* Samples on most edges, as a regular series has them. */
static void samples_on_edges_are_those_of_the_definitions(void **unused) {
    rng r = rng_seed(103);
    int round;
    (void)unused;
    for (round = 0; round < 200; ++round) {
        oracle_series s = random_series(&r, MOST, 2);
        int64_t i;
        for (i = 0; i < MOST; ++i) {
            times[i] = 5 * times[i];
        }
        compare_grid(&s, 5 * ((int64_t)rng_below(&r, 100) - 110), 5 * (1 + (int64_t)rng_below(&r, 4)),
                     BUCKETS);
    }
}

/* ---- long ones: sums of whole numbers, gathered in one walk ------------------------------------- */

typedef struct totals {
    int64_t sum, count, held, held_seconds, joined, joined_seconds;
    double least, most, first, last;
} totals;

/* With a sample on every edge all lines lie within one bucket: twice their integral is whole. */
static totals totals_of(const oracle_series *s, int64_t from, int64_t until) {
    totals t = {0, 0, 0, 0, 0, 0, INFINITY, -INFINITY, NAN, NAN};
    int64_t last = -1;
    int64_t i;
    for (i = 0; i < s->n && s->time[i] <= until; ++i) {
        int64_t seconds = last < 0 ? 0 : s->time[i] - s->time[last];
        if (isnan(s->x[i]) || s->time[i] < from) {
            continue;
        }
        t.held_seconds += seconds < s->longest ? seconds : s->longest;
        t.held += last < 0 ? 0 : (int64_t)s->x[last] * (seconds < s->longest ? seconds : s->longest);
        if (seconds > 0 && seconds <= s->longest) {
            t.joined_seconds += seconds;
            t.joined += (int64_t)(s->x[last] + s->x[i]) * seconds;
        }
        if (s->time[i] < until) {
            t.sum += (int64_t)s->x[i];
            t.first = t.count == 0 ? s->x[i] : t.first;
            t.last = s->x[i];
            t.least = s->x[i] < t.least ? s->x[i] : t.least;
            t.most = s->x[i] > t.most ? s->x[i] : t.most;
            ++t.count;
        }
        last = i;
    }
    return t;
}

static void compare_long(const oracle_series *s, int64_t start, int64_t step, int64_t count) {
    hst_series_grid grid = grid_of(start, step, count);
    int64_t b;
    assert_status(hst_series_bucket(out, &grid, s->time, s->x, s->n, ALL_STATISTICS, s->longest), HST_OK);
    for (b = 0; b < count; ++b) {
        totals t = totals_of(s, start + b * step, start + (b + 1) * step);
        assert_same(out[b], (double)t.sum);
        assert_same(out[count + b], oracle_quotient(t.sum, t.count));
        assert_same(out[2 * count + b], t.least);
        assert_same(out[3 * count + b], t.most);
        assert_same(out[4 * count + b], t.first);
        assert_same(out[5 * count + b], t.last);
        assert_same(out[6 * count + b], (double)t.count);
        assert_same(out[7 * count + b], oracle_quotient(t.held, t.held_seconds));
        assert_same(out[8 * count + b], (double)t.held_seconds / (double)step);
        assert_same(out[9 * count + b], oracle_quotient(t.joined, 2 * t.joined_seconds));
        assert_same(out[10 * count + b], (double)t.joined_seconds / (double)step);
    }
}

/* Buckets of a few samples, of more than go through at once, and of all of them; the last but one sample lies
 * on the last edge. */
static void long_series_are_those_of_the_definitions(void **unused) {
    static const int64_t steps[] = {10, 70, 400, 2000, 2048, 2050, 4096, 9000, 29000};
    rng r = rng_seed(104);
    size_t k;
    (void)unused;
    for (k = 0; k < 2 * sizeof steps / sizeof steps[0]; ++k) {
        int64_t step = steps[k / 2];
        int64_t count = 29000 / step < BUCKETS ? 29000 / step : BUCKETS;
        oracle_series s;
        int64_t i, kept = 0;
        for (i = 0; i < LONG; ++i) {
            if (i % step != 0 && rng_below(&r, 10) == 0) {
                continue;
            }
            times[kept] = 7 * i;
            x[kept] = (double)rng_below(&r, 2001) - 1000;
            x[kept] = i % step != 0 && k % 2 == 0 && rng_below(&r, 10) == 0 ? NAN : x[kept];
            ++kept;
        }
        s.time = times;
        s.x = x;
        s.n = kept;
        s.longest = 21;
        compare_long(&s, 0, 7 * step, count);
    }
}

/* Every series of up to 6 samples over {missing, 0, 1, 2, 3}, on buckets that cut it in three ways. */
static void every_short_series_is_that_of_the_definitions(void **unused) {
    static const int64_t spread[6] = {0, 1, 3, 4, 8, 10};
    int64_t n, code, i;
    (void)unused;
    for (n = 0; n <= 6; ++n) {
        int64_t codes = 1;
        for (i = 0; i < n; ++i) {
            codes *= 5;
        }
        for (code = 0; code < codes; ++code) {
            int64_t rest = code;
            oracle_series s;
            for (i = 0; i < n; ++i, rest /= 5) {
                times[i] = spread[i];
                x[i] = rest % 5 == 4 ? NAN : (double)(rest % 5);
            }
            s.time = times;
            s.x = x;
            s.n = n;
            s.longest = 3;
            compare_grid(&s, -2, 4, 4);
            compare_grid(&s, 3, 1, 2);
            compare_grid(&s, -1, 13, 1);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grids_are_those_of_the_definitions),
        cmocka_unit_test(edges_are_those_of_the_definitions),
        cmocka_unit_test(samples_on_edges_are_those_of_the_definitions),
        cmocka_unit_test(long_series_are_those_of_the_definitions),
        cmocka_unit_test(every_short_series_is_that_of_the_definitions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
