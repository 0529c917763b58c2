/* From blocks to the deepest fall: the closing of China's mines in 2021, in the trailing 7-day hashrate. */
#include "support/real_blocks.h"
#include "support/support.h"

#include "hashstat/drawdown.h"
#include "hashstat/hashrate.h"

enum { MOST_BLOCKS = 40000, MOST_WINDOWS = 6000 };

typedef struct record {
    int64_t time[MOST_BLOCKS];
    double work[MOST_BLOCKS];
    int64_t n;
} record;

/* Every trailing week that ends at a multiple of step and lies inside the record. */
static int64_t trailing_weeks(double *weeks, const record *r, int64_t step) {
    static hst_hashrate windows[MOST_WINDOWS];
    const int64_t week = 604800;
    int64_t first_end = (r->time[0] + week + step - 1) / step * step;
    hst_hashrate_grid grid = {0, 0, 0, 0};
    int64_t j;
    grid.start = first_end - week;
    grid.step = step;
    grid.width = week;
    grid.count = (r->time[r->n - 1] - first_end) / step + 1;
    assert_true(grid.count <= MOST_WINDOWS);
    assert_status(hst_hashrate_windows(windows, &grid, r->time, r->work, r->n, 0.95), HST_OK);
    for (j = 0; j < grid.count; ++j) {
        assert_int_equal(windows[j].seconds, week);
        weeks[j] = windows[j].estimate;
    }
    return grid.count;
}

static void the_closing_of_china_is_the_known_fall(void **state) {
    static record r;
    static double weeks[MOST_WINDOWS];
    golden *g = golden_open("drawdown/china.csv");
    int64_t rows = 0;
    (void)state;
    r.n = real_blocks_in_order(r.time, r.work, MOST_BLOCKS, "blocks/china-2021.csv");
    while (golden_next(g)) {
        int64_t n = trailing_weeks(weeks, &r, golden_integer(g, "step"));
        hst_drawdown fall;
        assert_status(hst_drawdown_max(&fall, weeks, n), HST_OK);
        assert_near_abs(fall.depth, golden_number(g, "depth"), golden_number(g, "tolerance"));
        if (golden_text(g, "peak")[0] != '\0') {
            assert_near_abs(weeks[fall.peak] / 1e18, golden_number(g, "peak"), 0.05);
            assert_near_abs(weeks[fall.trough] / 1e18, golden_number(g, "trough"), 0.05);
        }
        ++rows;
    }
    golden_close(g);
    assert_int_equal(rows, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_closing_of_china_is_the_known_fall),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
