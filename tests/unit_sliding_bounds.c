/* Where windows by time begin and end, against a search from the definition. */
#include "support/support.h"

#include <string.h>

#include "kernels/sliding_bounds.h"
#include "oracle/sliding.h"
#include "support/sliding_cases.h"

enum { MOST = 1200 };

/* All windows in tiles, the samples ending where a closed page begins. */
static void assert_bounds(const int64_t *time, int64_t n, int64_t before, int64_t after) {
    int64_t *guarded = guarded_alloc((size_t)n * sizeof *time);
    hst__bounds tile[HST__BOUNDS_TILE], last = {0, 0};
    hst__sliding w = {NULL, 0, 0, 0};
    int64_t i, k;
    memcpy(guarded, time, (size_t)n * sizeof *time);
    w.time = guarded;
    w.n = n;
    w.before = before;
    w.after = after;
    for (i = 0; i < n; i += HST__BOUNDS_TILE) {
        int64_t count = hst__least(HST__BOUNDS_TILE, n - i);
        hst__sliding_bounds_by_time(tile, &w, i, count, last);
        for (k = 0; k < count; ++k) {
            int64_t first = 0, past = n;
            while (first <= i + k && !oracle_in_window(&w, i + k, first)) {
                ++first;
            }
            while (past > i + k + 1 && !oracle_in_window(&w, i + k, past - 1)) {
                --past;
            }
            assert_int_equal(tile[k].first, first);
            assert_int_equal(tile[k].past, past);
        }
        last = tile[count - 1];
    }
    guarded_free(guarded);
}

static void bounds_are_where_the_definition_has_them(void **unused) {
    static int64_t time[MOST];
    static const int64_t lengths[] = {1, 2, 3, 4, 5, 100, 255, 256, 257, 512, 700, MOST};
    rng r = rng_seed(1);
    int round;
    (void)unused;
    for (round = 0; round < 240; ++round) {
        int64_t n = lengths[round % 12];
        int64_t before = (int64_t)rng_below(&r, round % 5 == 0 ? 5 : 2000);
        int64_t after = round % 3 == 0 ? 0 : (int64_t)rng_below(&r, round % 7 == 0 ? 5 : 2000);
        sliding_times(time, n, 1 + rng_below(&r, 20), &r);
        assert_bounds(time, n, before, after);
    }
}

/* Dense at one end of int64, then at the other. */
static void no_distance_overflows(void **unused) {
    static int64_t time[600];
    static const int64_t reach[] = {0, 1, 2, 250, 400, INT64_MAX / 2, INT64_MAX - 1, INT64_MAX};
    int64_t i;
    int a, b;
    (void)unused;
    for (i = 0; i < 600; ++i) {
        time[i] = i < 300 ? INT64_MIN + i : INT64_MAX - 599 + i;
    }
    for (a = 0; a < 8; ++a) {
        for (b = 0; b < 8; ++b) {
            assert_bounds(time, 600, reach[a], reach[b]);
        }
    }
}

static void bounds_by_count_stop_at_the_ends(void **unused) {
    hst__sliding w = {NULL, 10, 3, 2}, all = {NULL, 10, INT64_MAX, INT64_MAX};
    hst__bounds start = {0, 0};
    (void)unused;
    assert_int_equal(hst__sliding_bounds_by_count(&w, 0).first, 0);
    assert_int_equal(hst__sliding_bounds_by_count(&w, 0).past, 3);
    assert_int_equal(hst__sliding_bounds_by_count(&w, 5).first, 2);
    assert_int_equal(hst__sliding_bounds_by_count(&w, 5).past, 8);
    assert_int_equal(hst__sliding_bounds_by_count(&w, 9).past, 10);
    assert_int_equal(hst__sliding_bounds_by_count(&all, 4).first, 0);
    assert_int_equal(hst__sliding_bounds_by_count(&all, 4).past, 10);
    assert_int_equal(hst__sliding_bounds(&w, 5, hst__sliding_bounds(&w, 1, start)).first, 2);
    assert_int_equal(hst__sliding_bounds(&w, 5, start).past, 8);
    assert_true(hst__sliding_width(&w) == 6);
    assert_true(hst__sliding_width(&all) == 19);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bounds_are_where_the_definition_has_them),
        cmocka_unit_test(no_distance_overflows),
        cmocka_unit_test(bounds_by_count_stop_at_the_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
