/* What the room series refuses, in the order that its header says, and that it then writes nothing. */
#include "support/series_rows.h"

#include <float.h>
#include <string.h>

static const int64_t times[3] = {1, 2, 5};
static const int64_t repeated[3] = {1, 2, 2};
static const double x[3] = {1, NAN, 3};
static const int64_t too_many = INT64_C(1000000000001);

static double out[64];
static int64_t filled[4];

static void prepare(void) {
    fill_untouched(out, sizeof out);
    fill_untouched(filled, sizeof filled);
}

static void assert_nothing_written(void) {
    assert_untouched(out, sizeof out);
    assert_untouched(filled, sizeof filled);
}

static void buckets_refuse_what_the_header_says(void **unused) {
    hst_series_grid grid = grid_of(0, 10, 2), negative = grid_of(0, 10, -1), many = grid_of(0, 1, too_many);
    hst_series_grid still = grid_of(0, 0, 2), late = grid_of(INT64_MAX - 19, 10, 2);
    uint32_t mean = HST_SERIES_MEAN;
    (void)unused;
    prepare();
    assert_status(hst_series_bucket(out, NULL, times, x, 3, mean, 0), HST_ENULL);
    assert_status(hst_series_bucket(NULL, &grid, times, x, 3, mean, 0), HST_ENULL);
    assert_status(hst_series_bucket(out, &grid, NULL, x, 3, mean, 0), HST_ENULL);
    assert_status(hst_series_bucket(out, &grid, times, NULL, -1, mean, 0), HST_ENULL);
    assert_status(hst_series_bucket(out, &negative, times, x, 3, 0, 0), HST_ESIZE);
    assert_status(hst_series_bucket(out, &many, times, x, 3, mean, 0), HST_ESIZE);
    assert_status(hst_series_bucket(out, &grid, times, x, -1, mean, 0), HST_ESIZE);
    assert_status(hst_series_bucket(out, &grid, times, x, too_many, mean, 0), HST_ESIZE);
    assert_status(hst_series_bucket(out, &still, times, x, 3, 0, -1), HST_EOPTION);
    assert_status(hst_series_bucket(out, &grid, times, x, 3, ALL_STATISTICS + 1, 0), HST_EOPTION);
    assert_status(hst_series_bucket(out, &still, repeated, x, 3, mean, 0), HST_EDOMAIN);
    assert_status(hst_series_bucket(out, &late, times, x, 3, mean, 0), HST_EDOMAIN);
    assert_status(hst_series_bucket(out, &grid, repeated, x, 3, mean, -1), HST_EDOMAIN);
    assert_status(hst_series_bucket(out, &grid, repeated, x, 3, mean, 0), HST_EORDER);
    assert_nothing_written();
    late.start -= 1;
    assert_status(hst_series_bucket(out, &late, times, x, 3, mean, 0), HST_OK);
    grid.count = 0;
    assert_status(hst_series_bucket(NULL, &grid, NULL, NULL, 0, mean, 0), HST_OK);
    late.start = INT64_MAX;
    late.count = still.count = 0;
    assert_status(hst_series_bucket(NULL, &late, times, x, 3, mean, 0), HST_OK); /* it ends where it starts */
    assert_status(hst_series_bucket(NULL, &still, times, x, 3, mean, 0), HST_EDOMAIN);
}

static void edges_refuse_what_the_header_says(void **unused) {
    static const int64_t edges[3] = {0, 10, 20};
    static const int64_t empty[3] = {0, 10, 10};
    uint32_t mean = HST_SERIES_MEAN;
    (void)unused;
    prepare();
    assert_status(hst_series_bucket_edges(out, NULL, 2, times, x, 3, mean, 0), HST_ENULL);
    assert_status(hst_series_bucket_edges(NULL, edges, 2, times, x, 3, mean, 0), HST_ENULL);
    assert_status(hst_series_bucket_edges(out, edges, 2, NULL, x, 3, mean, 0), HST_ENULL);
    assert_status(hst_series_bucket_edges(out, edges, 2, times, NULL, 3, mean, 0), HST_ENULL);
    assert_status(hst_series_bucket_edges(out, edges, -1, times, x, 3, 0, 0), HST_ESIZE);
    assert_status(hst_series_bucket_edges(out, edges, too_many, times, x, 3, mean, 0), HST_ESIZE);
    assert_status(hst_series_bucket_edges(out, edges, 2, times, x, -1, mean, 0), HST_ESIZE);
    assert_status(hst_series_bucket_edges(out, edges, 2, times, x, 3, 0, -1), HST_EOPTION);
    assert_status(hst_series_bucket_edges(out, edges, 2, times, x, 3, UINT32_C(1) << 31, 0), HST_EOPTION);
    assert_status(hst_series_bucket_edges(out, empty, 2, times, x, 3, mean, -1), HST_EDOMAIN);
    assert_status(hst_series_bucket_edges(out, empty, 2, times, x, 3, mean, 0), HST_EORDER);
    assert_status(hst_series_bucket_edges(out, edges, 2, repeated, x, 3, mean, 0), HST_EORDER);
    assert_nothing_written();
    assert_status(hst_series_bucket_edges(NULL, NULL, 0, times, x, 3, mean, 0), HST_OK);
}

/* A bad value before, within and after the buckets, beside a missing one and alone, in short and long
 * buckets; an infinite one comes before a sum that does not fit. */
static void bad_values_are_refused_wherever_they_are(void **unused) {
    enum { LENGTH = 6000 };
    static int64_t at[LENGTH];
    static double values[LENGTH];
    static const int64_t places[] = {0, 99, 100, 2500, 5899, 5900, LENGTH - 1};
    static const int64_t steps[] = {100, 5800};
    static double rows[ALL_ROWS * 58];
    size_t k, j;
    int64_t i;
    (void)unused;
    for (j = 0; j < 4; ++j) {
        int64_t step = steps[j % 2];
        hst_series_grid grid = grid_of(100, step, 5800 / step);
        for (k = 0; k < sizeof places / sizeof places[0]; ++k) {
            int64_t edges[2] = {100, 5900};
            for (i = 0; i < LENGTH; ++i) {
                at[i] = i;
                values[i] = j < 2 && i % 3 == 0 ? NAN : 1;
            }
            values[places[k]] = k % 2 == 0 ? INFINITY : -INFINITY;
            assert_status(hst_series_bucket(rows, &grid, at, values, LENGTH, ALL_STATISTICS, 9), HST_EDOMAIN);
            assert_status(hst_series_bucket(rows, &grid, at, values, LENGTH, HST_SERIES_LAST, 9),
                          HST_EDOMAIN);
            assert_status(hst_series_bucket_edges(rows, edges, 1, at, values, LENGTH, 1, 9), HST_EDOMAIN);
            assert_status(hst_series_bucket_edges(NULL, NULL, 0, at, values, LENGTH, 1, 9), HST_EDOMAIN);
            values[200] = values[201] = DBL_MAX;
            assert_status(hst_series_bucket(rows, &grid, at, values, LENGTH, HST_SERIES_SUM, 9), HST_EDOMAIN);
            values[places[k]] = 1;
            assert_status(hst_series_bucket(rows, &grid, at, values, LENGTH, HST_SERIES_SUM, 9),
                          HST_EOVERFLOW);
            assert_status(hst_series_bucket_edges(rows, edges, 1, at, values, LENGTH, 1, 9), HST_EOVERFLOW);
            assert_status(hst_series_bucket(rows, &grid, at, values, LENGTH, ALL_STATISTICS - 1, 9), HST_OK);
        }
    }
}

static void beginnings_and_months_refuse_what_the_header_says(void **unused) {
    (void)unused;
    prepare();
    assert_status(hst_series_floor(NULL, 0, 0, 0), HST_ENULL);
    assert_status(hst_series_floor(filled, 0, 0, 0), HST_EDOMAIN);
    assert_status(hst_series_floor(filled, 0, 0, -1), HST_EDOMAIN);
    assert_status(hst_series_floor(filled, INT64_MIN, 1, 2), HST_EOVERFLOW);
    assert_status(hst_series_floor(filled, INT64_MIN, 0, INT64_MAX), HST_EOVERFLOW);
    assert_status(hst_series_months(NULL, 0, 2022, 13), HST_ENULL);
    assert_status(hst_series_months(filled, -1, 2022, 13), HST_ESIZE);
    assert_status(hst_series_months(filled, too_many, 2022, 1), HST_ESIZE);
    assert_status(hst_series_months(filled, 1, 2022, 0), HST_EDOMAIN);
    assert_status(hst_series_months(filled, 1, 2022, 13), HST_EDOMAIN);
    assert_status(hst_series_months(filled, 1, INT32_MAX, INT32_MAX), HST_EDOMAIN);
    assert_nothing_written();
}

static void filling_refuses_what_the_header_says(void **unused) {
    static const double endless[3] = {1, NAN, INFINITY};
    (void)unused;
    prepare();
    assert_status(hst_series_fill(NULL, filled, x, 3, 0, 0, 0), HST_ENULL);
    assert_status(hst_series_fill(out, NULL, x, 3, 0, 0, 0), HST_ENULL);
    assert_status(hst_series_fill(out, filled, NULL, -1, 0, 0, 0), HST_ENULL);
    assert_status(hst_series_fill(out, filled, x, -1, 4, 0, 0), HST_ESIZE);
    assert_status(hst_series_fill(out, filled, x, too_many, 0, 0, 0), HST_ESIZE);
    assert_status(hst_series_fill(out, filled, x, 3, 4, -1, 0), HST_EOPTION);
    assert_status(hst_series_fill(out, filled, x, 3, HST_SERIES_FILL_PREVIOUS, -1, 0), HST_EDOMAIN);
    assert_status(hst_series_fill(out, filled, x, 3, HST_SERIES_FILL_VALUE, 1, NAN), HST_EDOMAIN);
    assert_status(hst_series_fill(out, filled, x, 3, HST_SERIES_FILL_VALUE, 1, -INFINITY), HST_EDOMAIN);
    assert_nothing_written();
    assert_status(hst_series_fill(out, filled, endless, 3, HST_SERIES_FILL_NONE, -1, NAN), HST_EDOMAIN);
    assert_status(hst_series_fill(out, filled, endless, 3, HST_SERIES_FILL_LINEAR, 1, NAN), HST_EDOMAIN);
    assert_untouched(filled, sizeof filled);
    assert_status(hst_series_fill(NULL, filled, NULL, 0, HST_SERIES_FILL_NONE, -1, NAN), HST_OK);
    assert_int_equal(filled[0], 0);
}

/* ---- several series ---------------------------------------------------------------------------- */

/* The arguments of a call that goes well, to be spoilt one by one. */
typedef struct call {
    double *out;
    int64_t *filled;
    const hst_series_grid *grid;
    const uint32_t *statistic;
    const int64_t *offsets;
    int64_t series;
    const int64_t *time;
    const double *x;
    int64_t longest_gap;
    uint32_t method;
    int64_t longest_fill;
} call;

static const hst_series_grid whole = {0, 10, 2};
static const uint32_t wanted[2] = {HST_SERIES_SUM, HST_SERIES_LAST};
static const int64_t offsets[3] = {0, 2, 3};

static call fine(void) {
    call c = {out, filled, &whole, wanted, offsets, 2, times, x, 0, HST_SERIES_FILL_PREVIOUS, 0};
    return c;
}

static hst_status align(const call *c) {
    return hst_series_align(c->out, c->filled, c->grid, c->statistic, c->offsets, c->series, c->time, c->x,
                            c->longest_gap, c->method, c->longest_fill, 0);
}

static hst_status spoilt(size_t field, const void *value) {
    call c = fine();
    memcpy((char *)&c + field, value, sizeof(void *));
    return align(&c);
}

static void alignment_needs_its_arrays(void **unused) {
    static const size_t fields[] = {offsetof(call, out),     offsetof(call, filled), offsetof(call, grid),
                                    offsetof(call, statistic), offsetof(call, offsets), offsetof(call, time),
                                    offsetof(call, x)};
    void *nothing = NULL;
    size_t k;
    (void)unused;
    prepare();
    for (k = 0; k < sizeof fields / sizeof fields[0]; ++k) {
        assert_status(spoilt(fields[k], &nothing), HST_ENULL);
    }
    assert_nothing_written();
}

static void alignment_refuses_sizes_and_options(void **unused) {
    static const hst_series_grid negative = {0, 10, -1}, many = {0, 1, INT64_C(1000000000000)};
    static const int64_t endless[3] = {0, 2, INT64_C(1000000000001)}, behind[3] = {0, 2, -1};
    static const uint32_t none[2] = {1, 0}, two[2] = {1, 3}, unknown[2] = {1, 2048};
    call c = fine();
    (void)unused;
    prepare();
    assert_status(hst_series_align(NULL, filled, &whole, wanted, offsets, 2, times, x, 0, 0, 0, 0),
                  HST_ENULL);
    assert_status(hst_series_align(out, filled, &negative, none, offsets, 2, times, x, 0, 0, 0, 0),
                  HST_ESIZE);
    assert_status(hst_series_align(out, filled, &whole, wanted, endless, 2, times, x, 0, 0, 0, 0),
                  HST_ESIZE);
    assert_status(hst_series_align(out, filled, &whole, wanted, behind, 2, times, x, 0, 0, 0, 0),
                  HST_ESIZE);
    c.series = -1;
    assert_status(align(&c), HST_ESIZE);
    c.series = too_many;
    assert_status(align(&c), HST_ESIZE);
    c.series = 10000000; /* with as many buckets as there may be: beyond int64 */
    c.offsets = calloc(10000001, sizeof *c.offsets);
    assert_non_null(c.offsets);
    c.grid = &many;
    assert_status(align(&c), HST_ESIZE);
    free((void *)(uintptr_t)c.offsets);
    assert_status(hst_series_align(out, filled, &whole, none, offsets, 2, times, x, -1, 0, 0, 0),
                  HST_EOPTION);
    assert_status(hst_series_align(out, filled, &whole, two, offsets, 2, times, x, -1, 0, 0, 0), HST_EOPTION);
    assert_status(hst_series_align(out, filled, &whole, unknown, offsets, 2, times, x, -1, 0, 0, 0),
                  HST_EOPTION);
    c = fine();
    c.method = 4;
    c.longest_gap = -1;
    assert_status(align(&c), HST_EOPTION);
    assert_nothing_written();
}

static void alignment_refuses_domains_and_orders(void **unused) {
    static const hst_series_grid still = {0, 0, 2};
    static const int64_t back[3] = {0, 4, 3}, below[3] = {-1, 2, 3}, first_only[3] = {0, 2, 2};
    call c = fine();
    (void)unused;
    prepare();
    assert_status(hst_series_align(out, filled, &still, wanted, back, 2, times, x, 0, 0, 0, 0), HST_EDOMAIN);
    c.longest_gap = -1;
    assert_status(align(&c), HST_EDOMAIN);
    c = fine();
    c.longest_fill = -1;
    assert_status(align(&c), HST_EDOMAIN);
    assert_status(hst_series_align(out, filled, &whole, wanted, offsets, 2, times, x, 0,
                                   HST_SERIES_FILL_VALUE, 1, INFINITY),
                  HST_EDOMAIN);
    assert_status(hst_series_align(out, filled, &whole, wanted, back, 2, times, x, 0, 0, 0, 0), HST_EORDER);
    assert_status(hst_series_align(out, filled, &whole, wanted, below, 2, times, x, 0, 0, 0, 0),
                  HST_EORDER);
    c = fine();
    c.time = repeated; /* in order within each of the two */
    assert_status(align(&c), HST_OK);
    prepare();
    prepare();
    c.time = repeated + 1; /* 2, 2 in the first */
    c.x = x + 1;
    c.offsets = first_only;
    assert_status(align(&c), HST_EORDER);
    assert_nothing_written();
}

static void alignment_refuses_bad_values(void **unused) {
    static const double endless[3] = {1, NAN, INFINITY}, large[3] = {DBL_MAX, DBL_MAX, 2};
    double both[3] = {DBL_MAX, DBL_MAX, INFINITY};
    (void)unused;
    assert_status(hst_series_align(out, filled, &whole, wanted, offsets, 2, times, endless, 0, 0, 0, 0),
                  HST_EDOMAIN);
    assert_status(hst_series_align(out, filled, &whole, wanted, offsets, 2, times, large, 0, 0, 0, 0),
                  HST_EOVERFLOW);
    assert_status(hst_series_align(out, filled, &whole, wanted, offsets, 2, times, both, 0, 0, 0, 0),
                  HST_EDOMAIN);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buckets_refuse_what_the_header_says),
        cmocka_unit_test(edges_refuse_what_the_header_says),
        cmocka_unit_test(bad_values_are_refused_wherever_they_are),
        cmocka_unit_test(beginnings_and_months_refuse_what_the_header_says),
        cmocka_unit_test(filling_refuses_what_the_header_says),
        cmocka_unit_test(alignment_needs_its_arrays),
        cmocka_unit_test(alignment_refuses_sizes_and_options),
        cmocka_unit_test(alignment_refuses_domains_and_orders),
        cmocka_unit_test(alignment_refuses_bad_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
