/* The conventions of peers: where they say that an episode begins and ends, and what they call a conditional
 * drawdown. */
#include "support/shaped.h"
#include "support/support.h"

#include <math.h>
#include <string.h>

#include "hashstat/drawdown.h"
#include "oracle/drawdown_measures.h"

enum { MOST = 600, PEERS = 5 };

typedef struct span {
    int64_t from, to, length;
} span;

static double x[MOST];
static double path[MOST];
static double work[MOST];
static hst_drawdown listed[MOST];

static int64_t integer_or_none(const golden *g, const char *column) {
    return golden_is_empty(g, column) ? HST_NONE : golden_integer(g, column);
}

static void spans_are_those_of_the_peers_sources(void **unused) {
    static const double series[] = {100, 99, 98, 97, 101, 99, 98};
    golden *g = golden_open("drawdown/spans.csv");
    hst_drawdown fall[2];
    int64_t found;
    (void)unused;
    assert_status(hst_drawdown_episodes(fall, 2, &found, series, 7), HST_OK);
    while (golden_next(g)) {
        span got;
        int32_t peer = (int32_t)golden_integer(g, "peer");
        assert_status(
            hst_drawdown_compat_span(&got.from, &got.to, &got.length, &fall[golden_integer(g, "k")], 7, peer),
            HST_OK);
        assert_int_equal(got.from, golden_integer(g, "from"));
        assert_int_equal(got.to, integer_or_none(g, "to"));
        assert_int_equal(got.length, integer_or_none(g, "length"));
    }
    golden_close(g);
}

static void longest_spans_of_lean_are_those_of_its_tests(void **unused) {
    golden *g = golden_open("drawdown/longest.csv");
    (void)unused;
    while (golden_next(g)) {
        int64_t n = golden_series(g, "series", x, MOST);
        int64_t longest = HST_NONE, found, k;
        assert_status(hst_drawdown_episodes(listed, MOST, &found, x, n), HST_OK);
        for (k = 0; k < found; ++k) {
            span got;
            assert_status(
                hst_drawdown_compat_span(&got.from, &got.to, &got.length, &listed[k], n, HST_DRAWDOWN_LEAN),
                HST_OK);
            longest = got.length > longest ? got.length : longest;
        }
        assert_int_equal(longest, integer_or_none(g, "steps"));
    }
    golden_close(g);
}

/* Without gaps quantstats' length is the number of samples under water, open or not. */
static void lengths_of_quantstats_count_the_samples_under_water(void **unused) {
    rng r = rng_seed(71);
    int k;
    (void)unused;
    for (k = 0; k < 200; ++k) {
        int64_t n = 1 + (int64_t)rng_below(&r, MOST - 1), under = 0, counted = 0, found, i;
        for (i = 0; i < n; ++i) {
            x[i] = shaped(&r, 5, i, 0);
            under += oracle_maximum(x, i) > x[i];
        }
        assert_status(hst_drawdown_episodes(listed, MOST, &found, x, n), HST_OK);
        for (i = 0; i < found; ++i) {
            span got;
            assert_status(hst_drawdown_compat_span(&got.from, &got.to, &got.length, &listed[i], n,
                                                   HST_DRAWDOWN_QUANTSTATS),
                          HST_OK);
            counted += got.length;
        }
        assert_int_equal(counted, under);
    }
}

static void conditional_drawdown_is_worked_by_hand(void **unused) {
    golden *g = golden_open("drawdown/cdd.csv");
    (void)unused;
    while (golden_next(g)) {
        int64_t n = golden_series(g, "series", x, MOST);
        double cdd;
        assert_status(hst_drawdown_compat_cdd(&cdd, x, n, golden_number(g, "p"), work, (size_t)n * 8),
                      HST_OK);
        assert_near_abs(cdd, golden_number(g, "cdd"), 1e-15);
    }
    golden_close(g);
}

/* The deepest of each stretch of samples on one side, those behind the base; 0 for what does not fall. */
static int64_t sorted_stretches(double *out, const double *series, int64_t n) {
    int64_t count = 0, i;
    int side = -1;
    for (i = 1; i < n; ++i) {
        double depth = oracle_underwater(series, i);
        if (isnan(depth)) {
            continue;
        }
        if (side != (depth > 0)) {
            side = depth > 0;
            out[count++] = 0;
        }
        out[count - 1] = depth > out[count - 1] ? depth : out[count - 1];
    }
    qsort(out, (size_t)count, sizeof *out, oracle_ascending);
    return count;
}

static void assert_cdd(int64_t n, double p) {
    int64_t count = sorted_stretches(path, x, n);
    double cdd, place, want;
    int64_t k;
    if (count == 0) {
        assert_status(hst_drawdown_compat_cdd(&cdd, x, n, p, work, sizeof work), HST_EEMPTY);
        return;
    }
    assert_status(hst_drawdown_compat_cdd(&cdd, x, n, p, work, sizeof work), HST_OK);
    place = p * (double)(count - 1);
    k = (int64_t)place;
    want = path[k] + (place > (double)k ? (place - (double)k) * (path[k + 1] - path[k]) : 0);
    assert_near_abs(cdd, want, 1e-15);
}

static void conditional_drawdown_is_a_quantile_of_stretches(void **unused) {
    static const double values[] = {NAN, 0, 1, 2, 3};
    static const double levels[] = {0, 0.05, 0.5, 0.875, 0.95, 1};
    rng r = rng_seed(72);
    int64_t n, code, i, codes = 1;
    int k;
    (void)unused;
    for (n = 1; n <= 6; ++n) {
        codes *= 5;
        for (code = 0; code < codes; ++code) {
            int64_t rest = code;
            for (i = 0; i < n; ++i, rest /= 5) {
                x[i] = values[rest % 5];
            }
            if (!isnan(x[0])) {
                assert_cdd(n, levels[code % 6]);
            }
        }
    }
    for (k = 0; k < 400; ++k) {
        n = 1 + (int64_t)rng_below(&r, MOST - 1);
        fill_shaped(x, n, &r, k % SHAPES);
        x[0] = 1 + (double)rng_below(&r, 3);
        assert_cdd(n, levels[k % 6]);
    }
}

/* ---- contract ------------------------------------------------------------------------------------ */

static void spans_refuse_what_the_header_says(void **unused) {
    static const hst_drawdown good = {0.5, 0, 1, 2, 4};
    static const hst_drawdown bad[] = {{0.5, -1, 1, 2, 4}, {0.5, 1, 1, 2, 4},        {0.5, 0, 3, 2, 4},
                                       {0.5, 0, 1, 4, 4},  {0.5, 0, 1, 2, 5},        {0.5, 0, 1, 5, HST_NONE},
                                       {0, 4, -1, -1, -1}, {0.5, 0, 1, 2, INT64_MIN}};
    span got;
    int32_t peer;
    size_t k;
    (void)unused;
    fill_untouched(&got, sizeof got);
    assert_status(hst_drawdown_compat_span(NULL, &got.to, &got.length, &good, -1, 9), HST_ENULL);
    assert_status(hst_drawdown_compat_span(&got.from, NULL, &got.length, &good, -1, 9), HST_ENULL);
    assert_status(hst_drawdown_compat_span(&got.from, &got.to, NULL, &good, -1, 9), HST_ENULL);
    assert_status(hst_drawdown_compat_span(&got.from, &got.to, &got.length, NULL, -1, 9), HST_ENULL);
    assert_status(hst_drawdown_compat_span(&got.from, &got.to, &got.length, &bad[0], -1, 9), HST_ESIZE);
    assert_status(hst_drawdown_compat_span(&got.from, &got.to, &got.length, &bad[0], 5, PEERS), HST_EOPTION);
    assert_status(hst_drawdown_compat_span(&got.from, &got.to, &got.length, &bad[0], 5, -1), HST_EOPTION);
    for (k = 0; k < sizeof bad / sizeof bad[0]; ++k) {
        for (peer = 0; peer < PEERS; ++peer) {
            assert_status(hst_drawdown_compat_span(&got.from, &got.to, &got.length, &bad[k], 5, peer),
                          HST_EDOMAIN);
        }
    }
    assert_untouched(&got, sizeof got);
    assert_status(hst_drawdown_compat_span(&got.from, &got.to, &got.length, &good, 5, 0), HST_OK);
}

static void conditional_drawdown_refuses_what_the_header_says(void **unused) {
    static const double bad[] = {-1, -0x1p-1074, INFINITY, -INFINITY};
    double series[3] = {1, 2, 1};
    double *off = (double *)(void *)((char *)work + 4);
    double cdd;
    size_t k;
    (void)unused;
    fill_untouched(&cdd, sizeof cdd);
    fill_untouched(work, sizeof work);
    assert_status(hst_drawdown_compat_cdd(NULL, series, -1, 2, off, 0), HST_ENULL);
    assert_status(hst_drawdown_compat_cdd(&cdd, NULL, -1, 2, off, 0), HST_ENULL);
    assert_status(hst_drawdown_compat_cdd(&cdd, series, -1, 2, NULL, 0), HST_ENULL);
    assert_status(hst_drawdown_compat_cdd(&cdd, series, -1, 2, off, 0), HST_ESIZE);
    assert_status(hst_drawdown_compat_cdd(&cdd, series, 3, 2, off, 0), HST_EALIGN);
    assert_status(hst_drawdown_compat_cdd(&cdd, series, 3, 2, work, 23), HST_ESPACE);
    assert_status(hst_drawdown_compat_cdd(&cdd, series, 3, -0.1, work, 24), HST_EDOMAIN);
    assert_status(hst_drawdown_compat_cdd(&cdd, series, 3, 1.1, work, 24), HST_EDOMAIN);
    assert_status(hst_drawdown_compat_cdd(&cdd, series, 3, NAN, work, 24), HST_EDOMAIN);
    series[0] = NAN;
    assert_status(hst_drawdown_compat_cdd(&cdd, series, 3, 0.5, work, 24), HST_EDOMAIN);
    assert_untouched(work, sizeof work);
    for (k = 0; k < 3; ++k) {
        series[0] = series[1] = series[2] = 1;
        series[k] = bad[k];
        assert_status(hst_drawdown_compat_cdd(&cdd, series, 3, 0.5, work, 24), HST_EDOMAIN);
    }
    series[0] = 1;
    series[1] = series[2] = NAN;
    assert_status(hst_drawdown_compat_cdd(&cdd, series, 3, 0.5, work, 24), HST_EEMPTY);
    assert_status(hst_drawdown_compat_cdd(&cdd, NULL, 0, 0.5, NULL, 0), HST_EEMPTY);
    assert_untouched(&cdd, sizeof cdd);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_are_those_of_the_peers_sources),
        cmocka_unit_test(longest_spans_of_lean_are_those_of_its_tests),
        cmocka_unit_test(lengths_of_quantstats_count_the_samples_under_water),
        cmocka_unit_test(conditional_drawdown_is_worked_by_hand),
        cmocka_unit_test(conditional_drawdown_is_a_quantile_of_stretches),
        cmocka_unit_test(spans_refuse_what_the_header_says),
        cmocka_unit_test(conditional_drawdown_refuses_what_the_header_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
